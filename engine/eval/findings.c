/* SPDX-License-Identifier: Apache-2.0 */
/* Findings are read off the finished result and the facts; they change no verdict. */
#include "eval/findings.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

struct finding_list {
    const struct ecc_finding_scope *scope;
    struct ecc_arena *arena;
    struct ecc_growing *out;
    bool failed;
};

void *ecc_grow(struct ecc_growing *list)
{
    if (list->n == list->cap) {
        size_t cap = list->cap == 0 ? 8 : list->cap * 2;
        char *items = ecc_arena_array(list->arena, cap, list->size);
        if (items == NULL) {
            return NULL;
        }
        if (list->n > 0) {
            memcpy(items, list->items, list->n * list->size);
        }
        list->items = items;
        list->cap = cap;
    }
    return list->items + list->size * list->n++;
}

static ecc_finding *add(struct finding_list *list, const char *id, const ecc_arg *args,
                        size_t n_args)
{
    ecc_finding *finding = ecc_grow(list->out);
    ecc_arg *copy = ECC_NEW_ARRAY(list->arena, n_args, ecc_arg);
    if (finding == NULL || copy == NULL) {
        list->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < n_args; i++) {
        copy[i] = args[i];
    }
    finding->id = id;
    finding->args = copy;
    finding->n_args = n_args;
    return finding;
}

/* ---- Near a line ---------------------------------------------------------------------------------- */

static bool is_near(const struct finding_list *list, const ecc_number *ratio)
{
    ecc_num band;
    ecc_num size = *ratio;
    size.sign = size.sign < 0 ? -size.sign : size.sign;
    return ecc_num_make((int64_t)list->scope->near_percent, 100, &band) &&
           ecc_num_cmp(&size, &band) <= 0;
}

static ecc_str number_text(struct ecc_arena *arena, const ecc_number *number)
{
    struct ecc_buf buf;
    bool exact = false;
    ecc_buf_init(&buf, arena);
    ecc_num_print_significant(number, 12, ECC_ROUND_DOWN, &buf, &exact);
    if (!exact) {
        ecc_buf_puts(&buf, "…");
    }
    return ecc_buf_str(&buf);
}

static bool told(const struct finding_list *list, const char *id, const ecc_arg *args,
                 size_t n_args)
{
    const ecc_finding *items = (const ecc_finding *)(const void *)list->out->items;
    for (size_t i = 0; i < list->out->n; i++) {
        bool same = strcmp(items[i].id, id) == 0;
        assert(!same || items[i].n_args == n_args); /* a message has its arguments */
        for (size_t j = 0; same && j < n_args; j++) {
            same = ecc_str_eq(items[i].args[j].text, args[j].text);
        }
        if (same) {
            return true;
        }
    }
    return false;
}

static void near_lines(struct finding_list *list, const ecc_node *node)
{
    /* A count of things is not measured, so it is never near a line. */
    if (node->margin_ratio != NULL && node->unit.len > 0 && is_near(list, node->margin_ratio)) {
        ecc_str symbol = node->definition->symbol.len > 0 ? node->definition->symbol
                                                          : node->definition->id;
        ecc_arg args[] = {ecc_arg_text("quantity", symbol),
                          ecc_arg_text("value", number_text(list->arena, node->value->value.lo)),
                          ecc_arg_text("line", number_text(list->arena, node->threshold)),
                          ecc_arg_integer("percent", list->scope->near_percent)};
        if (!told(list, "finding.near-line", args, sizeof(args) / sizeof(args[0]))) {
            add(list, "finding.near-line", args, sizeof(args) / sizeof(args[0]));
        }
    }
    for (size_t i = 0; i < node->n_children; i++) {
        near_lines(list, &node->children[i]);
    }
}

/* ---- Given and not counted -------------------------------------------------------------------------- */

static void not_counted(struct finding_list *list, const struct ecc_thing *thing,
                        const struct ecc_quantity_def *definition)
{
    for (size_t i = 0; i < definition->n_not_counted; i++) {
        const struct ecc_not_counted *row = &definition->not_counted[i];
        const struct ecc_fact *entries = ecc_fact_at(thing, &row->list, NULL);
        for (size_t j = 0; j < entries->as.list.n; j++) {
            const struct ecc_fact *fact = ecc_fact_at(&entries->as.list.items[j], &row->fact, NULL);
            if (fact->presence != ECC_GIVEN) {
                continue;
            }
            ecc_arg arg = ecc_arg_text(
                "fact", ecc_fact_path(list->arena, &entries->as.list.items[j], fact));
            ecc_finding *finding = told(list, "finding.not-counted", &arg, 1)
                                       ? NULL
                                       : add(list, "finding.not-counted", &arg, 1);
            if (finding != NULL) {
                finding->at = ecc_span_position(fact->span);
                finding->text = row->because;
            }
        }
    }
}

/* ---- Declared and computed -------------------------------------------------------------------------- */

