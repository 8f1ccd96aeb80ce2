/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of what a specification may say: whole, without contradiction, and as documented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/schema.h"

typedef void check_field(const struct ecc_record *record, const struct ecc_field *field,
                         void *user);

static void each_field(const struct ecc_record *record, check_field *check, void *user)
{
    for (size_t i = 0; i < record->n_fields; i++) {
        check(record, &record->fields[i], user);
        if (record->fields[i].of != NULL) {
            each_field(record->fields[i].of, check, user);
        }
    }
}

static void each_field_of_all(check_field *check, void *user)
{
    for (size_t i = 0; i < ECC_SPEC_KINDS; i++) {
        each_field(ecc_spec_records[i], check, user);
    }
}

static void is_whole(const struct ecc_record *record, const struct ecc_field *field, void *user)
{
    (void)user;
    const bool takes_record = field->kind == ECC_FACT_RECORD || field->kind == ECC_FACT_LIST ||
                              field->kind == ECC_FACT_TABLE;
    assert_non_null(record->name);
    assert_true(record->n_fields <= ECC_RECORD_FIELDS);
    assert_true(strlen(field->key) > 0);
    for (int language = 0; language < ECC_LANGUAGES; language++) {
        assert_non_null(field->name[language]);
        assert_true(strlen(field->name[language]) > 0);
    }
    assert_int_equal(field->words != NULL, field->kind == ECC_FACT_WORD);
    assert_int_equal(field->of != NULL, takes_record);
    if (field->kind == ECC_FACT_TABLE) {
        assert_ptr_equal(field->of, &ecc_peak_record);
    }
    const bool has_dim = !ecc_dim_is_none(field->dim);
    const bool counts = (field->flags & ECC_FIELD_COUNT) != 0;
    assert_int_equal(has_dim || counts, field->kind == ECC_FACT_QUANTITY);
    assert_false(has_dim && counts);
    if (field->fallback != NULL) { /* the loader knows how to make these three */
        assert_true(field->kind == ECC_FACT_QUANTITY || field->kind == ECC_FACT_YESNO ||
                    field->kind == ECC_FACT_WORD);
        if (field->kind == ECC_FACT_WORD) {
            assert_true(ecc_word_find(field->words, ecc_str_of(field->fallback)) >= 0);
        }
        assert_int_equal(field->flags & (ECC_FIELD_REQUIRED | ECC_FIELD_OPTIONAL), 0);
    }
}

static void every_row_is_whole(void **state)
{
    (void)state;
    each_field_of_all(is_whole, NULL);
}

static void no_key_stands_twice(void **state)
{
    (void)state;
    for (size_t k = 0; k < ECC_SPEC_KINDS; k++) {
        const struct ecc_record *record = ecc_spec_records[k];
        for (size_t i = 0; i < record->n_fields; i++) {
            assert_int_equal(ecc_record_find(record, ecc_str_of(record->fields[i].key)), i);
            assert_string_not_equal(record->fields[i].key, "ecc");
        }
        assert_int_equal(ecc_record_find(record, ECC_STR("nonsense")), record->n_fields);
        assert_int_equal(ecc_record_find(record, ECC_STR("")), record->n_fields);
        assert_int_equal(ecc_record_find(record, ECC_STR("nam")), record->n_fields);
    }
}

static void headers_name_their_records(void **state)
{
    (void)state;
    static const char *const names[ECC_SPEC_KINDS] = {"chip", "memory", "board", "system"};
    for (size_t k = 0; k < ECC_SPEC_KINDS; k++) {
        char header[32];
        assert_true(snprintf(header, sizeof header, "%s/1", names[k]) > 0);
        assert_string_equal(ecc_spec_headers[k], header);
        assert_string_equal(ecc_spec_records[k]->name, names[k]);
    }
}

static const struct ecc_field *field_at(const char *kind_path)
{
    char path[128];
    assert_true(strlen(kind_path) < sizeof path);
    memcpy(path, kind_path, strlen(kind_path) + 1);
    const struct ecc_record *record = NULL;
    const struct ecc_field *field = NULL;
    for (char *step = path; step != NULL;) {
        char *dot = strchr(step, '.');
        const ecc_str name = {step, dot != NULL ? (size_t)(dot - step) : strlen(step)};
        if (record == NULL) {
            for (size_t k = 0; k < ECC_SPEC_KINDS; k++) {
                record = ecc_str_is(name, ecc_spec_records[k]->name) ? ecc_spec_records[k] : record;
            }
            assert_non_null(record);
        } else {
            const size_t i = ecc_record_find(record, name);
            assert_true(i < record->n_fields);
            field = &record->fields[i];
            record = field->of;
        }
        step = dot != NULL ? dot + 1 : NULL;
    }
    assert_non_null(field);
    return field;
}

