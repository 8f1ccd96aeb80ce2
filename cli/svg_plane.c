/* SPDX-License-Identifier: Apache-2.0 */
/* The plane of a rule: which two quantities it asks for together, and where each paragraph is met.
 *
 * The lines at the two quantities cut the plane into cells: the lines themselves, and the gaps
 * between them. Within a cell no comparison changes its answer, so evaluating the clauses once for
 * each cell is exact, on the lines as well as beside them. Tests of other things cannot be drawn:
 * of "all of" they are taken for met, of "any of" for not met, and a paragraph that an exclusion
 * may take out by such a test is marked so. */
#include <stdint.h>

#include "svg.h"

#define QUANTITIES 64

/* ---- Which quantities ---------------------------------------------------------------------- */

struct choice {
    struct ecc_page *page;
    const ecc_definition *definitions;
    size_t n;
    size_t together[QUANTITIES][QUANTITIES]; /* how often, the earlier defined first */
};

static size_t index_of(const struct choice *choice, ecc_str id)
{
    for (size_t i = 0; i < choice->n; i++) {
        if (ecc_text_same(choice->definitions[i].id, id)) {
            return i;
        }
    }
    return QUANTITIES;
}

static bool is_count(const ecc_definition *definition)
{
    return definition->unit.len == 0 || ecc_text_is(definition->unit, "1");
}

static void note_pairs(struct choice *choice, uint64_t a, uint64_t b)
{
    for (size_t i = 0; i < choice->n; i++) {
        for (size_t j = 0; j < choice->n; j++) {
            const bool pair = (a >> i & 1) != 0 && (b >> j & 1) != 0 && i != j;
            choice->together[i < j ? i : j][i < j ? j : i] += pair ? 1 : 0;
        }
    }
}

/* The quantities compared in a clause, as bits; pairs that "all of" joins are counted. Recursion:
 * the depth of a clause. */
static uint64_t gather(struct choice *choice, const ecc_node *node)
{
    if (node->exclusion) {
        return 0;
    }
    if (node->kind == ECC_NODE_COMPARE) {
        const size_t i = index_of(choice, node->quantity);
        return i < QUANTITIES && !is_count(&choice->definitions[i]) ? (uint64_t)1 << i : 0;
    }
    uint64_t all = 0;
    for (size_t i = 0; i < node->n_children; i++) {
        const uint64_t more = gather(choice, &node->children[i]);
        if (node->kind == ECC_NODE_ALL) {
            note_pairs(choice, all, more);
        }
        all |= more;
    }
    return all;
}

/* Of pairs asked for as often, the one whose second is defined last: a later definition builds on
 * the earlier ones and takes in what they count. */
static bool choose_pair(const struct choice *choice, struct ecc_plane *plane)
{
    size_t most = 0;
    for (size_t j = 0; j < choice->n; j++) {
        for (size_t i = 0; i < j; i++) {
            if (choice->together[i][j] > 0 && choice->together[i][j] >= most) {
                most = choice->together[i][j];
                plane->y.definition = &choice->definitions[i];
                plane->x.definition = &choice->definitions[j];
            }
        }
    }
    return most > 0;
}

static bool choose_axes(struct ecc_page *page, const struct ecc_report *report,
                        struct ecc_plane *plane)
{
    struct choice choice = {.page = page};
    for (size_t i = 0; i < report->n_rules; i++) {
        const struct ecc_rule_page *rule = &report->rules[i];
        if (rule->info->gate && rule->root != NULL && choice.definitions == NULL) {
            choice.definitions = rule->definitions;
            choice.n = rule->n_definitions < QUANTITIES ? rule->n_definitions : QUANTITIES;
        }
    }
    for (size_t i = 0; i < report->n_rules; i++) {
        const struct ecc_rule_page *rule = &report->rules[i];
        for (size_t j = 0; rule->info->gate && rule->root != NULL && j < rule->root->n_children;
             j++) {
            (void)gather(&choice, &rule->root->children[j]);
        }
    }
    return choose_pair(&choice, plane);
}

/* ---- Lines --------------------------------------------------------------------------------- */

static struct ecc_plane_axis *axis_of(struct ecc_plane *plane, const ecc_node *node)
{
    if (node->kind != ECC_NODE_COMPARE) {
        return NULL;
    }
    return ecc_text_same(node->quantity, plane->x.definition->id)   ? &plane->x
           : ecc_text_same(node->quantity, plane->y.definition->id) ? &plane->y
                                                                    : NULL;
}

static bool same_number(struct ecc_page *page, const ecc_number *a, const ecc_number *b)
{
    return ecc_text_same(ecc_number_exact(page->words, a), ecc_number_exact(page->words, b));
}

