/* SPDX-License-Identifier: Apache-2.0 */
/* Deciding facts: the partitions of known cases, end points and all, and the smallest sets that
 * decide. The general law is tests/laws/partitions.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_rules.h"

#define CHIP "ecc: chip/1\nname: x\nsold-as: chip\n"
#define HEAD "heading: {en: h, zh: h}, "

static const char quantities[] = SMALL_QUANTITY(
    "tpp", "circuit", "TOPS*bit",
    "{first: [declared.tpp, {sum: processing-units, of: {highest: peaks, of: {product: [rate, "
    "{table: width}]}}}]}")
    SMALL_QUANTITY(
        "area", "circuit", "mm2",
        "{sum: logic-dies, where: {transistors: non-planar}, of: {product: [area, count]}}")
        SMALL_QUANTITY("density", "circuit", "TOPS*bit/mm2",
                       "{ratio: [{quantity: tpp}, {quantity: area}]}");

static const char clauses[] =
    "  - {id: a, for: circuit, " HEAD "all: [{any: [{compare: tpp, at-least: 4800 TOPS*bit}, {all: "
    "[{compare: tpp, at-least: 1600 TOPS*bit}, {compare: density, at-least: 5.92 "
    "TOPS*bit/mm2}]}]}, {not: {all: [{fact: datacenter.designed, is: no}, {compare: tpp, "
    "less-than: 4800 TOPS*bit}]}}]}\n";

struct row {
    const char *spec;
    const char *path; /* of the fact that is looked at */
    const char *quantity;
    const char *pieces; /* as put_pieces() writes them */
};

static const struct row rows[] = {
    /* the area at which 2,368 comes to 5.92 */
    {CHIP "declared: {tpp: 2368}\ndatacenter: {designed: yes}", "logic-dies", "area",
     "[0, 0] R.a -; (0, 400] R.a; (400, ...) -"},
    /* the same, told in the die's own figure */
    {CHIP "declared: {tpp: 2368}\ndatacenter: {designed: yes}\n"
          "logic-dies: [{transistors: non-planar, count: 4}]",
     "logic-dies[0].area", NULL, "(0, 100] R.a; (100, ...) -"},
    {CHIP "declared: {tpp: 2368}\ndatacenter: {designed: yes}\n"
          "logic-dies: [{transistors: non-planar, area: 300 mm2}, {transistors: non-planar}]",
     "logic-dies[1].area", NULL, "(0, 100] R.a; (100, ...) -"},
    {CHIP "declared: {tpp: 2368}\ndatacenter: {designed: yes}\n"
          "logic-dies: [{transistors: non-planar, area: 350..450 mm2}]",
     "logic-dies[0].area", "area", "[350, 400] R.a; (400, 450] -"},
    /* a peak: 300 TOPS at 16 bits are 4,800, 100 are 1,600 */
    {CHIP "datacenter: {designed: yes}\nlogic-dies: [{transistors: non-planar, area: 100 mm2}]\n"
          "processing-units: [{kind: digital-processor, peaks: {fp16: unknown}}]",
     "processing-units[0].peaks.fp16", NULL, "[0, 100) -; [100, ...) R.a"},
    {CHIP "datacenter: {designed: yes}\nlogic-dies: [{transistors: non-planar, area: 100 mm2}]\n"
          "processing-units: [{kind: digital-processor, peaks: {fp16: unknown, fp8: 199 TOPS}}]",
     "processing-units[0].peaks.fp16", NULL, "[0, 100) -; [100, ...) R.a"},
    /* a word */
    {CHIP "declared: {tpp: 2368}\nlogic-dies: [{transistors: non-planar, area: 100 mm2}]",
     "datacenter.designed", NULL, "no -; yes R.a"},
    {CHIP "declared: {tpp: 2368}\ndatacenter: {designed: yes}\nlogic-dies: [{transistors: "
          "non-planar, area: 300 mm2}, {area: 101 mm2}]",
     "logic-dies[1].transistors", NULL, "planar R.a; non-planar -"},
};

static void put_pieces(const ecc_deciding *fact, char out[512])
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < fact->n_pieces; i++) {
        const ecc_piece *piece = &fact->pieces[i];
        char range[256];
        if (piece->word.len > 0) {
            snprintf(range, sizeof range, "%.*s", (int)piece->word.len, piece->word.ptr);
        } else {
            small_range(&piece->range, range);
        }
        len += (size_t)snprintf(out + len, 512 - len, "%s%s", i > 0 ? "; " : "", range);
        for (size_t j = 0; j < piece->n_possible; j++) {
            ecc_str id = piece->possible[j].id;
            len += (size_t)snprintf(out + len, 512 - len, " %.*s", id.len > 0 ? (int)id.len : 1,
                                    id.len > 0 ? id.ptr : "-");
        }
    }
}

static const ecc_deciding *find_fact(const ecc_result *result, const struct row *row)
{
    for (size_t i = 0; i < result->n_deciding; i++) {
        const ecc_deciding *fact = &result->deciding[i];
        bool named = row->quantity == NULL
                         ? fact->quantity == NULL
                         : fact->quantity != NULL && ecc_str_is(fact->quantity->id, row->quantity);
        if (ecc_str_is(fact->path, row->path) && named) {
            return fact;
        }
    }
    return NULL;
}

static void expect_pieces(struct small_rules *small, const struct row *row)
{
    struct small_check check;
    char pieces[512];
    assert_int_equal(small_check(small, row->spec, NULL, &check), ECC_OK);
    const ecc_deciding *fact = find_fact(check.result, row);
    if (fact == NULL) {
        fail_msg("%s\nhas no deciding fact %s", row->spec, row->path);
    }
    put_pieces(fact, pieces);
    if (strcmp(pieces, row->pieces) != 0) {
        fail_msg("%s\n%s:\n%s\nand not\n%s", row->spec, row->path, pieces, row->pieces);
    }
    for (size_t i = 0; i < check.result->n_deciding; i++) { /* nothing is asked twice */
        for (size_t j = 0; j < i; j++) {
            const ecc_deciding *a = &check.result->deciding[i];
            const ecc_deciding *b = &check.result->deciding[j];
            assert_false(ecc_str_eq(a->path, b->path) && a->quantity == b->quantity);
        }
    }
    small_done(&check);
}

