/* SPDX-License-Identifier: Apache-2.0 */
/* Reading in any encoding: see encoding.h. */
#define _POSIX_C_SOURCE 200809L

#include "encoding.h"

#include <errno.h>
#include <unistd.h>

/* What is looked at to find out the encoding. [bytes] */
#define SAMPLE ((size_t)1 << 16)

long ecc_bytes_of_fd(void *user, char *buffer, size_t cap)
{
    const int *fd = user;
    ssize_t n = -1;
    do {
        n = read(*fd, buffer, cap);
    } while (n < 0 && errno == EINTR);
    return n < 0 ? -(long)errno : (long)n;
}

/* Read until the buffer is full or there is no more. */
static bool refill(struct ecc_encoding *encoding, size_t cap)
{
    encoding->n_raw = 0;
    encoding->at_raw = 0;
    while (encoding->n_raw < cap && !encoding->ended) {
        const long n = encoding->read(encoding->user, encoding->raw + encoding->n_raw,
                                      cap - encoding->n_raw);
        if (n < 0) {
            encoding->error = (int)-n;
            return false;
        }
        encoding->ended = n == 0;
        encoding->n_raw += (size_t)n;
    }
    return true;
}

static bool has_mark(ecc_str sample, const char *mark, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (i >= sample.len || sample.ptr[i] != mark[i]) {
            return false;
        }
    }
    return true;
}

/* The mark of the encoding that was asked for is not text. */
static size_t mark_of(ecc_str sample, ecc_str name)
{
    ecc_str found = {NULL, 0};
    size_t mark = 0;
    if (ecc_text_detect(sample, true, &found, &mark) != ECC_OK || mark == 0) {
        return 0;
    }
    char key[16];
    char other[16];
    size_t n = 0;
    size_t m = 0;
    const bool same = ecc_text_key(name, key, sizeof(key), &n) == ECC_OK &&
                      ecc_text_key(found, other, sizeof(other), &m) == ECC_OK &&
                      ecc_text_same((ecc_str){key, n}, (ecc_str){other, m});
    return same || (has_mark(sample, "\xEF\xBB\xBF", 3) && has_mark(name, "utf", 3)) ? mark : 0;
}

enum ecc_encoding_result ecc_encoding_open(struct ecc_encoding *encoding, struct ecc_pool *pool,
                                           ecc_bytes_fn read, void *user, const char *name)
{
    *encoding = (struct ecc_encoding){.read = read, .user = user, .detected = name == NULL};
    encoding->raw = ECC_POOL_ARRAY(pool, SAMPLE, char);
    if (encoding->raw == NULL || !refill(encoding, SAMPLE)) {
        encoding->error = encoding->raw == NULL ? ENOMEM : encoding->error;
        return ECC_ENCODING_IO;
    }
    const ecc_str sample = ecc_encoding_sample(encoding);
    size_t mark = 0;
    if (name == NULL) {
        if (ecc_text_detect(sample, encoding->ended, &encoding->name, &mark) != ECC_OK) {
            return ECC_ENCODING_UNKNOWN;
        }
    } else {
        encoding->name = ecc_text_of(name);
        mark = mark_of(sample, encoding->name);
    }
    const ecc_status status = ecc_decoder_new(encoding->name, &encoding->decoder);
    if (status != ECC_OK) {
        encoding->error = ENOMEM;
        return status == ECC_E_NOT_FOUND ? ECC_ENCODING_NAME : ECC_ENCODING_IO;
    }
    encoding->marked = mark > 0;
    encoding->at_raw = mark;
    return ECC_ENCODING_TEXT;
}

void ecc_encoding_close(struct ecc_encoding *encoding)
{
    ecc_decoder_free(encoding->decoder);
    encoding->decoder = NULL;
}

ecc_str ecc_encoding_sample(const struct ecc_encoding *encoding)
{
    return (ecc_str){encoding->raw, encoding->n_raw};
}

enum ecc_encoding_result ecc_encoding_next(struct ecc_encoding *encoding, ecc_str *out_text)
{
    if (encoding->broken) {
        return ECC_ENCODING_BROKEN;
    }
    if (encoding->at_raw == encoding->n_raw) {
        if (encoding->ended) {
            return ECC_ENCODING_END;
        }
        if (!refill(encoding, ECC_DECODER_MAX)) {
            return ECC_ENCODING_IO;
        }
    }
    const size_t left = encoding->n_raw - encoding->at_raw;
    const size_t n = left < ECC_DECODER_MAX ? left : ECC_DECODER_MAX;
    const bool last = encoding->ended && n == left;
    const ecc_str bytes = {encoding->raw + encoding->at_raw, n};
    encoding->at_raw += n;
    /* What comes before the broken place is given first, so that the place can be counted. */
    encoding->broken = ecc_decoder_put(encoding->decoder, bytes, last, out_text) != ECC_OK;
    return ECC_ENCODING_TEXT;
}
