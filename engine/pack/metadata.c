/* SPDX-License-Identifier: Apache-2.0 */
/* What is common to all metadata: the envelope, its signatures, lengths and hashes. The roles' own
 * fields are read in metadata_read.c. */
#include "pack/metadata.h"

#include "base/arena.h"
#include "pack/hex.h"
#include "pack/metadata_read.h"

static const char *const role_names[ECC_ROLES] = {
    [ECC_ROLE_ROOT] = "root",
    [ECC_ROLE_TIMESTAMP] = "timestamp",
    [ECC_ROLE_SNAPSHOT] = "snapshot",
    [ECC_ROLE_TARGETS] = "targets",
};

const char *ecc_role_name(enum ecc_role role)
{
    return role_names[role];
}

bool ecc_role_find(ecc_str name, enum ecc_role *out)
{
    for (enum ecc_role role = ECC_ROLE_ROOT; role < ECC_ROLES; role++) {
        if (ecc_str_is(name, role_names[role])) {
            *out = role;
            return true;
        }
    }
    return false;
}

/* ---- Signatures ---------------------------------------------------------------------------- */

static const struct ecc_key *find_key(const struct ecc_key *keys, size_t n_keys, ecc_str id)
{
    for (size_t i = 0; i < n_keys; i++) {
        if (ecc_str_eq(keys[i].id, id)) {
            return &keys[i];
        }
    }
    return NULL;
}

static bool may_sign(const struct ecc_signers *signers, ecc_str id)
{
    for (size_t i = 0; i < signers->n; i++) {
        if (ecc_str_eq(signers->ids[i], id)) {
            return true;
        }
    }
    return false;
}

static const struct ecc_key *signer_at(struct ecc_crypto *crypto,
                                       const struct ecc_metadata *metadata, size_t index,
                                       const struct ecc_key *keys, size_t n_keys,
                                       const struct ecc_signers *signers)
{
    const struct ecc_signature *signature = &metadata->signatures[index];
    const struct ecc_key *key = may_sign(signers, signature->id)
                                    ? find_key(keys, n_keys, signature->id)
                                    : NULL;
    return key != NULL && ecc_key_verifies(crypto, key, metadata->canonical, signature->hex) ? key
                                                                                             : NULL;
}

bool ecc_metadata_signed(struct ecc_crypto *crypto, const struct ecc_metadata *metadata,
                         size_t index, const struct ecc_key *keys, size_t n_keys,
                         const struct ecc_signers *signers)
{
    return signer_at(crypto, metadata, index, keys, n_keys, signers) != NULL;
}

/* Did a key that is the same as this one, under another id, sign before `index`? */
static bool counted_before(struct ecc_crypto *crypto, const struct ecc_metadata *metadata,
                           size_t index, const struct ecc_key *key, const struct ecc_key *keys,
                           size_t n_keys, const struct ecc_signers *signers)
{
    for (size_t i = 0; i < index; i++) {
        const struct ecc_key *other = signer_at(crypto, metadata, i, keys, n_keys, signers);
        if (other != NULL && ecc_key_same(crypto, key, other)) {
            return true;
        }
    }
    return false;
}

int64_t ecc_metadata_count(struct ecc_crypto *crypto, const struct ecc_metadata *metadata,
                           const struct ecc_key *keys, size_t n_keys,
                           const struct ecc_signers *signers)
{
    int64_t n = 0;
    for (size_t i = 0; i < metadata->n_signatures && n < signers->threshold; i++) {
        const struct ecc_key *key = signer_at(crypto, metadata, i, keys, n_keys, signers);
        if (key != NULL &&
            (n == 0 || !counted_before(crypto, metadata, i, key, keys, n_keys, signers))) {
            n++;
        }
    }
    return n;
}

ecc_status ecc_metadata_verify(struct ecc_crypto *crypto, const struct ecc_metadata *metadata,
                               const struct ecc_key *keys, size_t n_keys,
                               const struct ecc_signers *signers, struct ecc_diags *diags)
{
    const int64_t n = ecc_metadata_count(crypto, metadata, keys, n_keys, signers);
    if (n >= signers->threshold) {
        return ECC_OK;
    }
    ecc_diag_add(diags, ECC_M_trust_signatures, ecc_span_none(),
                 ECC_ARGS(ecc_arg_text("file", metadata->file), ecc_arg_integer("valid", n),
                          ecc_arg_integer("needed", signers->threshold)));
    return ECC_E_UNTRUSTED;
}

/* ---- Looking up ---------------------------------------------------------------------------- */

