/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON library's values are turned into our own at once and released, so that nothing else has
 * to know about it. Recursion is as deep as ECC_JSON_MAX_DEPTH. */
#include "pack/json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/source.h"
#include "base/unicode.h"

/* ---- Reading ------------------------------------------------------------------------------- */

struct reader {
    struct ecc_arena *arena;
    bool too_deep;
};

static struct ecc_pack_json *read_value(struct reader *reader, const json_t *from, size_t depth);

static struct ecc_pack_json *new_value(struct ecc_arena *arena, enum ecc_pack_json_kind kind)
{
    struct ecc_pack_json *value = ECC_NEW(arena, struct ecc_pack_json);
    if (value != NULL) {
        value->kind = kind;
    }
    return value;
}

static bool read_list(struct reader *reader, const json_t *from, size_t depth,
                      struct ecc_pack_json *list)
{
    for (size_t i = 0; i < json_array_size(from); i++) {
        if (!ecc_pack_json_append(reader->arena, list,
                                  read_value(reader, json_array_get(from, i), depth))) {
            return false;
        }
    }
    return true;
}

struct member {
    ecc_str name;
    struct ecc_pack_json *item;
};

static int compare_members(const void *left, const void *right)
{
    return ecc_str_cmp(((const struct member *)left)->name, ((const struct member *)right)->name);
}

/* The library gives members in the order of the file: sorted once here, not one by one. */
static bool read_object(struct reader *reader, json_t *from, size_t depth,
                        struct ecc_pack_json *object)
{
    const size_t n = json_object_size(from);
    struct member *members = ECC_NEW_ARRAY(reader->arena, n, struct member);
    object->names = ECC_NEW_ARRAY(reader->arena, n, ecc_str);
    object->items = ECC_NEW_ARRAY(reader->arena, n, struct ecc_pack_json *);
    if (members == NULL || object->names == NULL || object->items == NULL) {
        return false;
    }
    size_t i = 0;
    for (void *at = json_object_iter(from); at != NULL; at = json_object_iter_next(from, at)) {
        members[i].name = ecc_arena_str(reader->arena, ecc_str_of(json_object_iter_key(at)));
        members[i].item = read_value(reader, json_object_iter_value(at), depth);
        if (members[i].name.ptr == NULL || members[i].item == NULL) {
            return false;
        }
        i++;
    }
    if (n > 0) {
        qsort(members, n, sizeof members[0], compare_members);
    }
    for (i = 0; i < n; i++) {
        object->names[i] = members[i].name;
        object->items[i] = members[i].item;
    }
    object->n = n;
    object->cap = n;
    return true;
}

static struct ecc_pack_json *read_value(struct reader *reader, const json_t *from, size_t depth)
{
    if (depth == ECC_JSON_MAX_DEPTH && (json_is_array(from) || json_is_object(from))) {
        reader->too_deep = true;
        return NULL;
    }
    switch (json_typeof(from)) {
    case JSON_OBJECT: {
        struct ecc_pack_json *object = ecc_pack_json_object(reader->arena);
        json_t *readable = (json_t *)(uintptr_t)from; /* the library's iterators take no const */
        return object != NULL && read_object(reader, readable, depth + 1, object) ? object : NULL;
    }
    case JSON_ARRAY: {
        struct ecc_pack_json *list = ecc_pack_json_list(reader->arena);
        return list != NULL && read_list(reader, from, depth + 1, list) ? list : NULL;
    }
    case JSON_STRING:
        return ecc_pack_json_string(reader->arena,
                                    (ecc_str){json_string_value(from), json_string_length(from)});
    case JSON_INTEGER:
        return ecc_pack_json_integer(reader->arena, json_integer_value(from));
    case JSON_TRUE:
    case JSON_FALSE:
        return ecc_pack_json_boolean(reader->arena, json_is_true(from));
    case JSON_NULL:
    case JSON_REAL: /* refused before */
        return new_value(reader->arena, ECC_JSON_NULL);
    }
    return NULL;
}

