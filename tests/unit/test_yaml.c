/* SPDX-License-Identifier: Apache-2.0 */
/* The YAML reader: trees and their places, everything that is refused, and the caps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "doc/yaml.h"

struct fixture {
    struct ecc_arena *arena;
    ecc_diags *diags;
    const struct ecc_source *source;
    const struct ecc_yaml *root;
    ecc_status status;
};

static struct fixture parse(ecc_str bytes)
{
    struct fixture fixture = {.arena = ecc_arena_new(0)};
    assert_int_equal(ecc_diags_new(&fixture.diags), ECC_OK);
    fixture.source = ecc_source_new(fixture.arena, ECC_STR("f.yaml"), bytes);
    assert_non_null(fixture.source);
    fixture.status = ecc_yaml_parse(fixture.arena, fixture.source, &fixture.root, fixture.diags);
    if (fixture.status == ECC_OK) {
        assert_non_null(fixture.root);
        assert_int_equal(ecc_diags_errors(fixture.diags), 0);
    } else {
        assert_null(fixture.root);
    }
    return fixture;
}

static void finish(struct fixture *fixture)
{
    ecc_diags_free(fixture->diags);
    ecc_arena_free(fixture->arena);
}

/* The tree as {key:value,...}, [item,...]; quoted scalars in "". Recursion as deep as the reader's
 * cap. */
static void print_tree(struct ecc_buf *buf, const struct ecc_yaml *node)
{
    if (node->kind == ECC_YAML_SCALAR) {
        ecc_buf_puts(buf, node->quoted ? "\"" : "");
        ecc_buf_add(buf, node->text);
        ecc_buf_puts(buf, node->quoted ? "\"" : "");
        return;
    }
    const bool map = node->kind == ECC_YAML_MAP;
    ecc_buf_putc(buf, map ? '{' : '[');
    for (size_t i = 0; i < node->n; i++) {
        ecc_buf_puts(buf, i > 0 ? "," : "");
        if (map) {
            print_tree(buf, node->keys[i]);
            ecc_buf_putc(buf, ':');
        }
        print_tree(buf, node->items[i]);
    }
    ecc_buf_putc(buf, map ? '}' : ']');
}

