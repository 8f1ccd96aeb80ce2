/* SPDX-License-Identifier: Apache-2.0 */
/* Making and changing specimens; specimen_text.c writes them. */
#include "specimen.h"

#include <stdio.h>
#include <string.h>

#define ENTRIES_MAX 4 /* of one list, those that narrowing adds included */

struct making {
    struct ecc_arena *arena;
    struct dice *dice;
    struct specimen *specimen;
    unsigned gaps; /* how much is left out [per cent] */
};

/* ---- Figures -------------------------------------------------------------------------------- */

/* Values round which the lines of the shipped rules lie, so that both sides and the line itself are
 * met often [thousandths of the plain unit]. */
static const long long rates[] = {100000, 150000, 200000, 300000, 600000,
                                  75000,  8000,   4000,   989400, 1200000};
static const long long areas[] = {100000, 270000, 400000,  500000,  750000,
                                  810000, 814000, 1000000, 1500000, 3000000};
static const long long bandwidths[] = {32000,  64000,  150000, 200000, 220000,
                                       300000, 330000, 400000, 600000, 900000};
static const long long declared[] = {1600000, 2368000, 2400000,  4700000,
                                     4800000, 5000000, 15840000, 6000};
static const long long densities[] = {1600, 2000, 3200, 3300, 5920, 6000, 1000};
#define N(array) ((unsigned)(sizeof(array) / sizeof(array)[0]))

static long long pick(struct dice *dice, const long long *values, unsigned n)
{
    long long value = values[dice_below(dice, n)];
    switch (dice_below(dice, 6)) {
    case 0:
        return value + 20 * (long long)(1 + dice_below(dice, 3)); /* a hair above */
    case 1:
        return value - 20 * (long long)(1 + dice_below(dice, 3));
    case 2:
        return value * (1 + dice_below(dice, 8)) / 4 / 20 * 20 + 20;
    default:
        return value;
    }
}

static long long pick_value(struct dice *dice, const struct ecc_field *field)
{
    if ((field->flags & ECC_FIELD_COUNT) != 0) {
        return 1000 * (long long)(1 + dice_below(dice, 4));
    }
    if ((field->flags & ECC_FIELD_POSITIVE) == 0 && dice_chance(dice, 4)) {
        return 0;
    }
    if (ecc_dim_eq(field->dim, ECC_DIM_RATE)) {
        return pick(dice, rates, N(rates));
    }
    if (ecc_dim_eq(field->dim, ECC_DIM_AREA)) {
        return pick(dice, areas, N(areas));
    }
    if (ecc_dim_eq(field->dim, ECC_DIM_TPP)) {
        return pick(dice, declared, N(declared));
    }
    if (ecc_dim_eq(field->dim, ECC_DIM_DENSITY)) {
        return pick(dice, densities, N(densities));
    }
    return pick(dice, bandwidths, N(bandwidths));
}

static long long step_of(const struct ecc_field *field)
{
    return (field->flags & ECC_FIELD_COUNT) != 0 ? 1000 : 20;
}

/* What a figure leaves possible, ends open or not [thousandths]; `top` without `bounded` says
 * nothing. */
struct bounds {
    long long bottom;
    long long top;
    bool bottom_open;
    bool top_open;
    bool bounded;
};

static struct bounds bounds_of(const struct figure *figure, const struct ecc_field *field)
{
    bool positive = (field->flags & ECC_FIELD_POSITIVE) != 0;
    struct bounds all = {.bottom = 0, .bottom_open = positive};
    switch (figure->form) {
    case FORM_ABSENT:
    case FORM_UNKNOWN:
        return all;
    case FORM_EXACT:
        return (struct bounds){figure->lo, figure->lo, false, false, true};
    case FORM_ABOUT:
        return (struct bounds){figure->lo / 20 * 19, figure->lo / 20 * 21, false, false, true};
    case FORM_BETWEEN:
        return (struct bounds){figure->lo, figure->hi, false, false, true};
    case FORM_AT_LEAST:
        return (struct bounds){.bottom = figure->lo};
    case FORM_MORE_THAN:
        return (struct bounds){.bottom = figure->lo, .bottom_open = true};
    case FORM_AT_MOST:
        return (struct bounds){0, figure->hi, positive, false, true};
    case FORM_LESS_THAN:
        return (struct bounds){0, figure->hi, positive, true, true};
    }
    return all;
}

