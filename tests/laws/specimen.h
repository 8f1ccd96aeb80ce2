/* SPDX-License-Identifier: Apache-2.0 */
/* Random specifications: made by walking the tables of model/schema.c, so that a new key is covered
 * by being there; narrowed, widened and written in many ways.
 *
 * Nothing here evaluates anything. A figure is a whole number of thousandths of its unit, so that
 * every text is exact. */
#ifndef ECC_LAWS_SPECIMEN_H
#define ECC_LAWS_SPECIMEN_H

#include "base/arena.h"
#include "dice.h"
#include "model/schema.h"

enum form {
    FORM_ABSENT,  /* nothing is written */
    FORM_UNKNOWN, /* "unknown" */
    FORM_EXACT,
    FORM_ABOUT, /* "~", five per cent each way */
    FORM_BETWEEN,
    FORM_AT_LEAST,
    FORM_MORE_THAN,
    FORM_AT_MOST,
    FORM_LESS_THAN
};

struct figure {
    enum form form;
    long long lo; /* [thousandths]; a count: whole thousands */
    long long hi; /* FORM_BETWEEN, FORM_AT_MOST, FORM_LESS_THAN */
};

#define WORD_ABSENT  (-1)
#define WORD_UNKNOWN (-2)

struct entry;
struct specimen;

/* One key of a record. Which members count depends on field->kind. */
struct slot {
    const struct ecc_field *field;
    struct figure figure;  /* QUANTITY */
    int word;              /* WORD; YESNO: 0 no, 1 yes */
    bool given;            /* LIST, TABLE: is there a list at all? */
    bool open;             /* LIST, TABLE: and more than is listed */
    struct entry *entries; /* LIST, TABLE; RECORD: exactly one */
    size_t n;
    const struct specimen *part; /* ITEM */
};

struct entry {
    const struct ecc_record *record;
    struct slot slots[ECC_RECORD_FIELDS];
};

#define PARTS_MAX 3
struct specimen {
    enum ecc_spec_kind kind;
    struct entry root;
    struct specimen *parts[PARTS_MAX]; /* board, system: what `contains` may refer to */
    size_t n_parts;
    char name[16]; /* of its file */
};

/* The same seed gives the same specimen. NULL when out of memory. */
struct specimen *specimen_new(struct ecc_arena *arena, uint64_t seed);

/* Say more of one thing that is not exactly known, as some completion could; false when all is
 * known. `what` (64 bytes) names it. */
bool specimen_narrow(struct specimen *specimen, struct ecc_arena *arena, struct dice *dice,
                     char *what);
/* Say less of one thing. False when nothing can be widened. */
bool specimen_widen(struct specimen *specimen, struct dice *dice, char *what);
/* Add a peak in a format that is not there yet to some processing unit. False when there is none.
 */
bool specimen_add_peak(struct specimen *specimen, struct ecc_arena *arena, struct dice *dice,
                       char *what);

/* How a specimen is written. All zero: in the order of the tables, in plain units. */
struct style {
    bool other_units;
    bool other_keys;    /* order of keys */
    bool other_entries; /* order of entries of lists */
    uint64_t seed;
};
ecc_str specimen_text(const struct specimen *specimen, struct ecc_arena *arena,
                      const struct style *style);

#endif
