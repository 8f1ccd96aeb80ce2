/* SPDX-License-Identifier: Apache-2.0 */
/* A rule set and a specification at once, both out of the grammar of the random tests (tests/laws), every choice of
 * which is a byte of the input: the first third chooses the rules, the second the specification, the last what is
 * done to it. Must hold: saying more never reverses, saying less never decides, a value lies within the range it had
 * before, and the way of writing changes nothing. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../laws/dice.h"
#include "../laws/judged.h"
#include "../laws/lawbook.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { RULES, SPECIMEN, CHANGES, THIRDS };

/* What the dice read; every dice is at a place of its own in one of the thirds. */
static struct {
    const uint8_t *bytes;
    size_t size;
} input;

/* ---- Dice that are not thrown -------------------------------------------------------------------------- */

struct dice dice_of(uint64_t seed)
{
    return (struct dice){.state = seed << 32};
}

/* splitmix64, as the dice of the random tests. */
static uint64_t mixed(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* The next byte of the third that the seed names; past its end what looks like chance, so that every loop that
 * throws until something fits comes to an end. */
static unsigned next_byte(struct dice *dice)
{
    const size_t third = (size_t)(dice->state >> 32) % THIRDS;
    const size_t at = (size_t)(uint32_t)dice->state;
    const size_t len = input.size / THIRDS;
    dice->state++;
    return at < len ? input.bytes[third * len + at] : (unsigned)(mixed(dice->state) & 0xFF);
}

uint64_t dice_next(struct dice *dice)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < sizeof value; i++) {
        value = value << 8 | next_byte(dice);
    }
    return value;
}

unsigned dice_below(struct dice *dice, unsigned n)
{
    const unsigned byte = next_byte(dice);
    return (n <= 256 ? byte : byte << 8 | next_byte(dice)) % n;
}

struct trial {
    struct bench bench;
    const struct lawbook *lawbook;
    struct judged original;
    struct judged other;
};

/* ---- Laws ----------------------------------------------------------------------------------- */

/* With all that it takes to try it again by hand. */
static void require(const struct trial *trial, bool holds)
{
    if (holds) {
        return;
    }
    fprintf(stderr, "%s\n", trial->bench.complaint);
    for (size_t i = 0; i < trial->lawbook->n; i++) {
        const struct lawbook_file *file = &trial->lawbook->files[i];
        fprintf(stderr, "==== %.*s\n%.*s", (int)file->path.len, file->path.ptr, (int)file->text.len,
                file->text.ptr);
    }
    fprintf(stderr, "==== original\n%.*s==== other\n%.*s", (int)trial->original.text.len,
            trial->original.text.ptr, (int)trial->other.text.len, trial->other.text.ptr);
    abort();
}

enum relation { SAYS_MORE, SAYS_LESS, SAYS_THE_SAME };

/* How the specimen stands to the original, and so must the answers. */
static void compare(struct trial *trial, const struct specimen *specimen, const struct style *style,
                    enum relation relation)
{
    struct bench *bench = &trial->bench;
    const struct judged *less = relation == SAYS_LESS ? &trial->other : &trial->original;
    const struct judged *more = relation == SAYS_LESS ? &trial->original : &trial->other;
    require(trial, judge(bench, specimen, style, &trial->other));
    require(trial, relation == SAYS_THE_SAME ? judged_same(bench, less, more, true)
                                             : judged_refines(bench, less, more));
    judged_free(&trial->other);
}

static void try_laws(struct trial *trial, struct dice *changes)
{
    static const struct style plain = {.seed = 0};
    const struct style other = {.other_units = true, .seed = CHANGES};
    char what[64];
    struct ecc_arena *arena = trial->bench.arena;
    struct specimen *original = specimen_new(arena, SPECIMEN);
    struct specimen *more = specimen_new(arena, SPECIMEN);
    struct specimen *less = specimen_new(arena, SPECIMEN);
    if (original == NULL || more == NULL || less == NULL) {
        return;
    }
    for (unsigned steps = 1 + dice_below(changes, 3); steps > 0; steps--) {
        (void)specimen_narrow(more, arena, changes, what);
    }
    (void)specimen_widen(less, changes, what);
    require(trial, judge(&trial->bench, original, &plain, &trial->original));
    compare(trial, more, &plain, SAYS_MORE);
    compare(trial, less, &plain, SAYS_LESS);
    compare(trial, original, &other, SAYS_THE_SAME);
    judged_free(&trial->original);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct trial trial = {.bench = {.arena = ecc_arena_new(0), .day = lawbook_day()}};
    struct bench *bench = &trial.bench;
    ecc_diags *diags = NULL;
    input.bytes = data;
    input.size = size;
    trial.lawbook = bench->arena == NULL ? NULL : lawbook_new(bench->arena, RULES);
    if (trial.lawbook != NULL && ecc_diags_new(&diags) == ECC_OK) {
        snprintf(bench->complaint, sizeof bench->complaint, "the rules do not load");
        struct dice changes = dice_of(CHANGES);
        require(&trial, lawbook_open(trial.lawbook, &bench->rules, diags) == ECC_OK);
        require(&trial, bench_choose_readings(bench, &changes));
        try_laws(&trial, &changes);
    }
    ecc_rules_free(bench->rules);
    ecc_diags_free(diags);
    ecc_arena_free(bench->arena);
    return 0;
}
