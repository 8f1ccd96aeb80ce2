/* SPDX-License-Identifier: Apache-2.0 */
/* Keys and entries of theirs that no place of a mapping names: a key that is nearly the one looked for is warned of, and
 * in a strict mapping each is a mistake. */
#include <assert.h>
#include <stdio.h>

#include "base/arena.h"
#include "model/map_making.h"

/* ---- Slips --------------------------------------------------------------------------------- */

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

void ecc_map_warn_near(struct ecc_map_making *making, const struct ecc_map_shape *shape,
                       const struct ecc_yaml *map, const struct ecc_map_place *place, size_t depth)
{
    const struct ecc_yaml_step *step = &place->path.steps[depth];
    for (size_t i = 0; map->kind == ECC_YAML_MAP && i < map->n; i++) {
        const struct ecc_yaml *key = map->keys[i];
        if (is_near(key->text, step->key) && !is_named(shape, depth, key->text)) {
            ecc_diag_add2(
                making->diags, ECC_M_map_near_key, key->span, place->node->span,
                ECC_ARGS(ecc_arg_text("key", key->text), ecc_arg_text("wanted", step->key)));
            return;
        }
    }
}

/* ---- Strictness ---------------------------------------------------------------------------- */

struct strict {
    const struct ecc_map_shape *shape;
    struct ecc_diags *diags;
    struct ecc_yaml_step steps[ECC_YAML_MAX_DEPTH]; /* the way to where we are */
    size_t n;
};

/* Does a place that is named lie here, or below? *out_here: right here. */
static bool is_covered(const struct strict *strict, bool *out_here)
{
    const struct ecc_yaml_path way = {strict->steps, strict->n};
    bool any = false;
    *out_here = false;
    for (size_t i = 0; i < strict->shape->n_places; i++) {
        const struct ecc_yaml_path *path = &strict->shape->places[i].path;
        const bool same = ecc_yaml_path_same(path, &way, way.n);
        any = any || same;
        *out_here = *out_here || (same && path->n == way.n);
    }
    return any;
}

static void report_unmapped(struct strict *strict, struct ecc_span span)
{
    const struct ecc_yaml_step *step = &strict->steps[strict->n - 1];
    char index[32];
    (void)snprintf(index, sizeof index, "[%zu]", step->index);
    ecc_diag_add(
        strict->diags, ECC_M_map_unmapped, span,
        ECC_ARGS(step->is_index ? ecc_arg_cstr("key", index) : ecc_arg_text("key", step->key)));
}

/* Recursion over a tree whose depth the YAML reader caps. */
static void check_inside(struct strict *strict, const struct ecc_yaml *node)
{
    const bool map = node->kind == ECC_YAML_MAP;
    for (size_t i = 0; i < node->n; i++) {
        bool here = false;
        assert(strict->n < ECC_YAML_MAX_DEPTH); /* no path is longer, and we go as far as one */
        strict->steps[strict->n++] = map ? (struct ecc_yaml_step){.key = node->keys[i]->text}
                                         : (struct ecc_yaml_step){.is_index = true, .index = i};
        if (!is_covered(strict, &here)) {
            report_unmapped(strict, map ? node->keys[i]->span : node->items[i]->span);
        } else if (!here) {
            check_inside(strict, node->items[i]);
        }
        strict->n--;
    }
}

void ecc_map_check_strict(const struct ecc_map_shape *shape, const struct ecc_yaml *their,
                          struct ecc_diags *diags)
{
    struct strict strict = {.shape = shape, .diags = diags};
    check_inside(&strict, their);
}
