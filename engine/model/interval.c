/* SPDX-License-Identifier: Apache-2.0 */
/* Interval arithmetic on non-negative numbers. An end is open when its value is approached and not
 * reached; every function below decides that from who reaches what. */
#include "model/interval.h"

#include <assert.h>

static void check(const struct ecc_interval *a)
{
    assert(a->lo.sign >= 0);
    (void)a;
}

struct ecc_interval ecc_interval_exact(const ecc_num *value)
{
    return ecc_interval_between(value, false, value, false);
}

struct ecc_interval ecc_interval_at_least(const ecc_num *lo, bool open)
{
    const struct ecc_interval made = {
        .lo = *lo, .hi = ecc_num_zero(), .lo_open = open, .hi_open = true, .hi_inf = true};
    check(&made);
    return made;
}

struct ecc_interval ecc_interval_between(const ecc_num *lo, bool lo_open, const ecc_num *hi,
                                         bool hi_open)
{
    const struct ecc_interval made = {
        .lo = *lo, .hi = *hi, .lo_open = lo_open, .hi_open = hi_open, .hi_inf = false};
    check(&made);
    return made;
}

bool ecc_interval_is_exact(const struct ecc_interval *a)
{
    return !a->hi_inf && !a->lo_open && !a->hi_open && ecc_num_cmp(&a->lo, &a->hi) == 0;
}

bool ecc_interval_is_empty(const struct ecc_interval *a)
{
    if (a->hi_inf) {
        return false;
    }
    const int order = ecc_num_cmp(&a->lo, &a->hi);
    return order > 0 || (order == 0 && (a->lo_open || a->hi_open));
}

bool ecc_interval_has(const struct ecc_interval *a, const ecc_num *value)
{
    const int above_lo = ecc_num_cmp(value, &a->lo);
    if (above_lo < 0 || (above_lo == 0 && a->lo_open)) {
        return false;
    }
    if (a->hi_inf) {
        return true;
    }
    const int above_hi = ecc_num_cmp(value, &a->hi);
    return above_hi < 0 || (above_hi == 0 && !a->hi_open);
}

static bool has_zero(const struct ecc_interval *a)
{
    return a->lo.sign == 0 && !a->lo_open;
}

/* No value but zero. */
static bool is_zero(const struct ecc_interval *a)
{
    return !a->hi_inf && a->hi.sign == 0;
}

static struct ecc_interval zero(void)
{
    const ecc_num value = ecc_num_zero();
    return ecc_interval_exact(&value);
}

static void set_hi_inf(struct ecc_interval *a)
{
    a->hi = ecc_num_zero();
    a->hi_open = true;
    a->hi_inf = true;
}

bool ecc_interval_add(const struct ecc_interval *a, const struct ecc_interval *b,
                      struct ecc_interval *out)
{
    check(a);
    check(b);
    struct ecc_interval sum = {.lo_open = a->lo_open || b->lo_open,
                               .hi_open = a->hi_open || b->hi_open};
    if (!ecc_num_add(&a->lo, &b->lo, &sum.lo)) {
        return false;
    }
    if (a->hi_inf || b->hi_inf) {
        set_hi_inf(&sum);
    } else if (!ecc_num_add(&a->hi, &b->hi, &sum.hi)) {
        return false;
    }
    *out = sum;
    return true;
}

bool ecc_interval_mul(const struct ecc_interval *a, const struct ecc_interval *b,
                      struct ecc_interval *out)
{
    check(a);
    check(b);
    if (is_zero(a) || is_zero(b)) { /* even times an unbounded one */
        *out = zero();
        return true;
    }
    /* A zero in either is reached whatever the other does. */
    struct ecc_interval product = {.lo_open = (a->lo_open || b->lo_open) && !has_zero(a) &&
                                              !has_zero(b),
                                   .hi_open = a->hi_open || b->hi_open};
    if (!ecc_num_mul(&a->lo, &b->lo, &product.lo)) {
        return false;
    }
    if (a->hi_inf || b->hi_inf) {
        set_hi_inf(&product);
    } else if (!ecc_num_mul(&a->hi, &b->hi, &product.hi)) {
        return false;
    }
    *out = product;
    return true;
}

