/* SPDX-License-Identifier: Apache-2.0 */
/* Units and their dimensions. A unit is a dimension and an exact scale to the coherent unit of that
 * dimension (the one in which numbers of this field are small: TOPS, GB, bit, mm, s, W).
 *
 * units.def holds the rows; composed units are products and quotients of rows: "TOPS*bit/mm2",
 * "GB/s/mm2". Case matters, because Gb is not GB. */
#ifndef ECC_MODEL_UNIT_H
#define ECC_MODEL_UNIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/num.h"

/* Exponents of the base dimensions. */
struct ecc_dim {
    int8_t operation; /* [tera-operations]; a rate is operation 1, second -1 */
    int8_t second;    /* [s] */
    int8_t bit;       /* bit length of an operation [bit], not an amount of data */
    int8_t data;      /* amount of data [GB = 10^9 byte] */
    int8_t length;    /* [mm]; an area is 2 */
    int8_t power;     /* [W] */
};
bool ecc_dim_eq(struct ecc_dim a, struct ecc_dim b);
/* Exponents stop at the ends of their type, where nothing sensible lies. */
struct ecc_dim ecc_dim_mul(struct ecc_dim a, struct ecc_dim b);
struct ecc_dim ecc_dim_div(struct ecc_dim a, struct ecc_dim b);
bool ecc_dim_is_none(struct ecc_dim a);

/* As initialisers, for static tables; below, as values. */
#define ECC_DIM_NONE_INIT                                                                          \
    {                                                                                              \
        0                                                                                          \
    }
#define ECC_DIM_OPERATION_INIT                                                                     \
    {                                                                                              \
        .operation = 1                                                                             \
    } /* TOP */
#define ECC_DIM_TIME_INIT                                                                          \
    {                                                                                              \
        .second = 1                                                                                \
    } /* s */
#define ECC_DIM_RATE_INIT                                                                          \
    {                                                                                              \
        .operation = 1, .second = -1                                                               \
    } /* TOPS */
#define ECC_DIM_BANDWIDTH_INIT                                                                     \
    {                                                                                              \
        .data = 1, .second = -1                                                                    \
    } /* GB/s */
#define ECC_DIM_LENGTH_INIT                                                                        \
    {                                                                                              \
        .length = 1                                                                                \
    } /* mm */
#define ECC_DIM_AREA_INIT                                                                          \
    {                                                                                              \
        .length = 2                                                                                \
    } /* mm2 */
#define ECC_DIM_BITS_INIT                                                                          \
    {                                                                                              \
        .bit = 1                                                                                   \
    } /* bit */
#define ECC_DIM_DATA_INIT                                                                          \
    {                                                                                              \
        .data = 1                                                                                  \
    } /* GB */
#define ECC_DIM_POWER_INIT                                                                         \
    {                                                                                              \
        .power = 1                                                                                 \
    } /* W */
#define ECC_DIM_TPP_INIT                                                                           \
    {                                                                                              \
        .operation = 1, .second = -1, .bit = 1                                                     \
    }
#define ECC_DIM_DENSITY_INIT                                                                       \
    {                                                                                              \
        .operation = 1, .second = -1, .bit = 1, .length = -2                                       \
    }

#define ECC_DIM_NONE      ((struct ecc_dim)ECC_DIM_NONE_INIT)
#define ECC_DIM_OPERATION ((struct ecc_dim)ECC_DIM_OPERATION_INIT)
#define ECC_DIM_TIME      ((struct ecc_dim)ECC_DIM_TIME_INIT)
#define ECC_DIM_RATE      ((struct ecc_dim)ECC_DIM_RATE_INIT)
#define ECC_DIM_BANDWIDTH ((struct ecc_dim)ECC_DIM_BANDWIDTH_INIT)
#define ECC_DIM_LENGTH    ((struct ecc_dim)ECC_DIM_LENGTH_INIT)
#define ECC_DIM_AREA      ((struct ecc_dim)ECC_DIM_AREA_INIT)
#define ECC_DIM_BITS      ((struct ecc_dim)ECC_DIM_BITS_INIT)
#define ECC_DIM_DATA      ((struct ecc_dim)ECC_DIM_DATA_INIT)
#define ECC_DIM_POWER     ((struct ecc_dim)ECC_DIM_POWER_INIT)
#define ECC_DIM_TPP       ((struct ecc_dim)ECC_DIM_TPP_INIT)
#define ECC_DIM_DENSITY   ((struct ecc_dim)ECC_DIM_DENSITY_INIT)

struct ecc_unit {
    ecc_str text; /* as printed: "TOPS*bit/mm2"; canonical spelling of what was written */
    struct ecc_dim dim;
    ecc_num scale; /* value in the coherent unit = number * scale */
};

/* Parse a unit expression after normalisation (NFKC). Knows the aliases of units.def, English and
 * Chinese. Factors are joined by "*", "·", "×" and "/", which count from left to right, and carry
 * powers: "mm2", "mm^2", "s^-1". A leading "/" is allowed: "/mm2". Unknown unit: false, and *out_guess
 * (may be NULL) is a known spelling that is near, or empty; several are separated by ", ", so that
 * `gb/s` guesses "GB/s, Gb/s". Out of memory is false too, with a guess whose ptr is NULL. `text` of
 * the result lives as long as the program (table) or arena. */
bool ecc_unit_parse(struct ecc_arena *arena, ecc_str text, struct ecc_unit *out,
                    ecc_str *out_guess);

/* Does the text give transfers ("GT/s"), which are no amount of data until width and encoding are
 * known? Such a unit is unknown, and nothing is guessed for it. */
bool ecc_unit_is_transfers(ecc_str text);

/* The coherent unit's text for a dimension as people write it: "TOPS", "GB/s", "mm2", "TOPS*bit";
 * composed from exponents where no row fits; "" for a pure number. ecc_unit_parse() reads it back.
 * ptr NULL when out of memory. */
ecc_str ecc_dim_unit_text(struct ecc_arena *arena, struct ecc_dim dim);

#endif
