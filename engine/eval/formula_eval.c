/* SPDX-License-Identifier: Apache-2.0 */
/* Formulas to values. One walk serves both uses: the bare value, and the value with the steps that led
 * to it. An incomplete list, an unknown word, a missing figure widen the interval; they never count as
 * zero and never end the walk. Recursion is bounded by the depth of the rule file. */
#include <assert.h>

#include "base/arena.h"
#include "eval/tri.h"
#include "eval/world.h"

struct walk {
    struct ecc_view *view;
    size_t subject;
    struct ecc_arena *steps; /* NULL: values only */
};

static ecc_status eval(struct walk *walk, const struct ecc_expr *expr,
                       const struct ecc_thing *thing, struct ecc_value *out, ecc_step *step);

/* ---- Small values ---------------------------------------------------------------------------- */

static struct ecc_value exactly(const ecc_num *number)
{
    return (struct ecc_value){.range = ecc_interval_exact(number)};
}

static struct ecc_value nothing(void)
{
    ecc_num zero = ecc_num_zero();
    return (struct ecc_value){.range = ecc_interval_exact(&zero), .none = true};
}

static struct ecc_value zero_value(void)
{
    ecc_num zero = ecc_num_zero();
    return exactly(&zero);
}

/* Zero up to the upper end: what an entry contributes that may or may not count. */
static struct ecc_interval down_to_zero(const struct ecc_interval *a)
{
    struct ecc_interval wide = *a;
    wide.lo = ecc_num_zero();
    wide.lo_open = false;
    return wide;
}

static void unbound_above(struct ecc_interval *a)
{
    *a = ecc_interval_at_least(&a->lo, a->lo_open);
}

/* ---- Steps ------------------------------------------------------------------------------------ */

ecc_status ecc_range_of(struct ecc_arena *arena, const struct ecc_value *value,
                        const ecc_num *scale, ecc_range *out)
{
    ecc_num *lo = ECC_NEW(arena, ecc_num);
    ecc_num *hi = ECC_NEW(arena, ecc_num);
    if (lo == NULL || hi == NULL) {
        return ECC_E_NOMEM;
    }
    *lo = value->range.lo;
    *hi = value->range.hi;
    if (scale != NULL &&
        (!ecc_num_div(lo, scale, lo) || (!value->range.hi_inf && !ecc_num_div(hi, scale, hi)))) {
        return ECC_E_LIMIT;
    }
    *out = (ecc_range){.lo = lo,
                       .hi = value->range.hi_inf ? NULL : hi,
                       .lo_open = value->range.lo_open,
                       .hi_open = value->range.hi_open,
                       .exact = ecc_interval_is_exact(&value->range) && !value->undefined,
                       .undefined = value->undefined};
    return ECC_OK;
}

static ecc_status finish_step(struct walk *walk, const struct ecc_expr *expr,
                              const struct ecc_value *value, ecc_step *step)
{
    if (step == NULL) {
        return ECC_OK;
    }
    static const ecc_step_kind kinds[] = {
        [ECC_EXPR_FACT] = ECC_STEP_FACT,         [ECC_EXPR_CONSTANT] = ECC_STEP_CONSTANT,
        [ECC_EXPR_QUANTITY] = ECC_STEP_QUANTITY, [ECC_EXPR_TABLE] = ECC_STEP_CONSTANT,
        [ECC_EXPR_PRODUCT] = ECC_STEP_PRODUCT,   [ECC_EXPR_RATIO] = ECC_STEP_RATIO,
        [ECC_EXPR_TOTAL] = ECC_STEP_SUM,         [ECC_EXPR_HIGHEST_OF] = ECC_STEP_HIGHEST,
        [ECC_EXPR_FIRST] = ECC_STEP_FIRST,       [ECC_EXPR_SUM] = ECC_STEP_SUM,
        [ECC_EXPR_HIGHEST] = ECC_STEP_HIGHEST,   [ECC_EXPR_COUNT] = ECC_STEP_COUNT,
        [ECC_EXPR_BY] = ECC_STEP_FIRST,          [ECC_EXPR_READING] = ECC_STEP_FIRST};
    if (step->kind != ECC_STEP_MISSING) {
        step->kind = kinds[expr->kind];
    }
    step->unit = ecc_dim_unit_text(walk->steps, expr->dim);
    return ecc_range_of(walk->steps, value, NULL, &step->value);
}

