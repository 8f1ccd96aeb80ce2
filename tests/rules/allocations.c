/* SPDX-License-Identifier: Apache-2.0 */
/* Every allocation of loading a rule set and of a check, failed in turn: nothing falls over, and
 * nothing is answered that was not answered before. The linker puts these functions before those of
 * base/arena.c
 * (--wrap).
 *
 *   allocations BASE */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ruleset.h"

/* The names that the linker asks for. */
void *__real_ecc_arena_alloc(struct ecc_arena *arena, size_t size);
void *__real_ecc_arena_array(struct ecc_arena *arena, size_t n, size_t size);
struct ecc_arena *__real_ecc_arena_new(size_t cap);
void *__wrap_ecc_arena_alloc(struct ecc_arena *arena, size_t size);
void *__wrap_ecc_arena_array(struct ecc_arena *arena, size_t n, size_t size);
struct ecc_arena *__wrap_ecc_arena_new(size_t cap);

static size_t left; /* allocations until one fails; 0: none fails */
static size_t made;

static bool fails(void)
{
    made++;
    return left > 0 && --left == 0;
}

void *__wrap_ecc_arena_alloc(struct ecc_arena *arena, size_t size)
{
    return fails() ? NULL : __real_ecc_arena_alloc(arena, size);
}

void *__wrap_ecc_arena_array(struct ecc_arena *arena, size_t n, size_t size)
{
    return fails() ? NULL : __real_ecc_arena_array(arena, n, size);
}

struct ecc_arena *__wrap_ecc_arena_new(size_t cap)
{
    return fails() ? NULL : __real_ecc_arena_new(cap);
}

/* ---- What is done --------------------------------------------------------------------------- */

/* Undecided in several ways, so that possibilities, deciding facts and readings are all worked out.
 */
static const char *const specs[] = {
    "ecc: chip/1\nname: x\nsold-as: module\n"
    "logic-dies: [{area: 500 mm2, transistors: non-planar}, {area: 600 mm2}]\n"
    "processing-units:\n"
    "  - {kind: digital-processor, peaks: {fp16: '>= 100 TOPS', tf32: 50 TOPS, others: unknown},\n"
    "     sparse: {fp8: 900 TOPS}}\n"
    "links: [{bandwidth: 400 GB/s}, {bandwidth: 100 GB/s, direction: each}]\n"
    "declared: {eccn: R1}\n",
    "ecc: board/1\nname: x\ncontains: [{item: ./memory.yaml, count: 2}, {item: ./memory.yaml}]\n",
    "ecc: memory/1\nname: x\narea: 100 mm2\nbandwidth: 210 GB/s\n",
};

static ecc_status resolve(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                          ecc_str *out_bytes)
{
    (void)user;
    (void)from;
    (void)ref;
    *out_name = ECC_STR("memory.yaml");
    *out_bytes = ecc_str_of(specs[2]);
    return ECC_OK;
}

struct answer {
    ecc_status status;
    size_t n_errors;
    ecc_tri controlled;
    size_t n_possible;
    size_t n_deciding;
    size_t n_sets;
    size_t n_readings;
    size_t n_findings;
};

static struct answer check_one(ecc_rules *rules, const char *text, ecc_diags *diags)
{
    struct answer answer = {.status = ECC_E_NOMEM};
    ecc_spec *spec = NULL;
    const ecc_result *result = NULL;
    answer.status = ecc_spec_load(ECC_STR("x.yaml"), ecc_str_of(text), resolve, NULL, &spec, diags);
    if (answer.status != ECC_OK) {
        return answer;
    }
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    options.as_of = (ecc_date){2020, 6, 1};
    options.all_readings = true;
    answer.status = ecc_check(rules, spec, &options, &result, diags);
    if (answer.status == ECC_OK) {
        answer.controlled = result->controlled;
        answer.n_deciding = result->n_deciding;
        answer.n_sets = result->n_sets;
        answer.n_readings = result->n_readings;
        answer.n_findings = result->n_findings;
        for (size_t i = 0; i < result->n_subjects; i++) {
            answer.n_possible += result->subjects[i].n_possible;
        }
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
        size_t n = 0;
        ecc_status each[] = {
            ecc_rules_clauses(rules, i, &root, diags),
            ecc_rules_definitions(rules, i, &definitions, &n, diags),
            ecc_rules_beside(rules, i, &scopes, &n, &questions, &n, diags),
            ecc_rules_lint(rules, i, diags),
            ecc_rules_test(rules, i, ruleset_part, NULL, NULL, diags),
        };
        for (size_t j = 0; j < sizeof each / sizeof each[0]; j++) {
            status = each[j] == ECC_OK || each[j] == ECC_E_NOT_FOUND ? status : each[j];
        }
    }
    return status;
}

