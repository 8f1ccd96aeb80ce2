/* SPDX-License-Identifier: Apache-2.0 */
/* Paths are walked one part at a time from an open directory, so that a link or a directory that is
 * put in the way meanwhile leads nowhere. */
#include "pack/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

#define PATH_CAP  1024
#define PART_CAP  200 /* room for what a temporary name adds, below the 255 of most file systems */
#define PARTS_CAP 32  /* and so the levels of a directory that is removed */
#define DIR_FLAGS (O_RDONLY | O_DIRECTORY | O_CLOEXEC)

ecc_status ecc_pack_file_tell(struct ecc_diags *diags, ecc_str file, int error)
{
    enum ecc_message_id id = ECC_M_trust_io;
    if (error == ELOOP || error == EMLINK) {
        id = ECC_M_trust_link;
    } else if (error == EACCES || error == EPERM || error == EROFS) {
        id = ECC_M_trust_io_denied;
    } else if (error == ENOSPC || error == EDQUOT || error == EFBIG) {
        id = ECC_M_trust_io_full;
    }
    ecc_diag_add(diags, id, ecc_span_none(),
                 ECC_ARGS(ecc_arg_text("file", file), ecc_arg_integer("error", error)));
    return id == ECC_M_trust_link ? ECC_E_UNTRUSTED : ECC_E_IO;
}

/* ---- Paths --------------------------------------------------------------------------------- */

static bool is_safe_part(ecc_str part)
{
    if (part.len == 0 || part.len > PART_CAP || ecc_str_is(part, ".") || ecc_str_is(part, "..")) {
        return false;
    }
    for (size_t i = 0; i < part.len; i++) {
        const unsigned char byte = (unsigned char)part.ptr[i];
        if (byte < 0x20 || byte == 0x7F || byte == '\\') {
            return false;
        }
    }
    return true;
}

/* The part of `path` that begins at *at; moves past it and the slash after it. */
static ecc_str next_part(ecc_str path, size_t *at)
{
    const size_t begin = *at;
    size_t end = begin;
    while (end < path.len && path.ptr[end] != '/') {
        end++;
    }
    *at = end + 1;
    return ecc_str_slice(path, begin, end);
}

bool ecc_path_is_safe(ecc_str path)
{
    if (path.len == 0 || path.len > PATH_CAP) {
        return false;
    }
    size_t at = 0;
    size_t n = 0;
    while (at <= path.len) {
        if (n++ == PARTS_CAP || !is_safe_part(next_part(path, &at))) {
            return false;
        }
    }
    return true;
}

static ecc_status refuse_path(struct ecc_diags *diags, ecc_str path)
{
    ecc_diag_add(diags, ECC_M_trust_path, ecc_span_none(), ECC_ARGS(ecc_arg_text("file", path)));
    return ECC_E_UNTRUSTED;
}

static void name_of(ecc_str part, char out[PART_CAP + 1])
{
    memcpy(out, part.ptr, part.len);
    out[part.len] = '\0';
}

/* The descriptor, or -1 with errno. What a link gives, ENOTDIR, becomes ELOOP, which says more. */
static int open_dir_at(int parent, const char *name)
{
    const int fd = openat(parent, name, DIR_FLAGS | O_NOFOLLOW);
    if (fd < 0 && errno == ENOTDIR) {
        struct stat about;
        const bool link = fstatat(parent, name, &about, AT_SYMLINK_NOFOLLOW) == 0 &&
                          S_ISLNK(about.st_mode);
        errno = link ? ELOOP : ENOTDIR;
    }
    return fd;
}

/* The last directory on the way to `path`, open, and the last part's name. The descriptor, or -1
 * with errno. */
static int open_parent(int from, ecc_str path, bool make, char name[PART_CAP + 1])
{
    int fd = fcntl(from, F_DUPFD_CLOEXEC, 0);
    size_t at = 0;
    name_of(next_part(path, &at), name);
    while (fd >= 0 && at <= path.len) {
        if (make && mkdirat(fd, name, 0755) != 0 && errno != EEXIST) {
            const int error = errno;
            (void)close(fd);
            errno = error;
            return -1;
        }
        const int next = open_dir_at(fd, name);
        const int error = errno;
        (void)close(fd);
        errno = error;
        fd = next;
        name_of(next_part(path, &at), name);
    }
    return fd;
}

