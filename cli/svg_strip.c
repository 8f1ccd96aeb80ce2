/* SPDX-License-Identifier: Apache-2.0 */
/* Small drawings: the verdict over time, the pieces of a deciding fact, the margin beside a line.
 * Each repeats what stands beside it in words and figures. */
#include <math.h>

#include "svg.h"

#define STRIP_WIDTH 720.0
#define BAND_HEIGHT 22.0
/* Room above the band: for the ends of cuts; for a line of text. */
#define PIECES_TOP 6.0
#define TIME_TOP   22.0

static const char *band_class(ecc_tri gate)
{
    return gate == ECC_TRUE ? "band bad" : gate == ECC_FALSE ? "band good" : "band open";
}

static void open_strip(struct ecc_page *page, size_t height, ecc_str title)
{
    ecc_html_raw(page, "<svg class=\"strip\" role=\"img\" viewBox=\"0 0 720 ");
    ecc_html_size(page, height);
    ecc_html_put(page, "\"><title>", title, "</title>\n");
}

/* A band with its name in it, where there is room. */
static void put_band(struct ecc_page *page, ecc_tri gate, double top, double left, double right,
                     ecc_str name)
{
    ecc_svg_rect(page, band_class(gate), left, top, right - left, BAND_HEIGHT);
    if ((double)ecc_text_width(name) * 7.2 + 6 < right - left) {
        ecc_svg_text(page, "inside", "middle", (left + right) / 2, top + 15, name);
    }
}

/* ---- Time ---------------------------------------------------------------------------------- */

/* Days since some day before all of them, near enough for a drawing. */
static double days(ecc_date date)
{
    return date.year * 365.25 + (date.month - 1) * 30.44 + date.day;
}

static ecc_str moment_name(struct ecc_page *page, const struct ecc_moment *moment)
{
    const ecc_subject *subject = &moment->result->subjects[0];
    return ecc_phrase_paragraphs(page, subject->possible, subject->n_possible);
}

void ecc_svg_timeline(struct ecc_page *page, const struct ecc_history *history, ecc_date as_of)
{
    const size_t n = history->n_moments;
    if (n == 0) {
        return;
    }
    const struct ecc_moment *moments = history->moments;
    const double first = days(moments[0].from);
    const double newest = fmax(days(moments[n - 1].from), days(as_of));
    const double scale = (STRIP_WIDTH - 8) / (newest - first + 120);
    open_strip(page, 64, ecc_word(page->words, ECC_W_report_timeline_title));
    double labelled = -100;
    for (size_t i = 0; i < n; i++) {
        const bool last = i + 1 == n;
        const double left = 4 + (days(moments[i].from) - first) * scale;
        const double right = last ? STRIP_WIDTH - 4
                                  : 4 + (days(moments[i + 1].from) - first) * scale;
        put_band(page, moments[i].result->controlled, TIME_TOP, left, right,
                 moment_name(page, &moments[i]));
        if (left - labelled > 70) {
            ecc_svg_text(page, "tick", "start", left, TIME_TOP + BAND_HEIGHT + 14,
                         ecc_phrase_date(page, moments[i].from));
            labelled = left;
        }
    }
    const double today = 4 + (days(as_of) - first) * scale;
    if (today >= 4) {
        /* Short, so that it crosses no name in the band. */
        ecc_svg_line(page, "today", today, TIME_TOP - 7, today, TIME_TOP + 4);
        ecc_svg_text(page, "limit", today > STRIP_WIDTH / 2 ? "end" : "start", today, 12,
                     ecc_say(page->words, ECC_W_as_of,
                             ECC_WITH(ecc_with("date", ecc_phrase_date(page, as_of)))));
    }
    ecc_html_raw(page, "</svg>\n");
}

/* ---- Pieces -------------------------------------------------------------------------------- */

static ecc_str outcome(struct ecc_page *page, const ecc_piece *piece)
{
    return ecc_phrase_paragraphs(page, piece->possible, piece->n_possible);
}

/* Words have no order and no size: bands of one width, the words below. */
static void put_word_bands(struct ecc_page *page, const ecc_deciding *deciding)
{
    const double width = (STRIP_WIDTH - 8) / (double)deciding->n_pieces;
    for (size_t i = 0; i < deciding->n_pieces; i++) {
        const ecc_piece *piece = &deciding->pieces[i];
        const double left = 4 + width * (double)i;
        put_band(page, piece->gate, PIECES_TOP, left, left + width, outcome(page, piece));
        ecc_svg_text(page, "tick", "middle", left + width / 2, PIECES_TOP + BAND_HEIGHT + 14,
                     ecc_phrase_choice(page, piece->word));
    }
}

