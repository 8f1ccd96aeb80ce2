/* SPDX-License-Identifier: Apache-2.0 */
/* Diagnostics as people read them: see diag.h. */
#include "diag.h"

struct severity {
    enum ecc_word word;
    enum ecc_style style;
    const char *id;
};
static const struct severity severities[] = {
    [ECC_SEVERITY_NONE] = {ECC_W_severity_note, ECC_PLAIN, "none"},
    [ECC_SEVERITY_NOTE] = {ECC_W_severity_note, ECC_BOLD, "note"},
    [ECC_SEVERITY_WARNING] = {ECC_W_severity_warning, ECC_OPEN, "warning"},
    [ECC_SEVERITY_ERROR] = {ECC_W_severity_error, ECC_BAD, "error"},
};

ecc_str ecc_diag_place(struct ecc_pool *pool, const ecc_position *at)
{
    if (at->file.len == 0) {
        return (ecc_str){0};
    }
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_raw(&out, at->file);
    if (at->line > 0) {
        ecc_out_puts(&out, ":");
        ecc_out_size(&out, at->line);
        ecc_out_puts(&out, ":");
        ecc_out_size(&out, at->column);
    }
    return ecc_out_take(&out, pool);
}

/* ---- The line and its caret ----------------------------------------------------------------- */

/* The first `n` characters, in bytes. */
static size_t bytes_of(ecc_str text, size_t n)
{
    size_t at = 0;
    while (n > 0 && at < text.len) {
        const size_t len = ecc_text_char((ecc_str){text.ptr + at, text.len - at});
        at += len == 0 ? 1 : len;
        n--;
    }
    return at;
}

/* A part of a long line around the place: [first, last) in characters. */
struct window {
    size_t first;
    size_t last;
};

static ecc_str char_at(ecc_str text, size_t at)
{
    const size_t len = ecc_text_char((ecc_str){text.ptr + at, text.len - at});
    return (ecc_str){text.ptr + at, len == 0 ? 1 : len};
}

/* What fits `room` columns, half of them before the place. */
static struct window window_of(const ecc_position *at, size_t room)
{
    const ecc_str line = at->excerpt;
    if (ecc_text_width(line) <= room) {
        return (struct window){0, line.len};
    }
    struct window seen = {0, 0};
    size_t from = 0; /* byte of `first`, of `last` */
    size_t to = 0;
    size_t used = 0; /* columns */
    for (; seen.last + 1 < at->column && to < line.len; seen.last++) {
        used += ecc_text_width(char_at(line, to));
        to += char_at(line, to).len;
        for (; used > room / 2; seen.first++) {
            used -= ecc_text_width(char_at(line, from));
            from += char_at(line, from).len;
        }
    }
    while (to < line.len && used + ecc_text_width(char_at(line, to)) <= room) {
        used += ecc_text_width(char_at(line, to));
        to += char_at(line, to).len;
        seen.last++;
    }
    return seen;
}

static void put_gutter(struct ecc_page *page, size_t line)
{
    struct ecc_out number;
    ecc_out_memory(&number);
    if (line > 0) {
        ecc_out_size(&number, line);
    }
    const size_t width = ecc_out_bytes(&number).len;
    ecc_out_pad(page->out, width < 6 ? 6 - width : 0);
    ecc_term_put(page, ECC_DIM, ecc_out_bytes(&number));
    ecc_term_put(page, ECC_DIM, ECC_LITERAL(" | "));
    (void)ecc_out_close(&number);
}

/* The clean form of characters [from, to) of the line. */
static ecc_str piece(struct ecc_page *page, ecc_str line, size_t from, size_t to)
{
    const size_t begin = bytes_of(line, from);
    const size_t end = bytes_of(line, to);
    return ecc_text_clean(page->pool, (ecc_str){line.ptr + begin, end - begin});
}

static void show_line(struct ecc_page *page, const ecc_position *at, enum ecc_style style)
{
    if (at->file.len == 0 || at->line == 0 || at->excerpt.len == 0) {
        return;
    }
    const struct window seen = window_of(at, page->width - 12);
    const size_t begin = at->column - 1;
    const bool one_line = at->end_line == at->line && at->end_column > at->column;
    const size_t end = one_line && at->end_column - 1 < seen.last ? at->end_column - 1 : seen.last;
    const ecc_str before = piece(page, at->excerpt, seen.first, begin);
    const ecc_str under = piece(page, at->excerpt, begin, end);
    put_gutter(page, at->line);
    ecc_out_puts(page->out, seen.first > 0 ? "…" : "");
    ecc_term_put(page, ECC_PLAIN, piece(page, at->excerpt, seen.first, seen.last));
    ecc_out_puts(page->out, bytes_of(at->excerpt, seen.last) < at->excerpt.len ? "…\n" : "\n");
    put_gutter(page, 0);
    ecc_out_pad(page->out, ecc_text_width(before) + (seen.first > 0 ? 1 : 0));
    struct ecc_out caret;
    ecc_out_memory(&caret);
    ecc_out_puts(&caret, "^");
    const bool known_end = one_line || at->end_line > at->line;
    for (size_t i = ecc_text_width(under); known_end && i > 1; i--) {
        ecc_out_puts(&caret, "~");
    }
    ecc_term_put(page, style, ecc_out_bytes(&caret));
    ecc_term_line(page);
    (void)ecc_out_close(&caret);
}

