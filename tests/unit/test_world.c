/* SPDX-License-Identifier: Apache-2.0 */
/* The things of a specification: which there are, how many of each and what they contain; the figures and words
 * that keep a quantity of one from being exact; and what hangs on how the law is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "eval/readings.h"
#include "eval/world.h"
#include "model/rules.h"
#include "small_rules.h"

#define CHIP "ecc: chip/1\nname: x\n"
#define BAND SMALL_QUANTITY("bw", "circuit", "GB/s", "memory.bandwidth")
#define LINE "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: bw, at-least: 1 GB/s}\n"

struct bench {
    struct small_rules rules;
    const char *named; /* what ./0.yaml is called; NULL: so */
    struct ecc_arena *arena;
    ecc_spec *spec;
    struct ecc_world world;
};

static ecc_status resolve(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                          ecc_str *out_bytes)
{
    struct bench *bench = user;
    const ecc_status status = small_resolve(&bench->rules, from, ref, out_name, out_bytes);
    if (status == ECC_OK && bench->named != NULL) {
        *out_name = ecc_str_of(bench->named);
    }
    return status;
}

static ecc_status set_up_world(struct bench *bench, const char *spec)
{
    const struct ecc_laws *laws = NULL;
    small_open(&bench->rules);
    bench->arena = ecc_arena_new(0);
    if (ecc_spec_load(ECC_STR("spec.yaml"), ecc_str_of(spec), resolve, bench, &bench->spec,
                      bench->rules.diags) != ECC_OK) {
        fail_msg("the specification does not load:\n%s", spec);
    }
    assert_int_equal(
        ecc_rules_laws(bench->rules.rules, (ecc_date){2020, 6, 1}, &laws, bench->rules.diags),
        ECC_OK);
    return ecc_world_init(bench->arena, &laws->laws[0], bench->spec, &bench->world);
}

static void take_down(struct bench *bench)
{
    ecc_spec_free(bench->spec);
    ecc_arena_free(bench->arena);
    small_close(&bench->rules);
}

/* "assembly spec.yaml [1, 1] sold open contains 1 2; circuit ./0.yaml [2, 2] inside; " */
static void put_world(const struct bench *bench, char out[1024])
{
    out[0] = '\0';
    for (size_t i = 0; i < bench->world.n_subjects; i++) {
        const struct ecc_world_subject *subject = &bench->world.subjects[i];
        char count[256] = "[?]";
        ecc_range range;
        struct ecc_value value = {.range = subject->count};
        assert_int_equal(ecc_range_of(bench->arena, &value, NULL, &range), ECC_OK);
        small_range(&range, count);
        size_t len = strlen(out);
        len += (size_t)snprintf(
            out + len, 1024 - len, "%s %.*s %s%s%s%s%s", ecc_subject_words[subject->kind],
            (int)subject->spec->source->name.len, subject->spec->source->name.ptr, count,
            subject->inside ? " inside" : "",
            subject->sold_so == ECC_TRUE    ? " sold"
            : subject->sold_so == ECC_FALSE ? " not-sold"
                                            : "",
            subject->open ? " open" : "", subject->n_contained > 0 ? " contains" : "");
        for (size_t j = 0; j < subject->n_contained; j++) {
            len += (size_t)snprintf(out + len, 1024 - len, " %zu", subject->contained[j]);
        }
        snprintf(out + len, 1024 - len, "; ");
        assert_int_equal(subject->thing == NULL, subject->kind == ECC_ASSEMBLY);
    }
}

#define BOARD "ecc: board/1\nname: b\n"

