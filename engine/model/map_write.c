/* SPDX-License-Identifier: Apache-2.0 */
/* A specification's tree as YAML of the house. Recursion is over a tree whose depth the YAML reader caps. */
#include "model/map.h"

#include <string.h>

#include "base/arena.h"
#include "model/spec_read.h"

static bool is_alphanumeric(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

/* Needs it no quotation marks? "null" without them is nothing. */
static bool is_plain(ecc_str text)
{
    static const char *const nulls[] = {"null", "Null", "NULL", NULL};
    bool plain = text.len > 0 && is_alphanumeric(text.ptr[0]) && text.ptr[text.len - 1] != ' ' &&
                 ecc_word_find(nulls, text) < 0;
    for (size_t i = 0; plain && i < text.len; i++) {
        plain = is_alphanumeric(text.ptr[i]) || strchr(" ._/+-()", text.ptr[i]) != NULL;
    }
    return plain;
}

/* A byte that a quoted text writes otherwise; 0: it stands as it is. */
static char escape_of(char byte)
{
    static const char escapes[][2] = {
        {'"', '"'}, {'\\', '\\'}, {'\n', 'n'}, {'\r', 'r'}, {'\t', 't'}};
    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
        if (escapes[i][0] == byte) {
            return escapes[i][1];
        }
    }
    return '\0';
}

static void put_text(struct ecc_buf *buf, ecc_str text)
{
    if (is_plain(text)) {
        ecc_buf_add(buf, text);
        return;
    }
    ecc_buf_putc(buf, '"');
    for (size_t i = 0; i < text.len; i++) {
        const char escape = escape_of(text.ptr[i]);
        if (escape != '\0') {
            ecc_buf_putc(buf, '\\');
        }
        ecc_buf_putc(buf, escape != '\0' ? escape : text.ptr[i]);
    }
    ecc_buf_putc(buf, '"');
}

static void put_line(struct ecc_buf *buf, size_t indent)
{
    ecc_buf_putc(buf, '\n');
    for (size_t i = 0; i < indent; i++) {
        ecc_buf_putc(buf, ' ');
    }
}

/* Behind "key:" or "-". The first key of an entry stands on the line of its hyphen. */
static void put_node(struct ecc_buf *buf, const struct ecc_yaml *node, size_t indent, bool entry)
{
    if (node->kind == ECC_YAML_SCALAR || node->n == 0) {
        ecc_buf_putc(buf, ' ');
        if (node->kind == ECC_YAML_SCALAR) {
            put_text(buf, node->text);
        } else {
            ecc_buf_puts(buf, node->kind == ECC_YAML_LIST ? "[]" : "{}");
        }
        return;
    }
    for (size_t i = 0; i < node->n; i++) {
        if (entry && i == 0) {
            ecc_buf_putc(buf, ' ');
        } else {
            put_line(buf, indent);
        }
        if (node->kind == ECC_YAML_LIST) {
            ecc_buf_putc(buf, '-');
            put_node(buf, node->items[i], indent + 2, true);
        } else {
            put_text(buf, node->keys[i]->text);
            ecc_buf_putc(buf, ':');
            put_node(buf, node->items[i], indent + 2, false);
        }
    }
}

static void put_key(struct ecc_buf *buf, const struct ecc_yaml *root, const char *key)
{
    const struct ecc_yaml *value = ecc_yaml_get(root, key, NULL);
    if (value != NULL) {
        ecc_buf_puts(buf, key);
        ecc_buf_putc(buf, ':');
        put_node(buf, value, 2, false);
        ecc_buf_putc(buf, '\n');
    }
}

ecc_str ecc_map_write(struct ecc_arena *arena, const struct ecc_record *record,
                      const struct ecc_yaml *root, ecc_str comment)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    put_key(&buf, root, "ecc");
    ecc_buf_puts(&buf, "# From ");
    for (size_t i = 0; i < comment.len; i++) {
        const bool printable = (unsigned char)comment.ptr[i] >= 0x20 && comment.ptr[i] != 0x7F;
        ecc_buf_putc(&buf, printable ? comment.ptr[i] : '?');
    }
    ecc_buf_putc(&buf, '\n');
    for (size_t i = 0; i < record->n_fields; i++) {
        put_key(&buf, root, record->fields[i].key);
    }
    return ecc_buf_str(&buf);
}
