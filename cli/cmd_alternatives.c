/* SPDX-License-Identifier: Apache-2.0 */
/* ecc alternatives: parts of the catalogue by how near they come to one, each with its verdict. The order is that of
 * ecc_nearness_cmp(); what is not known stands apart and never counts as good. */
#include "bid.h"
#include "catalogue.h"

/* Of each kind, unless --all is given. */
#define SHOWN 10

struct searching {
    struct ecc_cli *cli;
    ecc_rules *rules;
    ecc_need *needs[ECC_TEXTS_CAP];
    size_t n_needs;
    struct ecc_bid *bids; /* the wanted part first */
    size_t n;
    struct ecc_offer *offers; /* n - 1 of them */
    ecc_comparison *comparison;
    struct ecc_alternatives found;
};

/* ---- What is asked ------------------------------------------------------------------------- */

static enum ecc_exit check_origin(struct ecc_cli *cli)
{
    const ecc_str code = ecc_text_of(cli->options.origin);
    bool good = code.len == 2 || cli->options.origin == NULL;
    for (size_t i = 0; i < code.len; i++) {
        good = good && code.ptr[i] >= 'A' && code.ptr[i] <= 'Z';
    }
    if (!good) {
        ecc_cli_error(cli,
                      ecc_say(cli->words, ECC_W_origin_code, ECC_WITH(ecc_with("value", code))));
        return ECC_EXIT_USAGE;
    }
    return ECC_EXIT_CLEAR;
}

static enum ecc_exit parse_needs(struct searching *searching)
{
    struct ecc_cli *cli = searching->cli;
    const struct ecc_texts *texts = &cli->options.needs;
    for (size_t i = 0; i < texts->n; i++) {
        const ecc_str text = ecc_text_of(texts->items[i]);
        const ecc_status status = ecc_need_parse(text, &searching->needs[i], cli->diags);
        searching->n_needs += status == ECC_OK ? 1 : 0;
        const enum ecc_exit code = ecc_cli_report(cli, status, text);
        if (code != ECC_EXIT_CLEAR) {
            return code == ECC_EXIT_DATA ? ECC_EXIT_USAGE : code;
        }
    }
    return ECC_EXIT_CLEAR;
}

static enum ecc_exit take_wanted(struct searching *searching)
{
    struct ecc_cli *cli = searching->cli;
    struct ecc_loaded loaded = {0};
    enum ecc_exit code = ecc_input_one(cli, &loaded);
    searching->bids = ECC_POOL_ARRAY(&cli->pool, ecc_catalogue_count() + 1, struct ecc_bid);
    searching->offers = ECC_POOL_ARRAY(&cli->pool, ecc_catalogue_count(), struct ecc_offer);
    if (searching->bids == NULL || searching->offers == NULL) {
        code = ECC_EXIT_IO;
    }
    if (code == ECC_EXIT_CLEAR) {
        const ecc_str name = ecc_pool_str(&cli->pool, ecc_spec_about(loaded.spec)->file);
        code = ecc_bid_make(cli, &loaded, name, &searching->bids[0]);
        searching->n = code == ECC_EXIT_CLEAR ? 1 : 0;
    }
    ecc_loaded_free(&loaded);
    return code;
}

/* ---- Who may stand in ---------------------------------------------------------------------- */

/* A memory for a memory; a system for a system, or boards and parts for one; a part for a part. */
static bool is_of_its_kind(const ecc_spec_info *wanted, const ecc_spec_info *info)
{
    const bool memory = ecc_text_is(wanted->kind, "memory");
    const bool system = ecc_text_is(info->kind, "system");
    return memory == ecc_text_is(info->kind, "memory") &&
           (!system || ecc_text_is(wanted->kind, "system"));
}

static bool may_be_offered(const struct searching *searching, const ecc_spec_info *info)
{
    const ecc_spec_info *wanted = searching->bids[0].info;
    const char *origin = searching->cli->options.origin;
    return is_of_its_kind(wanted, info) && !ecc_text_same(info->name, wanted->name) &&
           (origin == NULL || ecc_text_is(info->origin, origin));
}

/* Whether every need is met; those that may not be are kept. */
static ecc_tri meets_needs(struct searching *searching, const struct ecc_bid *bid,
                           struct ecc_offer *offer)
{
    ecc_str *unsure = ECC_POOL_ARRAY(&searching->cli->pool, searching->n_needs, ecc_str);
    ecc_tri all = ECC_TRUE;
    for (size_t i = 0; unsure != NULL && i < searching->n_needs; i++) {
        const ecc_tri met = ecc_need_met(searching->needs[i], bid->figures);
        if (met == ECC_UNKNOWN) {
            unsure[offer->n_unsure++] = ecc_text_of(searching->cli->options.needs.items[i]);
        }
        all = met < all ? met : all;
    }
    offer->unsure = unsure;
    return all;
}