bool ecc_interval_div(const struct ecc_interval *a, const struct ecc_interval *b,
                      struct ecc_interval *out)
{
    check(a);
    check(b);
    if (is_zero(b)) {
        return false;
    }
    if (is_zero(a)) {
        *out = zero();
        return true;
    }
    /* The lowest quotient is a's lowest over b's highest, the highest the other way round; a zero in
     * a is reached whatever b is. */
    struct ecc_interval quotient = {.lo = ecc_num_zero(),
                                    .lo_open = (a->lo_open || b->hi_open) && !has_zero(a),
                                    .hi_open = a->hi_open || b->lo_open};
    if (!b->hi_inf && !ecc_num_div(&a->lo, &b->hi, &quotient.lo)) {
        return false;
    }
    if (a->hi_inf || b->lo.sign == 0) {
        set_hi_inf(&quotient);
    } else if (!ecc_num_div(&a->hi, &b->lo, &quotient.hi)) {
        return false;
    }
    *out = quotient;
    return true;
}

/* Order of two lower ends by where they begin: open begins after closed. */
static int cmp_lo(const struct ecc_interval *a, const struct ecc_interval *b)
{
    const int order = ecc_num_cmp(&a->lo, &b->lo);
    return order != 0 ? order : (int)a->lo_open - (int)b->lo_open;
}

/* Order of two upper ends by where they stop: open stops before closed. */
static int cmp_hi(const struct ecc_interval *a, const struct ecc_interval *b)
{
    if (a->hi_inf || b->hi_inf) {
        return (int)a->hi_inf - (int)b->hi_inf;
    }
    const int order = ecc_num_cmp(&a->hi, &b->hi);
    return order != 0 ? order : (int)b->hi_open - (int)a->hi_open;
}

static struct ecc_interval from_ends(const struct ecc_interval *lo, const struct ecc_interval *hi)
{
    return (struct ecc_interval){.lo = lo->lo,
                                 .hi = hi->hi,
                                 .lo_open = lo->lo_open,
                                 .hi_open = hi->hi_open,
                                 .hi_inf = hi->hi_inf};
}

/* A value is the larger of two when one of them is it and the other is at most it: the later
 * beginning and the later stop. */
struct ecc_interval ecc_interval_max(const struct ecc_interval *a, const struct ecc_interval *b)
{
    check(a);
    check(b);
    return from_ends(cmp_lo(a, b) >= 0 ? a : b, cmp_hi(a, b) >= 0 ? a : b);
}

struct ecc_interval ecc_interval_hull(const struct ecc_interval *a, const struct ecc_interval *b)
{
    check(a);
    check(b);
    return from_ends(cmp_lo(a, b) <= 0 ? a : b, cmp_hi(a, b) >= 0 ? a : b);
}

bool ecc_interval_meet(const struct ecc_interval *a, const struct ecc_interval *b,
                       struct ecc_interval *out)
{
    check(a);
    check(b);
    const struct ecc_interval both = from_ends(cmp_lo(a, b) >= 0 ? a : b,
                                               cmp_hi(a, b) <= 0 ? a : b);
    if (ecc_interval_is_empty(&both)) {
        return false;
    }
    *out = both;
    return true;
}

bool ecc_interval_within(const struct ecc_interval *inner, const struct ecc_interval *outer)
{
    check(inner);
    check(outer);
    return cmp_lo(inner, outer) >= 0 && cmp_hi(inner, outer) <= 0;
}

static ecc_tri negate(ecc_tri value)
{
    return (ecc_tri)(-(int)value);
}

ecc_tri ecc_interval_at_least_num(const struct ecc_interval *a, const ecc_num *limit)
{
    check(a);
    if (ecc_num_cmp(&a->lo, limit) >= 0) {
        return ECC_TRUE;
    }
    const int order = a->hi_inf ? 1 : ecc_num_cmp(&a->hi, limit);
    return order < 0 || (order == 0 && a->hi_open) ? ECC_FALSE : ECC_UNKNOWN;
}

ecc_tri ecc_interval_more_than_num(const struct ecc_interval *a, const ecc_num *limit)
{
    check(a);
    const int order = ecc_num_cmp(&a->lo, limit);
    if (order > 0 || (order == 0 && a->lo_open)) {
        return ECC_TRUE;
    }
    return !a->hi_inf && ecc_num_cmp(&a->hi, limit) <= 0 ? ECC_FALSE : ECC_UNKNOWN;
}

ecc_tri ecc_interval_at_most_num(const struct ecc_interval *a, const ecc_num *limit)
{
    return negate(ecc_interval_more_than_num(a, limit));
}

ecc_tri ecc_interval_less_than_num(const struct ecc_interval *a, const ecc_num *limit)
{
    return negate(ecc_interval_at_least_num(a, limit));
}
