/* SPDX-License-Identifier: Apache-2.0 */
/* Regions of memory that live and die together. The engine's only malloc is in arena.c.
 *
 * An arena has a hard cap on the bytes it hands out; asking for more, or running out of memory,
 * gives NULL, which callers turn into ECC_E_NOMEM. Memory comes zeroed. Not shared between threads
 * while it grows; what it holds may be read from many. */
#ifndef ECC_BASE_ARENA_H
#define ECC_BASE_ARENA_H

#include <stddef.h>

#include "base/str.h"

struct ecc_arena;

/* `cap` [bytes], 0 for the default of 256 MiB. NULL when out of memory. Freed with
 * ecc_arena_free(). */
struct ecc_arena *ecc_arena_new(size_t cap);
void ecc_arena_free(
    struct ecc_arena *arena); /* NULL is allowed; poisons what it frees in debug builds */
/* Give back everything but keep the first block for reuse: the first allocation after it gets the
 * address that the arena's very first one had, as long as it is no larger. */
void ecc_arena_reset(struct ecc_arena *arena);

/* Zeroed memory, aligned for any type; NULL when out of memory or over the cap. Size 0 gives a
 * valid pointer. */
void *ecc_arena_alloc(struct ecc_arena *arena, size_t size);
/* The same for `n` elements; an overflow of n * size gives NULL. */
void *ecc_arena_array(struct ecc_arena *arena, size_t n, size_t size);
/* A copy of `text`, with a NUL after its end that does not count. ptr is NULL on failure. */
ecc_str ecc_arena_str(struct ecc_arena *arena, ecc_str text);

#define ECC_NEW(arena, type)          ((type *)ecc_arena_alloc((arena), sizeof(type)))
#define ECC_NEW_ARRAY(arena, n, type) ((type *)ecc_arena_array((arena), (n), sizeof(type)))

#endif
