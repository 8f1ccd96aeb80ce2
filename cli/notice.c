/* SPDX-License-Identifier: Apache-2.0 */
/* Notices: see notice.h. */
#include "notice.h"

#include <string.h>

#include "diag.h"
#include "phrase.h"
#include "render.h"

/* ---- Lists --------------------------------------------------------------------------------- */

struct ecc_notice *ecc_notices_add(struct ecc_pool *pool, struct ecc_notices *notices)
{
    /* Room doubles at every power of two. */
    if ((notices->n & (notices->n - 1)) == 0) {
        const size_t cap = notices->n == 0 ? 1 : notices->n * 2;
        struct ecc_notice *items = ECC_POOL_ARRAY(pool, cap, struct ecc_notice);
        if (items == NULL) {
            return NULL;
        }
        if (notices->n > 0) {
            memcpy(items, notices->items, notices->n * sizeof(*items));
        }
        notices->items = items;
    }
    struct ecc_notice *notice = &notices->items[notices->n++];
    *notice = (struct ecc_notice){0};
    return notice;
}

bool ecc_notice_is_excused(const struct ecc_notice *notice)
{
    switch (notice->state) {
    case ECC_NOTICE_IGNORED:
    case ECC_NOTICE_WAIVED:
    case ECC_NOTICE_KNOWN:
        return true;
    case ECC_NOTICE_TOLD:
    case ECC_NOTICE_FAILS:
    case ECC_NOTICE_WARNS:
        break;
    }
    return false;
}

ecc_severity ecc_notice_shown(const struct ecc_notice *notice)
{
    if (ecc_notice_is_excused(notice)) {
        return ECC_SEVERITY_NOTE;
    }
    const bool softened = notice->state == ECC_NOTICE_WARNS &&
                          notice->severity == ECC_SEVERITY_ERROR;
    return softened ? ECC_SEVERITY_WARNING : notice->severity;
}

const char *ecc_notice_state_name(enum ecc_notice_state state)
{
    static const char *const names[] = {
        [ECC_NOTICE_TOLD] = "told",     [ECC_NOTICE_FAILS] = "fails",
        [ECC_NOTICE_WARNS] = "warns",   [ECC_NOTICE_IGNORED] = "ignored",
        [ECC_NOTICE_WAIVED] = "waived", [ECC_NOTICE_KNOWN] = "known"};
    return names[state];
}

ecc_str ecc_notice_state_text(struct ecc_page *page, const struct ecc_notice *notice)
{
    static const enum ecc_word words[] = {[ECC_NOTICE_TOLD] = ECC_WORDS,
                                          [ECC_NOTICE_FAILS] = ECC_WORDS,
                                          [ECC_NOTICE_WARNS] = ECC_W_state_warns,
                                          [ECC_NOTICE_IGNORED] = ECC_W_state_ignored,
                                          [ECC_NOTICE_WAIVED] = ECC_W_state_waived,
                                          [ECC_NOTICE_KNOWN] = ECC_W_state_known};
    const enum ecc_word word = words[notice->state];
    return word == ECC_WORDS
               ? (ecc_str){0}
               : ecc_say(page->words, word, ECC_WITH(ecc_with("reason", notice->excuse)));
}

/* ---- Exact forms --------------------------------------------------------------------------- */

ecc_str ecc_exact_range(struct ecc_page *page, const ecc_range *range)
{
    const ecc_str low = range->lo != NULL ? ecc_number_exact(page->words, range->lo) : (ecc_str){0};
    const ecc_str high = range->hi != NULL ? ecc_number_exact(page->words, range->hi)
                                           : (ecc_str){0};
    const bool above = low.len > 0 && !(ecc_text_is(low, "0") && !range->lo_open);
    struct ecc_out out;
    ecc_out_memory(&out);
    if (range->exact) {
        ecc_out_raw(&out, low);
    } else if (above && high.len > 0) {
        ecc_out_puts(&out, range->lo_open ? "(" : "[");
        ecc_out_raw(&out, low);
        ecc_out_puts(&out, ",");
        ecc_out_raw(&out, high);
        ecc_out_puts(&out, range->hi_open ? ")" : "]");
    } else if (above) {
        ecc_out_puts(&out, range->lo_open ? ">" : ">=");
        ecc_out_raw(&out, low);
    } else if (high.len > 0) {
        ecc_out_puts(&out, range->hi_open ? "<" : "<=");
        ecc_out_raw(&out, high);
    }
    return ecc_out_take(&out, page->pool);
}

