/* SPDX-License-Identifier: Apache-2.0 */
/* Sections 5.6 and 5.7 of the specification: targets metadata, who may speak for which path, and
 * the files themselves. */
#include "pack/delegate.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "pack/file.h"
#include "pack/hex.h"

static ecc_status refuse(struct ecc_diags *diags, enum ecc_message_id id, ecc_str file)
{
    ecc_diag_add(diags, id, ecc_span_none(), ECC_ARGS(ecc_arg_text("file", file)));
    return ECC_E_UNTRUSTED;
}

size_t ecc_listed_cap(const struct ecc_meta_file *listed, size_t cap)
{
    return listed->length >= 0 && (uint64_t)listed->length < cap ? (size_t)listed->length : cap;
}

/* ---- Names of files ------------------------------------------------------------------------ */

static bool is_unreserved(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '.' || byte == '-' || byte == '~';
}

ecc_status ecc_role_file(struct ecc_arena *arena, ecc_str role, int64_t version, ecc_str *out)
{
    static const char hex[] = "0123456789ABCDEF";
    struct ecc_buf name;
    ecc_buf_init(&name, arena);
    if (version > 0) {
        ecc_buf_put_size(&name, (size_t)version);
        ecc_buf_putc(&name, '.');
    }
    for (size_t i = 0; i < role.len; i++) {
        const unsigned char byte = (unsigned char)role.ptr[i];
        if (is_unreserved(role.ptr[i])) {
            ecc_buf_putc(&name, role.ptr[i]);
        } else {
            ecc_buf_putc(&name, '%');
            ecc_buf_putc(&name, hex[byte >> 4]);
            ecc_buf_putc(&name, hex[byte & 15]);
        }
    }
    ecc_buf_puts(&name, ".json");
    *out = ecc_buf_str(&name);
    return name.failed ? ECC_E_NOMEM : ECC_OK;
}

/* As snapshot lists it: the role's name as it is. */
static const struct ecc_meta_file *listed_in_snapshot(const struct ecc_trusted *trusted,
                                                      ecc_str role)
{
    struct ecc_buf name;
    ecc_buf_init(&name, trusted->arena);
    ecc_buf_add(&name, role);
    ecc_buf_puts(&name, ".json");
    return name.failed ? NULL : ecc_metadata_file(trusted->snapshot, ecc_buf_str(&name));
}

ecc_status ecc_trusted_role_file(const struct ecc_trusted *trusted, ecc_str role, int64_t version,
                                 ecc_str *out)
{
    return ecc_role_file(trusted->arena, role, trusted->root->consistent ? version : 0, out);
}

/* "a/b.yaml" becomes "a/HASH.b.yaml". */
ecc_status ecc_trusted_target_file(const struct ecc_trusted *trusted, struct ecc_arena *arena,
                                   const struct ecc_target *target, ecc_str *out)
{
    if (!trusted->root->consistent) {
        *out = target->path;
        return ECC_OK;
    }
    const ecc_str hash = target->hashes.hex[ECC_SHA256].len > 0 ? target->hashes.hex[ECC_SHA256]
                                                                : target->hashes.hex[ECC_SHA512];
    size_t begin = target->path.len;
    while (begin > 0 && target->path.ptr[begin - 1] != '/') {
        begin--;
    }
    struct ecc_buf name;
    ecc_buf_init(&name, arena);
    ecc_buf_add(&name, ecc_str_slice(target->path, 0, begin));
    ecc_buf_add(&name, hash);
    ecc_buf_putc(&name, '.');
    ecc_buf_add(&name, ecc_str_slice(target->path, begin, target->path.len));
    *out = ecc_buf_str(&name);
    return name.failed ? ECC_E_NOMEM : ECC_OK;
}

/* ---- Metadata of targets ------------------------------------------------------------------- */

