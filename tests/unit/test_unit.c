/* SPDX-License-Identifier: Apache-2.0 */
/* Units: what is read, to which dimension and scale, how it is printed back, what is refused and what
 * is guessed then. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "guarded.h"
#include "model/unit.h"

struct known {
    const char *text;
    const char *canonical;
    struct ecc_dim dim;
    const char *scale; /* exact, to the coherent unit */
};

static void assert_known(struct ecc_arena *arena, const struct known *known)
{
    struct ecc_unit unit;
    ecc_num wanted;
    ecc_str guess;
    if (!ecc_unit_parse(arena, ecc_str_of(known->text), &unit, &guess)) {
        fail_msg("%s is not known", known->text);
    }
    if (!ecc_str_is(unit.text, known->canonical)) {
        fail_msg("%s is printed %.*s", known->text, (int)unit.text.len, unit.text.ptr);
    }
    assert_true(ecc_dim_eq(unit.dim, known->dim));
    assert_true(ecc_num_parse_exact(ecc_str_of(known->scale), &wanted));
    if (ecc_num_cmp(&unit.scale, &wanted) != 0) {
        fail_msg("%s has another scale than %s", known->text, known->scale);
    }
}

#define RATE      ECC_DIM_RATE_INIT
#define BANDWIDTH ECC_DIM_BANDWIDTH_INIT
#define DATA      ECC_DIM_DATA_INIT
#define AREA      ECC_DIM_AREA_INIT
#define POWER     ECC_DIM_POWER_INIT
#define BITS      ECC_DIM_BITS_INIT

static void knows_rates(void **state)
{
    (void)state;
    static const struct known known[] = {{"TOPS", "TOPS", RATE, "1"},
                                         {"TOP/s", "TOP/s", RATE, "1"},
                                         {"TOPs", "TOPS", RATE, "1"},
                                         {"GOPS", "GOPS", RATE, "0.001"},
                                         {"MOPS", "MOPS", RATE, "0.000001"},
                                         {"POPS", "POPS", RATE, "1000"},
                                         {"EOPS", "EOPS", RATE, "1000000"},
                                         {"POP/s", "POP/s", RATE, "1000"},
                                         {"TFLOPS", "TFLOPS", RATE, "1"},
                                         {"TFLOPs", "TFLOPS", RATE, "1"},
                                         {"TFlops", "TFLOPS", RATE, "1"},
                                         {"TFLOP/s", "TFLOP/s", RATE, "1"},
                                         {"TFLOP/秒", "TFLOP/s", RATE, "1"},
                                         {"GFLOPS", "GFLOPS", RATE, "0.001"},
                                         {"MFLOPS", "MFLOPS", RATE, "0.000001"},
                                         {"PFLOPS", "PFLOPS", RATE, "1000"},
                                         {"PFLOP/s", "PFLOP/s", RATE, "1000"},
                                         {"EFLOPS", "EFLOPS", RATE, "1000000"},
                                         {"EFLOP/s", "EFLOP/s", RATE, "1000000"},
                                         {"MacTOPS", "MacTOPS", RATE, "2"}};
    struct ecc_arena *arena = ecc_arena_new(0);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        assert_known(arena, &known[i]);
    }
    ecc_arena_free(arena);
}

