/* SPDX-License-Identifier: Apache-2.0 */
/* Keys as metadata writes them: an object of type, scheme and public part, listed under its id. */
#ifndef ECC_PACK_KEY_OBJECT_H
#define ECC_PACK_KEY_OBJECT_H

#include "pack/key.h"

/* `kind` is not OTHER; `text` is hexadecimal or PEM, as struct ecc_key has it. */
ecc_status ecc_key_object(struct ecc_arena *arena, struct ecc_crypto *crypto,
                          enum ecc_key_kind kind, ecc_str text, struct ecc_pack_json **out_object,
                          ecc_str *out_id);

#endif