/* Some value inside; false when the steps of a figure leave none. Ends are taken often. */
static bool value_within(struct dice *dice, const struct bounds *bounds,
                         const struct ecc_field *field, long long *out)
{
    long long step = step_of(field);
    long long bottom = bounds->bottom + (bounds->bottom_open ? step : 0);
    long long top = bounds->bounded ? bounds->top - (bounds->top_open ? step : 0)
                                    : bottom + 200000 * step;
    if (top < bottom) {
        return false;
    }
    switch (dice_below(dice, 4)) {
    case 0:
        *out = bottom;
        break;
    case 1:
        *out = bounds->bounded ? top : pick_value(dice, field);
        break;
    case 2:
        *out = pick_value(dice, field);
        break;
    default:
        *out = bottom + (long long)(dice_next(dice) % (uint64_t)((top - bottom) / step + 1)) * step;
        break;
    }
    if (*out < bottom || (bounds->bounded && *out > top)) {
        *out = bottom;
    }
    return true;
}

/* A figure of some form round `value`. */
static struct figure figure_of(struct dice *dice, const struct ecc_field *field, long long value)
{
    static const enum form forms[] = {FORM_EXACT,     FORM_ABOUT,   FORM_BETWEEN,  FORM_AT_LEAST,
                                      FORM_MORE_THAN, FORM_AT_MOST, FORM_LESS_THAN};
    struct figure figure = {.form = FORM_EXACT, .lo = value, .hi = value};
    bool count = (field->flags & ECC_FIELD_COUNT) != 0;
    if (dice_chance(dice, 60)) {
        return figure;
    }
    figure.form = forms[dice_below(dice, N(forms))];
    if ((figure.form == FORM_ABOUT && (count || value % 20 != 0)) || value < 2 * step_of(field)) {
        figure.form = FORM_EXACT;
    }
    if (figure.form == FORM_BETWEEN) {
        figure.hi = value + step_of(field) * (long long)(1 + dice_below(dice, 8000));
        figure.hi = count ? value + 1000 * (long long)(1 + dice_below(dice, 3)) : figure.hi;
    }
    return figure;
}

static void make_figure(struct making *making, struct slot *slot)
{
    struct dice *dice = making->dice;
    bool optional = (slot->field->flags & ECC_FIELD_OPTIONAL) != 0;
    unsigned missing = optional ? 80 : making->gaps;
    if (dice_chance(dice, missing)) {
        slot->figure.form = dice_chance(dice, 85) ? FORM_ABSENT : FORM_UNKNOWN;
        return;
    }
    slot->figure = figure_of(dice, slot->field, pick_value(dice, slot->field));
}

/* ---- Entries -------------------------------------------------------------------------------- */

static bool make_entry(struct making *making, const struct ecc_record *record, struct entry *out);

static unsigned count_words(const struct ecc_field *field)
{
    unsigned n = 0;
    while (field->kind == ECC_FACT_WORD && field->words[n] != NULL) {
        n++;
    }
    return field->kind == ECC_FACT_YESNO ? 2 : n;
}

static void make_word(struct making *making, struct slot *slot)
{
    bool required = (slot->field->flags & ECC_FIELD_REQUIRED) != 0;
    slot->word = (int)dice_below(making->dice, count_words(slot->field));
    if (!required && dice_chance(making->dice, making->gaps)) {
        slot->word = dice_chance(making->dice, 85) ? WORD_ABSENT : WORD_UNKNOWN;
    }
}

/* Formats of one table do not repeat. */
static bool repeats(const struct slot *table, const struct entry *entry)
{
    for (size_t i = 0; i < table->n; i++) {
        const struct slot *slots = table->entries[i].slots;
        if (&table->entries[i] != entry &&
            slots[ECC_PEAK_FORMAT].word == entry->slots[ECC_PEAK_FORMAT].word &&
            slots[ECC_PEAK_WITH].word == entry->slots[ECC_PEAK_WITH].word) {
            return true;
        }
    }
    return false;
}

static bool add_entry(struct making *making, struct slot *slot)
{
    struct entry *entry = &slot->entries[slot->n];
    do {
        if (!make_entry(making, slot->field->of, entry)) {
            return false;
        }
        if (slot->field->kind == ECC_FACT_TABLE) {
            bool pair = dice_chance(making->dice, 20);
            unsigned formats = count_words(&ecc_peak_record.fields[ECC_PEAK_FORMAT]);
            entry->slots[ECC_PEAK_FORMAT].word = (int)dice_below(making->dice, formats);
            entry->slots[ECC_PEAK_WITH].word = pair ? (int)dice_below(making->dice, formats)
                                                    : WORD_ABSENT;
        }
    } while (slot->field->kind == ECC_FACT_TABLE && repeats(slot, entry));
    slot->n++;
    return true;
}

