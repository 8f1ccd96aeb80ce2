/* SPDX-License-Identifier: Apache-2.0 */
/* What a thing can turn out to be: possibilities are neither lost nor invented, and where there are
 * too many cases to look at, everything stays possible. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "eval/outcome.h"
#include "model/rules.h"
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

/* ---- Rules of their own ------------------------------------------------------------------------ */

#define BW  SMALL_QUANTITY("bw", "circuit", "GB/s", "memory.bandwidth")
#define TPP SMALL_QUANTITY("tpp", "circuit", "TOPS*bit", "declared.tpp")
#define TIMES(id, of, n)                                                                           \
    SMALL_QUANTITY(id, "circuit", "TOPS*bit", "{product: [" n ", {quantity: " of "}]}")
#define CLAUSE(id, text) "  - {id: " id ", for: circuit, " HEAD text "}\n"
#define DESIGNED         "{fact: datacenter.designed, is: yes}"
#define CONTRADICTION                                                                              \
    "{all: [{compare: twice, at-least: 150 TOPS*bit}, {compare: thrice, at-most: 180 TOPS*bit}]}"
#define BETWEEN_50_AND_75                                                                          \
    "{compare: tpp, at-least: 75 TOPS*bit}, {compare: tpp, less-than: 50 TOPS*bit}"

struct own {
    const char *name;
    const char *quantities;
    const char *clauses;
    const char *ungated; /* of the rule that does not gate */
    const char *order;
    const char *spec;
    const char *possible;
    ecc_tri gate;
    size_t n_deciding;
};

static const struct own owns[] = {
    {"a word leaves one of two values, and nothing between",
     SMALL_QUANTITY("io", "circuit", "GB/s",
                    "{sum: links, of: {by: direction, both: 5 GB/s, each: 10 GB/s}}"),
     CLAUSE("a", "all: [{compare: io, more-than: 5 GB/s}, {compare: io, less-than: 10 GB/s}]"),
     NULL, "R.a", CHIP "links: [{bandwidth: 1 GB/s}]", "-", ECC_FALSE, 0},
    {"a quotient is zero only where the divisor is, and large elsewhere",
     BW SMALL_QUANTITY("share", "circuit", "1", "{ratio: [4 GB/s, {quantity: bw}], by-zero: zero}"),
     CLAUSE("a", "all: [{compare: share, more-than: 0}, {compare: share, less-than: 4}]"), NULL,
     "R.a", CHIP "memory: {bandwidth: '<= 1 GB/s'}", "-", ECC_FALSE, 0},
    {"lines of every clause show that two quantities contradict one another",
     TPP TIMES("twice", "tpp", "2") TIMES("thrice", "tpp", "3"),
     CLAUSE("a", "any: [" CONTRADICTION "]")
         CLAUSE("b", "all: [" DESIGNED ", " BETWEEN_50_AND_75 "]"),
     NULL, "R.a, R.b", CHIP "declared: {tpp: unknown}\ndatacenter: {designed: no}", "-", ECC_FALSE,
     0},
    {"nothing is asked where it is decided, though two quantities nobody is asked for would differ",
     "  - {id: tpp, of: circuit, name: {en: s, zh: s}, unit: TOPS*bit, meaning: {en: m, zh: m}, "
     "source: {mark: primary}, formula: declared.tpp}\n" TIMES("twice", "tpp", "2")
         TIMES("thrice", "tpp", "3"),
     CLAUSE("a", "any: [" CONTRADICTION ", {all: [" DESIGNED ", " BETWEEN_50_AND_75 "]}]"), NULL,
     "R.a", CHIP "declared: {tpp: unknown}\ndatacenter: {designed: no}", "-", ECC_FALSE, 0},
    {"a rule that is referred to, of which a later clause is undecided", BW,
     CLAUSE("a", "fact: datacenter.marketed, is: yes") CLAUSE("b", "compare: bw, at-least: 3 GB/s"),
     "  - {id: a, for: circuit, " HEAD "any: [{meets: R}, {not: {meets: R}}]}\n", "S.a",
     CHIP "datacenter: {marketed: no}", "S.a", ECC_FALSE, 0},
    {"words that a quantity behind the one that is asked for hangs on",
     SMALL_QUANTITY("io", "circuit", "GB/s",
                    "{sum: links, of: {by: direction, both: 5 GB/s, each: 10 GB/s}}")
         SMALL_QUANTITY("twice", "circuit", "GB/s", "{product: [2, {quantity: io}]}"),
     CLAUSE("a",
            "all: [{compare: twice, more-than: 10 GB/s}, {compare: twice, less-than: 20 GB/s}]"),
     NULL, "R.a", CHIP "links: [{bandwidth: 1 GB/s}]", "-", ECC_FALSE, 0},
    {"a divisor that only a later clause asks for shows it to be impossible",
     BW SMALL_QUANTITY("share", "circuit", "1", "{ratio: [4 GB/s, {quantity: bw}], by-zero: zero}")
         SMALL_QUANTITY("twice", "circuit", "1", "{product: [2, {quantity: share}]}"),
     CLAUSE("a", "all: [{compare: twice, more-than: 0}, {compare: twice, less-than: 8}]")
         CLAUSE("b", "compare: share, at-least: 100"),
     NULL, "R.a, R.b", CHIP "memory: {bandwidth: '<= 1 GB/s'}", "R.b -", ECC_UNKNOWN, 1},
    /* what gates */
    {"only what does not gate", BW, CLAUSE("a", "compare: bw, at-least: 3 GB/s"),
     CLAUSE("a", "compare: bw, at-least: 2 GB/s"), "R.a, S.a", CHIP "memory: {bandwidth: 2 GB/s}",
     "S.a", ECC_FALSE, 0},
    {"what does not gate, or nothing", BW, CLAUSE("a", "compare: bw, at-least: 3 GB/s"),
     CLAUSE("a", "compare: bw, at-least: 2 GB/s"), "R.a, S.a",
     CHIP "memory: {bandwidth: 1..2 GB/s}", "S.a -", ECC_FALSE, 1},
    {"what gates, or what does not", BW, CLAUSE("a", "compare: bw, at-least: 3 GB/s"),
     CLAUSE("a", "compare: bw, at-least: 2 GB/s"), "R.a, S.a",
     CHIP "memory: {bandwidth: 2..3 GB/s}", "R.a S.a", ECC_UNKNOWN, 1},
    {"what does not gate, or what does", BW, CLAUSE("a", "compare: bw, at-least: 2 GB/s"),
     CLAUSE("a", "compare: bw, at-least: 3 GB/s"), "S.a, R.a",
     CHIP "memory: {bandwidth: 2..3 GB/s}", "S.a R.a", ECC_UNKNOWN, 1},
    {"one of two that gate", BW,
     CLAUSE("a", "compare: bw, at-least: 3 GB/s") CLAUSE("b", "compare: bw, at-least: 2 GB/s"),
     NULL, "R.a, R.b", CHIP "memory: {bandwidth: 2..3 GB/s}", "R.a R.b", ECC_TRUE, 1},
};

