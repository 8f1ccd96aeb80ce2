/* SPDX-License-Identifier: Apache-2.0 */
/* A language's words, numbers, dates and names of countries.
 *
 * Every ICU service is opened by the first call that needs it, with a locale that is written here:
 * what comes out never depends on the environment. A plain sentence needs none. */
#include "text/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/num.h"
#include "base/unicode.h"
#include "text/pattern.h"

#define UNITS        128 /* UTF-16 units that any name, date or symbol fits in */
#define SYMBOL_BYTES 8

/* English dates are written day first, as the notices of other countries are; so is the locale. */
static const char *const locales[ECC_LANGUAGES] = {
    [ECC_ENGLISH] = "en_GB",
    [ECC_CHINESE] = "zh_CN",
};

struct symbols {
    bool loaded;
    char group[SYMBOL_BYTES];
    char point[SYMBOL_BYTES];
    char minus[SYMBOL_BYTES];
    char plus[SYMBOL_BYTES];
    size_t group_size; /* [digits] */
};

struct ecc_words {
    struct ecc_arena *arena; /* its own, and the first thing in it is this struct */
    ecc_language language;
    struct symbols symbols;
    UPluralRules *plurals; /* these four: NULL until they are needed */
    UNumberFormatter *integers;
    UFormattedNumber *integer;
    UDateFormat *dates;
    UCalendar *calendar;
    bool failed; /* something was not said, or not all of it */
};

