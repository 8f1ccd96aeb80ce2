/* SPDX-License-Identifier: Apache-2.0 */
/* What is made of dice_below(), whatever throws the dice: chance (dice.c), or the input of a fuzzer. */
#include "dice.h"

bool dice_chance(struct dice *dice, unsigned percent)
{
    return dice_below(dice, 100) < percent;
}

void dice_shuffle(struct dice *dice, size_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
    }
    for (size_t i = n; i > 1; i--) {
        size_t j = dice_below(dice, (unsigned)i);
        size_t swapped = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swapped;
    }
}
