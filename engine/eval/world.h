/* SPDX-License-Identifier: Apache-2.0 */
/* What is evaluated: the things of a specification (the circuit itself, the assembly it is sold as,
 * the circuits inside a board) under one regime's law; and a view of it under assumptions.
 *
 * A view without assumptions is the specification as it stands. A view that assumes "the die area is at
 * most 345.9 mm2" is one piece of what is possible. Quantities are computed once a view. */
#ifndef ECC_EVAL_WORLD_H
#define ECC_EVAL_WORLD_H

#include "model/rule.h"
#include "model/spec.h"

struct ecc_world_subject {
    enum ecc_subject_kind kind;
    const struct ecc_spec *spec;
    const struct ecc_thing *thing; /* NULL for an assembly */
    struct ecc_interval count;     /* how many of it are in what was checked */
    bool inside;
    ecc_tri sold_so;         /* assembly */
    const size_t *contained; /* assembly: subjects in it, at any depth */
    size_t n_contained;
    bool open; /* assembly: there may be more in it */
};

struct ecc_world {
    const struct ecc_law *law;
    struct ecc_world_subject *subjects;
    size_t n_subjects;
    unsigned char
        readings[ECC_READINGS_CAP]; /* the option of each reading; as the law takes them at first */
};

/* The things of `spec`, each circuit and memory once however often it occurs. */
ecc_status ecc_world_init(struct ecc_arena *arena, const struct ecc_law *law,
                          const struct ecc_spec *spec, struct ecc_world *out);

/* The value of a quantity or formula. */
struct ecc_value {
    struct ecc_interval range; /* coherent unit; [0, inf) when nothing is known */
    bool none;                 /* the specification gives nothing here, and that is an answer */
    bool may_be_none; /* an open word decides about that; zero is in the range; also beside none */
    bool undefined;   /* may have no value: a divisor that may be zero */
};

/* Perhaps there is nothing that could be compared with a line. */
static inline bool ecc_value_says_nothing(const struct ecc_value *value)
{
    return value->undefined || value->none || value->may_be_none;
}

struct ecc_assumption {
    size_t subject;                /* index into the world; quantities belong to a subject */
    const struct ecc_test *clause; /* not NULL: about this clause, which is taken as not met */
    bool about_quantity;           /* else about a fact */
    size_t quantity;
    const struct ecc_fact *fact; /* NULL when about a quantity or a clause */
    struct ecc_interval range;   /* quantity, or a quantity fact */
    bool replaces;               /* quantity: stands instead of the computed value (an example's
                                    `given`, a piece of a partition); else narrows it */
    int word;                    /* yes/no fact: 0 no, 1 yes; word fact: index */
    const struct ecc_assumption *next;
};

struct ecc_memo {
    bool known;
    bool impossible; /* an assumption contradicts the facts */
    struct ecc_value value;
};

struct ecc_view {
    const struct ecc_world *world;
    struct ecc_arena *arena; /* scratch */
    const struct ecc_assumption *assumptions;
    struct ecc_memo **memos; /* by subject, then quantity */
    bool impossible;         /* some value computed so far contradicts an assumption */
};

ecc_status ecc_view_init(struct ecc_view *view, const struct ecc_world *world,
                         struct ecc_arena *scratch, const struct ecc_assumption *assumptions);

/* ECC_E_LIMIT when a number does not fit. The pointer lives as long as the view's arena. */
ecc_status ecc_view_quantity(struct ecc_view *view, size_t subject, size_t quantity,
                             const struct ecc_value **out);
/* The value of a formula that stands at a subject's root, or in an entry of one of its lists. */
ecc_status ecc_view_formula(struct ecc_view *view, size_t subject, const struct ecc_expr *expr,
                            struct ecc_value *out);
ecc_status ecc_view_formula_in(struct ecc_view *view, size_t subject, const struct ecc_thing *entry,
                               const struct ecc_expr *expr, struct ecc_value *out);
/* Truth of a yes/no or word fact being one of `accepts`, under the view's assumptions. */
ecc_tri ecc_view_fact_is(const struct ecc_view *view, const struct ecc_fact *fact,
                         uint32_t accepts);
/* The fact at the end of a path from a thing; and the thing it stands in (may be NULL). */
const struct ecc_fact *ecc_fact_at(const struct ecc_thing *thing, const struct ecc_path *path,
                                   const struct ecc_thing **out_holder);

/* A figure of the specification that keeps a quantity from being exact. */
struct ecc_leaf {
    const struct ecc_fact *fact; /* NULL: a list that is not whole, or a word that is not known */
    const struct ecc_thing *holder;
};
/* The number of such leaves, and the first one. */
void ecc_inexact_leaves(struct ecc_view *view, size_t subject, size_t quantity,
                        struct ecc_leaf *out_first, size_t *out_n);

/* Words and yes/no facts that the quantity's own formula asks for and the specification leaves open, at most
 * `cap`; their number. */
size_t ecc_unknown_words(struct ecc_view *view, size_t subject, size_t quantity,
                         struct ecc_leaf *out, size_t cap);

/* How a quantity came about, as public steps in `arena`. */
ecc_status ecc_derive(struct ecc_view *view, size_t subject, size_t quantity,
                      struct ecc_arena *arena, const ecc_step **out);

/* Public view of an interval; numbers are copied into `arena`, divided by `scale` (NULL: 1). */
ecc_status ecc_range_of(struct ecc_arena *arena, const struct ecc_value *value,
                        const ecc_num *scale, ecc_range *out);

#endif
