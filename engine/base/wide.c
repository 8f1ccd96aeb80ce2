/* SPDX-License-Identifier: Apache-2.0 */
/* Schoolbook arithmetic on limbs. Numbers here are a few limbs long, where nothing cleverer pays. */
#include "base/wide.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#define HALF       32
#define LOW_HALF   UINT64_C(0xFFFFFFFF)
#define HALVES_MAX ((size_t)ECC_WIDE_MAX * 2)

size_t ecc_wide_len(const uint64_t *a, size_t n)
{
    while (n > 0 && a[n - 1] == 0) {
        n--;
    }
    return n;
}

int ecc_wide_cmp(const uint64_t *a, const uint64_t *b, size_t n)
{
    while (n > 0) {
        n--;
        if (a[n] != b[n]) {
            return a[n] > b[n] ? 1 : -1;
        }
    }
    return 0;
}

uint64_t ecc_wide_add(uint64_t *a, const uint64_t *b, size_t n)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < n; i++) {
        const uint64_t partial = a[i] + b[i];
        const uint64_t overflowed = partial < b[i];
        a[i] = partial + carry;
        carry = overflowed | (a[i] < partial);
    }
    return carry;
}

uint64_t ecc_wide_sub(uint64_t *a, const uint64_t *b, size_t n)
{
    uint64_t borrow = 0;
    for (size_t i = 0; i < n; i++) {
        const uint64_t partial = a[i] - b[i];
        const uint64_t underflowed = a[i] < b[i];
        a[i] = partial - borrow;
        borrow = underflowed | (partial < borrow);
    }
    return borrow;
}

/* a * b + c + d, which cannot exceed two limbs. */
static uint64_t mul_add(uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t *out_high)
{
    const uint64_t low = (a & LOW_HALF) * (b & LOW_HALF);
    const uint64_t middle = (a >> HALF) * (b & LOW_HALF) + (low >> HALF);
    const uint64_t middle2 = (a & LOW_HALF) * (b >> HALF) + (middle & LOW_HALF);
    uint64_t high = (a >> HALF) * (b >> HALF) + (middle >> HALF) + (middle2 >> HALF);
    uint64_t sum = (middle2 << HALF) | (low & LOW_HALF);
    sum += c;
    high += sum < c;
    sum += d;
    high += sum < d;
    *out_high = high;
    return sum;
}

void ecc_wide_mul(const uint64_t *a, size_t n_a, const uint64_t *b, size_t n_b, uint64_t *out)
{
    const size_t len_a = ecc_wide_len(a, n_a);
    const size_t len_b = ecc_wide_len(b, n_b);
    memset(out, 0, (n_a + n_b) * sizeof *out);
    for (size_t i = 0; i < len_a; i++) {
        uint64_t carry = 0;
        for (size_t j = 0; j < len_b; j++) {
            out[i + j] = mul_add(a[i], b[j], out[i + j], carry, &carry);
        }
        out[i + len_b] = carry;
    }
}

uint64_t ecc_wide_mul_limb(uint64_t *a, size_t n, uint64_t factor, uint64_t addend)
{
    uint64_t carry = addend;
    for (size_t i = 0; i < n; i++) {
        a[i] = mul_add(a[i], factor, carry, 0, &carry);
    }
    return carry;
}

uint32_t ecc_wide_div_half(uint64_t *a, size_t n, uint32_t divisor)
{
    assert(divisor != 0);
    uint64_t rest = 0;
    for (size_t i = n; i > 0; i--) {
        const uint64_t high = (rest << HALF) | (a[i - 1] >> HALF);
        const uint64_t low = ((high % divisor) << HALF) | (a[i - 1] & LOW_HALF);
        a[i - 1] = ((high / divisor) << HALF) | (low / divisor);
        rest = low % divisor;
    }
    return (uint32_t)rest;
}

/* Returns how many halves are in use; a's highest limb is not 0. */
static size_t to_halves(const uint64_t *a, size_t n, uint32_t *out)
{
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = (uint32_t)(a[i] & LOW_HALF);
        out[2 * i + 1] = (uint32_t)(a[i] >> HALF);
    }
    assert(n > 0);
    const size_t len = 2 * n;
    return out[len - 1] == 0 ? len - 1 : len;
}

/* The halves of a * scale: two for each limb, and one more. */
static void to_scaled_halves(const uint64_t *a, size_t n, uint32_t scale, uint32_t *out)
{
    uint64_t scaled[ECC_WIDE_MAX];
    memcpy(scaled, a, n * sizeof *scaled);
    const uint64_t above = ecc_wide_mul_limb(scaled, n, scale, 0);
    (void)to_halves(scaled, n, out);
    out[2 * n] = (uint32_t)above;
}

static void from_halves(const uint32_t *halves, uint64_t *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = (uint64_t)halves[2 * i + 1] << HALF | halves[2 * i];
    }
}

/* u -= v * factor over len + 1 halves; true when that went below zero. */
static bool subtract_multiple(uint32_t *u, const uint32_t *v, size_t len, uint64_t factor)
{
    uint64_t carry = 0;
    uint64_t borrow = 0;
    for (size_t i = 0; i <= len; i++) {
        const uint64_t product = factor * v[i] + carry;
        carry = product >> HALF;
        const uint64_t difference = (uint64_t)u[i] - (product & LOW_HALF) - borrow;
        u[i] = (uint32_t)(difference & LOW_HALF);
        borrow = (difference >> HALF) != 0;
    }
    return borrow != 0;
}

