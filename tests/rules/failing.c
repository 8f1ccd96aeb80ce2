/* SPDX-License-Identifier: Apache-2.0 */
#include "failing.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

static size_t left; /* calls until one fails; 0: none fails */
static size_t made;

bool failing_now(void)
{
    made++;
    return left > 0 && --left == 0;
}

/* From here on calls are counted, and the one asked for fails. */
static void begin(size_t at)
{
    made = 0;
    left = at;
}

/* ---- What is done --------------------------------------------------------------------------- */

/* Undecided in several ways, so that possibilities, deciding facts and readings are all worked out.
 */
static const char chip[] =
    "ecc: chip/1\nname: x 64GB\nsold-as: module\n"
    "logic-dies: [{area: 500 mm2, transistors: non-planar}, {area: 600 mm2, count: 2}]\n"
    "processing-units:\n"
    "  - {kind: digital-processor, peaks: {fp16: '>= 100 TOPS', tf32: 50 TOPS, int8: 800 TOPS,\n"
    "     int4xfp16: 60 TOPS, others: unknown}, sparse: {fp8: 900 TOPS, int8: 800 TOPS}}\n"
    "  - {kind: digital-processor, peaks: {fp16: 20 TOPS}}\n"
    "links: [{name: PCIe 5.0 x16, bandwidth: 400 GB/s}, {name: 2 x 100 Gb/s, bandwidth: 100 GB/s, "
    "direction: each}]\n"
    "memory: {capacity: 80 GB, bandwidth: ~3 TB/s}\n"
    "declared: {eccn: R1, tpp: 3000}\npower: 300..400 W\n"
    "sources: [{for: [peaks], mark: A, urls: ['https://example.org/x']}]\n";
static const char other_chip[] =
    "ecc: chip/1\nname: y\n"
    "processing-units: [{kind: digital-processor, peaks: {bf16: 90 TOPS, int8: 20..30 TOPS}}]\n"
    "links: [{bandwidth: 100 GB/s, direction: both}]\nmemory: {capacity: 20 GB}\n";
/* Decided by the area of its die, which is told in the die's own number. */
static const char die[] = "ecc: chip/1\nname: z\nsold-as: chip\ndeclared: {tpp: 2368}\n"
                          "logic-dies: [{transistors: non-planar, count: 4}]\nlinks: []\n"
                          "datacenter: {designed: yes}\n";
/* Met by one reading of the width of TF32 and not by the other. */
static const char tf32[] =
    "ecc: chip/1\nname: z\nsold-as: chip\nlinks: []\ndatacenter: {designed: yes}\n"
    "logic-dies: [{transistors: non-planar, area: 1万 mm2, count: '> 1'}, {count: '< 5'}]\n"
    "processing-units: [{kind: digital-processor, peaks: {tf32: 200 TOPS}}]\n"
    "notes: [{en: A note., zh: 附注。}]\n";
/* Decided by its area, the less of it the more. */
static const char dense[] = "ecc: memory/1\nname: z\nbandwidth: 210 GB/s\n";
static const char board[] = "ecc: board/1\nname: x\n"
                            "contains: [{item: ./memory.yaml, count: 2}, {item: ./memory.yaml}]\n";
static const char memory[] = "ecc: memory/1\nname: x\narea: 100 mm2\nbandwidth: 210 GB/s\n";

static ecc_status resolve(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                          ecc_str *out_bytes)
{
    (void)user;
    (void)from;
    (void)ref;
    *out_name = ECC_STR("memory.yaml");
    *out_bytes = ecc_str_of(memory);
    return ECC_OK;
}

static ecc_status load(const char *text, ecc_spec **out, ecc_diags *diags)
{
    const ecc_str setting = ECC_STR("name=w 64GB");
    return ecc_spec_load_variant(ECC_STR("x.yaml"), ecc_str_of(text), &setting, 1, resolve, NULL,
                                 out, diags);
}

static void count_result(const ecc_result *result, struct answer *answer)
{
    answer->controlled = result->controlled;
    answer->n_deciding = result->n_deciding;
    answer->n_sets = result->n_sets;
    answer->n_readings = result->n_readings;
    answer->n_findings = result->n_findings;
    for (size_t i = 0; i < result->n_subjects; i++) {
        answer->n_possible += result->subjects[i].n_possible;
    }
}

