/* SPDX-License-Identifier: Apache-2.0 */
/* Exact numbers against GMP: every operation, overflow reported exactly when the result in lowest
 * terms does not fit, reading and printing. */
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

static void reads_plain_decimals(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *value; /* as GMP reads it */
    } good[] = {{"0", "0"},
                {"-0", "0"},
                {"0.0", "0"},
                {"7", "7"},
                {"-7", "-7"},
                {"15831.2", "79156/5"},
                {"0.5", "1/2"},
                {"1e3", "1000"},
                {"1E+3", "1000"},
                {"25e-1", "5/2"},
                {"1.5e1", "15"},
                {"0e30", "0"},
                {"100.250", "401/4"},
                {"4799.999999999", "4799999999999/1000000000"},
                {"123456789012345678901234567890", "123456789012345678901234567890"},
                {"0.123456789012345678901234567890",
                 "123456789012345678901234567890/1000000000000000000000000000000"},
                {"1e30", "1000000000000000000000000000000"},
                {"1e-30", "1/1000000000000000000000000000000"},
                {"999999999999999999", "999999999999999999"},
                {"9999999999999999999", "9999999999999999999"},
                {"1e018", "1000000000000000000"},
                {"0.000000000000000000000000000000000000000000000000000000000001",
                 "1/1000000000000000000000000000000000000000000000000000000000000"}};
    static const char *const bad[] = {
        "",
        "-",
        ".",
        "+1",
        ".5",
        "5.",
        "-.5",
        "00",
        "0640",
        "-01",
        "1,000",
        "1_000",
        "1 000",
        " 1",
        "1 ",
        "1e",
        "1e+",
        "1e-",
        "e3",
        "1e3.5",
        "1.2.3",
        "0x10",
        "10:40",
        "nan",
        "inf",
        "１",
        "1e31",
        "1e-31",
        "1e99999999999999999999",
        "1234567890123456789012345678901",
        "0.1234567890123456789012345678901",
        "12345678901234567890.12345678901",
        "1/2",
        "--1",
        "0.0000000000000000000000000000000000000000000000000000000000001",
        "0.000000000000000000000000000000000000000000000000000000000001e-30"};
    mpq_t wanted;
    mpq_init(wanted);
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        ecc_num a = ecc_num_int(-3);
        assert_int_equal(mpq_set_str(wanted, good[i].value, 10), 0);
        mpq_canonicalize(wanted);
        assert_true(ecc_num_parse(ecc_str_of(good[i].text), &a));
        assert_same(&a, wanted);
    }
    const ecc_num mark = ecc_num_int(77);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ecc_num a = mark;
        assert_false(ecc_num_parse(ecc_str_of(bad[i]), &a));
        assert_memory_equal(&a, &mark, sizeof a);
    }
    mpq_clear(wanted);
}

static ecc_str print_exact(struct ecc_arena *arena, const ecc_num *a)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    ecc_num_print_exact(a, &buf);
    assert_false(buf.failed);
    return ecc_buf_str(&buf);
}

static void prints_exactly_and_reads_back(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(0);
    uint64_t seed = 7;
    mpq_t a;
    mpq_init(a);
    for (size_t i = 0, n = rounds() / 6; i < n; i++) {
        random_mpq(&seed, a);
        if (i % 2 == 0) { /* a decimal that ends, after up to 255 digits */
            const unsigned long twos = next_random(&seed) % 256;
            const unsigned long fives = next_random(&seed) % 111;
            mpz_ui_pow_ui(mpq_denref(a), 5, fives);
            mpz_mul_2exp(mpq_denref(a), mpq_denref(a), fives < 1 ? twos : twos % 3);
            mpq_canonicalize(a);
        }
        if (!mpq_fits(a)) {
            continue;
        }
        const ecc_num value = from_mpq(a);
        ecc_num back = ecc_num_int(3);
        const ecc_str text = print_exact(arena, &value);
        if (memchr(text.ptr, '/', text.len) != NULL) { /* GMP agrees on the fraction's text */
            char *wanted = mpq_get_str(NULL, 10, a);
            assert_true(ecc_str_is(text, wanted));
            free(wanted);
        }
        assert_true(ecc_num_parse_exact(text, &back));
        assert_same(&back, a);
        ecc_arena_reset(arena);
    }
    mpq_clear(a);
    ecc_arena_free(arena);
}

