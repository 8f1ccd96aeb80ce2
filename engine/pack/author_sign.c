/* SPDX-License-Identifier: Apache-2.0 */
/* What metadata should say is made from the files, compared with what it says, and signed where it
 * differs. */
#include "base/arena.h"
#include "pack/author.h"
#include "pack/refresh.h"
#include "pack/tree.h"

struct signing {
    struct ecc_author *author;
    struct ecc_secret *const *secrets;
    size_t n_secrets;
    const struct ecc_author_options *options;
    ecc_signing_fn report;
    void *user;
    const ecc_str *files; /* of the tree */
    size_t n_files;
    bool incomplete; /* something lacks signatures: nothing may vouch for it */
};

/* Who may sign a file: one role, or two for a root. */
struct authority {
    const struct ecc_metadata *by;
    const struct ecc_signers *signers;
};

/* ---- Signatures ---------------------------------------------------------------------------- */

static bool may_sign(const struct authority *authority, ecc_str id)
{
    for (size_t i = 0; authority->by != NULL && i < authority->signers->n; i++) {
        if (ecc_str_eq(authority->signers->ids[i], id)) {
            return true;
        }
    }
    return false;
}

static ecc_status add_signature(struct signing *signing, struct ecc_pack_json *list,
                                struct ecc_secret *secret, ecc_str canonical)
{
    struct ecc_arena *arena = signing->author->arena;
    const ecc_str id = ecc_secret_id(secret);
    struct ecc_pack_json *signature = ecc_pack_json_object(arena);
    ecc_str hex = {NULL, 0};
    for (size_t i = list->n; i > 0; i--) {
        if (ecc_str_eq(ecc_pack_json_get(list->items[i - 1], "keyid")->text, id)) {
            ecc_pack_json_remove_at(list, i - 1);
        }
    }
    const ecc_status status = ecc_secret_sign(arena, secret, canonical, &hex);
    if (status != ECC_OK) {
        ecc_diag_add(signing->author->diags, ECC_M_trust_signing, ecc_span_none(),
                     ECC_ARGS(ecc_arg_text("name", id)));
        return status;
    }
    return signature != NULL && ecc_pack_json_set_text(arena, signature, "keyid", id) &&
                   ecc_pack_json_set_text(arena, signature, "sig", hex) &&
                   ecc_pack_json_append(arena, list, signature)
               ? ECC_OK
               : ECC_E_NOMEM;
}

static bool admitted(const struct authority *authorities, size_t n, ecc_str id)
{
    for (size_t i = 0; i < n; i++) {
        if (may_sign(&authorities[i], id)) {
            return true;
        }
    }
    return false;
}

/* Those of keys that may sign no more go. */
static void drop_signatures(struct ecc_pack_json *list, const struct authority *authorities,
                            size_t n)
{
    for (size_t i = list->n; i > 0; i--) {
        if (!admitted(authorities, n, ecc_pack_json_get(list->items[i - 1], "keyid")->text)) {
            ecc_pack_json_remove_at(list, i - 1);
        }
    }
}

/* Of every key that one of the authorities admits. */
static ecc_status add_signatures(struct signing *signing, struct ecc_pack_json *tree,
                                 const struct authority *authorities, size_t n, size_t *out_added)
{
    struct ecc_buf canonical;
    ecc_buf_init(&canonical, signing->author->arena);
    ecc_pack_json_canonical(ecc_pack_json_get(tree, "signed"), &canonical);
    if (canonical.failed) {
        return ECC_E_NOMEM;
    }
    struct ecc_pack_json *list = ecc_pack_json_get(tree, "signatures");
    drop_signatures(list, authorities, n);
    *out_added = 0;
    for (size_t i = 0; i < signing->n_secrets; i++) {
        if (admitted(authorities, n, ecc_secret_id(signing->secrets[i]))) {
            TRY(add_signature(signing, list, signing->secrets[i], ecc_buf_str(&canonical)));
            (*out_added)++;
        }
    }
    return ECC_OK;
}

static int64_t count(struct signing *signing, const struct ecc_metadata *metadata,
                     const struct authority *authority)
{
    return metadata == NULL
               ? 0
               : ecc_metadata_count(signing->author->crypto, metadata, authority->by->keys,
                                    authority->by->n_keys, authority->signers);
}

/* Of two authorities the one that lacks more is told. */
static bool tell(struct signing *signing, ecc_str file, int64_t version,
                 const struct ecc_metadata *metadata, const struct authority *authorities, size_t n,
                 bool written)
{
    ecc_signing event = {.file = file, .version = version, .written = written};
    int64_t lacking = -1;
    for (size_t i = 0; i < n; i++) {
        const int64_t valid = count(signing, metadata, &authorities[i]);
        const int64_t needed = authorities[i].signers->threshold;
        if (needed - valid > lacking) {
            lacking = needed - valid;
            event.valid = valid;
            event.needed = needed;
        }
    }
    signing->report(signing->user, &event);
    signing->incomplete = signing->incomplete || lacking > 0;
    return lacking == 0;
}

