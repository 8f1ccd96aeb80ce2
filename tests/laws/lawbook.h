/* SPDX-License-Identifier: Apache-2.0 */
/* Random rule sets within the rule language: definitions with tables, readings and quantities,
 * rules with clauses of every kind, exclusions, references, and an order of review. */
#ifndef ECC_LAWS_LAWBOOK_H
#define ECC_LAWS_LAWBOOK_H

#include "dice.h"
#include "ecc/ecc.h"

struct lawbook_file {
    ecc_str path;
    ecc_str text;
};

#define LAWBOOK_FILES 5
struct lawbook {
    struct lawbook_file files[LAWBOOK_FILES];
    size_t n;
};

struct ecc_arena;

/* The same seed gives the same rule set. It lives as long as the arena. NULL when out of memory. */
struct lawbook *lawbook_new(struct ecc_arena *arena, uint64_t seed);
/* Loads all of it. */
ecc_status lawbook_open(const struct lawbook *lawbook, ecc_rules **out_rules, ecc_diags *diags);
/* All of its rules are in force on this day. */
ecc_date lawbook_day(void);

#endif
