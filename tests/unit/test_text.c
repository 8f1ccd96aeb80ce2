/* SPDX-License-Identifier: Apache-2.0 */
/* Words: patterns, numbers, dates, countries, and every message of the engine in both languages. */
#define _POSIX_C_SOURCE 200809L /* setenv */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/num.h"
#include "base/unicode.h"
#include "ecc/ecc.h"

static ecc_words *new_words(ecc_language language)
{
    ecc_words *words = NULL;
    assert_int_equal(ecc_words_new(language, &words), ECC_OK);
    assert_int_equal(ecc_words_language(words), language);
    return words;
}

static void expect(ecc_str text, const char *wanted)
{
    if (!ecc_str_is(text, wanted)) {
        print_error("“%.*s” is not “%s”\n", (int)text.len, text.ptr == NULL ? "" : text.ptr,
                    wanted);
    }
    assert_true(ecc_str_is(text, wanted));
}

static void formats_patterns(void **state)
{
    (void)state;
    const ecc_arg args[] = {
        ecc_arg_text("name", ECC_STR("H100")),
        ecc_arg_integer("zero", 0),
        ecc_arg_integer("one", 1),
        ecc_arg_integer("many", 1234567),
        ecc_arg_integer("less", -1234),
        ecc_arg_text("kind", ECC_STR("chip")),
    };
    static const struct {
        const char *pattern;
        const char *english;
        const char *chinese;
    } cases[] = {
        {"", "", ""},
        {"plain # text", "plain # text", "plain # text"},
        {"a “{name}” b", "a “H100” b", "a “H100” b"},
        {"{name}{ name }", "H100H100", "H100H100"},
        {"it's {name}'s '{name}'", "it's H100's 'H100'", "it's H100's 'H100'"},
        {"{many} {many, number} {less,number}", "1234567 1,234,567 -1,234",
         "1234567 1,234,567 -1,234"},
        {"{one, plural, one{# byte} other{# bytes}}", "1 byte", "1 bytes"},
        {"{many, plural, one{# byte} other{# bytes}}", "1,234,567 bytes", "1,234,567 bytes"},
        {"{zero, plural, =0{none} one{# byte} other{# bytes}}", "none", "none"},
        {"{one, plural, other{many} =1{exactly} one{one}}", "exactly", "exactly"},
        {"{one, plural, other{o {name}} one{1 {name}}} .", "1 H100 .", "o H100 ."},
        {"{kind, select, board{B} chip{C{one, plural, one{#} other{##}}} other{?}}", "C1", "C11"},
        {"{kind, select, board{B} other{{name} #}}", "H100 #", "H100 #"},
        {"{missing} {missing, number}", "{missing} {missing}", "{missing} {missing}"},
        {"{missing, plural, one{a} other{b}}", "b", "b"},
        /* what is malformed is shown as it is */
        {"{", "{", "{"},
        {"{name", "{name", "{name"},
        {"a}b", "a}b", "a}b"},
        {"{}", "{}", "{}"},
        {"{name, date}", "{name, date}", "{name, date}"},
        {"{one, plural, one{x}}", "{one, plural, one{x}}", "{one, plural, one{x}}"},
        {"{one, plural, other{x}", "{one, plural, other{x}", "{one, plural, other{x}"},
        {"{one, plural, other}", "{one, plural, other}", "{one, plural, other}"},
        {"{kind, select, a{{} other{x}}", "{kind, select, a{{} other{x}}",
         "{kind, select, a{{} other{x}}"},
    };
    for (int language = 0; language < ECC_LANGUAGES; language++) {
        ecc_words *words = new_words((ecc_language)language);
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            const char *wanted = language == ECC_ENGLISH ? cases[i].english : cases[i].chinese;
            expect(ecc_words_format(words, cases[i].pattern, args, sizeof args / sizeof args[0]),
                   wanted);
        }
        ecc_words_free(words);
    }
}

static void nesting_is_bounded(void **state)
{
    (void)state;
    ecc_words *words = new_words(ECC_ENGLISH);
    char pattern[20000] = "";
    for (size_t i = 0; i < 1000; i++) {
        memcpy(pattern + 18 * i, "{a,select,other{  ", 18);
    }
    expect(ecc_words_format(words, pattern, NULL, 0), pattern);
    expect(
        ecc_words_format(words, "{a,select,other{{b,select,other{{c,select,other{x}}}}}}", NULL, 0),
        "x");
    ecc_words_free(words);
}

