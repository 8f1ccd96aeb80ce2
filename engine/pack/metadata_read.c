/* SPDX-License-Identifier: Apache-2.0 */
/* Every field that is read is checked for its kind and range; the first that is not right is told.
 */
#include "pack/metadata_read.h"

#include "base/arena.h"
#include "pack/moment.h"

/* Metadata is read before its signatures are checked, and these lists are compared with themselves.
 */
#define SIGNATURES_CAP  1024
#define DELEGATIONS_CAP 4096

/* ---- Fields -------------------------------------------------------------------------------- */

static ecc_status wrong(struct ecc_metadata_reader *reader, const char *field)
{
    ecc_diag_add(reader->diags, ECC_M_trust_field, ecc_span_none(),
                 ECC_ARGS(ecc_arg_text("file", reader->file), ecc_arg_cstr("field", field)));
    return ECC_E_UNTRUSTED;
}

static ecc_status check_length(struct ecc_metadata_reader *reader, const char *field,
                               const struct ecc_pack_json *list, size_t max)
{
    if (list->n <= max) {
        return ECC_OK;
    }
    ecc_diag_add(reader->diags, ECC_M_trust_list_long, ecc_span_none(),
                 ECC_ARGS(ecc_arg_text("file", reader->file), ecc_arg_cstr("field", field),
                          ecc_arg_integer("n", (long long)list->n),
                          ecc_arg_integer("max", (long long)max)));
    return ECC_E_UNTRUSTED;
}

static ecc_status need(struct ecc_metadata_reader *reader, const struct ecc_pack_json *object,
                       const char *field, enum ecc_pack_json_kind kind,
                       const struct ecc_pack_json **out)
{
    *out = ecc_pack_json_get(object, field);
    return *out != NULL && (*out)->kind == kind ? ECC_OK : wrong(reader, field);
}

static ecc_status read_integer(struct ecc_metadata_reader *reader,
                               const struct ecc_pack_json *object, const char *field, int64_t least,
                               int64_t *out)
{
    const struct ecc_pack_json *value = NULL;
    TRY(need(reader, object, field, ECC_JSON_INTEGER, &value));
    if (value->integer < least) {
        return wrong(reader, field);
    }
    *out = value->integer;
    return ECC_OK;
}

static ecc_status read_texts(struct ecc_metadata_reader *reader, const struct ecc_pack_json *object,
                             const char *field, const ecc_str **out, size_t *out_n)
{
    const struct ecc_pack_json *list = NULL;
    TRY(need(reader, object, field, ECC_JSON_LIST, &list));
    ecc_str *texts = ECC_NEW_ARRAY(reader->arena, list->n, ecc_str);
    if (texts == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i]->kind != ECC_JSON_STRING) {
            return wrong(reader, field);
        }
        texts[i] = list->items[i]->text;
    }
    *out = texts;
    *out_n = list->n;
    return ECC_OK;
}

static ecc_status read_signers(struct ecc_metadata_reader *reader, const struct ecc_pack_json *role,
                               struct ecc_signers *out)
{
    TRY(read_texts(reader, role, "keyids", &out->ids, &out->n));
    return read_integer(reader, role, "threshold", 1, &out->threshold);
}

static ecc_status read_keys(struct ecc_metadata_reader *reader, const struct ecc_pack_json *object,
                            struct ecc_metadata *metadata)
{
    const struct ecc_pack_json *listed = NULL;
    TRY(need(reader, object, "keys", ECC_JSON_OBJECT, &listed));
    struct ecc_key *keys = ECC_NEW_ARRAY(reader->arena, listed->n, struct ecc_key);
    if (keys == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < listed->n; i++) {
        const ecc_status status = ecc_key_read(reader->arena, reader->crypto, listed->names[i],
                                               listed->items[i], &keys[i]);
        if (status != ECC_OK) {
            return status == ECC_E_INVALID ? wrong(reader, "keys") : status;
        }
    }
    metadata->keys = keys;
    metadata->n_keys = listed->n;
    return ECC_OK;
}