static void reads_trees(void **state)
{
    (void)state;
    static const struct {
        const char *yaml;
        const char *tree;
    } cases[] = {
        {"name: H100\n", "{name:H100}"},
        {"--- # a comment\nname: H100\n...\n", "{name:H100}"},
        {"\xEF\xBB\xBFname: H100", "{name:H100}"},
        {"a: yes\nb: 'no'\nc: \"x\"\nd: null\ne: 1.50\n", "{a:yes,b:\"no\",c:\"x\",d:null,e:1.50}"},
        {"a:\n  - 1\n  - x: 2\n    y: 3\nb:\n- 4\n", "{a:[1,{x:2,y:3}],b:[4]}"},
        {"a: {b: [1, 2], c: {}}\nd: []\n", "{a:{b:[1,2],c:{}},d:[]}"},
        {"a:\nb: ''\n", "{a:,b:\"\"}"},
        {"a: one\n  two\n", "{a:one two}"},
        {"a: |\n  one\n  two\nb: >-\n  three\n  four\n", "{a:\"one\ntwo\n\",b:\"three four\"}"},
        {"名称: 昇腾 910B\r\n厂商: 华为\r\n", "{名称:昇腾 910B,厂商:华为}"},
        {"a: \"\\u7532\\t\\\"\"\n", "{a:\"甲\t\"\"}"},
        {"'<<': x\nb: '&c *d !e'\n", "{\"<<\":x,b:\"&c *d !e\"}"},
        {"url: https://a.b/c?d=e#f\n", "{url:https://a.b/c?d=e#f}"},
        {"- a\n- [b: c]\n", "[a,[{b:c}]]"},
        {"key:\ttabbed\n", "{key:tabbed}"},
        {"just text", "just text"},
        {"{a: 1, A: 2, 'a ': 3}", "{a:1,A:2,\"a \":3}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture fixture = parse(ecc_str_of(cases[i].yaml));
        assert_int_equal(fixture.status, ECC_OK);
        struct ecc_buf buf;
        ecc_buf_init(&buf, fixture.arena);
        print_tree(&buf, fixture.root);
        ecc_buf_putc(&buf, '\0');
        assert_string_equal(ecc_buf_str(&buf).ptr, cases[i].tree);
        finish(&fixture);
    }
}

static ecc_str bytes_of(const struct ecc_yaml *node)
{
    return ecc_str_slice(node->span.source->bytes, node->span.begin, node->span.end);
}

static void spans_are_byte_ranges(void **state)
{
    (void)state;
    static const struct {
        const char *yaml;
        const char *key;
        const char *key_bytes;
        const char *value_bytes;
    } cases[] = {
        {"a: 1\nname: H100 # x\n", "name", "name", "H100"},
        {"说明: 甲乙丙 # 注\nname: \"昇腾\"\n", "name", "name", "\"昇腾\""},
        {"说明: 甲\r\n名: 乙\r\nname: 丙丁\r\n", "name", "name", "丙丁"},
        {"\xEF\xBB\xBFname: 甲", "name", "name", "甲"},
        {"\xEF\xBB\xBF名: 甲\r\nname: 乙", "name", "name", "乙"},
        {"\xEF\xBB\xBFname: a", "name", "name", "a"},
        {"𝟙: 甲\nname: 'b'", "name", "name", "'b'"},
        {"a:\n  - 一\n  - 二\n\n# 注\nname:\n  x: 1\n  y: 2\n\n# end\n", "name", "name",
         "x: 1\n  y: 2"},
        {"a:\n  - 一\n  - 二\n\n# 注\nb: 1\n", "a", "a", "- 一\n  - 二"},
        {"a:\n- 一\n- 二\n\n# 注\nb: 1\n", "a", "a", "- 一\n- 二"},
        {"name: { 一: [1, 2] } # x", "name", "name", "{ 一: [1, 2] }"},
        {"a: 甲\nname: |\n  一\n  二\n\n\nb: 1\n", "name", "name", "|\n  一\n  二"},
        {"name: # 注\nb: 1\n", "name", "name", ""},
        {"name: 甲 乙\n  丙\nb: 1\n", "name", "name", "甲 乙\n  丙"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture fixture = parse(ecc_str_of(cases[i].yaml));
        assert_int_equal(fixture.status, ECC_OK);
        const struct ecc_yaml *key = NULL;
        const struct ecc_yaml *value = ecc_yaml_get(fixture.root, cases[i].key, &key);
        assert_non_null(value);
        assert_true(ecc_str_is(bytes_of(key), cases[i].key_bytes));
        assert_true(ecc_str_is(bytes_of(value), cases[i].value_bytes));
        finish(&fixture);
    }
}

static void finds_keys(void **state)
{
    (void)state;
    struct fixture fixture = parse(ECC_STR("a: 1\nb: [2]\n"));
    assert_true(ecc_str_is(ecc_yaml_get(fixture.root, "a", NULL)->text, "1"));
    assert_null(ecc_yaml_get(fixture.root, "c", NULL));
    assert_null(ecc_yaml_get(ecc_yaml_get(fixture.root, "b", NULL), "2", NULL));
    assert_null(ecc_yaml_get(ecc_yaml_get(fixture.root, "a", NULL), "1", NULL));
    finish(&fixture);
}

/* One finding each: what is said, and where. */
static void refuses_with_a_reason(void **state)
{
    (void)state;
    static const struct {
        const char *yaml;
        const char *id;
        size_t line, column;
    } cases[] = {
        {"", "file.empty", 1, 1},
        {"# only a comment\n", "file.empty", 1, 1},
        {"---\n", "file.empty", 1, 1},
        {"\xEF\xBB\xBF", "file.empty", 1, 1},
        {"a: 1\nb: \xB0\xA1\n", "file.not-utf-8", 2, 4},
        {"名: \xED\xA0\x80\n", "file.not-utf-8", 1, 4},
        {"a: 名\xE2\x80\x8B\n", "file.forbidden-character", 1, 5},
        {"a: x\x1B[31m\n", "file.forbidden-character", 1, 5},
        {"a: \xEF\xBB\xBFx\n", "file.forbidden-character", 1, 4},
        {"名: \"x\\u202Ey\"\n", "file.forbidden-character", 1, 4},
        {"名: \"x\\0y\"\n", "file.nul", 1, 4},
        {"a: 1\nb: 2\na: 3\n", "yaml.duplicate-key", 3, 1},
        {"x: {a: 1, 名: 2, 'a': 3}\n", "yaml.duplicate-key", 1, 17},
        {"a: *b\n", "yaml.alias", 1, 4},
        {"a: &甲b 1\n", "yaml.reserved-character", 1, 4},
        {"a: &b 1\n", "yaml.anchor", 1, 4},
        {"a: !!int 1\n", "yaml.tag", 1, 4},
        {"a: !mine\n  b: 1\n", "yaml.tag", 1, 4},
        {"a: ! 1\n", "yaml.tag", 1, 4},
        {"a: !x!y 1\n", "yaml.tag", 1, 4},
        {"a: !<unclosed 1\n", "yaml.tag", 1, 4},
        {"a: 1\n<<: {b: 2}\n", "yaml.merge-key", 2, 1},
        {"%YAML 1.1\n---\na: 1\n", "yaml.directive", 1, 1},
        {"%TAG ! x\n---\na: 1\n", "yaml.directive", 1, 1},
        {"%YAML 9.9\n---\na: 1\n", "yaml.directive", 1, 1},
        {"%FOO\n---\na: 1\n", "yaml.directive", 1, 1},
        {"a: 1\n---\nb: 2\n", "yaml.second-document", 2, 1},
        {"a: 1\n...\n---\nb: 2\n", "yaml.second-document", 3, 1},
        {"[a, b]: 1\n", "yaml.complex-key", 1, 1},
        {"? {a: 1}\n: 2\n", "yaml.complex-key", 1, 3},
        {"a:\n\tb: 1\n", "yaml.tab", 2, 1},
        {"a:\n  b: 1\n\tc: 2\n", "yaml.tab", 3, 1},
        {"a: 甲\n\tb\n", "yaml.tab", 2, 1},
        {"a: |\n\tb\n", "yaml.tab", 2, 1},
        {"a: 1\nname H100\nb: 2\n", "yaml.missing-colon", 2, 1},
        {"名: 1\n名称：昇腾\nb: 2\n", "yaml.missing-colon", 2, 1},
        {"name H100\nvendor: NVIDIA\n", "yaml.missing-colon", 1, 1},
        {"name: a: b\n", "yaml.colon-in-value", 1, 8},
        {"名: 甲\n乙: 丙: 丁\n", "yaml.colon-in-value", 2, 5},
        {"name: a\n   b: c\n", "yaml.indentation", 2, 1},
        {"a:\n    b: 1\n  c: 2\n", "yaml.indentation", 3, 3},
        {"a:\n  - 1\n - 2\n", "yaml.indentation", 3, 2},
        {"- a\nb: c\n", "yaml.indentation", 2, 1},
        {"a: - b\n", "yaml.dash", 1, 4},
        {"a: \"x\" y\n", "yaml.extra-text", 1, 8},
        {"\"x\" y\n", "yaml.extra-text", 1, 5},
        {"a: [1] 2\n", "yaml.extra-text", 1, 8},
        {"名: 'x\nb: 2\n", "yaml.unclosed-quote", 1, 4},
        {"a: 1\n乙: \"x\n", "yaml.unclosed-quote", 2, 4},
        {"a: \"x\n---\n", "yaml.unclosed-quote", 1, 4},
        {"甲: [1, 2\nb: 3\n", "yaml.unclosed-bracket", 1, 4},
        {"甲: {a: 1\n", "yaml.unclosed-bracket", 1, 4},
        {"甲: [1 2, \"a\" \"b\"]\n", "yaml.unclosed-bracket", 1, 4},
        {"甲: \"\\q\"\n", "yaml.escape", 1, 5},
        {"甲: \"\\uZZZZ\"\n", "yaml.escape", 1, 5},
        {"甲: \"x\\uD800\"\n", "yaml.escape", 1, 6},
        {"a: | text\n  b\n", "yaml.block-text", 1, 4},
        {"a: |0\n  b\n", "yaml.block-text", 1, 4},
        {"a: @home\n", "yaml.reserved-character", 1, 4},
        {"a: `b`\n", "yaml.reserved-character", 1, 4},
        {"甲: %5\n", "yaml.reserved-character", 1, 4},
        {"甲: *\n", "yaml.reserved-character", 1, 4},
        {"甲: [1, , 2]\n", "yaml.syntax", 1, 8},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture fixture = parse(ecc_str_of(cases[i].yaml));
        assert_int_equal(fixture.status, ECC_E_INVALID);
        assert_int_equal(ecc_diags_count(fixture.diags), 1);
        const ecc_diag diag = ecc_diags_at(fixture.diags, 0);
        if (strcmp(diag.id, cases[i].id) != 0 || diag.at.line != cases[i].line ||
            diag.at.column != cases[i].column) {
            print_error("%s\n-> %s at %zu:%zu\n", cases[i].yaml, diag.id, diag.at.line,
                        diag.at.column);
        }
        assert_string_equal(diag.id, cases[i].id);
        assert_int_equal(diag.at.line, cases[i].line);
        assert_int_equal(diag.at.column, cases[i].column);
        finish(&fixture);
    }
}

static void bytes_that_are_not_text(void **state)
{
    (void)state;
    static const struct {
        ecc_str bytes;
        const char *id;
    } cases[] = {
        {{"\xFF\xFE"
          "a\0:\0",
          6},
         "file.utf-16"},
        {{"\xFE\xFF\0a\0:", 6}, "file.utf-16"},
        {{"a\0:\0 \0", 6}, "file.utf-16"},
        {{"\0a\0:\0 ", 6}, "file.utf-16"},
        {{"a: b\0c", 6}, "file.nul"},
        {{"abc\0", 4}, "file.nul"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture fixture = parse(cases[i].bytes);
        assert_int_equal(fixture.status, ECC_E_INVALID);
        assert_int_equal(ecc_diags_count(fixture.diags), 1);
        assert_string_equal(ecc_diags_at(fixture.diags, 0).id, cases[i].id);
        finish(&fixture);
    }
}

static void particulars_are_given(void **state)
{
    (void)state;
    static const struct {
        const char *yaml;
        const char *name;
        const char *text;
    } cases[] = {
        {"a: x\xE2\x80\x8By\n", "code", "U+200B"},
        {"a: \"\\x01\"\n", "code", "U+0001"},
        {"a: \xF3\xA0\x81\xA1\n", "code", "U+E0061"},
        {"a: \xF4\x8F\xBF\xBD\n", "code", "U+10FFFD"},
        {"a: \xB0\xA1\n", "byte", "0xB0"},
        {"a: *there\n", "name", "there"},
        {"a: &here 1\n", "name", "here"},
        {"a: [!!str 1]\n", "tag", "!!str"},
        {"a: !<x:y> 1\n", "tag", "!<x:y>"},
        {"甲: 1\n甲: 2\n", "key", "甲"},
        {"a: @b\n", "character", "@"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture fixture = parse(ecc_str_of(cases[i].yaml));
        const ecc_diag diag = ecc_diags_at(fixture.diags, 0);
        assert_int_equal(diag.n_args, 1);
        assert_string_equal(diag.args[0].name, cases[i].name);
        assert_true(ecc_str_is(diag.args[0].text, cases[i].text));
        finish(&fixture);
    }
}

static void reports_all_that_does_not_stop_reading(void **state)
{
    (void)state;
    struct fixture fixture = parse(ECC_STR("a: &x 1\na: *x\nb: !t 2\n<<: 3\na: !u &y 4\n[c]: 5\n"));
    static const struct {
        const char *id;
        size_t line, column;
    } expected[] = {
        {"yaml.anchor", 1, 4}, {"yaml.duplicate-key", 2, 1}, {"yaml.alias", 2, 4},
        {"yaml.tag", 3, 4},    {"yaml.merge-key", 4, 1},     {"yaml.duplicate-key", 5, 1},
        {"yaml.tag", 5, 4},    {"yaml.anchor", 5, 7},        {"yaml.complex-key", 6, 1},
    };
    const size_t n = sizeof expected / sizeof expected[0];
    assert_int_equal(fixture.status, ECC_E_INVALID);
    assert_int_equal(ecc_diags_count(fixture.diags), n);
    for (size_t i = 0; i < n; i++) {
        const ecc_diag diag = ecc_diags_at(fixture.diags, i);
        assert_string_equal(diag.id, expected[i].id);
        assert_int_equal(diag.at.line, expected[i].line);
        assert_int_equal(diag.at.column, expected[i].column);
    }
    assert_int_equal(ecc_diags_at(fixture.diags, 5).other.line, 1); /* the first of the name */
    finish(&fixture);
}

static void every_forbidden_character_is_reported(void **state)
{
    (void)state;
    struct fixture fixture = parse(ECC_STR("a: \xE2\x80\x8B\nb: \x01\x02\n"));
    assert_int_equal(ecc_diags_count(fixture.diags), 3);
    assert_int_equal(ecc_diags_at(fixture.diags, 2).at.line, 2);
    assert_int_equal(ecc_diags_at(fixture.diags, 2).at.column, 5);
    finish(&fixture);
}

/* `n` copies of `unit` after `head`. */
static ecc_str repeated(struct ecc_arena *arena, const char *head, const char *unit, size_t n)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    ecc_buf_puts(&buf, head);
    for (size_t i = 0; i < n; i++) {
        ecc_buf_puts(&buf, unit);
    }
    assert_false(buf.failed);
    return ecc_buf_str(&buf);
}

static void expect_limit(ecc_str bytes, const char *id)
{
    struct fixture fixture = parse(bytes);
    assert_int_equal(fixture.status, ECC_E_LIMIT);
    assert_int_equal(ecc_diags_count(fixture.diags), 1);
    assert_string_equal(ecc_diags_at(fixture.diags, 0).id, id);
    finish(&fixture);
}

static void caps_hold(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new((size_t)1 << 30);
    expect_limit(repeated(arena, "", "[", ECC_YAML_MAX_DEPTH + 1), "yaml.too-deep");
    expect_limit(repeated(arena, "", "[", 1000000), "yaml.too-deep");
    expect_limit(repeated(arena, "", "{a: ", 100000), "yaml.too-deep");
    expect_limit(repeated(arena, "", "- ", 500000), "yaml.too-deep");
    expect_limit(repeated(arena, "[", "a,", 500000), "yaml.too-many-nodes");
    expect_limit(repeated(arena, "", "- a\n", 250000), "yaml.too-many-nodes");
    expect_limit(repeated(arena, "a: ", "x", (size_t)100 << 20), "file.too-large");

    struct fixture deepest = parse(repeated(arena, "", "- ", ECC_YAML_MAX_DEPTH));
    assert_int_equal(deepest.status, ECC_OK);
    finish(&deepest);
    struct fixture most = parse(repeated(arena, "", "- a\n", ECC_YAML_MAX_NODES - 1));
    assert_int_equal(most.status, ECC_OK);
    assert_int_equal(most.root->n, ECC_YAML_MAX_NODES - 1);
    finish(&most);
    struct fixture longest = parse(repeated(arena, "a: ", "x", ECC_YAML_MAX_BYTES - 3));
    assert_int_equal(longest.status, ECC_OK);
    finish(&longest);
    ecc_arena_free(arena);
}

static void many_duplicates_stay_cheap(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(0);
    struct fixture fixture = parse(repeated(arena, "", "a: 1\n", 20000));
    assert_int_equal(fixture.status, ECC_E_INVALID);
    assert_int_equal(ecc_diags_errors(fixture.diags), 19999);
    assert_int_equal(ecc_diags_dropped(fixture.diags), 19999 - ECC_DIAG_CAP);
    finish(&fixture);
    ecc_arena_free(arena);
}

static void out_of_memory_is_a_status(void **state)
{
    (void)state;
    static const char yaml[] = "a: [1, 2, {b: c}]\nd: |\n  text\ne: {f: g}\n";
    struct ecc_arena *outer = ecc_arena_new(0);
    const struct ecc_source *source = ecc_source_new(outer, ECC_STR("f"), ecc_str_of(yaml));
    bool succeeded = false;
    for (size_t cap = 16; !succeeded; cap += 64) {
        struct ecc_arena *arena = ecc_arena_new(cap);
        ecc_diags *diags = NULL;
        const struct ecc_yaml *root = NULL;
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        const ecc_status status = ecc_yaml_parse(arena, source, &root, diags);
        succeeded = status == ECC_OK;
        assert_true(succeeded ? root != NULL : status == ECC_E_NOMEM && root == NULL);
        assert_int_equal(ecc_diags_count(diags), 0);
        ecc_diags_free(diags);
        ecc_arena_free(arena);
    }
    ecc_arena_free(outer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_trees),
        cmocka_unit_test(spans_are_byte_ranges),
        cmocka_unit_test(finds_keys),
        cmocka_unit_test(refuses_with_a_reason),
        cmocka_unit_test(bytes_that_are_not_text),
        cmocka_unit_test(particulars_are_given),
        cmocka_unit_test(reports_all_that_does_not_stop_reading),
        cmocka_unit_test(every_forbidden_character_is_reported),
        cmocka_unit_test(caps_hold),
        cmocka_unit_test(many_duplicates_stay_cheap),
        cmocka_unit_test(out_of_memory_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
