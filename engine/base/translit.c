/* SPDX-License-Identifier: Apache-2.0 */
/* Transliterators, the spoof checker and converters of ICU. What they hold is ICU's own memory, so
 * they are closed by hand. */
#include "base/translit.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "base/arena.h"
#include "base/unicode.h"

/* A text of n units never grows beyond this many times n: one character is one syllable, with tone
 * marks decomposed. */
#define GROWTH     12
#define NAME_BYTES 128

enum { SIMPLIFIED, PINYIN, N_TRANSLITERATORS };
static const char *const transliterator_ids[N_TRANSLITERATORS] = {
    [SIMPLIFIED] = "Hant-Hans",
    [PINYIN] = "Han-Latin; NFD; [:Mn:] Remove; [[:Space:]'’] Remove; Lower",
};

struct ecc_translit {
    UTransliterator *transliterators[N_TRANSLITERATORS];
    bool tried[N_TRANSLITERATORS]; /* opened, or could not be */
    USpoofChecker *skeletons;      /* NULL until it is needed */
    USpoofChecker *scripts;        /* the same, set to look at scripts only */
};

struct ecc_translit *ecc_translit_new(struct ecc_arena *arena)
{
    return ECC_NEW(arena, struct ecc_translit);
}

void ecc_translit_close(struct ecc_translit *translit)
{
    if (translit == NULL) {
        return;
    }
    for (size_t i = 0; i < N_TRANSLITERATORS; i++) {
        if (translit->transliterators[i] != NULL) {
            utrans_close(translit->transliterators[i]);
        }
    }
    if (translit->skeletons != NULL) {
        uspoof_close(translit->skeletons);
    }
    if (translit->scripts != NULL) {
        uspoof_close(translit->scripts);
    }
}

/* ---- Transliteration ----------------------------------------------------------------------- */

static UTransliterator *transliterator(struct ecc_translit *translit, size_t which)
{
    if (!translit->tried[which]) {
        UChar id[NAME_BYTES];
        int32_t len = 0;
        UErrorCode status = U_ZERO_ERROR;
        u_strFromUTF8(id, NAME_BYTES, &len, transliterator_ids[which], -1, &status);
        UTransliterator *opened = utrans_openU(id, len, UTRANS_FORWARD, NULL, 0, NULL, &status);
        translit->transliterators[which] = U_SUCCESS(status) ? opened : NULL;
        translit->tried[which] = true;
    }
    return translit->transliterators[which];
}

static ecc_str transliterate(struct ecc_translit *translit, size_t which, struct ecc_arena *arena,
                             ecc_str text)
{
    UTransliterator *service = ecc_is_ascii(text) ? NULL : transliterator(translit, which);
    if (service == NULL || text.len > INT32_MAX / (4 * GROWTH)) {
        return text;
    }
    const int32_t cap = (int32_t)text.len * GROWTH + 1;
    UChar *units = ECC_NEW_ARRAY(arena, (size_t)cap, UChar);
    char *bytes = ecc_arena_alloc(arena, (size_t)cap * 3);
    if (units == NULL || bytes == NULL) {
        return (ecc_str){NULL, 0};
    }
    int32_t len = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(units, cap, &len, text.ptr, (int32_t)text.len, 0xFFFD, NULL, &status);
    int32_t limit = len;
    utrans_transUChars(service, units, &len, cap, 0, &limit, &status);
    int32_t n_bytes = 0;
    u_strToUTF8(bytes, cap * 3, &n_bytes, units, len, &status);
    return U_SUCCESS(status) ? (ecc_str){bytes, (size_t)n_bytes} : text;
}

ecc_str ecc_translit_simplified(struct ecc_translit *translit, struct ecc_arena *arena,
                                ecc_str text)
{
    return transliterate(translit, SIMPLIFIED, arena, text);
}

ecc_str ecc_translit_latin(struct ecc_translit *translit, struct ecc_arena *arena, ecc_str text)
{
    return transliterate(translit, PINYIN, arena, text);
}

