/* SPDX-License-Identifier: Apache-2.0 */
/* Reading specifications: what is given, what is missing, what is refused, and what is contained.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "model/spec_read.h"

/* ---- Files in memory ----------------------------------------------------------------------- */

struct file {
    const char *name;
    const char *text;
};

/* Stands for a directory: "./x" is the file "x", an id "a/b" the file "a/b". */
struct folder {
    const struct file *files;
    size_t n;
    ecc_status status; /* what else to answer */
    int asked;
};

static ecc_status resolve(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                          ecc_str *out_bytes)
{
    struct folder *folder = user;
    assert_true(from.len > 0);
    folder->asked++;
    const ecc_str name = ecc_str_starts(ref, ECC_STR("./")) ? ecc_str_slice(ref, 2, ref.len) : ref;
    for (size_t i = 0; i < folder->n; i++) {
        if (ecc_str_is(name, folder->files[i].name)) {
            *out_name = ecc_str_of(folder->files[i].name);
            *out_bytes = ecc_str_of(folder->files[i].text);
            return ECC_OK;
        }
    }
    return folder->status;
}

static ecc_status load(const char *text, struct folder *folder, ecc_spec **out, ecc_diags **diags)
{
    *out = NULL;
    assert_int_equal(ecc_diags_new(diags), ECC_OK);
    return ecc_spec_load(ECC_STR("root.yaml"), ecc_str_of(text), folder != NULL ? resolve : NULL,
                         folder, out, *diags);
}

static ecc_spec *load_good(const char *text, struct folder *folder)
{
    ecc_spec *spec;
    ecc_diags *diags;
    const ecc_status status = load(text, folder, &spec, &diags);
    if (status != ECC_OK && ecc_diags_count(diags) > 0) {
        const ecc_diag diag = ecc_diags_at(diags, 0);
        fail_msg("%s at %zu:%zu", diag.id, diag.at.line, diag.at.column);
    }
    assert_int_equal(status, ECC_OK);
    assert_int_equal(ecc_diags_count(diags), 0);
    assert_non_null(spec);
    ecc_diags_free(diags);
    return spec;
}

/* "spec.bad-word 2:3; spec.missing-key 1:1", places in other files with the file's name. */
static void describe(const ecc_diags *diags, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        const ecc_diag diag = ecc_diags_at(diags, i);
        const bool root = ecc_str_is(diag.at.file, "root.yaml");
        const int n = snprintf(out + len, size - len, "%s%s %.*s%s%zu:%zu", i > 0 ? "; " : "",
                               diag.id, root ? 0 : (int)diag.at.file.len, diag.at.file.ptr,
                               root ? "" : ":", diag.at.line, diag.at.column);
        assert_true(n > 0 && (size_t)n < size - len);
        len += (size_t)n;
    }
}

static void expect_errors(const char *text, struct folder *folder, const char *expected)
{
    ecc_spec *spec;
    ecc_diags *diags;
    char found[4096];
    const ecc_status status = load(text, folder, &spec, &diags);
    describe(diags, found, sizeof found);
    if (strcmp(found, expected) != 0) {
        fail_msg("in:\n%s\nfound:    %s\nexpected: %s", text, found, expected);
    }
    assert_int_equal(status, ECC_E_INVALID);
    assert_null(spec);
    ecc_diags_free(diags);
}

static ecc_str arg(const ecc_diag *diag, const char *name)
{
    for (size_t i = 0; i < diag->n_args; i++) {
        if (strcmp(diag->args[i].name, name) == 0) {
            return diag->args[i].text;
        }
    }
    fail_msg("%s has no argument %s", diag->id, name);
    return (ecc_str){0};
}

/* The only finding about `text` has this argument. */
static void expect_arg(const char *text, const char *id, const char *name, const char *value)
{
    ecc_spec *spec;
    ecc_diags *diags;
    assert_int_equal(load(text, NULL, &spec, &diags), ECC_E_INVALID);
    assert_int_equal(ecc_diags_count(diags), 1);
    const ecc_diag diag = ecc_diags_at(diags, 0);
    assert_string_equal(diag.id, id);
    const ecc_str found = arg(&diag, name);
    if (!ecc_str_is(found, value)) {
        fail_msg("%s: %s is “%.*s”, not “%s”", text, name, (int)found.len, found.ptr, value);
    }
    ecc_diags_free(diags);
}

/* ---- Looking into a specification ---------------------------------------------------------- */

static const struct ecc_fact *fact_of(const struct ecc_thing *thing, const char *key)
{
    const size_t i = ecc_record_find(thing->record, ecc_str_of(key));
    assert_true(i < thing->record->n_fields);
    assert_ptr_equal(thing->facts[i].field, &thing->record->fields[i]);
    return &thing->facts[i];
}

static const struct ecc_thing *entry_of(const struct ecc_thing *thing, const char *key,
                                        size_t index)
{
    const struct ecc_fact *fact = fact_of(thing, key);
    assert_true(index < fact->as.list.n);
    return &fact->as.list.items[index];
}

static void assert_text(ecc_str found, const char *expected)
{
    if (!ecc_str_is(found, expected)) {
        fail_msg("“%.*s”, not “%s”", (int)found.len, found.ptr, expected);
    }
}

static void assert_number(const struct ecc_fact *fact, const char *expected)
{
    ecc_num number;
    assert_true(ecc_num_parse(ecc_str_of(expected), &number));
    assert_true(ecc_interval_is_exact(&fact->as.quantity.value));
    assert_int_equal(ecc_num_cmp(&fact->as.quantity.value.lo, &number), 0);
}

static void assert_path(const struct ecc_thing *thing, const char *key, const char *expected)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    assert_text(ecc_fact_path(arena, thing, fact_of(thing, key)), expected);
    ecc_arena_free(arena);
}

/* ---- What is given ------------------------------------------------------------------------- */

static char *first_example(void)
{
    FILE *file = fopen(ECC_SOURCE_DIR "/docs/spec-format.md", "rb");
    assert_non_null(file);
    char *text = calloc(1, 1 << 16);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 16) - 1, file) > 1000);
    fclose(file);
    char *begin = strstr(text, "```yaml\n");
    assert_non_null(begin);
    begin += strlen("```yaml\n");
    char *end = strstr(begin, "```");
    assert_non_null(end);
    *end = '\0';
    memmove(text, begin, strlen(begin) + 1);
    return text;
}

