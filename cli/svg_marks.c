/* SPDX-License-Identifier: Apache-2.0 */
/* The parts on the plane: an exact value is a sign, a value that is not known exactly a bar or a
 * box as far as it may lie. Signs differ in shape as well as in colour. */
#include "svg_plot.h"

#include <math.h>

#define LABEL_HEIGHT 13.0
#define KEY_ROW      20.0

struct ecc_plot_mark {
    size_t part; /* index */
    ecc_tri gate;
    bool exact_x;
    bool exact_y;
    bool open_left; /* goes on beyond the drawing */
    bool open_right;
    bool open_below;
    bool open_above;
    double left;
    double right;
    double top;
    double bottom;
    bool labelled;
};

struct marks {
    struct ecc_plot *plot;
    struct ecc_plot_mark *items; /* those of the plot */
    size_t n;
    struct ecc_plot_label *labels;
    size_t n_labels;
};

/* ---- Where they lie ------------------------------------------------------------------------ */

static double low_end(struct ecc_page *page, const struct ecc_svg_axis *axis,
                      const ecc_range *range, bool *out_open)
{
    const double value = ecc_svg_value(page, range->lo);
    *out_open = value < axis->lo;
    return ecc_svg_at(axis, value);
}

static double high_end(struct ecc_page *page, const struct ecc_svg_axis *axis,
                       const ecc_range *range, bool *out_open)
{
    *out_open = range->hi == NULL;
    return range->hi == NULL ? axis->to : ecc_svg_at(axis, ecc_svg_value(page, range->hi));
}

static void add(struct ecc_plot *plot, size_t part, const ecc_subject *subject)
{
    const ecc_range *x = &ecc_plane_quantity(subject, plot->plane->x.definition)->value;
    const ecc_range *y = &ecc_plane_quantity(subject, plot->plane->y.definition)->value;
    struct ecc_plot_mark *mark = &plot->marks[plot->n_marks++];
    *mark = (struct ecc_plot_mark){.part = part,
                                   .gate = subject->gate,
                                   .exact_x = x->exact && !x->undefined,
                                   .exact_y = y->exact && !y->undefined};
    mark->left = low_end(plot->page, &plot->x, x, &mark->open_left);
    mark->right = high_end(plot->page, &plot->x, x, &mark->open_right);
    mark->bottom = low_end(plot->page, &plot->y, y, &mark->open_below);
    mark->top = high_end(plot->page, &plot->y, y, &mark->open_above);
}

void ecc_svg_find_marks(struct ecc_plot *plot)
{
    const struct ecc_report *report = plot->report;
    size_t most = 0;
    for (size_t i = 0; i < report->n_parts; i++) {
        most += report->parts[i].item.result != NULL ? report->parts[i].item.result->n_subjects : 0;
    }
    plot->marks = ECC_POOL_ARRAY(plot->page->pool, most, struct ecc_plot_mark);
    for (size_t i = 0; plot->marks != NULL && i < report->n_parts; i++) {
        const ecc_result *result = report->parts[i].item.result;
        for (size_t j = 0; result != NULL && j < result->n_subjects; j++) {
            if (ecc_plane_holds(plot->plane, &result->subjects[j])) {
                add(plot, i, &result->subjects[j]);
            }
        }
    }
}

/* Does a stroke between two points, along an axis, touch the text? */
static bool touches(const struct ecc_plot_label *label, double x1, double y1, double x2, double y2)
{
    const double room = 4;
    return fmin(x1, x2) - room < label->x + label->width && label->x < fmax(x1, x2) + room &&
           fmin(y1, y2) - room < label->y && label->y - label->height < fmax(y1, y2) + room;
}

