/* SPDX-License-Identifier: Apache-2.0 */
/* Words as mdoc: see roff.h. */
#include "roff.h"

#include <string.h>

#define LINE_MOST 78

/* ---- Characters ----------------------------------------------------------------------------- */

static ecc_str from(ecc_str text, size_t n)
{
    return (ecc_str){text.ptr + n, text.len - n};
}

/* A hyphen is always that of the keyboard: what is shown is also typed. */
static void put_escaped(struct ecc_out *out, ecc_str text)
{
    if (text.len > 0 && (text.ptr[0] == '.' || text.ptr[0] == '\'')) {
        ecc_out_puts(out, "\\&");
    }
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        const char *escape = c == '\\' ? "\\e" : c == '-' ? "\\-" : c == '"' ? "\\(dq" : NULL;
        if (escape != NULL) {
            ecc_out_puts(out, escape);
        } else {
            ecc_out_raw(out, (ecc_str){&c, 1});
        }
    }
}

static bool is_wide(ecc_str text)
{
    const size_t n = ecc_text_char(text);
    return n > 0 && ecc_text_width((ecc_str){text.ptr, n}) == 2;
}

/* A line may end between two wide characters, except before what closes. */
static bool may_end(ecc_str before, ecc_str after)
{
    static const char *const closing[] = {"，", "。", "、", "；", "：", "！", "？", "）", "》"};
    bool ends = is_wide(before) && is_wide(after);
    for (size_t i = 0; i < sizeof(closing) / sizeof(closing[0]); i++) {
        ends = ends && !ecc_text_starts(after, closing[i]);
    }
    return ends;
}

static void put_word(struct ecc_out *out, ecc_str word)
{
    size_t begin = 0;
    for (size_t at = 0; at < word.len;) {
        const size_t n = ecc_text_char(from(word, at));
        const size_t next = at + (n > 0 ? n : 1);
        if (next < word.len && may_end(from(word, at), from(word, next))) {
            put_escaped(out, (ecc_str){word.ptr + begin, next - begin});
            ecc_out_puts(out, "\\:");
            begin = next;
        }
        at = next;
    }
    put_escaped(out, from(word, begin));
}

/* ---- Macro lines ---------------------------------------------------------------------------- */

void ecc_roff_macro(struct ecc_out *out, const char *name, const char *text)
{
    ecc_out_puts(out, ".");
    ecc_out_puts(out, name);
    ecc_out_puts(out, text[0] != '\0' ? " " : "");
    ecc_out_puts(out, text);
    ecc_out_puts(out, "\n");
}

/* Is it, or does it begin like, the name of a macro; or is it punctuation alone? */
static bool is_special(ecc_str word)
{
    const bool macro = word.len >= 2 && word.len <= 3 && word.ptr[0] >= 'A' && word.ptr[0] <= 'Z' &&
                       word.ptr[1] >= 'a' && word.ptr[1] <= 'z';
    return macro || (word.len == 1 && strchr(".,:;()[]?!|", word.ptr[0]) != NULL);
}

/* Takes a word off the text; the text without it and the spaces behind it. */
static ecc_str take_word(ecc_str text, ecc_str *out_word)
{
    size_t n = 0;
    while (n < text.len && text.ptr[n] != ' ') {
        n++;
    }
    *out_word = (ecc_str){text.ptr, n};
    while (n < text.len && text.ptr[n] == ' ') {
        n++;
    }
    return from(text, n);
}

void ecc_roff_words(struct ecc_out *out, ecc_str text)
{
    while (text.len > 0) {
        ecc_str word;
        text = take_word(text, &word);
        ecc_out_puts(out, is_special(word) ? " \\&" : " ");
        put_escaped(out, word);
    }
}

/* ---- Text ----------------------------------------------------------------------------------- */

/* As mandoc counts: what is not ASCII is an escape of eight. */
static size_t width_of(ecc_str text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        width += c < 0x80 ? 1 : c >= 0xc0 ? 8 : 0;
    }
    return width;
}

