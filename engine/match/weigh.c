/* SPDX-License-Identifier: Apache-2.0 */
/* What speaks for and against a part: its maker, family, form factor, memory, and the words left
 * over. A word narrows; where the catalogue is silent it stays open; where they contradict, the
 * part is a suggestion only. */
#include "match/weigh.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"

/* Behind a model number, letters as few as these make another one: "4090 Ti", "H100-PX". */
#define SHORT_SPACED 2
#define SHORT_JOINED 4
/* A model number of so few characters needs its maker when other words stand beside it: "T4", "L2".
 */
#define SHORT_MODEL 2

struct scale {
    const struct ecc_index *index;
    struct ecc_arena *arena;
    const struct ecc_query *query;
    const struct ecc_hit *hits;
    size_t n_hits;
    const struct ecc_hit *hit;
    const struct ecc_index_name *name;
    const struct ecc_index_part *part;
    struct ecc_weighed *out;
    bool maker; /* the maker or the family is named, and agrees */
};

void ecc_weighed_add(struct ecc_weighed *weighed, struct ecc_arena *arena, const char *id,
                     const ecc_arg *args, size_t n_args)
{
    if (weighed->n_reasons == ECC_REASONS) {
        return;
    }
    const ecc_remark remark = ecc_remark_new(arena, id, args, n_args);
    weighed->failed = weighed->failed || remark.id == NULL;
    if (remark.id != NULL) {
        weighed->reasons[weighed->n_reasons++] = remark;
    }
}

static void say(struct scale *scale, enum ecc_message_id message, const ecc_arg *args,
                size_t n_args)
{
    ecc_weighed_add(scale->out, scale->arena, ecc_message_row(message)->id, args, n_args);
}

static void say_word(struct scale *scale, enum ecc_message_id message, const char *arg,
                     ecc_str text)
{
    say(scale, message, ECC_ARGS(ecc_arg_text(arg, text)));
}

static bool is_among(const char *const *items, size_t n, const char *item)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(items[i], item) == 0) {
            return true;
        }
    }
    return false;
}

static bool in_hit(const struct scale *scale, size_t i)
{
    return i >= scale->hit->begin && i < scale->hit->end;
}

/* ---- Maker and family ---------------------------------------------------------------------- */

static void weigh_maker(struct scale *scale)
{
    const struct ecc_atoms *atoms = &scale->query->atoms;
    const struct ecc_index_part *part = scale->part;
    const struct ecc_atom *other_maker = NULL;
    const struct ecc_atom *other_family = NULL;
    bool family = false;
    for (size_t i = 0; i < atoms->n; i++) {
        const struct ecc_atom *atom = &atoms->items[i];
        if (atom->is != ECC_ATOM_VENDOR && atom->is != ECC_ATOM_FAMILY) {
            continue;
        }
        const bool ours = is_among(part->makers, part->n_makers, atom->of);
        scale->maker = scale->maker || ours;
        other_maker = ours || part->n_makers == 0 ? other_maker : atom;
        if (atom->is == ECC_ATOM_FAMILY && ours && part->n_families > 0) {
            const bool same = is_among(part->families, part->n_families, atom->text.ptr);
            family = family || same;
            other_family = same ? other_family : atom;
        }
        scale->out->spoofed = scale->out->spoofed || atom->spoofed;
    }
    if (!scale->maker && other_maker != NULL) {
        scale->out->against = true;
        say_word(scale, ECC_M_match_maker_differs, "maker", other_maker->written);
    } else if (!family && other_family != NULL) {
        scale->out->against = true;
        say_word(scale, ECC_M_match_family_differs, "family", other_family->written);
    } else if (scale->maker) {
        say(scale, ECC_M_match_maker_agrees, ECC_NO_ARGS);
    }
}

/* ---- Form factor and memory ---------------------------------------------------------------- */

static ecc_str forms_of(struct scale *scale)
{
    struct ecc_buf buf;
    /* A name that says which module or card it is says more. */
    const unsigned loose = (1U << ECC_FORM_MODULE) | (1U << ECC_FORM_CARD);
    const unsigned forms = (scale->part->forms & ~loose) != 0 ? scale->part->forms & ~loose
                                                              : scale->part->forms;
    ecc_buf_init(&buf, scale->arena);
    for (size_t form = 0; form < ECC_FORMS; form++) {
        if ((forms & (1U << form)) != 0) {
            ecc_buf_puts(&buf, buf.len > 0 ? ", " : "");
            ecc_buf_puts(&buf, ecc_form_names[form]);
            if (form == ECC_FORM_SXM && scale->part->sxm > 0) {
                ecc_buf_put_size(&buf, scale->part->sxm);
            }
        }
    }
    return ecc_buf_str(&buf);
}