/* ---- Look-alikes --------------------------------------------------------------------------- */

enum ecc_script ecc_script_of(uint32_t code)
{
    if (code < 0x80) {
        const bool letter = (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
        return letter ? ECC_SCRIPT_LATIN : ECC_SCRIPT_COMMON;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript((UChar32)code, &status);
    if (U_FAILURE(status) || script == USCRIPT_COMMON || script == USCRIPT_INHERITED) {
        return ECC_SCRIPT_COMMON;
    }
    return script == USCRIPT_LATIN ? ECC_SCRIPT_LATIN
           : script == USCRIPT_HAN ? ECC_SCRIPT_HAN
                                   : ECC_SCRIPT_OTHER;
}

char ecc_translit_looks_like(struct ecc_translit *translit, uint32_t code)
{
    UErrorCode status = U_ZERO_ERROR;
    if (translit->skeletons == NULL) {
        USpoofChecker *opened = uspoof_open(&status);
        translit->skeletons = U_SUCCESS(status) ? opened : NULL;
    }
    if (translit->skeletons == NULL || code < 0x80) {
        return 0;
    }
    UChar units[2];
    int32_t n = 0;
    UBool failed = false;
    U16_APPEND(units, n, 2, (UChar32)code, failed);
    UChar skeleton[NAME_BYTES];
    const int32_t len = failed ? 0
                               : uspoof_getSkeleton(translit->skeletons, 0, units, n, skeleton,
                                                    NAME_BYTES, &status);
    if (U_FAILURE(status) || len != 1 || skeleton[0] >= 0x80 || !u_isalnum(skeleton[0])) {
        return 0;
    }
    return (char)skeleton[0];
}

bool ecc_translit_is_mixed(struct ecc_translit *translit, ecc_str text)
{
    UErrorCode status = U_ZERO_ERROR;
    if (ecc_is_ascii(text) || text.len > INT32_MAX) {
        return false;
    }
    if (translit->scripts == NULL) {
        USpoofChecker *opened = uspoof_open(&status);
        uspoof_setChecks(opened, USPOOF_RESTRICTION_LEVEL, &status);
        uspoof_setRestrictionLevel(opened, USPOOF_HIGHLY_RESTRICTIVE);
        if (U_FAILURE(status)) {
            uspoof_close(opened);
            return false;
        }
        translit->scripts = opened;
    }
    const int32_t found = uspoof_checkUTF8(translit->scripts, text.ptr, (int32_t)text.len, NULL,
                                           &status);
    return U_SUCCESS(status) && (found & USPOOF_RESTRICTION_LEVEL) != 0;
}

ecc_str ecc_unicode_char_name(struct ecc_arena *arena, uint32_t code)
{
    char name[NAME_BYTES];
    UErrorCode status = U_ZERO_ERROR;
    const int32_t len = u_charName((UChar32)code, U_EXTENDED_CHAR_NAME, name, NAME_BYTES, &status);
    if (U_FAILURE(status) || len <= 0 || len >= NAME_BYTES) {
        return (ecc_str){NULL, 0};
    }
    return ecc_arena_str(arena, (ecc_str){name, (size_t)len});
}

/* ---- Character sets ------------------------------------------------------------------------ */

/* UTF-8 of what one call may bring; a byte of any character set is at most three. */
#define DECODED_CAP ((size_t)ECC_DECODER_MAX * 3 + 64)
#define PIVOT       1024

struct ecc_decoder {
    struct ecc_arena *arena; /* its own, and the first thing in it is this struct */
    UConverter *from;
    UConverter *to;
    UChar pivot[PIVOT];
    UChar *pivot_source;
    UChar *pivot_target;
    bool begun;
    char text[DECODED_CAP];
};

/* Names that are accepted, and what ICU calls them: nothing that ICU happens to know besides. */
static const struct {
    const char *name;
    const char *icu;
} encodings[] = {
    {"utf-8", "UTF-8"},           {"utf8", "UTF-8"},
    {"utf-16le", "UTF-16LE"},     {"utf-16be", "UTF-16BE"},
    {"utf-16", "UTF-16"},         {"gb18030", "gb18030"},
    {"gbk", "gb18030"},           {"gb2312", "gb18030"},
    {"big5", "windows-950"},      {"windows-1252", "windows-1252"},
    {"iso-8859-1", "ISO-8859-1"},
};

static const char *icu_name(ecc_str encoding)
{
    char lower[32];
    if (encoding.len >= sizeof(lower)) {
        return NULL;
    }
    for (size_t i = 0; i < encoding.len; i++) {
        const char byte = encoding.ptr[i];
        lower[i] = byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
    }
    for (size_t i = 0; i < sizeof(encodings) / sizeof(encodings[0]); i++) {
        if (ecc_str_is((ecc_str){lower, encoding.len}, encodings[i].name)) {
            return encodings[i].icu;
        }
    }
    return NULL;
}

ecc_status ecc_decoder_new(ecc_str encoding, ecc_decoder **out_decoder)
{
    const char *name = icu_name(encoding);
    if (name == NULL) {
        return ECC_E_NOT_FOUND;
    }
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_decoder *decoder = arena == NULL ? NULL : ECC_NEW(arena, struct ecc_decoder);
    if (decoder == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    UErrorCode status = U_ZERO_ERROR;
    decoder->arena = arena;
    decoder->from = ucnv_open(name, &status);
    decoder->to = ucnv_open("UTF-8", &status);
    /* What is malformed must stop the reading: a substitute would go unnoticed. */
    if (U_SUCCESS(status)) {
        ucnv_setToUCallBack(decoder->from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    }
    if (U_FAILURE(status)) {
        ecc_decoder_free(decoder);
        return ECC_E_NOMEM;
    }
    decoder->pivot_source = decoder->pivot;
    decoder->pivot_target = decoder->pivot;
    *out_decoder = decoder;
    return ECC_OK;
}

void ecc_decoder_free(ecc_decoder *decoder)
{
    if (decoder != NULL) {
        ucnv_close(decoder->from);
        ucnv_close(decoder->to);
        ecc_arena_free(decoder->arena);
    }
}

ecc_status ecc_decoder_put(ecc_decoder *decoder, ecc_str bytes, bool last, ecc_str *out_text)
{
    if (bytes.len > ECC_DECODER_MAX) {
        return ECC_E_USAGE;
    }
    UErrorCode status = U_ZERO_ERROR;
    char *target = decoder->text;
    const char *source = bytes.len > 0 ? bytes.ptr : "";
    ucnv_convertEx(decoder->to, decoder->from, &target, decoder->text + DECODED_CAP, &source,
                   source + bytes.len, decoder->pivot, &decoder->pivot_source,
                   &decoder->pivot_target, decoder->pivot + PIVOT, !decoder->begun, last, &status);
    decoder->begun = true;
    *out_text = (ecc_str){decoder->text, (size_t)(target - decoder->text)};
    return U_SUCCESS(status) ? ECC_OK : ECC_E_INVALID;
}

static bool starts(ecc_str text, const char *bytes, size_t n)
{
    return text.len >= n && memcmp(text.ptr, bytes, n) == 0;
}

/* UTF-16 without a mark: of its separators, digits and line ends, one byte is zero, always on the
 * same side. */
static const char *utf16_by_zeros(ecc_str sample)
{
    size_t zeros[2] = {0, 0};
    for (size_t i = 0; i < sample.len; i++) {
        zeros[i % 2] += sample.ptr[i] == '\0' ? 1 : 0;
    }
    const size_t few = sample.len / 20 + 2; /* one zero alone is a fault, not an encoding */
    if (zeros[1] >= few && zeros[0] * 16 < zeros[1]) {
        return "utf-16le";
    }
    return zeros[0] >= few && zeros[1] * 16 < zeros[0] ? "utf-16be" : NULL;
}

/* Of what is not ASCII, is nearly all of it Chinese? Other character sets decode as GB18030 too,
 * into characters nobody writes. */
static bool is_chinese(ecc_str text)
{
    size_t han = 0;
    size_t other = 0;
    for (size_t at = 0; at < text.len;) {
        const uint32_t code = ecc_utf8_next(text, &at);
        if (code >= 0x80) {
            const bool common = (code >= 0x4E00 && code <= 0x9FFF) ||
                                (code >= 0x3000 && code <= 0x303F) ||
                                (code >= 0xFF00 && code <= 0xFFEF) ||
                                (code >= 0x2000 && code <= 0x22FF);
            han += common ? 1 : 0;
            other += common ? 0 : 1;
        }
    }
    return han >= 9 * other;
}

/* "Müller" in Latin-1 decodes as GB18030 as well: an accented letter and the plain one after it give a rare character.
 * In Chinese text most second bytes are not ASCII. */
static bool is_accented(ecc_str sample)
{
    size_t plain = 0;
    size_t high = 0;
    for (size_t at = 0; at + 1 < sample.len; at++) {
        if ((unsigned char)sample.ptr[at] >= 0x80) {
            at++;
            plain += (unsigned char)sample.ptr[at] < 0x80 ? 1 : 0;
            high += (unsigned char)sample.ptr[at] < 0x80 ? 0 : 1;
        }
    }
    return plain > high;
}

static bool is_gb18030(ecc_str sample, bool whole)
{
    if (is_accented(sample)) {
        return false;
    }
    ecc_decoder *decoder = NULL;
    if (ecc_decoder_new(ECC_STR("gb18030"), &decoder) != ECC_OK) {
        return false;
    }
    bool holds = true;
    for (size_t at = 0; at < sample.len && holds; at += ECC_DECODER_MAX) {
        const ecc_str part = ecc_str_slice(sample, at, at + ECC_DECODER_MAX);
        const bool last = whole && at + part.len == sample.len;
        ecc_str text = {NULL, 0};
        holds = ecc_decoder_put(decoder, part, last, &text) == ECC_OK && is_chinese(text);
    }
    ecc_decoder_free(decoder);
    return holds;
}

/* Valid but for a sequence that the end of the sample cuts? */
static bool is_utf8(ecc_str sample, bool whole)
{
    const size_t at = ecc_utf8_invalid_at(sample);
    return at == sample.len ||
           (!whole && sample.len - at < 4 && (unsigned char)sample.ptr[at] >= 0xC2);
}

ecc_status ecc_text_detect(ecc_str sample, bool whole, ecc_str *out_encoding, size_t *out_mark)
{
    const char *name = NULL;
    size_t mark = 0;
    if (starts(sample, "\xEF\xBB\xBF", 3)) {
        name = "utf-8";
        mark = 3;
    } else if (starts(sample, "\xFF\xFE", 2)) {
        name = "utf-16le";
        mark = 2;
    } else if (starts(sample, "\xFE\xFF", 2)) {
        name = "utf-16be";
        mark = 2;
    } else {
        name = utf16_by_zeros(sample);
    }
    if (name == NULL) {
        name = is_utf8(sample, whole) ? "utf-8" : is_gb18030(sample, whole) ? "gb18030" : NULL;
    }
    if (name == NULL) {
        return ECC_E_NOT_FOUND;
    }
    *out_encoding = ecc_str_of(name);
    *out_mark = mark;
    return ECC_OK;
}

ecc_status ecc_text_key(ecc_str text, char *buffer, size_t cap, size_t *out_len)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    if (arena == NULL) {
        return ECC_E_NOMEM;
    }
    const ecc_str key = ecc_unicode_name_key(arena, text);
    ecc_status status = key.ptr == NULL ? ECC_E_NOMEM : key.len > cap ? ECC_E_LIMIT : ECC_OK;
    if (status == ECC_OK) {
        memcpy(buffer, key.ptr, key.len);
        *out_len = key.len;
    }
    ecc_arena_free(arena);
    return status;
}