/* ---- One role ------------------------------------------------------------------------------ */

static ecc_status same_json(struct ecc_arena *arena, const struct ecc_pack_json *a,
                            const struct ecc_pack_json *b, bool *out)
{
    struct ecc_buf left;
    struct ecc_buf right;
    if (a == NULL || b == NULL) {
        *out = a == b;
        return ECC_OK;
    }
    ecc_buf_init(&left, arena);
    ecc_buf_init(&right, arena);
    ecc_pack_json_canonical(a, &left);
    ecc_pack_json_canonical(b, &right);
    *out = ecc_str_eq(ecc_buf_str(&left), ecc_buf_str(&right));
    return left.failed || right.failed ? ECC_E_NOMEM : ECC_OK;
}

struct work {
    enum ecc_role role;
    ecc_str name;       /* "targets.json" */
    const char *member; /* "targets" or "meta": what is made from the files */
    struct ecc_pack_json *wanted;
    int64_t expires;
    struct authority authority;
    const struct ecc_metadata *before;
};

static bool any_may_sign(const struct signing *signing, const struct authority *authority)
{
    for (size_t i = 0; i < signing->n_secrets; i++) {
        if (may_sign(authority, ecc_secret_id(signing->secrets[i]))) {
            return true;
        }
    }
    return false;
}

/* The next version, without signatures. A draft that nobody has signed keeps its number. */
static struct ecc_pack_json *next_version(struct signing *signing, const struct work *work)
{
    struct ecc_arena *arena = signing->author->arena;
    const struct ecc_metadata *before = work->before;
    struct ecc_pack_json *content = before == NULL ? ecc_pack_json_object(arena)
                                                   : ecc_pack_json_get(before->tree, "signed");
    const int64_t version = before == NULL ? 1
                                           : before->version + (before->n_signatures > 0 ? 1 : 0);
    return content != NULL &&
                   ecc_pack_json_set(arena, content, ecc_str_of(work->member), work->wanted) &&
                   ecc_author_common(signing->author, content, work->role, version, work->expires)
               ? ecc_author_envelope(signing->author, content)
               : NULL;
}

