/* SPDX-License-Identifier: Apache-2.0 */
/* ecc manual: the pages that packages install, from the tables and words that --help is made of. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "roff.h"

/* ---- Parts of a page ------------------------------------------------------------------------ */

static void section(struct ecc_out *out, const char *name)
{
    ecc_roff_macro(out, "Sh", name);
}

/* mdoc dates pages in English. */
static void put_date(struct ecc_out *out, ecc_date date)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    ecc_out_puts(out, ".Dd ");
    ecc_out_puts(out, months[date.month > 0 ? date.month - 1 : 0]);
    ecc_out_puts(out, " ");
    ecc_out_size(out, (size_t)date.day);
    ecc_out_puts(out, ", ");
    ecc_out_size(out, (size_t)date.year);
    ecc_out_puts(out, "\n");
}

/* Title and name; the name of the page is "ecc" or "ecc-rules-list". */
static void put_begin(struct ecc_cli *cli, const char *name, ecc_str about)
{
    struct ecc_out *out = &cli->out;
    ecc_out_puts(out, ".\\\" Made by \"ecc manual\".\n");
    put_date(out, cli->options.as_of);
    ecc_out_puts(out, ".Dt ");
    for (const char *p = name; *p != '\0'; p++) {
        const char capital = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
        ecc_out_raw(out, (ecc_str){&capital, 1});
    }
    ecc_out_puts(out, " 1\n.Os\n");
    section(out, "NAME");
    ecc_roff_macro(out, "Nm", name);
    ecc_out_puts(out, ".Nd");
    ecc_roff_words(out, about);
    ecc_out_puts(out, "\\&\n"); /* a question mark at the end is none of mdoc's */
}

/* `command` NULL: of any. */
static void put_value(struct ecc_cli *cli, const struct ecc_command *command,
                      const struct ecc_opt *option)
{
    struct ecc_out *out = &cli->out;
    if (option->kind == ECC_OPT_FLAG) {
        return;
    }
    ecc_out_puts(out, option->kind == ECC_OPT_CHOICE ? " Cm " : " Ar");
    if (option->kind != ECC_OPT_CHOICE) {
        ecc_roff_words(out, ecc_word(cli->words, option->value));
        return;
    }
    const char *between = "";
    for (size_t i = 0; option->choices[i] != NULL; i++) {
        if (command == NULL || ecc_command_takes_choice(command, option, i)) {
            ecc_out_puts(out, between);
            ecc_out_puts(out, option->choices[i]);
            between = "|";
        }
    }
}

/* "Fl o , Fl \-output Ar FILE" */
static void put_option(struct ecc_cli *cli, const struct ecc_command *command,
                       const struct ecc_opt *option, bool both)
{
    struct ecc_out *out = &cli->out;
    if (option->letter != 0 && both) {
        ecc_out_puts(out, " Fl ");
        ecc_out_raw(out, (ecc_str){&option->letter, 1});
        ecc_out_puts(out, " ,");
    }
    ecc_out_puts(out, " Fl \\-");
    for (const char *p = option->name; *p != '\0'; p++) {
        ecc_out_puts(out, *p == '-' ? "\\-" : "");
        ecc_out_raw(out, (ecc_str){p, *p == '-' ? 0 : 1});
    }
    put_value(cli, command, option);
}

/* `command` NULL: the options of every command. */
static void put_options(struct ecc_cli *cli, const struct ecc_command *command)
{
    section(&cli->out, "OPTIONS");
    ecc_roff_macro(&cli->out, "Bl", "-tag -width Ds");
    for (size_t i = 0; i < ecc_n_opts; i++) {
        if (command == NULL || ecc_command_takes(command, &ecc_opts[i])) {
            ecc_out_puts(&cli->out, ".It");
            put_option(cli, command, &ecc_opts[i], true);
            ecc_out_puts(&cli->out, "\n");
            ecc_roff_text(&cli->out, ecc_word(cli->words, ecc_opts[i].help));
        }
    }
    ecc_roff_macro(&cli->out, "El", "");
}

static void put_exit(struct ecc_cli *cli)
{
    section(&cli->out, "EXIT STATUS");
    ecc_roff_help(&cli->out, ecc_word(cli->words, ECC_W_exit_help));
}

