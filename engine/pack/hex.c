/* SPDX-License-Identifier: Apache-2.0 */
/* Hexadecimal digits, of both cases when reading. */
#include "pack/hex.h"

static int value_of(char digit)
{
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

void ecc_hex_write(const unsigned char *bytes, size_t len, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < len; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * len] = '\0';
}

size_t ecc_hex_read(ecc_str text, unsigned char *out, size_t cap)
{
    const size_t len = text.len / 2;
    if (text.len % 2 != 0 || len > cap) {
        return 0;
    }
    for (size_t i = 0; i < len; i++) {
        const int high = value_of(text.ptr[2 * i]);
        const int low = value_of(text.ptr[2 * i + 1]);
        if (high < 0 || low < 0) {
            return 0;
        }
        out[i] = (unsigned char)(high * 16 + low);
    }
    return len;
}

bool ecc_hex_starts(ecc_str text, ecc_str prefix)
{
    if (prefix.len > text.len) {
        return false;
    }
    for (size_t i = 0; i < prefix.len; i++) {
        const int digit = value_of(text.ptr[i]);
        if (digit < 0 || digit != value_of(prefix.ptr[i])) {
            return false;
        }
    }
    return true;
}

bool ecc_hex_eq(ecc_str a, ecc_str b)
{
    return a.len == b.len && a.len > 0 && ecc_hex_starts(a, b);
}
