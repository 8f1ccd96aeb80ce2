/* SPDX-License-Identifier: Apache-2.0 */
/* Building the index: of every name, which atoms are the model number; of every part, what its
 * names say of its maker, form factor and memory. */
#include "match/index.h"

#include <string.h>

#include "base/arena.h"
#include "base/unicode.h"

#define NONE SIZE_MAX

struct ecc_index_word {
    ecc_str text;
    size_t first; /* name */
    size_t next;  /* word in the same bucket; 0: none */
};

/* ---- Words --------------------------------------------------------------------------------- */

static size_t bucket_of(const struct ecc_index *index, ecc_str text)
{
    uint64_t hash = 14695981039346656037U; /* FNV-1a */
    for (size_t i = 0; i < text.len; i++) {
        hash = (hash ^ (unsigned char)text.ptr[i]) * 1099511628211U;
    }
    return (size_t)(hash & (index->n_buckets - 1));
}

uint32_t ecc_index_word(const struct ecc_index *index, ecc_str text)
{
    size_t at = index->buckets[bucket_of(index, text)];
    while (at != 0 && !ecc_str_eq(index->words[at].text, text)) {
        at = index->words[at].next;
    }
    return (uint32_t)at;
}

static uint32_t learn(struct ecc_index *index, ecc_str text)
{
    const uint32_t known = ecc_index_word(index, text);
    if (known != 0) {
        return known;
    }
    if (index->n_words == index->cap_words) {
        return 0;
    }
    const size_t bucket = bucket_of(index, text);
    const size_t at = ++index->n_words;
    index->words[at] = (struct ecc_index_word){text, NONE, index->buckets[bucket]};
    index->buckets[bucket] = at;
    return (uint32_t)at;
}

size_t ecc_index_first(const struct ecc_index *index, uint32_t word)
{
    return word == 0 ? NONE : index->words[word].first;
}

/* ---- Small things -------------------------------------------------------------------------- */

ecc_str ecc_atoms_join(struct ecc_arena *arena, const struct ecc_atom *atoms, size_t n)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    for (size_t i = 0; i < n; i++) {
        /* The pieces of one word say it once. */
        if (i == 0 || atoms[i].word != atoms[i - 1].word ||
            !ecc_str_eq(atoms[i].text, atoms[i - 1].text)) {
            ecc_buf_add(&buf, atoms[i].text);
        }
    }
    const ecc_str text = ecc_buf_str(&buf);
    return buf.failed ? (ecc_str){NULL, 0} : text.ptr == NULL ? ECC_STR("") : text;
}

uint64_t ecc_letters_of(ecc_str text)
{
    uint64_t letters = 0;
    for (size_t i = 0; i < text.len; i++) {
        letters |= (uint64_t)1 << ((unsigned char)text.ptr[i] % 64);
    }
    return letters;
}

static void add_unique(const char **items, size_t *n, size_t cap, const char *item)
{
    for (size_t i = 0; i < *n; i++) {
        if (strcmp(items[i], item) == 0) {
            return;
        }
    }
    if (*n < cap && item[0] != '\0') {
        items[(*n)++] = item;
    }
}

/* ---- What the names say of a part ---------------------------------------------------------- */

static void learn_from(struct ecc_index_part *part, const struct ecc_atoms *atoms, bool from_id)
{
    for (size_t i = 0; i < atoms->n; i++) {
        const struct ecc_atom *atom = &atoms->items[i];
        add_unique(part->makers, &part->n_makers, 4, atom->of);
        if (atom->is == ECC_ATOM_FAMILY) {
            add_unique(part->families, &part->n_families, 4, atom->text.ptr);
        }
        /* The folder of an id may be a word of another meaning. */
        if (atom->is == ECC_ATOM_FORM && (!from_id || i > 0)) {
            part->forms |= 1U << atom->form;
            part->sxm = atom->form == ECC_FORM_SXM && atom->number > 0 ? atom->number : part->sxm;
        }
        if (atom->is == ECC_ATOM_MEMORY && part->memory_high == 0) {
            part->memory_low = atom->number;
            part->memory_high = atom->number;
        }
    }
}

static size_t whole_number(ecc_str text, size_t *at)
{
    size_t number = 0;
    while (*at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9' && number < 100000) {
        number = number * 10 + (size_t)(text.ptr[(*at)++] - '0');
    }
    return number;
}

