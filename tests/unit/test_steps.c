/* SPDX-License-Identifier: Apache-2.0 */
/* How a value came about, step by step; and values of which it is open whether there is one. Worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_rules.h"

#define CHIP   "ecc: chip/1\nname: x\n"
#define CLAUSE "  - {id: a, for: circuit, heading: {en: h, zh: h}, fact: sold-as, is: chip}\n"

static struct small_rules small = {.clauses = CLAUSE};

/* ---- Steps -------------------------------------------------------------------------------------- */

static void put_str(const char *before, ecc_str text, const char *after, struct ecc_buf *out)
{
    if (text.len > 0) {
        ecc_buf_puts(out, before);
        ecc_buf_add(out, text);
        ecc_buf_puts(out, after);
    }
}

/* "highest a (die 0) [1, 2] mm2 @3:4 {fact ...!; ...}": "!" where a child gives the value, "-" where it does not
 * count, "=" behind a range that is exact. */
static void put_step(const ecc_step *step, struct ecc_buf *out)
{
    static const char *const kinds[] = {
        [ECC_STEP_FACT] = "fact",         [ECC_STEP_MISSING] = "missing",
        [ECC_STEP_CONSTANT] = "constant", [ECC_STEP_SUM] = "sum",
        [ECC_STEP_HIGHEST] = "highest",   [ECC_STEP_PRODUCT] = "product",
        [ECC_STEP_RATIO] = "ratio",       [ECC_STEP_COUNT] = "count",
        [ECC_STEP_FIRST] = "first",       [ECC_STEP_QUANTITY] = "quantity"};
    char range[256] = "";
    char place[64] = "";
    ecc_buf_puts(out, kinds[step->kind]);
    ecc_buf_puts(out, step->chosen ? "!" : "");
    ecc_buf_puts(out, step->excluded ? "-" : "");
    put_str(" ", step->label, "", out);
    put_str(" (", step->detail, ")", out);
    if (step->value.lo != NULL) {
        small_range(&step->value, range);
        ecc_buf_puts(out, " ");
        ecc_buf_puts(out, range);
        ecc_buf_puts(out, step->value.exact ? "=" : "");
    }
    put_str(" ", step->unit, "", out);
    if (step->at.line > 0) {
        snprintf(place, sizeof place, " @%zu:%zu", step->at.line, step->at.column);
        ecc_buf_puts(out, place);
    }
    for (size_t i = 0; i < step->n_children; i++) {
        ecc_buf_puts(out, i == 0 ? " {" : "; ");
        put_step(&step->children[i], out);
    }
    ecc_buf_puts(out, step->n_children > 0 ? "}" : "");
}

struct row {
    const char *unit;
    const char *formula;
    const char *spec;
    const char *steps;
};

#define DIES "logic-dies: [{name: k, area: 7 mm2}, {name: l, area: 9 mm2}]"

