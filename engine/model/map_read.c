/* SPDX-License-Identifier: Apache-2.0 */
/* A file of theirs as items: the entries of a list, the rows of a table; and the public functions for them. */
#include <string.h>

#include "base/arena.h"
#include "model/map.h"
#include "model/spec_read.h"

/* ---- Which items are meant ----------------------------------------------------------------- */

/* Keeps those that are meant, and tells how many are not. */
static ecc_status keep(struct ecc_mapped *mapped, const struct ecc_yaml *const *items, size_t n,
                       struct ecc_diags *diags)
{
    const struct ecc_map *map = mapped->map;
    const struct ecc_yaml **kept = ECC_NEW_ARRAY(mapped->arena, n, const struct ecc_yaml *);
    if (kept == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        if (ecc_map_takes(map, &map->where, items[i])) {
            kept[mapped->n++] = items[i];
        }
    }
    mapped->items = kept;
    if (mapped->n < n) {
        ecc_diag_add(diags, ECC_M_map_passed_over, map->where.node->span,
                     ECC_ARGS(ecc_arg_integer("n", (long long)(n - mapped->n)),
                              ecc_arg_integer("total", (long long)n),
                              ecc_arg_text("file", mapped->source->name)));
    }
    return ECC_OK;
}

static ecc_status too_many(struct ecc_diags *diags, struct ecc_span span, size_t n)
{
    ecc_diag_add(diags, ECC_M_map_too_many, span,
                 ECC_ARGS(ecc_arg_integer("n", (long long)n),
                          ecc_arg_integer("limit", (long long)ECC_MAP_MAX_ITEMS)));
    return ECC_E_LIMIT;
}

/* ---- YAML ---------------------------------------------------------------------------------- */

static ecc_status read_items(struct ecc_mapped *mapped, const struct ecc_yaml *root,
                             struct ecc_diags *diags)
{
    const struct ecc_map_place *place = &mapped->map->items;
    if (place->path.n == 0) {
        return keep(mapped, &root, 1, diags);
    }
    size_t n = 0;
    const struct ecc_yaml *list = ecc_yaml_path_follow(root, &place->path, &n);
    if (n < place->path.n || list->kind != ECC_YAML_LIST) {
        const bool keys = list->kind == ECC_YAML_MAP && list->n > 0;
        const struct ecc_span span = keys ? list->keys[0]->span : list->span;
        ecc_diag_add2(diags, ECC_M_map_no_items, span, place->node->span,
                      ECC_ARGS(ecc_arg_text("path", place->node->text)));
        return ECC_E_INVALID;
    }
    return list->n <= ECC_MAP_MAX_ITEMS ? keep(mapped, list->items, list->n, diags)
                                        : too_many(diags, list->span, list->n);
}

/* ---- Tables -------------------------------------------------------------------------------- */

struct sheet {
    struct ecc_mapped *mapped;
    const ecc_map_row *rows;
    size_t n;
    size_t header;                 /* index of the row */
    const struct ecc_yaml **names; /* of its cells */
    size_t n_names;
    struct ecc_diags *diags;
};

static ecc_status new_cell(struct sheet *sheet, const ecc_map_cell *cell, struct ecc_yaml *out)
{
    const struct ecc_source *source = sheet->mapped->source;
    const ecc_str there = ecc_str_slice(source->bytes, cell->begin, cell->begin + cell->text.len);
    const ecc_str text = ecc_str_eq(there, cell->text)
                             ? there
                             : ecc_arena_str(sheet->mapped->arena, cell->text);
    *out = (struct ecc_yaml){
        .span = {source, cell->begin, cell->end}, .text = ecc_str_trim(text), .quoted = true};
    return text.ptr != NULL ? ECC_OK : ECC_E_NOMEM;
}

/* The cells must lie in the text. */
static bool is_row(const struct sheet *sheet, const ecc_map_row *row)
{
    const size_t len = sheet->mapped->source->bytes.len;
    bool good = row->n > 0;
    for (size_t i = 0; i < row->n; i++) {
        good = good && row->cells[i].begin <= row->cells[i].end && row->cells[i].end <= len;
    }
    return good;
}

/* How many of the columns that the mapping names stand in a row. */
static size_t count_named(const struct ecc_map_shape *shape, const ecc_map_row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < shape->n_places; i++) {
        for (size_t k = 0; k < row->n; k++) {
            if (ecc_str_eq(ecc_str_trim(row->cells[k].text), shape->places[i].path.steps[0].key)) {
                n++;
                break;
            }
        }
    }
    return n;
}

#define HEADER_ROWS 20

/* The first row that has half of the columns; above it there may be a title. */
static void find_header(struct sheet *sheet)
{
    const struct ecc_map_shape *shape = &sheet->mapped->map->shape;
    for (size_t i = 0; i < sheet->n && i < HEADER_ROWS; i++) {
        if (count_named(shape, &sheet->rows[i]) * 2 >= shape->n_places) {
            sheet->header = i;
            return;
        }
    }
}

