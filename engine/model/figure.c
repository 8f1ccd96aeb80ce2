/* SPDX-License-Identifier: Apache-2.0 */
/* Facts to figures. What a list may lack beyond what is listed makes its sum a lower bound, and what a part of an
 * assembly does not say makes the assembly's one. */
#include "model/figure.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

/* ---- The table ----------------------------------------------------------------------------- */

/* A figure that is no rate: the sum over `list`, or the one value in `record`. A COUNT of the entry multiplies it, a
 * rate of `each` direction counts twice, and what stays within the package does not count. */
struct figure_row {
    const char *id;
    const char *list;
    const char *record;
    const char *field;
    struct ecc_dim dim;
    bool adds_up; /* over the parts of an assembly */
    const char *name[ECC_LANGUAGES];
};
static const struct figure_row rows[] = {
    {"memory.capacity",
     NULL,
     "memory",
     "capacity",
     ECC_DIM_DATA_INIT,
     true,
     {"memory size", "显存容量"}},
    {"memory.bandwidth",
     NULL,
     "memory",
     "bandwidth",
     ECC_DIM_BANDWIDTH_INIT,
     true,
     {"memory bandwidth", "显存带宽"}},
    {"io",
     "links",
     NULL,
     "bandwidth",
     ECC_DIM_BANDWIDTH_INIT,
     false,
     {"I/O, both directions", "输入输出（双向合计）"}},
    {"die-area",
     "logic-dies",
     NULL,
     "area",
     ECC_DIM_AREA_INIT,
     false,
     {"logic-die area", "逻辑裸片面积"}},
    {"power", NULL, NULL, "power", ECC_DIM_POWER_INIT, false, {"power", "功耗"}},
};
#define N_ROWS (sizeof(rows) / sizeof(rows[0]))

static const char *const dense_name[ECC_LANGUAGES] = {" peak, dense", " 峰值算力（稠密）"};
static const char *const sparse_name[ECC_LANGUAGES] = {" with sparsity", " 稀疏算力"};
#define SPARSE "sparse."

/* ---- Small things -------------------------------------------------------------------------- */

const struct ecc_fact *ecc_thing_fact(const struct ecc_thing *thing, const char *key)
{
    const size_t i = ecc_record_find(thing->record, ecc_str_of(key));
    return i < thing->record->n_fields ? &thing->facts[i] : NULL;
}

bool ecc_interval_says(const struct ecc_interval *value)
{
    return !value->hi_inf || value->lo.sign > 0;
}

bool ecc_range_make(struct ecc_arena *arena, const struct ecc_interval *value, ecc_range *out)
{
    ecc_num *lo = ECC_NEW(arena, ecc_num);
    ecc_num *hi = ECC_NEW(arena, ecc_num);
    if (lo == NULL || hi == NULL) {
        return false;
    }
    *lo = value->lo;
    *hi = value->hi;
    const bool bounded = !value->hi_inf;
    *out = (ecc_range){.lo = ecc_interval_says(value) ? lo : NULL,
                       .hi = bounded ? hi : NULL,
                       .lo_open = value->lo_open,
                       .hi_open = value->hi_open,
                       .exact = ecc_interval_is_exact(value)};
    return true;
}

static void unbound(struct ecc_interval *value)
{
    *value = ecc_interval_at_least(&value->lo, value->lo_open);
}

static const ecc_num *number(ecc_num *keep, int64_t value)
{
    *keep = ecc_num_int(value);
    return keep;
}

/* ---- Gathering ----------------------------------------------------------------------------- */

const struct ecc_figure_value *ecc_figure_find(const struct ecc_figures *figures, ecc_str id)
{
    for (size_t i = 0; i < figures->n; i++) {
        if (ecc_str_eq(figures->items[i].shown.id, id)) {
            return &figures->items[i];
        }
    }
    return NULL;
}