static void knows_bandwidths_and_data(void **state)
{
    (void)state;
    static const struct known known[] = {{"GB/s", "GB/s", BANDWIDTH, "1"},
                                         {"GBps", "GB/s", BANDWIDTH, "1"},
                                         {"Gbyte/s", "GB/s", BANDWIDTH, "1"},
                                         {"GByte/s", "GB/s", BANDWIDTH, "1"},
                                         {"GB/sec", "GB/s", BANDWIDTH, "1"},
                                         {"GB/秒", "GB/s", BANDWIDTH, "1"},
                                         {"MB/s", "MB/s", BANDWIDTH, "0.001"},
                                         {"TB/s", "TB/s", BANDWIDTH, "1000"},
                                         {"TB/秒", "TB/s", BANDWIDTH, "1000"},
                                         {"TBps", "TB/s", BANDWIDTH, "1000"},
                                         {"PB/s", "PB/s", BANDWIDTH, "1000000"},
                                         {"Gb/s", "Gb/s", BANDWIDTH, "0.125"},
                                         {"Gb/秒", "Gb/s", BANDWIDTH, "0.125"},
                                         {"Gbit/s", "Gb/s", BANDWIDTH, "0.125"},
                                         {"Gbps", "Gb/s", BANDWIDTH, "0.125"},
                                         {"Mb/s", "Mb/s", BANDWIDTH, "0.000125"},
                                         {"Mbps", "Mb/s", BANDWIDTH, "0.000125"},
                                         {"Tb/s", "Tb/s", BANDWIDTH, "125"},
                                         {"Tbps", "Tb/s", BANDWIDTH, "125"},
                                         {"Tbit/s", "Tb/s", BANDWIDTH, "125"},
                                         {"GiB/s", "GiB/s", BANDWIDTH, "1.073741824"},
                                         {"TiB/s", "TiB/s", BANDWIDTH, "1099.511627776"},
                                         {"GB s^-1", NULL, BANDWIDTH, "1"},
                                         {"GB·s-1", "GB/s", BANDWIDTH, "1"},
                                         {"GB·s−1", "GB/s", BANDWIDTH, "1"},
                                         {"/s*GB", "/s*GB", BANDWIDTH, "1"},
                                         {"GB", "GB", DATA, "1"},
                                         {"MB", "MB", DATA, "0.001"},
                                         {"TB", "TB", DATA, "1000"},
                                         {"KB", "KB", DATA, "0.000001"},
                                         {"kB", "KB", DATA, "0.000001"},
                                         {"B", "B", DATA, "0.000000001"},
                                         {"KiB", "KiB", DATA, "0.000001024"},
                                         {"MiB", "MiB", DATA, "0.001048576"},
                                         {"GiB", "GiB", DATA, "1.073741824"},
                                         {"TiB", "TiB", DATA, "1099.511627776"},
                                         {"Gb", "Gb", DATA, "0.125"},
                                         {"字节", "B", DATA, "0.000000001"},
                                         {"Gib", "Gib", DATA, "0.134217728"},
                                         {"Kbit", "Kb", DATA, "0.000000125"}};
    struct ecc_arena *arena = ecc_arena_new(0);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct ecc_unit unit;
        if (known[i].canonical == NULL) { /* factors need an operator between them */
            assert_false(ecc_unit_parse(arena, ecc_str_of(known[i].text), &unit, NULL));
        } else {
            assert_known(arena, &known[i]);
        }
    }
    ecc_arena_free(arena);
}

