/* SPDX-License-Identifier: Apache-2.0 */
/* Quantities: a form (exact, about, range, limit), one or two numbers, a unit; then the interval
 * they mean within the domain of the field. */
#include "model/quantity.h"

#include <string.h>

#include "base/arena.h"
#include "base/unicode.h"
#include "model/quantity_number.h"
#include "model/schema.h"

#define TEXT_MAX 200 /* bytes; what is longer is no quantity */

enum form { EXACT, ABOUT, RANGE, AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN };

/* What stands in the file, taken apart. */
struct written {
    enum form form;
    ecc_num number;
    ecc_num end; /* of a range; else the number again */
    ecc_str number_text;
    ecc_str end_text; /* of a range */
    ecc_str unit;     /* may be empty */
};

struct reader {
    struct ecc_arena *arena;
    ecc_str text; /* normalised, without blanks around it */
    size_t at;
    struct ecc_span span;
    const struct ecc_quantity_want *want;
    struct ecc_diags *diags; /* may be NULL */
};

/* ---- Faults -------------------------------------------------------------------------------- */

static ecc_status fail(struct reader *reader, enum ecc_message_id message, const ecc_arg *args,
                       size_t n_args)
{
    if (reader->diags != NULL) {
        ecc_diag_add(reader->diags, message, reader->span, args, n_args);
    }
    return ECC_E_INVALID;
}

static ecc_status fail_text(struct reader *reader, enum ecc_message_id message, ecc_str text)
{
    return fail(reader, message, ECC_ARGS(ecc_arg_text("text", text)));
}

/* A fault of the whole text. */
static ecc_status fail_whole(struct reader *reader, enum ecc_message_id message)
{
    return fail_text(reader, message, reader->text);
}

static ecc_status fail_number(struct reader *reader, const struct ecc_number_fault *fault)
{
    const ecc_str text = fault->text.len > 0 ? fault->text : reader->text;
    if (fault->message == ECC_M_quantity_digits || fault->message == ECC_M_quantity_exponent) {
        const int max = fault->message == ECC_M_quantity_digits ? ECC_NUM_DIGITS : ECC_NUM_EXPONENT;
        return fail(reader, fault->message,
                    ECC_ARGS(ecc_arg_text("text", text), ecc_arg_integer("max", max)));
    }
    return fail_text(reader, fault->message, text);
}

/* ---- Characters that normalisation would make digits of ------------------------------------ */

struct code_range {
    uint32_t first; /* 0 behind the last range */
    uint32_t last;
};

static bool is_among(uint32_t code, const struct code_range *ranges)
{
    for (const struct code_range *range = ranges; range->first != 0; range++) {
        if (code >= range->first && code <= range->last) {
            return true;
        }
    }
    return false;
}

/* May a raised digit stand behind this? It is a power of a unit then ("mm²"), else of a number. */
static bool takes_power(uint32_t before)
{
    static const struct code_range digits[] = {
        {0xFF10, 0xFF19}, {0x1D7CE, 0x1D7FF}, {0x1FBF0, 0x1FBF9}, {0}}; /* full-width, styled */
    static const struct code_range letters[] = {{'A', 'Z'}, {'a', 'z'}, {0}};
    return before < 0x80 ? is_among(before, letters) : !is_among(before, digits);
}

/* NFKC turns 10³ into 103, 1½ into 11⁄2 and ② into 2. */
static bool has_raised_digit(ecc_str text)
{
    static const struct code_range raised[] = {{0xB2, 0xB3}, {0xB9, 0xB9}, {0x2070, 0x207B}, {0}};
    static const struct code_range others[] = {
        {0xBC, 0xBE},     {0x2080, 0x208B}, {0x2150, 0x215F},   {0x2189, 0x2189},
        {0x2460, 0x249B}, {0x24EA, 0x24FF}, {0x1F100, 0x1F10A}, {0}}; /* ¼, ₂, ⅓, ↉, ②, ⓪, 🄀 */
    uint32_t before = 0;
    for (size_t at = 0; at < text.len;) {
        const uint32_t code = ecc_utf8_next(text, &at);
        if (is_among(code, others) || (is_among(code, raised) && !takes_power(before))) {
            return true;
        }
        before = code;
    }
    return false;
}