static ecc_num number(const char *text)
{
    ecc_num value = ecc_num_zero();
    assert_true(ecc_num_parse_exact(ecc_str_of(text), &value));
    return value;
}

static void formats_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *number;
        unsigned digits;
        const char *text;
        bool exact;
    } cases[] = {
        {"15831.2", 10, "15,831.2", true},
        {"0", 5, "0", true},
        {"999", 5, "999", true},
        {"1000", 5, "1,000", true},
        {"-1234567.25", 12, "-1,234,567.25", true},
        {"10/3", 4, "3.333", false},
        {"1234567890123456789012345678", 30, "1,234,567,890,123,456,789,012,345,678", true},
        {"0.000125", 3, "0.000125", true},
    };
    for (int language = 0; language < ECC_LANGUAGES; language++) {
        ecc_words *words = new_words((ecc_language)language);
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            const ecc_num value = number(cases[i].number);
            bool exact = !cases[i].exact;
            expect(ecc_words_number(words, &value, cases[i].digits, &exact), cases[i].text);
            assert_int_equal(exact, cases[i].exact);
            expect(ecc_words_number(words, &value, cases[i].digits, NULL), cases[i].text);
        }
        ecc_words_free(words);
    }
}

static void formats_percentages(void **state)
{
    (void)state;
    static const struct {
        const char *ratio;
        unsigned fraction;
        const char *text;
    } cases[] = {
        {"0.06", 1, "+6.0 %"},          {"2.298", 1, "+229.8 %"},
        {"-0.5", 0, "-50 %"},           {"0", 1, "0.0 %"},
        {"0.0001", 1, "+0.0 %"},        {"-0.0001", 1, "-0.0 %"},
        {"123.456", 2, "+12,345.60 %"}, {"1/3", 2, "+33.33 %"},
        {"-2/3", 1, "-66.7 %"},
    };
    ecc_words *words = new_words(ECC_ENGLISH);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const ecc_num ratio = number(cases[i].ratio);
        expect(ecc_words_percent(words, &ratio, cases[i].fraction), cases[i].text);
    }
    const ecc_num third = number("-1/3");
    const ecc_num decimal = number("15831.2");
    expect(ecc_number_exact(words, &third), "-1/3");
    expect(ecc_number_exact(words, &decimal), "15831.2");
    ecc_words_free(words);
}

static void formats_dates_and_countries(void **state)
{
    (void)state;
    ecc_words *en = new_words(ECC_ENGLISH);
    ecc_words *zh = new_words(ECC_CHINESE);
    static const struct {
        ecc_date date;
        const char *english;
        const char *chinese;
    } dates[] = {
        {{2023, 11, 17}, "17 November 2023", "2023年11月17日"},
        {{2024, 2, 29}, "29 February 2024", "2024年2月29日"},
        {{1900, 1, 1}, "1 January 1900", "1900年1月1日"},
        {{2199, 12, 31}, "31 December 2199", "2199年12月31日"},
        {{0, 0, 0}, "", ""},
    };
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        expect(ecc_words_date(en, dates[i].date), dates[i].english);
        expect(ecc_words_date(zh, dates[i].date), dates[i].chinese);
    }
    expect(ecc_words_country(en, ECC_STR("CN")), "China");
    expect(ecc_words_country(zh, ECC_STR("CN")), "中国");
    expect(ecc_words_country(en, ECC_STR("US")), "United States");
    expect(ecc_words_country(zh, ECC_STR("US")), "美国");
    static const char *const unknown[] = {"QX", "cn", "USA", "", "C", "1A", "中"};
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        expect(ecc_words_country(en, ecc_str_of(unknown[i])), unknown[i]);
        expect(ecc_words_country(zh, ecc_str_of(unknown[i])), unknown[i]);
    }
    ecc_words_free(en);
    ecc_words_free(zh);
}

static void a_reset_keeps_the_language(void **state)
{
    (void)state;
    ecc_words *words = new_words(ECC_CHINESE);
    const ecc_arg args[] = {ecc_arg_integer("n", 4800)};
    for (size_t i = 0; i < 3; i++) {
        expect(ecc_words_date(words, (ecc_date){2023, 11, 17}), "2023年11月17日");
        expect(ecc_words_format(words, "{n, plural, one{x} other{# 个}}", args, 1), "4,800 个");
        ecc_words_reset(words);
        assert_int_equal(ecc_words_language(words), ECC_CHINESE);
    }
    ecc_words_free(words);
    ecc_words_free(NULL);
    ecc_words *untouched = NULL;
    assert_int_equal(ecc_words_new(ECC_LANGUAGES, &untouched), ECC_E_USAGE);
    assert_null(untouched);
}

