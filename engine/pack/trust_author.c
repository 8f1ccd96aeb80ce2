/* SPDX-License-Identifier: Apache-2.0 */
/* The public functions for those who sign rules: names and files of the command line become keys.
 */
#include <limits.h>
#include <stdio.h>

#include "base/arena.h"
#include "pack/author.h"
#include "pack/refresh.h"

#define KEY_FILE_CAP ((size_t)64 << 10)
#define DAY          86400

/* ---- Key files ----------------------------------------------------------------------------- */

static ecc_status read_own(struct ecc_arena *arena, const char *path, ecc_str *out,
                           ecc_diags *diags)
{
    const ecc_status status = ecc_pack_file_read_own(path, KEY_FILE_CAP, arena, out, diags);
    if (status == ECC_E_NOT_FOUND) {
        ecc_diag_add(diags, ECC_M_trust_no_file, ecc_span_none(),
                     ECC_ARGS(ecc_arg_cstr("file", path)));
    }
    return status;
}

static ecc_status read_public(struct ecc_author *author, const char *path,
                              const struct ecc_pack_json **out_object, ecc_str *out_id)
{
    ecc_str pem = {NULL, 0};
    struct ecc_pack_json *object = NULL;
    TRY(read_own(author->arena, path, &pem, author->diags));
    TRY(ecc_key_from_pem(author->arena, author->crypto, ecc_str_of(path), pem, &object, out_id,
                         author->diags));
    *out_object = object;
    return ECC_OK;
}

static ecc_status write_key(const char *path, const char *suffix, ecc_str bytes, unsigned mode,
                            ecc_diags *diags)
{
    char name[PATH_MAX];
    const int len = snprintf(name, sizeof name, "%s%s", path, suffix);
    return len < 0 || (size_t)len >= sizeof name
               ? ECC_E_USAGE
               : ecc_pack_file_create_own(name, bytes, mode, diags);
}

static ecc_status make_key(struct ecc_arena *arena, struct ecc_crypto *crypto, const char *path,
                           enum ecc_key_kind kind, ecc_passphrase_fn ask, void *user,
                           ecc_diags *diags)
{
    struct ecc_secret *secret = NULL;
    ecc_str private_pem = {NULL, 0};
    ecc_str public_pem = {NULL, 0};
    TRY(ecc_secret_generate(arena, crypto, kind, &secret));
    ecc_status status = ecc_secret_public_pem(arena, secret, &public_pem);
    if (status == ECC_OK) {
        status = ecc_secret_export(arena, secret, ecc_str_of(path), ask, user, &private_pem);
    }
    ecc_secret_close(secret);
    TRY(status);
    TRY(write_key(path, ".pem", private_pem, 0600, diags));
    return write_key(path, ".pub", public_pem, 0644, diags);
}

ecc_status ecc_key_make(const char *path, ecc_key_type type, ecc_passphrase_fn ask, void *user,
                        ecc_diags *diags)
{
    static const enum ecc_key_kind kinds[] = {
        [ECC_KEY_TYPE_ED25519] = ECC_KEY_ED25519,
        [ECC_KEY_TYPE_ECDSA] = ECC_KEY_ECDSA_P256,
        [ECC_KEY_TYPE_RSA] = ECC_KEY_RSA_PSS,
    };
    struct ecc_crypto *crypto = NULL;
    if (type < ECC_KEY_TYPE_ED25519 || type > ECC_KEY_TYPE_RSA) {
        return ECC_E_USAGE;
    }
    struct ecc_arena *arena = ecc_arena_new(0);
    if (arena == NULL) {
        return ECC_E_NOMEM;
    }
    ecc_status status = ecc_crypto_open(arena, ECC_CRYPTO_APART, &crypto);
    if (status == ECC_OK) {
        status = make_key(arena, crypto, path, kinds[type], ask, user, diags);
        ecc_crypto_close(crypto);
    }
    ecc_arena_free(arena);
    return status;
}

/* ---- Root ---------------------------------------------------------------------------------- */

static ecc_status read_change(struct ecc_author *author, const ecc_root_change *change,
                              struct ecc_root_edit *out)
{
    *out = (struct ecc_root_edit){.verb = change->verb, .number = change->number};
    if (change->verb == ECC_ROOT_EXPIRES) {
        return ECC_OK;
    }
    if (!ecc_role_find(ecc_str_of(change->role), &out->role)) {
        ecc_diag_add(author->diags, ECC_M_trust_no_role, ecc_span_none(),
                     ECC_ARGS(ecc_arg_cstr("name", change->role)));
        return ECC_E_INVALID;
    }
    if (change->verb == ECC_ROOT_REMOVE) {
        out->id = ecc_str_of(change->what);
    }
    return change->verb == ECC_ROOT_ADD ? read_public(author, change->what, &out->object, &out->id)
                                        : ECC_OK;
}

static ecc_status change_root(struct ecc_author *author, const ecc_root_change *changes, size_t n,
                              long long *out_version)
{
    struct ecc_root_edit *edits = ECC_NEW_ARRAY(author->arena, n, struct ecc_root_edit);
    int64_t version = 0;
    if (edits == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        TRY(read_change(author, &changes[i], &edits[i]));
    }
    TRY(ecc_author_root(author, edits, n, &version));
    *out_version = version;
    return ECC_OK;
}

