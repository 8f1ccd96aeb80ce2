/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a mapping: as strictly as a specification, and against the same tables, so that a mistake in it is told
 * before it is used on anything. Recursion is over the lists of schema.c, which nest three deep. */
#include "base/arena.h"
#include "doc/bind.h"
#include "model/map.h"
#include "model/spec_read.h"

struct loading {
    struct ecc_arena *arena;
    struct ecc_map *map;
    struct ecc_spec_loader loader; /* for parts of specifications */
};

#define REPORT(loading, id, span, args) ecc_diag_add((loading)->loader.diags, (id), (span), args)

/* ---- Their places -------------------------------------------------------------------------- */

static ecc_status path_of_keys(struct loading *loading, struct ecc_reader *reader,
                               const struct ecc_yaml *list, struct ecc_yaml_path *out)
{
    struct ecc_yaml_step *steps = ECC_NEW_ARRAY(loading->arena, list->n, struct ecc_yaml_step);
    if (steps == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < list->n; i++) {
        steps[i].span = list->items[i]->span;
        (void)ecc_bind_text(reader, list->items[i], &steps[i].key);
    }
    *out = (struct ecc_yaml_path){steps, list->n};
    return ECC_OK;
}

static ecc_status bad_path(struct loading *loading, const struct ecc_yaml *node)
{
    REPORT(loading, ECC_M_map_bad_path, node->span, ECC_ARGS(ecc_arg_text("text", node->text)));
    return ECC_OK;
}

/* A path in their file; of a table, a column by its whole name. */
static ecc_status read_place(struct loading *loading, struct ecc_reader *reader,
                             const struct ecc_yaml *node, struct ecc_map_place *out)
{
    ecc_status status = ECC_OK;
    out->node = node;
    if (node->kind == ECC_YAML_LIST && !loading->map->table && node->n < ECC_YAML_MAX_DEPTH) {
        status = path_of_keys(loading, reader, node, &out->path);
    } else if (!ecc_bind_text(reader, node, &(ecc_str){0})) {
        return ECC_OK;
    } else if (loading->map->table) {
        status = ecc_yaml_path_of_key(loading->arena, ecc_str_trim(node->text), node->span,
                                      &out->path);
    } else {
        status = ecc_yaml_path_read(loading->arena, node->text, node->span, &out->path);
    }
    const bool none = status == ECC_E_INVALID || (status == ECC_OK && out->path.n == 0);
    return none ? bad_path(loading, node) : status;
}

static ecc_status read_optional(struct loading *loading, struct ecc_reader *reader, const char *key,
                                struct ecc_map_place *out)
{
    const struct ecc_yaml *node = ecc_reader_get(reader, key, false);
    return node != NULL ? read_place(loading, reader, node, out) : ECC_OK;
}

static ecc_status read_between(struct loading *loading, struct ecc_reader *reader,
                               struct ecc_map_fact *out)
{
    const struct ecc_yaml *list = ecc_reader_list(reader, "between", false);
    if (list == NULL) {
        return ECC_OK;
    }
    if (list->n != 2) {
        out->low.node = list;
        REPORT(loading, ECC_M_map_two_ends, list->span, ECC_NO_ARGS);
        return ECC_OK;
    }
    TRY(read_place(loading, reader, list->items[0], &out->low));
    return read_place(loading, reader, list->items[1], &out->high);
}

/* ---- Our places ---------------------------------------------------------------------------- */

static ecc_status report_part(struct loading *loading, const struct ecc_field *field,
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
    REPORT(loading, ECC_M_map_to_part, step->span,
           ECC_ARGS(ecc_arg_cstr("key", field->key), ecc_arg_text("known", known)));
    return ECC_OK;
}

/* A value; nothing lies below it, and it is no list. */
static void end_at(struct loading *loading, const struct ecc_field *field,
                   const struct ecc_yaml_path *path, size_t at, bool each,
                   const struct ecc_field **out)
{
    const ecc_arg key = ecc_arg_cstr("key", field->key);
    if (at < path->n) {
        REPORT(loading, ECC_M_map_to_end, path->steps[at].span,
               ECC_ARGS(key, ecc_arg_text("rest", path->steps[at].key)));
    } else if (each) {
        REPORT(loading, ECC_M_map_to_each, path->steps[at - 1].span, ECC_ARGS(key));
    } else {
        *out = field;
    }
}

