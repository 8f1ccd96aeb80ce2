/* SPDX-License-Identifier: Apache-2.0 */
/* Case analysis on what is not known. */
#include "eval/outcome.h"

#include <assert.h>

#include "base/arena.h"
#include "eval/solve.h"
#include "eval/test_eval.h"
#include "eval/tri.h"

/* Open words of one quantity that are looked at. */
#define WORDS_CAP 32

struct exploring {
    const struct ecc_world *world;
    size_t subject;
    const struct ecc_test *const *clauses; /* strictest first: the order of review, or one clause */
    size_t n_clauses;
    struct ecc_arena *scratch;
    unsigned left; /* evaluations */
    ecc_outcomes outcomes;
    struct ecc_view whole; /* nothing split yet */
    unsigned char *asks;   /* enum asks, by subject and quantity */
    const struct ecc_assumption
        *confirming; /* not NULL: the piece that is looked into, see piece_holds() */
    unsigned left_to_confirm;
    const struct ecc_known_set *known; /* NULL: everything may be split */
    bool held_back;                    /* at this view, an atom outside the set is undecided */
    bool short_of;                     /* somewhere, nothing but such atoms was left to split */
};

/* Where to split: a quantity at a line, or a yes/no or word fact. */
enum split_kind { SPLIT_NONE, SPLIT_FACT, SPLIT_QUANTITY };
struct split {
    enum split_kind kind;
    size_t subject;
    size_t quantity; /* that is split, or that asks for the fact; n_quantities: a clause does */
    ecc_num line;
    bool line_is_above; /* the line itself belongs to the upper part */
    const struct ecc_fact *fact;
};

/* Does a quantity's own formula ask for words that are open? */
enum asks { ASKS_UNSEEN, ASKS_NOTHING, ASKS_SOMETHING };

static ecc_outcomes everything(const struct exploring *exploring)
{
    return ((ecc_outcomes)1 << (exploring->n_clauses + 1)) - 1;
}

static bool in_set(const size_t *list, size_t n, size_t index)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i] == index) {
            return true;
        }
    }
    return false;
}

/* Is a quantity known once the set is: it rests on no figure of its own, and every inexact quantity that it rests on is
 * in the set? */
static ecc_status quantity_known(struct ecc_view *view, const struct ecc_known_set *known,
                                 size_t quantity, bool *out)
{
    const struct ecc_law *law = view->world->law;
    *out = in_set(known->quantities, known->n_quantities, quantity);
    if (*out) {
        return ECC_OK;
    }
    struct ecc_leaf first;
    size_t n_leaves = 0;
    ecc_inexact_leaves(view, known->subject, quantity, &first, &n_leaves);
    bool all_known = n_leaves == 0;
    for (size_t i = 0; i < quantity; i++) {
        if (!ecc_refers_to(law, quantity, i)) {
            continue;
        }
        const struct ecc_value *value = NULL;
        TRY(ecc_view_quantity(view, known->subject, i, &value));
        bool one = ecc_interval_is_exact(&value->range);
        TRY(one ? ECC_OK : quantity_known(view, known, i, &one));
        all_known = all_known && one;
    }
    *out = all_known;
    return ECC_OK;
}

/* May the exploration split here? */
static ecc_status may_split(struct exploring *exploring, struct ecc_view *view,
                            const struct split *split, bool *out)
{
    const struct ecc_known_set *known = exploring->known;
    *out = known == NULL;
    if (known == NULL) {
        return ECC_OK;
    }
    assert(split->subject == known->subject); /* sets are asked for of things, not of assemblies */
    if (split->kind == SPLIT_QUANTITY) {
        return quantity_known(view, known, split->quantity, out);
    }
    for (size_t i = 0; i < known->n_facts; i++) {
        *out = *out || known->facts[i] == split->fact;
    }
    return ECC_OK;
}

/* First the quantity that stands first in the definitions, and of one quantity its words before its numbers. */
static bool better(const struct split *best, const struct split *other)
{
    if (best->kind == SPLIT_NONE || best->quantity != other->quantity) {
        return best->kind == SPLIT_NONE || other->quantity < best->quantity;
    }
    return other->kind < best->kind;
}

