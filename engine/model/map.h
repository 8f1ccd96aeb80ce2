/* SPDX-License-Identifier: Apache-2.0 */
/* A mapping in memory (docs/mapping.md): how a tree of another shape becomes a tree that the loader of
 * specifications reads. What it makes keeps the places of the original, so that every message and every value
 * points into the file that people have. */
#ifndef ECC_MODEL_MAP_H
#define ECC_MODEL_MAP_H

#include "doc/path.h"
#include "model/schema.h"

#define ECC_MAP_MAX_ITEMS ((size_t)10000)
#define ECC_MAP_MAX_FACTS ((size_t)500)
#define ECC_MAP_MAX_CELLS ((size_t)500000)
/* As far as lines are indexed (base/source.c). [bytes] */
#define ECC_MAP_MAX_TABLE ((size_t)4 << 20)

/* A place in their file, and where the mapping names it. */
struct ecc_map_place {
    struct ecc_yaml_path path; /* n is 0: none is named */
    const struct ecc_yaml *node;
};

/* An item, or an entry of a list, is taken when the text at each place is one of the words. */
struct ecc_map_condition {
    struct ecc_map_place place;
    const struct ecc_yaml *words; /* a text, or a list of texts */
};
struct ecc_map_where {
    const struct ecc_map_condition *conditions;
    size_t n;
    const struct ecc_yaml *node; /* NULL: everything is taken */
};

struct ecc_map_fact;

/* What keys and values of theirs become. */
struct ecc_map_shape {
    const struct ecc_record *record;
    const struct ecc_yaml *constants; /* NULL: none */
    const struct ecc_map_fact *facts;
    size_t n_facts;
    const struct ecc_map_place *places; /* every one that is named, ignored ones included */
    size_t n_places;
    size_t n_used; /* the first of them: those that are not merely ignored */
};

struct ecc_map_fact {
    struct ecc_yaml_path to;
    const struct ecc_yaml *to_node;
    const struct ecc_field *field; /* that it leads to; of a number format, the rate */
    struct ecc_map_place from;     /* of each: the value of an entry of a table */
    struct ecc_map_place low;      /* of between */
    struct ecc_map_place high;
    struct ecc_map_place each;
    struct ecc_map_place key; /* of each: the number format of an entry */
    ecc_str unit;             /* of bare numbers; empty: as they are */
    const struct ecc_yaml *words;
    bool none; /* not given means that there is none, and not that it is unknown */
    const struct ecc_map_shape *shape; /* each: of an entry of a list */
    const struct ecc_map_shape *entry; /* each, with a key: what is named in an entry; no facts */
    struct ecc_map_where where;        /* each: which entries */
    size_t list; /* each: index of the first fact that is made of the same list; else its own */
    struct ecc_map_shape named; /* each: places of `where` and `ignored`; while loading */
};

struct ecc_map { /* ecc_map of the public header */
    struct ecc_arena *arena;
    const struct ecc_source *source;
    const struct ecc_yaml *reads_node; /* what says so, or the header */
    bool table;
    enum ecc_spec_kind kind;
    struct ecc_map_place items;
    struct ecc_map_where where;
    const struct ecc_yaml *missing; /* a list of texts; NULL: none */
    bool strict;
    struct ecc_map_shape shape;
    const struct ecc_yaml *header; /* "ecc: chip/1": a key and a value for what is made */
};

struct ecc_mapped { /* ecc_mapped of the public header */
    struct ecc_arena *arena;
    const struct ecc_map *map;
    const struct ecc_source *source;
    const struct ecc_yaml *const *items;
    size_t n;
};

/* Does the text, or the lack of one, say that nothing is given? */
bool ecc_map_is_missing(const struct ecc_map *map, const struct ecc_yaml *node);

/* Does every condition hold? The empty text is taken where nothing is given; a list, or keys and values, never. */
bool ecc_map_takes(const struct ecc_map *map, const struct ecc_map_where *where,
                   const struct ecc_yaml *item);

/* Our word for theirs; NULL when `words` has none. */
const struct ecc_yaml *ecc_map_word(const struct ecc_yaml *words, ecc_str text);

/* What item becomes, in `arena`. ECC_E_INVALID: its mistakes are reported. */
ecc_status ecc_map_item(struct ecc_arena *arena, const struct ecc_map *map,
                        const struct ecc_yaml *item, const struct ecc_yaml **out_root,
                        struct ecc_diags *diags);

/* Report what is neither mapped nor ignored in keys and values of theirs. */
void ecc_map_check_strict(const struct ecc_map_shape *shape, const struct ecc_yaml *their,
                          struct ecc_diags *diags);

/* A specification as YAML, keys in the order of the schema. ptr NULL: out of memory. */
ecc_str ecc_map_write(struct ecc_arena *arena, const struct ecc_record *record,
                      const struct ecc_yaml *root, ecc_str comment);

#endif