ecc_str ecc_exact_paragraphs(struct ecc_page *page, const ecc_paragraph *possible, size_t n)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    for (size_t i = 0; i < n; i++) {
        ecc_out_puts(&out, i > 0 ? "; " : "");
        ecc_out_raw(&out, possible[i].id.len > 0 ? possible[i].id : ECC_LITERAL("none"));
    }
    return ecc_out_take(&out, page->pool);
}

const char *ecc_exact_verdict(const struct ecc_item *item)
{
    if (item->result == NULL) {
        return "failed";
    }
    switch (item->result->controlled) {
    case ECC_TRUE:
        return "controlled";
    case ECC_FALSE:
        return "not-controlled";
    case ECC_UNKNOWN:
        break;
    }
    return "undecided";
}

/* ---- Places -------------------------------------------------------------------------------- */

struct making {
    struct ecc_page *page;
    const struct ecc_item *item;
    struct ecc_notices list;
};

/* Where the file says what the thing is called; its first line when it does not. */
static ecc_position name_place(const struct making *making)
{
    const ecc_fact_view *facts = NULL;
    const struct ecc_item *item = making->item;
    const size_t n = item->spec != NULL ? ecc_spec_facts(item->spec, &facts) : 0;
    for (size_t i = 0; i < n; i++) {
        if (ecc_text_is(facts[i].path, "name") && facts[i].at.line > 0) {
            return facts[i].at;
        }
    }
    const ecc_str file = item->spec != NULL ? ecc_spec_about(item->spec)->file : item->input;
    return (ecc_position){.file = file, .line = 1, .column = 1, .end_line = 1, .end_column = 1};
}

/* A place in the file that was asked for; one in another file becomes the origin. */
static void place(const struct making *making, struct ecc_notice *notice, const ecc_position *at)
{
    notice->at = name_place(making);
    if (at->file.len == 0 || at->line == 0) {
        return;
    }
    const bool whole_file = at->line <= notice->at.line && at->end_line > notice->at.line;
    if (ecc_text_same(at->file, notice->at.file)) {
        notice->at = whole_file ? notice->at : *at;
    } else {
        notice->origin = *at;
    }
}

/* ---- What decides -------------------------------------------------------------------------- */

#define TESTS 4

struct tests {
    const ecc_node *items[TESTS];
    size_t n;
};

/* The comparisons and facts that a met clause rests on. Recursion: the depth of a clause. */
static void gather_tests(const ecc_node *node, struct tests *tests)
{
    const bool counts = node->kind == ECC_NODE_COMPARE && node->definition != NULL &&
                        node->definition->unit.len > 0 && !ecc_text_is(node->definition->unit, "1");
    if (node->verdict != ECC_TRUE || node->exclusion || tests->n == TESTS) {
        return;
    }
    if (counts || node->kind == ECC_NODE_FACT) {
        tests->items[tests->n++] = node;
        return;
    }
    for (size_t i = 0; i < node->n_children; i++) {
        gather_tests(&node->children[i], tests);
        if (node->kind == ECC_NODE_ANY && tests->n > 0) {
            return; /* one alternative is enough */
        }
    }
}

static ecc_position test_place(const ecc_node *test)
{
    return test->kind == ECC_NODE_FACT || test->value == NULL
               ? test->fact_at
               : ecc_phrase_origin(test->value->derivation);
}

static void put_line(struct ecc_out *out, ecc_str line)
{
    ecc_out_puts(out, ecc_out_bytes(out).len > 0 ? "\n" : "");
    ecc_out_raw(out, line);
}

static void put_tests(struct making *making, struct ecc_out *out, const struct tests *tests)
{
    ecc_str phrases[TESTS];
    for (size_t i = 0; i < tests->n; i++) {
        phrases[i] = ecc_phrase_test(making->page, tests->items[i]);
    }
    if (tests->n > 0) {
        const ecc_str list = ecc_phrase_list(making->page, phrases, tests->n, ECC_W_list_semicolon,
                                             ECC_W_list_semicolon);
        put_line(out, ecc_say(making->page->words, ECC_W_notice_decided_by,
                              ECC_WITH(ecc_with("list", list))));
    }
}