/* ---- Form and numbers ---------------------------------------------------------------------- */

static void skip_blanks(struct reader *reader)
{
    while (reader->at < reader->text.len &&
           (reader->text.ptr[reader->at] == ' ' || reader->text.ptr[reader->at] == '\t')) {
        reader->at++;
    }
}

static ecc_str rest(const struct reader *reader)
{
    return ecc_str_slice(reader->text, reader->at, reader->text.len);
}

static bool take(struct reader *reader, const char *token)
{
    if (!ecc_str_starts(rest(reader), ecc_str_of(token))) {
        return false;
    }
    reader->at += strlen(token);
    return true;
}

static enum form read_form(struct reader *reader)
{
    static const struct {
        const char *token; /* one that begins another stands after it */
        enum form form;
    } forms[] = {{"~", ABOUT},     {"约", ABOUT},   {">=", AT_LEAST}, {"≥", AT_LEAST},
                 {"≧", AT_LEAST},  {"<=", AT_MOST}, {"≤", AT_MOST},   {"≦", AT_MOST},
                 {">", MORE_THAN}, {"<", LESS_THAN}};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (take(reader, forms[i].token)) {
            return forms[i].form;
        }
    }
    return EXACT;
}

/* Other ways to write a range or a tolerance, between two numbers. */
static bool is_other_range(const struct reader *reader)
{
    static const char *const tokens[] = {"...", "-",  "–",  "—", "−",  "~",  "〜",
                                         "至",  "到", "to", "±", "+-", "+/-"};
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        if (ecc_str_starts(rest(reader), ecc_str_of(tokens[i])) &&
            ecc_number_begins(reader->text, reader->at + strlen(tokens[i]))) {
            return true;
        }
    }
    return false;
}

static ecc_status read_number(struct reader *reader, ecc_num *out, ecc_str *out_text)
{
    struct ecc_number_fault fault;
    skip_blanks(reader);
    const size_t begin = reader->at;
    if (!ecc_number_read(reader->text, &reader->at, out, &fault)) {
        return fail_number(reader, &fault);
    }
    *out_text = ecc_str_slice(reader->text, begin, reader->at);
    skip_blanks(reader);
    return ECC_OK;
}

static ecc_status read_range_end(struct reader *reader, struct written *out)
{
    if (out->form != EXACT) {
        return fail_whole(reader, ECC_M_quantity_range_mixed);
    }
    out->form = RANGE;
    if (!ecc_number_begins(reader->text, reader->at)) {
        skip_blanks(reader);
        const ecc_str end = rest(reader);
        const bool is_number = end.len > 0 && (end.ptr[0] == '-' || end.ptr[0] == '.');
        if (!is_number) {
            return fail_whole(reader, ECC_M_quantity_range_half);
        }
    }
    return read_number(reader, &out->end, &out->end_text);
}

static ecc_status read_written(struct reader *reader, struct written *out)
{
    *out = (struct written){.form = read_form(reader)};
    TRY(read_number(reader, &out->number, &out->number_text));
    out->end = out->number;
    if (is_other_range(reader)) {
        return fail_whole(reader, ECC_M_quantity_range_form);
    }
    if (take(reader, "..")) {
        TRY(read_range_end(reader, out));
    }
    out->unit = rest(reader);
    if (ecc_str_starts(out->unit, ECC_STR("%")) || ecc_str_starts(out->unit, ECC_STR("‰"))) {
        return fail_whole(reader, ECC_M_quantity_percent);
    }
    for (size_t i = 0; i + 1 < out->unit.len; i++) {
        if (out->unit.ptr[i] == '.' && out->unit.ptr[i + 1] == '.') {
            return fail_whole(reader, ECC_M_quantity_range_form);
        }
    }
    return ECC_OK;
}

