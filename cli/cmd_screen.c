/* SPDX-License-Identifier: Apache-2.0 */
/* ecc screen: a bill of materials, line by line. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "phrase.h"
#include "rules.h"
#include "screen.h"

#define PROGRESS_LINES 256

struct run {
    struct ecc_cli *cli;
    ecc_rules *rules;
    ecc_finder *finder;
    struct ecc_table table;
    struct ecc_columns columns;
    struct ecc_screening screening;
    const struct ecc_screen_format *format;
};

/* ---- Options ------------------------------------------------------------------------------- */

/* "name=型号" into its place. */
static bool take_column(struct ecc_cli *cli, const char *text, const char **asked)
{
    const char *equals = strchr(text, '=');
    const size_t n = equals != NULL ? (size_t)(equals - text) : 0;
    for (enum ecc_role role = ECC_ROLE_NAME; role < ECC_ROLES; role++) {
        if (n > 0 && equals[1] != '\0' && ecc_text_is((ecc_str){text, n}, ecc_screen_role(role))) {
            asked[role] = equals + 1;
            return true;
        }
    }
    ecc_cli_error(cli, ecc_say(cli->words, ECC_W_screen_bad_column,
                               ECC_WITH(ecc_with("value", ecc_text_of(text)))));
    return false;
}

static bool take_separator(struct ecc_cli *cli, char *out)
{
    static const struct {
        const char *name;
        char separator;
    } names[] = {{"tab", '\t'}, {"\\t", '\t'}, {"comma", ','}, {"semicolon", ';'}};
    const char *text = cli->options.separator;
    *out = '\0';
    for (size_t i = 0; text != NULL && i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(text, names[i].name) == 0) {
            *out = names[i].separator;
        }
    }
    if (text == NULL || *out != '\0') {
        return true;
    }
    const bool one = text[0] != '\0' && text[1] == '\0' && (unsigned char)text[0] < 0x80 &&
                     text[0] != '"' && text[0] != '\n' && text[0] != '\r';
    *out = text[0];
    if (!one) {
        ecc_cli_error(cli, ecc_say(cli->words, ECC_W_screen_bad_separator,
                                   ECC_WITH(ecc_with("value", ecc_text_of(text)))));
    }
    return one;
}

/* ---- The table ----------------------------------------------------------------------------- */

static enum ecc_exit tell_problem(struct run *run)
{
    struct ecc_cli *cli = run->cli;
    const struct ecc_problem *problem = &run->table.problem;
    const ecc_str text = ecc_words_say(cli->words, problem->id, problem->args, problem->n_args);
    ecc_cli_error(
        cli, ecc_say(cli->words, ECC_W_screen_problem,
                     ECC_WITH(ecc_with("path", run->screening.input), ecc_with("problem", text))));
    const bool asked = strcmp(problem->id, "table.encoding-name") == 0 ||
                       strcmp(problem->id, "table.no-column") == 0;
    return asked                                          ? ECC_EXIT_USAGE
           : strcmp(problem->id, "table.unreadable") == 0 ? ECC_EXIT_IO
                                                          : ECC_EXIT_DATA;
}

static enum ecc_exit open_file(struct ecc_cli *cli, int *out_fd)
{
    const char *path = cli->args[0];
    if (strcmp(path, "-") == 0) {
        *out_fd = STDIN_FILENO;
        return ECC_EXIT_CLEAR;
    }
    *out_fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (*out_fd >= 0) {
        return ECC_EXIT_CLEAR;
    }
    const int error = errno;
    ecc_cli_error(cli, ecc_say(cli->words,
                               error == ENOENT ? ECC_W_input_no_file : ECC_W_input_unreadable,
                               ECC_WITH(ecc_with("path", ecc_text_of(path)),
                                        ecc_with("why", ecc_text_of(strerror(error))))));
    return ECC_EXIT_NO_INPUT;
}

/* ---- A line -------------------------------------------------------------------------------- */

