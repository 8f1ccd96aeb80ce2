/* SPDX-License-Identifier: Apache-2.0 */
/* A part with its figures and verdicts: see bid.h. */
#include "bid.h"

#include <stdio.h>

#include "notice.h"
#include "phrase.h"
#include "text.h"

/* ---- Making -------------------------------------------------------------------------------- */

enum ecc_exit ecc_bid_judge(struct ecc_cli *cli, ecc_rules *rules, const struct ecc_bid *bid,
                            ecc_date day, const ecc_result **out_result)
{
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    options.as_of = day;
    return ecc_cli_report(cli, ecc_check(rules, bid->spec, &options, out_result, cli->diags),
                          bid->input);
}

enum ecc_exit ecc_bid_make(struct ecc_cli *cli, struct ecc_loaded *loaded, ecc_str input,
                           struct ecc_bid *out_bid)
{
    ecc_figures *figures = NULL;
    const ecc_status status = ecc_figures_new(loaded->spec, &figures);
    if (status != ECC_OK) {
        return ecc_cli_report(cli, status, input);
    }
    *out_bid = (struct ecc_bid){.input = input,
                                .spec = loaded->spec,
                                .info = ecc_spec_about(loaded->spec),
                                .figures = figures,
                                .owned = loaded->owned};
    *loaded = (struct ecc_loaded){0};
    return ECC_EXIT_CLEAR;
}

void ecc_bid_free(struct ecc_bid *bid)
{
    ecc_result_free(bid->now);
    ecc_result_free(bid->first);
    ecc_figures_free(bid->figures);
    ecc_spec_free(bid->owned);
    *bid = (struct ecc_bid){0};
}

/* ---- Looking up ---------------------------------------------------------------------------- */

const ecc_subject *ecc_bid_circuit(const ecc_result *result)
{
    for (size_t i = 0; result != NULL && i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        if (!subject->inside && !ecc_text_is(subject->kind, "assembly")) {
            return subject;
        }
    }
    return NULL;
}

const ecc_quantity_view *ecc_bid_quantity(const ecc_result *result, ecc_str id)
{
    const ecc_subject *subject = ecc_bid_circuit(result);
    for (size_t i = 0; subject != NULL && i < subject->n_quantities; i++) {
        if (ecc_text_same(subject->quantities[i].definition->id, id)) {
            return &subject->quantities[i];
        }
    }
    return NULL;
}

ecc_str ecc_bid_fact(const ecc_spec *spec, const char *path)
{
    const ecc_fact_view *facts = NULL;
    const size_t n = ecc_spec_facts(spec, &facts);
    for (size_t i = 0; i < n; i++) {
        if (ecc_text_is(facts[i].path, path)) {
            return facts[i].value;
        }
    }
    return (ecc_str){0};
}

/* ---- Telling ------------------------------------------------------------------------------- */

static bool stands_there(const ecc_str *names, size_t n, ecc_str name)
{
    for (size_t i = 0; i < n; i++) {
        if (ecc_text_same(names[i], name)) {
            return true;
        }
    }
    return false;
}

ecc_str ecc_bid_paragraphs(struct ecc_page *page, const ecc_result *result)
{
    ecc_str *names = ECC_POOL_ARRAY(page->pool, result->n_subjects, ecc_str);
    size_t n = 0;
    for (size_t i = 0; names != NULL && i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        const bool nothing = subject->n_possible == 1 && subject->possible[0].id.len == 0;
        const ecc_str name = ecc_phrase_paragraphs(page, subject->possible, subject->n_possible);
        if (!subject->inside && !ecc_text_is_idle(subject) && !nothing &&
            !stands_there(names, n, name)) {
            names[n++] = name;
        }
    }
    return n > 0 ? ecc_phrase_list(page, names, n, ECC_W_list_semicolon, ECC_W_list_semicolon)
                 : ecc_word(page->words, ECC_W_none_of_the_paragraphs);
}

ecc_str ecc_bid_short_name(struct ecc_page *page, const ecc_bilingual *name)
{
    const ecc_str text = ecc_in(page, name);
    size_t n = 0;
    while (n < text.len && text.ptr[n] != ' ') {
        n++;
    }
    return (ecc_str){text.ptr, n};
}

#define NODES 8
#define DIES  32

ecc_str ecc_bid_nodes(struct ecc_page *page, const ecc_spec *spec)
{
    ecc_str nodes[NODES];
    size_t n = 0;
    for (unsigned i = 0; i < DIES; i++) {
        char path[40];
        (void)snprintf(path, sizeof(path), "logic-dies[%u].node", i);
        const ecc_str node = ecc_bid_fact(spec, path);
        if (node.len > 0 && n < NODES && !stands_there(nodes, n, node)) {
            nodes[n++] = node;
        }
    }
    return ecc_phrase_list(page, nodes, n, ECC_W_list_comma, ECC_W_list_comma);
}

static ecc_str without_plus(ecc_str text)
{
    return ecc_text_starts(text, "+") ? (ecc_str){text.ptr + 1, text.len - 1} : text;
}

ecc_str ecc_bid_share(struct ecc_page *page, const ecc_number *share)
{
    return without_plus(ecc_words_percent(page->words, share, 1));
}

static bool is_nothing(struct ecc_page *page, const ecc_number *number)
{
    return number != NULL && ecc_text_is(ecc_number_exact(page->words, number), "0");
}

/* A share of nothing at all is no lower bound worth a word. */
ecc_str ecc_bid_gap(struct ecc_page *page, const ecc_compared_cell *cell)
{
    const ecc_range *gap = &cell->gap;
    const bool high = gap->hi != NULL;
    const bool low = gap->lo != NULL && !(high && is_nothing(page, cell->ratio.lo) && !gap->exact);
    const ecc_str from = low ? ecc_words_percent(page->words, gap->lo, 1) : (ecc_str){0};
    const ecc_str to = high ? ecc_words_percent(page->words, gap->hi, 1) : (ecc_str){0};
    if (gap->exact) {
        return is_nothing(page, gap->lo) ? ecc_word(page->words, ECC_W_gap_none) : from;
    }
    if (!low && !high) {
        return (ecc_str){0};
    }
    if (low && high) {
        return ecc_say(page->words, ECC_W_range_both,
                       ECC_WITH(ecc_with("low", from), ecc_with("high", to)));
    }
    return ecc_say(page->words, low ? ECC_W_range_least : ECC_W_range_most,
                   ECC_WITH(ecc_with("x", low ? from : to)));
}

ecc_str ecc_bid_exact_gap(struct ecc_page *page, const ecc_compared_cell *cell)
{
    return ecc_exact_range(page, &cell->gap);
}

ecc_str ecc_bid_value(struct ecc_page *page, const struct ecc_bid *bid, const ecc_compared *row,
                      size_t column)
{
    const ecc_figure *figure = row->cells[column].figure;
    if (figure != NULL) {
        return ecc_phrase_range(page, &figure->value, (ecc_str){0});
    }
    const bool none = ecc_figures_has(bid->figures, row->id) == ECC_FALSE;
    return ecc_word(page->words, none ? ECC_W_figure_none : ECC_W_range_unknown);
}
