/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc history` in words: for each day on which the law changed, the verdict, why, and what changed
 * in the law. */
#include "reason.h"
#include "text.h"

#define COLUMN 12

static bool same_reasons(const struct ecc_reasons *a, const struct ecc_reasons *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++) {
        same = ecc_text_same(a->items[i].label, b->items[i].label) &&
               ecc_text_same(a->items[i].text, b->items[i].text);
    }
    return same;
}

static void put_reasons(struct ecc_page *page, const struct ecc_reasons *reasons)
{
    for (size_t i = 0; i < reasons->n; i++) {
        const struct ecc_reason *reason = &reasons->items[i];
        ecc_term_para(
            page, COLUMN + 2, COLUMN + 4, ECC_PLAIN,
            ecc_say(page->words, ECC_W_history_reason,
                    ECC_WITH(ecc_with("label", reason->label), ecc_with("text", reason->text))));
    }
}

static void put_verdict(struct ecc_page *page, const struct ecc_moment *moment)
{
    const ecc_result *result = moment->result;
    const ecc_str word = ecc_word(page->words, ecc_text_verdict_word(result->controlled));
    bool first = true;
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        if (ecc_text_is_idle(subject) || (subject->inside && subject->gate == ECC_FALSE)) {
            continue;
        }
        const ecc_str paragraphs = ecc_phrase_paragraphs(page, subject->possible,
                                                         subject->n_possible);
        const struct ecc_cell cells[] = {
            {.text = first ? ecc_phrase_date(page, moment->from) : (ecc_str){0},
             .style = ECC_BOLD,
             .width = COLUMN - 2},
            {.text = first ? word : (ecc_str){0},
             .style = ecc_phrase_style(result->controlled),
             .width = ecc_text_width(ecc_word(page->words, ECC_W_not_controlled))},
            {.text = ecc_say(page->words, ECC_W_history_subject,
                             ECC_WITH(ecc_with("paragraphs", paragraphs),
                                      ecc_with("subject", ecc_phrase_subject(page, subject))))},
        };
        ecc_term_cells(page, 0, cells, sizeof(cells) / sizeof(cells[0]));
        first = false;
    }
}

static void put_law(struct ecc_page *page, const struct ecc_moment *moment)
{
    for (size_t i = 0; i < moment->n_began; i++) {
        const ecc_rule_info *rule = moment->began[i];
        const bool definitions = ecc_text_is(rule->rule, "definitions");
        const ecc_str name = definitions ? ecc_word(page->words, ECC_W_definitions) : rule->rule;
        ecc_term_para(page, COLUMN, COLUMN + 2, ECC_DIM,
                      ecc_say(page->words, ECC_W_history_law,
                              ECC_WITH(ecc_with("rule", name),
                                       ecc_with("changes", ecc_in(page, &rule->changes)))));
    }
}

static void put_same(struct ecc_page *page, const struct ecc_moment *moment, enum ecc_word word)
{
    const struct ecc_cell cells[] = {
        {.text = ecc_phrase_date(page, moment->from), .style = ECC_BOLD, .width = COLUMN - 2},
        {.text = ecc_word(page->words, word), .style = ECC_DIM},
    };
    ecc_term_cells(page, 0, cells, 2);
}

/* The reasons stand where the verdict or they themselves are new. */
static void put_moment(struct ecc_page *page, const struct ecc_moment *moment,
                       const struct ecc_reasons *before, const struct ecc_reasons *reasons)
{
    const bool same = same_reasons(before, reasons);
    ecc_term_line(page);
    if (moment->changes) {
        put_verdict(page, moment);
    } else {
        put_same(page, moment, same ? ECC_W_history_same : ECC_W_history_same_verdict);
    }
    if (moment->changes || !same) {
        put_reasons(page, reasons);
    }
    put_law(page, moment);
}

void ecc_text_history(struct ecc_render *render, const struct ecc_history *history)
{
    struct ecc_page *page = render->page;
    ecc_term_wrap(page, 0, 0, ECC_BOLD, history->spec->name);
    struct ecc_reasons before = {0};
    for (size_t i = 0; i < history->n_moments; i++) {
        const struct ecc_reasons reasons = ecc_reasons_of(page, history->moments[i].result);
        put_moment(page, &history->moments[i], &before, &reasons);
        before = reasons;
    }
    if (history->n_moments > 0) {
        const ecc_result *last = history->moments[history->n_moments - 1].result;
        ecc_term_line(page);
        ecc_term_wrap(
            page, 0, 0, ECC_DIM,
            ecc_say(page->words, ECC_W_history_end,
                    ECC_WITH(ecc_with("through", ecc_phrase_date(page, last->verified_through)))));
    }
}