/* 5.6.2 to 5.6.5. */
static ecc_status judge(const struct ecc_trusted *trusted, ecc_str file, ecc_str bytes,
                        const struct ecc_meta_file *listed, const struct ecc_metadata *delegator,
                        const struct ecc_signers *signers, const struct ecc_metadata **out,
                        struct ecc_diags *diags)
{
    const struct ecc_metadata *metadata = NULL;
    TRY(ecc_hashes_check(trusted->crypto, file, bytes, listed->length, &listed->hashes, diags));
    TRY(ecc_metadata_parse(trusted->arena, trusted->crypto, ECC_ROLE_TARGETS, file, bytes,
                           &metadata, diags));
    TRY(ecc_metadata_verify(trusted->crypto, metadata, delegator->keys, delegator->n_keys, signers,
                            diags));
    if (metadata->version != listed->version) {
        ecc_diag_add(diags, ECC_M_trust_version, ecc_span_none(),
                     ECC_ARGS(ecc_arg_text("file", file),
                              ecc_arg_integer("version", metadata->version),
                              ecc_arg_integer("wanted", listed->version)));
        return ECC_E_UNTRUSTED;
    }
    TRY(ecc_trusted_fresh(trusted, metadata, diags));
    *out = metadata;
    return ECC_OK;
}

static ecc_status get_role(const struct ecc_trusted *trusted, ecc_str name,
                           const struct ecc_metadata *delegator, const struct ecc_signers *signers,
                           const struct ecc_metadata **out, struct ecc_diags *diags)
{
    const struct ecc_meta_file *listed = listed_in_snapshot(trusted, name);
    ecc_str local = {NULL, 0};
    ecc_str file = {NULL, 0};
    ecc_str bytes = {NULL, 0};
    TRY(ecc_role_file(trusted->arena, name, 0, &local));
    if (listed == NULL) {
        return refuse(diags, ECC_M_trust_not_listed, local);
    }
    const bool known = ecc_trusted_load(trusted, local, ECC_TARGETS_CAP, &bytes) == ECC_OK &&
                       judge(trusted, local, bytes, listed, delegator, signers, out,
                             trusted->quiet) == ECC_OK;
    ecc_diags_clear(trusted->quiet);
    if (known) {
        return ECC_OK;
    }
    TRY(ecc_trusted_role_file(trusted, name, listed->version, &file));
    TRY(ecc_trusted_fetch(trusted, file, ecc_listed_cap(listed, ECC_TARGETS_CAP), &bytes, diags));
    TRY(judge(trusted, file, bytes, listed, delegator, signers, out, diags));
    return ecc_trusted_save(trusted, local, bytes, diags);
}

static ecc_status remember(struct ecc_trusted *trusted, struct ecc_trusted_role role,
                           struct ecc_diags *diags)
{
    if (trusted->n_roles == ECC_ROLES_CAP) {
        return ecc_trusted_refuse_more(diags, ECC_M_trust_roles, role.name, ECC_ROLES_CAP);
    }
    if (trusted->n_roles == trusted->cap_roles) {
        const size_t cap = trusted->cap_roles < 4 ? 4 : trusted->cap_roles * 2;
        struct ecc_trusted_role *roles = ECC_NEW_ARRAY(trusted->arena, cap,
                                                       struct ecc_trusted_role);
        if (roles == NULL) {
            return ECC_E_NOMEM;
        }
        if (trusted->n_roles > 0) {
            memcpy(roles, trusted->roles, trusted->n_roles * sizeof roles[0]);
        }
        trusted->roles = roles;
        trusted->cap_roles = cap;
    }
    trusted->roles[trusted->n_roles++] = role;
    return ECC_OK;
}

/* One role may be reached through two others: what is right for one says nothing for the other. */
ecc_status ecc_trusted_role(struct ecc_trusted *trusted, ecc_str name,
                            const struct ecc_trusted_role *delegator,
                            const struct ecc_signers *signers, const struct ecc_metadata **out,
                            struct ecc_diags *diags)
{
    const ecc_str by = delegator != NULL ? delegator->name : (ecc_str){NULL, 0};
    const struct ecc_metadata *keys = delegator != NULL ? delegator->metadata : trusted->root;
    for (size_t i = 0; i < trusted->n_roles; i++) {
        if (ecc_str_eq(trusted->roles[i].name, name) &&
            ecc_str_eq(trusted->roles[i].delegator, by)) {
            *out = trusted->roles[i].metadata;
            return ECC_OK;
        }
    }
    const struct ecc_metadata *metadata = NULL;
    TRY(get_role(trusted, name, keys, signers, &metadata, diags));
    TRY(remember(trusted, (struct ecc_trusted_role){name, by, metadata, keys, signers}, diags));
    *out = metadata;
    return ECC_OK;
}

/* ---- Searching ----------------------------------------------------------------------------- */

struct search {
    struct ecc_trusted *trusted;
    struct ecc_diags *diags;
    ecc_str path;
    char digest[ECC_HASH_HEX]; /* SHA-256 of the path */
    ecc_str visited[ECC_VISITS_CAP];
    size_t n_visited;
    bool ended; /* a terminating delegation */
    const struct ecc_target *found;
    ecc_str role;
};