ecc_status ecc_words_new(ecc_language language, ecc_words **out_words)
{
    if (language != ECC_ENGLISH && language != ECC_CHINESE) {
        return ECC_E_USAGE;
    }
    struct ecc_arena *arena = ecc_arena_new(0);
    if (arena == NULL) {
        return ECC_E_NOMEM;
    }
    ecc_words *words = ECC_NEW(arena, ecc_words);
    if (words == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    words->arena = arena;
    words->language = language;
    *out_words = words;
    return ECC_OK;
}

void ecc_words_free(ecc_words *words)
{
    if (words == NULL) {
        return;
    }
    uplrules_close(words->plurals);
    unumf_close(words->integers);
    unumf_closeResult(words->integer);
    if (words->dates != NULL) {
        udat_close(words->dates);
    }
    if (words->calendar != NULL) {
        ucal_close(words->calendar);
    }
    ecc_arena_free(words->arena);
}

void ecc_words_reset(ecc_words *words)
{
    const ecc_words kept = *words;
    ecc_arena_reset(kept.arena);
    ecc_words *again = ECC_NEW(kept.arena, ecc_words); /* the same place; see ecc_arena_reset() */
    assert(again == words);
    *again = kept;
}

bool ecc_words_failed(const ecc_words *words)
{
    return words->failed;
}

ecc_language ecc_words_language(const ecc_words *words)
{
    return words->language;
}

/* What is said, or nothing where memory ran out on the way; that is remembered. */
static ecc_str say(ecc_words *words, bool whole, ecc_str text)
{
    if (!whole || text.ptr == NULL) {
        words->failed = true;
        return (ecc_str){NULL, 0};
    }
    return text;
}

static ecc_str say_copy(ecc_words *words, ecc_str text)
{
    return say(words, true, ecc_arena_str(words->arena, text));
}

static ecc_str say_buf(ecc_words *words, const struct ecc_buf *buf)
{
    return buf->len == 0 && !buf->failed ? (ecc_str){NULL, 0}
                                         : say(words, !buf->failed, ecc_buf_str(buf));
}

/* ---- From ICU ------------------------------------------------------------------------------ */

/* The empty string when ICU failed or the text does not fit. */
static ecc_str from_utf16(ecc_words *words, const UChar *units, int32_t len, UErrorCode status)
{
    char bytes[UNITS * 3];
    int32_t n = 0;
    if (U_SUCCESS(status) && len <= UNITS) {
        u_strToUTF8(bytes, (int32_t)sizeof bytes, &n, units, len, &status);
    }
    if (U_FAILURE(status) || len > UNITS) {
        return say(words, false, (ecc_str){NULL, 0});
    }
    return say_copy(words, (ecc_str){bytes, (size_t)n});
}

static bool load_symbol(const UNumberFormat *format, UNumberFormatSymbol symbol,
                        char out[SYMBOL_BYTES])
{
    UChar units[SYMBOL_BYTES];
    int32_t n = 0;
    UErrorCode status = U_ZERO_ERROR;
    const int32_t len = unum_getSymbol(format, symbol, units, SYMBOL_BYTES, &status);
    u_strToUTF8(out, SYMBOL_BYTES, &n, units, len, &status);
    return U_SUCCESS(status) && n < SYMBOL_BYTES;
}

/* Signs and grouping of the language; the digits are ASCII in both. */
static bool load_symbols(ecc_words *words)
{
    struct symbols *symbols = &words->symbols;
    UErrorCode status = U_ZERO_ERROR;
    if (symbols->loaded) {
        return true;
    }
    UNumberFormat *format = unum_open(UNUM_DECIMAL, NULL, 0, locales[words->language], NULL,
                                      &status);
    if (U_FAILURE(status)) {
        words->failed = true;
        return false;
    }
    symbols->loaded = load_symbol(format, UNUM_GROUPING_SEPARATOR_SYMBOL, symbols->group) &&
                      load_symbol(format, UNUM_DECIMAL_SEPARATOR_SYMBOL, symbols->point) &&
                      load_symbol(format, UNUM_MINUS_SIGN_SYMBOL, symbols->minus) &&
                      load_symbol(format, UNUM_PLUS_SIGN_SYMBOL, symbols->plus);
    const int32_t group_size = unum_getAttribute(format, UNUM_GROUPING_SIZE);
    symbols->group_size = group_size > 0 ? (size_t)group_size : SIZE_MAX;
    unum_close(format);
    words->failed = words->failed || !symbols->loaded;
    return symbols->loaded;
}

/* ---- Numbers ------------------------------------------------------------------------------- */

/* A plain decimal, "-15831.2", with the language's signs and grouping. No digit is touched. */
static void put_decimal(ecc_words *words, ecc_str plain, struct ecc_buf *out)
{
    const struct symbols *symbols = &words->symbols;
    if (!load_symbols(words)) {
        out->failed = true;
        return;
    }
    const bool negative = ecc_str_starts(plain, ECC_STR("-"));
    const ecc_str digits = ecc_str_slice(plain, negative ? 1 : 0, plain.len);
    size_t whole = 0;
    while (whole < digits.len && digits.ptr[whole] != '.') {
        whole++;
    }
    ecc_buf_puts(out, negative ? symbols->minus : "");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % symbols->group_size == 0) {
            ecc_buf_puts(out, symbols->group);
        }
        ecc_buf_putc(out, digits.ptr[i]);
    }
    if (whole < digits.len) {
        ecc_buf_puts(out, symbols->point);
        ecc_buf_add(out, ecc_str_slice(digits, whole + 1, digits.len));
    }
}

void ecc_words_put_integer(ecc_words *words, long long number, struct ecc_buf *out)
{
    char plain[24];
    (void)snprintf(plain, sizeof plain, "%lld", number);
    put_decimal(words, ecc_str_of(plain), out);
}

static ecc_str plural_category(ecc_words *words, long long number)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[UNITS];
    if (words->plurals == NULL) {
        words->plurals = uplrules_open(locales[words->language], &status);
    }
    if (words->integers == NULL) {
        words->integers = unumf_openForSkeletonAndLocale(u"", 0, locales[words->language], &status);
    }
    if (words->integer == NULL) {
        words->integer = unumf_openResult(&status);
    }
    unumf_formatInt(words->integers, number, words->integer, &status);
    const int32_t len = uplrules_selectFormatted(words->plurals, words->integer, units, UNITS,
                                                 &status);
    return from_utf16(words, units, len, status);
}

ecc_str ecc_words_plural(ecc_words *words, long long number)
{
    const ecc_str category = plural_category(words, number);
    return category.len > 0 ? category : ECC_STR("other");
}

