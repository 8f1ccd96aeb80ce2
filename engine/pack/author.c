/* SPDX-License-Identifier: Apache-2.0 */
/* Roots and delegations: who may sign what. Signing itself is in author_sign.c. */
#include "pack/author.h"

#include "base/arena.h"
#include "pack/moment.h"
#include "pack/refresh.h"

#define SPEC_VERSION "1.0.31"
#define ROOT_DAYS    1825 /* of a new root, where no date is asked for */
#define TARGETS_DAYS 730

/* ---- Files --------------------------------------------------------------------------------- */

ecc_status ecc_author_file(struct ecc_author *author, ecc_str name, ecc_str *out)
{
    struct ecc_buf path;
    ecc_buf_init(&path, author->arena);
    ecc_buf_puts(&path, "metadata/");
    ecc_buf_add(&path, name);
    *out = ecc_buf_str(&path);
    return path.failed ? ECC_E_NOMEM : ECC_OK;
}

ecc_status ecc_author_load(struct ecc_author *author, enum ecc_role role, ecc_str name,
                           const struct ecc_metadata **out)
{
    ecc_str file = {NULL, 0};
    ecc_str bytes = {NULL, 0};
    TRY(ecc_author_file(author, name, &file));
    const ecc_status status = ecc_pack_file_read(&author->dir, file, ecc_role_cap(role),
                                                 author->arena, &bytes, author->diags);
    if (status == ECC_E_NOT_FOUND) {
        *out = NULL;
        return ECC_OK;
    }
    TRY(status);
    return ecc_metadata_parse(author->arena, author->crypto, role, file, bytes, out, author->diags);
}

/* What nobody would read is not written. */
static ecc_status check_size(struct ecc_author *author, enum ecc_role role, ecc_str file,
                             size_t size)
{
    const size_t max = ecc_role_cap(role);
    if (size <= max) {
        return ECC_OK;
    }
    ecc_diag_add(author->diags, ECC_M_trust_file_full, ecc_span_none(),
                 ECC_ARGS(ecc_arg_text("file", file), ecc_arg_integer("size", (long long)size),
                          ecc_arg_integer("max", (long long)max)));
    return ECC_E_LIMIT;
}

ecc_status ecc_author_save(struct ecc_author *author, enum ecc_role role, ecc_str name,
                           const struct ecc_pack_json *tree, const struct ecc_metadata **out)
{
    struct ecc_buf bytes;
    ecc_str file = {NULL, 0};
    ecc_buf_init(&bytes, author->arena);
    ecc_pack_json_print(tree, &bytes);
    if (bytes.failed) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_author_file(author, name, &file));
    TRY(check_size(author, role, file, ecc_buf_str(&bytes).len));
    TRY(ecc_metadata_parse(author->arena, author->crypto, role, file, ecc_buf_str(&bytes), out,
                           author->diags));
    return ecc_pack_file_write(&author->dir, file, ecc_buf_str(&bytes), 0644, author->diags);
}

struct ecc_pack_json *ecc_author_envelope(struct ecc_author *author,
                                          struct ecc_pack_json *signed_part)
{
    struct ecc_pack_json *tree = ecc_pack_json_object(author->arena);
    return tree != NULL && ecc_pack_json_set(author->arena, tree, ECC_STR("signed"), signed_part) &&
                   ecc_pack_json_set(author->arena, tree, ECC_STR("signatures"),
                                     ecc_pack_json_list(author->arena))
               ? tree
               : NULL;
}

bool ecc_author_common(struct ecc_author *author, struct ecc_pack_json *signed_part,
                       enum ecc_role role, int64_t version, int64_t expires)
{
    struct ecc_arena *arena = author->arena;
    char moment[ECC_MOMENT_TEXT];
    ecc_moment_print(expires, moment);
    return ecc_pack_json_set_text(arena, signed_part, "_type", ecc_str_of(ecc_role_name(role))) &&
           ecc_pack_json_set_text(arena, signed_part, "spec_version", ECC_STR(SPEC_VERSION)) &&
           ecc_pack_json_set(arena, signed_part, ECC_STR("version"),
                             ecc_pack_json_integer(arena, version)) &&
           ecc_pack_json_set_text(arena, signed_part, "expires", ecc_str_of(moment));
}

/* ---- Opening ------------------------------------------------------------------------------- */

