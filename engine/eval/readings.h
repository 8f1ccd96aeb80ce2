/* SPDX-License-Identifier: Apache-2.0 */
/* Does the outcome hang on how an open question of the law is read? */
#ifndef ECC_EVAL_READINGS_H
#define ECC_EVAL_READINGS_H

#include "eval/outcome.h"

/* More combinations than this are not tried. */
#define ECC_READINGS_COMBINATIONS 1024

struct ecc_reading_effect {
    bool
        matters; /* some other option changes the subject's outcomes, the other readings being as taken or,
                      when all were asked for, in some combination */
    ecc_outcomes outcomes[ECC_READING_OPTIONS_CAP]; /* of each option, the others as taken */
};

struct ecc_reading_effects {
    struct ecc_reading_effect readings[ECC_READINGS_CAP];
    size_t n_combinations; /* tried */
    ecc_tri gate;          /* under every combination tried: controlled, not, or it depends */
};

/* `world`'s readings are changed meanwhile and put back. */
ecc_status ecc_readings_try(struct ecc_world *world, size_t subject, bool all,
                            struct ecc_arena *scratch, struct ecc_reading_effects *out);

#endif
