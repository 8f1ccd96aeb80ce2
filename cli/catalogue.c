/* SPDX-License-Identifier: Apache-2.0 */
/* Finding parts of the built-in catalogue: see catalogue.h. */
#include "catalogue.h"

#include "near.h"
#include "phrase.h"

ecc_spec *ecc_catalogue_load(struct ecc_cli *cli, size_t part)
{
    ecc_diags *diags = NULL;
    ecc_spec *spec = NULL;
    if (ecc_diags_new(&diags) != ECC_OK) {
        cli->pool.failed = true;
        return NULL;
    }
    const ecc_status status = ecc_spec_load(ecc_catalogue_id(part), ecc_catalogue_bytes(part), NULL,
                                            NULL, &spec, diags);
    if (status != ECC_OK) {
        cli->pool.failed = cli->pool.failed || status == ECC_E_NOMEM;
        spec = NULL;
    }
    ecc_diags_free(diags);
    return spec;
}

bool ecc_catalogue_matches(struct ecc_cli *cli, size_t part, ecc_str text)
{
    if (ecc_near_resembles(ecc_catalogue_id(part), text)) {
        return true;
    }
    ecc_spec *spec = ecc_catalogue_load(cli, part);
    if (spec == NULL) {
        return false;
    }
    const ecc_spec_info *info = ecc_spec_about(spec);
    bool matches = ecc_near_resembles(info->name, text) || ecc_near_contains(info->vendor, text);
    for (size_t i = 0; i < info->n_aliases && !matches; i++) {
        matches = ecc_near_resembles(info->aliases[i], text);
    }
    ecc_spec_free(spec);
    return matches;
}

static ecc_str last_step(ecc_str id)
{
    for (size_t i = id.len; i > 0; i--) {
        if (id.ptr[i - 1] == '/') {
            return (ecc_str){id.ptr + i, id.len - i};
        }
    }
    return id;
}

/* "h100-sxm5-80gb" -> "h100" */
static ecc_str first_word(ecc_str text)
{
    size_t n = 0;
    while (n < text.len && text.ptr[n] != '-') {
        n++;
    }
    return (ecc_str){text.ptr, n};
}

/* One slip in a short name, two in a longer one. */
static bool is_slip(ecc_str a, ecc_str b)
{
    return ecc_near_distance(a, b) <= (b.len < 6 ? 1u : 2u);
}

/* Ids that differ by a slip of the pen: whole, behind the vendor, or in the first word there. */
static size_t guess_by_spelling(ecc_str text, size_t *parts, size_t most)
{
    const size_t n_parts = ecc_catalogue_count();
    size_t n = 0;
    for (size_t i = 0; i < n_parts && n < most; i++) {
        const ecc_str id = ecc_catalogue_id(i);
        const ecc_str tail = last_step(id);
        const ecc_str asked = last_step(text);
        if (is_slip(id, text) || is_slip(tail, asked) || is_slip(first_word(tail), asked)) {
            parts[n++] = i;
        }
    }
    return n;
}

size_t ecc_catalogue_guess(struct ecc_cli *cli, ecc_str text, size_t *parts, size_t most)
{
    const size_t n_parts = ecc_catalogue_count();
    size_t n = 0;
    for (size_t i = 0; i < n_parts && n < most && text.len > 1; i++) {
        if (ecc_catalogue_matches(cli, i, text)) {
            parts[n++] = i;
        }
    }
    return n > 0 ? n : guess_by_spelling(text, parts, most);
}

ecc_str ecc_catalogue_list(struct ecc_cli *cli, const size_t *parts, size_t n, size_t more)
{
    ecc_str ids[16];
    size_t n_ids = 0;
    for (; n_ids < n && n_ids < sizeof(ids) / sizeof(ids[0]); n_ids++) {
        ids[n_ids] = ecc_catalogue_id(parts[n_ids]);
    }
    const ecc_str list = ecc_phrase_list(&cli->page, ids, n_ids, ECC_W_list_comma,
                                         ECC_W_list_comma);
    if (more == 0) {
        return ecc_pool_str(&cli->pool, list);
    }
    return ecc_pool_str(&cli->pool,
                        ecc_say(cli->words, ECC_W_list_more,
                                ECC_WITH(ecc_with("list", list), ecc_with_size("n", more))));
}
