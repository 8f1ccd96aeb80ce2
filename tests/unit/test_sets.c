/* SPDX-License-Identifier: Apache-2.0 */
/* The smallest sets of facts that decide: what a set makes known, what it need not hold, and what the law itself
 * leaves open. How they are listed is test_deciding.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_rules.h"

#define CHIP "ecc: chip/1\nname: x\nsold-as: chip\n"
#define HEAD "heading: {en: h, zh: h}, "
#define TPP  "declared: {tpp: unknown}"
#define BASE SMALL_QUANTITY("a", "circuit", "TOPS*bit", "declared.tpp")
#define TURNED(times_both, times_each)                                                             \
    "{sum: links, of: {by: direction, both: {product: [" times_both ", bandwidth]}, each: "        \
    "{product: [" times_each ", bandwidth]}}}"

#define CLAUSE(id, text) "  - {id: " id ", for: circuit, " HEAD text "}\n"
#define DESIGNED         "{fact: datacenter.designed, is: yes}"
#define MARKETED         "{fact: datacenter.marketed, is: yes}"
#define SHARE            /* nobody is asked for it */                                              \
    "  - {id: share, of: circuit, name: {en: s, zh: s}, unit: 1, meaning: {en: m, zh: m}, "        \
    "source: {mark: primary}, formula: {ratio: [4 GB/s, memory.bandwidth]}}\n"
#define NO_SHARE "\nmemory: {bandwidth: 0 GB/s}"

static const struct {
    const char *quantities;
    const char *clauses;
    const char *order;
    const char *spec;
    const char *sets;
} rows[] = {
    /* a quantity is known once what it is computed from is, all of it */
    {BASE SMALL_QUANTITY("b", "circuit", "TOPS*bit", "{product: [{quantity: a}, 2]}"),
     CLAUSE("a", "compare: b, at-least: 10 TOPS*bit"), "R.a", CHIP TPP, "declared.tpp"},
    {SMALL_QUANTITY("x", "circuit", "GB/s", "memory.bandwidth")
         SMALL_QUANTITY("y", "circuit", "GB/s", "{sum: links, of: bandwidth}")
             SMALL_QUANTITY("z", "circuit", "GB/s", "{total: [{quantity: x}, {quantity: y}]}"),
     CLAUSE("a", "compare: z, at-least: 10 GB/s"), "R.a", CHIP "links: [{name: n}]",
     "memory.bandwidth+links[0].bandwidth"},
    {BASE SMALL_QUANTITY("two", "circuit", "1", "2")
         SMALL_QUANTITY("b", "circuit", "TOPS*bit", "{product: [{quantity: a}, {quantity: two}]}"),
     CLAUSE("a", "compare: b, at-least: 10 TOPS*bit"), "R.a", CHIP TPP, "declared.tpp"},
    {SMALL_QUANTITY("y", "circuit", "GB/s", "{sum: links, of: bandwidth}")
         BASE SMALL_QUANTITY("b", "circuit", "TOPS*bit", "{product: [{quantity: a}, 2]}"),
     CLAUSE("a", "all: [{compare: b, at-least: 10 TOPS*bit}, {compare: y, at-least: 5 GB/s}]"),
     "R.a", CHIP TPP "\nlinks: [{name: n}]", "links[0].bandwidth+declared.tpp"},
    /* two words */
    {BASE, CLAUSE("a", "all: [" DESIGNED ", " MARKETED "]"), "R.a", CHIP,
     "datacenter.designed+datacenter.marketed"},
    /* what does not matter once the set is known holds nothing back elsewhere; what the law leaves open is not asked */
    {SHARE,
     CLAUSE("a", "all: [{any: [" DESIGNED ", " MARKETED "]}, " DESIGNED "]")
         CLAUSE("b", "compare: share, at-least: 2"),
     "R.a, R.b", CHIP NO_SHARE, "datacenter.designed"},
    /* where the figure is such that nothing else is asked, all else is left alone */
    {BASE SMALL_QUANTITY("twice", "circuit", "TOPS*bit", "{product: [2, {quantity: a}]}") SHARE,
     CLAUSE("a", "any: [{compare: twice, less-than: 150 TOPS*bit}, {compare: share, at-least: 2}]")
         CLAUSE("b", "all: [{compare: a, less-than: 50 TOPS*bit}, " DESIGNED "]"),
     "R.a, R.b", CHIP TPP NO_SHARE, "declared.tpp"},
    /* a divisor that may be zero: apart from there, it decides, and what it has nothing to do with holds nothing back */
    {SMALL_QUANTITY("x", "circuit", "GB/s", "memory.bandwidth")
         SMALL_QUANTITY("y", "circuit", "GB/s", "{sum: links, of: bandwidth}")
             SMALL_QUANTITY("q", "circuit", "1", "{ratio: [10 GB/s, {quantity: y}]}"),
     CLAUSE("a", "compare: q, at-least: 2"), "R.a", CHIP "links: [{name: n}]",
     "links[0].bandwidth"},
    /* one word of two matters */
    {SMALL_QUANTITY("io", "circuit", "GB/s", TURNED("1", "2")),
     CLAUSE("a", "all: [{compare: io, at-least: 8 GB/s}, " DESIGNED "]"), "R.a",
     CHIP "links: [{bandwidth: 1 GB/s}, {bandwidth: 5 GB/s}]",
     "io+datacenter.designed, links[1].direction+datacenter.designed"},
    /* a word of what the law leaves open holds nothing back */
    {"  - {id: share, of: circuit, name: {en: s, zh: s}, unit: 1, meaning: {en: m, zh: m}, "
     "source: {mark: primary}, formula: {ratio: [" TURNED("1", "2") ", memory.bandwidth]}}\n",
     CLAUSE("a", "all: [" DESIGNED "]") CLAUSE("b", "compare: share, at-least: 2"), "R.a, R.b",
     CHIP "links: [{bandwidth: 1 GB/s}]" NO_SHARE, "datacenter.designed"},
};

static void finds_the_smallest_sets(void **state)
{
    (void)state;
    static struct small_rules small;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct small_check check;
        char order[64];
        char found[512];
        snprintf(order, sizeof order, "  circuit: [%s]\n", rows[i].order);
        small.quantities = rows[i].quantities;
        small.clauses = rows[i].clauses;
        small.order = order;
        small_open(&small);
        assert_int_equal(small_check(&small, rows[i].spec, NULL, &check), ECC_OK);
        small_sets(check.result, found);
        if (strcmp(found, rows[i].sets) != 0) {
            fail_msg("row %zu: %s\nis decided by %s, not by %s", i, rows[i].spec, found,
                     rows[i].sets);
        }
        small_done(&check);
        small_close(&small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_smallest_sets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
