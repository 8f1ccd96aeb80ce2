/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns of paths, as .gitignore and workflow files have taught them. */
#ifndef ECC_CLI_GLOB_H
#define ECC_CLI_GLOB_H

#include "out.h"

/* Does the whole path fit? "*" and "?" stay within a name, "**" goes over any number of them,
 * "dir/" is all below it. */
bool ecc_glob_matches(ecc_str pattern, ecc_str path);

#endif
