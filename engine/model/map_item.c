/* SPDX-License-Identifier: Apache-2.0 */
/* One item of theirs to a specification's tree. What is not given becomes "unknown" at its place, said aloud, so that a
 * list never looks whole because a cell is empty. Recursion is over the lists of schema.c, which nest three deep. */
#include "base/arena.h"
#include "doc/bind.h"
#include "model/map.h"
#include "model/spec_read.h"

struct making {
    struct ecc_arena *arena;
    const struct ecc_map *map;
    struct ecc_diags *diags;
};

/* An entry that there is not: taken out of its list at the end. It gives way like "unknown". */
static const struct ecc_yaml no_entry = {.text = {"unknown", sizeof("unknown") - 1}};

static const char *const kinds[] = {
    [ECC_YAML_SCALAR] = "text",
    [ECC_YAML_LIST] = "list",
    [ECC_YAML_MAP] = "map",
};

/* ---- What is given ------------------------------------------------------------------------- */

bool ecc_map_is_missing(const struct ecc_map *map, const struct ecc_yaml *node)
{
    static const char *const nulls[] = {"~", "null", "Null", "NULL", NULL};
    if (node == NULL) {
        return true;
    }
    if (node->kind != ECC_YAML_SCALAR) {
        return false;
    }
    const ecc_str text = ecc_str_trim(node->text);
    bool missing = text.len == 0 || (!node->quoted && ecc_word_find(nulls, text) >= 0);
    for (size_t i = 0; map->missing != NULL && i < map->missing->n; i++) {
        missing = missing || ecc_str_eq(text, map->missing->items[i]->text);
    }
    return missing;
}

static bool is_among(const struct ecc_yaml *words, ecc_str text)
{
    if (words->kind == ECC_YAML_SCALAR) {
        return ecc_str_eq(ecc_str_trim(words->text), text);
    }
    for (size_t i = 0; i < words->n; i++) {
        if (ecc_str_eq(ecc_str_trim(words->items[i]->text), text)) {
            return true;
        }
    }
    return false;
}

bool ecc_map_takes(const struct ecc_map_where *where, const struct ecc_yaml *item)
{
    for (size_t i = 0; i < where->n; i++) {
        const struct ecc_map_condition *condition = &where->conditions[i];
        const struct ecc_yaml *node = ecc_yaml_path_at(item, &condition->place.path);
        const ecc_str text = node != NULL && node->kind == ECC_YAML_SCALAR
                                 ? ecc_str_trim(node->text)
                                 : (ecc_str){NULL, 0};
        if (!is_among(condition->words, text)) {
            return false;
        }
    }
    return true;
}

