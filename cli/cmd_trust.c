/* SPDX-License-Identifier: Apache-2.0 */
/* ecc rules verify | update. */
#include <stdlib.h>

#include "trust.h"

#define ID_SHOWN 12 /* of a key's 64 digits: nobody has two keys that begin alike */

/* ---- Verify -------------------------------------------------------------------------------- */

static ecc_str print_date(struct ecc_cli *cli, ecc_date date)
{
    return ecc_words_date(cli->words, date);
}

static bool has_signed(const ecc_trust_role *role, ecc_str key)
{
    for (size_t i = 0; i < role->n_signed_by; i++) {
        if (ecc_text_same(role->signed_by[i], key)) {
            return true;
        }
    }
    return false;
}

static enum ecc_word meaning_of(ecc_str role, ecc_str delegator)
{
    if (delegator.len > 0) {
        return ECC_W_role_delegated;
    }
    if (ecc_text_is(role, "root")) {
        return ECC_W_role_root;
    }
    if (ecc_text_is(role, "timestamp")) {
        return ECC_W_role_timestamp;
    }
    return ecc_text_is(role, "snapshot") ? ECC_W_role_snapshot : ECC_W_role_targets;
}

static void put_role(struct ecc_cli *cli, const ecc_trust_role *role)
{
    struct ecc_page *page = &cli->page;
    const ecc_str name = ecc_text_clean(page->pool, role->name);
    const ecc_arg args[] = {
        ecc_with("name", name),
        ecc_with("by", ecc_text_clean(page->pool, role->delegator)),
        ecc_with_size("version", (size_t)role->version),
        ecc_with("date", print_date(cli, role->expires)),
        ecc_with_size("files", role->n_files),
        ecc_with_size("signed", role->n_signed_by),
        ecc_with_size("keys", role->n_keys),
        ecc_with_size("needed", role->needed),
    };
    const size_t n = sizeof(args) / sizeof(args[0]);
    ecc_term_line(page);
    ecc_term_put(page, ECC_BOLD, ecc_say(cli->words, ECC_W_role_title, args, n));
    ecc_term_line(page);
    ecc_term_para(page, 2, 2, ECC_PLAIN,
                  ecc_say(cli->words, meaning_of(role->name, role->delegator), args, n));
    ecc_term_para(
        page, 2, 2, role->expired ? ECC_OPEN : ECC_PLAIN,
        ecc_say(cli->words, role->expired ? ECC_W_role_expired : ECC_W_role_until, args, n));
    ecc_term_para(page, 2, 2, ECC_PLAIN, ecc_say(cli->words, ECC_W_role_signatures, args, n));
    for (size_t i = 0; i < role->n_keys; i++) {
        const ecc_str key = role->keys[i];
        const ecc_str id = {key.ptr, key.len < ID_SHOWN ? key.len : ID_SHOWN};
        ecc_term_item(page, 4, 18, ecc_text_clean(page->pool, id),
                      ecc_word(cli->words,
                               has_signed(role, key) ? ECC_W_key_signed : ECC_W_key_did_not_sign));
    }
}

static ecc_status show_chain(struct ecc_cli *cli, ecc_trust *trust)
{
    const ecc_trust_role *roles = NULL;
    size_t n = 0;
    const ecc_status status = ecc_trust_roles(trust, &roles, &n);
    for (size_t i = 0; status == ECC_OK && i < n; i++) {
        put_role(cli, &roles[i]);
    }
    return status;
}

static enum ecc_exit verify(struct ecc_cli *cli, ecc_trust *trust)
{
    const ecc_str *paths = NULL;
    const size_t n = ecc_trust_paths(trust, &paths);
    const ecc_str place = ecc_trust_place(trust);
    ecc_status status = ecc_trust_verify(trust, cli->diags);
    if (status == ECC_OK) {
        ecc_term_para(&cli->page, 0, 0, ECC_GOOD,
                      ecc_say(cli->words, place.len > 0 ? ECC_W_vouched : ECC_W_vouched_builtin,
                              ECC_WITH(ecc_with("place", ecc_text_clean(&cli->work, place)),
                                       ecc_with_size("files", n))));
    }
    if (status == ECC_OK && cli->options.verbose) {
        status = show_chain(cli, trust);
    }
    return ecc_cli_report(cli, status, place);
}

enum ecc_exit ecc_cmd_rules_verify(struct ecc_cli *cli)
{
    ecc_trust *trust = NULL;
    enum ecc_exit code = ecc_cli_trust(cli, &trust);
    if (code == ECC_EXIT_CLEAR) {
        code = verify(cli, trust);
    }
    ecc_trust_free(trust);
    return code;
}

/* ---- Update -------------------------------------------------------------------------------- */

/* What users of libcurl and of OpenSSL expect to be heeded. */
static const char *first_of(const char *a, const char *b)
{
    const char *value = getenv(a);
    if (value == NULL || value[0] == '\0') {
        value = b != NULL ? getenv(b) : NULL;
    }
    return value != NULL && value[0] != '\0' ? value : NULL;
}

enum ecc_exit ecc_cmd_rules_update(struct ecc_cli *cli)
{
    ecc_update_options options = ECC_UPDATE_OPTIONS_INIT;
    ecc_update update = {.changed = false};
    const enum ecc_exit code = ecc_trust_root(cli, &options.root);
    if (code != ECC_EXIT_CLEAR) {
        return code;
    }
    options.now = ecc_trust_now();
    options.from = cli->options.from;
    options.state = ecc_trust_state(cli);
    options.ca_file = first_of("CURL_CA_BUNDLE", "SSL_CERT_FILE");
    options.ca_dir = first_of("SSL_CERT_DIR", NULL);
    if (options.from == NULL || options.state == NULL) {
        ecc_cli_error(cli, ecc_word(cli->words, options.from == NULL ? ECC_W_update_no_source
                                                                     : ECC_W_update_no_state));
        return ECC_EXIT_USAGE;
    }
    const ecc_status status = ecc_rules_update(&options, &update, cli->diags);
    if (status == ECC_OK) {
        ecc_term_para(&cli->page, 0, 0, ECC_PLAIN,
                      ecc_say(cli->words, update.changed ? ECC_W_updated : ECC_W_up_to_date,
                              ECC_WITH(ecc_with_size("version", (size_t)update.version),
                                       ecc_with_size("files", update.n_files),
                                       ecc_with("date", print_date(cli, update.expires)))));
    }
    return ecc_cli_report(cli, status, ecc_text_of(options.from));
}
