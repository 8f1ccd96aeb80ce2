/* SPDX-License-Identifier: Apache-2.0 */
/* A clause and its tests as an indented tree: the text on the left; margin, verdict and what
 * decides on the right. Recursion is bounded by the depth of a rule file. */
#include "diag.h"
#include "text.h"

#define STEP         2
#define MARGIN_WIDTH 9

struct tree {
    struct ecc_page *page;
    enum ecc_tree_depth depth;
    size_t verdict_width;
    const ecc_node *roots; /* the clauses that are shown together */
    size_t root;           /* the one at hand */
};

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* An exclusion stands in the tree as "not" and the exclusion; it is shown as itself. */
static const ecc_node *shown(const ecc_node *node)
{
    const bool excludes = node->kind == ECC_NODE_NOT && node->id.len == 0 &&
                          node->n_children == 1 && node->children[0].exclusion;
    return excludes ? &node->children[0] : node;
}

static ecc_str label_of(const ecc_node *node, bool root)
{
    return root && node->id.len > 0 ? node->id : node->label;
}

/* Is it worth a mark that this test decides? Where an alternative is met, and where neighbours do
 * not decide. */
static bool is_marked(const struct tree *tree, const ecc_node *node, const ecc_node *parent)
{
    if (!node->decisive || parent == NULL || parent->n_children < 2) {
        return false;
    }
    if (parent->kind == ECC_NODE_ANY && parent->verdict == ECC_TRUE) {
        return true;
    }
    bool all = true;
    for (size_t i = 0; i < parent->n_children; i++) {
        all = all && parent->children[i].decisive;
    }
    return !all && (tree->depth == ECC_TREE_WHOLE || parent->verdict == ECC_UNKNOWN);
}

static bool is_left_out(const struct tree *tree, const ecc_node *node, const ecc_node *parent)
{
    return tree->depth == ECC_TREE_DECISIVE && parent != NULL && parent->verdict == ECC_FALSE &&
           !node->decisive;
}

/* Recursion: the depth of a clause. */
static bool holds(const ecc_node *node, ecc_str id)
{
    for (size_t i = 0; i < node->n_children; i++) {
        if (ecc_text_same(node->children[i].id, id) || holds(&node->children[i], id)) {
            return true;
        }
    }
    return false;
}

/* An exclusion is written out once: not where it has no effect and only the decisive is shown, and
 * not when an earlier clause has it as well. */
static bool is_closed(const struct tree *tree, const ecc_node *node)
{
    if (!node->exclusion) {
        return false;
    }
    bool told = tree->depth == ECC_TREE_DECISIVE && node->verdict == ECC_FALSE;
    for (size_t i = 0; i < tree->root && tree->depth == ECC_TREE_WHOLE; i++) {
        told = told || holds(&tree->roots[i], node->id);
    }
    return told;
}

/* ---- One node ------------------------------------------------------------------------------- */

static ecc_str text_of(const struct tree *tree, const ecc_node *node)
{
    struct ecc_page *page = tree->page;
    const bool pruned = tree->depth == ECC_TREE_DECISIVE && node->kind == ECC_NODE_ALL &&
                        node->verdict == ECC_FALSE;
    const ecc_str test = pruned ? ecc_word(page->words, ECC_W_test_fails)
                                : ecc_phrase_test(page, node);
    if (node->subject.len > 0) {
        return ecc_say(page->words, ECC_W_of_subject,
                       ECC_WITH(ecc_with("subject", node->subject), ecc_with("test", test)));
    }
    return test;
}

static ecc_str verdict_of(struct ecc_page *page, const ecc_node *node, bool marked)
{
    const ecc_str verdict = ecc_word(page->words, ecc_phrase_verdict(node));
    return marked ? ecc_say(page->words, ECC_W_marked, ECC_WITH(ecc_with("verdict", verdict)))
                  : verdict;
}

static void put_row(const struct tree *tree, const ecc_node *node, bool marked, size_t indent,
                    ecc_str label, size_t column, ecc_str text)
{
    struct ecc_page *page = tree->page;
    const struct ecc_cell cell = {.text = text, .style = node->decisive ? ECC_PLAIN : ECC_DIM};
    if (tree->depth == ECC_TREE_SHOWN) {
        ecc_term_row(page, indent, label, column, (struct ecc_cell){.text = text}, NULL, 0);
        return;
    }
    const ecc_tri shown_as = node->exclusion ? (ecc_tri)-node->verdict : node->verdict;
    const struct ecc_cell cells[] = {
        {.text = ecc_phrase_margin(page, node), .width = MARGIN_WIDTH, .right = true},
        {.text = verdict_of(page, node, marked),
         .style = node->id.len > 0 ? ecc_phrase_style(shown_as) : ECC_PLAIN,
         .width = tree->verdict_width},
    };
    ecc_term_row(page, indent, label, column,
                 node->id.len > 0 ? (struct ecc_cell){.text = text} : cell, cells,
                 sizeof(cells) / sizeof(cells[0]));
}

static void put_source(const struct tree *tree, const ecc_node *node, size_t column)
{
    struct ecc_page *page = tree->page;
    if (tree->depth == ECC_TREE_DECISIVE || node->id.len == 0) {
        return;
    }
    ecc_text_citation(page, column, &node->source);
    for (size_t i = 0; i < node->n_notes; i++) {
        ecc_term_item(page, column, column + 2, ECC_LITERAL("-"), ecc_in(page, &node->notes[i]));
    }
}