static void prints_known_texts(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(0);
    static const struct {
        int64_t num;
        uint64_t den;
        const char *text;
    } cases[] = {{0, 1, "0"},
                 {79156, 5, "15831.2"},
                 {-79156, 5, "-15831.2"},
                 {1, 3, "1/3"},
                 {-2, 6, "-1/3"},
                 {1, 8, "0.125"},
                 {1, 400, "0.0025"},
                 {1000000000, 1, "1000000000"},
                 {-1, 2, "-0.5"},
                 {100, 7, "100/7"},
                 {5000000001, 1, "5000000001"},
                 {INT64_MAX, 1, "9223372036854775807"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ecc_num a;
        assert_true(ecc_num_make(cases[i].num, cases[i].den, &a));
        assert_true(ecc_str_is(print_exact(arena, &a), cases[i].text));
    }
    static const char *const bad[] = {"",      "1/",    "/2",  "1/0",   "1/-2", "01/2", "1/02",
                                      "1/2/3", "1 / 2", "1e3", "1.5/2", "+1/2", "1/2 "};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ecc_num a;
        assert_false(ecc_num_parse_exact(ecc_str_of(bad[i]), &a));
    }
    ecc_arena_free(arena);
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

#define TWO_TO_256 "115792089237316195423570985008687907853269984665640564039457584007913129639936"

/* What does not fit is refused wherever it stands, however long it is. */
static void refuses_what_does_not_fit(void **state)
{
    (void)state;
    static char long_digits[321]; /* 10^319: more than is looked at */
    memset(long_digits, '1', sizeof long_digits - 1);
    static const struct {
        const char *before;
        bool with_digits;
        const char *behind;
    } rows[] = {
        {TWO_TO_256, false, ""},
        {"1/" TWO_TO_256, false, ""},
        {TWO_TO_256 "/3", false, ""},
        {"", true, ""},
        {"1.", true, ""},
        {"0.", true, ""},
        {"", true, "/3"},
        {"3/", true, ""},
        {"-" TWO_TO_256 ".5", false, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[512];
        ecc_num a = ecc_num_int(7);
        snprintf(text, sizeof text, "%s%s%s", rows[i].before,
                 rows[i].with_digits ? long_digits : "", rows[i].behind);
        assert_false(ecc_num_parse_exact(ecc_str_of(text), &a));
    }
    memset(long_digits, '0', sizeof long_digits - 1);
    char zeros[512];
    ecc_num a;
    snprintf(zeros, sizeof zeros, "0.%s1", long_digits); /* its denominator is 10^321 */
    assert_false(ecc_num_parse_exact(ecc_str_of(zeros), &a));
}

/* floor, ceiling or half-up of |a| * 10^power, by GMP. */
static void round_by_gmp(const mpq_t a, int power, enum ecc_round mode, mpz_t out, bool *exact)
{
    mpz_t num;
    mpz_t den;
    mpz_t ten;
    mpz_inits(num, den, ten, NULL);
    mpz_abs(num, mpq_numref(a));
    mpz_set(den, mpq_denref(a));
    mpz_ui_pow_ui(ten, 10, (unsigned long)(power < 0 ? -power : power));
    if (power < 0) {
        mpz_mul(den, den, ten);
    } else {
        mpz_mul(num, num, ten);
    }
    *exact = mpz_divisible_p(num, den) != 0;
    if (mode == ECC_ROUND_NEAREST) { /* floor(x + 1/2) */
        mpz_mul_2exp(num, num, 1);
        mpz_add(num, num, den);
        mpz_mul_2exp(den, den, 1);
    }
    if (mode == ECC_ROUND_UP) {
        mpz_cdiv_q(out, num, den);
    } else {
        mpz_fdiv_q(out, num, den);
    }
    mpz_clears(num, den, ten, NULL);
}

/* The text read by GMP, times 10^power, must be the integer wanted. */
static void assert_text_is(ecc_str text, int sign, const mpz_t scaled, int power)
{
    char digits[700];
    size_t len = 0;
    int behind = 0;
    bool point = false;
    assert_true(text.len + (size_t)(power > 0 ? power : 0) < sizeof digits);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '.') {
            point = true;
        } else {
            digits[len++] = text.ptr[i];
            behind += point;
        }
    }
    digits[len] = '\0';
    mpz_t read;
    mpz_t wanted;
    mpz_t ten;
    mpz_inits(read, wanted, ten, NULL);
    assert_int_equal(mpz_set_str(read, digits, 10), 0);
    mpz_set(wanted, scaled);
    if (sign < 0) {
        mpz_neg(wanted, wanted);
    }
    mpz_ui_pow_ui(ten, 10,
                  (unsigned long)abs(power - behind)); /* read / 10^behind = wanted / 10^power */
    if (power > behind) {
        mpz_mul(read, read, ten);
    } else {
        mpz_mul(wanted, wanted, ten);
    }
    assert_int_equal(mpz_cmp(read, wanted), 0);
    mpz_clears(read, wanted, ten, NULL);
}

