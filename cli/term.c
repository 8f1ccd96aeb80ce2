/* SPDX-License-Identifier: Apache-2.0 */
/* Lines for people: see term.h. */
#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE /* struct winsize and TIOCGWINSZ */

#include "term.h"

#include "hyperlink.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_DEFAULT 80
#define WIDTH_LEAST   40
#define WIDTH_MOST    100
/* Text beside cells keeps at least this many columns, however narrow the terminal. */
#define TEXT_LEAST 16

/* ---- The terminal --------------------------------------------------------------------------- */

bool ecc_term_colour(int fd, enum ecc_colour wish)
{
    if (wish != ECC_COLOUR_AUTO) {
        return wish == ECC_COLOUR_ALWAYS;
    }
    const char *none = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    const bool refused = (none != NULL && none[0] != '\0') || term == NULL ||
                         strcmp(term, "dumb") == 0;
    return !refused && isatty(fd) != 0;
}

static size_t width_of_environment(void)
{
    const char *columns = getenv("COLUMNS");
    size_t width = 0;
    for (const char *p = columns; p != NULL && *p >= '0' && *p <= '9' && width < 10000; p++) {
        width = width * 10 + (size_t)(*p - '0');
    }
    return width;
}

size_t ecc_term_width(int fd)
{
    if (isatty(fd) == 0) {
        return WIDTH_DEFAULT;
    }
    size_t width = width_of_environment();
    struct winsize size;
    if (width == 0 && ioctl(fd, TIOCGWINSZ, &size) == 0) {
        width = size.ws_col;
    }
    if (width == 0) {
        width = WIDTH_DEFAULT;
    }
    return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width;
}

/* ---- Text ----------------------------------------------------------------------------------- */

static const char *const escapes[ECC_STYLES] = {
    [ECC_PLAIN] = "",        [ECC_BOLD] = "\033[1m",   [ECC_DIM] = "\033[2m",
    [ECC_GOOD] = "\033[32m", [ECC_BAD] = "\033[1;31m", [ECC_OPEN] = "\033[33m",
};

ecc_str ecc_in(const struct ecc_page *page, const ecc_bilingual *text)
{
    return text->in[ecc_words_language(page->words)];
}

void ecc_term_put(struct ecc_page *page, enum ecc_style style, ecc_str text)
{
    const bool styled = page->colour && style != ECC_PLAIN && text.len > 0;
    if (styled) {
        ecc_out_puts(page->out, escapes[style]);
    }
    ecc_out_text(page->out, text);
    if (styled) {
        ecc_out_puts(page->out, "\033[0m");
    }
}

void ecc_term_line(struct ecc_page *page)
{
    ecc_out_puts(page->out, "\n");
}

/* ---- Wrapping ------------------------------------------------------------------------------- */

static bool is_one_of(ecc_str c, const char *set)
{
    for (ecc_str rest = ecc_text_of(set); rest.len > 0;) {
        const size_t n = ecc_text_char(rest);
        if (ecc_text_same(c, (ecc_str){rest.ptr, n})) {
            return true;
        }
        rest = (ecc_str){rest.ptr + n, rest.len - n};
    }
    return false;
}

/* May a line end between these two characters? After a space; and around wide ones, except before
 * what closes and after what opens. */
static bool can_break(ecc_str before, ecc_str after)
{
    if (ecc_text_is(after, " ")) {
        return false;
    }
    if (ecc_text_is(before, " ")) {
        return true;
    }
    const bool wide = ecc_text_width(before) == 2 || ecc_text_width(after) == 2;
    return wide && !is_one_of(after, "，。、；：！？）》”’」』】…,.;:!?)%") &&
           !is_one_of(before, "（《“‘「『【(");
}

/* Bytes of `text` that go on a line of `width` columns: up to the last place where a line may end,
 * or, when there is none, up to the first one. */
static size_t fit(ecc_str text, size_t width)
{
    size_t at = 0;
    size_t used = 0;
    size_t last = 0;
    while (at < text.len) {
        size_t n = ecc_text_char((ecc_str){text.ptr + at, text.len - at});
        n = n == 0 ? 1 : n;
        const ecc_str c = {text.ptr + at, n};
        if (at > 0) {
            size_t back = 1;
            while (back < at && ((unsigned char)text.ptr[at - back] & 0xc0) == 0x80) {
                back++;
            }
            last = can_break((ecc_str){text.ptr + at - back, back}, c) ? at : last;
        }
        const bool trailing = ecc_text_is(c, " ");
        used += ecc_text_width(c);
        if (used > width && !trailing && last > 0) {
            return last;
        }
        at += n;
    }
    return text.len;
}

static ecc_str without_end_spaces(ecc_str text)
{
    while (text.len > 0 && text.ptr[text.len - 1] == ' ') {
        text.len--;
    }
    return text;
}

ecc_str ecc_term_take_line(ecc_str *text, size_t width)
{
    if (text->len == 0) {
        return *text;
    }
    const size_t n = fit(*text, width);
    const ecc_str line = without_end_spaces((ecc_str){text->ptr, n});
    *text = (ecc_str){text->ptr + n, text->len - n};
    return line;
}

