/* SPDX-License-Identifier: Apache-2.0 */
/* The format "markdown" (GitHub's and GitLab's flavour): a table of all parts, then a section for
 * each, for a pull request or a job summary. */
#include <string.h>

#include "diag.h"
#include "phrase.h"
#include "render.h"
#include "sheet.h"
#include "text.h"

struct markdown {
    struct ecc_out table;
    struct ecc_out sections;
    ecc_str advice; /* what the rules say of themselves, told once */
};

/* ---- Escaping ------------------------------------------------------------------------------ */

/* Text that reads as it is: nothing in it is markup, a link, a mention, or a reference to an issue.
 * A line end becomes a break. */
static void put_text(struct ecc_page *page, struct ecc_out *out, ecc_str text)
{
    const ecc_str clean = ecc_text_clean(page->pool, text);
    for (size_t i = 0; i < clean.len; i++) {
        const char c = clean.ptr[i];
        const char *code = c == '&'   ? "&amp;"
                           : c == '<' ? "&lt;"
                           : c == '>' ? "&gt;"
                           : c == '@' ? "&#64;"
                           : c == '#' ? "&#35;"
                           : c == ':' ? "&#58;"
                                      : NULL;
        if (code != NULL) {
            ecc_out_puts(out, code);
            continue;
        }
        ecc_out_puts(out, strchr("\\`*_{}[]()|~$", c) != NULL ? "\\" : "");
        ecc_out_raw(out, (ecc_str){clean.ptr + i, 1});
    }
}

void ecc_markdown_lines(struct ecc_page *page, struct ecc_out *out, ecc_str text)
{
    while (text.len > 0) {
        const char *end = memchr(text.ptr, '\n', text.len);
        const size_t len = end != NULL ? (size_t)(end - text.ptr) : text.len;
        put_text(page, out, (ecc_str){text.ptr, len});
        ecc_out_puts(out, end != NULL ? "<br>" : "");
        const size_t next = end != NULL ? len + 1 : len;
        text = (ecc_str){text.ptr + next, text.len - next};
    }
}

static void put_head(struct ecc_page *page, struct ecc_out *out, const enum ecc_word *words,
                     size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ecc_out_puts(out, i == 0 ? "| " : " | ");
        put_text(page, out, ecc_word(page->words, words[i]));
    }
    ecc_out_puts(out, " |\n");
    for (size_t i = 0; i < n; i++) {
        ecc_out_puts(out, i == 0 ? "| ---" : " | ---");
    }
    ecc_out_puts(out, " |\n");
}

/* ---- The table ----------------------------------------------------------------------------- */

static enum ecc_word verdict_word(const struct ecc_item *item)
{
    return item->result == NULL ? ECC_W_md_failed : ecc_text_verdict_word(item->result->controlled);
}

static ecc_str name_of(const struct ecc_item *item)
{
    return item->spec != NULL ? ecc_spec_about(item->spec)->name : item->input;
}

static void put_row(struct ecc_page *page, struct ecc_out *out, const struct ecc_item *item)
{
    ecc_out_puts(out, "| ");
    put_text(page, out, name_of(item));
    ecc_out_puts(out, " | ");
    put_text(page, out, item->input);
    ecc_out_puts(out, " | **");
    put_text(page, out, ecc_word(page->words, verdict_word(item)));
    ecc_out_puts(out, "** | ");
    bool first = true;
    for (size_t i = 0; item->result != NULL && i < item->result->n_subjects; i++) {
        const ecc_subject *subject = &item->result->subjects[i];
        if (ecc_text_is_idle(subject)) {
            continue;
        }
        ecc_out_puts(out, first ? "" : "<br>");
        put_text(page, out, ecc_phrase_subject(page, subject));
        ecc_out_puts(out, "&#58; ");
        put_text(page, out, ecc_phrase_paragraphs(page, subject->possible, subject->n_possible));
        first = false;
    }
    ecc_out_puts(out, " |\n");
}

/* ---- Sections ------------------------------------------------------------------------------ */

