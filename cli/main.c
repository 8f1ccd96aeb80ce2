/* SPDX-License-Identifier: Apache-2.0 */
/* ecc, the command line: the table of commands, the options they share, and how a run ends. */
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "diag.h"
#include "hyperlink.h"
#include "near.h"
#include "phrase.h"

/* ---- Commands ------------------------------------------------------------------------------- */

#define OUTPUT  (ECC_TAKES_FORMAT | ECC_TAKES_OUTPUT)
#define RESULTS (ECC_TAKES_RESULTS | OUTPUT)
#define TRUSTED (ECC_TAKES_RULES | ECC_TAKES_TRUST | ECC_TAKES_FRESH)
#define MANY    100000

static const struct ecc_command commands[] = {
    {NULL, "check", ECC_W_args_specs_or_none, 0, MANY,
     ECC_TAKES_AS_OF | TRUSTED | ECC_TAKES_QUIET | ECC_TAKES_WHAT_IF | RESULTS | ECC_TAKES_GATE |
         ECC_TAKES_MAP,
     ECC_W_check_summary, ECC_W_check_help, ecc_cmd_check},
    {NULL, "explain", ECC_W_args_specs, 1, MANY,
     ECC_TAKES_AS_OF | ECC_TAKES_WHAT_IF | TRUSTED | RESULTS | ECC_TAKES_GATE | ECC_TAKES_MAP,
     ECC_W_explain_summary, ECC_W_explain_help, ecc_cmd_explain},
    {NULL, "init", ECC_W_args_none, 0, 0, ECC_TAKES_FORCE, ECC_W_init_summary, ECC_W_init_help,
     ecc_cmd_init},
    {NULL, "history", ECC_W_args_spec, 1, 1, TRUSTED | ECC_TAKES_MAP | OUTPUT,
     ECC_W_history_summary, ECC_W_history_help, ecc_cmd_history},
    {NULL, "report", ECC_W_args_specs, 1, MANY,
     ECC_TAKES_AS_OF | TRUSTED | ECC_TAKES_DOCUMENTS | ECC_TAKES_MAP | OUTPUT, ECC_W_report_summary,
     ECC_W_report_help, ecc_cmd_report},
    {NULL, "screen", ECC_W_args_table, 1, 1,
     ECC_TAKES_AS_OF | TRUSTED | ECC_TAKES_QUIET | ECC_TAKES_TABLE | RESULTS, ECC_W_screen_summary,
     ECC_W_screen_help, ecc_cmd_screen},
    {NULL, "compare", ECC_W_args_specs, 1, MANY,
     ECC_TAKES_AS_OF | TRUSTED | ECC_TAKES_SHEETS | ECC_TAKES_MAP | OUTPUT, ECC_W_compare_summary,
     ECC_W_compare_help, ecc_cmd_compare},
    {NULL, "alternatives", ECC_W_args_spec, 1, 1,
     ECC_TAKES_AS_OF | TRUSTED | ECC_TAKES_OFFERS | ECC_TAKES_SHEETS | ECC_TAKES_MAP | OUTPUT,
     ECC_W_alternatives_summary, ECC_W_alternatives_help, ecc_cmd_alternatives},
    {"rules", "list", ECC_W_args_none, 0, 0, ECC_TAKES_RULES | OUTPUT, ECC_W_rules_list_summary,
     ECC_W_rules_list_help, ecc_cmd_rules_list},
    {"rules", "show", ECC_W_args_rule, 1, 1, ECC_TAKES_AS_OF | ECC_TAKES_RULES | OUTPUT,
     ECC_W_rules_show_summary, ECC_W_rules_show_help, ecc_cmd_rules_show},
    {"rules", "diff", ECC_W_args_two_rules, 2, 2, ECC_TAKES_AS_OF | ECC_TAKES_RULES | OUTPUT,
     ECC_W_rules_diff_summary, ECC_W_rules_diff_help, ecc_cmd_rules_diff},
    {"rules", "impact", ECC_W_args_two_states, 2, 2,
     ECC_TAKES_AS_OF | TRUSTED | ECC_TAKES_SPECS | ECC_TAKES_SHEETS | OUTPUT,
     ECC_W_rules_impact_summary, ECC_W_rules_impact_help, ecc_cmd_rules_impact},
    {"rules", "test", ECC_W_args_rules, 0, MANY, ECC_TAKES_AS_OF | ECC_TAKES_RULES | OUTPUT,
     ECC_W_rules_test_summary, ECC_W_rules_test_help, ecc_cmd_rules_test},
    {"rules", "lint", ECC_W_args_rules, 0, MANY, ECC_TAKES_AS_OF | ECC_TAKES_RULES,
     ECC_W_rules_lint_summary, ECC_W_rules_lint_help, ecc_cmd_rules_lint},
    {"rules", "verify", ECC_W_args_none, 0, 0,
     ECC_TAKES_RULES | ECC_TAKES_TRUST | ECC_TAKES_FRESH | ECC_TAKES_VERBOSE,
     ECC_W_rules_verify_summary, ECC_W_rules_verify_help, ecc_cmd_rules_verify},
    {"rules", "update", ECC_W_args_none, 0, 0, ECC_TAKES_FROM | ECC_TAKES_TRUST,
     ECC_W_rules_update_summary, ECC_W_rules_update_help, ecc_cmd_rules_update},
    {"rules", "keygen", ECC_W_args_key_name, 1, 1, ECC_TAKES_TYPE, ECC_W_rules_keygen_summary,
     ECC_W_rules_keygen_help, ecc_cmd_rules_keygen},
    {"rules", "root", ECC_W_args_root, 2, MANY, 0, ECC_W_rules_root_summary, ECC_W_rules_root_help,
     ecc_cmd_rules_root},
    {"rules", "rotate", ECC_W_args_rotate, 4, 4, 0, ECC_W_rules_rotate_summary,
     ECC_W_rules_rotate_help, ecc_cmd_rules_rotate},
    {"rules", "delegate", ECC_W_args_delegate, 3, MANY, 0, ECC_W_rules_delegate_summary,
     ECC_W_rules_delegate_help, ecc_cmd_rules_delegate},
    {"rules", "sign", ECC_W_args_sign, 2, MANY, ECC_TAKES_RENEW, ECC_W_rules_sign_summary,
     ECC_W_rules_sign_help, ecc_cmd_rules_sign},
    {"rules", "preview", ECC_W_args_specs, 1, MANY,
     ECC_TAKES_AS_OF | ECC_TAKES_RULES | ECC_TAKES_WHAT_IF, ECC_W_rules_preview_summary,
     ECC_W_rules_preview_help, ecc_cmd_rules_preview},
    {"rules", "readings", ECC_W_args_none, 0, 0, ECC_TAKES_AS_OF | ECC_TAKES_RULES,
     ECC_W_rules_readings_summary, ECC_W_rules_readings_help, ecc_cmd_rules_readings},
    {"specs", "list", ECC_W_args_start, 0, 1, OUTPUT, ECC_W_specs_list_summary,
     ECC_W_specs_list_help, ecc_cmd_specs_list},
    {"specs", "show", ECC_W_args_spec, 1, 1, ECC_TAKES_MAP | OUTPUT, ECC_W_specs_show_summary,
     ECC_W_specs_show_help, ecc_cmd_specs_show},
    {"specs", "search", ECC_W_args_text, 1, 16, OUTPUT, ECC_W_specs_search_summary,
     ECC_W_specs_search_help, ecc_cmd_specs_search},
    {"specs", "lint", ECC_W_args_specs, 1, MANY, ECC_TAKES_MAP, ECC_W_specs_lint_summary,
     ECC_W_specs_lint_help, ecc_cmd_specs_lint},
    {"specs", "import", ECC_W_args_files, 1, MANY,
     ECC_TAKES_MAP | ECC_TAKES_INTO | ECC_TAKES_FORCE | ECC_TAKES_OUTPUT, ECC_W_import_summary,
     ECC_W_import_help, ecc_cmd_specs_import},
    {NULL, "version", ECC_W_args_none, 0, 0, TRUSTED | OUTPUT, ECC_W_version_summary,
     ECC_W_version_help, ecc_cmd_version},
    {NULL, "doctor", ECC_W_args_none, 0, 0, TRUSTED | OUTPUT, ECC_W_doctor_summary,
     ECC_W_doctor_help, ecc_cmd_doctor},
    {NULL, "completion", ECC_W_args_shell, 1, 1, ECC_TAKES_OUTPUT, ECC_W_completion_summary,
     ECC_W_completion_help, ecc_cmd_completion},
    {NULL, "manual", ECC_W_args_command, 0, 2, ECC_TAKES_AS_OF | ECC_TAKES_OUTPUT,
     ECC_W_manual_summary, ECC_W_manual_help, ecc_cmd_manual},
};
#define N_COMMANDS (sizeof(commands) / sizeof(commands[0]))