bool ecc_svg_is_crossed(const struct ecc_plot *plot, const struct ecc_plot_label *label)
{
    for (size_t i = 0; i < plot->n_marks; i++) {
        const struct ecc_plot_mark *m = &plot->marks[i];
        if (touches(label, m->left, m->top, m->right, m->top) ||
            touches(label, m->left, m->bottom, m->right, m->bottom) ||
            touches(label, m->left, m->top, m->left, m->bottom) ||
            touches(label, m->right, m->top, m->right, m->bottom)) {
            return true;
        }
    }
    return false;
}

/* ---- Signs --------------------------------------------------------------------------------- */

/* A square, a ring or a diamond around a point: controlled, not, undecided. */
static void put_sign(struct ecc_page *page, ecc_tri gate, double x, double y)
{
    if (gate == ECC_TRUE) {
        ecc_svg_rect(page, "sign bad", x - 4.5, y - 4.5, 9, 9);
        return;
    }
    if (gate == ECC_FALSE) {
        ecc_html_raw(page, "<circle class=\"sign good\" r=\"5\"");
        ecc_svg_attr(page, "cx", x);
        ecc_svg_attr(page, "cy", y);
    } else {
        ecc_html_raw(page, "<path class=\"sign open\" d=\"M0 -6.5 L6.5 0 L0 6.5 L-6.5 0 Z\" "
                           "transform=\"translate(");
        ecc_html_size(page, (size_t)lround(x));
        ecc_html_raw(page, " ");
        ecc_html_size(page, (size_t)lround(y));
        ecc_html_raw(page, ")\"");
    }
    ecc_html_raw(page, "/>\n");
}

static const char *bar_class(ecc_tri gate)
{
    return gate == ECC_TRUE ? "bar bad" : gate == ECC_FALSE ? "bar good" : "bar open";
}

static const char *box_class(ecc_tri gate)
{
    return gate == ECC_TRUE ? "box bad" : gate == ECC_FALSE ? "box good" : "box open";
}

/* A bar ends in a cap where its end is known. */
static void put_bar(struct ecc_page *page, const struct ecc_plot_mark *mark)
{
    const char *class = bar_class(mark->gate);
    ecc_svg_line(page, class, mark->left, mark->bottom, mark->right, mark->top);
    if (mark->exact_x && !mark->open_below) {
        ecc_svg_line(page, class, mark->left - 5, mark->bottom, mark->left + 5, mark->bottom);
    }
    if (mark->exact_x && !mark->open_above) {
        ecc_svg_line(page, class, mark->left - 5, mark->top, mark->left + 5, mark->top);
    }
    if (mark->exact_y && !mark->open_left) {
        ecc_svg_line(page, class, mark->left, mark->top - 5, mark->left, mark->top + 5);
    }
    if (mark->exact_y && !mark->open_right) {
        ecc_svg_line(page, class, mark->right, mark->top - 5, mark->right, mark->top + 5);
    }
}

/* The tip that a pointer shows. */
static ecc_str tip(struct marks *marks, const struct ecc_plot_mark *mark)
{
    struct ecc_page *page = marks->plot->page;
    const struct ecc_item *item = &marks->plot->report->parts[mark->part].item;
    return ecc_say(
        page->words, ECC_W_report_tip,
        ECC_WITH(ecc_with_size("n", mark->part + 1), ecc_with("name", item->result->spec->name)));
}

static void put_mark(struct marks *marks, const struct ecc_plot_mark *mark)
{
    struct ecc_page *page = marks->plot->page;
    ecc_html_put(page, "<g><title>", tip(marks, mark), "</title>\n");
    if (mark->exact_x && mark->exact_y) {
        put_sign(page, mark->gate, mark->left, mark->top);
    } else if (mark->exact_x || mark->exact_y) {
        put_bar(page, mark);
    } else {
        ecc_svg_rect(page, box_class(mark->gate), mark->left, mark->top, mark->right - mark->left,
                     mark->bottom - mark->top);
    }
    ecc_html_raw(page, "</g>\n");
}

/* ---- Labels -------------------------------------------------------------------------------- */

