/* SPDX-License-Identifier: Apache-2.0 */
/* Definitions files and regime files. */
#include "base/arena.h"
#include "base/unicode.h"
#include "doc/bind.h"
#include "model/quantity.h"
#include "model/rule.h"

struct loading {
    struct ecc_reader reader; /* of the file */
    struct ecc_table *tables;
    size_t n_tables;
    struct ecc_reading *readings;
    size_t n_readings;
    struct ecc_quantity_def *quantities;
    size_t n_quantities;
};

static size_t count_formats(void)
{
    size_t n = 0;
    while (ecc_number_formats[n] != NULL) {
        n++;
    }
    return n;
}

/* A row without a unit is in the table's. */
static bool load_row(struct ecc_reader *reader, const struct ecc_yaml *node,
                     const struct ecc_unit *unit, ecc_num *out)
{
    struct ecc_quantity_want want = {
        .dim = unit->dim, .positive = true, .bare = true, .exact_only = true};
    struct ecc_quantity row;
    ecc_str text;
    if (!ecc_bind_text(reader, node, &text) ||
        ecc_quantity_parse(reader->arena, text, node->span, &want, &row, reader->diags) != ECC_OK) {
        reader->failed = true;
        return false;
    }
    *out = row.value.lo;
    return true;
}

/* A value, or {reading: id, option: value, ...}. */
static void load_either_row(struct loading *loading, struct ecc_reader *reader,
                            const struct ecc_yaml *node, const struct ecc_unit *unit,
                            struct ecc_table_row *out)
{
    if (node->kind != ECC_YAML_MAP) {
        load_row(reader, node, unit, &out->values[0]);
        return;
    }
    struct ecc_reader inner;
    ecc_reader_open(&inner, reader->arena, node, reader->diags);
    ecc_str id = {0};
    ecc_reader_text(&inner, "reading", true, &id);
    out->by_reading = true;
    out->reading = ecc_reading_find(loading->readings, loading->n_readings, id);
    if (out->reading == loading->n_readings) {
        ecc_reader_error(&inner, ECC_M_rule_unknown_reading, node->span,
                         ECC_ARGS(ecc_arg_text("id", id)));
        reader->failed = true;
        return;
    }
    const struct ecc_reading *reading = &loading->readings[out->reading];
    for (size_t i = 0; i < reading->n_options; i++) {
        const struct ecc_yaml *value = ecc_reader_get(&inner, reading->options[i].ptr, true);
        if (value != NULL) {
            load_row(&inner, value, unit, &out->values[i]);
        }
    }
    reader->failed |= !ecc_reader_close(&inner);
}

static void load_table_rows(struct loading *loading, struct ecc_reader *reader,
                            const struct ecc_yaml *rows, const struct ecc_unit *unit,
                            struct ecc_table *table)
{
    size_t n = count_formats();
    struct ecc_table_row *values = ECC_NEW_ARRAY(reader->arena, n, struct ecc_table_row);
    struct ecc_reader inner;
    if (values == NULL) {
        reader->failed = true;
        return;
    }
    ecc_reader_open(&inner, reader->arena, rows, reader->diags);
    for (size_t i = 0; i < n; i++) {
        const struct ecc_yaml *row = ecc_reader_get(&inner, ecc_number_formats[i], false);
        if (row != NULL) {
            load_either_row(loading, &inner, row, unit, &values[i]);
        } else {
            ecc_reader_error(&inner, ECC_M_rule_table_row, rows->span,
                             ECC_ARGS(ecc_arg_text("table", table->id),
                                      ecc_arg_cstr("word", ecc_number_formats[i])));
        }
    }
    table->dim = unit->dim;
    table->rows = values;
    if (!ecc_reader_close(&inner)) {
        reader->failed = true;
    }
}

static bool read_unit(struct ecc_reader *reader, struct ecc_unit *out)
{
    ecc_str text;
    if (!ecc_reader_text(reader, "unit", true, &text)) {
        return false;
    }
    if (ecc_str_is(text, "1")) {
        *out = (struct ecc_unit){.text = {0}, .scale = ecc_num_int(1)};
        return true;
    }
    ecc_str guess = {0};
    if (!ecc_unit_parse(reader->arena, ecc_unicode_nfkc(reader->arena, text), out, &guess)) {
        ecc_reader_error(reader, ECC_M_rule_unknown_unit,
                         ecc_yaml_get(reader->map, "unit", NULL)->span,
                         ECC_ARGS(ecc_arg_text("unit", text),
                                  ecc_arg_text("guess", guess.len > 0 ? guess : ECC_STR("none"))));
        return false;
    }
    return true;
}