static void has_the_things_of_a_specification(void **state)
{
    (void)state;
    static const struct {
        const char *spec;
        const char *things;
    } rows[] = {
        {CHIP "sold-as: chip\n", "circuit spec.yaml [1, 1] sold; "},
        {CHIP "sold-as: card\n",
         "circuit spec.yaml [1, 1] sold; assembly spec.yaml [1, 1] sold contains 0; "},
        {CHIP "sold-as: module\n",
         "circuit spec.yaml [1, 1] sold; assembly spec.yaml [1, 1] sold contains 0; "},
        {CHIP, "circuit spec.yaml [1, 1] sold; assembly spec.yaml [1, 1] contains 0; "},
        {"ecc: memory/1\nname: x\n", "memory spec.yaml [1, 1] sold; "},
        {BOARD "contains: []\n", "assembly spec.yaml [1, 1] sold; "},
        {BOARD, "assembly spec.yaml [1, 1] sold open; "},
        {BOARD "contains: [{item: ./0.yaml, count: 3}, {item: ./1.yaml}]\n",
         "assembly spec.yaml [1, 1] sold contains 1 2; circuit ./0.yaml [3, 3] inside; memory "
         "./1.yaml [1, 1] inside; "},
        {BOARD "contains: [{item: ./0.yaml, count: 3}, unknown]\n",
         "assembly spec.yaml [1, 1] sold open contains 1; circuit ./0.yaml [3, 3] inside; "},
        /* the same file is one thing, and there are as many as all say */
        {BOARD "contains: [{item: ./1.yaml}, {item: ./0.yaml, count: 3}, {item: ./1.yaml, count: "
               "2..4}, {item: ./0.yaml, count: 5}]\n",
         "assembly spec.yaml [1, 1] sold contains 1 2; memory ./1.yaml [3, 5] inside; circuit "
         "./0.yaml [8, 8] inside; "},
        /* at any depth: a board in here has two circuits, three memories and more */
        {"ecc: system/1\nname: s\ncontains: [{item: ./2.yaml, count: 4}]\n",
         "assembly spec.yaml [1, 1] sold open contains 1 2; circuit ./0.yaml [8, 8] inside; memory "
         "./1.yaml [12, 12] inside; "},
        {"ecc: system/1\nname: s\ncontains: [{item: ./2.yaml, count: 4..5}, {item: ./0.yaml}]\n",
         "assembly spec.yaml [1, 1] sold open contains 1 2; circuit ./0.yaml [9, 11] inside; "
         "memory "
         "./1.yaml [12, 15] inside; "},
    };
    static struct bench bench;
    size_t failed = 0;
    bench.rules.quantities = BAND;
    bench.rules.clauses = LINE;
    bench.rules.parts[0] = "ecc: chip/1\nname: c\nsold-as: card\n";
    bench.rules.parts[1] = "ecc: memory/1\nname: m\n";
    bench.rules.parts[2] = "ecc: board/1\nname: b\ncontains: [{item: ./0.yaml, count: 2}, {item: "
                           "./1.yaml, count: 3}, unknown]\n";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char things[1024];
        assert_int_equal(set_up_world(&bench, rows[i].spec), ECC_OK);
        put_world(&bench, things);
        if (strcmp(things, rows[i].things) != 0) {
            print_error("%s\nhas %s\nnot %s\n", rows[i].spec, things, rows[i].things);
            failed++;
        }
        take_down(&bench);
    }
    assert_int_equal(failed, 0);
}

/* A file and a part of the catalogue may be named alike. */
static void tells_files_from_parts_of_the_catalogue(void **state)
{
    (void)state;
    static struct bench bench;
    char things[1024];
    bench.rules.quantities = BAND;
    bench.rules.clauses = LINE;
    bench.named = "nvidia/h800-sxm5-80gb";
    bench.rules.parts[0] = CHIP;
    assert_int_equal(set_up_world(&bench, BOARD "contains: [{item: nvidia/h800-sxm5-80gb}, {item: "
                                                "./0.yaml, count: 2}, {item: ./0.yaml}]\n"),
                     ECC_OK);
    put_world(&bench, things);
    assert_string_equal(things,
                        "assembly spec.yaml [1, 1] sold contains 1 2; circuit "
                        "nvidia/h800-sxm5-80gb [1, 1] inside; circuit nvidia/h800-sxm5-80gb [3, 3] "
                        "inside; ");
    take_down(&bench);
    bench.named = NULL;
}

