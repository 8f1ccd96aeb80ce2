/* SPDX-License-Identifier: Apache-2.0 */
/* What a board or system contains: from a reference to the specification it names.
 *
 * The caller's resolver opens files and decides which it may open; a part that it does not know is
 * looked for in the built-in catalogue. The caps bound what a chain of files can make us do. */
#include "model/spec_read.h"

#include "base/arena.h"

#define MAX_REFERENCES 1024 /* of a system and all it contains; real systems have twenty */
#define MAX_DEPTH      16   /* rack, server, board, chip: four */

/* ---- References ---------------------------------------------------------------------------- */

static bool is_id_char(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' ||
           byte == '.';
}

static bool is_relative(ecc_str text)
{
    return ecc_str_starts(text, ECC_STR("./")) || ecc_str_starts(text, ECC_STR("../"));
}

/* "nvidia/h100-sxm5-80gb": segments of letters, digits, "-" and ".", beginning with a letter or
 * digit. */
static bool is_id(ecc_str text)
{
    size_t slashes = 0;
    bool begins = true;
    for (size_t i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        const bool sign_begins = begins && (byte == '-' || byte == '.');
        if (byte == '/' && !begins) {
            slashes++;
            begins = true;
        } else if (is_id_char(byte) && !sign_begins) {
            begins = false;
        } else {
            return false;
        }
    }
    return slashes > 0 && !begins && !ecc_str_ends(text, ECC_STR(".yaml")) &&
           !ecc_str_ends(text, ECC_STR(".yml"));
}

/* "./chip.yaml", "../chips/x.yaml": no backslash, no empty step, a file at the end. */
static bool is_path(ecc_str text)
{
    char last = '\0';
    for (size_t i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        if (byte == '\\' || byte == '\n' || (byte == '/' && last == '/')) {
            return false;
        }
        last = byte;
    }
    return is_relative(text) && last != '/' && last != '.';
}

/* ---- Finding ------------------------------------------------------------------------------- */

struct found {
    ecc_str name;
    ecc_str bytes;
    bool builtin;
};

static bool find_builtin(ecc_str reference, struct found *out)
{
    size_t index = 0;
    if (ecc_catalogue_find(reference, &index, NULL, NULL) != ECC_OK ||
        !ecc_str_eq(ecc_catalogue_id(index), reference)) {
        return false;
    }
    *out = (struct found){reference, ecc_catalogue_bytes(index), true};
    return true;
}

static ecc_status find_item(const struct ecc_spec_loader *loader, ecc_str reference,
                            struct found *out)
{
    const struct ecc_spec_frame *from = loader->frame;
    ecc_status status = ECC_E_NOT_FOUND;
    if (loader->resolve != NULL && !from->builtin) {
        struct found found = {0};
        status = loader->resolve(loader->user, from->source->name, reference, &found.name,
                                 &found.bytes);
        if (status == ECC_OK) {
            *out = found;
        }
    }
    if (status == ECC_E_NOT_FOUND && !is_relative(reference) && find_builtin(reference, out)) {
        status = ECC_OK;
    }
    return status;
}

/* The only part of the catalogue that begins so, or the nearest one. */
static ecc_str guess_id(ecc_str reference)
{
    size_t first = 0;
    size_t n = 0;
    size_t index = 0;
    if (ecc_catalogue_find(reference, &index, &first, &n) == ECC_OK) {
        return ecc_catalogue_id(index);
    }
    if (n > 0) {
        return ecc_catalogue_id(first);
    }
    ecc_str guess = ECC_STR("none");
    size_t best = 4;
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        const size_t distance = ecc_str_distance(reference, ecc_catalogue_id(i), best);
        if (distance < best) {
            best = distance;
            guess = ecc_catalogue_id(i);
        }
    }
    return guess;
}

static void report_not_found(struct ecc_spec_loader *loader, ecc_status status, ecc_str reference,
                             struct ecc_span span)
{
    enum ecc_message_id id = ECC_M_spec_item_unreadable;
    if (status == ECC_E_NOT_FOUND) {
        const ecc_str guess = is_relative(reference) ? ECC_STR("none") : guess_id(reference);
        ecc_diag_add(loader->diags, ECC_M_spec_item_not_found, span,
                     ECC_ARGS(ecc_arg_text("reference", reference), ecc_arg_text("guess", guess)));
        return;
    }
    if (status == ECC_E_LIMIT) {
        id = ECC_M_spec_item_too_large;
    } else if (status == ECC_E_USAGE || status == ECC_E_INVALID) {
        id = ECC_M_spec_item_outside;
    }
    ecc_diag_add(loader->diags, id, span, ECC_ARGS(ecc_arg_text("reference", reference)));
}

/* ---- Circles and caps ---------------------------------------------------------------------- */

static bool is_same(const struct ecc_source *source, bool builtin, const struct found *found)
{
    return builtin == found->builtin && ecc_str_eq(source->name, found->name);
}

/* "a.yaml → b.yaml → a.yaml", from the outermost inwards. Recursion over frames, which are capped.
 */
