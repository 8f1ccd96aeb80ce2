/* SPDX-License-Identifier: Apache-2.0 */
/* The files that are built into the library. cmake/embed.c writes the tables when the library is
 * built. */
#ifndef ECC_BUILTIN_H
#define ECC_BUILTIN_H

#include <stddef.h>

struct ecc_builtin_file {
    const char *path; /* from the table's root: "us-ear/3a090/2023-11-17.yaml" */
    const unsigned char *bytes;
    size_t len; /* [bytes] */
};

/* Sorted by path, byte by byte, no two equal. */
struct ecc_builtin_table {
    const struct ecc_builtin_file *files;
    size_t n_files;
};

/* specs/, each path without ".yaml": what the catalogue calls an id. */
extern const struct ecc_builtin_table ecc_builtin_specs;
/* engine/model/makers.yaml. */
extern const struct ecc_builtin_table ecc_builtin_makers;
/* rules/, metadata included. */
extern const struct ecc_builtin_table ecc_builtin_rules;

#endif
