/* SPDX-License-Identifier: Apache-2.0 */
/* One item of theirs to a specification's tree. What is not given becomes "unknown" at its place, said aloud, so that a
 * list never looks whole because a cell is empty. Recursion is over the lists of schema.c, which nest three deep. */
#include <assert.h>

#include "base/arena.h"
#include "model/map_making.h"
#include "model/spec_read.h"

/* An entry that there is not: taken out of its list at the end. It gives way like "unknown". */
static const struct ecc_yaml no_entry = {.text = {"unknown", sizeof("unknown") - 1}};

/* ---- Facts --------------------------------------------------------------------------------- */

/* What a fact gets; NULL when nothing is given. */
static ecc_status value_of(struct ecc_map_making *making, const struct ecc_map_shape *shape,
                           const struct ecc_map_fact *fact, const struct ecc_yaml *their,
                           const struct ecc_yaml **out)
{
    const struct ecc_map_place *place = fact->each.node != NULL ? &fact->each : &fact->from;
    const struct ecc_yaml *node = NULL;
    *out = NULL;
    if (fact->low.node != NULL) {
        return ecc_map_between(making, shape, fact, their, out);
    }
    TRY(ecc_map_look_up(making, shape, their, place, &node));
    if (ecc_map_is_missing(making->map, node)) {
        return ECC_OK;
    }
    if (fact->each.node == NULL) {
        return ecc_map_convert(making, fact, node, out);
    }
    if (fact == &shape->facts[fact->list]) {
        TRY(ecc_map_check_taken(making, shape, fact, node));
    }
    return fact->shape != NULL ? ecc_map_each_entry(making, fact, node, out)
                               : ecc_map_each_rate(making, fact, node, out);
}

/* Steps to the innermost entry of a list that the path goes through; 0: none. */
static size_t entry_of(const struct ecc_yaml_path *path)
{
    size_t n = path->n;
    while (n > 0 && !path->steps[n - 1].is_index) {
        n--;
    }
    return n;
}

/* Do the constants give a figure of the entry? Then it is there, whatever else is missing. */
static bool has_figure(const struct ecc_map_shape *shape, const struct ecc_yaml_path *entry)
{
    assert(entry->n == 2); /* lists of schema.c are in no record and in no other list */
    const struct ecc_yaml *given = shape->constants != NULL
                                       ? ecc_yaml_path_at(shape->constants, entry)
                                       : NULL;
    const size_t list = ecc_record_find(shape->record, entry->steps[0].key);
    const struct ecc_record *record = shape->record->fields[list].of;
    bool found = false;
    for (size_t i = 0; given != NULL && i < given->n; i++) {
        const size_t at = ecc_record_find(record, given->keys[i]->text);
        const enum ecc_fact_kind kind = record->fields[at].kind;
        const bool figure = kind == ECC_FACT_QUANTITY || kind == ECC_FACT_TABLE;
        found = found || (figure && !ecc_spec_is_unknown(given->items[i]));
    }
    return found;
}

/* Is there no such entry? Nothing is given for it, and of every fact of it that means that there is none. Of rates
 * by number format it does not: that there is no rate at all is not known. */
static bool is_no_entry(const struct ecc_map_shape *shape, const struct ecc_yaml *const *values,
                        const struct ecc_yaml_path *entry)
{
    for (size_t k = 0; k < shape->n_facts; k++) {
        const struct ecc_map_fact *fact = &shape->facts[k];
        const bool inside = ecc_yaml_path_same(&fact->to, entry, entry->n);
        const bool none = fact->none && fact->field->kind != ECC_FACT_TABLE &&
                          fact->to.n == entry->n + 1;
        if (inside && (values[k] != NULL || !none)) {
            return false;
        }
    }
    return !has_figure(shape, entry);
}

static ecc_status put(struct ecc_map_making *making, const struct ecc_yaml_path *path,
                      const struct ecc_yaml *value, const struct ecc_span *span,
                      const struct ecc_yaml **root)
{
    const struct ecc_yaml_step *step = NULL;
    return ecc_yaml_path_put(making->arena, *root, path, value, span, root, &step);
}

