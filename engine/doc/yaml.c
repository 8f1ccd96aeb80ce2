/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes are checked, then libyaml's events are folded into a tree on an explicit stack. Nothing
 * here recurses; the caps hold while reading, so that a hostile file costs no more than they allow.
 */
#include "doc/yaml.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/unicode.h"
#include "doc/yaml_error.h"

/* ---- Bytes --------------------------------------------------------------------------------- */

/* "U+200B" or "0xB0". */
static ecc_str hexadecimal(char out[16], const char *prefix, uint32_t number, size_t digits)
{
    size_t len = 0;
    for (; prefix[len] != '\0'; len++) {
        out[len] = prefix[len];
    }
    while (digits < 6 && number >> (4 * digits) != 0) {
        digits++;
    }
    for (size_t i = digits; i > 0; i--) {
        out[len++] = "0123456789ABCDEF"[(number >> (4 * (i - 1))) & 0xFU];
    }
    return (ecc_str){out, len};
}

static bool looks_like_utf16(ecc_str bytes)
{
    return ecc_str_starts(bytes, ECC_STR("\xFF\xFE")) ||
           ecc_str_starts(bytes, ECC_STR("\xFE\xFF")) ||
           (bytes.len >= 2 && (bytes.ptr[0] == '\0') != (bytes.ptr[1] == '\0'));
}

static size_t mark_len(ecc_str bytes)
{
    return ecc_str_starts(bytes, ECC_STR("\xEF\xBB\xBF")) ? 3 : 0;
}

/* Every forbidden code point, each at its place. */
static void check_characters(const struct ecc_source *source, struct ecc_diags *diags)
{
    size_t at = mark_len(source->bytes);
    for (;;) {
        uint32_t code = 0;
        const ecc_str rest = ecc_str_slice(source->bytes, at, source->bytes.len);
        at += ecc_unicode_forbidden_at(rest, &code);
        if (at == source->bytes.len) {
            return;
        }
        char name[16];
        size_t end = at;
        (void)ecc_utf8_next(source->bytes, &end);
        const struct ecc_span span = {source, at, end};
        if (code == 0) {
            ecc_diag_add(diags, ECC_M_file_nul, span, ECC_NO_ARGS);
        } else {
            ecc_diag_add(diags, ECC_M_file_forbidden_character, span,
                         ECC_ARGS(ecc_arg_text("code", hexadecimal(name, "U+", code, 4))));
        }
        at = end;
    }
}

ecc_status ecc_yaml_check_bytes(const struct ecc_source *source, size_t limit,
                                struct ecc_diags *diags)
{
    const ecc_str bytes = source->bytes;
    const struct ecc_span start = {source, 0, 0};
    if (bytes.len > limit) {
        ecc_diag_add(diags, ECC_M_file_too_large, start,
                     ECC_ARGS(ecc_arg_integer("size", (long long)bytes.len),
                              ecc_arg_integer("limit", (long long)limit)));
        return ECC_E_LIMIT;
    }
    if (looks_like_utf16(bytes)) {
        ecc_diag_add(diags, ECC_M_file_utf16, start, ECC_NO_ARGS);
        return ECC_E_INVALID;
    }
    const size_t invalid = ecc_utf8_invalid_at(bytes);
    if (invalid < bytes.len) {
        char name[16];
        const ecc_str byte = hexadecimal(name, "0x", (unsigned char)bytes.ptr[invalid], 2);
        ecc_diag_add(diags, ECC_M_file_not_utf8, (struct ecc_span){source, invalid, invalid + 1},
                     ECC_ARGS(ecc_arg_text("byte", byte)));
        return ECC_E_INVALID;
    }
    const size_t errors = diags->n_errors;
    check_characters(source, diags);
    return diags->n_errors > errors ? ECC_E_INVALID : ECC_OK;
}

/* ---- Places -------------------------------------------------------------------------------- */

/* libyaml's marks count code points after the byte order mark. Marks come nearly in order, so
 * walking from the last one is linear over a file. */
struct cursor {
    ecc_str bytes;
    bool ascii;
    size_t origin; /* length of the byte order mark */
    size_t index;  /* code points before `at` */
    size_t at;
};

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0U) == 0x80U;
}