/* Writes the first line's worth and gives back what remains. */
static ecc_str put_fitting(struct ecc_page *page, size_t width, enum ecc_style style, ecc_str text,
                           size_t *out_used)
{
    const ecc_str line = ecc_term_take_line(&text, width);
    const bool linked = page->link.len > 0 && line.len > 0;
    if (linked) {
        ecc_hyperlink_open(page->out, page->link);
    }
    ecc_term_put(page, style, line);
    if (linked) {
        ecc_hyperlink_close(page->out);
    }
    *out_used = ecc_text_width(line);
    return text;
}

bool ecc_term_can_link(const struct ecc_page *page, ecc_str url)
{
    return page->links && ecc_hyperlink_is_fit(url);
}

void ecc_term_link(struct ecc_page *page, ecc_str url)
{
    page->link = ecc_term_can_link(page, url) ? url : (ecc_str){0};
}

static size_t room(const struct ecc_page *page, size_t at)
{
    return page->width > at + TEXT_LEAST ? page->width - at : TEXT_LEAST;
}

void ecc_term_wrap(struct ecc_page *page, size_t at, size_t indent, enum ecc_style style,
                   ecc_str text)
{
    ecc_str rest = ecc_text_clean(page->pool, text);
    size_t used = 0;
    rest = put_fitting(page, room(page, at), style, rest, &used);
    ecc_term_line(page);
    while (rest.len > 0) {
        ecc_out_pad(page->out, indent);
        rest = put_fitting(page, room(page, indent), style, rest, &used);
        ecc_term_line(page);
    }
}

void ecc_term_para(struct ecc_page *page, size_t indent, size_t hang, enum ecc_style style,
                   ecc_str text)
{
    ecc_out_pad(page->out, indent);
    ecc_term_wrap(page, indent, hang, style, text);
}

/* Label from column `indent`; the cursor ends at `column`, or one space on when the label is too
 * long. */
static size_t put_label(struct ecc_page *page, size_t indent, size_t column, ecc_str label)
{
    ecc_out_pad(page->out, indent);
    ecc_term_put(page, ECC_PLAIN, label);
    const size_t used = indent + ecc_text_width(label);
    const size_t at = used < column ? column : label.len > 0 ? used + 1 : used;
    ecc_out_pad(page->out, at - used);
    return at;
}

void ecc_term_item(struct ecc_page *page, size_t indent, size_t column, ecc_str label, ecc_str text)
{
    const ecc_str clean = ecc_text_clean(page->pool, label);
    const size_t at = put_label(page, indent, column, clean);
    ecc_term_wrap(page, at, column, ECC_PLAIN, text);
}

static size_t cell_width(const struct ecc_cell *cell)
{
    const size_t width = ecc_text_width(cell->text);
    return cell->width > width ? cell->width : width;
}

static void put_cell(struct ecc_page *page, const struct ecc_cell *cell, bool last)
{
    const size_t width = ecc_text_width(cell->text);
    const size_t pad = cell->width > width ? cell->width - width : 0;
    ecc_out_pad(page->out, cell->right ? pad : 0);
    ecc_term_put(page, cell->style, cell->text);
    ecc_out_pad(page->out, cell->right || last ? 0 : pad);
}

/* How many of the cells say something from some place on: blanks at the end are not written. */
static size_t filled(const struct ecc_cell *cells, size_t n_cells)
{
    while (n_cells > 0 && cells[n_cells - 1].text.len == 0) {
        n_cells--;
    }
    return n_cells;
}

void ecc_term_row(struct ecc_page *page, size_t indent, ecc_str label, size_t column,
                  struct ecc_cell text, const struct ecc_cell *cells, size_t n_cells)
{
    while (n_cells > 0 && cells[0].text.len == 0) {
        cells++; /* what is empty on the left leaves its columns to the text */
        n_cells--;
    }
    size_t taken = 0;
    for (size_t i = 0; i < n_cells; i++) {
        taken += 2 + cell_width(&cells[i]);
    }
    const size_t edge = page->width > taken + column + TEXT_LEAST ? page->width - taken
                                                                  : column + TEXT_LEAST;
    const size_t at = put_label(page, indent, column, ecc_text_clean(page->pool, label));
    ecc_str rest = ecc_text_clean(page->pool, text.text);
    size_t used = 0;
    rest = put_fitting(page, edge > at ? edge - at : TEXT_LEAST, text.style, rest, &used);
    const size_t n = filled(cells, n_cells);
    if (n > 0 && at + used < edge) {
        ecc_out_pad(page->out, edge - at - used);
    }
    for (size_t i = 0; i < n; i++) {
        ecc_out_pad(page->out, 2);
        put_cell(page, &cells[i], i + 1 == n);
    }
    ecc_term_line(page);
    while (rest.len > 0) {
        ecc_out_pad(page->out, column);
        rest = put_fitting(page, edge - column, text.style, rest, &used);
        ecc_term_line(page);
    }
}

void ecc_term_cells(struct ecc_page *page, size_t indent, const struct ecc_cell *cells,
                    size_t n_cells)
{
    ecc_out_pad(page->out, indent);
    size_t at = indent;
    for (size_t i = 0; i + 1 < n_cells; i++) {
        struct ecc_cell cell = cells[i];
        cell.text = ecc_text_clean(page->pool, cell.text);
        put_cell(page, &cell, false);
        at += cell_width(&cell) + 2;
        ecc_out_pad(page->out, 2);
    }
    if (n_cells > 0) {
        ecc_term_wrap(page, at, at, cells[n_cells - 1].style, cells[n_cells - 1].text);
    }
}
