/* SPDX-License-Identifier: Apache-2.0 */
/* What a buyer asks of a figure: "fp16 >= 200 TFLOPS". */
#include <assert.h>

#include "base/arena.h"
#include "base/unicode.h"
#include "doc/bind.h"
#include "model/figure.h"

typedef ecc_tri judge_fn(const struct ecc_interval *value, const ecc_num *limit);

struct ecc_need { /* ecc_need of the public header */
    struct ecc_arena *arena;
    ecc_str figure;
    judge_fn *judge;
    ecc_num limit;
};

/* Longer ones first: ">=" begins with ">". */
struct operator_row {
    const char *text;
    judge_fn *judge;
};
static const struct operator_row operators[] = {
    {">=", ecc_interval_at_least_num},
    {"≥", ecc_interval_at_least_num},
    {"<=", ecc_interval_at_most_num},
    {"≤", ecc_interval_at_most_num},
    {">", ecc_interval_more_than_num},
    {"<", ecc_interval_less_than_num},
    {NULL, NULL},
};

/* The first operator, at `*out_at`; NULL, and `*out_at` is left, when there is none. */
static const struct operator_row *find_operator(ecc_str text, size_t *out_at)
{
    for (size_t at = 0; at < text.len; at++) {
        for (const struct operator_row *row = operators; row->text != NULL; row++) {
            if (ecc_str_starts(ecc_str_slice(text, at, text.len), ecc_str_of(row->text))) {
                *out_at = at;
                return row;
            }
        }
    }
    return NULL;
}

static ecc_str lower(struct ecc_arena *arena, ecc_str text)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    for (size_t i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        ecc_buf_putc(&buf, byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte);
    }
    return ecc_buf_str(&buf);
}

static ecc_str known_figures(struct ecc_arena *arena)
{
    struct ecc_buf list;
    ecc_buf_init(&list, arena);
    for (size_t i = 0; ecc_figure_id(i) != NULL; i++) {
        ecc_buf_puts(&list, i > 0 ? ", " : "");
        ecc_buf_puts(&list, ecc_figure_id(i));
    }
    return ecc_buf_str(&list);
}

static void unknown_figure(struct ecc_arena *arena, ecc_str name, struct ecc_span span,
                           struct ecc_diags *diags)
{
    enum { MOST = 64 };
    const char *ids[MOST];
    size_t n = 0;
    while (ecc_figure_id(n) != NULL) {
        assert(n < MOST);
        ids[n] = ecc_figure_id(n);
        n++;
    }
    const ecc_str guess = ecc_bind_guess(name, ids, n);
    ecc_diag_add(diags, ECC_M_need_unknown_figure, span,
                 ECC_ARGS(ecc_arg_text("figure", name),
                          ecc_arg_text("guess", guess.len > 0 ? guess : ECC_STR("none")),
                          ecc_arg_text("known", known_figures(arena))));
}

static ecc_status parse(struct ecc_need *need, ecc_str text, struct ecc_diags *diags)
{
    const ecc_str own = ecc_arena_str(need->arena, text);
    const struct ecc_source *source = own.ptr != NULL
                                          ? ecc_source_new(need->arena, ECC_STR("--need"), own)
                                          : NULL;
    struct ecc_quantity quantity;
    size_t at = 0; /* nothing stands before no operator */
    if (source == NULL) {
        return ECC_E_NOMEM;
    }
    const struct ecc_span whole = {source, 0, own.len};
    const struct operator_row *op = find_operator(own, &at);
    if (ecc_utf8_invalid_at(own) < own.len || ecc_str_trim(ecc_str_slice(own, 0, at)).len == 0) {
        ecc_diag_add(diags, ECC_M_need_form, whole, ECC_NO_ARGS);
        return ECC_E_INVALID;
    }
    const size_t from = at + ecc_str_of(op->text).len;
    struct ecc_quantity_want want = {.exact_only = true};
    need->figure = lower(need->arena, ecc_str_trim(ecc_str_slice(own, 0, at)));
    if (need->figure.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    if (!ecc_figure_is_one(need->figure, &want.dim)) {
        unknown_figure(need->arena, need->figure, (struct ecc_span){source, 0, at}, diags);
        return ECC_E_INVALID;
    }
    TRY(ecc_quantity_parse(need->arena, ecc_str_trim(ecc_str_slice(own, from, own.len)),
                           (struct ecc_span){source, from, own.len}, &want, &quantity, diags));
    need->judge = op->judge;
    need->limit = quantity.value.lo;
    return ECC_OK;
}

ecc_status ecc_need_parse(ecc_str text, ecc_need **out_need, ecc_diags *diags)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_need *need = arena != NULL ? ECC_NEW(arena, struct ecc_need) : NULL;
    if (need == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    need->arena = arena;
    const ecc_status status = parse(need, text, diags);
    if (status != ECC_OK) {
        ecc_arena_free(arena);
        return status;
    }
    *out_need = need;
    return ECC_OK;
}

void ecc_need_free(ecc_need *need)
{
    if (need != NULL) {
        ecc_arena_free(need->arena);
    }
}

ecc_str ecc_need_figure(const ecc_need *need)
{
    return need->figure;
}

ecc_tri ecc_need_met(const ecc_need *need, const ecc_figures *figures)
{
    const struct ecc_figure_value *figure = ecc_figure_find(figures, need->figure);
    const ecc_num zero = ecc_num_zero();
    const struct ecc_interval none = ecc_interval_exact(&zero);
    if (figure != NULL) {
        return need->judge(&figure->value, &need->limit);
    }
    return ecc_figures_has(figures, need->figure) == ECC_FALSE ? need->judge(&none, &need->limit)
                                                               : ECC_UNKNOWN;
}