static ecc_status new_text(struct making *making, ecc_str text, struct ecc_span span,
                           const struct ecc_yaml **out)
{
    struct ecc_yaml *node = ECC_NEW(making->arena, struct ecc_yaml);
    if (node == NULL || text.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    *node = (struct ecc_yaml){.span = span, .text = text, .quoted = true};
    *out = node;
    return ECC_OK;
}

static bool is_named(const struct ecc_map_shape *shape, size_t depth, ecc_str key)
{
    for (size_t i = 0; i < shape->n_places; i++) {
        const struct ecc_yaml_path *path = &shape->places[i].path;
        if (depth < path->n && ecc_str_eq(path->steps[depth].key, key)) {
            return true;
        }
    }
    return false;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The same digits in the same order: fp8 is no slip for fp6. */
static bool same_digits(ecc_str a, ecc_str b)
{
    size_t i = 0;
    size_t k = 0;
    for (;;) {
        while (i < a.len && !is_digit(a.ptr[i])) {
            i++;
        }
        while (k < b.len && !is_digit(b.ptr[k])) {
            k++;
        }
        if (i == a.len || k == b.len || a.ptr[i] != b.ptr[k]) {
            return i == a.len && k == b.len;
        }
        i++;
        k++;
    }
}

static bool is_near(ecc_str key, ecc_str wanted)
{
    const size_t most = wanted.len / 4 + 1;
    return wanted.len > 2 && key.len > 2 && same_digits(key, wanted) &&
           ecc_str_distance(key, wanted, most) <= most;
}

/* A key that nobody names, and that is nearly the one looked for: a change of theirs, or a slip. */
static void warn_near(struct making *making, const struct ecc_map_shape *shape,
                      const struct ecc_yaml *map, const struct ecc_map_place *place, size_t depth)
{
    const struct ecc_yaml_step *step = &place->path.steps[depth];
    for (size_t i = 0; map->kind == ECC_YAML_MAP && !step->is_index && i < map->n; i++) {
        const struct ecc_yaml *key = map->keys[i];
        if (is_near(key->text, step->key) && !is_named(shape, depth, key->text)) {
            ecc_diag_add2(
                making->diags, ECC_M_map_near_key, key->span, place->node->span,
                ECC_ARGS(ecc_arg_text("key", key->text), ecc_arg_text("wanted", step->key)));
            return;
        }
    }
}

/* Told once of a place, however many facts look into it. */
static ecc_status fail_once(struct making *making, enum ecc_message_id id, struct ecc_span span,
                            const struct ecc_map_place *place, ecc_arg arg)
{
    bool told = false;
    for (const struct ecc_diag_entry *entry = making->diags->first; entry != NULL;
         entry = entry->next) {
        told = told || (entry->id == id && entry->begin == span.begin &&
                        ecc_str_eq(entry->at.file, span.source->name));
    }
    if (!told) {
        ecc_diag_add2(making->diags, id, span, place->node->span, ECC_ARGS(arg));
    }
    return ECC_E_INVALID;
}

static ecc_status wrong_kind(struct making *making, enum ecc_message_id id,
                             const struct ecc_yaml *node, const struct ecc_map_place *place)
{
    return fail_once(making, id, node->span, place, ecc_arg_cstr("found", kinds[node->kind]));
}

/* What stands at a place; NULL, when nothing does. A value on the way there is a mistake. */
static ecc_status look_up(struct making *making, const struct ecc_map_shape *shape,
                          const struct ecc_yaml *their, const struct ecc_map_place *place,
                          const struct ecc_yaml **out)
{
    size_t n = 0;
    const struct ecc_yaml *node = ecc_yaml_path_follow(their, &place->path, &n);
    *out = n == place->path.n ? node : NULL;
    if (*out != NULL || ecc_map_is_missing(making->map, node)) {
        return ECC_OK;
    }
    const bool index = place->path.steps[n].is_index;
    if (node->kind != (index ? ECC_YAML_LIST : ECC_YAML_MAP)) {
        return wrong_kind(making, index ? ECC_M_map_not_a_list : ECC_M_map_not_a_map, node, place);
    }
    warn_near(making, shape, node, place, n);
    return ECC_OK;
}

/* ---- Values -------------------------------------------------------------------------------- */

static ecc_status report_word(struct making *making, const struct ecc_map_fact *fact,
                              const struct ecc_yaml *node)
{
    const struct ecc_yaml *words = fact->words;
    const char **known = ECC_NEW_ARRAY(making->arena, words->n, const char *);
    if (known == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < words->n; i++) {
        const ecc_str copy = ecc_arena_str(making->arena, words->keys[i]->text); /* with a NUL */
        known[i] = copy.ptr != NULL ? copy.ptr : "";
    }
    ecc_diag_add2(making->diags, ECC_M_map_word, node->span, words->span,
                  ECC_ARGS(ecc_arg_text("word", node->text),
                           ecc_arg_text("to", fact->to_node->text),
                           ecc_arg_text("guess", ecc_spec_guess(node->text, known, words->n)),
                           ecc_arg_text("known", ecc_spec_list(making->arena, known, words->n))));
    return ECC_E_INVALID;
}

/* Our word for theirs, at the place of theirs. */
static ecc_status translate(struct making *making, const struct ecc_map_fact *fact,
                            const struct ecc_yaml *node, const struct ecc_yaml **out)
{
    const ecc_str text = ecc_str_trim(node->text);
    for (size_t i = 0; i < fact->words->n; i++) {
        if (ecc_str_eq(text, ecc_str_trim(fact->words->keys[i]->text))) {
            return new_text(making, fact->words->items[i]->text, node->span, out);
        }
    }
    return report_word(making, fact, node);
}

static ecc_status with_unit(struct making *making, ecc_str text, ecc_str unit, struct ecc_span span,
                            const struct ecc_yaml **out)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, making->arena);
    ecc_buf_add(&buf, text);
    if (unit.len > 0 && ecc_quantity_is_bare(making->arena, text)) {
        ecc_buf_putc(&buf, ' ');
        ecc_buf_add(&buf, unit);
    }
    return buf.failed ? ECC_E_NOMEM : new_text(making, ecc_buf_str(&buf), span, out);
}

