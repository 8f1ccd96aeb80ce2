/* SPDX-License-Identifier: Apache-2.0 */
/* What is decided stays decided when more is said: of single clauses too, whatever stands round them, and whatever
 * the quantities have to do with one another. Each row is a case that random tests have found or that was thought
 * out to defeat the splitting into cases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_rules.h"

#define CHIP "ecc: chip/1\nname: x\nsold-as: chip\n"

struct row {
    const char *name;
    const char *quantities;
    const char *clauses;
    const char *clause; /* its full id */
    const char *less;   /* specification */
    const char *more;
    ecc_tri expected; /* for both */
};

static const struct row rows[] = {
    {"an exclusion decided by cases, in a clause that another test rules out",
     SMALL_QUANTITY("area", "circuit", "mm2", "{sum: logic-dies, of: area}")
         SMALL_QUANTITY("io", "circuit", "GB/s", "memory.bandwidth"),
     "  - {id: Note, for: circuit, heading: {en: h, zh: h}, exclusion: yes, any: [{compare: area, "
     "less-than: 500 "
     "mm2}, {compare: area, at-least: 400 mm2}]}\n"
     "  - {id: a, for: circuit, heading: {en: h, zh: h}, unless: [Note], compare: io, at-least: "
     "600 GB/s}\n",
     "R Note", CHIP, CHIP "memory: {bandwidth: 100 GB/s}", ECC_TRUE},
    {"the first that is given, where a word says whether it is",
     SMALL_QUANTITY("io", "circuit", "GB/s",
                    "{sum: links, of: {first: [{by: direction, both: programmable-to, each: 5 "
                    "GB/s}, bandwidth]}}"),
     "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: io, at-most: 300 GB/s}\n", "R.a",
     CHIP "links: [{bandwidth: 200 GB/s}]", CHIP "links: [{bandwidth: 200 GB/s, direction: both}]",
     ECC_TRUE},
    {"the first that is given, once the word is known",
     SMALL_QUANTITY("io", "circuit", "GB/s",
                    "{sum: links, of: {first: [{by: direction, both: programmable-to, each: 5 "
                    "GB/s}, bandwidth]}}"),
     "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: io, at-most: 100 GB/s}\n", "R.a",
     CHIP "links: [{bandwidth: 200 GB/s}]", CHIP "links: [{bandwidth: 200 GB/s}, unknown]",
     ECC_UNKNOWN},
    {"a word that may leave nothing to compare",
     SMALL_QUANTITY("tpp", "circuit", "TOPS*bit",
                    "{by: sold-as, chip: declared.tpp, module: 5 TOPS*bit, card: 5 TOPS*bit}"),
     "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: tpp, at-most: 100 TOPS*bit}\n",
     "R.a", "ecc: chip/1\nname: x\n", CHIP, ECC_UNKNOWN},
    {"a ratio that may be nothing, in a sum",
     SMALL_QUANTITY("share", "circuit", "1",
                    "{sum: links, of: {ratio: [bandwidth, {by: direction, both: programmable-to, "
                    "each: 4 GB/s}], "
                    "by-zero: unbounded}}"),
     "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: share, at-least: 10}\n", "R.a",
     CHIP "links: [{bandwidth: 200 GB/s}]", CHIP "links: [{bandwidth: 100..200 GB/s}]",
     ECC_UNKNOWN},
    {"a comparison that meets its line whatever a word is that stands in it twice",
     SMALL_QUANTITY("io", "circuit", "GB/s",
                    "{total: [{sum: links, of: {by: direction, both: bandwidth, each: 9 GB/s}}, "
                    "{sum: links, of: "
                    "{by: direction, both: 9 GB/s, each: bandwidth}}]}"),
     "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: io, at-least: 10 GB/s}\n", "R.a",
     CHIP "links: [{bandwidth: 1 GB/s}]", CHIP "links: [{bandwidth: 1 GB/s, direction: both}]",
     ECC_TRUE},
    {"quantities that contradict one another, when nothing asks for the one they share",
     SMALL_QUANTITY("tpp", "circuit", "TOPS*bit", "declared.tpp")
         SMALL_QUANTITY("twice", "circuit", "TOPS*bit", "{product: [2, {quantity: tpp}]}")
             SMALL_QUANTITY("thrice", "circuit", "TOPS*bit", "{product: [3, {quantity: tpp}]}"),
     "  - {id: a, for: circuit, heading: {en: h, zh: h}, any: [{all: [{fact: datacenter.designed, "
     "is: yes}, "
     "{compare: tpp, at-least: 75 TOPS*bit}, {compare: tpp, less-than: 50 TOPS*bit}]}, {all: "
     "[{compare: twice, "
     "at-least: 150 TOPS*bit}, {compare: thrice, at-most: 180 TOPS*bit}]}]}\n",
     "R.a", CHIP "declared: {tpp: unknown}",
     CHIP "declared: {tpp: unknown}\ndatacenter: {designed: no}", ECC_FALSE},
};