/* Nothing is given: that is unknown, or there is none. An entry keeps its place in the list for those after it. */
static ecc_status put_missing(struct ecc_map_making *making, const struct ecc_map_shape *shape,
                              const struct ecc_yaml *const *values, size_t i,
                              const struct ecc_yaml *their, const struct ecc_yaml **root)
{
    const struct ecc_map_fact *fact = &shape->facts[i];
    const struct ecc_yaml_path entry = {fact->to.steps, entry_of(&fact->to)};
    const struct ecc_map_place *place = fact->each.node != NULL  ? &fact->each
                                        : fact->low.node != NULL ? &fact->low
                                                                 : &fact->from;
    const struct ecc_yaml *node = ecc_yaml_path_at(their, &place->path);
    const struct ecc_span span = node != NULL ? node->span : their->span;
    const struct ecc_yaml *unknown = NULL;
    TRY(ecc_map_new_text(making, ECC_STR("unknown"), span, &unknown));
    if (!fact->none) {
        return put(making, &fact->to, unknown, &span, root);
    }
    if (entry.n == 0) {
        return ECC_OK;
    }
    if (is_no_entry(shape, values, &entry)) {
        return put(making, &entry, &no_entry, &span, root);
    }
    return ecc_yaml_path_at(*root, &entry) == NULL ? put(making, &entry, unknown, &span, root)
                                                   : ECC_OK;
}

static ecc_status put_empty(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                            struct ecc_span span, const struct ecc_yaml **root)
{
    const struct ecc_yaml *list = ecc_map_new_list(making, ECC_YAML_LIST, 0, span);
    return list != NULL ? put(making, &fact->to, list, &span, root) : ECC_E_NOMEM;
}

/* Takes out the entries that there are not. The depth is that of the schema. */
static ecc_status prune(struct ecc_map_making *making, const struct ecc_yaml *node,
                        const struct ecc_yaml **out)
{
    *out = node;
    if (node->kind == ECC_YAML_SCALAR) {
        return ECC_OK;
    }
    struct ecc_yaml *copy = ecc_map_new_list(making, node->kind, node->n, node->span);
    if (copy == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < node->n; i++) {
        const struct ecc_yaml *inner = NULL;
        if (node->items[i] != &no_entry) {
            TRY(prune(making, node->items[i], &inner));
            ecc_map_add(copy, node->kind == ECC_YAML_MAP ? node->keys[i] : NULL, inner);
        }
    }
    *out = copy;
    return ECC_OK;
}

static ecc_status put_all(struct ecc_map_making *making, const struct ecc_map_shape *shape,
                          const struct ecc_yaml *const *values, const struct ecc_yaml *their,
                          const struct ecc_yaml **root)
{
    for (size_t i = 0; i < shape->n_facts; i++) {
        const struct ecc_map_fact *fact = &shape->facts[i];
        if (values[i] != NULL) {
            const struct ecc_span span = values[i]->span;
            TRY(put(making, &fact->to, values[i], &span, root));
        } else if (fact->none && fact->shape != NULL) {
            TRY(put_empty(making, fact, their->span, root));
        } else {
            TRY(put_missing(making, shape, values, i, their, root));
        }
    }
    return ECC_OK;
}

ecc_status ecc_map_make(struct ecc_map_making *making, const struct ecc_map_shape *shape,
                        const struct ecc_yaml *their, const struct ecc_yaml **out)
{
    ecc_status result = ECC_OK;
    const size_t n_constants = shape->constants != NULL ? shape->constants->n : 0;
    const struct ecc_yaml **values = ECC_NEW_ARRAY(making->arena, shape->n_facts,
                                                   const struct ecc_yaml *);
    struct ecc_yaml *root = ecc_map_new_list(making, ECC_YAML_MAP, n_constants + 1, their->span);
    if (values == NULL || root == NULL) {
        return ECC_E_NOMEM;
    }
    if (shape == &making->map->shape) {
        ecc_map_add(root, making->map->header->keys[0], making->map->header->items[0]);
    }
    for (size_t i = 0; i < n_constants; i++) {
        ecc_map_add(root, shape->constants->keys[i], shape->constants->items[i]);
    }
    for (size_t i = 0; i < shape->n_facts; i++) {
        const ecc_status status = value_of(making, shape, &shape->facts[i], their, &values[i]);
        if (status == ECC_E_NOMEM) {
            return status;
        }
        result = status != ECC_OK ? status : result;
    }
    if (making->map->strict && !making->map->table) {
        ecc_map_check_strict(shape, their, making->diags);
    }
    TRY(result);
    *out = root;
    return put_all(making, shape, values, their, out);
}

ecc_status ecc_map_item(struct ecc_arena *arena, const struct ecc_map *map,
                        const struct ecc_yaml *item, const struct ecc_yaml **out_root,
                        struct ecc_diags *diags)
{
    struct ecc_map_making making = {.arena = arena, .map = map, .diags = diags};
    const size_t errors = diags->n_errors;
    const struct ecc_yaml *root = NULL;
    if (item->kind != ECC_YAML_MAP) {
        ecc_diag_add(diags, ECC_M_map_not_a_map, item->span,
                     ECC_ARGS(ecc_arg_cstr("found", ecc_map_kinds[item->kind])));
        return ECC_E_INVALID;
    }
    TRY(ecc_map_make(&making, &map->shape, item, &root));
    return diags->n_errors == errors ? prune(&making, root, out_root) : ECC_E_INVALID;
}
