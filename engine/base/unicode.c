/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 by hand, everything else through ICU's character properties and normalizers. */
#include "base/unicode.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/arena.h"

#define REPLACEMENT 0xFFFDU

/* Length of the well-formed sequence at `p`, 0 when there is none (Unicode 15, table 3-7). */
static size_t sequence_len(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80) {
        return 1;
    }
    if (p[0] < 0xC2 || p[0] > 0xF4) {
        return 0;
    }
    const size_t len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    const unsigned char low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
    if (len > left || p[1] < low || p[1] > high) {
        return 0;
    }
    for (size_t i = 2; i < len; i++) {
        if (p[i] < 0x80 || p[i] > 0xBF) {
            return 0;
        }
    }
    return len;
}

size_t ecc_utf8_invalid_at(ecc_str text)
{
    size_t at = 0;
    while (at < text.len) {
        const size_t len = sequence_len((const unsigned char *)text.ptr + at, text.len - at);
        if (len == 0) {
            return at;
        }
        at += len;
    }
    return at;
}

bool ecc_is_ascii(ecc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

uint32_t ecc_utf8_next(ecc_str text, size_t *at)
{
    static const unsigned char lead_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    const unsigned char *p = (const unsigned char *)text.ptr + *at;
    const size_t len = sequence_len(p, text.len - *at);
    if (len == 0) {
        *at += 1;
        return REPLACEMENT;
    }
    uint32_t code = p[0] & lead_mask[len];
    for (size_t i = 1; i < len; i++) {
        code = (code << 6) | (p[i] & 0x3FU);
    }
    *at += len;
    return code;
}

/* UTF-16 in an arena, for ICU. */
struct utf16 {
    UChar *ptr; /* NULL when out of memory */
    int32_t len;
};

static struct utf16 to_utf16(struct ecc_arena *arena, ecc_str text)
{
    struct utf16 result = {NULL, 0};
    if (text.len > INT32_MAX / 4) {
        return result;
    }
    const int32_t cap = (int32_t)text.len + 1; /* never more units than bytes */
    UErrorCode status = U_ZERO_ERROR;
    UChar *units = ECC_NEW_ARRAY(arena, (size_t)cap, UChar);
    if (units == NULL) {
        return result;
    }
    u_strFromUTF8WithSub(units, cap, &result.len, text.ptr, (int32_t)text.len, REPLACEMENT, NULL,
                         &status);
    if (U_SUCCESS(status)) {
        result.ptr = units;
    }
    return result;
}

static ecc_str to_utf8(struct ecc_arena *arena, struct utf16 text)
{
    int32_t len = 0;
    UErrorCode status = U_ZERO_ERROR;
    const int32_t cap = text.len * 3 + 1; /* a unit needs at most three bytes */
    char *bytes = ecc_arena_alloc(arena, (size_t)cap);
    if (bytes == NULL) {
        return (ecc_str){NULL, 0};
    }
    u_strToUTF8(bytes, cap, &len, text.ptr, text.len, &status);
    return U_SUCCESS(status) ? (ecc_str){bytes, (size_t)len} : (ecc_str){NULL, 0};
}

static struct utf16 normalize(struct ecc_arena *arena, const UNormalizer2 *form, struct utf16 text)
{
    struct utf16 result = {NULL, 0};
    UErrorCode status = U_ZERO_ERROR;
    const int32_t len = unorm2_normalize(form, text.ptr, text.len, NULL, 0, &status);
    if ((U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) || len > INT32_MAX / 4) {
        return result;
    }
    UChar *units = ECC_NEW_ARRAY(arena, (size_t)len + 1, UChar);
    if (units == NULL) {
        return result;
    }
    status = U_ZERO_ERROR;
    result.len = unorm2_normalize(form, text.ptr, text.len, units, len + 1, &status);
    result.ptr = U_SUCCESS(status) ? units : NULL;
    return result;
}

/* `text` in the normal form, or a NULL ptr. `found` says whether ICU had its data. */
static ecc_str through(struct ecc_arena *arena, const UNormalizer2 *form, UErrorCode found,
                       ecc_str text)
{
    struct utf16 units = to_utf16(arena, text);
    if (U_FAILURE(found) || units.ptr == NULL) {
        return (ecc_str){NULL, 0};
    }
    units = normalize(arena, form, units);
    return units.ptr == NULL ? (ecc_str){NULL, 0} : to_utf8(arena, units);
}

ecc_str ecc_unicode_nfkc(struct ecc_arena *arena, ecc_str text)
{
    if (ecc_is_ascii(text)) {
        return text;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFKCInstance(&status);
    return through(arena, form, status, text);
}

/* U+2122 and U+2120 */
static bool is_trademark_at(ecc_str text, size_t at)
{
    return text.len - at >= 3 && (memcmp(text.ptr + at, "\xE2\x84\xA2", 3) == 0 ||
                                  memcmp(text.ptr + at, "\xE2\x84\xA0", 3) == 0);
}

static ecc_str without_trademarks(struct ecc_arena *arena, ecc_str text)
{
    char *copy = ecc_arena_alloc(arena, text.len);
    size_t len = 0;
    for (size_t at = 0; copy != NULL && at < text.len;) {
        const bool trademark = is_trademark_at(text, at);
        copy[len++] = trademark ? ' ' : text.ptr[at];
        at += trademark ? 3 : 1;
    }
    return (ecc_str){copy, len};
}

ecc_str ecc_unicode_name(struct ecc_arena *arena, ecc_str text)
{
    if (ecc_is_ascii(text)) {
        return text;
    }
    const ecc_str bare = without_trademarks(arena, text);
    return bare.ptr != NULL ? ecc_unicode_nfkc(arena, bare) : bare;
}

static ecc_str ascii_key(struct ecc_arena *arena, ecc_str text)
{
    char *key = ecc_arena_alloc(arena, text.len);
    if (key == NULL) {
        return (ecc_str){NULL, 0};
    }
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c >= 'A' && c <= 'Z') {
            key[len++] = (char)(c - 'A' + 'a');
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+') {
            key[len++] = c;
        }
    }
    return (ecc_str){key, len};
}

