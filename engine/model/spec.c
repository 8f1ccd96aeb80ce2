/* SPDX-License-Identifier: Apache-2.0 */
/* A whole specification: its header, what is public of it, and the list of what it says. */
#include "model/spec_read.h"

#include <string.h>

#include "base/arena.h"
#include "doc/edit.h"

/* ---- The header ---------------------------------------------------------------------------- */

/* "chip/2" of "chip/1": the same word, another number. */
static bool is_other_version(ecc_str header, const char *known)
{
    const size_t stem = strcspn(known, "/") + 1;
    const ecc_str number = ecc_str_slice(header, stem, header.len);
    bool digits = number.len > 0 && number.ptr[0] != '0';
    for (size_t i = 0; i < number.len; i++) {
        digits = digits && number.ptr[i] >= '0' && number.ptr[i] <= '9';
    }
    return digits && ecc_str_starts(header, (ecc_str){known, stem});
}

static bool is_map_header(ecc_str header)
{
    return ecc_str_starts(header, ECC_STR("map/"));
}

static bool is_rule_header(ecc_str header)
{
    return ecc_str_starts(header, ECC_STR("rule/")) ||
           ecc_str_starts(header, ECC_STR("definitions/")) ||
           ecc_str_starts(header, ECC_STR("regime/"));
}

static ecc_str known_headers(struct ecc_arena *arena)
{
    const char *lines[ECC_SPEC_KINDS];
    for (size_t i = 0; i < ECC_SPEC_KINDS; i++) {
        lines[i] = ecc_spec_headers[i];
    }
    return ecc_spec_list(arena, lines, ECC_SPEC_KINDS);
}

static void report_header(struct ecc_spec_loader *loader, const struct ecc_yaml *value)
{
    const ecc_str header = value->text;
    const struct ecc_span span = value->span;
    if (is_rule_header(header)) {
        ecc_diag_add(loader->diags, ECC_M_spec_rule_file, span,
                     ECC_ARGS(ecc_arg_text("header", header)));
        return;
    }
    if (is_map_header(header)) {
        ecc_diag_add(loader->diags, ECC_M_spec_map_file, span, ECC_NO_ARGS);
        return;
    }
    const char *guess = NULL;
    for (size_t i = 0; i < ECC_SPEC_KINDS; i++) {
        if (is_other_version(header, ecc_spec_headers[i])) {
            ecc_diag_add(loader->diags, ECC_M_spec_newer_version, span,
                         ECC_ARGS(ecc_arg_text("header", header),
                                  ecc_arg_cstr("known", ecc_spec_headers[i])));
            return;
        }
        const ecc_str stem = {ecc_spec_headers[i], strcspn(ecc_spec_headers[i], "/")};
        if (ecc_str_starts(header, stem)) { /* "chip", "chip/v1" */
            guess = ecc_spec_headers[i];
        }
    }
    ecc_diag_add(
        loader->diags, ECC_M_spec_unknown_header, span,
        ECC_ARGS(ecc_arg_text("header", header),
                 ecc_arg_text("guess", guess != NULL ? ecc_str_of(guess)
                                                     : ecc_spec_guess(header, ecc_spec_headers,
                                                                      ECC_SPEC_KINDS)),
                 ecc_arg_text("known", known_headers(loader->arena))));
}

/* False when the rest of the file cannot be read because nobody knows as what. */
static bool read_header(struct ecc_spec_loader *loader, const struct ecc_yaml *root,
                        enum ecc_spec_kind *out)
{
    if (root->kind != ECC_YAML_MAP) {
        ecc_diag_add(loader->diags, ECC_M_spec_not_a_map, root->span, ECC_NO_ARGS);
        return false;
    }
    const struct ecc_yaml *key = NULL;
    const struct ecc_yaml *value = ecc_yaml_get(root, "ecc", &key);
    if (value == NULL) {
        const struct ecc_span span = root->n > 0 ? root->keys[0]->span : root->span;
        ecc_diag_add(loader->diags, ECC_M_spec_no_header, span,
                     ECC_ARGS(ecc_arg_text("known", known_headers(loader->arena))));
        return false;
    }
    if (key != root->keys[0]) {
        ecc_diag_add(loader->diags, ECC_M_spec_header_not_first, key->span, ECC_NO_ARGS);
    }
    if (value->kind != ECC_YAML_SCALAR) {
        ecc_spec_wrong_kind(loader, "ecc", value, "text");
        return false;
    }
    for (size_t i = 0; i < ECC_SPEC_KINDS; i++) {
        if (ecc_str_is(value->text, ecc_spec_headers[i])) {
            *out = (enum ecc_spec_kind)i;
            return true;
        }
    }
    report_header(loader, value);
    return false;
}

