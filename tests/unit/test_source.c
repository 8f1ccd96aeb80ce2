/* SPDX-License-Identifier: Apache-2.0 */
/* Places: lines, columns in code points, line ends of every kind, a byte order mark. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/source.h"

static void finds_positions(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t begin, end;
        size_t line, column, end_line, end_column;
        const char *excerpt;
    } cases[] = {
        {"", 0, 0, 1, 1, 1, 1, ""},
        {"name: x\n", 0, 4, 1, 1, 1, 5, "name: x"},
        {"name: x\n", 6, 7, 1, 7, 1, 8, "name: x"},
        {"name: x\n", 8, 8, 2, 1, 2, 1, ""},
        {"a\nbc\nd", 2, 4, 2, 1, 2, 3, "bc"},
        {"a\nbc\nd", 3, 6, 2, 2, 3, 2, "bc"},
        {"a\r\nbc\r\n", 3, 5, 2, 1, 2, 3, "bc"},
        {"a\r\nbc\r\n", 6, 7, 2, 3, 3, 1, "bc"}, /* the LF of CR LF is the end of its line */
        {"a\rbc\rd", 5, 6, 3, 1, 3, 2, "d"},
        {"名称: 芯片甲\n", 8, 14, 1, 5, 1, 7, "名称: 芯片甲"},
        {"甲: 𝟙x\n", 5, 9, 1, 4, 1, 5, "甲: 𝟙x"},
        {"\xEF\xBB\xBFname: x", 3, 7, 1, 1, 1, 5, "name: x"},
        {"\xEF\xBB\xBFname: x", 0, 3, 1, 1, 1, 1, "name: x"},
        {"\n\n\n", 2, 3, 3, 1, 4, 1, ""},
        {"abc", 90, 99, 1, 4, 1, 4, "abc"},
        {"abc", 2, 1, 1, 3, 1, 3, "abc"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ecc_arena *arena = ecc_arena_new(0);
        const struct ecc_source *source = ecc_source_new(arena, ECC_STR("f.yaml"),
                                                         ecc_str_of(cases[i].bytes));
        assert_non_null(source);
        const ecc_position at = ecc_span_position(
            (struct ecc_span){source, cases[i].begin, cases[i].end});
        assert_true(ecc_str_is(at.file, "f.yaml"));
        assert_int_equal(at.line, cases[i].line);
        assert_int_equal(at.column, cases[i].column);
        assert_int_equal(at.end_line, cases[i].end_line);
        assert_int_equal(at.end_column, cases[i].end_column);
        assert_true(ecc_str_is(at.excerpt, cases[i].excerpt));
        ecc_arena_free(arena);
    }
}

static void no_place_is_all_zero(void **state)
{
    (void)state;
    const ecc_position at = ecc_span_position(ecc_span_none());
    assert_int_equal(at.file.len, 0);
    assert_int_equal(at.line, 0);
    assert_int_equal(at.end_column, 0);
}

static void joins(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(0);
    const struct ecc_source *source = ecc_source_new(arena, ECC_STR("f"), ECC_STR("abcdef"));
    const struct ecc_span span = ecc_span_join((struct ecc_span){source, 1, 2},
                                               (struct ecc_span){source, 4, 5});
    assert_ptr_equal(span.source, source);
    assert_int_equal(span.begin, 1);
    assert_int_equal(span.end, 5);
    ecc_arena_free(arena);
}

static void a_huge_file_costs_little(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new((size_t)64 << 20);
    struct ecc_arena *bytes = ecc_arena_new((size_t)64 << 20);
    const size_t len = (size_t)40 << 20;
    char *lines = ecc_arena_alloc(bytes, len);
    memset(lines, '\n', len);
    const struct ecc_source *source = ecc_source_new(arena, ECC_STR("huge"), (ecc_str){lines, len});
    assert_non_null(source);
    assert_int_equal(ecc_span_position((struct ecc_span){source, 7, 7}).line, 8);
    const ecc_position late = ecc_span_position((struct ecc_span){source, len, len});
    assert_int_equal(late.line, source->n_lines);
    assert_int_equal(late.excerpt.len, 0);
    ecc_arena_free(bytes);
    ecc_arena_free(arena);
}

static void out_of_memory_is_null(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(32);
    assert_null(ecc_source_new(arena, ECC_STR("f"), ECC_STR("a\nb\nc\nd\ne\nf")));
    ecc_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_positions),
        cmocka_unit_test(no_place_is_all_zero),
        cmocka_unit_test(joins),
        cmocka_unit_test(a_huge_file_costs_little),
        cmocka_unit_test(out_of_memory_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
