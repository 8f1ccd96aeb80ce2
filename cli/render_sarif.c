/* SPDX-License-Identifier: Apache-2.0 */
/* The format "sarif": SARIF 2.1.0 (OASIS), for code scanning. A clause of a rule is a rule of the
 * tool, a notice is a result, and its place is the line of the specification that decides.
 *
 * Results are written as they come; the tool and its rules stand after them, when it is known which
 * were needed. */
#include <string.h>

#include "json_parts.h"
#include "phrase.h"

/* GitHub reads at most this many results of a run, and this many rules. */
#define MOST_RESULTS 25000
#define MOST_RULES   25000

struct descriptor {
    ecc_str id;
    ecc_str heading;
    ecc_str help;
    ecc_str url;
    ecc_severity level;
};

struct sarif {
    struct descriptor *rules;
    size_t n_rules;
    size_t cap;
    size_t n_results;
    size_t n_left_out;
};

/* ---- Rules --------------------------------------------------------------------------------- */

static void put_text_line(struct ecc_out *out, ecc_str text)
{
    if (text.len > 0) {
        ecc_out_puts(out, ecc_out_bytes(out).len > 0 ? "\n" : "");
        ecc_out_raw(out, text);
    }
}

static const ecc_rule_info *rule_of(const struct ecc_notice *notice)
{
    const ecc_subject *subject = notice->subject;
    for (size_t i = 0; subject != NULL && i < subject->n_entries; i++) {
        const ecc_entry *entry = &subject->entries[i];
        for (size_t j = 0; j < entry->n_paragraphs; j++) {
            if (&entry->paragraphs[j] == notice->clause) {
                return entry->rule;
            }
        }
    }
    return NULL;
}

/* What a clause is, where it stands, what is uncertain about it. */
static void describe_clause(struct ecc_page *page, const struct ecc_notice *notice,
                            struct descriptor *rule)
{
    const ecc_node *clause = notice->clause;
    const ecc_rule_info *law = rule_of(notice);
    struct ecc_out help;
    ecc_out_memory(&help);
    rule->heading = ecc_in(page, &clause->heading);
    put_text_line(&help, rule->heading);
    for (size_t i = 0; i < clause->n_notes; i++) {
        put_text_line(&help, ecc_in(page, &clause->notes[i]));
    }
    if (law != NULL) {
        put_text_line(&help, ecc_say(page->words, ECC_W_about_rule,
                                     ECC_WITH(ecc_with("rule", ecc_phrase_rule(page, law)),
                                              ecc_with("title", ecc_in(page, &law->title)))));
    }
    put_text_line(
        &help, ecc_say(page->words, ECC_W_about_source,
                       ECC_WITH(ecc_with("source", ecc_phrase_citation(page, &clause->source)))));
    rule->url = clause->source.url;
    rule->help = ecc_out_take(&help, page->pool);
}

static enum ecc_word about(const struct ecc_notice *notice)
{
    switch (notice->kind) {
    case ECC_NOTICE_NEAR_LINE:
        return ECC_W_about_near_line;
    case ECC_NOTICE_DIAGNOSTIC:
        return ECC_W_about_mistake;
    case ECC_NOTICE_PROBLEM:
        return ECC_W_about_input;
    case ECC_NOTICE_GATE:
        return ECC_W_about_gate;
    case ECC_NOTICE_CONTROLLED:
    case ECC_NOTICE_UNDECIDED:
    case ECC_NOTICE_LISTED:
    case ECC_NOTICE_FINDING:
        break;
    }
    return ECC_W_about_finding;
}

static bool make_room(struct ecc_render *render, struct sarif *sarif)
{
    if (sarif->n_rules < sarif->cap) {
        return true;
    }
    const size_t cap = sarif->cap == 0 ? 32 : sarif->cap * 2;
    struct descriptor *rules = ECC_POOL_ARRAY(render->keep, cap, struct descriptor);
    if (rules == NULL) {
        return false;
    }
    if (sarif->n_rules > 0) {
        memcpy(rules, sarif->rules, sarif->n_rules * sizeof(*rules));
    }
    sarif->rules = rules;
    sarif->cap = cap;
    return true;
}

/* The index of the notice's rule, which is added when it is new; the number of rules when there is
 * no room. */