static void expect_own(struct small_rules *small, const struct own *own)
{
    char order[64];
    char possible[128];
    struct small_check check;
    snprintf(order, sizeof order, "  circuit: [%s]\n", own->order);
    small->quantities = own->quantities;
    small->clauses = own->clauses;
    small->ungated = own->ungated;
    small->order = order;
    small_open(small);
    assert_int_equal(small_check(small, own->spec, NULL, &check), ECC_OK);
    possible_of(&check, possible);
    const ecc_tri gate = check.result->subjects[0].gate;
    const size_t n_deciding = check.result->n_deciding;
    if (strcmp(possible, own->possible) != 0 || gate != own->gate ||
        n_deciding != own->n_deciding) {
        fail_msg("%s: can be %s, not %s; controlled: %s; %zu facts decide", own->name, possible,
                 own->possible, small_word(gate), n_deciding);
    }
    small_done(&check);
    small_close(small);
}

static void tells_what_is_possible_under_other_rules(void **state)
{
    (void)state;
    static struct small_rules small;
    for (size_t i = 0; i < sizeof owns / sizeof owns[0]; i++) {
        expect_own(&small, &owns[i]);
    }
}

/* Whether a quantity asks for words is kept for each circuit: here the second quantity of the first asks for none, and the
 * first of the second for one, which leaves 5 or 10 and nothing between. */
static void looks_for_words_in_each_circuit(void **state)
{
    (void)state;
    static struct small_rules small = {
        .quantities = SMALL_QUANTITY("io", "circuit", "GB/s",
                                     "{sum: links, of: {by: direction, both: 5 GB/s, each: 10 "
                                     "GB/s}}") BW,
        .clauses = "  - {id: a, for: assembly, " HEAD
                   "contains: circuit, any: [{all: [{compare: io, more-than: 5 GB/s}, {compare: "
                   "io, less-than: 10 GB/s}]}, {all: [{compare: bw, at-least: 3 GB/s}, {compare: "
                   "bw, less-than: 3 GB/s}]}]}\n",
        .order = "  assembly: [R.a]\n",
        .parts = {"ecc: chip/1\nname: y\nlinks: []\n",
                  "ecc: chip/1\nname: w\nlinks: [{bandwidth: 1 GB/s}]\nmemory: {bandwidth: 1 "
                  "GB/s}\n"}};
    small_open(&small);
    expect_possible(&small,
                    "ecc: board/1\nname: x\ncontains: [{item: ./0.yaml}, {item: ./1.yaml}]\n", "-");
    small_close(&small);
}

