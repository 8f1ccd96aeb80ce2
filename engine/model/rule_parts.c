/* SPDX-License-Identifier: Apache-2.0 */
/* The parts that rule, definitions and regime files have in common. */
#include <assert.h>

#include "base/arena.h"
#include "base/date.h"
#include "doc/bind.h"
#include "model/rule.h"

const char *const ecc_subject_words[ECC_SUBJECT_KINDS + 1] = {
    [ECC_CIRCUIT] = "circuit", [ECC_MEMORY] = "memory", [ECC_ASSEMBLY] = "assembly"};

const struct ecc_record *ecc_subject_record(enum ecc_subject_kind kind)
{
    if (kind == ECC_ASSEMBLY) {
        return NULL;
    }
    return ecc_spec_records[kind == ECC_CIRCUIT ? ECC_SPEC_CHIP : ECC_SPEC_MEMORY];
}

bool ecc_citation_read(struct ecc_reader *reader, const char *key, bool required, ecc_citation *out)
{
    static const char *const marks[] = {
        [ECC_MARK_PRIMARY] = "primary",     [ECC_MARK_QUOTED] = "quoted",
        [ECC_MARK_SECONDARY] = "secondary", [ECC_MARK_MEMORY] = "memory",
        [ECC_MARK_INFERENCE] = "inference", NULL};
    const struct ecc_yaml *node = ecc_reader_get(reader, key, required);
    if (node == NULL) {
        return false;
    }
    struct ecc_reader inner;
    ecc_reader_open(&inner, reader->arena, node, reader->diags);
    ecc_citation read = {0};
    int mark = 0;
    ecc_reader_text(&inner, "notice", false, &read.notice);
    ecc_reader_text(&inner, "cfr", false, &read.cfr);
    ecc_reader_text(&inner, "url", false, &read.url);
    ecc_reader_word(&inner, "mark", true, marks, &mark);
    read.mark = (ecc_mark)mark;
    if (!ecc_reader_close(&inner)) {
        reader->failed = true;
        return false;
    }
    *out = read;
    return true;
}

void ecc_notes_read(struct ecc_reader *reader, const char *key, const ecc_bilingual **out,
                    size_t *out_n)
{
    const struct ecc_yaml *list = ecc_reader_list(reader, key, false);
    if (list == NULL) {
        return;
    }
    ecc_bilingual *notes = ECC_NEW_ARRAY(reader->arena, list->n, ecc_bilingual);
    if (notes == NULL) {
        reader->failed = true;
        return;
    }
    for (size_t i = 0; i < list->n; i++) {
        ecc_bind_bilingual(reader, list->items[i], &notes[i]);
    }
    *out = notes;
    *out_n = list->n;
}

static ecc_str field_guess(const struct ecc_record *record, ecc_str key)
{
    const char *keys[ECC_READER_KEYS];
    size_t n = 0;
    assert(record->n_fields <= ECC_READER_KEYS);
    for (; n < record->n_fields; n++) {
        keys[n] = record->fields[n].key;
    }
    return ecc_bind_guess(key, keys, n);
}

bool ecc_path_read(struct ecc_reader *reader, ecc_str text, struct ecc_span span,
                   const struct ecc_record *record, struct ecc_path *out)
{
    size_t fields[8];
    size_t n = 0;
    const struct ecc_field *last = NULL;
    size_t begin = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && text.ptr[i] != '.') {
            continue;
        }
        ecc_str key = ecc_str_slice(text, begin, i);
        begin = i + 1;
        size_t found = record != NULL ? ecc_record_find(record, key) : 0;
        if (record == NULL || found == record->n_fields) {
            ecc_str guess = record != NULL ? field_guess(record, key) : (ecc_str){0};
            ecc_reader_error(
                reader, ECC_M_rule_unknown_fact, span,
                ECC_ARGS(ecc_arg_text("path", text),
                         ecc_arg_text("guess", guess.len > 0 ? guess : ECC_STR("none"))));
            return false;
        }
        assert(n < sizeof(fields) / sizeof(fields[0])); /* records stand three deep */
        fields[n++] = found;
        last = &record->fields[found];
        record = last->kind == ECC_FACT_RECORD ? last->of : NULL;
    }
    size_t *copy = ECC_NEW_ARRAY(reader->arena, n, size_t);
    if (copy == NULL) {
        reader->failed = true;
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        copy[i] = fields[i];
    }
    *out = (struct ecc_path){.fields = copy, .n = n, .last = last};
    return true;
}

