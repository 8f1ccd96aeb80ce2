/* SPDX-License-Identifier: Apache-2.0 */
/* Prints the effect matrix: every part of the catalogue under every version of the law, a line for each day
 * on which its classification changed. The output is committed as us-ear.txt and reviewed like a golden
 * file: a part that changes side is one changed line. Uses the public header alone. */
#include <ecc/ecc.h>
#include <stdio.h>
#include <string.h>

enum { LINE = 512 };

static void append(char line[LINE], ecc_str text)
{
    size_t len = strlen(line);
    if (len + text.len + 1 < LINE) {
        memcpy(line + len, text.ptr, text.len);
        line[len + text.len] = '\0';
    }
}

static void append_text(char line[LINE], const char *text)
{
    append(line, (ecc_str){text, strlen(text)});
}

/* "controlled  circuit 3A090.a  assembly 4A090.a", alternatives joined by "?". */
static void describe(const ecc_result *result, char line[LINE])
{
    static const char *const words[] = {"not controlled", "undecided", "controlled"};
    line[0] = '\0';
    append_text(line, words[result->controlled + 1]);
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        append_text(line, subject->inside ? "  inside " : "  ");
        append(line, subject->kind);
        for (size_t j = 0; j < subject->n_possible; j++) {
            append_text(line, j == 0 ? " " : " ? ");
            if (subject->possible[j].id.len > 0) {
                append(line, subject->possible[j].id);
            } else {
                append_text(line, "none");
            }
        }
    }
}

static int check_part(ecc_rules *rules, size_t index, const ecc_date *dates, size_t n_dates,
                      ecc_diags *diags)
{
    ecc_str id = ecc_catalogue_id(index);
    ecc_spec *spec = NULL;
    if (ecc_spec_load(id, ecc_catalogue_bytes(index), NULL, NULL, &spec, diags) != ECC_OK) {
        fprintf(stderr, "%.*s does not load\n", (int)id.len, id.ptr);
        return 1;
    }
    printf("%.*s\n", (int)id.len, id.ptr);
    char before[LINE] = "";
    int failed = 0;
    for (size_t i = 0; i < n_dates; i++) {
        ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
        options.as_of = dates[i];
        const ecc_result *result = NULL;
        char line[LINE];
        if (ecc_check(rules, spec, &options, &result, diags) != ECC_OK) {
            failed = 1;
            break;
        }
        describe(result, line);
        if (strcmp(line, before) != 0) {
            printf("  %04d-%02d-%02d  %s\n", dates[i].year, dates[i].month, dates[i].day, line);
            memcpy(before, line, sizeof(before));
        }
        ecc_result_free(result);
    }
    ecc_spec_free(spec);
    return failed;
}

int main(void)
{
    ecc_diags *diags = NULL;
    ecc_rules *rules = NULL;
    const ecc_date *dates = NULL;
    size_t n_dates = 0;
    if (ecc_diags_new(&diags) != ECC_OK || ecc_rules_open_builtin(&rules, diags) != ECC_OK ||
        ecc_rules_dates(rules, &dates, &n_dates, diags) != ECC_OK) {
        fputs("the built-in rules do not load\n", stderr);
        return 1;
    }
    int failed = 0;
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        failed |= check_part(rules, i, dates, n_dates, diags);
    }
    ecc_rules_free(rules);
    ecc_diags_free(diags);
    return failed;
}
