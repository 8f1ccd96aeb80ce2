/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc rules impact` as a table, for a spreadsheet or a comment on a pull request. */
#include "bid.h"
#include "notice.h"
#include "phrase.h"

#define COLUMNS 6

static ecc_str reasons_text(struct ecc_page *page, const ecc_result *result)
{
    const struct ecc_reasons reasons = ecc_reasons_of(page, result);
    ecc_str lines[ECC_REASONS];
    for (size_t i = 0; i < reasons.n; i++) {
        lines[i] = ecc_say(page->words, ECC_W_history_reason,
                           ECC_WITH(ecc_with("label", reasons.items[i].label),
                                    ecc_with("text", reasons.items[i].text)));
    }
    return ecc_phrase_list(page, lines, reasons.n, ECC_W_list_semicolon, ECC_W_list_semicolon);
}

/* "draft:controlled 3A090.a" */
static ecc_str exact_verdict(struct ecc_page *page, const ecc_result *result, bool draft)
{
    const struct ecc_item item = {.result = result};
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_puts(&out, draft ? "DRAFT " : "");
    ecc_out_puts(&out, ecc_exact_verdict(&item));
    ecc_out_puts(&out, " ");
    ecc_out_raw(&out, ecc_exact_paragraphs(page, result->subjects[0].possible,
                                           result->subjects[0].n_possible));
    return ecc_out_take(&out, page->pool);
}

static void put_effect(struct ecc_render *render, const struct ecc_impact *impact,
                       const struct ecc_effect *effect, struct ecc_sheet *sheet)
{
    struct ecc_page *page = render->page;
    const struct ecc_bid *bid = effect->bid;
    const bool program = render->format->exact;
    ecc_str *cells = ecc_sheet_row(sheet);
    if (cells == NULL) {
        return;
    }
    cells[0] = bid->input;
    cells[1] = bid->info->name;
    if (program) {
        cells[2] = effect->side ? ECC_LITERAL("side") : ECC_LITERAL("paragraph");
        cells[3] = exact_verdict(page, bid->first, impact->before_draft);
        cells[4] = exact_verdict(page, bid->now, impact->after_draft);
    } else {
        cells[2] = ecc_word(page->words, effect->side ? ECC_W_change_side : ECC_W_change_paragraph);
        cells[3] = ecc_impact_verdict(page, bid->first, impact->before_draft);
        cells[4] = ecc_impact_verdict(page, bid->now, impact->after_draft);
    }
    cells[5] = reasons_text(page, bid->now);
}

struct ecc_sheet ecc_impact_sheet(struct ecc_render *render, const struct ecc_impact *impact)
{
    static const char *const exact[COLUMNS] = {"part",   "name",  "change",
                                               "before", "after", "because"};
    static const enum ecc_word words[COLUMNS] = {ECC_W_column_id,     ECC_W_md_part,
                                                 ECC_W_column_change, ECC_W_column_before,
                                                 ECC_W_column_after,  ECC_W_column_why};
    struct ecc_page *page = render->page;
    struct ecc_sheet sheet = {.title = ecc_impact_title(page, impact),
                              .lead = ecc_impact_total(page, impact),
                              .n_columns = COLUMNS,
                              .pool = page->pool};
    ecc_str *heads = ECC_POOL_ARRAY(page->pool, COLUMNS, ecc_str);
    if (heads == NULL) {
        return (struct ecc_sheet){0};
    }
    for (size_t i = 0; i < COLUMNS; i++) {
        heads[i] = render->format->exact ? ecc_text_of(exact[i]) : ecc_word(page->words, words[i]);
    }
    sheet.heads = heads;
    for (size_t i = 0; i < impact->n_effects; i++) {
        put_effect(render, impact, &impact->effects[i], &sheet);
    }
    if (impact->before_draft) {
        ecc_sheet_note(&sheet, ecc_impact_draft_note(page, impact->before));
    }
    if (impact->after_draft) {
        ecc_sheet_note(&sheet, ecc_impact_draft_note(page, impact->after));
    }
    return sheet;
}