static enum ecc_exit evaluate(struct run *run, struct ecc_screened_line *line)
{
    const ecc_matches *matches = line->matches;
    const size_t n = matches != NULL ? matches->n_candidates : 0;
    const struct ecc_screened_part **parts = ECC_POOL_ARRAY(&run->cli->work, n,
                                                            const struct ecc_screened_part *);
    line->parts = parts;
    for (size_t i = 0; parts != NULL && i < n; i++) {
        const enum ecc_exit code = ecc_screen_part(
            &run->screening, run->rules, matches->candidates[i].part, line->line, &parts[i]);
        if (code != ECC_EXIT_CLEAR) {
            return code;
        }
    }
    return parts != NULL || n == 0 ? ECC_EXIT_CLEAR : ECC_EXIT_IO;
}

/* One verdict for the line: that of all candidates, or none when they differ. What a name only
 * looks like is not what it says; and a part is not clear for a name that was not understood. */
static void decide(struct ecc_screened_line *line)
{
    const ecc_matches *matches = line->matches;
    if (matches == NULL || matches->found == ECC_FOUND_NOTHING || matches->n_candidates == 0) {
        line->outcome = ECC_OUTCOME_UNMATCHED;
        return;
    }
    const ecc_tri verdict = line->parts[0]->controlled;
    for (size_t i = 1; i < matches->n_candidates; i++) {
        line->differ = line->differ || line->parts[i]->controlled != verdict;
    }
    if (matches->found == ECC_FOUND_LOOKALIKE) {
        line->outcome = ECC_OUTCOME_LOOKALIKE;
        return;
    }
    line->unsure = verdict == ECC_FALSE && !line->differ &&
                   matches->candidates[0].confidence <= ECC_CONFIDENCE_PARTIAL;
    line->outcome = line->differ || line->unsure || verdict == ECC_UNKNOWN ? ECC_OUTCOME_UNDECIDED
                    : verdict == ECC_TRUE                                  ? ECC_OUTCOME_CONTROLLED
                                                                           : ECC_OUTCOME_CLEAR;
}

static bool has(const ecc_str *list, size_t n, ecc_str text)
{
    for (size_t i = 0; i < n; i++) {
        if (ecc_text_same(list[i], text)) {
            return true;
        }
    }
    return false;
}

/* What only the supplier can say: which part, what the name means, and the facts that would decide.
 */
static void find_asks(struct run *run, struct ecc_screened_line *line)
{
    struct ecc_cli *cli = run->cli;
    const ecc_matches *matches = line->matches;
    size_t most = 2;
    for (size_t i = 0; matches != NULL && i < matches->n_candidates; i++) {
        most += line->parts[i]->n_asks;
    }
    ecc_str *asks = ECC_POOL_ARRAY(&cli->work, most, ecc_str);
    line->asks = asks;
    if (asks == NULL) {
        return;
    }
    if (line->outcome == ECC_OUTCOME_UNMATCHED || line->outcome == ECC_OUTCOME_LOOKALIKE) {
        asks[line->n_asks++] = ecc_word(cli->words, ECC_W_screen_ask_name);
    } else if (matches->n_candidates > 1) {
        asks[line->n_asks++] = ecc_word(cli->words, ECC_W_screen_ask_which);
    } else if (matches->candidates[0].confidence <= ECC_CONFIDENCE_PARTIAL) {
        asks[line->n_asks++] = ecc_say(cli->words, ECC_W_screen_ask_meant,
                                       ECC_WITH(ecc_with("part", matches->candidates[0].name)));
    }
    for (size_t i = 0; line->outcome == ECC_OUTCOME_UNDECIDED && i < matches->n_candidates; i++) {
        const struct ecc_screened_part *part = line->parts[i];
        for (size_t j = 0; j < part->n_asks; j++) {
            if (!has(asks, line->n_asks, part->asks[j])) {
                asks[line->n_asks++] = part->asks[j];
            }
        }
    }
}