static void put_notice(struct ecc_page *page, struct ecc_out *out, const struct ecc_notice *notice)
{
    ecc_out_puts(out, "- ");
    ecc_markdown_lines(page, out, notice->text);
    const ecc_str state = ecc_notice_state_text(page, notice);
    if (state.len > 0) {
        ecc_out_puts(out, "<br>");
        ecc_markdown_lines(page, out, state);
    }
    const ecc_str place = ecc_diag_place(page->pool, &notice->at);
    if (place.len > 0) {
        ecc_out_puts(out, " (");
        put_text(page, out, place);
        ecc_out_puts(out, ")");
    }
    ecc_out_puts(out, "\n");
}

static void put_numbers(struct ecc_page *page, struct ecc_out *out, const ecc_subject *subject)
{
    static const enum ecc_word heads[] = {ECC_W_md_quantity, ECC_W_md_value, ECC_W_md_exact,
                                          ECC_W_label_unit, ECC_W_md_source};
    if (subject->n_quantities == 0) {
        return;
    }
    ecc_out_puts(out, "\n");
    put_text(page, out, ecc_phrase_subject(page, subject));
    ecc_out_puts(out, "\n\n");
    put_head(page, out, heads, sizeof(heads) / sizeof(heads[0]));
    for (size_t i = 0; i < subject->n_quantities; i++) {
        const ecc_quantity_view *quantity = &subject->quantities[i];
        const ecc_definition *definition = quantity->definition;
        const ecc_position at = ecc_phrase_origin(quantity->derivation);
        const ecc_str cells[] = {ecc_in(page, &definition->name),
                                 ecc_phrase_range(page, &quantity->value, definition->unit),
                                 ecc_exact_range(page, &quantity->value),
                                 ecc_phrase_unit(page, definition->unit),
                                 ecc_diag_place(page->pool, &at)};
        for (size_t j = 0; j < sizeof(cells) / sizeof(cells[0]); j++) {
            ecc_out_puts(out, j == 0 ? "| " : " | ");
            put_text(page, out, cells[j]);
        }
        ecc_out_puts(out, " |\n");
    }
}

static void put_rules(struct ecc_page *page, struct ecc_out *out, const ecc_result *result)
{
    ecc_str names[32];
    size_t n = 0;
    for (size_t i = 0; i < result->n_subjects; i++) {
        for (size_t j = 0; j < result->subjects[i].n_entries; j++) {
            const ecc_str name = ecc_phrase_rule(page, result->subjects[i].entries[j].rule);
            bool known = n == sizeof(names) / sizeof(names[0]);
            for (size_t k = 0; k < n && !known; k++) {
                known = ecc_text_same(names[k], name);
            }
            if (!known) {
                names[n++] = name;
            }
        }
    }
    const ecc_str list = ecc_phrase_list(page, names, n, ECC_W_list_comma, ECC_W_list_comma);
    ecc_out_puts(out, "\n");
    put_text(page, out, ecc_say(page->words, ECC_W_md_rules, ECC_WITH(ecc_with("list", list))));
    ecc_out_puts(out, "\n");
}

static void put_section(struct ecc_page *page, struct ecc_out *out, const struct ecc_item *item)
{
    ecc_out_puts(out, "\n## ");
    put_text(page, out, name_of(item));
    ecc_out_puts(out, "\n\n**");
    put_text(page, out, ecc_word(page->words, verdict_word(item)));
    ecc_out_puts(out, "**\n\n");
    for (size_t i = 0; i < item->notices.n; i++) {
        put_notice(page, out, &item->notices.items[i]);
    }
    for (size_t i = 0; item->result != NULL && i < item->result->n_subjects; i++) {
        put_numbers(page, out, &item->result->subjects[i]);
    }
    if (item->result != NULL) {
        put_rules(page, out, item->result);
    }
}

/* ---- The stream ---------------------------------------------------------------------------- */

