/* SPDX-License-Identifier: Apache-2.0 */
/* A rule set as a whole: which files it takes, which version holds when, what is found by name, and
 * what happens when a file cannot be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/rules.h"
#include "small_rules.h"

/* ---- Files in memory ------------------------------------------------------------------------ */

struct file {
    const char *path;
    const char *text;
};

struct shelf {
    const struct file *files;
    size_t n;
    const char *broken; /* this one cannot be read */
    size_t asked;
};

#define DATED(day)                                                                                 \
    "in-force: " day "\nverified-through: 2030-01-01\ntitle: {en: t, zh: t}\n"                     \
    "changes: {en: c, zh: c}\nsource: {mark: primary}\n"
#define DEFINITIONS(day)                                                                           \
    "ecc: definitions/1\n" DATED(day) "quantities:\n" SMALL_QUANTITY("bw", "circuit", "GB/s",      \
                                                                     "memory.bandwidth")
#define RULE(name, day, line)                                                                      \
    "ecc: rule/1\nrule: " name "\ngate: yes\n" DATED(                                              \
        day) "clauses:\n"                                                                          \
             "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: bw, at-least: " line     \
             " GB/s}\n"                                                                            \
             "examples: []\n"
#define REGIME(name, order)                                                                        \
    "ecc: regime/1\nid: " name "\ntitle: {en: t, zh: t}\nauthority: {en: a, zh: a}\n"              \
    "order-of-review:\n  circuit: [" order "]\notherwise: {en: o, zh: o}\n"                        \
    "not-legal-advice: {en: n, zh: n}\n"

/* Two countries; the rule of one has three versions, and another rule that begins later. */
static const struct file whole[] = {
    {"b/regime.yaml", REGIME("b", "Q.a")},
    {"b/q/2021-06-01.yaml", RULE("Q", "2021-06-01", "7")},
    {"b/definitions/2021-01-01.yaml", DEFINITIONS("2021-01-01")},
    {"a/rule-1/2022-01-01.yaml", RULE("RULE-1", "2022-01-01", "3")},
    {"a/rule-1/2020-01-01.yaml", RULE("RULE-1", "2020-01-01", "1")},
    {"a/rule-1/2021-01-01.yaml", RULE("RULE-1", "2021-01-01", "2")},
    {"a/later/2021-01-01.yaml", RULE("Later", "2021-01-01", "5")},
    {"a/definitions/2020-01-01.yaml", DEFINITIONS("2020-01-01")},
    {"a/definitions/2021-01-01.yaml", DEFINITIONS("2021-01-01")},
    {"a/regime.yaml", REGIME("a", "RULE-1.a, Later.a")},
    {"metadata/1.root.yaml", "not a rule"},
    {"readme.txt", "not a rule"},
};
#define N_WHOLE (sizeof whole / sizeof whole[0])

static ecc_status read_file(void *user, ecc_str path, ecc_str *out_bytes)
{
    struct shelf *shelf = user;
    shelf->asked++;
    if (shelf->broken != NULL && ecc_str_is(path, shelf->broken)) {
        return ECC_E_IO;
    }
    for (size_t i = 0; i < shelf->n; i++) {
        if (ecc_str_is(path, shelf->files[i].path)) {
            *out_bytes = ecc_str_of(shelf->files[i].text);
            return ECC_OK;
        }
    }
    return ECC_E_NOT_FOUND;
}

static ecc_status open_shelf(struct shelf *shelf, ecc_rules **out, ecc_diags **diags)
{
    ecc_str paths[16];
    assert_true(shelf->n <= 16);
    for (size_t i = 0; i < shelf->n; i++) {
        paths[i] = ecc_str_of(shelf->files[i].path);
    }
    *out = NULL;
    assert_int_equal(ecc_diags_new(diags), ECC_OK);
    return ecc_rules_open_files(paths, shelf->n, read_file, shelf, out, *diags);
}

static void open_whole(struct shelf *shelf, ecc_rules **out, ecc_diags **diags)
{
    *shelf = (struct shelf){.files = whole, .n = N_WHOLE};
    assert_int_equal(open_shelf(shelf, out, diags), ECC_OK);
}

static void close_all(ecc_rules *rules, ecc_diags *diags)
{
    ecc_rules_free(rules);
    ecc_diags_free(diags);
}

/* ---- Tests ------------------------------------------------------------------------------------
 */

static void sorts_its_versions(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        const char *from;
        const char *until;
    } expected[] = {
        {"definitions", "2020-01-01", "2020-12-31"},
        {"definitions", "2021-01-01", ""},
        {"Later", "2021-01-01", ""},
        {"RULE-1", "2020-01-01", "2020-12-31"},
        {"RULE-1", "2021-01-01", "2021-12-31"},
        {"RULE-1", "2022-01-01", ""},
        {"definitions", "2021-01-01", ""},
        {"Q", "2021-06-01", ""},
    };
    struct shelf shelf;
    ecc_rules *rules;
    ecc_diags *diags;
    open_whole(&shelf, &rules, &diags);
    assert_int_equal(ecc_rules_count(rules), sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < ecc_rules_count(rules); i++) {
        const ecc_rule_info *info = NULL;
        ecc_date until = {0, 0, 0};
        ecc_date from = {0, 0, 0};
        assert_int_equal(ecc_rules_info(rules, i, &info, diags), ECC_OK);
        assert_true(ecc_str_is(info->rule, expected[i].rule));
        assert_true(ecc_date_parse(ecc_str_of(expected[i].from), &from));
        assert_int_equal(ecc_date_cmp(info->from, from), 0);
        if (expected[i].until[0] != '\0') {
            assert_true(ecc_date_parse(ecc_str_of(expected[i].until), &until));
        }
        assert_int_equal(ecc_date_cmp(info->until, until), 0);
    }
    const ecc_rule_info *info = NULL;
    assert_int_equal(ecc_rules_info(rules, ecc_rules_count(rules), &info, diags), ECC_E_USAGE);
    assert_int_equal(ecc_rules_info(NULL, 0, &info, diags), ECC_E_USAGE);
    close_all(rules, diags);
}

static void takes_the_version_of_the_day(void **state)
{
    (void)state;
    static const struct {
        ecc_date day;
        const char *bandwidth; /* that is just enough */
        const char *less;
    } rows[] = {
        {{2020, 1, 1}, "1", "0.9"},   {{2020, 12, 31}, "1", "0.9"}, {{2021, 1, 1}, "2", "1.9"},
        {{2021, 12, 31}, "2", "1.9"}, {{2022, 1, 1}, "3", "2.9"},   {{2099, 1, 1}, "3", "2.9"},
    };
    struct shelf shelf;
    ecc_rules *rules;
    ecc_diags *diags;
    open_whole(&shelf, &rules, &diags);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int enough = 0; enough < 2; enough++) {
            char text[128];
            ecc_spec *spec = NULL;
            const ecc_result *result = NULL;
            ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
            options.as_of = rows[i].day;
            snprintf(text, sizeof text,
                     "ecc: chip/1\nname: x\nsold-as: chip\nmemory: {bandwidth: %s GB/s}\n",
                     enough == 1 ? rows[i].bandwidth : rows[i].less);
            assert_int_equal(
                ecc_spec_load(ECC_STR("x"), ecc_str_of(text), NULL, NULL, &spec, diags), ECC_OK);
            assert_int_equal(ecc_check(rules, spec, &options, &result, diags), ECC_OK);
            assert_int_equal(result->controlled, enough == 1 ? ECC_TRUE : ECC_FALSE);
            ecc_result_free(result);
            ecc_spec_free(spec);
        }
    }
    close_all(rules, diags);
}

