/* SPDX-License-Identifier: Apache-2.0 */
/* Makers of parts and what is known of them beside their parts: the rows of parties.def. */
#include "base/str.h"
#include "ecc/ecc.h"

struct party {
    const char *names;
    ecc_listing listing;
};
#define ECC_PARTY(names, listing) {names, ECC_LISTING_##listing},
#define ECC_PARTY_NOTE(n, p, e, c, f, r, u, m)
static const struct party parties[] = {
#include "match/parties.def"
};
static const ecc_date copy = ECC_PARTIES_COPY;
#undef ECC_PARTIES_COPY

struct note {
    const char *names;
    const char *parts;
    ecc_party_note note;
};
#define TEXT(text)                                                                                 \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }
#define ECC_PARTY(names, listing)
#define ECC_PARTY_NOTE(names, parts, english, chinese, notice, cfr, url, mark)                     \
    {names,                                                                                        \
     parts,                                                                                        \
     {{{TEXT(english), TEXT(chinese)}}, {TEXT(notice), TEXT(cfr), TEXT(url), ECC_MARK_##mark}}},
static const struct note notes[] = {
#include "match/parties.def"
};

/* ---- Names --------------------------------------------------------------------------------- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii_word(char c)
{
    return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z');
}

static bool stands_at(ecc_str text, size_t at, ecc_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (at + i >= text.len || lower(text.ptr[at + i]) != lower(word.ptr[i])) {
            return false;
        }
    }
    return word.len > 0;
}

/* The next of the words between strokes; the empty text after the last. */
static ecc_str next_word(ecc_str *rest)
{
    size_t end = 0;
    while (end < rest->len && rest->ptr[end] != '|') {
        end++;
    }
    const ecc_str word = {rest->ptr, end};
    const size_t passed = end < rest->len ? end + 1 : end;
    *rest = (ecc_str){rest->ptr + passed, rest->len - passed};
    return word;
}

/* "Huawei", "Huawei Technologies", "华为技术": the name is the first word of it. */
static bool names_vendor(const char *names, ecc_str vendor)
{
    ecc_str rest = ecc_str_of(names);
    for (ecc_str name = next_word(&rest); name.len > 0; name = next_word(&rest)) {
        const bool ascii = is_ascii_word(name.ptr[name.len - 1]);
        const bool ends = vendor.len <= name.len || !ascii || !is_ascii_word(vendor.ptr[name.len]);
        if (stands_at(vendor, 0, name) && ends) {
            return true;
        }
    }
    return false;
}

/* "910B" in "Ascend 910B3" and "昇腾910B3"; not "H20" in "H200", nor "A100" in "GA100". */
static bool names_part(const char *parts, ecc_str name)
{
    ecc_str rest = ecc_str_of(parts);
    for (ecc_str part = next_word(&rest); part.len > 0; part = next_word(&rest)) {
        for (size_t at = 0; at < name.len; at++) {
            const size_t end = at + part.len;
            const bool begins = at == 0 || !is_ascii_word(name.ptr[at - 1]);
            const bool ends = end >= name.len || !is_digit(part.ptr[part.len - 1]) ||
                              !is_digit(name.ptr[end]);
            if (begins && stands_at(name, at, part) && ends) {
                return true;
            }
        }
    }
    return false;
}

/* ---- Looking up ---------------------------------------------------------------------------- */

ecc_party ecc_party_of(ecc_str vendor, ecc_str part)
{
    ecc_party found = {.listing = ECC_LISTING_NOT_LOOKED_UP, .copy = copy};
    for (size_t i = 0; i < sizeof(parties) / sizeof(parties[0]); i++) {
        if (names_vendor(parties[i].names, vendor)) {
            found.listing = parties[i].listing;
        }
    }
    for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
        const bool meant = names_vendor(notes[i].names, vendor) &&
                           (notes[i].parts[0] == '\0' || names_part(notes[i].parts, part));
        if (meant && found.n_notes < ECC_PARTY_NOTES) {
            found.notes[found.n_notes++] = &notes[i].note;
        }
    }
    return found;
}
