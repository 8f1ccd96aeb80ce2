/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of JSON documents: see json_parts.h. */
#include "json_parts.h"

#include "diag.h"
#include "phrase.h"

static void open_document(struct ecc_render *render, const char *format)
{
    static const char *const languages[] = {[ECC_ENGLISH] = "en", [ECC_CHINESE] = "zh"};
    struct ecc_json *json = &render->json;
    ecc_json_object(json);
    ecc_json_put_cstr(json, "format", format);
    ecc_json_key(json, "program");
    ecc_json_object(json);
    ecc_json_put_cstr(json, "name", "ecc");
    ecc_json_put_cstr(json, "version", ecc_version());
    ecc_json_end_object(json);
    ecc_json_put_cstr(json, "language", languages[ecc_words_language(render->page->words)]);
}

void ecc_json_open(struct ecc_render *render, const char *format)
{
    ecc_json_init(&render->json, render->page->out);
    open_document(render, format);
}

void ecc_json_open_line(struct ecc_render *render, const char *format)
{
    ecc_json_init(&render->json, render->page->out);
    render->json.one_line = true;
    open_document(render, format);
}

/* ---- Words for enumerations ------------------------------------------------------------------ */

static const char *of_three(ecc_tri value, const char *yes, const char *no, const char *unknown)
{
    return value == ECC_TRUE ? yes : value == ECC_FALSE ? no : unknown;
}

const char *ecc_json_verdict(ecc_tri controlled)
{
    return of_three(controlled, "controlled", "not-controlled", "undecided");
}

const char *ecc_json_met(ecc_tri verdict)
{
    return of_three(verdict, "met", "not-met", "undecided");
}

const char *ecc_json_truth(ecc_tri truth)
{
    return of_three(truth, "yes", "no", "unknown");
}

static const char *const node_names[] = {
    [ECC_NODE_ALL] = "all",           [ECC_NODE_ANY] = "any",   [ECC_NODE_NOT] = "not",
    [ECC_NODE_COMPARE] = "compare",   [ECC_NODE_FACT] = "fact", [ECC_NODE_MEETS] = "meets",
    [ECC_NODE_CONTAINS] = "contains",
};
static const char *const operator_names[] = {
    [ECC_AT_LEAST] = "at-least",
    [ECC_MORE_THAN] = "more-than",
    [ECC_AT_MOST] = "at-most",
    [ECC_LESS_THAN] = "less-than",
    [ECC_IS] = "is",
};
static const char *const mark_names[] = {
    [ECC_MARK_PRIMARY] = "primary",     [ECC_MARK_QUOTED] = "quoted",
    [ECC_MARK_SECONDARY] = "secondary", [ECC_MARK_MEMORY] = "memory",
    [ECC_MARK_INFERENCE] = "inference",
};

/* ---- Members ------------------------------------------------------------------------------- */

void ecc_json_put_date(struct ecc_render *render, const char *key, ecc_date date)
{
    ecc_json_key(&render->json, key);
    if (date.year == 0) {
        ecc_json_null(&render->json);
    } else {
        ecc_json_str(&render->json, ecc_phrase_date(render->page, date));
    }
}

void ecc_json_put_words(struct ecc_render *render, const char *key, const ecc_bilingual *text)
{
    ecc_json_put(&render->json, key, ecc_in(render->page, text));
}

static void put_exact(struct ecc_render *render, const char *key, const ecc_number *number)
{
    ecc_json_key(&render->json, key);
    if (number == NULL) {
        ecc_json_null(&render->json);
    } else {
        ecc_json_str(&render->json, ecc_number_exact(render->page->words, number));
    }
}

void ecc_json_put_number(struct ecc_render *render, const char *key, const ecc_number *number,
                         ecc_str unit)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, key);
    if (number == NULL) {
        ecc_json_null(json);
        return;
    }
    ecc_json_object(json);
    put_exact(render, "number", number);
    ecc_json_put(json, "unit", unit);
    ecc_json_end_object(json);
}

