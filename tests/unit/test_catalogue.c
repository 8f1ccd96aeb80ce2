/* SPDX-License-Identifier: Apache-2.0 */
/* The built-in catalogue: in order, found by what people type, and every part of it loads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "builtin.h"

static void assert_sorted(const struct ecc_builtin_table *table)
{
    for (size_t i = 0; i < table->n_files; i++) {
        assert_non_null(table->files[i].bytes);
        assert_true(table->files[i].len > 0);
        assert_true(i == 0 || strcmp(table->files[i - 1].path, table->files[i].path) < 0);
    }
}

static void tables_are_in_order(void **state)
{
    (void)state;
    assert_true(ecc_builtin_specs.n_files > 0);
    assert_true(ecc_builtin_rules.n_files > 0);
    assert_sorted(&ecc_builtin_specs);
    assert_sorted(&ecc_builtin_rules);
    assert_int_equal(ecc_catalogue_count(), ecc_builtin_specs.n_files);
}

/* What stands in the table is what stands in the file. */
static void bytes_are_those_of_the_files(void **state)
{
    (void)state;
    static char bytes[1 << 16];
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        char path[1024];
        const ecc_str id = ecc_catalogue_id(i);
        const ecc_str built_in = ecc_catalogue_bytes(i);
        assert_true(snprintf(path, sizeof path, "%s/specs/%.*s.yaml", ECC_SOURCE_DIR, (int)id.len,
                             id.ptr) > 0);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        const size_t len = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        assert_int_equal(len, built_in.len);
        assert_memory_equal(bytes, built_in.ptr, len);
    }
}

static void every_id_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        size_t index = SIZE_MAX;
        size_t first = SIZE_MAX;
        size_t n = 0;
        assert_int_equal(ecc_catalogue_find(ecc_catalogue_id(i), &index, &first, &n), ECC_OK);
        assert_int_equal(index, i);
        assert_int_equal(first, i);
        assert_int_equal(n, 1);
    }
}

/* Does `id` begin with `start` where a name may end? Written anew, without order or search. */
static bool is_meant(ecc_str id, ecc_str start)
{
    if (start.len == 0 || id.len <= start.len || memcmp(id.ptr, start.ptr, start.len) != 0) {
        return false;
    }
    const char *alphabet = "abcdefghijklmnopqrstuvwxyz";
    const char *digits = "0123456789";
    const char before = start.ptr[start.len - 1];
    const char after = id.ptr[start.len];
    const bool letter_before = strchr(alphabet, before) != NULL;
    const bool digit_before = strchr(digits, before) != NULL;
    if (!letter_before && !digit_before) {
        return true;
    }
    if (strchr(digits, after) != NULL) {
        return letter_before;
    }
    return strchr(alphabet, after) == NULL;
}

static void check_start(ecc_str start)
{
    size_t expected = 0;
    size_t expected_first = 0;
    bool exact = false;
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        exact = exact || ecc_str_eq(ecc_catalogue_id(i), start);
        if (is_meant(ecc_catalogue_id(i), start)) {
            expected_first = expected == 0 ? i : expected_first;
            expected++;
        }
    }
    size_t index = SIZE_MAX;
    size_t first = SIZE_MAX;
    size_t n = SIZE_MAX;
    const ecc_status status = ecc_catalogue_find(start, &index, &first, &n);
    if (exact) {
        assert_int_equal(status, ECC_OK);
        assert_true(ecc_str_eq(ecc_catalogue_id(index), start));
        return;
    }
    assert_int_equal(n, expected);
    assert_int_equal(first, expected_first);
    assert_int_equal(status, expected == 1 ? ECC_OK : ECC_E_NOT_FOUND);
    assert_int_equal(index, expected == 1 ? expected_first : SIZE_MAX);
}

static void starts_of_ids_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        const ecc_str id = ecc_catalogue_id(i);
        for (size_t len = 0; len < id.len; len++) {
            check_start(ecc_str_slice(id, 0, len));
        }
    }
    check_start(ECC_STR("no-such-vendor"));
    check_start(ECC_STR("zzz"));
    check_start(ECC_STR("/"));
}

static void places_that_nobody_asks_for_may_be_left_out(void **state)
{
    (void)state;
    size_t index = SIZE_MAX;
    assert_int_equal(ecc_catalogue_find(ecc_catalogue_id(0), &index, NULL, NULL), ECC_OK);
    assert_int_equal(index, 0);
    assert_int_equal(ecc_catalogue_find(ECC_STR("zzz"), &index, NULL, NULL), ECC_E_NOT_FOUND);
    assert_int_equal(index, 0);
}

static void every_part_loads(void **state)
{
    (void)state;
    size_t n_bad = 0;
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        ecc_diags *diags = NULL;
        ecc_spec *spec = NULL;
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        const ecc_str id = ecc_catalogue_id(i);
        if (ecc_spec_load(id, ecc_catalogue_bytes(i), NULL, NULL, &spec, diags) != ECC_OK) {
            for (size_t j = 0; j < ecc_diags_count(diags); j++) {
                const ecc_diag diag = ecc_diags_at(diags, j);
                print_error("%.*s:%zu:%zu: %s\n", (int)diag.at.file.len, diag.at.file.ptr,
                            diag.at.line, diag.at.column, diag.id);
            }
            n_bad++;
        }
        ecc_spec_free(spec);
        ecc_diags_free(diags);
    }
    assert_int_equal(n_bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_in_order),
        cmocka_unit_test(bytes_are_those_of_the_files),
        cmocka_unit_test(every_id_is_found),
        cmocka_unit_test(starts_of_ids_are_found),
        cmocka_unit_test(places_that_nobody_asks_for_may_be_left_out),
        cmocka_unit_test(every_part_loads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
