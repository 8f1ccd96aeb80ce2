/* SPDX-License-Identifier: Apache-2.0 */
/* Completion scripts: what the tables say about commands, options and values, for three shells. */
#ifndef ECC_CLI_COMPLETE_H
#define ECC_CLI_COMPLETE_H

#include "command.h"

/* What may stand for an argument or for an option's value. */
enum ecc_values {
    ECC_VALUES_NONE, /* anything */
    ECC_VALUES_FILE,
    ECC_VALUES_DIRECTORY,
    ECC_VALUES_SPEC, /* a file, or a part of the catalogue */
    ECC_VALUES_PART,
    ECC_VALUES_RULE,
    ECC_VALUES_SHELL,
    ECC_VALUES_COMMAND,
    ECC_VALUES_KINDS
};
/* As the scripts call them: "spec". */
const char *ecc_values_name(enum ecc_values values);
enum ecc_values ecc_values_of_command(const struct ecc_command *command);
enum ecc_values ecc_values_of_option(const struct ecc_opt *option); /* not for choices */

/* What a script is made of. `rules` are references: "3A090", "3A090@2023-11-17". */
struct ecc_completion {
    struct ecc_cli *cli;
    struct ecc_out *out;
    const ecc_str *groups;
    size_t n_groups;
    const ecc_str *rules;
    size_t n_rules;
};

/* The pieces that all scripts need: words with spaces between. */
void ecc_complete_groups(const struct ecc_completion *completion);
void ecc_complete_group(const struct ecc_completion *completion, ecc_str group);
void ecc_complete_parts(const struct ecc_completion *completion);
void ecc_complete_rules(const struct ecc_completion *completion);
/* Both spellings of an option: "-o --output". */
void ecc_complete_spellings(const struct ecc_completion *completion, const struct ecc_opt *option,
                            const char *between);
/* Options that are followed by a value, both spellings: "--as-of -o --output". */
void ecc_complete_valued(const struct ecc_completion *completion, const char *between);
void ecc_complete_choices(const struct ecc_completion *completion,
                          const struct ecc_command *command, const struct ecc_opt *option);
/* Whether a shorter list of choices goes with the command. */
bool ecc_complete_is_narrow(const struct ecc_command *command, const struct ecc_opt *option);
/* A text between single quotation marks, with `escaped` (may be 0) after a backslash. */
void ecc_complete_quoted(const struct ecc_completion *completion, ecc_str text, char escaped);

void ecc_complete_bash(const struct ecc_completion *completion);
void ecc_complete_zsh(const struct ecc_completion *completion);
void ecc_complete_fish(const struct ecc_completion *completion);

#endif
