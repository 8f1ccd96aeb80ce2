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
    {"TOPS*bit",
     "{sum: processing-units, of: {highest: peaks, of: {product: [rate, {table: twice}]}}}",
     CHIP UNIT "fp8: 100 TOPS}}]", "[1600, 1600]"},
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

#define NO_FORMULA(text) "rule.formula `" text "`; "

/* Formulas that a rule set refuses, and all that it says of them. */
static void refuses(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        const char *said;
    } bad[] = {
        /* operands */
        {"{ratio: [1 GB/s, 2, 3]}", "rule.formula-count `[1 GB/s, 2, 3]` key=ratio; "},
        {"{total: [1 GB/s]}", "rule.formula-count `[1 GB/s]` key=total; "},
        {"{first: 1 GB/s}", "rule.formula-count `1 GB/s` key=first; "},
        {"{highest-of: {total: [1 GB/s, 2 GB/s], sum: links}}",
         "rule.formula-count `{total: [1 GB/s, 2 GB/s], sum: links}` key=highest-of; "},
        {"{total: [1 GB/s, 1 mm2, 1 GB/s, 2]}",
         "rule.dimension `1 mm2` found=mm2 wanted=GB/s; rule.dimension `2` found=1 wanted=GB/s; "},
        {"{total: [1 GB/s, 1 mm2, 1 GB/s]}", "rule.dimension `1 mm2` found=mm2 wanted=GB/s; "},
        {"{total: [3, {product: [memory.bandwidth, 2]}]}",
         "rule.dimension `{product: [memory.bandwidth, 2]}` found=GB/s wanted=1; "},
        {"{first: [{quantity: one}, {count: links}]}",
         "rule.dimension `{count: links}` found=1 wanted=GB/s; "},
        {"{total: [memory, datacenter.designed, 3 GB/s]}",
         "rule.fact-kind `memory` path=memory; rule.fact-kind `datacenter.designed` "
         "path=datacenter.designed; "},
        {"{ratio: [1 GB/s, 2], by-zero: never}",
         "bind.bad-word `never` word=never words=undecided, zero, unbounded; "},
        {"{product: [1 GB/s, 2], by-zero: zero}",
         "bind.unknown-key `by-zero` key=by-zero known=product; "},
        /* scalars */
        {"memory.bandwidth.x",
         "rule.unknown-fact `memory.bandwidth.x` path=memory.bandwidth.x guess=none; "},
        {"-1 GB/s", "rule.unknown-fact `-1 GB/s` path=-1 GB/s guess=none; "},
        {"1", "rule.dimension `1` found=1 wanted=GB/s; "},
        {"0 mm2", "rule.dimension `0 mm2` found=mm2 wanted=GB/s; "},
        {"9 bit", "rule.dimension `9 bit` found=bit wanted=GB/s; "},
        {"''", "rule.unknown-fact `''` path= guess=none; "},
        {"1000000000000000000000000000000e30 GB/s",
         NO_FORMULA("1000000000000000000000000000000e30 GB/s")},
        {"999999999999999999999999999999e60 TB/s",
         NO_FORMULA("999999999999999999999999999999e60 TB/s")},
        {"1 GB/fortnight", NO_FORMULA("1 GB/fortnight")},
        {"1x", NO_FORMULA("1x")},
        {"1x GB/s", NO_FORMULA("1x GB/s")},
        {"[1 GB/s, 2 GB/s]", NO_FORMULA("[1 GB/s, 2 GB/s]")},
        {"{difference: [1 GB/s, 2 GB/s]}", NO_FORMULA("{difference: [1 GB/s, 2 GB/s]}")},
        /* quantities */
        {"{quantity: other}", "rule.unknown-quantity `other` id=other guess=none; "},
        {"{quantity: ome}", "rule.unknown-quantity `ome` id=ome guess=one; "},
        {"{quantity: two}", "rule.unknown-quantity `two` id=two guess=none; "},
        {"{quantity: q}", "rule.unknown-quantity `q` id=q guess=none; "},
        {"{quantity: [one]}", "rule.unknown-quantity `[one]` id= guess=none; "},
        {"{quantity: one, of: links}", NO_FORMULA("{quantity: one, of: links}")},
        {"{quantities: one}", NO_FORMULA("{quantities: one}")},
        /* lists */
        {"{sum: memory.bandwidth, of: bandwidth}",
         "rule.fact-kind `memory.bandwidth` path=memory.bandwidth; "},
        {"{sum: [links], of: bandwidth}", "bind.text-wanted `[links]`; "},
        {"{sum: link, of: bandwidth}", "rule.unknown-fact `link` path=link guess=links; "},
        {"{sum: links}", "bind.missing-key `sum` key=of; "},
        {"{highest: links, off: bandwidth}",
         "bind.missing-key `highest` key=of; bind.unknown-key `off` key=off guess=of; "},
        {"{sum: links, of: rate}", "rule.unknown-fact `rate` path=rate guess=name; "},
        {"{count: links, of: bandwidth}", "bind.unknown-key `of` key=of known=count, where; "},
        {"{sum: links, where: both, of: bandwidth}", "bind.map-wanted `both`; "},
        {"{sum: links, where: {bandwidth: both}, of: bandwidth}",
         "rule.fact-kind `both` path=bandwidth; "},
        {"{sum: links, where: {way: both, direction: up}, of: bandwidth}",
         "rule.unknown-fact `way` path=way guess=none; bind.bad-word `up` word=up words=both, "
         "each; "},
        /* words and readings */
        {"{by: memory.bandwidth, x: 1 GB/s}",
         "rule.fact-kind `{by: memory.bandwidth, x: 1 GB/s}` path=memory.bandwidth; "},
        {"{by: [sold-as], chip: 1 GB/s}", "bind.text-wanted `[sold-as]`; "},
        {"{by: sold, chip: 1 GB/s}", "rule.unknown-fact `sold` path=sold guess=none; "},
        {"{by: sold-as, module: 1 GB/s, case: 1 GB/s}",
         "bind.missing-key `by` key=chip; bind.missing-key `by` key=card; bind.unknown-key "
         "`case` key=case guess=card; "},
        {"{by: sold-as, chip: 1x, module: 1 GB/s, card: 2x}", NO_FORMULA("1x") NO_FORMULA("2x")},
        {"{by: sold-as, chip: 1x, module: 1 GB/s, card: 1 GB/s}", NO_FORMULA("1x")},
        {"{by: sold-as, chip: 1 GB/s, module: 1, card: 2}",
         "rule.dimension `1` found=1 wanted=GB/s; rule.dimension `2` found=1 wanted=GB/s; "},
        {"{reading: tf33, full: 1 GB/s}", "rule.unknown-reading `{reading: tf33, full: 1 GB/s}` "
                                          "id=tf33; "},
        {"{reading: [tf32], full: 1 GB/s}", "bind.text-wanted `[tf32]`; "},
        {"{reading: tf32, real: 1 GB/s}", "bind.missing-key `reading` key=full; "},
        {"{reading: tf32, full: 1 GB/s, real: 2 GB/s, both: 3 GB/s}",
         "bind.unknown-key `both` key=both known=reading, full, real; "},
        {"{reading: tf32, full: 1x, real: 1 GB/s}", NO_FORMULA("1x")},
        {"{reading: tf32, full: 1x, real: 2x}", NO_FORMULA("1x") NO_FORMULA("2x")},
        {"{reading: tf32, full: 1 GB/s, real: 1}", "rule.dimension `1` found=1 wanted=GB/s; "},
        /* tables */
        {"{table: width}", "rule.unknown-fact `{table: width}` path=format guess=none; "},
        {"{sum: processing-units, of: {sum: peaks, of: {table: ''}}}",
         "rule.unknown-table `''` id=; "},
        {"{sum: processing-units, of: {sum: peaks, of: {table: [width]}}}",
         "rule.unknown-table `[width]` id=; "},
        {"{sum: processing-units, of: {sum: peaks, of: {table: wide}}}",
         "rule.unknown-table `wide` id=wide; "},
        {"{sum: processing-units, of: {sum: peaks, of: {table: width, of-pair: both}}}",
         "bind.bad-word `both` word=both words=larger, smaller; "},
        {"{sum: processing-units, of: {sum: peaks, of: {table: width, pair: larger}}}",
         "bind.unknown-key `pair` key=pair known=table, of-pair; "},
    };
    static struct small_rules small;
    size_t failed = 0;
    small.clauses =
        "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: q, at-least: 1 GB/s}\n";
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char quantity[1024];
        char said[1024];
        snprintf(quantity, sizeof quantity,
                 SMALL_QUANTITY("other", "memory", "GB/s", "bandwidth")
                     SMALL_QUANTITY("one", "circuit", "GB/s", "memory.bandwidth")
                         SMALL_QUANTITY("q", "circuit", "GB/s", "%s"),
                 bad[i].formula);
        small.quantities = quantity;
        assert_int_equal(small_load(&small), ECC_E_INVALID);
        small_said(small.diags, said, sizeof said);
        if (strcmp(said, bad[i].said) != 0) {
            print_error("%s\n  is %s\n not %s\n", bad[i].formula, said, bad[i].said);
            failed++;
        }
        small_close(&small);
    }
    assert_int_equal(failed, 0);
}