static void the_documents_example_is_read(void **state)
{
    (void)state;
    char *text = first_example();
    ecc_spec *spec = load_good(text, NULL);
    free(text); /* the library keeps its own copy */

    assert_int_equal(spec->kind, ECC_SPEC_CHIP);
    const ecc_spec_info *info = ecc_spec_about(spec);
    assert_text(info->file, "root.yaml");
    assert_text(info->kind, "chip");
    assert_text(info->name, "NVIDIA H800 SXM5 80GB");
    assert_text(info->vendor, "NVIDIA");
    assert_text(info->origin, "US");
    assert_text(info->sold_as, "module");
    assert_int_equal(info->released.year, 2023);
    assert_int_equal(info->n_aliases, 3);
    assert_text(info->aliases[2], "英伟达 H800");
    assert_int_equal(info->n_notes, 0);

    const struct ecc_thing *die = entry_of(spec->root, "logic-dies", 0);
    assert_text(die->path, "logic-dies[0]");
    assert_text(die->label, "GH100");
    assert_path(die, "area", "logic-dies[0].area");
    assert_number(fact_of(die, "area"), "814");
    assert_text(fact_of(die, "area")->text, "814 mm2");
    assert_int_equal(fact_of(die, "transistors")->as.word, 1);
    assert_int_equal(fact_of(die, "count")->presence, ECC_FALLBACK);
    assert_number(fact_of(die, "count"), "1");
    assert_false(fact_of(spec->root, "logic-dies")->as.list.open);

    const struct ecc_thing *unit = entry_of(spec->root, "processing-units", 0);
    const struct ecc_thing *fp8 = entry_of(unit, "peaks", 2);
    assert_text(fp8->path, "processing-units[0].peaks.fp8");
    assert_text(fp8->label, "fp8");
    assert_path(fp8, "rate", "processing-units[0].peaks.fp8");
    assert_number(fact_of(fp8, "rate"), "1978.9");
    assert_string_equal(ecc_number_formats[fact_of(fp8, "format")->as.word], "fp8");
    assert_int_equal(fact_of(fp8, "with")->as.word, -1);
    assert_int_equal(fact_of(fp8, "with")->presence, ECC_MISSING);
    assert_false(fact_of(unit, "peaks")->as.list.open);
    assert_int_equal(fact_of(unit, "sparse")->as.list.n, 2);

    const struct ecc_thing *center = fact_of(spec->root, "datacenter")->as.record;
    assert_int_equal(fact_of(center, "designed")->as.yesno, ECC_TRUE);
    assert_path(center, "designed", "datacenter.designed");
    const struct ecc_thing *link = entry_of(spec->root, "links", 1);
    assert_int_equal(fact_of(link, "within-package")->as.yesno, ECC_FALSE);
    assert_int_equal(fact_of(link, "within-package")->presence, ECC_FALLBACK);
    assert_int_equal(fact_of(link, "programmable-to")->presence, ECC_MISSING);
    const struct ecc_thing *source = entry_of(spec->root, "sources", 0);
    assert_int_equal(fact_of(source, "for")->as.texts.n, 1);
    assert_text(fact_of(source, "for")->as.texts.items[0], "peaks");
    assert_path(spec->root, "name", "name");
    ecc_spec_free(spec);
}

static void everything_written_is_listed_in_file_order(void **state)
{
    (void)state;
    ecc_spec *spec = load_good("ecc: chip/1\n"
                               "name: X\n"
                               "links: []\n"
                               "aliases: [a, b]\n"
                               "logic-dies:\n"
                               "  - {area: 5 mm2, name: d}\n"
                               "  - unknown\n"
                               "processing-units:\n"
                               "  - kind: digital-processor\n"
                               "    peaks: {int4xfp16: 3 TOPS, others: unknown}\n"
                               "notes: [{zh: 注}]\n",
                               NULL);
    static const struct {
        const char *path;
        const char *value;
        size_t line;
    } expected[] = {
        {"name", "X", 2},
        {"links", "[]", 3},
        {"aliases[0]", "a", 4},
        {"aliases[1]", "b", 4},
        {"logic-dies[0].area", "5 mm2", 6},
        {"logic-dies[0].name", "d", 6},
        {"logic-dies[1]", "unknown", 7},
        {"processing-units[0].kind", "digital-processor", 9},
        {"processing-units[0].peaks.int4xfp16", "3 TOPS", 10},
        {"processing-units[0].peaks.others", "unknown", 10},
        {"notes[0].zh", "注", 11},
    };
    const ecc_fact_view *facts = NULL;
    const size_t n = ecc_spec_facts(spec, &facts);
    assert_int_equal(n, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < n; i++) {
        assert_text(facts[i].path, expected[i].path);
        assert_text(facts[i].value, expected[i].value);
        assert_int_equal(facts[i].at.line, expected[i].line);
    }
    assert_int_equal(facts[4].at.column, 12);
    assert_text(facts[4].at.file, "root.yaml");
    ecc_spec_free(spec);
}

static void words_for_yes_no_and_unknown(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        ecc_tri value;
        enum ecc_presence presence;
    } cases[] = {
        {"yes", ECC_TRUE, ECC_GIVEN},
        {"no", ECC_FALSE, ECC_GIVEN},
        {"是", ECC_TRUE, ECC_GIVEN},
        {"否", ECC_FALSE, ECC_GIVEN},
        {"unknown", ECC_UNKNOWN, ECC_GIVEN_UNKNOWN},
        {"未知", ECC_UNKNOWN, ECC_GIVEN_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[128];
        assert_true(snprintf(text, sizeof text,
                             "ecc: chip/1\nname: X\ndatacenter: {designed: %s}\n",
                             cases[i].word) > 0);
        ecc_spec *spec = load_good(text, NULL);
        const struct ecc_thing *center = fact_of(spec->root, "datacenter")->as.record;
        const struct ecc_fact *designed = fact_of(center, "designed");
        assert_int_equal(designed->as.yesno, cases[i].value);
        assert_int_equal(designed->presence, cases[i].presence);
        assert_text(designed->text, cases[i].word);
        assert_int_equal(fact_of(center, "marketed")->presence, ECC_MISSING);
        ecc_spec_free(spec);
    }
}

