/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc rules impact` in words: what changes, before and after, and the clauses it rests on. */
#include "bid.h"
#include "text.h"

/* "DRAFT  CONTROLLED: 3A090.a" */
ecc_str ecc_impact_verdict(struct ecc_page *page, const ecc_result *result, bool draft)
{
    const ecc_str verdict = ecc_word(page->words, ecc_text_verdict_word(result->controlled));
    const ecc_str text = ecc_say(
        page->words, ECC_W_verdict_paragraphs,
        ECC_WITH(ecc_with("verdict", verdict),
                 ecc_with("paragraphs", ecc_bid_paragraphs(page, result))));
    return draft ? ecc_say(page->words, ECC_W_impact_drafted,
                           ECC_WITH(ecc_with("draft", ecc_word(page->words, ECC_W_impact_draft)),
                                    ecc_with("text", text)))
                 : text;
}

ecc_str ecc_impact_total(struct ecc_page *page, const struct ecc_impact *impact)
{
    size_t n_sides = 0;
    for (size_t i = 0; i < impact->n_effects; i++) {
        n_sides += impact->effects[i].side ? 1 : 0;
    }
    return ecc_say(page->words, ECC_W_impact_total,
                   ECC_WITH(ecc_with_size("parts", impact->n_parts),
                            ecc_with_size("sides", n_sides),
                            ecc_with_size("others", impact->n_effects - n_sides),
                            ecc_with_size("failed", impact->n_failed)));
}

ecc_str ecc_impact_title(struct ecc_page *page, const struct ecc_impact *impact)
{
    return ecc_say(page->words, ECC_W_impact_title,
                   ECC_WITH(ecc_with("before", impact->before), ecc_with("after", impact->after)));
}

ecc_str ecc_impact_draft_note(struct ecc_page *page, ecc_str name)
{
    return ecc_say(page->words, ECC_W_impact_draft_note, ECC_WITH(ecc_with("name", name)));
}

static void put_reasons(struct ecc_page *page, const ecc_result *result)
{
    const struct ecc_reasons reasons = ecc_reasons_of(page, result);
    for (size_t i = 0; i < reasons.n; i++) {
        ecc_term_para(page, 12, 14, ECC_PLAIN,
                      ecc_say(page->words, ECC_W_history_reason,
                              ECC_WITH(ecc_with("label", reasons.items[i].label),
                                       ecc_with("text", reasons.items[i].text))));
    }
}

static void put_side(struct ecc_page *page, enum ecc_word label, const ecc_result *result,
                     bool draft)
{
    const struct ecc_cell cells[] = {
        {.text = ecc_word(page->words, label), .width = 6},
        {.text = ecc_impact_verdict(page, result, draft),
         .style = ecc_phrase_style(result->controlled)},
    };
    ecc_term_cells(page, 2, cells, 2);
    put_reasons(page, result);
}

static void put_effect(struct ecc_page *page, const struct ecc_impact *impact,
                       const struct ecc_effect *effect)
{
    const struct ecc_cell id = {.text = effect->bid->input, .style = ECC_DIM};
    ecc_term_line(page);
    ecc_term_row(page, 0, (ecc_str){0}, 0,
                 (struct ecc_cell){.text = effect->bid->info->name, .style = ECC_BOLD}, &id, 1);
    put_side(page, ECC_W_impact_before, effect->bid->first, impact->before_draft);
    put_side(page, ECC_W_impact_after, effect->bid->now, impact->after_draft);
}

static void put_group(struct ecc_page *page, const struct ecc_impact *impact, bool side)
{
    bool headed = false;
    for (size_t i = 0; i < impact->n_effects; i++) {
        if (impact->effects[i].side != side) {
            continue;
        }
        if (!headed) {
            ecc_text_heading(page, ecc_word(page->words, side ? ECC_W_impact_heading_sides
                                                              : ECC_W_impact_heading_others));
            headed = true;
        }
        put_effect(page, impact, &impact->effects[i]);
    }
}

void ecc_text_impact(struct ecc_render *render, const struct ecc_impact *impact)
{
    struct ecc_page *page = render->page;
    ecc_term_wrap(page, 0, 0, ECC_BOLD, ecc_impact_title(page, impact));
    if (impact->before_draft) {
        ecc_term_wrap(page, 0, 0, ECC_OPEN, ecc_impact_draft_note(page, impact->before));
    }
    if (impact->after_draft) {
        ecc_term_wrap(page, 0, 0, ECC_OPEN, ecc_impact_draft_note(page, impact->after));
    }
    put_group(page, impact, true);
    put_group(page, impact, false);
    ecc_term_line(page);
    ecc_term_wrap(page, 0, 0, ECC_PLAIN, ecc_impact_total(page, impact));
}