static void knows_the_rest(void **state)
{
    (void)state;
    static const struct known known[] = {
        {"mm2", "mm2", AREA, "1"},
        {"mm^2", "mm2", AREA, "1"},
        {"毫米2", "mm2", AREA, "1"},
        {"平方毫米", "mm2", AREA, "1"},
        {"mm*mm", "mm*mm", AREA, "1"},
        {"cm2", "cm2", AREA, "100"},
        {"平方厘米", "cm2", AREA, "100"},
        {"um2", "um2", AREA, "0.000001"},
        {"μm2", "um2", AREA, "0.000001"},
        {"m2", "m2", AREA, "1000000"},
        {"平方微米", "um2", AREA, "0.000001"},
        {"bit", "bit", BITS, "1"},
        {"bits", "bit", BITS, "1"},
        {"位", "bit", BITS, "1"},
        {"比特", "bit", BITS, "1"},
        {"W", "W", POWER, "1"},
        {"kW", "kW", POWER, "1000"},
        {"MW", "MW", POWER, "1000000"},
        {"mW", "mW", POWER, "0.001"},
        {"瓦", "W", POWER, "1"},
        {"千瓦", "kW", POWER, "1000"},
        {"s", "s", {.second = 1}, "1"},
        {"秒", "s", {.second = 1}, "1"},
        {"mm", "mm", {.length = 1}, "1"},
        {"mm2^2", "mm2^2", {.length = 4}, "1"},
        {"mm^1", "mm", {.length = 1}, "1"},
        {"mm^9", "mm9", {.length = 9}, "1"},
        {"mm9", "mm9", {.length = 9}, "1"},
        {"mm^10", "mm^10", {.length = 10}, "1"},
        {"cm^12", "cm^12", {.length = 12}, "1000000000000"},
        {"mm^99", "mm^99", {.length = 99}, "1"},
        {"mm^100", "mm^100", {.length = 100}, "1"},
        {"mm^112", "mm^112", {.length = 112}, "1"},
        {"s^-128", "/s^128", {.second = -128}, "1"},
        {"TOPS*bit", "TOPS*bit", ECC_DIM_TPP_INIT, "1"},
        {"TOPS·bit", "TOPS*bit", ECC_DIM_TPP_INIT, "1"},
        {"TOPS × bit", "TOPS*bit", ECC_DIM_TPP_INIT, "1"},
        {"TOPS⋅位", "TOPS*bit", ECC_DIM_TPP_INIT, "1"},
        {"MacTOPS*bit", "MacTOPS*bit", ECC_DIM_TPP_INIT, "2"},
        {"TOPS*bit/mm2", "TOPS*bit/mm2", ECC_DIM_DENSITY_INIT, "1"},
        {"TOPS*bit/平方毫米", "TOPS*bit/mm2", ECC_DIM_DENSITY_INIT, "1"},
        {"PFLOPS * bit / cm2", "PFLOPS*bit/cm2", ECC_DIM_DENSITY_INIT, "10"},
        {"GB/s/mm2", "GB/s/mm2", {.data = 1, .second = -1, .length = -2}, "1"},
        {"GBps/mm2", "GB/s/mm2", {.data = 1, .second = -1, .length = -2}, "1"},
        {"/mm2", "/mm2", {.length = -2}, "1"},
        {" /mm2", "/mm2", {.length = -2}, "1"},
        {"\t/ mm2", "/mm2", {.length = -2}, "1"},
        {"GB/GB", "GB/GB", {0}, "1"}};
    struct ecc_arena *arena = ecc_arena_new(0);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        assert_known(arena, &known[i]);
    }
    ecc_arena_free(arena);
}

/* What a unit prints as is read as the same unit. For every row, alone and with every other. */
static void reads_back_what_it_prints(void **state)
{
    (void)state;
    static const char *const names[] = {
#define ECC_UNIT(symbol, aliases, dimension, num, den) symbol, aliases,
#include "model/units.def"
#undef ECC_UNIT
    };
    static const size_t n = sizeof names / sizeof names[0];
    struct ecc_arena *arena = ecc_arena_new(0);
    for (size_t i = 0; i < n; i += 2) {
        for (size_t j = 0; j < n; j += 2) {
            static const char *const forms[] = {"*", "/", "^2*", "^-3/"};
            struct ecc_buf buf;
            struct ecc_unit unit;
            struct ecc_unit again;
            ecc_buf_init(&buf, arena);
            ecc_buf_puts(&buf, names[i]);
            ecc_buf_puts(&buf, forms[(i + j) / 2 % 4]);
            ecc_buf_puts(&buf, names[j]);
            if (ecc_unit_parse(arena, ecc_buf_str(&buf), &unit, NULL)) {
                assert_true(ecc_unit_parse(arena, unit.text, &again, NULL));
                assert_true(ecc_str_eq(unit.text, again.text));
                assert_true(ecc_dim_eq(unit.dim, again.dim));
                assert_int_equal(ecc_num_cmp(&unit.scale, &again.scale), 0);
            }
        }
        ecc_arena_reset(arena);
    }
    ecc_arena_free(arena);
}

