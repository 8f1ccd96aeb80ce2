/* SPDX-License-Identifier: Apache-2.0 */
/* A finder over any list of parts; the public one has the catalogue's. */
#ifndef ECC_MATCH_FINDER_H
#define ECC_MATCH_FINDER_H

#include "match/index.h"

/* ECC_E_NOMEM. The texts are copied. */
ecc_status ecc_finder_of(const struct ecc_part_names *parts, size_t n_parts,
                         ecc_finder **out_finder);

#endif
