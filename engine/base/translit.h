/* SPDX-License-Identifier: Apache-2.0 */
/* The ICU services that have to be opened: transliteration, look-alikes, character sets. Each is
 * opened by the first call that needs it. Beside unicode.c and text/, translit.c is the only file
 * that sees ICU. */
#ifndef ECC_BASE_TRANSLIT_H
#define ECC_BASE_TRANSLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct ecc_arena;
struct ecc_translit;

/* In `arena`, and to be closed before the arena is freed. NULL when out of memory. Not shared
 * between threads. */
struct ecc_translit *ecc_translit_new(struct ecc_arena *arena);
void ecc_translit_close(struct ecc_translit *translit); /* NULL is allowed */

/* Each gives the text back as it is when ICU lacks the transliterator; ptr NULL when out of memory.
 */
ecc_str ecc_translit_simplified(struct ecc_translit *translit, struct ecc_arena *arena,
                                ecc_str text); /* traditional characters to simplified ones */
ecc_str ecc_translit_latin(struct ecc_translit *translit, struct ecc_arena *arena,
                           ecc_str text); /* Chinese to pinyin without tones: 含光 is "hanguang" */

enum ecc_script { ECC_SCRIPT_OTHER, ECC_SCRIPT_COMMON, ECC_SCRIPT_LATIN, ECC_SCRIPT_HAN };
/* Digits, punctuation and symbols are COMMON; so are marks. */
enum ecc_script ecc_script_of(uint32_t code);

/* The ASCII letter or digit that a character of another script looks like, 0 when there is none. */
char ecc_translit_looks_like(struct ecc_translit *translit, uint32_t code);
/* Are there letters of scripts that are not written together? Latin and Han are. */
bool ecc_translit_is_mixed(struct ecc_translit *translit, ecc_str text);
/* "CYRILLIC CAPITAL LETTER EN"; empty when it has no name. */
ecc_str ecc_unicode_char_name(struct ecc_arena *arena, uint32_t code);

#endif
