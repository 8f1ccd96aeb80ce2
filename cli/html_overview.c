/* SPDX-License-Identifier: Apache-2.0 */
/* What all parts have in common: the plot with its table, the table of parts; the rules, to whom
 * they apply, and what remains to be asked. */
#include "html.h"
#include "svg.h"

/* ---- The plot ------------------------------------------------------------------------------ */

/* The same as the drawing shows, in words: where each paragraph is met. */
static void put_region_table(struct ecc_page *page, const struct ecc_plane *plane)
{
    ecc_html_word(page, "<details><summary>", ECC_W_report_regions, "</summary>\n");
    ecc_html_word(page, "<div class=\"scroll\"><table>\n<caption class=\"hidden\">",
                  ECC_W_report_regions, "</caption>\n<thead><tr>");
    ecc_html_word(page, "<th scope=\"col\">", ECC_W_report_paragraph, "</th>");
    ecc_html_put(page, "<th scope=\"col\">", ecc_svg_axis_name(page, plane->y.definition), "</th>");
    ecc_html_put(page, "<th scope=\"col\">", ecc_svg_axis_name(page, plane->x.definition),
                 "</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < plane->n_regions; i++) {
        const struct ecc_region *region = &plane->regions[i];
        const bool any_x = region->x.lo == NULL && region->x.hi == NULL;
        const bool any_y = region->y.lo == NULL && region->y.hi == NULL;
        const ecc_str any = ecc_word(page->words, ECC_W_report_any_value);
        ecc_html_put(page, "<tr><th scope=\"row\">", ecc_svg_region_name(page, plane, region),
                     "</th>");
        ecc_html_put(page, "<td>", any_y ? any : ecc_phrase_piece(page, &region->y, (ecc_str){0}),
                     "</td>");
        ecc_html_put(page, "<td>", any_x ? any : ecc_phrase_piece(page, &region->x, (ecc_str){0}),
                     "</td></tr>\n");
    }
    ecc_html_raw(page, "</tbody></table></div></details>\n");
}

static void put_sign(struct ecc_page *page, const char *shape, enum ecc_word word)
{
    ecc_html_raw(page, "<li><svg class=\"sample\" aria-hidden=\"true\" viewBox=\"0 0 20 14\">");
    ecc_html_raw(page, shape);
    ecc_html_word(page, "</svg> ", word, "</li>\n");
}

static void put_legend(struct ecc_page *page)
{
    ecc_html_raw(page, "<ul class=\"legend\">\n");
    put_sign(page, "<rect class=\"sign bad\" x=\"5\" y=\"2\" width=\"10\" height=\"10\"/>",
             ECC_W_report_sign_controlled);
    put_sign(page, "<path class=\"sign open\" d=\"M10 0 L17 7 L10 14 L3 7 Z\"/>",
             ECC_W_report_sign_undecided);
    put_sign(page, "<circle class=\"sign good\" cx=\"10\" cy=\"7\" r=\"5\"/>",
             ECC_W_report_sign_clear);
    put_sign(page, "<line class=\"bar open\" x1=\"1\" y1=\"7\" x2=\"19\" y2=\"7\"/>",
             ECC_W_report_sign_bar);
    ecc_html_raw(page, "</ul>\n");
}

static void put_plot(struct ecc_page *page, const struct ecc_report *report,
                     const struct ecc_plane *plane)
{
    ecc_html_raw(page, "<figure class=\"plot\">\n<div class=\"scroll\">");
    ecc_svg_plane(page, report, plane, false);
    ecc_html_raw(page, "</div>\n");
    put_legend(page);
    ecc_html_word(page, "<figcaption>", ECC_W_report_plane_caption, "</figcaption>\n</figure>\n");
    put_region_table(page, plane);
}

/* ---- The table of parts -------------------------------------------------------------------- */

#define FIRST_COLUMNS 3 /* what was judged, verdict, paragraph */
#define COLUMNS       4 /* of quantities, at most */

struct columns {
    const ecc_definition *items[COLUMNS];
    size_t n;
};