/* Recursion as deep as the library's own cap; a real anywhere has no canonical form. */
static bool has_real(const json_t *value)
{
    if (json_is_real(value)) {
        return true;
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (has_real(json_array_get(value, i))) {
            return true;
        }
    }
    json_t *readable = (json_t *)(uintptr_t)value;
    for (void *at = json_object_iter(readable); at != NULL;
         at = json_object_iter_next(readable, at)) {
        if (has_real(json_object_iter_value(at))) {
            return true;
        }
    }
    return false;
}

static enum ecc_message_id message_of(enum json_error_code code)
{
    if (code == json_error_duplicate_key) {
        return ECC_M_trust_json_twice;
    }
    if (code == json_error_premature_end_of_input) {
        return ECC_M_trust_json_cut;
    }
    if (code == json_error_numeric_overflow) {
        return ECC_M_trust_json_number;
    }
    if (code == json_error_stack_overflow) {
        return ECC_M_trust_json_deep;
    }
    return ECC_M_trust_json;
}

static void tell(struct ecc_arena *arena, ecc_str file, ecc_str bytes, enum ecc_message_id id,
                 size_t at, struct ecc_diags *diags)
{
    struct ecc_span span = ecc_span_none();
    const struct ecc_source *source = ecc_source_new(arena, file, bytes);
    if (source != NULL && ecc_utf8_invalid_at(bytes) == bytes.len) {
        span = (struct ecc_span){source, at, at};
    }
    const ecc_arg args[] = {ecc_arg_text("file", file), ecc_arg_integer("max", ECC_JSON_MAX_DEPTH)};
    ecc_diag_add(diags, id, span, args, id == ECC_M_trust_json_deep ? 2 : 1);
}

