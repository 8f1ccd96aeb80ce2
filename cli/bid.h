/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands of buyers share: a part with its figures and its verdicts; and how those are told. */
#ifndef ECC_CLI_BID_H
#define ECC_CLI_BID_H

#include "input.h"
#include "reason.h"
#include "sheet.h"

/* One part of several. What is not a view is freed by ecc_bid_free(). */
struct ecc_bid {
    ecc_str input; /* as asked for; the id of a catalogue part */
    const ecc_spec *spec;
    const ecc_spec_info *info;
    ecc_figures *figures;
    const ecc_result *now;   /* on the day asked for */
    const ecc_result *first; /* on the first day of the rules; NULL where that is not asked for */
    ecc_spec *owned;
};

/* Evaluate it on the day. On failure it has been told. */
enum ecc_exit ecc_bid_judge(struct ecc_cli *cli, ecc_rules *rules, const struct ecc_bid *bid,
                            ecc_date day, const ecc_result **out_result);
/* Takes the specification of `loaded` over, and works out its figures. */
enum ecc_exit ecc_bid_make(struct ecc_cli *cli, struct ecc_loaded *loaded, ecc_str input,
                           struct ecc_bid *out_bid);
void ecc_bid_free(struct ecc_bid *bid);

/* The circuit (or memory) itself; of an assembly NULL. */
const ecc_subject *ecc_bid_circuit(const ecc_result *result);
/* A quantity of it; NULL when there is none. */
const ecc_quantity_view *ecc_bid_quantity(const ecc_result *result, ecc_str id);
/* "3A090.a, 4A090.a", of what is sold */
ecc_str ecc_bid_paragraphs(struct ecc_page *page, const ecc_result *result);
/* "FP16": a figure's name without what its heading says. */
ecc_str ecc_bid_short_name(struct ecc_page *page, const ecc_bilingual *name);
/* The value of the fact at `path`, as written; empty when it is not written. */
ecc_str ecc_bid_fact(const ecc_spec *spec, const char *path);
/* "TSMC 4N": of every logic die, each once. */
ecc_str ecc_bid_nodes(struct ecc_page *page, const ecc_spec *spec);
/* "-62.0 %", "the same", "-62.0 % to -20.0 %", "≥ -20.0 %"; empty when nothing is known. */
ecc_str ecc_bid_gap(struct ecc_page *page, const ecc_compared_cell *cell);
/* The same for a program: "-0.62", "[-0.62,-0.2]". */
ecc_str ecc_bid_exact_gap(struct ecc_page *page, const ecc_compared_cell *cell);
/* A cell's value: "1,978.9", "96 to 128", "none", "unknown". */
ecc_str ecc_bid_value(struct ecc_page *page, const struct ecc_bid *bid, const ecc_compared *row,
                      size_t column);
/* "41.8 %" */
ecc_str ecc_bid_share(struct ecc_page *page, const ecc_number *share);

/* "16-bit peak, FP16" */
ecc_str ecc_aspect_name(struct ecc_page *page, const ecc_aspect *aspect);
/* A sentence about a part's rates with sparsity; empty when it has none. */
ecc_str ecc_compare_sparse_note(struct ecc_page *page, const struct ecc_side_by_side *sides,
                                size_t index);
/* "peaks: mark B, example.com; ..." */
ecc_str ecc_compare_sources(struct ecc_page *page, const struct ecc_bid *bid);

/* Of an impact: verdict and paragraphs, under a draft with that said; the sentences around them. */
ecc_str ecc_impact_verdict(struct ecc_page *page, const ecc_result *result, bool draft);
ecc_str ecc_impact_title(struct ecc_page *page, const struct ecc_impact *impact);
ecc_str ecc_impact_total(struct ecc_page *page, const struct ecc_impact *impact);
ecc_str ecc_impact_draft_note(struct ecc_page *page, ecc_str name);

/* What the formats that are tables make of the three commands. */
struct ecc_sheet ecc_compare_sheet(struct ecc_render *render, const struct ecc_side_by_side *sides);
struct ecc_sheet ecc_alternatives_sheet(struct ecc_render *render,
                                        const struct ecc_alternatives *alternatives);
struct ecc_sheet ecc_impact_sheet(struct ecc_render *render, const struct ecc_impact *impact);

#endif
