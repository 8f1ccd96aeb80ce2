/* SPDX-License-Identifier: Apache-2.0 */
/* Values of theirs to values of ours: what is given, what it is called with us, and in which unit. */
#include "base/arena.h"
#include "model/map_making.h"
#include "model/spec_read.h"

const char *const ecc_map_kinds[] = {
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
        missing = missing || ecc_str_eq(text, ecc_str_trim(map->missing->items[i]->text));
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

static bool holds(const struct ecc_map *map, const struct ecc_map_condition *condition,
                  const struct ecc_yaml *item)
{
    const struct ecc_yaml *node = ecc_yaml_path_at(item, &condition->place.path);
    if (ecc_map_is_missing(map, node) && is_among(condition->words, (ecc_str){NULL, 0})) {
        return true;
    }
    return node != NULL && node->kind == ECC_YAML_SCALAR &&
           is_among(condition->words, ecc_str_trim(node->text));
}

bool ecc_map_takes(const struct ecc_map *map, const struct ecc_map_where *where,
                   const struct ecc_yaml *item)
{
    bool taken = true;
    for (size_t i = 0; i < where->n; i++) {
        taken = taken && holds(map, &where->conditions[i], item);
    }
    return taken;
}

ecc_status ecc_map_new_text(struct ecc_map_making *making, ecc_str text, struct ecc_span span,
                            const struct ecc_yaml **out)
{
    struct ecc_yaml *node = ECC_NEW(making->arena, struct ecc_yaml);
    if (node == NULL) {
        return ECC_E_NOMEM;
    }
    *node = (struct ecc_yaml){.span = span, .text = text, .quoted = true};
    *out = node;
    return ECC_OK;
}

ecc_status ecc_map_fail_once(struct ecc_map_making *making, enum ecc_message_id id,
                             struct ecc_span span, const struct ecc_map_place *place, ecc_arg arg)
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

ecc_status ecc_map_wrong_kind(struct ecc_map_making *making, enum ecc_message_id id,
                              const struct ecc_yaml *node, const struct ecc_map_place *place)
{
    return ecc_map_fail_once(making, id, node->span, place,
                             ecc_arg_cstr("found", ecc_map_kinds[node->kind]));
}

ecc_status ecc_map_look_up(struct ecc_map_making *making, const struct ecc_map_shape *shape,
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
        return ecc_map_wrong_kind(making, index ? ECC_M_map_not_a_list : ECC_M_map_not_a_map, node,
                                  place);
    }
    ecc_map_warn_near(making, shape, node, place, n);
    return ECC_OK;
}

/* ---- Values -------------------------------------------------------------------------------- */

const struct ecc_yaml *ecc_map_word(const struct ecc_yaml *words, ecc_str text)
{
    for (size_t i = 0; i < words->n; i++) {
        if (ecc_str_eq(ecc_str_trim(text), ecc_str_trim(words->keys[i]->text))) {
            return words->items[i];
        }
    }
    return NULL;
}

static ecc_status report_word(struct ecc_map_making *making, const struct ecc_map_fact *fact,
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

ecc_status ecc_map_translate(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                             const struct ecc_yaml *node, const struct ecc_yaml **out)
{
    const struct ecc_yaml *word = ecc_map_word(fact->words, node->text);
    return word != NULL ? ecc_map_new_text(making, word->text, node->span, out)
                        : report_word(making, fact, node);
}

/* The number has the unit of the mapping, when there is one and it has none of its own. */
static ecc_status with_unit(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                            ecc_str text, bool bare, struct ecc_span span,
                            const struct ecc_yaml **out)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, making->arena);
    ecc_buf_add(&buf, text);
    if (bare && fact->unit.len > 0) {
        ecc_buf_putc(&buf, ' ');
        ecc_buf_add(&buf, fact->unit);
    }
    return buf.failed ? ECC_E_NOMEM : ecc_map_new_text(making, ecc_buf_str(&buf), span, out);
}

/* Must a number have a unit of its own, where neither the mapping nor the field gives one? */
static bool needs_unit(const struct ecc_map_fact *fact)
{
    const struct ecc_field *field = fact->field->kind == ECC_FACT_TABLE
                                        ? &fact->field->of->fields[ECC_PEAK_RATE]
                                        : fact->field;
    return field->kind == ECC_FACT_QUANTITY && fact->unit.len == 0 &&
           (field->flags & (ECC_FIELD_COUNT | ECC_FIELD_BARE)) == 0;
}