/* A path into a table goes on to a number format, or to "others". */
static void enter_table(struct loading *loading, const struct ecc_field *table,
                        const struct ecc_yaml_path *path, size_t at, const struct ecc_field **out)
{
    const struct ecc_yaml_step *step = &path->steps[at];
    const struct ecc_yaml key = {.span = step->span, .text = step->key};
    const size_t errors = loading->loader.diags->n_errors;
    if (step->is_index || !ecc_str_is(step->key, "others")) {
        ecc_spec_check_format(&loading->loader, &key);
    }
    if (loading->loader.diags->n_errors == errors) {
        const struct ecc_field *rate = &table->of->fields[ECC_PEAK_RATE];
        end_at(loading, rate, path, at + 1, false, out);
    }
}

/* The field that a path leads to; untouched when it is reported that it leads nowhere. `each`: to a list or a
 * table, and not to a value. */
static ecc_status find_field(struct loading *loading, const struct ecc_record *record,
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
            REPORT(loading, ECC_M_map_to_list, step->span,
                   ECC_ARGS(ecc_arg_cstr("key", field->key)));
            return ECC_OK;
        }
        at += list ? 1 : 0;
        if (at == path->n) {
            return report_part(loading, field, step);
        }
        if (field->kind == ECC_FACT_TABLE) {
            enter_table(loading, field, path, at, out);
            return ECC_OK;
        }
        record = field->of;
    }
}

/* ---- A fact -------------------------------------------------------------------------------- */

static void not_with(struct loading *loading, const struct ecc_yaml *node, const char *key,
                     const char *other)
{
    REPORT(loading, ECC_M_map_not_with, node->span,
           ECC_ARGS(ecc_arg_cstr("key", key), ecc_arg_cstr("other", other)));
}

