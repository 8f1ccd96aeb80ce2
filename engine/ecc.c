/* SPDX-License-Identifier: Apache-2.0 */
/* The version, and the rule set that is built in. */
#include "ecc/ecc.h"

#include "base/diag.h"
#include "builtin.h"

const char *ecc_version(void)
{
    return ECC_VERSION;
}

static ecc_status read_builtin(void *user, ecc_str path, ecc_str *out_bytes)
{
    (void)user;
    for (size_t i = 0; i < ecc_builtin_rules.n_files; i++) {
        const struct ecc_builtin_file *file = &ecc_builtin_rules.files[i];
        if (ecc_str_is(path, file->path)) {
            *out_bytes = (ecc_str){(const char *)file->bytes, file->len};
            return ECC_OK;
        }
    }
    return ECC_E_NOT_FOUND;
}

ecc_status ecc_rules_open_builtin(ecc_rules **out_rules, ecc_diags *diags)
{
    enum { PATHS = 256 };
    ecc_str paths[PATHS];
    size_t n = 0;
    for (size_t i = 0; i < ecc_builtin_rules.n_files && n < PATHS; i++) {
        paths[n++] = ecc_str_of(ecc_builtin_rules.files[i].path);
    }
    return ecc_rules_open_files(paths, n, read_builtin, NULL, out_rules, diags);
}
