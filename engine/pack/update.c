/* SPDX-License-Identifier: Apache-2.0 */
/* The workflow of refresh.c over a source and the state directory, then a copy of all that it
 * vouches for as a new set. Files that the set in use holds already, with the right digest, are not
 * fetched again. */
#include "pack/update.h"

#include "base/arena.h"
#include "pack/hex.h"
#include "pack/metadata.h"

#define FILE_URL "file://"

struct run {
    struct ecc_arena *arena;
    struct ecc_crypto *crypto;
    struct ecc_state state;
    struct ecc_dir current; /* of the set in use; fd -1: none */
    struct ecc_dir from;    /* a directory as the source; fd -1: none */
    struct ecc_net *net;
    struct ecc_net_source addresses;
    struct ecc_fetcher source;
    struct ecc_store store;
    struct ecc_trusted trusted;
    struct ecc_diags *diags;
    struct ecc_diags *quiet;
};

/* ---- Sources ------------------------------------------------------------------------------- */

static ecc_status in_metadata(struct ecc_arena *arena, ecc_str name, ecc_str *out)
{
    struct ecc_buf path;
    ecc_buf_init(&path, arena);
    ecc_buf_puts(&path, "metadata/");
    ecc_buf_add(&path, name);
    *out = ecc_buf_str(&path);
    return path.failed ? ECC_E_NOMEM : ECC_OK;
}

static ecc_status dir_metadata(void *user, ecc_str name, size_t max, struct ecc_arena *arena,
                               ecc_str *out, struct ecc_diags *diags)
{
    ecc_str path = {NULL, 0};
    TRY(in_metadata(arena, name, &path));
    return ecc_pack_file_read(user, path, max, arena, out, diags);
}

static ecc_status dir_target(void *user, ecc_str path, size_t max, struct ecc_arena *arena,
                             ecc_str *out, struct ecc_diags *diags)
{
    return ecc_pack_file_read(user, path, max, arena, out, diags);
}

static ecc_status open_address(struct run *run, const struct ecc_update_job *update)
{
    const ecc_str base = ecc_str_of(update->from);
    struct ecc_buf metadata;
    ecc_buf_init(&metadata, run->arena);
    ecc_buf_add(&metadata, base);
    ecc_buf_puts(&metadata, ecc_str_ends(base, ECC_STR("/")) ? "metadata/" : "/metadata/");
    if (metadata.failed) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_net_open(run->arena, &update->net, &run->net, run->diags));
    run->addresses = (struct ecc_net_source){run->net, ecc_buf_str(&metadata), base};
    run->source = (struct ecc_fetcher){ecc_net_metadata, ecc_net_target, &run->addresses};
    return ECC_OK;
}

/* "file:///path": what stands after the host, which is empty or "localhost", percent-decoded. */
static ecc_status path_of_file_url(struct run *run, ecc_str url, ecc_str *out)
{
    ecc_str rest = ecc_str_slice(url, sizeof FILE_URL - 1, url.len);
    struct ecc_buf path;
    ecc_buf_init(&path, run->arena);
    if (ecc_str_starts(rest, ECC_STR("localhost/"))) {
        rest = ecc_str_slice(rest, sizeof "localhost" - 1, rest.len);
    }
    for (size_t i = 0; i < rest.len; i++) {
        unsigned char byte = (unsigned char)rest.ptr[i];
        if (byte == '%' && ecc_hex_read(ecc_str_slice(rest, i + 1, i + 3), &byte, 1) == 1) {
            i += 2;
        }
        if (byte != '\0') {
            ecc_buf_putc(&path, (char)byte);
        }
    }
    const ecc_str bytes = ecc_arena_str(run->arena, ecc_buf_str(&path));
    *out = bytes;
    return path.failed || bytes.ptr == NULL ? ECC_E_NOMEM : ECC_OK;
}

static ecc_status open_source(struct run *run, const struct ecc_update_job *update)
{
    ecc_str path = ecc_str_of(update->from);
    if (ecc_net_is_url(update->from)) {
        return open_address(run, update);
    }
    if (ecc_str_starts(path, ECC_STR(FILE_URL))) {
        TRY(path_of_file_url(run, path, &path));
    }
    const ecc_status status = ecc_dir_open(path.ptr, &run->from, run->diags);
    if (status == ECC_E_NOT_FOUND) {
        ecc_diag_add(run->diags, ECC_M_trust_no_directory, ecc_span_none(),
                     ECC_ARGS(ecc_arg_text("file", path)));
        return ECC_E_NOT_FOUND;
    }
    TRY(status);
    run->source = (struct ecc_fetcher){dir_metadata, dir_target, &run->from};
    return ECC_OK;
}

/* ---- A new set ----------------------------------------------------------------------------- */

