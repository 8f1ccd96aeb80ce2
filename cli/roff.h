/* SPDX-License-Identifier: Apache-2.0 */
/* Words as mdoc, the language of manual pages. Knows no commands and no options. */
#ifndef ECC_CLI_ROFF_H
#define ECC_CLI_ROFF_H

#include "out.h"

/* ".Sh NAME", a line of its own; `text` is the program's own. */
void ecc_roff_macro(struct ecc_out *out, const char *name, const char *text);
/* Words after a macro, on its line: a space, and the words with nothing in them that is a macro. */
void ecc_roff_words(struct ecc_out *out, ecc_str text);
/* A paragraph: lines of at most 78 bytes, a new one for each sentence. */
void ecc_roff_text(struct ecc_out *out, ecc_str text);
/* A help text: each line is a paragraph; lines that begin with a space stand as they are, and are a
 * list when they begin with a number. */
void ecc_roff_help(struct ecc_out *out, ecc_str text);

#endif
