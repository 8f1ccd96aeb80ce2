/* SPDX-License-Identifier: Apache-2.0 */
/* What an explained clause shows, as a tree in words: which child decides, the line and the margin of a
 * comparison, what a fact should be and is and where it stands, and of which circuit inside it was asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_rules.h"

#define CHIP "ecc: chip/1\nname: x\n"
#define HEAD "heading: {en: h, zh: h}, "
#define FACT "{fact: sold-as, is: [module, card]}"
#define SOLD " sold-as [what it is sold as|销售形态] module, card"

static const char quantities[] = SMALL_QUANTITY("bw", "circuit", "TB/s", "memory.bandwidth")
    SMALL_QUANTITY("units", "circuit", "1", "{count: processing-units}");

static struct small_rules small = {.quantities = quantities};

static void put_number(const char *before, const ecc_number *number, struct ecc_buf *out)
{
    if (number != NULL) {
        ecc_buf_puts(out, before);
        ecc_num_print_exact(number, out);
    }
}

static void put_str(const char *before, ecc_str text, struct ecc_buf *out)
{
    ecc_buf_puts(out, before);
    ecc_buf_add(out, text);
}

static void put_fact(const ecc_node *node, struct ecc_buf *out)
{
    char place[64];
    put_str(" ", node->fact, out);
    put_str(" [", node->fact_name.in[ECC_ENGLISH], out);
    put_str("|", node->fact_name.in[ECC_CHINESE], out);
    put_str("] ", node->expected, out);
    put_str(" is ", node->actual, out);
    snprintf(place, sizeof place, " at %zu:%zu", node->fact_at.line, node->fact_at.column);
    ecc_buf_puts(out, place);
}

static void put_compare(const ecc_node *node, struct ecc_buf *out)
{
    static const char *const operators[] = {" >= ", " > ", " <= ", " < "};
    put_str(" ", node->quantity, out);
    put_number(operators[node->op - ECC_AT_LEAST], node->threshold, out);
    put_str(" ", node->unit, out);
    put_number(" by ", node->margin, out);
    put_number(" or ", node->margin_ratio, out);
}

/* "all yes (compare bw >= 1/2 TB/s by 1/2 or 1 yes!, ...)": "!" where a child decides. */
static void put_tree(const ecc_node *node, struct ecc_buf *out)
{
    static const char *const kinds[] = {
        [ECC_NODE_ALL] = "all",          [ECC_NODE_ANY] = "any", [ECC_NODE_NOT] = "not",
        [ECC_NODE_COMPARE] = "",         [ECC_NODE_FACT] = "",   [ECC_NODE_MEETS] = "meets",
        [ECC_NODE_CONTAINS] = "contains"};
    put_str("", node->subject, out);
    ecc_buf_puts(out, node->subject.len > 0 ? ": " : "");
    ecc_buf_puts(out, kinds[node->kind]);
    if (node->kind == ECC_NODE_FACT) {
        put_fact(node, out);
    } else if (node->kind == ECC_NODE_COMPARE) {
        put_compare(node, out);
    }
    ecc_buf_puts(out, " ");
    ecc_buf_puts(out, small_word(node->verdict));
    ecc_buf_puts(out, node->decisive ? "!" : "");
    for (size_t i = 0; i < node->n_children; i++) {
        ecc_buf_puts(out, i == 0 ? " (" : ", ");
        put_tree(&node->children[i], out);
    }
    ecc_buf_puts(out, node->n_children > 0 ? ")" : "");
}

struct sample {
    const char *clause;
    const char *spec;
    const char *tree;
};

static ecc_status resolve(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                          ecc_str *out_bytes)
{
    static const char *const rates[] = {"1 TB/s", "3 TB/s", "unknown"};
    static char bytes[3][128];
    (void)user;
    (void)from;
    size_t i = (size_t)(ref.ptr[2] - 'a');
    snprintf(bytes[i], sizeof bytes[i], "ecc: chip/1\nname: %c\nmemory: {bandwidth: %s}\n",
             ref.ptr[2], rates[i]);
    *out_name = ref;
    *out_bytes = ecc_str_of(bytes[i]);
    return ECC_OK;
}

static void assert_tree(const struct sample *sample, const char *kind)
{
    char clauses[1024];
    ecc_spec *spec = NULL;
    const ecc_result *result = NULL;
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_buf buf;
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    options.as_of = (ecc_date){2020, 6, 1};
    snprintf(clauses, sizeof clauses, "  - {id: a, " HEAD "for: %s, %s}\n", kind, sample->clause);
    small.clauses = clauses;
    small_open(&small);
    assert_int_equal(ecc_spec_load(ECC_STR("x.yaml"), ecc_str_of(sample->spec), resolve, NULL,
                                   &spec, small.diags),
                     ECC_OK);
    assert_int_equal(ecc_check(small.rules, spec, &options, &result, small.diags), ECC_OK);
    ecc_buf_init(&buf, arena);
    for (size_t i = 0; i < result->n_subjects; i++) {
        if (ecc_str_is(result->subjects[i].kind, kind) && !result->subjects[i].inside) {
            put_tree(result->subjects[i].entries[0].paragraphs, &buf);
        }
    }
    ecc_buf_putc(&buf, 0);
    assert_string_equal(ecc_buf_str(&buf).ptr, sample->tree);
    ecc_arena_free(arena);
    ecc_result_free(result);
    ecc_spec_free(spec);
    small_close(&small);
}

