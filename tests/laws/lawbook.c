/* SPDX-License-Identifier: Apache-2.0 */
/* Definitions, rules and the order of review. Clauses refer to earlier ones only, and formulas come
 * out in the dimension that is asked for, so every rule set that is made here loads. */
#include "lawbook.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "lawbook_making.h"
#include "model/schema.h"

/* ---- Definitions ---------------------------------------------------------------------------- */

#define HEAD(header)                                                                               \
    "ecc: " header "\nin-force: 2020-01-01\nverified-through: 2020-12-31\ntitle: {en: t, zh: t}\n" \
    "changes: {en: c, zh: c}\nsource: {mark: inference}\n"

static void put_table(struct making *making)
{
    making_put(making,
               "tables:\n  - id: width\n    name: {en: w, zh: w}\n    by: format\n    unit: bit\n "
               "   rows:\n");
    for (size_t i = 0; ecc_number_formats[i] != NULL; i++) {
        making_put(making, "      ");
        making_put(making, ecc_number_formats[i]);
        if (i == 2) {
            making_put(making, ": {reading: choice, one: 32, other: 19}\n");
            continue;
        }
        making_put(making, ": ");
        making_put_int(making, 1LL << making_roll(making, 7));
        making_put(making, "\n");
    }
}

static void put_definition(struct making *making, enum unit unit, bool memory)
{
    making->memory = memory;
    making_put(making, "  - id: q");
    making_put_int(making, (long long)making->n_quantities);
    making_put(making, "\n    of: ");
    making_put(making, memory ? "memory" : "circuit");
    making_put(making, "\n    name: {en: n, zh: n}\n    unit: ");
    making_put(making, making_units[unit]);
    making_put(making, "\n    meaning: {en: m, zh: m}\n    source: {mark: inference}\n");
    if (making_chance(making, 80)) {
        making_put(making, "    ask: {en: a, zh: a}\n");
    }
    making_put(making, "    formula: ");
    making_put_formula(making, unit, 2);
    making_put(making, "\n");
    making->quantities[making->n_quantities++] = (struct quantity){.unit = unit, .memory = memory};
}

static void put_definitions(struct making *making)
{
    making_put(making, HEAD("definitions/1"));
    making_put(
        making,
        "readings:\n  - id: choice\n    question: {en: q, zh: q}\n    source: {mark: inference}\n"
        "    options: [{id: one, name: {en: a, zh: a}}, {id: other, name: {en: b, zh: b}}]\n    "
        "taken: ");
    making_put(making, making_chance(making, 50) ? "one\n" : "other\n");
    put_table(making);
    making_put(making, "quantities:\n");
    static const enum unit always[] = {TPP, AREA, DENSITY, PURE, BANDWIDTH, RATE};
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++) {
        put_definition(making, always[i], false);
    }
    put_definition(making, BANDWIDTH, true);
    put_definition(making, AREA, true);
    for (unsigned more = making_roll(making, 5); more > 0; more--) {
        put_definition(making, (enum unit)making_roll(making, UNITS), making_chance(making, 20));
    }
}

/* ---- Tests ---------------------------------------------------------------------------------- */

static void put_test(struct making *making, const char *of, int depth, bool braces);

static void put_compare(struct making *making)
{
    static const char *const operators[] = {"at-least", "more-than", "at-most", "less-than"};
    static const long long lines[UNITS][4] = {{4800, 1600, 2400, 100}, {8, 300, 600, 1000},
                                              {814, 500, 1000, 100},   {600, 150, 400, 900},
                                              {6, 3, 1, 10},           {1, 2, 3, 4}};
    size_t at = 0;
    do {
        at = making_roll(making, (unsigned)making->n_quantities);
    } while (making->quantities[at].memory != making->memory);
    enum unit unit = making->quantities[at].unit;
    making_put(making, "compare: q");
    making_put_int(making, (long long)at);
    making_put(making, ", ");
    making_put(making, operators[making_roll(making, 4)]);
    making_put(making, ": ");
    making_put_int(making, lines[unit][making_roll(making, 4)]);
    if (unit != PURE) {
        making_put(making, " ");
        making_put(making, making_units[unit]);
    }
}

