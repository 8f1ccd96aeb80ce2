/* SPDX-License-Identifier: Apache-2.0 */
/* The public functions about trust in rules: arguments are checked, then the parts of this folder
 * called. */
#include "base/arena.h"
#include "base/date.h"
#include "pack/moment.h"
#include "pack/pack.h"
#include "pack/update.h"

struct ecc_trust {
    struct ecc_pack *pack;
    const ecc_trust_role *roles; /* NULL until asked for */
    size_t n_roles;
};

/* ---- Opening ------------------------------------------------------------------------------- */

/* The version of the built-in set, as it says itself: only compared, never trusted. 0: unknown. */
static int64_t builtin_version(struct ecc_arena *arena)
{
    ecc_str bytes = {NULL, 0};
    struct ecc_pack_json *tree = NULL;
    struct ecc_diags *quiet = NULL;
    int64_t version = 0;
    if (ecc_pack_builtin_file(&ecc_builtin_rules, ECC_STR("metadata/snapshot.json"), &bytes) !=
            ECC_OK ||
        ecc_diags_new(&quiet) != ECC_OK) {
        return 0;
    }
    if (ecc_pack_json_parse(arena, ECC_STR("snapshot.json"), bytes, &tree, quiet) == ECC_OK) {
        const struct ecc_pack_json *number = ecc_pack_json_get(ecc_pack_json_get(tree, "signed"),
                                                               "version");
        version = number != NULL && number->kind == ECC_JSON_INTEGER ? number->integer : 0;
    }
    ecc_diags_free(quiet);
    return version;
}

/* After the program itself was updated, what an earlier update fetched may be the older of the two.
 */
static bool is_outdated(struct ecc_pack *pack, const ecc_trust_options *options)
{
    return options->root.len == 0 && pack->trusted.snapshot->version < builtin_version(pack->arena);
}

static ecc_status open_pack(const ecc_trust_options *options, struct ecc_pack **out,
                            ecc_diags *diags)
{
    const struct ecc_pack_options how = {options->now, options->require_fresh, options->root,
                                         options->own_process};
    if (options->directory != NULL) {
        return ecc_pack_open_dir(options->directory, &how, out, diags);
    }
    if (options->state != NULL) {
        struct ecc_pack *pack = NULL;
        const ecc_status status = ecc_pack_open_state(options->state, &how, &pack, diags);
        if (status == ECC_OK && !is_outdated(pack, options)) {
            *out = pack;
            return ECC_OK;
        }
        if (status != ECC_OK && status != ECC_E_NOT_FOUND) {
            return status;
        }
        ecc_pack_close(pack);
    }
    return ecc_pack_open_builtin(&ecc_builtin_rules, &how, out, diags);
}

ecc_status ecc_trust_open(const ecc_trust_options *options, ecc_trust **out_trust, ecc_diags *diags)
{
    struct ecc_pack *pack = NULL;
    if (options->struct_size != sizeof *options) {
        return ECC_E_USAGE;
    }
    TRY(open_pack(options, &pack, diags));
    struct ecc_trust *trust = ECC_NEW(pack->arena, struct ecc_trust);
    if (trust == NULL) {
        ecc_pack_close(pack);
        return ECC_E_NOMEM;
    }
    trust->pack = pack;
    *out_trust = trust;
    return ECC_OK;
}

void ecc_trust_free(ecc_trust *trust)
{
    if (trust != NULL) {
        ecc_pack_close(trust->pack);
    }
}

/* ---- Files --------------------------------------------------------------------------------- */

ecc_str ecc_trust_place(const ecc_trust *trust)
{
    return trust->pack->name;
}

size_t ecc_trust_paths(const ecc_trust *trust, const ecc_str **out_paths)
{
    *out_paths = trust->pack->paths;
    return trust->pack->n_paths;
}

ecc_status ecc_trust_read(void *user, ecc_str path, ecc_str *out_bytes)
{
    const struct ecc_trust *trust = user;
    return ecc_pack_read(trust->pack, path, out_bytes);
}

ecc_status ecc_trust_verify(ecc_trust *trust, ecc_diags *diags)
{
    return ecc_pack_verify(trust->pack, diags);
}

