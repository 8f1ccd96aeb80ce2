/* SPDX-License-Identifier: Apache-2.0 */
/* The format "json" of `ecc compare`, and what the commands of buyers share in it. */
#include "json_bid.h"

#include "json_parts.h"
#include "party.h"

void ecc_json_bid_members(struct ecc_render *render, const struct ecc_bid *bid)
{
    struct ecc_json *json = &render->json;
    ecc_json_put(json, "input", bid->input);
    ecc_json_key(json, "spec");
    ecc_json_spec(render, bid->info);
}

void ecc_json_put_verdict(struct ecc_render *render, const char *key, const ecc_result *result)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, key);
    if (result == NULL) {
        ecc_json_null(json);
        return;
    }
    ecc_json_object(json);
    ecc_json_put_date(render, "as-of", result->as_of);
    ecc_json_put_cstr(json, "verdict", ecc_json_verdict(result->controlled));
    ecc_json_key(json, "subjects");
    ecc_json_array(json);
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        if (subject->inside) {
            continue;
        }
        ecc_json_object(json);
        ecc_json_put(json, "kind", subject->kind);
        ecc_json_put_cstr(json, "controlled", ecc_json_truth(subject->gate));
        ecc_json_key(json, "possible");
        ecc_json_array(json);
        for (size_t j = 0; j < subject->n_possible; j++) {
            const ecc_str id = subject->possible[j].id;
            ecc_json_str(json, id.len > 0 ? id : ECC_LITERAL("none"));
        }
        ecc_json_end_array(json);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}

void ecc_json_put_reasons(struct ecc_render *render, const char *key,
                          const struct ecc_reasons *reasons)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, key);
    ecc_json_array(json);
    for (size_t i = 0; i < reasons->n; i++) {
        ecc_json_object(json);
        ecc_json_put(json, "clause", reasons->items[i].label);
        ecc_json_put(json, "text", reasons->items[i].text);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

static void put_papers(struct ecc_render *render, const struct ecc_bid *bid)
{
    struct ecc_json *json = &render->json;
    const ecc_paper *papers = NULL;
    const size_t n = ecc_figures_papers(bid->figures, &papers);
    ecc_json_key(json, "sources");
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_object(json);
        ecc_json_key(json, "for");
        ecc_json_array(json);
        for (size_t j = 0; j < papers[i].n_keys; j++) {
            ecc_json_str(json, papers[i].keys[j]);
        }
        ecc_json_end_array(json);
        ecc_json_put(json, "mark", papers[i].mark);
        ecc_json_key(json, "urls");
        ecc_json_array(json);
        for (size_t j = 0; j < papers[i].n_urls; j++) {
            ecc_json_str(json, papers[i].urls[j]);
        }
        ecc_json_end_array(json);
        ecc_json_put(json, "note", papers[i].note);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

/* The value of a cell and how it compares with the first. */
void ecc_json_cell(struct ecc_render *render, const ecc_range *value, ecc_str unit,
                   const ecc_compared_cell *cell)
{
    struct ecc_json *json = &render->json;
    if (value == NULL) {
        ecc_json_null(json);
        return;
    }
    ecc_json_object(json);
    ecc_json_put_range(render, "value", value, unit);
    if (cell->gap.lo != NULL || cell->gap.hi != NULL) {
        ecc_json_put_range(render, "gap", &cell->gap, (ecc_str){0});
    } else {
        ecc_json_key(json, "gap");
        ecc_json_null(json);
    }
    ecc_json_end_object(json);
}

static void put_figures(struct ecc_render *render, const struct ecc_side_by_side *sides)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "figures");
    ecc_json_array(json);
    for (size_t i = 0; i < sides->n_rows; i++) {
        const ecc_compared *row = &sides->rows[i];
        ecc_json_object(json);
        ecc_json_put(json, "id", row->id);
        ecc_json_put_words(render, "name", &row->name);
        ecc_json_put_bool(json, "sparse", row->sparse);
        ecc_json_key(json, "values");
        ecc_json_array(json);
        for (size_t j = 0; j < sides->n; j++) {
            const ecc_figure *figure = row->cells[j].figure;
            ecc_json_cell(render, figure != NULL ? &figure->value : NULL, row->unit,
                          &row->cells[j]);
        }
        ecc_json_end_array(json);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

static void put_quantities(struct ecc_render *render, const struct ecc_side_by_side *sides)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "quantities");
    ecc_json_array(json);
    for (size_t i = 0; i < sides->n_quantities; i++) {
        const struct ecc_quantity_row *row = &sides->quantities[i];
        ecc_json_object(json);
        ecc_json_put(json, "id", row->definition->id);
        ecc_json_put_words(render, "name", &row->definition->name);
        ecc_json_key(json, "values");
        ecc_json_array(json);
        for (size_t j = 0; j < sides->n; j++) {
            ecc_json_cell(render, row->values[j], row->definition->unit, &row->cells[j]);
        }
        ecc_json_end_array(json);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

void ecc_json_side_by_side(struct ecc_render *render, const struct ecc_side_by_side *sides)
{
    struct ecc_json *json = &render->json;
    ecc_json_open(render, "ecc-compare/1");
    ecc_json_key(json, "parts");
    ecc_json_array(json);
    for (size_t i = 0; i < sides->n; i++) {
        const struct ecc_bid *bid = &sides->bids[i];
        ecc_json_object(json);
        ecc_json_bid_members(render, bid);
        ecc_json_put_party(render, bid->info->vendor, bid->info->name);
        ecc_json_put_verdict(render, "first", bid->first);
        ecc_json_put_verdict(render, "now", bid->now);
        put_papers(render, bid);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
    put_figures(render, sides);
    put_quantities(render, sides);
    ecc_json_end_object(json);
}