static void reads_each_file_once_and_late(void **state)
{
    (void)state;
    struct shelf shelf;
    ecc_rules *rules;
    ecc_diags *diags;
    open_whole(&shelf, &rules, &diags);
    assert_int_equal(shelf.asked, 0);
    assert_int_equal(ecc_rules_load_all(rules, diags), ECC_OK);
    assert_int_equal(shelf.asked, 10);
    assert_int_equal(ecc_rules_load_all(rules, diags), ECC_OK);
    assert_int_equal(shelf.asked, 10);
    close_all(rules, diags);
}

static void lists_its_days(void **state)
{
    (void)state;
    static const ecc_date expected[] = {{2020, 1, 1}, {2021, 1, 1}, {2021, 6, 1}, {2022, 1, 1}};
    struct shelf shelf;
    ecc_rules *rules;
    ecc_diags *diags;
    const ecc_date *dates = NULL;
    size_t n = 0;
    open_whole(&shelf, &rules, &diags);
    assert_int_equal(ecc_rules_dates(rules, &dates, &n, diags), ECC_OK);
    assert_int_equal(n, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(ecc_date_cmp(dates[i], expected[i]), 0);
    }
    close_all(rules, diags);
}

static void finds_by_name_and_day(void **state)
{
    (void)state;
    static const struct {
        const char *reference;
        ecc_date day;
        int index; /* -1: not found */
    } rows[] = {
        {"RULE-1", {2021, 6, 1}, 4},
        {"rule-1", {2021, 6, 1}, 4},
        {"Rule-1", {2020, 1, 1}, 3},
        {"RULE-1", {2019, 12, 31}, -1},
        {"RULE-1@2022-01-01", {2020, 1, 1}, 5},
        {"RULE-1@2022-01-02", {2030, 1, 1}, -1},
        {"RULE-1@yesterday", {2030, 1, 1}, -1},
        {"RULE-1@", {2030, 1, 1}, -1},
        {"RULE-2", {2030, 1, 1}, -1},
        {"RULE", {2030, 1, 1}, -1},
        {"", {2030, 1, 1}, -1},
        {"later", {2020, 6, 1}, -1},
        {"later", {2021, 1, 1}, 2},
    };
    struct shelf shelf;
    ecc_rules *rules;
    ecc_diags *diags;
    open_whole(&shelf, &rules, &diags);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t index = 99;
        ecc_status status = ecc_rules_find(rules, ecc_str_of(rows[i].reference), rows[i].day,
                                           &index, diags);
        assert_int_equal(status, rows[i].index < 0 ? ECC_E_NOT_FOUND : ECC_OK);
        assert_int_equal(index, rows[i].index < 0 ? 99 : rows[i].index);
    }
    close_all(rules, diags);
}

static void says_when_nothing_was_in_force(void **state)
{
    (void)state;
    struct shelf shelf;
    ecc_rules *rules;
    ecc_diags *diags;
    const struct ecc_laws *laws = NULL;
    open_whole(&shelf, &rules, &diags);
    assert_int_equal(ecc_rules_laws(rules, (ecc_date){2019, 12, 31}, &laws, diags), ECC_E_DATE);
    assert_string_equal(ecc_diags_at(diags, 0).id, "rule.not-in-force");
    assert_int_equal(ecc_rules_laws(rules, (ecc_date){2020, 1, 1}, &laws, diags), ECC_OK);
    assert_int_equal(laws->n, 1); /* the other country has no law yet */
    assert_int_equal(ecc_rules_laws(rules, (ecc_date){2021, 6, 1}, &laws, diags), ECC_OK);
    assert_int_equal(laws->n, 2);
    close_all(rules, diags);
}

static void passes_on_what_cannot_be_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_WHOLE - 2; i++) {
        struct shelf shelf = {.files = whole, .n = N_WHOLE, .broken = whole[i].path};
        ecc_rules *rules;
        ecc_diags *diags;
        assert_int_equal(open_shelf(&shelf, &rules, &diags), ECC_OK);
        assert_int_equal(ecc_rules_load_all(rules, diags), ECC_E_IO);
        close_all(rules, diags);
    }
}

static void refuses_paths(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "a/b/c/2020-01-01.yaml", "2020-01-01.yaml", "a/other.yaml", "a/b/2020-1-1.yaml",
        "a//2020-01-01.yaml",    "a/b/regime.yaml", "regime.yaml"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const struct file file = {bad[i], ""};
        struct shelf shelf = {.files = &file, .n = 1};
        ecc_rules *rules;
        ecc_diags *diags;
        assert_int_equal(open_shelf(&shelf, &rules, &diags), ECC_E_INVALID);
        assert_string_equal(ecc_diags_at(diags, 0).id, "rule.bad-path");
        assert_null(rules);
        close_all(rules, diags);
    }
    ecc_rules *rules = NULL;
    ecc_diags *diags = NULL;
    struct shelf shelf = {.n = 0};
    assert_int_equal(open_shelf(&shelf, &rules, &diags), ECC_E_INVALID);
    assert_string_equal(ecc_diags_at(diags, 0).id, "rule.none");
    assert_int_equal(ecc_rules_open_files(NULL, 0, NULL, NULL, &rules, diags), ECC_E_USAGE);
    assert_int_equal(ecc_rules_open_files(NULL, 0, read_file, NULL, NULL, diags), ECC_E_USAGE);
    assert_int_equal(ecc_rules_open_files(NULL, 0, read_file, NULL, &rules, NULL), ECC_E_USAGE);
    ecc_rules_free(NULL);
    close_all(rules, diags);
}

static void gives_definitions_no_clauses(void **state)
{
    (void)state;
    struct shelf shelf;
    ecc_rules *rules;
    ecc_diags *diags;
    const ecc_node *root = NULL;
    const struct ecc_scope *scopes = NULL;
    const struct ecc_question *questions = NULL;
    const ecc_definition *definitions = NULL;
    size_t n = 0;
    open_whole(&shelf, &rules, &diags);
    assert_int_equal(ecc_rules_clauses(rules, 0, &root, diags), ECC_E_NOT_FOUND);
    assert_int_equal(ecc_rules_lint(rules, 0, diags), ECC_E_NOT_FOUND);
    assert_int_equal(ecc_rules_test(rules, 0, NULL, NULL, NULL, diags), ECC_E_NOT_FOUND);
    assert_int_equal(ecc_rules_beside(rules, 0, &scopes, &n, &questions, &n, diags),
                     ECC_E_NOT_FOUND);
    assert_int_equal(ecc_rules_definitions(rules, 0, &definitions, &n, diags), ECC_OK);
    assert_int_equal(n, 1);
    assert_true(ecc_str_is(definitions[0].id, "bw"));
    /* of a country that has no rule yet */
    assert_int_equal(ecc_rules_definitions(rules, 6, &definitions, &n, diags), ECC_E_NOT_FOUND);
    assert_int_equal(ecc_rules_clauses(rules, 3, &root, diags), ECC_OK);
    assert_true(ecc_str_is(root->id, "RULE-1"));
    assert_int_equal(root->n_children, 1);
    assert_true(ecc_str_is(root->children[0].id, "RULE-1.a"));
    assert_int_equal(root->children[0].verdict, ECC_UNKNOWN);
    assert_null(root->children[0].value);
    close_all(rules, diags);
}

