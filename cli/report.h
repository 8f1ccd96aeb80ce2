/* SPDX-License-Identifier: Apache-2.0 */
/* What a report is made of: everything about several parts on one day, and the law of that day. */
#ifndef ECC_CLI_REPORT_H
#define ECC_CLI_REPORT_H

#include "render.h"

struct ecc_report_part {
    struct ecc_item item;
    struct ecc_history history; /* no moments when there is no result */
};

struct ecc_report {
    ecc_date as_of;
    const struct ecc_report_part *parts;
    size_t n_parts;
    const struct ecc_rule_page *rules; /* in force on that day, the definitions among them */
    size_t n_rules;
    struct ecc_totals totals;
};

#endif
