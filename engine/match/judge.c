/* SPDX-License-Identifier: Apache-2.0 */
/* All model numbers in a name, each weighed; then what the candidates say of each other. */
#include "match/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "match/weigh.h"

#define NONE SIZE_MAX

struct bench {
    const struct ecc_index *index;
    struct ecc_arena *arena;
    const struct ecc_query *query;
    struct ecc_hit *hits;
    size_t n_hits;
    struct ecc_weighed *found; /* each part once */
    size_t n_found;
    bool failed;
};

/* ---- Where model numbers stand ------------------------------------------------------------- */

/* Words that may stand inside a model number without being of it: "MLU370 加速卡 X8". */
static bool may_stand_inside(const struct ecc_atom *atom)
{
    return atom->is == ECC_ATOM_NOISE || atom->is == ECC_ATOM_VENDOR ||
           atom->is == ECC_ATOM_FAMILY || atom->is == ECC_ATOM_FORM || atom->is == ECC_ATOM_MEMORY;
}

static bool find_at(const struct bench *bench, size_t at, const struct ecc_index_name *name,
                    struct ecc_hit *out_hit)
{
    const struct ecc_atoms *atoms = &bench->query->atoms;
    size_t i = 0;
    size_t next = at;
    size_t end = at;
    while (i < name->n && next < atoms->n) {
        if (bench->query->words[next] == name->atoms[i]) {
            i++;
            end = next + 1;
        } else if (!may_stand_inside(&atoms->items[next])) {
            break;
        }
        next++;
    }
    const bool goes_on = end < atoms->n && atoms->items[end].gap == ECC_GAP_NONE &&
                         atoms->items[end].kind == ECC_ATOM_DIGITS;
    const bool revision = name->ends_in_revision && i + 1 == name->n && !goes_on;
    *out_hit = (struct ecc_hit){.begin = at, .end = end, .n = i, .revision = revision};
    return i == name->n || revision;
}

static void find_hits(struct bench *bench)
{
    const size_t cap = bench->index->n_names;
    bench->hits = ECC_NEW_ARRAY(bench->arena, cap, struct ecc_hit);
    bench->failed = bench->hits == NULL;
    for (size_t at = 0; at < bench->query->atoms.n && !bench->failed; at++) {
        size_t i = ecc_index_first(bench->index, bench->query->words[at]);
        for (; i != NONE && bench->n_hits < cap; i = bench->index->names[i].next) {
            struct ecc_hit hit;
            if (find_at(bench, at, &bench->index->names[i], &hit)) {
                hit.name = i;
                bench->hits[bench->n_hits++] = hit;
            }
        }
    }
}

static bool is_memory(const struct bench *bench, const struct ecc_hit *hit)
{
    return bench->index->parts[bench->index->names[hit->name].part].is_memory;
}

/* A model number inside of a longer one is not meant; nor is a memory that is named beside a chip.
 */
static void find_inner(struct bench *bench)
{
    bool other = false;
    for (size_t i = 0; i < bench->n_hits; i++) {
        other = other || !is_memory(bench, &bench->hits[i]);
    }
    for (size_t i = 0; i < bench->n_hits; i++) {
        struct ecc_hit *hit = &bench->hits[i];
        hit->inner = other && is_memory(bench, hit);
        for (size_t k = 0; k < bench->n_hits && !hit->inner; k++) {
            const struct ecc_hit *big = &bench->hits[k];
            hit->inner = big->begin <= hit->begin && big->end >= hit->end &&
                         (big->n > hit->n || (big->n == hit->n && hit->revision && !big->revision));
        }
    }
}

/* ---- Candidates ---------------------------------------------------------------------------- */

static void keep(struct bench *bench, const struct ecc_weighed *weighed)
{
    bench->failed = bench->failed || weighed->failed;
    for (size_t i = 0; i < bench->n_found; i++) {
        if (bench->found[i].part == weighed->part) {
            const struct ecc_weighed *known = &bench->found[i];
            /* Of names that fit alike, the first: names stand before ids. */
            if (weighed->confidence > known->confidence ||
                (weighed->confidence == known->confidence && weighed->name < known->name)) {
                bench->found[i] = *weighed;
            }
            return;
        }
    }
    bench->found[bench->n_found++] = *weighed;
}

static void weigh_hits(struct bench *bench)
{
    bench->found = ECC_NEW_ARRAY(bench->arena, bench->index->n_parts, struct ecc_weighed);
    bench->failed = bench->failed || bench->found == NULL;
    for (size_t i = 0; i < bench->n_hits && !bench->failed; i++) {
        if (!bench->hits[i].inner) {
            const struct ecc_weighed weighed = ecc_weigh(bench->index, bench->arena, bench->query,
                                                         bench->hits, bench->n_hits, i);
            if (weighed.part != NONE) {
                keep(bench, &weighed);
            }
        }
    }
}

