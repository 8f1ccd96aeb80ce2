/* SPDX-License-Identifier: Apache-2.0 */
/* How far long work has come: one line on a terminal's standard error, gone when it ends. Never
 * where it could mix with results, and nothing for short work. Knows no clock: a line for each per
 * cent. */
#ifndef ECC_CLI_PROGRESS_H
#define ECC_CLI_PROGRESS_H

#include <stdint.h>

#include "term.h"

/* Zero-initialise: then nothing is shown. */
struct ecc_progress {
    struct ecc_page *page;
    size_t total;
    size_t percent; /* as shown */
    bool shown;     /* the line is there now */
};

/* `page` is that of standard error; `allowed` false where the results are on the terminal, or
 * nobody wants to see anything. */
void ecc_progress_begin(struct ecc_progress *progress, struct ecc_page *page, size_t total,
                        bool allowed);
void ecc_progress_step(struct ecc_progress *progress, size_t done);
/* Where nobody knows how many there are: begun with ECC_PROGRESS_OPEN, told in words. */
#define ECC_PROGRESS_OPEN SIZE_MAX
void ecc_progress_say(struct ecc_progress *progress, ecc_str words);
/* Before anything else is written there. */
void ecc_progress_clear(struct ecc_progress *progress);
void ecc_progress_end(struct ecc_progress *progress);

#endif
