/* SPDX-License-Identifier: Apache-2.0 */
/* What a part of the catalogue comes to, as texts that outlive the result: see screen.h. */
#include <string.h>

#include "catalogue.h"
#include "phrase.h"
#include "screen.h"
#include "text.h"

/* Lines of a text into the run's pool; the first one left out. */
static const ecc_str *lines_after_first(struct ecc_pool *pool, ecc_str text, size_t *out_n)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += text.ptr[i] == '\n' ? 1 : 0;
    }
    ecc_str *lines = ECC_POOL_ARRAY(pool, n + 1, ecc_str);
    *out_n = 0;
    const char *at = text.len > 0 ? memchr(text.ptr, '\n', text.len) : NULL;
    while (lines != NULL && at != NULL) {
        at++;
        const size_t rest = text.len - (size_t)(at - text.ptr);
        const char *end = rest > 0 ? memchr(at, '\n', rest) : NULL;
        lines[(*out_n)++] = ecc_pool_str(pool,
                                         (ecc_str){at, end != NULL ? (size_t)(end - at) : rest});
        at = end;
    }
    return lines;
}

static void fill_subject(struct ecc_screening *screening, const ecc_subject *subject,
                         const struct ecc_notices *notices, struct ecc_screened_subject *out)
{
    struct ecc_page *page = screening->page;
    struct ecc_pool *pool = &screening->cli->pool;
    out->what = ecc_pool_str(pool, ecc_phrase_subject(page, subject));
    out->paragraphs = ecc_pool_str(
        pool, ecc_phrase_paragraphs(page, subject->possible, subject->n_possible));
    out->exact = ecc_pool_str(pool,
                              ecc_exact_paragraphs(page, subject->possible, subject->n_possible));
    out->gate = subject->gate;
    for (size_t i = 0; i < notices->n; i++) {
        if (notices->items[i].subject == subject && notices->items[i].kind <= ECC_NOTICE_LISTED) {
            out->why = lines_after_first(pool, notices->items[i].text, &out->n_why);
        }
    }
}

static void fill_subjects(struct ecc_screening *screening, const ecc_result *result,
                          const struct ecc_notices *notices, struct ecc_screened_part *part)
{
    struct ecc_screened_subject *subjects = ECC_POOL_ARRAY(
        &screening->cli->pool, result->n_subjects, struct ecc_screened_subject);
    for (size_t i = 0; subjects != NULL && i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        if (!ecc_text_is_idle(subject)) {
            fill_subject(screening, subject, notices, &subjects[part->n_subjects++]);
        }
    }
    part->subjects = subjects;
}

/* The questions that bear on an undecided verdict, each once. */
static void fill_asks(struct ecc_screening *screening, const ecc_result *result,
                      struct ecc_screened_part *part)
{
    ecc_str *asks = ECC_POOL_ARRAY(&screening->cli->pool, result->n_deciding, ecc_str);
    for (size_t i = 0; asks != NULL && result->controlled == ECC_UNKNOWN && i < result->n_deciding;
         i++) {
        const ecc_str ask = ecc_in(screening->page, &result->deciding[i].ask);
        bool told = ask.len == 0;
        for (size_t j = 0; j < part->n_asks && !told; j++) {
            told = ecc_text_same(asks[j], ask);
        }
        if (!told) {
            asks[part->n_asks++] = ecc_pool_str(&screening->cli->pool, ask);
        }
    }
    part->asks = asks;
}

static void fill_findings(struct ecc_screening *screening, const struct ecc_notices *notices,
                          struct ecc_screened_part *part)
{
    ecc_str *findings = ECC_POOL_ARRAY(&screening->cli->pool, notices->n, ecc_str);
    for (size_t i = 0; findings != NULL && i < notices->n; i++) {
        const enum ecc_notice_kind kind = notices->items[i].kind;
        if (kind == ECC_NOTICE_NEAR_LINE || kind == ECC_NOTICE_FINDING) {
            findings[part->n_findings++] = ecc_pool_str(&screening->cli->pool,
                                                        notices->items[i].title);
        }
    }
    part->findings = findings;
}

static void fill_part(struct ecc_screening *screening, size_t index, const ecc_spec *spec,
                      const ecc_result *result, struct ecc_screened_part *part)
{
    const struct ecc_item item = {.input = ecc_catalogue_id(index), .spec = spec, .result = result};
    const struct ecc_notices notices = ecc_notices_of(screening->page, &item);
    const ecc_spec_info *info = ecc_spec_about(spec);
    part->name = ecc_pool_str(&screening->cli->pool, info->name);
    part->vendor = ecc_pool_str(&screening->cli->pool, info->vendor);
    part->origin = ecc_pool_str(&screening->cli->pool, info->origin);
    part->controlled = result->controlled;
    fill_subjects(screening, result, &notices, part);
    fill_asks(screening, result, part);
    fill_findings(screening, &notices, part);
    const bool first = screening->verified_through.year == 0;
    if (first || ecc_date_cmp(result->verified_through, screening->verified_through) < 0) {
        screening->verified_through = result->verified_through;
    }
    screening->beyond_verified = screening->beyond_verified || result->beyond_verified;
    for (size_t i = 0; first && i < ECC_LANGUAGES; i++) {
        screening->not_advice.in[i] = ecc_pool_str(&screening->cli->pool, result->not_advice.in[i]);
    }
}

enum ecc_exit ecc_screen_part(struct ecc_screening *screening, ecc_rules *rules, size_t index,
                              size_t line, const struct ecc_screened_part **out_part)
{
    struct ecc_cli *cli = screening->cli;
    struct ecc_screened_part *part = &screening->parts[index];
    *out_part = part;
    if (part->known) {
        return ECC_EXIT_CLEAR;
    }
    ecc_spec *spec = NULL;
    const ecc_result *result = NULL;
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    options.as_of = screening->as_of;
    ecc_status status = ecc_spec_load(ecc_catalogue_id(index), ecc_catalogue_bytes(index), NULL,
                                      NULL, &spec, cli->diags);
    if (status == ECC_OK) {
        status = ecc_check(rules, spec, &options, &result, cli->diags);
    }
    if (status == ECC_OK) {
        part->known = true;
        part->first_line = line;
        fill_part(screening, index, spec, result, part);
        ecc_result_free(result);
    }
    ecc_spec_free(spec);
    if (status != ECC_OK) {
        return ecc_cli_report(cli, status, ecc_catalogue_id(index));
    }
    ecc_diags_clear(cli->diags); /* warnings about a part of the catalogue are not the table's */
    return ECC_EXIT_CLEAR;
}
