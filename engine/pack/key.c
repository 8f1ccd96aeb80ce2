/* SPDX-License-Identifier: Apache-2.0 */
/* Keys and digests by OpenSSL 3. Its error queue is emptied after every failure: what it says is
 * for programmers, and what matters to a person is said by the caller. */
#include "pack/key.h"

#include <assert.h>
#include <limits.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/store.h>
#include <openssl/ui.h>
#include <openssl/x509.h>
#include <string.h>

#include "base/arena.h"
#include "pack/hex.h"
#include "pack/key_object.h"

#define ED25519_LEN    32
#define RSA_LEAST_BITS 2048  /* the specification's */
#define RSA_MOST_BITS  16384 /* OpenSSL's own */
#define SIGNATURE_CAP  (RSA_MOST_BITS / 8)
#define RSA_NEW_BITS   3072
#define PASSPHRASE_CAP 1024

struct ecc_crypto {
    OSSL_LIB_CTX *library; /* NULL: the process's own, with its configuration */
    EVP_MD *digests[ECC_HASHES];
};

struct ecc_secret {
    struct ecc_crypto *crypto;
    EVP_PKEY *key;
    enum ecc_key_kind kind;
    struct ecc_pack_json *object;
    ecc_str id;
};

/* NULL: a part of the scheme. */
static const char *const digests[ECC_KEY_KINDS] = {
    [ECC_KEY_ECDSA_P256] = "SHA256",
    [ECC_KEY_RSA_PSS] = "SHA256",
};

static const char *const hash_names[ECC_HASHES] = {
    [ECC_SHA256] = "sha256", [ECC_SHA512] = "sha512"};

const char *ecc_hash_name(enum ecc_hash hash)
{
    return hash_names[hash];
}

/* ---- Opening and closing ------------------------------------------------------------------- */

/* Once and for the whole process; has no effect where OpenSSL is at work already. */
static void start_bare(void)
{
    (void)OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ADD_ALL_CIPHERS |
                                  OPENSSL_INIT_NO_ADD_ALL_DIGESTS,
                              NULL);
}

ecc_status ecc_crypto_open(struct ecc_arena *arena, enum ecc_crypto_mode mode,
                           struct ecc_crypto **out)
{
    struct ecc_crypto *crypto = ECC_NEW(arena, struct ecc_crypto);
    if (crypto == NULL) {
        return ECC_E_NOMEM;
    }
    if (mode == ECC_CRYPTO_ALONE) {
        start_bare();
    }
    if (mode != ECC_CRYPTO_CONFIGURED) {
        crypto->library = OSSL_LIB_CTX_new();
        if (crypto->library == NULL) {
            return ECC_E_NOMEM;
        }
    }
    *out = crypto;
    return ECC_OK;
}

void ecc_crypto_close(struct ecc_crypto *crypto)
{
    if (crypto == NULL) {
        return;
    }
    for (size_t i = 0; i < ECC_HASHES; i++) {
        EVP_MD_free(crypto->digests[i]);
    }
    OSSL_LIB_CTX_free(crypto->library);
    *crypto = (struct ecc_crypto){.library = NULL};
}

/* ---- Digests ------------------------------------------------------------------------------- */

bool ecc_hash_hex(struct ecc_crypto *crypto, enum ecc_hash hash, ecc_str bytes,
                  char out[ECC_HASH_HEX])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    if (crypto->digests[hash] == NULL) {
        crypto->digests[hash] = EVP_MD_fetch(crypto->library, hash_names[hash], NULL);
    }
    if (crypto->digests[hash] == NULL ||
        EVP_Digest(bytes.len > 0 ? bytes.ptr : "", bytes.len, digest, &len, crypto->digests[hash],
                   NULL) != 1) {
        ERR_clear_error();
        return false;
    }
    ecc_hex_write(digest, len, out);
    return true;
}

/* ---- Public keys --------------------------------------------------------------------------- */

/* A PEM text may claim to be encrypted; nobody is to be asked for a passphrase of a public key. */
static int refuse_passphrase(char *buffer, int size, int writing, void *user)
{
    (void)buffer;
    (void)size;
    (void)writing;
    (void)user;
    return -1;
}