/* Where the number belongs: at a sign, in the middle of a bar, at an edge of a box that is known.
 */
static double anchor_x(const struct ecc_plot_mark *mark)
{
    return mark->open_left && mark->open_right ? mark->left + 6 : (mark->left + mark->right) / 2;
}

static double anchor_y(const struct ecc_plot_mark *mark)
{
    const bool box = !mark->exact_x && !mark->exact_y;
    return !box ? (mark->top + mark->bottom) / 2 : mark->open_below ? mark->top : mark->bottom;
}

static bool same_place(const struct ecc_plot_mark *a, const struct ecc_plot_mark *b)
{
    return fabs(a->left - b->left) < 1 && fabs(a->right - b->right) < 1 &&
           fabs(a->top - b->top) < 1 && fabs(a->bottom - b->bottom) < 1;
}

/* The numbers of all parts that lie here: "1, 3". */
static ecc_str numbers(struct marks *marks, size_t index)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    size_t before = 0;
    for (size_t i = index; i < marks->n; i++) {
        struct ecc_plot_mark *other = &marks->items[i];
        if (!other->labelled && same_place(&marks->items[index], other)) {
            other->labelled = true;
            if (before != other->part + 1) {
                ecc_out_puts(&out, before > 0 ? ", " : "");
                ecc_out_size(&out, other->part + 1);
            }
            before = other->part + 1;
        }
    }
    return ecc_out_take(&out, marks->plot->page->pool);
}

static bool overlaps(const struct ecc_plot_label *a, const struct ecc_plot_label *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y - a->height < b->y &&
           b->y - b->height < a->y;
}

static bool is_free(const struct marks *marks, const struct ecc_plot_label *label)
{
    const struct ecc_plot *plot = marks->plot;
    bool taken = label->x < plot->x.from || label->x + label->width > plot->x.to ||
                 label->y - LABEL_HEIGHT < plot->y.to || label->y > plot->y.from;
    for (size_t i = 0; i < plot->n_names; i++) {
        taken = taken || overlaps(label, &plot->names[i]);
    }
    for (size_t i = 0; i < marks->n_labels; i++) {
        taken = taken || overlaps(label, &marks->labels[i]);
    }
    for (size_t i = 0; i < marks->n; i++) {
        const double x = anchor_x(&marks->items[i]);
        const double y = anchor_y(&marks->items[i]);
        taken = taken || (x + 5 > label->x && x - 5 < label->x + label->width &&
                          y + 5 > label->y - LABEL_HEIGHT && y - 5 < label->y);
    }
    return !taken;
}

/* Beside the sign, where nothing is in the way; a line leads to it when that is far. Where there is
 * no room at all the number is left out: over another one, neither could be read. */
static void put_label(struct marks *marks, size_t index)
{
    static const double around[][2] = {{1, -0.6}, {1, 1},   {-1, -0.6}, {-1, 1},
                                       {0, -1},   {0, 1.6}, {1, 0.2},   {-1, 0.2}};
    struct ecc_page *page = marks->plot->page;
    const double x = anchor_x(&marks->items[index]);
    const double y = anchor_y(&marks->items[index]);
    const ecc_str text = numbers(marks, index);
    const double width = ECC_PLOT_LETTER * (double)ecc_text_width(text);
    struct ecc_plot_label label = {0};
    double distance = 8;
    bool found = false;
    for (; !found && distance < 60; distance += 8) {
        for (size_t i = 0; !found && i < sizeof(around) / sizeof(around[0]); i++) {
            const double dx = around[i][0] * distance;
            const double left = dx > 0 ? x + dx : dx < 0 ? x + dx - width : x - width / 2;
            const struct ecc_plot_label tried = {left, y + around[i][1] * distance, width,
                                                 LABEL_HEIGHT};
            found = is_free(marks, &tried);
            label = found ? tried : label;
        }
    }
    if (!found) {
        return;
    }
    if (distance > 24) {
        ecc_svg_line(page, "leader", x, y, label.x + width / 2, label.y - LABEL_HEIGHT / 3);
    }
    marks->labels[marks->n_labels++] = label;
    ecc_svg_text(page, "number", "start", label.x, label.y, text);
}