static void pairs_of_formats(void **state)
{
    (void)state;
    ecc_spec *spec = load_good(
        "ecc: chip/1\nname: X\nprocessing-units:\n"
        "  - kind: digital-processor\n"
        "    peaks: {int4xfp16: 3 TOPS, mxfp4xmxfp8: 2 TOPS, fp8: unknown}\n",
        NULL);
    const struct ecc_thing *unit = entry_of(spec->root, "processing-units", 0);
    const struct ecc_thing *pair = entry_of(unit, "peaks", 0);
    assert_string_equal(ecc_number_formats[fact_of(pair, "format")->as.word], "int4");
    assert_string_equal(ecc_number_formats[fact_of(pair, "with")->as.word], "fp16");
    assert_int_equal(fact_of(pair, "with")->presence, ECC_GIVEN);
    pair = entry_of(unit, "peaks", 1);
    assert_string_equal(ecc_number_formats[fact_of(pair, "format")->as.word], "mxfp4");
    assert_string_equal(ecc_number_formats[fact_of(pair, "with")->as.word], "mxfp8");
    const struct ecc_fact *rate = fact_of(entry_of(unit, "peaks", 2), "rate");
    assert_int_equal(rate->presence, ECC_GIVEN_UNKNOWN);
    assert_true(rate->as.quantity.value.hi_inf);
    ecc_spec_free(spec);
}

/* ---- What is missing ----------------------------------------------------------------------- */

static void what_is_not_given_is_unknown(void **state)
{
    (void)state;
    ecc_spec *spec = load_good("ecc: chip/1\nname: X\nlogic-dies: [{name: d}]\n", NULL);
    const struct ecc_fact *area = fact_of(entry_of(spec->root, "logic-dies", 0), "area");
    assert_int_equal(area->presence, ECC_MISSING);
    assert_text(area->text, "");
    assert_non_null(area->span.source);
    assert_int_equal(ecc_span_position(area->span).line, 3);
    const struct ecc_interval *value = &area->as.quantity.value;
    assert_true(value->hi_inf);
    assert_true(value->lo_open); /* an area is above zero */
    assert_int_equal(value->lo.sign, 0);

    const struct ecc_thing *memory = fact_of(spec->root, "memory")->as.record;
    assert_non_null(memory);
    assert_path(memory, "bandwidth", "memory.bandwidth");
    value = &fact_of(memory, "bandwidth")->as.quantity.value;
    assert_true(value->hi_inf);
    assert_false(value->lo_open); /* a bandwidth may be zero */

    assert_int_equal(fact_of(spec->root, "sold-as")->as.word, -1);
    assert_int_equal(fact_of(spec->root, "released")->as.date.year, 0);
    assert_true(fact_of(spec->root, "links")->as.list.open);
    assert_int_equal(fact_of(spec->root, "links")->as.list.n, 0);
    assert_true(fact_of(spec->root, "processing-units")->as.list.open);
    assert_false(fact_of(spec->root, "sources")->as.list.open); /* none given: there are none */
    assert_false(fact_of(spec->root, "logic-dies")->as.list.open);
    const struct ecc_thing *center = fact_of(spec->root, "datacenter")->as.record;
    assert_int_equal(fact_of(center, "designed")->as.yesno, ECC_UNKNOWN);
    assert_text(ecc_spec_about(spec)->vendor, "");
    ecc_spec_free(spec);
}

static void lists_that_may_not_be_whole(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *key;
        size_t n;
        bool open;
        enum ecc_presence presence;
    } cases[] = {
        {"links: []", "links", 0, false, ECC_GIVEN},
        {"links: [{name: a}]", "links", 1, false, ECC_GIVEN},
        {"links: [{name: a}, unknown]", "links", 1, true, ECC_GIVEN},
        {"links: [unknown, {name: a}, {name: b}]", "links", 2, true, ECC_GIVEN},
        {"links: [未知]", "links", 0, true, ECC_GIVEN},
        {"links: unknown", "links", 0, true, ECC_GIVEN_UNKNOWN},
        {"vendor: v", "links", 0, true, ECC_MISSING},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[256];
        assert_true(snprintf(text, sizeof text, "ecc: chip/1\nname: X\n%s\n", cases[i].text) > 0);
        ecc_spec *spec = load_good(text, NULL);
        const struct ecc_fact *fact = fact_of(spec->root, cases[i].key);
        assert_int_equal(fact->as.list.n, cases[i].n);
        assert_int_equal(fact->as.list.open, cases[i].open);
        assert_int_equal(fact->presence, cases[i].presence);
        ecc_spec_free(spec);
    }
}