static struct ecc_figure_value *add_figure(struct ecc_figures *figures, ecc_str id)
{
    if (figures->n == figures->cap) {
        const size_t cap = figures->cap == 0 ? 32 : figures->cap * 2;
        struct ecc_figure_value *items = ECC_NEW_ARRAY(figures->arena, cap,
                                                       struct ecc_figure_value);
        if (items == NULL) {
            return NULL;
        }
        if (figures->n > 0) {
            memcpy(items, figures->items, figures->n * sizeof(*items));
        }
        figures->items = items;
        figures->cap = cap;
    }
    struct ecc_figure_value *figure = &figures->items[figures->n++];
    *figure = (struct ecc_figure_value){.shown = {.id = id}};
    return figure;
}

/* Adds `value` to the figure, which is made when there is none. */
static ecc_status put_sum(struct ecc_figures *figures, ecc_str id, const struct ecc_interval *value,
                          struct ecc_span span)
{
    const struct ecc_figure_value *there = ecc_figure_find(figures, id);
    if (there != NULL) {
        struct ecc_interval *sum = &figures->items[there - figures->items].value;
        return ecc_interval_add(sum, value, sum) ? ECC_OK : ECC_E_LIMIT;
    }
    struct ecc_figure_value *figure = add_figure(figures, id);
    if (figure == NULL) {
        return ECC_E_NOMEM;
    }
    figure->value = *value;
    figure->span = span;
    figure->shown.at = ecc_span_position(span);
    return ECC_OK;
}

/* ---- Rates --------------------------------------------------------------------------------- */

static const char *format_of(const struct ecc_thing *peak, size_t field)
{
    const struct ecc_fact *fact = &peak->facts[field];
    return fact->presence == ECC_GIVEN ? ecc_number_formats[fact->as.word] : NULL;
}

/* "fp16", "int4xfp16", "sparse.fp16" */
static ecc_str rate_id(struct ecc_arena *arena, const struct ecc_thing *peak, bool sparse)
{
    const char *format = format_of(peak, ECC_PEAK_FORMAT);
    const char *with = format_of(peak, ECC_PEAK_WITH);
    struct ecc_buf id;
    ecc_buf_init(&id, arena);
    ecc_buf_puts(&id, sparse ? SPARSE : "");
    ecc_buf_puts(&id, format);
    ecc_buf_puts(&id, with != NULL ? "x" : "");
    ecc_buf_puts(&id, with != NULL ? with : "");
    return ecc_buf_str(&id);
}

static ecc_status put_rates(struct ecc_figures *figures, const struct ecc_fact *table, bool sparse)
{
    for (size_t i = 0; i < table->as.list.n; i++) {
        const struct ecc_thing *peak = &table->as.list.items[i];
        const struct ecc_fact *rate = &peak->facts[ECC_PEAK_RATE];
        const ecc_str id = rate_id(figures->arena, peak, sparse);
        if (id.ptr == NULL) {
            return ECC_E_NOMEM;
        }
        TRY(put_sum(figures, id, &rate->as.quantity.value, rate->span));
    }
    return ECC_OK;
}

/* Has the unit a rate of that id? */
static bool gives_rate(struct ecc_arena *arena, const struct ecc_fact *table, ecc_str id,
                       bool sparse)
{
    for (size_t i = 0; i < table->as.list.n; i++) {
        if (ecc_str_eq(rate_id(arena, &table->as.list.items[i], sparse), id)) {
            return true;
        }
    }
    return false;
}

/* A rate is a lower bound when there may be more units, or when a unit may have rates that are not listed. */
static void unbound_rates(struct ecc_figures *figures, const struct ecc_fact *units)
{
    for (size_t i = 0; i < figures->n; i++) {
        struct ecc_figure_value *figure = &figures->items[i];
        const bool sparse = ecc_str_starts(figure->shown.id, ECC_STR(SPARSE));
        bool open = units->as.list.open;
        for (size_t j = 0; j < units->as.list.n && !open; j++) {
            const struct ecc_fact *table = ecc_thing_fact(&units->as.list.items[j],
                                                          sparse ? "sparse" : "peaks");
            open = table->as.list.open &&
                   !gives_rate(figures->arena, table, figure->shown.id, sparse);
        }
        if (open) {
            unbound(&figure->value);
        }
    }
}

