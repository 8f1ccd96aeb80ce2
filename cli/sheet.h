/* SPDX-License-Identifier: Apache-2.0 */
/* A table for people or programs: what the formats csv and markdown make of the commands that compare. */
#ifndef ECC_CLI_SHEET_H
#define ECC_CLI_SHEET_H

#include "term.h"

struct ecc_sheet {
    ecc_str title; /* markdown */
    ecc_str lead;  /* markdown: a sentence before the table; may be empty */
    size_t n_columns;
    const ecc_str *heads;
    const bool *numbers; /* csv: columns in which the program's own numbers stand; NULL: none */
    ecc_str *cells;      /* row by row, n_columns each */
    size_t n_rows;
    size_t cap;
    ecc_str *notes; /* markdown: a list after the table */
    size_t n_notes;
    size_t cap_notes;
    struct ecc_pool *pool;
};

/* The cells of a new row, empty, to be filled; NULL when there is no memory. */
ecc_str *ecc_sheet_row(struct ecc_sheet *sheet);
void ecc_sheet_note(struct ecc_sheet *sheet, ecc_str note);

/* ---- On a terminal ------------------------------------------------------------------------- */

/* A table whose first column holds labels and whose cells may take several lines. What is too wide is stacked: the
 * first column of cells stands in each block. */
struct ecc_grid_row {
    bool heading; /* the label alone, in bold */
    bool apart;   /* an empty line goes before it */
    ecc_str label;
    const struct ecc_cell *cells; /* n_columns */
};
struct ecc_grid {
    size_t n_columns;
    const ecc_str *heads;
    const struct ecc_grid_row *rows;
    size_t n_rows;
};
void ecc_grid_put(struct ecc_page *page, const struct ecc_grid *grid);

#endif
