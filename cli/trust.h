/* SPDX-License-Identifier: Apache-2.0 */
/* Which rules are trusted, as the options and the environment say; and passphrases. */
#ifndef ECC_CLI_TRUST_H
#define ECC_CLI_TRUST_H

#include "cli.h"

/* Seconds since 1970. */
int64_t ecc_trust_now(void);
/* The root that --trust names; empty without it. */
enum ecc_exit ecc_trust_root(struct ecc_cli *cli, ecc_str *out_root);
/* The directory of updates: --state, else "ecc/rules" in the user's data directory. NULL: there is
 * no such place, or no memory. */
const char *ecc_trust_state(struct ecc_cli *cli);
/* The set of --rules, or that of the last update, or the built-in one. On failure it has been told.
 * Free it with ecc_trust_free(), after the rules that read from it. */
enum ecc_exit ecc_cli_trust(struct ecc_cli *cli, ecc_trust **out_trust);

/* An ecc_passphrase_fn; `user` is a struct ecc_cli. From ECC_PASSPHRASE_FD, an open descriptor that
 * gives a line for each question; from ECC_PASSPHRASE; else from the terminal, without echo. */
int ecc_passphrase(void *user, ecc_str key, bool fresh, char *buffer, int size);

#endif
