/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc screen` in words: the table, each line as soon as it is known, the sums. What is said of a
 * part in full at its first line is referred to from the others. */
#include "party.h"
#include "phrase.h"
#include "screen.h"
#include "text.h"

#define COLUMN 7
#define INNER  (COLUMN + 2)
/* Suggestions shown for a line; the other formats have all of them. */
#define SUGGESTIONS 3

static enum ecc_style outcome_style(enum ecc_outcome outcome)
{
    switch (outcome) {
    case ECC_OUTCOME_CONTROLLED:
        return ECC_BAD;
    case ECC_OUTCOME_CLEAR:
        return ECC_GOOD;
    case ECC_OUTCOME_UNDECIDED:
    case ECC_OUTCOME_LOOKALIKE:
    case ECC_OUTCOME_UNMATCHED:
    case ECC_OUTCOMES:
        break;
    }
    return ECC_OPEN;
}

static void say_at(struct ecc_page *page, size_t indent, enum ecc_style style, ecc_str text)
{
    ecc_term_para(page, indent, indent + 2, style, text);
}

/* ---- A line -------------------------------------------------------------------------------- */

/* "A800 × 8" */
static ecc_str title_of(struct ecc_page *page, const struct ecc_screened_line *line)
{
    const ecc_str name = line->cells[ECC_ROLE_NAME];
    const ecc_str quantity = line->cells[ECC_ROLE_QUANTITY];
    const ecc_str shown = name.len > 0 ? name : ecc_word(page->words, ECC_W_screen_empty_name);
    if (quantity.len == 0) {
        return shown;
    }
    return ecc_say(page->words, ECC_W_screen_times,
                   ECC_WITH(ecc_with("name", shown), ecc_with("quantity", quantity)));
}

static void put_title(struct ecc_page *page, const struct ecc_screened_line *line)
{
    struct ecc_out number;
    ecc_out_memory(&number);
    ecc_out_size(&number, line->line);
    const ecc_str label = ecc_out_take(&number, page->pool);
    const ecc_str text = ecc_text_clean(page->pool, title_of(page, line));
    const struct ecc_cell verdict = {
        .text = ecc_word(page->words, ecc_screen_outcome_word(line->outcome)),
        .style = outcome_style(line->outcome)};
    ecc_term_row(page, 0, label, COLUMN, (struct ecc_cell){.text = text, .style = ECC_BOLD},
                 &verdict, 1);
}

/* Unit price, supplier, description: what the table has of them. */
static void put_carried(struct ecc_page *page, const struct ecc_screened_line *line)
{
    static const struct {
        enum ecc_role role;
        enum ecc_word word;
    } carried[] = {{ECC_ROLE_PRICE, ECC_W_screen_price},
                   {ECC_ROLE_SUPPLIER, ECC_W_screen_supplier},
                   {ECC_ROLE_DESCRIPTION, ECC_W_screen_description}};
    ecc_str items[sizeof(carried) / sizeof(carried[0])];
    size_t n = 0;
    for (size_t i = 0; i < sizeof(carried) / sizeof(carried[0]); i++) {
        const ecc_str cell = line->cells[carried[i].role];
        if (cell.len > 0) {
            items[n++] = ecc_say(page->words, ECC_W_screen_carried,
                                 ECC_WITH(ecc_with("label", ecc_word(page->words, carried[i].word)),
                                          ecc_with("text", cell)));
        }
    }
    if (n > 0) {
        say_at(page, COLUMN, ECC_DIM,
               ecc_phrase_list(page, items, n, ECC_W_list_semicolon, ECC_W_list_semicolon));
    }
}

static void put_subjects(struct ecc_page *page, const struct ecc_screened_part *part)
{
    for (size_t i = 0; i < part->n_subjects; i++) {
        const struct ecc_screened_subject *subject = &part->subjects[i];
        say_at(page, INNER, subject->gate == ECC_FALSE ? ECC_PLAIN : ECC_BOLD,
               ecc_say(page->words, ECC_W_screen_subject,
                       ECC_WITH(ecc_with("paragraphs", subject->paragraphs),
                                ecc_with("subject", subject->what))));
        for (size_t j = 0; subject->gate != ECC_FALSE && j < subject->n_why; j++) {
            say_at(page, INNER + 2, ECC_PLAIN, subject->why[j]);
        }
    }
    for (size_t i = 0; i < part->n_findings; i++) {
        say_at(page, INNER, ECC_PLAIN, part->findings[i]);
    }
}

static void put_candidate(struct ecc_screening *screening, const struct ecc_screened_line *line,
                          size_t index)
{
    struct ecc_page *page = screening->page;
    const ecc_candidate *candidate = &line->matches->candidates[index];
    const struct ecc_screened_part *part = line->parts[index];
    const bool first = part->first_line == line->line;
    const ecc_str confidence = ecc_word(page->words,
                                        ecc_screen_confidence_word(candidate->confidence));
    say_at(page, COLUMN, ECC_PLAIN,
           ecc_say(page->words, ECC_W_screen_candidate,
                   ECC_WITH(ecc_with("part", candidate->id), ecc_with("confidence", confidence),
                            ecc_with("reasons", ecc_screen_reasons(screening, candidate)))));
    const ecc_str word = ecc_word(page->words, ecc_text_verdict_word(part->controlled));
    if (first && line->matches->n_candidates > 1) {
        say_at(page, INNER, ecc_phrase_style(part->controlled), word);
    }
    if (first) {
        put_subjects(page, part);
        return;
    }
    say_at(page, INNER, ECC_PLAIN,
           ecc_say(page->words, ECC_W_screen_seen,
                   ECC_WITH(ecc_with("verdict", word),
                            ecc_with("paragraphs", ecc_screen_paragraphs(screening, part)),
                            ecc_with_size("line", part->first_line))));
}

static void put_suggestions(struct ecc_screening *screening, const ecc_matches *matches)
{
    struct ecc_page *page = screening->page;
    for (size_t i = 0; i < matches->n_suggestions && i < SUGGESTIONS; i++) {
        const ecc_candidate *suggestion = &matches->suggestions[i];
        say_at(page, COLUMN, ECC_PLAIN,
               ecc_say(page->words, ECC_W_screen_suggestion,
                       ECC_WITH(ecc_with("part", suggestion->id),
                                ecc_with("reasons", ecc_screen_reasons(screening, suggestion)))));
    }
    if (matches->n_suggestions > SUGGESTIONS) {
        say_at(page, COLUMN, ECC_DIM,
               ecc_say(page->words, ECC_W_screen_more,
                       ECC_WITH(ecc_with_size("n", matches->n_suggestions - SUGGESTIONS))));
    }
}

static void put_matches(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    struct ecc_page *page = screening->page;
    const ecc_matches *matches = line->matches;
    for (size_t i = 0; i < matches->n_warnings; i++) {
        say_at(page, COLUMN, ECC_OPEN, ecc_screen_remark(screening, &matches->warnings[i]));
        say_at(page, INNER, ECC_PLAIN, ecc_screen_remedy(screening, &matches->warnings[i]));
    }
    if (matches->n_candidates == 0) {
        say_at(page, COLUMN, ECC_PLAIN, ecc_word(page->words, ECC_W_screen_nothing));
        put_suggestions(screening, matches);
        return;
    }
    if (matches->n_candidates > 1) {
        say_at(page, COLUMN, ECC_PLAIN,
               ecc_say(page->words,
                       line->differ ? ECC_W_screen_several_differ : ECC_W_screen_several,
                       ECC_WITH(ecc_with_size("n", matches->n_candidates))));
    }
    if (line->unsure) {
        say_at(page, COLUMN, ECC_PLAIN, ecc_word(page->words, ECC_W_screen_unsure));
    }
    for (size_t i = 0; i < matches->n_candidates; i++) {
        put_candidate(screening, line, i);
    }
}

/* The questions of a part stand with the part already. */
static void put_asks(struct ecc_page *page, const struct ecc_screened_line *line)
{
    const ecc_str ask = ecc_screen_own_ask(line);
    if (ask.len > 0) {
        say_at(page, COLUMN, ECC_PLAIN,
               ecc_say(page->words, ECC_W_deciding_ask, ECC_WITH(ecc_with("ask", ask))));
    }
}

static void put_line(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    struct ecc_page *page = screening->page;
    ecc_term_line(page);
    put_title(page, line);
    put_carried(page, line);
    if (line->matches == NULL) {
        say_at(page, COLUMN, ECC_OPEN, line->problem);
    } else {
        put_matches(screening, line);
    }
    put_asks(page, line);
}

/* ---- Above and below ----------------------------------------------------------------------- */

static void begin(struct ecc_screening *screening)
{
    struct ecc_page *page = screening->page;
    const ecc_str date = ecc_phrase_date(page, screening->as_of);
    const struct ecc_cell when = {
        .text = ecc_say(page->words, ECC_W_as_of, ECC_WITH(ecc_with("date", date))),
        .style = ECC_DIM};
    const ecc_str name = ecc_text_clean(page->pool, screening->input);
    ecc_term_row(page, 0, (ecc_str){NULL, 0}, 0, (struct ecc_cell){.text = name, .style = ECC_BOLD},
                 &when, 1);
    ecc_term_wrap(page, 0, 0, ECC_DIM, ecc_screen_about_table(screening));
}

/* Numbers to the right, amounts in wider columns. */
static void put_sum_cells(struct ecc_page *page, enum ecc_style style, const ecc_str *cells,
                          size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const size_t width = i < 2 ? 12 : 20;
        const size_t used = ecc_text_width(cells[i]);
        ecc_out_pad(page->out, used < width ? width - used : 1);
        ecc_term_put(page, style, cells[i]);
    }
    ecc_term_line(page);
}

static void put_sum(struct ecc_screening *screening, ecc_str label, enum ecc_style style,
                    size_t width, const struct ecc_place *sum)
{
    struct ecc_page *page = screening->page;
    ecc_str cells[ECC_SUM_COLUMNS];
    const size_t n = ecc_screen_sum_cells(screening, sum, cells);
    ecc_out_pad(page->out, 2);
    ecc_term_put(page, style, label);
    ecc_out_pad(page->out, width - ecc_text_width(label));
    put_sum_cells(page, ECC_PLAIN, cells, n);
}

static void put_sums(struct ecc_screening *screening)
{
    struct ecc_page *page = screening->page;
    ecc_str heads[ECC_SUM_COLUMNS];
    const size_t n = ecc_screen_sum_heads(screening, heads);
    const ecc_str all = ecc_word(page->words, ECC_W_screen_all);
    size_t width = ecc_text_width(all);
    for (enum ecc_outcome outcome = ECC_OUTCOME_CONTROLLED; outcome < ECC_OUTCOMES; outcome++) {
        const size_t used = ecc_text_width(ecc_word(page->words, ecc_screen_outcome_word(outcome)));
        width = used > width ? used : width;
    }
    for (size_t i = 0; i < n; i++) {
        heads[i] = ecc_text_clean(page->pool, heads[i]);
    }
    ecc_out_pad(page->out, width + 2);
    put_sum_cells(page, ECC_DIM, heads, n);
    for (enum ecc_outcome outcome = ECC_OUTCOME_CONTROLLED; outcome < ECC_OUTCOMES; outcome++) {
        put_sum(screening, ecc_word(page->words, ecc_screen_outcome_word(outcome)),
                outcome_style(outcome), width, &screening->sums[outcome]);
    }
    put_sum(screening, all, ECC_BOLD, width, &screening->all);
}

static void end(struct ecc_screening *screening)
{
    struct ecc_page *page = screening->page;
    const size_t open = screening->sums[ECC_OUTCOME_UNMATCHED].n +
                        screening->sums[ECC_OUTCOME_LOOKALIKE].n;
    if (screening->all.n == 0) {
        return;
    }
    ecc_text_heading(
        page, ecc_say(page->words, screening->complete ? ECC_W_screen_sums : ECC_W_screen_sums_part,
                      ECC_WITH(ecc_with("date", ecc_phrase_date(page, screening->as_of)))));
    put_sums(screening);
    ecc_term_line(page);
    ecc_term_wrap(page, 0, 0, ECC_PLAIN, ecc_screen_uncounted(screening));
    ecc_term_wrap(page, 0, 0, ECC_PLAIN, ecc_screen_unpriced(screening));
    if (open > 0) {
        ecc_term_wrap(page, 0, 0, ECC_PLAIN, ecc_word(page->words, ECC_W_screen_open));
    }
    const struct ecc_party_list list = ecc_screen_parties(screening);
    ecc_text_parties(page, &list);
    ecc_term_line(page);
    ecc_term_wrap(page, 0, 0, screening->beyond_verified ? ECC_OPEN : ECC_DIM,
                  ecc_screen_verified(screening));
}

const struct ecc_screen_format ecc_screen_text = {false, begin, put_line, end};
