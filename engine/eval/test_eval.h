/* SPDX-License-Identifier: Apache-2.0 */
/* Clauses to verdicts: every test is evaluated, nothing is cut short, so that an explanation is
 * complete. */
#ifndef ECC_EVAL_TEST_EVAL_H
#define ECC_EVAL_TEST_EVAL_H

#include "eval/world.h"

/* The verdict alone. */
ecc_status ecc_test_verdict(struct ecc_view *view, size_t subject, const struct ecc_test *test,
                            ecc_tri *out);

/* The verdict with its tree, made in `arena`. `values` are the subject's public quantities by index in the
 * definitions, for every subject of the world: values[subject][quantity]; NULL entries are not shown. */
ecc_status ecc_test_explain(struct ecc_view *view, size_t subject, const struct ecc_test *test,
                            struct ecc_arena *arena, ecc_quantity_view *const *values,
                            ecc_node *out);

/* The clause as it is written, for showing: no verdicts, no values. */
ecc_status ecc_test_show(const struct ecc_test *test, struct ecc_arena *arena, ecc_node *out);

#endif