static void open_rules(struct small_rules *small)
{
    small->quantities = quantities;
    small->clauses = clauses;
    small->order = "  circuit: [R.a]\n";
    small_open(small);
}

static void draws_the_lines(void **state)
{
    (void)state;
    static struct small_rules small;
    open_rules(&small);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        expect_pieces(&small, &rows[i]);
    }
    small_close(&small);
}

static void finds_the_smallest_sets(void **state)
{
    (void)state;
    static const struct {
        const char *spec;
        const char *sets;
    } sets[] = {
        /* decided: there is nothing to ask */
        {CHIP "declared: {tpp: 5000}", ""},
        {CHIP "declared: {tpp: 2368}\nlogic-dies: [{transistors: non-planar, area: 100 mm2}]",
         "datacenter.designed"},
        {CHIP "declared: {tpp: 2368}\nlogic-dies: [{transistors: non-planar, area: 350..450 mm2}]",
         "logic-dies[0].area+datacenter.designed"},
    };
    static struct small_rules small;
    open_rules(&small);
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        struct small_check check;
        char found[512];
        assert_int_equal(small_check(&small, sets[i].spec, NULL, &check), ECC_OK);
        small_sets(check.result, found);
        if (strcmp(found, sets[i].sets) != 0) {
            fail_msg("%s\nis decided by %s, not by %s", sets[i].spec, found, sets[i].sets);
        }
        small_done(&check);
    }
    small_close(&small);
}

/* ---- Whole lists -------------------------------------------------------------------------------- */

/* "alone area [logic-dies[0].area]: (0, 100] R.a; (100, ...) -" for each fact, with a star where it decides alone; then
 * the sets by their numbers. */
static void put_list(const ecc_result *result, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < result->n_deciding; i++) {
        const ecc_deciding *fact = &result->deciding[i];
        const ecc_str quantity = fact->quantity != NULL ? fact->quantity->id : ECC_STR("-");
        char pieces[512];
        put_pieces(fact, pieces);
        len += (size_t)snprintf(out + len, size - len, "%s%.*s %.*s: %s\n", fact->alone ? "*" : "",
                                (int)quantity.len, quantity.ptr, (int)fact->path.len,
                                fact->path.ptr, pieces);
    }
    for (size_t i = 0; i < result->n_sets; i++) {
        for (size_t j = 0; j < result->sets[i].n_facts; j++) {
            len += (size_t)snprintf(out + len, size - len, "%s%zu",
                                    j > 0   ? "+"
                                    : i > 0 ? " "
                                            : "",
                                    result->sets[i].facts[j]);
        }
    }
}

/* ---- Formulas solved backwards ----------------------------------------------------------------
 */

#define AREA       SMALL_QUANTITY("area", "circuit", "mm2", "{sum: logic-dies, of: area}")
#define BASE       SMALL_QUANTITY("a", "circuit", "TOPS*bit", "declared.tpp")
#define ANY(lines) "  - {id: a, for: circuit, " HEAD "any: [" lines "]}\n"
#define BANDWIDTH                                                                                  \
    SMALL_QUANTITY("a", "circuit", "TOPS*bit", "{product: [memory.bandwidth, 1 TOPS*bit*s/GB]}")
#define DIE "logic-dies: [{transistors: non-planar}]"
#define TPP "declared: {tpp: unknown}"

struct solved {
    const char *quantities;
    const char *clauses;
    struct row row;
};

