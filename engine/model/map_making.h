/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that make a specification's tree of an item share; nothing else includes it. map_item.c makes the
 * whole, map_entry.c lists and tables, map_value.c single values; map_key.c looks at the keys that nobody names. */
#ifndef ECC_MODEL_MAP_MAKING_H
#define ECC_MODEL_MAP_MAKING_H

#include "model/map.h"

struct ecc_map_making {
    struct ecc_arena *arena;
    const struct ecc_map *map;
    struct ecc_diags *diags;
};

/* What a node is, for messages: "text", "list", "map". */
extern const char *const ecc_map_kinds[];

/* Nodes of ours. */
ecc_status ecc_map_new_text(struct ecc_map_making *making, ecc_str text, struct ecc_span span,
                            const struct ecc_yaml **out);
/* With room for n; NULL when out of memory. */
struct ecc_yaml *ecc_map_new_list(struct ecc_map_making *making, enum ecc_yaml_kind kind, size_t n,
                                  struct ecc_span span);
void ecc_map_add(struct ecc_yaml *list, const struct ecc_yaml *key, const struct ecc_yaml *item);

/* What stands at a place; NULL, when nothing does. A value on the way there is a mistake. */
ecc_status ecc_map_look_up(struct ecc_map_making *making, const struct ecc_map_shape *shape,
                           const struct ecc_yaml *their, const struct ecc_map_place *place,
                           const struct ecc_yaml **out);
/* ECC_E_INVALID. Told once of a place, however many facts look into it. */
ecc_status ecc_map_fail_once(struct ecc_map_making *making, enum ecc_message_id id,
                             struct ecc_span span, const struct ecc_map_place *place, ecc_arg arg);
ecc_status ecc_map_wrong_kind(struct ecc_map_making *making, enum ecc_message_id id,
                              const struct ecc_yaml *node, const struct ecc_map_place *place);
/* A key that nobody names, and that is nearly the one looked for: a change of theirs, or a slip. */
void ecc_map_warn_near(struct ecc_map_making *making, const struct ecc_map_shape *shape,
                       const struct ecc_yaml *map, const struct ecc_map_place *place, size_t depth);

/* Our word for theirs, at the place of theirs. */
ecc_status ecc_map_translate(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                             const struct ecc_yaml *node, const struct ecc_yaml **out);
/* A value that is given. A list of texts is a value where one is wanted. */
ecc_status ecc_map_convert(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                           const struct ecc_yaml *node, const struct ecc_yaml **out);
/* "600..700 mm2" of two values; of one, a limit. NULL when neither is given. */
ecc_status ecc_map_between(struct ecc_map_making *making, const struct ecc_map_shape *shape,
                           const struct ecc_map_fact *fact, const struct ecc_yaml *their,
                           const struct ecc_yaml **out);

/* A list of theirs to a list of ours, and to a table of number formats. */
ecc_status ecc_map_each_entry(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                              const struct ecc_yaml *their, const struct ecc_yaml **out);
ecc_status ecc_map_each_rate(struct ecc_map_making *making, const struct ecc_map_fact *fact,
                             const struct ecc_yaml *their, const struct ecc_yaml **out);
/* An entry that no fact takes would count as one that there is not. */
ecc_status ecc_map_check_taken(struct ecc_map_making *making, const struct ecc_map_shape *shape,
                               const struct ecc_map_fact *first, const struct ecc_yaml *their);

/* What keys and values of theirs become. */
ecc_status ecc_map_make(struct ecc_map_making *making, const struct ecc_map_shape *shape,
                        const struct ecc_yaml *their, const struct ecc_yaml **out);

#endif
