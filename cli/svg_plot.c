/* SPDX-License-Identifier: Apache-2.0 */
/* The plane drawn: regions, lines, axes. The parts on it are in svg_marks.c. */
#include <math.h>
#include <stdio.h>

#include "svg_plot.h"

#define WIDTH  760.0
#define HEIGHT 500.0
#define LEFT   76.0
#define RIGHT  700.0
#define TOP    34.0
#define BOTTOM 440.0
#define MANY   20 /* things on the plane, beyond which bars and boxes are drawn faintly */

/* ---- Axes ---------------------------------------------------------------------------------- */

static void reach(struct ecc_svg_axis *axis, double value, double factor)
{
    if (value > 0 && (axis->lo == 0 || value / factor < axis->lo)) {
        axis->lo = value / factor;
    }
    if (value * factor > axis->hi) {
        axis->hi = value * factor;
    }
}

static void reach_range(struct ecc_page *page, struct ecc_svg_axis *axis, const ecc_range *range)
{
    reach(axis, ecc_svg_value(page, range->lo), 1.6);
    reach(axis, ecc_svg_value(page, range->hi), 1.6);
}

static void scale(struct ecc_plot *plot)
{
    struct ecc_page *page = plot->page;
    const struct ecc_plane *plane = plot->plane;
    for (size_t i = 0; i < plane->x.n_lines; i++) {
        reach(&plot->x, ecc_svg_value(page, plane->x.lines[i]), 4);
    }
    for (size_t i = 0; i < plane->y.n_lines; i++) {
        reach(&plot->y, ecc_svg_value(page, plane->y.lines[i]), 4);
    }
    for (size_t i = 0; i < plot->report->n_parts; i++) {
        const ecc_result *result = plot->report->parts[i].item.result;
        for (size_t j = 0; result != NULL && j < result->n_subjects; j++) {
            const ecc_subject *subject = &result->subjects[j];
            if (ecc_plane_holds(plane, subject)) {
                reach_range(page, &plot->x,
                            &ecc_plane_quantity(subject, plane->x.definition)->value);
                reach_range(page, &plot->y,
                            &ecc_plane_quantity(subject, plane->y.definition)->value);
            }
        }
    }
    plot->x.from = LEFT;
    plot->x.to = RIGHT;
    plot->y.from = BOTTOM;
    plot->y.to = TOP;
}

/* 1, 2 or 5 and a power of ten, with commas: "2,000", "0.05". */
static ecc_str tick_text(struct ecc_page *page, int digit, int power)
{
    char text[64];
    if (power < 0) {
        (void)snprintf(text, sizeof(text), "0.%0*d", -power, digit);
        return ecc_pool_str(page->pool, ecc_text_of(text));
    }
    size_t n = 0;
    text[n++] = (char)('0' + digit);
    for (int left = power; left > 0 && n + 2 < sizeof(text); left--) {
        if (left % 3 == 0) {
            text[n++] = ',';
        }
        text[n++] = '0';
    }
    return ecc_pool_str(page->pool, (ecc_str){text, n});
}

static void put_tick(struct ecc_plot *plot, bool along_x, double value, ecc_str label)
{
    struct ecc_page *page = plot->page;
    if (along_x) {
        const double x = ecc_svg_at(&plot->x, value);
        ecc_svg_line(page, "grid", x, BOTTOM, x, TOP);
        ecc_svg_text(page, "tick", "middle", x, BOTTOM + 17, label);
    } else {
        const double y = ecc_svg_at(&plot->y, value);
        ecc_svg_line(page, "grid", LEFT, y, RIGHT, y);
        ecc_svg_text(page, "tick", "end", LEFT - 7, y + 4, label);
    }
}

static void put_ticks(struct ecc_plot *plot, bool along_x)
{
    static const int digits[] = {1, 2, 5};
    const struct ecc_svg_axis *axis = along_x ? &plot->x : &plot->y;
    const int first = (int)floor(log10(axis->lo));
    const int last = (int)ceil(log10(axis->hi));
    const size_t n_digits = last - first > 5 ? 1 : sizeof(digits) / sizeof(digits[0]);
    for (int power = first; power <= last; power++) {
        for (size_t i = 0; i < n_digits; i++) {
            const double value = digits[i] * pow(10, power);
            if (value >= axis->lo && value <= axis->hi) {
                put_tick(plot, along_x, value, tick_text(plot->page, digits[i], power));
            }
        }
    }
}