static ecc_status gather_rates(struct ecc_figures *figures, const struct ecc_thing *root)
{
    const struct ecc_fact *units = ecc_thing_fact(root, "processing-units");
    for (size_t i = 0; units != NULL && i < units->as.list.n; i++) {
        TRY(put_rates(figures, ecc_thing_fact(&units->as.list.items[i], "peaks"), false));
        TRY(put_rates(figures, ecc_thing_fact(&units->as.list.items[i], "sparse"), true));
    }
    if (units != NULL) {
        unbound_rates(figures, units);
        figures->open = units->as.list.open;
    }
    for (size_t i = 0; units != NULL && i < units->as.list.n; i++) {
        figures->open = figures->open ||
                        ecc_thing_fact(&units->as.list.items[i], "peaks")->as.list.open;
    }
    return ECC_OK;
}

/* ---- The others ---------------------------------------------------------------------------- */

/* An entry of a list, with its count and its directions. */
static bool entry_value(const struct ecc_thing *entry, const char *field, struct ecc_interval *out)
{
    const struct ecc_fact *count = ecc_thing_fact(entry, "count");
    const struct ecc_fact *direction = ecc_thing_fact(entry, "direction");
    ecc_num one;
    ecc_num two;
    *out = ecc_thing_fact(entry, field)->as.quantity.value;
    if (count != NULL && !ecc_interval_mul(out, &count->as.quantity.value, out)) {
        return false;
    }
    if (direction == NULL) {
        return true;
    }
    /* Not said: once or twice. The words are "both" and "each", in this order. */
    const int word = direction->as.word;
    const struct ecc_interval times = ecc_interval_between(number(&one, word == 1 ? 2 : 1), false,
                                                           number(&two, word == 0 ? 1 : 2), false);
    return ecc_interval_mul(out, &times, out);
}

static ecc_tri stays_within(const struct ecc_thing *entry)
{
    const struct ecc_fact *within = ecc_thing_fact(entry, "within-package");
    return within != NULL ? within->as.yesno : ECC_FALSE;
}

static ecc_status put_list(struct ecc_figures *figures, const struct figure_row *row,
                           const struct ecc_fact *list)
{
    ecc_num zero = ecc_num_zero();
    struct ecc_interval sum = ecc_interval_exact(&zero);
    for (size_t i = 0; i < list->as.list.n; i++) {
        struct ecc_interval value;
        const ecc_tri within = stays_within(&list->as.list.items[i]);
        if (within == ECC_TRUE) {
            continue;
        }
        if (!entry_value(&list->as.list.items[i], row->field, &value)) {
            return ECC_E_LIMIT;
        }
        if (within == ECC_UNKNOWN) {
            const struct ecc_interval none = ecc_interval_exact(&zero);
            value = ecc_interval_hull(&value, &none);
        }
        if (!ecc_interval_add(&sum, &value, &sum)) {
            return ECC_E_LIMIT;
        }
    }
    if (list->as.list.open) {
        unbound(&sum);
    }
    return put_sum(figures, ecc_str_of(row->id), &sum, list->span);
}

/* The value by itself: in its record, or, of a memory, at the top. */
static const struct ecc_fact *single_fact(const struct ecc_thing *root,
                                          const struct figure_row *row)
{
    const struct ecc_fact *record = row->record != NULL ? ecc_thing_fact(root, row->record) : NULL;
    return ecc_thing_fact(record != NULL ? record->as.record : root, row->field);
}

static ecc_status gather_others(struct ecc_figures *figures, const struct ecc_thing *root)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        const struct ecc_fact *fact = rows[i].list != NULL ? ecc_thing_fact(root, rows[i].list)
                                                           : single_fact(root, &rows[i]);
        if (fact == NULL) {
            continue;
        }
        if (rows[i].list != NULL) {
            TRY(put_list(figures, &rows[i], fact));
        } else {
            TRY(put_sum(figures, ecc_str_of(rows[i].id), &fact->as.quantity.value, fact->span));
        }
    }
    return ECC_OK;
}

/* ---- Assemblies ---------------------------------------------------------------------------- */

