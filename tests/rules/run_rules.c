/* SPDX-License-Identifier: Apache-2.0 */
/* Each folder here that holds a file `change` is named by a message: base/, changed so, deserves
 * it. expected.txt is all that is found, in both languages.
 *
 *   run_rules FOLDERS     compares; ECC_ACCEPT=1 in the environment writes expected.txt anew
 *
 * A change is lines of these kinds:
 *   in PATH               the file that the following lines are about
 *   - TEXT                consecutive ones: this text stands once in the file, and is taken out,
 *   + TEXT                and these lines take its place; without a "-" before, they are the file
 *   remove PATH           the file is gone
 *   rename PATH PATH      the file lies elsewhere
 *   find REFERENCE, on DATE, test, lint      asked of the set when it is loaded
 *
 * Every message about rules has a folder, or a reason in exceptions.txt. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/rules.h"
#include "ruleset.h"

#define PATH_SIZE 1024

struct run {
    const char *root;
    const char *id;
    struct ecc_arena *arena;
    struct ruleset ruleset;
    struct ruleset_file *file;
    struct ecc_buf old;
    struct ecc_buf fresh;
};

static bool complain(const struct run *run, const char *what)
{
    printf("%s: %s\n", run->id, what);
    return false;
}

/* ---- Changing ------------------------------------------------------------------------------- */

static size_t find_text(ecc_str text, ecc_str wanted, size_t from)
{
    size_t at = from;
    while (at + wanted.len <= text.len && memcmp(text.ptr + at, wanted.ptr, wanted.len) != 0) {
        at++;
    }
    return at;
}

/* What has been collected of "-" and "+" lines takes effect. */
static bool settle(struct run *run)
{
    if (run->old.len == 0 && run->fresh.len == 0) {
        return true;
    }
    if (run->file == NULL) {
        return complain(run, "a change of no file");
    }
    ecc_str old = ecc_buf_str(&run->old);
    ecc_str text = run->file->text;
    size_t at = old.len > 0 ? find_text(text, old, 0) : 0;
    if (at + old.len > text.len ||
        (old.len > 0 && find_text(text, old, at + 1) + old.len <= text.len)) {
        return complain(run, "what is to be changed does not stand once in the file");
    }
    struct ecc_buf out;
    ecc_buf_init(&out, run->arena);
    if (old.len > 0) {
        ecc_buf_add(&out, ecc_str_slice(text, 0, at));
    }
    ecc_buf_add(&out, ecc_buf_str(&run->fresh));
    if (old.len > 0) {
        ecc_buf_add(&out, ecc_str_slice(text, at + old.len, text.len));
    }
    run->file->text = ecc_buf_str(&out);
    ecc_buf_init(&run->old, run->arena);
    ecc_buf_init(&run->fresh, run->arena);
    return true;
}

static bool starts(ecc_str line, const char *word, ecc_str *out_rest)
{
    ecc_str start = ecc_str_of(word);
    *out_rest = ecc_str_slice(line, start.len, line.len);
    return ecc_str_starts(line, start);
}

/* The file, made when there is none. */
static struct ruleset_file *file_at(struct run *run, ecc_str path)
{
    struct ruleset_file *file = ruleset_find(&run->ruleset, path);
    if (file == NULL && run->ruleset.n < RULESET_FILES) {
        file = &run->ruleset.files[run->ruleset.n++];
        *file = (struct ruleset_file){.path = path};
    }
    return file;
}

static bool remove_file(struct run *run, ecc_str path)
{
    struct ruleset_file *file = ruleset_find(&run->ruleset, path);
    if (file == NULL) {
        return complain(run, "no such file to remove");
    }
    *file = run->ruleset.files[--run->ruleset.n];
    return true;
}

static bool rename_file(struct run *run, ecc_str paths)
{
    size_t space = find_text(paths, ECC_STR(" "), 0);
    struct ruleset_file *file = ruleset_find(&run->ruleset, ecc_str_slice(paths, 0, space));
    if (file == NULL) {
        return complain(run, "no such file to rename");
    }
    file->path = ecc_str_slice(paths, space + 1, paths.len);
    return true;
}