/* *out stays as it is when no steps are asked for. */
static ecc_status new_children(struct walk *walk, ecc_step *step, size_t n, ecc_step **out)
{
    if (step == NULL) {
        return ECC_OK;
    }
    *out = ECC_NEW_ARRAY(walk->steps, n, ecc_step);
    step->children = *out;
    step->n_children = n;
    return *out != NULL ? ECC_OK : ECC_E_NOMEM;
}

static ecc_step *nth(ecc_step *steps, size_t i)
{
    return steps != NULL ? &steps[i] : NULL;
}

/* ---- Facts ------------------------------------------------------------------------------------ */

const struct ecc_fact *ecc_fact_at(const struct ecc_thing *thing, const struct ecc_path *path,
                                   const struct ecc_thing **out_holder)
{
    for (size_t i = 0; i + 1 < path->n; i++) {
        thing = thing->facts[path->fields[i]].as.record;
    }
    if (out_holder != NULL) {
        *out_holder = thing;
    }
    return &thing->facts[path->fields[path->n - 1]];
}

/* What is assumed of a fact; an assumption about something else names none. */
static const struct ecc_assumption *assumption_about(const struct ecc_view *view,
                                                     const struct ecc_fact *fact)
{
    const struct ecc_assumption *found = view->assumptions;
    while (found != NULL && found->fact != fact) {
        found = found->next;
    }
    return found;
}

/* The index of a word or yes/no fact, -1 when it is not known. */
static int word_of(const struct ecc_view *view, const struct ecc_fact *fact)
{
    const struct ecc_assumption *assumed = assumption_about(view, fact);
    if (assumed != NULL) {
        return assumed->word;
    }
    if (fact->field->kind == ECC_FACT_WORD) {
        return fact->as.word;
    }
    return fact->as.yesno == ECC_UNKNOWN ? -1 : fact->as.yesno == ECC_TRUE;
}

ecc_tri ecc_view_fact_is(const struct ecc_view *view, const struct ecc_fact *fact, uint32_t accepts)
{
    int word = word_of(view, fact);
    return word < 0 ? ECC_UNKNOWN : ecc_tri_of((accepts >> word & 1) != 0);
}

static ecc_status eval_fact(struct walk *walk, const struct ecc_expr *expr,
                            const struct ecc_thing *thing, struct ecc_value *out, ecc_step *step)
{
    const struct ecc_thing *holder = NULL;
    const struct ecc_fact *fact = ecc_fact_at(thing, &expr->path, &holder);
    const struct ecc_assumption *assumed = assumption_about(walk->view, fact);
    if (assumed != NULL) {
        *out = (struct ecc_value){.range = assumed->range};
    } else if (fact->presence == ECC_MISSING && (fact->field->flags & ECC_FIELD_OPTIONAL) != 0) {
        *out = nothing();
    } else {
        *out = (struct ecc_value){.range = fact->as.quantity.value};
    }
    if (step != NULL) {
        bool known = fact->presence == ECC_GIVEN || fact->presence == ECC_FALLBACK;
        step->kind = known ? ECC_STEP_FACT : ECC_STEP_MISSING;
        step->label = ecc_fact_path(walk->steps, holder, fact);
        step->detail = holder->label;
        step->at = ecc_span_position(fact->span);
    }
    return ECC_OK;
}

static const ecc_num *row_of(const struct walk *walk, const struct ecc_table *table,
                             const struct ecc_fact *format)
{
    const struct ecc_table_row *row =
        &table->rows[format->as.word]; /* the loader knows every format */
    return &row->values[row->by_reading ? walk->view->world->readings[row->reading] : 0];
}

