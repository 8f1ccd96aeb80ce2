/* SPDX-License-Identifier: Apache-2.0 */
/* The walk over a clause tree. Recursion is bounded: law.c refuses circles, doc/yaml.h caps depth. */
#include "eval/test_eval.h"

#include <assert.h>

#include "base/arena.h"
#include "eval/tri.h"

/* ---- Verdicts ----------------------------------------------------------------------------------- */

static ecc_tri compare(const struct ecc_value *value, ecc_operator op, const ecc_num *threshold)
{
    static ecc_tri (*const judges[])(const struct ecc_interval *, const ecc_num *) = {
        [ECC_AT_LEAST] = ecc_interval_at_least_num,
        [ECC_MORE_THAN] = ecc_interval_more_than_num,
        [ECC_AT_MOST] = ecc_interval_at_most_num,
        [ECC_LESS_THAN] = ecc_interval_less_than_num};
    if (ecc_value_says_nothing(value)) {
        return ECC_UNKNOWN;
    }
    return judges[op](&value->range, threshold);
}

static ecc_tri fold(ecc_node_kind kind, ecc_tri so_far, ecc_tri next)
{
    return kind == ECC_NODE_ALL ? ecc_tri_and(so_far, next) : ecc_tri_or(so_far, next);
}

static ecc_status verdict_over(struct ecc_view *view, size_t subject, ecc_node_kind kind,
                               const struct ecc_test *const *tests, size_t n, ecc_tri *out)
{
    ecc_tri verdict = kind == ECC_NODE_ALL ? ECC_TRUE : ECC_FALSE;
    for (size_t i = 0; i < n; i++) {
        ecc_tri one;
        TRY(ecc_test_verdict(view, subject, tests[i], &one));
        verdict = fold(kind, verdict, one);
    }
    *out = verdict;
    return ECC_OK;
}

static ecc_status verdict_contains(struct ecc_view *view, size_t subject,
                                   const struct ecc_test *test, ecc_tri *out)
{
    const struct ecc_world_subject *holder = &view->world->subjects[subject];
    ecc_tri verdict = holder->open ? ECC_UNKNOWN : ECC_FALSE;
    for (size_t i = 0; i < holder->n_contained; i++) {
        size_t inner = holder->contained[i];
        if (view->world->subjects[inner].kind != test->contained) {
            continue;
        }
        ecc_tri one;
        TRY(ecc_test_verdict(view, inner, test->children[0], &one));
        verdict = ecc_tri_or(verdict, one);
    }
    *out = verdict;
    return ECC_OK;
}

/* Is the clause assumed not to be met? */
static bool is_ruled_out(const struct ecc_view *view, size_t subject, const struct ecc_test *test)
{
    const struct ecc_assumption *assumed = view->assumptions;
    while (assumed != NULL && assumed->clause != test) {
        assumed = assumed->next;
    }
    assert(assumed == NULL || assumed->subject == subject); /* it is asked about one thing alone */
    return assumed != NULL;
}

ecc_status ecc_test_verdict(struct ecc_view *view, size_t subject, const struct ecc_test *test,
                            ecc_tri *out)
{
    const struct ecc_value *value = NULL;
    if (test->id.len > 0 && is_ruled_out(view, subject, test)) {
        *out = ECC_FALSE;
        return ECC_OK;
    }
    switch (test->kind) {
    case ECC_NODE_ALL:
    case ECC_NODE_ANY:
        return verdict_over(view, subject, test->kind, test->children, test->n_children, out);
    case ECC_NODE_NOT:
        TRY(ecc_test_verdict(view, subject, test->children[0], out));
        *out = ecc_tri_not(*out);
        return ECC_OK;
    case ECC_NODE_COMPARE:
        TRY(ecc_view_quantity(view, subject, test->quantity, &value));
        *out = compare(value, test->op, &test->threshold);
        return ECC_OK;
    case ECC_NODE_FACT:
        *out = ecc_view_fact_is(
            view, ecc_fact_at(view->world->subjects[subject].thing, &test->fact, NULL),
            test->accepts);
        return ECC_OK;
    case ECC_NODE_MEETS:
        return verdict_over(view, subject, ECC_NODE_ANY, test->targets, test->n_targets, out);
    case ECC_NODE_CONTAINS:
        return verdict_contains(view, subject, test, out);
    }
    return ECC_E_USAGE;
}

