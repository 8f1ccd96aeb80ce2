/* SPDX-License-Identifier: Apache-2.0 */
/* ecc doctor: everything that a verdict and its words depend on, looked at. */
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "about.h"
#include "phrase.h"
#include "trust.h"

enum { SYMPTOMS = 12 };

struct visit {
    struct ecc_cli *cli;
    struct ecc_symptom symptoms[SYMPTOMS];
    size_t n;
    enum ecc_exit exit;
};

static void note(struct visit *visit, const char *id, enum ecc_word label, enum ecc_health health,
                 ecc_str text)
{
    if (visit->n < SYMPTOMS) {
        visit->symptoms[visit->n++] = (struct ecc_symptom){id, ecc_word(visit->cli->words, label),
                                                           health, text};
    }
}

static void fail(struct visit *visit, enum ecc_exit code)
{
    visit->exit = ecc_exit_worst(visit->exit, code);
}

/* ---- The program ---------------------------------------------------------------------------- */

static void look_at_program(struct visit *visit)
{
    struct ecc_cli *cli = visit->cli;
    const bool same = strcmp(ECC_VERSION, ecc_version()) == 0;
    note(visit, "program", ECC_W_doctor_program_label, same ? ECC_HEALTH_OK : ECC_HEALTH_BAD,
         ecc_say(cli->words, same ? ECC_W_doctor_program : ECC_W_doctor_program_differs,
                 ECC_WITH(ecc_with("version", ecc_text_of(ECC_VERSION)),
                          ecc_with("library", ecc_text_of(ecc_version())))));
    if (!same) {
        fail(visit, ECC_EXIT_BUG);
    }
}

/* ---- Rules ---------------------------------------------------------------------------------- */

static size_t count_rules(const struct ecc_about *about)
{
    size_t n = 0;
    for (size_t i = 0; i < about->n_rules; i++) {
        const bool known = i > 0 &&
                           ecc_text_same(about->rules[i]->rule, about->rules[i - 1]->rule) &&
                           ecc_text_same(about->rules[i]->regime, about->rules[i - 1]->regime);
        n += known ? 0 : 1;
    }
    return n;
}

static void look_at_law(struct visit *visit, const struct ecc_about *about)
{
    struct ecc_cli *cli = visit->cli;
    const ecc_str place = about->place.len > 0 ? about->place
                                               : ecc_word(cli->words, ECC_W_about_builtin);
    const bool past = ecc_date_cmp(about->verified_through, cli->today) < 0;
    note(visit, "rules", ECC_W_about_rules_label, ECC_HEALTH_OK,
         ecc_say(cli->words, ECC_W_doctor_rules,
                 ECC_WITH(ecc_with("place", place), ecc_with_size("versions", about->n_rules),
                          ecc_with_size("rules", count_rules(about)))));
    note(visit, "law", ECC_W_about_verified_label, past ? ECC_HEALTH_HINT : ECC_HEALTH_OK,
         ecc_say(cli->words, past ? ECC_W_doctor_verified_past : ECC_W_doctor_verified,
                 ECC_WITH(ecc_with("date", ecc_phrase_date(&cli->page, about->verified_through)),
                          ecc_with("today", ecc_phrase_date(&cli->page, cli->today)))));
}

static void look_at_trust(struct visit *visit, const struct ecc_about *about)
{
    struct ecc_cli *cli = visit->cli;
    const ecc_str *paths = NULL;
    const size_t n = ecc_trust_paths(cli->trust, &paths);
    const enum ecc_exit code = ecc_cli_report(cli, ecc_trust_verify(cli->trust, cli->diags),
                                              about->place);
    const ecc_date expires = ecc_about_expires(about);
    const bool stale = ecc_date_cmp(expires, cli->today) < 0;
    if (code != ECC_EXIT_CLEAR) {
        note(visit, "trust", ECC_W_about_trust_label, ECC_HEALTH_BAD,
             ecc_word(cli->words, ECC_W_doctor_trust_bad));
        fail(visit, code);
        return;
    }
    note(visit, "trust", ECC_W_about_trust_label, stale ? ECC_HEALTH_HINT : ECC_HEALTH_OK,
         ecc_say(cli->words, stale ? ECC_W_doctor_trust_stale : ECC_W_doctor_trust,
                 ECC_WITH(ecc_with_size("files", n),
                          ecc_with("date", ecc_phrase_date(&cli->page, expires)))));
}