/* A name that the query is as a whole counts even where another model number goes through it. */
static void weigh_whole_names(struct bench *bench)
{
    for (size_t i = 0; i < bench->index->n_names && !bench->failed; i++) {
        const struct ecc_index_name *name = &bench->index->names[i];
        if (ecc_str_eq(name->text, bench->query->raw) ||
            (name->key.len > 0 && ecc_str_eq(name->key, bench->query->key))) {
            const struct ecc_hit hit = {.name = i, .end = bench->query->atoms.n};
            const struct ecc_weighed weighed = ecc_weigh(bench->index, bench->arena, bench->query,
                                                         &hit, 1, 0);
            keep(bench, &weighed);
        }
    }
}

static void add(struct bench *bench, struct ecc_weighed *weighed, enum ecc_message_id message,
                ecc_str model)
{
    ecc_weighed_add(weighed, bench->arena, ecc_message_row(message)->id,
                    ECC_ARGS(ecc_arg_text("model", model)));
    bench->failed = bench->failed || weighed->failed;
}

/* Is `longer` a model number that goes on after `name`? */
static bool extends(const struct ecc_index_name *longer, const struct ecc_index_name *name)
{
    return longer->n > name->n && name->n > 0 &&
           memcmp(longer->atoms, name->atoms, name->n * sizeof(name->atoms[0])) == 0;
}

static bool is_found(const struct bench *bench, size_t n, size_t part)
{
    for (size_t i = 0; i < n; i++) {
        if (bench->found[i].part == part) {
            return true;
        }
    }
    return false;
}

/* The query as it would be weighed for a part that its model number is only the beginning of. */
static void extend_to(struct bench *bench, const struct ecc_weighed *from,
                      const struct ecc_index_name *longer)
{
    const struct ecc_index_part *chip = &bench->index->parts[from->part];
    const struct ecc_index_part *part = &bench->index->parts[longer->part];
    const bool carries = chip->bare && !part->bare && !part->system;
    struct ecc_hit hit = {.name = (size_t)(longer - bench->index->names)};
    for (size_t i = 0; i < bench->n_hits; i++) {
        if (bench->index->names[bench->hits[i].name].part == from->part && !bench->hits[i].inner) {
            hit.begin = bench->hits[i].begin;
            hit.end = bench->hits[i].end;
        }
    }
    struct ecc_weighed weighed = ecc_weigh(bench->index, bench->arena, bench->query, &hit, 1, 0);
    if (weighed.part == NONE) {
        return;
    }
    weighed.reasons[0] = weighed.reasons[weighed.n_reasons - 1];
    weighed.n_reasons--;
    add(bench, &weighed, carries ? ECC_M_match_bare_chip : ECC_M_match_says_less, longer->model);
    if (!carries) {
        weighed.against = true;
        weighed.confidence = ECC_CONFIDENCE_NEAR;
    } else if (weighed.confidence > ECC_CONFIDENCE_PARTIAL) {
        weighed.confidence = ECC_CONFIDENCE_PARTIAL;
    }
    keep(bench, &weighed);
}

/* Parts whose model number goes on after a candidate's: suggestions; but the name of a bare chip
 * stands for the cards that carry it, and those are candidates. */
static void extend(struct bench *bench)
{
    const size_t n = bench->n_found;
    for (size_t i = 0; i < n && !bench->failed; i++) {
        const struct ecc_weighed from = bench->found[i];
        const struct ecc_index_name *name = &bench->index->names[from.name];
        if (from.against || !from.whole || name->n == 0) {
            continue;
        }
        size_t k = ecc_index_first(bench->index, name->atoms[0]);
        for (; k != NONE; k = bench->index->names[k].next) {
            const struct ecc_index_name *longer = &bench->index->names[k];
            if (extends(longer, name) && !is_found(bench, n, longer->part)) {
                extend_to(bench, &from, longer);
            }
        }
    }
}

/* ---- What the candidates say of each other ------------------------------------------------- */

static bool says_system(const struct ecc_query *query)
{
    for (size_t i = 0; i < query->atoms.n; i++) {
        const struct ecc_atom *atom = &query->atoms.items[i];
        if (atom->is == ECC_ATOM_SYSTEM || atom->is == ECC_ATOM_SYSNAME ||
            (atom->is == ECC_ATOM_FORM && atom->form == ECC_FORM_HGX)) {
            return true;
        }
    }
    return false;
}