static const struct solved solved[] = {
    /* through two quantities; a line below what is always there has no value */
    {BASE SMALL_QUANTITY("b", "circuit", "TOPS*bit", "{product: [{quantity: a}, 2]}")
         SMALL_QUANTITY("c", "circuit", "TOPS*bit", "{total: [{quantity: b}, 10 TOPS*bit]}"),
     ANY("{compare: c, at-least: 110 TOPS*bit}, {compare: c, less-than: 4 TOPS*bit}"),
     {CHIP TPP, "declared.tpp", "a", "[0, 50) -; [50, ...) R.a"}},
    /* three operands */
    {BASE SMALL_QUANTITY("q", "circuit", "TOPS*bit",
                         "{product: [{quantity: a}, {count: links}, 2]}"),
     ANY("{compare: q, at-least: 300 TOPS*bit}"),
     {CHIP TPP "\nlinks: [{name: x}, {name: y}, {name: z}]", "declared.tpp", "a",
      "[0, 50) -; [50, ...) R.a"}},
    {BASE SMALL_QUANTITY("q", "circuit", "TOPS*bit",
                         "{total: [5 TOPS*bit, {quantity: a}, 15 TOPS*bit]}"),
     ANY("{compare: q, more-than: 70 TOPS*bit}"),
     {CHIP TPP, "declared.tpp", "a", "[0, 50] -; (50, ...) R.a"}},
    /* what stands behind a figure that is not given; what a word chooses */
    {BANDWIDTH SMALL_QUANTITY("q", "circuit", "TOPS*bit",
                              "{first: [declared.tpp, {product: [2, {quantity: a}]}]}"),
     ANY("{compare: q, at-least: 100 TOPS*bit}"),
     {CHIP, "memory.bandwidth", "a", "[0, 50) -; [50, ...) R.a"}},
    {AREA SMALL_QUANTITY("q", "circuit", "mm2",
                         "{by: sold-as, chip: {quantity: area}, module: 1 mm2, card: 2 mm2}"),
     ANY("{compare: q, at-least: 100 mm2}"),
     {CHIP DIE, "logic-dies[0].area", "area", "(0, 100) -; [100, ...) R.a"}},
    /* the less of it the more: told in the figure's own numbers; nothing brings it to zero */
    {SMALL_QUANTITY("q", "circuit", "TOPS*bit/mm2",
                    "{ratio: [1000 TOPS*bit, {sum: logic-dies, of: area}]}"),
     ANY("{compare: q, at-least: 10 TOPS*bit/mm2}, {compare: q, at-most: 0 TOPS*bit/mm2}"),
     {CHIP DIE, "logic-dies[0].area", NULL, "(0, 100] R.a; (100, ...) -"}},
    /* other courses are told in the quantity's numbers */
    {SMALL_QUANTITY("q", "circuit", "TOPS*bit/mm2",
                    "{ratio: [1000 TOPS*bit, {total: [{sum: logic-dies, of: area}, 5 mm2]}]}"),
     ANY("{compare: q, at-least: 10 TOPS*bit/mm2}"),
     {CHIP DIE, "logic-dies[0].area", "q", "(0, 10) -; [10, 200) R.a"}},
    {SMALL_QUANTITY("q", "circuit", "mm2",
                    "{highest-of: [10000000000000 mm2, {sum: logic-dies, of: area}]}"),
     ANY("{compare: q, at-least: 20000000000000 mm2}"),
     {CHIP DIE, "logic-dies[0].area", "q",
      "[10000000000000, 20000000000000) -; [20000000000000, ...) R.a"}},
    /* a figure that another quantity stands beside, which is not known either */
    {BASE AREA SMALL_QUANTITY("q", "circuit", "TOPS*bit/mm2",
                              "{ratio: [{quantity: a}, {sum: logic-dies, of: area}]}"),
     ANY("{compare: q, at-least: 1 TOPS*bit/mm2}, {compare: area, more-than: 100 mm2}"),
     {CHIP TPP "\n" DIE, "logic-dies[0].area", "area", "(0, 100] R.a -; (100, ...) R.a"}},
    {SMALL_QUANTITY("a", "circuit", "1", "{ratio: [memory.bandwidth, 1 GB/s]}") AREA SMALL_QUANTITY(
         "q", "circuit", "1",
         "{highest-of: [{ratio: [1000000000000 mm2, {sum: logic-dies, of: area}]}, "
         "{quantity: a}]}"),
     ANY("{compare: area, more-than: 100 mm2}"),
     {CHIP DIE "\nmemory: {bandwidth: '<= 0.75 GB/s'}", "logic-dies[0].area", "area",
      "(0, 100] -; (100, ...) R.a"}},
    {AREA SMALL_QUANTITY("q", "circuit", "mm2",
                         "{product: [0, {ratio: [{sum: logic-dies, of: area}, {count: links}]}]}"),
     ANY("{compare: area, more-than: 100 mm2}"),
     {CHIP DIE "\nlinks: []", "logic-dies[0].area", "area", "(0, 100] -; (100, ...) R.a"}},
    /* a line below what another die has already */
    {SMALL_QUANTITY("q", "circuit", "mm2", "{product: [2, {sum: logic-dies, of: area}]}"),
     ANY("{compare: q, at-least: 100 mm2}, {compare: q, less-than: 30 mm2}"),
     {CHIP "logic-dies: [{area: 20 mm2}, {name: y}]", "logic-dies[1].area", NULL,
      "(0, 30) -; [30, ...) R.a"}},
    /* beside another quantity that is not known: its lines matter too; other kinds' do not */
    {BASE AREA SMALL_QUANTITY("q", "circuit", "TOPS*bit/mm2",
                              "{ratio: [{quantity: a}, {quantity: area}]}")
         SMALL_QUANTITY("stack", "memory", "GB/s", "bandwidth"),
     "  - {id: m, for: memory, " HEAD "compare: stack, at-least: 7 GB/s}\n"
     "  - {id: a, for: circuit, " HEAD
     "all: [{compare: q, at-least: 5 TOPS*bit/mm2}, {compare: area, at-least: 100 mm2}]}\n",
     {CHIP TPP "\n" DIE, "declared.tpp", "a", "[0, 500) -; [500, ...) R.a -"}},
    /* beside a figure that is known within bounds: a line at either */
    {SMALL_QUANTITY("a", "circuit", "GB/s", "{sum: links, of: bandwidth}")
         SMALL_QUANTITY("q", "circuit", "GB/s", "{total: [{quantity: a}, memory.bandwidth]}"),
     ANY("{compare: q, at-least: 110 GB/s}"),
     {CHIP "links: [{name: n}]\nmemory: {bandwidth: 10..30 GB/s}", "links[0].bandwidth", "a",
      "[0, 80) -; [80, 100) R.a -; [100, ...) R.a"}},
    {SMALL_QUANTITY("a", "circuit", "GB/s", "{sum: links, of: bandwidth}")
         SMALL_QUANTITY("q", "circuit", "1", "{ratio: [{quantity: a}, memory.bandwidth]}"),
     ANY("{compare: q, at-least: 2}"),
     {CHIP "links: [{name: n}]\nmemory: {bandwidth: '>= 10 GB/s'}", "links[0].bandwidth", "a",
      "[0, 20) -; [20, ...) R.a -"}},
    /* the lines of the other quantity: in the first test of a clause, in an earlier clause */
    {BASE AREA SMALL_QUANTITY("q", "circuit", "TOPS*bit/mm2",
                              "{ratio: [{quantity: a}, {quantity: area}]}"),
     "  - {id: a, for: circuit, " HEAD
     "all: [{compare: area, at-least: 100 mm2}, {compare: q, at-least: 5 TOPS*bit/mm2}]}\n",
     {CHIP TPP "\n" DIE, "declared.tpp", "a", "[0, 500) -; [500, ...) R.a -"}},
    {BASE AREA SMALL_QUANTITY("q", "circuit", "TOPS*bit/mm2",
                              "{ratio: [{quantity: a}, {quantity: area}]}"),
     "  - {id: n, for: circuit, " HEAD "compare: area, less-than: 100 mm2}\n"
     "  - {id: a, for: circuit, " HEAD
     "all: [{not: {meets: R.n}}, {compare: q, at-least: 5 TOPS*bit/mm2}]}\n",
     {CHIP TPP "\n" DIE, "declared.tpp", "a", "[0, 500) -; [500, ...) R.a -"}},
    /* by itself: a ratio of 1, which intervals do not see; only its own line, taken eight times, is drawn beside it */
    {BASE SMALL_QUANTITY("q", "circuit", "1", "{ratio: [{quantity: a}, {quantity: a}]}"),
     ANY("{compare: a, less-than: 4 TOPS*bit}, {compare: q, more-than: 8}"),
     {CHIP TPP, "declared.tpp", "a", "[0, 4) R.a; [4, 32] -; (32, ...) R.a -"}},
    /* so it shows that no other lines are drawn: none where what stands beside is known, or is no quantity */
    {BASE SMALL_QUANTITY("two", "circuit", "1", "2")
         SMALL_QUANTITY("w", "circuit", "TOPS*bit", "{product: [{quantity: a}, {quantity: two}]}")
             SMALL_QUANTITY("v", "circuit", "TOPS*bit",
                            "{product: [{quantity: a}, {ratio: [memory.bandwidth, 1 GB/s]}]}")
                 SMALL_QUANTITY("q", "circuit", "1", "{ratio: [{quantity: a}, {quantity: a}]}"),
     ANY("{compare: a, less-than: 4 TOPS*bit}, {compare: q, more-than: 8}, {all: [{compare: w, "
         "at-least: 1000 TOPS*bit}, {compare: v, at-least: 5000 TOPS*bit}, {compare: two, "
         "at-least: 5}]}"),
     {CHIP TPP, "declared.tpp", "a",
      "[0, 4) R.a; [4, 32] -; (32, 500) R.a -; [500, 500] -; (500, ...) R.a -"}},
    {SMALL_QUANTITY("b", "circuit", "GB/s", "memory.bandwidth")
         SMALL_QUANTITY("a", "circuit", "GB/s", "{sum: links, of: bandwidth}")
             SMALL_QUANTITY("z", "circuit", "GB/s", "{total: [{quantity: a}, {quantity: b}]}")
                 SMALL_QUANTITY("q", "circuit", "1", "{ratio: [{quantity: a}, {quantity: a}]}"),
     ANY("{compare: a, less-than: 4 GB/s}, {compare: q, more-than: 8}, {all: [{compare: z, "
         "at-least: 110 GB/s}, {compare: z, less-than: 110 GB/s}]}"),
     {CHIP "links: [{name: n}]\nmemory: {bandwidth: 10..30 GB/s}", "links[0].bandwidth", "a",
      "[0, 4) R.a; [4, 100] -; (100, ...) R.a -"}},
    /* what is nowhere given */
    {SMALL_QUANTITY("q", "circuit", "TOPS*bit",
                    "{total: [{product: [memory.bandwidth, 1 TOPS*bit*s/GB]}, {first: "
                    "[declared.tpp, declared.tpp]}]}"),
     ANY("{compare: q, at-least: 100 TOPS*bit}"),
     {CHIP, "memory.bandwidth", "q", "[0, 100) -; [100, ...) R.a"}},
    /* a word that is asked for twice; a word in a clause that is only referred to */
    {SMALL_QUANTITY(
         "q", "circuit", "GB/s",
         "{total: [{sum: links, of: {by: direction, both: bandwidth, each: {product: [2, "
         "bandwidth]}}}, {sum: links, of: {by: direction, both: bandwidth, each: "
         "{product: [3, bandwidth]}}}]}"),
     ANY("{compare: q, at-least: 40 GB/s}"),
     {CHIP "links: [{bandwidth: 10 GB/s}]", "links[0].direction", NULL, "both -; each R.a"}},
    {BASE,
     "  - {id: n, for: circuit, " HEAD "fact: datacenter.designed, is: no}\n"
     "  - {id: a, for: circuit, " HEAD "all: [{not: {meets: R.n}}]}\n",
     {CHIP, "datacenter.designed", NULL, "no -; yes R.a"}},
};

