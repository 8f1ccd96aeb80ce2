/* SPDX-License-Identifier: Apache-2.0 */
/* The number in a quantity: digits as people write them, and what is wrong with them. */
#ifndef ECC_MODEL_QUANTITY_NUMBER_H
#define ECC_MODEL_QUANTITY_NUMBER_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/num.h"

/* What is wrong, and with which part of the text. */
struct ecc_number_fault {
    enum ecc_message_id message;
    ecc_str text;
};

/* Reads the number that begins at *at, which moves behind it; blanks around it are not its own. `text` is
 * normalised (NFKC). False: *out_fault says why, *at and *out are untouched. */
bool ecc_number_read(ecc_str text, size_t *at, ecc_num *out, struct ecc_number_fault *out_fault);

/* Does a number begin at `at`, blanks skipped? */
bool ecc_number_begins(ecc_str text, size_t at);

#endif
