/* SPDX-License-Identifier: Apache-2.0 */
/* Exact numbers against GMP: every operation, overflow reported exactly when the result in lowest
 * terms does not fit. Their texts are in test_num_text.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gmp.h>

#include "base/arena.h"
#include "base/num.h"
#include "gmp_numbers.h"

/* Make b close to something that a cancels against: near a, near 1/a, or a capacity away. */
static void relate(uint64_t *seed, const mpq_t a, mpq_t b)
{
    mpq_t candidate;
    mpq_init(candidate);
    switch (next_random(seed) % 8) {
    case 0:
        mpz_add_ui(mpq_numref(candidate), mpq_numref(a), 1);
        mpz_set(mpq_denref(candidate), mpq_denref(a));
        break;
    case 1:
        mpz_set(mpq_numref(candidate), mpq_numref(b));
        mpz_set(mpq_denref(candidate), mpq_denref(a));
        break;
    case 2:
        if (mpq_sgn(a) != 0) {
            mpq_inv(candidate, a);
        }
        break;
    case 3:
        mpz_set(mpq_numref(candidate), mpq_denref(a));
        mpz_set(mpq_denref(candidate), mpq_denref(b));
        break;
    case 4: /* the sum is exactly 2^256 - 1, 2^256, or 2^256 + 1 over a's denominator */
        mpz_ui_pow_ui(mpq_numref(candidate), 2, CAPACITY);
        mpz_sub_ui(mpq_numref(candidate), mpq_numref(candidate), 1);
        mpz_add_ui(mpq_numref(candidate), mpq_numref(candidate), next_random(seed) % 3);
        mpz_sub(mpq_numref(candidate), mpq_numref(candidate), mpq_numref(a));
        mpz_set(mpq_denref(candidate), mpq_denref(a));
        break;
    default:
        mpq_set(candidate, b);
        break;
    }
    mpq_canonicalize(candidate);
    if (mpq_fits(candidate)) {
        mpq_set(b, candidate);
    }
    mpq_clear(candidate);
}

typedef bool (*operation)(const ecc_num *a, const ecc_num *b, ecc_num *out);
typedef void (*gmp_operation)(mpq_ptr out, mpq_srcptr a, mpq_srcptr b);

struct tally {
    size_t fitted;
    size_t refused;
};

static void check_operation(operation ours, gmp_operation theirs, const mpq_t qa, const mpq_t qb,
                            struct tally *tally)
{
    mpq_t wanted;
    mpq_init(wanted);
    const ecc_num a[] = {from_mpq(qa), ecc_num_zero()}; /* so that zeros stand behind its limbs */
    const ecc_num b[] = {from_mpq(qb), ecc_num_zero()};
    const ecc_num mark = ecc_num_int(77);
    ecc_num out = mark;
    theirs(wanted, qa, qb);
    const bool fits = mpq_fits(wanted);
    assert_int_equal(ours(a, b, &out), fits);
    if (fits) {
        assert_same(&out, wanted);
        ecc_num left = a[0];
        ecc_num right = b[0];
        assert_true(ours(&left, b, &left));
        assert_true(ours(a, &right, &right));
        assert_same(&left, wanted);
        assert_same(&right, wanted);
        tally->fitted++;
    } else {
        assert_memory_equal(&out, &mark, sizeof out);
        tally->refused++;
    }
    mpq_clear(wanted);
}

static void computes_like_gmp(void **state)
{
    (void)state;
    struct tally tallies[4] = {{0, 0}};
    uint64_t seed = 20231117;
    mpq_t a;
    mpq_t b;
    mpq_init(a);
    mpq_init(b);
    for (size_t i = 0, n = rounds(); i < n; i++) {
        random_mpq(&seed, a);
        random_mpq(&seed, b);
        relate(&seed, a, b);
        check_operation(ecc_num_add, mpq_add, a, b, &tallies[0]);
        check_operation(ecc_num_sub, mpq_sub, a, b, &tallies[1]);
        check_operation(ecc_num_mul, mpq_mul, a, b, &tallies[2]);
        if (mpq_sgn(b) != 0) {
            check_operation(ecc_num_div, mpq_div, a, b, &tallies[3]);
        }
        const ecc_num x = from_mpq(a);
        const ecc_num y = from_mpq(b);
        const int order = mpq_cmp(a, b);
        assert_int_equal(ecc_num_cmp(&x, &y), (order > 0) - (order < 0));
        assert_int_equal(ecc_num_cmp(&y, &x), (order < 0) - (order > 0));
        assert_int_equal(ecc_num_cmp(&x, &x), 0);
    }
    for (size_t i = 0; i < 4; i++) { /* both outcomes must have been met often */
        assert_true(tallies[i].fitted > rounds() / 10);
        assert_true(tallies[i].refused > rounds() / 100);
    }
    mpq_clear(a);
    mpq_clear(b);
}

/* 2^64, 2^128 or 2^192, or one more, or one over it; at last 3. */
#define N_LONG 13

static void long_number(unsigned long i, mpq_t out)
{
    mpq_set_ui(out, 3, 1);
    if (i < N_LONG - 1) {
        mpq_set_ui(out, 1, 1);
        mpz_ptr part = i % 2 == 0 ? mpq_numref(out) : mpq_denref(out);
        mpz_ui_pow_ui(part, 2, 64 * (1 + i / 4));
        mpz_add_ui(part, part, i / 2 % 2);
    }
}

