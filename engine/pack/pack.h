/* SPDX-License-Identifier: Apache-2.0 */
/* A rule set that is vouched for: a TUF repository that is built in or lies in a directory, and its
 * files as they were verified.
 *
 * Layout: metadata in "metadata/", files at the paths that targets metadata gives. Every file is
 * read once; the bytes that were verified are the bytes that are handed out. */
#ifndef ECC_PACK_PACK_H
#define ECC_PACK_PACK_H

#include "builtin.h"
#include "pack/file.h"
#include "pack/refresh.h"

struct ecc_pack {
    struct ecc_arena *arena;
    struct ecc_crypto *crypto;
    struct ecc_fetcher fetcher;
    struct ecc_trusted trusted;
    const struct ecc_builtin_table *table; /* built in; else */
    struct ecc_dir dir;                    /* a directory */
    ecc_str name;                          /* for people: the directory, or empty */
    struct ecc_diags *diags;
    const ecc_str *paths; /* of all files that are vouched for, sorted */
    size_t n_paths;
    bool stale; /* timestamp or snapshot has expired */
};

struct ecc_pack_options {
    int64_t now;        /* seconds since 1970 */
    bool require_fresh; /* an expired timestamp or snapshot is an error, not a warning */
    ecc_str anchor; /* a root.json to trust instead of the one that is built in; empty: that one */
    bool own_process; /* ECC_CRYPTO_ALONE */
};

/* The root that is compiled in: "metadata/1.root.json" of the table. Empty when there is none. */
ecc_str ecc_pack_anchor(const struct ecc_builtin_table *table);

ecc_status ecc_pack_builtin_file(const struct ecc_builtin_table *table, ecc_str path, ecc_str *out);

/* ECC_E_UNTRUSTED, ECC_E_IO, ECC_E_NOT_FOUND (no such directory) with a diagnostic. `diags` is
 * kept: reading files adds to it. Close with ecc_pack_close(). */
ecc_status ecc_pack_open_builtin(const struct ecc_builtin_table *table,
                                 const struct ecc_pack_options *options, struct ecc_pack **out,
                                 struct ecc_diags *diags);
ecc_status ecc_pack_open_dir(const char *path, const struct ecc_pack_options *options,
                             struct ecc_pack **out, struct ecc_diags *diags);
/* The set in use of a state directory (pack/state.h). ECC_E_NOT_FOUND without a diagnostic when
 * there is none. */
ecc_status ecc_pack_open_state(const char *path, const struct ecc_pack_options *options,
                               struct ecc_pack **out, struct ecc_diags *diags);
void ecc_pack_close(void *pack); /* a struct ecc_pack; NULL is allowed */

/* An ecc_read_fn of the public header; `user` is the pack. The bytes live as long as the pack. */
ecc_status ecc_pack_read(void *user, ecc_str path, ecc_str *out_bytes);

/* Read everything, and look for files with these endings that nobody vouches for. */
ecc_status ecc_pack_verify(struct ecc_pack *pack, struct ecc_diags *diags);

#endif
