/* SPDX-License-Identifier: Apache-2.0 */
/* What a specification by itself gives reason to doubt: rates, declared TPP, die areas. */
#include "model/suspect.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

/* One exposure of a scanner prints at most 26 mm x 33 mm. [mm2] */
#define RETICLE 858

/* ---- Reporting ----------------------------------------------------------------------------- */

void ecc_suspect(struct ecc_suspecting *suspecting, enum ecc_suspicion kind,
                 enum ecc_message_id message, struct ecc_span span, const ecc_arg *args,
                 size_t n_args)
{
    suspecting->found[kind] = true;
    if (!suspecting->settled[kind]) {
        ecc_diag_add(suspecting->diags, message, span, args, n_args);
    }
}

bool ecc_is_times(const struct ecc_interval *a, const struct ecc_interval *b, int64_t times)
{
    const ecc_num factor = ecc_num_int(times);
    ecc_num product;
    return ecc_interval_is_exact(a) && ecc_interval_is_exact(b) && a->lo.sign > 0 &&
           ecc_num_mul(&b->lo, &factor, &product) && ecc_num_cmp(&a->lo, &product) == 0;
}

bool ecc_is_above(const struct ecc_interval *a, const struct ecc_interval *b, int64_t num,
                  uint64_t den)
{
    ecc_num factor;
    ecc_num line;
    return !b->hi_inf && ecc_num_make(num, den, &factor) && ecc_num_mul(&b->hi, &factor, &line) &&
           ecc_num_cmp(&a->lo, &line) > 0;
}

ecc_str ecc_suspect_text(const struct ecc_suspecting *suspecting, const struct ecc_buf *buf)
{
    if (buf->failed) {
        suspecting->diags->out_of_memory = true;
    }
    return ecc_buf_str(buf);
}

ecc_str ecc_suspect_number(const struct ecc_suspecting *suspecting,
                           const struct ecc_interval *value)
{
    struct ecc_buf buf;
    bool exact = false;
    ecc_buf_init(&buf, suspecting->arena);
    ecc_num_print_significant(&value->lo, 8, ECC_ROUND_DOWN, &buf, &exact);
    ecc_buf_puts(&buf, exact ? "" : "…");
    return ecc_suspect_text(suspecting, &buf);
}

bool ecc_suspect_take_number(ecc_str *text, int64_t *out)
{
    int64_t number = 0;
    size_t i = 0;
    while (i < text->len && i < 9 && text->ptr[i] >= '0' && text->ptr[i] <= '9') {
        number = number * 10 + (text->ptr[i] - '0');
        i++;
    }
    *text = ecc_str_slice(*text, i, text->len);
    *out = number;
    return i > 0;
}

/* ---- Rates --------------------------------------------------------------------------------- */

struct rate {
    const struct ecc_thing *peak; /* NULL: none */
    struct ecc_interval value;
};

static ecc_str format_of(const struct ecc_thing *peak)
{
    const struct ecc_fact *with = &peak->facts[ECC_PEAK_WITH];
    const struct ecc_fact *format = &peak->facts[ECC_PEAK_FORMAT];
    if (with->presence == ECC_GIVEN) {
        return (ecc_str){NULL, 0}; /* a pair of formats is like no other */
    }
    return ecc_str_of(ecc_number_formats[format->as.word]);
}

/* The rate of the first of the formats that the table gives exactly. */
static struct rate rate_of(const struct ecc_fact *table, const char *format)
{
    for (size_t i = 0; i < table->as.list.n; i++) {
        const struct ecc_thing *peak = &table->as.list.items[i];
        const struct ecc_interval *value = &peak->facts[ECC_PEAK_RATE].as.quantity.value;
        if (ecc_str_is(format_of(peak), format) && ecc_interval_is_exact(value)) {
            return (struct rate){peak, *value};
        }
    }
    return (struct rate){NULL, ecc_interval_exact(&(ecc_num){0})};
}

static void rate_is_suspicious(struct ecc_suspecting *suspecting, enum ecc_suspicion kind,
                               enum ecc_message_id message, const struct rate *rate,
                               const struct rate *other)
{
    ecc_suspect(suspecting, kind, message, rate->peak->facts[ECC_PEAK_RATE].span,
                ECC_ARGS(ecc_arg_text("format", rate->peak->label),
                         ecc_arg_text("other", other->peak->label),
                         ecc_arg_text("rate", ecc_suspect_number(suspecting, &rate->value)),
                         ecc_arg_text("otherrate", ecc_suspect_number(suspecting, &other->value))));
}

