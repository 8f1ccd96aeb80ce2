/* SPDX-License-Identifier: Apache-2.0 */
/* Diagnostics: order, the cap, counts, and that they outlive what they are about. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"

static ecc_diags *new_diags(void)
{
    ecc_diags *diags = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_non_null(diags);
    return diags;
}

static void add_at(ecc_diags *diags, const struct ecc_source *source, size_t at, const char *key)
{
    ecc_diag_add(diags, ECC_M_yaml_duplicate_key, (struct ecc_span){source, at, at + 1},
                 ECC_ARGS(ecc_arg_cstr("key", key)));
}

static void every_row_is_filled(void **state)
{
    (void)state;
    for (int i = 0; i < ECC_M_COUNT; i++) {
        const struct ecc_message_row *row = ecc_message_row((enum ecc_message_id)i);
        assert_non_null(row->id);
        assert_non_null(row->args);
        assert_non_null(row->words[ECC_ENGLISH]);
        assert_non_null(row->words[ECC_CHINESE]);
        for (int j = 0; j < i; j++) { /* rows may share an id, but then differ in arguments */
            const struct ecc_message_row *other = ecc_message_row((enum ecc_message_id)j);
            assert_true(strcmp(row->id, other->id) != 0 || strcmp(row->args, other->args) != 0);
        }
    }
}

static void lists_in_order_of_file_and_place(void **state)
{
    (void)state;
    ecc_diags *diags = new_diags();
    struct ecc_arena *arena = ecc_arena_new(0);
    const struct ecc_source *b = ecc_source_new(arena, ECC_STR("b"), ECC_STR("0123\n5678\n"));
    const struct ecc_source *a = ecc_source_new(arena, ECC_STR("a"), ECC_STR("0123\n5678\n"));
    add_at(diags, b, 7, "3");
    add_at(diags, a, 2, "6");
    add_at(diags, b, 1, "1");
    add_at(diags, b, 7, "4");
    add_at(diags, a, 0, "5");
    add_at(diags, b, 5, "2");
    ecc_diag_add(diags, ECC_M_file_empty, ecc_span_none(), ECC_NO_ARGS);
    ecc_arena_free(arena); /* the list keeps what it needs */

    assert_int_equal(ecc_diags_count(diags), 7);
    for (size_t i = 0; i < 6; i++) {
        const char expected[] = {(char)('1' + i), '\0'};
        const ecc_diag diag = ecc_diags_at(diags, i);
        assert_int_equal(diag.n_args, 1);
        assert_string_equal(diag.args[0].name, "key");
        assert_true(ecc_str_is(diag.args[0].text, expected));
        assert_string_equal(diag.id, "yaml.duplicate-key");
        assert_int_equal(diag.severity, ECC_SEVERITY_ERROR);
        assert_true(ecc_str_is(diag.at.file, i < 4 ? "b" : "a"));
        assert_int_equal(diag.other.file.len, 0);
    }
    const ecc_diag third = ecc_diags_at(diags, 2);
    assert_int_equal(third.at.line, 2);
    assert_int_equal(third.at.column, 3);
    assert_true(ecc_str_is(third.at.excerpt, "5678"));
    const ecc_diag nowhere = ecc_diags_at(diags, 6);
    assert_string_equal(nowhere.id, "file.empty");
    assert_int_equal(nowhere.at.line, 0);
    assert_int_equal(nowhere.n_args, 0);
    ecc_diags_free(diags);
}

static void keeps_a_second_place(void **state)
{
    (void)state;
    ecc_diags *diags = new_diags();
    struct ecc_arena *arena = ecc_arena_new(0);
    const struct ecc_source *source = ecc_source_new(arena, ECC_STR("f"), ECC_STR("a: 1\na: 2\n"));
    ecc_diag_add2(diags, ECC_M_yaml_duplicate_key, (struct ecc_span){source, 5, 6},
                  (struct ecc_span){source, 0, 1}, ECC_ARGS(ecc_arg_text("key", ECC_STR("a"))));
    ecc_arena_free(arena);
    const ecc_diag diag = ecc_diags_at(diags, 0);
    assert_int_equal(diag.at.line, 2);
    assert_int_equal(diag.other.line, 1);
    assert_true(ecc_str_is(diag.other.excerpt, "a: 1"));
    ecc_diags_free(diags);
}

