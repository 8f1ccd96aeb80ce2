/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses behind text on a terminal: the sequence OSC 8, where the terminal is known to take it. */
#ifndef ECC_CLI_HYPERLINK_H
#define ECC_CLI_HYPERLINK_H

#include "out.h"

/* Does what `fd` leads to take links? Terminals do not tell, so those are listed that do; a
 * multiplexer between may swallow them. FORCE_HYPERLINK decides otherwise: 0 is no, all else yes.
 */
bool ecc_hyperlink_taken(int fd);

/* May this address be written into the sequence: of the web, printable ASCII? */
bool ecc_hyperlink_is_fit(ecc_str url);
void ecc_hyperlink_open(struct ecc_out *out, ecc_str url); /* only what is fit */
void ecc_hyperlink_close(struct ecc_out *out);

#endif
