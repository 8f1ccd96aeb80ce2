/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of a directory as they stand: see draft.h. */
#include "draft.h"

#include <string.h>

#include "file.h"
#include "input.h"

struct draft {
    struct ecc_pool *pool;
    const char *directory;
    ecc_str *paths; /* below the directory */
    size_t n;
    size_t cap;
};

static void add_rule_file(void *user, const char *path)
{
    struct draft *draft = user;
    struct ecc_pool *pool = draft->pool;
    if (draft->n == draft->cap) {
        const size_t cap = draft->cap == 0 ? 64 : draft->cap * 2;
        ecc_str *paths = ECC_POOL_ARRAY(pool, cap, ecc_str);
        if (paths == NULL) {
            return;
        }
        if (draft->n > 0) {
            memcpy(paths, draft->paths, draft->n * sizeof(*paths));
        }
        draft->paths = paths;
        draft->cap = cap;
    }
    size_t skip = strlen(draft->directory);
    while (path[skip] == '/') {
        skip++;
    }
    draft->paths[draft->n++] = ecc_text_of(path + skip);
}

static ecc_status read_rule_file(void *user, ecc_str path, ecc_str *out_bytes)
{
    const struct draft *draft = user;
    const ecc_str copy = ecc_pool_str(draft->pool, path);
    const struct ecc_file file = ecc_file_read_below(draft->pool, draft->directory, copy.ptr);
    switch (file.result) {
    case ECC_FILE_OK:
        *out_bytes = file.bytes;
        return ECC_OK;
    case ECC_FILE_LARGE:
        return ECC_E_LIMIT;
    case ECC_FILE_FAILED:
        return ECC_E_IO;
    case ECC_FILE_MISSING:
    case ECC_FILE_OUTSIDE:
    case ECC_FILE_SPECIAL:
        break;
    }
    return ECC_E_NOT_FOUND;
}

enum ecc_exit ecc_draft_open(struct ecc_cli *cli, const char *directory, ecc_rules **out_rules)
{
    struct draft *draft = ECC_POOL_ARRAY(&cli->pool, 1, struct draft);
    int error = 0;
    if (draft == NULL) {
        return ECC_EXIT_IO;
    }
    *draft = (struct draft){.pool = &cli->pool, .directory = directory};
    static const char *const endings[] = {".yaml", ".yml", NULL};
    if (!ecc_files_below(&cli->pool, directory, endings, add_rule_file, draft, &error)) {
        ecc_cli_error(cli, ecc_input_unwalked(cli, directory, error));
        return ECC_EXIT_NO_INPUT;
    }
    const ecc_status status = ecc_rules_open_files(draft->paths, draft->n, read_rule_file, draft,
                                                   out_rules, cli->diags);
    return ecc_cli_report(cli, status, ecc_text_of(directory));
}
