/* SPDX-License-Identifier: Apache-2.0 */
/* Mappings by themselves: each mistake has its own message, at its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "map_told.h"
#include "model/map.h"

#define CHIP  "ecc: map/1\nkind: chip\n"
#define TABLE CHIP "reads: table\n"
/* What follows is on line 5; of a table on line 6. */
#define FACTS CHIP "facts:\n  - {to: name, from: n}\n"
#define CELLS TABLE "facts:\n  - {to: name, from: n}\n"
/* What follows is on line 6. */
#define UNITS                                                                                      \
    CHIP "constants: {processing-units: [{kind: digital-processor}]}\n"                            \
         "facts:\n  - {to: name, from: n}\n"

struct row {
    const char *label;
    const char *map;
    const char *told; /* empty: it is a mapping */
};

static void compare(const struct row *rows, size_t n)
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        struct told told = {.len = 0};
        ecc_diags *diags = NULL;
        ecc_map *map = NULL;
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        const ecc_status status = ecc_map_load(ECC_STR("map"), ecc_str_of(rows[i].map), &map,
                                               diags);
        told_diags(&told, diags);
        wrong += told_differs(&told, rows[i].label, rows[i].told);
        assert_true(status == ECC_OK || status == ECC_E_INVALID);
        assert_int_equal(status == ECC_OK, told.len == 0);
        assert_int_equal(map != NULL, status == ECC_OK);
        ecc_map_free(map);
        ecc_diags_free(diags);
    }
    assert_int_equal(wrong, 0);
}
#define COMPARE(rows) compare((rows), sizeof(rows) / sizeof(rows)[0])

static void wrong_calls(void **state)
{
    (void)state;
    ecc_map *map = NULL;
    ecc_diags *diags = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(ecc_map_load(ECC_STR("map"), ECC_STR(FACTS), NULL, diags), ECC_E_USAGE);
    assert_int_equal(ecc_map_load(ECC_STR("map"), ECC_STR(FACTS), &map, NULL), ECC_E_USAGE);
    assert_null(map);
    ecc_map_free(NULL);
    ecc_diags_free(diags);
}

static void what_it_reads(void **state)
{
    (void)state;
    static const struct {
        const char *map;
        bool table;
    } rows[] = {{"ecc: map/1\nkind: memory\nfacts:\n  - {to: name, from: n}\n", false},
                {FACTS, false},
                {FACTS "reads: yaml\n", false},
                {CELLS, true},
                {FACTS "reads: table\n", true}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ecc_map *map = NULL;
        ecc_diags *diags = NULL;
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        assert_int_equal(ecc_map_load(ECC_STR("map"), ecc_str_of(rows[i].map), &map, diags),
                         ECC_OK);
        assert_int_equal(ecc_map_reads_table(map), rows[i].table);
        ecc_map_free(map);
        ecc_diags_free(diags);
    }
}

