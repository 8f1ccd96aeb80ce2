/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers to text and back, against GMP and against texts that are known. */
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

/* What may stand right behind a text, and is none of it. */
static const char *const followers[] = {"", "5", ".5", "e5", "-5", "/5"};

#define N_FOLLOWERS (sizeof followers / sizeof followers[0])

static bool parse_before(const char *text, const char *rest, bool (*parse)(ecc_str, ecc_num *),
                         ecc_num *out)
{
    char both[256];
    snprintf(both, sizeof both, "%s%s", text, rest);
    return parse(ecc_str_slice(ecc_str_of(both), 0, strlen(text)), out);
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
                {"12345678901e11", "1234567890100000000000"},
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
        "1e300",
        "1e4294967297", /* 2^32 + 1 */
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
        assert_int_equal(mpq_set_str(wanted, good[i].value, 10), 0);
        mpq_canonicalize(wanted);
        for (size_t j = 0; j < N_FOLLOWERS; j++) {
            ecc_num a = ecc_num_int(-3);
            assert_true(parse_before(good[i].text, followers[j], ecc_num_parse, &a));
            assert_same(&a, wanted);
        }
    }
    const ecc_num mark = ecc_num_int(77);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        for (size_t j = 0; j < N_FOLLOWERS; j++) {
            ecc_num a = mark;
            assert_false(parse_before(bad[i], followers[j], ecc_num_parse, &a));
            assert_memory_equal(&a, &mark, sizeof a);
        }
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
        for (size_t j = 0; j < N_FOLLOWERS; j++) {
            ecc_num back = ecc_num_zero();
            assert_true(parse_before(cases[i].text, followers[j], ecc_num_parse_exact, &back));
            assert_int_equal(ecc_num_cmp(&back, &a), 0);
        }
    }
    static const char *const bad[] = {"",      "1/",    "/2",  "1/0",   "1/-2", "01/2", "1/02",
                                      "1/2/3", "1 / 2", "1e3", "1.5/2", "+1/2", "1/2 "};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        for (size_t j = 0; j < N_FOLLOWERS; j++) {
            ecc_num a;
            assert_false(parse_before(bad[i], followers[j], ecc_num_parse_exact, &a));
        }
    }
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

/* Texts are read into 896 bits: what goes over them is not taken for what is left in them. */
static void refuses_what_would_wrap(void **state)
{
    (void)state;
    char text[512];
    ecc_num a;
    mpz_t wrap;
    mpz_t ten;
    mpz_init(wrap);
    mpz_init(ten);
    mpz_ui_pow_ui(wrap, 2, 896);
    gmp_snprintf(text, sizeof text, "%Zd", wrap);
    text[strlen(text) - 1]++; /* 2^896 + 1 */
    assert_false(ecc_num_parse_exact(ecc_str_of(text), &a));
    mpz_ui_pow_ui(ten, 10, 270);
    mpz_sub(wrap, ten, wrap);
    gmp_snprintf(text, sizeof text, "0.%Zd", wrap); /* over 10^270, which is as much and 2^896 */
    assert_int_equal(strlen(text), 2 + 270);
    assert_false(ecc_num_parse_exact(ecc_str_of(text), &a));
    mpz_clear(wrap);
    mpz_clear(ten);
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

#define BELOW_TWO_TO_256                                                                           \
    "115792089237316195423570985008687907853269984665640564039457584007913129639935"
#define ZEROS_77 "00000000000000000000000000000000000000000000000000000000000000000000000000000"

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
                 {"1/11", 1, false, ECC_ROUND_NEAREST, "0.09"},
                 {"1/" BELOW_TWO_TO_256, 3, false, ECC_ROUND_NEAREST, "0." ZEROS_77 "864"},
                 {"989.4", 6, false, ECC_ROUND_NEAREST, "989.4"},
                 {"1000", 6, false, ECC_ROUND_NEAREST, "1000"}};
    struct ecc_arena *arena = ecc_arena_new(0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ecc_num a;
        struct ecc_buf buf;
        ecc_buf_init(&buf, arena);
        assert_true(ecc_num_parse_exact(ecc_str_of(cases[i].value), &a));
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
        cmocka_unit_test(reads_plain_decimals),    cmocka_unit_test(prints_exactly_and_reads_back),
        cmocka_unit_test(prints_known_texts),      cmocka_unit_test(rounds_like_gmp),
        cmocka_unit_test(rounds_known_texts),      cmocka_unit_test(refuses_what_does_not_fit),
        cmocka_unit_test(refuses_what_would_wrap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
