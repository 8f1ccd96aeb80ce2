/* SPDX-License-Identifier: Apache-2.0 */
/* Keys: vectors made with another library, what is no key, and keys of our own there and back. */
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "pack/hex.h"
#include "pack/key.h"
#include "pack/moment.h"

#define MESSAGE ECC_STR("what is vouched for")

static const char ed25519_public[] =
    "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";
static const char ed25519_signature[] =
    "d7a32e980444771f9b5a75a04347f9208fa05ae190799cf82ed4bc070e1a1322bea5c58fd2396f95"
    "c380a193d4e48203b094bfdd4f104e25c6981436d5876100";
static const char p256_public[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEPteijsZI7c5dW34lL2sqr7tEg1EU\n"
    "oks8qo9xD2SZO8JXEaNM3JIpCAtjnwmXf+t8qR7M4WSb/qithccrIGrefg==\n"
    "-----END PUBLIC KEY-----\n";
static const char p256_signature[] =
    "304402206ea65ef637d7748ff1d34728cec64b334a238067363e3992372db908b342d6bd0220337a"
    "e620bb87fcfab201d89b21ad0d2823496a18d9cf9bd547fee09558938b5d";
/* The same key, its point written in the compressed form. */
static const char p256_compressed[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgACPteijsZI7c5dW34lL2sqr7tEg1EU\n"
    "oks8qo9xD2SZO8I=\n"
    "-----END PUBLIC KEY-----\n";
static const char p384_public[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE2KF+Vbji9HvDaf2WFmlc4nPc5OMHgwpl\n"
    "9aSpqolnyYeu6nrTZWd6E7/WXD/lpmk5vcU1QsUhOlE0XbqCIKuyPHFlmk2FCzu6\n"
    "/40DW9CKWesyCZyWqQSeTX1DXPZ1cTvI\n"
    "-----END PUBLIC KEY-----\n";
static const char rsa_public[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAzP4rQyUJtfb1hbqjWS97\n"
    "oFPwzG71WWAO0uF5WaBz+huxI++qGWDVmpRyPm/xcn2fpSpHZVyC1g9BRMyIRaSi\n"
    "4n4UkDvuh1tZqtvpGNTDIKXfZiuQFtxhd7cxuoRXzEockVaPv9UPs2BED9e6RW2f\n"
    "v4PPHNQowiG2E1jMlq2Af96EUerAdc5usI/lXeWHJmPsBSpVh5zTDf6yS42njcpU\n"
    "E2W3czIhQQfdDXU/+no9I7aysaSkCIp/utKQo5WVPNqArxLS11p0oRtg1UuIg7XI\n"
    "nIPFHDGRmMWetTPYByhDqo/tiTvrw3m+Iy160+tfrEN9XyY233XQXV870Cvjctp0\n"
    "MwIDAQAB\n"
    "-----END PUBLIC KEY-----\n";
static const char rsa_signature_digest_salt[] =
    "ae25faec17abafc40c71770207bef75299af56c4976b9885acf469d2a04ef9bde56f1cf271f570b3"
    "63c24052632958372e9b8bb70990d5a1f6f83fd4db08362cbd069db1edf2aa09a3fcb1ba5d284bbe"
    "209f6b34250354a77817082599b67db5961d8edee0293b1b5d88b6568ddadf8baae31fd723899cef"
    "ff7784a81417fbe9eb00c96f3a89bb49a2f1e866d2550fb9d1d318602bd0de00d8c8b87d536d563f"
    "6bdf3f3608811bb7b25d68abe51a3c5cdc14d4c66332970cc651354d68b2c1f3693e3af5bb5027cf"
    "2c9e9eb05c75591b74f2e43e6c8991b44f51c297a7e2c7524efeaf97fe3b00476fed0a8ca48ff564"
    "8355390842d80ed05714e6845f2647f0";
static const char rsa_signature_longest_salt[] =
    "1ba480958e3d7bfaae686ae5a0c5724795bf2e585d8c74004b7d218b875533809ec6290e5bd7414d"
    "313650277276d1139d6839f02ee703195de29f603f443273f810e7ba96648a05c680fb3389ed6b7e"
    "1d124b9690ceae04d80e0245c97168ce36bfea2ddabafc6c954b648afd8ffc83c4cd89b6bc56fcca"
    "9eecd7f7861dbb7537a97d7d38bfe92877aef77e54e61bcc4f58bda4127b2817871c95b42fcade32"
    "ca1cea45ac7cbd1bef1440326c4ef9a0291e49597d61e42219321cac834c48fb59b64d527db46a22"
    "6cd2f68c7ef87c55f478e25360fc208b3770fe3a43b2e91d0dd76181bc6586e170c7bf53ca302ff3"
    "65fd1df86e763c1d497fea0a7cc86fdc";
static const char rsa_signature_pkcs1[] =
    "c9d7727ebb2b1bdcc14408a7d69e1cfa9b45e0dbe977a7a93be15891565298d19562bc5627900b26"
    "630717e6bff0060cb65e67456f21466fa36d88f8c41d0702bb0f5febfb46e8b3f45b371d45027768"
    "fe26549cab304a3df442e897417e223cb2cd3ca925020a65cff1f071fd0a27965444b4b9f3d44500"
    "b3b1919d74e66fb0a42c583f016869dd3755be96ee1881826828e4894720a3d00896c95ac24fbb22"
    "34961514f23475b8fc80e9c0667b01b8298217be4e2e9f0b02e9c94c185ff25e0f43a641afd27ce2"
    "c12b532c846e84d8a6818265c8131bdb2c8143b24daffdc73a391c99d91cb8992d5be89cef250d23"
    "19b86d279610cb84a853981fe2c9d70b";
static const char rsa_1024_public[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDaJ54SG85LWg4/74qIEVRVXWh3\n"
    "f/TJ53G7KBg6Xt4S44ZfRA11iSgahXYDX8/Qz2Lf6VWbKDZNRdSZOi4Dgvi8H/jd\n"
    "n0v13Wk9Jvxf8/PD99lhEnXapnyhyG2A0aqD4e5CW/mKOcC2BmXP06uF05nvAdZ1\n"
    "E/xvdZA83ZV2rk2AywIDAQAB\n"
    "-----END PUBLIC KEY-----\n";
static const char rsa_1024_signature[] =
    "67298c6ae0ed7733599ae7b0078b2253a6140f4b83821c90378102960f97d0808d4d9df63f818da2"
    "f0998775d771313210ac2a063e48d6b76f88a469380a5313397d3313547bfb4cb73ccd3a63b174d3"
    "40033aa905a649cccb832c98b7264bed7115eb16e02a7ee9cfe94cb4172befab82bc4b5946ca4ae3"
    "5915c7597244e17e";

struct scene {
    struct ecc_arena *arena;
    struct ecc_crypto *crypto;
    ecc_diags *diags;
};

static int set_up(void **state)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    struct scene *scene = ECC_NEW(arena, struct scene);
    scene->arena = arena;
    *state = scene;
    return ecc_diags_new(&scene->diags) == ECC_OK &&
                   ecc_crypto_open(arena, ECC_CRYPTO_APART, &scene->crypto) == ECC_OK
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    ecc_crypto_close(scene->crypto);
    ecc_diags_free(scene->diags);
    ecc_arena_free(scene->arena);
    return 0;
}

static struct ecc_pack_json *object_of(struct scene *scene, const char *keytype, const char *scheme,
                                       const char *public)
{
    struct ecc_arena *arena = scene->arena;
    struct ecc_pack_json *object = ecc_pack_json_object(arena);
    struct ecc_pack_json *keyval = ecc_pack_json_object(arena);
    assert_true(ecc_pack_json_set(arena, keyval, ECC_STR("public"),
                                  ecc_pack_json_string(arena, ecc_str_of(public))));
    assert_true(ecc_pack_json_set(arena, object, ECC_STR("keytype"),
                                  ecc_pack_json_string(arena, ecc_str_of(keytype))));
    assert_true(ecc_pack_json_set(arena, object, ECC_STR("scheme"),
                                  ecc_pack_json_string(arena, ecc_str_of(scheme))));
    assert_true(ecc_pack_json_set(arena, object, ECC_STR("keyval"), keyval));
    return object;
}

static ecc_str id_of(struct scene *scene, const struct ecc_pack_json *object)
{
    struct ecc_buf canonical;
    char hex[ECC_HASH_HEX];
    ecc_buf_init(&canonical, scene->arena);
    ecc_pack_json_canonical(object, &canonical);
    assert_true(ecc_hash_hex(scene->crypto, ECC_SHA256, ecc_buf_str(&canonical), hex));
    return ecc_arena_str(scene->arena, ecc_str_of(hex));
}

static struct ecc_key key_of(struct scene *scene, const char *keytype, const char *scheme,
                             const char *public)
{
    struct ecc_key key = {.kind = ECC_KEY_OTHER};
    const struct ecc_pack_json *object = object_of(scene, keytype, scheme, public);
    assert_int_equal(ecc_key_read(scene->arena, scene->crypto, id_of(scene, object), object, &key),
                     ECC_OK);
    return key;
}

static bool verifies(struct scene *scene, const struct ecc_key *key, const char *signature)
{
    return ecc_key_verifies(scene->crypto, key, MESSAGE, ecc_str_of(signature));
}

/* ---- Digests ------------------------------------------------------------------------------- */

static void digests(void **state)
{
    struct scene *scene = *state;
    char hex[ECC_HASH_HEX];
    assert_true(ecc_hash_hex(scene->crypto, ECC_SHA256, ECC_STR("abc"), hex));
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(ecc_hash_hex(scene->crypto, ECC_SHA256, (ecc_str){NULL, 0}, hex));
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_true(ecc_hash_hex(scene->crypto, ECC_SHA512, ECC_STR("abc"), hex));
    assert_string_equal(hex, "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                             "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

static void reads_hexadecimal_strictly(void **state)
{
    (void)state;
    unsigned char bytes[4] = {0};
    assert_int_equal(ecc_hex_read(ECC_STR("00fFa9"), bytes, 4), 3);
    assert_int_equal(bytes[1], 0xff);
    assert_int_equal(bytes[2], 0xa9);
    assert_int_equal(ecc_hex_read(ECC_STR("0"), bytes, 4), 0);
    assert_int_equal(ecc_hex_read(ECC_STR("0g"), bytes, 4), 0);
    assert_int_equal(ecc_hex_read(ECC_STR("0102030405"), bytes, 4), 0);
    assert_int_equal(ecc_hex_read(ECC_STR(" 010"), bytes, 4), 0);
    assert_true(ecc_hex_eq(ECC_STR("aB"), ECC_STR("Ab")));
    assert_false(ecc_hex_eq(ECC_STR("ab"), ECC_STR("abcd")));
    assert_false(ecc_hex_eq(ECC_STR(""), ECC_STR("")));
    assert_false(ecc_hex_eq(ECC_STR("zz"), ECC_STR("zz")));
    assert_true(ecc_hex_starts(ECC_STR("abcd"), ECC_STR("")));
}

/* ---- Public keys --------------------------------------------------------------------------- */

static void verifies_ed25519(void **state)
{
    struct scene *scene = *state;
    const struct ecc_key key = key_of(scene, "ed25519", "ed25519", ed25519_public);
    assert_string_equal(key.id.ptr,
                        "63d00ee3cf4f5c61ad94efa696c68f13b608fe56ecea13fb144a6fd18e9235b9");
    assert_true(verifies(scene, &key, ed25519_signature));
    assert_false(ecc_key_verifies(scene->crypto, &key, ECC_STR("what is vouched foR"),
                                  ecc_str_of(ed25519_signature)));
    assert_false(verifies(scene, &key, ""));
    assert_false(verifies(scene, &key, "00"));
    assert_false(verifies(scene, &key, "not hexadecimal"));
    for (size_t i = 0; i < sizeof ed25519_signature - 1; i++) {
        char signature[sizeof ed25519_signature];
        memcpy(signature, ed25519_signature, sizeof signature);
        signature[i] = signature[i] == '0' ? '1' : '0';
        assert_false(verifies(scene, &key, signature));
    }
}

static void verifies_ecdsa(void **state)
{
    struct scene *scene = *state;
    const struct ecc_key key = key_of(scene, "ecdsa", "ecdsa-sha2-nistp256", p256_public);
    const struct ecc_key early = key_of(scene, "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256",
                                        p256_public);
    const struct ecc_key compressed = key_of(scene, "ecdsa", "ecdsa-sha2-nistp256",
                                             p256_compressed);
    assert_true(verifies(scene, &key, p256_signature));
    assert_true(verifies(scene, &early, p256_signature));
    assert_true(verifies(scene, &compressed, p256_signature));
    assert_false(verifies(scene, &key, ed25519_signature));
    assert_true(ecc_key_same(scene->crypto, &key, &compressed));
    assert_false(ecc_str_eq(key.id, compressed.id));
}

static void verifies_rsa_with_any_salt(void **state)
{
    struct scene *scene = *state;
    const struct ecc_key key = key_of(scene, "rsa", "rsassa-pss-sha256", rsa_public);
    assert_true(verifies(scene, &key, rsa_signature_digest_salt));
    assert_true(verifies(scene, &key, rsa_signature_longest_salt));
    assert_false(verifies(scene, &key, rsa_signature_pkcs1));
}

static void weak_and_foreign_keys_verify_nothing(void **state)
{
    struct scene *scene = *state;
    const struct ecc_key weak = key_of(scene, "rsa", "rsassa-pss-sha256", rsa_1024_public);
    const struct ecc_key curve = key_of(scene, "ecdsa", "ecdsa-sha2-nistp256", p384_public);
    const struct ecc_key mixed = key_of(scene, "ecdsa", "ecdsa-sha2-nistp256", rsa_public);
    const struct ecc_key scheme = key_of(scene, "ed25519", "ed448", ed25519_public);
    const struct ecc_key type = key_of(scene, "sphincs", "sphincs-shake", ed25519_public);
    assert_false(verifies(scene, &weak, rsa_1024_signature));
    assert_false(verifies(scene, &curve, p256_signature));
    assert_false(verifies(scene, &mixed, rsa_signature_digest_salt));
    assert_int_equal(scheme.kind, ECC_KEY_OTHER);
    assert_int_equal(type.kind, ECC_KEY_OTHER);
    assert_false(verifies(scene, &type, ed25519_signature));
    assert_false(ecc_key_same(scene->crypto, &type, &type));
}

static void a_key_goes_by_its_own_id(void **state)
{
    struct scene *scene = *state;
    const struct ecc_pack_json *object = object_of(scene, "ed25519", "ed25519", ed25519_public);
    struct ecc_key key = {.kind = ECC_KEY_OTHER};
    const ecc_str other = ECC_STR(
        "63d00ee3cf4f5c61ad94efa696c68f13b608fe56ecea13fb144a6fd18e9235b8");
    assert_int_equal(ecc_key_read(scene->arena, scene->crypto, other, object, &key), ECC_OK);
    assert_int_equal(key.kind, ECC_KEY_OTHER);
    assert_false(verifies(scene, &key, ed25519_signature));
    /* fields that are not known are a part of what the id is of */
    struct ecc_pack_json *more = object_of(scene, "ed25519", "ed25519", ed25519_public);
    assert_true(ecc_pack_json_set(scene->arena, more, ECC_STR("owner"),
                                  ecc_pack_json_string(scene->arena, ECC_STR("x"))));
    assert_int_equal(ecc_key_read(scene->arena, scene->crypto, id_of(scene, more), more, &key),
                     ECC_OK);
    assert_true(verifies(scene, &key, ed25519_signature));
}

static void what_is_no_key(void **state)
{
    struct scene *scene = *state;
    struct ecc_key key = {.kind = ECC_KEY_OTHER};
    struct ecc_pack_json *object = object_of(scene, "ed25519", "ed25519", ed25519_public);
    ecc_pack_json_remove(object, ECC_STR("scheme"));
    assert_int_equal(ecc_key_read(scene->arena, scene->crypto, ECC_STR("x"), object, &key),
                     ECC_E_INVALID);
    static const char *const bad[] = {"", "abcd", "zz", "-----BEGIN PUBLIC KEY-----\n"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const struct ecc_key none = key_of(scene, "ed25519", "ed25519", bad[i]);
        const struct ecc_key pem = key_of(scene, "ecdsa", "ecdsa-sha2-nistp256", bad[i]);
        assert_false(verifies(scene, &none, ed25519_signature));
        assert_false(verifies(scene, &pem, p256_signature));
    }
}

static void reads_public_keys_from_pem(void **state)
{
    struct scene *scene = *state;
    struct ecc_pack_json *object = NULL;
    ecc_str id = {NULL, 0};
    assert_int_equal(ecc_key_from_pem(scene->arena, scene->crypto, ECC_STR("k.pub"),
                                      ecc_str_of(p256_public), &object, &id, scene->diags),
                     ECC_OK);
    assert_true(ecc_str_is(ecc_pack_json_get(object, "keytype")->text, "ecdsa"));
    assert_true(ecc_str_is(ecc_pack_json_get(ecc_pack_json_get(object, "keyval"), "public")->text,
                           p256_public));
    assert_true(ecc_str_eq(id, id_of(scene, object)));
    assert_int_equal(ecc_key_from_pem(scene->arena, scene->crypto, ECC_STR("k.pub"),
                                      ecc_str_of(p384_public), &object, &id, scene->diags),
                     ECC_E_INVALID);
    assert_string_equal(ecc_diags_at(scene->diags, 0).id, "trust.key-kind");
    ecc_diags_clear(scene->diags);
    assert_int_equal(ecc_key_from_pem(scene->arena, scene->crypto, ECC_STR("k.pub"),
                                      ECC_STR("nothing"), &object, &id, scene->diags),
                     ECC_E_INVALID);
    assert_string_equal(ecc_diags_at(scene->diags, 0).id, "trust.public-key");
}

/* ---- How large an RSA key may be -------------------------------------------------------------- */

/* What an RSA key is made of; one that says no more than `modulus` is a public key. */
struct rsa {
    BIGNUM *modulus;
    BIGNUM *d, *p, *q, *d_p, *d_q, *inverse;
};
#define RSA_E 65537

/* As a file has it. */
static ecc_str pem_of_rsa(struct scene *scene, const struct rsa *rsa)
{
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    EVP_PKEY *key = NULL;
    BIO *bio = BIO_new(BIO_s_mem());
    char *bytes = NULL;
    const struct {
        const char *name;
        const BIGNUM *number;
    } parts[] = {
        {OSSL_PKEY_PARAM_RSA_N, rsa->modulus},           {OSSL_PKEY_PARAM_RSA_D, rsa->d},
        {OSSL_PKEY_PARAM_RSA_FACTOR1, rsa->p},           {OSSL_PKEY_PARAM_RSA_FACTOR2, rsa->q},
        {OSSL_PKEY_PARAM_RSA_EXPONENT1, rsa->d_p},       {OSSL_PKEY_PARAM_RSA_EXPONENT2, rsa->d_q},
        {OSSL_PKEY_PARAM_RSA_COEFFICIENT1, rsa->inverse}};
    const bool public = rsa->d == NULL;
    for (size_t i = 0; i < (public ? 1 : sizeof parts / sizeof parts[0]); i++) {
        assert_int_equal(OSSL_PARAM_BLD_push_BN(build, parts[i].name, parts[i].number), 1);
    }
    assert_int_equal(OSSL_PARAM_BLD_push_uint(build, OSSL_PKEY_PARAM_RSA_E, RSA_E), 1);
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
    assert_int_equal(EVP_PKEY_fromdata_init(context), 1);
    assert_int_equal(
        EVP_PKEY_fromdata(context, &key, public ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR, params),
        1);
    assert_int_equal(public ? PEM_write_bio_PUBKEY(bio, key)
                            : PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL),
                     1);
    const long len = BIO_get_mem_data(bio, &bytes);
    const ecc_str pem = ecc_arena_str(scene->arena, (ecc_str){bytes, (size_t)len});
    BIO_free(bio);
    EVP_PKEY_free(key);
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    return pem;
}

static void rsa_keys_have_a_size(void **state)
{
    static const struct {
        int bits;
        ecc_status status;
    } cases[] = {{2047, ECC_E_INVALID}, {2048, ECC_OK}, {16384, ECC_OK}, {16385, ECC_E_INVALID}};
    struct scene *scene = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ecc_pack_json *object = NULL;
        ecc_str id = {NULL, 0};
        const struct rsa rsa = {.modulus = BN_new()}; /* 2^bits - 1: nobody asks for its factors */
        assert_true(BN_set_bit(rsa.modulus, cases[i].bits) && BN_sub_word(rsa.modulus, 1));
        ecc_diags_clear(scene->diags);
        assert_int_equal(ecc_key_from_pem(scene->arena, scene->crypto, ECC_STR("k.pub"),
                                          pem_of_rsa(scene, &rsa), &object, &id, scene->diags),
                         cases[i].status);
        assert_int_equal(object != NULL, cases[i].status == ECC_OK);
        assert_int_equal(ecc_diags_count(scene->diags), cases[i].status == ECC_OK ? 0 : 1);
        if (cases[i].status != ECC_OK) {
            assert_string_equal(ecc_diags_at(scene->diags, 0).id, "trust.key-kind");
        }
        BN_free(rsa.modulus);
    }
}

/* A prime that a standard names, which saves the time to look for one. */
static BIGNUM *known_prime(const char *group)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "DH", NULL);
    EVP_PKEY *params = NULL;
    BIGNUM *prime = NULL;
    char name[32];
    (void)snprintf(name, sizeof name, "%s", group);
    const OSSL_PARAM wanted[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name, 0),
        OSSL_PARAM_construct_end()};
    assert_int_equal(EVP_PKEY_paramgen_init(context), 1);
    assert_int_equal(EVP_PKEY_CTX_set_params(context, wanted), 1);
    assert_int_equal(EVP_PKEY_generate(context, &params), 1);
    assert_int_equal(EVP_PKEY_get_bn_param(params, OSSL_PKEY_PARAM_FFC_P, &prime), 1);
    EVP_PKEY_free(params);
    EVP_PKEY_CTX_free(context);
    return prime;
}

static struct rsa rsa_of(BN_CTX *context, BIGNUM *p, BIGNUM *q)
{
    struct rsa rsa = {BN_new(), BN_new(), p, q, BN_new(), BN_new(), BN_new()};
    BIGNUM *e = BN_new();
    BIGNUM *less_p = BN_dup(p);
    BIGNUM *less_q = BN_dup(q);
    BIGNUM *order = BN_new();
    assert_true(BN_mul(rsa.modulus, p, q, context) && BN_set_word(e, RSA_E) &&
                BN_sub_word(less_p, 1) && BN_sub_word(less_q, 1) &&
                BN_mul(order, less_p, less_q, context));
    assert_non_null(BN_mod_inverse(rsa.d, e, order, context));
    assert_non_null(BN_mod_inverse(rsa.inverse, q, p, context));
    assert_true(BN_mod(rsa.d_p, rsa.d, less_p, context) && BN_mod(rsa.d_q, rsa.d, less_q, context));
    BN_free(e);
    BN_free(less_p);
    BN_free(less_q);
    BN_free(order);
    return rsa;
}

static void the_largest_rsa_key_signs(void **state)
{
    struct scene *scene = *state;
    BN_CTX *context = BN_CTX_new();
    struct rsa rsa = rsa_of(context, known_prime("modp_8192"), known_prime("ffdhe8192"));
    struct ecc_secret *secret = NULL;
    struct ecc_key key = {.kind = ECC_KEY_OTHER};
    ecc_str signature = {NULL, 0};
    assert_int_equal(BN_num_bits(rsa.modulus), 16384);
    assert_int_equal(ecc_secret_from_pem(scene->arena, scene->crypto, ECC_STR("k.pem"),
                                         pem_of_rsa(scene, &rsa), NULL, NULL, &secret,
                                         scene->diags),
                     ECC_OK);
    assert_int_equal(ecc_secret_sign(scene->arena, secret, MESSAGE, &signature), ECC_OK);
    assert_int_equal(signature.len, 2 * 16384 / 8);
    assert_int_equal(ecc_key_read(scene->arena, scene->crypto, ecc_secret_id(secret),
                                  ecc_secret_object(secret), &key),
                     ECC_OK);
    assert_true(ecc_key_verifies(scene->crypto, &key, MESSAGE, signature));
    assert_false(ecc_key_verifies(scene->crypto, &key, ECC_STR("something else"), signature));
    ecc_secret_close(secret);
    BIGNUM *const parts[] = {rsa.modulus, rsa.d, rsa.p, rsa.q, rsa.d_p, rsa.d_q, rsa.inverse};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        BN_free(parts[i]);
    }
    BN_CTX_free(context);
}

