/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of a part's maker: see party.h. */
#include "party.h"

#include "json_parts.h"
#include "phrase.h"
#include "text.h"

struct listing {
    const char *name;
    enum ecc_word word;
    enum ecc_word sentence;
};
static const struct listing listings[] = {
    [ECC_LISTING_NOT_LOOKED_UP] = {"not-looked-up", ECC_W_listing_not_looked_up,
                                   ECC_W_party_not_looked_up},
    [ECC_LISTING_NO_ENTRY] = {"no-entry", ECC_W_listing_no_entry, ECC_W_party_no_entry},
    [ECC_LISTING_ENTRY] = {"entry", ECC_W_listing_entry, ECC_W_listing_entry},
};

static ecc_listing listing_of(const struct ecc_page *page, ecc_str vendor)
{
    return ecc_party_of(page->makers, vendor, (ecc_str){0}).listing;
}

const char *ecc_party_listing(const struct ecc_page *page, ecc_str vendor)
{
    return listings[listing_of(page, vendor)].name;
}

enum ecc_word ecc_party_listing_word(const struct ecc_page *page, ecc_str vendor)
{
    return listings[listing_of(page, vendor)].word;
}

size_t ecc_party_lines(struct ecc_page *page, ecc_str vendor, ecc_str part,
                       ecc_str out_lines[ECC_PARTY_LINES])
{
    const ecc_party party = ecc_party_of(page->makers, vendor, part);
    const ecc_str shown = vendor.len > 0 ? vendor : ecc_word(page->words, ECC_W_party_unnamed);
    size_t n = 0;
    if (party.listing != ECC_LISTING_ENTRY) { /* an entry is a note, with more in it */
        out_lines[n++] = ecc_say(page->words, listings[party.listing].sentence,
                                 ECC_WITH(ecc_with("vendor", shown),
                                          ecc_with("date", ecc_phrase_date(page, party.copy))));
    }
    for (size_t i = 0; i < party.n_notes; i++) {
        const ecc_party_note *note = party.notes[i];
        out_lines[n++] = ecc_say(
            page->words, ECC_W_party_note,
            ECC_WITH(ecc_with("text", ecc_in(page, &note->text)),
                     ecc_with("source", ecc_phrase_citation(page, &note->source))));
    }
    return n;
}

ecc_str ecc_party_copy(struct ecc_page *page)
{
    const ecc_party party = ecc_party_of(page->makers, (ecc_str){0}, (ecc_str){0});
    return ecc_say(page->words, ECC_W_party_copy,
                   ECC_WITH(ecc_with("date", ecc_phrase_date(page, party.copy))));
}

/* ---- Of several parts ---------------------------------------------------------------------- */

static bool is_told(const struct ecc_party_list *list, ecc_str line)
{
    for (size_t i = 0; i < list->n; i++) {
        if (ecc_text_same(list->lines[i], line)) {
            return true;
        }
    }
    return false;
}

void ecc_party_add(struct ecc_page *page, struct ecc_party_list *list, ecc_str vendor, ecc_str part)
{
    ecc_str lines[ECC_PARTY_LINES];
    const size_t n = ecc_party_lines(page, vendor, part, lines);
    for (size_t i = 0; i < n; i++) {
        if (list->n < ECC_PARTY_LIST && !is_told(list, lines[i])) {
            list->lines[list->n++] = lines[i];
        }
    }
}

void ecc_text_parties(struct ecc_page *page, const struct ecc_party_list *list)
{
    if (list->n == 0) {
        return;
    }
    ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_apart));
    for (size_t i = 0; i < list->n; i++) {
        ecc_term_item(page, 2, 4, ECC_LITERAL("-"), list->lines[i]);
    }
    ecc_term_item(page, 2, 4, ECC_LITERAL("-"), ecc_party_copy(page));
}

/* ---- JSON ---------------------------------------------------------------------------------- */

void ecc_json_put_party(struct ecc_render *render, ecc_str vendor, ecc_str part)
{
    const ecc_party party = ecc_party_of(render->page->makers, vendor, part);
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "maker");
    ecc_json_object(json);
    ecc_json_put(json, "name", vendor);
    ecc_json_put_cstr(json, "listing", listings[party.listing].name);
    ecc_json_put_date(render, "copy", party.copy);
    ecc_json_key(json, "notes");
    ecc_json_array(json);
    for (size_t i = 0; i < party.n_notes; i++) {
        ecc_json_object(json);
        ecc_json_put_words(render, "text", &party.notes[i]->text);
        ecc_json_put_citation(render, "source", &party.notes[i]->source);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}
