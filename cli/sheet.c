/* SPDX-License-Identifier: Apache-2.0 */
/* Tables: see sheet.h. */
#include "sheet.h"

#include <string.h>

/* ---- Rows ---------------------------------------------------------------------------------- */

/* Room for one more piece of `size` texts; the pieces move. */
static ecc_str *grow(struct ecc_pool *pool, ecc_str *items, size_t n, size_t *cap, size_t size)
{
    if (n < *cap) {
        return items;
    }
    const size_t wider = *cap == 0 ? 32 : *cap * 2;
    ecc_str *moved = ECC_POOL_ARRAY(pool, wider * size, ecc_str);
    if (moved == NULL) {
        return NULL;
    }
    if (n > 0) {
        memcpy(moved, items, n * size * sizeof(*items));
    }
    *cap = wider;
    return moved;
}

ecc_str *ecc_sheet_row(struct ecc_sheet *sheet)
{
    ecc_str *cells = grow(sheet->pool, sheet->cells, sheet->n_rows, &sheet->cap, sheet->n_columns);
    if (cells == NULL) {
        return NULL;
    }
    sheet->cells = cells;
    return &cells[sheet->n_columns * sheet->n_rows++];
}

void ecc_sheet_note(struct ecc_sheet *sheet, ecc_str note)
{
    ecc_str *notes = grow(sheet->pool, sheet->notes, sheet->n_notes, &sheet->cap_notes, 1);
    if (notes != NULL) {
        sheet->notes = notes;
        sheet->notes[sheet->n_notes++] = note;
    }
}

/* ---- On a terminal ------------------------------------------------------------------------- */

#define GAP           2
#define LABEL_MOST    18
#define COLUMN_LEAST  13
#define COLUMN_MOST   30
#define BLOCK_COLUMNS 8

struct block {
    size_t columns[BLOCK_COLUMNS]; /* of the grid */
    size_t n;
    size_t label; /* [columns] */
    size_t width; /* of a cell [columns] */
};

/* Puts one line of a wrapped text in `width` columns, and gives back what remains. */
static ecc_str put_line(struct ecc_page *page, ecc_str text, enum ecc_style style, size_t width,
                        bool last)
{
    ecc_str rest = text;
    const ecc_str line = ecc_term_take_line(&rest, width);
    const size_t used = ecc_text_width(line);
    ecc_term_put(page, style, line);
    if (!last) {
        ecc_out_pad(page->out, used < width + GAP ? width + GAP - used : 1);
    }
    return rest;
}

/* The last piece that still says something; what is blank behind it is not written. */
static size_t last_filled(const ecc_str *texts, size_t n)
{
    while (n > 1 && texts[n - 1].len == 0) {
        n--;
    }
    return n;
}

/* Label and cells side by side, as many lines as the longest takes. texts[0] is the label. */
static void put_lines(struct ecc_page *page, const struct block *block, ecc_str *texts,
                      const enum ecc_style *styles)
{
    const size_t n = block->n + 1;
    bool more = true;
    while (more) {
        const size_t filled = last_filled(texts, n);
        for (size_t i = 0; i < filled; i++) {
            texts[i] = put_line(page, texts[i], styles[i], i == 0 ? block->label : block->width,
                                i + 1 == filled);
        }
        ecc_term_line(page);
        more = false;
        for (size_t i = 0; i < n; i++) {
            more = more || texts[i].len > 0;
        }
    }
}

static void put_heads(struct ecc_page *page, const struct ecc_grid *grid, const struct block *block)
{
    ecc_str texts[BLOCK_COLUMNS + 1] = {{0}};
    enum ecc_style styles[BLOCK_COLUMNS + 1] = {ECC_PLAIN};
    for (size_t i = 0; i < block->n; i++) {
        texts[i + 1] = ecc_text_clean(page->pool, grid->heads[block->columns[i]]);
        styles[i + 1] = ECC_BOLD;
    }
    put_lines(page, block, texts, styles);
}

static void put_row(struct ecc_page *page, const struct ecc_grid_row *row,
                    const struct block *block)
{
    ecc_str texts[BLOCK_COLUMNS + 1] = {ecc_text_clean(page->pool, row->label)};
    enum ecc_style styles[BLOCK_COLUMNS + 1] = {ECC_PLAIN};
    if (row->apart) {
        ecc_term_line(page);
    }
    if (row->heading) {
        ecc_term_wrap(page, 0, 0, ECC_BOLD, row->label);
        return;
    }
    for (size_t i = 0; i < block->n; i++) {
        texts[i + 1] = ecc_text_clean(page->pool, row->cells[block->columns[i]].text);
        styles[i + 1] = row->cells[block->columns[i]].style;
    }
    put_lines(page, block, texts, styles);
}

static void put_block(struct ecc_page *page, const struct ecc_grid *grid, const struct block *block)
{
    put_heads(page, grid, block);
    for (size_t i = 0; i < grid->n_rows; i++) {
        put_row(page, &grid->rows[i], block);
    }
}

static size_t label_width(const struct ecc_grid *grid)
{
    size_t width = 0;
    for (size_t i = 0; i < grid->n_rows; i++) {
        const size_t own = grid->rows[i].heading ? 0 : ecc_text_width(grid->rows[i].label);
        width = own > width ? own : width;
    }
    return width < LABEL_MOST ? width : LABEL_MOST;
}

void ecc_grid_put(struct ecc_page *page, const struct ecc_grid *grid)
{
    const size_t label = label_width(grid);
    const size_t room = page->width > label + GAP ? page->width - label - GAP : 0;
    size_t fit = (room + GAP) / (COLUMN_LEAST + GAP);
    fit = fit < 2 ? 2 : fit > BLOCK_COLUMNS ? BLOCK_COLUMNS : fit;
    for (size_t next = 1; next < grid->n_columns || next == 1;) {
        struct block block = {.columns = {0}, .n = 1, .label = label};
        while (block.n < fit && next < grid->n_columns) {
            block.columns[block.n++] = next++;
        }
        block.width = (room + GAP) / block.n > GAP + COLUMN_LEAST ? (room + GAP) / block.n - GAP
                                                                  : COLUMN_LEAST;
        block.width = block.width < COLUMN_MOST ? block.width : COLUMN_MOST;
        put_block(page, grid, &block);
        if (next >= grid->n_columns) {
            break;
        }
        ecc_term_line(page);
    }
}