static bool says_chip(const struct ecc_query *query)
{
    for (size_t i = 0; i < query->atoms.n; i++) {
        const ecc_str text = query->atoms.items[i].written;
        if (ecc_str_is(text, "chip") || ecc_str_is(text, "chips") || ecc_str_is(text, "芯片")) {
            return true;
        }
    }
    return false;
}

/* What there is among the candidates that are left. */
struct census {
    bool agrees;  /* in form, outright */
    bool single;  /* no system */
    bool carrier; /* no bare chip */
};

static struct census count(const struct bench *bench)
{
    struct census census = {false, false, false};
    for (size_t i = 0; i < bench->n_found; i++) {
        const struct ecc_weighed *weighed = &bench->found[i];
        const struct ecc_index_part *part = &bench->index->parts[weighed->part];
        if (!weighed->against) {
            census.agrees = census.agrees || weighed->form == ECC_AGREES;
            census.single = census.single || !part->system;
            census.carrier = census.carrier || (!part->bare && !part->system);
        }
    }
    return census;
}

/* Where one part agrees outright in what the name says, those that only might are suggestions. */
static void compare(struct bench *bench)
{
    const struct census census = count(bench);
    const bool system = says_system(bench->query);
    const bool chip = says_chip(bench->query);
    for (size_t i = 0; i < bench->n_found; i++) {
        struct ecc_weighed *weighed = &bench->found[i];
        const struct ecc_index_part *part = &bench->index->parts[weighed->part];
        const bool same = weighed->confidence >= ECC_CONFIDENCE_SAME;
        const bool less = census.agrees && weighed->form == ECC_IMPLIED;
        const bool too_much = part->system && census.single && !system && !same;
        const bool too_little = part->bare && census.carrier && !chip && !same;
        if (!weighed->against && (less || too_much || too_little)) {
            weighed->against = true;
            weighed->confidence = ECC_CONFIDENCE_NEAR;
        }
    }
}

/* An id is one part's alone. */
static bool is_id(struct bench *bench)
{
    for (size_t i = 0; i < bench->index->n_parts; i++) {
        if (ecc_str_eq(bench->index->parts[i].is.id, bench->query->raw)) {
            bench->found[0] = (struct ecc_weighed){.part = i,
                                                   .name = bench->index->parts[i].first_name,
                                                   .confidence = ECC_CONFIDENCE_EXACT,
                                                   .whole = true};
            bench->n_found = 1;
            ecc_weighed_add(&bench->found[0], bench->arena, ecc_message_row(ECC_M_match_exact)->id,
                            ECC_ARGS(ecc_arg_text("name", bench->query->raw)));
            return true;
        }
    }
    return false;
}

/* ---- The answer ---------------------------------------------------------------------------- */

static int by_confidence(const void *a, const void *b)
{
    const ecc_candidate *x = a;
    const ecc_candidate *y = b;
    return x->confidence != y->confidence ? (x->confidence > y->confidence ? -1 : 1)
                                          : ecc_str_cmp(x->id, y->id);
}

static ecc_candidate candidate_of(struct bench *bench, const struct ecc_weighed *weighed,
                                  bool likeness)
{
    const struct ecc_index_part *part = &bench->index->parts[weighed->part];
    ecc_remark *reasons = ECC_NEW_ARRAY(bench->arena, weighed->n_reasons + 1, ecc_remark);
    size_t n = 0;
    if (reasons == NULL) {
        bench->failed = true;
        return (ecc_candidate){.part = 0};
    }
    if (likeness) {
        reasons[n++] = ecc_remark_new(bench->arena, ecc_message_row(ECC_M_match_looks_like)->id,
                                      ECC_ARGS(ecc_arg_text("text", bench->query->text)));
    }
    for (size_t i = 0; i < weighed->n_reasons; i++) {
        reasons[n++] = weighed->reasons[i];
    }
    return (ecc_candidate){.part = part->is.part,
                           .id = part->is.id,
                           .name = part->is.name,
                           .matched = bench->index->names[weighed->name].text,
                           .confidence = likeness && !weighed->against ? ECC_CONFIDENCE_LOOKS_LIKE
                                                                       : weighed->confidence,
                           .reasons = reasons,
                           .n_reasons = n};
}

