/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers: what each is, how it was worked out, and from which line of which file; and, once for
 * the whole report, what the quantities mean. */
#include "diag.h"
#include "html.h"

static ecc_str definition_id(struct ecc_page *page, const ecc_definition *definition)
{
    return ecc_html_id(page, "def-", definition->id);
}

/* A count of zero, or an area of something that is not there, explains nothing. */
static bool is_nothing(struct ecc_page *page, const ecc_quantity_view *quantity)
{
    return quantity->value.exact && quantity->value.lo != NULL &&
           ecc_text_is(ecc_number_exact(page->words, quantity->value.lo), "0");
}

/* ---- Derivations --------------------------------------------------------------------------- */

static const enum ecc_word step_words[] = {
    [ECC_STEP_FACT] = ECC_W_step_fact,         [ECC_STEP_MISSING] = ECC_W_step_missing,
    [ECC_STEP_CONSTANT] = ECC_W_step_constant, [ECC_STEP_SUM] = ECC_W_step_sum,
    [ECC_STEP_HIGHEST] = ECC_W_step_highest,   [ECC_STEP_PRODUCT] = ECC_W_step_product,
    [ECC_STEP_RATIO] = ECC_W_step_ratio,       [ECC_STEP_COUNT] = ECC_W_step_count,
    [ECC_STEP_FIRST] = ECC_W_step_first,       [ECC_STEP_QUANTITY] = ECC_W_step_quantity,
};

static ecc_str step_name(struct ecc_page *page, const ecc_step *step)
{
    if (step->detail.len == 0 || step->label.len == 0) {
        return step->label.len > 0 ? step->label : step->detail;
    }
    return ecc_say(page->words, ECC_W_with_detail,
                   ECC_WITH(ecc_with("value", step->label), ecc_with("detail", step->detail)));
}

/* Recursion: the depth of a formula. */
static void put_step(struct ecc_page *page, const ecc_step *step)
{
    const ecc_str name = step_name(page, step);
    const ecc_arg args[] = {ecc_with("value", ecc_phrase_range(page, &step->value, step->unit)),
                            ecc_with("name", name), ecc_with_size("named", name.len > 0 ? 1 : 0)};
    ecc_html_raw(page, step->excluded ? "<li class=\"idle\">" : "<li>");
    ecc_html_text(page, ecc_say(page->words, step_words[step->kind], args, 3));
    if (step->excluded) {
        ecc_html_word(page, " ", ECC_W_step_excluded, "");
    } else if (step->chosen) {
        ecc_html_word(page, " <b class=\"chosen\">", ECC_W_report_chosen, "</b>");
    }
    ecc_html_maybe(page, " <span class=\"place\">", ecc_diag_place(page->pool, &step->at),
                   "</span>");
    if (step->n_children > 0) {
        ecc_html_raw(page, "\n<ul class=\"steps\">\n");
        for (size_t i = 0; i < step->n_children; i++) {
            put_step(page, &step->children[i]);
        }
        ecc_html_raw(page, "</ul>\n");
    }
    ecc_html_raw(page, "</li>\n");
}

/* ---- The table ----------------------------------------------------------------------------- */

static void put_quantity(struct ecc_page *page, const ecc_subject *subject,
                         const ecc_quantity_view *quantity)
{
    const ecc_definition *definition = quantity->definition;
    const ecc_str value = ecc_phrase_range(page, &quantity->value, definition->unit);
    const ecc_str derivation = ecc_phrase_derivation(page, quantity->derivation,
                                                     subject->spec->name);
    const ecc_position at = ecc_phrase_origin(quantity->derivation);
    ecc_html_put(page, "<tr><th scope=\"row\"><a href=\"#", definition_id(page, definition), "\">");
    ecc_html_put(page, "", ecc_in(page, &definition->name), "</a>");
    ecc_html_maybe(page, " (", definition->symbol, ")");
    ecc_html_put(page, "</th><td class=\"figure\">", value, "</td><td>");
    if (!ecc_text_same(value, derivation)) {
        ecc_html_put(page, "<span class=\"sum\">= ", derivation, "</span>");
    }
    if (quantity->derivation->n_children > 0) {
        ecc_html_word(page, "<details class=\"derivation\"><summary>", ECC_W_report_steps,
                      "</summary>\n<ul class=\"steps\">\n");
        put_step(page, quantity->derivation);
        ecc_html_raw(page, "</ul></details>");
    }
    ecc_html_put(page, "</td><td class=\"place\">", ecc_diag_place(page->pool, &at),
                 "</td></tr>\n");
}

