/* SPDX-License-Identifier: Apache-2.0 */
/* What the gate makes of a check, in words. */
#include <string.h>

#include "diag.h"
#include "text.h"

void ecc_text_states(struct ecc_page *page, const struct ecc_notices *notices)
{
    for (size_t i = 0; i < notices->n; i++) {
        const struct ecc_notice *notice = &notices->items[i];
        const ecc_str state = ecc_notice_state_text(page, notice);
        if (state.len > 0) {
            ecc_term_para(
                page, 2, 4, ECC_DIM,
                ecc_say(page->words, ECC_W_gate_line,
                        ECC_WITH(ecc_with("rule", notice->rule), ecc_with("state", state))));
        }
    }
}

/* One of the run: where, and each line of it. */
static void put_notice(struct ecc_page *page, const struct ecc_notice *notice)
{
    const ecc_str place = ecc_diag_place(page->pool, &notice->at);
    ecc_str text = notice->text;
    bool first = true;
    while (text.len > 0) {
        const char *end = memchr(text.ptr, '\n', text.len);
        const size_t len = end != NULL ? (size_t)(end - text.ptr) : text.len;
        const ecc_str line = {text.ptr, len};
        if (first) {
            ecc_term_para(page, 0, 4, notice->state == ECC_NOTICE_FAILS ? ECC_BAD : ECC_PLAIN,
                          ecc_say(page->words, ECC_W_gate_line,
                                  ECC_WITH(ecc_with("rule", place), ecc_with("state", line))));
        } else {
            ecc_term_para(page, 4, 4, ECC_PLAIN, line);
        }
        first = false;
        const size_t next = end != NULL ? len + 1 : len;
        text = (ecc_str){text.ptr + next, text.len - next};
    }
}

void ecc_text_gate(struct ecc_page *page, const struct ecc_totals *totals,
                   const ecc_config_view *config)
{
    for (size_t i = 0; i < totals->notices.n; i++) {
        put_notice(page, &totals->notices.items[i]);
    }
    if (config != NULL && config->destination.len > 0) {
        ecc_term_para(page, 0, 2, ECC_PLAIN,
                      ecc_say(page->words, ECC_W_gate_destination,
                              ECC_WITH(ecc_with("destination", config->destination),
                                       ecc_with("file", config->file))));
    }
}
