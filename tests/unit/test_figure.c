/* SPDX-License-Identifier: Apache-2.0 */
/* Figures of specifications, needs of buyers, and specifications side by side. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "ecc/ecc.h"
#include "small_rules.h"

struct state {
    ecc_diags *diags;
    ecc_words *words;
};

static int set_up(void **out)
{
    static struct state state;
    assert_int_equal(ecc_diags_new(&state.diags), ECC_OK);
    assert_int_equal(ecc_words_new(ECC_ENGLISH, &state.words), ECC_OK);
    *out = &state;
    return 0;
}

static int tear_down(void **out)
{
    struct state *state = *out;
    ecc_diags_free(state->diags);
    ecc_words_free(state->words);
    return 0;
}

/* Files that an assembly of a test contains. */
static ecc_status resolve(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                          ecc_str *out_bytes)
{
    (void)user;
    (void)from;
    *out_name = ref;
    if (ecc_str_is(ref, "./chip.yaml")) {
        *out_bytes = ecc_str_of(
            "ecc: chip/1\nname: C\n"
            "processing-units:\n  - {kind: digital-processor, peaks: {fp16: 100 TFLOPS}}\n"
            "memory: {capacity: 16 GB, bandwidth: 500 GB/s}\nlinks: []\n");
        return ECC_OK;
    }
    if (ecc_str_is(ref, "./other.yaml")) {
        *out_bytes = ecc_str_of(
            "ecc: chip/1\nname: D\n"
            "processing-units:\n  - {kind: digital-processor, peaks: {int8: 1 TOPS}}\n");
        return ECC_OK;
    }
    return ECC_E_NOT_FOUND;
}

static ecc_figures *figures_of(struct state *state, const char *text, ecc_spec **out_spec)
{
    ecc_figures *figures = NULL;
    assert_int_equal(ecc_spec_load(ecc_str_of("t.yaml"), ecc_str_of(text), resolve, NULL, out_spec,
                                   state->diags),
                     ECC_OK);
    assert_int_equal(ecc_figures_new(*out_spec, &figures), ECC_OK);
    return figures;
}

/* "lo..hi" in exact numbers, "(" where an end is open; "?" when nothing is known. */
static void check_value(struct state *state, const ecc_figures *figures, const char *id,
                        const char *expected)
{
    char text[128] = "none";
    const ecc_figure *figure = ecc_figures_find(figures, ecc_str_of(id));
    if (figure != NULL) {
        const ecc_str lo = figure->value.lo != NULL
                               ? ecc_number_exact(state->words, figure->value.lo)
                               : ECC_STR("?");
        const ecc_str hi = figure->value.hi != NULL
                               ? ecc_number_exact(state->words, figure->value.hi)
                               : ECC_STR("?");
        (void)snprintf(text, sizeof(text), "%.*s..%.*s", (int)lo.len, lo.ptr, (int)hi.len, hi.ptr);
    }
    assert_string_equal(text, expected);
}

static const char chip[] =
    "ecc: chip/1\n"
    "name: A\n"
    "logic-dies:\n"
    "  - {area: 100 mm2, count: 2}\n"
    "  - {area: 30..40 mm2}\n"
    "processing-units:\n"
    "  - {kind: digital-processor, peaks: {fp16: 100 TFLOPS, int8: 200 TOPS}, sparse: {fp16: 200 "
    "TFLOPS}}\n"
    "  - {kind: digital-processor, peaks: {fp16: 10 TFLOPS, int4xfp16: 7 TOPS}}\n"
    "memory: {type: HBM2, capacity: 32 GB, bandwidth: 1.2 TB/s}\n"
    "links:\n"
    "  - {name: a, bandwidth: 400 GB/s, direction: both}\n"
    "  - {name: b, bandwidth: 32 GB/s, direction: each}\n"
    "  - {name: c, bandwidth: 10 GB/s}\n"
    "  - {name: d, bandwidth: 900 GB/s, direction: both, within-package: yes}\n"
    "power: 300 W\n";

