/* SPDX-License-Identifier: Apache-2.0 */
/* What a check says about one input, as a list of notices with a place each: verdicts, findings,
 * mistakes in the file. The formats that are lists of short messages (sarif, junit, github,
 * markdown, csv) are made of it, and the gate decides about it. */
#ifndef ECC_CLI_NOTICE_H
#define ECC_CLI_NOTICE_H

#include "term.h"

struct ecc_item;
struct ecc_totals;

enum ecc_notice_kind {
    ECC_NOTICE_CONTROLLED, /* a thing meets a paragraph that gates */
    ECC_NOTICE_UNDECIDED,  /* it may meet one */
    ECC_NOTICE_LISTED, /* it meets a paragraph that does not gate; only when the configuration asks
                        */
    ECC_NOTICE_NEAR_LINE,  /* a value lies near a line */
    ECC_NOTICE_FINDING,    /* something else to know */
    ECC_NOTICE_DIAGNOSTIC, /* a mistake in the file */
    ECC_NOTICE_PROBLEM,    /* there is no result, and no diagnostic says why */
    ECC_NOTICE_GATE        /* about the configuration: a waiver that is expired or unused */
};

/* What the gate makes of it. */
enum ecc_notice_state {
    ECC_NOTICE_TOLD, /* says something and fails nothing */
    ECC_NOTICE_FAILS,
    ECC_NOTICE_WARNS,   /* would fail; the configuration makes it a warning */
    ECC_NOTICE_IGNORED, /* by the configuration */
    ECC_NOTICE_WAIVED,
    ECC_NOTICE_KNOWN /* stands in the baseline */
};

struct ecc_notice {
    enum ecc_notice_kind kind;
    enum ecc_notice_state state;
    ecc_severity severity;      /* of the thing itself, whatever the gate makes of it */
    ecc_str rule;               /* "3A090.a", "finding.near-line", "yaml.duplicate-key", "input" */
    const ecc_subject *subject; /* NULL: of the whole */
    const ecc_node *clause;     /* CONTROLLED, UNDECIDED, LISTED: of `rule`; may be NULL */
    ecc_str title;              /* one line */
    ecc_str text;               /* the whole, in lines */
    ecc_position at;            /* in the file that was asked for, as far as there is one */
    ecc_position
        origin;     /* where the decisive value stands when that is another file; else no place */
    ecc_str key;    /* the same as long as the same thing is said: no lines, no numbers, no words */
    ecc_str excuse; /* why it does not fail: the reason of a waiver or of the configuration */
};

struct ecc_notices {
    struct ecc_notice *items;
    size_t n;
};

/* Verdicts first, then findings, then diagnostics. In the page's pool and words. */
struct ecc_notices ecc_notices_of(struct ecc_page *page, const struct ecc_item *item);
/* One more at the end, zeroed; NULL when there is no memory. */
struct ecc_notice *ecc_notices_add(struct ecc_pool *pool, struct ecc_notices *notices);
/* Does it say what does not fail because somebody said so? */
bool ecc_notice_is_excused(const struct ecc_notice *notice);
/* The severity to show: an error that only warns is a warning, what is excused is a note. */
ecc_severity ecc_notice_shown(const struct ecc_notice *notice);
/* "told", "fails", "warns", "ignored", "waived", "known": the same in every language */
const char *ecc_notice_state_name(enum ecc_notice_state state);
/* "Waived: REASON"; empty when the gate has nothing to say about it. */
ecc_str ecc_notice_state_text(struct ecc_page *page, const struct ecc_notice *notice);

/* ---- Exact forms
 * ----------------------------------------------------------------------------------- */

/* "15831.2"; ">=4800", "(345,640]" where bounds are known; empty when nothing is. The same in every
 * language. */
ecc_str ecc_exact_range(struct ecc_page *page, const ecc_range *range);
/* "3A090.a", "3A090.a; 3A090.b; none" */
ecc_str ecc_exact_paragraphs(struct ecc_page *page, const ecc_paragraph *possible, size_t n);
/* "controlled", "undecided", "not-controlled", "failed" */
const char *ecc_exact_verdict(const struct ecc_item *item);

/* "3 specifications as of ...: 1 controlled, ..." */
ecc_str ecc_phrase_totals(struct ecc_page *page, const struct ecc_totals *totals, ecc_date as_of);
/* That the day asked for lies after the last one on which the text of the rules is known to hold; else empty. */
ecc_str ecc_phrase_beyond(struct ecc_page *page, const struct ecc_totals *totals, ecc_date as_of);

#endif
