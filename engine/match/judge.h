/* SPDX-License-Identifier: Apache-2.0 */
/* From a name's atoms to candidates: where model numbers stand in it, and what speaks for and
 * against each. */
#ifndef ECC_MATCH_JUDGE_H
#define ECC_MATCH_JUDGE_H

#include "match/query.h"

#define ECC_SUGGESTIONS 8

/* `out_matches` has no warnings yet. False when out of memory. */
bool ecc_judge(const struct ecc_index *index, struct ecc_arena *arena,
               const struct ecc_query *query, ecc_matches *out_matches);
/* Parts whose model number is spelled nearly like what the name has, as suggestions. */
bool ecc_judge_spelling(const struct ecc_index *index, struct ecc_arena *arena,
                        const struct ecc_query *query, ecc_matches *out_matches);

#endif