ecc_status ecc_repository_root(const char *directory, int64_t now, const ecc_root_change *changes,
                               size_t n_changes, long long *out_version, ecc_diags *diags)
{
    struct ecc_author *author = NULL;
    TRY(ecc_author_open(directory, true, false, now, &author, diags));
    const ecc_status status = change_root(author, changes, n_changes, out_version);
    ecc_author_close(author);
    return status;
}

/* ---- Delegations --------------------------------------------------------------------------- */

static ecc_status delegate(struct ecc_author *author, struct ecc_delegation_change *change,
                           const char *const *paths, const char *const *key_files)
{
    ecc_str *patterns = ECC_NEW_ARRAY(author->arena, change->n_paths, ecc_str);
    const struct ecc_pack_json **objects = ECC_NEW_ARRAY(author->arena, change->n_keys,
                                                         const struct ecc_pack_json *);
    ecc_str *ids = ECC_NEW_ARRAY(author->arena, change->n_keys, ecc_str);
    if (patterns == NULL || objects == NULL || ids == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < change->n_paths; i++) {
        patterns[i] = ecc_str_of(paths[i]);
    }
    for (size_t i = 0; i < change->n_keys; i++) {
        TRY(read_public(author, key_files[i], &objects[i], &ids[i]));
    }
    change->paths = patterns;
    change->objects = objects;
    change->ids = ids;
    return ecc_author_delegate(author, change);
}

ecc_status ecc_repository_delegate(const char *directory, int64_t now, const char *name,
                                   const char *const *paths, size_t n_paths,
                                   const char *const *key_files, size_t n_keys, int64_t threshold,
                                   ecc_diags *diags)
{
    struct ecc_author *author = NULL;
    struct ecc_delegation_change change = {
        .name = ecc_str_of(name), .n_paths = n_paths, .n_keys = n_keys, .threshold = threshold};
    TRY(ecc_author_open(directory, false, false, now, &author, diags));
    const ecc_status status = delegate(author, &change, paths, key_files);
    ecc_author_close(author);
    return status;
}

/* ---- Signing ------------------------------------------------------------------------------- */

/* "pkcs11:...": a scheme of two letters or more, and no file of that name's beginning. */
static bool is_uri(const char *key)
{
    size_t i = 0;
    while ((key[i] >= 'a' && key[i] <= 'z') || (key[i] >= '0' && key[i] <= '9')) {
        i++;
    }
    return i > 1 && key[i] == ':';
}

static ecc_status open_key(struct ecc_author *author, const char *key,
                           const ecc_sign_options *options, struct ecc_secret **out)
{
    const ecc_str name = ecc_str_of(key);
    ecc_str pem = {NULL, 0};
    if (is_uri(key)) {
        return ecc_secret_from_uri(author->arena, author->crypto, name, options->ask, options->user,
                                   out, author->diags);
    }
    TRY(read_own(author->arena, key, &pem, author->diags));
    return ecc_secret_from_pem(author->arena, author->crypto, name, pem, options->ask,
                               options->user, out, author->diags);
}

static int64_t in_days(const ecc_sign_options *options, int days, int otherwise)
{
    return options->now + (int64_t)(days > 0 ? days : otherwise) * DAY;
}

static ecc_status sign_with(struct ecc_author *author, struct ecc_secret **secrets,
                            const ecc_sign_options *options, ecc_signing_fn report,
                            bool *out_complete)
{
    const struct ecc_author_options how = {
        .targets_expire = in_days(options, options->targets_days, 730),
        .snapshot_expires = in_days(options, options->snapshot_days, 180),
        .timestamp_expires = in_days(options, options->timestamp_days, 90),
        .renew = options->renew,
    };
    for (size_t i = 0; i < options->n_keys; i++) {
        TRY(open_key(author, options->keys[i], options, &secrets[i]));
    }
    return ecc_author_sign(author, secrets, options->n_keys, &how, report, options->user,
                           out_complete);
}

ecc_status ecc_repository_sign(const char *directory, const ecc_sign_options *options,
                               ecc_signing_fn report, bool *out_complete, ecc_diags *diags)
{
    struct ecc_author *author = NULL;
    bool token = false;
    if (options->struct_size != sizeof *options) {
        return ECC_E_USAGE;
    }
    for (size_t i = 0; i < options->n_keys; i++) {
        token = token || is_uri(options->keys[i]);
    }
    TRY(ecc_author_open(directory, false, token, options->now, &author, diags));
    struct ecc_secret **secrets = ECC_NEW_ARRAY(author->arena, options->n_keys,
                                                struct ecc_secret *);
    const ecc_status status = secrets == NULL
                                  ? ECC_E_NOMEM
                                  : sign_with(author, secrets, options, report, out_complete);
    for (size_t i = 0; secrets != NULL && i < options->n_keys; i++) {
        ecc_secret_close(secrets[i]);
    }
    ecc_author_close(author);
    return status;
}
