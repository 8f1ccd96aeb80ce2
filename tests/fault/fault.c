/* SPDX-License-Identifier: Apache-2.0 */
/* Preloaded into a program, lets calls to the C library fail. From the environment:
 *
 *     ECC_FAULT_KIND   memory     malloc, calloc, realloc, strdup give nothing
 *                      file       open, openat, fopen, opendir, read, write, close, stat, fstat, fstatat, readdir,
 *                                 mkstemp, fchmod, fsync, rename and unlink fail: an I/O error, or no space
 *                      interrupt  read and write are interrupted by a signal
 *                      short      read and write do one byte and no more
 *     ECC_FAULT_SPARE    part of the name of a library whose own calls are left alone
 *     ECC_FAULT_FORGIVE  part of the name of libraries whose own crashes end with status 99 instead
 *     ECC_FAULT_AT     the how-manieth such call fails, from 1; 0: none
 *     ECC_FAULT_STAY   set: all calls after it as well
 *     ECC_FAULT_LOG    a file that is given "COUNT NAME": the calls there were, and the one that failed or "-"
 *
 * or, all failures of a run in one run:
 *
 *     ECC_FAULT_SITES  a directory. Each time that such a call is made on a way on which none was made before (by
 *                      its return addresses), the process is doubled: in the child the call fails, and the child
 *                      ends as it ends, saying what it says in DIR/N.out and DIR/N.err. In the parent it does not,
 *                      and the parent waits. Standard output must be a file. The log gets a line
 *                      "N NAME AT STATUS" for each before its last line, STATUS as waitpid() gives it; a
 *                      "+" after the name where a forgiven library asked.
 *     ECC_FAULT_EVERY  only the nth, 2nth, 3nth ... of these ways
 *
 * Counting begins with main(), since what fails before it is no part of the program. Needs glibc. A program with a
 * sanitizer has an allocator of its own, so this is for others; valgrind does not mind. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

enum kind { NOTHING, MEMORY, FILES, INTERRUPT, SHORT };

enum { FRAMES = 40, SEEN = 1 << 18, PLACES = 32, SECONDS = 5, FORGIVEN = 99 };

static struct {
    bool armed;
    enum kind kind;
    long at;
    bool stay;
    atomic_long count;
    const char *failed; /* the first call that did */
    const char *sites;  /* a directory; NULL: one failure a run */
    long every;         /* of the sites */
    long n_sites;
    int log;
    uintptr_t spared_begin; /* the addresses of a library that is left alone */
    uintptr_t spared_end;
    const char *forgiven;
} fault;

static bool
    forgiven_way; /* the way that was found last leads through a library whose failures are its own */
static uintptr_t seen[SEEN]; /* hashes of ways that were gone; 0: free */

static bool is_forgiven(const void *address)
{
    Dl_info info;
    return fault.forgiven != NULL && dladdr(address, &info) != 0 && info.dli_fname != NULL &&
           strstr(info.dli_fname, fault.forgiven) != NULL;
}

/* Is the way to this call new? Open addressing; when the table is full, nothing is new any more. */
static bool is_new_way(void)
{
    static void *frames[FRAMES];
    const int n = backtrace(frames, FRAMES);
    uintptr_t hash = 5381;
    for (int i = 0; i < n; i++) {
        hash = hash * 31 + (uintptr_t)frames[i];
    }
    hash += hash == 0;
    for (size_t step = 0; step < SEEN; step++) {
        uintptr_t *slot = &seen[(hash + step) % SEEN];
        if (*slot == hash) {
            return false;
        }
        if (*slot == 0) {
            *slot = hash;
            forgiven_way = false;
            for (int i = 0; i < n; i++) {
                forgiven_way = forgiven_way || is_forgiven(frames[i]);
            }
            return true;
        }
    }
    return false;
}

static void say(int fd, const char *line)
{
    static ssize_t (*real)(int, const void *, size_t);
    void *object = dlsym(RTLD_NEXT, "write");
    memcpy(&real, &object, sizeof(object));
    if (real(fd, line, strlen(line)) < 0) {
        abort();
    }
}

