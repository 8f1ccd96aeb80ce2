/* SPDX-License-Identifier: Apache-2.0 */
/* A tool of the build: writes files as a C table (engine/builtin.h).
 *
 *   ecc-embed TABLE ROOT SUFFIX < LIST > OUT
 *
 * LIST holds paths below ROOT, one a line; the table keeps each without SUFFIX, in the order of
 * what it keeps. The same files give the same bytes. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FILES    4096
#define PATH_SIZE    4096
#define BYTES_A_LINE 24

struct file {
    char *path;
    size_t kept; /* length of what the table keeps of it */
    size_t size; /* [bytes] */
};

static int fail(const char *what)
{
    fprintf(stderr, "ecc-embed: %s: %s\n", what,
            errno != 0 ? strerror(errno) : "too many or too long");
    return EXIT_FAILURE;
}

static int by_kept(const void *a, const void *b)
{
    const struct file *x = a;
    const struct file *y = b;
    const size_t shorter = x->kept < y->kept ? x->kept : y->kept;
    const int order = memcmp(x->path, y->path, shorter);
    return order != 0 ? order : (x->kept > y->kept) - (x->kept < y->kept);
}

/* Reads the list; the number of files, or MAX_FILES + 1 when that does not work. */
static size_t read_list(const char *suffix, struct file files[MAX_FILES])
{
    char line[PATH_SIZE];
    size_t n = 0;
    while (fgets(line, sizeof line, stdin) != NULL) {
        const size_t len = strcspn(line, "\n");
        const size_t cut = strlen(suffix);
        if (len == 0) {
            continue;
        }
        char *path = n < MAX_FILES && line[len] == '\n' ? malloc(len + 1) : NULL;
        if (path == NULL) {
            return MAX_FILES + 1;
        }
        memcpy(path, line, len);
        path[len] = '\0';
        const int ends = len > cut && strcmp(path + len - cut, suffix) == 0;
        files[n++] = (struct file){.path = path, .kept = ends ? len - cut : len};
    }
    return n;
}

/* One file's bytes as an array. */
static int write_bytes(const char *root, struct file *file, size_t index)
{
    char name[2 * PATH_SIZE];
    const int len = snprintf(name, sizeof name, "%s/%s", root, file->path);
    FILE *in = len < 0 || (size_t)len >= sizeof name ? NULL : fopen(name, "rb");
    if (in == NULL) {
        return fail(file->path);
    }
    printf("static const unsigned char file%zu[] = {", index);
    for (int byte = getc(in); byte != EOF; byte = getc(in)) {
        printf("%s%d,", file->size % BYTES_A_LINE == 0 ? "\n    " : "", byte);
        file->size++;
    }
    fputs(file->size == 0 ? "0};\n" : "\n};\n", stdout);
    const int status = ferror(in) != 0 ? fail(file->path) : EXIT_SUCCESS;
    fclose(in);
    return status;
}

static void write_table(const char *table, const struct file *files, size_t n)
{
    printf("\nstatic const struct ecc_builtin_file files[] = {\n");
    for (size_t i = 0; i < n; i++) {
        printf("    {\"%.*s\", file%zu, %zu},\n", (int)files[i].kept, files[i].path, i,
               files[i].size);
    }
    if (n == 0) { /* an array has at least one element */
        fputs("    {0, 0, 0},\n", stdout);
    }
    printf("};\nconst struct ecc_builtin_table %s = {files, %zu};\n", table, n);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: ecc-embed TABLE ROOT SUFFIX < LIST > OUT\n", stderr);
        return EXIT_FAILURE;
    }
    static struct file files[MAX_FILES];
    const size_t n = read_list(argv[3], files);
    if (n > MAX_FILES) {
        return fail("the list of files");
    }
    qsort(files, n, sizeof files[0], by_kept);
    fputs("/* Written by ecc-embed; see engine/builtin.h. */\n#include \"builtin.h\"\n\n", stdout);
    for (size_t i = 0; i < n; i++) {
        if (write_bytes(argv[2], &files[i], i) != EXIT_SUCCESS) {
            return EXIT_FAILURE;
        }
    }
    write_table(argv[1], files, n);
    for (size_t i = 0; i < n; i++) {
        free(files[i].path);
    }
    return fflush(stdout) == 0 && ferror(stdout) == 0 ? EXIT_SUCCESS : fail("the output");
}
