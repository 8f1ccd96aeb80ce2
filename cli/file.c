/* SPDX-License-Identifier: Apache-2.0 */
/* Files and directories: see file.h. */
#define _POSIX_C_SOURCE 200809L

#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Reading -------------------------------------------------------------------------------- */

static struct ecc_file failed(int error)
{
    const bool missing = error == ENOENT || error == ENOTDIR;
    return (struct ecc_file){.result = missing ? ECC_FILE_MISSING : ECC_FILE_FAILED,
                             .error = error};
}

static size_t size_of(int fd)
{
    struct stat about;
    const bool known = fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size >= 0;
    return known ? (size_t)about.st_size : 0;
}

struct ecc_file ecc_file_read_fd(struct ecc_pool *pool, int fd)
{
    const size_t size = size_of(fd);
    if (size > ECC_FILE_LIMIT) {
        return (struct ecc_file){.result = ECC_FILE_LARGE, .size = size};
    }
    struct ecc_out out;
    ecc_out_memory(&out);
    char part[16384];
    ssize_t n = 1;
    while (n != 0 && ecc_out_bytes(&out).len <= ECC_FILE_LIMIT) {
        n = read(fd, part, sizeof(part));
        if (n < 0 && errno != EINTR) {
            const int error = errno;
            (void)ecc_out_close(&out);
            return error == EISDIR ? (struct ecc_file){.result = ECC_FILE_SPECIAL} : failed(error);
        }
        ecc_out_raw(&out, (ecc_str){part, n > 0 ? (size_t)n : 0});
    }
    struct ecc_file file = {.result = ECC_FILE_OK, .size = ecc_out_bytes(&out).len};
    if (file.size > ECC_FILE_LIMIT) {
        file.result = ECC_FILE_LARGE;
    } else {
        file.bytes = ecc_pool_str(pool, ecc_out_bytes(&out));
    }
    const int error = ecc_out_close(&out);
    return error != 0 || pool->failed ? failed(ENOMEM) : file;
}

struct ecc_file ecc_file_read(struct ecc_pool *pool, const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return failed(errno);
    }
    const struct ecc_file file = ecc_file_read_fd(pool, fd);
    (void)close(fd);
    return file;
}

static struct ecc_file read_last(struct ecc_pool *pool, int directory, const char *name)
{
    /* A pipe must not be waited for: only plain files are read, and that is known after opening. */
    const int fd = openat(directory, name,
                          O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) {
        return errno == ELOOP ? (struct ecc_file){.result = ECC_FILE_OUTSIDE} : failed(errno);
    }
    struct stat about;
    struct ecc_file file = {.result = ECC_FILE_SPECIAL};
    if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode)) {
        file = ecc_file_read_fd(pool, fd);
    }
    (void)close(fd);
    return file;
}

struct ecc_file ecc_file_read_found(struct ecc_pool *pool, const char *path)
{
    return read_last(pool, AT_FDCWD, path);
}

/* The directory `name` in `directory`, which is closed. Negative on failure, and *out_file says
 * why. */
static int step_into(int directory, const char *name, struct ecc_file *out_file)
{
    struct stat about;
    const bool known = fstatat(directory, name, &about, AT_SYMLINK_NOFOLLOW) == 0;
    int next = -1;
    if (strcmp(name, "..") == 0 || (known && S_ISLNK(about.st_mode))) {
        *out_file = (struct ecc_file){.result = ECC_FILE_OUTSIDE};
    } else {
        next = openat(directory, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
        *out_file = next < 0 ? failed(errno) : (struct ecc_file){.result = ECC_FILE_OK};
    }
    (void)close(directory);
    return next;
}

struct ecc_file ecc_file_read_below(struct ecc_pool *pool, const char *root, const char *path)
{
    int directory = open(root[0] == '\0' ? "." : root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) {
        return failed(errno);
    }
    ecc_str rest = ecc_text_of(path);
    struct ecc_file file = {.result = ECC_FILE_OK};
    for (const char *slash = strchr(rest.ptr, '/'); slash != NULL; slash = strchr(rest.ptr, '/')) {
        const ecc_str step = ecc_pool_str(pool, (ecc_str){rest.ptr, (size_t)(slash - rest.ptr)});
        directory = step_into(directory, step.ptr, &file);
        if (directory < 0) {
            return file;
        }
        rest = ecc_text_of(slash + 1);
    }
    file = read_last(pool, directory, rest.ptr);
    (void)close(directory);
    return file;
}

/* ---- Directories ---------------------------------------------------------------------------- */

/* Where it cannot be told what is there, reading it tells why not; nobody takes it for nothing: a configuration is not
 * passed over, and a file is not written over. */
enum ecc_path_kind ecc_path_look(const char *path, int *out_error)
{
    struct stat about;
    *out_error = 0;
    if (stat(path, &about) != 0) {
        const bool nothing = errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG;
        *out_error = nothing ? 0 : errno;
        return nothing ? ECC_PATH_NONE : ECC_PATH_FILE;
    }
    return S_ISDIR(about.st_mode) ? ECC_PATH_DIRECTORY : ECC_PATH_FILE;
}

enum ecc_path_kind ecc_path_kind(const char *path)
{
    int error = 0;
    return ecc_path_look(path, &error);
}

struct walk {
    struct ecc_pool *pool;
    const char *const *endings;
    ecc_found_fn found;
    void *user;
    size_t n_entries;
    int error;
};

static const char *join(struct ecc_pool *pool, const char *directory, const char *name)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_puts(&out, directory);
    ecc_out_puts(&out, ecc_text_ends(ecc_text_of(directory), "/") ? "" : "/");
    ecc_out_puts(&out, name);
    return ecc_out_take(&out, pool).ptr;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* NULL at the end, and where reading fails: then with walk->error. */
static const struct dirent *next_entry(struct walk *walk, DIR *directory)
{
    errno = 0;
    const struct dirent *entry = readdir(directory);
    if (entry == NULL && errno != 0) {
        walk->error = errno;
    }
    return entry;
}

/* The names in a directory that are not hidden, sorted. */
static const char **names_in(struct walk *walk, DIR *directory, size_t *out_n)
{
    size_t cap = 64;
    size_t n = 0;
    const char **names = ECC_POOL_ARRAY(walk->pool, cap, const char *);
    for (const struct dirent *entry = next_entry(walk, directory); entry != NULL && names != NULL;
         entry = next_entry(walk, directory)) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        if (++walk->n_entries > ECC_WALK_ENTRIES) {
            walk->error = EOVERFLOW;
            break;
        }
        if (n == cap) {
            const char **more = ECC_POOL_ARRAY(walk->pool, cap * 2, const char *);
            if (more == NULL) {
                break;
            }
            memcpy(more, names, n * sizeof(*names));
            names = more;
            cap *= 2;
        }
        names[n++] = ecc_pool_str(walk->pool, ecc_text_of(entry->d_name)).ptr;
    }
    if (names != NULL) {
        qsort(names, n, sizeof(*names), by_name);
    }
    *out_n = names == NULL ? 0 : n;
    return names;
}

