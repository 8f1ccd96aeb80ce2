/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc explain` in words: every rule and clause, every number with its definition and derivation,
 * what the control covers, what remains to be asked. */
#include "diag.h"
#include "text.h"

/* ---- Numbers -------------------------------------------------------------------------------- */

static enum ecc_word step_word(ecc_step_kind kind)
{
    switch (kind) {
    case ECC_STEP_FACT:
        return ECC_W_step_fact;
    case ECC_STEP_MISSING:
        return ECC_W_step_missing;
    case ECC_STEP_CONSTANT:
        return ECC_W_step_constant;
    case ECC_STEP_SUM:
        return ECC_W_step_sum;
    case ECC_STEP_HIGHEST:
        return ECC_W_step_highest;
    case ECC_STEP_PRODUCT:
        return ECC_W_step_product;
    case ECC_STEP_RATIO:
        return ECC_W_step_ratio;
    case ECC_STEP_COUNT:
        return ECC_W_step_count;
    case ECC_STEP_FIRST:
        return ECC_W_step_first;
    case ECC_STEP_QUANTITY:
        break;
    }
    return ECC_W_step_quantity;
}

static ecc_str step_text(struct ecc_page *page, const ecc_step *step)
{
    const ecc_str value = ecc_phrase_range(page, &step->value, step->unit);
    const ecc_str name = step->label.len > 0 ? step->label : step->detail;
    const ecc_str shown = step->detail.len > 0 && step->label.len > 0
                              ? ecc_say(page->words, ECC_W_with_detail,
                                        ECC_WITH(ecc_with("value", name),
                                                 ecc_with("detail", step->detail)))
                              : name;
    return ecc_say(page->words, step_word(step->kind),
                   ECC_WITH(ecc_with("value", value), ecc_with("name", shown),
                            ecc_with_size("named", shown.len > 0 ? 1 : 0)));
}

static enum ecc_word step_remark(const ecc_step *step)
{
    return step->excluded ? ECC_W_step_excluded : step->chosen ? ECC_W_step_chosen : ECC_WORDS;
}

/* Recursion: the depth of a formula. */
static void put_step(struct ecc_page *page, const ecc_step *step, size_t indent)
{
    const enum ecc_word remark = step_remark(step);
    const ecc_str place = ecc_diag_place(page->pool, &step->at);
    const ecc_str parts[] = {step_text(page, step),
                             remark != ECC_WORDS ? ecc_word(page->words, remark) : (ecc_str){0},
                             place};
    struct ecc_out out;
    ecc_out_memory(&out);
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        ecc_out_puts(&out, parts[i].len > 0 && i > 0 ? "  " : "");
        ecc_out_raw(&out, parts[i]);
    }
    ecc_term_para(page, indent, indent + 2, step->excluded ? ECC_DIM : ECC_PLAIN,
                  ecc_out_take(&out, page->pool));
    for (size_t i = 0; i < step->n_children; i++) {
        put_step(page, &step->children[i], indent + 2);
    }
}

static void put_labelled(struct ecc_page *page, enum ecc_word label, ecc_str text)
{
    if (text.len > 0) {
        const struct ecc_cell cells[] = {
            {.text = ecc_word(page->words, label), .style = ECC_DIM, .width = 12}, {.text = text}};
        ecc_term_cells(page, 4, cells, 2);
    }
}

void ecc_text_definition(struct ecc_page *page, const ecc_definition *definition)
{
    const ecc_str name = ecc_in(page, &definition->name);
    const ecc_str title = definition->symbol.len == 0
                              ? name
                              : ecc_say(page->words, ECC_W_with_detail,
                                        ECC_WITH(ecc_with("value", name),
                                                 ecc_with("detail", definition->symbol)));
    ecc_term_para(page, 2, 4, ECC_BOLD, title);
    put_labelled(page, ECC_W_label_meaning, ecc_in(page, &definition->meaning));
    put_labelled(page, ECC_W_label_formula, ecc_in(page, &definition->formula));
    put_labelled(page, ECC_W_label_unit, ecc_phrase_unit(page, definition->unit));
    ecc_term_link(page, definition->source.url);
    put_labelled(page, ECC_W_label_source, ecc_phrase_citation(page, &definition->source));
    ecc_term_link(page, (ecc_str){0});
}

static void put_quantity(struct ecc_page *page, const ecc_quantity_view *quantity)
{
    ecc_text_definition(page, quantity->definition);
    put_labelled(page, ECC_W_label_value,
                 ecc_phrase_range(page, &quantity->value, quantity->definition->unit));
    put_step(page, quantity->derivation, 6);
}

/* ---- What stands beside the clauses --------------------------------------------------------- */

void ecc_text_scopes(struct ecc_page *page, const ecc_scope *scopes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const ecc_scope *scope = &scopes[i];
        const ecc_str names = ecc_phrase_list(page, scope->paragraphs, scope->n_paragraphs,
                                              ECC_W_list_comma, ECC_W_list_and);
        const ecc_str all = names.len > 0 ? names : ecc_word(page->words, ECC_W_scope_all);
        ecc_term_item(page, 2, 4, ECC_LITERAL("-"),
                      ecc_say(page->words, ECC_W_scope_text,
                              ECC_WITH(ecc_with("paragraphs", all),
                                       ecc_with("text", ecc_in(page, &scope->text)))));
        const ecc_str enforced = ecc_in(page, &scope->enforced);
        if (enforced.len > 0) {
            ecc_term_para(
                page, 4, 6, ECC_PLAIN,
                ecc_say(page->words, ECC_W_scope_enforced, ECC_WITH(ecc_with("text", enforced))));
        }
        ecc_text_citation(page, 4, &scope->source);
    }
}

void ecc_text_questions(struct ecc_page *page, const ecc_question *questions, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const ecc_question *question = &questions[i];
        ecc_term_item(page, 2, 4, ECC_LITERAL("?"),
                      ecc_say(page->words, ECC_W_question,
                              ECC_WITH(ecc_with("to", ecc_in(page, &question->to)),
                                       ecc_with("text", ecc_in(page, &question->text)))));
        for (size_t j = 0; j < question->n_notes; j++) {
            ecc_term_item(page, 4, 6, ECC_LITERAL("-"), ecc_in(page, &question->notes[j]));
        }
        ecc_text_citation(page, 4, &question->source);
    }
}

/* ---- Rules ---------------------------------------------------------------------------------- */

static void put_entry(struct ecc_page *page, const ecc_entry *entry)
{
    const ecc_rule_info *rule = entry->rule;
    ecc_term_line(page);
    ecc_term_put(page, ECC_BOLD, ecc_phrase_rule(page, rule));
    ecc_out_puts(page->out, "  ");
    const size_t at = ecc_text_width(ecc_phrase_rule(page, rule)) + 2;
    ecc_term_wrap(page, at, at, ECC_BOLD, ecc_in(page, &rule->title));
    ecc_term_para(page, 2, 2, ECC_PLAIN,
                  ecc_say(page->words, ECC_W_rule_in_force,
                          ECC_WITH(ecc_with("from", ecc_words_date(page->words, rule->from)),
                                   ecc_with("until", ecc_words_date(page->words, rule->until)),
                                   ecc_with_size("ended", rule->until.year != 0 ? 1 : 0),
                                   ecc_with("through",
                                            ecc_words_date(page->words, rule->verified_through)))));
    ecc_text_source(page, 2, &rule->source);
    ecc_term_para(page, 2, 2, ECC_PLAIN,
                  ecc_say(page->words, ECC_W_rule_changes,
                          ECC_WITH(ecc_with("changes", ecc_in(page, &rule->changes)))));
    ecc_text_trees(page, entry->paragraphs, entry->n_paragraphs, ECC_TREE_WHOLE);
}

static void put_subject(struct ecc_page *page, const ecc_subject *subject)
{
    ecc_text_subject_heading(page, subject);
    for (size_t i = 0; i < subject->n_possible; i++) {
        const ecc_paragraph *paragraph = &subject->possible[i];
        const ecc_str text = paragraph->id.len > 0 ? ecc_in(page, &paragraph->heading)
                                                   : ecc_in(page, &subject->otherwise);
        const ecc_str id = paragraph->id.len > 0 ? paragraph->id : ECC_LITERAL("-");
        ecc_term_item(page, 2, 11, id, text);
    }
    for (size_t i = 0; i < subject->n_entries; i++) {
        put_entry(page, &subject->entries[i]);
    }
    if (subject->n_quantities > 0) {
        ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_numbers));
    }
    for (size_t i = 0; i < subject->n_quantities; i++) {
        put_quantity(page, &subject->quantities[i]);
    }
}

/* Scopes and questions of a rule stand with each subject it was asked of; they are told once. */
static bool is_first_use(const ecc_result *result, size_t subject, size_t entry)
{
    const ecc_rule_info *rule = result->subjects[subject].entries[entry].rule;
    for (size_t i = 0; i < subject; i++) {
        for (size_t j = 0; j < result->subjects[i].n_entries; j++) {
            if (result->subjects[i].entries[j].rule == rule) {
                return false;
            }
        }
    }
    return true;
}

static void put_beside(struct ecc_page *page, const ecc_result *result, bool questions)
{
    for (size_t i = 0; i < result->n_subjects; i++) {
        for (size_t j = 0; j < result->subjects[i].n_entries; j++) {
            const ecc_entry *entry = &result->subjects[i].entries[j];
            if (is_first_use(result, i, j) && questions) {
                ecc_text_questions(page, entry->questions, entry->n_questions);
            } else if (is_first_use(result, i, j)) {
                ecc_text_scopes(page, entry->scopes, entry->n_scopes);
            }
        }
    }
}

void ecc_text_explain(struct ecc_render *render, const struct ecc_item *item)
{
    struct ecc_page *page = render->page;
    const ecc_result *result = item->result;
    ecc_text_verified(page, result);
    ecc_text_deciding(page, result);
    ecc_text_readings(page, result);
    ecc_text_findings(page, result);
    for (size_t i = 0; i < result->n_subjects; i++) {
        put_subject(page, &result->subjects[i]);
    }
    ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_scope));
    put_beside(page, result, false);
    ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_questions));
    put_beside(page, result, true);
    if (result->spec->n_notes > 0) {
        ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_spec_notes));
    }
    for (size_t i = 0; i < result->spec->n_notes; i++) {
        ecc_term_item(page, 2, 4, ECC_LITERAL("-"), ecc_in(page, &result->spec->notes[i]));
    }
    ecc_term_line(page);
    ecc_term_wrap(page, 0, 0, ECC_DIM, ecc_in(page, &result->not_advice));
}