static void the_whole(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"nothing", "", "map:1:1 file.empty"},
        {"no YAML", "ecc: [", "map:1:7 yaml.syntax"},
        {"a text", "ecc\n", "map:1:1 map.no-header"},
        {"a list of headers", "- ecc: map/1\n", "map:1:3 map.no-header"},
        {"an empty list", "[]\n", "map:1:1 map.no-header"},
        {"no header", "kind: chip\n", "map:1:1 map.no-header"},
        {"a header further down", "kind: chip\necc: map/1\n", "map:2:6 map.no-header"},
        {"a header of another file", "ecc: chip/1\n", "map:1:6 map.no-header"},
        {"a header that is a list", "ecc: [map/1]\n", "map:1:6 map.no-header"},
        {"a header and nothing else", "ecc: map/1\n",
         "map:1:1 bind.missing-key; map:1:1 bind.missing-key"},
        {"no kind", "ecc: map/1\nfacts:\n  - {to: name, from: n}\nconstants: {a: b}\n",
         "map:1:1 bind.missing-key"},
        {"an unknown kind", "ecc: map/1\nkind: phone\nfacts: []\n", "map:2:7 bind.bad-word"},
        {"every kind: memory", "ecc: map/1\nkind: memory\nfacts:\n  - {to: name, from: n}\n", ""},
        {"every kind: board", "ecc: map/1\nkind: board\nfacts:\n  - {to: name, from: n}\n", ""},
        {"every kind: system", "ecc: map/1\nkind: system\nfacts:\n  - {to: name, from: n}\n", ""},
        {"an unknown word of reads", FACTS "reads: csv\n", "map:5:8 bind.bad-word"},
        {"no facts", CHIP, "map:1:1 bind.missing-key"},
        {"no facts, since constants say all", CHIP "constants: {name: X}\nfacts: []\n", ""},
        {"facts that are no list", CHIP "facts: {to: name, from: n}\n", "map:3:8 bind.list-wanted"},
        {"an unknown key", FACTS "fact: []\n", "map:5:1 bind.unknown-key"},
        {"strict is yes or no", FACTS "strict: true\n", "map:5:9 bind.bad-word"},
        {"strict", FACTS "strict: yes\n", ""},
        {"missing is a list", FACTS "missing: n/a\n", "map:5:10 bind.list-wanted"},
        {"missing is of texts, from the first", FACTS "missing: [[TBD]]\n",
         "map:5:11 bind.text-wanted"},
        {"missing is of texts", FACTS "missing: [n/a, [TBD], {a: b}]\n",
         "map:5:16 bind.text-wanted; map:5:23 bind.text-wanted"},
        {"items", FACTS "items: a.b[0]\n", ""},
        {"items of a table", CELLS "items: a\n", "map:6:8 map.of-table"},
        {"items by keys", FACTS "items: [a, \"b.c\"]\n", ""},
    };
    COMPARE(rows);
}

static void constants(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"they are keys and values", FACTS "constants: [vendor]\n", "map:5:12 bind.map-wanted"},
        {"a key that a chip has not", FACTS "constants: {vendors: V}\n",
         "map:5:13 spec.unknown-key"},
        {"they hold no header", FACTS "constants: {ecc: chip/1}\n", "map:5:13 spec.unknown-key"},
        {"a value that is wrong", FACTS "constants: {sold-as: box}\n", "map:5:22 spec.bad-word"},
        {"nothing is missing in them", FACTS "constants: {links: [{}]}\n", ""},
        {"what facts add needs a kind",
         FACTS "  - {to: \"processing-units[0].name\", from: u}\n"
               "constants: {processing-units: [{kind: digital-processor}]}\n",
         ""},
        {"an entry that lacks what is needed",
         FACTS "constants: {processing-units: [{kind: digital-processor}, {name: u}]}\n",
         "map:5:59 map.required"},
        {"notes in two languages", FACTS "constants: {notes: [{en: a, zh: b}]}\n", ""},
        {"sources are for keys of the kind: a chip",
         FACTS "constants: {sources: [{for: [power]}]}\n", ""},
        {"sources are for keys of the kind: a chip has no form",
         FACTS "constants: {sources: [{for: [form]}]}\n", "map:5:30 spec.source-key"},
        {"sources are for keys of the kind: a memory",
         "ecc: map/1\nkind: memory\nfacts:\n  - {to: name, from: n}\n"
         "constants: {sources: [{for: [form]}]}\n",
         ""},
        {"sources are for keys of the kind: a memory has no power",
         "ecc: map/1\nkind: memory\nfacts:\n  - {to: name, from: n}\n"
         "constants: {sources: [{for: [power]}]}\n",
         "map:5:30 spec.source-key"},
        {"an entry that is unknown", FACTS "constants: {processing-units: [unknown]}\n", ""},
        {"a list that is unknown gives way",
         FACTS "  - {to: \"links[0].name\", from: l}\nconstants: {links: unknown}\n", ""},
        {"a record that is unknown gives way",
         FACTS "  - {to: memory.type, from: l}\nconstants: {memory: unknown}\n", ""},
        {"a value that is unknown is one",
         FACTS "  - {to: power, from: l, unit: W}\nconstants: {power: unknown}\n",
         "map:5:10 map.to-twice as map:6:20"},
        {"a record", FACTS "constants: {memory: {type: HBM}}\n", ""},
        {"references are not looked up",
         "ecc: map/1\nkind: board\nfacts:\n  - {to: name, from: n}\n"
         "constants: {contains: [{item: ./chip.yaml}]}\n",
         ""},
    };
    COMPARE(rows);
}