static void check_against_sparse(struct ecc_suspecting *suspecting, const struct ecc_fact *dense,
                                 const struct ecc_fact *sparse)
{
    for (size_t i = 0; i < sparse->as.list.n; i++) {
        const ecc_str format = format_of(&sparse->as.list.items[i]);
        if (format.len == 0) {
            continue;
        }
        const struct rate thin = rate_of(sparse, format.ptr);
        const struct rate full = rate_of(dense, format.ptr);
        if (thin.peak != NULL && full.peak != NULL && ecc_is_times(&full.value, &thin.value, 1)) {
            rate_is_suspicious(suspecting, ECC_SUSPECT_SPARSE, ECC_M_suspect_same_as_sparse, &full,
                               &thin);
        }
    }
}

/* Halving the width doubles the rate; four times the rate is one doubling too many. */
static void check_widths(struct ecc_suspecting *suspecting, const struct ecc_fact *dense)
{
    static const char *const pairs[][2] = {{"int8", "fp16"}, {"fp8", "fp16"},  {"fp8", "bf16"},
                                           {"int8", "bf16"}, {"int4", "int8"}, {"fp4", "fp8"},
                                           {"fp16", "tf32"}};
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        const struct rate narrow = rate_of(dense, pairs[i][0]);
        const struct rate wide = rate_of(dense, pairs[i][1]);
        if (narrow.peak != NULL && wide.peak != NULL &&
            ecc_is_times(&narrow.value, &wide.value, 4)) {
            rate_is_suspicious(suspecting, ECC_SUSPECT_SPARSE, ECC_M_suspect_four_times, &narrow,
                               &wide);
            return;
        }
    }
}

static void check_vector(struct ecc_suspecting *suspecting, const struct ecc_fact *dense)
{
    static const char *const halves[] = {"fp16", "bf16"};
    static const char *const bytes[] = {"int8", "fp8"};
    const struct rate tf32 = rate_of(dense, "tf32");
    for (size_t i = 0; i < 2; i++) {
        const struct rate half = rate_of(dense, halves[i]);
        if (half.peak != NULL && tf32.peak != NULL &&
            ecc_is_above(&tf32.value, &half.value, 1, 1)) {
            rate_is_suspicious(suspecting, ECC_SUSPECT_VECTOR, ECC_M_suspect_below_tf32, &half,
                               &tf32);
        }
        for (size_t j = 0; j < 2 && half.peak != NULL; j++) {
            const struct rate byte = rate_of(dense, bytes[j]);
            if (byte.peak != NULL && half.value.lo.sign > 0 &&
                ecc_is_above(&byte.value, &half.value, 79, 10)) {
                rate_is_suspicious(suspecting, ECC_SUSPECT_VECTOR, ECC_M_suspect_eight_times, &half,
                                   &byte);
                break;
            }
        }
    }
}

static void check_rates(struct ecc_suspecting *suspecting)
{
    const struct ecc_fact *units = ecc_thing_fact(suspecting->spec->root, "processing-units");
    for (size_t i = 0; units != NULL && i < units->as.list.n; i++) {
        const struct ecc_thing *unit = &units->as.list.items[i];
        const struct ecc_fact *dense = ecc_thing_fact(unit, "peaks");
        check_against_sparse(suspecting, dense, ecc_thing_fact(unit, "sparse"));
        check_widths(suspecting, dense);
        check_vector(suspecting, dense);
    }
}

/* ---- Declared TPP -------------------------------------------------------------------------- */

/* The width that a format's name says: 8 of "mxfp8"; the wider one of a pair. */
static int64_t width_of(ecc_str id)
{
    int64_t widest = 0;
    while (id.len > 0) {
        int64_t width = 0;
        if (ecc_suspect_take_number(&id, &width)) {
            widest = width > widest ? width : widest;
        } else {
            id = ecc_str_slice(id, 1, id.len);
        }
    }
    return widest;
}

