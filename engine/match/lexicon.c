/* SPDX-License-Identifier: Apache-2.0 */
/* Words in names of parts, read from words.def once. */
#include "match/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/unicode.h"

enum kind { VENDOR, FAMILY, SAME, FORM, SYSTEM, SYSNAME, VARIANT, ACCESSORY, SKIP, NOISE };

static const enum ecc_atom_class classes[] = {
    [VENDOR] = ECC_ATOM_VENDOR,   [FAMILY] = ECC_ATOM_FAMILY,       [SAME] = ECC_ATOM_PLAIN,
    [FORM] = ECC_ATOM_FORM,       [SYSTEM] = ECC_ATOM_SYSTEM,       [SYSNAME] = ECC_ATOM_SYSNAME,
    [VARIANT] = ECC_ATOM_VARIANT, [ACCESSORY] = ECC_ATOM_ACCESSORY, [SKIP] = ECC_ATOM_SKIP,
    [NOISE] = ECC_ATOM_NOISE,
};

struct row {
    enum kind kind;
    const char *value;
    const char *of;
    const char *words;
};
static const struct row rows[] = {
#define ECC_MATCH_WORDS(kind, value, of, words) {kind, value, of, words},
#include "match/words.def"
#undef ECC_MATCH_WORDS
};
#define N_ROWS (sizeof(rows) / sizeof(rows[0]))

static size_t count_words(void)
{
    size_t n = 0;
    for (size_t i = 0; i < N_ROWS; i++) {
        n++;
        for (const char *at = strchr(rows[i].words, '|'); at != NULL; at = strchr(at + 1, '|')) {
            n++;
        }
    }
    return n;
}

static void fill(struct ecc_lexeme *lexeme, const struct row *row)
{
    lexeme->is = classes[row->kind];
    lexeme->same = row->kind == SAME;
    lexeme->value = row->value;
    lexeme->of = row->kind == VENDOR ? row->value : row->of;
}

/* "moore threads" has two parts. */
static void add_ascii(struct ecc_lexicon *lexicon, const struct row *row, ecc_str word)
{
    struct ecc_lexeme lexeme = {.han = false};
    fill(&lexeme, row);
    size_t begin = 0;
    for (size_t i = 0; i <= word.len && lexeme.n_parts < ECC_WORD_PARTS; i++) {
        if (i == word.len || word.ptr[i] == ' ') {
            lexeme.parts[lexeme.n_parts++] = ecc_str_slice(word, begin, i);
            begin = i + 1;
        }
    }
    lexicon->items[lexicon->n++] = lexeme;
}

static bool add_word(struct ecc_lexicon *lexicon, const struct row *row, struct ecc_arena *arena,
                     struct ecc_translit *translit, ecc_str word)
{
    if (word.len == 0) {
        return true;
    }
    if (ecc_is_ascii(word)) {
        add_ascii(lexicon, row, word);
        return true;
    }
    const ecc_str simple = ecc_translit_simplified(translit, arena, word);
    if (simple.ptr == NULL) {
        return false;
    }
    struct ecc_lexeme lexeme = {.parts = {simple}, .n_parts = 1, .han = true};
    fill(&lexeme, row);
    lexicon->items[lexicon->n++] = lexeme;
    return true;
}

static size_t length(const struct ecc_lexeme *lexeme)
{
    size_t len = 0;
    for (size_t i = 0; i < lexeme->n_parts; i++) {
        len += lexeme->parts[i].len;
    }
    return len;
}

static int by_first_byte(const void *a, const void *b)
{
    const struct ecc_lexeme *x = a;
    const struct ecc_lexeme *y = b;
    const int first = (unsigned char)x->parts[0].ptr[0] - (unsigned char)y->parts[0].ptr[0];
    if (first != 0) {
        return first;
    }
    const size_t n = length(x);
    const size_t m = length(y);
    return n != m ? (n > m ? -1 : 1) : ecc_str_cmp(x->parts[0], y->parts[0]);
}

