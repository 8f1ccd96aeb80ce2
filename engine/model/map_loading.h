/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the reader of mappings share; nothing else includes it. map_load.c reads the whole, map_shape.c all
 * facts of an item or of an entry of a list, map_fact.c one fact, map_place.c where things stand in a file of theirs. Mistakes
 * go to the diagnostics and reading goes on; the status is for what ends the load (out of memory). */
#ifndef ECC_MODEL_MAP_LOADING_H
#define ECC_MODEL_MAP_LOADING_H

#include "doc/bind.h"
#include "model/map.h"
#include "model/spec_read.h"

struct ecc_map_loading {
    struct ecc_arena *arena;
    struct ecc_map *map;
    struct ecc_spec_loader loader; /* for parts of specifications */
};

#define ECC_MAP_REPORT(loading, id, span, args)                                                    \
    ecc_diag_add((loading)->loader.diags, (id), (span), args)

/* A path in their file; of a table, a column by its whole name. */
ecc_status ecc_map_read_place(struct ecc_map_loading *loading, struct ecc_reader *reader,
                              const struct ecc_yaml *node, struct ecc_map_place *out);
/* The place behind a key that may be absent. */
ecc_status ecc_map_read_optional(struct ecc_map_loading *loading, struct ecc_reader *reader,
                                 const char *key, struct ecc_map_place *out);
/* `where` and `ignored`, and the places they name. */
ecc_status ecc_map_read_named(struct ecc_map_loading *loading, struct ecc_reader *reader,
                              struct ecc_map_where *out_where, struct ecc_map_shape *out_named);
/* Report that a text is no path. ECC_OK: the load goes on. */
ecc_status ecc_map_bad_path(struct ecc_map_loading *loading, const struct ecc_yaml *node);

/* One entry of `facts`. */
ecc_status ecc_map_read_fact(struct ecc_map_loading *loading, const struct ecc_record *record,
                             const struct ecc_yaml *node, struct ecc_map_fact *out);

/* `constants` and `facts`. */
ecc_status ecc_map_read_shape(struct ecc_map_loading *loading, struct ecc_reader *reader,
                              const struct ecc_record *record, struct ecc_map_shape *out);
/* Everything of theirs that facts and `named` name: what is not is told when the mapping is strict. */
ecc_status ecc_map_gather_places(struct ecc_map_loading *loading, struct ecc_map_shape *shape,
                                 const struct ecc_map_shape *named);

#endif