/* Two countries, each with its own definitions and open questions. */
#define OPEN_QUESTION(id, taken)                                                                   \
    "  - {id: " id ", question: {en: which " id ", zh: q}, source: {mark: quoted},\n"              \
    "     options: [{id: one, name: {en: first " id ", zh: f}}, {id: two, name: {en: second " id   \
    ", zh: r}}],\n     taken: " taken "}\n"

static void shows_definitions_and_readings(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"a/regime.yaml", REGIME("a", "P.a")},
        {"a/definitions/2021-01-01.yaml",
         "ecc: definitions/1\n" DATED("2021-01-01") "readings:\n" OPEN_QUESTION(
             "w", "one") "quantities:\n" SMALL_QUANTITY("bw", "circuit", "GB/s",
                                                        "memory.bandwidth")},
        {"a/p/2021-01-01.yaml", RULE("P", "2021-01-01", "1")},
        {"b/regime.yaml", REGIME("b", "Q.a")},
        {"b/definitions/2021-01-01.yaml",
         "ecc: definitions/1\n" DATED("2021-01-01") "readings:\n" OPEN_QUESTION("x", "two")
             OPEN_QUESTION("y", "one") "quantities:\n" SMALL_QUANTITY("stack", "memory", "GB/s",
                                                                      "bandwidth")
                 SMALL_QUANTITY("bw", "circuit", "GB/s", "memory.bandwidth")},
        {"b/q/2021-01-01.yaml", RULE("Q", "2021-01-01", "7")},
        {"c/regime.yaml", REGIME("c", "S.a")},
        {"c/definitions/2021-01-01.yaml",
         "ecc: definitions/1\n" DATED("2021-01-01") "readings:\n" OPEN_QUESTION(
             "z", "two") "quantities:\n" SMALL_QUANTITY("bw", "circuit", "GB/s",
                                                        "memory.bandwidth")},
        {"c/s/2021-01-01.yaml", RULE("S", "2021-01-01", "7")},
    };
    static const struct {
        size_t index;
        const char *ids;
    } rows[] = {{0, "bw "}, {1, "bw "}, {2, "stack bw "}, {3, "stack bw "}, {4, "bw "}};
    struct shelf shelf = {.files = files, .n = sizeof files / sizeof files[0]};
    ecc_rules *rules;
    ecc_diags *diags;
    size_t n = 0;
    assert_int_equal(open_shelf(&shelf, &rules, &diags), ECC_OK);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ecc_definition *definitions = NULL;
        char ids[64] = "";
        assert_int_equal(ecc_rules_definitions(rules, rows[i].index, &definitions, &n, diags),
                         ECC_OK);
        for (size_t j = 0; j < n; j++) {
            snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "%.*s ",
                     (int)definitions[j].id.len, definitions[j].id.ptr);
        }
        assert_string_equal(ids, rows[i].ids);
    }
    const ecc_reading_view *views = NULL;
    static const char *const ids[] = {"w", "x", "y", "z"};
    assert_int_equal(ecc_rules_readings(rules, (ecc_date){2021, 1, 1}, &views, &n, diags), ECC_OK);
    assert_int_equal(n, 4);
    for (size_t i = 0; i < n; i++) {
        char text[3][64];
        snprintf(text[0], sizeof text[0], "which %s", ids[i]);
        snprintf(text[1], sizeof text[1], "first %s", ids[i]);
        snprintf(text[2], sizeof text[2], "second %s", ids[i]);
        assert_true(ecc_str_is(views[i].id, ids[i]));
        assert_true(ecc_str_is(views[i].question.in[ECC_ENGLISH], text[0]));
        assert_int_equal(views[i].source.mark, ECC_MARK_QUOTED);
        assert_int_equal(views[i].n_options, 2);
        assert_true(ecc_str_is(views[i].options[0].id, "one"));
        assert_true(ecc_str_is(views[i].options[0].name.in[ECC_ENGLISH], text[1]));
        assert_true(ecc_str_is(views[i].options[1].id, "two"));
        assert_true(ecc_str_is(views[i].options[1].name.in[ECC_ENGLISH], text[2]));
        assert_int_equal(views[i].used, i % 2);
        assert_int_equal(views[i].taken, views[i].used);
    }
    assert_int_equal(ecc_rules_readings(rules, (ecc_date){2020, 12, 31}, &views, &n, diags),
                     ECC_E_DATE);
    close_all(rules, diags);
}

static void opens_the_shipped_rules(void **state)
{
    (void)state;
    ecc_rules *rules = NULL;
    ecc_diags *diags = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(ecc_rules_open_builtin(&rules, diags), ECC_OK);
    assert_int_equal(ecc_rules_load_all(rules, diags), ECC_OK);
    assert_int_equal(ecc_diags_count(diags), 0);
    for (size_t i = 0; i < ecc_rules_count(rules); i++) {
        const ecc_definition *definitions = NULL;
        size_t n = 0;
        assert_int_equal(ecc_rules_definitions(rules, i, &definitions, &n, diags), ECC_OK);
        assert_true(n > 0);
    }
    close_all(rules, diags);
}

/* The day through which a law is verified is the earliest of its files'; the first day on which
 * anything was in force is the earliest of all countries'. */
static void takes_the_earliest_of_days(void **state)
{
    (void)state;
#define VERIFIED(day)                                                                              \
    "in-force: 2021-01-01\nverified-through: " day "\ntitle: {en: t, zh: t}\n"                     \
    "changes: {en: c, zh: c}\nsource: {mark: primary}\n"
#define SHORT_RULE(name, day)                                                                      \
    "ecc: rule/1\nrule: " name "\ngate: yes\n" VERIFIED(                                           \
        day) "clauses:\n"                                                                          \
             "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: bw, at-least: 1 GB/s}\n" \
             "examples: []\n"
    static const struct file files[] = {
        {"a/regime.yaml", REGIME("a", "P.a")},
        {"a/definitions/2021-01-01.yaml", DEFINITIONS("2021-01-01")},
        {"a/p/2021-01-01.yaml", SHORT_RULE("P", "2022-03-01")},
        {"a/q/2021-01-01.yaml", SHORT_RULE("Q", "2022-02-01")},
        {"a/r/2021-01-01.yaml", SHORT_RULE("R", "2022-04-01")},
        {"b/regime.yaml", REGIME("b", "Q.a")},
        {"b/definitions/2020-05-01.yaml", DEFINITIONS("2020-05-01")},
        {"b/q/2020-05-01.yaml", RULE("Q", "2020-05-01", "7")},
    };
    struct shelf shelf = {.files = files, .n = sizeof files / sizeof files[0]};
    ecc_rules *rules;
    ecc_diags *diags;
    const struct ecc_laws *laws = NULL;
    assert_int_equal(open_shelf(&shelf, &rules, &diags), ECC_OK);
    assert_int_equal(ecc_rules_laws(rules, (ecc_date){2020, 4, 30}, &laws, diags), ECC_E_DATE);
    const ecc_diag diag = ecc_diags_at(diags, 0);
    assert_string_equal(diag.id, "rule.not-in-force");
    assert_true(ecc_str_is(diag.args[1].text, "2020-05-01"));
    assert_int_equal(ecc_rules_laws(rules, (ecc_date){2020, 5, 1}, &laws, diags), ECC_OK);
    assert_int_equal(ecc_date_cmp(laws->verified_through, (ecc_date){2030, 1, 1}), 0);
    assert_int_equal(ecc_rules_laws(rules, (ecc_date){2021, 1, 1}, &laws, diags), ECC_OK);
    assert_int_equal(ecc_date_cmp(laws->verified_through, (ecc_date){2022, 2, 1}), 0);
    close_all(rules, diags);
}

