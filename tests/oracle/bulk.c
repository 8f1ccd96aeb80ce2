/* SPDX-License-Identifier: Apache-2.0 */
/* Checks specifications from standard input, each ended by a line "---", on the dates of the arguments, and
 * prints a line for each as README.md says: how the comparison with the oracle asks ecc for millions. */
#include <ecc/ecc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DATES = 16, DOCUMENT = 1 << 20, WORDS = 1 << 16 };

struct answer {
    char met[WORDS];
    char undecided[WORDS];
};

static void add(char list[WORDS], ecc_str id)
{
    size_t len = strlen(list);
    if (id.len > 0 && len + id.len + 2 < WORDS) {
        list[len] = ' ';
        memcpy(list + len + 1, id.ptr, id.len);
        list[len + 1 + id.len] = '\0';
    }
}

static void put_verdict(struct answer *answer, ecc_str id, ecc_tri verdict)
{
    if (verdict == ECC_TRUE) {
        add(answer->met, id);
    } else if (verdict == ECC_UNKNOWN) {
        add(answer->undecided, id);
    }
}

/* Clauses by their own figures: the exclusions under NOT are not printed. */
static void put_clauses(struct answer *answer, const ecc_node *node)
{
    for (size_t i = 0; i < node->n_children; i++) {
        const ecc_node *child = &node->children[i];
        if (child->kind != ECC_NODE_NOT) {
            put_verdict(answer, child->id, child->verdict);
            put_clauses(answer, child);
        }
    }
}

static void put_subject(struct answer *answer, const ecc_subject *subject)
{
    for (size_t i = 0; i < subject->n_entries; i++) {
        for (size_t j = 0; j < subject->entries[i].n_paragraphs; j++) {
            const ecc_node *node = &subject->entries[i].paragraphs[j];
            bool maybe_assembly = subject->sold_so == ECC_UNKNOWN && node->verdict == ECC_TRUE;
            put_verdict(answer, node->id, maybe_assembly ? ECC_UNKNOWN : node->verdict);
            put_clauses(answer, node);
        }
    }
}

static void print_possible(const ecc_result *result)
{
    fputs(" POSSIBLE", stdout);
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        for (size_t j = 0; !subject->inside && j < subject->n_possible; j++) {
            ecc_str id = subject->possible[j].id;
            printf(" %.*s:%.*s", (int)subject->kind.len, subject->kind.ptr,
                   id.len > 0 ? (int)id.len : 4, id.len > 0 ? id.ptr : "none");
        }
    }
}

static void check(ecc_rules *rules, const ecc_spec *spec, ecc_date date, const char *text,
                  size_t index, ecc_diags *diags)
{
    static struct answer answer;
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    const ecc_result *result = NULL;
    options.as_of = date;
    if (ecc_check(rules, spec, &options, &result, diags) != ECC_OK) {
        printf("%zu %s ERROR not checked\n", index, text);
        return;
    }
    answer.met[0] = '\0';
    answer.undecided[0] = '\0';
    for (size_t i = 0; i < result->n_subjects; i++) {
        if (!result->subjects[i].inside) {
            put_subject(&answer, &result->subjects[i]);
        }
    }
    printf("%zu %s MET%s UNDECIDED%s", index, text, answer.met, answer.undecided);
    print_possible(result);
    putchar('\n');
    ecc_result_free(result);
}

static void check_document(ecc_rules *rules, ecc_str bytes, size_t index, int n_dates, char **texts,
                           const ecc_date *dates, ecc_diags *diags)
{
    ecc_spec *spec = NULL;
    ecc_diags_clear(diags);
    ecc_status status = ecc_spec_load((ecc_str){"bulk", 4}, bytes, NULL, NULL, &spec, diags);
    for (int i = 0; i < n_dates; i++) {
        if (status == ECC_OK) {
            check(rules, spec, dates[i], texts[i], index, diags);
        } else {
            const char *id = ecc_diags_count(diags) > 0 ? ecc_diags_at(diags, 0).id : "?";
            printf("%zu %s ERROR %s\n", index, texts[i], id);
        }
    }
    ecc_spec_free(spec);
}

int main(int argc, char **argv)
{
    ecc_date dates[DATES];
    ecc_diags *diags = NULL;
    ecc_rules *rules = NULL;
    int n = argc - 1;
    for (int i = 0; i < n && n <= DATES; i++) {
        if (!ecc_date_parse((ecc_str){argv[i + 1], strlen(argv[i + 1])}, &dates[i])) {
            n = 0;
        }
    }
    if (n < 1 || n > DATES || ecc_diags_new(&diags) != ECC_OK ||
        ecc_rules_open_builtin(&rules, diags) != ECC_OK) {
        fputs("usage: bulk DATE... < documents\n", stderr);
        return 64;
    }
    static char document[DOCUMENT];
    char line[4096];
    size_t len = 0;
    size_t index = 0;
    while (fgets(line, sizeof(line), stdin) != NULL) {
        if (strcmp(line, "---\n") == 0) {
            check_document(rules, (ecc_str){document, len}, index++, n, argv + 1, dates, diags);
            len = 0;
        } else if (len + strlen(line) < DOCUMENT) {
            memcpy(document + len, line, strlen(line));
            len += strlen(line);
        }
    }
    ecc_rules_free(rules);
    ecc_diags_free(diags);
    return 0;
}