/* Give descriptor `fd` a file of its own, that begins with what was written so far. */
static void part_ways(int fd, const char *ending)
{
    static int (*real)(const char *, int, ...);
    static char path[512];
    static char bytes[1 << 16];
    void *object = dlsym(RTLD_NEXT, "open");
    memcpy(&real, &object, sizeof(object));
    snprintf(path, sizeof(path), "%s/%ld.%s", fault.sites, fault.n_sites, ending);
    const int own = real(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    off_t at = 0;
    for (ssize_t n = pread(fd, bytes, sizeof(bytes), at); n > 0;
         n = pread(fd, bytes, sizeof(bytes), at)) {
        if (pwrite(own, bytes, (size_t)n, at) != n) {
            abort();
        }
        at += n;
    }
    if (own < 0 || lseek(own, at, SEEK_SET) != at || dup2(own, fd) != fd) {
        abort();
    }
}

/* Whose crash is it? That of the first library on the way down to it, past this one and the C library. */
static void crash(int number)
{
    static void *frames[FRAMES];
    const int n = backtrace(frames, FRAMES);
    for (int i = 0; i < n; i++) {
        Dl_info info;
        const bool known = dladdr(frames[i], &info) != 0 && info.dli_fname != NULL;
        if (known && strstr(info.dli_fname, "fault") == NULL &&
            strstr(info.dli_fname, "libc.so") == NULL &&
            strstr(info.dli_fname, "libstdc++") == NULL) {
            if (is_forgiven(frames[i])) {
                _exit(FORGIVEN);
            }
            break;
        }
    }
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

/* Where in their files the descriptors stand: shared with a child, and to be put back after it. */
static void keep_places(off_t places[PLACES], bool put_back)
{
    for (int fd = 0; fd < PLACES; fd++) {
        if (!put_back) {
            places[fd] = lseek(fd, 0, SEEK_CUR);
        } else if (places[fd] >= 0) {
            (void)lseek(fd, places[fd], SEEK_SET);
        }
    }
}

/* True in the child. */
static bool double_up(const char *name)
{
    static char line[128];
    static off_t places[PLACES];
    int status = 0;
    fault.armed = false;
    fault.n_sites++;
    keep_places(places, false);
    const pid_t child = fork();
    if (child == 0) {
        alarm(SECONDS);
        if (fault.forgiven != NULL) {
            (void)signal(SIGSEGV, crash);
            (void)signal(SIGABRT, crash);
            (void)signal(SIGBUS, crash);
            (void)signal(SIGALRM, crash); /* a lock of its own that it waits for */
        }
        part_ways(STDOUT_FILENO, "out");
        part_ways(STDERR_FILENO, "err");
        fault.sites = NULL;
        fault.log = -1;
        return true;
    }
    if (child < 0 || waitpid(child, &status, 0) != child) {
        abort();
    }
    keep_places(places, true);
    snprintf(line, sizeof(line), "%ld %s%s %ld %d\n", fault.n_sites, name, forgiven_way ? "+" : "",
             atomic_load(&fault.count), status);
    say(fault.log, line);
    fault.armed = true;
    return false;
}

static bool fails_at(enum kind kind, const char *name, const void *caller)
{
    const uintptr_t from = (uintptr_t)caller;
    if (!fault.armed || kind != fault.kind ||
        (from >= fault.spared_begin && from < fault.spared_end)) {
        return false;
    }
    const long n = atomic_fetch_add(&fault.count, 1) + 1;
    if (fault.sites != NULL) {
        fault.armed = false; /* for what backtrace() itself asks for */
        const bool chosen = is_new_way() && ++fault.at % fault.every == 0;
        fault.armed = true;
        return chosen && double_up(name);
    }
    const bool now = fault.at > 0 && (n == fault.at || (fault.stay && n > fault.at));
    if (now && fault.failed == NULL) {
        fault.failed = name;
    }
    return now;
}

/* Of the function in which it stands. */
#define fails(kind, name) fails_at((kind), (name), __builtin_return_address(0))

/* dlsym() gives an object pointer; ISO C has no way to make a function of it but this. */
#define REAL(function, name)                                                                       \
    do {                                                                                           \
        void *object = dlsym(RTLD_NEXT, name);                                                     \
        memcpy(&(function), &object, sizeof(object));                                              \
    } while (0)

/* ---- Memory -------------------------------------------------------------------------------------------- */

void *malloc(size_t size)
{
    if (fails(MEMORY, "malloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    if (fails(MEMORY, "calloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
    if (fails(MEMORY, "realloc")) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_realloc(old, size);
}

char *strdup(const char *text)
{
    char *copy = fails(MEMORY, "strdup") ? NULL : __libc_malloc(strlen(text) + 1);
    return copy == NULL ? NULL : strcpy(copy, text);
}

/* ---- Files --------------------------------------------------------------------------------------------- */

static int mode_of(int flags, va_list more)
{
    return (flags & O_CREAT) != 0 ? va_arg(more, int) : 0;
}

int open(const char *path, int flags, ...)
{
    static int (*real)(const char *, int, ...);
    va_list more;
    va_start(more, flags);
    const int mode = mode_of(flags, more);
    va_end(more);
    if (fails(FILES, "open")) {
        errno = EIO;
        return -1;
    }
    REAL(real, "open");
    return real(path, flags, mode);
}

int openat(int directory, const char *path, int flags, ...)
{
    static int (*real)(int, const char *, int, ...);
    va_list more;
    va_start(more, flags);
    const int mode = mode_of(flags, more);
    va_end(more);
    if (fails(FILES, "openat")) {
        errno = EIO;
        return -1;
    }
    REAL(real, "openat");
    return real(directory, path, flags, mode);
}

FILE *fopen(const char *path, const char *mode)
{
    static FILE *(*real)(const char *, const char *);
    if (fails(FILES, "fopen")) {
        errno = EIO;
        return NULL;
    }
    REAL(real, "fopen");
    return real(path, mode);
}

DIR *opendir(const char *path)
{
    static DIR *(*real)(const char *);
    if (fails(FILES, "opendir")) {
        errno = EIO;
        return NULL;
    }
    REAL(real, "opendir");
    return real(path);
}

struct dirent *readdir(DIR *directory)
{
    static struct dirent *(*real)(DIR *);
    if (fails(FILES, "readdir")) {
        errno = EIO;
        return NULL;
    }
    REAL(real, "readdir");
    return real(directory);
}

ssize_t read(int fd, void *bytes, size_t size)
{
    static ssize_t (*real)(int, void *, size_t);
    if (fails(FILES, "read") || fails(INTERRUPT, "read")) {
        errno = fault.kind == FILES ? EIO : EINTR;
        return -1;
    }
    REAL(real, "read");
    return real(fd, bytes, size > 1 && fails(SHORT, "read") ? 1 : size);
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    static ssize_t (*real)(int, const void *, size_t);
    if (fails(FILES, "write") || fails(INTERRUPT, "write")) {
        errno = fault.kind == FILES ? ENOSPC : EINTR;
        return -1;
    }
    REAL(real, "write");
    return real(fd, bytes, size > 1 && fails(SHORT, "write") ? 1 : size);
}

/* Closes all the same, as the kernel does. */
int close(int fd)
{
    static int (*real)(int);
    REAL(real, "close");
    const int result = real(fd);
    if (fails(FILES, "close")) {
        errno = EIO;
        return -1;
    }
    return result;
}

int fsync(int fd)
{
    static int (*real)(int);
    if (fails(FILES, "fsync")) {
        errno = EIO;
        return -1;
    }
    REAL(real, "fsync");
    return real(fd);
}

int mkstemp(char *path)
{
    static int (*real)(char *);
    if (fails(FILES, "mkstemp")) {
        errno = EIO;
        return -1;
    }
    REAL(real, "mkstemp");
    return real(path);
}

int fchmod(int fd, mode_t mode)
{
    static int (*real)(int, mode_t);
    if (fails(FILES, "fchmod")) {
        errno = EIO;
        return -1;
    }
    REAL(real, "fchmod");
    return real(fd, mode);
}

int stat(const char *path, struct stat *out)
{
    static int (*real)(const char *, struct stat *);
    if (fails(FILES, "stat")) {
        errno = EIO;
        return -1;
    }
    REAL(real, "stat");
    return real(path, out);
}

int fstat(int fd, struct stat *out)
{
    static int (*real)(int, struct stat *);
    if (fails(FILES, "fstat")) {
        errno = EIO;
        return -1;
    }
    REAL(real, "fstat");
    return real(fd, out);
}

int fstatat(int directory, const char *path, struct stat *out, int flags)
{
    static int (*real)(int, const char *, struct stat *, int);
    if (fails(FILES, "fstatat")) {
        errno = EIO;
        return -1;
    }
    REAL(real, "fstatat");
    return real(directory, path, out, flags);
}

int rename(const char *from, const char *to)
{
    static int (*real)(const char *, const char *);
    if (fails(FILES, "rename")) {
        errno = EIO;
        return -1;
    }
    REAL(real, "rename");
    return real(from, to);
}

int unlink(const char *path)
{
    static int (*real)(const char *);
    if (fails(FILES, "unlink")) {
        errno = EIO;
        return -1;
    }
    REAL(real, "unlink");
    return real(path);
}

/* ---- From main() on ------------------------------------------------------------------------------------ */

static int (*true_main)(int, char **, char **);

static enum kind kind_of(const char *word)
{
    static const char *const words[] = {"", "memory", "file", "interrupt", "short"};
    for (size_t i = 1; word != NULL && i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(word, words[i]) == 0) {
            return (enum kind)i;
        }
    }
    return NOTHING;
}

static int find_spared(struct dl_phdr_info *info, size_t size, void *name)
{
    (void)size;
    if (info->dlpi_name == NULL || strstr(info->dlpi_name, name) == NULL) {
        return 0;
    }
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const uintptr_t begin = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X) != 0) {
            fault.spared_begin = begin;
            fault.spared_end = begin + info->dlpi_phdr[i].p_memsz;
        }
    }
    return 1;
}

