/* SPDX-License-Identifier: Apache-2.0 */
/* Solving a formula for one of the quantities in it: at which values does the formula reach a line? */
#ifndef ECC_EVAL_SOLVE_H
#define ECC_EVAL_SOLVE_H

#include "eval/world.h"

#define ECC_SOLVE_POINTS 256

struct ecc_solving {
    struct ecc_view *view;
    size_t subject;
    size_t unknown; /* index of the quantity that is solved for */
    ecc_num points[ECC_SOLVE_POINTS];
    size_t n_points;
};

/* Does the quantity's own formula name `other`? */
bool ecc_refers_to(const struct ecc_law *law, size_t quantity, size_t other);
/* Does the quantity's formula, or one it refers to, contain `unknown`? */
bool ecc_depends_on(const struct ecc_law *law, size_t quantity, size_t unknown);

/* Add every value of the unknown at which `quantity` can equal `line`, the other operands being at
 * either end of what they can be. More points than necessary are harmless; a missing one is not. */
ecc_status ecc_solve(struct ecc_solving *solving, size_t quantity, const ecc_num *line);

#endif