static enum ecc_exit look_for(struct run *run, struct ecc_screened_line *line)
{
    struct ecc_cli *cli = run->cli;
    const ecc_str name = line->cells[ECC_ROLE_NAME];
    if (name.len == 0) {
        line->problem = ecc_word(cli->words, ECC_W_screen_no_name);
        return ECC_EXIT_CLEAR;
    }
    const ecc_status status = ecc_match(run->finder, name, &line->matches);
    if (status == ECC_OK) {
        return ECC_EXIT_CLEAR;
    }
    line->matches = NULL;
    if (status != ECC_E_LIMIT) {
        return ecc_cli_report(cli, status, name);
    }
    line->problem = ecc_say(cli->words, ECC_W_screen_long_name,
                            ECC_WITH(ecc_with_size("limit", ECC_NAME_MAX)));
    return ECC_EXIT_CLEAR;
}

static void count_at(struct ecc_place *place, const struct ecc_screened_line *line)
{
    if (place->n < ECC_LINES_NAMED) {
        place->lines[place->n] = line->line;
    }
    place->n++;
    place->quantity += line->counted ? line->quantity : 0;
    if (line->priced) {
        place->amounts[line->currency] += line->amount;
    }
}

static void count(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    count_at(&screening->sums[line->outcome], line);
    count_at(&screening->all, line);
    screening->n_uncounted += line->counted ? 0 : 1;
    screening->n_unpriced += line->priced ? 0 : 1;
    for (size_t i = 0; line->matches != NULL && i < line->matches->n_candidates; i++) {
        count_at(&screening->parts[line->matches->candidates[i].part].on, line);
    }
}

static enum ecc_exit screen_row(struct run *run, const struct ecc_row *row)
{
    struct ecc_screened_line line = {.line = row->line};
    for (size_t role = 0; role < ECC_ROLES; role++) {
        const size_t column = run->columns.at[role];
        line.cells[role] = column == ECC_NO_COLUMN ? (ecc_str){NULL, 0} : ecc_row_cell(row, column);
    }
    line.counted = ecc_screen_quantity(line.cells[ECC_ROLE_QUANTITY], &line.quantity);
    line.priced = ecc_screen_amount(&run->screening, &line);
    enum ecc_exit code = look_for(run, &line);
    code = code == ECC_EXIT_CLEAR ? evaluate(run, &line) : code;
    if (code != ECC_EXIT_CLEAR) {
        return code;
    }
    decide(&line);
    find_asks(run, &line);
    count(&run->screening, &line);
    if (!run->cli->options.quiet) {
        run->format->line(&run->screening, &line);
    }
    run->screening.exit = (int)ecc_exit_worst((enum ecc_exit)run->screening.exit,
                                              ecc_screen_exit(line.outcome));
    ecc_cli_reset(run->cli);
    return run->cli->pool.failed || run->cli->work.failed ? ECC_EXIT_IO : ECC_EXIT_CLEAR;
}

/* ---- Progress ------------------------------------------------------------------------------ */

static void show_progress(struct run *run)
{
    struct ecc_cli *cli = run->cli;
    const size_t n = run->screening.all.n;
    if (n % PROGRESS_LINES == 0) {
        ecc_progress_say(&cli->progress, ecc_say(cli->words, ECC_W_screen_progress,
                                                 ECC_WITH(ecc_with_size("n", n))));
    }
}

/* ---- All of it ----------------------------------------------------------------------------- */

