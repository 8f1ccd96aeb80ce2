/* SPDX-License-Identifier: Apache-2.0 */
/* Formats: what can be shown, and in which ways. A format is one row of the table in render.c and
 * one file.
 *
 * A renderer knows the results of the public header and a page to write on, nothing else: no
 * options, no clock, no files. What a format does not express is NULL in its row. */
#ifndef ECC_CLI_RENDER_H
#define ECC_CLI_RENDER_H

#include "json.h"
#include "notice.h"
#include "term.h"

/* ---- What is shown ------------------------------------------------------------------------- */

/* One input of a check. */
struct ecc_item {
    ecc_str input; /* as asked for */
    ecc_str
        part; /* the file as seen from the root of the configuration; the id of a catalogue part */
    const ecc_result *result; /* NULL: there is none */
    const ecc_spec *spec;
    const ecc_diags *diags;
    const char *const *settings; /* what was changed for a what-if */
    size_t n_settings;
    const ecc_result *as_it_stands; /* of the unchanged input; may be NULL */
    ecc_str problem;                /* why there is no result, when no diagnostic says it */
    struct ecc_notices notices;
    int exit;
};

/* A check of several inputs. */
struct ecc_totals {
    size_t controlled;
    size_t undecided;
    size_t clear;
    size_t failed;
    ecc_date verified_through;  /* the earliest of all results; not set: there is none */
    struct ecc_notices notices; /* of the run, not of one input */
    int exit;
};

/* One version of the law in a history. */
struct ecc_moment {
    ecc_date from;
    ecc_date next; /* first day of the next version; not set: none yet */
    const ecc_result *result;
    const ecc_rule_info *const *began; /* versions whose first day this is */
    size_t n_began;
    bool changes; /* the classification differs from the one before */
};
struct ecc_history {
    ecc_str input;
    const ecc_spec_info *spec;
    const struct ecc_moment *moments;
    size_t n_moments;
    int exit;
};

/* A version of a rule, as it stands. */
struct ecc_rule_page {
    const ecc_rule_info *info;
    const ecc_node *root; /* NULL: a set of definitions */
    const ecc_scope *scopes;
    size_t n_scopes;
    const ecc_question *questions;
    size_t n_questions;
    const ecc_definition *definitions; /* those in force with it; or its own */
    size_t n_definitions;
};

/* How a clause or a definition changed from one version to another. */
enum ecc_change_kind { ECC_CHANGE_ADDED, ECC_CHANGE_REMOVED, ECC_CHANGE_REWRITTEN };
struct ecc_change {
    enum ecc_change_kind kind;
    ecc_str id;
    ecc_str heading;
    const ecc_str *before; /* its tests as lines; none when added */
    size_t n_before;
    const ecc_str *after;
    size_t n_after;
};
struct ecc_difference {
    const ecc_rule_info *before;
    const ecc_rule_info *after;
    const ecc_rule_info *const
        *between; /* versions of the same rule up to `after`, itself included */
    size_t n_between;
    const struct ecc_change *clauses;
    size_t n_clauses;
    const struct ecc_change *definitions;
    size_t n_definitions;
};

/* Examples of a version of a rule. */
struct ecc_trial {
    const ecc_rule_info *info;
    size_t n_run;
    size_t n_failed;
};

struct ecc_report;  /* report.h */
struct ecc_about;   /* about.h */
struct ecc_symptom; /* about.h */

struct ecc_part_row {
    ecc_str id;
    const ecc_spec_info *info;
};

struct ecc_bid;
struct ecc_sheet;

/* Several parts side by side. */
struct ecc_quantity_row { /* a quantity of the law, of the circuits */
    const ecc_definition *definition;
    const ecc_range **values; /* NULL where it has none */
    ecc_compared_cell *cells;
};
struct ecc_side_by_side {
    const struct ecc_bid *bids;
    size_t n;
    const ecc_compared *rows;
    size_t n_rows;
    const struct ecc_quantity_row *quantities;
    size_t n_quantities;
    ecc_date first; /* the first day of the rules */
};

