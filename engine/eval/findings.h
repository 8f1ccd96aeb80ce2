/* SPDX-License-Identifier: Apache-2.0 */
/* What a reader must know beside the verdict: a value close to a line, a figure that is given and does not
 * count, contents that are not all listed. */
#ifndef ECC_EVAL_FINDINGS_H
#define ECC_EVAL_FINDINGS_H

#include "eval/outcome.h"

/* An array that grows in an arena. An element's address changes when it grows. */
struct ecc_growing {
    struct ecc_arena *arena;
    size_t size; /* [bytes] of an element */
    char *items;
    size_t n;
    size_t cap;
};
void *ecc_grow(struct ecc_growing *list); /* a zeroed new element, or NULL */

/* Share of a line within which a value is called near [per cent]: manufacturers' declared figures differ
 * from datasheet arithmetic by up to 5.8 % (H100 NVL: 14,144 declared, 13,368 by datasheet). */
#define ECC_NEAR_LINE_PERCENT 6

struct ecc_finding_scope {
    const struct ecc_world *world;
    const ecc_subject *subjects;  /* public, by subject of the world */
    const ecc_outcomes *outcomes; /* likewise */
    unsigned near_percent;
    struct ecc_arena *scratch;
    struct ecc_arena *arena;
};
ecc_status ecc_findings_put(const struct ecc_finding_scope *scope, struct ecc_growing *out);

#endif
