/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers, coordinates and simple shapes of drawings: see svg.h. */
#include "svg.h"

#include <math.h>
#include <stdio.h>

/* Digits and at most one point; what ecc_number_exact() writes on one side of the bar. */
static double read_decimal(ecc_str text)
{
    double value = 0;
    double scale = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c == '.') {
            scale = 1;
        } else if (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            scale *= 10;
        }
    }
    return scale > 1 ? value / scale : value;
}

double ecc_svg_value(struct ecc_page *page, const ecc_number *number)
{
    if (number == NULL) {
        return 0;
    }
    const ecc_str text = ecc_number_exact(page->words, number);
    size_t bar = 0;
    while (bar < text.len && text.ptr[bar] != '/') {
        bar++;
    }
    double value = read_decimal((ecc_str){text.ptr, bar});
    if (bar < text.len) {
        value /= read_decimal((ecc_str){text.ptr + bar + 1, text.len - bar - 1});
    }
    return ecc_text_starts(text, "-") ? -value : value;
}

void ecc_svg_attr(struct ecc_page *page, const char *name, double value)
{
    char text[48];
    const long long tenths = llround(value * 10);
    const long long size = tenths < 0 ? -tenths : tenths;
    (void)snprintf(text, sizeof(text), " %s=\"%s%lld.%lld\"", name, tenths < 0 ? "-" : "",
                   size / 10, size % 10);
    ecc_html_raw(page, text);
}

double ecc_svg_at(const struct ecc_svg_axis *axis, double value)
{
    const double bounded = value < axis->lo ? axis->lo : value > axis->hi ? axis->hi : value;
    const double part = (log10(bounded) - log10(axis->lo)) / (log10(axis->hi) - log10(axis->lo));
    return axis->from + part * (axis->to - axis->from);
}

static void open_shape(struct ecc_page *page, const char *name, const char *class)
{
    ecc_html_raw(page, "<");
    ecc_html_raw(page, name);
    ecc_html_raw(page, " class=\"");
    ecc_html_raw(page, class);
    ecc_html_raw(page, "\"");
}

void ecc_svg_line(struct ecc_page *page, const char *class, double x1, double y1, double x2,
                  double y2)
{
    open_shape(page, "line", class);
    ecc_svg_attr(page, "x1", x1);
    ecc_svg_attr(page, "y1", y1);
    ecc_svg_attr(page, "x2", x2);
    ecc_svg_attr(page, "y2", y2);
    ecc_html_raw(page, "/>\n");
}

void ecc_svg_rect(struct ecc_page *page, const char *class, double x, double y, double width,
                  double height)
{
    open_shape(page, "rect", class);
    ecc_svg_attr(page, "x", x);
    ecc_svg_attr(page, "y", y);
    ecc_svg_attr(page, "width", width);
    ecc_svg_attr(page, "height", height);
    ecc_html_raw(page, "/>\n");
}

void ecc_svg_text(struct ecc_page *page, const char *class, const char *anchor, double x, double y,
                  ecc_str text)
{
    open_shape(page, "text", class);
    ecc_html_raw(page, " text-anchor=\"");
    ecc_html_raw(page, anchor);
    ecc_html_raw(page, "\"");
    ecc_svg_attr(page, "x", x);
    ecc_svg_attr(page, "y", y);
    ecc_html_put(page, ">", text, "</text>\n");
}