static void their_places(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a path", FACTS "  - {to: vendor, from: \"a.b[3].c\"}\n", ""},
        {"no path", FACTS "  - {to: vendor, from: \"a..b\"}\n", "map:5:24 map.bad-path"},
        {"an empty path", FACTS "  - {to: vendor, from: \"\"}\n", "map:5:24 map.bad-path"},
        {"a key that has a dot", FACTS "  - {to: vendor, from: [a, \"b.c\"]}\n", ""},
        {"no key", FACTS "  - {to: vendor, from: []}\n", "map:5:24 map.bad-path"},
        {"a key that is none", FACTS "  - {to: vendor, from: [a, [b]]}\n",
         "map:5:28 bind.text-wanted"},
        {"thirty-one keys",
         FACTS
         "  - {to: vendor, from: [a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, "
         "a, a, a, a, a, a, a, a, a, a, a]}\n",
         ""},
        {"more keys than files nest",
         FACTS
         "  - {to: vendor, from: [a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, "
         "a, a, a, a, a, a, a, a, a, a, a, a]}\n",
         "map:5:24 map.bad-path"},
        {"neither path nor keys", FACTS "  - {to: vendor, from: {a: b}}\n",
         "map:5:24 bind.text-wanted"},
        {"a column has any name", CELLS "  - {to: vendor, from: \" a..b [\"}\n", ""},
        {"a column has a name", CELLS "  - {to: vendor, from: \" \"}\n", ""},
        {"a column is no list", CELLS "  - {to: vendor, from: [a]}\n", "map:6:24 bind.text-wanted"},
        {"ends", FACTS "  - {to: power, between: [a, b.c], unit: W}\n", ""},
        {"no end", FACTS "  - {to: power, between: [], unit: W}\n", "map:5:26 map.two-ends"},
        {"three ends", FACTS "  - {to: power, between: [a, b, c], unit: W}\n",
         "map:5:26 map.two-ends"},
        {"ends that are no list", FACTS "  - {to: power, between: a, unit: W}\n",
         "map:5:5 map.one-source; map:5:26 bind.list-wanted"},
        {"a low end that is no path", FACTS "  - {to: power, between: [\".\", b], unit: W}\n",
         "map:5:27 map.bad-path"},
        {"a high end that is no path", FACTS "  - {to: power, between: [a, \".\"], unit: W}\n",
         "map:5:30 map.bad-path"},
        {"where", FACTS "where: {a: b, \"c[0].d\": [e, f]}\n", ""},
        {"where is keys and values", FACTS "where: [a]\n", "map:5:8 bind.map-wanted"},
        {"where with what is no path", FACTS "where: {\"a.\": b}\n", "map:5:9 map.bad-path"},
        {"where with a list that begins with no text", FACTS "where: {a: [[b], c]}\n",
         "map:5:13 bind.text-wanted"},
        {"where with more than texts", FACTS "where: {a: {b: c}, d: [e, [f]]}\n",
         "map:5:12 bind.text-wanted; map:5:27 bind.text-wanted"},
        {"where nothing is asked", FACTS "where: {}\n", ""},
        {"ignored", FACTS "ignored: [a.b, [c, \"d.e\"]]\n", ""},
        {"ignored is a list", FACTS "ignored: a\n", "map:5:10 bind.list-wanted"},
        {"ignored is of paths", FACTS "ignored: [a, \"b..\", {c: d}]\n",
         "map:5:14 map.bad-path; map:5:21 bind.text-wanted"},
    };
    COMPARE(rows);
}