static size_t line_of(struct ecc_page *page, const struct ecc_plane_axis *axis,
                      const ecc_number *number)
{
    size_t i = 0;
    while (i < axis->n_lines && !same_number(page, axis->lines[i], number)) {
        i++;
    }
    return i;
}

static void add_line(struct ecc_page *page, struct ecc_plane_axis *axis, const ecc_number *number)
{
    if (line_of(page, axis, number) < axis->n_lines || axis->n_lines == ECC_PLANE_LINES) {
        return;
    }
    size_t i = axis->n_lines++;
    while (i > 0 && ecc_svg_value(page, axis->lines[i - 1]) > ecc_svg_value(page, number)) {
        axis->lines[i] = axis->lines[i - 1];
        i--;
    }
    axis->lines[i] = number;
}

/* Recursion: the depth of a clause. Returns whether there was a line. */
static bool gather_lines(struct ecc_page *page, struct ecc_plane *plane, const ecc_node *node)
{
    struct ecc_plane_axis *axis = axis_of(plane, node);
    if (axis != NULL) {
        add_line(page, axis, node->threshold);
    }
    bool found = axis != NULL;
    for (size_t i = 0; i < node->n_children; i++) {
        const bool below = gather_lines(page, plane, &node->children[i]);
        found = found || below;
    }
    return found;
}

