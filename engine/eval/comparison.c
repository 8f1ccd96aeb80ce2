/* SPDX-License-Identifier: Apache-2.0 */
/* Specifications side by side, and how near one comes to another. All arithmetic is exact; a share is what is surely
 * reached, so a range counts with its lower end and what is not known counts as nothing. */
#include <assert.h>

#include "base/arena.h"
#include "model/figure.h"

/* ---- What decides how near a part comes ---------------------------------------------------- */

#define N_FIGURES 2

/* The higher of its figures: formats of one width serve the same work. One that stands alone stands here twice. */
struct aspect_row {
    const char *id;
    const char *figures[N_FIGURES];
    const char *name[ECC_LANGUAGES];
};
static const struct aspect_row rows[] = {
    {"peak-16", {"fp16", "bf16"}, {"16-bit peak", "16 位峰值算力"}},
    {"peak-8", {"fp8", "int8"}, {"8-bit peak", "8 位峰值算力"}},
    {"memory.capacity", {"memory.capacity", "memory.capacity"}, {"memory size", "显存容量"}},
    {"memory.bandwidth",
     {"memory.bandwidth", "memory.bandwidth"},
     {"memory bandwidth", "显存带宽"}},
    {"io", {"io", "io"}, {"I/O", "输入输出带宽"}},
};
#define N_ASPECTS (sizeof(rows) / sizeof(rows[0]))

struct ecc_comparison { /* ecc_comparison of the public header */
    struct ecc_arena *arena;
    const ecc_figures *const *figures;
    size_t n;
    ecc_compared *rows;
    size_t n_rows;
    ecc_nearness *nearness; /* `n` of them */
};

/* ---- Rows ---------------------------------------------------------------------------------- */

static ecc_status less_one(struct ecc_arena *arena, const ecc_number *ratio, const ecc_number **out)
{
    const ecc_num one = ecc_num_int(1);
    ecc_num *less = ECC_NEW(arena, ecc_num);
    if (less == NULL) {
        return ECC_E_NOMEM;
    }
    *out = ratio != NULL ? less : NULL;
    return ratio == NULL || ecc_num_sub(ratio, &one, less) ? ECC_OK : ECC_E_LIMIT;
}

static ecc_status fill_cell(struct ecc_comparison *comparison, const struct ecc_interval *value,
                            const struct ecc_interval *base, ecc_compared_cell *out)
{
    struct ecc_interval ratio;
    if (!ecc_interval_div(value, base, &ratio)) {
        return ECC_OK;
    }
    if (!ecc_range_make(comparison->arena, &ratio, &out->ratio)) {
        return ECC_E_NOMEM;
    }
    out->gap = out->ratio;
    TRY(less_one(comparison->arena, out->ratio.lo, &out->gap.lo));
    return less_one(comparison->arena, out->ratio.hi, &out->gap.hi);
}

static ecc_status compare_cell(struct ecc_comparison *comparison, ecc_str id, size_t index,
                               ecc_compared_cell *out)
{
    const struct ecc_figure_value *first = ecc_figure_find(comparison->figures[0], id);
    const struct ecc_figure_value *own = ecc_figure_find(comparison->figures[index], id);
    out->figure = ecc_figures_find(comparison->figures[index], id);
    return index > 0 && first != NULL && own != NULL
               ? fill_cell(comparison, &own->value, &first->value, out)
               : ECC_OK;
}

static struct ecc_interval interval_of(const ecc_range *range)
{
    const ecc_num zero = ecc_num_zero();
    const ecc_num *lo = range->lo != NULL ? range->lo : &zero;
    return range->hi != NULL ? ecc_interval_between(lo, range->lo_open, range->hi, range->hi_open)
                             : ecc_interval_at_least(lo, range->lo_open);
}

ecc_status ecc_comparison_cell(ecc_comparison *comparison, const ecc_range *value,
                               const ecc_range *base, ecc_compared_cell *out_cell)
{
    const struct ecc_interval own = interval_of(value);
    const struct ecc_interval first = interval_of(base);
    ecc_compared_cell cell = {0};
    if (!value->undefined && !base->undefined) {
        TRY(fill_cell(comparison, &own, &first, &cell));
    }
    *out_cell = cell;
    return ECC_OK;
}

