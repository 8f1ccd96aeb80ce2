/* SPDX-License-Identifier: Apache-2.0 */
/* Sinks and memory: see out.h. */
#define _POSIX_C_SOURCE 200809L

#include "out.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A sink of a stream is emptied when it holds this much. [bytes] */
#define FLUSH_AT   65536
#define POOL_BLOCK 16384

/* ---- Memory --------------------------------------------------------------------------------- */

struct ecc_pool_block {
    struct ecc_pool_block *next;
    size_t used;
    size_t cap;
    max_align_t data[];
};

static size_t align_up(size_t size)
{
    const size_t unit = sizeof(max_align_t);
    return (size + unit - 1) / unit * unit;
}

static struct ecc_pool_block *pool_grow(struct ecc_pool *pool, size_t size)
{
    size_t cap = size > POOL_BLOCK ? size : POOL_BLOCK;
    if (cap > SIZE_MAX - sizeof(struct ecc_pool_block)) {
        return NULL;
    }
    struct ecc_pool_block *block = calloc(1, sizeof(*block) + cap);
    if (block == NULL) {
        return NULL;
    }
    block->cap = cap;
    block->next = pool->first;
    pool->first = block;
    return block;
}

void *ecc_pool_alloc(struct ecc_pool *pool, size_t n, size_t size)
{
    if (size != 0 && n > (SIZE_MAX / 2) / size) {
        pool->failed = true;
        return NULL;
    }
    size_t wanted = align_up(n * size == 0 ? 1 : n * size);
    struct ecc_pool_block *block = pool->first;
    if (block == NULL || block->cap - block->used < wanted) {
        block = pool_grow(pool, wanted);
    }
    if (block == NULL) {
        pool->failed = true;
        return NULL;
    }
    void *memory = (char *)block->data + block->used;
    block->used += wanted;
    return memory;
}

ecc_str ecc_pool_str(struct ecc_pool *pool, ecc_str text)
{
    char *copy = text.len < SIZE_MAX ? ecc_pool_alloc(pool, text.len + 1, 1) : NULL;
    if (copy == NULL) {
        return (ecc_str){"", 0};
    }
    if (text.len > 0) {
        memcpy(copy, text.ptr, text.len);
    }
    return (ecc_str){copy, text.len};
}

void ecc_pool_free(struct ecc_pool *pool)
{
    while (pool->first != NULL) {
        struct ecc_pool_block *next = pool->first->next;
        free(pool->first);
        pool->first = next;
    }
}

/* ---- Sinks ---------------------------------------------------------------------------------- */

void ecc_out_memory(struct ecc_out *out)
{
    *out = (struct ecc_out){.kind = ECC_OUT_MEMORY, .fd = -1};
}

void ecc_out_stream(struct ecc_out *out, int fd)
{
    *out = (struct ecc_out){.kind = ECC_OUT_STREAM, .fd = fd};
}

/* A device or a pipe is written to as it is: a file in its place would take its place. */
static bool open_special(struct ecc_out *out, const char *path)
{
    struct stat found;
    if (stat(path, &found) != 0) {
        const bool nothing = errno == ENOENT || errno == ENOTDIR;
        out->error = nothing ? 0 : errno; /* what cannot be looked at is not replaced */
        return !nothing;
    }
    if (S_ISREG(found.st_mode)) {
        return false;
    }
    out->fd = open(path, O_WRONLY | O_CLOEXEC); /* a directory fails here, as it should */
    if (out->fd < 0) {
        out->error = errno;
    }
    return true;
}

void ecc_out_file(struct ecc_out *out, const char *path)
{
    static const char suffix[] = ".ecc-XXXXXX";
    *out = (struct ecc_out){.kind = ECC_OUT_FILE, .fd = -1, .path = path};
    if (open_special(out, path)) {
        return;
    }
    size_t len = strlen(path);
    out->temporary = malloc(len + sizeof(suffix));
    if (out->temporary == NULL) {
        out->error = ENOMEM;
        return;
    }
    memcpy(out->temporary, path, len);
    memcpy(out->temporary + len, suffix, sizeof(suffix));
    out->fd = mkstemp(out->temporary);
    if (out->fd < 0) {
        out->error = errno;
        return;
    }
    /* mkstemp() makes a private file; a report is as readable as any other file its owner makes. */
    const mode_t mask = umask(0);
    (void)umask(mask);
    if (fchmod(out->fd, 0666 & ~mask) != 0) {
        out->error = errno;
    }
}