static ecc_status check_unit(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                             const struct ecc_yaml *node, bool *out_bare)
{
    TRY(ecc_quantity_is_bare(making->arena, ecc_str_trim(node->text), out_bare));
    if (*out_bare && needs_unit(fact)) {
        ecc_diag_add2(making->diags, ECC_M_map_unit_wanted, node->span, fact->to_node->span,
                      ECC_ARGS(ecc_arg_text("text", node->text)));
        return ECC_E_INVALID;
    }
    return ECC_OK;
}

static ecc_status check_scalar(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                               const struct ecc_yaml *node)
{
    if (node->kind == ECC_YAML_SCALAR) {
        return ECC_OK;
    }
    ecc_diag_add2(making->diags, ECC_M_map_not_a_value, node->span, fact->to_node->span,
                  ECC_ARGS(ecc_arg_text("to", fact->to_node->text),
                           ecc_arg_cstr("found", ecc_map_kinds[node->kind])));
    return ECC_E_INVALID;
}

/* Our words for a list of theirs. */
static ecc_status translate_each(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                                 const struct ecc_yaml *node, const struct ecc_yaml **out)
{
    struct ecc_yaml *list = ecc_map_new_list(making, ECC_YAML_LIST, node->n, node->span);
    if (list == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < node->n; i++) {
        const struct ecc_yaml *word = NULL;
        TRY(check_scalar(making, fact, node->items[i]));
        TRY(ecc_map_translate(making, fact, node->items[i], &word));
        ecc_map_add(list, NULL, word);
    }
    *out = list;
    return ECC_OK;
}

ecc_status ecc_map_convert(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                           const struct ecc_yaml *node, const struct ecc_yaml **out)
{
    bool bare = false;
    if (node->kind == ECC_YAML_LIST && fact->field->kind == ECC_FACT_TEXTS) {
        *out = node;
        return fact->words != NULL ? translate_each(making, fact, node, out) : ECC_OK;
    }
    TRY(check_scalar(making, fact, node));
    if (fact->words != NULL && fact->field->kind != ECC_FACT_TABLE) {
        return ecc_map_translate(making, fact, node, out);
    }
    TRY(check_unit(making, fact, node, &bare));
    return with_unit(making, fact, ecc_str_trim(node->text), bare, node->span, out);
}

/* A limit, or a range. When only the upper end has a unit of its own, it is not that of the lower one. */
static ecc_status join(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                       const struct ecc_yaml *const ends[2], const struct ecc_yaml **out)
{
    bool bare[2] = {true, true};
    for (size_t i = 0; i < 2; i++) {
        if (ends[i] != NULL) {
            TRY(check_scalar(making, fact, ends[i]));
            TRY(check_unit(making, fact, ends[i], &bare[i]));
        }
    }
    const struct ecc_yaml *first = ends[0] != NULL ? ends[0] : ends[1];
    struct ecc_buf buf;
    ecc_buf_init(&buf, making->arena);
    if (ends[0] == NULL || ends[1] == NULL) {
        ecc_buf_puts(&buf, ends[0] != NULL ? ">= " : "<= ");
    }
    ecc_buf_add(&buf, ecc_str_trim(first->text));
    if (ends[0] != NULL && ends[1] != NULL) {
        if (bare[0] && !bare[1] && fact->unit.len > 0) {
            ecc_buf_putc(&buf, ' ');
            ecc_buf_add(&buf, fact->unit);
        }
        ecc_buf_puts(&buf, "..");
        ecc_buf_add(&buf, ecc_str_trim(ends[1]->text));
    }
    return buf.failed
               ? ECC_E_NOMEM
               : with_unit(making, fact, ecc_buf_str(&buf), bare[0] && bare[1], first->span, out);
}

ecc_status ecc_map_between(struct ecc_map_making *making, const struct ecc_map_shape *shape,
                           const struct ecc_map_fact *fact, const struct ecc_yaml *their,
                           const struct ecc_yaml **out)
{
    const struct ecc_yaml *ends[2] = {NULL, NULL};
    TRY(ecc_map_look_up(making, shape, their, &fact->low, &ends[0]));
    TRY(ecc_map_look_up(making, shape, their, &fact->high, &ends[1]));
    bool given = false;
    for (size_t i = 0; i < 2; i++) {
        ends[i] = ecc_map_is_missing(making->map, ends[i]) ? NULL : ends[i];
        given = given || ends[i] != NULL;
    }
    *out = NULL;
    return given ? join(making, fact, ends, out) : ECC_OK;
}
