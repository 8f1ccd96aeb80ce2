/* SPDX-License-Identifier: Apache-2.0 */
/* Mappings: limits, places of cells, exactness; the words are in tests/errors and tests/cases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "model/map.h"
#include "model/spec.h"

static ecc_map *load_map(const char *text)
{
    ecc_map *map = NULL;
    ecc_diags *diags = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(ecc_map_load(ECC_STR("map"), ecc_str_of(text), &map, diags), ECC_OK);
    ecc_diags_free(diags);
    return map;
}

static ecc_map *table_map(void)
{
    return load_map("ecc: map/1\nkind: chip\nreads: table\nfacts:\n"
                    "  - {to: name, from: n}\n"
                    "  - {to: \"processing-units[0].peaks.fp16\", from: f, unit: FLOPS}\n"
                    "constants: {processing-units: [{kind: digital-processor}]}\n");
}

static bool has(const ecc_diags *diags, const char *id)
{
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        if (strcmp(ecc_diags_at(diags, i).id, id) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- Limits -------------------------------------------------------------------------------- */

static ecc_status map_list(size_t n, size_t *out_n, ecc_diags *diags)
{
    ecc_map *map = load_map("ecc: map/1\nkind: chip\nitems: c\nfacts:\n  - {to: name, from: n}\n");
    char *text = malloc(n * 7 + 16);
    assert_non_null(text);
    size_t len = (size_t)sprintf(text, "c: [");
    for (size_t i = 0; i < n; i++) {
        len += (size_t)sprintf(text + len, "{n: a},");
    }
    len += (size_t)sprintf(text + len, "]\n");
    ecc_mapped *mapped = NULL;
    const ecc_status status = ecc_map_yaml(map, ECC_STR("data"), (ecc_str){text, len}, &mapped,
                                           diags);
    *out_n = mapped != NULL ? ecc_mapped_count(mapped) : 0;
    ecc_mapped_free(mapped);
    ecc_map_free(map);
    free(text);
    return status;
}

static void test_items(void **state)
{
    (void)state;
    ecc_diags *diags = NULL;
    size_t n = 0;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(map_list(10000, &n, diags), ECC_OK);
    assert_int_equal(n, 10000);
    assert_int_equal(map_list(10001, &n, diags), ECC_E_LIMIT);
    assert_true(has(diags, "map.too-many"));
    ecc_diags_free(diags);
}

static ecc_status map_cells(size_t n_rows, ecc_diags *diags)
{
    enum { WIDE = 1000 };
    ecc_map *map = table_map();
    ecc_map_cell *cells = calloc(WIDE, sizeof *cells);
    ecc_map_row *rows = calloc(n_rows, sizeof *rows);
    ecc_mapped *mapped = NULL;
    assert_true(cells != NULL && rows != NULL);
    cells[0] = (ecc_map_cell){ECC_STR("n"), 0, 1};
    cells[1] = (ecc_map_cell){ECC_STR("f"), 1, 2};
    for (size_t i = 0; i < n_rows; i++) {
        rows[i] = (ecc_map_row){cells, WIDE};
    }
    const ecc_status status = ecc_map_table(map, ECC_STR("data"), ECC_STR("nf"), rows, n_rows,
                                            &mapped, diags);
    ecc_mapped_free(mapped);
    ecc_map_free(map);
    free(rows);
    free(cells);
    return status;
}

static void test_cells(void **state)
{
    (void)state;
    ecc_diags *diags = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(map_cells(500, diags), ECC_OK);
    assert_int_equal(map_cells(501, diags), ECC_E_LIMIT);
    assert_true(has(diags, "map.too-many"));
    ecc_diags_free(diags);
}

static ecc_status map_facts(size_t n, ecc_diags *diags)
{
    char *text = malloc(n * 64 + 64);
    ecc_map *map = NULL;
    assert_non_null(text);
    size_t len = (size_t)sprintf(text, "ecc: map/1\nkind: chip\nconstants: {name: X}\nfacts:\n");
    for (size_t i = 0; i < n; i++) {
        len += (size_t)sprintf(text + len, "  - {to: \"links[%zu].name\", from: a}\n", i);
    }
    const ecc_status status = ecc_map_load(ECC_STR("map"), (ecc_str){text, len}, &map, diags);
    ecc_map_free(map);
    free(text);
    return status;
}

