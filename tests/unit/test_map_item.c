/* SPDX-License-Identifier: Apache-2.0 */
/* What items of theirs become: facts, or mistakes, each at its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "map_told.h"
#include "model/map.h"

#define CHIP  "ecc: map/1\nkind: chip\n"
#define FACTS CHIP "facts:\n  - {to: name, from: n}\n"
#define UNIT_FACTS                                                                                 \
    CHIP "constants: {processing-units: [{kind: digital-processor}]}\n"                            \
         "facts:\n  - {to: name, from: n}\n"
#define PEAKS "to: \"processing-units[0].peaks\""

struct row {
    const char *label;
    const char *map;
    const char *data;
    const char *told; /* what is told, then the facts of each item */
};

static void tell_items(struct told *told, const ecc_mapped *mapped, ecc_diags *diags)
{
    const size_t n = ecc_mapped_count(mapped);
    struct told facts = {.len = 0};
    for (size_t i = 0; i < n; i++) {
        ecc_spec *spec = NULL;
        const size_t errors = ecc_diags_errors(diags);
        const ecc_status status = ecc_mapped_load(mapped, i, NULL, 0, NULL, NULL, &spec, diags);
        assert_int_equal(status, spec != NULL ? ECC_OK : ECC_E_INVALID);
        assert_int_equal(spec != NULL, ecc_diags_errors(diags) == errors);
        if (spec != NULL) {
            told_facts(&facts, spec);
        }
        ecc_spec_free(spec);
    }
    told_diags(told, diags);
    told_add(told, "; ", told->len > 0 && facts.len > 0 ? 2 : 0);
    told_add(told, facts.text, facts.len);
}

static void tell(struct told *told, const char *map_text, const char *data)
{
    ecc_diags *diags = NULL;
    ecc_map *map = NULL;
    ecc_mapped *mapped = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    if (ecc_map_load(ECC_STR("map"), ecc_str_of(map_text), &map, diags) == ECC_OK &&
        ecc_map_yaml(map, ECC_STR("data"), ecc_str_of(data), &mapped, diags) == ECC_OK) {
        tell_items(told, mapped, diags);
    } else {
        told_diags(told, diags);
    }
    ecc_mapped_free(mapped);
    ecc_map_free(map);
    ecc_diags_free(diags);
}

static void compare(const struct row *rows, size_t n)
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        struct told told = {.len = 0};
        tell(&told, rows[i].map, rows[i].data);
        wrong += told_differs(&told, rows[i].label, rows[i].told);
    }
    assert_int_equal(wrong, 0);
}
#define COMPARE(rows) compare((rows), sizeof(rows) / sizeof(rows)[0])

/* ---- Values -------------------------------------------------------------------------------- */

static void what_is_not_given(void **state)
{
    (void)state;
    static const char map[] = FACTS "  - {to: vendor, from: a.v}\nmissing: [n/a, \" TBD \"]\n";
    static const struct row rows[] = {
        {"a value", map, "n: X\na: {v: 1}\n", "name=X; vendor=1"},
        {"no key", map, "n: X\na: {w: 1}\n", "name=X; vendor=unknown"},
        {"nothing on the way", map, "n: X\n", "name=X; vendor=unknown"},
        {"nothing on the way, said so", map, "n: X\na: ~\n", "name=X; vendor=unknown"},
        {"a word for it on the way", map, "n: X\na: n/a\n", "name=X; vendor=unknown"},
        {"an empty text", map, "n: X\na: {v: \"\"}\n", "name=X; vendor=unknown"},
        {"blanks", map, "n: X\na: {v: \"  \"}\n", "name=X; vendor=unknown"},
        {"a tilde", map, "n: X\na: {v: ~}\n", "name=X; vendor=unknown"},
        {"null", map, "n: X\na: {v: null}\n", "name=X; vendor=unknown"},
        {"Null", map, "n: X\na: {v: Null}\n", "name=X; vendor=unknown"},
        {"NULL", map, "n: X\na: {v: NULL}\n", "name=X; vendor=unknown"},
        {"null in quotation marks", map, "n: X\na: {v: \"null\"}\n", "name=X; vendor=null"},
        {"a word for it", map, "n: X\na: {v: n/a}\n", "name=X; vendor=unknown"},
        {"another word, blanks aside", map, "n: X\na: {v: TBD}\n", "name=X; vendor=unknown"},
        {"no word for it", map, "n: X\na: {v: N/A}\n", "name=X; vendor=N/A"},
        {"blanks aside", map, "n: X\na: {v: \" 1 \"}\n", "name=X; vendor=1"},
        {"a name that is needed", map, "a: {v: 1}\n", "data:1:1 spec.required-unknown"},
        {"the item is a list", map, "[n]\n", "data:1:1 map.not-a-map"},
        {"the item is a text", map, "n\n", "data:1:1 map.not-a-map"},
    };
    COMPARE(rows);
}

