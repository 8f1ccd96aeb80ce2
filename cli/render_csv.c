/* SPDX-License-Identifier: Apache-2.0 */
/* The format "csv" (RFC 4180): a row for each thing that was evaluated, a column for each quantity.
 * Columns have the same names in every language, numbers are exact.
 *
 * A spreadsheet runs a cell that begins with = + - @ or a tab as a formula; such a cell gets an
 * apostrophe before it. The full-width forms of these signs count as well: some take them for the
 * same. Numbers that the program worked out are written by a call of their own, and stay numbers. */
#include <string.h>

#include "phrase.h"
#include "render.h"
#include "sheet.h"

/* ---- Cells --------------------------------------------------------------------------------- */

static bool runs(ecc_str text)
{
    static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                       "\xEF\xBC\xA0"};
    bool formula = text.len > 0 && text.ptr[0] != '\0' && strchr("=+-@\t\r", text.ptr[0]) != NULL;
    for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
        formula = formula || ecc_text_starts(text, wide[i]);
    }
    return formula;
}

void ecc_csv_cell(struct ecc_out *out, ecc_str text, bool first)
{
    const bool formula = runs(text);
    bool quoted = formula;
    for (size_t i = 0; i < text.len && !quoted; i++) {
        quoted = text.ptr[i] == '\0' || strchr("\",\r\n'", text.ptr[i]) != NULL;
    }
    ecc_out_puts(out, first ? "" : ",");
    ecc_out_puts(out, quoted ? "\"" : "");
    ecc_out_puts(out, formula ? "'" : "");
    for (size_t i = 0; i < text.len; i++) {
        ecc_out_puts(out, text.ptr[i] == '"' ? "\"" : "");
        ecc_out_raw(out, (ecc_str){text.ptr + i, 1});
    }
    ecc_out_puts(out, quoted ? "\"" : "");
}

static size_t digits(ecc_str text, size_t at)
{
    while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9') {
        at++;
    }
    return at;
}

/* -12.5, 3598/185: digits, one sign before them, one point or one stroke among them. Nothing else
 * can be hidden in it, and as a formula it would be worth what it says. */
static bool is_number(ecc_str text)
{
    const size_t begin = ecc_text_starts(text, "-") ? 1 : 0;
    const size_t end = digits(text, begin);
    const bool more = end < text.len && (text.ptr[end] == '.' || text.ptr[end] == '/');
    const size_t last = more ? digits(text, end + 1) : end;
    return end > begin && last == text.len && (!more || last > end + 1);
}

void ecc_csv_number(struct ecc_out *out, ecc_str text, bool first)
{
    if (!is_number(text)) {
        ecc_csv_cell(out, text, first);
        return;
    }
    ecc_out_puts(out, first ? "" : ",");
    ecc_out_raw(out, text);
}

/* ---- Columns ------------------------------------------------------------------------------- */

#define COLUMNS 64

/* The quantities come after the other columns, in the order in which they were met first. */
struct csv {
    struct ecc_str_pair {
        ecc_str id;
        ecc_str unit;
    } columns[COLUMNS];
    size_t n_columns;
    struct csv_row *first;
    struct csv_row **last;
};

struct csv_row {
    ecc_str begin; /* the fixed cells, as they are written */
    ecc_str *values;
    size_t n_values; /* columns that were known then */
    struct csv_row *next;
};

static const char *const fixed[] = {"input",      "exit-status", "verdict",      "file",
                                    "line",       "name",        "vendor",       "kind",
                                    "as-of",      "subject",     "subject-name", "inside",
                                    "controlled", "paragraphs",  "state",        "message"};
#define FIXED (sizeof(fixed) / sizeof(fixed[0]))

static size_t column_of(struct ecc_render *render, struct csv *csv,
                        const ecc_definition *definition)
{
    for (size_t i = 0; i < csv->n_columns; i++) {
        if (ecc_text_same(csv->columns[i].id, definition->id)) {
            return i;
        }
    }
    if (csv->n_columns == COLUMNS) {
        return COLUMNS;
    }
    csv->columns[csv->n_columns].id = ecc_pool_str(render->keep, definition->id);
    csv->columns[csv->n_columns].unit = ecc_pool_str(render->keep, definition->unit);
    return csv->n_columns++;
}

static ecc_str size_text(struct ecc_page *page, size_t number)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_size(&out, number);
    return ecc_out_take(&out, page->pool);
}

static const char *truth(ecc_tri value)
{
    return value == ECC_TRUE ? "yes" : value == ECC_FALSE ? "no" : "unknown";
}

/* ---- Rows ---------------------------------------------------------------------------------- */

