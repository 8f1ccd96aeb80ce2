/* SPDX-License-Identifier: Apache-2.0 */
/* Unsigned whole numbers of a fixed number of limbs: the arithmetic under base/num.h.
 *
 * Limbs are uint64_t, least significant first. Sizes are given in limbs and never exceed
 * ECC_WIDE_MAX. Portable C11: a 64-bit product is put together from 32-bit halves. */
#ifndef ECC_BASE_WIDE_H
#define ECC_BASE_WIDE_H

#include <stddef.h>
#include <stdint.h>

#define ECC_WIDE_MAX 16

/* How many limbs are in use: the index after the highest that is not zero. */
size_t ecc_wide_len(const uint64_t *a, size_t n);
int ecc_wide_cmp(const uint64_t *a, const uint64_t *b, size_t n); /* -1, 0, 1 */
uint64_t ecc_wide_add(uint64_t *a, const uint64_t *b, size_t n);  /* a += b; the carry, 0 or 1 */
uint64_t ecc_wide_sub(uint64_t *a, const uint64_t *b, size_t n);  /* a -= b; the borrow, 0 or 1 */

/* out, of n_a + n_b limbs and none of a's or b's, = a * b. */
void ecc_wide_mul(const uint64_t *a, size_t n_a, const uint64_t *b, size_t n_b, uint64_t *out);
/* a = a * factor + addend; returns what does not fit. */
uint64_t ecc_wide_mul_limb(uint64_t *a, size_t n, uint64_t factor, uint64_t addend);
/* a = a / divisor; returns the remainder. The divisor is not zero. */
uint32_t ecc_wide_div_half(uint64_t *a, size_t n, uint32_t divisor);
/* quotient (n_a limbs) and remainder (n_b limbs) of a / b; b is not zero. Outputs may be a or b. */
void ecc_wide_divide(const uint64_t *a, size_t n_a, const uint64_t *b, size_t n_b,
                     uint64_t *quotient, uint64_t *remainder);

/* Greatest common divisor; gcd(0, x) is x. `out` has n limbs and may be a or b. */
void ecc_wide_gcd(const uint64_t *a, const uint64_t *b, size_t n, uint64_t *out);
uint64_t ecc_wide_gcd_limb(uint64_t a, uint64_t b);

#endif