static void says_diagnostics(void **state)
{
    (void)state;
    ecc_words *words = new_words(ECC_ENGLISH);
    ecc_diags *diags = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    ecc_diag_add(diags, ECC_M_yaml_duplicate_key, ecc_span_none(),
                 ECC_ARGS(ecc_arg_text("key", ECC_STR("na\nme\t{x}"))));
    const ecc_diag diag = ecc_diags_at(diags, 0);
    expect(ecc_words_diag(words, &diag),
           "the key “na me {x}” stands here for the second time; only one can be meant\n"
           "Remove one of the two.");
    expect(ecc_words_say(words, "no.such-message", NULL, 0), "no.such-message");
    ecc_diags_free(diags);
    ecc_words_free(words);
}

static void finds_what_a_terminal_must_not_see(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
    } cases[] = {
        {"昇腾 910B\n", 12},
        {"a\x1B[2J", 1},
        {"a\rb", 1},
        {"a\r\nb", 4},
        {"a\xE2\x80\xAE", 1},
        {"ab\xFF", 2},
        {"a\rb\xE2\x80\xAE", 1},
        {"ab\r", 2},
        {"", 0},
        {"\x07", 0},
        {"a\xE2\x80\xAE\r", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(ecc_text_unsafe_at(ecc_str_of(cases[i].text)), cases[i].at);
    }
    assert_int_equal(ecc_text_width(ECC_STR("昇腾 910B")), 9);
}

/* ---- Every message ------------------------------------------------------------------------- */

#define MAX_ARGS 12

struct dummy {
    char names[MAX_ARGS][64];
    ecc_arg args[MAX_ARGS];
    size_t n;
};

/* Whether an argument is used as a number in either language. */
static bool is_number(const struct ecc_message_row *row, const char *name)
{
    static const char *const uses[] = {"{%s, plural", "{%s,plural", "{%s, number", "{%s,number"};
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        char use[96];
        (void)snprintf(use, sizeof use, uses[i], name);
        if (strstr(row->words[0], use) != NULL || strstr(row->words[1], use) != NULL) {
            return true;
        }
    }
    return false;
}

static struct dummy dummy_args(const struct ecc_message_row *row)
{
    struct dummy dummy = {.n = 0};
    const char *at = row->args;
    while (*at != '\0') {
        const size_t len = strcspn(at, " ");
        assert_true(dummy.n < MAX_ARGS && len > 0 && len < sizeof dummy.names[0]);
        memcpy(dummy.names[dummy.n++], at, len);
        at += len + (at[len] == ' ');
    }
    for (size_t i = 0; i < dummy.n; i++) {
        dummy.args[i] = is_number(row, dummy.names[i]) ? ecc_arg_integer(NULL, 2)
                                                       : ecc_arg_text(NULL, ECC_STR("<<x>>"));
    }
    return dummy;
}

/* The names point into the struct itself, so they are set where it has come to rest. */
static ecc_str say(ecc_words *words, const struct ecc_message_row *row, struct dummy *dummy)
{
    for (size_t i = 0; i < dummy->n; i++) {
        dummy->args[i].name = dummy->names[i];
    }
    return ecc_words_say(words, row->id, dummy->args, dummy->n);
}

static bool has_brace(ecc_str text)
{
    return text.len > 0 &&
           (memchr(text.ptr, '{', text.len) != NULL || memchr(text.ptr, '}', text.len) != NULL);
}

static bool has_han(ecc_str text)
{
    for (size_t at = 0; at < text.len;) {
        const uint32_t code = ecc_utf8_next(text, &at);
        if (code >= 0x4E00 && code <= 0x9FFF) {
            return true;
        }
    }
    return false;
}

static bool has_letter(ecc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((text.ptr[i] >= 'a' && text.ptr[i] <= 'z') ||
            (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')) {
            return true;
        }
    }
    return false;
}