/* "80 GB", "16..32 GB", "287.5 GB", "96 GiB": the range of sizes that people may call it by. */
static void read_memory(struct ecc_index_part *part, ecc_str text)
{
    size_t at = 0;
    const size_t low = whole_number(text, &at);
    size_t high = low;
    bool cut = false;
    if (at + 2 < text.len && text.ptr[at] == '.' && text.ptr[at + 1] == '.') {
        at += 2;
        high = whole_number(text, &at);
    }
    if (at < text.len && text.ptr[at] == '.') {
        at++;
        cut = whole_number(text, &at) > 0;
    }
    const ecc_str unit = ecc_str_trim(ecc_str_slice(text, at, text.len));
    if (low == 0 || high < low || (!ecc_str_is(unit, "GB") && !ecc_str_is(unit, "GiB"))) {
        return;
    }
    part->memory_low = low;
    part->memory_high = high + (cut ? 1 : 0);
    if (ecc_str_is(unit, "GiB")) {
        part->memory_high += part->memory_high * 2 / 27 + 1; /* 7.4 % more of GB than of GiB */
    }
}

static void conclude(struct ecc_index_part *part)
{
    const struct ecc_part_names *is = &part->is;
    const unsigned real = (1U << ECC_FORM_SXM) | (1U << ECC_FORM_PCIE) | (1U << ECC_FORM_OAM) |
                          (1U << ECC_FORM_NVL);
    part->system = ecc_str_is(is->kind, "system");
    part->bare = ecc_str_is(is->kind, "chip") &&
                 (is->sold_as.len == 0 || ecc_str_is(is->sold_as, "chip"));
    if ((part->forms & real) == 0) {
        part->forms |= ecc_str_is(is->sold_as, "card")     ? 1U << ECC_FORM_CARD
                       : ecc_str_is(is->sold_as, "module") ? 1U << ECC_FORM_MODULE
                                                           : 0U;
    }
    read_memory(part, is->memory);
}

/* ---- Model numbers ------------------------------------------------------------------------- */

static bool belongs(const struct ecc_atom *atom)
{
    switch (atom->is) {
    case ECC_ATOM_PLAIN:
    case ECC_ATOM_SYSNAME:
    case ECC_ATOM_VARIANT:
    case ECC_ATOM_SKIP:
    case ECC_ATOM_SYSTEM:
        return true;
    case ECC_ATOM_VENDOR:
    case ECC_ATOM_FAMILY:
    case ECC_ATOM_FORM:
    case ECC_ATOM_MEMORY:
    case ECC_ATOM_ACCESSORY:
    case ECC_ATOM_NOISE:
        break;
    }
    return false;
}

/* Is what is left enough to know a part by? */
static bool is_enough(const struct ecc_atom *chosen, size_t n)
{
    size_t bytes = 0;
    bool plain = false;
    bool short_number = true;
    for (size_t i = 0; i < n; i++) {
        bytes += chosen[i].text.len;
        plain = plain || chosen[i].is == ECC_ATOM_PLAIN || chosen[i].is == ECC_ATOM_SYSNAME;
        short_number = short_number && chosen[i].kind == ECC_ATOM_DIGITS && bytes < 3;
    }
    return n > 0 && plain && bytes >= 2 && !short_number;
}

/* The atoms of `atoms` that are its model number, in `chosen`. When too little is left without the
 * maker's and the family's name, those belong to it: "Kunlun 1". Then, if `whole`, everything does:
 * "HBM3", as all of `memory`. */
static size_t choose(const struct ecc_atoms *atoms, bool memory, bool whole,
                     struct ecc_atom *chosen)
{
    for (int pass = memory ? 2 : 0; pass < 3; pass++) {
        size_t n = 0;
        for (size_t i = 0; i < atoms->n; i++) {
            const struct ecc_atom *atom = &atoms->items[i];
            const bool name = atom->is == ECC_ATOM_VENDOR || atom->is == ECC_ATOM_FAMILY;
            const bool again = i > 0 && atom->word == atoms->items[i - 1].word && n > 0 &&
                               ecc_str_eq(atom->text, chosen[n - 1].text) && name;
            if (!again && (belongs(atom) || (pass > 0 && name) || pass > 1)) {
                chosen[n++] = *atom;
            }
        }
        if (is_enough(chosen, n) || (pass == 2 && n > 0) || (pass == 1 && n > 1)) {
            return n;
        }
        if (pass == 1 && !whole) {
            break;
        }
    }
    return 0;
}

