/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of GMP and of base/num.h, made of one another, and random ones: what the tests of
 * numbers share. */
#ifndef ECC_TESTS_GMP_NUMBERS_H
#define ECC_TESTS_GMP_NUMBERS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gmp.h>

#include "base/num.h"

#define CAPACITY 256 /* bits of num and den */

/* Random operations a test makes; mutation tries fewer, many times over. */
static size_t rounds(void)
{
    const char *given = getenv("ECC_NUM_ROUNDS");
    return given != NULL ? strtoul(given, NULL, 10) : 120000;
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static bool mpq_fits(const mpq_t a)
{
    return mpz_sizeinbase(mpq_numref(a), 2) <= CAPACITY &&
           mpz_sizeinbase(mpq_denref(a), 2) <= CAPACITY;
}

static void export(const mpz_t a, uint64_t *out)
{
    size_t n = 0;
    memset(out, 0, ECC_NUM_LIMBS * sizeof *out);
    mpz_export(out, &n, -1, sizeof *out, 0, 0, a);
    assert_true(n <= ECC_NUM_LIMBS);
}

static ecc_num from_mpq(const mpq_t a)
{
    ecc_num out = {.sign = mpq_sgn(a)};
    assert_true(mpq_fits(a));
    export(mpq_numref(a), out.num);
    export(mpq_denref(a), out.den);
    return out;
}

static void assert_same(const ecc_num *a, const mpq_t wanted)
{
    const ecc_num b = from_mpq(wanted);
    assert_int_equal(a->sign, b.sign);
    assert_memory_equal(a->num, b.num, sizeof a->num);
    assert_memory_equal(a->den, b.den, sizeof a->den);
}

/* Up to `bits` bits; one in four is a power of two give or take a little, or all ones; one in four
 * is made of small primes, so that reductions happen. */
static void random_whole(uint64_t *seed, unsigned bits, mpz_t out)
{
    const uint64_t kind = next_random(seed) % 4;
    const unsigned size = 1 + (unsigned)(next_random(seed) % bits);
    mpz_set_ui(out, 1);
    if (kind == 0) {
        mpz_mul_2exp(out, out, size);
        mpz_sub_ui(out, out, 1 + next_random(seed) % 3);
    } else if (kind == 1) {
        static const unsigned long primes[] = {2, 3, 5, 7, 1000, 999999937};
        while (mpz_sizeinbase(out, 2) + 30 < size) {
            mpz_mul_ui(out, out, primes[next_random(seed) % 6]);
        }
    } else {
        mpz_set_ui(out, 0);
        for (unsigned i = 0; i < size; i += 32) {
            mpz_mul_2exp(out, out, 32);
            mpz_add_ui(out, out, next_random(seed) & 0xFFFFFFFFU);
        }
        mpz_fdiv_r_2exp(out, out, size);
    }
    mpz_abs(out, out);
}

static void random_mpq(uint64_t *seed, mpq_t out)
{
    static const unsigned sizes[] = {4, 31, 32, 40, 64, 100, 129, 200, 255, 256, 256};
    const unsigned num_bits = sizes[next_random(seed) % 11];
    const unsigned den_bits = sizes[next_random(seed) % 11];
    random_whole(seed, num_bits, mpq_numref(out));
    random_whole(seed, den_bits, mpq_denref(out));
    if (mpz_sgn(mpq_denref(out)) == 0 || next_random(seed) % 5 == 0) {
        mpz_set_ui(mpq_denref(out), 1);
    }
    if (next_random(seed) % 2 == 0) {
        mpz_neg(mpq_numref(out), mpq_numref(out));
    }
    mpq_canonicalize(out);
}

#endif
