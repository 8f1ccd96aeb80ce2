/* SPDX-License-Identifier: Apache-2.0 */
/* What a SPEC stands for: see input.h. */
#define _POSIX_C_SOURCE 200809L

#include "input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "catalogue.h"
#include "diag.h"
#include "file.h"
#include "mapping.h"

#define STDIN_NAME "<stdin>"
/* Ids named in a message. */
#define GUESSES 8
/* The current directory's name is used up to this length. [bytes] */
#define PATH_BYTES 4096

/* ---- Finding -------------------------------------------------------------------------------- */

struct finding {
    struct ecc_cli *cli;
    struct ecc_inputs *inputs;
};

static void add(struct finding *finding, struct ecc_input input)
{
    struct ecc_inputs *inputs = finding->inputs;
    if (inputs->n == inputs->cap) {
        const size_t cap = inputs->cap == 0 ? 16 : inputs->cap * 2;
        struct ecc_input *items = ECC_POOL_ARRAY(&finding->cli->pool, cap, struct ecc_input);
        if (items == NULL) {
            return;
        }
        if (inputs->n > 0) {
            memcpy(items, inputs->items, inputs->n * sizeof(*items));
        }
        inputs->items = items;
        inputs->cap = cap;
    }
    inputs->items[inputs->n++] = input;
}

static void add_problem(struct finding *finding, const char *path, ecc_str sentence)
{
    add(finding, (struct ecc_input){.kind = ECC_INPUT_NOTHING,
                                    .path = path,
                                    .problem = ecc_pool_str(&finding->cli->pool, sentence)});
}

/* ---- Items of a file that is read through a mapping ----------------------------------------- */

struct named {
    ecc_str name;
    size_t index;
};

static int by_name(const void *a, const void *b)
{
    const struct named *one = a;
    const struct named *other = b;
    const size_t n = one->name.len < other->name.len ? one->name.len : other->name.len;
    const int order = n > 0 ? memcmp(one->name.ptr, other->name.ptr, n) : 0;
    return order != 0 ? order
                      : (one->name.len > other->name.len) - (one->name.len < other->name.len);
}

/* Which items have no name, or one that another has as well. NULL: no memory. */
static const bool *find_unnamed(struct ecc_pool *pool, const ecc_mapped *mapped)
{
    const size_t n = ecc_mapped_count(mapped);
    struct named *names = ECC_POOL_ARRAY(pool, n + 1, struct named);
    bool *unnamed = ECC_POOL_ARRAY(pool, n + 1, bool);
    if (names == NULL || unnamed == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        names[i] = (struct named){ecc_mapped_item(mapped, i).name, i};
    }
    qsort(names, n, sizeof(*names), by_name);
    for (size_t i = 0; i < n; i++) {
        const bool before = i > 0 && ecc_text_same(names[i].name, names[i - 1].name);
        const bool after = i + 1 < n && ecc_text_same(names[i].name, names[i + 1].name);
        unnamed[names[i].index] = names[i].name.len == 0 || before || after;
    }
    return unnamed;
}

/* "chips.csv#NAME", with the line when that does not tell it from others. Of a file that is one item, the file. */
static const char *label_of(struct finding *finding, const char *path, const ecc_mapped *mapped,
                            size_t index, bool unnamed)
{
    const ecc_item_info item = ecc_mapped_item(mapped, index);
    if (!ecc_mapped_has_many(mapped)) {
        return path;
    }
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_puts(&out, path);
    ecc_out_puts(&out, item.name.len > 0 ? "#" : "");
    ecc_out_raw(&out, item.name);
    if (unnamed) {
        ecc_out_puts(&out, ":");
        ecc_out_size(&out, item.at.line);
    }
    return ecc_out_take(&out, &finding->cli->pool).ptr;
}

/* `wanted` is "#NAME"; NULL: all of them. The number that was added. */
static size_t add_items(struct finding *finding, const struct ecc_input *input, ecc_mapped *mapped,
                        const char *wanted)
{
    const size_t before = finding->inputs->n;
    const bool *unnamed = find_unnamed(&finding->cli->work, mapped);
    for (size_t i = 0; unnamed != NULL && i < ecc_mapped_count(mapped); i++) {
        struct ecc_input item = *input;
        item.kind = ECC_INPUT_ITEM;
        item.path = label_of(finding, input->path, mapped, i, unnamed[i]);
        item.mapped = mapped;
        item.index = i;
        if (item.path != NULL &&
            (wanted == NULL || strcmp(item.path + strlen(input->path), wanted) == 0)) {
            add(finding, item);
        }
    }
    return finding->inputs->n - before;
}

