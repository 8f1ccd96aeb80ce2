/* SPDX-License-Identifier: Apache-2.0 */
/* The format "html": one file that needs nothing else, no network and no script. */
#include "html.h"
#include "svg.h"

static ecc_str totals(struct ecc_page *page, const struct ecc_report *report)
{
    const struct ecc_totals *totals = &report->totals;
    return ecc_say(page->words, ECC_W_totals,
                   ECC_WITH(ecc_with_size("all", report->n_parts),
                            ecc_with("date", ecc_phrase_date(page, report->as_of)),
                            ecc_with_size("controlled", totals->controlled),
                            ecc_with_size("undecided", totals->undecided),
                            ecc_with_size("clear", totals->clear),
                            ecc_with_size("failed", totals->failed)));
}

static void put_head(struct ecc_page *page, const struct ecc_report *report)
{
    static const char *const sheets[] = {ecc_plot_css, ecc_report_css};
    const ecc_arg args[] = {ecc_with("date", ecc_phrase_date(page, report->as_of))};
    ecc_html_begin(page, ecc_say(page->words, ECC_W_report_title_dated, args, 1), sheets, 2);
}

static const ecc_result *first_result(const struct ecc_report *report)
{
    for (size_t i = 0; i < report->n_parts; i++) {
        if (report->parts[i].item.result != NULL) {
            return report->parts[i].item.result;
        }
    }
    return NULL;
}

static void put_title(struct ecc_page *page, const struct ecc_report *report)
{
    const ecc_result *result = first_result(report);
    ecc_html_word(page, "<header>\n<h1>", ECC_W_report_title, "</h1>\n");
    ecc_html_put(page, "<p class=\"lead\">", totals(page, report), "</p>\n");
    if (result != NULL) {
        const ecc_arg args[] = {
            ecc_with("through", ecc_words_date(page->words, result->verified_through)),
            ecc_with("date", ecc_words_date(page->words, result->as_of))};
        ecc_html_put(page, result->beyond_verified ? "<p class=\"warning\" role=\"note\">" : "<p>",
                     ecc_say(page->words,
                             result->beyond_verified ? ECC_W_report_beyond : ECC_W_report_verified,
                             args, 2),
                     "</p>\n");
        ecc_html_put(page, "<p class=\"advice\">", ecc_in(page, &result->not_advice), "</p>\n");
    }
    ecc_html_raw(page, "</header>\n");
}

/* More parts than that are listed by the table alone. */
#define LISTED 16

static void put_contents(struct ecc_page *page, const struct ecc_report *report)
{
    static const struct {
        const char *link;
        enum ecc_word word;
    } ends[] = {{"<li><a href=\"#rules\">", ECC_W_heading_rules},
                {"<li><a href=\"#scope\">", ECC_W_heading_scope},
                {"<li><a href=\"#questions\">", ECC_W_heading_questions},
                {"<li><a href=\"#definitions\">", ECC_W_report_definitions}};
    ecc_html_raw(page, "<nav");
    ecc_html_attr(page, "aria-label", ecc_word(page->words, ECC_W_report_contents));
    ecc_html_word(page, ">\n<ul>\n<li><a href=\"#overview\">", ECC_W_report_overview,
                  "</a></li>\n");
    for (size_t i = 0; i < report->n_parts && report->n_parts <= LISTED; i++) {
        const struct ecc_item *item = &report->parts[i].item;
        ecc_html_raw(page, "<li><a href=\"#part-");
        ecc_html_size(page, i + 1);
        ecc_html_put(page, "\"><bdi>",
                     item->result != NULL ? item->result->spec->name : item->input,
                     "</bdi></a></li>\n");
    }
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        ecc_html_word(page, ends[i].link, ends[i].word, "</a></li>\n");
    }
    ecc_html_raw(page, "</ul>\n</nav>\n");
}

/* What a part needed is given back. */
static void reset(struct ecc_page *page)
{
    const bool failed = page->pool->failed;
    ecc_words_reset(page->words);
    ecc_pool_free(page->pool);
    page->pool->failed = failed;
}

void ecc_html_report(struct ecc_render *render, const struct ecc_report *report)
{
    struct ecc_page *page = render->page;
    put_head(page, report);
    put_title(page, report);
    put_contents(page, report);
    ecc_html_raw(page, "<main id=\"main\">\n");
    ecc_html_overview(page, report);
    for (size_t i = 0; i < report->n_parts; i++) {
        reset(page);
        ecc_html_part(page, report, i);
    }
    ecc_html_rules(page, report);
    ecc_html_definitions(page, report);
    ecc_html_raw(page, "</main>\n");
    ecc_html_end(page);
}