static const struct row rows[] = {
    /* a figure that is given, said to be unknown, left out, taken as one, not asked for */
    {"GB/s", "memory.bandwidth", CHIP "memory: {bandwidth: 5 GB/s}",
     "fact memory.bandwidth [5, 5]= GB/s @3:21"},
    {"GB/s", "memory.bandwidth", CHIP "memory: {bandwidth: unknown}",
     "missing memory.bandwidth [0, ...) GB/s @3:21"},
    {"GB/s", "memory.bandwidth", CHIP, "missing memory.bandwidth [0, ...) GB/s @1:1"},
    {"TOPS*bit", "declared.tpp", CHIP, "missing declared.tpp [0, 0]= TOPS*bit @1:1"},
    {"1", "{sum: logic-dies, of: count}", CHIP DIES,
     "sum logic-dies [2, 2]= @3:13 {fact logic-dies[0].count (k) [1, 1]= @3:14; fact "
     "logic-dies[1].count (l) [1, 1]= @3:38}"},
    /* each kind of step */
    {"TOPS*bit",
     "{sum: processing-units, of: {highest: peaks, of: {product: [rate, {table: width}]}}}",
     CHIP
     "processing-units: [{name: u, kind: digital-processor, peaks: {fp16: 2 TOPS, fp8: 4 TOPS}}]",
     "sum processing-units [32, 32]= TOPS*bit @3:19 {highest processing-units[0].peaks [32, 32]= "
     "TOPS*bit @3:62 {product! [32, 32]= TOPS*bit {fact processing-units[0].peaks.fp16 (fp16) [2, "
     "2]= TOPS @3:69; constant width (fp16) [16, 16]= bit}; product [32, 32]= TOPS*bit {fact "
     "processing-units[0].peaks.fp8 (fp8) [4, 4]= TOPS @3:82; constant width (fp8) [8, 8]= bit}}}"},
    {"GB/s", "{total: [{highest-of: [1 GB/s, memory.bandwidth, 5 GB/s]}, 3 GB/s]}",
     CHIP "memory: {bandwidth: 5 GB/s}",
     "sum [8, 8]= GB/s {highest [5, 5]= GB/s {constant [1, 1]= GB/s; fact! memory.bandwidth [5, "
     "5]= GB/s @3:21; constant [5, 5]= GB/s}; constant [3, 3]= GB/s}"},
    {"1", "{ratio: [{count: logic-dies}, 4]}", CHIP DIES,
     "ratio [0.5, 0.5]= {count logic-dies [2, 2]= @3:13; constant [4, 4]=}"},
    {"1", "{reading: tf32, full: {ratio: [8, 4]}, real: 5}", CHIP,
     "ratio [2, 2]= {constant [8, 8]=; constant [4, 4]=}"},
    {"1", "{product: [0, {ratio: [1 GB/s, memory.bandwidth]}]}", CHIP "memory: {bandwidth: 0 GB/s}",
     "product [0, 0]? {constant [0, 0]=; ratio [0, ...)? {constant [1, 1]= GB/s; fact "
     "memory.bandwidth [0, 0]= GB/s @3:21}}"},
    {"GB/s", "{total: [{quantity: base}, 1 GB/s]}", CHIP "memory: {bandwidth: 5 GB/s}",
     "sum [6, 6]= GB/s {quantity base [5, 5]= GB/s; constant [1, 1]= GB/s}"},
    /* lists: which entry is the highest, which does not count, that there may be more */
    {"mm2", "{highest: logic-dies, where: {transistors: non-planar}, of: area}",
     CHIP "logic-dies: [{name: k, area: 7 mm2, transistors: planar}, {name: l, area: 5 mm2, "
          "transistors: non-planar},\n"
          "  {name: m, area: 7 mm2, transistors: non-planar}, {name: n, area: 7 mm2}, unknown]",
     "highest logic-dies [7, ...) mm2 @3:13 {fact- logic-dies[0].area (k) [7, 7]= mm2 @3:30; fact "
     "logic-dies[1].area (l) [5, 5]= mm2 @3:75; fact! logic-dies[2].area (m) [7, 7]= mm2 @4:19; "
     "fact logic-dies[3].area (n) [7, 7]= mm2 @4:68; missing logic-dies @3:13}"},
    {"mm2", "{sum: logic-dies, where: {transistors: non-planar}, of: area}",
     CHIP "logic-dies: [{name: k, area: 7 mm2, transistors: planar}, {name: l, area: 5 mm2}]",
     "sum logic-dies [0, 5] mm2 @3:13 {fact- logic-dies[0].area (k) [7, 7]= mm2 @3:30; fact "
     "logic-dies[1].area (l) [5, 5]= mm2 @3:75}"},
    {"GB/s", "{sum: links, of: programmable-to}",
     CHIP "links: [{name: k}, {name: l, programmable-to: 4 GB/s}]",
     "sum links [4, 4]= GB/s @3:8 {missing- links[0].programmable-to (k) [0, 0]= GB/s @3:9; fact "
     "links[1].programmable-to (l) [4, 4]= GB/s @3:47}"},
    {"GB/s", "{highest: links, of: programmable-to}", CHIP "links: [{name: k}]",
     "highest links [0, 0]= GB/s @3:8 {missing- links[0].programmable-to (k) [0, 0]= GB/s @3:9}"},
    {"1", "{count: logic-dies}", CHIP "logic-dies: [{name: k}, unknown]",
     "count logic-dies [1, ...) @3:13"},
    /* the first that is given, and the others */
    {"TOPS*bit", "{first: [declared.tpp, 5 TOPS*bit, 7 TOPS*bit]}", CHIP,
     "first [5, 5]= TOPS*bit {missing declared.tpp [0, 0]= TOPS*bit @1:1; constant! [5, 5]= "
     "TOPS*bit; constant [7, 7]= TOPS*bit}"},
    {"TOPS*bit", "{first: [5 TOPS*bit, declared.tpp, 7 TOPS*bit]}", CHIP,
     "first [5, 5]= TOPS*bit {constant! [5, 5]= TOPS*bit; missing declared.tpp [0, 0]= TOPS*bit "
     "@1:1; constant [7, 7]= TOPS*bit}"},
    {"TOPS*bit", "{first: [declared.tpp, declared.tpp]}", CHIP,
     "first [0, 0]= TOPS*bit {missing declared.tpp [0, 0]= TOPS*bit @1:1; missing! declared.tpp "
     "[0, 0]= TOPS*bit @1:1}"},
    {"TOPS*bit",
     "{first: [{by: sold-as, chip: declared.tpp, module: 5 TOPS*bit, card: 4 TOPS*bit}, 7 "
     "TOPS*bit, 9 TOPS*bit]}",
     CHIP,
     "first [0, 7] TOPS*bit {first! [0, 5] TOPS*bit {missing declared.tpp [0, 0]= TOPS*bit @1:1; "
     "constant [5, 5]= TOPS*bit; constant [4, 4]= TOPS*bit}; constant! [7, 7]= TOPS*bit; constant "
     "[9, 9]= TOPS*bit}"},
    /* a word that is not known */
    {"TOPS*bit", "{by: sold-as, chip: 1 TOPS*bit, module: 5 TOPS*bit, card: 4 TOPS*bit}", CHIP,
     "first [1, 5] TOPS*bit {constant [1, 1]= TOPS*bit; constant [5, 5]= TOPS*bit; constant [4, "
     "4]= TOPS*bit}"},
    {"TOPS*bit", "{by: sold-as, chip: 1 TOPS*bit, module: 5 TOPS*bit, card: 4 TOPS*bit}",
     CHIP "sold-as: module", "constant [5, 5]= TOPS*bit"},
};