/* The forms that a word may stand for besides its own: a card of NVL form is a PCIe card, an HGX
 * board carries SXM modules. */
static unsigned implied(enum ecc_form form)
{
    static const unsigned by_form[ECC_FORMS] = {
        [ECC_FORM_SXM] = (1U << ECC_FORM_MODULE) | (1U << ECC_FORM_HGX),
        [ECC_FORM_PCIE] = (1U << ECC_FORM_NVL) | (1U << ECC_FORM_CARD),
        [ECC_FORM_OAM] = 1U << ECC_FORM_MODULE,
        [ECC_FORM_NVL] = 1U << ECC_FORM_CARD,
        [ECC_FORM_HGX] = (1U << ECC_FORM_SXM) | (1U << ECC_FORM_MODULE),
        [ECC_FORM_MODULE] = (1U << ECC_FORM_SXM) | (1U << ECC_FORM_OAM) | (1U << ECC_FORM_HGX),
        [ECC_FORM_CARD] = (1U << ECC_FORM_PCIE) | (1U << ECC_FORM_NVL),
    };
    return by_form[form];
}

static enum ecc_agreement compare_form(const struct ecc_index_part *part,
                                       const struct ecc_atom *atom)
{
    const unsigned own = 1U << atom->form;
    if (part->forms == 0) {
        return ECC_OPEN;
    }
    if ((part->forms & own) != 0) {
        const bool generation = atom->form != ECC_FORM_SXM || atom->number == 0 || part->sxm == 0 ||
                                atom->number == part->sxm;
        return generation ? ECC_AGREES : ECC_DIFFERS;
    }
    if ((part->forms & implied(atom->form)) != 0) {
        return ECC_IMPLIED;
    }
    /* "加速卡" is said of modules too. */
    return atom->form == ECC_FORM_CARD ? ECC_OPEN : ECC_DIFFERS;
}

/* Is a module's form in the name? Then "PCIe" beside it is its host interface. */
static bool names_module(const struct ecc_atoms *atoms)
{
    for (size_t i = 0; i < atoms->n; i++) {
        if (atoms->items[i].is == ECC_ATOM_FORM &&
            (atoms->items[i].form == ECC_FORM_SXM || atoms->items[i].form == ECC_FORM_OAM)) {
            return true;
        }
    }
    return false;
}

static void weigh_form(struct scale *scale)
{
    const struct ecc_atoms *atoms = &scale->query->atoms;
    const bool module = names_module(atoms);
    const struct ecc_atom *said = NULL;
    enum ecc_agreement agreement = ECC_AGREES;
    for (size_t i = 0; i < atoms->n; i++) {
        const struct ecc_atom *atom = &atoms->items[i];
        if (atom->is != ECC_ATOM_FORM || (i > 0 && atom->word == atoms->items[i - 1].word) ||
            (module && (atom->form == ECC_FORM_PCIE || atom->form == ECC_FORM_CARD))) {
            continue;
        }
        const enum ecc_agreement one = compare_form(scale->part, atom);
        /* The loose word counts only when no other stands there. */
        if (said == NULL || said->form == ECC_FORM_CARD ||
            (one < agreement && atom->form != ECC_FORM_CARD)) {
            agreement = one;
            said = atom;
        }
        scale->out->spoofed = scale->out->spoofed || atom->spoofed;
    }
    if (said == NULL) {
        return;
    }
    scale->out->form = agreement;
    const bool loose = said->form == ECC_FORM_MODULE || said->form == ECC_FORM_CARD;
    const ecc_str form = loose ? said->written : ecc_str_of(ecc_form_names[said->form]);
    if (agreement == ECC_DIFFERS) {
        scale->out->against = true;
        say(scale, ECC_M_match_form_differs,
            ECC_ARGS(ecc_arg_text("form",
                                  said->number > 0 ? ecc_atoms_join(scale->arena, said, 2) : form),
                     ecc_arg_text("parts", forms_of(scale))));
    } else if (agreement != ECC_OPEN || scale->part->forms == 0) {
        say_word(scale, agreement == ECC_OPEN ? ECC_M_match_form_open : ECC_M_match_form_agrees,
                 "form", form);
    }
}