/* Every symbol and alias is known, by one row only, and every alias prints as its symbol. */
static void rows_do_not_overlap(void **state)
{
    (void)state;
    static const struct {
        const char *symbol;
        const char *aliases;
    } rows[] = {
#define ECC_UNIT(symbol_, aliases_, dimension, num, den) {symbol_, aliases_},
#include "model/units.def"
#undef ECC_UNIT
    };
    struct ecc_arena *arena = ecc_arena_new(0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct ecc_unit unit;
        assert_true(ecc_unit_parse(arena, ecc_str_of(rows[i].symbol), &unit, NULL));
        assert_true(ecc_str_is(unit.text, rows[i].symbol));
        for (const char *at = rows[i].aliases; *at != '\0'; at += strspn(at, " ")) {
            const ecc_str alias = {at, strcspn(at, " ")};
            struct ecc_unit same;
            assert_true(ecc_unit_parse(arena, alias, &same, NULL));
            assert_true(ecc_str_eq(same.text, unit.text));
            at += alias.len;
        }
    }
    ecc_arena_free(arena);
}

static void guesses_what_was_meant(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *guess;
    } cases[] = {{"gb/s", "GB/s, Gb/s"},
                 {"GBb", "GB, Gb, Gib"},
                 {"GBPS", "GB/s, Gb/s"},
                 {"gbps", "GB/s, Gb/s"},
                 {"mb/s", "MB/s, Mb/s"},
                 {"Tb/S", "Tb/s"},
                 {"tb/s", "TB/s, Tb/s"},
                 {"gb", "GB, Gb"},
                 {"mw", "mW, MW"},
                 {"KW", "kW"},
                 {"tops", "TOPS"},
                 {"MACTOPS", "MacTOPS"},
                 {"GX", ""},
                 {"瓩", ""}, /* a thousand of 瓦, and two of its bytes */
                 {"Tops", "TOPS"},
                 {"tflops", "TFLOPS"},
                 {"MM2", "mm2"},
                 {"MM^2", "mm2"},
                 {"TOPS*Bit", "TOPS*bit"},
                 {"TOPS*bit/MM2", "TOPS*bit/mm2"},
                 {"TOPSS", "TOPS"},
                 {"TFLPOS", "TFLOPS"},
                 {"GT/s", ""},
                 {"GTps", ""},
                 {"MT/s", ""},
                 {"KTOPS", ""},
                 {"xyz", ""},
                 {"b", ""},
                 {"x", ""},
                 {"", ""},
                 {" ", ""},
                 {"/", ""},
                 {"*GB", ""},
                 {"GB/", ""},
                 {"GB//s", ""},
                 {"GB/*s", ""},
                 {"GB s", ""},
                 {"(GB)/s", ""},
                 {"GB/s per chip", ""},
                 {"mm22", "mm2"},
                 {"mm1", "mm, mm2"},
                 {"mm0", "mm, mm2"},
                 {"mm^0", ""},
                 {"mm^", "mm, mm2"},
                 {"mm-", "mm, mm2"},
                 {"mm^1000", ""},
                 {"mm^200", ""},
                 {"mm^129", ""},
                 {"mm^4294967298", ""},
                 {"Mbite", "MB, Mb"},
                 {"2", ""},
                 {"^2", ""},
                 {"TOPS/GBps", ""},
                 {"s*s*s*s*s*s*s*s*s", ""},
                 {"PB^100", ""},
                 {"%", ""},
                 {"个", ""}};
    struct ecc_arena *arena = ecc_arena_new(0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ecc_unit unit = {.scale = ecc_num_int(77)};
        ecc_str guess = ECC_STR("untouched");
        if (ecc_unit_parse(arena, ecc_str_of(cases[i].text), &unit, &guess)) {
            fail_msg("%s is known", cases[i].text);
        }
        if (!ecc_str_is(guess, cases[i].guess)) {
            fail_msg("%s guesses “%.*s”", cases[i].text, (int)guess.len, guess.ptr);
        }
        assert_non_null(guess.ptr);
        assert_int_equal(unit.scale.num[0], 77);
        assert_false(ecc_unit_parse(arena, ecc_str_of(cases[i].text), &unit, NULL));
    }
    ecc_arena_free(arena);
}

