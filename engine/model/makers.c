/* SPDX-License-Identifier: Apache-2.0 */
/* Makers of parts, and what is known of them beside their parts: engine/model/makers.yaml, or a file like it. */
#include "base/arena.h"
#include "builtin.h"
#include "doc/bind.h"
#include "model/rule.h"

struct note {
    const ecc_str *parts; /* none: the note is on all of the maker's parts */
    size_t n_parts;
    ecc_party_note note;
};

struct maker {
    const ecc_str *names;
    size_t n_names;
    ecc_listing listing;
    const struct note *notes;
    size_t n_notes;
};

struct ecc_makers { /* ecc_makers of the public header */
    struct ecc_arena *arena;
    ecc_date copy;
    struct maker *items;
    size_t n;
};

/* ---- Names --------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii_word(char c)
{
    return is_digit(c) || (ecc_lower(c) >= 'a' && ecc_lower(c) <= 'z');
}

static bool stands_at(ecc_str text, size_t at, ecc_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (at + i >= text.len || ecc_lower(text.ptr[at + i]) != ecc_lower(word.ptr[i])) {
            return false;
        }
    }
    return word.len > 0;
}

/* "Huawei", "Huawei Technologies", "华为技术": the name is the first word of it. */
static bool names_vendor(ecc_str name, ecc_str vendor)
{
    return stands_at(vendor, 0, name) &&
           (vendor.len == name.len || !is_ascii_word(name.ptr[name.len - 1]) ||
            !is_ascii_word(vendor.ptr[name.len]));
}

static bool is_named(const struct maker *maker, ecc_str vendor)
{
    for (size_t i = 0; i < maker->n_names; i++) {
        if (names_vendor(maker->names[i], vendor)) {
            return true;
        }
    }
    return false;
}

/* "910B" in "Ascend 910B3" and "昇腾910B3"; not "H20" in "H200", nor "A100" in "GA100". */
static bool names_part(ecc_str part, ecc_str name)
{
    for (size_t at = 0; at < name.len; at++) {
        const size_t end = at + part.len;
        const bool begins = at == 0 || !is_ascii_word(name.ptr[at - 1]);
        if (begins && stands_at(name, at, part) &&
            (end == name.len || !is_digit(part.ptr[part.len - 1]) || !is_digit(name.ptr[end]))) {
            return true;
        }
    }
    return false;
}

static bool is_on(const struct note *note, ecc_str name)
{
    for (size_t i = 0; i < note->n_parts; i++) {
        if (names_part(note->parts[i], name)) {
            return true;
        }
    }
    return note->n_parts == 0;
}

/* ---- Loading ------------------------------------------------------------------------------- */

static void read_note(struct ecc_reader *outer, const struct ecc_yaml *node, struct note *out)
{
    struct ecc_reader reader;
    ecc_reader_open(&reader, outer->arena, node, outer->diags);
    out->parts = ecc_reader_texts(&reader, "parts", false, &out->n_parts);
    (void)ecc_reader_bilingual(&reader, "note", true, &out->note.text);
    (void)ecc_citation_read(&reader, "source", true, &out->note.source);
    outer->failed = !ecc_reader_close(&reader) || outer->failed;
}

static void read_notes(struct ecc_reader *reader, struct maker *out)
{
    const struct ecc_yaml *list = ecc_reader_list(reader, "notes", false);
    struct note *notes = list != NULL ? ECC_NEW_ARRAY(reader->arena, list->n, struct note) : NULL;
    if (notes == NULL) {
        reader->failed = reader->failed || list != NULL;
        return;
    }
    if (list->n > ECC_PARTY_NOTES) {
        ecc_reader_error(reader, ECC_M_maker_many_notes, list->items[ECC_PARTY_NOTES]->span,
                         ECC_ARGS(ecc_arg_integer("max", ECC_PARTY_NOTES)));
        return;
    }
    for (size_t i = 0; i < list->n; i++) {
        read_note(reader, list->items[i], &notes[i]);
    }
    out->notes = notes;
    out->n_notes = list->n;
}

/* Of an entry nothing is shown but the note that tells of it. */
static void check_entry(struct ecc_reader *reader, const struct maker *maker, struct ecc_span span)
{
    if (maker->listing == ECC_LISTING_ENTRY && !reader->failed &&
        (maker->n_notes == 0 || maker->notes[0].n_parts > 0)) {
        ecc_reader_error(reader, ECC_M_maker_entry_untold, span, ECC_NO_ARGS);
    }
}

static void read_maker(struct ecc_reader *outer, const struct ecc_yaml *node, struct maker *out)
{
    static const char *const words[] = {"no-entry", "entry", NULL};
    struct ecc_reader reader;
    int word = 0;
    ecc_reader_open(&reader, outer->arena, node, outer->diags);
    out->names = ecc_reader_texts(&reader, "names", true, &out->n_names);
    if (ecc_reader_word(&reader, "entity-list", false, words, &word)) {
        out->listing = word == 0 ? ECC_LISTING_NO_ENTRY : ECC_LISTING_ENTRY;
    }
    read_notes(&reader, out);
    check_entry(&reader, out, node->span);
    outer->failed = !ecc_reader_close(&reader) || outer->failed;
}