/* ---- Clauses and examples ---------------------------------------------------------------------
 */

#define BOTH                                                                                       \
    SMALL_QUANTITY("bw", "circuit", "GB/s", "memory.bandwidth")                                    \
    SMALL_QUANTITY("stack", "memory", "GB/s", "bandwidth")
#define HEADED "heading: {en: h, zh: h}, "
#define CLAUSE(id, kind, rest)                                                                     \
    "  - {id: " id ", for: " kind ", heading: {en: h, zh: h}, " rest "}\n"
#define NOTE CLAUSE("Note", "circuit", "exclusion: yes, compare: bw, at-least: 5 GB/s")

/* "rule.unknown-clause rule.circle": what is said of a rule of these clauses. */
static void refuses_clauses(void **state)
{
    (void)state;
    static const struct {
        const char *clauses;
        const char *id;
    } bad[] = {
        {CLAUSE("a", "memory", "compare: bw, at-least: 1 GB/s"), "rule.wrong-subject"},
        {CLAUSE("a", "circuit", "fact: memory.bandwidth, is: yes"), "rule.fact-kind"},
        {CLAUSE("a", "circuit", "fact: datacenter, is: yes"), "rule.fact-kind"},
        {CLAUSE("a", "assembly", "fact: sold-as, is: card"), "rule.unknown-fact"},
        {CLAUSE("a", "circuit", "compare: bw, at-least: 1 GB/s")
             CLAUSE("b", "memory", "meets: R.a"),
         "rule.wrong-subject"},
        {NOTE CLAUSE("a", "memory", "unless: [Note], compare: stack, at-least: 1 GB/s"),
         "rule.not-exclusion"},
        {CLAUSE("b", "circuit", "compare: bw, at-least: 1 GB/s")
             CLAUSE("a", "circuit", "unless: [b], compare: bw, at-least: 1 GB/s"),
         "rule.not-exclusion"},
        {NOTE CLAUSE("Other", "circuit",
                     "exclusion: yes, unless: [Note], compare: bw, at-least: 5 GB/s"),
         "rule.circle"},
        {CLAUSE("a", "circuit",
                "all: [{not: {id: a, heading: {en: h, zh: h}, compare: bw, "
                "at-least: 5 GB/s}}, {compare: bw, at-least: 1 GB/s}]"),
         "rule.duplicate-id"},
    };
    static struct small_rules small = {.quantities = BOTH};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        small.clauses = bad[i].clauses;
        assert_int_equal(small_load(&small), ECC_E_INVALID);
        if (strcmp(ecc_diags_at(small.diags, 0).id, bad[i].id) != 0) {
            fail_msg("%s is %s, not %s", bad[i].clauses, ecc_diags_at(small.diags, 0).id,
                     bad[i].id);
        }
    }
    small_close(&small);
}

/* "R.a", "R Note": letters follow the rule's name behind a point. */
static void names_its_clauses(void **state)
{
    (void)state;
    static const struct {
        const char *clause;
        const char *id;
    } rows[] = {{CLAUSE("a", "circuit", "compare: bw, at-least: 1 GB/s"), "R.a"},
                {CLAUSE("z.1", "circuit", "compare: bw, at-least: 1 GB/s"), "R.z.1"},
                {CLAUSE("Note 1", "circuit", "compare: bw, at-least: 1 GB/s"), "R Note 1"},
                {CLAUSE("'~a'", "circuit", "compare: bw, at-least: 1 GB/s"), "R ~a"}};
    static struct small_rules small = {.quantities = BOTH};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ecc_node *root = NULL;
        small.clauses = rows[i].clause;
        small_open(&small);
        assert_int_equal(ecc_rules_clauses(small.rules, 1, &root, small.diags), ECC_OK);
        assert_int_equal(root->n_children, 1);
        assert_true(ecc_str_is(root->children[0].id, rows[i].id));
    }
    small_close(&small);
}

/* An order of review may name what is not of its kind: then nothing comes of it. */
static void reviews_its_own_kind(void **state)
{
    (void)state;
    static struct small_rules small = {.quantities = BOTH};
    struct small_check check;
    small.clauses = CLAUSE("m", "memory", "compare: stack, at-least: 1 GB/s")
        CLAUSE("a", "circuit", "compare: bw, at-least: 1 GB/s");
    static const struct {
        const char *order;
        ecc_tri controlled;
    } orders[] = {{"  circuit: [R.m]\n", ECC_FALSE},
                  {"  circuit: [R.m, R.a]\n", ECC_TRUE},
                  {"  assembly: [R.a, R.m]\n", ECC_FALSE}};
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        small.order = orders[i].order;
        small_open(&small);
        assert_int_equal(small_check(&small,
                                     "ecc: chip/1\nname: x\nsold-as: module\n"
                                     "memory: {bandwidth: 2 GB/s}\n",
                                     NULL, &check),
                         ECC_OK);
        assert_int_equal(check.result->controlled, orders[i].controlled);
        small_done(&check);
    }
    small_close(&small);
}

/* A rule's clauses, and what stands beside them, in the order of the file. */
static void shows_a_rule_as_it_is_written(void **state)
{
    (void)state;
    static struct small_rules small = {.quantities = BOTH};
    const ecc_node *root = NULL;
    const ecc_scope *scopes = NULL;
    const ecc_question *questions = NULL;
    size_t n_scopes = 0;
    size_t n_questions = 0;
    static const char *const ids[] = {"R.a", "R.m", "R Note"};
    small.clauses = CLAUSE("a", "circuit", "compare: bw, at-least: 1 GB/s")
        CLAUSE("m", "memory", "compare: stack, at-least: 1 GB/s") NOTE
        "scope:\n"
        "  - {for: [a], text: {en: some places, zh: t}, source: {mark: primary}}\n"
        "  - {text: {en: others, zh: t}, source: {mark: primary}}\n"
        "questions:\n"
        "  - {id: first, to: {en: maker, zh: t}, ask: {en: so, zh: a}, when: always}\n"
        "  - {id: second, to: {en: buyer, zh: t}, ask: {en: or so, zh: a}, when: met}\n";
    small_open(&small);
    assert_int_equal(ecc_rules_clauses(small.rules, 1, &root, small.diags), ECC_OK);
    assert_int_equal(root->kind, ECC_NODE_ANY);
    assert_true(ecc_str_is(root->id, "R"));
    assert_true(ecc_str_is(root->label, "R"));
    assert_true(ecc_str_is(root->heading.in[ECC_ENGLISH], "t"));
    assert_int_equal(root->source.mark, ECC_MARK_PRIMARY);
    assert_int_equal(root->n_children, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_true(ecc_str_is(root->children[i].id, ids[i]));
    }
    assert_int_equal(
        ecc_rules_beside(small.rules, 1, &scopes, &n_scopes, &questions, &n_questions, small.diags),
        ECC_OK);
    assert_int_equal(n_scopes, 2);
    assert_true(ecc_str_is(scopes[0].text.in[ECC_ENGLISH], "some places"));
    assert_true(ecc_str_is(scopes[1].text.in[ECC_ENGLISH], "others"));
    assert_int_equal(n_questions, 2);
    assert_true(ecc_str_is(questions[0].id, "first"));
    assert_true(ecc_str_is(questions[1].to.in[ECC_ENGLISH], "buyer"));
    small_close(&small);
}