static bool make_list(struct making *making, struct slot *slot)
{
    struct dice *dice = making->dice;
    slot->entries = ECC_NEW_ARRAY(making->arena, ENTRIES_MAX, struct entry);
    if (slot->entries == NULL) {
        return false;
    }
    bool papers = strcmp(slot->field->key, "sources") == 0 ||
                  strcmp(slot->field->key, "reviewed") == 0;
    slot->given = !papers && !dice_chance(dice, making->gaps);
    if (!slot->given) {
        return true;
    }
    slot->open = dice_chance(dice, making->gaps / 2);
    unsigned n = 1 + dice_below(dice, 2);
    if (slot->field->kind == ECC_FACT_LIST && dice_chance(dice, 5)) {
        n = 0;
    }
    for (unsigned i = 0; i < n; i++) {
        if (!add_entry(making, slot)) {
            return false;
        }
    }
    return true;
}

static bool make_slot(struct making *making, struct slot *slot)
{
    switch (slot->field->kind) {
    case ECC_FACT_QUANTITY:
        make_figure(making, slot);
        return true;
    case ECC_FACT_WORD:
    case ECC_FACT_YESNO:
        make_word(making, slot);
        return true;
    case ECC_FACT_RECORD:
        slot->entries = ECC_NEW(making->arena, struct entry);
        slot->n = 1;
        return slot->entries != NULL && make_entry(making, slot->field->of, slot->entries);
    case ECC_FACT_LIST:
    case ECC_FACT_TABLE:
        return make_list(making, slot);
    case ECC_FACT_ITEM:
        slot->part =
            making->specimen->parts[dice_below(making->dice, (unsigned)making->specimen->n_parts)];
        return true;
    case ECC_FACT_TEXT:
    case ECC_FACT_TEXTS:
    case ECC_FACT_BILINGUAL:
    case ECC_FACT_COUNTRY:
    case ECC_FACT_DATE:
        return true; /* nothing is computed from them */
    }
    return true;
}

static bool make_entry(struct making *making, const struct ecc_record *record, struct entry *out)
{
    *out = (struct entry){.record = record};
    for (size_t i = 0; i < record->n_fields; i++) {
        out->slots[i].field = &record->fields[i];
        if (!make_slot(making, &out->slots[i])) {
            return false;
        }
    }
    return true;
}

static struct specimen *make(struct ecc_arena *arena, struct dice *dice, enum ecc_spec_kind kind,
                             int number)
{
    struct specimen *specimen = ECC_NEW(arena, struct specimen);
    if (specimen == NULL) {
        return NULL;
    }
    specimen->kind = kind;
    snprintf(specimen->name, sizeof specimen->name, "part%d.yaml", number);
    bool assembly = kind == ECC_SPEC_BOARD || kind == ECC_SPEC_SYSTEM;
    while (assembly && specimen->n_parts < 2) {
        enum ecc_spec_kind inner = dice_chance(dice, 80) ? ECC_SPEC_CHIP : ECC_SPEC_MEMORY;
        inner = kind == ECC_SPEC_SYSTEM && dice_chance(dice, 30) ? ECC_SPEC_BOARD : inner;
        int inner_number = number * PARTS_MAX + 1 + (int)specimen->n_parts;
        struct specimen *part = make(arena, dice, inner, inner_number);
        if (part == NULL) {
            return NULL;
        }
        specimen->parts[specimen->n_parts++] = part;
    }
    static const unsigned gaps[] = {0, 10, 25, 50};
    struct making making = {.arena = arena, .dice = dice, .specimen = specimen};
    making.gaps = gaps[dice_below(dice, N(gaps))];
    return make_entry(&making, ecc_spec_records[kind], &specimen->root) ? specimen : NULL;
}

struct specimen *specimen_new(struct ecc_arena *arena, uint64_t seed)
{
    struct dice dice = dice_of(seed);
    unsigned roll = dice_below(&dice, 100);
    enum ecc_spec_kind kind = roll < 70   ? ECC_SPEC_CHIP
                              : roll < 80 ? ECC_SPEC_MEMORY
                              : roll < 95 ? ECC_SPEC_BOARD
                                          : ECC_SPEC_SYSTEM;
    return make(arena, &dice, kind, 0);
}