typedef struct answer scenario_fn(struct ruleset *ruleset, ecc_rules **rules, ecc_diags *diags);

static struct answer loading(struct ruleset *ruleset, ecc_rules **rules, ecc_diags *diags)
{
    return (struct answer){.status = ruleset_load(ruleset, rules, diags)};
}

static struct answer walking(struct ruleset *ruleset, ecc_rules **rules, ecc_diags *diags)
{
    size_t keep = left;
    left = 0;
    struct answer answer = loading(ruleset, rules, diags);
    left = keep;
    made = 0;
    answer.status = answer.status == ECC_OK ? walk(*rules, diags) : answer.status;
    return answer;
}

static struct answer checking(struct ruleset *ruleset, ecc_rules **rules, ecc_diags *diags,
                              size_t which)
{
    size_t keep = left;
    left = 0;
    struct answer answer = loading(ruleset, rules, diags);
    left = keep;
    made = 0;
    return answer.status == ECC_OK ? check_one(*rules, specs[which], diags) : answer;
}

static struct answer checking_a_chip(struct ruleset *ruleset, ecc_rules **rules, ecc_diags *diags)
{
    return checking(ruleset, rules, diags, 0);
}

static struct answer checking_a_board(struct ruleset *ruleset, ecc_rules **rules, ecc_diags *diags)
{
    return checking(ruleset, rules, diags, 1);
}

/* ---- Failing each --------------------------------------------------------------------------- */

static struct answer run(scenario_fn *scenario, struct ruleset *ruleset, size_t at)
{
    ecc_rules *rules = NULL;
    ecc_diags *diags = NULL;
    left = 0;
    if (ecc_diags_new(&diags) != ECC_OK) {
        exit(EXIT_FAILURE);
    }
    made = 0;
    left = at;
    struct answer answer = scenario(ruleset, &rules, diags);
    left = 0;
    answer.n_errors = ecc_diags_errors(diags);
    ecc_rules_free(rules);
    ecc_diags_free(diags);
    return answer;
}

static bool same_answer(const struct answer *a, const struct answer *b)
{
    return a->controlled == b->controlled && a->n_possible == b->n_possible &&
           a->n_deciding == b->n_deciding && a->n_sets == b->n_sets &&
           a->n_readings == b->n_readings && a->n_findings == b->n_findings;
}

/* A loader goes on after what it cannot use, to report all there is; so a rule set that runs out of
 * memory may be called invalid. A check may not. Long runs fail one of some neighbours only,
 * another at each round of the scenario. */
static bool fail_each(const char *name, scenario_fn *scenario, struct ruleset *ruleset,
                      bool may_be_invalid)
{
    struct answer whole = run(scenario, ruleset, 0);
    size_t n = made;
    size_t failed = 0;
    size_t wrong = 0;
    for (size_t at = 1; at <= n; at += 1 + at / 1500) {
        struct answer answer = run(scenario, ruleset, at);
        failed++;
        bool silent = answer.status == ECC_OK && !same_answer(&answer, &whole);
        bool other = answer.status != ECC_OK && answer.status != ECC_E_NOMEM &&
                     !(may_be_invalid && answer.status == ECC_E_INVALID);
        if (silent || other) {
            wrong++;
            printf("%s: allocation %zu of %zu fails: status %d, %zu errors%s\n", name, at, n,
                   (int)answer.status, answer.n_errors, silent ? ", another answer" : "");
        }
    }
    printf("%s: %zu allocations, %zu failed in turn, %zu wrong\n", name, n, failed, wrong);
    return whole.status == ECC_OK && wrong == 0 && n > 0;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: allocations BASE\n");
        return EXIT_FAILURE;
    }
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ruleset ruleset;
    ruleset_read(&ruleset, arena, argv[1]);
    bool good = fail_each("loading", loading, &ruleset, true);
    good = fail_each("walking", walking, &ruleset, true) && good;
    good = fail_each("a chip", checking_a_chip, &ruleset, false) && good;
    good = fail_each("a board", checking_a_board, &ruleset, false) && good;
    ecc_arena_free(arena);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
