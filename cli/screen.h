/* SPDX-License-Identifier: Apache-2.0 */
/* A bill of materials, line by line: what each name is taken for, and what that comes to. A
 * format shows it through a row of its own (render.c), and sees nothing but what stands here. */
#ifndef ECC_CLI_SCREEN_H
#define ECC_CLI_SCREEN_H

#include "cli.h"
#include "party.h"
#include "table.h"

/* ---- Places in the table ------------------------------------------------------------------- */

/* So many lines are named where lines are listed; the rest is counted. */
#define ECC_LINES_NAMED 16

/* Prices are summed for each mark they are written with ("¥", "USD", none); more marks than this are not. */
#define ECC_CURRENCIES 3
/* Amounts are counted in ten-thousandths, exactly, and never pass this. */
#define ECC_AMOUNT_MOST ((size_t)1 << 62)

struct ecc_place {
    size_t n; /* lines */
    size_t quantity;
    size_t amounts[ECC_CURRENCIES]; /* price times quantity [1/10000] */
    size_t lines[ECC_LINES_NAMED];  /* the first of them */
};

/* ---- Parts --------------------------------------------------------------------------------- */

/* One thing about a part that was evaluated: the circuit, the card as sold. */
struct ecc_screened_subject {
    ecc_str what;       /* "the circuit", in the language */
    ecc_str paragraphs; /* "3A090.a or none of them", in the language */
    ecc_str exact;      /* "3A090.a; none" */
    ecc_tri gate;
    const ecc_str *why; /* what decides it, or would; a sentence each, the questions to the supplier
                           among them */
    size_t n_why;
};

/* A part of the catalogue. Worked out when a line first needs it, kept for the run. */
struct ecc_screened_part {
    bool known;
    ecc_str name;
    ecc_str vendor;
    ecc_str origin;      /* ISO 3166 code, may be empty */
    size_t first_line;   /* of the table, that needed it */
    struct ecc_place on; /* the lines whose name fits it, alone or among others */
    ecc_tri controlled;
    const struct ecc_screened_subject *subjects; /* those that count */
    size_t n_subjects;
    const ecc_str *asks; /* what to ask the supplier, while it is undecided */
    size_t n_asks;
    const ecc_str *findings; /* to know beside the verdict */
    size_t n_findings;
};

/* ---- Lines --------------------------------------------------------------------------------- */

/* What became of a line; also its place in the summary. */
enum ecc_outcome {
    ECC_OUTCOME_CONTROLLED,
    ECC_OUTCOME_UNDECIDED,
    ECC_OUTCOME_CLEAR,
    ECC_OUTCOME_LOOKALIKE, /* the name only looks like a part */
    ECC_OUTCOME_UNMATCHED,
    ECC_OUTCOMES
};

struct ecc_screened_line {
    size_t line;                /* of the table, from 1 */
    ecc_str cells[ECC_ROLES];   /* as they stand */
    const ecc_matches *matches; /* NULL: the name cannot be looked for; see `problem` */
    const struct ecc_screened_part *const *parts; /* of each candidate */
    enum ecc_outcome outcome;
    bool differ;  /* the candidates have different verdicts */
    bool unsure;  /* a part that is clear, under a name that was not wholly understood */
    bool counted; /* the quantity is a number */
    size_t quantity;
    bool priced; /* price and quantity are numbers: `amount` is of `currency` */
    size_t currency;
    size_t amount; /* [1/10000] */
    ecc_str problem;
    const ecc_str *asks; /* what to ask the supplier */
    size_t n_asks;
};

/* ---- The whole ----------------------------------------------------------------------------- */

struct ecc_screening {
    struct ecc_cli *cli;
    struct ecc_page *page;
    struct ecc_json json;
    ecc_str input;
    ecc_date as_of;
    const struct ecc_table *table;
    const struct ecc_columns *columns;
    struct ecc_screened_part *parts;   /* by index in the catalogue */
    const struct ecc_rule_page *rules; /* of the day; only for a format that shows them */
    size_t n_rules;
    struct ecc_place sums[ECC_OUTCOMES];
    struct ecc_place all;
    ecc_str marks[ECC_CURRENCIES];
    size_t n_marks;
    size_t n_uncounted;        /* lines whose quantity is not a number */
    size_t n_unpriced;         /* lines that are in no amount */
    bool complete;             /* the table was read to its end */
    ecc_date verified_through; /* not set: no part was evaluated */
    bool beyond_verified;
    ecc_bilingual not_advice;
    int exit;
};