/* Is some quantity assumed that could be computed from what is split? Quantities refer to earlier ones only. */
static bool bears_on_assumed(const struct ecc_assumption *assumed, const struct split *split)
{
    while (assumed != NULL && (!assumed->about_quantity || assumed->subject != split->subject ||
                               assumed->quantity <= split->quantity)) {
        assumed = assumed->next;
    }
    return assumed != NULL;
}

static ecc_status consider(struct exploring *exploring, struct ecc_view *view,
                           const struct split *found, struct split *best)
{
    bool may = false;
    if (exploring->confirming != NULL && !bears_on_assumed(exploring->confirming, found)) {
        return ECC_OK;
    }
    TRY(may_split(exploring, view, found, &may));
    if (!may) {
        exploring->held_back = true;
    } else if (better(best, found)) {
        *best = *found;
    }
    return ECC_OK;
}

/* A ratio may have no value because its divisor may be zero: set zero apart. Where the divisor is zero and
 * nothing else, no fact can settle what the law leaves open. */
static ecc_status consider_divisors(struct exploring *exploring, struct ecc_view *view,
                                    size_t subject, size_t quantity, struct split *best)
{
    const struct ecc_law *law = view->world->law;
    ecc_num zero = ecc_num_zero();
    for (size_t i = 0; i < quantity; i++) {
        if (!ecc_refers_to(law, quantity, i)) {
            continue;
        }
        const struct ecc_value *value = NULL;
        TRY(ecc_view_quantity(view, subject, i, &value));
        if (!ecc_interval_has(&value->range, &zero) || ecc_interval_is_exact(&value->range)) {
            continue;
        }
        struct split found = {
            .kind = SPLIT_QUANTITY, .subject = subject, .quantity = i, .line = zero};
        TRY(consider(exploring, view, &found, best));
    }
    return ECC_OK;
}

/* What asks for no open word before anything is split asks for none in any piece: splitting only settles words. So it
 * is looked at once, not in every piece. */
static ecc_status asks_for_words(struct exploring *exploring, size_t subject, size_t quantity,
                                 bool *out)
{
    unsigned char *asks =
        &exploring->asks[subject * exploring->world->law->definitions->n_quantities + quantity];
    if (*asks == ASKS_UNSEEN) {
        const struct ecc_value *value = NULL;
        struct ecc_leaf word;
        TRY(ecc_view_quantity(&exploring->whole, subject, quantity, &value)); /* its numbers fit */
        size_t n = ecc_unknown_words(&exploring->whole, subject, quantity, &word, 1);
        *asks = n == 0 ? ASKS_NOTHING : ASKS_SOMETHING;
    }
    *out = *asks == ASKS_SOMETHING;
    return ECC_OK;
}

/* Words that the quantity, or one that it is computed from, leaves open: once they are known it is no longer a
 * range but one of a few values. */
static ecc_status consider_words(struct exploring *exploring, struct ecc_view *view, size_t subject,
                                 size_t quantity, struct split *best)
{
    const struct ecc_law *law = view->world->law;
    struct ecc_leaf words[WORDS_CAP];
    for (size_t i = 0; i <= quantity; i++) {
        if (i != quantity && !ecc_refers_to(law, quantity, i)) {
            continue;
        }
        bool asks = false;
        TRY(asks_for_words(exploring, subject, i, &asks));
        size_t n = asks ? ecc_unknown_words(view, subject, i, words, WORDS_CAP) : 0;
        for (size_t j = 0; j < n; j++) {
            struct split found = {
                .kind = SPLIT_FACT, .subject = subject, .quantity = i, .fact = words[j].fact};
            const bool held_back =
                exploring->held_back; /* a word that is left open holds nothing back */
            TRY(consider(exploring, view, &found, best));
            exploring->held_back = held_back;
        }
    }
    return ECC_OK;
}

