/* SPDX-License-Identifier: Apache-2.0 */
/* ecc check, the gate; and ecc explain, the same with everything said. */
#include "cli.h"
#include "file.h"
#include "gate.h"
#include "input.h"

#include <string.h>

struct checking {
    struct ecc_cli *cli;
    ecc_rules *rules;
    struct ecc_render render;
    struct ecc_gate gate;
    struct ecc_totals totals;
    enum ecc_exit exit;
    ecc_str hint; /* what to do about the first input that fails; empty: none does */
};

static void count(struct ecc_totals *totals, const ecc_result *result)
{
    size_t *counter = result == NULL                      ? &totals->failed
                      : result->controlled == ECC_TRUE    ? &totals->controlled
                      : result->controlled == ECC_UNKNOWN ? &totals->undecided
                                                          : &totals->clear;
    *counter += 1;
    const bool first = totals->verified_through.year == 0;
    if (result != NULL &&
        (first || ecc_date_cmp(result->verified_through, totals->verified_through) < 0)) {
        totals->verified_through = result->verified_through;
    }
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
    if (input->kind == ECC_INPUT_STDIN && input->bytes.len == 0) {
        return;
    }
    cli->options.settings.n = 0;
    *out = ecc_input_load(cli, input);
    (void)evaluate(checking, out, out_result);
    cli->options.settings.n = n;
}

/* An input as the configuration calls it. */
static ecc_str part_of(struct ecc_cli *cli, const struct ecc_input *input)
{
    const ecc_str path = ecc_text_of(input->path);
    if (input->file == NULL) {
        return path;
    }
    const ecc_str file = ecc_text_of(input->file);
    const ecc_str seen = ecc_setup_path(&cli->setup, &cli->work, file);
    if (path.len <= file.len) {
        return seen;
    }
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_raw(&out, seen);
    ecc_out_puts(&out, input->path + file.len); /* "#NAME" of an item */
    return ecc_out_take(&out, &cli->work);
}

/* ---- What to do --------------------------------------------------------------------------------
 */

static void put_waiver(struct ecc_cli *cli, struct ecc_out *out, ecc_str part, ecc_str paragraph)
{
    ecc_out_puts(out, "\n    - part: ");
    ecc_out_json_str(out, part);
    ecc_out_puts(out, "\n      paragraph: ");
    ecc_out_raw(out, paragraph);
    ecc_out_puts(out, "\n      reason: ");
    ecc_out_raw(out, ecc_word(cli->words, ECC_W_gate_reason));
    ecc_out_puts(out, "\n      approver: ");
    ecc_out_raw(out, ecc_word(cli->words, ECC_W_gate_approver));
    ecc_out_puts(out, "\n      expires: YYYY-MM-DD");
}

/* As it is typed into a shell. */
static ecc_str quoted(struct ecc_cli *cli, ecc_str input)
{
    struct ecc_out out;
    if (input.len == 0 || memchr(input.ptr, ' ', input.len) == NULL ||
        memchr(input.ptr, '\'', input.len) != NULL) {
        return input;
    }
    ecc_out_memory(&out);
    ecc_out_puts(&out, "'");
    ecc_out_raw(&out, input);
    ecc_out_puts(&out, "'");
    return ecc_out_take(&out, &cli->work);
}

/* For the first input that fails: where it is explained, and what may be written where. */
static void keep_hint(struct checking *checking, const struct ecc_item *item)
{
    struct ecc_cli *cli = checking->cli;
    const ecc_config_view *view = cli->setup.view;
    struct ecc_out out;
    size_t told = 0;
    ecc_out_memory(&out);
    for (size_t i = 0; checking->hint.len == 0 && item->result != NULL && i < item->notices.n;
         i++) {
        const struct ecc_notice *notice = &item->notices.items[i];
        if (notice->state != ECC_NOTICE_FAILS) {
            continue;
        }
        const bool open = notice->kind == ECC_NOTICE_UNDECIDED;
        const ecc_str file = view != NULL ? view->file : ECC_LITERAL(ECC_CONFIG_NAME);
        if (told++ == 0) {
            ecc_out_raw(&out, ecc_say(cli->words, open ? ECC_W_gate_hint_open : ECC_W_gate_hint,
                                      ECC_WITH(ecc_with("input", item->input),
                                               ecc_with("typed", quoted(cli, item->input)),
                                               ecc_with("paragraph", notice->rule),
                                               ecc_with("file", file))));
            ecc_out_puts(&out, open ? "" : "\n  waivers:");
        }
        if (!open) {
            put_waiver(cli, &out, item->part, notice->rule);
        }
    }
    const ecc_str hint = ecc_out_take(&out, &cli->pool);
    checking->hint = told > 0 ? hint : checking->hint;
}

