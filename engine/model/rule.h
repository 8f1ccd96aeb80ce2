/* SPDX-License-Identifier: Apache-2.0 */
/* Rules and definitions in memory, compiled: ids are resolved, dimensions checked, nothing of the
 * text is looked up again. Built once for a set of versions in force, then immutable. */
#ifndef ECC_MODEL_RULE_H
#define ECC_MODEL_RULE_H

#include "base/diag.h"
#include "doc/yaml.h"
#include "model/interval.h"
#include "model/schema.h"

/* The kinds of thing a clause or a quantity is about. */
enum ecc_subject_kind { ECC_CIRCUIT, ECC_MEMORY, ECC_ASSEMBLY, ECC_SUBJECT_KINDS };
extern const char *const ecc_subject_words[ECC_SUBJECT_KINDS + 1]; /* NULL-terminated */
/* The record that holds the facts of such a thing; NULL for an assembly, which has none to compute with. */
const struct ecc_record *ecc_subject_record(enum ecc_subject_kind kind);

/* ---- Definitions --------------------------------------------------------------------------- */

/* A path of field indexes from the record at hand: {declared, tpp}. */
struct ecc_path {
    const size_t *fields;
    size_t n;
    const struct ecc_field *last;
};

/* An open question of the law: the answers that are held, and the one this file takes. */
struct ecc_reading {
    ecc_str id;
    ecc_bilingual question;
    ecc_citation source;
    const ecc_str *options;     /* ids */
    const ecc_bilingual *names; /* of the options */
    size_t n_options;
    size_t taken; /* index of the default */
};
#define ECC_READINGS_CAP        16
#define ECC_READING_OPTIONS_CAP 4
#define ECC_REVIEW_CAP          63 /* of one kind of thing: bits of an outcome, one for “none of them” */

/* A value for each number format; where a reading decides, one for each of its options. */
struct ecc_table_row {
    bool by_reading;
    size_t reading;
    ecc_num values[ECC_READING_OPTIONS_CAP]; /* coherent unit; [0] when no reading decides */
};
struct ecc_table {
    ecc_str id;
    ecc_bilingual name;
    struct ecc_dim dim;
    const struct ecc_table_row *rows; /* by index into ecc_number_formats */
};

/* The entries of a list for which a word or yes/no fact has one of the values. */
struct ecc_where {
    struct ecc_path path;
    uint32_t accepts; /* bit i: word i; for yes/no bit 0 is no, bit 1 yes */
};

enum ecc_expr_kind {
    ECC_EXPR_FACT,
    ECC_EXPR_CONSTANT,
    ECC_EXPR_QUANTITY,
    ECC_EXPR_TABLE,
    ECC_EXPR_PRODUCT,
    ECC_EXPR_RATIO,
    ECC_EXPR_TOTAL,
    ECC_EXPR_HIGHEST_OF,
    ECC_EXPR_FIRST,
    ECC_EXPR_SUM,     /* over a list */
    ECC_EXPR_HIGHEST, /* over a list */
    ECC_EXPR_COUNT,   /* of a list */
    ECC_EXPR_BY,      /* chosen by a word fact */
    ECC_EXPR_READING  /* chosen by a reading */
};

/* What a ratio is where its divisor is zero. */
enum ecc_by_zero { ECC_BY_ZERO_UNDECIDED, ECC_BY_ZERO_ZERO, ECC_BY_ZERO_UNBOUNDED };

struct ecc_expr {
    enum ecc_expr_kind kind;
    struct ecc_span span;
    struct ecc_dim dim;
    const struct ecc_expr *const
        *children; /* operands; SUM, HIGHEST: one, for an entry; BY: one a word */
    size_t n_children;
    struct ecc_path path; /* FACT: the fact; SUM, HIGHEST, COUNT: the list; BY: the word fact */
    const struct ecc_where *where;
    size_t n_where;
    ecc_num constant; /* CONSTANT, coherent unit */
    size_t quantity;  /* QUANTITY: index, below that of the quantity being defined */
    const struct ecc_table *table;
    struct ecc_path format;   /* TABLE */
    struct ecc_path with;     /* TABLE: the other input of a pair */
    bool smaller;             /* TABLE: of a pair, the smaller instead of the larger */
    size_t reading;           /* READING: index; children are its options */
    enum ecc_by_zero by_zero; /* RATIO */
};

struct ecc_not_counted {
    struct ecc_path list; /* outer list */
    struct ecc_path fact; /* within an entry of it */
    ecc_bilingual because;
};

struct ecc_quantity_def {
    ecc_definition info;
    enum ecc_subject_kind of;
    struct ecc_dim dim;
    ecc_num scale; /* of the unit it is printed in */
    const struct ecc_expr *formula;
    bool asked; /* has an `ask`: a reader can be asked for it */
    ecc_bilingual ask;
    const ecc_bilingual *notes;
    size_t n_notes;
    const struct ecc_not_counted *not_counted;
    size_t n_not_counted;
};

struct ecc_definitions {
    ecc_rule_info info;
    const struct ecc_quantity_def
        *quantities; /* a formula refers to earlier ones only: no circles */
    size_t n_quantities;
    const struct ecc_reading *readings;
    size_t n_readings;
};

/* ---- Rules --------------------------------------------------------------------------------- */

