/* SPDX-License-Identifier: Apache-2.0 */
/* The format "json" of rules and specs. */
#include "diag.h"
#include "json_parts.h"
#include "party.h"
#include "phrase.h"

/* ---- Rules --------------------------------------------------------------------------------- */

void ecc_json_rules(struct ecc_render *render, const ecc_rule_info *const *rules, size_t n)
{
    struct ecc_json *json = &render->json;
    ecc_json_open(render, "ecc-rules/1");
    ecc_json_key(json, "rules");
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_rule_info(render, rules[i]);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}

void ecc_json_rule(struct ecc_render *render, const struct ecc_rule_page *rule)
{
    struct ecc_json *json = &render->json;
    ecc_json_open(render, "ecc-rule/1");
    ecc_json_key(json, "rule");
    ecc_json_rule_info(render, rule->info);
    ecc_json_key(json, "clauses");
    ecc_json_array(json);
    for (size_t i = 0; rule->root != NULL && i < rule->root->n_children; i++) {
        ecc_json_node(render, &rule->root->children[i], false);
    }
    ecc_json_end_array(json);
    ecc_json_put_scopes(render, rule->scopes, rule->n_scopes);
    ecc_json_put_questions(render, rule->questions, rule->n_questions);
    ecc_json_key(json, "definitions");
    ecc_json_array(json);
    for (size_t i = 0; i < rule->n_definitions; i++) {
        ecc_json_definition(render, &rule->definitions[i]);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}

static void put_lines(struct ecc_json *json, const char *key, const ecc_str *lines, size_t n)
{
    ecc_json_key(json, key);
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_str(json, lines[i]);
    }
    ecc_json_end_array(json);
}

static void put_changes(struct ecc_json *json, const char *key, const struct ecc_change *changes,
                        size_t n)
{
    static const char *const kinds[] = {[ECC_CHANGE_ADDED] = "added",
                                        [ECC_CHANGE_REMOVED] = "removed",
                                        [ECC_CHANGE_REWRITTEN] = "changed"};
    ecc_json_key(json, key);
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_object(json);
        ecc_json_put_cstr(json, "change", kinds[changes[i].kind]);
        ecc_json_put(json, "id", changes[i].id);
        ecc_json_put(json, "heading", changes[i].heading);
        put_lines(json, "before", changes[i].before, changes[i].n_before);
        put_lines(json, "after", changes[i].after, changes[i].n_after);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

void ecc_json_difference(struct ecc_render *render, const struct ecc_difference *difference)
{
    struct ecc_json *json = &render->json;
    ecc_json_open(render, "ecc-rule-diff/1");
    ecc_json_key(json, "before");
    ecc_json_rule_info(render, difference->before);
    ecc_json_key(json, "after");
    ecc_json_rule_info(render, difference->after);
    ecc_json_key(json, "versions");
    ecc_json_array(json);
    for (size_t i = 0; i < difference->n_between; i++) {
        ecc_json_rule_info(render, difference->between[i]);
    }
    ecc_json_end_array(json);
    put_changes(json, "clauses", difference->clauses, difference->n_clauses);
    put_changes(json, "definitions", difference->definitions, difference->n_definitions);
    ecc_json_end_object(json);
}

void ecc_json_trials(struct ecc_render *render, const struct ecc_trial *trials, size_t n)
{
    struct ecc_json *json = &render->json;
    ecc_json_open(render, "ecc-rule-tests/1");
    ecc_json_key(json, "rules");
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_object(json);
        ecc_json_put(json, "rule", ecc_phrase_rule(render->page, trials[i].info));
        ecc_json_put_size(json, "examples", trials[i].n_run);
        ecc_json_put_size(json, "failed", trials[i].n_failed);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}

/* ---- Specifications ------------------------------------------------------------------------ */

void ecc_json_parts(struct ecc_render *render, const struct ecc_part_row *parts, size_t n)
{
    struct ecc_json *json = &render->json;
    ecc_json_open(render, "ecc-specs/1");
    ecc_json_key(json, "specifications");
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_object(json);
        ecc_json_put(json, "id", parts[i].id);
        ecc_json_key(json, "specification");
        ecc_json_spec(render, parts[i].info);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}

void ecc_json_part(struct ecc_render *render, const struct ecc_item *item)
{
    struct ecc_json *json = &render->json;
    const ecc_fact_view *facts = NULL;
    const size_t n = ecc_spec_facts(item->spec, &facts);
    ecc_json_open(render, "ecc-spec/1");
    ecc_json_put(json, "input", item->input);
    ecc_json_key(json, "specification");
    const ecc_spec_info *info = ecc_spec_about(item->spec);
    ecc_json_spec(render, info);
    ecc_json_put_party(render, info->vendor, info->name);
    ecc_json_key(json, "facts");
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_object(json);
        ecc_json_put(json, "path", facts[i].path);
        ecc_json_put(json, "value", facts[i].value);
        ecc_json_position(json, "at", &facts[i].at);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}
