/* SPDX-License-Identifier: Apache-2.0 */
/* Files below a directory that nobody can lead out of: no symbolic link is followed, no ".." is
 * taken. Reading takes all bytes once; writing makes a file appear whole or not at all. */
#ifndef ECC_PACK_FILE_H
#define ECC_PACK_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"

struct ecc_arena;

/* A relative path of plain names: no empty part, no "." or "..", no backslash, no control
 * character, each part and the whole of a length that file systems take, and not so deep that it could
 * not be removed again. */
bool ecc_path_is_safe(ecc_str path);

/* An open directory. The path given here may lead through links: it is the user's own. */
struct ecc_dir {
    int fd;
    ecc_str name; /* as messages call it; borrowed */
};
/* `path` ends with a NUL. ECC_E_NOT_FOUND without a diagnostic, ECC_E_IO with one. */
ecc_status ecc_dir_open(const char *path, struct ecc_dir *out, struct ecc_diags *diags);
/* The same, made first when it is not there, its parents too. */
ecc_status ecc_dir_make(const char *path, struct ecc_dir *out, struct ecc_diags *diags);
/* A directory inside, made first when it is not there and `make` is set. */
ecc_status ecc_dir_open_in(const struct ecc_dir *dir, ecc_str path, bool make, struct ecc_dir *out,
                           struct ecc_diags *diags);
void ecc_dir_close(struct ecc_dir *dir);

/* All bytes of a regular file. ECC_E_NOT_FOUND without a diagnostic; ECC_E_UNTRUSTED (a link stands
 * in the way, or an unsafe path), ECC_E_LIMIT (more than `max` bytes), ECC_E_IO with one. */
ecc_status ecc_pack_file_read(const struct ecc_dir *dir, ecc_str path, size_t max,
                              struct ecc_arena *arena, ecc_str *out, struct ecc_diags *diags);
/* Write under another name, sync, rename, sync the directory; directories on the way are made.
 * `mode` as for open(). */
ecc_status ecc_pack_file_write(const struct ecc_dir *dir, ecc_str path, ecc_str bytes,
                               unsigned mode, struct ecc_diags *diags);
/* A file of the user's own, wherever it lies and through whatever links. The same statuses. */
ecc_status ecc_pack_file_read_own(const char *path, size_t max, struct ecc_arena *arena,
                                  ecc_str *out, struct ecc_diags *diags);
/* A new file of the user's own; ECC_E_USAGE with a diagnostic when there is one already. */
ecc_status ecc_pack_file_create_own(const char *path, ecc_str bytes, unsigned mode,
                                    struct ecc_diags *diags);
/* It being gone already is success. */
ecc_status ecc_pack_file_remove(const struct ecc_dir *dir, ecc_str path, struct ecc_diags *diags);

/* Called with the name of each entry, "." and ".." left out, in no order. False ends the walk. */
typedef bool (*ecc_entry_fn)(void *user, ecc_str name, bool is_dir);
ecc_status ecc_dir_list(const struct ecc_dir *dir, ecc_entry_fn entry, void *user,
                        struct ecc_diags *diags);
/* Remove a directory inside and all that is in it; links are removed, not followed. */
ecc_status ecc_dir_remove(const struct ecc_dir *dir, ecc_str name, struct ecc_diags *diags);
ecc_status ecc_dir_sync(const struct ecc_dir *dir, struct ecc_diags *diags);

/* Say what went wrong with a file, by errno. Always ECC_E_IO, or ECC_E_UNTRUSTED for a link. */
ecc_status ecc_pack_file_tell(struct ecc_diags *diags, ecc_str file, int error);

#endif
