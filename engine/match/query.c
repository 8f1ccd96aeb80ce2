/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a name: invisible characters out, look-alikes replaced and remembered, then atoms. */
#include "match/query.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/unicode.h"

/* Code points that a warning names. */
#define CODES 8

ecc_remark ecc_remark_new(struct ecc_arena *arena, const char *id, const ecc_arg *args,
                          size_t n_args)
{
    ecc_arg *copies = ECC_NEW_ARRAY(arena, n_args, ecc_arg);
    if (copies == NULL) {
        return (ecc_remark){NULL, NULL, 0};
    }
    for (size_t i = 0; i < n_args; i++) {
        copies[i] = args[i];
    }
    return (ecc_remark){id, copies, n_args};
}

/* ---- Characters that deceive --------------------------------------------------------------- */

struct codes {
    uint32_t items[CODES];
    size_t n;
    bool more;
};

static void note(struct codes *codes, uint32_t code)
{
    for (size_t i = 0; i < codes->n; i++) {
        if (codes->items[i] == code) {
            return;
        }
    }
    if (codes->n < CODES) {
        codes->items[codes->n++] = code;
    } else {
        codes->more = true;
    }
}

/* "U+041D CYRILLIC CAPITAL LETTER EN, U+0430 ..." */
static bool warn(struct ecc_arena *arena, struct ecc_query *query, enum ecc_message_id message,
                 const struct codes *codes)
{
    struct ecc_buf buf;
    if (codes->n == 0 || query->n_warnings == ECC_WARNINGS) {
        return true;
    }
    ecc_buf_init(&buf, arena);
    for (size_t i = 0; i < codes->n; i++) {
        char number[16];
        (void)snprintf(number, sizeof(number), "U+%04X ", (unsigned)codes->items[i]);
        ecc_buf_puts(&buf, i > 0 ? ", " : "");
        ecc_buf_puts(&buf, number);
        ecc_buf_add(&buf, ecc_unicode_char_name(arena, codes->items[i]));
    }
    ecc_buf_puts(&buf, codes->more ? ", …" : "");
    const ecc_remark remark = ecc_remark_new(arena, ecc_message_row(message)->id,
                                             ECC_ARGS(ecc_arg_text("codes", ecc_buf_str(&buf))));
    if (buf.failed || remark.id == NULL) {
        return false;
    }
    query->warnings[query->n_warnings++] = remark;
    return true;
}

