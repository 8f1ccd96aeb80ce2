/* SPDX-License-Identifier: Apache-2.0 */
/* The version, what the library stands on, and the rule set that is built in. */
#include "ecc/ecc.h"

#include <string.h>

#include "base/diag.h"
#include "builtin.h"
#include "doc/yaml.h"
#include "pack/json.h"
#include "pack/key.h"
#include "text/text.h"

const char *ecc_version(void)
{
    return ECC_VERSION;
}

static void name_library(ecc_library *out, const char *name, const char *version)
{
    const size_t len = strlen(version);
    const size_t most = sizeof(out->version) - 1;
    *out = (ecc_library){.name = name};
    memcpy(out->version, version, len < most ? len : most);
}

void ecc_libraries(ecc_library out[ECC_LIBRARIES])
{
    char icu[ECC_ICU_VERSION_SIZE];
    ecc_icu_version(icu);
    name_library(&out[0], "ICU", icu);
    name_library(&out[1], "Jansson", ecc_json_library());
    name_library(&out[2], "libyaml", ecc_yaml_library());
    name_library(&out[3], "OpenSSL", ecc_crypto_library());
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
