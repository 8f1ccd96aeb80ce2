/* SPDX-License-Identifier: Apache-2.0 */
/* A list of theirs to a list, or to a table of number formats, of ours. */
#include "base/arena.h"
#include "model/map_making.h"

struct ecc_yaml *ecc_map_new_list(struct ecc_map_making *making, enum ecc_yaml_kind kind, size_t n,
                                  struct ecc_span span)
{
    struct ecc_yaml *list = ECC_NEW(making->arena, struct ecc_yaml);
    const struct ecc_yaml **items = ECC_NEW_ARRAY(making->arena, n, const struct ecc_yaml *);
    const struct ecc_yaml **keys = ECC_NEW_ARRAY(making->arena, n, const struct ecc_yaml *);
    if (list == NULL || items == NULL || keys == NULL) {
        return NULL;
    }
    *list = (struct ecc_yaml){.kind = kind, .span = span, .items = items, .keys = keys};
    return list;
}

void ecc_map_add(struct ecc_yaml *list, const struct ecc_yaml *key, const struct ecc_yaml *item)
{
    ((const struct ecc_yaml **)list->keys)[list->n] = key; /* its own arrays, not shared yet */
    ((const struct ecc_yaml **)list->items)[list->n++] = item;
}

ecc_status ecc_map_each_entry(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                              const struct ecc_yaml *their, const struct ecc_yaml **out)
{
    if (their->kind != ECC_YAML_LIST) {
        return ecc_map_wrong_kind(making, ECC_M_map_not_a_list, their, &fact->each);
    }
    ecc_status result = ECC_OK;
    struct ecc_yaml *list = ecc_map_new_list(making, ECC_YAML_LIST, their->n, their->span);
    if (list == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < their->n; i++) {
        const struct ecc_yaml *entry = their->items[i];
        const struct ecc_yaml *made = NULL;
        ecc_status status = ECC_OK;
        if (!ecc_map_takes(making->map, &fact->where, entry)) {
            continue;
        }
        if (ecc_map_is_missing(making->map, entry)) {
            status = ecc_map_new_text(making, ECC_STR("unknown"), entry->span, &made);
        } else if (entry->kind != ECC_YAML_MAP) {
            status = ecc_map_wrong_kind(making, ECC_M_map_not_a_map, entry, &fact->each);
        } else {
            status = ecc_map_make(making, fact->shape, entry, &made);
        }
        if (status == ECC_E_NOMEM) {
            return status;
        }
        if (status == ECC_OK) {
            ecc_map_add(list, NULL, made);
        }
        result = status != ECC_OK ? status : result;
    }
    *out = list;
    return result;
}

/* A number format and its rate. */
static ecc_status add_rate(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                           struct ecc_yaml *table, const struct ecc_yaml *key,
                           const struct ecc_yaml *value)
{
    const struct ecc_yaml *format = NULL;
    const struct ecc_yaml *rate = NULL;
    TRY(fact->words != NULL
            ? ecc_map_translate(making, fact, key, &format)
            : ecc_map_new_text(making, ecc_str_trim(key->text), key->span, &format));
    bool twice = false;
    for (size_t i = 0; i < table->n; i++) {
        twice = twice || ecc_str_eq(table->keys[i]->text, format->text);
    }
    if (twice) {
        ecc_diag_add(making->diags, ECC_M_map_format_twice, key->span,
                     ECC_ARGS(ecc_arg_text("format", format->text)));
        return ECC_E_INVALID;
    }
    if (!ecc_map_is_missing(making->map, value)) {
        TRY(ecc_map_convert(making, fact, value, &rate));
    } else if (!fact->none) {
        const struct ecc_span span = value != NULL ? value->span : key->span;
        TRY(ecc_map_new_text(making, ECC_STR("unknown"), span, &rate));
    }
    if (rate != NULL) {
        ecc_map_add(table, format, rate);
    }
    return ECC_OK;
}

/* An entry of a list that becomes a rate: where its format and its value stand. */
static ecc_status add_entry(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                            struct ecc_yaml *table, const struct ecc_yaml *entry)
{
    const struct ecc_yaml *key = NULL;
    const struct ecc_yaml *value = NULL;
    if (entry->kind != ECC_YAML_MAP) {
        return ecc_map_wrong_kind(making, ECC_M_map_not_a_map, entry, &fact->each);
    }
    TRY(ecc_map_look_up(making, fact->entry, entry, &fact->key, &key));
    TRY(ecc_map_look_up(making, fact->entry, entry, &fact->from, &value));
    if (key == NULL || key->kind != ECC_YAML_SCALAR) {
        return ecc_map_fail_once(making, ECC_M_bind_missing_key, entry->span, &fact->key,
                                 ecc_arg_text("key", fact->key.node->text));
    }
    return add_rate(making, fact, table, key, value);
}

ecc_status ecc_map_each_rate(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                             const struct ecc_yaml *their, const struct ecc_yaml **out)
{
    const bool listed = fact->key.node != NULL;
    if (their->kind != (listed ? ECC_YAML_LIST : ECC_YAML_MAP)) {
        return ecc_map_wrong_kind(making, listed ? ECC_M_map_not_a_list : ECC_M_map_not_a_map,
                                  their, &fact->each);
    }
    ecc_status result = ECC_OK;
    struct ecc_yaml *table = ecc_map_new_list(making, ECC_YAML_MAP, their->n, their->span);
    if (table == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < their->n; i++) {
        if (listed && !ecc_map_takes(making->map, &fact->where, their->items[i])) {
            continue;
        }
        const ecc_status status = listed ? add_entry(making, fact, table, their->items[i])
                                         : add_rate(making, fact, table, their->keys[i],
                                                    their->items[i]);
        if (status == ECC_E_NOMEM) {
            return status;
        }
        result = status != ECC_OK ? status : result;
    }
    /* No rate at all is not known to be none: an empty table would say so. */
    *out = table->n == 0 && their->n > 0 ? NULL : table;
    return result;
}

ecc_status ecc_map_check_taken(struct ecc_map_making *making, const struct ecc_map_shape *shape,
                               const struct ecc_map_fact *first, const struct ecc_yaml *their)
{
    ecc_status result = ECC_OK;
    const size_t list = first->list;
    for (size_t i = 0; their->kind == ECC_YAML_LIST && i < their->n; i++) {
        bool taken = false;
        if (making->map->strict && first->entry != NULL) {
            ecc_map_check_strict(first->entry, their->items[i], making->diags);
        }
        for (size_t k = list; k < shape->n_facts; k++) {
            const struct ecc_map_fact *fact = &shape->facts[k];
            taken = taken || (fact->list == list &&
                              ecc_map_takes(making->map, &fact->where, their->items[i]));
        }
        if (!taken) {
            ecc_diag_add2(making->diags, ECC_M_map_not_taken, their->items[i]->span,
                          first->where.node->span, ECC_NO_ARGS);
            result = ECC_E_INVALID;
        }
    }
    return result;
}
