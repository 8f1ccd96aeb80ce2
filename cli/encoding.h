/* SPDX-License-Identifier: Apache-2.0 */
/* A stream of bytes in any encoding, as UTF-8, piece by piece. */
#ifndef ECC_CLI_ENCODING_H
#define ECC_CLI_ENCODING_H

#include "out.h"

/* Fills `buffer` with up to `cap` bytes. Returns how many, 0 at the end, or a negative errno. */
typedef long (*ecc_bytes_fn)(void *user, char *buffer, size_t cap);
/* The bytes of a file descriptor; `user` points at it. */
long ecc_bytes_of_fd(void *user, char *buffer, size_t cap);

enum ecc_encoding_result {
    ECC_ENCODING_TEXT,
    ECC_ENCODING_END,
    ECC_ENCODING_UNKNOWN, /* it cannot be recognised */
    ECC_ENCODING_NAME,    /* there is none of that name */
    ECC_ENCODING_BROKEN,  /* the bytes are not of that encoding */
    ECC_ENCODING_IO       /* see `error` */
};

struct ecc_encoding {
    ecc_bytes_fn read;
    void *user;
    ecc_decoder *decoder;
    ecc_str name;  /* "utf-8"; static, or as asked for */
    bool marked;   /* it had a byte order mark */
    bool detected; /* nobody said what it is */
    char *raw;
    size_t n_raw;
    size_t at_raw;
    bool ended;  /* no more bytes to read */
    bool broken; /* what was given last is all that could be */
    int error;   /* an errno */
};

/* `name` NULL: found out from the first 64 KiB. TEXT when it can be read. Memory is the pool's. */
enum ecc_encoding_result ecc_encoding_open(struct ecc_encoding *encoding, struct ecc_pool *pool,
                                           ecc_bytes_fn read, void *user, const char *name);
void ecc_encoding_close(struct ecc_encoding *encoding);
/* The next piece, which may be empty. Lives until the next call. */
enum ecc_encoding_result ecc_encoding_next(struct ecc_encoding *encoding, ecc_str *out_text);
/* The first bytes, before anything was read. */
ecc_str ecc_encoding_sample(const struct ecc_encoding *encoding);

#endif
