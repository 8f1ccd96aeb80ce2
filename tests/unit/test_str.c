/* SPDX-License-Identifier: Apache-2.0 */
/* Text: comparison, slices, edit distance, the buffer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"

static void compares_bytes(void **state)
{
    (void)state;
    assert_true(ecc_str_eq(ECC_STR("abc"), ecc_str_of("abc")));
    assert_false(ecc_str_eq(ECC_STR("abc"), ECC_STR("abd")));
    assert_false(ecc_str_eq(ECC_STR("abc"), ECC_STR("ab")));
    assert_false(ecc_str_eq(ECC_STR("a\0b"), ECC_STR("a\0c")));
    assert_true(ecc_str_eq((ecc_str){NULL, 0}, ECC_STR("")));
    assert_true(ecc_str_is(ecc_str_of(NULL), ""));
    assert_true(ecc_str_cmp(ECC_STR("a"), ECC_STR("b")) < 0);
    assert_true(ecc_str_cmp(ECC_STR("b"), ECC_STR("a")) > 0);
    assert_true(ecc_str_cmp(ECC_STR("a"), ECC_STR("ab")) < 0);
    assert_true(ecc_str_cmp(ECC_STR("ab"), ECC_STR("a")) > 0);
    assert_true(ecc_str_cmp(ECC_STR("z"), ECC_STR("é")) < 0); /* bytes are unsigned */
    assert_int_equal(ecc_str_cmp((ecc_str){NULL, 0}, ECC_STR("")), 0);
}

static void letters_are_the_same_but_for_case(void **state)
{
    (void)state;
    static const struct {
        const char *a;
        const char *b;
        bool same;
    } cases[] = {{"", "", true},     {"GB/s", "gb/S", true}, {"AZaz", "azAZ", true},
                 {"ab", "a", false}, {"a", "ab", false},     {"ab", "Ac", false},
                 {"@", "`", false},  {"[", "{", false},      {"É", "é", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(ecc_str_same_but_for_case(ecc_str_of(cases[i].a), ecc_str_of(cases[i].b)),
                         cases[i].same);
    }
    for (int byte = -128; byte < 128; byte++) {
        const bool capital = byte >= 'A' && byte <= 'Z';
        assert_int_equal(ecc_lower((char)byte), capital ? byte - 'A' + 'a' : byte);
    }
}

static void finds_ends(void **state)
{
    (void)state;
    assert_true(ecc_str_starts(ECC_STR("us-ear/3a090"), ECC_STR("us-ear/")));
    assert_false(ecc_str_starts(ECC_STR("us"), ECC_STR("us-ear/")));
    assert_true(ecc_str_ends(ECC_STR("a.yaml"), ECC_STR(".yaml")));
    assert_false(ecc_str_ends(ECC_STR("yaml"), ECC_STR(".yaml")));
    assert_true(ecc_str_starts(ECC_STR("x"), (ecc_str){NULL, 0}));
    assert_true(ecc_str_ends((ecc_str){NULL, 0}, (ecc_str){NULL, 0}));
}

static void slices_are_clamped(void **state)
{
    (void)state;
    const ecc_str text = ECC_STR("abcdef");
    assert_true(ecc_str_is(ecc_str_slice(text, 2, 4), "cd"));
    assert_true(ecc_str_is(ecc_str_slice(text, 2, 100), "cdef"));
    assert_int_equal(ecc_str_slice(text, 4, 2).len, 0);
    assert_int_equal(ecc_str_slice(text, 90, 100).len, 0);
    assert_int_equal(ecc_str_slice((ecc_str){NULL, 0}, 1, 2).len, 0);
    assert_true(ecc_str_is(ecc_str_trim(ECC_STR(" \t a b\t ")), "a b"));
    assert_true(ecc_str_is(ecc_str_trim(ECC_STR(" \t ")), ""));
    assert_true(ecc_str_is(ecc_str_trim(ECC_STR("\na ")), "\na"));
}

static void distance_counts_edits(void **state)
{
    (void)state;
    static const struct {
        const char *a;
        const char *b;
        size_t limit;
        size_t distance;
    } cases[] = {
        {"", "", 3, 0},
        {"name", "name", 3, 0},
        {"name", "nam", 3, 1},
        {"nam", "name", 3, 1},
        {"name", "nane", 3, 1},
        {"vendor", "vnedor", 3, 1}, /* neighbours swapped */
        {"ab", "ba", 3, 1},
        {"kitten", "sitting", 5, 3},
        {"kitten", "sitting", 2, 3}, /* limit + 1 */
        {"ca", "abc", 9, 3},         /* no edit inside a swap */
        {"", "abc", 9, 3},
        {"abc", "", 9, 3},
        {"area", "transistor-count", 2, 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(
            ecc_str_distance(ecc_str_of(cases[i].a), ecc_str_of(cases[i].b), cases[i].limit),
            cases[i].distance);
    }
    char longer[65];
    memset(longer, 'a', sizeof longer);
    const ecc_str fits = {longer, 64};
    const ecc_str over = {longer, 65};
    assert_int_equal(ecc_str_distance(fits, fits, 2), 0);
    assert_int_equal(ecc_str_distance(over, over, 2), 3);
    assert_int_equal(ecc_str_distance(ECC_STR("a"), ECC_STR("bc"), SIZE_MAX), 2);
}

static void buffer_grows(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    assert_int_equal(ecc_buf_str(&buf).len, 0);
    for (size_t i = 0; i < 1000; i++) {
        ecc_buf_putc(&buf, (char)('a' + i % 26));
    }
    ecc_buf_puts(&buf, ":");
    ecc_buf_put_size(&buf, 0);
    ecc_buf_putc(&buf, ',');
    ecc_buf_put_size(&buf, 18446744073709551615U);
    ecc_buf_add(&buf, (ecc_str){NULL, 0});
    const ecc_str text = ecc_buf_str(&buf);
    assert_false(buf.failed);
    assert_int_equal(text.len, 1000 + 3 + 20);
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(text.ptr[i], 'a' + (int)(i % 26));
    }
    assert_true(ecc_str_ends(text, ECC_STR(":0,18446744073709551615")));
    ecc_arena_free(arena);
}

static void buffer_remembers_failure(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(200);
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    ecc_buf_puts(&buf, "short");
    for (size_t i = 0; i < 300; i++) {
        ecc_buf_putc(&buf, 'x');
    }
    assert_true(buf.failed);
    ecc_buf_puts(&buf, "");
    assert_int_equal(ecc_buf_str(&buf).len, 0);
    ecc_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_bytes),
        cmocka_unit_test(finds_ends),
        cmocka_unit_test(letters_are_the_same_but_for_case),
        cmocka_unit_test(slices_are_clamped),
        cmocka_unit_test(distance_counts_edits),
        cmocka_unit_test(buffer_grows),
        cmocka_unit_test(buffer_remembers_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
