/* SPDX-License-Identifier: Apache-2.0 */
/* The gate: see gate.h. */
#include "gate.h"

#include <string.h>

#include "phrase.h"
#include "waiver.h"

/* ---- Opening ------------------------------------------------------------------------------- */

/* The newest first day in force of anything: what people call the version of a rule set. */
static ecc_date version_of(struct ecc_cli *cli, ecc_rules *rules)
{
    const ecc_date *dates = NULL;
    size_t n = 0;
    const bool known = ecc_rules_dates(rules, &dates, &n, cli->diags) == ECC_OK && n > 0;
    return known ? dates[n - 1] : (ecc_date){0};
}

static enum ecc_exit refuse(struct ecc_gate *gate, ecc_str wanted, ecc_str actual)
{
    struct ecc_cli *cli = gate->cli;
    ecc_cli_error(cli, ecc_say(cli->words, ECC_W_gate_pin,
                               ECC_WITH(ecc_with("file", gate->view->file),
                                        ecc_with("wanted", wanted), ecc_with("actual", actual))));
    return ECC_EXIT_UNTRUSTED;
}

static enum ecc_exit check_pin(struct ecc_gate *gate, ecc_rules *rules)
{
    struct ecc_cli *cli = gate->cli;
    const ecc_config_view *view = gate->view;
    char hex[ECC_DIGEST_SIZE] = "";
    if (view->pin_version.year != 0) {
        const ecc_date version = version_of(cli, rules);
        if (ecc_date_cmp(version, view->pin_version) != 0) {
            return refuse(gate, ecc_phrase_date(&cli->page, view->pin_version),
                          ecc_phrase_date(&cli->page, version));
        }
    }
    if (view->pin_digest.len == 0) {
        return ECC_EXIT_CLEAR;
    }
    const ecc_status status = ecc_rules_digest(rules, hex, cli->diags);
    if (status != ECC_OK) {
        return ecc_cli_report(cli, status, ECC_LITERAL("rules"));
    }
    const ecc_str wanted = {view->pin_digest.ptr + strlen("sha256:"),
                            view->pin_digest.len - strlen("sha256:")};
    return ecc_text_is(wanted, hex) ? ECC_EXIT_CLEAR : refuse(gate, wanted, ecc_text_of(hex));
}

enum ecc_exit ecc_gate_open(struct ecc_gate *gate, struct ecc_cli *cli, ecc_rules *rules,
                            bool whole)
{
    *gate = (struct ecc_gate){
        .cli = cli, .view = cli->setup.view, .known = cli->setup.known, .whole = whole};
    if (gate->view != NULL) {
        gate->used = ECC_POOL_ARRAY(&cli->pool, gate->view->n_waivers + 1, bool);
        gate->seen = ECC_POOL_ARRAY(&cli->pool, gate->view->n_waivers + 1, bool);
    }
    if (gate->known != NULL) {
        gate->found = ECC_POOL_ARRAY(&cli->pool, gate->known->n_known + 1, bool);
    }
    if (cli->pool.failed) {
        return ECC_EXIT_IO;
    }
    return gate->view != NULL ? check_pin(gate, rules) : ECC_EXIT_CLEAR;
}

/* ---- Judging ------------------------------------------------------------------------------- */

/* What becomes of one paragraph. */
struct ruling {
    enum ecc_notice_state state;
    ecc_str excuse;
};

static bool has_expired(const struct ecc_gate *gate, const ecc_waiver *waiver)
{
    return ecc_date_cmp(gate->cli->today, waiver->expires) > 0;
}

static ecc_str approved(struct ecc_gate *gate, const ecc_waiver *waiver)
{
    struct ecc_page *page = &gate->cli->page;
    return ecc_say(page->words, ECC_W_waiver_reason,
                   ECC_WITH(ecc_with("reason", waiver->reason),
                            ecc_with("approver", waiver->approver),
                            ecc_with("date", ecc_phrase_date(page, waiver->expires))));
}

static struct ruling rule_on(struct ecc_gate *gate, const struct ecc_item *item,
                             const struct ecc_notice *notice, ecc_str paragraph)
{
    struct ruling ruling = {.state = ECC_NOTICE_FAILS};
    const ecc_paragraph_level *level = ecc_level_of(gate->view, paragraph);
    for (size_t i = 0; gate->view != NULL && i < gate->view->n_waivers; i++) {
        const ecc_waiver *waiver = &gate->view->waivers[i];
        const bool about = ecc_waiver_is_for(waiver, item, item->part, notice->subject) &&
                           ecc_paragraph_covers(waiver->paragraph, paragraph);
        if (about) {
            gate->used[i] = true;
        }
        if (about && !has_expired(gate, waiver) && ruling.state == ECC_NOTICE_FAILS) {
            ruling = (struct ruling){ECC_NOTICE_WAIVED, approved(gate, waiver)};
        }
    }
    if (ruling.state == ECC_NOTICE_FAILS && level != NULL && level->level != ECC_LEVEL_ERROR) {
        const bool ignored = level->level == ECC_LEVEL_IGNORE;
        ruling = (struct ruling){ignored ? ECC_NOTICE_IGNORED : ECC_NOTICE_WARNS, level->reason};
    }
    return ruling;
}