static bool belongs_to_key(uint32_t code)
{
    return code == '+' ||
           (U_GET_GC_MASK((UChar32)code) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

ecc_str ecc_unicode_name_key(struct ecc_arena *arena, ecc_str text)
{
    if (ecc_is_ascii(text)) {
        return ascii_key(arena, text);
    }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&status);
    const ecc_str folded = through(arena, form, status, text);
    char *key = folded.ptr == NULL ? NULL : ecc_arena_alloc(arena, folded.len);
    if (key == NULL) {
        return (ecc_str){NULL, 0};
    }
    size_t len = 0;
    for (size_t at = 0; at < folded.len;) {
        const size_t begin = at;
        if (belongs_to_key(ecc_utf8_next(folded, &at))) {
            memcpy(key + len, folded.ptr + begin, at - begin);
            len += at - begin;
        }
    }
    return (ecc_str){key, len};
}

static bool is_forbidden(uint32_t code)
{
    if (code < 0x80) {
        return (code < 0x20 && code != '\t' && code != '\n' && code != '\r') || code == 0x7F;
    }
    if (code == 0xFE0E || code == 0xFE0F) {
        return false;
    }
    const UChar32 c = (UChar32)code;
    const uint32_t bad = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK | U_GC_CS_MASK | U_GC_ZL_MASK |
                         U_GC_ZP_MASK;
    return (U_GET_GC_MASK(c) & bad) != 0 || U_IS_UNICODE_NONCHAR(c) ||
           u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

size_t ecc_unicode_forbidden_at(ecc_str text, uint32_t *out_code)
{
    for (size_t at = 0; at < text.len;) {
        const size_t begin = at;
        const uint32_t code = ecc_utf8_next(text, &at);
        if (is_forbidden(code)) {
            if (out_code != NULL) {
                *out_code = code;
            }
            return begin;
        }
    }
    return text.len;
}

static size_t code_width(uint32_t code)
{
    if (code < 0x80) {
        return code >= 0x20 && code != 0x7F ? 1 : 0;
    }
    const UChar32 c = (UChar32)code;
    const uint32_t no_columns = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK;
    if ((U_GET_GC_MASK(c) & no_columns) != 0) {
        return 0;
    }
    const int32_t width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

size_t ecc_unicode_width(ecc_str text)
{
    size_t width = 0;
    for (size_t at = 0; at < text.len;) {
        width += code_width(ecc_utf8_next(text, &at));
    }
    return width;
}
