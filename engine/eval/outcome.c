/* SPDX-License-Identifier: Apache-2.0 */
/* Case analysis on what is not known. */
#include "eval/outcome.h"

#include "base/arena.h"
#include "eval/test_eval.h"
#include "eval/tri.h"

struct exploring {
    const struct ecc_world *world;
    size_t subject;
    struct ecc_arena *scratch;
    unsigned left; /* evaluations */
    ecc_outcomes outcomes;
};

/* The comparison or fact to split on. */
struct split {
    size_t subject;
    const struct ecc_test *test; /* COMPARE or FACT; NULL: none found */
};

static ecc_outcomes everything(const struct exploring *exploring)
{
    enum ecc_subject_kind kind = exploring->world->subjects[exploring->subject].kind;
    return ((ecc_outcomes)1 << (exploring->world->law->n_review[kind] + 1)) - 1;
}

static bool better(const struct split *best, const struct ecc_test *test)
{
    if (best->test == NULL) {
        return true;
    }
    if (best->test->kind != test->kind) {
        return test->kind == ECC_NODE_COMPARE; /* numbers first: facts follow from nothing */
    }
    return test->kind == ECC_NODE_COMPARE && test->quantity < best->test->quantity;
}

/* The undecided atom whose quantity stands first in the definitions. */
static ecc_status find_split(struct ecc_view *view, size_t subject, const struct ecc_test *test,
                             struct split *best)
{
    ecc_tri verdict;
    TRY(ecc_test_verdict(view, subject, test, &verdict));
    if (verdict != ECC_UNKNOWN) {
        return ECC_OK;
    }
    const struct ecc_value *value = NULL;
    if (test->kind == ECC_NODE_COMPARE) {
        TRY(ecc_view_quantity(view, subject, test->quantity, &value));
        if (value->undefined || value->none) {
            return ECC_OK; /* no number to split */
        }
    }
    if (test->kind == ECC_NODE_COMPARE || test->kind == ECC_NODE_FACT) {
        if (better(best, test)) {
            *best = (struct split){.subject = subject, .test = test};
        }
        return ECC_OK;
    }
    for (size_t i = 0; i < test->n_targets; i++) {
        TRY(find_split(view, subject, test->targets[i], best));
    }
    const struct ecc_world_subject *holder = &view->world->subjects[subject];
    size_t n = test->kind == ECC_NODE_CONTAINS ? holder->n_contained : 1;
    for (size_t i = 0; i < n; i++) {
        size_t inner = test->kind == ECC_NODE_CONTAINS ? holder->contained[i] : subject;
        bool fits = test->kind != ECC_NODE_CONTAINS || view->world->subjects[inner].kind == test->contained;
        for (size_t j = 0; fits && j < test->n_children; j++) {
            TRY(find_split(view, inner, test->children[j], best));
        }
    }
    return ECC_OK;
}

static ecc_status explore(struct exploring *exploring, const struct ecc_assumption *assumptions);

static ecc_status explore_compare(struct exploring *exploring, const struct split *split,
                                  const struct ecc_assumption *assumptions)
{
    const ecc_num *line = &split->test->threshold;
    bool line_is_above = split->test->op == ECC_AT_LEAST || split->test->op == ECC_LESS_THAN;
    ecc_num zero = ecc_num_zero();
    struct ecc_assumption assumed = {.subject = split->subject,
                                     .about_quantity = true,
                                     .quantity = split->test->quantity,
                                     .next = assumptions};
    assumed.range = ecc_interval_at_least(line, !line_is_above);
    TRY(explore(exploring, &assumed));
    assumed.range = ecc_interval_between(&zero, false, line, line_is_above);
    return explore(exploring, &assumed);
}

