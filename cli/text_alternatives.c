/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc alternatives` in words: what was asked, the parts with their figures and verdicts, why each stands where it
 * does, and what a verdict does not say. */
#include "bid.h"
#include "party.h"
#include "text.h"

/* ---- Figures ------------------------------------------------------------------------------- */

static ecc_str range_of(struct ecc_page *page, const ecc_figure *figure)
{
    return ecc_phrase_range(page, &figure->value, (ecc_str){0});
}

/* "16-bit peak, FP16", and "16-bit peak, BF16 for FP16" where the formats differ. */
ecc_str ecc_aspect_name(struct ecc_page *page, const ecc_aspect *aspect)
{
    const ecc_str name = ecc_in(page, &aspect->name);
    const ecc_figure *figure = aspect->found != NULL ? aspect->found : aspect->wanted;
    if (figure == NULL || !ecc_text_is(figure->unit, "TOPS")) {
        return name;
    }
    const bool same = aspect->wanted == NULL || ecc_text_same(aspect->wanted->id, figure->id);
    const ecc_str wanted = same ? (ecc_str){0} : ecc_bid_short_name(page, &aspect->wanted->name);
    return ecc_say(page->words, same ? ECC_W_offer_formats : ECC_W_offer_formats_differ,
                   ECC_WITH(ecc_with("name", name),
                            ecc_with("format", ecc_bid_short_name(page, &figure->name)),
                            ecc_with("wanted", wanted)));
}

/* "414 of 989.4 TOPS" */
static ecc_str aspect_value(struct ecc_page *page, const ecc_aspect *aspect)
{
    const enum ecc_word word = !aspect->known          ? ECC_W_offer_unknown
                               : aspect->found == NULL ? ECC_W_offer_none
                                                       : ECC_W_offer_share;
    return ecc_say(page->words, word,
                   ECC_WITH(ecc_with("found", aspect->found != NULL ? range_of(page, aspect->found)
                                                                    : (ecc_str){0}),
                            ecc_with("wanted", range_of(page, aspect->wanted)),
                            ecc_with("unit", ecc_phrase_unit(page, aspect->wanted->unit))));
}

#define NAMES  30 /* columns */
#define VALUES 27

static void put_aspect(struct ecc_page *page, const ecc_aspect *aspect, bool weakest)
{
    const ecc_str share = aspect->known ? ecc_bid_share(page, aspect->share) : (ecc_str){0};
    const ecc_str marked = weakest ? ecc_say(page->words, ECC_W_offer_weakest,
                                             ECC_WITH(ecc_with("share", share)))
                                   : share;
    const ecc_str value = aspect_value(page, aspect);
    const struct ecc_cell cells[] = {
        {.text = ecc_aspect_name(page, aspect), .width = NAMES},
        {.text = value, .style = aspect->known ? ECC_PLAIN : ECC_OPEN, .width = VALUES},
        {.text = marked},
    };
    const size_t at = 4 + NAMES + 2;
    const size_t columns = ecc_text_width(value) > VALUES ? ecc_text_width(value) : VALUES;
    const bool fits = at + columns + 2 + ecc_text_width(marked) <= page->width;
    ecc_term_cells(page, 4, cells, marked.len > 0 && fits ? 3 : 2);
    if (marked.len > 0 && !fits) {
        ecc_term_para(page, at, at, ECC_PLAIN, marked);
    }
}

/* The figure that gives the rank; none where everything is reached. */
static bool is_weakest(struct ecc_page *page, const struct ecc_offer *offer, size_t index)
{
    const ecc_nearness *nearness = offer->nearness;
    return offer->kind == ECC_OFFER_RANKED && nearness->n_asked > 1 &&
           nearness->order[0] == index &&
           !ecc_text_is(ecc_number_exact(page->words, nearness->aspects[index].share), "1");
}

static void put_aspects(struct ecc_page *page, const struct ecc_offer *offer)
{
    const ecc_nearness *nearness = offer->nearness;
    for (size_t i = 0; i < nearness->n_aspects; i++) {
        if (nearness->aspects[i].wanted != NULL) {
            put_aspect(page, &nearness->aspects[i], is_weakest(page, offer, i));
        }
    }
}

/* ---- Verdicts ------------------------------------------------------------------------------ */

static void put_verdict(struct ecc_page *page, const ecc_result *result)
{
    const struct ecc_cell cells[] = {
        {.text = ecc_word(page->words, ecc_text_verdict_word(result->controlled)),
         .style = ecc_phrase_style(result->controlled)},
        {.text = ecc_bid_paragraphs(page, result), .style = ECC_BOLD},
    };
    ecc_term_cells(page, 4, cells, 2);
    const struct ecc_reasons reasons = ecc_reasons_of(page, result);
    for (size_t i = 0; i < reasons.n; i++) {
        ecc_term_para(page, 6, 8, ECC_PLAIN,
                      ecc_say(page->words, ECC_W_offer_reason,
                              ECC_WITH(ecc_with("label", reasons.items[i].label),
                                       ecc_with("text", reasons.items[i].text),
                                       ecc_with("verdict",
                                                ecc_word(page->words, reasons.items[i].verdict)))));
    }
}

/* What would decide an undecided verdict, by name. */
static void put_deciding(struct ecc_page *page, const ecc_result *result)
{
    ecc_str *names = ECC_POOL_ARRAY(page->pool, result->n_deciding, ecc_str);
    size_t n = 0;
    for (size_t i = 0; names != NULL && i < result->n_deciding; i++) {
        const ecc_str name = ecc_in(page, &result->deciding[i].name);
        bool again = false;
        for (size_t j = 0; j < n; j++) {
            again = again || ecc_text_same(names[j], name);
        }
        if (!again) {
            names[n++] = name;
        }
    }
    if (n > 0 && result->controlled == ECC_UNKNOWN) {
        ecc_term_para(
            page, 6, 8, ECC_OPEN,
            ecc_say(page->words, ECC_W_offer_decides,
                    ECC_WITH(ecc_with("names", ecc_phrase_list(page, names, n, ECC_W_list_comma,
                                                               ECC_W_list_comma)))));
    }
}

/* ---- Why before the next ------------------------------------------------------------------- */

static void put_why(struct ecc_page *page, const struct ecc_offer *offer,
                    const struct ecc_offer *next, size_t number)
{
    size_t place = 0;
    const int order = ecc_nearness_cmp(offer->nearness, next->nearness, &place);
    if (order == 0) {
        ecc_term_para(page, 4, 6, ECC_DIM,
                      ecc_say(page->words, ECC_W_why_level, ECC_WITH(ecc_with_size("n", number))));
        return;
    }
    const ecc_aspect *own = &offer->nearness->aspects[offer->nearness->order[place]];
    const ecc_aspect *other = &next->nearness->aspects[next->nearness->order[place]];
    ecc_term_para(
        page, 4, 6, ECC_DIM,
        ecc_say(page->words, place == 0 ? ECC_W_why_weakest : ECC_W_why_next,
                ECC_WITH(ecc_with_size("n", number), ecc_with("aspect", ecc_in(page, &own->name)),
                         ecc_with("share", ecc_bid_share(page, own->share)),
                         ecc_with("other", ecc_in(page, &other->name)),
                         ecc_with("othershare", ecc_bid_share(page, other->share)))));
}

/* ---- Offers -------------------------------------------------------------------------------- */

static void put_offer(struct ecc_page *page, const struct ecc_offer *offer, size_t number)
{
    const ecc_spec_info *info = offer->bid->info;
    const ecc_str country = info->origin.len > 0 ? ecc_words_country(page->words, info->origin)
                                                 : ecc_word(page->words, ECC_W_range_unknown);
    const struct ecc_cell place = {
        .text = ecc_say(page->words, ECC_W_offer_place,
                        ECC_WITH(ecc_with("id", offer->bid->input), ecc_with("country", country))),
        .style = ECC_DIM};
    ecc_term_line(page);
    ecc_term_row(page, 0,
                 ecc_say(page->words, ECC_W_offer_number, ECC_WITH(ecc_with_size("n", number))), 4,
                 (struct ecc_cell){.text = info->name, .style = ECC_BOLD}, &place, 1);
    for (size_t i = 0; i < offer->n_unsure; i++) {
        ecc_term_para(
            page, 4, 6, ECC_OPEN,
            ecc_say(page->words, ECC_W_offer_unsure, ECC_WITH(ecc_with("need", offer->unsure[i]))));
    }
    put_aspects(page, offer);
    put_verdict(page, offer->bid->now);
    put_deciding(page, offer->bid->now);
    ecc_term_para(
        page, 4, 6, ECC_DIM,
        ecc_say(page->words, ECC_W_party_short,
                ECC_WITH(ecc_with("listing", ecc_word(page->words, ecc_party_listing_word(
                                                                       page, info->vendor))))));
}

static enum ecc_word kind_heading(enum ecc_offer_kind kind)
{
    static const enum ecc_word words[] = {[ECC_OFFER_RANKED] = ECC_W_heading_ranked,
                                          [ECC_OFFER_IN_PART] = ECC_W_heading_in_part,
                                          [ECC_OFFER_UNSURE] = ECC_W_heading_unsure};
    return words[kind];
}

/* Offers of one kind stand together. Returns the first one of the next kind. */
static size_t put_kind(struct ecc_page *page, const struct ecc_alternatives *found, size_t begin)
{
    const enum ecc_offer_kind kind = found->offers[begin].kind;
    size_t end = begin;
    while (end < found->n_offers && found->offers[end].kind == kind) {
        end++;
    }
    const size_t shown = end - begin < found->n_shown ? end - begin : found->n_shown;
    ecc_text_heading(page, ecc_word(page->words, kind_heading(kind)));
    for (size_t i = begin; i < begin + shown; i++) {
        put_offer(page, &found->offers[i], i + 1);
        if (kind == ECC_OFFER_RANKED && i + 1 < end) {
            put_why(page, &found->offers[i], &found->offers[i + 1], i + 2);
        }
    }
    if (begin + shown < end) {
        ecc_term_line(page);
        ecc_term_para(page, 0, 2, ECC_DIM,
                      ecc_say(page->words, ECC_W_offers_more,
                              ECC_WITH(ecc_with_size("n", end - begin - shown))));
    }
    return end;
}

/* ---- The whole ----------------------------------------------------------------------------- */

static void put_wanted(struct ecc_page *page, const struct ecc_alternatives *found)
{
    ecc_text_heading(page, ecc_word(page->words, ECC_W_alternatives_wanted));
    for (size_t i = 0; i < found->wanted_nearness->n_aspects; i++) {
        const ecc_aspect *aspect = &found->wanted_nearness->aspects[i];
        if (aspect->wanted != NULL) {
            const struct ecc_cell cells[] = {
                {.text = ecc_aspect_name(page, aspect), .width = 30},
                {.text = ecc_phrase_range(page, &aspect->wanted->value, aspect->wanted->unit)},
            };
            ecc_term_cells(page, 4, cells, 2);
        }
    }
    put_verdict(page, found->wanted->now);
}

/* The makers of what is shown, then what is to be asked of every part. */
static void put_apart(struct ecc_page *page, const struct ecc_alternatives *found)
{
    static const enum ecc_word words[] = {ECC_W_apart_parties, ECC_W_apart_maker,
                                          ECC_W_apart_software};
    struct ecc_party_list list = {.n = 0};
    ecc_party_add(page, &list, found->wanted->info->vendor, found->wanted->info->name);
    for (size_t i = 0, of_kind = 0; i < found->n_offers; i++) {
        const ecc_spec_info *info = found->offers[i].bid->info;
        const bool first = i == 0 || found->offers[i].kind != found->offers[i - 1].kind;
        of_kind = first ? 1 : of_kind + 1;
        if (of_kind <= found->n_shown) {
            ecc_party_add(page, &list, info->vendor, info->name);
        }
    }
    ecc_text_parties(page, &list);
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        ecc_term_item(page, 2, 4, ECC_LITERAL("-"), ecc_word(page->words, words[i]));
    }
}

void ecc_text_alternatives(struct ecc_render *render, const struct ecc_alternatives *found)
{
    struct ecc_page *page = render->page;
    const struct ecc_cell when = {
        .text = ecc_say(page->words, ECC_W_as_of,
                        ECC_WITH(ecc_with("date", ecc_phrase_date(page, render->as_of)))),
        .style = ECC_DIM};
    const ecc_str title = ecc_say(page->words, ECC_W_alternatives_title,
                                  ECC_WITH(ecc_with("name", found->wanted->info->name)));
    ecc_term_row(page, 0, (ecc_str){0}, 0, (struct ecc_cell){.text = title, .style = ECC_BOLD},
                 &when, 1);
    ecc_term_wrap(page, 0, 0, ECC_PLAIN,
                  ecc_say(page->words, ECC_W_alternatives_scope,
                          ECC_WITH(ecc_with_size("looked", found->n_looked_at),
                                   ecc_with_size("ruled", found->n_ruled_out))));
    put_wanted(page, found);
    ecc_term_line(page);
    ecc_term_wrap(page, 0, 0, ECC_PLAIN, ecc_word(page->words, ECC_W_alternatives_rule));
    if (found->n_offers == 0 || found->offers[0].kind != ECC_OFFER_RANKED) {
        ecc_term_line(page);
        ecc_term_wrap(page, 0, 0, ECC_PLAIN,
                      ecc_word(page->words, found->n_offers == 0 ? ECC_W_offers_none
                                                                 : ECC_W_offers_none_ranked));
    }
    for (size_t i = 0; i < found->n_offers;) {
        i = put_kind(page, found, i);
    }
    put_apart(page, found);
    ecc_term_line(page);
    ecc_text_verified(page, found->wanted->now);
}
