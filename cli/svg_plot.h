/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that draw the plane share. */
#ifndef ECC_CLI_SVG_PLOT_H
#define ECC_CLI_SVG_PLOT_H

#include "svg.h"

/* Where a text stands. */
struct ecc_plot_label {
    double x; /* left end */
    double y; /* foot */
    double width;
    double height;
};

struct ecc_plot {
    struct ecc_page *page;
    const struct ecc_report *report;
    const struct ecc_plane *plane;
    struct ecc_svg_axis x;
    struct ecc_svg_axis y;                                 /* upwards: `from` is below `to` */
    struct ecc_plot_label names[2 * ECC_PLANE_PARAGRAPHS]; /* of the regions */
    size_t n_names;
    struct ecc_plot_mark *marks;
    size_t n_marks;
};

#define ECC_PLOT_LETTER 7.4 /* width of a letter, about */

/* Finds every thing that has a place on the plane. */
void ecc_svg_find_marks(struct ecc_plot *plot);
/* Does a sign, a bar or an edge of a box lie across this text? */
bool ecc_svg_is_crossed(const struct ecc_plot *plot, const struct ecc_plot_label *label);
void ecc_svg_marks(struct ecc_plot *plot);
/* The numbers of their parts, where neither a name nor another number stands. */
void ecc_svg_numbers(struct ecc_plot *plot);
/* The names of the parts below the plane, and the height that takes. */
void ecc_svg_key(struct ecc_plot *plot, double top);
double ecc_svg_key_height(const struct ecc_report *report);

#endif
