/* SPDX-License-Identifier: Apache-2.0 */
/* From a tree of YAML to facts, driven by the tables of schema.c.
 *
 * The recursion here is over records, lists and tables of those tables, which nest three deep, not
 * over the file. */
#include "model/spec_read.h"

#include <string.h>

#include "base/arena.h"

static ecc_fact_reader read_record_fact;
static ecc_fact_reader read_list;

static ecc_fact_reader *const readers[] = {
    [ECC_FACT_TEXT] = ecc_spec_read_text,           [ECC_FACT_TEXTS] = ecc_spec_read_texts,
    [ECC_FACT_BILINGUAL] = ecc_spec_read_bilingual, [ECC_FACT_COUNTRY] = ecc_spec_read_country,
    [ECC_FACT_DATE] = ecc_spec_read_date,           [ECC_FACT_YESNO] = ecc_spec_read_yesno,
    [ECC_FACT_WORD] = ecc_spec_read_word,           [ECC_FACT_QUANTITY] = ecc_spec_read_quantity,
    [ECC_FACT_RECORD] = read_record_fact,           [ECC_FACT_LIST] = read_list,
    [ECC_FACT_TABLE] = ecc_spec_read_table,         [ECC_FACT_ITEM] = ecc_spec_read_item,
};

/* ---- What is not written ------------------------------------------------------------------- */

static ecc_status fill_absent(struct ecc_spec_loader *loader, const struct ecc_field *field,
                              ecc_str path, struct ecc_span span, struct ecc_fact *out);

/* A record of which nothing is written. */
static ecc_status new_absent(struct ecc_spec_loader *loader, const struct ecc_record *record,
                             ecc_str path, struct ecc_span span, const struct ecc_thing **out)
{
    struct ecc_thing *thing = ECC_NEW(loader->arena, struct ecc_thing);
    struct ecc_fact *facts = ECC_NEW_ARRAY(loader->arena, record->n_fields, struct ecc_fact);
    if (thing == NULL || facts == NULL || path.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < record->n_fields; i++) {
        TRY(fill_absent(loader, &record->fields[i], path, span, &facts[i]));
    }
    *thing = (struct ecc_thing){.record = record, .span = span, .path = path, .facts = facts};
    *out = thing;
    return ECC_OK;
}

static ecc_status fill_absent(struct ecc_spec_loader *loader, const struct ecc_field *field,
                              ecc_str path, struct ecc_span span, struct ecc_fact *out)
{
    static const char *const fallbacks[] = {"no", "yes", NULL};
    static const ecc_tri words[] = {ECC_FALSE, ECC_TRUE};
    *out = (struct ecc_fact){.field = field, .presence = ECC_MISSING, .span = span};
    if (field->fallback != NULL) {
        out->presence = ECC_FALLBACK;
    }
    switch (field->kind) {
    case ECC_FACT_QUANTITY:
        return ecc_spec_absent_quantity(loader, out);
    case ECC_FACT_YESNO:
        out->as.yesno = ECC_UNKNOWN;
        if (field->fallback != NULL) {
            out->as.yesno = words[ecc_word_find(fallbacks, ecc_str_of(field->fallback))];
        }
        return ECC_OK;
    case ECC_FACT_WORD:
        out->as.word = -1;
        if (field->fallback != NULL) {
            out->as.word = ecc_word_find(field->words, ecc_str_of(field->fallback));
        }
        return ECC_OK;
    case ECC_FACT_LIST:
    case ECC_FACT_TABLE:
        out->as.list.open = (field->flags & ECC_FIELD_OPTIONAL) == 0;
        return ECC_OK;
    case ECC_FACT_RECORD: {
        const ecc_str inner = ecc_spec_path(loader->arena, path, ecc_str_of(field->key));
        return new_absent(loader, field->of, inner, span, &out->as.record);
    }
    case ECC_FACT_TEXT:
    case ECC_FACT_TEXTS:
    case ECC_FACT_BILINGUAL:
    case ECC_FACT_COUNTRY:
    case ECC_FACT_DATE:
    case ECC_FACT_ITEM:
        return ECC_OK;
    }
    return ECC_OK;
}

/* ---- Records ------------------------------------------------------------------------------- */

void ecc_spec_report_unknown_key(struct ecc_spec_loader *loader, const struct ecc_record *record,
                                 ecc_str key, struct ecc_span span)
{
    const char *keys[ECC_RECORD_FIELDS];
    for (size_t i = 0; i < record->n_fields; i++) {
        keys[i] = record->fields[i].key;
    }
    const size_t n = record->n_fields;
    ecc_diag_add(loader->diags, ECC_M_spec_unknown_key, span,
                 ECC_ARGS(ecc_arg_text("key", key),
                          ecc_arg_text("guess", ecc_spec_guess(key, keys, n)),
                          ecc_arg_text("known", ecc_spec_list(loader->arena, keys, n))));
}

