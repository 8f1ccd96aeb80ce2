/* SPDX-License-Identifier: Apache-2.0 */
/* Quantities and prices as people write them, and the sums of a bill. Nothing is guessed: what can be read in two ways,
 * or is a calculation, is carried through and left out. */
#include <string.h>

#include "phrase.h"
#include "screen.h"

#define DIGITS_MOST 12
/* Of an amount: all that a price has. */
#define DECIMALS 4
#define ONE      10000

static bool is_digit(ecc_str text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

static bool is_at(ecc_str text, size_t at, char c)
{
    return at < text.len && text.ptr[at] == c;
}

/* Anything without digits and signs that would make a calculation of it: "pcs", "张", "¥". */
static bool is_mark(ecc_str text)
{
    for (size_t at = 0; at < text.len; at++) {
        if (is_digit(text, at) || strchr(".,+-*/()%=", text.ptr[at]) != NULL) {
            return false;
        }
    }
    return true;
}

static ecc_str from(ecc_str text, size_t at)
{
    return at == 0 ? text
                   : (ecc_str){text.ptr + at, text.len - at}; /* an empty cell points nowhere */
}

static ecc_str trim(ecc_str text)
{
    while (is_at(text, 0, ' ')) {
        text = from(text, 1);
    }
    while (text.len > 0 && text.ptr[text.len - 1] == ' ') {
        text.len--;
    }
    return text;
}

/* ---- Whole numbers ------------------------------------------------------------------------- */

struct whole {
    size_t value;
    size_t n_digits;
    bool grouped; /* "1,000" */
};

/* Digits, in groups of three or not. Where it ends. */
static size_t read_whole(ecc_str text, size_t at, struct whole *out)
{
    *out = (struct whole){.value = 0};
    for (; is_digit(text, at) && out->n_digits <= DIGITS_MOST; out->n_digits++) {
        out->value = out->value * 10 + (size_t)(text.ptr[at++] - '0');
        const bool group = is_at(text, at, ',') && is_digit(text, at + 1) &&
                           is_digit(text, at + 2) && is_digit(text, at + 3) &&
                           !is_digit(text, at + 4);
        out->grouped = out->grouped || group;
        at += group ? 1 : 0;
    }
    return at;
}

bool ecc_screen_quantity(ecc_str text, size_t *out_quantity)
{
    const ecc_str cell = trim(text);
    struct whole whole;
    size_t at = read_whole(cell, 0, &whole);
    const size_t point = at;
    at += is_at(cell, at, '.') ? 1 : 0;
    while (at > point && is_at(cell, at, '0')) {
        at++;
    }
    /* "1.000" is one, or a thousand. */
    const bool fraction = at == point || (at > point + 1 && at != point + 4);
    if (whole.n_digits == 0 || whole.n_digits > DIGITS_MOST || !fraction ||
        !is_mark(from(cell, at))) {
        return false;
    }
    *out_quantity = whole.value;
    return true;
}

/* ---- Prices -------------------------------------------------------------------------------- */

/* ".5", ".25": into so many parts of one. Where it ends; `at` when there is none. */
static size_t read_decimals(ecc_str text, size_t at, size_t *out_parts)
{
    *out_parts = 0;
    if (!is_at(text, at, '.') || !is_digit(text, at + 1)) {
        return at;
    }
    size_t n = 0;
    for (at++; is_digit(text, at) && n < DECIMALS; n++) {
        *out_parts = *out_parts * 10 + (size_t)(text.ptr[at++] - '0');
    }
    for (; n < DECIMALS; n++) {
        *out_parts *= 10;
    }
    return at;
}

bool ecc_screen_price(ecc_str text, struct ecc_price *out_price)
{
    const ecc_str cell = trim(text);
    size_t begin = 0;
    while (begin < cell.len && !is_digit(cell, begin)) {
        begin++;
    }
    struct whole whole;
    size_t parts = 0;
    const size_t point = read_whole(cell, begin, &whole);
    const size_t end = read_decimals(cell, point, &parts);
    const ecc_str before = trim((ecc_str){cell.ptr, begin});
    const ecc_str after = trim(from(cell, end));
    /* "1.000" is one, or a thousand; "0.125" and "1,000.125" are what they are. */
    const bool open = end == point + 4 && whole.value > 0 && !whole.grouped;
    if (whole.n_digits == 0 || whole.n_digits > DIGITS_MOST || open || !is_mark(before) ||
        !is_mark(after) || (before.len > 0 && after.len > 0)) {
        return false;
    }
    *out_price = (struct ecc_price){.mark = before.len > 0 ? before : after,
                                    .parts = whole.value * ONE + parts};
    return true;
}

/* ---- Sums ---------------------------------------------------------------------------------- */

/* The currency of that mark; ECC_CURRENCIES when there is no room for another. */
static size_t currency_of(struct ecc_screening *screening, ecc_str mark)
{
    size_t at = 0;
    while (at < screening->n_marks && !ecc_text_same(screening->marks[at], mark)) {
        at++;
    }
    if (at == screening->n_marks && at < ECC_CURRENCIES) {
        screening->marks[at] = ecc_pool_str(&screening->cli->pool, mark);
        screening->n_marks++;
    }
    return at;
}

bool ecc_screen_amount(struct ecc_screening *screening, struct ecc_screened_line *line)
{
    struct ecc_price price;
    if (!line->counted || !ecc_screen_price(line->cells[ECC_ROLE_PRICE], &price) ||
        (line->quantity > 0 && price.parts > ECC_AMOUNT_MOST / line->quantity)) {
        return false;
    }
    line->currency = currency_of(screening, price.mark);
    line->amount = price.parts * line->quantity;
    return line->currency < ECC_CURRENCIES &&
           line->amount <= ECC_AMOUNT_MOST - screening->all.amounts[line->currency];
}

/* The decimals of an amount without zeros at the end, and their point. */
static void put_decimals(struct ecc_out *out, size_t amount)
{
    char decimals[DECIMALS];
    size_t n = 0;
    size_t rest = amount % ONE;
    for (size_t i = DECIMALS; i > 0; i--) {
        decimals[i - 1] = (char)('0' + rest % 10);
        rest /= 10;
        n = n == 0 && decimals[i - 1] != '0' ? i : n;
    }
    ecc_out_puts(out, n > 0 ? "." : "");
    ecc_out_raw(out, (ecc_str){decimals, n});
}

/* "1,234.5" */
static ecc_str amount_text(struct ecc_page *page, size_t amount)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_raw(&out, ecc_say(page->words, ECC_W_screen_number,
                              ECC_WITH(ecc_with_size("n", amount / ONE))));
    put_decimals(&out, amount);
    return ecc_out_take(&out, page->pool);
}