static ecc_status write_metadata(struct run *run, const struct ecc_dir *set, ecc_str name,
                                 ecc_str bytes)
{
    ecc_str path = {NULL, 0};
    TRY(in_metadata(run->arena, name, &path));
    return ecc_pack_file_write(set, path, bytes, 0644, run->diags);
}

/* All roots since the one that is trusted to begin with, so that the set can be verified from
 * there. */
static ecc_status write_roots(struct run *run, const struct ecc_dir *set, int64_t anchor)
{
    for (int64_t version = anchor + 1; version <= run->trusted.root->version; version++) {
        ecc_str name = {NULL, 0};
        ecc_str bytes = {NULL, 0};
        TRY(ecc_role_file(run->arena, ECC_STR("root"), version, &name));
        TRY(ecc_store_load(&run->state.metadata, name, ECC_ROOT_CAP, run->arena, &bytes,
                           run->diags));
        TRY(write_metadata(run, set, name, bytes));
    }
    return ECC_OK;
}

static ecc_status write_roles(struct run *run, const struct ecc_dir *set)
{
    const struct ecc_trusted *trusted = &run->trusted;
    ecc_str name = {NULL, 0};
    TRY(write_metadata(run, set, ECC_STR("timestamp.json"), trusted->timestamp->bytes));
    TRY(ecc_trusted_role_file(trusted, ECC_STR("snapshot"), trusted->snapshot->version, &name));
    TRY(write_metadata(run, set, name, trusted->snapshot->bytes));
    for (size_t i = 0; i < trusted->n_roles; i++) {
        const struct ecc_trusted_role *role = &trusted->roles[i];
        TRY(ecc_trusted_role_file(trusted, role->name, role->metadata->version, &name));
        TRY(write_metadata(run, set, name, role->metadata->bytes));
    }
    return ECC_OK;
}

/* Of the set in use, when its digest is right. */
static bool known_file(struct run *run, const struct ecc_target *target, ecc_str file,
                       struct ecc_arena *arena, ecc_str *out)
{
    const bool known = run->current.fd >= 0 && (uint64_t)target->length <= ECC_TARGET_CAP &&
                       ecc_pack_file_read(&run->current, file, (size_t)target->length, arena, out,
                                          run->quiet) == ECC_OK &&
                       ecc_hashes_check(run->crypto, file, *out, target->length, &target->hashes,
                                        run->quiet) == ECC_OK;
    ecc_diags_clear(run->quiet);
    return known;
}

static ecc_status write_file(struct run *run, const struct ecc_dir *set, ecc_str path)
{
    const struct ecc_target *target = NULL;
    ecc_str file = {NULL, 0};
    ecc_str bytes = {NULL, 0};
    TRY(ecc_trusted_find(&run->trusted, path, &target, NULL, run->diags));
    TRY(ecc_trusted_target_file(&run->trusted, run->arena, target, &file));
    struct ecc_arena *arena = ecc_arena_new(4 * ECC_TARGET_CAP);
    if (arena == NULL) {
        return ECC_E_NOMEM;
    }
    ecc_status status = known_file(run, target, file, arena, &bytes)
                            ? ECC_OK
                            : ecc_trusted_read(&run->trusted, target, arena, &bytes, run->diags);
    if (status == ECC_OK) {
        status = ecc_pack_file_write(set, file, bytes, 0644, run->diags);
    }
    ecc_arena_free(arena);
    return status;
}

static ecc_status write_set(struct run *run, const struct ecc_dir *set, int64_t anchor,
                            const ecc_str *paths, size_t n_paths)
{
    for (size_t i = 0; i < n_paths; i++) {
        TRY(write_file(run, set, paths[i]));
    }
    TRY(write_roots(run, set, anchor));
    return write_roles(run, set);
}

/* ---- A run --------------------------------------------------------------------------------- */

static bool current_has(struct run *run, ecc_str name, ecc_str bytes)
{
    ecc_str found = {NULL, 0};
    return dir_metadata(&run->current, name, ECC_TARGETS_CAP, run->arena, &found, run->quiet) ==
               ECC_OK &&
           ecc_str_eq(found, bytes);
}

static bool current_holds(struct run *run, ecc_str path)
{
    const struct ecc_target *target = NULL;
    ecc_str file = {NULL, 0};
    ecc_str bytes = {NULL, 0};
    struct ecc_arena *arena = ecc_arena_new(4 * ECC_TARGET_CAP);
    const bool holds = arena != NULL &&
                       ecc_trusted_find(&run->trusted, path, &target, NULL, run->quiet) == ECC_OK &&
                       ecc_trusted_target_file(&run->trusted, arena, target, &file) == ECC_OK &&
                       known_file(run, target, file, arena, &bytes);
    ecc_arena_free(arena);
    return holds;
}

