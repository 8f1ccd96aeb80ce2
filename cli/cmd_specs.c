/* SPDX-License-Identifier: Apache-2.0 */
/* ecc specs list | show | search | lint: the catalogue, and files before they are checked. */
#include <string.h>

#include "catalogue.h"
#include "cli.h"
#include "diag.h"
#include "input.h"

/* ---- List and search ------------------------------------------------------------------------ */

typedef bool (*wants_fn)(struct ecc_cli *cli, size_t part);

/* Load and show the parts that are wanted. */
static enum ecc_exit show_parts(struct ecc_cli *cli, wants_fn wants, size_t *out_n)
{
    const size_t n_parts = ecc_catalogue_count();
    struct ecc_part_row *rows = ECC_POOL_ARRAY(&cli->pool, n_parts, struct ecc_part_row);
    ecc_spec **specs = ECC_POOL_ARRAY(&cli->pool, n_parts, ecc_spec *);
    if (rows == NULL || specs == NULL) {
        return ECC_EXIT_IO;
    }
    size_t n = 0;
    for (size_t i = 0; i < n_parts; i++) {
        if (wants(cli, i)) {
            specs[n] = ecc_catalogue_load(cli, i);
        }
        if (specs[n] != NULL) {
            rows[n] = (struct ecc_part_row){ecc_catalogue_id(i), ecc_spec_about(specs[n])};
            n++;
        }
    }
    struct ecc_render render = {.format = &ecc_formats[cli->options.format], .page = &cli->page};
    if (n > 0) {
        render.format->parts(&render, rows, n);
    }
    for (size_t i = 0; i < n; i++) {
        ecc_spec_free(specs[i]);
    }
    *out_n = n;
    return ECC_EXIT_CLEAR;
}

static bool starts_as_asked(struct ecc_cli *cli, size_t part)
{
    return cli->n_args == 0 || ecc_text_starts(ecc_catalogue_id(part), cli->args[0]);
}

static bool holds_every_word(struct ecc_cli *cli, size_t part)
{
    for (size_t i = 0; i < cli->n_args; i++) {
        if (!ecc_catalogue_matches(cli, part, ecc_text_of(cli->args[i]))) {
            return false;
        }
    }
    return true;
}

enum ecc_exit ecc_cmd_specs_list(struct ecc_cli *cli)
{
    size_t n = 0;
    const enum ecc_exit code = show_parts(cli, starts_as_asked, &n);
    if (n == 0 && code == ECC_EXIT_CLEAR) {
        const char *start = cli->n_args > 0 ? cli->args[0] : "";
        ecc_cli_error(cli, ecc_say(cli->words, ECC_W_specs_none_start,
                                   ECC_WITH(ecc_with("start", ecc_text_of(start)))));
        return ECC_EXIT_NO_INPUT;
    }
    return code;
}

enum ecc_exit ecc_cmd_specs_search(struct ecc_cli *cli)
{
    size_t n = 0;
    const enum ecc_exit code = show_parts(cli, holds_every_word, &n);
    if (n > 0 || code != ECC_EXIT_CLEAR) {
        return code;
    }
    size_t parts[8];
    const size_t n_near = ecc_catalogue_guess(cli, ecc_text_of(cli->args[0]), parts, 8);
    ecc_cli_error(cli,
                  ecc_say(cli->words, n_near > 0 ? ECC_W_specs_none_near : ECC_W_specs_none,
                          ECC_WITH(ecc_with("text", ecc_text_of(cli->args[0])),
                                   ecc_with("list", ecc_catalogue_list(cli, parts, n_near, 0)))));
    return ECC_EXIT_NO_INPUT;
}

/* ---- Show ----------------------------------------------------------------------------------- */

enum ecc_exit ecc_cmd_specs_show(struct ecc_cli *cli)
{
    struct ecc_loaded loaded = {0};
    enum ecc_exit code = ecc_input_one(cli, &loaded);
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_cli_makers(cli);
    }
    if (code == ECC_EXIT_CLEAR) {
        struct ecc_render render = {.format = &ecc_formats[cli->options.format],
                                    .page = &cli->page};
        const struct ecc_item item = {.input = ecc_text_of(cli->args[0]), .spec = loaded.spec};
        render.format->part(&render, &item);
    }
    ecc_loaded_free(&loaded);
    return code;
}

/* ---- Lint ----------------------------------------------------------------------------------- */

/* Reads one, and looks at its figures. A warning counts: whoever lints wants none. */
static enum ecc_exit lint_one(struct ecc_cli *cli, const ecc_peers *peers,
                              const struct ecc_input *input, struct ecc_loaded *loaded)
{
    if (loaded->spec != NULL && loaded->status == ECC_OK) {
        loaded->status = ecc_spec_suspicions(loaded->spec, peers, cli->diags);
    }
    const bool warned = ecc_diags_count(cli->diags) > 0;
    const enum ecc_exit code = ecc_loaded_tell(cli, input, loaded);
    return code == ECC_EXIT_CLEAR && warned ? ECC_EXIT_DATA : code;
}

enum ecc_exit ecc_cmd_specs_lint(struct ecc_cli *cli)
{
    struct ecc_inputs inputs;
    ecc_peers *peers = NULL;
    enum ecc_exit worst = ecc_cli_report(cli, ecc_peers_new(&peers, cli->diags), (ecc_str){0});
    size_t n_good = 0;
    size_t n_doubtful = 0;
    size_t n_bad = 0;
    ecc_inputs_find(cli, cli->args, cli->n_args, &inputs);
    for (size_t i = 0; i < inputs.n; i++) {
        struct ecc_loaded loaded = ecc_input_load(cli, &inputs.items[i]);
        if (!loaded.skipped) {
            const bool read = loaded.spec != NULL;
            const enum ecc_exit code = lint_one(cli, peers, &inputs.items[i], &loaded);
            *(code == ECC_EXIT_CLEAR ? &n_good : read ? &n_doubtful : &n_bad) += 1;
            worst = ecc_exit_worst(worst, code);
        }
        ecc_loaded_free(&loaded);
        ecc_cli_reset(cli);
    }
    ecc_peers_free(peers);
    if (n_good + n_doubtful + n_bad == 0) {
        return ecc_input_none(cli);
    }
    ecc_term_wrap(
        &cli->page, 0, 0, ECC_PLAIN,
        ecc_say(cli->words, ECC_W_specs_lint_total,
                ECC_WITH(ecc_with_size("good", n_good), ecc_with_size("doubtful", n_doubtful),
                         ecc_with_size("bad", n_bad))));
    return worst;
}
