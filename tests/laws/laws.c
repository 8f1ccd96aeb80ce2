/* SPDX-License-Identifier: Apache-2.0 */
/* The laws that hold for every rule set and every specification, tried on random ones.
 *
 *   laws [--count N] [--seed N] [--law NAME] [--rules shipped|random] [--case N]
 *
 * Count and seed can also be set by ECC_LAWS_COUNT and ECC_LAWS_SEED. A failure prints the number
 * of the case, which --case repeats alone, and every text of it. */
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judged.h"
#include "lawbook.h"

/* ---- One case ------------------------------------------------------------------------------- */

struct trial {
    struct bench bench;
    uint64_t number;
    struct dice dice;
    char what[64]; /* what was changed */
    struct judged one;
    struct judged two;
    bool idle; /* there was nothing to try */
};

static const struct style plain = {.seed = 0};

/* The case's specimen, a fresh one at every call. */
static struct specimen *specimen_of(struct trial *trial)
{
    return specimen_new(trial->bench.arena, trial->number);
}

static bool judge_both(struct trial *trial, const struct specimen *one,
                       const struct style *style_one, const struct specimen *two,
                       const struct style *style_two)
{
    if (one == NULL || two == NULL) {
        snprintf(trial->bench.complaint, sizeof trial->bench.complaint, "out of memory");
        return false;
    }
    return judge(&trial->bench, one, style_one, &trial->one) &&
           judge(&trial->bench, two, style_two, &trial->two);
}

/* ---- The laws ------------------------------------------------------------------------------- */

/* Filling in what is missing, or narrowing what is inexact, never turns a decided verdict round. */
static bool filling_in(struct trial *trial)
{
    struct specimen *vague = specimen_of(trial);
    struct specimen *precise = specimen_of(trial);
    unsigned steps = 1 + dice_below(&trial->dice, 4);
    bool changed = false;
    for (unsigned i = 0; i < steps; i++) {
        changed = specimen_narrow(precise, trial->bench.arena, &trial->dice, trial->what) ||
                  changed;
    }
    trial->idle = !changed;
    return judge_both(trial, vague, &plain, precise, &plain) &&
           judged_refines(&trial->bench, &trial->one, &trial->two);
}

/* Saying less never decides anything, and never decides it otherwise. */
static bool widening(struct trial *trial)
{
    struct specimen *precise = specimen_of(trial);
    struct specimen *vague = specimen_of(trial);
    trial->idle = !specimen_widen(vague, &trial->dice, trial->what);
    return judge_both(trial, vague, &plain, precise, &plain) &&
           judged_refines(&trial->bench, &trial->one, &trial->two);
}

/* One more peak never lowers a quantity. Formulas of the shipped definitions do not divide by a
 * rate. */
static bool adding_a_peak(struct trial *trial)
{
    struct specimen *before = specimen_of(trial);
    struct specimen *after = specimen_of(trial);
    trial->idle = !specimen_add_peak(after, trial->bench.arena, &trial->dice, trial->what);
    return judge_both(trial, before, &plain, after, &plain) &&
           judged_not_lower(&trial->bench, &trial->one, &trial->two);
}

static bool same_in_style(struct trial *trial, struct style style)
{
    style.seed = dice_next(&trial->dice);
    const struct specimen *specimen = specimen_of(trial);
    return judge_both(trial, specimen, &plain, specimen, &style) &&
           judged_same(&trial->bench, &trial->one, &trial->two, style.other_entries);
}

static bool other_units(struct trial *trial)
{
    return same_in_style(trial, (struct style){.other_units = true});
}

static bool other_keys(struct trial *trial)
{
    return same_in_style(trial, (struct style){.other_keys = true});
}

static bool other_entries(struct trial *trial)
{
    return same_in_style(trial, (struct style){.other_entries = true});
}

/* A locale with a decimal comma and one with another dotless i; the test's script compiles them. */
static bool other_locale(struct trial *trial)
{
    static const char *const locales[] = {"de_DE.UTF-8", "tr_TR.UTF-8"};
    const struct specimen *specimen = specimen_of(trial);
    bool good = judge(&trial->bench, specimen, &plain, &trial->one);
    trial->idle = setlocale(LC_ALL, locales[dice_below(&trial->dice, 2)]) == NULL;
    good = good && judge(&trial->bench, specimen, &plain, &trial->two);
    setlocale(LC_ALL, "C");
    return good && judged_same(&trial->bench, &trial->one, &trial->two, false);
}

static const struct law {
    const char *name;
    bool (*holds)(struct trial *trial);
    bool shipped_only;
    bool needs_locale;
} laws[] = {
    {"filling-in", filling_in, false, false},      {"widening", widening, false, false},
    {"adding-a-peak", adding_a_peak, true, false}, {"other-units", other_units, false, false},
    {"other-keys", other_keys, false, false},      {"other-entries", other_entries, false, false},
    {"other-locale", other_locale, false, true},
};
#define N_LAWS (sizeof laws / sizeof laws[0])

