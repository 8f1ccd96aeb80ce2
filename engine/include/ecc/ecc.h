/* SPDX-License-Identifier: Apache-2.0 */
/* libecc: is an AI accelerator caught by an export-control rule, under which clause, and why?
 *
 * The one public header, and the manual of the library. Contents:
 *   version · status · text, dates, numbers · diagnostics · words · rules · specifications · mappings ·
 *   the result of a check · deciding facts · history and comparison of rules · trust · finding parts ·
 *   figures · catalogue care
 *
 * Ways of the house
 * - A context owns nothing global; the library has no init, no shutdown, no thread-local state.
 * - Statuses say whether a call worked. Verdicts are three-valued and are never statuses. What is wrong
 *   with somebody's file goes to an ecc_diags list, with a place for each finding.
 * - On failure outputs are untouched. Every pointer argument must be valid unless "may be NULL" is said.
 * - Structs marked READ ONLY are views into an object: borrowed, immutable, valid until that object is
 *   freed, and readable from several threads.
 * - Free results before the specification and the rules they borrow from. */
#ifndef ECC_ECC_H
#define ECC_ECC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ECC_API      __attribute__((visibility("default")))
#define ECC_MUST_USE __attribute__((warn_unused_result))
#else
#define ECC_API
#define ECC_MUST_USE
#endif

/* ---- Version ------------------------------------------------------------------------------- */

#define ECC_VERSION "0.1.0"

ECC_API const char *ecc_version(void); /* of the library that is loaded, "major.minor.patch" */

/* What the library stands on, as it is loaded: "ICU" "72.1". */
typedef struct ecc_library {
    const char *name;
    char version[20];
} ecc_library;
#define ECC_LIBRARIES 4
ECC_API void ecc_libraries(ecc_library out[ECC_LIBRARIES]);

/* ---- Status -------------------------------------------------------------------------------- */

typedef enum ecc_status {
    ECC_OK = 0,
    ECC_E_INVALID = 1,   /* the input has errors; read the diagnostics */
    ECC_E_UNTRUSTED = 2, /* rules are not vouched for; read the diagnostics */
    ECC_E_NOT_FOUND = 3, /* no such file, rule, clause, or catalogue part */
    ECC_E_DATE = 4,      /* no rule was in force on that date */
    ECC_E_IO = 5,        /* reading or writing failed */
    ECC_E_LIMIT = 6,     /* a cap was reached (size, depth, nodes, digits); read the diagnostics */
    ECC_E_NOMEM = 7,     /* out of memory */
    ECC_E_USAGE = 8      /* an argument is not what the function asks for */
} ecc_status;

/* ---- Text, dates, numbers ------------------------------------------------------------------ */

/* UTF-8, not NUL-terminated, may be empty (then ptr may be NULL). */
typedef struct ecc_str {
    const char *ptr;
    size_t len; /* [bytes] */
} ecc_str;

/* One sentence in each language of the tool. */
typedef enum ecc_language { ECC_ENGLISH = 0, ECC_CHINESE = 1, ECC_LANGUAGES = 2 } ecc_language;
typedef struct ecc_bilingual {
    ecc_str in[ECC_LANGUAGES];
} ecc_bilingual;

/* A civil date; year 0 means "not set". */
typedef struct ecc_date {
    int16_t year;
    int8_t month; /* 1 to 12 */
    int8_t day;   /* 1 to 31 */
} ecc_date;

/* "YYYY-MM-DD", nothing else. False (untouched) for a date that does not exist. */
ECC_API ECC_MUST_USE bool ecc_date_parse(ecc_str text, ecc_date *out_date);
ECC_API int ecc_date_cmp(ecc_date a, ecc_date b);

/* Three-valued truth. and = minimum, or = maximum, not = negation. */
typedef enum ecc_tri { ECC_FALSE = -1, ECC_UNKNOWN = 0, ECC_TRUE = 1 } ecc_tri;

/* An exact rational number. Opaque; see ecc_words_* and ecc_number_* for printing. */
typedef struct ecc_number ecc_number;

/* A place in a file, as people count: from 1; columns count code points. READ ONLY. */
typedef struct ecc_position {
    ecc_str file; /* empty: no place */
    size_t line;
    size_t column;
    size_t end_line;
    size_t end_column; /* one past the last code point */
    ecc_str excerpt;   /* the whole line, without its end */
} ecc_position;

/* ---- Diagnostics --------------------------------------------------------------------------- */

typedef enum ecc_severity {
    ECC_SEVERITY_NONE = 0, /* a message that is not a diagnostic */
    ECC_SEVERITY_NOTE = 1,
    ECC_SEVERITY_WARNING = 2,
    ECC_SEVERITY_ERROR = 3
} ecc_severity;

/* A named argument of a message. */
typedef enum ecc_arg_kind { ECC_ARG_TEXT = 0, ECC_ARG_INTEGER = 1 } ecc_arg_kind;
typedef struct ecc_arg {
    const char *name;
    ecc_arg_kind kind;
    ecc_str text;
    long long integer;
} ecc_arg;

/* A list of findings about input. Made and freed by the caller, filled by the library; not shared
 * between threads while it is filled. */
typedef struct ecc_diags ecc_diags;

/* READ ONLY. */
typedef struct ecc_diag {
    const char *id; /* stable: "yaml.duplicate-key" */
    ecc_severity severity;
    ecc_position at;
    ecc_position other; /* a second place ("first here"); empty file when there is none */
    const ecc_arg *args;
    size_t n_args;
} ecc_diag;

ECC_API ECC_MUST_USE ecc_status ecc_diags_new(ecc_diags **out_diags);
ECC_API void ecc_diags_free(ecc_diags *diags); /* NULL is allowed */
ECC_API void ecc_diags_clear(ecc_diags *diags);
ECC_API size_t ecc_diags_count(const ecc_diags *diags);
ECC_API size_t ecc_diags_errors(const ecc_diags *diags);  /* of severity error, dropped ones too */
ECC_API size_t ecc_diags_dropped(const ecc_diags *diags); /* not kept, over the cap of 100 */
/* In order of file and place. `index` below ecc_diags_count(). */
ECC_API ecc_diag ecc_diags_at(const ecc_diags *diags, size_t index);

/* ---- Words --------------------------------------------------------------------------------- */

/* A language's words and number formats (ICU). What it returns is owned by it and lives until
 * ecc_words_reset() or ecc_words_free(). Not shared between threads. Out of memory gives the empty string. */
typedef struct ecc_words ecc_words;

ECC_API ECC_MUST_USE ecc_status ecc_words_new(ecc_language language, ecc_words **out_words);
ECC_API void ecc_words_free(ecc_words *words);
ECC_API void ecc_words_reset(ecc_words *words);
ECC_API ecc_language ecc_words_language(const ecc_words *words);
/* Memory ran out since ecc_words_new(): something was not said, or not all of it. */
ECC_API bool ecc_words_failed(const ecc_words *words);

/* The sentence of a diagnostic: first line what and why, further lines what to do. */
ECC_API ecc_str ecc_words_diag(ecc_words *words, const ecc_diag *diag);
/* An engine message by id, with arguments. Unknown ids come back as the id. */
ECC_API ecc_str ecc_words_say(ecc_words *words, const char *id, const ecc_arg *args, size_t n_args);
/* An ICU message pattern with named arguments, from the caller's own catalogue. */
ECC_API ecc_str ecc_words_format(ecc_words *words, const char *pattern, const ecc_arg *args,
                                 size_t n_args);