static void put_table(struct ecc_page *page, const ecc_subject *subject)
{
    ecc_html_put(page, "<div class=\"scroll\"><table>\n<caption>",
                 ecc_phrase_subject(page, subject), "</caption>\n<thead><tr>");
    static const enum ecc_word heads[] = {ECC_W_report_quantity, ECC_W_report_value,
                                          ECC_W_report_derivation, ECC_W_report_place};
    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
        ecc_html_word(page, "<th scope=\"col\">", heads[i], "</th>");
    }
    ecc_html_raw(page, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < subject->n_quantities; i++) {
        if (!is_nothing(page, &subject->quantities[i])) {
            put_quantity(page, subject, &subject->quantities[i]);
        }
    }
    ecc_html_raw(page, "</tbody></table></div>\n");
}

void ecc_html_numbers(struct ecc_page *page, const ecc_result *result)
{
    bool headed = false;
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        size_t n = 0;
        for (size_t j = 0; j < subject->n_quantities; j++) {
            n += is_nothing(page, &subject->quantities[j]) ? 0 : 1;
        }
        if (n > 0 && !headed) {
            ecc_html_word(page, "<h3>", ECC_W_heading_numbers, "</h3>\n");
            headed = true;
        }
        if (n > 0) {
            put_table(page, subject);
        }
    }
}

/* ---- Definitions --------------------------------------------------------------------------- */

static void put_labelled(struct ecc_page *page, enum ecc_word label, ecc_str text)
{
    if (text.len > 0) {
        ecc_html_word(page, "<dt>", label, "</dt>");
        ecc_html_put(page, "<dd>", text, "</dd>\n");
    }
}

static void put_definition(struct ecc_page *page, const ecc_definition *definition)
{
    ecc_html_raw(page, "<h3");
    ecc_html_attr(page, "id", definition_id(page, definition));
    ecc_html_put(page, ">", ecc_in(page, &definition->name), "");
    ecc_html_maybe(page, " (", definition->symbol, ")");
    ecc_html_raw(page, "</h3>\n<dl>");
    put_labelled(page, ECC_W_label_meaning, ecc_in(page, &definition->meaning));
    put_labelled(page, ECC_W_label_formula, ecc_in(page, &definition->formula));
    put_labelled(page, ECC_W_label_unit, ecc_phrase_unit(page, definition->unit));
    ecc_html_word(page, "<dt>", ECC_W_label_source, "</dt><dd>");
    ecc_html_citation(page, &definition->source);
    ecc_html_raw(page, "</dd></dl>\n");
}

/* Each once, in the order in which they are defined: all that some number of the report links to.
 */
void ecc_html_definitions(struct ecc_page *page, const struct ecc_report *report)
{
    ecc_html_word(page, "<section id=\"definitions\"><h2>", ECC_W_report_definitions, "</h2>\n");
    const struct ecc_rule_page *widest = NULL;
    for (size_t i = 0; i < report->n_rules; i++) {
        const struct ecc_rule_page *rule = &report->rules[i];
        widest = widest == NULL || rule->n_definitions > widest->n_definitions ? rule : widest;
    }
    for (size_t i = 0; widest != NULL && i < widest->n_definitions; i++) {
        put_definition(page, &widest->definitions[i]);
    }
    ecc_html_raw(page, "</section>\n");
}
