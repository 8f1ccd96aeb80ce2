/* SPDX-License-Identifier: Apache-2.0 */
/* The client workflow of The Update Framework, specification 1.0.x, section 5: from one trusted
 * root to files that are vouched for.
 *
 * Where metadata and files come from, and where what has become trusted is kept, are the caller's:
 * the same workflow serves the built-in rule set, a directory, and an update over the network. No
 * clock is read here. */
#ifndef ECC_PACK_REFRESH_H
#define ECC_PACK_REFRESH_H

#include "pack/metadata.h"

/* Largest sizes [bytes] where metadata does not say. */
#define ECC_ROOT_CAP      ((size_t)512 << 10)
#define ECC_TIMESTAMP_CAP ((size_t)64 << 10)
#define ECC_SNAPSHOT_CAP  ((size_t)2 << 20)
#define ECC_TARGETS_CAP   ((size_t)5 << 20)
#define ECC_TARGET_CAP    ((size_t)16 << 20) /* of a file, whatever metadata says */
#define ECC_ROOTS_CAP     1024               /* roots after the one trusted to begin with */
#define ECC_VISITS_CAP    32                 /* roles looked into for one file, the top one too */
#define ECC_ROLES_CAP     256                /* roles that sign for files, the top one too */

size_t ecc_role_cap(enum ecc_role role); /* of the first four */

/* Where files come from. */
struct ecc_fetcher {
    /* Metadata by its file name, a role's name being percent-encoded in it: "1.root.json". Bytes go
     * to `arena`. ECC_E_NOT_FOUND without a diagnostic; ECC_E_LIMIT (more than `max` bytes),
     * ECC_E_IO and ECC_E_UNTRUSTED with one. */
    ecc_status (*metadata)(void *user, ecc_str name, size_t max, struct ecc_arena *arena,
                           ecc_str *out, struct ecc_diags *diags);
    /* A file that is vouched for, by its path. The same statuses. */
    ecc_status (*target)(void *user, ecc_str path, size_t max, struct ecc_arena *arena,
                         ecc_str *out, struct ecc_diags *diags);
    void *user;
};

/* What became trusted in earlier runs: the memory that a roll-back is recognised by. */
struct ecc_store {
    ecc_status (*load)(void *user, ecc_str name, size_t max, struct ecc_arena *arena, ecc_str *out,
                       struct ecc_diags *diags);
    ecc_status (*save)(void *user, ecc_str name, ecc_str bytes, struct ecc_diags *diags);
    ecc_status (*remove)(void *user, ecc_str name, struct ecc_diags *diags);
    bool keeps_roots; /* keep every root as N.root.json too, and begin with those */
    void *user;
};

struct ecc_policy {
    int64_t now;   /* the moment of the update; what expires later is fresh */
    bool stale_ok; /* an expired timestamp or snapshot is noted, not refused */
};

struct ecc_trusted_role {
    ecc_str name;
    ecc_str delegator; /* empty: root */
    const struct ecc_metadata *metadata;
    const struct ecc_metadata *by;     /* the delegator's: it has the keys */
    const struct ecc_signers *signers; /* and says whose signatures are needed */
};

struct ecc_trusted {
    struct ecc_arena *arena;
    struct ecc_crypto *crypto;
    const struct ecc_fetcher *fetcher;
    const struct ecc_store *store; /* may be NULL */
    struct ecc_policy policy;
    const struct ecc_metadata *root;
    const struct ecc_metadata *timestamp;
    const struct ecc_metadata *snapshot;
    const struct ecc_metadata *targets;
    struct ecc_trusted_role *roles; /* delegated roles in the order in which they were met */
    size_t n_roles;
    size_t cap_roles;
    struct ecc_diags *quiet; /* what is wrong with local files is no news */
};

/* `anchor` is the root that is trusted to begin with; it must have signed itself when
 * `check_anchor`. All four top roles are set on success. ECC_E_UNTRUSTED, ECC_E_IO, ECC_E_LIMIT
 * with a diagnostic. Free with ecc_trusted_close() in any case. */
ecc_status ecc_trusted_refresh(struct ecc_trusted *trusted, ecc_str anchor, bool check_anchor,
                               struct ecc_diags *diags);
void ecc_trusted_close(struct ecc_trusted *trusted);

/* Who vouches for `path`, by the order of delegations. ECC_E_NOT_FOUND without a diagnostic when
 * nobody does. *out_role may be NULL. */
ecc_status ecc_trusted_find(struct ecc_trusted *trusted, ecc_str path,
                            const struct ecc_target **out, ecc_str *out_role,
                            struct ecc_diags *diags);
/* The path of every file that is vouched for by somebody who may, sorted. */
ecc_status ecc_trusted_paths(struct ecc_trusted *trusted, const ecc_str **out, size_t *out_n,
                             struct ecc_diags *diags);
/* Its bytes, fetched and verified. */
ecc_status ecc_trusted_read(struct ecc_trusted *trusted, const struct ecc_target *target,
                            struct ecc_arena *arena, ecc_str *out, struct ecc_diags *diags);

/* ECC_OK, or ECC_E_UNTRUSTED with a diagnostic when it has expired. */
ecc_status ecc_trusted_fresh(const struct ecc_trusted *trusted, const struct ecc_metadata *metadata,
                             struct ecc_diags *diags);
/* The name a file has where it comes from: with its hash in it under consistent snapshots. */
ecc_status ecc_trusted_target_file(const struct ecc_trusted *trusted, struct ecc_arena *arena,
                                   const struct ecc_target *target, ecc_str *out);
/* The same for the metadata of a role, with its version. */
ecc_status ecc_trusted_role_file(const struct ecc_trusted *trusted, ecc_str role, int64_t version,
                                 ecc_str *out);
/* A role's name as a part of file names and addresses: percent-encoded but for letters, digits,
 * "_.-~". */
ecc_status ecc_role_file(struct ecc_arena *arena, ecc_str role, int64_t version, ecc_str *out);

#endif