static void tables_that_may_not_be_whole(void **state)
{
    (void)state;
    static const struct {
        const char *peaks;
        size_t n;
        bool open;
    } cases[] = {
        {"{fp16: 96 TFLOPS}", 1, false},
        {"{fp16: 96 TFLOPS, others: unknown}", 1, true},
        {"{others: 未知}", 0, true},
        {"unknown", 0, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[256];
        assert_true(snprintf(text, sizeof text,
                             "ecc: chip/1\nname: X\nprocessing-units: "
                             "[{kind: digital-processor, peaks: %s}]\n",
                             cases[i].peaks) > 0);
        ecc_spec *spec = load_good(text, NULL);
        const struct ecc_thing *unit = entry_of(spec->root, "processing-units", 0);
        assert_int_equal(fact_of(unit, "peaks")->as.list.n, cases[i].n);
        assert_int_equal(fact_of(unit, "peaks")->as.list.open, cases[i].open);
        assert_int_equal(fact_of(unit, "sparse")->as.list.n, 0);
        assert_false(fact_of(unit, "sparse")->as.list.open);
        ecc_spec_free(spec);
    }
}

static void an_unknown_record_is_one_of_missing_facts(void **state)
{
    (void)state;
    ecc_spec *spec = load_good(
        "ecc: chip/1\nname: X\nmemory: unknown\ndeclared: unknown\n"
        "vendor: unknown\naliases: unknown\norigin: 未知\nreleased: unknown\n"
        "power: unknown\n",
        NULL);
    assert_int_equal(fact_of(spec->root, "memory")->presence, ECC_GIVEN_UNKNOWN);
    const struct ecc_thing *declared = fact_of(spec->root, "declared")->as.record;
    assert_int_equal(fact_of(declared, "tpp")->presence, ECC_MISSING);
    assert_int_equal(fact_of(spec->root, "power")->presence, ECC_GIVEN_UNKNOWN);
    assert_text(ecc_spec_about(spec)->vendor, "");
    assert_text(ecc_spec_about(spec)->origin, "");
    assert_int_equal(ecc_spec_about(spec)->n_aliases, 0);
    ecc_spec_free(spec);
}

static void a_note_in_one_language_serves_both(void **state)
{
    (void)state;
    ecc_spec *spec = load_good("ecc: memory/1\nname: X\nnotes: [{zh: 甲}, {en: b, zh: 乙}]\n",
                               NULL);
    const ecc_spec_info *info = ecc_spec_about(spec);
    assert_int_equal(info->n_notes, 2);
    assert_text(info->notes[0].in[ECC_ENGLISH], "甲");
    assert_text(info->notes[0].in[ECC_CHINESE], "甲");
    assert_text(info->notes[1].in[ECC_ENGLISH], "b");
    assert_text(info->notes[1].in[ECC_CHINESE], "乙");
    ecc_spec_free(spec);
}

/* ---- What is refused ----------------------------------------------------------------------- */

static void empty_lists_and_records_are_written_too(void **state)
{
    (void)state;
    const ecc_fact_view *facts = NULL;
    ecc_spec *spec = load_good("ecc: chip/1\nname: A\naliases: []\ndeclared: {}\n", NULL);
    assert_int_equal(ecc_spec_facts(spec, &facts), 3);
    assert_true(ecc_str_is(facts[1].path, "aliases"));
    assert_true(ecc_str_is(facts[1].value, "[]"));
    assert_true(ecc_str_is(facts[2].path, "declared"));
    assert_true(ecc_str_is(facts[2].value, "{}"));
    ecc_spec_free(spec);
}

static void headers_that_are_not_one(void **state)
{
    (void)state;
    expect_errors("{}\n", NULL, "spec.no-header 1:1");
    expect_errors("- a\n", NULL, "spec.not-a-map 1:1");
    expect_errors("chip\n", NULL, "spec.not-a-map 1:1");
    expect_errors("name: X\n", NULL, "spec.no-header 1:1");
    expect_errors("ecc: chp/1\nname: X\nnme: 3\n", NULL, "spec.unknown-header 1:6");
    expect_errors("ecc: [chip/1]\n", NULL, "spec.wrong-kind 1:6");
    expect_errors("ecc: chip/2\n", NULL, "spec.newer-version 1:6");
    expect_errors("ecc: rule/1\n", NULL, "spec.rule-file 1:6");
    expect_errors("ecc: definitions/1\n", NULL, "spec.rule-file 1:6");
    expect_errors("ecc: regime/1\n", NULL, "spec.rule-file 1:6");
    expect_errors("name: X\necc: chip/1\n", NULL, "spec.header-not-first 2:1");
    expect_arg("ecc: chip\n", "spec.unknown-header", "guess", "chip/1");
    expect_arg("ecc: chip/0\n", "spec.unknown-header", "guess", "chip/1");
    expect_arg("ecc: chip/01\n", "spec.unknown-header", "guess", "chip/1");
    expect_arg("ecc: memry/1\n", "spec.unknown-header", "guess", "memory/1");
    expect_arg("ecc: transaction/1\n", "spec.unknown-header", "guess", "none");
    expect_arg("ecc: x\n", "spec.unknown-header", "known", "chip/1, memory/1, board/1, system/1");
    expect_arg("ecc: system/12\n", "spec.newer-version", "known", "system/1");
}

/* Below "ecc: chip/1" and a name: the findings about the rest. */
static void expect_chip(const char *rest, const char *expected)
{
    char text[1024];
    assert_true(snprintf(text, sizeof text, "ecc: chip/1\nname: X\n%s", rest) > 0);
    expect_errors(text, NULL, expected);
}

static void keys_and_kinds_that_are_wrong(void **state)
{
    (void)state;
    expect_errors("ecc: chip/1\n", NULL, "spec.missing-key 1:1");
    expect_chip("vender: V\n", "spec.unknown-key 3:1");
    expect_chip("memory: {bandwith: 3 GB/s, size: 4}\n",
                "spec.unknown-key 3:10; spec.unknown-key 3:28");
    expect_chip("memory:\n  ecc: chip/1\n", "spec.unknown-key 4:3");
    expect_chip("vendor: [a]\n", "spec.wrong-kind 3:9");
    expect_chip("vendor: {a: b}\n", "spec.wrong-kind 3:9");
    expect_chip("links: {name: a}\n", "spec.wrong-kind 3:8");
    expect_chip("links: none\n", "spec.wrong-kind 3:8");
    expect_chip("links: [none]\n", "spec.wrong-kind 3:9");
    expect_chip("links: [[]]\n", "spec.wrong-kind 3:9");
    expect_chip("memory: 80 GB\n", "spec.wrong-kind 3:9");
    expect_chip("memory: [unknown]\n", "spec.wrong-kind 3:9");
    expect_chip("aliases: {a: b}\n", "spec.wrong-kind 3:10");
    expect_chip("aliases: [[a]]\n", "spec.wrong-kind 3:11");
    expect_chip("notes: {en: a}\n", "spec.wrong-kind 3:8");
    expect_chip("notes: [a]\n", "spec.wrong-kind 3:9");
    expect_chip("notes: [{}]\n", "spec.empty-note 3:9");
    expect_chip("notes: [{de: x, en: y}]\n", "spec.unknown-key 3:10");
    expect_chip("vendor:\n", "spec.empty-value 3:8");
    expect_chip("vendor: ''\n", "spec.empty-value 3:9");
    expect_chip("vendor: ' '\n", "spec.empty-value 3:9");
    expect_chip("vendor: ~\n", "spec.empty-value 3:9");
    expect_chip("vendor: null\n", "spec.empty-value 3:9");
    expect_chip("aliases: [a, '']\n", "spec.empty-value 3:14");
    expect_chip("power:\n", "spec.empty-value 3:7");
    expect_chip("links: null\n", "spec.wrong-kind 3:8");
    expect_errors("ecc: chip/1\nname: unknown\n", NULL, "spec.required-unknown 2:7");
    expect_chip("processing-units: [{name: u}]\n", "spec.missing-key 3:21");
    expect_chip("processing-units: [{kind: unknown}]\n", "spec.required-unknown 3:27");
    expect_errors("ecc: memory/1\nname: X\nlinks: []\nsold-as: chip\n", NULL,
                  "spec.unknown-key 3:1; spec.unknown-key 4:1");
}

static void values_that_are_wrong(void **state)
{
    (void)state;
    expect_chip("sold-as: Module\n", "spec.bad-word 3:10");
    expect_chip("sold-as: modul\n", "spec.bad-word 3:10");
    expect_chip("origin: cn\n", "spec.bad-country 3:9");
    expect_chip("origin: XX\n", "spec.bad-country 3:9");
    expect_chip("origin: CHN\n", "spec.bad-country 3:9");
    expect_chip("origin: '~a'\n", "spec.bad-country 3:9");
    expect_chip("origin: [CN]\n", "spec.wrong-kind 3:9");
    expect_chip("sold-as: [card]\n", "spec.wrong-kind 3:10");
    expect_chip("sold-as: ''\n", "spec.empty-value 3:10");
    expect_chip("released: {en: x}\n", "spec.wrong-kind 3:11");
    expect_chip("datacenter: {designed: [yes], marketed: ''}\n",
                "spec.wrong-kind 3:24; spec.empty-value 3:41");
    expect_chip("aliases: ''\n", "spec.empty-value 3:10");
    expect_chip("sources: [{for: power.x}]\n", "spec.source-key 3:17");
    expect_chip("sources: [{for: power, urls: [http://]}]\n", "spec.bad-url 3:31");
    expect_chip("sources: [{for: power, urls: [ftp://a.b]}]\n", "spec.bad-url 3:31");
    expect_chip("sources: [{for: power, urls: [\"http://a\\tb\"]}]\n", "spec.bad-url 3:31");
    expect_chip("sources: [{for: power, urls: [\"http://a\\nb\"]}]\n", "spec.bad-url 3:31");
    expect_chip("sources: [{for: power, urls: [\"http://a b\"]}]\n", "spec.bad-url 3:31");
    expect_chip("notes: [{en: ''}]\n", "spec.empty-value 3:14"); /* said once */
    expect_chip("notes: [{}]\n", "spec.empty-note 3:9");
    expect_chip("processing-units: [{}]\n", "spec.missing-key 3:20");
    expect_chip("released: 2023\n", "spec.bad-date 3:11");
    expect_chip("released: 2023-02-29\n", "spec.bad-date 3:11");
    expect_chip("datacenter: {designed: true, marketed: Yes}\n",
                "spec.bad-yesno 3:24; spec.bad-yesno 3:40");
    expect_chip("processing-units: [{kind: digital-processor, peaks: {}}]\n",
                "spec.empty-table 3:53");
    expect_chip("processing-units: [{kind: digital-processor, peaks: {fp17: 3 TOPS}}]\n",
                "spec.bad-format 3:54");
    expect_chip("processing-units: [{kind: digital-processor, peaks: {FP16: 3 TOPS}}]\n",
                "spec.bad-format 3:54");
    expect_chip("processing-units: [{kind: digital-processor, peaks: {int4xfp17: 3 TOPS}}]\n",
                "spec.bad-format 3:54");
    expect_chip("processing-units: [{kind: digital-processor, peaks: [3 TOPS]}]\n",
                "spec.wrong-kind 3:53");
    expect_chip("processing-units: [{kind: digital-processor, peaks: 3 TOPS}]\n",
                "spec.wrong-kind 3:53");
    expect_chip("processing-units: [{kind: digital-processor, peaks: {others: 3 TOPS}}]\n",
                "spec.bad-others 3:62");
    expect_chip("processing-units: [{kind: digital-processor, peaks: {others: [a]}}]\n",
                "spec.bad-others 3:62");
    expect_chip("sources: [{for: peak}]\n", "spec.source-key 3:17");
    expect_chip("sources: [{for: [area, memory.width]}]\n", "spec.source-key 3:24");
    expect_chip("sources: [{for: []}]\n", "spec.empty-value 3:17");
    expect_chip("sources: [{mark: A}]\n", "spec.missing-key 3:12");
    expect_chip("sources: [{for: area, urls: ['javascript:x']}]\n", "spec.bad-url 3:30");
    expect_chip("sources: [{for: area, urls: ['https://']}]\n", "spec.bad-url 3:30");
    expect_chip("sources: [{for: area, urls: ['https://a b']}]\n", "spec.bad-url 3:30");
    expect_chip("sources: [{for: area, mark: E}]\n", "spec.bad-word 3:29");
}

static void source_keys_that_are_right(void **state)
{
    (void)state;
    static const char *const keys[] = {"peaks",      "area",
                                       "memory",     "memory.bandwidth",
                                       "logic-dies", "logic-dies.area",
                                       "peaks.fp8",  "processing-units.peaks.int4",
                                       "name",       "declared.tpp",
                                       "datacenter", "within-package"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char text[128];
        assert_true(snprintf(text, sizeof text, "ecc: chip/1\nname: X\nsources: [{for: %s}]\n",
                             keys[i]) > 0);
        ecc_spec_free(load_good(text, NULL));
    }
}

static void what_was_probably_meant(void **state)
{
    (void)state;
#define CHIP "ecc: chip/1\nname: X\n"
    expect_arg(CHIP "vender: V\n", "spec.unknown-key", "guess", "vendor");
    expect_arg(CHIP "Vendor: V\n", "spec.unknown-key", "guess", "vendor");
    expect_arg(CHIP "qwertyuiop: V\n", "spec.unknown-key", "guess", "none");
    expect_arg(CHIP "xy: V\n", "spec.unknown-key", "guess", "none");
    expect_arg(CHIP "sold-as: Module\n", "spec.bad-word", "guess", "module");
    expect_arg(CHIP "sold-as: modul\n", "spec.bad-word", "guess", "module");
    expect_arg(CHIP "sold-as: x\n", "spec.bad-word", "known", "chip, module, card");
    expect_arg(CHIP "origin: cn\n", "spec.bad-country", "guess", "CN");
    expect_arg(CHIP "origin: UK\n", "spec.bad-country", "guess", "GB");
    expect_arg(CHIP "origin: XX\n", "spec.bad-country", "guess", "none");
    expect_arg(CHIP "datacenter: {designed: true}\n", "spec.bad-yesno", "guess", "yes");
    expect_arg(CHIP "datacenter: {designed: False}\n", "spec.bad-yesno", "guess", "no");
    expect_arg(CHIP "datacenter: {designed: YES}\n", "spec.bad-yesno", "guess", "yes");
    expect_arg(CHIP "datacenter: {designed: maybe}\n", "spec.bad-yesno", "guess", "none");
    expect_arg(CHIP "sources: [{for: peak}]\n", "spec.source-key", "guess", "peaks");
    expect_arg(CHIP "processing-units: [{kind: digital-processor, peaks: {FP16: 3 TOPS}}]\n",
               "spec.bad-format", "guess", "fp16");
    expect_arg(CHIP "vendor: [a]\n", "spec.wrong-kind", "found", "list");
    expect_arg(CHIP "links: {}\n", "spec.wrong-kind", "wanted", "list");
#undef CHIP
}

static void all_errors_of_a_file_at_once(void **state)
{
    (void)state;
    expect_chip("origin: cn\n"
                "released: soon\n"
                "logic-dies:\n"
                "  - {aera: 5 mm2, transistors: finfet}\n"
                "processing-units:\n"
                "  - peaks: {fp15: 3 TOPS}\n"
                "sold-as: box\n",
                "spec.bad-country 3:9; spec.bad-date 4:11; spec.unknown-key 6:6; "
                "spec.bad-word 6:32; spec.missing-key 8:5; spec.bad-format 8:13; "
                "spec.bad-word 9:10");
}

/* ---- What is contained --------------------------------------------------------------------- */

#define FOLDER(...)                                                                                \
    {                                                                                              \
        .files = (const struct file[]){__VA_ARGS__},                                               \
        .n = sizeof((const struct file[]){__VA_ARGS__}) / sizeof(struct file),                     \
        .status = ECC_E_NOT_FOUND                                                                  \
    }

static void contained_items_are_read(void **state)
{
    (void)state;
    struct folder folder = FOLDER({"chip.yaml", "ecc: chip/1\nname: C\n"},
                                  {"board.yaml", "ecc: board/1\nname: B\ncontains:\n"
                                                 "  - {item: ./chip.yaml, count: 4}\n"
                                                 "  - unknown\n"},
                                  {"acme/part", "ecc: memory/1\nname: M\n"});
    ecc_spec *spec = load_good("ecc: system/1\nname: S\ncontains:\n"
                               "  - {item: ./board.yaml, count: 2}\n"
                               "  - item: ./chip.yaml\n"
                               "  - item: acme/part\n",
                               &folder);
    assert_int_equal(spec->n_parts, 3);
    assert_false(spec->parts_open);
    assert_text(spec->parts[0].spec->info.name, "B");
    assert_int_equal(spec->parts[0].count.lo.num[0], 2);
    assert_int_equal(spec->parts[0].spec->n_parts, 1);
    assert_true(spec->parts[0].spec->parts_open);
    assert_int_equal(spec->parts[1].count.lo.num[0], 1);
    assert_int_equal(ecc_span_position(spec->parts[1].span).line, 5);
    assert_text(spec->parts[2].spec->info.kind, "memory");
    assert_text(spec->parts[2].spec->info.file, "acme/part");
    /* The same file is the same object, so that it is judged once. */
    assert_ptr_equal(spec->parts[1].spec, spec->parts[0].spec->parts[0].spec);
    assert_text(entry_of(spec->root, "contains", 0)->label, "./board.yaml");
    assert_ptr_equal(fact_of(entry_of(spec->root, "contains", 0), "item")->as.item,
                     spec->parts[0].spec);
    ecc_spec_free(spec);

    spec = load_good("ecc: board/1\nname: B\n", NULL);
    assert_int_equal(spec->n_parts, 0);
    assert_true(spec->parts_open);
    ecc_spec_free(spec);
    spec = load_good("ecc: board/1\nname: B\ncontains: []\n", NULL);
    assert_false(spec->parts_open);
    ecc_spec_free(spec);
}

static void references_that_are_not_one(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "/etc/passwd", "chip.yaml",   "chips/x.yaml", "c:/x.yaml",        "'.\\x.yaml'",
        "./a//b.yaml", "./",          "../..",        "nvidia/",          "/a/b",
        "a/../b/c",    "NVIDIA/H100", "a/.b",         "https://a.b/c",    "./a\\b.yaml",
        "x",           "a//b",        "a/-b",         "a/b.yml",          "a/b.yaml",
        "a/B",         "a/b~",        "a/b:c",        "\"./a\\nb.yaml\"", "a_b/c",
        "-a/b"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct folder folder = {.status = ECC_E_NOT_FOUND};
        char text[128];
        assert_true(snprintf(text, sizeof text, "ecc: board/1\nname: B\ncontains:\n  - item: %s\n",
                             wrong[i]) > 0);
        expect_errors(text, &folder, "spec.item-reference 4:11");
        assert_int_equal(folder.asked, 0); /* the resolver never sees it */
    }
}