static void put_fact(struct making *making)
{
    static const char *const circuit[] = {
        "fact: datacenter.designed, is: no", "fact: datacenter.marketed, is: yes",
        "fact: sold-as, is: [card, module]", "fact: sold-as, is: chip"};
    static const char *const memory[] = {"fact: form, is: stack",
                                         "fact: co-packaged-with, is: [nothing, interface]",
                                         "fact: co-packaged-with, is: processor"};
    making_put(making,
               making->memory ? memory[making_roll(making, 3)] : circuit[making_roll(making, 4)]);
}

/* An earlier clause about the same kind of thing; false when there is none. */
static bool put_meets(struct making *making, const char *of)
{
    for (int rule = 0; rule <= making->rule; rule++) {
        size_t n = making->n_clauses[rule];
        size_t first = n > 0 ? making_roll(making, (unsigned)n) : 0;
        for (size_t i = 0; i < n; i++) {
            const struct clause *clause = &making->clauses[rule][(first + i) % n];
            if (strcmp(clause->of, of) == 0) {
                making_put(making, rule == 0 ? "meets: R0." : "meets: R1.");
                making_put(making, clause->id);
                return true;
            }
        }
    }
    return false;
}

static void put_list(struct making *making, const char *of, int depth, const char *key)
{
    making_put(making, key);
    making_put(making, ": [");
    for (unsigned n = 1 + making_roll(making, 3); n > 0; n--) {
        put_test(making, of, depth - 1, true);
        making_put(making, n > 1 ? ", " : "");
    }
    making_put(making, "]");
}

static void put_contains(struct making *making, int depth)
{
    bool memory = making_chance(making, 25);
    making_put(making, memory ? "contains: memory, " : "contains: circuit, ");
    making->memory = memory;
    put_test(making, memory ? "memory" : "circuit", depth - 1, false);
}

static void put_leaf(struct making *making, const char *of)
{
    if (making_chance(making, 25) && put_meets(making, of)) {
        return;
    }
    if (making_chance(making, 70)) {
        put_compare(making);
    } else {
        put_fact(making);
    }
}

static void put_body(struct making *making, const char *of, int depth)
{
    unsigned at = making_roll(making, 100);
    if (depth > 0 && at < 25) {
        put_list(making, of, depth, "all");
    } else if (depth > 0 && at < 50) {
        put_list(making, of, depth, "any");
    } else if (depth > 0 && at < 60) {
        making_put(making, "not: ");
        put_test(making, of, depth - 1, true);
    } else if (strcmp(of, "assembly") == 0) {
        put_contains(making, 2);
    } else {
        put_leaf(making, of);
    }
}

static void put_test(struct making *making, const char *of, int depth, bool braces)
{
    making->memory = strcmp(of, "memory") == 0;
    making_put(making, braces ? "{" : "");
    put_body(making, of, depth);
    making_put(making, braces ? "}" : "");
    making->memory = strcmp(of, "memory") == 0;
}

/* ---- Rules ---------------------------------------------------------------------------------- */

static void put_clause(struct making *making, const char *of, bool exclusion, const char *unless)
{
    size_t *n = &making->n_clauses[making->rule];
    struct clause *clause = &making->clauses[making->rule][*n];
    clause->of = of;
    snprintf(clause->id, sizeof clause->id, "%c", (char)('a' + (int)*n));
    making_put(making, "  - {id: ");
    making_put(making, exclusion ? "Note" : clause->id);
    making_put(making, ", for: ");
    making_put(making, of);
    making_put(making, ", heading: {en: h, zh: h}, ");
    making_put(making, exclusion ? "exclusion: yes, " : "");
    making_put(making, unless);
    put_test(making, of, 3, false);
    making_put(making, "}\n");
    *n += exclusion ? 0 : 1;
}