void ecc_json_put_range(struct ecc_render *render, const char *key, const ecc_range *range,
                        ecc_str unit)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, key);
    ecc_json_object(json);
    ecc_json_put_bool(json, "exact", range->exact);
    put_exact(render, "low", range->lo);
    ecc_json_put_bool(json, "low-open", range->lo_open);
    put_exact(render, "high", range->hi);
    ecc_json_put_bool(json, "high-open", range->hi_open);
    ecc_json_put_bool(json, "undefined", range->undefined);
    ecc_json_put(json, "unit", unit);
    ecc_json_end_object(json);
}

void ecc_json_put_citation(struct ecc_render *render, const char *key, const ecc_citation *citation)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, key);
    ecc_json_object(json);
    ecc_json_put(json, "notice", citation->notice);
    ecc_json_put(json, "cfr", citation->cfr);
    ecc_json_put(json, "url", citation->url);
    ecc_json_put_cstr(json, "mark", mark_names[citation->mark]);
    ecc_json_end_object(json);
}

static void put_notes(struct ecc_render *render, const ecc_bilingual *notes, size_t n)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "notes");
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_str(json, ecc_in(render->page, &notes[i]));
    }
    ecc_json_end_array(json);
}

static void put_texts(struct ecc_render *render, const char *key, const ecc_str *texts, size_t n)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, key);
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_str(json, texts[i]);
    }
    ecc_json_end_array(json);
}

void ecc_json_put_scopes(struct ecc_render *render, const ecc_scope *scopes, size_t n)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "scope");
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_object(json);
        put_texts(render, "paragraphs", scopes[i].paragraphs, scopes[i].n_paragraphs);
        ecc_json_put_words(render, "text", &scopes[i].text);
        ecc_json_put_words(render, "enforced", &scopes[i].enforced);
        ecc_json_put_citation(render, "source", &scopes[i].source);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

void ecc_json_put_questions(struct ecc_render *render, const ecc_question *questions, size_t n)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "questions");
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_object(json);
        ecc_json_put(json, "id", questions[i].id);
        ecc_json_put_words(render, "to", &questions[i].to);
        ecc_json_put_words(render, "text", &questions[i].text);
        ecc_json_put_citation(render, "source", &questions[i].source);
        put_notes(render, questions[i].notes, questions[i].n_notes);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

/* ---- Clauses ------------------------------------------------------------------------------- */

static void put_compare(struct ecc_render *render, const ecc_node *node)
{
    struct ecc_json *json = &render->json;
    ecc_json_put(json, "quantity", node->quantity);
    ecc_json_put_cstr(json, "operator", operator_names[node->op]);
    ecc_json_put_number(render, "threshold", node->threshold, node->unit);
    if (node->value != NULL) {
        ecc_json_put_range(render, "value", &node->value->value, node->unit);
        ecc_json_put_number(render, "margin", node->margin, node->unit);
        put_exact(render, "margin-ratio", node->margin_ratio);
    }
}

static void put_kind(struct ecc_render *render, const ecc_node *node, bool evaluated)
{
    struct ecc_json *json = &render->json;
    switch (node->kind) {
    case ECC_NODE_COMPARE:
        put_compare(render, node);
        break;
    case ECC_NODE_FACT:
        ecc_json_put(json, "fact", node->fact);
        ecc_json_put_words(render, "name", &node->fact_name);
        ecc_json_put(json, "expected", node->expected);
        if (evaluated) {
            ecc_json_put(json, "actual", node->actual);
            ecc_json_position(json, "fact-at", &node->fact_at);
        }
        break;
    case ECC_NODE_MEETS:
    case ECC_NODE_CONTAINS:
        ecc_json_put(json, "target", node->target);
        break;
    case ECC_NODE_ALL:
    case ECC_NODE_ANY:
    case ECC_NODE_NOT:
        break;
    }
}