/* "SPEC...", "[START]": what is in brackets may be left out. */
static void put_args(struct ecc_cli *cli, const struct ecc_command *command)
{
    const ecc_str args = ecc_word(cli->words, command->args);
    for (size_t at = 0; at < args.len;) {
        size_t end = at;
        size_t depth = 0;
        while (end < args.len && (args.ptr[end] != ' ' || depth > 0)) {
            depth += args.ptr[end] == '[' ? 1 : 0;
            depth -= args.ptr[end] == ']' && depth > 0 ? 1 : 0;
            end++;
        }
        const bool left_out = args.ptr[at] == '[' && args.ptr[end - 1] == ']';
        ecc_out_puts(&cli->out, left_out ? ".Op Ar" : ".Ar");
        ecc_roff_words(&cli->out, left_out ? (ecc_str){args.ptr + at + 1, end - at - 2}
                                           : (ecc_str){args.ptr + at, end - at});
        ecc_out_puts(&cli->out, "\n");
        at = end < args.len ? end + 1 : end;
    }
}

/* ---- The page of a command ------------------------------------------------------------------ */

static int compare_names(const void *a, const void *b)
{
    const ecc_str *left = a;
    const ecc_str *right = b;
    return strcmp(left->ptr, right->ptr);
}

/* Of a command, the program and the commands of its group; of the program, all commands. */
static void put_see_also(struct ecc_cli *cli, const struct ecc_command *command)
{
    ecc_str *names = ECC_POOL_ARRAY(&cli->work, cli->n_commands + 1, ecc_str);
    size_t n = 0;
    if (names == NULL) {
        return;
    }
    for (size_t i = 0; i < cli->n_commands; i++) {
        const struct ecc_command *other = &cli->commands[i];
        const bool beside = command == NULL || (command->group != NULL && other->group != NULL &&
                                                strcmp(command->group, other->group) == 0);
        if (other != command && beside) {
            names[n++] = ecc_command_name(&cli->work, other, "-");
        }
    }
    qsort(names, n, sizeof(names[0]), compare_names);
    section(&cli->out, "SEE ALSO");
    ecc_out_puts(&cli->out, command != NULL ? ".Xr ecc 1" : "");
    for (size_t i = 0; i < n; i++) {
        ecc_out_puts(&cli->out, i > 0 || command != NULL ? " ,\n.Xr ecc-" : ".Xr ecc-");
        ecc_out_raw(&cli->out, names[i]);
        ecc_out_puts(&cli->out, " 1");
    }
    ecc_out_puts(&cli->out, "\n");
}

static void put_command_page(struct ecc_cli *cli, const struct ecc_command *command)
{
    struct ecc_out *out = &cli->out;
    struct ecc_out name;
    ecc_out_memory(&name);
    ecc_out_puts(&name, "ecc-");
    ecc_out_raw(&name, ecc_command_name(&cli->work, command, "-"));
    put_begin(cli, ecc_out_take(&name, &cli->work).ptr, ecc_word(cli->words, command->summary));
    section(out, "SYNOPSIS");
    ecc_roff_macro(out, "Nm", "ecc");
    ecc_out_puts(out, ".Cm");
    ecc_roff_words(out, ecc_command_name(&cli->work, command, " "));
    ecc_out_puts(out, "\n");
    for (size_t i = 0; i < ecc_n_opts; i++) {
        if (ecc_opts[i].takes != ECC_TAKES_ALWAYS && ecc_command_takes(command, &ecc_opts[i])) {
            ecc_out_puts(out, ".Op");
            put_option(cli, command, &ecc_opts[i], false);
            ecc_out_puts(out, "\n");
        }
    }
    put_args(cli, command);
    section(out, "DESCRIPTION");
    ecc_roff_help(out, ecc_word(cli->words, command->help));
    put_options(cli, command);
    put_exit(cli);
    put_see_also(cli, command);
}

/* ---- The page of the program ---------------------------------------------------------------- */

