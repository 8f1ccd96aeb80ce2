/* SPDX-License-Identifier: Apache-2.0 */
/* Deciding facts: for an undecided subject, the quantities and words that would decide it, and for each
 * the exact partition of its values into outcomes.
 *
 * The lines are found by solving every comparison for the fact in question, backwards through the formulas;
 * each line and each gap between two is then evaluated by the ordinary evaluator. So an end point is on the
 * side on which the law puts it, without any rule about end points here, and a line that changes nothing
 * disappears when equal neighbours are joined. */
#ifndef ECC_EVAL_DECIDING_H
#define ECC_EVAL_DECIDING_H

#include "eval/outcome.h"

struct ecc_deciding_piece {
    struct ecc_interval range;
    int word; /* yes/no and word facts */
    ecc_outcomes outcomes;
};

struct ecc_deciding_fact {
    size_t subject;
    const struct ecc_quantity_def *definition; /* a quantity; else NULL */
    size_t quantity;
    const struct ecc_fact *fact; /* a yes/no or word fact, or the one figure that the quantity
                                                  hangs on, in other numbers than the quantity's own */
    const struct ecc_thing *holder;
    bool alone;
    bool again;   /* the figure of a quantity that decides alone */
    bool differs; /* its value by itself changes what is possible */
    const struct ecc_deciding_piece *pieces;
    size_t n_pieces;
};

/* Facts that decide together, as indexes into the list of facts. */
struct ecc_deciding_group {
    size_t facts[3];
    size_t n;
};
struct ecc_deciding_list {
    struct ecc_deciding_fact *facts; /* those that decide alone first */
    size_t n_facts;
    /* The smallest groups that decide the subject whatever their values: single facts, else pairs, else
     * triples. */
    struct ecc_deciding_group *groups;
    size_t n_groups;
};

/* For one subject whose outcomes are not decided. Facts that change nothing, alone or in a group, are left
 * out. */
ecc_status ecc_deciding_facts(const struct ecc_world *world, size_t subject,
                              struct ecc_arena *scratch, struct ecc_arena *arena,
                              struct ecc_deciding_list *out);

#endif