ECC_API ecc_str ecc_words_date(ecc_words *words, ecc_date date); /* in the language's long form */
ECC_API ecc_str ecc_words_country(ecc_words *words,
                                  ecc_str iso_code); /* the code itself when unknown */
/* Grouped decimal with at most `digits` significant digits; never rounds across an integer line
 * silently: a rounded figure is marked by the caller through *out_exact (may be NULL). */
ECC_API ecc_str ecc_words_number(ecc_words *words, const ecc_number *number, unsigned digits,
                                 bool *out_exact);
ECC_API ecc_str ecc_words_percent(ecc_words *words, const ecc_number *ratio,
                                  unsigned fraction); /* 0.06 -> 6.0 %, signed */
/* Exact: "15831.2", or "num/den" where the decimals do not end. Language-independent. */
ECC_API ecc_str ecc_number_exact(ecc_words *words, const ecc_number *number);
/* Columns of a terminal: East Asian wide characters count two. */
ECC_API size_t ecc_text_width(ecc_str text);
/* Offset of a character that must not reach a terminal (controls, bidi, invisible), or text.len. */
ECC_API size_t ecc_text_unsafe_at(ecc_str text);

/* ---- Rules --------------------------------------------------------------------------------- */

/* A rule set: every rule and every version of it, verified and parsed on first use, immutable to its
 * users, shareable between threads after ecc_rules_load_all() or ecc_rules_as_of(). */
typedef struct ecc_rules ecc_rules;

/* The official rule set that is built into the library. Its signatures are verified; whether they have expired is
 * not asked (ecc_trust_open() with a clock does). `diags` outlives the rules: files are read when needed. */
ECC_API ECC_MUST_USE ecc_status ecc_rules_open_builtin(ecc_rules **out_rules, ecc_diags *diags);
/* A directory with the layout of rules/ (docs/rule-language.md). `read` is called with a path below
 * the directory and gives bytes that the rule set copies; see ecc_read_fn. */
typedef ecc_status (*ecc_read_fn)(void *user, ecc_str path, ecc_str *out_bytes);
ECC_API ECC_MUST_USE ecc_status ecc_rules_open_files(const ecc_str *paths, size_t n_paths,
                                                     ecc_read_fn read, void *user,
                                                     ecc_rules **out_rules, ecc_diags *diags);
ECC_API void ecc_rules_free(ecc_rules *rules);

/* Confidence of a statement of law (docs/rule-language.md): read in primary text, primary text quoted by
 * somebody, secondary source, memory, the project's inference. */
typedef enum ecc_mark {
    ECC_MARK_PRIMARY = 0,
    ECC_MARK_QUOTED = 1,
    ECC_MARK_SECONDARY = 2,
    ECC_MARK_MEMORY = 3,
    ECC_MARK_INFERENCE = 4
} ecc_mark;

typedef struct ecc_citation { /* READ ONLY */
    ecc_str notice;           /* "88 FR 73458" */
    ecc_str cfr;              /* "15 CFR 774 Supp. 1, 3A090.a.1" */
    ecc_str url;
    ecc_mark mark;
} ecc_citation;

/* One version of one rule. READ ONLY. */
typedef struct ecc_rule_info {
    ecc_str regime;            /* "us-ear" */
    ecc_str rule;              /* "3A090"; "definitions" for a set of definitions */
    ecc_date from;             /* first day in force */
    ecc_date until;            /* last day in force; not set: still in force */
    ecc_date verified_through; /* last day the text is known to hold */
    ecc_str path;              /* "us-ear/3a090/2023-11-17.yaml" */
    ecc_bilingual title;
    ecc_bilingual changes; /* what this version changed, in a sentence */
    ecc_citation source;
    bool gate; /* fails a check by itself */
} ecc_rule_info;

ECC_API size_t ecc_rules_count(const ecc_rules *rules); /* versions, sorted by regime, rule, date */
ECC_API ECC_MUST_USE ecc_status ecc_rules_load_all(ecc_rules *rules, ecc_diags *diags);
/* What names this rule set and no other: the SHA-256, in hexadecimal, of a line "<SHA-256>  <path>\n" for
 * each file, in order of path; as "sha256sum" prints them. Reads every file. */
#define ECC_DIGEST_SIZE 65
ECC_API ECC_MUST_USE ecc_status ecc_rules_digest(ecc_rules *rules, char out_hex[ECC_DIGEST_SIZE],
                                                 ecc_diags *diags);
/* Parses that version if need be. */
ECC_API ECC_MUST_USE ecc_status ecc_rules_info(ecc_rules *rules, size_t index,
                                               const ecc_rule_info **out_info, ecc_diags *diags);
/* "3A090@2023-11-17", or "3A090" for the version in force on `as_of`; ECC_E_NOT_FOUND, ECC_E_DATE. */
ECC_API ECC_MUST_USE ecc_status ecc_rules_find(ecc_rules *rules, ecc_str reference, ecc_date as_of,
                                               size_t *out_index, ecc_diags *diags);

/* A clause of a rule as it is written, for showing and comparing. The tree of tests and the tree of
 * results have the same shape; ecc_node below serves both (a clause that is only shown has verdict
 * ECC_UNKNOWN and no values). */
struct ecc_node;
ECC_API ECC_MUST_USE ecc_status ecc_rules_clauses(ecc_rules *rules, size_t index,
                                                  const struct ecc_node **out_root,
                                                  ecc_diags *diags);

/* A named quantity's definition as of a version of the definitions. READ ONLY. */
typedef struct ecc_definition {
    ecc_str id;            /* "tpp" */
    ecc_bilingual name;    /* "total processing performance" */
    ecc_str symbol;        /* "TPP"; may be empty */
    ecc_str unit;          /* "TOPS*bit" */
    ecc_bilingual meaning; /* the definition in the project's words */
    ecc_bilingual formula; /* the formula in words, made from the formula itself */
    ecc_citation source;
    ecc_position at;
} ecc_definition;
ECC_API ECC_MUST_USE ecc_status ecc_rules_definitions(ecc_rules *rules, size_t index,
                                                      const ecc_definition **out, size_t *out_n,
                                                      ecc_diags *diags);

/* What stands beside the clauses: to whom and where the control applies, and what a specification cannot
 * answer. Owned by `rules`. */
struct ecc_scope;
struct ecc_question;
ECC_API ECC_MUST_USE ecc_status ecc_rules_beside(ecc_rules *rules, size_t index,
                                                 const struct ecc_scope **out_scopes,
                                                 size_t *out_n_scopes,
                                                 const struct ecc_question **out_questions,
                                                 size_t *out_n_questions, ecc_diags *diags);

/* Run the examples that stand in a rule file. `report` is called for each; `spec_of` (may be NULL) gives
 * the bytes of a catalogue part that an example names. ECC_E_INVALID when one fails. */
typedef struct ecc_example { /* READ ONLY */
    ecc_str clause;
    ecc_position at;
    ecc_str label; /* what was given, one line */
    ecc_tri expected;
    ecc_tri actual;
    bool ran; /* false: could not be evaluated; see the diagnostics */
} ecc_example;
typedef void (*ecc_example_fn)(void *user, const ecc_example *example);
ECC_API ECC_MUST_USE ecc_status ecc_rules_test(ecc_rules *rules, size_t index, ecc_read_fn spec_of,
                                               ecc_example_fn report, void *user, ecc_diags *diags);
/* Everything that loading does not refuse but a reviewer would: clauses without examples on both sides of
 * a threshold, without a real part, with weak marks and no note. Findings go to `diags`. */
