/* SPDX-License-Identifier: Apache-2.0 */
/* Words that look alike: see near.h. */
#include "near.h"

#include <stdint.h>

#define LONGEST 64

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t ecc_near_distance(ecc_str a, ecc_str b)
{
    if (a.len > LONGEST || b.len > LONGEST) {
        return SIZE_MAX / 2;
    }
    size_t row[LONGEST + 1];
    for (size_t j = 0; j <= b.len; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            const size_t above = row[j];
            const size_t same = lower(a.ptr[i - 1]) == lower(b.ptr[j - 1]) ? 0 : 1;
            row[j] = least(least(above, row[j - 1]) + 1, diagonal + same);
            diagonal = above;
        }
    }
    return row[b.len];
}

size_t ecc_near_find(ecc_str text, const ecc_str *words, size_t n)
{
    size_t best = n;
    size_t best_distance = text.len < 4 ? 2
                                        : 3; /* not reached: one slip in three letters, else two */
    for (size_t i = 0; i < n; i++) {
        const size_t distance = ecc_near_distance(text, words[i]);
        if (distance < best_distance) {
            best_distance = distance;
            best = i;
        }
    }
    return best;
}

bool ecc_near_contains(ecc_str text, ecc_str needle)
{
    for (size_t at = 0; needle.len <= text.len && at <= text.len - needle.len; at++) {
        size_t n = 0;
        while (n < needle.len && lower(text.ptr[at + n]) == lower(needle.ptr[n])) {
            n++;
        }
        if (n == needle.len) {
            return true;
        }
    }
    return false;
}

static bool is_joint(char c)
{
    return c == ' ' || c == '-' || c == '_' || c == '/';
}

static bool resembles_at(ecc_str text, size_t at, ecc_str needle)
{
    size_t n = 0;
    while (true) {
        while (n < needle.len && is_joint(needle.ptr[n])) {
            n++;
        }
        while (at < text.len && is_joint(text.ptr[at])) {
            at++;
        }
        if (n == needle.len) {
            return true;
        }
        if (at == text.len || lower(text.ptr[at]) != lower(needle.ptr[n])) {
            return false;
        }
        at++;
        n++;
    }
}

bool ecc_near_resembles(ecc_str text, ecc_str needle)
{
    for (size_t at = 0; at < text.len; at++) {
        if (resembles_at(text, at, needle)) {
            return true;
        }
    }
    return false;
}
