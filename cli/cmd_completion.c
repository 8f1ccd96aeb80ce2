/* SPDX-License-Identifier: Apache-2.0 */
/* ecc completion: scripts for shells, from the tables of commands and options. */
#include <string.h>

#include "complete.h"
#include "phrase.h"

/* ---- Values --------------------------------------------------------------------------------- */

const char *ecc_values_name(enum ecc_values values)
{
    static const char *const names[ECC_VALUES_KINDS] = {
        [ECC_VALUES_NONE] = "none",           [ECC_VALUES_FILE] = "file",
        [ECC_VALUES_DIRECTORY] = "directory", [ECC_VALUES_SPEC] = "spec",
        [ECC_VALUES_PART] = "part",           [ECC_VALUES_RULE] = "rule",
        [ECC_VALUES_SHELL] = "shell",         [ECC_VALUES_COMMAND] = "command",
    };
    return names[values];
}

/* What the help calls a value tells what it is, the first row that fits. */
struct meaning {
    const char *part; /* of the English word */
    enum ecc_values values;
};

static enum ecc_values look_up(const struct meaning *rows, size_t n, enum ecc_word word)
{
    const char *text = ecc_word_pattern(word, ECC_ENGLISH);
    for (size_t i = 0; i < n; i++) {
        if (strstr(text, rows[i].part) != NULL) {
            return rows[i].values;
        }
    }
    return ECC_VALUES_NONE;
}

enum ecc_values ecc_values_of_command(const struct ecc_command *command)
{
    static const struct meaning rows[] = {
        {"SPEC", ECC_VALUES_SPEC},       {"RULE", ECC_VALUES_RULE},  {"START", ECC_VALUES_PART},
        {"COMMAND", ECC_VALUES_COMMAND}, {"fish", ECC_VALUES_SHELL}, {"DIR", ECC_VALUES_FILE},
        {"FILE", ECC_VALUES_FILE},
    };
    return look_up(rows, sizeof(rows) / sizeof(rows[0]), command->args);
}

enum ecc_values ecc_values_of_option(const struct ecc_opt *option)
{
    static const struct meaning rows[] = {
        {"DIR", ECC_VALUES_DIRECTORY},
        {"FILE", ECC_VALUES_FILE},
    };
    return look_up(rows, sizeof(rows) / sizeof(rows[0]), option->value);
}

/* ---- Pieces --------------------------------------------------------------------------------- */

static void put_words(const struct ecc_completion *completion, const ecc_str *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ecc_out_puts(completion->out, i > 0 ? " " : "");
        ecc_out_raw(completion->out, words[i]);
    }
}

void ecc_complete_groups(const struct ecc_completion *completion)
{
    put_words(completion, completion->groups, completion->n_groups);
}

void ecc_complete_group(const struct ecc_completion *completion, ecc_str group)
{
    const struct ecc_cli *cli = completion->cli;
    const char *between = "";
    for (size_t i = 0; i < cli->n_commands; i++) {
        if (ecc_text_same(ecc_text_of(cli->commands[i].group), group)) {
            ecc_out_puts(completion->out, between);
            ecc_out_puts(completion->out, cli->commands[i].name);
            between = " ";
        }
    }
}

void ecc_complete_parts(const struct ecc_completion *completion)
{
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        ecc_out_puts(completion->out, i > 0 ? " " : "");
        ecc_out_raw(completion->out, ecc_catalogue_id(i));
    }
}

void ecc_complete_rules(const struct ecc_completion *completion)
{
    put_words(completion, completion->rules, completion->n_rules);
}

void ecc_complete_spellings(const struct ecc_completion *completion, const struct ecc_opt *option,
                            const char *between)
{
    struct ecc_out *out = completion->out;
    if (option->letter != 0) {
        ecc_out_puts(out, "-");
        ecc_out_raw(out, (ecc_str){&option->letter, 1});
        ecc_out_puts(out, between);
    }
    ecc_out_puts(out, "--");
    ecc_out_puts(out, option->name);
}

void ecc_complete_valued(const struct ecc_completion *completion, const char *between)
{
    const char *before = "";
    for (size_t i = 0; i < ecc_n_opts; i++) {
        if (ecc_opts[i].kind != ECC_OPT_FLAG) {
            ecc_out_puts(completion->out, before);
            ecc_complete_spellings(completion, &ecc_opts[i], between);
            before = between;
        }
    }
}

void ecc_complete_choices(const struct ecc_completion *completion,
                          const struct ecc_command *command, const struct ecc_opt *option)
{
    const char *between = "";
    for (size_t i = 0; option->choices[i] != NULL; i++) {
        if (command == NULL || ecc_command_takes_choice(command, option, i)) {
            ecc_out_puts(completion->out, between);
            ecc_out_puts(completion->out, option->choices[i]);
            between = " ";
        }
    }
}