static ecc_status eval_table(struct walk *walk, const struct ecc_expr *expr,
                             const struct ecc_thing *thing, struct ecc_value *out, ecc_step *step)
{
    const struct ecc_fact *with = ecc_fact_at(thing, &expr->with, NULL);
    const ecc_num *row = row_of(walk, expr->table, ecc_fact_at(thing, &expr->format, NULL));
    if (with->presence != ECC_MISSING) {
        const ecc_num *other = row_of(walk, expr->table, with);
        row = (ecc_num_cmp(other, row) > 0) != expr->smaller ? other : row;
    }
    *out = exactly(row);
    if (step != NULL) {
        step->label = expr->table->id;
        step->detail = thing->label;
    }
    return ECC_OK;
}

/* ---- Operands --------------------------------------------------------------------------------- */

/* Larger than any line that is drawn. */
static struct ecc_interval boundless(void)
{
    ecc_num huge = ecc_num_int(1000000000000000000);
    return ecc_interval_at_least(&huge, false);
}

/* What the ratio is where the divisor is zero: no value, or the value that a reading gives it. */
static struct ecc_interval at_zero(enum ecc_by_zero by_zero, struct ecc_value *out)
{
    ecc_num zero = ecc_num_zero();
    out->undefined = out->undefined || by_zero == ECC_BY_ZERO_UNDECIDED;
    switch (by_zero) {
    case ECC_BY_ZERO_UNBOUNDED:
        return boundless();
    case ECC_BY_ZERO_ZERO:
        return ecc_interval_exact(&zero);
    case ECC_BY_ZERO_UNDECIDED:
        break;
    }
    return ecc_interval_at_least(&zero, false); /* no value at all: nothing can be said */
}

static bool divide(const struct ecc_value *a, const struct ecc_value *b, enum ecc_by_zero by_zero,
                   struct ecc_value *out)
{
    ecc_num zero = ecc_num_zero();
    if (!ecc_interval_has(&b->range, &zero)) {
        return ecc_interval_div(&a->range, &b->range, &out->range);
    }
    struct ecc_interval limit = at_zero(by_zero, out);
    if (ecc_interval_is_exact(&b->range)) {
        out->range = limit;
        return true;
    }
    if (!ecc_interval_div(&a->range, &b->range, &out->range)) { /* by what is not zero */
        return false;
    }
    if (by_zero != ECC_BY_ZERO_UNDECIDED) {
        out->range = ecc_interval_hull(&out->range, &limit);
    }
    return true;
}

static bool combine(enum ecc_expr_kind kind, enum ecc_by_zero by_zero, const struct ecc_value *a,
                    const struct ecc_value *b, struct ecc_value *out)
{
    struct ecc_value result = {.undefined = a->undefined || b->undefined};
    bool fits = true;
    if (kind == ECC_EXPR_PRODUCT || kind == ECC_EXPR_RATIO) {
        result.none = a->none || b->none;
        result.may_be_none = a->may_be_none || b->may_be_none;
        fits = kind == ECC_EXPR_PRODUCT ? ecc_interval_mul(&a->range, &b->range, &result.range)
                                        : divide(a, b, by_zero, &result);
        result.range = result.may_be_none ? down_to_zero(&result.range) : result.range;
    } else if (a->none || b->none) {
        result = a->none ? *b : *a;
    } else {
        result.may_be_none = a->may_be_none && b->may_be_none;
        result.range = ecc_interval_max(&a->range, &b->range);
        fits = kind != ECC_EXPR_TOTAL || ecc_interval_add(&a->range, &b->range, &result.range);
    }
    if (fits) {
        *out = result;
    }
    return fits;
}

/* The child that gives a highest value: the first that reaches the lower end of the result. */
static void mark_chosen(ecc_step *steps, size_t n, const struct ecc_value *value)
{
    for (size_t i = 0; steps != NULL && i < n; i++) {
        assert(steps[i].value.lo != NULL); /* every operand was evaluated */
        if (!steps[i].excluded && ecc_num_cmp(steps[i].value.lo, &value->range.lo) == 0) {
            steps[i].chosen = true;
            return;
        }
    }
}

