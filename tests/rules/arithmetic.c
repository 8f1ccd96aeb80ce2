/* SPDX-License-Identifier: Apache-2.0 */
/* Every sum, product and quotient failed in turn, as if its number did not fit 256 bits: a verdict
 * may become undecided or be refused, and never turns round. The linker puts these functions before
 * those of base/num.c (--wrap).
 *
 *   arithmetic BASE */
#include <stdio.h>
#include <stdlib.h>

#include "base/num.h"
#include "failing.h"

/* The names that the linker asks for. */
bool __real_ecc_num_make(int64_t num, uint64_t den, ecc_num *out);
bool __wrap_ecc_num_make(int64_t num, uint64_t den, ecc_num *out);
#define BINARY(name)                                                                               \
    bool __real_##name(const ecc_num *a, const ecc_num *b, ecc_num *out);                          \
    bool __wrap_##name(const ecc_num *a, const ecc_num *b, ecc_num *out);                          \
    bool __wrap_##name(const ecc_num *a, const ecc_num *b, ecc_num *out)                           \
    {                                                                                              \
        return !failing_now() && __real_##name(a, b, out);                                         \
    }
BINARY(ecc_num_add)
BINARY(ecc_num_sub)
BINARY(ecc_num_mul)
BINARY(ecc_num_div)

bool __wrap_ecc_num_make(int64_t num, uint64_t den, ecc_num *out)
{
    return !failing_now() && __real_ecc_num_make(num, den, out);
}

static bool is_turned(ecc_tri answer, ecc_tri whole)
{
    return answer != ECC_UNKNOWN && answer != whole;
}

/* A file whose number does not fit is invalid. */
static bool is_wrong(const struct answer *answer, const struct answer *whole)
{
    if (answer->status == ECC_OK) {
        return is_turned(answer->controlled, whole->controlled) ||
               is_turned(answer->met, whole->met);
    }
    return answer->status != ECC_E_LIMIT && answer->status != ECC_E_INVALID;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: arithmetic BASE\n");
        return EXIT_FAILURE;
    }
    return failing_run(argv[1], is_wrong) ? EXIT_SUCCESS : EXIT_FAILURE;
}
