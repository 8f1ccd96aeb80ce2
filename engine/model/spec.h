/* SPDX-License-Identifier: Apache-2.0 */
/* A specification in memory: a tree of facts, every fact with its place, missing ones included.
 *
 * A record instance ("thing") has one fact for each field of its record, in the table's order, so a
 * compiled formula finds a fact by index. Nothing is NULL for being missing: a missing list is an
 * empty open one, a missing record has missing facts, a missing quantity spans its whole domain. */
#ifndef ECC_MODEL_SPEC_H
#define ECC_MODEL_SPEC_H

#include "base/diag.h"
#include "model/interval.h"
#include "model/quantity.h"
#include "model/schema.h"

enum ecc_presence {
    ECC_MISSING = 0,   /* not written */
    ECC_GIVEN,         /* written */
    ECC_GIVEN_UNKNOWN, /* written as "unknown" */
    ECC_FALLBACK       /* not written; the field's fallback stands */
};

struct ecc_thing;
struct ecc_spec; /* ecc_spec of the public header */

struct ecc_fact {
    const struct ecc_field *field;
    enum ecc_presence presence;
    struct ecc_span span; /* of the value; of the nearest thing around it when missing */
    ecc_str text;         /* scalar as written; "" when missing */
    union {
        struct ecc_quantity quantity;   /* QUANTITY */
        ecc_tri yesno;                  /* YESNO */
        int word;                       /* WORD: index, -1 unknown */
        ecc_date date;                  /* DATE; year 0 unknown */
        const struct ecc_thing *record; /* RECORD: never NULL */
        struct {                        /* LIST, TABLE */
            const struct ecc_thing *items;
            size_t n;
            bool open; /* there may be more */
        } list;
        struct { /* TEXTS */
            const ecc_str *items;
            size_t n;
        } texts;
        struct { /* BILINGUAL */
            const ecc_bilingual *items;
            size_t n;
        } bilinguals;
        const struct ecc_spec *item; /* ITEM: never NULL after loading */
    } as;
};

struct ecc_thing {
    const struct ecc_record *record;
    struct ecc_span span;
    ecc_str path;  /* "logic-dies[0]", "processing-units[0].peaks.fp8"; "" for the root */
    ecc_str label; /* for people: the entry's name ("GH100") or its key ("fp8"); may be empty */
    const struct ecc_fact *facts; /* record->n_fields of them */
};

struct ecc_part { /* one entry of `contains`, resolved */
    const struct ecc_spec *spec;
    struct ecc_interval count;
    struct ecc_span span;
};

struct ecc_spec {
    struct ecc_arena *arena; /* owned by the root specification only; contained ones share it */
    const struct ecc_source *source;
    enum ecc_spec_kind kind;
    ecc_spec_info info;
    const struct ecc_thing *root;
    const struct ecc_part *parts; /* board, system */
    size_t n_parts;
    bool parts_open;            /* there may be more than listed, or nothing is listed */
    const ecc_fact_view *views; /* of the root specification: what is written, in file order */
    size_t n_views;
};

/* Full path of a fact for messages and results: "logic-dies[0].area". In `arena`. */
ecc_str ecc_fact_path(struct ecc_arena *arena, const struct ecc_thing *thing,
                      const struct ecc_fact *fact);

#endif