/* Where a missing key is reported: at the first one that is there. */
static struct ecc_span first_key(const struct ecc_yaml *map)
{
    return map->n > 0 ? map->keys[0]->span : map->span;
}

/* What people call a thing: its name, or the part it stands for. */
static ecc_str label_of(const struct ecc_record *record, const struct ecc_fact *facts)
{
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct ecc_field *field = &record->fields[i];
        if (facts[i].presence == ECC_GIVEN &&
            (field->kind == ECC_FACT_ITEM || strcmp(field->key, "name") == 0)) {
            return facts[i].text;
        }
    }
    return (ecc_str){NULL, 0};
}

ecc_status ecc_spec_read_fact(struct ecc_spec_loader *loader, const struct ecc_field *field,
                              const struct ecc_yaml *node, ecc_str path, struct ecc_fact *out)
{
    *out = (struct ecc_fact){.field = field, .presence = ECC_GIVEN, .span = node->span};
    return readers[field->kind](loader, node, path, out);
}

/* The first key of a whole specification says its kind, and is not in the table. */
static bool is_header(const struct ecc_yaml *key, ecc_str path)
{
    return path.len == 0 && ecc_str_is(key->text, "ecc");
}

ecc_status ecc_spec_read_record(struct ecc_spec_loader *loader, const struct ecc_record *record,
                                const struct ecc_yaml *map, ecc_str path, struct ecc_thing *out)
{
    struct ecc_fact *facts = ECC_NEW_ARRAY(loader->arena, record->n_fields, struct ecc_fact);
    if (facts == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < map->n; i++) {
        const struct ecc_yaml *key = map->keys[i];
        const size_t at = ecc_record_find(record, key->text);
        if (at < record->n_fields) {
            TRY(ecc_spec_read_fact(loader, &record->fields[at], map->items[i], path, &facts[at]));
        } else if (!is_header(key, path)) {
            ecc_spec_report_unknown_key(loader, record, key->text, key->span);
        }
    }
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct ecc_field *field = &record->fields[i];
        if (facts[i].field != NULL) {
            continue;
        }
        if ((field->flags & ECC_FIELD_REQUIRED) != 0 && !loader->partial) {
            ecc_diag_add(loader->diags, ECC_M_spec_missing_key, first_key(map),
                         ECC_ARGS(ecc_arg_cstr("key", field->key)));
        }
        TRY(fill_absent(loader, field, path, map->span, &facts[i]));
    }
    *out = (struct ecc_thing){
        .record = record,
        .span = map->span,
        .path = path,
        .label = label_of(record, facts),
        .facts = facts,
    };
    return ECC_OK;
}

