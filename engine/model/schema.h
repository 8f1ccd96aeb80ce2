/* SPDX-License-Identifier: Apache-2.0 */
/* What a specification may say, as tables: the loader, the JSON Schema, the lists in the documents
 * and the type checks of the rule language all walk these. A new key is one row. */
#ifndef ECC_MODEL_SCHEMA_H
#define ECC_MODEL_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "model/unit.h"

enum ecc_fact_kind {
    ECC_FACT_TEXT,
    ECC_FACT_TEXTS,     /* list of texts; a single text is a list of one */
    ECC_FACT_BILINGUAL, /* list of {en, zh} */
    ECC_FACT_COUNTRY,   /* ISO 3166-1 alpha-2 */
    ECC_FACT_DATE,
    ECC_FACT_YESNO,
    ECC_FACT_WORD,     /* one of `words` */
    ECC_FACT_QUANTITY, /* number with unit, of dimension `dim`; a count when ECC_FIELD_COUNT */
    ECC_FACT_RECORD,   /* nested map, of record `of` */
    ECC_FACT_LIST,     /* list of maps, each a record `of` */
    ECC_FACT_TABLE,    /* map of number format to rate: a list of records `of`, see ECC_PEAK_RATE */
    ECC_FACT_ITEM      /* reference to another specification */
};

enum ecc_field_flag {
    ECC_FIELD_REQUIRED = 1,
    ECC_FIELD_POSITIVE = 2,  /* zero is an error */
    ECC_FIELD_COUNT = 4,     /* whole number without unit */
    ECC_FIELD_BARE = 8,      /* the unit may be left out */
    ECC_FIELD_OPTIONAL = 16, /* absent means "there is none", not "unknown" */
    ECC_FIELD_URL = 32,      /* TEXTS: each is an http or https address */
    ECC_FIELD_KEYS = 64      /* TEXTS: each names a key of the same specification */
};

struct ecc_record;

struct ecc_field {
    const char *key;
    enum ecc_fact_kind kind;
    unsigned flags;
    struct ecc_dim dim;          /* QUANTITY */
    const char *const *words;    /* WORD: NULL-terminated */
    const char *fallback;        /* value when absent ("1", "no"); NULL: absent is unknown */
    const struct ecc_record *of; /* RECORD, LIST, TABLE */
    const char *name[2];         /* what it is, in English and Chinese: "area of the logic die" */
};

#define ECC_RECORD_FIELDS 32 /* no record has more; a test asks */

struct ecc_record {
    const char *name;
    const struct ecc_field *fields;
    size_t n_fields;
};

/* The roots: "chip/1", "memory/1", "board/1", "system/1". */
enum ecc_spec_kind {
    ECC_SPEC_CHIP,
    ECC_SPEC_MEMORY,
    ECC_SPEC_BOARD,
    ECC_SPEC_SYSTEM,
    ECC_SPEC_KINDS
};
extern const struct ecc_record *const ecc_spec_records[ECC_SPEC_KINDS];
extern const char *const ecc_spec_headers[ECC_SPEC_KINDS]; /* "chip/1", ... */

/* Number formats: fp64 ... int1, NULL-terminated; the words of the `format` field of a peak. */
extern const char *const ecc_number_formats[];

/* What may be suspicious about figures (model/suspect.h): the words of `reviewed`, NULL-terminated. */
extern const char *const ecc_suspicion_words[];

/* An entry of a TABLE: its key gives the first two, its value the third. */
enum { ECC_PEAK_FORMAT, ECC_PEAK_WITH, ECC_PEAK_RATE, ECC_PEAK_FIELDS };
extern const struct ecc_record ecc_peak_record;

/* Index of `key` in the record's fields, or n_fields. */
size_t ecc_record_find(const struct ecc_record *record, ecc_str key);
/* Index of `word` in a NULL-terminated list, or -1. */
int ecc_word_find(const char *const *words, ecc_str word);

#endif
