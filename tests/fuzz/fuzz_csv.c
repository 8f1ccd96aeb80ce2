/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a table, and its cells as names of parts: the reader keeps its caps, says the same
 * however the bytes come, and what is matched keeps its promises. */
#define _POSIX_C_SOURCE 200809L

#include <stdint.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/unicode.h"
#include "match/finder.h"

#include "../../cli/encoding.c"
#include "../../cli/out.c"
#include "../../cli/table.c"
#include "../../cli/table_csv.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct bytes {
    const uint8_t *ptr;
    size_t n;
    size_t at;
    size_t step;
};

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static long give_bytes(void *user, char *buffer, size_t cap)
{
    struct bytes *bytes = user;
    size_t n = bytes->n - bytes->at;
    n = n < cap ? n : cap;
    n = n < bytes->step ? n : bytes->step;
    if (n > 0) {
        memcpy(buffer, bytes->ptr + bytes->at, n);
    }
    bytes->at += n;
    return (long)n;
}

static ecc_finder *make_finder(void)
{
    static const ecc_str aliases[] = {{"H100", 4}, {"H100 SXM", 8}, {"英伟达 H100", 14}};
    const struct ecc_part_names parts[] = {
        {.part = 0,
         .id = ECC_STR("nvidia/h100-sxm5-80gb"),
         .kind = ECC_STR("chip"),
         .sold_as = ECC_STR("module"),
         .vendor = ECC_STR("NVIDIA"),
         .memory = ECC_STR("80 GB"),
         .name = ECC_STR("NVIDIA H100 SXM5 80GB"),
         .aliases = aliases,
         .n_aliases = 3},
        {.part = 1,
         .id = ECC_STR("huawei/ascend-910b1"),
         .kind = ECC_STR("chip"),
         .sold_as = ECC_STR("module"),
         .vendor = ECC_STR("Huawei"),
         .memory = ECC_STR("64 GB"),
         .name = ECC_STR("华为 昇腾 910B1 (Ascend 910B1)"),
         .aliases = NULL,
         .n_aliases = 0},
        {.part = 2,
         .id = ECC_STR("acme/zeta9"),
         .kind = ECC_STR("chip"),
         .sold_as = ECC_STR(""),
         .vendor = ECC_STR("Acme"),
         .memory = ECC_STR(""),
         .name = ECC_STR("Acme Zeta9"),
         .aliases = NULL,
         .n_aliases = 0},
    };
    ecc_finder *finder = NULL;
    check(ecc_finder_of(parts, sizeof(parts) / sizeof(parts[0]), &finder) == ECC_OK);
    return finder;
}

static void check_name(ecc_finder *finder, ecc_str cell)
{
    const ecc_matches *matches = NULL;
    const ecc_status status = ecc_match(finder, cell, &matches);
    check((status == ECC_E_LIMIT) == (cell.len > ECC_NAME_MAX));
    if (status != ECC_OK) {
        check(status == ECC_E_LIMIT);
        return;
    }
    check((matches->found == ECC_FOUND_NOTHING) == (matches->n_candidates == 0));
    check(matches->found != ECC_FOUND_ONE || matches->n_candidates == 1);
    check(matches->found != ECC_FOUND_LOOKALIKE || matches->n_warnings > 0);
    for (size_t i = 0; i < matches->n_candidates; i++) {
        const bool likeness = matches->candidates[i].confidence == ECC_CONFIDENCE_LOOKS_LIKE;
        check(matches->candidates[i].confidence > ECC_CONFIDENCE_NEAR);
        check(likeness == (matches->found == ECC_FOUND_LOOKALIKE));
        check(matches->candidates[i].n_reasons > 0);
        for (size_t k = 0; k < i; k++) {
            check(matches->candidates[k].part != matches->candidates[i].part);
        }
    }
}

/* A sum of what was read, to compare. */
static uint64_t read_table(ecc_finder *finder, const uint8_t *data, size_t size, size_t step)
{
    struct bytes bytes = {.ptr = data, .n = size, .step = step};
    struct ecc_pool pool = {0};
    struct ecc_table table;
    struct ecc_row row;
    uint64_t sum = 1469598103934665603U;
    size_t line = 0;
    enum ecc_table_result result = ecc_table_open(&table, &pool, give_bytes, &bytes, NULL, 0)
                                       ? ecc_table_next(&table, &row)
                                       : ECC_TABLE_FAILED;
    while (result == ECC_TABLE_ROW) {
        check(row.line > line && row.n > 0 && row.n <= ECC_TABLE_COLUMNS);
        line = row.line;
        for (size_t i = 0; i < row.n; i++) {
            check(row.cells[i].len <= ECC_TABLE_CELL);
            check(ecc_utf8_invalid_at(row.cells[i]) == row.cells[i].len);
            for (size_t k = 0; k < row.cells[i].len; k++) {
                sum = (sum ^ (unsigned char)row.cells[i].ptr[k]) * 1099511628211U;
            }
            sum = (sum ^ 0x1F) * 1099511628211U;
            if (finder != NULL) {
                check_name(finder, row.cells[i]);
            }
        }
        result = ecc_table_next(&table, &row);
    }
    check((result == ECC_TABLE_FAILED) == (table.problem.id != NULL));
    for (size_t i = 0; i < table.problem.n_args; i++) {
        sum = (sum ^ (uint64_t)table.problem.args[i].integer) * 1099511628211U;
    }
    ecc_table_close(&table);
    ecc_pool_free(&pool);
    return sum;
}

static void find_columns(const uint8_t *data, size_t size)
{
    static const char *const asked[ECC_ROLES] = {NULL, NULL, NULL, NULL, NULL};
    struct bytes bytes = {.ptr = data, .n = size, .step = 4096};
    struct ecc_pool pool = {0};
    struct ecc_table table;
    struct ecc_columns columns;
    if (ecc_table_open(&table, &pool, give_bytes, &bytes, NULL, 0) &&
        ecc_table_columns(&table, asked, &columns)) {
        check(columns.at[ECC_ROLE_NAME] < ECC_TABLE_COLUMNS);
    }
    ecc_table_close(&table);
    ecc_pool_free(&pool);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ecc_finder *finder; /* made once: its tables cost more than an input */
    finder = finder == NULL ? make_finder() : finder;
    const uint64_t whole = read_table(finder, data, size, SIZE_MAX);
    check(read_table(NULL, data, size, 1) == whole);
    find_columns(data, size);
    return 0;
}
