/* SPDX-License-Identifier: Apache-2.0 */
/* ecc version: which program, and with which rules it judges. */
#include <string.h>

#include "about.h"

static bool is_in_force(const ecc_rule_info *info, ecc_date on)
{
    return ecc_date_cmp(info->from, on) <= 0 &&
           (info->until.year == 0 || ecc_date_cmp(info->until, on) >= 0);
}

static ecc_status gather(struct ecc_cli *cli, ecc_rules *rules, const ecc_rule_info **list,
                         struct ecc_about *out)
{
    for (size_t i = 0; i < out->n_rules; i++) {
        const ecc_status status = ecc_rules_info(rules, i, &list[i], cli->diags);
        if (status != ECC_OK) {
            return status;
        }
        const ecc_date from = list[i]->from;
        const ecc_date through = list[i]->verified_through;
        out->version = ecc_date_cmp(from, out->version) > 0 ? from : out->version;
        if (is_in_force(list[i], cli->today) &&
            (out->verified_through.year == 0 || ecc_date_cmp(through, out->verified_through) < 0)) {
            out->verified_through = through;
        }
    }
    return ecc_rules_digest(rules, out->digest, cli->diags);
}

enum ecc_exit ecc_about_rules(struct ecc_cli *cli, ecc_rules *rules, struct ecc_about *out)
{
    const size_t n = ecc_rules_count(rules);
    const ecc_rule_info **list = ECC_POOL_ARRAY(&cli->pool, n, const ecc_rule_info *);
    if (list == NULL) {
        return ECC_EXIT_IO;
    }
    *out = (struct ecc_about){.rules = list, .n_rules = n};
    ecc_libraries(out->libraries);
    ecc_status status = gather(cli, rules, list, out);
    if (status == ECC_OK && cli->trust != NULL) {
        out->place = ecc_trust_place(cli->trust);
        status = ecc_trust_roles(cli->trust, &out->roles, &out->n_roles);
    }
    return ecc_cli_report(cli, status, out->place);
}

ecc_date ecc_about_expires(const struct ecc_about *about)
{
    ecc_date first = {0};
    for (size_t i = 0; i < about->n_roles; i++) {
        const ecc_date expires = about->roles[i].expires;
        first = first.year == 0 || ecc_date_cmp(expires, first) < 0 ? expires : first;
    }
    return first;
}

size_t ecc_about_version_of(const struct ecc_about *about, const char *role)
{
    for (size_t i = 0; i < about->n_roles; i++) {
        if (ecc_text_is(about->roles[i].name, role)) {
            return (size_t)about->roles[i].version;
        }
    }
    return 0;
}

enum ecc_exit ecc_cmd_version(struct ecc_cli *cli)
{
    struct ecc_about about;
    ecc_rules *rules = NULL;
    enum ecc_exit code = ecc_cli_rules(cli, &rules);
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_about_rules(cli, rules, &about);
    }
    if (code == ECC_EXIT_CLEAR) {
        struct ecc_render render = {.format = &ecc_formats[cli->options.format],
                                    .page = &cli->page};
        render.format->about(&render, &about);
    }
    ecc_rules_free(rules);
    return code;
}