static void items_that_cannot_be_had(void **state)
{
    (void)state;
    static const struct {
        ecc_status status;
        const char *expected;
    } cases[] = {
        {ECC_E_NOT_FOUND, "spec.item-not-found 3:19"}, {ECC_E_IO, "spec.item-unreadable 3:19"},
        {ECC_E_LIMIT, "spec.item-too-large 3:19"},     {ECC_E_USAGE, "spec.item-outside 3:19"},
        {ECC_E_INVALID, "spec.item-outside 3:19"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct folder folder = {.status = cases[i].status};
        expect_errors("ecc: board/1\nname: B\ncontains: [{item: ../x.yaml}]\n", &folder,
                      cases[i].expected);
        assert_int_equal(folder.asked, 1);
    }
    /* Memory that ran out where the file was looked for. */
    ecc_spec *spec;
    ecc_diags *diags;
    struct folder full = {.status = ECC_E_NOMEM};
    assert_int_equal(
        load("ecc: board/1\nname: B\ncontains: [{item: ../x.yaml}]\n", &full, &spec, &diags),
        ECC_E_NOMEM);
    assert_null(spec);
    ecc_diags_free(diags);
    expect_errors("ecc: board/1\nname: B\ncontains: [{item: [a/b]}]\n", NULL,
                  "spec.wrong-kind 3:19");
    /* What a part of the catalogue contains is of the catalogue: nobody else is asked for it. */
    struct folder asked = {.status = ECC_E_NOT_FOUND};
    spec = load_good("ecc: system/1\nname: S\ncontains: [{item: huawei/atlas-800-9000}]\n", &asked);
    assert_int_equal(asked.asked, 1);
    ecc_spec_free(spec);
    /* Without a resolver there are no files, only the catalogue. */
    expect_errors("ecc: board/1\nname: B\ncontains: [{item: ./x.yaml}]\n", NULL,
                  "spec.item-not-found 3:19");
    expect_errors("ecc: board/1\nname: B\ncontains: [{item: no-such-vendor/part}]\n", NULL,
                  "spec.item-not-found 3:19");
    expect_errors("ecc: board/1\nname: B\ncontains: [{count: 3}]\n", NULL, "spec.missing-key 3:13");
    expect_errors("ecc: board/1\nname: B\ncontains: [{item: unknown}]\n", NULL,
                  "spec.required-unknown 3:19");
}

/* "ecc: board/1" that contains `reference`. */
static void make_board(char *out, size_t size, ecc_str reference)
{
    const int n = snprintf(out, size, "ecc: board/1\nname: B\ncontains: [{item: %.*s}]\n",
                           (int)reference.len, reference.ptr);
    assert_true(n > 0 && (size_t)n < size);
}

static void parts_of_the_catalogue_are_contained(void **state)
{
    (void)state;
    char text[256];
    assert_true(ecc_catalogue_count() > 0);
    const ecc_str id = ecc_catalogue_id(ecc_catalogue_count() / 2);
    make_board(text, sizeof text, id);
    for (int round = 0; round < 2;
         round++) { /* without a resolver, and with one that has not got it */
        struct folder empty = {.status = ECC_E_NOT_FOUND};
        ecc_spec *spec = load_good(text, round == 0 ? NULL : &empty);
        assert_int_equal(spec->n_parts, 1);
        assert_true(ecc_str_eq(spec->parts[0].spec->info.file, id));
        assert_int_equal(empty.asked, round);
        ecc_spec_free(spec);
    }
    /* The caller's own part of that name comes first. */
    char name[128];
    assert_true(snprintf(name, sizeof name, "%.*s", (int)id.len, id.ptr) > 0);
    const struct file own = {name, "ecc: chip/1\nname: own\n"};
    struct folder folder = {.files = &own, .n = 1, .status = ECC_E_NOT_FOUND};
    ecc_spec *spec = load_good(text, &folder);
    assert_text(spec->parts[0].spec->info.name, "own");
    ecc_spec_free(spec);
}

static void parts_that_were_probably_meant(void **state)
{
    (void)state;
    char text[256];
    char wrong[128];
    char right[128];
    const ecc_str id = ecc_catalogue_id(0);
    assert_true(snprintf(right, sizeof right, "%.*s", (int)id.len, id.ptr) > 0);
    /* A slip of the finger in the last letter. */
    memcpy(wrong, right, sizeof wrong);
    wrong[id.len - 1] = wrong[id.len - 1] == 'q' ? 'j' : 'q';
    make_board(text, sizeof text, ecc_str_of(wrong));
    expect_arg(text, "spec.item-not-found", "guess", right);
    /* The start of several: the first of them. A file needs the whole id, so that it means the same
     * when the catalogue has grown. */
    size_t index = 0;
    size_t first = 0;
    size_t n = 0;
    assert_int_equal(ecc_catalogue_find(ECC_STR("nvidia/a100"), &index, &first, &n),
                     ECC_E_NOT_FOUND);
    assert_true(n > 1);
    const ecc_str several = ecc_catalogue_id(first);
    assert_true(snprintf(right, sizeof right, "%.*s", (int)several.len, several.ptr) > 0);
    make_board(text, sizeof text, ECC_STR("nvidia/a100"));
    expect_arg(text, "spec.item-not-found", "guess", right);
    /* The start of one. */
    make_board(text, sizeof text, ECC_STR("nvidia/h800-sxm"));
    expect_arg(text, "spec.item-not-found", "guess", "nvidia/h800-sxm5-80gb");
}

static void nothing_contains_itself(void **state)
{
    (void)state;
    struct folder self = FOLDER({"root.yaml", "ecc: board/1\nname: B\n"});
    expect_errors("ecc: board/1\nname: B\ncontains: [{item: ./root.yaml}]\n", &self,
                  "spec.item-cycle 3:19");

    struct folder circle = FOLDER(
        {"a.yaml", "ecc: board/1\nname: A\ncontains: [{item: ./b.yaml}]\n"},
        {"b.yaml", "ecc: board/1\nname: B\ncontains: [{item: ./c.yaml}]\n"},
        {"c.yaml", "ecc: board/1\nname: C\ncontains: [{item: ./a.yaml}]\n"});
    ecc_spec *spec;
    ecc_diags *diags;
    assert_int_equal(
        load("ecc: system/1\nname: S\ncontains: [{item: ./a.yaml}]\n", &circle, &spec, &diags),
        ECC_E_INVALID);
    const ecc_diag diag = ecc_diags_at(diags, 0);
    assert_string_equal(diag.id, "spec.item-cycle");
    assert_text(diag.at.file, "c.yaml");
    assert_text(arg(&diag, "cycle"), "a.yaml → b.yaml → c.yaml → a.yaml");
    ecc_diags_free(diags);
}

static void errors_of_a_part_are_shown_where_they_are(void **state)
{
    (void)state;
    struct folder folder = FOLDER({"chip.yaml", "ecc: chip/1\nnam: C\n"}, {"empty.yaml", ""});
    expect_errors("ecc: board/1\nname: B\ncontains:\n"
                  "  - item: ./chip.yaml\n"
                  "  - item: ./chip.yaml\n",
                  &folder,
                  "spec.missing-key chip.yaml:1:1; spec.unknown-key chip.yaml:2:1; "
                  "spec.item-errors 4:11; spec.item-errors 5:11");
    expect_errors("ecc: board/1\nname: B\ncontains:\n  - item: ./empty.yaml\n", &folder,
                  "file.empty empty.yaml:1:1; spec.item-errors 4:11");
}

/* A resolver in which every file contains the next one, or two next ones, for ever. */
struct endless {
    size_t fan;
    size_t made;
    char name[32];
    char text[8192];
};

static ecc_status resolve_endless(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                                  ecc_str *out_bytes)
{
    struct endless *endless = user;
    (void)from;
    (void)ref;
    endless->made++;
    const int n = snprintf(endless->name, sizeof endless->name, "%zu.yaml", endless->made);
    assert_true(n > 0);
    size_t len = (size_t)snprintf(endless->text, sizeof endless->text,
                                  "ecc: board/1\nname: N\ncontains:\n");
    for (size_t i = 0; i < endless->fan; i++) {
        len += (size_t)snprintf(endless->text + len, sizeof endless->text - len,
                                "  - item: ./x%zu.yaml\n", i);
    }
    *out_name = ecc_str_of(endless->name);
    *out_bytes = (ecc_str){endless->text, len};
    return ECC_OK;
}

static void what_is_contained_has_an_end(void **state)
{
    (void)state;
    for (size_t fan = 1; fan <= 100; fan += 33) {
        struct endless endless = {.fan = fan};
        ecc_diags *diags;
        ecc_spec *spec = NULL;
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        const ecc_status status = ecc_spec_load(
            ECC_STR("root.yaml"), ECC_STR("ecc: board/1\nname: B\ncontains: [{item: ./x.yaml}]\n"),
            resolve_endless, &endless, &spec, diags);
        assert_int_equal(status, ECC_E_INVALID);
        assert_null(spec);
        assert_true(ecc_diags_errors(diags) > 0);
        assert_true(endless.made <= 1024); /* no more files are opened than that */
        ecc_diags_free(diags);
    }
}

/* ---- The boundary -------------------------------------------------------------------------- */

/* An entry by itself, as a mapping has its constants: what it lacks may come from elsewhere, and what it refers to is looked
 * up when there is a specification. */
static void a_part_of_a_file_lacks_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool partial;
        int asked;
        const char *expected;
    } cases[] = {{"count: 3", false, 0, "spec.missing-key 1:1"},
                 {"count: 3", true, 0, ""},
                 {"item: ./x.yaml", false, 1, "spec.item-not-found 1:7"},
                 {"item: ./x.yaml", true, 0, ""},
                 {"item: x.yaml", true, 0, "spec.item-reference 1:7"},
                 {"itme: ./x.yaml", true, 0, "spec.unknown-key 1:1"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ecc_arena *arena = ecc_arena_new(0);
        struct folder folder = {.status = ECC_E_NOT_FOUND};
        const struct ecc_source *source = ecc_source_new(arena, ECC_STR("root.yaml"),
                                                         ecc_str_of(cases[i].text));
        const struct ecc_spec_frame frame = {.source = source, .kind = ECC_SPEC_BOARD};
        ecc_diags *diags;
        char found[256];
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        struct ecc_spec_loader loader = {.arena = arena,
                                         .diags = diags,
                                         .resolve = resolve,
                                         .user = &folder,
                                         .frame = &frame,
                                         .partial = cases[i].partial};
        const struct ecc_yaml *root = NULL;
        assert_int_equal(ecc_yaml_parse(arena, source, &root, diags), ECC_OK);
        const struct ecc_record *board = ecc_spec_records[ECC_SPEC_BOARD];
        const size_t at = ecc_record_find(board, ECC_STR("contains"));
        assert_true(at < board->n_fields);
        struct ecc_thing thing;
        assert_int_equal(ecc_spec_read_record(&loader, board->fields[at].of, root,
                                              ECC_STR("contains[0]"), &thing),
                         ECC_OK);
        describe(diags, found, sizeof found);
        if (strcmp(found, cases[i].expected) != 0) {
            fail_msg("%s, partial %d: %s", cases[i].text, cases[i].partial, found);
        }
        assert_int_equal(folder.asked, cases[i].asked);
        assert_null(fact_of(&thing, "item")->as.item);
        ecc_diags_free(diags);
        ecc_arena_free(arena);
    }
}