static ecc_status read_names(struct sheet *sheet)
{
    const ecc_map_row *row = &sheet->rows[sheet->header];
    struct ecc_arena *arena = sheet->mapped->arena;
    struct ecc_yaml *nodes = ECC_NEW_ARRAY(arena, row->n, struct ecc_yaml);
    sheet->names = ECC_NEW_ARRAY(arena, row->n, const struct ecc_yaml *);
    if (nodes == NULL || sheet->names == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < row->n; i++) {
        TRY(new_cell(sheet, &row->cells[i], &nodes[i]));
        sheet->names[i] = &nodes[i];
    }
    sheet->n_names = row->n;
    return ECC_OK;
}

static struct ecc_span span_of(const struct sheet *sheet, const ecc_map_row *row)
{
    return (struct ecc_span){sheet->mapped->source, row->cells[0].begin,
                             row->cells[row->n - 1].end};
}

static ecc_status report_column(struct sheet *sheet, const struct ecc_map_place *place)
{
    struct ecc_arena *arena = sheet->mapped->arena;
    const char **names = ECC_NEW_ARRAY(arena, sheet->n_names, const char *);
    if (names == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < sheet->n_names; i++) {
        const ecc_str copy = ecc_arena_str(arena, sheet->names[i]->text); /* with a NUL */
        names[i] = copy.ptr != NULL ? copy.ptr : "";
    }
    const ecc_str name = place->path.steps[0].key;
    ecc_str guess = ecc_spec_guess(name, names, sheet->n_names);
    for (size_t i = 0; i < sheet->n_names && ecc_str_is(guess, "none"); i++) {
        const ecc_str other = sheet->names[i]->text; /* "Memory" of "Memory (GB)" */
        const bool begins = other.len > 2 &&
                            (ecc_str_starts(name, other) || ecc_str_starts(other, name));
        guess = begins ? other : guess;
    }
    ecc_diag_add2(sheet->diags, ECC_M_map_no_column, span_of(sheet, &sheet->rows[sheet->header]),
                  place->node->span,
                  ECC_ARGS(ecc_arg_text("name", name), ecc_arg_text("guess", guess)));
    return ECC_OK;
}

/* Every column that is looked at is there, once. */
static ecc_status check_columns(struct sheet *sheet)
{
    const struct ecc_map_shape *shape = &sheet->mapped->map->shape;
    for (size_t i = 0; i < shape->n_used; i++) {
        const struct ecc_map_place *place = &shape->places[i];
        const struct ecc_yaml *found = NULL;
        for (size_t k = 0; k < sheet->n_names; k++) {
            const struct ecc_yaml *name = sheet->names[k];
            if (!ecc_str_eq(name->text, place->path.steps[0].key)) {
                continue;
            }
            if (found != NULL) {
                ecc_diag_add2(sheet->diags, ECC_M_map_column_twice, name->span, found->span,
                              ECC_ARGS(ecc_arg_text("name", name->text)));
            }
            found = found == NULL ? name : found;
        }
        if (found == NULL) {
            TRY(report_column(sheet, place));
        }
    }
    return ECC_OK;
}

/* A row as keys and values. Cells behind the last column hold nothing, or it is not known to which they belong. */
static ecc_status read_row(struct sheet *sheet, const ecc_map_row *row, const struct ecc_yaml **out)
{
    struct ecc_arena *arena = sheet->mapped->arena;
    const size_t n = row->n < sheet->n_names ? row->n : sheet->n_names;
    struct ecc_yaml *nodes = ECC_NEW_ARRAY(arena, n + 1, struct ecc_yaml);
    const struct ecc_yaml **items = ECC_NEW_ARRAY(arena, n, const struct ecc_yaml *);
    if (nodes == NULL || items == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        TRY(new_cell(sheet, &row->cells[i], &nodes[i]));
        items[i] = &nodes[i];
    }
    for (size_t i = n; i < row->n; i++) {
        if (ecc_str_trim(row->cells[i].text).len > 0) {
            const struct ecc_span span = {sheet->mapped->source, row->cells[i].begin,
                                          row->cells[i].end};
            ecc_diag_add(sheet->diags, ECC_M_map_row_long, span,
                         ECC_ARGS(ecc_arg_integer("cells", (long long)row->n),
                                  ecc_arg_integer("columns", (long long)sheet->n_names)));
            break;
        }
    }
    nodes[n] = (struct ecc_yaml){.kind = ECC_YAML_MAP,
                                 .span = span_of(sheet, row),
                                 .n = n,
                                 .items = items,
                                 .keys = sheet->names};
    *out = &nodes[n];
    return ECC_OK;
}

