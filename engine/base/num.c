/* SPDX-License-Identifier: Apache-2.0 */
/* Rational arithmetic in lowest terms. Every intermediate is wide enough to be exact, so a result is
 * refused only when it does not fit in lowest terms. Reading and printing are in num_text.c. */
#include "base/num.h"

#include <string.h>

#include "base/wide.h"

#define LIMBS      ((size_t)ECC_NUM_LIMBS)
#define LIMB_BYTES sizeof(uint64_t)
#define SMALL      (UINT64_C(1) << 31) /* below it products and their sums fit one limb */

static ecc_num from_limbs(int sign, uint64_t num, uint64_t den)
{
    return (ecc_num){.sign = sign, .num = {num}, .den = {den}};
}

/* A zero comes out as 0/1: its denominator is what both share. */
static ecc_num from_reduced_limbs(int sign, uint64_t num, uint64_t den)
{
    const uint64_t common = ecc_wide_gcd_limb(num, den);
    return from_limbs(sign, num / common, den / common);
}

static int sign_of(int64_t value)
{
    return (value > 0) - (value < 0);
}

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? UINT64_C(0) - (uint64_t)value : (uint64_t)value;
}

ecc_num ecc_num_zero(void)
{
    return from_limbs(0, 0, 1);
}

ecc_num ecc_num_int(int64_t value)
{
    return from_limbs(sign_of(value), magnitude(value), 1);
}

bool ecc_num_make(int64_t num, uint64_t den, ecc_num *out)
{
    if (den == 0) {
        return false;
    }
    *out = from_reduced_limbs(sign_of(num), magnitude(num), den);
    return true;
}

static bool is_small(const ecc_num *a)
{
    const uint64_t rest = a->num[1] | a->num[2] | a->num[3] | a->den[1] | a->den[2] | a->den[3];
    return rest == 0 && a->num[0] < SMALL && a->den[0] < SMALL;
}

/* `num` and `den`, of n limbs each and in lowest terms, as a number, if they fit. */
static bool store(int sign, const uint64_t *num, const uint64_t *den, size_t n, ecc_num *out)
{
    if (ecc_wide_len(num, n) > LIMBS || ecc_wide_len(den, n) > LIMBS) {
        return false;
    }
    out->sign = sign;
    memcpy(out->num, num, LIMBS * LIMB_BYTES);
    memcpy(out->den, den, LIMBS * LIMB_BYTES);
    return true;
}

/* a / divisor, which leaves no rest; most often the divisor is 1. */
static void divide_exactly(const uint64_t *a, size_t n, const uint64_t *divisor, uint64_t *out)
{
    uint64_t rest[ECC_NUM_LIMBS];
    if (divisor[0] == 1 && ecc_wide_len(divisor, LIMBS) == 1) {
        memmove(out, a, n * LIMB_BYTES);
        return;
    }
    ecc_wide_divide(a, n, divisor, LIMBS, out, rest);
}

/* sum = |x +- y| over 9 limbs; returns its sign. x and y carry the signs given. */
static int add_signed(uint64_t *x, int x_sign, uint64_t *y, int y_sign, size_t n)
{
    if (x_sign == y_sign) {
        (void)ecc_wide_add(x, y, n); /* the highest limb is free for the carry */
        return x_sign;
    }
    const int order = ecc_wide_cmp(x, y, n);
    if (order >= 0) {
        (void)ecc_wide_sub(x, y, n);
        return order == 0 ? 0 : x_sign;
    }
    (void)ecc_wide_sub(y, x, n);
    memcpy(x, y, n * LIMB_BYTES);
    return y_sign;
}

static bool add_large(const ecc_num *a, const ecc_num *b, int b_sign, ecc_num *out)
{
    enum { WIDE = 2 * ECC_NUM_LIMBS + 1 };
    uint64_t common[ECC_NUM_LIMBS];
    uint64_t a_rest[ECC_NUM_LIMBS]; /* a's denominator without what it shares with b's */
    uint64_t b_rest[ECC_NUM_LIMBS];
    ecc_wide_gcd(a->den, b->den, LIMBS, common);
    divide_exactly(a->den, LIMBS, common, a_rest);
    divide_exactly(b->den, LIMBS, common, b_rest);

    uint64_t sum[WIDE] = {0};
    uint64_t other[WIDE] = {0};
    ecc_wide_mul(a->num, LIMBS, b_rest, LIMBS, sum);
    ecc_wide_mul(b->num, LIMBS, a_rest, LIMBS, other);
    const int sign = add_signed(sum, a->sign, other, b_sign, WIDE);
    if (sign == 0) {
        *out = ecc_num_zero();
        return true;
    }
    /* What the sum shares with its denominator, it shares with `common` (Knuth, 4.5.1). */
    uint64_t quotient[WIDE];
    uint64_t shared[ECC_NUM_LIMBS];
    ecc_wide_divide(sum, WIDE, common, LIMBS, quotient, shared);
    ecc_wide_gcd(shared, common, LIMBS, shared);
    divide_exactly(sum, WIDE, shared, sum);
    uint64_t b_den[ECC_NUM_LIMBS];
    divide_exactly(b->den, LIMBS, shared, b_den);
    uint64_t den[WIDE] = {0};
    ecc_wide_mul(a_rest, LIMBS, b_den, LIMBS, den);
    return store(sign, sum, den, WIDE, out);
}

