/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc screen` as HTML, below the lines: the sums, and each part that some line was taken for. */
#include "html.h"
#include "party.h"
#include "screen.h"
#include "text.h"

/* Links to the first of so many lines, and how many more there are. */
static void put_places(struct ecc_page *page, const struct ecc_place *place)
{
    const size_t named = place->n < ECC_LINES_NAMED ? place->n : ECC_LINES_NAMED;
    for (size_t i = 0; i < named; i++) {
        ecc_html_raw(page, i == 0 ? "<a href=\"#line-" : " <a href=\"#line-");
        ecc_html_size(page, place->lines[i]);
        ecc_html_raw(page, "\">");
        ecc_html_size(page, place->lines[i]);
        ecc_html_raw(page, "</a>");
    }
    if (place->n > named) {
        ecc_html_put(page, " ",
                     ecc_say(page->words, ECC_W_screen_and_more,
                             ECC_WITH(ecc_with_size("n", place->n - named))),
                     "");
    }
}

/* ---- Sums ---------------------------------------------------------------------------------- */

static void put_sum(struct ecc_screening *screening, const struct ecc_place *place, bool named)
{
    struct ecc_page *page = screening->page;
    ecc_str cells[ECC_SUM_COLUMNS];
    const size_t n = ecc_screen_sum_cells(screening, place, cells);
    for (size_t i = 0; i < n; i++) {
        ecc_html_put(page, "<td class=\"figure\">", cells[i], "</td>");
    }
    ecc_html_raw(page, "<td>");
    if (named) {
        put_places(page, place);
    }
    ecc_html_raw(page, "</td></tr>\n");
}

static void put_sums_table(struct ecc_screening *screening)
{
    struct ecc_page *page = screening->page;
    ecc_str heads[ECC_SUM_COLUMNS];
    const size_t n = ecc_screen_sum_heads(screening, heads);
    ecc_html_word(page, "<div class=\"scroll\"><table class=\"sums\">\n<caption class=\"hidden\">",
                  ECC_W_screen_heading_sums, "</caption>\n<thead><tr>");
    ecc_html_word(page, "<th scope=\"col\">", ECC_W_report_verdict, "</th>");
    for (size_t i = 0; i < n; i++) {
        ecc_html_put(page, "<th scope=\"col\" class=\"figure\">", heads[i], "</th>");
    }
    ecc_html_word(page, "<th scope=\"col\">", ECC_W_screen_which, "</th></tr></thead>\n<tbody>\n");
    for (enum ecc_outcome outcome = ECC_OUTCOME_CONTROLLED; outcome < ECC_OUTCOMES; outcome++) {
        ecc_html_raw(page, "<tr><th scope=\"row\">");
        ecc_html_screen_badge(page, outcome);
        ecc_html_raw(page, "</th>");
        put_sum(screening, &screening->sums[outcome], true);
    }
    ecc_html_word(page, "<tr class=\"all\"><th scope=\"row\">", ECC_W_screen_all, "</th>");
    put_sum(screening, &screening->all, false);
    ecc_html_raw(page, "</tbody></table></div>\n");
}

void ecc_html_screen_sums(struct ecc_screening *screening)
{
    struct ecc_page *page = screening->page;
    const size_t unmatched = screening->sums[ECC_OUTCOME_UNMATCHED].n +
                             screening->sums[ECC_OUTCOME_LOOKALIKE].n;
    ecc_html_word(page, "<section id=\"sums\"><h2>", ECC_W_screen_heading_sums, "</h2>\n");
    if (!screening->complete) {
        ecc_html_word(page, "<p class=\"warning\">", ECC_W_screen_cut, "</p>\n");
    }
    put_sums_table(screening);
    ecc_html_maybe(page, "<p>", ecc_screen_uncounted(screening), "</p>\n");
    ecc_html_maybe(page, "<p>", ecc_screen_unpriced(screening), "</p>\n");
    if (unmatched > 0) {
        ecc_html_word(page, "<p>", ECC_W_screen_open, "</p>\n");
    }
    ecc_html_maybe(page, screening->beyond_verified ? "<p class=\"warning\">" : "<p>",
                   ecc_screen_verified(screening), "</p>\n");
    ecc_html_maybe(page, "<p class=\"advice\">", ecc_in(page, &screening->not_advice), "</p>\n");
    ecc_html_raw(page, "</section>\n");
}

/* ---- Parts --------------------------------------------------------------------------------- */

/* The questions have a list of their own. */
static bool is_ask(struct ecc_page *page, const struct ecc_screened_part *part, ecc_str sentence)
{
    for (size_t i = 0; i < part->n_asks; i++) {
        const ecc_str ask = ecc_say(page->words, ECC_W_deciding_ask,
                                    ECC_WITH(ecc_with("ask", part->asks[i])));
        if (ecc_text_same(ask, sentence)) {
            return true;
        }
    }
    return false;
}

static void put_subject(struct ecc_page *page, const struct ecc_screened_part *part,
                        const struct ecc_screened_subject *subject)
{
    ecc_html_put(page, "<li><b>", subject->paragraphs, "</b> ");
    ecc_html_put(page, "<span class=\"who\">", subject->what, "</span>");
    for (size_t i = 0; subject->gate != ECC_FALSE && i < subject->n_why; i++) {
        if (!is_ask(page, part, subject->why[i])) {
            ecc_html_put(page, "<p>", subject->why[i], "</p>");
        }
    }
    ecc_html_raw(page, "</li>\n");
}

static void put_list(struct ecc_page *page, enum ecc_word heading, const ecc_str *items, size_t n)
{
    if (n == 0) {
        return;
    }
    ecc_html_word(page, "<h4>", heading, "</h4>\n<ul>\n");
    for (size_t i = 0; i < n; i++) {
        ecc_html_put(page, "<li>", items[i], "</li>\n");
    }
    ecc_html_raw(page, "</ul>\n");
}

static void put_about(struct ecc_page *page, size_t index, const struct ecc_screened_part *part)
{
    ecc_html_put(page, "<p class=\"who\"><bdi>", ecc_catalogue_id(index), "</bdi>");
    ecc_html_maybe(page, " · <bdi>", part->vendor, "</bdi>");
    if (part->origin.len > 0) {
        ecc_html_put(page, " · ", ecc_words_country(page->words, part->origin), "");
    }
    ecc_html_raw(page, "</p>\n");
}

static void put_part(struct ecc_screening *screening, size_t index)
{
    struct ecc_page *page = screening->page;
    const struct ecc_screened_part *part = &screening->parts[index];
    ecc_html_raw(page, "<section class=\"part-short\"");
    ecc_html_attr(page, "id", ecc_html_id(page, "part-", ecc_catalogue_id(index)));
    ecc_html_put(page, "><h3><bdi>", part->name, "</bdi> ");
    ecc_html_badge(page, part->controlled);
    ecc_html_raw(page, "</h3>\n");
    put_about(page, index, part);
    ecc_html_put(
        page, "<p>",
        ecc_say(page->words, ECC_W_screen_on_lines, ECC_WITH(ecc_with_size("n", part->on.n))), " ");
    put_places(page, &part->on);
    ecc_html_raw(page, "</p>\n<ul class=\"subjects\">\n");
    for (size_t i = 0; i < part->n_subjects; i++) {
        put_subject(page, part, &part->subjects[i]);
    }
    ecc_html_raw(page, "</ul>\n");
    put_list(page, ECC_W_screen_ask, part->asks, part->n_asks);
    put_list(page, ECC_W_heading_findings, part->findings, part->n_findings);
    ecc_str lines[ECC_PARTY_LINES];
    const size_t n = ecc_party_lines(page, part->vendor, part->name, lines);
    put_list(page, ECC_W_heading_apart, lines, n);
    ecc_html_raw(page, "</section>\n");
}

/* Those that are controlled first, then the undecided, then the others; in the catalogue's order. */
void ecc_html_screen_parts(struct ecc_screening *screening)
{
    static const ecc_tri order[] = {ECC_TRUE, ECC_UNKNOWN, ECC_FALSE};
    struct ecc_page *page = screening->page;
    ecc_html_word(page, "<section id=\"parts\"><h2>", ECC_W_screen_heading_parts, "</h2>\n");
    size_t n = 0;
    for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
        for (size_t j = 0; j < ecc_catalogue_count(); j++) {
            if (screening->parts[j].known && screening->parts[j].controlled == order[i]) {
                put_part(screening, j);
                n++;
            }
        }
    }
    if (n == 0) {
        ecc_html_word(page, "<p>", ECC_W_screen_no_parts, "</p>\n");
    } else {
        ecc_html_put(page, "<p class=\"advice\">", ecc_party_copy(page), "</p>\n");
    }
    ecc_html_raw(page, "</section>\n");
}
