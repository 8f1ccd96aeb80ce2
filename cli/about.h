/* SPDX-License-Identifier: Apache-2.0 */
/* What the program says of itself: which version and which rules, and whether all is well. */
#ifndef ECC_CLI_ABOUT_H
#define ECC_CLI_ABOUT_H

#include "cli.h"

/* Program, rules, those who vouch for them, libraries. */
struct ecc_about {
    ecc_str place; /* of the rules; empty: built in */
    const ecc_rule_info *const *rules;
    size_t n_rules;
    ecc_date version;          /* the newest first day in force */
    ecc_date verified_through; /* the earliest of the versions in force today */
    char digest[ECC_DIGEST_SIZE];
    const ecc_trust_role *roles;
    size_t n_roles;
    ecc_library libraries[ECC_LIBRARIES];
};
/* What there is to say of rules that are open; borrows from them. On failure it has been told. */
enum ecc_exit ecc_about_rules(struct ecc_cli *cli, ecc_rules *rules, struct ecc_about *out);
/* The day on which the first of those who vouch ceases to; `version_of` is a role's name. */
ecc_date ecc_about_expires(const struct ecc_about *about);
size_t ecc_about_version_of(const struct ecc_about *about, const char *role);

/* Of one thing that was looked at. */
enum ecc_health { ECC_HEALTH_OK, ECC_HEALTH_HINT, ECC_HEALTH_BAD, ECC_HEALTHS };
struct ecc_symptom {
    const char *id; /* "rules": for programs */
    ecc_str label;
    enum ecc_health health;
    ecc_str text; /* first line: what; more lines: what to do */
};

void ecc_text_about(struct ecc_render *render, const struct ecc_about *about);
void ecc_text_symptoms(struct ecc_render *render, const struct ecc_symptom *symptoms, size_t n);
void ecc_json_about(struct ecc_render *render, const struct ecc_about *about);
void ecc_json_symptoms(struct ecc_render *render, const struct ecc_symptom *symptoms, size_t n);

#endif
