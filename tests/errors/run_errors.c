/* SPDX-License-Identifier: Apache-2.0 */
/* Each folder of tests/errors is named by a message and holds a file that deserves it: input.yaml,
 * a specification, or rules/, a rule set. With map.yaml beside it, input.yaml is a file of another shape, read through
 * that mapping. expected.txt is all that is found in it, in both
 * languages.
 *
 *   run_errors FOLDERS             compares; ECC_ACCEPT=1 in the environment writes expected.txt
 * anew
 *
 * Every message of the areas below has a folder, or a reason in exceptions.txt. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

#define PATH_SIZE   1024
#define FILE_SIZE   ((size_t)1 << 21)
#define REPORT_SIZE ((size_t)1 << 18)
#define NAMES_MAX   512

static const char *const areas[] = {"file.", "yaml.", "quantity.", "spec.", "map."};

struct folder {
    char path[PATH_SIZE];
    char name[PATH_SIZE]; /* of the last file that was resolved */
    char *bytes;          /* FILE_SIZE of them */
};

struct report {
    char *text; /* REPORT_SIZE of it */
    size_t len;
};

/* ---- Files --------------------------------------------------------------------------------- */

static void fatal(const char *what, const char *path)
{
    fprintf(stderr, "run_errors: %s %s\n", what, path);
    exit(EXIT_FAILURE);
}

static void join(char out[PATH_SIZE], const char *dir, const char *name)
{
    const int n = snprintf(out, PATH_SIZE, "%s/%s", dir, name);
    if (n < 0 || n >= PATH_SIZE) {
        fatal("path too long:", name);
    }
}

static bool read_file(const char *path, char *bytes, ecc_str *out)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    const size_t len = fread(bytes, 1, FILE_SIZE, file);
    const bool good = !ferror(file) && len < FILE_SIZE;
    fclose(file);
    *out = (ecc_str){bytes, len};
    return good;
}

static ecc_status resolve(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                          ecc_str *out_bytes)
{
    struct folder *folder = user;
    char path[PATH_SIZE];
    (void)from;
    if (ref.len > 3 && memcmp(ref.ptr, "../", 3) == 0) {
        return ECC_E_USAGE;
    }
    const size_t skip = ref.len > 2 && memcmp(ref.ptr, "./", 2) == 0 ? 2 : 0;
    const int n = snprintf(folder->name, sizeof folder->name, "%.*s", (int)(ref.len - skip),
                           ref.ptr + skip);
    if (n < 0 || (size_t)n >= sizeof folder->name) {
        return ECC_E_IO;
    }
    join(path, folder->path, folder->name);
    DIR *dir = opendir(path);
    if (dir != NULL) {
        closedir(dir);
        return ECC_E_IO;
    }
    if (!read_file(path, folder->bytes, out_bytes)) {
        return ECC_E_NOT_FOUND;
    }
    if (out_bytes->len > ((size_t)1 << 20)) {
        return ECC_E_LIMIT;
    }
    *out_name = ecc_str_of(folder->name);
    return ECC_OK;
}

/* ---- Finding errors ------------------------------------------------------------------------ */

static ecc_status load_spec(struct folder *folder, ecc_str bytes, ecc_diags *diags)
{
    ecc_spec *spec = NULL;
    const ecc_status status = ecc_spec_load(ECC_STR("input.yaml"), bytes, resolve, folder, &spec,
                                            diags);
    ecc_spec_free(spec);
    return status;
}

/* Through a mapping: its own mistakes, else those of every item. */
static ecc_status load_mapped(struct folder *folder, ecc_str map_bytes, ecc_str bytes,
                              ecc_diags *diags)
{
    ecc_map *map = NULL;
    ecc_mapped *mapped = NULL;
    ecc_status status = ecc_map_load(ECC_STR("map.yaml"), map_bytes, &map, diags);
    status = status == ECC_OK ? ecc_map_yaml(map, ECC_STR("input.yaml"), bytes, &mapped, diags)
                              : status;
    const size_t n = mapped != NULL ? ecc_mapped_count(mapped) : 0;
    for (size_t i = 0; i < n; i++) {
        ecc_spec *spec = NULL;
        const ecc_status loaded = ecc_mapped_load(mapped, i, NULL, 0, resolve, folder, &spec,
                                                  diags);
        status = loaded != ECC_OK ? loaded : status;
        ecc_spec_free(spec);
    }
    ecc_mapped_free(mapped);
    ecc_map_free(map);
    return status;
}

