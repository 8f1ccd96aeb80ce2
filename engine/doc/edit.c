/* SPDX-License-Identifier: Apache-2.0 */
/* Setting one value by its path. Recursion is bounded: a path has at most ECC_YAML_MAX_DEPTH steps. */
#include "doc/edit.h"

#include "base/arena.h"

/* One step of a path: a key, or an index in brackets. */
struct step {
    bool is_index;
    size_t index;
    struct ecc_span span; /* of the key or the index */
};

struct editing {
    struct ecc_arena *arena;
    struct ecc_diags *diags;
    const struct ecc_source *setting;
    struct step steps[ECC_YAML_MAX_DEPTH];
    size_t n_steps;
    const struct ecc_yaml *value;
};

static ecc_str text_of(struct ecc_span span)
{
    return ecc_str_slice(span.source->bytes, span.begin, span.end);
}

static ecc_status report(struct editing *editing, enum ecc_message_id id, struct ecc_span span)
{
    ecc_diag_add(editing->diags, id, span, ECC_ARGS(ecc_arg_text("text", text_of(span))));
    return ECC_E_INVALID;
}

/* "links[12]" from `at`: the key up to a dot, a bracket or the end. */
static bool read_key(struct editing *editing, size_t *at, size_t end)
{
    size_t begin = *at;
    const char *bytes = editing->setting->bytes.ptr;
    while (*at < end && bytes[*at] != '.' && bytes[*at] != '[') {
        ++*at;
    }
    editing->steps[editing->n_steps++] = (struct step){
        .span = {.source = editing->setting, .begin = begin, .end = *at}};
    return *at > begin;
}

static bool read_index(struct editing *editing, size_t *at, size_t end)
{
    const char *bytes = editing->setting->bytes.ptr;
    size_t begin = ++*at;
    size_t index = 0;
    while (*at < end && bytes[*at] >= '0' && bytes[*at] <= '9' && index < ECC_YAML_MAX_NODES) {
        index = index * 10 + (size_t)(bytes[*at] - '0');
        ++*at;
    }
    bool good = *at > begin && *at < end && bytes[*at] == ']';
    editing->steps[editing->n_steps++] = (struct step){
        .is_index = true,
        .index = index,
        .span = {.source = editing->setting, .begin = begin, .end = *at}};
    ++*at;
    return good;
}

static ecc_status read_path(struct editing *editing, size_t end)
{
    struct ecc_span whole = {.source = editing->setting, .begin = 0, .end = end};
    size_t at = 0;
    bool good = end > 0;
    while (good && at < end && editing->n_steps + 1 < ECC_YAML_MAX_DEPTH) {
        const char *bytes = editing->setting->bytes.ptr;
        if (bytes[at] == '[') {
            good = editing->n_steps > 0 && read_index(editing, &at, end);
        } else {
            at += editing->n_steps > 0 && bytes[at] == '.' ? 1 : 0;
            good = read_key(editing, &at, end);
        }
    }
    return good && at >= end ? ECC_OK : report(editing, ECC_M_edit_bad_path, whole);
}

static ecc_status read_value(struct editing *editing, size_t begin)
{
    ecc_str bytes = editing->setting->bytes;
    if (begin < bytes.len && (bytes.ptr[begin] == '[' || bytes.ptr[begin] == '{')) {
        const struct ecc_source *inner = ecc_source_new(editing->arena, editing->setting->name,
                                                        ecc_str_slice(bytes, begin, bytes.len));
        return inner != NULL
                   ? ecc_yaml_parse(editing->arena, inner, &editing->value, editing->diags)
                   : ECC_E_NOMEM;
    }
    struct ecc_yaml *value = ECC_NEW(editing->arena, struct ecc_yaml);
    if (value == NULL) {
        return ECC_E_NOMEM;
    }
    value->span = (struct ecc_span){.source = editing->setting, .begin = begin, .end = bytes.len};
    value->text = ecc_str_trim(text_of(value->span));
    editing->value = value;
    return ECC_OK;
}

static bool gives_way(const struct ecc_yaml *node)
{
    return node == NULL || (node->kind == ECC_YAML_SCALAR &&
                            (ecc_str_is(node->text, "unknown") || ecc_str_is(node->text, "未知")));
}