static void ways_that_end(void **state)
{
    (void)state;
    static const char map[] = FACTS "  - {to: vendor, from: \"a[1].v\"}\n"
                                    "  - {to: origin, from: \"a[1].o\"}\n";
    static const struct row rows[] = {
        {"a whole way", map, "n: X\na: [{}, {v: 1, o: CN}]\n", "name=X; vendor=1; origin=CN"},
        {"too short a list", map, "n: X\na: [{}]\n", "name=X; vendor=unknown; origin=unknown"},
        {"keys and values for a list", map, "n: X\na: {v: 1}\n",
         "data:2:4 map.not-a-list as map:5:24"},
        {"a text for a list", map, "n: X\na: 1\n", "data:2:4 map.not-a-list as map:5:24"},
        {"a text for keys and values", map, "n: X\na: [{}, 1]\n",
         "data:2:9 map.not-a-map as map:5:24"},
        {"a list for keys and values", map, "n: X\na: [{}, [1]]\n",
         "data:2:9 map.not-a-map as map:5:24"},
        {"two mistakes at two places",
         FACTS "  - {to: vendor, from: a.v}\n  - {to: origin, from: b.o}\n", "n: X\na: 1\nb: 2\n",
         "data:2:4 map.not-a-map as map:5:24; data:3:4 map.not-a-map as map:6:24"},
        {"one mistake, however often it is met",
         FACTS
         "  - {to: vendor, from: a.v}\n  - {to: origin, from: b.o}\n  - {to: sold-as, from: a.s}\n"
         "  - {to: released, from: b.r}\n",
         "n: X\na: 1\nb: 2\n",
         "data:2:4 map.not-a-map as map:5:24; data:3:4 map.not-a-map as map:6:24"},
        {"two mistakes at one place",
         FACTS "  - {to: vendor, from: a.v}\n  - {to: origin, from: \"a[0]\"}\n", "n: X\na: 1\n",
         "data:2:4 map.not-a-map as map:5:24; data:2:4 map.not-a-list as map:6:24"},
    };
    COMPARE(rows);
}

/* The same mistake in two files, at the same byte. */
static void mistakes_of_two_files(void **state)
{
    (void)state;
    static const char *const files[] = {"a", "b"};
    struct told told = {.len = 0};
    ecc_diags *diags = NULL;
    ecc_map *map = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(
        ecc_map_load(ECC_STR("map"), ECC_STR(FACTS "  - {to: vendor, from: a.v}\n"), &map, diags),
        ECC_OK);
    for (size_t i = 0; i < 2; i++) {
        ecc_mapped *mapped = NULL;
        ecc_spec *spec = NULL;
        assert_int_equal(
            ecc_map_yaml(map, ecc_str_of(files[i]), ECC_STR("n: X\na: 1\n"), &mapped, diags),
            ECC_OK);
        assert_int_equal(ecc_mapped_load(mapped, 0, NULL, 0, NULL, NULL, &spec, diags),
                         ECC_E_INVALID);
        ecc_mapped_free(mapped);
    }
    told_diags(&told, diags);
    assert_string_equal(told.text,
                        "a:2:4 map.not-a-map as map:5:24; b:2:4 map.not-a-map as map:5:24");
    ecc_map_free(map);
    ecc_diags_free(diags);
}

static void slips(void **state)
{
    (void)state;
    static const char map[] = FACTS
        "  - {to: memory.capacity, from: mem.fp16_size, unit: GB}\n"
        "  - {to: power, from: pw, unit: W}\nignored: [mem.fp16_sizr]\n";
    static const struct row rows[] = {
        {"no slip", map, "n: X\nmem: {fp16_size: 1}\npw: 1\n",
         "name=X; memory.capacity=1 GB; power=1 W"},
        {"a slip", map, "n: X\nmem: {fp16_sise: 1}\npw: 1\n",
         "data:2:7 map.near-key as map:5:33; name=X; memory.capacity=unknown; power=1 W"},
        {"the first slip", map, "n: X\nmem: {a: 1, fp16_siz: 1, fp16_sise: 1}\npw: 1\n",
         "data:2:13 map.near-key as map:5:33; name=X; memory.capacity=unknown; power=1 W"},
        {"not near", map, "n: X\nmem: {speed: 1}\npw: 1\n",
         "name=X; memory.capacity=unknown; power=1 W"},
        {"the same digits, and not near", map, "n: X\nmem: {fp16_power: 1}\npw: 1\n",
         "name=X; memory.capacity=unknown; power=1 W"},
        {"nearly the same, but for the digits", map, "n: X\nmem: {fp18_size: 1}\npw: 1\n",
         "name=X; memory.capacity=unknown; power=1 W"},
        {"fewer digits", map, "n: X\nmem: {fp1_size: 1}\npw: 1\n",
         "name=X; memory.capacity=unknown; power=1 W"},
        {"more digits", map, "n: X\nmem: {fp16_size2: 1}\npw: 1\n",
         "name=X; memory.capacity=unknown; power=1 W"},
        {"a slip that is a mark", map, "n: X\nmem: {\"fp16_siz/\": 1}\npw: 1\n",
         "data:2:7 map.near-key as map:5:33; name=X; memory.capacity=unknown; power=1 W"},
        {"near, and ignored", map, "n: X\nmem: {fp16_sizr: 1}\npw: 1\n",
         "name=X; memory.capacity=unknown; power=1 W"},
        {"too short a key", map, "n: X\nmem: {fp16_size: 1}\np: 1\n",
         "name=X; memory.capacity=1 GB; power=unknown"},
        {"too short a key looked for", map, "n: X\nmem: {fp16_size: 1}\npww: 1\n",
         "name=X; memory.capacity=1 GB; power=unknown"},
        {"too short a key for a long one", map, "n: X\nmem: {fp16_size: 1}\nme: 1\n",
         "name=X; memory.capacity=1 GB; power=unknown"},
        {"a key looked for, ignored elsewhere", map, "n: X\nmen: {fp16_size: 1}\npw: 1\n",
         "data:2:1 map.near-key as map:5:33; name=X; memory.capacity=unknown; power=1 W"},
        {"short for a longer one", FACTS "  - {to: vendor, from: abc}\n", "n: X\nab: 1\n",
         "name=X; vendor=unknown"},
        {"no slip of an entry", FACTS "  - {to: vendor, from: \"abcd[5]\"}\n", "n: X\nabcd: [1]\n",
         "name=X; vendor=unknown"},
    };
    COMPARE(rows);
}

