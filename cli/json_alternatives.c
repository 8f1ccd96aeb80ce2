/* SPDX-License-Identifier: Apache-2.0 */
/* The format "json" of `ecc alternatives`. */
#include "json_bid.h"
#include "json_parts.h"
#include "party.h"

static void put_figure(struct ecc_render *render, const char *key, const ecc_figure *figure)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, key);
    if (figure == NULL) {
        ecc_json_null(json);
        return;
    }
    ecc_json_object(json);
    ecc_json_put(json, "id", figure->id);
    ecc_json_put_range(render, "value", &figure->value, figure->unit);
    ecc_json_end_object(json);
}

static void put_aspects(struct ecc_render *render, const ecc_nearness *nearness)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "nearness");
    ecc_json_array(json);
    for (size_t i = 0; i < nearness->n_aspects; i++) {
        const ecc_aspect *aspect = &nearness->aspects[i];
        if (aspect->wanted == NULL) {
            continue;
        }
        ecc_json_object(json);
        ecc_json_put(json, "id", aspect->id);
        ecc_json_put_words(render, "name", &aspect->name);
        put_figure(render, "wanted", aspect->wanted);
        put_figure(render, "found", aspect->found);
        ecc_json_put_bool(json, "known", aspect->known);
        ecc_json_put(json, "share", ecc_number_exact(render->page->words, aspect->share));
        ecc_json_put_bool(json, "weakest", nearness->order[0] == i);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

static void put_offer(struct ecc_render *render, const struct ecc_offer *offer, size_t rank)
{
    static const char *const kinds[] = {[ECC_OFFER_RANKED] = "ranked",
                                        [ECC_OFFER_IN_PART] = "known-in-part",
                                        [ECC_OFFER_UNSURE] = "not-known-to-meet"};
    struct ecc_json *json = &render->json;
    ecc_json_object(json);
    ecc_json_put_cstr(json, "group", kinds[offer->kind]);
    ecc_json_put_size(json, "rank", rank);
    ecc_json_bid_members(render, offer->bid);
    ecc_json_put_party(render, offer->bid->info->vendor, offer->bid->info->name);
    ecc_json_key(json, "not-known");
    ecc_json_array(json);
    for (size_t i = 0; i < offer->n_unsure; i++) {
        ecc_json_str(json, offer->unsure[i]);
    }
    ecc_json_end_array(json);
    put_aspects(render, offer->nearness);
    ecc_json_put_verdict(render, "result", offer->bid->now);
    const struct ecc_reasons reasons = ecc_reasons_of(render->page, offer->bid->now);
    ecc_json_put_reasons(render, "because", &reasons);
    ecc_json_end_object(json);
}

void ecc_json_alternatives(struct ecc_render *render, const struct ecc_alternatives *found)
{
    struct ecc_json *json = &render->json;
    ecc_json_open(render, "ecc-alternatives/1");
    ecc_json_put_date(render, "as-of", render->as_of);
    ecc_json_key(json, "wanted");
    ecc_json_object(json);
    ecc_json_bid_members(render, found->wanted);
    ecc_json_put_party(render, found->wanted->info->vendor, found->wanted->info->name);
    ecc_json_put_verdict(render, "result", found->wanted->now);
    ecc_json_end_object(json);
    ecc_json_put(json, "origin", ecc_text_of(found->origin));
    ecc_json_key(json, "needs");
    ecc_json_array(json);
    for (size_t i = 0; i < found->n_needs; i++) {
        ecc_json_str(json, ecc_text_of(found->needs[i]));
    }
    ecc_json_end_array(json);
    ecc_json_put(json, "order", ecc_word(render->page->words, ECC_W_alternatives_rule));
    ecc_json_put_size(json, "looked-at", found->n_looked_at);
    ecc_json_put_size(json, "ruled-out", found->n_ruled_out);
    ecc_json_key(json, "alternatives");
    ecc_json_array(json);
    for (size_t i = 0; i < found->n_offers; i++) {
        put_offer(render, &found->offers[i], i + 1);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}
