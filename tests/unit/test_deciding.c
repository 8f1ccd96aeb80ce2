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
        struct small_check check;
        char pieces[512];
        assert_int_equal(small_check(&small, rows[i].spec, NULL, &check), ECC_OK);
        const ecc_deciding *fact = find_fact(check.result, &rows[i]);
        if (fact == NULL) {
            fail_msg("%s\nhas no deciding fact %s", rows[i].spec, rows[i].path);
        }
        put_pieces(fact, pieces);
        if (strcmp(pieces, rows[i].pieces) != 0) {
            fail_msg("%s\n%s:\n%s\nand not\n%s", rows[i].spec, rows[i].path, pieces,
                     rows[i].pieces);
        }
        small_done(&check);
    }
    small_close(&small);
}

/* "tpp, area+designed": each smallest set. */
static void put_sets(const ecc_result *result, char out[512])
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < result->n_sets; i++) {
        for (size_t j = 0; j < result->sets[i].n_facts; j++) {
            const ecc_deciding *fact = &result->deciding[result->sets[i].facts[j]];
            len += (size_t)snprintf(out + len, 512 - len, "%s%.*s",
                                    j > 0   ? "+"
                                    : i > 0 ? ", "
                                            : "",
                                    (int)fact->path.len, fact->path.ptr);
        }
    }
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
        put_sets(check.result, found);
        if (strcmp(found, sets[i].sets) != 0) {
            fail_msg("%s\nis decided by %s, not by %s", sets[i].spec, found, sets[i].sets);
        }
        small_done(&check);
    }
    small_close(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_the_lines),
        cmocka_unit_test(finds_the_smallest_sets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