ecc_str ecc_svg_axis_name(struct ecc_page *page, const ecc_definition *definition)
{
    const ecc_str name = ecc_in(page, &definition->name);
    const ecc_str unit = ecc_phrase_unit(page, definition->unit);
    const bool symbol = definition->symbol.len > 0;
    return ecc_say(page->words, symbol ? ECC_W_report_axis_symbol : ECC_W_report_axis,
                   ECC_WITH(ecc_with("name", name), ecc_with("symbol", definition->symbol),
                            ecc_with("unit", unit)));
}

static void put_axes(struct ecc_plot *plot)
{
    struct ecc_page *page = plot->page;
    const double middle = (TOP + BOTTOM) / 2;
    put_ticks(plot, true);
    put_ticks(plot, false);
    ecc_svg_text(page, "axis", "middle", (LEFT + RIGHT) / 2, BOTTOM + 40,
                 ecc_svg_axis_name(page, plot->plane->x.definition));
    ecc_html_raw(page, "<g transform=\"rotate(-90 18 ");
    ecc_html_size(page, (size_t)middle);
    ecc_html_raw(page, ")\">");
    ecc_svg_text(page, "axis", "middle", 18, middle,
                 ecc_svg_axis_name(page, plot->plane->y.definition));
    ecc_html_raw(page, "</g>\n");
}

/* ---- Regions ------------------------------------------------------------------------------- */

struct box {
    double left;
    double right;
    double top;
    double bottom;
};

static struct box box_of(struct ecc_plot *plot, const ecc_range *x, const ecc_range *y)
{
    struct ecc_page *page = plot->page;
    struct box box = {LEFT, RIGHT, TOP, BOTTOM};
    box.left = x->lo != NULL ? ecc_svg_at(&plot->x, ecc_svg_value(page, x->lo)) : LEFT;
    box.right = x->hi != NULL ? ecc_svg_at(&plot->x, ecc_svg_value(page, x->hi)) : RIGHT;
    box.bottom = y->lo != NULL ? ecc_svg_at(&plot->y, ecc_svg_value(page, y->lo)) : BOTTOM;
    box.top = y->hi != NULL ? ecc_svg_at(&plot->y, ecc_svg_value(page, y->hi)) : TOP;
    return box;
}

/* "hatch-1": stripes in the colour of a paragraph. */
static const char *const hatches[ECC_PLANE_PARAGRAPHS] = {
    "hatch-0", "hatch-1", "hatch-2", "hatch-3", "hatch-4", "hatch-5", "hatch-6", "hatch-7"};
static const char *const fills[ECC_PLANE_PARAGRAPHS] = {
    "region-0", "region-1", "region-2", "region-3", "region-4", "region-5", "region-6", "region-7"};
static const char *const edges[ECC_PLANE_PARAGRAPHS] = {"edge edge-0", "edge edge-1", "edge edge-2",
                                                        "edge edge-3", "edge edge-4", "edge edge-5",
                                                        "edge edge-6", "edge edge-7"};

static void put_patterns(struct ecc_plot *plot)
{
    struct ecc_page *page = plot->page;
    ecc_html_raw(page, "<defs>\n");
    for (size_t i = 0; i < plot->plane->n_paragraphs; i++) {
        ecc_html_raw(page, "<pattern id=\"");
        ecc_html_raw(page, hatches[i]);
        ecc_html_raw(page, "\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "
                           "patternTransform=\"rotate(45)\">");
        ecc_html_raw(page, "<rect width=\"4\" height=\"8\" class=\"");
        ecc_html_raw(page, fills[i]);
        ecc_html_raw(page, "\"/></pattern>\n");
    }
    ecc_html_raw(page, "</defs>\n");
}

static void put_fill(struct ecc_plot *plot, const struct ecc_region *region)
{
    struct ecc_page *page = plot->page;
    const struct box box = box_of(plot, &region->x, &region->y);
    const double width = box.right - box.left;
    const double height = box.bottom - box.top;
    if (width <= 0 || height <= 0) {
        return; /* it lies on a line */
    }
    if (!region->unless) {
        ecc_svg_rect(page, fills[region->paragraph], box.left, box.top, width, height);
        return;
    }
    ecc_html_raw(page, "<rect fill=\"url(#");
    ecc_html_raw(page, hatches[region->paragraph]);
    ecc_html_raw(page, ")\"");
    ecc_svg_attr(page, "x", box.left);
    ecc_svg_attr(page, "y", box.top);
    ecc_svg_attr(page, "width", width);
    ecc_svg_attr(page, "height", height);
    ecc_html_raw(page, "/>\n");
}

static double area(struct ecc_plot *plot, const struct ecc_region *region)
{
    const struct box box = box_of(plot, &region->x, &region->y);
    return (box.right - box.left) * (box.bottom - box.top);
}

