/* SPDX-License-Identifier: Apache-2.0 */
/* A list of directories still to look into grows while it is walked; nothing recurses. */
#include "pack/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define ENTRIES_CAP 20000 /* files and directories together */

struct list {
    ecc_str *paths;
    size_t n;
    size_t cap;
};

struct walk {
    struct ecc_arena *arena;
    const char *suffix;
    ecc_str below; /* the directory being read; empty: the top */
    struct list dirs;
    struct list files;
    ecc_status status;
};

static ecc_status add(const struct walk *walk, struct list *list, ecc_str path)
{
    if (walk->dirs.n + walk->files.n == ENTRIES_CAP) {
        return ECC_E_LIMIT;
    }
    if (list->n == list->cap) {
        const size_t cap = list->cap < 16 ? 16 : list->cap * 2;
        ecc_str *paths = ECC_NEW_ARRAY(walk->arena, cap, ecc_str);
        if (paths == NULL) {
            return ECC_E_NOMEM;
        }
        if (list->n > 0) {
            memcpy(paths, list->paths, list->n * sizeof paths[0]);
        }
        list->paths = paths;
        list->cap = cap;
    }
    list->paths[list->n++] = path;
    return ECC_OK;
}

static bool take(void *user, ecc_str name, bool is_dir)
{
    struct walk *walk = user;
    if (name.ptr[0] == '.' || (is_dir && walk->below.len == 0 && ecc_str_is(name, "metadata")) ||
        (!is_dir && !ecc_str_ends(name, ecc_str_of(walk->suffix)))) {
        return true;
    }
    struct ecc_buf path;
    ecc_buf_init(&path, walk->arena);
    if (walk->below.len > 0) {
        ecc_buf_add(&path, walk->below);
        ecc_buf_putc(&path, '/');
    }
    ecc_buf_add(&path, name);
    walk->status = path.failed ? ECC_E_NOMEM
                               : add(walk, is_dir ? &walk->dirs : &walk->files, ecc_buf_str(&path));
    return walk->status == ECC_OK;
}

static int compare(const void *left, const void *right)
{
    return ecc_str_cmp(*(const ecc_str *)left, *(const ecc_str *)right);
}

ecc_status ecc_tree_list(const struct ecc_dir *dir, const char *suffix, struct ecc_arena *arena,
                         const ecc_str **out, size_t *out_n, struct ecc_diags *diags)
{
    struct walk walk = {.arena = arena, .suffix = suffix};
    TRY(ecc_dir_list(dir, take, &walk, diags));
    for (size_t i = 0; i < walk.dirs.n && walk.status == ECC_OK; i++) {
        struct ecc_dir below = {.fd = -1};
        walk.below = walk.dirs.paths[i];
        TRY(ecc_dir_open_in(dir, walk.below, false, &below, diags));
        const ecc_status status = ecc_dir_list(&below, take, &walk, diags);
        ecc_dir_close(&below);
        TRY(status);
    }
    if (walk.status == ECC_E_LIMIT) {
        ecc_diag_add(
            diags, ECC_M_trust_too_many, ecc_span_none(),
            ECC_ARGS(ecc_arg_text("file", dir->name), ecc_arg_integer("max", ENTRIES_CAP)));
    }
    TRY(walk.status);
    if (walk.files.n > 0) {
        qsort(walk.files.paths, walk.files.n, sizeof walk.files.paths[0], compare);
    }
    *out = walk.files.paths;
    *out_n = walk.files.n;
    return ECC_OK;
}
