/* SPDX-License-Identifier: Apache-2.0 */
/* JSON: what is read, what is refused, and the canonical form, byte for byte as the reference
 * implementation of The Update Framework makes it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "pack/json.h"

struct scene {
    struct ecc_arena *arena;
    ecc_diags *diags;
};

static int set_up(void **state)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    struct scene *scene = ECC_NEW(arena, struct scene);
    scene->arena = arena;
    *state = scene;
    return ecc_diags_new(&scene->diags) == ECC_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    ecc_diags_free(scene->diags);
    ecc_arena_free(scene->arena);
    return 0;
}

static struct ecc_pack_json *parse(struct scene *scene, ecc_str bytes)
{
    struct ecc_pack_json *value = NULL;
    const ecc_status status = ecc_pack_json_parse(scene->arena, ECC_STR("x.json"), bytes, &value,
                                                  scene->diags);
    assert_int_equal(status == ECC_OK, value != NULL);
    assert_int_equal(status == ECC_OK, ecc_diags_errors(scene->diags) == 0);
    return value;
}

static ecc_str canonical(struct scene *scene, const struct ecc_pack_json *value)
{
    struct ecc_buf out;
    ecc_buf_init(&out, scene->arena);
    ecc_pack_json_canonical(value, &out);
    assert_false(out.failed);
    return ecc_buf_str(&out);
}

/* The right column comes from securesystemslib's encode_canonical(). */
static void writes_the_canonical_form(void **state)
{
    static const struct {
        const char *json;
        const char *canonical;
    } cases[] = {
        {"{\"b\":1,\"a\":[true,false,null,-7],\"\":\"\"}",
         "{\"\":\"\",\"a\":[true,false,null,-7],\"b\":1}"},
        {" { } ", "{}"},
        {"[\n]", "[]"},
        {"{\"a\":{\"b\":{\"c\":[1,[2,[3]]]}}}", "{\"a\":{\"b\":{\"c\":[1,[2,[3]]]}}}"},
        {"\"a\\\"b\\\\c\\n\\t\\u0001\\u007f/\\/\"", "\"a\\\"b\\\\c\n\t\x01\x7f//\""},
        {"\"\\u4e2d\\u6587\"", "\"中文\""},
        {"-0", "0"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        /* by code point: U+FFFF before U+1F600, although its UTF-16 is greater */
        {"{\"\\u00e9\":1,\"z\":2,\"\\ud83d\\ude00\":3,\"\\uffff\":4}",
         "{\"z\":2,\"é\":1,\"\xEF\xBF\xBF\":4,\"😀\":3}"},
        {"{\"aa\":1,\"a\":2,\"B\":3,\"a/\":4}", "{\"B\":3,\"a\":2,\"a/\":4,\"aa\":1}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const ecc_str text = canonical(*state, parse(*state, ecc_str_of(cases[i].json)));
        assert_int_equal(text.len, strlen(cases[i].canonical));
        assert_memory_equal(text.ptr, cases[i].canonical, text.len);
    }
}

static void keeps_a_nul_in_a_text(void **state)
{
    const ecc_str text = canonical(*state, parse(*state, ECC_STR("\"a\\u0000b\"")));
    assert_int_equal(text.len, 5);
    assert_memory_equal(text.ptr, "\"a\0b\"", 5);
}

static void refuses(struct scene *scene, ecc_str bytes, const char *id)
{
    ecc_diags_clear(scene->diags);
    assert_null(parse(scene, bytes));
    assert_string_equal(ecc_diags_at(scene->diags, 0).id, id);
}

static void refuses_what_two_readers_could_read_differently(void **state)
{
    refuses(*state, ECC_STR("{\"a\":1,\"a\":2}"), "trust.json-twice");
    refuses(*state, ECC_STR("{\"a\":1,\"\\u0061\":2}"), "trust.json-twice");
    refuses(*state, ECC_STR("{\"x\":[{\"a\":1,\"b\":2,\"a\":1}]}"), "trust.json-twice");
    refuses(*state, ECC_STR("1.0"), "trust.json-number");
    refuses(*state, ECC_STR("{\"a\":[1,1e3]}"), "trust.json-number");
    refuses(*state, ECC_STR("9223372036854775808"), "trust.json-number");
    refuses(*state, ECC_STR("{\"a\":1"), "trust.json-cut");
    refuses(*state, ECC_STR("[\"abc"), "trust.json-cut");
}

static void refuses_what_is_not_json(void **state)
{
    static const char *const bad[] = {"",
                                      "x",
                                      "{a:1}",
                                      "[1,]",
                                      "[1 2]",
                                      "'a'",
                                      "NaN",
                                      "01",
                                      "+1",
                                      "{} {}",
                                      "{}x",
                                      "\"\t\"",
                                      "[1]//",
                                      "\xEF\xBB\xBF{}",
                                      "\"\\ud800\"",
                                      "\"\xff\"",
                                      "\"\xc0\x80\"",
                                      "{\"a\\u0000b\":1}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct scene *scene = *state;
        ecc_diags_clear(scene->diags);
        assert_null(parse(scene, ecc_str_of(bad[i])));
    }
}

static ecc_str nested(struct scene *scene, size_t depth)
{
    char *text = ecc_arena_alloc(scene->arena, 2 * depth);
    memset(text, '[', depth);
    memset(text + depth, ']', depth);
    return (ecc_str){text, 2 * depth};
}

static void caps_the_depth(void **state)
{
    assert_non_null(parse(*state, nested(*state, ECC_JSON_MAX_DEPTH)));
    refuses(*state, nested(*state, ECC_JSON_MAX_DEPTH + 1), "trust.json-deep");
    refuses(*state, nested(*state, 100000), "trust.json-deep");
}

static void changes_trees(void **state)
{
    struct scene *scene = *state;
    struct ecc_arena *arena = scene->arena;
    struct ecc_pack_json *object = parse(scene, ECC_STR("{\"m\":1,\"c\":[1,2,3]}"));
    assert_null(ecc_pack_json_get(object, "x"));
    assert_null(ecc_pack_json_get(ecc_pack_json_get(object, "m"), "x"));
    assert_null(ecc_pack_json_get(NULL, "x"));
    for (char name = 'z'; name >= 'a'; name--) {
        assert_true(ecc_pack_json_set(arena, object, (ecc_str){&name, 1},
                                      ecc_pack_json_integer(arena, name - 'a')));
    }
    assert_int_equal(object->n, 26);
    assert_int_equal(ecc_pack_json_get(object, "m")->integer, 12);
    for (char name = 'd'; name <= 'z'; name++) {
        ecc_pack_json_remove(object, (ecc_str){&name, 1});
    }
    ecc_pack_json_remove(object, ECC_STR("not there"));
    struct ecc_pack_json *list = ecc_pack_json_list(arena);
    for (int i = 0; i < 9; i++) {
        assert_true(ecc_pack_json_append(arena, list, ecc_pack_json_boolean(arena, i == 8)));
    }
    for (int i = 0; i < 8; i++) {
        ecc_pack_json_remove_at(list, 0);
    }
    assert_true(ecc_pack_json_set(arena, object, ECC_STR("l"), list));
    assert_false(ecc_pack_json_set(arena, object, ECC_STR("l"), NULL));
    const ecc_str text = canonical(scene, object);
    assert_true(ecc_str_is(text, "{\"a\":0,\"b\":1,\"c\":2,\"l\":[true]}"));
}

/* What is printed for people reads back as the same value. */
static void prints_for_people(void **state)
{
    struct scene *scene = *state;
    const struct ecc_pack_json *value = parse(
        scene, ECC_STR("{\"b\":[],\"a\":{\"x\":[1,\"q\\\"\\\\\\n\\u0001é\"]},\"c\":{}}"));
    struct ecc_buf out;
    ecc_buf_init(&out, scene->arena);
    ecc_pack_json_print(value, &out);
    assert_true(ecc_str_is(ecc_buf_str(&out),
                           "{\n \"a\": {\n  \"x\": [\n   1,\n   \"q\\\"\\\\\\n\\u0001é\"\n  ]\n"
                           " },\n \"b\": [],\n \"c\": {}\n}\n"));
    const struct ecc_pack_json *again = parse(scene, ecc_buf_str(&out));
    assert_true(ecc_str_eq(canonical(scene, value), canonical(scene, again)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_the_canonical_form, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keeps_a_nul_in_a_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_two_readers_could_read_differently, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_not_json, set_up, tear_down),
        cmocka_unit_test_setup_teardown(caps_the_depth, set_up, tear_down),
        cmocka_unit_test_setup_teardown(changes_trees, set_up, tear_down),
        cmocka_unit_test_setup_teardown(prints_for_people, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