static void test_facts(void **state)
{
    (void)state;
    ecc_diags *diags = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(map_facts(500, diags), ECC_OK);
    assert_int_equal(map_facts(501, diags), ECC_E_INVALID);
    assert_true(has(diags, "map.long"));
    ecc_diags_free(diags);
}

static void test_table_size(void **state)
{
    (void)state;
    ecc_diags *diags = NULL;
    ecc_mapped *mapped = NULL;
    ecc_map *map = table_map();
    const size_t len = ECC_MAP_MAX_TABLE + 1;
    char *text = malloc(len);
    assert_non_null(text);
    memset(text, 'x', len);
    const ecc_map_cell cell = {.text = {text, 1}, .begin = 0, .end = 1};
    const ecc_map_row row = {&cell, 1};
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(
        ecc_map_table(map, ECC_STR("data"), (ecc_str){text, len}, &row, 1, &mapped, diags),
        ECC_E_LIMIT);
    assert_true(has(diags, "file.too-large"));
    assert_null(mapped);
    free(text);
    ecc_map_free(map);
    ecc_diags_free(diags);
}

/* ---- Wrong calls --------------------------------------------------------------------------- */

static void test_usage(void **state)
{
    (void)state;
    ecc_diags *diags = NULL;
    ecc_mapped *mapped = NULL;
    ecc_spec *spec = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    ecc_map *table = table_map();
    ecc_map *yaml = load_map("ecc: map/1\nkind: chip\nfacts:\n  - {to: name, from: n}\n");
    const ecc_map_cell outside = {.text = ECC_STR("n"), .begin = 0, .end = 9};
    const ecc_map_row row = {&outside, 1};
    assert_int_equal(ecc_map_yaml(table, ECC_STR("d"), ECC_STR("n: a"), &mapped, diags),
                     ECC_E_USAGE);
    assert_int_equal(ecc_map_table(yaml, ECC_STR("d"), ECC_STR("n"), &row, 1, &mapped, diags),
                     ECC_E_USAGE);
    assert_int_equal(ecc_map_table(table, ECC_STR("d"), ECC_STR("n"), &row, 1, &mapped, diags),
                     ECC_E_USAGE);
    assert_int_equal(ecc_map_yaml(yaml, ECC_STR("d"), ECC_STR("n: a"), &mapped, diags), ECC_OK);
    assert_int_equal(ecc_mapped_load(mapped, 1, NULL, 0, NULL, NULL, &spec, diags), ECC_E_USAGE);
    assert_null(spec);
    ecc_mapped_free(mapped);
    ecc_map_free(table);
    ecc_map_free(yaml);
    ecc_diags_free(diags);
}

/* ---- Exact, and in its place --------------------------------------------------------------- */

static void test_exact(void **state)
{
    (void)state;
    static const char text[] = "n,f\n\"A, \"\"1\"\"\",1.979E+15\n";
    const ecc_map_cell header[] = {{ECC_STR("n"), 0, 1}, {ECC_STR("f"), 2, 3}};
    const ecc_map_cell cells[] = {{ECC_STR("A, \"1\""), 4, 14}, {ECC_STR("1.979E+15"), 15, 24}};
    const ecc_map_row rows[] = {{header, 2}, {cells, 2}};
    ecc_diags *diags = NULL;
    ecc_mapped *mapped = NULL;
    ecc_spec *spec = NULL;
    const ecc_fact_view *facts = NULL;
    ecc_map *map = table_map();
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(ecc_map_table(map, ECC_STR("data"), ecc_str_of(text), rows, 2, &mapped, diags),
                     ECC_OK);
    assert_int_equal(ecc_mapped_load(mapped, 0, NULL, 0, NULL, NULL, &spec, diags), ECC_OK);
    const size_t n = ecc_spec_facts(spec, &facts);
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        if (ecc_str_is(facts[i].path, "processing-units[0].peaks.fp16")) {
            found = true;
            assert_true(ecc_str_is(facts[i].value, "1.979E+15 FLOPS"));
            assert_int_equal(facts[i].at.line, 2);
            assert_int_equal(facts[i].at.column, 12);
            assert_int_equal(facts[i].at.end_column, 21);
        }
    }
    assert_true(found);
    ecc_figures *figures = NULL;
    assert_int_equal(ecc_figures_new(spec, &figures), ECC_OK);
    const ecc_figure *figure = ecc_figures_find(figures, ECC_STR("fp16"));
    ecc_words *words = NULL;
    assert_int_equal(ecc_words_new(ECC_ENGLISH, &words), ECC_OK);
    assert_true(figure->value.exact);
    assert_true(ecc_str_is(ecc_number_exact(words, figure->value.lo), "1979"));
    ecc_words_free(words);
    ecc_figures_free(figures);
    ecc_spec_free(spec);
    ecc_mapped_free(mapped);
    ecc_map_free(map);
    ecc_diags_free(diags);
}

