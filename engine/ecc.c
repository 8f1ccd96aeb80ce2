/* SPDX-License-Identifier: Apache-2.0 */
/* The version, what the library stands on, and the rule set that is built in. */
#include "ecc/ecc.h"

#include <string.h>

#include "base/diag.h"
#include "doc/yaml.h"
#include "model/rules.h"
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
    name_library(&out[1], "Jansson", ecc_pack_json_library());
    name_library(&out[2], "libyaml", ecc_yaml_library());
    name_library(&out[3], "OpenSSL", ecc_crypto_library());
}

static void close_trust(void *trust)
{
    ecc_trust_free(trust);
}

/* Signatures and digests are checked like those of any other set. What has expired needs a clock, which this
 * call does not have: at the beginning of time nothing has. */
ecc_status ecc_rules_open_builtin(ecc_rules **out_rules, ecc_diags *diags)
{
    ecc_trust_options options = ECC_TRUST_OPTIONS_INIT;
    ecc_trust *trust = NULL;
    const ecc_str *paths = NULL;
    TRY(ecc_trust_open(&options, &trust, diags));
    const size_t n = ecc_trust_paths(trust, &paths);
    const ecc_status status = ecc_rules_open_files(paths, n, ecc_trust_read, trust, out_rules,
                                                   diags);
    if (status != ECC_OK) {
        ecc_trust_free(trust);
        return status;
    }
    (*out_rules)->close = close_trust;
    return ECC_OK;
}