static void our_places(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"to is needed", FACTS "  - {from: a}\n", "map:5:6 bind.missing-key"},
        {"to is a text", FACTS "  - {to: [vendor], from: a}\n", "map:5:10 bind.text-wanted"},
        {"to is a path", FACTS "  - {to: \"links[\", from: a}\n", "map:5:10 map.bad-path"},
        {"a fact is keys and values", FACTS "  - vendor\n", "map:5:5 bind.map-wanted"},
        {"an unknown key of a chip", FACTS "  - {to: vender, from: a}\n",
         "map:5:10 spec.unknown-key"},
        {"an unknown key of a part", FACTS "  - {to: memory.speed, from: a}\n",
         "map:5:17 spec.unknown-key"},
        {"an entry of what is no list", FACTS "  - {to: \"memory[0].type\", from: a}\n",
         "map:5:10 spec.unknown-key"},
        {"below a value", FACTS "  - {to: vendor.name, from: a}\n", "map:5:17 map.to-end"},
        {"a whole list", FACTS "  - {to: links, from: a}\n", "map:5:10 map.to-list"},
        {"a part of a list", FACTS "  - {to: links.name, from: a}\n", "map:5:10 map.to-list"},
        {"an entry", FACTS "  - {to: \"links[0]\", from: a}\n", "map:5:10 map.to-part"},
        {"a whole record", FACTS "  - {to: memory, from: a}\n", "map:5:10 map.to-part"},
        {"each of a record", FACTS "  - {to: memory, each: a}\n", "map:5:10 map.to-part"},
        {"each of a value", FACTS "  - {to: vendor, each: a}\n", "map:5:10 map.to-each"},
        {"each of a part of a list", FACTS "  - {to: links.name, each: a}\n",
         "map:5:10 map.to-list"},
        {"each of an entry", FACTS "  - {to: \"links[0]\", each: a}\n", "map:5:10 map.to-part"},
        {"a table", UNITS "  - {to: \"processing-units[0].peaks\", from: a}\n",
         "map:6:10 map.to-part"},
        {"a format", UNITS "  - {to: \"processing-units[0].peaks.fp16\", from: a, unit: TOPS}\n",
         ""},
        {"others", UNITS "  - {to: \"processing-units[0].peaks.others\", from: a, unit: TOPS}\n",
         ""},
        {"no format", UNITS "  - {to: \"processing-units[0].peaks.fp17\", from: a, unit: TOPS}\n",
         "map:6:10 spec.bad-format"},
        {"a table is no list", UNITS "  - {to: \"processing-units[0].peaks[0]\", from: a}\n",
         "map:6:10 spec.bad-format"},
        {"below a format", UNITS "  - {to: \"processing-units[0].peaks.fp16.rate\", from: a}\n",
         "map:6:10 map.to-end"},
        {"each of a format", UNITS "  - {to: \"processing-units[0].peaks.fp16\", each: a}\n",
         "map:6:10 map.to-each"},
    };
    COMPARE(rows);
}