static struct ecc_file read_input(struct ecc_cli *cli, const struct ecc_input *input)
{
    if (input->kind == ECC_INPUT_STDIN) {
        return ecc_file_read_fd(&cli->work, STDIN_FILENO);
    }
    return input->listed ? ecc_file_read_found(&cli->work, input->path)
                         : ecc_file_read(&cli->work, input->path);
}

/* The key "ecc" at the head of a file, and what is behind it; empty when the first thing is another. */
static ecc_str header_of(ecc_str bytes);

/* What is found in a directory is read through a mapping of its kind only; a mapping that is found is none to be read. */
static const ecc_map *map_for(struct ecc_cli *cli, const struct ecc_input *input)
{
    const ecc_map *map = ecc_mapping_for(cli, input->path);
    const bool fits = !input->listed || map == NULL ||
                      ecc_map_reads_table(map) == ecc_mapping_is_table(input->path);
    return fits ? map : NULL;
}

/* A file or standard input; through a mapping, what is in it. What cannot be mapped is told when it is loaded. */
static void add_file(struct finding *finding, struct ecc_input input, const char *wanted)
{
    struct ecc_cli *cli = finding->cli;
    const ecc_map *map = map_for(cli, &input);
    const struct ecc_file file = map != NULL ? read_input(cli, &input) : (struct ecc_file){0};
    input.file = input.kind == ECC_INPUT_FILE ? input.path : NULL;
    if (input.kind == ECC_INPUT_STDIN && map != NULL && file.result != ECC_FILE_OK) {
        add_problem(finding, input.path, /* it cannot be read a second time */
                    ecc_say(cli->words, ECC_W_input_large,
                            ECC_WITH(ecc_with("path", ecc_text_of(input.path)),
                                     ecc_with_size("limit", ECC_FILE_LIMIT))));
        return;
    }
    if (map == NULL || file.result != ECC_FILE_OK || header_of(file.bytes).len > 0) {
        input.bytes = ecc_pool_str(&cli->pool, file.bytes);
        add(finding, input);
        return;
    }
    if (input.file != NULL) { /* as a place that others can find: without "./" */
        const char *plain = ecc_path_beside(&cli->pool, (ecc_str){0}, ecc_text_of(input.path));
        input.path = plain != NULL ? plain : input.path;
        input.file = input.path;
    }
    ecc_mapped *mapped = NULL;
    ecc_str problem = {NULL, 0};
    if (ecc_mapping_read(cli, map, ecc_text_of(input.path), file.bytes, &mapped, &problem) !=
        ECC_OK) {
        ecc_diags_clear(cli->diags);
        input.map = map;
        input.bytes = ecc_pool_str(&cli->pool, file.bytes);
        add(finding, input);
    } else {
        if (wanted != NULL) { /* how many others there are is no news */
            ecc_diags_clear(cli->diags);
        }
        (void)ecc_cli_report(cli, ECC_OK, (ecc_str){NULL, 0});
        const size_t n = add_items(finding, &input, mapped, wanted);
        finding->inputs->several = finding->inputs->several || n > 1;
    }
    ecc_cli_reset(cli);
}

/* "chips.csv#NAME": one item of a file. False when there is no such file, or no mapping for it. */
static bool add_named_item(struct finding *finding, const char *typed)
{
    struct ecc_cli *cli = finding->cli;
    for (const char *hash = strchr(typed, '#'); hash != NULL; hash = strchr(hash + 1, '#')) {
        const ecc_str path = ecc_pool_str(&cli->pool, (ecc_str){typed, (size_t)(hash - typed)});
        if (path.ptr == NULL || ecc_path_kind(path.ptr) != ECC_PATH_FILE ||
            ecc_mapping_for(cli, path.ptr) == NULL) {
            continue;
        }
        const size_t before = finding->inputs->n;
        add_file(finding, (struct ecc_input){.kind = ECC_INPUT_FILE, .path = path.ptr}, hash);
        if (finding->inputs->n == before) {
            add_problem(
                finding, typed,
                ecc_say(cli->words, ECC_W_input_no_item,
                        ECC_WITH(ecc_with("path", path), ecc_with("name", ecc_text_of(hash + 1)))));
        }
        return true;
    }
    return false;
}