static ecc_status explore_fact(struct exploring *exploring, const struct split *split,
                               const struct ecc_assumption *assumptions)
{
    const struct ecc_field *field = split->test->fact.last;
    const struct ecc_thing *thing = exploring->world->subjects[split->subject].thing;
    struct ecc_assumption assumed = {.subject = split->subject,
                                     .fact = ecc_fact_at(thing, &split->test->fact, NULL),
                                     .next = assumptions};
    int n = 2;
    if (field->kind == ECC_FACT_WORD) {
        for (n = 0; field->words[n] != NULL; n++) {
        }
    }
    for (assumed.word = 0; assumed.word < n; assumed.word++) {
        TRY(explore(exploring, &assumed));
    }
    return ECC_OK;
}

/* The first clause met in the order of review decides. Clauses that stay undecided on the way are kept
 * in *out_open with what may follow them; *out_first is the first of them. */
static ecc_status classify(struct exploring *exploring, struct ecc_view *view, ecc_outcomes *out_open,
                           const struct ecc_test **out_first)
{
    enum ecc_subject_kind kind = exploring->world->subjects[exploring->subject].kind;
    const struct ecc_law *law = exploring->world->law;
    *out_open = 0;
    *out_first = NULL;
    for (size_t i = 0; i < law->n_review[kind]; i++) {
        ecc_tri verdict;
        TRY(ecc_test_verdict(view, exploring->subject, law->review[kind][i], &verdict));
        if (verdict == ECC_UNKNOWN && *out_first == NULL) {
            *out_first = law->review[kind][i];
        }
        if (verdict != ECC_FALSE) {
            *out_open |= (ecc_outcomes)1 << i;
        }
        if (verdict == ECC_TRUE) {
            return ECC_OK;
        }
    }
    *out_open |= (ecc_outcomes)1 << law->n_review[kind];
    return ECC_OK;
}

static ecc_status explore(struct exploring *exploring, const struct ecc_assumption *assumptions)
{
    if (exploring->left == 0) {
        exploring->outcomes = everything(exploring);
        return ECC_OK;
    }
    exploring->left--;
    struct ecc_view view;
    TRY(ecc_view_init(&view, exploring->world, exploring->scratch, assumptions));
    ecc_outcomes open = 0;
    const struct ecc_test *first = NULL;
    TRY(classify(exploring, &view, &open, &first));
    if (view.impossible) {
        return ECC_OK;
    }
    struct split split = {.test = NULL};
    if (first != NULL) {
        TRY(find_split(&view, exploring->subject, first, &split));
    }
    if (split.test == NULL) {
        exploring->outcomes |= open; /* decided, or undecidable: then all that is open stays possible */
        return ECC_OK;
    }
    return split.test->kind == ECC_NODE_COMPARE ? explore_compare(exploring, &split, assumptions)
                                                : explore_fact(exploring, &split, assumptions);
}

ecc_status ecc_outcomes_of(const struct ecc_world *world, size_t subject,
                           const struct ecc_assumption *assumptions, struct ecc_arena *scratch,
                           ecc_outcomes *out)
{
    struct exploring exploring = {
        .world = world, .subject = subject, .scratch = scratch, .left = ECC_OUTCOME_BUDGET};
    TRY(explore(&exploring, assumptions));
    *out = exploring.outcomes;
    return ECC_OK;
}

bool ecc_outcomes_decided(ecc_outcomes outcomes)
{
    return outcomes != 0 && (outcomes & (outcomes - 1)) == 0;
}

ecc_tri ecc_outcomes_gate(const struct ecc_world *world, size_t subject, ecc_outcomes outcomes)
{
    enum ecc_subject_kind kind = world->subjects[subject].kind;
    size_t n = world->law->n_review[kind];
    bool some = false;
    bool all = outcomes != 0;
    for (size_t i = 0; i <= n; i++) {
        if ((outcomes >> i & 1) != 0) {
            bool gate = i < n && world->law->review_rule[kind][i]->info.gate;
            some = some || gate;
            all = all && gate;
        }
    }
    return all ? ECC_TRUE : some ? ECC_UNKNOWN : ECC_FALSE;
}
