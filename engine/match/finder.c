/* SPDX-License-Identifier: Apache-2.0 */
/* Finding parts by name: the public functions. */
#include "match/finder.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/unicode.h"
#include "match/judge.h"

struct ecc_finder {
    struct ecc_arena *arena;   /* its own, and the first thing in it is this struct */
    struct ecc_arena *scratch; /* of one match */
    struct ecc_translit *translit;
    struct ecc_index index;
    ecc_matches matches;
};

ecc_status ecc_finder_of(const struct ecc_part_names *parts, size_t n_parts,
                         ecc_finder **out_finder)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_finder *finder = arena == NULL ? NULL : ECC_NEW(arena, struct ecc_finder);
    if (finder == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    finder->arena = arena;
    finder->scratch = ecc_arena_new(0);
    finder->translit = ecc_translit_new(arena);
    const bool opened = finder->scratch != NULL && finder->translit != NULL;
    finder->index.arena = arena;
    finder->index.translit = finder->translit;
    finder->index.lexicon = opened ? ecc_lexicon_new(arena, finder->translit) : NULL;
    if (finder->index.lexicon == NULL || !ecc_index_build(&finder->index, parts, n_parts)) {
        ecc_finder_free(finder);
        return ECC_E_NOMEM;
    }
    *out_finder = finder;
    return ECC_OK;
}

void ecc_finder_free(ecc_finder *finder)
{
    if (finder != NULL) {
        ecc_translit_close(finder->translit);
        ecc_arena_free(finder->scratch);
        ecc_arena_free(finder->arena);
    }
}

/* ---- The catalogue ------------------------------------------------------------------------- */

static ecc_str copy_of(struct ecc_arena *arena, ecc_str text)
{
    return text.len == 0 ? (ecc_str){"", 0} : ecc_arena_str(arena, text);
}

/* The texts of a specification that is freed before they are used. False when out of memory. */
static bool describe(struct ecc_arena *arena, size_t part, const ecc_spec *spec,
                     struct ecc_part_names *out)
{
    const ecc_spec_info *about = ecc_spec_about(spec);
    const ecc_fact_view *facts = NULL;
    const size_t n_facts = ecc_spec_facts(spec, &facts);
    ecc_str *aliases = ECC_NEW_ARRAY(arena, about->n_aliases, ecc_str);
    *out = (struct ecc_part_names){.part = part,
                                   .id = ecc_catalogue_id(part),
                                   .kind = copy_of(arena, about->kind),
                                   .sold_as = copy_of(arena, about->sold_as),
                                   .vendor = copy_of(arena, about->vendor),
                                   .memory = {"", 0},
                                   .name = copy_of(arena, about->name),
                                   .aliases = aliases,
                                   .n_aliases = about->n_aliases};
    bool whole = aliases != NULL && out->kind.ptr != NULL && out->sold_as.ptr != NULL &&
                 out->vendor.ptr != NULL && out->name.ptr != NULL;
    for (size_t i = 0; i < about->n_aliases && whole; i++) {
        aliases[i] = copy_of(arena, about->aliases[i]);
        whole = aliases[i].ptr != NULL;
    }
    for (size_t i = 0; i < n_facts && whole; i++) {
        if (ecc_str_is(facts[i].path, "memory.capacity")) {
            out->memory = copy_of(arena, facts[i].value);
            whole = out->memory.ptr != NULL;
        }
    }
    return whole;
}

/* All parts that can be read, in `arena`. */
static ecc_status describe_all(struct ecc_arena *arena, ecc_diags *diags,
                               struct ecc_part_names **out_parts, size_t *out_n)
{
    const size_t n = ecc_catalogue_count();
    struct ecc_part_names *parts = ECC_NEW_ARRAY(arena, n, struct ecc_part_names);
    size_t n_parts = 0;
    if (parts == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        ecc_spec *spec = NULL;
        const ecc_status status = ecc_spec_load(ecc_catalogue_id(i), ecc_catalogue_bytes(i), NULL,
                                                NULL, &spec, diags);
        if (status == ECC_E_NOMEM) {
            return status;
        }
        if (status == ECC_OK) {
            const bool whole = describe(arena, i, spec, &parts[n_parts]);
            ecc_spec_free(spec);
            if (!whole) {
                return ECC_E_NOMEM;
            }
            n_parts++;
        }
    }
    *out_parts = parts;
    *out_n = n_parts;
    return ECC_OK;
}