static void add_steps(struct ecc_buf *buf, const struct ecc_spec_frame *frame,
                      const struct ecc_spec_frame *outermost)
{
    if (frame != outermost) {
        add_steps(buf, frame->parent, outermost);
    }
    ecc_buf_add(buf, frame->source->name);
    ecc_buf_puts(buf, " → ");
}

static bool report_cycle(struct ecc_spec_loader *loader, const struct found *found,
                         struct ecc_span span)
{
    const struct ecc_spec_frame *frame = loader->frame;
    while (frame != NULL && !is_same(frame->source, frame->builtin, found)) {
        frame = frame->parent;
    }
    if (frame == NULL) {
        return false;
    }
    struct ecc_buf buf;
    ecc_buf_init(&buf, loader->arena);
    add_steps(&buf, loader->frame, frame);
    ecc_buf_add(&buf, found->name);
    ecc_diag_add(loader->diags, ECC_M_spec_item_cycle, span,
                 ECC_ARGS(ecc_arg_text("cycle", ecc_buf_str(&buf))));
    return true;
}

/* Counts this reference. Over the cap nothing more is opened, and that is said once. */
static bool report_limit(struct ecc_spec_loader *loader, struct ecc_span span)
{
    loader->n_references++;
    if (loader->n_references > MAX_REFERENCES) {
        if (loader->n_references == MAX_REFERENCES + 1) {
            ecc_diag_add(loader->diags, ECC_M_spec_item_limit, span,
                         ECC_ARGS(ecc_arg_integer("limit", MAX_REFERENCES)));
        }
        return true;
    }
    size_t depth = 0;
    for (const struct ecc_spec_frame *frame = loader->frame; frame != NULL; frame = frame->parent) {
        depth++;
    }
    if (depth >= MAX_DEPTH) {
        ecc_diag_add(loader->diags, ECC_M_spec_item_depth, span,
                     ECC_ARGS(ecc_arg_integer("limit", MAX_DEPTH)));
        return true;
    }
    return false;
}

/* ---- Loading ------------------------------------------------------------------------------- */

static struct ecc_spec_loaded *find_loaded(const struct ecc_spec_loader *loader,
                                           const struct found *found)
{
    struct ecc_spec_loaded *loaded = loader->loaded;
    while (loaded != NULL && !is_same(loaded->source, loaded->builtin, found)) {
        loaded = loaded->next;
    }
    return loaded;
}

static ecc_status load_item(struct ecc_spec_loader *loader, const struct found *found,
                            struct ecc_spec_loaded **out)
{
    struct ecc_spec_loaded *loaded = ECC_NEW(loader->arena, struct ecc_spec_loaded);
    const ecc_str name = ecc_arena_str(loader->arena, found->name);
    const ecc_str bytes = found->builtin ? found->bytes
                                         : ecc_arena_str(loader->arena, found->bytes);
    if (loaded == NULL || name.ptr == NULL || bytes.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    const struct ecc_source *source = ecc_source_new(loader->arena, name, bytes);
    if (source == NULL) {
        return ECC_E_NOMEM;
    }
    struct ecc_spec *spec = NULL;
    const ecc_status status = ecc_spec_read(loader, source, found->builtin, &spec, NULL);
    if (status == ECC_E_NOMEM) {
        return status;
    }
    *loaded = (struct ecc_spec_loaded){
        .source = source,
        .builtin = found->builtin,
        .spec = status == ECC_OK ? spec : NULL,
        .next = loader->loaded,
    };
    loader->loaded = loaded;
    *out = loaded;
    return ECC_OK;
}

ecc_status ecc_spec_read_item(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                              ecc_str path, struct ecc_fact *fact)
{
    (void)path;
    if (!ecc_spec_scalar(loader, node, fact) || fact->presence != ECC_GIVEN) {
        return ECC_OK;
    }
    const ecc_str reference = node->text;
    if (!is_path(reference) && !is_id(reference)) {
        ecc_diag_add(loader->diags, ECC_M_spec_item_reference, node->span,
                     ECC_ARGS(ecc_arg_text("reference", reference)));
        return ECC_OK;
    }
    if (loader->partial || report_limit(loader, node->span)) {
        return ECC_OK;
    }
    struct found found = {0};
    const ecc_status status = find_item(loader, reference, &found);
    if (status == ECC_E_NOMEM) {
        return status;
    }
    if (status != ECC_OK) {
        report_not_found(loader, status, reference, node->span);
        return ECC_OK;
    }
    if (report_cycle(loader, &found, node->span)) {
        return ECC_OK;
    }
    struct ecc_spec_loaded *loaded = find_loaded(loader, &found);
    if (loaded == NULL) {
        TRY(load_item(loader, &found, &loaded));
    }
    fact->as.item = loaded->spec;
    if (loaded->spec == NULL) {
        ecc_diag_add(loader->diags, ECC_M_spec_item_errors, node->span,
                     ECC_ARGS(ecc_arg_text("reference", reference),
                              ecc_arg_text("file", loaded->source->name)));
    }
    return ECC_OK;
}
