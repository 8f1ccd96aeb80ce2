/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands about rules share. */
#ifndef ECC_CLI_RULES_H
#define ECC_CLI_RULES_H

#include "cli.h"

bool ecc_is_definitions(const ecc_rule_info *info);
/* A version as it stands, with the definitions in force on its first day. Borrowed from `rules`. */
ecc_status ecc_rule_page_load(struct ecc_cli *cli, ecc_rules *rules, size_t index,
                              struct ecc_rule_page *out);

#endif
