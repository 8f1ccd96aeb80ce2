/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the format "json" share. */
#ifndef ECC_CLI_JSON_PARTS_H
#define ECC_CLI_JSON_PARTS_H

#include "render.h"

/* Opens the document: {"format": FORMAT, "program": {...}, "language": ... */
void ecc_json_open(struct ecc_render *render, const char *format);
/* The same on one line. */
void ecc_json_open_line(struct ecc_render *render, const char *format);

const char *ecc_json_verdict(ecc_tri controlled); /* "controlled", "not-controlled", "undecided" */
const char *ecc_json_met(ecc_tri verdict);        /* "met", "not-met", "undecided" */
const char *ecc_json_truth(ecc_tri truth);        /* "yes", "no", "unknown" */

/* A member of an object. */
void ecc_json_put_date(struct ecc_render *render, const char *key,
                       ecc_date date); /* null when not set */
void ecc_json_put_words(struct ecc_render *render, const char *key, const ecc_bilingual *text);
/* {"number": "15831.2", "unit": "TOPS*bit"}; null for NULL */
void ecc_json_put_number(struct ecc_render *render, const char *key, const ecc_number *number,
                         ecc_str unit);
void ecc_json_put_range(struct ecc_render *render, const char *key, const ecc_range *range,
                        ecc_str unit);
void ecc_json_put_citation(struct ecc_render *render, const char *key,
                           const ecc_citation *citation);
void ecc_json_put_scopes(struct ecc_render *render, const ecc_scope *scopes, size_t n);
void ecc_json_put_questions(struct ecc_render *render, const ecc_question *questions, size_t n);

/* A value by itself. */
void ecc_json_node(struct ecc_render *render, const ecc_node *node, bool evaluated);
void ecc_json_rule_info(struct ecc_render *render, const ecc_rule_info *rule);
void ecc_json_definition(struct ecc_render *render, const ecc_definition *definition);
void ecc_json_spec(struct ecc_render *render, const ecc_spec_info *info);

size_t ecc_json_subject_index(const ecc_result *result, const ecc_subject *subject);

#endif
