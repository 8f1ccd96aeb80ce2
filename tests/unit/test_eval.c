/* SPDX-License-Identifier: Apache-2.0 */
/* Tests and clauses to verdicts: every operator on both sides of its line, every way in which a
 * value can be vague, and what a check refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_rules.h"

#define CHIP   "ecc: chip/1\nname: x\n"
#define MEMORY "ecc: memory/1\nname: x\n"
#define HEAD   "heading: {en: h, zh: h}, "

static const char quantities[] = SMALL_QUANTITY("bw", "circuit", "GB/s", "memory.bandwidth")
    SMALL_QUANTITY("tpp", "circuit", "TOPS*bit", "declared.tpp")
        SMALL_QUANTITY("share", "circuit", "1", "{ratio: [1 GB/s, {quantity: bw}]}")
            SMALL_QUANTITY("units", "circuit", "1", "{count: processing-units}")
                SMALL_QUANTITY("stack", "memory", "GB/s", "bandwidth");

static struct small_rules small = {.quantities = quantities};

/* The verdict of the rule's first paragraph of a kind of thing. */
static const char *verdict(const char *clause, const char *spec, const char *kind)
{
    char clauses[2048];
    struct small_check check;
    snprintf(clauses, sizeof clauses, "  - {id: a, " HEAD "%s}\n", clause);
    small.clauses = clauses;
    small_open(&small);
    assert_int_equal(small_check(&small, spec, NULL, &check), ECC_OK);
    const char *word = "absent";
    for (size_t i = 0; i < check.result->n_subjects; i++) {
        const ecc_subject *subject = &check.result->subjects[i];
        if (ecc_str_is(subject->kind, kind) && subject->n_entries > 0) {
            word = small_word(subject->entries[0].paragraphs[0].verdict);
        }
    }
    small_done(&check);
    return word;
}

struct comparison {
    const char *value;
    const char *verdicts[4]; /* at-least, more-than, at-most, less-than 600 */
};

static const struct comparison comparisons[] = {
    {"599.999999999 GB/s", {"no", "no", "yes", "yes"}},
    {"600 GB/s", {"yes", "no", "yes", "no"}},
    {"600.000000001 GB/s", {"yes", "yes", "no", "no"}},
    {"'>= 600 GB/s'", {"yes", "undecided", "undecided", "no"}},
    {"'> 600 GB/s'", {"yes", "yes", "no", "no"}},
    {"'<= 600 GB/s'", {"undecided", "no", "yes", "undecided"}},
    {"'< 600 GB/s'", {"no", "no", "yes", "yes"}},
    {"500..600 GB/s", {"undecided", "no", "yes", "undecided"}},
    {"600..700 GB/s", {"yes", "undecided", "undecided", "no"}},
    {"unknown", {"undecided", "undecided", "undecided", "undecided"}},
};

static void compares(void **state)
{
    (void)state;
    static const char *const operators[] = {"at-least", "more-than", "at-most", "less-than"};
    for (size_t i = 0; i < sizeof comparisons / sizeof comparisons[0]; i++) {
        for (size_t j = 0; j < 4; j++) {
            char clause[128];
            char spec[256];
            snprintf(clause, sizeof clause, "for: circuit, compare: bw, %s: 600 GB/s",
                     operators[j]);
            snprintf(spec, sizeof spec, CHIP "memory: {bandwidth: %s}\n", comparisons[i].value);
            const char *found = verdict(clause, spec, "circuit");
            if (strcmp(found, comparisons[i].verdicts[j]) != 0) {
                fail_msg("%s %s 600 GB/s: %s", comparisons[i].value, operators[j], found);
            }
        }
    }
    small_close(&small);
}

struct sample {
    const char *clause;
    const char *spec;
    const char *kind;
    const char *verdict;
};

