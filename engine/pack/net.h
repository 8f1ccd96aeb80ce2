/* SPDX-License-Identifier: Apache-2.0 */
/* Files over HTTPS and HTTP, by libcurl, which is loaded when it is first needed and not before: a
 * check never does. Sizes and times are bounded. Proxies are taken from the environment as libcurl
 * does. */
#ifndef ECC_PACK_NET_H
#define ECC_PACK_NET_H

#include "base/diag.h"
#include "pack/refresh.h"

struct ecc_net_options {
    const char *ca_file;  /* certificates to trust instead of libcurl's own choice; may be NULL */
    const char *ca_dir;   /* the same; may be NULL */
    long connect_seconds; /* 0: 15 */
    long stall_seconds;   /* under 100 bytes a second for so long ends it; 0: 20 */
    long total_seconds;   /* of one file; 0: 120 */
    long budget_seconds;  /* of all files together; 0: 900 */
};

/* A connection that is used again from file to file. */
struct ecc_net;
/* ECC_E_IO with a diagnostic when there is no libcurl, or one that is too old. */
ecc_status ecc_net_open(struct ecc_arena *arena, const struct ecc_net_options *options,
                        struct ecc_net **out, struct ecc_diags *diags);
void ecc_net_close(struct ecc_net *net); /* NULL is allowed */

/* Is this an address rather than a directory? */
bool ecc_net_is_url(const char *text);

/* `base` joined with `path`, whose bytes are percent-encoded where `encode` is set. ECC_E_NOT_FOUND
 * without a diagnostic (403, 404, 410); with one ECC_E_UNTRUSTED (more than `max` bytes, too slow,
 * cut short) or ECC_E_IO. */
ecc_status ecc_net_get(struct ecc_net *net, ecc_str base, ecc_str path, bool encode, size_t max,
                       struct ecc_arena *arena, ecc_str *out, struct ecc_diags *diags);

/* A repository at two addresses as an ecc_fetcher; `user` is one of these. */
struct ecc_net_source {
    struct ecc_net *net;
    ecc_str metadata;
    ecc_str targets;
};
ecc_status ecc_net_metadata(void *user, ecc_str name, size_t max, struct ecc_arena *arena,
                            ecc_str *out, struct ecc_diags *diags);
ecc_status ecc_net_target(void *user, ecc_str path, size_t max, struct ecc_arena *arena,
                          ecc_str *out, struct ecc_diags *diags);

#endif
