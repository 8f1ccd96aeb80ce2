/* SPDX-License-Identifier: Apache-2.0 */
/* Files and directories, read with care: sizes are capped, and what is found rather than named is
 * never reached through a symbolic link. */
#ifndef ECC_CLI_FILE_H
#define ECC_CLI_FILE_H

#include "out.h"

/* Larger files are not read. The engine refuses them as well. [bytes] */
#define ECC_FILE_LIMIT ((size_t)1 << 20)

/* A directory is walked so far, and no farther. */
#define ECC_WALK_LEVELS  32
#define ECC_WALK_ENTRIES 100000

enum ecc_file_result {
    ECC_FILE_OK,
    ECC_FILE_MISSING,
    ECC_FILE_FAILED,  /* see errno_value */
    ECC_FILE_LARGE,   /* over ECC_FILE_LIMIT */
    ECC_FILE_OUTSIDE, /* leaves the tree */
    ECC_FILE_SPECIAL  /* a directory or a device */
};
struct ecc_file {
    enum ecc_file_result result;
    ecc_str bytes; /* in the pool */
    int error;     /* an errno */
    size_t size;   /* LARGE: of the file, as far as known */
};

struct ecc_file ecc_file_read_fd(struct ecc_pool *pool, int fd);
/* A file somebody named: links are followed. */
struct ecc_file ecc_file_read(struct ecc_pool *pool, const char *path);
/* A file that was found in a directory: plain, and no link. */
struct ecc_file ecc_file_read_found(struct ecc_pool *pool, const char *path);
/* A file that a file names: `path` below `root`, every step a plain directory, the last a plain
 * file. `root` "" is the current directory. */
struct ecc_file ecc_file_read_below(struct ecc_pool *pool, const char *root, const char *path);

enum ecc_path_kind { ECC_PATH_NONE, ECC_PATH_FILE, ECC_PATH_DIRECTORY };
enum ecc_path_kind ecc_path_kind(const char *path);
/* The same; *out_error is 0, or the errno for which it cannot be told what is there. */
enum ecc_path_kind ecc_path_look(const char *path, int *out_error);

/* Every file with one of the endings (NULL-terminated) below a directory, sorted by name, without hidden entries and links.
 * `found` is called with the path, `path` included, which stays in the pool. False with an errno in
 * *out_error when a directory could not be read, EOVERFLOW when there is too much of it. */
typedef void (*ecc_found_fn)(void *user, const char *path);
bool ecc_files_below(struct ecc_pool *pool, const char *path, const char *const *endings,
                     ecc_found_fn found, void *user, int *out_error);

/* `ref` as seen from the directory of the file `from`, without "." and ".." where they cancel out.
 * NULL when there is no memory. */
const char *ecc_path_beside(struct ecc_pool *pool, ecc_str from, ecc_str ref);

#endif
