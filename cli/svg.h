/* SPDX-License-Identifier: Apache-2.0 */
/* Drawings of the report: the plane of two quantities with the regions of the rule, and small
 * strips.
 *
 * Floating point places things on paper and decides nothing: which cell of the plane a rule takes
 * in is found by comparing positions among the rule's own lines, and what a part is stands in its
 * result. Coordinates are written with one decimal, so that the bytes are the same everywhere. */
#ifndef ECC_CLI_SVG_H
#define ECC_CLI_SVG_H

#include "html.h"

/* ---- Numbers and coordinates --------------------------------------------------------------- */

/* Good for a place in a drawing, and for nothing else. 0 for NULL. */
double ecc_svg_value(struct ecc_page *page, const ecc_number *number);
/* ` name="12.3"` */
void ecc_svg_attr(struct ecc_page *page, const char *name, double value);

/* A logarithmic axis: `lo` is drawn at `from`, `hi` at `to`; what lies outside is drawn at its end.
 */
struct ecc_svg_axis {
    double lo;
    double hi;
    double from;
    double to;
};
double ecc_svg_at(const struct ecc_svg_axis *axis, double value);

void ecc_svg_line(struct ecc_page *page, const char *class, double x1, double y1, double x2,
                  double y2);
void ecc_svg_rect(struct ecc_page *page, const char *class, double x, double y, double width,
                  double height);
/* `anchor`: "start", "middle", "end". */
void ecc_svg_text(struct ecc_page *page, const char *class, const char *anchor, double x, double y,
                  ecc_str text);

/* ---- The plane ----------------------------------------------------------------------------- */

#define ECC_PLANE_LINES      16
#define ECC_PLANE_PARAGRAPHS 8

/* A quantity, and the lines that the rule draws at it, from low to high. */
struct ecc_plane_axis {
    const ecc_definition *definition;
    const ecc_number *lines[ECC_PLANE_LINES];
    size_t n_lines;
};

/* A rectangle of the plane in which one paragraph is met. */
struct ecc_region {
    size_t paragraph; /* index into the plane's */
    bool unless;      /* unless an exclusion takes the part out */
    ecc_range x;
    ecc_range y;
};

struct ecc_plane {
    struct ecc_plane_axis x;
    struct ecc_plane_axis y;
    const ecc_node
        *paragraphs[ECC_PLANE_PARAGRAPHS]; /* the strictest first, as the rule has them */
    const ecc_node
        *exclusions[ECC_PLANE_PARAGRAPHS]; /* of each, the one that may take out; or NULL */
    size_t n_paragraphs;
    /* What holds at a position of both axes (the gap below the first line, the first line, the gap
     * above it, ...), row by row from below: 0, nothing; else 1 + twice the paragraph, and one more
     * when an exclusion may take the part out. */
    size_t *classes;
    struct ecc_region *regions; /* none lies over another; in the pool of the page */
    size_t n_regions;
};

/* The two quantities that the rules of the day ask for together most often, and where in their
 * plane each paragraph is met. False when there are no such two. */
bool ecc_plane_find(struct ecc_page *page, const struct ecc_report *report,
                    struct ecc_plane *plane);
/* The quantity of that definition; NULL when the subject has none. */
const ecc_quantity_view *ecc_plane_quantity(const ecc_subject *subject,
                                            const ecc_definition *definition);
/* Does the subject have a place on the plane? */
bool ecc_plane_holds(const struct ecc_plane *plane, const ecc_subject *subject);

/* "3A090.a", "3A090.a unless Note 2 applies" */
ecc_str ecc_svg_region_name(struct ecc_page *page, const struct ecc_plane *plane,
                            const struct ecc_region *region);
/* "total processing performance, TPP (TOPS·bit)" */
ecc_str ecc_svg_axis_name(struct ecc_page *page, const ecc_definition *definition);

/* ---- Drawings ------------------------------------------------------------------------------ */

/* `key`: with the names of the parts below it and its own style, to stand alone. */
void ecc_svg_plane(struct ecc_page *page, const struct ecc_report *report,
                   const struct ecc_plane *plane, bool key);
/* The verdict over time. */
void ecc_svg_timeline(struct ecc_page *page, const struct ecc_history *history, ecc_date as_of);
/* The pieces of a deciding fact. */
void ecc_svg_pieces(struct ecc_page *page, const ecc_deciding *deciding);
/* How far a value lies from a line; nothing when that cannot be drawn. */
void ecc_svg_margin(struct ecc_page *page, const ecc_node *node);

#endif