static void shows_steps(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(0);
    size_t failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char quantity[1024];
        struct ecc_buf buf;
        struct small_check check;
        snprintf(quantity, sizeof quantity,
                 SMALL_QUANTITY("base", "circuit", "GB/s", "memory.bandwidth")
                     SMALL_QUANTITY("q", "circuit", "%s", "%s"),
                 rows[i].unit, rows[i].formula);
        small.quantities = quantity;
        small_open(&small);
        assert_int_equal(small_check(&small, rows[i].spec, NULL, &check), ECC_OK);
        ecc_buf_init(&buf, arena);
        put_step(check.result->subjects[0].quantities[1].derivation, &buf);
        if (!ecc_str_is(ecc_buf_str(&buf), rows[i].steps)) {
            print_error("%s\nof\n%s\nis\n%.*s\nnot\n%s\n", rows[i].formula, rows[i].spec,
                        (int)buf.len, buf.ptr, rows[i].steps);
            failed++;
        }
        small_done(&check);
    }
    small_close(&small);
    ecc_arena_free(arena);
    assert_int_equal(failed, 0);
}

/* ---- Perhaps nothing ---------------------------------------------------------------------------- */

#define BY(chip, module, card) "{by: sold-as, chip: " chip ", module: " module ", card: " card "}"
#define TPP                    "declared.tpp" /* which is not given */
#define OPEN                   BY("declared.tpp", "5 TOPS*bit", "5 TOPS*bit") /* nothing, or five */
#define ELSE(formula)          "{first: [" formula ", 70 TOPS*bit]}"

