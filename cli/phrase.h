/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of sentences that several commands need: numbers, ranges, lines, tests, citations. They
 * live until ecc_words_reset() or until the page's pool is freed.
 *
 * A figure that is not exact is cut, never rounded, and ends in "…": so it never crosses a line. */
#ifndef ECC_CLI_PHRASE_H
#define ECC_CLI_PHRASE_H

#include "term.h"

ecc_str ecc_phrase_number(struct ecc_page *page, const ecc_number *number);
ecc_str ecc_phrase_unit(struct ecc_page *page, ecc_str unit); /* "TOPS·bit/mm²" */
bool ecc_phrase_is_count(ecc_str unit);                       /* of something without a unit */
ecc_str ecc_phrase_quantity(struct ecc_page *page, const ecc_number *number, ecc_str unit);
ecc_str ecc_phrase_range(struct ecc_page *page, const ecc_range *range, ecc_str unit);
/* "at least 4,800" */
ecc_str ecc_phrase_line(struct ecc_page *page, ecc_operator op, const ecc_number *threshold,
                        ecc_str unit);
/* A piece of a quantity's values: "above 345.945… mm², up to and including 640 mm²" */
ecc_str ecc_phrase_piece(struct ecc_page *page, const ecc_range *range, ecc_str unit);
/* "+229.8 %", "on the line"; empty when the value is not exact */
ecc_str ecc_phrase_margin(struct ecc_page *page, const ecc_node *node);
/* What a test asks and, when it was evaluated, of what: "TPP 15,831.2, at least 4,800". */
ecc_str ecc_phrase_test(struct ecc_page *page, const ecc_node *node);
ecc_str ecc_phrase_word(struct ecc_page *page, ecc_str word); /* "yes" and "no" in the language */
/* A word of a specification to choose from, with what it means: "non-planar (FinFET, GAA)" */
ecc_str ecc_phrase_choice(struct ecc_page *page, ecc_str word);
/* "met", "not met", "undecided"; of an exclusion "excludes" and so on. */
enum ecc_word ecc_phrase_verdict(const ecc_node *node);
enum ecc_style ecc_phrase_style(ecc_tri verdict);

/* "a, b and c" */
ecc_str ecc_phrase_list(struct ecc_page *page, const ecc_str *items, size_t n,
                        enum ecc_word between, enum ecc_word last);
ecc_str ecc_phrase_date(struct ecc_page *page, ecc_date date);             /* "2023-11-17" */
ecc_str ecc_phrase_rule(struct ecc_page *page, const ecc_rule_info *rule); /* "3A090@2023-11-17" */
/* "88 FR 73458; 15 CFR 774 Supp. 1, 3A090.a.1 (read in the primary text)" */
ecc_str ecc_phrase_citation(struct ecc_page *page, const ecc_citation *citation);
/* "3A090.a, 3A090.b or none of them" */
ecc_str ecc_phrase_paragraphs(struct ecc_page *page, const ecc_paragraph *possible, size_t n);
/* Facts that decide only together, a sentence for each set; or that no set was found. Their number. */
size_t ecc_phrase_sets(struct ecc_page *page, const ecc_result *result, const ecc_str **out);
/* "the circuit", "as sold: a module that contains it" */
ecc_str ecc_phrase_subject(struct ecc_page *page, const ecc_subject *subject);
/* The alternatives by which a paragraph is met: "a.1 and a.2"; empty when it has none. */
ecc_str ecc_phrase_by(struct ecc_page *page, const ecc_node *paragraph);
/* A value's origin on one line: "1978.9 TFLOPS (fp8) × 8 bit". `own` is the name of the thing
 * itself, which is left out. */
ecc_str ecc_phrase_derivation(struct ecc_page *page, const ecc_step *step, ecc_str own);
/* The fact that a value comes from first; empty file when it comes from none. */
ecc_position ecc_phrase_origin(const ecc_step *step);

/* The clause of that id among the entries' paragraphs, however deep; NULL when there is none. */
const ecc_node *ecc_find_clause(const ecc_subject *subject, ecc_str id);

#endif