const struct ecc_lexicon *ecc_lexicon_new(struct ecc_arena *arena, struct ecc_translit *translit)
{
    struct ecc_lexicon *lexicon = ECC_NEW(arena, struct ecc_lexicon);
    if (lexicon == NULL) {
        return NULL;
    }
    lexicon->items = ECC_NEW_ARRAY(arena, count_words(), struct ecc_lexeme);
    for (size_t i = 0; i < N_ROWS && lexicon->items != NULL; i++) {
        ecc_str rest = ecc_str_of(rows[i].words);
        while (rest.len > 0) {
            const char *bar = memchr(rest.ptr, '|', rest.len);
            const size_t n = bar == NULL ? rest.len : (size_t)(bar - rest.ptr);
            if (!add_word(lexicon, &rows[i], arena, translit, ecc_str_slice(rest, 0, n))) {
                return NULL;
            }
            rest = ecc_str_slice(rest, bar == NULL ? n : n + 1, rest.len);
        }
    }
    if (lexicon->items == NULL) {
        return NULL;
    }
    qsort(lexicon->items, lexicon->n, sizeof(lexicon->items[0]), by_first_byte);
    size_t at = 0;
    for (size_t byte = 0; byte < 257; byte++) {
        while (at < lexicon->n && (unsigned char)lexicon->items[at].parts[0].ptr[0] < byte) {
            at++;
        }
        lexicon->begins[byte] = at;
    }
    return lexicon;
}

const struct ecc_lexeme *ecc_lexicon_han(const struct ecc_lexicon *lexicon, ecc_str text)
{
    const size_t byte = (unsigned char)text.ptr[0];
    for (size_t i = lexicon->begins[byte]; i < lexicon->begins[byte + 1]; i++) {
        if (lexicon->items[i].han && ecc_str_starts(text, lexicon->items[i].parts[0])) {
            return &lexicon->items[i];
        }
    }
    return NULL;
}

static bool begins_with(const struct ecc_atom *atoms, size_t n, const struct ecc_lexeme *lexeme)
{
    if (lexeme->n_parts > n) {
        return false;
    }
    for (size_t i = 0; i < lexeme->n_parts; i++) {
        /* The pieces of one word may be joined or spaced, and nothing else: "T-Head", not "T,
         * Head". */
        const bool near = i == 0 || atoms[i].gap != ECC_GAP_OTHER;
        if (!near || !ecc_str_eq(atoms[i].text, lexeme->parts[i])) {
            return false;
        }
    }
    return true;
}

const struct ecc_lexeme *ecc_lexicon_word(const struct ecc_lexicon *lexicon,
                                          const struct ecc_atom *atoms, size_t n)
{
    const size_t byte = (unsigned char)atoms[0].text.ptr[0];
    for (size_t i = lexicon->begins[byte]; i < lexicon->begins[byte + 1]; i++) {
        if (begins_with(atoms, n, &lexicon->items[i])) {
            return &lexicon->items[i];
        }
    }
    return NULL;
}

const struct ecc_lexeme *ecc_lexicon_prefix(const struct ecc_lexicon *lexicon, ecc_str letters)
{
    const size_t byte = (unsigned char)letters.ptr[0];
    for (size_t i = lexicon->begins[byte]; i < lexicon->begins[byte + 1]; i++) {
        const struct ecc_lexeme *lexeme = &lexicon->items[i];
        const bool names = lexeme->is == ECC_ATOM_VENDOR || lexeme->is == ECC_ATOM_FAMILY ||
                           lexeme->is == ECC_ATOM_FORM || lexeme->is == ECC_ATOM_SYSNAME ||
                           lexeme->is == ECC_ATOM_NOISE;
        const size_t least = lexeme->is == ECC_ATOM_NOISE ? 5 : 3;
        if (names && lexeme->n_parts == 1 && lexeme->parts[0].len >= least &&
            letters.len > lexeme->parts[0].len && ecc_str_starts(letters, lexeme->parts[0])) {
            return lexeme;
        }
    }
    return NULL;
}
