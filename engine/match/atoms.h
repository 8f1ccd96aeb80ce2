/* SPDX-License-Identifier: Apache-2.0 */
/* A name cut into atoms: runs of letters, of digits, of Chinese words, and what each of them is.
 *
 * "英伟达H800SXM5-80G" is 英伟达 (a maker), h, 800, sxm 5 (a form factor), 80 g (a memory size).
 * Letters and digits are always separate atoms, so spaces and hyphens do not matter, and H20 is not
 * the beginning of H200. */
#ifndef ECC_MATCH_ATOMS_H
#define ECC_MATCH_ATOMS_H

#include "base/translit.h"

enum ecc_atom_class {
    ECC_ATOM_PLAIN = 0,
    ECC_ATOM_VENDOR,
    ECC_ATOM_FAMILY,
    ECC_ATOM_FORM,
    ECC_ATOM_MEMORY,
    ECC_ATOM_SYSTEM,
    ECC_ATOM_SYSNAME,
    ECC_ATOM_VARIANT,
    ECC_ATOM_ACCESSORY,
    ECC_ATOM_SKIP,
    ECC_ATOM_NOISE
};

enum ecc_atom_kind { ECC_ATOM_LETTERS, ECC_ATOM_DIGITS, ECC_ATOM_HAN, ECC_ATOM_FOREIGN };

/* What stands before an atom. */
enum ecc_gap { ECC_GAP_NONE, ECC_GAP_SPACE, ECC_GAP_JOINER, ECC_GAP_TIMES, ECC_GAP_OTHER };

enum ecc_form {
    ECC_FORM_SXM,
    ECC_FORM_PCIE,
    ECC_FORM_OAM,
    ECC_FORM_NVL,
    ECC_FORM_HGX,
    ECC_FORM_MODULE, /* SXM and OAM are modules */
    ECC_FORM_CARD,   /* loosely said of anything */
    ECC_FORMS
};
extern const char *const ecc_form_names[ECC_FORMS];

struct ecc_atom {
    ecc_str text;    /* folded; of a known word, what it is taken for */
    ecc_str written; /* as it stands in the name, folded */
    enum ecc_atom_kind kind;
    enum ecc_atom_class is;
    enum ecc_gap gap;
    bool inside;    /* in parentheses */
    bool spoofed;   /* has a character that was taken for what it looks like */
    const char *of; /* VENDOR: itself; FAMILY and words of a model number: the maker; else "" */
    enum ecc_form form;
    size_t number; /* FORM: generation, 0 not said; MEMORY: [GB] */
    size_t word;   /* number of the word it belongs to; atoms of one word stand together */
};

struct ecc_atoms {
    struct ecc_atom *items;
    size_t n;
};

struct ecc_lexicon;
/* The words of words.def. NULL when out of memory. `translit` is used while it is built. */
const struct ecc_lexicon *ecc_lexicon_new(struct ecc_arena *arena, struct ecc_translit *translit);

/* `text` is in NFKC and without invisible characters; `spoofed` has a flag for each of its bytes,
 * or is NULL. False when out of memory. */
bool ecc_atoms_cut(const struct ecc_lexicon *lexicon, struct ecc_translit *translit,
                   struct ecc_arena *arena, ecc_str text, const bool *spoofed,
                   struct ecc_atoms *out_atoms);

#endif
