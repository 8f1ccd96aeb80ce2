/* SPDX-License-Identifier: Apache-2.0 */
/* Sections 5.3 to 5.6 of the specification for the four top roles, in its order; the numbers in the
 * comments are its steps. Delegated roles and files are in delegate.c. */
#include "pack/refresh.h"

#include "base/arena.h"
#include "pack/delegate.h"
#include "pack/moment.h"

size_t ecc_role_cap(enum ecc_role role)
{
    static const size_t caps[ECC_ROLES] = {
        [ECC_ROLE_ROOT] = ECC_ROOT_CAP,
        [ECC_ROLE_TIMESTAMP] = ECC_TIMESTAMP_CAP,
        [ECC_ROLE_SNAPSHOT] = ECC_SNAPSHOT_CAP,
        [ECC_ROLE_TARGETS] = ECC_TARGETS_CAP,
    };
    return caps[role];
}

/* ---- What is common ------------------------------------------------------------------------ */

static ecc_status refuse(struct ecc_diags *diags, enum ecc_message_id id, ecc_str file)
{
    ecc_diag_add(diags, id, ecc_span_none(), ECC_ARGS(ecc_arg_text("file", file)));
    return ECC_E_UNTRUSTED;
}

ecc_status ecc_trusted_refuse_more(struct ecc_diags *diags, enum ecc_message_id id, ecc_str file,
                                   size_t max)
{
    ecc_diag_add(diags, id, ecc_span_none(),
                 ECC_ARGS(ecc_arg_text("file", file), ecc_arg_integer("max", (long long)max)));
    return ECC_E_UNTRUSTED;
}

static ecc_status refuse_version(struct ecc_diags *diags, enum ecc_message_id id, ecc_str file,
                                 int64_t version, int64_t wanted)
{
    ecc_diag_add(diags, id, ecc_span_none(),
                 ECC_ARGS(ecc_arg_text("file", file), ecc_arg_integer("version", version),
                          ecc_arg_integer("wanted", wanted)));
    return ECC_E_UNTRUSTED;
}

static ecc_status tell_expired(const struct ecc_metadata *metadata, enum ecc_message_id id,
                               struct ecc_diags *diags)
{
    char day[ECC_MOMENT_TEXT];
    ecc_moment_print_day(metadata->expires, day);
    ecc_diag_add(diags, id, ecc_span_none(),
                 ECC_ARGS(ecc_arg_text("file", metadata->file), ecc_arg_cstr("date", day)));
    return ECC_E_UNTRUSTED;
}

ecc_status ecc_trusted_fresh(const struct ecc_trusted *trusted, const struct ecc_metadata *metadata,
                             struct ecc_diags *diags)
{
    return metadata->expires > trusted->policy.now
               ? ECC_OK
               : tell_expired(metadata, ECC_M_trust_expired, diags);
}

/* Of timestamp and snapshot. */
static ecc_status fresh_or_noted(const struct ecc_trusted *trusted,
                                 const struct ecc_metadata *metadata, struct ecc_diags *diags)
{
    return trusted->policy.stale_ok ? ECC_OK : ecc_trusted_fresh(trusted, metadata, diags);
}

ecc_status ecc_trusted_fetch(const struct ecc_trusted *trusted, ecc_str file, size_t max,
                             ecc_str *out, struct ecc_diags *diags)
{
    const ecc_status status = trusted->fetcher->metadata(trusted->fetcher->user, file, max,
                                                         trusted->arena, out, diags);
    if (status == ECC_E_NOT_FOUND) {
        return refuse(diags, ECC_M_trust_missing, file);
    }
    return status == ECC_E_LIMIT ? ECC_E_UNTRUSTED : status; /* data without end is an attack */
}

ecc_status ecc_trusted_save(const struct ecc_trusted *trusted, ecc_str file, ecc_str bytes,
                            struct ecc_diags *diags)
{
    return trusted->store == NULL ? ECC_OK
                                  : trusted->store->save(trusted->store->user, file, bytes, diags);
}

ecc_status ecc_trusted_load(const struct ecc_trusted *trusted, ecc_str file, size_t max,
                            ecc_str *out)
{
    return trusted->store == NULL ? ECC_E_NOT_FOUND
                                  : trusted->store->load(trusted->store->user, file, max,
                                                         trusted->arena, out, trusted->quiet);
}