/* Of two paragraphs the one that is held against the part: what fails, else what warns, else the
 * first. */
static struct ruling stricter(struct ruling a, struct ruling b)
{
    if (a.state == ECC_NOTICE_FAILS || b.state == ECC_NOTICE_TOLD) {
        return a;
    }
    const bool take = b.state == ECC_NOTICE_FAILS || a.state == ECC_NOTICE_TOLD ||
                      (b.state == ECC_NOTICE_WARNS && a.state != ECC_NOTICE_WARNS);
    return take ? b : a;
}

/* Every paragraph that it meets or may meet must be excused for the notice to be. */
static struct ruling rule_on_all(struct ecc_gate *gate, const struct ecc_item *item,
                                 const struct ecc_notice *notice)
{
    struct ruling worst = {.state = ECC_NOTICE_TOLD};
    const ecc_subject *subject = notice->subject;
    const bool verdict = notice->kind == ECC_NOTICE_CONTROLLED ||
                         notice->kind == ECC_NOTICE_UNDECIDED;
    if (!verdict || subject == NULL) {
        return rule_on(gate, item, notice, notice->rule);
    }
    for (size_t i = 0; i < subject->n_possible; i++) {
        if (subject->possible[i].gate) {
            worst = stricter(worst, rule_on(gate, item, notice, subject->possible[i].id));
        }
    }
    return worst.state == ECC_NOTICE_TOLD ? (struct ruling){.state = ECC_NOTICE_FAILS} : worst;
}

/* Does it fail where nobody excuses it? */
static bool matters(const struct ecc_gate *gate, const struct ecc_notice *notice)
{
    const enum ecc_fail_on on = (enum ecc_fail_on)gate->cli->options.fail_on;
    const ecc_paragraph_level *level = ecc_level_of(gate->view, notice->rule);
    switch (notice->kind) {
    case ECC_NOTICE_CONTROLLED:
        return on != ECC_FAIL_ON_NONE;
    case ECC_NOTICE_UNDECIDED:
        return on == ECC_FAIL_ON_UNDECIDED || on == ECC_FAIL_ON_NEAR_LINE;
    case ECC_NOTICE_NEAR_LINE:
        return on == ECC_FAIL_ON_NEAR_LINE;
    case ECC_NOTICE_LISTED:
        return on != ECC_FAIL_ON_NONE && level != NULL && level->level == ECC_LEVEL_ERROR;
    case ECC_NOTICE_GATE:
        return on != ECC_FAIL_ON_NONE;
    case ECC_NOTICE_DIAGNOSTIC:
    case ECC_NOTICE_PROBLEM:
        return notice->severity == ECC_SEVERITY_ERROR;
    case ECC_NOTICE_FINDING:
        break;
    }
    return false;
}

static bool can_be_excused(struct ecc_gate *gate, const struct ecc_notice *notice)
{
    const bool asked = ecc_level_of(gate->view, notice->rule) != NULL;
    return notice->kind == ECC_NOTICE_CONTROLLED || notice->kind == ECC_NOTICE_UNDECIDED ||
           notice->kind == ECC_NOTICE_NEAR_LINE || (notice->kind == ECC_NOTICE_LISTED && asked);
}

static void judge_notice(struct ecc_gate *gate, const struct ecc_item *item,
                         struct ecc_notice *notice)
{
    const bool fails = matters(gate, notice);
    if (!can_be_excused(gate, notice)) {
        notice->state = fails ? ECC_NOTICE_FAILS : ECC_NOTICE_TOLD;
        return;
    }
    const struct ruling ruling = rule_on_all(gate, item, notice);
    const bool verdict = notice->kind == ECC_NOTICE_CONTROLLED ||
                         notice->kind == ECC_NOTICE_UNDECIDED;
    notice->state = ruling.state;
    notice->excuse = ruling.excuse;
    if (ruling.state == ECC_NOTICE_FAILS && !fails) {
        notice->state = verdict ? ECC_NOTICE_WARNS : ECC_NOTICE_TOLD;
    }
    if (ruling.state == ECC_NOTICE_WARNS && notice->severity == ECC_SEVERITY_NOTE) {
        notice->severity = ECC_SEVERITY_WARNING;
    }
    const size_t row = gate->known != NULL ? ecc_baseline_find(gate->known, notice) : 0;
    const bool known = gate->known != NULL && row < gate->known->n_known;
    if (known) {
        gate->found[row] = true;
    }
    if (notice->state != ECC_NOTICE_FAILS) {
        return;
    }
    notice->severity = notice->severity == ECC_SEVERITY_NOTE ? ECC_SEVERITY_WARNING
                                                             : notice->severity;
    if (gate->cli->options.write_baseline != NULL) {
        ecc_baseline_add(&gate->written, &gate->cli->pool, notice);
    }
    if (known || gate->cli->options.write_baseline != NULL) {
        notice->state = ECC_NOTICE_KNOWN;
    }
}

