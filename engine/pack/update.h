/* SPDX-License-Identifier: Apache-2.0 */
/* Fetch what is newer, verify it, and take the whole set into use in one step. */
#ifndef ECC_PACK_UPDATE_H
#define ECC_PACK_UPDATE_H

#include "pack/net.h"
#include "pack/state.h"

struct ecc_update_job {
    const char *from;  /* "https://...", "http://...", "file:///...", or a directory */
    const char *state; /* the directory of pack/state.h */
    ecc_str anchor;    /* the root to begin with */
    bool check_anchor; /* it has to have signed itself */
    int64_t now;
    struct ecc_net_options net;
};

struct ecc_update_result {
    bool changed;    /* a new set is in use */
    int64_t version; /* of the set: of its snapshot */
    int64_t expires; /* of the timestamp */
    size_t n_files;
};

/* On any failure the set in use is the one that was. ECC_E_UNTRUSTED, ECC_E_IO, ECC_E_LIMIT with a
 * diagnostic. */
ecc_status ecc_update_run(const struct ecc_update_job *update, struct ecc_update_result *out,
                          struct ecc_diags *diags);

#endif
