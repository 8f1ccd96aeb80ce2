/* SPDX-License-Identifier: Apache-2.0 */
/* Every allocation failed in turn: nothing falls over, and nothing is answered that was not
 * answered before. The linker puts these functions before those of base/arena.c (--wrap).
 *
 *   allocations BASE */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "failing.h"
#include "pack/key.h"

/* The names that the linker asks for. */
void *__real_ecc_arena_alloc(struct ecc_arena *arena, size_t size);
void *__real_ecc_arena_array(struct ecc_arena *arena, size_t n, size_t size);
ecc_str __real_ecc_arena_str(struct ecc_arena *arena, ecc_str text);
struct ecc_arena *__real_ecc_arena_new(size_t cap);
bool __real_ecc_hash_hex(struct ecc_crypto *crypto, enum ecc_hash hash, ecc_str bytes,
                         char out[ECC_HASH_HEX]);
void *__wrap_ecc_arena_alloc(struct ecc_arena *arena, size_t size);
void *__wrap_ecc_arena_array(struct ecc_arena *arena, size_t n, size_t size);
ecc_str __wrap_ecc_arena_str(struct ecc_arena *arena, ecc_str text);
struct ecc_arena *__wrap_ecc_arena_new(size_t cap);
bool __wrap_ecc_hash_hex(struct ecc_crypto *crypto, enum ecc_hash hash, ecc_str bytes,
                         char out[ECC_HASH_HEX]);

void *__wrap_ecc_arena_alloc(struct ecc_arena *arena, size_t size)
{
    return failing_now() ? NULL : __real_ecc_arena_alloc(arena, size);
}

void *__wrap_ecc_arena_array(struct ecc_arena *arena, size_t n, size_t size)
{
    return failing_now() ? NULL : __real_ecc_arena_array(arena, n, size);
}

ecc_str __wrap_ecc_arena_str(struct ecc_arena *arena, ecc_str text)
{
    return failing_now() ? (ecc_str){NULL, 0} : __real_ecc_arena_str(arena, text);
}

struct ecc_arena *__wrap_ecc_arena_new(size_t cap)
{
    return failing_now() ? NULL : __real_ecc_arena_new(cap);
}

/* The library that hashes has its own memory. */
bool __wrap_ecc_hash_hex(struct ecc_crypto *crypto, enum ecc_hash hash, ecc_str bytes,
                         char out[ECC_HASH_HEX])
{
    return !failing_now() && __real_ecc_hash_hex(crypto, hash, bytes, out);
}

/* A loader goes on after what it cannot use, to report all there is; so a rule set that runs out of
 * memory may be called invalid. A check may not. */
static bool is_wrong(const struct answer *answer, const struct answer *whole)
{
    if (answer->status == ECC_OK) {
        return !failing_same(answer, whole);
    }
    return answer->status != ECC_E_NOMEM && !(whole->loading && answer->status == ECC_E_INVALID);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: allocations BASE\n");
        return EXIT_FAILURE;
    }
    return failing_run(argv[1], is_wrong) ? EXIT_SUCCESS : EXIT_FAILURE;
}
