/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes through the YAML reader: it keeps its caps, and the tree's places lie in the file, in
 * order and inside their parents. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "doc/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_node(const struct ecc_yaml *node, const struct ecc_yaml *parent, size_t *at);

/* Recursion as deep as the reader's cap, which it also checks. */
static void check_children(const struct ecc_yaml *node, size_t depth)
{
    check(depth <= ECC_YAML_MAX_DEPTH);
    size_t at = node->span.begin;
    for (size_t i = 0; i < node->n; i++) {
        if (node->kind == ECC_YAML_MAP) {
            check(node->keys[i]->kind == ECC_YAML_SCALAR);
            check_node(node->keys[i], node, &at);
        }
        check_node(node->items[i], node, &at);
        if (node->items[i]->kind != ECC_YAML_SCALAR) {
            check_children(node->items[i], depth + 1);
        }
    }
}

static void check_node(const struct ecc_yaml *node, const struct ecc_yaml *parent, size_t *at)
{
    check(node->span.source == parent->span.source);
    check(node->span.begin >= *at && node->span.begin <= node->span.end);
    check(node->span.end <= parent->span.end);
    *at = node->span.end;
    if (node->kind == ECC_YAML_SCALAR) {
        for (size_t i = 0; i < node->text.len; i++) {
            check(node->text.ptr[i] != '\0');
        }
    }
}

static void check_diags(const ecc_diags *diags, const struct ecc_source *source)
{
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        const ecc_diag diag = ecc_diags_at(diags, i);
        check(diag.at.line >= 1 && diag.at.line <= source->n_lines);
        check(diag.at.end_line > diag.at.line || diag.at.end_column >= diag.at.column);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ecc_arena *arena = ecc_arena_new((size_t)64 << 20);
    ecc_diags *diags = NULL;
    const struct ecc_yaml *root = NULL;
    check(arena != NULL && ecc_diags_new(&diags) == ECC_OK);
    const struct ecc_source *source = ecc_source_new(arena, ECC_STR("fuzz"),
                                                     (ecc_str){(const char *)data, size});
    check(source != NULL);
    const ecc_status status = ecc_yaml_parse(arena, source, &root, diags);
    check(status == ECC_OK || status == ECC_E_INVALID || status == ECC_E_LIMIT);
    check((status == ECC_OK) == (root != NULL));
    check((status == ECC_OK) == (ecc_diags_errors(diags) == 0));
    if (root != NULL) {
        check(root->span.end <= size);
        check_children(root, 1);
    }
    check_diags(diags, source);
    ecc_diags_free(diags);
    ecc_arena_free(arena);
    return 0;
}