/* ---- Trees ------------------------------------------------------------------------------------------ */

struct explaining {
    struct ecc_view *view; /* NULL: show only */
    struct ecc_arena *arena;
    ecc_quantity_view *const *values;
};

static ecc_status explain(struct explaining *explaining, size_t subject,
                          const struct ecc_test *test, ecc_node *out);

/* Which children fix the parent's verdict: those that have it, and what is negated. */
static bool fixes(ecc_node_kind kind, ecc_tri parent, ecc_tri child)
{
    return kind == ECC_NODE_NOT || child == parent;
}

static ecc_status explain_list(struct explaining *explaining, size_t subject,
                               const struct ecc_test *const *tests, size_t n, ecc_node *out)
{
    ecc_node *children = ECC_NEW_ARRAY(explaining->arena, n, ecc_node);
    if (children == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        TRY(explain(explaining, subject, tests[i], &children[i]));
        children[i].decisive = explaining->view != NULL &&
                               fixes(out->kind, out->verdict, children[i].verdict);
    }
    out->children = children;
    out->n_children = n;
    return ECC_OK;
}

/* One child for each circuit that is in it, named; when only shown, the test once. */
static ecc_status explain_contains(struct explaining *explaining, size_t subject,
                                   const struct ecc_test *test, ecc_node *out)
{
    if (explaining->view == NULL) {
        return explain_list(explaining, subject, test->children, 1, out);
    }
    const struct ecc_world_subject *holder = &explaining->view->world->subjects[subject];
    ecc_node *children = ECC_NEW_ARRAY(explaining->arena, holder->n_contained, ecc_node);
    if (children == NULL) {
        return ECC_E_NOMEM;
    }
    size_t n = 0;
    for (size_t i = 0; i < holder->n_contained; i++) {
        const struct ecc_world_subject *inner =
            &explaining->view->world->subjects[holder->contained[i]];
        if (inner->kind != test->contained) {
            continue;
        }
        TRY(explain(explaining, holder->contained[i], test->children[0], &children[n]));
        children[n].subject = inner->spec->info.name;
        children[n].decisive = fixes(ECC_NODE_ANY, out->verdict, children[n].verdict);
        n++;
    }
    out->children = children;
    out->n_children = n;
    return ECC_OK;
}

/* The margin of an exact value, in the unit the quantity is printed in, and as a share of the line. */
static ecc_status put_margin(struct ecc_arena *arena, const struct ecc_range *range,
                             const ecc_num *threshold, ecc_node *out)
{
    ecc_num *margin = ECC_NEW(arena, ecc_num);
    ecc_num *ratio = ECC_NEW(arena, ecc_num);
    if (margin == NULL || ratio == NULL) {
        return ECC_E_NOMEM;
    }
    if (!range->exact || !ecc_num_sub(range->lo, threshold, margin)) {
        return ECC_OK;
    }
    out->margin = margin;
    if (ecc_num_div(margin, threshold, ratio)) { /* not by zero */
        out->margin_ratio = ratio;
    }
    return ECC_OK;
}

static ecc_status explain_compare(struct explaining *explaining, size_t subject,
                                  const struct ecc_test *test, ecc_node *out)
{
    ecc_num *threshold = ECC_NEW(explaining->arena, ecc_num);
    if (threshold == NULL) {
        return ECC_E_NOMEM;
    }
    if (!ecc_num_div(&test->threshold, &test->definition->scale, threshold)) {
        return ECC_E_LIMIT;
    }
    out->op = test->op;
    out->quantity = test->definition->info.id;
    out->unit = test->definition->info.unit;
    out->definition = &test->definition->info;
    out->threshold = threshold;
    if (explaining->view == NULL) {
        return ECC_OK;
    }
    out->value = &explaining->values[subject][test->quantity];
    return put_margin(explaining->arena, &out->value->value, threshold, out);
}

