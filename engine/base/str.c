/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing and slicing text, and a growable buffer. Bytes only: what a character is, unicode.c
 * knows. */
#include "base/str.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

#define DISTANCE_MAX 64
#define FIRST_BUFFER 64

ecc_str ecc_str_of(const char *text)
{
    if (text == NULL) {
        return (ecc_str){NULL, 0};
    }
    return (ecc_str){text, strlen(text)};
}

bool ecc_str_eq(ecc_str a, ecc_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool ecc_str_is(ecc_str a, const char *text)
{
    return ecc_str_eq(a, ecc_str_of(text));
}

char ecc_lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

bool ecc_str_same_but_for_case(ecc_str a, ecc_str b)
{
    bool same = a.len == b.len;
    for (size_t i = 0; same && i < a.len; i++) {
        same = ecc_lower(a.ptr[i]) == ecc_lower(b.ptr[i]);
    }
    return same;
}

int ecc_str_cmp(ecc_str a, ecc_str b)
{
    const size_t common = a.len < b.len ? a.len : b.len;
    const int order = common == 0 ? 0 : memcmp(a.ptr, b.ptr, common);
    if (order != 0) {
        return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

bool ecc_str_starts(ecc_str text, ecc_str prefix)
{
    return text.len >= prefix.len && ecc_str_eq(ecc_str_slice(text, 0, prefix.len), prefix);
}

bool ecc_str_ends(ecc_str text, ecc_str suffix)
{
    return text.len >= suffix.len &&
           ecc_str_eq(ecc_str_slice(text, text.len - suffix.len, text.len), suffix);
}

ecc_str ecc_str_slice(ecc_str text, size_t begin, size_t end)
{
    const size_t stop = end < text.len ? end : text.len;
    const size_t start = begin < stop ? begin : stop;
    if (text.ptr == NULL) {
        return (ecc_str){NULL, 0};
    }
    return (ecc_str){text.ptr + start, stop - start};
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

ecc_str ecc_str_trim(ecc_str text)
{
    size_t begin = 0;
    size_t end = text.len;
    while (begin < end && is_blank(text.ptr[begin])) {
        begin++;
    }
    while (end > begin && is_blank(text.ptr[end - 1])) {
        end--;
    }
    return ecc_str_slice(text, begin, end);
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment, row by row; three rows live at a time because a swap looks back two. */
size_t ecc_str_distance(ecc_str a, ecc_str b, size_t limit)
{
    const size_t unlike = limit < SIZE_MAX ? limit + 1 : limit;
    if (a.len > DISTANCE_MAX || b.len > DISTANCE_MAX) {
        return unlike;
    }
    size_t rows[3][DISTANCE_MAX + 1] = {{0}};
    for (size_t j = 0; j <= b.len; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            const size_t replaced = above[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            row[j] = smaller(replaced, smaller(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1]) {
                row[j] = smaller(row[j], above2[j - 2] + 1);
            }
        }
    }
    return smaller(rows[a.len % 3][b.len], unlike);
}

void ecc_buf_init(struct ecc_buf *buf, struct ecc_arena *arena)
{
    *buf = (struct ecc_buf){.arena = arena};
}

/* The old bytes stay behind in the arena: doubling keeps that waste below the final size. */
static bool reserve(struct ecc_buf *buf, size_t more)
{
    if (buf->failed || more > SIZE_MAX / 4 || buf->len > SIZE_MAX / 4) {
        buf->failed = true;
        return false;
    }
    if (more <= buf->cap - buf->len) {
        return true;
    }
    size_t cap = buf->cap == 0 ? FIRST_BUFFER : buf->cap * 2;
    if (cap < buf->len + more) {
        cap = buf->len + more;
    }
    char *grown = ecc_arena_alloc(buf->arena, cap);
    if (grown == NULL) {
        buf->failed = true;
        return false;
    }
    if (buf->len > 0) {
        memcpy(grown, buf->ptr, buf->len);
    }
    buf->ptr = grown;
    buf->cap = cap;
    return true;
}

void ecc_buf_add(struct ecc_buf *buf, ecc_str text)
{
    if (text.len > 0 && reserve(buf, text.len)) {
        memcpy(buf->ptr + buf->len, text.ptr, text.len);
        buf->len += text.len;
    }
}

void ecc_buf_puts(struct ecc_buf *buf, const char *text)
{
    ecc_buf_add(buf, ecc_str_of(text));
}

void ecc_buf_putc(struct ecc_buf *buf, char byte)
{
    ecc_buf_add(buf, (ecc_str){&byte, 1});
}

void ecc_buf_put_size(struct ecc_buf *buf, size_t number)
{
    char digits[24]; /* 2^64 has twenty digits */
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    ecc_buf_add(buf, (ecc_str){digits + at, sizeof digits - at});
}

ecc_str ecc_buf_str(const struct ecc_buf *buf)
{
    if (buf->failed) {
        return (ecc_str){NULL, 0};
    }
    return (ecc_str){buf->ptr, buf->len};
}
