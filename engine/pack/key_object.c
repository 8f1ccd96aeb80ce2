/* SPDX-License-Identifier: Apache-2.0 */
/* The kinds of keys by name, and the id that a key goes by. */
#include "pack/key_object.h"

#include "base/arena.h"

static const struct kind {
    const char *keytype;
    const char *scheme;
} kinds[ECC_KEY_KINDS] = {
    [ECC_KEY_ED25519] = {"ed25519", "ed25519"},
    [ECC_KEY_ECDSA_P256] = {"ecdsa", "ecdsa-sha2-nistp256"},
    [ECC_KEY_RSA_PSS] = {"rsa", "rsassa-pss-sha256"},
};

static enum ecc_key_kind kind_in_metadata(ecc_str keytype, ecc_str scheme)
{
    for (enum ecc_key_kind kind = ECC_KEY_OTHER + 1; kind < ECC_KEY_KINDS; kind++) {
        /* Early repositories gave P-256 keys the scheme's name for a type. */
        if (ecc_str_is(scheme, kinds[kind].scheme) &&
            (ecc_str_is(keytype, kinds[kind].keytype) || ecc_str_eq(keytype, scheme))) {
            return kind;
        }
    }
    return ECC_KEY_OTHER;
}

static ecc_status id_of(struct ecc_arena *arena, struct ecc_crypto *crypto,
                        const struct ecc_pack_json *object, ecc_str *out)
{
    struct ecc_buf canonical;
    char hex[ECC_HASH_HEX];
    ecc_buf_init(&canonical, arena);
    ecc_pack_json_canonical(object, &canonical);
    if (canonical.failed || !ecc_hash_hex(crypto, ECC_SHA256, ecc_buf_str(&canonical), hex)) {
        return ECC_E_NOMEM;
    }
    *out = ecc_arena_str(arena, ecc_str_of(hex));
    return out->ptr != NULL ? ECC_OK : ECC_E_NOMEM;
}

ecc_status ecc_key_read(struct ecc_arena *arena, struct ecc_crypto *crypto, ecc_str id,
                        const struct ecc_pack_json *object, struct ecc_key *out)
{
    const struct ecc_pack_json *keytype = ecc_pack_json_get(object, "keytype");
    const struct ecc_pack_json *scheme = ecc_pack_json_get(object, "scheme");
    const struct ecc_pack_json *keyval = ecc_pack_json_get(object, "keyval");
    if (keytype == NULL || keytype->kind != ECC_JSON_STRING || scheme == NULL ||
        scheme->kind != ECC_JSON_STRING || keyval == NULL || keyval->kind != ECC_JSON_OBJECT) {
        return ECC_E_INVALID;
    }
    ecc_str right = {NULL, 0};
    TRY(id_of(arena, crypto, object, &right));
    const struct ecc_pack_json *public = ecc_pack_json_get(keyval, "public");
    *out = (struct ecc_key){.id = id};
    if (public != NULL && public->kind == ECC_JSON_STRING && ecc_str_eq(id, right)) {
        out->kind = kind_in_metadata(keytype->text, scheme->text);
        out->public = public->text;
    }
    return ECC_OK;
}

ecc_status ecc_key_object(struct ecc_arena *arena, struct ecc_crypto *crypto,
                          enum ecc_key_kind kind, ecc_str text, struct ecc_pack_json **out_object,
                          ecc_str *out_id)
{
    struct ecc_pack_json *object = ecc_pack_json_object(arena);
    struct ecc_pack_json *keyval = ecc_pack_json_object(arena);
    if (object == NULL || keyval == NULL ||
        !ecc_pack_json_set_text(arena, keyval, "public", text) ||
        !ecc_pack_json_set_text(arena, object, "keytype", ecc_str_of(kinds[kind].keytype)) ||
        !ecc_pack_json_set_text(arena, object, "scheme", ecc_str_of(kinds[kind].scheme)) ||
        !ecc_pack_json_set(arena, object, ECC_STR("keyval"), keyval)) {
        return ECC_E_NOMEM;
    }
    TRY(id_of(arena, crypto, object, out_id));
    *out_object = object;
    return ECC_OK;
}