/* ---- Directories --------------------------------------------------------------------------- */

ecc_status ecc_dir_open(const char *path, struct ecc_dir *out, struct ecc_diags *diags)
{
    const int fd = open(path, DIR_FLAGS);
    if (fd < 0) {
        return errno == ENOENT || errno == ENOTDIR
                   ? ECC_E_NOT_FOUND
                   : ecc_pack_file_tell(diags, ecc_str_of(path), errno);
    }
    *out = (struct ecc_dir){fd, ecc_str_of(path)};
    return ECC_OK;
}

ecc_status ecc_dir_make(const char *path, struct ecc_dir *out, struct ecc_diags *diags)
{
    char so_far[PATH_MAX];
    const size_t len = strlen(path);
    if (len == 0 || len >= sizeof so_far) {
        return ecc_pack_file_tell(diags, ecc_str_of(path), ENAMETOOLONG);
    }
    for (size_t end = 1; end <= len; end++) {
        if (path[end] != '/' && path[end] != '\0') {
            continue;
        }
        memcpy(so_far, path, end);
        so_far[end] = '\0';
        if (mkdir(so_far, 0755) != 0 && errno != EEXIST && errno != EROFS && errno != EACCES) {
            return ecc_pack_file_tell(diags, ecc_str_of(path), errno);
        }
    }
    const ecc_status status = ecc_dir_open(path, out, diags);
    return status == ECC_E_NOT_FOUND ? ecc_pack_file_tell(diags, ecc_str_of(path), EACCES) : status;
}

ecc_status ecc_dir_open_in(const struct ecc_dir *dir, ecc_str path, bool make, struct ecc_dir *out,
                           struct ecc_diags *diags)
{
    char name[PART_CAP + 1];
    if (!ecc_path_is_safe(path)) {
        return refuse_path(diags, path);
    }
    const int parent = open_parent(dir->fd, path, make, name);
    if (parent < 0) {
        return errno == ENOENT ? ECC_E_NOT_FOUND : ecc_pack_file_tell(diags, path, errno);
    }
    int fd = -1;
    if (!make || mkdirat(parent, name, 0755) == 0 || errno == EEXIST) {
        fd = open_dir_at(parent, name);
    }
    const int error = errno;
    (void)close(parent);
    if (fd < 0) {
        return error == ENOENT ? ECC_E_NOT_FOUND : ecc_pack_file_tell(diags, path, error);
    }
    *out = (struct ecc_dir){fd, path};
    return ECC_OK;
}

void ecc_dir_close(struct ecc_dir *dir)
{
    if (dir->fd >= 0) {
        (void)close(dir->fd);
        dir->fd = -1;
    }
}

ecc_status ecc_dir_sync(const struct ecc_dir *dir, struct ecc_diags *diags)
{
    return fsync(dir->fd) == 0 ? ECC_OK : ecc_pack_file_tell(diags, dir->name, errno);
}

