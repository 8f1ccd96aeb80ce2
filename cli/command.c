/* SPDX-License-Identifier: Apache-2.0 */
/* The table of commands: see command.h. */
#include "command.h"

#include <string.h>

#include "render.h"

ecc_str ecc_command_name(struct ecc_pool *pool, const struct ecc_command *command,
                         const char *between)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_puts(&out, command->group != NULL ? command->group : "");
    ecc_out_puts(&out, command->group != NULL ? between : "");
    ecc_out_puts(&out, command->name);
    return ecc_out_take(&out, pool);
}

const struct ecc_command *ecc_command_find(const struct ecc_cli *cli, const char *const *words,
                                           size_t n_words)
{
    for (size_t i = 0; i < cli->n_commands; i++) {
        const struct ecc_command *command = &cli->commands[i];
        const size_t n = command->group != NULL ? 2 : 1;
        if (n_words == n && strcmp(words[n - 1], command->name) == 0 &&
            (n == 1 || strcmp(words[0], command->group) == 0)) {
            return command;
        }
    }
    return NULL;
}

bool ecc_command_takes(const struct ecc_command *command, const struct ecc_opt *option)
{
    return (option->takes & ~command->takes) == 0;
}

bool ecc_command_takes_choice(const struct ecc_command *command, const struct ecc_opt *option,
                              size_t choice)
{
    return option->takes != ECC_TAKES_FORMAT || ecc_format_fits(choice, command->takes);
}