static ecc_status read_hashes(struct ecc_metadata_reader *reader,
                              const struct ecc_pack_json *object, struct ecc_hashes *out)
{
    const struct ecc_pack_json *listed = NULL;
    TRY(need(reader, object, "hashes", ECC_JSON_OBJECT, &listed));
    for (size_t i = 0; i < listed->n; i++) {
        if (listed->items[i]->kind != ECC_JSON_STRING || listed->items[i]->text.len == 0) {
            return wrong(reader, "hashes");
        }
    }
    for (enum ecc_hash hash = ECC_SHA256; hash < ECC_HASHES; hash++) {
        const struct ecc_pack_json *hex = ecc_pack_json_get(listed, ecc_hash_name(hash));
        out->hex[hash] = hex != NULL ? hex->text : (ecc_str){NULL, 0};
    }
    out->listed = listed->n > 0;
    return out->listed ? ECC_OK : wrong(reader, "hashes");
}

/* ---- Root ---------------------------------------------------------------------------------- */

static ecc_status read_root(struct ecc_metadata_reader *reader,
                            const struct ecc_pack_json *signed_part, struct ecc_metadata *metadata)
{
    const struct ecc_pack_json *roles = NULL;
    const struct ecc_pack_json *consistent = ecc_pack_json_get(signed_part, "consistent_snapshot");
    TRY(read_keys(reader, signed_part, metadata));
    TRY(need(reader, signed_part, "roles", ECC_JSON_OBJECT, &roles));
    for (enum ecc_role role = ECC_ROLE_ROOT; role < ECC_ROLES; role++) {
        const struct ecc_pack_json *object = NULL;
        TRY(need(reader, roles, ecc_role_name(role), ECC_JSON_OBJECT, &object));
        TRY(read_signers(reader, object, &metadata->signers[role]));
    }
    if (consistent != NULL && consistent->kind != ECC_JSON_BOOLEAN) {
        return wrong(reader, "consistent_snapshot");
    }
    metadata->consistent = consistent != NULL && consistent->truth;
    return ECC_OK;
}

/* ---- Timestamp and snapshot ---------------------------------------------------------------- */

static ecc_status read_file(struct ecc_metadata_reader *reader, const struct ecc_pack_json *object,
                            struct ecc_meta_file *out)
{
    TRY(read_integer(reader, object, "version", 1, &out->version));
    out->length = -1;
    if (ecc_pack_json_get(object, "length") != NULL) {
        TRY(read_integer(reader, object, "length", 1, &out->length));
    }
    if (ecc_pack_json_get(object, "hashes") != NULL) {
        TRY(read_hashes(reader, object, &out->hashes));
    }
    return ECC_OK;
}

static ecc_status read_files(struct ecc_metadata_reader *reader,
                             const struct ecc_pack_json *signed_part, struct ecc_metadata *metadata)
{
    const struct ecc_pack_json *meta = NULL;
    TRY(need(reader, signed_part, "meta", ECC_JSON_OBJECT, &meta));
    struct ecc_meta_file *files = ECC_NEW_ARRAY(reader->arena, meta->n, struct ecc_meta_file);
    if (files == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < meta->n; i++) {
        files[i].name = meta->names[i];
        if (meta->items[i]->kind != ECC_JSON_OBJECT) {
            return wrong(reader, "meta");
        }
        TRY(read_file(reader, meta->items[i], &files[i]));
    }
    metadata->files = files;
    metadata->n_files = meta->n;
    const char *must = metadata->role == ECC_ROLE_TIMESTAMP ? "snapshot.json" : "targets.json";
    return ecc_metadata_file(metadata, ecc_str_of(must)) != NULL ? ECC_OK : wrong(reader, must);
}

/* ---- Targets ------------------------------------------------------------------------------- */

static ecc_status read_targets(struct ecc_metadata_reader *reader,
                               const struct ecc_pack_json *signed_part,
                               struct ecc_metadata *metadata)
{
    const struct ecc_pack_json *listed = NULL;
    TRY(need(reader, signed_part, "targets", ECC_JSON_OBJECT, &listed));
    struct ecc_target *targets = ECC_NEW_ARRAY(reader->arena, listed->n, struct ecc_target);
    if (targets == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < listed->n; i++) {
        const struct ecc_pack_json *object = listed->items[i];
        targets[i].path = listed->names[i];
        targets[i].custom = ecc_pack_json_get(object, "custom");
        TRY(read_integer(reader, object, "length", 0, &targets[i].length));
        TRY(read_hashes(reader, object, &targets[i].hashes));
        if (targets[i].custom != NULL && targets[i].custom->kind != ECC_JSON_OBJECT) {
            return wrong(reader, "custom");
        }
    }
    metadata->targets = targets;
    metadata->n_targets = listed->n;
    return ECC_OK;
}

