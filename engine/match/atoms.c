/* SPDX-License-Identifier: Apache-2.0 */
/* Cutting a name into atoms, and finding out what each is: first by words.def, then numbers by what
 * stands beside them. */
#include "match/atoms.h"

#include "base/arena.h"
#include "base/unicode.h"
#include "match/lexicon.h"

const char *const ecc_form_names[ECC_FORMS] = {
    [ECC_FORM_SXM] = "SXM",   [ECC_FORM_PCIE] = "PCIe", [ECC_FORM_OAM] = "OAM",
    [ECC_FORM_NVL] = "NVL",   [ECC_FORM_HGX] = "HGX",   [ECC_FORM_MODULE] = "module",
    [ECC_FORM_CARD] = "card",
};

/* The memory of a part, in GB, lies between these; another number before "G" is something else. */
#define LEAST_MEMORY ((size_t)4)
#define MOST_MEMORY  ((size_t)4096)
/* So many pieces of something; a higher number is a model number. */
#define MOST_COUNTED ((size_t)64)

struct cutter {
    const struct ecc_lexicon *lexicon;
    struct ecc_translit *translit;
    struct ecc_arena *arena;
    ecc_str text;
    const bool *spoofed;
    struct ecc_atom *items;
    size_t n;
    size_t at;
    enum ecc_gap gap;
    size_t depth; /* of parentheses */
};

/* ---- Cutting ------------------------------------------------------------------------------- */

static ecc_str lower(struct ecc_arena *arena, ecc_str text)
{
    char *copy = ecc_arena_alloc(arena, text.len);
    for (size_t i = 0; i < text.len && copy != NULL; i++) {
        const char byte = text.ptr[i];
        copy[i] = byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
    }
    return (ecc_str){copy, copy == NULL ? 0 : text.len};
}

static bool kind_of(uint32_t code, enum ecc_atom_kind *out_kind)
{
    if (code >= '0' && code <= '9') {
        *out_kind = ECC_ATOM_DIGITS;
        return true;
    }
    switch (ecc_script_of(code)) {
    case ECC_SCRIPT_LATIN:
        *out_kind = ECC_ATOM_LETTERS;
        return true;
    case ECC_SCRIPT_HAN:
        *out_kind = ECC_ATOM_HAN;
        return true;
    case ECC_SCRIPT_OTHER:
        *out_kind = ECC_ATOM_FOREIGN;
        return true;
    case ECC_SCRIPT_COMMON:
        break;
    }
    return false;
}

static void pass_gap(struct cutter *cutter, uint32_t code)
{
    cutter->depth += code == '(' || code == '[' || code == 0x3010 ? 1 : 0;
    cutter->depth -= (code == ')' || code == ']' || code == 0x3011) && cutter->depth > 0 ? 1 : 0;
    const enum ecc_gap gap = code == ' ' || code == '\t' || code == 0x3000 ? ECC_GAP_SPACE
                             : code == '-' || code == '_' || code == '.' || code == 0x2010 ||
                                     code == 0x2011 || code == 0x2013 || code == 0xB7
                                 ? ECC_GAP_JOINER
                             : code == 0xD7 || code == '*' ? ECC_GAP_TIMES
                                                           : ECC_GAP_OTHER;
    /* Of several characters the one that parts most counts. */
    cutter->gap = gap > cutter->gap ? gap : cutter->gap;
}

static struct ecc_atom *add_atom(struct cutter *cutter, enum ecc_atom_kind kind, ecc_str written)
{
    struct ecc_atom *atom = &cutter->items[cutter->n++];
    *atom = (struct ecc_atom){.text = written,
                              .written = written,
                              .kind = kind,
                              .gap = cutter->gap,
                              .inside = cutter->depth > 0,
                              .of = ""};
    cutter->gap = ECC_GAP_NONE;
    return atom;
}

static void take_word(struct ecc_atom *atom, const struct ecc_lexeme *lexeme)
{
    atom->is = lexeme->is;
    atom->of = lexeme->of;
    if (lexeme->value[0] != '\0') {
        atom->text = ecc_str_of(lexeme->value);
    }
    for (size_t form = 0; form < ECC_FORMS && lexeme->is == ECC_ATOM_FORM; form++) {
        static const char *const words[ECC_FORMS] = {"sxm", "pcie",   "oam", "nvl",
                                                     "hgx", "module", "card"};
        if (ecc_str_is(atom->text, words[form])) {
            atom->form = (enum ecc_form)form;
        }
    }
}