static void put_rule(struct making *making, int rule)
{
    making->rule = rule;
    making_put(making, HEAD("rule/1"));
    making_put(making,
               rule == 0 ? "rule: R0\ngate: yes\nclauses:\n" : "rule: R1\ngate: no\nclauses:\n");
    put_clause(making, "circuit", true, "");
    put_clause(making, "circuit", false, "unless: [Note], ");
    put_clause(making, making_chance(making, 80) ? "circuit" : "memory", false, "");
    if (making_chance(making, 80)) {
        put_clause(making, "assembly", false, "");
    }
    if (rule == 0) {
        put_clause(making, "memory", false, "");
    }
    making_put(making, "questions:\n  - {id: q, to: {en: t, zh: t}, ask: {en: a, zh: a}, when: "
                       "possible}\nexamples: []\n");
}

static void put_regime(struct making *making)
{
    static const char *const kinds[] = {"circuit", "assembly", "memory"};
    making_put(making, "ecc: regime/1\nid: land\ntitle: {en: t, zh: t}\nauthority: {en: a, zh: "
                       "a}\norder-of-review:\n");
    for (size_t kind = 0; kind < 3; kind++) {
        making_put(making, "  ");
        making_put(making, kinds[kind]);
        making_put(making, ": [");
        bool first = true;
        for (int rule = 0; rule < 2; rule++) {
            for (size_t i = 0; i < making->n_clauses[rule]; i++) {
                if (strcmp(making->clauses[rule][i].of, kinds[kind]) != 0) {
                    continue;
                }
                making_put(making, first ? "R" : ", R");
                making_put_int(making, rule);
                making_put(making, ".");
                making_put(making, making->clauses[rule][i].id);
                first = false;
            }
        }
        making_put(making, "]\n");
    }
    making_put(making, "otherwise: {en: o, zh: o}\nnot-legal-advice: {en: n, zh: n}\n");
}

/* ---- The set -------------------------------------------------------------------------------- */

static void finish(struct making *making, struct lawbook *lawbook, struct ecc_arena *arena,
                   const char *path)
{
    lawbook->files[lawbook->n++] = (struct lawbook_file){.path = ecc_str_of(path),
                                                         .text = ecc_buf_str(&making->out)};
    ecc_buf_init(&making->out, arena);
}

struct lawbook *lawbook_new(struct ecc_arena *arena, uint64_t seed)
{
    struct lawbook *lawbook = ECC_NEW(arena, struct lawbook);
    struct making *making = ECC_NEW(arena, struct making);
    if (lawbook == NULL || making == NULL) {
        return NULL;
    }
    struct dice dice = dice_of(seed);
    making->dice = &dice;
    ecc_buf_init(&making->out, arena);
    put_definitions(making);
    finish(making, lawbook, arena, "land/definitions/2020-01-01.yaml");
    put_rule(making, 0);
    finish(making, lawbook, arena, "land/r0/2020-01-01.yaml");
    put_rule(making, 1);
    finish(making, lawbook, arena, "land/r1/2020-01-01.yaml");
    put_regime(making);
    finish(making, lawbook, arena, "land/regime.yaml");
    return lawbook;
}

static ecc_status read_file(void *user, ecc_str path, ecc_str *out_bytes)
{
    const struct lawbook *lawbook = user;
    for (size_t i = 0; i < lawbook->n; i++) {
        if (ecc_str_eq(lawbook->files[i].path, path)) {
            *out_bytes = lawbook->files[i].text;
            return ECC_OK;
        }
    }
    return ECC_E_NOT_FOUND;
}

ecc_status lawbook_open(const struct lawbook *lawbook, ecc_rules **out_rules, ecc_diags *diags)
{
    ecc_str paths[LAWBOOK_FILES];
    for (size_t i = 0; i < lawbook->n; i++) {
        paths[i] = lawbook->files[i].path;
    }
    ecc_status status = ecc_rules_open_files(paths, lawbook->n, read_file, (void *)lawbook,
                                             out_rules, diags);
    if (status == ECC_OK) {
        status = ecc_rules_load_all(*out_rules, diags);
    }
    return status;
}

ecc_date lawbook_day(void)
{
    return (ecc_date){2020, 6, 1};
}
