/* SPDX-License-Identifier: Apache-2.0 */
/* Formulas are made by dimension, from the root down: whatever is asked for in TOPS*bit comes out
 * in TOPS*bit. */
#include <stdio.h>

#include "lawbook_making.h"

#define N(array) ((unsigned)(sizeof(array) / sizeof(array)[0]))

const char *const making_units[UNITS] = {"TOPS*bit", "TOPS", "mm2", "GB/s", "TOPS*bit/mm2", "1"};

bool making_chance(struct making *making, unsigned percent)
{
    return dice_chance(making->dice, percent);
}

unsigned making_roll(struct making *making, unsigned n)
{
    return dice_below(making->dice, n);
}

void making_put(struct making *making, const char *text)
{
    ecc_buf_puts(&making->out, text);
}

void making_put_int(struct making *making, long long number)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", number);
    making_put(making, text);
}

/* ---- Formulas ------------------------------------------------------------------------------- */

static const char *const pair_keys[] = {"total", "highest-of", "first"};

static void put_pair(struct making *making, enum unit unit, int depth)
{
    making_put(making, "{");
    making_put(making, pair_keys[making_roll(making, 3)]);
    making_put(making, ": [");
    making_put_formula(making, unit, depth - 1);
    making_put(making, ", ");
    making_put_formula(making, unit, depth - 1);
    making_put(making, "]}");
}

static void put_scaled(struct making *making, enum unit unit, int depth)
{
    making_put(making, "{product: [");
    making_put_formula(making, unit, depth - 1);
    making_put(making, ", ");
    making_put_formula(making, PURE, depth - 1);
    making_put(making, "]}");
}

static void put_reading(struct making *making, enum unit unit, int depth)
{
    making_put(making, "{reading: choice, one: ");
    making_put_formula(making, unit, depth - 1);
    making_put(making, ", other: ");
    making_put_formula(making, unit, depth - 1);
    making_put(making, "}");
}

/* An earlier quantity of that unit about the same kind of thing; false when there is none. */
static bool put_quantity(struct making *making, enum unit unit)
{
    size_t found[QUANTITIES_MAX];
    unsigned n = 0;
    for (size_t i = 0; i < making->n_quantities; i++) {
        if (making->quantities[i].unit == unit && making->quantities[i].memory == making->memory) {
            found[n++] = i;
        }
    }
    if (n == 0) {
        return false;
    }
    making_put(making, "{quantity: q");
    making_put_int(making, (long long)found[making_roll(making, n)]);
    making_put(making, "}");
    return true;
}

static void put_constant(struct making *making, enum unit unit)
{
    static const int sizes[UNITS] = {5000, 900, 1500, 600, 6, 4};
    making_put_int(making, 1 + making_roll(making, (unsigned)sizes[unit]));
    if (unit != PURE) {
        making_put(making, " ");
        making_put(making, making_units[unit]);
    }
}

static void put_words(struct making *making, const char *const *words, unsigned n)
{
    unsigned first = making_roll(making, n);
    making_put(making, "[");
    making_put(making, words[first]);
    if (n > 2 && making_chance(making, 30)) {
        making_put(making, ", ");
        making_put(making, words[(first + 1) % n]);
    }
    making_put(making, "]");
}

static void put_peaks(struct making *making, enum unit unit)
{
    static const char *const formats[] = {"fp64", "fp32", "bf16", "fp16", "fp8", "int8", "int4"};
    making_put(making, making_chance(making, 70) ? "{highest: peaks" : "{sum: peaks");
    if (making_chance(making, 20)) {
        making_put(making, ", where: {format: ");
        put_words(making, formats, 7);
        making_put(making, "}");
    }
    if (unit == RATE) {
        making_put(making, ", of: rate}");
        return;
    }
    static const char *const widths[] = {"{table: width}", "{table: width, of-pair: smaller}",
                                         "8 bit",
                                         "{reading: choice, one: {table: width}, other: 16 bit}"};
    making_put(making, ", of: {product: [rate, ");
    making_put(making, widths[making_roll(making, 4)]);
    making_put(making, "]}}");
}

static void put_units(struct making *making, enum unit unit)
{
    static const char *const kinds[] = {"digital-processor", "digital-primitive",
                                        "analog-primitive"};
    making_put(making,
               making_chance(making, 70) ? "{sum: processing-units" : "{highest: processing-units");
    if (making_chance(making, 40)) {
        making_put(making, ", where: {kind: ");
        put_words(making, kinds, 3);
        making_put(making, "}");
    }
    making_put(making, ", of: ");
    put_peaks(making, unit);
    making_put(making, "}");
}

