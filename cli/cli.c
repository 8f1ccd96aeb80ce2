/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands share: see cli.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli.h"

#include <string.h>

#include "diag.h"
#include "file.h"
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

void ecc_cli_error(struct ecc_cli *cli, ecc_str sentence)
{
    struct ecc_page *page = &cli->errors;
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

struct rule_files {
    struct ecc_cli *cli;
    ecc_str *paths; /* below the directory */
    size_t n;
    size_t cap;
};

static void add_rule_file(void *user, const char *path)
{
    struct rule_files *files = user;
    struct ecc_pool *pool = &files->cli->pool;
    if (files->n == files->cap) {
        const size_t cap = files->cap == 0 ? 64 : files->cap * 2;
        ecc_str *paths = ECC_POOL_ARRAY(pool, cap, ecc_str);
        if (paths == NULL) {
            return;
        }
        if (files->n > 0) {
            memcpy(paths, files->paths, files->n * sizeof(*paths));
        }
        files->paths = paths;
        files->cap = cap;
    }
    size_t skip = strlen(files->cli->options.rules);
    while (path[skip] == '/') {
        skip++;
    }
    files->paths[files->n++] = ecc_text_of(path + skip);
}

static ecc_status read_rule_file(void *user, ecc_str path, ecc_str *out_bytes)
{
    struct ecc_cli *cli = user;
    const ecc_str copy = ecc_pool_str(&cli->pool, path);
    const struct ecc_file file = ecc_file_read_below(&cli->pool, cli->options.rules, copy.ptr);
    switch (file.result) {
    case ECC_FILE_OK:
        *out_bytes = file.bytes;
        return ECC_OK;
    case ECC_FILE_LARGE:
        return ECC_E_LIMIT;
    case ECC_FILE_FAILED:
        return ECC_E_IO;
    case ECC_FILE_MISSING:
    case ECC_FILE_OUTSIDE:
    case ECC_FILE_SPECIAL:
        break;
    }
    return ECC_E_NOT_FOUND;
}

enum ecc_exit ecc_cli_rules(struct ecc_cli *cli, ecc_rules **out_rules)
{
    const ecc_str *paths = NULL;
    const enum ecc_exit code = ecc_cli_trust(cli, &cli->trust);
    if (code != ECC_EXIT_CLEAR) {
        return code;
    }
    const size_t n = ecc_trust_paths(cli->trust, &paths);
    const ecc_status status =
        ecc_rules_open_files(paths, n, ecc_trust_read, cli->trust, out_rules, cli->diags);
    return ecc_cli_report(cli, status, ecc_trust_place(cli->trust));
}

enum ecc_exit ecc_cli_draft_rules(struct ecc_cli *cli, ecc_rules **out_rules)
{
    if (cli->options.rules == NULL) {
        return ecc_cli_rules(cli, out_rules);
    }
    struct rule_files files = {.cli = cli};
    int error = 0;
    const ecc_str directory = ecc_text_of(cli->options.rules);
    if (!ecc_files_below(&cli->pool, cli->options.rules, add_rule_file, &files, &error)) {
        ecc_cli_error(cli, ecc_say(cli->words, ECC_W_input_unreadable,
                                   ECC_WITH(ecc_with("path", directory),
                                            ecc_with("why", ecc_text_of(strerror(error))))));
        return ECC_EXIT_NO_INPUT;
    }
    const ecc_status status = ecc_rules_open_files(files.paths, files.n, read_rule_file, cli,
                                                   out_rules, cli->diags);
    return ecc_cli_report(cli, status, directory);
}