void ecc_markdown_begin(struct ecc_render *render)
{
    struct markdown *markdown = ECC_POOL_ARRAY(render->keep, 1, struct markdown);
    if (markdown != NULL) {
        ecc_out_memory(&markdown->table);
        ecc_out_memory(&markdown->sections);
    }
    render->state = markdown;
}

void ecc_markdown_item(struct ecc_render *render, const struct ecc_item *item)
{
    struct markdown *markdown = render->state;
    if (markdown != NULL) {
        put_row(render->page, &markdown->table, item);
        put_section(render->page, &markdown->sections, item);
    }
    if (markdown != NULL && item->result != NULL && markdown->advice.len == 0) {
        markdown->advice = ecc_pool_str(render->keep,
                                        ecc_in(render->page, &item->result->not_advice));
    }
}

void ecc_markdown_end(struct ecc_render *render, const struct ecc_totals *totals, bool several)
{
    static const enum ecc_word heads[] = {ECC_W_md_part, ECC_W_md_file, ECC_W_md_verdict,
                                          ECC_W_md_paragraphs};
    struct markdown *markdown = render->state;
    struct ecc_page *page = render->page;
    struct ecc_out *out = page->out;
    (void)several;
    if (markdown == NULL) {
        return;
    }
    ecc_out_puts(out, "# ");
    put_text(page, out,
             ecc_say(page->words, ECC_W_md_title,
                     ECC_WITH(ecc_with("date", ecc_phrase_date(page, render->as_of)))));
    ecc_out_puts(out, "\n\n");
    put_text(page, out, ecc_phrase_totals(page, totals, render->as_of));
    ecc_out_puts(out, "\n\n");
    const ecc_str beyond = ecc_phrase_beyond(page, totals, render->as_of);
    put_text(page, out, beyond);
    ecc_out_puts(out, beyond.len > 0 ? "\n\n" : "");
    for (size_t i = 0; i < totals->notices.n; i++) {
        put_notice(page, out, &totals->notices.items[i]);
    }
    ecc_out_puts(out, totals->notices.n > 0 ? "\n" : "");
    put_head(page, out, heads, sizeof(heads) / sizeof(heads[0]));
    ecc_out_raw(out, ecc_out_take(&markdown->table, render->keep));
    ecc_out_raw(out, ecc_out_take(&markdown->sections, render->keep));
    if (markdown->advice.len > 0) {
        ecc_out_puts(out, "\n");
        ecc_markdown_lines(page, out, markdown->advice);
        ecc_out_puts(out, "\n");
    }
}

static void put_sheet_row(struct ecc_page *page, const ecc_str *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ecc_out_puts(page->out, "| ");
        put_text(page, page->out, cells[i]);
        ecc_out_puts(page->out, " ");
    }
    ecc_out_puts(page->out, "|\n");
}

void ecc_markdown_sheet(struct ecc_render *render, const struct ecc_sheet *sheet)
{
    struct ecc_page *page = render->page;
    ecc_out_puts(page->out, "# ");
    put_text(page, page->out, sheet->title);
    ecc_out_puts(page->out, "\n\n");
    if (sheet->lead.len > 0) {
        put_text(page, page->out, sheet->lead);
        ecc_out_puts(page->out, "\n\n");
    }
    if (sheet->n_rows > 0) {
        put_sheet_row(page, sheet->heads, sheet->n_columns);
        for (size_t i = 0; i < sheet->n_columns; i++) {
            ecc_out_puts(page->out, "| --- ");
        }
        ecc_out_puts(page->out, "|\n");
    }
    for (size_t i = 0; i < sheet->n_rows; i++) {
        put_sheet_row(page, &sheet->cells[i * sheet->n_columns], sheet->n_columns);
    }
    ecc_out_puts(page->out, sheet->n_notes > 0 && sheet->n_rows > 0 ? "\n" : "");
    for (size_t i = 0; i < sheet->n_notes; i++) {
        ecc_out_puts(page->out, "- ");
        put_text(page, page->out, sheet->notes[i]);
        ecc_out_puts(page->out, "\n");
    }
}
