/* SPDX-License-Identifier: Apache-2.0 */
/* The rule set of tests/rules/base, in memory, to be changed and opened. */
#ifndef ECC_TESTS_RULESET_H
#define ECC_TESTS_RULESET_H

#include "base/str.h"
#include "ecc/ecc.h"

#define RULESET_FILES 8

struct ruleset_file {
    ecc_str path;
    ecc_str text;
};
struct ruleset {
    struct ecc_arena *arena;
    struct ruleset_file files[RULESET_FILES];
    size_t n;
};

/* Reads the files below `directory`; a file that cannot be read ends the program. */
void ruleset_read(struct ruleset *out, struct ecc_arena *arena, const char *directory);
/* A whole file, in the arena; ends the program when it cannot be read, or gives an empty text with
 * a NULL pointer when `must` is false. */
ecc_str ruleset_read_file(struct ecc_arena *arena, const char *path, bool must);
struct ruleset_file *ruleset_find(struct ruleset *ruleset, ecc_str path);
/* Opens and loads all of it. *out_rules is NULL when it does not open. */
ecc_status ruleset_load(struct ruleset *ruleset, ecc_rules **out_rules, ecc_diags *diags);
/* The parts that its examples name. An ecc_read_fn; `user` is not looked at. */
ecc_status ruleset_part(void *user, ecc_str id, ecc_str *out_bytes);

#endif
