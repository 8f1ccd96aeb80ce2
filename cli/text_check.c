/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc check` in words: the verdict, what decides it, and where the numbers come from. */
#include "diag.h"
#include "text.h"

#include <string.h>

/* ---- Verdict -------------------------------------------------------------------------------- */

enum ecc_word ecc_text_verdict_word(ecc_tri controlled)
{
    switch (controlled) {
    case ECC_TRUE:
        return ECC_W_controlled;
    case ECC_FALSE:
        return ECC_W_not_controlled;
    case ECC_UNKNOWN:
        break;
    }
    return ECC_W_undecided_whole;
}

bool ecc_text_is_idle(const ecc_subject *subject)
{
    return ecc_text_is(subject->kind, "assembly") && subject->sold_so == ECC_FALSE;
}

void ecc_text_heading(struct ecc_page *page, ecc_str text)
{
    ecc_term_line(page);
    ecc_term_put(page, ECC_BOLD, text);
    ecc_term_line(page);
}

void ecc_text_subject_heading(struct ecc_page *page, const ecc_subject *subject)
{
    const ecc_str text = ecc_say(page->words, ECC_W_heading_subject,
                                 ECC_WITH(ecc_with("subject", ecc_phrase_subject(page, subject))));
    const struct ecc_cell legend = {.text = ecc_word(page->words, ECC_W_mark_legend),
                                    .style = ECC_DIM};
    ecc_term_line(page);
    ecc_term_row(page, 0, (ecc_str){0}, 0, (struct ecc_cell){.text = text, .style = ECC_BOLD},
                 &legend, 1);
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* What a subject is, and by which alternatives its paragraph is met. */
static ecc_str describe(struct ecc_page *page, const ecc_subject *subject)
{
    const ecc_str what = ecc_phrase_subject(page, subject);
    const ecc_node *clause = subject->n_possible == 1
                                 ? ecc_find_clause(subject, subject->possible[0].id)
                                 : NULL;
    const ecc_str by = clause != NULL ? ecc_phrase_by(page, clause) : (ecc_str){0};
    if (by.len == 0) {
        return what;
    }
    return ecc_say(page->words, ECC_W_subject_by,
                   ECC_WITH(ecc_with("subject", what), ecc_with("by", by)));
}

void ecc_text_verdict(struct ecc_page *page, const ecc_result *result)
{
    const ecc_str date = ecc_phrase_date(page, result->as_of);
    const struct ecc_cell when = {
        .text = ecc_say(page->words, ECC_W_as_of, ECC_WITH(ecc_with("date", date))),
        .style = ECC_DIM};
    ecc_term_row(page, 0, (ecc_str){0}, 0,
                 (struct ecc_cell){.text = result->spec->name, .style = ECC_BOLD}, &when, 1);
    const ecc_str word = ecc_word(page->words, ecc_text_verdict_word(result->controlled));
    size_t width = 0;
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        width = larger(width, ecc_text_width(ecc_phrase_paragraphs(page, subject->possible,
                                                                   subject->n_possible)));
    }
    bool first = true;
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        if (ecc_text_is_idle(subject)) {
            continue;
        }
        const struct ecc_cell cells[] = {
            {.text = first ? word : (ecc_str){0},
             .style = ecc_phrase_style(result->controlled),
             .width = ecc_text_width(word)},
            {.text = ecc_phrase_paragraphs(page, subject->possible, subject->n_possible),
             .style = subject->gate == ECC_FALSE ? ECC_PLAIN : ECC_BOLD,
             .width = width < 32 ? width : 0},
            {.text = describe(page, subject)},
        };
        ecc_term_cells(page, 0, cells, sizeof(cells) / sizeof(cells[0]));
        first = false;
    }
}

/* ---- Deciding facts ------------------------------------------------------------------------- */

static ecc_str piece_outcome(struct ecc_page *page, const ecc_piece *piece)
{
    const ecc_str possible = ecc_phrase_paragraphs(page, piece->possible, piece->n_possible);
    if (piece->n_possible > 1) {
        return ecc_say(page->words, ECC_W_piece_open, ECC_WITH(ecc_with("possible", possible)));
    }
    return piece->possible[0].id.len == 0 ? ecc_word(page->words, ECC_W_piece_none) : possible;
}

static void put_pieces(struct ecc_page *page, const ecc_deciding *deciding)
{
    size_t width = 0;
    ecc_str *names = ECC_POOL_ARRAY(page->pool, deciding->n_pieces, ecc_str);
    for (size_t i = 0; names != NULL && i < deciding->n_pieces; i++) {
        const ecc_piece *piece = &deciding->pieces[i];
        names[i] = piece->word.len > 0 ? ecc_phrase_choice(page, piece->word)
                                       : ecc_phrase_piece(page, &piece->range, deciding->unit);
        width = larger(width, ecc_text_width(names[i]));
    }
    for (size_t i = 0; names != NULL && i < deciding->n_pieces; i++) {
        const ecc_piece *piece = &deciding->pieces[i];
        const struct ecc_cell cells[] = {
            {.text = names[i], .width = width},
            {.text = piece_outcome(page, piece), .style = ecc_phrase_style(piece->gate)},
        };
        ecc_term_cells(page, 4, cells, 2);
    }
}

static void put_deciding(struct ecc_page *page, const ecc_deciding *deciding)
{
    ecc_term_para(page, 2, 4, ECC_PLAIN,
                  ecc_say(page->words, deciding->alone ? ECC_W_deciding_alone : ECC_W_deciding_with,
                          ECC_WITH(ecc_with("name", ecc_in(page, &deciding->name)),
                                   ecc_with("place", ecc_diag_place(page->pool, &deciding->at)),
                                   ecc_with("path", deciding->path))));
    put_pieces(page, deciding);
    const ecc_str ask = ecc_in(page, &deciding->ask);
    if (ask.len > 0) {
        ecc_term_para(page, 4, 4, ECC_PLAIN,
                      ecc_say(page->words, ECC_W_deciding_ask, ECC_WITH(ecc_with("ask", ask))));
    }
}

static void put_sets(struct ecc_page *page, const ecc_result *result)
{
    const ecc_str *said = NULL;
    const size_t n = ecc_phrase_sets(page, result, &said);
    for (size_t i = 0; i < n; i++) {
        ecc_term_para(page, 2, 4, ECC_PLAIN, said[i]);
    }
}

void ecc_text_deciding(struct ecc_page *page, const ecc_result *result)
{
    if (result->n_deciding == 0) {
        return;
    }
    ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_deciding));
    for (size_t i = 0; i < result->n_deciding; i++) {
        put_deciding(page, &result->deciding[i]);
    }
    put_sets(page, result);
}

/* ---- Open questions of the law -------------------------------------------------------------- */

void ecc_text_readings(struct ecc_page *page, const ecc_result *result)
{
    if (result->n_readings > 0) {
        ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_readings));
    }
    for (size_t i = 0; i < result->n_readings; i++) {
        const ecc_reading_view *reading = &result->readings[i];
        ecc_term_para(page, 2, 4, ECC_PLAIN, ecc_in(page, &reading->question));
        for (size_t j = 0; j < reading->n_options; j++) {
            const ecc_reading_option *option = &reading->options[j];
            const ecc_str outcome = ecc_phrase_paragraphs(page, option->possible,
                                                          option->n_possible);
            const ecc_arg args[] = {ecc_with("name", ecc_in(page, &option->name)),
                                    ecc_with("outcome", outcome)};
            ecc_term_item(page, 4, 6, ECC_LITERAL("-"),
                          ecc_say(page->words,
                                  j == reading->used ? ECC_W_reading_used : ECC_W_reading_other,
                                  args, 2));
        }
    }
}

/* "- 32: CONTROLLED 3A090.a" */
static void put_combined(struct ecc_page *page, const ecc_combined *combined)
{
    const ecc_arg args[] = {
        ecc_with_size("n", combined->n),
        ecc_with("verdict", ecc_word(page->words, ecc_text_verdict_word(combined->gate))),
        ecc_with("outcome", ecc_phrase_paragraphs(page, combined->possible, combined->n_possible))};
    ecc_term_item(page, 2, 4, ECC_LITERAL("-"),
                  ecc_say(page->words, ECC_W_readings_combined, args, 3));
}

static void put_all_readings(struct ecc_page *page, const ecc_result *result)
{
    if (result->n_combinations == 0) {
        return;
    }
    size_t n = 0;
    for (size_t i = 0; i < result->n_combinations; i++) {
        n += result->combinations[i].n;
    }
    const bool same = result->n_combinations == 1 && !result->combinations_cut;
    const ecc_arg args[] = {ecc_with_size("n", n)};
    ecc_term_line(page);
    ecc_term_para(page, 0, 0, ECC_PLAIN,
                  ecc_say(page->words,
                          same                       ? ECC_W_readings_all_same
                          : result->combinations_cut ? ECC_W_readings_all_cut
                                                     : ECC_W_readings_all_differ,
                          args, 1));
    for (size_t i = 0; i < result->n_combinations; i++) {
        put_combined(page, &result->combinations[i]);
    }
}

/* ---- What if -------------------------------------------------------------------------------- */

/* "3A090.a; 4A090.a": what each thing is taken for. */
static ecc_str outcome_of(struct ecc_page *page, const ecc_result *result)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    bool first = true;
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        if (!ecc_text_is_idle(subject)) {
            ecc_out_puts(&out, first ? "" : "; ");
            ecc_out_raw(&out, ecc_phrase_paragraphs(page, subject->possible, subject->n_possible));
            first = false;
        }
    }
    return ecc_out_take(&out, page->pool);
}

static void put_what_if(struct ecc_page *page, const struct ecc_item *item)
{
    if (item->n_settings == 0) {
        return;
    }
    ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_what_if));
    for (size_t i = 0; i < item->n_settings; i++) {
        ecc_term_item(page, 2, 4, ECC_LITERAL("+"), ecc_text_of(item->settings[i]));
    }
    if (item->as_it_stands == NULL) {
        return;
    }
    const ecc_str before = outcome_of(page, item->as_it_stands);
    const ecc_str after = outcome_of(page, item->result);
    const bool same = before.len == after.len && memcmp(before.ptr, after.ptr, before.len) == 0;
    const enum ecc_word word = ecc_text_verdict_word(item->as_it_stands->controlled);
    ecc_term_item(page, 2, 4, ECC_LITERAL("-"),
                  same ? ecc_word(page->words, ECC_W_what_if_same)
                       : ecc_say(page->words, ECC_W_what_if_file,
                                 ECC_WITH(ecc_with("verdict", ecc_word(page->words, word)),
                                          ecc_with("outcome", before))));
}

/* ---- Clauses, numbers, rules ---------------------------------------------------------------- */

/* A lesser entry: its heading and verdict; the tests are for `explain`. */
static void put_lesser(struct ecc_page *page, const ecc_node *paragraph)
{
    const struct ecc_cell verdict = {.text = ecc_word(page->words, ecc_phrase_verdict(paragraph)),
                                     .width = ecc_text_verdict_width(page)};
    const size_t column = 2 + ecc_text_width(paragraph->id) + 2;
    ecc_term_row(page, 2, paragraph->id, column,
                 (struct ecc_cell){.text = ecc_in(page, &paragraph->heading)}, &verdict, 1);
}

static void put_clauses(struct ecc_page *page, const ecc_subject *subject)
{
    for (size_t i = 0; i < subject->n_entries; i++) {
        const ecc_entry *entry = &subject->entries[i];
        if (entry->rule->gate) {
            ecc_text_trees(page, entry->paragraphs, entry->n_paragraphs, ECC_TREE_DECISIVE);
        }
        for (size_t j = 0; j < entry->n_paragraphs && !entry->rule->gate; j++) {
            put_lesser(page, &entry->paragraphs[j]);
        }
    }
}

/* Is the quantity compared with anything in the entries that gate? Recursion: the depth of a
 * clause. */
static bool is_compared(const ecc_node *nodes, size_t n, ecc_str quantity)
{
    for (size_t i = 0; i < n; i++) {
        if (nodes[i].kind == ECC_NODE_COMPARE && ecc_text_same(nodes[i].quantity, quantity)) {
            return true;
        }
        if (is_compared(nodes[i].children, nodes[i].n_children, quantity)) {
            return true;
        }
    }
    return false;
}

/* Does a derivation go through that quantity? Recursion: the depth of a formula. */
static bool goes_through(const ecc_step *step, ecc_str quantity)
{
    if (step->kind == ECC_STEP_QUANTITY && ecc_text_same(step->label, quantity)) {
        return true;
    }
    for (size_t i = 0; i < step->n_children; i++) {
        if (goes_through(&step->children[i], quantity)) {
            return true;
        }
    }
    return false;
}

static bool is_gated(const ecc_subject *subject, ecc_str quantity)
{
    for (size_t i = 0; i < subject->n_entries; i++) {
        const ecc_entry *entry = &subject->entries[i];
        if (entry->rule->gate && is_compared(entry->paragraphs, entry->n_paragraphs, quantity)) {
            return true;
        }
    }
    return false;
}

/* Worth a line: it is compared, or a quantity that is compared goes through it; and it is no count
 * and not nothing. */
static bool is_used(struct ecc_page *page, const ecc_subject *subject,
                    const ecc_quantity_view *quantity)
{
    const ecc_str id = quantity->definition->id;
    const bool nothing = quantity->value.exact && quantity->value.lo != NULL &&
                         ecc_text_is(ecc_number_exact(page->words, quantity->value.lo), "0");
    if (nothing || ecc_phrase_is_count(quantity->definition->unit)) {
        return false;
    }
    bool used = is_gated(subject, id);
    for (size_t i = 0; i < subject->n_quantities && !used; i++) {
        const ecc_quantity_view *other = &subject->quantities[i];
        used = is_gated(subject, other->definition->id) && goes_through(other->derivation, id);
    }
    return used;
}

static ecc_str short_name(struct ecc_page *page, const ecc_definition *definition)
{
    return definition->symbol.len > 0 ? definition->symbol : ecc_in(page, &definition->name);
}

/* Names over this many columns stand on a line of their own. */
#define NAME_MOST 24

static void put_number(struct ecc_page *page, const ecc_subject *subject,
                       const ecc_quantity_view *quantity, size_t width)
{
    const ecc_position at = ecc_phrase_origin(quantity->derivation);
    const ecc_str value = ecc_phrase_range(page, &quantity->value, quantity->definition->unit);
    const ecc_str derivation = ecc_phrase_derivation(page, quantity->derivation,
                                                     subject->spec->name);
    const ecc_str place = ecc_diag_place(page->pool, &at);
    const bool plain = ecc_text_same(value, derivation);
    const ecc_str text = ecc_say(
        page->words, plain ? ECC_W_number_plain : ECC_W_number_derived,
        ECC_WITH(ecc_with("value", value), ecc_with("derivation", derivation)));
    const ecc_str name = short_name(page, quantity->definition);
    const struct ecc_cell cell = {.text = place, .style = ECC_DIM};
    size_t column = 2 + width + 2;
    if (ecc_text_width(name) > NAME_MOST) {
        ecc_term_para(page, 2, 4, ECC_PLAIN, name);
        column = 4;
        ecc_term_row(page, column, (ecc_str){0}, column, (struct ecc_cell){.text = text}, &cell, 1);
    } else {
        ecc_term_row(page, 2, name, column, (struct ecc_cell){.text = text}, &cell, 1);
    }
}

static void put_numbers(struct ecc_page *page, const ecc_result *result)
{
    size_t width = 0;
    bool headed = false;
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < result->n_subjects; i++) {
            const ecc_subject *subject = &result->subjects[i];
            for (size_t j = 0; j < subject->n_quantities; j++) {
                const ecc_quantity_view *quantity = &subject->quantities[j];
                const size_t name = ecc_text_width(short_name(page, quantity->definition));
                if (!is_used(page, subject, quantity)) {
                    continue;
                }
                if (pass == 0) {
                    width = name <= NAME_MOST ? larger(width, name) : width;
                    continue;
                }
                if (!headed) {
                    ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_numbers));
                    headed = true;
                }
                put_number(page, subject, quantity, width);
            }
        }
    }
}

void ecc_text_citation(struct ecc_page *page, size_t indent, const ecc_citation *citation)
{
    ecc_term_link(page, citation->url);
    ecc_term_para(page, indent, indent, ECC_DIM, ecc_phrase_citation(page, citation));
    ecc_term_link(page, (ecc_str){0});
}

void ecc_text_source(struct ecc_page *page, size_t indent, const ecc_citation *citation)
{
    ecc_text_citation(page, indent, citation);
    if (citation->url.len > 0 && !(ecc_term_can_link(page, citation->url))) {
        ecc_term_para(page, indent, indent, ECC_DIM, citation->url);
    }
}

void ecc_text_rule_line(struct ecc_page *page, size_t indent, const ecc_rule_info *rule)
{
    ecc_term_link(page, rule->source.url);
    ecc_term_para(page, indent, indent + 2, ECC_PLAIN,
                  ecc_say(page->words, ECC_W_rule_line,
                          ECC_WITH(ecc_with("rule", ecc_phrase_rule(page, rule)),
                                   ecc_with("notice", rule->source.notice))));
    ecc_term_link(page, (ecc_str){0});
}

void ecc_text_verified(struct ecc_page *page, const ecc_result *result)
{
    const ecc_str through = ecc_phrase_date(page, result->verified_through);
    const ecc_str date = ecc_phrase_date(page, result->as_of);
    ecc_term_para(page, 2, 2, result->beyond_verified ? ECC_OPEN : ECC_PLAIN,
                  ecc_say(page->words,
                          result->beyond_verified ? ECC_W_beyond_verified : ECC_W_verified,
                          ECC_WITH(ecc_with("through", through), ecc_with("date", date))));
}

/* The rules that were used, each once. */
static void put_rules(struct ecc_page *page, const ecc_result *result)
{
    const ecc_rule_info *seen[64];
    size_t n = 0;
    for (size_t i = 0; i < result->n_subjects; i++) {
        for (size_t j = 0; j < result->subjects[i].n_entries; j++) {
            const ecc_rule_info *rule = result->subjects[i].entries[j].rule;
            bool known = n == sizeof(seen) / sizeof(seen[0]);
            for (size_t k = 0; k < n && !known; k++) {
                known = seen[k] == rule;
            }
            if (!known) {
                seen[n++] = rule;
                ecc_text_rule_line(page, 2, rule);
            }
        }
    }
    ecc_text_verified(page, result);
}

/* ---- Findings ------------------------------------------------------------------------------- */

static void put_finding(struct ecc_page *page, const ecc_finding *finding)
{
    ecc_str said = ecc_words_say(page->words, finding->id, finding->args, finding->n_args);
    const ecc_str text = ecc_in(page, &finding->text);
    const ecc_str place = ecc_diag_place(page->pool, &finding->at);
    struct ecc_out out;
    ecc_out_memory(&out);
    if (place.len > 0) {
        ecc_out_raw(&out, place);
        ecc_out_puts(&out, ": ");
    }
    for (size_t i = 0; i < said.len; i++) {
        if (said.ptr[i] == '\n') {
            ecc_out_raw(&out, ecc_word(page->words, ECC_W_sentence_end));
        } else {
            ecc_out_raw(&out, (ecc_str){said.ptr + i, 1});
        }
    }
    if (text.len > 0) {
        ecc_out_raw(&out, ecc_word(page->words, ECC_W_sentence_end));
        ecc_out_raw(&out, text);
    }
    ecc_term_item(page, 2, 4, ECC_LITERAL("-"), ecc_out_take(&out, page->pool));
}

void ecc_text_findings(struct ecc_page *page, const ecc_result *result)
{
    if (result->n_findings == 0) {
        return;
    }
    ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_findings));
    for (size_t i = 0; i < result->n_findings; i++) {
        put_finding(page, &result->findings[i]);
    }
}

/* ---- The stream ----------------------------------------------------------------------------- */

void ecc_text_begin(struct ecc_render *render)
{
    (void)render; /* nothing stands above the first result */
}

static void put_full(struct ecc_page *page, const ecc_result *result)
{
    ecc_text_deciding(page, result);
    ecc_text_readings(page, result);
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        if (!ecc_text_is_idle(subject) && subject->n_entries > 0) {
            ecc_text_subject_heading(page, subject);
            put_clauses(page, subject);
        }
    }
    put_numbers(page, result);
    ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_rules));
    put_rules(page, result);
    ecc_text_findings(page, result);
}

void ecc_text_item(struct ecc_render *render, const struct ecc_item *item)
{
    struct ecc_page *page = render->page;
    if (item->result == NULL) {
        return; /* told on standard error */
    }
    ecc_text_verdict(page, item->result);
    put_what_if(page, item);
    put_all_readings(page, item->result);
    if (render->explain) {
        ecc_text_explain(render, item);
    } else if (!render->brief) {
        put_full(page, item->result);
    } else {
        if (item->result->controlled == ECC_UNKNOWN) {
            ecc_text_deciding(page, item->result);
        }
        ecc_text_findings(page, item->result);
    }
    ecc_text_states(page, &item->notices);
    ecc_term_line(page);
}

void ecc_text_end(struct ecc_render *render, const struct ecc_totals *totals, bool several)
{
    struct ecc_page *page = render->page;
    ecc_text_gate(page, totals, render->config);
    const size_t all = totals->controlled + totals->undecided + totals->clear + totals->failed;
    if (!several || all == 0) {
        return;
    }
    ecc_term_wrap(page, 0, 0, ECC_BOLD, ecc_phrase_totals(page, totals, render->as_of));
    const ecc_str beyond = ecc_phrase_beyond(page, totals, render->as_of);
    if (beyond.len > 0) {
        ecc_term_wrap(page, 0, 0, ECC_OPEN, beyond);
    }
}