static void add_listed(void *user, const char *path)
{
    struct finding *finding = user;
    const struct ecc_input input = {.kind = ECC_INPUT_FILE, .path = path, .listed = true};
    if (!ecc_mapping_is_table(path) || map_for(finding->cli, &input) != NULL) {
        add_file(finding, input, NULL);
    }
}

ecc_str ecc_input_unwalked(struct ecc_cli *cli, const char *path, int error)
{
    const ecc_arg name = ecc_with("path", ecc_text_of(path));
    return error == EOVERFLOW
               ? ecc_say(cli->words, ECC_W_input_vast_directory,
                         ECC_WITH(name, ecc_with_size("levels", ECC_WALK_LEVELS),
                                  ecc_with_size("entries", ECC_WALK_ENTRIES)))
               : ecc_say(cli->words, ECC_W_input_unreadable,
                         ECC_WITH(name, ecc_with("why", ecc_text_of(strerror(error)))));
}

static void add_directory(struct finding *finding, const char *path)
{
    const size_t before = finding->inputs->n;
    int error = 0;
    ecc_words *words = finding->cli->words;
    static const char *const endings[] = {".yaml", ".yml", ".csv", ".tsv", NULL};
    if (!ecc_files_below(&finding->cli->pool, path, endings, add_listed, finding, &error)) {
        add_problem(finding, path, ecc_input_unwalked(finding->cli, path, error));
    } else if (finding->inputs->n == before) {
        add_problem(finding, path,
                    ecc_say(words, ECC_W_input_empty_directory,
                            ECC_WITH(ecc_with("path", ecc_text_of(path)))));
    }
}

static bool looks_like_file(ecc_str text)
{
    return ecc_text_starts(text, "/") || ecc_text_starts(text, "./") ||
           ecc_text_starts(text, "../") || ecc_text_ends(text, ".yaml") ||
           ecc_text_ends(text, ".yml") || ecc_text_ends(text, ".json") || ecc_text_ends(text, "/");
}

/* Neither a file nor an id: say what may have been meant. */
static void add_unknown(struct finding *finding, const char *typed, size_t first, size_t n)
{
    struct ecc_cli *cli = finding->cli;
    const ecc_str text = ecc_text_of(typed);
    size_t parts[GUESSES];
    size_t n_parts = 0;
    enum ecc_word word = ECC_W_input_ambiguous;
    for (; n > 0 && n_parts < n && n_parts < GUESSES; n_parts++) {
        parts[n_parts] = first + n_parts;
    }
    if (n == 0 && !looks_like_file(text)) {
        n_parts = ecc_catalogue_guess(cli, text, parts, GUESSES);
        word = ECC_W_input_unknown_near;
    }
    if (n_parts == 0) {
        word = looks_like_file(text) ? ECC_W_input_no_file : ECC_W_input_unknown;
    }
    const ecc_str list = ecc_catalogue_list(cli, parts, n_parts, n > n_parts ? n - n_parts : 0);
    add_problem(
        finding, typed,
        ecc_say(cli->words, word, ECC_WITH(ecc_with("path", text), ecc_with("list", list))));
}

static void find_one(struct finding *finding, const char *typed)
{
    size_t part = 0;
    size_t first = 0;
    size_t n = 0;
    if (strcmp(typed, "-") == 0) {
        add_file(finding, (struct ecc_input){.kind = ECC_INPUT_STDIN, .path = STDIN_NAME}, NULL);
        return;
    }
    switch (ecc_path_kind(typed)) {
    case ECC_PATH_DIRECTORY:
        finding->inputs->several = true;
        add_directory(finding, typed);
        return;
    case ECC_PATH_FILE:
        add_file(finding, (struct ecc_input){.kind = ECC_INPUT_FILE, .path = typed}, NULL);
        return;
    case ECC_PATH_NONE:
        break;
    }
    if (add_named_item(finding, typed)) {
        return;
    }
    if (!looks_like_file(ecc_text_of(typed)) &&
        ecc_catalogue_find(ecc_text_of(typed), &part, &first, &n) == ECC_OK) {
        const ecc_str id = ecc_pool_str(&finding->cli->pool, ecc_catalogue_id(part));
        add(finding, (struct ecc_input){.kind = ECC_INPUT_PART, .path = id.ptr, .part = part});
    } else {
        add_unknown(finding, typed, first, n);
    }
}