static const struct sample samples[] = {
    /* no value: what is absent for good reason, a ratio by zero */
    {"for: circuit, compare: tpp, at-least: 1 TOPS*bit", CHIP, "circuit", "undecided"},
    {"for: circuit, compare: tpp, less-than: 1 TOPS*bit", CHIP, "circuit", "undecided"},
    {"for: circuit, compare: share, less-than: 1", CHIP "memory: {bandwidth: 0 GB/s}", "circuit",
     "undecided"},
    {"for: circuit, compare: share, at-least: 0", CHIP "memory: {bandwidth: 0..1 GB/s}", "circuit",
     "undecided"},
    {"for: circuit, compare: share, at-least: 1", CHIP "memory: {bandwidth: 1 GB/s}", "circuit",
     "yes"},
    /* facts */
    {"for: circuit, fact: datacenter.designed, is: yes", CHIP "datacenter: {designed: yes}",
     "circuit", "yes"},
    {"for: circuit, fact: datacenter.designed, is: yes", CHIP "datacenter: {designed: no}",
     "circuit", "no"},
    {"for: circuit, fact: datacenter.designed, is: no", CHIP, "circuit", "undecided"},
    {"for: circuit, fact: datacenter.designed, is: [no, yes]", CHIP, "circuit", "yes"},
    {"for: circuit, fact: sold-as, is: [card, module]", CHIP "sold-as: card", "circuit", "yes"},
    {"for: circuit, fact: sold-as, is: [card, module]", CHIP "sold-as: chip", "circuit", "no"},
    {"for: circuit, fact: sold-as, is: chip", CHIP, "circuit", "undecided"},
    /* all, any, not */
    {"for: circuit, all: [{compare: units, at-least: 1}, {fact: sold-as, is: chip}]",
     CHIP "processing-units: []", "circuit", "no"},
    {"for: circuit, any: [{compare: units, at-most: 0}, {fact: sold-as, is: chip}]",
     CHIP "processing-units: []", "circuit", "yes"},
    {"for: circuit, not: {fact: sold-as, is: chip}", CHIP "sold-as: card", "circuit", "yes"},
    {"for: circuit, not: {fact: sold-as, is: chip}", CHIP, "circuit", "undecided"},
    /* every completion agrees, although neither part is decided */
    {"for: circuit, any: [{compare: bw, at-least: 1 GB/s}, {compare: bw, less-than: 1 GB/s}]", CHIP,
     "circuit", "yes"},
    {"for: circuit, all: [{compare: bw, at-least: 1 GB/s}, {compare: bw, less-than: 1 GB/s}]", CHIP,
     "circuit", "no"},
    {"for: circuit, any: [{compare: bw, more-than: 0 GB/s}, {compare: bw, at-most: 0 GB/s}]", CHIP,
     "circuit", "yes"},
    {"for: circuit, any: [{compare: bw, at-least: 0 GB/s}, {fact: sold-as, is: chip}]", CHIP,
     "circuit", "yes"},
    {"for: circuit, any: [{fact: sold-as, is: chip}, {fact: sold-as, is: [module, card]}]", CHIP,
     "circuit", "yes"},
    {"for: memory, any: [{compare: stack, at-least: 1 GB/s}, {compare: stack, less-than: 1 GB/s}]",
     MEMORY, "memory", "yes"},
    {"for: assembly, any: [{contains: circuit, compare: bw, at-least: 1 GB/s}, {not: {contains: "
     "circuit, compare: bw, at-least: 1 GB/s}}]",
     CHIP "sold-as: card", "assembly", "yes"},
    /* memories, and what is inside */
    {"for: memory, compare: stack, at-least: 2 GB/s", MEMORY "bandwidth: 2 GB/s", "memory", "yes"},
    {"for: circuit, compare: bw, at-least: 2 GB/s", MEMORY "bandwidth: 2 GB/s", "circuit",
     "absent"},
    {"for: assembly, contains: circuit, compare: bw, at-least: 2 GB/s",
     CHIP "sold-as: module\nmemory: {bandwidth: 2 GB/s}", "assembly", "yes"},
    {"for: assembly, contains: circuit, compare: bw, at-least: 2 GB/s",
     CHIP "sold-as: card\nmemory: {bandwidth: 1 GB/s}", "assembly", "no"},
    {"for: assembly, contains: circuit, compare: bw, at-least: 2 GB/s",
     CHIP "sold-as: chip\nmemory: {bandwidth: 2 GB/s}", "assembly", "absent"},
    {"for: assembly, contains: memory, compare: stack, at-least: 2 GB/s",
     CHIP "memory: {bandwidth: 2 GB/s}", "assembly", "no"},
    {"for: assembly, contains: circuit, compare: bw, at-least: 2 GB/s", "ecc: board/1\nname: x\n",
     "assembly", "undecided"},
    {"for: assembly, contains: circuit, compare: bw, at-least: 2 GB/s",
     "ecc: board/1\nname: x\ncontains: []\n", "assembly", "no"},
};