static size_t rule_index(struct ecc_render *render, struct sarif *sarif,
                         const struct ecc_notice *notice)
{
    for (size_t i = 0; i < sarif->n_rules; i++) {
        if (ecc_text_same(sarif->rules[i].id, notice->rule)) {
            return i;
        }
    }
    if (sarif->n_rules == MOST_RULES || !make_room(render, sarif)) {
        return sarif->n_rules;
    }
    struct descriptor rule = {.id = notice->rule, .level = notice->severity};
    if (notice->clause != NULL) {
        describe_clause(render->page, notice, &rule);
        rule.level = ECC_SEVERITY_ERROR;
    } else {
        rule.heading = ecc_word(render->page->words, about(notice));
        rule.help = rule.heading;
    }
    rule.id = ecc_pool_str(render->keep, rule.id);
    rule.heading = ecc_pool_str(render->keep, rule.heading);
    rule.help = ecc_pool_str(render->keep, rule.help);
    rule.url = ecc_pool_str(render->keep, rule.url);
    sarif->rules[sarif->n_rules] = rule;
    return sarif->n_rules++;
}

static const char *level(ecc_severity severity)
{
    switch (severity) {
    case ECC_SEVERITY_ERROR:
        return "error";
    case ECC_SEVERITY_WARNING:
        return "warning";
    case ECC_SEVERITY_NOTE:
    case ECC_SEVERITY_NONE:
        break;
    }
    return "note";
}

static void put_text(struct ecc_json *json, const char *key, ecc_str text)
{
    ecc_json_key(json, key);
    ecc_json_object(json);
    ecc_json_put(json, "text", text);
    ecc_json_end_object(json);
}

static void put_rules(struct ecc_json *json, const struct sarif *sarif)
{
    ecc_json_key(json, "rules");
    ecc_json_array(json);
    for (size_t i = 0; i < sarif->n_rules; i++) {
        const struct descriptor *rule = &sarif->rules[i];
        ecc_json_object(json);
        ecc_json_put(json, "id", rule->id);
        put_text(json, "shortDescription", rule->heading);
        put_text(json, "fullDescription", rule->help);
        put_text(json, "help", rule->help);
        if (rule->url.len > 0) {
            ecc_json_put(json, "helpUri", rule->url);
        }
        ecc_json_key(json, "defaultConfiguration");
        ecc_json_object(json);
        ecc_json_put_cstr(json, "level", level(rule->level));
        ecc_json_end_object(json);
        ecc_json_key(json, "properties");
        ecc_json_object(json);
        ecc_json_key(json, "tags");
        ecc_json_array(json);
        ecc_json_str(json, ECC_LITERAL("export-control"));
        ecc_json_end_array(json);
        ecc_json_end_object(json);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

/* ---- Places -------------------------------------------------------------------------------- */

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           strchr("-._~/", c) != NULL;
}

/* A path as a URI reference (RFC 3986): what is not plain is percent-encoded, byte by byte. */
static ecc_str uri(struct ecc_page *page, ecc_str path)
{
    static const char digits[] = "0123456789ABCDEF";
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_puts(&out, ecc_text_starts(path, "/") ? "file://" : "");
    for (size_t i = 0; i < path.len; i++) {
        const unsigned char byte = (unsigned char)path.ptr[i];
        const char code[] = {'%', digits[byte >> 4], digits[byte & 15], '\0'};
        if (byte != 0 && is_plain(path.ptr[i])) {
            ecc_out_raw(&out, (ecc_str){path.ptr + i, 1});
        } else {
            ecc_out_puts(&out, code);
        }
    }
    return ecc_out_take(&out, page->pool);
}

static void put_location(struct ecc_render *render, const ecc_position *at)
{
    struct ecc_json *json = &render->json;
    ecc_json_object(json);
    ecc_json_key(json, "physicalLocation");
    ecc_json_object(json);
    ecc_json_key(json, "artifactLocation");
    ecc_json_object(json);
    ecc_json_put(json, "uri", uri(render->page, at->file));
    ecc_json_end_object(json);
    if (at->line > 0) {
        ecc_json_key(json, "region");
        ecc_json_object(json);
        ecc_json_put_size(json, "startLine", at->line);
        ecc_json_put_size(json, "startColumn", at->column);
        ecc_json_put_size(json, "endLine", at->end_line);
        ecc_json_put_size(json, "endColumn", at->end_column);
        if (at->excerpt.len > 0 && at->end_line == at->line) {
            ecc_json_key(json, "snippet");
            ecc_json_object(json);
            ecc_json_put(json, "text", at->excerpt);
            ecc_json_end_object(json);
        }
        ecc_json_end_object(json);
    }
    ecc_json_end_object(json);
    ecc_json_end_object(json);
}

static void put_locations(struct ecc_render *render, const char *key, const ecc_position *at)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, key);
    ecc_json_array(json);
    if (at->file.len > 0) {
        put_location(render, at);
    }
    ecc_json_end_array(json);
}