/* Both lists are sorted by name, as the members of a JSON object are. */
const struct ecc_meta_file *ecc_metadata_file(const struct ecc_metadata *metadata, ecc_str name)
{
    size_t low = 0;
    size_t high = metadata->n_files;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (ecc_str_cmp(metadata->files[middle].name, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < metadata->n_files && ecc_str_eq(metadata->files[low].name, name)
               ? &metadata->files[low]
               : NULL;
}

const struct ecc_target *ecc_metadata_target(const struct ecc_metadata *metadata, ecc_str path)
{
    size_t low = 0;
    size_t high = metadata->n_targets;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (ecc_str_cmp(metadata->targets[middle].path, path) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < metadata->n_targets && ecc_str_eq(metadata->targets[low].path, path)
               ? &metadata->targets[low]
               : NULL;
}

/* ---- Lengths and hashes -------------------------------------------------------------------- */

static ecc_status refuse(struct ecc_diags *diags, enum ecc_message_id id, ecc_str file)
{
    ecc_diag_add(diags, id, ecc_span_none(), ECC_ARGS(ecc_arg_text("file", file)));
    return ECC_E_UNTRUSTED;
}

ecc_status ecc_hashes_check(struct ecc_crypto *crypto, ecc_str file, ecc_str bytes, int64_t length,
                            const struct ecc_hashes *hashes, struct ecc_diags *diags)
{
    if (length >= 0 && (uint64_t)length != bytes.len) {
        ecc_diag_add(diags, ECC_M_trust_length, ecc_span_none(),
                     ECC_ARGS(ecc_arg_text("file", file),
                              ecc_arg_integer("length", (long long)bytes.len),
                              ecc_arg_integer("listed", length)));
        return ECC_E_UNTRUSTED;
    }
    bool known = false;
    for (enum ecc_hash hash = ECC_SHA256; hash < ECC_HASHES; hash++) {
        char hex[ECC_HASH_HEX];
        if (hashes->hex[hash].len == 0) {
            continue;
        }
        if (!ecc_hash_hex(crypto, hash, bytes, hex)) {
            return ECC_E_NOMEM;
        }
        if (!ecc_hex_eq(hashes->hex[hash], ecc_str_of(hex))) {
            return refuse(diags, ECC_M_trust_hash, file);
        }
        known = true;
    }
    return hashes->listed && !known ? refuse(diags, ECC_M_trust_hash_kind, file) : ECC_OK;
}

/* ---- Patterns ------------------------------------------------------------------------------ */

static size_t next_character(ecc_str text, size_t at)
{
    at++;
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0U) == 0x80U) {
        at++;
    }
    return at;
}

/* One star is remembered: on a mismatch it takes one character more. */
bool ecc_path_matches(ecc_str path, ecc_str pattern)
{
    size_t at = 0;
    size_t in = 0;
    size_t star = SIZE_MAX;
    size_t after = 0;
    while (at < path.len) {
        const bool more = in < pattern.len;
        if (more && pattern.ptr[in] == '*') {
            star = ++in;
            after = at;
        } else if (more && pattern.ptr[in] == '?' && path.ptr[at] != '/') {
            in++;
            at = next_character(path, at);
        } else if (more && pattern.ptr[in] != '?' && pattern.ptr[in] == path.ptr[at]) {
            in++;
            at++;
        } else if (star != SIZE_MAX && path.ptr[after] != '/') {
            after = next_character(path, after);
            at = after;
            in = star;
        } else {
            return false;
        }
    }
    while (in < pattern.len && pattern.ptr[in] == '*') {
        in++;
    }
    return in == pattern.len;
}

/* ---- Reading ------------------------------------------------------------------------------- */

ecc_status ecc_metadata_parse(struct ecc_arena *arena, struct ecc_crypto *crypto,
                              enum ecc_role role, ecc_str file, ecc_str bytes,
                              const struct ecc_metadata **out, struct ecc_diags *diags)
{
    struct ecc_pack_json *tree = NULL;
    struct ecc_metadata *metadata = ECC_NEW(arena, struct ecc_metadata);
    if (metadata == NULL) {
        return ECC_E_NOMEM;
    }
    const ecc_status parsed = ecc_pack_json_parse(arena, file, bytes, &tree, diags);
    if (parsed != ECC_OK) {
        return parsed == ECC_E_INVALID ? ECC_E_UNTRUSTED : parsed;
    }
    *metadata = (struct ecc_metadata){.role = role, .file = file, .bytes = bytes, .tree = tree};
    struct ecc_metadata_reader reader = {
        .arena = arena, .crypto = crypto, .file = file, .diags = diags};
    TRY(ecc_metadata_read(&reader, metadata));
    *out = metadata;
    return ECC_OK;
}
