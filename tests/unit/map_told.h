/* SPDX-License-Identifier: Apache-2.0 */
/* What is told of mappings and of files that are read through them, as one line of text: rows of tests compare it.
 * For tests that include <cmocka.h> before. */
#ifndef ECC_TESTS_MAP_TOLD_H
#define ECC_TESTS_MAP_TOLD_H

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/str.h"

struct told {
    char text[1 << 14];
    size_t len;
};

static inline void told_add(struct told *told, const char *text, size_t len)
{
    assert_true(len < sizeof told->text - told->len);
    if (len > 0) {
        memcpy(told->text + told->len, text, len);
    }
    told->len += len;
    told->text[told->len] = '\0';
}

static inline void told_place(struct told *told, const ecc_position *at)
{
    char text[128];
    const int len = snprintf(text, sizeof text, "%.*s:%zu:%zu", (int)at->file.len, at->file.ptr,
                             at->line, at->column);
    assert_true(len > 0 && (size_t)len < sizeof text);
    told_add(told, text, (size_t)len);
}

/* "map:5:10 map.to-end; data:1:1 map.near-key", with "as map:4:3" where another place is shown. */
static inline void told_diags(struct told *told, const ecc_diags *diags)
{
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        const ecc_diag diag = ecc_diags_at(diags, i);
        told_add(told, "; ", told->len > 0 ? 2 : 0);
        told_place(told, &diag.at);
        told_add(told, " ", 1);
        told_add(told, diag.id, strlen(diag.id));
        if (diag.other.file.len > 0) {
            told_add(told, " as ", 4);
            told_place(told, &diag.other);
        }
    }
}

/* "links[0].bandwidth=1 GB/s" */
static inline void told_facts(struct told *told, const ecc_spec *spec)
{
    const ecc_fact_view *facts = NULL;
    const size_t n = ecc_spec_facts(spec, &facts);
    for (size_t i = 0; i < n; i++) {
        told_add(told, "; ", told->len > 0 ? 2 : 0);
        told_add(told, facts[i].path.ptr, facts[i].path.len);
        told_add(told, "=", 1);
        told_add(told, facts[i].value.ptr, facts[i].value.len);
    }
}

/* A row whose text is another is named, with both. */
static inline size_t told_differs(const struct told *told, const char *label, const char *wanted)
{
    if (strcmp(told->text, wanted) == 0) {
        return 0;
    }
    print_error("%s:\n  wanted \"%s\"\n  found  \"%s\"\n", label, wanted, told->text);
    return 1;
}

#endif