void ecc_svg_marks(struct ecc_plot *plot)
{
    struct marks marks = {.plot = plot, .items = plot->marks, .n = plot->n_marks};
    for (size_t i = 0; i < marks.n; i++) {
        put_mark(&marks, &marks.items[i]);
    }
}

void ecc_svg_numbers(struct ecc_plot *plot)
{
    struct marks marks = {.plot = plot, .items = plot->marks, .n = plot->n_marks};
    marks.labels = ECC_POOL_ARRAY(plot->page->pool, plot->n_marks, struct ecc_plot_label);
    if (marks.labels == NULL) {
        return;
    }
    for (size_t i = 0; i < marks.n; i++) {
        if (!marks.items[i].labelled) {
            put_label(&marks, i);
        }
    }
}

/* ---- Key ----------------------------------------------------------------------------------- */

/* Columns of a name that is written out. */
#define NAME_MOST 44

static ecc_str shorten(struct ecc_page *page, ecc_str text)
{
    if (ecc_text_width(text) <= NAME_MOST) {
        return text;
    }
    struct ecc_out out;
    ecc_out_memory(&out);
    size_t end = 0;
    while (end < text.len && ecc_text_width((ecc_str){text.ptr, end}) < NAME_MOST - 1) {
        const size_t n = ecc_text_char((ecc_str){text.ptr + end, text.len - end});
        end += n == 0 ? 1 : n;
    }
    ecc_out_raw(&out, (ecc_str){text.ptr, end});
    ecc_out_puts(&out, "…");
    return ecc_out_take(&out, page->pool);
}

/* Two columns of parts, and a line for the signs. */
double ecc_svg_key_height(const struct ecc_report *report)
{
    return KEY_ROW * (double)((report->n_parts + 1) / 2 + 2);
}

static void put_sign_key(struct ecc_page *page, double y)
{
    static const struct {
        ecc_tri gate;
        enum ecc_word word;
    } signs[] = {{ECC_TRUE, ECC_W_report_sign_controlled},
                 {ECC_UNKNOWN, ECC_W_report_sign_undecided},
                 {ECC_FALSE, ECC_W_report_sign_clear}};
    double x = 30;
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        const ecc_str word = ecc_word(page->words, signs[i].word);
        put_sign(page, signs[i].gate, x, y - 4);
        ecc_svg_text(page, "key", "start", x + 12, y, word);
        x += 44 + ECC_PLOT_LETTER * (double)ecc_text_width(word);
    }
    ecc_svg_line(page, "bar open", x - 8, y - 4, x + 8, y - 4);
    ecc_svg_text(page, "key", "start", x + 14, y, ecc_word(page->words, ECC_W_report_sign_bar));
}

void ecc_svg_key(struct ecc_plot *plot, double top)
{
    struct ecc_page *page = plot->page;
    const size_t rows = (plot->report->n_parts + 1) / 2;
    put_sign_key(page, top + KEY_ROW / 2);
    for (size_t i = 0; i < plot->report->n_parts; i++) {
        const struct ecc_item *item = &plot->report->parts[i].item;
        const ecc_str name = ecc_text_clean(
            page->pool, item->result != NULL ? item->result->spec->name : item->input);
        const double x = i < rows ? 24 : 392;
        const double y = top + KEY_ROW * (double)(i % rows + 2) - 4;
        ecc_svg_text(
            page, "key", "start", x, y,
            ecc_say(page->words, ECC_W_report_tip,
                    ECC_WITH(ecc_with_size("n", i + 1), ecc_with("name", shorten(page, name)))));
    }
}
