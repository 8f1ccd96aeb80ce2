/* SPDX-License-Identifier: Apache-2.0 */
/* See repo.h. */
#include "repo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "pack/moment.h"

/* ---- Files --------------------------------------------------------------------------------- */

static size_t find_file(const struct files *files, ecc_str name)
{
    size_t i = 0;
    while (i < files->n && !ecc_str_eq(files->items[i].name, name)) {
        i++;
    }
    return i;
}

static void put_file(struct files *files, ecc_str name, ecc_str bytes)
{
    const size_t i = find_file(files, name);
    assert_true(i < sizeof files->items / sizeof files->items[0]);
    files->n += i == files->n ? 1 : 0;
    files->items[i].name = ecc_arena_str(files->arena, name);
    files->items[i].bytes = ecc_arena_str(files->arena, bytes);
    files->items[i].gone = false;
    assert_non_null(files->items[i].bytes.ptr);
}

void files_put(struct files *files, const char *name, ecc_str bytes)
{
    put_file(files, ecc_str_of(name), bytes);
}

void files_remove(struct files *files, const char *name)
{
    const size_t i = find_file(files, ecc_str_of(name));
    if (i < files->n) {
        files->items[i].gone = true;
    }
}

static ecc_str get_file(const struct files *files, ecc_str name)
{
    const size_t i = find_file(files, name);
    return i < files->n && !files->items[i].gone ? files->items[i].bytes : (ecc_str){NULL, 0};
}

ecc_str files_get(const struct files *files, const char *name)
{
    return get_file(files, ecc_str_of(name));
}

/* ---- JSON ---------------------------------------------------------------------------------- */

struct ecc_pack_json *text_json(struct repo *repo, const char *text)
{
    return ecc_pack_json_string(repo->arena, ecc_str_of(text));
}

void put(struct repo *repo, struct ecc_pack_json *object, const char *name,
         struct ecc_pack_json *value)
{
    assert_true(ecc_pack_json_set(repo->arena, object, ecc_str_of(name), value));
}

static void put_integer(struct repo *repo, struct ecc_pack_json *object, const char *name,
                        int64_t value)
{
    put(repo, object, name, ecc_pack_json_integer(repo->arena, value));
}

static struct ecc_pack_json *hashes_of(struct repo *repo, ecc_str bytes)
{
    struct ecc_pack_json *hashes = ecc_pack_json_object(repo->arena);
    for (enum ecc_hash hash = ECC_SHA256; hash < ECC_HASHES; hash++) {
        char hex[ECC_HASH_HEX];
        assert_true(ecc_hash_hex(repo->crypto, hash, bytes, hex));
        put(repo, hashes, ecc_hash_name(hash), text_json(repo, hex));
    }
    return hashes;
}

struct ecc_pack_json *target_json(struct repo *repo, ecc_str bytes)
{
    struct ecc_pack_json *target = ecc_pack_json_object(repo->arena);
    put_integer(repo, target, "length", (int64_t)bytes.len);
    put(repo, target, "hashes", hashes_of(repo, bytes));
    return target;
}

/* ---- Signing ------------------------------------------------------------------------------- */

struct ecc_secret *repo_key(struct repo *repo)
{
    struct ecc_secret *key = NULL;
    assert_int_equal(ecc_secret_generate(repo->arena, repo->crypto, ECC_KEY_ED25519, &key), ECC_OK);
    assert_true(repo->n_made < sizeof repo->made / sizeof repo->made[0]);
    repo->made[repo->n_made++] = key;
    return key;
}

ecc_str repo_sign(struct repo *repo, struct ecc_pack_json *signed_part,
                  struct ecc_secret *const *keys, size_t n)
{
    struct ecc_buf canonical;
    struct ecc_buf out;
    struct ecc_pack_json *list = ecc_pack_json_list(repo->arena);
    struct ecc_pack_json *tree = ecc_pack_json_object(repo->arena);
    ecc_buf_init(&canonical, repo->arena);
    ecc_pack_json_canonical(signed_part, &canonical);
    for (size_t i = 0; i < n; i++) {
        struct ecc_pack_json *signature = ecc_pack_json_object(repo->arena);
        ecc_str hex = {NULL, 0};
        assert_int_equal(ecc_secret_sign(repo->arena, keys[i], ecc_buf_str(&canonical), &hex),
                         ECC_OK);
        put(repo, signature, "keyid", ecc_pack_json_string(repo->arena, ecc_secret_id(keys[i])));
        put(repo, signature, "sig", ecc_pack_json_string(repo->arena, hex));
        assert_true(ecc_pack_json_append(repo->arena, list, signature));
    }
    put(repo, tree, "signed", signed_part);
    put(repo, tree, "signatures", list);
    ecc_buf_init(&out, repo->arena);
    ecc_pack_json_print(tree, &out);
    assert_false(out.failed);
    return ecc_buf_str(&out);
}

