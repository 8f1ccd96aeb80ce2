/* SPDX-License-Identifier: Apache-2.0 */
/* The table of formats: a new one is a row here and a file of its own. */
#include "render.h"

#include "about.h"

#include "opt.h"
#include "screen.h"

const struct ecc_format ecc_formats[] = {
    {
        .name = "text",
        .media_type = "text/plain; charset=utf-8",
        .suffix = ".txt",
        .begin = ecc_text_begin,
        .item = ecc_text_item,
        .end = ecc_text_end,
        .history = ecc_text_history,
        .rules = ecc_text_rules,
        .rule = ecc_text_rule,
        .difference = ecc_text_difference,
        .trials = ecc_text_trials,
        .parts = ecc_text_parts,
        .part = ecc_text_part,
        .about = ecc_text_about,
        .symptoms = ecc_text_symptoms,
        .side_by_side = ecc_text_side_by_side,
        .alternatives = ecc_text_alternatives,
        .impact = ecc_text_impact,
        .screen = &ecc_screen_text,
    },
    {
        .name = "json",
        .media_type = "application/json",
        .suffix = ".json",
        .begin = ecc_json_begin,
        .item = ecc_json_item,
        .end = ecc_json_end,
        .history = ecc_json_history,
        .rules = ecc_json_rules,
        .rule = ecc_json_rule,
        .difference = ecc_json_difference,
        .trials = ecc_json_trials,
        .parts = ecc_json_parts,
        .part = ecc_json_part,
        .about = ecc_json_about,
        .symptoms = ecc_json_symptoms,
        .side_by_side = ecc_json_side_by_side,
        .alternatives = ecc_json_alternatives,
        .impact = ecc_json_impact,
        .screen = &ecc_screen_json,
    },
    {
        .name = "ndjson",
        .media_type = "application/x-ndjson",
        .suffix = ".ndjson",
        .begin = ecc_ndjson_begin,
        .item = ecc_ndjson_item,
        .end = ecc_ndjson_end,
        .screen = &ecc_screen_ndjson,
    },
    {
        .name = "sarif",
        .media_type = "application/sarif+json",
        .suffix = ".sarif",
        .begin = ecc_sarif_begin,
        .item = ecc_sarif_item,
        .end = ecc_sarif_end,
    },
    {
        .name = "junit",
        .media_type = "application/xml",
        .suffix = ".xml",
        .begin = ecc_junit_begin,
        .item = ecc_junit_item,
        .end = ecc_junit_end,
    },
    {
        .name = "github",
        .media_type = "text/plain; charset=utf-8",
        .suffix = ".txt",
        .begin = ecc_github_begin,
        .item = ecc_github_item,
        .end = ecc_github_end,
    },
    {
        .name = "csv",
        .media_type = "text/csv; charset=utf-8",
        .suffix = ".csv",
        .begin = ecc_csv_begin,
        .item = ecc_csv_item,
        .end = ecc_csv_end,
        .sheet = ecc_csv_sheet,
        .exact = true,
        .screen = &ecc_screen_csv,
    },
    {
        .name = "markdown",
        .media_type = "text/markdown; charset=utf-8",
        .suffix = ".md",
        .begin = ecc_markdown_begin,
        .item = ecc_markdown_item,
        .end = ecc_markdown_end,
        .sheet = ecc_markdown_sheet,
        .screen = &ecc_screen_markdown,
    },
    {
        .name = "html",
        .media_type = "text/html; charset=utf-8",
        .suffix = ".html",
        .report = ecc_html_report,
        .screen = &ecc_screen_html,
    },
    {
        .name = "svg",
        .media_type = "image/svg+xml",
        .suffix = ".svg",
        .report = ecc_svg_report,
    },
};

const char *const ecc_format_names[] = {"text", "json",     "ndjson", "sarif", "junit", "github",
                                        "csv",  "markdown", "html",   "svg",   NULL};

_Static_assert(sizeof(ecc_formats) / sizeof(ecc_formats[0]) + 1 ==
                   sizeof(ecc_format_names) / sizeof(ecc_format_names[0]),
               "every format has a name for --format");

bool ecc_format_is_whole(size_t format)
{
    return ecc_formats[format].rules != NULL;
}

bool ecc_format_fits(size_t format, unsigned takes)
{
    if ((takes & ECC_TAKES_TABLE) != 0) {
        return ecc_formats[format].screen != NULL;
    }
    if ((takes & ECC_TAKES_SHEETS) != 0) {
        return ecc_formats[format].side_by_side != NULL || ecc_formats[format].sheet != NULL;
    }
    if ((takes & ECC_TAKES_DOCUMENTS) != 0 || ecc_formats[format].report != NULL) {
        return (takes & ECC_TAKES_DOCUMENTS) != 0 && ecc_formats[format].report != NULL;
    }
    return (takes & ECC_TAKES_RESULTS) != 0 || ecc_format_is_whole(format);
}