/* What is the same but for a little: as far as that goes. */
static void how_near(void **state)
{
    (void)state;
    static const char map[] = FACTS "  - {to: vendor, from: b09_size}\n";
    static const struct row rows[] = {
        {"three letters of nine", map, "n: X\nb09_sabc: 1\n",
         "data:2:1 map.near-key as map:5:24; name=X; vendor=unknown"},
        {"four letters of nine", map, "n: X\nb09_abcd: 1\n", "name=X; vendor=unknown"},
        {"the digits the other way round", map, "n: X\nb90_size: 1\n", "name=X; vendor=unknown"},
        {"a digit in front", FACTS "  - {to: vendor, from: 8bit_rate}\n", "n: X\n8bit_rats: 1\n",
         "data:2:1 map.near-key as map:5:24; name=X; vendor=unknown"},
        {"another digit in front", FACTS "  - {to: vendor, from: 8bit_rate}\n",
         "n: X\n4bit_rate: 1\n", "name=X; vendor=unknown"},
        {"a key that the first fact names",
         CHIP "facts:\n  - {to: name, from: name}\n  - {to: vendor, from: nane}\n", "name: X\n",
         "name=X; vendor=unknown"},
    };
    COMPARE(rows);
}

/* What is not given is unknown where it would stand, or else where the item begins. */
static void places_of_what_is_not_given(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        size_t line;
        size_t column;
    } wanted[] = {
        {"vendor", 2, 4},      {"power", 3, 4},           {"links", 4, 4},
        {"memory.type", 1, 1}, {"memory.capacity", 1, 1}, {"logic-dies", 1, 1},
    };
    ecc_diags *diags = NULL;
    ecc_map *map = NULL;
    ecc_mapped *mapped = NULL;
    ecc_spec *spec = NULL;
    const ecc_fact_view *facts = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(
        ecc_map_load(ECC_STR("map"),
                     ECC_STR(FACTS "  - {to: vendor, from: v}\n"
                                   "  - {to: power, between: [p, q], unit: W}\n"
                                   "  - {to: links, each: l, facts: [{to: name, from: n}]}\n"
                                   "  - {to: memory.type, from: t}\n"
                                   "  - {to: memory.capacity, between: [c, d], unit: GB}\n"
                                   "  - {to: logic-dies, each: e, facts: [{to: name, from: n}]}\n"),
                     &map, diags),
        ECC_OK);
    assert_int_equal(
        ecc_map_yaml(map, ECC_STR("data"), ECC_STR("n: X\nv: ~\np: ~\nl: ~\n"), &mapped, diags),
        ECC_OK);
    assert_int_equal(ecc_mapped_load(mapped, 0, NULL, 0, NULL, NULL, &spec, diags), ECC_OK);
    const size_t n = ecc_spec_facts(spec, &facts);
    assert_int_equal(n, 1 + sizeof wanted / sizeof wanted[0]);
    for (size_t i = 1; i < n; i++) {
        assert_true(ecc_str_is(facts[i].path, wanted[i - 1].path));
        assert_true(ecc_str_is(facts[i].value, "unknown"));
        assert_int_equal(facts[i].at.line, wanted[i - 1].line);
        assert_int_equal(facts[i].at.column, wanted[i - 1].column);
    }
    ecc_spec_free(spec);
    ecc_mapped_free(mapped);
    ecc_map_free(map);
    ecc_diags_free(diags);
}

static void words(void **state)
{
    (void)state;
    static const char map[] = FACTS
        "  - {to: sold-as, from: s, words: {\" SXM \": module, Add-in: card, one: chip}}\n"
        "  - {to: vendor, from: v, words: {A: unknown, B: \" b \"}}\n";
    static const struct row rows[] = {
        {"ours", map, "n: X\ns: SXM\nv: A\n", "name=X; sold-as=module; vendor=unknown"},
        {"ours, as they are written", map, "n: X\ns: \" Add-in\"\nv: B\n",
         "name=X; sold-as=card; vendor= b "},
        {"nothing needs no word", map, "n: X\n", "name=X; sold-as=unknown; vendor=unknown"},
        {"one that is not listed", map, "n: X\ns: SXMM\nv: C\n",
         "data:2:4 map.word as map:5:35; data:3:4 map.word as map:6:34"},
        {"of a list", FACTS "  - {to: aliases, from: a, words: {A: Alpha, B: Beta}}\n",
         "n: X\na: [B, \"A \"]\n", "name=X; aliases[0]=Beta; aliases[1]=Alpha"},
        {"of one text for a list", FACTS "  - {to: aliases, from: a, words: {A: Alpha, B: Beta}}\n",
         "n: X\na: B\n", "name=X; aliases=Beta"},
        {"of a list, one that is not listed",
         FACTS "  - {to: aliases, from: a, words: {A: Alpha}}\n", "n: X\na: [A, B]\n",
         "data:2:8 map.word as map:5:35"},
        {"of a list, one that is no text", FACTS "  - {to: aliases, from: a, words: {A: Alpha}}\n",
         "n: X\na: [A, [A]]\n", "data:2:8 map.not-a-value as map:5:10"},
        {"no words at all", FACTS "  - {to: vendor, from: v, words: {}}\n", "n: X\nv: A\n",
         "data:2:4 map.word as map:5:34"},
        {"of a rate",
         UNIT_FACTS
         "  - {to: \"processing-units[0].peaks.fp16\", from: f, words: {fast: 9 TOPS}}\n",
         "n: X\nf: fast\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=9 TOPS; "
         "name=X"},
    };
    COMPARE(rows);
}