static ecc_status eval_operands(struct walk *walk, const struct ecc_expr *expr,
                                const struct ecc_thing *thing, struct ecc_value *out,
                                ecc_step *step)
{
    ecc_step *children = NULL;
    TRY(new_children(walk, step, expr->n_children, &children));
    struct ecc_value result = {0};
    for (size_t i = 0; i < expr->n_children; i++) {
        struct ecc_value value;
        TRY(eval(walk, expr->children[i], thing, &value, nth(children, i)));
        if (i == 0) {
            result = value;
        } else if (!combine(expr->kind, expr->by_zero, &result, &value, &result)) {
            return ECC_E_LIMIT;
        }
    }
    if (expr->kind == ECC_EXPR_HIGHEST_OF) {
        mark_chosen(children, expr->n_children, &result);
    }
    *out = result;
    return ECC_OK;
}

/* One of the two; which one is not known. */
static struct ecc_value either(const struct ecc_value *a, const struct ecc_value *b)
{
    const ecc_num zero = ecc_num_zero();
    const struct ecc_interval none = ecc_interval_exact(&zero);
    return (struct ecc_value){
        .range = ecc_interval_hull(a->none ? &none : &a->range, b->none ? &none : &b->range),
        .none = a->none && b->none,
        .may_be_none = a->none != b->none || a->may_be_none || b->may_be_none,
        .undefined = a->undefined || b->undefined};
}

/* The first operand that the specification gives; where a word decides whether it gives one, that or the next. The
 * others are still shown. */
static ecc_status eval_first(struct walk *walk, const struct ecc_expr *expr,
                             const struct ecc_thing *thing, struct ecc_value *out, ecc_step *step)
{
    ecc_step *children = NULL;
    TRY(new_children(walk, step, expr->n_children, &children));
    *out = nothing();
    for (size_t i = 0; i < expr->n_children; i++) {
        struct ecc_value value;
        const bool looking = out->none || out->may_be_none;
        if (!looking && step == NULL) {
            break;
        }
        TRY(eval(walk, expr->children[i], thing, &value, nth(children, i)));
        if (!looking || (value.none && i + 1 < expr->n_children)) {
            continue;
        }
        const bool may_be_none = value.none || value.may_be_none;
        *out = out->none ? value : either(out, &value);
        out->may_be_none = may_be_none;
        if (children != NULL) {
            children[i].chosen = true;
        }
    }
    return ECC_OK;
}

/* Chosen by a word that is not known: anything between the branches. */
static ecc_status eval_by(struct walk *walk, const struct ecc_expr *expr,
                          const struct ecc_thing *thing, struct ecc_value *out, ecc_step *step)
{
    ecc_step *children = NULL;
    TRY(new_children(walk, step, expr->n_children, &children));
    struct ecc_value result = {0};
    for (size_t i = 0; i < expr->n_children; i++) {
        struct ecc_value value;
        TRY(eval(walk, expr->children[i], thing, &value, nth(children, i)));
        result = i == 0 ? value : either(&result, &value);
    }
    *out = result;
    return ECC_OK;
}

/* ---- Lists ------------------------------------------------------------------------------------ */

static ecc_tri passes_where(const struct walk *walk, const struct ecc_expr *expr,
                            const struct ecc_thing *entry)
{
    ecc_tri verdict = ECC_TRUE;
    for (size_t i = 0; i < expr->n_where; i++) {
        const struct ecc_fact *fact = ecc_fact_at(entry, &expr->where[i].path, NULL);
        verdict = ecc_tri_and(verdict, ecc_view_fact_is(walk->view, fact, expr->where[i].accepts));
    }
    return verdict;
}

static ecc_status count_entry(ecc_tri counts, struct ecc_value *total)
{
    ecc_num one = ecc_num_int(1);
    struct ecc_value entry = exactly(&one);
    if (counts == ECC_UNKNOWN) {
        entry.range = down_to_zero(&entry.range);
    }
    return counts == ECC_FALSE ||
                   combine(ECC_EXPR_TOTAL, ECC_BY_ZERO_UNDECIDED, total, &entry, total)
               ? ECC_OK
               : ECC_E_LIMIT;
}

