/* SPDX-License-Identifier: Apache-2.0 */
/* What a subject can turn out to be: the set of classifications that some completion of the missing
 * facts leads to.
 *
 * Three-valued evaluation alone is sound but too cautious: "a.2 or b.2, by the die area" is unknown
 * twice, although every area makes it controlled. So an undecided view is split at the threshold that makes
 * it undecided, and each half is evaluated again, until each piece is decided. Splitting starts at the
 * quantities that others are computed from, so that what follows from them stays consistent. Facts that two
 * quantities share are treated as independent, which can only add possibilities, never lose one; and saying more
 * only takes possibilities away (outcome.c says why). */
#ifndef ECC_EVAL_OUTCOME_H
#define ECC_EVAL_OUTCOME_H

#include "eval/world.h"

/* Bit i: the i-th clause of the subject's order of review is the strictest one met; bit n_review: none is. An order of
 * review has at most ECC_REVIEW_CAP clauses. */
typedef uint64_t ecc_outcomes;

/* Evaluations before giving up with "anything is possible". */
#define ECC_OUTCOME_BUDGET 4096
/* Evaluations to find something in a piece before taking it to be there. */
#define ECC_CONFIRM_BUDGET 256

ecc_status ecc_outcomes_of(const struct ecc_world *world, size_t subject,
                           const struct ecc_assumption *assumptions, struct ecc_arena *scratch,
                           ecc_outcomes *out);

/* Is the clause met in every completion, in none, or does it depend? Never less decided than three-valued
 * evaluation, which cannot see that "below 4,800" and "at least 4,800" are about the same number. */
ecc_status ecc_outcomes_clause(const struct ecc_world *world, size_t subject,
                               const struct ecc_test *clause, struct ecc_arena *scratch,
                               ecc_tri *out);

/* A set of facts by name: quantities and yes/no or word facts of one subject. */
struct ecc_known_set {
    size_t subject;
    const size_t *quantities;
    size_t n_quantities;
    const struct ecc_fact *const *facts;
    size_t n_facts;
};

/* Would the subject be decided if everything in the set were known, whatever the values? What no fact can
 * settle, because the law itself leaves it open, does not count against the set. */
ecc_status ecc_outcomes_decided_by(const struct ecc_world *world, size_t subject,
                                   const struct ecc_known_set *known, struct ecc_arena *scratch,
                                   bool *out);

bool ecc_outcomes_decided(ecc_outcomes outcomes); /* exactly one */
/* Is the subject controlled, by a rule that gates? */
ecc_tri ecc_outcomes_gate(const struct ecc_world *world, size_t subject, ecc_outcomes outcomes);

#endif