static void arguments_that_are_missing(void **state)
{
    (void)state;
    ecc_diags *diags;
    ecc_spec *spec = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    const ecc_str text = ECC_STR("ecc: chip/1\nname: X\n");
    assert_int_equal(ecc_spec_load(ECC_STR("x"), text, NULL, NULL, NULL, diags), ECC_E_USAGE);
    assert_int_equal(ecc_spec_load(ECC_STR("x"), text, NULL, NULL, &spec, NULL), ECC_E_USAGE);
    assert_null(spec);
    ecc_spec_free(NULL);
    ecc_diags_free(diags);
}

/* Loading with a little more memory each time: a status, never a crash, and in the end a success.
 */
static void memory_may_end_anywhere(void **state)
{
    (void)state;
    char *text = first_example();
    size_t failures = 0;
    ecc_status status = ECC_E_NOMEM;
    for (size_t cap = 64; status == ECC_E_NOMEM && cap < ((size_t)1 << 22); cap += 64) {
        struct ecc_arena *arena = ecc_arena_new(cap);
        ecc_diags *diags;
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        struct ecc_spec_loader loader = {.arena = arena, .diags = diags};
        const struct ecc_source *source = ecc_source_new(arena, ECC_STR("root.yaml"),
                                                         ecc_str_of(text));
        struct ecc_spec *spec = NULL;
        if (source != NULL) {
            status = ecc_spec_read(&loader, source, false, &spec, NULL);
        }
        assert_true(status == ECC_OK || status == ECC_E_NOMEM);
        assert_int_equal(ecc_diags_count(diags), 0);
        assert_int_equal(spec != NULL, status == ECC_OK);
        failures += status == ECC_E_NOMEM;
        ecc_diags_free(diags);
        ecc_arena_free(arena);
    }
    assert_int_equal(status, ECC_OK);
    assert_true(failures > 50);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_documents_example_is_read),
        cmocka_unit_test(everything_written_is_listed_in_file_order),
        cmocka_unit_test(words_for_yes_no_and_unknown),
        cmocka_unit_test(pairs_of_formats),
        cmocka_unit_test(what_is_not_given_is_unknown),
        cmocka_unit_test(lists_that_may_not_be_whole),
        cmocka_unit_test(tables_that_may_not_be_whole),
        cmocka_unit_test(an_unknown_record_is_one_of_missing_facts),
        cmocka_unit_test(a_note_in_one_language_serves_both),
        cmocka_unit_test(empty_lists_and_records_are_written_too),
        cmocka_unit_test(headers_that_are_not_one),
        cmocka_unit_test(keys_and_kinds_that_are_wrong),
        cmocka_unit_test(values_that_are_wrong),
        cmocka_unit_test(source_keys_that_are_right),
        cmocka_unit_test(what_was_probably_meant),
        cmocka_unit_test(all_errors_of_a_file_at_once),
        cmocka_unit_test(contained_items_are_read),
        cmocka_unit_test(references_that_are_not_one),
        cmocka_unit_test(items_that_cannot_be_had),
        cmocka_unit_test(parts_of_the_catalogue_are_contained),
        cmocka_unit_test(parts_that_were_probably_meant),
        cmocka_unit_test(nothing_contains_itself),
        cmocka_unit_test(errors_of_a_part_are_shown_where_they_are),
        cmocka_unit_test(what_is_contained_has_an_end),
        cmocka_unit_test(a_part_of_a_file_lacks_nothing),
        cmocka_unit_test(arguments_that_are_missing),
        cmocka_unit_test(memory_may_end_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
