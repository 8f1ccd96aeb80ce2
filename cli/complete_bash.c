/* SPDX-License-Identifier: Apache-2.0 */
/* Completion for bash. Stands by itself: the package bash-completion need not be there. */
#include "complete.h"

/* bash takes "=", "@" and ":" for ends of words, so the word is found anew, and what stands before
 * the last of them is taken off the answers. */
static const char script[] =
    "_ecc()\n"
    "{\n"
    "    local cur=${COMP_LINE:0:COMP_POINT} command='' group='' option='' ended=''\n"
    "    local options='' values='' formats='' words word strip='' list='' c\n"
    "    read -ra words <<< \"$cur\"\n"
    "    cur=${cur##*[[:space:]]}\n"
    "    [[ -n $cur ]] && unset 'words[-1]'\n"
    "    for word in \"${words[@]:1}\"; do\n"
    "        if [[ -n $option ]]; then\n"
    "            option=\n"
    "        elif [[ $word == -- ]]; then\n"
    "            ended=1\n"
    "        elif [[ -z $ended && $word == -* ]]; then\n"
    "            [[ \" $_ecc_valued \" == *\" $word \"* ]] && option=$word\n"
    "        elif [[ -n $command || $word == help ]]; then\n"
    "            continue\n"
    "        elif [[ -n $group ]]; then\n"
    "            command=\"$group $word\"\n"
    "        elif [[ \" $_ecc_groups \" == *\" $word \"* ]]; then\n"
    "            group=$word\n"
    "        else\n"
    "            command=$word\n"
    "        fi\n"
    "    done\n"
    "    _ecc_command \"$command\"\n"
    "    for c in = @ :; do\n"
    "        [[ $COMP_WORDBREAKS == *$c* && $cur == *$c* ]] || continue\n"
    "        word=${cur%\"${cur##*\"$c\"}\"}\n"
    "        ((${#word} > ${#strip})) && strip=$word\n"
    "    done\n"
    "    word=$cur\n"
    "    if [[ -z $option && -z $ended && $cur == --*=* ]]; then\n"
    "        option=${cur%%=*}\n"
    "        word=${cur#*=}\n"
    "    fi\n"
    "    if [[ -n $option ]]; then\n"
    "        _ecc_option \"$option\"\n"
    "    elif [[ -z $ended && $cur == -* ]]; then\n"
    "        values=none list=$options\n"
    "    elif [[ -z $command ]]; then\n"
    "        values=none\n"
    "        if [[ -n $group ]]; then _ecc_group \"$group\"; else list=\"$_ecc_first help\"; fi\n"
    "    fi\n"
    "    case $values in\n"
    "    spec | part) list=$_ecc_parts ;;\n"
    "    rule) list=$_ecc_rules ;;\n"
    "    shell) list='bash zsh fish' ;;\n"
    "    command) list=\"$_ecc_first $_ecc_second\" ;;\n"
    "    esac\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$list\" -- \"$word\")\n"
    "    if [[ $values == spec || $values == file ]]; then\n"
    "        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- \"$word\")\n"
    "        compopt -o filenames 2> /dev/null\n"
    "    elif [[ $values == directory ]]; then\n"
    "        mapfile -t COMPREPLY < <(compgen -d -- \"$word\")\n"
    "        compopt -o filenames 2> /dev/null\n"
    "    fi\n"
    "    if [[ -n $strip && $word == \"$cur\" ]]; then\n"
    "        COMPREPLY=(\"${COMPREPLY[@]#\"$strip\"}\")\n"
    "    elif [[ -n $strip && $COMP_WORDBREAKS != *=* ]]; then\n"
    "        COMPREPLY=(\"${COMPREPLY[@]/#/$option=}\")\n"
    "    fi\n"
    "}\n"
    "\n"
    "complete -F _ecc ecc\n";

