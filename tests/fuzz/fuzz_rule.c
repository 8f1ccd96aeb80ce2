/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a file of the shipped rule set of November 2023: in the place of the regime, of the
 * definitions or of 3A991, as their first line says. Must hold: the set loads or there is an error
 * with a place, never both; what is loaded can be shown, tested, linted and asked about a part. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ecc/ecc.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILES = 4, FILE_SIZE = 1 << 17 };

static const char *const paths[FILES] = {"us-ear/regime.yaml", "us-ear/definitions/2023-11-17.yaml",
                                         "us-ear/3a991/2023-11-17.yaml",
                                         "us-ear/3a090/2023-11-17.yaml"};

struct set {
    ecc_str files[FILES]; /* as shipped */
    size_t replaced;
    ecc_str bytes;
};

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static ecc_str text(const char *c)
{
    return (ecc_str){c, strlen(c)};
}

static bool starts(ecc_str bytes, const char *with)
{
    return bytes.len >= strlen(with) && memcmp(bytes.ptr, with, strlen(with)) == 0;
}

static void read_shipped(struct set *set)
{
    static char bytes[FILES][FILE_SIZE];
    for (size_t i = 0; i < FILES; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/rules/%s", ECC_SOURCE_DIR, paths[i]);
        FILE *file = fopen(path, "rb");
        check(file != NULL);
        set->files[i] = (ecc_str){bytes[i], fread(bytes[i], 1, FILE_SIZE, file)};
        check(set->files[i].len < FILE_SIZE);
        fclose(file);
    }
}

static ecc_status read_rule(void *user, ecc_str path, ecc_str *out_bytes)
{
    const struct set *set = user;
    for (size_t i = 0; i < FILES; i++) {
        if (path.len == strlen(paths[i]) && starts(path, paths[i])) {
            *out_bytes = i == set->replaced ? set->bytes : set->files[i];
            return ECC_OK;
        }
    }
    return ECC_E_NOT_FOUND;
}

static ecc_status read_part(void *user, ecc_str id, ecc_str *out_bytes)
{
    size_t index = 0;
    (void)user;
    if (ecc_catalogue_find(id, &index, NULL, NULL) != ECC_OK) {
        return ECC_E_NOT_FOUND;
    }
    *out_bytes = ecc_catalogue_bytes(index);
    return ECC_OK;
}

/* Recursion as deep as clauses are, which loading caps. */
static void check_node(const ecc_node *node, size_t depth)
{
    check(depth < 40 && node->verdict == ECC_UNKNOWN);
    check(node->kind != ECC_NODE_COMPARE || (node->threshold != NULL && node->definition != NULL));
    for (size_t i = 0; i < node->n_children; i++) {
        check_node(&node->children[i], depth + 1);
    }
}

static void look_at(ecc_rules *rules, size_t index, ecc_diags *diags)
{
    const ecc_rule_info *info = NULL;
    const ecc_node *root = NULL;
    const ecc_definition *definitions = NULL;
    size_t n = 0;
    check(ecc_rules_info(rules, index, &info, diags) == ECC_OK);
    if (info->rule.len == strlen("definitions") && starts(info->rule, "definitions")) {
        check(ecc_rules_definitions(rules, index, &definitions, &n, diags) == ECC_OK);
        return;
    }
    check(ecc_rules_clauses(rules, index, &root, diags) == ECC_OK);
    check_node(root, 0);
    const ecc_status tested = ecc_rules_test(rules, index, read_part, NULL, NULL, diags);
    check(tested == ECC_OK || ecc_diags_errors(diags) > 0);
    check(ecc_rules_lint(rules, index, diags) != ECC_E_USAGE);
}

static void ask(ecc_rules *rules, const char *id, ecc_diags *diags)
{
    ecc_str bytes = {NULL, 0};
    ecc_spec *spec = NULL;
    const ecc_result *result = NULL;
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    options.as_of = (ecc_date){2024, 2, 29};
    check(read_part(NULL, text(id), &bytes) == ECC_OK);
    check(ecc_spec_load(text(id), bytes, NULL, NULL, &spec, diags) == ECC_OK);
    const ecc_status status = ecc_check(rules, spec, &options, &result, diags);
    check((status == ECC_OK) == (result != NULL));
    check(status == ECC_OK || status == ECC_E_LIMIT || status == ECC_E_DATE ||
          ecc_diags_errors(diags) > 0);
    if (result != NULL) {
        for (size_t i = 0; i < result->n_subjects; i++) {
            check(result->subjects[i].n_possible > 0);
        }
        ecc_result_free(result);
    }
    ecc_spec_free(spec);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct set set;
    ecc_str names[FILES];
    ecc_diags *diags = NULL;
    ecc_rules *rules = NULL;
    if (set.files[0].len == 0) {
        read_shipped(&set);
    }
    set.bytes = (ecc_str){(const char *)data, size};
    set.replaced = starts(set.bytes, "ecc: regime")        ? 0
                   : starts(set.bytes, "ecc: definitions") ? 1
                                                           : 2;
    for (size_t i = 0; i < FILES; i++) {
        names[i] = text(paths[i]);
    }
    check(ecc_diags_new(&diags) == ECC_OK);
    ecc_status status = ecc_rules_open_files(names, FILES, read_rule, &set, &rules, diags);
    if (status == ECC_OK) {
        status = ecc_rules_load_all(rules, diags);
    }
    check((status == ECC_OK) == (ecc_diags_errors(diags) == 0));
    if (status == ECC_OK) {
        for (size_t i = 0; i < ecc_rules_count(rules); i++) {
            look_at(rules, i, diags);
        }
        ask(rules, "nvidia/dgx-h100", diags);
        ask(rules, "cambricon/mlu370-x4", diags);
    }
    ecc_rules_free(rules);
    ecc_diags_free(diags);
    return 0;
}