static void test_chip(void **out)
{
    struct state *state = *out;
    ecc_spec *spec = NULL;
    ecc_figures *figures = figures_of(state, chip, &spec);
    check_value(state, figures, "fp16", "110..110"); /* units add up */
    check_value(state, figures, "int8", "200..200");
    check_value(state, figures, "int4xfp16", "7..7");
    check_value(state, figures, "sparse.fp16", "200..200");
    check_value(state, figures, "memory.capacity", "32..32");
    check_value(state, figures, "memory.bandwidth", "1200..1200");
    check_value(state, figures, "io", "474..484"); /* c says no direction: once or twice */
    check_value(state, figures, "die-area", "230..240");
    check_value(state, figures, "power", "300..300");
    check_value(state, figures, "fp8", "none");
    const ecc_figure *list = NULL;
    static const char *const order[] = {
        "fp16", "int8",     "int4xfp16", "sparse.fp16", "memory.capacity", "memory.bandwidth",
        "io",   "die-area", "power"};
    assert_int_equal(ecc_figures_list(figures, &list), 9);
    for (size_t i = 0; i < 9; i++) {
        assert_true(ecc_str_is(list[i].id, order[i]));
        assert_int_equal(list[i].sparse, i == 3);
        assert_true(list[i].name.in[ECC_CHINESE].len > 0);
    }
    assert_true(ecc_str_is(list[2].name.in[ECC_ENGLISH], "INT4xFP16 peak, dense"));
    assert_int_equal(list[6].at.line, 11);
    assert_int_equal(ecc_figures_has(figures, ECC_STR("fp8")), ECC_FALSE); /* the lists are whole */
    ecc_figures_free(figures);
    ecc_spec_free(spec);
}

static void test_missing_is_unknown(void **out)
{
    struct state *state = *out;
    ecc_spec *spec = NULL;
    ecc_figures *figures = figures_of(state, "ecc: chip/1\nname: A\n", &spec);
    static const char *const ids[] = {"memory.capacity", "memory.bandwidth", "io", "die-area",
                                      "power"};
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        check_value(state, figures, ids[i], "?..?");
        assert_false(ecc_figures_find(figures, ecc_str_of(ids[i]))->known);
        assert_int_equal(ecc_figures_has(figures, ecc_str_of(ids[i])), ECC_UNKNOWN);
    }
    assert_int_equal(ecc_figures_has(figures, ECC_STR("fp16")), ECC_UNKNOWN);
    ecc_figures_free(figures);
    ecc_spec_free(spec);
}

static void test_open_lists_are_lower_bounds(void **out)
{
    struct state *state = *out;
    ecc_spec *spec = NULL;
    ecc_figures *figures = figures_of(
        state,
        "ecc: chip/1\nname: A\n"
        "processing-units:\n"
        "  - {kind: digital-processor, peaks: {fp16: 100 TFLOPS}}\n"
        "  - {kind: digital-processor, peaks: {int8: 5 TOPS, others: unknown}}\n"
        "links:\n  - {bandwidth: 64 GB/s, direction: both}\n  - unknown\n",
        &spec);
    check_value(state, figures, "fp16", "100..?"); /* the second unit may have some too */
    check_value(state, figures, "int8", "5..5");
    check_value(state, figures, "io", "64..?");
    assert_int_equal(ecc_figures_has(figures, ECC_STR("fp8")), ECC_UNKNOWN);
    ecc_figures_free(figures);
    ecc_spec_free(spec);
}

static void test_assembly_adds_up(void **out)
{
    struct state *state = *out;
    ecc_spec *spec = NULL;
    ecc_figures *figures = figures_of(state,
                                      "ecc: system/1\nname: S\npower: 5 kW\n"
                                      "contains:\n  - {item: ./chip.yaml, count: 8}\n",
                                      &spec);
    check_value(state, figures, "fp16", "800..800");
    check_value(state, figures, "memory.capacity", "128..128");
    check_value(state, figures, "io", "none");
    check_value(state, figures, "power", "5000..5000");
    ecc_figures_free(figures);
    ecc_spec_free(spec);
    figures = figures_of(
        state,
        "ecc: board/1\nname: S\n"
        "contains:\n  - {item: ./chip.yaml, count: 1..2}\n  - {item: ./other.yaml}\n",
        &spec);
    check_value(state, figures, "fp16",
                "100..200"); /* the other one's list is whole: it has none */
    check_value(state, figures, "memory.capacity", "16..?");
    ecc_figures_free(figures);
    ecc_spec_free(spec);
}

/* Every format, dense and sparse, is more than fits the first room for figures; a link that may stay
 * within the package counts or not; an open board may have more of everything. */