static void load_options(struct ecc_reader *reader, const struct ecc_yaml *list,
                         struct ecc_reading *reading)
{
    ecc_str *ids = ECC_NEW_ARRAY(reader->arena, list->n, ecc_str);
    ecc_bilingual *names = ECC_NEW_ARRAY(reader->arena, list->n, ecc_bilingual);
    if (ids == NULL || names == NULL || list->n < 2 || list->n > ECC_READING_OPTIONS_CAP) {
        ecc_reader_error(reader, ECC_M_rule_reading_options, list->span, ECC_NO_ARGS);
        return;
    }
    for (size_t i = 0; i < list->n; i++) {
        struct ecc_reader inner;
        ecc_reader_open(&inner, reader->arena, list->items[i], reader->diags);
        ecc_reader_text(&inner, "id", true, &ids[i]);
        ecc_reader_bilingual(&inner, "name", true, &names[i]);
        reader->failed |= !ecc_reader_close(&inner);
    }
    reading->options = ids;
    reading->names = names;
    reading->n_options = list->n;
}

static void load_reading(struct loading *loading, const struct ecc_yaml *node)
{
    struct ecc_reading *reading = &loading->readings[loading->n_readings];
    struct ecc_reader reader;
    ecc_reader_open(&reader, loading->reader.arena, node, loading->reader.diags);
    ecc_reader_text(&reader, "id", true, &reading->id);
    ecc_reader_bilingual(&reader, "question", true, &reading->question);
    ecc_citation_read(&reader, "source", true, &reading->source);
    const struct ecc_yaml *options = ecc_reader_list(&reader, "options", true);
    if (options != NULL) {
        load_options(&reader, options, reading);
    }
    ecc_str taken = {0};
    ecc_reader_text(&reader, "taken", true, &taken);
    while (reading->taken < reading->n_options &&
           !ecc_str_eq(reading->options[reading->taken], taken)) {
        reading->taken++;
    }
    if (reading->taken == reading->n_options) {
        ecc_reader_error(&reader, ECC_M_rule_reading_options, node->span, ECC_NO_ARGS);
        reading->n_options = 0;
        reading->taken = 0;
    }
    loading->reader.failed |= !ecc_reader_close(&reader);
}

static void load_readings(struct loading *loading)
{
    const struct ecc_yaml *list = ecc_reader_list(&loading->reader, "readings", false);
    if (list == NULL) {
        return;
    }
    if (list->n > ECC_READINGS_CAP) {
        ecc_reader_error(&loading->reader, ECC_M_rule_too_many_readings, list->span,
                         ECC_ARGS(ecc_arg_integer("cap", ECC_READINGS_CAP)));
        return;
    }
    loading->readings = ECC_NEW_ARRAY(loading->reader.arena, list->n, struct ecc_reading);
    for (size_t i = 0; loading->readings != NULL && i < list->n; i++) {
        load_reading(loading, list->items[i]);
        loading->n_readings++;
    }
}

static void load_tables(struct loading *loading)
{
    const struct ecc_yaml *list = ecc_reader_list(&loading->reader, "tables", false);
    if (list == NULL) {
        return;
    }
    loading->tables = ECC_NEW_ARRAY(loading->reader.arena, list->n, struct ecc_table);
    for (size_t i = 0; loading->tables != NULL && i < list->n; i++) {
        static const char *const by[] = {"format", NULL};
        struct ecc_table *table = &loading->tables[i];
        struct ecc_reader reader;
        ecc_reader_open(&reader, loading->reader.arena, list->items[i], loading->reader.diags);
        ecc_reader_text(&reader, "id", true, &table->id);
        ecc_reader_bilingual(&reader, "name", true, &table->name);
        int word = 0;
        ecc_reader_word(&reader, "by", true, by, &word);
        struct ecc_unit unit;
        const struct ecc_yaml *rows = ecc_reader_get(&reader, "rows", true);
        const struct ecc_bilingual *notes = NULL;
        size_t n_notes = 0;
        ecc_notes_read(&reader, "notes", &notes, &n_notes);
        if (read_unit(&reader, &unit) && rows != NULL) {
            load_table_rows(loading, &reader, rows, &unit, table);
        }
        loading->reader.failed |= !ecc_reader_close(&reader);
        loading->n_tables = i + 1;
    }
}

