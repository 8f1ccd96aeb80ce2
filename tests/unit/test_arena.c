/* SPDX-License-Identifier: Apache-2.0 */
/* Arenas: alignment, zeroes, the cap, and what a reset keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static void gives_zeroed_aligned_memory(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(0);
    assert_non_null(arena);
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *memory = ecc_arena_alloc(arena, size);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(memory[i], 0);
        }
        memset(memory, 0xFF, size);
    }
    ecc_arena_free(arena);
    ecc_arena_free(NULL);
}

static void pieces_do_not_overlap(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(0);
    unsigned char *pieces[400];
    for (size_t i = 0; i < 400; i++) {
        pieces[i] = ecc_arena_alloc(arena, 1 + i * 5);
        memset(pieces[i], (int)(i % 251), 1 + i * 5);
    }
    for (size_t i = 0; i < 400; i++) {
        assert_int_equal(pieces[i][0], i % 251);
        assert_int_equal(pieces[i][i * 5], i % 251);
    }
    ecc_arena_free(arena);
}

static void cap_is_kept(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(1000);
    assert_null(ecc_arena_alloc(arena, 1001));
    assert_non_null(ecc_arena_alloc(arena, 900));
    assert_null(ecc_arena_alloc(arena, 200));
    assert_non_null(ecc_arena_alloc(arena, 50)); /* a refusal costs nothing */
    ecc_arena_reset(arena);
    assert_non_null(ecc_arena_alloc(arena, 900));
    ecc_arena_free(arena);
}

static void overflow_is_refused(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(SIZE_MAX);
    assert_null(ecc_arena_array(arena, SIZE_MAX / 2, 3));
    assert_null(ecc_arena_array(arena, SIZE_MAX, SIZE_MAX));
    assert_null(ecc_arena_alloc(arena, SIZE_MAX));
    assert_null(ecc_arena_str(arena, (ecc_str){"x", SIZE_MAX}).ptr);
    assert_non_null(ecc_arena_array(arena, 0, 8));
    assert_non_null(ecc_arena_array(arena, 8, 0));
    ecc_arena_free(arena);
}

static void reset_keeps_the_first_block(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(0);
    char *first = ecc_arena_alloc(arena, 64);
    memset(first, 'x', 64);
    for (size_t i = 0; i < 50; i++) {
        assert_non_null(ecc_arena_alloc(arena, 100000));
    }
    ecc_arena_reset(arena);
    char *again = ecc_arena_alloc(arena, 64);
    assert_ptr_equal(again, first);
    for (size_t i = 0; i < 64; i++) {
        assert_int_equal(again[i], 0);
    }
    ecc_arena_free(arena);
}

static void copies_of_text_end_in_nul(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(0);
    const ecc_str copy = ecc_arena_str(arena, (ecc_str){"abcdef", 3});
    assert_int_equal(copy.len, 3);
    assert_string_equal(copy.ptr, "abc");
    const ecc_str empty = ecc_arena_str(arena, (ecc_str){NULL, 0});
    assert_non_null(empty.ptr);
    assert_int_equal(empty.len, 0);
    ecc_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_aligned_memory),
        cmocka_unit_test(pieces_do_not_overlap),
        cmocka_unit_test(cap_is_kept),
        cmocka_unit_test(overflow_is_refused),
        cmocka_unit_test(reset_keeps_the_first_block),
        cmocka_unit_test(copies_of_text_end_in_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
