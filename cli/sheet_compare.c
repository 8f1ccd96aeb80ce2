/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc compare` as a table: a row for each figure, a column for each part and one for its gap. */
#include "bid.h"
#include "notice.h"
#include "party.h"
#include "phrase.h"
#include "text.h"

struct filling {
    struct ecc_render *render;
    const struct ecc_side_by_side *sides;
    struct ecc_sheet sheet;
};

/* The first two cells of a new row; the parts' cells follow, two each but for the first part. */
static ecc_str *begin_row(struct filling *filling, ecc_str exact, ecc_str words, ecc_str unit)
{
    ecc_str *cells = ecc_sheet_row(&filling->sheet);
    if (cells == NULL) {
        return NULL;
    }
    const bool program = filling->render->format->exact;
    cells[0] = program ? exact : words;
    cells[1] = program ? unit : ecc_phrase_unit(filling->render->page, unit);
    return cells + 2;
}

static size_t column_of(size_t part)
{
    return part == 0 ? 0 : 2 * part - 1;
}

static ecc_str value_text(struct filling *filling, const ecc_range *value)
{
    struct ecc_page *page = filling->render->page;
    return filling->render->format->exact ? ecc_exact_range(page, value)
                                          : ecc_phrase_range(page, value, (ecc_str){0});
}

static ecc_str gap_text(struct filling *filling, const ecc_compared_cell *cell)
{
    struct ecc_page *page = filling->render->page;
    return filling->render->format->exact ? ecc_bid_exact_gap(page, cell) : ecc_bid_gap(page, cell);
}

static void put_figure(struct filling *filling, const ecc_compared *row)
{
    struct ecc_page *page = filling->render->page;
    ecc_str *cells = begin_row(filling, row->id, ecc_in(page, &row->name), row->unit);
    for (size_t i = 0; cells != NULL && i < filling->sides->n; i++) {
        const ecc_figure *figure = row->cells[i].figure;
        const bool program = filling->render->format->exact;
        cells[column_of(i)] = figure != NULL ? value_text(filling, &figure->value)
                              : program      ? (ecc_str){0}
                                        : ecc_bid_value(page, &filling->sides->bids[i], row, i);
        if (i > 0 && !row->sparse) {
            cells[column_of(i) + 1] = gap_text(filling, &row->cells[i]);
        }
    }
}

static void put_quantity(struct filling *filling, const struct ecc_quantity_row *row)
{
    ecc_str *cells = begin_row(filling, row->definition->id, row->definition->symbol,
                               row->definition->unit);
    for (size_t i = 0; cells != NULL && i < filling->sides->n; i++) {
        if (row->values[i] != NULL) {
            cells[column_of(i)] = value_text(filling, row->values[i]);
        }
        if (i > 0) {
            cells[column_of(i) + 1] = gap_text(filling, &row->cells[i]);
        }
    }
}

/* "controlled 3A090.a" */
static ecc_str exact_verdict(struct ecc_page *page, const ecc_result *result)
{
    const struct ecc_item item = {.result = result};
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_puts(&out, ecc_exact_verdict(&item));
    ecc_out_puts(&out, " ");
    ecc_out_raw(&out, ecc_exact_paragraphs(page, result->subjects[0].possible,
                                           result->subjects[0].n_possible));
    return ecc_out_take(&out, page->pool);
}

static ecc_str verdict_text(struct filling *filling, const ecc_result *result)
{
    struct ecc_page *page = filling->render->page;
    if (filling->render->format->exact) {
        return exact_verdict(page, result);
    }
    const ecc_str word = ecc_word(page->words, ecc_text_verdict_word(result->controlled));
    return ecc_say(page->words, ECC_W_verdict_paragraphs,
                   ECC_WITH(ecc_with("verdict", word),
                            ecc_with("paragraphs", ecc_bid_paragraphs(page, result))));
}

static void put_verdict(struct filling *filling, ecc_date day, bool first)
{
    struct ecc_page *page = filling->render->page;
    const ecc_str date = ecc_phrase_date(page, day);
    const ecc_str label = ecc_say(page->words, ECC_W_as_of, ECC_WITH(ecc_with("date", date)));
    struct ecc_out id;
    ecc_out_memory(&id);
    ecc_out_puts(&id, "verdict@");
    ecc_out_raw(&id, date);
    ecc_str *cells = begin_row(filling, ecc_out_take(&id, page->pool), label, (ecc_str){0});
    for (size_t i = 0; cells != NULL && i < filling->sides->n; i++) {
        const struct ecc_bid *bid = &filling->sides->bids[i];
        cells[column_of(i)] = verdict_text(filling, first ? bid->first : bid->now);
    }
}

static void put_origin(struct filling *filling)
{
    struct ecc_page *page = filling->render->page;
    const bool program = filling->render->format->exact;
    ecc_str *cells = begin_row(filling, ECC_LITERAL("origin"),
                               ecc_word(page->words, ECC_W_label_origin), (ecc_str){0});
    for (size_t i = 0; cells != NULL && i < filling->sides->n; i++) {
        const ecc_str origin = filling->sides->bids[i].info->origin;
        cells[column_of(i)] = program || origin.len == 0 ? origin
                                                         : ecc_words_country(page->words, origin);
    }
}

static void put_listing(struct filling *filling)
{
    struct ecc_page *page = filling->render->page;
    const bool program = filling->render->format->exact;
    ecc_str *cells = begin_row(filling, ECC_LITERAL("listing"),
                               ecc_word(page->words, ECC_W_column_listing), (ecc_str){0});
    for (size_t i = 0; cells != NULL && i < filling->sides->n; i++) {
        const ecc_str vendor = filling->sides->bids[i].info->vendor;
        cells[column_of(i)] = program ? ecc_text_of(ecc_party_listing(page, vendor))
                                      : ecc_word(page->words, ecc_party_listing_word(page, vendor));
    }
}

static void put_heads(struct filling *filling)
{
    struct ecc_page *page = filling->render->page;
    const bool program = filling->render->format->exact;
    ecc_str *heads = ECC_POOL_ARRAY(page->pool, filling->sheet.n_columns, ecc_str);
    if (heads == NULL) {
        filling->sheet.n_columns = 0;
        return;
    }
    heads[0] = program ? ECC_LITERAL("figure") : ecc_word(page->words, ECC_W_column_figure);
    heads[1] = program ? ECC_LITERAL("unit") : ecc_word(page->words, ECC_W_column_unit);
    for (size_t i = 0; i < filling->sides->n; i++) {
        const struct ecc_bid *bid = &filling->sides->bids[i];
        heads[2 + column_of(i)] = program ? bid->input : bid->info->name;
        if (i > 0) {
            heads[3 + column_of(i)] = program ? ECC_LITERAL("gap")
                                              : ecc_word(page->words, ECC_W_column_gap);
        }
    }
    filling->sheet.heads = heads;
}

/* Every column but the first two; among the figures stand verdicts and countries, which are no
 * numbers and are written as what they are. */
static void put_numbers(struct filling *filling)
{
    bool *numbers = ECC_POOL_ARRAY(filling->render->page->pool, filling->sheet.n_columns, bool);
    for (size_t i = 2; numbers != NULL && i < filling->sheet.n_columns; i++) {
        numbers[i] = true;
    }
    filling->sheet.numbers = numbers;
}

static void put_notes(struct filling *filling)
{
    struct ecc_page *page = filling->render->page;
    for (size_t i = 0; i < filling->sides->n; i++) {
        const ecc_str note = ecc_compare_sparse_note(page, filling->sides, i);
        if (note.len > 0) {
            ecc_sheet_note(&filling->sheet, note);
        }
    }
    for (size_t i = 0; i < filling->sides->n; i++) {
        const struct ecc_bid *bid = &filling->sides->bids[i];
        ecc_sheet_note(&filling->sheet,
                       ecc_say(page->words, ECC_W_source_line,
                               ECC_WITH(ecc_with("name", bid->info->name),
                                        ecc_with("sources", ecc_compare_sources(page, bid)))));
    }
}

static void put_parties(struct filling *filling)
{
    struct ecc_page *page = filling->render->page;
    struct ecc_party_list list = {.n = 0};
    for (size_t i = 0; i < filling->sides->n; i++) {
        const ecc_spec_info *info = filling->sides->bids[i].info;
        ecc_party_add(page, &list, info->vendor, info->name);
    }
    for (size_t i = 0; i < list.n; i++) {
        ecc_sheet_note(&filling->sheet, list.lines[i]);
    }
    ecc_sheet_note(&filling->sheet, ecc_party_copy(page));
}

struct ecc_sheet ecc_compare_sheet(struct ecc_render *render, const struct ecc_side_by_side *sides)
{
    struct ecc_page *page = render->page;
    struct filling filling = {.render = render, .sides = sides};
    filling.sheet = (struct ecc_sheet){
        .title = ecc_word(page->words, ECC_W_compare_title),
        .lead = ecc_say(page->words, ECC_W_compare_gaps,
                        ECC_WITH(ecc_with("name", sides->bids[0].info->name))),
        .n_columns = 1 + 2 * sides->n,
        .pool = page->pool};
    put_heads(&filling);
    put_numbers(&filling);
    for (size_t i = 0; i < sides->n_rows; i++) {
        put_figure(&filling, &sides->rows[i]);
    }
    for (size_t i = 0; i < sides->n_quantities; i++) {
        put_quantity(&filling, &sides->quantities[i]);
    }
    if (sides->first.year != 0) {
        put_verdict(&filling, sides->first, true);
    }
    put_verdict(&filling, sides->bids[0].now->as_of, false);
    put_origin(&filling);
    put_listing(&filling);
    put_notes(&filling);
    put_parties(&filling);
    return filling.sheet;
}
