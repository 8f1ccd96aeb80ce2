/* SPDX-License-Identifier: Apache-2.0 */
/* Every node of a rule set, replaced by something that it is not. The set loads or it is refused
 * with a diagnostic; it never does neither, and never brings the loader down.
 *
 *   wrong_nodes BASE */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/source.h"
#include "doc/yaml.h"
#include "ruleset.h"

static const char *const replacements[] = {
    "x",    "''",       "[]",      "{}",         "[x]",  "{x: y}", "{x: y, x: z}", "0",   "-1",
    "1e99", "[[[[]]]]", "unknown", "2020-02-30", "land", "a",      "yes",          "\"\""};
#define N_REPLACEMENTS (sizeof replacements / sizeof replacements[0])

struct trying {
    const char *directory;
    struct ruleset ruleset;
    struct ecc_arena *scratch;
    size_t file;
    size_t n;
    size_t refused;
    bool failed;
};

/* Everything that walks a set that loaded; false when something is refused in silence. */
static bool use(ecc_rules *rules, ecc_diags *diags)
{
    ecc_status tested = ECC_OK;
    for (size_t i = 0; i < ecc_rules_count(rules); i++) {
        const ecc_node *root = NULL;
        const ecc_definition *definitions = NULL;
        size_t n = 0;
        (void)!ecc_rules_clauses(rules, i, &root, diags);
        (void)!ecc_rules_definitions(rules, i, &definitions, &n, diags);
        (void)!ecc_rules_lint(rules, i, diags);
        ecc_status status = ecc_rules_test(rules, i, ruleset_part, NULL, NULL, diags);
        tested = status == ECC_E_INVALID ? status : tested;
    }
    return tested == ECC_OK || ecc_diags_errors(diags) > 0;
}

static void complain(struct trying *trying, struct ecc_span span, const char *by, const char *what)
{
    ecc_position at = ecc_span_position(span);
    printf("%.*s:%zu:%zu replaced by %s: %s\n", (int)at.file.len, at.file.ptr, at.line, at.column,
           by, what);
    trying->failed = true;
}

static void try_text(struct trying *trying, ecc_str text, struct ecc_span span, const char *what)
{
    struct ruleset changed = trying->ruleset;
    changed.files[trying->file].text = text;
    ecc_rules *rules = NULL;
    ecc_diags *diags = NULL;
    if (ecc_diags_new(&diags) != ECC_OK) {
        trying->failed = true;
        return;
    }
    ecc_status status = ruleset_load(&changed, &rules, diags);
    trying->n++;
    trying->refused += status != ECC_OK ? 1 : 0;
    if ((status == ECC_OK) != (ecc_diags_errors(diags) == 0)) {
        complain(trying, span, what,
                 status == ECC_OK ? "accepted, with errors" : "refused in silence");
    }
    if (status == ECC_OK && !use(rules, diags)) {
        complain(trying, span, what, "an example is refused in silence");
    }
    ecc_rules_free(rules);
    ecc_diags_free(diags);
}

static void replace(struct trying *trying, struct ecc_span span, const char *by)
{
    ecc_str text = trying->ruleset.files[trying->file].text;
    struct ecc_buf out;
    ecc_arena_reset(trying->scratch);
    ecc_buf_init(&out, trying->scratch);
    ecc_buf_add(&out, ecc_str_slice(text, 0, span.begin));
    ecc_buf_puts(&out, by);
    ecc_buf_add(&out, ecc_str_slice(text, span.end, text.len));
    try_text(trying, ecc_buf_str(&out), span, by);
}

static void try_node(struct trying *trying, const struct ecc_yaml *node)
{
    for (size_t i = 0; i < N_REPLACEMENTS; i++) {
        replace(trying, node->span, replacements[i]);
    }
    for (size_t i = 0; i < node->n; i++) {
        if (node->kind == ECC_YAML_MAP) {
            replace(trying, node->keys[i]->span, "unheard-of");
            replace(trying, ecc_span_join(node->keys[i]->span, node->items[i]->span), "");
        }
        try_node(trying, node->items[i]);
    }
}

static void try_file(struct trying *trying)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    const struct ruleset_file *file = &trying->ruleset.files[trying->file];
    const struct ecc_source *source = ecc_source_new(arena, file->path, file->text);
    const struct ecc_yaml *root = NULL;
    ecc_diags *diags = NULL;
    if (source == NULL || ecc_diags_new(&diags) != ECC_OK ||
        ecc_yaml_parse(arena, source, &root, diags) != ECC_OK) {
        trying->failed = true;
    } else {
        try_node(trying, root);
    }
    ecc_diags_free(diags);
    ecc_arena_free(arena);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: wrong_nodes BASE\n");
        return EXIT_FAILURE;
    }
    struct ecc_arena *arena = ecc_arena_new(0);
    struct trying trying = {.directory = argv[1], .scratch = ecc_arena_new(0)};
    ruleset_read(&trying.ruleset, arena, argv[1]);
    for (trying.file = 0; trying.file < trying.ruleset.n; trying.file++) {
        try_file(&trying);
    }
    printf("%zu changed rule sets, %zu of them refused\n", trying.n, trying.refused);
    ecc_arena_free(trying.scratch);
    ecc_arena_free(arena);
    return trying.failed || trying.n < 1000 ? EXIT_FAILURE : EXIT_SUCCESS;
}
