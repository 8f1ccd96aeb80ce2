/* SPDX-License-Identifier: Apache-2.0 */
/* What a verdict rests on, in a few lines: the comparisons and facts that decide it, each once. */
#ifndef ECC_CLI_REASON_H
#define ECC_CLI_REASON_H

#include "term.h"

/* More would bury the story. */
#define ECC_REASONS 8

struct ecc_reason {
    ecc_str label;         /* "a.1"; of several clauses: "a.2, b.2" */
    ecc_str text;          /* "TPP 2,368, at least 4,800" */
    enum ecc_word verdict; /* "not met" */
};
struct ecc_reasons {
    struct ecc_reason items[ECC_REASONS];
    size_t n;
};

/* Of what is not met: what fails; of what is met: what is met; else what is open. In the page's pool. */
struct ecc_reasons ecc_reasons_of(struct ecc_page *page, const ecc_result *result);
/* Does the later result say anything else than the earlier one? */
bool ecc_results_differ(const ecc_result *a, const ecc_result *b);

#endif
