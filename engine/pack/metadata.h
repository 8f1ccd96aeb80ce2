/* SPDX-License-Identifier: Apache-2.0 */
/* The metadata of The Update Framework, specification 1.0.x: bytes to structs, and who signed them.
 *
 * What is read here is well-formed, not trusted: refresh.c decides that. Fields that are not known
 * stay in the tree, and so in the bytes that are signed. */
#ifndef ECC_PACK_METADATA_H
#define ECC_PACK_METADATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "pack/json.h"
#include "pack/key.h"

enum ecc_role { ECC_ROLE_ROOT, ECC_ROLE_TIMESTAMP, ECC_ROLE_SNAPSHOT, ECC_ROLE_TARGETS, ECC_ROLES };

const char *ecc_role_name(enum ecc_role role); /* "root" */
bool ecc_role_find(ecc_str name, enum ecc_role *out);

struct ecc_hashes {
    ecc_str hex[ECC_HASHES]; /* empty: not listed */
    bool listed;             /* some hash is, perhaps of a kind that is not known */
};

/* Whose signatures a role needs. */
struct ecc_signers {
    const ecc_str *ids;
    size_t n;
    int64_t threshold; /* at least 1 */
};

struct ecc_signature {
    ecc_str id;
    ecc_str hex;
};

/* A metadata file as timestamp and snapshot list it. */
struct ecc_meta_file {
    ecc_str name; /* "targets.json" */
    int64_t version;
    int64_t length; /* [bytes]; -1: not said */
    struct ecc_hashes hashes;
};

struct ecc_target {
    ecc_str path;
    int64_t length; /* [bytes] */
    struct ecc_hashes hashes;
    const struct ecc_pack_json *custom; /* may be NULL */
};

struct ecc_delegation {
    ecc_str name;
    struct ecc_signers signers;
    bool terminating;
    const ecc_str *paths; /* patterns; or */
    size_t n_paths;
    const ecc_str *prefixes; /* of the path's SHA-256, in hexadecimal */
    size_t n_prefixes;
};

/* 2^bits delegations in one: the first bits of the path's SHA-256 choose the bin. */
struct ecc_bins {
    ecc_str prefix; /* names are prefix-0 ... prefix-f, as many digits as the last needs */
    int64_t bits;   /* 1 to 32; 0: there are none */
    struct ecc_signers signers;
};

struct ecc_metadata {
    enum ecc_role role;
    ecc_str file; /* as messages call it */
    ecc_str bytes;
    ecc_str canonical; /* of "signed": what signatures are made over */
    const struct ecc_pack_json *tree;
    const struct ecc_signature *signatures; /* no id twice */
    size_t n_signatures;
    int64_t version;
    int64_t expires;
    const struct ecc_key *keys; /* root: of all roles; targets: of the delegations */
    size_t n_keys;
    /* root */
    struct ecc_signers signers[ECC_ROLES];
    bool consistent; /* files carry their version or hash in their names */
    /* timestamp, snapshot: sorted by name */
    const struct ecc_meta_file *files;
    size_t n_files;
    /* targets: sorted by path */
    const struct ecc_target *targets;
    size_t n_targets;
    const struct ecc_delegation *delegations;
    size_t n_delegations;
    struct ecc_bins bins;
};

/* `bytes` are borrowed. ECC_E_UNTRUSTED with a diagnostic, ECC_E_NOMEM. */
ecc_status ecc_metadata_parse(struct ecc_arena *arena, struct ecc_crypto *crypto,
                              enum ecc_role role, ecc_str file, ecc_str bytes,
                              const struct ecc_metadata **out, struct ecc_diags *diags);

/* How many of the signers did sign? A key counts once, under however many ids it stands. Counting
 * ends at the threshold. */
int64_t ecc_metadata_count(struct ecc_crypto *crypto, const struct ecc_metadata *metadata,
                           const struct ecc_key *keys, size_t n_keys,
                           const struct ecc_signers *signers);
/* Did the key that the signature at `index` names sign? */
bool ecc_metadata_signed(struct ecc_crypto *crypto, const struct ecc_metadata *metadata,
                         size_t index, const struct ecc_key *keys, size_t n_keys,
                         const struct ecc_signers *signers);
/* ECC_E_UNTRUSTED with a diagnostic when that is fewer than the threshold. */
ecc_status ecc_metadata_verify(struct ecc_crypto *crypto, const struct ecc_metadata *metadata,
                               const struct ecc_key *keys, size_t n_keys,
                               const struct ecc_signers *signers, struct ecc_diags *diags);

const struct ecc_meta_file *ecc_metadata_file(const struct ecc_metadata *metadata, ecc_str name);
const struct ecc_target *ecc_metadata_target(const struct ecc_metadata *metadata, ecc_str path);

/* Are these the bytes that length (-1: not said) and hashes describe? Hashes of kinds that are not
 * known are passed over, but one that is known must stand there when any does. ECC_E_UNTRUSTED with
 * a diagnostic. */
ecc_status ecc_hashes_check(struct ecc_crypto *crypto, ecc_str file, ecc_str bytes, int64_t length,
                            const struct ecc_hashes *hashes, struct ecc_diags *diags);

/* "*" and "?" match within one part of a path; everything else stands for itself. */
bool ecc_path_matches(ecc_str path, ecc_str pattern);

#endif