static void test_many_figures(void **out)
{
    struct state *state = *out;
    ecc_spec *spec = NULL;
    static const char *const formats[] = {
        "fp64",  "fp32",  "tf32",  "bf16",  "fp16",  "fp8",  "fp6",  "fp4",  "mxfp8", "mxfp6",
        "mxfp4", "nvfp4", "int64", "int32", "int16", "int8", "int4", "int2", "int1"};
    const size_t n = sizeof(formats) / sizeof(formats[0]);
    char text[4096] =
        "ecc: chip/1\nname: A\nprocessing-units:\n  - {kind: digital-processor, peaks: {";
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < n; i++) {
            char one[64];
            (void)snprintf(one, sizeof(one), "%s%s: %zu TOPS", i > 0 ? ", " : "", formats[i],
                           i + 1 + 100 * pass);
            strcat(text, one);
        }
        strcat(text, pass == 0 ? "}, sparse: {" : "}}\n");
    }
    strcat(text, "links:\n  - {bandwidth: 10 GB/s, direction: both}\n"
                 "  - {bandwidth: 7 GB/s, direction: both, within-package: unknown}\n");
    ecc_figures *figures = figures_of(state, text, &spec);
    for (size_t i = 0; i < n; i++) {
        char id[64];
        char value[64];
        (void)snprintf(value, sizeof(value), "%zu..%zu", i + 1, i + 1);
        check_value(state, figures, formats[i], value);
        (void)snprintf(id, sizeof(id), "sparse.%s", formats[i]);
        (void)snprintf(value, sizeof(value), "%zu..%zu", i + 101, i + 101);
        check_value(state, figures, id, value);
    }
    check_value(state, figures, "io", "10..17");
    assert_int_equal(ecc_figures_has(figures, ECC_STR("sparse.fp99")), ECC_FALSE);
    ecc_figures_free(figures);
    ecc_figures_free(NULL);
    ecc_spec_free(spec);
    figures = figures_of(
        state, "ecc: board/1\nname: S\ncontains:\n  - {item: ./chip.yaml}\n  - unknown\n", &spec);
    check_value(state, figures, "fp16", "100..?");
    assert_int_equal(ecc_figures_has(figures, ECC_STR("fp8")), ECC_UNKNOWN);
    assert_int_equal(ecc_figures_has(figures, ECC_STR("sparse.fp8")), ECC_FALSE);
    ecc_figures_free(figures);
    ecc_spec_free(spec);
    /* the same chip twice is worked out once */
    figures = figures_of(state,
                         "ecc: board/1\nname: S\ncontains:\n  - {item: ./chip.yaml}\n"
                         "  - {item: ./chip.yaml, count: 2}\n",
                         &spec);
    check_value(state, figures, "fp16", "300..300");
    ecc_figures_free(figures);
    ecc_spec_free(spec);
}

/* ---- Needs --------------------------------------------------------------------------------- */

static void check_need(struct state *state, const ecc_figures *figures, const char *text,
                       ecc_tri expected)
{
    ecc_need *need = NULL;
    assert_int_equal(ecc_need_parse(ecc_str_of(text), &need, state->diags), ECC_OK);
    assert_int_equal(ecc_need_met(need, figures), expected);
    ecc_need_free(need);
}

static void test_needs(void **out)
{
    struct state *state = *out;
    ecc_spec *spec = NULL;
    ecc_figures *figures = figures_of(state, chip, &spec);
    check_need(state, figures, "fp16 >= 110 TFLOPS", ECC_TRUE);
    check_need(state, figures, "FP16>=0.11 PFLOPS", ECC_TRUE);
    check_need(state, figures, "fp16 > 110 TFLOPS", ECC_FALSE);
    check_need(state, figures, "fp16 < 110 TFLOPS", ECC_FALSE);
    check_need(state, figures, "fp16<110.1 TFLOPS", ECC_TRUE);
    check_need(state, figures, "fp16 >109.9 TFLOPS", ECC_TRUE);
    check_need(state, figures, "fp16 ≥ 110 TFLOPS", ECC_TRUE);
    check_need(state, figures, "fp16 ≥ 110.1 TFLOPS", ECC_FALSE);
    check_need(state, figures, "fp16 <= 109.9 TFLOPS", ECC_FALSE);
    check_need(state, figures, "\tDIE-AREA > 229.9 mm2 ", ECC_TRUE);
    check_need(state, figures, "fp16 ≤ 110 TFLOPS", ECC_TRUE);
    check_need(state, figures, "io >= 474 GB/s", ECC_TRUE);
    check_need(state, figures, "io >= 480 GB/s", ECC_UNKNOWN);
    check_need(state, figures, "fp8 >= 1 TOPS", ECC_FALSE);
    check_need(state, figures, "fp8 >= 0 TOPS", ECC_TRUE);
    check_need(state, figures, "fp8 < 1 TOPS", ECC_TRUE);
    check_need(state, figures, "int4xfp16 >= 7 TOPS", ECC_TRUE);
    check_need(state, figures, "memory.capacity >= 64 GB", ECC_FALSE);
    ecc_figures_free(figures);
    ecc_spec_free(spec);
    figures = figures_of(state, "ecc: chip/1\nname: A\n", &spec);
    check_need(state, figures, "fp16 >= 1 TFLOPS", ECC_UNKNOWN);
    check_need(state, figures, "power <= 400 W", ECC_UNKNOWN);
    ecc_need_free(NULL);
    ecc_figures_free(figures);
    ecc_spec_free(spec);
}