void ecc_inputs_find(struct ecc_cli *cli, const char **args, size_t n_args,
                     struct ecc_inputs *inputs)
{
    *inputs = (struct ecc_inputs){.several = n_args > 1};
    struct finding finding = {cli, inputs};
    for (size_t i = 0; i < n_args; i++) {
        find_one(&finding, args[i]);
    }
}

/* ---- What a specification contains ---------------------------------------------------------- */

struct resolver {
    struct ecc_pool *pool;
    const char *root; /* contained files lie below it; "" is the current directory */
};

static bool is_below(const char *path, const char *directory)
{
    const size_t n = strlen(directory);
    return strncmp(path, directory, n) == 0 && path[n] == '/';
}

/* Below the current directory when the file itself is; else below the file's own directory. */
static struct resolver resolver_for(struct ecc_cli *cli, const struct ecc_input *input)
{
    struct resolver resolver = {&cli->work, ""};
    const char *given = input->file != NULL ? input->file : input->path;
    char *here = ECC_POOL_ARRAY(&cli->work, PATH_BYTES, char);
    if (given[0] == '/' && here != NULL && getcwd(here, PATH_BYTES) != NULL &&
        is_below(given, here)) {
        resolver.root = here;
        return resolver;
    }
    const char *path = ecc_path_beside(&cli->work, (ecc_str){0}, ecc_text_of(given));
    const bool outside = path != NULL && (path[0] == '/' || given[0] == '/' ||
                                          strcmp(path, "..") == 0 || strncmp(path, "../", 3) == 0);
    if (input->file != NULL && outside) {
        const char *root = ecc_path_beside(&cli->work, ecc_text_of(given), (ecc_str){0});
        resolver.root = root != NULL ? root : "";
    }
    return resolver;
}

static bool is_path(ecc_str ref)
{
    return ecc_text_starts(ref, "./") || ecc_text_starts(ref, "../") || ecc_text_starts(ref, "/") ||
           ecc_text_ends(ref, ".yaml") || ecc_text_ends(ref, ".yml");
}

static ecc_status resolve_part(ecc_str ref, ecc_str *out_name, ecc_str *out_bytes)
{
    size_t part = 0;
    if (ecc_catalogue_find(ref, &part, NULL, NULL) != ECC_OK ||
        !ecc_text_same(ecc_catalogue_id(part), ref)) {
        return ECC_E_NOT_FOUND;
    }
    *out_name = ecc_catalogue_id(part);
    *out_bytes = ecc_catalogue_bytes(part);
    return ECC_OK;
}

static ecc_status status_of(enum ecc_file_result result)
{
    switch (result) {
    case ECC_FILE_OK:
        return ECC_OK;
    case ECC_FILE_LARGE:
        return ECC_E_LIMIT;
    case ECC_FILE_FAILED:
        return ECC_E_IO;
    case ECC_FILE_OUTSIDE:
        return ECC_E_USAGE; /* the engine says that it leaves the tree */
    case ECC_FILE_MISSING:
    case ECC_FILE_SPECIAL:
        break;
    }
    return ECC_E_NOT_FOUND;
}

static ecc_status resolve(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                          ecc_str *out_bytes)
{
    struct resolver *resolver = user;
    if (!is_path(ref)) {
        return resolve_part(ref, out_name, out_bytes);
    }
    size_t part = 0;
    const bool from_catalogue = ecc_catalogue_find(from, &part, NULL, NULL) == ECC_OK &&
                                ecc_text_same(ecc_catalogue_id(part), from);
    if (memchr(ref.ptr, '\0', ref.len) != NULL) {
        return ECC_E_NOT_FOUND;
    }
    if (from_catalogue || ecc_text_starts(ref, "/")) {
        return ECC_E_USAGE;
    }
    const char *path = ecc_path_beside(resolver->pool, from, ref);
    const size_t skip = strlen(resolver->root);
    if (path == NULL) {
        return ECC_E_NOMEM;
    }
    if (skip > 0 && !is_below(path, resolver->root)) {
        return ECC_E_USAGE;
    }
    const char *below = skip == 0 ? path : path + skip + 1;
    const struct ecc_file file = ecc_file_read_below(resolver->pool, resolver->root, below);
    if (file.result == ECC_FILE_OK) {
        *out_name = ecc_text_of(path);
        *out_bytes = file.bytes;
    }
    return file.error == ENOMEM ? ECC_E_NOMEM : status_of(file.result);
}