static bool answer(struct bench *bench, ecc_matches *out)
{
    ecc_candidate *candidates = ECC_NEW_ARRAY(bench->arena, bench->n_found, ecc_candidate);
    ecc_candidate *suggestions = ECC_NEW_ARRAY(bench->arena, bench->n_found, ecc_candidate);
    bool likeness = bench->query->turned;
    if (candidates == NULL || suggestions == NULL) {
        return false;
    }
    for (size_t i = 0; i < bench->n_found; i++) {
        likeness = likeness || (!bench->found[i].against && bench->found[i].spoofed);
    }
    size_t n_candidates = 0;
    size_t n_suggestions = 0;
    for (size_t i = 0; i < bench->n_found; i++) {
        const ecc_candidate candidate = candidate_of(bench, &bench->found[i], likeness);
        if (bench->found[i].against) {
            suggestions[n_suggestions++] = candidate;
        } else {
            candidates[n_candidates++] = candidate;
        }
    }
    qsort(candidates, n_candidates, sizeof(candidates[0]), by_confidence);
    qsort(suggestions, n_suggestions, sizeof(suggestions[0]), by_confidence);
    out->candidates = candidates;
    out->n_candidates = n_candidates;
    out->suggestions = suggestions;
    out->n_suggestions = n_suggestions < ECC_SUGGESTIONS ? n_suggestions : ECC_SUGGESTIONS;
    out->found = n_candidates == 0   ? ECC_FOUND_NOTHING
                 : likeness          ? ECC_FOUND_LOOKALIKE
                 : n_candidates == 1 ? ECC_FOUND_ONE
                                     : ECC_FOUND_SEVERAL;
    return !bench->failed;
}

bool ecc_judge(const struct ecc_index *index, struct ecc_arena *arena,
               const struct ecc_query *query, ecc_matches *out_matches)
{
    struct bench bench = {.index = index, .arena = arena, .query = query};
    find_hits(&bench);
    if (bench.failed) {
        return false;
    }
    find_inner(&bench);
    weigh_hits(&bench);
    weigh_whole_names(&bench);
    if (bench.failed) {
        return false;
    }
    if (!is_id(&bench)) {
        extend(&bench);
        compare(&bench);
    }
    return !bench.failed && answer(&bench, out_matches);
}

/* ---- Spelling ------------------------------------------------------------------------------ */

static size_t bits(uint64_t value)
{
    size_t n = 0;
    for (; value != 0; value &= value - 1) {
        n++;
    }
    return n;
}

/* What in the query could be a model number: its plain atoms, joined. */
static ecc_str plain_text(struct ecc_arena *arena, const struct ecc_query *query)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    for (size_t i = 0; i < query->atoms.n; i++) {
        const struct ecc_atom *atom = &query->atoms.items[i];
        if (atom->is == ECC_ATOM_PLAIN || atom->is == ECC_ATOM_VARIANT ||
            atom->is == ECC_ATOM_SKIP || atom->is == ECC_ATOM_SYSNAME) {
            ecc_buf_add(&buf, atom->text);
        }
    }
    const ecc_str text = ecc_buf_str(&buf);
    return buf.failed ? (ecc_str){NULL, 0} : text.ptr == NULL ? ECC_STR("") : text;
}

static bool is_near(const struct ecc_index_name *name, ecc_str text, uint64_t letters,
                    bool *out_begins)
{
    const size_t limit = text.len >= 6 ? 2 : 1;
    *out_begins = name->model.len > text.len && ecc_str_starts(name->model, text);
    if (*out_begins) {
        return true;
    }
    const size_t apart = name->model.len > text.len ? name->model.len - text.len
                                                    : text.len - name->model.len;
    return name->model.len >= 4 && apart <= limit && bits(name->letters ^ letters) <= 2 * limit &&
           ecc_str_distance(name->model, text, limit) <= limit;
}

bool ecc_judge_spelling(const struct ecc_index *index, struct ecc_arena *arena,
                        const struct ecc_query *query, ecc_matches *out_matches)
{
    const ecc_str text = plain_text(arena, query);
    struct bench bench = {.index = index, .arena = arena, .query = query};
    bench.found = ECC_NEW_ARRAY(arena, index->n_parts, struct ecc_weighed);
    if (text.ptr == NULL || bench.found == NULL) {
        return false;
    }
    const uint64_t letters = ecc_letters_of(text);
    for (size_t i = 0; i < index->n_names && text.len >= 3; i++) {
        const struct ecc_index_name *name = &index->names[i];
        bool begins = false;
        if (name->n > 0 && !is_found(&bench, bench.n_found, name->part) &&
            is_near(name, text, letters, &begins)) {
            struct ecc_weighed weighed = {.part = name->part, .name = i, .against = true};
            add(&bench, &weighed, begins ? ECC_M_match_says_less : ECC_M_match_spelling,
                name->model);
            keep(&bench, &weighed);
        }
    }
    return answer(&bench, out_matches);
}
