/* SPDX-License-Identifier: Apache-2.0 */
/* Formulas: what each comes to on specifications that are whole, that leave something out, and that
 * contradict what it needs; worked out by hand. And what each is called in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_rules.h"

#define CHIP    "ecc: chip/1\nname: x\n"
#define UNIT    "processing-units: [{kind: digital-processor, peaks: {"
#define NOTHING "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: q, at-least: 0%s}\n"

struct row {
    const char *unit;
    const char *formula;
    const char *spec;
    const char *range;
};

static const struct row rows[] = {
    /* facts */
    {"GB/s", "memory.bandwidth", CHIP "memory: {bandwidth: 1 TB/s}", "[1000, 1000]"},
    {"GB/s", "memory.bandwidth", CHIP, "[0, ...)"},
    {"GB/s", "memory.bandwidth", CHIP "memory: {bandwidth: '> 8 Gb/s'}", "(1, ...)"},
    {"TOPS*bit", "declared.tpp", CHIP, "[0, 0]"},
    {"TOPS*bit", "declared.tpp", CHIP "declared: {tpp: unknown}", "[0, ...)"},
    /* constants */
    {"TOPS*bit", "8 TOPS*bit", CHIP, "[8, 8]"},
    {"1", "2", CHIP, "[2, 2]"},
    {"GB/s", "1 TB/s", CHIP, "[1000, 1000]"},
    /* tables */
    {"TOPS*bit",
     "{sum: processing-units, of: {highest: peaks, of: {product: [rate, {table: width}]}}}",
     CHIP UNIT "fp16: 100 TOPS, fp8: 300 TOPS}}]", "[2400, 2400]"},
    {"TOPS*bit",
     "{sum: processing-units, of: {highest: peaks, of: {product: [rate, {table: width}]}}}",
     CHIP UNIT "tf32: 100 TOPS}}]", "[3200, 3200]"},
    {"TOPS*bit", "{sum: processing-units, of: {sum: peaks, of: {product: [rate, {table: width}]}}}",
     CHIP UNIT "int4xfp16: 100 TOPS, fp16xint4: 100 TOPS}}]", "[3200, 3200]"},
    {"TOPS*bit",
     "{sum: processing-units, of: {sum: peaks, of: {product: [rate, {table: width, of-pair: "
     "smaller}]}}}",
     CHIP UNIT "int4xfp16: 100 TOPS, fp16xint4: 100 TOPS, fp8: 1 TOPS}}]", "[808, 808]"},
    /* arithmetic */
    {"GB/s", "{product: [2, memory.bandwidth, 3]}", CHIP "memory: {bandwidth: 5 GB/s}", "[30, 30]"},
    {"GB/s", "{total: [memory.bandwidth, 1 GB/s, 2 GB/s]}", CHIP "memory: {bandwidth: '> 5 GB/s'}",
     "(8, ...)"},
    {"GB/s", "{highest-of: [memory.bandwidth, 7 GB/s]}", CHIP "memory: {bandwidth: '< 9 GB/s'}",
     "[7, 9)"},
    {"1", "{ratio: [memory.bandwidth, 4 GB/s]}", CHIP "memory: {bandwidth: 2..3 GB/s}",
     "[0.5, 0.75]"},
    {"1", "{ratio: [4 GB/s, memory.bandwidth]}", CHIP "memory: {bandwidth: 2..8 GB/s}", "[0.5, 2]"},
    {"1", "{ratio: [4 GB/s, memory.bandwidth]}", CHIP "memory: {bandwidth: 0..8 GB/s}",
     "[0.5, ...)?"},
    {"1", "{ratio: [4 GB/s, memory.bandwidth]}", CHIP "memory: {bandwidth: 0 GB/s}", "[0, ...)?"},
    {"1", "{ratio: [4 GB/s, memory.bandwidth], by-zero: undecided}",
     CHIP "memory: {bandwidth: 0 GB/s}", "[0, ...)?"},
    {"1", "{ratio: [4 GB/s, memory.bandwidth], by-zero: zero}", CHIP "memory: {bandwidth: 0 GB/s}",
     "[0, 0]"},
    {"1", "{ratio: [4 GB/s, memory.bandwidth], by-zero: zero}",
     CHIP "memory: {bandwidth: 0..8 GB/s}", "[0, ...)"},
    {"1", "{ratio: [4 GB/s, memory.bandwidth], by-zero: unbounded}",
     CHIP "memory: {bandwidth: 0 GB/s}", "[1000000000000000000, ...)"},
    {"1", "{ratio: [4 GB/s, memory.bandwidth], by-zero: unbounded}",
     CHIP "memory: {bandwidth: '<= 8 GB/s'}", "[0.5, ...)"},
    {"1", "{total: [1, {ratio: [4 GB/s, memory.bandwidth]}]}", CHIP "memory: {bandwidth: 0 GB/s}",
     "[1, ...)?"},
    {"1", "{total: [{ratio: [4 GB/s, memory.bandwidth]}, 1]}", CHIP "memory: {bandwidth: 0 GB/s}",
     "[1, ...)?"},
    {"1", "{ratio: [{ratio: [4 GB/s, memory.bandwidth]}, {ratio: [memory.bandwidth, 2 GB/s]}]}",
     CHIP "memory: {bandwidth: 0 GB/s}", "[0, ...)?"},
    /* nothing there */
    {"TOPS*bit", "{total: [declared.tpp, 5 TOPS*bit]}", CHIP, "[5, 5]"},
    {"TOPS*bit", "{total: [5 TOPS*bit, declared.tpp]}", CHIP, "[5, 5]"},
    {"TOPS*bit", "{highest-of: [declared.tpp, 5 TOPS*bit]}", CHIP, "[5, 5]"},
    {"TOPS*bit", "{first: [declared.tpp, 5 TOPS*bit]}", CHIP, "[5, 5]"},
    {"TOPS*bit", "{first: [declared.tpp, 5 TOPS*bit]}", CHIP "declared: {tpp: 3}", "[3, 3]"},
    {"TOPS*bit", "{first: [declared.tpp, 5 TOPS*bit]}", CHIP "declared: {tpp: unknown}",
     "[0, ...)"},
    {"TOPS*bit", "{first: [declared.tpp, {product: [2, declared.tpp]}]}", CHIP, "[0, 0]"},
    {"TOPS*bit", "{first: [5 TOPS*bit, declared.tpp, declared.tpp]}", CHIP "declared: {tpp: 3}",
     "[5, 5]"},
    /* lists */
    {"mm2", "{sum: logic-dies, of: {product: [area, count]}}",
     CHIP "logic-dies: [{area: 10 mm2, count: 2}, {area: 5 mm2}]", "[25, 25]"},
    {"mm2", "{highest: logic-dies, of: area}",
     CHIP "logic-dies: [{area: 10 mm2}, {area: 5 mm2}, unknown]", "[10, ...)"},
    {"mm2", "{sum: logic-dies, of: area}", CHIP, "[0, ...)"},
    {"mm2", "{sum: logic-dies, of: area}", CHIP "logic-dies: []", "[0, 0]"},
    {"mm2", "{sum: logic-dies, where: {transistors: [non-planar]}, of: area}",
     CHIP "logic-dies: [{area: 10 mm2, transistors: non-planar}, {area: 5 mm2}, {area: 100 mm2, "
          "transistors: planar}]",
     "[10, 15]"},
    {"mm2", "{sum: logic-dies, where: {transistors: planar, role: compute}, of: area}",
     CHIP "logic-dies: [{area: 10 mm2, transistors: planar, role: compute}, {area: 5 mm2, "
          "transistors: planar, role: other}]",
     "[10, 10]"},
    {"1", "{count: logic-dies}", CHIP "logic-dies: [{area: 10 mm2}, {area: 5 mm2}]", "[2, 2]"},
    {"1", "{count: logic-dies, where: {transistors: planar}}",
     CHIP "logic-dies: [{transistors: planar}, {area: 5 mm2}, {transistors: non-planar}]",
     "[1, 2]"},
    {"1", "{count: logic-dies}", CHIP "logic-dies: [{area: 10 mm2}, unknown]", "[1, ...)"},
    {"GB/s", "{sum: links, of: programmable-to}",
     CHIP "links: [{bandwidth: 1 GB/s}, {programmable-to: 4 GB/s}]", "[4, 4]"},
    {"mm2", "{highest: logic-dies, where: {transistors: planar}, of: area}",
     CHIP "logic-dies: [{area: 10 mm2, transistors: non-planar}]", "[0, 0]"},
    {"mm2", "{highest: logic-dies, where: {transistors: planar}, of: area}",
     CHIP "logic-dies: [{area: 10 mm2, transistors: non-planar}, {area: 7 mm2, transistors: "
          "planar}]",
     "[7, 7]"},
    /* words */
    {"GB/s", "{sum: links, of: {by: direction, both: bandwidth, each: {product: [2, bandwidth]}}}",
     CHIP "links: [{bandwidth: 3 GB/s, direction: each}, {bandwidth: 10 GB/s, direction: both}]",
     "[16, 16]"},
    {"GB/s", "{sum: links, of: {by: direction, both: bandwidth, each: {product: [2, bandwidth]}}}",
     CHIP "links: [{bandwidth: 3 GB/s}]", "[3, 6]"},
    {"GB/s",
     "{sum: links, of: {by: direction, both: bandwidth, each: {product: [bandwidth, {ratio: [1, "
     "{ratio: [bandwidth, 1 GB/s]}]}]}}}",
     CHIP "links: [{bandwidth: 0 GB/s}]", "[0, 0]?"},
    /* readings */
    {"1", "{reading: tf32, full: 1, real: 2}", CHIP, "[1, 1]"},
    {"GB/s",
     "{sum: links, of: {by: direction, both: {product: [bandwidth, {ratio: [1, {ratio: "
     "[bandwidth, 1 GB/s]}]}]}, each: bandwidth}}",
     CHIP "links: [{bandwidth: 0 GB/s}]", "[0, 0]?"},
};