/* A number of things that does not fit ends the check; it never wraps. */
static void counts_do_not_overflow(void **state)
{
    (void)state;
    static const struct {
        const char *spec;
        ecc_status status;
    } rows[] = {
        {"contains: [{item: ./2.yaml, count: 600e15}]\n", ECC_OK},
        {"contains: [{item: ./2.yaml, count: 600e15}, {item: ./2.yaml, count: 500e15}]\n", ECC_OK},
        {"contains: [{item: ./2.yaml, count: 600e15}, {item: ./2.yaml, count: 600e15}]\n",
         ECC_E_LIMIT},
        {"contains: [{item: ./2.yaml, count: 1e30}]\n", ECC_E_LIMIT},
    };
    static struct bench bench;
    bench.rules.quantities = BAND;
    bench.rules.clauses = LINE;
    bench.rules.parts[0] = CHIP;
    bench.rules.parts[2] = "ecc: board/1\nname: b\ncontains: [{item: ./0.yaml, count: "
                           "100000000000000000000000000000e30}]\n";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char spec[256];
        snprintf(spec, sizeof spec, "ecc: system/1\nname: s\n%s", rows[i].spec);
        assert_int_equal(set_up_world(&bench, spec), rows[i].status);
        take_down(&bench);
    }
}

/* Each reading is at first as the rule set takes it. */
static void reads_as_the_law_takes_it(void **state)
{
    (void)state;
    static struct bench bench;
    bench.rules.quantities = BAND;
    bench.rules.clauses = LINE;
    bench.rules.readings =
        "readings:\n  - {id: tf32, question: {en: q, zh: q}, source: {mark: inference},\n"
        "     options: [{id: full, name: {en: f, zh: f}}, {id: real, name: {en: r, zh: r}}],\n"
        "     taken: real}\n"
        "  - {id: other, question: {en: q, zh: q}, source: {mark: inference},\n"
        "     options: [{id: a, name: {en: a, zh: a}}, {id: b, name: {en: b, zh: b}}, {id: c, "
        "name: {en: c, zh: c}}],\n     taken: c}\n";
    assert_int_equal(set_up_world(&bench, CHIP), ECC_OK);
    assert_int_equal(bench.world.readings[0], 1);
    assert_int_equal(bench.world.readings[1], 2);
    assert_int_equal(bench.world.readings[2], 0);
    take_down(&bench);
}

/* ---- What keeps a quantity from being exact ---------------------------------------------------- */

/* "3 bandwidth; direction within-package": how many figures, the first of them ("-": a list or a word), and the
 * words, of which three fit. */
static void put_leaves(struct bench *bench, char out[256])
{
    struct ecc_view view;
    struct ecc_leaf first = {NULL, NULL};
    struct ecc_leaf words[4] = {{NULL, NULL}, {NULL, NULL}, {NULL, NULL}, {NULL, NULL}};
    size_t n = 0;
    assert_int_equal(ecc_view_init(&view, &bench->world, bench->arena, NULL), ECC_OK);
    ecc_inexact_leaves(&view, 0, bench->world.law->definitions->n_quantities - 1, &first, &n);
    size_t len = (size_t)snprintf(out, 256, "%zu", n);
    if (n > 0) {
        ecc_str path = first.fact != NULL ? ecc_fact_path(bench->arena, first.holder, first.fact)
                                          : ECC_STR("-");
        len += (size_t)snprintf(out + len, 256 - len, " %.*s", (int)path.len, path.ptr);
    }
    n = ecc_unknown_words(&view, 0, bench->world.law->definitions->n_quantities - 1, words, 3);
    for (size_t i = 0; i < n; i++) {
        ecc_str path = ecc_fact_path(bench->arena, words[i].holder, words[i].fact);
        len += (size_t)snprintf(out + len, 256 - len, "%s%.*s", i == 0 ? "; " : " ", (int)path.len,
                                path.ptr);
    }
    assert_null(words[3].fact);
}

#define LINKS(first, second) CHIP "links: [{" first "}, {" second "}]\n"
#define FAST                 "bandwidth: 1 GB/s"
#define SUM                  "{sum: links, where: {direction: both, within-package: no}, of: bandwidth}"
#define BY                   "{by: direction, both: bandwidth, each: {product: [2, bandwidth]}}"
#define FIRST                "{first: [declared.tpp, {product: [memory.bandwidth, 1 TOPS*bit*s/GB]}]}"

