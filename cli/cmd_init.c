/* SPDX-License-Identifier: Apache-2.0 */
/* ecc init: the gate of a repository, as files to begin with. */
#include <string.h>

#include "cli.h"
#include "config.h"
#include "file.h"

#define HOOKS ".pre-commit-config.yaml"

static const char hooks[] =
    "repos:\n"
    "  - repo: local\n"
    "    hooks:\n"
    "      - id: ecc\n"
    "        name: export control of chip specifications\n"
    "        # pre-commit takes a program that dies of a signal for one that passed.\n"
    "        entry: sh -c 'ecc check --specs-only \"$@\" || exit $?' ecc\n"
    "        language: system\n"
    "        types: [yaml]\n"
    "        require_serial: true\n";

static enum ecc_exit write_file(struct ecc_cli *cli, const char *path, ecc_str bytes)
{
    struct ecc_out out;
    ecc_out_file(&out, path);
    ecc_out_raw(&out, bytes);
    const int error = ecc_out_close(&out);
    const ecc_str name = ecc_text_of(path);
    if (error != 0) {
        ecc_cli_error(cli, ecc_say(cli->words, ECC_W_output_failed,
                                   ECC_WITH(ecc_with("path", name),
                                            ecc_with("why", ecc_text_of(strerror(error))))));
        return ECC_EXIT_IO;
    }
    ecc_term_para(&cli->page, 0, 0, ECC_PLAIN,
                  ecc_say(cli->words, ECC_W_init_wrote, ECC_WITH(ecc_with("path", name))));
    return ECC_EXIT_CLEAR;
}

static enum ecc_exit set_up_config(struct ecc_cli *cli)
{
    if (ecc_path_kind(ECC_CONFIG_NAME) != ECC_PATH_NONE && !cli->options.force) {
        ecc_cli_error(cli, ecc_say(cli->words, ECC_W_init_exists,
                                   ECC_WITH(ecc_with("path", ECC_LITERAL(ECC_CONFIG_NAME)))));
        return ECC_EXIT_USAGE;
    }
    return write_file(cli, ECC_CONFIG_NAME, ecc_word(cli->words, ECC_W_init_config));
}

static enum ecc_exit set_up_hook(struct ecc_cli *cli)
{
    const struct ecc_file file = ecc_file_read(&cli->pool, HOOKS);
    const ecc_arg path = ecc_with("path", ECC_LITERAL(HOOKS));
    if (file.result == ECC_FILE_MISSING) {
        return write_file(cli, HOOKS, ecc_text_of(hooks));
    }
    if (file.result == ECC_FILE_FAILED) {
        const ecc_arg why = ecc_with("why", ecc_text_of(strerror(file.error)));
        ecc_cli_error(cli, ecc_say(cli->words, ECC_W_input_unreadable, ECC_WITH(path, why)));
        return ECC_EXIT_IO;
    }
    if (file.result != ECC_FILE_OK || !ecc_text_is(file.bytes, hooks)) {
        ecc_term_para(&cli->page, 0, 0, ECC_PLAIN,
                      ecc_say(cli->words, ECC_W_init_add, ECC_WITH(path)));
        ecc_out_puts(&cli->out, hooks + strlen("repos:\n"));
    }
    return ECC_EXIT_CLEAR;
}

enum ecc_exit ecc_cmd_init(struct ecc_cli *cli)
{
    const enum ecc_exit config = set_up_config(cli);
    if (config == ECC_EXIT_IO) {
        return config;
    }
    const enum ecc_exit hook = set_up_hook(cli);
    if (config == ECC_EXIT_CLEAR && hook == ECC_EXIT_CLEAR) {
        ecc_term_para(&cli->page, 0, 0, ECC_PLAIN, ecc_word(cli->words, ECC_W_init_next));
    }
    return ecc_exit_worst(config, hook);
}