static ecc_status add_row(struct ecc_comparison *comparison, const ecc_figure *figure)
{
    ecc_compared_cell *cells = ECC_NEW_ARRAY(comparison->arena, comparison->n, ecc_compared_cell);
    if (cells == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < comparison->n; i++) {
        TRY(compare_cell(comparison, figure->id, i, &cells[i]));
    }
    comparison->rows[comparison->n_rows++] = (ecc_compared){.id = figure->id,
                                                            .name = figure->name,
                                                            .unit = figure->unit,
                                                            .sparse = figure->sparse,
                                                            .cells = cells};
    return ECC_OK;
}

/* The lowest id above `after` that any of them gives; NULL when there is none. */
static const ecc_figure *next_figure(const struct ecc_comparison *comparison, const ecc_str *after)
{
    const ecc_figure *best = NULL;
    for (size_t i = 0; i < comparison->n; i++) {
        const ecc_figure *list = NULL;
        const size_t n = ecc_figures_list(comparison->figures[i], &list);
        for (size_t j = 0; j < n; j++) {
            const bool above = after == NULL || ecc_figure_order(list[j].id, *after) > 0;
            if (above && (best == NULL || ecc_figure_order(list[j].id, best->id) < 0)) {
                best = &list[j];
            }
        }
    }
    return best;
}

static ecc_status make_rows(struct ecc_comparison *comparison)
{
    size_t most = 0;
    for (size_t i = 0; i < comparison->n; i++) {
        most += comparison->figures[i]->n;
    }
    comparison->rows = ECC_NEW_ARRAY(comparison->arena, most, ecc_compared);
    if (comparison->rows == NULL) {
        return ECC_E_NOMEM;
    }
    const ecc_figure *figure = next_figure(comparison, NULL);
    while (figure != NULL) {
        TRY(add_row(comparison, figure));
        figure = next_figure(comparison, &figure->id);
    }
    return ECC_OK;
}

/* ---- Nearness ------------------------------------------------------------------------------ */

/* The one whose lower end is highest; of those known. */
static const struct ecc_figure_value *highest(const ecc_figures *figures,
                                              const struct aspect_row *row)
{
    const struct ecc_figure_value *best = NULL;
    for (size_t i = 0; i < N_FIGURES; i++) {
        const struct ecc_figure_value *figure = ecc_figure_find(figures,
                                                                ecc_str_of(row->figures[i]));
        if (figure != NULL && figure->shown.known &&
            (best == NULL || ecc_num_cmp(&figure->value.lo, &best->value.lo) > 0)) {
            best = figure;
        }
    }
    return best;
}

/* Is it known that there is none of them? */
static bool has_none(const ecc_figures *figures, const struct aspect_row *row)
{
    for (size_t i = 0; i < N_FIGURES; i++) {
        if (ecc_figures_has(figures, ecc_str_of(row->figures[i])) != ECC_FALSE) {
            return false;
        }
    }
    return true;
}

static const ecc_figure *shown(const ecc_figures *figures, const struct ecc_figure_value *figure)
{
    return figure != NULL ? &figures->shown[figure - figures->items] : NULL;
}

/* What of the wanted figure is surely reached; more than all of it is all of it. */
static ecc_status fill_aspect(struct ecc_comparison *comparison, size_t index,
                              const struct aspect_row *row, ecc_aspect *out)
{
    const struct ecc_figure_value *wanted = highest(comparison->figures[0], row);
    const struct ecc_figure_value *found = highest(comparison->figures[index], row);
    const ecc_num one = ecc_num_int(1);
    struct ecc_interval ratio;
    ecc_num *share = ECC_NEW(comparison->arena, ecc_num);
    if (share == NULL) {
        return ECC_E_NOMEM;
    }
    *out = (ecc_aspect){.id = ecc_str_of(row->id),
                        .name = {{ecc_str_of(row->name[0]), ecc_str_of(row->name[1])}},
                        .wanted = shown(comparison->figures[0], wanted),
                        .found = shown(comparison->figures[index], found),
                        .share = share};
    *share = ecc_num_zero();
    out->known = has_none(comparison->figures[index], row);
    if (wanted != NULL && found != NULL &&
        ecc_interval_div(&found->value, &wanted->value, &ratio)) {
        out->known = true;
        *share = ecc_num_cmp(&ratio.lo, &one) > 0 ? one : ratio.lo;
    }
    return ECC_OK;
}

