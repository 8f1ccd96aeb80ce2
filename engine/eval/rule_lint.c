/* SPDX-License-Identifier: Apache-2.0 */
/* What loading does not refuse and a reviewer would: lines without examples on both sides, clauses on weak
 * ground that do not say so. */
#include "base/arena.h"
#include "model/quantity.h"
#include "model/rules.h"

struct linting {
    struct ecc_arena *arena;
    const struct ecc_rule *rule;
    struct ecc_diags *diags;
    const struct ecc_test *clause; /* the nearest clause with a number */
};

/* A value counts as just below or above a line when it is within a hundredth of it. */
static bool is_close(const ecc_num *value, const ecc_num *line)
{
    ecc_num share;
    ecc_num difference;
    ecc_num band;
    if (!ecc_num_make(1, 100, &share) || !ecc_num_mul(line, &share, &band) ||
        !ecc_num_sub(value, line, &difference)) {
        return false;
    }
    difference.sign = difference.sign < 0 ? -difference.sign : difference.sign;
    return ecc_num_cmp(&difference, &band) <= 0 || band.sign == 0;
}

static bool is_below(const struct ecc_test *test, const struct ecc_test *inner)
{
    if (test == inner) {
        return true;
    }
    for (size_t i = 0; i < test->n_children; i++) {
        if (is_below(test->children[i], inner)) {
            return true;
        }
    }
    return false;
}

/* Is there an example of a clause around `test` whose quantity is on that side of its line? */
static bool has_example(struct linting *linting, const struct ecc_test *test, int side)
{
    for (size_t i = 0; i < linting->rule->n_examples; i++) {
        const struct ecc_rule_example *example = &linting->rule->examples[i];
        const struct ecc_yaml *value = example->given != NULL
                                           ? ecc_yaml_get(example->given,
                                                          test->definition->info.id.ptr, NULL)
                                           : NULL;
        if (value == NULL || !is_below(example->clause, test)) {
            continue;
        }
        struct ecc_quantity_want want = {.dim = test->definition->dim,
                                         .integer = ecc_dim_is_none(test->definition->dim)};
        struct ecc_quantity read;
        if (ecc_quantity_parse(linting->arena, value->text, value->span, &want, &read,
                               linting->diags) == ECC_OK &&
            ecc_interval_is_exact(&read.value) &&
            ecc_num_cmp(&read.value.lo, &test->threshold) == side &&
            (want.integer || is_close(&read.value.lo, &test->threshold))) {
            return true;
        }
    }
    return false;
}

static void lint_line(struct linting *linting, const struct ecc_test *test)
{
    static const char *const sides[] = {"below", "at", "above"};
    struct ecc_buf line;
    ecc_buf_init(&line, linting->arena);
    ecc_num_print_exact(&test->threshold, &line);
    for (int side = test->threshold.sign > 0 ? -1 : 0; side <= 1; side++) { /* none is below zero */
        if (!has_example(linting, test, side)) {
            ecc_diag_add(linting->diags, ECC_M_rule_example_missing, test->span,
                         ECC_ARGS(ecc_arg_text("id", linting->clause->id),
                                  ecc_arg_cstr("side", sides[side + 1]),
                                  ecc_arg_text("threshold", ecc_buf_str(&line))));
        }
    }
}

static void lint_test(struct linting *linting, const struct ecc_test *test)
{
    const struct ecc_test *outer = linting->clause;
    if (test->id.len > 0) {
        linting->clause = test;
        bool weak = test->source.mark == ECC_MARK_MEMORY || test->source.mark == ECC_MARK_INFERENCE;
        if (weak && test->n_notes == 0) {
            ecc_diag_add(linting->diags, ECC_M_rule_weak_without_note, test->span,
                         ECC_ARGS(ecc_arg_text("id", test->id)));
        }
    }
    if (test->kind == ECC_NODE_COMPARE) {
        lint_line(linting, test);
    }
    for (size_t i = 0; i < test->n_children; i++) {
        bool wired = test->kind == ECC_NODE_ALL && test->children[i]->kind == ECC_NODE_NOT &&
                     test->children[i]->children[0]->exclusion; /* looked at in its own place */
        if (!wired) {
            lint_test(linting, test->children[i]);
        }
    }
    linting->clause = outer;
}

ecc_status ecc_rules_lint(ecc_rules *rules, size_t index, ecc_diags *diags)
{
    const struct ecc_laws *laws = NULL;
    const struct ecc_law *law = NULL;
    struct linting linting = {.diags = diags};
    TRY(ecc_rules_compiled(rules, index, &laws, &law, &linting.rule, diags));
    linting.arena = ecc_arena_new(0);
    if (linting.arena == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < linting.rule->n_clauses; i++) {
        lint_test(&linting, linting.rule->clauses[i]);
    }
    ecc_arena_free(linting.arena);
    return ECC_OK;
}