static enum ecc_exit consider(struct searching *searching, size_t part)
{
    struct ecc_cli *cli = searching->cli;
    struct ecc_loaded loaded = {.owned = ecc_catalogue_load(cli, part)};
    loaded.spec = loaded.owned;
    if (loaded.spec == NULL || !may_be_offered(searching, ecc_spec_about(loaded.spec))) {
        ecc_loaded_free(&loaded);
        return ECC_EXIT_CLEAR;
    }
    struct ecc_bid *bid = &searching->bids[searching->n];
    struct ecc_offer *offer = &searching->offers[searching->n - 1];
    const enum ecc_exit code = ecc_bid_make(cli, &loaded, ecc_catalogue_id(part), bid);
    ecc_loaded_free(&loaded);
    if (code != ECC_EXIT_CLEAR) {
        return code;
    }
    searching->found.n_looked_at++;
    *offer = (struct ecc_offer){.bid = bid, .column = searching->n};
    if (meets_needs(searching, bid, offer) == ECC_FALSE) {
        searching->found.n_ruled_out++;
        ecc_bid_free(bid);
        return ECC_EXIT_CLEAR;
    }
    searching->n++;
    return ecc_bid_judge(cli, searching->rules, bid, cli->options.as_of, &bid->now);
}

static enum ecc_exit consider_all(struct searching *searching)
{
    enum ecc_exit code = ecc_bid_judge(searching->cli, searching->rules, &searching->bids[0],
                                       searching->cli->options.as_of, &searching->bids[0].now);
    for (size_t i = 0; i < ecc_catalogue_count() && code == ECC_EXIT_CLEAR; i++) {
        code = consider(searching, i);
    }
    return code;
}

/* ---- Ranking ------------------------------------------------------------------------------- */

/* Does `a` stand before `b`? */
static bool is_before(const struct ecc_offer *a, const struct ecc_offer *b)
{
    if (a->kind != b->kind) {
        return a->kind < b->kind;
    }
    const int order = ecc_nearness_cmp(a->nearness, b->nearness, NULL);
    return order < 0 || (order == 0 && a->column < b->column);
}

static void sort(struct ecc_offer *offers, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const struct ecc_offer moved = offers[i];
        size_t at = i;
        for (; at > 0 && is_before(&moved, &offers[at - 1]); at--) {
            offers[at] = offers[at - 1];
        }
        offers[at] = moved;
    }
}

static enum ecc_exit rank(struct searching *searching)
{
    struct ecc_cli *cli = searching->cli;
    const ecc_figures **figures = ECC_POOL_ARRAY(&cli->pool, searching->n, const ecc_figures *);
    if (figures == NULL) {
        return ECC_EXIT_IO;
    }
    for (size_t i = 0; i < searching->n; i++) {
        figures[i] = searching->bids[i].figures;
    }
    const ecc_status status = ecc_comparison_new(figures, searching->n, &searching->comparison);
    if (status != ECC_OK) {
        return ecc_cli_report(cli, status, (ecc_str){0});
    }
    const size_t n = searching->n - 1;
    for (size_t i = 0; i < n; i++) {
        struct ecc_offer *offer = &searching->offers[i];
        offer->nearness = ecc_comparison_nearness(searching->comparison, offer->column);
        offer->kind = offer->n_unsure > 0                                   ? ECC_OFFER_UNSURE
                      : offer->nearness->n_known < offer->nearness->n_asked ? ECC_OFFER_IN_PART
                                                                            : ECC_OFFER_RANKED;
    }
    sort(searching->offers, n);
    struct ecc_alternatives *found = &searching->found;
    found->wanted = &searching->bids[0];
    found->wanted_nearness = ecc_comparison_nearness(searching->comparison, 0);
    found->offers = searching->offers;
    found->n_offers = n;
    found->n_shown = cli->options.all ? n : SHOWN;
    found->n_rows = ecc_comparison_rows(searching->comparison, &found->rows);
    found->origin = cli->options.origin;
    found->needs = cli->options.needs.items;
    found->n_needs = cli->options.needs.n;
    return ECC_EXIT_CLEAR;
}

/* ---- The command --------------------------------------------------------------------------- */

static void show(struct searching *searching)
{
    struct ecc_cli *cli = searching->cli;
    struct ecc_render render = {.format = &ecc_formats[cli->options.format],
                                .page = &cli->page,
                                .as_of = cli->options.as_of,
                                .keep = &cli->pool};
    if (render.format->alternatives != NULL) {
        render.format->alternatives(&render, &searching->found);
        return;
    }
    const struct ecc_sheet sheet = ecc_alternatives_sheet(&render, &searching->found);
    render.format->sheet(&render, &sheet);
}

static enum ecc_exit search(struct searching *searching)
{
    struct ecc_cli *cli = searching->cli;
    enum ecc_exit code = check_origin(cli);
    if (code == ECC_EXIT_CLEAR) {
        code = parse_needs(searching);
    }
    if (code == ECC_EXIT_CLEAR) {
        code = take_wanted(searching);
    }
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_cli_rules(cli, &searching->rules);
    }
    if (code == ECC_EXIT_CLEAR) {
        code = consider_all(searching);
    }
    return code == ECC_EXIT_CLEAR ? rank(searching) : code;
}

enum ecc_exit ecc_cmd_alternatives(struct ecc_cli *cli)
{
    struct searching *searching = ECC_POOL_ARRAY(&cli->pool, 1, struct searching);
    if (searching == NULL) {
        return ECC_EXIT_IO;
    }
    searching->cli = cli;
    enum ecc_exit code = search(searching);
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_cli_makers(cli);
    }
    if (code == ECC_EXIT_CLEAR) {
        show(searching);
    }
    ecc_comparison_free(searching->comparison);
    for (size_t i = 0; i < searching->n; i++) {
        ecc_bid_free(&searching->bids[i]);
    }
    for (size_t i = 0; i < searching->n_needs; i++) {
        ecc_need_free(searching->needs[i]);
    }
    ecc_rules_free(searching->rules);
    return code;
}