ecc_str ecc_svg_region_name(struct ecc_page *page, const struct ecc_plane *plane,
                            const struct ecc_region *region)
{
    const ecc_node *exclusion = plane->exclusions[region->paragraph];
    const ecc_str id = plane->paragraphs[region->paragraph]->id;
    if (!region->unless || exclusion == NULL) {
        return id;
    }
    return ecc_say(page->words, ECC_W_report_region_unless,
                   ECC_WITH(ecc_with("id", id), ecc_with("label", exclusion->label)));
}

/* In the upper left corner; where that is too narrow, from the right edge leftwards; lower, where
 * something lies across it. */
static struct ecc_plot_label place_name(const struct ecc_plot *plot, const struct box *box,
                                        double width, double height)
{
    const bool fits = width + 14 < box->right - box->left;
    const struct ecc_plot_label first = {fits ? box->left + 7 : box->right - 7 - width,
                                         box->top + height + 4, width, height};
    struct ecc_plot_label label = first;
    while (ecc_svg_is_crossed(plot, &label)) {
        label.y += 6;
        if (label.y + 4 > box->bottom) {
            return first; /* nothing is free: the text has a rim that sets it off */
        }
    }
    return label;
}

static void write_name(struct ecc_plot *plot, const struct ecc_region *region)
{
    struct ecc_page *page = plot->page;
    const struct box box = box_of(plot, &region->x, &region->y);
    const ecc_node *exclusion = plot->plane->exclusions[region->paragraph];
    const ecc_str id = plot->plane->paragraphs[region->paragraph]->id;
    const ecc_str unless = !region->unless || exclusion == NULL
                               ? (ecc_str){0}
                               : ecc_say(page->words, ECC_W_report_unless,
                                         ECC_WITH(ecc_with("label", exclusion->label)));
    const size_t columns = ecc_text_width(id) > ecc_text_width(unless) ? ecc_text_width(id)
                                                                       : ecc_text_width(unless);
    const struct ecc_plot_label label = place_name(plot, &box, ECC_PLOT_LETTER * (double)columns,
                                                   unless.len > 0 ? 30 : 15);
    const double foot = label.y - label.height + 13;
    ecc_svg_text(page, "name", "start", label.x, foot, id);
    if (unless.len > 0) {
        ecc_svg_text(page, "unless", "start", label.x, foot + 15, unless);
    }
    if (plot->n_names < sizeof(plot->names) / sizeof(plot->names[0])) {
        plot->names[plot->n_names++] = label;
    }
}

/* A region may be several rectangles; the largest one bears its name. */
static void put_name(struct ecc_plot *plot, size_t index)
{
    const struct ecc_plane *plane = plot->plane;
    const struct ecc_region *region = &plane->regions[index];
    for (size_t i = 0; i < plane->n_regions; i++) {
        const struct ecc_region *other = &plane->regions[i];
        const bool same = other->paragraph == region->paragraph && other->unless == region->unless;
        const double more = area(plot, other) - area(plot, region);
        if (same && (more > 0 || (i < index && more >= 0))) {
            return;
        }
    }
    write_name(plot, region);
}

/* ---- Edges --------------------------------------------------------------------------------- */

static double place(struct ecc_plot *plot, bool along_x, size_t position)
{
    const struct ecc_plane_axis *lines = along_x ? &plot->plane->x : &plot->plane->y;
    const struct ecc_svg_axis *axis = along_x ? &plot->x : &plot->y;
    return position == 0 ? axis->from
           : position > 2 * lines->n_lines
               ? axis->to
               : ecc_svg_at(axis, ecc_svg_value(plot->page, lines->lines[position / 2]));
}

/* The piece of a line between two others, in the colour of what holds on it; nothing where it
 * divides nothing. `x` and `y` are positions, one odd (the line), one even (the gap it crosses). */
static void put_edge(struct ecc_plot *plot, size_t x, size_t y)
{
    const struct ecc_plane *plane = plot->plane;
    const size_t columns = 2 * plane->x.n_lines + 1;
    const bool upright = x % 2 == 1;
    const size_t here = y * columns + x;
    const size_t step = upright ? 1 : columns;
    const size_t class = plane->classes[here];
    if (plane->classes[here - step] == class && plane->classes[here + step] == class) {
        return;
    }
    const char *style = class == 0 ? "edge edge-none" : edges[(class - 1) / 2];
    if (upright) {
        const double at = place(plot, true, x);
        ecc_svg_line(plot->page, style, at, y == 0 ? BOTTOM : place(plot, false, y - 1), at,
                     place(plot, false, y + 1));
    } else {
        const double at = place(plot, false, y);
        ecc_svg_line(plot->page, style, x == 0 ? LEFT : place(plot, true, x - 1), at,
                     place(plot, true, x + 1), at);
    }
}

