/* SPDX-License-Identifier: Apache-2.0 */
/* Lines for people: what the terminal is like, styles, wrapping, columns. Widths count terminal
 * columns, in which a Chinese character takes two. */
#ifndef ECC_CLI_TERM_H
#define ECC_CLI_TERM_H

#include "out.h"
#include "words.h"

enum ecc_colour { ECC_COLOUR_AUTO, ECC_COLOUR_ALWAYS, ECC_COLOUR_NEVER };

/* What a renderer is given besides its subject. */
struct ecc_page {
    ecc_words *words;
    const ecc_makers *makers; /* NULL in commands that say nothing of makers */
    struct ecc_out *out;
    struct ecc_pool *pool; /* for the text of one result */
    size_t width;          /* [columns] */
    bool colour;
    bool links;   /* addresses may lie behind text */
    ecc_str link; /* what lies behind the text that is being wrapped; empty: nothing */
};

/* Colour: never but on a terminal unless asked for; NO_COLOR and TERM=dumb refuse it. */
bool ecc_term_colour(int fd, enum ecc_colour wish);
/* Columns to write in: of the terminal, at most 100; 80 when `fd` is none: files are alike. */
size_t ecc_term_width(int fd);

enum ecc_style {
    ECC_PLAIN,
    ECC_BOLD,
    ECC_DIM,
    ECC_GOOD, /* not controlled, met what was asked */
    ECC_BAD,  /* controlled, errors */
    ECC_OPEN, /* undecided, warnings */
    ECC_STYLES
};

/* The text of a sentence in the page's language. */
ecc_str ecc_in(const struct ecc_page *page, const ecc_bilingual *text);

void ecc_term_put(struct ecc_page *page, enum ecc_style style, ecc_str text);
void ecc_term_line(struct ecc_page *page); /* end of line */

/* Takes off what fits on a line of `width` columns, broken as below; the rest stays. */
ecc_str ecc_term_take_line(ecc_str *text, size_t width);

/* One line or more: `text` from column `at` (where the cursor is), following lines from column
 * `indent`, broken before column `width`. Ends the last line. */
void ecc_term_wrap(struct ecc_page *page, size_t at, size_t indent, enum ecc_style style,
                   ecc_str text);
/* May text lead to this address? Where it may not, it is to be written out. */
bool ecc_term_can_link(const struct ecc_page *page, ecc_str url);
/* From here on wrapped text leads there, if it may; with the empty address no longer. */
void ecc_term_link(struct ecc_page *page, ecc_str url);
/* The same from the start of a line: the first one from column `indent`, the others from `hang`. */
void ecc_term_para(struct ecc_page *page, size_t indent, size_t hang, enum ecc_style style,
                   ecc_str text);
/* The same with a label: label, then text hanging from column `column`. */
void ecc_term_item(struct ecc_page *page, size_t indent, size_t column, ecc_str label,
                   ecc_str text);

/* A cell of a row; its text is set flush right when `right`. */
struct ecc_cell {
    ecc_str text;
    enum ecc_style style;
    size_t width; /* 0: as wide as the text */
    bool right;
};
/* `text` wrapped from column `indent` up to where the cells begin; the cells end at the page's
 * width, on the first line. */
void ecc_term_row(struct ecc_page *page, size_t indent, ecc_str label, size_t column,
                  struct ecc_cell text, const struct ecc_cell *cells, size_t n_cells);
/* Cells from left to right, each padded to its width, two columns between; the last one wraps. */
void ecc_term_cells(struct ecc_page *page, size_t indent, const struct ecc_cell *cells,
                    size_t n_cells);

#endif