static bool is_complete(struct ecc_author *author, const struct ecc_metadata *root)
{
    const struct ecc_signers *own = &root->signers[ECC_ROLE_ROOT];
    if (ecc_metadata_count(author->crypto, root, root->keys, root->n_keys, own) < own->threshold) {
        return false;
    }
    const struct ecc_metadata *before = author->root;
    return before == NULL || ecc_metadata_count(author->crypto, root, before->keys, before->n_keys,
                                                &before->signers[ECC_ROLE_ROOT]) >=
                                 before->signers[ECC_ROLE_ROOT].threshold;
}

static ecc_status load_roots(struct ecc_author *author)
{
    for (int64_t version = 1;; version++) {
        const struct ecc_metadata *root = NULL;
        ecc_str name = {NULL, 0};
        TRY(ecc_role_file(author->arena, ECC_STR("root"), version, &name));
        TRY(ecc_author_load(author, ECC_ROLE_ROOT, name, &root));
        if (root == NULL) {
            return ECC_OK;
        }
        if (author->draft != NULL || root->version != version) {
            ecc_diag_add(author->diags, ECC_M_trust_root_chain, ecc_span_none(),
                         ECC_ARGS(ecc_arg_text("file", root->file)));
            return ECC_E_UNTRUSTED;
        }
        if (is_complete(author, root)) {
            author->root = root;
        } else {
            author->draft = root;
        }
    }
}

static ecc_status open_dir(const char *path, bool make, struct ecc_dir *out,
                           struct ecc_diags *diags)
{
    const ecc_status status = make ? ecc_dir_make(path, out, diags)
                                   : ecc_dir_open(path, out, diags);
    if (status == ECC_E_NOT_FOUND) {
        ecc_diag_add(diags, ECC_M_trust_no_directory, ecc_span_none(),
                     ECC_ARGS(ecc_arg_cstr("file", path)));
    }
    return status;
}

ecc_status ecc_author_open(const char *path, bool make, bool configured, int64_t now,
                           struct ecc_author **out, struct ecc_diags *diags)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_author *author = arena == NULL ? NULL : ECC_NEW(arena, struct ecc_author);
    if (author == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    *author = (struct ecc_author){.arena = arena, .dir = {.fd = -1}, .now = now, .diags = diags};
    ecc_status status = ecc_crypto_open(
        arena, configured ? ECC_CRYPTO_CONFIGURED : ECC_CRYPTO_APART, &author->crypto);
    if (status == ECC_OK) {
        status = open_dir(path, make, &author->dir, diags);
    }
    if (status == ECC_OK) {
        status = load_roots(author);
    }
    if (status != ECC_OK) {
        ecc_author_close(author);
        return status;
    }
    *out = author;
    return ECC_OK;
}

void ecc_author_close(struct ecc_author *author)
{
    if (author != NULL) {
        ecc_crypto_close(author->crypto);
        ecc_dir_close(&author->dir);
        ecc_arena_free(author->arena);
    }
}

/* ---- Root ---------------------------------------------------------------------------------- */

static ecc_status refuse(struct ecc_author *author, enum ecc_message_id id, ecc_str name)
{
    ecc_diag_add(author->diags, id, ecc_span_none(), ECC_ARGS(ecc_arg_text("name", name)));
    return ECC_E_INVALID;
}

static struct ecc_pack_json *empty_role(struct ecc_arena *arena)
{
    struct ecc_pack_json *role = ecc_pack_json_object(arena);
    return role != NULL &&
                   ecc_pack_json_set(arena, role, ECC_STR("keyids"), ecc_pack_json_list(arena)) &&
                   ecc_pack_json_set(arena, role, ECC_STR("threshold"),
                                     ecc_pack_json_integer(arena, 1))
               ? role
               : NULL;
}

static struct ecc_pack_json *first_root(struct ecc_author *author)
{
    struct ecc_arena *arena = author->arena;
    struct ecc_pack_json *root = ecc_pack_json_object(arena);
    struct ecc_pack_json *roles = ecc_pack_json_object(arena);
    bool good = root != NULL && roles != NULL &&
                ecc_pack_json_set(arena, root, ECC_STR("keys"), ecc_pack_json_object(arena)) &&
                ecc_pack_json_set(arena, root, ECC_STR("roles"), roles) &&
                ecc_pack_json_set(arena, root, ECC_STR("consistent_snapshot"),
                                  ecc_pack_json_boolean(arena, false)) &&
                ecc_author_common(author, root, ECC_ROLE_ROOT, 1,
                                  author->now + (int64_t)ROOT_DAYS * 86400);
    for (enum ecc_role role = ECC_ROLE_ROOT; role < ECC_ROLES && good; role++) {
        good = ecc_pack_json_set(arena, roles, ecc_str_of(ecc_role_name(role)), empty_role(arena));
    }
    return good ? root : NULL;
}