/* ---- The chain ----------------------------------------------------------------------------- */

static ecc_date day_of(int64_t moment)
{
    char text[ECC_MOMENT_TEXT];
    ecc_date date = {0, 0, 0};
    ecc_moment_print_day(moment, text);
    return ecc_date_parse(ecc_str_of(text), &date) ? date : (ecc_date){0, 0, 0};
}

/* `by` has the keys of those who may sign. */
static ecc_status describe(const struct ecc_pack *pack, ecc_str name, ecc_str delegator,
                           const struct ecc_metadata *metadata, const struct ecc_metadata *by,
                           const struct ecc_signers *signers, ecc_trust_role *out)
{
    ecc_str *signed_by = ECC_NEW_ARRAY(pack->arena, metadata->n_signatures, ecc_str);
    size_t n = 0;
    if (signed_by == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < metadata->n_signatures; i++) {
        if (ecc_metadata_signed(pack->crypto, metadata, i, by->keys, by->n_keys, signers)) {
            signed_by[n++] = metadata->signatures[i].id;
        }
    }
    *out = (ecc_trust_role){.name = name,
                            .delegator = delegator,
                            .version = metadata->version,
                            .expires = day_of(metadata->expires),
                            .expired = metadata->expires <= pack->trusted.policy.now,
                            .needed = (size_t)signers->threshold,
                            .keys = signers->ids,
                            .n_keys = signers->n,
                            .signed_by = signed_by,
                            .n_signed_by = n,
                            .n_files = metadata->n_targets};
    return ECC_OK;
}

static ecc_status describe_all(const struct ecc_pack *pack, ecc_trust_role *out)
{
    const struct ecc_trusted *trusted = &pack->trusted;
    const struct ecc_metadata *top[] = {trusted->root, trusted->timestamp, trusted->snapshot};
    for (size_t i = 0; i < sizeof top / sizeof top[0]; i++) {
        const enum ecc_role role = top[i]->role;
        TRY(describe(pack, ecc_str_of(ecc_role_name(role)), (ecc_str){NULL, 0}, top[i],
                     trusted->root, &trusted->root->signers[role], out++));
    }
    for (size_t i = 0; i < trusted->n_roles; i++) {
        const struct ecc_trusted_role *role = &trusted->roles[i];
        TRY(describe(pack, role->name, role->delegator, role->metadata, role->by, role->signers,
                     out++));
    }
    return ECC_OK;
}

ecc_status ecc_trust_roles(ecc_trust *trust, const ecc_trust_role **out_roles, size_t *out_n)
{
    if (trust->roles == NULL) {
        const size_t n = trust->pack->trusted.n_roles + 3;
        ecc_trust_role *roles = ECC_NEW_ARRAY(trust->pack->arena, n, ecc_trust_role);
        if (roles == NULL) {
            return ECC_E_NOMEM;
        }
        TRY(describe_all(trust->pack, roles));
        trust->roles = roles;
        trust->n_roles = n;
    }
    *out_roles = trust->roles;
    *out_n = trust->n_roles;
    return ECC_OK;
}

/* ---- Updating ------------------------------------------------------------------------------ */

ecc_status ecc_rules_update(const ecc_update_options *options, ecc_update *out_update,
                            ecc_diags *diags)
{
    struct ecc_update_result result = {.changed = false};
    if (options->struct_size != sizeof *options || options->from == NULL ||
        options->state == NULL) {
        return ECC_E_USAGE;
    }
    const bool own = options->root.len > 0;
    const struct ecc_update_job job = {
        .from = options->from,
        .state = options->state,
        .anchor = own ? options->root : ecc_pack_anchor(&ecc_builtin_rules),
        .check_anchor = own,
        .now = options->now,
        .net = {options->ca_file, options->ca_dir, options->connect_seconds, options->stall_seconds,
                options->total_seconds, options->budget_seconds},
    };
    TRY(ecc_update_run(&job, &result, diags));
    *out_update = (ecc_update){.changed = result.changed,
                               .version = result.version,
                               .expires = day_of(result.expires),
                               .n_files = result.n_files};
    return ECC_OK;
}