/* "rule.circle id=P.a; ": small_said() without the text that a message is about. */
static void put_args(const ecc_diags *diags, char *out, size_t size)
{
    char said[2048];
    size_t len = 0;
    bool quoted = false;
    small_said(diags, said, sizeof said);
    for (size_t i = 0; said[i] != '\0'; i++) {
        if (said[i] == '`') {
            quoted = !quoted;
        } else if (!quoted && !(said[i] == ' ' && said[i + 1] == '`') && len + 1 < size) {
            out[len++] = said[i];
        }
    }
    out[len] = '\0';
}

/* ---- Clauses that refer to others -------------------------------------------------------------- */

#define RULE_OF(name, clauses)                                                                     \
    "ecc: rule/1\nrule: " name "\ngate: yes\n" DATED("2021-01-01") "clauses:\n" clauses            \
                                                                   "examples: []\n"
/* What is loaded of two rules, P and Q, and what is said of them. */
static ecc_status open_two(const char *p, const char *q, ecc_rules **rules, ecc_diags **diags,
                           char said[1024])
{
    const struct file files[] = {{"a/regime.yaml", REGIME("a", "P.a")},
                                 {"a/definitions/2021-01-01.yaml",
                                  "ecc: definitions/1\n" DATED("2021-01-01") "quantities:\n" BOTH},
                                 {"a/p/2021-01-01.yaml", p},
                                 {"a/q/2021-01-01.yaml", q}};
    struct shelf shelf = {.files = files, .n = sizeof files / sizeof files[0]};
    assert_int_equal(open_shelf(&shelf, rules, diags), ECC_OK);
    const ecc_status status = ecc_rules_load_all(*rules, *diags);
    put_args(*diags, said, 1024);
    return status;
}

#define MEETS(id, kind, target) CLAUSE(id, kind, "meets: " target)
#define FAST(id)                CLAUSE(id, "circuit", "compare: bw, at-least: 1 GB/s")

/* A reference to what is not there, or is about something else, or leads back. */
static void refuses_references(void **state)
{
    (void)state;
    static const struct {
        const char *p;
        const char *q;
        const char *said;
    } rows[] = {
        {RULE_OF("P", FAST("a")), RULE_OF("Q", MEETS("a", "circuit", "P.b")),
         "rule.unknown-clause id=P.b; "},
        {RULE_OF("P", FAST("a") FAST("b")),
         RULE_OF("Q", MEETS("a", "circuit", "P.z") MEETS("b", "circuit", "P.b")
                          MEETS("c", "circuit", "Q.z")),
         "rule.unknown-clause id=P.z; rule.unknown-clause id=Q.z; "},
        {RULE_OF("P", FAST("a")), RULE_OF("Q", MEETS("a", "memory", "P")),
         "rule.unknown-clause id=P; "},
        {RULE_OF("P", FAST("a") NOTE),
         RULE_OF("Q", MEETS("a", "memory", "P.a") MEETS("b", "memory", "P Note")),
         "rule.wrong-subject id=P.a wanted=memory found=circuit; rule.wrong-subject id=P Note "
         "wanted=memory found=circuit; "},
        {RULE_OF("P", NOTE), RULE_OF("Q", MEETS("a", "circuit", "P")),
         "rule.unknown-clause id=P; "},
        /* circles: said once, and not where something else is wrong */
        {RULE_OF("P", MEETS("a", "circuit", "P.a")), RULE_OF("Q", FAST("a")),
         "rule.circle id=P.a; "},
        {RULE_OF("P", FAST("a")), RULE_OF("Q", FAST("a") MEETS("b", "circuit", "Q.b")),
         "rule.circle id=Q.b; "},
        {RULE_OF("P", MEETS("a", "circuit", "P.b") MEETS("b", "circuit", "P.a")),
         RULE_OF("Q", FAST("a")), "rule.circle id=P.a; "},
        {RULE_OF("P", FAST("a") MEETS("b", "circuit", "Q.b")),
         RULE_OF("Q", FAST("a") MEETS("b", "circuit", "P")), "rule.circle id=P.b; "},
        {RULE_OF("P",
                 FAST("a") CLAUSE("b", "circuit",
                                  "any: [{compare: bw, at-least: 1 GB/s}, {not: {meets: P.b}}]")),
         RULE_OF("Q", FAST("a")), "rule.circle id=P.b; "},
        {RULE_OF("P", MEETS("a", "circuit", "P.a")), RULE_OF("Q", MEETS("a", "circuit", "P.z")),
         "rule.unknown-clause id=P.z; "},
        /* twice the same is no circle */
        {RULE_OF("P", FAST("a")),
         RULE_OF("Q", CLAUSE("a", "circuit", "all: [{meets: P.a}, {meets: P.a}, {meets: P}]")), ""},
    };
    size_t failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ecc_rules *rules;
        ecc_diags *diags;
        char said[1024];
        const ecc_status status = open_two(rows[i].p, rows[i].q, &rules, &diags, said);
        if (strcmp(said, rows[i].said) != 0 ||
            status != (rows[i].said[0] != '\0' ? ECC_E_INVALID : ECC_OK)) {
            print_error("%s%s: %s\n", rows[i].p, rows[i].q, said);
            failed++;
        }
        close_all(rules, diags);
    }
    assert_int_equal(failed, 0);
}

