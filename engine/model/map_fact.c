/* SPDX-License-Identifier: Apache-2.0 */
/* One fact of a mapping: what it becomes, and from what. */
#include "base/arena.h"
#include "model/map_loading.h"

/* ---- Our places ---------------------------------------------------------------------------- */

static ecc_status report_part(struct ecc_map_loading *loading, const struct ecc_field *field,
                              const struct ecc_yaml_step *step)
{
    const char *keys[ECC_RECORD_FIELDS];
    size_t n = 0;
    if (field->kind == ECC_FACT_TABLE) {
        for (; ecc_number_formats[n] != NULL; n++) {
            keys[n] = ecc_number_formats[n];
        }
    }
    for (; field->kind != ECC_FACT_TABLE && n < field->of->n_fields; n++) {
        keys[n] = field->of->fields[n].key;
    }
    const ecc_str known = ecc_spec_list(loading->arena, keys, n);
    if (known.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    ECC_MAP_REPORT(loading, ECC_M_map_to_part, step->span,
                   ECC_ARGS(ecc_arg_cstr("key", field->key), ecc_arg_text("known", known)));
    return ECC_OK;
}

/* A value; nothing lies below it, and it is no list. */
static void end_at(struct ecc_map_loading *loading, const struct ecc_field *field,
                   const struct ecc_yaml_path *path, size_t at, bool each,
                   const struct ecc_field **out)
{
    const ecc_arg key = ecc_arg_cstr("key", field->key);
    if (at < path->n) {
        ECC_MAP_REPORT(loading, ECC_M_map_to_end, path->steps[at].span,
                       ECC_ARGS(key, ecc_arg_text("rest", path->steps[at].key)));
    } else if (each) {
        ECC_MAP_REPORT(loading, ECC_M_map_to_each, path->steps[at - 1].span, ECC_ARGS(key));
    } else {
        *out = field;
    }
}

/* A path into a table goes on to a number format, or to "others". */
static void enter_table(struct ecc_map_loading *loading, const struct ecc_field *table,
                        const struct ecc_yaml_path *path, size_t at, bool each,
                        const struct ecc_field **out)
{
    const struct ecc_yaml_step *step = &path->steps[at];
    const struct ecc_yaml key = {.span = step->span, .text = step->key};
    const size_t errors = loading->loader.diags->n_errors;
    if (step->is_index || !ecc_str_is(step->key, "others")) {
        ecc_spec_check_format(&loading->loader, &key);
    }
    if (loading->loader.diags->n_errors == errors) {
        const struct ecc_field *rate = &table->of->fields[ECC_PEAK_RATE];
        end_at(loading, rate, path, at + 1, each, out);
    }
}

/* The field that a path leads to; untouched when it is reported that it leads nowhere. `each`: to a list or a
 * table, and not to a value. */
static ecc_status find_field(struct ecc_map_loading *loading, const struct ecc_record *record,
                             const struct ecc_yaml_path *path, bool each,
                             const struct ecc_field **out)
{
    for (size_t at = 0;;) {
        const struct ecc_yaml_step *step = &path->steps[at++];
        const size_t i = step->is_index ? record->n_fields : ecc_record_find(record, step->key);
        if (i == record->n_fields) {
            ecc_spec_report_unknown_key(&loading->loader, record, step->key, step->span);
            return ECC_OK;
        }
        const struct ecc_field *field = &record->fields[i];
        const bool list = field->kind == ECC_FACT_LIST;
        if (field->of == NULL) {
            end_at(loading, field, path, at, each, out);
            return ECC_OK;
        }
        if (each && at == path->n && (list || field->kind == ECC_FACT_TABLE)) {
            *out = field;
            return ECC_OK;
        }
        if (list && (at == path->n || !path->steps[at].is_index)) {
            ECC_MAP_REPORT(loading, ECC_M_map_to_list, step->span,
                           ECC_ARGS(ecc_arg_cstr("key", field->key)));
            return ECC_OK;
        }
        at += list ? 1 : 0;
        if (at == path->n) {
            return report_part(loading, field, step);
        }
        if (field->kind == ECC_FACT_TABLE) {
            enter_table(loading, field, path, at, each, out);
            return ECC_OK;
        }
        record = field->of;
    }
}

/* ---- A fact -------------------------------------------------------------------------------- */

static ecc_status read_between(struct ecc_map_loading *loading, struct ecc_reader *reader,
                               struct ecc_map_fact *out)
{
    const struct ecc_yaml *list = ecc_reader_list(reader, "between", false);
    if (list == NULL) {
        return ECC_OK;
    }
    if (list->n != 2) {
        out->low.node = list;
        ECC_MAP_REPORT(loading, ECC_M_map_two_ends, list->span, ECC_NO_ARGS);
        return ECC_OK;
    }
    TRY(ecc_map_read_place(loading, reader, list->items[0], &out->low));
    return ecc_map_read_place(loading, reader, list->items[1], &out->high);
}

static void not_with(struct ecc_map_loading *loading, const struct ecc_yaml *node, const char *key,
                     const char *other)
{
    ECC_MAP_REPORT(loading, ECC_M_map_not_with, node->span,
                   ECC_ARGS(ecc_arg_cstr("key", key), ecc_arg_cstr("other", other)));
}

/* The unit is tried on a number, by the reader of numbers. */
static ecc_status read_unit(struct ecc_map_loading *loading, struct ecc_reader *reader,
                            struct ecc_map_fact *out)
{
    if (!ecc_reader_text(reader, "unit", false, &out->unit) || out->field == NULL) {
        return ECC_OK;
    }
    const struct ecc_yaml *node = ecc_yaml_get(reader->map, "unit", NULL);
    const struct ecc_field *field = out->field->kind == ECC_FACT_TABLE
                                        ? &out->field->of->fields[ECC_PEAK_RATE]
                                        : out->field;
    if (field->kind != ECC_FACT_QUANTITY || (field->flags & ECC_FIELD_COUNT) != 0) {
        ECC_MAP_REPORT(loading, ECC_M_map_no_unit, node->span,
                       ECC_ARGS(ecc_arg_cstr("key", field->key)));
        return ECC_OK;
    }
    struct ecc_buf text;
    ecc_buf_init(&text, loading->arena);
    ecc_buf_puts(&text, "1 ");
    ecc_buf_add(&text, out->unit);
    const struct ecc_yaml one = {.span = node->span, .text = ecc_buf_str(&text)};
    struct ecc_fact fact;
    return text.failed ? ECC_E_NOMEM
                       : ecc_spec_read_fact(&loading->loader, field, &one, (ecc_str){"", 0}, &fact);
}

/* Our words are looked at by the reader of the fact; those of a table are number formats. */
static ecc_status read_words(struct ecc_map_loading *loading, struct ecc_reader *reader,
                             struct ecc_map_fact *out)
{
    const struct ecc_yaml *words = ecc_reader_get(reader, "words", false);
    if (words == NULL) {
        return ECC_OK;
    }
    struct ecc_reader inner;
    ecc_reader_open(&inner, loading->arena, words, loading->loader.diags);
    out->words = inner.map;
    for (size_t i = 0; inner.map != NULL && i < words->n; i++) {
        const struct ecc_yaml *word = words->items[i];
        struct ecc_fact fact;
        if (!ecc_bind_text(&inner, word, &(ecc_str){0}) || out->field == NULL ||
            out->field->kind == ECC_FACT_LIST) {
            continue;
        }
        if (out->field->kind == ECC_FACT_TABLE) {
            ecc_spec_check_format(&loading->loader, word);
        } else {
            TRY(ecc_spec_read_fact(&loading->loader, out->field, word, (ecc_str){"", 0}, &fact));
        }
    }
    return ECC_OK;
}

/* What an entry of a list or a table becomes. */
static ecc_status read_entry(struct ecc_map_loading *loading, struct ecc_reader *reader,
                             struct ecc_map_fact *out)
{
    if (loading->map->table) {
        ECC_MAP_REPORT(loading, ECC_M_map_of_table, out->each.node->span,
                       ECC_ARGS(ecc_arg_cstr("key", "each")));
    }
    TRY(ecc_map_read_optional(loading, reader, "key", &out->key));
    TRY(ecc_map_read_named(loading, reader, &out->where, &out->named));
    if (out->field == NULL || loading->map->table) {
        (void)ecc_reader_get(reader, "facts", false);
        (void)ecc_reader_get(reader, "constants", false);
        return ECC_OK;
    }
    if (out->field->kind != ECC_FACT_LIST) {
        return ECC_OK;
    }
    struct ecc_map_shape *shape = ECC_NEW(loading->arena, struct ecc_map_shape);
    out->shape = shape;
    TRY(shape == NULL ? ECC_E_NOMEM : ecc_map_read_shape(loading, reader, out->field->of, shape));
    return ecc_map_gather_places(loading, shape, &out->named);
}

static void missing_key(struct ecc_map_loading *loading, const struct ecc_yaml *node,
                        const char *key)
{
    ECC_MAP_REPORT(loading, ECC_M_bind_missing_key, node->span, ECC_ARGS(ecc_arg_cstr("key", key)));
}

/* What says where the value comes from: exactly one. An entry of a table has a key and a value. */
static void check_source(struct ecc_map_loading *loading, const struct ecc_yaml *node,
                         const struct ecc_map_fact *fact)
{
    const bool each = fact->each.node != NULL;
    const bool table = each && fact->field != NULL && fact->field->kind == ECC_FACT_TABLE;
    const int n = (fact->from.node != NULL && !table) + (fact->low.node != NULL) + each;
    if (n != 1) {
        ECC_MAP_REPORT(loading, ECC_M_map_one_source, node->span, ECC_NO_ARGS);
    } else if (table && fact->key.node == NULL &&
               (fact->from.node != NULL || fact->where.node != NULL)) {
        missing_key(loading, node, "key");
    } else if (table && fact->key.node != NULL && fact->from.node == NULL) {
        missing_key(loading, node, "from");
    } else if (fact->low.node != NULL && fact->words != NULL) {
        not_with(loading, fact->words, "words", "between");
    } else if (fact->low.node != NULL && fact->field != NULL &&
               fact->field->kind != ECC_FACT_QUANTITY) {
        not_with(loading, fact->low.node, "between", fact->field->key);
    } else if (fact->shape != NULL && fact->words != NULL) {
        not_with(loading, fact->words, "words", "facts");
    } else if (fact->shape != NULL && fact->key.node != NULL) {
        not_with(loading, fact->key.node, "key", "facts");
    }
}

ecc_status ecc_map_read_fact(struct ecc_map_loading *loading, const struct ecc_record *record,
                             const struct ecc_yaml *node, struct ecc_map_fact *out)
{
    static const char *const absent[] = {"unknown", "none", NULL};
    struct ecc_reader reader;
    int word = 0;
    ecc_reader_open(&reader, loading->arena, node, loading->loader.diags);
    if (reader.map == NULL) {
        return ECC_OK;
    }
    const struct ecc_yaml *to = ecc_reader_get(&reader, "to", true);
    TRY(ecc_map_read_optional(loading, &reader, "from", &out->from));
    TRY(read_between(loading, &reader, out));
    TRY(ecc_map_read_optional(loading, &reader, "each", &out->each));
    out->to_node = to;
    if (to != NULL && ecc_bind_text(&reader, to, &(ecc_str){0})) {
        const ecc_status status = ecc_yaml_path_read(loading->arena, to->text, to->span, &out->to);
        TRY(status == ECC_E_INVALID ? ecc_map_bad_path(loading, to) : status);
        const bool each = out->each.node != NULL;
        TRY(status == ECC_OK ? find_field(loading, record, &out->to, each, &out->field) : ECC_OK);
    }
    if (out->each.node != NULL) {
        TRY(read_entry(loading, &reader, out));
    }
    TRY(read_unit(loading, &reader, out));
    TRY(read_words(loading, &reader, out));
    (void)ecc_reader_word(&reader, "if-missing", false, absent, &word);
    out->none = word == 1;
    check_source(loading, node, out);
    (void)ecc_reader_close(&reader);
    return ECC_OK;
}