/* ---- Writing them down --------------------------------------------------------------------- */

static void put(struct report *report, const char *text, size_t len)
{
    if (len >= REPORT_SIZE - report->len) {
        fatal("report too long", "");
    }
    memcpy(report->text + report->len, text, len);
    report->len += len;
    report->text[report->len] = '\0';
}

/* Further lines are indented under the first. */
static void put_words(struct report *report, const char *language, ecc_str words)
{
    put(report, "  ", 2);
    put(report, language, strlen(language));
    put(report, ": ", 2);
    for (size_t i = 0; i < words.len; i++) {
        put(report, &words.ptr[i], 1);
        if (words.ptr[i] == '\n') {
            put(report, "      ", 6);
        }
    }
    put(report, "\n", 1);
}

static void put_diag(struct report *report, const ecc_diag *diag, ecc_words *const words[])
{
    static const char *const severities[] = {"none", "note", "warning", "error"};
    char head[PATH_SIZE];
    const int n = snprintf(head, sizeof head, "%.*s:%zu:%zu-%zu:%zu: %s: %s\n",
                           (int)diag->at.file.len, diag->at.file.ptr, diag->at.line,
                           diag->at.column, diag->at.end_line, diag->at.end_column,
                           severities[diag->severity], diag->id);
    if (n < 0 || (size_t)n >= sizeof head) {
        fatal("line too long for", diag->id);
    }
    put(report, head, (size_t)n);
    put_words(report, "en", ecc_words_diag(words[ECC_ENGLISH], diag));
    put_words(report, "zh", ecc_words_diag(words[ECC_CHINESE], diag));
}

static void put_diags(struct report *report, const ecc_diags *diags)
{
    ecc_words *words[ECC_LANGUAGES] = {NULL, NULL};
    for (int i = 0; i < ECC_LANGUAGES; i++) {
        if (ecc_words_new((ecc_language)i, &words[i]) != ECC_OK) {
            fatal("no words", "");
        }
    }
    report->len = 0;
    report->text[0] = '\0';
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        const ecc_diag diag = ecc_diags_at(diags, i);
        put_diag(report, &diag, words);
    }
    for (int i = 0; i < ECC_LANGUAGES; i++) {
        ecc_words_free(words[i]);
    }
}

/* ---- Comparing ----------------------------------------------------------------------------- */

static bool accept(const char *path, const struct report *report)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(report->text, 1, report->len, file) != report->len ||
        fclose(file) != 0) {
        fatal("cannot write", path);
    }
    return true;
}

static bool compare(const struct folder *folder, const char *id, const struct report *report)
{
    char path[PATH_SIZE];
    join(path, folder->path, "expected.txt");
    if (getenv("ECC_ACCEPT") != NULL) {
        return accept(path, report);
    }
    ecc_str expected;
    if (!read_file(path, folder->bytes, &expected)) {
        printf("%s: there is no expected.txt\n", id);
        return false;
    }
    if (expected.len != report->len || memcmp(expected.ptr, report->text, report->len) != 0) {
        printf("%s: expected\n%.*sfound\n%s", id, (int)expected.len, expected.ptr, report->text);
        return false;
    }
    return true;
}

