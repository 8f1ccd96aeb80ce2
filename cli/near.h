/* SPDX-License-Identifier: Apache-2.0 */
/* Words that look alike, for "did you mean". */
#ifndef ECC_CLI_NEAR_H
#define ECC_CLI_NEAR_H

#include "out.h"

/* Edit distance over bytes, letters without case; a large number for texts over 64 bytes. */
size_t ecc_near_distance(ecc_str a, ecc_str b);
/* The nearest of `words`, when it is near enough to be a slip of the pen; else `n`. */
size_t ecc_near_find(ecc_str text, const ecc_str *words, size_t n);
/* Is `needle` in `text`? Latin letters without case. */
bool ecc_near_contains(ecc_str text, ecc_str needle);
/* The same, but spaces, hyphens, underscores and slashes do not matter: "H800SXM" is in
 * "h800-sxm5". */
bool ecc_near_resembles(ecc_str text, ecc_str needle);

#endif
