/* SPDX-License-Identifier: Apache-2.0 */
/* Digests, public keys as metadata holds them, and private keys for those who sign.
 *
 * key.c is the only file that sees OpenSSL. Three kinds of key are known; others are read and never
 * verify anything, so that metadata may use what a later version understands. */
#ifndef ECC_PACK_KEY_H
#define ECC_PACK_KEY_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/str.h"
#include "ecc/ecc.h"
#include "pack/json.h"

struct ecc_arena;

/* How OpenSSL is opened. */
enum ecc_crypto_mode {
    ECC_CRYPTO_APART, /* state of our own, apart from that of the rest of the process */
    ECC_CRYPTO_ALONE, /* the same, and the process uses OpenSSL for nothing else: its configuration
                       * is not read and its tables of old names not filled, which is half of the
                       * time */
    ECC_CRYPTO_CONFIGURED /* the process's own state, with its configuration: what a token needs */
};

/* Lives in `arena`; closed before the arena is freed. Not shared between threads. */
struct ecc_crypto;
ecc_status ecc_crypto_open(struct ecc_arena *arena, enum ecc_crypto_mode mode,
                           struct ecc_crypto **out);
void ecc_crypto_close(struct ecc_crypto *crypto); /* NULL is allowed */

/* ---- Digests ------------------------------------------------------------------------------- */

enum ecc_hash { ECC_SHA256, ECC_SHA512, ECC_HASHES };
#define ECC_HASH_HEX 129 /* the longest in hexadecimal, and a NUL */

const char *ecc_hash_name(enum ecc_hash hash); /* as in metadata: "sha256" */
/* False when out of memory. */
bool ecc_hash_hex(struct ecc_crypto *crypto, enum ecc_hash hash, ecc_str bytes,
                  char out[ECC_HASH_HEX]);

/* ---- Public keys --------------------------------------------------------------------------- */

enum ecc_key_kind {
    ECC_KEY_OTHER,
    ECC_KEY_ED25519,
    ECC_KEY_ECDSA_P256,
    ECC_KEY_RSA_PSS,
    ECC_KEY_KINDS
};

struct ecc_key {
    ecc_str id;
    enum ecc_key_kind
        kind;       /* OTHER: of no use, for its kind, its scheme, its size, or a wrong id */
    ecc_str public; /* hexadecimal for Ed25519, else PEM */
};

/* From the object that metadata lists under `id`. The id must be the SHA-256 of the object's
 * canonical form, else the key is of no use. ECC_E_INVALID when it is no key object at all; no
 * diagnostic. Borrows from `object`. */
ecc_status ecc_key_read(struct ecc_arena *arena, struct ecc_crypto *crypto, ecc_str id,
                        const struct ecc_pack_json *object, struct ecc_key *out);
/* Did this key sign these bytes? `signature` is hexadecimal; anything else is a plain no. */
bool ecc_key_verifies(struct ecc_crypto *crypto, const struct ecc_key *key, ecc_str bytes,
                      ecc_str signature);
/* Are these the same key, however they are written? */
bool ecc_key_same(struct ecc_crypto *crypto, const struct ecc_key *a, const struct ecc_key *b);
/* A public key's object and id from a PEM file ("BEGIN PUBLIC KEY"). ECC_E_INVALID with a
 * diagnostic. */
ecc_status ecc_key_from_pem(struct ecc_arena *arena, struct ecc_crypto *crypto, ecc_str file,
                            ecc_str pem, struct ecc_pack_json **out_object, ecc_str *out_id,
                            struct ecc_diags *diags);

/* ---- Private keys -------------------------------------------------------------------------- */

/* A key that signs. Lives in the arena; closed before the arena is freed and the crypto is closed.
 */
struct ecc_secret;

/* `kind` is not OTHER. */
ecc_status ecc_secret_generate(struct ecc_arena *arena, struct ecc_crypto *crypto,
                               enum ecc_key_kind kind, struct ecc_secret **out);
/* A PEM file; `ask` (of the public header) is called when it is encrypted. ECC_E_INVALID with a
 * diagnostic. */
ecc_status ecc_secret_from_pem(struct ecc_arena *arena, struct ecc_crypto *crypto, ecc_str file,
                               ecc_str pem, ecc_passphrase_fn ask, void *user,
                               struct ecc_secret **out, struct ecc_diags *diags);
/* What an OpenSSL provider finds under a URI: "pkcs11:token=...", "file:...". `crypto` is a
 * configured one. ECC_E_INVALID with a diagnostic. */
ecc_status ecc_secret_from_uri(struct ecc_arena *arena, struct ecc_crypto *crypto, ecc_str uri,
                               ecc_passphrase_fn ask, void *user, struct ecc_secret **out,
                               struct ecc_diags *diags);
void ecc_secret_close(struct ecc_secret *secret); /* NULL is allowed */

/* The key object for metadata, and its id. */
const struct ecc_pack_json *ecc_secret_object(const struct ecc_secret *secret);
ecc_str ecc_secret_id(const struct ecc_secret *secret);
/* The public key as PEM. */
ecc_status ecc_secret_public_pem(struct ecc_arena *arena, const struct ecc_secret *secret,
                                 ecc_str *out);
/* The private key as PEM, PKCS#8; encrypted with what `ask` gives unless that is empty. ECC_E_USAGE
 * when `ask` gives up. */
ecc_status ecc_secret_export(struct ecc_arena *arena, const struct ecc_secret *secret, ecc_str file,
                             ecc_passphrase_fn ask, void *user, ecc_str *out);
/* The signature in hexadecimal. ECC_E_IO when a token refuses. */
ecc_status ecc_secret_sign(struct ecc_arena *arena, const struct ecc_secret *secret, ecc_str bytes,
                           ecc_str *out);

/* The version of OpenSSL. */
const char *ecc_crypto_library(void);

#endif
