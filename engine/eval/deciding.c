/* SPDX-License-Identifier: Apache-2.0 */
/* The partition of a missing or inexact quantity, and of unknown words, into outcomes. */
#include "eval/deciding.h"

#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "eval/findings.h"
#include "eval/solve.h"
#include "eval/test_eval.h"

struct deciding {
    const struct ecc_world *world;
    size_t subject;
    enum ecc_subject_kind kind;
    struct ecc_arena *scratch;
    struct ecc_arena *arena;
    struct ecc_view base;
    bool *inexact; /* by quantity: of the subject's kind, asked for and not exactly known */
    struct ecc_deciding_fact *facts;
    size_t n_facts;
    size_t cap;
};

/* ---- Which lines matter ------------------------------------------------------------------------- */

static ecc_status lines_of(struct ecc_solving *solving, const struct ecc_test *test)
{
    if (test->kind == ECC_NODE_COMPARE) {
        TRY(ecc_solve(solving, test->quantity, &test->threshold));
    }
    for (size_t i = 0; i < test->n_children; i++) {
        TRY(lines_of(solving, test->children[i]));
    }
    return ECC_OK;
}

static ecc_status all_lines(struct deciding *deciding, struct ecc_solving *solving)
{
    const struct ecc_law *law = deciding->world->law;
    for (size_t i = 0; i < law->n_rules; i++) {
        for (size_t j = 0; j < law->rules[i]->n_clauses; j++) {
            if (law->rules[i]->clauses[j]->of == deciding->kind) {
                TRY(lines_of(solving, law->rules[i]->clauses[j]));
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
    struct ecc_deciding_piece *last; /* NULL: none yet */
    size_t n;
    bool joined; /* some were, since nothing changed */
};

/* Evaluate one piece and join it to the one below when nothing changed. */
static ecc_status add_piece(struct deciding *deciding, struct pieces *pieces,
                            const struct ecc_assumption *about, const struct ecc_interval *range)
{
    if (ecc_interval_is_empty(range)) {
        return ECC_OK;
    }
    struct ecc_assumption assumed = *about;
    assumed.range = *range;
    ecc_outcomes outcomes = 0;
    TRY(ecc_outcomes_of(deciding->world, deciding->subject, &assumed, deciding->scratch,
                        &outcomes));
    if (pieces->last != NULL && pieces->last->outcomes == outcomes) {
        pieces->last->range = ecc_interval_hull(&pieces->last->range, range);
        pieces->joined = true;
        return ECC_OK;
    }
    pieces->last = &pieces->items[pieces->n++];
    *pieces->last = (struct ecc_deciding_piece){.range = *range, .outcomes = outcomes};
    return ECC_OK;
}

/* Points and the gaps between them, over the whole domain. */
static ecc_status cut(struct deciding *deciding, const struct ecc_assumption *about,
                      const struct ecc_interval *domain, const struct ecc_solving *solving,
                      struct pieces *pieces)
{
    struct ecc_interval rest = *domain;
    ecc_num zero = ecc_num_zero();
    if (ecc_interval_has(domain, &zero)) {
        struct ecc_interval at_zero = ecc_interval_exact(&zero);
        TRY(add_piece(deciding, pieces, about, &at_zero));
        rest.lo_open = true;
    }
    for (size_t i = 0; i < solving->n_points; i++) {
        const ecc_num *point = &solving->points[i];
        if (!ecc_interval_has(&rest, point)) {
            continue;
        }
        struct ecc_interval below = ecc_interval_between(&rest.lo, rest.lo_open, point, true);
        struct ecc_interval here = ecc_interval_exact(point);
        TRY(add_piece(deciding, pieces, about, &below));
        TRY(add_piece(deciding, pieces, about, &here));
        rest.lo = *point;
        rest.lo_open = true;
    }
    return add_piece(deciding, pieces, about, &rest);
}

static void keep(struct deciding *deciding, struct ecc_deciding_fact *fact,
                 const struct pieces *pieces)
{
    if ((pieces->n < 2 && !pieces->joined) || deciding->n_facts == deciding->cap) {
        return;
    }
    for (size_t i = 1; i < pieces->n; i++) {
        fact->differs = fact->differs || pieces->items[i].outcomes != pieces->items[0].outcomes;
    }
    fact->subject = deciding->subject;
    fact->pieces = pieces->items;
    fact->n_pieces = pieces->n;
    deciding->facts[deciding->n_facts++] = *fact;
}

static bool seen(const struct deciding *deciding, const struct ecc_fact *fact)
{
    for (size_t i = 0; i < deciding->n_facts; i++) {
        if (deciding->facts[i].fact == fact) {
            return true;
        }
    }
    return false;
}

/* ---- Quantities -------------------------------------------------------------------------------------- */

static ecc_status find_inexact(struct deciding *deciding)
{
    const struct ecc_definitions *definitions = deciding->world->law->definitions;
    deciding->inexact = ECC_NEW_ARRAY(deciding->scratch, definitions->n_quantities, bool);
    if (deciding->inexact == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < definitions->n_quantities; i++) {
        const struct ecc_value *value = NULL;
        if (definitions->quantities[i].of == deciding->kind && definitions->quantities[i].asked) {
            TRY(ecc_view_quantity(&deciding->base, deciding->subject, i, &value));
            deciding->inexact[i] = !ecc_interval_is_exact(&value->range);
        }
    }
    return ECC_OK;
}

/* A quantity that another inexact one stands behind is not what a reader can be asked for. */
static bool is_basic(const struct deciding *deciding, size_t quantity)
{
    for (size_t i = 0; i < quantity; i++) {
        if (deciding->inexact[i] && ecc_depends_on(deciding->world->law, quantity, i)) {
            return false;
        }
    }
    return deciding->inexact[quantity];
}

/* ---- The one figure behind a quantity ---------------------------------------------------------------- */

/* Value of the quantity with the leaf at `x`; its lowest, where something else stands open beside it. */
static ecc_status quantity_at(struct deciding *deciding, size_t quantity,
                              const struct ecc_fact *leaf, const ecc_num *x, ecc_num *out)
{
    struct ecc_assumption assumed = {
        .subject = deciding->subject, .fact = leaf, .range = ecc_interval_exact(x)};
    struct ecc_view view;
    const struct ecc_value *value = NULL;
    TRY(ecc_view_init(&view, deciding->world, deciding->scratch, &assumed));
    TRY(ecc_view_quantity(&view, deciding->subject, quantity, &value));
    *out = value->range.lo;
    return ECC_OK;
}

/* How a quantity follows its one inexact figure x. */
enum course {
    COURSE_NONE,    /* in no way that is known here */
    COURSE_LINE,    /* factor * x + base: sums, maxima, products */
    COURSE_INVERSE, /* factor / x: a density by its area */
};
struct follows {
    enum course course;
    ecc_num factor;
    ecc_num base;
};

/* Definitions are sums, maxima, products and ratios over facts. Of the first three, a quantity is a constant up to
 * some value of the leaf and a straight line above it; divided by the leaf it is an inverse. Two points far out
 * tell which; where the leaf lies below the line's beginning, no comparison changes. What is neither adds no
 * lines, and then a piece stays open. */
static ecc_status follow_far_out(struct deciding *deciding, size_t quantity,
                                 const struct ecc_fact *leaf, struct follows *out)
{
    ecc_num x1 = ecc_num_int(1000000000000);
    ecc_num x2 = ecc_num_int(2000000000000);
    ecc_num y1;
    ecc_num y2;
    TRY(quantity_at(deciding, quantity, leaf, &x1, &y1));
    TRY(quantity_at(deciding, quantity, leaf, &x2, &y2));
    ecc_num rise;
    ecc_num there;
    ecc_num again;
    if (!ecc_num_sub(&y2, &y1, &rise)) {
        return ECC_OK;
    }
    if (rise.sign > 0 && ecc_num_div(&rise, &x1, &out->factor) &&
        ecc_num_mul(&out->factor, &x1, &there) && ecc_num_sub(&y1, &there, &out->base)) {
        out->course = COURSE_LINE;
    } else if (ecc_num_mul(&y1, &x1, &out->factor) && ecc_num_mul(&y2, &x2, &again) &&
               ecc_num_cmp(&out->factor, &again) == 0) {
        out->course = COURSE_INVERSE;
    }
    return ECC_OK;
}

/* The figure at which the quantity is at `y`; one below zero is none, and is not cut at. False: at none. */
static bool figure_at(const struct follows *follows, const ecc_num *y, ecc_num *out)
{
    ecc_num above;
    if (follows->course == COURSE_INVERSE) {
        return ecc_num_div(&follows->factor, y, out);
    }
    return ecc_num_sub(y, &follows->base, &above) && ecc_num_div(&above, &follows->factor, out);
}

/* Quantities that follow their one inexact figure one to one are told in their own name. */
static bool same_numbers(const struct follows *follows)
{
    ecc_num one = ecc_num_int(1);
    return follows->course == COURSE_LINE && ecc_num_cmp(&follows->factor, &one) == 0 &&
           follows->base.sign == 0;
}

/* The lines of one quantity that hangs on the leaf alone, in the leaf's numbers. *out_same: they are the quantity's
 * own numbers. */
static ecc_status lines_in_leaf(struct deciding *deciding, size_t quantity,
                                const struct ecc_fact *leaf, struct ecc_solving *points,
                                bool *out_same)
{
    struct ecc_solving *solving = ECC_NEW(deciding->scratch, struct ecc_solving);
    if (solving == NULL) {
        return ECC_E_NOMEM;
    }
    struct follows follows = {.course = COURSE_NONE};
    TRY(follow_far_out(deciding, quantity, leaf, &follows));
    *out_same = same_numbers(&follows);
    if (follows.course == COURSE_NONE) {
        return ECC_OK;
    }
    *solving = (struct ecc_solving){
        .view = &deciding->base, .subject = deciding->subject, .unknown = quantity};
    TRY(all_lines(deciding, solving));
    for (size_t i = 0; i < solving->n_points && points->n_points < ECC_SOLVE_POINTS; i++) {
        if (figure_at(&follows, &solving->points[i], &points->points[points->n_points])) {
            points->n_points++;
        }
    }
    return ECC_OK;
}

/* A figure may feed several quantities (a rate: TPP and TOPS); the lines of all of them are its lines. */
static ecc_status decide_leaf(struct deciding *deciding, size_t quantity)
{
    const struct ecc_definitions *definitions = deciding->world->law->definitions;
    struct ecc_leaf leaf;
    size_t n = 0;
    ecc_inexact_leaves(&deciding->base, deciding->subject, quantity, &leaf, &n);
    if (n != 1 || leaf.fact == NULL || seen(deciding, leaf.fact)) {
        return ECC_OK;
    }
    struct ecc_solving *points = ECC_NEW(deciding->scratch, struct ecc_solving);
    if (points == NULL) {
        return ECC_E_NOMEM;
    }
    bool same = false;
    size_t n_quantities = 0;
    for (size_t i = 0; i < definitions->n_quantities; i++) {
        struct ecc_leaf other;
        size_t n_other = 0;
        if (definitions->quantities[i].of != deciding->kind) {
            continue;
        }
        ecc_inexact_leaves(&deciding->base, deciding->subject, i, &other, &n_other);
        if (n_other != 1 || other.fact != leaf.fact) {
            continue;
        }
        TRY(lines_in_leaf(deciding, i, leaf.fact, points, &same));
        n_quantities++;
    }
    if (same && n_quantities == 1) {
        return ECC_OK; /* told by the quantity itself, and no other hangs on the figure */
    }
    qsort(points->points, points->n_points, sizeof(points->points[0]), compare_points);
    struct pieces pieces = {.items = ECC_NEW_ARRAY(deciding->arena, 2 * points->n_points + 3,
                                                   struct ecc_deciding_piece)};
    if (pieces.items == NULL) {
        return ECC_E_NOMEM;
    }
    struct ecc_assumption about = {.subject = deciding->subject, .fact = leaf.fact};
    TRY(cut(deciding, &about, &leaf.fact->as.quantity.value, points, &pieces));
    struct ecc_deciding_fact fact = {.fact = leaf.fact, .holder = leaf.holder};
    keep(deciding, &fact, &pieces);
    return ECC_OK;
}

static ecc_status decide_quantity(struct deciding *deciding, size_t quantity)
{
    struct ecc_assumption about = {.subject = deciding->subject,
                                   .about_quantity = true,
                                   .quantity = quantity,
                                   .replaces = true};
    struct ecc_solving *solving = ECC_NEW(deciding->scratch, struct ecc_solving);
    if (solving == NULL) {
        return ECC_E_NOMEM;
    }
    *solving = (struct ecc_solving){
        .view = &deciding->base, .subject = deciding->subject, .unknown = quantity};
    TRY(all_lines(deciding, solving));
    qsort(solving->points, solving->n_points, sizeof(solving->points[0]), compare_points);
    struct pieces pieces = {.items = ECC_NEW_ARRAY(deciding->arena, 2 * solving->n_points + 3,
                                                   struct ecc_deciding_piece)};
    if (pieces.items == NULL) {
        return ECC_E_NOMEM;
    }
    const struct ecc_value *value = NULL;
    TRY(ecc_view_quantity(&deciding->base, deciding->subject, quantity, &value));
    TRY(cut(deciding, &about, &value->range, solving, &pieces));
    struct ecc_deciding_fact fact = {
        .definition = &deciding->world->law->definitions->quantities[quantity],
        .quantity = quantity};
    keep(deciding, &fact, &pieces);
    return pieces.n > 1 ? decide_leaf(deciding, quantity) : ECC_OK;
}

/* ---- Yes/no and word facts ------------------------------------------------------------------------- */

static ecc_status decide_fact(struct deciding *deciding, const struct ecc_fact *fact,
                              const struct ecc_thing *holder)
{
    int n = 2;
    if (fact->field->kind == ECC_FACT_WORD) {
        for (n = 0; fact->field->words[n] != NULL; n++) {
        }
    }
    bool known = fact->field->kind == ECC_FACT_WORD ? fact->as.word >= 0
                                                    : fact->as.yesno != ECC_UNKNOWN;
    if (known || seen(deciding, fact)) {
        return ECC_OK;
    }
    struct pieces pieces = {
        .items = ECC_NEW_ARRAY(deciding->arena, (size_t)n, struct ecc_deciding_piece)};
    if (pieces.items == NULL) {
        return ECC_E_NOMEM;
    }
    for (int word = 0; word < n; word++) {
        struct ecc_assumption assumed = {.subject = deciding->subject, .fact = fact, .word = word};
        struct ecc_deciding_piece *piece = &pieces.items[pieces.n++];
        piece->word = word;
        TRY(ecc_outcomes_of(deciding->world, deciding->subject, &assumed, deciding->scratch,
                            &piece->outcomes));
    }
    struct ecc_deciding_fact found = {.fact = fact, .holder = holder};
    keep(deciding, &found, &pieces);
    return ECC_OK;
}

/* Words that stand in list entries and say whether these count, such as the kind of a die's transistors. */
static ecc_status decide_words(struct deciding *deciding, size_t quantity)
{
    struct ecc_leaf words[8];
    size_t n = ecc_unknown_words(&deciding->base, deciding->subject, quantity, words,
                                 sizeof(words) / sizeof(words[0]));
    for (size_t i = 0; i < n; i++) {
        TRY(decide_fact(deciding, words[i].fact, words[i].holder));
    }
    return ECC_OK;
}

static ecc_status decide_facts(struct deciding *deciding, const struct ecc_test *test)
{
    if (test->kind == ECC_NODE_FACT) {
        const struct ecc_thing *holder = NULL;
        const struct ecc_thing *thing = deciding->world->subjects[deciding->subject].thing;
        const struct ecc_fact *fact = ecc_fact_at(thing, &test->fact, &holder);
        return decide_fact(deciding, fact, holder);
    }
    for (size_t i = 0; i < test->n_targets; i++) {
        TRY(decide_facts(deciding, test->targets[i]));
    }
    for (size_t i = 0; i < test->n_children; i++) {
        TRY(decide_facts(deciding, test->children[i]));
    }
    return ECC_OK;
}

/* ---- Which facts decide ---------------------------------------------------------------------------- */

static ecc_status group_decides(const struct ecc_world *world, size_t subject,
                                struct ecc_arena *scratch, const struct ecc_deciding_fact *facts,
                                const struct ecc_deciding_group *group, bool *out)
{
    size_t quantities[3];
    const struct ecc_fact *words[3];
    struct ecc_known_set known = {.subject = subject, .quantities = quantities, .facts = words};
    for (size_t i = 0; i < group->n; i++) {
        const struct ecc_deciding_fact *fact = &facts[group->facts[i]];
        if (fact->definition != NULL) {
            quantities[known.n_quantities++] = fact->quantity;
        } else {
            words[known.n_facts++] = fact->fact;
        }
    }
    return ecc_outcomes_decided_by(world, subject, &known, scratch, out);
}

/* The next choice of group->n out of n_facts; false when there is none. */
static bool next_group(struct ecc_deciding_group *group, size_t n_facts)
{
    for (size_t i = group->n; i-- > 0;) {
        if (group->facts[i] + (group->n - i) < n_facts) {
            group->facts[i]++;
            for (size_t j = i + 1; j < group->n; j++) {
                group->facts[j] = group->facts[j - 1] + 1;
            }
            return true;
        }
    }
    return false;
}

static ecc_status keep_group(const struct ecc_deciding_group *group, struct ecc_growing *groups)
{
    struct ecc_deciding_group *kept = ecc_grow(groups);
    if (kept == NULL) {
        return ECC_E_NOMEM;
    }
    *kept = *group;
    return ECC_OK;
}

static ecc_status find_groups(struct deciding *deciding, struct ecc_deciding_list *list)
{
    struct ecc_growing groups = {.arena = deciding->arena, .size = sizeof(*list->groups)};
    for (size_t i = 0; i < deciding->n_facts; i++) {
        const struct ecc_deciding_group single = {.facts = {i}, .n = 1};
        const bool decides = deciding->facts[i].alone && !deciding->facts[i].again;
        TRY(decides ? keep_group(&single, &groups) : ECC_OK);
    }
    for (size_t size = 2; size <= 3 && size <= deciding->n_facts && groups.n == 0; size++) {
        struct ecc_deciding_group group = {.facts = {0, 1, 2}, .n = size};
        do {
            bool decides = false;
            TRY(group_decides(deciding->world, deciding->subject, deciding->scratch,
                              deciding->facts, &group, &decides));
            TRY(decides ? keep_group(&group, &groups) : ECC_OK);
        } while (next_group(&group, deciding->n_facts));
    }
    list->groups = (struct ecc_deciding_group *)(void *)groups.items;
    list->n_groups = groups.n;
    return ECC_OK;
}

/* Leave out what changes nothing by itself and belongs to no group. */
static void prune(struct deciding *deciding, struct ecc_deciding_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < deciding->n_facts; i++) {
        bool used = deciding->facts[i].differs;
        for (size_t j = 0; j < list->n_groups; j++) {
            for (size_t k = 0; k < list->groups[j].n; k++) {
                used = used || list->groups[j].facts[k] == i;
                if (list->groups[j].facts[k] == i) {
                    list->groups[j].facts[k] = kept;
                }
            }
        }
        if (used) {
            deciding->facts[kept++] = deciding->facts[i];
        }
    }
    deciding->n_facts = kept;
}

/* ---- All ---------------------------------------------------------------------------------------------- */

/* Is the subject decided in each piece? */
static bool pieces_decide(const struct ecc_deciding_fact *fact)
{
    for (size_t i = 0; i < fact->n_pieces; i++) {
        if (!ecc_outcomes_decided(fact->pieces[i].outcomes)) {
            return false;
        }
    }
    return true;
}

/* A fact alone decides where each of its pieces does, or where nothing is open in them but what the law leaves open. */
static ecc_status mark_alone(struct deciding *deciding)
{
    for (size_t i = 0; i < deciding->n_facts; i++) {
        struct ecc_deciding_fact *fact = &deciding->facts[i];
        struct ecc_deciding_group group = {.facts = {i}, .n = 1};
        const bool figure = fact->fact != NULL && fact->fact->field->kind == ECC_FACT_QUANTITY;
        fact->alone = pieces_decide(fact);
        if (!fact->alone) {
            TRY(group_decides(deciding->world, deciding->subject, deciding->scratch,
                              deciding->facts, &group, &fact->alone));
        }
        assert(!figure || i > 0); /* kept right after its quantity */
        fact->again = figure && deciding->facts[i - 1].alone;
    }
    return ECC_OK;
}

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

ecc_status ecc_deciding_facts(const struct ecc_world *world, size_t subject,
                              struct ecc_arena *scratch, struct ecc_arena *arena,
                              struct ecc_deciding_list *out)
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
    TRY(find_inexact(&deciding));
    for (size_t i = 0; i < law->definitions->n_quantities; i++) {
        if (is_basic(&deciding, i)) {
            TRY(decide_quantity(&deciding, i));
        }
    }
    for (size_t i = 0; i < law->definitions->n_quantities; i++) {
        if (law->definitions->quantities[i].of == deciding.kind) {
            TRY(decide_words(&deciding, i));
        }
    }
    for (size_t i = 0; i < law->n_review[deciding.kind]; i++) {
        TRY(decide_facts(&deciding, law->review[deciding.kind][i]));
    }
    *out = (struct ecc_deciding_list){.n_groups = 0};
    const struct ecc_deciding_group nothing = {.n = 0};
    bool settled = false; /* as far as facts can: the rest the law itself leaves open */
    TRY(group_decides(world, subject, scratch, deciding.facts, &nothing, &settled));
    if (!settled) {
        TRY(mark_alone(&deciding));
        alone_first(&deciding);
        TRY(find_groups(&deciding, out));
    }
    prune(&deciding, out);
    out->facts = deciding.facts;
    out->n_facts = deciding.n_facts;
    return ECC_OK;
}