static struct answer check_one(ecc_rules *rules, const char *text, ecc_diags *diags)
{
    struct answer answer = {.status = ECC_E_NOMEM};
    ecc_spec *spec = NULL;
    const ecc_result *result = NULL;
    answer.status = load(text, &spec, diags);
    if (answer.status != ECC_OK) {
        return answer;
    }
    const ecc_reading_choice choice = {ECC_STR("tf32"), ECC_STR("full")};
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    options.as_of = (ecc_date){2020, 6, 1};
    options.all_readings = true;
    options.readings = &choice;
    answer.status = ecc_check(rules, spec, &options, &result, diags);
    if (answer.status == ECC_OK) {
        count_result(result, &answer);
    }
    ecc_result_free(result);
    ecc_spec_free(spec);
    return answer;
}

/* Everything that a rule set is asked for. */
static ecc_status walk(ecc_rules *rules, ecc_diags *diags)
{
    ecc_status status = ECC_OK;
    for (size_t i = 0; status == ECC_OK && i < ecc_rules_count(rules); i++) {
        const ecc_node *root = NULL;
        const ecc_definition *definitions = NULL;
        const struct ecc_scope *scopes = NULL;
        const struct ecc_question *questions = NULL;
        const ecc_reading_view *readings = NULL;
        char digest[ECC_DIGEST_SIZE];
        size_t n = 0;
        ecc_status each[] = {
            ecc_rules_clauses(rules, i, &root, diags),
            ecc_rules_definitions(rules, i, &definitions, &n, diags),
            ecc_rules_beside(rules, i, &scopes, &n, &questions, &n, diags),
            ecc_rules_lint(rules, i, diags),
            ecc_rules_test(rules, i, ruleset_part, NULL, NULL, diags),
            ecc_rules_readings(rules, (ecc_date){2020, 6, 1}, &readings, &n, diags),
            ecc_rules_digest(rules, digest, diags),
        };
        for (size_t j = 0; j < sizeof each / sizeof each[0]; j++) {
            status = each[j] == ECC_OK || each[j] == ECC_E_NOT_FOUND ? status : each[j];
        }
    }
    return status;
}

typedef struct answer scenario_fn(struct ruleset *ruleset, size_t at, ecc_rules **rules,
                                  ecc_diags *diags);

static struct answer loading(struct ruleset *ruleset, size_t at, ecc_rules **rules,
                             ecc_diags *diags)
{
    begin(at);
    return (struct answer){.status = ruleset_load(ruleset, rules, diags), .loading = true};
}

static struct answer walking(struct ruleset *ruleset, size_t at, ecc_rules **rules,
                             ecc_diags *diags)
{
    struct answer answer = loading(ruleset, 0, rules, diags);
    begin(at);
    answer.status = answer.status == ECC_OK ? walk(*rules, diags) : answer.status;
    return answer;
}

static struct answer checking(struct ruleset *ruleset, size_t at, ecc_rules **rules,
                              ecc_diags *diags, const char *text)
{
    struct answer answer = loading(ruleset, 0, rules, diags);
    begin(at);
    return answer.status == ECC_OK ? check_one(*rules, text, diags) : answer;
}

static struct answer checking_a_chip(struct ruleset *ruleset, size_t at, ecc_rules **rules,
                                     ecc_diags *diags)
{
    return checking(ruleset, at, rules, diags, chip);
}

static struct answer checking_a_board(struct ruleset *ruleset, size_t at, ecc_rules **rules,
                                      ecc_diags *diags)
{
    return checking(ruleset, at, rules, diags, board);
}

static struct answer checking_a_die(struct ruleset *ruleset, size_t at, ecc_rules **rules,
                                    ecc_diags *diags)
{
    return checking(ruleset, at, rules, diags, die);
}

static struct answer checking_a_reading(struct ruleset *ruleset, size_t at, ecc_rules **rules,
                                        ecc_diags *diags)
{
    return checking(ruleset, at, rules, diags, tf32);
}

static struct answer checking_a_memory(struct ruleset *ruleset, size_t at, ecc_rules **rules,
                                       ecc_diags *diags)
{
    return checking(ruleset, at, rules, diags, dense);
}

/* ---- What a buyer does ---------------------------------------------------------------------- */

#define PARTS 3