ecc_str ecc_words_number(ecc_words *words, const ecc_number *number, unsigned digits,
                         bool *out_exact)
{
    bool exact = false;
    struct ecc_buf plain;
    struct ecc_buf out;
    ecc_buf_init(&plain, words->arena);
    ecc_buf_init(&out, words->arena);
    if (!ecc_num_print_significant(number, digits, ECC_ROUND_NEAREST, &plain, &exact)) {
        return say(words, false, (ecc_str){NULL, 0});
    }
    put_decimal(words, ecc_buf_str(&plain), &out);
    if (out_exact != NULL) {
        *out_exact = exact;
    }
    return plain.failed ? say(words, false, (ecc_str){NULL, 0}) : say_buf(words, &out);
}

/* The sign is that of the exact ratio: "+0.0 %" and "-0.0 %" lie off the line, "0.0 %" on it. */
ecc_str ecc_words_percent(ecc_words *words, const ecc_number *ratio, unsigned fraction)
{
    const ecc_num hundred = ecc_num_int(100);
    ecc_num size;
    struct ecc_buf plain;
    struct ecc_buf out;
    ecc_buf_init(&plain, words->arena);
    ecc_buf_init(&out, words->arena);
    if (!ecc_num_mul(ratio, &hundred, &size)) {
        return ecc_number_exact(words, ratio);
    }
    size.sign = size.sign != 0 ? 1 : 0;
    if (!load_symbols(words) ||
        !ecc_num_print_rounded(&size, fraction, ECC_ROUND_NEAREST, &plain)) {
        return say(words, false, (ecc_str){NULL, 0});
    }
    if (ratio->sign != 0) {
        ecc_buf_puts(&out, ratio->sign > 0 ? words->symbols.plus : words->symbols.minus);
    }
    put_decimal(words, ecc_buf_str(&plain), &out);
    ecc_buf_puts(&out, " %");
    return plain.failed ? say(words, false, (ecc_str){NULL, 0}) : say_buf(words, &out);
}

ecc_str ecc_number_exact(ecc_words *words, const ecc_number *number)
{
    struct ecc_buf out;
    ecc_buf_init(&out, words->arena);
    ecc_num_print_exact(number, &out);
    return say_buf(words, &out);
}

/* ---- Dates and countries ------------------------------------------------------------------- */

ecc_str ecc_words_date(ecc_words *words, ecc_date date)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[UNITS];
    const char *locale = locales[words->language];
    if (!ecc_date_is_set(date)) {
        return (ecc_str){NULL, 0};
    }
    if (words->calendar == NULL) {
        words->calendar = ucal_open(u"GMT", -1, locale, UCAL_GREGORIAN, &status);
    }
    if (words->dates == NULL) {
        words->dates = udat_open(UDAT_NONE, UDAT_LONG, locale, u"GMT", -1, NULL, 0, &status);
    }
    if (U_FAILURE(status)) {
        return say(words, false, (ecc_str){NULL, 0});
    }
    ucal_clear(words->calendar);
    ucal_setDate(words->calendar, date.year, date.month - 1, date.day, &status);
    const int32_t len = udat_formatCalendar(words->dates, words->calendar, units, UNITS, NULL,
                                            &status);
    return from_utf16(words, units, len, status);
}

static bool is_capital(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

ecc_str ecc_words_country(ecc_words *words, ecc_str iso_code)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[UNITS];
    if (iso_code.len != 2 || !is_capital(iso_code.ptr[0]) || !is_capital(iso_code.ptr[1])) {
        return say_copy(words, iso_code);
    }
    const char locale[] = {'u', 'n', 'd', '_', iso_code.ptr[0], iso_code.ptr[1], '\0'};
    const int32_t len = uloc_getDisplayCountry(locale, locales[words->language], units, UNITS,
                                               &status);
    return from_utf16(words, units, len, status); /* ICU gives the code when it knows no name */
}

/* ---- Messages ------------------------------------------------------------------------------ */