static ecc_status read_delegation(struct ecc_metadata_reader *reader,
                                  const struct ecc_pack_json *object, struct ecc_delegation *out)
{
    const struct ecc_pack_json *name = NULL;
    const struct ecc_pack_json *terminating = NULL;
    enum ecc_role top = ECC_ROLES;
    TRY(need(reader, object, "name", ECC_JSON_STRING, &name));
    TRY(need(reader, object, "terminating", ECC_JSON_BOOLEAN, &terminating));
    TRY(read_signers(reader, object, &out->signers));
    if (name->text.len == 0 || ecc_role_find(name->text, &top)) {
        return wrong(reader, "name");
    }
    out->name = name->text;
    out->terminating = terminating->truth;
    const bool by_path = ecc_pack_json_get(object, "paths") != NULL;
    const bool by_hash = ecc_pack_json_get(object, "path_hash_prefixes") != NULL;
    if (by_path == by_hash) {
        return wrong(reader, "paths");
    }
    return by_path
               ? read_texts(reader, object, "paths", &out->paths, &out->n_paths)
               : read_texts(reader, object, "path_hash_prefixes", &out->prefixes, &out->n_prefixes);
}

static ecc_status read_delegated_roles(struct ecc_metadata_reader *reader,
                                       const struct ecc_pack_json *roles,
                                       struct ecc_metadata *metadata)
{
    TRY(check_length(reader, "roles", roles, DELEGATIONS_CAP));
    struct ecc_delegation *delegations = ECC_NEW_ARRAY(reader->arena, roles->n,
                                                       struct ecc_delegation);
    if (delegations == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < roles->n; i++) {
        TRY(read_delegation(reader, roles->items[i], &delegations[i]));
        for (size_t j = 0; j < i; j++) {
            if (ecc_str_eq(delegations[j].name, delegations[i].name)) {
                return wrong(reader, "name");
            }
        }
    }
    metadata->delegations = delegations;
    metadata->n_delegations = roles->n;
    return ECC_OK;
}

static ecc_status read_bins(struct ecc_metadata_reader *reader, const struct ecc_pack_json *object,
                            struct ecc_bins *out)
{
    const struct ecc_pack_json *prefix = NULL;
    TRY(read_signers(reader, object, &out->signers));
    TRY(read_integer(reader, object, "bit_length", 1, &out->bits));
    TRY(need(reader, object, "name_prefix", ECC_JSON_STRING, &prefix));
    out->prefix = prefix->text;
    return out->bits <= 32 ? ECC_OK : wrong(reader, "bit_length");
}

static ecc_status read_delegations(struct ecc_metadata_reader *reader,
                                   const struct ecc_pack_json *signed_part,
                                   struct ecc_metadata *metadata)
{
    const struct ecc_pack_json *delegations = NULL;
    const struct ecc_pack_json *roles = NULL;
    if (ecc_pack_json_get(signed_part, "delegations") == NULL) {
        return ECC_OK;
    }
    TRY(need(reader, signed_part, "delegations", ECC_JSON_OBJECT, &delegations));
    TRY(read_keys(reader, delegations, metadata));
    const struct ecc_pack_json *succinct = ecc_pack_json_get(delegations, "succinct_roles");
    if (succinct != NULL && ecc_pack_json_get(delegations, "roles") == NULL) {
        return read_bins(reader, succinct, &metadata->bins);
    }
    TRY(need(reader, delegations, "roles", ECC_JSON_LIST, &roles));
    return succinct == NULL ? read_delegated_roles(reader, roles, metadata)
                            : wrong(reader, "succinct_roles");
}

/* ---- The envelope -------------------------------------------------------------------------- */