/* ---- What is not given --------------------------------------------------------------------- */

struct absence {
    const char *label;
    const char *data;
    const char *links; /* paths and values, in order */
};

/* An entry of which nothing is given, between two that are. */
static const struct absence absences[] = {
    {"all given", "a: 1\nb: 2\nc: 3\n",
     "links[0].bandwidth=1 GB/s links[1].bandwidth=2 GB/s "
     "links[2].bandwidth=3 GB/s "},
    {"unknown keeps its place", "b: 2\nc: 3\n",
     "links[0].bandwidth=unknown links[1].bandwidth=2 GB/s links[2].bandwidth=3 GB/s "},
    {"none goes", "a: 1\nc: 3\n", "links[0].bandwidth=1 GB/s links[1].bandwidth=3 GB/s "},
    {"null is nothing", "a: 1\nb: null\nc: \"\"\n",
     "links[0].bandwidth=1 GB/s links[1].bandwidth=unknown "},
};

static void links_of(const ecc_spec *spec, char *out, size_t size)
{
    const ecc_fact_view *facts = NULL;
    const size_t n = ecc_spec_facts(spec, &facts);
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        if (ecc_str_starts(facts[i].path, ECC_STR("links"))) {
            len += (size_t)snprintf(out + len, size - len, "%.*s=%.*s ", (int)facts[i].path.len,
                                    facts[i].path.ptr, (int)facts[i].value.len, facts[i].value.ptr);
            assert_true(len < size);
        }
    }
}

static void test_absence(void **state)
{
    (void)state;
    ecc_map *map = load_map("ecc: map/1\nkind: chip\nconstants: {name: X}\nfacts:\n"
                            "  - {to: \"links[0].bandwidth\", from: a, unit: GB/s}\n"
                            "  - {to: \"links[1].bandwidth\", from: b, unit: GB/s, if-missing: "
                            "none}\n"
                            "  - {to: \"links[2].bandwidth\", from: c, unit: GB/s}\n");
    for (size_t i = 0; i < sizeof absences / sizeof absences[0]; i++) {
        ecc_diags *diags = NULL;
        ecc_mapped *mapped = NULL;
        ecc_spec *spec = NULL;
        char links[512];
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        assert_int_equal(
            ecc_map_yaml(map, ECC_STR("data"), ecc_str_of(absences[i].data), &mapped, diags),
            ECC_OK);
        assert_int_equal(ecc_mapped_load(mapped, 0, NULL, 0, NULL, NULL, &spec, diags), ECC_OK);
        links_of(spec, links, sizeof links);
        if (strcmp(links, absences[i].links) != 0) {
            fail_msg("%s: %s", absences[i].label, links);
        }
        ecc_spec_free(spec);
        ecc_mapped_free(mapped);
        ecc_diags_free(diags);
    }
    ecc_map_free(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_items),   cmocka_unit_test(test_cells),
        cmocka_unit_test(test_facts),   cmocka_unit_test(test_table_size),
        cmocka_unit_test(test_usage),   cmocka_unit_test(test_exact),
        cmocka_unit_test(test_absence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
