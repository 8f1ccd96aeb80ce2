/* SPDX-License-Identifier: Apache-2.0 */
/* Completion for zsh: a function for fpath, which may also be sourced. */
#include "complete.h"

static const char script[] =
    "_ecc()\n"
    "{\n"
    "    local command= group= option= ended= word values=\n"
    "    local -a list options formats\n"
    "    for word in \"${(@)words[2,CURRENT-1]}\"; do\n"
    "        if [[ -n $option ]]; then\n"
    "            option=\n"
    "        elif [[ $word == -- ]]; then\n"
    "            ended=1\n"
    "        elif [[ -z $ended && $word == -* ]]; then\n"
    "            (( ${_ecc_valued[(Ie)$word]} )) && option=$word\n"
    "        elif [[ -n $command || $word == help ]]; then\n"
    "            continue\n"
    "        elif [[ -n $group ]]; then\n"
    "            command=\"$group $word\"\n"
    "        elif (( ${_ecc_groups[(Ie)$word]} )); then\n"
    "            group=$word\n"
    "        else\n"
    "            command=$word\n"
    "        fi\n"
    "    done\n"
    "    _ecc_command \"$command\"\n"
    "    if [[ -z $option && -z $ended && $PREFIX == --*=* ]]; then\n"
    "        option=${PREFIX%%=*}\n"
    "        compset -P '*='\n"
    "    fi\n"
    "    if [[ -n $option ]]; then\n"
    "        _ecc_option \"$option\"\n"
    "    elif [[ -z $ended && $PREFIX == -* ]]; then\n"
    "        _describe -o option options\n"
    "        return\n"
    "    elif [[ -z $command ]]; then\n"
    "        if [[ -n $group ]]; then _ecc_group \"$group\"; else list=(\"${(@)_ecc_first}\"); fi\n"
    "        _describe command list\n"
    "        return\n"
    "    fi\n"
    "    case $values in\n"
    "    spec) _alternative 'files:file:_files' 'parts:part of the catalogue:compadd -a "
    "_ecc_parts' ;;\n"
    "    part) compadd -a _ecc_parts ;;\n"
    "    rule) compadd -a _ecc_rules ;;\n"
    "    shell) compadd bash zsh fish ;;\n"
    "    command) _describe command _ecc_first ;;\n"
    "    file) _files ;;\n"
    "    directory) _files -/ ;;\n"
    "    *) (( $#list )) && compadd -a list ;;\n"
    "    esac\n"
    "}\n"
    "\n"
    "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
    "    _ecc \"$@\"\n"
    "else\n"
    "    compdef _ecc ecc\n"
    "fi\n";

/* 'name:what it does' */
static void put_described(const struct ecc_completion *completion, const char *name,
                          enum ecc_word word)
{
    struct ecc_out *out = completion->out;
    ecc_out_puts(out, "        '");
    ecc_out_puts(out, name);
    ecc_out_puts(out, "':");
    ecc_complete_quoted(completion, ecc_word(completion->cli->words, word), ':');
    ecc_out_puts(out, "\n");
}

static void put_commands(const struct ecc_completion *completion, ecc_str group)
{
    const struct ecc_cli *cli = completion->cli;
    for (size_t i = 0; i < cli->n_commands; i++) {
        if (ecc_text_same(ecc_text_of(cli->commands[i].group), group)) {
            put_described(completion, cli->commands[i].name, cli->commands[i].summary);
        }
    }
}

static void put_lists(const struct ecc_completion *completion)
{
    struct ecc_out *out = completion->out;
    ecc_out_puts(
        out, "typeset -ga _ecc_groups _ecc_first _ecc_valued _ecc_parts _ecc_rules\n_ecc_groups=(");
    ecc_complete_groups(completion);
    ecc_out_puts(out, ")\n_ecc_first=(\n");
    put_commands(completion, (ecc_str){NULL, 0});
    for (size_t i = 0; i < completion->n_groups; i++) {
        ecc_out_puts(out, "        ");
        ecc_out_raw(out, completion->groups[i]);
        ecc_out_puts(out, ":'");
        ecc_complete_group(completion, completion->groups[i]);
        ecc_out_puts(out, "'\n");
    }
    put_described(completion, "help", ECC_W_opt_help);
    ecc_out_puts(out, ")\n_ecc_valued=(");
    ecc_complete_valued(completion, " ");
    ecc_out_puts(out, ")\n_ecc_parts=(");
    ecc_complete_parts(completion);
    ecc_out_puts(out, ")\n_ecc_rules=(");
    ecc_complete_rules(completion);
    ecc_out_puts(out, ")\n\n");
}