/* Parsed, and signed as the trusted root asks. */
static ecc_status judge(const struct ecc_trusted *trusted, enum ecc_role role, ecc_str file,
                        ecc_str bytes, const struct ecc_metadata **out, struct ecc_diags *diags)
{
    const struct ecc_metadata *metadata = NULL;
    const struct ecc_metadata *root = trusted->root;
    TRY(ecc_metadata_parse(trusted->arena, trusted->crypto, role, file, bytes, &metadata, diags));
    TRY(ecc_metadata_verify(trusted->crypto, metadata, root->keys, root->n_keys,
                            &root->signers[role], diags));
    *out = metadata;
    return ECC_OK;
}

/* What an earlier run left, if it still is what the root asks for; else NULL. Out of memory counts
 * as nothing left: the fetch that follows runs out too. */
static const struct ecc_metadata *recall(const struct ecc_trusted *trusted, enum ecc_role role,
                                         ecc_str file, size_t max)
{
    const struct ecc_metadata *metadata = NULL;
    ecc_str bytes = {NULL, 0};
    if (ecc_trusted_load(trusted, file, max, &bytes) != ECC_OK ||
        judge(trusted, role, file, bytes, &metadata, trusted->quiet) != ECC_OK) {
        metadata = NULL;
    }
    ecc_diags_clear(trusted->quiet);
    return metadata;
}

/* ---- 5.3: root ----------------------------------------------------------------------------- */

/* Does `next` take a key away from the role? */
static bool is_rotated(const struct ecc_signers *before, const struct ecc_signers *after)
{
    for (size_t i = 0; i < before->n; i++) {
        bool kept = false;
        for (size_t j = 0; j < after->n && !kept; j++) {
            kept = ecc_str_eq(before->ids[i], after->ids[j]);
        }
        if (!kept) {
            return true;
        }
    }
    return false;
}

/* 5.3.4 and 5.3.5: by the old keys and by its own, and exactly one step on. */
static ecc_status judge_root(const struct ecc_trusted *trusted, ecc_str file, ecc_str bytes,
                             const struct ecc_metadata **out, struct ecc_diags *diags)
{
    const struct ecc_metadata *next = NULL;
    TRY(judge(trusted, ECC_ROLE_ROOT, file, bytes, &next, diags));
    TRY(ecc_metadata_verify(trusted->crypto, next, next->keys, next->n_keys,
                            &next->signers[ECC_ROLE_ROOT], diags));
    if (next->version != trusted->root->version + 1) {
        return refuse_version(diags, ECC_M_trust_root_version, file, next->version,
                              trusted->root->version + 1);
    }
    *out = next;
    return ECC_OK;
}

/* 5.3.8, with 5.3.11 before it: were the run cut off between the two, the other way round would
 * leave what has to go. */
static ecc_status keep_root(const struct ecc_trusted *trusted, ecc_str file,
                            const struct ecc_metadata *next, struct ecc_diags *diags)
{
    const struct ecc_store *store = trusted->store;
    if (store == NULL) {
        return ECC_OK;
    }
    const struct ecc_signers *before = trusted->root->signers;
    if (is_rotated(&before[ECC_ROLE_TIMESTAMP], &next->signers[ECC_ROLE_TIMESTAMP]) ||
        is_rotated(&before[ECC_ROLE_SNAPSHOT], &next->signers[ECC_ROLE_SNAPSHOT])) {
        TRY(store->remove(store->user, ECC_STR("timestamp.json"), diags));
        TRY(store->remove(store->user, ECC_STR("snapshot.json"), diags));
    }
    if (store->keeps_roots) {
        TRY(store->save(store->user, file, next->bytes, diags));
    }
    return store->save(store->user, ECC_STR("root.json"), next->bytes, diags);
}

/* The root that an earlier run went on to. */
static bool recall_root(const struct ecc_trusted *trusted, ecc_str file,
                        const struct ecc_metadata **out)
{
    ecc_str bytes = {NULL, 0};
    const bool found = trusted->store != NULL && trusted->store->keeps_roots &&
                       ecc_trusted_load(trusted, file, ECC_ROOT_CAP, &bytes) == ECC_OK &&
                       judge_root(trusted, file, bytes, out, trusted->quiet) == ECC_OK;
    ecc_diags_clear(trusted->quiet);
    return found;
}

