/* SPDX-License-Identifier: Apache-2.0 */
/* A clause and its tests as an indented tree: the text on the left; margin, verdict and what decides on the right.
 * Recursion is bounded by the depth of a rule file. */
#include "text.h"

#define STEP 2
#define MARGIN_WIDTH 10

struct tree {
    struct ecc_page *page;
    enum ecc_tree_depth depth;
    size_t verdict_width;
    size_t decides_width;
};

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* An exclusion stands in the tree as "not" and the exclusion; it is shown as itself. */
static const ecc_node *shown(const ecc_node *node)
{
    const bool excludes = node->kind == ECC_NODE_NOT && node->id.len == 0 && node->n_children == 1 &&
                          node->children[0].exclusion;
    return excludes ? &node->children[0] : node;
}

static ecc_str label_of(const ecc_node *node, bool root)
{
    return root && node->id.len > 0 ? node->id : node->label;
}

/* Is it worth a mark that this test decides? A clause with a number always; else where its neighbours do not. */
static bool is_marked(const ecc_node *node, const ecc_node *parent)
{
    if (!node->decisive || parent == NULL) {
        return false;
    }
    bool all = true;
    for (size_t i = 0; i < parent->n_children; i++) {
        all = all && parent->children[i].decisive;
    }
    return !all || (shown(node)->label.len > 0 && parent->n_children > 1);
}

static bool is_left_out(const struct tree *tree, const ecc_node *node, const ecc_node *parent)
{
    return tree->depth == ECC_TREE_DECISIVE && parent != NULL && parent->verdict == ECC_FALSE &&
           !node->decisive;
}

/* ---- One node ------------------------------------------------------------------------------ */

static ecc_str text_of(const struct tree *tree, const ecc_node *node)
{
    struct ecc_page *page = tree->page;
    const ecc_str test = ecc_phrase_test(page, node);
    if (node->subject.len > 0) {
        return ecc_say(page->words, ECC_W_of_subject,
                       ECC_WITH(ecc_with("subject", node->subject), ecc_with("test", test)));
    }
    return test;
}

static void put_row(const struct tree *tree, const ecc_node *node, bool marked, size_t indent, ecc_str label,
                    size_t column, ecc_str text)
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
        {.text = ecc_word(page->words, ecc_phrase_verdict(node)),
         .style = ecc_phrase_style(shown_as),
         .width = tree->verdict_width},
        {.text = marked ? ecc_word(page->words, ECC_W_decides) : (ecc_str){0},
         .style = ECC_BOLD,
         .width = tree->decides_width},
    };
    ecc_term_row(page, indent, label, column, node->id.len > 0 ? (struct ecc_cell){.text = text} : cell, cells,
                 sizeof(cells) / sizeof(cells[0]));
}

static void put_source(const struct tree *tree, const ecc_node *node, size_t column)
{
    struct ecc_page *page = tree->page;
    if (tree->depth == ECC_TREE_DECISIVE || node->id.len == 0) {
        return;
    }
    ecc_out_pad(page->out, column);
    ecc_term_wrap(page, column, column, ECC_DIM, ecc_phrase_citation(page, &node->source));
    for (size_t i = 0; i < node->n_notes; i++) {
        ecc_term_item(page, column, column + 2, ECC_LITERAL("-"), ecc_in(page, &node->notes[i]));
    }
}

static void put_fact_place(const struct tree *tree, const ecc_node *node, size_t column)
{
    struct ecc_page *page = tree->page;
    const bool placed = tree->depth == ECC_TREE_WHOLE && node->kind == ECC_NODE_FACT &&
                        node->fact_at.file.len > 0 && node->actual.len > 0;
    if (placed) {
        ecc_out_pad(page->out, column);
        ecc_term_wrap(page, column, column, ECC_DIM,
                      ecc_say(page->words, ECC_W_place,
                              ECC_WITH(ecc_with("file", node->fact_at.file),
                                       ecc_with_size("line", node->fact_at.line),
                                       ecc_with_size("column", node->fact_at.column))));
    }
}

static void put_children(const struct tree *tree, const ecc_node *node, size_t indent);

/* A clause with a number shows its heading when everything is shown, and its test below. */
static void put_node(const struct tree *tree, const ecc_node *parent, const ecc_node *outer, size_t indent,
                     size_t column, bool root)
{
    struct ecc_page *page = tree->page;
    const ecc_node *node = shown(outer);
    const bool marked = is_marked(outer, parent);
    const ecc_str label = label_of(node, root);
    const ecc_str heading = ecc_in(page, &node->heading);
    const bool headed = heading.len > 0 && (tree->depth != ECC_TREE_DECISIVE || node->exclusion || root);
    if (!headed) {
        put_row(tree, node, marked, indent, label, column, text_of(tree, node));
    } else {
        ecc_str text = heading;
        if (node->subject.len > 0) {
            text = ecc_say(page->words, ECC_W_of_subject,
                           ECC_WITH(ecc_with("subject", node->subject), ecc_with("test", heading)));
        }
        const bool leaf = node->n_children == 0;
        const struct tree bare = {.page = page, .depth = ECC_TREE_SHOWN};
        if (leaf) {
            ecc_term_row(page, indent, label, column, (struct ecc_cell){.text = text, .style = ECC_BOLD}, NULL, 0);
            put_row(tree, node, marked, column, (ecc_str){0}, column, text_of(tree, node));
        } else {
            put_row(tree, node, marked, indent, label, column, text);
            put_row(&bare, node, false, column, (ecc_str){0}, column, text_of(tree, node));
        }
    }
    put_source(tree, node, column);
    put_fact_place(tree, node, column);
    put_children(tree, node, node->id.len > 0 || headed ? column : indent + STEP);
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

void ecc_text_tree(struct ecc_page *page, const ecc_node *root, enum ecc_tree_depth depth)
{
    static const enum ecc_word verdicts[] = {ECC_W_met, ECC_W_not_met, ECC_W_undecided, ECC_W_excludes,
                                             ECC_W_not_excludes};
    struct tree tree = {.page = page, .depth = depth};
    for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++) {
        tree.verdict_width = larger(tree.verdict_width, ecc_text_width(ecc_word(page->words, verdicts[i])));
    }
    tree.decides_width = ecc_text_width(ecc_word(page->words, ECC_W_decides));
    const size_t column = STEP + ecc_text_width(label_of(root, true)) + 2;
    put_node(&tree, NULL, root, STEP, column, true);
}
