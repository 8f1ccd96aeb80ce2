/* SPDX-License-Identifier: Apache-2.0 */
/* The table of commands, read by what follows from it: manual pages and completions. */
#ifndef ECC_CLI_COMMAND_H
#define ECC_CLI_COMMAND_H

#include "cli.h"

/* "rules list", with `between` in the place of the space. In the pool. */
ecc_str ecc_command_name(struct ecc_pool *pool, const struct ecc_command *command,
                         const char *between);
/* The command that the words name; NULL: none. */
const struct ecc_command *ecc_command_find(const struct ecc_cli *cli, const char *const *words,
                                           size_t n_words);
bool ecc_command_takes(const struct ecc_command *command, const struct ecc_opt *option);
/* May the option have this value with the command? Formats of results alone go with some only. */
bool ecc_command_takes_choice(const struct ecc_command *command, const struct ecc_opt *option,
                              size_t choice);

#endif
