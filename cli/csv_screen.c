/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc screen` as CSV for a spreadsheet: a row for each line of the table, in its order. It begins
 * with a byte order mark, without which spreadsheets take UTF-8 for something else. */
#include "party.h"
#include "phrase.h"
#include "screen.h"

static const char *const heads[] = {
    "line",     "name",  "quantity",    "unit-price", "supplier",      "description",
    "verdict",  "match", "confidence",  "parts",      "part-verdicts", "paragraphs",
    "deciding", "ask",   "suggestions", "warnings",   "as-of",         "listings"};
#define COLUMNS (sizeof(heads) / sizeof(heads[0]))

static void begin(struct ecc_screening *screening)
{
    struct ecc_out *out = screening->page->out;
    ecc_out_puts(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < COLUMNS; i++) {
        ecc_csv_cell(out, ecc_text_of(heads[i]), i == 0);
    }
    ecc_out_puts(out, "\r\n");
}

/* ---- Cells --------------------------------------------------------------------------------- */

/* Several things in one cell. */
struct joined {
    struct ecc_out out;
    bool some;
};

static void join(struct joined *joined, const char *between, ecc_str text)
{
    if (!joined->some) {
        ecc_out_memory(&joined->out);
    }
    ecc_out_puts(&joined->out, joined->some ? between : "");
    ecc_out_raw(&joined->out, text);
    joined->some = true;
}

static ecc_str take(struct ecc_screening *screening, struct joined *joined)
{
    return joined->some ? ecc_out_take(&joined->out, screening->page->pool) : (ecc_str){NULL, 0};
}

/* "3A090.a (the circuit); 4A090.a (...)" of one part. */
static ecc_str paragraphs_of(struct ecc_screening *screening, const struct ecc_screened_part *part)
{
    struct joined cell = {.some = false};
    for (size_t i = 0; i < part->n_subjects; i++) {
        join(&cell, "; ",
             ecc_say(screening->page->words, ECC_W_screen_subject,
                     ECC_WITH(ecc_with("paragraphs", part->subjects[i].exact),
                              ecc_with("subject", part->subjects[i].what))));
    }
    return take(screening, &cell);
}

static ecc_str deciding_of(struct ecc_screening *screening, const struct ecc_screened_part *part)
{
    struct joined cell = {.some = false};
    for (size_t i = 0; i < part->n_subjects; i++) {
        for (size_t j = 0; part->subjects[i].gate != ECC_FALSE && j < part->subjects[i].n_why;
             j++) {
            join(&cell, " ", part->subjects[i].why[j]);
        }
    }
    return take(screening, &cell);
}

static void fill_matches(struct ecc_screening *screening, const struct ecc_screened_line *line,
                         ecc_str *cells)
{
    const ecc_matches *matches = line->matches;
    struct joined parts = {.some = false};
    struct joined verdicts = {.some = false};
    struct joined paragraphs = {.some = false};
    struct joined deciding = {.some = false};
    struct joined suggestions = {.some = false};
    struct joined warnings = {.some = false};
    struct joined listings = {.some = false};
    for (size_t i = 0; i < matches->n_candidates; i++) {
        const ecc_tri controlled = line->parts[i]->controlled;
        join(&parts, "\n", matches->candidates[i].id);
        join(&verdicts, "\n",
             ecc_text_of(controlled == ECC_TRUE    ? "controlled"
                         : controlled == ECC_FALSE ? "not-controlled"
                                                   : "undecided"));
        join(&listings, "\n",
             ecc_text_of(ecc_party_listing(screening->page, line->parts[i]->vendor)));
        join(&paragraphs, "\n", paragraphs_of(screening, line->parts[i]));
        const ecc_str why = deciding_of(screening, line->parts[i]);
        if (why.len > 0) {
            join(&deciding, "\n", why);
        }
    }
    for (size_t i = 0; i < matches->n_suggestions; i++) {
        join(&suggestions, "\n", matches->suggestions[i].id);
    }
    for (size_t i = 0; i < matches->n_warnings; i++) {
        join(&warnings, "\n", ecc_screen_remark(screening, &matches->warnings[i]));
    }
    if (matches->n_candidates > 0) {
        cells[8] = ecc_text_of(ecc_screen_confidence(matches->candidates[0].confidence));
    }
    cells[9] = take(screening, &parts);
    cells[10] = take(screening, &verdicts);
    cells[11] = take(screening, &paragraphs);
    cells[12] = take(screening, &deciding);
    cells[14] = take(screening, &suggestions);
    cells[15] = take(screening, &warnings);
    cells[17] = take(screening, &listings);
}

static void put_line(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    struct ecc_page *page = screening->page;
    ecc_str cells[COLUMNS] = {{NULL, 0}};
    struct joined asks = {.some = false};
    struct ecc_out number;
    ecc_out_memory(&number);
    ecc_out_size(&number, line->line);
    cells[0] = ecc_out_take(&number, page->pool);
    for (size_t role = 0; role < ECC_ROLES; role++) {
        cells[1 + role] = line->cells[role];
    }
    cells[6] = ecc_text_of(ecc_screen_verdict(line->outcome));
    cells[7] = ecc_text_of(ecc_screen_match(line));
    if (line->matches != NULL) {
        fill_matches(screening, line, cells);
    } else {
        cells[15] = line->problem;
    }
    for (size_t i = 0; i < line->n_asks; i++) {
        join(&asks, "\n", line->asks[i]);
    }
    cells[13] = take(screening, &asks);
    cells[16] = ecc_phrase_date(page, screening->as_of);
    for (size_t i = 0; i < COLUMNS; i++) {
        ecc_csv_cell(page->out, cells[i], i == 0);
    }
    ecc_out_puts(page->out, "\r\n");
}

static void end(struct ecc_screening *screening)
{
    (void)screening; /* sums are what spreadsheets are for */
}

const struct ecc_screen_format ecc_screen_csv = {false, begin, put_line, end};