/* ---- Private keys -------------------------------------------------------------------------- */

struct asked {
    const char *passphrase; /* NULL: gives up */
    int times;
    bool fresh;
};

static int answer(void *user, ecc_str key, bool fresh, char *buffer, int size)
{
    struct asked *asked = user;
    assert_true(key.len > 0);
    asked->times++;
    asked->fresh = fresh;
    if (asked->passphrase == NULL) {
        return -1;
    }
    assert_true(strlen(asked->passphrase) < (size_t)size);
    memcpy(buffer, asked->passphrase, strlen(asked->passphrase));
    return (int)strlen(asked->passphrase);
}

static void makes_keys_that_come_back(void **state)
{
    struct scene *scene = *state;
    const ecc_str file = ECC_STR("k.pem");
    for (enum ecc_key_kind kind = ECC_KEY_OTHER + 1; kind < ECC_KEY_KINDS; kind++) {
        struct ecc_secret *secret = NULL;
        struct ecc_secret *again = NULL;
        struct asked right = {"open sesame", 0, false};
        struct asked wrong = {"open barley", 0, false};
        struct asked silent = {NULL, 0, false};
        ecc_str pem = {NULL, 0};
        ecc_str signature = {NULL, 0};
        struct ecc_key key = {.kind = ECC_KEY_OTHER};
        assert_int_equal(ecc_secret_generate(scene->arena, scene->crypto, kind, &secret), ECC_OK);
        assert_int_equal(ecc_secret_export(scene->arena, secret, file, answer, &silent, &pem),
                         ECC_E_USAGE);
        assert_int_equal(ecc_secret_export(scene->arena, secret, file, answer, &right, &pem),
                         ECC_OK);
        assert_true(right.fresh);
        assert_true(ecc_str_starts(pem, ECC_STR("-----BEGIN ENCRYPTED PRIVATE KEY-----")));
        assert_int_equal(ecc_secret_from_pem(scene->arena, scene->crypto, file, pem, answer, &wrong,
                                             &again, scene->diags),
                         ECC_E_INVALID);
        assert_int_equal(ecc_secret_from_pem(scene->arena, scene->crypto, file, pem, answer,
                                             &silent, &again, scene->diags),
                         ECC_E_INVALID);
        assert_int_equal(ecc_secret_from_pem(scene->arena, scene->crypto, file, pem, answer, &right,
                                             &again, scene->diags),
                         ECC_OK);
        assert_false(right.fresh);
        assert_true(ecc_str_eq(ecc_secret_id(secret), ecc_secret_id(again)));
        assert_int_equal(ecc_secret_sign(scene->arena, again, MESSAGE, &signature), ECC_OK);
        assert_int_equal(ecc_key_read(scene->arena, scene->crypto, ecc_secret_id(secret),
                                      ecc_secret_object(secret), &key),
                         ECC_OK);
        assert_int_equal(key.kind, kind);
        assert_true(ecc_key_verifies(scene->crypto, &key, MESSAGE, signature));
        assert_false(ecc_key_verifies(scene->crypto, &key, ECC_STR("else"), signature));
        ecc_secret_close(again);
        ecc_secret_close(secret);
    }
}

