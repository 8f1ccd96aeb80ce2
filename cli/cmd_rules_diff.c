/* SPDX-License-Identifier: Apache-2.0 */
/* ecc rules diff: what changed from one version of a rule to another, clause by clause. Clauses go
 * by their numbers; a clause is the lines of its tests, and numbered clauses inside it are named,
 * not repeated. */
#include <string.h>

#include "cli.h"
#include "phrase.h"
#include "rules.h"

/* More than any rule file can hold in its 32 levels and 1 MiB, with sense. */
#define CLAUSES 512
#define LINES   128

struct clause {
    ecc_str id;
    ecc_str heading;
    const ecc_str *lines;
    size_t n_lines;
};
struct clauses {
    struct clause items[CLAUSES];
    size_t n;
};

struct lines {
    ecc_str items[LINES];
    size_t n;
};

/* ---- From a tree to lines ------------------------------------------------------------------- */

static void add_line(struct ecc_page *page, struct lines *lines, size_t depth, ecc_str text)
{
    if (lines->n == LINES) {
        return;
    }
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_pad(&out, 2 * depth);
    ecc_out_raw(&out, text);
    lines->items[lines->n++] = ecc_out_take(&out, page->pool);
}

/* Recursion: the depth of a clause. */
static void gather_lines(struct ecc_page *page, const ecc_node *node, size_t depth,
                         struct lines *lines)
{
    const bool excludes = node->kind == ECC_NODE_NOT && node->n_children == 1 &&
                          node->children[0].exclusion;
    if (excludes) {
        add_line(page, lines, depth,
                 ecc_say(page->words, ECC_W_unless,
                         ECC_WITH(ecc_with("label", node->children[0].label))));
        return;
    }
    if (depth > 0 && node->label.len > 0) {
        add_line(page, lines, depth, node->label);
        return;
    }
    add_line(page, lines, depth, ecc_phrase_test(page, node));
    for (size_t i = 0; i < node->n_children; i++) {
        gather_lines(page, &node->children[i], depth + 1, lines);
    }
}

/* Recursion: the depth of a rule. */
static void gather_clauses(struct ecc_page *page, const ecc_node *node, struct clauses *clauses)
{
    const bool excludes = node->kind == ECC_NODE_NOT && node->n_children == 1 &&
                          node->children[0].exclusion;
    if (node->label.len > 0 && clauses->n < CLAUSES) {
        struct lines *lines = ECC_POOL_ARRAY(page->pool, 1, struct lines);
        if (lines == NULL) {
            return;
        }
        gather_lines(page, node, 0, lines);
        clauses->items[clauses->n++] = (struct clause){node->id, ecc_in(page, &node->heading),
                                                       lines->items, lines->n};
    }
    for (size_t i = 0; i < node->n_children && !excludes; i++) {
        gather_clauses(page, &node->children[i], clauses);
    }
}

static bool uses(const ecc_node *node, ecc_str quantity)
{
    if (node->kind == ECC_NODE_COMPARE && ecc_text_same(node->quantity, quantity)) {
        return true;
    }
    for (size_t i = 0; i < node->n_children; i++) {
        if (uses(&node->children[i], quantity)) {
            return true;
        }
    }
    return false;
}

static void gather_definitions(struct ecc_page *page, const struct ecc_rule_page *rule,
                               struct clauses *clauses)
{
    for (size_t i = 0; i < rule->n_definitions && clauses->n < CLAUSES; i++) {
        const ecc_definition *definition = &rule->definitions[i];
        ecc_str *lines = ECC_POOL_ARRAY(page->pool, 2, ecc_str);
        if (lines == NULL || (rule->root != NULL && !uses(rule->root, definition->id))) {
            continue;
        }
        lines[0] = ecc_in(page, &definition->meaning);
        lines[1] = ecc_in(page, &definition->formula);
        clauses->items[clauses->n++] = (struct clause){definition->id,
                                                       ecc_in(page, &definition->name), lines, 2};
    }
}

/* ---- Comparing ------------------------------------------------------------------------------ */

static const struct clause *find(const struct clauses *clauses, ecc_str id)
{
    for (size_t i = 0; i < clauses->n; i++) {
        if (ecc_text_same(clauses->items[i].id, id)) {
            return &clauses->items[i];
        }
    }
    return NULL;
}

static bool same_lines(const struct clause *a, const struct clause *b)
{
    if (a->n_lines != b->n_lines) {
        return false;
    }
    for (size_t i = 0; i < a->n_lines; i++) {
        if (!ecc_text_same(a->lines[i], b->lines[i])) {
            return false;
        }
    }
    return true;
}