/* What was worked out already: a part may be reached on many ways. */
struct done {
    const ecc_spec *spec;
    struct ecc_figures figures;
    struct done *next;
};
struct gathering {
    struct ecc_arena *arena;
    struct done *done;
};

static ecc_status figures_of(struct gathering *gathering, const ecc_spec *spec,
                             const struct ecc_figures **out);

static bool adds_up(ecc_str id)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        if (ecc_str_is(id, rows[i].id)) {
            return rows[i].adds_up;
        }
    }
    return true;
}

/* What a part gives, times how many there are of it. */
static ecc_status add_part(struct ecc_figures *sums, const struct ecc_figures *own,
                           const struct ecc_part *part)
{
    for (size_t i = 0; i < own->n; i++) {
        const struct ecc_figure_value *figure = &own->items[i];
        struct ecc_interval value;
        if (!adds_up(figure->shown.id)) {
            continue;
        }
        if (!ecc_interval_mul(&figure->value, &part->count, &value)) {
            return ECC_E_LIMIT;
        }
        TRY(put_sum(sums, figure->shown.id, &value, part->span));
    }
    return ECC_OK;
}

/* A part that does not give a figure may have some of it all the same. */
static void unbound_sums(struct ecc_figures *sums, const ecc_spec *spec,
                         const struct ecc_figures *const *own)
{
    for (size_t i = 0; i < sums->n; i++) {
        bool open = spec->parts_open;
        for (size_t j = 0; j < spec->n_parts && !open; j++) {
            const ecc_str id = sums->items[i].shown.id;
            open = ecc_figure_find(own[j], id) == NULL &&
                   ecc_figures_has(own[j], id) == ECC_UNKNOWN;
        }
        if (open) {
            unbound(&sums->items[i].value);
        }
    }
}

static ecc_status gather_parts(struct gathering *gathering, struct ecc_figures *sums,
                               const ecc_spec *spec)
{
    const struct ecc_figures **own = ECC_NEW_ARRAY(gathering->arena, spec->n_parts,
                                                   const struct ecc_figures *);
    if (own == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < spec->n_parts; i++) {
        TRY(figures_of(gathering, spec->parts[i].spec, &own[i]));
        TRY(add_part(sums, own[i], &spec->parts[i]));
    }
    unbound_sums(sums, spec, own);
    sums->open = spec->parts_open;
    for (size_t i = 0; i < spec->n_parts; i++) {
        sums->open = sums->open || own[i]->open;
    }
    return ECC_OK;
}

static ecc_status gather(struct gathering *gathering, struct ecc_figures *figures,
                         const ecc_spec *spec)
{
    TRY(gather_rates(figures, spec->root));
    if (ecc_thing_fact(spec->root, "contains") != NULL) {
        TRY(gather_parts(gathering, figures, spec));
    }
    return gather_others(figures, spec->root);
}

/* Recursion: assemblies contain each other as deep as the loader lets them, and each is worked out once. */
static ecc_status figures_of(struct gathering *gathering, const ecc_spec *spec,
                             const struct ecc_figures **out)
{
    for (const struct done *done = gathering->done; done != NULL; done = done->next) {
        if (done->spec == spec) {
            *out = &done->figures;
            return ECC_OK;
        }
    }
    struct done *done = ECC_NEW(gathering->arena, struct done);
    if (done == NULL) {
        return ECC_E_NOMEM;
    }
    *done = (struct done){.spec = spec, .figures = {.arena = gathering->arena}};
    TRY(gather(gathering, &done->figures, spec));
    done->next = gathering->done;
    gathering->done = done;
    *out = &done->figures;
    return ECC_OK;
}

/* ---- Names and order ----------------------------------------------------------------------- */

static size_t count_formats(void)
{
    size_t n = 0;
    while (ecc_number_formats[n] != NULL) {
        n++;
    }
    return n;
}

const char *ecc_figure_id(size_t i)
{
    const size_t n_formats = count_formats();
    return i < n_formats            ? ecc_number_formats[i]
           : i - n_formats < N_ROWS ? rows[i - n_formats].id
                                    : NULL;
}

static bool is_sparse(ecc_str id)
{
    return ecc_str_starts(id, ECC_STR(SPARSE));
}

