/* SPDX-License-Identifier: Apache-2.0 */
/* ecc history: the verdict under each version of the law. */
#include "cli.h"
#include "input.h"
#include "reason.h"

/* Versions whose first day is `date`. */
static enum ecc_exit find_began(struct ecc_cli *cli, ecc_rules *rules, struct ecc_moment *moment)
{
    const size_t n = ecc_rules_count(rules);
    const ecc_rule_info **began = ECC_POOL_ARRAY(&cli->pool, n, const ecc_rule_info *);
    for (size_t i = 0; i < n && began != NULL; i++) {
        const ecc_rule_info *info = NULL;
        const ecc_status status = ecc_rules_info(rules, i, &info, cli->diags);
        if (status != ECC_OK) {
            return ecc_cli_report(cli, status, (ecc_str){0});
        }
        if (ecc_date_cmp(info->from, moment->from) == 0) {
            began[moment->n_began++] = info;
        }
    }
    moment->began = began;
    return began != NULL ? ECC_EXIT_CLEAR : ECC_EXIT_IO;
}

static enum ecc_exit evaluate(struct ecc_cli *cli, ecc_rules *rules, const ecc_spec *spec,
                              struct ecc_moment *moments, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
        options.as_of = moments[i].from;
        const ecc_status status = ecc_check(rules, spec, &options, &moments[i].result, cli->diags);
        if (status != ECC_OK) {
            return ecc_cli_report(cli, status, (ecc_str){0});
        }
        moments[i].changes = i == 0 || ecc_results_differ(moments[i - 1].result, moments[i].result);
        const enum ecc_exit code = find_began(cli, rules, &moments[i]);
        if (code != ECC_EXIT_CLEAR) {
            return code;
        }
    }
    return ECC_EXIT_CLEAR;
}

enum ecc_exit ecc_history_make(struct ecc_cli *cli, ecc_rules *rules, const ecc_spec *spec,
                               struct ecc_history *out_history)
{
    const ecc_date *dates = NULL;
    size_t n = 0;
    *out_history = (struct ecc_history){.spec = ecc_spec_about(spec)};
    const ecc_status status = ecc_rules_dates(rules, &dates, &n, cli->diags);
    if (status != ECC_OK) {
        return ecc_cli_report(cli, status, (ecc_str){0});
    }
    struct ecc_moment *moments = ECC_POOL_ARRAY(&cli->pool, n, struct ecc_moment);
    if (moments == NULL) {
        return ECC_EXIT_IO;
    }
    for (size_t i = 0; i < n; i++) {
        moments[i].from = dates[i];
        moments[i].next = i + 1 < n ? dates[i + 1] : (ecc_date){0};
    }
    out_history->moments = moments;
    out_history->n_moments = n;
    return evaluate(cli, rules, spec, moments, n);
}

void ecc_history_free(const struct ecc_history *history)
{
    for (size_t i = 0; i < history->n_moments; i++) {
        ecc_result_free(history->moments[i].result);
    }
}

/* The exit status is that of the last version: what holds now. */
static enum ecc_exit tell_story(struct ecc_cli *cli, ecc_rules *rules, const ecc_spec *spec)
{
    struct ecc_history history;
    enum ecc_exit code = ecc_history_make(cli, rules, spec, &history);
    if (code == ECC_EXIT_CLEAR) {
        struct ecc_render render = {.format = &ecc_formats[cli->options.format],
                                    .page = &cli->page};
        const size_t n = history.n_moments;
        code = n > 0 ? ecc_exit_of_verdict(history.moments[n - 1].result->controlled)
                     : ECC_EXIT_CLEAR;
        history.input = ecc_text_of(cli->args[0]);
        history.exit = (int)code;
        render.format->history(&render, &history);
    }
    ecc_history_free(&history);
    return code;
}

enum ecc_exit ecc_cmd_history(struct ecc_cli *cli)
{
    struct ecc_loaded loaded = {0};
    ecc_rules *rules = NULL;
    enum ecc_exit code = ecc_input_one(cli, &loaded);
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_cli_rules(cli, &rules);
    }
    if (code == ECC_EXIT_CLEAR) {
        code = tell_story(cli, rules, loaded.spec);
    }
    ecc_rules_free(rules);
    ecc_loaded_free(&loaded);
    return code;
}