/* The unit is tried on a number, by the reader of numbers. */
static ecc_status read_unit(struct loading *loading, struct ecc_reader *reader,
                            struct ecc_map_fact *out)
{
    const struct ecc_yaml *node = ecc_reader_get(reader, "unit", false);
    if (node == NULL || !ecc_reader_text(reader, "unit", false, &out->unit) || out->field == NULL) {
        return ECC_OK;
    }
    const struct ecc_field *field = out->field->kind == ECC_FACT_TABLE
                                        ? &out->field->of->fields[ECC_PEAK_RATE]
                                        : out->field;
    if (field->kind != ECC_FACT_QUANTITY || (field->flags & ECC_FIELD_COUNT) != 0) {
        REPORT(loading, ECC_M_map_no_unit, node->span, ECC_ARGS(ecc_arg_cstr("key", field->key)));
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
static ecc_status read_words(struct loading *loading, struct ecc_reader *reader,
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

static ecc_status read_shape(struct loading *loading, struct ecc_reader *reader,
                             const struct ecc_record *record, struct ecc_map_shape *out);

static void add_place(struct ecc_map_shape *shape, struct ecc_map_place *places,
                      const struct ecc_map_place *place)
{
    if (place->path.n > 0) {
        places[shape->n_places++] = *place;
    }
}

/* Everything of theirs that is named: what is not is told when the mapping is strict. */
static ecc_status gather_places(struct loading *loading, struct ecc_map_shape *shape,
                                const struct ecc_map_place *more, size_t n_more)
{
    const size_t most = shape->n_facts * 4 + n_more;
    struct ecc_map_place *places = ECC_NEW_ARRAY(loading->arena, most, struct ecc_map_place);
    if (places == NULL) {
        return ECC_E_NOMEM;
    }
    shape->places = places;
    for (size_t i = 0; i < shape->n_facts; i++) {
        const struct ecc_map_fact *fact = &shape->facts[i];
        if (fact->each.node == NULL) {
            add_place(shape, places, &fact->from);
        }
        add_place(shape, places, &fact->low);
        add_place(shape, places, &fact->high);
        add_place(shape, places, &fact->each);
    }
    for (size_t i = 0; i < n_more; i++) {
        add_place(shape, places, &more[i]);
    }
    return ECC_OK;
}

/* Conditions: places, and the texts that are taken. */
static ecc_status read_where(struct loading *loading, struct ecc_reader *outer,
                             struct ecc_map_where *out)
{
    const struct ecc_yaml *node = ecc_reader_get(outer, "where", false);
    struct ecc_reader reader;
    if (node == NULL) {
        return ECC_OK;
    }
    ecc_reader_open(&reader, loading->arena, node, loading->loader.diags);
    struct ecc_map_condition *conditions = ECC_NEW_ARRAY(loading->arena, node->n,
                                                         struct ecc_map_condition);
    if (conditions == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; reader.map != NULL && i < node->n; i++) {
        const struct ecc_yaml *words = node->items[i];
        TRY(read_place(loading, &reader, node->keys[i], &conditions[i].place));
        conditions[i].words = words;
        for (size_t k = 0; words->kind == ECC_YAML_LIST && k < words->n; k++) {
            (void)ecc_bind_text(&reader, words->items[k], &(ecc_str){0});
        }
        if (words->kind == ECC_YAML_MAP) {
            (void)ecc_bind_text(&reader, words, &(ecc_str){0});
        }
    }
    *out = (struct ecc_map_where){conditions, reader.map != NULL ? node->n : 0, node};
    return ECC_OK;
}

/* `where` and `ignored`, and the places they name. */
static ecc_status read_named(struct loading *loading, struct ecc_reader *reader,
                             struct ecc_map_where *out_where, struct ecc_map_shape *out_named)
{
    TRY(read_where(loading, reader, out_where));
    const struct ecc_yaml *list = ecc_reader_list(reader, "ignored", false);
    const size_t n = out_where->n + (list != NULL ? list->n : 0);
    struct ecc_map_place *places = ECC_NEW_ARRAY(loading->arena, n, struct ecc_map_place);
    if (places == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < out_where->n; i++) {
        places[i] = out_where->conditions[i].place;
    }
    for (size_t i = out_where->n; i < n; i++) {
        TRY(read_place(loading, reader, list->items[i - out_where->n], &places[i]));
    }
    *out_named = (struct ecc_map_shape){.places = places, .n_places = n};
    return ECC_OK;
}

/* What an entry of a list or a table becomes. */
static ecc_status read_entry(struct loading *loading, struct ecc_reader *reader,
                             struct ecc_map_fact *out)
{
    if (loading->map->table) {
        REPORT(loading, ECC_M_map_of_table, out->each.node->span,
               ECC_ARGS(ecc_arg_cstr("key", "each")));
    }
    TRY(read_optional(loading, reader, "key", &out->key));
    TRY(read_named(loading, reader, &out->where, &out->named));
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
    TRY(shape == NULL ? ECC_E_NOMEM : read_shape(loading, reader, out->field->of, shape));
    return gather_places(loading, shape, out->named.places, out->named.n_places);
}

static void missing_key(struct loading *loading, const struct ecc_yaml *node, const char *key)
{
    REPORT(loading, ECC_M_bind_missing_key, node->span, ECC_ARGS(ecc_arg_cstr("key", key)));
}

/* What says where the value comes from: exactly one. An entry of a table has a key and a value. */
static void check_source(struct loading *loading, const struct ecc_yaml *node,
                         const struct ecc_map_fact *fact)
{
    const bool each = fact->each.node != NULL;
    const bool table = each && fact->field != NULL && fact->field->kind == ECC_FACT_TABLE;
    const int n = (fact->from.node != NULL && !table) + (fact->low.node != NULL) + each;
    if (n != 1) {
        REPORT(loading, ECC_M_map_one_source, node->span, ECC_NO_ARGS);
    } else if (table && fact->key.node == NULL &&
               (fact->from.node != NULL || fact->where.node != NULL)) {
        missing_key(loading, node, "key");
    } else if (table && fact->key.node != NULL && fact->from.node == NULL) {
        missing_key(loading, node, "from");
    } else if (fact->low.node != NULL && fact->words != NULL) {
        not_with(loading, fact->words, "words", "between");
    } else if (fact->shape != NULL && fact->words != NULL) {
        not_with(loading, fact->words, "words", "facts");
    } else if (fact->shape != NULL && fact->key.node != NULL) {
        not_with(loading, fact->key.node, "key", "facts");
    }
}

static ecc_status read_fact(struct loading *loading, const struct ecc_record *record,
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
    TRY(read_optional(loading, &reader, "from", &out->from));
    TRY(read_between(loading, &reader, out));
    TRY(read_optional(loading, &reader, "each", &out->each));
    out->to_node = to;
    if (to != NULL && ecc_bind_text(&reader, to, &(ecc_str){0})) {
        const ecc_status status = ecc_yaml_path_read(loading->arena, to->text, to->span, &out->to);
        TRY(status == ECC_E_INVALID ? bad_path(loading, to) : status);
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

/* ---- All facts of a shape ------------------------------------------------------------------ */

/* Puts the fact into a tree of those before it, where it may not meet another one. */
static ecc_status place_fact(struct loading *loading, const struct ecc_map_fact *fact,
                             const struct ecc_yaml **skeleton)
{
    size_t n = 0;
    const struct ecc_yaml_step *step = NULL;
    const struct ecc_yaml *there = ecc_yaml_path_follow(*skeleton, &fact->to, &n);
    const ecc_arg text = ecc_arg_text("text", fact->to_node->text);
    const bool taken = n == fact->to.n ||
                       (there->kind == ECC_YAML_SCALAR && !ecc_spec_is_unknown(there));
    if (taken) {
        ecc_diag_add2(loading->loader.diags, ECC_M_map_to_twice, fact->to_node->span, there->span,
                      ECC_ARGS(text));
        return ECC_OK;
    }
    const ecc_status status = ecc_yaml_path_put(loading->arena, *skeleton, &fact->to, fact->to_node,
                                                NULL, skeleton, &step);
    if (status != ECC_E_INVALID) {
        return status;
    }
    REPORT(loading, ECC_M_map_to_order, step->span, ECC_ARGS(ecc_arg_text("text", step->key)));
    return ECC_OK;
}

/* What is always needed must come from somewhere. */
static void check_required(struct loading *loading, const struct ecc_record *record,
                           const struct ecc_yaml *map, struct ecc_span span)
{
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct ecc_field *field = &record->fields[i];
        const struct ecc_yaml *key = NULL;
        const struct ecc_yaml *value = ecc_yaml_get(map, field->key, &key);
        if (value == NULL && (field->flags & ECC_FIELD_REQUIRED) != 0) {
            REPORT(loading, ECC_M_map_required, span, ECC_ARGS(ecc_arg_cstr("key", field->key)));
        }
        if (value == NULL || field->of == NULL || field->kind == ECC_FACT_TABLE) {
            continue;
        }
        if (value->kind == ECC_YAML_MAP) {
            check_required(loading, field->of, value, key->span);
        }
        for (size_t k = 0; value->kind == ECC_YAML_LIST && k < value->n; k++) {
            if (value->items[k]->kind == ECC_YAML_MAP) {
                check_required(loading, field->of, value->items[k], value->items[k]->span);
            }
        }
    }
}

static bool same_list(const struct ecc_map_fact *a, const struct ecc_map_fact *b)
{
    bool same = a->each.path.n > 0 && a->each.path.n == b->each.path.n;
    for (size_t i = 0; same && i < a->each.path.n; i++) {
        same = ecc_str_eq(a->each.path.steps[i].key, b->each.path.steps[i].key);
    }
    return same;
}

/* What is named in the entries of a list that becomes a table: what every fact made of that list names. */
static ecc_status gather_entry(struct loading *loading, const struct ecc_map_fact *facts, size_t n,
                               const struct ecc_map_fact *fact, struct ecc_map_shape *out)
{
    size_t most = 0;
    for (size_t i = 0; i < n; i++) {
        most += same_list(fact, &facts[i]) ? 2 + facts[i].named.n_places : 0;
    }
    struct ecc_map_place *places = ECC_NEW_ARRAY(loading->arena, most, struct ecc_map_place);
    if (places == NULL) {
        return ECC_E_NOMEM;
    }
    out->places = places;
    for (size_t i = 0; i < n; i++) {
        if (same_list(fact, &facts[i])) {
            add_place(out, places, &facts[i].key);
            add_place(out, places, &facts[i].from);
            for (size_t k = 0; k < facts[i].named.n_places; k++) {
                add_place(out, places, &facts[i].named.places[k]);
            }
        }
    }
    return ECC_OK;
}

static ecc_status gather_entries(struct loading *loading, struct ecc_map_fact *facts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        facts[i].list = 0;
        while (facts[i].list < i && !same_list(&facts[i], &facts[facts[i].list])) {
            facts[i].list++;
        }
        if (facts[i].key.node != NULL) {
            struct ecc_map_shape *shape = ECC_NEW(loading->arena, struct ecc_map_shape);
            facts[i].entry = shape;
            TRY(shape != NULL ? gather_entry(loading, facts, n, &facts[i], shape) : ECC_E_NOMEM);
        }
    }
    return ECC_OK;
}

/* Is every `to` its own, and nothing left out? Only asked when each by itself is right. */
static ecc_status check_shape(struct loading *loading, const struct ecc_map_shape *shape,
                              struct ecc_span span)
{
    const struct ecc_yaml empty = {.kind = ECC_YAML_MAP, .span = span};
    const struct ecc_yaml *skeleton = shape->constants != NULL ? shape->constants : &empty;
    for (size_t i = 0; i < shape->n_facts; i++) {
        TRY(place_fact(loading, &shape->facts[i], &skeleton));
    }
    check_required(loading, shape->record, skeleton, span);
    return ECC_OK;
}

static ecc_status read_constants(struct loading *loading, struct ecc_reader *reader,
                                 const struct ecc_record *record, struct ecc_map_shape *out)
{
    const struct ecc_yaml *node = ecc_reader_get(reader, "constants", false);
    if (node == NULL) {
        return ECC_OK;
    }
    struct ecc_reader inner;
    struct ecc_thing thing;
    ecc_reader_open(&inner, loading->arena, node, loading->loader.diags);
    out->constants = inner.map;
    return inner.map != NULL
               ? ecc_spec_read_record(&loading->loader, record, node, ECC_STR("constants"), &thing)
               : ECC_OK;
}

static ecc_status read_shape(struct loading *loading, struct ecc_reader *reader,
                             const struct ecc_record *record, struct ecc_map_shape *out)
{
    const size_t errors = loading->loader.diags->n_errors;
    *out = (struct ecc_map_shape){.record = record};
    TRY(read_constants(loading, reader, record, out));
    const struct ecc_yaml *list = ecc_reader_list(reader, "facts", true);
    if (list == NULL) {
        return ECC_OK;
    }
    if (list->n > ECC_MAP_MAX_FACTS) {
        REPORT(loading, ECC_M_map_long, list->span,
               ECC_ARGS(ecc_arg_integer("n", (long long)list->n),
                        ecc_arg_integer("limit", (long long)ECC_MAP_MAX_FACTS)));
        return ECC_OK;
    }
    struct ecc_map_fact *facts = ECC_NEW_ARRAY(loading->arena, list->n, struct ecc_map_fact);
    if (facts == NULL) {
        return ECC_E_NOMEM;
    }
    out->facts = facts;
    out->n_facts = list->n;
    for (size_t i = 0; i < list->n; i++) {
        TRY(read_fact(loading, record, list->items[i], &facts[i]));
    }
    TRY(gather_entries(loading, facts, list->n));
    return loading->loader.diags->n_errors == errors
               ? check_shape(loading, out, reader->map->keys[0]->span)
               : ECC_OK;
}

/* ---- The whole ----------------------------------------------------------------------------- */

static void read_missing(struct loading *loading, struct ecc_reader *reader)
{
    const struct ecc_yaml *list = ecc_reader_list(reader, "missing", false);
    for (size_t i = 0; list != NULL && i < list->n; i++) {
        (void)ecc_bind_text(reader, list->items[i], &(ecc_str){0});
    }
    loading->map->missing = list;
}

/* The first line. */
static bool read_header(struct loading *loading, const struct ecc_yaml *root)
{
    const struct ecc_yaml *value = root->kind == ECC_YAML_MAP ? ecc_yaml_get(root, "ecc", NULL)
                                                              : NULL;
    if (value == NULL || value != root->items[0] || value->kind != ECC_YAML_SCALAR ||
        !ecc_str_is(value->text, "map/1")) {
        REPORT(loading, ECC_M_map_no_header,
               value != NULL ? value->span
               : root->n > 0 ? (root->keys != NULL ? root->keys[0]->span : root->items[0]->span)
                             : root->span,
               ECC_NO_ARGS);
        return false;
    }
    loading->map->reads_node = value;
    return true;
}

/* "ecc: chip/1", for what is made. */
static ecc_status make_header(struct loading *loading, const struct ecc_yaml *kind)
{
    struct ecc_map *map = loading->map;
    struct ecc_yaml *nodes = ECC_NEW_ARRAY(loading->arena, 3, struct ecc_yaml);
    const struct ecc_yaml **lists = ECC_NEW_ARRAY(loading->arena, 2, const struct ecc_yaml *);
    if (nodes == NULL || lists == NULL) {
        return ECC_E_NOMEM;
    }
    nodes[0] = (struct ecc_yaml){.span = kind->span, .text = ECC_STR("ecc")};
    nodes[1] = (struct ecc_yaml){.span = kind->span,
                                 .text = ecc_str_of(ecc_spec_headers[map->kind])};
    lists[0] = &nodes[0];
    lists[1] = &nodes[1];
    nodes[2] = (struct ecc_yaml){.kind = ECC_YAML_MAP, .n = 1, .keys = lists, .items = lists + 1};
    map->header = &nodes[2];
    return ECC_OK;
}

static ecc_status read_kind(struct loading *loading, struct ecc_reader *reader,
                            struct ecc_spec_frame *frame)
{
    const char *kinds[ECC_SPEC_KINDS + 1] = {NULL};
    static const char *const reads[] = {"yaml", "table", NULL};
    struct ecc_map *map = loading->map;
    int word = 0;
    for (size_t i = 0; i < ECC_SPEC_KINDS; i++) {
        kinds[i] = ecc_spec_records[i]->name;
    }
    const bool known = ecc_reader_word(reader, "kind", true, kinds, &word);
    map->kind = (enum ecc_spec_kind)word;
    frame->kind = map->kind;
    word = 0;
    (void)ecc_reader_word(reader, "reads", false, reads, &word);
    map->table = word == 1;
    const struct ecc_yaml *node = ecc_yaml_get(reader->map, "reads", NULL);
    map->reads_node = node != NULL ? node : map->reads_node;
    return known ? make_header(loading, ecc_yaml_get(reader->map, "kind", NULL)) : ECC_OK;
}

static ecc_status read_map(struct loading *loading, const struct ecc_yaml *root)
{
    struct ecc_map *map = loading->map;
    struct ecc_spec_frame frame = {.source = map->source};
    struct ecc_reader reader;
    if (!read_header(loading, root)) {
        return ECC_OK;
    }
    loading->loader.frame = &frame;
    ecc_reader_open(&reader, loading->arena, root, loading->loader.diags);
    (void)ecc_reader_get(&reader, "ecc", true);
    TRY(read_kind(loading, &reader, &frame));
    TRY(read_optional(loading, &reader, "items", &map->items));
    if (map->table && map->items.node != NULL) {
        REPORT(loading, ECC_M_map_of_table, map->items.node->span,
               ECC_ARGS(ecc_arg_cstr("key", "items")));
    }
    struct ecc_map_shape named;
    TRY(read_named(loading, &reader, &map->where, &named));
    read_missing(loading, &reader);
    (void)ecc_reader_yesno(&reader, "strict", false, &map->strict);
    if (map->header != NULL) {
        TRY(read_shape(loading, &reader, ecc_spec_records[map->kind], &map->shape));
    } else {
        (void)ecc_reader_get(&reader, "facts", true);
        (void)ecc_reader_get(&reader, "constants", false);
    }
    TRY(gather_places(loading, &map->shape, named.places, named.n_places));
    (void)ecc_reader_close(&reader);
    return ECC_OK;
}

static ecc_status load(struct ecc_map *map, ecc_str name, ecc_str bytes, struct ecc_diags *diags)
{
    const size_t errors = diags->n_errors;
    const ecc_str own_name = ecc_arena_str(map->arena, name);
    const ecc_str own_bytes = ecc_arena_str(map->arena, bytes);
    const struct ecc_yaml *root = NULL;
    if (own_name.ptr == NULL || own_bytes.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    map->source = ecc_source_new(map->arena, own_name, own_bytes);
    if (map->source == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_yaml_parse(map->arena, map->source, &root, diags));
    struct loading loading = {.arena = map->arena,
                              .map = map,
                              .loader = {.arena = map->arena, .diags = diags, .partial = true}};
    TRY(read_map(&loading, root));
    return diags->n_errors == errors ? ECC_OK : ECC_E_INVALID;
}

ecc_status ecc_map_load(ecc_str name, ecc_str bytes, ecc_map **out_map, ecc_diags *diags)
{
    if (out_map == NULL || diags == NULL) {
        return ECC_E_USAGE;
    }
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_map *map = arena != NULL ? ECC_NEW(arena, struct ecc_map) : NULL;
    if (map == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    map->arena = arena;
    const ecc_status status = load(map, name, bytes, diags);
    if (status != ECC_OK) {
        ecc_arena_free(arena);
        return status;
    }
    *out_map = map;
    return ECC_OK;
}

void ecc_map_free(ecc_map *map)
{
    if (map != NULL) {
        ecc_arena_free(map->arena);
    }
}

bool ecc_map_reads_table(const ecc_map *map)
{
    return map->table;
}
