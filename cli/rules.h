/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands about rules share. */
#ifndef ECC_CLI_RULES_H
#define ECC_CLI_RULES_H

#include "cli.h"

bool ecc_is_definitions(const ecc_rule_info *info);
/* A version as it stands, with the definitions in force on its first day. Borrowed from `rules`. */
ecc_status ecc_rule_page_load(struct ecc_cli *cli, ecc_rules *rules, size_t index,
                              struct ecc_rule_page *out);
/* The versions in force on the day asked for; in cli->pool. On failure it has been told. */
enum ecc_exit ecc_rule_pages_of_day(struct ecc_cli *cli, ecc_rules *rules,
                                    const struct ecc_rule_page **out_pages, size_t *out_n);

#endif