static ecc_status consider_compare(struct exploring *exploring, struct ecc_view *view,
                                   size_t subject, const struct ecc_test *test, struct split *best)
{
    const struct ecc_value *value = NULL;
    TRY(ecc_view_quantity(view, subject, test->quantity, &value));
    TRY(consider_words(exploring, view, subject, test->quantity, best));
    if (ecc_value_says_nothing(value) || exploring->confirming != NULL) {
        TRY(consider_divisors(exploring, view, subject, test->quantity, best));
    }
    ecc_tri verdict;
    TRY(ecc_test_verdict(view, subject, test, &verdict));
    if (ecc_value_says_nothing(value) || verdict != ECC_UNKNOWN) {
        return ECC_OK;
    }
    struct split found = {.kind = SPLIT_QUANTITY,
                          .subject = subject,
                          .quantity = test->quantity,
                          .line = test->threshold,
                          .line_is_above = test->op == ECC_AT_LEAST || test->op == ECC_LESS_THAN};
    return consider(exploring, view, &found, best);
}

/* The best place to split among the undecided atoms of a clause; while confirming, also those on which the clause no
 * longer depends. */
static ecc_status find_split(struct exploring *exploring, struct ecc_view *view, size_t subject,
                             const struct ecc_test *test, struct split *best)
{
    ecc_tri verdict;
    TRY(ecc_test_verdict(view, subject, test, &verdict));
    if (verdict != ECC_UNKNOWN && exploring->confirming == NULL) {
        return ECC_OK;
    }
    if (test->kind == ECC_NODE_COMPARE) {
        return consider_compare(exploring, view, subject, test, best);
    }
    if (test->kind == ECC_NODE_FACT) {
        struct split found = {
            .kind = SPLIT_FACT,
            .subject = subject,
            .quantity = view->world->law->definitions->n_quantities,
            .fact = ecc_fact_at(view->world->subjects[subject].thing, &test->fact, NULL)};
        return consider(exploring, view, &found, best);
    }
    for (size_t i = 0; i < test->n_targets; i++) {
        TRY(find_split(exploring, view, subject, test->targets[i], best));
    }
    const struct ecc_world_subject *holder = &view->world->subjects[subject];
    size_t n = test->kind == ECC_NODE_CONTAINS ? holder->n_contained : 1;
    for (size_t i = 0; i < n; i++) {
        size_t inner = test->kind == ECC_NODE_CONTAINS ? holder->contained[i] : subject;
        bool fits = test->kind != ECC_NODE_CONTAINS ||
                    view->world->subjects[inner].kind == test->contained;
        for (size_t j = 0; fits && j < test->n_children; j++) {
            TRY(find_split(exploring, view, inner, test->children[j], best));
        }
    }
    return ECC_OK;
}

/* The n-th piece of a split; false when there are no more. */
static bool nth_piece(const struct split *split, int n, struct ecc_assumption *out)
{
    const ecc_num zero = ecc_num_zero();
    out->subject = split->subject;
    if (split->kind == SPLIT_FACT) {
        const struct ecc_field *field = split->fact->field;
        out->fact = split->fact;
        out->word = n;
        return field->kind == ECC_FACT_WORD ? field->words[n] != NULL : n < 2;
    }
    out->about_quantity = true;
    out->quantity = split->quantity;
    out->range = n == 0 ? ecc_interval_at_least(&split->line, !split->line_is_above)
                        : ecc_interval_between(&zero, false, &split->line, split->line_is_above);
    assert(!split->line_is_above || split->line.sign > 0); /* no value is below zero: decided */
    return n < 2;
}

/* The first clause met in the order of review decides. Clauses that stay undecided on the way are kept
 * in *out_open with what may follow them; *out_first is the first of them, n_clauses when there is none. */
static ecc_status classify(struct exploring *exploring, struct ecc_view *view,
                           ecc_outcomes *out_open, size_t *out_first)
{
    *out_open = 0;
    *out_first = exploring->n_clauses;
    for (size_t i = 0; i < exploring->n_clauses; i++) {
        ecc_tri verdict;
        TRY(ecc_test_verdict(view, exploring->subject, exploring->clauses[i], &verdict));
        if (verdict == ECC_UNKNOWN && *out_first == exploring->n_clauses) {
            *out_first = i;
        }
        if (verdict != ECC_FALSE) {
            *out_open |= (ecc_outcomes)1 << i;
        }
        if (verdict == ECC_TRUE) {
            return ECC_OK;
        }
    }
    *out_open |= (ecc_outcomes)1 << exploring->n_clauses;
    return ECC_OK;
}