static void add_column(struct columns *columns, const ecc_definition *definition)
{
    for (size_t i = 0; i < columns->n; i++) {
        if (ecc_text_same(columns->items[i]->id, definition->id)) {
            return;
        }
    }
    if (columns->n < COLUMNS) {
        columns->items[columns->n++] = definition;
    }
}

/* Recursion: the depth of a clause. */
static void add_compared(struct columns *columns, const ecc_node *node)
{
    if (node->kind == ECC_NODE_COMPARE && node->definition != NULL && node->unit.len > 0 &&
        !ecc_text_is(node->unit, "1")) {
        add_column(columns, node->definition);
    }
    for (size_t i = 0; i < node->n_children; i++) {
        add_compared(columns, &node->children[i]);
    }
}

/* The axes of the plot first, then what else the rules compare: those that gate before the others.
 */
static void choose_columns(const struct ecc_report *report, const struct ecc_plane *plane,
                           struct columns *columns)
{
    if (plane != NULL) {
        add_column(columns, plane->y.definition);
        add_column(columns, plane->x.definition);
    }
    for (size_t i = 0; i < report->n_parts; i++) {
        const ecc_result *result = report->parts[i].item.result;
        for (size_t j = 0; result != NULL && j < result->n_subjects; j++) {
            const ecc_subject *subject = &result->subjects[j];
            for (size_t k = 0; k < subject->n_entries; k++) {
                for (size_t l = 0; l < subject->entries[k].n_paragraphs; l++) {
                    add_compared(columns, &subject->entries[k].paragraphs[l]);
                }
            }
        }
    }
}

static void put_values(struct ecc_page *page, const ecc_subject *subject,
                       const struct columns *columns)
{
    for (size_t i = 0; i < columns->n; i++) {
        const ecc_quantity_view *quantity = ecc_plane_quantity(subject, columns->items[i]);
        ecc_html_put(page, "<td class=\"figure\">",
                     quantity != NULL ? ecc_phrase_range(page, &quantity->value, (ecc_str){0})
                                      : ECC_LITERAL("–"),
                     "</td>");
    }
}

/* A part is a heading over the rows of what was judged of it: names are long, cells are not. */
static void put_heading(struct ecc_page *page, size_t index, ecc_str name, size_t columns)
{
    ecc_html_raw(page, "<tr class=\"part-name\"><th scope=\"rowgroup\" colspan=\"");
    ecc_html_size(page, columns);
    ecc_html_raw(page, "\"><span class=\"number\">");
    ecc_html_size(page, index + 1);
    ecc_html_raw(page, "</span> <a href=\"#part-");
    ecc_html_size(page, index + 1);
    ecc_html_put(page, "\"><bdi>", name, "</bdi></a></th></tr>\n");
}

static void put_subject(struct ecc_page *page, const ecc_subject *subject,
                        const struct columns *columns)
{
    ecc_html_put(page, "<tr><td>", ecc_phrase_subject(page, subject), "</td><td>");
    ecc_html_badge(page, subject->gate);
    ecc_html_put(page, "</td><td>",
                 ecc_phrase_paragraphs(page, subject->possible, subject->n_possible), "</td>");
    put_values(page, subject, columns);
    ecc_html_raw(page, "</tr>\n");
}

/* A row for each thing of a part that counts. */
static void put_rows(struct ecc_page *page, size_t index, const struct ecc_item *item,
                     const struct columns *columns)
{
    const ecc_result *result = item->result;
    const size_t n_columns = FIRST_COLUMNS + columns->n;
    ecc_html_raw(page, "<tbody>\n");
    put_heading(page, index, result != NULL ? result->spec->name : item->input, n_columns);
    if (result == NULL) {
        ecc_html_raw(page, "<tr><td colspan=\"");
        ecc_html_size(page, n_columns);
        ecc_html_word(page, "\">", ECC_W_report_failed, "</td></tr>\n");
    }
    for (size_t i = 0; result != NULL && i < result->n_subjects; i++) {
        if (!ecc_html_is_idle(&result->subjects[i])) {
            put_subject(page, &result->subjects[i], columns);
        }
    }
    ecc_html_raw(page, "</tbody>\n");
}

