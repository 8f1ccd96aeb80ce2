/* SPDX-License-Identifier: Apache-2.0 */
/* ecc rules list | show | test | lint. The comparison of two versions is in cmd_rules_diff.c. */
#include "cli.h"
#include "diag.h"
#include "phrase.h"
#include "rules.h"

/* ---- List ----------------------------------------------------------------------------------- */

static enum ecc_exit list_rules(struct ecc_cli *cli, ecc_rules *rules)
{
    const size_t n = ecc_rules_count(rules);
    const ecc_rule_info **infos = ECC_POOL_ARRAY(&cli->pool, n, const ecc_rule_info *);
    for (size_t i = 0; infos != NULL && i < n; i++) {
        const ecc_status status = ecc_rules_info(rules, i, &infos[i], cli->diags);
        if (status != ECC_OK) {
            return ecc_cli_report(cli, status, (ecc_str){0});
        }
    }
    if (infos == NULL) {
        return ECC_EXIT_IO;
    }
    struct ecc_render render = {.format = &ecc_formats[cli->options.format], .page = &cli->page};
    render.format->rules(&render, infos, n);
    return ECC_EXIT_CLEAR;
}

enum ecc_exit ecc_cmd_rules_list(struct ecc_cli *cli)
{
    ecc_rules *rules = NULL;
    enum ecc_exit code = ecc_cli_draft_rules(cli, &rules);
    if (code == ECC_EXIT_CLEAR) {
        code = list_rules(cli, rules);
    }
    ecc_rules_free(rules);
    return code;
}

/* ---- Show ----------------------------------------------------------------------------------- */

bool ecc_is_definitions(const ecc_rule_info *info)
{
    return ecc_text_is(info->rule, "definitions");
}

ecc_status ecc_rule_page_load(struct ecc_cli *cli, ecc_rules *rules, size_t index,
                              struct ecc_rule_page *out)
{
    *out = (struct ecc_rule_page){0};
    ecc_status status = ecc_rules_info(rules, index, &out->info, cli->diags);
    if (status != ECC_OK) {
        return status;
    }
    if (!ecc_is_definitions(out->info)) {
        status = ecc_rules_clauses(rules, index, &out->root, cli->diags);
        if (status == ECC_OK) {
            status = ecc_rules_beside(rules, index, &out->scopes, &out->n_scopes, &out->questions,
                                      &out->n_questions, cli->diags);
        }
    }
    if (status == ECC_OK) {
        status = ecc_rules_definitions(rules, index, &out->definitions, &out->n_definitions,
                                       cli->diags);
    }
    return status;
}

enum ecc_exit ecc_rule_pages_of_day(struct ecc_cli *cli, ecc_rules *rules,
                                    const struct ecc_rule_page **out_pages, size_t *out_n)
{
    const size_t n = ecc_rules_count(rules);
    struct ecc_rule_page *pages = ECC_POOL_ARRAY(&cli->pool, n, struct ecc_rule_page);
    size_t found = 0;
    for (size_t i = 0; pages != NULL && i < n; i++) {
        const ecc_rule_info *info = NULL;
        ecc_status status = ecc_rules_info(rules, i, &info, cli->diags);
        const bool begun = status == ECC_OK && ecc_date_cmp(info->from, cli->options.as_of) <= 0;
        const bool ended = begun && info->until.year != 0 &&
                           ecc_date_cmp(info->until, cli->options.as_of) < 0;
        if (begun && !ended) {
            status = ecc_rule_page_load(cli, rules, i, &pages[found++]);
        }
        if (status != ECC_OK) {
            return ecc_cli_report(cli, status, (ecc_str){0});
        }
    }
    *out_pages = pages;
    *out_n = found;
    return pages != NULL ? ECC_EXIT_CLEAR : ECC_EXIT_IO;
}