/* Chinese is written without spaces: known words are cut out, and what lies between them stays
 * together. */
static void cut_han(struct cutter *cutter, ecc_str run, bool spoofed)
{
    size_t begin = 0;
    for (size_t at = 0; at <= run.len;) {
        const struct ecc_lexeme *lexeme = at < run.len
                                              ? ecc_lexicon_han(cutter->lexicon,
                                                                ecc_str_slice(run, at, run.len))
                                              : NULL;
        if ((lexeme != NULL || at == run.len) && at > begin) {
            add_atom(cutter, ECC_ATOM_HAN, ecc_str_slice(run, begin, at))->spoofed = spoofed;
        }
        if (lexeme != NULL) {
            const size_t end = at + lexeme->parts[0].len;
            take_word(add_atom(cutter, ECC_ATOM_HAN, ecc_str_slice(run, at, end)), lexeme);
            begin = at = end;
        } else if (at < run.len) {
            (void)ecc_utf8_next(run, &at);
        } else {
            break;
        }
    }
}

/* "nvidiah" is a maker and the beginning of a model number. */
static void cut_letters(struct cutter *cutter, ecc_str run, bool spoofed)
{
    while (run.len > 0) {
        struct ecc_atom whole = {.text = run};
        const struct ecc_lexeme *known = ecc_lexicon_word(cutter->lexicon, &whole, 1);
        const struct ecc_lexeme *prefix = known == NULL ? ecc_lexicon_prefix(cutter->lexicon, run)
                                                        : NULL;
        const size_t end = prefix == NULL ? run.len : prefix->parts[0].len;
        add_atom(cutter, ECC_ATOM_LETTERS, ecc_str_slice(run, 0, end))->spoofed = spoofed;
        run = ecc_str_slice(run, end, run.len);
    }
}

static bool any(const bool *flags, size_t begin, size_t end)
{
    for (size_t i = begin; flags != NULL && i < end; i++) {
        if (flags[i]) {
            return true;
        }
    }
    return false;
}

/* The run of one kind at `at`, which moves behind it. False when out of memory. */
static bool cut_run(struct cutter *cutter, enum ecc_atom_kind kind)
{
    const size_t begin = cutter->at;
    size_t end = begin;
    size_t next = begin;
    while (next < cutter->text.len) {
        enum ecc_atom_kind other = kind;
        const uint32_t code = ecc_utf8_next(cutter->text, &next);
        if (!kind_of(code, &other) || other != kind) {
            break;
        }
        end = next;
    }
    cutter->at = end;
    const bool spoofed = any(cutter->spoofed, begin, end);
    ecc_str run = ecc_str_slice(cutter->text, begin, end);
    run = kind == ECC_ATOM_HAN ? ecc_translit_simplified(cutter->translit, cutter->arena, run)
                               : lower(cutter->arena, run);
    if (run.ptr == NULL) {
        return false;
    }
    if (kind == ECC_ATOM_HAN) {
        cut_han(cutter, run, spoofed);
    } else if (kind == ECC_ATOM_LETTERS) {
        cut_letters(cutter, run, spoofed);
    } else {
        add_atom(cutter, kind, run)->spoofed = spoofed;
    }
    return true;
}

/* ---- Numbers ------------------------------------------------------------------------------- */

static size_t number_of(ecc_str digits)
{
    size_t number = 0;
    for (size_t i = 0; i < digits.len && number < 1000000; i++) {
        number = number * 10 + (size_t)(digits.ptr[i] - '0');
    }
    return number;
}

static bool is_one_of(ecc_str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (ecc_str_is(text, words[i])) {
            return true;
        }
    }
    return false;
}

#define IS_ONE_OF(text, words) is_one_of((text), (words), sizeof(words) / sizeof((words)[0]))

/* Units that say how much of something a part has or is; none tells one part from another. */
static const char *const units[] = {"w",   "kw",     "watt", "watts", "nm", "bit",  "mhz",
                                    "ghz", "tflops", "tops", "core",  "mb", "tb",   "gbps",
                                    "瓦",  "位",     "核",   "纳米",  "元", "cores"};