/* A number whose lowest limb is small and whose highest is not, in either part, is not taken for a
 * small one. */
static void computes_with_every_limb(void **state)
{
    (void)state;
    struct tally tally = {0, 0};
    mpq_t a;
    mpq_t b;
    mpq_init(a);
    mpq_init(b);
    for (unsigned long i = 0; i < N_LONG * N_LONG; i++) {
        long_number(i / N_LONG, a);
        long_number(i % N_LONG, b);
        check_operation(ecc_num_add, mpq_add, a, b, &tally);
        check_operation(ecc_num_sub, mpq_sub, a, b, &tally);
        check_operation(ecc_num_mul, mpq_mul, a, b, &tally);
        check_operation(ecc_num_div, mpq_div, a, b, &tally);
    }
    assert_true(tally.fitted > 0 && tally.refused > 0);
    mpq_clear(a);
    mpq_clear(b);
}

/* Differences of one unit in the last place of 512 bits. */
static void compares_neighbours(void **state)
{
    (void)state;
    mpz_t top;
    mpq_t a;
    mpq_t b;
    mpz_init(top);
    mpq_init(a);
    mpq_init(b);
    mpz_ui_pow_ui(top, 2, CAPACITY);
    for (unsigned i = 2; i < 200; i++) { /* (top-i)/(top-i+1) against its successor */
        mpz_sub_ui(mpq_numref(a), top, i);
        mpz_sub_ui(mpq_denref(a), top, i - 1);
        mpz_sub_ui(mpq_numref(b), top, i + 1);
        mpz_sub_ui(mpq_denref(b), top, i);
        const ecc_num x = from_mpq(a);
        const ecc_num y = from_mpq(b);
        assert_int_equal(ecc_num_cmp(&x, &y), 1);
        assert_int_equal(ecc_num_cmp(&y, &x), -1);
    }
    mpq_clear(a);
    mpq_clear(b);
    mpz_clear(top);
}

static void makes_small_numbers(void **state)
{
    (void)state;
    ecc_num a = ecc_num_int(5);
    int64_t value = 9;
    assert_false(ecc_num_make(1, 0, &a));
    assert_true(ecc_num_to_int64(&a, &value));
    assert_int_equal(value, 5);
    static const int64_t wholes[] = {0, 1, -1, 4800, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    for (size_t i = 0; i < sizeof wholes / sizeof wholes[0]; i++) {
        a = ecc_num_int(wholes[i]);
        assert_true(ecc_num_is_integer(&a));
        assert_true(ecc_num_to_int64(&a, &value));
        assert_true(value == wholes[i]);
        assert_true(ecc_num_make(wholes[i], 1, &a));
        assert_true(ecc_num_to_int64(&a, &value));
        assert_true(value == wholes[i]);
    }
    assert_true(ecc_num_make(-6, 4, &a));
    assert_int_equal(a.sign, -1);
    assert_int_equal(a.num[0], 3);
    assert_int_equal(a.den[0], 2);
    assert_false(ecc_num_is_integer(&a));
    assert_false(ecc_num_to_int64(&a, &value));
    ecc_num top = ecc_num_int(INT64_MAX);
    const ecc_num one = ecc_num_int(1);
    assert_true(ecc_num_add(&top, &one, &top));
    assert_false(ecc_num_to_int64(&top, &value)); /* 2^63 */
    ecc_num bottom = ecc_num_int(INT64_MIN);
    assert_true(ecc_num_sub(&bottom, &one, &bottom));
    assert_false(ecc_num_to_int64(&bottom, &value));
    const ecc_num zero = ecc_num_zero();
    assert_false(ecc_num_div(&one, &zero, &a));
    assert_true(ecc_num_div(&zero, &one, &a));
    assert_int_equal(a.sign, 0);
    assert_int_equal(a.den[0], 1);
}

/* Numbers of several limbs whose lowest limb is 1 or 0 are not taken for 1 and 0. */
static void looks_at_every_limb(void **state)
{
    (void)state;
    static const char above[] = "18446744073709551617"; /* 2^64 + 1 */
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_buf text;
    ecc_num large;
    ecc_num part;
    int64_t small = 7;
    ecc_buf_init(&text, arena);
    assert_true(ecc_num_parse_exact(ECC_STR(above), &large));
    assert_true(ecc_num_parse_exact(ECC_STR("5/18446744073709551617"), &part));
    assert_true(ecc_num_is_integer(&large));
    assert_false(ecc_num_is_integer(&part));
    ecc_num_print_exact(&part, &text);
    assert_true(ecc_str_is(ecc_buf_str(&text), "5/18446744073709551617"));
    assert_false(ecc_num_to_int64(&large, &small));
    assert_false(ecc_num_to_int64(&part, &small));
    assert_int_equal(small, 7);
    assert_true(ecc_num_mul(&large, &part, &part)); /* what both share is 2^64 + 1 */
    assert_true(ecc_num_to_int64(&part, &small));
    assert_int_equal(small, 5);
    ecc_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(computes_like_gmp),   cmocka_unit_test(computes_with_every_limb),
        cmocka_unit_test(compares_neighbours), cmocka_unit_test(makes_small_numbers),
        cmocka_unit_test(looks_at_every_limb),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
