/* SPDX-License-Identifier: Apache-2.0 */
/* The other side of trust: making and signing a repository in a directory.
 *
 * A new root is written as a draft, N.root.json without enough signatures, and signed by several
 * people in turn; until it is complete the root before it holds. Unknown fields of metadata are
 * kept. The repository is one without consistent snapshots: a directory under version control is
 * consistent by itself. */
#ifndef ECC_PACK_AUTHOR_H
#define ECC_PACK_AUTHOR_H

#include "pack/file.h"
#include "pack/metadata.h"

struct ecc_author {
    struct ecc_arena *arena;
    struct ecc_crypto *crypto; /* the keys' */
    struct ecc_dir dir;
    int64_t now;
    struct ecc_diags *diags;
    const struct ecc_metadata *root;  /* the last complete one; NULL: none yet */
    const struct ecc_metadata *draft; /* its successor, not yet signed by enough; NULL: none */
};

/* Reads the chain of roots from metadata/1.root.json on. `make` makes `path` when it is not there,
 * else that is ECC_E_NOT_FOUND with a diagnostic. Every root but the last has to be complete
 * (ECC_E_UNTRUSTED). `configured`: a key is on a token. Close with ecc_author_close() on success.
 */
ecc_status ecc_author_open(const char *path, bool make, bool configured, int64_t now,
                           struct ecc_author **out, struct ecc_diags *diags);
void ecc_author_close(struct ecc_author *author); /* NULL is allowed */

/* ---- Root ---------------------------------------------------------------------------------- */

/* An ecc_root_change of the public header, its names and files read. */
struct ecc_root_edit {
    ecc_root_verb verb;
    enum ecc_role role;                 /* ADD, REMOVE, THRESHOLD */
    const struct ecc_pack_json *object; /* ADD: the key */
    ecc_str id;                         /* ADD; REMOVE: the beginning of an id */
    int64_t number;                     /* THRESHOLD; EXPIRES: seconds since 1970 */
};

/* Make the next root, or change the draft, whose signatures are void then. ECC_E_INVALID with a
 * diagnostic: a role would be left with fewer keys than its threshold, or nothing would change. */
ecc_status ecc_author_root(struct ecc_author *author, const struct ecc_root_edit *edits, size_t n,
                           int64_t *out_version);

/* ---- Delegations --------------------------------------------------------------------------- */

struct ecc_delegation_change {
    ecc_str name;         /* letters, digits, "-", "_" */
    const ecc_str *paths; /* a directory stands for its files and those one level down */
    size_t n_paths;
    const struct ecc_pack_json *const
        *objects; /* the keys of those who may sign; none: take the delegation back */
    const ecc_str *ids;
    size_t n_keys;
    int64_t threshold;
};

/* Change targets.json, whose signatures are void then. */
ecc_status ecc_author_delegate(struct ecc_author *author,
                               const struct ecc_delegation_change *change);

/* ---- Signing ------------------------------------------------------------------------------- */

struct ecc_author_options {
    int64_t targets_expire; /* seconds since 1970, of what is made new */
    int64_t snapshot_expires;
    int64_t timestamp_expires;
    bool renew; /* new versions with new dates also of what has not changed */
};

/* Bring metadata up to date with the files and sign what these keys may sign: the draft of a root,
 * delegated roles, targets, snapshot, timestamp, each when it has changed or lacks signatures.
 * Stops after a file that is not complete: what follows would vouch for it. *out_complete: all are.
 */
ecc_status ecc_author_sign(struct ecc_author *author, struct ecc_secret *const *secrets,
                           size_t n_secrets, const struct ecc_author_options *options,
                           ecc_signing_fn report, void *user, bool *out_complete);

/* ---- Shared by the two halves -------------------------------------------------------------- */

/* "metadata/NAME". */
ecc_status ecc_author_file(struct ecc_author *author, ecc_str name, ecc_str *out);
/* Metadata that lies there, NULL when there is none. */
ecc_status ecc_author_load(struct ecc_author *author, enum ecc_role role, ecc_str name,
                           const struct ecc_metadata **out);
/* Write an envelope and read it back. */
ecc_status ecc_author_save(struct ecc_author *author, enum ecc_role role, ecc_str name,
                           const struct ecc_pack_json *tree, const struct ecc_metadata **out);
/* Hashed bins are read and not written: ECC_E_INVALID with a diagnostic when these targets (NULL is allowed) have them. */
ecc_status ecc_author_knows(struct ecc_author *author, const struct ecc_metadata *targets);
/* An envelope around `signed_part`, without signatures. NULL: out of memory. */
struct ecc_pack_json *ecc_author_envelope(struct ecc_author *author,
                                          struct ecc_pack_json *signed_part);
/* The fields that all metadata have. */
bool ecc_author_common(struct ecc_author *author, struct ecc_pack_json *signed_part,
                       enum ecc_role role, int64_t version, int64_t expires);

#endif