static void put_group_function(const struct ecc_completion *completion)
{
    struct ecc_out *out = completion->out;
    ecc_out_puts(out, "_ecc_group()\n{\n    case $1 in\n");
    for (size_t i = 0; i < completion->n_groups; i++) {
        ecc_out_puts(out, "    ");
        ecc_out_raw(out, completion->groups[i]);
        ecc_out_puts(out, ")\n        list=(\n");
        put_commands(completion, completion->groups[i]);
        ecc_out_puts(out, "        )\n        ;;\n");
    }
    ecc_out_puts(out, "    esac\n}\n\n");
}

static void put_command_row(const struct ecc_completion *completion,
                            const struct ecc_command *command)
{
    static const struct ecc_command none = {.name = ""};
    struct ecc_out *out = completion->out;
    const struct ecc_command *row = command != NULL ? command : &none;
    ecc_out_puts(out, "    '");
    ecc_out_raw(out, ecc_command_name(&completion->cli->work, row, " "));
    ecc_out_puts(out, "')\n        values=");
    ecc_out_puts(
        out, ecc_values_name(command != NULL ? ecc_values_of_command(command) : ECC_VALUES_NONE));
    for (size_t i = 0; i < ecc_n_opts; i++) {
        if (ecc_command_takes(row, &ecc_opts[i]) && ecc_complete_is_narrow(row, &ecc_opts[i])) {
            ecc_out_puts(out, "\n        formats=(");
            ecc_complete_choices(completion, row, &ecc_opts[i]);
            ecc_out_puts(out, ")");
        }
    }
    ecc_out_puts(out, "\n        options=(\n");
    for (size_t i = 0; i < ecc_n_opts; i++) {
        const struct ecc_opt *option = &ecc_opts[i];
        if (ecc_command_takes(row, option)) {
            const char letter[] = {'-', option->letter, '\0'};
            if (option->letter != 0) {
                put_described(completion, letter, option->help);
            }
            ecc_out_puts(out, "        --");
            ecc_out_puts(out, option->name);
            ecc_out_puts(out, ":");
            ecc_complete_quoted(completion, ecc_word(completion->cli->words, option->help), ':');
            ecc_out_puts(out, "\n");
        }
    }
    ecc_out_puts(out, "        )\n        ;;\n");
}

static void put_option_row(const struct ecc_completion *completion, const struct ecc_opt *option)
{
    struct ecc_out *out = completion->out;
    ecc_out_puts(out, "    ");
    ecc_complete_spellings(completion, option, " | ");
    ecc_out_puts(out, ") ");
    if (option->kind == ECC_OPT_CHOICE) {
        const bool formats = option->takes == ECC_TAKES_FORMAT;
        ecc_out_puts(out, formats ? "values=none; list=($formats); (( $#list )) || list=("
                                  : "values=none; list=(");
        ecc_complete_choices(completion, NULL, option);
        ecc_out_puts(out, ")");
    } else {
        ecc_out_puts(out, "values=");
        ecc_out_puts(out, ecc_values_name(ecc_values_of_option(option)));
    }
    ecc_out_puts(out, " ;;\n");
}

void ecc_complete_zsh(const struct ecc_completion *completion)
{
    const struct ecc_cli *cli = completion->cli;
    struct ecc_out *out = completion->out;
    ecc_out_puts(out,
                 "#compdef ecc\n# Completion of ecc for zsh. Made by \"ecc completion zsh\".\n\n");
    put_lists(completion);
    put_group_function(completion);
    ecc_out_puts(out, "_ecc_command()\n{\n    case $1 in\n");
    put_command_row(completion, NULL);
    for (size_t i = 0; i < cli->n_commands; i++) {
        put_command_row(completion, &cli->commands[i]);
    }
    ecc_out_puts(out, "    esac\n}\n\n_ecc_option()\n{\n    case $1 in\n");
    for (size_t i = 0; i < ecc_n_opts; i++) {
        if (ecc_opts[i].kind != ECC_OPT_FLAG) {
            put_option_row(completion, &ecc_opts[i]);
        }
    }
    ecc_out_puts(out, "    *) values=none ;;\n    esac\n}\n\n");
    ecc_out_puts(out, script);
}