static ecc_status compare(const ecc_figures *const *figures, struct answer *answer)
{
    ecc_comparison *comparison = NULL;
    ecc_compared_cell cell;
    const ecc_compared *rows = NULL;
    const ecc_figure *list = NULL;
    ecc_status status = ecc_comparison_new(figures, PARTS, &comparison);
    if (status == ECC_OK && ecc_figures_list(figures[0], &list) > 0) {
        answer->n_rows = ecc_comparison_rows(comparison, &rows);
        answer->n_known = ecc_comparison_nearness(comparison, 1)->n_known;
        status = ecc_comparison_cell(comparison, &list[0].value, &list[0].value, &cell);
    }
    ecc_comparison_free(comparison);
    return status;
}

static ecc_status ask(const ecc_figures *figures, struct answer *answer, ecc_diags *diags)
{
    ecc_need *need = NULL;
    const ecc_status status = ecc_need_parse(ECC_STR("fp16 >= 50 TOPS"), &need, diags);
    answer->met = status == ECC_OK ? ecc_need_met(need, figures) : ECC_UNKNOWN;
    ecc_need_free(need);
    return status;
}

static void count_told(const ecc_diags *diags, struct answer *answer)
{
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        const ecc_diag diag = ecc_diags_at(diags, i);
        for (size_t j = 0; j < diag.n_args; j++) {
            answer->n_told += diag.args[j].text.len;
        }
    }
}

static struct answer buying(struct ruleset *ruleset, size_t at, ecc_rules **rules, ecc_diags *diags)
{
    static const char *const texts[PARTS] = {chip, other_chip, board};
    (void)ruleset;
    (void)rules;
    struct answer answer = {.status = ECC_OK};
    ecc_spec *specs[PARTS] = {NULL};
    ecc_figures *figures[PARTS] = {NULL};
    begin(at);
    for (size_t i = 0; i < PARTS && answer.status == ECC_OK; i++) {
        answer.status = load(texts[i], &specs[i], diags);
        if (answer.status == ECC_OK) {
            answer.status = ecc_figures_new(specs[i], &figures[i]);
        }
    }
    if (answer.status == ECC_OK) {
        const ecc_status each[] = {compare((const ecc_figures *const *)figures, &answer),
                                   ask(figures[0], &answer, diags),
                                   ecc_spec_suspicions(specs[0], NULL, diags)};
        for (size_t i = 0; i < sizeof each / sizeof each[0]; i++) {
            answer.status = each[i] != ECC_OK ? each[i] : answer.status;
        }
    }
    count_told(diags, &answer);
    for (size_t i = 0; i < PARTS; i++) {
        ecc_figures_free(figures[i]);
        ecc_spec_free(specs[i]);
    }
    return answer;
}

static ecc_peers *peers; /* the catalogue, loaded before anything fails */

/* A part that differs from the catalogue's part of its name, with a die of several others. */
static struct answer suspecting(struct ruleset *ruleset, size_t at, ecc_rules **rules,
                                ecc_diags *diags)
{
    static const char text[] =
        "ecc: chip/1\nname: NVIDIA H800 SXM5 80GB\nvendor: NVIDIA\nlogic-dies: [{name: GH100}]\n"
        "processing-units: [{kind: digital-processor, peaks: {fp16: 1978.8 TFLOPS}}]\n"
        "memory: {capacity: 160 GB, bandwidth: 1 TB/s}\n";
    (void)ruleset;
    (void)rules;
    struct answer answer = {.status = ECC_OK};
    ecc_spec *spec = NULL;
    answer.status = ecc_spec_load(ECC_STR("x.yaml"), ecc_str_of(text), NULL, NULL, &spec, diags);
    begin(at);
    if (answer.status == ECC_OK) {
        answer.status = ecc_spec_suspicions(spec, peers, diags);
    }
    count_told(diags, &answer);
    ecc_spec_free(spec);
    return answer;
}

/* ---- Files of the house ---------------------------------------------------------------------- */

static struct answer knowing_makers(struct ruleset *ruleset, size_t at, ecc_rules **rules,
                                    ecc_diags *diags)
{
    (void)ruleset;
    (void)rules;
    struct answer answer = {.loading = true};
    ecc_makers *makers = NULL;
    begin(at);
    answer.status = ecc_makers_builtin(&makers, diags);
    if (answer.status == ECC_OK) {
        const ecc_party party = ecc_party_of(makers, ECC_STR("Huawei"), ECC_STR("Ascend 910B"));
        answer.n_known = (size_t)party.listing;
        answer.n_findings = party.n_notes;
    }
    ecc_makers_free(makers);
    return answer;
}

