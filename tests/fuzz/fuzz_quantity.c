/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target of model/quantity.h: the first byte chooses what the reader wants, the rest is the text.
 *
 * Must hold: nothing crashes; a refusal is exactly one diagnostic; a value lies in its domain; each
 * end, printed exactly, is read back as the same number, and as the same quantity where its decimals
 * end and are few enough. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/quantity.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct ecc_quantity_want wants[] = {
    {.dim = ECC_DIM_RATE_INIT},
    {.dim = ECC_DIM_BANDWIDTH_INIT},
    {.dim = ECC_DIM_AREA_INIT, .positive = true},
    {.dim = ECC_DIM_DATA_INIT},
    {.dim = ECC_DIM_TPP_INIT, .bare = true},
    {.dim = ECC_DIM_DENSITY_INIT, .exact_only = true},
    {.integer = true},
    {.integer = true, .positive = true},
};

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* `number` in the coherent unit, as text, parsed again. */
static void check_as_quantity(struct ecc_arena *arena, ecc_str number, const ecc_num *value,
                              const struct ecc_quantity_want *want, struct ecc_diags *diags)
{
    struct ecc_buf buf;
    ecc_num plain;
    struct ecc_quantity again;
    if (!ecc_num_parse(number, &plain)) {
        return;
    }
    ecc_buf_init(&buf, arena);
    ecc_buf_add(&buf, number);
    ecc_buf_putc(&buf, ' ');
    ecc_buf_add(&buf, ecc_dim_unit_text(arena, want->dim));
    require(ecc_quantity_parse(arena, ecc_buf_str(&buf), ecc_span_none(), want, &again, diags) ==
            ECC_OK);
    require(ecc_interval_is_exact(&again.value) && ecc_num_cmp(&again.value.lo, value) == 0);
}

static void check_end(struct ecc_arena *arena, const ecc_num *value, bool is_member,
                      const struct ecc_quantity_want *want, struct ecc_diags *diags)
{
    struct ecc_buf buf;
    ecc_num again;
    ecc_buf_init(&buf, arena);
    ecc_num_print_exact(value, &buf);
    require(ecc_num_parse_exact(ecc_buf_str(&buf), &again) && ecc_num_cmp(value, &again) == 0);
    if (is_member) {
        check_as_quantity(arena, ecc_buf_str(&buf), value, want, diags);
    }
}

static void check_value(struct ecc_arena *arena, const struct ecc_quantity *quantity,
                        const struct ecc_quantity_want *want, struct ecc_diags *diags)
{
    const struct ecc_interval *value = &quantity->value;
    const ecc_num zero = ecc_num_zero();
    require(ecc_dim_eq(quantity->dim, want->dim) && !ecc_interval_is_empty(value));
    require(value->lo.sign >= 0 && !(want->positive && ecc_interval_has(value, &zero)));
    require(!want->exact_only || ecc_interval_is_exact(value));
    check_end(arena, &value->lo, !value->lo_open, want, diags);
    if (!value->hi_inf) {
        check_end(arena, &value->hi, !value->hi_open, want, diags);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ecc_diags *diags = NULL;
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_quantity read;
    if (size == 0 || arena == NULL || ecc_diags_new(&diags) != ECC_OK) {
        ecc_arena_free(arena);
        return 0;
    }
    const struct ecc_quantity_want *want = &wants[data[0] % (sizeof wants / sizeof wants[0])];
    const ecc_str text = {(const char *)data + 1, size - 1};
    const ecc_status status = ecc_quantity_parse(arena, text, ecc_span_none(), want, &read, diags);
    require(status == ECC_OK || status == ECC_E_INVALID);
    require(ecc_diags_count(diags) == (status == ECC_E_INVALID));
    if (status == ECC_OK) {
        check_value(arena, &read, want, diags);
    }
    ecc_diags_free(diags);
    ecc_arena_free(arena);
    return 0;
}