static bool is_group(const char *text)
{
    for (size_t i = 0; i < N_COMMANDS; i++) {
        if (commands[i].group != NULL && strcmp(commands[i].group, text) == 0) {
            return true;
        }
    }
    return false;
}

static const struct ecc_command *find_command(const char *group, const char *name)
{
    for (size_t i = 0; i < N_COMMANDS; i++) {
        const bool same_group = group == NULL || commands[i].group == NULL
                                    ? group == commands[i].group
                                    : strcmp(group, commands[i].group) == 0;
        if (same_group && strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

/* ---- Help ----------------------------------------------------------------------------------- */

static ecc_str command_label(struct ecc_page *page, const struct ecc_command *command)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_puts(&out, command->group != NULL ? command->group : "");
    ecc_out_puts(&out, command->group != NULL ? " " : "");
    ecc_out_puts(&out, command->name);
    const ecc_str args = ecc_word(page->words, command->args);
    ecc_out_puts(&out, args.len > 0 ? " " : "");
    ecc_out_raw(&out, args);
    return ecc_out_take(&out, page->pool);
}

static void put_heading(struct ecc_page *page, enum ecc_word word)
{
    ecc_term_line(page);
    ecc_term_put(page, ECC_BOLD, ecc_word(page->words, word));
    ecc_term_line(page);
}

/* Paragraphs of a help text: a line that begins with a space is an example and stands as it is. */
static void put_paragraphs(struct ecc_page *page, ecc_str text)
{
    while (text.len > 0) {
        const char *end = memchr(text.ptr, '\n', text.len);
        const size_t len = end != NULL ? (size_t)(end - text.ptr) : text.len;
        const ecc_str line = {text.ptr, len};
        if (ecc_text_starts(line, " ") || len == 0) {
            ecc_out_text(page->out, line);
            ecc_term_line(page);
        } else {
            ecc_term_wrap(page, 0, 0, ECC_PLAIN, line);
        }
        const size_t next = end != NULL ? len + 1 : len;
        text = (ecc_str){text.ptr + next, text.len - next};
    }
}

/* All commands, or those of a group. */
static void help_overview(struct ecc_page *page, const char *group)
{
    put_paragraphs(page, ecc_word(page->words, ECC_W_overview));
    put_heading(page, ECC_W_heading_commands);
    for (size_t i = 0; i < N_COMMANDS; i++) {
        const bool shown = group == NULL ||
                           (commands[i].group != NULL && strcmp(group, commands[i].group) == 0);
        if (shown) {
            ecc_term_item(page, 2, 34, command_label(page, &commands[i]),
                          ecc_word(page->words, commands[i].summary));
        }
    }
    put_heading(page, ECC_W_heading_options);
    ecc_opt_help(page, 0);
    ecc_term_line(page);
    put_paragraphs(page, ecc_word(page->words, ECC_W_overview_end));
}

static void help_command(struct ecc_page *page, const struct ecc_command *command)
{
    ecc_term_wrap(page, 0, 4, ECC_BOLD,
                  ecc_say(page->words, ECC_W_usage_line,
                          ECC_WITH(ecc_with("command", command_label(page, command)))));
    ecc_term_line(page);
    put_paragraphs(page, ecc_word(page->words, command->help));
    put_heading(page, ECC_W_heading_options);
    ecc_opt_help(page, command->takes);
    put_heading(page, ECC_W_heading_exit);
    put_paragraphs(page, ecc_word(page->words, ECC_W_exit_help));
}

/* ---- Setting up ----------------------------------------------------------------------------- */

/* The locale's language; only Chinese makes a difference. */
static size_t language_of_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0') {
            return strncmp(value, "zh", 2) == 0 ? ECC_CHINESE : ECC_ENGLISH;
        }
    }
    return ECC_ENGLISH;
}

