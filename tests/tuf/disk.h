/* SPDX-License-Identifier: Apache-2.0 */
/* A signed repository on disk, made with the public functions, for tests. Mistakes of the test end
 * it. */
#ifndef ECC_TESTS_TUF_DISK_H
#define ECC_TESTS_TUF_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ecc/ecc.h>

#define DISK_NOW ((int64_t)1800000000) /* 2027-01-15 */

struct disk {
    char top[64];     /* a new directory */
    char rules[96];   /* the repository */
    char state[96];   /* not there yet */
    char root[16384]; /* its first root */
    size_t root_len;
    long budget_seconds; /* of an update; 0: the library's choice */
    ecc_diags *diags;
};

/* Keys "root", "targets" and "online", three rule files, all signed: set 1. */
void disk_open(struct disk *disk);
void disk_close(struct disk *disk);
/* A file of the repository; `bytes` NULL takes it away. */
void disk_put(const struct disk *disk, const char *path, const char *bytes);
/* Sign what has changed, with the keys "targets" and "online". */
void disk_sign(struct disk *disk);
/* With keys of these names; returns whether nothing lacks signatures. */
bool disk_sign_with(struct disk *disk, const char *const *names, size_t n);
/* Make a key: NAME.pem and NAME.pub below disk->top. */
void disk_key(struct disk *disk, const char *name, ecc_key_type type);
/* One change of the root. The version of the draft. */
long long disk_root(struct disk *disk, ecc_root_verb verb, const char *role, const char *what,
                    int64_t number);

/* Below disk->top. */
void disk_path(const struct disk *disk, const char *below, char *out, size_t size);
size_t disk_read(const char *path, char *out, size_t size);
void disk_write(const char *path, const char *bytes, size_t len);

ecc_status disk_update(struct disk *disk, const char *from, ecc_update *out);
/* The set in use, verified in full: the content of "us-ear/a/2023-01-01.yaml", or the id of what is
 * wrong. */
void disk_in_use(struct disk *disk, char *out, size_t size);
/* The same, which has to be `what`. */
void disk_expect(struct disk *disk, const char *what);
const char *disk_said(const struct disk *disk);

#endif