static void put_dies(struct making *making)
{
    static const char *const transistors[] = {"planar", "non-planar"};
    static const char *const roles[] = {"compute", "other"};
    making_put(making, making_chance(making, 80) ? "{sum: logic-dies" : "{highest: logic-dies");
    if (making_chance(making, 60)) {
        making_put(making, ", where: {transistors: ");
        put_words(making, transistors, 2);
        if (making_chance(making, 40)) {
            making_put(making, ", role: ");
            put_words(making, roles, 2);
        }
        making_put(making, "}");
    }
    making_put(making,
               making_chance(making, 80) ? ", of: {product: [area, count]}}" : ", of: area}");
}

static void put_links(struct making *making)
{
    static const char *const words[] = {"no", "yes"};
    static const char *const rates[] = {
        "bandwidth",
        "{highest-of: [bandwidth, programmable-to]}",
        "{by: direction, both: bandwidth, each: {product: [2, bandwidth]}}",
        ("{by: direction, both: {highest-of: [bandwidth, programmable-to]}, each: {product: [2, "
         "bandwidth]}}"),
        "{first: [programmable-to, bandwidth]}",
        "programmable-to",
        "{first: [{by: direction, both: programmable-to, each: 150 GB/s}, bandwidth]}",
        "{product: [2, {by: direction, both: programmable-to, each: bandwidth}]}"};
    making_put(making, making_chance(making, 75) ? "{sum: links" : "{highest: links");
    if (making_chance(making, 30)) {
        making_put(making, ", where: {within-package: ");
        put_words(making, words, 2);
        making_put(making, "}");
    }
    making_put(making, ", of: ");
    making_put(making, rates[making_roll(making, N(rates))]);
    making_put(making, "}");
}

static void put_count(struct making *making)
{
    static const char *const counts[] = {
        "{count: processing-units}",
        "{count: processing-units, where: {kind: [digital-processor, digital-primitive]}}",
        "{count: logic-dies, where: {transistors: [non-planar]}}",
        "{count: links, where: {direction: [both]}}",
        "{sum: logic-dies, of: count}",
    };
    making_put(making, counts[making_roll(making, 5)]);
}

static void put_ratio(struct making *making, enum unit unit, enum unit divisor, int depth)
{
    static const char *const by_zero[] = {"", ", by-zero: undecided", ", by-zero: zero",
                                          ", by-zero: unbounded"};
    making_put(making, "{ratio: [");
    making_put_formula(making, unit, depth - 1);
    making_put(making, ", ");
    making_put_formula(making, divisor, depth - 1);
    making_put(making, "]");
    making_put(making, by_zero[making_roll(making, 4)]);
    making_put(making, "}");
}

/* What only this unit has, for a circuit. */
static void put_circuit_leaf(struct making *making, enum unit unit, int depth)
{
    static const char *const declared[] = {
        "declared.tpp",
        "{by: sold-as, chip: declared.tpp, module: 2400 TOPS*bit, card: 0 TOPS*bit}"};
    switch (unit) {
    case TPP:
        if (making_chance(making, 20)) {
            making_put(making, declared[making_roll(making, N(declared))]);
        } else {
            put_units(making, TPP);
        }
        return;
    case RATE:
        put_units(making, RATE);
        return;
    case AREA:
        put_dies(making);
        return;
    case BANDWIDTH:
        if (making_chance(making, 25)) {
            making_put(making, "memory.bandwidth");
        } else {
            put_links(making);
        }
        return;
    case DENSITY:
        if (depth > 0) {
            put_ratio(making, TPP, AREA, depth);
        } else {
            making_put(making, "declared.performance-density");
        }
        return;
    case PURE:
    case UNITS:
        put_count(making);
        return;
    }
}

static void put_memory_leaf(struct making *making, enum unit unit)
{
    if (unit == AREA) {
        making_put(making, "area");
    } else if (unit == BANDWIDTH) {
        making_put(making, "bandwidth");
    } else {
        put_constant(making, unit);
    }
}

void making_put_formula(struct making *making, enum unit unit, int depth)
{
    unsigned at = making_roll(making, 100);
    if (depth > 0 && at < 18) {
        put_pair(making, unit, depth);
    } else if (depth > 0 && at < 24) {
        put_scaled(making, unit, depth);
    } else if (depth > 0 && at < 30) {
        put_reading(making, unit, depth);
    } else if (depth > 0 && at < 36 && unit == PURE) {
        put_ratio(making, AREA, AREA, depth);
    } else if (at < 60 && put_quantity(making, unit)) {
        return;
    } else if (at >= 96) {
        put_constant(making, unit);
    } else if (making->memory) {
        put_memory_leaf(making, unit);
    } else {
        put_circuit_leaf(making, unit, depth);
    }
}