/* ---- Rule sets ------------------------------------------------------------------------------ */

/* A random rule set serves a few cases, because it is made and loaded anew for each. */
#define CASES_A_LAWBOOK 16

struct shelf {
    ecc_rules *shipped;
    const ecc_date *days; /* on which something changes */
    size_t n_days;
    struct ecc_arena *arena;
    uint64_t number; /* of the lawbook that is open */
    const struct lawbook *lawbook;
    ecc_rules *random;
};

static void print_diags(const ecc_diags *diags)
{
    ecc_words *words = NULL;
    if (ecc_words_new(ECC_ENGLISH, &words) != ECC_OK) {
        return;
    }
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        ecc_diag diag = ecc_diags_at(diags, i);
        ecc_str said = ecc_words_diag(words, &diag);
        printf("%.*s:%zu:%zu: %.*s\n", (int)diag.at.file.len, diag.at.file.ptr, diag.at.line,
               diag.at.column, (int)said.len, said.ptr);
    }
    ecc_words_free(words);
}

static void print_lawbook(const struct lawbook *lawbook)
{
    for (size_t i = 0; i < lawbook->n; i++) {
        printf("---- %.*s\n%.*s", (int)lawbook->files[i].path.len, lawbook->files[i].path.ptr,
               (int)lawbook->files[i].text.len, lawbook->files[i].text.ptr);
    }
}

static bool shelf_open(struct shelf *shelf)
{
    ecc_diags *diags = NULL;
    shelf->arena = ecc_arena_new(0);
    if (shelf->arena == NULL || ecc_diags_new(&diags) != ECC_OK) {
        return false;
    }
    bool good = ecc_rules_open_builtin(&shelf->shipped, diags) == ECC_OK &&
                ecc_rules_dates(shelf->shipped, &shelf->days, &shelf->n_days, diags) == ECC_OK;
    print_diags(diags);
    ecc_diags_free(diags);
    return good;
}

static bool shelf_turn_to(struct shelf *shelf, uint64_t number)
{
    if (shelf->random != NULL && shelf->number == number) {
        return true;
    }
    ecc_rules_free(shelf->random);
    shelf->random = NULL;
    ecc_arena_reset(shelf->arena);
    shelf->number = number;
    shelf->lawbook = lawbook_new(shelf->arena, number);
    ecc_diags *diags = NULL;
    if (shelf->lawbook == NULL || ecc_diags_new(&diags) != ECC_OK) {
        return false;
    }
    bool good = lawbook_open(shelf->lawbook, &shelf->random, diags) == ECC_OK;
    if (!good) {
        printf("random rule set %" PRIu64 " does not load:\n", number);
        print_lawbook(shelf->lawbook);
        print_diags(diags);
    }
    ecc_diags_free(diags);
    return good;
}

static void shelf_close(struct shelf *shelf)
{
    ecc_rules_free(shelf->random);
    ecc_rules_free(shelf->shipped);
    ecc_arena_free(shelf->arena);
}

/* ---- Running -------------------------------------------------------------------------------- */

struct options {
    uint64_t seed;
    uint64_t count;
    const char *law;
    const char *rules;
    bool one_case;
    uint64_t case_number;
};

struct tally {
    uint64_t tried[N_LAWS];
    uint64_t idle[N_LAWS];
    bool failed;
};

static void print_specimen(const struct specimen *specimen, struct ecc_arena *arena)
{
    ecc_str text = specimen_text(specimen, arena, &plain);
    printf("---- %s\n%.*s", specimen->name, (int)text.len, text.ptr);
    for (size_t i = 0; i < specimen->n_parts; i++) {
        print_specimen(specimen->parts[i], arena);
    }
}

static void print_failure(const struct trial *trial, const struct law *law,
                          const struct shelf *shelf, bool shipped)
{
    printf("\nlaw %s does not hold in case %" PRIu64 " (--law %s --rules %s --case %" PRIu64 ")\n",
           law->name, trial->number, law->name, shipped ? "shipped" : "random", trial->number);
    if (!shipped) {
        print_lawbook(shelf->lawbook);
    }
    if (trial->one.specimen != NULL) {
        printf("==== first\n");
        print_specimen(trial->one.specimen, trial->bench.arena);
        printf("==== as loaded\n%.*s", (int)trial->one.text.len, trial->one.text.ptr);
    }
    if (trial->two.specimen != NULL) {
        printf("==== second\n");
        print_specimen(trial->two.specimen, trial->bench.arena);
        printf("==== as loaded\n%.*s", (int)trial->two.text.len, trial->two.text.ptr);
    }
    printf("on %d-%02d-%02d, after changing %s:\n%s\n", trial->bench.day.year,
           trial->bench.day.month, trial->bench.day.day,
           trial->what[0] != '\0' ? trial->what : "nothing", trial->bench.complaint);
}