static bool is_p256(const EVP_PKEY *key)
{
    char group[64];
    size_t len = 0;
    return EVP_PKEY_get_group_name(key, group, sizeof group, &len) == 1 &&
           strcmp(group, "prime256v1") == 0;
}

static enum ecc_key_kind kind_of(const EVP_PKEY *key)
{
    if (EVP_PKEY_is_a(key, "ED25519")) {
        return ECC_KEY_ED25519;
    }
    if (EVP_PKEY_is_a(key, "EC") && is_p256(key)) {
        return ECC_KEY_ECDSA_P256;
    }
    if (EVP_PKEY_is_a(key, "RSA") && EVP_PKEY_get_bits(key) >= RSA_LEAST_BITS &&
        EVP_PKEY_get_bits(key) <= RSA_MOST_BITS) {
        return ECC_KEY_RSA_PSS;
    }
    return ECC_KEY_OTHER;
}

static BIO *bio_of(ecc_str text)
{
    return text.len > INT_MAX ? NULL : BIO_new_mem_buf(text.ptr, (int)text.len);
}

static EVP_PKEY *load_pem(struct ecc_crypto *crypto, ecc_str pem)
{
    BIO *bio = bio_of(pem);
    EVP_PKEY *key = NULL;
    if (bio != NULL) {
        key = PEM_read_bio_PUBKEY_ex(bio, NULL, refuse_passphrase, NULL, crypto->library, NULL);
    }
    BIO_free(bio);
    ERR_clear_error();
    return key;
}

/* NULL unless it is a key of the kind it says. */
static EVP_PKEY *load_public(struct ecc_crypto *crypto, const struct ecc_key *key)
{
    EVP_PKEY *loaded = NULL;
    if (key->kind == ECC_KEY_ED25519) {
        unsigned char raw[ED25519_LEN];
        if (ecc_hex_read(key->public, raw, sizeof raw) == sizeof raw) {
            loaded = EVP_PKEY_new_raw_public_key_ex(crypto->library, "ED25519", NULL, raw,
                                                    sizeof raw);
            ERR_clear_error();
        }
        return loaded;
    }
    if (key->kind != ECC_KEY_OTHER) {
        loaded = load_pem(crypto, key->public);
    }
    if (loaded != NULL && kind_of(loaded) != key->kind) {
        EVP_PKEY_free(loaded);
        return NULL;
    }
    return loaded;
}

static bool use_pss(EVP_PKEY_CTX *context, int salt_len)
{
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, salt_len) > 0;
}

static bool verifies(struct ecc_crypto *crypto, const struct ecc_key *key, EVP_PKEY *loaded,
                     ecc_str bytes, const unsigned char *signature, size_t len)
{
    EVP_PKEY_CTX *context = NULL; /* belongs to `digest` */
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    const bool good = digest != NULL &&
                      EVP_DigestVerifyInit_ex(digest, &context, digests[key->kind], crypto->library,
                                              NULL, loaded, NULL) == 1 &&
                      (key->kind != ECC_KEY_RSA_PSS || use_pss(context, RSA_PSS_SALTLEN_AUTO)) &&
                      EVP_DigestVerify(digest, signature, len, (const unsigned char *)bytes.ptr,
                                       bytes.len) == 1;
    EVP_MD_CTX_free(digest);
    ERR_clear_error();
    return good;
}

bool ecc_key_verifies(struct ecc_crypto *crypto, const struct ecc_key *key, ecc_str bytes,
                      ecc_str signature)
{
    unsigned char raw[SIGNATURE_CAP];
    const size_t len = ecc_hex_read(signature, raw, sizeof raw);
    if (len == 0) {
        return false;
    }
    EVP_PKEY *loaded = load_public(crypto, key);
    const bool good = loaded != NULL && verifies(crypto, key, loaded, bytes, raw, len);
    EVP_PKEY_free(loaded);
    return good;
}

bool ecc_key_same(struct ecc_crypto *crypto, const struct ecc_key *a, const struct ecc_key *b)
{
    if (a->kind != b->kind) {
        return false;
    }
    EVP_PKEY *left = load_public(crypto, a);
    EVP_PKEY *right = load_public(crypto, b);
    const bool same = left != NULL && right != NULL && EVP_PKEY_eq(left, right) == 1;
    EVP_PKEY_free(left);
    EVP_PKEY_free(right);
    ERR_clear_error();
    return same;
}

