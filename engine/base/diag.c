/* SPDX-License-Identifier: Apache-2.0 */
/* The list of findings, and the table of their kinds. */
#include "base/diag.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

/* A hundred findings, each with two lines and some texts at their caps, stay well below. */
#define ARENA_CAP ((size_t)16 << 20)

static const struct ecc_message_row rows[] = {
#define ECC_MESSAGE(name, id, severity, args, english, chinese)                                    \
    [ECC_M_##name] = {id, severity, args, {[ECC_ENGLISH] = english, [ECC_CHINESE] = chinese}},
#include "text/messages.def"
#undef ECC_MESSAGE
};
_Static_assert(sizeof rows / sizeof rows[0] == ECC_M_COUNT, "a row for each message");

const struct ecc_message_row *ecc_message_row(enum ecc_message_id id)
{
    assert(id < ECC_M_COUNT);
    return &rows[id];
}

ecc_status ecc_diags_new(ecc_diags **out_diags)
{
    struct ecc_arena *arena = ecc_arena_new(ARENA_CAP);
    if (arena == NULL) {
        return ECC_E_NOMEM;
    }
    struct ecc_diags *diags = ECC_NEW(arena, struct ecc_diags);
    if (diags == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    diags->arena = arena;
    *out_diags = diags;
    return ECC_OK;
}

void ecc_diags_free(ecc_diags *diags)
{
    if (diags != NULL) {
        ecc_arena_free(diags->arena);
    }
}

void ecc_diags_clear(ecc_diags *diags)
{
    struct ecc_arena *arena = diags->arena;
    ecc_arena_reset(arena);
    struct ecc_diags *again = ECC_NEW(arena, struct ecc_diags);
    assert(again == diags); /* see ecc_arena_reset() */
    again->arena = arena;
}

size_t ecc_diags_count(const ecc_diags *diags)
{
    return diags->n;
}

size_t ecc_diags_errors(const ecc_diags *diags)
{
    return diags->n_errors;
}

size_t ecc_diags_dropped(const ecc_diags *diags)
{
    return diags->n_dropped;
}

/* ---- Adding -------------------------------------------------------------------------------- */

static bool copy_str(struct ecc_diags *diags, ecc_str text, ecc_str *out)
{
    *out = ecc_arena_str(diags->arena, text);
    return out->ptr != NULL;
}

static bool copy_text(struct ecc_diags *diags, ecc_str text, ecc_str *out)
{
    if (text.len <= ECC_DIAG_TEXT_CAP) {
        return copy_str(diags, text, out);
    }
    size_t end = ECC_DIAG_TEXT_CAP;
    while (end > 0 && ((unsigned char)text.ptr[end] & 0xC0U) == 0x80U) {
        end--;
    }
    struct ecc_buf cut;
    ecc_buf_init(&cut, diags->arena);
    ecc_buf_add(&cut, ecc_str_slice(text, 0, end));
    ecc_buf_puts(&cut, "…");
    *out = ecc_buf_str(&cut);
    return !cut.failed;
}

static bool copy_position(struct ecc_diags *diags, struct ecc_span span, ecc_position *out)
{
    *out = ecc_span_position(span);
    if (span.source == NULL) {
        return true;
    }
    if (out->excerpt.len > ECC_DIAG_LINE_CAP) {
        out->excerpt = (ecc_str){NULL, 0};
    }
    return copy_str(diags, out->file, &out->file) && copy_str(diags, out->excerpt, &out->excerpt);
}

static bool copy_args(struct ecc_diags *diags, struct ecc_diag_entry *entry, const ecc_arg *args,
                      size_t n_args)
{
    ecc_arg *copies = ECC_NEW_ARRAY(diags->arena, n_args, ecc_arg);
    if (copies == NULL) {
        return false;
    }
    for (size_t i = 0; i < n_args; i++) {
        ecc_str name;
        copies[i] = args[i];
        if (!copy_str(diags, ecc_str_of(args[i].name), &name) ||
            (args[i].kind == ECC_ARG_TEXT && !copy_text(diags, args[i].text, &copies[i].text))) {
            return false;
        }
        copies[i].name = name.ptr;
    }
    entry->args = copies;
    entry->n_args = n_args;
    return true;
}

/* The number of the entry's file in order of first appearance. */
static size_t rank_of_file(const struct ecc_diags *diags, ecc_str file)
{
    size_t n_files = 0;
    for (const struct ecc_diag_entry *at = diags->first; at != NULL; at = at->next) {
        if (ecc_str_eq(at->at.file, file)) {
            return at->file_rank;
        }
        n_files = at->file_rank + 1; /* the list is sorted: the last one has the highest */
    }
    return n_files;
}

static bool stays_before(const struct ecc_diag_entry *a, const struct ecc_diag_entry *b)
{
    return a->file_rank != b->file_rank ? a->file_rank < b->file_rank : a->begin <= b->begin;
}

static void insert(struct ecc_diags *diags, struct ecc_diag_entry *entry)
{
    struct ecc_diag_entry **link = &diags->first;
    while (*link != NULL && stays_before(*link, entry)) {
        link = &(*link)->next;
    }
    entry->next = *link;
    *link = entry;
    diags->n++;
}

void ecc_diag_add2(struct ecc_diags *diags, enum ecc_message_id id, struct ecc_span span,
                   struct ecc_span other, const ecc_arg *args, size_t n_args)
{
    diags->n_errors += ecc_message_row(id)->severity == ECC_SEVERITY_ERROR;
    if (diags->n == ECC_DIAG_CAP) {
        diags->n_dropped++;
        return;
    }
    struct ecc_diag_entry *entry = ECC_NEW(diags->arena, struct ecc_diag_entry);
    if (entry == NULL || !copy_position(diags, span, &entry->at) ||
        !copy_position(diags, other, &entry->other) || !copy_args(diags, entry, args, n_args)) {
        diags->out_of_memory = true;
        diags->n_dropped++;
        return;
    }
    entry->id = id;
    entry->begin = span.begin;
    entry->file_rank = rank_of_file(diags, entry->at.file);
    insert(diags, entry);
}

void ecc_diag_add(struct ecc_diags *diags, enum ecc_message_id id, struct ecc_span span,
                  const ecc_arg *args, size_t n_args)
{
    ecc_diag_add2(diags, id, span, ecc_span_none(), args, n_args);
}

/* ---- Reading ------------------------------------------------------------------------------- */

ecc_diag ecc_diags_at(const ecc_diags *diags, size_t index)
{
    assert(index < diags->n);
    const struct ecc_diag_entry *entry = diags->first;
    for (size_t i = 0; i < index; i++) {
        entry = entry->next;
    }
    const struct ecc_message_row *row = ecc_message_row(entry->id);
    return (ecc_diag){
        .id = row->id,
        .severity = row->severity,
        .at = entry->at,
        .other = entry->other,
        .args = entry->args,
        .n_args = entry->n_args,
    };
}

ecc_arg ecc_arg_text(const char *name, ecc_str text)
{
    return (ecc_arg){.name = name, .kind = ECC_ARG_TEXT, .text = text};
}

ecc_arg ecc_arg_cstr(const char *name, const char *text)
{
    return ecc_arg_text(name, ecc_str_of(text));
}

ecc_arg ecc_arg_integer(const char *name, long long integer)
{
    return (ecc_arg){.name = name, .kind = ECC_ARG_INTEGER, .integer = integer};
}
