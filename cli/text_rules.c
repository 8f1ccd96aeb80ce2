/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc rules` in words. */
#include "text.h"

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* ---- List ----------------------------------------------------------------------------------- */

static bool same_rule(const ecc_rule_info *a, const ecc_rule_info *b)
{
    return ecc_text_same(a->rule, b->rule) && ecc_text_same(a->regime, b->regime);
}

/* The name and title of a rule, over its versions; the title is that of the last one. */
static void put_rule_name(struct ecc_page *page, const ecc_rule_info *last)
{
    const struct ecc_cell gate = {
        .text = last->gate ? ecc_word(page->words, ECC_W_gates) : (ecc_str){0}, .style = ECC_BAD};
    ecc_term_row(page, 0, last->rule, ecc_text_width(last->rule) + 2,
                 (struct ecc_cell){.text = ecc_in(page, &last->title), .style = ECC_BOLD}, &gate,
                 1);
}

static void put_version(struct ecc_page *page, const ecc_rule_info *rule)
{
    const ecc_str from = ecc_phrase_date(page, rule->from);
    const ecc_str until = ecc_phrase_date(page, rule->until);
    const ecc_arg args[] = {ecc_with("from", from), ecc_with("until", until)};
    const struct ecc_cell cells[] = {
        {.text = ecc_say(page->words, rule->until.year != 0 ? ECC_W_from_until : ECC_W_from_on,
                         args, 2),
         .width = ecc_text_width(ecc_say(page->words, ECC_W_from_until, args, 2)) < 26 ? 26 : 0},
        {.text = rule->source.notice, .width = 12},
        {.text = ecc_say(
             page->words, ECC_W_known_through,
             ECC_WITH(ecc_with("through", ecc_phrase_date(page, rule->verified_through)))),
         .style = ECC_DIM},
    };
    ecc_term_cells(page, 2, cells, sizeof(cells) / sizeof(cells[0]));
}

void ecc_text_rules(struct ecc_render *render, const ecc_rule_info *const *rules, size_t n)
{
    struct ecc_page *page = render->page;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !same_rule(rules[i - 1], rules[i])) {
            size_t last = i;
            while (last + 1 < n && same_rule(rules[i], rules[last + 1])) {
                last++;
            }
            if (i > 0) {
                ecc_term_line(page);
            }
            put_rule_name(page, rules[last]);
        }
        put_version(page, rules[i]);
    }
}

/* ---- Show ----------------------------------------------------------------------------------- */

static void put_dates(struct ecc_page *page, const ecc_rule_info *rule)
{
    ecc_term_wrap(page, 0, 0, ECC_PLAIN,
                  ecc_say(page->words, ECC_W_rule_in_force,
                          ECC_WITH(ecc_with("from", ecc_words_date(page->words, rule->from)),
                                   ecc_with("until", ecc_words_date(page->words, rule->until)),
                                   ecc_with_size("ended", rule->until.year != 0 ? 1 : 0),
                                   ecc_with("through",
                                            ecc_words_date(page->words, rule->verified_through)))));
}

void ecc_text_rule(struct ecc_render *render, const struct ecc_rule_page *rule)
{
    struct ecc_page *page = render->page;
    const ecc_rule_info *info = rule->info;
    const ecc_str name = ecc_phrase_rule(page, info);
    ecc_term_put(page, ECC_BOLD, name);
    ecc_out_puts(page->out, "  ");
    ecc_term_wrap(page, ecc_text_width(name) + 2, ecc_text_width(name) + 2, ECC_BOLD,
                  ecc_in(page, &info->title));
    put_dates(page, info);
    ecc_text_source(page, 0, &info->source);
    ecc_term_wrap(page, 0, 0, ECC_PLAIN,
                  ecc_say(page->words, ECC_W_rule_changes,
                          ECC_WITH(ecc_with("changes", ecc_in(page, &info->changes)))));
    if (info->gate) {
        ecc_term_wrap(page, 0, 0, ECC_PLAIN, ecc_word(page->words, ECC_W_rule_gates));
    }
    if (rule->root != NULL) {
        ecc_text_trees(page, rule->root->children, rule->root->n_children, ECC_TREE_SHOWN);
    }
    if (rule->root == NULL) {
        for (size_t i = 0; i < rule->n_definitions; i++) {
            ecc_term_line(page);
            ecc_text_definition(page, &rule->definitions[i]);
        }
    }
    if (rule->n_scopes > 0) {
        ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_scope));
        ecc_text_scopes(page, rule->scopes, rule->n_scopes);
    }
    if (rule->n_questions > 0) {
        ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_questions));
        ecc_text_questions(page, rule->questions, rule->n_questions);
    }
}

/* ---- Diff ----------------------------------------------------------------------------------- */

static enum ecc_word change_word(enum ecc_change_kind kind)
{
    switch (kind) {
    case ECC_CHANGE_ADDED:
        return ECC_W_change_added;
    case ECC_CHANGE_REMOVED:
        return ECC_W_change_removed;
    case ECC_CHANGE_REWRITTEN:
        break;
    }
    return ECC_W_change_rewritten;
}

/* Where the lines of a clause begin and end to differ. */
struct middle {
    size_t first;
    size_t last_before;
    size_t last_after;
};

static struct middle middle_of(const struct ecc_change *change)
{
    struct middle middle = {0, change->n_before, change->n_after};
    while (middle.first < middle.last_before && middle.first < middle.last_after &&
           ecc_text_same(change->before[middle.first], change->after[middle.first])) {
        middle.first++;
    }
    while (middle.last_before > middle.first && middle.last_after > middle.first &&
           ecc_text_same(change->before[middle.last_before - 1],
                         change->after[middle.last_after - 1])) {
        middle.last_before--;
        middle.last_after--;
    }
    return middle;
}

static void put_line(struct ecc_page *page, char sign, ecc_str line)
{
    size_t depth = 0;
    while (depth < line.len && line.ptr[depth] == ' ') {
        depth++;
    }
    const enum ecc_style style = sign == '+' ? ECC_GOOD : sign == '-' ? ECC_BAD : ECC_PLAIN;
    const char text[] = {' ', ' ', ' ', ' ', sign, ' ', '\0'};
    ecc_out_puts(page->out, text);
    ecc_out_pad(page->out, depth);
    ecc_term_wrap(page, 6 + depth, 8 + depth, style, (ecc_str){line.ptr + depth, line.len - depth});
}

static void put_change(struct ecc_page *page, const struct ecc_change *change)
{
    const struct middle middle = middle_of(change);
    ecc_term_line(page);
    ecc_term_para(
        page, 2, 4, ECC_BOLD,
        ecc_say(page->words, change_word(change->kind),
                ECC_WITH(ecc_with("id", change->id), ecc_with("heading", change->heading))));
    for (size_t i = 0; i < middle.first; i++) {
        put_line(page, ' ', change->before[i]);
    }
    for (size_t i = middle.first; i < middle.last_before; i++) {
        put_line(page, '-', change->before[i]);
    }
    for (size_t i = middle.first; i < middle.last_after; i++) {
        put_line(page, '+', change->after[i]);
    }
    for (size_t i = middle.last_after; i < change->n_after; i++) {
        put_line(page, ' ', change->after[i]);
    }
}

void ecc_text_difference(struct ecc_render *render, const struct ecc_difference *difference)
{
    struct ecc_page *page = render->page;
    ecc_term_wrap(page, 0, 0, ECC_BOLD,
                  ecc_say(page->words, ECC_W_diff_title,
                          ECC_WITH(ecc_with("before", ecc_phrase_rule(page, difference->before)),
                                   ecc_with("after", ecc_phrase_rule(page, difference->after)))));
    for (size_t i = 0; i < difference->n_between; i++) {
        const ecc_rule_info *rule = difference->between[i];
        ecc_term_item(page, 2, 14, ecc_phrase_date(page, rule->from), ecc_in(page, &rule->changes));
    }
    ecc_text_heading(page, ecc_say(page->words, ECC_W_heading_changed_clauses,
                                   ECC_WITH(ecc_with_size("n", difference->n_clauses))));
    for (size_t i = 0; i < difference->n_clauses; i++) {
        put_change(page, &difference->clauses[i]);
    }
    if (difference->n_definitions > 0) {
        ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_changed_definitions));
    }
    for (size_t i = 0; i < difference->n_definitions; i++) {
        put_change(page, &difference->definitions[i]);
    }
}

/* ---- Test ----------------------------------------------------------------------------------- */

void ecc_text_trials(struct ecc_render *render, const struct ecc_trial *trials, size_t n)
{
    struct ecc_page *page = render->page;
    size_t width = 0;
    size_t n_run = 0;
    size_t n_failed = 0;
    for (size_t i = 0; i < n; i++) {
        width = larger(width, ecc_text_width(ecc_phrase_rule(page, trials[i].info)));
        n_run += trials[i].n_run;
        n_failed += trials[i].n_failed;
    }
    for (size_t i = 0; i < n; i++) {
        const struct ecc_cell cells[] = {
            {.text = ecc_phrase_rule(page, trials[i].info), .width = width},
            {.text = ecc_say(page->words, ECC_W_trial,
                             ECC_WITH(ecc_with_size("run", trials[i].n_run),
                                      ecc_with_size("failed", trials[i].n_failed))),
             .style = trials[i].n_failed > 0 ? ECC_BAD : ECC_PLAIN},
        };
        ecc_term_cells(page, 0, cells, 2);
    }
    ecc_term_wrap(
        page, 0, 0, ECC_BOLD,
        ecc_say(page->words, ECC_W_trial_total,
                ECC_WITH(ecc_with_size("run", n_run), ecc_with_size("failed", n_failed))));
}