/* Is the set in use what is trusted now, to the byte? One that was damaged is written anew. */
static bool is_in_use(struct run *run, int64_t anchor, const ecc_str *paths, size_t n_paths)
{
    const struct ecc_trusted *trusted = &run->trusted;
    ecc_str root = {NULL, 0};
    ecc_str snapshot = {NULL, 0};
    bool same = run->current.fd >= 0 &&
                ecc_role_file(run->arena, ECC_STR("root"), trusted->root->version, &root) ==
                    ECC_OK &&
                (trusted->root->version == anchor ||
                 current_has(run, root, trusted->root->bytes)) &&
                ecc_trusted_role_file(trusted, ECC_STR("snapshot"), trusted->snapshot->version,
                                      &snapshot) == ECC_OK &&
                current_has(run, ECC_STR("timestamp.json"), trusted->timestamp->bytes) &&
                current_has(run, snapshot, trusted->snapshot->bytes);
    for (size_t i = 0; i < trusted->n_roles && same; i++) {
        const struct ecc_trusted_role *role = &trusted->roles[i];
        ecc_str name = {NULL, 0};
        same = ecc_trusted_role_file(trusted, role->name, role->metadata->version, &name) ==
                   ECC_OK &&
               current_has(run, name, role->metadata->bytes);
    }
    for (size_t i = 0; i < n_paths && same; i++) {
        same = current_holds(run, paths[i]);
    }
    ecc_diags_clear(run->quiet);
    return same;
}

static ecc_status install(struct run *run, int64_t anchor, const ecc_str *paths, size_t n_paths)
{
    struct ecc_dir set = {.fd = -1};
    ecc_str name = {NULL, 0};
    TRY(ecc_state_begin(&run->state, run->arena, &set, &name, run->diags));
    ecc_status status = write_set(run, &set, anchor, paths, n_paths);
    if (status == ECC_OK) {
        status = ecc_state_commit(&run->state, run->arena, &set, name, run->diags);
    }
    ecc_dir_close(&set);
    return status;
}

static ecc_status refresh(struct run *run, const struct ecc_update_job *update, int64_t *out_anchor)
{
    const struct ecc_metadata *anchor = NULL;
    TRY(ecc_metadata_parse(run->arena, run->crypto, ECC_ROLE_ROOT, ECC_STR("root.json"),
                           update->anchor, &anchor, run->diags));
    *out_anchor = anchor->version;
    run->store = (struct ecc_store){ecc_store_load, ecc_store_save, ecc_store_remove, true,
                                    &run->state.metadata};
    run->trusted = (struct ecc_trusted){.arena = run->arena,
                                        .crypto = run->crypto,
                                        .fetcher = &run->source,
                                        .store = &run->store,
                                        .policy = {.now = update->now}};
    return ecc_trusted_refresh(&run->trusted, update->anchor, update->check_anchor, run->diags);
}

static ecc_status work(struct run *run, const struct ecc_update_job *update,
                       struct ecc_update_result *out)
{
    const ecc_str *paths = NULL;
    size_t n_paths = 0;
    int64_t anchor = 0;
    TRY(ecc_diags_new(&run->quiet));
    TRY(ecc_crypto_open(run->arena, ECC_CRYPTO_APART, &run->crypto));
    TRY(open_source(run, update));
    TRY(ecc_state_open(update->state, &run->state, run->diags));
    const ecc_status found = ecc_state_current(&run->state.dir, run->arena, &run->current,
                                               run->quiet);
    if (found != ECC_OK) {
        run->current.fd = -1; /* a set that cannot be opened is replaced */
        ecc_diags_clear(run->quiet);
    }
    TRY(refresh(run, update, &anchor));
    TRY(ecc_trusted_paths(&run->trusted, &paths, &n_paths, run->diags));
    const bool changed = !is_in_use(run, anchor, paths, n_paths);
    if (changed) {
        TRY(install(run, anchor, paths, n_paths));
    }
    *out = (struct ecc_update_result){.changed = changed,
                                      .version = run->trusted.snapshot->version,
                                      .expires = run->trusted.timestamp->expires,
                                      .n_files = n_paths};
    return ECC_OK;
}

ecc_status ecc_update_run(const struct ecc_update_job *update, struct ecc_update_result *out,
                          struct ecc_diags *diags)
{
    struct run run = {.arena = ecc_arena_new(0),
                      .state = {.dir = {.fd = -1}, .metadata = {.fd = -1}, .lock = -1},
                      .current = {.fd = -1},
                      .from = {.fd = -1},
                      .diags = diags};
    if (run.arena == NULL) {
        return ECC_E_NOMEM;
    }
    const ecc_status status = work(&run, update, out);
    ecc_trusted_close(&run.trusted);
    ecc_net_close(run.net);
    ecc_dir_close(&run.from);
    ecc_dir_close(&run.current);
    ecc_state_close(&run.state);
    ecc_crypto_close(run.crypto);
    ecc_diags_free(run.quiet);
    ecc_arena_free(run.arena);
    return status;
}