static void put_commands(struct ecc_cli *cli)
{
    section(&cli->out, "COMMANDS");
    ecc_roff_macro(&cli->out, "Bl", "-tag -width Ds");
    for (size_t i = 0; i < cli->n_commands; i++) {
        const struct ecc_command *command = &cli->commands[i];
        const ecc_str args = ecc_word(cli->words, command->args);
        ecc_out_puts(&cli->out, ".It Cm");
        ecc_roff_words(&cli->out, ecc_command_name(&cli->work, command, " "));
        ecc_out_puts(&cli->out, args.len > 0 ? " Ar" : "");
        ecc_roff_words(&cli->out, args);
        ecc_out_puts(&cli->out, "\n");
        ecc_roff_text(&cli->out, ecc_word(cli->words, command->summary));
    }
    ecc_roff_macro(&cli->out, "El", "");
}

static void put_environment(struct ecc_cli *cli)
{
    static const struct {
        const char *names;
        enum ecc_word word;
    } rows[] = {
        {"LC_ALL , LC_MESSAGES , LANG", ECC_W_man_env_language},
        {"ECC_AS_OF , ECC_LANG , ECC_RULES , ECC_FAIL_ON , ECC_BASELINE , ECC_CONFIG",
         ECC_W_man_env_options},
        {"COLUMNS", ECC_W_man_env_columns},
        {"NO_COLOR", ECC_W_man_env_no_color},
        {"TERM", ECC_W_man_env_term},
        {"FORCE_HYPERLINK", ECC_W_man_env_hyperlink},
        {"TERM_PROGRAM , VTE_VERSION , WT_SESSION , DOMTERM , TMUX , STY", ECC_W_man_env_terminal},
        {"LC_CTYPE", ECC_W_man_env_encoding},
        {"XDG_DATA_HOME , HOME", ECC_W_man_env_data},
        {"https_proxy , http_proxy , all_proxy , no_proxy", ECC_W_man_env_proxy},
        {"CURL_CA_BUNDLE , SSL_CERT_FILE , SSL_CERT_DIR", ECC_W_man_env_certificates},
        {"OPENSSL_CONF", ECC_W_man_env_openssl},
        {"ECC_PASSPHRASE_FD , ECC_PASSPHRASE", ECC_W_man_env_passphrase},
    };
    section(&cli->out, "ENVIRONMENT");
    ecc_roff_macro(&cli->out, "Bl", "-tag -width Ds");
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ecc_roff_macro(&cli->out, "It Ev", rows[i].names);
        ecc_roff_text(&cli->out, ecc_word(cli->words, rows[i].word));
    }
    ecc_roff_macro(&cli->out, "El", "");
}

static void put_program_page(struct ecc_cli *cli)
{
    struct ecc_out *out = &cli->out;
    put_begin(cli, "ecc", ecc_word(cli->words, ECC_W_man_about));
    section(out, "SYNOPSIS");
    ecc_out_puts(out, ".Nm\n.Ar command\n.Op Ar option ...\n.Op Ar argument ...\n.Nm\n.Cm help\n"
                      ".Op Ar command\n");
    section(out, "DESCRIPTION");
    ecc_roff_help(out, ecc_word(cli->words, ECC_W_overview));
    ecc_roff_macro(out, "Pp", "");
    ecc_roff_help(out, ecc_word(cli->words, ECC_W_man_description));
    put_commands(cli);
    put_options(cli, NULL);
    put_environment(cli);
    put_exit(cli);
    section(out, "EXAMPLES");
    ecc_roff_help(out, ecc_word(cli->words, ECC_W_man_examples));
    section(out, "DIAGNOSTICS");
    ecc_roff_help(out, ecc_word(cli->words, ECC_W_man_diagnostics));
    put_see_also(cli, NULL);
}

/* ---- The command ---------------------------------------------------------------------------- */

enum ecc_exit ecc_cmd_manual(struct ecc_cli *cli)
{
    if (cli->n_args == 0) {
        put_program_page(cli);
        return ECC_EXIT_CLEAR;
    }
    const struct ecc_command *command = ecc_command_find(cli, cli->args, cli->n_args);
    if (command == NULL) {
        const ecc_str name = ecc_text_of(cli->args[cli->n_args - 1]);
        ecc_cli_error(cli,
                      ecc_say(cli->words, ECC_W_manual_none, ECC_WITH(ecc_with("name", name))));
        return ECC_EXIT_USAGE;
    }
    put_command_page(cli, command);
    return ECC_EXIT_CLEAR;
}