static void add_back(uint32_t *u, const uint32_t *v, size_t len)
{
    uint64_t carry = 0;
    for (size_t i = 0; i <= len; i++) {
        const uint64_t sum = (uint64_t)u[i] + v[i] + carry;
        u[i] = (uint32_t)(sum & LOW_HALF);
        carry = sum >> HALF;
    }
}

/* Knuth's algorithm D (The Art of Computer Programming, 4.3.1). v has at least two halves, its
 * highest bit set, and a 0 above them; u has len_u + 1 halves and ends up as the remainder. The guess
 * is never too low, and at most two too high. Where it is two, v's second half tells, so that at most
 * one is left to add back: also of a guess of 2^32 or one more, which Knuth takes down first. */
static void divide_halves(uint32_t *u, size_t len_u, const uint32_t *v, size_t len_v, uint32_t *q)
{
    assert(len_v >= 2);
    const uint64_t top = v[len_v - 1];
    for (size_t j = len_u - len_v + 1; j > 0; j--) {
        uint32_t *part = u + j - 1;
        const uint64_t two = ((uint64_t)part[len_v] << HALF) | part[len_v - 1];
        uint64_t guess = two / top;
        const uint64_t rest = two % top;
        if (guess * v[len_v - 2] > ((rest << HALF) | part[len_v - 2])) {
            guess--;
        }
        if (subtract_multiple(part, v, len_v, guess)) {
            guess--;
            add_back(part, v, len_v);
        }
        q[j - 1] = (uint32_t)guess;
    }
}

/* Both are scaled, so that the highest bit of the divisor's highest half is set. */
static void divide_long(const uint64_t *a, size_t len_a, const uint64_t *b, size_t len_b,
                        uint64_t *quotient, size_t n_a, uint64_t *remainder, size_t n_b)
{
    uint32_t u[HALVES_MAX + 1] = {0};
    uint32_t v[HALVES_MAX + 1];
    uint32_t q[HALVES_MAX] = {0};
    const size_t len_v = to_halves(b, len_b, v);
    const uint32_t scale = (uint32_t)((LOW_HALF + 1) / ((uint64_t)v[len_v - 1] + 1));
    to_scaled_halves(a, len_a, scale, u);
    to_scaled_halves(b, len_b, scale, v);
    divide_halves(u, 2 * len_a, v, len_v, q);
    from_halves(q, quotient, n_a);
    from_halves(u, remainder, n_b);
    (void)ecc_wide_div_half(remainder, n_b, scale);
}

void ecc_wide_divide(const uint64_t *a, size_t n_a, const uint64_t *b, size_t n_b,
                     uint64_t *quotient, uint64_t *remainder)
{
    const size_t len_a = ecc_wide_len(a, n_a);
    const size_t len_b = ecc_wide_len(b, n_b);
    assert(len_b > 0 && n_a <= ECC_WIDE_MAX && n_b <= ECC_WIDE_MAX);
    if (len_a < len_b) {
        memmove(remainder, a, len_a * sizeof *a);
        memset(remainder + len_a, 0, (n_b - len_a) * sizeof *a);
        memset(quotient, 0, n_a * sizeof *a);
        return;
    }
    if (len_b == 1 && b[0] <= LOW_HALF) {
        const uint32_t divisor = (uint32_t)b[0];
        memmove(quotient, a, n_a * sizeof *a);
        const uint32_t rest = ecc_wide_div_half(quotient, len_a, divisor);
        memset(remainder, 0, n_b * sizeof *a);
        remainder[0] = rest;
        return;
    }
    divide_long(a, len_a, b, len_b, quotient, n_a, remainder, n_b);
}

uint64_t ecc_wide_gcd_limb(uint64_t a, uint64_t b)
{
    while (b != 0) {
        const uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Euclid, until both fit one limb; nearly all numbers do from the start. */
void ecc_wide_gcd(const uint64_t *a, const uint64_t *b, size_t n, uint64_t *out)
{
    uint64_t x[ECC_WIDE_MAX];
    uint64_t y[ECC_WIDE_MAX];
    uint64_t quotient[ECC_WIDE_MAX];
    uint64_t rest[ECC_WIDE_MAX];
    assert(n > 0 && n <= ECC_WIDE_MAX);
    memcpy(x, a, n * sizeof *x);
    memcpy(y, b, n * sizeof *y);
    size_t len_y = ecc_wide_len(y, n);
    while (len_y > 0 && (len_y > 1 || ecc_wide_len(x, n) > 1)) {
        ecc_wide_divide(x, n, y, n, quotient, rest);
        memcpy(x, y, n * sizeof *x);
        memcpy(y, rest, n * sizeof *y);
        len_y = ecc_wide_len(y, n);
    }
    memcpy(out, x, n * sizeof *x);
    if (len_y == 1) {
        out[0] = ecc_wide_gcd_limb(x[0], y[0]);
    }
}