static bool has_ending(const struct walk *walk, const char *name)
{
    for (size_t i = 0; walk->endings[i] != NULL; i++) {
        if (ecc_text_ends(ecc_text_of(name), walk->endings[i])) {
            return true;
        }
    }
    return false;
}

/* Recursion: `depth` levels, at most ECC_WALK_LEVELS. */
static void walk_directory(struct walk *walk, const char *path, size_t depth)
{
    DIR *directory = opendir(path);
    if (directory == NULL || depth > ECC_WALK_LEVELS) {
        walk->error = directory == NULL ? errno : EOVERFLOW;
        if (directory != NULL) {
            (void)closedir(directory);
        }
        return;
    }
    size_t n = 0;
    const char **names = names_in(walk, directory, &n);
    (void)closedir(directory);
    for (size_t i = 0; i < n && walk->error == 0; i++) {
        const char *inner = join(walk->pool, path, names[i]);
        struct stat about;
        if (lstat(inner, &about) != 0) {
            walk->error = errno;
        } else if (S_ISDIR(about.st_mode)) {
            walk_directory(walk, inner, depth + 1);
        } else if (S_ISREG(about.st_mode) && has_ending(walk, names[i])) {
            walk->found(walk->user, inner);
        }
    }
}

bool ecc_files_below(struct ecc_pool *pool, const char *path, const char *const *endings,
                     ecc_found_fn found, void *user, int *out_error)
{
    struct walk walk = {.pool = pool, .endings = endings, .found = found, .user = user};
    walk_directory(&walk, path, 0);
    if (pool->failed && walk.error == 0) {
        walk.error = ENOMEM;
    }
    *out_error = walk.error;
    return walk.error == 0;
}

/* ---- Paths ---------------------------------------------------------------------------------- */

/* Take away the last step of a path; false when there is none to take: it is empty, "/", or ends in
 * "..". */
static bool drop_last(char *path, size_t *len)
{
    size_t begin = *len;
    while (begin > 0 && path[begin - 1] != '/') {
        begin--;
    }
    const bool none = begin == *len || (*len - begin == 2 && memcmp(path + begin, "..", 2) == 0);
    if (none) {
        return false;
    }
    *len = begin > 1 ? begin - 1 : begin;
    return true;
}

static void add_step(char *path, size_t *len, ecc_str step)
{
    if (step.len == 0 || ecc_text_is(step, ".")) {
        return;
    }
    if (ecc_text_is(step, "..") && drop_last(path, len)) {
        return;
    }
    if (*len > 0 && path[*len - 1] != '/') {
        path[(*len)++] = '/';
    }
    memcpy(path + *len, step.ptr, step.len);
    *len += step.len;
}

static void add_steps(char *path, size_t *len, ecc_str steps)
{
    size_t begin = 0;
    for (size_t i = 0; steps.len > 0 && i <= steps.len; i++) {
        if (i == steps.len || steps.ptr[i] == '/') {
            add_step(path, len, (ecc_str){steps.ptr + begin, i - begin});
            begin = i + 1;
        }
    }
}

const char *ecc_path_beside(struct ecc_pool *pool, ecc_str from, ecc_str ref)
{
    size_t directory = from.len;
    while (directory > 0 && from.ptr[directory - 1] != '/') {
        directory--;
    }
    char *path = ECC_POOL_ARRAY(pool, from.len + ref.len + 3, char);
    if (path == NULL) {
        return NULL;
    }
    size_t len = 0;
    if ((directory > 0 && from.ptr[0] == '/') || ecc_text_starts(ref, "/")) {
        path[len++] = '/';
    }
    add_steps(path, &len, (ecc_str){from.ptr, directory});
    add_steps(path, &len, ref);
    path[len] = '\0';
    return path;
}