static void finds_what_is_not_exact(void **state)
{
    (void)state;
    static const struct {
        const char *unit;
        const char *formula;
        const char *spec;
        const char *leaves;
    } rows[] = {
        /* facts */
        {"GB/s", "memory.bandwidth", CHIP "memory: {bandwidth: 1 GB/s}", "0"},
        {"GB/s", "memory.bandwidth", CHIP "memory: {bandwidth: 1..2 GB/s}", "1 memory.bandwidth"},
        {"GB/s", "memory.bandwidth", CHIP, "1 memory.bandwidth"},
        {"TOPS*bit", "declared.tpp", CHIP, "0"},
        {"TOPS*bit", "declared.tpp", CHIP "declared: {tpp: unknown}", "1 declared.tpp"},
        {"TOPS*bit", "declared.tpp", CHIP "declared: {tpp: 5}", "0"},
        /* operands */
        {"GB/s", "{product: [2, memory.bandwidth]}", CHIP, "1 memory.bandwidth"},
        {"GB/s", "{total: [1 GB/s, memory.bandwidth, {product: [memory.bandwidth, 3]}]}", CHIP,
         "2 memory.bandwidth"},
        {"1", "{ratio: [power, {total: [power, 1 W]}]}", CHIP "power: '> 1 W'", "2 power"},
        {"GB/s", "{highest-of: [{quantity: other}, memory.bandwidth]}", CHIP, "1 memory.bandwidth"},
        /* lists */
        {"GB/s", "{sum: links, of: bandwidth}", CHIP, "1 -"},
        {"GB/s", "{sum: links, of: bandwidth}", LINKS(FAST, FAST), "0"},
        {"GB/s", "{sum: links, of: bandwidth}", LINKS(FAST, "bandwidth: '< 2 GB/s'"),
         "1 links[1].bandwidth"},
        {"GB/s", "{highest: links, of: bandwidth}", LINKS("bandwidth: unknown", "name: x"),
         "2 links[0].bandwidth"},
        {"1", "{count: links}", LINKS(FAST, "name: x"), "0"},
        {"1", "{count: links}", CHIP "links: [unknown]", "1 -"},
        {"GB/s", "{sum: links, of: bandwidth}", CHIP "links: [unknown, {name: x}]", "2 -"},
        /* entries that count, or may */
        {"GB/s", SUM, LINKS("direction: each", "direction: each, within-package: yes"), "0"},
        {"GB/s", SUM, LINKS("direction: both", FAST ", direction: both"), "1 links[0].bandwidth"},
        {"GB/s", SUM, LINKS(FAST, FAST ", direction: both"), "1 -; links[0].direction"},
        {"GB/s", SUM, LINKS(FAST ", within-package: yes", FAST ", direction: each"), "0"},
        {"GB/s", SUM, LINKS("name: x", FAST ", direction: both"), "2 -; links[0].direction"},
        {"GB/s", SUM, LINKS("bandwidth: unknown, direction: both", FAST),
         "2 links[0].bandwidth; links[1].direction"},
        {"GB/s", SUM, LINKS(FAST ", within-package: unknown", FAST ", direction: both"),
         "2 -; links[0].direction links[0].within-package"},
        {"GB/s", SUM, LINKS(FAST ", within-package: unknown", FAST),
         "3 -; links[0].direction links[0].within-package links[1].direction"},
        {"GB/s", SUM, LINKS(FAST ", within-package: unknown", FAST ", within-package: unknown"),
         "4 -; links[0].direction links[0].within-package links[1].direction"},
        {"GB/s", SUM, LINKS(FAST ", direction: both, within-package: unknown", FAST),
         "2 -; links[0].within-package links[1].direction"},
        {"1", "{count: links, where: {direction: both}}", LINKS("name: x", "direction: both"),
         "1 -; links[0].direction"},
        /* by a word */
        {"GB/s", "{sum: links, of: " BY "}", LINKS("direction: both", "direction: each"),
         "2 links[0].bandwidth"},
        {"GB/s", "{sum: links, of: " BY "}",
         LINKS(FAST ", direction: both", "direction: each, bandwidth: 1..2 GB/s"),
         "1 links[1].bandwidth"},
        {"GB/s", "{sum: links, of: " BY "}", LINKS("name: x", FAST ", direction: each"),
         "1 -; links[0].direction"},
        {"GB/s", "{sum: links, of: {by: direction, both: 1 GB/s, each: bandwidth}}",
         LINKS("direction: both", "direction: each"), "1 links[1].bandwidth"},
        {"GB/s", "{by: sold-as, chip: 1 GB/s, module: 2 GB/s, card: memory.bandwidth}",
         CHIP "sold-as: card", "1 memory.bandwidth"},
        {"GB/s", "{by: sold-as, chip: 1 GB/s, module: 2 GB/s, card: memory.bandwidth}",
         CHIP "sold-as: module", "0"},
        /* one word that is asked for twice is one word */
        {"GB/s", "{sum: links, of: {total: [" BY ", " BY "]}}",
         LINKS("name: x", FAST ", direction: each"), "2 -; links[0].direction"},
        {"GB/s", "{sum: links, of: {total: [" BY ", " BY "]}}", LINKS("name: x", "name: y"),
         "4 -; links[0].direction links[1].direction"},
        /* the first that is given */
        {"TOPS*bit", FIRST, CHIP "declared: {tpp: 5}", "0"},
        {"TOPS*bit", FIRST, CHIP "declared: {tpp: unknown}", "1 declared.tpp"},
        {"TOPS*bit", FIRST, CHIP, "1 memory.bandwidth"},
        {"TOPS*bit", "{first: [{product: [2, declared.tpp]}, 5 TOPS*bit, declared.tpp]}",
         CHIP "declared: {tpp: '> 4'}", "1 declared.tpp"},
        {"GB/s",
         "{sum: links, of: {first: [{by: direction, both: programmable-to, each: 5 GB/s}, "
         "bandwidth]}}",
         LINKS("name: x", FAST), "3 -; links[0].direction links[1].direction"},
        /* a number that does not fit is given */
        {"GB^3/s^3",
         "{first: [{product: [memory.bandwidth, memory.bandwidth, memory.bandwidth]}, {product: "
         "[memory.bandwidth, 1 GB^2/s^2, {sum: links, of: {ratio: [bandwidth, 1 GB/s]}}]}]}",
         CHIP "memory: {bandwidth: 999999999999999999999999999999e28 GB/s}", "0"},
        /* as it is read */
        {"GB/s", "{reading: tf32, full: 1 GB/s, real: memory.bandwidth}", CHIP, "0"},
        {"GB/s", "{reading: tf32, full: memory.bandwidth, real: 1 GB/s}", CHIP,
         "1 memory.bandwidth"},
        /* nothing of a table or a quantity is a figure of its own */
        {"bit", "{sum: processing-units, of: {highest: peaks, of: {table: width}}}",
         CHIP "processing-units: [{kind: digital-processor, peaks: {fp16: unknown}}]", "0"},
    };
    static struct bench bench;
    size_t failed = 0;
    bench.rules.clauses = LINE;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char quantities[1024];
        char leaves[256];
        snprintf(quantities, sizeof quantities,
                 BAND SMALL_QUANTITY("other", "circuit", "GB/s", "{sum: links, of: bandwidth}")
                     SMALL_QUANTITY("q", "circuit", "%s", "%s"),
                 rows[i].unit, rows[i].formula);
        bench.rules.quantities = quantities;
        assert_int_equal(set_up_world(&bench, rows[i].spec), ECC_OK);
        put_leaves(&bench, leaves);
        if (strcmp(leaves, rows[i].leaves) != 0) {
            print_error("%s\nof %s\nhas %s\nnot %s\n", rows[i].formula, rows[i].spec, leaves,
                        rows[i].leaves);
            failed++;
        }
        take_down(&bench);
    }
    assert_int_equal(failed, 0);
}