static void add_row(struct ecc_render *render, const struct ecc_item *item,
                    const ecc_subject *subject, const struct ecc_notice *notice)
{
    struct ecc_page *page = render->page;
    struct csv *csv = render->state;
    const ecc_spec_info *spec = item->spec != NULL ? ecc_spec_about(item->spec) : NULL;
    struct csv_row *row = ECC_POOL_ARRAY(render->keep, 1, struct csv_row);
    ecc_str cells[FIXED] = {item->input, size_text(page, (size_t)item->exit),
                            ecc_text_of(ecc_exact_verdict(item)),
                            spec != NULL ? spec->file : item->input};
    if (csv == NULL || row == NULL) {
        return;
    }
    cells[4] = notice != NULL && notice->at.line > 0 ? size_text(page, notice->at.line)
                                                     : (ecc_str){0};
    cells[5] = spec != NULL ? spec->name : (ecc_str){0};
    cells[6] = spec != NULL ? spec->vendor : (ecc_str){0};
    cells[7] = spec != NULL ? spec->kind : (ecc_str){0};
    cells[8] = ecc_phrase_date(page, render->as_of);
    if (subject != NULL) {
        cells[9] = subject->kind;
        cells[10] = subject->spec->name;
        cells[11] = ecc_text_of(subject->inside ? "yes" : "no");
        cells[12] = ecc_text_of(truth(subject->gate));
        cells[13] = ecc_exact_paragraphs(page, subject->possible, subject->n_possible);
    }
    cells[14] = notice != NULL ? ecc_text_of(ecc_notice_state_name(notice->state)) : (ecc_str){0};
    cells[15] = notice != NULL ? notice->title : (ecc_str){0};
    struct ecc_out out;
    ecc_out_memory(&out);
    for (size_t i = 0; i < FIXED; i++) {
        ecc_csv_cell(&out, cells[i], i == 0);
    }
    row->begin = ecc_out_take(&out, render->keep);
    row->values = ECC_POOL_ARRAY(render->keep, COLUMNS, ecc_str);
    for (size_t i = 0; subject != NULL && row->values != NULL && i < subject->n_quantities; i++) {
        const ecc_quantity_view *quantity = &subject->quantities[i];
        const size_t column = column_of(render, csv, quantity->definition);
        if (column < COLUMNS) {
            row->values[column] = ecc_pool_str(render->keep,
                                               ecc_exact_range(page, &quantity->value));
        }
    }
    row->n_values = row->values != NULL ? csv->n_columns : 0;
    *csv->last = row;
    csv->last = &row->next;
}

void ecc_csv_begin(struct ecc_render *render)
{
    struct csv *csv = ECC_POOL_ARRAY(render->keep, 1, struct csv);
    if (csv != NULL) {
        csv->last = &csv->first;
    }
    render->state = csv;
}

static const struct ecc_notice *notice_of(const struct ecc_item *item, const ecc_subject *subject)
{
    for (size_t i = 0; i < item->notices.n; i++) {
        const struct ecc_notice *notice = &item->notices.items[i];
        const bool verdict = notice->kind == ECC_NOTICE_CONTROLLED ||
                             notice->kind == ECC_NOTICE_UNDECIDED ||
                             notice->kind == ECC_NOTICE_LISTED;
        if (verdict && notice->subject == subject) {
            return notice;
        }
    }
    return NULL;
}

void ecc_csv_item(struct ecc_render *render, const struct ecc_item *item)
{
    for (size_t i = 0; item->result != NULL && i < item->result->n_subjects; i++) {
        const ecc_subject *subject = &item->result->subjects[i];
        add_row(render, item, subject, notice_of(item, subject));
    }
    if (item->result == NULL) {
        add_row(render, item, NULL, item->notices.n > 0 ? &item->notices.items[0] : NULL);
    }
}

static ecc_str column_name(struct ecc_page *page, ecc_str id, ecc_str unit)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_raw(&out, id);
    if (unit.len > 0 && !ecc_text_is(unit, "1")) {
        ecc_out_puts(&out, " (");
        ecc_out_raw(&out, unit);
        ecc_out_puts(&out, ")");
    }
    return ecc_out_take(&out, page->pool);
}

void ecc_csv_end(struct ecc_render *render, const struct ecc_totals *totals, bool several)
{
    struct csv *csv = render->state;
    struct ecc_out *out = render->page->out;
    (void)several;
    (void)totals; /* what spreadsheets are for */
    if (csv == NULL) {
        return;
    }
    for (size_t i = 0; i < FIXED; i++) {
        ecc_csv_cell(out, ecc_text_of(fixed[i]), i == 0);
    }
    for (size_t i = 0; i < csv->n_columns; i++) {
        ecc_csv_cell(out, column_name(render->page, csv->columns[i].id, csv->columns[i].unit),
                     false);
    }
    ecc_out_puts(out, "\r\n");
    for (const struct csv_row *row = csv->first; row != NULL; row = row->next) {
        ecc_out_raw(out, row->begin);
        for (size_t i = 0; i < csv->n_columns; i++) {
            ecc_csv_number(out, i < row->n_values ? row->values[i] : (ecc_str){0}, false);
        }
        ecc_out_puts(out, "\r\n");
    }
}

void ecc_csv_sheet(struct ecc_render *render, const struct ecc_sheet *sheet)
{
    struct ecc_out *out = render->page->out;
    for (size_t i = 0; i < sheet->n_columns; i++) {
        ecc_csv_cell(out, sheet->heads[i], i == 0);
    }
    ecc_out_puts(out, "\r\n");
    for (size_t i = 0; i < sheet->n_columns * sheet->n_rows; i++) {
        const size_t column = i % sheet->n_columns;
        const bool number = sheet->numbers != NULL && sheet->numbers[column];
        (number ? ecc_csv_number : ecc_csv_cell)(out, sheet->cells[i], column == 0);
        ecc_out_puts(out, (i + 1) % sheet->n_columns == 0 ? "\r\n" : "");
    }
}