/* ---- Loading -------------------------------------------------------------------------------- */

static struct ecc_loaded problem(struct ecc_cli *cli, enum ecc_exit code, ecc_status status,
                                 ecc_str sentence)
{
    return (struct ecc_loaded){
        .exit = code, .status = status, .problem = ecc_pool_str(&cli->work, sentence)};
}

struct ecc_loaded ecc_input_unreadable(struct ecc_cli *cli, const char *path,
                                       const struct ecc_file *file)
{
    const ecc_arg name = ecc_with("path", ecc_text_of(path));
    switch (file->result) {
    case ECC_FILE_MISSING:
        return problem(cli, ECC_EXIT_NO_INPUT, ECC_E_NOT_FOUND,
                       ecc_say(cli->words, ECC_W_input_no_file, ECC_WITH(name)));
    case ECC_FILE_LARGE:
        return problem(cli, ECC_EXIT_DATA, ECC_E_LIMIT,
                       ecc_say(cli->words, ECC_W_input_large,
                               ECC_WITH(name, ecc_with_size("limit", ECC_FILE_LIMIT))));
    case ECC_FILE_OUTSIDE:
    case ECC_FILE_SPECIAL:
        return problem(cli, ECC_EXIT_NO_INPUT, ECC_E_NOT_FOUND,
                       ecc_say(cli->words, ECC_W_input_special, ECC_WITH(name)));
    case ECC_FILE_FAILED:
    case ECC_FILE_OK:
        break;
    }
    return problem(cli, ECC_EXIT_IO, ECC_E_IO,
                   ecc_say(cli->words, ECC_W_input_unreadable,
                           ECC_WITH(name, ecc_with("why", ecc_text_of(strerror(file->error))))));
}

/* The first line that is no comment and no blank, when it begins with the key "ecc". */
static ecc_str header_of(ecc_str bytes)
{
    if (ecc_text_starts(bytes, "\xef\xbb\xbf")) {
        bytes = (ecc_str){bytes.ptr + 3, bytes.len - 3};
    }
    while (bytes.len > 0) {
        const char *end = memchr(bytes.ptr, '\n', bytes.len);
        const size_t len = end != NULL ? (size_t)(end - bytes.ptr) : bytes.len;
        const size_t next = end != NULL ? len + 1 : len;
        size_t blank = 0;
        while (blank < len && (bytes.ptr[blank] == ' ' || bytes.ptr[blank] == '\r')) {
            blank++;
        }
        const ecc_str line = {bytes.ptr + blank, len - blank};
        if (line.len > 0 && line.ptr[0] != '#' && !ecc_text_starts(line, "---")) {
            return ecc_text_starts(line, "ecc:") ? line : (ecc_str){NULL, 0};
        }
        bytes = (ecc_str){bytes.ptr + next, bytes.len - next};
    }
    return (ecc_str){NULL, 0};
}

/* A specification, or what claims to be one. A mapping that lies in a directory is none. */
static bool is_specification(ecc_str bytes)
{
    const ecc_str header = header_of(bytes);
    return header.len > 0 && !ecc_text_starts(header, "ecc: map/");
}