/* On standard error, and only where people set up a gate: who asks about a chip need not be told.
 */
static void tell_hint(struct checking *checking)
{
    struct ecc_cli *cli = checking->cli;
    struct ecc_page *page = &cli->errors;
    ecc_str text = checking->hint;
    const bool gated = cli->setup.view != NULL || cli->options.specs_only;
    if (!gated || cli->options.quiet) {
        return;
    }
    while (text.len > 0) {
        const char *end = memchr(text.ptr, '\n', text.len);
        const size_t len = end != NULL ? (size_t)(end - text.ptr) : text.len;
        const ecc_str line = {text.ptr, len};
        if (ecc_text_starts(line, " ")) {
            ecc_out_text(page->out, line);
            ecc_term_line(page);
        } else {
            ecc_term_para(page, 0, 0, ECC_PLAIN, line);
        }
        const size_t next = end != NULL ? len + 1 : len;
        text = (ecc_str){text.ptr + next, text.len - next};
    }
}

/* ---- One input ----------------------------------------------------------------------------------
 */

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
                            .part = part_of(cli, input),
                            .settings = cli->options.settings.items,
                            .n_settings = what_if ? cli->options.settings.n : 0,
                            .as_it_stands = as_it_stands,
                            .result = result,
                            .spec = loaded.spec,
                            .diags = cli->diags,
                            .problem = loaded.problem,
                            .exit = (int)code};
    item.notices = ecc_notices_of(&cli->page, &item);
    const enum ecc_exit judged = ecc_gate_judge(&checking->gate, &item, code);
    if (!cli->options.quiet) {
        checking->render.format->item(&checking->render, &item);
    }
    (void)ecc_loaded_tell(cli, input, &loaded);
    keep_hint(checking, &item);
    count(&checking->totals, result);
    checking->exit = ecc_exit_worst(checking->exit, judged);
    ecc_result_free(as_it_stands);
    ecc_loaded_free(&original);
    ecc_result_free(result);
    ecc_loaded_free(&loaded);
    ecc_cli_reset(cli);
}

/* ---- All inputs ---------------------------------------------------------------------------------
 */

/* The way up from the current directory to the configuration's: what is checked when nothing is
 * named. */
static const char *root_of(struct ecc_cli *cli)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_puts(&out, ".");
    for (size_t i = 0; i < cli->setup.here.len; i++) {
        ecc_out_puts(&out, cli->setup.here.ptr[i] == '/' ? "/.." : "");
    }
    return ecc_out_take(&out, &cli->pool).ptr;
}

/* Should the input be read at all? Files that were found, or that --specs-only leaves the choice
 * about, must be specifications and what the configuration includes. */
static bool is_wanted(struct ecc_cli *cli, struct ecc_input *input)
{
    if (input->file == NULL) {
        return true;
    }
    input->listed = input->listed || cli->options.specs_only;
    if (input->listed && input->kind == ECC_INPUT_FILE) {
        const char *plain = ecc_path_beside(&cli->pool, (ecc_str){0}, ecc_text_of(input->path));
        input->path = plain != NULL ? plain : input->path;
        input->file = input->path;
    }
    const ecc_str file = ecc_text_of(input->file);
    return !input->listed ||
           ecc_setup_wants(&cli->setup, ecc_setup_path(&cli->setup, &cli->work, file));
}

