/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc check` in words: the verdict first, then what decides it, then where the numbers come from. */
#include "diag.h"
#include "text.h"

/* ---- Verdict ------------------------------------------------------------------------------- */

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

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* What a subject is, and by which alternatives its paragraph is met. */
static ecc_str describe(struct ecc_page *page, const ecc_subject *subject)
{
    const ecc_str what = ecc_phrase_subject(page, subject);
    const ecc_node *clause =
        subject->n_possible == 1 ? ecc_find_clause(subject, subject->possible[0].id) : NULL;
    const ecc_str by = clause != NULL ? ecc_phrase_by(page, clause) : (ecc_str){0};
    if (by.len == 0) {
        return what;
    }
    return ecc_say(page->words, ECC_W_subject_by, ECC_WITH(ecc_with("subject", what), ecc_with("by", by)));
}

void ecc_text_verdict(struct ecc_page *page, const ecc_result *result)
{
    const ecc_str date = ecc_phrase_date(page, result->as_of);
    const struct ecc_cell when = {
        .text = ecc_say(page->words, ECC_W_as_of, ECC_WITH(ecc_with("date", date))), .style = ECC_DIM};
    ecc_term_row(page, 0, (ecc_str){0}, 0, (struct ecc_cell){.text = result->spec->name, .style = ECC_BOLD},
                 &when, 1);
    const ecc_str word = ecc_word(page->words, ecc_text_verdict_word(result->controlled));
    size_t width = 0;
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        width = larger(width, ecc_text_width(ecc_phrase_paragraphs(page, subject->possible, subject->n_possible)));
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

/* ---- Deciding facts ------------------------------------------------------------------------ */

static void put_pieces(struct ecc_page *page, const ecc_deciding *deciding)
{
    size_t width = 0;
    ecc_str *names = ECC_POOL_ARRAY(page->pool, deciding->n_pieces, ecc_str);
    for (size_t i = 0; names != NULL && i < deciding->n_pieces; i++) {
        const ecc_piece *piece = &deciding->pieces[i];
        names[i] = piece->word.len > 0 ? piece->word
                                       : ecc_phrase_piece(page, &piece->range, deciding->unit);
        width = larger(width, ecc_text_width(names[i]));
    }
    for (size_t i = 0; names != NULL && i < deciding->n_pieces; i++) {
        const ecc_piece *piece = &deciding->pieces[i];
        const bool none = piece->n_possible == 1 && piece->possible[0].id.len == 0;
        const struct ecc_cell cells[] = {
            {.text = names[i], .width = width},
            {.text = none ? ecc_word(page->words, ECC_W_piece_none)
                          : ecc_phrase_paragraphs(page, piece->possible, piece->n_possible),
             .style = ecc_phrase_style(piece->gate)},
        };
        ecc_term_cells(page, 6, cells, 2);
    }
}

static void put_deciding(struct ecc_page *page, const ecc_deciding *deciding)
{
    ecc_term_item(page, 2, 4, (ecc_str){0},
                  ecc_say(page->words, deciding->alone ? ECC_W_deciding_alone : ECC_W_deciding_with,
                          ECC_WITH(ecc_with("name", ecc_in(page, &deciding->name)),
                                   ecc_with("place", ecc_diag_place(page->pool, &deciding->at)),
                                   ecc_with("path", deciding->path))));
    put_pieces(page, deciding);
    const ecc_str ask = ecc_in(page, &deciding->ask);
    if (ask.len > 0) {
        ecc_term_item(page, 6, 8, (ecc_str){0},
                      ecc_say(page->words, ECC_W_deciding_ask, ECC_WITH(ecc_with("ask", ask))));
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
}

/* ---- Clauses, numbers, rules ------------------------------------------------------------------ */

static void put_clauses(struct ecc_page *page, const ecc_subject *subject)
{
    for (size_t i = 0; i < subject->n_entries; i++) {
        const ecc_entry *entry = &subject->entries[i];
        for (size_t j = 0; j < entry->n_paragraphs; j++) {
            ecc_text_tree(page, &entry->paragraphs[j], ECC_TREE_DECISIVE);
        }
    }
}

/* Is the quantity compared with anything in the entries that gate? Recursion: the depth of a clause. */
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

static bool is_used(const ecc_subject *subject, ecc_str quantity)
{
    for (size_t i = 0; i < subject->n_entries; i++) {
        const ecc_entry *entry = &subject->entries[i];
        if (entry->rule->gate && is_compared(entry->paragraphs, entry->n_paragraphs, quantity)) {
            return true;
        }
    }
    return false;
}

static ecc_str short_name(struct ecc_page *page, const ecc_definition *definition)
{
    return definition->symbol.len > 0 ? definition->symbol : ecc_in(page, &definition->name);
}

static void put_number(struct ecc_page *page, const ecc_quantity_view *quantity, size_t width)
{
    const ecc_position at = ecc_phrase_origin(quantity->derivation);
    const ecc_str value = ecc_phrase_range(page, &quantity->value, quantity->definition->unit);
    const ecc_str derivation = ecc_phrase_derivation(page, quantity->derivation);
    const ecc_str place = ecc_diag_place(page->pool, &at);
    const bool plain = ecc_text_same(value, derivation);
    const ecc_str text = ecc_say(page->words, plain ? ECC_W_number_plain : ECC_W_number_derived,
                                 ECC_WITH(ecc_with("value", value), ecc_with("derivation", derivation)));
    const struct ecc_cell cells[] = {{.text = short_name(page, quantity->definition), .width = width},
                                     {.text = text}};
    ecc_term_cells(page, 2, cells, 2);
    if (place.len > 0) {
        ecc_out_pad(page->out, 2 + width + 2);
        ecc_term_wrap(page, 2 + width + 2, 2 + width + 2, ECC_DIM, place);
    }
}

static void put_numbers(struct ecc_page *page, const ecc_result *result)
{
    size_t width = 0;
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < result->n_subjects; i++) {
            const ecc_subject *subject = &result->subjects[i];
            for (size_t j = 0; j < subject->n_quantities; j++) {
                const ecc_quantity_view *quantity = &subject->quantities[j];
                if (!is_used(subject, quantity->definition->id)) {
                    continue;
                }
                if (pass == 1) {
                    put_number(page, quantity, width);
                } else {
                    width = larger(width, ecc_text_width(short_name(page, quantity->definition)));
                }
            }
        }
    }
}

void ecc_text_rule_line(struct ecc_page *page, size_t indent, const ecc_rule_info *rule)
{
    ecc_out_pad(page->out, indent);
    ecc_term_wrap(page, indent, indent + 2, ECC_PLAIN,
                  ecc_say(page->words, ECC_W_rule_line,
                          ECC_WITH(ecc_with("rule", ecc_phrase_rule(page, rule)),
                                   ecc_with("notice", rule->source.notice),
                                   ecc_with("through", ecc_phrase_date(page, rule->verified_through)))));
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
}

/* ---- Findings ------------------------------------------------------------------------------ */

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
    if (result->n_findings == 0 && !result->beyond_verified) {
        return;
    }
    ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_findings));
    if (result->beyond_verified) {
        ecc_term_item(page, 2, 4, ECC_LITERAL("-"),
                      ecc_say(page->words, ECC_W_beyond_verified,
                              ECC_WITH(ecc_with("through", ecc_phrase_date(page, result->verified_through)),
                                       ecc_with("date", ecc_phrase_date(page, result->as_of)))));
    }
    for (size_t i = 0; i < result->n_findings; i++) {
        put_finding(page, &result->findings[i]);
    }
}

/* ---- The stream ---------------------------------------------------------------------------- */

void ecc_text_begin(struct ecc_render *render)
{
    (void)render; /* nothing stands above the first result */
}

static void put_full(struct ecc_page *page, const ecc_result *result)
{
    ecc_text_deciding(page, result);
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        if (!ecc_text_is_idle(subject)) {
            ecc_text_heading(page, ecc_say(page->words, ECC_W_heading_subject,
                                           ECC_WITH(ecc_with("subject", ecc_phrase_subject(page, subject)))));
            put_clauses(page, subject);
        }
    }
    ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_numbers));
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
    if (render->explain) {
        ecc_text_explain(render, item);
    } else if (!render->brief) {
        put_full(page, item->result);
    } else if (item->result->controlled == ECC_UNKNOWN) {
        ecc_text_deciding(page, item->result);
    }
    ecc_term_line(page);
}

void ecc_text_end(struct ecc_render *render, const struct ecc_totals *totals, bool several)
{
    struct ecc_page *page = render->page;
    if (!several) {
        return;
    }
    ecc_term_wrap(page, 0, 0, ECC_BOLD,
                  ecc_say(page->words, ECC_W_totals,
                          ECC_WITH(ecc_with_size("all", totals->controlled + totals->undecided +
                                                            totals->clear + totals->failed),
                                   ecc_with_size("controlled", totals->controlled),
                                   ecc_with_size("undecided", totals->undecided),
                                   ecc_with_size("clear", totals->clear),
                                   ecc_with_size("failed", totals->failed),
                                   ecc_with("date", ecc_phrase_date(page, render->as_of)))));
}
