/* SPDX-License-Identifier: Apache-2.0 */
/* ecc rules impact: which parts change from one state of the law to another, and by which clause. */
#include <string.h>

#include "bid.h"
#include "catalogue.h"
#include "draft.h"
#include "file.h"

/* A state of the law: a day of a rule set. */
struct state {
    ecc_rules *rules;
    bool own; /* a rule set of its own, a draft */
    ecc_date day;
    ecc_str name;
};

struct weighing {
    struct ecc_cli *cli;
    ecc_rules *rules; /* those that the options name */
    struct state before;
    struct state after;
    struct ecc_effect *effects;
    size_t cap;
    struct ecc_impact impact;
    enum ecc_exit worst; /* of parts that could not be read */
};

/* ---- States -------------------------------------------------------------------------------- */

static bool is_day(const char *text, ecc_date *out_day)
{
    return ecc_date_parse(ecc_text_of(text), out_day);
}

static enum ecc_exit find_version(struct weighing *weighing, const char *text, struct state *out)
{
    struct ecc_cli *cli = weighing->cli;
    const ecc_rule_info *info = NULL;
    size_t index = 0;
    ecc_status status = ecc_rules_find(weighing->rules, ecc_text_of(text), cli->options.as_of,
                                       &index, cli->diags);
    if (status == ECC_E_NOT_FOUND) {
        ecc_diags_clear(cli->diags);
        ecc_cli_error(cli, ecc_say(cli->words, ECC_W_impact_no_state,
                                   ECC_WITH(ecc_with("text", ecc_text_of(text)))));
        return ECC_EXIT_NO_INPUT;
    }
    if (status == ECC_OK) {
        status = ecc_rules_info(weighing->rules, index, &info, cli->diags);
    }
    if (status == ECC_OK) {
        *out = (struct state){
            .rules = weighing->rules, .day = info->from, .name = ecc_text_of(text)};
    }
    return ecc_cli_report(cli, status, ecc_text_of(text));
}

static enum ecc_exit find_state(struct weighing *weighing, const char *text, struct state *out)
{
    struct ecc_cli *cli = weighing->cli;
    ecc_date day = {0};
    if (is_day(text, &day)) {
        const ecc_arg date = ecc_with("date", ecc_text_of(text));
        *out = (struct state){
            .rules = weighing->rules,
            .day = day,
            .name = ecc_pool_str(&cli->pool, ecc_say(cli->words, ECC_W_impact_date, &date, 1))};
        return ECC_EXIT_CLEAR;
    }
    if (ecc_path_kind(text) == ECC_PATH_DIRECTORY) {
        *out = (struct state){.own = true, .day = cli->options.as_of, .name = ecc_text_of(text)};
        return ecc_draft_open(cli, text, &out->rules);
    }
    return find_version(weighing, text, out);
}

/* ---- Parts --------------------------------------------------------------------------------- */

static bool make_room(struct weighing *weighing)
{
    struct ecc_impact *impact = &weighing->impact;
    if (impact->n_effects < weighing->cap) {
        return true;
    }
    const size_t cap = weighing->cap == 0 ? 64 : weighing->cap * 2;
    struct ecc_effect *effects = ECC_POOL_ARRAY(&weighing->cli->pool, cap, struct ecc_effect);
    if (effects == NULL) {
        return false;
    }
    if (impact->n_effects > 0) {
        memcpy(effects, weighing->effects, impact->n_effects * sizeof(*effects));
    }
    weighing->effects = effects;
    weighing->cap = cap;
    return true;
}

/* Evaluate it under both, and keep it when they differ. */
static enum ecc_exit weigh(struct weighing *weighing, struct ecc_loaded *loaded, ecc_str input)
{
    struct ecc_cli *cli = weighing->cli;
    struct ecc_bid *bid = ECC_POOL_ARRAY(&cli->pool, 1, struct ecc_bid);
    if (bid == NULL || !make_room(weighing)) {
        return ECC_EXIT_IO;
    }
    enum ecc_exit code = ecc_bid_make(cli, loaded, input, bid);
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_bid_judge(cli, weighing->before.rules, bid, weighing->before.day, &bid->first);
    }
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_bid_judge(cli, weighing->after.rules, bid, weighing->after.day, &bid->now);
    }
    weighing->impact.n_parts++;
    if (code == ECC_EXIT_CLEAR && ecc_results_differ(bid->first, bid->now)) {
        weighing->effects[weighing->impact.n_effects++] = (struct ecc_effect){
            .bid = bid, .side = bid->first->controlled != bid->now->controlled};
        return code;
    }
    ecc_bid_free(bid);
    return code;
}