static ecc_status read_record_fact(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                                   ecc_str path, struct ecc_fact *fact)
{
    const struct ecc_field *field = fact->field;
    const ecc_str inner = ecc_spec_path(loader->arena, path, ecc_str_of(field->key));
    if (node->kind != ECC_YAML_MAP) {
        if (!ecc_spec_is_unknown(node)) {
            ecc_spec_wrong_kind(loader, field->key, node, "map");
        }
        fact->presence = ECC_GIVEN_UNKNOWN;
        fact->text = node->text;
        return new_absent(loader, field->of, inner, node->span, &fact->as.record);
    }
    struct ecc_thing *thing = ECC_NEW(loader->arena, struct ecc_thing);
    if (thing == NULL || inner.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    fact->as.record = thing;
    return ecc_spec_read_record(loader, field->of, node, inner, thing);
}

/* ---- Lists and tables ---------------------------------------------------------------------- */

/* A whole list or table that is not one: "unknown", or a mistake. */
static void no_entries(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                       const char *wanted, struct ecc_fact *fact)
{
    if (!ecc_spec_is_unknown(node)) {
        ecc_spec_wrong_kind(loader, fact->field->key, node, wanted);
    }
    fact->presence = ECC_GIVEN_UNKNOWN;
    fact->text = node->text;
    fact->as.list.open = true;
}

static ecc_status read_list(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                            ecc_str path, struct ecc_fact *fact)
{
    const struct ecc_field *field = fact->field;
    if (node->kind != ECC_YAML_LIST) {
        no_entries(loader, node, "list", fact);
        return ECC_OK;
    }
    const ecc_str list = ecc_spec_path(loader->arena, path, ecc_str_of(field->key));
    struct ecc_thing *things = ECC_NEW_ARRAY(loader->arena, node->n, struct ecc_thing);
    if (things == NULL || list.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    size_t n = 0;
    for (size_t i = 0; i < node->n; i++) {
        const struct ecc_yaml *entry = node->items[i];
        if (entry->kind == ECC_YAML_MAP) {
            const ecc_str inner = ecc_spec_entry_path(loader->arena, list, i);
            if (inner.ptr == NULL) {
                return ECC_E_NOMEM;
            }
            TRY(ecc_spec_read_record(loader, field->of, entry, inner, &things[n++]));
        } else if (ecc_spec_is_unknown(entry)) {
            fact->as.list.open = true;
        } else {
            ecc_spec_wrong_kind(loader, field->key, entry, "entry");
        }
    }
    fact->as.list.items = things;
    fact->as.list.n = n;
    return ECC_OK;
}

/* "fp16", or a pair of inputs such as "int4xfp16": -1 where there is none. */
static bool parse_format(ecc_str key, int *out_format, int *out_with)
{
    *out_format = ecc_word_find(ecc_number_formats, key);
    *out_with = -1;
    for (size_t i = 1; *out_format < 0 && i + 1 < key.len; i++) {
        const int first = ecc_word_find(ecc_number_formats, ecc_str_slice(key, 0, i));
        const int second = ecc_word_find(ecc_number_formats, ecc_str_slice(key, i + 1, key.len));
        if (key.ptr[i] == 'x' && first >= 0 && second >= 0) {
            *out_format = first;
            *out_with = second;
        }
    }
    return *out_format >= 0;
}

static void report_format(struct ecc_spec_loader *loader, const struct ecc_yaml *key)
{
    size_t n = 0;
    while (ecc_number_formats[n] != NULL) {
        n++;
    }
    ecc_diag_add(
        loader->diags, ECC_M_spec_bad_format, key->span,
        ECC_ARGS(ecc_arg_text("text", key->text),
                 ecc_arg_text("guess", ecc_spec_guess(key->text, ecc_number_formats, n)),
                 ecc_arg_text("known", ecc_spec_list(loader->arena, ecc_number_formats, n))));
}

void ecc_spec_check_format(struct ecc_spec_loader *loader, const struct ecc_yaml *key)
{
    int format = 0;
    int with = 0;
    if (!parse_format(key->text, &format, &with)) {
        report_format(loader, key);
    }
}

static ecc_status read_peak(struct ecc_spec_loader *loader, const struct ecc_record *record,
                            const struct ecc_yaml *key, const struct ecc_yaml *value,
                            struct ecc_thing *out)
{
    struct ecc_fact *facts = ECC_NEW_ARRAY(loader->arena, ECC_PEAK_FIELDS, struct ecc_fact);
    if (facts == NULL || out->path.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < ECC_PEAK_FIELDS; i++) {
        facts[i] = (struct ecc_fact){
            .field = &record->fields[i],
            .presence = ECC_GIVEN,
            .span = key->span,
            .text = key->text,
        };
    }
    if (!parse_format(key->text, &facts[ECC_PEAK_FORMAT].as.word, &facts[ECC_PEAK_WITH].as.word)) {
        report_format(loader, key);
    }
    if (facts[ECC_PEAK_WITH].as.word < 0) {
        facts[ECC_PEAK_WITH].presence = ECC_MISSING;
        facts[ECC_PEAK_WITH].text = (ecc_str){NULL, 0};
    }
    struct ecc_fact *rate = &facts[ECC_PEAK_RATE];
    TRY(ecc_spec_read_fact(loader, rate->field, value, out->path, rate));
    out->facts = facts;
    return ECC_OK;
}

/* "others: unknown": there may be formats that are not listed. */
static void read_others(struct ecc_spec_loader *loader, const struct ecc_yaml *value,
                        struct ecc_fact *fact)
{
    fact->as.list.open = true;
    if (!ecc_spec_is_unknown(value)) {
        ecc_diag_add(loader->diags, ECC_M_spec_bad_others, value->span,
                     ECC_ARGS(ecc_arg_text("text", value->text)));
    }
}

ecc_status ecc_spec_read_table(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                               ecc_str path, struct ecc_fact *fact)
{
    const struct ecc_field *field = fact->field;
    if (node->kind != ECC_YAML_MAP) {
        no_entries(loader, node, "table", fact);
        return ECC_OK;
    }
    if (node->n == 0) {
        ecc_diag_add(loader->diags, ECC_M_spec_empty_table, node->span,
                     ECC_ARGS(ecc_arg_cstr("key", field->key)));
    }
    const ecc_str table = ecc_spec_path(loader->arena, path, ecc_str_of(field->key));
    struct ecc_thing *things = ECC_NEW_ARRAY(loader->arena, node->n, struct ecc_thing);
    if (things == NULL || table.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    size_t n = 0;
    for (size_t i = 0; i < node->n; i++) {
        const struct ecc_yaml *key = node->keys[i];
        const struct ecc_yaml *value = node->items[i];
        if (ecc_str_is(key->text, "others")) {
            read_others(loader, value, fact);
            continue;
        }
        things[n] = (struct ecc_thing){
            .record = field->of,
            .span = ecc_span_join(key->span, value->span),
            .path = ecc_spec_path(loader->arena, table, key->text),
            .label = key->text,
        };
        TRY(read_peak(loader, field->of, key, value, &things[n++]));
    }
    fact->as.list.items = things;
    fact->as.list.n = n;
    return ECC_OK;
}