/* Errors are told aloud by the calls themselves, before the list. */
static void look_at_rules(struct visit *visit)
{
    struct ecc_cli *cli = visit->cli;
    struct ecc_about about;
    ecc_rules *rules = NULL;
    enum ecc_exit code = ecc_cli_rules(cli, &rules);
    if (code == ECC_EXIT_UNTRUSTED) {
        note(visit, "trust", ECC_W_about_trust_label, ECC_HEALTH_BAD,
             ecc_word(cli->words, ECC_W_doctor_trust_bad));
        fail(visit, code);
        return;
    }
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_cli_report(cli, ecc_rules_load_all(rules, cli->diags), (ecc_str){0});
    }
    if (code == ECC_EXIT_CLEAR) {
        code = ecc_about_rules(cli, rules, &about);
    }
    if (code == ECC_EXIT_CLEAR) {
        look_at_law(visit, &about);
        look_at_trust(visit, &about);
    } else {
        note(visit, "rules", ECC_W_about_rules_label, ECC_HEALTH_BAD,
             ecc_word(cli->words, ECC_W_doctor_rules_bad));
        fail(visit, code);
    }
    ecc_rules_free(rules);
}

static void look_at_updates(struct visit *visit)
{
    struct ecc_cli *cli = visit->cli;
    const char *state = ecc_trust_state(cli);
    note(visit, "updates", ECC_W_doctor_updates_label,
         state != NULL ? ECC_HEALTH_OK : ECC_HEALTH_HINT,
         ecc_say(cli->words, state != NULL ? ECC_W_doctor_updates : ECC_W_doctor_updates_nowhere,
                 ECC_WITH(ecc_with("path", ecc_text_of(state)))));
    note(visit, "catalogue", ECC_W_doctor_catalogue_label, ECC_HEALTH_OK,
         ecc_say(cli->words, ECC_W_parts_total,
                 ECC_WITH(ecc_with_size("n", ecc_catalogue_count()))));
}

static void look_at_configuration(struct visit *visit)
{
    struct ecc_cli *cli = visit->cli;
    const ecc_config_view *view = cli->setup.view;
    if (!ecc_setup_is_good(&cli->setup)) {
        note(visit, "configuration", ECC_W_doctor_config_label, ECC_HEALTH_BAD,
             ecc_word(cli->words, ECC_W_doctor_config_bad));
        fail(visit, ECC_EXIT_DATA);
        return;
    }
    note(visit, "configuration", ECC_W_doctor_config_label, ECC_HEALTH_OK,
         view == NULL ? ecc_word(cli->words, ECC_W_doctor_config_none)
                      : ecc_say(cli->words, ECC_W_doctor_config,
                                ECC_WITH(ecc_with("file", view->file),
                                         ecc_with_size("waivers", view->n_waivers))));
}

/* ---- Language and terminal ------------------------------------------------------------------ */

/* The first variable that is set and not empty; NULL: none. */
static const char *first_set(const char *const *names, size_t n, const char **out_value)
{
    for (size_t i = 0; i < n; i++) {
        *out_value = getenv(names[i]);
        if (*out_value != NULL && (*out_value)[0] != '\0') {
            return names[i];
        }
    }
    *out_value = NULL;
    return NULL;
}

static void look_at_language(struct visit *visit)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    struct ecc_cli *cli = visit->cli;
    const char *value = NULL;
    const char *name = first_set(names, 3, &value);
    const size_t of_locale = value != NULL && strncmp(value, "zh", 2) == 0 ? ECC_CHINESE
                                                                           : ECC_ENGLISH;
    const enum ecc_word word = cli->options.language != of_locale ? ECC_W_doctor_language_asked
                               : name != NULL                     ? ECC_W_doctor_language
                                                                  : ECC_W_doctor_language_default;
    note(visit, "language", ECC_W_doctor_language_label, ECC_HEALTH_OK,
         ecc_say(
             cli->words, word,
             ECC_WITH(ecc_with("name", ecc_text_of(name)), ecc_with("value", ecc_text_of(value)))));
}