static void test_needs_that_are_none(void **out)
{
    struct state *state = *out;
#define KNOWN                                                                                      \
    " known=fp64, fp32, tf32, bf16, fp16, fp8, fp6, fp4, mxfp8, mxfp6, mxfp4, nvfp4, int64, "      \
    "int32, int16, int8, int4, int2, int1, memory.capacity, memory.bandwidth, io, die-area, "      \
    "power; "
    static const struct {
        const char *text;
        const char *said;
    } cases[] = {
        {"fp16 200 TFLOPS", "need.form `fp16 200 TFLOPS`; "},
        {"", "need.form ``; "},
        {"fp17 >= 1 TFLOPS", "need.unknown-figure `fp17 ` figure=fp17 guess=fp16" KNOWN},
        {"fp65 >= 1 TFLOPS", "need.unknown-figure `fp65 ` figure=fp65 guess=fp64" KNOWN},
        {"pover<=1 W", "need.unknown-figure `pover` figure=pover guess=power" KNOWN},
        {"AZaz[`{@ > 1 W", "need.unknown-figure `AZaz[`{@ ` figure=azaz[`{@ guess=none" KNOWN},
        {"fp16x >= 1 TFLOPS", "need.unknown-figure `fp16x ` figure=fp16x guess=fp16" KNOWN},
        {"fp16yint4 >= 1 TFLOPS",
         "need.unknown-figure `fp16yint4 ` figure=fp16yint4 guess=none" KNOWN},
        {"\xff >= 1 TFLOPS", "need.form `\xff >= 1 TFLOPS`; "},
        {">= 1 TFLOPS", "need.form `>= 1 TFLOPS`; "},
        {"> fp16 >= 1 TFLOPS", "need.form `> fp16 >= 1 TFLOPS`; "},
        {"  >= 1 TFLOPS", "need.form `  >= 1 TFLOPS`; "},
        {"fp16 >= 200 GB", "quantity.dimension ` 200 GB` unit=GB units=TOPS, TFLOPS, PFLOPS; "},
        {"fp16 >= 1..2 TFLOPS", "quantity.inexact ` 1..2 TFLOPS` text=1..2 TFLOPS; "},
        {"fp16 >", "quantity.empty ``; "},
        {"x > 1 W", "need.unknown-figure `x ` figure=x guess=none" KNOWN},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char said[1024];
        ecc_need *need = NULL;
        ecc_diags_clear(state->diags);
        assert_int_equal(ecc_need_parse(ecc_str_of(cases[i].text), &need, state->diags),
                         ECC_E_INVALID);
        assert_null(need);
        small_said(state->diags, said, sizeof said);
        assert_string_equal(said, cases[i].said);
    }
    ecc_diags_clear(state->diags);
}

/* ---- Side by side -------------------------------------------------------------------------- */

#define UNITS "processing-units:\n  - {kind: digital-processor, peaks: "
#define REST                                                                                       \
    "}\nmemory: {capacity: 80 GB, bandwidth: 1000 GB/s}\nlinks:\n  - {bandwidth: 100 GB/s, "       \
    "direction: both}\n"

static const char *const parts[] = {
    "ecc: chip/1\nname: A\n" UNITS "{fp16: 100 TFLOPS, int8: 200 TOPS}" REST,
    "ecc: chip/1\nname: B\n" UNITS "{bf16: 40 TFLOPS, int8: 100 TOPS}" REST,
    "ecc: chip/1\nname: C\n" UNITS "{fp16: 90 TFLOPS, int8: 60 TOPS}" REST,
    "ecc: chip/1\nname: D\n" UNITS "{fp16: 99 TFLOPS, others: unknown}" REST,
    "ecc: chip/1\nname: E\n" UNITS "{fp16: 40..300 TFLOPS, int8: 120 TOPS}" REST,
};
#define PARTS 5

static void check_share(struct state *state, const ecc_aspect *aspect, const char *expected)
{
    assert_true(ecc_str_is(ecc_number_exact(state->words, aspect->share), expected));
}