static ecc_status explain_fact(struct explaining *explaining, size_t subject,
                               const struct ecc_test *test, ecc_node *out)
{
    static const char *const yesno[] = {"no", "yes", NULL};
    const struct ecc_field *field = test->fact.last;
    const char *const *words = field->kind == ECC_FACT_YESNO ? yesno : field->words;
    struct ecc_buf expected;
    ecc_buf_init(&expected, explaining->arena);
    for (unsigned i = 0; words[i] != NULL; i++) {
        if ((test->accepts >> i & 1) != 0) {
            ecc_buf_puts(&expected, expected.len > 0 ? ", " : "");
            ecc_buf_puts(&expected, words[i]);
        }
    }
    out->expected = ecc_buf_str(&expected);
    out->fact_name.in[ECC_ENGLISH] = ecc_str_of(field->name[ECC_ENGLISH]);
    out->fact_name.in[ECC_CHINESE] = ecc_str_of(field->name[ECC_CHINESE]);
    out->fact = ecc_str_of(field->key);
    if (explaining->view == NULL) {
        return ECC_OK;
    }
    const struct ecc_thing *holder = NULL;
    const struct ecc_fact *fact = ecc_fact_at(explaining->view->world->subjects[subject].thing,
                                              &test->fact, &holder);
    out->fact = ecc_fact_path(explaining->arena, holder, fact);
    out->fact_at = ecc_span_position(fact->span);
    for (unsigned i = 0; words[i] != NULL; i++) {
        if (ecc_view_fact_is(explaining->view, fact, (uint32_t)1 << i) == ECC_TRUE) {
            out->actual = ecc_str_of(words[i]);
        }
    }
    return out->fact.ptr != NULL ? ECC_OK : ECC_E_NOMEM;
}

static ecc_status explain(struct explaining *explaining, size_t subject,
                          const struct ecc_test *test, ecc_node *out)
{
    *out = (ecc_node){.kind = test->kind,
                      .id = test->id,
                      .label = test->label,
                      .heading = test->heading,
                      .source = test->source,
                      .notes = test->notes,
                      .n_notes = test->n_notes,
                      .exclusion = test->exclusion,
                      .target = test->target,
                      .at = ecc_span_position(test->span)};
    if (explaining->view != NULL) {
        TRY(ecc_test_verdict(explaining->view, subject, test, &out->verdict));
    }
    switch (test->kind) {
    case ECC_NODE_ALL:
    case ECC_NODE_ANY:
    case ECC_NODE_NOT:
        return explain_list(explaining, subject, test->children, test->n_children, out);
    case ECC_NODE_COMPARE:
        return explain_compare(explaining, subject, test, out);
    case ECC_NODE_FACT:
        return explain_fact(explaining, subject, test, out);
    case ECC_NODE_MEETS:
        return ECC_OK; /* the clause it names is explained in its own place */
    case ECC_NODE_CONTAINS:
        return explain_contains(explaining, subject, test, out);
    }
    return ECC_E_USAGE;
}

ecc_status ecc_test_explain(struct ecc_view *view, size_t subject, const struct ecc_test *test,
                            struct ecc_arena *arena, ecc_quantity_view *const *values,
                            ecc_node *out)
{
    struct explaining explaining = {.view = view, .arena = arena, .values = values};
    return explain(&explaining, subject, test, out);
}

ecc_status ecc_test_show(const struct ecc_test *test, struct ecc_arena *arena, ecc_node *out)
{
    struct explaining explaining = {.arena = arena};
    return explain(&explaining, 0, test, out);
}
