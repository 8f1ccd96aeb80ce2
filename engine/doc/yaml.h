/* SPDX-License-Identifier: Apache-2.0 */
/* YAML bytes to a tree of nodes with places. yaml.c is the only file that includes <yaml.h>.
 *
 * A narrow YAML, for files from strangers: one document, block or flow style; no aliases, anchors,
 * tags, merge keys or directives, no duplicate keys, no complex keys. Scalars are text; nothing is
 * implicitly a number, a boolean or null. The caps bound bytes, depth and nodes, so every later
 * recursive walk over the tree is bounded by `depth`. */
#ifndef ECC_DOC_YAML_H
#define ECC_DOC_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

#define ECC_YAML_MAX_BYTES                                                                         \
    ((size_t)1 << 20) /* a specification is a few kB; a rule file some tens */
#define ECC_YAML_MAX_DEPTH 32
#define ECC_YAML_MAX_NODES 50000

enum ecc_yaml_kind { ECC_YAML_SCALAR, ECC_YAML_LIST, ECC_YAML_MAP };

struct ecc_yaml {
    enum ecc_yaml_kind kind;
    struct ecc_span span; /* of a collection: from its first to its last byte of content */
    ecc_str text;         /* scalar: its value, UTF-8, never NUL inside */
    bool quoted;          /* scalar: '...', "...", | or > */
    size_t n;             /* list: items; map: pairs */
    const struct ecc_yaml *const *items; /* list items; map values */
    const struct ecc_yaml *const *keys;  /* map: n scalar keys, in file order, no two equal */
};

/* Is every byte UTF-8, and no character one that is not allowed in a file? ECC_E_INVALID: it is reported where not,
 * ECC_E_LIMIT: over `limit` bytes. ecc_yaml_parse() asks this itself. */
ecc_status ecc_yaml_check_bytes(const struct ecc_source *source, size_t limit,
                                struct ecc_diags *diags);

/* Every problem found goes to `diags` (ids file.* and yaml.*); the first syntax error ends the
 * reading, since what follows it cannot be trusted, but duplicate keys and the like are all
 * reported. ECC_E_INVALID when there was an error, ECC_E_LIMIT over a cap (with a diagnostic),
 * ECC_E_NOMEM. *out_root is never NULL on success. An empty file is an error. */
ecc_status ecc_yaml_parse(struct ecc_arena *arena, const struct ecc_source *source,
                          const struct ecc_yaml **out_root, struct ecc_diags *diags);

/* Value of `key` in a map, or NULL. `out_key` (may be NULL) is the key's node. */
const struct ecc_yaml *ecc_yaml_get(const struct ecc_yaml *map, const char *key,
                                    const struct ecc_yaml **out_key);

/* The version of libyaml. */
const char *ecc_yaml_library(void);

#endif