static bool change_line(struct run *run, ecc_str line)
{
    ecc_str rest;
    bool taking_out = starts(line, "- ", &rest) || ecc_str_is(line, "-");
    if (taking_out) {
        if (run->fresh.len > 0 && !settle(run)) {
            return false;
        }
        ecc_buf_add(&run->old, rest);
        ecc_buf_putc(&run->old, '\n');
        return true;
    }
    if (starts(line, "+ ", &rest) || ecc_str_is(line, "+")) {
        ecc_buf_add(&run->fresh, rest);
        ecc_buf_putc(&run->fresh, '\n');
        return true;
    }
    if (!settle(run)) {
        return false;
    }
    if (starts(line, "in ", &rest)) {
        run->file = file_at(run, rest);
        return run->file != NULL;
    }
    if (starts(line, "remove ", &rest)) {
        return remove_file(run, rest);
    }
    return starts(line, "rename ", &rest) ? rename_file(run, rest) : true;
}

typedef bool line_fn(struct run *run, ecc_str line);

static bool each_line(struct run *run, ecc_str text, line_fn *act)
{
    for (size_t at = 0; at < text.len;) {
        size_t end = find_text(text, ECC_STR("\n"), at);
        if (!act(run, ecc_str_slice(text, at, end))) {
            return false;
        }
        at = end + 1;
    }
    return true;
}

/* ---- Asking --------------------------------------------------------------------------------- */

static void ask(ecc_rules *rules, ecc_str line, ecc_diags *diags)
{
    ecc_str rest;
    size_t index = 0;
    ecc_date date = {2020, 6, 1};
    const struct ecc_laws *laws = NULL;
    if (starts(line, "find ", &rest)) {
        (void)!ecc_rules_find(rules, rest, date, &index, diags);
    } else if (starts(line, "on ", &rest) && ecc_date_parse(rest, &date)) {
        (void)!ecc_rules_laws(rules, date, &laws, diags);
    }
    for (index = 0; index < ecc_rules_count(rules); index++) {
        if (ecc_str_is(line, "test")) {
            (void)!ecc_rules_test(rules, index, ruleset_part, NULL, NULL, diags);
        } else if (ecc_str_is(line, "lint")) {
            (void)!ecc_rules_lint(rules, index, diags);
        }
    }
}

/* ---- Writing down --------------------------------------------------------------------------- */

static void put_words(struct ecc_buf *out, const char *language, ecc_str words)
{
    ecc_buf_puts(out, "  ");
    ecc_buf_puts(out, language);
    ecc_buf_puts(out, ": ");
    for (size_t i = 0; i < words.len; i++) {
        ecc_buf_putc(out, words.ptr[i]);
        ecc_buf_puts(out, words.ptr[i] == '\n' ? "      " : "");
    }
    ecc_buf_putc(out, '\n');
}

static void put_diags(struct ecc_buf *out, const ecc_diags *diags)
{
    static const char *const severities[] = {"none", "note", "warning", "error"};
    static const char *const languages[ECC_LANGUAGES] = {"en", "zh"};
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        const ecc_diag diag = ecc_diags_at(diags, i);
        char place[128];
        snprintf(place, sizeof place, ":%zu:%zu-%zu:%zu: %s: %s\n", diag.at.line, diag.at.column,
                 diag.at.end_line, diag.at.end_column, severities[diag.severity], diag.id);
        ecc_buf_add(out, diag.at.file);
        ecc_buf_puts(out, place);
        for (int language = 0; language < ECC_LANGUAGES; language++) {
            ecc_words *words = NULL;
            if (ecc_words_new((ecc_language)language, &words) == ECC_OK) {
                put_words(out, languages[language], ecc_words_diag(words, &diag));
                ecc_words_free(words);
            }
        }
    }
}

static bool compare(const struct run *run, ecc_str report)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s/expected.txt", run->root, run->id);
    if (getenv("ECC_ACCEPT") != NULL) {
        FILE *file = fopen(path, "wb");
        return file != NULL && fwrite(report.ptr, 1, report.len, file) == report.len &&
               fclose(file) == 0;
    }
    ecc_str expected = ruleset_read_file(run->arena, path, false);
    if (!ecc_str_eq(expected, report)) {
        printf("%s: expected\n%.*sfound\n%.*s", run->id, (int)expected.len, expected.ptr,
               (int)report.len, report.ptr);
        return false;
    }
    return true;
}

/* ---- One folder ----------------------------------------------------------------------------- */

