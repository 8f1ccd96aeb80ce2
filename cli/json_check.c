/* SPDX-License-Identifier: Apache-2.0 */
/* The format "json" of check, explain and history: complete, numbers exact and as strings, units
 * beside them, words in the language asked for. The first member names the format and its version:
 * members may be added, never changed. */
#include "diag.h"
#include "json_parts.h"
#include "phrase.h"

/* ---- Quantities ---------------------------------------------------------------------------- */

static const char *const step_names[] = {
    [ECC_STEP_FACT] = "fact",         [ECC_STEP_MISSING] = "missing",
    [ECC_STEP_CONSTANT] = "constant", [ECC_STEP_SUM] = "sum",
    [ECC_STEP_HIGHEST] = "highest",   [ECC_STEP_PRODUCT] = "product",
    [ECC_STEP_RATIO] = "ratio",       [ECC_STEP_COUNT] = "count",
    [ECC_STEP_FIRST] = "first",       [ECC_STEP_QUANTITY] = "quantity",
};

/* Recursion: the depth of a formula. */
static void put_step(struct ecc_render *render, const ecc_step *step)
{
    struct ecc_json *json = &render->json;
    ecc_json_object(json);
    ecc_json_put_cstr(json, "kind", step_names[step->kind]);
    ecc_json_put(json, "label", step->label);
    ecc_json_put(json, "detail", step->detail);
    ecc_json_put_range(render, "value", &step->value, step->unit);
    ecc_json_put_bool(json, "chosen", step->chosen);
    ecc_json_put_bool(json, "excluded", step->excluded);
    ecc_json_position(json, "at", &step->at);
    ecc_json_key(json, "children");
    ecc_json_array(json);
    for (size_t i = 0; i < step->n_children; i++) {
        put_step(render, &step->children[i]);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}

static void put_quantities(struct ecc_render *render, const ecc_subject *subject)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "quantities");
    ecc_json_array(json);
    for (size_t i = 0; i < subject->n_quantities; i++) {
        const ecc_quantity_view *quantity = &subject->quantities[i];
        ecc_json_object(json);
        ecc_json_put_range(render, "value", &quantity->value, quantity->definition->unit);
        ecc_json_key(json, "definition");
        ecc_json_definition(render, quantity->definition);
        ecc_json_key(json, "derivation");
        put_step(render, quantity->derivation);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

/* ---- Subjects ------------------------------------------------------------------------------ */

static void put_possible(struct ecc_render *render, const ecc_paragraph *possible, size_t n)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "possible");
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_object(json);
        if (possible[i].id.len > 0) {
            ecc_json_put(json, "paragraph", possible[i].id);
        } else {
            ecc_json_key(json, "paragraph");
            ecc_json_null(json);
        }
        ecc_json_put_bool(json, "gate", possible[i].gate);
        ecc_json_put_words(render, "heading", &possible[i].heading);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

static void put_entry(struct ecc_render *render, const ecc_entry *entry)
{
    struct ecc_json *json = &render->json;
    ecc_json_object(json);
    ecc_json_put_cstr(json, "verdict", ecc_json_met(entry->verdict));
    ecc_json_key(json, "rule");
    ecc_json_rule_info(render, entry->rule);
    ecc_json_key(json, "paragraphs");
    ecc_json_array(json);
    for (size_t i = 0; i < entry->n_paragraphs; i++) {
        ecc_json_node(render, &entry->paragraphs[i], true);
    }
    ecc_json_end_array(json);
    ecc_json_put_scopes(render, entry->scopes, entry->n_scopes);
    ecc_json_put_questions(render, entry->questions, entry->n_questions);
    ecc_json_end_object(json);
}

