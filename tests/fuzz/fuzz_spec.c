/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a specification. Must hold: it loads or there is an error with a place, never both;
 * what is loaded has all its facts, each with a place inside the file and a value inside its
 * domain. */
#include <stdint.h>
#include <stdlib.h>

#include "model/spec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Everything refers to the file itself, which is then a circle, or to a part that is not there. */
static ecc_status resolve(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                          ecc_str *out_bytes)
{
    const ecc_str *bytes = user;
    if (ref.len % 2 == 0) {
        return ECC_E_NOT_FOUND;
    }
    *out_name = ref.len % 3 == 0 ? from : ref;
    *out_bytes = *bytes;
    return ECC_OK;
}

static void check_thing(const struct ecc_thing *thing);

static void check_list(const struct ecc_fact *fact)
{
    for (size_t i = 0; i < fact->as.list.n; i++) {
        check(fact->as.list.items[i].record == fact->field->of);
        check_thing(&fact->as.list.items[i]);
    }
}

static void check_fact(const struct ecc_fact *fact)
{
    check(fact->span.source != NULL && fact->span.begin <= fact->span.end);
    check(fact->span.end <= fact->span.source->bytes.len);
    switch (fact->field->kind) {
    case ECC_FACT_QUANTITY:
        check(!ecc_interval_is_empty(&fact->as.quantity.value));
        check(fact->as.quantity.value.lo.sign >= 0);
        check(ecc_dim_eq(fact->as.quantity.dim, fact->field->dim));
        break;
    case ECC_FACT_WORD:
        check(fact->presence != ECC_GIVEN || fact->as.word >= 0);
        break;
    case ECC_FACT_RECORD:
        check(fact->as.record != NULL && fact->as.record->record == fact->field->of);
        check_thing(fact->as.record);
        break;
    case ECC_FACT_LIST:
    case ECC_FACT_TABLE:
        check_list(fact);
        break;
    case ECC_FACT_ITEM:
        check(fact->as.item != NULL);
        break;
    case ECC_FACT_TEXT:
    case ECC_FACT_TEXTS:
    case ECC_FACT_BILINGUAL:
    case ECC_FACT_COUNTRY:
    case ECC_FACT_DATE:
    case ECC_FACT_YESNO:
        break;
    }
}

/* Recursion over the tables of the schema, which nest three deep. */
static void check_thing(const struct ecc_thing *thing)
{
    for (size_t i = 0; i < thing->record->n_fields; i++) {
        check(thing->facts[i].field == &thing->record->fields[i]);
        check_fact(&thing->facts[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ecc_str bytes = {(const char *)data, size};
    ecc_diags *diags = NULL;
    ecc_spec *spec = NULL;
    if (ecc_diags_new(&diags) != ECC_OK) {
        return 0;
    }
    const ecc_status status = ecc_spec_load(ECC_STR("./a.yaml"), bytes, resolve, &bytes, &spec,
                                            diags);
    check((status == ECC_OK) == (spec != NULL));
    if (status == ECC_OK) {
        const ecc_fact_view *facts = NULL;
        check(ecc_diags_errors(diags) == 0);
        check(ecc_spec_about(spec)->name.len > 0);
        check(ecc_spec_facts(spec, &facts) > 0);
        check_thing(spec->root);
    } else {
        check(status == ECC_E_NOMEM || ecc_diags_errors(diags) > 0);
    }
    ecc_spec_free(spec);
    ecc_diags_free(diags);
    return 0;
}
