/* SPDX-License-Identifier: Apache-2.0 */
/* Mappings of a run: see mapping.h. */
#include "mapping.h"

#include <string.h>

#include "cli.h"
#include "file.h"
#include "glob.h"
#include "input.h"
#include "table.h"

struct ecc_mapped_file {
    ecc_mapped *mapped;
    struct ecc_mapped_file *next;
};

/* ---- Mappings ------------------------------------------------------------------------------- */

static enum ecc_exit open_one(struct ecc_cli *cli, const char *path, ecc_str name, ecc_str files)
{
    struct ecc_mappings *mappings = &cli->maps;
    const struct ecc_file file = ecc_file_read(&cli->work, path);
    if (file.result != ECC_FILE_OK) {
        const struct ecc_loaded failed = ecc_input_unreadable(cli, name.ptr, &file);
        ecc_cli_error(cli, failed.problem);
        return failed.exit;
    }
    struct ecc_mapping *mapping = &mappings->items[mappings->n];
    const ecc_status status = ecc_map_load(name, file.bytes, &mapping->map, cli->diags);
    mapping->files = files;
    mappings->n += status == ECC_OK ? 1 : 0;
    return ecc_cli_report(cli, status, name);
}

/* A mapping of the configuration. Messages name it as the configuration does where that is the way to it from here. */
static enum ecc_exit open_configured(struct ecc_cli *cli, const ecc_config_map *map)
{
    const struct ecc_setup *setup = &cli->setup;
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_raw(&out, setup->root);
    ecc_out_puts(&out, "/");
    ecc_out_raw(&out, map->map);
    const ecc_str path = ecc_out_take(&out, &cli->pool);
    const ecc_str name = setup->here.len == 0 ? ecc_pool_str(&cli->pool, map->map) : path;
    return path.ptr != NULL && name.ptr != NULL ? open_one(cli, path.ptr, name, map->files)
                                                : ECC_EXIT_IO;
}

int ecc_mappings_open(struct ecc_cli *cli)
{
    const bool takes = (cli->command->takes & ECC_TAKES_MAP) != 0;
    const ecc_config_view *view = cli->setup.view;
    const size_t n = takes && view != NULL && cli->options.map == NULL ? view->n_maps : 0;
    enum ecc_exit code = ECC_EXIT_CLEAR;
    cli->maps.items = ECC_POOL_ARRAY(&cli->pool, n + 1, struct ecc_mapping);
    if (cli->maps.items == NULL) {
        return ECC_EXIT_IO;
    }
    if (cli->options.map != NULL) {
        const ecc_str path = ecc_text_of(cli->options.map);
        return (int)open_one(cli, path.ptr, path, (ecc_str){NULL, 0});
    }
    for (size_t i = 0; i < n && code == ECC_EXIT_CLEAR; i++) {
        code = open_configured(cli, &view->maps[i]);
    }
    return (int)code;
}

void ecc_mappings_close(struct ecc_mappings *mappings)
{
    for (struct ecc_mapped_file *file = mappings->files; file != NULL; file = file->next) {
        ecc_mapped_free(file->mapped);
    }
    for (size_t i = 0; i < mappings->n; i++) {
        ecc_map_free(mappings->items[i].map);
    }
    *mappings = (struct ecc_mappings){0};
}

const ecc_map *ecc_mapping_for(struct ecc_cli *cli, const char *path)
{
    for (size_t i = 0; i < cli->maps.n; i++) {
        const struct ecc_mapping *mapping = &cli->maps.items[i];
        const ecc_str seen = mapping->files.len > 0
                                 ? ecc_setup_path(&cli->setup, &cli->work, ecc_text_of(path))
                                 : (ecc_str){NULL, 0};
        if (mapping->files.len == 0 || ecc_glob_matches(mapping->files, seen)) {
            return mapping->map;
        }
    }
    return NULL;
}

bool ecc_mapping_is_table(const char *path)
{
    const ecc_str text = ecc_text_of(path);
    return ecc_text_ends(text, ".csv") || ecc_text_ends(text, ".tsv");
}

/* ---- Tables --------------------------------------------------------------------------------- */