ecc_status ecc_pack_json_parse(struct ecc_arena *arena, ecc_str file, ecc_str bytes,
                               struct ecc_pack_json **out, struct ecc_diags *diags)
{
    json_error_t error;
    json_t *read = json_loadb(bytes.len > 0 ? bytes.ptr : "", bytes.len,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
    if (read == NULL) {
        if (json_error_code(&error) == json_error_out_of_memory) {
            return ECC_E_NOMEM;
        }
        const size_t at = error.position > 0 ? (size_t)error.position : 0;
        tell(arena, file, bytes, message_of(json_error_code(&error)),
             at < bytes.len ? at : bytes.len, diags);
        return ECC_E_INVALID;
    }
    ecc_status status = ECC_OK;
    struct reader reader = {.arena = arena};
    struct ecc_pack_json *value = has_real(read) ? NULL : read_value(&reader, read, 0);
    if (value != NULL) {
        *out = value;
    } else if (reader.too_deep) {
        tell(arena, file, bytes, ECC_M_trust_json_deep, 0, diags);
        status = ECC_E_INVALID;
    } else if (has_real(read)) {
        tell(arena, file, bytes, ECC_M_trust_json_number, 0, diags);
        status = ECC_E_INVALID;
    } else {
        status = ECC_E_NOMEM;
    }
    json_decref(read);
    return status;
}

/* ---- Looking ------------------------------------------------------------------------------- */

/* Where `name` is, or where it belongs. */
static size_t place_of(const struct ecc_pack_json *object, ecc_str name, bool *out_found)
{
    size_t low = 0;
    size_t high = object->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (ecc_str_cmp(object->names[middle], name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *out_found = low < object->n && ecc_str_eq(object->names[low], name);
    return low;
}

struct ecc_pack_json *ecc_pack_json_find(const struct ecc_pack_json *object, ecc_str name)
{
    bool found = false;
    if (object == NULL || object->kind != ECC_JSON_OBJECT) {
        return NULL;
    }
    const size_t at = place_of(object, name, &found);
    return found ? object->items[at] : NULL;
}

struct ecc_pack_json *ecc_pack_json_get(const struct ecc_pack_json *object, const char *name)
{
    return ecc_pack_json_find(object, ecc_str_of(name));
}

/* ---- Making -------------------------------------------------------------------------------- */

struct ecc_pack_json *ecc_pack_json_object(struct ecc_arena *arena)
{
    return new_value(arena, ECC_JSON_OBJECT);
}

struct ecc_pack_json *ecc_pack_json_list(struct ecc_arena *arena)
{
    return new_value(arena, ECC_JSON_LIST);
}

struct ecc_pack_json *ecc_pack_json_string(struct ecc_arena *arena, ecc_str text)
{
    struct ecc_pack_json *value = new_value(arena, ECC_JSON_STRING);
    if (value == NULL) {
        return NULL;
    }
    value->text = ecc_arena_str(arena, text);
    return value->text.ptr != NULL ? value : NULL;
}

struct ecc_pack_json *ecc_pack_json_integer(struct ecc_arena *arena, int64_t integer)
{
    struct ecc_pack_json *value = new_value(arena, ECC_JSON_INTEGER);
    if (value != NULL) {
        value->integer = integer;
    }
    return value;
}

struct ecc_pack_json *ecc_pack_json_boolean(struct ecc_arena *arena, bool truth)
{
    struct ecc_pack_json *value = new_value(arena, ECC_JSON_BOOLEAN);
    if (value != NULL) {
        value->truth = truth;
    }
    return value;
}

/* Room for one more item, and one more name in an object. */
static bool grow(struct ecc_arena *arena, struct ecc_pack_json *value)
{
    if (value->n < value->cap) {
        return true;
    }
    const size_t cap = value->cap < 4 ? 4 : value->cap * 2;
    struct ecc_pack_json **items = ECC_NEW_ARRAY(arena, cap, struct ecc_pack_json *);
    ecc_str *names = value->kind == ECC_JSON_OBJECT ? ECC_NEW_ARRAY(arena, cap, ecc_str) : NULL;
    if (items == NULL || (value->kind == ECC_JSON_OBJECT && names == NULL)) {
        return false;
    }
    if (value->n > 0) {
        memcpy(items, value->items, value->n * sizeof items[0]);
    }
    if (value->n > 0 && names != NULL) {
        memcpy(names, value->names, value->n * sizeof names[0]);
    }
    value->items = items;
    value->names = names;
    value->cap = cap;
    return true;
}

bool ecc_pack_json_append(struct ecc_arena *arena, struct ecc_pack_json *list,
                          struct ecc_pack_json *value)
{
    if (value == NULL || !grow(arena, list)) {
        return false;
    }
    list->items[list->n++] = value;
    return true;
}

bool ecc_pack_json_set(struct ecc_arena *arena, struct ecc_pack_json *object, ecc_str name,
                       struct ecc_pack_json *value)
{
    bool found = false;
    const size_t at = place_of(object, name, &found);
    if (value == NULL) {
        return false;
    }
    if (found) {
        object->items[at] = value;
        return true;
    }
    const ecc_str copy = ecc_arena_str(arena, name);
    if (copy.ptr == NULL || !grow(arena, object)) {
        return false;
    }
    memmove(&object->names[at + 1], &object->names[at], (object->n - at) * sizeof object->names[0]);
    memmove(&object->items[at + 1], &object->items[at],
            (object->n - at) * sizeof(object->items[0]));
    object->names[at] = copy;
    object->items[at] = value;
    object->n++;
    return true;
}

bool ecc_pack_json_set_text(struct ecc_arena *arena, struct ecc_pack_json *object, const char *name,
                            ecc_str text)
{
    return ecc_pack_json_set(arena, object, ecc_str_of(name), ecc_pack_json_string(arena, text));
}

void ecc_pack_json_remove_at(struct ecc_pack_json *value, size_t index)
{
    const size_t after = value->n - index - 1;
    memmove(&value->items[index], &value->items[index + 1], after * sizeof(value->items[0]));
    if (value->kind == ECC_JSON_OBJECT) {
        memmove(&value->names[index], &value->names[index + 1], after * sizeof value->names[0]);
    }
    value->n--;
}

void ecc_pack_json_remove(struct ecc_pack_json *object, ecc_str name)
{
    bool found = false;
    const size_t at = place_of(object, name, &found);
    if (found) {
        ecc_pack_json_remove_at(object, at);
    }
}

/* ---- Writing ------------------------------------------------------------------------------- */

static void put_integer(int64_t integer, struct ecc_buf *out)
{
    char digits[20];
    size_t n = 0;
    uint64_t rest = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
    do {
        digits[n++] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    } while (rest > 0);
    if (integer < 0) {
        ecc_buf_putc(out, '-');
    }
    while (n > 0) {
        ecc_buf_putc(out, digits[--n]);
    }
}

static void put_canonical_string(ecc_str text, struct ecc_buf *out)
{
    ecc_buf_putc(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"' || text.ptr[i] == '\\') {
            ecc_buf_putc(out, '\\');
        }
        ecc_buf_putc(out, text.ptr[i]);
    }
    ecc_buf_putc(out, '"');
}

static void put_readable_string(ecc_str text, struct ecc_buf *out)
{
    static const char hex[] = "0123456789abcdef";
    ecc_buf_putc(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char byte = (unsigned char)text.ptr[i];
        if (byte == '\n') {
            ecc_buf_puts(out, "\\n");
        } else if (byte < 0x20) {
            ecc_buf_puts(out, "\\u00");
            ecc_buf_putc(out, hex[byte >> 4]);
            ecc_buf_putc(out, hex[byte & 15]);
        } else {
            if (byte == '"' || byte == '\\') {
                ecc_buf_putc(out, '\\');
            }
            ecc_buf_putc(out, text.ptr[i]);
        }
    }
    ecc_buf_putc(out, '"');
}

static void put_scalar(const struct ecc_pack_json *value, bool canonical, struct ecc_buf *out)
{
    switch (value->kind) {
    case ECC_JSON_NULL:
        ecc_buf_puts(out, "null");
        break;
    case ECC_JSON_BOOLEAN:
        ecc_buf_puts(out, value->truth ? "true" : "false");
        break;
    case ECC_JSON_INTEGER:
        put_integer(value->integer, out);
        break;
    case ECC_JSON_STRING:
        (canonical ? put_canonical_string : put_readable_string)(value->text, out);
        break;
    case ECC_JSON_LIST:
    case ECC_JSON_OBJECT:
        break;
    }
}

void ecc_pack_json_canonical(const struct ecc_pack_json *value, struct ecc_buf *out)
{
    const bool is_object = value->kind == ECC_JSON_OBJECT;
    if (!is_object && value->kind != ECC_JSON_LIST) {
        put_scalar(value, true, out);
        return;
    }
    ecc_buf_putc(out, is_object ? '{' : '[');
    for (size_t i = 0; i < value->n; i++) {
        if (i > 0) {
            ecc_buf_putc(out, ',');
        }
        if (is_object) {
            put_canonical_string(value->names[i], out);
            ecc_buf_putc(out, ':');
        }
        ecc_pack_json_canonical(value->items[i], out);
    }
    ecc_buf_putc(out, is_object ? '}' : ']');
}

static void new_line(size_t level, struct ecc_buf *out)
{
    ecc_buf_putc(out, '\n');
    for (size_t i = 0; i < level; i++) {
        ecc_buf_putc(out, ' ');
    }
}

static void print_value(const struct ecc_pack_json *value, size_t level, struct ecc_buf *out)
{
    const bool is_object = value->kind == ECC_JSON_OBJECT;
    if (!is_object && value->kind != ECC_JSON_LIST) {
        put_scalar(value, false, out);
        return;
    }
    ecc_buf_putc(out, is_object ? '{' : '[');
    for (size_t i = 0; i < value->n; i++) {
        if (i > 0) {
            ecc_buf_putc(out, ',');
        }
        new_line(level + 1, out);
        if (is_object) {
            put_readable_string(value->names[i], out);
            ecc_buf_puts(out, ": ");
        }
        print_value(value->items[i], level + 1, out);
    }
    if (value->n > 0) {
        new_line(level, out);
    }
    ecc_buf_putc(out, is_object ? '}' : ']');
}

void ecc_pack_json_print(const struct ecc_pack_json *value, struct ecc_buf *out)
{
    print_value(value, 0, out);
    ecc_buf_putc(out, '\n');
}

const char *ecc_pack_json_library(void)
{
    return jansson_version_str();
}