static size_t byte_at(struct cursor *cursor, const yaml_mark_t *mark)
{
    if (cursor->ascii) {
        const size_t at = cursor->origin + mark->index;
        return at < cursor->bytes.len ? at : cursor->bytes.len;
    }
    while (cursor->index > mark->index) {
        do {
            cursor->at--;
        } while (continues(cursor->bytes.ptr[cursor->at]));
        cursor->index--;
    }
    while (cursor->index < mark->index && cursor->at < cursor->bytes.len) {
        do {
            cursor->at++;
        } while (cursor->at < cursor->bytes.len && continues(cursor->bytes.ptr[cursor->at]));
        cursor->index++;
    }
    return cursor->at;
}

/* ---- Building ------------------------------------------------------------------------------ */

/* A node while its siblings are still being counted. */
struct link {
    struct ecc_yaml node;
    struct link *next;
};

/* An open collection. In a map, keys and values alternate among the children. */
struct frame {
    struct link *link;
    struct link *first;
    struct link *last;
    size_t n;
};

struct builder {
    struct ecc_arena *arena;
    const struct ecc_source *source;
    struct ecc_diags *diags;
    yaml_parser_t parser;
    struct cursor cursor;
    struct frame frames[ECC_YAML_MAX_DEPTH];
    size_t depth;
    size_t n_nodes;
    size_t n_documents;
    const struct ecc_yaml *root;
    bool finished;
};

static struct ecc_span event_span(struct builder *builder, const yaml_event_t *event)
{
    const ecc_str bytes = builder->source->bytes;
    const size_t begin = byte_at(&builder->cursor, &event->start_mark);
    size_t end = byte_at(&builder->cursor, &event->end_mark);
    while (end > begin && (bytes.ptr[end - 1] == '\n' || bytes.ptr[end - 1] == '\r' ||
                           bytes.ptr[end - 1] == ' ' || bytes.ptr[end - 1] == '\t')) {
        end--; /* a text block's mark lies on the line after it */
    }
    return (struct ecc_span){builder->source, begin, end > begin ? end : begin};
}

static ecc_str yaml_str(const yaml_char_t *text)
{
    return ecc_str_of((const char *)text);
}

static ecc_status over_limit(struct builder *builder, enum ecc_message_id id, struct ecc_span span,
                             size_t limit)
{
    ecc_diag_add(builder->diags, id, span, ECC_ARGS(ecc_arg_integer("limit", (long long)limit)));
    return ECC_E_LIMIT;
}

static bool expects_key(const struct builder *builder)
{
    if (builder->depth == 0) {
        return false;
    }
    const struct frame *frame = &builder->frames[builder->depth - 1];
    return frame->link->node.kind == ECC_YAML_MAP && frame->n % 2 == 0;
}

static ecc_status add_node(struct builder *builder, enum ecc_yaml_kind kind, struct ecc_span span,
                           struct link **out_link)
{
    if (builder->n_nodes == ECC_YAML_MAX_NODES) {
        return over_limit(builder, ECC_M_yaml_too_many_nodes, span, ECC_YAML_MAX_NODES);
    }
    builder->n_nodes++;
    struct link *link = ECC_NEW(builder->arena, struct link);
    if (link == NULL) {
        return ECC_E_NOMEM;
    }
    link->node.kind = kind;
    link->node.span = span;
    if (expects_key(builder) && kind != ECC_YAML_SCALAR) {
        ecc_diag_add(builder->diags, ECC_M_yaml_complex_key, span, ECC_NO_ARGS);
    }
    if (builder->depth == 0) {
        builder->root = &link->node;
    } else {
        struct frame *frame = &builder->frames[builder->depth - 1];
        if (frame->last == NULL) {
            frame->first = link;
        } else {
            frame->last->next = link;
        }
        frame->last = link;
        frame->n++;
    }
    *out_link = link;
    return ECC_OK;
}

/* The word in `span` that starts with `sigil`: an anchor and a tag may stand before a node in any
 * order. */