static ecc_str memory_of(struct scale *scale)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, scale->arena);
    ecc_buf_put_size(&buf, scale->part->memory_low);
    if (scale->part->memory_high != scale->part->memory_low) {
        ecc_buf_puts(&buf, "–");
        ecc_buf_put_size(&buf, scale->part->memory_high);
    }
    return ecc_buf_str(&buf);
}

static void weigh_memory(struct scale *scale)
{
    const struct ecc_atoms *atoms = &scale->query->atoms;
    const struct ecc_index_part *part = scale->part;
    size_t said = 0;
    bool agrees = false;
    for (size_t i = 0; i < atoms->n; i++) {
        const struct ecc_atom *atom = &atoms->items[i];
        if (atom->is == ECC_ATOM_MEMORY) {
            said = said == 0 || !agrees ? atom->number : said;
            agrees = agrees ||
                     (atom->number >= part->memory_low && atom->number <= part->memory_high);
            scale->out->spoofed = scale->out->spoofed || atom->spoofed;
        }
    }
    if (said == 0) {
        return;
    }
    const ecc_arg size = ecc_arg_integer("size", (long long)said);
    if (part->memory_high == 0) {
        say(scale, ECC_M_match_memory_open, ECC_ARGS(size));
    } else if (agrees) {
        say(scale, ECC_M_match_memory_agrees, ECC_ARGS(size));
    } else {
        scale->out->against = true;
        say(scale, ECC_M_match_memory_differs,
            ECC_ARGS(size, ecc_arg_text("parts", memory_of(scale))));
    }
}

/* ---- What is left over --------------------------------------------------------------------- */

static bool is_ours(const struct scale *scale, size_t i)
{
    const uint32_t word = scale->query->words[i];
    for (size_t k = 0; k < scale->part->n_words && word != 0; k++) {
        if (scale->part->words[k] == word) {
            return true;
        }
    }
    return false;
}

static bool is_of_another(const struct scale *scale, size_t i)
{
    for (size_t k = 0; k < scale->n_hits; k++) {
        const struct ecc_hit *hit = &scale->hits[k];
        const bool apart = hit->end <= scale->hit->begin || hit->begin >= scale->hit->end;
        if (!hit->inner && apart && i >= hit->begin && i < hit->end) {
            return true;
        }
    }
    return false;
}

/* Do the atoms right behind the model number make it another one? */
static bool goes_on(const struct scale *scale, size_t i)
{
    const struct ecc_atoms *atoms = &scale->query->atoms;
    const struct ecc_atom *atom = &atoms->items[i];
    if (i != scale->hit->end || atom->kind == ECC_ATOM_HAN || atom->kind == ECC_ATOM_FOREIGN) {
        return i == scale->hit->end && atom->is == ECC_ATOM_VARIANT;
    }
    if (atom->is == ECC_ATOM_VARIANT || atom->gap == ECC_GAP_NONE) {
        return true;
    }
    const bool letters = atom->kind == ECC_ATOM_LETTERS;
    return letters && ((atom->gap == ECC_GAP_JOINER && atom->text.len <= SHORT_JOINED) ||
                       (atom->gap == ECC_GAP_SPACE && atom->text.len <= SHORT_SPACED));
}

static void add_left_over(struct ecc_buf *buf, const struct ecc_atom *atom)
{
    if (buf->len > 0 && atom->gap != ECC_GAP_NONE) {
        ecc_buf_putc(buf, ' ');
    }
    ecc_buf_add(buf, atom->written);
}

static void weigh_rest(struct scale *scale)
{
    const struct ecc_atoms *atoms = &scale->query->atoms;
    struct ecc_buf rest;
    bool another = false;
    ecc_buf_init(&rest, scale->arena);
    for (size_t i = 0; i < atoms->n; i++) {
        const struct ecc_atom *atom = &atoms->items[i];
        if (in_hit(scale, i) || is_ours(scale, i)) {
            scale->out->spoofed = scale->out->spoofed || atom->spoofed;
            continue;
        }
        if ((atom->is == ECC_ATOM_SYSTEM || atom->is == ECC_ATOM_SYSNAME) && !scale->part->system) {
            scale->out->against = true;
            say_word(scale, ECC_M_match_kind_differs, "word", atom->written);
        } else if (atom->is == ECC_ATOM_ACCESSORY) {
            scale->out->against = true;
            say_word(scale, ECC_M_match_accessory, "word", atom->written);
        } else if (atom->is == ECC_ATOM_PLAIN || atom->is == ECC_ATOM_VARIANT) {
            if (is_of_another(scale, i)) {
                another = true;
            } else if (goes_on(scale, i)) {
                scale->out->against = true;
                say_word(scale, ECC_M_match_says_more, "word", atom->written);
            } else {
                add_left_over(&rest, atom);
            }
        }
    }
    scale->out->whole = rest.len == 0 && !another && !scale->out->against;
    if (another) {
        say(scale, ECC_M_match_other_part, ECC_NO_ARGS);
    }
    if (rest.len > 0) {
        say_word(scale, ECC_M_match_left_over, "words", ecc_buf_str(&rest));
    }
    scale->out->failed = scale->out->failed || rest.failed;
}