static void put_subject(struct ecc_render *render, const ecc_subject *subject)
{
    struct ecc_json *json = &render->json;
    ecc_json_object(json);
    ecc_json_put(json, "kind", subject->kind);
    ecc_json_put(json, "regime", subject->regime);
    ecc_json_put(json, "name", subject->spec->name);
    ecc_json_put(json, "file", subject->spec->file);
    ecc_json_put_bool(json, "inside", subject->inside);
    ecc_json_put_range(render, "count", &subject->count, ECC_LITERAL("1"));
    ecc_json_put_cstr(json, "sold-so", ecc_json_truth(subject->sold_so));
    ecc_json_put_bool(json, "open", subject->open);
    ecc_json_put_cstr(json, "controlled", ecc_json_truth(subject->gate));
    put_possible(render, subject->possible, subject->n_possible);
    ecc_json_put_words(render, "otherwise", &subject->otherwise);
    ecc_json_key(json, "entries");
    ecc_json_array(json);
    for (size_t i = 0; i < subject->n_entries; i++) {
        put_entry(render, &subject->entries[i]);
    }
    ecc_json_end_array(json);
    put_quantities(render, subject);
    ecc_json_end_object(json);
}

/* ---- What stands beside -------------------------------------------------------------------- */

static void put_deciding(struct ecc_render *render, const ecc_result *result)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "deciding");
    ecc_json_array(json);
    for (size_t i = 0; i < result->n_deciding; i++) {
        const ecc_deciding *deciding = &result->deciding[i];
        ecc_json_object(json);
        ecc_json_put_size(json, "subject", ecc_json_subject_index(result, deciding->subject));
        ecc_json_put(json, "path", deciding->path);
        ecc_json_put(json, "quantity",
                     deciding->quantity != NULL ? deciding->quantity->id : (ecc_str){0});
        ecc_json_put_words(render, "name", &deciding->name);
        ecc_json_put_words(render, "ask", &deciding->ask);
        ecc_json_put_bool(json, "alone", deciding->alone);
        ecc_json_position(json, "at", &deciding->at);
        ecc_json_key(json, "pieces");
        ecc_json_array(json);
        for (size_t j = 0; j < deciding->n_pieces; j++) {
            const ecc_piece *piece = &deciding->pieces[j];
            ecc_json_object(json);
            if (piece->word.len > 0) {
                ecc_json_put(json, "word", piece->word);
            } else {
                ecc_json_put_range(render, "range", &piece->range, deciding->unit);
            }
            ecc_json_put_cstr(json, "controlled", ecc_json_truth(piece->gate));
            put_possible(render, piece->possible, piece->n_possible);
            ecc_json_end_object(json);
        }
        ecc_json_end_array(json);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

static void put_sets(struct ecc_render *render, const ecc_result *result)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "deciding-sets");
    ecc_json_array(json);
    for (size_t i = 0; i < result->n_sets; i++) {
        const ecc_deciding_set *set = &result->sets[i];
        ecc_json_object(json);
        ecc_json_put_size(json, "subject", ecc_json_subject_index(result, set->subject));
        ecc_json_key(json, "deciding");
        ecc_json_array(json);
        for (size_t j = 0; j < set->n_facts; j++) {
            ecc_json_size(json, set->facts[j]);
        }
        ecc_json_end_array(json);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

static void put_readings(struct ecc_render *render, const ecc_result *result)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "readings");
    ecc_json_array(json);
    for (size_t i = 0; i < result->n_readings; i++) {
        const ecc_reading_view *reading = &result->readings[i];
        ecc_json_object(json);
        ecc_json_put(json, "id", reading->id);
        ecc_json_put_words(render, "question", &reading->question);
        ecc_json_put_citation(render, "source", &reading->source);
        ecc_json_key(json, "options");
        ecc_json_array(json);
        for (size_t j = 0; j < reading->n_options; j++) {
            const ecc_reading_option *option = &reading->options[j];
            ecc_json_object(json);
            ecc_json_put(json, "id", option->id);
            ecc_json_put_words(render, "name", &option->name);
            ecc_json_put_bool(json, "used", j == reading->used);
            ecc_json_put_bool(json, "taken", j == reading->taken);
            ecc_json_put_cstr(json, "controlled", ecc_json_truth(option->gate));
            put_possible(render, option->possible, option->n_possible);
            ecc_json_end_object(json);
        }
        ecc_json_end_array(json);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

/* Only where every combination of answers was asked for. */
static void put_combinations(struct ecc_render *render, const ecc_result *result)
{
    struct ecc_json *json = &render->json;
    if (result->n_combinations == 0) {
        return;
    }
    ecc_json_key(json, "combinations");
    ecc_json_array(json);
    for (size_t i = 0; i < result->n_combinations; i++) {
        const ecc_combined *combined = &result->combinations[i];
        ecc_json_object(json);
        ecc_json_put_size(json, "count", combined->n);
        ecc_json_put_cstr(json, "verdict", ecc_json_verdict(combined->gate));
        put_possible(render, combined->possible, combined->n_possible);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
    ecc_json_put_bool(json, "combinations-cut", result->combinations_cut);
}

static void put_findings(struct ecc_render *render, const ecc_result *result)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "findings");
    ecc_json_array(json);
    for (size_t i = 0; i < result->n_findings; i++) {
        const ecc_finding *finding = &result->findings[i];
        ecc_json_object(json);
        ecc_json_put_cstr(json, "id", finding->id);
        ecc_json_put(
            json, "message",
            ecc_words_say(render->page->words, finding->id, finding->args, finding->n_args));
        ecc_json_put_words(render, "text", &finding->text);
        ecc_json_position(json, "at", &finding->at);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

static void put_notices(struct ecc_render *render, const struct ecc_notices *notices)
{
    static const char *const kinds[] = {
        [ECC_NOTICE_CONTROLLED] = "controlled", [ECC_NOTICE_UNDECIDED] = "undecided",
        [ECC_NOTICE_LISTED] = "listed",         [ECC_NOTICE_NEAR_LINE] = "near-line",
        [ECC_NOTICE_FINDING] = "finding",       [ECC_NOTICE_DIAGNOSTIC] = "diagnostic",
        [ECC_NOTICE_PROBLEM] = "problem",       [ECC_NOTICE_GATE] = "gate"};
    static const char *const severities[] = {[ECC_SEVERITY_NONE] = "note",
                                             [ECC_SEVERITY_NOTE] = "note",
                                             [ECC_SEVERITY_WARNING] = "warning",
                                             [ECC_SEVERITY_ERROR] = "error"};
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "notices");
    ecc_json_array(json);
    for (size_t i = 0; i < notices->n; i++) {
        const struct ecc_notice *notice = &notices->items[i];
        ecc_json_object(json);
        ecc_json_put_cstr(json, "kind", kinds[notice->kind]);
        ecc_json_put_cstr(json, "state", ecc_notice_state_name(notice->state));
        ecc_json_put_cstr(json, "severity", severities[notice->severity]);
        ecc_json_put(json, "rule", notice->rule);
        ecc_json_put(json, "text", notice->text);
        ecc_json_position(json, "at", &notice->at);
        ecc_json_position(json, "origin", &notice->origin);
        ecc_json_put(json, "key", notice->key);
        ecc_json_put(json, "excuse", notice->excuse);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

/* What the configuration asks for. */
static void put_gate(struct ecc_render *render)
{
    struct ecc_json *json = &render->json;
    if (render->config == NULL) {
        return;
    }
    ecc_json_key(json, "gate");
    ecc_json_object(json);
    ecc_json_put(json, "config", render->config->file);
    ecc_json_put(json, "destination", render->config->destination);
    ecc_json_put_cstr(json, "fail-on", render->fail_on);
    ecc_json_end_object(json);
}

static void put_result(struct ecc_render *render, const ecc_result *result)
{
    struct ecc_json *json = &render->json;
    ecc_json_put_cstr(json, "verdict", ecc_json_verdict(result->controlled));
    ecc_json_put_date(render, "as-of", result->as_of);
    ecc_json_put_date(render, "verified-through", result->verified_through);
    ecc_json_put_bool(json, "beyond-verified", result->beyond_verified);
    ecc_json_key(json, "subjects");
    ecc_json_array(json);
    for (size_t i = 0; i < result->n_subjects; i++) {
        put_subject(render, &result->subjects[i]);
    }
    ecc_json_end_array(json);
    put_deciding(render, result);
    put_sets(render, result);
    put_readings(render, result);
    put_combinations(render, result);
    put_findings(render, result);
    ecc_json_put_words(render, "not-advice", &result->not_advice);
}

/* What was changed for a what-if, and what the input says without it. */
static void put_settings(struct ecc_json *json, const struct ecc_item *item)
{
    if (item->n_settings == 0) {
        return;
    }
    ecc_json_key(json, "settings");
    ecc_json_array(json);
    for (size_t i = 0; i < item->n_settings; i++) {
        ecc_json_str(json, ecc_text_of(item->settings[i]));
    }
    ecc_json_end_array(json);
    if (item->as_it_stands != NULL) {
        ecc_json_put_cstr(json, "verdict-as-it-stands",
                          ecc_json_verdict(item->as_it_stands->controlled));
    }
}

/* ---- The stream ---------------------------------------------------------------------------- */

void ecc_json_begin(struct ecc_render *render)
{
    ecc_json_open(render, "ecc-result/1");
    ecc_json_put_date(render, "as-of", render->as_of);
    ecc_json_key(&render->json, "results");
    ecc_json_array(&render->json);
}

void ecc_json_members(struct ecc_render *render, const struct ecc_item *item)
{
    struct ecc_json *json = &render->json;
    ecc_json_put(json, "input", item->input);
    ecc_json_put_size(json, "exit-status", (size_t)item->exit);
    if (item->spec != NULL) {
        ecc_json_key(json, "specification");
        ecc_json_spec(render, ecc_spec_about(item->spec));
    }
    put_settings(json, item);
    if (item->result != NULL) {
        put_result(render, item->result);
    } else {
        ecc_json_put(json, "problem", item->problem);
    }
    ecc_json_diags(json, render->page->words, item->diags);
    put_notices(render, &item->notices);
}

void ecc_json_item(struct ecc_render *render, const struct ecc_item *item)
{
    ecc_json_object(&render->json);
    ecc_json_members(render, item);
    ecc_json_end_object(&render->json);
}

void ecc_json_totals(struct ecc_render *render, const struct ecc_totals *totals)
{
    struct ecc_json *json = &render->json;
    put_gate(render);
    put_notices(render, &totals->notices);
    ecc_json_key(json, "totals");
    ecc_json_object(json);
    ecc_json_put_size(json, "controlled", totals->controlled);
    ecc_json_put_size(json, "undecided", totals->undecided);
    ecc_json_put_size(json, "not-controlled", totals->clear);
    ecc_json_put_size(json, "failed", totals->failed);
    ecc_json_end_object(json);
    ecc_json_put_size(json, "exit-status", (size_t)totals->exit);
}

void ecc_json_end(struct ecc_render *render, const struct ecc_totals *totals, bool several)
{
    (void)several; /* one result is a list of one */
    ecc_json_end_array(&render->json);
    ecc_json_totals(render, totals);
    ecc_json_end_object(&render->json);
}

void ecc_json_history(struct ecc_render *render, const struct ecc_history *history)
{
    struct ecc_json *json = &render->json;
    ecc_json_open(render, "ecc-history/1");
    ecc_json_put(json, "input", history->input);
    ecc_json_key(json, "specification");
    ecc_json_spec(render, history->spec);
    ecc_json_key(json, "versions");
    ecc_json_array(json);
    for (size_t i = 0; i < history->n_moments; i++) {
        const struct ecc_moment *moment = &history->moments[i];
        ecc_json_object(json);
        ecc_json_put_date(render, "from", moment->from);
        ecc_json_put_date(render, "next", moment->next);
        ecc_json_put_bool(json, "changes", moment->changes);
        ecc_json_key(json, "began");
        ecc_json_array(json);
        for (size_t j = 0; j < moment->n_began; j++) {
            ecc_json_rule_info(render, moment->began[j]);
        }
        ecc_json_end_array(json);
        put_result(render, moment->result);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
    ecc_json_put_size(json, "exit-status", (size_t)history->exit);
    ecc_json_end_object(json);
}