ecc_status ecc_finder_new(ecc_finder **out_finder, ecc_diags *diags)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_part_names *parts = NULL;
    size_t n = 0;
    if (arena == NULL) {
        return ECC_E_NOMEM;
    }
    ecc_status status = describe_all(arena, diags, &parts, &n);
    if (status == ECC_OK) {
        status = ecc_finder_of(parts, n, out_finder);
    }
    ecc_arena_free(arena);
    return status;
}

/* ---- Matching ------------------------------------------------------------------------------ */

/* What sounds like the name is a guess at what was meant. */
static bool make_guesses(struct ecc_finder *finder, const struct ecc_query *query,
                         ecc_matches *matches)
{
    const size_t n = matches->n_candidates < ECC_SUGGESTIONS ? matches->n_candidates
                                                             : ECC_SUGGESTIONS;
    ecc_candidate *guesses = ECC_NEW_ARRAY(finder->scratch, n, ecc_candidate);
    ecc_remark *reason = ECC_NEW(finder->scratch, ecc_remark);
    if (guesses == NULL || reason == NULL) {
        return false;
    }
    *reason = ecc_remark_new(finder->scratch, ecc_message_row(ECC_M_match_transliterated)->id,
                             ECC_ARGS(ecc_arg_text("text", query->text)));
    for (size_t i = 0; i < n; i++) {
        guesses[i] = matches->candidates[i];
        guesses[i].confidence = ECC_CONFIDENCE_NEAR;
        guesses[i].reasons = reason;
        guesses[i].n_reasons = 1;
    }
    *matches = (ecc_matches){
        .found = ECC_FOUND_NOTHING, .suggestions = guesses, .n_suggestions = n};
    return reason->id != NULL;
}

/* The name as it would read with letters for digits, or as pinyin: only when it matches nothing as
 * it is. */
static bool read_again(struct ecc_finder *finder, struct ecc_query *query, ecc_matches *matches)
{
    struct ecc_query other;
    ecc_matches found = {.found = ECC_FOUND_NOTHING};
    bool changed = false;
    if (!ecc_query_digits(&finder->index, finder->scratch, query, &other, &changed) ||
        (changed && !ecc_judge(&finder->index, finder->scratch, &other, &found))) {
        return false;
    }
    if (found.n_candidates == 0) {
        if (!ecc_query_pinyin(&finder->index, finder->scratch, query, &other, &changed)) {
            return false;
        }
        found = (ecc_matches){.found = ECC_FOUND_NOTHING};
        if (changed && (!ecc_judge(&finder->index, finder->scratch, &other, &found) ||
                        !make_guesses(finder, &other, &found))) {
            return false;
        }
    }
    if (found.n_candidates > 0 || (found.n_suggestions > 0 && matches->n_suggestions == 0)) {
        *query = other;
        *matches = found;
    }
    return true;
}

ecc_status ecc_match(ecc_finder *finder, ecc_str name, const ecc_matches **out_matches)
{
    if (name.len > ECC_NAME_MAX) {
        return ECC_E_LIMIT;
    }
    if (ecc_utf8_invalid_at(name) != name.len) {
        return ECC_E_INVALID;
    }
    ecc_arena_reset(finder->scratch);
    struct ecc_query query;
    ecc_matches matches = {.found = ECC_FOUND_NOTHING};
    if (!ecc_query_read(&finder->index, finder->scratch, name, &query) ||
        !ecc_judge(&finder->index, finder->scratch, &query, &matches)) {
        return ECC_E_NOMEM;
    }
    if (matches.n_candidates == 0 && !read_again(finder, &query, &matches)) {
        return ECC_E_NOMEM;
    }
    if (matches.n_candidates == 0 && matches.n_suggestions == 0 &&
        !ecc_judge_spelling(&finder->index, finder->scratch, &query, &matches)) {
        return ECC_E_NOMEM;
    }
    ecc_remark *warnings = ECC_NEW_ARRAY(finder->scratch, query.n_warnings, ecc_remark);
    if (warnings == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < query.n_warnings; i++) {
        warnings[i] = query.warnings[i];
    }
    finder->matches = matches;
    finder->matches.warnings = warnings;
    finder->matches.n_warnings = query.n_warnings;
    *out_matches = &finder->matches;
    return ECC_OK;
}