/* ---- Key objects --------------------------------------------------------------------------- */

static ecc_status text_of_bio(struct ecc_arena *arena, BIO *bio, ecc_str *out)
{
    char *bytes = NULL;
    const long len = BIO_get_mem_data(bio, &bytes);
    *out = ecc_arena_str(arena, (ecc_str){bytes, len > 0 ? (size_t)len : 0});
    return out->ptr != NULL ? ECC_OK : ECC_E_NOMEM;
}

static ecc_status public_pem(struct ecc_arena *arena, EVP_PKEY *key, ecc_str *out)
{
    BIO *bio = BIO_new(BIO_s_mem());
    ecc_status status = ECC_E_NOMEM;
    if (bio != NULL && PEM_write_bio_PUBKEY(bio, key) == 1) {
        status = text_of_bio(arena, bio, out);
    }
    BIO_free(bio);
    ERR_clear_error();
    return status;
}

static ecc_status public_text(struct ecc_arena *arena, EVP_PKEY *key, enum ecc_key_kind kind,
                              ecc_str *out)
{
    if (kind != ECC_KEY_ED25519) {
        return public_pem(arena, key, out);
    }
    unsigned char raw[ED25519_LEN];
    char hex[2 * ED25519_LEN + 1];
    size_t len = sizeof raw;
    if (EVP_PKEY_get_raw_public_key(key, raw, &len) != 1) {
        ERR_clear_error();
        return ECC_E_INVALID;
    }
    ecc_hex_write(raw, len, hex);
    *out = ecc_arena_str(arena, ecc_str_of(hex));
    return out->ptr != NULL ? ECC_OK : ECC_E_NOMEM;
}

static ecc_status object_of(struct ecc_arena *arena, struct ecc_crypto *crypto, EVP_PKEY *key,
                            struct ecc_pack_json **out_object, ecc_str *out_id)
{
    const enum ecc_key_kind kind = kind_of(key);
    ecc_str text = {NULL, 0};
    TRY(public_text(arena, key, kind, &text));
    return ecc_key_object(arena, crypto, kind, text, out_object, out_id);
}

static ecc_status refuse(struct ecc_diags *diags, enum ecc_message_id id, ecc_str file)
{
    ecc_diag_add(diags, id, ecc_span_none(), ECC_ARGS(ecc_arg_text("file", file)));
    return ECC_E_INVALID;
}

ecc_status ecc_key_from_pem(struct ecc_arena *arena, struct ecc_crypto *crypto, ecc_str file,
                            ecc_str pem, struct ecc_pack_json **out_object, ecc_str *out_id,
                            struct ecc_diags *diags)
{
    EVP_PKEY *key = load_pem(crypto, pem);
    if (key == NULL) {
        return refuse(diags, ECC_M_trust_public_key, file);
    }
    const ecc_status status = kind_of(key) == ECC_KEY_OTHER
                                  ? refuse(diags, ECC_M_trust_key_kind, file)
                                  : object_of(arena, crypto, key, out_object, out_id);
    EVP_PKEY_free(key);
    return status;
}

/* ---- Private keys -------------------------------------------------------------------------- */

struct question {
    ecc_passphrase_fn ask;
    void *user;
    ecc_str key;
};

static int ask_passphrase(char *buffer, int size, int writing, void *user)
{
    const struct question *question = user;
    (void)writing;
    return question->ask(question->user, question->key, false, buffer, size);
}

/* Takes the key over, also when it fails. */
static ecc_status make_secret(struct ecc_arena *arena, struct ecc_crypto *crypto, EVP_PKEY *key,
                              struct ecc_secret **out)
{
    struct ecc_secret *secret = ECC_NEW(arena, struct ecc_secret);
    ecc_status status = secret == NULL ? ECC_E_NOMEM : ECC_OK;
    if (status == ECC_OK) {
        *secret = (struct ecc_secret){.crypto = crypto, .key = key, .kind = kind_of(key)};
        status = object_of(arena, crypto, key, &secret->object, &secret->id);
    }
    if (status != ECC_OK) {
        EVP_PKEY_free(key);
        return status;
    }
    *out = secret;
    return ECC_OK;
}

