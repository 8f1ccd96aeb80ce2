/* SPDX-License-Identifier: Apache-2.0 */
/* Clauses as a tree that folds: label, test, margin, verdict; below it source and notes, then the
 * tests it consists of. What decides is open. Recursion is bounded by the depth of a rule file. */
#include "html.h"
#include "svg.h"

struct tree {
    struct ecc_page *page;
    const ecc_node *roots; /* the clauses that are shown together */
    size_t root;           /* the one at hand */
    bool gate;
};

/* An exclusion stands in the tree as "not" and the exclusion; it is shown as itself. */
static const ecc_node *shown(const ecc_node *node)
{
    const bool excludes = node->kind == ECC_NODE_NOT && node->id.len == 0 &&
                          node->n_children == 1 && node->children[0].exclusion;
    return excludes ? &node->children[0] : node;
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

/* An exclusion that an earlier clause has as well is written out there. */
static bool is_told(const struct tree *tree, const ecc_node *node)
{
    bool told = false;
    for (size_t i = 0; i < tree->root && node->exclusion; i++) {
        told = told || holds(&tree->roots[i], node->id);
    }
    return told;
}

/* Does this test fix the verdict above it, while a neighbour does not? */
static bool is_marked(const ecc_node *node, const ecc_node *parent)
{
    if (parent == NULL || parent->n_children < 2 || !node->decisive) {
        return false;
    }
    for (size_t i = 0; i < parent->n_children; i++) {
        if (!parent->children[i].decisive) {
            return true;
        }
    }
    return parent->kind == ECC_NODE_ANY && parent->verdict == ECC_TRUE;
}

/* ---- One row ------------------------------------------------------------------------------- */

static const char *verdict_class(const ecc_node *node)
{
    const ecc_tri verdict = node->exclusion ? (ecc_tri)-node->verdict : node->verdict;
    const bool idle = node->exclusion && node->verdict == ECC_FALSE;
    return idle ? "idle" : verdict == ECC_TRUE ? "met" : verdict == ECC_FALSE ? "not-met" : "open";
}

static void put_verdict(struct ecc_page *page, const ecc_node *node, bool marked)
{
    ecc_html_raw(page, " <span class=\"outcome\"><span class=\"verdict ");
    ecc_html_raw(page, verdict_class(node));
    ecc_html_word(page, "\">", ecc_phrase_verdict(node), "</span>");
    if (marked) {
        ecc_html_word(page, " <span class=\"decides\">", ECC_W_report_decides, "</span>");
    }
    ecc_html_raw(page, "</span>");
}

static void put_margin(struct ecc_page *page, const ecc_node *node)
{
    if (node->kind != ECC_NODE_COMPARE) {
        return;
    }
    ecc_html_raw(page, " <span class=\"margin-cell\">");
    ecc_svg_margin(page, node);
    ecc_html_maybe(page, " <span class=\"margin-text\">", ecc_phrase_margin(page, node), "</span>");
    ecc_html_raw(page, "</span>");
}

static void put_test(struct ecc_page *page, const ecc_node *node)
{
    if (node->subject.len > 0) {
        ecc_html_put(page, "<bdi class=\"subject\">", node->subject, "</bdi>");
        ecc_html_word(page, "", ECC_W_list_colon, "");
    }
    ecc_html_put(page, "<span class=\"test\">", ecc_phrase_test(page, node), "</span>");
}

static void put_row(const struct tree *tree, const ecc_node *node, bool root, bool marked)
{
    struct ecc_page *page = tree->page;
    const ecc_str label = root && node->id.len > 0 ? node->id : node->label;
    const ecc_str heading = ecc_in(page, &node->heading);
    ecc_html_raw(page, "<span class=\"row\"><span class=\"what\">");
    ecc_html_maybe(page, "<b class=\"label\">", label, "</b> ");
    if (heading.len > 0) {
        ecc_html_put(page, "<span class=\"heading\">", heading, "</span>");
    }
    if (heading.len > 0 && node->n_children == 0) {
        ecc_html_raw(page, "<br>");
    }
    if (heading.len == 0 || node->n_children == 0) {
        put_test(page, node);
    }
    ecc_html_raw(page, "</span>");
    put_margin(page, node);
    put_verdict(page, node, marked);
    ecc_html_raw(page, "</span>");
}

/* Where the fact stands, where the clause stands in law, and what is uncertain about it. */
static void put_beside(struct ecc_page *page, const ecc_node *node)
{
    if (node->id.len > 0) {
        ecc_html_raw(page, "<p class=\"source\">");
        ecc_html_citation(page, &node->source);
        ecc_html_raw(page, "</p>\n");
    }
    if (node->n_notes > 0) {
        ecc_html_raw(page, "<ul class=\"notes\">\n");
    }
    for (size_t i = 0; i < node->n_notes; i++) {
        ecc_html_put(page, "<li>", ecc_in(page, &node->notes[i]), "</li>\n");
    }
    if (node->n_notes > 0) {
        ecc_html_raw(page, "</ul>\n");
    }
}

/* ---- The tree ------------------------------------------------------------------------------ */

static void put_node(const struct tree *tree, const ecc_node *parent, const ecc_node *outer);

static void put_children(const struct tree *tree, const ecc_node *node)
{
    struct ecc_page *page = tree->page;
    if (ecc_in(page, &node->heading).len > 0) {
        ecc_html_raw(page, "<p class=\"group\">");
        put_test(page, node);
        ecc_html_raw(page, "</p>\n");
    }
    ecc_html_raw(page, "<ul class=\"clauses\">\n");
    for (size_t i = 0; i < node->n_children; i++) {
        put_node(tree, node, &node->children[i]);
    }
    ecc_html_raw(page, "</ul>\n");
}

static void put_node(const struct tree *tree, const ecc_node *parent, const ecc_node *outer)
{
    struct ecc_page *page = tree->page;
    const ecc_node *node = shown(outer);
    const bool root = parent == NULL;
    const bool told = is_told(tree, node);
    const bool folds = !told && (node->n_children > 0 || node->n_notes > 0);
    const bool open = root ? tree->gate : outer->decisive && !node->exclusion;
    ecc_html_raw(page, outer->decisive || root ? "<li>" : "<li class=\"idle\">");
    if (folds) {
        ecc_html_raw(page, open ? "<details open><summary>" : "<details><summary>");
    }
    put_row(tree, node, root, is_marked(outer, parent));
    if (folds) {
        ecc_html_raw(page, "</summary>\n");
    }
    if (!told) {
        put_beside(page, node);
    }
    if (!told && node->n_children > 0) {
        put_children(tree, node);
    }
    ecc_html_raw(page, folds ? "</details></li>\n" : "</li>\n");
}

static void put_entry(struct ecc_page *page, const ecc_entry *entry)
{
    struct tree tree = {.page = page, .roots = entry->paragraphs, .gate = entry->rule->gate};
    ecc_html_put(page, "<h4>", ecc_phrase_rule(page, entry->rule), " <span class=\"title\">");
    ecc_html_put(page, "", ecc_in(page, &entry->rule->title),
                 "</span></h4>\n<ul class=\"clauses top\">\n");
    for (tree.root = 0; tree.root < entry->n_paragraphs; tree.root++) {
        put_node(&tree, NULL, &entry->paragraphs[tree.root]);
    }
    ecc_html_raw(page, "</ul>\n");
}

void ecc_html_clauses(struct ecc_page *page, const ecc_subject *subject)
{
    ecc_html_put(page, "<h3>",
                 ecc_say(page->words, ECC_W_heading_subject,
                         ECC_WITH(ecc_with("subject", ecc_phrase_subject(page, subject)))),
                 "</h3>\n");
    for (size_t i = 0; i < subject->n_entries; i++) {
        if (subject->entries[i].n_paragraphs > 0) {
            put_entry(page, &subject->entries[i]);
        }
    }
}