static void solves_formulas_backwards(void **state)
{
    (void)state;
    static struct small_rules small;
    small.order = "  circuit: [R.a]\n";
    for (size_t i = 0; i < sizeof solved / sizeof solved[0]; i++) {
        small.quantities = solved[i].quantities;
        small.clauses = solved[i].clauses;
        small_open(&small);
        expect_pieces(&small, &solved[i].row);
    }
    small_close(&small);
}

/* The other quantity's line stands in a clause of a rule that does not gate. */
static void draws_lines_of_every_rule(void **state)
{
    (void)state;
    static struct small_rules small;
    small.quantities = BASE AREA SMALL_QUANTITY("q", "circuit", "TOPS*bit/mm2",
                                                "{ratio: [{quantity: a}, {quantity: area}]}");
    small.order = "  circuit: [R.a]\n";
    small.clauses = "  - {id: a, for: circuit, " HEAD
                    "all: [{meets: S.a}, {compare: q, at-least: 5 TOPS*bit/mm2}]}\n";
    small.ungated = "  - {id: a, for: circuit, " HEAD "compare: area, at-least: 100 mm2}\n";
    small_open(&small);
    static const struct row row = {CHIP TPP "\n" DIE, "declared.tpp", "a",
                                   "[0, 500) -; [500, ...) R.a -"};
    expect_pieces(&small, &row);
    small_close(&small);
}

struct listed {
    const char *quantities;
    const char *clauses;
    const char *spec;
    const char *list;
};

#define TWO_DIES "logic-dies: [{role: compute}, {role: other}]"
#define COMPUTE                                                                                    \
    SMALL_QUANTITY("compute", "circuit", "mm2",                                                    \
                   "{sum: logic-dies, where: {role: compute}, of: area}")
#define UNASKED(id, unit, formula)                                                                 \
    "  - {id: " id ", of: circuit, name: {en: s, zh: s}, unit: " unit                              \
    ", meaning: {en: m, zh: m}, source: {mark: primary}, formula: " formula "}\n"

/* Each hangs on a word of its own. */
#define TURNED(times_both, times_each)                                                             \
    "{sum: links, of: {by: direction, both: {product: [" times_both ", bandwidth]}, each: "        \
    "{product: [" times_each ", bandwidth]}}}"
