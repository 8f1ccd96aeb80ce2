/* SPDX-License-Identifier: Apache-2.0 */
/* A file's name and bytes, and places in it. Every diagnostic and every fact points here. */
#ifndef ECC_BASE_SOURCE_H
#define ECC_BASE_SOURCE_H

#include <stddef.h>

#include "base/str.h"
#include "ecc/ecc.h"

struct ecc_arena;

/* The bytes are borrowed and must outlive the source; ecc_source_new() indexes the lines. A source
 * is immutable. `name` is what people read: a path as they gave it, a catalogue path, or "-". */
struct ecc_source {
    ecc_str name;
    ecc_str bytes;
    const size_t *line_begins; /* byte offset of each line's first byte */
    size_t n_lines;
};

/* Half-open byte range [begin, end) of `source`. A span with a NULL source says "no place". */
struct ecc_span {
    const struct ecc_source *source;
    size_t begin;
    size_t end;
};

/* Copies neither name nor bytes. NULL when out of memory. */
const struct ecc_source *ecc_source_new(struct ecc_arena *arena, ecc_str name, ecc_str bytes);

/* Line and column count from 1; columns count code points, so that a caret can be put under
 * them; a byte order mark at the start counts nothing. Borrows from the source. All zero for a span
 * without source. See ecc_position in ecc/ecc.h. */
ecc_position ecc_span_position(struct ecc_span span);

struct ecc_span ecc_span_none(void);
struct ecc_span ecc_span_join(struct ecc_span a, struct ecc_span b); /* from a's begin to b's end */

#endif