ECC_API ECC_MUST_USE ecc_status ecc_rules_lint(ecc_rules *rules, size_t index, ecc_diags *diags);

/* ---- Specifications ------------------------------------------------------------------------ */

/* A chip, memory, board or system as its file says it. Immutable; shareable. */
typedef struct ecc_spec ecc_spec;

/* How a specification reads what it contains: `ref` is a catalogue id ("nvidia/h100-sxm5-80gb") or a
 * path relative to `from` (the referring file's name) that does not leave the tree. Gives the name to
 * show and the bytes; the library copies both. ECC_E_NOT_FOUND, ECC_E_IO, ECC_E_LIMIT. */
typedef ecc_status (*ecc_resolve_fn)(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                                     ecc_str *out_bytes);

/* `bytes` are copied. `resolve` may be NULL: then only the built-in catalogue is looked in. All errors of
 * the file go to `diags` (ECC_E_INVALID). */
ECC_API ECC_MUST_USE ecc_status ecc_spec_load(ecc_str name, ecc_str bytes, ecc_resolve_fn resolve,
                                              void *user, ecc_spec **out_spec, ecc_diags *diags);
/* The same with some values changed, each "logic-dies[0].area=600 mm2": what if? A missing key is added,
 * the index after the last appends, a value may be a flow list or map. Mistakes in a setting are reported
 * at "--set". */
ECC_API ECC_MUST_USE ecc_status ecc_spec_load_variant(ecc_str name, ecc_str bytes,
                                                      const ecc_str *settings, size_t n_settings,
                                                      ecc_resolve_fn resolve, void *user,
                                                      ecc_spec **out_spec, ecc_diags *diags);
ECC_API void ecc_spec_free(ecc_spec *spec);

/* READ ONLY. */
typedef struct ecc_spec_info {
    ecc_str file;
    ecc_str kind; /* "chip", "memory", "board", "system" */
    ecc_str name;
    ecc_str vendor;
    ecc_str origin;  /* ISO 3166 code, may be empty */
    ecc_str sold_as; /* "chip", "module", "card", "" */
    ecc_date released;
    const ecc_str *aliases;
    size_t n_aliases;
    const ecc_bilingual *notes;
    size_t n_notes;
} ecc_spec_info;
ECC_API const ecc_spec_info *ecc_spec_about(const ecc_spec *spec);

/* Every fact of a specification, for showing: a flat list in file order. READ ONLY. */
typedef struct ecc_fact_view {
    ecc_str path;  /* "logic-dies[0].area", "processing-units[0].peaks.fp16" */
    ecc_str value; /* as written */
    ecc_position at;
} ecc_fact_view;
ECC_API size_t ecc_spec_facts(const ecc_spec *spec, const ecc_fact_view **out_facts);

/* ---- Mappings ------------------------------------------------------------------------------ */

/* How files of another shape are read as specifications (docs/mapping.md). What is loaded through one points into the
 * original: every message and every value has its place there. Immutable; shareable. */
typedef struct ecc_map ecc_map;

/* `bytes` are copied. All mistakes of the file go to `diags` (ECC_E_INVALID). */
ECC_API ECC_MUST_USE ecc_status ecc_map_load(ecc_str name, ecc_str bytes, ecc_map **out_map,
                                             ecc_diags *diags);
ECC_API void ecc_map_free(ecc_map *map); /* NULL is allowed */
/* Does it read tables (ecc_map_table()), or YAML (ecc_map_yaml())? */
ECC_API bool ecc_map_reads_table(const ecc_map *map);

/* A file as items, each of which becomes a specification. Borrows from the map. Items that the mapping does not mean
 * are counted in a note in `diags`. */
typedef struct ecc_mapped ecc_mapped;

/* `bytes` are copied. ECC_E_INVALID, ECC_E_LIMIT with diagnostics; ECC_E_USAGE: the map reads tables. */
ECC_API ECC_MUST_USE ecc_status ecc_map_yaml(const ecc_map *map, ecc_str name, ecc_str bytes,
                                             ecc_mapped **out_mapped, ecc_diags *diags);

/* A cell's content, and the bytes of the table's text that it stands in: [begin, end), quotation marks included. */
typedef struct ecc_map_cell {
    ecc_str text;
    size_t begin;
    size_t end;
} ecc_map_cell;
typedef struct ecc_map_row {
    const ecc_map_cell *cells;
    size_t n;
} ecc_map_row;
/* `text` is the whole table in UTF-8, at most 4 MiB; the first row with the columns that the mapping names is the
 * header. Everything is copied. ECC_E_USAGE: the map reads YAML, or a cell lies outside the text. */
ECC_API ECC_MUST_USE ecc_status ecc_map_table(const ecc_map *map, ecc_str name, ecc_str text,
                                              const ecc_map_row *rows, size_t n_rows,
                                              ecc_mapped **out_mapped, ecc_diags *diags);
ECC_API void ecc_mapped_free(ecc_mapped *mapped); /* NULL is allowed */

typedef struct ecc_item_info { /* READ ONLY */
    ecc_str name;              /* may be empty */
    ecc_position at;
} ecc_item_info;
ECC_API size_t ecc_mapped_count(const ecc_mapped *mapped);
/* Is it a list or a table, of whatever length? Else the file itself is the item. */
ECC_API bool ecc_mapped_has_many(const ecc_mapped *mapped);
ECC_API ecc_item_info ecc_mapped_item(const ecc_mapped *mapped, size_t index);
/* As ecc_spec_load_variant(). The specification borrows from `mapped`. */
ECC_API ECC_MUST_USE ecc_status ecc_mapped_load(const ecc_mapped *mapped, size_t index,
                                                const ecc_str *settings, size_t n_settings,
                                                ecc_resolve_fn resolve, void *user,
                                                ecc_spec **out_spec, ecc_diags *diags);
/* The item as the text of a specification, with a comment that says where it comes from. Lives as long as `mapped`. */
ECC_API ECC_MUST_USE ecc_status ecc_mapped_write(ecc_mapped *mapped, size_t index,
                                                 ecc_str *out_text, ecc_diags *diags);

/* ---- The catalogue ------------------------------------------------------------------------- */

/* The catalogue that is built into the library. Sorted by id. */
ECC_API size_t ecc_catalogue_count(void);
ECC_API ecc_str ecc_catalogue_id(size_t index);
ECC_API ecc_str ecc_catalogue_bytes(size_t index);
/* An exact id, or the start of exactly one id at a boundary ("nvidia/h800-sxm"). ECC_E_NOT_FOUND: none, or
 * several; *out_first and *out_n (may be NULL) then give the run of ids that start so. */
ECC_API ECC_MUST_USE ecc_status ecc_catalogue_find(ecc_str id, size_t *out_index, size_t *out_first,
                                                   size_t *out_n);

/* ---- The result of a check ----------------------------------------------------------------- */

/* One possible value or range of a quantity. READ ONLY. */
typedef struct ecc_range {
    const ecc_number *lo; /* NULL: nothing known below (0 for all quantities here) */
    const ecc_number *hi; /* NULL: unbounded */
    bool lo_open;
    bool hi_open;
    bool exact;     /* lo equals hi */
    bool undefined; /* may have no value at all: a division by an area of zero */
} ecc_range;

/* Where a quantity's value comes from: the formula, evaluated. A tree; leaves are facts of the file,
 * constants, or what is missing. READ ONLY. */