ecc_status ecc_dir_list(const struct ecc_dir *dir, ecc_entry_fn entry, void *user,
                        struct ecc_diags *diags)
{
    const int fd = openat(dir->fd, ".", DIR_FLAGS);
    DIR *listing = fd < 0 ? NULL : fdopendir(fd);
    if (listing == NULL) {
        const int error = errno;
        if (fd >= 0) {
            (void)close(fd);
        }
        return ecc_pack_file_tell(diags, dir->name, error);
    }
    bool more = true;
    const struct dirent *at = NULL;
    while (more && (at = readdir(listing)) != NULL) {
        struct stat about;
        if (strcmp(at->d_name, ".") != 0 && strcmp(at->d_name, "..") != 0 &&
            fstatat(dir->fd, at->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0) {
            more = entry(user, ecc_str_of(at->d_name), S_ISDIR(about.st_mode));
        }
    }
    (void)closedir(listing);
    return ECC_OK;
}

/* ---- Reading ------------------------------------------------------------------------------- */

static ecc_status too_large(struct ecc_diags *diags, ecc_str file, size_t max)
{
    ecc_diag_add(diags, ECC_M_trust_too_large, ecc_span_none(),
                 ECC_ARGS(ecc_arg_text("file", file), ecc_arg_integer("max", (long long)max)));
    return ECC_E_LIMIT;
}

/* One byte more than there should be is asked for, so that a file that grows is noticed. */
static ecc_status read_all(int fd, ecc_str path, size_t size, size_t max, struct ecc_arena *arena,
                           ecc_str *out, struct ecc_diags *diags)
{
    char *bytes = ecc_arena_alloc(arena, size + 1);
    size_t len = 0;
    if (bytes == NULL) {
        return ECC_E_NOMEM;
    }
    while (len <= size) {
        const ssize_t n = read(fd, bytes + len, size + 1 - len);
        if (n < 0 && errno != EINTR) {
            return ecc_pack_file_tell(diags, path, errno);
        }
        if (n == 0) {
            *out = (ecc_str){bytes, len};
            return ECC_OK;
        }
        len += n > 0 ? (size_t)n : 0;
    }
    return too_large(diags, path, max);
}

static ecc_status tell_absent(struct ecc_diags *diags, ecc_str path, int error)
{
    return error == ENOENT || error == ENOTDIR ? ECC_E_NOT_FOUND
                                               : ecc_pack_file_tell(diags, path, error);
}

/* Closes the file. */
static ecc_status read_open(int fd, ecc_str path, size_t max, struct ecc_arena *arena, ecc_str *out,
                            struct ecc_diags *diags)
{
    struct stat about;
    ecc_status status = ECC_OK;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
        status = ecc_pack_file_tell(diags, path, EINVAL);
    } else if ((uintmax_t)about.st_size > max) {
        status = too_large(diags, path, max);
    } else {
        status = read_all(fd, path, (size_t)about.st_size, max, arena, out, diags);
    }
    (void)close(fd);
    return status;
}

ecc_status ecc_pack_file_read(const struct ecc_dir *dir, ecc_str path, size_t max,
                              struct ecc_arena *arena, ecc_str *out, struct ecc_diags *diags)
{
    char name[PART_CAP + 1];
    if (!ecc_path_is_safe(path)) {
        return refuse_path(diags, path);
    }
    const int parent = open_parent(dir->fd, path, false, name);
    const int fd = parent < 0
                       ? -1
                       : openat(parent, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    const int error = errno;
    if (parent >= 0) {
        (void)close(parent);
    }
    return fd < 0 ? tell_absent(diags, path, error) : read_open(fd, path, max, arena, out, diags);
}

ecc_status ecc_pack_file_read_own(const char *path, size_t max, struct ecc_arena *arena,
                                  ecc_str *out, struct ecc_diags *diags)
{
    const ecc_str name = ecc_str_of(path);
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    return fd < 0 ? tell_absent(diags, name, errno) : read_open(fd, name, max, arena, out, diags);
}

/* ---- Writing ------------------------------------------------------------------------------- */

static bool write_all(int fd, ecc_str bytes)
{
    size_t len = 0;
    while (len < bytes.len) {
        const ssize_t n = write(fd, bytes.ptr + len, bytes.len - len);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        len += n > 0 ? (size_t)n : 0;
    }
    return fsync(fd) == 0;
}

/* 0, or errno. The temporary name begins with a dot and holds the process's number; one that a
 * killed process left behind is in nobody's way but its own, and replaced. */
static int replace(int parent, const char *name, ecc_str bytes, unsigned mode)
{
    char temporary[PART_CAP + 32];
    (void)snprintf(temporary, sizeof temporary, ".%s.%ld", name, (long)getpid());
    (void)unlinkat(parent, temporary, 0);
    const int fd = openat(parent, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                          (mode_t)mode);
    if (fd < 0) {
        return errno;
    }
    int error = write_all(fd, bytes) ? 0 : errno;
    if (close(fd) != 0 && error == 0) {
        error = errno;
    }
    if (error == 0 && renameat(parent, temporary, parent, name) != 0) {
        error = errno;
    }
    if (error != 0) {
        (void)unlinkat(parent, temporary, 0);
        return error;
    }
    return fsync(parent) == 0 ? 0 : errno;
}

ecc_status ecc_pack_file_write(const struct ecc_dir *dir, ecc_str path, ecc_str bytes,
                               unsigned mode, struct ecc_diags *diags)
{
    char name[PART_CAP + 1];
    if (!ecc_path_is_safe(path)) {
        return refuse_path(diags, path);
    }
    const int parent = open_parent(dir->fd, path, true, name);
    if (parent < 0) {
        return ecc_pack_file_tell(diags, path, errno);
    }
    const int error = replace(parent, name, bytes, mode);
    (void)close(parent);
    return error == 0 ? ECC_OK : ecc_pack_file_tell(diags, path, error);
}

ecc_status ecc_pack_file_create_own(const char *path, ecc_str bytes, unsigned mode,
                                    struct ecc_diags *diags)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
    if (fd < 0 && errno == EEXIST) {
        ecc_diag_add(diags, ECC_M_trust_exists, ecc_span_none(),
                     ECC_ARGS(ecc_arg_cstr("file", path)));
        return ECC_E_USAGE;
    }
    if (fd < 0) {
        return ecc_pack_file_tell(diags, ecc_str_of(path), errno);
    }
    int error = write_all(fd, bytes) ? 0 : errno;
    if (close(fd) != 0 && error == 0) {
        error = errno;
    }
    return error == 0 ? ECC_OK : ecc_pack_file_tell(diags, ecc_str_of(path), error);
}

