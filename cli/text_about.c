/* SPDX-License-Identifier: Apache-2.0 */
/* The format "text" of what the program says of itself. */
#include "about.h"
#include "phrase.h"

#define LABELS 16

static void put_row(struct ecc_page *page, enum ecc_word label, ecc_str text)
{
    ecc_term_item(page, 0, LABELS, ecc_word(page->words, label), text);
}

static ecc_str list_libraries(struct ecc_page *page, const struct ecc_about *about)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    for (size_t i = 0; i < ECC_LIBRARIES; i++) {
        ecc_out_raw(&out, i > 0 ? ecc_word(page->words, ECC_W_list_comma) : (ecc_str){NULL, 0});
        ecc_out_puts(&out, about->libraries[i].name);
        ecc_out_puts(&out, " ");
        ecc_out_puts(&out, about->libraries[i].version);
    }
    return ecc_out_take(&out, page->pool);
}

static void put_trust(struct ecc_page *page, const struct ecc_about *about)
{
    if (about->n_roles > 0) {
        const ecc_date expires = ecc_about_expires(about);
        put_row(page, ECC_W_about_trust_label,
                ecc_say(page->words, ECC_W_about_trust,
                        ECC_WITH(ecc_with_size("root", ecc_about_version_of(about, "root")),
                                 ecc_with_size("targets", ecc_about_version_of(about, "targets")),
                                 ecc_with("date", ecc_phrase_date(page, expires)))));
    }
}

void ecc_text_about(struct ecc_render *render, const struct ecc_about *about)
{
    struct ecc_page *page = render->page;
    ecc_words *words = page->words;
    const ecc_str place = about->place.len > 0 ? about->place
                                               : ecc_word(words, ECC_W_about_builtin);
    ecc_out_puts(page->out, "ecc ");
    ecc_out_puts(page->out, ecc_version());
    ecc_term_line(page);
    put_row(page, ECC_W_about_rules_label,
            ecc_say(words, ECC_W_about_rules,
                    ECC_WITH(ecc_with("place", place), ecc_with_size("versions", about->n_rules),
                             ecc_with("date", ecc_phrase_date(page, about->version)))));
    put_row(page, ECC_W_about_verified_label,
            ecc_say(words, ECC_W_about_verified,
                    ECC_WITH(ecc_with("date", ecc_phrase_date(page, about->verified_through)))));
    ecc_out_raw(page->out, ecc_word(words, ECC_W_about_digest_label));
    ecc_term_line(page);
    ecc_out_puts(page->out, "  sha256:"); /* to be copied: on a line of its own, never broken */
    ecc_out_puts(page->out, about->digest);
    ecc_term_line(page);
    put_trust(page, about);
    put_row(page, ECC_W_about_libraries_label, list_libraries(page, about));
}

void ecc_text_symptoms(struct ecc_render *render, const struct ecc_symptom *symptoms, size_t n)
{
    static const struct {
        enum ecc_word word;
        enum ecc_style style;
    } healths[ECC_HEALTHS] = {
        [ECC_HEALTH_OK] = {ECC_W_doctor_ok, ECC_GOOD},
        [ECC_HEALTH_HINT] = {ECC_W_doctor_hint, ECC_OPEN},
        [ECC_HEALTH_BAD] = {ECC_W_doctor_bad, ECC_BAD},
    };
    struct ecc_page *page = render->page;
    for (size_t i = 0; i < n; i++) {
        const struct ecc_symptom *symptom = &symptoms[i];
        const ecc_str health = ecc_word(page->words, healths[symptom->health].word);
        size_t first = 0;
        while (first < symptom->text.len && symptom->text.ptr[first] != '\n') {
            first++;
        }
        ecc_term_put(page, healths[symptom->health].style, health);
        ecc_out_pad(page->out, ecc_text_width(health) < 9 ? 9 - ecc_text_width(health) : 1);
        ecc_out_raw(page->out, symptom->label);
        ecc_out_pad(page->out,
                    ecc_text_width(symptom->label) < 15 ? 15 - ecc_text_width(symptom->label) : 1);
        ecc_term_wrap(page, 24, 24, ECC_PLAIN, (ecc_str){symptom->text.ptr, first});
        if (first < symptom->text.len) {
            ecc_term_para(page, 24, 24, ECC_DIM,
                          (ecc_str){symptom->text.ptr + first + 1, symptom->text.len - first - 1});
        }
    }
}