typedef enum ecc_step_kind {
    ECC_STEP_FACT = 0,     /* a value in the specification */
    ECC_STEP_MISSING = 1,  /* a value the specification does not give */
    ECC_STEP_CONSTANT = 2, /* from the definition: "8 bit", a bit length */
    ECC_STEP_SUM = 3,
    ECC_STEP_HIGHEST = 4,
    ECC_STEP_PRODUCT = 5,
    ECC_STEP_RATIO = 6,
    ECC_STEP_COUNT = 7,
    ECC_STEP_FIRST = 8,
    ECC_STEP_QUANTITY = 9 /* another named quantity */
} ecc_step_kind;
typedef struct ecc_step {
    ecc_step_kind kind;
    ecc_str label;  /* fact path, quantity id, or "" */
    ecc_str detail; /* "fp8" for a peak, the die's name, the link's name; may be empty */
    ecc_str unit;
    ecc_range value;
    bool chosen;   /* under HIGHEST or FIRST: this child gives the value */
    bool excluded; /* did not count ("where" did not hold) */
    ecc_position at;
    const struct ecc_step *children;
    size_t n_children;
} ecc_step;

typedef struct ecc_quantity_view { /* READ ONLY */
    const ecc_definition *definition;
    ecc_range value;
    const ecc_step *derivation;
} ecc_quantity_view;

typedef enum ecc_node_kind {
    ECC_NODE_ALL = 0,
    ECC_NODE_ANY = 1,
    ECC_NODE_NOT = 2,
    ECC_NODE_COMPARE = 3, /* a quantity with a threshold */
    ECC_NODE_FACT = 4,    /* a yes/no or word fact with a value */
    ECC_NODE_MEETS = 5,   /* another clause, of this or another rule, for the same thing */
    ECC_NODE_CONTAINS = 6 /* some circuit (or memory) in it passes the child test */
} ecc_node_kind;

typedef enum ecc_operator {
    ECC_AT_LEAST = 0,
    ECC_MORE_THAN = 1,
    ECC_AT_MOST = 2,
    ECC_LESS_THAN = 3,
    ECC_IS = 4
} ecc_operator;

/* A clause or a part of one. READ ONLY. */
typedef struct ecc_node {
    ecc_node_kind kind;
    ecc_tri verdict;
    bool decisive; /* fixes its parent's verdict */
    bool by_cases; /* decided because every completion of the missing facts agrees, although its
                               parts, looked at one by one, are not */
    ecc_str id;    /* "3A090.a.1"; empty for a test without a paragraph number */
    ecc_str label; /* as the law numbers it below its parent: "a.1", "Note 2"; may be empty */
    ecc_bilingual heading;
    ecc_citation source;        /* of the clause, or of the nearest clause around it */
    const ecc_bilingual *notes; /* uncertain points of the law, and how the rule file takes them */
    size_t n_notes;
    bool exclusion;  /* a note that takes things out: met means "does not apply" */
    ecc_position at; /* in the rule file */
    /* COMPARE */
    ecc_operator op;
    ecc_str quantity; /* "tpp" */
    const ecc_definition *definition;
    const ecc_quantity_view *value; /* NULL in a tree that is only shown */
    const ecc_number *threshold;
    ecc_str unit;
    const ecc_number *margin; /* value - threshold, in the unit; NULL unless the value is exact */
    const ecc_number *margin_ratio; /* margin / threshold; NULL as above, or threshold zero */
    /* FACT */
    ecc_str fact; /* path: "datacenter.designed" */
    ecc_bilingual fact_name;
    ecc_str expected; /* "yes", "no", or words separated by ", " */
    ecc_str actual;   /* as the file says; empty when it does not */
    ecc_position fact_at;
    /* MEETS, CONTAINS */
    ecc_str target;  /* "3A090.a"; "circuit" or "memory" */
    ecc_str subject; /* child of CONTAINS: the name of the circuit it was asked of */
    const struct ecc_node *children;
    size_t n_children;
} ecc_node;

/* A question the tool cannot answer from the specification, with whom it is for. READ ONLY. */
typedef struct ecc_question {
    ecc_str id;
    ecc_bilingual to;
    ecc_bilingual text;
    ecc_citation source;
    const ecc_bilingual *notes;
    size_t n_notes;
} ecc_question;

/* To whom and where a control applies: shown, not evaluated. READ ONLY. */
typedef struct ecc_scope {
    const ecc_str *paragraphs; /* "3A090.a"; none: the whole rule */
    size_t n_paragraphs;
    ecc_bilingual text;     /* what the text says */
    ecc_bilingual enforced; /* what is enforced, where that differs; else empty */
    ecc_citation source;
} ecc_scope;

/* One rule, evaluated for one thing. READ ONLY. */
typedef struct ecc_entry {
    const ecc_rule_info *rule;
    ecc_tri verdict; /* some paragraph is met */
    bool applies;    /* false: the rule has no paragraph for this kind of thing */
    const ecc_node
        *paragraphs; /* the top clauses: a, b, c, p, l; exclusions are among their children */
    size_t n_paragraphs;
    const ecc_question *questions;
    size_t n_questions;
    const ecc_scope *scopes;
    size_t n_scopes;
} ecc_entry;

/* One possible classification: a paragraph, and the deciding clauses below it. READ ONLY. */
typedef struct ecc_paragraph {
    ecc_str id; /* "3A090.a"; empty: none of the paragraphs assessed here */
    bool gate;
    ecc_bilingual heading;
} ecc_paragraph;

/* A thing evaluated: the item itself as a circuit or memory, the item as sold (an assembly), or a
 * circuit inside it. READ ONLY. */
typedef struct ecc_subject {
    ecc_str kind;            /* "circuit", "memory", "assembly" */
    ecc_str regime;          /* "us-ear" */
    ecc_bilingual otherwise; /* what it means that no paragraph is met */
    const ecc_spec_info *spec;
    bool inside;              /* contained in what was checked, at any depth */
    ecc_tri sold_so;          /* assembly: is it sold as one? unknown when the file does not say */
    bool open;                /* assembly: may contain more than is listed */
    ecc_range count;          /* how many, when inside */
    const ecc_entry *entries; /* in the order of review */
    size_t n_entries;
    /* The strictest paragraph met, by the order of review; several when it is undecided: every one that some
     * completion of the missing facts leads to. Never empty. */
    const ecc_paragraph *possible;
    size_t n_possible;
    ecc_tri gate;                        /* controlled, by a rule that gates a check? */
    const ecc_quantity_view *quantities; /* every one the entries use, in the definitions' order */
    size_t n_quantities;
} ecc_subject;

/* A fact whose value would decide an undecided verdict, and where its lines lie. READ ONLY. */
typedef struct ecc_piece {
    ecc_range range;               /* for a quantity */
    ecc_str word;                  /* for a yes/no or word fact */
    const ecc_paragraph *possible; /* of the subject; one: decided */
    size_t n_possible;
    ecc_tri gate; /* controlled in this piece? */
} ecc_piece;
typedef struct ecc_deciding {
    const ecc_subject *subject;
    ecc_str path; /* where the value would stand: "logic-dies[0].area" */
    const ecc_definition
        *quantity;      /* the quantity that `pieces` are of; NULL for a yes/no or word fact */
    ecc_bilingual name; /* "applicable die area" */
    ecc_bilingual ask;  /* what to ask the supplier */
    ecc_str unit;
    ecc_position at;         /* of the inexact value; the nearest parent when it is missing */
    bool alone;              /* this fact alone decides, whatever its value */
    const ecc_piece *pieces; /* adjoining, from low to high; every value lies in exactly one */
    size_t n_pieces;
} ecc_deciding;