ecc_status ecc_pack_file_remove(const struct ecc_dir *dir, ecc_str path, struct ecc_diags *diags)
{
    char name[PART_CAP + 1];
    if (!ecc_path_is_safe(path)) {
        return refuse_path(diags, path);
    }
    const int parent = open_parent(dir->fd, path, false, name);
    if (parent < 0) {
        return errno == ENOENT ? ECC_OK : ecc_pack_file_tell(diags, path, errno);
    }
    const int error = unlinkat(parent, name, 0) == 0 || errno == ENOENT ? 0 : errno;
    const bool synced = fsync(parent) == 0;
    (void)close(parent);
    return error == 0 && synced ? ECC_OK
                                : ecc_pack_file_tell(diags, path, error != 0 ? error : EIO);
}

/* Recursion as deep as PARTS_CAP. 0, or errno. */
static int remove_below(int parent, const char *name, size_t depth)
{
    const int fd = open_dir_at(parent, name);
    DIR *listing = fd < 0 ? NULL : fdopendir(fd);
    if (listing == NULL) {
        const int error = errno;
        if (fd >= 0) {
            (void)close(fd);
        }
        return error;
    }
    int error = depth < PARTS_CAP ? 0 : ENAMETOOLONG;
    const struct dirent *at = NULL;
    while (error == 0 && (at = readdir(listing)) != NULL) {
        if (strcmp(at->d_name, ".") == 0 || strcmp(at->d_name, "..") == 0) {
            continue;
        }
        if (unlinkat(fd, at->d_name, 0) != 0) {
            error = remove_below(fd, at->d_name, depth + 1);
        }
    }
    (void)closedir(listing);
    if (error == 0 && unlinkat(parent, name, AT_REMOVEDIR) != 0) {
        error = errno;
    }
    return error;
}

ecc_status ecc_dir_remove(const struct ecc_dir *dir, ecc_str part, struct ecc_diags *diags)
{
    char name[PART_CAP + 1];
    if (!is_safe_part(part)) {
        return refuse_path(diags, part);
    }
    name_of(part, name);
    const int error = remove_below(dir->fd, name, 0);
    return error == 0 || error == ENOENT ? ECC_OK : ecc_pack_file_tell(diags, part, error);
}
