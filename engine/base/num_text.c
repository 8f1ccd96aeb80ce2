/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers to text and back: plain decimals, exact fractions, rounded figures. */
#include <string.h>

#include "base/num.h"
#include "base/wide.h"

#define LIMBS      ((size_t)ECC_NUM_LIMBS)
#define LIMB_BYTES sizeof(uint64_t)
/* The longest decimal that ends is k/2^255: 5^255 and 10^255 stay below 2^848. */
#define TEXT_LIMBS      14
#define ONE_LIMB_DIGITS 18
#define FRACTION_MAX    30
#define NINE_DIGITS     1000000000U

/* A decimal in its parts: whole.fraction * 10^exponent. */
struct decimal {
    int sign;
    ecc_str whole;
    ecc_str fraction;
    bool has_exponent;
    int exponent;
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The digits from *at on; *at moves past them. */
static ecc_str take_digits(ecc_str text, size_t *at)
{
    const size_t begin = *at;
    while (*at < text.len && is_digit(text.ptr[*at])) {
        (*at)++;
    }
    return ecc_str_slice(text, begin, *at);
}

static bool take(ecc_str text, size_t *at, char byte)
{
    if (*at < text.len && text.ptr[*at] == byte) {
        (*at)++;
        return true;
    }
    return false;
}

/* No digits, or a zero before another digit, is not a whole number. */
static bool is_whole(ecc_str digits)
{
    return digits.len > 0 && (digits.len == 1 || digits.ptr[0] != '0');
}

static bool scan_exponent(ecc_str text, size_t *at, struct decimal *out)
{
    if (!take(text, at, 'e') && !take(text, at, 'E')) {
        return true;
    }
    const bool negative = take(text, at, '-');
    if (!negative) {
        (void)take(text, at, '+');
    }
    const ecc_str digits = take_digits(text, at);
    int value = 0;
    for (size_t i = 0; i < digits.len && value <= ECC_NUM_EXPONENT; i++) {
        value = value * 10 + (digits.ptr[i] - '0');
    }
    out->has_exponent = true;
    out->exponent = negative ? -value : value;
    return digits.len > 0 && value <= ECC_NUM_EXPONENT;
}

static bool scan_decimal(ecc_str text, struct decimal *out)
{
    size_t at = 0;
    *out = (struct decimal){.sign = take(text, &at, '-') ? -1 : 1};
    out->whole = take_digits(text, &at);
    if (!is_whole(out->whole)) {
        return false;
    }
    if (take(text, &at, '.')) {
        out->fraction = take_digits(text, &at);
        if (out->fraction.len == 0) {
            return false;
        }
    }
    return scan_exponent(text, &at, out) && at == text.len;
}

/* `num` / `den`, both of TEXT_LIMBS limbs, in lowest terms; false when that does not fit. */
static bool reduce(int sign, uint64_t *num, uint64_t *den, ecc_num *out)
{
    uint64_t common[TEXT_LIMBS];
    uint64_t rest[TEXT_LIMBS];
    if (ecc_wide_len(num, TEXT_LIMBS) == 0) {
        *out = ecc_num_zero();
        return true;
    }
    ecc_wide_gcd(num, den, TEXT_LIMBS, common);
    ecc_wide_divide(num, TEXT_LIMBS, common, TEXT_LIMBS, num, rest);
    ecc_wide_divide(den, TEXT_LIMBS, common, TEXT_LIMBS, den, rest);
    if (ecc_wide_len(num, TEXT_LIMBS) > LIMBS || ecc_wide_len(den, TEXT_LIMBS) > LIMBS) {
        return false;
    }
    out->sign = sign;
    memcpy(out->num, num, LIMBS * LIMB_BYTES);
    memcpy(out->den, den, LIMBS * LIMB_BYTES);
    return true;
}

static bool append_digits(uint64_t *a, size_t n, ecc_str digits)
{
    for (size_t i = 0; i < digits.len; i++) {
        if (ecc_wide_mul_limb(a, n, 10, (uint64_t)(digits.ptr[i] - '0')) != 0) {
            return false;
        }
    }
    return true;
}

static bool times_ten_to(uint64_t *a, size_t n, size_t power)
{
    for (size_t i = 0; i < power; i++) {
        if (ecc_wide_mul_limb(a, n, 10, 0) != 0) {
            return false;
        }
    }
    return true;
}

static bool build(const struct decimal *in, ecc_num *out)
{
    const size_t up = in->exponent > 0 ? (size_t)in->exponent : 0;
    const size_t down = in->fraction.len + (in->exponent < 0 ? (size_t)-in->exponent : 0);
    uint64_t num[TEXT_LIMBS] = {0};
    uint64_t den[TEXT_LIMBS] = {1};
    if (in->whole.len + in->fraction.len + up <= ONE_LIMB_DIGITS && down <= ONE_LIMB_DIGITS) {
        (void)append_digits(num, 1, in->whole);
        (void)append_digits(num, 1, in->fraction);
        (void)times_ten_to(num, 1, up);
        (void)times_ten_to(den, 1, down);
        return ecc_num_make(in->sign * (int64_t)num[0], den[0], out);
    }
    if (!append_digits(num, TEXT_LIMBS, in->whole) ||
        !append_digits(num, TEXT_LIMBS, in->fraction)) {
        return false;
    }
    (void)times_ten_to(num, TEXT_LIMBS, up); /* an exponent stands behind thirty digits at most */
    return times_ten_to(den, TEXT_LIMBS, down) && reduce(in->sign, num, den, out);
}

static size_t significant_digits(const struct decimal *in)
{
    if (in->whole.ptr[0] != '0') {
        return in->whole.len + in->fraction.len;
    }
    size_t zeros = 0;
    while (zeros < in->fraction.len && in->fraction.ptr[zeros] == '0') {
        zeros++;
    }
    return in->fraction.len - zeros;
}

bool ecc_num_parse(ecc_str text, ecc_num *out)
{
    struct decimal parts;
    return scan_decimal(text, &parts) && significant_digits(&parts) <= ECC_NUM_DIGITS &&
           parts.fraction.len <= ECC_NUM_DIGITS + ECC_NUM_EXPONENT && build(&parts, out);
}

static bool parse_fraction(ecc_str num_text, ecc_str den_text, ecc_num *out)
{
    uint64_t num[TEXT_LIMBS] = {0};
    uint64_t den[TEXT_LIMBS] = {0};
    size_t num_at = 0;
    size_t den_at = 0;
    const int sign = take(num_text, &num_at, '-') ? -1 : 1;
    const ecc_str num_digits = take_digits(num_text, &num_at);
    const ecc_str den_digits = take_digits(den_text, &den_at);
    return num_at == num_text.len && den_at == den_text.len && is_whole(num_digits) &&
           is_whole(den_digits) && den_digits.ptr[0] != '0' &&
           append_digits(num, TEXT_LIMBS, num_digits) &&
           append_digits(den, TEXT_LIMBS, den_digits) && reduce(sign, num, den, out);
}

bool ecc_num_parse_exact(ecc_str text, ecc_num *out)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '/') {
            return parse_fraction(ecc_str_slice(text, 0, i), ecc_str_slice(text, i + 1, text.len),
                                  out);
        }
    }
    struct decimal parts;
    return scan_decimal(text, &parts) && !parts.has_exponent && build(&parts, out);
}

