/* SPDX-License-Identifier: Apache-2.0 */
/* Rule files: what stands beside the clauses, and the file as a whole. */
#include "base/arena.h"
#include "doc/bind.h"
#include "model/rule_loading.h"

static void load_scope(struct ecc_rule_loading *loading, const struct ecc_yaml *node,
                       const ecc_citation *source, ecc_scope *scope)
{
    struct ecc_reader reader;
    ecc_reader_open(&reader, loading->arena, node, loading->diags);
    const struct ecc_yaml *list = ecc_reader_list(&reader, "for", false);
    if (list != NULL) {
        ecc_str *ids = ECC_NEW_ARRAY(loading->arena, list->n, ecc_str);
        for (size_t i = 0; ids != NULL && i < list->n; i++) {
            if (ecc_bind_text(&reader, list->items[i], &ids[i])) {
                ids[i] = ecc_rule_full_id(loading, ids[i]);
            }
        }
        scope->paragraphs = ids;
        scope->n_paragraphs = ids != NULL ? list->n : 0;
    }
    scope->source = *source;
    ecc_reader_bilingual(&reader, "text", true, &scope->text);
    ecc_reader_bilingual(&reader, "enforced", false, &scope->enforced);
    ecc_citation_read(&reader, "source", false, &scope->source);
    loading->failed |= !ecc_reader_close(&reader);
}

static void load_question(struct ecc_rule_loading *loading, const struct ecc_yaml *node,
                          const ecc_citation *source, struct ecc_rule_question *question)
{
    static const char *const whens[] = {[ECC_WHEN_ALWAYS] = "always",
                                        [ECC_WHEN_MET] = "met",
                                        [ECC_WHEN_POSSIBLE] = "possible",
                                        NULL};
    struct ecc_reader reader;
    ecc_reader_open(&reader, loading->arena, node, loading->diags);
    int when = 0;
    question->view.source = *source;
    ecc_reader_text(&reader, "id", true, &question->view.id);
    ecc_reader_bilingual(&reader, "to", true, &question->view.to);
    ecc_reader_bilingual(&reader, "ask", true, &question->view.text);
    ecc_reader_word(&reader, "when", true, whens, &when);
    ecc_citation_read(&reader, "source", false, &question->view.source);
    const ecc_bilingual *notes = NULL;
    size_t n_notes = 0;
    ecc_notes_read(&reader, "notes", &notes, &n_notes);
    question->view.notes = notes;
    question->view.n_notes = n_notes;
    question->when = (enum ecc_when)when;
    loading->failed |= !ecc_reader_close(&reader);
}

static void load_example(struct ecc_rule_loading *loading, const struct ecc_yaml *node,
                         const struct ecc_rule *rule, struct ecc_rule_example *example)
{
    static const char *const expects[] = {"not-met", "undecided", "met", NULL};
    struct ecc_reader reader;
    ecc_reader_open(&reader, loading->arena, node, loading->diags);
    ecc_str label = {0};
    int expect = 0;
    ecc_reader_text(&reader, "clause", true, &label);
    ecc_reader_word(&reader, "expect", true, expects, &expect);
    ecc_reader_text(&reader, "part", false, &example->part);
    example->given = ecc_reader_get(&reader, "given", false);
    example->node = node;
    example->expect = (ecc_tri)(expect - 1);
    if ((example->given == NULL) == (example->part.len == 0) ||
        (example->given != NULL && example->given->kind != ECC_YAML_MAP)) {
        ecc_reader_error(&reader, ECC_M_rule_bad_example, node->span, ECC_NO_ARGS);
    }
    example->clause = label.len > 0 ? ecc_rule_find_clause(rule, ecc_rule_full_id(loading, label))
                                    : NULL;
    if (label.len > 0 && example->clause == NULL) {
        ecc_reader_error(&reader, ECC_M_rule_unknown_clause, node->span,
                         ECC_ARGS(ecc_arg_text("id", label)));
    }
    loading->failed |= !ecc_reader_close(&reader);
}

static const struct ecc_test *find_below(const struct ecc_test *test, ecc_str id)
{
    if (ecc_str_eq(test->id, id)) {
        return test;
    }
    for (size_t i = 0; i < test->n_children; i++) {
        const struct ecc_test *found = find_below(test->children[i], id);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

const struct ecc_test *ecc_rule_find_clause(const struct ecc_rule *rule, ecc_str id)
{
    /* Tests without a number have an empty id: they cannot be referred to. */
    for (size_t i = 0; id.len > 0 && i < rule->n_clauses; i++) {
        const struct ecc_test *found = find_below(rule->clauses[i], id);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

static void load_beside(struct ecc_rule_loading *loading, struct ecc_reader *reader,
                        struct ecc_rule *rule)
{
    const struct ecc_yaml *list = ecc_reader_list(reader, "scope", false);
    if (list != NULL) {
        ecc_scope *scopes = ECC_NEW_ARRAY(loading->arena, list->n, ecc_scope);
        for (size_t i = 0; scopes != NULL && i < list->n; i++) {
            load_scope(loading, list->items[i], &rule->info.source, &scopes[i]);
        }
        rule->scopes = scopes;
        rule->n_scopes = scopes != NULL ? list->n : 0;
    }
    list = ecc_reader_list(reader, "questions", false);
    if (list != NULL) {
        struct ecc_rule_question *questions = ECC_NEW_ARRAY(loading->arena, list->n,
                                                            struct ecc_rule_question);
        for (size_t i = 0; questions != NULL && i < list->n; i++) {
            load_question(loading, list->items[i], &rule->info.source, &questions[i]);
        }
        rule->questions = questions;
        rule->n_questions = questions != NULL ? list->n : 0;
    }
}

static void load_examples(struct ecc_rule_loading *loading, struct ecc_reader *reader,
                          struct ecc_rule *rule)
{
    const struct ecc_yaml *list = ecc_reader_list(reader, "examples", true);
    if (list == NULL || loading->failed || reader->failed) {
        return;
    }
    struct ecc_rule_example *examples = ECC_NEW_ARRAY(loading->arena, list->n,
                                                      struct ecc_rule_example);
    for (size_t i = 0; examples != NULL && i < list->n; i++) {
        load_example(loading, list->items[i], rule, &examples[i]);
    }
    rule->examples = examples;
    rule->n_examples = examples != NULL ? list->n : 0;
}

ecc_status ecc_rule_load(struct ecc_arena *arena, const struct ecc_yaml *root,
                         const ecc_rule_info *info, const struct ecc_definitions *definitions,
                         struct ecc_rule *out, struct ecc_diags *diags)
{
    struct ecc_rule rule = {.info = *info};
    struct ecc_rule_loading loading = {
        .arena = arena, .diags = diags, .definitions = definitions, .rule = info->rule};
    struct ecc_reader reader;
    ecc_reader_open(&reader, arena, root, diags);
    static const char *const head[] = {"ecc",      "rule",    "in-force", "verified-through",
                                       "title",    "changes", "source",   "gate",
                                       "revision", "revises"};
    for (size_t i = 0; i < sizeof(head) / sizeof(head[0]); i++) {
        ecc_reader_get(&reader, head[i], false); /* read by ecc_rule_info_load() */
    }
    ecc_rule_load_clauses(&loading, &reader, &rule);
    load_beside(&loading, &reader, &rule);
    load_examples(&loading, &reader, &rule);
    if (!ecc_reader_close(&reader) || loading.failed) {
        return ECC_E_INVALID;
    }
    *out = rule;
    return ECC_OK;
}