/* The tree to change: the draft's, the next one's, or the first. The structs that were read from a
 * tree do not follow its changes. */
static struct ecc_pack_json *root_to_change(struct ecc_author *author, int64_t *out_version)
{
    const struct ecc_metadata *from = author->draft != NULL ? author->draft : author->root;
    *out_version = from == NULL ? 1 : from->version + (author->draft != NULL ? 0 : 1);
    if (from == NULL) {
        return first_root(author);
    }
    struct ecc_pack_json *root = ecc_pack_json_get(from->tree, "signed");
    const int64_t expires = author->now + (int64_t)ROOT_DAYS * 86400;
    return ecc_author_common(author, root, ECC_ROLE_ROOT, *out_version,
                             author->draft != NULL ? from->expires : expires)
               ? root
               : NULL;
}

static bool role_has(const struct ecc_pack_json *ids, ecc_str id)
{
    for (size_t i = 0; i < ids->n; i++) {
        if (ecc_str_eq(ids->items[i]->text, id)) {
            return true;
        }
    }
    return false;
}

static ecc_status add_key(struct ecc_author *author, struct ecc_pack_json *root,
                          struct ecc_pack_json *role, const struct ecc_root_edit *edit)
{
    struct ecc_pack_json *ids = ecc_pack_json_get(role, "keyids");
    struct ecc_pack_json *object = (struct ecc_pack_json *)(uintptr_t)
                                       edit->object; /* it is not changed */
    if (role_has(ids, edit->id)) {
        return ECC_OK;
    }
    return ecc_pack_json_set(author->arena, ecc_pack_json_get(root, "keys"), edit->id, object) &&
                   ecc_pack_json_append(author->arena, ids,
                                        ecc_pack_json_string(author->arena, edit->id))
               ? ECC_OK
               : ECC_E_NOMEM;
}

static ecc_status remove_key(struct ecc_author *author, struct ecc_pack_json *role,
                             const struct ecc_root_edit *edit)
{
    struct ecc_pack_json *ids = ecc_pack_json_get(role, "keyids");
    for (size_t i = 0; i < ids->n; i++) {
        if (ecc_str_starts(ids->items[i]->text, edit->id) && edit->id.len > 0) {
            ecc_pack_json_remove_at(ids, i);
            return ECC_OK;
        }
    }
    return refuse(author, ECC_M_trust_no_such_key, edit->id);
}

static ecc_status apply(struct ecc_author *author, struct ecc_pack_json *root,
                        const struct ecc_root_edit *edit)
{
    struct ecc_pack_json *role = ecc_pack_json_get(ecc_pack_json_get(root, "roles"),
                                                   ecc_role_name(edit->role));
    char moment[ECC_MOMENT_TEXT];
    switch (edit->verb) {
    case ECC_ROOT_ADD:
        return add_key(author, root, role, edit);
    case ECC_ROOT_REMOVE:
        return remove_key(author, role, edit);
    case ECC_ROOT_THRESHOLD:
        return ecc_pack_json_set(author->arena, role, ECC_STR("threshold"),
                                 ecc_pack_json_integer(author->arena, edit->number))
                   ? ECC_OK
                   : ECC_E_NOMEM;
    case ECC_ROOT_EXPIRES:
        ecc_moment_print(edit->number, moment);
        return ecc_pack_json_set_text(author->arena, root, "expires", ecc_str_of(moment))
                   ? ECC_OK
                   : ECC_E_NOMEM;
    }
    return ECC_E_USAGE;
}

/* Keys that no role names any more go. */
static void drop_unused_keys(struct ecc_pack_json *root)
{
    struct ecc_pack_json *keys = ecc_pack_json_get(root, "keys");
    const struct ecc_pack_json *roles = ecc_pack_json_get(root, "roles");
    for (size_t i = keys->n; i > 0; i--) {
        bool used = false;
        for (size_t j = 0; j < roles->n && !used; j++) {
            used = role_has(ecc_pack_json_get(roles->items[j], "keyids"), keys->names[i - 1]);
        }
        if (!used) {
            ecc_pack_json_remove_at(keys, i - 1);
        }
    }
}