bool ecc_complete_is_narrow(const struct ecc_command *command, const struct ecc_opt *option)
{
    bool narrow = false;
    for (size_t i = 0; option->kind == ECC_OPT_CHOICE && option->choices[i] != NULL; i++) {
        narrow = narrow || !ecc_command_takes_choice(command, option, i);
    }
    return narrow;
}

void ecc_complete_quoted(const struct ecc_completion *completion, ecc_str text, char escaped)
{
    struct ecc_out *out = completion->out;
    ecc_out_puts(out, "'");
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        ecc_out_puts(out, c == '\'' ? "'\\'" : c == escaped && c != '\0' ? "\\" : "");
        ecc_out_raw(out, (ecc_str){&c, 1});
    }
    ecc_out_puts(out, "'");
}

/* ---- Gathering ------------------------------------------------------------------------------ */

static bool holds(const ecc_str *list, size_t n, ecc_str text)
{
    for (size_t i = 0; i < n; i++) {
        if (ecc_text_same(list[i], text)) {
            return true;
        }
    }
    return false;
}

static void gather_groups(struct ecc_cli *cli, ecc_str *groups, size_t *n)
{
    for (size_t i = 0; i < cli->n_commands; i++) {
        const ecc_str group = ecc_text_of(cli->commands[i].group);
        if (group.len > 0 && !holds(groups, *n, group)) {
            groups[(*n)++] = group;
        }
    }
}

static ecc_status gather_rules(struct ecc_cli *cli, ecc_rules *rules, ecc_str *list, size_t *n)
{
    for (size_t i = 0; i < ecc_rules_count(rules); i++) {
        const ecc_rule_info *info = NULL;
        const ecc_status status = ecc_rules_info(rules, i, &info, cli->diags);
        if (status != ECC_OK) {
            return status;
        }
        const ecc_str name = ecc_pool_str(&cli->pool, info->rule);
        if (!holds(list, *n, name)) {
            list[(*n)++] = name;
        }
        list[(*n)++] = ecc_phrase_rule(&cli->page, info);
    }
    return ECC_OK;
}

/* ---- The command ---------------------------------------------------------------------------- */

static const struct {
    const char *shell;
    void (*write)(const struct ecc_completion *completion);
} scripts[] = {
    {"bash", ecc_complete_bash},
    {"zsh", ecc_complete_zsh},
    {"fish", ecc_complete_fish},
};
#define N_SCRIPTS (sizeof(scripts) / sizeof(scripts[0]))

static enum ecc_exit write_script(struct ecc_cli *cli, ecc_rules *rules, size_t script)
{
    struct ecc_completion completion = {.cli = cli, .out = &cli->out};
    ecc_str *groups = ECC_POOL_ARRAY(&cli->pool, cli->n_commands, ecc_str);
    ecc_str *list = ECC_POOL_ARRAY(&cli->pool, 2 * ecc_rules_count(rules), ecc_str);
    if (groups == NULL || list == NULL) {
        return ECC_EXIT_IO;
    }
    gather_groups(cli, groups, &completion.n_groups);
    const ecc_status status = gather_rules(cli, rules, list, &completion.n_rules);
    if (status != ECC_OK) {
        return ecc_cli_report(cli, status, (ecc_str){0});
    }
    completion.groups = groups;
    completion.rules = list;
    scripts[script].write(&completion);
    return ECC_EXIT_CLEAR;
}

static enum ecc_exit unknown_shell(struct ecc_cli *cli)
{
    ecc_str names[N_SCRIPTS];
    for (size_t i = 0; i < N_SCRIPTS; i++) {
        names[i] = ecc_text_of(scripts[i].shell);
    }
    const ecc_str list = ecc_phrase_list(&cli->errors, names, N_SCRIPTS, ECC_W_list_comma,
                                         ECC_W_list_and);
    ecc_cli_error(cli, ecc_say(cli->words, ECC_W_completion_none,
                               ECC_WITH(ecc_with("shell", ecc_text_of(cli->args[0])),
                                        ecc_with("list", list))));
    return ECC_EXIT_USAGE;
}

enum ecc_exit ecc_cmd_completion(struct ecc_cli *cli)
{
    size_t script = 0;
    ecc_rules *rules = NULL;
    while (script < N_SCRIPTS && strcmp(scripts[script].shell, cli->args[0]) != 0) {
        script++;
    }
    if (script == N_SCRIPTS) {
        return unknown_shell(cli);
    }
    enum ecc_exit code = ecc_cli_rules(cli, &rules);
    if (code == ECC_EXIT_CLEAR) {
        code = write_script(cli, rules, script);
    }
    ecc_rules_free(rules);
    return code;
}