#define THREE                                                                                      \
    SMALL_QUANTITY("q1", "circuit", "GB/s", TURNED("1", "2"))                                      \
    SMALL_QUANTITY("q2", "circuit", "mm2",                                                         \
                   "{sum: logic-dies, where: {transistors: planar}, of: area}")                    \
    SMALL_QUANTITY("q3", "circuit", "mm2", "{sum: logic-dies, where: {role: compute}, of: area}")
#define OPEN_WORDS "links: [{bandwidth: 10 GB/s}]\nlogic-dies: [{area: 1 mm2, role: unknown}]\n"

static const struct listed listed[] = {
    /* told as a quantity and in the die's own numbers, only where these are others */
    {quantities, clauses,
     CHIP "declared: {tpp: 2368}\ndatacenter: {designed: yes}\nlogic-dies: [{transistors: "
          "non-planar, count: 4}]",
     "*area logic-dies[0].area: (0, 400] R.a; (400, ...) -\n"
     "*- logic-dies[0].area: (0, 100] R.a; (100, ...) -\n"
     "0"},
    {quantities, clauses,
     CHIP "declared: {tpp: 2368}\nlogic-dies: [{transistors: non-planar, area: 350..450 mm2}]",
     "area logic-dies[0].area: [350, 400] R.a -; (400, 450] -\n"
     "- datacenter.designed: no -; yes R.a -\n"
     "0+1"},
    {AREA, ANY("{compare: area, at-least: 100 mm2}"), CHIP DIE,
     "*area logic-dies[0].area: (0, 100) -; [100, ...) R.a\n"
     "0"},
    {SMALL_QUANTITY("q", "circuit", "mm2", "{total: [5 mm2, {sum: logic-dies, of: area}]}"),
     ANY("{compare: q, at-least: 105 mm2}"), CHIP DIE,
     "*q logic-dies[0].area: (5, 105) -; [105, ...) R.a\n"
     "*- logic-dies[0].area: (0, 100) -; [100, ...) R.a\n"
     "0"},
    {SMALL_QUANTITY("q", "circuit", "TOPS*bit/mm2",
                    "{ratio: [1 TOPS*bit, {sum: logic-dies, of: area}]}"),
     ANY("{compare: q, at-least: 10 TOPS*bit/mm2}"), CHIP DIE,
     "*q logic-dies[0].area: (0, 10) -; [10, ...) R.a\n"
     "*- logic-dies[0].area: (0, 0.1] R.a; (0.1, ...) -\n"
     "0"},
    /* neither a line nor an inverse */
    {SMALL_QUANTITY("q", "circuit", "TOPS*bit/mm2",
                    "{ratio: [1000 TOPS*bit, {total: [{sum: logic-dies, of: area}, 5 mm2]}]}"),
     ANY("{compare: q, at-least: 10 TOPS*bit/mm2}"), CHIP DIE,
     "*q logic-dies[0].area: (0, 10) -; [10, 200) R.a\n"
     "0"},
    /* two dies that are not known: the one of them that computes, and both */
    {AREA COMPUTE, ANY("{compare: area, at-least: 500 mm2}, {compare: compute, at-least: 100 mm2}"),
     CHIP TWO_DIES,
     "area logic-dies[0].area: (0, 500) R.a -; [500, ...) R.a\n"
     "compute logic-dies[0].area: (0, 100) R.a -; [100, ...) R.a\n"
     "0+1"},
    {AREA SMALL_QUANTITY("q", "circuit", "mm2",
                         "{product: [2, {sum: logic-dies, where: {role: compute}, of: area}]}"),
     ANY("{compare: area, at-least: 500 mm2}, {compare: q, at-least: 100 mm2}"), CHIP TWO_DIES,
     "area logic-dies[0].area: (0, 500) R.a -; [500, ...) R.a\n"
     "q logic-dies[0].area: (0, 100) R.a -; [100, ...) R.a\n"
     "- logic-dies[0].area: (0, 50) R.a -; [50, ...) R.a\n"
     "0+1"},
    {COMPUTE AREA, ANY("{compare: area, at-least: 500 mm2}, {compare: compute, at-least: 100 mm2}"),
     CHIP TWO_DIES,
     "compute logic-dies[0].area: (0, 100) R.a -; [100, ...) R.a\n"
     "area logic-dies[0].area: (0, 500) R.a -; [500, ...) R.a\n"
     "0+1"},
    /* figures of different facts, and a quantity of another kind of thing */
    {AREA BANDWIDTH SMALL_QUANTITY("stack", "memory", "GB/s", "bandwidth"),
     ANY("{compare: area, at-least: 100 mm2}, {compare: a, at-least: 50 TOPS*bit}"), CHIP DIE,
     "area logic-dies[0].area: (0, 100) R.a -; [100, ...) R.a\n"
     "a memory.bandwidth: [0, 50) R.a -; [50, ...) R.a\n"
     "0+1"},
    /* two quantities hang on one figure: it is told once; one that does not matter by itself tells nothing of it */
    {SMALL_QUANTITY("p", "circuit", "mm2", "{product: [2, {sum: logic-dies, of: area}]}")
         SMALL_QUANTITY("q", "circuit", "mm2", "{product: [3, {sum: logic-dies, of: area}]}"),
     ANY("{compare: p, at-least: 100 mm2}, {compare: q, at-least: 600 mm2}"), CHIP DIE,
     "*- logic-dies[0].area: (0, 50) -; [50, ...) R.a\n"
     "p logic-dies[0].area: (0, 100) R.a -; [100, ...) R.a\n"
     "q logic-dies[0].area: (0, 600) R.a -; [600, ...) R.a\n"
     "0"},
    {AREA SMALL_QUANTITY("q", "circuit", "mm2", "{product: [2, {sum: logic-dies, of: area}]}"),
     ANY("{compare: q, at-least: 100 mm2}"), CHIP DIE,
     "*q logic-dies[0].area: (0, 100) -; [100, ...) R.a\n"
     "*- logic-dies[0].area: (0, 50) -; [50, ...) R.a\n"
     "0"},
    /* beside a quantity that is not known and that nobody is asked for: from where on it is surely so */
    {UNASKED("w", "mm2", "{product: [memory.bandwidth, 1 mm2*s/GB]}")
         SMALL_QUANTITY("q", "circuit", "mm2",
                        "{total: [{quantity: w}, {product: [2, {sum: logic-dies, of: area}]}]}"),
     ANY("{compare: q, at-least: 100 mm2}"), CHIP DIE "\nmemory: {bandwidth: 20..60 GB/s}",
     "*q logic-dies[0].area: (20, 100) -; [100, ...) R.a\n"
     "- logic-dies[0].area: (0, 40) R.a -; [40, ...) R.a\n"
     "0"},
    /* beside one that is known */
    {BASE SMALL_QUANTITY("q", "circuit", "TOPS*bit/mm2",
                         "{ratio: [{quantity: a}, {sum: logic-dies, of: area}]}"),
     ANY("{compare: q, at-least: 10 TOPS*bit/mm2}"), CHIP DIE "\ndeclared: {tpp: 500}",
     "*q logic-dies[0].area: (0, 10) -; [10, ...) R.a\n"
     "*- logic-dies[0].area: (0, 50] R.a; (50, ...) -\n"
     "0"},
    {BASE SMALL_QUANTITY("b", "circuit", "TOPS*bit", "{product: [{quantity: a}, 2]}"),
     ANY("{compare: b, at-least: 100 TOPS*bit}"), CHIP TPP,
     "*a declared.tpp: [0, 50) -; [50, ...) R.a\n"
     "0"},
    /* lines in no order, and outside of what the figure can be */
    {BASE, ANY("{compare: a, at-least: 110 TOPS*bit}, {compare: a, less-than: 40 TOPS*bit}"),
     CHIP TPP,
     "*a declared.tpp: [0, 40) R.a; [40, 110) -; [110, ...) R.a\n"
     "0"},
    {BASE,
     ANY("{compare: a, at-least: 110 TOPS*bit}, {compare: a, less-than: 40 TOPS*bit}, {all: "
         "[{compare: a, at-least: 60 TOPS*bit}, {compare: a, at-most: 61 TOPS*bit}]}"),
     CHIP "declared: {tpp: 50..100}",
     "*a declared.tpp: [50, 60) -; [60, 61] R.a; (61, 100] -\n"
     "0"},
    /* what may have no value has one once it is known */
    {SMALL_QUANTITY("share", "circuit", "1", "{ratio: [4 GB/s, memory.bandwidth]}"),
     ANY("{compare: share, at-least: 2}"), CHIP "memory: {bandwidth: 0..8 GB/s}",
     "share memory.bandwidth: [0.5, 2) -; [2, ...) R.a\n"
     "- memory.bandwidth: [0, 0] R.a -; (0, 2] R.a; (2, 8] -\n"},
    /* words: the last one, the one in the middle, one that is known, one that is asked for twice, in the second paragraph */
    {BASE, ANY("{fact: sold-as, is: card}"), "ecc: chip/1\nname: x\n",
     "*- sold-as: chip -; module -; card R.a\n"
     "0"},
    {BASE, ANY("{fact: sold-as, is: module}"), "ecc: chip/1\nname: x\n",
     "*- sold-as: chip -; module R.a; card -\n"
     "0"},
    {BASE,
     "  - {id: a, for: circuit, " HEAD
     "all: [{fact: sold-as, is: chip}, {fact: datacenter.designed, is: yes}, {compare: a, "
     "at-least: 5 TOPS*bit}]}\n",
     CHIP "datacenter: {designed: yes}\n" TPP,
     "*a declared.tpp: [0, 5) -; [5, ...) R.a\n"
     "0"},
    {BASE,
     ANY("{fact: datacenter.designed, is: yes}, {all: [{fact: datacenter.designed, is: no}, {fact: "
         "datacenter.marketed, is: yes}]}"),
     CHIP,
     "- datacenter.designed: no R.a -; yes R.a\n"
     "- datacenter.marketed: no R.a -; yes R.a\n"
     "0+1"},
    {BASE, "  - {id: a, for: circuit, " HEAD "not: {meets: S}}\n", CHIP,
     "- datacenter.designed: no -; yes R.a -\n"
     "- datacenter.marketed: no -; yes R.a -\n"
     "0+1"},
    /* the one in the middle, beside so much else that no three decide */
    {BASE,
     "  - {id: a, for: circuit, " HEAD
     "all: [{fact: sold-as, is: module}, {fact: datacenter.designed, is: yes}, {fact: "
     "datacenter.marketed, is: yes}, {compare: a, at-least: 5 TOPS*bit}]}\n",
     "ecc: chip/1\nname: x\n" TPP,
     "a declared.tpp: [0, 5) -; [5, ...) R.a -\n"
     "- sold-as: chip -; module R.a -; card -\n"
     "- datacenter.designed: no -; yes R.a -\n"
     "- datacenter.marketed: no -; yes R.a -\n"},
    /* the law leaves something open, whatever the fact is */
    {UNASKED("share", "1", "{ratio: [4 GB/s, memory.bandwidth]}"),
     ANY("{compare: share, at-least: 2}, {fact: datacenter.designed, is: yes}"),
     CHIP "memory: {bandwidth: 0 GB/s}",
     "*- datacenter.designed: no R.a -; yes R.a\n"
     "0"},
    /* decided, whatever a word is that stands in it twice: nothing is asked */
    {SMALL_QUANTITY("io", "circuit", "GB/s",
                    "{total: [{sum: links, of: {by: direction, both: bandwidth, each: 9 GB/s}}, "
                    "{sum: links, of: {by: direction, both: 9 GB/s, each: bandwidth}}]}"),
     ANY("{compare: io, at-least: 10 GB/s}"), CHIP "links: [{bandwidth: 1 GB/s}]", ""},
    /* neither of two facts changes anything by itself */
    {BASE,
     ANY("{all: [{fact: datacenter.designed, is: yes}, {fact: datacenter.marketed, is: no}]}, "
         "{all: [{fact: datacenter.designed, is: no}, {fact: datacenter.marketed, is: yes}]}"),
     CHIP,
     "- datacenter.designed: no R.a -; yes R.a -\n"
     "- datacenter.marketed: no R.a -; yes R.a -\n"
     "0+1"},
    {BASE,
     ANY("{all: [{fact: datacenter.designed, is: yes}, {compare: a, at-least: 5 TOPS*bit}]}, {all: "
         "[{fact: datacenter.designed, is: no}, {compare: a, less-than: 5 TOPS*bit}]}"),
     CHIP TPP,
     "a declared.tpp: [0, ...) R.a -\n"
     "- datacenter.designed: no R.a -; yes R.a -\n"
     "0+1"},
    /* in pairs and in threes */
    {THREE,
     "  - {id: a, for: circuit, " HEAD
     "all: [{compare: q1, at-least: 15 GB/s}, {compare: q2, at-least: 1 mm2}]}\n",
     CHIP OPEN_WORDS,
     "q1 q1: [10, 15) -; [15, 20] R.a -\n"
     "q2 q2: [0, 1) -; [1, 1] R.a -\n"
     "- links[0].direction: both -; each R.a -\n"
     "- logic-dies[0].transistors: planar R.a -; non-planar -\n"
     "0+1 0+3 1+2 2+3"},
    {THREE,
     "  - {id: a, for: circuit, " HEAD "all: [{compare: q1, at-least: 15 GB/s}, {compare: q2, "
     "at-least: 1 mm2}, {compare: q3, at-least: 1 mm2}]}\n",
     CHIP OPEN_WORDS,
     "q1 q1: [10, 15) -; [15, 20] R.a -\n"
     "q2 q2: [0, 1) -; [1, 1] R.a -\n"
     "q3 q3: [0, 1) -; [1, 1] R.a -\n"
     "- links[0].direction: both -; each R.a -\n"
     "- logic-dies[0].transistors: planar R.a -; non-planar -\n"
     "- logic-dies[0].role: compute R.a -; other -\n"
     "0+1+2 0+1+5 0+2+4 0+4+5 1+2+3 1+3+5 2+3+4 3+4+5"},
    /* what matters to nothing stands before what does */
    {BASE,
     ANY("{all: [{fact: datacenter.marketed, is: yes}, {fact: datacenter.marketed, is: no}]}, "
         "{fact: datacenter.designed, is: yes}"),
     CHIP,
     "*- datacenter.designed: no -; yes R.a\n"
     "0"},
    {THREE,
     "  - {id: a, for: circuit, " HEAD
     "all: [{compare: q1, at-least: 15 GB/s}, {fact: datacenter.designed, is: yes}, {any: [{fact: "
     "datacenter.marketed, is: yes}, {fact: datacenter.marketed, is: no}]}, {fact: sold-as, is: "
     "card}]}\n",
     "ecc: chip/1\nname: x\n" OPEN_WORDS,
     "q1 q1: [10, 15) -; [15, 20] R.a -\n"
     "- links[0].direction: both -; each R.a -\n"
     "- datacenter.designed: no -; yes R.a -\n"
     "- sold-as: chip -; module -; card R.a -\n"},
};

