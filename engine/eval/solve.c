/* SPDX-License-Identifier: Apache-2.0 */
/* Backwards through a formula: from the line at the root to the unknown at a leaf. A named quantity occurs
 * in formulas of its own kind of thing only, never inside a list, so lists need no solving. Recursion is
 * bounded by the depth of the definitions file. */
#include "eval/solve.h"

#include <assert.h>

static bool mentions(const struct ecc_law *law, const struct ecc_expr *expr, size_t unknown)
{
    if (expr->kind == ECC_EXPR_QUANTITY) {
        return expr->quantity == unknown || ecc_depends_on(law, expr->quantity, unknown);
    }
    for (size_t i = 0; i < expr->n_children; i++) {
        if (mentions(law, expr->children[i], unknown)) {
            return true;
        }
    }
    return false;
}

static bool names(const struct ecc_expr *expr, size_t other)
{
    if (expr->kind == ECC_EXPR_QUANTITY) {
        return expr->quantity == other;
    }
    for (size_t i = 0; i < expr->n_children; i++) {
        if (names(expr->children[i], other)) {
            return true;
        }
    }
    return false;
}

bool ecc_refers_to(const struct ecc_law *law, size_t quantity, size_t other)
{
    return names(law->definitions->quantities[quantity].formula, other);
}

bool ecc_depends_on(const struct ecc_law *law, size_t quantity, size_t unknown)
{
    return mentions(law, law->definitions->quantities[quantity].formula, unknown);
}

static void add_point(struct ecc_solving *solving, const ecc_num *point)
{
    assert(point->sign >= 0);
    if (solving->n_points < ECC_SOLVE_POINTS) {
        solving->points[solving->n_points++] = *point;
    }
}

static ecc_status solve(struct ecc_solving *solving, const struct ecc_expr *expr,
                        const ecc_num *line);

/* The line for one operand, given a possible value of the other. False: no such value. */
static bool line_for(enum ecc_expr_kind kind, bool second, const ecc_num *line,
                     const ecc_num *other, ecc_num *out)
{
    if (kind == ECC_EXPR_PRODUCT) {
        return ecc_num_div(line, other, out);
    }
    if (kind == ECC_EXPR_RATIO) {
        return second ? ecc_num_div(other, line, out) : ecc_num_mul(line, other, out);
    }
    if (kind == ECC_EXPR_TOTAL) {
        return ecc_num_sub(line, other, out);
    }
    *out = *line; /* the operand itself, where it is the one that is taken */
    return true;
}

/* Everything but child `skip`, folded the way the operator folds. */
static ecc_status rest_of(struct ecc_solving *solving, const struct ecc_expr *expr, size_t skip,
                          struct ecc_interval *out)
{
    bool any = false;
    assert(expr->n_children > 1); /* of lists, which have one, none mentions a quantity */
    for (size_t i = 0; i < expr->n_children; i++) {
        struct ecc_value value;
        if (i == skip) {
            continue;
        }
        TRY(ecc_view_formula(solving->view, solving->subject, expr->children[i], &value));
        bool fits = true;
        if (!any) {
            *out = value.range;
        } else if (expr->kind == ECC_EXPR_PRODUCT) {
            fits = ecc_interval_mul(out, &value.range, out);
        } else if (expr->kind == ECC_EXPR_TOTAL) {
            fits = ecc_interval_add(out, &value.range, out);
        }
        if (!fits) {
            return ECC_E_LIMIT;
        }
        any = true;
    }
    return ECC_OK;
}

/* The child's line for one possible value of the other operands. */
static ecc_status solve_with(struct ecc_solving *solving, const struct ecc_expr *expr, size_t child,
                             const ecc_num *line, const ecc_num *other)
{
    ecc_num inner;
    if (line_for(expr->kind, child == 1, line, other, &inner)) {
        TRY(solve(solving, expr->children[child], &inner));
    }
    return ECC_OK;
}

/* Where the other operand is a quantity that is not known either, what is possible changes at its own lines too:
 * a density between two lines needs a performance above one. */
static ecc_status solve_at_lines(struct ecc_solving *solving, const struct ecc_expr *expr,
                                 size_t child, const ecc_num *line, size_t other,
                                 const struct ecc_test *test)
{
    if (test->kind == ECC_NODE_COMPARE && test->quantity == other) {
        TRY(solve_with(solving, expr, child, line, &test->threshold));
    }
    for (size_t i = 0; i < test->n_children; i++) {
        TRY(solve_at_lines(solving, expr, child, line, other, test->children[i]));
    }
    return ECC_OK;
}

static ecc_status solve_child(struct ecc_solving *solving, const struct ecc_expr *expr,
                              size_t child, const ecc_num *line)
{
    const struct ecc_law *law = solving->view->world->law;
    struct ecc_interval rest;
    TRY(rest_of(solving, expr, child, &rest));
    TRY(solve_with(solving, expr, child, line, &rest.lo));
    if (!rest.hi_inf) {
        TRY(solve_with(solving, expr, child, line, &rest.hi));
    }
    const struct ecc_expr *other = expr->n_children == 2 ? expr->children[1 - child] : NULL;
    if (other == NULL || other->kind != ECC_EXPR_QUANTITY || ecc_interval_is_exact(&rest)) {
        return ECC_OK;
    }
    for (size_t i = 0; i < law->n_rules; i++) {
        for (size_t j = 0; j < law->rules[i]->n_clauses; j++) {
            if (law->rules[i]->clauses[j]->of == law->definitions->quantities[other->quantity].of) {
                TRY(solve_at_lines(solving, expr, child, line, other->quantity,
                                   law->rules[i]->clauses[j]));
            }
        }
    }
    return ECC_OK;
}

static ecc_status solve(struct ecc_solving *solving, const struct ecc_expr *expr,
                        const ecc_num *line)
{
    const struct ecc_law *law = solving->view->world->law;
    if (line->sign < 0 || !mentions(law, expr, solving->unknown)) {
        return ECC_OK;
    }
    if (expr->kind == ECC_EXPR_QUANTITY) {
        if (expr->quantity == solving->unknown) {
            add_point(solving, line);
            return ECC_OK;
        }
        return ecc_solve(solving, expr->quantity, line);
    }
    for (size_t i = 0; i < expr->n_children; i++) {
        TRY(solve_child(solving, expr, i, line));
    }
    return ECC_OK;
}

ecc_status ecc_solve(struct ecc_solving *solving, size_t quantity, const ecc_num *line)
{
    if (quantity == solving->unknown) {
        add_point(solving, line);
        return ECC_OK;
    }
    return solve(solving, solving->view->world->law->definitions->quantities[quantity].formula,
                 line);
}