static ecc_status check_roles(struct ecc_author *author, const struct ecc_pack_json *root)
{
    const struct ecc_pack_json *roles = ecc_pack_json_get(root, "roles");
    for (enum ecc_role role = ECC_ROLE_ROOT; role < ECC_ROLES; role++) {
        const ecc_str name = ecc_str_of(ecc_role_name(role));
        const struct ecc_pack_json *object = ecc_pack_json_find(roles, name);
        const int64_t threshold = ecc_pack_json_get(object, "threshold")->integer;
        if (threshold < 1 || (uint64_t)threshold > ecc_pack_json_get(object, "keyids")->n) {
            return refuse(author, ECC_M_trust_too_few_keys, name);
        }
    }
    return ECC_OK;
}

ecc_status ecc_author_root(struct ecc_author *author, const struct ecc_root_edit *edits, size_t n,
                           int64_t *out_version)
{
    const struct ecc_metadata *written = NULL;
    int64_t version = 0;
    ecc_str name = {NULL, 0};
    struct ecc_pack_json *root = root_to_change(author, &version);
    if (root == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        TRY(apply(author, root, &edits[i]));
    }
    drop_unused_keys(root);
    TRY(check_roles(author, root));
    struct ecc_pack_json *tree = ecc_author_envelope(author, root);
    if (tree == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_role_file(author->arena, ECC_STR("root"), version, &name));
    TRY(ecc_author_save(author, ECC_ROLE_ROOT, name, tree, &written));
    author->draft = written;
    *out_version = version;
    return ECC_OK;
}

/* ---- Delegations --------------------------------------------------------------------------- */

