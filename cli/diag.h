/* SPDX-License-Identifier: Apache-2.0 */
/* Diagnostics as people read them: where, what and why, the line, a caret, what to do. */
#ifndef ECC_CLI_DIAG_H
#define ECC_CLI_DIAG_H

#include "json.h"
#include "term.h"

void ecc_diag_show(struct ecc_page *page, const ecc_diag *diag);
/* Every one, and how many there are when there are several. */
void ecc_diags_show(struct ecc_page *page, const ecc_diags *diags);
/* "file:12:5" */
ecc_str ecc_diag_place(struct ecc_pool *pool, const ecc_position *at);

void ecc_json_diags(struct ecc_json *json, ecc_words *words, const ecc_diags *diags);
void ecc_json_position(struct ecc_json *json, const char *key, const ecc_position *at);

#endif
