/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a mapping: as strictly as a specification, and against the same tables, so that a mistake in it is told
 * before it is used on anything. */
#include "base/arena.h"
#include "model/map_loading.h"

static void read_missing(struct ecc_map_loading *loading, struct ecc_reader *reader)
{
    const struct ecc_yaml *list = ecc_reader_list(reader, "missing", false);
    for (size_t i = 0; list != NULL && i < list->n; i++) {
        (void)ecc_bind_text(reader, list->items[i], &(ecc_str){0});
    }
    loading->map->missing = list;
}

/* The first line. */
static bool read_header(struct ecc_map_loading *loading, const struct ecc_yaml *root)
{
    const struct ecc_yaml *value = root->kind == ECC_YAML_MAP ? ecc_yaml_get(root, "ecc", NULL)
                                                              : NULL;
    if (value == NULL || value != root->items[0] || !ecc_str_is(value->text, "map/1")) {
        ECC_MAP_REPORT(loading, ECC_M_map_no_header,
                       value != NULL ? value->span
                       : root->n > 0
                           ? (root->keys != NULL ? root->keys[0]->span : root->items[0]->span)
                           : root->span,
                       ECC_NO_ARGS);
        return false;
    }
    loading->map->reads_node = value;
    return true;
}

/* "ecc: chip/1", for what is made. */
static ecc_status make_header(struct ecc_map_loading *loading, const struct ecc_yaml *kind)
{
    struct ecc_map *map = loading->map;
    struct ecc_yaml *nodes = ECC_NEW_ARRAY(loading->arena, 3, struct ecc_yaml);
    const struct ecc_yaml **lists = ECC_NEW_ARRAY(loading->arena, 2, const struct ecc_yaml *);
    if (nodes == NULL || lists == NULL) {
        return ECC_E_NOMEM;
    }
    nodes[0] = (struct ecc_yaml){.span = kind->span, .text = ECC_STR("ecc")};
    nodes[1] = (struct ecc_yaml){.span = kind->span,
                                 .text = ecc_str_of(ecc_spec_headers[map->kind])};
    lists[0] = &nodes[0];
    lists[1] = &nodes[1];
    nodes[2] = (struct ecc_yaml){.kind = ECC_YAML_MAP, .n = 1, .keys = lists, .items = lists + 1};
    map->header = &nodes[2];
    return ECC_OK;
}

static ecc_status read_kind(struct ecc_map_loading *loading, struct ecc_reader *reader,
                            struct ecc_spec_frame *frame)
{
    const char *kinds[ECC_SPEC_KINDS + 1] = {NULL};
    static const char *const reads[] = {"yaml", "table", NULL};
    struct ecc_map *map = loading->map;
    int word = 0;
    for (size_t i = 0; i < ECC_SPEC_KINDS; i++) {
        kinds[i] = ecc_spec_records[i]->name;
    }
    const bool known = ecc_reader_word(reader, "kind", true, kinds, &word);
    map->kind = (enum ecc_spec_kind)word;
    frame->kind = map->kind;
    word = 0;
    (void)ecc_reader_word(reader, "reads", false, reads, &word);
    map->table = word == 1;
    const struct ecc_yaml *node = ecc_yaml_get(reader->map, "reads", NULL);
    map->reads_node = node != NULL ? node : map->reads_node;
    return known ? make_header(loading, ecc_yaml_get(reader->map, "kind", NULL)) : ECC_OK;
}

static ecc_status read_map(struct ecc_map_loading *loading, const struct ecc_yaml *root)
{
    struct ecc_map *map = loading->map;
    struct ecc_spec_frame frame = {.source = map->source};
    struct ecc_reader reader;
    if (!read_header(loading, root)) {
        return ECC_OK;
    }
    loading->loader.frame = &frame;
    ecc_reader_open(&reader, loading->arena, root, loading->loader.diags);
    (void)ecc_reader_get(&reader, "ecc", true);
    TRY(read_kind(loading, &reader, &frame));
    TRY(ecc_map_read_optional(loading, &reader, "items", &map->items));
    if (map->table && map->items.node != NULL) {
        ECC_MAP_REPORT(loading, ECC_M_map_of_table, map->items.node->span,
                       ECC_ARGS(ecc_arg_cstr("key", "items")));
    }
    struct ecc_map_shape named;
    TRY(ecc_map_read_named(loading, &reader, &map->where, &named));
    read_missing(loading, &reader);
    (void)ecc_reader_yesno(&reader, "strict", false, &map->strict);
    if (map->header != NULL) {
        TRY(ecc_map_read_shape(loading, &reader, ecc_spec_records[map->kind], &map->shape));
    } else {
        (void)ecc_reader_get(&reader, "facts", true);
        (void)ecc_reader_get(&reader, "constants", false);
    }
    TRY(ecc_map_gather_places(loading, &map->shape, &named));
    (void)ecc_reader_close(&reader);
    return ECC_OK;
}

static ecc_status load(struct ecc_map *map, ecc_str name, ecc_str bytes, struct ecc_diags *diags)
{
    const size_t errors = diags->n_errors;
    const ecc_str own_name = ecc_arena_str(map->arena, name);
    const ecc_str own_bytes = ecc_arena_str(map->arena, bytes);
    const struct ecc_yaml *root = NULL;
    if (own_name.ptr == NULL || own_bytes.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    map->source = ecc_source_new(map->arena, own_name, own_bytes);
    if (map->source == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_yaml_parse(map->arena, map->source, &root, diags));
    struct ecc_map_loading loading = {
        .arena = map->arena,
        .map = map,
        .loader = {.arena = map->arena, .diags = diags, .partial = true}};
    TRY(read_map(&loading, root));
    return diags->n_errors == errors ? ECC_OK : ECC_E_INVALID;
}

ecc_status ecc_map_load(ecc_str name, ecc_str bytes, ecc_map **out_map, ecc_diags *diags)
{
    if (out_map == NULL || diags == NULL) {
        return ECC_E_USAGE;
    }
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_map *map = arena != NULL ? ECC_NEW(arena, struct ecc_map) : NULL;
    if (map == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    map->arena = arena;
    const ecc_status status = load(map, name, bytes, diags);
    if (status != ECC_OK) {
        ecc_arena_free(arena);
        return status;
    }
    *out_map = map;
    return ECC_OK;
}

void ecc_map_free(ecc_map *map)
{
    if (map != NULL) {
        ecc_arena_free(map->arena);
    }
}

bool ecc_map_reads_table(const ecc_map *map)
{
    return map->table;
}