/* The smallest sets of missing facts that decide an undecided subject: one fact alone where one does, else
 * two together, else three. READ ONLY. */
typedef struct ecc_deciding_set {
    const ecc_subject *subject;
    const size_t *facts; /* indexes into the result's `deciding` */
    size_t n_facts;
} ecc_deciding_set;

/* An open question of the law whose answer changes the verdict. READ ONLY. */
typedef struct ecc_reading_option {
    ecc_str id;
    ecc_bilingual name;
    const ecc_paragraph *possible; /* of what was checked, under this answer */
    size_t n_possible;
    ecc_tri gate;
} ecc_reading_option;
typedef struct ecc_reading_view {
    ecc_str id;
    ecc_bilingual question;
    ecc_citation source;
    const ecc_reading_option *options;
    size_t n_options;
    size_t used;  /* the option that this result was worked out with */
    size_t taken; /* the option that the rule set takes by itself */
} ecc_reading_view;

/* The combinations of answers to all open questions that lead to the same outcome of what was checked.
 * READ ONLY. */
typedef struct ecc_combined {
    size_t n; /* how many lead to it */
    const ecc_paragraph *possible;
    size_t n_possible;
    ecc_tri gate;
} ecc_combined;

typedef struct ecc_finding { /* READ ONLY: something a reader must know beside the verdict */
    const char *id;          /* a message id: "finding.near-line", "finding.sparse-only" */
    const ecc_arg *args;
    size_t n_args;
    ecc_position at;
    ecc_bilingual text; /* when the words come from the rule data; else empty */
} ecc_finding;

/* READ ONLY. */
typedef struct ecc_result {
    const ecc_spec_info *spec;
    ecc_date as_of;
    ecc_date verified_through;   /* the earliest of the rules used */
    bool beyond_verified;        /* as_of is later than that */
    ecc_tri controlled;          /* by a gate rule, as sold or inside */
    const ecc_subject *subjects; /* the item first, then what it contains, each once */
    size_t n_subjects;
    const ecc_deciding
        *deciding; /* single facts that bear on an undecided verdict, most useful first */
    size_t n_deciding;
    const ecc_deciding_set *sets;
    size_t n_sets;
    const ecc_reading_view *readings; /* those that matter here */
    size_t n_readings;
    const ecc_combined
        *combinations; /* when all readings were asked for: each outcome once. One: it
                                         hangs on no reading */
    size_t n_combinations;
    bool combinations_cut; /* there are too many; some were not tried */
    const ecc_finding *findings;
    size_t n_findings;
    ecc_bilingual not_advice; /* what this is not, in the regime's words */
} ecc_result;

typedef struct ecc_reading_choice {
    ecc_str reading; /* "tf32-width" */
    ecc_str option;  /* "19" */
} ecc_reading_choice;

typedef struct ecc_check_options {
    size_t struct_size;
    ecc_date as_of;                     /* must be set */
    const ecc_reading_choice *readings; /* other answers than the rule set takes */
    size_t n_readings;
    bool all_readings;     /* try every combination of answers */
    unsigned near_percent; /* band in which a value is called near a line [per cent]; 0: 6 */
} ecc_check_options;
#define ECC_CHECK_OPTIONS_INIT                                                                     \
    {                                                                                              \
        sizeof(ecc_check_options), {0, 0, 0}, NULL, 0, false, 0                                    \
    }

/* Evaluate every rule in force on options->as_of. An undecided verdict is a success.
 * ECC_E_DATE: no rule was in force then. ECC_E_NOT_FOUND: no such reading or option. The result borrows from `rules` and `spec`. */
ECC_API ECC_MUST_USE ecc_status ecc_check(ecc_rules *rules, const ecc_spec *spec,
                                          const ecc_check_options *options,
                                          const ecc_result **out_result, ecc_diags *diags);
ECC_API void ecc_result_free(const ecc_result *result);

/* The open questions of the law that the rules of a day answer: for `ecc rules readings`. Owned by `rules`;
 * the options carry no outcomes. */
ECC_API ECC_MUST_USE ecc_status ecc_rules_readings(ecc_rules *rules, ecc_date as_of,
                                                   const ecc_reading_view **out, size_t *out_n,
                                                   ecc_diags *diags);

/* The days on which anything changes: every first day in force of a gate rule or its definitions, ascending.
 * *out_dates is owned by `rules`. For `ecc history`. */
ECC_API ECC_MUST_USE ecc_status ecc_rules_dates(ecc_rules *rules, const ecc_date **out_dates,
                                                size_t *out_n, ecc_diags *diags);

/* ---- Finding parts ------------------------------------------------------------------------- */

/* Which parts of the built-in catalogue a name may mean, as people and suppliers write names: "英伟达H800 SXM",
 * "MLU370 X8", "A100-80G-PCIE". Nothing is settled silently: a name that fits several parts gives all of them. */
typedef struct ecc_finder ecc_finder;

/* How sure a candidate is, from the least. */
typedef enum ecc_confidence {
    ECC_CONFIDENCE_NEAR = 0, /* a suggestion: another name, near this one, or contradicted by it */
    ECC_CONFIDENCE_LOOKS_LIKE =
        1, /* the name only looks like it: it has characters of another script */
    ECC_CONFIDENCE_PARTIAL =
        2, /* the model number is in the name, beside words that are not understood */
    ECC_CONFIDENCE_MODEL = 3, /* the model number, with nothing that speaks against this part */
    ECC_CONFIDENCE_SAME =
        4, /* a name of the part but for spaces, punctuation, case, width, script */
    ECC_CONFIDENCE_EXACT = 5 /* a name, an alias or the id, letter by letter */
} ecc_confidence;

typedef enum ecc_found {
    ECC_FOUND_NOTHING = 0, /* unmatched; there may be suggestions */
    ECC_FOUND_ONE = 1,
    ECC_FOUND_SEVERAL = 2,  /* ambiguous: every candidate is meant as much as the others */
    ECC_FOUND_LOOKALIKE = 3 /* the candidates are what the name looks like, and not what it says */
} ecc_found;

/* A message of the engine with its arguments, for ecc_words_say(). READ ONLY. */
typedef struct ecc_remark {
    const char *id; /* "match.form-differs" */
    const ecc_arg *args;
    size_t n_args;
} ecc_remark;

typedef struct ecc_candidate { /* READ ONLY */
    size_t part;               /* index in the catalogue */
    ecc_str id;
    ecc_str name;
    ecc_str matched; /* the name or alias of the part that was recognised */
    ecc_confidence confidence;
    const ecc_remark *reasons;
    size_t n_reasons;
} ecc_candidate;

typedef struct ecc_matches { /* READ ONLY */
    ecc_found found;
    const ecc_candidate *candidates; /* the surest first, then by id; each part once */
    size_t n_candidates;
    const ecc_candidate *suggestions; /* never to be taken for an answer; at most 8 */
    size_t n_suggestions;
    const ecc_remark *warnings; /* characters that deceive, with their code points */
    size_t n_warnings;
} ecc_matches;

/* Reads the whole catalogue; a part that cannot be read is left out, and told to `diags`. Not shared between
 * threads. */
ECC_API ECC_MUST_USE ecc_status ecc_finder_new(ecc_finder **out_finder, ecc_diags *diags);
ECC_API void ecc_finder_free(ecc_finder *finder); /* NULL is allowed */
/* *out_matches is valid until the next call or until the finder is freed. ECC_E_INVALID: not UTF-8.
 * ECC_E_LIMIT: longer than ECC_NAME_MAX. An unmatched name is a success. */
