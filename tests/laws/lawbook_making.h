/* SPDX-License-Identifier: Apache-2.0 */
/* What the writers of formulas and of rules share: the dice, the text so far, and what has been
 * defined. */
#ifndef ECC_LAWS_LAWBOOK_MAKING_H
#define ECC_LAWS_LAWBOOK_MAKING_H

#include "base/str.h"
#include "dice.h"

#define QUANTITIES_MAX 14
#define CLAUSES_MAX    4

/* Dimensions that formulas come in. */
enum unit { TPP, RATE, AREA, BANDWIDTH, DENSITY, PURE, UNITS };

struct quantity {
    enum unit unit;
    bool memory;
};

struct clause {
    char id[16];
    const char *of;
};

struct making {
    struct dice *dice;
    struct ecc_buf out;
    struct quantity quantities[QUANTITIES_MAX];
    size_t n_quantities;
    bool memory; /* what the formula or clause at hand is about */
    struct clause clauses[2][CLAUSES_MAX];
    size_t n_clauses[2];
    int rule;
};

extern const char *const making_units[UNITS]; /* as written */

bool making_chance(struct making *making, unsigned percent);
unsigned making_roll(struct making *making, unsigned n);
void making_put(struct making *making, const char *text);
void making_put_int(struct making *making, long long number);
/* A formula that comes out in this dimension, about a memory or a circuit as `making` says. */
void making_put_formula(struct making *making, enum unit unit, int depth);

#endif