/* The ends of the drawing: half as wide again as the lines lie apart, on either side. */
static struct ecc_svg_axis piece_axis(struct ecc_page *page, const ecc_deciding *deciding)
{
    struct ecc_svg_axis axis = {.from = 4, .to = STRIP_WIDTH - 4};
    for (size_t i = 0; i < deciding->n_pieces; i++) {
        const double ends[] = {ecc_svg_value(page, deciding->pieces[i].range.lo),
                               ecc_svg_value(page, deciding->pieces[i].range.hi)};
        for (size_t j = 0; j < 2; j++) {
            axis.lo = ends[j] > 0 && (axis.lo == 0 || ends[j] < axis.lo) ? ends[j] : axis.lo;
            axis.hi = ends[j] > axis.hi ? ends[j] : axis.hi;
        }
    }
    const double spread = axis.lo > 0 ? sqrt(axis.hi / axis.lo) : 1;
    const double factor = spread < 1.5 ? 1.5 : spread;
    axis.lo /= factor;
    axis.hi *= factor;
    return axis;
}

static void put_limit(struct ecc_page *page, const ecc_number *number, double at, double *labelled)
{
    const ecc_str text = ecc_phrase_number(page, number);
    const double width = 7.2 * (double)ecc_text_width(text);
    ecc_svg_line(page, "cut", at, PIECES_TOP - 3, at, PIECES_TOP + BAND_HEIGHT + 3);
    if (at - width / 2 > *labelled) {
        ecc_svg_text(page, "limit", "middle", at, PIECES_TOP + BAND_HEIGHT + 16, text);
        *labelled = at + width / 2 + 6;
    }
}

static void put_range_bands(struct ecc_page *page, const ecc_deciding *deciding)
{
    const struct ecc_svg_axis axis = piece_axis(page, deciding);
    double labelled = 0;
    for (size_t i = 0; axis.lo > 0 && i < deciding->n_pieces; i++) {
        const ecc_range *range = &deciding->pieces[i].range;
        const double left = range->lo == NULL ? axis.from
                                              : ecc_svg_at(&axis, ecc_svg_value(page, range->lo));
        const double right = range->hi == NULL ? axis.to
                                               : ecc_svg_at(&axis, ecc_svg_value(page, range->hi));
        put_band(page, deciding->pieces[i].gate, PIECES_TOP, left,
                 right < left + 3 ? left + 3 : right, outcome(page, &deciding->pieces[i]));
    }
    for (size_t i = 1; axis.lo > 0 && i < deciding->n_pieces; i++) {
        const ecc_number *number = deciding->pieces[i].range.lo;
        if (number != NULL && ecc_svg_value(page, number) > 0) {
            put_limit(page, number, ecc_svg_at(&axis, ecc_svg_value(page, number)), &labelled);
        }
    }
}

void ecc_svg_pieces(struct ecc_page *page, const ecc_deciding *deciding)
{
    if (deciding->n_pieces == 0) {
        return;
    }
    open_strip(page, 48,
               ecc_say(page->words, ECC_W_report_pieces_title,
                       ECC_WITH(ecc_with("name", ecc_in(page, &deciding->name)))));
    if (deciding->pieces[0].word.len > 0) {
        put_word_bands(page, deciding);
    } else {
        put_range_bands(page, deciding);
    }
    ecc_html_raw(page, "</svg>\n");
}

/* ---- Margins ------------------------------------------------------------------------------- */

#define MARGIN_WIDTH 120.0

/* The line stands in the middle; a tenth of it and ten times as much are the ends. */
void ecc_svg_margin(struct ecc_page *page, const ecc_node *node)
{
    const double line = ecc_svg_value(page, node->threshold);
    const bool count = node->unit.len == 0 || ecc_text_is(node->unit, "1");
    if (node->kind != ECC_NODE_COMPARE || node->value == NULL || line <= 0 || count) {
        return;
    }
    const ecc_range *range = &node->value->value;
    const struct ecc_svg_axis axis = {line / 10, line * 10, 2, MARGIN_WIDTH - 2};
    const double low = ecc_svg_at(&axis, ecc_svg_value(page, range->lo));
    const double high = range->hi == NULL ? axis.to
                                          : ecc_svg_at(&axis, ecc_svg_value(page, range->hi));
    const double middle = MARGIN_WIDTH / 2;
    ecc_html_raw(page, "<svg class=\"margin\" aria-hidden=\"true\" viewBox=\"0 0 120 14\">\n");
    ecc_svg_line(page, "rail", axis.from, 7, axis.to, 7);
    if (range->exact) {
        ecc_svg_rect(page, "reach", fmin(low, middle), 4, fabs(low - middle), 6);
        ecc_svg_line(page, "value", low, 2, low, 12);
    } else {
        ecc_svg_rect(page, "span", low, 4, high - low, 6);
    }
    ecc_svg_line(page, "cut", middle, 0, middle, 14);
    ecc_html_raw(page, "</svg>");
}