static ecc_status add_entry(struct walk *walk, const struct ecc_expr *expr,
                            const struct ecc_thing *entry, struct ecc_value *total, ecc_step *step)
{
    ecc_tri counts = passes_where(walk, expr, entry);
    if (expr->kind == ECC_EXPR_COUNT) {
        return count_entry(counts, total);
    }
    struct ecc_value value;
    TRY(eval(walk, expr->children[0], entry, &value, step));
    if (step != NULL) {
        step->excluded = counts == ECC_FALSE || value.none;
    }
    if (counts == ECC_FALSE) {
        return ECC_OK;
    }
    if (counts == ECC_UNKNOWN) {
        value.range = down_to_zero(&value.range);
    }
    enum ecc_expr_kind kind = expr->kind == ECC_EXPR_SUM ? ECC_EXPR_TOTAL : ECC_EXPR_HIGHEST_OF;
    return combine(kind, ECC_BY_ZERO_UNDECIDED, total, &value, total) ? ECC_OK : ECC_E_LIMIT;
}

static ecc_status eval_list(struct walk *walk, const struct ecc_expr *expr,
                            const struct ecc_thing *thing, struct ecc_value *out, ecc_step *step)
{
    const struct ecc_thing *holder = NULL;
    const struct ecc_fact *list = ecc_fact_at(thing, &expr->path, &holder);
    ecc_step *children = NULL;
    size_t n = list->as.list.n;
    bool open = list->as.list.open;
    if (expr->kind != ECC_EXPR_COUNT) {
        TRY(new_children(walk, step, n + (open ? 1 : 0), &children));
    }
    struct ecc_value total = zero_value();
    for (size_t i = 0; i < n; i++) {
        TRY(add_entry(walk, expr, &list->as.list.items[i], &total, nth(children, i)));
    }
    if (open) {
        unbound_above(&total.range);
    }
    if (expr->kind == ECC_EXPR_HIGHEST) {
        mark_chosen(children, n, &total);
    }
    if (step != NULL) {
        step->label = ecc_fact_path(walk->steps, holder, list);
        step->at = ecc_span_position(list->span);
    }
    if (open && children != NULL) {
        children[n] = (ecc_step){.kind = ECC_STEP_MISSING,
                                 .label = ecc_fact_path(walk->steps, holder, list),
                                 .at = ecc_span_position(list->span)};
    }
    *out = total;
    return ECC_OK;
}

/* ---- The walk --------------------------------------------------------------------------------- */

static ecc_status eval_quantity(struct walk *walk, const struct ecc_expr *expr,
                                struct ecc_value *out, ecc_step *step)
{
    const struct ecc_value *value = NULL;
    TRY(ecc_view_quantity(walk->view, walk->subject, expr->quantity, &value));
    *out = *value;
    if (step != NULL) {
        step->label = walk->view->world->law->definitions->quantities[expr->quantity].info.id;
    }
    return ECC_OK;
}

static ecc_status eval(struct walk *walk, const struct ecc_expr *expr,
                       const struct ecc_thing *thing, struct ecc_value *out, ecc_step *step)
{
    if (expr->kind == ECC_EXPR_BY) {
        int word = word_of(walk->view, ecc_fact_at(thing, &expr->path, NULL));
        if (word >= 0) {
            return eval(walk, expr->children[word], thing, out, step);
        }
    }
    ecc_status status = ECC_OK;
    switch (expr->kind) {
    case ECC_EXPR_READING: /* no step of its own */
        return eval(walk, expr->children[walk->view->world->readings[expr->reading]], thing, out,
                    step);
    case ECC_EXPR_FACT:
        status = eval_fact(walk, expr, thing, out, step);
        break;
    case ECC_EXPR_CONSTANT:
        *out = exactly(&expr->constant);
        break;
    case ECC_EXPR_QUANTITY:
        status = eval_quantity(walk, expr, out, step);
        break;
    case ECC_EXPR_TABLE:
        status = eval_table(walk, expr, thing, out, step);
        break;
    case ECC_EXPR_PRODUCT:
    case ECC_EXPR_RATIO:
    case ECC_EXPR_TOTAL:
    case ECC_EXPR_HIGHEST_OF:
        status = eval_operands(walk, expr, thing, out, step);
        break;
    case ECC_EXPR_FIRST:
        status = eval_first(walk, expr, thing, out, step);
        break;
    case ECC_EXPR_BY:
        status = eval_by(walk, expr, thing, out, step);
        break;
    case ECC_EXPR_SUM:
    case ECC_EXPR_HIGHEST:
    case ECC_EXPR_COUNT:
        status = eval_list(walk, expr, thing, out, step);
        break;
    }
    TRY(status);
    return finish_step(walk, expr, out, step);
}

