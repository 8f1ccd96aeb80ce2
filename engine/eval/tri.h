/* SPDX-License-Identifier: Apache-2.0 */
/* Three-valued logic: and is the minimum, or the maximum, not the negation. No table to mistype. */
#ifndef ECC_EVAL_TRI_H
#define ECC_EVAL_TRI_H

#include "ecc/ecc.h"

static inline ecc_tri ecc_tri_and(ecc_tri a, ecc_tri b)
{
    return a < b ? a : b;
}

static inline ecc_tri ecc_tri_or(ecc_tri a, ecc_tri b)
{
    return a > b ? a : b;
}

static inline ecc_tri ecc_tri_not(ecc_tri a)
{
    return (ecc_tri)(-(int)a);
}

static inline ecc_tri ecc_tri_of(bool truth)
{
    return truth ? ECC_TRUE : ECC_FALSE;
}

#endif