static void open_log(void)
{
    static int (*real)(const char *, int, ...);
    const char *path = getenv("ECC_FAULT_LOG");
    REAL(real, "open");
    fault.log = path == NULL ? -1 : real(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

static void close_log(void)
{
    char line[64];
    fault.armed = false;
    snprintf(line, sizeof(line), "%ld %s\n", atomic_load(&fault.count),
             fault.failed == NULL ? "-" : fault.failed);
    if (fault.log >= 0) {
        say(fault.log, line);
    }
}

static long number_of(const char *name)
{
    const char *text = getenv(name);
    return text == NULL ? 0 : strtol(text, NULL, 10);
}

static int armed_main(int argc, char **argv, char **envp)
{
    static void *frames[FRAMES];
    (void)backtrace(frames, FRAMES); /* loads what it needs */
    fault.kind = kind_of(getenv("ECC_FAULT_KIND"));
    fault.stay = getenv("ECC_FAULT_STAY") != NULL;
    fault.sites = getenv("ECC_FAULT_SITES");
    fault.at = fault.sites != NULL ? 0 : number_of("ECC_FAULT_AT");
    fault.forgiven = getenv("ECC_FAULT_FORGIVE");
    fault.every = number_of("ECC_FAULT_EVERY") > 0 ? number_of("ECC_FAULT_EVERY") : 1;
    if (getenv("ECC_FAULT_SPARE") != NULL) {
        (void)dl_iterate_phdr(find_spared, getenv("ECC_FAULT_SPARE"));
    }
    open_log();
    fault.armed = true;
    const int status = true_main(argc, argv, envp);
    close_log();
    return status;
}

int __libc_start_main(int (*program)(int, char **, char **), int argc, char **argv,
                      void (*init)(void), void (*fini)(void), void (*loader_fini)(void),
                      void *stack_end);

int __libc_start_main(int (*program)(int, char **, char **), int argc, char **argv,
                      void (*init)(void), void (*fini)(void), void (*loader_fini)(void),
                      void *stack_end)
{
    static int (*real)(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void),
                       void (*)(void), void *);
    REAL(real, "__libc_start_main");
    true_main = program;
    return real(armed_main, argc, argv, init, fini, loader_fini, stack_end);
}
