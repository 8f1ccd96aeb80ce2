/* SPDX-License-Identifier: Apache-2.0 */
/* Specimens as YAML, in any order of keys and entries and in any units: the same facts every time.
 */
#include <stdio.h>
#include <string.h>

#include "specimen.h"

struct writing {
    struct ecc_buf *out;
    const struct style *style;
    struct dice dice;
};

/* ---- Figures -------------------------------------------------------------------------------- */

/* One unit of these is num / den plain ones; den divides a figure's thousandths times `num`
 * exactly. */
struct spelling {
    const char *unit;
    long long times; /* what a figure is multiplied by, */
    unsigned
        decimals; /* and by how many decimal places it shifts besides the three of thousandths */
};
static const struct spelling rate_units[] = {
    {"TOPS", 1, 0}, {"POPS", 1, 3}, {"GOPS", 1000, 0}, {"TFLOPS", 1, 0}, {"PFLOPS", 1, 3}};
static const struct spelling area_units[] = {
    {"mm2", 1, 0}, {"cm2", 1, 2}, {"um2", 1000000, 0}, {"mm²", 1, 0}};
static const struct spelling bandwidth_units[] = {{"GB/s", 1, 0},    {"TB/s", 1, 3},
                                                  {"MB/s", 1000, 0}, {"Gb/s", 8, 0},
                                                  {"Tb/s", 8, 3},    {"Mb/s", 8000, 0}};
static const struct spelling data_units[] = {{"GB", 1, 0}, {"TB", 1, 3}, {"Gb", 8, 0}};
static const struct spelling power_units[] = {{"W", 1, 0}, {"kW", 1, 3}};
static const struct spelling tpp_units[] = {
    {"TOPS*bit", 1, 0}, {"", 1, 0}, {"POPS*bit", 1, 3}, {"bit*TOPS", 1, 0}};
static const struct spelling density_units[] = {
    {"TOPS*bit/mm2", 1, 0}, {"", 1, 0}, {"POPS*bit/mm2", 1, 3}, {"GOPS*bit/mm2", 1000, 0}};
static const struct spelling no_units[] = {{"", 1, 0}};
#define SPELLINGS(array) (array), sizeof(array) / sizeof(array)[0]

struct spellings {
    struct ecc_dim dim;
    const struct spelling *all;
    size_t n;
};

static struct spelling spelling_for(struct writing *writing, const struct ecc_field *field)
{
    const struct spellings table[] = {
        {ECC_DIM_RATE, SPELLINGS(rate_units)},           {ECC_DIM_AREA, SPELLINGS(area_units)},
        {ECC_DIM_BANDWIDTH, SPELLINGS(bandwidth_units)}, {ECC_DIM_DATA, SPELLINGS(data_units)},
        {ECC_DIM_POWER, SPELLINGS(power_units)},         {ECC_DIM_TPP, SPELLINGS(tpp_units)},
        {ECC_DIM_DENSITY, SPELLINGS(density_units)},     {ECC_DIM_NONE, SPELLINGS(no_units)}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (ecc_dim_eq(table[i].dim, field->dim)) {
            size_t at = writing->style->other_units
                            ? dice_below(&writing->dice, (unsigned)table[i].n)
                            : 0;
            return table[i].all[at];
        }
    }
    return no_units[0];
}

/* thousandths * times / 10^(3 + decimals), without trailing zeros */
static void put_number(struct writing *writing, long long thousandths,
                       const struct spelling *spelling)
{
    char digits[40];
    char text[80];
    int places = 3 + (int)spelling->decimals;
    snprintf(digits, sizeof digits, "%0*lld", places + 1, thousandths * spelling->times);
    int whole = (int)strlen(digits) - places;
    int len = snprintf(text, sizeof text, "%.*s.%s", whole, digits, digits + whole);
    while (text[len - 1] == '0') {
        text[--len] = '\0';
    }
    if (text[len - 1] == '.') {
        text[--len] = '\0';
    }
    ecc_buf_puts(writing->out, text);
}

static void put_figure(struct writing *writing, const struct slot *slot)
{
    static const char *const before[] = {
        [FORM_EXACT] = "",       [FORM_ABOUT] = "~",      [FORM_BETWEEN] = "",
        [FORM_AT_LEAST] = ">= ", [FORM_MORE_THAN] = "> ", [FORM_AT_MOST] = "<= ",
        [FORM_LESS_THAN] = "< "};
    const struct figure *figure = &slot->figure;
    if (figure->form == FORM_UNKNOWN) {
        ecc_buf_puts(writing->out, "unknown");
        return;
    }
    struct spelling spelling = spelling_for(writing, slot->field);
    ecc_buf_puts(writing->out, "\"");
    ecc_buf_puts(writing->out, before[figure->form]);
    bool upper = figure->form == FORM_AT_MOST || figure->form == FORM_LESS_THAN;
    put_number(writing, upper ? figure->hi : figure->lo, &spelling);
    if (figure->form == FORM_BETWEEN) {
        ecc_buf_puts(writing->out, "..");
        put_number(writing, figure->hi, &spelling);
    }
    ecc_buf_puts(writing->out, spelling.unit[0] != '\0' ? " " : "");
    ecc_buf_puts(writing->out, spelling.unit);
    ecc_buf_puts(writing->out, "\"");
}

/* ---- Entries -------------------------------------------------------------------------------- */

static void put_entry(struct writing *writing, const struct entry *entry);