static void check_inputs(struct checking *checking, struct ecc_inputs *inputs)
{
    struct ecc_cli *cli = checking->cli;
    struct ecc_totals *totals = &checking->totals;
    ecc_cli_progress(cli, inputs->n);
    for (size_t i = 0; i < inputs->n; i++) {
        ecc_progress_step(&cli->progress, i);
        if (is_wanted(cli, &inputs->items[i])) {
            check_one(checking, &inputs->items[i]);
        }
    }
    ecc_progress_end(&cli->progress);
    const bool none = totals->clear + totals->controlled + totals->undecided + totals->failed == 0;
    if (none && !cli->options.specs_only) {
        checking->exit = ecc_input_none(cli);
    }
    checking->exit = ecc_exit_worst(checking->exit,
                                    ecc_gate_close(&checking->gate, &totals->notices));
    totals->exit = (int)checking->exit;
}

/* How the rules are come by: vouched for, or as drafts. */
typedef enum ecc_exit open_rules(struct ecc_cli *cli, ecc_rules **out_rules);

static enum ecc_exit check_all(struct ecc_cli *cli, bool explain, open_rules *open)
{
    static const char *const fail_on[] = {"undecided", "controlled", "near-line", "none"};
    struct checking checking = {.cli = cli, .exit = ECC_EXIT_CLEAR};
    struct ecc_inputs inputs;
    const bool whole = cli->n_args == 0;
    const char *root = root_of(cli);
    if (whole && cli->setup.view == NULL && !cli->options.specs_only) {
        ecc_cli_error(cli, ecc_word(cli->words, ECC_W_gate_no_config));
        return ECC_EXIT_USAGE;
    }
    enum ecc_exit code = open(cli, &checking.rules);
    if (code != ECC_EXIT_CLEAR) {
        return code;
    }
    code = ecc_gate_open(&checking.gate, cli, checking.rules, whole);
    if (code != ECC_EXIT_CLEAR) {
        ecc_rules_free(checking.rules);
        return code;
    }
    ecc_inputs_find(cli, whole ? &root : cli->args, whole ? 1 : cli->n_args, &inputs);
    checking.render = (struct ecc_render){.format = &ecc_formats[cli->options.format],
                                          .page = &cli->page,
                                          .explain = explain,
                                          .brief = !explain && inputs.several,
                                          .as_of = cli->options.as_of,
                                          .config = cli->setup.view,
                                          .fail_on = fail_on[cli->options.fail_on],
                                          .keep = &cli->pool};
    if (!cli->options.quiet) {
        checking.render.format->begin(&checking.render);
    }
    check_inputs(&checking, &inputs);
    if (!cli->options.quiet) {
        checking.render.format->end(&checking.render, &checking.totals, inputs.several);
    }
    ecc_out_flush(&cli->out);
    tell_hint(&checking);
    ecc_rules_free(checking.rules);
    return checking.exit;
}

enum ecc_exit ecc_cmd_check(struct ecc_cli *cli)
{
    return check_all(cli, false, ecc_cli_rules);
}

enum ecc_exit ecc_cmd_explain(struct ecc_cli *cli)
{
    return check_all(cli, true, ecc_cli_rules);
}

/* Rules that nobody vouches for: every line of the output says so, so that none can be taken for a verdict. */
enum ecc_exit ecc_cmd_rules_preview(struct ecc_cli *cli)
{
    const ecc_str mark = ecc_word(cli->words, ECC_W_draft_mark);
    if (cli->options.rules == NULL) {
        ecc_cli_error(cli, ecc_word(cli->words, ECC_W_preview_needs_rules));
        return ECC_EXIT_USAGE;
    }
    struct ecc_out text;
    ecc_out_memory(&text);
    struct ecc_out *out = cli->page.out;
    cli->page.out = &text;
    cli->page.width -= ecc_text_width(mark) + 2;
    const enum ecc_exit code = check_all(cli, false, ecc_cli_draft_rules);
    cli->page.out = out;
    const ecc_str bytes = ecc_out_bytes(&text);
    for (size_t begin = 0; begin < bytes.len;) {
        const char *newline = memchr(bytes.ptr + begin, '\n', bytes.len - begin);
        const size_t end = newline != NULL ? (size_t)(newline - bytes.ptr) + 1 : bytes.len;
        ecc_out_raw(out, ecc_word(cli->words, ECC_W_draft_mark));
        ecc_out_puts(out, end - begin > 1 ? "  " : "");
        ecc_out_raw(out, (ecc_str){bytes.ptr + begin, end - begin});
        begin = end;
    }
    (void)ecc_out_close(&text);
    return code;
}
