/* SPDX-License-Identifier: Apache-2.0 */
/* One model number found in a name: what else the name says, and whether that fits the part. */
#ifndef ECC_MATCH_WEIGH_H
#define ECC_MATCH_WEIGH_H

#include "match/query.h"

#define ECC_REASONS 8

struct ecc_hit {
    size_t name;  /* in the index */
    size_t begin; /* atoms of the query */
    size_t end;
    size_t n;      /* atoms of the model number */
    bool revision; /* all but the digit of the revision */
    bool inner;    /* part of a longer model number */
};

/* How well the form factor agrees. */
enum ecc_agreement { ECC_DIFFERS = -1, ECC_OPEN = 0, ECC_IMPLIED = 1, ECC_AGREES = 2 };

struct ecc_weighed {
    size_t part; /* in the index; SIZE_MAX: the hit is none after all */
    size_t name;
    ecc_confidence confidence;
    enum ecc_agreement form;
    ecc_remark reasons[ECC_REASONS];
    size_t n_reasons;
    bool against; /* something speaks against it: a suggestion at best */
    bool whole;   /* nothing is left over */
    bool spoofed; /* rests on characters that only look like those of the name */
    bool failed;  /* out of memory */
};

void ecc_weighed_add(struct ecc_weighed *weighed, struct ecc_arena *arena, const char *id,
                     const ecc_arg *args, size_t n_args);

/* `hits` are all of them, for what else the name holds. */
struct ecc_weighed ecc_weigh(const struct ecc_index *index, struct ecc_arena *arena,
                             const struct ecc_query *query, const struct ecc_hit *hits,
                             size_t n_hits, size_t which);

#endif
