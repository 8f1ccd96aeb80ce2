/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the format "text" share. */
#ifndef ECC_CLI_TEXT_H
#define ECC_CLI_TEXT_H

#include "phrase.h"
#include "render.h"

/* How much of a clause tree is shown. */
enum ecc_tree_depth {
    ECC_TREE_SHOWN,    /* as the law has it: nothing was evaluated */
    ECC_TREE_DECISIVE, /* of what is not met, only what decides that */
    ECC_TREE_WHOLE     /* everything, with headings, sources and notes */
};
void ecc_text_trees(struct ecc_page *page, const ecc_node *roots, size_t n,
                    enum ecc_tree_depth depth);
/* Columns of a verdict in it, with room for the mark of what decides. */
size_t ecc_text_verdict_width(const struct ecc_page *page);

/* Name at the left, date at the right; one or several lines of verdict. */
void ecc_text_verdict(struct ecc_page *page, const ecc_result *result);
/* The facts that would decide, and where the lines lie. */
void ecc_text_deciding(struct ecc_page *page, const ecc_result *result);
/* Through which day the text of the rules is known to hold; and aloud, when that was before the day
 * asked for. */
void ecc_text_verified(struct ecc_page *page, const ecc_result *result);
/* Open questions of the law whose answer would change the verdict. */
void ecc_text_readings(struct ecc_page *page, const ecc_result *result);
void ecc_text_findings(struct ecc_page *page, const ecc_result *result);
/* What was waived, ignored, or known. */
void ecc_text_states(struct ecc_page *page, const struct ecc_notices *notices);
/* What is to be said about the run. */
void ecc_text_gate(struct ecc_page *page, const struct ecc_totals *totals,
                   const ecc_config_view *config);
/* An empty line and a heading in bold. */
void ecc_text_heading(struct ecc_page *page, ecc_str text);
/* The heading over the clauses of a subject, with the legend of the mark. */
void ecc_text_subject_heading(struct ecc_page *page, const ecc_subject *subject);
/* A word for the verdict of the whole. */
enum ecc_word ecc_text_verdict_word(ecc_tri controlled);
/* Is it an assembly that is not sold as one? Then its entries do not count. */
bool ecc_text_is_idle(const ecc_subject *subject);
/* Everything about one result. */
void ecc_text_explain(struct ecc_render *render, const struct ecc_item *item);
/* "3A090@2023-11-17  88 FR 73458" */
void ecc_text_rule_line(struct ecc_page *page, size_t indent, const ecc_rule_info *rule);
/* A citation as a paragraph; a link where there are links. */
void ecc_text_citation(struct ecc_page *page, size_t indent, const ecc_citation *citation);
/* The same, and its address on a line of its own where there are none. */
void ecc_text_source(struct ecc_page *page, size_t indent, const ecc_citation *citation);
void ecc_text_scopes(struct ecc_page *page, const ecc_scope *scopes, size_t n);
void ecc_text_questions(struct ecc_page *page, const ecc_question *questions, size_t n);
/* Name, meaning, formula, source of a quantity. */
void ecc_text_definition(struct ecc_page *page, const ecc_definition *definition);

#endif