/* Rows until the end or the first mistake: what was screened before it is shown all the same. */
static enum ecc_exit screen_rows(struct run *run)
{
    struct ecc_row row;
    enum ecc_table_result result = ecc_table_next(&run->table, &row);
    enum ecc_exit code = ECC_EXIT_CLEAR;
    while (result == ECC_TABLE_ROW && code == ECC_EXIT_CLEAR) {
        code = screen_row(run, &row);
        show_progress(run);
        if (code == ECC_EXIT_CLEAR) {
            result = ecc_table_next(&run->table, &row);
        }
    }
    ecc_progress_end(&run->cli->progress);
    run->screening.complete = result == ECC_TABLE_END;
    return code == ECC_EXIT_CLEAR && result == ECC_TABLE_FAILED ? tell_problem(run) : code;
}

static enum ecc_exit screen_table(struct run *run, const char *const asked[ECC_ROLES])
{
    struct ecc_cli *cli = run->cli;
    if (!ecc_table_columns(&run->table, asked, &run->columns)) {
        return tell_problem(run);
    }
    if (!cli->options.quiet) {
        run->format->begin(&run->screening);
    }
    const enum ecc_exit failed = screen_rows(run);
    struct ecc_screening *screening = &run->screening;
    if (failed == ECC_EXIT_CLEAR && screening->all.n == 0) {
        ecc_cli_error(cli, ecc_say(cli->words, ECC_W_screen_empty,
                                   ECC_WITH(ecc_with("path", screening->input))));
        screening->exit = ECC_EXIT_DATA;
    }
    screening->exit = (int)ecc_exit_worst((enum ecc_exit)screening->exit, failed);
    if (!cli->options.quiet) {
        run->format->end(screening);
    }
    return (enum ecc_exit)screening->exit;
}

static enum ecc_exit set_up(struct run *run)
{
    struct ecc_cli *cli = run->cli;
    struct ecc_screening *screening = &run->screening;
    *screening = (struct ecc_screening){.cli = cli,
                                        .page = &cli->page,
                                        .input = ecc_text_of(cli->args[0]),
                                        .as_of = cli->options.as_of,
                                        .table = &run->table,
                                        .columns = &run->columns};
    screening->parts = ECC_POOL_ARRAY(&cli->pool, ecc_catalogue_count(), struct ecc_screened_part);
    ecc_cli_progress(cli, ECC_PROGRESS_OPEN);
    const ecc_status status = ecc_finder_new(&run->finder, cli->diags);
    const enum ecc_exit code = ecc_cli_report(cli, status, (ecc_str){0});
    if (code != ECC_EXIT_CLEAR) {
        return code;
    }
    const enum ecc_exit opened = ecc_cli_rules(cli, &run->rules);
    if (opened != ECC_EXIT_CLEAR || screening->parts == NULL) {
        return opened != ECC_EXIT_CLEAR ? opened : ECC_EXIT_IO;
    }
    return run->format->law
               ? ecc_rule_pages_of_day(cli, run->rules, &screening->rules, &screening->n_rules)
               : ECC_EXIT_CLEAR;
}

enum ecc_exit ecc_cmd_screen(struct ecc_cli *cli)
{
    struct run run = {.cli = cli, .format = ecc_formats[cli->options.format].screen};
    const char *asked[ECC_ROLES] = {NULL};
    char separator = '\0';
    int fd = -1;
    for (size_t i = 0; i < cli->options.columns.n; i++) {
        if (!take_column(cli, cli->options.columns.items[i], asked)) {
            return ECC_EXIT_USAGE;
        }
    }
    if (!take_separator(cli, &separator)) {
        return ECC_EXIT_USAGE;
    }
    enum ecc_exit code = open_file(cli, &fd);
    if (code != ECC_EXIT_CLEAR) {
        return code;
    }
    code = set_up(&run);
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_cli_makers(cli);
    }
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_table_open(&run.table, &cli->pool, ecc_bytes_of_fd, &fd, cli->options.encoding,
                              separator)
                   ? screen_table(&run, asked)
                   : tell_problem(&run);
        ecc_table_close(&run.table);
    }
    if (fd != STDIN_FILENO) {
        (void)close(fd);
    }
    ecc_rules_free(run.rules);
    ecc_finder_free(run.finder);
    return code;
}