/* The verdict of a part; on failure it has been told. */
enum ecc_exit ecc_screen_part(struct ecc_screening *screening, ecc_rules *rules, size_t part,
                              size_t line, const struct ecc_screened_part **out_part);
/* A count as people write it: "8", "1,000", "64 pcs". False for anything that may be read in two
 * ways. */
bool ecc_screen_quantity(ecc_str text, size_t *out_quantity);
/* A price: "95000", "¥95,000.00", "12.5 USD"; the same. `mark` borrows from the text. */
struct ecc_price {
    ecc_str mark;
    size_t parts; /* [1/10000] */
};
bool ecc_screen_price(ecc_str text, struct ecc_price *out_price);
/* Works out the line's amount. False: it has none. */
bool ecc_screen_amount(struct ecc_screening *screening, struct ecc_screened_line *line);

/* ---- The summary --------------------------------------------------------------------------- */

/* Lines, quantity, and an amount for each mark: heads and the cells of a sum. How many. */
#define ECC_SUM_COLUMNS (2 + ECC_CURRENCIES)
size_t ecc_screen_sum_heads(struct ecc_screening *screening, ecc_str out[ECC_SUM_COLUMNS]);
size_t ecc_screen_sum_cells(struct ecc_screening *screening, const struct ecc_place *sum,
                            ecc_str out[ECC_SUM_COLUMNS]);
/* "1234.5", of ten-thousandths. */
ecc_str ecc_screen_exact_amount(struct ecc_screening *screening, size_t amount);
/* What is not in the sums; empty when all is. */
ecc_str ecc_screen_uncounted(struct ecc_screening *screening);
ecc_str ecc_screen_unpriced(struct ecc_screening *screening);

/* ---- Words that formats share -------------------------------------------------------------- */

enum ecc_word ecc_screen_outcome_word(enum ecc_outcome outcome);
/* The verdict for machines: "controlled", "undecided", "not-controlled"; what is not matched is
 * undecided. */
const char *ecc_screen_verdict(enum ecc_outcome outcome);
enum ecc_exit ecc_screen_exit(enum ecc_outcome outcome);
const char *ecc_screen_match(
    const struct ecc_screened_line *line); /* "one", "several", "looks-like", "nothing" */
const char *ecc_screen_confidence(ecc_confidence confidence);
enum ecc_word ecc_screen_confidence_word(ecc_confidence confidence);
const char *ecc_screen_role(enum ecc_role role); /* "quantity" */
/* The first line of a remark's message, and the lines behind it. */
ecc_str ecc_screen_remark(struct ecc_screening *screening, const ecc_remark *remark);
ecc_str ecc_screen_remedy(struct ecc_screening *screening, const ecc_remark *remark);
/* All reasons in one line: "a; b". */
ecc_str ecc_screen_reasons(struct ecc_screening *screening, const ecc_candidate *candidate);
/* The question that does not stand with a part already; empty when all do. */
ecc_str ecc_screen_own_ask(const struct ecc_screened_line *line);
/* Of the makers of all parts that lines were taken for. */
struct ecc_party_list ecc_screen_parties(struct ecc_screening *screening);
/* How the table was read: encoding, separator, columns. */
ecc_str ecc_screen_about_table(struct ecc_screening *screening);
ecc_str ecc_screen_verified(struct ecc_screening *screening);
/* "CONTROLLED  3A090.a; 4A090.a": every subject's paragraphs. */
ecc_str ecc_screen_paragraphs(struct ecc_screening *screening,
                              const struct ecc_screened_part *part);

/* ---- Formats ------------------------------------------------------------------------------- */

struct ecc_screen_format {
    bool law; /* it shows the rules of the day */
    void (*begin)(struct ecc_screening *screening);
    void (*line)(struct ecc_screening *screening, const struct ecc_screened_line *line);
    void (*end)(struct ecc_screening *screening);
};
extern const struct ecc_screen_format ecc_screen_text;
extern const struct ecc_screen_format ecc_screen_json;
extern const struct ecc_screen_format ecc_screen_ndjson;
extern const struct ecc_screen_format ecc_screen_csv;
extern const struct ecc_screen_format ecc_screen_markdown;
extern const struct ecc_screen_format ecc_screen_html;

/* html: what stands below the lines. */
void ecc_html_screen_sums(struct ecc_screening *screening);
void ecc_html_screen_parts(struct ecc_screening *screening);
void ecc_html_screen_badge(struct ecc_page *page, enum ecc_outcome outcome);

#endif
