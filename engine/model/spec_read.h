/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the specification loader share. Nothing else includes it.
 *
 * A reader fills one fact from its node. Mistakes go to the diagnostics and reading goes on, so
 * that one load reports all of them; the status is for what ends the load (out of memory). */
#ifndef ECC_MODEL_SPEC_READ_H
#define ECC_MODEL_SPEC_READ_H

#include "doc/yaml.h"
#include "model/spec.h"

/* A specification that is being read, and what contains it. */
struct ecc_spec_frame {
    const struct ecc_source *source;
    enum ecc_spec_kind kind;
    bool builtin; /* of the built-in catalogue: refers to nothing outside it */
    const struct ecc_spec_frame *parent;
};

/* A contained specification that was read before. */
struct ecc_spec_loaded {
    const struct ecc_source *source;
    bool builtin;
    const struct ecc_spec *spec; /* NULL: it has errors */
    struct ecc_spec_loaded *next;
};

struct ecc_spec_loader {
    struct ecc_arena *arena;
    struct ecc_diags *diags;
    ecc_resolve_fn resolve; /* may be NULL */
    void *user;
    const ecc_str *settings; /* "path=value", for the outermost file */
    size_t n_settings;
    const struct ecc_spec_frame *frame; /* the innermost */
    struct ecc_spec_loaded *loaded;
    size_t n_references;
    bool
        partial; /* a part of a specification: nothing is missing, and references are not looked up */
};

/* One file, already copied into the loader's arena. ECC_E_INVALID or ECC_E_LIMIT: it has errors,
 * and they are reported. `out_root` (may be NULL) gets the tree that it was read from. */
ecc_status ecc_spec_read(struct ecc_spec_loader *loader, const struct ecc_source *source,
                         bool builtin, struct ecc_spec **out_spec,
                         const struct ecc_yaml **out_root);

/* The same from a tree in hand. */
ecc_status ecc_spec_read_tree(struct ecc_spec_loader *loader, const struct ecc_source *source,
                              const struct ecc_yaml *root, bool builtin, struct ecc_spec **out_spec,
                              const struct ecc_yaml **out_root);
/* The whole load of a tree whose places may be in several sources; `source` is what the specification is called by.
 * All of them outlive it. ECC_E_INVALID, ECC_E_LIMIT: it has errors, and they are reported. */
ecc_status ecc_spec_load_tree(struct ecc_spec_loader *loader, const struct ecc_source *source,
                              const struct ecc_yaml *root, struct ecc_spec **out_spec);

/* A map, key by key; `path` is empty for the root. */
ecc_status ecc_spec_read_record(struct ecc_spec_loader *loader, const struct ecc_record *record,
                                const struct ecc_yaml *map, ecc_str path, struct ecc_thing *out);

/* Readers, one for each kind of fact. fact->field, ->span and ->presence are set before. */
typedef ecc_status ecc_fact_reader(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                                   ecc_str path, struct ecc_fact *fact);
ecc_fact_reader ecc_spec_read_text;
ecc_fact_reader ecc_spec_read_texts;
ecc_fact_reader ecc_spec_read_bilingual;
ecc_fact_reader ecc_spec_read_country;
ecc_fact_reader ecc_spec_read_date;
ecc_fact_reader ecc_spec_read_yesno;
ecc_fact_reader ecc_spec_read_word;
ecc_fact_reader ecc_spec_read_quantity;
ecc_fact_reader ecc_spec_read_table;
ecc_fact_reader ecc_spec_read_item;

/* One fact that is written; its mistakes are reported. */
ecc_status ecc_spec_read_fact(struct ecc_spec_loader *loader, const struct ecc_field *field,
                              const struct ecc_yaml *node, ecc_str path, struct ecc_fact *out);
/* Report a key of a table that is no number format. */
void ecc_spec_check_format(struct ecc_spec_loader *loader, const struct ecc_yaml *key);
void ecc_spec_report_unknown_key(struct ecc_spec_loader *loader, const struct ecc_record *record,
                                 ecc_str key, struct ecc_span span);

/* The fact of a quantity that is not written: its fallback, or its whole domain. */
ecc_status ecc_spec_absent_quantity(struct ecc_spec_loader *loader, struct ecc_fact *fact);

/* A scalar with something in it; reports anything else. An `unknown` marks the fact so, and is
 * reported where the field is required. */
bool ecc_spec_scalar(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                     struct ecc_fact *fact);
bool ecc_spec_is_unknown(const struct ecc_yaml *node);
/* `wanted` is list, map, table, entry or text. */
void ecc_spec_wrong_kind(struct ecc_spec_loader *loader, const char *key,
                         const struct ecc_yaml *node, const char *wanted);
void ecc_spec_empty_value(struct ecc_spec_loader *loader, const char *key, struct ecc_span span);

/* The word that was probably meant, or "none". */
ecc_str ecc_spec_guess(ecc_str text, const char *const *words, size_t n_words);
/* "a, b, c" */
ecc_str ecc_spec_list(struct ecc_arena *arena, const char *const *words, size_t n_words);
/* "path.key", or "key" at the root; ptr NULL when out of memory, here and below */
ecc_str ecc_spec_path(struct ecc_arena *arena, ecc_str path, ecc_str key);
/* "path[3]" */
ecc_str ecc_spec_entry_path(struct ecc_arena *arena, ecc_str path, size_t index);

/* Is it an officially assigned code of ISO 3166-1 alpha-2? */
bool ecc_country_is_code(ecc_str text);

#endif
