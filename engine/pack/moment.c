/* SPDX-License-Identifier: Apache-2.0 */
/* The calendar in days since 1970, by eras of 400 years that begin in March. */
#include "pack/moment.h"

#define DAY 86400

static bool read_digits(ecc_str text, size_t begin, size_t n, int *out)
{
    int value = 0;
    for (size_t i = begin; i < begin + n; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    *out = value;
    return true;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

static int64_t days_since_1970(int year, int month, int day)
{
    const int64_t from_march = month > 2 ? year : year - 1;
    const int64_t era = from_march / 400;
    const int64_t of_era = from_march % 400;
    const int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

bool ecc_moment_parse(ecc_str text, int64_t *out)
{
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (text.len != 20 || !read_digits(text, 0, 4, &year) || text.ptr[4] != '-' ||
        !read_digits(text, 5, 2, &month) || text.ptr[7] != '-' || !read_digits(text, 8, 2, &day) ||
        text.ptr[10] != 'T' || !read_digits(text, 11, 2, &hour) || text.ptr[13] != ':' ||
        !read_digits(text, 14, 2, &minute) || text.ptr[16] != ':' ||
        !read_digits(text, 17, 2, &second) || text.ptr[19] != 'Z') {
        return false;
    }
    if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days_in(year, month) ||
        hour > 23 || minute > 59 || second > 59) {
        return false;
    }
    *out = days_since_1970(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
    return true;
}

static void put_digits(int64_t value, size_t n, char *out)
{
    for (size_t i = n; i > 0; i--) {
        out[i - 1] = (char)('0' + (int)(value % 10));
        value /= 10;
    }
}

void ecc_moment_print_day(int64_t moment, char out[ECC_MOMENT_TEXT])
{
    const int64_t days = moment / DAY + 719468;
    const int64_t era = days / 146097;
    const int64_t of_era = days % 146097;
    const int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    const int64_t month = (5 * of_year + 2) / 153;
    const int64_t day = of_year - (153 * month + 2) / 5 + 1;
    put_digits(year + era * 400 + (month >= 10 ? 1 : 0), 4, out);
    out[4] = '-';
    put_digits(month < 10 ? month + 3 : month - 9, 2, out + 5);
    out[7] = '-';
    put_digits(day, 2, out + 8);
    out[10] = '\0';
}

void ecc_moment_print(int64_t moment, char out[ECC_MOMENT_TEXT])
{
    const int64_t second = moment % DAY;
    ecc_moment_print_day(moment, out);
    out[10] = 'T';
    put_digits(second / 3600, 2, out + 11);
    out[13] = ':';
    put_digits(second / 60 % 60, 2, out + 14);
    out[16] = ':';
    put_digits(second % 60, 2, out + 17);
    out[19] = 'Z';
    out[20] = '\0';
}