/* A copy of a map or list with room for one more; of nothing, an empty one. */
static struct ecc_yaml *copy_of(struct editing *editing, const struct ecc_yaml *node,
                                enum ecc_yaml_kind kind, struct ecc_span span)
{
    struct ecc_yaml *copy = ECC_NEW(editing->arena, struct ecc_yaml);
    size_t n = gives_way(node) ? 0 : node->n;
    const struct ecc_yaml **items = ECC_NEW_ARRAY(editing->arena, n + 1, const struct ecc_yaml *);
    const struct ecc_yaml **keys = ECC_NEW_ARRAY(editing->arena, n + 1, const struct ecc_yaml *);
    if (copy == NULL || items == NULL || keys == NULL) {
        return NULL;
    }
    *copy = (struct ecc_yaml){
        .kind = kind, .span = n > 0 ? node->span : span, .n = n, .items = items, .keys = keys};
    for (size_t i = 0; i < n; i++) {
        items[i] = node->items[i];
        keys[i] = kind == ECC_YAML_MAP ? node->keys[i] : NULL;
    }
    return copy;
}

static ecc_status put(struct editing *editing, const struct ecc_yaml *node, size_t depth,
                      const struct ecc_yaml **out);

/* Where in the copy the step leads: an entry that is there, or the room at its end. */
static ecc_status find_place(struct editing *editing, struct ecc_yaml *copy,
                             const struct step *step, size_t *out)
{
    if (step->is_index) {
        *out = step->index;
        return step->index <= copy->n ? ECC_OK : report(editing, ECC_M_edit_no_place, step->span);
    }
    ecc_str key = text_of(step->span);
    for (*out = 0; *out < copy->n; ++*out) {
        if (ecc_str_eq(copy->keys[*out]->text, key)) {
            return ECC_OK;
        }
    }
    struct ecc_yaml *added = ECC_NEW(editing->arena, struct ecc_yaml);
    if (added == NULL) {
        return ECC_E_NOMEM;
    }
    *added = (struct ecc_yaml){.span = step->span, .text = key};
    ((const struct ecc_yaml **)copy->keys)[*out] = added; /* the copy's own array, not shared yet */
    return ECC_OK;
}

static ecc_status put_inside(struct editing *editing, const struct ecc_yaml *node, size_t depth,
                             const struct ecc_yaml **out)
{
    const struct step *step = &editing->steps[depth];
    enum ecc_yaml_kind kind = step->is_index ? ECC_YAML_LIST : ECC_YAML_MAP;
    if (!gives_way(node) && node->kind != kind) {
        return report(editing, ECC_M_edit_no_place, step->span);
    }
    struct ecc_yaml *copy = copy_of(editing, node, kind, step->span);
    if (copy == NULL) {
        return ECC_E_NOMEM;
    }
    size_t at = 0;
    TRY(find_place(editing, copy, step, &at));
    const struct ecc_yaml *inner = at < copy->n ? copy->items[at] : NULL;
    TRY(put(editing, inner, depth + 1, &((const struct ecc_yaml **)copy->items)[at]));
    copy->n += at == copy->n ? 1 : 0;
    *out = copy;
    return ECC_OK;
}

static ecc_status put(struct editing *editing, const struct ecc_yaml *node, size_t depth,
                      const struct ecc_yaml **out)
{
    if (depth == editing->n_steps) {
        *out = editing->value;
        return ECC_OK;
    }
    return put_inside(editing, node, depth, out);
}

ecc_status ecc_yaml_set(struct ecc_arena *arena, const struct ecc_yaml *root,
                        const struct ecc_source *setting, const struct ecc_yaml **out_root,
                        struct ecc_diags *diags)
{
    struct editing editing = {.arena = arena, .diags = diags, .setting = setting};
    size_t equals = 0;
    while (equals < setting->bytes.len && setting->bytes.ptr[equals] != '=') {
        equals++;
    }
    struct ecc_span whole = {.source = setting, .begin = 0, .end = setting->bytes.len};
    if (equals == setting->bytes.len) {
        return report(&editing, ECC_M_edit_bad_path, whole);
    }
    TRY(read_path(&editing, equals));
    TRY(read_value(&editing, equals + 1));
    return put(&editing, root, 0, out_root);
}
