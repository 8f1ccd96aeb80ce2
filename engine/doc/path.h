/* SPDX-License-Identifier: Apache-2.0 */
/* Paths into a tree, as people write them: "logic-dies[0].area". Looking up, and putting a value in. */
#ifndef ECC_DOC_PATH_H
#define ECC_DOC_PATH_H

#include "doc/yaml.h"

/* One step of a path: a key, or an index in brackets. */
struct ecc_yaml_step {
    bool is_index;
    size_t index;
    ecc_str key;          /* of an index: as it is written */
    struct ecc_span span; /* of the step in what the path was read from */
};

struct ecc_yaml_path {
    const struct ecc_yaml_step *steps;
    size_t n; /* at most ECC_YAML_MAX_DEPTH */
};

/* `text` stands at `span`. ECC_E_INVALID: it is no path; the caller says so. */
ecc_status ecc_yaml_path_read(struct ecc_arena *arena, ecc_str text, struct ecc_span span,
                              struct ecc_yaml_path *out);
/* A path of one key, whatever characters that has. */
ecc_status ecc_yaml_path_of_key(struct ecc_arena *arena, ecc_str key, struct ecc_span span,
                                struct ecc_yaml_path *out);

/* Have both at least n steps, and are the first n the same? */
bool ecc_yaml_path_same(const struct ecc_yaml_path *a, const struct ecc_yaml_path *b, size_t n);

/* The node the path leads to, or the last one on the way; *out_n steps were gone. */
const struct ecc_yaml *ecc_yaml_path_follow(const struct ecc_yaml *root,
                                            const struct ecc_yaml_path *path, size_t *out_n);
/* The same when the whole path can be gone, else NULL. */
const struct ecc_yaml *ecc_yaml_path_at(const struct ecc_yaml *root,
                                        const struct ecc_yaml_path *path);

/* A copy of `root` with `value` at `path`; `root` is untouched, and shares what did not change. Maps and lists
 * on the way are made where nothing, or "unknown", stands: at `made`, or where the path is written when that is
 * NULL. The index after the last appends. ECC_E_INVALID, untold: *out_step has no place there. */
ecc_status ecc_yaml_path_put(struct ecc_arena *arena, const struct ecc_yaml *root,
                             const struct ecc_yaml_path *path, const struct ecc_yaml *value,
                             const struct ecc_span *made, const struct ecc_yaml **out_root,
                             const struct ecc_yaml_step **out_step);

#endif