#define ECC_NAME_MAX 512 /* [bytes] */
ECC_API ECC_MUST_USE ecc_status ecc_match(ecc_finder *finder, ecc_str name,
                                          const ecc_matches **out_matches);

/* Letters, digits and "+" of a text in the form in which names are compared (full width, case and compatibility
 * characters folded), written to `buffer`. ECC_E_LIMIT: more than `cap` bytes. */
ECC_API ECC_MUST_USE ecc_status ecc_text_key(ecc_str text, char *buffer, size_t cap,
                                             size_t *out_len);

/* The encoding of a file's first bytes: "utf-8", "utf-16le", "utf-16be", "gb18030"; `whole` says that there are no
 * more. *out_mark is the length of a byte order mark. ECC_E_NOT_FOUND: none of these. */
ECC_API ECC_MUST_USE ecc_status ecc_text_detect(ecc_str sample, bool whole, ecc_str *out_encoding,
                                                size_t *out_mark);

/* Turns a stream of bytes into UTF-8. Encodings: those above, "utf-16", "gbk", "gb2312", "big5",
 * "windows-1252", "iso-8859-1". ECC_E_NOT_FOUND: another name. */
typedef struct ecc_decoder ecc_decoder;
ECC_API ECC_MUST_USE ecc_status ecc_decoder_new(ecc_str encoding, ecc_decoder **out_decoder);
ECC_API void ecc_decoder_free(ecc_decoder *decoder); /* NULL is allowed */
/* At most ECC_DECODER_MAX bytes a call; `last` with the last of them. *out_text is valid until the next call.
 * ECC_E_INVALID: the bytes are not of that encoding; *out_text is then what came before the place. */
#define ECC_DECODER_MAX 16384 /* [bytes] */
ECC_API ECC_MUST_USE ecc_status ecc_decoder_put(ecc_decoder *decoder, ecc_str bytes, bool last,
                                                ecc_str *out_text);

/* ---- Trust --------------------------------------------------------------------------------- */

/* A rule set that is vouched for: a TUF repository (docs/signing.md) that is built in, lies in a directory, or came
 * with an update. To be used with ecc_rules_open_files(), and freed after the ecc_rules that read from it. */
typedef struct ecc_trust ecc_trust;

typedef struct ecc_trust_options {
    size_t struct_size;
    int64_t now; /* seconds since 1970-01-01T00:00:00Z: what has expired by then is not trusted */
    const char *
        directory; /* a repository. NULL: the set of `state`, or the built-in one when that is newer */
    const char
        *state;   /* a directory of ecc_rules_update(); NULL, or nothing in it: the built-in set */
    ecc_str root; /* the bytes of a root.json to trust; empty: the one that is built in */
    bool require_fresh; /* a set that nobody has vouched for lately is an error, not a warning */
    bool
        own_process; /* this process uses OpenSSL for nothing else: it starts faster, without configuration */
} ecc_trust_options;
#define ECC_TRUST_OPTIONS_INIT                                                                     \
    {                                                                                              \
        sizeof(ecc_trust_options), 0, NULL, NULL, {NULL, 0}, false, false                          \
    }

/* `diags` outlives the ecc_trust: files are read when they are needed, and what is wrong with them then is told
 * there. ECC_E_UNTRUSTED, ECC_E_IO, ECC_E_NOT_FOUND (no such directory) with a diagnostic. */
ECC_API ECC_MUST_USE ecc_status ecc_trust_open(const ecc_trust_options *options,
                                               ecc_trust **out_trust, ecc_diags *diags);
ECC_API void ecc_trust_free(ecc_trust *trust); /* NULL is allowed */
/* The directory the set lies in; empty: it is built in. */
ECC_API ecc_str ecc_trust_place(const ecc_trust *trust);
/* The files that are vouched for, sorted. */
ECC_API size_t ecc_trust_paths(const ecc_trust *trust, const ecc_str **out_paths);
/* An ecc_read_fn; `trust` is an ecc_trust. The bytes are those that were verified. */
ECC_API ECC_MUST_USE ecc_status ecc_trust_read(void *trust, ecc_str path, ecc_str *out_bytes);
/* Read every file, and look for rule files that nobody vouches for. */
ECC_API ECC_MUST_USE ecc_status ecc_trust_verify(ecc_trust *trust, ecc_diags *diags);

/* One link of the chain: who vouches, by whose authority, until when. READ ONLY. */
typedef struct ecc_trust_role {
    ecc_str name;      /* "root", "timestamp", "snapshot", "targets", or of a delegation */
    ecc_str delegator; /* who says whose keys these are; empty: root */
    long long version;
    ecc_date expires;
    bool expired;
    size_t needed;       /* signatures */
    const ecc_str *keys; /* ids of the keys that may sign */
    size_t n_keys;
    const ecc_str *signed_by; /* of those, the ones that did */
    size_t n_signed_by;
    size_t n_files; /* rule files it vouches for by itself */
} ecc_trust_role;
ECC_API ECC_MUST_USE ecc_status ecc_trust_roles(ecc_trust *trust, const ecc_trust_role **out_roles,
                                                size_t *out_n);

/* ---- Updating rules ------------------------------------------------------------------------ */

typedef struct ecc_update_options {
    size_t struct_size;
    int64_t now;
    const char *from;    /* "https://...", "http://...", "file:///...", or a directory */
    const char *state;   /* made when it is not there */
    ecc_str root;        /* as in ecc_trust_options */
    const char *ca_file; /* certificates to trust; NULL: libcurl's own choice */
    const char *ca_dir;
    long connect_seconds; /* 0: the library's choice, here and below */
    long stall_seconds;   /* nearly nothing arrives for so long */
    long total_seconds;   /* of one file */
    long budget_seconds;  /* of all files together */
} ecc_update_options;
#define ECC_UPDATE_OPTIONS_INIT                                                                    \
    {                                                                                              \
        sizeof(ecc_update_options), 0, NULL, NULL, {NULL, 0}, NULL, NULL, 0, 0, 0, 0               \
    }

typedef struct ecc_update {
    bool changed;      /* a new set is in use */
    long long version; /* of the set */
    ecc_date expires;  /* the day from which it is stale */
    size_t n_files;
} ecc_update;

/* Whatever happens on the way, the set in use is the old one or the new one, whole. ECC_E_UNTRUSTED, ECC_E_IO,
 * ECC_E_NOT_FOUND with a diagnostic. Not to be called from two threads at once: libcurl is loaded. */
ECC_API ECC_MUST_USE ecc_status ecc_rules_update(const ecc_update_options *options,
                                                 ecc_update *out_update, ecc_diags *diags);

/* ---- Signing rules ------------------------------------------------------------------------- */

typedef enum ecc_key_type {
    ECC_KEY_TYPE_ED25519 = 1,
    ECC_KEY_TYPE_ECDSA = 2,
    ECC_KEY_TYPE_RSA = 3
} ecc_key_type;

/* Writes the passphrase of `key` (a file or URI) to `buffer` and returns its length, or -1 to give up. `fresh`: it is
 * being chosen; an empty one leaves the key unencrypted. The library wipes the buffer. */
typedef int (*ecc_passphrase_fn)(void *user, ecc_str key, bool fresh, char *buffer, int size);

/* Make a key: PATH.pem, private, readable by its owner only, and PATH.pub. Neither may exist yet. */
ECC_API ECC_MUST_USE ecc_status ecc_key_make(const char *path, ecc_key_type type,
                                             ecc_passphrase_fn ask, void *user, ecc_diags *diags);