/* The only look at a clock in the program. */
static ecc_date today(void)
{
    const time_t now = time(NULL);
    struct tm parts;
    if (now == (time_t)-1 || localtime_r(&now, &parts) == NULL || parts.tm_year > 9999 - 1900) {
        return (ecc_date){0};
    }
    return (ecc_date){(int16_t)(parts.tm_year + 1900), (int8_t)(parts.tm_mon + 1),
                      (int8_t)parts.tm_mday};
}

static bool set_up(struct ecc_cli *cli)
{
    const struct ecc_options *options = &cli->options;
    if (ecc_words_new((ecc_language)options->language, &cli->words) != ECC_OK ||
        ecc_diags_new(&cli->diags) != ECC_OK) {
        return false;
    }
    if (options->output != NULL) {
        ecc_out_file(&cli->out, options->output);
    } else {
        ecc_out_stream(&cli->out, STDOUT_FILENO);
    }
    ecc_out_stream(&cli->err, STDERR_FILENO);
    const enum ecc_colour colour = (enum ecc_colour)options->colour;
    cli->page = (struct ecc_page){.words = cli->words, .out = &cli->out, .pool = &cli->work};
    cli->page.width = ecc_term_width(options->output == NULL ? STDOUT_FILENO : -1);
    cli->page.colour = options->output == NULL && ecc_term_colour(STDOUT_FILENO, colour);
    cli->page.links = options->output == NULL && ecc_hyperlink_taken(STDOUT_FILENO);
    cli->errors = (struct ecc_page){.words = cli->words, .out = &cli->err, .pool = &cli->work};
    cli->errors.width = ecc_term_width(STDERR_FILENO);
    cli->errors.colour = ecc_term_colour(STDERR_FILENO, colour);
    return true;
}