static void put_parts(struct ecc_page *page, const struct ecc_report *report,
                      const struct ecc_plane *plane)
{
    static const enum ecc_word heads[FIRST_COLUMNS] = {ECC_W_report_part, ECC_W_report_verdict,
                                                       ECC_W_report_paragraph};
    struct columns columns = {.n = 0};
    choose_columns(report, plane, &columns);
    ecc_html_word(page, "<div class=\"scroll\"><table class=\"parts\">\n<caption>",
                  ECC_W_report_parts, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < FIRST_COLUMNS; i++) {
        ecc_html_word(page, "<th scope=\"col\">", heads[i], "</th>");
    }
    for (size_t i = 0; i < columns.n; i++) {
        const ecc_definition *definition = columns.items[i];
        ecc_html_put(page, "<th scope=\"col\">", ecc_html_short_name(page, definition), "<br>");
        ecc_html_put(page, "<span class=\"unit\">", ecc_phrase_unit(page, definition->unit),
                     "</span></th>");
    }
    ecc_html_raw(page, "</tr></thead>\n");
    for (size_t i = 0; i < report->n_parts; i++) {
        put_rows(page, i, &report->parts[i].item, &columns);
    }
    ecc_html_raw(page, "</table></div>\n");
}

void ecc_html_overview(struct ecc_page *page, const struct ecc_report *report)
{
    struct ecc_plane plane;
    const bool found = ecc_plane_find(page, report, &plane);
    ecc_html_word(page, "<section id=\"overview\"><h2>", ECC_W_report_overview, "</h2>\n");
    if (found) {
        put_plot(page, report, &plane);
    } else {
        ecc_html_word(page, "<p>", ECC_W_report_no_plane, "</p>\n");
    }
    put_parts(page, report, found ? &plane : NULL);
    ecc_html_raw(page, "</section>\n");
}

/* ---- Rules --------------------------------------------------------------------------------- */

void ecc_html_rule(struct ecc_page *page, const ecc_rule_info *rule)
{
    const ecc_arg args[] = {
        ecc_with("from", ecc_words_date(page->words, rule->from)),
        ecc_with("until", ecc_words_date(page->words, rule->until)),
        ecc_with_size("ended", rule->until.year != 0 ? 1 : 0),
        ecc_with("through", ecc_words_date(page->words, rule->verified_through))};
    ecc_html_put(page, "<li><p><b>", ecc_phrase_rule(page, rule), "</b> ");
    ecc_html_put(page, "", ecc_in(page, &rule->title), "<br>");
    ecc_html_citation(page, &rule->source);
    ecc_html_put(page, "<br>", ecc_say(page->words, ECC_W_rule_in_force, args, 4), "");
    if (rule->gate) {
        ecc_html_word(page, "<br>", ECC_W_rule_gates, "");
    }
    ecc_html_put(page, "<br>",
                 ecc_say(page->words, ECC_W_rule_changes,
                         ECC_WITH(ecc_with("changes", ecc_in(page, &rule->changes)))),
                 "</p></li>\n");
}

static void put_scope(struct ecc_page *page, const struct ecc_rule_page *rule,
                      const ecc_scope *scope)
{
    const ecc_str paragraphs = scope->n_paragraphs == 0
                                   ? rule->info->rule
                                   : ecc_phrase_list(page, scope->paragraphs, scope->n_paragraphs,
                                                     ECC_W_list_comma, ECC_W_list_and);
    ecc_html_put(page, "<li><b>", paragraphs, "</b> ");
    ecc_html_put(page, "", ecc_in(page, &scope->text), "");
    const ecc_str enforced = ecc_in(page, &scope->enforced);
    if (enforced.len > 0) {
        ecc_html_put(
            page, "<br>",
            ecc_say(page->words, ECC_W_scope_enforced, ECC_WITH(ecc_with("text", enforced))), "");
    }
    ecc_html_raw(page, "<p class=\"source\">");
    ecc_html_citation(page, &scope->source);
    ecc_html_raw(page, "</p></li>\n");
}

