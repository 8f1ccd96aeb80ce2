/* SPDX-License-Identifier: Apache-2.0 */
#include "ruleset.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

static void fatal(const char *what, const char *which)
{
    fprintf(stderr, "%s %s\n", what, which);
    exit(EXIT_FAILURE);
}

ecc_str ruleset_read_file(struct ecc_arena *arena, const char *path, bool must)
{
    struct ecc_buf text;
    ecc_buf_init(&text, arena);
    FILE *file = fopen(path, "rb");
    if (file == NULL && must) {
        fatal("cannot read", path);
    }
    if (file == NULL) {
        return (ecc_str){NULL, 0};
    }
    for (int byte = fgetc(file); byte != EOF; byte = fgetc(file)) {
        ecc_buf_putc(&text, (char)byte);
    }
    fclose(file);
    ecc_str read = ecc_buf_str(&text);
    return read.ptr != NULL ? read : ECC_STR("");
}

void ruleset_read(struct ruleset *out, struct ecc_arena *arena, const char *directory)
{
    static const char *const paths[] = {"land/regime.yaml", "land/definitions/2020-01-01.yaml",
                                        "land/r1/2020-01-01.yaml", "land/r2/2020-01-01.yaml",
                                        "land/r3/2020-01-01.yaml"};
    *out = (struct ruleset){.arena = arena};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", directory, paths[i]);
        out->files[out->n++] = (struct ruleset_file){.path = ecc_str_of(paths[i]),
                                                     .text = ruleset_read_file(arena, path, true)};
    }
}

struct ruleset_file *ruleset_find(struct ruleset *ruleset, ecc_str path)
{
    for (size_t i = 0; i < ruleset->n; i++) {
        if (ecc_str_eq(ruleset->files[i].path, path)) {
            return &ruleset->files[i];
        }
    }
    return NULL;
}

static ecc_status read_one(void *user, ecc_str path, ecc_str *out_bytes)
{
    const struct ruleset_file *file = ruleset_find(user, path);
    if (file == NULL) {
        return ECC_E_NOT_FOUND;
    }
    *out_bytes = file->text;
    return ECC_OK;
}

ecc_status ruleset_load(struct ruleset *ruleset, ecc_rules **out_rules, ecc_diags *diags)
{
    ecc_str paths[RULESET_FILES];
    for (size_t i = 0; i < ruleset->n; i++) {
        paths[i] = ruleset->files[i].path;
    }
    *out_rules = NULL;
    ecc_status status = ecc_rules_open_files(paths, ruleset->n, read_one, ruleset, out_rules,
                                             diags);
    return status == ECC_OK ? ecc_rules_load_all(*out_rules, diags) : status;
}

ecc_status ruleset_part(void *user, ecc_str id, ecc_str *out_bytes)
{
    (void)user;
    static const struct {
        const char *id;
        const char *text;
    } parts[] = {
        {"some-module", "ecc: chip/1\nname: some module\nsold-as: module\n"
                        "datacenter: {designed: yes, marketed: yes}\n"
                        "declared: {tpp: 5000}\n"},
        {"some-memory", "ecc: memory/1\nname: some memory\n"},
        {"broken", "ecc: chip/1\nname: broken\nnonsense: 1\n"},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (ecc_str_is(id, parts[i].id)) {
            *out_bytes = ecc_str_of(parts[i].text);
            return ECC_OK;
        }
    }
    return ECC_E_NOT_FOUND;
}