/* Significant figures: the leading power found by trial, so as not to share the code's method. */
static void check_significant(struct ecc_arena *arena, const mpq_t a, unsigned digits,
                              enum ecc_round mode)
{
    mpz_t scaled;
    mpz_t limit;
    bool exact = false;
    bool claimed = false;
    int power = -80;
    struct ecc_buf buf;
    const ecc_num value = from_mpq(a);
    mpz_inits(scaled, limit, NULL);
    mpz_ui_pow_ui(limit, 10, digits - 1);
    do {
        round_by_gmp(a, ++power, ECC_ROUND_DOWN, scaled, &exact);
    } while (mpq_sgn(a) != 0 && mpz_cmp(scaled, limit) < 0);
    round_by_gmp(a, power, mode, scaled, &exact);
    ecc_buf_init(&buf, arena);
    assert_true(ecc_num_print_significant(&value, digits, mode, &buf, &claimed));
    const ecc_str text = ecc_buf_str(&buf);
    assert_int_equal(claimed, exact);
    assert_text_is(text, mpq_sgn(a), scaled, power);
    if (memchr(text.ptr, '.', text.len) != NULL) {
        assert_true(text.ptr[text.len - 1] != '0' && text.ptr[text.len - 1] != '.');
    }
    mpz_clears(scaled, limit, NULL);
}

static void rounds_like_gmp(void **state)
{
    (void)state;
    static const enum ecc_round modes[] = {ECC_ROUND_NEAREST, ECC_ROUND_DOWN, ECC_ROUND_UP};
    struct ecc_arena *arena = ecc_arena_new(0);
    uint64_t seed = 99;
    mpq_t a;
    mpz_t scaled;
    mpq_init(a);
    mpz_init(scaled);
    for (size_t i = 0, n = rounds() / 6; i < n; i++) {
        random_mpq(&seed, a);
        if (i % 3 == 0) { /* exact halves of some last digit */
            mpz_set_ui(mpq_denref(a), 2000);
            mpq_canonicalize(a);
        }
        const ecc_num value = from_mpq(a);
        const unsigned fraction = (unsigned)(next_random(&seed) % 31);
        const enum ecc_round mode = modes[next_random(&seed) % 3];
        bool exact = false;
        struct ecc_buf buf;
        ecc_buf_init(&buf, arena);
        assert_true(ecc_num_print_rounded(&value, fraction, mode, &buf));
        round_by_gmp(a, (int)fraction, mode, scaled, &exact);
        const ecc_str text = ecc_buf_str(&buf);
        assert_text_is(text, mpq_sgn(a), scaled, (int)fraction);
        const char *point = memchr(text.ptr, '.', text.len);
        assert_int_equal(point == NULL ? 0 : text.ptr + text.len - point - 1, fraction);
        check_significant(arena, a, 1 + fraction % 30, mode);
        ecc_arena_reset(arena);
    }
    mpz_clear(scaled);
    mpq_clear(a);
    ecc_arena_free(arena);
}

