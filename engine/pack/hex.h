/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes as hexadecimal digits. */
#ifndef ECC_PACK_HEX_H
#define ECC_PACK_HEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* 2 * len lower-case digits and a NUL. */
void ecc_hex_write(const unsigned char *bytes, size_t len, char *out);
/* The number of bytes written; 0 when `text` is empty, not pairs of digits, or longer than `cap`
 * bytes. */
size_t ecc_hex_read(ecc_str text, unsigned char *out, size_t cap);
/* The same digits, whatever their case? */
bool ecc_hex_eq(ecc_str a, ecc_str b);
bool ecc_hex_starts(ecc_str text, ecc_str prefix);

#endif
