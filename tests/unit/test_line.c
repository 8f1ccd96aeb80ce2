/* SPDX-License-Identifier: Apache-2.0 */
/* Exactly on the line: thousands of specifications whose performance density is 5.92 in decimals, one unit of the
 * last digit below, and one above. A tenth of such specifications compare wrongly in binary floating point. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <ecc/ecc.h>

struct fixture {
    ecc_diags *diags;
    ecc_rules *rules;
};

/* The one classification of a circuit of that area [0.01 mm2] and rate at 8 bits [0.0001 TOPS]. */
static void classify(struct fixture *fixture, int area, int rate, char out[16])
{
    char text[512];
    int len = snprintf(
        text, sizeof(text),
        "ecc: chip/1\nname: x\nsold-as: chip\ndatacenter: {designed: yes, marketed: yes}\n"
        "logic-dies: [{area: %d.%02d mm2, transistors: non-planar}]\n"
        "processing-units: [{kind: digital-processor, peaks: {int8: %d.%04d TOPS}}]\n",
        area / 100, area % 100, rate / 10000, rate % 10000);
    ecc_spec *spec = NULL;
    const ecc_result *result = NULL;
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    options.as_of = (ecc_date){2023, 11, 17};
    assert_int_equal(ecc_spec_load((ecc_str){"x", 1}, (ecc_str){text, (size_t)len}, NULL, NULL,
                                   &spec, fixture->diags),
                     ECC_OK);
    assert_int_equal(ecc_check(fixture->rules, spec, &options, &result, fixture->diags), ECC_OK);
    const ecc_subject *subject = &result->subjects[0];
    assert_int_equal(subject->n_possible, 1);
    snprintf(out, 16, "%.*s", (int)subject->possible[0].id.len, subject->possible[0].id.ptr);
    ecc_result_free(result);
    ecc_spec_free(spec);
}

/* area * 5.92 = 8 * rate, so rate = area * 0.74: exact with four decimals. */
static void on_the_density_line(void **state)
{
    struct fixture *fixture = *state;
    char id[16];
    for (int area = 27100; area <= 81000; area += 13) {
        int rate = area * 74;
        classify(fixture, area, rate, id);
        assert_string_equal(id, "3A090.a");
        classify(fixture, area, rate - 1, id);
        assert_string_equal(id, "3A090.b");
        classify(fixture, area, rate + 1, id);
        assert_string_equal(id, "3A090.a");
    }
}

/* TPP 4800 by itself: a large die keeps the density below every line. */
static void on_the_performance_line(void **state)
{
    struct fixture *fixture = *state;
    char id[16];
    classify(fixture, 900000, 6000000, id);
    assert_string_equal(id, "3A090.a");
    classify(fixture, 900000, 5999999, id);
    assert_string_equal(id, "3A991.p");
}

static int setup(void **state)
{
    static struct fixture fixture;
    *state = &fixture;
    return ecc_diags_new(&fixture.diags) != ECC_OK ||
           ecc_rules_open_builtin(&fixture.rules, fixture.diags) != ECC_OK;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    ecc_rules_free(fixture->rules);
    ecc_diags_free(fixture->diags);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(on_the_density_line),
                                       cmocka_unit_test(on_the_performance_line)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
