/* SPDX-License-Identifier: Apache-2.0 */
/* The figures that keep a quantity from being exact. Recursion is bounded by the depth of the definitions
 * file. */
#include "eval/world.h"

struct leaves {
    struct ecc_view *view;
    size_t subject;
    struct ecc_leaf first;
    size_t n;
    struct ecc_leaf *words;
    size_t n_words;
    size_t cap; /* 0: words are not collected */
};

static void collect(struct leaves *leaves, const struct ecc_expr *expr,
                    const struct ecc_thing *thing);

static void add(struct leaves *leaves, const struct ecc_fact *fact, const struct ecc_thing *holder)
{
    if (leaves->n++ == 0) {
        leaves->first = (struct ecc_leaf){.fact = fact, .holder = holder};
    }
}

static void add_word(struct leaves *leaves, const struct ecc_fact *fact,
                     const struct ecc_thing *holder)
{
    add(leaves, NULL, NULL);
    for (size_t i = 0; i < leaves->n_words; i++) {
        if (leaves->words[i].fact == fact) {
            return;
        }
    }
    if (leaves->n_words < leaves->cap) {
        leaves->words[leaves->n_words++] = (struct ecc_leaf){.fact = fact, .holder = holder};
    }
}

/* May an entry count? Its open words are leaves only where they matter. */
static bool may_count(struct leaves *leaves, const struct ecc_expr *expr,
                      const struct ecc_thing *entry)
{
    for (size_t i = 0; i < expr->n_where; i++) {
        const struct ecc_fact *word = ecc_fact_at(entry, &expr->where[i].path, NULL);
        if (ecc_view_fact_is(leaves->view, word, expr->where[i].accepts) == ECC_FALSE) {
            return false;
        }
    }
    for (size_t i = 0; i < expr->n_where; i++) {
        const struct ecc_thing *holder = NULL;
        const struct ecc_fact *word = ecc_fact_at(entry, &expr->where[i].path, &holder);
        if (ecc_view_fact_is(leaves->view, word, expr->where[i].accepts) == ECC_UNKNOWN) {
            add_word(leaves, word, holder);
        }
    }
    return true;
}

static void collect_list(struct leaves *leaves, const struct ecc_expr *expr,
                         const struct ecc_thing *thing)
{
    const struct ecc_fact *list = ecc_fact_at(thing, &expr->path, NULL);
    if (list->as.list.open) {
        add(leaves, NULL, NULL);
    }
    for (size_t i = 0; i < list->as.list.n; i++) {
        const struct ecc_thing *entry = &list->as.list.items[i];
        if (may_count(leaves, expr, entry) && expr->n_children == 1) {
            collect(leaves, expr->children[0], entry);
        }
    }
}

static void collect_by(struct leaves *leaves, const struct ecc_expr *expr,
                       const struct ecc_thing *thing)
{
    const struct ecc_thing *holder = NULL;
    const struct ecc_fact *word = ecc_fact_at(thing, &expr->path, &holder);
    for (size_t i = 0; i < expr->n_children; i++) {
        if (ecc_view_fact_is(leaves->view, word, (uint32_t)1 << i) == ECC_TRUE) {
            collect(leaves, expr->children[i], thing);
            return;
        }
    }
    add_word(leaves, word, holder);
}

/* The operands up to the first that is surely given. One that does not fit into a number is given. */
static void collect_first(struct leaves *leaves, const struct ecc_expr *expr,
                          const struct ecc_thing *thing)
{
    bool looking = true;
    for (size_t i = 0; looking && i < expr->n_children; i++) {
        const struct ecc_expr *child = expr->children[i];
        struct ecc_value value = {0};
        (void)ecc_view_formula_in(leaves->view, leaves->subject, thing, child, &value);
        looking = value.none || value.may_be_none;
        if (!value.none) {
            collect(leaves, child, thing);
        }
    }
}

static void collect(struct leaves *leaves, const struct ecc_expr *expr,
                    const struct ecc_thing *thing)
{
    const struct ecc_thing *holder = NULL;
    const struct ecc_fact *fact = NULL;
    switch (expr->kind) {
    case ECC_EXPR_FACT:
        fact = ecc_fact_at(thing, &expr->path, &holder);
        if ((fact->presence != ECC_MISSING || (fact->field->flags & ECC_FIELD_OPTIONAL) == 0) &&
            !ecc_interval_is_exact(&fact->as.quantity.value)) {
            add(leaves, fact, holder);
        }
        break;
    case ECC_EXPR_SUM:
    case ECC_EXPR_HIGHEST:
    case ECC_EXPR_COUNT:
        collect_list(leaves, expr, thing);
        break;
    case ECC_EXPR_BY:
        collect_by(leaves, expr, thing);
        break;
    case ECC_EXPR_READING:
        collect(leaves, expr->children[leaves->view->world->readings[expr->reading]], thing);
        break;
    case ECC_EXPR_FIRST:
        collect_first(leaves, expr, thing);
        break;
    case ECC_EXPR_CONSTANT:
    case ECC_EXPR_QUANTITY:
    case ECC_EXPR_TABLE:
        break;
    case ECC_EXPR_PRODUCT:
    case ECC_EXPR_RATIO:
    case ECC_EXPR_TOTAL:
    case ECC_EXPR_HIGHEST_OF:
        for (size_t i = 0; i < expr->n_children; i++) {
            collect(leaves, expr->children[i], thing);
        }
        break;
    }
}

void ecc_inexact_leaves(struct ecc_view *view, size_t subject, size_t quantity,
                        struct ecc_leaf *out_first, size_t *out_n)
{
    struct leaves leaves = {.view = view, .subject = subject};
    collect(&leaves, view->world->law->definitions->quantities[quantity].formula,
            view->world->subjects[subject].thing);
    *out_first = leaves.first;
    *out_n = leaves.n;
}

size_t ecc_unknown_words(struct ecc_view *view, size_t subject, size_t quantity,
                         struct ecc_leaf *out, size_t cap)
{
    struct leaves leaves = {.view = view, .subject = subject, .words = out, .cap = cap};
    collect(&leaves, view->world->law->definitions->quantities[quantity].formula,
            view->world->subjects[subject].thing);
    return leaves.n_words;
}