static const struct figure_row *row_of(ecc_str id)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        if (ecc_str_is(id, rows[i].id)) {
            return &rows[i];
        }
    }
    return NULL;
}

/* Index of the format that the id begins with; the longest, since "fp16" is no "fp1". */
static size_t format_at(ecc_str id)
{
    size_t best = count_formats();
    for (size_t i = 0; ecc_number_formats[i] != NULL; i++) {
        const ecc_str format = ecc_str_of(ecc_number_formats[i]);
        const bool longer = ecc_number_formats[best] == NULL ||
                            format.len > strlen(ecc_number_formats[best]);
        best = ecc_str_starts(id, format) && longer ? i : best;
    }
    return best;
}

/* Is it a number format, or a pair of them? */
static bool is_rate(ecc_str id)
{
    const size_t first = format_at(id);
    if (ecc_number_formats[first] == NULL) {
        return false;
    }
    const ecc_str rest = ecc_str_slice(id, strlen(ecc_number_formats[first]), id.len);
    return rest.len == 0 ||
           (rest.ptr[0] == 'x' &&
            ecc_word_find(ecc_number_formats, ecc_str_slice(rest, 1, rest.len)) >= 0);
}

bool ecc_figure_is_one(ecc_str id, struct ecc_dim *out_dim)
{
    const struct figure_row *row = row_of(id);
    if (row == NULL && !is_rate(id)) {
        return false;
    }
    *out_dim = row != NULL ? row->dim : ECC_DIM_RATE;
    return true;
}

/* Dense rates in the order of the formats, pairs after their first one; then those with sparsity; then the rows. */
static size_t rank_of(ecc_str id)
{
    const size_t n_formats = count_formats();
    const struct figure_row *row = row_of(id);
    if (row != NULL) {
        return 4 * (n_formats + 1) + (size_t)(row - rows);
    }
    const ecc_str rate = is_sparse(id) ? ecc_str_slice(id, sizeof(SPARSE) - 1, id.len) : id;
    const size_t first = format_at(rate);
    assert(ecc_number_formats[first] != NULL); /* it is the id of a figure */
    const bool pair = rate.len > strlen(ecc_number_formats[first]);
    return 2 * first + (pair ? 1 : 0) + (is_sparse(id) ? 2 * (n_formats + 1) : 0);
}

int ecc_figure_order(ecc_str a, ecc_str b)
{
    const size_t rank_a = rank_of(a);
    const size_t rank_b = rank_of(b);
    return rank_a != rank_b ? (rank_a < rank_b ? -1 : 1) : ecc_str_cmp(a, b);
}

/* "FP16 peak, dense"; formats are in capitals but for the x of a pair. */
static ecc_str rate_name(struct ecc_arena *arena, ecc_str id, ecc_language language)
{
    const bool sparse = is_sparse(id);
    const ecc_str rate = sparse ? ecc_str_slice(id, sizeof(SPARSE) - 1, id.len) : id;
    const ecc_str first = ecc_str_of(ecc_number_formats[format_at(rate)]);
    struct ecc_buf name;
    ecc_buf_init(&name, arena);
    for (size_t i = 0; i < rate.len; i++) {
        const char byte = rate.ptr[i];
        const bool small = byte >= 'a' && i != first.len; /* there are letters and digits */
        ecc_buf_putc(&name, small ? (char)(byte - 'a' + 'A') : byte);
    }
    ecc_buf_puts(&name, (sparse ? sparse_name : dense_name)[language]);
    return ecc_buf_str(&name);
}

static ecc_status finish(struct ecc_figures *figures, struct ecc_figure_value *figure)
{
    ecc_figure *shown = &figure->shown;
    const struct figure_row *row = row_of(shown->id);
    for (size_t i = 0; i < ECC_LANGUAGES; i++) {
        shown->name.in[i] = row != NULL ? ecc_str_of(row->name[i])
                                        : rate_name(figures->arena, shown->id, (ecc_language)i);
        if (shown->name.in[i].ptr == NULL) {
            return ECC_E_NOMEM;
        }
    }
    shown->unit = ecc_dim_unit_text(figures->arena, row != NULL ? row->dim : ECC_DIM_RATE);
    shown->sparse = is_sparse(shown->id);
    shown->known = ecc_interval_says(&figure->value);
    assert(shown->unit.ptr != NULL); /* units of figures have a symbol of their own */
    return ecc_range_make(figures->arena, &figure->value, &shown->value) ? ECC_OK : ECC_E_NOMEM;
}