/* Recursion: the depth of a clause. */
void ecc_json_node(struct ecc_render *render, const ecc_node *node, bool evaluated)
{
    struct ecc_json *json = &render->json;
    ecc_json_object(json);
    ecc_json_put_cstr(json, "kind", node_names[node->kind]);
    if (evaluated) {
        ecc_json_put_cstr(json, "verdict", ecc_json_met(node->verdict));
        ecc_json_put_bool(json, "decisive", node->decisive);
    }
    if (node->id.len > 0) {
        ecc_json_put(json, "id", node->id);
        ecc_json_put(json, "label", node->label);
        ecc_json_put_words(render, "heading", &node->heading);
        ecc_json_put_bool(json, "exclusion", node->exclusion);
        ecc_json_put_citation(render, "source", &node->source);
        put_notes(render, node->notes, node->n_notes);
    }
    if (node->subject.len > 0) {
        ecc_json_put(json, "subject", node->subject);
    }
    ecc_json_position(json, "at", &node->at);
    put_kind(render, node, evaluated);
    if (node->n_children > 0) {
        ecc_json_key(json, "children");
        ecc_json_array(json);
        for (size_t i = 0; i < node->n_children; i++) {
            ecc_json_node(render, &node->children[i], evaluated);
        }
        ecc_json_end_array(json);
    }
    ecc_json_end_object(json);
}

/* ---- Values -------------------------------------------------------------------------------- */

void ecc_json_rule_info(struct ecc_render *render, const ecc_rule_info *rule)
{
    struct ecc_json *json = &render->json;
    ecc_json_object(json);
    ecc_json_put(json, "reference", ecc_phrase_rule(render->page, rule));
    ecc_json_put(json, "regime", rule->regime);
    ecc_json_put(json, "rule", rule->rule);
    ecc_json_put_date(render, "from", rule->from);
    ecc_json_put_date(render, "until", rule->until);
    ecc_json_put_date(render, "verified-through", rule->verified_through);
    ecc_json_put(json, "path", rule->path);
    ecc_json_put_bool(json, "gate", rule->gate);
    ecc_json_put_words(render, "title", &rule->title);
    ecc_json_put_words(render, "changes", &rule->changes);
    ecc_json_put_citation(render, "source", &rule->source);
    ecc_json_end_object(json);
}

void ecc_json_definition(struct ecc_render *render, const ecc_definition *definition)
{
    struct ecc_json *json = &render->json;
    ecc_json_object(json);
    ecc_json_put(json, "id", definition->id);
    ecc_json_put_words(render, "name", &definition->name);
    ecc_json_put(json, "symbol", definition->symbol);
    ecc_json_put(json, "unit", definition->unit);
    ecc_json_put_words(render, "meaning", &definition->meaning);
    ecc_json_put_words(render, "formula", &definition->formula);
    ecc_json_put_citation(render, "source", &definition->source);
    ecc_json_position(json, "at", &definition->at);
    ecc_json_end_object(json);
}

void ecc_json_spec(struct ecc_render *render, const ecc_spec_info *info)
{
    struct ecc_json *json = &render->json;
    ecc_json_object(json);
    ecc_json_put(json, "file", info->file);
    ecc_json_put(json, "kind", info->kind);
    ecc_json_put(json, "name", info->name);
    ecc_json_put(json, "vendor", info->vendor);
    ecc_json_put(json, "origin", info->origin);
    ecc_json_put(json, "sold-as", info->sold_as);
    ecc_json_put_date(render, "released", info->released);
    put_texts(render, "aliases", info->aliases, info->n_aliases);
    put_notes(render, info->notes, info->n_notes);
    ecc_json_end_object(json);
}

size_t ecc_json_subject_index(const ecc_result *result, const ecc_subject *subject)
{
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *other = &result->subjects[i];
        if (other->spec == subject->spec && ecc_text_same(other->kind, subject->kind) &&
            ecc_text_same(other->regime, subject->regime)) {
            return i;
        }
    }
    return 0;
}
