/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns of paths: see glob.h. */
#include "glob.h"

static ecc_str rest(ecc_str text, size_t n)
{
    return (ecc_str){text.ptr + n, text.len - n};
}

/* One name against one part of a pattern: the last star takes one character more whenever the rest
 * does not fit. */
static bool name_fits(ecc_str pattern, ecc_str name)
{
    size_t p = 0;
    size_t n = 0;
    size_t star = pattern.len;
    size_t taken = 0;
    while (n < name.len) {
        const size_t len = ecc_text_char(rest(name, n));
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            taken = n;
        } else if (p < pattern.len && pattern.ptr[p] == '?') {
            p++;
            n += len == 0 ? 1 : len;
        } else if (p < pattern.len && pattern.ptr[p] == name.ptr[n]) {
            p++;
            n++;
        } else if (star < pattern.len) {
            p = star + 1;
            n = ++taken;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*') {
        p++;
    }
    return p == pattern.len;
}

static size_t name_length(ecc_str path)
{
    size_t n = 0;
    while (n < path.len && path.ptr[n] != '/') {
        n++;
    }
    return n;
}

/* The same by names: the last "**" takes one name more whenever the rest does not fit. */
bool ecc_glob_matches(ecc_str pattern, ecc_str path)
{
    ecc_str after = {0}; /* the pattern behind the last "**" */
    ecc_str from = {0};  /* the path from where that is tried */
    bool skips = false;
    while (path.len > 0) {
        const size_t p = name_length(pattern);
        const size_t n = name_length(path);
        const ecc_str part = {pattern.ptr, p};
        const ecc_str name = {path.ptr, n};
        if (ecc_text_is(part, "**")) {
            if (p == pattern.len || p + 1 == pattern.len) {
                return true;
            }
            after = rest(pattern, p + 1);
            from = path;
            skips = true;
            pattern = after;
            continue;
        }
        const bool last = n == path.len;
        const bool below = p < pattern.len && p + 1 == pattern.len; /* "dir/" */
        if (pattern.len > 0 && name_fits(part, name) &&
            ((last && p == pattern.len) || (!last && below))) {
            return true;
        }
        if (pattern.len > 0 && name_fits(part, name) && !last && p < pattern.len) {
            pattern = rest(pattern, p + 1);
            path = rest(path, n + 1);
            continue;
        }
        const size_t skipped = name_length(from);
        if (!skips || skipped == from.len) {
            return false;
        }
        from = rest(from, skipped + 1);
        path = from;
        pattern = after;
    }
    return false;
}
