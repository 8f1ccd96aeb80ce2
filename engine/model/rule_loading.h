/* SPDX-License-Identifier: Apache-2.0 */
/* What the two halves of the rule loader share: rule_clause.c reads clauses, rule_load.c the rest. */
#ifndef ECC_MODEL_RULE_LOADING_H
#define ECC_MODEL_RULE_LOADING_H

#include "model/rule.h"

struct ecc_reader;

struct ecc_rule_loading {
    struct ecc_arena *arena;
    struct ecc_diags *diags;
    const struct ecc_definitions *definitions;
    ecc_str rule;
    bool failed;
};

/* "a.1" -> "3A090.a.1", "Note 2" -> "3A090 Note 2". */
ecc_str ecc_rule_full_id(const struct ecc_rule_loading *loading, ecc_str label);

/* `clauses` of the file into rule->clauses, exclusions wired in. */
void ecc_rule_load_clauses(struct ecc_rule_loading *loading, struct ecc_reader *reader,
                           struct ecc_rule *rule);

#endif