static void quantities_have_the_dimension_of_what_they_are(void **state)
{
    (void)state;
    const struct {
        const char *path;
        struct ecc_dim dim;
        unsigned flags;
    } cases[] = {
        {"chip.logic-dies.area", ECC_DIM_AREA, ECC_FIELD_POSITIVE},
        {"chip.logic-dies.count", ECC_DIM_NONE, ECC_FIELD_COUNT | ECC_FIELD_POSITIVE},
        {"chip.processing-units.peaks.rate", ECC_DIM_RATE, 0},
        {"chip.processing-units.sparse.rate", ECC_DIM_RATE, 0},
        {"chip.memory.capacity", ECC_DIM_DATA, 0},
        {"chip.memory.bandwidth", ECC_DIM_BANDWIDTH, 0},
        {"chip.links.bandwidth", ECC_DIM_BANDWIDTH, 0},
        {"chip.links.programmable-to", ECC_DIM_BANDWIDTH, ECC_FIELD_OPTIONAL},
        {"chip.power", ECC_DIM_POWER, 0},
        {"chip.declared.tpp", ECC_DIM_TPP, ECC_FIELD_BARE | ECC_FIELD_OPTIONAL},
        {"chip.declared.performance-density", ECC_DIM_DENSITY, ECC_FIELD_BARE | ECC_FIELD_OPTIONAL},
        {"memory.bandwidth", ECC_DIM_BANDWIDTH, 0},
        {"memory.area", ECC_DIM_AREA, ECC_FIELD_POSITIVE},
        {"memory.capacity", ECC_DIM_DATA, 0},
        {"board.power", ECC_DIM_POWER, 0},
        {"system.contains.count", ECC_DIM_NONE, ECC_FIELD_COUNT | ECC_FIELD_POSITIVE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct ecc_field *field = field_at(cases[i].path);
        assert_int_equal(field->kind, ECC_FACT_QUANTITY);
        assert_true(ecc_dim_eq(field->dim, cases[i].dim));
        assert_int_equal(field->flags, cases[i].flags);
    }
}

static void words_are_found_whole(void **state)
{
    (void)state;
    const char *const *words = field_at("chip.sold-as")->words;
    assert_int_equal(ecc_word_find(words, ECC_STR("chip")), 0);
    assert_int_equal(ecc_word_find(words, ECC_STR("card")), 2);
    assert_int_equal(ecc_word_find(words, ECC_STR("car")), -1);
    assert_int_equal(ecc_word_find(words, ECC_STR("cards")), -1);
    assert_int_equal(ecc_word_find(words, ECC_STR("")), -1);
    assert_ptr_equal(field_at("chip.processing-units.peaks.format")->words, ecc_number_formats);
}

/* ---- The document -------------------------------------------------------------------------- */

static char *read_document(void)
{
    FILE *file = fopen(ECC_SOURCE_DIR "/docs/spec-format.md", "rb");
    assert_non_null(file);
    char *text = calloc(1, 1 << 16);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 16) - 1, file) > 1000);
    fclose(file);
    return text;
}

/* "`area`", "`.area`", "[].area`" or "`{area:, ...": as a table of the document names a key. */
static bool is_documented(const char *text, const char *key)
{
    static const char *const frames[] = {"`%s`", ".%s`", "{%s:", " %s:"};
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++) {
        char needle[64];
        const char *mark = strchr(frames[i], '%');
        assert_true(snprintf(needle, sizeof needle, "%.*s%s%s", (int)(mark - frames[i]), frames[i],
                             key, mark + 2) > 0);
        if (strstr(text, needle) != NULL) {
            return true;
        }
    }
    return false;
}

static void check_documented(const struct ecc_record *record, const struct ecc_field *field,
                             void *text)
{
    if (record == &ecc_peak_record) { /* written as "fp16: 100 TFLOPS", never by these names */
        return;
    }
    if (!is_documented(text, field->key)) {
        fail_msg("docs/spec-format.md does not name the key %s", field->key);
    }
    for (size_t i = 0; field->words != NULL && field->words[i] != NULL; i++) {
        char quoted[64];
        assert_true(snprintf(quoted, sizeof quoted, "`%s`", field->words[i]) > 0);
        if (strstr(text, quoted) == NULL) {
            fail_msg("docs/spec-format.md does not name the word %s", field->words[i]);
        }
    }
}

static void the_document_names_every_key_and_word(void **state)
{
    (void)state;
    char *text = read_document();
    each_field_of_all(check_documented, text);
    char formats[512] = "`";
    for (size_t i = 0; ecc_number_formats[i] != NULL; i++) {
        strncat(formats, ecc_number_formats[i], sizeof formats - strlen(formats) - 1);
        strncat(formats, ecc_number_formats[i + 1] != NULL ? " " : "`",
                sizeof formats - strlen(formats) - 1);
    }
    assert_non_null(strstr(text, formats));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_whole),
        cmocka_unit_test(no_key_stands_twice),
        cmocka_unit_test(headers_name_their_records),
        cmocka_unit_test(quantities_have_the_dimension_of_what_they_are),
        cmocka_unit_test(words_are_found_whole),
        cmocka_unit_test(the_document_names_every_key_and_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