static bool run_change(struct run *run, ecc_str change)
{
    ecc_diags *diags = NULL;
    ecc_rules *rules = NULL;
    if (!each_line(run, change, change_line) || !settle(run) || ecc_diags_new(&diags) != ECC_OK) {
        return false;
    }
    ecc_status status = ruleset_load(&run->ruleset, &rules, diags);
    for (size_t at = 0; status == ECC_OK && at < change.len;) {
        size_t end = find_text(change, ECC_STR("\n"), at);
        ask(rules, ecc_str_slice(change, at, end), diags);
        at = end + 1;
    }
    struct ecc_buf report;
    ecc_buf_init(&report, run->arena);
    put_diags(&report, diags);
    ecc_str text = ecc_buf_str(&report);
    struct ecc_buf needle;
    ecc_buf_init(&needle, run->arena);
    ecc_buf_puts(&needle, ": ");
    ecc_buf_puts(&needle, run->id);
    ecc_buf_puts(&needle, "\n");
    ecc_str wanted = ecc_buf_str(&needle);
    bool good = compare(run, text);
    if (find_text(text, wanted, 0) + wanted.len > text.len) {
        good = complain(run, "not found in its own folder");
    }
    ecc_rules_free(rules);
    ecc_diags_free(diags);
    return good;
}

/* False when the folder holds no change; *good becomes false when it does not hold. */
static bool run_folder(const char *root, const char *id, bool *good)
{
    char path[PATH_SIZE];
    struct run run = {.root = root, .id = id, .arena = ecc_arena_new(0)};
    snprintf(path, sizeof path, "%s/%s/change", root, id);
    ecc_str change = ruleset_read_file(run.arena, path, false);
    bool found = change.ptr != NULL;
    if (found) {
        snprintf(path, sizeof path, "%s/base", root);
        ruleset_read(&run.ruleset, run.arena, path);
        ecc_buf_init(&run.old, run.arena);
        ecc_buf_init(&run.fresh, run.arena);
        *good = run_change(&run, change) && *good;
    }
    ecc_arena_free(run.arena);
    return found;
}

/* ---- Every message -------------------------------------------------------------------------- */

static bool in_areas(const char *id)
{
    return strncmp(id, "rule.", 5) == 0 || strncmp(id, "bind.", 5) == 0;
}

/* Folders are named by ids; a second one for the same message has "-" and a word after it. */
static bool all_have_folders(const char *root)
{
    char path[PATH_SIZE];
    bool good = true;
    struct ecc_arena *arena = ecc_arena_new(0);
    snprintf(path, sizeof path, "%s/exceptions.txt", root);
    ecc_str exceptions = ruleset_read_file(arena, path, true);
    for (int i = 0; i < ECC_M_COUNT; i++) {
        const struct ecc_message_row *row = ecc_message_row((enum ecc_message_id)i);
        if (!in_areas(row->id)) {
            continue;
        }
        struct ecc_buf needle;
        ecc_buf_init(&needle, arena);
        ecc_buf_puts(&needle, "\n");
        ecc_buf_puts(&needle, row->id);
        ecc_buf_puts(&needle, ": ");
        bool excepted = find_text(exceptions, ecc_buf_str(&needle), 0) + needle.len <=
                        exceptions.len;
        snprintf(path, sizeof path, "%s/%s/change", root, row->id);
        bool listed = ruleset_read_file(arena, path, false).ptr != NULL;
        if (listed == excepted) {
            printf("%s: %s\n", row->id,
                   listed ? "has a folder and an exception" : "has no folder here");
            good = false;
        }
    }
    ecc_arena_free(arena);
    return good;
}

/* The base itself has nothing wrong. */
static bool base_is_good(const char *root)
{
    char path[PATH_SIZE];
    struct run run = {.root = root, .id = "base", .arena = ecc_arena_new(0)};
    ecc_diags *diags = NULL;
    ecc_rules *rules = NULL;
    snprintf(path, sizeof path, "%s/base", root);
    ruleset_read(&run.ruleset, run.arena, path);
    bool good = ecc_diags_new(&diags) == ECC_OK &&
                ruleset_load(&run.ruleset, &rules, diags) == ECC_OK;
    if (good) {
        ask(rules, ECC_STR("test"), diags);
    }
    struct ecc_buf report;
    ecc_buf_init(&report, run.arena);
    put_diags(&report, diags);
    if (report.len > 0) {
        printf("base:\n%.*s", (int)report.len, report.ptr);
        good = false;
    }
    ecc_rules_free(rules);
    ecc_diags_free(diags);
    ecc_arena_free(run.arena);
    return good;
}

int main(int argc, char **argv)
{
    DIR *dir = argc == 2 ? opendir(argv[1]) : NULL;
    if (dir == NULL) {
        fprintf(stderr, "usage: run_rules FOLDERS\n");
        return EXIT_FAILURE;
    }
    size_t n = 0;
    bool good = base_is_good(argv[1]);
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        n += run_folder(argv[1], entry->d_name, &good) ? 1 : 0;
    }
    closedir(dir);
    good = all_have_folders(argv[1]) && good;
    printf("%zu bad rule sets\n", n);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
