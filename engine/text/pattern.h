/* SPDX-License-Identifier: Apache-2.0 */
/* Message patterns: the part of ICU's message syntax that catalogues use, with named arguments.
 *
 *   {name}                                       a text, or a whole number as plain digits
 *   {name, number}                               a whole number with grouping
 *   {name, plural, =0{...} one{...} other{...}}  "#" inside: the number with grouping
 *   {name, select, word{...} other{...}}         by a text
 *
 * `other` must be there. Unlike in ICU an apostrophe is always text, so that no translator can trip
 * over one; a brace cannot be written as text. ICU's own C functions take arguments by position and
 * numbers as double, which is why they are not used. */
#ifndef ECC_TEXT_PATTERN_H
#define ECC_TEXT_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "ecc/ecc.h"

/* Plural in select in ...: every walk over a pattern is bounded by it. */
#define ECC_PATTERN_DEPTH 4

/* False when the pattern is malformed; what `out` then holds is of no use. An argument that is not
 * given stays in the text as "{name}". */
bool ecc_pattern_write(ecc_words *words, ecc_str pattern, const ecc_arg *args, size_t n_args,
                       struct ecc_buf *out);

#endif