/* ---- Results ------------------------------------------------------------------------------- */

/* FNV-1a, 64 bits: a name for the key and no protection. */
static ecc_str fingerprint(struct ecc_page *page, ecc_str key)
{
    static const char digits[] = "0123456789abcdef";
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < key.len; i++) {
        hash = (hash ^ (unsigned char)key.ptr[i]) * 1099511628211u;
    }
    char text[16];
    for (size_t i = sizeof(text); i > 0; i--) {
        text[i - 1] = digits[hash & 15];
        hash >>= 4;
    }
    return ecc_pool_str(page->pool, (ecc_str){text, sizeof(text)});
}

static void put_fingerprints(struct ecc_render *render, const struct ecc_notice *notice)
{
    struct ecc_json *json = &render->json;
    const ecc_str hash = fingerprint(render->page, notice->key);
    ecc_json_key(json, "fingerprints");
    ecc_json_object(json);
    ecc_json_put(json, "ecc/v1", hash);
    ecc_json_end_object(json);
    /* The name that GitHub compares; its own hash of the line would change with every number. */
    ecc_json_key(json, "partialFingerprints");
    ecc_json_object(json);
    ecc_json_put(json, "primaryLocationLineHash", hash);
    ecc_json_end_object(json);
}

static void put_suppression(struct ecc_render *render, const struct ecc_notice *notice)
{
    struct ecc_json *json = &render->json;
    const bool excused = ecc_notice_is_excused(notice);
    if (!excused) {
        return;
    }
    ecc_json_key(json, "suppressions");
    ecc_json_array(json);
    ecc_json_object(json);
    ecc_json_put_cstr(json, "kind", "external");
    ecc_json_put(json, "justification", ecc_notice_state_text(render->page, notice));
    ecc_json_end_object(json);
    ecc_json_end_array(json);
}

/* Exact numbers beside the words. */
static void put_properties(struct ecc_render *render, const struct ecc_item *item,
                           const struct ecc_notice *notice)
{
    struct ecc_json *json = &render->json;
    const ecc_subject *subject = notice->subject;
    ecc_json_key(json, "properties");
    ecc_json_object(json);
    if (item != NULL) {
        ecc_json_put(json, "input", item->input);
        ecc_json_put_size(json, "exit-status", (size_t)item->exit);
        ecc_json_put_cstr(json, "verdict", ecc_exact_verdict(item));
    }
    if (subject != NULL) {
        ecc_json_put(json, "paragraphs",
                     ecc_exact_paragraphs(render->page, subject->possible, subject->n_possible));
        ecc_json_key(json, "quantities");
        ecc_json_array(json);
        for (size_t i = 0; i < subject->n_quantities; i++) {
            ecc_json_object(json);
            ecc_json_put(json, "id", subject->quantities[i].definition->id);
            ecc_json_put(json, "value",
                         ecc_exact_range(render->page, &subject->quantities[i].value));
            ecc_json_put(json, "unit", subject->quantities[i].definition->unit);
            ecc_json_end_object(json);
        }
        ecc_json_end_array(json);
    }
    ecc_json_end_object(json);
}

static void put_result(struct ecc_render *render, const struct ecc_item *item,
                       const struct ecc_notice *notice)
{
    struct sarif *sarif = render->state;
    struct ecc_json *json = &render->json;
    if (sarif == NULL || sarif->n_results == MOST_RESULTS) {
        if (sarif != NULL) {
            sarif->n_left_out++;
        }
        return;
    }
    sarif->n_results++;
    const size_t rule = rule_index(render, sarif, notice);
    ecc_json_object(json);
    ecc_json_put(json, "ruleId", notice->rule);
    if (rule < sarif->n_rules) {
        ecc_json_put_size(json, "ruleIndex", rule);
    }
    ecc_json_put_cstr(json, "level", level(ecc_notice_shown(notice)));
    put_text(json, "message", notice->text);
    put_locations(render, "locations", &notice->at);
    if (notice->origin.file.len > 0) {
        put_locations(render, "relatedLocations", &notice->origin);
    }
    put_fingerprints(render, notice);
    put_suppression(render, notice);
    put_properties(render, item, notice);
    ecc_json_end_object(json);
}

