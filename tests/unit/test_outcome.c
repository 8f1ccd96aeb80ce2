/* SPDX-License-Identifier: Apache-2.0 */
/* What a thing can turn out to be: possibilities are neither lost nor invented, and where there are
 * too many cases to look at, everything stays possible. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_rules.h"

#define CHIP "ecc: chip/1\nname: x\nsold-as: chip\n"
#define HEAD "heading: {en: h, zh: h}, "

static const char quantities[] = SMALL_QUANTITY("tpp", "circuit", "TOPS*bit", "declared.tpp")
    SMALL_QUANTITY("area", "circuit", "mm2",
                   "{sum: logic-dies, where: {transistors: non-planar}, of: area}")
        SMALL_QUANTITY("density", "circuit", "TOPS*bit/mm2",
                       "{ratio: [{quantity: tpp}, {quantity: area}]}")
            SMALL_QUANTITY("io", "circuit", "GB/s",
                           "{sum: links, of: {by: direction, both: bandwidth, each: {product: [2, "
                           "bandwidth]}}}");

/* "R.a R.b -": the paragraphs that the circuit can turn out to meet. */
static void possible_of(const struct small_check *check, char out[128])
{
    out[0] = '\0';
    const ecc_subject *subject = &check->result->subjects[0];
    for (size_t i = 0; i < subject->n_possible; i++) {
        ecc_str id = subject->possible[i].id;
        size_t len = strlen(out);
        snprintf(out + len, 128 - len, "%s%.*s", i > 0 ? " " : "", id.len > 0 ? (int)id.len : 1,
                 id.len > 0 ? id.ptr : "-");
    }
}

struct row {
    const char *spec;
    const char *possible;
};

static const struct row rows[] = {
    {CHIP "declared: {tpp: 6000}", "R.a"},
    {CHIP "declared: {tpp: 2368}", "R.a R.b -"},
    {CHIP "declared: {tpp: 2368}\nlogic-dies: [{area: 400 mm2, transistors: non-planar}]", "R.a"},
    {CHIP "declared: {tpp: 2368}\nlogic-dies: [{area: 400.01..740 mm2, transistors: non-planar}]",
     "R.b"},
    {CHIP "declared: {tpp: 2368}\nlogic-dies: [{area: 400..740.01 mm2, transistors: non-planar}]",
     "R.a R.b -"},
    {CHIP "declared: {tpp: 2368}\nlogic-dies: [{area: '> 740 mm2', transistors: non-planar}]", "-"},
    /* either there is a density, or there is none and the law leaves it open */
    {CHIP "declared: {tpp: 2368}\nlogic-dies: [{area: 500 mm2, transistors: non-planar}, {area: "
          "100 mm2}]",
     "R.b"},
    {CHIP "declared: {tpp: 1000}", "-"},
    {CHIP "declared: {tpp: 1000}\nlogic-dies: [{area: 1 mm2, transistors: non-planar}]", "-"},
    {CHIP, "R.a R.b -"},
};

static void finds_what_is_possible(void **state)
{
    (void)state;
    static struct small_rules small;
    small.quantities = quantities;
    small.order = "  circuit: [R.a, R.b]\n";
    small.clauses =
        "  - {id: a, for: circuit, " HEAD "any: [{compare: tpp, at-least: 4800 TOPS*bit}, {all: "
        "[{compare: tpp, at-least: 1600 TOPS*bit}, {compare: density, at-least: 5.92 "
        "TOPS*bit/mm2}]}]}\n"
        "  - {id: b, for: circuit, " HEAD "all: [{compare: tpp, at-least: 1600 TOPS*bit}, "
        "{compare: density, at-least: 3.2 TOPS*bit/mm2}, {compare: density, less-than: 5.92 "
        "TOPS*bit/mm2}]}\n";
    small_open(&small);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct small_check check;
        char possible[128];
        assert_int_equal(small_check(&small, rows[i].spec, NULL, &check), ECC_OK);
        possible_of(&check, possible);
        if (strcmp(possible, rows[i].possible) != 0) {
            fail_msg("%s\ncan be %s, not %s", rows[i].spec, possible, rows[i].possible);
        }
        small_done(&check);
    }
    small_close(&small);
}

