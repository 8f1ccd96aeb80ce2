/* SPDX-License-Identifier: Apache-2.0 */
/* Does the outcome hang on how an open question of the law is read? */
#ifndef ECC_EVAL_READINGS_H
#define ECC_EVAL_READINGS_H

#include "eval/outcome.h"

/* More combinations than this are not tried. */
#define ECC_READINGS_COMBINATIONS 1024

struct ecc_reading_effect {
    /* Some other option changes the subject's outcomes, the other readings being as taken or, when
     * all were asked for, in some combination. */
    bool matters;
    ecc_outcomes outcomes[ECC_READING_OPTIONS_CAP]; /* of each option, the others as taken */
};

/* The combinations of answers that lead to the same outcomes. */
struct ecc_reading_group {
    ecc_outcomes outcomes;
    size_t n;
};

struct ecc_reading_effects {
    struct ecc_reading_effect readings[ECC_READINGS_CAP];
    size_t n_combinations; /* tried; 0: not asked for */
    bool cut;              /* there are more of them, not tried */
    struct ecc_reading_group
        groups[ECC_READINGS_COMBINATIONS]; /* each outcome once, as first met */
    size_t n_groups;
};

/* `world`'s readings are changed meanwhile and put back. */
ecc_status ecc_readings_try(struct ecc_world *world, size_t subject, bool all,
                            struct ecc_arena *scratch, struct ecc_reading_effects *out);

#endif
