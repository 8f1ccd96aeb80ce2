/* SPDX-License-Identifier: Apache-2.0 */
/* ecc report: one document about one or several parts. Everything is worked out first, because the
 * document begins with what all parts have in common. */
#include "cli.h"
#include "input.h"
#include "report.h"
#include "rules.h"

struct reporting {
    struct ecc_cli *cli;
    ecc_rules *rules;
    struct ecc_inputs inputs;
    struct ecc_report_part *parts;
    struct ecc_loaded *loaded; /* beside `parts` */
    struct ecc_report report;
    enum ecc_exit exit;
};

static void count(struct ecc_totals *totals, enum ecc_exit code)
{
    size_t *counter = code == ECC_EXIT_CLEAR        ? &totals->clear
                      : code == ECC_EXIT_CONTROLLED ? &totals->controlled
                      : code == ECC_EXIT_UNDECIDED  ? &totals->undecided
                                                    : &totals->failed;
    *counter += 1;
}

/* The law of the day, and what it was on every other day. */
static enum ecc_exit evaluate(struct reporting *reporting, const ecc_spec *spec,
                              struct ecc_report_part *part)
{
    struct ecc_cli *cli = reporting->cli;
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    options.as_of = cli->options.as_of;
    const ecc_status status = ecc_check(reporting->rules, spec, &options, &part->item.result,
                                        cli->diags);
    if (status != ECC_OK) {
        return ecc_exit_of_status(status);
    }
    const enum ecc_exit code = ecc_history_make(cli, reporting->rules, spec, &part->history);
    return code != ECC_EXIT_CLEAR ? code : ecc_exit_of_verdict(part->item.result->controlled);
}

/* What the document says of a file that cannot be used: one sentence. The whole is told on standard
 * error. */
static ecc_str first_problem(struct ecc_cli *cli, const struct ecc_loaded *loaded)
{
    ecc_str text = loaded->problem;
    for (size_t i = 0; text.len == 0 && i < ecc_diags_count(cli->diags); i++) {
        const ecc_diag diag = ecc_diags_at(cli->diags, i);
        text = diag.severity == ECC_SEVERITY_ERROR ? ecc_words_diag(cli->words, &diag) : text;
    }
    size_t end = 0;
    while (end < text.len && text.ptr[end] != '\n') {
        end++;
    }
    return ecc_pool_str(&cli->pool, (ecc_str){text.ptr, end});
}

static void take_one(struct reporting *reporting, const struct ecc_input *input)
{
    struct ecc_cli *cli = reporting->cli;
    const size_t n = reporting->report.n_parts;
    struct ecc_report_part *part = &reporting->parts[n];
    struct ecc_loaded *loaded = &reporting->loaded[n];
    *loaded = ecc_input_load(cli, input);
    if (loaded->skipped) {
        ecc_cli_reset(cli);
        return;
    }
    enum ecc_exit code = loaded->exit;
    part->item.input = ecc_text_of(input->path);
    part->item.spec = loaded->spec;
    if (loaded->spec != NULL) {
        code = evaluate(reporting, loaded->spec, part);
        loaded->exit = part->item.result == NULL ? code : loaded->exit;
    }
    if (part->item.result == NULL) {
        part->item.problem = first_problem(cli, loaded);
    }
    loaded->problem = ecc_pool_str(&cli->pool, loaded->problem);
    (void)ecc_loaded_tell(cli, input, loaded);
    part->item.exit = (int)code;
    reporting->report.n_parts++;
    count(&reporting->report.totals, code);
    reporting->exit = ecc_exit_worst(reporting->exit, code);
    ecc_cli_reset(cli);
}

static void take_parts(struct reporting *reporting)
{
    struct ecc_cli *cli = reporting->cli;
    const size_t n = reporting->inputs.n;
    reporting->parts = ECC_POOL_ARRAY(&cli->pool, n, struct ecc_report_part);
    reporting->loaded = ECC_POOL_ARRAY(&cli->pool, n, struct ecc_loaded);
    for (size_t i = 0; reporting->parts != NULL && reporting->loaded != NULL && i < n; i++) {
        take_one(reporting, &reporting->inputs.items[i]);
    }
    reporting->report.parts = reporting->parts;
    reporting->report.as_of = cli->options.as_of;
    reporting->report.totals.exit = (int)reporting->exit;
}

static void release(struct reporting *reporting)
{
    for (size_t i = 0; i < reporting->report.n_parts; i++) {
        ecc_history_free(&reporting->parts[i].history);
        ecc_result_free(reporting->parts[i].item.result);
        ecc_loaded_free(&reporting->loaded[i]);
    }
    ecc_rules_free(reporting->rules);
}

enum ecc_exit ecc_cmd_report(struct ecc_cli *cli)
{
    struct reporting reporting = {.cli = cli};
    enum ecc_exit code = ecc_cli_rules(cli, &reporting.rules);
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_rule_pages_of_day(cli, reporting.rules, &reporting.report.rules,
                                     &reporting.report.n_rules);
    }
    if (code != ECC_EXIT_CLEAR) {
        release(&reporting);
        return code;
    }
    ecc_inputs_find(cli, cli->args, cli->n_args, &reporting.inputs);
    take_parts(&reporting);
    if (reporting.report.n_parts == 0) {
        ecc_cli_error(cli, ecc_word(cli->words, ECC_W_input_none));
        reporting.exit = ECC_EXIT_NO_INPUT;
    } else {
        struct ecc_render render = {.format = &ecc_formats[cli->options.format],
                                    .page = &cli->page,
                                    .explain = true,
                                    .as_of = cli->options.as_of};
        render.format->report(&render, &reporting.report);
    }
    release(&reporting);
    return reporting.exit;
}
