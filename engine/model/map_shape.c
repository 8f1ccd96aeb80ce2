/* SPDX-License-Identifier: Apache-2.0 */
/* All facts of an item, or of an entry of a list: each has its own place, and nothing that is needed is left out. Recursion
 * is over the lists of schema.c, which nest three deep. */
#include "base/arena.h"
#include "model/map_loading.h"

static void add_place(struct ecc_map_shape *shape, struct ecc_map_place *places,
                      const struct ecc_map_place *place)
{
    if (place->path.n > 0) {
        places[shape->n_places++] = *place;
    }
}

ecc_status ecc_map_gather_places(struct ecc_map_loading *loading, struct ecc_map_shape *shape,
                                 const struct ecc_map_shape *named)
{
    const size_t most = shape->n_facts * 4 + named->n_places;
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
    for (size_t i = 0; i < named->n_used; i++) {
        add_place(shape, places, &named->places[i]);
    }
    shape->n_used = shape->n_places;
    for (size_t i = named->n_used; i < named->n_places; i++) {
        add_place(shape, places, &named->places[i]);
    }
    return ECC_OK;
}

/* Puts the fact into a tree of those before it, where it may not meet another one. */
static ecc_status place_fact(struct ecc_map_loading *loading, const struct ecc_map_fact *fact,
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
    ECC_MAP_REPORT(loading, ECC_M_map_to_order, step->span,
                   ECC_ARGS(ecc_arg_text("text", step->key)));
    return ECC_OK;
}

/* What is always needed must come from somewhere. */
static void check_required(struct ecc_map_loading *loading, const struct ecc_record *record,
                           const struct ecc_yaml *map, struct ecc_span span)
{
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct ecc_field *field = &record->fields[i];
        const struct ecc_yaml *key = NULL;
        const struct ecc_yaml *value = ecc_yaml_get(map, field->key, &key);
        if (value == NULL && (field->flags & ECC_FIELD_REQUIRED) != 0) {
            ECC_MAP_REPORT(loading, ECC_M_map_required, span,
                           ECC_ARGS(ecc_arg_cstr("key", field->key)));
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
    const size_t n = a->each.path.n;
    return n > 0 && n == b->each.path.n && ecc_yaml_path_same(&a->each.path, &b->each.path, n);
}

/* What is named in the entries of a list that becomes a table: what every fact made of that list names. */
static ecc_status gather_entry(struct ecc_map_loading *loading, const struct ecc_map_fact *facts,
                               size_t n, const struct ecc_map_fact *fact, struct ecc_map_shape *out)
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

static ecc_status gather_entries(struct ecc_map_loading *loading, struct ecc_map_fact *facts,
                                 size_t n)
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
static ecc_status check_shape(struct ecc_map_loading *loading, const struct ecc_map_shape *shape,
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

static ecc_status read_constants(struct ecc_map_loading *loading, struct ecc_reader *reader,
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

ecc_status ecc_map_read_shape(struct ecc_map_loading *loading, struct ecc_reader *reader,
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
        ECC_MAP_REPORT(loading, ECC_M_map_long, list->span,
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
        TRY(ecc_map_read_fact(loading, record, list->items[i], &facts[i]));
    }
    TRY(gather_entries(loading, facts, list->n));
    return loading->loader.diags->n_errors == errors
               ? check_shape(loading, out, reader->map->keys[0]->span)
               : ECC_OK;
}
