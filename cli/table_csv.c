/* SPDX-License-Identifier: Apache-2.0 */
/* Separated values, byte by byte: a machine of four states. */
#include "table.h"

#include <stdint.h>
#include <string.h>

#include "table_csv.h"

enum { CELL_BEGIN, PLAIN, QUOTED, QUOTE_IN_QUOTED };

/* ---- Problems ------------------------------------------------------------------------------ */

static ecc_arg whole(const char *name, size_t number)
{
    return (ecc_arg){.name = name, .kind = ECC_ARG_INTEGER, .integer = (long long)number};
}

bool ecc_table_fail(struct ecc_table *table, const char *id, size_t line, size_t column,
                    size_t limit)
{
    struct ecc_problem *problem = &table->problem;
    *problem = (struct ecc_problem){.id = id};
    if (line > 0) {
        problem->args[problem->n_args++] = whole("line", line);
    }
    if (column > 0) {
        problem->args[problem->n_args++] = whole("column", column);
    }
    if (limit > 0) {
        problem->args[problem->n_args++] = whole("limit", limit);
    }
    return false;
}

/* ---- Cells --------------------------------------------------------------------------------- */

static bool put_byte(struct ecc_table *table, char byte)
{
    if (table->n_bytes - table->cell_begin == ECC_TABLE_CELL) {
        const bool open = table->state == QUOTED;
        return ecc_table_fail(table, "table.cell-long", open ? table->quote_line : table->line,
                              open ? table->quote_column : table->column, ECC_TABLE_CELL);
    }
    if (table->n_bytes == ECC_TABLE_BYTES) {
        return ecc_table_fail(table, "table.row-long", table->row_line, 0, ECC_TABLE_BYTES);
    }
    table->bytes[table->n_bytes++] = byte;
    return true;
}

/* ="00123" is how a spreadsheet is told to leave a number alone. */
static ecc_str without_formula(ecc_str cell)
{
    const bool formula = cell.len >= 3 && cell.ptr[0] == '=' && cell.ptr[1] == '"' &&
                         cell.ptr[cell.len - 1] == '"' &&
                         memchr(cell.ptr + 2, '"', cell.len - 3) == NULL;
    return formula ? (ecc_str){cell.ptr + 2, cell.len - 3} : cell;
}

static bool end_cell(struct ecc_table *table)
{
    if (table->n_cells == ECC_TABLE_COLUMNS) {
        return ecc_table_fail(table, "table.columns-many", table->row_line, 0, ECC_TABLE_COLUMNS);
    }
    const ecc_str cell = {table->bytes + table->cell_begin, table->n_bytes - table->cell_begin};
    if (table->state == CELL_BEGIN) { /* nothing was in it */
        table->places[table->n_cells].begin = table->byte;
    }
    table->places[table->n_cells].end = table->byte;
    table->cells[table->n_cells++] = without_formula(cell);
    table->cell_begin = table->n_bytes;
    table->state = CELL_BEGIN;
    return true;
}

static void begin_row(struct ecc_table *table)
{
    table->n_bytes = 0;
    table->n_cells = 0;
    table->cell_begin = 0;
    table->state = CELL_BEGIN;
    table->row_line = table->line;
}

/* One byte that ends nothing. */
static bool take(struct ecc_table *table, char byte)
{
    switch (table->state) {
    case CELL_BEGIN:
        /* One cell too many is refused at its end. */
        if (table->n_cells < ECC_TABLE_COLUMNS) {
            table->places[table->n_cells].begin = table->byte;
        }
        if (byte == '"') {
            table->state = QUOTED;
            table->quote_line = table->line;
            table->quote_column = table->column;
            return true;
        }
        table->state = PLAIN;
        return put_byte(table, byte);
    case QUOTED:
        if (byte == '"') {
            table->state = QUOTE_IN_QUOTED;
            return true;
        }
        return put_byte(table, byte);
    case QUOTE_IN_QUOTED:
        if (byte == '"') {
            table->state = QUOTED;
            return put_byte(table, byte);
        }
        if (byte == ' ') {
            return true;
        }
        return ecc_table_fail(table, "table.after-quote", table->line, table->column, 0);
    default:
        return put_byte(table, byte);
    }
}

static void advance(struct ecc_table *table, char byte)
{
    if (byte == '\n') {
        table->line++;
        table->column = 1;
    } else if (((unsigned char)byte & 0xC0) != 0x80) {
        table->column++;
    }
}

/* ---- Rows ---------------------------------------------------------------------------------- */

static bool has_text(const struct ecc_table *table)
{
    for (size_t i = 0; i < table->n_cells; i++) {
        const ecc_str cell = table->cells[i];
        for (size_t k = 0; k < cell.len; k++) {
            if (cell.ptr[k] != ' ' && cell.ptr[k] != '\t') {
                return true;
            }
        }
    }
    return false;
}

/* The row that ended; false when it holds nothing. */
static bool give(struct ecc_table *table)
{
    const bool any = has_text(table);
    table->row = (struct ecc_row){.line = table->row_line,
                                  .cells = table->cells,
                                  .places = table->places,
                                  .n = table->n_cells};
    table->n_rows += any ? 1 : 0;
    return any;
}