/* The nearest of the first 64 names is proposed; more are not looked through. */
static void looks_through_many_quantities(void **state)
{
    (void)state;
    static const struct {
        int at; /* the quantity of that place, counted from zero, has the name "wanted" */
        const char *guess;
    } places[] = {{0, "wanted"}, {1, "wanted"}, {63, "wanted"}, {64, "none"}, {78, "none"}};
    static struct small_rules small;
    static char quantities[1 << 15];
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        for (int wrong_clause = 0; wrong_clause < 2; wrong_clause++) {
            char said[256];
            char expected[256];
            size_t len = 0;
            for (int j = 0; j < 80; j++) {
                char name[32] = "wanted";
                if (j != places[i].at) {
                    snprintf(name, sizeof name, "a-quantity-of-no-use-%d", j);
                }
                len += (size_t)snprintf(
                    quantities + len, sizeof quantities - len,
                    SMALL_QUANTITY("%s", "circuit", "GB/s", "%s"), name, name, name,
                    j == 79 && wrong_clause == 0 ? "{quantity: wantet}" : "memory.bandwidth");
            }
            small.quantities = quantities;
            small.clauses = wrong_clause == 1
                                ? "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: "
                                  "wantet, at-least: 1 GB/s}\n"
                                : "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: "
                                  "wanted, at-least: 1 GB/s}\n";
            assert_int_equal(small_load(&small), ECC_E_INVALID);
            small_said(small.diags, said, sizeof said);
            snprintf(expected, sizeof expected,
                     "rule.unknown-quantity `wantet` id=wantet guess=%s; ", places[i].guess);
            assert_string_equal(said, expected);
            small_close(&small);
        }
    }
}

