/* SPDX-License-Identifier: Apache-2.0 */
/* A rule set: its files, which version holds when, and the law of a day compiled from them. Files are
 * read and parsed when first needed; what is loaded stays until the set is freed. */
#ifndef ECC_MODEL_RULES_H
#define ECC_MODEL_RULES_H

#include "model/rule.h"

struct ecc_rule_file {
    ecc_str path;
    ecc_str regime; /* folder */
    ecc_str folder; /* of the rule, lower case; empty for regime.yaml */
    ecc_date from;
    const struct ecc_source *source;
    const struct ecc_yaml *root; /* NULL until read */
    bool has_info;
    ecc_rule_info info;
    const struct ecc_definitions *definitions; /* compiled; NULL until needed, or no such file */
    const struct ecc_regime *order;            /* the same for regime.yaml */
};

/* The law of every regime on one day. */
struct ecc_laws {
    ecc_date epoch; /* the latest first day in force that is not after the day asked for */
    const struct ecc_law *laws;
    size_t n;
    ecc_date verified_through; /* the earliest of all files used */
    struct ecc_laws *next;
};

struct ecc_rules { /* ecc_rules of the public header */
    struct ecc_arena *arena;
    struct ecc_rule_file *files; /* sorted by regime, folder, date; regime.yaml first */
    size_t n_files;
    size_t *versions; /* indexes into files of everything but regime.yaml */
    size_t n_versions;
    ecc_read_fn read;
    void *user;
    void (*close)(void *user); /* NULL, or releases `user` */
    struct ecc_laws *compiled;
};

/* ECC_E_DATE when nothing was in force on that day. */
ecc_status ecc_rules_laws(struct ecc_rules *rules, ecc_date on, const struct ecc_laws **out,
                          struct ecc_diags *diags);

/* The compiled rule of a version, with the other rules of its first day: for showing and testing. */
ecc_status ecc_rules_compiled(struct ecc_rules *rules, size_t version,
                              const struct ecc_laws **out_laws, const struct ecc_law **out_law,
                              const struct ecc_rule **out_rule, struct ecc_diags *diags);

#endif