static enum ecc_exit weigh_catalogue(struct weighing *weighing)
{
    enum ecc_exit code = ECC_EXIT_CLEAR;
    for (size_t i = 0; i < ecc_catalogue_count() && code == ECC_EXIT_CLEAR; i++) {
        struct ecc_loaded loaded = {.owned = ecc_catalogue_load(weighing->cli, i)};
        loaded.spec = loaded.owned;
        if (loaded.spec != NULL) {
            code = weigh(weighing, &loaded, ecc_catalogue_id(i));
        }
        ecc_loaded_free(&loaded);
    }
    return code;
}

/* A part that cannot be read is told and left out, and the others are weighed all the same. */
static enum ecc_exit weigh_inputs(struct weighing *weighing)
{
    struct ecc_cli *cli = weighing->cli;
    struct ecc_texts *specs = &cli->options.specs;
    struct ecc_inputs inputs;
    enum ecc_exit code = ECC_EXIT_CLEAR;
    ecc_inputs_find(cli, specs->items, specs->n, &inputs);
    for (size_t i = 0; i < inputs.n && code == ECC_EXIT_CLEAR; i++) {
        struct ecc_loaded loaded = ecc_input_load(cli, &inputs.items[i]);
        const enum ecc_exit told = loaded.skipped ? ECC_EXIT_CLEAR
                                                  : ecc_loaded_tell(cli, &inputs.items[i], &loaded);
        weighing->worst = ecc_exit_worst(weighing->worst, told);
        weighing->impact.n_failed += told != ECC_EXIT_CLEAR ? 1 : 0;
        if (loaded.spec != NULL && told == ECC_EXIT_CLEAR) {
            code = weigh(weighing, &loaded, ecc_text_of(inputs.items[i].path));
        }
        ecc_loaded_free(&loaded);
    }
    return code;
}

/* Those that change side first; else in the order they came in. */
static void sort(struct ecc_effect *effects, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const struct ecc_effect moved = effects[i];
        size_t at = i;
        for (; at > 0 && moved.side && !effects[at - 1].side; at--) {
            effects[at] = effects[at - 1];
        }
        effects[at] = moved;
    }
}

/* ---- The command --------------------------------------------------------------------------- */

static void show(struct weighing *weighing)
{
    struct ecc_cli *cli = weighing->cli;
    struct ecc_impact *impact = &weighing->impact;
    struct ecc_render render = {.format = &ecc_formats[cli->options.format],
                                .page = &cli->page,
                                .as_of = weighing->after.day,
                                .keep = &cli->pool};
    sort(weighing->effects, impact->n_effects);
    impact->effects = weighing->effects;
    impact->before = weighing->before.name;
    impact->after = weighing->after.name;
    impact->before_draft = weighing->before.own;
    impact->after_draft = weighing->after.own;
    impact->before_day = weighing->before.day;
    impact->after_day = weighing->after.day;
    if (render.format->impact != NULL) {
        render.format->impact(&render, impact);
        return;
    }
    const struct ecc_sheet sheet = ecc_impact_sheet(&render, impact);
    render.format->sheet(&render, &sheet);
}

static void free_all(struct weighing *weighing)
{
    for (size_t i = 0; i < weighing->impact.n_effects; i++) {
        ecc_bid_free(weighing->effects[i].bid);
    }
    if (weighing->before.own) {
        ecc_rules_free(weighing->before.rules);
    }
    if (weighing->after.own) {
        ecc_rules_free(weighing->after.rules);
    }
    ecc_rules_free(weighing->rules);
}

enum ecc_exit ecc_cmd_rules_impact(struct ecc_cli *cli)
{
    struct weighing weighing = {.cli = cli, .worst = ECC_EXIT_CLEAR};
    enum ecc_exit code = ecc_cli_rules(cli, &weighing.rules);
    if (code == ECC_EXIT_CLEAR) {
        code = find_state(&weighing, cli->args[0], &weighing.before);
    }
    if (code == ECC_EXIT_CLEAR) {
        code = find_state(&weighing, cli->args[1], &weighing.after);
    }
    if (code == ECC_EXIT_CLEAR) {
        code = cli->options.specs.n > 0 ? weigh_inputs(&weighing) : weigh_catalogue(&weighing);
    }
    if (code == ECC_EXIT_CLEAR) {
        show(&weighing);
        code = weighing.worst;
    }
    free_all(&weighing);
    return code;
}