static void comes_to(void **state)
{
    (void)state;
    static struct small_rules small;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char quantity[1024];
        char clause[256];
        char range[256];
        struct small_check check;
        snprintf(quantity, sizeof quantity, SMALL_QUANTITY("q", "circuit", "%s", "%s"),
                 rows[i].unit, rows[i].formula);
        snprintf(clause, sizeof clause, NOTHING, "");
        if (strcmp(rows[i].unit, "1") != 0) {
            char with_unit[64];
            snprintf(with_unit, sizeof with_unit, " %s", rows[i].unit);
            snprintf(clause, sizeof clause, NOTHING, with_unit);
        }
        small.quantities = quantity;
        small.clauses = clause;
        small_open(&small);
        assert_int_equal(small_check(&small, rows[i].spec, NULL, &check), ECC_OK);
        small_range(&check.result->subjects[0].quantities[0].value, range);
        if (strcmp(range, rows[i].range) != 0) {
            fail_msg("%s\nof\n%s\ncomes to %s, not %s", rows[i].formula, rows[i].spec, range,
                     rows[i].range);
        }
        small_done(&check);
    }
    small_close(&small);
}

/* A number that does not fit ends the check; it never wraps. */
/* Formulas that a rule set refuses, and what it says of them. */
static void refuses(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        const char *id;
    } bad[] = {
        {"{ratio: [1 GB/s, 2, 3]}", "rule.formula-count"},
        {"{total: [1 GB/s]}", "rule.formula-count"},
        {"{total: [1 GB/s, 1 mm2, 1 GB/s]}", "rule.dimension"},
        {"{sum: memory.bandwidth, of: bandwidth}", "rule.fact-kind"},
        {"{by: memory.bandwidth, x: 1 GB/s}", "rule.fact-kind"},
        {"{sum: links, where: {bandwidth: both}, of: bandwidth}", "rule.fact-kind"},
        {"{quantity: other}", "rule.unknown-quantity"},
        {"memory.bandwidth.x", "rule.unknown-fact"},
        {"1000000000000000000000000000000e30 GB/s", "rule.formula"},
        {"1 GB/fortnight", "rule.formula"},
        {"1x", "rule.formula"},
    };
    static struct small_rules small;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char quantity[1024];
        snprintf(quantity, sizeof quantity,
                 SMALL_QUANTITY("other", "memory", "GB/s", "bandwidth")
                     SMALL_QUANTITY("q", "circuit", "GB/s", "%s"),
                 bad[i].formula);
        small.quantities = quantity;
        small.clauses = "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: q, at-least: "
                        "1 GB/s}\n";
        assert_int_equal(small_load(&small), ECC_E_INVALID);
        if (strcmp(ecc_diags_at(small.diags, 0).id, bad[i].id) != 0) {
            fail_msg("%s is %s, not %s", bad[i].formula, ecc_diags_at(small.diags, 0).id,
                     bad[i].id);
        }
        small_close(&small);
    }
}