/* The bytes of a file, as a stream. */
static long give(void *user, char *buffer, size_t cap)
{
    ecc_str *rest = user;
    const size_t n = rest->len < cap ? rest->len : cap;
    memcpy(buffer, rest->ptr, n);
    *rest = (ecc_str){rest->ptr + n, rest->len - n};
    return (long)n;
}

struct rows {
    ecc_map_row *items;
    size_t n;
    size_t cap;
};

static bool keep_row(struct ecc_pool *pool, struct rows *rows, const struct ecc_row *row)
{
    if (rows->n == rows->cap) {
        const size_t cap = rows->cap == 0 ? 64 : rows->cap * 2;
        ecc_map_row *items = ECC_POOL_ARRAY(pool, cap, ecc_map_row);
        if (items == NULL) {
            return false;
        }
        if (rows->n > 0) {
            memcpy(items, rows->items, rows->n * sizeof(*items));
        }
        rows->items = items;
        rows->cap = cap;
    }
    ecc_map_cell *cells = ECC_POOL_ARRAY(pool, row->n, ecc_map_cell);
    for (size_t i = 0; cells != NULL && i < row->n; i++) {
        cells[i] = (ecc_map_cell){.text = ecc_pool_str(pool, row->cells[i]),
                                  .begin = row->places[i].begin,
                                  .end = row->places[i].end};
    }
    rows->items[rows->n++] = (ecc_map_row){cells, row->n};
    return cells != NULL;
}

/* What is wrong with the form of a table, in one sentence. */
static ecc_str problem_of(struct ecc_cli *cli, const struct ecc_table *table, ecc_str name)
{
    const struct ecc_problem *problem = &table->problem;
    const ecc_str text = ecc_words_say(cli->words, problem->id, problem->args, problem->n_args);
    return ecc_pool_str(&cli->pool,
                        ecc_say(cli->words, ECC_W_screen_problem,
                                ECC_WITH(ecc_with("path", name), ecc_with("problem", text))));
}

static ecc_status read_rows(struct ecc_cli *cli, struct ecc_table *table, struct rows *rows)
{
    struct ecc_row row;
    enum ecc_table_result result = ecc_table_next(table, &row);
    for (; result == ECC_TABLE_ROW; result = ecc_table_next(table, &row)) {
        if (!keep_row(&cli->work, rows, &row)) {
            return ECC_E_NOMEM;
        }
    }
    return result == ECC_TABLE_END ? ECC_OK : ECC_E_INVALID;
}

static ecc_status read_table(struct ecc_cli *cli, const ecc_map *map, ecc_str name, ecc_str bytes,
                             ecc_mapped **out_mapped, ecc_str *out_problem)
{
    struct ecc_table table;
    struct ecc_out text;
    struct rows rows = {0};
    ecc_out_memory(&text);
    ecc_status status = ECC_E_INVALID;
    if (ecc_table_open(&table, &cli->work, give, &bytes, NULL, 0)) {
        ecc_table_keep(&table, &text);
        status = read_rows(cli, &table, &rows);
    }
    if (table.problem.id != NULL) {
        *out_problem = problem_of(cli, &table, name);
    } else if (status == ECC_OK) {
        status = ecc_map_table(map, name, ecc_out_bytes(&text), rows.items, rows.n, out_mapped,
                               cli->diags);
    }
    ecc_table_close(&table);
    return ecc_out_close(&text) != 0 ? ECC_E_NOMEM : status;
}

/* ---- Files ---------------------------------------------------------------------------------- */

ecc_status ecc_mapping_read(struct ecc_cli *cli, const ecc_map *map, ecc_str name, ecc_str bytes,
                            ecc_mapped **out_mapped, ecc_str *out_problem)
{
    struct ecc_mapped_file *file = ECC_POOL_ARRAY(&cli->pool, 1, struct ecc_mapped_file);
    if (file == NULL) {
        return ECC_E_NOMEM;
    }
    const ecc_status status = ecc_map_reads_table(map)
                                  ? read_table(cli, map, name, bytes, &file->mapped, out_problem)
                                  : ecc_map_yaml(map, name, bytes, &file->mapped, cli->diags);
    if (status == ECC_OK) {
        file->next = cli->maps.files;
        cli->maps.files = file;
        *out_mapped = file->mapped;
    }
    return status;
}