/* A part that may stand in for another. */
enum ecc_offer_kind {
    ECC_OFFER_RANKED,  /* everything asked for is known */
    ECC_OFFER_IN_PART, /* something asked for is not known */
    ECC_OFFER_UNSURE   /* not known to meet a need */
};
struct ecc_offer {
    enum ecc_offer_kind kind;
    const struct ecc_bid *bid;
    const ecc_nearness *nearness;
    size_t column;         /* in the comparison's rows */
    const ecc_str *unsure; /* needs that may not be met */
    size_t n_unsure;
};
struct ecc_alternatives {
    const struct ecc_bid *wanted;
    const ecc_nearness *wanted_nearness; /* to itself: which aspects are asked */
    const struct ecc_offer *offers;      /* the nearest first, by kind */
    size_t n_offers;
    size_t n_shown;     /* of each kind at most */
    size_t n_ruled_out; /* by a need */
    size_t n_looked_at;
    const ecc_compared *rows;
    size_t n_rows;
    const char *origin; /* NULL: any */
    const char *const *needs;
    size_t n_needs;
};

/* What a change of the law does to parts. */
struct ecc_effect {
    struct ecc_bid *bid; /* `first`: before, `now`: after */
    bool side;           /* the verdict changes, not the paragraph alone */
};
struct ecc_impact {
    ecc_str before; /* names of the two states of the law */
    ecc_str after;
    bool before_draft; /* not vouched for */
    bool after_draft;
    ecc_date before_day;
    ecc_date after_day;
    const struct ecc_effect *effects; /* of parts that change, those that change side first */
    size_t n_effects;
    size_t n_parts;
    size_t n_failed;
};

/* ---- Formats ------------------------------------------------------------------------------- */

struct ecc_render {
    const struct ecc_format *format;
    struct ecc_page *page;
    struct ecc_json json;
    bool explain; /* everything, not the verdict alone */
    bool brief;   /* one of many: the verdict alone */
    ecc_date as_of;
    const ecc_config_view *config; /* NULL: there is none */
    const char *fail_on;
    struct ecc_pool *keep; /* lives as long as the run: for what a format remembers from one result
                              to the next */
    void *state;           /* the format's own, from begin to end */
};

/* A format of results alone has NULL for everything that is no result. */
struct ecc_format {
    const char *name;
    const char *media_type;
    const char *suffix;
    void (*begin)(struct ecc_render *render);
    void (*item)(struct ecc_render *render, const struct ecc_item *item);
    void (*end)(struct ecc_render *render, const struct ecc_totals *totals, bool several);
    void (*history)(struct ecc_render *render, const struct ecc_history *history);
    void (*rules)(struct ecc_render *render, const ecc_rule_info *const *rules, size_t n);
    void (*rule)(struct ecc_render *render, const struct ecc_rule_page *rule);
    void (*difference)(struct ecc_render *render, const struct ecc_difference *difference);
    void (*trials)(struct ecc_render *render, const struct ecc_trial *trials, size_t n);
    void (*parts)(struct ecc_render *render, const struct ecc_part_row *parts, size_t n);
    void (*part)(struct ecc_render *render, const struct ecc_item *item);
    void (*report)(struct ecc_render *render, const struct ecc_report *report);
    void (*about)(struct ecc_render *render, const struct ecc_about *about);
    void (*symptoms)(struct ecc_render *render, const struct ecc_symptom *symptoms, size_t n);
    void (*side_by_side)(struct ecc_render *render, const struct ecc_side_by_side *sides);
    void (*alternatives)(struct ecc_render *render, const struct ecc_alternatives *alternatives);
    void (*impact)(struct ecc_render *render, const struct ecc_impact *impact);
    /* Instead of these three, a table; `exact`: of ids and exact numbers, the same in every language. */
    void (*sheet)(struct ecc_render *render, const struct ecc_sheet *sheet);
    bool exact;
    const struct ecc_screen_format *screen; /* screen.h */
};
extern const struct ecc_format ecc_formats[];
extern const char *const ecc_format_names[]; /* NULL-terminated, in the same order */
/* Does the format show more than results of checks? */
bool ecc_format_is_whole(size_t format);
/* Has the format what a command needs that takes these options (ecc_takes)? */
bool ecc_format_fits(size_t format, unsigned takes);