static ecc_str range_text(struct ecc_arena *arena, const struct ecc_interval *range)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    ecc_buf_puts(&buf, range->hi_inf ? ">= " : "");
    ecc_buf_add(&buf, number_text(arena, &range->lo));
    if (!range->hi_inf && !ecc_interval_is_exact(range)) {
        ecc_buf_puts(&buf, "–");
        ecc_buf_add(&buf, number_text(arena, &range->hi));
    }
    return ecc_buf_str(&buf);
}

static ecc_str outcome_text(struct finding_list *list, size_t subject, ecc_outcomes outcomes)
{
    const struct ecc_world *world = list->scope->world;
    enum ecc_subject_kind kind = world->subjects[subject].kind;
    struct ecc_buf buf;
    ecc_buf_init(&buf, list->arena);
    for (size_t i = 0; i <= world->law->n_review[kind]; i++) {
        if ((outcomes >> i & 1) != 0) {
            ecc_buf_puts(&buf, buf.len > 0 ? " / " : "");
            ecc_buf_add(&buf, i < world->law->n_review[kind] ? world->law->review[kind][i]->id
                                                             : ECC_STR("–"));
        }
    }
    return ecc_buf_str(&buf);
}

/* A quantity that the manufacturer declares and that its figures give otherwise, with another outcome. Figures that
 * only leave more open do not. */
static ecc_status declared_differs(struct finding_list *list, struct ecc_view *view, size_t subject,
                                   size_t quantity)
{
    const struct ecc_quantity_def *definition =
        &view->world->law->definitions->quantities[quantity];
    if (definition->formula->kind != ECC_EXPR_FIRST) {
        return ECC_OK;
    }
    struct ecc_value declared;
    struct ecc_value computed;
    TRY(ecc_view_formula(view, subject, definition->formula->children[0], &declared));
    TRY(ecc_view_formula(view, subject, definition->formula->children[1], &computed));
    if (declared.none || declared.may_be_none || computed.none || computed.may_be_none ||
        ecc_interval_within(&declared.range, &computed.range)) {
        return ECC_OK;
    }
    struct ecc_assumption assumed = {.subject = subject,
                                     .about_quantity = true,
                                     .quantity = quantity,
                                     .range = computed.range,
                                     .replaces = true};
    ecc_outcomes outcomes = 0;
    TRY(ecc_outcomes_of(view->world, subject, &assumed, list->scope->scratch, &outcomes));
    if (outcomes == list->scope->outcomes[subject]) {
        return ECC_OK;
    }
    ecc_str symbol = definition->info.symbol.len > 0 ? definition->info.symbol
                                                     : definition->info.id;
    ecc_arg args[] = {
        ecc_arg_text("quantity", symbol),
        ecc_arg_text("declared", range_text(list->arena, &declared.range)),
        ecc_arg_text("computed", range_text(list->arena, &computed.range)),
        ecc_arg_text("outcome", outcome_text(list, subject, list->scope->outcomes[subject])),
        ecc_arg_text("other", outcome_text(list, subject, outcomes))};
    add(list, "finding.declared-differs", args, sizeof(args) / sizeof(args[0]));
    return ECC_OK;
}

/* ---- All ---------------------------------------------------------------------------------------------- */

static ecc_status about_quantities(struct finding_list *list, struct ecc_view *view, size_t index)
{
    const struct ecc_definitions *definitions = view->world->law->definitions;
    const struct ecc_world_subject *subject = &view->world->subjects[index];
    for (size_t i = 0; i < definitions->n_quantities; i++) {
        const struct ecc_quantity_def *definition = &definitions->quantities[i];
        if (definition->of != subject->kind) {
            continue;
        }
        const struct ecc_value *value = NULL;
        TRY(ecc_view_quantity(view, index, i, &value));
        if (!ecc_interval_is_exact(&value->range)) {
            not_counted(list, subject->thing, definition);
        }
        TRY(declared_differs(list, view, index, i));
    }
    return ECC_OK;
}

static void about_entries(struct finding_list *list, const ecc_subject *shown)
{
    for (size_t i = 0; i < shown->n_entries; i++) {
        for (size_t j = 0; shown->entries[i].rule->gate && j < shown->entries[i].n_paragraphs;
             j++) {
            near_lines(list, &shown->entries[i].paragraphs[j]);
        }
    }
}

ecc_status ecc_findings_put(const struct ecc_finding_scope *scope, struct ecc_growing *out)
{
    struct finding_list list = {.scope = scope, .arena = scope->arena, .out = out};
    struct ecc_view view;
    TRY(ecc_view_init(&view, scope->world, scope->scratch, NULL));
    for (size_t i = 0; i < scope->world->n_subjects; i++) {
        const struct ecc_world_subject *subject = &scope->world->subjects[i];
        about_entries(&list, &scope->subjects[i]);
        TRY(about_quantities(&list, &view, i));
        if (subject->open) {
            add(&list, "finding.contents-open", NULL, 0);
        }
        if (subject->kind == ECC_ASSEMBLY && subject->sold_so == ECC_UNKNOWN) {
            add(&list, "finding.sold-as", NULL, 0);
        }
    }
    return list.failed ? ECC_E_NOMEM : ECC_OK;
}
