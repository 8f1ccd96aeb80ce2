/* SPDX-License-Identifier: Apache-2.0 */
/* Dates: the strict form, the calendar, the day before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/str.h"

static void reads_only_real_days(void **state)
{
    (void)state;
    static const char *const good[] = {"2023-11-17", "1900-01-01", "2199-12-31",
                                       "2024-02-29", "2000-02-29", "2023-04-30"};
    static const char *const bad[] = {
        "",           "2023-11-7",     "2023-1-17",   "23-11-17",   "2023/11/17", "2023/11-17",
        "2023-11/17", "2023-11-17 ",   " 2023-11-17", "1899-12-31", "2200-01-01", "2023-02-29",
        "1900-02-29", "2100-02-29",    "2023-04-31",  "2023-13-01", "2023-00-10", "2023-10-00",
        "2023-10-32", "+023-10-01",    "2023-1a-01",  "2023-1/-01", "2023-0:-01", "20230-1-01",
        "2023-10--1", "２０２３-01-01"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        ecc_date date = {0, 0, 0};
        char printed[11];
        assert_true(ecc_date_parse(ecc_str_of(good[i]), &date));
        ecc_date_print(date, printed);
        assert_string_equal(printed, good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ecc_date date = {1, 2, 3};
        assert_false(ecc_date_parse(ecc_str_of(bad[i]), &date));
        assert_int_equal(date.year, 1);
        assert_int_equal(date.day, 3);
    }
}

static void orders(void **state)
{
    (void)state;
    const ecc_date day = {2023, 11, 17};
    assert_int_equal(ecc_date_cmp(day, day), 0);
    assert_true(ecc_date_cmp(day, (ecc_date){2023, 11, 18}) < 0);
    assert_true(ecc_date_cmp(day, (ecc_date){2023, 10, 30}) > 0);
    assert_true(ecc_date_cmp(day, (ecc_date){2024, 1, 1}) < 0);
    assert_true(ecc_date_cmp(day, (ecc_date){2022, 12, 31}) > 0);
    assert_true(ecc_date_cmp(day, (ecc_date){2023, 12, 1}) < 0);
    assert_true(ecc_date_cmp((ecc_date){0, 0, 0}, day) < 0);
    assert_false(ecc_date_is_set((ecc_date){0, 0, 0}));
    assert_true(ecc_date_is_set(day));
}

static void walks_back_through_the_calendar(void **state)
{
    (void)state;
    ecc_date date = {2199, 12, 31};
    size_t days = 0;
    while (ecc_date_is_set(date)) {
        char printed[11];
        ecc_date read = {0, 0, 0};
        ecc_date_print(date, printed);
        assert_true(ecc_date_parse(ecc_str_of(printed), &read));
        assert_int_equal(ecc_date_cmp(read, date), 0);
        const ecc_date before = ecc_date_before(date);
        assert_true(ecc_date_cmp(before, date) < 0);
        date = before;
        days++;
    }
    assert_int_equal(days, 300 * 365 + 73); /* 75 fourth years less 1900 and 2100 */
    assert_int_equal(ecc_date_cmp(date, (ecc_date){0, 0, 0}), 0);
    assert_false(ecc_date_is_set(ecc_date_before(date)));
}

static void prints_ten_characters_and_a_nul(void **state)
{
    (void)state;
    char around[] = "<...........>";
    ecc_date_print((ecc_date){2023, 1, 7}, around + 1);
    assert_memory_equal(around, "<2023-01-07\0>", sizeof around);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_only_real_days),
        cmocka_unit_test(orders),
        cmocka_unit_test(walks_back_through_the_calendar),
        cmocka_unit_test(prints_ten_characters_and_a_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
