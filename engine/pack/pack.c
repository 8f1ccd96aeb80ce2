/* SPDX-License-Identifier: Apache-2.0 */
/* Rule sets at rest: nothing is remembered between runs, so an older set that is whole is accepted;
 * a roll-back is recognised by an update, which keeps a memory. */
#include "pack/pack.h"

#include "base/arena.h"
#include "pack/moment.h"
#include "pack/state.h"
#include "pack/tree.h"

#define METADATA "metadata/"
#define ANCHOR   METADATA "1.root.json"

/* ---- Where files come from ----------------------------------------------------------------- */

ecc_status ecc_pack_builtin_file(const struct ecc_builtin_table *table, ecc_str path, ecc_str *out)
{
    size_t low = 0;
    size_t high = table->n_files;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (ecc_str_cmp(ecc_str_of(table->files[middle].path), path) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == table->n_files || !ecc_str_is(path, table->files[low].path)) {
        return ECC_E_NOT_FOUND;
    }
    *out = (ecc_str){(const char *)table->files[low].bytes, table->files[low].len};
    return ECC_OK;
}

static ecc_status get_file(void *user, ecc_str path, size_t max, struct ecc_arena *arena,
                           ecc_str *out, struct ecc_diags *diags)
{
    const struct ecc_pack *pack = user;
    if (pack->table == NULL) {
        return ecc_pack_file_read(&pack->dir, path, max, arena, out, diags);
    }
    ecc_str bytes = {NULL, 0};
    TRY(ecc_pack_builtin_file(pack->table, path, &bytes));
    if (bytes.len > max) {
        ecc_diag_add(diags, ECC_M_trust_too_large, ecc_span_none(),
                     ECC_ARGS(ecc_arg_text("file", path), ecc_arg_integer("max", (long long)max)));
        return ECC_E_LIMIT;
    }
    *out = bytes;
    return ECC_OK;
}

static ecc_status get_metadata(void *user, ecc_str name, size_t max, struct ecc_arena *arena,
                               ecc_str *out, struct ecc_diags *diags)
{
    struct ecc_buf path;
    ecc_buf_init(&path, arena);
    ecc_buf_puts(&path, METADATA);
    ecc_buf_add(&path, name);
    return path.failed ? ECC_E_NOMEM : get_file(user, ecc_buf_str(&path), max, arena, out, diags);
}

ecc_str ecc_pack_anchor(const struct ecc_builtin_table *table)
{
    ecc_str bytes = {NULL, 0};
    (void)ecc_pack_builtin_file(table, ECC_STR(ANCHOR), &bytes);
    return bytes;
}

/* ---- Opening ------------------------------------------------------------------------------- */

static ecc_status new_pack(struct ecc_diags *diags, struct ecc_pack **out)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_pack *pack = arena == NULL ? NULL : ECC_NEW(arena, struct ecc_pack);
    if (pack == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    *pack = (struct ecc_pack){.arena = arena, .dir = {.fd = -1}, .diags = diags};
    *out = pack;
    return ECC_OK;
}

void ecc_pack_close(void *user)
{
    struct ecc_pack *pack = user;
    if (pack == NULL) {
        return;
    }
    ecc_trusted_close(&pack->trusted);
    ecc_crypto_close(pack->crypto);
    ecc_dir_close(&pack->dir);
    ecc_arena_free(pack->arena);
}

/* Say once that the set has not been vouched for lately, with the first day on which it was not. */
static void note_stale(struct ecc_pack *pack, const struct ecc_pack_options *options)
{
    const struct ecc_metadata *timestamp = pack->trusted.timestamp;
    const struct ecc_metadata *snapshot = pack->trusted.snapshot;
    const struct ecc_metadata *first = snapshot->expires < timestamp->expires ? snapshot
                                                                              : timestamp;
    char day[ECC_MOMENT_TEXT];
    pack->stale = first->expires <= options->now;
    if (pack->stale) {
        ecc_moment_print_day(first->expires, day);
        ecc_diag_add(pack->diags, ECC_M_trust_stale, ecc_span_none(),
                     ECC_ARGS(ecc_arg_cstr("date", day)));
    }
}

/* An anchor that is compiled in is not asked for its own signature: what could replace it could
 * replace this code, and two signatures would be a third of the time that a check needs for all of
 * this. */
static ecc_status open_pack(struct ecc_pack *pack, const struct ecc_pack_options *options)
{
    const bool own = options->anchor.len > 0;
    TRY(ecc_crypto_open(pack->arena, options->own_process ? ECC_CRYPTO_ALONE : ECC_CRYPTO_APART,
                        &pack->crypto));
    pack->fetcher = (struct ecc_fetcher){
        .metadata = get_metadata, .target = get_file, .user = pack};
    pack->trusted = (struct ecc_trusted){
        .arena = pack->arena,
        .crypto = pack->crypto,
        .fetcher = &pack->fetcher,
        .policy = {.now = options->now, .stale_ok = !options->require_fresh},
    };
    const ecc_str anchor = own ? options->anchor : ecc_pack_anchor(&ecc_builtin_rules);
    if (anchor.len == 0) {
        ecc_diag_add(pack->diags, ECC_M_trust_missing, ecc_span_none(),
                     ECC_ARGS(ecc_arg_cstr("file", ANCHOR)));
        return ECC_E_UNTRUSTED;
    }
    TRY(ecc_trusted_refresh(&pack->trusted, anchor, own, pack->diags));
    TRY(ecc_trusted_paths(&pack->trusted, &pack->paths, &pack->n_paths, pack->diags));
    note_stale(pack, options);
    return ECC_OK;
}

