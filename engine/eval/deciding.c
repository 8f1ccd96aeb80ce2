/* SPDX-License-Identifier: Apache-2.0 */
/* The partition of a missing or inexact quantity, and of unknown words, into outcomes. */
#include "eval/deciding.h"

#include <stdlib.h>

#include "base/arena.h"
#include "eval/solve.h"
#include "eval/test_eval.h"

struct deciding {
    const struct ecc_world *world;
    size_t subject;
    enum ecc_subject_kind kind;
    struct ecc_arena *scratch;
    struct ecc_arena *arena;
    struct ecc_view base;
    struct ecc_deciding_fact *facts;
    size_t n_facts;
    size_t cap;
};

/* ---- Which lines matter ------------------------------------------------------------------------- */

static ecc_status lines_of(struct ecc_solving *solving, const struct ecc_law *law, const struct ecc_test *test)
{
    if (test->kind == ECC_NODE_COMPARE && (test->quantity == solving->unknown ||
                                           ecc_depends_on(law, test->quantity, solving->unknown))) {
        TRY(ecc_solve(solving, test->quantity, &test->threshold));
    }
    for (size_t i = 0; i < test->n_children; i++) {
        TRY(lines_of(solving, law, test->children[i]));
    }
    return ECC_OK;
}

static ecc_status all_lines(struct deciding *deciding, struct ecc_solving *solving)
{
    const struct ecc_law *law = deciding->world->law;
    for (size_t i = 0; i < law->n_rules; i++) {
        for (size_t j = 0; j < law->rules[i]->n_clauses; j++) {
            if (law->rules[i]->clauses[j]->of == deciding->kind) {
                TRY(lines_of(solving, law, law->rules[i]->clauses[j]));
            }
        }
    }
    return ECC_OK;
}

static int compare_points(const void *a, const void *b)
{
    return ecc_num_cmp(a, b);
}

/* ---- Pieces ----------------------------------------------------------------------------------------- */

struct pieces {
    struct ecc_deciding_piece *items;
    size_t n;
};

/* Evaluate one piece and join it to the one below when nothing changed. */
static ecc_status add_piece(struct deciding *deciding, struct pieces *pieces, size_t quantity,
                            const struct ecc_interval *range)
{
    if (ecc_interval_is_empty(range)) {
        return ECC_OK;
    }
    struct ecc_assumption assumed = {.subject = deciding->subject,
                                     .about_quantity = true,
                                     .quantity = quantity,
                                     .range = *range,
                                     .replaces = true};
    ecc_outcomes outcomes = 0;
    TRY(ecc_outcomes_of(deciding->world, deciding->subject, &assumed, deciding->scratch, &outcomes));
    struct ecc_deciding_piece *last = pieces->n > 0 ? &pieces->items[pieces->n - 1] : NULL;
    if (last != NULL && last->outcomes == outcomes) {
        last->range = ecc_interval_hull(&last->range, range);
        return ECC_OK;
    }
    pieces->items[pieces->n++] = (struct ecc_deciding_piece){.range = *range, .outcomes = outcomes};
    return ECC_OK;
}

/* Points and the gaps between them, over the whole domain. */
static ecc_status cut(struct deciding *deciding, size_t quantity, const struct ecc_interval *domain,
                      const struct ecc_solving *solving, struct pieces *pieces)
{
    struct ecc_interval rest = *domain;
    ecc_num zero = ecc_num_zero();
    if (ecc_interval_has(domain, &zero)) {
        struct ecc_interval at_zero = ecc_interval_exact(&zero);
        TRY(add_piece(deciding, pieces, quantity, &at_zero));
        rest.lo_open = true;
    }
    for (size_t i = 0; i < solving->n_points; i++) {
        const ecc_num *point = &solving->points[i];
        if (!ecc_interval_has(&rest, point)) {
            continue;
        }
        struct ecc_interval below = ecc_interval_between(&rest.lo, rest.lo_open, point, true);
        struct ecc_interval here = ecc_interval_exact(point);
        TRY(add_piece(deciding, pieces, quantity, &below));
        TRY(add_piece(deciding, pieces, quantity, &here));
        rest.lo = *point;
        rest.lo_open = true;
    }
    return add_piece(deciding, pieces, quantity, &rest);
}

static void keep(struct deciding *deciding, struct ecc_deciding_fact *fact, const struct pieces *pieces)
{
    if (pieces->n < 2 || deciding->n_facts == deciding->cap) {
        return; /* it changes nothing */
    }
    fact->subject = deciding->subject;
    fact->pieces = pieces->items;
    fact->n_pieces = pieces->n;
    fact->alone = true;
    for (size_t i = 0; i < pieces->n; i++) {
        fact->alone = fact->alone && ecc_outcomes_decided(pieces->items[i].outcomes);
    }
    deciding->facts[deciding->n_facts++] = *fact;
}

/* ---- Quantities -------------------------------------------------------------------------------------- */

static ecc_status is_inexact(struct deciding *deciding, size_t quantity, bool *out)
{
    const struct ecc_quantity_def *definition = &deciding->world->law->definitions->quantities[quantity];
    *out = false;
    if (definition->of != deciding->kind || !definition->asked) {
        return ECC_OK;
    }
    const struct ecc_value *value = NULL;
    TRY(ecc_view_quantity(&deciding->base, deciding->subject, quantity, &value));
    *out = !ecc_interval_is_exact(&value->range);
    return ECC_OK;
}

