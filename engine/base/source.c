/* SPDX-License-Identifier: Apache-2.0 */
/* The index of lines, and from byte offsets to the places people count in.
 *
 * A line ends with LF, CR LF or CR. A byte order mark at the very start belongs to no column: an
 * editor does not show it. */
#include "base/source.h"

#include "base/arena.h"

/* Lines that begin after this are not indexed. Every reader of a format refuses a file long before,
 * but it does so with a source in hand, and a gigabyte of empty lines must not cost eight of index.
 */
#define INDEXED_BYTES ((size_t)4 << 20)

static size_t mark_len(ecc_str bytes)
{
    return ecc_str_starts(bytes, ECC_STR("\xEF\xBB\xBF")) ? 3 : 0;
}

/* Where the line after the one that holds `at` begins; false when that one is the last. */
static bool next_line(ecc_str bytes, size_t at, size_t *out_begin)
{
    const size_t stop = bytes.len < INDEXED_BYTES ? bytes.len : INDEXED_BYTES;
    for (size_t i = at; i < stop; i++) {
        if (bytes.ptr[i] == '\n' ||
            (bytes.ptr[i] == '\r' && (i + 1 == bytes.len || bytes.ptr[i + 1] != '\n'))) {
            *out_begin = i + 1;
            return true;
        }
    }
    return false;
}

const struct ecc_source *ecc_source_new(struct ecc_arena *arena, ecc_str name, ecc_str bytes)
{
    size_t n = 1;
    for (size_t at = 0; next_line(bytes, at, &at); n++) {
    }
    size_t *begins = ECC_NEW_ARRAY(arena, n, size_t);
    struct ecc_source *source = ECC_NEW(arena, struct ecc_source);
    if (begins == NULL || source == NULL) {
        return NULL;
    }
    begins[0] = mark_len(bytes);
    size_t at = 0;
    for (size_t i = 1; i < n && next_line(bytes, at, &at); i++) {
        begins[i] = at;
    }
    *source = (struct ecc_source){
        .name = name, .bytes = bytes, .line_begins = begins, .n_lines = n};
    return source;
}

/* Index of the last line that begins at or before `offset`. */
static size_t line_of(const struct ecc_source *source, size_t offset)
{
    size_t low = 0;
    size_t high = source->n_lines;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (source->line_begins[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static ecc_str line_text(const struct ecc_source *source, size_t line)
{
    const size_t begin = source->line_begins[line];
    size_t end = begin;
    while (end < source->bytes.len && source->bytes.ptr[end] != '\n' &&
           source->bytes.ptr[end] != '\r') {
        end++;
    }
    return ecc_str_slice(source->bytes, begin, end);
}

/* Code points before `offset` in its line, plus one. A byte that continues a sequence counts
 * nothing; an offset inside the line's end counts as the end of its text. */
static size_t column_of(const struct ecc_source *source, size_t line, size_t offset)
{
    const size_t begin = source->line_begins[line];
    const ecc_str text = line_text(source, line);
    size_t column = 1;
    for (size_t i = 0; i < text.len && begin + i < offset; i++) {
        column += ((unsigned char)text.ptr[i] & 0xC0U) != 0x80U;
    }
    return column;
}

ecc_position ecc_span_position(struct ecc_span span)
{
    if (span.source == NULL) {
        return (ecc_position){{NULL, 0}, 0, 0, 0, 0, {NULL, 0}};
    }
    const size_t end = span.end > span.begin ? span.end : span.begin;
    const size_t first = line_of(span.source, span.begin);
    const size_t last = line_of(span.source, end);
    return (ecc_position){
        .file = span.source->name,
        .line = first + 1,
        .column = column_of(span.source, first, span.begin),
        .end_line = last + 1,
        .end_column = column_of(span.source, last, end),
        .excerpt = line_text(span.source, first),
    };
}

struct ecc_span ecc_span_none(void)
{
    return (struct ecc_span){NULL, 0, 0};
}

struct ecc_span ecc_span_join(struct ecc_span a, struct ecc_span b)
{
    return (struct ecc_span){a.source, a.begin, b.end};
}