static bool turns(uint32_t code)
{
    return code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static bool is_line_end(uint32_t code)
{
    return code == '\n' || code == '\r' || code == 0x85 || code == 0x2028 || code == 0x2029;
}

/* Without what cannot be seen. A line end is a space: cells of spreadsheets are wrapped. */
static bool strip(struct ecc_arena *arena, struct ecc_query *query, ecc_str name, ecc_str *out_text)
{
    struct codes hidden = {.n = 0};
    struct codes turning = {.n = 0};
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    for (size_t at = 0; at < name.len;) {
        const size_t begin = at;
        const uint32_t code = ecc_utf8_next(name, &at);
        const ecc_str character = ecc_str_slice(name, begin, at);
        if (is_line_end(code)) {
            ecc_buf_putc(&buf, ' ');
        } else if (code == 0xFE0E || code == 0xFE0F) {
            continue; /* how an emoji is drawn */
        } else if (ecc_unicode_forbidden_at(character, NULL) == character.len) {
            ecc_buf_add(&buf, character);
        } else {
            note(turns(code) ? &turning : &hidden, code);
        }
    }
    query->turned = turning.n > 0;
    const ecc_str text = ecc_buf_str(&buf);
    *out_text = text.ptr == NULL ? ECC_STR("") : text;
    return !buf.failed && warn(arena, query, ECC_M_match_bidi, &turning) &&
           warn(arena, query, ECC_M_match_invisible, &hidden);
}

/* Is it a letter or a digit of the kind that model numbers have, or a foreign letter? */
static bool in_word(uint32_t code)
{
    const enum ecc_script script = ecc_script_of(code);
    return (code >= '0' && code <= '9') || script == ECC_SCRIPT_LATIN || script == ECC_SCRIPT_OTHER;
}

/* The run of such characters at `begin`, and whether it has foreign letters that all look like
 * ASCII: a Russian word is not a disguise. */
static size_t scan_word(struct ecc_translit *translit, ecc_str text, size_t begin,
                        bool *out_disguise)
{
    size_t foreign = 0;
    bool all = true;
    size_t at = begin;
    for (size_t next = begin; next < text.len; at = next) {
        const uint32_t code = ecc_utf8_next(text, &next);
        if (!in_word(code)) {
            break;
        }
        if (ecc_script_of(code) == ECC_SCRIPT_OTHER) {
            foreign++;
            all = all && ecc_translit_looks_like(translit, code) != 0;
        }
    }
    *out_disguise = foreign > 0 && all;
    return at;
}

static void put(struct ecc_buf *buf, bool *flags, ecc_str bytes, bool spoofed)
{
    for (size_t i = 0; i < bytes.len; i++) {
        flags[buf->len + i] = spoofed;
    }
    ecc_buf_add(buf, bytes);
}

static void unmask(struct ecc_translit *translit, ecc_str word, struct ecc_buf *buf, bool *flags,
                   struct codes *codes)
{
    for (size_t at = 0; at < word.len;) {
        const size_t begin = at;
        const uint32_t code = ecc_utf8_next(word, &at);
        if (ecc_script_of(code) == ECC_SCRIPT_OTHER) {
            const char like = ecc_translit_looks_like(translit, code);
            note(codes, code);
            put(buf, flags, (ecc_str){&like, 1}, true);
        } else {
            put(buf, flags, ecc_str_slice(word, begin, at), false);
        }
    }
}

static bool unmask_all(struct ecc_translit *translit, struct ecc_arena *arena,
                       struct ecc_query *query, ecc_str text)
{
    struct codes codes = {.n = 0};
    struct ecc_buf buf;
    bool *flags = ECC_NEW_ARRAY(arena, text.len + 1, bool);
    ecc_buf_init(&buf, arena);
    for (size_t at = 0; at < text.len && flags != NULL;) {
        bool disguise = false;
        size_t end = scan_word(translit, text, at, &disguise);
        if (disguise) {
            unmask(translit, ecc_str_slice(text, at, end), &buf, flags, &codes);
        } else {
            if (end == at) {
                (void)ecc_utf8_next(text, &end);
            }
            put(&buf, flags, ecc_str_slice(text, at, end), false);
        }
        at = end;
    }
    query->text = ecc_buf_str(&buf);
    query->spoofed = flags;
    return flags != NULL && !buf.failed && warn(arena, query, ECC_M_match_lookalike, &codes);
}

/* ---- Reading ------------------------------------------------------------------------------- */

static bool cut(const struct ecc_index *index, struct ecc_arena *arena, struct ecc_query *query)
{
    if (query->text.ptr == NULL) {
        query->text = ECC_STR("");
    }
    if (!ecc_atoms_cut(index->lexicon, index->translit, arena, query->text, query->spoofed,
                       &query->atoms)) {
        return false;
    }
    query->words = ECC_NEW_ARRAY(arena, query->atoms.n, uint32_t);
    query->key = ecc_atoms_join(arena, query->atoms.items, query->atoms.n);
    if (query->words == NULL || query->key.ptr == NULL) {
        return false;
    }
    for (size_t i = 0; i < query->atoms.n; i++) {
        query->words[i] = ecc_index_word(index, query->atoms.items[i].text);
    }
    return true;
}

bool ecc_query_read(const struct ecc_index *index, struct ecc_arena *arena, ecc_str name,
                    struct ecc_query *out_query)
{
    *out_query = (struct ecc_query){.raw = ecc_str_trim(name)};
    ecc_str text = out_query->raw;
    if (ecc_is_ascii(text) && ecc_unicode_forbidden_at(text, NULL) == text.len) {
        out_query->text = text;
        return cut(index, arena, out_query);
    }
    if (!strip(arena, out_query, text, &text)) {
        return false;
    }
    text = ecc_unicode_name(arena, text);
    if (text.ptr == NULL || !unmask_all(index->translit, arena, out_query, text)) {
        return false;
    }
    /* A look-alike says more than that scripts are mixed. */
    if (out_query->n_warnings == 0 && ecc_translit_is_mixed(index->translit, text)) {
        const ecc_remark mixed = ecc_remark_new(arena, ecc_message_row(ECC_M_match_mixed)->id,
                                                ECC_NO_ARGS);
        if (mixed.id == NULL) {
            return false;
        }
        out_query->warnings[out_query->n_warnings++] = mixed;
    }
    return cut(index, arena, out_query);
}

/* ---- Reading again ------------------------------------------------------------------------- */

static bool is_digit_like(char byte, char *out_digit)
{
    const bool zero = byte == 'o' || byte == 'O';
    const bool one = byte == 'l' || byte == 'I';
    *out_digit = zero ? '0' : one ? '1' : byte;
    return zero || one || (byte >= '0' && byte <= '9');
}

static size_t digit_like_run(ecc_str text, size_t begin)
{
    char digit = 0;
    size_t end = begin;
    while (end < text.len && is_digit_like(text.ptr[end], &digit)) {
        end++;
    }
    return end;
}

bool ecc_query_digits(const struct ecc_index *index, struct ecc_arena *arena,
                      const struct ecc_query *query, struct ecc_query *out_query, bool *out_changed)
{
    struct codes codes = {.n = 0};
    const ecc_str text = query->text;
    char *copy = ecc_arena_alloc(arena, text.len + 1);
    bool *flags = ECC_NEW_ARRAY(arena, text.len + 1, bool);
    if (copy == NULL || flags == NULL) {
        return false;
    }
    for (size_t at = 0; at < text.len;) {
        const size_t end = digit_like_run(text, at);
        for (size_t i = at; i < end; i++) {
            /* A letter alone is a letter: "OAM", "Pro". */
            (void)is_digit_like(text.ptr[i], &copy[i]);
            copy[i] = end - at > 1 ? copy[i] : text.ptr[i];
            flags[i] = copy[i] != text.ptr[i] || (query->spoofed != NULL && query->spoofed[i]);
            if (copy[i] != text.ptr[i]) {
                note(&codes, (uint32_t)text.ptr[i]);
            }
        }
        if (end == at) {
            copy[at] = text.ptr[at];
        }
        at = end == at ? at + 1 : end;
    }
    *out_changed = codes.n > 0;
    *out_query = *query;
    out_query->text = (ecc_str){copy, text.len};
    out_query->spoofed = flags;
    return codes.n == 0 ||
           (warn(arena, out_query, ECC_M_match_lookalike, &codes) && cut(index, arena, out_query));
}

bool ecc_query_pinyin(const struct ecc_index *index, struct ecc_arena *arena,
                      const struct ecc_query *query, struct ecc_query *out_query, bool *out_changed)
{
    bool strange = false;
    for (size_t i = 0; i < query->atoms.n; i++) {
        const struct ecc_atom *atom = &query->atoms.items[i];
        strange = strange || (atom->kind == ECC_ATOM_HAN && atom->is == ECC_ATOM_PLAIN);
    }
    *out_query = *query;
    *out_changed = false;
    if (!strange) {
        return true;
    }
    out_query->text = ecc_translit_latin(index->translit, arena, query->text);
    out_query->spoofed = NULL;
    if (out_query->text.ptr == NULL) {
        return false;
    }
    *out_changed = !ecc_str_eq(out_query->text, query->text);
    return cut(index, arena, out_query);
}