/* The digits of a whole number; "0" for zero. `a` is used up. */
static ecc_str whole_digits(uint64_t *a, size_t n, char *digits, size_t size)
{
    size_t at = size;
    size_t len = ecc_wide_len(a, n);
    do {
        uint32_t nine = ecc_wide_div_half(a, len, NINE_DIGITS);
        len = ecc_wide_len(a, len);
        for (unsigned i = 0; i < 9 && (i == 0 || len > 0 || nine > 0); i++) {
            digits[--at] = (char)('0' + nine % 10);
            nine /= 10;
        }
    } while (len > 0);
    return (ecc_str){digits + at, size - at};
}

#define DIGITS_MAX 320 /* of ECC_WIDE_MAX limbs: 1024 bits have 309 */

static void put_whole(const uint64_t *a, size_t n, struct ecc_buf *out)
{
    uint64_t copy[ECC_WIDE_MAX];
    char digits[DIGITS_MAX];
    memcpy(copy, a, n * LIMB_BYTES);
    ecc_buf_add(out, whole_digits(copy, n, digits, sizeof digits));
}

/* Divides `a`, which is not zero, by `prime` as often as nothing is left over. */
static void take_out(uint64_t *a, uint32_t prime)
{
    uint64_t next[ECC_NUM_LIMBS];
    memcpy(next, a, sizeof next);
    while (ecc_wide_div_half(next, LIMBS, prime) == 0) {
        memcpy(a, next, sizeof next);
    }
}

