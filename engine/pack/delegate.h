/* SPDX-License-Identifier: Apache-2.0 */
/* What refresh.c and delegate.c, the two halves of the workflow, share. */
#ifndef ECC_PACK_DELEGATE_H
#define ECC_PACK_DELEGATE_H

#include "pack/refresh.h"

/* Metadata from where it comes from; its not being there is told and ECC_E_UNTRUSTED. */
ecc_status ecc_trusted_fetch(const struct ecc_trusted *trusted, ecc_str file, size_t max,
                             ecc_str *out, struct ecc_diags *diags);
/* To the store and from it, if there is one. */
ecc_status ecc_trusted_save(const struct ecc_trusted *trusted, ecc_str file, ecc_str bytes,
                            struct ecc_diags *diags);
ecc_status ecc_trusted_load(const struct ecc_trusted *trusted, ecc_str file, size_t max,
                            ecc_str *out);

/* The largest size to take: what metadata says, but never more than the cap. */
size_t ecc_listed_cap(const struct ecc_meta_file *listed, size_t cap);

/* More than `max` of what the message counts. Always ECC_E_UNTRUSTED. */
ecc_status ecc_trusted_refuse_more(struct ecc_diags *diags, enum ecc_message_id id, ecc_str file,
                                   size_t max);

/* Metadata of targets, of the top role or a delegated one: remembered, recalled or fetched, and
 * signed as `delegator` (NULL: root) asks. */
ecc_status ecc_trusted_role(struct ecc_trusted *trusted, ecc_str name,
                            const struct ecc_trusted_role *delegator,
                            const struct ecc_signers *signers, const struct ecc_metadata **out,
                            struct ecc_diags *diags);

#endif