static void units(void **state)
{
    (void)state;
    static const char map[] = FACTS "  - {to: power, from: p, unit: kW}\n"
                                    "  - {to: memory.capacity, from: c}\n"
                                    "  - {to: \"logic-dies[0].count\", from: d}\n"
                                    "  - {to: declared.tpp, from: t}\n"
                                    "  - {to: vendor, from: v}\n";
    static const struct row rows[] = {
        {"a number", map, "n: X\np: 1\nc: 2 GB\nd: 3\nt: 4\nv: 5\n",
         "name=X; power=1 kW; memory.capacity=2 GB; logic-dies[0].count=3; declared.tpp=4; "
         "vendor=5"},
        {"a number with a unit", map, "n: X\np: 1 W\n",
         "name=X; power=1 W; memory.capacity=unknown; logic-dies[0].count=unknown; "
         "declared.tpp=unknown; vendor=unknown"},
        {"a number with blanks", map, "n: X\np: \" 1 \"\n",
         "name=X; power=1 kW; memory.capacity=unknown; logic-dies[0].count=unknown; "
         "declared.tpp=unknown; vendor=unknown"},
        {"a number with another unit", map, "n: X\np: 1 GB\n", "data:2:4 quantity.dimension"},
        {"a number without a unit", map, "n: X\nc: 2\n", "data:2:4 map.unit-wanted as map:6:10"},
        {"no number", map, "n: X\nc: two\np: one\n",
         "data:2:4 quantity.not-number; data:3:4 quantity.not-number"},
        {"of rates", UNIT_FACTS "  - {" PEAKS ", each: r, unit: TFLOPS}\n",
         "n: X\nr: {fp16: 1, fp8: 2 PFLOPS, int8: unknown}\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 TFLOPS; "
         "processing-units[0].peaks.fp8=2 PFLOPS; processing-units[0].peaks.int8=unknown; name=X"},
        {"of rates, none", UNIT_FACTS "  - {" PEAKS ", each: r}\n",
         "n: X\nr: {fp16: 1, fp8: 2 PFLOPS}\n", "data:2:11 map.unit-wanted as map:6:10"},
    };
    COMPARE(rows);
}

static void single_values(void **state)
{
    (void)state;
    static const char map[] = FACTS "  - {to: aliases, from: a}\n  - {to: vendor, from: v}\n";
    static const struct row rows[] = {
        {"texts", map, "n: X\na: [A, B]\nv: V\n", "name=X; aliases[0]=A; aliases[1]=B; vendor=V"},
        {"a text for texts", map, "n: X\na: A\n", "name=X; aliases=A; vendor=unknown"},
        {"keys and values for texts", map, "n: X\na: {b: c}\n",
         "data:2:4 map.not-a-value as map:5:10"},
        {"a list for a text", map, "n: X\nv: [V]\n", "data:2:4 map.not-a-value as map:6:10"},
        {"keys and values for a text", map, "n: X\nv: {a: b}\n",
         "data:2:4 map.not-a-value as map:6:10"},
    };
    COMPARE(rows);
}

static void ranges(void **state)
{
    (void)state;
    static const char map[] = FACTS "  - {to: power, between: [a.l, h], unit: W}\n";
    static const struct row rows[] = {
        {"both ends", map, "n: X\na: {l: 1}\nh: 2\n", "name=X; power=1..2 W"},
        {"both ends with a unit", map, "n: X\na: {l: 1 W}\nh: 2 W\n",
         "data:2:8 quantity.range-form"},
        {"the low end with a unit", map, "n: X\na: {l: 1 kW}\nh: 2\n",
         "data:2:8 quantity.range-form"},
        {"the unit of the high end is not that of the low one", map, "n: X\na: {l: 1}\nh: 2 kW\n",
         "data:2:8 quantity.range-form"},
        {"the low end", map, "n: X\na: {l: 1}\n", "name=X; power=>= 1 W"},
        {"the high end", map, "n: X\nh: 2\n", "name=X; power=<= 2 W"},
        {"the high end with a unit", map, "n: X\nh: 2 kW\n", "name=X; power=<= 2 kW"},
        {"no end", map, "n: X\na: {l: ~}\nh: \"\"\n", "name=X; power=unknown"},
        {"the low end is a list", map, "n: X\na: {l: [1]}\nh: 2\n",
         "data:2:8 map.not-a-value as map:5:10"},
        {"the high end is a list", map, "n: X\na: {l: 1}\nh: [2]\n",
         "data:3:4 map.not-a-value as map:5:10"},
        {"only the high end is there, and a list", map, "n: X\nh: [2]\n",
         "data:2:4 map.not-a-value as map:5:10"},
        {"a low end that cannot be reached", map, "n: X\na: 1\nh: 2\n",
         "data:2:4 map.not-a-map as map:5:27"},
        {"a high end that cannot be reached", FACTS "  - {to: power, between: [l, \"h[0]\"]}\n",
         "n: X\nl: 1\nh: 2\n", "data:3:4 map.not-a-list as map:5:30"},
        {"no unit, which the high end has", FACTS "  - {to: power, between: [l, h]}\n",
         "n: X\nl: 1\nh: 2 W\n", "data:2:4 map.unit-wanted as map:5:10"},
        {"no unit, which the low end has", FACTS "  - {to: power, between: [l, h]}\n",
         "n: X\nl: 1 W\nh: 2\n", "data:3:4 map.unit-wanted as map:5:10"},
        {"units without the mapping's", FACTS "  - {to: power, between: [l, h]}\n",
         "n: X\nl: \">= 1 W\"\nh: 2 W\n", "data:2:4 quantity.range-form"},
        {"an end that needs no unit, beside one that has it",
         FACTS "  - {to: declared.tpp, between: [l, h]}\n", "n: X\nl: 1\nh: 2 TOPS*bit\n",
         "name=X; declared.tpp=1..2 TOPS*bit"},
        {"an end that needs no unit", FACTS "  - {to: declared.tpp, between: [l, h]}\n",
         "n: X\nl: 1\nh: 2\n", "name=X; declared.tpp=1..2"},
        {"counts", FACTS "  - {to: \"logic-dies[0].count\", between: [l, h]}\n",
         "n: X\nl: 1\nh: 2\n", "name=X; logic-dies[0].count=1..2"},
        {"no unit", FACTS "  - {to: power, between: [l, h]}\n", "n: X\nl: 1\nh: 2\n",
         "data:2:4 map.unit-wanted as map:5:10"},
        {"the wrong way round", map, "n: X\na: {l: 2}\nh: 1\n", "data:2:8 quantity.range-order"},
    };
    COMPARE(rows);
}