static void keeps_a_hundred_and_counts_all(void **state)
{
    (void)state;
    ecc_diags *diags = new_diags();
    for (size_t round = 0; round < 2; round++) {
        for (size_t i = 0; i < 250; i++) {
            add_at(diags, NULL, 0, "k");
        }
        assert_int_equal(ecc_diags_count(diags), ECC_DIAG_CAP);
        assert_int_equal(ecc_diags_errors(diags), 250);
        assert_int_equal(ecc_diags_dropped(diags), 150);
        ecc_diags_clear(diags);
        assert_int_equal(ecc_diags_count(diags), 0);
        assert_int_equal(ecc_diags_errors(diags), 0);
        assert_int_equal(ecc_diags_dropped(diags), 0);
    }
    ecc_diags_free(diags);
    ecc_diags_free(NULL);
}

static void long_lines_are_not_quoted(void **state)
{
    (void)state;
    ecc_diags *diags = new_diags();
    struct ecc_arena *arena = ecc_arena_new(0);
    const size_t len = (size_t)1 << 20;
    char *lines = ecc_arena_alloc(arena, len);
    memset(lines, 'x', len);
    lines[ECC_DIAG_LINE_CAP] = '\n';
    const struct ecc_source *source = ecc_source_new(arena, ECC_STR("f"), (ecc_str){lines, len});
    for (size_t i = 0; i < ECC_DIAG_CAP; i++) {
        const struct ecc_span first = {source, i, i + 1};
        const struct ecc_span second = {source, len / 2 + i, len / 2 + i + 1};
        ecc_diag_add2(diags, ECC_M_file_empty, first, second, ECC_NO_ARGS);
    }
    ecc_arena_free(arena);
    assert_false(diags->out_of_memory);
    assert_int_equal(ecc_diags_count(diags), ECC_DIAG_CAP);
    const ecc_diag last = ecc_diags_at(diags, ECC_DIAG_CAP - 1);
    assert_int_equal(last.at.excerpt.len, ECC_DIAG_LINE_CAP);
    assert_int_equal(last.other.excerpt.len, 0);
    assert_int_equal(last.other.line, 2);
    assert_int_equal(last.other.column, len / 2 + 99 - ECC_DIAG_LINE_CAP);
    ecc_diags_free(diags);
}

static void long_text_is_cut_between_characters(void **state)
{
    (void)state;
    ecc_diags *diags = new_diags();
    char text[3 * 400 + 1] = "";
    for (size_t i = 0; i < 400; i++) {
        memcpy(text + 3 * i, "甲", 3);
    }
    add_at(diags, NULL, 0, text);
    const ecc_str kept = ecc_diags_at(diags, 0).args[0].text;
    assert_int_equal(kept.len, 999 + 3);
    assert_memory_equal(kept.ptr, text, 999);
    assert_true(ecc_str_ends(kept, ECC_STR("甲…")));
    ecc_diags_free(diags);
}

static void integers_are_kept(void **state)
{
    (void)state;
    ecc_diags *diags = new_diags();
    ecc_diag_add(diags, ECC_M_file_too_large, ecc_span_none(),
                 ECC_ARGS(ecc_arg_integer("size", 9), ecc_arg_integer("limit", -7)));
    const ecc_diag diag = ecc_diags_at(diags, 0);
    assert_int_equal(diag.n_args, 2);
    assert_int_equal(diag.args[1].kind, ECC_ARG_INTEGER);
    assert_true(diag.args[1].integer == -7);
    ecc_diags_free(diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_filled),
        cmocka_unit_test(lists_in_order_of_file_and_place),
        cmocka_unit_test(keeps_a_second_place),
        cmocka_unit_test(keeps_a_hundred_and_counts_all),
        cmocka_unit_test(long_lines_are_not_quoted),
        cmocka_unit_test(long_text_is_cut_between_characters),
        cmocka_unit_test(integers_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