/* Two makers that one name fits would both be shown. */
static void check_names(struct ecc_reader *reader, const struct ecc_makers *makers,
                        const struct ecc_yaml *node)
{
    const struct maker *last = &makers->items[makers->n - 1];
    const struct ecc_yaml *names = ecc_yaml_get(node, "names", NULL);
    for (size_t i = 0; i < last->n_names; i++) {
        for (size_t j = 0; j + 1 < makers->n; j++) {
            for (size_t k = 0; k < makers->items[j].n_names; k++) {
                const ecc_str other = makers->items[j].names[k];
                if (names_vendor(last->names[i], other) || names_vendor(other, last->names[i])) {
                    ecc_reader_error(reader, ECC_M_maker_name_twice, names->items[i]->span,
                                     ECC_ARGS(ecc_arg_text("name", last->names[i]),
                                              ecc_arg_text("other", other)));
                }
            }
        }
    }
}

static ecc_status bind(struct ecc_makers *makers, const struct ecc_yaml *root,
                       struct ecc_diags *diags)
{
    struct ecc_reader reader;
    ecc_str header = {NULL, 0};
    ecc_reader_open(&reader, makers->arena, root, diags);
    if (ecc_reader_text(&reader, "ecc", true, &header) && !ecc_str_is(header, "makers/1")) {
        ecc_reader_error(
            &reader, ECC_M_rule_wrong_header, ecc_yaml_get(root, "ecc", NULL)->span,
            ECC_ARGS(ecc_arg_cstr("wanted", "makers/1"), ecc_arg_text("found", header)));
        return ECC_E_INVALID;
    }
    (void)ecc_reader_date(&reader, "copy", true, &makers->copy);
    const struct ecc_yaml *list = ecc_reader_list(&reader, "makers", true);
    if (list != NULL) {
        makers->items = ECC_NEW_ARRAY(makers->arena, list->n, struct maker);
    }
    for (size_t i = 0; makers->items != NULL && i < list->n; i++) {
        read_maker(&reader, list->items[i], &makers->items[makers->n++]);
        check_names(&reader, makers, list->items[i]);
    }
    const bool good = ecc_reader_close(&reader);
    return list != NULL && makers->items == NULL ? ECC_E_NOMEM : good ? ECC_OK : ECC_E_INVALID;
}

static ecc_status load(struct ecc_makers *makers, ecc_str name, ecc_str bytes,
                       struct ecc_diags *diags)
{
    const ecc_str copy = ecc_arena_str(makers->arena, bytes);
    const ecc_str called = ecc_arena_str(makers->arena, name);
    const struct ecc_source *source = copy.ptr != NULL && called.ptr != NULL
                                          ? ecc_source_new(makers->arena, called, copy)
                                          : NULL;
    const struct ecc_yaml *root = NULL;
    if (source == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_yaml_parse(makers->arena, source, &root, diags));
    return bind(makers, root, diags);
}

ecc_status ecc_makers_load(ecc_str name, ecc_str bytes, ecc_makers **out_makers, ecc_diags *diags)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_makers *makers = arena != NULL ? ECC_NEW(arena, struct ecc_makers) : NULL;
    if (makers == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    *makers = (struct ecc_makers){.arena = arena};
    const ecc_status status = load(makers, name, bytes, diags);
    if (status != ECC_OK) {
        ecc_arena_free(arena);
        return status;
    }
    *out_makers = makers;
    return ECC_OK;
}

ecc_status ecc_makers_builtin(ecc_makers **out_makers, ecc_diags *diags)
{
    const struct ecc_builtin_file *file = &ecc_builtin_makers.files[0];
    return ecc_makers_load(ecc_str_of(file->path), (ecc_str){(const char *)file->bytes, file->len},
                           out_makers, diags);
}

void ecc_makers_free(ecc_makers *makers)
{
    if (makers != NULL) {
        ecc_arena_free(makers->arena);
    }
}

/* ---- Looking up ---------------------------------------------------------------------------- */

ecc_party ecc_party_of(const ecc_makers *makers, ecc_str vendor, ecc_str part)
{
    ecc_party found = {.listing = ECC_LISTING_NOT_LOOKED_UP, .copy = makers->copy};
    for (size_t i = 0; i < makers->n; i++) {
        const struct maker *maker = &makers->items[i];
        if (!is_named(maker, vendor)) {
            continue;
        }
        found.listing = maker->listing;
        for (size_t j = 0; j < maker->n_notes; j++) {
            if (is_on(&maker->notes[j], part)) {
                found.notes[found.n_notes++] = &maker->notes[j].note;
            }
        }
        return found; /* no two makers have a name */
    }
    return found;
}
