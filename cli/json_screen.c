/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc screen` as JSON: one document (ecc-screen/1), or an object on each line (ecc-screen-line/1)
 * and the sums on the last (ecc-screen-totals/1). Written line by line in both. */
#include "json_parts.h"
#include "screen.h"

/* json_parts.h speaks of a render; only its page and its writer matter to it. */
static struct ecc_render render_of(struct ecc_screening *screening)
{
    return (struct ecc_render){
        .page = screening->page, .json = screening->json, .as_of = screening->as_of};
}

static void open_document(struct ecc_screening *screening, const char *format, bool one_line)
{
    struct ecc_render render = render_of(screening);
    if (one_line) {
        ecc_json_open_line(&render, format);
    } else {
        ecc_json_open(&render, format);
    }
    ecc_json_put_date(&render, "as-of", screening->as_of);
    screening->json = render.json;
    ecc_json_put(&screening->json, "input", screening->input);
}

static void put_texts(struct ecc_json *json, const char *key, const ecc_str *texts, size_t n)
{
    ecc_json_key(json, key);
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_str(json, texts[i]);
    }
    ecc_json_end_array(json);
}

/* ---- Candidates ---------------------------------------------------------------------------- */

static void put_remarks(struct ecc_screening *screening, const char *key, const ecc_remark *remarks,
                        size_t n)
{
    struct ecc_json *json = &screening->json;
    ecc_json_key(json, key);
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_object(json);
        ecc_json_put_cstr(json, "id", remarks[i].id);
        ecc_json_put(json, "text", ecc_screen_remark(screening, &remarks[i]));
        const ecc_str remedy = ecc_screen_remedy(screening, &remarks[i]);
        if (remedy.len > 0) {
            ecc_json_put(json, "remedy", remedy);
        }
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

static void put_part(struct ecc_screening *screening, const struct ecc_screened_part *part)
{
    struct ecc_json *json = &screening->json;
    ecc_json_put_cstr(json, "verdict", ecc_json_verdict(part->controlled));
    ecc_json_key(json, "subjects");
    ecc_json_array(json);
    for (size_t i = 0; i < part->n_subjects; i++) {
        const struct ecc_screened_subject *subject = &part->subjects[i];
        ecc_json_object(json);
        ecc_json_put(json, "subject", subject->what);
        ecc_json_put_cstr(json, "controlled", ecc_json_truth(subject->gate));
        ecc_json_put(json, "paragraphs", subject->exact);
        put_texts(json, "deciding", subject->why, subject->n_why);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
    put_texts(json, "findings", part->findings, part->n_findings);
    struct ecc_render render = render_of(screening);
    ecc_json_put_party(&render, part->vendor, part->name);
    screening->json = render.json;
}

/* `parts` NULL: suggestions, which have no verdict. */
static void put_candidates(struct ecc_screening *screening, const char *key,
                           const ecc_candidate *candidates, size_t n,
                           const struct ecc_screened_part *const *parts)
{
    struct ecc_json *json = &screening->json;
    ecc_json_key(json, key);
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_object(json);
        ecc_json_put(json, "part", candidates[i].id);
        ecc_json_put(json, "name", candidates[i].name);
        ecc_json_put(json, "matched", candidates[i].matched);
        ecc_json_put_cstr(json, "confidence", ecc_screen_confidence(candidates[i].confidence));
        put_remarks(screening, "reasons", candidates[i].reasons, candidates[i].n_reasons);
        if (parts != NULL) {
            put_part(screening, parts[i]);
        }
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

/* ---- Lines --------------------------------------------------------------------------------- */

/* A cell; null when the table has no such column. */
static void put_cell(struct ecc_screening *screening, const char *key,
                     const struct ecc_screened_line *line, enum ecc_role role)
{
    struct ecc_json *json = &screening->json;
    ecc_json_key(json, key);
    if (screening->columns->at[role] == ECC_NO_COLUMN) {
        ecc_json_null(json);
    } else {
        ecc_json_str(json, line->cells[role]);
    }
}

static void put_members(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    struct ecc_json *json = &screening->json;
    const ecc_matches none = {.found = ECC_FOUND_NOTHING};
    const ecc_matches *matches = line->matches != NULL ? line->matches : &none;
    ecc_json_put_size(json, "line", line->line);
    put_cell(screening, "name", line, ECC_ROLE_NAME);
    put_cell(screening, "quantity", line, ECC_ROLE_QUANTITY);
    put_cell(screening, "unit-price", line, ECC_ROLE_PRICE);
    put_cell(screening, "supplier", line, ECC_ROLE_SUPPLIER);
    put_cell(screening, "description", line, ECC_ROLE_DESCRIPTION);
    ecc_json_key(json, "count");
    if (line->counted) {
        ecc_json_size(json, line->quantity);
    } else {
        ecc_json_null(json);
    }
    ecc_json_put_cstr(json, "match", ecc_screen_match(line));
    ecc_json_put_cstr(json, "verdict", ecc_screen_verdict(line->outcome));
    ecc_json_put_size(json, "exit-status", (size_t)ecc_screen_exit(line->outcome));
    ecc_json_put_bool(json, "verdicts-differ", line->differ);
    ecc_json_put_bool(json, "not-wholly-understood", line->unsure);
    if (line->problem.len > 0) {
        ecc_json_put(json, "problem", line->problem);
    }
    put_candidates(screening, "candidates", matches->candidates, matches->n_candidates,
                   line->parts);
    put_candidates(screening, "suggestions", matches->suggestions, matches->n_suggestions, NULL);
    put_remarks(screening, "warnings", matches->warnings, matches->n_warnings);
    put_texts(json, "ask", line->asks, line->n_asks);
}

/* ---- The table and the sums ---------------------------------------------------------------- */

static void put_table(struct ecc_screening *screening)
{
    struct ecc_json *json = &screening->json;
    const struct ecc_table *table = screening->table;
    const struct ecc_columns *columns = screening->columns;
    const char separator = table->separator;
    ecc_json_key(json, "table");
    ecc_json_object(json);
    ecc_json_put(json, "encoding", table->encoding.name);
    ecc_json_put_bool(json, "encoding-detected", table->encoding.detected);
    ecc_json_put_bool(json, "byte-order-mark", table->encoding.marked);
    ecc_json_put(json, "separator",
                 table->separated ? (ecc_str){&separator, 1} : (ecc_str){NULL, 0});
    ecc_json_put_size(json, "header-line", columns->header_line);
    ecc_json_put_size(json, "rows-above-header", columns->n_before);
    ecc_json_key(json, "columns");
    ecc_json_array(json);
    for (enum ecc_role role = ECC_ROLE_NAME; role < ECC_ROLES; role++) {
        if (columns->at[role] == ECC_NO_COLUMN) {
            continue;
        }
        ecc_json_object(json);
        ecc_json_put_cstr(json, "role", ecc_screen_role(role));
        ecc_json_put_size(json, "column", columns->at[role] + 1);
        ecc_json_put(json, "header", columns->headers[role]);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}

static void put_sum(struct ecc_screening *screening, const char *key, const struct ecc_place *sum)
{
    struct ecc_json *json = &screening->json;
    ecc_json_key(json, key);
    ecc_json_object(json);
    ecc_json_put_size(json, "lines", sum->n);
    ecc_json_put_size(json, "quantity", sum->quantity);
    ecc_json_key(json, "amounts");
    ecc_json_array(json);
    for (size_t i = 0; i < screening->n_marks; i++) {
        ecc_json_object(json);
        ecc_json_put(json, "mark", screening->marks[i]);
        ecc_json_put(json, "amount", ecc_screen_exact_amount(screening, sum->amounts[i]));
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}

static void put_totals(struct ecc_screening *screening)
{
    struct ecc_json *json = &screening->json;
    ecc_json_put_bool(json, "complete", screening->complete);
    ecc_json_key(json, "totals");
    ecc_json_object(json);
    put_sum(screening, "all", &screening->all);
    put_sum(screening, "controlled", &screening->sums[ECC_OUTCOME_CONTROLLED]);
    put_sum(screening, "undecided", &screening->sums[ECC_OUTCOME_UNDECIDED]);
    put_sum(screening, "not-controlled", &screening->sums[ECC_OUTCOME_CLEAR]);
    put_sum(screening, "looks-like", &screening->sums[ECC_OUTCOME_LOOKALIKE]);
    put_sum(screening, "unmatched", &screening->sums[ECC_OUTCOME_UNMATCHED]);
    ecc_json_put_size(json, "lines-without-a-number", screening->n_uncounted);
    ecc_json_put_size(json, "lines-without-an-amount", screening->n_unpriced);
    ecc_json_end_object(json);
    struct ecc_render render = render_of(screening);
    ecc_json_put_date(&render, "verified-through", screening->verified_through);
    screening->json = render.json;
    ecc_json_put_bool(json, "beyond-verified", screening->beyond_verified);
    ecc_json_put(json, "not-advice", ecc_in(screening->page, &screening->not_advice));
    ecc_json_put_size(json, "exit-status", (size_t)screening->exit);
}

/* ---- json ---------------------------------------------------------------------------------- */

static void begin(struct ecc_screening *screening)
{
    open_document(screening, "ecc-screen/1", false);
    put_table(screening);
    ecc_json_key(&screening->json, "lines");
    ecc_json_array(&screening->json);
}

static void put_line(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    ecc_json_object(&screening->json);
    put_members(screening, line);
    ecc_json_end_object(&screening->json);
}

static void end(struct ecc_screening *screening)
{
    ecc_json_end_array(&screening->json);
    put_totals(screening);
    ecc_json_end_object(&screening->json);
}

const struct ecc_screen_format ecc_screen_json = {false, begin, put_line, end};

/* ---- ndjson -------------------------------------------------------------------------------- */

static void begin_lines(struct ecc_screening *screening)
{
    (void)screening; /* every line stands by itself */
}

static void put_one(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    open_document(screening, "ecc-screen-line/1", true);
    put_members(screening, line);
    ecc_json_end_object(&screening->json);
}

static void end_lines(struct ecc_screening *screening)
{
    open_document(screening, "ecc-screen-totals/1", true);
    put_table(screening);
    put_totals(screening);
    ecc_json_end_object(&screening->json);
}

const struct ecc_screen_format ecc_screen_ndjson = {false, begin_lines, put_one, end_lines};