static struct ecc_span property_span(struct ecc_span span, char sigil)
{
    const ecc_str bytes = span.source->bytes;
    size_t begin = span.begin;
    while (begin < bytes.len && bytes.ptr[begin] != sigil) {
        begin++;
    }
    size_t end = begin;
    while (end < bytes.len && bytes.ptr[end] > ' ' && bytes.ptr[end] != ',' &&
           bytes.ptr[end] != ']' && bytes.ptr[end] != '}') {
        end++;
    }
    return (struct ecc_span){span.source, begin, end};
}

static void refuse_properties(struct builder *builder, struct ecc_span span,
                              const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor != NULL) {
        ecc_diag_add(builder->diags, ECC_M_yaml_anchor, property_span(span, '&'),
                     ECC_ARGS(ecc_arg_text("name", yaml_str(anchor))));
    }
    if (tag != NULL) {
        const struct ecc_span place = property_span(span, '!');
        const ecc_str text = ecc_str_slice(span.source->bytes, place.begin, place.end);
        ecc_diag_add(builder->diags, ECC_M_yaml_tag, place, ECC_ARGS(ecc_arg_text("tag", text)));
    }
}

static ecc_status take_alias(struct builder *builder, const yaml_event_t *event)
{
    struct link *link = NULL;
    const struct ecc_span span = event_span(builder, event);
    ecc_diag_add(builder->diags, ECC_M_yaml_alias, span,
                 ECC_ARGS(ecc_arg_text("name", yaml_str(event->data.alias.anchor))));
    return add_node(builder, ECC_YAML_SCALAR, span, &link); /* keeps keys and values in step */
}

/* An escape can write what the bytes of the file may not hold. */
static void check_value(struct builder *builder, ecc_str text, struct ecc_span span)
{
    uint32_t code = 0;
    char name[16];
    if (ecc_unicode_forbidden_at(text, &code) == text.len) {
        return;
    }
    if (code == 0) {
        ecc_diag_add(builder->diags, ECC_M_file_nul, span, ECC_NO_ARGS);
    } else {
        ecc_diag_add(builder->diags, ECC_M_file_forbidden_character, span,
                     ECC_ARGS(ecc_arg_text("code", hexadecimal(name, "U+", code, 4))));
    }
}

static ecc_status take_scalar(struct builder *builder, const yaml_event_t *event)
{
    struct link *link = NULL;
    const struct ecc_span span = event_span(builder, event);
    const ecc_str value = {(const char *)event->data.scalar.value, event->data.scalar.length};
    const bool quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    refuse_properties(builder, span, event->data.scalar.anchor, event->data.scalar.tag);
    if (event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
        check_value(builder, value, span);
    }
    if (expects_key(builder) && !quoted && ecc_str_is(value, "<<")) {
        ecc_diag_add(builder->diags, ECC_M_yaml_merge_key, span, ECC_NO_ARGS);
    }
    TRY(add_node(builder, ECC_YAML_SCALAR, span, &link));
    link->node.quoted = quoted;
    link->node.text = ecc_arena_str(builder->arena, value);
    return link->node.text.ptr == NULL ? ECC_E_NOMEM : ECC_OK;
}

static ecc_status open_collection(struct builder *builder, enum ecc_yaml_kind kind,
                                  const yaml_event_t *event, const yaml_char_t *anchor,
                                  const yaml_char_t *tag)
{
    struct link *link = NULL;
    const struct ecc_span span = event_span(builder, event);
    refuse_properties(builder, span, anchor, tag);
    if (builder->depth == ECC_YAML_MAX_DEPTH) {
        return over_limit(builder, ECC_M_yaml_too_deep, span, ECC_YAML_MAX_DEPTH);
    }
    TRY(add_node(builder, kind, span, &link));
    builder->frames[builder->depth] = (struct frame){.link = link};
    builder->depth++;
    return ECC_OK;
}

/* By text, then by place. */
static int compare_keys(const void *a, const void *b)
{
    const struct ecc_yaml *key_a = *(const struct ecc_yaml *const *)a;
    const struct ecc_yaml *key_b = *(const struct ecc_yaml *const *)b;
    const int order = ecc_str_cmp(key_a->text, key_b->text);
    if (order != 0) {
        return order;
    }
    return (key_a->span.begin > key_b->span.begin) - (key_a->span.begin < key_b->span.begin);
}

