/* SPDX-License-Identifier: Apache-2.0 */
/* Judges mutants of the rule set, or prints what its definitions make of the specimens. Public header alone.
 *
 *     run_rules RULES values SPECIMENS PATH...          the golden file values.txt
 *     run_rules RULES judge SPECIMENS RANDOM PATH...    mutants from standard input; a line for each
 *
 * RULES is the directory of the rules and each PATH a file below it; SPECIMENS and RANDOM hold specifications,
 * each ended by a line "---". A mutant is a line "OLD-PATH NEW-PATH FROM UNTIL LENGTH" and so many bytes: the
 * file at OLD-PATH is NEW-PATH with these bytes instead (left out when LENGTH is 0), and is in force from FROM
 * until before UNTIL, both YYYYMMDD. The answer is what kills it: refused (loading), examples, lint, effect
 * (parts of the catalogue), random, values (of the specimens), or "survived". Each mutant has a process of its
 * own, so that one that crashes is "crashed" and no more. */
#include <ecc/ecc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATHS = 64, SPECS = 2048, DATES = 16, READINGS = 16, FILE_MAX = 1 << 18, LINE = 1024 };

struct bytes {
    char *ptr;
    size_t len;
};

/* Specifications, and what the unmutated rules say of each on each day. */
struct sample {
    ecc_spec *specs[SPECS];
    size_t n;
    uint64_t digests[SPECS][DATES];
};

struct bench {
    ecc_str paths[PATHS]; /* the rules as files */
    struct bytes files[PATHS];
    size_t n_paths;
    ecc_date dates[DATES]; /* on which the rules change */
    size_t n_dates;
    struct sample parts;
    struct sample random;
    struct sample specimens;
};

static void die(const char *why, const char *what)
{
    fprintf(stderr, "run_rules: %s: %s\n", why, what);
    exit(EXIT_FAILURE);
}

static struct bytes read_file(const char *path)
{
    struct bytes out = {malloc(FILE_MAX), 0};
    FILE *file = fopen(path, "rb");
    if (file == NULL || out.ptr == NULL) {
        die("cannot read", path);
    }
    out.len = fread(out.ptr, 1, FILE_MAX, file);
    if (out.len == FILE_MAX) {
        die("too long", path);
    }
    fclose(file);
    return out;
}

static ecc_str text(const char *c)
{
    return (ecc_str){c, strlen(c)};
}

static bool same(ecc_str a, ecc_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* ---- Digests ------------------------------------------------------------------------------------------ */

/* FNV-1a. */
#define FNV_START 14695981039346656037U

static uint64_t mix(uint64_t digest, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++) {
        digest = (digest ^ at[i]) * 1099511628211U;
    }
    return digest;
}

static uint64_t mix_str(uint64_t digest, ecc_str s)
{
    return mix(mix(digest, s.ptr, s.len), "\n", 1);
}

static uint64_t mix_tri(uint64_t digest, ecc_tri verdict)
{
    const unsigned char byte = (unsigned char)(verdict + 1);
    return mix(digest, &byte, 1);
}

/* Recursion over clauses, whose depth loading caps. Only clauses with a paragraph number: that is what the
 * comparison with the oracle sees. */
static uint64_t mix_node(uint64_t digest, const ecc_node *node)
{
    if (node->id.len > 0) {
        digest = mix_tri(mix_str(digest, node->id), node->verdict);
    }
    for (size_t i = 0; i < node->n_children; i++) {
        if (node->children[i].kind != ECC_NODE_NOT) {
            digest = mix_node(digest, &node->children[i]);
        }
    }
    return digest;
}

/* What the effect matrix prints of a result, and with `clauses` what the oracle is compared with. */
static uint64_t mix_result(uint64_t digest, const ecc_result *result, bool clauses)
{
    digest = mix_tri(digest, result->controlled);
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        digest = mix_str(digest, subject->kind);
        for (size_t j = 0; j < subject->n_possible; j++) {
            digest = mix_str(digest, subject->possible[j].id);
        }
        for (size_t j = 0; clauses && j < subject->n_entries; j++) {
            for (size_t k = 0; k < subject->entries[j].n_paragraphs; k++) {
                digest = mix_node(digest, &subject->entries[j].paragraphs[k]);
            }
        }
    }
    return digest;
}