static ecc_str phrase_pieces(struct ecc_page *page, const ecc_deciding *deciding)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    for (size_t i = 0; i < deciding->n_pieces; i++) {
        const ecc_piece *piece = &deciding->pieces[i];
        const ecc_str value = piece->word.len > 0
                                  ? ecc_phrase_word(page, piece->word)
                                  : ecc_phrase_piece(page, &piece->range, deciding->unit);
        const ecc_arg args[] = {
            ecc_with("value", value),
            ecc_with("outcome", ecc_phrase_paragraphs(page, piece->possible, piece->n_possible))};
        ecc_out_raw(&out, i > 0 ? ecc_word(page->words, ECC_W_list_semicolon) : (ecc_str){0});
        ecc_out_raw(&out, ecc_say(page->words, ECC_W_notice_piece, args, 2));
    }
    return ecc_out_take(&out, page->pool);
}

/* The facts that would decide, at most a few; the place of the first. */
static ecc_position put_deciding(struct making *making, struct ecc_out *out,
                                 const ecc_subject *subject)
{
    struct ecc_page *page = making->page;
    const ecc_result *result = making->item->result;
    ecc_position at = {0};
    size_t told = 0;
    for (size_t i = 0; i < result->n_deciding && told < TESTS; i++) {
        const ecc_deciding *deciding = &result->deciding[i];
        const bool about = deciding->subject->spec == subject->spec &&
                           ecc_text_same(deciding->subject->kind, subject->kind);
        if (!about) {
            continue;
        }
        at = told == 0 ? deciding->at : at;
        told++;
        put_line(out,
                 ecc_say(page->words, deciding->alone ? ECC_W_notice_alone : ECC_W_notice_bears,
                         ECC_WITH(ecc_with("name", ecc_in(page, &deciding->name)),
                                  ecc_with("pieces", phrase_pieces(page, deciding)))));
        const ecc_str ask = ecc_in(page, &deciding->ask);
        if (ask.len > 0) {
            put_line(out, ecc_say(page->words, ECC_W_deciding_ask, ECC_WITH(ecc_with("ask", ask))));
        }
    }
    return at;
}

/* ---- Keys ---------------------------------------------------------------------------------- */

static void put_key(struct ecc_out *out, ecc_str part)
{
    ecc_out_puts(out, ecc_out_bytes(out).len > 0 ? "|" : "");
    ecc_out_raw(out, part);
}

/* Notices that would share a key are numbered in order. */
static void finish_key(struct making *making, struct ecc_notice *notice, struct ecc_out *out)
{
    struct ecc_notices *list = &making->list;
    const ecc_str stem = ecc_out_bytes(out);
    size_t same = 0;
    for (size_t i = 0; &list->items[i] != notice; i++) {
        const ecc_str key = list->items[i].key;
        const bool numbered = key.len > stem.len && key.ptr[stem.len] == '#';
        same += key.len >= stem.len && memcmp(key.ptr, stem.ptr, stem.len) == 0 &&
                (key.len == stem.len || numbered);
    }
    if (same > 0) {
        ecc_out_puts(out, "#");
        ecc_out_size(out, same + 1);
    }
    notice->key = ecc_out_take(out, making->page->pool);
}

static void begin_key(struct making *making, struct ecc_notice *notice, struct ecc_out *out)
{
    ecc_out_memory(out);
    put_key(out, making->item->part.len > 0   ? making->item->part
                 : making->item->spec != NULL ? ecc_spec_about(making->item->spec)->file
                                              : making->item->input);
    put_key(out, notice->rule);
    if (notice->subject != NULL) {
        put_key(out, notice->subject->kind);
        put_key(out, notice->subject->spec->name);
    }
}

/* ---- Verdicts ------------------------------------------------------------------------------ */

static ecc_str first_line(ecc_str text)
{
    const char *end = text.len > 0 ? memchr(text.ptr, '\n', text.len) : NULL;
    return (ecc_str){text.ptr, end != NULL ? (size_t)(end - text.ptr) : text.len};
}