/* ---- Places that can be changed ------------------------------------------------------------- */

#define PLACES_MAX 256

struct places {
    struct slot *slots[PLACES_MAX];
    struct specimen *of[PLACES_MAX];
    size_t n;
};

typedef bool slot_test(const struct slot *slot);

static void collect(struct specimen *specimen, struct entry *entry, slot_test *wanted,
                    struct places *places)
{
    for (size_t i = 0; i < entry->record->n_fields; i++) {
        struct slot *slot = &entry->slots[i];
        if (wanted(slot) && places->n < PLACES_MAX) {
            places->of[places->n] = specimen;
            places->slots[places->n++] = slot;
        }
        for (size_t j = 0; j < slot->n; j++) {
            collect(specimen, &slot->entries[j], wanted, places);
        }
    }
}

/* Only parts that the board refers to matter, but a change in another is harmless. */
static void collect_all(struct specimen *specimen, slot_test *wanted, struct places *places)
{
    collect(specimen, &specimen->root, wanted, places);
    for (size_t i = 0; i < specimen->n_parts; i++) {
        collect_all(specimen->parts[i], wanted, places);
    }
}

/* Is there a value that is not written, and is that not an answer by itself? */
static bool says_nothing(const struct ecc_field *field)
{
    return (field->flags & (ECC_FIELD_OPTIONAL | ECC_FIELD_REQUIRED)) == 0 &&
           field->fallback == NULL;
}

static bool can_narrow(const struct slot *slot)
{
    switch (slot->field->kind) {
    case ECC_FACT_QUANTITY:
        return slot->figure.form == FORM_ABSENT ? says_nothing(slot->field)
                                                : slot->figure.form != FORM_EXACT;
    case ECC_FACT_WORD:
    case ECC_FACT_YESNO:
        return slot->word == WORD_UNKNOWN ||
               (slot->word == WORD_ABSENT && says_nothing(slot->field));
    case ECC_FACT_LIST:
    case ECC_FACT_TABLE:
        return slot->given ? slot->open : says_nothing(slot->field);
    case ECC_FACT_RECORD:
    case ECC_FACT_ITEM:
    case ECC_FACT_TEXT:
    case ECC_FACT_TEXTS:
    case ECC_FACT_BILINGUAL:
    case ECC_FACT_COUNTRY:
    case ECC_FACT_DATE:
        break;
    }
    return false;
}

static void narrow_figure(struct dice *dice, struct slot *slot)
{
    struct bounds bounds = bounds_of(&slot->figure, slot->field);
    long long value = 0;
    long long other = 0;
    if (!value_within(dice, &bounds, slot->field, &value) ||
        !value_within(dice, &bounds, slot->field, &other)) {
        return;
    }
    struct figure figure = {.form = FORM_EXACT, .lo = value, .hi = value};
    if (dice_chance(dice, 30) && value < other) {
        figure = (struct figure){.form = FORM_BETWEEN, .lo = value, .hi = other};
    } else if (dice_chance(dice, 20) && !bounds.bounded) {
        figure.form = dice_chance(dice, 50) ? FORM_AT_LEAST : FORM_MORE_THAN;
    } else if (dice_chance(dice, 20) && bounds.bottom == 0 && value > step_of(slot->field)) {
        figure.form = dice_chance(dice, 50) ? FORM_AT_MOST : FORM_LESS_THAN;
    }
    slot->figure = figure;
}

static bool narrow_list(struct making *making, struct slot *slot)
{
    bool table = slot->field->kind == ECC_FACT_TABLE;
    unsigned more = slot->n < ENTRIES_MAX
                        ? dice_below(making->dice, (unsigned)(ENTRIES_MAX - slot->n) + 1)
                        : 0;
    if (table && slot->n + more == 0) {
        more = 1; /* an empty table says nothing that could be written */
    }
    for (unsigned i = 0; i < more; i++) {
        if (!add_entry(making, slot)) {
            return false;
        }
    }
    slot->given = true;
    slot->open = slot->n < ENTRIES_MAX && dice_chance(making->dice, 30);
    return true;
}

