/* SPDX-License-Identifier: Apache-2.0 */
/* What an update leaves behind, in one directory:
 *
 *     metadata/   what has become trusted: the memory that a roll-back is recognised by
 *     sets/N/     whole rule sets, each with its metadata
 *     current     the number of the set in use, replaced in one step
 *     lock        held while an update runs
 *
 * Whenever a run is cut off, `current` names a set that is whole: the old one or the new one. */
#ifndef ECC_PACK_STATE_H
#define ECC_PACK_STATE_H

#include "pack/file.h"
#include "pack/refresh.h"

struct ecc_state {
    struct ecc_dir dir;
    struct ecc_dir metadata;
    int lock;
};

/* For an update: made when it is not there, locked (ECC_E_IO with a diagnostic while another update
 * holds it), and what an update that was cut off left is cleared away. */
ecc_status ecc_state_open(const char *path, struct ecc_state *out, struct ecc_diags *diags);
void ecc_state_close(struct ecc_state *state);

/* The directory of the set in use. ECC_E_NOT_FOUND without a diagnostic when there is none yet. */
ecc_status ecc_state_current(const struct ecc_dir *dir, struct ecc_arena *arena,
                             struct ecc_dir *out, struct ecc_diags *diags);

/* A new, empty set, to be written and then taken into use. */
ecc_status ecc_state_begin(struct ecc_state *state, struct ecc_arena *arena, struct ecc_dir *out,
                           ecc_str *out_name, struct ecc_diags *diags);
/* Make it the one in use; sets older than the one before it are removed. */
ecc_status ecc_state_commit(struct ecc_state *state, struct ecc_arena *arena,
                            const struct ecc_dir *set, ecc_str name, struct ecc_diags *diags);

/* A directory as an ecc_store; `user` is a struct ecc_dir. */
ecc_status ecc_store_load(void *user, ecc_str name, size_t max, struct ecc_arena *arena,
                          ecc_str *out, struct ecc_diags *diags);
ecc_status ecc_store_save(void *user, ecc_str name, ecc_str bytes, struct ecc_diags *diags);
ecc_status ecc_store_remove(void *user, ecc_str name, struct ecc_diags *diags);

#endif