static uint64_t mix_check(uint64_t digest, ecc_rules *rules, const ecc_spec *spec,
                          const ecc_check_options *options, bool clauses)
{
    ecc_diags *diags = NULL;
    const ecc_result *result = NULL;
    if (ecc_diags_new(&diags) != ECC_OK) {
        die("cannot check", "out of memory");
    }
    const ecc_status status = ecc_check(rules, spec, options, &result, diags);
    digest = mix(digest, &status, sizeof(status));
    if (status == ECC_OK) {
        digest = mix_result(digest, result, clauses);
        ecc_result_free(result);
    }
    ecc_diags_free(diags);
    return digest;
}

/* ---- The values of quantities ------------------------------------------------------------------------- */

typedef void (*line_fn)(void *user, const char *line);

struct telling {
    ecc_rules *rules;
    const ecc_spec *spec;
    ecc_words *words;
    line_fn tell;
    void *user;
};

static void tell_value(const struct telling *telling, const ecc_quantity_view *view)
{
    char line[LINE];
    const ecc_range *range = &view->value;
    const ecc_str none = text("");
    const ecc_str lo = range->lo == NULL ? none : ecc_number_exact(telling->words, range->lo);
    const ecc_str hi = range->hi == NULL ? none : ecc_number_exact(telling->words, range->hi);
    const ecc_definition *definition = view->definition;
    snprintf(line, sizeof(line), "    %.*s: %.*s%s%.*s %.*s%s", (int)definition->id.len,
             definition->id.ptr, (int)lo.len, lo.ptr, range->exact ? "" : "..",
             range->exact ? 0 : (int)hi.len, hi.ptr, (int)definition->unit.len,
             definition->unit.ptr, range->undefined ? ", or no value" : "");
    telling->tell(telling->user, line);
}

static void tell_subject(const struct telling *telling, const ecc_subject *subject)
{
    char line[LINE];
    size_t len = (size_t)snprintf(line, sizeof(line), "   ");
    for (size_t i = 0; i < subject->n_possible && len < sizeof(line); i++) {
        const ecc_str id = subject->possible[i].id.len > 0 ? subject->possible[i].id : text("none");
        len += (size_t)snprintf(line + len, sizeof(line) - len, " %.*s", (int)id.len, id.ptr);
    }
    telling->tell(telling->user, line);
    for (size_t i = 0; i < subject->n_quantities; i++) {
        tell_value(telling, &subject->quantities[i]);
    }
}

static void tell_check(const struct telling *telling, ecc_date date,
                       const ecc_reading_choice *choices, size_t n)
{
    ecc_diags *diags = NULL;
    const ecc_result *result = NULL;
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    char line[LINE];
    options.as_of = date;
    options.readings = choices;
    options.n_readings = n;
    if (ecc_diags_new(&diags) != ECC_OK) {
        die("cannot check", "out of memory");
    }
    size_t len = (size_t)snprintf(line, sizeof(line), "  %04d-%02d-%02d", date.year, date.month,
                                  date.day);
    for (size_t i = 0; i < n && len < sizeof(line); i++) {
        len += (size_t)snprintf(line + len, sizeof(line) - len, " %.*s=%.*s",
                                (int)choices[i].reading.len, choices[i].reading.ptr,
                                (int)choices[i].option.len, choices[i].option.ptr);
    }
    telling->tell(telling->user, line);
    if (ecc_check(telling->rules, telling->spec, &options, &result, diags) == ECC_OK) {
        for (size_t i = 0; i < result->n_subjects; i++) {
            tell_subject(telling, &result->subjects[i]);
        }
        ecc_result_free(result);
    } else {
        telling->tell(telling->user, "    not checked");
    }
    ecc_diags_free(diags);
}

/* Each other answer to each question by itself; then an other answer to all of them at once. */
static void tell_answers(const struct telling *telling, ecc_date date,
                         const ecc_reading_view *views, size_t n)
{
    ecc_reading_choice others[READINGS];
    for (size_t i = 0; i < n && i < READINGS; i++) {
        for (size_t j = 0; j < views[i].n_options; j++) {
            const ecc_reading_choice choice = {views[i].id, views[i].options[j].id};
            if (j != views[i].taken) {
                tell_check(telling, date, &choice, 1);
                others[i] = choice;
            }
        }
    }
    tell_check(telling, date, others, n < READINGS ? n : READINGS);
}