static ecc_status refuse_duplicates(struct builder *builder, const struct ecc_yaml *map)
{
    const struct ecc_yaml **sorted = ECC_NEW_ARRAY(builder->arena, map->n, const struct ecc_yaml *);
    if (sorted == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < map->n; i++) {
        sorted[i] = map->keys[i];
    }
    qsort(sorted, map->n, sizeof(const struct ecc_yaml *), compare_keys);
    size_t first = 0;
    for (size_t i = 1; i < map->n; i++) {
        if (!ecc_str_eq(sorted[i]->text, sorted[first]->text)) {
            first = i;
        } else if (sorted[i]->text.ptr != NULL) { /* NULL: stands for what was refused as a key */
            ecc_diag_add2(builder->diags, ECC_M_yaml_duplicate_key, sorted[i]->span,
                          sorted[first]->span, ECC_ARGS(ecc_arg_text("key", sorted[i]->text)));
        }
    }
    return ECC_OK;
}

/* A block collection ends with its last child; libyaml's mark lies on whatever comes next. */
static void end_span(struct builder *builder, struct frame *frame, const yaml_event_t *event)
{
    struct ecc_yaml *node = &frame->link->node;
    const struct ecc_span end = event_span(builder, event);
    const bool flow = end.end > end.begin;
    node->span.end = flow || frame->last == NULL ? end.end : frame->last->node.span.end;
    if (node->span.end < node->span.begin) {
        node->span.end = node->span.begin;
    }
}

static ecc_status close_list(struct builder *builder, const yaml_event_t *event)
{
    struct frame *frame = &builder->frames[--builder->depth];
    struct ecc_yaml *node = &frame->link->node;
    const struct ecc_yaml **items = ECC_NEW_ARRAY(builder->arena, frame->n,
                                                  const struct ecc_yaml *);
    if (items == NULL) {
        return ECC_E_NOMEM;
    }
    for (const struct link *link = frame->first; link != NULL; link = link->next) {
        items[node->n++] = &link->node;
    }
    node->items = items;
    end_span(builder, frame, event);
    return ECC_OK;
}

static ecc_status close_map(struct builder *builder, const yaml_event_t *event)
{
    struct frame *frame = &builder->frames[--builder->depth];
    struct ecc_yaml *node = &frame->link->node;
    const size_t n = frame->n / 2;
    const struct ecc_yaml **keys = ECC_NEW_ARRAY(builder->arena, n, const struct ecc_yaml *);
    const struct ecc_yaml **values = ECC_NEW_ARRAY(builder->arena, n, const struct ecc_yaml *);
    if (keys == NULL || values == NULL) {
        return ECC_E_NOMEM;
    }
    for (const struct link *link = frame->first; node->n < n; link = link->next->next) {
        keys[node->n] = &link->node;
        values[node->n++] = &link->next->node;
    }
    node->keys = keys;
    node->items = values;
    end_span(builder, frame, event);
    return refuse_duplicates(builder, node);
}

/* ---- Events -------------------------------------------------------------------------------- */

static ecc_status start_document(struct builder *builder, const yaml_event_t *event)
{
    const struct ecc_span span = event_span(builder, event);
    if (builder->n_documents++ > 0) {
        ecc_diag_add(builder->diags, ECC_M_yaml_second_document, span, ECC_NO_ARGS);
        builder->finished = true;
        return ECC_OK;
    }
    if (event->data.document_start.version_directive != NULL ||
        event->data.document_start.tag_directives.start !=
            event->data.document_start.tag_directives.end) {
        size_t end = span.begin;
        while (end < span.end && builder->source->bytes.ptr[end] != '\n') {
            end++;
        }
        ecc_diag_add(builder->diags, ECC_M_yaml_directive,
                     (struct ecc_span){builder->source, span.begin, end}, ECC_NO_ARGS);
    }
    return ECC_OK;
}