static void put_lines(struct ecc_plot *plot)
{
    struct ecc_page *page = plot->page;
    const struct ecc_plane *plane = plot->plane;
    for (size_t y = 0; y <= 2 * plane->y.n_lines; y++) {
        for (size_t x = (y + 1) % 2; x <= 2 * plane->x.n_lines; x += 2) {
            put_edge(plot, x, y);
        }
    }
    for (size_t i = 0; i < plane->x.n_lines; i++) {
        ecc_svg_text(page, "limit", "middle", place(plot, true, 2 * i + 1), TOP - 8,
                     ecc_phrase_number(page, plane->x.lines[i]));
    }
    for (size_t i = 0; i < plane->y.n_lines; i++) {
        ecc_svg_text(page, "limit", "start", RIGHT + 6, place(plot, false, 2 * i + 1) + 4,
                     ecc_phrase_number(page, plane->y.lines[i]));
    }
}

/* ---- The whole ----------------------------------------------------------------------------- */

static void open_svg(struct ecc_plot *plot, bool key, double height)
{
    struct ecc_page *page = plot->page;
    const ecc_str x = ecc_html_short_name(page, plot->plane->x.definition);
    const ecc_str y = ecc_html_short_name(page, plot->plane->y.definition);
    const ecc_str date = ecc_phrase_date(page, plot->report->as_of);
    const ecc_arg args[] = {ecc_with("x", x), ecc_with("y", y), ecc_with("date", date),
                            ecc_with_size("n", plot->report->n_parts)};
    ecc_html_raw(page, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plane");
    ecc_html_raw(page, plot->n_marks > MANY ? " many" : "");
    ecc_html_raw(page, "\" role=\"img\" aria-labelledby=\"plane-title plane-desc\"");
    if (key) {
        ecc_svg_attr(page, "width", WIDTH);
        ecc_svg_attr(page, "height", height);
    }
    ecc_html_raw(page, " viewBox=\"0 0 ");
    ecc_html_size(page, (size_t)WIDTH);
    ecc_html_raw(page, " ");
    ecc_html_size(page, (size_t)height);
    ecc_html_raw(page, key && ecc_words_language(page->words) == ECC_CHINESE
                           ? "\" xml:lang=\"zh-Hans\">\n"
                       : key ? "\" xml:lang=\"en\">\n"
                             : "\">\n");
    ecc_html_put(page, "<title id=\"plane-title\">",
                 ecc_say(page->words, ECC_W_report_plane_title, args, 4), "</title>\n");
    ecc_html_put(page, "<desc id=\"plane-desc\">",
                 ecc_say(page->words, ECC_W_report_plane_desc, args, 4), "</desc>\n");
    if (key) {
        ecc_html_raw(page, "<style>\n");
        ecc_html_raw(page, ecc_plot_css);
        ecc_html_raw(page, "</style>\n");
        ecc_svg_rect(page, "paper", 0, 0, WIDTH, height);
    }
}

void ecc_svg_plane(struct ecc_page *page, const struct ecc_report *report,
                   const struct ecc_plane *plane, bool key)
{
    struct ecc_plot plot = {.page = page, .report = report, .plane = plane};
    scale(&plot);
    ecc_svg_find_marks(&plot);
    const double height = HEIGHT + (key ? ecc_svg_key_height(report) : 0);
    open_svg(&plot, key, height);
    put_patterns(&plot);
    put_axes(&plot);
    for (size_t i = 0; i < plane->n_regions; i++) {
        put_fill(&plot, &plane->regions[i]);
    }
    put_lines(&plot);
    ecc_svg_rect(page, "frame", LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP);
    ecc_svg_marks(&plot);
    for (size_t i = 0; i < plane->n_regions; i++) {
        put_name(&plot, i);
    }
    ecc_svg_numbers(&plot);
    if (key) {
        ecc_svg_key(&plot, HEIGHT);
    }
    ecc_html_raw(page, "</svg>\n");
}

void ecc_svg_report(struct ecc_render *render, const struct ecc_report *report)
{
    struct ecc_page *page = render->page;
    struct ecc_plane plane;
    if (ecc_plane_find(page, report, &plane)) {
        ecc_svg_plane(page, report, &plane, true);
        return;
    }
    ecc_html_raw(page, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"60\" "
                       "viewBox=\"0 0 760 60\" role=\"img\">\n");
    ecc_html_word(page, "<title>", ECC_W_report_no_plane, "</title>\n");
    ecc_html_word(page, "<text x=\"10\" y=\"34\">", ECC_W_report_no_plane, "</text>\n</svg>\n");
}