/* ---- Pieces that hold nothing ------------------------------------------------------------------ */

/* A piece is empty where a quantity cannot be what is assumed of it. */
static ecc_status find_empty(struct ecc_view *view)
{
    for (const struct ecc_assumption *i = view->assumptions; i != NULL; i = i->next) {
        const struct ecc_value *value = NULL;
        TRY(i->about_quantity ? ecc_view_quantity(view, i->subject, i->quantity, &value) : ECC_OK);
    }
    return ECC_OK;
}

/* Does anything lie within the piece? It is cut further, at every line of every clause, whether or not a verdict
 * depends on it, until a piece is found whose quantities agree with one another.
 *
 * This is what makes saying more safe. Which lines the exploration cuts at depends on what is known, and intervals
 * that are not cut finely may hide a contradiction: twice x at least 150, thrice x at most 180, and x not asked for.
 * A completion that only such a piece contains would come and go with what else is known. Cut at every line, the
 * pieces of a specification that says more lie each within a piece of the one that says less, every quantity within
 * its range there; so each has the verdicts of that piece or is decided where it is not, and is empty if that one is.
 * The outcomes are those of the pieces that are not empty: saying more can only take some away.
 *
 * Cutting what no assumed quantity is computed from empties nothing, so only the rest is tried: mostly nothing, because
 * the exploration itself begins at the quantities that others are computed from. Too many cuts: it holds. */
static ecc_status piece_holds(struct exploring *exploring, const struct ecc_assumption *assumptions,
                              bool *out)
{
    struct ecc_view view;
    *out = true;
    if (exploring->left_to_confirm == 0 || assumptions == NULL) {
        return ECC_OK;
    }
    exploring->left_to_confirm--;
    TRY(ecc_view_init(&view, exploring->world, exploring->scratch, assumptions));
    TRY(find_empty(&view));
    *out = !view.impossible;
    struct split split = {.kind = SPLIT_NONE};
    exploring->confirming = assumptions;
    for (size_t i = 0; *out && i < exploring->n_clauses; i++) {
        TRY(find_split(exploring, &view, exploring->subject, exploring->clauses[i], &split));
    }
    exploring->confirming = NULL;
    struct ecc_assumption piece = {.next = assumptions};
    if (split.kind == SPLIT_NONE) {
        return ECC_OK;
    }
    *out = false;
    for (int n = 0; !*out && nth_piece(&split, n, &piece); n++) {
        TRY(piece_holds(exploring, &piece, out));
    }
    return ECC_OK;
}

/* Add an outcome of a piece, if there is anything in the piece. */
static ecc_status add_outcome(struct exploring *exploring, const struct ecc_assumption *assumptions,
                              ecc_outcomes outcome)
{
    bool holds = (exploring->outcomes & outcome) == 0;
    if (holds && exploring->known == NULL) {
        exploring->left_to_confirm = ECC_CONFIRM_BUDGET;
        TRY(piece_holds(exploring, assumptions, &holds));
    }
    exploring->outcomes |= holds ? outcome : 0;
    return ECC_OK;
}

/* ---- Exploring --------------------------------------------------------------------------------- */

static ecc_status explore(struct exploring *exploring, const struct ecc_assumption *assumptions);

/* No fact settles the clause: it may be met, and if it is not, the rest of the order of review follows. */
static ecc_status explore_undecidable(struct exploring *exploring, size_t clause,
                                      const struct ecc_assumption *assumptions)
{
    TRY(add_outcome(exploring, assumptions, (ecc_outcomes)1 << clause));
    struct ecc_assumption assumed = {
        .subject = exploring->subject, .clause = exploring->clauses[clause], .next = assumptions};
    return explore(exploring, &assumed);
}

