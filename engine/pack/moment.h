/* SPDX-License-Identifier: Apache-2.0 */
/* Moments of metadata: seconds since 1970-01-01T00:00:00Z, and their one written form. No clock:
 * the time is always passed in. */
#ifndef ECC_PACK_MOMENT_H
#define ECC_PACK_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define ECC_MOMENT_TEXT 21 /* with the NUL */

/* Strictly "YYYY-MM-DDTHH:MM:SSZ" with a day that exists, years 1970 to 9999. False leaves *out. */
bool ecc_moment_parse(ecc_str text, int64_t *out);
/* `moment` lies in the years 1970 to 9999. */
void ecc_moment_print(int64_t moment, char out[ECC_MOMENT_TEXT]);
/* The day alone, "YYYY-MM-DD". */
void ecc_moment_print_day(int64_t moment, char out[ECC_MOMENT_TEXT]);

#endif