static void an_empty_passphrase_leaves_a_key_open(void **state)
{
    struct scene *scene = *state;
    struct ecc_secret *secret = NULL;
    struct ecc_secret *again = NULL;
    struct asked nothing = {"", 0, false};
    ecc_str pem = {NULL, 0};
    assert_int_equal(ecc_secret_generate(scene->arena, scene->crypto, ECC_KEY_ED25519, &secret),
                     ECC_OK);
    assert_int_equal(ecc_secret_export(scene->arena, secret, ECC_STR("k"), answer, &nothing, &pem),
                     ECC_OK);
    assert_true(ecc_str_starts(pem, ECC_STR("-----BEGIN PRIVATE KEY-----")));
    nothing.times = 0;
    assert_int_equal(ecc_secret_from_pem(scene->arena, scene->crypto, ECC_STR("k"), pem, answer,
                                         &nothing, &again, scene->diags),
                     ECC_OK);
    assert_int_equal(nothing.times, 0);
    ecc_secret_close(again);
    ecc_secret_close(secret);
}

/* The way that keys on a token take: through OpenSSL's store, by a URI. Its own scheme for files
 * stands in for a token. */
static void opens_keys_by_uri(void **state)
{
    struct scene *scene = *state;
    struct ecc_crypto *configured = NULL;
    struct ecc_secret *secret = NULL;
    struct ecc_secret *again = NULL;
    struct asked asked = {"by store", 0, false};
    ecc_str pem = {NULL, 0};
    char path[] = "/tmp/ecc-key-XXXXXX";
    char uri[64];
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(ecc_secret_generate(scene->arena, scene->crypto, ECC_KEY_ECDSA_P256, &secret),
                     ECC_OK);
    assert_int_equal(ecc_secret_export(scene->arena, secret, ECC_STR("k"), answer, &asked, &pem),
                     ECC_OK);
    assert_int_equal(write(fd, pem.ptr, pem.len), pem.len);
    (void)close(fd);
    (void)snprintf(uri, sizeof uri, "file:%s", path);
    assert_int_equal(ecc_crypto_open(scene->arena, ECC_CRYPTO_CONFIGURED, &configured), ECC_OK);
    assert_int_equal(ecc_secret_from_uri(scene->arena, configured, ecc_str_of(uri), answer, &asked,
                                         &again, scene->diags),
                     ECC_OK);
    assert_true(ecc_str_eq(ecc_secret_id(secret), ecc_secret_id(again)));
    ecc_secret_close(again);
    (void)unlink(path);
    assert_int_equal(ecc_secret_from_uri(scene->arena, configured, ecc_str_of(uri), answer, &asked,
                                         &again, scene->diags),
                     ECC_E_INVALID);
    assert_string_equal(ecc_diags_at(scene->diags, 0).id, "trust.private-key");
    ecc_secret_close(secret);
    ecc_crypto_close(configured);
}

