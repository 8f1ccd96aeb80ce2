/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of a specification: what its facts promise, each as one interval. A list of links is one figure, the
 * sum; several processing units give the sum for each number format; an assembly gives the sums over its parts. The
 * rows of figure.c say which keys of the schema make a figure. */
#ifndef ECC_MODEL_FIGURE_H
#define ECC_MODEL_FIGURE_H

#include "model/spec.h"

struct ecc_figure_value {
    ecc_figure shown;
    struct ecc_interval value;
    struct ecc_span span; /* of the first fact it is made of */
};

struct ecc_figures { /* ecc_figures of the public header */
    struct ecc_arena *arena;
    const ecc_spec *spec;
    struct ecc_figure_value *items;
    ecc_figure *shown; /* the public halves, in the same order */
    size_t n;
    size_t cap;
    bool open; /* there may be rates of formats that are not listed */
    ecc_paper *papers;
    size_t n_papers;
};

/* NULL when it is not given. */
const struct ecc_figure_value *ecc_figure_find(const struct ecc_figures *figures, ecc_str id);
/* Is it a figure that some specification could give? `out_dim` gets its dimension. */
bool ecc_figure_is_one(ecc_str id, struct ecc_dim *out_dim);
/* Ids of figures, for messages: the i-th, or NULL after the last. */
const char *ecc_figure_id(size_t i);
/* The order of figures: <0, 0, >0. */
int ecc_figure_order(ecc_str a, ecc_str b);
/* The public form of an interval; numbers are copied to `arena`. */
bool ecc_range_make(struct ecc_arena *arena, const struct ecc_interval *value, ecc_range *out);
/* Does the interval say anything? */
bool ecc_interval_says(const struct ecc_interval *value);
/* The fact of `thing` with that key; NULL when its record has no such key. */
const struct ecc_fact *ecc_thing_fact(const struct ecc_thing *thing, const char *key);

#endif
