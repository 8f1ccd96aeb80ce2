/* SPDX-License-Identifier: Apache-2.0 */
/* The format "json" of `ecc rules impact`. */
#include "json_bid.h"
#include "json_parts.h"

static void put_state(struct ecc_render *render, const char *key, ecc_str name, ecc_date day,
                      bool draft)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, key);
    ecc_json_object(json);
    ecc_json_put(json, "name", name);
    ecc_json_put_date(render, "as-of", day);
    ecc_json_put_bool(json, "draft", draft);
    ecc_json_end_object(json);
}

static void put_effect(struct ecc_render *render, const struct ecc_effect *effect)
{
    struct ecc_json *json = &render->json;
    ecc_json_object(json);
    ecc_json_put_cstr(json, "change", effect->side ? "side" : "paragraph");
    ecc_json_bid_members(render, effect->bid);
    ecc_json_put_verdict(render, "before", effect->bid->first);
    ecc_json_put_verdict(render, "after", effect->bid->now);
    const struct ecc_reasons reasons = ecc_reasons_of(render->page, effect->bid->now);
    ecc_json_put_reasons(render, "because", &reasons);
    ecc_json_end_object(json);
}

void ecc_json_impact(struct ecc_render *render, const struct ecc_impact *impact)
{
    struct ecc_json *json = &render->json;
    ecc_json_open(render, "ecc-impact/1");
    put_state(render, "before", impact->before, impact->before_day, impact->before_draft);
    put_state(render, "after", impact->after, impact->after_day, impact->after_draft);
    ecc_json_put_size(json, "parts", impact->n_parts);
    ecc_json_put_size(json, "failed", impact->n_failed);
    ecc_json_key(json, "effects");
    ecc_json_array(json);
    for (size_t i = 0; i < impact->n_effects; i++) {
        put_effect(render, &impact->effects[i]);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}
