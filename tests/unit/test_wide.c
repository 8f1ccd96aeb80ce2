/* SPDX-License-Identifier: Apache-2.0 */
/* Limbs against GMP: every pair of numbers made of limbs at their edges, where carries and borrows run
 * through, and random ones of every length. Behind each number stands a limb that is none of it: it
 * must not be looked at, and it must stay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gmp.h>

#include "base/wide.h"

#define TOP_BIT (UINT64_C(1) << 63)
#define BEHIND  UINT64_C(0xA5A5A5A5C3C3C3C3) /* the limb behind a number */

static const uint64_t edges[] = {
    0, 1, UINT64_MAX, TOP_BIT, UINT64_C(0xFFFFFFFF), UINT64_C(0xFFFFFFFF00000000)};

#define N_EDGES (sizeof edges / sizeof edges[0])

struct number {
    uint64_t limbs[2 * ECC_WIDE_MAX + 1];
    size_t n;
};

static struct number empty(size_t n)
{
    struct number out = {.n = n};
    for (size_t i = 0; i <= n; i++) {
        out.limbs[i] = BEHIND;
    }
    return out;
}

static void import(const struct number *a, mpz_t out)
{
    mpz_import(out, a->n, -1, sizeof a->limbs[0], 0, 0, a->limbs);
}

/* As GMP says, and nothing is written behind it. */
static void assert_same(const struct number *a, const mpz_t wanted)
{
    mpz_t ours;
    mpz_init(ours);
    import(a, ours);
    assert_int_equal(mpz_cmp(ours, wanted), 0);
    assert_true(a->limbs[a->n] == BEHIND);
    mpz_clear(ours);
}

/* The numbers a test works on: two, what GMP makes of them, and a spare one. */
struct pair {
    struct number x;
    struct number y;
    mpz_t a;
    mpz_t b;
    mpz_t wanted;
    mpz_t other;
};

static void begin(struct pair *pair)
{
    mpz_inits(pair->a, pair->b, pair->wanted, pair->other, NULL);
}

static void end(struct pair *pair)
{
    mpz_clears(pair->a, pair->b, pair->wanted, pair->other, NULL);
}

static void check_sum(struct pair *pair)
{
    const size_t bits = 64 * pair->x.n;
    struct number sum = pair->x;
    struct number difference = pair->x;
    mpz_add(pair->wanted, pair->a, pair->b);
    const uint64_t carry = mpz_tstbit(pair->wanted, bits) ? 1 : 0;
    assert_true(ecc_wide_add(sum.limbs, pair->y.limbs, sum.n) == carry);
    mpz_fdiv_r_2exp(pair->wanted, pair->wanted, bits);
    assert_same(&sum, pair->wanted);
    mpz_sub(pair->wanted, pair->a, pair->b);
    const int order = mpz_cmp(pair->a, pair->b);
    assert_true(ecc_wide_sub(difference.limbs, pair->y.limbs, difference.n) == (order < 0));
    mpz_fdiv_r_2exp(pair->wanted, pair->wanted, bits);
    assert_same(&difference, pair->wanted);
    assert_int_equal(ecc_wide_cmp(pair->x.limbs, pair->y.limbs, pair->x.n),
                     (order > 0) - (order < 0));
}

static void check_product(struct pair *pair)
{
    struct number product = empty(pair->x.n + pair->y.n);
    ecc_wide_mul(pair->x.limbs, pair->x.n, pair->y.limbs, pair->y.n, product.limbs);
    mpz_mul(pair->wanted, pair->a, pair->b);
    assert_same(&product, pair->wanted);
}

/* Into numbers of their own, and into the operands. */
static void check_quotient(struct pair *pair)
{
    if (mpz_sgn(pair->b) == 0) {
        return;
    }
    struct number quotient = empty(pair->x.n);
    struct number rest = empty(pair->y.n);
    struct number x = pair->x;
    struct number y = pair->y;
    ecc_wide_divide(x.limbs, x.n, y.limbs, y.n, quotient.limbs, rest.limbs);
    mpz_tdiv_qr(pair->wanted, pair->other, pair->a, pair->b);
    assert_same(&quotient, pair->wanted);
    assert_same(&rest, pair->other);
    ecc_wide_divide(x.limbs, x.n, y.limbs, y.n, x.limbs, y.limbs);
    assert_same(&x, pair->wanted);
    assert_same(&y, pair->other);
    if (pair->x.n == pair->y.n) {
        x = pair->x;
        y = pair->y;
        ecc_wide_divide(x.limbs, x.n, y.limbs, y.n, y.limbs, x.limbs);
        assert_same(&y, pair->wanted);
        assert_same(&x, pair->other);
    }
}

static void check_divisor(struct pair *pair)
{
    struct number x = pair->x;
    struct number y = pair->y;
    struct number common = empty(x.n);
    mpz_gcd(pair->wanted, pair->a, pair->b);
    ecc_wide_gcd(x.limbs, y.limbs, x.n, common.limbs);
    assert_same(&common, pair->wanted);
    ecc_wide_gcd(pair->x.limbs, y.limbs, x.n, y.limbs);
    assert_same(&y, pair->wanted);
    ecc_wide_gcd(x.limbs, pair->y.limbs, x.n, x.limbs);
    assert_same(&x, pair->wanted);
}