/* ---- The stream ---------------------------------------------------------------------------- */

void ecc_sarif_begin(struct ecc_render *render)
{
    struct ecc_json *json = &render->json;
    render->state = ECC_POOL_ARRAY(render->keep, 1, struct sarif);
    ecc_json_init(json, render->page->out);
    ecc_json_object(json);
    ecc_json_put_cstr(json, "$schema",
                      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                      "sarif-schema-2.1.0.json");
    ecc_json_put_cstr(json, "version", "2.1.0");
    ecc_json_key(json, "runs");
    ecc_json_array(json);
    ecc_json_object(json);
    ecc_json_put_cstr(json, "columnKind", "unicodeCodePoints");
    ecc_json_key(json, "results");
    ecc_json_array(json);
}

void ecc_sarif_item(struct ecc_render *render, const struct ecc_item *item)
{
    for (size_t i = 0; i < item->notices.n; i++) {
        put_result(render, item, &item->notices.items[i]);
    }
}

static void put_tool(struct ecc_render *render, const struct sarif *sarif)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "tool");
    ecc_json_object(json);
    ecc_json_key(json, "driver");
    ecc_json_object(json);
    ecc_json_put_cstr(json, "name", "ecc");
    ecc_json_put_cstr(json, "semanticVersion", ecc_version());
    ecc_json_put_cstr(json, "version", ecc_version());
    ecc_json_put_cstr(json, "language",
                      ecc_words_language(render->page->words) == ECC_CHINESE ? "zh" : "en");
    put_rules(json, sarif);
    ecc_json_end_object(json);
    ecc_json_end_object(json);
}

static void put_notification(struct ecc_json *json, ecc_str message)
{
    ecc_json_object(json);
    ecc_json_put_cstr(json, "level", "warning");
    put_text(json, "message", message);
    ecc_json_end_object(json);
}

static void put_invocation(struct ecc_render *render, const struct sarif *sarif,
                           const struct ecc_totals *totals)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "invocations");
    ecc_json_array(json);
    ecc_json_object(json);
    ecc_json_put_bool(json, "executionSuccessful", totals->failed == 0);
    ecc_json_put_size(json, "exitCode", (size_t)totals->exit);
    const ecc_str beyond = ecc_phrase_beyond(render->page, totals, render->as_of);
    if (sarif->n_left_out > 0 || beyond.len > 0) {
        ecc_json_key(json, "toolExecutionNotifications");
        ecc_json_array(json);
        if (sarif->n_left_out > 0) {
            put_notification(json, ecc_say(render->page->words, ECC_W_format_left_out,
                                           ECC_WITH(ecc_with_size("n", sarif->n_left_out),
                                                    ecc_with_size("limit", MOST_RESULTS))));
        }
        if (beyond.len > 0) {
            put_notification(json, beyond);
        }
        ecc_json_end_array(json);
    }
    ecc_json_end_object(json);
    ecc_json_end_array(json);
}

void ecc_sarif_end(struct ecc_render *render, const struct ecc_totals *totals, bool several)
{
    static const struct sarif nothing; /* when there was no memory, which is told elsewhere */
    struct ecc_json *json = &render->json;
    (void)several;
    for (size_t i = 0; i < totals->notices.n; i++) {
        put_result(render, NULL, &totals->notices.items[i]);
    }
    const struct sarif *sarif = render->state != NULL ? render->state : &nothing;
    ecc_json_end_array(json);
    put_tool(render, sarif);
    put_invocation(render, sarif, totals);
    ecc_json_key(json, "automationDetails");
    ecc_json_object(json);
    ecc_json_put_cstr(json, "id", "ecc/");
    ecc_json_end_object(json);
    ecc_json_key(json, "properties");
    ecc_json_object(json);
    ecc_json_put_date(render, "as-of", render->as_of);
    if (render->config != NULL) {
        ecc_json_put(json, "destination", render->config->destination);
        ecc_json_put_cstr(json, "fail-on", render->fail_on);
    }
    ecc_json_totals(render, totals);
    ecc_json_end_object(json);
    ecc_json_end_object(json);
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}