static void sources(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"none", FACTS "  - {to: vendor}\n", "map:5:5 map.one-source"},
        {"two", FACTS "  - {to: power, from: a, between: [b, c]}\n", "map:5:5 map.one-source"},
        {"two, one of them each",
         FACTS "  - {to: links, from: a, each: b, facts: [{to: name, from: n}]}\n",
         "map:5:5 map.one-source"},
        {"a range of a text", FACTS "  - {to: vendor, between: [a, b]}\n", "map:5:28 map.not-with"},
        {"a range of a number", FACTS "  - {to: \"logic-dies[0].count\", between: [a, b]}\n", ""},
        {"a range has no words",
         FACTS "  - {to: power, between: [a, b], unit: W, words: {low: 1 W}}\n",
         "map:5:50 map.not-with"},
        {"a range of what is not there", FACTS "  - {to: vender, between: [a, b]}\n",
         "map:5:10 spec.unknown-key"},
        {"rates by their keys",
         UNITS "  - {to: \"processing-units[0].peaks\", each: a, unit: TOPS}\n", ""},
        {"rates by a key",
         UNITS "  - {to: \"processing-units[0].peaks\", each: a, key: b, from: c, unit: TOPS}\n",
         ""},
        {"rates by a key, from nowhere",
         UNITS "  - {to: \"processing-units[0].peaks\", each: a, key: b, unit: TOPS}\n",
         "map:6:5 bind.missing-key"},
        {"rates from somewhere, without a key",
         UNITS "  - {to: \"processing-units[0].peaks\", each: a, from: c, unit: TOPS}\n",
         "map:6:5 bind.missing-key"},
        {"rates where, without a key",
         UNITS "  - {to: \"processing-units[0].peaks\", each: a, where: {b: c}, unit: TOPS}\n",
         "map:6:5 bind.missing-key"},
        {"a key that is no path",
         UNITS "  - {to: \"processing-units[0].peaks\", each: a, key: \".\", from: c}\n",
         "map:6:53 map.bad-path"},
        {"a key without each", FACTS "  - {to: vendor, from: a, key: b}\n",
         "map:5:27 bind.unknown-key"},
        {"a list has no words",
         FACTS "  - {to: links, each: a, words: {b: c}, facts: [{to: name, from: n}]}\n",
         "map:5:33 map.not-with"},
        {"a list has no key",
         FACTS "  - {to: links, each: a, key: b, facts: [{to: name, from: n}]}\n",
         "map:5:31 map.not-with"},
        {"a list has facts", FACTS "  - {to: links, each: a}\n", "map:5:6 bind.missing-key"},
        {"a table has none",
         UNITS "  - {to: \"processing-units[0].peaks\", each: a, facts: [{to: name, from: n}]}\n",
         "map:6:48 bind.unknown-key"},
        {"each of what is not there",
         FACTS "  - {to: port, each: a, facts: [{to: nme}], constants: [1]}\n",
         "map:5:10 spec.unknown-key"},
        {"each of a table", CELLS "  - {to: links, each: a, facts: [{to: name, from: n}]}\n",
         "map:6:23 map.of-table"},
        {"if-missing", FACTS "  - {to: vendor, from: a, if-missing: zero}\n",
         "map:5:39 bind.bad-word"},
        {"if-missing unknown", FACTS "  - {to: vendor, from: a, if-missing: unknown}\n", ""},
        {"if-missing none", FACTS "  - {to: vendor, from: a, if-missing: none}\n", ""},
        {"an unknown key of a fact", FACTS "  - {to: power, from: a, unit: W, default: 1}\n",
         "map:5:35 bind.unknown-key"},
    };
    COMPARE(rows);
}

static void units_and_words(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a unit", FACTS "  - {to: power, from: a, unit: kW}\n", ""},
        {"a unit that measures something else", FACTS "  - {to: power, from: a, unit: GB}\n",
         "map:5:32 quantity.dimension"},
        {"no unit", FACTS "  - {to: power, from: a, unit: watts}\n",
         "map:5:32 quantity.unknown-unit"},
        {"an empty unit", FACTS "  - {to: power, from: a, unit: \"\"}\n",
         "map:5:32 bind.empty-text"},
        {"a unit that is no text", FACTS "  - {to: power, from: a, unit: [W]}\n",
         "map:5:32 bind.text-wanted"},
        {"a unit of a text", FACTS "  - {to: vendor, from: a, unit: W}\n", "map:5:33 map.no-unit"},
        {"a unit of a count", FACTS "  - {to: \"logic-dies[0].count\", from: a, unit: W}\n",
         "map:5:48 map.no-unit"},
        {"a unit of a list",
         FACTS "  - {to: links, each: a, unit: GB/s, facts: [{to: name, from: n}]}\n",
         "map:5:32 map.no-unit"},
        {"a unit of a table", UNITS "  - {to: \"processing-units[0].peaks\", each: a, unit: W}\n",
         "map:6:54 quantity.dimension"},
        {"a unit of what is not there", FACTS "  - {to: vender, from: a, unit: watts}\n",
         "map:5:10 spec.unknown-key"},
        {"words", FACTS "  - {to: sold-as, from: a, words: {SXM: module, PCIe: card}}\n", ""},
        {"a word that is none of ours", FACTS "  - {to: sold-as, from: a, words: {SXM: box}}\n",
         "map:5:41 spec.bad-word"},
        {"words are keys and values", FACTS "  - {to: sold-as, from: a, words: [module]}\n",
         "map:5:35 bind.map-wanted"},
        {"a word is a text", FACTS "  - {to: sold-as, from: a, words: {SXM: [module]}}\n",
         "map:5:41 bind.text-wanted"},
        {"words of what is not there", FACTS "  - {to: sold, from: a, words: {SXM: box}}\n",
         "map:5:10 spec.unknown-key"},
        {"words of rates are formats",
         UNITS
         "  - {to: \"processing-units[0].peaks\", each: a, words: {half: fp16, double: fp65}}\n",
         "map:6:76 spec.bad-format"},
        {"words of a rate are rates",
         UNITS "  - {to: \"processing-units[0].peaks.fp16\", from: a, words: {fast: 9 TOPS, slow: "
               "fp16}}\n",
         "map:6:81 quantity.not-number"},
    };
    COMPARE(rows);
}