/* What stands before and behind a text is not looked at. */
static void reads_nothing_beside_its_text(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",  "2", "22", "^2",   "-2",   "mm",   "mm2",    "mm^", "MM",   "/",    "*",       "GB/",
        "b", "B", " ",  " GB ", "GB/s", "gb/s", "gb/s\t", "GT/", "GBPS", "\xC2", "\xC2\xB7"};
    char *page = guarded_new();
    struct ecc_arena *arena = ecc_arena_new(0);
    for (size_t i = 0; i < 2 * (sizeof texts / sizeof texts[0]); i++) {
        const ecc_str plain = ecc_str_of(texts[i / 2]);
        const ecc_str text = guarded_put(page, texts[i / 2], i % 2 != 0);
        struct ecc_unit units[2];
        ecc_str guesses[2] = {{NULL, 0}, {NULL, 0}};
        const bool known = ecc_unit_parse(arena, plain, &units[0], &guesses[0]);
        assert_int_equal(ecc_unit_parse(arena, text, &units[1], &guesses[1]), known);
        assert_true(known ? ecc_str_eq(units[0].text, units[1].text)
                          : ecc_str_eq(guesses[0], guesses[1]));
        assert_int_equal(ecc_unit_is_transfers(text), ecc_unit_is_transfers(plain));
    }
    ecc_arena_free(arena);
    guarded_free(page);
}

static void knows_transfers(void **state)
{
    (void)state;
    static const char *const yes[] = {"GT/s", "MT/s", " GT / s", "GTps", "GT/秒"};
    static const char *const no[] = {"GB/s", "TB/s", "T/s", "", "GTX"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        assert_true(ecc_unit_is_transfers(ecc_str_of(yes[i])));
    }
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        assert_false(ecc_unit_is_transfers(ecc_str_of(no[i])));
    }
}

/* Out of memory is told from an unknown unit by the guess. */
static void says_when_memory_ran_out(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(1);
    struct ecc_unit unit;
    ecc_str guess = ECC_STR("untouched");
    assert_true(ecc_unit_parse(arena, ECC_STR("GB/s"), &unit, &guess)); /* needs none */
    assert_false(ecc_unit_parse(arena, ECC_STR("TOPS*bit"), &unit, &guess));
    assert_null(guess.ptr);
    assert_int_equal(guess.len, 0);
    guess = ECC_STR("untouched");
    assert_false(ecc_unit_parse(arena, ECC_STR("gb/s"), &unit, &guess));
    assert_null(guess.ptr);
    assert_int_equal(guess.len, 0);
    assert_null(ecc_dim_unit_text(arena, ECC_DIM_TPP).ptr);
    ecc_arena_free(arena);
    static const char *const slips[] = {"TOPS*Bit", "gb/s*mm", "TOPSS*bit", "MB/S*bits/mm^2"};
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        struct ecc_arena *plenty = ecc_arena_new(0);
        ecc_str whole = {NULL, 0};
        size_t ran_out = 0;
        assert_false(ecc_unit_parse(plenty, ecc_str_of(slips[i]), &unit, &whole));
        assert_true(whole.len > 0);
        for (size_t cap = 1; cap < 1000; cap++) { /* the guess, or none for want of memory */
            arena = ecc_arena_new(cap);
            assert_false(ecc_unit_parse(arena, ecc_str_of(slips[i]), &unit, &guess));
            assert_true(guess.ptr == NULL || ecc_str_eq(guess, whole));
            ran_out += guess.ptr == NULL;
            ecc_arena_free(arena);
        }
        assert_true(ran_out > 0 && ran_out < 999);
        ecc_arena_free(plenty);
    }
}

static void computes_dimensions(void **state)
{
    (void)state;
    const struct ecc_dim low = {.length = INT8_MIN, .bit = INT8_MAX};
    const struct ecc_dim tpp = ecc_dim_mul(ECC_DIM_RATE, ECC_DIM_BITS);
    assert_true(ecc_dim_eq(tpp, ECC_DIM_TPP));
    assert_true(ecc_dim_eq(ecc_dim_div(tpp, ECC_DIM_AREA), ECC_DIM_DENSITY));
    assert_true(ecc_dim_is_none(ecc_dim_div(tpp, tpp)));
    assert_false(ecc_dim_is_none(ECC_DIM_POWER));
    assert_false(ecc_dim_eq(ECC_DIM_BANDWIDTH, ECC_DIM_RATE));
    assert_true(ecc_dim_eq(ecc_dim_mul(low, low), low)); /* stopped, not wrapped */
}