/* By insertion: there are few. */
static void sort(struct ecc_figures *figures)
{
    for (size_t i = 1; i < figures->n; i++) {
        const struct ecc_figure_value moved = figures->items[i];
        size_t at = i;
        for (; at > 0 && ecc_figure_order(moved.shown.id, figures->items[at - 1].shown.id) < 0;
             at--) {
            figures->items[at] = figures->items[at - 1];
        }
        figures->items[at] = moved;
    }
}

/* ---- Sources ------------------------------------------------------------------------------- */

static ecc_status gather_papers(struct ecc_figures *figures, const struct ecc_thing *root)
{
    const struct ecc_fact *sources = ecc_thing_fact(root, "sources");
    figures->papers = ECC_NEW_ARRAY(figures->arena, sources->as.list.n, ecc_paper);
    if (figures->papers == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < sources->as.list.n; i++) {
        const struct ecc_thing *source = &sources->as.list.items[i];
        const struct ecc_fact *keys = ecc_thing_fact(source, "for");
        const struct ecc_fact *urls = ecc_thing_fact(source, "urls");
        figures->papers[figures->n_papers++] = (ecc_paper){
            .keys = keys->as.texts.items,
            .n_keys = keys->as.texts.n,
            .mark = ecc_thing_fact(source, "mark")->text,
            .urls = urls->as.texts.items,
            .n_urls = urls->as.texts.n,
            .note = ecc_thing_fact(source, "note")->text,
        };
    }
    return ECC_OK;
}

/* ---- The public functions ------------------------------------------------------------------ */

static ecc_status make(struct ecc_figures *figures)
{
    struct gathering gathering = {.arena = figures->arena};
    TRY(gather(&gathering, figures, figures->spec));
    sort(figures);
    figures->shown = ECC_NEW_ARRAY(figures->arena, figures->n, ecc_figure);
    if (figures->shown == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < figures->n; i++) {
        TRY(finish(figures, &figures->items[i]));
        figures->shown[i] = figures->items[i].shown;
    }
    return gather_papers(figures, figures->spec->root);
}

ecc_status ecc_figures_new(const ecc_spec *spec, ecc_figures **out_figures)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_figures *figures = arena != NULL ? ECC_NEW(arena, struct ecc_figures) : NULL;
    if (figures == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    *figures = (struct ecc_figures){.arena = arena, .spec = spec};
    const ecc_status status = make(figures);
    if (status != ECC_OK) {
        ecc_arena_free(arena);
        return status;
    }
    *out_figures = figures;
    return ECC_OK;
}

void ecc_figures_free(ecc_figures *figures)
{
    if (figures != NULL) {
        ecc_arena_free(figures->arena);
    }
}

size_t ecc_figures_list(const ecc_figures *figures, const ecc_figure **out_list)
{
    *out_list = figures->shown;
    return figures->n;
}

const ecc_figure *ecc_figures_find(const ecc_figures *figures, ecc_str id)
{
    const struct ecc_figure_value *figure = ecc_figure_find(figures, id);
    return figure != NULL ? &figures->shown[figure - figures->items] : NULL;
}

ecc_tri ecc_figures_has(const ecc_figures *figures, ecc_str id)
{
    const struct ecc_figure_value *figure = ecc_figure_find(figures, id);
    if (figure != NULL) {
        return figure->shown.known ? ECC_TRUE : ECC_UNKNOWN;
    }
    return is_rate(id) && !figures->open ? ECC_FALSE : is_sparse(id) ? ECC_FALSE : ECC_UNKNOWN;
}

size_t ecc_figures_papers(const ecc_figures *figures, const ecc_paper **out_papers)
{
    *out_papers = figures->papers;
    return figures->n_papers;
}