/* text */
void ecc_text_begin(struct ecc_render *render);
void ecc_text_item(struct ecc_render *render, const struct ecc_item *item);
void ecc_text_end(struct ecc_render *render, const struct ecc_totals *totals, bool several);
void ecc_text_history(struct ecc_render *render, const struct ecc_history *history);
void ecc_text_rules(struct ecc_render *render, const ecc_rule_info *const *rules, size_t n);
void ecc_text_rule(struct ecc_render *render, const struct ecc_rule_page *rule);
void ecc_text_difference(struct ecc_render *render, const struct ecc_difference *difference);
void ecc_text_trials(struct ecc_render *render, const struct ecc_trial *trials, size_t n);
void ecc_text_parts(struct ecc_render *render, const struct ecc_part_row *parts, size_t n);
void ecc_text_part(struct ecc_render *render, const struct ecc_item *item);
void ecc_text_side_by_side(struct ecc_render *render, const struct ecc_side_by_side *sides);
void ecc_text_alternatives(struct ecc_render *render, const struct ecc_alternatives *alternatives);
void ecc_text_impact(struct ecc_render *render, const struct ecc_impact *impact);

/* json */
void ecc_json_begin(struct ecc_render *render);
void ecc_json_item(struct ecc_render *render, const struct ecc_item *item);
void ecc_json_end(struct ecc_render *render, const struct ecc_totals *totals, bool several);
void ecc_json_history(struct ecc_render *render, const struct ecc_history *history);
void ecc_json_rules(struct ecc_render *render, const ecc_rule_info *const *rules, size_t n);
void ecc_json_rule(struct ecc_render *render, const struct ecc_rule_page *rule);
void ecc_json_difference(struct ecc_render *render, const struct ecc_difference *difference);
void ecc_json_trials(struct ecc_render *render, const struct ecc_trial *trials, size_t n);
void ecc_json_parts(struct ecc_render *render, const struct ecc_part_row *parts, size_t n);
void ecc_json_part(struct ecc_render *render, const struct ecc_item *item);
void ecc_json_side_by_side(struct ecc_render *render, const struct ecc_side_by_side *sides);
void ecc_json_alternatives(struct ecc_render *render, const struct ecc_alternatives *alternatives);
void ecc_json_impact(struct ecc_render *render, const struct ecc_impact *impact);
/* The members of one result, for formats that are JSON by the line. */
void ecc_json_members(struct ecc_render *render, const struct ecc_item *item);
void ecc_json_totals(struct ecc_render *render, const struct ecc_totals *totals);

/* ndjson */
void ecc_ndjson_begin(struct ecc_render *render);
void ecc_ndjson_item(struct ecc_render *render, const struct ecc_item *item);
void ecc_ndjson_end(struct ecc_render *render, const struct ecc_totals *totals, bool several);

/* sarif */
void ecc_sarif_begin(struct ecc_render *render);
void ecc_sarif_item(struct ecc_render *render, const struct ecc_item *item);
void ecc_sarif_end(struct ecc_render *render, const struct ecc_totals *totals, bool several);

/* junit */
void ecc_junit_begin(struct ecc_render *render);
void ecc_junit_item(struct ecc_render *render, const struct ecc_item *item);
void ecc_junit_end(struct ecc_render *render, const struct ecc_totals *totals, bool several);

/* github */
void ecc_github_begin(struct ecc_render *render);
void ecc_github_item(struct ecc_render *render, const struct ecc_item *item);
void ecc_github_end(struct ecc_render *render, const struct ecc_totals *totals, bool several);

/* csv */
void ecc_csv_begin(struct ecc_render *render);
void ecc_csv_item(struct ecc_render *render, const struct ecc_item *item);
void ecc_csv_end(struct ecc_render *render, const struct ecc_totals *totals, bool several);
void ecc_csv_sheet(struct ecc_render *render, const struct ecc_sheet *sheet);

/* One cell; what a spreadsheet would run as a formula is made text. */
void ecc_csv_cell(struct ecc_out *out, ecc_str text, bool first);
/* A number that the program worked out: -12.5, -3/8. Anything else is written as text. */
void ecc_csv_number(struct ecc_out *out, ecc_str text, bool first);

/* markdown */
void ecc_markdown_begin(struct ecc_render *render);
void ecc_markdown_item(struct ecc_render *render, const struct ecc_item *item);
void ecc_markdown_end(struct ecc_render *render, const struct ecc_totals *totals, bool several);
void ecc_markdown_sheet(struct ecc_render *render, const struct ecc_sheet *sheet);

/* html, svg */
void ecc_html_report(struct ecc_render *render, const struct ecc_report *report);
void ecc_svg_report(struct ecc_render *render, const struct ecc_report *report);
/* Text in which nothing is markup; a line end becomes a break. */
void ecc_markdown_lines(struct ecc_page *page, struct ecc_out *out, ecc_str text);

#endif
