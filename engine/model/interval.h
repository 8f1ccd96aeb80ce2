/* SPDX-License-Identifier: Apache-2.0 */
/* Sets of possible values: intervals of exact numbers with open or closed ends, possibly unbounded.
 *
 * "814" is the closed interval [814, 814]; ">= 392" is [392, inf); an unknown area is (0, inf).
 * All quantities of this project are non-negative, and the arithmetic relies on it: a negative lower
 * end is a programming error (asserted). An interval is never empty. Functions return false when a
 * number does not fit (base/num.h), leaving *out untouched. */
#ifndef ECC_MODEL_INTERVAL_H
#define ECC_MODEL_INTERVAL_H

#include <stdbool.h>

#include "base/num.h"

struct ecc_interval {
    ecc_num lo;
    ecc_num hi; /* meaningless when hi_inf */
    bool lo_open;
    bool hi_open; /* true when hi_inf */
    bool hi_inf;
};

struct ecc_interval ecc_interval_exact(const ecc_num *value);
struct ecc_interval ecc_interval_at_least(const ecc_num *lo, bool open);
struct ecc_interval ecc_interval_between(const ecc_num *lo, bool lo_open, const ecc_num *hi,
                                         bool hi_open);
bool ecc_interval_is_exact(const struct ecc_interval *a);
bool ecc_interval_is_empty(const struct ecc_interval *a); /* lo > hi, or equal with an open end */
bool ecc_interval_has(const struct ecc_interval *a, const ecc_num *value);

bool ecc_interval_add(const struct ecc_interval *a, const struct ecc_interval *b,
                      struct ecc_interval *out);
bool ecc_interval_mul(const struct ecc_interval *a, const struct ecc_interval *b,
                      struct ecc_interval *out);
/* a / b where b has no zero in it except possibly as an end: [x, y] / [0, z] is [x/z, inf). b exactly
 * zero is false. */
bool ecc_interval_div(const struct ecc_interval *a, const struct ecc_interval *b,
                      struct ecc_interval *out);
/* The possible values of max(x, y) with x in a, y in b. */
struct ecc_interval ecc_interval_max(const struct ecc_interval *a, const struct ecc_interval *b);
/* The smallest interval that holds both. */
struct ecc_interval ecc_interval_hull(const struct ecc_interval *a, const struct ecc_interval *b);
/* False when they do not meet. */
bool ecc_interval_meet(const struct ecc_interval *a, const struct ecc_interval *b,
                       struct ecc_interval *out);
/* Does every value of `inner` lie in `outer`? */
bool ecc_interval_within(const struct ecc_interval *inner, const struct ecc_interval *outer);

/* Three-valued comparison of "some value of a" with a number: ECC_TRUE when every value of the
 * interval satisfies it, ECC_FALSE when none does, ECC_UNKNOWN otherwise. */
ecc_tri ecc_interval_at_least_num(const struct ecc_interval *a, const ecc_num *limit);  /* >= */
ecc_tri ecc_interval_more_than_num(const struct ecc_interval *a, const ecc_num *limit); /* >  */
ecc_tri ecc_interval_at_most_num(const struct ecc_interval *a, const ecc_num *limit);   /* <= */
ecc_tri ecc_interval_less_than_num(const struct ecc_interval *a, const ecc_num *limit); /* <  */

#endif
