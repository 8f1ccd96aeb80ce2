/* SPDX-License-Identifier: Apache-2.0 */
/* Completion for fish: a line for each command, option and list of values. */
#include "complete.h"

/* "__ecc_at check": the command on the line is that one; "__ecc_at": none is there yet. */
static const char script[] = "function __ecc_at\n"
                             "    set -l words (commandline -opc)\n"
                             "    set -l command\n"
                             "    set -l skip 0\n"
                             "    for word in $words[2..]\n"
                             "        if test $skip -eq 1\n"
                             "            set skip 0\n"
                             "        else if contains -- $word $__ecc_valued\n"
                             "            set skip 1\n"
                             "        else if string match -q -- '-*' $word\n"
                             "            or test $word = help\n"
                             "            continue\n"
                             "        else if test (count $command) -eq 0\n"
                             "            or begin\n"
                             "                test (count $command) -eq 1\n"
                             "                and contains -- $command[1] $__ecc_groups\n"
                             "            end\n"
                             "            set -a command $word\n"
                             "        end\n"
                             "    end\n"
                             "    test \"$command\" = \"$argv\"\n"
                             "end\n"
                             "\n"
                             "complete -c ecc -f\n";

/* complete -c ecc -n '__ecc_at COMMAND' */
static void put_begin(const struct ecc_completion *completion, ecc_str command)
{
    struct ecc_out *out = completion->out;
    ecc_out_puts(out, "complete -c ecc -n '__ecc_at");
    ecc_out_puts(out, command.len > 0 ? " " : "");
    ecc_out_raw(out, command);
    ecc_out_puts(out, "'");
}

static void put_word(const struct ecc_completion *completion, ecc_str at, const char *name,
                     ecc_str about)
{
    put_begin(completion, at);
    ecc_out_puts(completion->out, " -a ");
    ecc_out_puts(completion->out, name);
    ecc_out_puts(completion->out, " -d ");
    ecc_complete_quoted(completion, about, '\0');
    ecc_out_puts(completion->out, "\n");
}

static void put_commands(const struct ecc_completion *completion)
{
    const struct ecc_cli *cli = completion->cli;
    for (size_t i = 0; i < cli->n_commands; i++) {
        const struct ecc_command *command = &cli->commands[i];
        put_word(completion, ecc_text_of(command->group), command->name,
                 ecc_word(cli->words, command->summary));
    }
    for (size_t i = 0; i < completion->n_groups; i++) {
        put_begin(completion, (ecc_str){NULL, 0});
        ecc_out_puts(completion->out, " -a ");
        ecc_out_raw(completion->out, completion->groups[i]);
        ecc_out_puts(completion->out, " -d '");
        ecc_complete_group(completion, completion->groups[i]);
        ecc_out_puts(completion->out, "'\n");
    }
    put_word(completion, (ecc_str){NULL, 0}, "help", ecc_word(cli->words, ECC_W_opt_help));
}

/* What stands for a value: files with -F, words with -a. */
static const char *words_of(enum ecc_values values)
{
    static const char *const words[ECC_VALUES_KINDS] = {
        [ECC_VALUES_NONE] = "",
        [ECC_VALUES_FILE] = " -F",
        [ECC_VALUES_DIRECTORY] = " -a '(__fish_complete_directories)'",
        [ECC_VALUES_SPEC] = " -F -k -a '$__ecc_parts'",
        [ECC_VALUES_PART] = " -k -a '$__ecc_parts'",
        [ECC_VALUES_RULE] = " -k -a '$__ecc_rules'",
        [ECC_VALUES_SHELL] = " -a 'bash zsh fish'",
        [ECC_VALUES_COMMAND] = " -a '$__ecc_names'",
    };
    return words[values];
}

static void put_option(const struct ecc_completion *completion, const struct ecc_command *command,
                       const struct ecc_opt *option)
{
    struct ecc_out *out = completion->out;
    if (command != NULL) {
        put_begin(completion, ecc_command_name(&completion->cli->work, command, " "));
    } else {
        ecc_out_puts(out, "complete -c ecc");
    }
    if (option->letter != 0) {
        ecc_out_puts(out, " -s ");
        ecc_out_raw(out, (ecc_str){&option->letter, 1});
    }
    ecc_out_puts(out, " -l ");
    ecc_out_puts(out, option->name);
    if (option->kind == ECC_OPT_CHOICE) {
        ecc_out_puts(out, " -x -a '");
        ecc_complete_choices(completion, command, option);
        ecc_out_puts(out, "'");
    } else if (option->kind != ECC_OPT_FLAG) {
        const enum ecc_values values = ecc_values_of_option(option);
        ecc_out_puts(out, values == ECC_VALUES_FILE ? " -r" : " -x");
        ecc_out_puts(out, words_of(values));
    }
    ecc_out_puts(out, " -d ");
    ecc_complete_quoted(completion, ecc_word(completion->cli->words, option->help), '\0');
    ecc_out_puts(out, "\n");
}

static void put_command(const struct ecc_completion *completion, const struct ecc_command *command)
{
    const enum ecc_values values = ecc_values_of_command(command);
    if (values != ECC_VALUES_NONE) {
        put_begin(completion, ecc_command_name(&completion->cli->work, command, " "));
        ecc_out_puts(completion->out, words_of(values));
        ecc_out_puts(completion->out, "\n");
    }
    for (size_t i = 0; i < ecc_n_opts; i++) {
        if (ecc_opts[i].takes != ECC_TAKES_ALWAYS && ecc_command_takes(command, &ecc_opts[i])) {
            put_option(completion, command, &ecc_opts[i]);
        }
    }
}

void ecc_complete_fish(const struct ecc_completion *completion)
{
    const struct ecc_cli *cli = completion->cli;
    struct ecc_out *out = completion->out;
    ecc_out_puts(
        out,
        "# Completion of ecc for fish. Made by \"ecc completion fish\".\n\nset -g __ecc_groups ");
    ecc_complete_groups(completion);
    ecc_out_puts(out, "\nset -g __ecc_valued ");
    ecc_complete_valued(completion, " ");
    ecc_out_puts(out, "\nset -g __ecc_parts ");
    ecc_complete_parts(completion);
    ecc_out_puts(out, "\nset -g __ecc_rules ");
    ecc_complete_rules(completion);
    ecc_out_puts(out, "\nset -g __ecc_names");
    for (size_t i = 0; i < cli->n_commands; i++) {
        ecc_out_puts(out, " ");
        ecc_out_puts(out, cli->commands[i].group != NULL ? cli->commands[i].group
                                                         : cli->commands[i].name);
    }
    ecc_out_puts(out, "\n\n");
    ecc_out_puts(out, script);
    put_commands(completion);
    for (size_t i = 0; i < ecc_n_opts; i++) {
        if (ecc_opts[i].takes == ECC_TAKES_ALWAYS) {
            put_option(completion, NULL, &ecc_opts[i]);
        }
    }
    for (size_t i = 0; i < cli->n_commands; i++) {
        put_command(completion, &cli->commands[i]);
    }
}
