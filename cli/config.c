/* SPDX-License-Identifier: Apache-2.0 */
/* Environment and configuration: see config.h. */
#define _POSIX_C_SOURCE 200809L

#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "glob.h"

#define PATH_CAP 4096

/* ---- The environment ----------------------------------------------------------------------- */

struct variable {
    const char *name;
    const char *option;
};
static const struct variable variables[] = {
    {"ECC_AS_OF", "as-of"},     {"ECC_LANG", "lang"},         {"ECC_RULES", "rules"},
    {"ECC_FAIL_ON", "fail-on"}, {"ECC_BASELINE", "baseline"}, {"ECC_CONFIG", "config"},
};

static size_t option_index(const char *name)
{
    size_t i = 0;
    while (i < ecc_n_opts && strcmp(ecc_opts[i].name, name) != 0) {
        i++;
    }
    return i;
}

void ecc_setup_environment(struct ecc_options *options, struct ecc_pool *pool, unsigned long *given,
                           struct ecc_opt_error *error)
{
    for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
        const size_t row = option_index(variables[i].option);
        const char *value = getenv(variables[i].name);
        if (row == ecc_n_opts || value == NULL || value[0] == '\0' || (*given & 1ul << row) != 0) {
            continue;
        }
        const bool had_error = error->found;
        ecc_opt_set(&ecc_opts[row], value, options, pool, error);
        if (error->found && !had_error) {
            error->option = ecc_text_of(variables[i].name);
        }
        *given |= 1ul << row;
    }
}

/* ---- Paths --------------------------------------------------------------------------------- */

static ecc_str joined(struct ecc_pool *pool, ecc_str directory, const char *name)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_raw(&out, directory);
    ecc_out_puts(&out, directory.len > 0 && !ecc_text_ends(directory, "/") ? "/" : "");
    ecc_out_puts(&out, name);
    return ecc_out_take(&out, pool);
}

/* The directory above; empty above the topmost. */
static ecc_str above(struct ecc_pool *pool, ecc_str directory)
{
    size_t n = directory.len;
    while (n > 0 && directory.ptr[n - 1] != '/') {
        n--;
    }
    const bool topmost = directory.len <= 1;
    return topmost ? (ecc_str){0} : ecc_pool_str(pool, (ecc_str){directory.ptr, n > 1 ? n - 1 : 1});
}

ecc_str ecc_setup_path(const struct ecc_setup *setup, struct ecc_pool *pool, ecc_str path)
{
    const bool absolute = ecc_text_starts(path, "/");
    const ecc_str from = absolute ? (ecc_str){0} : setup->here;
    const char *plain = ecc_path_beside(pool, from, path);
    if (plain == NULL) {
        return path;
    }
    const ecc_str text = ecc_text_of(plain);
    const size_t n = setup->root.len;
    const bool below = absolute && n > 1 && text.len > n &&
                       memcmp(text.ptr, setup->root.ptr, n) == 0 && text.ptr[n] == '/';
    return below ? (ecc_str){text.ptr + n + 1, text.len - n - 1} : text;
}

static bool any_matches(const ecc_str *patterns, size_t n, ecc_str path)
{
    for (size_t i = 0; i < n; i++) {
        if (ecc_glob_matches(patterns[i], path)) {
            return true;
        }
    }
    return false;
}

bool ecc_setup_wants(const struct ecc_setup *setup, ecc_str path)
{
    const ecc_config_view *view = setup->view;
    return view == NULL ||
           ((view->n_include == 0 || any_matches(view->include, view->n_include, path)) &&
            !any_matches(view->exclude, view->n_exclude, path));
}

/* ---- Finding ------------------------------------------------------------------------------- */

/* From the current directory up to the repository's: the first configuration, and the root. Outside
 * of a repository only the current directory is looked in, since what lies above may be anybody's.
 */
static ecc_str find(struct ecc_setup *setup, struct ecc_pool *pool, ecc_str current)
{
    ecc_str found = {0};
    ecc_str directory = current;
    while (directory.len > 0) {
        const ecc_str path = joined(pool, directory, ECC_CONFIG_NAME);
        if (found.len == 0 && ecc_path_kind(path.ptr) == ECC_PATH_FILE) {
            found = path;
            setup->root = directory;
        }
        const ecc_str git = joined(pool, directory, ".git");
        if (ecc_path_look(git.ptr, &setup->error) != ECC_PATH_NONE) {
            setup->problem = setup->error != 0 ? git : setup->problem; /* is this the root? */
            setup->root = found.len > 0 ? setup->root : directory;
            return found;
        }
        directory = above(pool, directory);
    }
    const bool here = found.len > 0 && ecc_text_same(setup->root, current);
    setup->root = current;
    return here ? found : (ecc_str){0};
}

