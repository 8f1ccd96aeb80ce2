/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc compare` in words: a table, then what must be known to read it. */
#include <string.h>

#include "bid.h"
#include "party.h"
#include "text.h"

#define ROWS_MOST 160

struct comparing {
    struct ecc_page *page;
    const struct ecc_side_by_side *sides;
    struct ecc_grid_row *rows; /* ROWS_MOST */
    size_t n;
};

/* ---- Rows ---------------------------------------------------------------------------------- */

static struct ecc_cell *add_row(struct comparing *comparing, ecc_str label)
{
    struct ecc_cell *cells = ECC_POOL_ARRAY(comparing->page->pool, comparing->sides->n,
                                            struct ecc_cell);
    if (cells != NULL && comparing->n < ROWS_MOST) {
        comparing->rows[comparing->n++] = (struct ecc_grid_row){.label = label, .cells = cells};
    }
    return cells;
}

static void add_heading(struct comparing *comparing, ecc_str label)
{
    if (comparing->n < ROWS_MOST) {
        comparing->rows[comparing->n++] = (struct ecc_grid_row){
            .heading = true, .apart = true, .label = label};
    }
}

/* The same, with no line ending before a per cent sign or after a sign of comparison. */
static ecc_str unbroken(struct ecc_page *page, ecc_str text)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    for (size_t i = 0; i < text.len; i++) {
        const bool before = i + 1 < text.len && text.ptr[i + 1] == '%';
        const bool after = i > 0 &&
                           ((unsigned char)text.ptr[i - 1] & 0x80) != 0; /* of the signs ≥ and ≤ */
        if (text.ptr[i] == ' ' && (before || after)) {
            ecc_out_puts(&out, "\u00a0");
        } else {
            ecc_out_raw(&out, (ecc_str){text.ptr + i, 1});
        }
    }
    return ecc_out_take(&out, page->pool);
}

/* "96 to 128  -90.3 %" */
static ecc_str with_gap(struct ecc_page *page, ecc_str value, const ecc_compared_cell *cell)
{
    const ecc_str gap = ecc_bid_gap(page, cell);
    if (gap.len == 0) {
        return value;
    }
    return ecc_say(page->words, ECC_W_value_gap,
                   ECC_WITH(ecc_with("value", value), ecc_with("gap", unbroken(page, gap))));
}

static enum ecc_style value_style(const ecc_compared_cell *cell)
{
    return cell->figure != NULL && cell->figure->known ? ECC_PLAIN : ECC_DIM;
}

static ecc_str figure_label(struct ecc_page *page, const ecc_compared *row, bool rate)
{
    if (rate) {
        return ecc_bid_short_name(page, &row->name);
    }
    return ecc_say(page->words, ECC_W_figure_unit,
                   ECC_WITH(ecc_with("name", ecc_in(page, &row->name)),
                            ecc_with("unit", ecc_phrase_unit(page, row->unit))));
}

static void add_figure(struct comparing *comparing, const ecc_compared *row, bool rate)
{
    struct ecc_page *page = comparing->page;
    struct ecc_cell *cells = add_row(comparing, figure_label(page, row, rate));
    for (size_t i = 0; cells != NULL && i < comparing->sides->n; i++) {
        const ecc_str value = ecc_bid_value(page, &comparing->sides->bids[i], row, i);
        cells[i].text = with_gap(page, value, &row->cells[i]);
        cells[i].style = value_style(&row->cells[i]);
    }
}

static void add_quantity(struct comparing *comparing, const struct ecc_quantity_row *row)
{
    struct ecc_page *page = comparing->page;
    struct ecc_cell *cells = add_row(comparing, row->definition->symbol);
    for (size_t i = 0; cells != NULL && i < comparing->sides->n; i++) {
        const ecc_str value = row->values[i] != NULL
                                  ? ecc_phrase_range(page, row->values[i], (ecc_str){0})
                                  : ecc_word(page->words, ECC_W_figure_none);
        cells[i].text = with_gap(page, value, &row->cells[i]);
    }
}

typedef ecc_str fact_fn(struct ecc_page *page, const struct ecc_bid *bid);

static ecc_str memory_type(struct ecc_page *page, const struct ecc_bid *bid)
{
    (void)page;
    return ecc_bid_fact(bid->spec, ecc_text_is(bid->info->kind, "memory") ? "type" : "memory.type");
}

static ecc_str process_node(struct ecc_page *page, const struct ecc_bid *bid)
{
    return ecc_bid_nodes(page, bid->spec);
}

static ecc_str origin(struct ecc_page *page, const struct ecc_bid *bid)
{
    return bid->info->origin.len > 0 ? ecc_words_country(page->words, bid->info->origin)
                                     : (ecc_str){0};
}

static ecc_str sold_as(struct ecc_page *page, const struct ecc_bid *bid)
{
    static const struct {
        const char *word;
        enum ecc_word row;
    } rows[] = {{"chip", ECC_W_sold_chip},     {"module", ECC_W_sold_module},
                {"card", ECC_W_sold_card},     {"board", ECC_W_sold_board},
                {"system", ECC_W_sold_system}, {"memory", ECC_W_sold_memory}};
    const bool chip = ecc_text_is(bid->info->kind, "chip");
    const ecc_str word = chip ? bid->info->sold_as : bid->info->kind;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (ecc_text_is(word, rows[i].word)) {
            return ecc_word(page->words, rows[i].row);
        }
    }
    return (ecc_str){0};
}

static ecc_str released(struct ecc_page *page, const struct ecc_bid *bid)
{
    return ecc_phrase_date(page, bid->info->released);
}

static void add_fact(struct comparing *comparing, enum ecc_word label, fact_fn *fact)
{
    struct ecc_page *page = comparing->page;
    struct ecc_cell *cells = add_row(comparing, ecc_word(page->words, label));
    for (size_t i = 0; cells != NULL && i < comparing->sides->n; i++) {
        const ecc_str text = fact(page, &comparing->sides->bids[i]);
        cells[i].text = text.len > 0 ? text : ecc_word(page->words, ECC_W_range_unknown);
        cells[i].style = text.len > 0 ? ECC_PLAIN : ECC_DIM;
    }
}

static void add_verdict(struct comparing *comparing, ecc_date day, bool first)
{
    struct ecc_page *page = comparing->page;
    struct ecc_cell *cells = add_row(
        comparing,
        ecc_say(page->words, ECC_W_as_of, ECC_WITH(ecc_with("date", ecc_phrase_date(page, day)))));
    for (size_t i = 0; cells != NULL && i < comparing->sides->n; i++) {
        const struct ecc_bid *bid = &comparing->sides->bids[i];
        const ecc_result *result = first ? bid->first : bid->now;
        cells[i].text = ecc_say(
            page->words, ECC_W_verdict_paragraphs,
            ECC_WITH(ecc_with("verdict",
                              ecc_word(page->words, ecc_text_verdict_word(result->controlled))),
                     ecc_with("paragraphs", ecc_bid_paragraphs(page, result))));
        cells[i].style = ecc_phrase_style(result->controlled);
    }
}

/* ---- Groups -------------------------------------------------------------------------------- */

static bool is_rate(const ecc_compared *row)
{
    return ecc_text_is(row->unit, "TOPS");
}

static void add_rates(struct comparing *comparing)
{
    bool headed = false;
    for (size_t i = 0; i < comparing->sides->n_rows; i++) {
        if (is_rate(&comparing->sides->rows[i]) && !comparing->sides->rows[i].sparse) {
            if (!headed) {
                add_heading(comparing, ecc_word(comparing->page->words, ECC_W_heading_dense));
                headed = true;
            }
            add_figure(comparing, &comparing->sides->rows[i], true);
        }
    }
}

static void add_others(struct comparing *comparing)
{
    add_heading(comparing, ecc_word(comparing->page->words, ECC_W_heading_other_figures));
    add_fact(comparing, ECC_W_label_memory_type, memory_type);
    for (size_t i = 0; i < comparing->sides->n_rows; i++) {
        if (!is_rate(&comparing->sides->rows[i])) {
            add_figure(comparing, &comparing->sides->rows[i], false);
        }
    }
    add_fact(comparing, ECC_W_label_node, process_node);
}

static void add_all(struct comparing *comparing)
{
    const struct ecc_side_by_side *sides = comparing->sides;
    add_rates(comparing);
    add_others(comparing);
    add_heading(comparing, ecc_word(comparing->page->words, ECC_W_heading_verdicts));
    for (size_t i = 0; i < sides->n_quantities; i++) {
        add_quantity(comparing, &sides->quantities[i]);
    }
    if (sides->first.year != 0) {
        add_verdict(comparing, sides->first, true);
    }
    add_verdict(comparing, sides->bids[0].now->as_of, false);
    add_heading(comparing, ecc_word(comparing->page->words, ECC_W_heading_part));
    add_fact(comparing, ECC_W_label_origin, origin);
    add_fact(comparing, ECC_W_label_sold_as, sold_as);
    add_fact(comparing, ECC_W_label_released, released);
}

/* ---- What must be known to read it ------------------------------------------------------------ */

static ecc_str join(struct ecc_page *page, ecc_str a, enum ecc_word between, ecc_str b)
{
    const ecc_str both[] = {a, b};
    return a.len == 0 ? b : ecc_phrase_list(page, both, 2, between, between);
}

ecc_str ecc_compare_sparse_note(struct ecc_page *page, const struct ecc_side_by_side *sides,
                                size_t index)
{
    ecc_str list = {0};
    for (size_t i = 0; i < sides->n_rows; i++) {
        const ecc_compared *row = &sides->rows[i];
        if (row->sparse && row->cells[index].figure != NULL) {
            const ecc_str one = ecc_say(
                page->words, ECC_W_sparse_one,
                ECC_WITH(ecc_with("format", ecc_bid_short_name(page, &row->name)),
                         ecc_with("value", ecc_bid_value(page, &sides->bids[index], row, index))));
            list = join(page, list, ECC_W_list_comma, one);
        }
    }
    if (list.len == 0) {
        return list;
    }
    return ecc_say(
        page->words, ECC_W_sparse_note,
        ECC_WITH(ecc_with("name", sides->bids[index].info->name), ecc_with("list", list)));
}

static void put_notes(struct ecc_page *page, const struct ecc_side_by_side *sides)
{
    ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_reading));
    ecc_term_item(page, 2, 4, ECC_LITERAL("-"),
                  ecc_say(page->words, ECC_W_compare_gaps,
                          ECC_WITH(ecc_with("name", sides->bids[0].info->name))));
    for (size_t i = 0; i < sides->n; i++) {
        const ecc_str note = ecc_compare_sparse_note(page, sides, i);
        if (note.len > 0) {
            ecc_term_item(page, 2, 4, ECC_LITERAL("-"), note);
        }
    }
    ecc_term_item(page, 2, 4, ECC_LITERAL("-"), ecc_word(page->words, ECC_W_compare_unknown));
}

/* The host of an address; two are one when they are the same. */
static ecc_str host_of(ecc_str url)
{
    size_t begin = 0;
    for (size_t i = 0; i + 2 < url.len && begin == 0; i++) {
        begin = memcmp(url.ptr + i, "://", 3) == 0 ? i + 3 : 0;
    }
    size_t end = begin;
    while (end < url.len && url.ptr[end] != '/') {
        end++;
    }
    return (ecc_str){url.ptr + begin, end - begin};
}

static ecc_str hosts_of(struct ecc_page *page, const ecc_paper *paper)
{
    ecc_str list = {0};
    for (size_t i = 0; i < paper->n_urls; i++) {
        bool again = false;
        for (size_t j = 0; j < i; j++) {
            again = again || ecc_text_same(host_of(paper->urls[i]), host_of(paper->urls[j]));
        }
        list = again ? list : join(page, list, ECC_W_list_comma, host_of(paper->urls[i]));
    }
    return list.len > 0 ? list : paper->note;
}

ecc_str ecc_compare_sources(struct ecc_page *page, const struct ecc_bid *bid)
{
    const ecc_paper *papers = NULL;
    const size_t n = ecc_figures_papers(bid->figures, &papers);
    ecc_str list = {0};
    for (size_t i = 0; i < n; i++) {
        const ecc_str keys = ecc_phrase_list(page, papers[i].keys, papers[i].n_keys,
                                             ECC_W_list_comma, ECC_W_list_comma);
        const ecc_str mark = papers[i].mark.len > 0 ? papers[i].mark
                                                    : ecc_word(page->words, ECC_W_mark_none);
        const ecc_str one = ecc_say(page->words, ECC_W_source_one,
                                    ECC_WITH(ecc_with("keys", keys), ecc_with("mark", mark),
                                             ecc_with("hosts", hosts_of(page, &papers[i]))));
        list = join(page, list, ECC_W_list_semicolon, one);
    }
    return list.len > 0 ? list : ecc_word(page->words, ECC_W_sources_none);
}

static void put_sources(struct ecc_page *page, const struct ecc_side_by_side *sides)
{
    ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_sources));
    for (size_t i = 0; i < sides->n; i++) {
        ecc_term_para(
            page, 2, 4, ECC_PLAIN,
            ecc_say(page->words, ECC_W_source_line,
                    ECC_WITH(ecc_with("name", sides->bids[i].info->name),
                             ecc_with("sources", ecc_compare_sources(page, &sides->bids[i])))));
    }
    ecc_term_para(page, 2, 2, ECC_DIM, ecc_word(page->words, ECC_W_marks_legend));
}

static void put_parties(struct ecc_page *page, const struct ecc_side_by_side *sides)
{
    struct ecc_party_list list = {.n = 0};
    for (size_t i = 0; i < sides->n; i++) {
        ecc_party_add(page, &list, sides->bids[i].info->vendor, sides->bids[i].info->name);
    }
    ecc_text_parties(page, &list);
}

void ecc_text_side_by_side(struct ecc_render *render, const struct ecc_side_by_side *sides)
{
    struct ecc_page *page = render->page;
    struct comparing comparing = {.page = page, .sides = sides};
    ecc_str *heads = ECC_POOL_ARRAY(page->pool, sides->n, ecc_str);
    comparing.rows = ECC_POOL_ARRAY(page->pool, ROWS_MOST, struct ecc_grid_row);
    if (heads == NULL || comparing.rows == NULL) {
        return;
    }
    for (size_t i = 0; i < sides->n; i++) {
        heads[i] = sides->bids[i].info->name;
    }
    add_all(&comparing);
    const struct ecc_grid grid = {
        .n_columns = sides->n, .heads = heads, .rows = comparing.rows, .n_rows = comparing.n};
    ecc_grid_put(page, &grid);
    put_notes(page, sides);
    put_sources(page, sides);
    put_parties(page, sides);
    ecc_term_line(page);
    ecc_text_verified(page, sides->bids[0].now);
}
