/* SPDX-License-Identifier: Apache-2.0 */
/* Finding parts of the built-in catalogue by what people call them. */
#ifndef ECC_CLI_CATALOGUE_H
#define ECC_CLI_CATALOGUE_H

#include "cli.h"

/* Load a part; NULL when it cannot be. The caller frees it. */
ecc_spec *ecc_catalogue_load(struct ecc_cli *cli, size_t part);
/* Is `text` in its id, name, an alias, or the vendor's name? */
bool ecc_catalogue_matches(struct ecc_cli *cli, size_t part, ecc_str text);
/* Parts that `text` may have meant, best first; at most `most` are written. Returns how many. */
size_t ecc_catalogue_guess(struct ecc_cli *cli, ecc_str text, size_t *parts, size_t most);
/* Their ids as a list: "nvidia/h800-pcie-80gb, nvidia/h800-sxm5-80gb". In cli->pool. */
ecc_str ecc_catalogue_list(struct ecc_cli *cli, const size_t *parts, size_t n, size_t more);

#endif