static ecc_status read_signatures(struct ecc_metadata_reader *reader, struct ecc_metadata *metadata)
{
    const struct ecc_pack_json *list = NULL;
    TRY(need(reader, metadata->tree, "signatures", ECC_JSON_LIST, &list));
    TRY(check_length(reader, "signatures", list, SIGNATURES_CAP));
    struct ecc_signature *signatures = ECC_NEW_ARRAY(reader->arena, list->n, struct ecc_signature);
    if (signatures == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < list->n; i++) {
        const struct ecc_pack_json *id = NULL;
        const struct ecc_pack_json *hex = NULL;
        TRY(need(reader, list->items[i], "keyid", ECC_JSON_STRING, &id));
        TRY(need(reader, list->items[i], "sig", ECC_JSON_STRING, &hex));
        signatures[i] = (struct ecc_signature){id->text, hex->text};
        for (size_t j = 0; j < i; j++) {
            if (ecc_str_eq(signatures[j].id, id->text)) {
                ecc_diag_add(
                    reader->diags, ECC_M_trust_signature_twice, ecc_span_none(),
                    ECC_ARGS(ecc_arg_text("file", reader->file), ecc_arg_text("id", id->text)));
                return ECC_E_UNTRUSTED;
            }
        }
    }
    metadata->signatures = signatures;
    metadata->n_signatures = list->n;
    return ECC_OK;
}

/* Of "1.0.31" the first number has to be known; the others promise to change nothing for a reader.
 */
static bool is_known_version(ecc_str version)
{
    size_t digits = 0;
    if (!ecc_str_starts(version, ECC_STR("1."))) {
        return false;
    }
    for (size_t i = 2; i < version.len; i++) {
        if (version.ptr[i] == '.' && digits > 0) {
            digits = 0;
        } else if (version.ptr[i] >= '0' && version.ptr[i] <= '9') {
            digits++;
        } else {
            return false;
        }
    }
    return digits > 0;
}

static ecc_status read_common(struct ecc_metadata_reader *reader,
                              const struct ecc_pack_json *signed_part,
                              struct ecc_metadata *metadata)
{
    const struct ecc_pack_json *type = NULL;
    const struct ecc_pack_json *spec = NULL;
    const struct ecc_pack_json *expires = NULL;
    TRY(need(reader, signed_part, "_type", ECC_JSON_STRING, &type));
    if (!ecc_str_is(type->text, ecc_role_name(metadata->role))) {
        ecc_diag_add(reader->diags, ECC_M_trust_type, ecc_span_none(),
                     ECC_ARGS(ecc_arg_text("file", reader->file), ecc_arg_text("type", type->text),
                              ecc_arg_cstr("wanted", ecc_role_name(metadata->role))));
        return ECC_E_UNTRUSTED;
    }
    TRY(need(reader, signed_part, "spec_version", ECC_JSON_STRING, &spec));
    if (!is_known_version(spec->text)) {
        return wrong(reader, "spec_version");
    }
    TRY(read_integer(reader, signed_part, "version", 1, &metadata->version));
    TRY(need(reader, signed_part, "expires", ECC_JSON_STRING, &expires));
    return ecc_moment_parse(expires->text, &metadata->expires) ? ECC_OK : wrong(reader, "expires");
}

static ecc_status read_role(struct ecc_metadata_reader *reader,
                            const struct ecc_pack_json *signed_part, struct ecc_metadata *metadata)
{
    switch (metadata->role) {
    case ECC_ROLE_ROOT:
        return read_root(reader, signed_part, metadata);
    case ECC_ROLE_TIMESTAMP:
    case ECC_ROLE_SNAPSHOT:
        return read_files(reader, signed_part, metadata);
    case ECC_ROLE_TARGETS:
        TRY(read_targets(reader, signed_part, metadata));
        return read_delegations(reader, signed_part, metadata);
    case ECC_ROLES:
        break;
    }
    return ECC_E_USAGE;
}

ecc_status ecc_metadata_read(struct ecc_metadata_reader *reader, struct ecc_metadata *metadata)
{
    const struct ecc_pack_json *signed_part = NULL;
    struct ecc_buf canonical;
    TRY(need(reader, metadata->tree, "signed", ECC_JSON_OBJECT, &signed_part));
    TRY(read_signatures(reader, metadata));
    TRY(read_common(reader, signed_part, metadata));
    TRY(read_role(reader, signed_part, metadata));
    ecc_buf_init(&canonical, reader->arena);
    ecc_pack_json_canonical(signed_part, &canonical);
    metadata->canonical = ecc_buf_str(&canonical);
    return canonical.failed ? ECC_E_NOMEM : ECC_OK;
}
