/* SPDX-License-Identifier: Apache-2.0 */
/* Mappings of a run (--map, and `maps` of the configuration), and files read through them. */
#ifndef ECC_CLI_MAPPING_H
#define ECC_CLI_MAPPING_H

#include "config.h"

struct ecc_cli;

struct ecc_mapping {
    ecc_str files; /* a pattern of paths from the configuration's directory; empty: every file */
    ecc_map *map;
};

struct ecc_mappings {
    struct ecc_mapping *items;
    size_t n;
    struct ecc_mapped_file *files; /* what was read, until the run ends */
};

/* Reads those that the options and the configuration name. What is wrong has been told. An enum ecc_exit. */
int ecc_mappings_open(struct ecc_cli *cli);
void ecc_mappings_close(struct ecc_mappings *mappings);

/* The one that a file is to be read through; NULL: none. `path` as given. */
const ecc_map *ecc_mapping_for(struct ecc_cli *cli, const char *path);

/* Does its name say that a file is a table? */
bool ecc_mapping_is_table(const char *path);

/* The items of a file; `name` stays in messages. Lives until the run ends. What is wrong goes to cli->diags, or to
 * *out_problem, in cli->pool, when it is the form of the table. */
ecc_status ecc_mapping_read(struct ecc_cli *cli, const ecc_map *map, ecc_str name, ecc_str bytes,
                            ecc_mapped **out_mapped, ecc_str *out_problem);

#endif
