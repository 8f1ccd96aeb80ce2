/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands of buyers share in the format "json". */
#ifndef ECC_CLI_JSON_BID_H
#define ECC_CLI_JSON_BID_H

#include "bid.h"

/* Members of an object. */
void ecc_json_bid_members(struct ecc_render *render, const struct ecc_bid *bid);
void ecc_json_put_verdict(struct ecc_render *render, const char *key,
                          const ecc_result *result); /* null for NULL */
void ecc_json_put_reasons(struct ecc_render *render, const char *key,
                          const struct ecc_reasons *reasons);
/* {"value": ..., "gap": ...}; null for NULL */
void ecc_json_cell(struct ecc_render *render, const ecc_range *value, ecc_str unit,
                   const ecc_compared_cell *cell);

#endif