/* The nearest of many names is proposed; more are known than are looked through. */
static void looks_through_many_quantities(void **state)
{
    (void)state;
    static struct small_rules small;
    static char quantities[1 << 15];
    for (int wrong_clause = 0; wrong_clause < 2; wrong_clause++) {
        size_t len = 0;
        for (int i = 0; i < 80; i++) {
            bool wrong = i == 79 && wrong_clause == 0;
            len += (size_t)snprintf(quantities + len, sizeof quantities - len,
                                    SMALL_QUANTITY("name%d", "circuit", "GB/s", "%s"), i, i, i,
                                    wrong ? "{quantity: nome1}" : "memory.bandwidth");
        }
        small.quantities = quantities;
        small.clauses = wrong_clause == 1
                            ? "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: nome2, "
                              "at-least: 1 GB/s}\n"
                            : "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: name1, "
                              "at-least: 1 GB/s}\n";
        assert_int_equal(small_load(&small), ECC_E_INVALID);
        const ecc_diag diag = ecc_diags_at(small.diags, 0);
        assert_string_equal(diag.id, "rule.unknown-quantity");
        assert_true(ecc_str_is(diag.args[1].text, wrong_clause == 1 ? "name2" : "name1"));
        small_close(&small);
    }
}

static void does_not_overflow(void **state)
{
    (void)state;
    static struct small_rules small;
    static const char *const formulas[] = {
        "{product: [memory.bandwidth, memory.bandwidth, memory.bandwidth]}",
        "{sum: links, of: {product: [bandwidth, bandwidth, bandwidth]}}",
        "{product: [memory.bandwidth, memory.bandwidth, {sum: links, of: bandwidth}]}",
        ("{product: [memory.bandwidth, 1 GB^2/s^2, {ratio: [memory.bandwidth, "
         "{product: [power, 1 GB/W/s]}]}]}"),
    };
    small.clauses = "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: q, at-least: 1 "
                    "GB^3/s^3}\n";
    for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++) {
        char quantity[512];
        struct small_check check;
        snprintf(quantity, sizeof quantity, SMALL_QUANTITY("q", "circuit", "GB^3/s^3", "%s"),
                 formulas[i]);
        small.quantities = quantity;
        small_open(&small);
        assert_int_equal(
            small_check(&small,
                        CHIP "memory: {bandwidth: 999999999999999999999999999999e28 "
                             "GB/s}\nlinks: [{bandwidth: "
                             "999999999999999999999999999989e28 GB/s}]\npower: '<= 1e-30 W'",
                        NULL, &check),
            ECC_E_LIMIT);
        assert_null(check.result);
        small_done(&check);
    }
    small_close(&small);
}

