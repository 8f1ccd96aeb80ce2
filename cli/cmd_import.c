/* SPDX-License-Identifier: Apache-2.0 */
/* ecc specs import: what a mapping makes of a file, as specifications. Nothing is written unless everything is right. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "file.h"
#include "input.h"

/* A file name's bytes, without the directory and the ending. */
#define NAME_BYTES 100

struct import {
    const char *from; /* the input, as it is called */
    const char *path; /* NULL: standard output */
    ecc_str text;
};

struct importing {
    struct ecc_cli *cli;
    struct import *items;
    size_t n;
    enum ecc_exit exit;
};

/* ---- Names of files ------------------------------------------------------------------------- */

/* Letters and digits in lower case, other scripts as they are, a hyphen for each run of anything else. */
static void put_name(struct ecc_out *out, ecc_str name)
{
    bool gap = false;
    size_t n = 0;
    for (size_t i = 0; i < name.len;) {
        const unsigned char byte = (unsigned char)name.ptr[i];
        const size_t len = byte < 0x80 ? 1 : ecc_text_char((ecc_str){name.ptr + i, name.len - i});
        const bool capital = byte >= 'A' && byte <= 'Z';
        const bool kept = byte >= 0x80 || capital || (byte >= 'a' && byte <= 'z') ||
                          (byte >= '0' && byte <= '9');
        const char small = (char)(capital ? byte - 'A' + 'a' : byte);
        if (len == 0 || n + len + 1 > NAME_BYTES) {
            return;
        }
        if (kept) {
            ecc_out_puts(out, gap && n > 0 ? "-" : "");
            n += len + (gap && n > 0 ? 1 : 0);
            ecc_out_raw(out, len == 1 ? (ecc_str){&small, 1} : (ecc_str){name.ptr + i, len});
        }
        gap = !kept;
        i += len;
    }
}

static const char *path_of(struct ecc_cli *cli, const struct ecc_input *input)
{
    const ecc_item_info item = ecc_mapped_item(input->mapped, input->index);
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_puts(&out, cli->options.into);
    ecc_out_puts(&out, ecc_text_ends(ecc_text_of(cli->options.into), "/") ? "" : "/");
    const size_t before = ecc_out_bytes(&out).len;
    put_name(&out, item.name);
    if (ecc_out_bytes(&out).len == before) { /* a name of nothing but signs */
        ecc_out_puts(&out, "line-");
        ecc_out_size(&out, item.at.line);
    }
    ecc_out_puts(&out, ".yaml");
    return ecc_out_take(&out, &cli->pool).ptr;
}

/* ---- Making --------------------------------------------------------------------------------- */

/* An item that loads is written down; the mistakes of one that does not are told. */
static void import_one(struct importing *importing, const struct ecc_input *input)
{
    struct ecc_cli *cli = importing->cli;
    struct ecc_loaded loaded = ecc_input_load(cli, input);
    struct import *item = &importing->items[importing->n];
    if (loaded.spec != NULL && input->kind == ECC_INPUT_ITEM) {
        ecc_str text = {NULL, 0};
        loaded.status = ecc_mapped_write(input->mapped, input->index, &text, cli->diags);
        *item = (struct import){.from = input->path, .text = text};
        item->path = cli->options.into != NULL ? path_of(cli, input) : NULL;
        importing->n++;
    } else if (loaded.spec != NULL) {
        loaded.exit = ECC_EXIT_DATA;
        ecc_cli_error(cli, ecc_say(cli->words, ECC_W_import_is_one,
                                   ECC_WITH(ecc_with("path", ecc_text_of(input->path)))));
    }
    importing->exit = ecc_exit_worst(importing->exit, ecc_loaded_tell(cli, input, &loaded));
    ecc_loaded_free(&loaded);
    ecc_cli_reset(cli);
}

/* ---- Writing -------------------------------------------------------------------------------- */