/* The weakest first; at one share, in the order of the table. */
static void put_in_order(const ecc_aspect *aspects, size_t *order, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const size_t moved = order[i];
        size_t at = i;
        for (; at > 0 && ecc_num_cmp(aspects[moved].share, aspects[order[at - 1]].share) < 0;
             at--) {
            order[at] = order[at - 1];
        }
        order[at] = moved;
    }
}

static ecc_status make_nearness(struct ecc_comparison *comparison, size_t index)
{
    ecc_nearness *out = &comparison->nearness[index];
    ecc_aspect *aspects = ECC_NEW_ARRAY(comparison->arena, N_ASPECTS, ecc_aspect);
    size_t *order = ECC_NEW_ARRAY(comparison->arena, N_ASPECTS, size_t);
    if (aspects == NULL || order == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < N_ASPECTS; i++) {
        TRY(fill_aspect(comparison, index, &rows[i], &aspects[i]));
        if (aspects[i].wanted != NULL) {
            order[out->n_asked++] = i;
            out->n_known += aspects[i].known ? 1 : 0;
        }
    }
    put_in_order(aspects, order, out->n_asked);
    out->aspects = aspects;
    out->n_aspects = N_ASPECTS;
    out->order = order;
    return ECC_OK;
}

int ecc_nearness_cmp(const ecc_nearness *a, const ecc_nearness *b, size_t *out_place)
{
    size_t i = 0;
    int order = 0;
    assert(a->n_asked == b->n_asked); /* both are of one comparison */
    for (; i < a->n_asked && order == 0; i++) {
        order = ecc_num_cmp(b->aspects[b->order[i]].share, a->aspects[a->order[i]].share);
    }
    if (out_place != NULL && order != 0) {
        *out_place = i - 1;
    }
    return order;
}

/* ---- The public functions ------------------------------------------------------------------ */

static ecc_status make(struct ecc_comparison *comparison)
{
    comparison->nearness = ECC_NEW_ARRAY(comparison->arena, comparison->n, ecc_nearness);
    if (comparison->nearness == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < comparison->n; i++) {
        TRY(make_nearness(comparison, i));
    }
    return make_rows(comparison);
}

ecc_status ecc_comparison_new(const ecc_figures *const *figures, size_t n,
                              ecc_comparison **out_comparison)
{
    if (n == 0) {
        return ECC_E_USAGE;
    }
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_comparison *comparison = arena != NULL ? ECC_NEW(arena, struct ecc_comparison)
                                                      : NULL;
    const ecc_figures **own = arena != NULL ? ECC_NEW_ARRAY(arena, n, const ecc_figures *) : NULL;
    if (comparison == NULL || own == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        own[i] = figures[i];
    }
    *comparison = (struct ecc_comparison){.arena = arena, .figures = own, .n = n};
    const ecc_status status = make(comparison);
    if (status != ECC_OK) {
        ecc_arena_free(arena);
        return status;
    }
    *out_comparison = comparison;
    return ECC_OK;
}

void ecc_comparison_free(ecc_comparison *comparison)
{
    if (comparison != NULL) {
        ecc_arena_free(comparison->arena);
    }
}

size_t ecc_comparison_rows(const ecc_comparison *comparison, const ecc_compared **out_rows)
{
    *out_rows = comparison->rows;
    return comparison->n_rows;
}

const ecc_nearness *ecc_comparison_nearness(const ecc_comparison *comparison, size_t index)
{
    return &comparison->nearness[index];
}