bool specimen_narrow(struct specimen *specimen, struct ecc_arena *arena, struct dice *dice,
                     char *what)
{
    struct places places = {.n = 0};
    collect_all(specimen, can_narrow, &places);
    if (places.n == 0) {
        return false;
    }
    unsigned at = dice_below(dice, (unsigned)places.n);
    struct slot *slot = places.slots[at];
    snprintf(what, 64, "%s of %s", slot->field->key, places.of[at]->name);
    if (slot->field->kind == ECC_FACT_QUANTITY) {
        narrow_figure(dice, slot);
        return true;
    }
    if (slot->field->kind == ECC_FACT_WORD || slot->field->kind == ECC_FACT_YESNO) {
        slot->word = (int)dice_below(dice, count_words(slot->field));
        return true;
    }
    struct making making = {.arena = arena, .dice = dice, .specimen = places.of[at], .gaps = 20};
    return narrow_list(&making, slot);
}

/* ---- Widening ------------------------------------------------------------------------------- */

static bool can_widen(const struct slot *slot)
{
    switch (slot->field->kind) {
    case ECC_FACT_QUANTITY:
        return slot->figure.form != FORM_ABSENT && slot->figure.form != FORM_UNKNOWN;
    case ECC_FACT_WORD:
    case ECC_FACT_YESNO:
        return slot->word >= 0 &&
               (slot->field->flags & (ECC_FIELD_REQUIRED | ECC_FIELD_OPTIONAL)) == 0;
    case ECC_FACT_LIST:
    case ECC_FACT_TABLE:
        return slot->given && !slot->open;
    case ECC_FACT_RECORD:
    case ECC_FACT_ITEM:
    case ECC_FACT_TEXT:
    case ECC_FACT_TEXTS:
    case ECC_FACT_BILINGUAL:
    case ECC_FACT_COUNTRY:
    case ECC_FACT_DATE:
        break;
    }
    return false;
}

static void widen_figure(struct dice *dice, struct slot *slot)
{
    struct bounds bounds = bounds_of(&slot->figure, slot->field);
    long long step = step_of(slot->field);
    long long down = step * (long long)dice_below(dice, 500);
    long long bottom = bounds.bottom > down + step ? bounds.bottom - down : step;
    bool falls = bottom > bounds.bottom; /* there is no room below */
    switch (dice_below(dice, 4)) {
    case 0:
        slot->figure = (struct figure){.form = FORM_UNKNOWN};
        return;
    case 1:
        if (!falls) {
            slot->figure = (struct figure){.form = FORM_AT_LEAST, .lo = bottom};
            return;
        }
        break;
    case 2:
        if (bounds.bounded && bounds.top >= step) {
            slot->figure = (struct figure){
                .form = FORM_AT_MOST, .lo = bounds.top, .hi = bounds.top};
            return;
        }
        break;
    default:
        if (bounds.bounded && !falls) {
            long long up = step * (long long)(1 + dice_below(dice, 500));
            slot->figure = (struct figure){
                .form = FORM_BETWEEN, .lo = bottom, .hi = bounds.top + up};
            return;
        }
        break;
    }
    slot->figure = (struct figure){.form = FORM_UNKNOWN};
}

bool specimen_widen(struct specimen *specimen, struct dice *dice, char *what)
{
    struct places places = {.n = 0};
    collect_all(specimen, can_widen, &places);
    if (places.n == 0) {
        return false;
    }
    unsigned at = dice_below(dice, (unsigned)places.n);
    struct slot *slot = places.slots[at];
    snprintf(what, 64, "%s of %s", slot->field->key, places.of[at]->name);
    if (slot->field->kind == ECC_FACT_QUANTITY) {
        widen_figure(dice, slot);
    } else if (slot->field->kind == ECC_FACT_WORD || slot->field->kind == ECC_FACT_YESNO) {
        slot->word = WORD_UNKNOWN;
    } else {
        slot->open = true;
    }
    return true;
}

/* ---- Adding a peak -------------------------------------------------------------------------- */

static bool takes_a_peak(const struct slot *slot)
{
    return slot->field->kind == ECC_FACT_TABLE && strcmp(slot->field->key, "peaks") == 0 &&
           slot->given && slot->n < ENTRIES_MAX;
}

bool specimen_add_peak(struct specimen *specimen, struct ecc_arena *arena, struct dice *dice,
                       char *what)
{
    struct places places = {.n = 0};
    collect_all(specimen, takes_a_peak, &places);
    if (places.n == 0) {
        return false;
    }
    unsigned at = dice_below(dice, (unsigned)places.n);
    snprintf(what, 64, "a peak of %s", places.of[at]->name);
    struct making making = {.arena = arena, .dice = dice, .specimen = places.of[at], .gaps = 20};
    return add_entry(&making, places.slots[at]);
}
