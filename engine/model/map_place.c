/* SPDX-License-Identifier: Apache-2.0 */
/* Where things stand in a file of theirs: paths and columns, and what a mapping takes and leaves. */
#include "base/arena.h"
#include "model/map_loading.h"

static ecc_status path_of_keys(struct ecc_map_loading *loading, struct ecc_reader *reader,
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

ecc_status ecc_map_bad_path(struct ecc_map_loading *loading, const struct ecc_yaml *node)
{
    ECC_MAP_REPORT(loading, ECC_M_map_bad_path, node->span,
                   ECC_ARGS(ecc_arg_text("text", node->text)));
    return ECC_OK;
}

ecc_status ecc_map_read_place(struct ecc_map_loading *loading, struct ecc_reader *reader,
                              const struct ecc_yaml *node, struct ecc_map_place *out)
{
    ecc_status status = ECC_OK;
    out->node = node;
    if (node->kind == ECC_YAML_LIST && !loading->map->table) {
        status = node->n < ECC_YAML_MAX_DEPTH ? path_of_keys(loading, reader, node, &out->path)
                                              : ECC_E_INVALID;
    } else if (!ecc_bind_text(reader, node, &(ecc_str){0})) {
        return ECC_OK;
    } else if (loading->map->table) {
        status = ecc_yaml_path_of_key(loading->arena, ecc_str_trim(node->text), node->span,
                                      &out->path);
    } else {
        status = ecc_yaml_path_read(loading->arena, node->text, node->span, &out->path);
    }
    const bool none = status == ECC_E_INVALID || (status == ECC_OK && out->path.n == 0);
    return none ? ecc_map_bad_path(loading, node) : status;
}

ecc_status ecc_map_read_optional(struct ecc_map_loading *loading, struct ecc_reader *reader,
                                 const char *key, struct ecc_map_place *out)
{
    const struct ecc_yaml *node = ecc_reader_get(reader, key, false);
    return node != NULL ? ecc_map_read_place(loading, reader, node, out) : ECC_OK;
}

/* Conditions: places, and the texts that are taken. */
static ecc_status read_where(struct ecc_map_loading *loading, struct ecc_reader *outer,
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
        TRY(ecc_map_read_place(loading, &reader, node->keys[i], &conditions[i].place));
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

ecc_status ecc_map_read_named(struct ecc_map_loading *loading, struct ecc_reader *reader,
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
        TRY(ecc_map_read_place(loading, reader, list->items[i - out_where->n], &places[i]));
    }
    *out_named = (struct ecc_map_shape){.places = places, .n_places = n, .n_used = out_where->n};
    return ECC_OK;
}