static struct number number_of_edges(size_t n, size_t which)
{
    struct number out = empty(n);
    for (size_t i = 0; i < n; i++) {
        out.limbs[i] = edges[which % N_EDGES];
        which /= N_EDGES;
    }
    return out;
}

static size_t numbers_of_edges(size_t n)
{
    size_t count = 1;
    for (size_t i = 0; i < n; i++) {
        count *= N_EDGES;
    }
    return count;
}

static void check_lengths(size_t n_x, size_t n_y, size_t step)
{
    struct pair pair;
    begin(&pair);
    for (size_t i = 0; i < numbers_of_edges(n_x); i += step) {
        pair.x = number_of_edges(n_x, i);
        import(&pair.x, pair.a);
        assert_int_equal(ecc_wide_len(pair.x.limbs, n_x), mpz_size(pair.a));
        for (size_t j = 0; j < numbers_of_edges(n_y); j++) {
            pair.y = number_of_edges(n_y, j);
            import(&pair.y, pair.b);
            check_product(&pair);
            check_quotient(&pair);
            if (n_x == n_y) {
                check_sum(&pair);
                check_divisor(&pair);
            }
        }
    }
    end(&pair);
}

static void computes_at_the_edges_of_limbs(void **state)
{
    (void)state;
    check_lengths(1, 1, 1);
    check_lengths(1, 2, 1);
    check_lengths(2, 1, 1);
    check_lengths(2, 2, 1);
    check_lengths(3, 2, 1);
    check_lengths(3, 3, 7);
    check_lengths(4, 2, 5);
}

static void divides_the_longest(void **state)
{
    (void)state;
    struct pair pair;
    begin(&pair);
    pair.x = empty(ECC_WIDE_MAX);
    memset(pair.x.limbs, 0xFF, ECC_WIDE_MAX * sizeof pair.x.limbs[0]);
    import(&pair.x, pair.a);
    for (size_t n = 1; n <= ECC_WIDE_MAX; n++) {
        pair.y = pair.x;
        pair.y.n = n;
        pair.y.limbs[n - 1] = TOP_BIT + 1;
        pair.y.limbs[n] = BEHIND;
        import(&pair.y, pair.b);
        check_quotient(&pair);
    }
    end(&pair);
}

/* By one limb: a * factor + addend, and a / divisor. */
static void computes_with_one_limb(void **state)
{
    (void)state;
    static const uint32_t divisors[] = {1, 2, 10, 0x7FFFFFFF, 0x80000000, 1000000000, UINT32_MAX};
    struct pair pair;
    begin(&pair);
    for (size_t i = 0; i < numbers_of_edges(3); i++) {
        const struct number a = number_of_edges(3, i);
        import(&a, pair.a);
        for (size_t j = 0; j < N_EDGES * N_EDGES; j++) {
            struct number out = a;
            const struct number both = number_of_edges(2, j);
            const uint64_t left = ecc_wide_mul_limb(out.limbs, 3, both.limbs[0], both.limbs[1]);
            mpz_mul_ui(pair.wanted, pair.a, both.limbs[0]);
            mpz_add_ui(pair.wanted, pair.wanted, both.limbs[1]);
            mpz_fdiv_q_2exp(pair.other, pair.wanted, 192);
            assert_true(mpz_cmp_ui(pair.other, left) == 0);
            mpz_fdiv_r_2exp(pair.wanted, pair.wanted, 192);
            assert_same(&out, pair.wanted);
        }
        for (size_t j = 0; j < sizeof divisors / sizeof divisors[0]; j++) {
            struct number out = a;
            const uint32_t rest = ecc_wide_div_half(out.limbs, 3, divisors[j]);
            assert_true(mpz_tdiv_q_ui(pair.wanted, pair.a, divisors[j]) == rest);
            assert_same(&out, pair.wanted);
        }
    }
    end(&pair);
}

/* Random operations a test makes; mutation tries fewer, many times over. */
static size_t rounds(void)
{
    const char *given = getenv("ECC_NUM_ROUNDS");
    return given != NULL ? strtoul(given, NULL, 10) : 30000;
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static struct number random_number(uint64_t *seed)
{
    struct number out = empty(1 + next_random(seed) % ECC_WIDE_MAX);
    for (size_t i = 0; i < out.n; i++) {
        const uint64_t kind = next_random(seed) % (2 * N_EDGES);
        out.limbs[i] = kind < N_EDGES ? edges[kind] : next_random(seed);
    }
    return out;
}

/* Division is the delicate part: the guess of a digit can be one or two too high. */
static void divides_like_gmp(void **state)
{
    (void)state;
    uint64_t seed = 41;
    struct pair pair;
    begin(&pair);
    for (size_t i = 0, n = rounds(); i < n; i++) {
        pair.x = random_number(&seed);
        pair.y = random_number(&seed);
        import(&pair.x, pair.a);
        import(&pair.y, pair.b);
        check_quotient(&pair);
        if (pair.x.n == pair.y.n) {
            check_divisor(&pair);
        }
    }
    end(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(computes_at_the_edges_of_limbs),
        cmocka_unit_test(divides_the_longest),
        cmocka_unit_test(computes_with_one_limb),
        cmocka_unit_test(divides_like_gmp),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