/* ---- Moments ------------------------------------------------------------------------------- */

static void reads_and_prints_moments(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t moment;
    } cases[] = {
        {"1970-01-01T00:00:00Z", 0},          {"1985-10-21T01:21:00Z", 498705660},
        {"2000-02-29T23:59:59Z", 951868799},  {"2031-12-31T00:00:00Z", 1956441600},
        {"2100-03-01T00:00:00Z", 4107542400}, {"9999-12-31T23:59:59Z", 253402300799},
    };
    static const char *const bad[] = {
        "2031-12-31",           "2031-12-31T00:00:00",  "2031-12-31 00:00:00Z",
        "2031-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2031-13-01T00:00:00Z",
        "2031-00-01T00:00:00Z", "2031-01-32T00:00:00Z", "2031-01-01T24:00:00Z",
        "2031-01-01T00:60:00Z", "2031-01-01T00:00:60Z", "1969-12-31T23:59:59Z",
        "2031-01-01T00:00:0aZ", "+031-01-01T00:00:00Z", "2031-01-01T00:00:00.0Z"};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t moment = -1;
        char text[ECC_MOMENT_TEXT];
        assert_true(ecc_moment_parse(ecc_str_of(cases[i].text), &moment));
        assert_int_equal(moment, cases[i].moment);
        ecc_moment_print(moment, text);
        assert_string_equal(text, cases[i].text);
        ecc_moment_print_day(moment, text);
        assert_memory_equal(text, cases[i].text, 10);
        assert_int_equal(strlen(text), 10);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int64_t moment = 7;
        assert_false(ecc_moment_parse(ecc_str_of(bad[i]), &moment));
        assert_int_equal(moment, 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(digests, set_up, tear_down),
        cmocka_unit_test(reads_hexadecimal_strictly),
        cmocka_unit_test_setup_teardown(verifies_ed25519, set_up, tear_down),
        cmocka_unit_test_setup_teardown(verifies_ecdsa, set_up, tear_down),
        cmocka_unit_test_setup_teardown(verifies_rsa_with_any_salt, set_up, tear_down),
        cmocka_unit_test_setup_teardown(weak_and_foreign_keys_verify_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_key_goes_by_its_own_id, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reads_public_keys_from_pem, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rsa_keys_have_a_size, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_largest_rsa_key_signs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(makes_keys_that_come_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_passphrase_leaves_a_key_open, set_up, tear_down),
        cmocka_unit_test_setup_teardown(opens_keys_by_uri, set_up, tear_down),
        cmocka_unit_test(reads_and_prints_moments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