static void rounds_known_texts(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        unsigned digits; /* significant when fixed is false */
        bool fixed;
        enum ecc_round mode;
        const char *text;
    } cases[] = {{"15831.2", 0, true, ECC_ROUND_NEAREST, "15831"},
                 {"0.5", 0, true, ECC_ROUND_NEAREST, "1"},
                 {"-0.5", 0, true, ECC_ROUND_NEAREST, "-1"},
                 {"-0.4", 0, true, ECC_ROUND_NEAREST, "0"},
                 {"-0.4", 0, true, ECC_ROUND_UP, "-1"},
                 {"-0.4", 0, true, ECC_ROUND_DOWN, "0"},
                 {"4799.999", 1, true, ECC_ROUND_NEAREST, "4800.0"},
                 {"4799.999", 1, true, ECC_ROUND_DOWN, "4799.9"},
                 {"4800.001", 2, true, ECC_ROUND_UP, "4800.01"},
                 {"0.004", 2, true, ECC_ROUND_NEAREST, "0.00"},
                 {"99.96", 3, false, ECC_ROUND_NEAREST, "100"},
                 {"99.96", 3, false, ECC_ROUND_DOWN, "99.9"},
                 {"19.4486", 5, false, ECC_ROUND_NEAREST, "19.449"},
                 {"1234567", 3, false, ECC_ROUND_NEAREST, "1230000"},
                 {"1234567", 3, false, ECC_ROUND_UP, "1240000"},
                 {"0.00012345", 2, false, ECC_ROUND_NEAREST, "0.00012"},
                 {"0", 4, false, ECC_ROUND_NEAREST, "0"},
                 {"989.4", 6, false, ECC_ROUND_NEAREST, "989.4"},
                 {"1000", 6, false, ECC_ROUND_NEAREST, "1000"}};
    struct ecc_arena *arena = ecc_arena_new(0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ecc_num a;
        struct ecc_buf buf;
        ecc_buf_init(&buf, arena);
        assert_true(ecc_num_parse(ecc_str_of(cases[i].value), &a));
        assert_true(cases[i].fixed ? ecc_num_print_rounded(&a, cases[i].digits, cases[i].mode, &buf)
                                   : ecc_num_print_significant(&a, cases[i].digits, cases[i].mode,
                                                               &buf, NULL));
        assert_true(ecc_str_is(ecc_buf_str(&buf), cases[i].text));
    }
    const ecc_num one = ecc_num_int(1);
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    assert_false(ecc_num_print_rounded(&one, 31, ECC_ROUND_NEAREST, &buf));
    assert_false(ecc_num_print_significant(&one, 0, ECC_ROUND_NEAREST, &buf, NULL));
    assert_false(ecc_num_print_significant(&one, 31, ECC_ROUND_NEAREST, &buf, NULL));
    ecc_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(computes_like_gmp),
        cmocka_unit_test(computes_with_every_limb),
        cmocka_unit_test(compares_neighbours),
        cmocka_unit_test(makes_small_numbers),
        cmocka_unit_test(reads_plain_decimals),
        cmocka_unit_test(prints_exactly_and_reads_back),
        cmocka_unit_test(prints_known_texts),
        cmocka_unit_test(rounds_like_gmp),
        cmocka_unit_test(rounds_known_texts),
        cmocka_unit_test(looks_at_every_limb),
        cmocka_unit_test(refuses_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
