/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc screen` as one HTML file: a row for each line as soon as it is known, then the sums, the
 * parts and the rules. Nothing of a line is kept. The sums follow the lines in the file because they
 * are known only then; the style sheet shows them first. */
#include "html.h"
#include "screen.h"
#include "text.h"

/* ---- Cells --------------------------------------------------------------------------------- */

void ecc_html_screen_badge(struct ecc_page *page, enum ecc_outcome outcome)
{
    static const char *const classes[ECC_OUTCOMES] = {[ECC_OUTCOME_CONTROLLED] = "bad",
                                                      [ECC_OUTCOME_UNDECIDED] = "open",
                                                      [ECC_OUTCOME_CLEAR] = "good",
                                                      [ECC_OUTCOME_LOOKALIKE] = "open",
                                                      [ECC_OUTCOME_UNMATCHED] = "open"};
    ecc_html_raw(page, "<strong class=\"badge ");
    ecc_html_raw(page, classes[outcome]);
    ecc_html_word(page, "\">", ecc_screen_outcome_word(outcome), "</strong>");
}

/* The cells of the table that have a column of their own; the description goes below the name. */
struct column {
    enum ecc_role role;
    enum ecc_word head;
    const char *kind;
};
static const struct column carried[] = {{ECC_ROLE_QUANTITY, ECC_W_screen_quantity, "figure"},
                                        {ECC_ROLE_PRICE, ECC_W_screen_price, "figure"},
                                        {ECC_ROLE_SUPPLIER, ECC_W_screen_supplier, "text"}};
#define N_CARRIED (sizeof(carried) / sizeof(carried[0]))

static bool has_column(const struct ecc_screening *screening, enum ecc_role role)
{
    return screening->columns->at[role] != ECC_NO_COLUMN;
}

/* On a narrow screen the head of the column stands before the cell. */
static void open_cell(struct ecc_page *page, const char *kind, enum ecc_word head)
{
    ecc_html_raw(page, "<td class=\"");
    ecc_html_raw(page, kind);
    ecc_html_raw(page, "\"");
    ecc_html_attr(page, "data-head", ecc_word(page->words, head));
    ecc_html_raw(page, ">");
}

static void put_name(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    struct ecc_page *page = screening->page;
    const ecc_str name = line->cells[ECC_ROLE_NAME];
    open_cell(page, "name", ECC_W_screen_name);
    ecc_html_put(page, "<bdi>",
                 name.len > 0 ? name : ecc_word(page->words, ECC_W_screen_empty_name), "</bdi>");
    ecc_html_maybe(page, "<br><span class=\"who\"><bdi>", line->cells[ECC_ROLE_DESCRIPTION],
                   "</bdi></span>");
    ecc_html_raw(page, "</td>");
}

static void put_candidate(struct ecc_screening *screening, const struct ecc_screened_line *line,
                          size_t index)
{
    struct ecc_page *page = screening->page;
    const ecc_candidate *candidate = &line->matches->candidates[index];
    ecc_html_raw(page, "<li><a");
    ecc_html_attr(page, "href", ecc_html_id(page, "#part-", candidate->id));
    ecc_html_put(page, "><bdi>", candidate->name, "</bdi></a> ");
    if (line->differ || line->unsure) {
        ecc_html_badge(page, line->parts[index]->controlled);
    }
    const ecc_str confidence = ecc_word(page->words,
                                        ecc_screen_confidence_word(candidate->confidence));
    ecc_html_put(page, "<br><span class=\"who\">",
                 ecc_say(page->words, ECC_W_screen_how,
                         ECC_WITH(ecc_with("confidence", confidence),
                                  ecc_with("reasons", ecc_screen_reasons(screening, candidate)))),
                 "</span></li>");
}

static void put_warnings(struct ecc_screening *screening, const ecc_matches *matches)
{
    struct ecc_page *page = screening->page;
    for (size_t i = 0; i < matches->n_warnings; i++) {
        ecc_html_put(page, "<p class=\"warning\">",
                     ecc_screen_remark(screening, &matches->warnings[i]), "<br>");
        ecc_html_put(page, "", ecc_screen_remedy(screening, &matches->warnings[i]), "</p>");
    }
}

static void put_suggestions(struct ecc_screening *screening, const ecc_matches *matches)
{
    struct ecc_page *page = screening->page;
    ecc_html_word(page, "<p>", ECC_W_screen_nothing, "</p>");
    ecc_html_raw(page, matches->n_suggestions > 0 ? "<ul>" : "");
    for (size_t i = 0; i < matches->n_suggestions; i++) {
        const ecc_candidate *near = &matches->suggestions[i];
        ecc_html_put(page, "<li>",
                     ecc_say(page->words, ECC_W_screen_suggestion,
                             ECC_WITH(ecc_with("part", near->id),
                                      ecc_with("reasons", ecc_screen_reasons(screening, near)))),
                     "</li>");
    }
    ecc_html_raw(page, matches->n_suggestions > 0 ? "</ul>" : "");
}

static void put_candidates(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    struct ecc_page *page = screening->page;
    const ecc_matches *matches = line->matches;
    if (matches->n_candidates > 1) {
        const enum ecc_word word = line->differ ? ECC_W_screen_several_differ
                                                : ECC_W_screen_several;
        ecc_html_put(
            page, "<p>",
            ecc_say(page->words, word, ECC_WITH(ecc_with_size("n", matches->n_candidates))),
            "</p>");
    }
    if (line->unsure) {
        ecc_html_word(page, "<p>", ECC_W_screen_unsure, "</p>");
    }
    ecc_html_raw(page, "<ul>");
    for (size_t i = 0; i < matches->n_candidates; i++) {
        put_candidate(screening, line, i);
    }
    ecc_html_raw(page, "</ul>");
}

static void put_match(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    struct ecc_page *page = screening->page;
    const ecc_str ask = ecc_screen_own_ask(line);
    open_cell(page, "match", ECC_W_screen_match);
    ecc_html_raw(page, "<div>");
    if (line->matches == NULL) {
        ecc_html_put(page, "<p class=\"warning\">", line->problem, "</p>");
    } else {
        put_warnings(screening, line->matches);
        (line->matches->n_candidates > 0 ? put_candidates(screening, line)
                                         : put_suggestions(screening, line->matches));
    }
    if (ask.len > 0) {
        ecc_html_put(page, "<p class=\"ask\">",
                     ecc_say(page->words, ECC_W_deciding_ask, ECC_WITH(ecc_with("ask", ask))),
                     "</p>");
    }
    ecc_html_raw(page, "</div></td>");
}

/* Of all candidates, each once. */
static void put_paragraphs(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    struct ecc_page *page = screening->page;
    const size_t n = line->matches != NULL ? line->matches->n_candidates : 0;
    ecc_str *told = ECC_POOL_ARRAY(page->pool, n, ecc_str);
    size_t n_told = 0;
    open_cell(page, "paragraph", ECC_W_report_paragraph);
    for (size_t i = 0; told != NULL && i < n; i++) {
        const ecc_str text = ecc_screen_paragraphs(screening, line->parts[i]);
        bool again = false;
        for (size_t j = 0; j < n_told && !again; j++) {
            again = ecc_text_same(told[j], text);
        }
        if (!again) {
            ecc_html_put(page, n_told == 0 ? "<div><p>" : "<p>", text, "</p>");
            told[n_told++] = text;
        }
    }
    ecc_html_raw(page, n_told > 0 ? "</div></td>" : "</td>");
}

/* ---- Lines --------------------------------------------------------------------------------- */

static void put_line(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    struct ecc_page *page = screening->page;
    ecc_html_raw(page, "<tr id=\"line-");
    ecc_html_size(page, line->line);
    ecc_html_raw(page, "\"><th scope=\"row\">");
    ecc_html_size(page, line->line);
    ecc_html_raw(page, "</th>");
    put_name(screening, line);
    open_cell(page, "outcome", ECC_W_report_verdict);
    ecc_html_screen_badge(page, line->outcome);
    ecc_html_raw(page, "</td>");
    put_paragraphs(screening, line);
    put_match(screening, line);
    for (size_t i = 0; i < N_CARRIED; i++) {
        if (has_column(screening, carried[i].role)) {
            open_cell(page, carried[i].kind, carried[i].head);
            ecc_html_maybe(page, "<bdi>", line->cells[carried[i].role], "</bdi>");
            ecc_html_raw(page, "</td>");
        }
    }
    ecc_html_raw(page, "</tr>\n");
}

static void put_heads(struct ecc_screening *screening)
{
    static const enum ecc_word heads[] = {ECC_W_screen_line, ECC_W_screen_name,
                                          ECC_W_report_verdict, ECC_W_report_paragraph,
                                          ECC_W_screen_match};
    struct ecc_page *page = screening->page;
    ecc_html_raw(page, "<thead><tr>");
    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
        ecc_html_word(page, "<th scope=\"col\">", heads[i], "</th>");
    }
    for (size_t i = 0; i < N_CARRIED; i++) {
        if (has_column(screening, carried[i].role)) {
            ecc_html_word(page, "<th scope=\"col\">", carried[i].head, "</th>");
        }
    }
    ecc_html_raw(page, "</tr></thead>\n<tbody>\n");
}

/* ---- Above and below ----------------------------------------------------------------------- */

static ecc_str rules_list(struct ecc_screening *screening)
{
    struct ecc_page *page = screening->page;
    ecc_str *items = ECC_POOL_ARRAY(page->pool, screening->n_rules, ecc_str);
    size_t n = 0;
    for (; items != NULL && n < screening->n_rules; n++) {
        items[n] = ecc_phrase_rule(page, screening->rules[n].info);
    }
    return ecc_say(page->words, ECC_W_screen_rules,
                   ECC_WITH(ecc_with("list", ecc_phrase_list(page, items, n, ECC_W_list_comma,
                                                             ECC_W_list_comma))));
}

static void put_contents(struct ecc_page *page)
{
    static const struct {
        const char *link;
        enum ecc_word word;
    } links[] = {{"<li><a href=\"#sums\">", ECC_W_screen_heading_sums},
                 {"<li><a href=\"#lines\">", ECC_W_screen_heading_lines},
                 {"<li><a href=\"#parts\">", ECC_W_screen_heading_parts},
                 {"<li><a href=\"#rules\">", ECC_W_heading_rules}};
    ecc_html_raw(page, "<nav");
    ecc_html_attr(page, "aria-label", ecc_word(page->words, ECC_W_report_contents));
    ecc_html_raw(page, ">\n<ul>\n");
    for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
        ecc_html_word(page, links[i].link, links[i].word, "</a></li>\n");
    }
    ecc_html_raw(page, "</ul>\n</nav>\n");
}

static void begin(struct ecc_screening *screening)
{
    static const char *const sheets[] = {ecc_plot_css, ecc_report_css, ecc_screen_css};
    struct ecc_page *page = screening->page;
    const ecc_str title = ecc_say(
        page->words, ECC_W_screen_title,
        ECC_WITH(ecc_with("path", screening->input),
                 ecc_with("date", ecc_words_date(page->words, screening->as_of))));
    ecc_html_begin(page, title, sheets, sizeof(sheets) / sizeof(sheets[0]));
    ecc_html_word(page, "<header>\n<h1>", ECC_W_screen_document, "</h1>\n");
    ecc_html_put(page, "<p class=\"lead\">", title, "</p>\n");
    ecc_html_put(page, "<p>", ecc_screen_about_table(screening), "</p>\n");
    ecc_html_put(page, "<p>", rules_list(screening), "</p>\n</header>\n");
    put_contents(page);
    ecc_html_word(page, "<main id=\"main\" class=\"screening\">\n<section id=\"lines\"><h2>",
                  ECC_W_screen_heading_lines, "</h2>\n");
    ecc_html_word(page, "<div class=\"scroll\"><table class=\"lines\">\n<caption class=\"hidden\">",
                  ECC_W_screen_heading_lines, "</caption>\n");
    put_heads(screening);
}

static void end(struct ecc_screening *screening)
{
    struct ecc_page *page = screening->page;
    ecc_html_raw(page, "</tbody></table></div></section>\n");
    ecc_html_screen_sums(screening);
    ecc_html_screen_parts(screening);
    ecc_html_word(page, "<section id=\"rules\"><h2>", ECC_W_heading_rules,
                  "</h2>\n<ul class=\"plain\">\n");
    for (size_t i = 0; i < screening->n_rules; i++) {
        ecc_html_rule(page, screening->rules[i].info);
    }
    ecc_html_raw(page, "</ul></section>\n</main>\n");
    ecc_html_end(page);
}

const struct ecc_screen_format ecc_screen_html = {true, begin, put_line, end};