static const char *const counts[] = {"pcs",   "pc", "ea", "units", "gpu", "gpus", "slot", "slots",
                                     "ports", "u",  "卡", "块",    "片",  "张",   "颗",   "枚",
                                     "个",    "台", "套", "件",    "路",  "口"};
static const char *const memory_units[] = {"g", "gb", "gib", "gbyte", "gbytes"};

static void mark(struct ecc_atoms *atoms, size_t begin, size_t end, enum ecc_atom_class is)
{
    for (size_t i = begin; i < end && i < atoms->n; i++) {
        atoms->items[i].is = is;
        atoms->items[i].word = begin;
    }
}

static bool near(const struct ecc_atoms *atoms, size_t i)
{
    return i < atoms->n && atoms->items[i].gap <= ECC_GAP_JOINER;
}

/* The atom behind the generation of a link that begins at `i`: "gen 4", "4.0", "x16", in any
 * number. */
static size_t pass_link(const struct ecc_atoms *atoms, size_t i)
{
    while (near(atoms, i)) {
        const struct ecc_atom *atom = &atoms->items[i];
        const bool small = atom->kind == ECC_ATOM_DIGITS && number_of(atom->text) <= 16;
        const bool before = ecc_str_is(atom->text, "gen") || ecc_str_is(atom->text, "x") ||
                            ecc_str_is(atom->text, "v");
        const bool digits_next = near(atoms, i + 1) && atoms->items[i + 1].kind == ECC_ATOM_DIGITS;
        const bool memory_next = near(atoms, i + 1) &&
                                 IS_ONE_OF(atoms->items[i + 1].text, memory_units);
        if (!(small && !memory_next) && !(before && digits_next)) {
            break;
        }
        i++;
    }
    return i;
}

/* A form factor and the number that belongs to it. */
static void mark_form(struct ecc_atoms *atoms, size_t i, size_t end)
{
    struct ecc_atom *atom = &atoms->items[i];
    const bool digits = end < atoms->n && atoms->items[end].kind == ECC_ATOM_DIGITS &&
                        atoms->items[end].gap == ECC_GAP_NONE;
    if (atom->form == ECC_FORM_NVL && digits) {
        mark(atoms, i, end, ECC_ATOM_PLAIN); /* NVL72 is a model number */
    } else if (atom->form == ECC_FORM_SXM && digits) {
        atom->number = number_of(atoms->items[end].text);
        atoms->items[end].is = ECC_ATOM_FORM;
        atoms->items[end].form = ECC_FORM_SXM;
        atoms->items[end].number = atom->number;
        atoms->items[end].word = i;
    } else if (atom->form == ECC_FORM_PCIE) {
        mark(atoms, end, pass_link(atoms, end), ECC_ATOM_NOISE);
    }
}

/* What the number at `i` counts or measures; the atom behind it. */
static size_t mark_number(struct ecc_atoms *atoms, size_t i)
{
    struct ecc_atom *atom = &atoms->items[i];
    const bool last = i + 1 == atoms->n;
    const ecc_str next = last ? (ecc_str){NULL, 0} : atoms->items[i + 1].written;
    const enum ecc_gap gap = last ? ECC_GAP_OTHER : atoms->items[i + 1].gap;
    const size_t number = number_of(atom->text);
    const bool joined = gap <= ECC_GAP_JOINER && atom->gap != ECC_GAP_NONE;
    if (gap <= ECC_GAP_SPACE && IS_ONE_OF(next, memory_units) && number >= LEAST_MEMORY &&
        number <= MOST_MEMORY) {
        mark(atoms, i, i + 2, ECC_ATOM_MEMORY);
        atoms->items[i].number = number;
        atoms->items[i + 1].number = number;
        return i + 2;
    }
    if (joined && (IS_ONE_OF(next, units) || (number <= MOST_COUNTED && IS_ONE_OF(next, counts)))) {
        mark(atoms, i, i + 2, ECC_ATOM_NOISE);
        return i + 2;
    }
    if (atom->gap == ECC_GAP_TIMES || (gap == ECC_GAP_TIMES && i == 0)) {
        mark(atoms, i, i + 1, ECC_ATOM_NOISE); /* H100 × 8, 8 × H100 */
    } else if (i == 0 && number <= MOST_COUNTED && ecc_str_is(next, "x") && gap == ECC_GAP_NONE &&
               i + 2 < atoms->n && atoms->items[i + 2].gap == ECC_GAP_SPACE) {
        mark(atoms, i, i + 2, ECC_ATOM_NOISE); /* 8x H100 */
        return i + 2;
    }
    return i + 1;
}