static bool add(const ecc_num *a, const ecc_num *b, int b_sign, ecc_num *out)
{
    if (b_sign == 0) {
        *out = *a;
        return true;
    }
    if (a->sign == 0) {
        const ecc_num copy = *b;
        *out = copy;
        out->sign = b_sign;
        return true;
    }
    if (!is_small(a) || !is_small(b)) {
        return add_large(a, b, b_sign, out);
    }
    const int64_t x = (int64_t)(a->num[0] * b->den[0]) * a->sign;
    const int64_t y = (int64_t)(b->num[0] * a->den[0]) * b_sign;
    return ecc_num_make(x + y, a->den[0] * b->den[0], out);
}

bool ecc_num_add(const ecc_num *a, const ecc_num *b, ecc_num *out)
{
    return add(a, b, b->sign, out);
}

bool ecc_num_sub(const ecc_num *a, const ecc_num *b, ecc_num *out)
{
    return add(a, b, -b->sign, out);
}

/* (n1/d1) * (n2/d2): each numerator is reduced against the other's denominator, after which the
 * product is in lowest terms. */
static bool multiply(int sign, const uint64_t *n1, const uint64_t *d1, const uint64_t *n2,
                     const uint64_t *d2, ecc_num *out)
{
    enum { WIDE = 2 * ECC_NUM_LIMBS };
    uint64_t across[ECC_NUM_LIMBS];
    uint64_t back[ECC_NUM_LIMBS];
    ecc_wide_gcd(n1, d2, LIMBS, across);
    ecc_wide_gcd(n2, d1, LIMBS, back);

    uint64_t x[ECC_NUM_LIMBS];
    uint64_t y[ECC_NUM_LIMBS];
    uint64_t num[WIDE];
    uint64_t den[WIDE];
    divide_exactly(n1, LIMBS, across, x);
    divide_exactly(n2, LIMBS, back, y);
    ecc_wide_mul(x, LIMBS, y, LIMBS, num);
    divide_exactly(d1, LIMBS, back, x);
    divide_exactly(d2, LIMBS, across, y);
    ecc_wide_mul(x, LIMBS, y, LIMBS, den);
    return store(sign, num, den, WIDE, out);
}

bool ecc_num_mul(const ecc_num *a, const ecc_num *b, ecc_num *out)
{
    const int sign = a->sign * b->sign;
    if (sign == 0) {
        *out = ecc_num_zero();
        return true;
    }
    if (is_small(a) && is_small(b)) {
        *out = from_reduced_limbs(sign, a->num[0] * b->num[0], a->den[0] * b->den[0]);
        return true;
    }
    return multiply(sign, a->num, a->den, b->num, b->den, out);
}

bool ecc_num_div(const ecc_num *a, const ecc_num *b, ecc_num *out)
{
    if (b->sign == 0) {
        return false;
    }
    const int sign = a->sign * b->sign;
    if (sign == 0) {
        *out = ecc_num_zero();
        return true;
    }
    if (is_small(a) && is_small(b)) {
        *out = from_reduced_limbs(sign, a->num[0] * b->den[0], a->den[0] * b->num[0]);
        return true;
    }
    return multiply(sign, a->num, a->den, b->den, b->num, out);
}

static int cmp_magnitudes(const ecc_num *a, const ecc_num *b)
{
    enum { WIDE = 2 * ECC_NUM_LIMBS };
    uint64_t left[WIDE];
    uint64_t right[WIDE];
    if (ecc_wide_cmp(a->den, b->den, LIMBS) == 0) {
        return ecc_wide_cmp(a->num, b->num, LIMBS);
    }
    ecc_wide_mul(a->num, LIMBS, b->den, LIMBS, left);
    ecc_wide_mul(b->num, LIMBS, a->den, LIMBS, right);
    return ecc_wide_cmp(left, right, WIDE);
}

int ecc_num_cmp(const ecc_num *a, const ecc_num *b)
{
    if (a->sign != b->sign) {
        return a->sign > b->sign ? 1 : -1;
    }
    return a->sign * cmp_magnitudes(a, b);
}

bool ecc_num_is_integer(const ecc_num *a)
{
    return a->den[0] == 1 && ecc_wide_len(a->den, LIMBS) == 1;
}

bool ecc_num_to_int64(const ecc_num *a, int64_t *out)
{
    const uint64_t limit = (uint64_t)INT64_MAX + (a->sign < 0);
    if (!ecc_num_is_integer(a) || ecc_wide_len(a->num, LIMBS) > 1 || a->num[0] > limit) {
        return false;
    }
    if (a->sign >= 0) {
        *out = (int64_t)a->num[0];
    } else {
        *out = -(int64_t)(a->num[0] - 1) - 1; /* the lowest has no positive counterpart */
    }
    return true;
}