static void say_verdict(struct making *making, struct ecc_notice *notice,
                        const ecc_paragraph *paragraph)
{
    struct ecc_page *page = making->page;
    const ecc_subject *subject = notice->subject;
    static const enum ecc_word words[] = {[ECC_NOTICE_CONTROLLED] = ECC_W_notice_controlled,
                                          [ECC_NOTICE_UNDECIDED] = ECC_W_notice_undecided,
                                          [ECC_NOTICE_LISTED] = ECC_W_notice_listed};
    struct ecc_out out;
    ecc_out_memory(&out);
    put_line(
        &out,
        ecc_say(page->words, words[notice->kind],
                ECC_WITH(ecc_with("name", making->item->result->spec->name),
                         ecc_with("subject", ecc_phrase_subject(page, subject)),
                         ecc_with("paragraph", paragraph->id),
                         ecc_with("possible", ecc_phrase_paragraphs(page, subject->possible,
                                                                    subject->n_possible)),
                         ecc_with("heading", ecc_in(page, &paragraph->heading)),
                         ecc_with("date", ecc_phrase_date(page, making->item->result->as_of)))));
    ecc_position at = {0};
    if (notice->kind == ECC_NOTICE_UNDECIDED) {
        at = put_deciding(making, &out, subject);
    } else if (notice->clause != NULL) {
        struct tests tests = {.n = 0};
        gather_tests(notice->clause, &tests);
        put_tests(making, &out, &tests);
        at = tests.n > 0 ? test_place(tests.items[0]) : at;
    }
    notice->text = ecc_out_take(&out, page->pool);
    notice->title = first_line(notice->text);
    place(making, notice, &at);
    struct ecc_out key;
    begin_key(making, notice, &key);
    finish_key(making, notice, &key);
}

/* The strictest of the paragraphs that it may meet and that gate. */
static const ecc_paragraph *gating(const ecc_subject *subject)
{
    for (size_t i = 0; i < subject->n_possible; i++) {
        if (subject->possible[i].gate) {
            return &subject->possible[i];
        }
    }
    return &subject->possible[0];
}

static void add_verdict(struct making *making, const ecc_subject *subject)
{
    const ecc_paragraph *paragraph = gating(subject);
    const bool listed = subject->gate == ECC_FALSE;
    if (listed && (subject->n_possible > 1 || paragraph->id.len == 0)) {
        return;
    }
    struct ecc_notice *notice = ecc_notices_add(making->page->pool, &making->list);
    if (notice == NULL) {
        return;
    }
    notice->kind = listed                      ? ECC_NOTICE_LISTED
                   : subject->gate == ECC_TRUE ? ECC_NOTICE_CONTROLLED
                                               : ECC_NOTICE_UNDECIDED;
    notice->severity = listed                      ? ECC_SEVERITY_NOTE
                       : subject->gate == ECC_TRUE ? ECC_SEVERITY_ERROR
                                                   : ECC_SEVERITY_WARNING;
    notice->state = listed ? ECC_NOTICE_TOLD : ECC_NOTICE_FAILS;
    notice->rule = paragraph->id;
    notice->subject = subject;
    notice->clause = ecc_find_clause(subject, paragraph->id);
    say_verdict(making, notice, paragraph);
}

/* ---- Findings ------------------------------------------------------------------------------ */

/* The subject that has a value of that quantity, and where the value stands. */
static ecc_position quantity_place(const ecc_result *result, ecc_str symbol,
                                   const ecc_subject **out_subject)
{
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        for (size_t j = 0; j < subject->n_quantities; j++) {
            const ecc_quantity_view *quantity = &subject->quantities[j];
            if (ecc_text_same(quantity->definition->symbol, symbol) ||
                ecc_text_same(quantity->definition->id, symbol)) {
                *out_subject = subject;
                return ecc_phrase_origin(quantity->derivation);
            }
        }
    }
    return (ecc_position){0};
}

static ecc_str argument(const ecc_finding *finding, const char *name)
{
    for (size_t i = 0; i < finding->n_args; i++) {
        if (strcmp(finding->args[i].name, name) == 0 && finding->args[i].kind == ECC_ARG_TEXT) {
            return finding->args[i].text;
        }
    }
    return (ecc_str){0};
}