static struct ecc_loaded load_from(struct ecc_cli *cli, const struct ecc_input *input,
                                   ecc_str bytes)
{
    struct resolver resolver = resolver_for(cli, input);
    struct ecc_loaded loaded = {0};
    const ecc_str name = input->kind == ECC_INPUT_FILE
                             ? ecc_text_of(ecc_path_beside(&cli->work, (ecc_str){0},
                                                           ecc_text_of(input->path)))
                             : ecc_text_of(input->path);
    const struct ecc_texts *texts = &cli->options.settings;
    ecc_str settings[ECC_TEXTS_CAP];
    for (size_t i = 0; i < texts->n; i++) {
        settings[i] = ecc_text_of(texts->items[i]);
    }
    loaded.status = input->kind == ECC_INPUT_ITEM
                        ? ecc_mapped_load(input->mapped, input->index, settings, texts->n, resolve,
                                          &resolver, &loaded.owned, cli->diags)
                        : ecc_spec_load_variant(name, bytes, settings, texts->n, resolve, &resolver,
                                                &loaded.owned, cli->diags);
    loaded.exit = ecc_exit_of_status(loaded.status);
    loaded.spec = loaded.owned;
    return loaded;
}

/* What could not be read through its mapping: once more, to say why. */
static struct ecc_loaded fail_mapping(struct ecc_cli *cli, const struct ecc_input *input)
{
    ecc_mapped *mapped = NULL;
    struct ecc_loaded loaded = {0};
    loaded.status = ecc_mapping_read(cli, input->map, ecc_text_of(input->path), input->bytes,
                                     &mapped, &loaded.problem);
    loaded.exit = ecc_exit_of_status(loaded.status);
    return loaded;
}

struct ecc_loaded ecc_input_load(struct ecc_cli *cli, const struct ecc_input *input)
{
    struct ecc_file file = {0};
    if (input->map != NULL) {
        return fail_mapping(cli, input);
    }
    switch (input->kind) {
    case ECC_INPUT_NOTHING:
        return problem(cli, ECC_EXIT_NO_INPUT, ECC_E_NOT_FOUND, input->problem);
    case ECC_INPUT_PART:
        return load_from(cli, input, ecc_catalogue_bytes(input->part));
    case ECC_INPUT_ITEM:
        return load_from(cli, input, (ecc_str){NULL, 0});
    case ECC_INPUT_STDIN:
    case ECC_INPUT_FILE:
        file = input->bytes.len > 0
                   ? (struct ecc_file){.result = ECC_FILE_OK, .bytes = input->bytes}
                   : read_input(cli, input);
        break;
    }
    if (file.result != ECC_FILE_OK) {
        return ecc_input_unreadable(cli, input->path, &file);
    }
    if (input->listed && !is_specification(file.bytes)) {
        return (struct ecc_loaded){.skipped = true};
    }
    return load_from(cli, input, file.bytes);
}

void ecc_loaded_free(struct ecc_loaded *loaded)
{
    ecc_spec_free(loaded->owned);
    *loaded = (struct ecc_loaded){0};
}

enum ecc_exit ecc_loaded_tell(struct ecc_cli *cli, const struct ecc_input *input,
                              const struct ecc_loaded *loaded)
{
    if (loaded->problem.len > 0) {
        ecc_cli_error(cli, loaded->problem);
        return loaded->exit;
    }
    return ecc_exit_worst(loaded->exit,
                          ecc_cli_report(cli, loaded->status, ecc_text_of(input->path)));
}

enum ecc_exit ecc_input_none(struct ecc_cli *cli)
{
    const bool mapped = cli->maps.n > 0;
    ecc_cli_error(cli, ecc_word(cli->words, mapped ? ECC_W_input_no_items : ECC_W_input_none));
    return ECC_EXIT_NO_INPUT;
}

enum ecc_exit ecc_input_one(struct ecc_cli *cli, struct ecc_loaded *out_loaded)
{
    struct ecc_inputs inputs;
    ecc_inputs_find(cli, cli->args, 1, &inputs);
    if (inputs.n ==
        0) { /* a mapping that means none of the items, or no memory, which is told later */
        return ecc_input_none(cli);
    }
    if (inputs.several) {
        const bool items = inputs.items[0].kind == ECC_INPUT_ITEM;
        ecc_cli_error(cli, ecc_say(cli->words, items ? ECC_W_input_one_item : ECC_W_input_one,
                                   ECC_WITH(ecc_with("path", ecc_text_of(cli->args[0])),
                                            ecc_with_size("n", inputs.n),
                                            ecc_with("name", ecc_text_of(inputs.items[0].path)))));
        return ECC_EXIT_USAGE;
    }
    *out_loaded = ecc_input_load(cli, &inputs.items[0]);
    return ecc_loaded_tell(cli, &inputs.items[0], out_loaded);
}
