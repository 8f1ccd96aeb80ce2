/* SPDX-License-Identifier: Apache-2.0 */
/* Deciding facts against brute force: every piece of every partition is entered by writing a value
 * of it into the specification, and the answer must be the piece's. End points are written exactly
 * where their decimals end, and a hair to each side always.
 *
 *   partitions [--count N] [--seed N] [--case N]
 *
 * Count and seed can also be set by ECC_LAWS_COUNT and ECC_LAWS_SEED. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "judged.h"

struct tally {
    uint64_t specimens;
    uint64_t facts;
    uint64_t pieces;
    uint64_t probes;
    uint64_t exact; /* probes that must find all of the piece's outcomes */
    uint64_t ends;  /* probes that are an end point exactly */
    uint64_t sets;
    uint64_t failures;
};

struct probing {
    struct bench bench;
    struct judged original;
    struct dice dice;
    struct tally *tally;
};

/* ---- Writing a value ------------------------------------------------------------------------ */

/* A named quantity takes a value by way of the facts it is computed from. Where other quantities
 * are computed from the same facts, what is possible can only become less. */
static const struct way {
    const char *quantity;
    const char *before; /* the setting is before, number, after */
    const char *after;
    bool shared;
    const char *zero;         /* the setting for zero; NULL: like any number */
    const char *only_without; /* NULL, or a key whose absence makes this a completion of the file */
} ways[] = {
    {"tpp", "declared.tpp=", " TOPS*bit", false, NULL, NULL},
    {"applicable-die-area", "logic-dies=[{transistors: non-planar, role: compute, area: ", " mm2}]",
     false, "logic-dies=[]", NULL},
    {"io-rate", "links=[{direction: both, bandwidth: ", " GB/s}]", true, NULL, "links"},
    {"tops", "processing-units=[{kind: digital-processor, peaks: {int1: ", " TOPS}}]", true, NULL,
     "processing-units"},
    {"bit-tops-processors", "processing-units=[{kind: digital-processor, peaks: {int1: ",
     " TOPS}}]", true, NULL, "processing-units"},
};

static const struct way *way_of(const struct probing *probing, const ecc_deciding *fact)
{
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        const struct way *way = &ways[i];
        char line[64];
        snprintf(line, sizeof line, "\n%s:", way->only_without != NULL ? way->only_without : "?");
        bool taken = false;
        for (size_t at = 0; at + strlen(line) <= probing->original.text.len; at++) {
            taken = taken || memcmp(probing->original.text.ptr + at, line, strlen(line)) == 0;
        }
        if (ecc_str_is(fact->quantity->id, way->quantity) && !taken) {
            return way;
        }
    }
    return NULL;
}

/* "path=number unit" for a figure, the way of a quantity; empty when there is none. */
static ecc_str setting_of(struct probing *probing, const ecc_deciding *fact, ecc_str value)
{
    struct ecc_buf out;
    ecc_buf_init(&out, probing->bench.arena);
    if (fact->quantity == NULL) {
        ecc_buf_add(&out, fact->path);
        ecc_buf_puts(&out, "=");
        ecc_buf_add(&out, value);
        ecc_buf_puts(&out, fact->unit.len > 0 ? " " : "");
        ecc_buf_add(&out, fact->unit);
        return ecc_buf_str(&out);
    }
    const struct way *way = way_of(probing, fact);
    if (way == NULL) {
        return (ecc_str){0};
    }
    if (way->zero != NULL && ecc_str_is(value, "0")) {
        ecc_buf_puts(&out, way->zero);
        return ecc_buf_str(&out);
    }
    ecc_buf_puts(&out, way->before);
    ecc_buf_add(&out, value);
    ecc_buf_puts(&out, way->after);
    return ecc_buf_str(&out);
}

/* ---- One value ------------------------------------------------------------------------------ */

static void print_end(const ecc_number *end, bool open)
{
    char text[512];
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    if (end != NULL) {
        ecc_num_print_exact(end, &buf);
    }
    snprintf(text, sizeof text, "%.*s", (int)buf.len, buf.ptr != NULL ? buf.ptr : "");
    printf(" %s%s", end != NULL ? text : "unbounded", open ? " (not itself)" : "");
    ecc_arena_free(arena);
}