static const struct {
    const char *unit;
    const char *formula;
    const char *spec;
    const char *range;
} values[] = {
    /* 70 stands where there is nothing before it: so it shows whether there is */
    {"TOPS*bit", ELSE(TPP), CHIP, "[70, 70]"},
    {"TOPS*bit", ELSE(OPEN), CHIP, "[0, 70]"},
    {"TOPS*bit", ELSE(BY("5 TOPS*bit", "5 TOPS*bit", "declared.tpp")), CHIP, "[0, 70]"},
    {"TOPS*bit", ELSE(BY("5 TOPS*bit", "declared.tpp", "5 TOPS*bit")), CHIP, "[0, 70]"},
    {"TOPS*bit", ELSE(BY("declared.tpp", "declared.tpp", "declared.tpp")), CHIP, "[70, 70]"},
    {"TOPS*bit", ELSE(BY("5 TOPS*bit", "6 TOPS*bit", "7 TOPS*bit")), CHIP, "[5, 7]"},
    {"TOPS*bit", ELSE(BY("5 TOPS*bit", "5 TOPS*bit", "{product: [1, " OPEN "]}")), CHIP, "[0, 70]"},
    {"TOPS*bit", ELSE(BY("{product: [1, " OPEN "]}", "5 TOPS*bit", "5 TOPS*bit")), CHIP, "[0, 70]"},
    /* nothing, as an operand: of a product nothing is left, of a sum or a maximum the others */
    {"TOPS*bit", ELSE("{product: [2, declared.tpp]}"), CHIP, "[70, 70]"},
    {"TOPS*bit", ELSE("{product: [declared.tpp, 2]}"), CHIP, "[70, 70]"},
    {"TOPS*bit", ELSE("{ratio: [declared.tpp, 2]}"), CHIP, "[70, 70]"},
    {"TOPS*bit", ELSE("{total: [declared.tpp, declared.tpp]}"), CHIP, "[70, 70]"},
    {"TOPS*bit", ELSE("{total: [declared.tpp, 3 TOPS*bit]}"), CHIP, "[3, 3]"},
    {"TOPS*bit", ELSE("{highest-of: [3 TOPS*bit, declared.tpp]}"), CHIP, "[3, 3]"},
    {"TOPS*bit", ELSE("{total: [declared.tpp, " OPEN "]}"), CHIP, "[0, 70]"},
    {"TOPS*bit", ELSE("{total: [" OPEN ", declared.tpp]}"), CHIP, "[0, 70]"},
    /* perhaps nothing, as an operand: of a product too; of a sum or a maximum only if all of it is */
    {"TOPS*bit", ELSE("{product: [2, " OPEN "]}"), CHIP, "[0, 70]"},
    {"TOPS*bit", ELSE("{product: [" OPEN ", 2]}"), CHIP, "[0, 70]"},
    {"TOPS*bit", ELSE("{ratio: [" OPEN ", 2]}"), CHIP, "[0, 70]"},
    {"TOPS*bit", ELSE("{product: [" OPEN ", {ratio: [declared.tpp, 1 TOPS*bit]}]}"), CHIP,
     "[70, 70]"},
    {"TOPS*bit", ELSE("{total: [" OPEN ", " OPEN "]}"), CHIP, "[0, 70]"},
    {"TOPS*bit", ELSE("{highest-of: [" OPEN ", " OPEN "]}"), CHIP, "[0, 70]"},
    {"TOPS*bit", ELSE("{total: [" OPEN ", 3 TOPS*bit]}"), CHIP, "[3, 8]"},
    {"TOPS*bit", ELSE("{total: [3 TOPS*bit, " OPEN "]}"), CHIP, "[3, 8]"},
    {"TOPS*bit", ELSE("{highest-of: [3 TOPS*bit, " OPEN "]}"), CHIP, "[3, 5]"},
    /* the first of several, of which one is perhaps given */
    {"TOPS*bit", ELSE("{first: [" OPEN ", 6 TOPS*bit]}"), CHIP, "[0, 6]"},
    {"TOPS*bit", ELSE("{first: [" OPEN ", declared.tpp]}"), CHIP, "[0, 70]"},
    {"TOPS*bit", ELSE("{first: [declared.tpp, " OPEN "]}"), CHIP, "[0, 70]"},
    {"TOPS*bit", ELSE("{first: [" OPEN ", " OPEN "]}"), CHIP, "[0, 70]"},
    {"TOPS*bit", ELSE("{first: [declared.tpp, declared.tpp]}"), CHIP, "[70, 70]"},
    {"TOPS*bit", ELSE(OPEN), CHIP "sold-as: card", "[5, 5]"},
    /* an entry that perhaps counts: from zero on, whatever its own lower end */
    {"mm2", "{sum: logic-dies, where: {transistors: planar}, of: area}",
     CHIP "logic-dies: [{area: '> 10 mm2'}]", "[0, ...)"},
    {"mm2", "{sum: logic-dies, where: {transistors: planar}, of: area}",
     CHIP "logic-dies: [{area: '> 10 mm2', transistors: planar}]", "(10, ...)"},
    /* no value, as an operand, whatever a division by zero counts as there */
    {"1",
     "{ratio: [{ratio: [4 GB/s, memory.bandwidth]}, {ratio: [memory.bandwidth, 1 GB/s]}], "
     "by-zero: zero}",
     CHIP "memory: {bandwidth: 0 GB/s}", "[0, 0]?"},
    {"1", "{highest-of: [{ratio: [4 GB/s, memory.bandwidth]}, 3]}",
     CHIP "memory: {bandwidth: 0 GB/s}", "[3, ...)?"},
    /* either end is told in the quantity's unit */
    {"TB/s", "memory.bandwidth", CHIP "memory: {bandwidth: 500..2000 GB/s}", "[0.5, 2]"},
    {"TB/s", "memory.bandwidth", CHIP "memory: {bandwidth: '> 500 GB/s'}", "(0.5, ...)"},
    {"TB/s", "memory.bandwidth", CHIP "memory: {bandwidth: '< 500 GB/s'}", "[0, 0.5)"},
};

static void knows_whether_there_is_a_value(void **state)
{
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char quantity[1024];
        char range[256];
        struct small_check check;
        snprintf(quantity, sizeof quantity, SMALL_QUANTITY("q", "circuit", "%s", "%s"),
                 values[i].unit, values[i].formula);
        small.quantities = quantity;
        small_open(&small);
        assert_int_equal(small_check(&small, values[i].spec, NULL, &check), ECC_OK);
        small_range(&check.result->subjects[0].quantities[0].value, range);
        if (strcmp(range, values[i].range) != 0) {
            print_error("%s\nof\n%s\ncomes to %s, not %s\n", values[i].formula, values[i].spec,
                        range, values[i].range);
            failed++;
        }
        small_done(&check);
    }
    small_close(&small);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_steps),
        cmocka_unit_test(knows_whether_there_is_a_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
