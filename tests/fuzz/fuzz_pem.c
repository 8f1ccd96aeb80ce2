/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a key file, public and private, and as the public part of a key in metadata. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "pack/key.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static int answer(void *user, ecc_str key, bool fresh, char *buffer, int size)
{
    (void)user;
    (void)key;
    check(!fresh && size >= 4);
    memcpy(buffer, "open", 4);
    return 4;
}

static void try_public(struct ecc_arena *arena, struct ecc_crypto *crypto, ecc_str bytes,
                       ecc_diags *diags)
{
    struct ecc_pack_json *object = NULL;
    ecc_str id = {NULL, 0};
    const ecc_status status = ecc_key_from_pem(arena, crypto, ECC_STR("fuzz.pub"), bytes, &object,
                                               &id, diags);
    check(status == ECC_OK || status == ECC_E_INVALID);
    if (status == ECC_OK) {
        struct ecc_key key = {.kind = ECC_KEY_OTHER};
        check(ecc_key_read(arena, crypto, id, object, &key) == ECC_OK && key.kind != ECC_KEY_OTHER);
        check(ecc_key_same(crypto, &key, &key));
        check(!ecc_key_verifies(crypto, &key, ECC_STR("x"), ECC_STR("00")));
    }
    for (enum ecc_key_kind kind = ECC_KEY_OTHER; kind < ECC_KEY_KINDS; kind++) {
        const struct ecc_key key = {.id = ECC_STR("x"), .kind = kind, .public = bytes};
        check(!ecc_key_verifies(crypto, &key, ECC_STR("x"), ECC_STR("3006020101020101")));
    }
}

static void try_private(struct ecc_arena *arena, struct ecc_crypto *crypto, ecc_str bytes,
                        ecc_diags *diags)
{
    struct ecc_secret *secret = NULL;
    const ecc_status status = ecc_secret_from_pem(arena, crypto, ECC_STR("fuzz.pem"), bytes, answer,
                                                  NULL, &secret, diags);
    check(status == ECC_OK || status == ECC_E_INVALID);
    ecc_secret_close(secret);
}

/* A file can ask for any amount of work before its passphrase is tried: iterations of the function
 * that stretches it. That is the owner's own affair, and here it would only be slow. */
static bool is_encrypted(ecc_str bytes)
{
    static const char word[] = "ENCRYPTED";
    for (size_t i = 0; i + sizeof word - 1 <= bytes.len; i++) {
        if (memcmp(bytes.ptr + i, word, sizeof word - 1) == 0) {
            return true;
        }
    }
    return false;
}

/* Opened once: it is slower than all the rest. */
static struct ecc_crypto *crypto_of_all_runs(void)
{
    static struct ecc_arena *arena = NULL;
    static struct ecc_crypto *crypto = NULL;
    if (arena == NULL) {
        arena = ecc_arena_new(0);
        check(arena != NULL && ecc_crypto_open(arena, ECC_CRYPTO_APART, &crypto) == ECC_OK);
    }
    return crypto;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ecc_arena *arena = ecc_arena_new((size_t)64 << 20);
    struct ecc_crypto *crypto = crypto_of_all_runs();
    ecc_diags *diags = NULL;
    const ecc_str bytes = {(const char *)data, size};
    check(arena != NULL && ecc_diags_new(&diags) == ECC_OK);
    try_public(arena, crypto, bytes, diags);
    if (!is_encrypted(bytes)) {
        try_private(arena, crypto, bytes, diags);
    }
    ecc_diags_free(diags);
    ecc_arena_free(arena);
    return 0;
}