static bool run_folder(const char *root, const char *id, struct folder *folder,
                       struct report *report)
{
    char path[PATH_SIZE];
    ecc_str bytes;
    ecc_diags *diags = NULL;
    join(folder->path, root, id);
    join(path, folder->path, "input.yaml");
    char *input = malloc(FILE_SIZE);
    if (input == NULL || ecc_diags_new(&diags) != ECC_OK) {
        fatal("out of memory in", id);
    }
    if (!read_file(path, input, &bytes)) {
        fatal("cannot read", path);
    }
    char *beside = malloc(FILE_SIZE);
    ecc_str map = {NULL, 0};
    join(path, folder->path, "map.yaml");
    const bool mapped = beside != NULL && read_file(path, beside, &map);
    const ecc_status status = mapped ? load_mapped(folder, map, bytes, diags)
                                     : load_spec(folder, bytes, diags);
    free(beside);
    put_diags(report, diags);
    ecc_diags_free(diags);
    free(input);
    bool good = compare(folder, id, report);
    if (status == ECC_OK) {
        printf("%s: input.yaml has no error\n", id);
        good = false;
    }
    char needle[PATH_SIZE];
    if (snprintf(needle, sizeof needle, ": %s\n", id) < 0 || strstr(report->text, needle) == NULL) {
        printf("%s: not found in its own folder\n", id);
        good = false;
    }
    return good;
}

/* ---- Every message ------------------------------------------------------------------------- */

static bool in_areas(const char *id)
{
    for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
        if (strncmp(id, areas[i], strlen(areas[i])) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_listed(const char *id, char *const names[NAMES_MAX], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(id, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* "id: reason" lines. */
static bool is_excepted(const char *exceptions, const char *id)
{
    char needle[PATH_SIZE];
    const int n = snprintf(needle, sizeof needle, "\n%s: ", id);
    return n > 0 && strstr(exceptions, needle) != NULL;
}

static bool all_have_folders(const char *root, struct folder *folder, char *const names[NAMES_MAX],
                             size_t n)
{
    char path[PATH_SIZE];
    ecc_str exceptions;
    bool good = true;
    join(path, root, "exceptions.txt");
    if (!read_file(path, folder->bytes, &exceptions)) {
        fatal("cannot read", path);
    }
    folder->bytes[exceptions.len] = '\0';
    for (int i = 0; i < ECC_M_COUNT; i++) {
        const struct ecc_message_row *row = ecc_message_row((enum ecc_message_id)i);
        if (row->severity == ECC_SEVERITY_NONE || !in_areas(row->id)) {
            continue;
        }
        const bool listed = is_listed(row->id, names, n);
        if (listed == is_excepted(exceptions.ptr, row->id)) {
            printf("%s: %s\n", row->id,
                   listed ? "has a folder and an exception" : "has no folder here");
            good = false;
        }
    }
    return good;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The folders that hold a specification; folders of other things are other programs' business. */
static size_t list_folders(const char *root, char *names[NAMES_MAX])
{
    DIR *dir = opendir(root);
    size_t n = 0;
    if (dir == NULL) {
        fatal("cannot open", root);
    }
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        char sub[PATH_SIZE];
        char input[PATH_SIZE];
        join(sub, root, entry->d_name);
        join(input, sub, "input.yaml");
        FILE *file = fopen(input, "rb");
        if (file == NULL) {
            continue;
        }
        fclose(file);
        names[n] = malloc(strlen(entry->d_name) + 1);
        if (n + 1 == NAMES_MAX || names[n] == NULL) {
            fatal("too many folders in", root);
        }
        memcpy(names[n], entry->d_name, strlen(entry->d_name) + 1);
        n++;
    }
    closedir(dir);
    qsort(names, n, sizeof names[0], by_name);
    return n;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fatal("usage: run_errors", "FOLDERS");
    }
    static char *names[NAMES_MAX];
    struct folder folder = {.bytes = malloc(FILE_SIZE)};
    struct report report = {.text = malloc(REPORT_SIZE)};
    if (folder.bytes == NULL || report.text == NULL) {
        fatal("out of memory", "");
    }
    const size_t n = list_folders(argv[1], names);
    size_t n_bad = 0;
    for (size_t i = 0; i < n; i++) {
        n_bad += !run_folder(argv[1], names[i], &folder, &report);
    }
    n_bad += !all_have_folders(argv[1], &folder, names, n);
    printf("%zu folders, %zu problems\n", n, n_bad);
    for (size_t i = 0; i < n; i++) {
        free(names[i]);
    }
    free(folder.bytes);
    free(report.text);
    return n_bad == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
