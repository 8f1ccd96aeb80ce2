/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of a directory as they stand there, vouched for by nobody: for those who write rules. */
#ifndef ECC_CLI_DRAFT_H
#define ECC_CLI_DRAFT_H

#include "cli.h"

/* On failure it has been told. Reads from the directory as long as the rules are used. */
enum ecc_exit ecc_draft_open(struct ecc_cli *cli, const char *directory, ecc_rules **out_rules);

#endif
