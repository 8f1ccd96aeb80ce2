/* SPDX-License-Identifier: Apache-2.0 */
/* The generator is splitmix64. */
#include "dice.h"

struct dice dice_of(uint64_t seed)
{
    return (struct dice){.state = seed};
}

uint64_t dice_next(struct dice *dice)
{
    dice->state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = dice->state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

unsigned dice_below(struct dice *dice, unsigned n)
{
    return (unsigned)(dice_next(dice) % n);
}
