/* SPDX-License-Identifier: Apache-2.0 */
/* Findings are read off the finished result and the facts; they change no verdict. */
#include "eval/findings.h"

#include <string.h>

#include "base/arena.h"

struct finding_list {
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

static ecc_finding *add(struct finding_list *list, const char *id, const ecc_arg *args, size_t n_args)
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

static bool is_near(const ecc_number *ratio)
{
    ecc_num band;
    ecc_num size = *ratio;
    size.sign = size.sign < 0 ? -size.sign : size.sign;
    return ecc_num_make(ECC_NEAR_LINE_PERCENT, 100, &band) && ecc_num_cmp(&size, &band) <= 0;
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

static bool told(const struct finding_list *list, const char *id, const ecc_arg *args, size_t n_args)
{
    const ecc_finding *items = (const ecc_finding *)(const void *)list->out->items;
    for (size_t i = 0; i < list->out->n; i++) {
        bool same = strcmp(items[i].id, id) == 0 && items[i].n_args == n_args;
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
    if (node->kind == ECC_NODE_COMPARE && node->margin_ratio != NULL && node->unit.len > 0 &&
        is_near(node->margin_ratio)) {
        ecc_str symbol = node->definition->symbol.len > 0 ? node->definition->symbol : node->definition->id;
        ecc_arg args[] = {ecc_arg_text("quantity", symbol),
                          ecc_arg_text("value", number_text(list->arena, node->value->value.lo)),
                          ecc_arg_text("line", number_text(list->arena, node->threshold)),
                          ecc_arg_integer("percent", ECC_NEAR_LINE_PERCENT)};
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
            ecc_arg arg = ecc_arg_text("fact", ecc_fact_path(list->arena, &entries->as.list.items[j], fact));
            ecc_finding *finding =
                told(list, "finding.not-counted", &arg, 1) ? NULL : add(list, "finding.not-counted", &arg, 1);
            if (finding != NULL) {
                finding->at = ecc_span_position(fact->span);
                finding->text = row->because;
            }
        }
    }
}

ecc_status ecc_findings_put(const struct ecc_world *world, const ecc_subject *subjects,
                            struct ecc_arena *arena, struct ecc_growing *out)
{
    struct finding_list list = {.arena = arena, .out = out};
    for (size_t i = 0; i < world->n_subjects; i++) {
        const struct ecc_world_subject *subject = &world->subjects[i];
        const ecc_subject *shown = &subjects[i];
        for (size_t j = 0; j < shown->n_entries; j++) {
            for (size_t k = 0; shown->entries[j].rule->gate && k < shown->entries[j].n_paragraphs; k++) {
                near_lines(&list, &shown->entries[j].paragraphs[k]);
            }
        }
        for (size_t j = 0, at = 0; j < world->law->definitions->n_quantities; j++) {
            const struct ecc_quantity_def *definition = &world->law->definitions->quantities[j];
            if (definition->of != subject->kind) {
                continue;
            }
            if (!shown->quantities[at++].value.exact) {
                not_counted(&list, subject->thing, definition);
            }
        }
        if (subject->kind == ECC_ASSEMBLY && subject->open) {
            add(&list, "finding.contents-open", NULL, 0);
        }
        if (subject->kind == ECC_ASSEMBLY && subject->sold_so == ECC_UNKNOWN) {
            add(&list, "finding.sold-as", NULL, 0);
        }
    }
    return list.failed ? ECC_E_NOMEM : ECC_OK;
}