static void prints_dimensions(void **state)
{
    (void)state;
    static const struct {
        struct ecc_dim dim;
        const char *text;
    } cases[] = {{ECC_DIM_NONE_INIT, ""},
                 {ECC_DIM_RATE_INIT, "TOPS"},
                 {ECC_DIM_BANDWIDTH_INIT, "GB/s"},
                 {ECC_DIM_AREA_INIT, "mm2"},
                 {ECC_DIM_BITS_INIT, "bit"},
                 {ECC_DIM_DATA_INIT, "GB"},
                 {ECC_DIM_POWER_INIT, "W"},
                 {ECC_DIM_TIME_INIT, "s"},
                 {ECC_DIM_TPP_INIT, "TOPS*bit"},
                 {ECC_DIM_DENSITY_INIT, "TOPS*bit/mm2"},
                 {{.data = 1, .second = -1, .length = -2}, "GB/s/mm2"},
                 {{.length = -2}, "/mm2"},
                 {{.operation = 1, .second = -1, .power = -1}, "TOPS/W"},
                 {{.operation = 2, .second = -3}, "TOPS2/s"},
                 {{.operation = 3, .second = -2}, "TOPS2*TOP"},
                 {{.operation = -1, .second = 1}, "/TOPS"},
                 {{.operation = -2, .second = 3}, "s/TOPS2"},
                 {{.operation = -3, .second = 2}, "/TOPS2/TOP"},
                 {{.operation = 1, .second = 1}, "TOP*s"},
                 {{.operation = -1, .second = -1}, "/TOP/s"},
                 {{.operation = 2}, "TOP2"},
                 {{.second = -1}, "/s"},
                 {{.second = 2}, "s2"}};
    struct ecc_arena *arena = ecc_arena_new(0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const ecc_str text = ecc_dim_unit_text(arena, cases[i].dim);
        if (!ecc_str_is(text, cases[i].text)) {
            fail_msg("%s is printed %.*s", cases[i].text, (int)text.len, text.ptr);
        }
    }
    uint32_t seed = 5;
    for (size_t i = 0; i < 20000; i++) { /* any dimension is read back, in the coherent unit */
        int8_t exponents[6];
        for (size_t k = 0; k < 6; k++) {
            seed = seed * 1664525U + 1013904223U;
            exponents[k] = (int8_t)((int)(seed >> 16) % 5 - 2);
            exponents[k] = (seed >> 8) % 50 == 0 ? (int8_t)(exponents[k] * 30) : exponents[k];
        }
        const struct ecc_dim dim = {exponents[0], exponents[1], exponents[2],
                                    exponents[3], exponents[4], exponents[5]};
        struct ecc_unit unit;
        if (!ecc_dim_is_none(dim)) {
            const ecc_num one = ecc_num_int(1);
            const ecc_str text = ecc_dim_unit_text(arena, dim);
            assert_true(ecc_unit_parse(arena, text, &unit, NULL));
            assert_true(ecc_dim_eq(unit.dim, dim));
            assert_int_equal(ecc_num_cmp(&unit.scale, &one), 0);
        }
    }
    ecc_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_rates),
        cmocka_unit_test(knows_bandwidths_and_data),
        cmocka_unit_test(knows_the_rest),
        cmocka_unit_test(reads_back_what_it_prints),
        cmocka_unit_test(rows_do_not_overlap),
        cmocka_unit_test(guesses_what_was_meant),
        cmocka_unit_test(reads_nothing_beside_its_text),
        cmocka_unit_test(knows_transfers),
        cmocka_unit_test(says_when_memory_ran_out),
        cmocka_unit_test(computes_dimensions),
        cmocka_unit_test(prints_dimensions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