/* ---- Lists --------------------------------------------------------------------------------- */

static void lists(void **state)
{
    (void)state;
    static const char map[] = FACTS
        "  - to: links\n    each: l\n    facts:\n      - {to: name, from: n}\n"
        "      - {to: bandwidth, from: b, unit: GB/s, if-missing: none}\n"
        "    constants: {direction: both}\n";
    static const struct row rows[] = {
        {"entries", map, "n: X\nl: [{n: A, b: 1}, {n: B}]\n",
         "name=X; links[0].direction=both; links[0].name=A; links[0].bandwidth=1 GB/s; "
         "links[1].direction=both; links[1].name=B"},
        {"no entry", map, "n: X\nl: []\n", "name=X; links=[]"},
        {"no list", map, "n: X\n", "name=X; links=unknown"},
        {"an entry that is not given", map, "n: X\nl: [{n: A, b: 1}, ~]\n",
         "name=X; links[0].direction=both; links[0].name=A; links[0].bandwidth=1 GB/s; "
         "links[1]=unknown"},
        {"a list that is keys and values", map, "n: X\nl: {n: A}\n",
         "data:2:4 map.not-a-list as map:6:11"},
        {"a list that is a text", map, "n: X\nl: A\n", "data:2:4 map.not-a-list as map:6:11"},
        {"entries that are none", map, "n: X\nl: [A, [B], {n: C, b: 1}]\n",
         "data:2:5 map.not-a-map as map:6:11; data:2:8 map.not-a-map as map:6:11"},
        {"mistakes in more than one entry", map, "n: X\nl: [{n: [A]}, {n: B, b: 1}, {n: {a: b}}]\n",
         "data:2:9 map.not-a-value as map:8:14; data:2:33 map.not-a-value as map:8:14"},
        {"no list means that there is none",
         FACTS "  - {to: links, each: l, if-missing: none, facts: [{to: name, from: n}]}\n",
         "n: X\n", "name=X; links=[]"},
        {"entries of one kind",
         FACTS "  - {to: links, each: l, where: {k: p}, facts: [{to: name, from: n}]}\n",
         "n: X\nl: [{n: A, k: p}, {n: B, k: p}]\n", "name=X; links[0].name=A; links[1].name=B"},
        {"entries of another kind",
         FACTS "  - {to: links, each: l, where: {k: p}, facts: [{to: name, from: n}]}\n",
         "n: X\nl: [{n: A, k: p}, {n: B, k: q}]\n", "data:2:19 map.not-taken as map:5:33"},
        {"entries of two kinds",
         FACTS "  - {to: links, each: l, where: {k: p}, facts: [{to: name, from: n}]}\n"
               "  - {to: logic-dies, each: l, where: {k: [q, r]}, facts: [{to: name, from: n}]}\n",
         "n: X\nl: [{n: A, k: p}, {n: B, k: q}, {n: C, k: r}]\n",
         "name=X; links[0].name=A; logic-dies[0].name=B; logic-dies[1].name=C"},
        {"rates in each",
         FACTS "  - {to: processing-units, each: u, constants: {kind: digital-processor},\n"
               "     facts: [{to: peaks, each: r, unit: TOPS}]}\n",
         "n: X\nu: [{r: {fp16: 1}}, {r: {fp16: 2, fp8: 3}}]\n",
         "name=X; processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 "
         "TOPS; processing-units[1].kind=digital-processor; processing-units[1].peaks.fp16=2 TOPS; "
         "processing-units[1].peaks.fp8=3 TOPS"},
    };
    COMPARE(rows);
}