/* Does the result of some part ask the question of that rule? */
static bool is_asked(const struct ecc_report *report, const struct ecc_rule_page *rule, ecc_str id)
{
    for (size_t i = 0; i < report->n_parts; i++) {
        const ecc_result *result = report->parts[i].item.result;
        for (size_t j = 0; result != NULL && j < result->n_subjects; j++) {
            for (size_t k = 0; k < result->subjects[j].n_entries; k++) {
                const ecc_entry *entry = &result->subjects[j].entries[k];
                for (size_t l = 0; l < entry->n_questions; l++) {
                    if (ecc_text_same(entry->rule->path, rule->info->path) &&
                        ecc_text_same(entry->questions[l].id, id)) {
                        return true;
                    }
                }
            }
        }
    }
    return false;
}

/* How often the question stands under an earlier rule: with the same id, and with the same words.
 */
static void count_earlier(struct ecc_page *page, const struct ecc_report *report, size_t rule,
                          const ecc_question *question, size_t *out_same_id, size_t *out_same)
{
    *out_same_id = 0;
    *out_same = 0;
    for (size_t i = 0; i < rule; i++) {
        for (size_t j = 0; j < report->rules[i].n_questions; j++) {
            const ecc_question *other = &report->rules[i].questions[j];
            if (ecc_text_same(other->id, question->id) &&
                is_asked(report, &report->rules[i], other->id)) {
                *out_same_id += 1;
                *out_same += ecc_text_same(ecc_in(page, &other->text),
                                           ecc_in(page, &question->text))
                                 ? 1
                                 : 0;
            }
        }
    }
}

static void put_question(struct ecc_page *page, const ecc_question *question, bool named)
{
    ecc_html_raw(page, "<li");
    if (named) {
        ecc_html_attr(page, "id", ecc_html_id(page, "q-", question->id));
    }
    ecc_html_put(page, ">",
                 ecc_say(page->words, ECC_W_question,
                         ECC_WITH(ecc_with("to", ecc_in(page, &question->to)),
                                  ecc_with("text", ecc_in(page, &question->text)))),
                 "\n");
    ecc_html_raw(page, question->n_notes > 0 ? "<ul class=\"notes\">" : "");
    for (size_t i = 0; i < question->n_notes; i++) {
        ecc_html_put(page, "<li>", ecc_in(page, &question->notes[i]), "</li>\n");
    }
    ecc_html_raw(page, question->n_notes > 0 ? "</ul>" : "");
    ecc_html_raw(page, "<p class=\"source\">");
    ecc_html_citation(page, &question->source);
    ecc_html_raw(page, "</p></li>\n");
}

static void put_questions(struct ecc_page *page, const struct ecc_report *report)
{
    for (size_t i = 0; i < report->n_rules; i++) {
        const struct ecc_rule_page *rule = &report->rules[i];
        for (size_t j = 0; j < rule->n_questions; j++) {
            size_t same_id = 0;
            size_t same = 0;
            count_earlier(page, report, i, &rule->questions[j], &same_id, &same);
            if (same == 0 && is_asked(report, rule, rule->questions[j].id)) {
                put_question(page, &rule->questions[j], same_id == 0);
            }
        }
    }
}

void ecc_html_rules(struct ecc_page *page, const struct ecc_report *report)
{
    ecc_html_word(page, "<section id=\"rules\"><h2>", ECC_W_heading_rules,
                  "</h2>\n<ul class=\"plain\">\n");
    for (size_t i = 0; i < report->n_rules; i++) {
        ecc_html_rule(page, report->rules[i].info);
    }
    ecc_html_word(page, "</ul></section>\n<section id=\"scope\"><h2>", ECC_W_heading_scope,
                  "</h2>\n<ul class=\"plain\">\n");
    for (size_t i = 0; i < report->n_rules; i++) {
        for (size_t j = 0; j < report->rules[i].n_scopes; j++) {
            put_scope(page, &report->rules[i], &report->rules[i].scopes[j]);
        }
    }
    ecc_html_word(page, "</ul></section>\n<section id=\"questions\"><h2>", ECC_W_heading_questions,
                  "</h2>\n<ul class=\"plain\">\n");
    put_questions(page, report);
    ecc_html_raw(page, "</ul></section>\n");
}