static void load_not_counted(struct ecc_reader *reader, struct ecc_quantity_def *quantity)
{
    const struct ecc_yaml *list = ecc_reader_list(reader, "not-counted", false);
    if (list == NULL) {
        return;
    }
    struct ecc_not_counted *rows = ECC_NEW_ARRAY(reader->arena, list->n, struct ecc_not_counted);
    for (size_t i = 0; rows != NULL && i < list->n; i++) {
        struct ecc_reader inner;
        ecc_reader_open(&inner, reader->arena, list->items[i], reader->diags);
        ecc_str path = {0};
        ecc_reader_bilingual(&inner, "because", true, &rows[i].because);
        if (ecc_reader_text(&inner, "fact", true, &path)) {
            struct ecc_span span = ecc_yaml_get(list->items[i], "fact", NULL)->span;
            size_t dot = 0;
            while (dot < path.len && path.ptr[dot] != '.') {
                dot++;
            }
            if (ecc_path_read(&inner, ecc_str_slice(path, 0, dot), span,
                              ecc_subject_record(quantity->of), &rows[i].list)) {
                ecc_path_read(&inner, ecc_str_slice(path, dot + 1, path.len), span,
                              rows[i].list.last->of, &rows[i].fact);
            }
        }
        reader->failed |= !ecc_reader_close(&inner);
    }
    quantity->not_counted = rows;
    quantity->n_not_counted = rows != NULL ? list->n : 0;
}

static void load_formula(struct loading *loading, struct ecc_reader *reader,
                         struct ecc_quantity_def *quantity)
{
    const struct ecc_yaml *node = ecc_reader_get(reader, "formula", true);
    if (node == NULL) {
        return;
    }
    struct ecc_formula_scope scope = {.arena = reader->arena,
                                      .diags = reader->diags,
                                      .tables = loading->tables,
                                      .n_tables = loading->n_tables,
                                      .readings = loading->readings,
                                      .n_readings = loading->n_readings,
                                      .quantities = loading->quantities,
                                      .n_quantities = loading->n_quantities};
    quantity->formula = ecc_formula_load(&scope, node, ecc_subject_record(quantity->of));
    if (quantity->formula == NULL) {
        reader->failed = true;
        return;
    }
    quantity->info.formula = ecc_formula_words(reader->arena, quantity->formula,
                                               loading->quantities, loading->readings);
    if (!ecc_dim_eq(quantity->formula->dim, quantity->dim)) {
        ecc_str found = ecc_dim_unit_text(reader->arena, quantity->formula->dim);
        ecc_reader_error(reader, ECC_M_rule_dimension, node->span,
                         ECC_ARGS(ecc_arg_text("found", found.len > 0 ? found : ECC_STR("1")),
                                  ecc_arg_text("wanted", quantity->info.unit)));
    }
}

static void load_quantity(struct loading *loading, const struct ecc_yaml *node)
{
    static const char *const kinds[] = {"circuit", "memory", NULL};
    struct ecc_quantity_def *quantity = &loading->quantities[loading->n_quantities];
    struct ecc_reader reader;
    ecc_reader_open(&reader, loading->reader.arena, node, loading->reader.diags);
    int kind = 0;
    ecc_reader_text(&reader, "id", true, &quantity->info.id);
    ecc_reader_word(&reader, "of", true, kinds, &kind);
    quantity->of = kind == 1 ? ECC_MEMORY : ECC_CIRCUIT;
    ecc_reader_bilingual(&reader, "name", true, &quantity->info.name);
    ecc_reader_text(&reader, "symbol", false, &quantity->info.symbol);
    ecc_reader_bilingual(&reader, "meaning", true, &quantity->info.meaning);
    ecc_citation_read(&reader, "source", true, &quantity->info.source);
    ecc_notes_read(&reader, "notes", &quantity->notes, &quantity->n_notes);
    quantity->asked = ecc_reader_bilingual(&reader, "ask", false, &quantity->ask);
    quantity->info.at = ecc_span_position(node->span);
    struct ecc_unit unit = {0};
    if (read_unit(&reader, &unit)) {
        quantity->info.unit = unit.text;
        quantity->dim = unit.dim;
        quantity->scale = unit.scale;
        load_formula(loading, &reader, quantity);
    }
    load_not_counted(&reader, quantity);
    for (size_t i = 0; i < loading->n_quantities; i++) {
        if (ecc_str_eq(loading->quantities[i].info.id, quantity->info.id)) {
            ecc_reader_error(&reader, ECC_M_rule_duplicate_id, node->span,
                             ECC_ARGS(ecc_arg_text("id", quantity->info.id)));
        }
    }
    loading->reader.failed |= !ecc_reader_close(&reader);
}

