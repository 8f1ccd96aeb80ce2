/* SPDX-License-Identifier: Apache-2.0 */
/* Each reading is turned to each of its options; on request, every combination of all of them. */
#include "eval/readings.h"

#include <string.h>

struct trying {
    struct ecc_world *world;
    size_t subject;
    struct ecc_arena *scratch;
    struct ecc_reading_effects *effects;
};

static ecc_status try_now(struct trying *trying, ecc_outcomes *out)
{
    return ecc_outcomes_of(trying->world, trying->subject, NULL, trying->scratch, out);
}

static void count_combination(struct ecc_reading_effects *effects, ecc_outcomes outcomes)
{
    size_t i = 0;
    while (i < effects->n_groups && effects->groups[i].outcomes != outcomes) {
        i++;
    }
    if (i == effects->n_groups) {
        effects->groups[effects->n_groups++] = (struct ecc_reading_group){.outcomes = outcomes};
    }
    effects->groups[i].n++;
    effects->n_combinations++;
}

static ecc_status try_alone(struct trying *trying, size_t index)
{
    const struct ecc_reading *reading = &trying->world->law->definitions->readings[index];
    struct ecc_reading_effect *effect = &trying->effects->readings[index];
    unsigned char as_taken = trying->world->readings[index];
    for (size_t i = 0; i < reading->n_options; i++) {
        trying->world->readings[index] = (unsigned char)i;
        TRY(try_now(trying, &effect->outcomes[i]));
        effect->matters = effect->matters || effect->outcomes[i] != effect->outcomes[0];
    }
    trying->world->readings[index] = as_taken;
    return ECC_OK;
}

/* Turn the readings like the wheels of a counter. False when all have been seen. */
static bool next_combination(struct ecc_world *world)
{
    const struct ecc_definitions *definitions = world->law->definitions;
    for (size_t i = 0; i < definitions->n_readings; i++) {
        if (++world->readings[i] < definitions->readings[i].n_options) {
            return true;
        }
        world->readings[i] = 0;
    }
    return false;
}

/* In this combination, does turning a single reading change the outcome? */
static ecc_status mark_in_combination(struct trying *trying, ecc_outcomes here)
{
    const struct ecc_definitions *definitions = trying->world->law->definitions;
    for (size_t i = 0; i < definitions->n_readings; i++) {
        if (trying->effects->readings[i].matters) {
            continue;
        }
        unsigned char as_it_was = trying->world->readings[i];
        trying->world->readings[i] = (unsigned char)((as_it_was + 1u) %
                                                     definitions->readings[i].n_options);
        ecc_outcomes other;
        TRY(ecc_outcomes_of(trying->world, trying->subject, NULL, trying->scratch, &other));
        trying->effects->readings[i].matters = other != here;
        trying->world->readings[i] = as_it_was;
    }
    return ECC_OK;
}

static ecc_status try_all(struct trying *trying)
{
    struct ecc_reading_effects *effects = trying->effects;
    memset(trying->world->readings, 0, sizeof(trying->world->readings));
    do {
        ecc_outcomes outcomes;
        if (effects->n_combinations == ECC_READINGS_COMBINATIONS) {
            effects->cut = true;
            break;
        }
        TRY(try_now(trying, &outcomes));
        TRY(mark_in_combination(trying, outcomes));
        count_combination(effects, outcomes);
    } while (next_combination(trying->world));
    return ECC_OK;
}

static ecc_status try_each(struct trying *trying, bool all)
{
    for (size_t i = 0; i < trying->world->law->definitions->n_readings; i++) {
        TRY(try_alone(trying, i));
    }
    return all ? try_all(trying) : ECC_OK;
}

ecc_status ecc_readings_try(struct ecc_world *world, size_t subject, bool all,
                            struct ecc_arena *scratch, struct ecc_reading_effects *out)
{
    memset(out, 0, sizeof(*out));
    struct trying trying = {.world = world, .subject = subject, .scratch = scratch, .effects = out};
    unsigned char as_taken[ECC_READINGS_CAP];
    memcpy(as_taken, world->readings, sizeof(as_taken));
    const ecc_status status = try_each(&trying, all);
    memcpy(world->readings, as_taken, sizeof(as_taken));
    return status;
}