/* ---- What hangs on how the law is read ----------------------------------------------------------- */

#define TWO(id, taken)                                                                             \
    "  - {id: " id ", question: {en: q, zh: q}, source: {mark: inference}, taken: " taken          \
    ", options: [{id: a, name: {en: a, zh: a}}, {id: b, name: {en: b, zh: b}}]}\n"
#define THREE(id, taken)                                                                           \
    "  - {id: " id ", question: {en: q, zh: q}, source: {mark: inference}, taken: " taken          \
    ", options: [{id: a, name: {en: a, zh: a}}, {id: b, name: {en: b, zh: b}}, {id: c, name: "     \
    "{en: "                                                                                        \
    "c, zh: c}}]}\n"
/* The table of widths asks for it. */
#define FULL                                                                                       \
    "  - {id: tf32, question: {en: q, zh: q}, source: {mark: inference}, taken: full,\n"           \
    "     options: [{id: full, name: {en: f, zh: f}}, {id: real, name: {en: r, zh: r}}]}\n"

/* "nm! mmm mm! mm; 5 m, 19 n": the outcome under each option, "!" where the reading matters; and of the
 * combinations how many lead to which. */
static void put_effects(const struct bench *bench, const struct ecc_reading_effects *effects,
                        char out[256])
{
    const struct ecc_definitions *definitions = bench->world.law->definitions;
    size_t len = 0;
    for (size_t i = 0; i < definitions->n_readings; i++) {
        len += (size_t)snprintf(out + len, 256 - len, "%s", i > 0 ? " " : "");
        for (size_t j = 0; j < definitions->readings[i].n_options; j++) {
            len += (size_t)snprintf(out + len, 256 - len, "%s",
                                    effects->readings[i].outcomes[j] == 1   ? "m"
                                    : effects->readings[i].outcomes[j] == 2 ? "n"
                                                                            : "?");
        }
        len += (size_t)snprintf(out + len, 256 - len, "%s",
                                effects->readings[i].matters ? "!" : "");
    }
    for (size_t i = 0; i < effects->n_groups; i++) {
        len += (size_t)snprintf(out + len, 256 - len, "%s%zu %s", i == 0 ? "; " : ", ",
                                effects->groups[i].n, effects->groups[i].outcomes == 1 ? "m" : "n");
    }
    snprintf(out + len, 256 - len, "%s", effects->cut ? " cut" : "");
}