static void print_pieces(const ecc_deciding *fact)
{
    for (size_t i = 0; i < fact->n_pieces; i++) {
        const ecc_piece *piece = &fact->pieces[i];
        printf("piece %zu: %.*s", i, (int)piece->word.len,
               piece->word.ptr != NULL ? piece->word.ptr : "");
        if (piece->word.len == 0) {
            print_end(piece->range.lo, piece->range.lo_open);
            print_end(piece->range.hi, piece->range.hi_open);
        }
        for (size_t j = 0; j < piece->n_possible; j++) {
            printf(" | %.*s", (int)piece->possible[j].id.len, piece->possible[j].id.ptr);
        }
        printf("\n");
    }
}

static bool fail(struct probing *probing, const ecc_deciding *fact, ecc_str value, const char *why)
{
    printf("\n%.*s%.*s at %.*s: %s\n%.*s", (int)fact->path.len, fact->path.ptr,
           fact->quantity != NULL ? (int)fact->quantity->id.len : 0,
           fact->quantity != NULL ? fact->quantity->id.ptr : "", (int)value.len, value.ptr, why,
           (int)probing->original.text.len, probing->original.text.ptr);
    print_pieces(fact);
    return false;
}

static bool is_possible(const ecc_paragraph *possible, size_t n, ecc_str id)
{
    for (size_t i = 0; i < n; i++) {
        if (ecc_str_eq(possible[i].id, id)) {
            return true;
        }
    }
    return false;
}

static const ecc_subject *subject_like(const ecc_result *result, const ecc_subject *like)
{
    for (size_t i = 0; i < result->n_subjects; i++) {
        if (ecc_str_eq(result->subjects[i].kind, like->kind)) {
            return &result->subjects[i];
        }
    }
    return NULL;
}

/* Is there an entry of a list of which it is open whether it counts? Then another fact's values
 * come in several stretches, and a piece may reach from one into the next: what it says holds, but
 * not all of it everywhere. */