static void put_fact_place(const struct tree *tree, const ecc_node *node, size_t column)
{
    struct ecc_page *page = tree->page;
    if (tree->depth == ECC_TREE_WHOLE && node->kind == ECC_NODE_FACT && node->actual.len > 0) {
        ecc_term_para(page, column, column, ECC_DIM, ecc_diag_place(page->pool, &node->fact_at));
    }
}

static void put_children(const struct tree *tree, const ecc_node *node, size_t indent);

static ecc_str heading_of(struct ecc_page *page, const ecc_node *node)
{
    const ecc_str heading = ecc_in(page, &node->heading);
    if (node->subject.len == 0 || heading.len == 0) {
        return heading;
    }
    return ecc_say(page->words, ECC_W_of_subject,
                   ECC_WITH(ecc_with("subject", node->subject), ecc_with("test", heading)));
}

/* Heading, source, then the test; a comparison has its verdict beside the test, a group beside the
 * heading. */
static void put_headed(const struct tree *tree, const ecc_node *node, bool marked, size_t indent,
                       ecc_str label, size_t column)
{
    struct ecc_page *page = tree->page;
    const struct tree bare = {.page = page, .depth = ECC_TREE_SHOWN};
    const ecc_str heading = heading_of(page, node);
    if (node->n_children == 0) {
        ecc_term_row(page, indent, label, column, (struct ecc_cell){.text = heading}, NULL, 0);
        put_row(tree, node, marked, column, (ecc_str){0}, column, text_of(tree, node));
        put_source(tree, node, column);
        return;
    }
    put_row(tree, node, marked, indent, label, column, heading);
    if (is_closed(tree, node)) {
        return;
    }
    put_source(tree, node, column);
    put_row(&bare, node, false, column, (ecc_str){0}, column, text_of(tree, node));
}

/* Where the law is shown, an exclusion is a clause of its own and is named here. */
static bool put_unless(const struct tree *tree, const ecc_node *outer, size_t indent)
{
    const ecc_node *node = shown(outer);
    struct ecc_page *page = tree->page;
    if (tree->depth != ECC_TREE_SHOWN || node == outer) {
        return false;
    }
    ecc_term_para(page, indent, indent + STEP, ECC_PLAIN,
                  ecc_say(page->words, ECC_W_unless, ECC_WITH(ecc_with("label", node->label))));
    return true;
}

static void put_node(const struct tree *tree, const ecc_node *parent, const ecc_node *outer,
                     size_t indent, size_t column, bool root)
{
    const ecc_node *node = shown(outer);
    const bool marked = is_marked(tree, outer, parent);
    const ecc_str label = label_of(node, root);
    const bool headed = ecc_in(tree->page, &node->heading).len > 0 &&
                        (tree->depth != ECC_TREE_DECISIVE || node->exclusion || root);
    if (put_unless(tree, outer, indent)) {
        return;
    }
    if (headed) {
        put_headed(tree, node, marked, indent, label, column);
    } else {
        put_row(tree, node, marked, indent, label, column, text_of(tree, node));
        put_source(tree, node, column);
    }
    put_fact_place(tree, node, column);
    if (!is_closed(tree, node)) {
        put_children(tree, node, node->id.len > 0 || headed ? column : indent + STEP);
    }
}

static void put_children(const struct tree *tree, const ecc_node *node, size_t indent)
{
    size_t label = 0;
    for (size_t i = 0; i < node->n_children; i++) {
        if (!is_left_out(tree, &node->children[i], node)) {
            label = larger(label, ecc_text_width(shown(&node->children[i])->label));
        }
    }
    const size_t column = indent + (label > 0 ? label + 2 : 0);
    for (size_t i = 0; i < node->n_children; i++) {
        const ecc_node *child = &node->children[i];
        if (!is_left_out(tree, child, node)) {
            const bool labelled = shown(child)->label.len > 0;
            put_node(tree, node, child, indent, labelled ? column : indent, false);
        }
    }
}

size_t ecc_text_verdict_width(const struct ecc_page *page)
{
    static const enum ecc_word verdicts[] = {ECC_W_met, ECC_W_not_met, ECC_W_undecided,
                                             ECC_W_excludes, ECC_W_not_excludes};
    size_t width = 0;
    for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++) {
        width = larger(width, ecc_text_width(ecc_word(page->words, verdicts[i])));
    }
    return width + 2; /* room for a mark */
}

void ecc_text_trees(struct ecc_page *page, const ecc_node *roots, size_t n,
                    enum ecc_tree_depth depth)
{
    struct tree tree = {.page = page,
                        .depth = depth,
                        .verdict_width = ecc_text_verdict_width(page),
                        .roots = roots};
    for (tree.root = 0; tree.root < n; tree.root++) {
        const ecc_node *root = &roots[tree.root];
        if (depth != ECC_TREE_DECISIVE) {
            ecc_term_line(page);
        }
        put_node(&tree, NULL, root, STEP, STEP + ecc_text_width(label_of(root, true)) + 2, true);
    }
}
