/* SPDX-License-Identifier: Apache-2.0 */
/* Binding the rules of one day to each other: what `meets` refers to, and the order of review. */
#include "base/arena.h"
#include "model/rule.h"

struct binding {
    struct ecc_arena *arena;
    struct ecc_diags *diags;
    const struct ecc_law *law;
    bool failed;
};

static void report(struct binding *binding, enum ecc_message_id id, const struct ecc_test *test,
                   ecc_str name)
{
    binding->failed = true;
    ecc_diag_add(binding->diags, id, test->span, ECC_ARGS(ecc_arg_text("id", name)));
}

/* "3A090": every paragraph of that rule about the same kind of thing. */
static void bind_rule(struct binding *binding, struct ecc_test *test, const struct ecc_rule *rule)
{
    const struct ecc_test **targets = ECC_NEW_ARRAY(binding->arena, rule->n_clauses,
                                                    const struct ecc_test *);
    for (size_t i = 0; targets != NULL && i < rule->n_clauses; i++) {
        const struct ecc_test *clause = rule->clauses[i];
        if (!clause->exclusion && clause->of == test->of) {
            targets[test->n_targets++] = clause;
        }
    }
    test->targets = targets;
    if (test->n_targets == 0) {
        report(binding, ECC_M_rule_unknown_clause, test, test->target);
    }
}

static void bind_meets(struct binding *binding, struct ecc_test *test)
{
    for (size_t i = 0; i < binding->law->n_rules; i++) {
        const struct ecc_rule *rule = binding->law->rules[i];
        if (ecc_str_eq(rule->info.rule, test->target)) {
            bind_rule(binding, test, rule);
            return;
        }
        const struct ecc_test *clause = ecc_rule_find_clause(rule, test->target);
        if (clause == NULL) {
            continue;
        }
        const struct ecc_test **targets = ECC_NEW(binding->arena, const struct ecc_test *);
        if (targets == NULL || clause->of != test->of) {
            binding->failed = true;
            ecc_diag_add(binding->diags, ECC_M_rule_wrong_subject, test->span,
                         ECC_ARGS(ecc_arg_text("id", test->target),
                                  ecc_arg_cstr("wanted", ecc_subject_words[test->of]),
                                  ecc_arg_cstr("found", ecc_subject_words[clause->of])));
            return;
        }
        targets[0] = clause;
        test->targets = targets;
        test->n_targets = 1;
        return;
    }
    report(binding, ECC_M_rule_unknown_clause, test, test->target);
}

/* The tests were made for this law by ecc_rule_load() and are shared with nobody yet, so writing
 * through the const pointers that everybody else will hold is sound. */
static void bind_tests(struct binding *binding, const struct ecc_test *test)
{
    if (test->kind == ECC_NODE_MEETS && test->targets == NULL) {
        bind_meets(binding, (struct ecc_test *)test);
    }
    for (size_t i = 0; i < test->n_children; i++) {
        bind_tests(binding, test->children[i]);
    }
}

struct frame {
    const struct ecc_test *test;
    const struct frame *up;
};

static bool leads_back(const struct ecc_test *test, const struct frame *up)
{
    for (const struct frame *frame = up; frame != NULL; frame = frame->up) {
        if (frame->test == test) {
            return true;
        }
    }
    struct frame here = {.test = test, .up = up};
    for (size_t i = 0; i < test->n_children; i++) {
        if (leads_back(test->children[i], &here)) {
            return true;
        }
    }
    for (size_t i = 0; i < test->n_targets; i++) {
        if (leads_back(test->targets[i], &here)) {
            return true;
        }
    }
    return false;
}

/* The ids of the order of review that exist on this day; an id of a later version is passed over. */
static bool bind_review(struct binding *binding, struct ecc_law *law, enum ecc_subject_kind kind)
{
    size_t n = law->regime->n_review[kind];
    law->review[kind] = ECC_NEW_ARRAY(binding->arena, n, const struct ecc_test *);
    law->review_rule[kind] = ECC_NEW_ARRAY(binding->arena, n, const struct ecc_rule *);
    if (law->review[kind] == NULL || law->review_rule[kind] == NULL) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < law->n_rules; j++) {
            const struct ecc_test *clause = ecc_rule_find_clause(law->rules[j],
                                                                 law->regime->review[kind][i]);
            if (clause != NULL && clause->of == kind) {
                law->review[kind][law->n_review[kind]] = clause;
                law->review_rule[kind][law->n_review[kind]++] = law->rules[j];
            }
        }
    }
    return true;
}

ecc_status ecc_law_bind(struct ecc_arena *arena, struct ecc_law *law, struct ecc_diags *diags)
{
    struct binding binding = {.arena = arena, .diags = diags, .law = law};
    for (size_t i = 0; i < law->n_rules; i++) {
        for (size_t j = 0; j < law->rules[i]->n_clauses; j++) {
            bind_tests(&binding, law->rules[i]->clauses[j]);
        }
    }
    for (size_t i = 0; !binding.failed && i < law->n_rules; i++) {
        for (size_t j = 0; j < law->rules[i]->n_clauses; j++) {
            const struct ecc_test *clause = law->rules[i]->clauses[j];
            if (leads_back(clause, NULL)) {
                report(&binding, ECC_M_rule_circle, clause, clause->id);
                break;
            }
        }
    }
    if (binding.failed) {
        return ECC_E_INVALID;
    }
    for (int kind = 0; kind < ECC_SUBJECT_KINDS; kind++) {
        if (!bind_review(&binding, law, (enum ecc_subject_kind)kind)) {
            return ECC_E_NOMEM;
        }
    }
    return ECC_OK;
}
