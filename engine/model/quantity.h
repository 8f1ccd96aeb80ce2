/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers with units as people write them, less-than-exact ones included, to exact intervals in the
 * coherent unit. The grammar is docs/spec-format.md, "Numbers". */
#ifndef ECC_MODEL_QUANTITY_H
#define ECC_MODEL_QUANTITY_H

#include "base/diag.h"
#include "model/interval.h"
#include "model/unit.h"

struct ecc_quantity {
    struct ecc_interval value; /* in the coherent unit of dim */
    struct ecc_dim dim;
    bool unknown;       /* written as "unknown": value is the whole domain */
    bool approximate;   /* written with ~ or 约 */
    ecc_str unit_text;  /* the unit as written, canonical spelling; else the coherent one */
    ecc_num unit_scale; /* of unit_text, to the coherent unit */
};

/* What a reader of a field expects. */
struct ecc_quantity_want {
    struct ecc_dim dim;
    bool positive; /* zero is an error (an area); otherwise zero is fine (a bandwidth) */
    bool integer;  /* counts: exact integers, or a range of integers */
    bool bare; /* a number without a unit is read in the coherent unit (TPP as the law prints it) */
    bool exact_only; /* thresholds in rules: no ~, no range, no unknown */
};

/* `text` as it stands in the file, `span` its place; the function normalises (base/unicode.h) itself.
 * What is wrong is reported into `diags`, one diagnostic for a text (text/messages/quantity.def has
 * them all), and gives ECC_E_INVALID; else ECC_OK or ECC_E_NOMEM. `text` may be "unknown", "未知" or
 * "不详" without a unit. "About" is 5 % less to 5 % more. A limit on one side is closed by the domain
 * on the other: counts are whole, so "> 8" is 9 or more. What *out points to lives in `arena`. */
ecc_status ecc_quantity_parse(struct ecc_arena *arena, ecc_str text, struct ecc_span span,
                              const struct ecc_quantity_want *want, struct ecc_quantity *out,
                              struct ecc_diags *diags);

/* Is it a number, a range or a limit without a unit: "1.979E+15", "600..700"? */
ecc_status ecc_quantity_is_bare(struct ecc_arena *arena, ecc_str text, bool *out_bare);

#endif
