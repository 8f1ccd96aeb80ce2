/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes through the JSON reader. What it takes is printed and read again as the same value, and
 * its canonical form is that of what was printed. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "pack/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Recursion as deep as the reader's cap, which it also checks. */
static void check_value(const struct ecc_pack_json *value, size_t depth)
{
    const bool is_object = value->kind == ECC_JSON_OBJECT;
    if (!is_object && value->kind != ECC_JSON_LIST) {
        check(value->n == 0);
        return;
    }
    check(depth < ECC_JSON_MAX_DEPTH);
    for (size_t i = 0; i < value->n; i++) {
        if (is_object) {
            check(i == 0 || ecc_str_cmp(value->names[i - 1], value->names[i]) < 0);
            check(ecc_pack_json_find(value, value->names[i]) == value->items[i]);
        }
        check_value(value->items[i], depth + 1);
    }
}

static ecc_str canonical(struct ecc_arena *arena, const struct ecc_pack_json *value)
{
    struct ecc_buf out;
    ecc_buf_init(&out, arena);
    ecc_pack_json_canonical(value, &out);
    check(!out.failed);
    return ecc_buf_str(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ecc_arena *arena = ecc_arena_new((size_t)64 << 20);
    ecc_diags *diags = NULL;
    struct ecc_pack_json *value = NULL;
    check(arena != NULL && ecc_diags_new(&diags) == ECC_OK);
    const ecc_status status = ecc_pack_json_parse(
        arena, ECC_STR("fuzz.json"), (ecc_str){(const char *)data, size}, &value, diags);
    check(status == ECC_OK || status == ECC_E_INVALID);
    check((status == ECC_OK) == (value != NULL) &&
          (status == ECC_OK) == (ecc_diags_errors(diags) == 0));
    if (value != NULL) {
        struct ecc_pack_json *again = NULL;
        struct ecc_buf printed;
        check_value(value, 0);
        ecc_buf_init(&printed, arena);
        ecc_pack_json_print(value, &printed);
        check(ecc_pack_json_parse(arena, ECC_STR("again.json"), ecc_buf_str(&printed), &again,
                                  diags) == ECC_OK);
        check(ecc_str_eq(canonical(arena, value), canonical(arena, again)));
    }
    ecc_diags_free(diags);
    ecc_arena_free(arena);
    return 0;
}