static void tell(struct importing *importing, enum ecc_word word, const char *path,
                 const char *other)
{
    struct ecc_cli *cli = importing->cli;
    ecc_cli_error(cli, ecc_say(cli->words, word,
                               ECC_WITH(ecc_with("path", ecc_text_of(path)),
                                        ecc_with("other", ecc_text_of(other)))));
    importing->exit = ecc_exit_worst(importing->exit, ECC_EXIT_USAGE);
}

/* No file is written twice, and none that is there is replaced unasked. */
static void check_paths(struct importing *importing)
{
    for (size_t i = 0; i < importing->n; i++) {
        const struct import *item = &importing->items[i];
        for (size_t k = 0; k < i; k++) {
            if (strcmp(item->path, importing->items[k].path) == 0) {
                tell(importing, ECC_W_import_same, importing->items[k].from, item->from);
            }
        }
        if (ecc_path_kind(item->path) != ECC_PATH_NONE && !importing->cli->options.force) {
            tell(importing, ECC_W_init_exists, item->path, "");
        }
    }
}

static enum ecc_exit write_failed(struct ecc_cli *cli, const char *path, int error)
{
    ecc_cli_error(cli, ecc_say(cli->words, ECC_W_output_failed,
                               ECC_WITH(ecc_with("path", ecc_text_of(path)),
                                        ecc_with("why", ecc_text_of(strerror(error))))));
    return ECC_EXIT_IO;
}

static enum ecc_exit write_files(struct importing *importing)
{
    struct ecc_cli *cli = importing->cli;
    if (mkdir(cli->options.into, 0777) != 0 && errno != EEXIST) {
        return write_failed(cli, cli->options.into, errno);
    }
    for (size_t i = 0; i < importing->n; i++) {
        struct ecc_out out;
        ecc_out_file(&out, importing->items[i].path);
        ecc_out_raw(&out, importing->items[i].text);
        const int error = ecc_out_close(&out);
        if (error != 0) {
            return write_failed(cli, importing->items[i].path, error);
        }
        ecc_term_para(&cli->page, 0, 0, ECC_PLAIN,
                      ecc_say(cli->words, ECC_W_init_wrote,
                              ECC_WITH(ecc_with("path", ecc_text_of(importing->items[i].path)))));
    }
    return ECC_EXIT_CLEAR;
}

/* One after the other, as documents of one stream. */
static void print(struct importing *importing)
{
    for (size_t i = 0; i < importing->n; i++) {
        ecc_out_puts(&importing->cli->out, i > 0 ? "---\n" : "");
        ecc_out_raw(&importing->cli->out, importing->items[i].text);
    }
}

enum ecc_exit ecc_cmd_specs_import(struct ecc_cli *cli)
{
    struct ecc_inputs inputs;
    struct importing importing = {.cli = cli};
    if (cli->options.map == NULL) {
        ecc_cli_error(cli, ecc_word(cli->words, ECC_W_import_needs_map));
        return ECC_EXIT_USAGE;
    }
    ecc_inputs_find(cli, cli->args, cli->n_args, &inputs);
    importing.items = ECC_POOL_ARRAY(&cli->pool, inputs.n + 1, struct import);
    for (size_t i = 0; importing.items != NULL && i < inputs.n; i++) {
        import_one(&importing, &inputs.items[i]);
    }
    if (importing.exit == ECC_EXIT_CLEAR && importing.n == 0) {
        return ecc_input_none(cli);
    }
    if (importing.exit == ECC_EXIT_CLEAR && cli->options.into != NULL) {
        check_paths(&importing);
    }
    if (importing.exit != ECC_EXIT_CLEAR) {
        ecc_cli_error(cli, ecc_word(cli->words, ECC_W_import_nothing));
        return importing.exit;
    }
    if (cli->options.into != NULL) {
        return write_files(&importing);
    }
    print(&importing);
    return ECC_EXIT_CLEAR;
}
