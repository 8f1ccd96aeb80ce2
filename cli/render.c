/* SPDX-License-Identifier: Apache-2.0 */
/* The table of formats: a new one is a row here and a file of its own. */
#include "render.h"

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
    },
};

const char *const ecc_format_names[] = {"text", "json", NULL};

_Static_assert(sizeof(ecc_formats) / sizeof(ecc_formats[0]) + 1 ==
                   sizeof(ecc_format_names) / sizeof(ecc_format_names[0]),
               "every format has a name for --format");