static bool is_plain_name(ecc_str name)
{
    enum ecc_role top = ECC_ROLES;
    for (size_t i = 0; i < name.len; i++) {
        const char byte = name.ptr[i];
        if (!((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
              (byte >= '0' && byte <= '9') || byte == '-' || byte == '_')) {
            return false;
        }
    }
    return name.len > 0 && name.len <= 64 && !ecc_role_find(name, &top);
}

/* "acme" or "acme/": what lies in it, and one level down. Anything with a wildcard is taken as it
 * is. */
static bool add_paths(struct ecc_author *author, struct ecc_pack_json *list, ecc_str path)
{
    static const char *const below[] = {"/*", "/*/*"};
    bool pattern = false;
    for (size_t i = 0; i < path.len; i++) {
        pattern = pattern || path.ptr[i] == '*' || path.ptr[i] == '?';
    }
    if (pattern || ecc_str_ends(path, ECC_STR(".yaml"))) {
        return ecc_pack_json_append(author->arena, list, ecc_pack_json_string(author->arena, path));
    }
    const ecc_str dir = ecc_str_ends(path, ECC_STR("/")) ? ecc_str_slice(path, 0, path.len - 1)
                                                         : path;
    for (size_t i = 0; i < sizeof below / sizeof below[0]; i++) {
        struct ecc_buf text;
        ecc_buf_init(&text, author->arena);
        ecc_buf_add(&text, dir);
        ecc_buf_puts(&text, below[i]);
        if (text.failed ||
            !ecc_pack_json_append(author->arena, list,
                                  ecc_pack_json_string(author->arena, ecc_buf_str(&text)))) {
            return false;
        }
    }
    return true;
}

static struct ecc_pack_json *delegated_role(struct ecc_author *author, struct ecc_pack_json *keys,
                                            const struct ecc_delegation_change *change)
{
    struct ecc_arena *arena = author->arena;
    struct ecc_pack_json *role = empty_role(arena);
    struct ecc_pack_json *paths = ecc_pack_json_list(arena);
    bool good = role != NULL && paths != NULL;
    for (size_t i = 0; i < change->n_paths && good; i++) {
        good = add_paths(author, paths, change->paths[i]);
    }
    for (size_t i = 0; i < change->n_keys && good; i++) {
        struct ecc_pack_json *object = (struct ecc_pack_json *)(uintptr_t)
                                           change->objects[i]; /* not changed */
        good = ecc_pack_json_set(arena, keys, change->ids[i], object) &&
               ecc_pack_json_append(arena, ecc_pack_json_get(role, "keyids"),
                                    ecc_pack_json_string(arena, change->ids[i]));
    }
    return good && ecc_pack_json_set_text(arena, role, "name", change->name) &&
                   ecc_pack_json_set(arena, role, ECC_STR("paths"), paths) &&
                   ecc_pack_json_set(arena, role, ECC_STR("terminating"),
                                     ecc_pack_json_boolean(arena, true)) &&
                   ecc_pack_json_set(arena, role, ECC_STR("threshold"),
                                     ecc_pack_json_integer(arena, change->threshold))
               ? role
               : NULL;
}

static struct ecc_pack_json *first_targets(struct ecc_author *author)
{
    struct ecc_pack_json *targets = ecc_pack_json_object(author->arena);
    return targets != NULL &&
                   ecc_pack_json_set(author->arena, targets, ECC_STR("targets"),
                                     ecc_pack_json_object(author->arena)) &&
                   ecc_author_common(author, targets, ECC_ROLE_TARGETS, 1,
                                     author->now + (int64_t)TARGETS_DAYS * 86400)
               ? targets
               : NULL;
}

static struct ecc_pack_json *delegations_of(struct ecc_author *author,
                                            struct ecc_pack_json *targets)
{
    struct ecc_arena *arena = author->arena;
    struct ecc_pack_json *delegations = ecc_pack_json_get(targets, "delegations");
    if (delegations != NULL) {
        return delegations;
    }
    delegations = ecc_pack_json_object(arena);
    return delegations != NULL &&
                   ecc_pack_json_set(arena, delegations, ECC_STR("keys"),
                                     ecc_pack_json_object(arena)) &&
                   ecc_pack_json_set(arena, delegations, ECC_STR("roles"),
                                     ecc_pack_json_list(arena)) &&
                   ecc_pack_json_set(arena, targets, ECC_STR("delegations"), delegations)
               ? delegations
               : NULL;
}

static void take_back(struct ecc_pack_json *roles, ecc_str name)
{
    for (size_t i = roles->n; i > 0; i--) {
        if (ecc_str_eq(ecc_pack_json_get(roles->items[i - 1], "name")->text, name)) {
            ecc_pack_json_remove_at(roles, i - 1);
        }
    }
}

static ecc_status change_delegation(struct ecc_author *author, struct ecc_pack_json *targets,
                                    const struct ecc_delegation_change *change)
{
    struct ecc_pack_json *delegations = delegations_of(author, targets);
    if (delegations == NULL) {
        return ECC_E_NOMEM;
    }
    struct ecc_pack_json *roles = ecc_pack_json_get(delegations, "roles");
    take_back(roles, change->name);
    if (change->n_keys > 0 && roles->n + 1 == ECC_ROLES_CAP) { /* with the top one */
        ecc_diag_add(
            author->diags, ECC_M_trust_roles, ecc_span_none(),
            ECC_ARGS(ecc_arg_text("file", change->name), ecc_arg_integer("max", ECC_ROLES_CAP)));
        return ECC_E_LIMIT;
    }
    return change->n_keys == 0 ||
                   ecc_pack_json_append(
                       author->arena, roles,
                       delegated_role(author, ecc_pack_json_get(delegations, "keys"), change))
               ? ECC_OK
               : ECC_E_NOMEM;
}

ecc_status ecc_author_knows(struct ecc_author *author, const struct ecc_metadata *targets)
{
    return targets != NULL && targets->bins.bits > 0
               ? refuse(author, ECC_M_trust_bins, targets->bins.prefix)
               : ECC_OK;
}

ecc_status ecc_author_delegate(struct ecc_author *author,
                               const struct ecc_delegation_change *change)
{
    const ecc_str name = ECC_STR("targets.json");
    const struct ecc_metadata *before = NULL;
    const struct ecc_metadata *written = NULL;
    if (!is_plain_name(change->name)) {
        return refuse(author, ECC_M_trust_role_name, change->name);
    }
    if (change->n_keys > 0 &&
        (change->threshold < 1 || (uint64_t)change->threshold > change->n_keys)) {
        return refuse(author, ECC_M_trust_too_few_keys, change->name);
    }
    TRY(ecc_author_load(author, ECC_ROLE_TARGETS, name, &before));
    TRY(ecc_author_knows(author, before));
    struct ecc_pack_json *targets = before == NULL ? first_targets(author)
                                                   : ecc_pack_json_get(before->tree, "signed");
    const int64_t version = before == NULL || before->n_signatures == 0 ? 0 : 1;
    TRY(targets == NULL ? ECC_E_NOMEM : change_delegation(author, targets, change));
    if (!ecc_pack_json_set(author->arena, targets, ECC_STR("version"),
                           ecc_pack_json_integer(
                               author->arena, version + (before == NULL ? 1 : before->version)))) {
        return ECC_E_NOMEM;
    }
    struct ecc_pack_json *tree = ecc_author_envelope(author, targets);
    return tree == NULL ? ECC_E_NOMEM
                        : ecc_author_save(author, ECC_ROLE_TARGETS, name, tree, &written);
}