/* ---- Budgets ----------------------------------------------------------------------------------- */

/* Met whatever the quantity is, but only by cases. */
#define EITHER(quantity, n)                                                                        \
    "{any: [{compare: " quantity ", at-least: " n " GB/s}, {compare: " quantity ", less-than: " n  \
    " GB/s}]}"
#define ALONE(n)   SMALL_QUANTITY("q" n, "circuit", "GB/s", "{product: [" n ", memory.bandwidth]}")
#define FOLLOWS(n) SMALL_QUANTITY("q" n, "circuit", "GB/s", "{product: [" n ", {quantity: bw}]}")
#define TEN(of)                                                                                    \
    of("10") of("11") of("12") of("13") of("14") of("15") of("16") of("17") of("18") of("19")
#define EITHER_OF_TEN                                                                                    \
    EITHER("q10", "10")                                                                                  \
    ", " EITHER("q11", "11") ", " EITHER("q12", "12") ", " EITHER("q13", "13") ", " EITHER(              \
        "q14",                                                                                           \
        "14") ", " EITHER("q15",                                                                         \
                          "15") ", " EITHER("q16",                                                       \
                                            "16") ", " EITHER("q17",                                     \
                                                              "17") ", " EITHER("q18",                   \
                                                                                "18") ", " EITHER("q19", \
                                                                                                  "19")
#define SOLD SMALL_QUANTITY("sold", "circuit", "1", "{by: sold-as, chip: 1, module: 1, card: 9}")

struct budget {
    const char *quantities;
    const char *clauses;
    bool used_up;
};

/* The law's own names of what is possible: a bit each. */
static ecc_outcomes outcomes_of(struct small_rules *small, const char *text,
                                const struct ecc_known_set *known, bool *out_decided)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    const struct ecc_laws *laws = NULL;
    ecc_spec *spec = NULL;
    struct ecc_world world;
    ecc_outcomes outcomes = 0;
    small_open(small);
    assert_int_equal(ecc_rules_laws(small->rules, (ecc_date){2020, 6, 1}, &laws, small->diags),
                     ECC_OK);
    assert_int_equal(ecc_spec_load(ECC_STR("spec.yaml"), ecc_str_of(text), small_resolve, small,
                                   &spec, small->diags),
                     ECC_OK);
    assert_int_equal(ecc_world_init(arena, &laws->laws[0], spec, &world), ECC_OK);
    assert_int_equal(ecc_outcomes_of(&world, 0, NULL, arena, &outcomes), ECC_OK);
    assert_int_equal(ecc_outcomes_decided_by(&world, 0, known, arena, out_decided), ECC_OK);
    ecc_spec_free(spec);
    small_close(small);
    ecc_arena_free(arena);
    return outcomes;
}

/* Ten quantities of which each is on either side of its line are 2,047 views, eleven are 4,095, twelve 8,191; with
 * a word that ends it at once or leaves all ten, 1 + 1 + 2 * 2,047. 4,096 are looked at. */