static bool describe(struct ecc_index *index, struct ecc_index_name *name,
                     const struct ecc_atom *chosen, size_t n)
{
    uint32_t *words = ECC_NEW_ARRAY(index->arena, n, uint32_t);
    enum ecc_gap *gaps = ECC_NEW_ARRAY(index->arena, n, enum ecc_gap);
    if (words == NULL || gaps == NULL) {
        return false;
    }
    name->only_digits = true;
    for (size_t i = 0; i < n; i++) {
        const bool digits = chosen[i].kind == ECC_ATOM_DIGITS;
        words[i] = learn(index, chosen[i].text);
        gaps[i] = chosen[i].gap;
        name->has_digits = name->has_digits || digits;
        name->only_digits = name->only_digits && digits;
    }
    name->ends_in_revision = n >= 3 && chosen[n - 1].kind == ECC_ATOM_DIGITS &&
                             chosen[n - 1].text.len == 1 && chosen[n - 1].gap == ECC_GAP_NONE &&
                             chosen[n - 2].kind == ECC_ATOM_LETTERS &&
                             chosen[n - 2].text.len == 1 && chosen[n - 2].gap == ECC_GAP_NONE &&
                             chosen[n - 3].kind == ECC_ATOM_DIGITS;
    name->begins_with_digits = chosen[0].kind == ECC_ATOM_DIGITS;
    name->atoms = words;
    name->gaps = gaps;
    name->n = n;
    name->model = ecc_atoms_join(index->arena, chosen, n);
    name->letters = ecc_letters_of(name->model);
    return name->model.ptr != NULL;
}

static bool add_name(struct ecc_index *index, size_t at, ecc_str text,
                     const struct ecc_atoms *atoms, bool whole)
{
    struct ecc_index_part *part = &index->parts[at];
    struct ecc_atom *chosen = ECC_NEW_ARRAY(index->arena, atoms->n + 1, struct ecc_atom);
    if (chosen == NULL) {
        return false;
    }
    const size_t n = choose(atoms, part->is_memory, whole, chosen);
    struct ecc_index_name name = {.text = text, .part = at, .next = NONE};
    /* What stands in parentheses is a model number at best, and not a name by itself. */
    name.key = ecc_atoms_join(index->arena, atoms->items, whole ? atoms->n : 0);
    if (name.key.ptr == NULL || (n > 0 && !describe(index, &name, chosen, n))) {
        return false;
    }
    if (!whole && (n == 0 || name.only_digits || !name.has_digits)) {
        return true; /* a remark in parentheses is not a name */
    }
    if (n > 0) {
        struct ecc_index_word *word = &index->words[name.atoms[0]];
        name.next = word->first;
        word->first = index->n_names;
    }
    index->names[index->n_names++] = name;
    part->n_names++;
    return true;
}

/* ---- Names --------------------------------------------------------------------------------- */

/* The atoms outside of parentheses, or those inside. */
static struct ecc_atoms half(struct ecc_arena *arena, const struct ecc_atoms *atoms, bool inside)
{
    struct ecc_atoms result = {ECC_NEW_ARRAY(arena, atoms->n + 1, struct ecc_atom), 0};
    for (size_t i = 0; i < atoms->n && result.items != NULL; i++) {
        if (atoms->items[i].inside == inside) {
            result.items[result.n++] = atoms->items[i];
        }
    }
    return result;
}

static bool add_words(struct ecc_index *index, struct ecc_index_part *part,
                      const struct ecc_atoms *atoms)
{
    uint32_t *words = ECC_NEW_ARRAY(index->arena, part->n_words + atoms->n, uint32_t);
    for (size_t i = 0; i < part->n_words && words != NULL; i++) {
        words[i] = part->words[i];
    }
    for (size_t i = 0; i < atoms->n && words != NULL; i++) {
        words[part->n_words++] = learn(index, atoms->items[i].text);
    }
    part->words = words;
    return words != NULL;
}

/* The maker's name in front is the maker's, also of one that words.def does not know. */
static void mark_maker(struct ecc_atoms *atoms, const struct ecc_atoms *vendor)
{
    for (size_t i = 0; i < atoms->n && i < vendor->n; i++) {
        struct ecc_atom *atom = &atoms->items[i];
        if (!ecc_str_eq(atom->text, vendor->items[i].text)) {
            break;
        }
        atom->is = atom->is == ECC_ATOM_PLAIN ? ECC_ATOM_VENDOR : atom->is;
    }
}

