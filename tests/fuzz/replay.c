/* SPDX-License-Identifier: Apache-2.0 */
/* Drives a fuzz target without a fuzzer: each file and each file of each folder that is named, as
 * it is, cut short, and with single bytes changed. The same inputs every time, so that any compiler
 * and every test run can repeat them.
 *
 *   fuzz_<name> [--as-is] FILE|FOLDER ...
 *
 * With --as-is nothing is cut or changed: to repeat what a fuzzer has found. */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_SIZE  1024
#define INPUT_SIZE ((size_t)1 << 16)
#define STEPS      24 /* places of a file at which it is cut and changed */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy of just that size, so that a sanitizer sees one byte too far. */
static void run(uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    if (copy == NULL) {
        exit(EXIT_FAILURE);
    }
    memcpy(copy, data, size);
    (void)LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void run_variants(uint8_t *data, size_t size)
{
    static const uint8_t bytes[] = {0x00, 0xFF, 0x80, ':', '-', '{', '"', '9', ' ', '\n'};
    run(data, size);
    for (size_t step = 0; step < STEPS && step < size; step++) {
        const size_t at = size <= STEPS ? step : step * size / STEPS;
        run(data, at);
        const uint8_t before = data[at];
        for (size_t i = 0; i < sizeof bytes; i++) {
            data[at] = bytes[i];
            run(data, size);
        }
        data[at] = before;
    }
}

static bool as_is;

static size_t run_file(const char *path)
{
    static uint8_t input[INPUT_SIZE];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    const size_t size = fread(input, 1, sizeof input, file);
    fclose(file);
    (as_is ? run : run_variants)(input, size);
    return 1;
}

/* Recursion over folders of the source tree. */
static size_t run_path(const char *path)
{
    DIR *dir = opendir(path);
    if (dir == NULL) {
        return run_file(path);
    }
    size_t n = 0;
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        char inner[PATH_SIZE];
        const int len = snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.' && len > 0 && (size_t)len < sizeof inner) {
            n += run_path(inner);
        }
    }
    closedir(dir);
    return n;
}

int main(int argc, char **argv)
{
    size_t n = 0;
    as_is = argc > 1 && strcmp(argv[1], "--as-is") == 0;
    for (int i = as_is ? 2 : 1; i < argc; i++) {
        n += run_path(argv[i]);
    }
    printf("%zu files\n", n);
    return n > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
