/* SPDX-License-Identifier: Apache-2.0 */
/* A sink for HTML: see html.h. */
#include "html.h"

#include "text.h"

/* ---- Writing ------------------------------------------------------------------------------- */

void ecc_html_raw(struct ecc_page *page, const char *markup)
{
    ecc_out_puts(page->out, markup);
}

static const char *escape(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void ecc_html_text(struct ecc_page *page, ecc_str text)
{
    const ecc_str clean = ecc_text_clean(page->pool, text);
    size_t start = 0;
    for (size_t i = 0; i < clean.len; i++) {
        const char *escaped = escape(clean.ptr[i]);
        if (escaped != NULL) {
            ecc_out_raw(page->out, (ecc_str){clean.ptr + start, i - start});
            ecc_out_puts(page->out, escaped);
            start = i + 1;
        }
    }
    ecc_out_raw(page->out, (ecc_str){clean.ptr + start, clean.len - start});
}

void ecc_html_attr(struct ecc_page *page, const char *name, ecc_str value)
{
    ecc_out_puts(page->out, " ");
    ecc_out_puts(page->out, name);
    ecc_out_puts(page->out, "=\"");
    ecc_html_text(page, value);
    ecc_out_puts(page->out, "\"");
}

void ecc_html_size(struct ecc_page *page, size_t number)
{
    ecc_out_size(page->out, number);
}

void ecc_html_put(struct ecc_page *page, const char *before, ecc_str text, const char *after)
{
    ecc_html_raw(page, before);
    ecc_html_text(page, text);
    ecc_html_raw(page, after);
}

void ecc_html_word(struct ecc_page *page, const char *before, enum ecc_word word, const char *after)
{
    ecc_html_put(page, before, ecc_word(page->words, word), after);
}

void ecc_html_maybe(struct ecc_page *page, const char *before, ecc_str text, const char *after)
{
    if (text.len > 0) {
        ecc_html_put(page, before, text, after);
    }
}

void ecc_html_link(struct ecc_page *page, ecc_str url, ecc_str text)
{
    const bool web = ecc_text_starts(url, "https://") || ecc_text_starts(url, "http://");
    if (!web || ecc_text_unsafe_at(url) < url.len) {
        ecc_html_text(page, text);
        return;
    }
    ecc_html_raw(page, "<a rel=\"noreferrer\"");
    ecc_html_attr(page, "href", url);
    ecc_html_put(page, ">", text, "</a>");
}

ecc_str ecc_html_id(struct ecc_page *page, const char *start, ecc_str name)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_puts(&out, start);
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                           (c >= 'A' && c <= 'Z');
        ecc_out_raw(&out, plain ? (ecc_str){name.ptr + i, 1} : ECC_LITERAL("-"));
    }
    return ecc_out_take(&out, page->pool);
}

/* ---- The document -------------------------------------------------------------------------- */

/* No source but the file itself: should anything slip through the escaping, it still loads nothing
 * and runs nothing. */
void ecc_html_begin(struct ecc_page *page, ecc_str title, const char *const *sheets,
                    size_t n_sheets)
{
    const bool chinese = ecc_words_language(page->words) == ECC_CHINESE;
    ecc_html_raw(page, "<!DOCTYPE html>\n<html lang=\"");
    ecc_html_raw(page, chinese ? "zh-Hans" : "en");
    ecc_html_raw(page, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                       "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n"
                       "<meta name=\"referrer\" content=\"no-referrer\">\n");
    ecc_html_put(page, "<meta name=\"generator\" content=\"ecc ", ecc_text_of(ecc_version()),
                 "\">\n");
    ecc_html_put(page, "<title>", title, "</title>\n<style>\n");
    for (size_t i = 0; i < n_sheets; i++) {
        ecc_html_raw(page, sheets[i]);
    }
    ecc_html_word(page, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">",
                  ECC_W_report_skip, "</a>\n");
}

void ecc_html_end(struct ecc_page *page)
{
    ecc_html_put(page, "<footer>\n<p>",
                 ecc_say(page->words, ECC_W_report_made_by,
                         ECC_WITH(ecc_with("version", ecc_text_of(ecc_version())))),
                 "</p>\n</footer>\n</body>\n</html>\n");
}

/* ---- Parts of the report ------------------------------------------------------------------- */

const char *ecc_html_class(ecc_tri controlled)
{
    return controlled == ECC_TRUE ? "bad" : controlled == ECC_FALSE ? "good" : "open";
}

void ecc_html_badge(struct ecc_page *page, ecc_tri controlled)
{
    ecc_html_raw(page, "<strong class=\"badge ");
    ecc_html_raw(page, ecc_html_class(controlled));
    ecc_html_word(page, "\">", ecc_text_verdict_word(controlled), "</strong>");
}

void ecc_html_citation(struct ecc_page *page, const ecc_citation *citation)
{
    ecc_html_link(page, citation->url, ecc_phrase_citation(page, citation));
}

ecc_str ecc_html_short_name(struct ecc_page *page, const ecc_definition *definition)
{
    return definition->symbol.len > 0 ? definition->symbol : ecc_in(page, &definition->name);
}

bool ecc_html_is_idle(const ecc_subject *subject)
{
    return ecc_text_is(subject->kind, "assembly") && subject->sold_so == ECC_FALSE;
}