static ecc_status check_size(const struct sheet *sheet)
{
    const struct ecc_span start = {sheet->mapped->source, 0, 0};
    size_t cells = 0;
    for (size_t i = 0; i < sheet->n; i++) {
        cells += sheet->rows[i].n;
    }
    return sheet->n <= ECC_MAP_MAX_ITEMS && cells <= ECC_MAP_MAX_CELLS
               ? ECC_OK
               : too_many(sheet->diags, start, sheet->n);
}

static ecc_status read_sheet(struct sheet *sheet)
{
    const struct ecc_map *map = sheet->mapped->map;
    struct ecc_arena *arena = sheet->mapped->arena;
    const size_t errors = sheet->diags->n_errors;
    TRY(check_size(sheet));
    if (sheet->n == 0) {
        ecc_diag_add(sheet->diags, ECC_M_file_empty, (struct ecc_span){sheet->mapped->source, 0, 0},
                     ECC_NO_ARGS);
        return ECC_E_INVALID;
    }
    find_header(sheet);
    TRY(read_names(sheet));
    TRY(check_columns(sheet));
    const size_t n = sheet->n - sheet->header - 1;
    const struct ecc_yaml **items = ECC_NEW_ARRAY(arena, n, const struct ecc_yaml *);
    if (items == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        TRY(read_row(sheet, &sheet->rows[sheet->header + 1 + i], &items[i]));
    }
    if (map->strict) {
        const struct ecc_yaml names = {
            .kind = ECC_YAML_MAP, .n = sheet->n_names, .keys = sheet->names, .items = sheet->names};
        ecc_map_check_strict(&map->shape, &names, sheet->diags);
    }
    return sheet->diags->n_errors == errors ? keep(sheet->mapped, items, n, sheet->diags)
                                            : ECC_E_INVALID;
}

/* ---- The public functions ------------------------------------------------------------------ */

static bool has_ending(ecc_str name, const char *const *endings)
{
    for (size_t i = 0; endings[i] != NULL; i++) {
        if (ecc_str_ends(name, ecc_str_of(endings[i]))) {
            return true;
        }
    }
    return false;
}

/* A file whose name says that it is of the other kind. */
static bool is_other_kind(const struct ecc_map *map, ecc_str name, struct ecc_diags *diags)
{
    static const char *const tables[] = {".csv", ".tsv", NULL};
    static const char *const trees[] = {".yaml", ".yml", ".json", NULL};
    if (!has_ending(name, map->table ? trees : tables)) {
        return false;
    }
    ecc_diag_add(diags, ECC_M_map_wrong_reads, map->reads_node->span,
                 ECC_ARGS(ecc_arg_text("file", name),
                          ecc_arg_cstr("wanted", map->table ? "yaml" : "table")));
    return true;
}

static ecc_status open_mapped(const struct ecc_map *map, ecc_str name, ecc_str bytes,
                              struct ecc_mapped **out)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_mapped *mapped = arena != NULL ? ECC_NEW(arena, struct ecc_mapped) : NULL;
    const ecc_str own_name = mapped != NULL ? ecc_arena_str(arena, name) : (ecc_str){NULL, 0};
    const ecc_str own_bytes = mapped != NULL ? ecc_arena_str(arena, bytes) : (ecc_str){NULL, 0};
    const struct ecc_source *source = own_name.ptr != NULL && own_bytes.ptr != NULL
                                          ? ecc_source_new(arena, own_name, own_bytes)
                                          : NULL;
    if (source == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    *mapped = (struct ecc_mapped){.arena = arena, .map = map, .source = source};
    *out = mapped;
    return ECC_OK;
}

static ecc_status finish(struct ecc_mapped *mapped, ecc_status status, struct ecc_mapped **out)
{
    if (status != ECC_OK) {
        ecc_arena_free(mapped->arena);
        return status;
    }
    *out = mapped;
    return ECC_OK;
}

ecc_status ecc_map_yaml(const ecc_map *map, ecc_str name, ecc_str bytes, ecc_mapped **out_mapped,
                        ecc_diags *diags)
{
    struct ecc_mapped *mapped = NULL;
    const struct ecc_yaml *root = NULL;
    if (map->table) {
        return ECC_E_USAGE;
    }
    if (is_other_kind(map, name, diags)) {
        return ECC_E_INVALID;
    }
    TRY(open_mapped(map, name, bytes, &mapped));
    ecc_status status = ecc_yaml_parse(mapped->arena, mapped->source, &root, diags);
    status = status == ECC_OK ? read_items(mapped, root, diags) : status;
    return finish(mapped, status, out_mapped);
}