static struct ecc_change change(enum ecc_change_kind kind, const struct clause *before,
                                const struct clause *after)
{
    struct ecc_change out = {.kind = kind};
    const struct clause *named = after != NULL ? after : before;
    out.id = named->id;
    out.heading = named->heading;
    if (before != NULL) {
        out.before = before->lines;
        out.n_before = before->n_lines;
    }
    if (after != NULL) {
        out.after = after->lines;
        out.n_after = after->n_lines;
    }
    return out;
}

/* In the order of the later version; what is gone comes last. */
static const struct ecc_change *compare(struct ecc_pool *pool, const struct clauses *before,
                                        const struct clauses *after, size_t *out_n)
{
    struct ecc_change *changes = ECC_POOL_ARRAY(pool, before->n + after->n, struct ecc_change);
    size_t n = 0;
    for (size_t i = 0; changes != NULL && i < after->n; i++) {
        const struct clause *old = find(before, after->items[i].id);
        if (old == NULL) {
            changes[n++] = change(ECC_CHANGE_ADDED, NULL, &after->items[i]);
        } else if (!same_lines(old, &after->items[i])) {
            changes[n++] = change(ECC_CHANGE_REWRITTEN, old, &after->items[i]);
        }
    }
    for (size_t i = 0; changes != NULL && i < before->n; i++) {
        if (find(after, before->items[i].id) == NULL) {
            changes[n++] = change(ECC_CHANGE_REMOVED, &before->items[i], NULL);
        }
    }
    *out_n = n;
    return changes;
}

/* ---- The command ---------------------------------------------------------------------------- */

/* The versions of the rule that lie behind `before`, up to `after`. */
static ecc_status find_between(struct ecc_cli *cli, ecc_rules *rules,
                               struct ecc_difference *difference)
{
    const size_t n = ecc_rules_count(rules);
    const ecc_rule_info **between = ECC_POOL_ARRAY(&cli->pool, n, const ecc_rule_info *);
    for (size_t i = 0; between != NULL && i < n; i++) {
        const ecc_rule_info *info = NULL;
        const ecc_status status = ecc_rules_info(rules, i, &info, cli->diags);
        if (status != ECC_OK) {
            return status;
        }
        const bool same = ecc_text_same(info->rule, difference->after->rule) &&
                          ecc_text_same(info->regime, difference->after->regime);
        const bool later = !ecc_text_same(difference->before->rule, info->rule) ||
                           ecc_date_cmp(info->from, difference->before->from) > 0;
        if (same && later && ecc_date_cmp(info->from, difference->after->from) <= 0) {
            between[difference->n_between++] = info;
        }
    }
    difference->between = between;
    return between != NULL ? ECC_OK : ECC_E_NOMEM;
}

static ecc_status load(struct ecc_cli *cli, ecc_rules *rules, size_t arg, struct ecc_rule_page *out)
{
    size_t index = 0;
    const ecc_status status = ecc_rules_find(rules, ecc_text_of(cli->args[arg]), cli->options.as_of,
                                             &index, cli->diags);
    return status != ECC_OK ? status : ecc_rule_page_load(cli, rules, index, out);
}

static enum ecc_exit diff(struct ecc_cli *cli, ecc_rules *rules)
{
    struct ecc_rule_page sides[2];
    struct clauses *all = ECC_POOL_ARRAY(&cli->pool, 4, struct clauses);
    for (size_t i = 0; i < 2; i++) {
        const ecc_status status = load(cli, rules, i, &sides[i]);
        if (status != ECC_OK || all == NULL) {
            return ecc_cli_report(cli, status, ecc_text_of(cli->args[i]));
        }
        if (sides[i].root != NULL) {
            for (size_t j = 0; j < sides[i].root->n_children; j++) {
                gather_clauses(&cli->page, &sides[i].root->children[j], &all[i]);
            }
        }
        gather_definitions(&cli->page, &sides[i], &all[2 + i]);
    }
    struct ecc_difference difference = {.before = sides[0].info, .after = sides[1].info};
    difference.clauses = compare(&cli->pool, &all[0], &all[1], &difference.n_clauses);
    difference.definitions = compare(&cli->pool, &all[2], &all[3], &difference.n_definitions);
    const ecc_status status = find_between(cli, rules, &difference);
    if (status != ECC_OK) {
        return ecc_cli_report(cli, status, (ecc_str){0});
    }
    struct ecc_render render = {.format = &ecc_formats[cli->options.format], .page = &cli->page};
    render.format->difference(&render, &difference);
    return ECC_EXIT_CLEAR;
}

enum ecc_exit ecc_cmd_rules_diff(struct ecc_cli *cli)
{
    ecc_rules *rules = NULL;
    enum ecc_exit code = ecc_cli_draft_rules(cli, &rules);
    if (code == ECC_EXIT_CLEAR) {
        code = diff(cli, rules);
    }
    ecc_rules_free(rules);
    return code;
}