static struct ecc_pack_json *common(struct repo *repo, enum ecc_role role, int64_t version,
                                    int64_t expires)
{
    struct ecc_pack_json *object = ecc_pack_json_object(repo->arena);
    char moment[ECC_MOMENT_TEXT];
    ecc_moment_print(expires, moment);
    put(repo, object, "_type",
        text_json(repo, repo->type != NULL ? repo->type : ecc_role_name(role)));
    put(repo, object, "spec_version", text_json(repo, repo->spec_version));
    put(repo, object, "expires", text_json(repo, moment));
    put_integer(repo, object, "version", version);
    put(repo, object, "x-not-known", text_json(repo, "kept"));
    return object;
}

static void put_signers(struct repo *repo, struct ecc_pack_json *object,
                        struct ecc_secret *const *keys, size_t n, int64_t threshold)
{
    struct ecc_pack_json *ids = ecc_pack_json_list(repo->arena);
    for (size_t i = 0; i < n; i++) {
        assert_true(ecc_pack_json_append(
            repo->arena, ids, ecc_pack_json_string(repo->arena, ecc_secret_id(keys[i]))));
    }
    put(repo, object, "keyids", ids);
    put_integer(repo, object, "threshold", threshold);
}

static void put_keys(struct repo *repo, struct ecc_pack_json *object,
                     struct ecc_secret *const *keys, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        assert_true(
            ecc_pack_json_set(repo->arena, object, ecc_secret_id(keys[i]),
                              (struct ecc_pack_json *)(uintptr_t)ecc_secret_object(keys[i])));
    }
}

static struct ecc_pack_json *root_of(struct repo *repo)
{
    struct ecc_pack_json *root = common(repo, ECC_ROLE_ROOT, repo->roles[ECC_ROLE_ROOT].version,
                                        repo->roles[ECC_ROLE_ROOT].expires);
    struct ecc_pack_json *keys = ecc_pack_json_object(repo->arena);
    struct ecc_pack_json *roles = ecc_pack_json_object(repo->arena);
    for (enum ecc_role role = ECC_ROLE_ROOT; role < ECC_ROLES; role++) {
        const struct role *from = &repo->roles[role];
        struct ecc_pack_json *object = ecc_pack_json_object(repo->arena);
        put_keys(repo, keys, from->keys, from->listed);
        put_signers(repo, object, from->keys, from->listed, from->threshold);
        put(repo, roles, ecc_role_name(role), object);
    }
    put(repo, root, "keys", keys);
    put(repo, root, "roles", roles);
    put(repo, root, "consistent_snapshot", ecc_pack_json_boolean(repo->arena, repo->consistent));
    return root;
}

/* ---- Publishing ---------------------------------------------------------------------------- */

static struct ecc_pack_json *meta_of(struct repo *repo, ecc_str bytes, int64_t version)
{
    struct ecc_pack_json *meta = repo->with_hashes ? target_json(repo, bytes)
                                                   : ecc_pack_json_object(repo->arena);
    put_integer(repo, meta, "version", version);
    return meta;
}

static void store(struct repo *repo, const char *name, int64_t version, ecc_str bytes,
                  bool versioned)
{
    char number[32] = "";
    char file[160];
    if (versioned) {
        (void)snprintf(number, sizeof number, "%lld.", (long long)version);
    }
    (void)snprintf(file, sizeof file, "%s%s.json", number, name);
    files_put(&repo->metadata, file, bytes);
}

static struct ecc_pack_json *content_of(struct repo *repo, enum ecc_role role)
{
    struct ecc_pack_json *object = common(repo, role, repo->roles[role].version,
                                          repo->roles[role].expires);
    if (role == ECC_ROLE_TARGETS) {
        put(repo, object, "targets", repo->listed);
        if (repo->delegations != NULL) {
            put(repo, object, "delegations", repo->delegations);
        }
    } else {
        put(repo, object, "meta", role == ECC_ROLE_SNAPSHOT ? repo->meta : repo->snapshot_meta);
    }
    return object;
}

void repo_publish(struct repo *repo, enum ecc_role role)
{
    const struct role *from = &repo->roles[role];
    struct ecc_pack_json *content = role == ECC_ROLE_ROOT ? root_of(repo) : content_of(repo, role);
    const ecc_str bytes = repo_sign(repo, content, &from->keys[from->from], from->to - from->from);
    const bool versioned = role == ECC_ROLE_ROOT ||
                           (repo->consistent && role != ECC_ROLE_TIMESTAMP);
    store(repo, ecc_role_name(role), from->version, bytes, versioned);
    if (role == ECC_ROLE_TARGETS) {
        put(repo, repo->meta, "targets.json", meta_of(repo, bytes, from->version));
    } else if (role == ECC_ROLE_SNAPSHOT) {
        put(repo, repo->snapshot_meta, "snapshot.json", meta_of(repo, bytes, from->version));
    }
}

