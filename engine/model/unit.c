/* SPDX-License-Identifier: Apache-2.0 */
/* Unit expressions: rows of units.def, powers, products and quotients. */
#include "model/unit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/unicode.h"

#define FACTORS_MAX         8
#define POWER_MAX           128 /* no exponent of a dimension is larger */
#define CANONICAL_MAX       128
#define MISSPELLING_MIN_LEN 3 /* less is near everything */

struct row {
    const char *symbol;
    const char *aliases;
    struct ecc_dim dim;
    int64_t num;
    uint64_t den;
};

static const struct row rows[] = {
#define ECC_UNIT(symbol_, aliases_, dimension_, num_, den_)                                        \
    {.symbol = (symbol_),                                                                          \
     .aliases = (aliases_),                                                                        \
     .dim = ECC_DIM_##dimension_##_INIT,                                                           \
     .num = (num_),                                                                                \
     .den = (den_)},
#include "model/units.def"
#undef ECC_UNIT
    {.symbol = NULL}};

/* ---- Dimensions ---------------------------------------------------------------------------- */

bool ecc_dim_eq(struct ecc_dim a, struct ecc_dim b)
{
    return a.operation == b.operation && a.second == b.second && a.bit == b.bit &&
           a.data == b.data && a.length == b.length && a.power == b.power;
}

bool ecc_dim_is_none(struct ecc_dim a)
{
    return ecc_dim_eq(a, ECC_DIM_NONE);
}

/* a + times * b, stopped at the ends of the type. */
static int8_t add_exponent(int8_t a, int8_t b, int times)
{
    const int sum = a + times * b;
    if (sum > INT8_MAX) {
        return INT8_MAX;
    }
    return sum < INT8_MIN ? (int8_t)INT8_MIN : (int8_t)sum;
}

static struct ecc_dim dim_times_power(struct ecc_dim a, struct ecc_dim b, int power)
{
    return (struct ecc_dim){.operation = add_exponent(a.operation, b.operation, power),
                            .second = add_exponent(a.second, b.second, power),
                            .bit = add_exponent(a.bit, b.bit, power),
                            .data = add_exponent(a.data, b.data, power),
                            .length = add_exponent(a.length, b.length, power),
                            .power = add_exponent(a.power, b.power, power)};
}

struct ecc_dim ecc_dim_mul(struct ecc_dim a, struct ecc_dim b)
{
    return dim_times_power(a, b, 1);
}

struct ecc_dim ecc_dim_div(struct ecc_dim a, struct ecc_dim b)
{
    return dim_times_power(a, b, -1);
}

/* ---- Rows ---------------------------------------------------------------------------------- */

/* The next of some names separated by spaces; empty after the last. */
static ecc_str next_name(const char **names)
{
    const size_t len = strcspn(*names, " ");
    const ecc_str name = {*names, len};
    *names += len;
    *names += strspn(*names, " ");
    return name;
}

static bool has_alias(const struct row *row, ecc_str name)
{
    const char *aliases = row->aliases;
    while (*aliases != '\0') {
        if (ecc_str_eq(next_name(&aliases), name)) {
            return true;
        }
    }
    return false;
}

static const struct row *find_symbol(ecc_str name)
{
    for (const struct row *row = rows; row->symbol != NULL; row++) {
        if (ecc_str_is(name, row->symbol)) {
            return row;
        }
    }
    return NULL;
}

static const struct row *find_row(ecc_str name)
{
    for (const struct row *row = rows; row->symbol != NULL; row++) {
        if (ecc_str_is(name, row->symbol) || has_alias(row, name)) {
            return row;
        }
    }
    return NULL;
}

/* ---- Reading ------------------------------------------------------------------------------- */

struct factor {
    const struct row *row;
    int power; /* below zero in a denominator, never zero */
};

