/* SPDX-License-Identifier: Apache-2.0 */
/* Every habit of writing numbers that some program reads as another number is a fault with a name of
 * its own: base 8 and 60, decimal commas, groups by spaces, digits by the score. */
#include "model/quantity_number.h"

#include <string.h>

#define NUMBER_MAX 256 /* bytes of a number without its commas */

struct scan {
    ecc_str text;
    size_t begin;
    size_t at;
    char plain[NUMBER_MAX]; /* the number in the form that ecc_num_parse() reads */
    size_t len;
    size_t n_digits; /* significant ones */
    struct ecc_number_fault fault;
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* NUL beyond the end; a NUL inside the text matches nothing that is looked for. */
static char peek(const struct scan *scan, size_t ahead)
{
    return ahead < scan->text.len - scan->at ? scan->text.ptr[scan->at + ahead] : '\0';
}

static bool at_text(const struct scan *scan, const char *wanted)
{
    return ecc_str_starts(ecc_str_slice(scan->text, scan->at, scan->text.len), ecc_str_of(wanted));
}

/* The fault's text goes on to the next blank, so that it can be recognised. */
static bool fault(struct scan *scan, enum ecc_message_id message)
{
    size_t end = scan->at;
    while (end < scan->text.len && !is_blank(scan->text.ptr[end])) {
        end++;
    }
    scan->fault = (struct ecc_number_fault){message, ecc_str_slice(scan->text, scan->begin, end)};
    return false;
}

/* What does not fit has too many digits, and is refused for that. */
static void put(struct scan *scan, char byte)
{
    if (scan->len < sizeof scan->plain) {
        scan->plain[scan->len++] = byte;
    } else {
        scan->n_digits = ECC_NUM_DIGITS + 1;
    }
}

static size_t take_digits(struct scan *scan)
{
    const size_t begin = scan->at;
    while (is_digit(peek(scan, 0))) {
        const char digit = peek(scan, 0);
        scan->n_digits += scan->n_digits > 0 || digit != '0';
        put(scan, digit);
        scan->at++;
    }
    return scan->at - begin;
}

static bool is_apostrophe(const struct scan *scan)
{
    return peek(scan, 0) == '\'' || at_text(scan, "’");
}

/* What may not follow digits, wherever in a number they stand. */
static bool check_after_digits(struct scan *scan)
{
    if (peek(scan, 0) == '_') {
        return fault(scan, ECC_M_quantity_underscore);
    }
    if (peek(scan, 0) == ':' && is_digit(peek(scan, 1))) {
        return fault(scan, ECC_M_quantity_base_sixty);
    }
    if (is_apostrophe(scan)) {
        return fault(scan, ECC_M_quantity_grouping);
    }
    return true;
}

static bool is_one_of(char byte, const char *bytes)
{
    return byte != '\0' && strchr(bytes, byte) != NULL;
}

static bool is_other_base(const struct scan *scan)
{
    static const struct {
        const char *marks;
        const char *digits;
    } bases[] = {{"xX", "0123456789abcdefABCDEF"}, {"oO", "01234567"}, {"bB", "01"}, {NULL, NULL}};
    for (size_t i = 0; bases[i].marks != NULL; i++) {
        if (is_one_of(peek(scan, 0), bases[i].marks) && is_one_of(peek(scan, 1), bases[i].digits)) {
            return true;
        }
    }
    return false;
}

/* "1,979,000": the first group has one to three digits and no zero in front, the others three. */
static bool read_groups(struct scan *scan, size_t first_len, char first)
{
    if (first_len > 3 || first == '0') {
        return fault(scan, ECC_M_quantity_grouping);
    }
    while (peek(scan, 0) == ',') {
        scan->at++;
        if (take_digits(scan) != 3) {
            return fault(scan, ECC_M_quantity_grouping);
        }
    }
    return check_after_digits(scan);
}

static bool read_whole(struct scan *scan)
{
    const char first = peek(scan, 0);
    const size_t len = take_digits(scan);
    if (!check_after_digits(scan)) {
        return false;
    }
    if (len == 1 && first == '0' && is_other_base(scan)) {
        return fault(scan, ECC_M_quantity_other_base);
    }
    if (peek(scan, 0) == ',') {
        return read_groups(scan, len, first);
    }
    if (len > 1 && first == '0') {
        return fault(scan, ECC_M_quantity_leading_zero);
    }
    return true;
}

static bool read_fraction(struct scan *scan)
{
    if (peek(scan, 0) != '.' || peek(scan, 1) == '.') { /* two dots are a range's */
        return true;
    }
    scan->at++;
    put(scan, '.');
    if (take_digits(scan) == 0) {
        return fault(scan, ECC_M_quantity_bare_point);
    }
    if (peek(scan, 0) == ',') {
        return fault(scan, ECC_M_quantity_grouping);
    }
    if (peek(scan, 0) == '.' && peek(scan, 1) != '.') {
        return fault(scan, ECC_M_quantity_not_number);
    }
    return check_after_digits(scan);
}

/* An "e" that no digit follows begins a unit. */
static bool read_exponent(struct scan *scan)
{
    const size_t sign = peek(scan, 1) == '+' || peek(scan, 1) == '-';
    if ((peek(scan, 0) != 'e' && peek(scan, 0) != 'E') || !is_digit(peek(scan, 1 + sign))) {
        return true;
    }
    put(scan, 'e');
    if (sign != 0) {
        put(scan, peek(scan, 1));
    }
    scan->at += 1 + sign;
    while (is_digit(peek(scan, 0))) {
        put(scan, peek(scan, 0));
        scan->at++;
    }
    if ((peek(scan, 0) == '.' && peek(scan, 1) != '.') || peek(scan, 0) == ',') {
        return fault(scan, ECC_M_quantity_not_number);
    }
    return check_after_digits(scan);
}

/* "1 979": blanks between digits group them, or two numbers stand here. */
static bool check_gap(struct scan *scan)
{
    size_t blanks = 0;
    while (is_blank(peek(scan, blanks))) {
        blanks++;
    }
    if (!is_digit(peek(scan, blanks))) {
        return true;
    }
    scan->at += blanks;
    return fault(scan, ECC_M_quantity_grouping);
}

static bool parse_plain(struct scan *scan, ecc_num *out)
{
    if (scan->n_digits > ECC_NUM_DIGITS) {
        return fault(scan, ECC_M_quantity_digits);
    }
    if (!ecc_num_parse((ecc_str){scan->plain, scan->len}, out)) {
        return fault(scan, ECC_M_quantity_exponent);
    }
    return true;
}

/* 万 is ten thousand, 亿 a hundred million, right behind the digits. */
static bool read_magnitude(struct scan *scan, ecc_num *value)
{
    static const struct {
        const char *word;
        int64_t times;
    } magnitudes[] = {{"万亿", 1000000000000}, {"万", 10000}, {"亿", 100000000}};
    for (size_t i = 0; i < sizeof magnitudes / sizeof magnitudes[0]; i++) {
        if (at_text(scan, magnitudes[i].word)) {
            const ecc_num times = ecc_num_int(magnitudes[i].times);
            scan->at += strlen(magnitudes[i].word);
            if (is_digit(peek(scan, 0))) {
                return fault(scan, ECC_M_quantity_not_number);
            }
            if (!ecc_num_mul(value, &times, value)) {
                return fault(scan, ECC_M_quantity_too_large);
            }
            return true;
        }
    }
    return true;
}

/* "inf", ".inf", "Infinity", "NaN", "∞", with or without a sign; "info" is not one of them. */
static bool is_not_finite(struct scan *scan)
{
    static const char *const words[] = {"infinity", "inf", "nan", NULL};
    const size_t sign = peek(scan, 0) == '-' || peek(scan, 0) == '+';
    const size_t begin = sign + (peek(scan, sign) == '.');
    struct scan behind_sign = *scan;
    behind_sign.at += sign;
    if (at_text(&behind_sign, "∞")) {
        return true;
    }
    const ecc_str rest = ecc_str_slice(scan->text, scan->at + begin, scan->text.len);
    for (size_t i = 0; words[i] != NULL; i++) {
        const size_t len = strlen(words[i]);
        const char next = ecc_lower(peek(scan, begin + len));
        if (ecc_str_same_but_for_case(ecc_str_slice(rest, 0, len), ecc_str_of(words[i])) &&
            (next < 'a' || next > 'z')) {
            return true;
        }
    }
    return false;
}

static bool is_negative(const struct scan *scan)
{
    size_t ahead = 0;
    if (peek(scan, 0) == '-') {
        ahead = 1;
    } else if (at_text(scan, "−")) {
        ahead = strlen("−");
    }
    if (ahead == 0) {
        return false;
    }
    while (is_blank(peek(scan, ahead))) {
        ahead++;
    }
    return is_digit(peek(scan, ahead)) || peek(scan, ahead) == '.';
}

/* Why no number begins here. */
static void refuse_beginning(struct scan *scan)
{
    if (is_not_finite(scan)) {
        (void)fault(scan, ECC_M_quantity_not_finite);
    } else if (is_negative(scan)) {
        while (!is_digit(peek(scan, 0)) && peek(scan, 0) != '.') {
            scan->at++;
        }
        (void)fault(scan, ECC_M_quantity_negative);
    } else if (peek(scan, 0) == '.') {
        (void)fault(scan, peek(scan, 1) == '.'      ? ECC_M_quantity_range_half
                          : is_digit(peek(scan, 1)) ? ECC_M_quantity_bare_point
                                                    : ECC_M_quantity_not_number);
    } else {
        (void)fault(scan, ECC_M_quantity_not_number);
    }
}

bool ecc_number_begins(ecc_str text, size_t at)
{
    while (at < text.len && is_blank(text.ptr[at])) {
        at++;
    }
    return at < text.len && is_digit(text.ptr[at]);
}

bool ecc_number_read(ecc_str text, size_t *at, ecc_num *out, struct ecc_number_fault *out_fault)
{
    struct scan scan = {.text = text, .begin = *at, .at = *at};
    ecc_num value;
    if (!is_digit(peek(&scan, 0))) {
        refuse_beginning(&scan);
        *out_fault = scan.fault;
        return false;
    }
    const bool good = read_whole(&scan) && read_fraction(&scan) && read_exponent(&scan) &&
                      check_gap(&scan) && parse_plain(&scan, &value) &&
                      read_magnitude(&scan, &value);
    if (!good) {
        *out_fault = scan.fault;
        return false;
    }
    *at = scan.at;
    *out = value;
    return true;
}