/* ---- Quantities under a view ------------------------------------------------------------------- */

ecc_status ecc_view_init(struct ecc_view *view, const struct ecc_world *world,
                         struct ecc_arena *scratch, const struct ecc_assumption *assumptions)
{
    struct ecc_memo **memos = ECC_NEW_ARRAY(scratch, world->n_subjects, struct ecc_memo *);
    if (memos == NULL) {
        return ECC_E_NOMEM;
    }
    *view = (struct ecc_view){
        .world = world, .arena = scratch, .assumptions = assumptions, .memos = memos};
    return ECC_OK;
}

static bool is_about(const struct ecc_assumption *assumed, size_t subject, size_t quantity)
{
    return assumed->about_quantity && assumed->subject == subject && assumed->quantity == quantity;
}

/* Replace a computed value by what is assumed of it, then narrow it. */
static void apply_assumptions(const struct ecc_view *view, size_t subject, size_t quantity,
                              struct ecc_memo *memo)
{
    const struct ecc_assumption *assumed = view->assumptions;
    for (; assumed != NULL; assumed = assumed->next) {
        if (assumed->replaces && is_about(assumed, subject, quantity)) {
            memo->value = (struct ecc_value){.range = assumed->range};
        }
    }
    for (assumed = view->assumptions; assumed != NULL; assumed = assumed->next) {
        if (!assumed->replaces && is_about(assumed, subject, quantity) &&
            !ecc_interval_meet(&memo->value.range, &assumed->range, &memo->value.range)) {
            memo->impossible = true; /* the value stays as computed: nobody asks for it */
        }
    }
}

ecc_status ecc_view_quantity(struct ecc_view *view, size_t subject, size_t quantity,
                             const struct ecc_value **out)
{
    const struct ecc_definitions *definitions = view->world->law->definitions;
    if (view->memos[subject] == NULL) {
        view->memos[subject] = ECC_NEW_ARRAY(view->arena, definitions->n_quantities,
                                             struct ecc_memo);
        if (view->memos[subject] == NULL) {
            return ECC_E_NOMEM;
        }
    }
    struct ecc_memo *memo = &view->memos[subject][quantity];
    if (!memo->known) {
        struct walk walk = {.view = view, .subject = subject};
        TRY(eval(&walk, definitions->quantities[quantity].formula,
                 view->world->subjects[subject].thing, &memo->value, NULL));
        apply_assumptions(view, subject, quantity, memo);
        view->impossible = view->impossible || memo->impossible;
        memo->known = true;
    }
    *out = &memo->value;
    return ECC_OK;
}

ecc_status ecc_view_formula_in(struct ecc_view *view, size_t subject, const struct ecc_thing *entry,
                               const struct ecc_expr *expr, struct ecc_value *out)
{
    struct walk walk = {.view = view, .subject = subject};
    return eval(&walk, expr, entry, out, NULL);
}

ecc_status ecc_view_formula(struct ecc_view *view, size_t subject, const struct ecc_expr *expr,
                            struct ecc_value *out)
{
    return ecc_view_formula_in(view, subject, view->world->subjects[subject].thing, expr, out);
}

ecc_status ecc_derive(struct ecc_view *view, size_t subject, size_t quantity,
                      struct ecc_arena *arena, const ecc_step **out)
{
    ecc_step *step = ECC_NEW(arena, ecc_step);
    if (step == NULL) {
        return ECC_E_NOMEM;
    }
    struct walk walk = {.view = view, .subject = subject, .steps = arena};
    struct ecc_value value;
    TRY(eval(&walk, view->world->law->definitions->quantities[quantity].formula,
             view->world->subjects[subject].thing, &value, step));
    *out = step;
    return ECC_OK;
}