static void remember(struct ecc_out *out, int error)
{
    if (out->error == 0) {
        out->error = error;
    }
}

void ecc_out_drop(struct ecc_out *out)
{
    if (out->temporary != NULL) {
        remember(out, ECANCELED);
    }
}

bool ecc_out_is_empty(const struct ecc_out *out)
{
    return out->temporary != NULL && out->error == 0 && out->len == 0 &&
           lseek(out->fd, 0, SEEK_CUR) == 0;
}

void ecc_out_flush(struct ecc_out *out)
{
    if (out->kind == ECC_OUT_MEMORY) {
        return;
    }
    size_t done = 0;
    while (out->error == 0 && done < out->len) {
        ssize_t n = write(out->fd, out->bytes + done, out->len - done);
        if (n > 0) {
            done += (size_t)n;
        } else if (n < 0 && errno != EINTR) {
            remember(out, errno);
        }
    }
    out->len = 0;
}

static void close_file(struct ecc_out *out)
{
    if (out->fd >= 0) {
        if (out->error == 0 && fsync(out->fd) != 0 && errno != EINVAL) {
            remember(out, errno);
        }
        if (close(out->fd) != 0) {
            remember(out, errno);
        }
        if (out->temporary != NULL && out->error == 0 && rename(out->temporary, out->path) != 0) {
            remember(out, errno);
        }
        if (out->temporary != NULL && out->error != 0) {
            (void)unlink(out->temporary);
        }
    }
    free(out->temporary);
}

int ecc_out_close(struct ecc_out *out)
{
    ecc_out_flush(out);
    if (out->kind == ECC_OUT_FILE) {
        close_file(out);
    }
    free(out->bytes);
    const int error = out->error;
    *out = (struct ecc_out){.kind = ECC_OUT_MEMORY, .fd = -1, .error = error};
    return error;
}

ecc_str ecc_out_bytes(const struct ecc_out *out)
{
    return (ecc_str){out->bytes, out->error == 0 ? out->len : 0};
}

ecc_str ecc_out_take(struct ecc_out *out, struct ecc_pool *pool)
{
    const ecc_str text = ecc_pool_str(pool, ecc_out_bytes(out));
    if (ecc_out_close(out) != 0) {
        pool->failed = true;
    }
    return text;
}

/* ---- Writing -------------------------------------------------------------------------------- */

static bool make_room(struct ecc_out *out, size_t n)
{
    if (out->kind != ECC_OUT_MEMORY && out->len + n > FLUSH_AT) {
        ecc_out_flush(out);
    }
    if (n > SIZE_MAX / 4 - out->len) {
        remember(out, ENOMEM);
        return false;
    }
    if (out->cap - out->len >= n) {
        return true;
    }
    size_t cap = out->cap == 0 ? 1024 : out->cap * 2;
    while (cap < out->len + n) {
        cap *= 2;
    }
    char *bytes = realloc(out->bytes, cap);
    if (bytes == NULL) {
        remember(out, ENOMEM);
        return false;
    }
    out->bytes = bytes;
    out->cap = cap;
    return true;
}

void ecc_out_raw(struct ecc_out *out, ecc_str bytes)
{
    if (bytes.len == 0 || out->error != 0 || !make_room(out, bytes.len)) {
        return;
    }
    memcpy(out->bytes + out->len, bytes.ptr, bytes.len);
    out->len += bytes.len;
}

void ecc_out_puts(struct ecc_out *out, const char *text)
{
    ecc_out_raw(out, ecc_text_of(text));
}

void ecc_out_size(struct ecc_out *out, size_t number)
{
    char text[24];
    const int n = snprintf(text, sizeof(text), "%zu", number);
    ecc_out_raw(out, (ecc_str){text, n > 0 ? (size_t)n : 0});
}

void ecc_out_pad(struct ecc_out *out, size_t n)
{
    static const char spaces[] = "                                ";
    while (n > 0) {
        const size_t step = n < sizeof(spaces) - 1 ? n : sizeof(spaces) - 1;
        ecc_out_raw(out, (ecc_str){spaces, step});
        n -= step;
    }
}