/* What becomes of a specimen on a day: as the law is read, and under other answers. */
static void tell_day(const struct telling *telling, ecc_date date)
{
    ecc_diags *diags = NULL;
    const ecc_reading_view *views = NULL;
    size_t n = 0;
    tell_check(telling, date, NULL, 0);
    if (ecc_diags_new(&diags) == ECC_OK &&
        ecc_rules_readings(telling->rules, date, &views, &n, diags) == ECC_OK) {
        tell_answers(telling, date, views, n);
    }
    ecc_diags_free(diags);
    ecc_words_reset(telling->words);
}

/* ---- Digests of a day --------------------------------------------------------------------------------- */

typedef uint64_t (*digest_fn)(ecc_rules *rules, const ecc_spec *spec, ecc_date date);

static uint64_t digest_check(ecc_rules *rules, const ecc_spec *spec, ecc_date date, bool clauses)
{
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    options.as_of = date;
    return mix_check(FNV_START, rules, spec, &options, clauses);
}

static uint64_t digest_part(ecc_rules *rules, const ecc_spec *spec, ecc_date date)
{
    return digest_check(rules, spec, date, false);
}

static uint64_t digest_random(ecc_rules *rules, const ecc_spec *spec, ecc_date date)
{
    return digest_check(rules, spec, date, true);
}

static void mix_line(void *user, const char *line)
{
    uint64_t *digest = user;
    *digest = mix_str(*digest, text(line));
}

static uint64_t digest_specimen(ecc_rules *rules, const ecc_spec *spec, ecc_date date)
{
    uint64_t digest = FNV_START;
    struct telling telling = {rules, spec, NULL, mix_line, &digest};
    if (ecc_words_new(ECC_ENGLISH, &telling.words) != ECC_OK) {
        die("cannot print", "out of memory");
    }
    tell_day(&telling, date);
    ecc_words_free(telling.words);
    return digest;
}

/* ---- Opening ------------------------------------------------------------------------------------------ */

struct overlay {
    const struct bench *bench;
    ecc_str path; /* of the mutated file; empty: none is */
    struct bytes bytes;
};

static ecc_status read_rule(void *user, ecc_str path, ecc_str *out_bytes)
{
    const struct overlay *overlay = user;
    if (same(path, overlay->path)) {
        *out_bytes = (ecc_str){overlay->bytes.ptr, overlay->bytes.len};
        return ECC_OK;
    }
    for (size_t i = 0; i < overlay->bench->n_paths; i++) {
        const ecc_str known = overlay->bench->paths[i];
        if (same(path, known)) {
            *out_bytes = (ecc_str){overlay->bench->files[i].ptr, overlay->bench->files[i].len};
            return ECC_OK;
        }
    }
    return ECC_E_NOT_FOUND;
}

