/* SPDX-License-Identifier: Apache-2.0 */
/* The words of words.def, folded. */
#ifndef ECC_MATCH_LEXICON_H
#define ECC_MATCH_LEXICON_H

#include "match/atoms.h"

#define ECC_WORD_PARTS 3

struct ecc_lexeme {
    ecc_str parts[ECC_WORD_PARTS];
    size_t n_parts;
    bool han;
    enum ecc_atom_class is;
    bool same;         /* is PLAIN, and only the text changes */
    const char *value; /* what it is taken for; "" itself */
    const char *of;
};

struct ecc_lexicon {
    struct ecc_lexeme *items; /* by first byte, then longest first */
    size_t n;
    size_t begins[257]; /* of the words whose first byte is it */
};

/* The longest word of Chinese at the start of `text`, or NULL. */
const struct ecc_lexeme *ecc_lexicon_han(const struct ecc_lexicon *lexicon, ecc_str text);
/* The longest word that these atoms begin with, or NULL. */
const struct ecc_lexeme *ecc_lexicon_word(const struct ecc_lexicon *lexicon,
                                          const struct ecc_atom *atoms, size_t n);
/* A word of at least three letters that `letters` begins with and goes on after, or NULL:
 * "nvidiah". */
const struct ecc_lexeme *ecc_lexicon_prefix(const struct ecc_lexicon *lexicon, ecc_str letters);

#endif
