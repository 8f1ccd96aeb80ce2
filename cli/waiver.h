/* SPDX-License-Identifier: Apache-2.0 */
/* Which waiver, and which severity, the configuration gives a paragraph of a part. */
#ifndef ECC_CLI_WAIVER_H
#define ECC_CLI_WAIVER_H

#include "render.h"

/* "3A090" stands for itself and for all that lies below it, "3A090.a" and "3A090.a.1". */
bool ecc_paragraph_covers(ecc_str outer, ecc_str paragraph);
/* Is that waiver about this input, or about the thing in it? `part` is its path as seen from the
 * configuration. */
bool ecc_waiver_is_for(const ecc_waiver *waiver, const struct ecc_item *item, ecc_str part,
                       const ecc_subject *subject);
/* The row that speaks of the paragraph most precisely; NULL: none. */
const ecc_paragraph_level *ecc_level_of(const ecc_config_view *view, ecc_str paragraph);

#endif