static void rates(void **state)
{
    (void)state;
    static const char map[] = UNIT_FACTS "  - {" PEAKS ", each: r, unit: TOPS}\n";
    static const char named[] = UNIT_FACTS
        "  - {" PEAKS ", each: r, unit: TOPS, "
        "words: {half: fp16, \" int \": int8}, if-missing: none}\n";
    static const char listed[] = UNIT_FACTS "  - {" PEAKS
                                            ", each: r, key: f.a, from: v.b, unit: TOPS}\n";
    static const struct row rows[] = {
        {"by format", map, "n: X\nr: {fp16: 1, int8: 2}\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 TOPS; "
         "processing-units[0].peaks.int8=2 TOPS; name=X"},
        {"a rate that is not given", map, "n: X\nr: {fp16: 1, int8: ~}\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 TOPS; "
         "processing-units[0].peaks.int8=unknown; name=X"},
        {"no rates", map, "n: X\nr: {}\n", "data:2:4 spec.empty-table"},
        {"no table", map, "n: X\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks=unknown; name=X"},
        {"a list", map, "n: X\nr: [1]\n", "data:2:4 map.not-a-map as map:6:45"},
        {"a text", map, "n: X\nr: fp16\n", "data:2:4 map.not-a-map as map:6:45"},
        {"no format", map, "n: X\nr: {fp17: 1}\n", "data:2:5 spec.bad-format"},
        {"a rate that is a list", map, "n: X\nr: {fp16: [1], int8: 2, int4: [2]}\n",
         "data:2:11 map.not-a-value as map:6:10; data:2:31 map.not-a-value as map:6:10"},
        {"by their words", named, "n: X\nr: {half: 1, int: 2}\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 TOPS; "
         "processing-units[0].peaks.int8=2 TOPS; name=X"},
        {"a word that is not listed", named, "n: X\nr: {fp16: 1}\n",
         "data:2:5 map.word as map:6:67"},
        {"a rate that there is not", named, "n: X\nr: {half: 1, int: ~}\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 TOPS; "
         "name=X"},
        {"none that there is", named, "n: X\nr: {half: ~, int: ~}\n",
         "processing-units[0].kind=digital-processor; name=X"},
        {"nothing of which there is none", named, "n: X\n",
         "processing-units[0].kind=digital-processor; name=X"},
        {"listed", listed,
         "n: X\nr: [{f: {a: fp16}, v: {b: 1}}, {f: {a: \" int8 \"}, v: {b: 2}}]\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 TOPS; "
         "processing-units[0].peaks.int8=2 TOPS; name=X"},
        {"listed twice", listed,
         "n: X\nr: [{f: {a: fp16}, v: {b: 1}}, {f: {a: fp16}, v: {b: 2}}]\n",
         "data:2:40 map.format-twice"},
        {"listed in an entry of another list",
         UNIT_FACTS "  - {" PEAKS ", each: r, key: f, from: v, unit: TOPS, where: {k: p}}\n"
                    "  - {to: \"processing-units[0].sparse\", each: \"r[0].s\", key: f, from: v, "
                    "unit: TOPS}\n",
         "n: X\nr: [{k: p, f: fp16, v: 1, s: [{f: fp16, v: 2}]}, {k: q, f: fp8, v: 3}]\n",
         "data:2:50 map.not-taken as map:6:84"},
        {"listed twice, behind another", listed,
         "n: X\nr: [{f: {a: fp16}, v: {b: 1}}, {f: {a: int8}, v: {b: 1}}, {f: {a: int8}, v: {b: "
         "2}}]\n",
         "data:2:67 map.format-twice"},
        {"listed twice, and another", listed,
         "n: X\nr: [{f: {a: fp16}, v: {b: 1}}, {f: {a: int8}, v: {b: 1}}, {f: {a: fp16}, v: {b: "
         "2}}]\n",
         "data:2:67 map.format-twice"},
        {"listed, without a rate", listed, "n: X\nr: [{f: {a: fp16}, v: {b: 1}}, {f: {a: int8}}]\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 TOPS; "
         "processing-units[0].peaks.int8=unknown; name=X"},
        {"listed, without a format", listed,
         "n: X\nr: [{v: {b: 1}}, {f: {a: [fp16]}, v: {b: 1}}]\n",
         "data:2:5 bind.missing-key as map:6:53; data:2:18 bind.missing-key as map:6:53"},
        {"listed, with a way that ends", listed, "n: X\nr: [{f: fp16, v: {b: 1}}]\n",
         "data:2:9 map.not-a-map as map:6:53"},
        {"listed, with a way that ends before the rate", listed,
         "n: X\nr: [{f: {a: fp16}, v: 1}]\n", "data:2:23 map.not-a-map as map:6:64"},
        {"listed, but none", listed, "n: X\nr: []\n", "data:2:4 spec.empty-table"},
        {"listed, but a table", listed, "n: X\nr: {fp16: 1}\n",
         "data:2:4 map.not-a-list as map:6:45"},
        {"listed, but no entries", listed, "n: X\nr: [fp16, [fp8], {f: {a: int8}, v: {b: 2}}]\n",
         "data:2:5 map.not-a-map as map:6:45; data:2:11 map.not-a-map as map:6:45"},
    };
    COMPARE(rows);
}

static void what_is_taken(void **state)
{
    (void)state;
    static const char map[] = CHIP
        "missing: [n/a]\nconstants: {processing-units: [{kind: digital-processor}]}\nfacts:\n"
        "  - {to: name, from: n}\n"
        "  - {" PEAKS ", each: r, key: f, from: v, unit: TOPS, where: {s: [dense, \"\"]}}\n"
        "  - {to: \"processing-units[0].sparse\", each: r, key: f, from: v, unit: TOPS,\n"
        "     where: {s: \" 2:4 \", o: \"\"}, if-missing: none}\n";
    static const struct row rows[] = {
        {"facts of other lists have no say",
         FACTS "  - {to: links, each: l, where: {k: p}, facts: [{to: name, from: n}]}\n"
               "  - {to: vendor, from: v}\n"
               "  - {to: logic-dies, each: m, where: {k: q}, facts: [{to: name, from: n}]}\n",
         "n: X\nl: [{n: A, k: q}]\nm: [{n: B, k: q}]\n", "data:2:5 map.not-taken as map:5:33"},
        {"by a word", map, "n: X\nr: [{f: fp16, v: 1, s: dense}, {f: fp16, v: 2, s: \"2:4\"}]\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 TOPS; "
         "processing-units[0].sparse.fp16=2 TOPS; name=X"},
        {"what is not given is the empty text", map,
         "n: X\nr: [{f: fp16, v: 1}, {f: fp8, v: 2, s: ~}, {f: int8, v: 3, s: n/a}]\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 TOPS; "
         "processing-units[0].peaks.fp8=2 TOPS; processing-units[0].peaks.int8=3 TOPS; name=X"},
        {"a list is no text", map, "n: X\nr: [{f: fp16, v: 1, s: [\"2:4\"]}]\n",
         "data:2:5 map.not-taken as map:7:84"},
        {"keys and values are no text", map, "n: X\nr: [{f: fp16, v: 1, s: {a: b}}]\n",
         "data:2:5 map.not-taken as map:7:84"},
        {"not all conditions hold", map, "n: X\nr: [{f: fp16, v: 2, s: \"2:4\", o: p}]\n",
         "data:2:5 map.not-taken as map:7:84"},
        {"nothing is left of one", map, "n: X\nr: [{f: fp16, v: 2, s: \"2:4\"}]\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks=unknown; "
         "processing-units[0].sparse.fp16=2 TOPS; name=X"},
        {"an entry that is no entry", map, "n: X\nr: [dense]\n",
         "data:2:5 map.not-a-map as map:7:45"},
        {"the word for nothing by itself",
         CHIP "missing: [n/a]\nwhere: {s: n/a}\nfacts:\n  - {to: name, from: n}\n",
         "n: X\ns: n/a\n", "name=X"},
        {"nothing, where something is wanted",
         CHIP "missing: [n/a]\nwhere: {s: a}\nfacts:\n  - {to: name, from: n}\n", "n: X\ns: n/a\n",
         "map:4:8 map.passed-over"},
        {"items", CHIP "items: l\nwhere: {k: p}\nfacts:\n  - {to: name, from: n}\n",
         "l: [{n: A, k: p}, {n: B, k: q}, {n: C}, {n: D, k: \" p \"}]\n",
         "map:4:8 map.passed-over; name=A; name=D"},
    };
    COMPARE(rows);
}