/* ---- What is public ------------------------------------------------------------------------ */

static const struct ecc_fact *find_fact(const struct ecc_thing *thing, const char *key)
{
    const size_t i = ecc_record_find(thing->record, ecc_str_of(key));
    return i < thing->record->n_fields ? &thing->facts[i] : NULL;
}

static ecc_str given_text(const struct ecc_thing *thing, const char *key)
{
    const struct ecc_fact *fact = find_fact(thing, key);
    if (fact == NULL || fact->presence != ECC_GIVEN) {
        return (ecc_str){NULL, 0};
    }
    return fact->text;
}

/* Every kind has the keys asked for here; `sold-as` only a chip. */
static ecc_spec_info make_info(const struct ecc_spec *spec)
{
    const struct ecc_thing *root = spec->root;
    const struct ecc_fact *aliases = find_fact(root, "aliases");
    const struct ecc_fact *notes = find_fact(root, "notes");
    return (ecc_spec_info){
        .file = spec->source->name,
        .kind = ecc_str_of(root->record->name),
        .name = given_text(root, "name"),
        .vendor = given_text(root, "vendor"),
        .origin = given_text(root, "origin"),
        .sold_as = given_text(root, "sold-as"),
        .released = find_fact(root, "released")->as.date,
        .aliases = aliases->as.texts.items,
        .n_aliases = aliases->as.texts.n,
        .notes = notes->as.bilinguals.items,
        .n_notes = notes->as.bilinguals.n,
    };
}

/* An entry whose item could not be loaded is left out; the load fails for it anyway. */
static ecc_status collect_parts(struct ecc_spec *spec)
{
    const struct ecc_fact *contains = find_fact(spec->root, "contains");
    if (contains == NULL) {
        return ECC_OK;
    }
    struct ecc_part *parts = ECC_NEW_ARRAY(spec->arena, contains->as.list.n, struct ecc_part);
    if (parts == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < contains->as.list.n; i++) {
        const struct ecc_thing *entry = &contains->as.list.items[i];
        const struct ecc_fact *item = find_fact(entry, "item");
        if (item->as.item != NULL) {
            parts[spec->n_parts++] = (struct ecc_part){
                .spec = item->as.item,
                .count = find_fact(entry, "count")->as.quantity.value,
                .span = item->span,
            };
        }
    }
    spec->parts = parts;
    spec->parts_open = contains->as.list.open;
    return ECC_OK;
}

static ecc_status read_root(struct ecc_spec_loader *loader, const struct ecc_yaml *root,
                            struct ecc_spec *spec)
{
    struct ecc_thing *thing = ECC_NEW(loader->arena, struct ecc_thing);
    if (thing == NULL) {
        return ECC_E_NOMEM;
    }
    const ecc_str path = {NULL, 0};
    TRY(ecc_spec_read_record(loader, ecc_spec_records[spec->kind], root, path, thing));
    spec->root = thing;
    spec->info = make_info(spec);
    return collect_parts(spec);
}

