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
        {"a/definitions/2021-01-01.yaml", DEFINITIONS("2021-01-01")},
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
    static const char *const ids[] = {"x", "y", "z"};
    assert_int_equal(ecc_rules_readings(rules, (ecc_date){2021, 1, 1}, &views, &n, diags), ECC_OK);
    assert_int_equal(n, 3);
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
        assert_int_equal(views[i].used, i == 1 ? 0 : 1);
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
    for (int with_own = 0; with_own < 2; with_own++) {
        small.order = with_own == 1 ? "  circuit: [R.m, R.a]\n" : "  circuit: [R.m]\n";
        small_open(&small);
        assert_int_equal(small_check(&small,
                                     "ecc: chip/1\nname: x\nsold-as: chip\n"
                                     "memory: {bandwidth: 2 GB/s}\n",
                                     NULL, &check),
                         ECC_OK);
        assert_int_equal(check.result->controlled, with_own == 1 ? ECC_TRUE : ECC_FALSE);
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

static void count_example(void *user, const ecc_example *example)
{
    size_t *counts = user;
    counts[example->ran && example->actual == example->expected ? 0 : 1]++;
}

static ecc_status give_part(void *user, ecc_str id, ecc_str *out_bytes)
{
    (void)user;
    *out_bytes = ECC_STR("ecc: chip/1\nname: x\nmemory: {bandwidth: 6 GB/s}\n");
    return ecc_str_is(id, "some-part") ? ECC_OK : ECC_E_NOT_FOUND;
}

static void runs_its_examples(void **state)
{
    (void)state;
    static struct small_rules small = {.quantities = BOTH, .clauses = NOTE};
    small.clauses = CLAUSE("a", "circuit", "compare: bw, at-least: 5 GB/s");
    small.examples = "\n  - {clause: a, given: {bw: 5 GB/s}, expect: met}\n"
                     "  - {clause: a, part: some-part, expect: met}\n"
                     "  - {clause: a, given: {bw: 4.9 GB/s}, expect: not-met}";
    small_open(&small);
    size_t counts[2] = {0, 0};
    assert_int_equal(ecc_rules_test(small.rules, 1, give_part, count_example, counts, small.diags),
                     ECC_OK);
    assert_int_equal(counts[0], 3);
    /* nobody to ask for parts: the others are run */
    counts[0] = 0;
    assert_int_equal(ecc_rules_test(small.rules, 1, NULL, count_example, counts, small.diags),
                     ECC_OK);
    assert_int_equal(counts[0], 2);
    assert_int_equal(counts[1], 0);
    /* nobody to report to: the status says it */
    assert_int_equal(ecc_rules_test(small.rules, 1, give_part, NULL, NULL, small.diags), ECC_OK);
    small_close(&small);
}

/* What a reviewer would ask: an example on each side of a line, close to it; a weak source with a
 * note. Nothing is below zero, and what is next to it is close. */
static void lints_clauses(void **state)
{
    (void)state;
    static const struct {
        const char *clauses;
        const char *examples;
        const char *found;
    } rows[] = {
        {CLAUSE("a", "circuit", "compare: bw, at-least: 100 GB/s"),
         "\n  - {clause: a, given: {bw: 99 GB/s}, expect: not-met}\n"
         "  - {clause: a, given: {bw: 100 GB/s}, expect: met}\n"
         "  - {clause: a, given: {bw: 101 GB/s}, expect: met}",
         ""},
        {CLAUSE("a", "circuit", "compare: bw, at-least: 100 GB/s"),
         "\n  - {clause: a, given: {bw: 98.9 GB/s}, expect: not-met}\n"
         "  - {clause: a, given: {bw: 100 GB/s}, expect: met}\n"
         "  - {clause: a, given: {bw: 101.1 GB/s}, expect: met}",
         "rule.example-missing rule.example-missing "},
        {CLAUSE("a", "circuit", "compare: bw, more-than: 0 GB/s"),
         "\n  - {clause: a, given: {bw: 0 GB/s}, expect: not-met}\n"
         "  - {clause: a, given: {bw: 1 GB/s}, expect: met}",
         ""},
        {CLAUSE("a", "circuit", "compare: bw, more-than: 0 GB/s"),
         "\n  - {clause: a, given: {bw: 1 GB/s}, expect: met}", "rule.example-missing "},
        {CLAUSE("a", "circuit", "source: {mark: memory}, fact: sold-as, is: card"), "[]",
         "rule.weak-without-note "},
        {CLAUSE("a", "circuit", "source: {mark: inference}, fact: sold-as, is: card"), "[]",
         "rule.weak-without-note "},
        {CLAUSE("a", "circuit",
                "source: {mark: memory}, notes: [{en: n, zh: n}], fact: sold-as, "
                "is: card"),
         "[]", ""},
        {CLAUSE("a", "circuit", "fact: sold-as, is: card"), "[]", ""},
    };
    static struct small_rules small = {.quantities = BOTH};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char found[256] = "";
        small.clauses = rows[i].clauses;
        small.examples = rows[i].examples;
        small_open(&small);
        assert_int_equal(ecc_rules_lint(small.rules, 1, small.diags), ECC_OK);
        for (size_t j = 0; j < ecc_diags_count(small.diags); j++) {
            size_t len = strlen(found);
            snprintf(found + len, sizeof found - len, "%s ", ecc_diags_at(small.diags, j).id);
        }
        if (strcmp(found, rows[i].found) != 0) {
            fail_msg("%s%s: %s", rows[i].clauses, rows[i].examples, found);
        }
    }
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
        cmocka_unit_test(runs_its_examples),
        cmocka_unit_test(lints_clauses),
        cmocka_unit_test(refuses_readings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