/* A change of who may sign what. `role` is root, targets, snapshot or timestamp. */
typedef enum ecc_root_verb {
    ECC_ROOT_ADD = 0,       /* a key may sign; `what` is the file of a public key */
    ECC_ROOT_REMOVE = 1,    /* it may not any more; `what` begins its id */
    ECC_ROOT_THRESHOLD = 2, /* signatures needed: `number` */
    ECC_ROOT_EXPIRES = 3    /* `number` is in seconds since 1970 */
} ecc_root_verb;
typedef struct ecc_root_change {
    ecc_root_verb verb;
    const char *role;
    const char *what;
    int64_t number;
} ecc_root_change;
/* Write the next root of the repository in `directory` (the first one when it has none) as a draft for
 * ecc_repository_sign(). A draft that is there already is changed, and its signatures are void. */
ECC_API ECC_MUST_USE ecc_status ecc_repository_root(const char *directory, int64_t now,
                                                    const ecc_root_change *changes,
                                                    size_t n_changes, long long *out_version,
                                                    ecc_diags *diags);

/* Let others sign for a part of the files: a path, a pattern, or a directory. No keys: take it back. */
ECC_API ECC_MUST_USE ecc_status ecc_repository_delegate(const char *directory, int64_t now,
                                                        const char *name, const char *const *paths,
                                                        size_t n_paths,
                                                        const char *const *key_files, size_t n_keys,
                                                        int64_t threshold, ecc_diags *diags);

typedef struct ecc_sign_options {
    size_t struct_size;
    int64_t now;
    const char *const *keys; /* PEM files, or URIs for an OpenSSL provider: "pkcs11:..." */
    size_t n_keys;
    ecc_passphrase_fn ask;
    void *user;       /* of `ask` and of the report */
    int targets_days; /* what is signed anew holds for so long; 0: 730, 180 and 90 */
    int snapshot_days;
    int timestamp_days;
    bool renew; /* new dates also for what has not changed */
} ecc_sign_options;
#define ECC_SIGN_OPTIONS_INIT                                                                      \
    {                                                                                              \
        sizeof(ecc_sign_options), 0, NULL, 0, NULL, NULL, 0, 0, 0, false                           \
    }

/* What became of a metadata file. READ ONLY. */
typedef struct ecc_signing {
    ecc_str file; /* "targets.json" */
    long long version;
    long long valid; /* signatures it carries, up to the number needed */
    long long needed;
    bool written;
} ecc_signing;
typedef void (*ecc_signing_fn)(void *user, const ecc_signing *signing);

/* Bring metadata up to date with the rule files, and sign what these keys may sign. Several people may do so in
 * turn; *out_complete says that nothing is missing any more. */
ECC_API ECC_MUST_USE ecc_status ecc_repository_sign(const char *directory,
                                                    const ecc_sign_options *options,
                                                    ecc_signing_fn report, bool *out_complete,
                                                    ecc_diags *diags);

/* ---- Configuration ------------------------------------------------------------------------------- */

/* What a repository says about its checks: .ecc.yaml (docs/gate.md), read strictly. Whoever runs checks decides what
 * follows from it; a verdict never does. */
typedef struct ecc_config ecc_config;

/* What makes a check fail. */
typedef enum ecc_fail_on {
    ECC_FAIL_ON_UNDECIDED = 0, /* what is controlled, and what may be */
    ECC_FAIL_ON_CONTROLLED = 1,
    ECC_FAIL_ON_NEAR_LINE = 2, /* all that, and values near a line */
    ECC_FAIL_ON_NONE = 3
} ecc_fail_on;

typedef enum ecc_level {
    ECC_LEVEL_ERROR = 0,
    ECC_LEVEL_WARNING = 1,
    ECC_LEVEL_IGNORE = 2
} ecc_level;

typedef struct ecc_paragraph_level { /* READ ONLY */
    ecc_str paragraph;
    ecc_level level;
    ecc_str reason; /* never empty for ECC_LEVEL_IGNORE */
    ecc_position at;
} ecc_paragraph_level;

typedef struct ecc_waiver { /* READ ONLY */
    ecc_str part; /* a path from the file's directory, a catalogue id, or a specification's name */
    ecc_str paragraph; /* "3A090.a"; "3A090" is all of its paragraphs */
    ecc_str reason;
    ecc_str approver;
    ecc_date expires; /* last day on which it holds */
    ecc_position at;
} ecc_waiver;

/* What a baseline knows. READ ONLY. */
typedef struct ecc_known {
    ecc_str verdict; /* "controlled", "undecided", "near-line", "listed" */
    ecc_str key;
    ecc_position at;
} ecc_known;

/* Which files are read through which mapping. READ ONLY. */
typedef struct ecc_config_map {
    ecc_str files; /* a pattern of paths */
    ecc_str map;   /* a path from the file's directory */
    ecc_position at;
} ecc_config_map;

typedef struct ecc_config_view { /* READ ONLY */
    ecc_str file;
    ecc_date as_of;      /* not set: today */
    ecc_str destination; /* recorded, not evaluated; may be empty */
    bool has_language;
    ecc_language language;
    bool has_fail_on;
    ecc_fail_on fail_on;
    const ecc_str *include; /* patterns of paths */
    size_t n_include;
    const ecc_str *exclude;
    size_t n_exclude;
    ecc_str baseline;     /* a path from the file's directory; may be empty */
    ecc_date pin_version; /* not set: any */
    ecc_str pin_digest;   /* "sha256:..."; empty: any */
    ecc_position pin_at;
    const ecc_paragraph_level *levels;
    size_t n_levels;
    const ecc_waiver *waivers;
    size_t n_waivers;
    const ecc_config_map *maps; /* the first that fits counts */
    size_t n_maps;
    const ecc_known *known; /* of a baseline */
    size_t n_known;
} ecc_config_view;

/* `bytes` are copied. All mistakes of the file go to `diags` (ECC_E_INVALID). */
ECC_API ECC_MUST_USE ecc_status ecc_config_load(ecc_str name, ecc_str bytes,
                                                ecc_config **out_config, ecc_diags *diags);
/* The same for a baseline, of which `known` is filled and nothing else. */
ECC_API ECC_MUST_USE ecc_status ecc_baseline_load(ecc_str name, ecc_str bytes,
                                                  ecc_config **out_config, ecc_diags *diags);
ECC_API void ecc_config_free(ecc_config *config); /* NULL is allowed */
ECC_API const ecc_config_view *ecc_config_about(const ecc_config *config);

/* ---- Figures ------------------------------------------------------------------------------- */

/* What a specification promises a buyer, as ranges: dense peak rates by number format, memory, inputs and outputs,
 * die area, power. Made of the facts alone, without any law. An assembly has the sums over what it contains. */
typedef struct ecc_figures ecc_figures;

typedef struct ecc_figure { /* READ ONLY */
    ecc_str
        id; /* "fp16", "sparse.fp16", "memory.capacity", "memory.bandwidth", "io", "die-area", "power" */
    ecc_bilingual name; /* "FP16 peak, dense" */
    ecc_str unit;       /* "TOPS", "GB", "GB/s", "mm2", "W" */
    ecc_range value;
    bool known;      /* something is known of it; else `value` says nothing */
    bool sparse;     /* a rate with sparsity: for showing, never for comparing */
    ecc_position at; /* of the first fact it is made of; empty file when there is none */
} ecc_figure;

