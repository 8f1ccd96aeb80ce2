/* SPDX-License-Identifier: Apache-2.0 */
/* Random choices that come out the same everywhere for the same seed. */
#ifndef ECC_LAWS_DICE_H
#define ECC_LAWS_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

struct dice dice_of(uint64_t seed);
uint64_t dice_next(struct dice *dice);
unsigned dice_below(struct dice *dice, unsigned n); /* 0 to n - 1; n is at least 1 */
bool dice_chance(struct dice *dice, unsigned percent);
/* A random order of 0 to n - 1. */
void dice_shuffle(struct dice *dice, size_t *order, size_t n);

#endif
