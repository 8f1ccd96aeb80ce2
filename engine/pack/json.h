/* SPDX-License-Identifier: Apache-2.0 */
/* JSON as trees in an arena, and the canonical form that signatures are made over.
 *
 * json.c is the only file that sees the JSON library. Numbers are whole numbers of 64 bits; a
 * fraction or an exponent is refused, as the canonical form has none. A name that stands twice in
 * an object is refused: two readers could each take another one. Members are kept sorted by code
 * point. */
#ifndef ECC_PACK_JSON_H
#define ECC_PACK_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/str.h"

struct ecc_arena;

/* Objects and lists inside each other. Metadata needs 8. */
#define ECC_JSON_MAX_DEPTH 32

enum ecc_pack_json_kind {
    ECC_JSON_NULL,
    ECC_JSON_BOOLEAN,
    ECC_JSON_INTEGER,
    ECC_JSON_STRING,
    ECC_JSON_LIST,
    ECC_JSON_OBJECT
};

/* Borrows nothing; all of it lives in the arena. */
struct ecc_pack_json {
    enum ecc_pack_json_kind kind;
    bool truth;      /* BOOLEAN */
    int64_t integer; /* INTEGER */
    ecc_str text;    /* STRING; UTF-8, may hold a NUL */
    size_t n;        /* LIST, OBJECT */
    size_t cap;
    ecc_str *names; /* OBJECT: sorted by code point, no two equal */
    struct ecc_pack_json **items;
};

/* `file` is for diagnostics. ECC_E_INVALID with a diagnostic, ECC_E_NOMEM. */
ecc_status ecc_pack_json_parse(struct ecc_arena *arena, ecc_str file, ecc_str bytes,
                               struct ecc_pack_json **out, struct ecc_diags *diags);

/* The member of that name, NULL when there is none or `object` is NULL or no object. */
struct ecc_pack_json *ecc_pack_json_get(const struct ecc_pack_json *object, const char *name);
struct ecc_pack_json *ecc_pack_json_find(const struct ecc_pack_json *object, ecc_str name);

/* Making trees. NULL when out of memory; then what they are put into counts as failed too, see
 * below. */
struct ecc_pack_json *ecc_pack_json_object(struct ecc_arena *arena);
struct ecc_pack_json *ecc_pack_json_list(struct ecc_arena *arena);
struct ecc_pack_json *ecc_pack_json_string(struct ecc_arena *arena, ecc_str text); /* copied */
struct ecc_pack_json *ecc_pack_json_integer(struct ecc_arena *arena, int64_t integer);
struct ecc_pack_json *ecc_pack_json_boolean(struct ecc_arena *arena, bool truth);
/* Put a member into an object, replacing one of that name; `name` is copied. False when out of
 * memory or when `value` is NULL. */
bool ecc_pack_json_set(struct ecc_arena *arena, struct ecc_pack_json *object, ecc_str name,
                       struct ecc_pack_json *value);
bool ecc_pack_json_set_text(struct ecc_arena *arena, struct ecc_pack_json *object, const char *name,
                            ecc_str text);
bool ecc_pack_json_append(struct ecc_arena *arena, struct ecc_pack_json *list,
                          struct ecc_pack_json *value);
void ecc_pack_json_remove(struct ecc_pack_json *object, ecc_str name);
void ecc_pack_json_remove_at(struct ecc_pack_json *list, size_t index);

/* The canonical form: members sorted, no space, in strings only quotation mark and backslash
 * escaped. */
void ecc_pack_json_canonical(const struct ecc_pack_json *value, struct ecc_buf *out);
/* For people and version control: members sorted, one a line, one space a level, a line end at the
 * end. */
void ecc_pack_json_print(const struct ecc_pack_json *value, struct ecc_buf *out);

/* The version of Jansson. */
const char *ecc_pack_json_library(void);

#endif