static bool has_open_words(const struct entry *root)
{
    for (size_t i = 0; i < root->record->n_fields; i++) {
        const struct slot *list = &root->slots[i];
        for (size_t j = 0; list->field->kind == ECC_FACT_LIST && j < list->n; j++) {
            const struct entry *entry = &list->entries[j];
            for (size_t k = 0; k < entry->record->n_fields; k++) {
                const struct slot *slot = &entry->slots[k];
                bool word = slot->field->kind == ECC_FACT_WORD ||
                            slot->field->kind == ECC_FACT_YESNO;
                bool open = slot->word == WORD_UNKNOWN ||
                            (slot->word == WORD_ABSENT && slot->field->fallback == NULL);
                if (word && open) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Does the answer with this value lie within what the piece says, and where the value stands for
 * nothing else, is it all that the piece says? */
static bool agrees(struct probing *probing, const ecc_deciding *fact, const ecc_piece *piece,
                   ecc_str value)
{
    ecc_str setting = setting_of(probing, fact, value);
    struct judged variant;
    if (setting.len == 0) {
        return true;
    }
    if (!judge_variant(&probing->bench, &probing->original, &setting, 1, &variant)) {
        return fail(probing, fact, value, probing->bench.complaint);
    }
    const ecc_subject *subject = subject_like(variant.result, fact->subject);
    bool good = subject != NULL && subject->n_possible > 0;
    for (size_t i = 0; good && i < subject->n_possible; i++) {
        good = is_possible(piece->possible, piece->n_possible, subject->possible[i].id);
    }
    bool shared = fact->quantity != NULL && way_of(probing, fact)->shared;
    bool exact = !shared && !has_open_words(&probing->original.specimen->root);
    good = good && (!exact || subject->n_possible == piece->n_possible);
    probing->tally->exact += exact ? 1 : 0;
    char why[128];
    snprintf(why, sizeof why, "%zu outcomes in the piece, %zu with the value written",
             piece->n_possible, subject != NULL ? subject->n_possible : 0);
    judged_free(&variant);
    probing->tally->probes++;
    return good || fail(probing, fact, value, why);
}

static bool holds(const ecc_range *range, const ecc_num *value)
{
    int low = ecc_num_cmp(value, range->lo);
    int high = range->hi != NULL ? ecc_num_cmp(value, range->hi) : -1;
    return (low > 0 || (low == 0 && !range->lo_open)) &&
           (high < 0 || (high == 0 && !range->hi_open));
}

/* Write the number down, find the piece that what is written lies in, and compare. */
static bool probe_text(struct probing *probing, const ecc_deciding *fact, ecc_str text)
{
    ecc_num value;
    if (!ecc_num_parse(text, &value) || value.sign < 0 ||
        (fact->unit.len == 0 && !ecc_num_is_integer(&value))) {
        return true; /* a count is whole */
    }
    const ecc_piece *found = NULL;
    for (size_t i = 0; i < fact->n_pieces; i++) {
        if (holds(&fact->pieces[i].range, &value)) {
            if (found != NULL) {
                return fail(probing, fact, text, "two pieces hold it");
            }
            found = &fact->pieces[i];
        }
    }
    return found == NULL || agrees(probing, fact, found, text);
}

static bool probe_number(struct probing *probing, const ecc_deciding *fact, const ecc_num *value,
                         enum ecc_round mode, bool *out_exact)
{
    struct ecc_buf text;
    ecc_buf_init(&text, probing->bench.arena);
    return !ecc_num_print_significant(value, 24, mode, &text, out_exact) ||
           probe_text(probing, fact, ecc_buf_str(&text));
}

/* The end itself, and a hair below and above it. */
static bool probe_end(struct probing *probing, const ecc_deciding *fact, const ecc_num *end)
{
    ecc_num hair;
    ecc_num below;
    ecc_num above;
    ecc_num tiny;
    bool exact = false;
    ecc_num big = ecc_num_int(1000000000000);
    if (!ecc_num_div(end, &big, &hair) ||
        (end->sign == 0 && !ecc_num_make(1, 1000000000000, &hair)) ||
        !ecc_num_sub(end, &hair, &below) || !ecc_num_add(end, &hair, &above)) {
        return true;
    }
    tiny = fact->unit.len == 0 ? ecc_num_int(1) : hair;
    if (fact->unit.len == 0 &&
        (!ecc_num_sub(end, &tiny, &below) || !ecc_num_add(end, &tiny, &above))) {
        return true;
    }
    bool good = probe_number(probing, fact, end, ECC_ROUND_DOWN, &exact);
    probing->tally->ends += exact ? 1 : 0;
    return good && (exact || probe_number(probing, fact, end, ECC_ROUND_UP, &exact)) &&
           probe_number(probing, fact, &below, ECC_ROUND_DOWN, &exact) &&
           probe_number(probing, fact, &above, ECC_ROUND_UP, &exact);
}

/* ---- One partition -------------------------------------------------------------------------- */

/* Pieces follow each other, and what lies between two belongs to exactly one of them. */
static bool adjoins(struct probing *probing, const ecc_deciding *fact, size_t i)
{
    const ecc_range *lower = &fact->pieces[i - 1].range;
    const ecc_range *upper = &fact->pieces[i].range;
    bool good = lower->hi != NULL && ecc_num_cmp(lower->hi, upper->lo) == 0 &&
                lower->hi_open != upper->lo_open;
    return good || fail(probing, fact, fact->unit, "pieces do not adjoin");
}

static bool probe_inside(struct probing *probing, const ecc_deciding *fact, const ecc_range *range)
{
    ecc_num width;
    ecc_num at;
    bool exact = false;
    ecc_num span = ecc_num_int(1 + dice_below(&probing->dice, 5000));
    if (range->hi != NULL && !ecc_num_sub(range->hi, range->lo, &span)) {
        return true;
    }
    for (int i = 0; i < 2; i++) { /* the middle, and anywhere */
        uint64_t share = i == 0 ? 500 : 1 + dice_below(&probing->dice, 999);
        ecc_num part;
        if (!ecc_num_make((int64_t)share, 1000, &part) || !ecc_num_mul(&span, &part, &width) ||
            !ecc_num_add(range->lo, &width, &at)) {
            return true;
        }
        if (!probe_number(probing, fact, &at, ECC_ROUND_DOWN, &exact)) {
            return false;
        }
    }
    return true;
}

static bool probe_words(struct probing *probing, const ecc_deciding *fact)
{
    for (size_t i = 0; i < fact->n_pieces; i++) {
        if (!agrees(probing, fact, &fact->pieces[i], fact->pieces[i].word)) {
            return false;
        }
    }
    return true;
}

static bool probe_fact(struct probing *probing, const ecc_deciding *fact)
{
    probing->tally->facts++;
    probing->tally->pieces += fact->n_pieces;
    if (fact->pieces[0].word.len > 0) {
        return probe_words(probing, fact);
    }
    for (size_t i = 0; i < fact->n_pieces; i++) {
        const ecc_range *range = &fact->pieces[i].range;
        bool good = (i == 0 || adjoins(probing, fact, i)) && probe_end(probing, fact, range->lo) &&
                    (range->hi == NULL || probe_end(probing, fact, range->hi)) &&
                    probe_inside(probing, fact, range);
        if (!good) {
            return false;
        }
    }
    return true;
}

/* ---- Facts that decide together ------------------------------------------------------------- */

/* Some value of the fact other than zero. */
static ecc_str some_value(struct probing *probing, const ecc_deciding *fact)
{
    const ecc_piece *piece = &fact->pieces[dice_below(&probing->dice, (unsigned)fact->n_pieces)];
    if (piece->word.len > 0) {
        return piece->word;
    }
    ecc_num value;
    ecc_num width = ecc_num_int(1 + dice_below(&probing->dice, 900));
    ecc_num two = ecc_num_int(2);
    struct ecc_buf text;
    ecc_buf_init(&text, probing->bench.arena);
    if ((piece->range.hi != NULL && (!ecc_num_sub(piece->range.hi, piece->range.lo, &width) ||
                                     !ecc_num_div(&width, &two, &width))) ||
        !ecc_num_add(piece->range.lo, &width, &value) || value.sign == 0 ||
        !ecc_num_print_significant(&value, 20, ECC_ROUND_DOWN, &text, NULL)) {
        return (ecc_str){0};
    }
    return ecc_buf_str(&text);
}

/* A ratio by zero has no value, and no fact can give it one. */
static bool law_leaves_open(const ecc_subject *subject)
{
    for (size_t i = 0; i < subject->n_quantities; i++) {
        if (subject->quantities[i].value.undefined) {
            return true;
        }
    }
    return false;
}

static bool probe_set(struct probing *probing, const ecc_deciding_set *set)
{
    ecc_str settings[3];
    for (size_t i = 0; i < set->n_facts; i++) {
        const ecc_deciding *fact = &probing->original.result->deciding[set->facts[i]];
        ecc_str value = some_value(probing, fact);
        settings[i] = value.len > 0 ? setting_of(probing, fact, value) : (ecc_str){0};
        bool whole = fact->unit.len > 0 || fact->quantity == NULL;
        if (settings[i].len == 0 || !whole) {
            return true;
        }
    }
    struct judged variant;
    const ecc_deciding *first = &probing->original.result->deciding[set->facts[0]];
    if (!judge_variant(&probing->bench, &probing->original, settings, set->n_facts, &variant)) {
        return fail(probing, first, settings[0], probing->bench.complaint);
    }
    const ecc_subject *subject = subject_like(variant.result, set->subject);
    bool good = subject != NULL && (subject->n_possible == 1 || law_leaves_open(subject));
    judged_free(&variant);
    probing->tally->sets++;
    return good || fail(probing, first, settings[set->n_facts - 1], "a set that decides does not");
}

/* ---- Running -------------------------------------------------------------------------------- */

static bool probe(struct probing *probing, uint64_t number)
{
    static const struct style plain = {.seed = 0};
    struct specimen *specimen = specimen_new(probing->bench.arena, number);
    if (specimen == NULL || specimen->n_parts > 0) {
        return specimen != NULL; /* what is inside a board is judged as if by itself */
    }
    if (!bench_choose_readings(&probing->bench, &probing->dice) ||
        !judge(&probing->bench, specimen, &plain, &probing->original)) {
        printf("%s\n", probing->bench.complaint);
        return false;
    }
    probing->tally->specimens++;
    const ecc_result *result = probing->original.result;
    bool good = true;
    for (size_t i = 0; good && i < result->n_deciding; i++) {
        good = probe_fact(probing, &result->deciding[i]);
    }
    for (size_t i = 0; good && i < result->n_sets; i++) {
        good = probe_set(probing, &result->sets[i]);
    }
    judged_free(&probing->original);
    return good;
}

static bool probe_case(ecc_rules *rules, const ecc_date *days, size_t n_days, uint64_t number,
                       struct tally *tally)
{
    struct probing probing = {.dice = dice_of(number ^ UINT64_C(0xd1ce)), .tally = tally};
    probing.bench.arena = ecc_arena_new(0);
    probing.bench.rules = rules;
    probing.bench.day = days[number % n_days];
    bool good = probing.bench.arena != NULL && probe(&probing, number);
    if (!good) {
        printf("on %d-%02d-%02d, case %" PRIu64 " (--case %" PRIu64 ")\n", probing.bench.day.year,
               probing.bench.day.month, probing.bench.day.day, number, number);
        for (size_t i = 0; i < probing.bench.n_readings; i++) {
            const ecc_reading_choice *choice = &probing.bench.readings[i];
            printf("reading %.*s: %.*s\n", (int)choice->reading.len, choice->reading.ptr,
                   (int)choice->option.len, choice->option.ptr);
        }
    }
    ecc_arena_free(probing.bench.arena);
    return good;
}

static uint64_t from_environment(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text != NULL ? strtoull(text, NULL, 10) : otherwise;
}

int main(int argc, char **argv)
{
    uint64_t seed = from_environment("ECC_LAWS_SEED", 1);
    uint64_t count = from_environment("ECC_LAWS_COUNT", 192);
    const char *only = NULL;
    for (int i = 1; i + 1 < argc; i += 2) {
        uint64_t value = strtoull(argv[i + 1], NULL, 10);
        seed = strcmp(argv[i], "--seed") == 0 ? value : seed;
        count = strcmp(argv[i], "--count") == 0 ? value : count;
        only = strcmp(argv[i], "--case") == 0 ? argv[i + 1] : only;
    }
    ecc_rules *rules = NULL;
    ecc_diags *diags = NULL;
    const ecc_date *days = NULL;
    size_t n_days = 0;
    if (ecc_diags_new(&diags) != ECC_OK || ecc_rules_open_builtin(&rules, diags) != ECC_OK ||
        ecc_rules_dates(rules, &days, &n_days, diags) != ECC_OK) {
        fprintf(stderr, "partitions: the rule set does not open\n");
        return EXIT_FAILURE;
    }
    struct tally tally = {0};
    struct dice seeds = dice_of(seed);
    for (uint64_t i = 0; i < (only != NULL ? 1 : count) && tally.failures == 0; i++) {
        uint64_t number = only != NULL ? strtoull(only, NULL, 10) : dice_next(&seeds);
        tally.failures += probe_case(rules, days, n_days, number, &tally) ? 0 : 1;
    }
    printf("%" PRIu64 " specimens, %" PRIu64 " facts, %" PRIu64 " pieces, %" PRIu64
           " probes (%" PRIu64 " for all outcomes, %" PRIu64 " on an end exactly), %" PRIu64
           " sets; seed %" PRIu64 ": %s\n",
           tally.specimens, tally.facts, tally.pieces, tally.probes, tally.exact, tally.ends,
           tally.sets, seed, tally.failures == 0 ? "every piece holds" : "FAILED");
    ecc_rules_free(rules);
    ecc_diags_free(diags);
    return tally.failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