static void expect_possible(struct small_rules *small, const char *spec, const char *expected)
{
    struct small_check check;
    char possible[128];
    assert_int_equal(small_check(small, spec, NULL, &check), ECC_OK);
    possible_of(&check, possible);
    if (strcmp(possible, expected) != 0) {
        fail_msg("%s\ncan be %s, not %s", spec, possible, expected);
    }
    small_done(&check);
}

/* Below a density of 4 on 1,000 mm2 there is no performance of 4,800: b is not possible, nor is what
 * a completion says that cannot be. */
static void leaves_out_what_contradicts_itself(void **state)
{
    (void)state;
    static struct small_rules small;
    small.quantities = quantities;
    small.order = "  circuit: [R.a, R.c, R.b]\n";
    small.clauses = "  - {id: a, for: circuit, " HEAD
                    "compare: density, at-least: 4 TOPS*bit/mm2}\n"
                    "  - {id: b, for: circuit, " HEAD "compare: tpp, at-least: 4800 TOPS*bit}\n"
                    "  - {id: c, for: circuit, " HEAD "compare: io, at-least: 1 GB/s}\n";
    small_open(&small);
    expect_possible(&small,
                    CHIP "declared: {tpp: unknown}\nlinks: []\n"
                         "logic-dies: [{area: 1000 mm2, transistors: non-planar}]",
                    "R.a -");
    expect_possible(&small,
                    CHIP "declared: {tpp: unknown}\nlinks: []\n"
                         "logic-dies: [{area: 1300 mm2, transistors: non-planar}]",
                    "R.a R.b -"); /* 4,800 on 1,300 mm2 is a density of 3.7 */
    small_close(&small);
}

/* A board with two circuits and a memory: each is asked about for itself, and what is not of the
 * kind is not asked about. */
static void looks_into_boards(void **state)
{
    (void)state;
    static struct small_rules small;
    small.quantities = quantities;
    small.order = "  assembly: [R.a]\n";
    small.clauses = "  - {id: a, for: assembly, " HEAD
                    "contains: circuit, all: [{compare: density, at-least: "
                    "4 TOPS*bit/mm2}, {compare: tpp, at-least: 1600 TOPS*bit}]}\n";
    small.parts[0] = "ecc: chip/1\nname: y\ndeclared: {tpp: 2000}\n";
    small.parts[1] = "ecc: memory/1\nname: z\n";
    small.parts[2] = "ecc: chip/1\nname: w\ndeclared: {tpp: unknown}\n"
                     "logic-dies: [{area: 100 mm2, transistors: non-planar}]\n";
    small_open(&small);
    static const struct {
        const char *contains;
        const char *possible;
    } boards[] = {
        {"[{item: ./1.yaml}]", "-"},
        {"[{item: ./0.yaml}, {item: ./1.yaml}]", "R.a -"},
        {"[{item: ./2.yaml}, {item: ./0.yaml, count: 2}, {item: ./1.yaml}]", "R.a -"},
        {"[{item: ./1.yaml}, unknown]", "R.a -"},
    };
    for (size_t i = 0; i < sizeof boards / sizeof boards[0]; i++) {
        char spec[256];
        snprintf(spec, sizeof spec, "ecc: board/1\nname: x\ncontains: %s\n", boards[i].contains);
        expect_possible(&small, spec, boards[i].possible);
    }
    small_close(&small);
}

/* A board in a system, where one of them may contain more: then the whole may. */
static void keeps_open_lists_open(void **state)
{
    (void)state;
    static struct small_rules small;
    small.quantities = quantities;
    small.order = "  assembly: [R.a]\n";
    small.clauses = "  - {id: a, for: assembly, " HEAD
                    "contains: circuit, compare: tpp, at-least: 1600 TOPS*bit}\n";
    small.parts[0] = "ecc: board/1\nname: y\ncontains: [unknown]\n";
    small.parts[1] = "ecc: board/1\nname: z\ncontains: []\n";
    small_open(&small);
    expect_possible(&small,
                    "ecc: system/1\nname: x\ncontains: [{item: ./0.yaml}, {item: ./1.yaml}]\n",
                    "R.a -");
    expect_possible(&small, "ecc: system/1\nname: x\ncontains: [{item: ./1.yaml}]\n", "-");
    small_close(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_is_possible),
        cmocka_unit_test(leaves_out_what_contradicts_itself),
        cmocka_unit_test(looks_into_boards),
        cmocka_unit_test(keeps_open_lists_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
