/* SPDX-License-Identifier: Apache-2.0 */
/* Where the program's bytes go, and the memory it works in.
 *
 * A sink remembers its first error, so writing returns nothing and ecc_out_close() tells how it
 * went. Text that comes from a file or a command line is written with the typed calls, which escape
 * what a terminal or a JSON reader must not see; unescaped output is not something one writes by
 * accident. All memory of the program is asked for in out.c. */
#ifndef ECC_CLI_OUT_H
#define ECC_CLI_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include <ecc/ecc.h>

/* ---- Memory --------------------------------------------------------------------------------- */

/* Memory of one piece of work, given back at once. Zero-initialise. */
struct ecc_pool {
    struct ecc_pool_block *first;
    bool failed; /* something was asked for and could not be had; sticky */
};

/* Zeroed, aligned for any type. NULL when there is none; `pool->failed` then says so. */
void *ecc_pool_alloc(struct ecc_pool *pool, size_t n, size_t size);
/* A copy with a NUL after its end that does not count; empty when there is no memory. */
ecc_str ecc_pool_str(struct ecc_pool *pool, ecc_str text);
void ecc_pool_free(struct ecc_pool *pool);

#define ECC_POOL_ARRAY(pool, n, type) ((type *)ecc_pool_alloc((pool), (n), sizeof(type)))

/* ---- Sinks ---------------------------------------------------------------------------------- */

enum ecc_out_kind { ECC_OUT_MEMORY, ECC_OUT_STREAM, ECC_OUT_FILE };

struct ecc_out {
    enum ecc_out_kind kind;
    int fd;
    const char *path; /* FILE: the name it gets when it is whole */
    char *temporary;  /* FILE: the name it has until then */
    char *bytes;
    size_t len;
    size_t cap;
    int error; /* errno of the first failure; 0: none */
};

void ecc_out_memory(struct ecc_out *out);
void ecc_out_stream(struct ecc_out *out, int fd);
/* A file that appears whole or not at all: written under another name, synced, renamed. */
void ecc_out_file(struct ecc_out *out, const char *path);
/* FILE: a report with holes, or none at all, takes no other's place: the name stays as it is. */
void ecc_out_drop(struct ecc_out *out);
/* FILE: nothing was written, and nothing failed. */
bool ecc_out_is_empty(const struct ecc_out *out);
/* Write out what is held back. */
void ecc_out_flush(struct ecc_out *out);
/* Finish, and give back the memory. The errno of the first failure, 0 when there was none. */
int ecc_out_close(struct ecc_out *out);
/* MEMORY: what was written, valid until the next write or ecc_out_close(). */
ecc_str ecc_out_bytes(const struct ecc_out *out);

/* MEMORY: a copy of what was written, in the pool; and the end of the sink. */
ecc_str ecc_out_take(struct ecc_out *out, struct ecc_pool *pool);

/* ---- Writing -------------------------------------------------------------------------------- */

void ecc_out_raw(struct ecc_out *out, ecc_str bytes);     /* the program's own bytes */
void ecc_out_puts(struct ecc_out *out, const char *text); /* a literal */
void ecc_out_size(struct ecc_out *out, size_t number);
void ecc_out_pad(struct ecc_out *out, size_t n); /* spaces */
/* Text from outside: characters that must not reach a terminal appear as <U+202E>, a tab as a
 * space, a byte that is not UTF-8 as <FF>. Line ends appear as <U+000A>. */
void ecc_out_text(struct ecc_out *out, ecc_str text);
/* A JSON string with its quotation marks. Bytes that are not UTF-8 become U+FFFD. */
void ecc_out_json_str(struct ecc_out *out, ecc_str text);

/* ---- Text ----------------------------------------------------------------------------------- */

#define ECC_LITERAL(text) ((ecc_str){(text), sizeof(text) - 1})

ecc_str ecc_text_of(const char *text); /* NULL: the empty text */
bool ecc_text_is(ecc_str text, const char *other);
bool ecc_text_same(ecc_str a, ecc_str b);
bool ecc_text_starts(ecc_str text, const char *prefix);
bool ecc_text_ends(ecc_str text, const char *suffix);
/* Length in bytes of the character at the start, 1 to 4; 0 when it is not UTF-8 or the text is
 * empty. */
size_t ecc_text_char(ecc_str text);
/* A copy that may go to a terminal, by the rules of ecc_out_text(). */
ecc_str ecc_text_clean(struct ecc_pool *pool, ecc_str text);

#endif