static void lists_all_that_decides(void **state)
{
    (void)state;
    static struct small_rules small;
    small.order = "  circuit: [R.a]\n";
    for (size_t i = 0; i < sizeof listed / sizeof listed[0]; i++) {
        struct small_check check;
        char list[4096];
        small.quantities = listed[i].quantities;
        small.clauses = listed[i].clauses;
        small.ungated = "  - {id: n, for: circuit, " HEAD "fact: datacenter.designed, is: no}\n"
                        "  - {id: m, for: circuit, " HEAD "fact: datacenter.marketed, is: no}\n";
        small_open(&small);
        assert_int_equal(small_check(&small, listed[i].spec, NULL, &check), ECC_OK);
        put_list(check.result, list, sizeof list);
        if (strcmp(list, listed[i].list) != 0) {
            fail_msg("%s\nlists\n%s\nand not\n%s", listed[i].spec, list, listed[i].list);
        }
        small_done(&check);
    }
    small_close(&small);
}

/* Both quantities hang on the one direction: it decides alone, and neither of them does, since they
 * are looked at by themselves. What decides alone is told first. */
static void tells_what_decides_alone_first(void **state)
{
    (void)state;
    static struct small_rules small;
    struct small_check check;
    small.quantities = SMALL_QUANTITY("q1", "circuit", "GB/s", TURNED("1", "2"))
        SMALL_QUANTITY("q2", "circuit", "GB/s", TURNED("3", "1"));
    small.order = "  circuit: [R.b, R.a]\n";
    small.clauses = "  - {id: b, for: circuit, " HEAD "compare: q1, at-least: 15 GB/s}\n"
                    "  - {id: a, for: circuit, " HEAD "compare: q2, at-least: 25 GB/s}\n";
    small_open(&small);
    assert_int_equal(small_check(&small, CHIP "links: [{bandwidth: 10 GB/s}]", NULL, &check),
                     ECC_OK);
    assert_int_equal(check.result->n_deciding, 3);
    static const char *const order[] = {"", "q1", "q2"};
    for (size_t i = 0; i < 3; i++) {
        const ecc_deciding *fact = &check.result->deciding[i];
        assert_int_equal(fact->alone, i == 0);
        assert_true(
            ecc_str_is(fact->quantity != NULL ? fact->quantity->id : ECC_STR(""), order[i]));
    }
    assert_int_equal(check.result->n_sets, 1);
    small_done(&check);
    /* one quantity alone, and its word */
    small.clauses = "  - {id: b, for: circuit, " HEAD "compare: q1, at-least: 15 GB/s}\n"
                    "  - {id: a, for: circuit, " HEAD "compare: q1, less-than: 5 GB/s}\n";
    small_open(&small);
    assert_int_equal(small_check(&small, CHIP "links: [{bandwidth: 10 GB/s}]", NULL, &check),
                     ECC_OK);
    assert_int_equal(check.result->n_deciding, 2);
    assert_true(check.result->deciding[0].alone && check.result->deciding[1].alone);
    assert_non_null(check.result->deciding[0].quantity);
    assert_null(check.result->deciding[1].quantity);
    assert_int_equal(check.result->n_sets, 2);
    small_done(&check);
    small_close(&small);
}

