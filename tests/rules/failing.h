/* SPDX-License-Identifier: Apache-2.0 */
/* What is done with a rule set and specifications while one call of some function after another is
 * made to fail. A program has the linker put its own functions before the engine's (--wrap); these
 * ask failing_now(). */
#ifndef ECC_TESTS_FAILING_H
#define ECC_TESTS_FAILING_H

#include "ruleset.h"

/* Counts a call; true when this is the one to fail. */
bool failing_now(void);

/* What a scenario came to. */
struct answer {
    ecc_status status;
    bool loading; /* what failed is the loading of rules, which may call them invalid */
    size_t n_errors;
    ecc_tri controlled;
    size_t n_possible;
    size_t n_deciding;
    size_t n_sets;
    size_t n_readings;
    size_t n_findings;
    size_t n_told; /* bytes of the arguments of what is said */
    ecc_tri met;
    size_t n_rows;
    size_t n_known;
};

bool failing_same(const struct answer *a, const struct answer *b);

/* Fails each call of each scenario in turn and prints how it went. `wrong` says whether an answer
 * may not stand beside the one that comes out when nothing fails. The rule set is that of
 * tests/rules/base. */
typedef bool failing_wrong_fn(const struct answer *answer, const struct answer *whole);
bool failing_run(const char *directory, failing_wrong_fn *wrong);

#endif