static enum ecc_exit show_rule(struct ecc_cli *cli, ecc_rules *rules)
{
    size_t index = 0;
    struct ecc_rule_page shown = {0};
    const ecc_str reference = ecc_text_of(cli->args[0]);
    ecc_status status = ecc_rules_find(rules, reference, cli->options.as_of, &index, cli->diags);
    if (status == ECC_OK) {
        status = ecc_rule_page_load(cli, rules, index, &shown);
    }
    if (status != ECC_OK) {
        return ecc_cli_report(cli, status, reference);
    }
    struct ecc_render render = {.format = &ecc_formats[cli->options.format], .page = &cli->page};
    render.format->rule(&render, &shown);
    return ECC_EXIT_CLEAR;
}

enum ecc_exit ecc_cmd_rules_show(struct ecc_cli *cli)
{
    ecc_rules *rules = NULL;
    enum ecc_exit code = ecc_cli_draft_rules(cli, &rules);
    if (code == ECC_EXIT_CLEAR) {
        code = show_rule(cli, rules);
    }
    ecc_rules_free(rules);
    return code;
}

/* ---- Test and lint -------------------------------------------------------------------------- */

/* The versions that the arguments name; all of them when there are none. */
static enum ecc_exit find_versions(struct ecc_cli *cli, ecc_rules *rules, size_t **out_indexes,
                                   size_t *out_n)
{
    const size_t n_all = ecc_rules_count(rules);
    const size_t n = cli->n_args > 0 ? cli->n_args : n_all;
    size_t *indexes = ECC_POOL_ARRAY(&cli->pool, n, size_t);
    if (indexes == NULL) {
        return ECC_EXIT_IO;
    }
    for (size_t i = 0; i < n; i++) {
        indexes[i] = i;
        if (cli->n_args > 0) {
            const ecc_str reference = ecc_text_of(cli->args[i]);
            const ecc_status status = ecc_rules_find(rules, reference, cli->options.as_of,
                                                     &indexes[i], cli->diags);
            if (status != ECC_OK) {
                return ecc_cli_report(cli, status, reference);
            }
        }
    }
    *out_indexes = indexes;
    *out_n = n;
    return ECC_EXIT_CLEAR;
}

static void count_example(void *user, const ecc_example *example)
{
    struct ecc_trial *trial = user;
    trial->n_run++;
    trial->n_failed += !example->ran || example->actual != example->expected ? 1 : 0;
}

static ecc_status part_bytes(void *user, ecc_str path, ecc_str *out_bytes)
{
    size_t part = 0;
    (void)user; /* the catalogue is built in */
    if (ecc_catalogue_find(path, &part, NULL, NULL) != ECC_OK) {
        return ECC_E_NOT_FOUND;
    }
    *out_bytes = ecc_catalogue_bytes(part);
    return ECC_OK;
}

static enum ecc_exit test_rules(struct ecc_cli *cli, ecc_rules *rules)
{
    size_t *indexes = NULL;
    size_t n = 0;
    enum ecc_exit worst = find_versions(cli, rules, &indexes, &n);
    if (worst != ECC_EXIT_CLEAR) {
        return worst;
    }
    struct ecc_trial *trials = ECC_POOL_ARRAY(&cli->pool, n, struct ecc_trial);
    size_t n_trials = 0;
    for (size_t i = 0; trials != NULL && i < n; i++) {
        struct ecc_trial *trial = &trials[n_trials];
        ecc_status status = ecc_rules_info(rules, indexes[i], &trial->info, cli->diags);
        if (status == ECC_OK && ecc_is_definitions(trial->info)) {
            continue; /* has no examples of its own */
        }
        if (status == ECC_OK) {
            status = ecc_rules_test(rules, indexes[i], part_bytes, count_example, trial,
                                    cli->diags);
            n_trials++;
        }
        worst = ecc_exit_worst(worst, ecc_cli_report(cli, status, (ecc_str){0}));
    }
    struct ecc_render render = {.format = &ecc_formats[cli->options.format], .page = &cli->page};
    render.format->trials(&render, trials, n_trials);
    return worst;
}

