/* SPDX-License-Identifier: Apache-2.0 */
/* Diagnostics: what is wrong, where, with which particulars. No words are made here: a diagnostic
 * is an id of text/messages.def, a span and named arguments; text/ puts it in a language later. */
#ifndef ECC_BASE_DIAG_H
#define ECC_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/source.h"
#include "ecc/ecc.h"

struct ecc_arena;

/* One enumerator for each row of messages.def: ECC_M_yaml_duplicate_key and so on. */
enum ecc_message_id {
#define ECC_MESSAGE(name, id, severity, args, english, chinese) ECC_M_##name,
#include "text/messages.def"
#undef ECC_MESSAGE
    ECC_M_COUNT
};

struct ecc_message_row {
    const char *id; /* as it appears in JSON, SARIF and the catalogues: "yaml.duplicate-key" */
    ecc_severity severity;
    const char *args;                 /* names of the arguments, space-separated: "key first" */
    const char *words[ECC_LANGUAGES]; /* patterns, by ecc_language */
};
const struct ecc_message_row *ecc_message_row(enum ecc_message_id id);

/* At most ECC_DIAG_CAP diagnostics are kept; further ones are counted only. */
#define ECC_DIAG_CAP 100

/* A text argument is kept up to this many bytes, then cut with an ellipsis. */
#define ECC_DIAG_TEXT_CAP 1000
/* A line longer than this is not quoted: the excerpt of its positions is empty. */
#define ECC_DIAG_LINE_CAP ((size_t)16 << 10)

/* Holds no span: a file that fails to load frees its source, and its diagnostics outlive it. Names
 * and lines are copied. */
struct ecc_diag_entry {
    enum ecc_message_id id;
    size_t file_rank;   /* files count in order of first appearance */
    size_t begin;       /* byte offset in its file */
    ecc_position at;    /* no place: empty file */
    ecc_position other; /* "first defined here"; none: empty file */
    const ecc_arg *args;
    size_t n_args;
    struct ecc_diag_entry *next;
};

struct ecc_diags {                /* ecc_diags of the public header */
    struct ecc_arena *arena;      /* its own, and the first thing in it is this struct */
    struct ecc_diag_entry *first; /* sorted by file and place; at one place, in order of adding */
    size_t n;
    size_t n_errors; /* of severity ECC_SEVERITY_ERROR, dropped ones included */
    size_t n_dropped;
    bool out_of_memory;
};

/* Everything is copied into the list's arena: arguments, file names, lines. Never fails loudly: out
 * of memory is remembered in diags->out_of_memory and an error still counts. */
void ecc_diag_add(struct ecc_diags *diags, enum ecc_message_id id, struct ecc_span span,
                  const ecc_arg *args, size_t n_args);
void ecc_diag_add2(struct ecc_diags *diags, enum ecc_message_id id, struct ecc_span span,
                   struct ecc_span other, const ecc_arg *args, size_t n_args);

ecc_arg ecc_arg_text(const char *name, ecc_str text);
ecc_arg ecc_arg_cstr(const char *name, const char *text);
ecc_arg ecc_arg_integer(const char *name, long long integer);

/* ecc_diag_add(diags, id, span, ECC_ARGS(ecc_arg_text("key", key))), or ECC_NO_ARGS. */
#define ECC_ARGS(...)                                                                              \
    (const ecc_arg[]){__VA_ARGS__}, sizeof((const ecc_arg[]){__VA_ARGS__}) / sizeof(ecc_arg)
#define ECC_NO_ARGS NULL, 0

/* Return the status of a failed call. The only macro that changes control flow. */
#define TRY(expr)                                                                                  \
    do {                                                                                           \
        ecc_status try_status_ = (expr);                                                           \
        if (try_status_ != ECC_OK) {                                                               \
            return try_status_;                                                                    \
        }                                                                                          \
    } while (0)

#endif