static void put_lists(const struct ecc_completion *completion)
{
    const struct ecc_cli *cli = completion->cli;
    struct ecc_out *out = completion->out;
    ecc_out_puts(out, "_ecc_groups='");
    ecc_complete_groups(completion);
    ecc_out_puts(out, "'\n_ecc_first='");
    for (size_t i = 0; i < cli->n_commands; i++) {
        if (cli->commands[i].group == NULL) {
            ecc_out_puts(out, cli->commands[i].name);
            ecc_out_puts(out, " ");
        }
    }
    ecc_complete_groups(completion);
    ecc_out_puts(out, "'\n_ecc_second='");
    for (size_t i = 0; i < completion->n_groups; i++) {
        ecc_out_puts(out, i > 0 ? " " : "");
        ecc_complete_group(completion, completion->groups[i]);
    }
    ecc_out_puts(out, "'\n_ecc_valued='");
    ecc_complete_valued(completion, " ");
    ecc_out_puts(out, "'\n_ecc_parts='");
    ecc_complete_parts(completion);
    ecc_out_puts(out, "'\n_ecc_rules='");
    ecc_complete_rules(completion);
    ecc_out_puts(out, "'\n\n");
}

static void put_group_function(const struct ecc_completion *completion)
{
    struct ecc_out *out = completion->out;
    ecc_out_puts(out, "_ecc_group()\n{\n    case $1 in\n");
    for (size_t i = 0; i < completion->n_groups; i++) {
        ecc_out_puts(out, "    ");
        ecc_out_raw(out, completion->groups[i]);
        ecc_out_puts(out, ") list='");
        ecc_complete_group(completion, completion->groups[i]);
        ecc_out_puts(out, "' ;;\n");
    }
    ecc_out_puts(out, "    esac\n}\n\n");
}

/* Without a command, the options that all of them take. */
static void put_command_row(const struct ecc_completion *completion,
                            const struct ecc_command *command)
{
    static const struct ecc_command none = {.name = ""};
    struct ecc_out *out = completion->out;
    const struct ecc_command *row = command != NULL ? command : &none;
    ecc_out_puts(out, "    '");
    ecc_out_raw(out, ecc_command_name(&completion->cli->work, row, " "));
    ecc_out_puts(out, "')\n        options='");
    const char *between = "";
    for (size_t i = 0; i < ecc_n_opts; i++) {
        if (ecc_command_takes(row, &ecc_opts[i])) {
            ecc_out_puts(out, between);
            ecc_complete_spellings(completion, &ecc_opts[i], " ");
            between = " ";
        }
    }
    ecc_out_puts(out, "'\n        values='");
    ecc_out_puts(
        out, ecc_values_name(command != NULL ? ecc_values_of_command(command) : ECC_VALUES_NONE));
    ecc_out_puts(out, "'");
    for (size_t i = 0; i < ecc_n_opts; i++) {
        if (ecc_command_takes(row, &ecc_opts[i]) && ecc_complete_is_narrow(row, &ecc_opts[i])) {
            ecc_out_puts(out, "\n        formats='");
            ecc_complete_choices(completion, row, &ecc_opts[i]);
            ecc_out_puts(out, "'");
        }
    }
    ecc_out_puts(out, "\n        ;;\n");
}

static void put_option_row(const struct ecc_completion *completion, const struct ecc_opt *option)
{
    struct ecc_out *out = completion->out;
    ecc_out_puts(out, "    ");
    ecc_complete_spellings(completion, option, " | ");
    ecc_out_puts(out, ") ");
    if (option->kind == ECC_OPT_CHOICE) {
        const bool formats = option->takes == ECC_TAKES_FORMAT;
        ecc_out_puts(out, formats ? "values=none list=${formats:-" : "values=none list='");
        ecc_complete_choices(completion, NULL, option);
        ecc_out_puts(out, formats ? "}" : "'");
    } else {
        ecc_out_puts(out, "values='");
        ecc_out_puts(out, ecc_values_name(ecc_values_of_option(option)));
        ecc_out_puts(out, "'");
    }
    ecc_out_puts(out, " ;;\n");
}

void ecc_complete_bash(const struct ecc_completion *completion)
{
    const struct ecc_cli *cli = completion->cli;
    struct ecc_out *out = completion->out;
    ecc_out_puts(out, "# Completion of ecc for bash. Made by \"ecc completion bash\".\n"
                      "# shellcheck shell=bash disable=SC2034\n\n");
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
