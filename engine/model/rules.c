/* SPDX-License-Identifier: Apache-2.0 */
/* Files of a rule set, versions in time, and the law of a day. */
#include "model/rules.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "model/interval.h"
#include "pack/key.h"

/* ---- Which files ---------------------------------------------------------------------------- */

/* "us-ear/3a090/2023-11-17.yaml" or "us-ear/regime.yaml"; false for anything else. The path ends with ".yaml". */
static bool parse_path(ecc_str path, struct ecc_rule_file *file)
{
    size_t slashes[3];
    size_t n = 0;
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] == '/') {
            if (n == 2) {
                return false;
            }
            slashes[n++] = i;
        }
    }
    if (n == 0) {
        return false;
    }
    ecc_str stem = ecc_str_slice(path, slashes[n - 1] + 1, path.len - 5);
    *file = (struct ecc_rule_file){.path = path, .regime = ecc_str_slice(path, 0, slashes[0])};
    if (n == 1) {
        return ecc_str_is(stem, "regime");
    }
    file->folder = ecc_str_slice(path, slashes[0] + 1, slashes[1]);
    return file->folder.len > 0 && ecc_date_parse(stem, &file->from);
}

static int compare_files(const void *left, const void *right)
{
    const struct ecc_rule_file *a = left;
    const struct ecc_rule_file *b = right;
    int order = ecc_str_cmp(a->regime, b->regime);
    if (order == 0) {
        order = ecc_str_cmp(a->folder, b->folder);
    }
    return order != 0 ? order : ecc_date_cmp(a->from, b->from);
}

static bool is_yaml_rule(ecc_str path)
{
    return ecc_str_ends(path, ECC_STR(".yaml")) && !ecc_str_starts(path, ECC_STR("metadata/"));
}

static ecc_status collect(struct ecc_rules *rules, const ecc_str *paths, size_t n_paths,
                          struct ecc_diags *diags)
{
    rules->files = ECC_NEW_ARRAY(rules->arena, n_paths, struct ecc_rule_file);
    rules->versions = ECC_NEW_ARRAY(rules->arena, n_paths, size_t);
    if (rules->files == NULL || rules->versions == NULL) {
        return ECC_E_NOMEM;
    }
    size_t bad = 0;
    for (size_t i = 0; i < n_paths; i++) {
        if (!is_yaml_rule(paths[i])) {
            continue;
        }
        ecc_str path = ecc_arena_str(rules->arena, paths[i]);
        if (path.ptr == NULL) {
            return ECC_E_NOMEM;
        }
        if (parse_path(path, &rules->files[rules->n_files])) {
            rules->n_files++;
        } else {
            bad++;
            ecc_diag_add(diags, ECC_M_rule_bad_path, ecc_span_none(),
                         ECC_ARGS(ecc_arg_text("path", path)));
        }
    }
    if (rules->n_files == 0) {
        ecc_diag_add(diags, ECC_M_rule_none, ecc_span_none(), ECC_NO_ARGS);
    }
    if (bad > 0 || rules->n_files == 0) {
        return ECC_E_INVALID;
    }
    qsort(rules->files, rules->n_files, sizeof(rules->files[0]), compare_files);
    for (size_t i = 0; i < rules->n_files; i++) {
        if (rules->files[i].folder.len > 0) {
            rules->versions[rules->n_versions++] = i;
        }
    }
    return ECC_OK;
}