/* A number without a unit, where neither the mapping nor the field gives one. */
static bool lacks_unit(struct making *making, const struct ecc_map_fact *fact, ecc_str text)
{
    const struct ecc_field *field = fact->field->kind == ECC_FACT_TABLE
                                        ? &fact->field->of->fields[ECC_PEAK_RATE]
                                        : fact->field;
    return field->kind == ECC_FACT_QUANTITY && fact->unit.len == 0 &&
           (field->flags & (ECC_FIELD_COUNT | ECC_FIELD_BARE)) == 0 &&
           ecc_quantity_is_bare(making->arena, text);
}

/* A value that is given. A list of texts is a value where one is wanted. */
static ecc_status convert(struct making *making, const struct ecc_map_fact *fact,
                          const struct ecc_yaml *node, const struct ecc_yaml **out)
{
    if (node->kind != ECC_YAML_SCALAR) {
        const bool texts = node->kind == ECC_YAML_LIST && fact->field->kind == ECC_FACT_TEXTS;
        *out = node;
        if (texts) {
            return ECC_OK;
        }
        ecc_diag_add2(making->diags, ECC_M_map_not_a_value, node->span, fact->to_node->span,
                      ECC_ARGS(ecc_arg_text("to", fact->to_node->text),
                               ecc_arg_cstr("found", kinds[node->kind])));
        return ECC_E_INVALID;
    }
    if (fact->words != NULL && fact->field->kind != ECC_FACT_TABLE) {
        return translate(making, fact, node, out);
    }
    if (lacks_unit(making, fact, ecc_str_trim(node->text))) {
        ecc_diag_add2(making->diags, ECC_M_map_unit_wanted, node->span, fact->to_node->span,
                      ECC_ARGS(ecc_arg_text("text", node->text)));
        return ECC_E_INVALID;
    }
    return with_unit(making, ecc_str_trim(node->text), fact->unit, node->span, out);
}

/* "600..700 mm2" of two values; of one, a limit. NULL when neither is given. */
static ecc_status between(struct making *making, const struct ecc_map_shape *shape,
                          const struct ecc_map_fact *fact, const struct ecc_yaml *their,
                          const struct ecc_yaml **out)
{
    const struct ecc_yaml *low = NULL;
    const struct ecc_yaml *high = NULL;
    TRY(look_up(making, shape, their, &fact->low, &low));
    TRY(look_up(making, shape, their, &fact->high, &high));
    low = ecc_map_is_missing(making->map, low) ? NULL : low;
    high = ecc_map_is_missing(making->map, high) ? NULL : high;
    *out = NULL;
    if (low == NULL && high == NULL) {
        return ECC_OK;
    }
    const struct ecc_yaml *ends[] = {low, high};
    for (size_t i = 0; i < 2; i++) {
        if (ends[i] != NULL && ends[i]->kind != ECC_YAML_SCALAR) {
            return convert(making, fact, ends[i], out);
        }
    }
    struct ecc_buf buf;
    ecc_buf_init(&buf, making->arena);
    ecc_buf_puts(&buf, high == NULL ? ">= " : low == NULL ? "<= " : "");
    ecc_buf_add(&buf, low != NULL ? ecc_str_trim(low->text) : (ecc_str){NULL, 0});
    ecc_buf_puts(&buf, low != NULL && high != NULL ? ".." : "");
    ecc_buf_add(&buf, high != NULL ? ecc_str_trim(high->text) : (ecc_str){NULL, 0});
    const struct ecc_span span = low != NULL ? low->span : high->span;
    return buf.failed ? ECC_E_NOMEM : with_unit(making, ecc_buf_str(&buf), fact->unit, span, out);
}

/* ---- Lists and tables ---------------------------------------------------------------------- */

static ecc_status make_map(struct making *making, const struct ecc_map_shape *shape,
                           const struct ecc_yaml *their, const struct ecc_yaml **out);