/* From an earlier run, or fetched: then *out_bytes are to be kept. ECC_E_NOT_FOUND without a
 * diagnostic when there is no such root. */
static ecc_status get_root(const struct ecc_trusted *trusted, ecc_str file,
                           const struct ecc_metadata **out, ecc_str *out_bytes,
                           struct ecc_diags *diags)
{
    if (recall_root(trusted, file, out)) {
        return ECC_OK;
    }
    const ecc_status status = trusted->fetcher->metadata(trusted->fetcher->user, file, ECC_ROOT_CAP,
                                                         trusted->arena, out_bytes, diags);
    TRY(status == ECC_E_LIMIT ? ECC_E_UNTRUSTED : status);
    return judge_root(trusted, file, *out_bytes, out, diags);
}

/* The specification lets a client stop at its cap and go on with the root it has. That root may have
 * been replaced for a reason, so nothing is taken from such a source. */
static ecc_status refresh_root(struct ecc_trusted *trusted, struct ecc_diags *diags)
{
    for (size_t n = 0;; n++) {
        const struct ecc_metadata *next = NULL;
        ecc_str file = {NULL, 0};
        ecc_str bytes = {NULL, 0};
        TRY(ecc_role_file(trusted->arena, ECC_STR("root"), trusted->root->version + 1, &file));
        const ecc_status status = get_root(trusted, file, &next, &bytes, diags);
        if (status == ECC_E_NOT_FOUND) {
            break;
        }
        TRY(status);
        if (n == ECC_ROOTS_CAP) {
            return ecc_trusted_refuse_more(diags, ECC_M_trust_roots, file, ECC_ROOTS_CAP);
        }
        if (bytes.ptr != NULL) {
            TRY(keep_root(trusted, file, next, diags));
        }
        trusted->root = next;
    }
    return ecc_trusted_fresh(trusted, trusted->root, diags); /* 5.3.10 */
}

/* ---- 5.4: timestamp ------------------------------------------------------------------------ */

static const struct ecc_meta_file *snapshot_in(const struct ecc_metadata *timestamp)
{
    return ecc_metadata_file(timestamp, ECC_STR("snapshot.json"));
}

static ecc_status refresh_timestamp(struct ecc_trusted *trusted, struct ecc_diags *diags)
{
    static const char name[] = "timestamp.json";
    const ecc_str file = ecc_str_of(name);
    const struct ecc_metadata *known = recall(trusted, ECC_ROLE_TIMESTAMP, file, ECC_TIMESTAMP_CAP);
    const struct ecc_metadata *found = NULL;
    ecc_str bytes = {NULL, 0};
    TRY(ecc_trusted_fetch(trusted, file, ECC_TIMESTAMP_CAP, &bytes, diags));
    TRY(judge(trusted, ECC_ROLE_TIMESTAMP, file, bytes, &found, diags));
    if (known != NULL && found->version < known->version) {
        return refuse_version(diags, ECC_M_trust_rollback, file, found->version, known->version);
    }
    if (known != NULL && found->version == known->version) {
        trusted->timestamp = known;
        return fresh_or_noted(trusted, known, diags);
    }
    if (known != NULL && snapshot_in(found)->version < snapshot_in(known)->version) {
        return refuse_version(diags, ECC_M_trust_rollback, ECC_STR("snapshot.json"),
                              snapshot_in(found)->version, snapshot_in(known)->version);
    }
    TRY(fresh_or_noted(trusted, found, diags));
    TRY(ecc_trusted_save(trusted, file, bytes, diags));
    trusted->timestamp = found;
    return ECC_OK;
}

/* ---- 5.5: snapshot ------------------------------------------------------------------------- */

