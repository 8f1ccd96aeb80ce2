/* SPDX-License-Identifier: Apache-2.0 */
/* Paths into a tree: see path.h. Recursion is bounded: a path has at most ECC_YAML_MAX_DEPTH steps. */
#include "doc/path.h"

#include "base/arena.h"

/* ---- Reading ------------------------------------------------------------------------------- */

struct reading {
    ecc_str text;
    struct ecc_span span;
    size_t at;
    struct ecc_yaml_step steps[ECC_YAML_MAX_DEPTH];
    size_t n;
};

/* A step's own place, when the text stands in the file as it is. */
static struct ecc_span part(const struct reading *reading, size_t begin, size_t end)
{
    const struct ecc_span span = reading->span;
    if (span.source == NULL || span.end - span.begin != reading->text.len) {
        return span;
    }
    return (struct ecc_span){span.source, span.begin + begin, span.begin + end};
}

/* "links[12]": the key up to a dot, a bracket or the end. */
static bool read_key(struct reading *reading)
{
    const size_t begin = reading->at;
    while (reading->at < reading->text.len && reading->text.ptr[reading->at] != '.' &&
           reading->text.ptr[reading->at] != '[') {
        reading->at++;
    }
    reading->steps[reading->n++] = (struct ecc_yaml_step){
        .key = ecc_str_slice(reading->text, begin, reading->at),
        .span = part(reading, begin, reading->at)};
    return reading->at > begin;
}

static bool read_index(struct reading *reading)
{
    const char *bytes = reading->text.ptr;
    const size_t end = reading->text.len;
    const size_t begin = ++reading->at;
    size_t index = 0;
    while (reading->at < end && bytes[reading->at] >= '0' && bytes[reading->at] <= '9' &&
           index < ECC_YAML_MAX_NODES) {
        index = index * 10 + (size_t)(bytes[reading->at] - '0');
        reading->at++;
    }
    const bool good = reading->at > begin && reading->at < end && bytes[reading->at] == ']';
    reading->steps[reading->n++] = (struct ecc_yaml_step){
        .is_index = true,
        .index = index,
        .key = ecc_str_slice(reading->text, begin, reading->at),
        .span = part(reading, begin, reading->at)};
    reading->at++;
    return good;
}

static ecc_status keep(struct ecc_arena *arena, const struct reading *reading,
                       struct ecc_yaml_path *out)
{
    struct ecc_yaml_step *steps = ECC_NEW_ARRAY(arena, reading->n, struct ecc_yaml_step);
    if (steps == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < reading->n; i++) {
        steps[i] = reading->steps[i];
    }
    *out = (struct ecc_yaml_path){steps, reading->n};
    return ECC_OK;
}

ecc_status ecc_yaml_path_read(struct ecc_arena *arena, ecc_str text, struct ecc_span span,
                              struct ecc_yaml_path *out)
{
    struct reading reading = {.text = text, .span = span};
    bool good = text.len > 0;
    while (good && reading.at < text.len && reading.n + 1 < ECC_YAML_MAX_DEPTH) {
        if (text.ptr[reading.at] == '[') {
            good = reading.n > 0 && read_index(&reading);
        } else {
            reading.at += reading.n > 0 && text.ptr[reading.at] == '.' ? 1 : 0;
            good = read_key(&reading);
        }
    }
    return good && reading.at >= text.len ? keep(arena, &reading, out) : ECC_E_INVALID;
}

ecc_status ecc_yaml_path_of_key(struct ecc_arena *arena, ecc_str key, struct ecc_span span,
                                struct ecc_yaml_path *out)
{
    struct reading reading = {.n = 1};
    reading.steps[0] = (struct ecc_yaml_step){.key = key, .span = span};
    return keep(arena, &reading, out);
}

bool ecc_yaml_path_same(const struct ecc_yaml_path *a, const struct ecc_yaml_path *b, size_t n)
{
    bool same = a->n >= n && b->n >= n;
    for (size_t i = 0; same && i < n; i++) {
        const struct ecc_yaml_step *left = &a->steps[i];
        const struct ecc_yaml_step *right = &b->steps[i];
        same = left->is_index == right->is_index &&
               (left->is_index ? left->index == right->index : ecc_str_eq(left->key, right->key));
    }
    return same;
}

/* ---- Looking up ---------------------------------------------------------------------------- */

static const struct ecc_yaml *follow(const struct ecc_yaml *node, const struct ecc_yaml_step *step)
{
    if (step->is_index) {
        return node->kind == ECC_YAML_LIST && step->index < node->n ? node->items[step->index]
                                                                    : NULL;
    }
    for (size_t i = 0; node->kind == ECC_YAML_MAP && i < node->n; i++) {
        if (ecc_str_eq(node->keys[i]->text, step->key)) {
            return node->items[i];
        }
    }
    return NULL;
}

const struct ecc_yaml *ecc_yaml_path_follow(const struct ecc_yaml *root,
                                            const struct ecc_yaml_path *path, size_t *out_n)
{
    const struct ecc_yaml *node = root;
    for (*out_n = 0; *out_n < path->n; ++*out_n) {
        const struct ecc_yaml *next = follow(node, &path->steps[*out_n]);
        if (next == NULL) {
            break;
        }
        node = next;
    }
    return node;
}