static bool accept_word(struct ecc_reader *reader, const struct ecc_yaml *node,
                        const struct ecc_field *field, uint32_t *mask)
{
    static const char *const yesno[] = {"no", "yes", NULL};
    const char *const *words = field->kind == ECC_FACT_YESNO ? yesno : field->words;
    ecc_str text;
    if (!ecc_bind_text(reader, node, &text)) {
        return false;
    }
    int word = ecc_word_find(words, text);
    if (word >= 0) {
        *mask |= (uint32_t)1 << word;
        return true;
    }
    struct ecc_buf list;
    ecc_buf_init(&list, reader->arena);
    for (int i = 0; words[i] != NULL; i++) {
        ecc_buf_puts(&list, i > 0 ? ", " : "");
        ecc_buf_puts(&list, words[i]);
    }
    ecc_reader_error(
        reader, ECC_M_bind_bad_word, node->span,
        ECC_ARGS(ecc_arg_text("word", text), ecc_arg_text("words", ecc_buf_str(&list))));
    return false;
}

bool ecc_accepts_read(struct ecc_reader *reader, const struct ecc_yaml *node,
                      const struct ecc_field *field, uint32_t *out)
{
    if (field->kind != ECC_FACT_YESNO && field->kind != ECC_FACT_WORD) {
        ecc_reader_error(reader, ECC_M_rule_fact_kind, node->span,
                         ECC_ARGS(ecc_arg_cstr("path", field->key)));
        return false;
    }
    uint32_t mask = 0;
    bool good = true;
    if (node->kind == ECC_YAML_LIST) {
        for (size_t i = 0; i < node->n; i++) {
            good = accept_word(reader, node->items[i], field, &mask) && good;
        }
    } else {
        good = accept_word(reader, node, field, &mask);
    }
    if (good && mask == 0) {
        ecc_reader_error(reader, ECC_M_rule_empty_list, node->span,
                         ECC_ARGS(ecc_arg_cstr("key", "is")));
        good = false;
    }
    if (good) {
        *out = mask;
    }
    return good;
}

/* The head of a file says again what its path says; the two must agree, since the path selects. */
static void check_against_path(struct ecc_reader *reader, const ecc_rule_info *info,
                               ecc_date in_force)
{
    if (ecc_date_is_set(in_force) && ecc_date_cmp(in_force, info->from) != 0) {
        char said[11];
        char named[11];
        ecc_date_print(in_force, said);
        ecc_date_print(info->from, named);
        ecc_reader_error(reader, ECC_M_rule_date_not_name,
                         ecc_yaml_get(reader->map, "in-force", NULL)->span,
                         ECC_ARGS(ecc_arg_cstr("date", said), ecc_arg_cstr("name", named)));
    }
}

ecc_status ecc_rule_info_load(struct ecc_arena *arena, const struct ecc_yaml *root,
                              ecc_rule_info *info, struct ecc_diags *diags)
{
    bool definitions = ecc_str_is(info->rule, "definitions");
    struct ecc_reader reader;
    ecc_reader_open(&reader, arena, root, diags);
    ecc_str header = {0};
    if (ecc_reader_text(&reader, "ecc", true, &header) &&
        !ecc_str_is(header, definitions ? "definitions/1" : "rule/1")) {
        ecc_reader_error(&reader, ECC_M_rule_wrong_header, ecc_yaml_get(root, "ecc", NULL)->span,
                         ECC_ARGS(ecc_arg_cstr("wanted", definitions ? "definitions/1" : "rule/1"),
                                  ecc_arg_text("found", header)));
        return ECC_E_INVALID;
    }
    ecc_str rule = info->rule;
    if (!definitions && ecc_reader_text(&reader, "rule", true, &rule) &&
        !ecc_str_same_but_for_case(rule, info->rule)) {
        ecc_reader_error(&reader, ECC_M_rule_name_not_folder,
                         ecc_yaml_get(root, "rule", NULL)->span,
                         ECC_ARGS(ecc_arg_text("rule", rule), ecc_arg_text("folder", info->rule)));
    }
    ecc_date in_force = {0};
    ecc_reader_date(&reader, "in-force", true, &in_force);
    check_against_path(&reader, info, in_force);
    ecc_reader_date(&reader, "verified-through", true, &info->verified_through);
    ecc_reader_bilingual(&reader, "title", true, &info->title);
    ecc_reader_bilingual(&reader, "changes", true, &info->changes);
    ecc_citation_read(&reader, "source", true, &info->source);
    if (!definitions) {
        ecc_reader_yesno(&reader, "gate", true, &info->gate);
    }
    info->rule = rule;
    return reader.failed ? ECC_E_INVALID : ECC_OK;
}
