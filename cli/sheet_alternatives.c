/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc alternatives` as a table: a row for each part, two columns for each figure that decides how near it comes. */
#include "bid.h"
#include "notice.h"
#include "party.h"
#include "phrase.h"
#include "text.h"

/* Rank, part, origin, known, then the aspects, then verdict, paragraphs and whether the maker is listed. */
#define BEFORE 5
#define AFTER  3

static ecc_str size_text(struct ecc_page *page, size_t number)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_size(&out, number);
    return ecc_out_take(&out, page->pool);
}

static void put_heads(struct ecc_render *render, const struct ecc_alternatives *found,
                      ecc_str *heads)
{
    static const char *const exact[BEFORE + AFTER] = {"rank",  "part",    "origin",     "name",
                                                      "known", "verdict", "paragraphs", "listing"};
    static const enum ecc_word words[BEFORE + AFTER] = {
        ECC_W_column_rank,  ECC_W_column_id,      ECC_W_column_origin,     ECC_W_md_part,
        ECC_W_column_known, ECC_W_column_verdict, ECC_W_column_paragraphs, ECC_W_column_listing};
    const ecc_nearness *nearness = found->wanted_nearness;
    const size_t n = 2 * nearness->n_asked;
    for (size_t i = 0; i < BEFORE + AFTER; i++) {
        heads[i < BEFORE ? i : i + n] = render->format->exact
                                            ? ecc_text_of(exact[i])
                                            : ecc_word(render->page->words, words[i]);
    }
    size_t at = BEFORE;
    for (size_t i = 0; i < nearness->n_aspects; i++) {
        const ecc_aspect *aspect = &nearness->aspects[i];
        if (aspect->wanted != NULL) {
            heads[at++] = render->format->exact ? aspect->id : ecc_in(render->page, &aspect->name);
            heads[at++] = render->format->exact ? ECC_LITERAL("share") : ECC_LITERAL("%");
        }
    }
}

static void put_aspects(struct ecc_render *render, const ecc_nearness *nearness, ecc_str *cells)
{
    struct ecc_page *page = render->page;
    for (size_t i = 0; i < nearness->n_aspects; i++) {
        const ecc_aspect *aspect = &nearness->aspects[i];
        if (aspect->wanted == NULL) {
            continue;
        }
        if (render->format->exact) {
            cells[0] = aspect->found != NULL ? ecc_exact_range(page, &aspect->found->value)
                                             : (ecc_str){0};
            cells[1] = aspect->known ? ecc_number_exact(page->words, aspect->share) : (ecc_str){0};
        } else {
            cells[0] = aspect->found != NULL
                           ? ecc_phrase_range(page, &aspect->found->value, aspect->found->unit)
                           : ecc_word(page->words,
                                      aspect->known ? ECC_W_figure_none : ECC_W_range_unknown);
            cells[1] = aspect->known ? ecc_bid_share(page, aspect->share) : (ecc_str){0};
        }
        cells += 2;
    }
}

static void put_row(struct ecc_render *render, struct ecc_sheet *sheet,
                    const struct ecc_offer *offer, size_t rank)
{
    struct ecc_page *page = render->page;
    const bool program = render->format->exact;
    const ecc_result *result = offer->bid->now;
    const struct ecc_item item = {.result = result};
    ecc_str *cells = ecc_sheet_row(sheet);
    if (cells == NULL) {
        return;
    }
    const ecc_arg known[] = {ecc_with_size("known", offer->nearness->n_known),
                             ecc_with_size("asked", offer->nearness->n_asked)};
    cells[0] = offer->kind == ECC_OFFER_RANKED ? size_text(page, rank) : (ecc_str){0};
    cells[1] = offer->bid->input;
    cells[2] = offer->bid->info->origin;
    cells[3] = offer->bid->info->name;
    cells[4] = program ? size_text(page, offer->nearness->n_known)
                       : ecc_say(page->words, ECC_W_column_known_of, known, 2);
    put_aspects(render, offer->nearness, cells + BEFORE);
    ecc_str *last = cells + sheet->n_columns - AFTER;
    last[0] = program ? ecc_text_of(ecc_exact_verdict(&item))
                      : ecc_word(page->words, ecc_text_verdict_word(result->controlled));
    last[1] = program ? ecc_exact_paragraphs(page, result->subjects[0].possible,
                                             result->subjects[0].n_possible)
                      : ecc_bid_paragraphs(page, result);
    last[2] = program
                  ? ecc_text_of(ecc_party_listing(page, offer->bid->info->vendor))
                  : ecc_word(page->words, ecc_party_listing_word(page, offer->bid->info->vendor));
}

static void put_parties(struct ecc_page *page, struct ecc_sheet *sheet,
                        const struct ecc_alternatives *found)
{
    struct ecc_party_list list = {.n = 0};
    for (size_t i = 0; i < found->n_offers; i++) {
        const ecc_spec_info *info = found->offers[i].bid->info;
        ecc_party_add(page, &list, info->vendor, info->name);
    }
    for (size_t i = 0; i < list.n; i++) {
        ecc_sheet_note(sheet, list.lines[i]);
    }
    ecc_sheet_note(sheet, ecc_party_copy(page));
}

struct ecc_sheet ecc_alternatives_sheet(struct ecc_render *render,
                                        const struct ecc_alternatives *found)
{
    struct ecc_page *page = render->page;
    struct ecc_sheet sheet = {
        .title = ecc_say(page->words, ECC_W_alternatives_title,
                         ECC_WITH(ecc_with("name", found->wanted->info->name))),
        .lead = ecc_word(page->words, ECC_W_alternatives_rule),
        .n_columns = BEFORE + AFTER + 2 * found->wanted_nearness->n_asked,
        .pool = page->pool};
    ecc_str *heads = ECC_POOL_ARRAY(page->pool, sheet.n_columns, ecc_str);
    if (heads == NULL) {
        return (struct ecc_sheet){0};
    }
    put_heads(render, found, heads);
    sheet.heads = heads;
    for (size_t i = 0; i < found->n_offers; i++) {
        put_row(render, &sheet, &found->offers[i], i + 1);
    }
    put_parties(page, &sheet, found);
    ecc_sheet_note(&sheet, ecc_word(page->words, ECC_W_apart_parties));
    ecc_sheet_note(&sheet, ecc_word(page->words, ECC_W_apart_maker));
    ecc_sheet_note(&sheet, ecc_word(page->words, ECC_W_apart_software));
    return sheet;
}