ecc_str ecc_screen_exact_amount(struct ecc_screening *screening, size_t amount)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_size(&out, amount / ONE);
    put_decimals(&out, amount);
    return ecc_out_take(&out, screening->page->pool);
}

static bool has_quantity(const struct ecc_screening *screening)
{
    return screening->columns->at[ECC_ROLE_QUANTITY] != ECC_NO_COLUMN;
}

size_t ecc_screen_sum_heads(struct ecc_screening *screening, ecc_str out[ECC_SUM_COLUMNS])
{
    struct ecc_page *page = screening->page;
    size_t n = 0;
    out[n++] = ecc_word(page->words, ECC_W_screen_lines);
    if (has_quantity(screening)) {
        out[n++] = ecc_word(page->words, ECC_W_screen_quantity);
    }
    for (size_t i = 0; i < screening->n_marks; i++) {
        const ecc_str mark = screening->marks[i];
        out[n++] = ecc_say(page->words, mark.len > 0 ? ECC_W_screen_amount_in : ECC_W_screen_amount,
                           ECC_WITH(ecc_with("mark", mark)));
    }
    return n;
}

size_t ecc_screen_sum_cells(struct ecc_screening *screening, const struct ecc_place *sum,
                            ecc_str out[ECC_SUM_COLUMNS])
{
    struct ecc_page *page = screening->page;
    size_t n = 0;
    out[n++] = ecc_say(page->words, ECC_W_screen_number, ECC_WITH(ecc_with_size("n", sum->n)));
    if (has_quantity(screening)) {
        out[n++] = ecc_say(page->words, ECC_W_screen_number,
                           ECC_WITH(ecc_with_size("n", sum->quantity)));
    }
    for (size_t i = 0; i < screening->n_marks; i++) {
        out[n++] = amount_text(page, sum->amounts[i]);
    }
    return n;
}

ecc_str ecc_screen_uncounted(struct ecc_screening *screening)
{
    return screening->n_uncounted == 0 || !has_quantity(screening)
               ? (ecc_str){NULL, 0}
               : ecc_say(screening->page->words, ECC_W_screen_uncounted,
                         ECC_WITH(ecc_with_size("n", screening->n_uncounted)));
}

ecc_str ecc_screen_unpriced(struct ecc_screening *screening)
{
    return screening->n_unpriced == 0 || screening->n_marks == 0
               ? (ecc_str){NULL, 0}
               : ecc_say(screening->page->words, ECC_W_screen_unpriced,
                         ECC_WITH(ecc_with_size("n", screening->n_unpriced)));
}