ECC_API ECC_MUST_USE ecc_status ecc_figures_new(const ecc_spec *spec, ecc_figures **out_figures);
ECC_API void ecc_figures_free(ecc_figures *figures); /* NULL is allowed */
/* Dense peaks, rates with sparsity, then the others: always in the same order. */
ECC_API size_t ecc_figures_list(const ecc_figures *figures, const ecc_figure **out_list);
/* NULL: the specification does not give it; ecc_figures_has() says whether there may be one all the same. */
ECC_API const ecc_figure *ecc_figures_find(const ecc_figures *figures, ecc_str id);
/* ECC_FALSE: there is none, as a number format that a whole list of peaks leaves out. ECC_UNKNOWN: it is not given, or
 * given as unknown. */
ECC_API ecc_tri ecc_figures_has(const ecc_figures *figures, ecc_str id);

/* Where the figures of a specification come from, as it says itself. READ ONLY. */
typedef struct ecc_paper {
    const ecc_str *keys; /* "peaks", "memory" */
    size_t n_keys;
    ecc_str mark; /* "A" to "D"; empty: not judged */
    const ecc_str *urls;
    size_t n_urls;
    ecc_str note;
} ecc_paper;
ECC_API size_t ecc_figures_papers(const ecc_figures *figures, const ecc_paper **out_papers);

/* A figure that a buyer asks for: "fp16 >= 200 TFLOPS", "memory.capacity >= 64 GB", "power <= 600 W". */
typedef struct ecc_need ecc_need;
/* ECC_E_INVALID: the diagnostics say what is wrong with it, at "--need". */
ECC_API ECC_MUST_USE ecc_status ecc_need_parse(ecc_str text, ecc_need **out_need, ecc_diags *diags);
ECC_API void ecc_need_free(ecc_need *need);            /* NULL is allowed */
ECC_API ecc_str ecc_need_figure(const ecc_need *need); /* the id of the figure */
/* A figure that is not known may meet the need or not: ECC_UNKNOWN. One that there is not is zero. */
ECC_API ecc_tri ecc_need_met(const ecc_need *need, const ecc_figures *figures);

/* Specifications side by side. Borrows from the figures. */
typedef struct ecc_comparison ecc_comparison;

typedef struct ecc_compared_cell { /* READ ONLY */
    const ecc_figure *figure;      /* NULL: not given */
    ecc_range
        ratio; /* to the first; both ends NULL when nothing is known, and for the first itself */
    ecc_range
        gap; /* how much more or less than the first, as a share of it: -0.62; its ends are those
                                 of `ratio` less 1 */
} ecc_compared_cell;

typedef struct ecc_compared { /* READ ONLY: one figure of all of them */
    ecc_str id;
    ecc_bilingual name;
    ecc_str unit;
    bool sparse;
    const ecc_compared_cell *cells;
} ecc_compared;

/* One of the figures that decide how near a part comes: the higher of several, where formats are of one width. */
typedef struct ecc_aspect { /* READ ONLY */
    ecc_str id;             /* "peak-16", "peak-8", "memory.capacity", "memory.bandwidth", "io" */
    ecc_bilingual name;
    const ecc_figure *wanted; /* of the first; NULL: it does not give one, so this is not asked */
    const ecc_figure *found;  /* NULL: not given, or there is none */
    bool known;               /* both are known, to some bound; or it is known that there is none */
    const ecc_number *share;  /* what is surely reached, from 0 to 1; 0 when it is not known */
} ecc_aspect;

typedef struct ecc_nearness {  /* READ ONLY */
    const ecc_aspect *aspects; /* in the order of ids above */
    size_t n_aspects;
    size_t n_asked;
    size_t n_known;
    const size_t *order; /* indexes of the aspects that are asked, the weakest first */
} ecc_nearness;

/* `figures` of `n` specifications; the first is what the others are compared with. */
ECC_API ECC_MUST_USE ecc_status ecc_comparison_new(const ecc_figures *const *figures, size_t n,
                                                   ecc_comparison **out_comparison);
ECC_API void ecc_comparison_free(ecc_comparison *comparison); /* NULL is allowed */
/* A row for each figure that one of them gives, in the order of ecc_figures_list(). */
ECC_API size_t ecc_comparison_rows(const ecc_comparison *comparison, const ecc_compared **out_rows);
/* A cell for what is no figure, as TPP: `value` against `base`. Lives as long as the comparison. */
ECC_API ECC_MUST_USE ecc_status ecc_comparison_cell(ecc_comparison *comparison,
                                                    const ecc_range *value, const ecc_range *base,
                                                    ecc_compared_cell *out_cell);
ECC_API const ecc_nearness *ecc_comparison_nearness(const ecc_comparison *comparison, size_t index);
/* Which comes nearer: by the weakest aspect, then by the next, and so on; what is not known counts as nothing
 * reached. Below 0: `a` comes nearer. Both are of one comparison. *out_place (may be NULL) is the place in
 * `order` that made the difference. */
ECC_API int ecc_nearness_cmp(const ecc_nearness *a, const ecc_nearness *b, size_t *out_place);

/* ---- Makers -------------------------------------------------------------------------------- */

/* What is known of a part's maker beside the part: its entry on the Entity List, guidance and letters that name its
 * parts. Shown apart from every verdict and never counted in one. The file that is built in is engine/model/makers.yaml; no
 * signature vouches for it. Immutable; shareable. */
typedef struct ecc_makers ecc_makers;
ECC_API ECC_MUST_USE ecc_status ecc_makers_builtin(ecc_makers **out_makers, ecc_diags *diags);
/* Another file like it; `bytes` are copied. ECC_E_INVALID, ECC_E_LIMIT with diagnostics. */
ECC_API ECC_MUST_USE ecc_status ecc_makers_load(ecc_str name, ecc_str bytes,
                                                ecc_makers **out_makers, ecc_diags *diags);
ECC_API void ecc_makers_free(ecc_makers *makers); /* NULL is allowed */

typedef enum ecc_listing {
    ECC_LISTING_NOT_LOOKED_UP = 0, /* nobody has looked for this maker */
    ECC_LISTING_NO_ENTRY = 1,      /* looked for in the copy, not found: no clearance */
    ECC_LISTING_ENTRY = 2
} ecc_listing;

typedef struct ecc_party_note { /* READ ONLY */
    ecc_bilingual text;
    ecc_citation source;
} ecc_party_note;

#define ECC_PARTY_NOTES 4
typedef struct ecc_party {
    ecc_listing listing;
    ecc_date copy; /* the day of the copy that was looked through */
    const ecc_party_note *notes[ECC_PARTY_NOTES];
    size_t n_notes;
} ecc_party;

/* By the maker's name and the part's, as a specification gives them. Its notes live as long as `makers`. */
ECC_API ecc_party ecc_party_of(const ecc_makers *makers, ecc_str vendor, ecc_str part);

/* ---- Catalogue care ------------------------------------------------------------------------ */

/* The catalogue, loaded, to hold other specifications against. Immutable; shareable. */
typedef struct ecc_peers ecc_peers;
ECC_API ECC_MUST_USE ecc_status ecc_peers_new(ecc_peers **out_peers, ecc_diags *diags);
ECC_API void ecc_peers_free(ecc_peers *peers); /* NULL is allowed */

/* Figures that look as public tables go wrong: sparse rates among the dense, one direction for both, Gb for GB, a
 * board's figure for a chip's. Each is a warning, unless the file settles it under `reviewed`; a settlement that
 * settles nothing is a warning as well. `peers` may be NULL. */
ECC_API ECC_MUST_USE ecc_status ecc_spec_suspicions(const ecc_spec *spec, const ecc_peers *peers,
                                                    ecc_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