struct ecc_test {
    ecc_node_kind kind;
    struct ecc_span span;
    ecc_str id;    /* full: "3A090.a.1"; empty for a test without a number */
    ecc_str label; /* as written: "a.1", "Note 2" */
    ecc_bilingual heading;
    ecc_citation source;
    const ecc_bilingual *notes;
    size_t n_notes;
    bool exclusion;
    enum ecc_subject_kind of;
    const struct ecc_test *const *children;
    size_t n_children;
    /* COMPARE */
    ecc_operator op;
    size_t quantity;
    const struct ecc_quantity_def *definition;
    ecc_num threshold; /* coherent unit */
    /* FACT */
    struct ecc_path fact;
    uint32_t accepts; /* as in ecc_where */
    /* MEETS: the clause, or the top clauses of a rule; CONTAINS: what is looked for */
    ecc_str target;
    enum ecc_subject_kind contained;
    const struct ecc_test *const *targets;
    size_t n_targets;
};

enum ecc_when { ECC_WHEN_ALWAYS, ECC_WHEN_MET, ECC_WHEN_POSSIBLE };

struct ecc_rule_question {
    ecc_question view;
    enum ecc_when when;
};

struct ecc_rule_example {
    const struct ecc_yaml *node;
    const struct ecc_test *clause;
    const struct ecc_yaml *given; /* a map, or NULL */
    ecc_str part;                 /* catalogue id, or empty */
    ecc_tri expect;
};

struct ecc_rule {
    ecc_rule_info info;
    const struct ecc_test *const *clauses; /* top level, exclusions too */
    size_t n_clauses;
    const ecc_scope *scopes;
    size_t n_scopes;
    const struct ecc_rule_question *questions;
    size_t n_questions;
    const struct ecc_rule_example *examples;
    size_t n_examples;
};

struct ecc_regime {
    ecc_str id;
    ecc_bilingual title;
    ecc_bilingual authority;
    ecc_bilingual otherwise;
    ecc_bilingual not_advice;
    const ecc_str *review[ECC_SUBJECT_KINDS]; /* clause ids, strictest first */
    size_t n_review[ECC_SUBJECT_KINDS];
};

/* The law of one regime on one day: what an evaluation needs, and nothing else. */
struct ecc_law {
    const struct ecc_regime *regime;
    const struct ecc_definitions *definitions;
    const struct ecc_rule *const *rules;
    size_t n_rules;
    /* The clauses of the order of review that exist on that day, strictest first. */
    const struct ecc_test **review[ECC_SUBJECT_KINDS];
    const struct ecc_rule **review_rule[ECC_SUBJECT_KINDS];
    size_t n_review[ECC_SUBJECT_KINDS];
};

/* ---- Loading (each from a parsed file; all errors to diags) ---------------------------------- */

ecc_status ecc_regime_load(struct ecc_arena *arena, const struct ecc_yaml *root, ecc_str folder,
                           struct ecc_regime *out, struct ecc_diags *diags);
ecc_status ecc_definitions_load(struct ecc_arena *arena, const struct ecc_yaml *root,
                                const ecc_rule_info *info, struct ecc_definitions *out,
                                struct ecc_diags *diags);
/* `definitions` are those in force with the rule. References to other rules stay open until
 * ecc_law_bind(). */
ecc_status ecc_rule_load(struct ecc_arena *arena, const struct ecc_yaml *root,
                         const ecc_rule_info *info, const struct ecc_definitions *definitions,
                         struct ecc_rule *out, struct ecc_diags *diags);
/* The head of a rule or definitions file: header, dates, title, changes, source, gate. */
ecc_status ecc_rule_info_load(struct ecc_arena *arena, const struct ecc_yaml *root,
                              ecc_rule_info *info, struct ecc_diags *diags);
/* Resolve `meets`, look for circles, work out the order of review. `rules` are mutable until then. */
ecc_status ecc_law_bind(struct ecc_arena *arena, struct ecc_law *law, struct ecc_diags *diags);

/* ---- Parts shared by the loaders ------------------------------------------------------------ */

struct ecc_reader;
bool ecc_citation_read(struct ecc_reader *reader, const char *key, bool required,
                       ecc_citation *out);
/* A list of {en, zh} under `key`. */
void ecc_notes_read(struct ecc_reader *reader, const char *key, const ecc_bilingual **out,
                    size_t *out_n);
/* "declared.tpp" from `record`; reports and returns false when there is no such fact. */
bool ecc_path_read(struct ecc_reader *reader, ecc_str text, struct ecc_span span,
                   const struct ecc_record *record, struct ecc_path *out);
/* The values under `is` or in a `where` to a mask over the words of a yes/no or word fact. */
bool ecc_accepts_read(struct ecc_reader *reader, const struct ecc_yaml *node,
                      const struct ecc_field *field, uint32_t *out);
/* A formula over `record`; `before` definitions may be referred to. NULL after reporting. */
struct ecc_formula_scope {
    struct ecc_arena *arena;
    struct ecc_diags *diags;
    const struct ecc_table *tables;
    size_t n_tables;
    const struct ecc_reading *readings;
    size_t n_readings;
    const struct ecc_quantity_def *quantities;
    size_t n_quantities;
};
/* Index of the reading, or n_readings. */
size_t ecc_reading_find(const struct ecc_reading *readings, size_t n_readings, ecc_str id);
const struct ecc_expr *ecc_formula_load(const struct ecc_formula_scope *scope,
                                        const struct ecc_yaml *node,
                                        const struct ecc_record *record);
/* The formula in words, in both languages. */
ecc_bilingual ecc_formula_words(struct ecc_arena *arena, const struct ecc_expr *formula,
                                const struct ecc_quantity_def *quantities,
                                const struct ecc_reading *readings);

const struct ecc_test *ecc_rule_find_clause(const struct ecc_rule *rule, ecc_str full_id);

#endif