static bool learn_name(struct ecc_index *index, size_t at, ecc_str text,
                       const struct ecc_atoms *vendor, bool is_id)
{
    const ecc_str nfkc = ecc_unicode_name(index->arena, text);
    struct ecc_atoms all;
    if (nfkc.ptr == NULL ||
        !ecc_atoms_cut(index->lexicon, index->translit, index->arena, nfkc, NULL, &all)) {
        return false;
    }
    mark_maker(&all, vendor);
    const struct ecc_atoms outside = half(index->arena, &all, false);
    const struct ecc_atoms inside = half(index->arena, &all, true);
    if (outside.items == NULL || inside.items == NULL) {
        return false;
    }
    learn_from(&index->parts[at], &outside, is_id);
    learn_from(&index->parts[at], &inside, is_id);
    return add_words(index, &index->parts[at], &all) &&
           (outside.n == 0 || add_name(index, at, text, &outside, true)) &&
           (inside.n == 0 || add_name(index, at, text, &inside, false));
}

static bool learn_part(struct ecc_index *index, size_t at)
{
    struct ecc_index_part *part = &index->parts[at];
    const struct ecc_part_names *is = &part->is;
    struct ecc_atoms vendor;
    part->first_name = index->n_names;
    part->is_memory = ecc_str_is(is->kind, "memory");
    bool learned = ecc_atoms_cut(index->lexicon, index->translit, index->arena, is->vendor, NULL,
                                 &vendor) &&
                   add_words(index, part, &vendor) &&
                   learn_name(index, at, is->name, &vendor, false);
    for (size_t i = 0; i < is->n_aliases && learned; i++) {
        learned = learn_name(index, at, is->aliases[i], &vendor, false);
    }
    learned = learned && learn_name(index, at, is->id, &vendor, true);
    if (!learned) {
        return false;
    }
    for (size_t i = 0; i < vendor.n; i++) {
        add_unique(part->makers, &part->n_makers, 4, vendor.items[i].of);
    }
    conclude(part);
    return true;
}

static bool copy_part(struct ecc_index *index, const struct ecc_part_names *from,
                      struct ecc_part_names *to)
{
    const ecc_str *const texts[] = {&from->id,     &from->kind,   &from->sold_as,
                                    &from->vendor, &from->memory, &from->name};
    ecc_str *const copies[] = {&to->id,     &to->kind,   &to->sold_as,
                               &to->vendor, &to->memory, &to->name};
    ecc_str *aliases = ECC_NEW_ARRAY(index->arena, from->n_aliases, ecc_str);
    bool whole = aliases != NULL;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]) && whole; i++) {
        *copies[i] = ecc_arena_str(index->arena, *texts[i]);
        whole = copies[i]->ptr != NULL;
    }
    for (size_t i = 0; i < from->n_aliases && whole; i++) {
        aliases[i] = ecc_arena_str(index->arena, from->aliases[i]);
        whole = aliases[i].ptr != NULL;
    }
    to->part = from->part;
    to->aliases = aliases;
    to->n_aliases = from->n_aliases;
    return whole;
}

bool ecc_index_build(struct ecc_index *index, const struct ecc_part_names *parts, size_t n_parts)
{
    size_t n_names = 0;
    size_t n_bytes = 0;
    for (size_t i = 0; i < n_parts; i++) {
        n_names += 2 * (parts[i].n_aliases + 2);
        n_bytes += parts[i].id.len + parts[i].vendor.len + parts[i].name.len;
        for (size_t k = 0; k < parts[i].n_aliases; k++) {
            n_bytes += parts[i].aliases[k].len;
        }
    }
    index->n_buckets = 4096;
    index->buckets = ECC_NEW_ARRAY(index->arena, index->n_buckets, size_t);
    index->parts = ECC_NEW_ARRAY(index->arena, n_parts, struct ecc_index_part);
    index->names = ECC_NEW_ARRAY(index->arena, n_names, struct ecc_index_name);
    /* An atom has at least one byte; compatibility characters may become several. */
    index->cap_words = n_bytes * 2;
    index->words = ECC_NEW_ARRAY(index->arena, index->cap_words + 1, struct ecc_index_word);
    if (index->buckets == NULL || index->parts == NULL || index->names == NULL ||
        index->words == NULL) {
        return false;
    }
    for (size_t i = 0; i < n_parts; i++) {
        if (!copy_part(index, &parts[i], &index->parts[i].is) || !learn_part(index, i)) {
            return false;
        }
        index->n_parts = i + 1;
    }
    return true;
}