static void judges(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        const char *found = verdict(samples[i].clause, samples[i].spec, samples[i].kind);
        if (strcmp(found, samples[i].verdict) != 0) {
            fail_msg("%s\nof\n%s\nis %s, not %s", samples[i].clause, samples[i].spec, found,
                     samples[i].verdict);
        }
    }
    small_close(&small);
}

/* A margin stands beside an exact value only; beside a line at zero it has no share. */
static void has_margins(void **state)
{
    (void)state;
    struct small_check check;
    char range[256];
    small.clauses = "  - {id: a, for: circuit, " HEAD "any: [{compare: bw, at-least: 4 GB/s}, "
                    "{compare: bw, at-least: 0 GB/s}, {compare: units, at-least: 1}]}\n";
    small_open(&small);
    assert_int_equal(small_check(&small, CHIP "memory: {bandwidth: 5 GB/s}", NULL, &check), ECC_OK);
    const ecc_node *node = check.result->subjects[0].entries[0].paragraphs;
    assert_int_equal(node->n_children, 3);
    assert_non_null(node->children[0].margin);
    ecc_range margin = {.lo = node->children[0].margin, .hi = node->children[0].margin_ratio};
    small_range(&margin, range);
    assert_string_equal(range, "[1, 0.25]");
    assert_non_null(node->children[1].margin);
    assert_null(node->children[1].margin_ratio);
    assert_null(node->children[2].margin);
    small_done(&check);
    small_close(&small);
}

static void tells_each_line_once(void **state)
{
    (void)state;
    /* nine lines within 6 % of 100 GB/s */
    struct small_check check;
    char clauses[2048] = "  - {id: a, for: circuit, " HEAD "any: [{compare: bw, at-least: 96 GB/s}";
    for (int line = 97; line < 105; line++) {
        char one[64];
        snprintf(one, sizeof one, ", {compare: bw, at-least: %d GB/s}", line);
        strcat(clauses, one);
    }
    strcat(clauses, "]}\n");
    small.clauses = clauses;
    small_open(&small);
    assert_int_equal(
        small_check(&small, CHIP "sold-as: chip\nmemory: {bandwidth: 100 GB/s}", NULL, &check),
        ECC_OK);
    assert_int_equal(check.result->n_findings, 9);
    for (size_t i = 0; i < 9; i++) {
        const ecc_finding *finding = &check.result->findings[i];
        char line[16];
        snprintf(line, sizeof line, "%zu", 96 + i);
        assert_string_equal(finding->id, "finding.near-line");
        assert_int_equal(finding->n_args, 4);
        assert_true(ecc_str_is(finding->args[0].text, "bw"));
        assert_true(ecc_str_is(finding->args[2].text, line));
    }
    small_done(&check);
    small_close(&small);
}