static bool is_delegated(const struct search *search, const struct ecc_delegation *delegation)
{
    for (size_t i = 0; i < delegation->n_paths; i++) {
        if (ecc_path_matches(search->path, delegation->paths[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < delegation->n_prefixes; i++) {
        if (ecc_hex_starts(ecc_str_of(search->digest), delegation->prefixes[i])) {
            return true;
        }
    }
    return false;
}

static ecc_status visit(struct search *search, struct ecc_trusted_role role);

/* The specification lets a search end at its cap, as if nobody vouched for the file. The file of a
 * rule would be missing then, and nobody would know. */
static ecc_status visit_child(struct search *search, const struct ecc_trusted_role *parent,
                              ecc_str name, const struct ecc_signers *signers)
{
    for (size_t i = 0; i < search->n_visited; i++) {
        if (ecc_str_eq(search->visited[i], name)) {
            return ECC_OK;
        }
    }
    if (search->n_visited == ECC_VISITS_CAP) {
        return ecc_trusted_refuse_more(search->diags, ECC_M_trust_visits, search->path,
                                       ECC_VISITS_CAP);
    }
    const struct ecc_metadata *metadata = NULL;
    TRY(ecc_trusted_role(search->trusted, name, parent, signers, &metadata, search->diags));
    return visit(search, (struct ecc_trusted_role){.name = name, .metadata = metadata});
}

static ecc_status name_of_bin(struct ecc_arena *arena, const struct ecc_bins *bins, uint64_t number,
                              ecc_str *out)
{
    static const char digits[] = "0123456789abcdef";
    struct ecc_buf name;
    ecc_buf_init(&name, arena);
    ecc_buf_add(&name, bins->prefix);
    ecc_buf_putc(&name, '-');
    for (int64_t shift = (bins->bits - 1) / 4 * 4; shift >= 0; shift -= 4) {
        ecc_buf_putc(&name, digits[(number >> shift) & 15]);
    }
    *out = ecc_buf_str(&name);
    return name.failed ? ECC_E_NOMEM : ECC_OK;
}

static ecc_status visit_bin(struct search *search, const struct ecc_trusted_role *parent)
{
    const struct ecc_bins *bins = &parent->metadata->bins;
    unsigned char first[4] = {0, 0, 0, 0};
    ecc_str name = {NULL, 0};
    (void)ecc_hex_read((ecc_str){search->digest, 8}, first, sizeof first);
    const uint64_t number = (uint64_t)first[0] << 24 | (uint64_t)first[1] << 16 |
                            (uint64_t)first[2] << 8 | first[3];
    TRY(name_of_bin(search->trusted->arena, bins, number >> (32 - bins->bits), &name));
    TRY(visit_child(search, parent, name, &bins->signers));
    search->ended = true; /* the bins together speak for every path */
    return ECC_OK;
}

/* 5.6.7. Recursion no deeper than ECC_VISITS_CAP. */
static ecc_status visit(struct search *search, struct ecc_trusted_role role)
{
    search->visited[search->n_visited++] = role.name;
    search->found = ecc_metadata_target(role.metadata, search->path);
    search->role = role.name;
    for (size_t i = 0; i < role.metadata->n_delegations && search->found == NULL && !search->ended;
         i++) {
        const struct ecc_delegation *delegation = &role.metadata->delegations[i];
        if (is_delegated(search, delegation)) {
            TRY(visit_child(search, &role, delegation->name, &delegation->signers));
            search->ended = search->ended || delegation->terminating;
        }
    }
    if (role.metadata->bins.bits > 0 && search->found == NULL && !search->ended) {
        return visit_bin(search, &role);
    }
    return ECC_OK;
}

ecc_status ecc_trusted_find(struct ecc_trusted *trusted, ecc_str path,
                            const struct ecc_target **out, ecc_str *out_role,
                            struct ecc_diags *diags)
{
    struct search search = {.trusted = trusted, .diags = diags, .path = path};
    if (!ecc_hash_hex(trusted->crypto, ECC_SHA256, path, search.digest)) {
        return ECC_E_NOMEM;
    }
    TRY(visit(&search,
              (struct ecc_trusted_role){.name = ECC_STR("targets"), .metadata = trusted->targets}));
    if (search.found == NULL) {
        return ECC_E_NOT_FOUND;
    }
    *out = search.found;
    if (out_role != NULL) {
        *out_role = search.role;
    }
    return ECC_OK;
}

/* ---- All paths ----------------------------------------------------------------------------- */

static ecc_status meet_bins(struct ecc_trusted *trusted, const struct ecc_trusted_role *role,
                            struct ecc_diags *diags)
{
    const struct ecc_bins *bins = &role->metadata->bins;
    for (uint64_t i = 0; bins->bits > 0 && i < (uint64_t)1 << bins->bits; i++) {
        const struct ecc_metadata *metadata = NULL;
        ecc_str name = {NULL, 0};
        TRY(name_of_bin(trusted->arena, bins, i, &name));
        TRY(ecc_trusted_role(trusted, name, role, &bins->signers, &metadata, diags));
    }
    return ECC_OK;
}

/* Every role that can be reached is remembered; the list grows while it is walked. */
static ecc_status meet_all(struct ecc_trusted *trusted, struct ecc_diags *diags)
{
    for (size_t i = 0; i < trusted->n_roles; i++) {
        const struct ecc_trusted_role role = trusted->roles[i];
        for (size_t j = 0; j < role.metadata->n_delegations; j++) {
            const struct ecc_delegation *delegation = &role.metadata->delegations[j];
            const struct ecc_metadata *metadata = NULL;
            TRY(ecc_trusted_role(trusted, delegation->name, &role, &delegation->signers, &metadata,
                                 diags));
        }
        TRY(meet_bins(trusted, &role, diags));
    }
    return ECC_OK;
}

static int compare_paths(const void *left, const void *right)
{
    return ecc_str_cmp(*(const ecc_str *)left, *(const ecc_str *)right);
}

ecc_status ecc_trusted_paths(struct ecc_trusted *trusted, const ecc_str **out, size_t *out_n,
                             struct ecc_diags *diags)
{
    TRY(meet_all(trusted, diags));
    size_t cap = 0;
    for (size_t i = 0; i < trusted->n_roles; i++) {
        cap += trusted->roles[i].metadata->n_targets;
    }
    ecc_str *paths = ECC_NEW_ARRAY(trusted->arena, cap, ecc_str);
    if (paths == NULL) {
        return ECC_E_NOMEM;
    }
    size_t n = 0;
    for (size_t i = 0; i < trusted->n_roles; i++) {
        for (size_t j = 0; j < trusted->roles[i].metadata->n_targets; j++) {
            paths[n++] = trusted->roles[i].metadata->targets[j].path;
        }
    }
    if (n > 0) {
        qsort(paths, n, sizeof paths[0], compare_paths);
    }
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const struct ecc_target *target = NULL;
        if (kept > 0 && ecc_str_eq(paths[kept - 1], paths[i])) {
            continue;
        }
        const ecc_status status = ecc_trusted_find(trusted, paths[i], &target, NULL, diags);
        if (status == ECC_OK) {
            paths[kept++] = paths[i];
        } else if (status != ECC_E_NOT_FOUND) {
            return status;
        }
    }
    *out = paths;
    *out_n = kept;
    return ECC_OK;
}

/* ---- 5.7: files ---------------------------------------------------------------------------- */

ecc_status ecc_trusted_read(struct ecc_trusted *trusted, const struct ecc_target *target,
                            struct ecc_arena *arena, ecc_str *out, struct ecc_diags *diags)
{
    ecc_str file = {NULL, 0};
    ecc_str bytes = {NULL, 0};
    TRY(ecc_trusted_target_file(trusted, arena, target, &file));
    if (!ecc_path_is_safe(target->path) || !ecc_path_is_safe(file)) {
        return refuse(diags, ECC_M_trust_path, target->path);
    }
    if ((uint64_t)target->length > ECC_TARGET_CAP) {
        return ecc_trusted_refuse_more(diags, ECC_M_trust_too_large, file, ECC_TARGET_CAP);
    }
    const ecc_status status = trusted->fetcher->target(
        trusted->fetcher->user, file, (size_t)target->length, arena, &bytes, diags);
    if (status == ECC_E_NOT_FOUND) {
        return refuse(diags, ECC_M_trust_missing, target->path);
    }
    TRY(status == ECC_E_LIMIT ? ECC_E_UNTRUSTED : status);
    TRY(ecc_hashes_check(trusted->crypto, target->path, bytes, target->length, &target->hashes,
                         diags));
    *out = bytes;
    return ECC_OK;
}