static bool says_utf8(const char *locale)
{
    return strstr(locale, "UTF-8") != NULL || strstr(locale, "utf8") != NULL ||
           strstr(locale, "UTF8") != NULL || strstr(locale, "utf-8") != NULL;
}

static void look_at_encoding(struct visit *visit)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    struct ecc_cli *cli = visit->cli;
    const char *value = NULL;
    const char *name = first_set(names, 3, &value);
    const bool good = value != NULL && says_utf8(value);
    const enum ecc_word word = good           ? ECC_W_doctor_encoding
                               : name != NULL ? ECC_W_doctor_encoding_other
                                              : ECC_W_doctor_encoding_unset;
    note(visit, "encoding", ECC_W_doctor_encoding_label, good ? ECC_HEALTH_OK : ECC_HEALTH_HINT,
         ecc_say(
             cli->words, word,
             ECC_WITH(ecc_with("name", ecc_text_of(name)), ecc_with("value", ecc_text_of(value)))));
}

static bool holds(ecc_str text, const char *part)
{
    const size_t len = strlen(part);
    for (size_t i = 0; i + len <= text.len; i++) {
        if (memcmp(text.ptr + i, part, len) == 0) {
            return true;
        }
    }
    return false;
}

/* The name of a month and a number of a plural, as the data of a language says. */
static bool has_words(ecc_language language, const char *month, const char *many)
{
    static const char pattern[] = "{n, plural, one{one} other{# many}}";
    ecc_words *words = NULL;
    bool good = false;
    if (ecc_words_new(language, &words) == ECC_OK) {
        const ecc_arg args[] = {ecc_with_size("n", 12345)};
        good = holds(ecc_words_date(words, (ecc_date){2023, 11, 17}), month) &&
               ecc_text_is(ecc_words_format(words, pattern, args, 1), many);
    }
    ecc_words_free(words);
    return good;
}

static void look_at_icu(struct visit *visit)
{
    struct ecc_cli *cli = visit->cli;
    ecc_library libraries[ECC_LIBRARIES];
    ecc_libraries(libraries);
    const bool good = has_words(ECC_ENGLISH, "November", "12,345 many") &&
                      has_words(ECC_CHINESE, "11月", "12,345 many");
    note(visit, "icu", ECC_W_doctor_icu_label, good ? ECC_HEALTH_OK : ECC_HEALTH_BAD,
         ecc_say(cli->words, good ? ECC_W_doctor_icu : ECC_W_doctor_icu_bad,
                 ECC_WITH(ecc_with("version", ecc_text_of(libraries[0].version)))));
    if (!good) {
        fail(visit, ECC_EXIT_BUG);
    }
}

static void look_at_terminal(struct visit *visit)
{
    struct ecc_cli *cli = visit->cli;
    const bool is_one = cli->options.output == NULL && isatty(STDOUT_FILENO) != 0;
    note(visit, "terminal", ECC_W_doctor_terminal_label, ECC_HEALTH_OK,
         ecc_say(cli->words, is_one ? ECC_W_doctor_terminal : ECC_W_doctor_terminal_none,
                 ECC_WITH(ecc_with_size("width", cli->page.width),
                          ecc_with_size("colour", cli->page.colour ? 1 : 0),
                          ecc_with_size("links", cli->page.links ? 1 : 0))));
}

enum ecc_exit ecc_cmd_doctor(struct ecc_cli *cli)
{
    struct visit visit = {.cli = cli, .exit = ECC_EXIT_CLEAR};
    look_at_program(&visit);
    look_at_rules(&visit);
    look_at_updates(&visit);
    look_at_configuration(&visit);
    look_at_language(&visit);
    look_at_encoding(&visit);
    look_at_icu(&visit);
    look_at_terminal(&visit);
    struct ecc_render render = {.format = &ecc_formats[cli->options.format], .page = &cli->page};
    render.format->symptoms(&render, visit.symptoms, visit.n);
    return visit.exit;
}