/* ---- The whole ------------------------------------------------------------------------------ */

static ecc_str first_line(ecc_str text, ecc_str *out_rest)
{
    size_t n = 0;
    while (n < text.len && text.ptr[n] != '\n') {
        n++;
    }
    const size_t next = n < text.len ? n + 1 : n;
    *out_rest = (ecc_str){text.ptr + next, text.len - next};
    return (ecc_str){text.ptr, n};
}

static void put_head(struct ecc_page *page, const ecc_position *at, const struct severity *severity,
                     ecc_str sentence)
{
    if (at->file.len > 0) {
        ecc_term_put(page, ECC_BOLD, ecc_diag_place(page->pool, at));
    } else {
        ecc_term_put(page, ECC_BOLD, ECC_LITERAL("ecc"));
    }
    ecc_out_puts(page->out, ": ");
    ecc_term_put(page, severity->style, ecc_word(page->words, severity->word));
    ecc_out_puts(page->out, ": ");
    ecc_term_put(page, ECC_BOLD, sentence);
    ecc_term_line(page);
}

void ecc_diag_show(struct ecc_page *page, const ecc_diag *diag)
{
    const struct severity *severity = &severities[diag->severity];
    ecc_str rest;
    put_head(page, &diag->at, severity, first_line(ecc_words_diag(page->words, diag), &rest));
    show_line(page, &diag->at, severity->style);
    while (rest.len > 0) {
        const ecc_str line = first_line(rest, &rest);
        ecc_term_item(page, diag->at.line > 0 ? 7 : 4, diag->at.line > 0 ? 9 : 6, ECC_LITERAL("="),
                      line);
    }
    if (diag->other.file.len > 0) {
        put_head(page, &diag->other, &severities[ECC_SEVERITY_NOTE],
                 ecc_word(page->words, ECC_W_diag_other));
        show_line(page, &diag->other, ECC_BOLD);
    }
}

void ecc_diags_show(struct ecc_page *page, const ecc_diags *diags)
{
    const size_t n = ecc_diags_count(diags);
    for (size_t i = 0; i < n; i++) {
        const ecc_diag diag = ecc_diags_at(diags, i);
        ecc_diag_show(page, &diag);
    }
    const size_t errors = ecc_diags_errors(diags);
    if (errors > 1) {
        ecc_term_wrap(page, 0, 0, ECC_PLAIN,
                      ecc_say(page->words, ECC_W_diag_count,
                              ECC_WITH(ecc_with_size("errors", errors),
                                       ecc_with_size("dropped", ecc_diags_dropped(diags)))));
    }
}

/* ---- JSON ----------------------------------------------------------------------------------- */

void ecc_json_position(struct ecc_json *json, const char *key, const ecc_position *at)
{
    ecc_json_key(json, key);
    if (at->file.len == 0) {
        ecc_json_null(json);
        return;
    }
    ecc_json_object(json);
    ecc_json_put(json, "file", at->file);
    if (at->line > 0) {
        ecc_json_put_size(json, "line", at->line);
        ecc_json_put_size(json, "column", at->column);
        ecc_json_put_size(json, "end-line", at->end_line);
        ecc_json_put_size(json, "end-column", at->end_column);
    }
    ecc_json_end_object(json);
}

static void json_args(struct ecc_json *json, const ecc_arg *args, size_t n_args)
{
    ecc_json_key(json, "arguments");
    ecc_json_object(json);
    for (size_t i = 0; i < n_args; i++) {
        ecc_json_key(json, args[i].name);
        if (args[i].kind == ECC_ARG_INTEGER) {
            ecc_json_integer(json, args[i].integer);
        } else {
            ecc_json_str(json, args[i].text);
        }
    }
    ecc_json_end_object(json);
}

void ecc_json_diags(struct ecc_json *json, ecc_words *words, const ecc_diags *diags)
{
    ecc_json_key(json, "diagnostics");
    ecc_json_array(json);
    const size_t n = ecc_diags_count(diags);
    for (size_t i = 0; i < n; i++) {
        const ecc_diag diag = ecc_diags_at(diags, i);
        ecc_json_object(json);
        ecc_json_put_cstr(json, "id", diag.id);
        ecc_json_put_cstr(json, "severity", severities[diag.severity].id);
        ecc_json_put(json, "message", ecc_words_diag(words, &diag));
        json_args(json, diag.args, diag.n_args);
        ecc_json_position(json, "at", &diag.at);
        ecc_json_position(json, "other", &diag.other);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}
