/* SPDX-License-Identifier: Apache-2.0 */
/* ecc init: the gate of a repository, as files to begin with. */
#include <string.h>

#include "cli.h"
#include "config.h"
#include "file.h"

#define HOOKS ".pre-commit-config.yaml"

static void put_entry(struct ecc_out *out, ecc_language language)
{
    ecc_out_puts(out, "  - repo: local\n"
                      "    hooks:\n"
                      "      - id: ecc\n"
                      "        name: ");
    ecc_out_puts(out, ecc_word_pattern(ECC_W_init_hook_name, language));
    ecc_out_puts(out, "\n        # ");
    ecc_out_puts(out, ecc_word_pattern(ECC_W_init_hook_entry, language));
    ecc_out_puts(out, "\n"
                      "        entry: sh -c 'ecc check --specs-only \"$@\" || exit $?' ecc\n"
                      "        language: system\n"
                      "        types: [yaml]\n"
                      "        require_serial: true\n");
}

static ecc_str hooks_in(struct ecc_cli *cli, ecc_language language)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_puts(&out, "repos:\n");
    put_entry(&out, language);
    return ecc_out_take(&out, &cli->pool);
}

/* Written by an earlier run, in either language? */
static bool is_ours(struct ecc_cli *cli, ecc_str bytes)
{
    bool same = false;
    for (int language = 0; language < ECC_LANGUAGES; language++) {
        same = same || ecc_text_same(bytes, hooks_in(cli, (ecc_language)language));
    }
    return same;
}

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
        return write_file(cli, HOOKS, hooks_in(cli, ecc_words_language(cli->words)));
    }
    if (file.result == ECC_FILE_FAILED) {
        const ecc_arg why = ecc_with("why", ecc_text_of(strerror(file.error)));
        ecc_cli_error(cli, ecc_say(cli->words, ECC_W_input_unreadable, ECC_WITH(path, why)));
        return ECC_EXIT_IO;
    }
    if (file.result != ECC_FILE_OK || !is_ours(cli, file.bytes)) {
        ecc_term_para(&cli->page, 0, 0, ECC_PLAIN,
                      ecc_say(cli->words, ECC_W_init_add, ECC_WITH(path)));
        put_entry(&cli->out, ecc_words_language(cli->words));
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