/* What-if: the file with some values changed. */
static ecc_status apply_settings(struct ecc_spec_loader *loader, const struct ecc_yaml **root)
{
    for (size_t i = 0; i < loader->n_settings; i++) {
        const ecc_str text = ecc_arena_str(loader->arena, loader->settings[i]);
        const struct ecc_source *setting = text.ptr != NULL ? ecc_source_new(loader->arena,
                                                                             ECC_STR("--set"), text)
                                                            : NULL;
        if (setting == NULL) {
            return ECC_E_NOMEM;
        }
        TRY(ecc_yaml_set(loader->arena, *root, setting, root, loader->diags));
    }
    return ECC_OK;
}

ecc_status ecc_spec_read(struct ecc_spec_loader *loader, const struct ecc_source *source,
                         bool builtin, struct ecc_spec **out_spec, const struct ecc_yaml **out_root)
{
    const struct ecc_yaml *root = NULL;
    TRY(ecc_yaml_parse(loader->arena, source, &root, loader->diags));
    return ecc_spec_read_tree(loader, source, root, builtin, out_spec, out_root);
}

ecc_status ecc_spec_read_tree(struct ecc_spec_loader *loader, const struct ecc_source *source,
                              const struct ecc_yaml *root, bool builtin, struct ecc_spec **out_spec,
                              const struct ecc_yaml **out_root)
{
    const size_t errors = loader->diags->n_errors;
    if (loader->frame == NULL) {
        TRY(apply_settings(loader, &root));
    }
    enum ecc_spec_kind kind = ECC_SPEC_CHIP;
    if (!read_header(loader, root, &kind)) {
        return ECC_E_INVALID;
    }
    struct ecc_spec *spec = ECC_NEW(loader->arena, struct ecc_spec);
    if (spec == NULL) {
        return ECC_E_NOMEM;
    }
    *spec = (struct ecc_spec){.arena = loader->arena, .source = source, .kind = kind};
    const struct ecc_spec_frame frame = {
        .source = source,
        .kind = kind,
        .builtin = builtin,
        .parent = loader->frame,
    };
    loader->frame = &frame;
    const ecc_status status = read_root(loader, root, spec);
    loader->frame = frame.parent;
    TRY(status);
    if (loader->diags->n_errors > errors) {
        return ECC_E_INVALID;
    }
    *out_spec = spec;
    if (out_root != NULL) {
        *out_root = root;
    }
    return ECC_OK;
}

/* ---- The list of what is written ----------------------------------------------------------- */

ecc_str ecc_spec_path(struct ecc_arena *arena, ecc_str path, ecc_str key)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    ecc_buf_add(&buf, path);
    ecc_buf_puts(&buf, path.len > 0 ? "." : "");
    ecc_buf_add(&buf, key);
    return ecc_buf_str(&buf);
}

ecc_str ecc_spec_entry_path(struct ecc_arena *arena, ecc_str path, size_t index)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    ecc_buf_add(&buf, path);
    ecc_buf_putc(&buf, '[');
    ecc_buf_put_size(&buf, index);
    ecc_buf_putc(&buf, ']');
    return ecc_buf_str(&buf);
}

/* Recursion over a tree whose depth the YAML reader caps. */
static size_t count_leaves(const struct ecc_yaml *node)
{
    size_t n = node->kind == ECC_YAML_SCALAR || node->n == 0 ? 1 : 0;
    for (size_t i = 0; node->kind != ECC_YAML_SCALAR && i < node->n; i++) {
        n += count_leaves(node->items[i]);
    }
    return n;
}

static ecc_str leaf_text(const struct ecc_yaml *node)
{
    if (node->kind == ECC_YAML_SCALAR) {
        return node->text;
    }
    return node->kind == ECC_YAML_LIST ? ECC_STR("[]") : ECC_STR("{}");
}