/* "meets: P" is any paragraph of that rule about the same kind of thing, and no note. */
static void meets_rules_and_clauses(void **state)
{
    (void)state;
    static const struct {
        const char *clause;
        const char *bandwidth;
        ecc_tri verdict;
    } rows[] = {
        {MEETS("a", "circuit", "P"), "4 GB/s", ECC_TRUE},
        {MEETS("a", "circuit", "P"), "1 GB/s", ECC_TRUE},
        {MEETS("a", "circuit", "P"), "3 GB/s", ECC_FALSE},
        {MEETS("a", "circuit", "P Note"), "3 GB/s", ECC_TRUE},
        {MEETS("a", "circuit", "P.a"), "4 GB/s", ECC_TRUE},
        {MEETS("a", "circuit", "P.a"), "1 GB/s", ECC_FALSE},
        {MEETS("a", "circuit", "P.b"), "1 GB/s", ECC_TRUE},
        /* an exclusion that stands in two clauses */
        {CLAUSE("a", "circuit", "unless: [N], compare: bw, at-least: 0 GB/s")
             CLAUSE("b", "circuit", "unless: [N], compare: bw, at-least: 0 GB/s")
                 CLAUSE("N", "circuit", "exclusion: yes, meets: P"),
         "4 GB/s", ECC_FALSE},
        {CLAUSE("a", "circuit", "unless: [N], compare: bw, at-least: 0 GB/s")
             CLAUSE("b", "circuit", "unless: [N], compare: bw, at-least: 0 GB/s")
                 CLAUSE("N", "circuit", "exclusion: yes, meets: P"),
         "3 GB/s", ECC_TRUE},
    };
    static const char p[] = RULE_OF(
        "P", CLAUSE("Note", "circuit", "exclusion: yes, compare: bw, at-least: 3 GB/s")
                 CLAUSE("m", "memory", "compare: stack, at-least: 0 GB/s")
                     CLAUSE("a", "circuit", "compare: bw, at-least: 4 GB/s")
                         CLAUSE("b", "circuit", "compare: bw, at-most: 1 GB/s"));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ecc_rules *rules;
        ecc_diags *diags;
        ecc_spec *spec = NULL;
        const ecc_result *result = NULL;
        char said[1024];
        char q[1024];
        char text[128];
        ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
        options.as_of = (ecc_date){2021, 6, 1};
        snprintf(q, sizeof q, RULE_OF("Q", "%s"), rows[i].clause);
        snprintf(text, sizeof text, "ecc: chip/1\nname: x\nmemory: {bandwidth: %s}\n",
                 rows[i].bandwidth);
        assert_int_equal(open_two(p, q, &rules, &diags, said), ECC_OK);
        assert_int_equal(ecc_spec_load(ECC_STR("x"), ecc_str_of(text), NULL, NULL, &spec, diags),
                         ECC_OK);
        assert_int_equal(ecc_check(rules, spec, &options, &result, diags), ECC_OK);
        assert_int_equal(result->subjects[0].n_entries, 2);
        const ecc_node *node = result->subjects[0].entries[1].paragraphs;
        assert_true(ecc_str_is(node->id, "Q.a"));
        if (node->verdict != rows[i].verdict) {
            fail_msg("%s of %s is %s", rows[i].clause, rows[i].bandwidth,
                     small_word(node->verdict));
        }
        ecc_result_free(result);
        ecc_spec_free(spec);
        close_all(rules, diags);
    }
}

/* ---- Examples ---------------------------------------------------------------------------------- */

/* "R.a [bw: 5 GB/s] yes/yes; ": what is expected and what is found, or that it did not run. */
static void put_example(void *user, const ecc_example *example)
{
    char *out = user;
    const size_t len = strlen(out);
    snprintf(out + len, 1024 - len, "%.*s [%.*s] %s/%s; ", (int)example->clause.len,
             example->clause.ptr, (int)example->label.len, example->label.ptr,
             small_word(example->expected), example->ran ? small_word(example->actual) : "not run");
}

static ecc_status give_part(void *user, ecc_str id, ecc_str *out_bytes)
{
    (void)user;
    static const struct {
        const char *id;
        const char *text;
    } parts[] = {{"fast", "ecc: chip/1\nname: x\nmemory: {bandwidth: 6 GB/s}\n"},
                 {"stack", "ecc: memory/1\nname: x\nbandwidth: 6 GB/s\n"},
                 {"broken", "ecc: chip/1\n"}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (ecc_str_is(id, parts[i].id)) {
            *out_bytes = ecc_str_of(parts[i].text);
            return ECC_OK;
        }
    }
    return ecc_str_is(id, "unreadable") ? ECC_E_IO : ECC_E_NOT_FOUND;
}

#define EXAMPLE(clause, given, expect)                                                             \
    "\n  - {clause: " clause ", given: {" given "}, expect: " expect "}"
#define PART(clause, part, expect) "\n  - {clause: " clause ", part: " part ", expect: " expect "}"