static struct ecc_yaml *new_list(struct making *making, enum ecc_yaml_kind kind, size_t n,
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

static void add(struct ecc_yaml *list, const struct ecc_yaml *key, const struct ecc_yaml *item)
{
    ((const struct ecc_yaml **)list->keys)[list->n] = key; /* its own arrays, not shared yet */
    ((const struct ecc_yaml **)list->items)[list->n++] = item;
}

static ecc_status each_entry(struct making *making, const struct ecc_map_fact *fact,
                             const struct ecc_yaml *their, const struct ecc_yaml **out)
{
    if (their->kind != ECC_YAML_LIST) {
        return wrong_kind(making, ECC_M_map_not_a_list, their, &fact->each);
    }
    ecc_status result = ECC_OK;
    struct ecc_yaml *list = new_list(making, ECC_YAML_LIST, their->n, their->span);
    for (size_t i = 0; list != NULL && i < their->n; i++) {
        const struct ecc_yaml *entry = their->items[i];
        const struct ecc_yaml *made = NULL;
        ecc_status status = ECC_OK;
        if (!ecc_map_takes(&fact->where, entry)) {
            continue;
        }
        if (ecc_map_is_missing(making->map, entry)) {
            status = new_text(making, ECC_STR("unknown"), entry->span, &made);
        } else if (entry->kind != ECC_YAML_MAP) {
            status = wrong_kind(making, ECC_M_map_not_a_map, entry, &fact->each);
        } else {
            status = make_map(making, fact->shape, entry, &made);
        }
        if (status == ECC_OK) {
            add(list, NULL, made);
        }
        result = status != ECC_OK ? status : result;
    }
    *out = list;
    return list != NULL ? result : ECC_E_NOMEM;
}

/* A number format and its rate. */
static ecc_status add_rate(struct making *making, const struct ecc_map_fact *fact,
                           struct ecc_yaml *table, const struct ecc_yaml *key,
                           const struct ecc_yaml *value)
{
    const struct ecc_yaml *format = NULL;
    const struct ecc_yaml *rate = NULL;
    TRY(fact->words != NULL ? translate(making, fact, key, &format)
                            : new_text(making, ecc_str_trim(key->text), key->span, &format));
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
        TRY(convert(making, fact, value, &rate));
    } else if (!fact->none) {
        const struct ecc_span span = value != NULL ? value->span : key->span;
        TRY(new_text(making, ECC_STR("unknown"), span, &rate));
    }
    if (rate != NULL) {
        add(table, format, rate);
    }
    return ECC_OK;
}

/* An entry of a list that becomes a rate: where its format and its value stand. */
static ecc_status add_entry(struct making *making, const struct ecc_map_fact *fact,
                            struct ecc_yaml *table, const struct ecc_yaml *entry)
{
    const struct ecc_yaml *key = NULL;
    const struct ecc_yaml *value = NULL;
    if (entry->kind != ECC_YAML_MAP) {
        return wrong_kind(making, ECC_M_map_not_a_map, entry, &fact->each);
    }
    TRY(look_up(making, fact->entry, entry, &fact->key, &key));
    TRY(look_up(making, fact->entry, entry, &fact->from, &value));
    if (key == NULL || key->kind != ECC_YAML_SCALAR) {
        return fail_once(making, ECC_M_bind_missing_key, entry->span, &fact->key,
                         ecc_arg_text("key", fact->key.node->text));
    }
    return add_rate(making, fact, table, key, value);
}

static ecc_status each_rate(struct making *making, const struct ecc_map_fact *fact,
                            const struct ecc_yaml *their, const struct ecc_yaml **out)
{
    const bool listed = fact->key.node != NULL;
    if (their->kind != (listed ? ECC_YAML_LIST : ECC_YAML_MAP)) {
        return wrong_kind(making, listed ? ECC_M_map_not_a_list : ECC_M_map_not_a_map, their,
                          &fact->each);
    }
    ecc_status result = ECC_OK;
    struct ecc_yaml *table = new_list(making, ECC_YAML_MAP, their->n, their->span);
    for (size_t i = 0; table != NULL && i < their->n; i++) {
        if (listed && !ecc_map_takes(&fact->where, their->items[i])) {
            continue;
        }
        const ecc_status status = listed ? add_entry(making, fact, table, their->items[i])
                                         : add_rate(making, fact, table, their->keys[i],
                                                    their->items[i]);
        result = status != ECC_OK ? status : result;
    }
    /* No rate at all is not known to be none: an empty table would say so. */
    *out = table != NULL && table->n == 0 && their->n > 0 ? NULL : table;
    return table != NULL ? result : ECC_E_NOMEM;
}