struct expression {
    struct factor factors[FACTORS_MAX];
    size_t n;
    ecc_str wrong; /* the factor that is not known, a part of the text; may be empty */
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool drop_end(ecc_str *text, const char *end)
{
    if (!ecc_str_ends(*text, ecc_str_of(end))) {
        return false;
    }
    text->len -= strlen(end);
    return true;
}

/* "mm2" is mm and 2, "s^-1" is s and -1. A power of more than one digit needs the "^": it is more often a
 * slip than meant. */
static bool split_power(ecc_str atom, ecc_str *out_base, int *out_power)
{
    ecc_str base = atom;
    while (base.len > 0 && is_digit(base.ptr[base.len - 1])) {
        base.len--;
    }
    const ecc_str digits = ecc_str_slice(atom, base.len, atom.len);
    const bool negative = drop_end(&base, "-") || drop_end(&base, "−");
    const bool caret = drop_end(&base, "^");
    if (digits.len == 0 || digits.len > 3 || digits.ptr[0] == '0' || (digits.len > 1 && !caret)) {
        return false;
    }
    int power = 0;
    for (size_t i = 0; i < digits.len; i++) {
        power = power * 10 + (digits.ptr[i] - '0');
    }
    *out_base = base;
    *out_power = negative ? -power : power;
    return power <= POWER_MAX && (negative || caret || power > 1);
}

static bool read_factor(ecc_str atom, struct factor *out)
{
    ecc_str base = atom;
    int power = 1;
    const struct row *row = find_row(atom);
    if (row == NULL && split_power(atom, &base, &power)) {
        row = find_row(base);
    }
    *out = (struct factor){.row = row, .power = power};
    return row != NULL;
}

static void skip_blanks(ecc_str text, size_t *at)
{
    while (*at < text.len && (text.ptr[*at] == ' ' || text.ptr[*at] == '\t')) {
        (*at)++;
    }
}

/* Length of an operator at `at`, and whether it divides; 0: there is none. */
static size_t operator_len(ecc_str text, size_t at, bool *out_divides)
{
    static const char *const products[] = {"*", "·", "⋅", "×"};
    const ecc_str rest = ecc_str_slice(text, at, text.len);
    *out_divides = ecc_str_starts(rest, ECC_STR("/"));
    if (*out_divides) {
        return 1;
    }
    for (size_t i = 0; i < sizeof products / sizeof products[0]; i++) {
        if (ecc_str_starts(rest, ecc_str_of(products[i]))) {
            return strlen(products[i]);
        }
    }
    return 0;
}

static ecc_str take_atom(ecc_str text, size_t *at)
{
    const size_t begin = *at;
    bool divides;
    while (*at < text.len && text.ptr[*at] != ' ' && text.ptr[*at] != '\t' &&
           operator_len(text, *at, &divides) == 0) {
        (*at)++;
    }
    return ecc_str_slice(text, begin, *at);
}

/* A row that is a quotient itself ("GBps", printed "GB/s") stands only where printing it cannot be
 * read as something else. */
static bool may_stand(const struct factor *factor)
{
    return factor->power == 1 || strchr(factor->row->symbol, '/') == NULL;
}

static bool read_expression(ecc_str text, struct expression *out)
{
    size_t at = 0;
    bool divides;
    *out = (struct expression){.n = 0};
    skip_blanks(text, &at);
    (void)operator_len(text, at, &divides);
    if (divides) {
        at++;
    }
    for (;;) {
        skip_blanks(text, &at);
        struct factor factor;
        const ecc_str atom = take_atom(text, &at);
        if (out->n == FACTORS_MAX || !read_factor(atom, &factor)) {
            out->wrong = atom;
            return false;
        }
        factor.power = divides ? -factor.power : factor.power;
        if (!may_stand(&factor)) {
            return false;
        }
        out->factors[out->n++] = factor;
        skip_blanks(text, &at);
        const size_t len = operator_len(text, at, &divides);
        if (len == 0) {
            return at == text.len;
        }
        at += len;
    }
}

/* ---- Meaning and spelling ------------------------------------------------------------------ */

static bool scale_by(ecc_num *scale, const struct factor *factor)
{
    ecc_num row;
    const int times = abs(factor->power);
    bool fits = ecc_num_make(factor->row->num, factor->row->den, &row);
    for (int i = 0; fits && i < times; i++) {
        fits = factor->power > 0 ? ecc_num_mul(scale, &row, scale)
                                 : ecc_num_div(scale, &row, scale);
    }
    return fits;
}

/* Text in a fixed place, which is large enough for FACTORS_MAX factors. */
struct spelling {
    char text[CANONICAL_MAX];
    size_t len;
};

static void spell(struct spelling *out, const char *text)
{
    for (size_t i = 0; text[i] != '\0'; i++) {
        assert(out->len < sizeof out->text);
        out->text[out->len++] = text[i];
    }
}

/* "*mm2", "/s", and without the "*" at the beginning. */
static void spell_factor(struct spelling *out, const char *symbol, int power)
{
    const int size = abs(power);
    if (power < 0) {
        spell(out, "/");
    } else if (out->len > 0) {
        spell(out, "*");
    }
    spell(out, symbol);
    if (size == 1) {
        return;
    }
    if (size > 9 || is_digit(symbol[strlen(symbol) - 1])) {
        spell(out, "^");
    }
    const char digits[] = {(char)('0' + size / 100), (char)('0' + size / 10 % 10),
                           (char)('0' + size % 10), '\0'};
    spell(out, digits + (size < 100) + (size < 10));
}

/* A spelling that is a row's symbol needs no memory. */
static ecc_str keep(struct ecc_arena *arena, const struct spelling *spelling)
{
    const ecc_str text = {spelling->text, spelling->len};
    const struct row *row = find_symbol(text);
    return row != NULL ? ecc_str_of(row->symbol) : ecc_arena_str(arena, text);
}

static bool evaluate(const struct expression *expression, struct ecc_unit *out,
                     struct spelling *spelling)
{
    *out = (struct ecc_unit){.scale = ecc_num_int(1)};
    *spelling = (struct spelling){.len = 0};
    for (size_t i = 0; i < expression->n; i++) {
        const struct factor *factor = &expression->factors[i];
        out->dim = dim_times_power(out->dim, factor->row->dim, factor->power);
        spell_factor(spelling, factor->row->symbol, factor->power);
        if (!scale_by(&out->scale, factor)) {
            return false;
        }
    }
    return true;
}

/* ---- Guessing ------------------------------------------------------------------------------ */

static const char *const transfers[] = {"GT", "MT", "KT", "GTps", "MTps", "GTPS", "MTPS"};

bool ecc_unit_is_transfers(ecc_str text)
{
    size_t at = 0;
    skip_blanks(text, &at);
    const ecc_str atom = take_atom(text, &at);
    for (size_t i = 0; i < sizeof transfers / sizeof transfers[0]; i++) {
        if (ecc_str_is(atom, transfers[i])) {
            return true;
        }
    }
    return false;
}

/* Guesses are spellings that would make the text right, each once, in the order of the table: "GB/s, Gb/s". */
static bool is_listed(ecc_str list, ecc_str guess)
{
    size_t begin = 0;
    for (size_t i = 0; i <= list.len; i++) {
        if (i < list.len && list.ptr[i] != ',') {
            continue;
        }
        if (ecc_str_eq(ecc_str_slice(list, begin, i), guess)) {
            return true;
        }
        begin = i + sizeof(", ") - 1;
    }
    return false;
}

static void add_guess(struct ecc_buf *guesses, ecc_str guess)
{
    if (is_listed(ecc_buf_str(guesses), guess)) {
        return;
    }
    if (guesses->len > 0) {
        ecc_buf_puts(guesses, ", ");
    }
    ecc_buf_add(guesses, guess);
}

/* A lone "b" is no slip for "B": it means the other thing. */
static bool is_case_variant(ecc_str a, ecc_str b)
{
    return ecc_str_same_but_for_case(a, b) && !ecc_str_is(a, "b");
}

/* One slip of the finger, not in the first letter: that is the prefix, and another size. */
static bool is_misspelling(ecc_str a, ecc_str b)
{
    size_t at_a = 0;
    size_t at_b = 0;
    return a.len >= MISSPELLING_MIN_LEN && ecc_str_distance(a, b, 1) == 1 &&
           ecc_utf8_next(a, &at_a) == ecc_utf8_next(b, &at_b);
}

/* The text with `wrong` replaced, in canonical spelling, if it is a unit then. */
static void try_instead(struct ecc_buf *guesses, ecc_str text, ecc_str wrong, ecc_str name)
{
    struct ecc_buf patched;
    struct expression expression;
    struct ecc_unit unit;
    struct spelling spelling;
    const size_t begin = (size_t)(wrong.ptr - text.ptr);
    ecc_buf_init(&patched, guesses->arena);
    ecc_buf_add(&patched, ecc_str_slice(text, 0, begin));
    ecc_buf_add(&patched, name);
    ecc_buf_add(&patched, ecc_str_slice(text, begin + wrong.len, text.len));
    guesses->failed |= patched.failed;
    if (read_expression(ecc_buf_str(&patched), &expression) &&
        evaluate(&expression, &unit, &spelling)) {
        const ecc_str kept = keep(guesses->arena, &spelling);
        guesses->failed |= kept.ptr == NULL;
        add_guess(guesses, kept);
    }
}

static void try_rows(struct ecc_buf *guesses, ecc_str text, ecc_str wrong,
                     bool (*is_like)(ecc_str, ecc_str))
{
    for (const struct row *row = rows; row->symbol != NULL; row++) {
        const char *aliases = row->aliases;
        ecc_str name = ecc_str_of(row->symbol);
        while (name.len > 0) {
            if (is_like(wrong, name)) {
                try_instead(guesses, text, wrong, name);
            }
            name = next_name(&aliases);
        }
    }
}

static ecc_str guess(struct ecc_arena *arena, ecc_str text, ecc_str wrong)
{
    struct ecc_buf guesses;
    ecc_str base = wrong;
    int power;
    if (ecc_unit_is_transfers(wrong)) {
        return ECC_STR("");
    }
    ecc_buf_init(&guesses, arena);
    try_rows(&guesses, text, wrong, is_case_variant);
    if (split_power(wrong, &base, &power)) {
        try_rows(&guesses, text, base, is_case_variant);
    }
    if (guesses.len == 0) {
        try_rows(&guesses, text, wrong, is_misspelling);
    }
    if (guesses.failed) {
        return (ecc_str){NULL, 0};
    }
    return guesses.len == 0 ? ECC_STR("") : ecc_buf_str(&guesses);
}

/* ---- The contract -------------------------------------------------------------------------- */

bool ecc_unit_parse(struct ecc_arena *arena, ecc_str text, struct ecc_unit *out, ecc_str *out_guess)
{
    struct expression expression;
    struct ecc_unit unit;
    struct spelling spelling;
    const bool known = read_expression(text, &expression) &&
                       evaluate(&expression, &unit, &spelling);
    if (known) {
        unit.text = keep(arena, &spelling);
        if (unit.text.ptr != NULL) {
            *out = unit;
            return true;
        }
    }
    if (out_guess != NULL) {
        *out_guess = known ? (ecc_str){NULL, 0} : guess(arena, text, expression.wrong);
    }
    return false;
}

/* How many times "TOPS" goes into operations and seconds, with its sign. */
static int rate_power(struct ecc_dim dim)
{
    const int operations = abs(dim.operation);
    const int seconds = abs(dim.second);
    const int size = operations < seconds ? operations : seconds;
    if (dim.operation * dim.second >= 0) { /* neither divides by the other */
        return 0;
    }
    return dim.operation > 0 ? size : -size;
}

ecc_str ecc_dim_unit_text(struct ecc_arena *arena, struct ecc_dim dim)
{
    if (ecc_dim_is_none(dim)) {
        return ECC_STR("");
    }
    const int rate = rate_power(dim);
    const struct {
        const char *symbol;
        int power;
    } parts[] = {
        {"TOPS", rate},   {"TOP", dim.operation - rate}, {"bit", dim.bit},  {"GB", dim.data},
        {"W", dim.power}, {"s", dim.second + rate},      {"mm", dim.length}};
    struct spelling spelling = {.len = 0};
    for (int sign = 1; sign >= -1; sign -= 2) { /* what multiplies, then what divides */
        for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
            if (parts[i].power * sign > 0) {
                spell_factor(&spelling, parts[i].symbol, parts[i].power);
            }
        }
    }
    return keep(arena, &spelling);
}
