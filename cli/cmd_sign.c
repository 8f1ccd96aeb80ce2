/* SPDX-License-Identifier: Apache-2.0 */
/* ecc rules keygen | root | rotate | delegate | sign: for those who vouch for rules. */
#include <stdlib.h>
#include <string.h>

#include "trust.h"

/* ---- Keys ---------------------------------------------------------------------------------- */

enum ecc_exit ecc_cmd_rules_keygen(struct ecc_cli *cli)
{
    static const ecc_key_type types[] = {ECC_KEY_TYPE_ED25519, ECC_KEY_TYPE_ECDSA,
                                         ECC_KEY_TYPE_RSA};
    const char *path = cli->args[0];
    const ecc_status status = ecc_key_make(path, types[cli->options.key_type], ecc_passphrase, cli,
                                           cli->diags);
    if (status == ECC_OK) {
        ecc_term_para(
            &cli->page, 0, 0, ECC_PLAIN,
            ecc_say(cli->words, ECC_W_key_made,
                    ECC_WITH(ecc_with("path", ecc_text_clean(&cli->work, ecc_text_of(path))))));
    }
    if (status == ECC_E_USAGE && ecc_diags_count(cli->diags) == 0) {
        return ECC_EXIT_USAGE; /* no passphrase was given; that was told */
    }
    const enum ecc_exit code = ecc_cli_report(cli, status, ecc_text_of(path));
    return code == ECC_EXIT_BUG ? ECC_EXIT_USAGE : code;
}

/* ---- Root ---------------------------------------------------------------------------------- */

/* The length of a role's name at the start of a change. */
static size_t role_len(const char *text)
{
    return strcspn(text, "+-=");
}

static bool read_number(const char *text, int64_t *out)
{
    char *end = NULL;
    const long number = strtol(text, &end, 10);
    *out = number;
    return end != text && *end == '\0' && number > 0;
}

static bool read_day(const char *text, int64_t *out)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    ecc_date date = {0, 0, 0};
    if (!ecc_date_parse(ecc_text_of(text), &date)) {
        return false;
    }
    const int64_t years = date.year - 1970;
    const int64_t leap_years = (date.year - 1969) / 4 - (date.year > 2100 ? 1 : 0);
    const bool leap = date.year % 4 == 0 && date.year != 2100;
    const int64_t days = years * 365 + leap_years + before[date.month - 1] + date.day - 1 +
                         (leap && date.month > 2 ? 1 : 0);
    *out = days * 86400;
    return date.year >= 1970;
}

/* "ROLE+KEY.pub", "ROLE-ID", "ROLE=N", "expires=DATE". */
static bool read_change(struct ecc_cli *cli, const char *text, ecc_root_change *out)
{
    const size_t len = role_len(text);
    const ecc_str role = ecc_pool_str(&cli->pool, (ecc_str){text, len});
    const char sign = text[len];
    const char *rest = sign != '\0' ? text + len + 1 : text + len;
    *out = (ecc_root_change){.role = role.ptr, .what = rest};
    if (role.ptr == NULL || len == 0 || rest[0] == '\0') {
        return false;
    }
    if (sign == '=' && ecc_text_is(role, "expires")) {
        out->verb = ECC_ROOT_EXPIRES;
        return read_day(rest, &out->number);
    }
    if (sign == '=') {
        out->verb = ECC_ROOT_THRESHOLD;
        return read_number(rest, &out->number);
    }
    out->verb = sign == '+' ? ECC_ROOT_ADD : ECC_ROOT_REMOVE;
    return true;
}

static enum ecc_exit change_root(struct ecc_cli *cli, const char *directory,
                                 const ecc_root_change *changes, size_t n)
{
    long long version = 0;
    const ecc_status status = ecc_repository_root(directory, ecc_trust_now(), changes, n, &version,
                                                  cli->diags);
    if (status == ECC_OK) {
        ecc_term_para(&cli->page, 0, 0, ECC_PLAIN,
                      ecc_say(cli->words, ECC_W_root_drafted,
                              ECC_WITH(ecc_with_size("version", (size_t)version))));
    }
    return ecc_cli_report(cli, status, ecc_text_of(directory));
}