/* The same recursion. */
static ecc_status add_leaves(struct ecc_spec *spec, ecc_fact_view *views,
                             const struct ecc_yaml *node, ecc_str path)
{
    if (path.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    if (node->kind == ECC_YAML_SCALAR || node->n == 0) {
        views[spec->n_views++] = (ecc_fact_view){
            .path = path,
            .value = leaf_text(node),
            .at = ecc_span_position(node->span),
        };
        return ECC_OK;
    }
    for (size_t i = 0; i < node->n; i++) {
        const ecc_str inner = node->kind == ECC_YAML_MAP
                                  ? ecc_spec_path(spec->arena, path, node->keys[i]->text)
                                  : ecc_spec_entry_path(spec->arena, path, i);
        TRY(add_leaves(spec, views, node->items[i], inner));
    }
    return ECC_OK;
}

static ecc_status list_facts(struct ecc_spec *spec, const struct ecc_yaml *root)
{
    ecc_fact_view *views = ECC_NEW_ARRAY(spec->arena, count_leaves(root), ecc_fact_view);
    if (views == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < root->n; i++) {
        if (!ecc_str_is(root->keys[i]->text, "ecc")) { /* the header is no fact */
            TRY(add_leaves(spec, views, root->items[i], root->keys[i]->text));
        }
    }
    spec->views = views;
    return ECC_OK;
}

ecc_str ecc_fact_path(struct ecc_arena *arena, const struct ecc_thing *thing,
                      const struct ecc_fact *fact)
{
    if (thing->record == &ecc_peak_record) { /* written as one line: "peaks.fp8" */
        return thing->path;
    }
    return ecc_spec_path(arena, thing->path, ecc_str_of(fact->field->key));
}

ecc_status ecc_spec_load_tree(struct ecc_spec_loader *loader, const struct ecc_source *source,
                              const struct ecc_yaml *root, struct ecc_spec **out_spec)
{
    struct ecc_spec *spec = NULL;
    TRY(ecc_spec_read_tree(loader, source, root, false, &spec, &root));
    TRY(list_facts(spec, root));
    *out_spec = spec;
    return ECC_OK;
}

/* ---- The public functions ------------------------------------------------------------------ */

static ecc_status load(struct ecc_spec_loader *loader, ecc_str name, ecc_str bytes,
                       struct ecc_spec **out_spec)
{
    const ecc_str own_name = ecc_arena_str(loader->arena, name);
    const ecc_str own_bytes = ecc_arena_str(loader->arena, bytes);
    if (own_name.ptr == NULL || own_bytes.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    const struct ecc_source *source = ecc_source_new(loader->arena, own_name, own_bytes);
    if (source == NULL) {
        return ECC_E_NOMEM;
    }
    const struct ecc_yaml *root = NULL;
    TRY(ecc_yaml_parse(loader->arena, source, &root, loader->diags));
    return ecc_spec_load_tree(loader, source, root, out_spec);
}

ecc_status ecc_spec_load(ecc_str name, ecc_str bytes, ecc_resolve_fn resolve, void *user,
                         ecc_spec **out_spec, ecc_diags *diags)
{
    return ecc_spec_load_variant(name, bytes, NULL, 0, resolve, user, out_spec, diags);
}

ecc_status ecc_spec_load_variant(ecc_str name, ecc_str bytes, const ecc_str *settings,
                                 size_t n_settings, ecc_resolve_fn resolve, void *user,
                                 ecc_spec **out_spec, ecc_diags *diags)
{
    if (out_spec == NULL || diags == NULL) {
        return ECC_E_USAGE;
    }
    struct ecc_arena *arena = ecc_arena_new(0);
    if (arena == NULL) {
        return ECC_E_NOMEM;
    }
    struct ecc_spec_loader loader = {
        .arena = arena,
        .diags = diags,
        .resolve = resolve,
        .user = user,
        .settings = settings,
        .n_settings = n_settings,
    };
    const ecc_status status = load(&loader, name, bytes, out_spec);
    if (status != ECC_OK) {
        ecc_arena_free(arena);
    }
    return status;
}

void ecc_spec_free(ecc_spec *spec)
{
    if (spec != NULL) {
        ecc_arena_free(spec->arena);
    }
}

const ecc_spec_info *ecc_spec_about(const ecc_spec *spec)
{
    return &spec->info;
}

size_t ecc_spec_facts(const ecc_spec *spec, const ecc_fact_view **out_facts)
{
    *out_facts = spec->views;
    return spec->n_views;
}