enum ecc_exit ecc_cmd_rules_test(struct ecc_cli *cli)
{
    ecc_rules *rules = NULL;
    enum ecc_exit code = ecc_cli_draft_rules(cli, &rules);
    if (code == ECC_EXIT_CLEAR) {
        code = test_rules(cli, rules);
    }
    ecc_rules_free(rules);
    return code;
}

/* Whatever a reviewer would object to fails; a note does not. */
static size_t objections(const ecc_diags *diags)
{
    size_t n = ecc_diags_dropped(diags);
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        n += ecc_diags_at(diags, i).severity >= ECC_SEVERITY_WARNING ? 1 : 0;
    }
    return n;
}

static enum ecc_exit lint_rules(struct ecc_cli *cli, ecc_rules *rules)
{
    size_t *indexes = NULL;
    size_t n = 0;
    size_t n_found = 0;
    enum ecc_exit worst = find_versions(cli, rules, &indexes, &n);
    for (size_t i = 0; worst == ECC_EXIT_CLEAR && i < n; i++) {
        const ecc_rule_info *info = NULL;
        ecc_status status = ecc_rules_info(rules, indexes[i], &info, cli->diags);
        if (status == ECC_OK && !ecc_is_definitions(info)) {
            status = ecc_rules_lint(rules, indexes[i], cli->diags);
        }
        const size_t found = objections(cli->diags);
        n_found += found;
        const enum ecc_exit code = ecc_cli_report(cli, status, (ecc_str){0});
        worst = code != ECC_EXIT_CLEAR && found == 0 ? code : worst;
    }
    ecc_term_wrap(&cli->page, 0, 0, ECC_PLAIN,
                  ecc_say(cli->words, ECC_W_rules_lint_total,
                          ECC_WITH(ecc_with_size("rules", n), ecc_with_size("found", n_found))));
    return n_found > 0 ? ecc_exit_worst(worst, ECC_EXIT_DATA) : worst;
}

enum ecc_exit ecc_cmd_rules_lint(struct ecc_cli *cli)
{
    ecc_rules *rules = NULL;
    enum ecc_exit code = ecc_cli_draft_rules(cli, &rules);
    if (code == ECC_EXIT_CLEAR) {
        code = lint_rules(cli, rules);
    }
    ecc_rules_free(rules);
    return code;
}

/* ---- Readings ------------------------------------------------------------------------------- */

static void put_reading(struct ecc_page *page, const ecc_reading_view *reading)
{
    ecc_term_wrap(page, 0, 2, ECC_BOLD, reading->id);
    ecc_term_para(page, 2, 2, ECC_PLAIN, ecc_in(page, &reading->question));
    for (size_t i = 0; i < reading->n_options; i++) {
        const ecc_reading_option *option = &reading->options[i];
        const ecc_arg args[] = {ecc_with("id", option->id),
                                ecc_with("name", ecc_in(page, &option->name))};
        const enum ecc_word word = i == reading->taken ? ECC_W_reading_option_taken
                                                       : ECC_W_reading_option;
        ecc_term_item(page, 2, 4, ECC_LITERAL("-"), ecc_say(page->words, word, args, 2));
    }
}

enum ecc_exit ecc_cmd_rules_readings(struct ecc_cli *cli)
{
    ecc_rules *rules = NULL;
    const ecc_reading_view *readings = NULL;
    size_t n = 0;
    enum ecc_exit code = ecc_cli_draft_rules(cli, &rules);
    if (code == ECC_EXIT_CLEAR) {
        const ecc_status status = ecc_rules_readings(rules, cli->options.as_of, &readings, &n,
                                                     cli->diags);
        code = ecc_cli_report(cli, status, (ecc_str){0});
    }
    for (size_t i = 0; i < n; i++) {
        put_reading(&cli->page, &readings[i]);
    }
    ecc_rules_free(rules);
    return code;
}