static const ecc_node *find_among(const ecc_node *nodes, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++) {
        const ecc_node *found = ecc_str_is(nodes[i].id, id)
                                    ? &nodes[i]
                                    : find_among(nodes[i].children, nodes[i].n_children, id);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

/* The verdict of a clause wherever it stands in the answer. */
static ecc_tri verdict_of(struct small_rules *small, const char *spec, const char *clause)
{
    struct small_check check;
    assert_int_equal(small_check(small, spec, NULL, &check), ECC_OK);
    const ecc_entry *entry = &check.result->subjects[0].entries[0];
    const ecc_node *node = find_among(entry->paragraphs, entry->n_paragraphs, clause);
    if (node == NULL) {
        fail_msg("no clause %s", clause);
    }
    const ecc_tri verdict = node->verdict;
    small_done(&check);
    return verdict;
}

static void saying_more_keeps_what_is_decided(void **state)
{
    (void)state;
    static struct small_rules small;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *row = &rows[i];
        small.quantities = row->quantities;
        small.clauses = row->clauses;
        small_open(&small);
        const ecc_tri less = verdict_of(&small, row->less, row->clause);
        const ecc_tri more = verdict_of(&small, row->more, row->clause);
        if (less != row->expected || more != row->expected) {
            print_error("%s: %s, then %s instead of %s\n", row->name, small_word(less),
                        small_word(more), small_word(row->expected));
            failed++;
        }
        small_close(&small);
    }
    assert_int_equal(failed, 0);
}

/* What is not listed in a board may be controlled; no rule about boards need say so. */
static void a_board_with_an_open_list_is_not_cleared(void **state)
{
    (void)state;
    static struct small_rules small;
    static const struct {
        const char *spec;
        const char *order;
        ecc_tri controlled;
    } boards[] = {
        {"ecc: board/1\nname: x\n", "  circuit: [R.a]\n", ECC_UNKNOWN},
        {"ecc: board/1\nname: x\ncontains: []\n", "  circuit: [R.a]\n", ECC_FALSE},
        /* a paragraph that gates nothing stands before one that does; alone; and one about memories */
        {"ecc: board/1\nname: x\n", "  circuit: [S.b, R.a]\n", ECC_UNKNOWN},
        {"ecc: board/1\nname: x\n", "  circuit: [S.b]\n", ECC_FALSE},
        {"ecc: board/1\nname: x\n", "  circuit: [S.b]\n  memory: [R.m]\n", ECC_UNKNOWN},
    };
    small.quantities = SMALL_QUANTITY("tpp", "circuit", "TOPS*bit", "declared.tpp")
        SMALL_QUANTITY("stack", "memory", "GB/s", "bandwidth");
    small.clauses = "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: tpp, at-least: "
                    "4800 TOPS*bit}\n"
                    "  - {id: m, for: memory, heading: {en: h, zh: h}, compare: stack, at-least: "
                    "2 GB/s}\n";
    small.ungated = "  - {id: b, for: circuit, heading: {en: h, zh: h}, compare: tpp, at-least: "
                    "2400 TOPS*bit}\n";
    for (size_t i = 0; i < sizeof boards / sizeof boards[0]; i++) {
        struct small_check check;
        small.order = boards[i].order;
        small_open(&small);
        assert_int_equal(small_check(&small, boards[i].spec, NULL, &check), ECC_OK);
        assert_int_equal(check.result->controlled, boards[i].controlled);
        small_done(&check);
        small_close(&small);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(saying_more_keeps_what_is_decided),
                                       cmocka_unit_test(a_board_with_an_open_list_is_not_cleared)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