/* A decimal expansion ends when the denominator has no prime factors but 2 and 5. */
static bool decimals_end(const ecc_num *a)
{
    uint64_t rest[ECC_NUM_LIMBS];
    memcpy(rest, a->den, sizeof rest);
    take_out(rest, 2);
    take_out(rest, 5);
    return rest[0] == 1 && ecc_wide_len(rest, LIMBS) == 1;
}

/* Long division on paper: the next digit is ten times the rest over the denominator. */
static void put_fraction(const uint64_t *rest, const uint64_t *den, struct ecc_buf *out)
{
    uint64_t left[ECC_NUM_LIMBS + 1] = {0};
    uint64_t divisor[ECC_NUM_LIMBS + 1] = {0};
    uint64_t digit[ECC_NUM_LIMBS + 1];
    memcpy(left, rest, LIMBS * LIMB_BYTES);
    memcpy(divisor, den, LIMBS * LIMB_BYTES);
    ecc_buf_putc(out, '.');
    while (ecc_wide_len(left, LIMBS) > 0) {
        (void)ecc_wide_mul_limb(left, LIMBS + 1, 10, 0);
        ecc_wide_divide(left, LIMBS + 1, divisor, LIMBS + 1, digit, left);
        ecc_buf_putc(out, (char)('0' + digit[0]));
    }
}

void ecc_num_print_exact(const ecc_num *a, struct ecc_buf *out)
{
    if (a->sign < 0) {
        ecc_buf_putc(out, '-');
    }
    if (!decimals_end(a)) {
        put_whole(a->num, LIMBS, out);
        ecc_buf_putc(out, '/');
        put_whole(a->den, LIMBS, out);
        return;
    }
    uint64_t whole[ECC_NUM_LIMBS];
    uint64_t rest[ECC_NUM_LIMBS];
    ecc_wide_divide(a->num, LIMBS, a->den, LIMBS, whole, rest);
    put_whole(whole, LIMBS, out);
    if (ecc_wide_len(rest, LIMBS) > 0) {
        put_fraction(rest, a->den, out);
    }
}

/* |a| * 10^power rounded to a whole number, of TEXT_LIMBS limbs; returns whether it was exact. A
 * negative power divides. Powers stay within 110, so that 256 bits grow to 622 at most. */
static bool scale_and_round(const ecc_num *a, int power, enum ecc_round mode, uint64_t *out)
{
    uint64_t num[TEXT_LIMBS] = {0};
    uint64_t den[TEXT_LIMBS] = {0};
    uint64_t rest[TEXT_LIMBS];
    static const uint64_t one[TEXT_LIMBS] = {1};
    memcpy(num, a->num, LIMBS * LIMB_BYTES);
    memcpy(den, a->den, LIMBS * LIMB_BYTES);
    (void)times_ten_to(power < 0 ? den : num, TEXT_LIMBS, (size_t)(power < 0 ? -power : power));
    ecc_wide_divide(num, TEXT_LIMBS, den, TEXT_LIMBS, out, rest);
    const bool exact = ecc_wide_len(rest, TEXT_LIMBS) == 0;
    (void)ecc_wide_mul_limb(rest, TEXT_LIMBS, 2, 0);
    const bool half = ecc_wide_cmp(rest, den, TEXT_LIMBS) >= 0;
    if ((mode == ECC_ROUND_UP && !exact) || (mode == ECC_ROUND_NEAREST && half)) {
        (void)ecc_wide_add(out, one, TEXT_LIMBS);
    }
    return exact;
}

