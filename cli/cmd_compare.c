/* SPDX-License-Identifier: Apache-2.0 */
/* ecc compare: parts side by side, dense with dense. */
#include "bid.h"

/* More do not fit into anybody's head. */
#define BIDS 32

struct comparing {
    struct ecc_cli *cli;
    ecc_rules *rules;
    struct ecc_bid bids[BIDS];
    size_t n;
    ecc_comparison *comparison;
    struct ecc_side_by_side sides;
};

/* ---- Loading ------------------------------------------------------------------------------- */

static enum ecc_exit take(struct comparing *comparing, const struct ecc_input *input)
{
    struct ecc_cli *cli = comparing->cli;
    struct ecc_loaded loaded = ecc_input_load(cli, input);
    enum ecc_exit code = loaded.skipped ? ECC_EXIT_CLEAR : ecc_loaded_tell(cli, input, &loaded);
    if (loaded.spec != NULL && comparing->n == BIDS) {
        ecc_cli_error(cli,
                      ecc_say(cli->words, ECC_W_compare_most, ECC_WITH(ecc_with_size("n", BIDS))));
        code = ECC_EXIT_USAGE;
    } else if (loaded.spec != NULL && code == ECC_EXIT_CLEAR) {
        code = ecc_bid_make(cli, &loaded, ecc_text_of(input->path), &comparing->bids[comparing->n]);
        comparing->n += code == ECC_EXIT_CLEAR ? 1 : 0;
    }
    ecc_loaded_free(&loaded);
    return code;
}

static enum ecc_exit take_all(struct comparing *comparing)
{
    struct ecc_cli *cli = comparing->cli;
    struct ecc_inputs inputs;
    ecc_inputs_find(cli, cli->args, cli->n_args, &inputs);
    for (size_t i = 0; i < inputs.n; i++) {
        const enum ecc_exit code = take(comparing, &inputs.items[i]);
        if (code != ECC_EXIT_CLEAR) {
            return code;
        }
    }
    if (comparing->n < 2) {
        ecc_cli_error(cli, ecc_word(cli->words, ECC_W_compare_two));
        return ECC_EXIT_USAGE;
    }
    return ECC_EXIT_CLEAR;
}

/* Under the first rules there were, and on the day asked for. */
static enum ecc_exit judge_all(struct comparing *comparing)
{
    struct ecc_cli *cli = comparing->cli;
    const ecc_date *dates = NULL;
    size_t n_dates = 0;
    enum ecc_exit code = ecc_cli_report(
        cli, ecc_rules_dates(comparing->rules, &dates, &n_dates, cli->diags), (ecc_str){0});
    if (code == ECC_EXIT_CLEAR && n_dates > 0) {
        comparing->sides.first = dates[0];
    }
    for (size_t i = 0; i < comparing->n && code == ECC_EXIT_CLEAR; i++) {
        struct ecc_bid *bid = &comparing->bids[i];
        code = ecc_bid_judge(cli, comparing->rules, bid, cli->options.as_of, &bid->now);
        if (code == ECC_EXIT_CLEAR && n_dates > 0) {
            code = ecc_bid_judge(cli, comparing->rules, bid, dates[0], &bid->first);
        }
    }
    return code;
}

/* ---- Comparing ----------------------------------------------------------------------------- */

static bool has_quantity(const struct ecc_quantity_row *rows, size_t n, ecc_str id)
{
    for (size_t i = 0; i < n; i++) {
        if (ecc_text_same(rows[i].definition->id, id)) {
            return true;
        }
    }
    return false;
}