/* One law under one rule set. */
static bool try_one(struct shelf *shelf, size_t law, bool shipped, uint64_t number,
                    struct tally *tally)
{
    if (!shipped && !shelf_turn_to(shelf, number / CASES_A_LAWBOOK)) {
        return false;
    }
    struct trial trial = {.number = number, .dice = dice_of(number ^ UINT64_C(0x5eed))};
    trial.bench.arena = ecc_arena_new(0);
    trial.bench.rules = shipped ? shelf->shipped : shelf->random;
    trial.bench.day = shipped ? shelf->days[number % shelf->n_days] : lawbook_day();
    if (trial.bench.arena == NULL) {
        return false;
    }
    bool good = bench_choose_readings(&trial.bench, &trial.dice) && laws[law].holds(&trial);
    tally->tried[law]++;
    tally->idle[law] += trial.idle ? 1 : 0;
    if (!good) {
        print_failure(&trial, &laws[law], shelf, shipped);
    }
    judged_free(&trial.one);
    judged_free(&trial.two);
    ecc_arena_free(trial.bench.arena);
    return good;
}

static bool try_case(struct shelf *shelf, const struct options *options, uint64_t number,
                     struct tally *tally)
{
    bool good = true;
    for (size_t law = 0; law < N_LAWS; law++) {
        if (options->law != NULL && strcmp(options->law, laws[law].name) != 0) {
            continue;
        }
        if (options->rules == NULL || strcmp(options->rules, "shipped") == 0) {
            good = try_one(shelf, law, true, number, tally) && good;
        }
        if (!laws[law].shipped_only &&
            (options->rules == NULL || strcmp(options->rules, "random") == 0)) {
            good = try_one(shelf, law, false, number, tally) && good;
        }
    }
    return good;
}

/* A law that never found anything to try has not been tested. Without LOCPATH there may be no other
 * locale. */
static uint64_t count_idle_laws(const struct tally *tally)
{
    uint64_t n = 0;
    for (size_t i = 0; i < N_LAWS; i++) {
        bool excused = laws[i].needs_locale && getenv("LOCPATH") == NULL;
        bool idle = tally->tried[i] > 0 && tally->idle[i] == tally->tried[i];
        if (idle && !excused) {
            printf("law %s found nothing to try\n", laws[i].name);
            n++;
        }
    }
    return n;
}

static bool run(const struct options *options)
{
    struct shelf shelf = {.shipped = NULL};
    struct tally tally = {.failed = !shelf_open(&shelf)};
    uint64_t failures = tally.failed ? 1 : 0;
    struct dice seeds = dice_of(options->seed);
    uint64_t row = 0;
    for (uint64_t i = 0; failures == 0 && i < options->count; i++) {
        if (i % CASES_A_LAWBOOK == 0) { /* cases come in rows, so that neighbours share a lawbook */
            row = dice_next(&seeds) / CASES_A_LAWBOOK * CASES_A_LAWBOOK;
        }
        uint64_t number = options->one_case ? options->case_number : row + i % CASES_A_LAWBOOK;
        failures += try_case(&shelf, options, number, &tally) ? 0 : 1;
    }
    shelf_close(&shelf);
    for (size_t i = 0; i < N_LAWS; i++) {
        printf("%-14s %8" PRIu64 " cases, %" PRIu64 " of them idle\n", laws[i].name, tally.tried[i],
               tally.idle[i]);
    }
    failures += options->one_case ? 0 : count_idle_laws(&tally);
    printf("seed %" PRIu64 ": %s\n", options->seed, failures == 0 ? "every law holds" : "FAILED");
    return failures == 0;
}

static uint64_t from_environment(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text != NULL ? strtoull(text, NULL, 10) : otherwise;
}

int main(int argc, char **argv)
{
    struct options options = {.seed = from_environment("ECC_LAWS_SEED", 1),
                              .count = from_environment("ECC_LAWS_COUNT", 192)};
    for (int i = 1; i + 1 < argc; i += 2) {
        const char *value = argv[i + 1];
        if (strcmp(argv[i], "--count") == 0) {
            options.count = strtoull(value, NULL, 10);
        } else if (strcmp(argv[i], "--seed") == 0) {
            options.seed = strtoull(value, NULL, 10);
        } else if (strcmp(argv[i], "--law") == 0) {
            options.law = value;
        } else if (strcmp(argv[i], "--rules") == 0) {
            options.rules = value;
        } else if (strcmp(argv[i], "--case") == 0) {
            options.one_case = true;
            options.case_number = strtoull(value, NULL, 10);
            options.count = 1;
        } else {
            fprintf(stderr, "laws: unknown option %s\n", argv[i]);
            return 2;
        }
    }
    return run(&options) ? EXIT_SUCCESS : EXIT_FAILURE;
}