/* The highest product of rate and width: near what the law calls TPP, near enough to notice a doubling. */
static bool highest_product(const struct ecc_figures *figures, struct ecc_interval *out)
{
    bool any = false;
    for (size_t i = 0; i < figures->n; i++) {
        const struct ecc_figure_value *figure = &figures->items[i];
        const ecc_num width = ecc_num_int(width_of(figure->shown.id));
        const struct ecc_interval factor = ecc_interval_exact(&width);
        struct ecc_interval product;
        if (!ecc_str_is(figure->shown.unit, "TOPS") || figure->shown.sparse ||
            figure->value.hi_inf || !ecc_interval_mul(&figure->value, &factor, &product)) {
            continue;
        }
        *out = any ? ecc_interval_max(out, &product) : product;
        any = true;
    }
    return any && !figures->open;
}

static void check_declared(struct ecc_suspecting *suspecting)
{
    const struct ecc_fact *declared = ecc_thing_fact(suspecting->spec->root, "declared");
    const struct ecc_fact *tpp = declared != NULL ? ecc_thing_fact(declared->as.record, "tpp")
                                                  : NULL;
    struct ecc_interval product;
    if (tpp == NULL || tpp->presence != ECC_GIVEN ||
        !highest_product(suspecting->figures, &product)) {
        return;
    }
    const struct ecc_interval *value = &tpp->as.quantity.value;
    if (ecc_is_above(value, &product, 18, 10) || ecc_is_above(&product, value, 18, 10)) {
        ecc_suspect(suspecting, ECC_SUSPECT_TPP, ECC_M_suspect_declared_tpp, tpp->span,
                    ECC_ARGS(ecc_arg_text("declared", ecc_suspect_number(suspecting, value)),
                             ecc_arg_text("computed", ecc_suspect_number(suspecting, &product))));
    }
}

/* ---- Areas --------------------------------------------------------------------------------- */

static void check_areas(struct ecc_suspecting *suspecting)
{
    const struct ecc_fact *dies = ecc_thing_fact(suspecting->spec->root, "logic-dies");
    const ecc_num reticle = ecc_num_int(RETICLE);
    const struct ecc_interval limit = ecc_interval_exact(&reticle);
    for (size_t i = 0; dies != NULL && i < dies->as.list.n; i++) {
        const struct ecc_fact *area = ecc_thing_fact(&dies->as.list.items[i], "area");
        const struct ecc_interval *value = &area->as.quantity.value;
        if (ecc_is_above(value, &limit, 1, 1)) {
            ecc_suspect(suspecting, ECC_SUSPECT_AREA, ECC_M_suspect_over_reticle, area->span,
                        ECC_ARGS(ecc_arg_text("area", ecc_suspect_number(suspecting, value)),
                                 ecc_arg_integer("reticle", RETICLE)));
        }
    }
}

/* ---- The whole ----------------------------------------------------------------------------- */

static void read_reviews(struct ecc_suspecting *suspecting)
{
    const struct ecc_fact *reviews = ecc_thing_fact(suspecting->spec->root, "reviewed");
    for (size_t i = 0; i < reviews->as.list.n; i++) {
        const int word = ecc_thing_fact(&reviews->as.list.items[i], "finding")->as.word;
        assert(word >= 0 && word < (int)ECC_SUSPICIONS);
        suspecting->settled[word] = true;
    }
}

static void tell_unused(struct ecc_suspecting *suspecting)
{
    const struct ecc_fact *reviews = ecc_thing_fact(suspecting->spec->root, "reviewed");
    for (size_t i = 0; i < reviews->as.list.n; i++) {
        const struct ecc_fact *finding = ecc_thing_fact(&reviews->as.list.items[i], "finding");
        const int word = finding->as.word;
        if (!suspecting->found[word]) {
            ecc_diag_add(suspecting->diags, ECC_M_suspect_nothing_to_settle, finding->span,
                         ECC_ARGS(ecc_arg_cstr("finding", ecc_suspicion_words[word])));
        }
    }
}

ecc_status ecc_suspect_all(struct ecc_suspecting *suspecting)
{
    read_reviews(suspecting);
    check_rates(suspecting);
    check_declared(suspecting);
    check_areas(suspecting);
    ecc_suspect_links(suspecting);
    ecc_suspect_memory(suspecting);
    TRY(ecc_suspect_peers(suspecting));
    tell_unused(suspecting);
    return suspecting->diags->out_of_memory ? ECC_E_NOMEM : ECC_OK;
}