static void test_comparison(void **out)
{
    struct state *state = *out;
    ecc_spec *specs[PARTS];
    ecc_figures *figures[PARTS];
    ecc_comparison *comparison = NULL;
    for (size_t i = 0; i < PARTS; i++) {
        figures[i] = figures_of(state, parts[i], &specs[i]);
    }
    assert_int_equal(ecc_comparison_new((const ecc_figures *const *)figures, PARTS, &comparison),
                     ECC_OK);
    const ecc_compared *rows = NULL;
    assert_true(ecc_comparison_rows(comparison, &rows) >= 3);
    assert_true(ecc_str_is(rows[0].id, "bf16"));
    assert_null(rows[0].cells[0].figure);
    assert_null(rows[0].cells[1].gap.lo); /* nothing to compare with */
    assert_true(ecc_str_is(rows[1].id, "fp16"));
    assert_true(ecc_str_is(ecc_number_exact(state->words, rows[1].cells[2].gap.lo), "-0.1"));
    assert_true(rows[1].cells[2].gap.exact);
    assert_null(rows[1].cells[0].gap.hi);
    assert_false(rows[1].cells[4].gap.exact);
    assert_true(ecc_str_is(ecc_number_exact(state->words, rows[1].cells[4].gap.hi), "2"));
    assert_true(ecc_str_is(ecc_number_exact(state->words, rows[1].cells[4].ratio.hi), "3"));
    const ecc_nearness *b = ecc_comparison_nearness(comparison, 1);
    const ecc_nearness *c = ecc_comparison_nearness(comparison, 2);
    const ecc_nearness *d = ecc_comparison_nearness(comparison, 3);
    const ecc_nearness *e = ecc_comparison_nearness(comparison, 4);
    check_share(state, &b->aspects[0], "0.4"); /* bf16 serves for fp16 */
    check_share(state, &e->aspects[0], "0.4"); /* the lower end */
    check_share(state, &d->aspects[1], "0");
    assert_false(d->aspects[1].known);
    assert_int_equal(d->n_known, 4);
    size_t place = 9;
    assert_true(ecc_nearness_cmp(b, c, &place) < 0); /* 0.4 against 0.3 */
    assert_int_equal(place, 0);
    assert_true(ecc_nearness_cmp(e, b, &place) < 0); /* at 0.4 both; then 0.6 against 0.5 */
    assert_int_equal(place, 1);
    assert_true(ecc_nearness_cmp(c, d, NULL) < 0); /* what is not known counts as nothing */
    assert_int_equal(ecc_nearness_cmp(b, b, NULL), 0);
    ecc_comparison_free(comparison);
    for (size_t i = 0; i < PARTS; i++) {
        ecc_figures_free(figures[i]);
        ecc_spec_free(specs[i]);
    }
    assert_int_equal(ecc_comparison_new(NULL, 0, &comparison), ECC_E_USAGE);
}