static bool is_written(const struct slot *slot)
{
    switch (slot->field->kind) {
    case ECC_FACT_QUANTITY:
        return slot->figure.form != FORM_ABSENT;
    case ECC_FACT_WORD:
    case ECC_FACT_YESNO:
        return slot->word != WORD_ABSENT;
    case ECC_FACT_LIST:
    case ECC_FACT_TABLE:
        return slot->given;
    case ECC_FACT_ITEM:
        return true;
    case ECC_FACT_RECORD:
        for (size_t i = 0; i < slot->entries->record->n_fields; i++) {
            if (is_written(&slot->entries->slots[i])) {
                return true;
            }
        }
        return false;
    case ECC_FACT_TEXT:
    case ECC_FACT_TEXTS:
    case ECC_FACT_BILINGUAL:
    case ECC_FACT_COUNTRY:
    case ECC_FACT_DATE:
        break;
    }
    return false;
}

static void order_of(struct writing *writing, bool shuffled, size_t *order, size_t n)
{
    if (shuffled) {
        dice_shuffle(&writing->dice, order, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
    }
}

static void put_table(struct writing *writing, const struct slot *slot)
{
    size_t order[8];
    order_of(writing, writing->style->other_keys, order, slot->n);
    ecc_buf_puts(writing->out, "{");
    for (size_t i = 0; i < slot->n; i++) {
        const struct slot *peak = slot->entries[order[i]].slots;
        ecc_buf_puts(writing->out, i > 0 ? ", " : "");
        ecc_buf_puts(writing->out, ecc_number_formats[peak[ECC_PEAK_FORMAT].word]);
        if (peak[ECC_PEAK_WITH].word >= 0) {
            ecc_buf_puts(writing->out, "x");
            ecc_buf_puts(writing->out, ecc_number_formats[peak[ECC_PEAK_WITH].word]);
        }
        ecc_buf_puts(writing->out, ": ");
        if (peak[ECC_PEAK_RATE].figure.form == FORM_ABSENT) {
            ecc_buf_puts(writing->out, "unknown");
        } else {
            put_figure(writing, &peak[ECC_PEAK_RATE]);
        }
    }
    if (slot->open) {
        ecc_buf_puts(writing->out, slot->n > 0 ? ", others: unknown" : "others: unknown");
    }
    ecc_buf_puts(writing->out, "}");
}

static void put_list(struct writing *writing, const struct slot *slot)
{
    size_t order[8];
    order_of(writing, writing->style->other_entries, order, slot->n);
    ecc_buf_puts(writing->out, "[");
    for (size_t i = 0; i < slot->n; i++) {
        ecc_buf_puts(writing->out, i > 0 ? ", " : "");
        put_entry(writing, &slot->entries[order[i]]);
    }
    if (slot->open) {
        ecc_buf_puts(writing->out, slot->n > 0 ? ", unknown" : "unknown");
    }
    ecc_buf_puts(writing->out, "]");
}

static void put_slot(struct writing *writing, const struct slot *slot)
{
    static const char *const yesno[] = {"no", "yes"};
    switch (slot->field->kind) {
    case ECC_FACT_QUANTITY:
        put_figure(writing, slot);
        break;
    case ECC_FACT_WORD:
        ecc_buf_puts(writing->out, slot->word >= 0 ? slot->field->words[slot->word] : "unknown");
        break;
    case ECC_FACT_YESNO:
        ecc_buf_puts(writing->out, slot->word >= 0 ? yesno[slot->word] : "unknown");
        break;
    case ECC_FACT_RECORD:
        put_entry(writing, slot->entries);
        break;
    case ECC_FACT_LIST:
        put_list(writing, slot);
        break;
    case ECC_FACT_TABLE:
        put_table(writing, slot);
        break;
    case ECC_FACT_ITEM:
        ecc_buf_puts(writing->out, "./");
        ecc_buf_puts(writing->out, slot->part->name);
        break;
    case ECC_FACT_TEXT:
    case ECC_FACT_TEXTS:
    case ECC_FACT_BILINGUAL:
    case ECC_FACT_COUNTRY:
    case ECC_FACT_DATE:
        break;
    }
}

static void put_entry(struct writing *writing, const struct entry *entry)
{
    size_t order[ECC_RECORD_FIELDS];
    order_of(writing, writing->style->other_keys, order, entry->record->n_fields);
    bool first = true;
    ecc_buf_puts(writing->out, "{");
    for (size_t i = 0; i < entry->record->n_fields; i++) {
        const struct slot *slot = &entry->slots[order[i]];
        if (!is_written(slot)) {
            continue;
        }
        ecc_buf_puts(writing->out, first ? "" : ", ");
        ecc_buf_puts(writing->out, slot->field->key);
        ecc_buf_puts(writing->out, ": ");
        put_slot(writing, slot);
        first = false;
    }
    ecc_buf_puts(writing->out, "}");
}

ecc_str specimen_text(const struct specimen *specimen, struct ecc_arena *arena,
                      const struct style *style)
{
    struct ecc_buf out;
    ecc_buf_init(&out, arena);
    struct writing writing = {.out = &out, .style = style, .dice = dice_of(style->seed)};
    const struct entry *root = &specimen->root;
    size_t order[ECC_RECORD_FIELDS];
    order_of(&writing, style->other_keys, order, root->record->n_fields);
    ecc_buf_puts(&out, "ecc: ");
    ecc_buf_puts(&out, ecc_spec_headers[specimen->kind]);
    ecc_buf_puts(&out, "\nname: a random part\n");
    for (size_t i = 0; i < root->record->n_fields; i++) {
        const struct slot *slot = &root->slots[order[i]];
        if (is_written(slot)) {
            ecc_buf_puts(&out, slot->field->key);
            ecc_buf_puts(&out, ": ");
            put_slot(&writing, slot);
            ecc_buf_puts(&out, "\n");
        }
    }
    return ecc_buf_str(&out);
}