/* ---- All of it ----------------------------------------------------------------------------- */

/* A name of the part that the whole query is, but for writing. */
static const struct ecc_index_name *same_name(const struct scale *scale, bool *out_exact)
{
    const struct ecc_index_name *same = NULL;
    for (size_t i = 0; i < scale->part->n_names; i++) {
        const struct ecc_index_name *name = &scale->index->names[scale->part->first_name + i];
        if (ecc_str_eq(name->text, scale->query->raw)) {
            *out_exact = true;
            return name;
        }
        if (same == NULL && name->key.len > 0 && ecc_str_eq(name->key, scale->query->key)) {
            same = name;
        }
    }
    *out_exact = false;
    return same;
}

/* "6000" in "A6000", "910" in "X910": the letters before belong to it. */
static bool is_cut_off(const struct scale *scale)
{
    if (!scale->name->begins_with_digits || scale->hit->begin == 0) {
        return false;
    }
    const struct ecc_atom *before = &scale->query->atoms.items[scale->hit->begin - 1];
    const enum ecc_gap gap = scale->query->atoms.items[scale->hit->begin].gap;
    return before->kind == ECC_ATOM_LETTERS && before->is == ECC_ATOM_PLAIN &&
           (gap == ECC_GAP_NONE || gap == ECC_GAP_JOINER ||
            (gap == ECC_GAP_SPACE && before->text.len <= SHORT_JOINED));
}

/* A model number that says little by itself. */
static void weigh_model(struct scale *scale)
{
    struct ecc_weighed *out = scale->out;
    const struct ecc_index_name *name = scale->name;
    if (out->against) {
        return;
    }
    if (name->only_digits && !scale->maker) {
        out->against = true;
        say_word(scale, ECC_M_match_only_number, "model", name->model);
    } else if (!out->whole &&
               (!name->has_digits || (name->model.len <= SHORT_MODEL && !scale->maker))) {
        out->against = true;
    } else if (out->whole && scale->part->n_families > 0 && !scale->maker) {
        out->whole = false;
        say(scale, ECC_M_match_maker_missing, ECC_NO_ARGS);
    }
}

struct ecc_weighed ecc_weigh(const struct ecc_index *index, struct ecc_arena *arena,
                             const struct ecc_query *query, const struct ecc_hit *hits,
                             size_t n_hits, size_t which)
{
    const struct ecc_index_name *name = &index->names[hits[which].name];
    struct ecc_weighed out = {.part = name->part, .name = hits[which].name};
    struct scale scale = {.index = index,
                          .arena = arena,
                          .query = query,
                          .hits = hits,
                          .n_hits = n_hits,
                          .hit = &hits[which],
                          .name = name,
                          .part = &index->parts[name->part],
                          .out = &out};
    bool exact = false;
    const struct ecc_index_name *same = same_name(&scale, &exact);
    if (same != NULL) {
        out.confidence = exact ? ECC_CONFIDENCE_EXACT : ECC_CONFIDENCE_SAME;
        out.name = (size_t)(same - index->names);
        out.whole = true;
        say_word(&scale, exact ? ECC_M_match_exact : ECC_M_match_same, "name", same->text);
        for (size_t i = 0; i < query->atoms.n; i++) {
            out.spoofed = out.spoofed || query->atoms.items[i].spoofed;
        }
        /* An alias may leave out what the part differs in; the form is needed to choose. */
        weigh_form(&scale);
        out.against = false;
        return out;
    }
    if (is_cut_off(&scale)) {
        out.part = SIZE_MAX;
        return out;
    }
    say_word(&scale, hits[which].revision ? ECC_M_match_revision : ECC_M_match_model, "model",
             name->model);
    weigh_maker(&scale);
    weigh_form(&scale);
    weigh_memory(&scale);
    weigh_rest(&scale);
    weigh_model(&scale);
    out.confidence = out.against ? ECC_CONFIDENCE_NEAR
                     : out.whole ? ECC_CONFIDENCE_MODEL
                                 : ECC_CONFIDENCE_PARTIAL;
    return out;
}