ecc_status ecc_definitions_load(struct ecc_arena *arena, const struct ecc_yaml *root,
                                const ecc_rule_info *info, struct ecc_definitions *out,
                                struct ecc_diags *diags)
{
    struct loading loading = {0};
    ecc_reader_open(&loading.reader, arena, root, diags);
    static const char *const head[] = {"ecc",     "in-force", "verified-through", "title",
                                       "changes", "source",   "revision",         "revises"};
    for (size_t i = 0; i < sizeof(head) / sizeof(head[0]); i++) {
        ecc_reader_get(&loading.reader, head[i], false); /* read by ecc_rule_info_load() */
    }
    load_readings(&loading);
    load_tables(&loading);
    const struct ecc_yaml *list = ecc_reader_list(&loading.reader, "quantities", true);
    if (list != NULL) {
        loading.quantities = ECC_NEW_ARRAY(arena, list->n, struct ecc_quantity_def);
        for (size_t i = 0; loading.quantities != NULL && i < list->n; i++) {
            load_quantity(&loading, list->items[i]);
            loading.n_quantities++;
        }
    }
    if (!ecc_reader_close(&loading.reader)) {
        return ECC_E_INVALID;
    }
    *out = (struct ecc_definitions){.info = *info,
                                    .quantities = loading.quantities,
                                    .n_quantities = loading.n_quantities,
                                    .readings = loading.readings,
                                    .n_readings = loading.n_readings};
    return ECC_OK;
}

static void load_review(struct ecc_reader *reader, const struct ecc_yaml *node,
                        struct ecc_regime *regime)
{
    struct ecc_reader inner;
    ecc_reader_open(&inner, reader->arena, node, reader->diags);
    for (int kind = 0; kind < ECC_SUBJECT_KINDS; kind++) {
        const struct ecc_yaml *list = ecc_reader_list(&inner, ecc_subject_words[kind], false);
        if (list == NULL) {
            continue;
        }
        if (list->n > ECC_REVIEW_CAP) {
            ecc_reader_error(&inner, ECC_M_rule_long_review, list->span,
                             ECC_ARGS(ecc_arg_integer("cap", ECC_REVIEW_CAP)));
            continue;
        }
        ecc_str *ids = ECC_NEW_ARRAY(reader->arena, list->n, ecc_str);
        for (size_t i = 0; ids != NULL && i < list->n; i++) {
            ecc_bind_text(&inner, list->items[i], &ids[i]);
        }
        regime->review[kind] = ids;
        regime->n_review[kind] = ids != NULL ? list->n : 0;
    }
    reader->failed |= !ecc_reader_close(&inner);
}

ecc_status ecc_regime_load(struct ecc_arena *arena, const struct ecc_yaml *root, ecc_str folder,
                           struct ecc_regime *out, struct ecc_diags *diags)
{
    struct ecc_regime regime = {0};
    struct ecc_reader reader;
    ecc_reader_open(&reader, arena, root, diags);
    ecc_str header = {0};
    if (ecc_reader_text(&reader, "ecc", true, &header) && !ecc_str_is(header, "regime/1")) {
        ecc_reader_error(
            &reader, ECC_M_rule_wrong_header, root->span,
            ECC_ARGS(ecc_arg_cstr("wanted", "regime/1"), ecc_arg_text("found", header)));
    }
    if (ecc_reader_text(&reader, "id", true, &regime.id) && !ecc_str_eq(regime.id, folder)) {
        ecc_reader_error(
            &reader, ECC_M_rule_regime_not_folder, ecc_yaml_get(root, "id", NULL)->span,
            ECC_ARGS(ecc_arg_text("regime", regime.id), ecc_arg_text("folder", folder)));
    }
    ecc_reader_bilingual(&reader, "title", true, &regime.title);
    ecc_reader_bilingual(&reader, "authority", true, &regime.authority);
    ecc_reader_bilingual(&reader, "otherwise", true, &regime.otherwise);
    ecc_reader_bilingual(&reader, "not-legal-advice", true, &regime.not_advice);
    const struct ecc_yaml *review = ecc_reader_get(&reader, "order-of-review", true);
    if (review != NULL) {
        load_review(&reader, review, &regime);
    }
    if (!ecc_reader_close(&reader)) {
        return ECC_E_INVALID;
    }
    *out = regime;
    return ECC_OK;
}