void repo_publish_set(struct repo *repo)
{
    static const enum ecc_role order[] = {ECC_ROLE_TARGETS, ECC_ROLE_SNAPSHOT, ECC_ROLE_TIMESTAMP};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        repo->roles[order[i]].version++;
        repo_publish(repo, order[i]);
    }
}

void repo_publish_all(struct repo *repo)
{
    repo->roles[ECC_ROLE_ROOT].version++;
    repo_publish(repo, ECC_ROLE_ROOT);
    repo_publish_set(repo);
}

void repo_add(struct repo *repo, const char *path, const char *bytes)
{
    struct ecc_pack_json *target = target_json(repo, ecc_str_of(bytes));
    put(repo, repo->listed, path, target);
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    char file[256];
    const ecc_str hash = ecc_pack_json_get(ecc_pack_json_get(target, "hashes"), "sha256")->text;
    (void)snprintf(file, sizeof file, "%.*s%.*s.%s", (int)(name - path), path, (int)hash.len,
                   hash.ptr, name);
    files_put(&repo->targets, path, ecc_str_of(bytes));
    files_put(&repo->targets, file, ecc_str_of(bytes));
}

void repo_rotate(struct repo *repo, enum ecc_role role)
{
    for (size_t i = 0; i < repo->roles[role].listed; i++) {
        repo->roles[role].keys[i] = repo_key(repo);
    }
}

struct ecc_pack_json *repo_delegate(struct repo *repo, struct ecc_pack_json *parent,
                                    const char *name, const char *member, const char *pattern,
                                    bool terminating, struct ecc_secret *key)
{
    struct ecc_pack_json *role = ecc_pack_json_object(repo->arena);
    struct ecc_pack_json *patterns = ecc_pack_json_list(repo->arena);
    if (parent == NULL) {
        parent = ecc_pack_json_object(repo->arena);
        put(repo, parent, "keys", ecc_pack_json_object(repo->arena));
        put(repo, parent, "roles", ecc_pack_json_list(repo->arena));
    }
    assert_true(ecc_pack_json_append(repo->arena, patterns, text_json(repo, pattern)));
    put(repo, role, "name", text_json(repo, name));
    put(repo, role, member, patterns);
    put(repo, role, "terminating", ecc_pack_json_boolean(repo->arena, terminating));
    put_signers(repo, role, &key, 1, 1);
    put_keys(repo, ecc_pack_json_get(parent, "keys"), &key, 1);
    assert_true(ecc_pack_json_append(repo->arena, ecc_pack_json_get(parent, "roles"), role));
    return parent;
}

void repo_publish_delegated(struct repo *repo, const char *name, struct ecc_secret *key,
                            struct ecc_pack_json *targets, struct ecc_pack_json *delegations,
                            int64_t version)
{
    struct ecc_pack_json *content = common(repo, ECC_ROLE_TARGETS, version, LATER);
    char file[128];
    put(repo, content, "targets", targets != NULL ? targets : ecc_pack_json_object(repo->arena));
    if (delegations != NULL) {
        put(repo, content, "delegations", delegations);
    }
    const ecc_str bytes = repo_sign(repo, content, &key, 1);
    store(repo, name, version, bytes, repo->consistent);
    (void)snprintf(file, sizeof file, "%s.json", name);
    put(repo, repo->meta, file, meta_of(repo, bytes, version));
}

void repo_open(struct repo *repo)
{
    struct ecc_arena *arena = ecc_arena_new((size_t)1 << 30);
    assert_non_null(arena);
    *repo = (struct repo){.arena = arena, .with_hashes = true, .spec_version = "1.0.31"};
    repo->metadata.arena = arena;
    repo->targets.arena = arena;
    assert_int_equal(ecc_crypto_open(arena, ECC_CRYPTO_APART, &repo->crypto), ECC_OK);
    repo->listed = ecc_pack_json_object(arena);
    repo->meta = ecc_pack_json_object(arena);
    repo->snapshot_meta = ecc_pack_json_object(arena);
    for (enum ecc_role role = ECC_ROLE_ROOT; role < ECC_ROLES; role++) {
        struct role *at = &repo->roles[role];
        for (size_t i = 0; i < KEYS; i++) {
            at->keys[i] = repo_key(repo);
        }
        at->listed = 1;
        at->to = 1;
        at->threshold = 1;
        at->expires = LATER;
    }
}

void repo_close(struct repo *repo)
{
    for (size_t i = 0; i < repo->n_made; i++) {
        ecc_secret_close(repo->made[i]);
    }
    ecc_crypto_close(repo->crypto);
    ecc_arena_free(repo->arena);
}

