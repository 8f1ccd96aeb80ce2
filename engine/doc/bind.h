/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a map of a YAML tree key by key. A reader notes which keys were asked for; closing it reports
 * every other one, with the nearest that would have been understood. Every problem becomes a diagnostic
 * and marks the reader as failed; reading goes on, so that one load reports all errors of a file. */
#ifndef ECC_DOC_BIND_H
#define ECC_DOC_BIND_H

#include "doc/yaml.h"

#define ECC_READER_KEYS 64

struct ecc_reader {
    struct ecc_arena *arena;
    struct ecc_diags *diags;
    const struct ecc_yaml
        *map; /* NULL when the node was no map: every question then answers "absent" */
    const char *asked[ECC_READER_KEYS];
    size_t n_asked;
    bool failed;
};

/* `what` names the thing in the message when `node` is not a map: "a clause". */
void ecc_reader_open(struct ecc_reader *reader, struct ecc_arena *arena,
                     const struct ecc_yaml *node, struct ecc_diags *diags);
/* Report the keys that nobody asked for. True when all was well. */
bool ecc_reader_close(struct ecc_reader *reader);

/* The value of a key, or NULL when absent; an absent required key is reported. */
const struct ecc_yaml *ecc_reader_get(struct ecc_reader *reader, const char *key, bool required);

/* Typed readings. On absence or error the output is untouched; they return true when it was set. */
bool ecc_reader_text(struct ecc_reader *reader, const char *key, bool required, ecc_str *out);
bool ecc_reader_bilingual(struct ecc_reader *reader, const char *key, bool required,
                          ecc_bilingual *out);
bool ecc_reader_date(struct ecc_reader *reader, const char *key, bool required, ecc_date *out);
bool ecc_reader_yesno(struct ecc_reader *reader, const char *key, bool required, bool *out);
/* Index into a NULL-terminated list of words. */
bool ecc_reader_word(struct ecc_reader *reader, const char *key, bool required,
                     const char *const *words, int *out);
/* A list; anything else is reported. NULL when absent. */
const struct ecc_yaml *ecc_reader_list(struct ecc_reader *reader, const char *key, bool required);

/* A list of texts, none of which is empty. NULL with *out_n untouched when absent, or no such list. */
const ecc_str *ecc_reader_texts(struct ecc_reader *reader, const char *key, bool required,
                                size_t *out_n);

/* The same for nodes already in hand. */
bool ecc_bind_text(struct ecc_reader *reader, const struct ecc_yaml *node, ecc_str *out);
bool ecc_bind_bilingual(struct ecc_reader *reader, const struct ecc_yaml *node, ecc_bilingual *out);
bool ecc_bind_date(struct ecc_reader *reader, const struct ecc_yaml *node, ecc_date *out);

/* Report at `span` and mark the reader as failed. */
void ecc_reader_error(struct ecc_reader *reader, enum ecc_message_id id, struct ecc_span span,
                      const ecc_arg *args, size_t n_args);

/* The entry of `words` nearest to `text`, or the empty string when none is near. */
ecc_str ecc_bind_guess(ecc_str text, const char *const *words, size_t n_words);

#endif