static enum ecc_exit exit_of(const struct ecc_notice *notice)
{
    if (notice->state != ECC_NOTICE_FAILS) {
        return ECC_EXIT_CLEAR;
    }
    return notice->kind == ECC_NOTICE_CONTROLLED  ? ECC_EXIT_CONTROLLED
           : notice->kind == ECC_NOTICE_UNDECIDED ? ECC_EXIT_UNDECIDED
                                                  : ECC_EXIT_GATE;
}

enum ecc_exit ecc_gate_judge(struct ecc_gate *gate, struct ecc_item *item, enum ecc_exit code)
{
    enum ecc_exit worst = ECC_EXIT_CLEAR;
    for (size_t i = 0; gate->view != NULL && i < gate->view->n_waivers; i++) {
        gate->seen[i] = gate->seen[i] ||
                        ecc_waiver_is_for(&gate->view->waivers[i], item, item->part, NULL);
    }
    for (size_t i = 0; i < item->notices.n; i++) {
        struct ecc_notice *notice = &item->notices.items[i];
        judge_notice(gate, item, notice);
        worst = item->result != NULL ? ecc_exit_worst(worst, exit_of(notice)) : worst;
    }
    item->exit = (int)(item->result != NULL ? worst : code);
    return (enum ecc_exit)item->exit;
}

/* ---- Closing ------------------------------------------------------------------------------- */

static void add(struct ecc_gate *gate, struct ecc_notices *notices, const char *rule, bool fails,
                const ecc_position *at, ecc_str text)
{
    struct ecc_notice *notice = ecc_notices_add(&gate->cli->pool, notices);
    if (notice == NULL) {
        return;
    }
    const char *end = text.len > 0 ? memchr(text.ptr, '\n', text.len) : NULL;
    notice->kind = ECC_NOTICE_GATE;
    notice->severity = fails ? ECC_SEVERITY_ERROR : ECC_SEVERITY_NOTE;
    notice->state = fails && matters(gate, notice) ? ECC_NOTICE_FAILS : ECC_NOTICE_TOLD;
    notice->rule = ecc_text_of(rule);
    notice->text = ecc_pool_str(&gate->cli->pool, text);
    notice->title = (ecc_str){notice->text.ptr,
                              end != NULL ? (size_t)(end - text.ptr) : notice->text.len};
    notice->at = *at;
    struct ecc_out key;
    ecc_out_memory(&key);
    ecc_out_raw(&key, at->file);
    ecc_out_puts(&key, "|");
    ecc_out_puts(&key, rule);
    ecc_out_puts(&key, "|");
    ecc_out_raw(&key, notice->title);
    notice->key = ecc_out_take(&key, &gate->cli->pool);
}

static void about_waivers(struct ecc_gate *gate, struct ecc_notices *notices)
{
    struct ecc_page *page = &gate->cli->page;
    for (size_t i = 0; gate->view != NULL && i < gate->view->n_waivers; i++) {
        const ecc_waiver *waiver = &gate->view->waivers[i];
        const ecc_arg args[] = {ecc_with("part", waiver->part),
                                ecc_with("paragraph", waiver->paragraph),
                                ecc_with("approver", waiver->approver),
                                ecc_with("date", ecc_phrase_date(page, waiver->expires))};
        if (has_expired(gate, waiver)) {
            add(gate, notices, "gate.waiver-expired", true, &waiver->at,
                ecc_say(page->words, ECC_W_waiver_expired, args, 4));
        } else if (!gate->used[i] && (gate->seen[i] || gate->whole)) {
            add(gate, notices, "gate.waiver-unused", true, &waiver->at,
                ecc_say(page->words, ECC_W_waiver_unused, args, 4));
        }
    }
}

static void about_baseline(struct ecc_gate *gate, struct ecc_notices *notices)
{
    struct ecc_page *page = &gate->cli->page;
    for (size_t i = 0; gate->known != NULL && gate->whole && i < gate->known->n_known; i++) {
        const ecc_known *row = &gate->known->known[i];
        if (!gate->found[i]) {
            add(gate, notices, "gate.baseline-stale", false, &row->at,
                ecc_say(page->words, ECC_W_baseline_stale, ECC_WITH(ecc_with("key", row->key))));
        }
    }
}

enum ecc_exit ecc_gate_close(struct ecc_gate *gate, struct ecc_notices *out_notices)
{
    struct ecc_cli *cli = gate->cli;
    enum ecc_exit worst = ECC_EXIT_CLEAR;
    about_waivers(gate, out_notices);
    about_baseline(gate, out_notices);
    for (size_t i = 0; i < out_notices->n; i++) {
        worst = ecc_exit_worst(worst, exit_of(&out_notices->items[i]));
    }
    const char *path = cli->options.write_baseline;
    const int error = path != NULL ? ecc_baseline_write(&gate->written, path) : 0;
    if (error != 0) {
        ecc_cli_error(cli, ecc_say(cli->words, ECC_W_output_failed,
                                   ECC_WITH(ecc_with("path", ecc_text_of(path)),
                                            ecc_with("why", ecc_text_of(strerror(error))))));
        worst = ECC_EXIT_IO;
    }
    return worst;
}