/* Whether the arguments are those that the row names, in whatever order. */
static bool takes(const struct ecc_message_row *row, const ecc_arg *args, size_t n_args)
{
    size_t n = 0;
    for (ecc_str rest = ecc_str_of(row->args); rest.len > 0; n++) {
        size_t end = 0;
        while (end < rest.len && rest.ptr[end] != ' ') {
            end++;
        }
        bool given = false;
        for (size_t i = 0; i < n_args; i++) {
            given = given || ecc_str_is(ecc_str_slice(rest, 0, end), args[i].name);
        }
        if (!given) {
            return false;
        }
        rest = ecc_str_trim(ecc_str_slice(rest, end, rest.len));
    }
    return n == n_args;
}

/* Rows that share an id differ in their arguments. Without one that fits, the first must do. */
static const struct ecc_message_row *find_row(const char *id, const ecc_arg *args, size_t n_args)
{
    const struct ecc_message_row *first = NULL;
    for (unsigned i = 0; i < ECC_M_COUNT; i++) {
        const struct ecc_message_row *row = ecc_message_row((enum ecc_message_id)i);
        if (strcmp(row->id, id) == 0) {
            if (takes(row, args, n_args)) {
                return row;
            }
            first = first == NULL ? row : first;
        }
    }
    return first;
}

ecc_str ecc_words_format(ecc_words *words, const char *pattern, const ecc_arg *args, size_t n_args)
{
    const ecc_str text = ecc_str_of(pattern);
    struct ecc_buf out;
    ecc_buf_init(&out, words->arena);
    if (!ecc_pattern_write(words, text, args, n_args, &out)) {
        return say_copy(words, text); /* a mistake in a catalogue is seen, not hidden */
    }
    return say_buf(words, &out);
}

ecc_str ecc_words_say(ecc_words *words, const char *id, const ecc_arg *args, size_t n_args)
{
    const struct ecc_message_row *row = find_row(id, args, n_args);
    if (row == NULL) {
        return say_copy(words, ecc_str_of(id));
    }
    return ecc_words_format(words, row->words[words->language], args, n_args);
}

/* A line break in a value from a file would let the file write lines of our own. */
static ecc_str in_one_line(ecc_words *words, ecc_str text)
{
    char *copy = ecc_arena_alloc(words->arena, text.len);
    if (copy == NULL) {
        return say(words, false, (ecc_str){NULL, 0});
    }
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        copy[i] = c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    }
    return (ecc_str){copy, text.len};
}

ecc_str ecc_words_diag(ecc_words *words, const ecc_diag *diag)
{
    ecc_arg *args = ECC_NEW_ARRAY(words->arena, diag->n_args, ecc_arg);
    if (args == NULL) {
        return say(words, false, (ecc_str){NULL, 0});
    }
    for (size_t i = 0; i < diag->n_args; i++) {
        args[i] = diag->args[i];
        if (args[i].kind == ECC_ARG_TEXT) {
            args[i].text = in_one_line(words, args[i].text);
        }
    }
    return ecc_words_say(words, diag->id, args, diag->n_args);
}

/* ---- Text for a terminal ------------------------------------------------------------------- */

size_t ecc_text_width(ecc_str text)
{
    return ecc_unicode_width(text);
}

/* Where a carriage return stands alone: it would write over the line. */
static size_t lone_return_at(ecc_str text)
{
    size_t at = 0;
    while (at < text.len &&
           !(text.ptr[at] == '\r' && (at + 1 == text.len || text.ptr[at + 1] != '\n'))) {
        at++;
    }
    return at;
}

size_t ecc_text_unsafe_at(ecc_str text)
{
    const ecc_str valid = ecc_str_slice(text, 0, ecc_utf8_invalid_at(text));
    const size_t forbidden = ecc_unicode_forbidden_at(valid, NULL);
    const size_t lone_return = lone_return_at(text);
    return forbidden < lone_return ? forbidden : lone_return;
}

_Static_assert(ECC_ICU_VERSION_SIZE == U_MAX_VERSION_STRING_LENGTH, "room for any version");

void ecc_icu_version(char out[ECC_ICU_VERSION_SIZE])
{
    UVersionInfo version;
    u_getVersion(version);
    u_versionToString(version, out);
}
