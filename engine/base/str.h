/* SPDX-License-Identifier: Apache-2.0 */
/* Text is a pointer and a length, never a NUL-terminated guess.
 *
 * ecc_str itself is public (ecc/ecc.h); this header adds what the engine needs to work with it, and
 * a growable buffer. All bytes handled here are UTF-8 once they have passed ecc_source_check(). */
#ifndef ECC_BASE_STR_H
#define ECC_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

#include "ecc/ecc.h"

struct ecc_arena;

/* A string literal as an ecc_str. */
#define ECC_STR(literal) ((ecc_str){(literal), sizeof(literal) - 1})

ecc_str ecc_str_of(const char *text); /* NULL gives the empty string */
bool ecc_str_eq(ecc_str a, ecc_str b);
bool ecc_str_is(ecc_str a, const char *text);
char ecc_lower(char byte); /* ASCII, here and below; any other byte is itself */
bool ecc_str_same_but_for_case(ecc_str a, ecc_str b);
int ecc_str_cmp(ecc_str a, ecc_str b); /* byte order; <0, 0, >0 */
bool ecc_str_starts(ecc_str text, ecc_str prefix);
bool ecc_str_ends(ecc_str text, ecc_str suffix);
ecc_str ecc_str_slice(ecc_str text, size_t begin, size_t end); /* clamped to the text */
ecc_str ecc_str_trim(ecc_str text);                            /* ASCII space and tab */

/* Edit distance (insert, delete, replace, swap of neighbours), for "did you mean". Above `limit` it
 * is always limit + 1. Texts over 64 bytes count as unlike. */
size_t ecc_str_distance(ecc_str a, ecc_str b, size_t limit);

/* A growable byte buffer in an arena. It remembers its first failure: appends return nothing, and
 * ecc_buf_str() of a failed buffer is the empty string with buf->failed set. */
struct ecc_buf {
    struct ecc_arena *arena;
    char *ptr;
    size_t len;
    size_t cap;
    bool failed;
};
void ecc_buf_init(struct ecc_buf *buf, struct ecc_arena *arena);
void ecc_buf_add(struct ecc_buf *buf, ecc_str text);
void ecc_buf_puts(struct ecc_buf *buf, const char *text);
void ecc_buf_putc(struct ecc_buf *buf, char byte);
void ecc_buf_put_size(struct ecc_buf *buf, size_t number); /* decimal */
ecc_str ecc_buf_str(const struct ecc_buf *buf);

#endif
