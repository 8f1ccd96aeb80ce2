/* SPDX-License-Identifier: Apache-2.0 */
/* A chain of blocks, filled from front to back. The only file of the engine that calls malloc. */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_CAP   ((size_t)256 << 20)
#define FIRST_BLOCK   ((size_t)8 << 10)
#define LARGEST_BLOCK ((size_t)1 << 20) /* a larger request gets a block of its own size */
#define ALIGNMENT     _Alignof(max_align_t)
#define POISON        0xDB

struct block {
    struct block *next;
    size_t size;
    size_t used;
    max_align_t data[];
};

struct ecc_arena {
    struct block *first;
    struct block *current;
    size_t cap;
    size_t handed_out;
};

struct ecc_arena *ecc_arena_new(size_t cap)
{
    struct ecc_arena *arena = calloc(1, sizeof *arena);
    if (arena != NULL) {
        arena->cap = cap == 0 ? DEFAULT_CAP : cap;
    }
    return arena;
}

/* A pointer into memory that was given back then reads nonsense at once, sanitizer or not. */
static void poison(struct block *block)
{
#ifndef NDEBUG
    memset(block->data, POISON, block->used);
#else
    (void)block;
#endif
}

static void free_chain(struct block *block)
{
    while (block != NULL) {
        struct block *next = block->next;
        poison(block);
        free(block);
        block = next;
    }
}

void ecc_arena_free(struct ecc_arena *arena)
{
    if (arena != NULL) {
        free_chain(arena->first);
        free(arena);
    }
}

void ecc_arena_reset(struct ecc_arena *arena)
{
    if (arena->first != NULL) {
        free_chain(arena->first->next);
        poison(arena->first);
        arena->first->next = NULL;
        arena->first->used = 0;
    }
    arena->current = arena->first;
    arena->handed_out = 0;
}

static bool add_block(struct ecc_arena *arena, size_t at_least)
{
    size_t size = FIRST_BLOCK;
    if (arena->current != NULL) {
        size = arena->current->size < LARGEST_BLOCK / 2 ? arena->current->size * 2 : LARGEST_BLOCK;
    }
    if (size < at_least) {
        size = at_least;
    }
    struct block *block = malloc(sizeof *block + size);
    if (block == NULL) {
        return false;
    }
    *block = (struct block){.size = size};
    if (arena->current == NULL) {
        arena->first = block;
    } else {
        arena->current->next = block;
    }
    arena->current = block;
    return true;
}

void *ecc_arena_alloc(struct ecc_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2) {
        return NULL; /* rounding up and adding a block's head cannot overflow below this */
    }
    const size_t wanted = size == 0 ? 1 : size;
    const size_t rounded = (wanted + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (arena->handed_out > arena->cap || rounded > arena->cap - arena->handed_out) {
        return NULL;
    }
    if (arena->current == NULL || rounded > arena->current->size - arena->current->used) {
        if (!add_block(arena, rounded)) {
            return NULL;
        }
    }
    char *memory = (char *)arena->current->data + arena->current->used;
    arena->current->used += rounded;
    arena->handed_out += rounded;
    return memset(memory, 0, rounded);
}

void *ecc_arena_array(struct ecc_arena *arena, size_t n, size_t size)
{
    if (size != 0 && n > SIZE_MAX / size) {
        return NULL;
    }
    return ecc_arena_alloc(arena, n * size);
}

ecc_str ecc_arena_str(struct ecc_arena *arena, ecc_str text)
{
    char *copy = text.len < SIZE_MAX ? ecc_arena_alloc(arena, text.len + 1) : NULL;
    if (copy == NULL) {
        return (ecc_str){NULL, 0};
    }
    if (text.len > 0) {
        memcpy(copy, text.ptr, text.len);
    }
    return (ecc_str){copy, text.len};
}
