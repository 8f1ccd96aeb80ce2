/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of a part's maker, in words: shown apart from the verdict. */
#ifndef ECC_CLI_PARTY_H
#define ECC_CLI_PARTY_H

#include "render.h"

#define ECC_PARTY_LINES (ECC_PARTY_NOTES + 1)

/* A sentence each, with its source: the entry of the maker on the list, or that there is none or nobody looked; then
 * every other note. At least one. */
size_t ecc_party_lines(struct ecc_page *page, ecc_str vendor, ecc_str part,
                       ecc_str out_lines[ECC_PARTY_LINES]);
/* Of which day the copy of the list is, and what that leaves open. */
ecc_str ecc_party_copy(struct ecc_page *page);
/* "entry", "no-entry", "not-looked-up"; and the same as words. */
const char *ecc_party_listing(const struct ecc_page *page, ecc_str vendor);
enum ecc_word ecc_party_listing_word(const struct ecc_page *page, ecc_str vendor);

/* The sentences of several parts, each once. Zero-initialise. */
#define ECC_PARTY_LIST 64
struct ecc_party_list {
    ecc_str lines[ECC_PARTY_LIST];
    size_t n;
};
void ecc_party_add(struct ecc_page *page, struct ecc_party_list *list, ecc_str vendor,
                   ecc_str part);
/* A heading, the sentences, what the copy leaves open. */
void ecc_text_parties(struct ecc_page *page, const struct ecc_party_list *list);

/* {"name": ..., "listing": ..., "copy": ..., "notes": [...]} */
void ecc_json_put_party(struct ecc_render *render, ecc_str vendor, ecc_str part);

#endif