ecc_status ecc_rules_open_files(const ecc_str *paths, size_t n_paths, ecc_read_fn read, void *user,
                                ecc_rules **out_rules, ecc_diags *diags)
{
    if (read == NULL || out_rules == NULL || diags == NULL) {
        return ECC_E_USAGE;
    }
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_rules *rules = arena != NULL ? ECC_NEW(arena, struct ecc_rules) : NULL;
    if (rules == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    *rules = (struct ecc_rules){.arena = arena, .read = read, .user = user};
    ecc_status status = collect(rules, paths, n_paths, diags);
    if (status != ECC_OK) {
        ecc_arena_free(arena);
        return status;
    }
    *out_rules = rules;
    return ECC_OK;
}

void ecc_rules_free(ecc_rules *rules)
{
    if (rules == NULL) {
        return;
    }
    if (rules->close != NULL) {
        rules->close(rules->user);
    }
    ecc_arena_free(rules->arena);
}

/* ---- Reading one ---------------------------------------------------------------------------- */

static ecc_status read_file(struct ecc_rules *rules, struct ecc_rule_file *file,
                            struct ecc_diags *diags)
{
    if (file->root != NULL) {
        return ECC_OK;
    }
    ecc_str bytes = {0};
    TRY(rules->read(rules->user, file->path, &bytes));
    ecc_str copy = ecc_arena_str(rules->arena, bytes);
    struct ecc_buf name;
    ecc_buf_init(&name, rules->arena);
    ecc_buf_puts(&name, "rules/");
    ecc_buf_add(&name, file->path);
    file->source = ecc_source_new(rules->arena, ecc_buf_str(&name), copy);
    if (copy.ptr == NULL || file->source == NULL) {
        return ECC_E_NOMEM;
    }
    return ecc_yaml_parse(rules->arena, file->source, &file->root, diags);
}

static ecc_date last_day(const struct ecc_rules *rules, size_t index)
{
    const struct ecc_rule_file *file = &rules->files[index];
    const struct ecc_rule_file *next = index + 1 < rules->n_files ? file + 1 : NULL;
    bool same = next != NULL && ecc_str_eq(next->regime, file->regime) &&
                ecc_str_eq(next->folder, file->folder);
    return same ? ecc_date_before(next->from) : (ecc_date){0};
}

static ecc_status load_info(struct ecc_rules *rules, size_t index, struct ecc_diags *diags)
{
    struct ecc_rule_file *file = &rules->files[index];
    if (file->has_info) {
        return ECC_OK;
    }
    TRY(read_file(rules, file, diags));
    ecc_rule_info info = {.regime = file->regime,
                          .rule = file->folder,
                          .from = file->from,
                          .until = last_day(rules, index),
                          .path = file->path};
    TRY(ecc_rule_info_load(rules->arena, file->root, &info, diags));
    file->info = info;
    file->has_info = true;
    return ECC_OK;
}

/* ---- The law of a day ------------------------------------------------------------------------ */

/* Index of the version of the same rule in force on `on`; `first` is the rule's first file. */
static bool version_on(const struct ecc_rules *rules, size_t first, ecc_date on, size_t *out)
{
    bool found = false;
    for (size_t i = first; i < rules->n_files; i++) {
        const struct ecc_rule_file *file = &rules->files[i];
        if (!ecc_str_eq(file->regime, rules->files[first].regime) ||
            !ecc_str_eq(file->folder, rules->files[first].folder) ||
            ecc_date_cmp(file->from, on) > 0) {
            break;
        }
        *out = i;
        found = true;
    }
    return found;
}

static bool starts_rule(const struct ecc_rules *rules, size_t index)
{
    assert(index > 0); /* before it stands the regime */
    return compare_files(&(struct ecc_rule_file){.regime = rules->files[index - 1].regime,
                                                 .folder = rules->files[index - 1].folder},
                         &(struct ecc_rule_file){.regime = rules->files[index].regime,
                                                 .folder = rules->files[index].folder}) != 0;
}

static ecc_status load_definitions(struct ecc_rules *rules, size_t index, struct ecc_diags *diags)
{
    struct ecc_rule_file *file = &rules->files[index];
    if (file->definitions != NULL) {
        return ECC_OK;
    }
    TRY(load_info(rules, index, diags));
    struct ecc_definitions *definitions = ECC_NEW(rules->arena, struct ecc_definitions);
    if (definitions == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_definitions_load(rules->arena, file->root, &file->info, definitions, diags));
    file->definitions = definitions;
    return ECC_OK;
}

static ecc_status load_regime(struct ecc_rules *rules, size_t first, struct ecc_diags *diags)
{
    struct ecc_rule_file *file = &rules->files[first];
    if (file->folder.len > 0) {
        ecc_diag_add(diags, ECC_M_rule_no_regime, ecc_span_none(),
                     ECC_ARGS(ecc_arg_text("regime", file->regime)));
        return ECC_E_INVALID;
    }
    if (file->order != NULL) {
        return ECC_OK;
    }
    struct ecc_regime *regime = ECC_NEW(rules->arena, struct ecc_regime);
    if (regime == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(read_file(rules, file, diags));
    TRY(ecc_regime_load(rules->arena, file->root, file->regime, regime, diags));
    file->order = regime;
    return ECC_OK;
}

static void note_verified(struct ecc_laws *laws, const ecc_rule_info *info)
{
    if (!ecc_date_is_set(laws->verified_through) ||
        ecc_date_cmp(info->verified_through, laws->verified_through) < 0) {
        laws->verified_through = info->verified_through;
    }
}

static ecc_status load_one_rule(struct ecc_rules *rules, size_t index, struct ecc_law *law,
                                const struct ecc_rule **out, struct ecc_diags *diags)
{
    TRY(load_info(rules, index, diags));
    const ecc_rule_info *info = &rules->files[index].info;
    if (law->definitions == NULL) {
        char date[11];
        ecc_date_print(info->from, date);
        ecc_diag_add(diags, ECC_M_rule_no_definitions, ecc_span_none(),
                     ECC_ARGS(ecc_arg_text("rule", info->rule), ecc_arg_cstr("date", date)));
        return ECC_E_INVALID;
    }
    struct ecc_rule *rule = ECC_NEW(rules->arena, struct ecc_rule);
    if (rule == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_rule_load(rules->arena, rules->files[index].root, info, law->definitions, rule, diags));
    *out = rule;
    return ECC_OK;
}

/* The files [begin, end) of one regime. A broken file does not keep the others from being read, so
 * that all errors are reported; the first failure is returned. */
static ecc_status compile_regime(struct ecc_rules *rules, size_t begin, size_t end, ecc_date on,
                                 struct ecc_laws *laws, struct ecc_law *law,
                                 struct ecc_diags *diags)
{
    TRY(load_regime(rules, begin, diags));
    law->regime = rules->files[begin].order;
    const struct ecc_rule **list = ECC_NEW_ARRAY(rules->arena, end - begin,
                                                 const struct ecc_rule *);
    if (list == NULL) {
        return ECC_E_NOMEM;
    }
    size_t version = 0;
    for (size_t i = begin + 1; i < end; i++) {
        if (ecc_str_is(rules->files[i].folder, "definitions") && starts_rule(rules, i) &&
            version_on(rules, i, on, &version)) {
            TRY(load_definitions(rules, version, diags));
            law->definitions = rules->files[version].definitions;
            note_verified(laws, &rules->files[version].info);
        }
    }
    ecc_status result = ECC_OK;
    for (size_t i = begin + 1; i < end; i++) {
        if (ecc_str_is(rules->files[i].folder, "definitions") || !starts_rule(rules, i) ||
            !version_on(rules, i, on, &version)) {
            continue;
        }
        ecc_status status = load_one_rule(rules, version, law, &list[law->n_rules], diags);
        if (status == ECC_OK) {
            law->n_rules++;
            note_verified(laws, &rules->files[version].info);
        } else if (result == ECC_OK) {
            result = status;
        }
    }
    law->rules = list;
    TRY(result);
    return ecc_law_bind(rules->arena, law, diags);
}

static ecc_status compile(struct ecc_rules *rules, struct ecc_laws *laws, struct ecc_diags *diags)
{
    struct ecc_law *list = ECC_NEW_ARRAY(rules->arena, rules->n_files, struct ecc_law);
    if (list == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t begin = 0; begin < rules->n_files;) {
        size_t end = begin + 1;
        while (end < rules->n_files &&
               ecc_str_eq(rules->files[end].regime, rules->files[begin].regime)) {
            end++;
        }
        TRY(compile_regime(rules, begin, end, laws->epoch, laws, &list[laws->n], diags));
        if (list[laws->n].n_rules > 0) {
            laws->n++;
        }
        begin = end;
    }
    laws->laws = list;
    return ECC_OK;
}

/* The latest first day of any version that is not after `on`; false when there is none. */
static bool find_epoch(const struct ecc_rules *rules, ecc_date on, ecc_date *out_epoch,
                       ecc_date *out_first)
{
    bool found = false;
    *out_first = (ecc_date){0};
    for (size_t i = 0; i < rules->n_versions; i++) {
        ecc_date from = rules->files[rules->versions[i]].from;
        if (!ecc_date_is_set(*out_first) || ecc_date_cmp(from, *out_first) < 0) {
            *out_first = from;
        }
        if (ecc_date_cmp(from, on) <= 0 && (!found || ecc_date_cmp(from, *out_epoch) > 0)) {
            *out_epoch = from;
            found = true;
        }
    }
    return found;
}

ecc_status ecc_rules_laws(struct ecc_rules *rules, ecc_date on, const struct ecc_laws **out,
                          struct ecc_diags *diags)
{
    ecc_date epoch = {0};
    ecc_date first = {0};
    if (!find_epoch(rules, on, &epoch, &first)) {
        char asked[11];
        char earliest[11];
        ecc_date_print(on, asked);
        ecc_date_print(first, earliest);
        ecc_diag_add(diags, ECC_M_rule_not_in_force, ecc_span_none(),
                     ECC_ARGS(ecc_arg_cstr("date", asked), ecc_arg_cstr("first", earliest)));
        return ECC_E_DATE;
    }
    for (const struct ecc_laws *laws = rules->compiled; laws != NULL; laws = laws->next) {
        if (ecc_date_cmp(laws->epoch, epoch) == 0) {
            *out = laws;
            return ECC_OK;
        }
    }
    struct ecc_laws *laws = ECC_NEW(rules->arena, struct ecc_laws);
    if (laws == NULL) {
        return ECC_E_NOMEM;
    }
    laws->epoch = epoch;
    TRY(compile(rules, laws, diags));
    laws->next = rules->compiled;
    rules->compiled = laws;
    *out = laws;
    return ECC_OK;
}

ecc_status ecc_rules_compiled(struct ecc_rules *rules, size_t version,
                              const struct ecc_laws **out_laws, const struct ecc_law **out_law,
                              const struct ecc_rule **out_rule, struct ecc_diags *diags)
{
    const ecc_rule_info *info = NULL;
    TRY(ecc_rules_info(rules, version, &info, diags));
    const struct ecc_laws *laws = NULL;
    TRY(ecc_rules_laws(rules, info->from, &laws, diags));
    for (size_t i = 0; i < laws->n; i++) {
        for (size_t j = 0; j < laws->laws[i].n_rules; j++) {
            const struct ecc_rule *rule = laws->laws[i].rules[j];
            if (ecc_str_eq(rule->info.path, info->path)) {
                *out_laws = laws;
                *out_law = &laws->laws[i];
                *out_rule = rule;
                return ECC_OK;
            }
        }
    }
    return ECC_E_NOT_FOUND; /* definitions */
}

/* ---- Public readers --------------------------------------------------------------------------- */

size_t ecc_rules_count(const ecc_rules *rules)
{
    return rules->n_versions;
}

ecc_status ecc_rules_info(ecc_rules *rules, size_t index, const ecc_rule_info **out_info,
                          ecc_diags *diags)
{
    if (rules == NULL || index >= rules->n_versions) {
        return ECC_E_USAGE;
    }
    TRY(load_info(rules, rules->versions[index], diags));
    *out_info = &rules->files[rules->versions[index]].info;
    return ECC_OK;
}

ecc_status ecc_rules_load_all(ecc_rules *rules, ecc_diags *diags)
{
    const ecc_date *dates = NULL;
    size_t n = 0;
    TRY(ecc_rules_dates(rules, &dates, &n, diags));
    ecc_status result = ECC_OK;
    for (size_t i = 0; i < n; i++) {
        const struct ecc_laws *laws = NULL;
        ecc_status status = ecc_rules_laws(rules, dates[i], &laws, diags);
        result = result == ECC_OK ? status : result;
    }
    return result;
}

ecc_status ecc_rules_dates(ecc_rules *rules, const ecc_date **out_dates, size_t *out_n,
                           ecc_diags *diags)
{
    (void)diags;
    ecc_date *dates = ECC_NEW_ARRAY(rules->arena, rules->n_versions, ecc_date);
    if (dates == NULL) {
        return ECC_E_NOMEM;
    }
    size_t n = 0;
    for (size_t i = 0; i < rules->n_versions; i++) {
        ecc_date from = rules->files[rules->versions[i]].from;
        size_t at = n;
        while (at > 0 && ecc_date_cmp(dates[at - 1], from) > 0) {
            at--;
        }
        if (at > 0 && ecc_date_cmp(dates[at - 1], from) == 0) {
            continue;
        }
        for (size_t j = n; j > at; j--) {
            dates[j] = dates[j - 1];
        }
        dates[at] = from;
        n++;
    }
    *out_dates = dates;
    *out_n = n;
    return ECC_OK;
}

static int compare_paths(const void *left, const void *right)
{
    const struct ecc_rule_file *const *a = left;
    const struct ecc_rule_file *const *b = right;
    return ecc_str_cmp((*a)->path, (*b)->path);
}

static ecc_status digest_files(struct ecc_rules *rules, struct ecc_crypto *crypto,
                               char out_hex[ECC_DIGEST_SIZE], struct ecc_diags *diags)
{
    struct ecc_rule_file **files = ECC_NEW_ARRAY(rules->arena, rules->n_files,
                                                 struct ecc_rule_file *);
    char hex[ECC_HASH_HEX];
    struct ecc_buf list;
    if (files == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < rules->n_files; i++) {
        files[i] = &rules->files[i];
    }
    qsort(files, rules->n_files, sizeof(files[0]), compare_paths);
    ecc_buf_init(&list, rules->arena);
    for (size_t i = 0; i < rules->n_files; i++) {
        TRY(read_file(rules, files[i], diags));
        if (!ecc_hash_hex(crypto, ECC_SHA256, files[i]->source->bytes, hex)) {
            return ECC_E_NOMEM;
        }
        ecc_buf_puts(&list, hex);
        ecc_buf_puts(&list, "  ");
        ecc_buf_add(&list, files[i]->path);
        ecc_buf_putc(&list, '\n');
    }
    if (list.failed || !ecc_hash_hex(crypto, ECC_SHA256, ecc_buf_str(&list), hex)) {
        return ECC_E_NOMEM;
    }
    memcpy(out_hex, hex, ECC_DIGEST_SIZE);
    return ECC_OK;
}

ecc_status ecc_rules_digest(ecc_rules *rules, char out_hex[ECC_DIGEST_SIZE], ecc_diags *diags)
{
    struct ecc_crypto *crypto = NULL;
    TRY(ecc_crypto_open(rules->arena, false, &crypto));
    const ecc_status status = digest_files(rules, crypto, out_hex, diags);
    ecc_crypto_close(crypto);
    return status;
}

static bool same_name(ecc_str folder, ecc_str name)
{
    bool same = folder.len == name.len;
    for (size_t i = 0; same && i < name.len; i++) {
        char c = name.ptr[i];
        same = folder.ptr[i] == (c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    return same;
}

static void report_not_found(struct ecc_rules *rules, ecc_str reference, struct ecc_diags *diags)
{
    struct ecc_buf known;
    ecc_buf_init(&known, rules->arena);
    for (size_t i = 0; i < rules->n_versions; i++) {
        const struct ecc_rule_file *file = &rules->files[rules->versions[i]];
        char date[11];
        ecc_date_print(file->from, date);
        ecc_buf_puts(&known, i > 0 ? ", " : "");
        ecc_buf_add(&known, file->folder);
        ecc_buf_putc(&known, '@');
        ecc_buf_puts(&known, date);
    }
    ecc_diag_add(
        diags, ECC_M_rule_not_found, ecc_span_none(),
        ECC_ARGS(ecc_arg_text("reference", reference), ecc_arg_text("known", ecc_buf_str(&known))));
}

ecc_status ecc_rules_find(ecc_rules *rules, ecc_str reference, ecc_date as_of, size_t *out_index,
                          ecc_diags *diags)
{
    size_t at = 0;
    while (at < reference.len && reference.ptr[at] != '@') {
        at++;
    }
    ecc_str name = ecc_str_slice(reference, 0, at);
    bool exact = at < reference.len;
    ecc_date date = as_of;
    bool found = false;
    if (!exact || ecc_date_parse(ecc_str_slice(reference, at + 1, reference.len), &date)) {
        for (size_t i = 0; i < rules->n_versions; i++) {
            const struct ecc_rule_file *file = &rules->files[rules->versions[i]];
            int order = ecc_date_cmp(file->from, date);
            if (same_name(file->folder, name) && (exact ? order == 0 : order <= 0)) {
                *out_index = i; /* versions are sorted by date: the last one that fits */
                found = true;
            }
        }
    }
    if (!found) {
        report_not_found(rules, reference, diags);
        return ECC_E_NOT_FOUND;
    }
    return ECC_OK;
}