/* An entry that no fact takes would count as one that there is not. */
static ecc_status check_taken(struct making *making, const struct ecc_map_shape *shape,
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
            taken = taken || (fact->each.node != NULL && fact->list == list &&
                              ecc_map_takes(&fact->where, their->items[i]));
        }
        if (!taken) {
            ecc_diag_add2(making->diags, ECC_M_map_not_taken, their->items[i]->span,
                          first->where.node->span, ECC_NO_ARGS);
            result = ECC_E_INVALID;
        }
    }
    return result;
}

/* ---- Facts --------------------------------------------------------------------------------- */

/* What a fact gets; NULL when nothing is given. */
static ecc_status value_of(struct making *making, const struct ecc_map_shape *shape,
                           const struct ecc_map_fact *fact, const struct ecc_yaml *their,
                           const struct ecc_yaml **out)
{
    const struct ecc_map_place *place = fact->each.node != NULL ? &fact->each : &fact->from;
    const struct ecc_yaml *node = NULL;
    *out = NULL;
    if (fact->low.node != NULL) {
        return between(making, shape, fact, their, out);
    }
    TRY(look_up(making, shape, their, place, &node));
    if (ecc_map_is_missing(making->map, node)) {
        return ECC_OK;
    }
    if (fact->each.node == NULL) {
        return convert(making, fact, node, out);
    }
    if (fact == &shape->facts[fact->list]) {
        TRY(check_taken(making, shape, fact, node));
    }
    return fact->shape != NULL ? each_entry(making, fact, node, out)
                               : each_rate(making, fact, node, out);
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

static bool same_steps(const struct ecc_yaml_path *a, const struct ecc_yaml_path *b, size_t n)
{
    bool same = a->n >= n && b->n >= n;
    for (size_t i = 0; same && i < n; i++) {
        same = ecc_str_eq(a->steps[i].key, b->steps[i].key);
    }
    return same;
}

/* Is there no such entry? Nothing is given for it, and of every fact of it that means that there is none. */
static bool is_no_entry(const struct ecc_map_shape *shape, const struct ecc_yaml *const *values,
                        size_t i, size_t n)
{
    for (size_t k = 0; k < shape->n_facts; k++) {
        const struct ecc_map_fact *fact = &shape->facts[k];
        const bool inside = same_steps(&fact->to, &shape->facts[i].to, n);
        if (inside && (values[k] != NULL || !fact->none || fact->to.n != n + 1)) {
            return false;
        }
    }
    return true;
}

static ecc_status put(struct making *making, const struct ecc_yaml_path *path,
                      const struct ecc_yaml *value, const struct ecc_span *span,
                      const struct ecc_yaml **root)
{
    const struct ecc_yaml_step *step = NULL;
    return ecc_yaml_path_put(making->arena, *root, path, value, span, root, &step);
}

/* Nothing is given: that is unknown, or there is none. An entry keeps its place in the list for those after it. */
static ecc_status put_missing(struct making *making, const struct ecc_map_shape *shape,
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
    TRY(new_text(making, ECC_STR("unknown"), span, &unknown));
    if (!fact->none) {
        return put(making, &fact->to, unknown, &span, root);
    }
    if (entry.n == 0) {
        return ECC_OK;
    }
    if (is_no_entry(shape, values, i, entry.n)) {
        return put(making, &entry, &no_entry, &span, root);
    }
    return ecc_yaml_path_at(*root, &entry) == NULL ? put(making, &entry, unknown, &span, root)
                                                   : ECC_OK;
}

static ecc_status put_empty(struct making *making, const struct ecc_map_fact *fact,
                            struct ecc_span span, const struct ecc_yaml **root)
{
    const struct ecc_yaml *list = new_list(making, ECC_YAML_LIST, 0, span);
    return list != NULL ? put(making, &fact->to, list, &span, root) : ECC_E_NOMEM;
}

/* Takes out the entries that there are not. The depth is that of the schema. */
static ecc_status prune(struct making *making, const struct ecc_yaml *node,
                        const struct ecc_yaml **out)
{
    *out = node;
    if (node->kind == ECC_YAML_SCALAR) {
        return ECC_OK;
    }
    struct ecc_yaml *copy = new_list(making, node->kind, node->n, node->span);
    if (copy == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < node->n; i++) {
        const struct ecc_yaml *inner = NULL;
        if (node->items[i] != &no_entry) {
            TRY(prune(making, node->items[i], &inner));
            add(copy, node->kind == ECC_YAML_MAP ? node->keys[i] : NULL, inner);
        }
    }
    *out = copy;
    return ECC_OK;
}

static ecc_status put_all(struct making *making, const struct ecc_map_shape *shape,
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

static ecc_status make_map(struct making *making, const struct ecc_map_shape *shape,
                           const struct ecc_yaml *their, const struct ecc_yaml **out)
{
    ecc_status result = ECC_OK;
    const size_t n_constants = shape->constants != NULL ? shape->constants->n : 0;
    const struct ecc_yaml **values = ECC_NEW_ARRAY(making->arena, shape->n_facts,
                                                   const struct ecc_yaml *);
    struct ecc_yaml *root = new_list(making, ECC_YAML_MAP, n_constants + 1, their->span);
    if (values == NULL || root == NULL) {
        return ECC_E_NOMEM;
    }
    if (shape == &making->map->shape) {
        add(root, making->map->header->keys[0], making->map->header->items[0]);
    }
    for (size_t i = 0; i < n_constants; i++) {
        add(root, shape->constants->keys[i], shape->constants->items[i]);
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
    struct making making = {.arena = arena, .map = map, .diags = diags};
    const size_t errors = diags->n_errors;
    const struct ecc_yaml *root = NULL;
    if (item->kind != ECC_YAML_MAP) {
        ecc_diag_add(diags, ECC_M_map_not_a_map, item->span,
                     ECC_ARGS(ecc_arg_cstr("found", kinds[item->kind])));
        return ECC_E_INVALID;
    }
    TRY(make_map(&making, &map->shape, item, &root));
    return diags->n_errors == errors ? prune(&making, root, out_root) : ECC_E_INVALID;
}

/* ---- Strictness ---------------------------------------------------------------------------- */

struct strict {
    const struct ecc_map_shape *shape;
    struct ecc_diags *diags;
    ecc_str keys[ECC_YAML_MAX_DEPTH]; /* the way to where we are */
    size_t n;
};

/* Does a place that is named lie here, or below? *out_here: right here. */
static bool is_covered(const struct strict *strict, bool *out_here)
{
    bool any = false;
    *out_here = false;
    for (size_t i = 0; i < strict->shape->n_places; i++) {
        const struct ecc_yaml_path *path = &strict->shape->places[i].path;
        bool same = path->n >= strict->n;
        for (size_t k = 0; same && k < strict->n; k++) {
            same = ecc_str_eq(path->steps[k].key, strict->keys[k]);
        }
        any = any || same;
        *out_here = *out_here || (same && path->n == strict->n);
    }
    return any;
}

/* Recursion over a tree whose depth the YAML reader caps. */
static void check_keys(struct strict *strict, const struct ecc_yaml *map)
{
    for (size_t i = 0; map->kind == ECC_YAML_MAP && i < map->n; i++) {
        bool here = false;
        if (strict->n == ECC_YAML_MAX_DEPTH) {
            return;
        }
        strict->keys[strict->n++] = map->keys[i]->text;
        if (!is_covered(strict, &here)) {
            ecc_diag_add(strict->diags, ECC_M_map_unmapped, map->keys[i]->span,
                         ECC_ARGS(ecc_arg_text("key", map->keys[i]->text)));
        } else if (!here) {
            check_keys(strict, map->items[i]);
        }
        strict->n--;
    }
}

void ecc_map_check_strict(const struct ecc_map_shape *shape, const struct ecc_yaml *their,
                          struct ecc_diags *diags)
{
    struct strict strict = {.shape = shape, .diags = diags};
    check_keys(&strict, their);
}