ecc_status ecc_secret_generate(struct ecc_arena *arena, struct ecc_crypto *crypto,
                               enum ecc_key_kind kind, struct ecc_secret **out)
{
    EVP_PKEY *key = NULL;
    assert(kind != ECC_KEY_OTHER);
    if (kind == ECC_KEY_RSA_PSS) {
        key = EVP_PKEY_Q_keygen(crypto->library, NULL, "RSA", (size_t)RSA_NEW_BITS);
    } else if (kind == ECC_KEY_ECDSA_P256) {
        key = EVP_PKEY_Q_keygen(crypto->library, NULL, "EC", "P-256");
    } else {
        key = EVP_PKEY_Q_keygen(crypto->library, NULL, "ED25519");
    }
    ERR_clear_error();
    return key == NULL ? ECC_E_NOMEM : make_secret(arena, crypto, key, out);
}

static ecc_status take_secret(struct ecc_arena *arena, struct ecc_crypto *crypto, EVP_PKEY *key,
                              ecc_str from, struct ecc_secret **out, struct ecc_diags *diags)
{
    if (key == NULL) {
        return refuse(diags, ECC_M_trust_private_key, from);
    }
    if (kind_of(key) == ECC_KEY_OTHER) {
        EVP_PKEY_free(key);
        return refuse(diags, ECC_M_trust_key_kind, from);
    }
    return make_secret(arena, crypto, key, out);
}

ecc_status ecc_secret_from_pem(struct ecc_arena *arena, struct ecc_crypto *crypto, ecc_str file,
                               ecc_str pem, ecc_passphrase_fn ask, void *user,
                               struct ecc_secret **out, struct ecc_diags *diags)
{
    struct question question = {ask, user, file};
    BIO *bio = bio_of(pem);
    EVP_PKEY *key = NULL;
    if (bio != NULL) {
        key = PEM_read_bio_PrivateKey_ex(bio, NULL, ask_passphrase, &question, crypto->library,
                                         NULL);
    }
    BIO_free(bio);
    ERR_clear_error();
    return take_secret(arena, crypto, key, file, out, diags);
}

/* A provider that is loaded by hand takes the place of the default one, which therefore is loaded
 * too. Where the configuration has loaded it already, nothing changes. */
static void load_token_provider(ecc_str uri)
{
    if (ecc_str_starts(uri, ECC_STR("pkcs11:")) && OSSL_PROVIDER_available(NULL, "pkcs11") != 1) {
        (void)OSSL_PROVIDER_load(NULL, "default");
        (void)OSSL_PROVIDER_load(NULL, "pkcs11");
    }
    ERR_clear_error();
}

static EVP_PKEY *first_private_key(OSSL_STORE_CTX *store)
{
    EVP_PKEY *key = NULL;
    (void)OSSL_STORE_expect(store, OSSL_STORE_INFO_PKEY);
    while (key == NULL && !OSSL_STORE_eof(store)) {
        OSSL_STORE_INFO *info = OSSL_STORE_load(store);
        if (info == NULL) {
            break;
        }
        key = OSSL_STORE_INFO_get_type(info) == OSSL_STORE_INFO_PKEY
                  ? OSSL_STORE_INFO_get1_PKEY(info)
                  : NULL;
        OSSL_STORE_INFO_free(info);
    }
    return key;
}

ecc_status ecc_secret_from_uri(struct ecc_arena *arena, struct ecc_crypto *crypto, ecc_str uri,
                               ecc_passphrase_fn ask, void *user, struct ecc_secret **out,
                               struct ecc_diags *diags)
{
    struct question question = {ask, user, uri};
    const ecc_str text = ecc_arena_str(arena, uri);
    UI_METHOD *method = UI_UTIL_wrap_read_pem_callback(ask_passphrase, 0);
    EVP_PKEY *key = NULL;
    if (text.ptr != NULL && method != NULL) {
        load_token_provider(uri);
        OSSL_STORE_CTX *store = OSSL_STORE_open_ex(text.ptr, crypto->library, NULL, method,
                                                   &question, NULL, NULL, NULL);
        if (store != NULL) {
            key = first_private_key(store);
            OSSL_STORE_close(store);
        }
    }
    UI_destroy_method(method);
    ERR_clear_error();
    return take_secret(arena, crypto, key, uri, out, diags);
}

void ecc_secret_close(struct ecc_secret *secret)
{
    if (secret != NULL) {
        EVP_PKEY_free(secret->key);
        secret->key = NULL;
    }
}

