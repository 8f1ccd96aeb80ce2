/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a configuration, as a baseline and as a file of makers. Must hold: it loads or there is an error with a
 * place, never both; what is loaded is within what the format promises. */
#include <stdint.h>
#include <stdlib.h>

#include <ecc/ecc.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef ecc_status (*load_fn)(ecc_str name, ecc_str bytes, ecc_config **out_config,
                              ecc_diags *diags);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_texts(const ecc_str *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        check(texts[i].len > 0 && ecc_text_unsafe_at(texts[i]) == texts[i].len);
    }
}

static void check_view(const ecc_config_view *view)
{
    check_texts(view->include, view->n_include);
    check_texts(view->exclude, view->n_exclude);
    check(!view->has_language || (unsigned)view->language < ECC_LANGUAGES);
    check((view->n_levels == 0) == (view->levels == NULL) || view->n_levels == 0);
    check(view->n_waivers == 0 || view->waivers != NULL);
    check(view->n_known == 0 || view->known != NULL);
}

static void load(ecc_str bytes, load_fn with)
{
    ecc_diags *diags = NULL;
    ecc_config *config = NULL;
    check(ecc_diags_new(&diags) == ECC_OK);
    const ecc_status status = with((ecc_str){".ecc.yaml", 9}, bytes, &config, diags);
    check((status == ECC_OK) == (config != NULL));
    check((status == ECC_OK) == (ecc_diags_errors(diags) == 0));
    if (config != NULL) {
        check_view(ecc_config_about(config));
    }
    ecc_config_free(config);
    ecc_diags_free(diags);
}

static void load_makers(ecc_str bytes)
{
    ecc_diags *diags = NULL;
    ecc_makers *makers = NULL;
    check(ecc_diags_new(&diags) == ECC_OK);
    const ecc_status status = ecc_makers_load((ecc_str){"makers.yaml", 11}, bytes, &makers, diags);
    check((status == ECC_OK) == (makers != NULL));
    check((status == ECC_OK) == (ecc_diags_errors(diags) == 0));
    if (makers != NULL) { /* its own bytes are names as good as any */
        const ecc_party party = ecc_party_of(makers, bytes, bytes);
        check(party.n_notes <= ECC_PARTY_NOTES);
        check(party.listing != ECC_LISTING_ENTRY || party.n_notes > 0);
        for (size_t i = 0; i < party.n_notes; i++) {
            check(party.notes[i]->text.in[ECC_ENGLISH].len > 0);
        }
    }
    ecc_makers_free(makers);
    ecc_diags_free(diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ecc_str bytes = {(const char *)data, size};
    load(bytes, ecc_config_load);
    load(bytes, ecc_baseline_load);
    load_makers(bytes);
    return 0;
}