static enum ecc_exit tear_down(struct ecc_cli *cli, enum ecc_exit code)
{
    const bool no_memory = cli->pool.failed || cli->work.failed ||
                           (cli->words != NULL && ecc_words_failed(cli->words));
    if (no_memory && cli->words != NULL) {
        ecc_cli_error(cli, ecc_word(cli->words, ECC_W_no_memory));
    }
    const bool is_told = no_memory || (code >= ECC_EXIT_USAGE && ecc_out_is_empty(&cli->out));
    if (is_told) {
        ecc_out_drop(&cli->out);
    }
    const int error = ecc_out_close(&cli->out);
    if (error != 0 && !is_told && cli->words != NULL) {
        const char *name = cli->options.output != NULL ? cli->options.output : "stdout";
        ecc_cli_error(cli, ecc_say(cli->words, ECC_W_output_failed,
                                   ECC_WITH(ecc_with("path", ecc_text_of(name)),
                                            ecc_with("why", ecc_text_of(strerror(error))))));
    }
    (void)ecc_out_close(&cli->err);
    ecc_mappings_close(&cli->maps);
    ecc_makers_free(cli->makers);
    ecc_trust_free(cli->trust);
    ecc_diags_free(cli->diags);
    ecc_setup_free(&cli->setup);
    ecc_words_free(cli->words);
    ecc_pool_free(&cli->work);
    ecc_pool_free(&cli->pool);
    return (error != 0 && !is_told) || no_memory ? ecc_exit_worst(code, ECC_EXIT_IO) : code;
}

/* ---- Running -------------------------------------------------------------------------------- */