/* A paragraph that no fact settles, since a divisor is zero; the facts that are open beside it do
 * not matter, and none of them is said to decide. */
static void nothing_decides_what_the_law_leaves_open(void **state)
{
    (void)state;
    static struct small_rules small;
    struct small_check check;
    small.quantities = /* nobody is asked for a share */
        "  - {id: share, of: circuit, name: {en: s, zh: s}, unit: 1, meaning: {en: m, zh: m}, "
        "source: {mark: primary}, formula: {ratio: [4 GB/s, memory.bandwidth]}}\n" SMALL_QUANTITY(
            "io", "circuit", "GB/s", TURNED("1", "2"));
    small.order = "  circuit: [R.a, R.b]\n";
    small.clauses =
        "  - {id: a, for: circuit, " HEAD "compare: share, at-least: 2}\n"
        "  - {id: b, for: circuit, " HEAD
        "any: [{compare: io, at-least: 0 GB/s}, {fact: datacenter.designed, is: yes}]}\n";
    small_open(&small);
    assert_int_equal(small_check(&small,
                                 CHIP "memory: {bandwidth: 0 GB/s}\nlinks: [{bandwidth: 1 GB/s}]",
                                 NULL, &check),
                     ECC_OK);
    assert_int_equal(check.result->subjects[0].n_possible, 2);
    assert_int_equal(check.result->n_sets, 0);
    assert_int_equal(check.result->n_deciding, 0);
    small_done(&check);
    small_close(&small);
}