static enum ecc_exit fill_quantity(struct comparing *comparing, struct ecc_quantity_row *row)
{
    struct ecc_cli *cli = comparing->cli;
    row->values = ECC_POOL_ARRAY(&cli->pool, comparing->n, const ecc_range *);
    row->cells = ECC_POOL_ARRAY(&cli->pool, comparing->n, ecc_compared_cell);
    if (row->values == NULL || row->cells == NULL) {
        return ECC_EXIT_IO;
    }
    for (size_t i = 0; i < comparing->n; i++) {
        const ecc_quantity_view *own = ecc_bid_quantity(comparing->bids[i].now,
                                                        row->definition->id);
        row->values[i] = own != NULL ? &own->value : NULL;
        if (i == 0 || own == NULL || row->values[0] == NULL) {
            continue;
        }
        const ecc_status status = ecc_comparison_cell(comparing->comparison, row->values[i],
                                                      row->values[0], &row->cells[i]);
        if (status != ECC_OK) {
            return ecc_cli_report(cli, status, (ecc_str){0});
        }
    }
    return ECC_EXIT_CLEAR;
}

#define QUANTITIES 16

/* Those that the law calls by a symbol: TPP, performance density. */
static enum ecc_exit find_quantities(struct comparing *comparing)
{
    struct ecc_quantity_row *rows = ECC_POOL_ARRAY(&comparing->cli->pool, QUANTITIES,
                                                   struct ecc_quantity_row);
    size_t n = 0;
    enum ecc_exit code = rows != NULL ? ECC_EXIT_CLEAR : ECC_EXIT_IO;
    for (size_t i = 0; i < comparing->n && code == ECC_EXIT_CLEAR; i++) {
        const ecc_subject *circuit = ecc_bid_circuit(comparing->bids[i].now);
        for (size_t j = 0; circuit != NULL && j < circuit->n_quantities && code == ECC_EXIT_CLEAR;
             j++) {
            const ecc_definition *definition = circuit->quantities[j].definition;
            if (definition->symbol.len > 0 && n < QUANTITIES &&
                !has_quantity(rows, n, definition->id)) {
                rows[n] = (struct ecc_quantity_row){.definition = definition};
                code = fill_quantity(comparing, &rows[n++]);
            }
        }
    }
    comparing->sides.quantities = rows;
    comparing->sides.n_quantities = n;
    return code;
}

static enum ecc_exit compare(struct comparing *comparing)
{
    struct ecc_cli *cli = comparing->cli;
    const ecc_figures *figures[BIDS];
    for (size_t i = 0; i < comparing->n; i++) {
        figures[i] = comparing->bids[i].figures;
    }
    const ecc_status status = ecc_comparison_new(figures, comparing->n, &comparing->comparison);
    if (status != ECC_OK) {
        return ecc_cli_report(cli, status, (ecc_str){0});
    }
    comparing->sides.bids = comparing->bids;
    comparing->sides.n = comparing->n;
    comparing->sides.n_rows = ecc_comparison_rows(comparing->comparison, &comparing->sides.rows);
    return find_quantities(comparing);
}

static void show(struct comparing *comparing)
{
    struct ecc_cli *cli = comparing->cli;
    struct ecc_render render = {.format = &ecc_formats[cli->options.format],
                                .page = &cli->page,
                                .as_of = cli->options.as_of,
                                .keep = &cli->pool};
    if (render.format->side_by_side != NULL) {
        render.format->side_by_side(&render, &comparing->sides);
        return;
    }
    const struct ecc_sheet sheet = ecc_compare_sheet(&render, &comparing->sides);
    render.format->sheet(&render, &sheet);
}

enum ecc_exit ecc_cmd_compare(struct ecc_cli *cli)
{
    struct comparing *comparing = ECC_POOL_ARRAY(&cli->pool, 1, struct comparing);
    if (comparing == NULL) {
        return ECC_EXIT_IO;
    }
    comparing->cli = cli;
    enum ecc_exit code = take_all(comparing);
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_cli_rules(cli, &comparing->rules);
    }
    if (code == ECC_EXIT_CLEAR) {
        code = judge_all(comparing);
    }
    if (code == ECC_EXIT_CLEAR) {
        code = compare(comparing);
    }
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_cli_makers(cli);
    }
    if (code == ECC_EXIT_CLEAR) {
        show(comparing);
    }
    ecc_comparison_free(comparing->comparison);
    for (size_t i = 0; i < comparing->n; i++) {
        ecc_bid_free(&comparing->bids[i]);
    }
    ecc_rules_free(comparing->rules);
    return code;
}