/* A list that is not there for want of memory is no list that was not written. */
static struct answer configuring(struct ruleset *ruleset, size_t at, ecc_rules **rules,
                                 ecc_diags *diags)
{
    static const char text[] =
        "ecc-config: 1\ninclude: [a, b]\nexclude: [c]\n"
        "severity: [{paragraph: R.a, level: error}]\n"
        "waivers: [{part: p, paragraph: R.a, reason: r, approver: q, expires: 2030-01-01}]\n"
        "maps: [{files: '*.csv', map: m.yaml}]\n";
    (void)ruleset;
    (void)rules;
    struct answer answer = {.loading = true};
    ecc_config *config = NULL;
    begin(at);
    answer.status = ecc_config_load(ECC_STR(".ecc.yaml"), ecc_str_of(text), &config, diags);
    if (answer.status == ECC_OK) {
        const ecc_config_view *view = ecc_config_about(config);
        answer.n_sets = view->n_include;
        answer.n_known = view->n_exclude;
        answer.n_rows = view->n_maps;
        answer.n_findings = view->n_waivers;
        answer.n_readings = view->n_levels;
    }
    ecc_config_free(config);
    return answer;
}

/* ---- Failing each --------------------------------------------------------------------------- */

bool failing_same(const struct answer *a, const struct answer *b)
{
    return a->controlled == b->controlled && a->n_possible == b->n_possible &&
           a->n_deciding == b->n_deciding && a->n_sets == b->n_sets &&
           a->n_readings == b->n_readings && a->n_findings == b->n_findings &&
           a->n_told == b->n_told && a->met == b->met && a->n_rows == b->n_rows &&
           a->n_known == b->n_known;
}

static struct answer run(scenario_fn *scenario, struct ruleset *ruleset, size_t at)
{
    ecc_rules *rules = NULL;
    ecc_diags *diags = NULL;
    begin(0);
    if (ecc_diags_new(&diags) != ECC_OK) {
        exit(EXIT_FAILURE);
    }
    struct answer answer = scenario(ruleset, at, &rules, diags);
    left = 0;
    answer.n_errors = ecc_diags_errors(diags);
    ecc_rules_free(rules);
    ecc_diags_free(diags);
    return answer;
}

struct scenario {
    const char *name;
    scenario_fn *run;
    bool has_no_numbers; /* no call of arithmetic is made */
};

/* Long runs fail one of some neighbours only, another at each round of the scenario. */
static bool fail_each(const struct scenario *scenario, struct ruleset *ruleset,
                      failing_wrong_fn *wrong)
{
    const char *name = scenario->name;
    struct answer whole = run(scenario->run, ruleset, 0);
    size_t n = made;
    size_t n_failed = 0;
    size_t n_wrong = 0;
    for (size_t at = 1; at <= n; at += 1 + at / 3000) {
        struct answer answer = run(scenario->run, ruleset, at);
        n_failed++;
        if (wrong(&answer, &whole)) {
            n_wrong++;
            printf("%s: call %zu of %zu fails: status %d, %zu errors%s\n", name, at, n,
                   (int)answer.status, answer.n_errors,
                   answer.status == ECC_OK ? ", another answer" : "");
        }
    }
    printf("%s: %zu calls, %zu failed in turn, %zu wrong\n", name, n, n_failed, n_wrong);
    return whole.status == ECC_OK && n_wrong == 0 && (n > 0 || scenario->has_no_numbers);
}

static void load_peers(void)
{
    ecc_diags *diags = NULL;
    begin(0);
    if (ecc_diags_new(&diags) != ECC_OK || ecc_peers_new(&peers, diags) != ECC_OK) {
        exit(EXIT_FAILURE);
    }
    ecc_diags_free(diags);
}

bool failing_run(const char *directory, failing_wrong_fn *wrong)
{
    static const struct scenario scenarios[] = {{"loading", loading, false},
                                                {"walking", walking, false},
                                                {"a chip", checking_a_chip, false},
                                                {"a board", checking_a_board, false},
                                                {"a die", checking_a_die, false},
                                                {"a reading", checking_a_reading, false},
                                                {"a memory", checking_a_memory, false},
                                                {"a buyer's figures", buying, false},
                                                {"suspicions", suspecting, false},
                                                {"makers", knowing_makers, true},
                                                {"a configuration", configuring, true}};
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ruleset ruleset;
    bool good = true;
    ruleset_read(&ruleset, arena, directory);
    load_peers();
    for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++) {
        good = fail_each(&scenarios[i], &ruleset, wrong) && good;
    }
    ecc_peers_free(peers);
    ecc_arena_free(arena);
    return good;
}