enum ecc_exit ecc_cmd_rules_root(struct ecc_cli *cli)
{
    const size_t n = cli->n_args - 1;
    ecc_root_change *changes = ECC_POOL_ARRAY(&cli->pool, n + 1, ecc_root_change);
    for (size_t i = 0; changes != NULL && i < n; i++) {
        if (!read_change(cli, cli->args[i + 1], &changes[i])) {
            ecc_cli_error(cli,
                          ecc_say(cli->words, ECC_W_root_change_unread,
                                  ECC_WITH(ecc_with("change", ecc_text_of(cli->args[i + 1])))));
            return ECC_EXIT_USAGE;
        }
    }
    return changes == NULL ? ECC_EXIT_IO : change_root(cli, cli->args[0], changes, n);
}

enum ecc_exit ecc_cmd_rules_rotate(struct ecc_cli *cli)
{
    const char *role = cli->args[1];
    const ecc_root_change changes[] = {
        {.verb = ECC_ROOT_REMOVE, .role = role, .what = cli->args[2]},
        {.verb = ECC_ROOT_ADD, .role = role, .what = cli->args[3]},
    };
    return change_root(cli, cli->args[0], changes, sizeof(changes) / sizeof(changes[0]));
}

/* ---- Delegations --------------------------------------------------------------------------- */

enum ecc_exit ecc_cmd_rules_delegate(struct ecc_cli *cli)
{
    const char *directory = cli->args[0];
    const char *name = cli->args[1];
    const ecc_status status = ecc_repository_delegate(directory, ecc_trust_now(), name,
                                                      &cli->args[2], 1, &cli->args[3],
                                                      cli->n_args - 3, 1, cli->diags);
    if (status == ECC_OK) {
        ecc_term_para(
            &cli->page, 0, 0, ECC_PLAIN,
            ecc_say(
                cli->words, cli->n_args > 3 ? ECC_W_delegated : ECC_W_taken_back,
                ECC_WITH(ecc_with("name", ecc_text_of(name)),
                         ecc_with("path", ecc_text_clean(&cli->work, ecc_text_of(cli->args[2]))))));
    }
    return ecc_cli_report(cli, status, ecc_text_of(directory));
}

/* ---- Signing ------------------------------------------------------------------------------- */

static void put_signing(void *user, const ecc_signing *signing)
{
    struct ecc_cli *cli = user;
    const bool complete = signing->valid >= signing->needed;
    const enum ecc_word word = !complete          ? ECC_W_signing_lacks
                               : signing->written ? ECC_W_signing_done
                                                  : ECC_W_signing_kept;
    ecc_term_para(&cli->page, 0, 2, complete ? ECC_PLAIN : ECC_OPEN,
                  ecc_say(cli->words, word,
                          ECC_WITH(ecc_with("file", ecc_text_clean(&cli->work, signing->file)),
                                   ecc_with_size("version", (size_t)signing->version),
                                   ecc_with_size("valid", (size_t)signing->valid),
                                   ecc_with_size("needed", (size_t)signing->needed))));
}

enum ecc_exit ecc_cmd_rules_sign(struct ecc_cli *cli)
{
    ecc_sign_options options = ECC_SIGN_OPTIONS_INIT;
    bool complete = false;
    options.now = ecc_trust_now();
    options.keys = &cli->args[1];
    options.n_keys = cli->n_args - 1;
    options.ask = ecc_passphrase;
    options.user = cli;
    options.renew = cli->options.renew;
    const ecc_status status = ecc_repository_sign(cli->args[0], &options, put_signing, &complete,
                                                  cli->diags);
    if (status == ECC_OK) {
        ecc_term_para(&cli->page, 0, 0, complete ? ECC_GOOD : ECC_OPEN,
                      ecc_word(cli->words, complete ? ECC_W_signing_complete : ECC_W_signing_open));
    }
    const enum ecc_exit code = ecc_cli_report(cli, status, ecc_text_of(cli->args[0]));
    return code == ECC_EXIT_CLEAR && !complete ? ECC_EXIT_UNTRUSTED : code;
}