/* A declared figure is held against what the rest comes to; where that is nothing, it is not. */
static void holds_declared_figures_against_the_rest(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        const char *spec;
        bool told;
    } rows[] = {
        {"{first: [declared.tpp, {product: [memory.bandwidth, 1 TOPS*bit*s/GB]}]}",
         "declared: {tpp: 500}\nmemory: {bandwidth: 700 GB/s}", true},
        {"{first: [declared.tpp, {product: [memory.bandwidth, 1 TOPS*bit*s/GB]}]}",
         "declared: {tpp: 500}\nmemory: {bandwidth: 400 GB/s}", false},
        {"{first: [declared.tpp, {product: [memory.bandwidth, 1 TOPS*bit*s/GB]}]}",
         "memory: {bandwidth: 700 GB/s}", false},
        {"{first: [500 TOPS*bit, declared.tpp]}", "declared: {tpp: 700}", true},
        {"{first: [700 TOPS*bit, declared.tpp]}", "sold-as: chip", false},
        /* a figure that only leaves more open; one that leaves the declared one out */
        {"{first: [declared.tpp, {product: [memory.bandwidth, 1 TOPS*bit*s/GB]}]}",
         "declared: {tpp: 500}", false},
        {"{first: [declared.tpp, {product: [memory.bandwidth, 1 TOPS*bit*s/GB]}]}",
         "declared: {tpp: 500}\nmemory: {bandwidth: '> 500 GB/s'}", true},
        {"{first: [declared.tpp, {product: [memory.bandwidth, 1 TOPS*bit*s/GB]}]}",
         "declared: {tpp: 500..700}\nmemory: {bandwidth: 700 GB/s}", true},
        /* a word leaves open whether there is a declared figure, or what the rest comes to */
        {"{first: [{by: sold-as, chip: declared.tpp, module: 500 TOPS*bit, card: 500 TOPS*bit}, "
         "700 "
         "TOPS*bit]}",
         "", false},
        {"{first: [700 TOPS*bit, {by: sold-as, chip: declared.tpp, module: 500 TOPS*bit, card: 500 "
         "TOPS*bit}]}",
         "", false},
        /* the rest has no value, and nothing is declared */
        {"{first: [declared.tpp, {total: [700 TOPS*bit, {product: [0 TOPS*bit, {ratio: [1 GB/s, "
         "memory.bandwidth]}]}]}]}",
         "memory: {bandwidth: 0 GB/s}", false},
    };
    static struct small_rules own;
    own.order = "  circuit: [R.a]\n";
    own.clauses = "  - {id: a, for: circuit, " HEAD "compare: q, at-least: 600 TOPS*bit}\n";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char quantity[512];
        char spec[256];
        struct small_check check;
        bool told = false;
        snprintf(quantity, sizeof quantity, SMALL_QUANTITY("q", "circuit", "TOPS*bit", "%s"),
                 rows[i].formula);
        snprintf(spec, sizeof spec, CHIP "%s", rows[i].spec);
        own.quantities = quantity;
        small_open(&own);
        assert_int_equal(small_check(&own, spec, NULL, &check), ECC_OK);
        for (size_t j = 0; j < check.result->n_findings; j++) {
            const ecc_finding *finding = &check.result->findings[j];
            told = told || (strcmp(finding->id, "finding.declared-differs") == 0 &&
                            ecc_str_is(finding->args[0].text, "q"));
        }
        if (told != rows[i].told) {
            fail_msg("%s of %s is%s told", rows[i].formula, rows[i].spec, told ? "" : " not");
        }
        small_done(&check);
    }
    small_close(&own);
}

/* What is near a line is told within the band that is asked for, a count never. */
static void tells_what_is_near(void **state)
{
    (void)state;
    static const struct {
        const char *bandwidth;
        unsigned percent;
        size_t n;
    } rows[] = {{"94 GB/s", 0, 1},   {"93.9 GB/s", 0, 0}, {"106 GB/s", 0, 1}, {"106.1 GB/s", 0, 0},
                {"93.9 GB/s", 7, 1}, {"94 GB/s", 5, 0},   {"unknown", 0, 0}};
    small.clauses = "  - {id: a, for: circuit, " HEAD "any: [{compare: bw, at-least: 100 GB/s}, "
                    "{compare: bw, less-than: 100 GB/s}, {compare: units, at-least: 1}]}\n";
    small_open(&small);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct small_check check;
        char spec[256];
        ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
        options.near_percent = rows[i].percent;
        snprintf(spec, sizeof spec,
                 CHIP "sold-as: chip\nprocessing-units: [{kind: digital-processor}]\n"
                      "memory: {bandwidth: %s}\n",
                 rows[i].bandwidth);
        assert_int_equal(small_check(&small, spec, &options, &check), ECC_OK);
        size_t n = 0;
        for (size_t j = 0; j < check.result->n_findings; j++) {
            n += strcmp(check.result->findings[j].id, "finding.near-line") == 0 ? 1 : 0;
        }
        assert_int_equal(n, rows[i].n);
        small_done(&check);
    }
    small_close(&small);
}

