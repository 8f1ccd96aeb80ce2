/* SPDX-License-Identifier: Apache-2.0 */
/* Civil dates of the Gregorian calendar, YYYY-MM-DD. No time zone, no clock. */
#ifndef ECC_BASE_DATE_H
#define ECC_BASE_DATE_H

#include <stdbool.h>

#include "ecc/ecc.h"

/* Strictly YYYY-MM-DD, years 1900 to 2199, days that exist. False leaves *out_date untouched. */
bool ecc_date_parse(ecc_str text, ecc_date *out_date);
int ecc_date_cmp(ecc_date a, ecc_date b); /* <0, 0, >0 */
bool ecc_date_is_set(ecc_date date);
ecc_date ecc_date_before(ecc_date date); /* the day before; of 1900-01-01 the unset date */
/* Writes "YYYY-MM-DD" and a NUL. */
void ecc_date_print(ecc_date date, char out[11]);

#endif