#define SLOW CHIP "sold-as: chip\nmemory: {bandwidth: 250 GB/s}\nprocessing-units: []\n"
#define FAST CHIP "sold-as: card\nmemory: {bandwidth: 1 TB/s}\nprocessing-units: []\n"
#define OPEN CHIP "memory: {bandwidth: 1 TB/s}\nprocessing-units: []\n"
#define LINE "{compare: bw, at-least: 500 GB/s}"
#define NONE "{compare: units, at-most: 0}"

static void shows_trees(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"all: [" LINE ", " FACT "]", SLOW,
         "all no ( bw >= 0.5 TB/s by -0.25 or -0.5 no!, " SOLD " is chip at 3:10 no!)"},
        {"all: [" LINE ", " FACT "]", FAST,
         "all yes ( bw >= 0.5 TB/s by 0.5 or 1 yes!, " SOLD " is card at 3:10 yes!)"},
        {"all: [" LINE ", " FACT "]", OPEN,
         "all undecided ( bw >= 0.5 TB/s by 0.5 or 1 yes, " SOLD " is  at 1:1 undecided!)"},
        {"any: [" LINE ", " FACT "]", SLOW,
         "any no ( bw >= 0.5 TB/s by -0.25 or -0.5 no!, " SOLD " is chip at 3:10 no!)"},
        {"any: [" LINE ", " FACT "]", FAST,
         "any yes ( bw >= 0.5 TB/s by 0.5 or 1 yes!, " SOLD " is card at 3:10 yes!)"},
        {"any: [" LINE ", " FACT "]", OPEN,
         "any yes ( bw >= 0.5 TB/s by 0.5 or 1 yes!, " SOLD " is  at 1:1 undecided)"},
        {"any: [{compare: bw, more-than: 1 TB/s}, {compare: bw, less-than: 2 TB/s}, " NONE "]",
         FAST,
         "any yes ( bw > 1 TB/s by 0 or 0 no,  bw < 2 TB/s by -1 or -0.5 yes!,  units <= 0  by 0 "
         "yes!)"},
        {"all: [" NONE ", " FACT "]", SLOW,
         "all no ( units <= 0  by 0 yes, " SOLD " is chip at 3:10 no!)"},
        {"any: [{compare: units, more-than: 0}, " FACT "]", FAST,
         "any yes ( units > 0  by 0 no, " SOLD " is card at 3:10 yes!)"},
        {"all: [{fact: datacenter.designed, is: no}]",
         CHIP "datacenter: {designed: no, marketed: yes}\n",
         "all yes ( datacenter.designed [designed for datacenters|是否为数据中心设计] no is no at "
         "3:24 "
         "yes!)"},
        {"not: {any: [" FACT "]}", SLOW, "not yes (any no! (" SOLD " is chip at 3:10 no!))"},
        {"not: {all: [" FACT "]}", OPEN,
         "not undecided (all undecided! (" SOLD " is  at 1:1 undecided!))"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        assert_tree(&samples[i], "circuit");
    }
}

#define BOARD "ecc: board/1\nname: x\n"

static void shows_what_is_inside(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"contains: circuit, compare: bw, at-least: 2 TB/s",
         BOARD "contains: [{item: ./a.yaml}, {item: ./b.yaml}, {item: ./c.yaml}]\n",
         "contains yes (a:  bw >= 2 TB/s by -1 or -0.5 no, b:  bw >= 2 TB/s by 1 or 0.5 yes!, "
         "c:  bw >= 2 TB/s undecided)"},
        {"contains: circuit, compare: bw, at-least: 2 TB/s", BOARD "contains: [{item: ./a.yaml}]\n",
         "contains no (a:  bw >= 2 TB/s by -1 or -0.5 no!)"},
        {"contains: circuit, compare: bw, at-least: 2 TB/s", BOARD "contains: []\n", "contains no"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        assert_tree(&samples[i], "assembly");
    }
}

/* A rule as it is written: nothing is said of anything, so nothing decides. */
static void shows_what_is_written(void **state)
{
    (void)state;
    const ecc_node *root = NULL;
    size_t index = 0;
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    small.clauses = "  - {id: a, for: circuit, " HEAD "all: [{not: {any: [" FACT "]}}, " LINE "]}\n"
                    "  - {id: b, for: assembly, " HEAD
                    "contains: circuit, all: [{meets: R.a}, " NONE "]}\n";
    small_open(&small);
    assert_int_equal(
        ecc_rules_find(small.rules, ECC_STR("R"), (ecc_date){2020, 6, 1}, &index, small.diags),
        ECC_OK);
    assert_int_equal(ecc_rules_clauses(small.rules, index, &root, small.diags), ECC_OK);
    put_tree(root, &buf);
    ecc_buf_putc(&buf, 0);
    assert_string_equal(
        ecc_buf_str(&buf).ptr,
        "any undecided (all undecided (not undecided (any undecided (" SOLD
        " is  at 0:0 undecided)),  bw >= 0.5 TB/s undecided), contains undecided (all undecided "
        "(meets undecided,  units <= 0  undecided)))");
    ecc_arena_free(arena);
    small_close(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_trees),
        cmocka_unit_test(shows_what_is_inside),
        cmocka_unit_test(shows_what_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