static enum ecc_table_result next_piece(struct ecc_table *table)
{
    table->before += table->piece.len;
    table->piece.len = 0;
    table->at = 0;
    switch (ecc_encoding_next(&table->encoding, &table->piece)) {
    case ECC_ENCODING_TEXT:
        if (table->keep != NULL) {
            ecc_out_raw(table->keep, table->piece);
        }
        return ECC_TABLE_ROW;
    case ECC_ENCODING_END:
        return ECC_TABLE_END;
    case ECC_ENCODING_IO:
        (void)ecc_table_fail(table, "table.unreadable", 0, 0, 0);
        table->problem.args[table->problem.n_args++] = (ecc_arg){
            .name = "why", .text = ecc_text_of(strerror(table->encoding.error))};
        return ECC_TABLE_FAILED;
    case ECC_ENCODING_BROKEN:
    case ECC_ENCODING_UNKNOWN:
    case ECC_ENCODING_NAME:
        break;
    }
    (void)ecc_table_fail(table, "table.not-encoded", table->line, table->column, 0);
    table->problem.args[table->problem.n_args++] = (ecc_arg){.name = "encoding",
                                                             .text = table->encoding.name};
    return ECC_TABLE_FAILED;
}

/* The next byte of the text, "\r\n" and "\r" as "\n". ROW: there is one. */
static enum ecc_table_result next_byte(struct ecc_table *table, char *out_byte)
{
    while (true) {
        if (table->at == table->piece.len) {
            const enum ecc_table_result result = next_piece(table);
            if (result != ECC_TABLE_ROW) {
                return result;
            }
            continue;
        }
        table->byte = table->before + table->at;
        const char byte = table->piece.ptr[table->at++];
        const bool second = byte == '\n' && table->after_return;
        table->after_return = byte == '\r';
        if (!second) {
            *out_byte = byte == '\r' ? '\n' : byte;
            return ECC_TABLE_ROW;
        }
    }
}

static enum ecc_table_result end_of_text(struct ecc_table *table)
{
    table->ended = true;
    table->byte = table->before + table->piece.len;
    if (table->state == QUOTED) {
        (void)ecc_table_fail(table, "table.unclosed-quote", table->quote_line, table->quote_column,
                             0);
        return ECC_TABLE_FAILED;
    }
    if (!end_cell(table)) {
        return ECC_TABLE_FAILED;
    }
    return give(table) ? ECC_TABLE_ROW : ECC_TABLE_END;
}

enum ecc_table_result ecc_table_read(struct ecc_table *table)
{
    if (table->problem.id != NULL) {
        return ECC_TABLE_FAILED;
    }
    begin_row(table);
    while (!table->ended) {
        char byte = 0;
        const enum ecc_table_result result = next_byte(table, &byte);
        if (result != ECC_TABLE_ROW) {
            return result == ECC_TABLE_END ? end_of_text(table) : result;
        }
        bool fine = true;
        bool row = false;
        if (byte == '\0') {
            fine = ecc_table_fail(table, "table.nul", table->line, table->column, 0);
        } else if (table->state != QUOTED && byte == table->separator) {
            fine = end_cell(table);
        } else if (table->state != QUOTED && byte == '\n') {
            fine = end_cell(table);
            row = fine && give(table);
        } else {
            fine = take(table, byte);
        }
        if (!fine) {
            return ECC_TABLE_FAILED;
        }
        advance(table, byte);
        if (table->n_rows > ECC_TABLE_ROWS) {
            (void)ecc_table_fail(table, "table.rows-many", table->row_line, 0, ECC_TABLE_ROWS);
            return ECC_TABLE_FAILED;
        }
        if (row) {
            return ECC_TABLE_ROW;
        }
        if (byte == '\n' && table->state == CELL_BEGIN) {
            begin_row(table);
        }
    }
    return ECC_TABLE_END;
}

/* ---- The separator ------------------------------------------------------------------------- */

#define LINES 20

/* How many of the first lines have the same number of `separator`, outside of quotation marks. */
static size_t agreement(ecc_str text, char separator)
{
    size_t counts[LINES] = {0};
    size_t n = 0;
    bool inside = false;
    for (size_t i = 0; i < text.len && n < LINES; i++) {
        const char byte = text.ptr[i];
        inside = byte == '"' ? !inside : inside;
        counts[n] += byte == separator && !inside ? 1 : 0;
        n += byte == '\n' && !inside ? 1 : 0;
    }
    size_t best = 0;
    for (size_t i = 0; i < LINES; i++) {
        size_t same = 0;
        for (size_t k = 0; k < LINES; k++) {
            same += counts[i] > 0 && counts[k] == counts[i] ? 1 : 0;
        }
        best = same > best ? same : best;
    }
    return best;
}

/* "sep=;" on the first line is how a spreadsheet is told the separator. */
static bool is_told(ecc_str text, char *out_separator)
{
    const bool told = text.len >= 6 &&
                      (memcmp(text.ptr, "sep=", 4) == 0 || memcmp(text.ptr, "SEP=", 4) == 0) &&
                      (text.ptr[5] == '\r' || text.ptr[5] == '\n');
    if (told) {
        *out_separator = text.ptr[4];
    }
    return told;
}

bool ecc_table_begin(struct ecc_table *table, char separator)
{
    /* In this order when as many lines agree: a comma stands in numbers and sentences too. */
    static const char candidates[] = {'\t', ';', ','};
    table->line = 1;
    table->column = 1;
    const enum ecc_table_result result = next_piece(table);
    if (result == ECC_TABLE_FAILED) {
        return false;
    }
    const ecc_str text = result == ECC_TABLE_END ? (ecc_str){NULL, 0} : table->piece;
    const bool told = is_told(text, &table->separator);
    if (told) {
        /* The line end goes with it. */
        table->at = 6;
        table->line = 2;
        table->after_return = text.ptr[5] == '\r';
    } else {
        size_t best = 0;
        table->separator = ',';
        for (size_t i = 0; i < sizeof(candidates); i++) {
            const size_t lines = agreement(text, candidates[i]);
            table->separator = lines > best ? candidates[i] : table->separator;
            best = lines > best ? lines : best;
        }
        table->separated = best > 0;
    }
    table->separator = separator != 0 ? separator : table->separator;
    table->separated = table->separated || told || separator != 0;
    return true;
}
