/* SPDX-License-Identifier: Apache-2.0 */
/* From a JSON tree to the fields of metadata; a part of metadata.c. */
#ifndef ECC_PACK_METADATA_READ_H
#define ECC_PACK_METADATA_READ_H

#include "pack/metadata.h"

struct ecc_metadata_reader {
    struct ecc_arena *arena;
    struct ecc_crypto *crypto;
    ecc_str file;
    struct ecc_diags *diags;
};

/* `metadata` has its role and its tree. ECC_E_UNTRUSTED with a diagnostic, ECC_E_NOMEM. */
ecc_status ecc_metadata_read(struct ecc_metadata_reader *reader, struct ecc_metadata *metadata);

#endif
