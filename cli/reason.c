/* SPDX-License-Identifier: Apache-2.0 */
/* Reasons of a verdict: see reason.h. */
#include "reason.h"

#include "phrase.h"

struct gathering {
    struct ecc_page *page;
    struct ecc_reasons found;
};

/* The same comparison may stand in several clauses; it is told once, with all of them. */
static void add_reason(struct gathering *reasons, ecc_str label, const ecc_node *node)
{
    struct ecc_page *page = reasons->page;
    const ecc_str text = ecc_phrase_test(page, node);
    for (size_t i = 0; i < reasons->found.n; i++) {
        struct ecc_reason *known = &reasons->found.items[i];
        if (ecc_text_same(known->text, text)) {
            const ecc_str both[] = {known->label, label};
            known->label = ecc_phrase_list(page, both, 2, ECC_W_list_comma, ECC_W_list_comma);
            return;
        }
    }
    if (reasons->found.n < ECC_REASONS) {
        reasons->found.items[reasons->found.n++] = (struct ecc_reason){label, text,
                                                                       ecc_phrase_verdict(node)};
    }
}

/* The comparisons and facts that a verdict rests on. Of several failures of an "all of" the first
 * is reason enough. Recursion: the depth of a clause. */
static void gather(struct gathering *reasons, const ecc_node *node, ecc_str around)
{
    const ecc_str label = node->label.len > 0 ? node->label : around;
    const bool count = node->kind == ECC_NODE_COMPARE && ecc_phrase_is_count(node->unit);
    if (count && node->verdict == ECC_TRUE) {
        return; /* that there is something to count explains nothing */
    }
    if (node->kind == ECC_NODE_COMPARE || node->kind == ECC_NODE_FACT) {
        add_reason(reasons, label, node);
        return;
    }
    for (size_t i = 0; i < node->n_children; i++) {
        const ecc_node *child = &node->children[i];
        const bool bears = node->kind == ECC_NODE_NOT || child->verdict == node->verdict;
        const bool idle_note = child->kind == ECC_NODE_NOT && child->verdict == ECC_TRUE;
        if (bears && !idle_note) {
            gather(reasons, child, label);
            if (node->kind == ECC_NODE_ALL && node->verdict == ECC_FALSE) {
                return;
            }
        }
    }
}

static void gather_subject(struct gathering *reasons, const ecc_subject *subject)
{
    for (size_t i = 0; i < subject->n_entries; i++) {
        const ecc_entry *entry = &subject->entries[i];
        for (size_t j = 0; entry->rule->gate && j < entry->n_paragraphs; j++) {
            const ecc_node *paragraph = &entry->paragraphs[j];
            const bool met = subject->gate == ECC_TRUE && subject->n_possible == 1;
            const bool told = met ? ecc_text_same(paragraph->id, subject->possible[0].id)
                                  : paragraph->verdict == subject->gate;
            if (told) {
                gather(reasons, paragraph, paragraph->label);
            }
        }
    }
}

struct ecc_reasons ecc_reasons_of(struct ecc_page *page, const ecc_result *result)
{
    struct gathering reasons = {.page = page};
    for (size_t i = 0; i < result->n_subjects; i++) {
        if (!ecc_text_is(result->subjects[i].kind, "assembly")) {
            gather_subject(&reasons, &result->subjects[i]);
        }
    }
    return reasons.found;
}

/* ---- Differences --------------------------------------------------------------------------- */

static bool same_paragraphs(const ecc_subject *a, const ecc_subject *b)
{
    if (a->n_possible != b->n_possible) {
        return false;
    }
    for (size_t i = 0; i < a->n_possible; i++) {
        if (!ecc_text_same(a->possible[i].id, b->possible[i].id)) {
            return false;
        }
    }
    return true;
}

bool ecc_results_differ(const ecc_result *a, const ecc_result *b)
{
    if (a->controlled != b->controlled || a->n_subjects != b->n_subjects) {
        return true;
    }
    for (size_t i = 0; i < a->n_subjects; i++) {
        if (!same_paragraphs(&a->subjects[i], &b->subjects[i])) {
            return true;
        }
    }
    return false;
}
