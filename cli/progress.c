/* SPDX-License-Identifier: Apache-2.0 */
/* Progress: see progress.h. */
#define _POSIX_C_SOURCE 200809L

#include "progress.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Fewer are done before anybody could read it. */
#define LEAST 100

static bool can_move_cursor(void)
{
    const char *term = getenv("TERM");
    return term != NULL && term[0] != '\0' && strcmp(term, "dumb") != 0;
}

void ecc_progress_begin(struct ecc_progress *progress, struct ecc_page *page, size_t total,
                        bool allowed)
{
    const bool wanted = allowed && total >= LEAST && can_move_cursor() &&
                        isatty(STDERR_FILENO) != 0;
    *progress = (struct ecc_progress){.page = page, .total = wanted ? total : 0, .percent = 100};
}

void ecc_progress_step(struct ecc_progress *progress, size_t done)
{
    if (progress->total == 0) {
        return;
    }
    const size_t percent = done / ((progress->total + 99) / 100);
    if (percent == progress->percent && progress->shown) {
        return;
    }
    progress->percent = percent;
    ecc_progress_say(progress, ecc_say(progress->page->words, ECC_W_progress,
                                       ECC_WITH(ecc_with_size("done", done),
                                                ecc_with_size("total", progress->total))));
}

void ecc_progress_say(struct ecc_progress *progress, ecc_str words)
{
    if (progress->total == 0) {
        return;
    }
    struct ecc_page *page = progress->page;
    ecc_out_puts(page->out, "\r");
    ecc_term_put(page, ECC_DIM, words);
    ecc_out_puts(page->out, "\033[K");
    ecc_out_flush(page->out);
    progress->shown = true;
}

void ecc_progress_clear(struct ecc_progress *progress)
{
    if (progress->shown) {
        ecc_out_puts(progress->page->out, "\r\033[K");
        progress->shown = false;
    }
}

void ecc_progress_end(struct ecc_progress *progress)
{
    ecc_progress_clear(progress);
    if (progress->total > 0) {
        ecc_out_flush(progress->page->out);
    }
    progress->total = 0;
}