static enum ecc_exit usage_error(struct ecc_cli *cli, ecc_str sentence)
{
    ecc_cli_error(cli, sentence);
    const ecc_str command = cli->command != NULL ? command_label(&cli->errors, cli->command)
                                                 : (ecc_str){0};
    size_t n = 0; /* the words of the command, without its arguments */
    while (n < command.len &&
           (command.ptr[n] == ' ' || (command.ptr[n] >= 'a' && command.ptr[n] <= 'z'))) {
        n++;
    }
    while (n > 0 && command.ptr[n - 1] == ' ') {
        n--;
    }
    ecc_term_wrap(&cli->errors, 0, 0, ECC_PLAIN,
                  ecc_say(cli->words, n > 0 ? ECC_W_usage_try_command : ECC_W_usage_try,
                          ECC_WITH(ecc_with("command", (ecc_str){command.ptr, n}))));
    return ECC_EXIT_USAGE;
}

/* The first that fits when none was asked for; false when the one asked for does not fit. */
static bool choose_format(struct ecc_cli *cli)
{
    const unsigned takes = cli->command->takes;
    size_t *format = &cli->options.format;
    for (size_t i = 0; cli->options.json && ecc_format_names[i] != NULL; i++) {
        *format = strcmp(ecc_format_names[i], "json") == 0 ? i : *format;
    }
    if (*format != ECC_FORMAT_FIRST) {
        return (takes & ECC_TAKES_FORMAT) == 0 || ecc_format_fits(*format, takes);
    }
    *format = 0;
    while ((takes & ECC_TAKES_FORMAT) != 0 && !ecc_format_fits(*format, takes)) {
        *format += 1;
    }
    return true;
}

/* A format that is not for this command. */
static enum ecc_exit format_error(struct ecc_cli *cli)
{
    ecc_str whole[16];
    size_t n = 0;
    for (size_t i = 0; ecc_format_names[i] != NULL && n < sizeof(whole) / sizeof(whole[0]); i++) {
        if (ecc_format_fits(i, cli->command->takes)) {
            whole[n++] = ecc_text_of(ecc_format_names[i]);
        }
    }
    const ecc_arg args[] = {
        ecc_with("format", ecc_text_of(ecc_format_names[cli->options.format])),
        ecc_with("list", ecc_phrase_list(&cli->errors, whole, n, ECC_W_list_comma, ECC_W_list_or))};
    return usage_error(cli, ecc_say(cli->words, ECC_W_format_not_taken, args, 2));
}

static enum ecc_exit unknown_command(struct ecc_cli *cli, const char *group, const char *typed)
{
    ecc_str names[N_COMMANDS];
    size_t n = 0;
    for (size_t i = 0; i < N_COMMANDS; i++) {
        const bool in_group = group != NULL && commands[i].group != NULL &&
                              strcmp(commands[i].group, group) == 0;
        if (in_group || group == NULL) {
            const char *name = group == NULL && commands[i].group != NULL ? commands[i].group
                                                                          : commands[i].name;
            names[n++] = ecc_text_of(name);
        }
    }
    const size_t near = ecc_near_find(ecc_text_of(typed), names, n);
    return usage_error(
        cli, ecc_say(cli->words, near < n ? ECC_W_usage_command_near : ECC_W_usage_command,
                     ECC_WITH(ecc_with("typed", ecc_text_of(typed)),
                              ecc_with("near", near < n ? names[near] : (ecc_str){0}))));
}

static enum ecc_exit show_version(struct ecc_cli *cli)
{
    ecc_out_puts(&cli->out, "ecc ");
    ecc_out_puts(&cli->out, ecc_version());
    ecc_term_line(&cli->page);
    return ECC_EXIT_CLEAR;
}

/* Takes the command's words off the arguments; *out_group is set when only a group was named. */
static const struct ecc_command *take_command(struct ecc_cli *cli, const char **out_group,
                                              const char **out_typed)
{
    *out_group = NULL;
    *out_typed = NULL;
    if (cli->n_args > 0 && strcmp(cli->args[0], "help") == 0) {
        cli->options.help = true;
        cli->args++;
        cli->n_args--;
    }
    if (cli->n_args == 0) {
        return NULL;
    }
    size_t used = 1;
    const char *name = cli->args[0];
    if (is_group(name)) {
        *out_group = name;
        used = 2;
        name = cli->n_args > 1 ? cli->args[1] : NULL;
    }
    *out_typed = name;
    const struct ecc_command *command = name != NULL ? find_command(*out_group, name) : NULL;
    if (command != NULL) {
        cli->args += used;
        cli->n_args -= used;
    }
    return command;
}