/* ---- Reading ------------------------------------------------------------------------------- */

typedef ecc_status (*load_fn)(ecc_str name, ecc_str bytes, ecc_config **out_config,
                              ecc_diags *diags);

static const ecc_config_view *read_with(struct ecc_setup *setup, struct ecc_pool *pool,
                                        ecc_str path, load_fn load, ecc_config **out_owned)
{
    const struct ecc_file file = ecc_file_read(pool, path.ptr);
    if (file.result != ECC_FILE_OK) {
        setup->problem = path;
        setup->error = file.result == ECC_FILE_FAILED  ? file.error
                       : file.result == ECC_FILE_LARGE ? EFBIG
                                                       : 0;
        return NULL;
    }
    /* Messages name the file as seen from where the program runs, when it lies there. */
    const ecc_str below = joined(pool, setup->root, "");
    const bool near = setup->here.len == 0 && path.len > below.len &&
                      memcmp(path.ptr, below.ptr, below.len) == 0;
    const ecc_str name = near ? (ecc_str){path.ptr + below.len, path.len - below.len} : path;
    if (load(name, file.bytes, out_owned, setup->diags) != ECC_OK) {
        return NULL;
    }
    return ecc_config_about(*out_owned);
}

static bool is_given(unsigned long given, const char *option)
{
    return (given & 1ul << option_index(option)) != 0;
}

static void apply(const ecc_config_view *view, struct ecc_options *options, unsigned long given)
{
    if (!is_given(given, "as-of")) {
        options->as_of = view->as_of;
    }
    if (!is_given(given, "lang") && view->has_language) {
        options->language = view->language;
    }
    if (!is_given(given, "fail-on") && view->has_fail_on) {
        options->fail_on = view->fail_on;
    }
}

static void read_baseline(struct ecc_setup *setup, const struct ecc_options *options,
                          struct ecc_pool *pool)
{
    ecc_str path = ecc_text_of(options->baseline);
    if (path.len == 0 && setup->view != NULL && setup->view->baseline.len > 0 &&
        options->write_baseline == NULL) {
        path = joined(pool, setup->root, ecc_pool_str(pool, setup->view->baseline).ptr);
    }
    if (path.len > 0) {
        setup->known = read_with(setup, pool, path, ecc_baseline_load, &setup->owned_known);
    }
}

bool ecc_setup_read(struct ecc_setup *setup, struct ecc_options *options, struct ecc_pool *pool,
                    unsigned long given)
{
    char *buffer = ECC_POOL_ARRAY(pool, PATH_CAP, char);
    if (buffer == NULL || ecc_diags_new(&setup->diags) != ECC_OK) {
        return false;
    }
    const char *cwd = getcwd(buffer, PATH_CAP);
    const ecc_str current = ecc_text_of(cwd != NULL ? cwd : "/");
    ecc_str path = find(setup, pool, current);
    if (options->config != NULL) {
        setup->problem = (ecc_str){0}; /* nothing hangs on where the repository begins */
    }
    if (options->config != NULL && strcmp(options->config, "none") == 0) {
        path = (ecc_str){0};
    } else if (options->config != NULL) {
        const bool absolute = options->config[0] == '/';
        path = absolute ? ecc_text_of(options->config) : joined(pool, current, options->config);
        const char *plain = ecc_path_beside(pool, (ecc_str){0}, path);
        path = ecc_text_of(plain);
        setup->root = above(pool, path);
    }
    const size_t n = setup->root.len == 1 ? 0 : setup->root.len;
    if (current.len > n && memcmp(current.ptr, setup->root.ptr, n) == 0 && current.ptr[n] == '/') {
        setup->here = joined(pool, (ecc_str){current.ptr + n + 1, current.len - n - 1}, "");
    }
    if (setup->here.len > 0 && !ecc_text_ends(setup->here, "/")) {
        setup->here = joined(pool, setup->here, "/");
    }
    if (path.len > 0 && setup->problem.len == 0) {
        setup->view = read_with(setup, pool, path, ecc_config_load, &setup->owned);
    }
    if (setup->view != NULL) {
        apply(setup->view, options, given);
    }
    read_baseline(setup, options, pool);
    return true;
}

bool ecc_setup_is_good(const struct ecc_setup *setup)
{
    return setup->problem.len == 0 && (setup->diags == NULL || ecc_diags_errors(setup->diags) == 0);
}

void ecc_setup_free(struct ecc_setup *setup)
{
    ecc_config_free(setup->owned);
    ecc_config_free(setup->owned_known);
    ecc_diags_free(setup->diags);
    *setup = (struct ecc_setup){0};
}
