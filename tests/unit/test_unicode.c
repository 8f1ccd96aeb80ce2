/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8, normal forms, name keys, forbidden characters, widths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/unicode.h"

static void finds_invalid_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
    } cases[] = {
        {"plain", 5},
        {"", 0},
        {"甲乙\xF0\x9F\x98\x80", 10},
        {"a\x80", 1},     /* a continuation alone */
        {"a\xC0\xAF", 1}, /* overlong "/" */
        {"\xC1\xBF", 0},
        {"\xE0\x9F\xBF", 0}, /* overlong in three bytes */
        {"\xE0\xA0\x80", 3},
        {"x\xED\xA0\x80", 1}, /* surrogate */
        {"\xED\x9F\xBF", 3},
        {"\xF0\x8F\xBF\xBF", 0}, /* overlong in four */
        {"\xF4\x8F\xBF\xBF", 4}, /* U+10FFFF */
        {"\xF4\x90\x80\x80", 0}, /* above it */
        {"\xF5\x80\x80\x80", 0},
        {"ab\xE7\x94", 2}, /* cut short */
        {"ab\xE7", 2},
        {"\xE7\x94x", 0},
        {"\xFF", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(ecc_utf8_invalid_at(ecc_str_of(cases[i].text)), cases[i].at);
    }
    assert_true(ecc_is_ascii(ECC_STR("\x01 az~\x7F")));
    assert_false(ecc_is_ascii(ECC_STR("az\x80")));
}

static void decodes(void **state)
{
    (void)state;
    const ecc_str text = ECC_STR("aé甲\xF0\x9F\x98\x80\xFFz");
    static const uint32_t codes[] = {'a', 0xE9, 0x7532, 0x1F600, 0xFFFD, 'z'};
    size_t at = 0;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        assert_int_equal(ecc_utf8_next(text, &at), codes[i]);
    }
    assert_int_equal(at, text.len);
}

static void normalizes(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"plain A-1", "plain A-1"},
        {"４８００ ＴＯＰＳ", "4800 TOPS"},
        {"814 mm²", "814 mm2"},
        {"e\xCC\x81", "é"},
        {"ﷺ", "صلى الله عليه وسلم"},
        {"甲，乙", "甲,乙"},
        {"", ""},
    };
    struct ecc_arena *arena = ecc_arena_new(0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const ecc_str normal = ecc_unicode_nfkc(arena, ecc_str_of(cases[i][0]));
        assert_non_null(normal.ptr);
        assert_true(ecc_str_is(normal, cases[i][1]));
    }
    const ecc_str ascii = ECC_STR("uncopied");
    assert_ptr_equal(ecc_unicode_nfkc(arena, ascii).ptr, ascii.ptr);
    ecc_arena_free(arena);
}

static void makes_name_keys(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"NVIDIA H100 SXM5-80GB", "nvidiah100sxm580gb"},
        {"ＮＶＩＤＩＡ　Ｈ１００", "nvidiah100"},
        {"MI300X+", "mi300x+"},
        {"ＭＩ３００Ｘ＋", "mi300x+"},
        {"昇腾 910B", "昇腾910b"},
        {"昇腾（910B）", "昇腾910b"},
        {"STRASSE", "strasse"},
        {"Straße", "strasse"},
        {"Radeon™ Pro®", "radeontmpro"},
        {"H\xE2\x80\x8B"
         "100",
         "h100"}, /* a zero-width space cannot make another name */
        {" _-./", ""},
    };
    struct ecc_arena *arena = ecc_arena_new(0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const ecc_str key = ecc_unicode_name_key(arena, ecc_str_of(cases[i][0]));
        assert_non_null(key.ptr);
        assert_true(ecc_str_is(key, cases[i][1]));
    }
    ecc_arena_free(arena);
}

static void finds_forbidden_characters(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
        uint32_t code;
    } bad[] = {
        {"a\x01", 1, 1},
        {"a\x1B[31m", 1, 0x1B},
        {"\x7F", 0, 0x7F},
        {"甲\xC2\x85", 3, 0x85},       /* next line */
        {"x\xC2\xAD", 1, 0xAD},        /* soft hyphen */
        {"ab\xE2\x80\x8B", 2, 0x200B}, /* zero-width space */
        {"\xE2\x80\xAE", 0, 0x202E},   /* right-to-left override */
        {"\xE2\x81\xA6", 0, 0x2066},   /* isolate */
        {"\xE2\x80\xA8", 0, 0x2028},   /* line separator */
        {"ab\xEF\xBB\xBF", 2, 0xFEFF}, /* byte order mark inside */
        {"\xEE\x80\x80", 0, 0xE000},   /* private use */
        {"\xEF\xBF\xBE", 0, 0xFFFE},   /* noncharacter */
        {"\xF0\x9F\xBF\xBE", 0, 0x1FFFE},
        {"\xE3\x85\xA4", 0, 0x3164},      /* Hangul filler: an invisible letter */
        {"\xF3\xA0\x81\xA1", 0, 0xE0061}, /* tag letter */
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        uint32_t code = 0;
        assert_int_equal(ecc_unicode_forbidden_at(ecc_str_of(bad[i].text), &code), bad[i].at);
        assert_int_equal(code, bad[i].code);
        assert_int_equal(ecc_unicode_forbidden_at(ecc_str_of(bad[i].text), NULL), bad[i].at);
    }
    static const char *const good[] = {"",
                                       "a\tb\r\n",
                                       "昇腾 910B，性能",
                                       "814 mm² × 2 ≥ 1 µm é",
                                       "\xE2\x9C\x94\xEF\xB8\x8F",
                                       "e\xCC\x81",
                                       "\xC2\xA0"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        uint32_t code = 77;
        const ecc_str text = ecc_str_of(good[i]);
        assert_int_equal(ecc_unicode_forbidden_at(text, &code), text.len);
        assert_int_equal(code, 77);
    }
}

static void measures_columns(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t width;
    } cases[] = {
        {"", 0},
        {"abc", 3},
        {"昇腾", 4},
        {"Ｈ１", 4},
        {"e\xCC\x81", 1},
        {"ｱ", 1},
        {"“a”", 3},
        {"a\xE2\x80\x8B"
         "b",
         2},
        {"\n", 0},
        {"\xF0\x9F\x98\x80", 2},
        {"한글", 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(ecc_unicode_width(ecc_str_of(cases[i].text)), cases[i].width);
    }
}

static void out_of_memory_is_null(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(16);
    assert_null(ecc_unicode_nfkc(arena, ECC_STR("昇腾昇腾昇腾昇腾")).ptr);
    assert_null(ecc_unicode_name_key(arena, ECC_STR("昇腾昇腾昇腾昇腾")).ptr);
    assert_null(ecc_unicode_name_key(arena, ECC_STR("a name of over sixteen bytes")).ptr);
    ecc_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_invalid_utf8),
        cmocka_unit_test(decodes),
        cmocka_unit_test(normalizes),
        cmocka_unit_test(makes_name_keys),
        cmocka_unit_test(finds_forbidden_characters),
        cmocka_unit_test(measures_columns),
        cmocka_unit_test(out_of_memory_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