/* ---- Entries that there may not be ---------------------------------------------------------- */

static void entries(void **state)
{
    (void)state;
    static const char map[] = FACTS
        "  - {to: \"links[0].name\", from: a, if-missing: none}\n"
        "  - {to: \"links[0].bandwidth\", from: b, unit: GB/s, if-missing: none}\n"
        "  - {to: \"links[1].bandwidth\", between: [c, d], unit: GB/s, if-missing: none}\n"
        "constants: {links: [{direction: each}, {direction: both}]}\n";
    static const struct row rows[] = {
        {"both", map, "n: X\na: A\nb: 1\nc: 2\n",
         "links[0].direction=each; links[0].name=A; links[0].bandwidth=1 GB/s; "
         "links[1].direction=both; links[1].bandwidth=>= 2 GB/s; name=X"},
        {"the second", map, "n: X\nd: 2\n",
         "links[0].direction=both; links[0].bandwidth=<= 2 GB/s; name=X"},
        {"the first, by its name", map, "n: X\na: A\n",
         "links[0].direction=each; links[0].name=A; name=X"},
        {"the first, by its figure", map, "n: X\nb: 1\n",
         "links[0].direction=each; links[0].bandwidth=1 GB/s; name=X"},
        {"neither", map, "n: X\n", "links=[]; name=X"},
        {"the first fact gives it",
         CHIP "facts:\n  - {to: \"links[0].name\", from: a, if-missing: none}\n"
              "  - {to: name, from: n}\n"
              "  - {to: \"links[0].bandwidth\", from: b, unit: GB/s, if-missing: none}\n",
         "n: X\na: A\n", "links[0].name=A; name=X"},
        {"one fact of it may be unknown",
         FACTS "  - {to: \"links[0].name\", from: a}\n"
               "  - {to: \"links[0].bandwidth\", from: b, unit: GB/s, if-missing: none}\n",
         "n: X\n", "name=X; links[0].name=unknown"},
        {"one fact of it may be unknown, later",
         FACTS "  - {to: \"links[0].bandwidth\", from: b, unit: GB/s, if-missing: none}\n"
               "  - {to: \"links[0].name\", from: a}\n",
         "n: X\n", "name=X; links[0].name=unknown"},
        {"an entry is written as a number",
         FACTS "  - {to: \"links[0].name\", from: a, if-missing: none}\n"
               "  - {to: \"links[00].bandwidth\", from: b, unit: GB/s, if-missing: none}\n",
         "n: X\nb: 1\n", "name=X; links[0].bandwidth=1 GB/s"},
        {"in no list", FACTS "  - {to: vendor, from: v, if-missing: none}\n", "n: X\n", "name=X"},
        {"rates of a unit are not known to be none",
         UNIT_FACTS "  - {" PEAKS ", each: r, unit: TOPS, if-missing: none}\n", "n: X\n",
         "processing-units[0].kind=digital-processor; name=X"},
        {"a rate of a unit is not known to be none",
         FACTS
         "  - {to: \"processing-units[0].kind\", from: k, if-missing: none}\n"
         "  - {to: \"processing-units[0].peaks.fp16\", from: f, unit: TOPS, if-missing: none}\n",
         "n: X\n", "name=X; processing-units[0]=unknown"},
        {"a figure of the constants holds",
         FACTS "  - {to: \"links[0].name\", from: a, if-missing: none}\n"
               "constants: {links: [{direction: each, bandwidth: 5 GB/s}]}\n",
         "n: X\n", "links[0].direction=each; links[0].bandwidth=5 GB/s; name=X"},
        {"rates of the constants hold",
         FACTS
         "  - {to: \"processing-units[0].name\", from: a, if-missing: none}\n"
         "constants: {processing-units: [{kind: digital-processor, peaks: {fp16: 1 TOPS}}]}\n",
         "n: X\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 TOPS; "
         "name=X"},
        {"a figure of the constants that is unknown is none",
         FACTS "  - {to: \"links[0].name\", from: a, if-missing: none}\n"
               "constants: {links: [{bandwidth: unknown}]}\n",
         "n: X\n", "links=[]; name=X"},
        {"no constants", FACTS "  - {to: \"links[0].name\", from: a, if-missing: none}\n", "n: X\n",
         "name=X; links=[]"},
        {"a figure among constants",
         FACTS "  - {to: \"links[0].name\", from: a, if-missing: none}\n"
               "constants: {links: [{bandwidth: 5 GB/s, direction: each}]}\n",
         "n: X\n", "links[0].bandwidth=5 GB/s; links[0].direction=each; name=X"},
        {"constants of another entry",
         FACTS "  - {to: \"links[1].name\", from: a, if-missing: none}\n"
               "constants: {links: [{bandwidth: 5 GB/s}]}\n",
         "n: X\n", "links[0].bandwidth=5 GB/s; name=X"},
    };
    COMPARE(rows);
}