#define Y(a, b, c) "{reading: y, a: " a ", b: " b ", c: " c "}"
#define TOO_MUCH   "{product: [power, power, power, 1 GB/s/W^3]}"

static void turns_readings(void **state)
{
    (void)state;
    /* met at 5 GB/s and more; x is taken as b, y as a, z as b */
    static const struct {
        const char *formula;
        bool all;
        ecc_status status;
        const char *effects;
    } rows[] = {
        {"5 GB/s", false, ECC_OK, "mm mmm mm mm"},
        {"5 GB/s", true, ECC_OK, "mm mmm mm mm; 24 m"},
        {"{reading: x, a: 1 GB/s, b: 5 GB/s}", false, ECC_OK, "nm! mmm mm mm"},
        {"{reading: x, a: 1 GB/s, b: 5 GB/s}", true, ECC_OK, "nm! mmm mm mm; 12 n, 12 m"},
        {Y("1 GB/s", "5 GB/s", "1 GB/s"), false, ECC_OK, "nn nmn! nn nn"},
        {Y("1 GB/s", "1 GB/s", "5 GB/s"), true, ECC_OK, "nn nnm! nn nn; 16 n, 8 m"},
        /* only with another answer to another question */
        {"{reading: x, a: " Y("1 GB/s", "5 GB/s", "1 GB/s") ", b: 1 GB/s}", false, ECC_OK,
         "nn nnn nn nn"},
        {"{reading: x, a: " Y("1 GB/s", "5 GB/s", "1 GB/s") ", b: 1 GB/s}", true, ECC_OK,
         "nn! nnn! nn nn; 20 n, 4 m"},
        {"{reading: x, a: {reading: z, a: 5 GB/s, b: 1 GB/s}, b: 1 GB/s}", true, ECC_OK,
         "nn! nnn nn! nn; 6 m, 18 n"},
        /* what matters as the law is taken matters, whatever the other combinations say */
        {"{reading: x, a: 1 GB/s, b: " Y("5 GB/s", "1 GB/s", "1 GB/s") "}", true, ECC_OK,
         "nm! mnn! mm mm; 20 n, 4 m"},
        /* each alone, the others as they are taken */
        {"{total: [{reading: x, a: 0 GB/s, b: 2 GB/s}, " Y(
             "1 GB/s", "2 GB/s", "4 GB/s") ", {reading: z, a: 0 GB/s, b: 2 GB/s}]}",
         false, ECC_OK, "nm! mmm nm! mm"},
        /* a number that does not fit, under one answer, or under two at once */
        {"{reading: x, a: " TOO_MUCH ", b: 1 GB/s}", false, ECC_E_LIMIT, NULL},
        {"{reading: z, a: 1 GB/s, b: " TOO_MUCH "}", false, ECC_E_LIMIT, NULL},
        {"{reading: x, a: {reading: z, a: " TOO_MUCH ", b: 1 GB/s}, b: 1 GB/s}", false, ECC_OK,
         "nn nnn nn nn"},
        {"{reading: x, a: {reading: z, a: " TOO_MUCH ", b: 1 GB/s}, b: 1 GB/s}", true, ECC_E_LIMIT,
         NULL},
    };
    static struct bench bench;
    static struct ecc_reading_effects effects;
    size_t failed = 0;
    bench.rules.readings = "readings:\n" TWO("x", "b") THREE("y", "a") TWO("z", "b") FULL;
    bench.rules.order = "  circuit: [R.a]\n";
    bench.rules.clauses =
        "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: q, at-least: 5 GB/s}\n";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char quantities[1024];
        char said[256] = "";
        snprintf(quantities, sizeof quantities, SMALL_QUANTITY("q", "circuit", "GB/s", "%s"),
                 rows[i].formula);
        bench.rules.quantities = quantities;
        assert_int_equal(set_up_world(&bench, CHIP "sold-as: chip\npower: 1e30 W\n"), ECC_OK);
        memset(&effects, 0x55, sizeof effects);
        const ecc_status status = ecc_readings_try(&bench.world, 0, rows[i].all, bench.arena,
                                                   &effects);
        assert_int_equal(status, rows[i].status);
        if (status == ECC_OK) {
            put_effects(&bench, &effects, said);
        }
        if (status == ECC_OK && strcmp(said, rows[i].effects) != 0) {
            print_error("%s\nhas %s\nnot %s\n", rows[i].formula, said, rows[i].effects);
            failed++;
        }
        for (size_t j = 0; j < 4; j++) { /* put back */
            assert_int_equal(bench.world.readings[j], (j + 1) % 2);
        }
        take_down(&bench);
    }
    assert_int_equal(failed, 0);
}

