/* SPDX-License-Identifier: Apache-2.0 */
/* The Gregorian calendar, by counting. */
#include "base/date.h"

#include "base/str.h"

#define FIRST_YEAR 1900
#define LAST_YEAR  2199

static int days_in(int year, int month)
{
    static const int days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month] + (month == 2 && leap ? 1 : 0);
}

/* The number in text[begin, end); 0, which is no year, month or day, where something else than a
 * digit stands. */
static int digits(ecc_str text, size_t begin, size_t end)
{
    int number = 0;
    for (size_t i = begin; i < end; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return 0;
        }
        number = number * 10 + (text.ptr[i] - '0');
    }
    return number;
}

bool ecc_date_parse(ecc_str text, ecc_date *out_date)
{
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-') {
        return false;
    }
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 7);
    const int day = digits(text, 8, 10);
    if (year < FIRST_YEAR || year > LAST_YEAR || month > 12 || day < 1 ||
        day > days_in(year, month)) {
        return false;
    }
    *out_date = (ecc_date){(int16_t)year, (int8_t)month, (int8_t)day};
    return true;
}

int ecc_date_cmp(ecc_date a, ecc_date b)
{
    if (a.year != b.year) {
        return a.year - b.year;
    }
    if (a.month != b.month) {
        return a.month - b.month;
    }
    return a.day - b.day;
}

bool ecc_date_is_set(ecc_date date)
{
    return date.year != 0;
}

ecc_date ecc_date_before(ecc_date date)
{
    if (date.day > 1) {
        return (ecc_date){date.year, date.month, (int8_t)(date.day - 1)};
    }
    if (date.month > 1) {
        const int month = date.month - 1;
        return (ecc_date){date.year, (int8_t)month, (int8_t)days_in(date.year, month)};
    }
    if (date.year > FIRST_YEAR) {
        return (ecc_date){(int16_t)(date.year - 1), 12, 31};
    }
    return (ecc_date){0, 0, 0};
}

static char *put_digits(char *end, int number, int width)
{
    for (int i = 0; i < width; i++) {
        *--end = (char)('0' + number % 10);
        number /= 10;
    }
    return end;
}

void ecc_date_print(ecc_date date, char out[11])
{
    out[10] = '\0';
    char *at = put_digits(out + 10, date.day, 2);
    *--at = '-';
    at = put_digits(at, date.month, 2);
    *--at = '-';
    (void)put_digits(at, date.year, 4);
}
