/* SPDX-License-Identifier: Apache-2.0 */
/* A baseline: what was found on the day it was written. Only what is not in it fails. */
#ifndef ECC_CLI_BASELINE_H
#define ECC_CLI_BASELINE_H

#include "notice.h"

/* What a new baseline holds. Zero-initialise. */
struct ecc_baseline {
    struct ecc_baseline_row {
        const char *verdict;
        ecc_str key;
    } * rows;
    size_t n;
    size_t cap;
};

/* "controlled", "undecided", "near-line", "listed"; NULL for what a baseline does not hold. */
const char *ecc_baseline_verdict(const struct ecc_notice *notice);
/* The row that the notice stands in; view->n_known when it is new. What was controlled is known
 * when it is undecided now, not the other way round. */
size_t ecc_baseline_find(const ecc_config_view *known, const struct ecc_notice *notice);

void ecc_baseline_add(struct ecc_baseline *baseline, struct ecc_pool *pool,
                      const struct ecc_notice *notice);
/* Sorted, so that two of them compare well. The errno of the first failure, 0 when it was written.
 */
int ecc_baseline_write(struct ecc_baseline *baseline, const char *path);

#endif