/* A configuration that cannot be used: nothing is checked by another one than was meant. */
static enum ecc_exit setup_error(struct ecc_cli *cli)
{
    const struct ecc_setup *setup = &cli->setup;
    if (setup->problem.len > 0) {
        const enum ecc_word word = setup->error == 0 ? ECC_W_input_no_file
                                                     : ECC_W_config_unreadable;
        ecc_cli_error(cli, ecc_say(cli->words, word,
                                   ECC_WITH(ecc_with("path", setup->problem),
                                            ecc_with("why", ecc_text_of(strerror(setup->error))))));
        return setup->error == 0 ? ECC_EXIT_NO_INPUT : ECC_EXIT_IO;
    }
    ecc_diags_show(&cli->errors, setup->diags);
    return ECC_EXIT_DATA;
}

static enum ecc_exit run(struct ecc_cli *cli, unsigned long given, struct ecc_opt_error *error)
{
    const char *group = NULL;
    const char *typed = NULL;
    cli->command = take_command(cli, &group, &typed);
    if (cli->options.version) {
        return show_version(cli);
    }
    if (cli->command == NULL && typed != NULL) {
        return unknown_command(cli, group, typed);
    }
    if (cli->command != NULL && !error->found) {
        ecc_opt_check(cli->command->takes, given, error, &cli->pool);
    }
    if (error->found) {
        return usage_error(
            cli, ecc_say(cli->words, error->word,
                         ECC_WITH(ecc_with("option", error->option),
                                  ecc_with("value", error->value), ecc_with("list", error->list))));
    }
    if (cli->options.help && cli->command != NULL) {
        help_command(&cli->page, cli->command);
        return ECC_EXIT_CLEAR;
    }
    if (cli->options.help) {
        help_overview(&cli->page, group);
        return ECC_EXIT_CLEAR;
    }
    if (cli->command == NULL) {
        help_overview(&cli->errors, group);
        return ECC_EXIT_USAGE;
    }
    if (!choose_format(cli)) {
        return format_error(cli);
    }
    if (cli->n_args < cli->command->least || cli->n_args > cli->command->most) {
        const bool few = cli->n_args < cli->command->least;
        return usage_error(cli, ecc_word(cli->words, few ? ECC_W_usage_few : ECC_W_usage_many));
    }
    if ((cli->command->takes & ECC_TAKES_AS_OF) != 0 && !ecc_setup_is_good(&cli->setup)) {
        return setup_error(cli);
    }
    const enum ecc_exit code = (enum ecc_exit)ecc_mappings_open(cli);
    return code == ECC_EXIT_CLEAR ? cli->command->run(cli) : code;
}

int main(int argc, char **argv)
{
    struct ecc_cli cli = {.commands = commands,
                          .n_commands = N_COMMANDS,
                          .options = {.language = language_of_environment()}};
    struct ecc_opt_error error = {0};
    unsigned long given = 0;
    cli.options.format = ECC_FORMAT_FIRST;
    ecc_out_memory(&cli.out);
    ecc_out_memory(&cli.err);
    cli.args = ECC_POOL_ARRAY(&cli.pool, (size_t)argc + 1, const char *);
    if (cli.args == NULL) {
        return ECC_EXIT_IO;
    }
    ecc_opt_parse(argc, argv, &cli.options, &cli.pool, cli.args, &cli.n_args, &given, &error);
    unsigned long settled = given;
    ecc_setup_environment(&cli.options, &cli.pool, &settled, &error);
    const bool has_setup = ecc_setup_read(&cli.setup, &cli.options, &cli.pool, settled);
    cli.today = today();
    if (cli.options.as_of.year == 0) {
        cli.options.as_of = cli.today;
    }
    enum ecc_exit code = ECC_EXIT_IO;
    if (has_setup && set_up(&cli)) {
        code = run(&cli, given, &error);
    }
    return (int)tear_down(&cli, code);
}
