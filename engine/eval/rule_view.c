/* SPDX-License-Identifier: Apache-2.0 */
/* Rules and definitions as they are written, for showing and comparing. */
#include "base/arena.h"
#include "eval/test_eval.h"
#include "model/rules.h"

ecc_status ecc_rules_clauses(ecc_rules *rules, size_t index, const ecc_node **out_root,
                             ecc_diags *diags)
{
    const struct ecc_laws *laws = NULL;
    const struct ecc_law *law = NULL;
    const struct ecc_rule *rule = NULL;
    TRY(ecc_rules_compiled(rules, index, &laws, &law, &rule, diags));
    ecc_node *root = ECC_NEW(rules->arena, ecc_node);
    ecc_node *children = ECC_NEW_ARRAY(rules->arena, rule->n_clauses, ecc_node);
    if (root == NULL || children == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < rule->n_clauses; i++) {
        TRY(ecc_test_show(rule->clauses[i], rules->arena, &children[i]));
    }
    *root = (ecc_node){.kind = ECC_NODE_ANY,
                       .id = rule->info.rule,
                       .label = rule->info.rule,
                       .heading = rule->info.title,
                       .source = rule->info.source,
                       .children = children,
                       .n_children = rule->n_clauses};
    *out_root = root;
    return ECC_OK;
}

ecc_status ecc_rules_beside(ecc_rules *rules, size_t index, const ecc_scope **out_scopes,
                            size_t *out_n_scopes, const ecc_question **out_questions,
                            size_t *out_n_questions, ecc_diags *diags)
{
    const struct ecc_laws *laws = NULL;
    const struct ecc_law *law = NULL;
    const struct ecc_rule *rule = NULL;
    TRY(ecc_rules_compiled(rules, index, &laws, &law, &rule, diags));
    ecc_question *questions = ECC_NEW_ARRAY(rules->arena, rule->n_questions, ecc_question);
    if (questions == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < rule->n_questions; i++) {
        questions[i] = rule->questions[i].view;
    }
    *out_scopes = rule->scopes;
    *out_n_scopes = rule->n_scopes;
    *out_questions = questions;
    *out_n_questions = rule->n_questions;
    return ECC_OK;
}

ecc_status ecc_rules_definitions(ecc_rules *rules, size_t index, const ecc_definition **out,
                                 size_t *out_n, ecc_diags *diags)
{
    const ecc_rule_info *info = NULL;
    const struct ecc_laws *laws = NULL;
    TRY(ecc_rules_info(rules, index, &info, diags));
    TRY(ecc_rules_laws(rules, info->from, &laws, diags));
    for (size_t i = 0; i < laws->n; i++) {
        if (!ecc_str_eq(laws->laws[i].regime->id, info->regime)) {
            continue;
        }
        const struct ecc_definitions *definitions = laws->laws[i].definitions;
        ecc_definition *list = ECC_NEW_ARRAY(rules->arena, definitions->n_quantities,
                                             ecc_definition);
        if (list == NULL) {
            return ECC_E_NOMEM;
        }
        for (size_t j = 0; j < definitions->n_quantities; j++) {
            list[j] = definitions->quantities[j].info;
        }
        *out = list;
        *out_n = definitions->n_quantities;
        return ECC_OK;
    }
    return ECC_E_NOT_FOUND;
}

ecc_status ecc_rules_readings(ecc_rules *rules, ecc_date as_of, const ecc_reading_view **out,
                              size_t *out_n, ecc_diags *diags)
{
    const struct ecc_laws *laws = NULL;
    TRY(ecc_rules_laws(rules, as_of, &laws, diags));
    ecc_reading_view *views = ECC_NEW_ARRAY(rules->arena, laws->n * ECC_READINGS_CAP,
                                            ecc_reading_view);
    if (views == NULL) {
        return ECC_E_NOMEM;
    }
    size_t n = 0;
    for (size_t i = 0; i < laws->n; i++) {
        const struct ecc_definitions *definitions = laws->laws[i].definitions;
        for (size_t j = 0; j < definitions->n_readings; j++) {
            const struct ecc_reading *reading = &definitions->readings[j];
            ecc_reading_option *options = ECC_NEW_ARRAY(rules->arena, reading->n_options,
                                                        ecc_reading_option);
            if (options == NULL) {
                return ECC_E_NOMEM;
            }
            for (size_t k = 0; k < reading->n_options; k++) {
                options[k] = (ecc_reading_option){.id = reading->options[k],
                                                  .name = reading->names[k]};
            }
            views[n++] = (ecc_reading_view){.id = reading->id,
                                            .question = reading->question,
                                            .source = reading->source,
                                            .options = options,
                                            .n_options = reading->n_options,
                                            .used = reading->taken,
                                            .taken = reading->taken};
        }
    }
    *out = views;
    *out_n = n;
    return ECC_OK;
}