static ecc_status explore(struct exploring *exploring, const struct ecc_assumption *assumptions)
{
    if (exploring->left == 0) {
        exploring->outcomes = everything(exploring);
        return ECC_OK;
    }
    exploring->left--;
    struct ecc_view view;
    TRY(ecc_view_init(&view, exploring->world, exploring->scratch, assumptions));
    ecc_outcomes open;
    size_t first;
    TRY(classify(exploring, &view, &open, &first));
    TRY(find_empty(&view));
    if (view.impossible) {
        return ECC_OK;
    }
    struct split split = {.kind = SPLIT_NONE};
    exploring->held_back = false;
    if (first == exploring->n_clauses) {
        return add_outcome(exploring, assumptions, open); /* decided: one bit */
    }
    TRY(find_split(exploring, &view, exploring->subject, exploring->clauses[first], &split));
    if (split.kind == SPLIT_NONE) {
        exploring->short_of = exploring->short_of || exploring->held_back;
        return explore_undecidable(exploring, first, assumptions);
    }
    struct ecc_assumption piece = {.next = assumptions};
    for (int n = 0; nth_piece(&split, n, &piece); n++) {
        TRY(explore(exploring, &piece));
    }
    return ECC_OK;
}

static ecc_status explore_all(struct exploring *exploring, const struct ecc_assumption *assumptions)
{
    const struct ecc_world *world = exploring->world;
    exploring->asks = ECC_NEW_ARRAY(exploring->scratch,
                                    world->n_subjects * world->law->definitions->n_quantities,
                                    unsigned char);
    if (exploring->asks == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_view_init(&exploring->whole, world, exploring->scratch, assumptions));
    return explore(exploring, assumptions);
}

static struct exploring new_exploring(const struct ecc_world *world, size_t subject,
                                      struct ecc_arena *scratch)
{
    enum ecc_subject_kind kind = world->subjects[subject].kind;
    return (struct exploring){.world = world,
                              .subject = subject,
                              .clauses = world->law->review[kind],
                              .n_clauses = world->law->n_review[kind],
                              .scratch = scratch,
                              .left = ECC_OUTCOME_BUDGET};
}

ecc_status ecc_outcomes_of(const struct ecc_world *world, size_t subject,
                           const struct ecc_assumption *assumptions, struct ecc_arena *scratch,
                           ecc_outcomes *out)
{
    struct exploring exploring = new_exploring(world, subject, scratch);
    TRY(explore_all(&exploring, assumptions));
    *out = exploring.outcomes;
    return ECC_OK;
}

ecc_status ecc_outcomes_clause(const struct ecc_world *world, size_t subject,
                               const struct ecc_test *clause, struct ecc_arena *scratch,
                               ecc_tri *out)
{
    struct exploring exploring = new_exploring(world, subject, scratch);
    exploring.clauses = &clause;
    exploring.n_clauses = 1;
    TRY(explore_all(&exploring, NULL));
    *out = exploring.outcomes == 1 ? ECC_TRUE : exploring.outcomes == 2 ? ECC_FALSE : ECC_UNKNOWN;
    return ECC_OK;
}

ecc_status ecc_outcomes_decided_by(const struct ecc_world *world, size_t subject,
                                   const struct ecc_known_set *known, struct ecc_arena *scratch,
                                   bool *out)
{
    struct exploring exploring = new_exploring(world, subject, scratch);
    exploring.known = known;
    TRY(explore_all(&exploring, NULL));
    *out = exploring.left > 0 && !exploring.short_of;
    return ECC_OK;
}

bool ecc_outcomes_decided(ecc_outcomes outcomes)
{
    assert(outcomes != 0); /* a thing as it stands turns out to be something */
    return (outcomes & (outcomes - 1)) == 0;
}

ecc_tri ecc_outcomes_gate(const struct ecc_world *world, size_t subject, ecc_outcomes outcomes)
{
    enum ecc_subject_kind kind = world->subjects[subject].kind;
    size_t n = world->law->n_review[kind];
    bool some = false;
    bool all = outcomes != 0;
    for (size_t i = 0; i <= n; i++) {
        if ((outcomes >> i & 1) != 0) {
            bool gate = i < n && world->law->review_rule[kind][i]->info.gate;
            some = some || gate;
            all = all && gate;
        }
    }
    return all ? ECC_TRUE : some ? ECC_UNKNOWN : ECC_FALSE;
}
