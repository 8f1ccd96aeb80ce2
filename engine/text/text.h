/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the words layer ask of each other. ICU is seen by text.c alone. */
#ifndef ECC_TEXT_TEXT_H
#define ECC_TEXT_TEXT_H

#include "base/str.h"
#include "ecc/ecc.h"

/* A whole number with the language's grouping. */
void ecc_words_put_integer(ecc_words *words, long long number, struct ecc_buf *out);
/* "one", "other", ...: the plural category of a number in the language. "other" when it is not
 * known. */
ecc_str ecc_words_plural(ecc_words *words, long long number);

/* The version of ICU. */
#define ECC_ICU_VERSION_SIZE 20
void ecc_icu_version(char out[ECC_ICU_VERSION_SIZE]);

#endif