/* ---- The client ---------------------------------------------------------------------------- */

static ecc_status give(const struct files *files, ecc_str name, size_t max, struct ecc_arena *arena,
                       ecc_str *out, ecc_diags *diags)
{
    const ecc_str bytes = get_file(files, name);
    if (bytes.ptr == NULL) {
        return ECC_E_NOT_FOUND;
    }
    if (bytes.len > max) {
        ecc_diag_add(diags, ECC_M_trust_too_large, ecc_span_none(),
                     ECC_ARGS(ecc_arg_text("file", name), ecc_arg_integer("max", (long long)max)));
        return ECC_E_LIMIT;
    }
    *out = ecc_arena_str(arena, bytes);
    return out->ptr != NULL ? ECC_OK : ECC_E_NOMEM;
}

static ecc_status give_metadata(void *user, ecc_str name, size_t max, struct ecc_arena *arena,
                                ecc_str *out, ecc_diags *diags)
{
    struct repo *repo = user;
    const size_t len = strlen(repo->requests);
    if (len + name.len + 2 < sizeof repo->requests) {
        memcpy(repo->requests + len, name.ptr, name.len);
        memcpy(repo->requests + len + name.len, " ", 2);
    }
    return give(&repo->metadata, name, max, arena, out, diags);
}

static ecc_status give_target(void *user, ecc_str path, size_t max, struct ecc_arena *arena,
                              ecc_str *out, ecc_diags *diags)
{
    struct repo *repo = user;
    return give(&repo->targets, path, max, arena, out, diags);
}

static ecc_status load(void *user, ecc_str name, size_t max, struct ecc_arena *arena, ecc_str *out,
                       ecc_diags *diags)
{
    return give(user, name, max, arena, out, diags);
}

static ecc_status save(void *user, ecc_str name, ecc_str bytes, ecc_diags *diags)
{
    (void)diags;
    put_file(user, name, bytes);
    return ECC_OK;
}

static ecc_status forget(void *user, ecc_str name, ecc_diags *diags)
{
    struct files *files = user;
    const size_t i = find_file(files, name);
    (void)diags;
    if (i < files->n) {
        files->items[i].gone = true;
    }
    return ECC_OK;
}

void client_open(struct client *client, struct repo *repo)
{
    *client = (struct client){.fetcher = {give_metadata, give_target, repo},
                              .anchor = files_get(&repo->metadata, "1.root.json")};
    client->memory.arena = repo->arena;
    client->store = (struct ecc_store){load, save, forget, true, NULL};
    client->crypto = repo->crypto;
    assert_int_equal(ecc_diags_new(&client->diags), ECC_OK);
}

static void end_run(struct client *client)
{
    ecc_trusted_close(&client->trusted);
    ecc_arena_free(client->arena);
    client->arena = NULL;
}

void client_close(struct client *client)
{
    end_run(client);
    ecc_diags_free(client->diags);
}

ecc_status client_refresh(struct client *client, int64_t now, bool stale_ok)
{
    end_run(client);
    ecc_diags_clear(client->diags);
    client->arena = ecc_arena_new(0);
    assert_non_null(client->arena);
    client->store.user = &client->memory;
    client->trusted = (struct ecc_trusted){.arena = client->arena,
                                           .crypto = client->crypto,
                                           .fetcher = &client->fetcher,
                                           .store = &client->store,
                                           .policy = {now, stale_ok}};
    const ecc_status status = ecc_trusted_refresh(&client->trusted, client->anchor, true,
                                                  client->diags);
    assert_int_equal(status == ECC_OK, ecc_diags_errors(client->diags) == 0);
    return status;
}

const char *client_said(const struct client *client)
{
    return ecc_diags_count(client->diags) == 0 ? "" : ecc_diags_at(client->diags, 0).id;
}

ecc_status client_read(struct client *client, const char *path, ecc_str *out)
{
    const struct ecc_target *target = NULL;
    TRY(ecc_trusted_find(&client->trusted, ecc_str_of(path), &target, NULL, client->diags));
    return ecc_trusted_read(&client->trusted, target, client->arena, out, client->diags);
}

int64_t client_version(const struct client *client, const char *file)
{
    const ecc_str bytes = files_get(&client->memory, file);
    struct ecc_pack_json *tree = NULL;
    ecc_diags *diags = NULL;
    if (bytes.ptr == NULL) {
        return 0;
    }
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(
        ecc_pack_json_parse(client->memory.arena, ecc_str_of(file), bytes, &tree, diags), ECC_OK);
    ecc_diags_free(diags);
    return ecc_pack_json_get(ecc_pack_json_get(tree, "signed"), "version")->integer;
}
