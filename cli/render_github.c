/* SPDX-License-Identifier: Apache-2.0 */
/* The format "github": workflow commands that GitHub Actions shows as annotations beside the lines
 * of a pull request, and the totals as a line of the log. Gitea and Forgejo understand the same. */
#include "phrase.h"
#include "render.h"

/* What a workflow command would read as its own: percent signs and line ends; in a property also
 * what separates properties. Controls cannot be written at all and appear as <U+001B>. */
static void put_escaped(struct ecc_page *page, ecc_str text, bool property)
{
    struct ecc_out *out = page->out;
    size_t begin = 0;
    for (size_t i = 0; i <= text.len; i++) {
        const char c = i < text.len ? text.ptr[i] : '\n';
        const char *code = c == '%'               ? "%25"
                           : c == '\r'            ? "%0D"
                           : c == '\n'            ? "%0A"
                           : property && c == ':' ? "%3A"
                           : property && c == ',' ? "%2C"
                                                  : NULL;
        if (code != NULL) {
            ecc_out_text(out, (ecc_str){text.ptr + begin, i - begin});
            ecc_out_puts(out, i < text.len ? code : "");
            begin = i + 1;
        }
    }
}

static void put_property(struct ecc_page *page, const char *name, ecc_str value)
{
    ecc_out_puts(page->out, name);
    ecc_out_puts(page->out, "=");
    put_escaped(page, value, true);
}

static void put_number(struct ecc_page *page, const char *name, size_t value)
{
    ecc_out_puts(page->out, name);
    ecc_out_puts(page->out, "=");
    ecc_out_size(page->out, value);
}

static const char *command(const struct ecc_notice *notice)
{
    switch (ecc_notice_shown(notice)) {
    case ECC_SEVERITY_ERROR:
        return "::error ";
    case ECC_SEVERITY_WARNING:
        return "::warning ";
    case ECC_SEVERITY_NOTE:
    case ECC_SEVERITY_NONE:
        break;
    }
    return "::notice ";
}

static void put_place(struct ecc_page *page, const ecc_position *at)
{
    put_property(page, "file", at->file);
    if (at->line == 0) {
        return;
    }
    put_number(page, ",line", at->line);
    if (at->end_line > at->line) {
        put_number(page, ",endLine", at->end_line); /* columns are for places within one line */
        return;
    }
    put_number(page, ",col", at->column);
    if (at->end_column > at->column) {
        put_number(page, ",endColumn", at->end_column);
    }
}

static void put_notice(struct ecc_page *page, const struct ecc_notice *notice)
{
    ecc_out_puts(page->out, command(notice));
    if (notice->at.file.len > 0) {
        put_place(page, &notice->at);
        ecc_out_puts(page->out, ",");
    }
    put_property(page, "title", notice->rule);
    ecc_out_puts(page->out, "::");
    put_escaped(page, notice->text, false);
    const ecc_str state = ecc_notice_state_text(page, notice);
    if (state.len > 0) {
        ecc_out_puts(page->out, "%0A");
        put_escaped(page, state, false);
    }
    ecc_out_puts(page->out, "\n");
}

void ecc_github_begin(struct ecc_render *render)
{
    (void)render;
}

void ecc_github_item(struct ecc_render *render, const struct ecc_item *item)
{
    for (size_t i = 0; i < item->notices.n; i++) {
        /* What is only a classification is for the other formats: annotations are few and dear. */
        const struct ecc_notice *notice = &item->notices.items[i];
        if (notice->kind != ECC_NOTICE_LISTED || notice->state != ECC_NOTICE_TOLD) {
            put_notice(render->page, notice);
        }
    }
}

void ecc_github_end(struct ecc_render *render, const struct ecc_totals *totals, bool several)
{
    (void)several;
    for (size_t i = 0; i < totals->notices.n; i++) {
        put_notice(render->page, &totals->notices.items[i]);
    }
    ecc_out_text(render->page->out, ecc_phrase_totals(render->page, totals, render->as_of));
    const ecc_str beyond = ecc_phrase_beyond(render->page, totals, render->as_of);
    ecc_out_puts(render->page->out, beyond.len > 0 ? " " : "");
    ecc_out_text(render->page->out, beyond);
    ecc_out_puts(render->page->out, "\n");
}