static void add_finding(struct making *making, const ecc_finding *finding)
{
    struct ecc_page *page = making->page;
    struct ecc_notice *notice = ecc_notices_add(page->pool, &making->list);
    if (notice == NULL) {
        return;
    }
    const bool near = strcmp(finding->id, "finding.near-line") == 0;
    struct ecc_out out;
    ecc_out_memory(&out);
    put_line(&out, ecc_words_say(page->words, finding->id, finding->args, finding->n_args));
    const ecc_str more = ecc_in(page, &finding->text);
    if (more.len > 0) {
        put_line(&out, more);
    }
    notice->kind = near ? ECC_NOTICE_NEAR_LINE : ECC_NOTICE_FINDING;
    notice->severity = ECC_SEVERITY_NOTE;
    notice->rule = ecc_text_of(finding->id);
    notice->text = ecc_out_take(&out, page->pool);
    notice->title = first_line(notice->text);
    ecc_position at = finding->at;
    if (at.file.len == 0) {
        at = quantity_place(making->item->result, argument(finding, "quantity"), &notice->subject);
    }
    place(making, notice, &at);
    struct ecc_out key;
    begin_key(making, notice, &key);
    put_key(&key, argument(finding, "quantity"));
    put_key(&key, argument(finding, near ? "line" : "fact"));
    finish_key(making, notice, &key);
}

/* ---- What went wrong ----------------------------------------------------------------------- */

static void add_diagnostic(struct making *making, const ecc_diag *diag)
{
    struct ecc_notice *notice = ecc_notices_add(making->page->pool, &making->list);
    if (notice == NULL) {
        return;
    }
    const bool error = diag->severity == ECC_SEVERITY_ERROR;
    notice->kind = ECC_NOTICE_DIAGNOSTIC;
    notice->state = error ? ECC_NOTICE_FAILS : ECC_NOTICE_TOLD;
    notice->severity = diag->severity == ECC_SEVERITY_NONE ? ECC_SEVERITY_NOTE : diag->severity;
    notice->rule = ecc_text_of(diag->id);
    notice->text = ecc_words_diag(making->page->words, diag);
    notice->title = first_line(notice->text);
    place(making, notice, &diag->at);
    struct ecc_out key;
    begin_key(making, notice, &key);
    put_key(&key, diag->at.excerpt);
    finish_key(making, notice, &key);
}

static void add_problem(struct making *making)
{
    struct ecc_notice *notice = ecc_notices_add(making->page->pool, &making->list);
    if (notice == NULL) {
        return;
    }
    notice->kind = ECC_NOTICE_PROBLEM;
    notice->state = ECC_NOTICE_FAILS;
    notice->severity = ECC_SEVERITY_ERROR;
    notice->rule = ECC_LITERAL("input");
    notice->text = making->item->problem;
    notice->title = first_line(notice->text);
    notice->at = name_place(making);
    struct ecc_out key;
    begin_key(making, notice, &key);
    finish_key(making, notice, &key);
}

struct ecc_notices ecc_notices_of(struct ecc_page *page, const struct ecc_item *item)
{
    struct making making = {.page = page, .item = item};
    const ecc_result *result = item->result;
    for (size_t i = 0; result != NULL && i < result->n_subjects; i++) {
        add_verdict(&making, &result->subjects[i]);
    }
    for (size_t i = 0; result != NULL && i < result->n_findings; i++) {
        add_finding(&making, &result->findings[i]);
    }
    for (size_t i = 0; item->diags != NULL && i < ecc_diags_count(item->diags); i++) {
        const ecc_diag diag = ecc_diags_at(item->diags, i);
        add_diagnostic(&making, &diag);
    }
    if (item->problem.len > 0) {
        add_problem(&making);
    }
    return making.list;
}

ecc_str ecc_phrase_totals(struct ecc_page *page, const struct ecc_totals *totals, ecc_date as_of)
{
    const size_t all = totals->controlled + totals->undecided + totals->clear + totals->failed;
    return ecc_say(
        page->words, ECC_W_totals,
        ECC_WITH(ecc_with_size("all", all), ecc_with_size("controlled", totals->controlled),
                 ecc_with_size("undecided", totals->undecided),
                 ecc_with_size("clear", totals->clear), ecc_with_size("failed", totals->failed),
                 ecc_with("date", ecc_phrase_date(page, as_of))));
}

ecc_str ecc_phrase_beyond(struct ecc_page *page, const struct ecc_totals *totals, ecc_date as_of)
{
    if (totals->verified_through.year == 0 || ecc_date_cmp(as_of, totals->verified_through) <= 0) {
        return (ecc_str){0};
    }
    return ecc_say(page->words, ECC_W_totals_beyond,
                   ECC_WITH(ecc_with("through", ecc_phrase_date(page, totals->verified_through)),
                            ecc_with("date", ecc_phrase_date(page, as_of))));
}
