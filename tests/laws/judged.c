/* SPDX-License-Identifier: Apache-2.0 */
#include "judged.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

/* ---- Loading and checking ------------------------------------------------------------------- */

struct folder {
    struct ecc_arena *arena;
    const struct specimen *root;
    const struct style *style;
};

static const struct specimen *find_part(const struct specimen *specimen, ecc_str name)
{
    if (ecc_str_is(name, specimen->name)) {
        return specimen;
    }
    for (size_t i = 0; i < specimen->n_parts; i++) {
        const struct specimen *found = find_part(specimen->parts[i], name);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

static ecc_status resolve(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                          ecc_str *out_bytes)
{
    (void)from;
    const struct folder *folder = user;
    const struct specimen *part = find_part(folder->root, ecc_str_slice(ref, 2, ref.len));
    if (part == NULL) {
        return ECC_E_NOT_FOUND;
    }
    *out_name = ecc_str_of(part->name);
    *out_bytes = specimen_text(part, folder->arena, folder->style);
    return ECC_OK;
}

bool bench_complain(struct bench *bench, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(bench->complaint, sizeof bench->complaint, format, args);
    va_end(args);
    return false;
}

static void complain_status(struct bench *bench, const char *what, ecc_status status,
                            const ecc_diags *diags)
{
    ecc_words *words = NULL;
    if (ecc_diags_count(diags) == 0 || ecc_words_new(ECC_ENGLISH, &words) != ECC_OK) {
        bench_complain(bench, "%s: status %d", what, (int)status);
        return;
    }
    ecc_diag diag = ecc_diags_at(diags, 0);
    ecc_str said = ecc_words_diag(words, &diag);
    bench_complain(bench, "%s: status %d, %.*s:%zu:%zu: %.*s", what, (int)status,
                   (int)diag.at.file.len, diag.at.file.ptr, diag.at.line, diag.at.column,
                   (int)said.len, said.ptr);
    ecc_words_free(words);
}

static ecc_status check(struct bench *bench, struct judged *out, ecc_diags *diags)
{
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    options.as_of = bench->day;
    options.readings = bench->readings;
    options.n_readings = bench->n_readings;
    return ecc_check(bench->rules, out->spec, &options, &out->result, diags);
}

static bool load_and_check(struct bench *bench, const struct style *style, const ecc_str *settings,
                           size_t n_settings, struct judged *out)
{
    ecc_diags *diags = NULL;
    if (ecc_diags_new(&diags) != ECC_OK) {
        return bench_complain(bench, "out of memory");
    }
    struct folder folder = {.arena = bench->arena, .root = out->specimen, .style = style};
    ecc_str name = ecc_str_of(out->specimen->name);
    ecc_status status = n_settings == 0
                            ? ecc_spec_load(name, out->text, resolve, &folder, &out->spec, diags)
                            : ecc_spec_load_variant(name, out->text, settings, n_settings, resolve,
                                                    &folder, &out->spec, diags);
    if (status == ECC_OK) {
        status = check(bench, out, diags);
    }
    if (status != ECC_OK) {
        complain_status(bench, "load and check", status, diags);
        judged_free(out);
    }
    ecc_diags_free(diags);
    return status == ECC_OK;
}

bool judge(struct bench *bench, const struct specimen *specimen, const struct style *style,
           struct judged *out)
{
    *out = (struct judged){.specimen = specimen,
                           .text = specimen_text(specimen, bench->arena, style)};
    return load_and_check(bench, style, NULL, 0, out);
}

bool judge_variant(struct bench *bench, const struct judged *original, const ecc_str *settings,
                   size_t n_settings, struct judged *out)
{
    static const struct style plain = {.seed = 0};
    *out = (struct judged){.specimen = original->specimen, .text = original->text};
    return load_and_check(bench, &plain, settings, n_settings, out);
}

bool bench_choose_readings(struct bench *bench, struct dice *dice)
{
    const ecc_reading_view *views = NULL;
    size_t n = 0;
    ecc_diags *diags = NULL;
    if (ecc_diags_new(&diags) != ECC_OK) {
        return bench_complain(bench, "out of memory");
    }
    bool good = ecc_rules_readings(bench->rules, bench->day, &views, &n, diags) == ECC_OK;
    for (size_t i = 0; good && i < n && bench->n_readings < 16; i++) {
        if (dice_chance(dice, 30)) {
            ecc_str option = views[i].options[dice_below(dice, (unsigned)views[i].n_options)].id;
            bench->readings[bench->n_readings++] = (ecc_reading_choice){.reading = views[i].id,
                                                                        .option = option};
        }
    }
    ecc_diags_free(diags);
    return good || bench_complain(bench, "the readings cannot be listed");
}

void judged_free(struct judged *judged)
{
    ecc_result_free(judged->result);
    ecc_spec_free(judged->spec);
    judged->result = NULL;
    judged->spec = NULL;
}

/* ---- What is common ------------------------------------------------------------------------- */

static const char *say(ecc_tri verdict)
{
    return verdict == ECC_TRUE ? "yes" : verdict == ECC_FALSE ? "no" : "undecided";
}

static bool str_eq(ecc_str a, ecc_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* The same thing in another answer; NULL when it is not there. */
static const ecc_subject *find_subject(const ecc_result *result, const ecc_subject *like)
{
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        if (str_eq(subject->kind, like->kind) && str_eq(subject->spec->file, like->spec->file) &&
            str_eq(subject->regime, like->regime) && subject->inside == like->inside) {
            return subject;
        }
    }
    return NULL;
}

/* ---- Refining ------------------------------------------------------------------------------- */

static bool keeps(ecc_tri vague, ecc_tri precise)
{
    return vague == ECC_UNKNOWN || vague == precise;
}

/* -1, 0, 1; an end that is missing is above all numbers. */
static int compare_ends(const ecc_number *a, const ecc_number *b)
{
    if (a == NULL || b == NULL) {
        return (a == NULL) - (b == NULL);
    }
    return ecc_num_cmp(a, b);
}

static bool within(const ecc_range *inner, const ecc_range *outer)
{
    int low = compare_ends(inner->lo, outer->lo);
    int high = compare_ends(inner->hi, outer->hi);
    bool low_in = low > 0 || (low == 0 && (inner->lo_open || !outer->lo_open));
    bool high_in = high < 0 || (high == 0 && (inner->hi_open || !outer->hi_open));
    return low_in && high_in;
}

static bool nodes_refine(struct bench *bench, const ecc_node *vague, const ecc_node *precise)
{
    if (!keeps(vague->verdict, precise->verdict)) {
        return bench_complain(bench, "a test at line %zu (%.*s) went from %s to %s", vague->at.line,
                              (int)vague->id.len, vague->id.ptr, say(vague->verdict),
                              say(precise->verdict));
    }
    if (vague->kind == ECC_NODE_CONTAINS) {
        return true; /* what is in it may have become more */
    }
    for (size_t i = 0; i < vague->n_children && i < precise->n_children; i++) {
        if (!nodes_refine(bench, &vague->children[i], &precise->children[i])) {
            return false;
        }
    }
    return vague->n_children == precise->n_children ||
           bench_complain(bench, "a test at line %zu has another number of parts", vague->at.line);
}

static bool entries_refine(struct bench *bench, const ecc_entry *vague, const ecc_entry *precise)
{
    if (!keeps(vague->verdict, precise->verdict)) {
        return bench_complain(bench, "rule %.*s went from %s to %s", (int)vague->rule->rule.len,
                              vague->rule->rule.ptr, say(vague->verdict), say(precise->verdict));
    }
    for (size_t i = 0; i < vague->n_paragraphs; i++) {
        if (!nodes_refine(bench, &vague->paragraphs[i], &precise->paragraphs[i])) {
            return false;
        }
    }
    return true;
}

static bool is_possible(const ecc_subject *subject, ecc_str id)
{
    for (size_t i = 0; i < subject->n_possible; i++) {
        if (str_eq(subject->possible[i].id, id)) {
            return true;
        }
    }
    return false;
}

static bool subjects_refine(struct bench *bench, const ecc_subject *vague,
                            const ecc_subject *precise)
{
    if (!keeps(vague->gate, precise->gate)) {
        return bench_complain(bench, "controlled (%.*s): from %s to %s", (int)vague->kind.len,
                              vague->kind.ptr, say(vague->gate), say(precise->gate));
    }
    for (size_t i = 0; i < vague->n_quantities; i++) {
        const ecc_quantity_view *before = &vague->quantities[i];
        const ecc_quantity_view *after = &precise->quantities[i];
        if (!before->value.undefined && !after->value.undefined &&
            !within(&after->value, &before->value)) {
            return bench_complain(bench, "quantity %.*s left its range",
                                  (int)before->definition->id.len, before->definition->id.ptr);
        }
    }
    for (size_t i = 0; i < vague->n_entries; i++) {
        if (!entries_refine(bench, &vague->entries[i], &precise->entries[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < precise->n_possible; i++) {
        if (!is_possible(vague, precise->possible[i].id)) {
            ecc_str id = precise->possible[i].id;
            return bench_complain(bench, "%s: classification “%.*s” became possible for %.*s",
                                  vague->n_possible == 1 ? "DECIDED" : "undecided", (int)id.len,
                                  id.ptr, (int)vague->kind.len, vague->kind.ptr);
        }
    }
    return true;
}

bool judged_refines(struct bench *bench, const struct judged *vague, const struct judged *precise)
{
    if (!keeps(vague->result->controlled, precise->result->controlled)) {
        return bench_complain(bench, "the check went from %s to %s", say(vague->result->controlled),
                              say(precise->result->controlled));
    }
    for (size_t i = 0; i < vague->result->n_subjects; i++) {
        const ecc_subject *subject = &vague->result->subjects[i];
        const ecc_subject *same = find_subject(precise->result, subject);
        if (same == NULL && subject->sold_so == ECC_UNKNOWN) {
            continue; /* it turned out not to be sold as an assembly */
        }
        if (same == NULL) {
            return bench_complain(bench, "the %.*s is gone", (int)subject->kind.len,
                                  subject->kind.ptr);
        }
        if (!subjects_refine(bench, subject, same)) {
            return false;
        }
    }
    return true;
}

/* ---- Not lower ------------------------------------------------------------------------------ */

bool judged_not_lower(struct bench *bench, const struct judged *before, const struct judged *after)
{
    for (size_t i = 0; i < before->result->n_subjects; i++) {
        const ecc_subject *subject = &before->result->subjects[i];
        const ecc_subject *same = find_subject(after->result, subject);
        for (size_t j = 0; same != NULL && j < subject->n_quantities; j++) {
            const ecc_range *a = &subject->quantities[j].value;
            const ecc_range *b = &same->quantities[j].value;
            ecc_str id = subject->quantities[j].definition->id;
            bool fell = compare_ends(b->lo, a->lo) < 0 || compare_ends(b->hi, a->hi) < 0;
            if (fell && !a->undefined && !b->undefined) {
                return bench_complain(bench, "quantity %.*s fell", (int)id.len, id.ptr);
            }
        }
    }
    return true;
}

/* ---- The same answer, as text --------------------------------------------------------------- */

static void put_text(struct ecc_buf *out, ecc_str text)
{
    ecc_buf_add(out, text);
    ecc_buf_putc(out, ' ');
}

static void put_tri(struct ecc_buf *out, ecc_tri verdict)
{
    put_text(out, ecc_str_of(say(verdict)));
}

static void put_number(struct ecc_buf *out, const ecc_number *number)
{
    if (number == NULL) {
        put_text(out, ECC_STR("none"));
        return;
    }
    ecc_num_print_exact(number, out);
    ecc_buf_putc(out, ' ');
}

static void put_range(struct ecc_buf *out, const ecc_range *range)
{
    ecc_buf_puts(out, range->lo_open ? "(" : "[");
    put_number(out, range->lo);
    put_number(out, range->hi);
    ecc_buf_puts(out, range->hi_open ? ")" : "]");
    ecc_buf_puts(out, range->undefined ? "? " : " ");
}

static void put_node(struct ecc_buf *out, const ecc_node *node)
{
    put_tri(out, node->verdict);
    put_text(out, node->id);
    put_text(out, node->actual);
    put_number(out, node->margin);
    put_number(out, node->margin_ratio);
    ecc_buf_puts(out, node->by_cases ? "by cases " : "");
    ecc_buf_puts(out, node->decisive ? "!\n" : "\n");
    for (size_t i = 0; node->kind != ECC_NODE_CONTAINS && i < node->n_children; i++) {
        put_node(out, &node->children[i]);
    }
}

static void put_possible(struct ecc_buf *out, const ecc_paragraph *possible, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        put_text(out, possible[i].id);
        ecc_buf_puts(out, "| ");
    }
}

static void put_subject(struct ecc_buf *out, const ecc_subject *subject)
{
    put_text(out, subject->kind);
    put_text(out, subject->spec->file);
    put_tri(out, subject->gate);
    put_tri(out, subject->sold_so);
    put_range(out, &subject->count);
    ecc_buf_puts(out, subject->open ? "open\n" : "\n");
    put_possible(out, subject->possible, subject->n_possible);
    for (size_t i = 0; i < subject->n_quantities; i++) {
        put_text(out, subject->quantities[i].definition->id);
        put_range(out, &subject->quantities[i].value);
        ecc_buf_putc(out, '\n');
    }
    for (size_t i = 0; i < subject->n_entries; i++) {
        put_text(out, subject->entries[i].rule->rule);
        put_tri(out, subject->entries[i].verdict);
        ecc_buf_put_size(out, subject->entries[i].n_questions);
        ecc_buf_putc(out, '\n');
        for (size_t j = 0; j < subject->entries[i].n_paragraphs; j++) {
            put_node(out, &subject->entries[i].paragraphs[j]);
        }
    }
}

static void put_deciding(struct ecc_buf *out, const ecc_deciding *deciding)
{
    put_text(out, deciding->subject->spec->file);
    put_text(out,
             deciding->quantity != NULL ? deciding->quantity->id : deciding->name.in[ECC_ENGLISH]);
    ecc_buf_puts(out, deciding->alone ? "alone\n" : "\n");
    for (size_t i = 0; i < deciding->n_pieces; i++) {
        const ecc_piece *piece = &deciding->pieces[i];
        if (deciding->quantity != NULL) {
            put_range(out, &piece->range);
        }
        put_text(out, piece->word);
        put_tri(out, piece->gate);
        put_possible(out, piece->possible, piece->n_possible);
        ecc_buf_putc(out, '\n');
    }
}

static int compare_texts(const void *a, const void *b)
{
    return ecc_str_cmp(*(const ecc_str *)a, *(const ecc_str *)b);
}

/* The blocks of an answer, sorted when their order does not count. */
static ecc_str describe(struct ecc_arena *arena, const ecc_result *result, bool sorted)
{
    size_t n = result->n_subjects + result->n_deciding;
    ecc_str *blocks = ECC_NEW_ARRAY(arena, n, ecc_str);
    struct ecc_buf all;
    ecc_buf_init(&all, arena);
    for (size_t i = 0; blocks != NULL && i < n; i++) {
        struct ecc_buf block;
        ecc_buf_init(&block, arena);
        if (i < result->n_subjects) {
            put_subject(&block, &result->subjects[i]);
        } else {
            put_deciding(&block, &result->deciding[i - result->n_subjects]);
        }
        blocks[i] = ecc_buf_str(&block);
    }
    if (blocks != NULL && sorted) {
        qsort(blocks, n, sizeof blocks[0], compare_texts);
    }
    for (size_t i = 0; blocks != NULL && i < n; i++) {
        ecc_buf_add(&all, blocks[i]);
    }
    put_tri(&all, result->controlled);
    ecc_buf_put_size(&all, result->n_sets);
    ecc_buf_putc(&all, ' ');
    for (size_t i = 0; i < result->n_readings; i++) {
        put_text(&all, result->readings[i].id);
        put_text(&all, result->readings[i].options[result->readings[i].used].id);
    }
    ecc_buf_put_size(&all, result->n_findings);
    return ecc_buf_str(&all);
}

bool judged_same(struct bench *bench, const struct judged *a, const struct judged *b, bool order)
{
    ecc_str left = describe(bench->arena, a->result, order);
    ecc_str right = describe(bench->arena, b->result, order);
    size_t at = 0;
    size_t line = 0;
    while (at < left.len && at < right.len && left.ptr[at] == right.ptr[at]) {
        at++;
        line = left.ptr[at - 1] == '\n' ? at : line;
    }
    if (at == left.len && at == right.len) {
        return true;
    }
    ecc_str first = ecc_str_slice(left, line, line + 160);
    ecc_str second = ecc_str_slice(right, line, line + 160);
    return bench_complain(bench, "the answers differ:\n%.*s\n---- and ----\n%.*s", (int)first.len,
                          first.ptr, (int)second.len, second.ptr);
}