/* ---- Strictness ---------------------------------------------------------------------------- */

static void strictness(void **state)
{
    (void)state;
    static const char map[] = CHIP
        "strict: yes\nignored: [i, a.b]\nwhere: {w: \"\"}\n"
        "constants: {processing-units: [{kind: digital-processor}]}\nfacts:\n"
        "  - {to: name, from: n}\n  - {to: vendor, from: a.c}\n"
        "  - {to: power, between: [p.l, p.h], unit: W}\n"
        "  - {to: links, each: l, ignored: [x], facts: [{to: name, from: y}]}\n"
        "  - {" PEAKS ", each: r, key: f, from: v, unit: TOPS, where: {s: \"\"}, ignored: [z]}\n";
    static const struct row rows[] = {
        {"all is named", map,
         "n: X\ni: 1\na: {b: {q: 1}, c: C}\np: {l: 1, h: 2}\nl: [{x: 1, y: Y}]\n"
         "r: [{f: fp16, v: 1, s: ~, z: 1}]\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 TOPS; "
         "name=X; vendor=C; power=1..2 W; links[0].name=Y"},
        {"a text, or a list, on the way", map, "n: X\na: 1\np: [2]\n",
         "data:2:4 map.not-a-map as map:9:24; data:3:4 map.not-a-map as map:10:27; data:3:5 "
         "map.unmapped"},
        {"an entry that nobody names",
         CHIP "strict: yes\nfacts:\n  - {to: name, from: n}\n"
              "  - {to: \"logic-dies[0].area\", from: \"d[0].a\", unit: mm2}\n",
         "n: X\nd: [{a: 1}, {a: 2}]\n", "data:2:13 map.unmapped"},
        {"in an entry on the way", CHIP "strict: yes\nfacts:\n  - {to: name, from: \"n[0].m\"}\n",
         "n: [{m: X, k: 1}]\n", "data:1:12 map.unmapped"},
        {"a key that nobody names", map, "n: X\nq: 1\n", "data:2:1 map.unmapped"},
        {"below a key that is named", map, "n: X\na: {d: 1}\np: {m: 1}\n",
         "data:2:5 map.unmapped; data:3:5 map.unmapped"},
        {"in the entry of a list", map, "n: X\nl: [{y: Y, q: 1}]\n", "data:2:12 map.unmapped"},
        {"in the entry of a table", map, "n: X\nr: [{f: fp16, v: 1, q: 1}]\n",
         "data:2:21 map.unmapped"},
        {"every condition of where names a key",
         CHIP "strict: yes\nwhere: {a: \"\", b: 1, c: [2, \"\"]}\nignored: [d, e]\nfacts:\n  - "
              "{to: name, from: n}\n",
         "n: X\na: ~\nb: 1\nc: 2\nd: 3\ne: 4\n", "name=X"},
        {"the entries of the first fact",
         CHIP "strict: yes\nfacts:\n  - {to: \"processing-units[0].peaks\", each: r, key: f, from: "
              "v, unit: TOPS}\n"
              "  - {to: name, from: n}\n"
              "constants: {processing-units: [{kind: digital-processor}]}\n",
         "n: X\nr: [{f: fp16, v: 1}]\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 TOPS; "
         "name=X"},
        {"rates by keys are named by them",
         CHIP "strict: yes\nconstants: {processing-units: [{kind: digital-processor}]}\n"
              "facts:\n  - {to: name, from: n}\n  - {" PEAKS ", each: r, unit: TOPS}\n",
         "n: X\nr: {fp16: 1}\n",
         "processing-units[0].kind=digital-processor; processing-units[0].peaks.fp16=1 TOPS; "
         "name=X"},
    };
    COMPARE(rows);
}

static void slips_below_everything(void **state)
{
    (void)state;
    struct told map = {.len = 0};
    struct told data = {.len = 0};
    struct told told = {.len = 0};
    static const char begin[] = CHIP "strict: yes\nfacts:\n  - {to: name, from: n}\n"
                                     "  - {to: vendor, from: [";
    told_add(&map, begin, sizeof begin - 1);
    told_add(&data, "n: X\na: ", 8);
    for (int i = 0; i < 30; i++) {
        told_add(&map, "a, ", 3);
        told_add(&data, i < 29 ? "{a: " : "{b: ", 4);
    }
    told_add(&map, "a]}\n", 4);
    told_add(&data, "1", 1);
    for (int i = 0; i < 30; i++) {
        told_add(&data, "}", 1);
    }
    tell(&told, map.text, data.text);
    assert_int_equal(
        told_differs(&told, "at the depth of the deepest file", "data:2:121 map.unmapped"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_given),
        cmocka_unit_test(ways_that_end),
        cmocka_unit_test(slips),
        cmocka_unit_test(how_near),
        cmocka_unit_test(places_of_what_is_not_given),
        cmocka_unit_test(mistakes_of_two_files),
        cmocka_unit_test(words),
        cmocka_unit_test(units),
        cmocka_unit_test(single_values),
        cmocka_unit_test(ranges),
        cmocka_unit_test(lists),
        cmocka_unit_test(rates),
        cmocka_unit_test(what_is_taken),
        cmocka_unit_test(entries),
        cmocka_unit_test(strictness),
        cmocka_unit_test(slips_below_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