#define QUESTION(id, when)                                                                         \
    "  - {id: " id ", to: {en: t, zh: t}, ask: {en: a, zh: a}, when: " when                        \
    ", source: {mark: primary}}\n"

/* A question is asked always, where the rule is met, or where it may be. */
static void asks_what_goes_with_the_verdict(void **state)
{
    (void)state;
    static const struct {
        const char *bandwidth;
        const char *asked;
    } rows[] = {{"2 GB/s", " a m p"}, {"1..2 GB/s", " a p"}, {"1 GB/s", " a"}};
    small.clauses = "  - {id: a, for: circuit, " HEAD "compare: bw, at-least: 2 GB/s}\n"
                    "questions:\n" QUESTION("a", "always") QUESTION("m", "met")
                        QUESTION("p", "possible");
    small_open(&small);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct small_check check;
        char spec[128];
        char asked[32] = "";
        snprintf(spec, sizeof spec, CHIP "memory: {bandwidth: %s}\n", rows[i].bandwidth);
        assert_int_equal(small_check(&small, spec, NULL, &check), ECC_OK);
        const ecc_entry *entry = &check.result->subjects[0].entries[0];
        for (size_t j = 0; j < entry->n_questions; j++) {
            size_t len = strlen(asked);
            snprintf(asked + len, sizeof asked - len, " %.*s", (int)entry->questions[j].id.len,
                     entry->questions[j].id.ptr);
        }
        assert_string_equal(asked, rows[i].asked);
        small_done(&check);
    }
    small_close(&small);
}

static void takes_readings(void **state)
{
    (void)state;
    static const char by_reading[] = SMALL_QUANTITY(
        "q", "circuit", "GB/s", "{reading: tf32, full: memory.bandwidth, real: 1 GB/s}");
    struct small_rules other = {.quantities = NULL};
    static struct small_rules kept;
    kept = other;
    kept.quantities = by_reading;
    kept.order = "  circuit: [R.a]\n";
    kept.clauses = "  - {id: a, for: circuit, " HEAD "compare: q, at-least: 4 GB/s}\n";
    small_open(&kept);
    struct small_check check;
    const char *spec = CHIP "sold-as: chip\nmemory: {bandwidth: 5 GB/s}";
    assert_int_equal(small_check(&kept, spec, NULL, &check), ECC_OK);
    assert_int_equal(check.result->controlled, ECC_TRUE);
    small_done(&check);

    const ecc_reading_choice real = {ECC_STR("tf32"), ECC_STR("real")};
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    options.readings = &real;
    options.n_readings = 1;
    assert_int_equal(small_check(&kept, spec, &options, &check), ECC_OK);
    assert_int_equal(check.result->controlled, ECC_FALSE);
    assert_int_equal(check.result->n_readings, 1);
    small_done(&check);

    options.n_readings = 0;
    options.all_readings = true;
    assert_int_equal(small_check(&kept, spec, &options, &check), ECC_OK);
    assert_int_equal(check.result->n_combinations, 2);
    for (size_t i = 0; i < 2; i++) { /* in the order of the options: full, then real */
        const ecc_combined *combined = &check.result->combinations[i];
        assert_int_equal(combined->n, 1);
        assert_int_equal(combined->gate, i == 0 ? ECC_TRUE : ECC_FALSE);
        assert_int_equal(combined->n_possible, 1);
    }
    assert_false(check.result->combinations_cut);
    small_done(&check);

    const ecc_reading_choice wrong[] = {{ECC_STR("tf33"), ECC_STR("real")},
                                        {ECC_STR("tf32"), ECC_STR("unreal")}};
    for (size_t i = 0; i < 2; i++) {
        options.readings = &wrong[i];
        options.n_readings = 1;
        assert_int_equal(small_check(&kept, spec, &options, &check), ECC_E_NOT_FOUND);
        assert_string_equal(ecc_diags_at(kept.diags, i).id, "check.no-reading");
        small_done(&check);
    }
    small_close(&kept);
}