const struct ecc_yaml *ecc_yaml_path_at(const struct ecc_yaml *root,
                                        const struct ecc_yaml_path *path)
{
    size_t n = 0;
    const struct ecc_yaml *node = ecc_yaml_path_follow(root, path, &n);
    return n == path->n ? node : NULL;
}

/* ---- Putting ------------------------------------------------------------------------------- */

struct putting {
    struct ecc_arena *arena;
    const struct ecc_yaml_path *path;
    const struct ecc_yaml *value;
    const struct ecc_span *made;
    const struct ecc_yaml_step *without_place;
};

static bool gives_way(const struct ecc_yaml *node)
{
    return node == NULL || (node->kind == ECC_YAML_SCALAR &&
                            (ecc_str_is(node->text, "unknown") || ecc_str_is(node->text, "未知")));
}

static struct ecc_span place_of(const struct putting *putting, const struct ecc_yaml_step *step)
{
    return putting->made != NULL ? *putting->made : step->span;
}

/* A copy of a map or list with room for one more; of nothing, an empty one. */
static struct ecc_yaml *copy_of(struct putting *putting, const struct ecc_yaml *node,
                                const struct ecc_yaml_step *step)
{
    const enum ecc_yaml_kind kind = step->is_index ? ECC_YAML_LIST : ECC_YAML_MAP;
    struct ecc_arena *arena = putting->arena;
    struct ecc_yaml *copy = ECC_NEW(arena, struct ecc_yaml);
    const size_t n = gives_way(node) ? 0 : node->n;
    const struct ecc_yaml **items = ECC_NEW_ARRAY(arena, n + 1, const struct ecc_yaml *);
    const struct ecc_yaml **keys = ECC_NEW_ARRAY(arena, n + 1, const struct ecc_yaml *);
    if (copy == NULL || items == NULL || keys == NULL) {
        return NULL;
    }
    *copy = (struct ecc_yaml){.kind = kind,
                              .span = n > 0 ? node->span : place_of(putting, step),
                              .n = n,
                              .items = items,
                              .keys = keys};
    for (size_t i = 0; i < n; i++) {
        items[i] = node->items[i];
        keys[i] = kind == ECC_YAML_MAP ? node->keys[i] : NULL;
    }
    return copy;
}

static ecc_status no_place(struct putting *putting, const struct ecc_yaml_step *step)
{
    putting->without_place = step;
    return ECC_E_INVALID;
}

static ecc_status put(struct putting *putting, const struct ecc_yaml *node, size_t depth,
                      const struct ecc_yaml **out);

/* Where in the copy the step leads: an entry that is there, or the room at its end. */
static ecc_status find_place(struct putting *putting, struct ecc_yaml *copy,
                             const struct ecc_yaml_step *step, size_t *out)
{
    if (step->is_index) {
        *out = step->index;
        return step->index <= copy->n ? ECC_OK : no_place(putting, step);
    }
    for (*out = 0; *out < copy->n; ++*out) {
        if (ecc_str_eq(copy->keys[*out]->text, step->key)) {
            return ECC_OK;
        }
    }
    struct ecc_yaml *added = ECC_NEW(putting->arena, struct ecc_yaml);
    if (added == NULL) {
        return ECC_E_NOMEM;
    }
    *added = (struct ecc_yaml){.span = place_of(putting, step), .text = step->key};
    ((const struct ecc_yaml **)copy->keys)[*out] = added; /* the copy's own array, not shared yet */
    return ECC_OK;
}

static ecc_status put_inside(struct putting *putting, const struct ecc_yaml *node, size_t depth,
                             const struct ecc_yaml **out)
{
    const struct ecc_yaml_step *step = &putting->path->steps[depth];
    if (!gives_way(node) && node->kind != (step->is_index ? ECC_YAML_LIST : ECC_YAML_MAP)) {
        return no_place(putting, step);
    }
    struct ecc_yaml *copy = copy_of(putting, node, step);
    if (copy == NULL) {
        return ECC_E_NOMEM;
    }
    size_t at = 0;
    TRY(find_place(putting, copy, step, &at));
    const struct ecc_yaml *inner = at < copy->n ? copy->items[at] : NULL;
    TRY(put(putting, inner, depth + 1, &((const struct ecc_yaml **)copy->items)[at]));
    copy->n += at == copy->n ? 1 : 0;
    *out = copy;
    return ECC_OK;
}

static ecc_status put(struct putting *putting, const struct ecc_yaml *node, size_t depth,
                      const struct ecc_yaml **out)
{
    if (depth == putting->path->n) {
        *out = putting->value;
        return ECC_OK;
    }
    return put_inside(putting, node, depth, out);
}

ecc_status ecc_yaml_path_put(struct ecc_arena *arena, const struct ecc_yaml *root,
                             const struct ecc_yaml_path *path, const struct ecc_yaml *value,
                             const struct ecc_span *made, const struct ecc_yaml **out_root,
                             const struct ecc_yaml_step **out_step)
{
    struct putting putting = {.arena = arena, .path = path, .value = value, .made = made};
    const ecc_status status = put(&putting, root, 0, out_root);
    *out_step = putting.without_place;
    return status;
}