static ecc_status finish(struct ecc_pack *pack, const struct ecc_pack_options *options,
                         struct ecc_pack **out)
{
    const ecc_status status = open_pack(pack, options);
    if (status != ECC_OK) {
        ecc_pack_close(pack);
        return status;
    }
    *out = pack;
    return ECC_OK;
}

ecc_status ecc_pack_open_builtin(const struct ecc_builtin_table *table,
                                 const struct ecc_pack_options *options, struct ecc_pack **out,
                                 struct ecc_diags *diags)
{
    struct ecc_pack *pack = NULL;
    TRY(new_pack(diags, &pack));
    pack->table = table;
    return finish(pack, options, out);
}

ecc_status ecc_pack_open_dir(const char *path, const struct ecc_pack_options *options,
                             struct ecc_pack **out, struct ecc_diags *diags)
{
    struct ecc_pack *pack = NULL;
    TRY(new_pack(diags, &pack));
    pack->name = ecc_arena_str(pack->arena, ecc_str_of(path));
    const ecc_status status = ecc_dir_open(path, &pack->dir, diags);
    if (status == ECC_OK) {
        return finish(pack, options, out);
    }
    if (status == ECC_E_NOT_FOUND) {
        ecc_diag_add(diags, ECC_M_trust_no_directory, ecc_span_none(),
                     ECC_ARGS(ecc_arg_cstr("file", path)));
    }
    ecc_pack_close(pack);
    return status;
}

static ecc_status open_current(struct ecc_pack *pack, const char *path)
{
    struct ecc_dir state = {.fd = -1};
    TRY(ecc_dir_open(path, &state, pack->diags));
    const ecc_status status = ecc_state_current(&state, pack->arena, &pack->dir, pack->diags);
    ecc_dir_close(&state);
    return status;
}

ecc_status ecc_pack_open_state(const char *path, const struct ecc_pack_options *options,
                               struct ecc_pack **out, struct ecc_diags *diags)
{
    struct ecc_pack *pack = NULL;
    TRY(new_pack(diags, &pack));
    pack->name = ecc_arena_str(pack->arena, ecc_str_of(path));
    const ecc_status status = open_current(pack, path);
    if (status != ECC_OK) {
        ecc_pack_close(pack);
        return status;
    }
    return finish(pack, options, out);
}

/* ---- Files --------------------------------------------------------------------------------- */

static ecc_status read_path(struct ecc_pack *pack, ecc_str path, ecc_str *out,
                            struct ecc_diags *diags)
{
    const struct ecc_target *target = NULL;
    TRY(ecc_trusted_find(&pack->trusted, path, &target, NULL, diags));
    return ecc_trusted_read(&pack->trusted, target, pack->arena, out, diags);
}

ecc_status ecc_pack_read(void *user, ecc_str path, ecc_str *out_bytes)
{
    struct ecc_pack *pack = user;
    return read_path(pack, path, out_bytes, pack->diags);
}

static bool is_vouched_for(const struct ecc_pack *pack, ecc_str path)
{
    for (size_t i = 0; i < pack->n_paths; i++) {
        if (ecc_str_eq(pack->paths[i], path)) {
            return true;
        }
    }
    return false;
}

static ecc_status check_strays(struct ecc_pack *pack, struct ecc_diags *diags)
{
    const ecc_str *files = NULL;
    size_t n_files = 0;
    ecc_status status = ECC_OK;
    TRY(ecc_tree_list(&pack->dir, ".yaml", pack->arena, &files, &n_files, diags));
    for (size_t i = 0; i < n_files; i++) {
        if (!is_vouched_for(pack, files[i])) {
            ecc_diag_add(diags, ECC_M_trust_stray, ecc_span_none(),
                         ECC_ARGS(ecc_arg_text("file", files[i])));
            status = ECC_E_UNTRUSTED;
        }
    }
    return status;
}

ecc_status ecc_pack_verify(struct ecc_pack *pack, struct ecc_diags *diags)
{
    ecc_status status = ECC_OK;
    for (size_t i = 0; i < pack->n_paths; i++) {
        ecc_str bytes = {NULL, 0};
        const ecc_status read = read_path(pack, pack->paths[i], &bytes, diags);
        status = status == ECC_OK ? read : status;
    }
    if (status != ECC_OK || pack->table != NULL || pack->trusted.root->consistent) {
        return status; /* with hashes in their names, files that are not listed are older versions
                        */
    }
    return check_strays(pack, diags);
}