/* Eleven questions of two answers are 2,048 combinations, of which 1,024 are tried. */
static void cuts_too_many_combinations(void **state)
{
    (void)state;
    static struct small_rules many;
    static char readings[4096];
    static char quantity[1024];
    for (int n = 10; n <= 11; n++) {
        size_t len = (size_t)snprintf(readings, sizeof readings, "%s", SMALL_READINGS);
        for (int i = 1; i < n; i++) {
            len += (size_t)snprintf(readings + len, sizeof readings - len,
                                    "  - {id: r%d, question: {en: q, zh: q}, source: {mark: "
                                    "inference}, options: [{id: a, name: {en: a, zh: a}}, {id: b, "
                                    "name: {en: b, zh: b}}], taken: a}\n",
                                    i);
        }
        snprintf(quantity, sizeof quantity,
                 SMALL_QUANTITY("q", "circuit", "GB/s",
                                "{reading: r%d, a: memory.bandwidth, b: 1 GB/s}"),
                 n - 1);
        many.quantities = quantity;
        many.readings = readings;
        many.order = "  circuit: [R.a]\n";
        many.clauses = "  - {id: a, for: circuit, " HEAD "compare: q, at-least: 4 GB/s}\n";
        small_open(&many);
        struct small_check check;
        ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
        options.all_readings = true;
        assert_int_equal(
            small_check(&many, CHIP "sold-as: chip\nmemory: {bandwidth: 5 GB/s}", &options, &check),
            ECC_OK);
        assert_int_equal(check.result->combinations_cut, n == 11);
        size_t tried = 0;
        for (size_t i = 0; i < check.result->n_combinations; i++) {
            tried += check.result->combinations[i].n;
        }
        assert_int_equal(tried, 1024);
        assert_int_equal(check.result->n_readings, 1); /* the last one still matters */
        small_done(&check);
    }
    small_close(&many);
}

static void refuses_what_is_not_asked_well(void **state)
{
    (void)state;
    small.clauses = "  - {id: a, for: circuit, " HEAD "compare: bw, at-least: 4 GB/s}\n";
    small_open(&small);
    ecc_spec *spec = NULL;
    const ecc_result *result = NULL;
    assert_int_equal(ecc_spec_load(ECC_STR("x"), ECC_STR(CHIP), NULL, NULL, &spec, small.diags),
                     ECC_OK);
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    assert_int_equal(ecc_check(small.rules, spec, &options, &result, small.diags), ECC_E_USAGE);
    options.as_of = (ecc_date){2019, 12, 31};
    assert_int_equal(ecc_check(small.rules, spec, &options, &result, small.diags), ECC_E_DATE);
    options.as_of = (ecc_date){2021, 1, 1};
    assert_int_equal(ecc_check(NULL, spec, &options, &result, small.diags), ECC_E_USAGE);
    assert_int_equal(ecc_check(small.rules, NULL, &options, &result, small.diags), ECC_E_USAGE);
    assert_int_equal(ecc_check(small.rules, spec, NULL, &result, small.diags), ECC_E_USAGE);
    assert_int_equal(ecc_check(small.rules, spec, &options, NULL, small.diags), ECC_E_USAGE);
    assert_int_equal(ecc_check(small.rules, spec, &options, &result, NULL), ECC_E_USAGE);
    options.struct_size--;
    assert_int_equal(ecc_check(small.rules, spec, &options, &result, small.diags), ECC_E_USAGE);
    options.struct_size++;
    assert_null(result);
    assert_int_equal(ecc_check(small.rules, spec, &options, &result, small.diags), ECC_OK);
    assert_true(result->beyond_verified);
    ecc_result_free(result);
    options.as_of = (ecc_date){2020, 12, 31};
    assert_int_equal(ecc_check(small.rules, spec, &options, &result, small.diags), ECC_OK);
    assert_false(result->beyond_verified);
    ecc_result_free(result);
    ecc_result_free(NULL);
    ecc_spec_free(spec);
    small_close(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares),
        cmocka_unit_test(judges),
        cmocka_unit_test(has_margins),
        cmocka_unit_test(tells_what_is_near),
        cmocka_unit_test(asks_what_goes_with_the_verdict),
        cmocka_unit_test(tells_each_line_once),
        cmocka_unit_test(holds_declared_figures_against_the_rest),
        cmocka_unit_test(cuts_too_many_combinations),
        cmocka_unit_test(takes_readings),
        cmocka_unit_test(refuses_what_is_not_asked_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