static bool is_times(const struct ecc_atoms *atoms, size_t i)
{
    return i > 0 && i + 2 == atoms->n && ecc_str_is(atoms->items[i].text, "x") &&
           atoms->items[i].gap == ECC_GAP_SPACE && atoms->items[i + 1].kind == ECC_ATOM_DIGITS &&
           atoms->items[i + 1].gap == ECC_GAP_SPACE;
}

/* "HBM3e", "GDDR6X": which memory it is. */
static size_t pass_memory_type(const struct ecc_atoms *atoms, size_t i)
{
    static const char *const types[] = {"hbm", "gddr", "lpddr", "ddr"};
    static const char *const ends[] = {"e", "x", "p"};
    if (!IS_ONE_OF(atoms->items[i].written, types) || i + 1 >= atoms->n ||
        atoms->items[i + 1].kind != ECC_ATOM_DIGITS || atoms->items[i + 1].gap != ECC_GAP_NONE) {
        return i;
    }
    const bool more = i + 2 < atoms->n && atoms->items[i + 2].gap == ECC_GAP_NONE &&
                      IS_ONE_OF(atoms->items[i + 2].text, ends);
    return more ? i + 3 : i + 2;
}

/* ---- What each is -------------------------------------------------------------------------- */

static size_t mark_word(const struct ecc_lexicon *lexicon, struct ecc_atoms *atoms, size_t i)
{
    const struct ecc_lexeme *lexeme = ecc_lexicon_word(lexicon, &atoms->items[i], atoms->n - i);
    if (lexeme == NULL) {
        return i + 1;
    }
    const size_t end = i + lexeme->n_parts;
    for (size_t k = i; k < end; k++) {
        take_word(&atoms->items[k], lexeme);
        atoms->items[k].word = i;
    }
    return end;
}

static void classify(const struct ecc_lexicon *lexicon, struct ecc_atoms *atoms)
{
    for (size_t i = 0; i < atoms->n; i++) {
        atoms->items[i].word = i;
    }
    for (size_t i = 0; i < atoms->n;) {
        const size_t type_end = pass_memory_type(atoms, i);
        size_t end = i + 1;
        if (type_end > i) {
            mark(atoms, i, type_end, ECC_ATOM_NOISE);
            end = type_end;
        } else if (atoms->items[i].kind == ECC_ATOM_LETTERS) {
            end = mark_word(lexicon, atoms, i);
        }
        if (atoms->items[i].is == ECC_ATOM_FORM) {
            mark_form(atoms, i, end);
        } else if (is_times(atoms, i)) {
            mark(atoms, i, i + 2, ECC_ATOM_NOISE); /* H100 x 8 */
            end = i + 2;
        } else if (atoms->items[i].kind == ECC_ATOM_DIGITS &&
                   atoms->items[i].is == ECC_ATOM_PLAIN) {
            end = mark_number(atoms, i);
        }
        i = end;
    }
}

bool ecc_atoms_cut(const struct ecc_lexicon *lexicon, struct ecc_translit *translit,
                   struct ecc_arena *arena, ecc_str text, const bool *spoofed,
                   struct ecc_atoms *out_atoms)
{
    struct cutter cutter = {.lexicon = lexicon,
                            .translit = translit,
                            .arena = arena,
                            .text = text,
                            .spoofed = spoofed,
                            .gap = ECC_GAP_OTHER};
    /* Simplified characters need at most as many bytes again, and an atom has at least one. */
    cutter.items = ECC_NEW_ARRAY(arena, text.len * 2 + 1, struct ecc_atom);
    if (cutter.items == NULL) {
        return false;
    }
    while (cutter.at < text.len) {
        enum ecc_atom_kind kind = ECC_ATOM_FOREIGN;
        size_t next = cutter.at;
        const uint32_t code = ecc_utf8_next(text, &next);
        if (!kind_of(code, &kind)) {
            pass_gap(&cutter, code);
            cutter.at = next;
        } else if (!cut_run(&cutter, kind)) {
            return false;
        }
    }
    *out_atoms = (struct ecc_atoms){cutter.items, cutter.n};
    classify(lexicon, out_atoms);
    return true;
}
