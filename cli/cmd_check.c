/* SPDX-License-Identifier: Apache-2.0 */
/* ecc check, the gate; and ecc explain, the same with everything said. */
#include "cli.h"
#include "input.h"

#include <string.h>

struct checking {
    struct ecc_cli *cli;
    ecc_rules *rules;
    struct ecc_render render;
    struct ecc_totals totals;
    enum ecc_exit exit;
};

static enum ecc_exit count(struct ecc_totals *totals, enum ecc_exit code)
{
    size_t *counter = code == ECC_EXIT_CLEAR        ? &totals->clear
                      : code == ECC_EXIT_CONTROLLED ? &totals->controlled
                      : code == ECC_EXIT_UNDECIDED  ? &totals->undecided
                                                    : &totals->failed;
    *counter += 1;
    return code;
}

/* "tf32-width=19", or "all". What names no answer is left to the library, which knows none such. */
static void choose_readings(const struct ecc_texts *texts, ecc_reading_choice *choices,
                            ecc_check_options *options)
{
    for (size_t i = 0; i < texts->n; i++) {
        const ecc_str text = ecc_text_of(texts->items[i]);
        const char *equals = strchr(texts->items[i], '=');
        if (equals == NULL && ecc_text_is(text, "all")) {
            options->all_readings = true;
            continue;
        }
        const size_t at = equals != NULL ? (size_t)(equals - text.ptr) : text.len;
        const size_t after = equals != NULL ? at + 1 : at;
        choices[options->n_readings++] = (ecc_reading_choice){
            .reading = {text.ptr, at}, .option = {text.ptr + after, text.len - after}};
    }
}

/* Evaluate what was loaded; the exit status of this one input. */
static enum ecc_exit evaluate(struct checking *checking, struct ecc_loaded *loaded,
                              const ecc_result **out_result)
{
    struct ecc_cli *cli = checking->cli;
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    ecc_reading_choice choices[ECC_TEXTS_CAP];
    options.as_of = cli->options.as_of;
    options.readings = choices;
    options.near_percent = (unsigned)cli->options.near;
    choose_readings(&cli->options.readings, choices, &options);
    if (loaded->spec == NULL) {
        return loaded->exit;
    }
    loaded->status = ecc_check(checking->rules, loaded->spec, &options, out_result, cli->diags);
    loaded->exit = ecc_exit_of_status(loaded->status);
    return loaded->status == ECC_OK ? ecc_exit_of_verdict((*out_result)->controlled) : loaded->exit;
}

/* The same input without the settings, to compare with. Standard input cannot be read twice. */
static void load_original(struct checking *checking, const struct ecc_input *input,
                          struct ecc_loaded *out, const ecc_result **out_result)
{
    struct ecc_cli *cli = checking->cli;
    const size_t n = cli->options.settings.n;
    if (input->kind == ECC_INPUT_STDIN) {
        return;
    }
    cli->options.settings.n = 0;
    *out = ecc_input_load(cli, input);
    (void)evaluate(checking, out, out_result);
    cli->options.settings.n = n;
}

static void check_one(struct checking *checking, const struct ecc_input *input)
{
    struct ecc_cli *cli = checking->cli;
    struct ecc_loaded loaded = ecc_input_load(cli, input);
    if (loaded.skipped) {
        ecc_cli_reset(cli);
        return;
    }
    const ecc_result *result = NULL;
    const enum ecc_exit code = evaluate(checking, &loaded, &result);
    struct ecc_loaded original = {0};
    const ecc_result *as_it_stands = NULL;
    const bool what_if = cli->options.settings.n > 0 && result != NULL;
    if (what_if) {
        load_original(checking, input, &original, &as_it_stands);
    }
    struct ecc_item item = {.input = ecc_text_of(input->path),
                            .settings = cli->options.settings.items,
                            .n_settings = what_if ? cli->options.settings.n : 0,
                            .as_it_stands = as_it_stands,
                            .result = result,
                            .spec = loaded.spec,
                            .diags = cli->diags,
                            .problem = loaded.problem,
                            .exit = (int)code};
    item.notices = ecc_notices_of(&cli->page, &item);
    if (!cli->options.quiet) {
        checking->render.format->item(&checking->render, &item);
    }
    (void)ecc_loaded_tell(cli, input, &loaded);
    checking->exit = ecc_exit_worst(checking->exit, count(&checking->totals, code));
    ecc_result_free(as_it_stands);
    ecc_loaded_free(&original);
    ecc_result_free(result);
    ecc_loaded_free(&loaded);
    ecc_cli_reset(cli);
}

static enum ecc_exit check_all(struct ecc_cli *cli, bool explain)
{
    struct checking checking = {.cli = cli, .exit = ECC_EXIT_CLEAR};
    struct ecc_inputs inputs;
    const enum ecc_exit code = ecc_cli_rules(cli, &checking.rules);
    if (code != ECC_EXIT_CLEAR) {
        return code;
    }
    ecc_inputs_find(cli, cli->args, cli->n_args, &inputs);
    checking.render = (struct ecc_render){.format = &ecc_formats[cli->options.format],
                                          .page = &cli->page,
                                          .explain = explain,
                                          .brief = !explain && inputs.several,
                                          .as_of = cli->options.as_of,
                                          .keep = &cli->pool};
    if (!cli->options.quiet) {
        checking.render.format->begin(&checking.render);
    }
    for (size_t i = 0; i < inputs.n; i++) {
        check_one(&checking, &inputs.items[i]);
    }
    const struct ecc_totals *totals = &checking.totals;
    if (totals->clear + totals->controlled + totals->undecided + totals->failed == 0) {
        ecc_cli_error(cli, ecc_word(cli->words, ECC_W_input_none));
        checking.exit = ECC_EXIT_NO_INPUT;
    }
    checking.totals.exit = (int)checking.exit;
    if (!cli->options.quiet) {
        checking.render.format->end(&checking.render, totals, inputs.several);
    }
    ecc_rules_free(checking.rules);
    return checking.exit;
}

enum ecc_exit ecc_cmd_check(struct ecc_cli *cli)
{
    return check_all(cli, false);
}

enum ecc_exit ecc_cmd_explain(struct ecc_cli *cli)
{
    return check_all(cli, true);
}