/* Recursion: the depth of a clause. */
static const ecc_node *find_exclusion(const ecc_node *node)
{
    for (size_t i = 0; i < node->n_children; i++) {
        const ecc_node *child = &node->children[i];
        const ecc_node *found = child->exclusion ? child : find_exclusion(child);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

static void gather_paragraphs(struct ecc_page *page, const struct ecc_report *report,
                              struct ecc_plane *plane)
{
    for (size_t i = 0; i < report->n_rules; i++) {
        const struct ecc_rule_page *rule = &report->rules[i];
        const size_t n = rule->info->gate && rule->root != NULL ? rule->root->n_children : 0;
        for (size_t j = 0; j < n && plane->n_paragraphs < ECC_PLANE_PARAGRAPHS; j++) {
            const ecc_node *node = &rule->root->children[j];
            if (!node->exclusion && gather_lines(page, plane, node)) {
                plane->exclusions[plane->n_paragraphs] = find_exclusion(node);
                plane->paragraphs[plane->n_paragraphs++] = node;
            }
        }
    }
}

/* ---- Cells --------------------------------------------------------------------------------- */

/* Positions on an axis with n lines: 0, the gap below the first line; 1, the first line; 2, the gap
 * above it; and so on to 2n. */
struct cell {
    struct ecc_page *page;
    struct ecc_plane *plane;
    size_t x;
    size_t y;
    bool excluded; /* take exclusions for met as far as they cannot be drawn */
};

enum answer { ANSWER_NO, ANSWER_YES, ANSWER_NONE };

static enum answer compare(const struct cell *cell, const ecc_node *node)
{
    const struct ecc_plane_axis *axis = axis_of(cell->plane, node);
    if (axis == NULL) {
        return ANSWER_NONE;
    }
    const size_t position = axis == &cell->plane->x ? cell->x : cell->y;
    const size_t line = 2 * line_of(cell->page, axis, node->threshold) + 1;
    bool yes = false;
    switch (node->op) {
    case ECC_AT_LEAST:
        yes = position >= line;
        break;
    case ECC_MORE_THAN:
        yes = position > line;
        break;
    case ECC_AT_MOST:
        yes = position <= line;
        break;
    case ECC_LESS_THAN:
        yes = position < line;
        break;
    case ECC_IS:
        yes = position == line;
        break;
    }
    return yes ? ANSWER_YES : ANSWER_NO;
}

static enum answer test(const struct cell *cell, const ecc_node *node);

static enum answer test_not(const struct cell *cell, const ecc_node *node)
{
    const ecc_node *child = &node->children[0];
    if (child->exclusion && !cell->excluded) {
        return ANSWER_NONE;
    }
    const enum answer answer = test(cell, child);
    if (child->exclusion) {
        return answer == ANSWER_NO ? ANSWER_YES : ANSWER_NO;
    }
    return answer == ANSWER_NONE ? ANSWER_NONE : answer == ANSWER_YES ? ANSWER_NO : ANSWER_YES;
}

/* Recursion: the depth of a clause. */
static enum answer test(const struct cell *cell, const ecc_node *node)
{
    switch (node->kind) {
    case ECC_NODE_COMPARE:
        return compare(cell, node);
    case ECC_NODE_NOT:
        return test_not(cell, node);
    case ECC_NODE_FACT:
    case ECC_NODE_MEETS:
    case ECC_NODE_CONTAINS:
        return ANSWER_NONE;
    case ECC_NODE_ALL:
    case ECC_NODE_ANY:
        break;
    }
    const enum answer settles = node->kind == ECC_NODE_ALL ? ANSWER_NO : ANSWER_YES;
    enum answer answer = ANSWER_NONE;
    for (size_t i = 0; i < node->n_children; i++) {
        const enum answer child = test(cell, &node->children[i]);
        if (child != ANSWER_NONE && answer != settles) {
            answer = child;
        }
    }
    return answer;
}

static size_t class_of(struct ecc_page *page, struct ecc_plane *plane, size_t x, size_t y)
{
    struct cell cell = {.page = page, .plane = plane, .x = x, .y = y};
    for (size_t i = 0; i < plane->n_paragraphs; i++) {
        cell.excluded = false;
        if (test(&cell, plane->paragraphs[i]) == ANSWER_YES) {
            cell.excluded = true;
            return 1 + 2 * i + (test(&cell, plane->paragraphs[i]) == ANSWER_YES ? 0 : 1);
        }
    }
    return 0;
}

/* ---- Rectangles ---------------------------------------------------------------------------- */

static ecc_range range_of(const struct ecc_plane_axis *axis, size_t first, size_t last)
{
    ecc_range range = {0};
    if (first > 0) {
        range.lo = axis->lines[(first - 1) / 2];
        range.lo_open = first % 2 == 0;
    }
    if (last < 2 * axis->n_lines) {
        range.hi = axis->lines[last / 2];
        range.hi_open = last % 2 == 0;
    }
    range.exact = first == last && first % 2 == 1;
    return range;
}

struct grid {
    struct ecc_plane *plane;
    size_t columns;
    size_t rows;
    size_t *classes; /* 0 once a rectangle covers it */
};

static bool row_is(const struct grid *grid, size_t y, size_t first, size_t last, size_t class)
{
    for (size_t x = first; x <= last; x++) {
        if (grid->classes[y * grid->columns + x] != class) {
            return false;
        }
    }
    return true;
}

/* As far right as the same holds, then as far up. */
static void take_rectangle(struct grid *grid, size_t x, size_t y)
{
    struct ecc_plane *plane = grid->plane;
    const size_t class = grid->classes[y * grid->columns + x];
    size_t right = x;
    while (right + 1 < grid->columns && row_is(grid, y, x, right + 1, class)) {
        right++;
    }
    size_t top = y;
    while (top + 1 < grid->rows && row_is(grid, top + 1, x, right, class)) {
        top++;
    }
    for (size_t row = y; row <= top; row++) {
        for (size_t column = x; column <= right; column++) {
            grid->classes[row * grid->columns + column] = 0;
        }
    }
    plane->regions[plane->n_regions++] = (struct ecc_region){.paragraph = (class - 1) / 2,
                                                             .unless = class % 2 == 0,
                                                             .x = range_of(&plane->x, x, right),
                                                             .y = range_of(&plane->y, y, top)};
}

static bool make_regions(struct ecc_page *page, struct ecc_plane *plane)
{
    struct grid grid = {
        .plane = plane, .columns = 2 * plane->x.n_lines + 1, .rows = 2 * plane->y.n_lines + 1};
    const size_t n = grid.columns * grid.rows;
    grid.classes = ECC_POOL_ARRAY(page->pool, n, size_t);
    plane->classes = ECC_POOL_ARRAY(page->pool, n, size_t);
    plane->regions = ECC_POOL_ARRAY(page->pool, n, struct ecc_region);
    if (grid.classes == NULL || plane->classes == NULL || plane->regions == NULL) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        plane->classes[i] = class_of(page, plane, i % grid.columns, i / grid.columns);
        grid.classes[i] = plane->classes[i];
    }
    for (size_t i = 0; i < n; i++) {
        if (grid.classes[i] != 0) {
            take_rectangle(&grid, i % grid.columns, i / grid.columns);
        }
    }
    return plane->n_regions > 0;
}

bool ecc_plane_find(struct ecc_page *page, const struct ecc_report *report, struct ecc_plane *plane)
{
    *plane = (struct ecc_plane){0};
    if (!choose_axes(page, report, plane)) {
        return false;
    }
    gather_paragraphs(page, report, plane);
    return make_regions(page, plane);
}

/* ---- Subjects ------------------------------------------------------------------------------ */

const ecc_quantity_view *ecc_plane_quantity(const ecc_subject *subject,
                                            const ecc_definition *definition)
{
    for (size_t i = 0; i < subject->n_quantities; i++) {
        if (ecc_text_same(subject->quantities[i].definition->id, definition->id)) {
            return &subject->quantities[i];
        }
    }
    return NULL;
}

bool ecc_plane_holds(const struct ecc_plane *plane, const ecc_subject *subject)
{
    return ecc_plane_quantity(subject, plane->x.definition) != NULL &&
           ecc_plane_quantity(subject, plane->y.definition) != NULL;
}