static ecc_status open_rules(const struct overlay *overlay, ecc_str old_path, ecc_rules **out,
                             ecc_diags *diags)
{
    ecc_str paths[PATHS];
    size_t n = 0;
    for (size_t i = 0; i < overlay->bench->n_paths; i++) {
        const ecc_str path = overlay->bench->paths[i];
        const bool replaced = same(path, old_path);
        if (!replaced) {
            paths[n++] = path;
        } else if (overlay->bytes.len > 0) {
            paths[n++] = overlay->path;
        }
    }
    ecc_status status = ecc_rules_open_files(paths, n, read_rule, (void *)overlay, out, diags);
    return status == ECC_OK ? ecc_rules_load_all(*out, diags) : status;
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

static ecc_spec *load_spec(ecc_str name, ecc_str bytes)
{
    ecc_diags *diags = NULL;
    ecc_spec *spec = NULL;
    if (ecc_diags_new(&diags) != ECC_OK ||
        ecc_spec_load(name, bytes, NULL, NULL, &spec, diags) != ECC_OK) {
        die("does not load", name.ptr);
    }
    ecc_diags_free(diags);
    return spec;
}

/* ---- Judging ------------------------------------------------------------------------------------------ */

struct mutant {
    struct overlay overlay;
    ecc_str old_path;
    int from; /* YYYYMMDD */
    int until;
};

/* Definitions have no examples and no clauses. */
static bool is_rule(ecc_rules *rules, size_t index, ecc_diags *diags)
{
    const ecc_rule_info *info = NULL;
    if (ecc_rules_info(rules, index, &info, diags) != ECC_OK) {
        die("no such rule", "an index below the count");
    }
    return !same(info->rule, text("definitions"));
}

/* Of the file at `path`, or of all the others. */
static bool examples_hold(ecc_rules *rules, ecc_str path, bool others, ecc_diags *diags)
{
    bool hold = true;
    for (size_t i = 0; i < ecc_rules_count(rules) && hold; i++) {
        const ecc_rule_info *info = NULL;
        const bool asked = is_rule(rules, i, diags) &&
                           ecc_rules_info(rules, i, &info, diags) == ECC_OK &&
                           same(info->path, path) != others;
        hold = !asked || ecc_rules_test(rules, i, read_part, NULL, NULL, diags) == ECC_OK;
    }
    return hold;
}

static bool lint_is_content(ecc_rules *rules, ecc_diags *diags)
{
    bool content = true;
    ecc_diags_clear(diags);
    for (size_t i = 0; i < ecc_rules_count(rules) && content; i++) {
        content = !is_rule(rules, i, diags) ||
                  (ecc_rules_lint(rules, i, diags) == ECC_OK && ecc_diags_count(diags) == 0);
    }
    return content;
}

static int number_of(ecc_date date)
{
    return date.year * 10000 + date.month * 100 + date.day;
}

/* Does a sample come out as without the mutant, on every day on which its file counts? */
static bool is_as_before(const struct mutant *mutant, ecc_rules *rules, const struct sample *sample,
                         digest_fn digest)
{
    const struct bench *bench = mutant->overlay.bench;
    for (size_t i = 0; i < bench->n_dates; i++) {
        const int day = number_of(bench->dates[i]);
        for (size_t j = 0; j < sample->n && day >= mutant->from && day < mutant->until; j++) {
            if (digest(rules, sample->specs[j], bench->dates[i]) != sample->digests[j][i]) {
                return false;
            }
        }
    }
    return true;
}

static const char *judge(const struct mutant *mutant)
{
    const struct bench *bench = mutant->overlay.bench;
    ecc_diags *diags = NULL;
    ecc_rules *rules = NULL;
    if (ecc_diags_new(&diags) != ECC_OK) {
        die("cannot judge", "out of memory");
    }
    if (open_rules(&mutant->overlay, mutant->old_path, &rules, diags) != ECC_OK) {
        return "refused";
    }
    const ecc_str path = mutant->overlay.path; /* its own examples tell most often */
    if (!examples_hold(rules, path, false, diags) || !examples_hold(rules, path, true, diags)) {
        return "examples";
    }
    if (!lint_is_content(rules, diags)) {
        return "lint";
    }
    if (!is_as_before(mutant, rules, &bench->parts, digest_part)) {
        return "effect";
    }
    if (!is_as_before(mutant, rules, &bench->specimens, digest_specimen)) {
        return "values";
    }
    return is_as_before(mutant, rules, &bench->random, digest_random) ? "survived" : "random";
}

/* In a process of its own; its memory goes with it. */
static void judge_apart(const struct mutant *mutant)
{
    int ends[2];
    char verdict[32] = "";
    if (pipe(ends) != 0) {
        die("cannot judge", "no pipe");
    }
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        const char *word = judge(mutant);
        _exit(write(ends[1], word, strlen(word)) > 0 ? 0 : 1);
    }
    close(ends[1]);
    const ssize_t n = read(ends[0], verdict, sizeof(verdict) - 1);
    close(ends[0]);
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child) {
        die("cannot judge", "no process");
    }
    puts(WIFEXITED(status) && WEXITSTATUS(status) == 0 && n > 0 ? verdict : "crashed");
    fflush(stdout);
}

static void judge_all(const struct bench *bench)
{
    static char line[LINE];
    while (fgets(line, sizeof(line), stdin) != NULL) {
        static char old_path[LINE];
        static char new_path[LINE];
        struct mutant mutant = {.overlay = {.bench = bench}};
        struct bytes *bytes = &mutant.overlay.bytes;
        if (sscanf(line, "%511s %511s %d %d %zu", old_path, new_path, &mutant.from, &mutant.until,
                   &bytes->len) != 5 ||
            bytes->len >= FILE_MAX) {
            die("not a mutant", line);
        }
        mutant.old_path = text(old_path);
        mutant.overlay.path = text(new_path);
        bytes->ptr = malloc(bytes->len + 1);
        if (bytes->ptr == NULL || fread(bytes->ptr, 1, bytes->len, stdin) != bytes->len) {
            die("cut short", line);
        }
        judge_apart(&mutant);
        free(bytes->ptr);
    }
}

/* ---- Setting up --------------------------------------------------------------------------------------- */