/* Eight words of a list are looked at, and a limited number of facts in all: what else is open is
 * not listed, and nothing is said to decide that does not. */
static void lists_facts_up_to_its_cap(void **state)
{
    (void)state;
    static struct small_rules small;
    struct small_check check;
    char spec[2048];
    small.quantities = SMALL_QUANTITY("io", "circuit", "GB/s", TURNED("1", "2")) SMALL_QUANTITY(
        "area", "circuit", "mm2", "{sum: logic-dies, where: {transistors: planar}, of: area}")
        SMALL_QUANTITY("compute", "circuit", "mm2",
                       "{sum: logic-dies, where: {role: compute}, of: area}");
    small.order = "  circuit: [R.a, R.b]\n";
    small.clauses = "  - {id: a, for: circuit, " HEAD "all: [{fact: sold-as, is: chip}, {fact: "
                    "datacenter.designed, is: yes}]}\n"
                    "  - {id: b, for: circuit, " HEAD "compare: io, at-least: 0 GB/s}\n";
    small_open(&small);
    for (int roles = 1; roles <= 2;
         roles++) { /* io, 16 words, these, and the one that decides: of 19 */
        size_t len = (size_t)snprintf(spec, sizeof spec, CHIP "links: [");
        for (int i = 0; i < 9; i++) {
            len += (size_t)snprintf(spec + len, sizeof spec - len, "%s{bandwidth: 1 GB/s}",
                                    i > 0 ? ", " : "");
        }
        len += (size_t)snprintf(spec + len, sizeof spec - len, "]\nlogic-dies: [");
        for (int i = 0; i < 9; i++) {
            len += (size_t)snprintf(spec + len, sizeof spec - len, "%s{area: 1 mm2%s}",
                                    i > 0 ? ", " : "", i < roles ? ", role: unknown" : "");
        }
        (void)snprintf(spec + len, sizeof spec - len, "]\n");
        assert_int_equal(small_check(&small, spec, NULL, &check), ECC_OK);
        assert_int_equal(check.result->subjects[0].n_possible, 2);
        assert_int_equal(check.result->n_sets, roles == 1 ? 1 : 0);
        assert_int_equal(check.result->n_deciding, roles == 1 ? 1 : 0);
        small_done(&check);
    }
    small_close(&small);
}

/* Two quantities that hang on one figure, with more lines than a figure is cut at: the first of them are. */
static void cuts_at_lines_up_to_its_cap(void **state)
{
    (void)state;
    static struct small_rules small;
    static char lines[1 << 14];
    struct row row = {CHIP DIE, "logic-dies[0].area", NULL, "(0, 50) -; [50, ...) R.a"};
    size_t len = (size_t)snprintf(lines, sizeof lines,
                                  "  - {id: met, for: circuit, " HEAD
                                  "any: [{compare: p, at-least: 0 mm2}");
    small.quantities = SMALL_QUANTITY("p", "circuit", "mm2",
                                      "{product: [2, {sum: logic-dies, of: area}]}")
        SMALL_QUANTITY("q", "circuit", "mm2", "{product: [4, {sum: logic-dies, of: area}]}");
    for (int i = 0; i < 280; i++) {
        len += (size_t)snprintf(lines + len, sizeof lines - len,
                                ", {compare: %s, at-least: %d mm2}", i % 2 == 0 ? "p" : "q", 2 + i);
    }
    (void)snprintf(lines + len, sizeof lines - len,
                   "]}\n  - {id: a, for: circuit, " HEAD "compare: p, at-least: 100 mm2}\n");
    small.order = "  circuit: [R.a]\n";
    small.clauses = lines;
    small_open(&small);
    expect_pieces(&small, &row);
    small_close(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_the_lines),
        cmocka_unit_test(finds_the_smallest_sets),
        cmocka_unit_test(solves_formulas_backwards),
        cmocka_unit_test(draws_lines_of_every_rule),
        cmocka_unit_test(lists_all_that_decides),
        cmocka_unit_test(tells_what_decides_alone_first),
        cmocka_unit_test(nothing_decides_what_the_law_leaves_open),
        cmocka_unit_test(lists_facts_up_to_its_cap),
        cmocka_unit_test(cuts_at_lines_up_to_its_cap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