static ecc_status sign_role(struct signing *signing, struct work *work,
                            const struct ecc_metadata **out)
{
    bool same = false;
    TRY(ecc_author_load(signing->author, work->role, work->name, &work->before));
    const struct ecc_metadata *before = work->before;
    if (before != NULL) {
        TRY(same_json(signing->author->arena,
                      ecc_pack_json_get(ecc_pack_json_get(before->tree, "signed"), work->member),
                      work->wanted, &same));
    }
    const bool able = any_may_sign(signing, &work->authority);
    const bool current = same && before->expires > signing->author->now &&
                         !(signing->options->renew && able);
    const bool complete = count(signing, before, &work->authority) >=
                          work->authority.signers->threshold;
    if ((current && complete) || !able) {
        (void)tell(signing, work->name, before == NULL ? 1 : before->version,
                   current ? before : NULL, &work->authority, 1, false);
        *out = before;
        return ECC_OK;
    }
    struct ecc_pack_json *tree = current ? (struct ecc_pack_json *)(uintptr_t)before->tree
                                         : next_version(signing, work);
    size_t added = 0;
    if (tree == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(add_signatures(signing, tree, &work->authority, 1, &added));
    TRY(ecc_author_save(signing->author, work->role, work->name, tree, out));
    (void)tell(signing, work->name, (*out)->version, *out, &work->authority, 1, true);
    return ECC_OK;
}

/* ---- Root ---------------------------------------------------------------------------------- */

static ecc_status sign_root(struct signing *signing)
{
    struct ecc_author *author = signing->author;
    const struct ecc_metadata *draft = author->draft;
    if (draft == NULL) {
        return ECC_OK;
    }
    const struct authority authorities[] = {
        {draft, &draft->signers[ECC_ROLE_ROOT]},
        {author->root, author->root == NULL ? NULL : &author->root->signers[ECC_ROLE_ROOT]},
    };
    const size_t n = author->root == NULL ? 1 : 2;
    const struct ecc_metadata *written = draft;
    struct ecc_pack_json *tree = (struct ecc_pack_json *)(uintptr_t)draft->tree;
    ecc_str name = {NULL, 0};
    size_t added = 0;
    TRY(ecc_role_file(author->arena, ECC_STR("root"), draft->version, &name));
    TRY(add_signatures(signing, tree, authorities, n, &added));
    if (added > 0) {
        TRY(ecc_author_save(author, ECC_ROLE_ROOT, name, tree, &written));
    }
    if (tell(signing, name, draft->version, written, authorities, n, added > 0)) {
        author->root = written;
        author->draft = NULL;
    }
    return ECC_OK;
}

/* ---- Targets ------------------------------------------------------------------------------- */

/* "us-ear/3a090/2023-11-17.yaml": what a reader wants to know of a file without fetching it. */
static struct ecc_pack_json *describe(struct ecc_arena *arena, ecc_str path)
{
    struct ecc_pack_json *custom = ecc_pack_json_object(arena);
    size_t first = 0;
    size_t last = path.len;
    while (first < path.len && path.ptr[first] != '/') {
        first++;
    }
    while (last > first && path.ptr[last - 1] != '/') {
        last--;
    }
    bool good = custom != NULL &&
                (first == path.len ||
                 ecc_pack_json_set_text(arena, custom, "regime", ecc_str_slice(path, 0, first)));
    if (good && last > first + 1) {
        const ecc_str from = ecc_str_slice(path, last, path.len - (sizeof ".yaml" - 1));
        good = ecc_pack_json_set_text(arena, custom, "rule",
                                      ecc_str_slice(path, first + 1, last - 1)) &&
               ecc_pack_json_set_text(arena, custom, "from", from);
    }
    return good ? custom : NULL;
}

static ecc_status hash_object(struct ecc_author *author, ecc_str bytes,
                              struct ecc_pack_json *object)
{
    char hex[ECC_HASH_HEX];
    struct ecc_pack_json *hashes = ecc_pack_json_object(author->arena);
    return ecc_hash_hex(author->crypto, ECC_SHA256, bytes, hex) && hashes != NULL &&
                   ecc_pack_json_set_text(author->arena, hashes, "sha256", ecc_str_of(hex)) &&
                   ecc_pack_json_set(author->arena, object, ECC_STR("hashes"), hashes) &&
                   ecc_pack_json_set(author->arena, object, ECC_STR("length"),
                                     ecc_pack_json_integer(author->arena, (int64_t)bytes.len))
               ? ECC_OK
               : ECC_E_NOMEM;
}

static ecc_status add_target(struct signing *signing, struct ecc_pack_json *targets, ecc_str path)
{
    struct ecc_author *author = signing->author;
    ecc_str bytes = {NULL, 0};
    TRY(ecc_pack_file_read(&author->dir, path, ECC_TARGET_CAP, author->arena, &bytes,
                           author->diags));
    struct ecc_pack_json *target = ecc_pack_json_object(author->arena);
    if (target == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(hash_object(author, bytes, target));
    return ecc_pack_json_set(author->arena, target, ECC_STR("custom"),
                             describe(author->arena, path)) &&
                   ecc_pack_json_set(author->arena, targets, path, target)
               ? ECC_OK
               : ECC_E_NOMEM;
}

/* Which delegation speaks for a file; n_delegations: none. */
static size_t delegation_of(const struct ecc_metadata *targets, ecc_str path)
{
    for (size_t i = 0; targets != NULL && i < targets->n_delegations; i++) {
        for (size_t j = 0; j < targets->delegations[i].n_paths; j++) {
            if (ecc_path_matches(path, targets->delegations[i].paths[j])) {
                return i;
            }
        }
    }
    return targets == NULL ? 0 : targets->n_delegations;
}

static ecc_status files_of(struct signing *signing, const struct ecc_metadata *targets,
                           size_t delegation, struct ecc_pack_json **out)
{
    struct ecc_pack_json *object = ecc_pack_json_object(signing->author->arena);
    if (object == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < signing->n_files; i++) {
        if (delegation_of(targets, signing->files[i]) == delegation) {
            TRY(add_target(signing, object, signing->files[i]));
        }
    }
    *out = object;
    return ECC_OK;
}

static ecc_status add_meta(struct signing *signing, struct ecc_pack_json *meta, ecc_str name,
                           const struct ecc_metadata *metadata)
{
    struct ecc_arena *arena = signing->author->arena;
    struct ecc_pack_json *object = ecc_pack_json_object(arena);
    if (object == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(hash_object(signing->author, metadata->bytes, object));
    return ecc_pack_json_set(arena, object, ECC_STR("version"),
                             ecc_pack_json_integer(arena, metadata->version)) &&
                   ecc_pack_json_set(arena, meta, name, object)
               ? ECC_OK
               : ECC_E_NOMEM;
}

static ecc_status sign_delegated(struct signing *signing, const struct ecc_metadata *targets,
                                 size_t index, struct ecc_pack_json *meta)
{
    const struct ecc_delegation *delegation = &targets->delegations[index];
    const struct ecc_metadata *written = NULL;
    struct work work = {.role = ECC_ROLE_TARGETS,
                        .member = "targets",
                        .expires = signing->options->targets_expire,
                        .authority = {targets, &delegation->signers}};
    TRY(ecc_role_file(signing->author->arena, delegation->name, 0, &work.name));
    TRY(files_of(signing, targets, index, &work.wanted));
    TRY(sign_role(signing, &work, &written));
    return written == NULL || signing->incomplete ? ECC_OK
                                                  : add_meta(signing, meta, work.name, written);
}

static ecc_status sign_targets(struct signing *signing, struct ecc_pack_json *meta)
{
    struct ecc_author *author = signing->author;
    const struct ecc_metadata *before = NULL;
    const struct ecc_metadata *targets = NULL;
    struct work work = {.role = ECC_ROLE_TARGETS,
                        .name = ECC_STR("targets.json"),
                        .member = "targets",
                        .expires = signing->options->targets_expire,
                        .authority = {author->root, &author->root->signers[ECC_ROLE_TARGETS]}};
    TRY(ecc_author_load(author, ECC_ROLE_TARGETS, work.name, &before));
    TRY(ecc_author_knows(author, before));
    TRY(files_of(signing, before, before == NULL ? 0 : before->n_delegations, &work.wanted));
    TRY(sign_role(signing, &work, &targets));
    for (size_t i = 0; targets != NULL && i < targets->n_delegations; i++) {
        TRY(sign_delegated(signing, targets, i, meta));
    }
    return targets == NULL || signing->incomplete ? ECC_OK
                                                  : add_meta(signing, meta, work.name, targets);
}

/* ---- Snapshot and timestamp ---------------------------------------------------------------- */

/* Snapshot over `meta`, or timestamp over the snapshot. */
static ecc_status sign_list(struct signing *signing, enum ecc_role role, struct ecc_pack_json *meta,
                            int64_t expires, const struct ecc_metadata **out)
{
    struct ecc_author *author = signing->author;
    struct work work = {.role = role,
                        .member = "meta",
                        .wanted = meta,
                        .expires = expires,
                        .authority = {author->root, &author->root->signers[role]}};
    TRY(ecc_role_file(author->arena, ecc_str_of(ecc_role_name(role)), 0, &work.name));
    return sign_role(signing, &work, out);
}

static ecc_status sign_all(struct signing *signing)
{
    const struct ecc_metadata *snapshot = NULL;
    const struct ecc_metadata *timestamp = NULL;
    struct ecc_arena *arena = signing->author->arena;
    struct ecc_pack_json *targets = ecc_pack_json_object(arena);
    struct ecc_pack_json *latest = ecc_pack_json_object(arena);
    if (targets == NULL || latest == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(sign_targets(signing, targets));
    if (signing->incomplete) {
        return ECC_OK;
    }
    TRY(sign_list(signing, ECC_ROLE_SNAPSHOT, targets, signing->options->snapshot_expires,
                  &snapshot));
    if (signing->incomplete) {
        return ECC_OK;
    }
    TRY(add_meta(signing, latest, ECC_STR("snapshot.json"), snapshot));
    return sign_list(signing, ECC_ROLE_TIMESTAMP, latest, signing->options->timestamp_expires,
                     &timestamp);
}

ecc_status ecc_author_sign(struct ecc_author *author, struct ecc_secret *const *secrets,
                           size_t n_secrets, const struct ecc_author_options *options,
                           ecc_signing_fn report, void *user, bool *out_complete)
{
    struct signing signing = {.author = author,
                              .secrets = secrets,
                              .n_secrets = n_secrets,
                              .options = options,
                              .report = report,
                              .user = user};
    if (author->root == NULL && author->draft == NULL) {
        ecc_diag_add(author->diags, ECC_M_trust_no_root, ecc_span_none(),
                     ECC_ARGS(ecc_arg_text("file", author->dir.name)));
        return ECC_E_INVALID;
    }
    TRY(sign_root(&signing));
    const bool root_complete = !signing.incomplete;
    signing.incomplete = false; /* until a new root is complete, the one before it holds */
    if (author->root != NULL && author->root->consistent) {
        ecc_diag_add(author->diags, ECC_M_trust_consistent, ecc_span_none(), ECC_NO_ARGS);
        return ECC_E_INVALID;
    }
    if (author->root != NULL) {
        TRY(ecc_tree_list(&author->dir, ".yaml", author->arena, &signing.files, &signing.n_files,
                          author->diags));
        TRY(sign_all(&signing));
    }
    *out_complete = root_complete && !signing.incomplete;
    return ECC_OK;
}
