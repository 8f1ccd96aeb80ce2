/* SPDX-License-Identifier: Apache-2.0 */
/* A sink for HTML, and what the files of the report share.
 *
 * Tags are the program's own and are written as literals with ecc_html_raw(). Everything else goes
 * through the typed calls, which escape: a name from a file cannot open a tag, leave an attribute,
 * turn the direction of a line, or become a link to anything but a web page. */
#ifndef ECC_CLI_HTML_H
#define ECC_CLI_HTML_H

#include "phrase.h"
#include "report.h"

/* Generated from the files of these names. */
extern const char ecc_report_css[];
extern const char ecc_plot_css[];
extern const char ecc_screen_css[];

/* ---- Writing ------------------------------------------------------------------------------- */

void ecc_html_raw(struct ecc_page *page, const char *markup);
/* Text between tags. What must not be shown appears as <U+202E>. */
void ecc_html_text(struct ecc_page *page, ecc_str text);
/* ` name="value"`, with its space before. */
void ecc_html_attr(struct ecc_page *page, const char *name, ecc_str value);
void ecc_html_size(struct ecc_page *page, size_t number);
/* Markup, text, markup. */
void ecc_html_put(struct ecc_page *page, const char *before, ecc_str text, const char *after);
void ecc_html_word(struct ecc_page *page, const char *before, enum ecc_word word,
                   const char *after);
/* The same, but nothing at all when the text is empty. */
void ecc_html_maybe(struct ecc_page *page, const char *before, ecc_str text, const char *after);
/* A link when the address is one of the web, else the text alone. */
void ecc_html_link(struct ecc_page *page, ecc_str url, ecc_str text);
/* An id, or with "#" a link to it: "q-parties". Letters, digits and hyphens only after `start`. */
ecc_str ecc_html_id(struct ecc_page *page, const char *start, ecc_str name);

/* ---- The document -------------------------------------------------------------------------- */

/* Up to the first element of the body that is seen, which goes to "#main"; and from the foot on. */
void ecc_html_begin(struct ecc_page *page, ecc_str title, const char *const *sheets,
                    size_t n_sheets);
void ecc_html_end(struct ecc_page *page);

/* ---- Parts of the report ------------------------------------------------------------------- */

/* "bad", "good", "open": the class that gives a verdict its colour. */
const char *ecc_html_class(ecc_tri controlled);
/* The verdict as a badge. */
void ecc_html_badge(struct ecc_page *page, ecc_tri controlled);
void ecc_html_citation(struct ecc_page *page, const ecc_citation *citation);
/* "TPP", or the name when there is no symbol. */
ecc_str ecc_html_short_name(struct ecc_page *page, const ecc_definition *definition);
/* Is it an assembly that is not sold as one? Then its entries do not count. */
bool ecc_html_is_idle(const ecc_subject *subject);

/* The plot, its table, and the table of parts. */
void ecc_html_overview(struct ecc_page *page, const struct ecc_report *report);
/* Rules used, to whom they apply, and what a specification cannot answer. */
void ecc_html_rule(struct ecc_page *page, const ecc_rule_info *rule); /* an item of a list */
void ecc_html_rules(struct ecc_page *page, const struct ecc_report *report);
void ecc_html_part(struct ecc_page *page, const struct ecc_report *report, size_t index);
void ecc_html_clauses(struct ecc_page *page, const ecc_subject *subject);
void ecc_html_numbers(struct ecc_page *page, const ecc_result *result);
void ecc_html_definitions(struct ecc_page *page, const struct ecc_report *report);
void ecc_html_deciding(struct ecc_page *page, const ecc_result *result);
void ecc_html_timeline(struct ecc_page *page, const struct ecc_report_part *part);

#endif
