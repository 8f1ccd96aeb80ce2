/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a mapping and, behind a line "%%", as the file it is used on. Must hold: what is refused has an error
 * with a place, what loads has none; every value stands in one of the two files; an item that loads, written down,
 * loads again and says the same. */
#define _POSIX_C_SOURCE 200809L

#include <stdint.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/unicode.h"

#include "../../cli/encoding.c"
#include "../../cli/out.c"
#include "../../cli/table.c"
#include "../../cli/table_csv.c"

#define ROWS  64
#define CELLS 64
#define ITEMS 16

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const ecc_str map_name = {"map", 3};
static const ecc_str data_name = {"data", 4};

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* ---- Tables -------------------------------------------------------------------------------- */

static long give_bytes(void *user, char *buffer, size_t cap)
{
    ecc_str *rest = user;
    const size_t n = rest->len < cap ? rest->len : cap;
    if (n > 0) {
        memcpy(buffer, rest->ptr, n);
    }
    *rest = (ecc_str){rest->ptr + n, rest->len - n};
    return (long)n;
}

static size_t read_rows(struct ecc_table *table, struct ecc_pool *pool, ecc_map_row rows[ROWS])
{
    struct ecc_row row;
    size_t n = 0;
    while (n < ROWS && ecc_table_next(table, &row) == ECC_TABLE_ROW) {
        const size_t n_cells = row.n < CELLS ? row.n : CELLS;
        ecc_map_cell *cells = ECC_POOL_ARRAY(pool, n_cells, ecc_map_cell);
        check(cells != NULL);
        for (size_t i = 0; i < n_cells; i++) {
            check(row.places[i].begin <= row.places[i].end);
            check(i == 0 || row.places[i].begin > row.places[i - 1].end);
            cells[i] = (ecc_map_cell){ecc_pool_str(pool, row.cells[i]), row.places[i].begin,
                                      row.places[i].end};
        }
        rows[n++] = (ecc_map_row){cells, n_cells};
    }
    return n;
}

static ecc_mapped *map_table(const ecc_map *map, ecc_str bytes, ecc_diags *diags)
{
    struct ecc_pool pool = {0};
    struct ecc_table table;
    struct ecc_out text;
    ecc_map_row rows[ROWS];
    ecc_mapped *mapped = NULL;
    ecc_out_memory(&text);
    if (ecc_table_open(&table, &pool, give_bytes, &bytes, NULL, 0)) {
        ecc_table_keep(&table, &text);
        const size_t n = read_rows(&table, &pool, rows);
        const ecc_status status = ecc_map_table(map, data_name, ecc_out_bytes(&text), rows, n,
                                                &mapped, diags);
        check(status != ECC_E_USAGE);
        check((status == ECC_OK) == (mapped != NULL));
        check((status == ECC_OK) == (ecc_diags_errors(diags) == 0));
    }
    ecc_table_close(&table);
    (void)ecc_out_close(&text);
    ecc_pool_free(&pool);
    return mapped;
}

/* ---- Items --------------------------------------------------------------------------------- */

static bool has_fact(const ecc_fact_view *facts, size_t n, const ecc_fact_view *wanted)
{
    for (size_t i = 0; i < n; i++) {
        if (ecc_str_eq(facts[i].path, wanted->path)) {
            return ecc_str_eq(facts[i].value, wanted->value);
        }
    }
    return false;
}

/* Written down, it says the same. */
static void check_written(ecc_mapped *mapped, size_t index, const ecc_spec *spec, ecc_diags *diags)
{
    ecc_str text = {NULL, 0};
    ecc_spec *again = NULL;
    const ecc_fact_view *facts = NULL;
    const ecc_fact_view *others = NULL;
    check(ecc_mapped_write(mapped, index, &text, diags) == ECC_OK);
    ecc_diags_clear(diags);
    check(ecc_spec_load(data_name, text, NULL, NULL, &again, diags) == ECC_OK);
    const size_t n = ecc_spec_facts(spec, &facts);
    check(ecc_spec_facts(again, &others) == n);
    for (size_t i = 0; i < n; i++) {
        check(has_fact(others, n, &facts[i]));
    }
    ecc_spec_free(again);
}

static void check_item(ecc_mapped *mapped, size_t index, ecc_diags *diags)
{
    ecc_spec *spec = NULL;
    ecc_diags_clear(diags);
    const ecc_status status = ecc_mapped_load(mapped, index, NULL, 0, NULL, NULL, &spec, diags);
    check((status == ECC_OK) == (spec != NULL));
    check((status == ECC_OK) == (ecc_diags_errors(diags) == 0));
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        check(ecc_diags_at(diags, i).at.file.len > 0);
    }
    if (spec == NULL) {
        return;
    }
    const ecc_fact_view *facts = NULL;
    const size_t n = ecc_spec_facts(spec, &facts);
    for (size_t i = 0; i < n; i++) {
        check(ecc_str_eq(facts[i].at.file, map_name) || ecc_str_eq(facts[i].at.file, data_name));
        check(facts[i].at.line > 0 && facts[i].at.column > 0);
    }
    check_written(mapped, index, spec, diags);
    ecc_spec_free(spec);
}

static ecc_mapped *use(const ecc_map *map, ecc_str bytes, ecc_diags *diags)
{
    ecc_mapped *mapped = NULL;
    if (ecc_map_reads_table(map)) {
        return map_table(map, bytes, diags);
    }
    const ecc_status status = ecc_map_yaml(map, data_name, bytes, &mapped, diags);
    check((status == ECC_OK) == (mapped != NULL));
    check((status == ECC_OK) == (ecc_diags_errors(diags) == 0));
    return mapped;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ecc_str all = {(const char *)data, size};
    size_t end = 0;
    while (end < size && !ecc_str_starts(ecc_str_slice(all, end, size), ECC_STR("\n%%\n"))) {
        end++;
    }
    ecc_diags *diags = NULL;
    ecc_map *map = NULL;
    check(ecc_diags_new(&diags) == ECC_OK);
    const ecc_status status = ecc_map_load(map_name, ecc_str_slice(all, 0, end), &map, diags);
    check((status == ECC_OK) == (map != NULL));
    check((status == ECC_OK) == (ecc_diags_errors(diags) == 0));
    ecc_mapped *mapped = map != NULL ? use(map, ecc_str_slice(all, end + 4, size), diags) : NULL;
    for (size_t i = 0; mapped != NULL && i < ecc_mapped_count(mapped) && i < ITEMS; i++) {
        check_item(mapped, i, diags);
    }
    ecc_mapped_free(mapped);
    ecc_map_free(map);
    ecc_diags_free(diags);
    return 0;
}