static void runs_its_examples(void **state)
{
    (void)state;
    static const struct {
        const char *examples;
        ecc_status status;
        const char *run;
        const char *said; /* by each message: its name and arguments */
    } rows[] = {
        {EXAMPLE("a", "bw: 5 GB/s", "met") EXAMPLE("a", "bw: 4.9 GB/s", "not-met")
             EXAMPLE("a", "bw: 4..5 GB/s", "undecided") EXAMPLE("a", "sold-as: card", "undecided"),
         ECC_OK,
         "R.a [bw: 5 GB/s] yes/yes; R.a [bw: 4.9 GB/s] no/no; R.a [bw: 4..5 GB/s] "
         "undecided/undecided; R.a [sold-as: card] undecided/undecided; ",
         ""},
        /* words, in the order of the file */
        {EXAMPLE("w", "datacenter.designed: no, bw: 1 GB/s, sold-as: card", "met")
             EXAMPLE("w", "datacenter.designed: yes, sold-as: card", "not-met")
                 EXAMPLE("w", "datacenter.designed: no, sold-as: module", "not-met")
                     EXAMPLE("w", "datacenter.designed: no, sold-as: chip", "not-met")
                         EXAMPLE("w", "sold-as: card", "undecided"),
         ECC_OK,
         "R.w [datacenter.designed: no, bw: 1 GB/s, sold-as: card] yes/yes; R.w "
         "[datacenter.designed: yes, sold-as: card] no/no; R.w [datacenter.designed: no, sold-as: "
         "module] no/no; R.w [datacenter.designed: no, sold-as: chip] no/no; R.w [sold-as: card] "
         "undecided/undecided; ",
         ""},
        /* memories, and what an assembly contains; of a declared figure it is given that it is there */
        {EXAMPLE("m", "stack: 2 GB/s", "met") EXAMPLE("m", "form: stack", "undecided")
             EXAMPLE("b", "bw: 5 GB/s", "met") EXAMPLE("b", "bw: 4 GB/s", "not-met")
                 EXAMPLE("t", "tpp: 5 TOPS*bit", "met") EXAMPLE("t", "tpp: 4 TOPS*bit", "not-met")
                     EXAMPLE("t", "bw: 4 GB/s", "undecided") EXAMPLE("u", "units: 3", "met"),
         ECC_OK,
         "R.m [stack: 2 GB/s] yes/yes; R.m [form: stack] undecided/undecided; R.b [bw: 5 GB/s] "
         "yes/yes; R.b [bw: 4 GB/s] no/no; R.t [tpp: 5 TOPS*bit] yes/yes; R.t [tpp: 4 TOPS*bit] "
         "no/no; R.t [bw: 4 GB/s] undecided/undecided; R.u [units: 3] yes/yes; ",
         ""},
        {PART("a", "fast", "met") PART("m", "stack", "met"), ECC_OK,
         "R.a [fast] yes/yes; R.m [stack] yes/yes; ", ""},
        /* what is not so; the first that goes wrong is the status of all */
        {EXAMPLE("a", "bw: 5 GB/s", "not-met") EXAMPLE("a", "bw: 4 GB/s", "undecided")
             EXAMPLE("a", "bw: 4..5 GB/s", "met") EXAMPLE("a", "bw: 5 GB/s", "met"),
         ECC_E_INVALID,
         "R.a [bw: 5 GB/s] no/yes; R.a [bw: 4 GB/s] undecided/no; R.a [bw: 4..5 GB/s] "
         "yes/undecided; R.a [bw: 5 GB/s] yes/yes; ",
         "rule.example-failed clause=R.a expected=not-met actual=met; rule.example-failed "
         "clause=R.a "
         "expected=undecided actual=not-met; rule.example-failed clause=R.a expected=met "
         "actual=undecided; "},
        {EXAMPLE("a", "bw: [5 GB/s]", "met") EXAMPLE("a", "bw: 5 mm2", "met")
             EXAMPLE("a", "bw: 5 GB/s, wb: 5 GB/s", "met") EXAMPLE("u", "units: 1.5", "met")
                 EXAMPLE("a", "sold-as: lorry", "met") EXAMPLE("a", "'': 5 GB/s", "met"),
         ECC_E_INVALID,
         "R.a [bw: ] yes/not run; R.a [bw: 5 mm2] yes/not run; R.a [bw: 5 GB/s, wb: 5 GB/s] "
         "yes/not run; R.u [units: 1.5] yes/not run; R.a [sold-as: lorry] yes/not run; R.a [: 5 "
         "GB/s] yes/not run; ",
         "bind.text-wanted; quantity.dimension unit=mm2 units=GB/s, TB/s, Gb/s; rule.unknown-fact "
         "path=wb "
         "guess=none; quantity.not-whole text=1.5; bind.bad-word word=lorry words=chip, module, "
         "card; rule.unknown-fact path= guess=none; "},
        {PART("a", "slow", "met") PART("a", "stack", "met") PART("m", "fast", "met")
             PART("b", "fast", "met") PART("a", "broken", "met") PART("a", "fast", "met"),
         ECC_E_INVALID,
         "R.a [slow] yes/not run; R.a [stack] yes/not run; R.m [fast] yes/not run; R.b [fast] "
         "yes/yes; R.a [broken] yes/not run; R.a [fast] yes/yes; ",
         "rule.example-part part=slow; rule.example-subject part=stack clause=R.a; "
         "rule.example-subject part=fast clause=R.m; spec.missing-key key=name; "},
        {PART("a", "unreadable", "met") EXAMPLE("a", "bw: 5 GB/s", "not-met"), ECC_E_IO,
         "R.a [unreadable] yes/not run; R.a [bw: 5 GB/s] no/yes; ",
         "rule.example-failed clause=R.a expected=not-met actual=met; "},
    };
    static struct small_rules small;
    size_t failed = 0;
    small.quantities = BOTH SMALL_QUANTITY("tpp", "circuit", "TOPS*bit", "declared.tpp")
        SMALL_QUANTITY("units", "circuit", "1", "{count: processing-units}");
    small.clauses = CLAUSE("a", "circuit", "compare: bw, at-least: 5 GB/s") CLAUSE(
        "w", "circuit", "all: [{fact: sold-as, is: card}, {fact: datacenter.designed, is: no}]")
        CLAUSE("m", "memory", "compare: stack, at-least: 2 GB/s")
            CLAUSE("b", "assembly", "contains: circuit, compare: bw, at-least: 5 GB/s")
                CLAUSE("t", "circuit", "compare: tpp, at-least: 5 TOPS*bit")
                    CLAUSE("u", "circuit", "compare: units, at-least: 3");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char run[1024] = "";
        char said[1024] = "";
        small.examples = rows[i].examples;
        small_open(&small);
        const ecc_status status = ecc_rules_test(small.rules, 1, give_part, put_example, run,
                                                 small.diags);
        put_args(small.diags, said, sizeof said);
        if (status != rows[i].status || strcmp(run, rows[i].run) != 0 ||
            strcmp(said, rows[i].said) != 0) {
            print_error("%s\n%d: %s\n%s\n", rows[i].examples, status, run, said);
            failed++;
        }
        /* nobody to report to: the status says it */
        assert_int_equal(ecc_rules_test(small.rules, 1, give_part, NULL, NULL, small.diags),
                         rows[i].status);
    }
    assert_int_equal(failed, 0);
    /* nobody to ask for parts: the others are run */
    char run[1024] = "";
    small.examples = PART("a", "slow", "met") EXAMPLE("a", "bw: 5 GB/s", "met");
    small_open(&small);
    assert_int_equal(ecc_rules_test(small.rules, 1, NULL, put_example, run, small.diags), ECC_OK);
    assert_string_equal(run, "R.a [bw: 5 GB/s] yes/yes; ");
    small_close(&small);
}

/* What a reviewer would ask: an example on each side of a line, close to it; a weak source with a
 * note. Nothing is below zero, and what is next to it is close. */
