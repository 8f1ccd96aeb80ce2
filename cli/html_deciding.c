/* SPDX-License-Identifier: Apache-2.0 */
/* What would decide an undecided verdict, and what the verdict was on other days. */
#include "html.h"
#include "svg.h"
#include "text.h"

/* ---- Deciding facts ------------------------------------------------------------------------ */

static void put_heads(struct ecc_page *page, const enum ecc_word *heads, size_t n)
{
    ecc_html_raw(page, "<thead><tr>");
    for (size_t i = 0; i < n; i++) {
        ecc_html_word(page, "<th scope=\"col\">", heads[i], "</th>");
    }
    ecc_html_raw(page, "</tr></thead>\n<tbody>\n");
}

static ecc_str outcome(struct ecc_page *page, const ecc_piece *piece)
{
    const ecc_str possible = ecc_phrase_paragraphs(page, piece->possible, piece->n_possible);
    if (piece->n_possible > 1) {
        return ecc_say(page->words, ECC_W_piece_open, ECC_WITH(ecc_with("possible", possible)));
    }
    return piece->possible[0].id.len == 0 ? ecc_word(page->words, ECC_W_piece_none) : possible;
}

static void put_pieces(struct ecc_page *page, const ecc_deciding *deciding)
{
    static const enum ecc_word heads[] = {ECC_W_report_if, ECC_W_report_paragraph,
                                          ECC_W_report_verdict};
    ecc_html_put(page, "<div class=\"scroll\"><table>\n<caption class=\"hidden\">",
                 ecc_in(page, &deciding->name), "</caption>\n");
    put_heads(page, heads, sizeof(heads) / sizeof(heads[0]));
    for (size_t i = 0; i < deciding->n_pieces; i++) {
        const ecc_piece *piece = &deciding->pieces[i];
        const ecc_str value = piece->word.len > 0
                                  ? ecc_phrase_choice(page, piece->word)
                                  : ecc_phrase_piece(page, &piece->range, deciding->unit);
        ecc_html_put(page, "<tr><th scope=\"row\">", value, "</th>");
        ecc_html_put(page, "<td>", outcome(page, piece), "</td><td>");
        ecc_html_badge(page, piece->gate);
        ecc_html_raw(page, "</td></tr>\n");
    }
    ecc_html_raw(page, "</tbody></table></div>\n");
}

static void put_deciding(struct ecc_page *page, const ecc_deciding *deciding)
{
    ecc_html_put(page, "<h4>",
                 ecc_say(page->words, deciding->alone ? ECC_W_report_alone : ECC_W_report_with,
                         ECC_WITH(ecc_with("name", ecc_in(page, &deciding->name)))),
                 "</h4>\n");
    ecc_html_raw(page, "<figure>");
    ecc_svg_pieces(page, deciding);
    ecc_html_raw(page, "</figure>\n");
    put_pieces(page, deciding);
    const ecc_str ask = ecc_in(page, &deciding->ask);
    if (ask.len > 0) {
        ecc_html_put(page, "<p>",
                     ecc_say(page->words, ECC_W_deciding_ask, ECC_WITH(ecc_with("ask", ask))),
                     "</p>\n");
    }
}

static void put_sets(struct ecc_page *page, const ecc_result *result)
{
    const ecc_str *said = NULL;
    const size_t n = ecc_phrase_sets(page, result, &said);
    for (size_t i = 0; i < n; i++) {
        ecc_html_put(page, "<p>", said[i], "</p>\n");
    }
}

void ecc_html_deciding(struct ecc_page *page, const ecc_result *result)
{
    if (result->n_deciding == 0) {
        return;
    }
    ecc_html_word(page, "<h3>", ECC_W_heading_deciding, "</h3>\n");
    for (size_t i = 0; i < result->n_deciding; i++) {
        put_deciding(page, &result->deciding[i]);
    }
    put_sets(page, result);
}

/* ---- Timeline ------------------------------------------------------------------------------ */

static void put_subjects(struct ecc_page *page, const ecc_result *result)
{
    bool first = true;
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        if (ecc_html_is_idle(subject)) {
            continue;
        }
        ecc_html_raw(page, first ? "" : "<br>");
        ecc_html_put(page, "<b>",
                     ecc_phrase_paragraphs(page, subject->possible, subject->n_possible), "</b> ");
        ecc_html_text(page, ecc_phrase_subject(page, subject));
        first = false;
    }
}

static void put_began(struct ecc_page *page, const struct ecc_moment *moment)
{
    if (moment->n_began > 0) {
        ecc_html_raw(page, "<ul>");
    }
    for (size_t i = 0; i < moment->n_began; i++) {
        const ecc_rule_info *rule = moment->began[i];
        const ecc_str name = ecc_text_is(rule->rule, "definitions")
                                 ? ecc_word(page->words, ECC_W_definitions)
                                 : rule->rule;
        ecc_html_put(page, "<li>",
                     ecc_say(page->words, ECC_W_history_law,
                             ECC_WITH(ecc_with("rule", name),
                                      ecc_with("changes", ecc_in(page, &rule->changes)))),
                     "</li>\n");
    }
    ecc_html_raw(page, moment->n_began > 0 ? "</ul>" : "");
}

static void put_moment(struct ecc_page *page, const struct ecc_moment *moment)
{
    ecc_html_put(page, "<tr><th scope=\"row\" class=\"date\">", ecc_phrase_date(page, moment->from),
                 "</th><td>");
    ecc_html_badge(page, moment->result->controlled);
    ecc_html_raw(page, "</td><td>");
    put_subjects(page, moment->result);
    ecc_html_raw(page, "</td><td>");
    put_began(page, moment);
    ecc_html_raw(page, "</td></tr>\n");
}

void ecc_html_timeline(struct ecc_page *page, const struct ecc_report_part *part)
{
    static const enum ecc_word heads[] = {ECC_W_report_from, ECC_W_report_verdict,
                                          ECC_W_report_paragraph, ECC_W_report_law};
    if (part->history.n_moments == 0) {
        return;
    }
    ecc_html_word(page, "<h3>", ECC_W_report_timeline, "</h3>\n<figure>");
    ecc_svg_timeline(page, &part->history, part->item.result->as_of);
    ecc_html_word(page, "<figcaption>", ECC_W_report_timeline_caption, "</figcaption></figure>\n");
    ecc_html_word(page, "<div class=\"scroll\"><table>\n<caption class=\"hidden\">",
                  ECC_W_report_timeline_title, "</caption>\n");
    put_heads(page, heads, sizeof(heads) / sizeof(heads[0]));
    for (size_t i = 0; i < part->history.n_moments; i++) {
        put_moment(page, &part->history.moments[i]);
    }
    ecc_html_raw(page, "</tbody></table></div>\n");
}
