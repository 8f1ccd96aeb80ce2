/* SPDX-License-Identifier: Apache-2.0 */
/* The laws of three-valued logic, for every combination of values there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "eval/tri.h"

static const ecc_tri values[] = {ECC_FALSE, ECC_UNKNOWN, ECC_TRUE};
#define N_VALUES (sizeof values / sizeof values[0])

#define FOR_EACH(a) for (const ecc_tri *a = values; a < values + N_VALUES; a++)

static void is_closed(void **state)
{
    (void)state;
    FOR_EACH(a)
    {
        FOR_EACH(b)
        {
            assert_in_range(ecc_tri_and(*a, *b) + 1, 0, 2);
            assert_in_range(ecc_tri_or(*a, *b) + 1, 0, 2);
        }
        assert_in_range(ecc_tri_not(*a) + 1, 0, 2);
    }
}

static void is_commutative(void **state)
{
    (void)state;
    FOR_EACH(a)
    {
        FOR_EACH(b)
        {
            assert_int_equal(ecc_tri_and(*a, *b), ecc_tri_and(*b, *a));
            assert_int_equal(ecc_tri_or(*a, *b), ecc_tri_or(*b, *a));
        }
    }
}

static void is_associative(void **state)
{
    (void)state;
    FOR_EACH(a)
    {
        FOR_EACH(b)
        {
            FOR_EACH(c)
            {
                assert_int_equal(ecc_tri_and(*a, ecc_tri_and(*b, *c)),
                                 ecc_tri_and(ecc_tri_and(*a, *b), *c));
                assert_int_equal(ecc_tri_or(*a, ecc_tri_or(*b, *c)),
                                 ecc_tri_or(ecc_tri_or(*a, *b), *c));
            }
        }
    }
}

static void is_idempotent_and_has_neutral_elements(void **state)
{
    (void)state;
    FOR_EACH(a)
    {
        assert_int_equal(ecc_tri_and(*a, *a), *a);
        assert_int_equal(ecc_tri_or(*a, *a), *a);
        assert_int_equal(ecc_tri_and(*a, ECC_TRUE), *a);
        assert_int_equal(ecc_tri_or(*a, ECC_FALSE), *a);
        assert_int_equal(ecc_tri_and(*a, ECC_FALSE), ECC_FALSE);
        assert_int_equal(ecc_tri_or(*a, ECC_TRUE), ECC_TRUE);
    }
}

static void is_distributive(void **state)
{
    (void)state;
    FOR_EACH(a)
    {
        FOR_EACH(b)
        {
            FOR_EACH(c)
            {
                assert_int_equal(ecc_tri_and(*a, ecc_tri_or(*b, *c)),
                                 ecc_tri_or(ecc_tri_and(*a, *b), ecc_tri_and(*a, *c)));
                assert_int_equal(ecc_tri_or(*a, ecc_tri_and(*b, *c)),
                                 ecc_tri_and(ecc_tri_or(*a, *b), ecc_tri_or(*a, *c)));
            }
        }
    }
}

static void is_absorbing(void **state)
{
    (void)state;
    FOR_EACH(a)
    {
        FOR_EACH(b)
        {
            assert_int_equal(ecc_tri_and(*a, ecc_tri_or(*a, *b)), *a);
            assert_int_equal(ecc_tri_or(*a, ecc_tri_and(*a, *b)), *a);
        }
    }
}

static void obeys_de_morgan(void **state)
{
    (void)state;
    FOR_EACH(a)
    {
        assert_int_equal(ecc_tri_not(ecc_tri_not(*a)), *a);
        FOR_EACH(b)
        {
            assert_int_equal(ecc_tri_not(ecc_tri_and(*a, *b)),
                             ecc_tri_or(ecc_tri_not(*a), ecc_tri_not(*b)));
            assert_int_equal(ecc_tri_not(ecc_tri_or(*a, *b)),
                             ecc_tri_and(ecc_tri_not(*a), ecc_tri_not(*b)));
        }
    }
}

/* What sets strong Kleene logic apart: a thing and its contrary say less than everything, and
 * everything that a contradiction implies is at most unknown (a and not a <= b or not b). */
static void is_kleene(void **state)
{
    (void)state;
    assert_int_equal(ecc_tri_not(ECC_UNKNOWN), ECC_UNKNOWN);
    assert_int_equal(ecc_tri_or(ECC_UNKNOWN, ecc_tri_not(ECC_UNKNOWN)), ECC_UNKNOWN);
    FOR_EACH(a)
    {
        FOR_EACH(b)
        {
            assert_true(ecc_tri_and(*a, ecc_tri_not(*a)) <= ecc_tri_or(*b, ecc_tri_not(*b)));
        }
    }
}

static void agrees_with_two_valued_logic(void **state)
{
    (void)state;
    for (int a = 0; a < 2; a++) {
        assert_int_equal(ecc_tri_not(ecc_tri_of(a != 0)), ecc_tri_of(a == 0));
        for (int b = 0; b < 2; b++) {
            assert_int_equal(ecc_tri_and(ecc_tri_of(a != 0), ecc_tri_of(b != 0)),
                             ecc_tri_of(a != 0 && b != 0));
            assert_int_equal(ecc_tri_or(ecc_tri_of(a != 0), ecc_tri_of(b != 0)),
                             ecc_tri_of(a != 0 || b != 0));
        }
    }
}

/* Does `b` know at least what `a` knows? */
static int informs(ecc_tri a, ecc_tri b)
{
    return a == ECC_UNKNOWN || a == b;
}

static void is_monotone_in_what_is_known(void **state)
{
    (void)state;
    FOR_EACH(a)
    {
        FOR_EACH(more_a)
        {
            if (!informs(*a, *more_a)) {
                continue;
            }
            assert_true(informs(ecc_tri_not(*a), ecc_tri_not(*more_a)));
            FOR_EACH(b)
            {
                assert_true(informs(ecc_tri_and(*a, *b), ecc_tri_and(*more_a, *b)));
                assert_true(informs(ecc_tri_or(*a, *b), ecc_tri_or(*more_a, *b)));
            }
        }
    }
}

/* An unknown operand gives exactly what all its completions agree on. */
static void is_the_common_answer_of_all_completions(void **state)
{
    (void)state;
    FOR_EACH(b)
    {
        ecc_tri if_false = ecc_tri_and(ECC_FALSE, *b);
        ecc_tri if_true = ecc_tri_and(ECC_TRUE, *b);
        assert_int_equal(ecc_tri_and(ECC_UNKNOWN, *b), if_false == if_true ? if_true : ECC_UNKNOWN);
        if_false = ecc_tri_or(ECC_FALSE, *b);
        if_true = ecc_tri_or(ECC_TRUE, *b);
        assert_int_equal(ecc_tri_or(ECC_UNKNOWN, *b), if_false == if_true ? if_true : ECC_UNKNOWN);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_closed),
        cmocka_unit_test(is_commutative),
        cmocka_unit_test(is_associative),
        cmocka_unit_test(is_idempotent_and_has_neutral_elements),
        cmocka_unit_test(is_distributive),
        cmocka_unit_test(is_absorbing),
        cmocka_unit_test(obeys_de_morgan),
        cmocka_unit_test(is_kleene),
        cmocka_unit_test(agrees_with_two_valued_logic),
        cmocka_unit_test(is_monotone_in_what_is_known),
        cmocka_unit_test(is_the_common_answer_of_all_completions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
