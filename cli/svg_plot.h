/* SPDX-License-Identifier: Apache-2.0 */
/* What the files that draw the plane share. */
#ifndef ECC_CLI_SVG_PLOT_H
#define ECC_CLI_SVG_PLOT_H

#include "svg.h"

struct ecc_plot {
    struct ecc_page *page;
    const struct ecc_report *report;
    const struct ecc_plane *plane;
    struct ecc_svg_axis x;
    struct ecc_svg_axis y; /* upwards: `from` is below `to` */
};

/* Every thing that has a place on the plane, numbered by its part. */
void ecc_svg_marks(struct ecc_plot *plot);
/* The names of the parts below the plane, and the height that takes. */
void ecc_svg_key(struct ecc_plot *plot, double top);
double ecc_svg_key_height(const struct ecc_report *report);

#endif