ecc_status ecc_map_table(const ecc_map *map, ecc_str name, ecc_str text, const ecc_map_row *rows,
                         size_t n_rows, ecc_mapped **out_mapped, ecc_diags *diags)
{
    struct ecc_mapped *mapped = NULL;
    if (!map->table) {
        return ECC_E_USAGE;
    }
    if (is_other_kind(map, name, diags)) {
        return ECC_E_INVALID;
    }
    TRY(open_mapped(map, name, text, &mapped));
    struct sheet sheet = {.mapped = mapped, .rows = rows, .n = n_rows, .diags = diags};
    ecc_status status = ecc_yaml_check_bytes(mapped->source, ECC_MAP_MAX_TABLE, diags);
    for (size_t i = 0; status == ECC_OK && i < n_rows; i++) {
        status = is_row(&sheet, &rows[i]) ? ECC_OK : ECC_E_USAGE;
    }
    status = status == ECC_OK ? read_sheet(&sheet) : status;
    return finish(mapped, status, out_mapped);
}

void ecc_mapped_free(ecc_mapped *mapped)
{
    if (mapped != NULL) {
        ecc_arena_free(mapped->arena);
    }
}

size_t ecc_mapped_count(const ecc_mapped *mapped)
{
    return mapped->n;
}

bool ecc_mapped_has_many(const ecc_mapped *mapped)
{
    return mapped->map->table || mapped->map->items.path.n > 0;
}

/* The text that becomes the name. */
static ecc_str name_of(const struct ecc_map *map, const struct ecc_yaml *item)
{
    const struct ecc_yaml *node = map->shape.constants != NULL
                                      ? ecc_yaml_get(map->shape.constants, "name", NULL)
                                      : NULL;
    const struct ecc_yaml *words = NULL;
    for (size_t i = 0; i < map->shape.n_facts; i++) {
        const struct ecc_map_fact *fact = &map->shape.facts[i];
        if (fact->from.path.n > 0 && ecc_str_is(fact->to_node->text, "name")) {
            node = ecc_yaml_path_at(item, &fact->from.path);
            words = fact->words;
        }
    }
    if (ecc_map_is_missing(map, node) || node->kind != ECC_YAML_SCALAR) {
        return (ecc_str){NULL, 0};
    }
    const struct ecc_yaml *word = words != NULL ? ecc_map_word(words, node->text) : NULL;
    return word != NULL ? word->text : ecc_str_trim(node->text);
}

ecc_item_info ecc_mapped_item(const ecc_mapped *mapped, size_t index)
{
    const struct ecc_yaml *item = mapped->items[index];
    return (ecc_item_info){.name = name_of(mapped->map, item), .at = ecc_span_position(item->span)};
}

static ecc_status load_item(struct ecc_spec_loader *loader, const ecc_mapped *mapped, size_t index,
                            struct ecc_spec **out_spec)
{
    const struct ecc_yaml *root = NULL;
    TRY(ecc_map_item(loader->arena, mapped->map, mapped->items[index], &root, loader->diags));
    return ecc_spec_load_tree(loader, mapped->source, root, out_spec);
}

ecc_status ecc_mapped_load(const ecc_mapped *mapped, size_t index, const ecc_str *settings,
                           size_t n_settings, ecc_resolve_fn resolve, void *user,
                           ecc_spec **out_spec, ecc_diags *diags)
{
    if (index >= mapped->n) {
        return ECC_E_USAGE;
    }
    struct ecc_arena *arena = ecc_arena_new(0);
    if (arena == NULL) {
        return ECC_E_NOMEM;
    }
    struct ecc_spec_loader loader = {.arena = arena,
                                     .diags = diags,
                                     .resolve = resolve,
                                     .user = user,
                                     .settings = settings,
                                     .n_settings = n_settings};
    const ecc_status status = load_item(&loader, mapped, index, out_spec);
    if (status != ECC_OK) {
        ecc_arena_free(arena);
    }
    return status;
}

ecc_status ecc_mapped_write(ecc_mapped *mapped, size_t index, ecc_str *out_text, ecc_diags *diags)
{
    const struct ecc_yaml *root = NULL;
    if (index >= mapped->n) {
        return ECC_E_USAGE;
    }
    const struct ecc_map *map = mapped->map;
    TRY(ecc_map_item(mapped->arena, map, mapped->items[index], &root, diags));
    struct ecc_buf buf;
    ecc_buf_init(&buf, mapped->arena);
    ecc_buf_add(&buf, mapped->source->name);
    ecc_buf_putc(&buf, ':');
    ecc_buf_put_size(&buf, ecc_span_position(mapped->items[index]->span).line);
    ecc_buf_puts(&buf, ", by ");
    ecc_buf_add(&buf, map->source->name);
    const ecc_str text = ecc_map_write(mapped->arena, ecc_spec_records[map->kind], root,
                                       ecc_buf_str(&buf));
    if (buf.failed || text.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    *out_text = text;
    return ECC_OK;
}