/* Solving backwards meets numbers that the value itself has not: 0 times them is 0. */
static void does_not_overflow_backwards(void **state)
{
    (void)state;
    static struct small_rules small;
    struct small_check check;
    small.quantities = SMALL_QUANTITY("a", "circuit", "TOPS*bit", "declared.tpp")
        SMALL_QUANTITY("q", "circuit", "TOPS*bit*GB^2/s^2",
                       "{product: [{quantity: a}, memory.bandwidth, {sum: links, of: bandwidth}]}");
    small.order = "  circuit: [R.a]\n";
    small.clauses = "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: q, at-least: 1 "
                    "TOPS*bit*GB^2/s^2}\n";
    small_open(&small);
    assert_int_equal(small_check(&small,
                                 CHIP "sold-as: chip\ndeclared: {tpp: unknown}\n"
                                      "memory: {bandwidth: 999999999999999999999999999999e28 "
                                      "GB/s}\nlinks: [{bandwidth: "
                                      "999999999999999999999999999989e28 GB/s}]",
                                 NULL, &check),
                     ECC_E_LIMIT);
    small_done(&check);
    small_close(&small);
}

static void is_told_in_words(void **state)
{
    (void)state;
    static struct small_rules small;
    small.quantities = SMALL_QUANTITY("p", "circuit", "GB/s", "memory.bandwidth") SMALL_QUANTITY(
        "q", "circuit", "GB/s",
        "{reading: tf32, full: {highest-of: [{quantity: p}, {sum: links, where: {within-package: "
        "no}, of: {by: direction, both: bandwidth, each: {product: [2, bandwidth]}}}]}, real: "
        "{total: [1 GB/s, {first: [2 GB/s, {product: [{ratio: [3 GB/s, 1 GB/s]}, {product: "
        "[{count: links}, 1 GB/s]}]}]}]}}");
    small.clauses =
        "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: q, at-least: 1 GB/s}\n";
    small_open(&small);
    const ecc_definition *definitions = NULL;
    size_t n = 0;
    assert_int_equal(ecc_rules_definitions(small.rules, 0, &definitions, &n, small.diags), ECC_OK);
    assert_int_equal(n, 2);
    for (int language = 0; language < ECC_LANGUAGES; language++) {
        assert_true(definitions[1].formula.in[language].len >
                    definitions[0].formula.in[language].len);
        assert_true(definitions[0].formula.in[language].len > 0);
    }
    small_close(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_to),
        cmocka_unit_test(refuses),
        cmocka_unit_test(looks_through_many_quantities),
        cmocka_unit_test(does_not_overflow),
        cmocka_unit_test(does_not_overflow_backwards),
        cmocka_unit_test(is_told_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