static void lints_clauses(void **state)
{
    (void)state;
#define LINE(value)        "compare: bw, at-least: " value " GB/s"
#define LACKS(side, value) "rule.example-missing id=R.a side=" side " threshold=" value "; "
    static const struct {
        const char *clauses;
        const char *examples;
        const char *found;
    } rows[] = {
        {CLAUSE("a", "circuit", LINE("100")),
         EXAMPLE("a", "bw: 99 GB/s", "not-met") EXAMPLE("a", "bw: 100 GB/s", "met")
             EXAMPLE("a", "bw: 101 GB/s", "met"),
         ""},
        {CLAUSE("a", "circuit", LINE("100")),
         EXAMPLE("a", "bw: 98.9 GB/s", "not-met") EXAMPLE("a", "bw: 100 GB/s", "met")
             EXAMPLE("a", "bw: 101.1 GB/s", "met"),
         LACKS("below", "100") LACKS("above", "100")},
        {CLAUSE("a", "circuit", LINE("100")),
         EXAMPLE("a", "sold-as: card", "undecided") PART("a", "fast", "met"),
         LACKS("below", "100") LACKS("at", "100") LACKS("above", "100")},
        {CLAUSE("a", "circuit", LINE("100")),
         EXAMPLE("a", "bw: 99..100 GB/s", "undecided") EXAMPLE("a", "bw: 100 GB/s", "met")
             EXAMPLE("a", "bw: 100.5..101 GB/s", "met"),
         LACKS("below", "100") LACKS("above", "100")},
        {CLAUSE("a", "circuit", "compare: bw, more-than: 0 GB/s"),
         EXAMPLE("a", "bw: 0 GB/s", "not-met") EXAMPLE("a", "bw: 1 GB/s", "met"), ""},
        {CLAUSE("a", "circuit", "compare: bw, more-than: 0 GB/s"),
         EXAMPLE("a", "bw: 1 GB/s", "met"), LACKS("at", "0")},
        {CLAUSE("a", "circuit", "compare: bw, more-than: 0 GB/s"),
         EXAMPLE("a", "bw: 0 GB/s", "not-met"), LACKS("above", "0")},
        /* a difference that does not fit is not close */
        {CLAUSE("a", "circuit", LINE("100000000000000000000000000000e30")),
         EXAMPLE("a", "bw: 1e-30 GB/s", "not-met")
             EXAMPLE("a", "bw: 100000000000000000000000000000e30 GB/s", "met"),
         LACKS("below", "100000000000000000000000000000000000000000000000000000000000")
             LACKS("above", "100000000000000000000000000000000000000000000000000000000000")},
        /* a count need not be close */
        {CLAUSE("a", "circuit", "compare: units, at-least: 10"),
         EXAMPLE("a", "units: 1", "not-met") EXAMPLE("a", "units: 10", "met")
             EXAMPLE("a", "units: 90", "met"),
         ""},
        {CLAUSE("a", "circuit", "compare: units, at-least: 10"), EXAMPLE("a", "units: 10", "met"),
         LACKS("below", "10") LACKS("above", "10")},
        /* an example of a clause counts for the lines below it, not for those beside it or above */
        {CLAUSE("a", "circuit",
                "any: [{id: a.1, " HEADED LINE("100") "}, {all: [{" LINE("50") "}]}]"),
         EXAMPLE("a", "bw: 99 GB/s", "met") EXAMPLE("a.1", "bw: 100 GB/s", "met")
             EXAMPLE("a", "bw: 101 GB/s", "met") EXAMPLE("a.1", "bw: 50 GB/s", "not-met")
                 EXAMPLE("a", "bw: 50.5 GB/s", "met"),
         LACKS("below", "50") LACKS("at", "50")},
        {CLAUSE("a", "circuit", "any: [{id: a.1, " HEADED LINE("100") "}, {" LINE("50") "}]"),
         EXAMPLE("a", "bw: 49.5 GB/s", "not-met") EXAMPLE("a", "bw: 50 GB/s", "met")
             EXAMPLE("a", "bw: 50.5 GB/s", "met") EXAMPLE("a", "bw: 100 GB/s", "met"),
         "rule.example-missing id=R.a.1 side=below threshold=100; "
         "rule.example-missing id=R.a.1 side=above threshold=100; "},
        /* an exclusion is looked at in its own place, what is denied in that of its clause */
        {CLAUSE("a", "circuit", "unless: [N], fact: sold-as, is: card")
             CLAUSE("N", "circuit", "exclusion: yes, " LINE("0")),
         "[]",
         "rule.example-missing id=R N side=at threshold=0; rule.example-missing id=R N side=above "
         "threshold=0; "},
        {CLAUSE("a", "circuit", "all: [{fact: sold-as, is: card}, {not: {" LINE("0") "}}]"), "[]",
         LACKS("at", "0") LACKS("above", "0")},
        {CLAUSE("a", "circuit", "any: [{fact: sold-as, is: card}, {not: {" LINE("0") "}}]"), "[]",
         LACKS("at", "0") LACKS("above", "0")},
        {CLAUSE("a", "circuit",
                "any: [{fact: sold-as, is: card}, {not: {id: N, exclusion: yes, " HEADED LINE(
                    "0") "}}]"),
         "[]",
         "rule.example-missing id=R N side=at threshold=0; rule.example-missing id=R N side=above "
         "threshold=0; "},
        {CLAUSE("a", "circuit", "not: {" LINE("0") "}"), "[]",
         LACKS("at", "0") LACKS("above", "0")},
        /* sources */
        {CLAUSE("a", "circuit", "source: {mark: memory}, fact: sold-as, is: card"), "[]",
         "rule.weak-without-note id=R.a; "},
        {CLAUSE("a", "circuit", "source: {mark: inference}, fact: sold-as, is: card"), "[]",
         "rule.weak-without-note id=R.a; "},
        {CLAUSE("a", "circuit",
                "source: {mark: memory}, notes: [{en: n, zh: n}], fact: sold-as, "
                "is: card"),
         "[]", ""},
        {CLAUSE("a", "circuit",
                "source: {mark: memory}, notes: [{en: n, zh: n}], any: [{fact: sold-as, is: card}, "
                "{id: a.1, " HEADED "fact: sold-as, is: chip}]"),
         "[]", "rule.weak-without-note id=R.a.1; "},
        {CLAUSE("a", "circuit", "fact: sold-as, is: card"), "[]", ""},
    };
    static struct small_rules small = {
        .quantities = BOTH SMALL_QUANTITY("units", "circuit", "1", "{count: processing-units}")};
    size_t failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char found[1024];
        small.clauses = rows[i].clauses;
        small.examples = rows[i].examples;
        small_open(&small);
        assert_int_equal(ecc_rules_lint(small.rules, 1, small.diags), ECC_OK);
        put_args(small.diags, found, sizeof found);
        if (strcmp(found, rows[i].found) != 0) {
            print_error("%s%s:\n%s\n", rows[i].clauses, rows[i].examples, found);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
    small_close(&small);
}

/* Two to four answers to a question. */
static void refuses_readings(void **state)
{
    (void)state;
    static struct small_rules small = {.quantities = BOTH};
    small.clauses = CLAUSE("a", "circuit", "compare: bw, at-least: 5 GB/s");
    for (int n = 1; n <= 5; n++) {
        char readings[1024];
        size_t len = (size_t)snprintf(readings, sizeof readings,
                                      "readings:\n  - {id: tf32, question: {en: q, zh: q}, source: "
                                      "{mark: inference}, taken: full, options: [");
        static const char *const ids[] = {"full", "real", "c", "d", "e"};
        for (int i = 0; i < n; i++) {
            len += (size_t)snprintf(readings + len, sizeof readings - len,
                                    "%s{id: %s, name: {en: n, zh: n}}", i > 0 ? ", " : "", ids[i]);
        }
        snprintf(readings + len, sizeof readings - len, "]}\n");
        small.readings = readings;
        const ecc_status status = small_load(&small);
        if (n == 2) { /* the table of widths answers both, and no more */
            assert_int_equal(status, ECC_OK);
        } else {
            assert_int_equal(status, ECC_E_INVALID);
        }
        assert_int_equal(n < 2 || n > 4,
                         ecc_diags_count(small.diags) > 0 &&
                             strcmp(ecc_diags_at(small.diags, 0).id, "rule.reading-options") == 0);
    }
    small_close(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_its_versions),
        cmocka_unit_test(takes_the_version_of_the_day),
        cmocka_unit_test(reads_each_file_once_and_late),
        cmocka_unit_test(lists_its_days),
        cmocka_unit_test(finds_by_name_and_day),
        cmocka_unit_test(says_when_nothing_was_in_force),
        cmocka_unit_test(passes_on_what_cannot_be_read),
        cmocka_unit_test(refuses_paths),
        cmocka_unit_test(gives_definitions_no_clauses),
        cmocka_unit_test(shows_definitions_and_readings),
        cmocka_unit_test(opens_the_shipped_rules),
        cmocka_unit_test(takes_the_earliest_of_days),
        cmocka_unit_test(refuses_clauses),
        cmocka_unit_test(names_its_clauses),
        cmocka_unit_test(reviews_its_own_kind),
        cmocka_unit_test(shows_a_rule_as_it_is_written),
        cmocka_unit_test(refuses_references),
        cmocka_unit_test(meets_rules_and_clauses),
        cmocka_unit_test(runs_its_examples),
        cmocka_unit_test(lints_clauses),
        cmocka_unit_test(refuses_readings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