/* Parts that give less than was wanted, more, nothing, or zero of it. */
static void test_nearness(void **out)
{
    struct state *state = *out;
    static const char *const texts[] = {
        "ecc: chip/1\nname: A\n" UNITS
        "{fp16: 100 TFLOPS}}\nmemory: {capacity: 80 GB}\nlinks: []\n",
        "ecc: chip/1\nname: B\n" UNITS "{bf16: 300 TFLOPS, fp16: 120 TFLOPS}}\n"
        "memory: {capacity: 20 GB}\nlinks: []\n",
        "ecc: chip/1\nname: C\n" UNITS "{fp16: 40 TFLOPS, bf16: 30 TFLOPS}}\n"
        "memory: {capacity: '>= 40 GB'}\n",
        "ecc: chip/1\nname: D\n" UNITS "{fp16: unknown}}\n",
    };
    ecc_spec *specs[4];
    ecc_figures *figures[4];
    ecc_comparison *comparison = NULL;
    for (size_t i = 0; i < 4; i++) {
        figures[i] = figures_of(state, texts[i], &specs[i]);
    }
    assert_int_equal(ecc_comparison_new((const ecc_figures *const *)figures, 4, &comparison),
                     ECC_OK);
    const ecc_nearness *b = ecc_comparison_nearness(comparison, 1);
    const ecc_nearness *c = ecc_comparison_nearness(comparison, 2);
    const ecc_nearness *d = ecc_comparison_nearness(comparison, 3);
    check_share(state, &b->aspects[0], "1");   /* three times as much is all of it */
    check_share(state, &c->aspects[0], "0.4"); /* the higher of both, whichever stands first */
    check_share(state, &b->aspects[2], "0.25");
    check_share(state, &c->aspects[2], "0.5"); /* surely */
    check_share(state, &d->aspects[0], "0");
    assert_true(b->aspects[1].known); /* there is no 8-bit rate, which nobody asked for */
    assert_null(b->aspects[1].wanted);
    assert_false(d->aspects[0].known);
    size_t place = 7;
    assert_int_equal(ecc_nearness_cmp(b, b, &place), 0);
    assert_int_equal(place, 7);
    assert_true(ecc_nearness_cmp(c, b, &place) < 0); /* 0.4 is its weakest, against 0.25 */

    /* cells of what is no figure */
    const ecc_compared *rows = NULL;
    const ecc_figure *power = ecc_figures_find(figures[0], ECC_STR("power"));
    const ecc_figure *capacity = ecc_figures_find(figures[0], ECC_STR("memory.capacity"));
    const ecc_figure *open = ecc_figures_find(figures[2], ECC_STR("memory.capacity"));
    ecc_compared_cell cell = {.figure = power};
    assert_true(ecc_comparison_rows(comparison, &rows) > 0);
    static const struct {
        bool undefined[2];
        const char *ratio;
    } cells[] = {{{false, false}, "1"}, {{true, false}, NULL}, {{false, true}, NULL}};
    for (size_t i = 0; i < 3; i++) {
        ecc_range value = capacity->value;
        ecc_range base = capacity->value;
        value.undefined = cells[i].undefined[0];
        base.undefined = cells[i].undefined[1];
        assert_int_equal(ecc_comparison_cell(comparison, &value, &base, &cell), ECC_OK);
        assert_int_equal(cell.ratio.lo != NULL, cells[i].ratio != NULL);
        assert_null(cell.figure);
    }
    assert_int_equal(ecc_comparison_cell(comparison, &open->value, &capacity->value, &cell),
                     ECC_OK);
    assert_true(ecc_str_is(ecc_number_exact(state->words, cell.ratio.lo), "0.5"));
    assert_null(cell.ratio.hi);
    assert_int_equal(ecc_comparison_cell(comparison, &power->value, &capacity->value, &cell),
                     ECC_OK);
    assert_null(cell.ratio.lo); /* nothing is known of the power */
    assert_int_equal(ecc_comparison_cell(comparison, &capacity->value, &power->value, &cell),
                     ECC_OK);
    assert_null(cell.ratio.lo);
    ecc_comparison_free(comparison);
    ecc_comparison_free(NULL);
    /* a first part that gives nothing asks for nothing */
    ecc_comparison *turned = NULL;
    const ecc_figures *other[] = {figures[3], figures[1]};
    assert_int_equal(ecc_comparison_new(other, 2, &turned), ECC_OK);
    assert_int_equal(ecc_comparison_nearness(turned, 1)->n_asked, 0);
    assert_int_equal(ecc_nearness_cmp(ecc_comparison_nearness(turned, 1),
                                      ecc_comparison_nearness(turned, 0), NULL),
                     0);
    ecc_comparison_free(turned);
    for (size_t i = 0; i < 4; i++) {
        ecc_figures_free(figures[i]);
        ecc_spec_free(specs[i]);
    }
}

static void put(char *out, size_t size, const char *before, ecc_str text)
{
    const size_t len = strlen(out);
    (void)snprintf(out + len, size - len, "%s%.*s", before, (int)text.len, text.ptr);
}

static void put_number(struct state *state, char *out, size_t size, const char *before,
                       const ecc_number *number)
{
    put(out, size, before, number != NULL ? ecc_number_exact(state->words, number) : ECC_STR("?"));
}

/* "fp16 FP16 peak, dense TOPS: 100; 40 0.4..0.4 -0.6..-0.6; -": a line for each figure, in it each part. */
static void put_rows(struct state *state, const ecc_comparison *comparison, size_t n, char *out,
                     size_t size)
{
    const ecc_compared *rows = NULL;
    const size_t n_rows = ecc_comparison_rows(comparison, &rows);
    for (size_t i = 0; i < n_rows; i++) {
        put(out, size, "", rows[i].id);
        put(out, size, " ", rows[i].name.in[ECC_ENGLISH]);
        put(out, size, " ", rows[i].unit);
        put(out, size, "", ecc_str_of(rows[i].sparse ? " sparse" : ""));
        for (size_t j = 0; j < n; j++) {
            const ecc_compared_cell *cell = &rows[i].cells[j];
            put(out, size, j > 0 ? "; " : ": ", ecc_str_of(cell->figure != NULL ? "" : "-"));
            if (cell->figure != NULL) {
                put_number(state, out, size, "", cell->figure->value.lo);
            }
            if (cell->ratio.lo != NULL) {
                put_number(state, out, size, " ", cell->ratio.lo);
                put_number(state, out, size, "..", cell->ratio.hi);
                put_number(state, out, size, " ", cell->gap.lo);
                put_number(state, out, size, "..", cell->gap.hi);
            }
        }
        put(out, size, "\n", ECC_STR(""));
    }
}

