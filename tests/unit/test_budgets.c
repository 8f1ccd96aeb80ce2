/* SPDX-License-Identifier: Apache-2.0 */
/* What is not looked at any more when a budget is used up: everything stays possible, nothing is said to decide, and
 * nothing is said wrong. Slow, because budgets are generous. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_rules.h"

#define CHIP "ecc: chip/1\nname: x\nsold-as: chip\n"
#define HEAD "heading: {en: h, zh: h}, "
#define AREA SMALL_QUANTITY("area", "circuit", "mm2", "{sum: logic-dies, of: area}")
#define DIE  "logic-dies: [{transistors: non-planar}]"
#define IO                                                                                         \
    SMALL_QUANTITY("io", "circuit", "GB/s",                                                        \
                   "{sum: links, of: {by: direction, both: bandwidth, each: {product: [2, "        \
                   "bandwidth]}}}")

/* Bands of one, at 2 to 3, 4 to 5 and so on: `lines` / 2 of them. */
static void put_bands(char *out, size_t size, const char *quantity, const char *unit, int lines)
{
    size_t len = strlen(out);
    for (int i = 2; i < lines + 2; i += 2) {
        len += (size_t)snprintf(out + len, size - len,
                                "%s{all: [{compare: %s, at-least: %d%s}, {compare: %s, less-than: "
                                "%d%s}]}",
                                i > 2 ? ", " : "", quantity, i, unit, quantity, i + 1, unit);
    }
}

/* The area of the die, as itself or as what a quantity of this name is. */
static const ecc_deciding *find_fact(const ecc_result *result, const char *quantity)
{
    for (size_t i = 0; i < result->n_deciding; i++) {
        const ecc_deciding *fact = &result->deciding[i];
        bool named = quantity == NULL
                         ? fact->quantity == NULL
                         : fact->quantity != NULL && ecc_str_is(fact->quantity->id, quantity);
        if (ecc_str_is(fact->path, "logic-dies[0].area") && named) {
            return fact;
        }
    }
    return NULL;
}

/* More lines than are drawn: between those that are not, both stay possible, and nothing is said
 * wrong. */
static void draws_lines_up_to_its_cap(void **state)
{
    (void)state;
    static struct small_rules small;
    static char text[1 << 15];
    static const char twice[] = AREA SMALL_QUANTITY(
        "q", "circuit", "mm2", "{product: [1000, {sum: logic-dies, of: area}]}");
    static const struct {
        const char *quantities;
        int lines[2]; /* of the area, and of a thousand times the area */
        const char *quantity;
        size_t n_pieces;
        size_t n_open;
    } cases[] = {
        {AREA, {260, 0}, "area", 258, 1},
        {twice, {130, 130}, NULL, 258, 1},
    };
    small.order = "  circuit: [R.a]\n";
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct small_check check;
        snprintf(text, sizeof text, "  - {id: a, for: circuit, " HEAD "any: [");
        put_bands(text, sizeof text, "area", " mm2", cases[i].lines[0]);
        if (cases[i].lines[1] > 0) {
            strcat(text, ", ");
            put_bands(text, sizeof text, "q", " mm2", cases[i].lines[1]);
        }
        strcat(text, "]}\n");
        small.quantities = cases[i].quantities;
        small.clauses = text;
        small_open(&small);
        assert_int_equal(small_check(&small, CHIP DIE, NULL, &check), ECC_OK);
        const ecc_deciding *fact = find_fact(check.result, cases[i].quantity);
        assert_non_null(fact);
        assert_int_equal(fact->n_pieces, cases[i].n_pieces);
        size_t n_open = 0;
        for (size_t j = 0; j < fact->n_pieces; j++) {
            n_open += fact->pieces[j].n_possible > 1 ? 1 : 0;
        }
        assert_int_equal(n_open, cases[i].n_open);
        small_done(&check);
    }
    small_close(&small);
}

/* Three quantities whose every band matters are more cases than are looked at: then no set is said
 * to decide, and everything stays possible. */
static void says_nothing_of_what_it_did_not_see(void **state)
{
    (void)state;
    static struct small_rules small;
    static char text[1 << 15];
    struct small_check check;
    small.quantities = SMALL_QUANTITY("x", "circuit", "GB/s", "memory.bandwidth")
        AREA SMALL_QUANTITY("z", "circuit", "W", "power");
    small.order = "  circuit: [R.a]\n";
    for (int lines = 2; lines <= 24; lines += 22) {
        snprintf(text, sizeof text, "  - {id: a, for: circuit, " HEAD "all: [{any: [");
        put_bands(text, sizeof text, "x", " GB/s", lines);
        strcat(text, "]}, {any: [");
        put_bands(text, sizeof text, "area", " mm2", lines);
        strcat(text, "]}, {any: [");
        put_bands(text, sizeof text, "z", " W", lines);
        strcat(text, "]}]}\n");
        small.clauses = text;
        small_open(&small);
        assert_int_equal(small_check(&small, CHIP DIE, NULL, &check), ECC_OK);
        assert_int_equal(check.result->subjects[0].n_possible, 2);
        assert_int_equal(check.result->n_sets, lines == 2 ? 1 : 0);
        small_done(&check);
    }
    small_close(&small);
}

/* n links of which each may or may not count twice are 2^n cases, when a line lies between any two
 * sums: 4,095 views for 11 links, and 4,096 are looked at. */
static void gives_up_at_its_cap(void **state)
{
    (void)state;
    static struct small_rules small;
    static char clauses[1 << 12];
    size_t len = (size_t)snprintf(clauses, sizeof clauses,
                                  "  - {id: a, for: circuit, " HEAD
                                  "any: [{compare: io, less-than: 1 GB/s}");
    for (int line = 1; line < 30; line++) {
        len += (size_t)snprintf(clauses + len, sizeof clauses - len,
                                ", {all: [{compare: io, at-least: %d GB/s}, {compare: io, "
                                "less-than: %d GB/s}]}",
                                line, line + 1);
    }
    snprintf(clauses + len, sizeof clauses - len, "]}\n");
    small.quantities = IO;
    small.order = "  circuit: [R.a]\n";
    small.clauses = clauses;
    small_open(&small);
    for (int n = 9; n <= 13; n++) {
        char spec[1024] = CHIP "links: [";
        for (int i = 0; i < n; i++) {
            strcat(spec, i > 0 ? ", {bandwidth: 1 GB/s}" : "{bandwidth: 1 GB/s}");
        }
        strcat(spec, "]\n");
        struct small_check check;
        assert_int_equal(small_check(&small, spec, NULL, &check), ECC_OK);
        assert_int_equal(check.result->subjects[0].n_possible, n < 12 ? 1 : 2);
        small_done(&check);
    }
    small_close(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_lines_up_to_its_cap),
        cmocka_unit_test(says_nothing_of_what_it_did_not_see),
        cmocka_unit_test(gives_up_at_its_cap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