/* What the row says beside its arguments: is that words, or only signs around the arguments? */
static bool has_words(ecc_words *words, const struct ecc_message_row *row)
{
    struct dummy dummy = dummy_args(row);
    for (size_t i = 0; i < dummy.n; i++) {
        if (dummy.args[i].kind == ECC_ARG_TEXT) {
            dummy.args[i].text = (ecc_str){NULL, 0};
        }
    }
    return has_letter(say(words, row, &dummy));
}

/* An argument is used when the sentence changes with it, or chooses between sentences. */
static bool uses(ecc_words *words, const struct ecc_message_row *row, size_t index)
{
    struct dummy dummy = dummy_args(row);
    const ecc_str before = say(words, row, &dummy);
    char choice[96];
    (void)snprintf(choice, sizeof choice, "{%s, ", dummy.names[index]);
    if (strstr(row->words[ecc_words_language(words)], choice) != NULL) {
        return true;
    }
    dummy.args[index].text = ECC_STR("<<y>>");
    dummy.args[index].integer = 7;
    return !ecc_str_eq(before, say(words, row, &dummy));
}

static bool row_is_whole(const struct ecc_message_row *row, ecc_words *const words[ECC_LANGUAGES])
{
    bool whole = true;
    const bool wordy = has_words(words[ECC_ENGLISH], row);
    for (int language = 0; language < ECC_LANGUAGES; language++) {
        struct dummy dummy = dummy_args(row);
        const ecc_str text = say(words[language], row, &dummy);
        whole = whole && text.len > 0 && !has_brace(text);
        whole = whole && strchr(row->words[language], '\'') == NULL;
        whole = whole && ecc_unicode_forbidden_at(text, NULL) == text.len;
        whole = whole && text.ptr[text.len - 1] != '\n' && text.ptr[0] != ' ';
        for (size_t i = 0; i < dummy.n; i++) { /* both languages say it, or neither */
            whole = whole && uses(words[language], row, i) == uses(words[ECC_ENGLISH], row, i);
        }
        if (wordy && language == ECC_CHINESE) { /* English may quote Chinese words */
            whole = whole && has_han(text);
        }
    }
    return whole;
}

static void every_message_is_whole_in_both_languages(void **state)
{
    (void)state;
    ecc_words *words[ECC_LANGUAGES] = {new_words(ECC_ENGLISH), new_words(ECC_CHINESE)};
    size_t n_broken = 0;
    assert_true(ECC_M_COUNT > 0);
    for (int i = 0; i < ECC_M_COUNT; i++) {
        const struct ecc_message_row *row = ecc_message_row((enum ecc_message_id)i);
        if (!row_is_whole(row, words)) {
            print_error("not whole: %s (%s)\n", row->id, row->args);
            n_broken++;
        }
    }
    ecc_words_free(words[ECC_ENGLISH]);
    ecc_words_free(words[ECC_CHINESE]);
    assert_int_equal(n_broken, 0);
}

static void rows_that_share_an_id_are_told_apart(void **state)
{
    (void)state;
    ecc_words *words = new_words(ECC_ENGLISH);
    size_t n_shared = 0;
    for (int i = 0; i < ECC_M_COUNT; i++) {
        const struct ecc_message_row *row = ecc_message_row((enum ecc_message_id)i);
        struct dummy dummy = dummy_args(row);
        const ecc_str said = say(words, row, &dummy);
        const ecc_str meant = ecc_words_format(words, row->words[ECC_ENGLISH], dummy.args, dummy.n);
        assert_true(ecc_str_eq(said, meant));
        for (int j = 0; j < i; j++) {
            n_shared += strcmp(row->id, ecc_message_row((enum ecc_message_id)j)->id) == 0;
        }
    }
    print_message("%zu rows share an id\n", n_shared);
    ecc_words_free(words);
}

int main(void)
{
    /* What comes out must not depend on the environment. */
    (void)setenv("LC_ALL", "de_DE.UTF-8", 1);
    (void)setenv("LANG", "ar_EG.UTF-8", 1);
    (void)setenv("TZ", "Pacific/Kiritimati", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_patterns),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(formats_numbers),
        cmocka_unit_test(formats_percentages),
        cmocka_unit_test(formats_dates_and_countries),
        cmocka_unit_test(a_reset_keeps_the_language),
        cmocka_unit_test(says_diagnostics),
        cmocka_unit_test(finds_what_a_terminal_must_not_see),
        cmocka_unit_test(every_message_is_whole_in_both_languages),
        cmocka_unit_test(rows_that_share_an_id_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