/* A quantity that another inexact one stands behind is not what a reader can be asked for. */
static ecc_status is_basic(struct deciding *deciding, size_t quantity, bool *out)
{
    TRY(is_inexact(deciding, quantity, out));
    for (size_t i = 0; *out && i < quantity; i++) {
        bool inexact = false;
        TRY(is_inexact(deciding, i, &inexact));
        *out = !(inexact && ecc_depends_on(deciding->world->law, quantity, i));
    }
    return ECC_OK;
}

static ecc_status decide_quantity(struct deciding *deciding, size_t quantity)
{
    struct ecc_solving *solving = ECC_NEW(deciding->scratch, struct ecc_solving);
    if (solving == NULL) {
        return ECC_E_NOMEM;
    }
    *solving = (struct ecc_solving){
        .view = &deciding->base, .subject = deciding->subject, .unknown = quantity};
    TRY(all_lines(deciding, solving));
    qsort(solving->points, solving->n_points, sizeof(solving->points[0]), compare_points);
    struct pieces pieces = {
        .items = ECC_NEW_ARRAY(deciding->arena, 2 * solving->n_points + 3, struct ecc_deciding_piece)};
    if (pieces.items == NULL) {
        return ECC_E_NOMEM;
    }
    const struct ecc_value *value = NULL;
    TRY(ecc_view_quantity(&deciding->base, deciding->subject, quantity, &value));
    TRY(cut(deciding, quantity, &value->range, solving, &pieces));
    struct ecc_deciding_fact fact = {
        .definition = &deciding->world->law->definitions->quantities[quantity], .quantity = quantity};
    keep(deciding, &fact, &pieces);
    return ECC_OK;
}

/* ---- Yes/no and word facts ------------------------------------------------------------------------- */

static bool seen(const struct deciding *deciding, const struct ecc_fact *fact)
{
    for (size_t i = 0; i < deciding->n_facts; i++) {
        if (deciding->facts[i].fact == fact) {
            return true;
        }
    }
    return false;
}

static ecc_status decide_fact(struct deciding *deciding, const struct ecc_test *test)
{
    const struct ecc_thing *holder = NULL;
    const struct ecc_thing *thing = deciding->world->subjects[deciding->subject].thing;
    const struct ecc_fact *fact = ecc_fact_at(thing, &test->fact, &holder);
    int n = 2;
    if (fact->field->kind == ECC_FACT_WORD) {
        for (n = 0; fact->field->words[n] != NULL; n++) {
        }
    }
    bool known = fact->field->kind == ECC_FACT_WORD ? fact->as.word >= 0 : fact->as.yesno != ECC_UNKNOWN;
    if (known || seen(deciding, fact)) {
        return ECC_OK;
    }
    struct pieces pieces = {.items = ECC_NEW_ARRAY(deciding->arena, (size_t)n, struct ecc_deciding_piece)};
    if (pieces.items == NULL) {
        return ECC_E_NOMEM;
    }
    bool differ = false;
    for (int word = 0; word < n; word++) {
        struct ecc_assumption assumed = {.subject = deciding->subject, .fact = fact, .word = word};
        struct ecc_deciding_piece *piece = &pieces.items[pieces.n++];
        piece->word = word;
        TRY(ecc_outcomes_of(deciding->world, deciding->subject, &assumed, deciding->scratch,
                            &piece->outcomes));
        differ = differ || piece->outcomes != pieces.items[0].outcomes;
    }
    struct ecc_deciding_fact found = {.fact = fact, .holder = holder};
    if (differ) {
        keep(deciding, &found, &pieces);
    }
    return ECC_OK;
}

static ecc_status decide_facts(struct deciding *deciding, const struct ecc_test *test)
{
    if (test->kind == ECC_NODE_FACT) {
        return decide_fact(deciding, test);
    }
    for (size_t i = 0; i < test->n_children; i++) {
        TRY(decide_facts(deciding, test->children[i]));
    }
    return ECC_OK;
}

/* ---- All ---------------------------------------------------------------------------------------------- */

static void alone_first(struct deciding *deciding)
{
    for (size_t i = 1; i < deciding->n_facts; i++) {
        struct ecc_deciding_fact fact = deciding->facts[i];
        size_t at = i;
        while (at > 0 && fact.alone && !deciding->facts[at - 1].alone) {
            deciding->facts[at] = deciding->facts[at - 1];
            at--;
        }
        deciding->facts[at] = fact;
    }
}

ecc_status ecc_deciding_facts(const struct ecc_world *world, size_t subject, struct ecc_arena *scratch,
                              struct ecc_arena *arena, const struct ecc_deciding_fact **out, size_t *out_n)
{
    const struct ecc_law *law = world->law;
    struct deciding deciding = {.world = world,
                                .subject = subject,
                                .kind = world->subjects[subject].kind,
                                .scratch = scratch,
                                .arena = arena,
                                .cap = law->definitions->n_quantities + 16};
    deciding.facts = ECC_NEW_ARRAY(arena, deciding.cap, struct ecc_deciding_fact);
    if (deciding.facts == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_view_init(&deciding.base, world, scratch, NULL));
    for (size_t i = 0; i < law->definitions->n_quantities; i++) {
        bool basic = false;
        TRY(is_basic(&deciding, i, &basic));
        if (basic) {
            TRY(decide_quantity(&deciding, i));
        }
    }
    for (size_t i = 0; i < law->n_review[deciding.kind]; i++) {
        const struct ecc_test *clause = law->review[deciding.kind][i];
        TRY(decide_facts(&deciding, clause));
        for (size_t j = 0; j < clause->n_targets; j++) {
            TRY(decide_facts(&deciding, clause->targets[j]));
        }
    }
    alone_first(&deciding);
    *out = deciding.facts;
    *out_n = deciding.n_facts;
    return ECC_OK;
}