static void all_facts(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"twice", FACTS "  - {to: name, from: m}\n", "map:5:10 map.to-twice as map:4:10"},
        {"twice, once as a constant", FACTS "constants: {name: X}\n",
         "map:4:10 map.to-twice as map:5:19"},
        {"a list and an entry of it",
         FACTS "  - {to: links, each: a, facts: [{to: name, from: n}]}\n"
               "  - {to: \"links[0].name\", from: a}\n",
         "map:6:10 map.to-twice as map:5:10"},
        {"an entry of a list and the list",
         FACTS "  - {to: \"links[0].name\", from: a}\n"
               "  - {to: links, each: a, facts: [{to: name, from: n}]}\n",
         "map:6:10 map.to-twice as map:5:10"},
        {"the same entry, written otherwise",
         FACTS "  - {to: \"links[0].name\", from: a}\n  - {to: \"links[00].name\", from: b}\n",
         "map:6:10 map.to-twice as map:5:10"},
        {"a table and a rate of it",
         UNITS "  - {to: \"processing-units[0].peaks\", each: a}\n"
               "  - {to: \"processing-units[0].peaks.fp16\", from: a}\n",
         "map:7:10 map.to-twice as map:6:10"},
        {"entries out of order",
         FACTS "  - {to: \"links[1].name\", from: a}\n  - {to: \"links[0].name\", from: b}\n",
         "map:5:10 map.to-order"},
        {"a name is needed", CHIP "facts:\n  - {to: vendor, from: n}\n", "map:1:1 map.required"},
        {"a kind is needed", FACTS "  - {to: \"processing-units[0].name\", from: u}\n",
         "map:5:10 map.required"},
        {"a kind is needed in each",
         FACTS "  - {to: processing-units, each: a, facts: [{to: name, from: n}]}\n",
         "map:5:6 map.required"},
        {"each has a kind",
         FACTS "  - {to: processing-units, each: a, facts: [{to: kind, from: n}]}\n", ""},
        {"each has a kind by its constants",
         FACTS "  - {to: processing-units, each: a, constants: {kind: digital-processor}, "
               "facts: [{to: peaks, each: b}]}\n",
         ""},
        {"what is wrong by itself is not asked for more",
         CHIP "facts:\n  - {to: vender, from: n}\n", "map:4:10 spec.unknown-key"},
    };
    COMPARE(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_calls),  cmocka_unit_test(what_it_reads),
        cmocka_unit_test(the_whole),    cmocka_unit_test(constants),
        cmocka_unit_test(their_places), cmocka_unit_test(our_places),
        cmocka_unit_test(sources),      cmocka_unit_test(units_and_words),
        cmocka_unit_test(all_facts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