static ecc_status take(struct builder *builder, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return take_alias(builder, event);
    case YAML_SCALAR_EVENT:
        return take_scalar(builder, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_collection(builder, ECC_YAML_LIST, event, event->data.sequence_start.anchor,
                               event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return open_collection(builder, ECC_YAML_MAP, event, event->data.mapping_start.anchor,
                               event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
        return close_list(builder, event);
    case YAML_MAPPING_END_EVENT:
        return close_map(builder, event);
    case YAML_DOCUMENT_START_EVENT:
        return start_document(builder, event);
    case YAML_STREAM_END_EVENT:
        builder->finished = true;
        return ECC_OK;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return ECC_OK;
    }
    return ECC_OK;
}

static ecc_status explain(struct builder *builder)
{
    const yaml_parser_t *parser = &builder->parser;
    if (parser->error == YAML_MEMORY_ERROR) {
        return ECC_E_NOMEM;
    }
    const bool has_context = parser->context != NULL;
    struct ecc_yaml_problem problem = {
        .source = builder->source,
        .problem = parser->problem != NULL ? parser->problem : "",
        .context = has_context ? parser->context : "",
        .at = byte_at(&builder->cursor, &parser->problem_mark),
    };
    problem.context_at = has_context ? byte_at(&builder->cursor, &parser->context_mark)
                                     : problem.at;
    ecc_yaml_explain(&problem, builder->diags);
    return ECC_E_INVALID;
}

static ecc_status read_events(struct builder *builder)
{
    while (!builder->finished) {
        yaml_event_t event;
        if (yaml_parser_parse(&builder->parser, &event) == 0) {
            return explain(builder);
        }
        const ecc_status status = take(builder, &event);
        yaml_event_delete(&event);
        TRY(status);
    }
    return ECC_OK;
}

static bool says_nothing(const struct ecc_yaml *root)
{
    return root == NULL || (root->kind == ECC_YAML_SCALAR && !root->quoted && root->text.len == 0);
}

static ecc_status parse_checked(struct builder *builder)
{
    const struct ecc_source *source = builder->source;
    const size_t origin = mark_len(source->bytes);
    const ecc_str text = ecc_str_slice(source->bytes, origin, source->bytes.len);
    builder->cursor = (struct cursor){
        .bytes = source->bytes, .ascii = ecc_is_ascii(text), .origin = origin, .at = origin};
    if (yaml_parser_initialize(&builder->parser) == 0) {
        return ECC_E_NOMEM;
    }
    yaml_parser_set_encoding(&builder->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&builder->parser, (const unsigned char *)text.ptr, text.len);
    const ecc_status status = read_events(builder);
    yaml_parser_delete(&builder->parser);
    return status;
}

ecc_status ecc_yaml_parse(struct ecc_arena *arena, const struct ecc_source *source,
                          const struct ecc_yaml **out_root, struct ecc_diags *diags)
{
    const size_t errors = diags->n_errors;
    TRY(ecc_yaml_check_bytes(source, ECC_YAML_MAX_BYTES, diags));
    struct builder *builder = ECC_NEW(arena, struct builder);
    if (builder == NULL) {
        return ECC_E_NOMEM;
    }
    builder->arena = arena;
    builder->source = source;
    builder->diags = diags;
    TRY(parse_checked(builder));
    if (diags->n_errors > errors) {
        return ECC_E_INVALID;
    }
    if (says_nothing(builder->root)) {
        ecc_diag_add(diags, ECC_M_file_empty, (struct ecc_span){source, 0, 0}, ECC_NO_ARGS);
        return ECC_E_INVALID;
    }
    *out_root = builder->root;
    return ECC_OK;
}

const struct ecc_yaml *ecc_yaml_get(const struct ecc_yaml *map, const char *key,
                                    const struct ecc_yaml **out_key)
{
    for (size_t i = 0; i < map->n && map->kind == ECC_YAML_MAP; i++) {
        if (ecc_str_is(map->keys[i]->text, key)) {
            if (out_key != NULL) {
                *out_key = map->keys[i];
            }
            return map->items[i];
        }
    }
    return NULL;
}

const char *ecc_yaml_library(void)
{
    return yaml_get_version_string();
}