/* 5.5.5: nothing goes back, nothing disappears. */
static ecc_status check_nothing_lost(const struct ecc_metadata *known,
                                     const struct ecc_metadata *found, struct ecc_diags *diags)
{
    for (size_t i = 0; i < known->n_files; i++) {
        const struct ecc_meta_file *before = &known->files[i];
        const struct ecc_meta_file *after = ecc_metadata_file(found, before->name);
        if (after == NULL) {
            return refuse(diags, ECC_M_trust_dropped, before->name);
        }
        if (after->version < before->version) {
            return refuse_version(diags, ECC_M_trust_rollback, before->name, after->version,
                                  before->version);
        }
    }
    return ECC_OK;
}

static ecc_status check_version(const struct ecc_metadata *metadata, int64_t wanted,
                                struct ecc_diags *diags)
{
    return metadata->version == wanted ? ECC_OK
                                       : refuse_version(diags, ECC_M_trust_version, metadata->file,
                                                        metadata->version, wanted);
}

/* Is what an earlier run left just what the timestamp speaks of? */
static bool is_current(const struct ecc_trusted *trusted, const struct ecc_metadata *known,
                       const struct ecc_meta_file *listed)
{
    const bool current = known != NULL && known->version == listed->version &&
                         ecc_hashes_check(trusted->crypto, known->file, known->bytes,
                                          listed->length, &listed->hashes,
                                          trusted->quiet) == ECC_OK &&
                         fresh_or_noted(trusted, known, trusted->quiet) == ECC_OK;
    ecc_diags_clear(trusted->quiet);
    return current;
}

static ecc_status refresh_snapshot(struct ecc_trusted *trusted, struct ecc_diags *diags)
{
    const struct ecc_meta_file *listed = snapshot_in(trusted->timestamp);
    const ecc_str local = ECC_STR("snapshot.json");
    const struct ecc_metadata *known = recall(trusted, ECC_ROLE_SNAPSHOT, local, ECC_SNAPSHOT_CAP);
    if (is_current(trusted, known, listed)) {
        trusted->snapshot = known;
        return ECC_OK;
    }
    const struct ecc_metadata *found = NULL;
    ecc_str file = {NULL, 0};
    ecc_str bytes = {NULL, 0};
    TRY(ecc_trusted_role_file(trusted, ECC_STR("snapshot"), listed->version, &file));
    TRY(ecc_trusted_fetch(trusted, file, ecc_listed_cap(listed, ECC_SNAPSHOT_CAP), &bytes, diags));
    TRY(ecc_hashes_check(trusted->crypto, file, bytes, listed->length, &listed->hashes, diags));
    TRY(judge(trusted, ECC_ROLE_SNAPSHOT, file, bytes, &found, diags));
    TRY(check_version(found, listed->version, diags));
    if (known != NULL) {
        TRY(check_nothing_lost(known, found, diags));
    }
    TRY(fresh_or_noted(trusted, found, diags));
    TRY(ecc_trusted_save(trusted, local, bytes, diags));
    trusted->snapshot = found;
    return ECC_OK;
}

/* ---- 5.2 to 5.6 ---------------------------------------------------------------------------- */

static ecc_status load_anchor(struct ecc_trusted *trusted, ecc_str anchor, bool check,
                              struct ecc_diags *diags)
{
    const struct ecc_metadata *root = NULL;
    TRY(ecc_metadata_parse(trusted->arena, trusted->crypto, ECC_ROLE_ROOT, ECC_STR("root.json"),
                           anchor, &root, diags));
    if (check) {
        TRY(ecc_metadata_verify(trusted->crypto, root, root->keys, root->n_keys,
                                &root->signers[ECC_ROLE_ROOT], diags));
    }
    trusted->root = root;
    return ECC_OK;
}

ecc_status ecc_trusted_refresh(struct ecc_trusted *trusted, ecc_str anchor, bool check_anchor,
                               struct ecc_diags *diags)
{
    TRY(ecc_diags_new(&trusted->quiet));
    TRY(load_anchor(trusted, anchor, check_anchor, diags));
    TRY(refresh_root(trusted, diags));
    TRY(refresh_timestamp(trusted, diags));
    TRY(refresh_snapshot(trusted, diags));
    return ecc_trusted_role(trusted, ECC_STR("targets"), NULL,
                            &trusted->root->signers[ECC_ROLE_TARGETS], &trusted->targets, diags);
}

void ecc_trusted_close(struct ecc_trusted *trusted)
{
    ecc_diags_free(trusted->quiet);
    trusted->quiet = NULL;
}