/* A number that does not fit ends the check; it never wraps. */
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

/* By hand: brackets stand round what would be read otherwise, and nowhere else. */
static void is_told_in_words(void **state)
{
    (void)state;
    static const struct {
        const char *unit;
        const char *formula;
        const char *words[ECC_LANGUAGES];
    } told[] = {
        {"GB/s", "memory.bandwidth", {"memory bandwidth", "存储带宽"}},
        {"1", "2", {"2", "2"}},
        {"GB/s", "1 TB/s", {"1000 GB/s", "1000 GB/s"}},
        {"W", "{total: [1 W, 2 W]}", {"1 W + 2 W", "1 W + 2 W"}},
        {"GB/s", "{quantity: p}", {"first of all", "首先"}},
        {"GB/s",
         "{product: [2, {quantity: p}, {total: [1 GB/s, 2 GB/s]}, {ratio: [3, 1 GB/s]}]}",
         {"2 × first of all × (1 GB/s + 2 GB/s) × (3 / 1 GB/s)",
          "2 × 首先 × （1 GB/s + 2 GB/s） × （3 / 1 GB/s）"}},
        {"1", "{ratio: [{product: [2, 3]}, 4]}", {"2 × 3 / 4", "2 × 3 / 4"}},
        {"GB/s",
         "{total: [{first: [1 GB/s, 2 GB/s]}, {highest-of: [3 GB/s, 4 GB/s]}]}",
         {"(1 GB/s; where that is not given, 2 GB/s) + the higher of 3 GB/s, 4 GB/s",
          "（1 GB/s；未给出时，2 GB/s） + 取较高者：3 GB/s，4 GB/s"}},
        {"GB/s",
         "{first: [1 GB/s, {total: [2 GB/s, 3 GB/s]}]}",
         {"1 GB/s; where that is not given, (2 GB/s + 3 GB/s)",
          "1 GB/s；未给出时，（2 GB/s + 3 GB/s）"}},
        {"GB/s",
         "{ratio: [{product: [2, {sum: links, of: bandwidth}]}, {product: [3, 4]}]}",
         {"(2 × sum over links in and out of bandwidth of the link) / (3 × 4)",
          "（2 × 对各对外互连求和：互连带宽） / （3 × 4）"}},
        {"GB/s",
         "{total: [{highest-of: [1 GB/s, 2 GB/s]}, {highest: links, of: bandwidth}, {sum: links, "
         "of: "
         "bandwidth}]}",
         {"(the higher of 1 GB/s, 2 GB/s) + (highest over links in and out of bandwidth of the "
          "link) + sum over links in and out of bandwidth of the link",
          "（取较高者：1 GB/s，2 GB/s） + （对各对外互连取最高：互连带宽） + "
          "对各对外互连求和：互连带宽"}},
        {"1",
         "{total: [{count: links}, 1, {product: [{count: links}, {product: [2, {count: "
         "links}]}]}]}",
         {"(number of: links in and out) + 1 + (number of: links in and out) × 2 × number of: "
          "links "
          "in and out",
          "（数目：对外互连） + 1 + （数目：对外互连） × 2 × 数目：对外互连"}},
        {"1", "{count: links}", {"number of: links in and out", "数目：对外互连"}},
        {"1",
         "{count: links, where: {within-package: no}}",
         {"number of: links in and out (whether the link ends inside the package: no)",
          "数目：对外互连（互连是否止于封装之内：no）"}},
        {"mm2",
         "{sum: logic-dies, where: {transistors: [planar, non-planar], role: other}, of: area}",
         {"sum over logic dies (kind of transistors: planar, non-planar) (what the logic die does: "
          "other) of area of the logic die",
          "对各逻辑裸片（晶体管类型：planar、non-"
          "planar）（逻辑裸片的作用：other）求和：逻辑裸片面积"}},
        {"GB/s",
         "{highest: links, where: {within-package: [yes, no]}, of: {by: direction, both: "
         "bandwidth, "
         "each: {product: [2, bandwidth]}}}",
         {"highest over links in and out (whether the link ends inside the package: no, yes) of "
          "(bandwidth of the link (direction: both); 2 × bandwidth of the link (direction: each))",
          "对各对外互连（互连是否止于封装之内：no、yes）取最高：（互连带宽（direction: both）；2 × "
          "互连带宽（direction: each））"}},
        {"GB/s",
         "{by: sold-as, chip: {total: [1 GB/s, 2 GB/s]}, module: 3 GB/s, card: 4 GB/s}",
         {"(1 GB/s + 2 GB/s) (sold-as: chip); 3 GB/s (sold-as: module); 4 GB/s (sold-as: card)",
          "（1 GB/s + 2 GB/s）（sold-as: chip）；3 GB/s（sold-as: module）；4 GB/s（sold-as: "
          "card）"}},
        {"GB/s",
         "{reading: tf32, full: 1 GB/s, real: {total: [2 GB/s, 3 GB/s]}}",
         {"(2 GB/s + 3 GB/s) [reading tf32=real]", "（2 GB/s + 3 GB/s）〔读法 tf32=real〕"}},
        {"bit",
         "{sum: processing-units, of: {highest: peaks, of: {table: width}}}",
         {"sum over processing units of highest over dense peak rates of width",
          "对各处理单元求和：对各稠密峰值算力取最高：width"}},
    };
    static struct small_rules small;
    static const char readings[] =
        "readings:\n  - {id: tf32, question: {en: q, zh: q}, source: {mark: inference},\n"
        "     options: [{id: full, name: {en: f, zh: f}}, {id: real, name: {en: r, zh: r}}],\n"
        "     taken: real}\n";
    size_t failed = 0;
    small.clauses =
        "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: p, at-least: 1 GB/s}\n";
    small.readings = readings;
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        char quantities[1024];
        const ecc_definition *definitions = NULL;
        size_t n = 0;
        snprintf(quantities, sizeof quantities,
                 "  - {id: p, of: circuit, name: {en: first of all, zh: 首先}, unit: GB/s, "
                 "meaning: {en: m, zh: m}, source: {mark: primary}, formula: "
                 "memory.bandwidth}\n" SMALL_QUANTITY("q", "circuit", "%s", "%s"),
                 told[i].unit, told[i].formula);
        small.quantities = quantities;
        small_open(&small);
        assert_int_equal(ecc_rules_definitions(small.rules, 0, &definitions, &n, small.diags),
                         ECC_OK);
        assert_int_equal(n, 2);
        for (int language = 0; language < ECC_LANGUAGES; language++) {
            const ecc_str words = definitions[1].formula.in[language];
            if (!ecc_str_is(words, told[i].words[language])) {
                print_error("%s\n is %.*s\nnot %s\n", told[i].formula, (int)words.len, words.ptr,
                            told[i].words[language]);
                failed++;
            }
        }
    }
    assert_int_equal(failed, 0);
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
