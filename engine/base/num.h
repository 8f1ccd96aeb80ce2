/* SPDX-License-Identifier: Apache-2.0 */
/* Exact rational numbers: what every verdict is computed with. Floating point never is.
 *
 * A number is sign * num / den in lowest terms, num and den below 2^256, den at least 1; zero is
 * 0/1. Results that do not fit are an error (false), never a wrap; on false outputs are untouched.
 * Comparison never fails: it multiplies out in 512 bits. Written digits are capped well below the
 * capacity (ECC_NUM_DIGITS), so a real specification never meets the limit. */
#ifndef ECC_BASE_NUM_H
#define ECC_BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define ECC_NUM_LIMBS    4
#define ECC_NUM_DIGITS   30 /* significant digits of a written number, after the leading zeros */
#define ECC_NUM_EXPONENT 30 /* absolute decimal exponent of a written number */

struct ecc_number {
    int sign;                    /* -1, 0, 1 */
    uint64_t num[ECC_NUM_LIMBS]; /* least significant limb first */
    uint64_t den[ECC_NUM_LIMBS];
};
typedef struct ecc_number ecc_num; /* the public ecc_number, seen from inside */

ecc_num ecc_num_int(int64_t value);
ecc_num ecc_num_zero(void);
bool ecc_num_make(int64_t num, uint64_t den, ecc_num *out); /* den 0 is false */

bool ecc_num_add(const ecc_num *a, const ecc_num *b,
                 ecc_num *out); /* out may be a or b, here and below */
bool ecc_num_sub(const ecc_num *a, const ecc_num *b, ecc_num *out);
bool ecc_num_mul(const ecc_num *a, const ecc_num *b, ecc_num *out);
bool ecc_num_div(const ecc_num *a, const ecc_num *b, ecc_num *out); /* b zero is false */
int ecc_num_cmp(const ecc_num *a, const ecc_num *b);                /* -1, 0, 1 */
bool ecc_num_is_integer(const ecc_num *a);
bool ecc_num_to_int64(const ecc_num *a, int64_t *out); /* false unless an integer that fits */

/* A plain decimal: [-]digits[.digits][e[+-]digits], ASCII, no spaces, no grouping, no leading zeros
 * before another digit ("0.5" yes, "0640" no), at least one digit on each side of the point. The
 * grammar with grouping and other scripts is model/quantity.h. */
bool ecc_num_parse(ecc_str text, ecc_num *out);

/* Exact text: "15831.2" where the decimal expansion ends, else "num/den" in lowest terms.
 * Always round-trips: ecc_num_parse_exact() reads both forms. */
void ecc_num_print_exact(const ecc_num *a, struct ecc_buf *out);
bool ecc_num_parse_exact(ecc_str text, ecc_num *out);

/* Rounded decimal with `fraction` digits after the point (0 to 30), for people. Mode: half away from
 * zero, or toward / away from zero where a rounded figure must not cross a line. */
enum ecc_round { ECC_ROUND_NEAREST, ECC_ROUND_DOWN, ECC_ROUND_UP };
bool ecc_num_print_rounded(const ecc_num *a, unsigned fraction, enum ecc_round mode,
                           struct ecc_buf *out);
/* The same to `digits` significant digits, trailing zeros dropped, never in exponent form; an exact
 * value that needs fewer digits is printed as it is. `digits` is 1 to 30. *out_exact (may be NULL) is
 * false when rounding happened. */
bool ecc_num_print_significant(const ecc_num *a, unsigned digits, enum ecc_round mode,
                               struct ecc_buf *out, bool *out_exact);

#endif
