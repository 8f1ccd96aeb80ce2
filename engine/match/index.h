/* SPDX-License-Identifier: Apache-2.0 */
/* The names of all parts, cut into atoms, findable by the first atom of a model number. */
#ifndef ECC_MATCH_INDEX_H
#define ECC_MATCH_INDEX_H

#include "match/atoms.h"

struct ecc_part_names { /* what is given of a part */
    size_t part;        /* index in the catalogue */
    ecc_str id;
    ecc_str kind; /* "chip", "memory", "board", "system" */
    ecc_str sold_as;
    ecc_str vendor;
    ecc_str memory; /* "80 GB", "16..32 GB"; may be empty */
    ecc_str name;
    const ecc_str *aliases;
    size_t n_aliases;
};

struct ecc_index_name {
    ecc_str text;
    ecc_str key;           /* all atoms, joined: equal names have equal keys */
    ecc_str model;         /* the atoms of the model number, joined */
    const uint32_t *atoms; /* the model number */
    const enum ecc_gap *gaps;
    size_t n;
    size_t part; /* in the index */
    uint64_t
        letters; /* which letters and digits the model number has: a quick look before a long one */
    bool has_digits;
    bool only_digits;
    bool begins_with_digits;
    bool ends_in_revision; /* "910B1": a digit behind a letter behind digits */
    size_t next;           /* with the same first atom; SIZE_MAX: none */
};

struct ecc_index_part {
    struct ecc_part_names is;
    size_t first_name;
    size_t n_names;
    const uint32_t *words; /* every atom of every name */
    size_t n_words;
    const char *makers[4];
    size_t n_makers;
    const char *families[4]; /* canonical, of words.def */
    size_t n_families;
    unsigned forms;    /* bit 1 << ecc_form */
    size_t sxm;        /* generation, 0 not said */
    size_t memory_low; /* [GB]; 0: not said */
    size_t memory_high;
    bool system; /* of several parts that are sold by themselves */
    bool bare;   /* a chip that is not sold as a module or a card */
    bool is_memory;
};

struct ecc_index {
    const struct ecc_lexicon *lexicon;
    struct ecc_translit *translit;
    struct ecc_arena *arena;
    struct ecc_index_part *parts;
    size_t n_parts;
    struct ecc_index_name *names;
    size_t n_names;
    struct ecc_index_word *words; /* atoms by number, from 1; 0 is an atom of no name */
    size_t n_words;
    size_t cap_words;
    size_t *buckets; /* of words, by hash; 0: empty */
    size_t n_buckets;
};

/* The texts are copied. False when out of memory. */
bool ecc_index_build(struct ecc_index *index, const struct ecc_part_names *parts, size_t n_parts);
/* 0 when no name has it. */
uint32_t ecc_index_word(const struct ecc_index *index, ecc_str text);
/* The first name whose model number begins with the atom; SIZE_MAX when there is none. */
size_t ecc_index_first(const struct ecc_index *index, uint32_t word);
/* Texts of the atoms, joined. ptr NULL when out of memory. */
ecc_str ecc_atoms_join(struct ecc_arena *arena, const struct ecc_atom *atoms, size_t n);
uint64_t ecc_letters_of(ecc_str text);

#endif