static bool ends_sentence(ecc_str word)
{
    while (ecc_text_ends(word, ")") || ecc_text_ends(word, "”")) {
        word.len -= ecc_text_ends(word, ")") ? 1 : strlen("”");
    }
    return ecc_text_ends(word, ".") || ecc_text_ends(word, "?") || ecc_text_ends(word, "!");
}

void ecc_roff_text(struct ecc_out *out, ecc_str text)
{
    size_t used = 0;
    while (text.len > 0) {
        ecc_str word;
        struct ecc_out bytes;
        text = take_word(text, &word);
        ecc_out_memory(&bytes);
        put_word(&bytes, word);
        const ecc_str escaped = ecc_out_bytes(&bytes);
        const size_t width = width_of(escaped);
        const bool fits = used > 0 && used + 1 + width <= LINE_MOST;
        ecc_out_puts(out, used == 0 ? "" : fits ? " " : "\n");
        ecc_out_raw(out, escaped);
        used = fits ? used + 1 + width : width;
        if (ends_sentence(word) && text.len > 0) {
            ecc_out_puts(out, "\n");
            used = 0;
        }
        (void)ecc_out_close(&bytes);
    }
    ecc_out_puts(out, used > 0 ? "\n" : "");
}

/* ---- Help texts ----------------------------------------------------------------------------- */

enum block { NO_BLOCK, PARAGRAPH, EXAMPLE, ITEMS };

static enum block block_of(ecc_str line)
{
    size_t n = 0;
    while (n < line.len && line.ptr[n] == ' ') {
        n++;
    }
    if (n == 0) {
        return line.len > 0 ? PARAGRAPH : NO_BLOCK;
    }
    return n < line.len && line.ptr[n] >= '0' && line.ptr[n] <= '9' ? ITEMS : EXAMPLE;
}

/* What ends one block and begins the next; two paragraphs have something between them. */
static void turn(struct ecc_out *out, enum block before, enum block after)
{
    if (before != after && (before == EXAMPLE || before == ITEMS)) {
        ecc_out_puts(out, before == EXAMPLE ? ".Ed\n" : ".El\n");
    }
    if (after == PARAGRAPH && before != NO_BLOCK) {
        ecc_out_puts(out, ".Pp\n");
    }
    if (before != after && (after == EXAMPLE || after == ITEMS)) {
        ecc_out_puts(out, after == EXAMPLE ? ".Bd -literal -offset indent\n"
                                           : ".Bl -tag -width Ds -compact\n");
    }
}

static void put_line(struct ecc_out *out, enum block block, ecc_str line)
{
    /* An example keeps what it is indented by beyond the others: a command goes on there. */
    for (size_t n = 0; line.len > 0 && line.ptr[0] == ' ' && (block != EXAMPLE || n < 2); n++) {
        line = from(line, 1);
    }
    if (block == EXAMPLE) {
        put_escaped(out, line);
        ecc_out_puts(out, "\n");
        return;
    }
    if (block == ITEMS) {
        ecc_str label;
        line = take_word(line, &label);
        ecc_out_puts(out, ".It ");
        ecc_out_raw(out, label);
        ecc_out_puts(out, "\n");
    }
    ecc_roff_text(out, line);
}

void ecc_roff_help(struct ecc_out *out, ecc_str text)
{
    enum block before = NO_BLOCK;
    while (text.len > 0) {
        const char *end = memchr(text.ptr, '\n', text.len);
        const size_t len = end != NULL ? (size_t)(end - text.ptr) : text.len;
        const ecc_str line = {text.ptr, len};
        const enum block block = block_of(line);
        if (block != NO_BLOCK) {
            turn(out, before, block);
            put_line(out, block, line);
            before = block;
        }
        text = from(text, end != NULL ? len + 1 : len);
    }
    turn(out, before, NO_BLOCK);
}
