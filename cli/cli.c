/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands share: see cli.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli.h"

#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "draft.h"
#include "trust.h"

/* ---- Exit statuses -------------------------------------------------------------------------- */

static unsigned badness(enum ecc_exit code)
{
    switch (code) {
    case ECC_EXIT_CLEAR:
        return 0;
    case ECC_EXIT_GATE:
        return 1;
    case ECC_EXIT_UNDECIDED:
        return 2;
    case ECC_EXIT_CONTROLLED:
        return 3;
    case ECC_EXIT_NO_INPUT:
        return 4;
    case ECC_EXIT_DATA:
        return 5;
    case ECC_EXIT_IO:
        return 6;
    case ECC_EXIT_UNTRUSTED:
        return 7;
    case ECC_EXIT_USAGE:
        return 8;
    case ECC_EXIT_BUG:
        break;
    }
    return 9;
}

enum ecc_exit ecc_exit_worst(enum ecc_exit a, enum ecc_exit b)
{
    return badness(b) > badness(a) ? b : a;
}

enum ecc_exit ecc_exit_of_verdict(ecc_tri controlled)
{
    switch (controlled) {
    case ECC_TRUE:
        return ECC_EXIT_CONTROLLED;
    case ECC_FALSE:
        return ECC_EXIT_CLEAR;
    case ECC_UNKNOWN:
        break;
    }
    return ECC_EXIT_UNDECIDED;
}

struct status_row {
    enum ecc_exit exit;
    enum ecc_word word; /* for a failure that no diagnostic explains */
};
static const struct status_row statuses[] = {
    [ECC_OK] = {ECC_EXIT_CLEAR, ECC_WORDS},
    [ECC_E_INVALID] = {ECC_EXIT_DATA, ECC_W_status_invalid},
    [ECC_E_UNTRUSTED] = {ECC_EXIT_UNTRUSTED, ECC_W_status_untrusted},
    [ECC_E_NOT_FOUND] = {ECC_EXIT_NO_INPUT, ECC_W_status_not_found},
    [ECC_E_DATE] = {ECC_EXIT_USAGE, ECC_W_status_date},
    [ECC_E_IO] = {ECC_EXIT_IO, ECC_W_status_io},
    [ECC_E_LIMIT] = {ECC_EXIT_DATA, ECC_W_status_limit},
    [ECC_E_NOMEM] = {ECC_EXIT_IO, ECC_W_no_memory},
    [ECC_E_USAGE] = {ECC_EXIT_BUG, ECC_W_status_bug},
};

enum ecc_exit ecc_exit_of_status(ecc_status status)
{
    return statuses[status].exit;
}

/* ---- Telling -------------------------------------------------------------------------------- */

void ecc_cli_reset(struct ecc_cli *cli)
{
    const bool failed = cli->work.failed;
    ecc_words_reset(cli->words);
    ecc_pool_free(&cli->work);
    cli->work.failed = failed;
}

void ecc_cli_progress(struct ecc_cli *cli, size_t total)
{
    const bool elsewhere = cli->options.output != NULL || isatty(STDOUT_FILENO) == 0;
    ecc_progress_begin(&cli->progress, &cli->errors, total, elsewhere && !cli->options.quiet);
}

void ecc_cli_error(struct ecc_cli *cli, ecc_str sentence)
{
    struct ecc_page *page = &cli->errors;
    ecc_progress_clear(&cli->progress);
    ecc_out_flush(&cli->out);
    const char *newline = memchr(sentence.ptr, '\n', sentence.len);
    const size_t first = newline != NULL ? (size_t)(newline - sentence.ptr) : sentence.len;
    ecc_term_put(page, ECC_BOLD, ECC_LITERAL("ecc"));
    ecc_out_puts(page->out, ": ");
    ecc_term_put(page, ECC_BAD, ecc_word(page->words, ECC_W_severity_error));
    ecc_out_puts(page->out, ": ");
    ecc_term_put(page, ECC_BOLD, (ecc_str){sentence.ptr, first});
    ecc_term_line(page);
    if (newline != NULL) {
        ecc_term_item(page, 4, 6, ECC_LITERAL("="),
                      (ecc_str){newline + 1, sentence.len - first - 1});
    }
    ecc_out_flush(page->out);
}

enum ecc_exit ecc_cli_report(struct ecc_cli *cli, ecc_status status, ecc_str subject)
{
    const size_t errors = ecc_diags_errors(cli->diags);
    if (ecc_diags_count(cli->diags) > 0) {
        ecc_progress_clear(&cli->progress);
        ecc_out_flush(&cli->out);
        ecc_diags_show(&cli->errors, cli->diags);
        ecc_out_flush(&cli->err);
    }
    if (status != ECC_OK && errors == 0) {
        ecc_cli_error(
            cli, ecc_say(cli->words, statuses[status].word, ECC_WITH(ecc_with("path", subject))));
    }
    ecc_diags_clear(cli->diags);
    return ecc_exit_of_status(status);
}

/* ---- Rules ---------------------------------------------------------------------------------- */

enum ecc_exit ecc_cli_rules(struct ecc_cli *cli, ecc_rules **out_rules)
{
    const ecc_str *paths = NULL;
    const enum ecc_exit code = ecc_cli_trust(cli, &cli->trust);
    if (code != ECC_EXIT_CLEAR) {
        return code;
    }
    const size_t n = ecc_trust_paths(cli->trust, &paths);
    const ecc_status status = ecc_rules_open_files(paths, n, ecc_trust_read, cli->trust, out_rules,
                                                   cli->diags);
    return ecc_cli_report(cli, status, ecc_trust_place(cli->trust));
}

enum ecc_exit ecc_cli_draft_rules(struct ecc_cli *cli, ecc_rules **out_rules)
{
    if (cli->options.rules == NULL) {
        return ecc_cli_rules(cli, out_rules);
    }
    return ecc_draft_open(cli, cli->options.rules, out_rules);
}

enum ecc_exit ecc_cli_makers(struct ecc_cli *cli)
{
    const ecc_status status = ecc_makers_builtin(&cli->makers, cli->diags);
    cli->page.makers = cli->makers;
    return ecc_cli_report(cli, status, ECC_LITERAL("makers.yaml"));
}
