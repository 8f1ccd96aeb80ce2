/* SPDX-License-Identifier: Apache-2.0 */
/* A repository in memory that can be made to lie, and a client of it. For tests: mistakes of the
 * test itself end it. */
#ifndef ECC_TESTS_TUF_REPO_H
#define ECC_TESTS_TUF_REPO_H

#include "pack/refresh.h"

#define NOW   ((int64_t)1800000000) /* 2027-01-15 */
#define LATER (NOW + 86400)
#define KEYS  6

/* Files by name; a later one takes the place of an earlier one. */
struct files {
    struct ecc_arena *arena;
    struct {
        ecc_str name;
        ecc_str bytes;
        bool gone;
    } items[2048];
    size_t n;
};
void files_put(struct files *files, const char *name, ecc_str bytes);
void files_remove(struct files *files, const char *name);
ecc_str files_get(const struct files *files, const char *name); /* ptr NULL: not there */

/* One role: its first `listed` keys are in the root, those from `from` to `to` sign. */
struct role {
    struct ecc_secret *keys[KEYS];
    size_t listed;
    size_t from;
    size_t to;
    int64_t threshold;
    int64_t version;
    int64_t expires;
};

struct repo {
    struct ecc_arena *arena;
    struct ecc_crypto *crypto;
    struct files metadata;
    struct files targets;
    struct role roles[ECC_ROLES];
    bool consistent;
    bool with_hashes;                    /* timestamp and snapshot list lengths and hashes */
    struct ecc_pack_json *listed;        /* "targets" of the top role */
    struct ecc_pack_json *delegations;   /* of the top role; NULL: none */
    struct ecc_pack_json *meta;          /* of snapshot */
    struct ecc_pack_json *snapshot_meta; /* of timestamp */
    const char *type;                    /* instead of the role's own; NULL */
    const char *spec_version;
    struct ecc_secret *made[256]; /* all keys, to be closed in the end */
    size_t n_made;
    char requests[4096]; /* names of metadata that were asked for, each with a space after it */
};

void repo_open(struct repo *repo);
void repo_close(struct repo *repo);
/* Sign what the role says now, and put it where clients look for it. */
void repo_publish(struct repo *repo, enum ecc_role role);
/* All but the root, each with the next version; the first time with version 1. */
void repo_publish_set(struct repo *repo);
/* The root too. */
void repo_publish_all(struct repo *repo);
/* A file of the top role. */
void repo_add(struct repo *repo, const char *path, const char *bytes);
struct ecc_pack_json *target_json(struct repo *repo, ecc_str bytes);
/* Replace a role's keys by new ones. */
void repo_rotate(struct repo *repo, enum ecc_role role);

/* A signed envelope. */
ecc_str repo_sign(struct repo *repo, struct ecc_pack_json *signed_part,
                  struct ecc_secret *const *keys, size_t n);
struct ecc_secret *repo_key(struct repo *repo);
/* A delegated role: whom `parent` ("delegations" object, made when NULL) names, and what it says.
 */
struct ecc_pack_json *repo_delegate(struct repo *repo, struct ecc_pack_json *parent,
                                    const char *name, const char *member, const char *pattern,
                                    bool terminating, struct ecc_secret *key);
void repo_publish_delegated(struct repo *repo, const char *name, struct ecc_secret *key,
                            struct ecc_pack_json *targets, struct ecc_pack_json *delegations,
                            int64_t version);

/* Members of objects, by way of short names. */
struct ecc_pack_json *text_json(struct repo *repo, const char *text);
void put(struct repo *repo, struct ecc_pack_json *object, const char *name,
         struct ecc_pack_json *value);

struct client {
    struct ecc_arena *arena; /* of one run */
    struct ecc_crypto *crypto;
    struct ecc_fetcher fetcher;
    struct ecc_store store;
    struct files memory; /* stays from run to run */
    struct ecc_trusted trusted;
    ecc_diags *diags;
    ecc_str anchor;
};
void client_open(struct client *client, struct repo *repo);
void client_close(struct client *client);
/* One run; what the run before found is gone. */
ecc_status client_refresh(struct client *client, int64_t now, bool stale_ok);
/* The id of the first diagnostic of the last run; "" when there is none. */
const char *client_said(const struct client *client);
/* Find and read. */
ecc_status client_read(struct client *client, const char *path, ecc_str *out);
int64_t client_version(const struct client *client, const char *file); /* in its memory; 0: none */

#endif