const struct ecc_pack_json *ecc_secret_object(const struct ecc_secret *secret)
{
    return secret->object;
}

ecc_str ecc_secret_id(const struct ecc_secret *secret)
{
    return secret->id;
}

ecc_status ecc_secret_public_pem(struct ecc_arena *arena, const struct ecc_secret *secret,
                                 ecc_str *out)
{
    return public_pem(arena, secret->key, out);
}

/* scrypt with a cost at which OpenSSL's own default memory limit still opens the file. */
static X509_SIG *encrypt(PKCS8_PRIV_KEY_INFO *plain, struct ecc_crypto *crypto,
                         const char *passphrase, int len)
{
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(crypto->library, "AES-256-CBC", NULL);
    X509_ALGOR *algorithm = NULL;
    X509_SIG *sealed = NULL;
    if (cipher != NULL) {
        algorithm = PKCS5_pbe2_set_scrypt(cipher, NULL, 0, NULL, (uint64_t)1 << 14, 8, 5);
    }
    if (algorithm != NULL) {
        sealed = PKCS8_set0_pbe_ex(passphrase, len, plain, algorithm, crypto->library, NULL);
    }
    if (sealed == NULL) {
        X509_ALGOR_free(algorithm); /* else it belongs to `sealed` */
    }
    EVP_CIPHER_free(cipher);
    return sealed;
}

static bool write_secret(BIO *bio, const struct ecc_secret *secret, const char *passphrase, int len)
{
    PKCS8_PRIV_KEY_INFO *plain = EVP_PKEY2PKCS8(secret->key);
    bool good = false;
    if (plain != NULL && len == 0) {
        good = PEM_write_bio_PKCS8_PRIV_KEY_INFO(bio, plain) == 1;
    } else if (plain != NULL) {
        X509_SIG *sealed = encrypt(plain, secret->crypto, passphrase, len);
        good = sealed != NULL && PEM_write_bio_PKCS8(bio, sealed) == 1;
        X509_SIG_free(sealed);
    }
    PKCS8_PRIV_KEY_INFO_free(plain);
    return good;
}

ecc_status ecc_secret_export(struct ecc_arena *arena, const struct ecc_secret *secret, ecc_str file,
                             ecc_passphrase_fn ask, void *user, ecc_str *out)
{
    char passphrase[PASSPHRASE_CAP];
    const int len = ask(user, file, true, passphrase, (int)sizeof passphrase);
    if (len < 0) {
        OPENSSL_cleanse(passphrase, sizeof passphrase);
        return ECC_E_USAGE;
    }
    ecc_status status = ECC_E_NOMEM;
    BIO *bio = BIO_new(BIO_s_secmem());
    if (bio != NULL && write_secret(bio, secret, passphrase, len)) {
        status = text_of_bio(arena, bio, out);
    }
    BIO_free(bio);
    OPENSSL_cleanse(passphrase, sizeof passphrase);
    ERR_clear_error();
    return status;
}

ecc_status ecc_secret_sign(struct ecc_arena *arena, const struct ecc_secret *secret, ecc_str bytes,
                           ecc_str *out)
{
    unsigned char raw[SIGNATURE_CAP];
    char hex[2 * SIGNATURE_CAP + 1];
    size_t len = sizeof raw;
    EVP_PKEY_CTX *context = NULL; /* belongs to `digest` */
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    const bool good =
        digest != NULL &&
        EVP_DigestSignInit_ex(digest, &context, digests[secret->kind], secret->crypto->library,
                              NULL, secret->key, NULL) == 1 &&
        (secret->kind != ECC_KEY_RSA_PSS || use_pss(context, RSA_PSS_SALTLEN_DIGEST)) &&
        EVP_DigestSign(digest, raw, &len, (const unsigned char *)bytes.ptr, bytes.len) == 1;
    EVP_MD_CTX_free(digest);
    ERR_clear_error();
    if (!good) {
        return ECC_E_IO;
    }
    ecc_hex_write(raw, len, hex);
    *out = ecc_arena_str(arena, ecc_str_of(hex));
    return out->ptr != NULL ? ECC_OK : ECC_E_NOMEM;
}

const char *ecc_crypto_library(void)
{
    return OpenSSL_version(OPENSSL_VERSION_STRING);
}
