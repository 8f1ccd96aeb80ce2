/* SPDX-License-Identifier: Apache-2.0 */
/* Tables as spreadsheets save them: CSV, TSV, with semicolons; row by row, in constant memory.
 *
 * The separator is found out from the first lines, the encoding from the first bytes, the columns
 * from a header in English or Chinese; each can be given instead. Whatever is wrong is told with
 * line and column, and nothing is guessed past it. */
#ifndef ECC_CLI_TABLE_H
#define ECC_CLI_TABLE_H

#include <stdint.h>

#include "encoding.h"

#define ECC_TABLE_CELL                                                                             \
    ((size_t)32768) /* of a cell: as much as a spreadsheet holds in one [bytes] */
#define ECC_TABLE_BYTES   ((size_t)262144) /* of a row [bytes] */
#define ECC_TABLE_COLUMNS ((size_t)1024)
#define ECC_TABLE_ROWS    ((size_t)1000000)

#define ECC_NO_COLUMN SIZE_MAX

/* Bytes of the table's text in UTF-8, quotation marks included. */
struct ecc_cell_place {
    size_t begin;
    size_t end;
};

/* READ ONLY; lives until the next row is read. */
struct ecc_row {
    size_t line; /* that it begins on, from 1 */
    const ecc_str *cells;
    const struct ecc_cell_place *places; /* of the cells */
    size_t n;
};

enum ecc_table_result { ECC_TABLE_ROW, ECC_TABLE_END, ECC_TABLE_FAILED };

/* What went wrong: a message of the engine, for ecc_words_say(). */
struct ecc_problem {
    const char *id;
    ecc_arg args[3];
    size_t n_args;
};

struct ecc_table {
    struct ecc_pool *pool;
    struct ecc_encoding encoding;
    char separator;
    bool separated;             /* it was given, or stands in the first lines */
    struct ecc_problem problem; /* FAILED */
    /* of the row that is read */
    char *bytes;
    size_t n_bytes;
    ecc_str *cells;
    struct ecc_cell_place *places;
    size_t n_cells;
    size_t cell_begin;
    int state; /* see table_csv.c */
    size_t row_line;
    size_t quote_line;
    size_t quote_column;
    /* in the text */
    ecc_str piece;
    size_t at;
    size_t before;        /* bytes of the pieces before this one */
    size_t byte;          /* where the byte in hand stands */
    struct ecc_out *keep; /* gets the text; NULL: nobody does */
    size_t line;
    size_t column;
    size_t n_rows;
    struct ecc_row row;
    bool after_return; /* a line feed now belongs to the line end */
    bool again;        /* the next row is the last one once more */
    bool ended;
};

/* `encoding` NULL and `separator` 0: found out. Close it in any case. False: see table->problem. */
bool ecc_table_open(struct ecc_table *table, struct ecc_pool *pool, ecc_bytes_fn read, void *user,
                    const char *encoding, char separator);
void ecc_table_close(struct ecc_table *table);
/* Have the whole text written to `out`; right after opening. */
void ecc_table_keep(struct ecc_table *table, struct ecc_out *out);
/* Rows without any text are passed over. */
enum ecc_table_result ecc_table_next(struct ecc_table *table, struct ecc_row *out_row);
/* A cell, empty when the row has none such. */
ecc_str ecc_row_cell(const struct ecc_row *row, size_t column);

/* ---- Columns ------------------------------------------------------------------------------- */

enum ecc_role {
    ECC_ROLE_NAME,
    ECC_ROLE_QUANTITY,
    ECC_ROLE_PRICE,
    ECC_ROLE_SUPPLIER,
    ECC_ROLE_DESCRIPTION,
    ECC_ROLES
};

struct ecc_columns {
    size_t at[ECC_ROLES];       /* index; ECC_NO_COLUMN when there is none */
    ecc_str headers[ECC_ROLES]; /* as the table has them; may be empty */
    size_t header_line;         /* 0: the table has no header */
    size_t n_before;            /* rows above the header: a title */
};

/* Finds the header among the first rows; the next row is then the first of the content. `asked`
 * has, for each role, a header's text or a column's number from 1, or NULL. False: see
 * table->problem. */
bool ecc_table_columns(struct ecc_table *table, const char *const asked[ECC_ROLES],
                       struct ecc_columns *out_columns);

#endif