/* "peak-16 16-bit peak|16 位峰值算力 fp16 100: bf16 40, 0.4" for each aspect, the weakest first; "!" when it is not known. */
static void put_nearness(struct state *state, const ecc_nearness *nearness, char *out, size_t size)
{
    char counts[64];
    (void)snprintf(counts, sizeof counts, "%zu of %zu, %zu known", nearness->n_asked,
                   nearness->n_aspects, nearness->n_known);
    put(out, size, "", ecc_str_of(counts));
    for (size_t i = 0; i < nearness->n_asked; i++) {
        const ecc_aspect *aspect = &nearness->aspects[nearness->order[i]];
        put(out, size, "; ", aspect->id);
        put(out, size, " ", aspect->name.in[ECC_ENGLISH]);
        put(out, size, "|", aspect->name.in[ECC_CHINESE]);
        put(out, size, " ", aspect->wanted->id);
        put_number(state, out, size, " ", aspect->wanted->value.lo);
        if (aspect->found != NULL) {
            put(out, size, ": ", aspect->found->id);
            put_number(state, out, size, " ", aspect->found->value.lo);
        }
        put_number(state, out, size, ", ", aspect->share);
        put(out, size, "", ecc_str_of(aspect->known ? "" : "!"));
    }
    put(out, size, "\n", ECC_STR(""));
}

static void test_whole_comparison(void **out)
{
    struct state *state = *out;
    static const char *const texts[] = {
        "ecc: chip/1\nname: A\npower: 300 W\n" UNITS
        "{fp64: 10 TFLOPS, fp16: 100 TFLOPS, int8: 200 "
        "TOPS}, sparse: {fp16: 200 TFLOPS}" REST,
        "ecc: chip/1\nname: B\n" UNITS "{fp16: 40 TFLOPS, bf16: 80 TFLOPS, fp8: 50 TOPS, int8: "
        "50..60 TOPS}}\nmemory: {capacity: 64 GB, bandwidth: 800..2000 GB/s}\n",
        "ecc: chip/1\nname: C\n" UNITS "{bf16: unknown, int8: 300 TOPS, int4: 1 TOPS}}\nmemory: "
        "{capacity: 80 GB, bandwidth: 500 GB/s}\nlinks:\n  - {bandwidth: 150 GB/s, direction: "
        "both}\n",
        "ecc: chip/1\nname: D\n" UNITS "{fp64: 20 TFLOPS}" REST,
    };
    static const char expected[] =
        "fp64 FP64 peak, dense TOPS: 10; -; -; 20 2..2 1..1\n"
        "bf16 BF16 peak, dense TOPS: -; 80; ?; -\n"
        "fp16 FP16 peak, dense TOPS: 100; 40 0.4..0.4 -0.6..-0.6; -; -\n"
        "fp8 FP8 peak, dense TOPS: -; 50; -; -\n"
        "int8 INT8 peak, dense TOPS: 200; 50 0.25..0.3 -0.75..-0.7; 300 1.5..1.5 0.5..0.5; -\n"
        "int4 INT4 peak, dense TOPS: -; -; 1; -\n"
        "sparse.fp16 FP16 with sparsity TOPS sparse: 200; -; -; -\n"
        "memory.capacity memory size GB: 80; 64 0.8..0.8 -0.2..-0.2; 80 1..1 0..0; 80 1..1 0..0\n"
        "memory.bandwidth memory bandwidth GB/s: 1000; 800 0.8..2 -0.2..1; 500 0.5..0.5 "
        "-0.5..-0.5; 1000 1..1 0..0\n"
        "io I/O, both directions GB/s: 100; ?; 150 1.5..1.5 0.5..0.5; 100 1..1 0..0\n"
        "die-area logic-die area mm2: ?; ?; ?; ?\n"
        "power power W: 300; ?; ?; ?\n"
        "5 of 5, 5 known; "
        "peak-16 16-bit peak|16 位峰值算力 fp16 100: fp16 100, 1; "
        "peak-8 8-bit peak|8 位峰值算力 int8 200: int8 200, 1; "
        "memory.capacity memory size|显存容量 memory.capacity 80: memory.capacity 80, 1; "
        "memory.bandwidth memory bandwidth|显存带宽 memory.bandwidth 1000: memory.bandwidth 1000, "
        "1; "
        "io I/O|输入输出带宽 io 100: io 100, 1\n"
        "5 of 5, 4 known; "
        "io I/O|输入输出带宽 io 100, 0!; "
        "peak-8 8-bit peak|8 位峰值算力 int8 200: fp8 50, 0.25; "
        "peak-16 16-bit peak|16 位峰值算力 fp16 100: bf16 80, 0.8; "
        "memory.capacity memory size|显存容量 memory.capacity 80: memory.capacity 64, 0.8; "
        "memory.bandwidth memory bandwidth|显存带宽 memory.bandwidth 1000: memory.bandwidth 800, "
        "0.8\n"
        "5 of 5, 4 known; "
        "peak-16 16-bit peak|16 位峰值算力 fp16 100, 0!; "
        "memory.bandwidth memory bandwidth|显存带宽 memory.bandwidth 1000: memory.bandwidth 500, "
        "0.5; "
        "peak-8 8-bit peak|8 位峰值算力 int8 200: int8 300, 1; "
        "memory.capacity memory size|显存容量 memory.capacity 80: memory.capacity 80, 1; "
        "io I/O|输入输出带宽 io 100: io 150, 1\n"
        "5 of 5, 5 known; "
        "peak-16 16-bit peak|16 位峰值算力 fp16 100, 0; "
        "peak-8 8-bit peak|8 位峰值算力 int8 200, 0; "
        "memory.capacity memory size|显存容量 memory.capacity 80: memory.capacity 80, 1; "
        "memory.bandwidth memory bandwidth|显存带宽 memory.bandwidth 1000: memory.bandwidth 1000, "
        "1; "
        "io I/O|输入输出带宽 io 100: io 100, 1\n";
    enum { N = 4 };
    ecc_spec *specs[N];
    ecc_figures *figures[N];
    ecc_comparison *comparison = NULL;
    char text[8192] = "";
    for (size_t i = 0; i < N; i++) {
        figures[i] = figures_of(state, texts[i], &specs[i]);
    }
    assert_int_equal(ecc_comparison_new((const ecc_figures *const *)figures, N, &comparison),
                     ECC_OK);
    put_rows(state, comparison, N, text, sizeof text);
    for (size_t i = 0; i < N; i++) {
        put_nearness(state, ecc_comparison_nearness(comparison, i), text, sizeof text);
    }
    if (strcmp(text, expected) != 0) {
        (void)fputs(text, stderr);
        fail_msg("another comparison than was expected");
    }
    ecc_comparison_free(comparison);
    /* one by itself */
    assert_int_equal(ecc_comparison_new((const ecc_figures *const *)&figures[3], 1, &comparison),
                     ECC_OK);
    text[0] = '\0';
    put_rows(state, comparison, 1, text, sizeof text);
    assert_string_equal(text, "fp64 FP64 peak, dense TOPS: 20\n"
                              "memory.capacity memory size GB: 80\n"
                              "memory.bandwidth memory bandwidth GB/s: 1000\n"
                              "io I/O, both directions GB/s: 100\n"
                              "die-area logic-die area mm2: ?\n"
                              "power power W: ?\n");
    ecc_comparison_free(comparison);
    for (size_t i = 0; i < N; i++) {
        ecc_figures_free(figures[i]);
        ecc_spec_free(specs[i]);
    }
}

