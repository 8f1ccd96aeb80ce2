/* SPDX-License-Identifier: Apache-2.0 */
/* Texts between two pages that nobody may touch: a reader that looks beside its text does not come back. */
#ifndef ECC_TESTS_UNIT_GUARDED_H
#define ECC_TESTS_UNIT_GUARDED_H

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/str.h"

/* The page between the two. */
static inline char *guarded_new(void)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *pages = mmap(NULL, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(pages != MAP_FAILED);
    assert_int_equal(mprotect(pages, page, PROT_NONE), 0);
    assert_int_equal(mprotect(pages + 2 * page, page, PROT_NONE), 0);
    return pages + page;
}

/* A copy at the beginning of the page, or at its end. */
static inline ecc_str guarded_put(char *page, const char *text, bool at_end)
{
    const size_t len = strlen(text);
    char *place = at_end ? page + sysconf(_SC_PAGESIZE) - len : page;
    memcpy(place, text, len);
    return (ecc_str){place, len};
}

static inline void guarded_free(char *page)
{
    const size_t size = (size_t)sysconf(_SC_PAGESIZE);
    assert_int_equal(munmap(page - size, 3 * size), 0);
}

#endif
