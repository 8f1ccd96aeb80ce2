/* SPDX-License-Identifier: Apache-2.0 */
/* Baselines: see baseline.h. */
#include "baseline.h"

#include <stdlib.h>
#include <string.h>

const char *ecc_baseline_verdict(const struct ecc_notice *notice)
{
    switch (notice->kind) {
    case ECC_NOTICE_CONTROLLED:
        return "controlled";
    case ECC_NOTICE_UNDECIDED:
        return "undecided";
    case ECC_NOTICE_NEAR_LINE:
        return "near-line";
    case ECC_NOTICE_LISTED:
        return "listed";
    case ECC_NOTICE_FINDING:
    case ECC_NOTICE_DIAGNOSTIC:
    case ECC_NOTICE_PROBLEM:
    case ECC_NOTICE_GATE:
        break;
    }
    return NULL;
}

size_t ecc_baseline_find(const ecc_config_view *known, const struct ecc_notice *notice)
{
    const char *verdict = ecc_baseline_verdict(notice);
    size_t i = 0;
    for (; verdict != NULL && i < known->n_known; i++) {
        const ecc_known *row = &known->known[i];
        const bool enough = ecc_text_is(row->verdict, verdict) ||
                            (ecc_text_is(row->verdict, "controlled") &&
                             notice->kind == ECC_NOTICE_UNDECIDED);
        if (enough && ecc_text_same(row->key, notice->key)) {
            return i;
        }
    }
    return known->n_known;
}

void ecc_baseline_add(struct ecc_baseline *baseline, struct ecc_pool *pool,
                      const struct ecc_notice *notice)
{
    const char *verdict = ecc_baseline_verdict(notice);
    if (verdict == NULL) {
        return;
    }
    if (baseline->n == baseline->cap) {
        const size_t cap = baseline->cap == 0 ? 32 : baseline->cap * 2;
        struct ecc_baseline_row *rows = ECC_POOL_ARRAY(pool, cap, struct ecc_baseline_row);
        if (rows == NULL) {
            return;
        }
        if (baseline->n > 0) {
            memcpy(rows, baseline->rows, baseline->n * sizeof(*rows));
        }
        baseline->rows = rows;
        baseline->cap = cap;
    }
    baseline->rows[baseline->n++] = (struct ecc_baseline_row){verdict,
                                                              ecc_pool_str(pool, notice->key)};
}

static int compare(const void *left, const void *right)
{
    const struct ecc_baseline_row *a = left;
    const struct ecc_baseline_row *b = right;
    const size_t n = a->key.len < b->key.len ? a->key.len : b->key.len;
    const int order = n > 0 ? memcmp(a->key.ptr, b->key.ptr, n) : 0;
    return order != 0 ? order : (a->key.len > b->key.len) - (a->key.len < b->key.len);
}

int ecc_baseline_write(struct ecc_baseline *baseline, const char *path)
{
    struct ecc_out out;
    ecc_out_file(&out, path);
    ecc_out_puts(&out, "# Written by ecc check --write-baseline; see docs/gate.md of ecc.\n"
                       "ecc-baseline: 1\n");
    ecc_out_puts(&out, baseline->n == 0 ? "known: []\n" : "known:\n");
    if (baseline->n > 0) {
        qsort(baseline->rows, baseline->n, sizeof(baseline->rows[0]), compare);
    }
    for (size_t i = 0; i < baseline->n; i++) {
        ecc_out_puts(&out, "  - verdict: ");
        ecc_out_puts(&out, baseline->rows[i].verdict);
        ecc_out_puts(&out, "\n    key: ");
        ecc_out_json_str(&out, baseline->rows[i].key);
        ecc_out_puts(&out, "\n");
    }
    return ecc_out_close(&out);
}