/* ---- Unit ---------------------------------------------------------------------------------- */

/* Units to propose, the ones that data sheets use; NULL ptr when out of memory. */
static ecc_str units_that_fit(const struct reader *reader)
{
    static const struct {
        struct ecc_dim dim;
        const char *units;
    } proposals[] = {{ECC_DIM_RATE_INIT, "TOPS, TFLOPS, PFLOPS"},
                     {ECC_DIM_BANDWIDTH_INIT, "GB/s, TB/s, Gb/s"},
                     {ECC_DIM_DATA_INIT, "GB, TB, GiB"},
                     {ECC_DIM_AREA_INIT, "mm2, cm2"},
                     {ECC_DIM_POWER_INIT, "W, kW"},
                     {ECC_DIM_NONE_INIT, NULL}};
    for (size_t i = 0; proposals[i].units != NULL; i++) {
        if (ecc_dim_eq(reader->want->dim, proposals[i].dim)) {
            return ecc_str_of(proposals[i].units);
        }
    }
    return ecc_dim_unit_text(reader->arena, reader->want->dim);
}

static ecc_status coherent_unit(const struct reader *reader, struct ecc_unit *out)
{
    const ecc_str text = ecc_dim_unit_text(reader->arena, reader->want->dim);
    if (text.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    *out = (struct ecc_unit){.text = text, .dim = reader->want->dim, .scale = ecc_num_int(1)};
    return ECC_OK;
}

/* A unit with something behind it: the longest part with a blank at its end that is a unit, and the rest. */
static bool find_trailing(const struct reader *reader, ecc_str text, struct ecc_unit *out_unit,
                          ecc_str *out_trailing)
{
    for (size_t i = text.len; i > 0; i--) {
        if (text.ptr[i - 1] == ' ' &&
            ecc_unit_parse(reader->arena, ecc_str_slice(text, 0, i), out_unit, NULL)) {
            *out_trailing = ecc_str_trim(ecc_str_slice(text, i, text.len));
            return true;
        }
    }
    return false;
}

static ecc_status refuse_unit(struct reader *reader, ecc_str text, ecc_str guess)
{
    struct ecc_unit unit;
    ecc_str trailing;
    const ecc_str units = units_that_fit(reader);
    if (units.ptr == NULL || guess.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    if (find_trailing(reader, text, &unit, &trailing)) {
        return fail(reader, ECC_M_quantity_trailing,
                    ECC_ARGS(ecc_arg_text("text", trailing), ecc_arg_text("unit", unit.text)));
    }
    if (guess.len == 0) {
        return fail(reader,
                    ecc_unit_is_transfers(text) ? ECC_M_quantity_transfers
                                                : ECC_M_quantity_unknown_unit,
                    ECC_ARGS(ecc_arg_text("unit", text), ecc_arg_text("units", units)));
    }
    if (memchr(guess.ptr, ',', guess.len) != NULL) {
        return fail(reader, ECC_M_quantity_ambiguous_unit,
                    ECC_ARGS(ecc_arg_text("unit", text), ecc_arg_text("guesses", guess)));
    }
    return fail(reader, ECC_M_quantity_unknown_unit_near,
                ECC_ARGS(ecc_arg_text("unit", text), ecc_arg_text("guess", guess)));
}

static ecc_status no_unit(struct reader *reader, const struct written *written,
                          struct ecc_unit *out)
{
    if (ecc_dim_is_none(reader->want->dim) || reader->want->bare) {
        return coherent_unit(reader, out);
    }
    const ecc_str units = units_that_fit(reader);
    if (units.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    const ecc_str number = written->form == RANGE ? reader->text : written->number_text;
    return fail(reader, ECC_M_quantity_no_unit,
                ECC_ARGS(ecc_arg_text("text", number), ecc_arg_text("units", units)));
}

static ecc_status read_unit(struct reader *reader, const struct written *written,
                            struct ecc_unit *out)
{
    ecc_str guess;
    struct ecc_unit unit;
    if (written->unit.len == 0) {
        return no_unit(reader, written, out);
    }
    if (ecc_dim_is_none(reader->want->dim)) {
        return fail(reader, ECC_M_quantity_unit_unwanted,
                    ECC_ARGS(ecc_arg_text("unit", written->unit)));
    }
    if (!ecc_unit_parse(reader->arena, written->unit, &unit, &guess)) {
        return refuse_unit(reader, written->unit, guess);
    }
    if (!ecc_dim_eq(unit.dim, reader->want->dim)) {
        const ecc_str units = units_that_fit(reader);
        if (units.ptr == NULL) {
            return ECC_E_NOMEM;
        }
        return fail(reader, ECC_M_quantity_dimension,
                    ECC_ARGS(ecc_arg_text("unit", unit.text), ecc_arg_text("units", units)));
    }
    *out = unit;
    return ECC_OK;
}

/* ---- Meaning ------------------------------------------------------------------------------- */

/* Everything the field can hold. */
static struct ecc_interval domain(const struct ecc_quantity_want *want)
{
    const bool from_one = want->positive && want->integer;
    const ecc_num lo = from_one ? ecc_num_int(1) : ecc_num_zero();
    return ecc_interval_at_least(&lo, want->positive && !want->integer);
}

static ecc_status check_count(struct reader *reader, const struct written *written)
{
    if (written->form == ABOUT) {
        return fail_whole(reader, ECC_M_quantity_count_about);
    }
    if (!ecc_num_is_integer(&written->number)) {
        return fail_text(reader, ECC_M_quantity_not_whole, written->number_text);
    }
    if (!ecc_num_is_integer(&written->end)) {
        return fail_text(reader, ECC_M_quantity_not_whole, written->end_text);
    }
    return ECC_OK;
}

static ecc_status check_meaning(struct reader *reader, const struct written *written)
{
    if (reader->want->exact_only && written->form != EXACT) {
        return fail_whole(reader, ECC_M_quantity_inexact);
    }
    if (reader->want->integer) {
        TRY(check_count(reader, written));
    }
    if (ecc_num_cmp(&written->number, &written->end) > 0) {
        return fail(reader, ECC_M_quantity_range_order,
                    ECC_ARGS(ecc_arg_text("low", written->number_text),
                             ecc_arg_text("high", written->end_text)));
    }
    /* "> 0" says no more than the domain; every other form with a zero allows it. */
    if (reader->want->positive && written->number.sign == 0 && written->form != MORE_THAN) {
        return fail_whole(reader, ECC_M_quantity_zero);
    }
    return ECC_OK;
}

/* `number` times 1 + percent/100. */
static bool shift_by_percent(const ecc_num *number, int percent, ecc_num *out)
{
    ecc_num factor;
    return ecc_num_make(100 + percent, 100, &factor) && ecc_num_mul(number, &factor, out);
}

/* "About" is a convention: so far in both directions. */
#define ABOUT_PERCENT 5

/* The interval between scaled ends. A count above 8 is at least 9. */
static bool to_interval(const struct ecc_quantity_want *want, enum form form, ecc_num lo,
                        ecc_num hi, struct ecc_interval *out)
{
    const ecc_num step = ecc_num_int(1);
    const struct ecc_interval all = domain(want);
    bool fits = true;
    switch (form) {
    case EXACT:
    case RANGE:
        *out = ecc_interval_between(&lo, false, &hi, false);
        break;
    case ABOUT:
        fits = shift_by_percent(&lo, -ABOUT_PERCENT, &lo) &&
               shift_by_percent(&hi, ABOUT_PERCENT, &hi);
        *out = ecc_interval_between(&lo, false, &hi, false);
        break;
    case AT_LEAST:
        *out = ecc_interval_at_least(&lo, false);
        break;
    case MORE_THAN:
        if (want->integer) {
            fits = ecc_num_add(&lo, &step, &lo);
        }
        *out = ecc_interval_at_least(&lo, !want->integer);
        break;
    case AT_MOST:
        *out = ecc_interval_between(&all.lo, all.lo_open, &hi, false);
        break;
    case LESS_THAN:
        if (want->integer) {
            fits = ecc_num_sub(&hi, &step, &hi);
        }
        *out = ecc_interval_between(&all.lo, all.lo_open, &hi, !want->integer);
        break;
    }
    return fits;
}

static ecc_status give_meaning(struct reader *reader, const struct written *written,
                               const struct ecc_unit *unit, struct ecc_quantity *out)
{
    ecc_num lo;
    ecc_num hi;
    struct ecc_interval value;
    TRY(check_meaning(reader, written));
    if (!ecc_num_mul(&written->number, &unit->scale, &lo) ||
        !ecc_num_mul(&written->end, &unit->scale, &hi) ||
        !to_interval(reader->want, written->form, lo, hi, &value)) {
        return fail_whole(reader, ECC_M_quantity_too_large);
    }
    if (ecc_interval_is_empty(&value)) {
        return fail_whole(reader, ECC_M_quantity_range_empty);
    }
    *out = (struct ecc_quantity){.value = value,
                                 .dim = unit->dim,
                                 .approximate = written->form == ABOUT,
                                 .unit_text = unit->text,
                                 .unit_scale = unit->scale};
    return ECC_OK;
}

/* ---- The contract -------------------------------------------------------------------------- */

static bool is_unknown(ecc_str text)
{
    static const char *const words[] = {"unknown", "未知", "不详", NULL};
    return ecc_word_find(words, text) >= 0;
}

static ecc_status read_unknown(struct reader *reader, struct ecc_quantity *out)
{
    struct ecc_unit unit;
    if (reader->want->exact_only) {
        return fail_whole(reader, ECC_M_quantity_inexact);
    }
    TRY(coherent_unit(reader, &unit));
    *out = (struct ecc_quantity){.value = domain(reader->want),
                                 .dim = unit.dim,
                                 .unknown = true,
                                 .unit_text = unit.text,
                                 .unit_scale = unit.scale};
    return ECC_OK;
}

static ecc_status read_quantity(struct reader *reader, struct ecc_quantity *out)
{
    struct written written;
    struct ecc_unit unit;
    if (reader->text.len == 0) {
        return fail(reader, ECC_M_quantity_empty, ECC_NO_ARGS);
    }
    if (is_unknown(reader->text)) {
        return read_unknown(reader, out);
    }
    TRY(read_written(reader, &written));
    TRY(read_unit(reader, &written, &unit));
    return give_meaning(reader, &written, &unit, out);
}

ecc_status ecc_quantity_parse(struct ecc_arena *arena, ecc_str text, struct ecc_span span,
                              const struct ecc_quantity_want *want, struct ecc_quantity *out,
                              struct ecc_diags *diags)
{
    struct reader reader = {
        .arena = arena, .text = text, .span = span, .want = want, .diags = diags};
    if (text.len > TEXT_MAX) {
        return fail_whole(&reader, ECC_M_quantity_not_number);
    }
    if (has_raised_digit(text)) {
        return fail_whole(&reader, ECC_M_quantity_raised);
    }
    if (text.len > 0) {
        const ecc_str normal = ecc_unicode_nfkc(arena, text);
        if (normal.ptr == NULL) {
            return ECC_E_NOMEM;
        }
        reader.text = ecc_str_trim(normal);
    }
    return read_quantity(&reader, out);
}

ecc_status ecc_quantity_is_bare(struct ecc_arena *arena, ecc_str text, bool *out_bare)
{
    struct reader reader = {.arena = arena};
    struct written written;
    *out_bare = false;
    if (text.len > TEXT_MAX || has_raised_digit(text)) {
        return ECC_OK;
    }
    const ecc_str normal = ecc_unicode_nfkc(arena, text);
    if (normal.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    reader.text = ecc_str_trim(normal);
    *out_bare = read_written(&reader, &written) == ECC_OK && written.unit.len == 0;
    return ECC_OK;
}
