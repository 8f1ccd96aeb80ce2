/* SPDX-License-Identifier: Apache-2.0 */
/* What the engine asks of Unicode; unicode.c and text/ are the only files that see ICU. Pure ASCII
 * takes a path that never touches ICU's data. */
#ifndef ECC_BASE_UNICODE_H
#define ECC_BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct ecc_arena;

/* Offset of the first byte that is not valid UTF-8 (overlong, surrogate, cut short), or text.len.
 */
size_t ecc_utf8_invalid_at(ecc_str text);
bool ecc_is_ascii(ecc_str text);
/* The code point at *at, which moves past it; *at is below text.len. Invalid UTF-8 gives U+FFFD and
 * moves by one byte. */
uint32_t ecc_utf8_next(ecc_str text, size_t *at);

/* NFKC; ptr NULL when out of memory. ASCII comes back as it is, uncopied. */
ecc_str ecc_unicode_nfkc(struct ecc_arena *arena, ecc_str text);
/* The same for a name. The signs of trade and service marks,
 * of which NFKC makes letters, become spaces: "RTX™ 4090" is no "RTXTM 4090". */
ecc_str ecc_unicode_name(struct ecc_arena *arena, ecc_str text);
/* NFKC, case folded, and of that the letters, marks, digits and "+" only: the form in which names
 * are compared. ptr NULL when out of memory. */
ecc_str ecc_unicode_name_key(struct ecc_arena *arena, ecc_str text);

/* Offset of the first code point that must not stand in a specification or a name: bidi controls
 * and isolates, zero-width and other invisible characters (but not the variation selectors of
 * emoji), controls except tab, CR and LF, line and paragraph separators, private use,
 * noncharacters; text.len when there is none. *out_code (may be NULL) is the code point; untouched
 * when there is none. The text is valid UTF-8. */
size_t ecc_unicode_forbidden_at(ecc_str text, uint32_t *out_code);

/* Columns a terminal needs: East Asian wide and full-width count 2, combining marks, controls and
 * format characters 0. */
size_t ecc_unicode_width(ecc_str text);

#endif