/* Every part of the catalogue has figures, and none is negative, upside down or without a name. */
static void test_catalogue(void **out)
{
    struct state *state = *out;
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        ecc_spec *spec = NULL;
        ecc_figures *figures = NULL;
        assert_int_equal(ecc_spec_load(ecc_catalogue_id(i), ecc_catalogue_bytes(i), NULL, NULL,
                                       &spec, state->diags),
                         ECC_OK);
        assert_int_equal(ecc_figures_new(spec, &figures), ECC_OK);
        const ecc_figure *list = NULL;
        const size_t n = ecc_figures_list(figures, &list);
        assert_true(n > 0);
        for (size_t j = 0; j < n; j++) {
            assert_true(list[j].name.in[ECC_ENGLISH].len > 0 && list[j].unit.len > 0);
            assert_ptr_equal(ecc_figures_find(figures, list[j].id), &list[j]);
        }
        ecc_figures_free(figures);
        ecc_spec_free(spec);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chip),
        cmocka_unit_test(test_missing_is_unknown),
        cmocka_unit_test(test_open_lists_are_lower_bounds),
        cmocka_unit_test(test_assembly_adds_up),
        cmocka_unit_test(test_needs),
        cmocka_unit_test(test_needs_that_are_none),
        cmocka_unit_test(test_comparison),
        cmocka_unit_test(test_nearness),
        cmocka_unit_test(test_whole_comparison),
        cmocka_unit_test(test_many_figures),
        cmocka_unit_test(test_catalogue),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