static void looks_at_so_many_views(void **state)
{
    (void)state;
    static struct small_rules small = {.order = "  circuit: [R.a]\n"};
    static const struct budget budgets[] = {
        {TEN(ALONE) ALONE("20"), CLAUSE("a", "all: [" EITHER_OF_TEN ", " EITHER("q20", "20") "]"),
         false},
        {SOLD TEN(ALONE),
         CLAUSE("a", "any: [{compare: sold, at-least: 9}, {all: [" EITHER_OF_TEN "]}]"), false},
        {TEN(ALONE) ALONE("20") ALONE("21"),
         CLAUSE("a", "all: [" EITHER_OF_TEN ", " EITHER("q20", "20") ", " EITHER("q21", "21") "]"),
         true},
        /* what others are computed from is split first, wherever it stands in the clause */
        {BW TEN(FOLLOWS) FOLLOWS("20") FOLLOWS("21"),
         CLAUSE("a", "all: [" EITHER_OF_TEN
                     ", " EITHER("q20", "20") ", " EITHER("q21", "21") ", " EITHER("bw", "1") "]"),
         false},
    };
    for (size_t i = 0; i < sizeof budgets / sizeof budgets[0]; i++) {
        static const size_t all[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        const struct ecc_known_set known = {.quantities = all, .n_quantities = 13};
        bool decided = false;
        small.quantities = budgets[i].quantities;
        small.clauses = budgets[i].clauses;
        assert_int_equal(outcomes_of(&small, "ecc: chip/1\nname: x\n", &known, &decided),
                         budgets[i].used_up ? 3 : 1);
        if (i != 1) { /* the word is not in the set */
            assert_int_equal(decided, !budgets[i].used_up);
        }
    }
}

#define BASE                                                                                       \
    SMALL_QUANTITY("base", "circuit", "TOPS*bit",                                                  \
                   "{by: sold-as, chip: declared.tpp, module: declared.tpp, card: 0 TOPS*bit}")
#define IO_OF(figure)                                                                              \
    SMALL_QUANTITY("io", "circuit", "GB/s",                                                        \
                   "{sum: links, of: {by: direction, both: " figure ", each: {product: [2, "       \
                   "" figure "]}}}")

static void put_links(int n, char *out, size_t size)
{
    snprintf(out + strlen(out), size - strlen(out), "links: [");
    for (int i = 0; i < n; i++) {
        snprintf(out + strlen(out), size - strlen(out), "%s{bandwidth: 1 GB/s}", i > 0 ? ", " : "");
    }
    snprintf(out + strlen(out), size - strlen(out), "]\n");
}

/* That nothing is both 75 and 60 is seen once the figure is cut at its lines; before it, words are cut: how it is
 * sold (a card has no figure), and for each link its direction. That makes 8 views for each choice of directions: 256 for
 * five links, and after 256 it is taken to be possible. */
static void confirms_a_piece_with_so_many_views(void **state)
{
    (void)state;
    static struct small_rules small = {
        .quantities = BASE IO_OF("bandwidth") TIMES("tpp", "base", "1") TIMES("twice", "tpp", "2")
            TIMES("thrice", "tpp", "3"),
        .clauses = CLAUSE("a", "any: [" CONTRADICTION ", {all: [" DESIGNED
                               ", {compare: io, at-least: 1 GB/s}, " BETWEEN_50_AND_75 "]}]"),
        .order = "  circuit: [R.a]\n"};
    small_open(&small);
    for (int n = 4; n <= 7; n++) {
        char spec[1024] =
            "ecc: chip/1\nname: x\ndeclared: {tpp: '> 0'}\ndatacenter: {designed: no}\n";
        put_links(n, spec, sizeof spec);
        expect_possible(&small, spec, n <= 5 ? "-" : "R.a -");
    }
    small_close(&small);
}

/* Words of another circuit have nothing to do with it. */
static void confirms_a_piece_within_its_circuit(void **state)
{
    (void)state;
    static char part[1024] = "ecc: chip/1\nname: w\ndatacenter: {designed: no}\n"
                             "declared: {tpp: 10}\n";
    static struct small_rules small = {
        .quantities = IO_OF("bandwidth") TPP TIMES("twice", "tpp", "2") TIMES("thrice", "tpp", "3"),
        .clauses = "  - {id: a, for: assembly, " HEAD "contains: circuit, any: [" CONTRADICTION
                   ", {all: [" DESIGNED ", {compare: io, at-least: 1 GB/s}, " BETWEEN_50_AND_75
                   "]}]}\n",
        .order = "  assembly: [R.a]\n",
        .parts = {"ecc: chip/1\nname: y\ndeclared: {tpp: unknown}\ndatacenter: {designed: no}\n"
                  "links: []\n",
                  part}};
    put_links(9, part, sizeof part);
    small_open(&small);
    static const char *const boards[] = {"[{item: ./0.yaml}, {item: ./1.yaml}]",
                                         "[{item: ./1.yaml}, {item: ./0.yaml}]"};
    for (size_t i = 0; i < 2; i++) {
        char spec[256];
        snprintf(spec, sizeof spec, "ecc: board/1\nname: x\ncontains: %s\n", boards[i]);
        expect_possible(&small, spec, "-");
    }
    small_close(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_is_possible),
        cmocka_unit_test(leaves_out_what_contradicts_itself),
        cmocka_unit_test(looks_into_boards),
        cmocka_unit_test(keeps_open_lists_open),
        cmocka_unit_test(tells_what_is_possible_under_other_rules),
        cmocka_unit_test(looks_for_words_in_each_circuit),
        cmocka_unit_test(looks_at_so_many_views),
        cmocka_unit_test(confirms_a_piece_with_so_many_views),
        cmocka_unit_test(confirms_a_piece_within_its_circuit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
