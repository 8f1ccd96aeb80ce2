/* SPDX-License-Identifier: Apache-2.0 */
/* The format "json" of what the program says of itself. */
#include "about.h"
#include "json_parts.h"
#include "phrase.h"

static void put_digest(struct ecc_render *render, const struct ecc_about *about)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_puts(&out, "sha256:");
    ecc_out_puts(&out, about->digest);
    ecc_json_put(&render->json, "digest", ecc_out_bytes(&out));
    (void)ecc_out_close(&out);
}

static void put_roles(struct ecc_render *render, const struct ecc_about *about)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "trust");
    ecc_json_array(json);
    for (size_t i = 0; i < about->n_roles; i++) {
        const ecc_trust_role *role = &about->roles[i];
        ecc_json_object(json);
        ecc_json_put(json, "role", role->name);
        ecc_json_put_size(json, "version", (size_t)role->version);
        ecc_json_put(json, "expires", ecc_phrase_date(render->page, role->expires));
        ecc_json_put_bool(json, "expired", role->expired);
        ecc_json_put_size(json, "signed-by", role->n_signed_by);
        ecc_json_put_size(json, "needed", role->needed);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
}

static void put_rules(struct ecc_render *render, const struct ecc_about *about)
{
    struct ecc_json *json = &render->json;
    ecc_json_key(json, "rules");
    ecc_json_object(json);
    ecc_json_put(json, "place", about->place.len > 0 ? about->place : ECC_LITERAL("builtin"));
    ecc_json_put(json, "version", ecc_phrase_date(render->page, about->version));
    ecc_json_put(json, "verified-through", ecc_phrase_date(render->page, about->verified_through));
    put_digest(render, about);
    ecc_json_key(json, "versions");
    ecc_json_array(json);
    for (size_t i = 0; i < about->n_rules; i++) {
        ecc_json_rule_info(render, about->rules[i]);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}

void ecc_json_about(struct ecc_render *render, const struct ecc_about *about)
{
    struct ecc_json *json = &render->json;
    ecc_json_open(render, "ecc-version/1");
    put_rules(render, about);
    put_roles(render, about);
    ecc_json_key(json, "libraries");
    ecc_json_object(json);
    for (size_t i = 0; i < ECC_LIBRARIES; i++) {
        ecc_json_put_cstr(json, about->libraries[i].name, about->libraries[i].version);
    }
    ecc_json_end_object(json);
    ecc_json_end_object(json);
}

void ecc_json_symptoms(struct ecc_render *render, const struct ecc_symptom *symptoms, size_t n)
{
    static const char *const healths[ECC_HEALTHS] = {
        [ECC_HEALTH_OK] = "ok", [ECC_HEALTH_HINT] = "hint", [ECC_HEALTH_BAD] = "bad"};
    struct ecc_json *json = &render->json;
    ecc_json_open(render, "ecc-doctor/1");
    ecc_json_key(json, "checks");
    ecc_json_array(json);
    for (size_t i = 0; i < n; i++) {
        ecc_json_object(json);
        ecc_json_put_cstr(json, "check", symptoms[i].id);
        ecc_json_put_cstr(json, "state", healths[symptoms[i].health]);
        ecc_json_put(json, "text", symptoms[i].text);
        ecc_json_end_object(json);
    }
    ecc_json_end_array(json);
    ecc_json_end_object(json);
}