static void load_sample(struct sample *sample, const char *path)
{
    static char line[LINE];
    static char document[FILE_MAX];
    size_t len = 0;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        die("cannot read", path);
    }
    while (fgets(line, sizeof(line), file) != NULL && sample->n < SPECS) {
        if (strcmp(line, "---\n") == 0) {
            sample->specs[sample->n++] = load_spec(text(path), (ecc_str){document, len});
            len = 0;
        } else if (len + strlen(line) < FILE_MAX) {
            memcpy(document + len, line, strlen(line));
            len += strlen(line);
        }
    }
    fclose(file);
}

static void load_parts(struct sample *parts)
{
    for (size_t i = 0; i < ecc_catalogue_count() && i < SPECS; i++) {
        parts->specs[parts->n++] = load_spec(ecc_catalogue_id(i), ecc_catalogue_bytes(i));
    }
}

static void load_rules(struct bench *bench, const char *root, char **paths, int n)
{
    char path[LINE];
    for (int i = 0; i < n && i < PATHS; i++) {
        snprintf(path, sizeof(path), "%s/%s", root, paths[i]);
        bench->paths[i] = text(paths[i]);
        bench->files[i] = read_file(path);
        bench->n_paths++;
    }
}

/* The days on which the unmutated rules change. */
static void load_dates(struct bench *bench, ecc_rules *rules, ecc_diags *diags)
{
    const ecc_date *dates = NULL;
    size_t n = 0;
    if (ecc_rules_dates(rules, &dates, &n, diags) != ECC_OK || n > DATES) {
        die("cannot read", "the dates of the rules");
    }
    memcpy(bench->dates, dates, n * sizeof(*dates));
    bench->n_dates = n;
}

static void take_digests(const struct bench *bench, struct sample *sample, ecc_rules *rules,
                         digest_fn digest)
{
    for (size_t i = 0; i < bench->n_dates; i++) {
        for (size_t j = 0; j < sample->n; j++) {
            sample->digests[j][i] = digest(rules, sample->specs[j], bench->dates[i]);
        }
    }
}

static void print_line(void *user, const char *line)
{
    (void)user;
    puts(line);
}

/* On the days from which there are definitions. */
static void print_values(const struct bench *bench, ecc_rules *rules, ecc_diags *diags)
{
    for (size_t i = 0; i < bench->specimens.n; i++) {
        struct telling telling = {rules, bench->specimens.specs[i], NULL, print_line, NULL};
        const ecc_str name = ecc_spec_about(telling.spec)->name;
        printf("%.*s\n", (int)name.len, name.ptr);
        for (size_t j = 0; j < ecc_rules_count(rules); j++) {
            const ecc_rule_info *info = NULL;
            if (ecc_words_new(ECC_ENGLISH, &telling.words) != ECC_OK ||
                ecc_rules_info(rules, j, &info, diags) != ECC_OK) {
                die("cannot print", "the values");
            }
            if (!is_rule(rules, j, diags)) {
                tell_day(&telling, info->from);
            }
            ecc_words_free(telling.words);
        }
    }
}

int main(int argc, char **argv)
{
    static struct bench bench;
    ecc_diags *diags = NULL;
    ecc_rules *rules = NULL;
    const bool judging = argc > 5 && strcmp(argv[2], "judge") == 0;
    if (argc < 5 || (!judging && strcmp(argv[2], "values") != 0)) {
        die("usage", "run_rules RULES values SPECIMENS PATH... | run_rules RULES judge SPECIMENS "
                     "RANDOM PATH...");
    }
    load_rules(&bench, argv[1], argv + (judging ? 5 : 4), argc - (judging ? 5 : 4));
    load_sample(&bench.specimens, argv[3]);
    const struct overlay none = {.bench = &bench};
    if (ecc_diags_new(&diags) != ECC_OK ||
        open_rules(&none, (ecc_str){"", 0}, &rules, diags) != ECC_OK) {
        die("do not load", argv[1]);
    }
    load_dates(&bench, rules, diags);
    if (judging) {
        load_parts(&bench.parts);
        load_sample(&bench.random, argv[4]);
        take_digests(&bench, &bench.parts, rules, digest_part);
        take_digests(&bench, &bench.random, rules, digest_random);
        take_digests(&bench, &bench.specimens, rules, digest_specimen);
        judge_all(&bench);
    } else {
        print_values(&bench, rules, diags);
    }
    ecc_rules_free(rules);
    ecc_diags_free(diags);
    return EXIT_SUCCESS;
}