static uint32_t code_point(ecc_str text, size_t n)
{
    static const unsigned char lead[5] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    uint32_t code = (unsigned char)text.ptr[0] & lead[n];
    for (size_t i = 1; i < n; i++) {
        code = (code << 6) | ((unsigned char)text.ptr[i] & 0x3f);
    }
    return code;
}

/* One character that a terminal must not see, or a byte that is none. */
static void write_unsafe(struct ecc_out *out, ecc_str rest, size_t n)
{
    char text[16];
    if (n == 0) {
        (void)snprintf(text, sizeof(text), "<%02X>", (unsigned)(unsigned char)rest.ptr[0]);
    } else {
        (void)snprintf(text, sizeof(text), "<U+%04lX>", (unsigned long)code_point(rest, n));
    }
    ecc_out_puts(out, rest.ptr[0] == '\t' ? " " : text);
}

void ecc_out_text(struct ecc_out *out, ecc_str text)
{
    while (text.len > 0) {
        size_t safe = 0;
        size_t n = 0;
        while (safe < text.len) {
            const ecc_str rest = {text.ptr + safe, text.len - safe};
            n = ecc_text_char(rest);
            const ecc_str one = {rest.ptr, n};
            if (n == 0 || ecc_text_unsafe_at(one) < n) {
                break;
            }
            safe += n;
        }
        ecc_out_raw(out, (ecc_str){text.ptr, safe});
        text = (ecc_str){text.ptr + safe, text.len - safe};
        if (text.len > 0) {
            n = ecc_text_char(text);
            write_unsafe(out, text, n);
            n = n == 0 ? 1 : n;
            text = (ecc_str){text.ptr + n, text.len - n};
        }
    }
}

static void write_json_ascii(struct ecc_out *out, unsigned char c)
{
    static const char names[] = "\"\\\b\f\n\r\t";
    static const char escapes[] = "\"\\bfnrt";
    const char *known = c != 0 ? strchr(names, c) : NULL;
    char text[8];
    if (known != NULL) {
        (void)snprintf(text, sizeof(text), "\\%c", escapes[known - names]);
    } else if (c < 0x20 || c == 0x7f) {
        (void)snprintf(text, sizeof(text), "\\u%04x", (unsigned)c);
    } else {
        (void)snprintf(text, sizeof(text), "%c", c);
    }
    ecc_out_puts(out, text);
}

void ecc_out_json_str(struct ecc_out *out, ecc_str text)
{
    ecc_out_puts(out, "\"");
    while (text.len > 0) {
        size_t n = ecc_text_char(text);
        if (n == 1) {
            write_json_ascii(out, (unsigned char)text.ptr[0]);
        } else if (n == 0) {
            ecc_out_puts(out, "\xef\xbf\xbd");
            n = 1;
        } else {
            ecc_out_raw(out, (ecc_str){text.ptr, n});
        }
        text = (ecc_str){text.ptr + n, text.len - n};
    }
    ecc_out_puts(out, "\"");
}

/* ---- Text ----------------------------------------------------------------------------------- */

ecc_str ecc_text_of(const char *text)
{
    return (ecc_str){text, text == NULL ? 0 : strlen(text)};
}

bool ecc_text_same(ecc_str a, ecc_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool ecc_text_is(ecc_str text, const char *other)
{
    return ecc_text_same(text, ecc_text_of(other));
}

bool ecc_text_starts(ecc_str text, const char *prefix)
{
    const size_t n = strlen(prefix);
    return text.len >= n && memcmp(text.ptr, prefix, n) == 0;
}

bool ecc_text_ends(ecc_str text, const char *suffix)
{
    const size_t n = strlen(suffix);
    return text.len >= n && memcmp(text.ptr + text.len - n, suffix, n) == 0;
}

size_t ecc_text_char(ecc_str text)
{
    if (text.len == 0) {
        return 0;
    }
    const unsigned char c = (unsigned char)text.ptr[0];
    const size_t n = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
    if (n == 0 || n > text.len) {
        return 0;
    }
    for (size_t i = 1; i < n; i++) {
        if (((unsigned char)text.ptr[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    const uint32_t code = code_point(text, n);
    const bool overlong = (n == 3 && code < 0x800) || (n == 4 && code < 0x10000);
    const bool invalid = (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff;
    return overlong || invalid ? 0 : n;
}

ecc_str ecc_text_clean(struct ecc_pool *pool, ecc_str text)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_text(&out, text);
    return ecc_out_take(&out, pool);
}