/* Of more than 1,024 combinations the last answers are turned one at a time only. */
static void turns_the_first_of_many(void **state)
{
    (void)state;
    static struct bench bench;
    static struct ecc_reading_effects effects;
    char said[256];
    bench.rules.readings = "readings:\n" FULL TWO("r1", "a") TWO("r2", "a") TWO("r3", "a")
        TWO("r4", "a") TWO("r5", "a") TWO("r6", "a") TWO("r7", "a") TWO("r8", "a") TWO("r9", "a")
            THREE("r10", "a");
    bench.rules.quantities = SMALL_QUANTITY(
        "q", "circuit", "GB/s",
        "{reading: r9, a: 1 GB/s, b: {reading: r10, a: 1 GB/s, b: 5 GB/s, c: 5 "
        "GB/s}}");
    bench.rules.order = "  circuit: [R.a]\n";
    bench.rules.clauses =
        "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: q, at-least: 5 GB/s}\n";
    assert_int_equal(set_up_world(&bench, CHIP "sold-as: chip\n"), ECC_OK);
    assert_int_equal(ecc_readings_try(&bench.world, 0, true, bench.arena, &effects), ECC_OK);
    put_effects(&bench, &effects, said);
    assert_string_equal(said, "nn nn nn nn nn nn nn nn nn nn nnn!; 1024 n cut");
    assert_int_equal(effects.n_combinations, 1024);
    take_down(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_the_things_of_a_specification),
        cmocka_unit_test(tells_files_from_parts_of_the_catalogue),
        cmocka_unit_test(counts_do_not_overflow),
        cmocka_unit_test(reads_as_the_law_takes_it),
        cmocka_unit_test(finds_what_is_not_exact),
        cmocka_unit_test(turns_readings),
        cmocka_unit_test(turns_the_first_of_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
