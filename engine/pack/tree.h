/* SPDX-License-Identifier: Apache-2.0 */
/* The files of a directory tree. */
#ifndef ECC_PACK_TREE_H
#define ECC_PACK_TREE_H

#include "pack/file.h"

/* Paths of all regular files below `dir` that end in `suffix`, sorted. Names that begin with a dot
 * and the directory "metadata" at the top are passed over, links too. ECC_E_LIMIT with a
 * diagnostic for more files and directories than a rule set has. */
ecc_status ecc_tree_list(const struct ecc_dir *dir, const char *suffix, struct ecc_arena *arena,
                         const ecc_str **out, size_t *out_n, struct ecc_diags *diags);

#endif