/* `whole` with its last `fraction` digits put behind a point; a zero has no sign. */
static void put_shifted(int sign, uint64_t *whole, size_t fraction, struct ecc_buf *out)
{
    char digits[DIGITS_MAX];
    if (sign < 0 && ecc_wide_len(whole, TEXT_LIMBS) > 0) {
        ecc_buf_putc(out, '-');
    }
    const ecc_str text = whole_digits(whole, TEXT_LIMBS, digits, sizeof digits);
    const size_t lead = text.len > fraction ? text.len - fraction : 0;
    ecc_buf_add(out, lead > 0 ? ecc_str_slice(text, 0, lead) : ECC_STR("0"));
    if (fraction > 0) {
        ecc_buf_putc(out, '.');
    }
    for (size_t i = text.len; i < fraction; i++) {
        ecc_buf_putc(out, '0');
    }
    ecc_buf_add(out, ecc_str_slice(text, lead, text.len));
}

bool ecc_num_print_rounded(const ecc_num *a, unsigned fraction, enum ecc_round mode,
                           struct ecc_buf *out)
{
    uint64_t whole[TEXT_LIMBS];
    if (fraction > FRACTION_MAX) {
        return false;
    }
    (void)scale_and_round(a, (int)fraction, mode, whole);
    put_shifted(a->sign, whole, fraction, out);
    return !out->failed;
}

/* The power of ten of the leading digit; `a` is not zero. */
static int leading_power(const ecc_num *a)
{
    char digits[DIGITS_MAX];
    uint64_t whole[ECC_NUM_LIMBS];
    uint64_t rest[ECC_NUM_LIMBS];
    ecc_wide_divide(a->num, LIMBS, a->den, LIMBS, whole, rest);
    if (ecc_wide_len(whole, LIMBS) > 0) {
        return (int)whole_digits(whole, LIMBS, digits, sizeof digits).len - 1;
    }
    uint64_t scaled[ECC_NUM_LIMBS + 1] = {0};
    uint64_t den[ECC_NUM_LIMBS + 1] = {0};
    memcpy(scaled, a->num, LIMBS * LIMB_BYTES);
    memcpy(den, a->den, LIMBS * LIMB_BYTES);
    int power = 0;
    while (ecc_wide_cmp(scaled, den, LIMBS + 1) < 0) {
        (void)ecc_wide_mul_limb(scaled, LIMBS + 1, 10, 0);
        power--;
    }
    return power;
}

bool ecc_num_print_significant(const ecc_num *a, unsigned digits, enum ecc_round mode,
                               struct ecc_buf *out, bool *out_exact)
{
    if (digits == 0 || digits > FRACTION_MAX) {
        return false;
    }
    int fraction = 0; /* digits behind the point; negative: zeros before it */
    uint64_t whole[TEXT_LIMBS] = {0};
    bool exact = true;
    if (a->sign != 0) {
        fraction = (int)digits - 1 - leading_power(a);
        exact = scale_and_round(a, fraction, mode, whole);
    }
    uint64_t tenth[TEXT_LIMBS];
    memcpy(tenth, whole, sizeof tenth);
    while (fraction > 0 && ecc_wide_div_half(tenth, TEXT_LIMBS, 10) == 0) {
        memcpy(whole, tenth, sizeof tenth);
        fraction--;
    }
    if (fraction < 0) {
        (void)times_ten_to(whole, TEXT_LIMBS, (size_t)-fraction);
        fraction = 0;
    }
    put_shifted(a->sign, whole, (size_t)fraction, out);
    if (out_exact != NULL) {
        *out_exact = exact;
    }
    return !out->failed;
}
