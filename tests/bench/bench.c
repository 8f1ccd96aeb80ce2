/* SPDX-License-Identifier: Apache-2.0 */
/* Measures, and judges nothing: a cold check as a whole process, and many checks in one process beside what libyaml
 * needs just to parse the same bytes. Quote medians and ratios of one run; machines are noisy.
 *
 *   bench PROGRAM SPEC.yaml      PROGRAM is the ecc to start */
#define _DEFAULT_SOURCE
#include <ecc/ecc.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <yaml.h>

enum { COLD_RUNS = 41, MANY = 5000 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* One run of a program with its output thrown away: seconds, and its peak memory in KiB. */
static double run(char *const arguments[], long *out_kib)
{
    double begin = now();
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        execv(arguments[0], arguments);
        _exit(127);
    }
    struct rusage usage;
    int status = 0;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) ||
        WEXITSTATUS(status) == 127) {
        fputs("the program did not run\n", stderr);
        exit(1);
    }
    *out_kib = usage.ru_maxrss;
    return now() - begin;
}

static double cold(const char *label, char *const arguments[])
{
    double seconds[COLD_RUNS];
    long kib = 0;
    run(arguments, &kib);
    for (int i = 0; i < COLD_RUNS; i++) {
        seconds[i] = run(arguments, &kib);
    }
    qsort(seconds, COLD_RUNS, sizeof(seconds[0]), ascending);
    printf("%-34s %7.2f ms median  %7.2f ms least  %6.1f MiB\n", label,
           seconds[COLD_RUNS / 2] * 1e3, seconds[0] * 1e3, (double)kib / 1024);
    return seconds[COLD_RUNS / 2];
}

static ecc_str read_all(const char *path, char *buffer, size_t size)
{
    FILE *file = fopen(path, "rb");
    size_t len = file != NULL ? fread(buffer, 1, size, file) : 0;
    if (file == NULL || len == 0) {
        perror(path);
        exit(1);
    }
    fclose(file);
    return (ecc_str){buffer, len};
}

static double parse_many(ecc_str bytes)
{
    double begin = now();
    for (int i = 0; i < MANY; i++) {
        yaml_parser_t parser;
        yaml_event_t event;
        int more = yaml_parser_initialize(&parser);
        yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.ptr, bytes.len);
        while (more && yaml_parser_parse(&parser, &event)) {
            more = event.type != YAML_STREAM_END_EVENT;
            yaml_event_delete(&event);
        }
        yaml_parser_delete(&parser);
    }
    return now() - begin;
}

static double check_many(ecc_str name, ecc_str bytes)
{
    ecc_diags *diags = NULL;
    ecc_rules *rules = NULL;
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    options.as_of = (ecc_date){2026, 1, 1};
    if (ecc_diags_new(&diags) != ECC_OK || ecc_rules_open_builtin(&rules, diags) != ECC_OK) {
        exit(1);
    }
    double begin = now();
    for (int i = 0; i < MANY; i++) {
        ecc_spec *spec = NULL;
        const ecc_result *result = NULL;
        if (ecc_spec_load(name, bytes, NULL, NULL, &spec, diags) != ECC_OK ||
            ecc_check(rules, spec, &options, &result, diags) != ECC_OK) {
            fputs("the specification does not check\n", stderr);
            exit(1);
        }
        ecc_result_free(result);
        ecc_spec_free(spec);
    }
    double seconds = now() - begin;
    ecc_rules_free(rules);
    ecc_diags_free(diags);
    return seconds;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: bench PROGRAM SPEC.yaml\n", stderr);
        return 64;
    }
    static char buffer[1 << 20];
    char check[] = "check";
    char version[] = "--version";
    ecc_str bytes = read_all(argv[2], buffer, sizeof(buffer));
    double nothing = cold("ecc --version (starts, does nothing)",
                          (char *[]){argv[1], version, NULL});
    double one = cold("ecc check, cold", (char *[]){argv[1], check, argv[2], NULL});
    printf("%-34s %7.2f ms\n", "what the check adds", (one - nothing) * 1e3);
    double parse = parse_many(bytes);
    double many = check_many((ecc_str){argv[2], strlen(argv[2])}, bytes);
    printf("%-34s %7.0f a second\n", "libyaml parses the same file", MANY / parse);
    printf("%-34s %7.0f a second, %.1f x libyaml\n", "one process loads and checks", MANY / many,
           many / parse);
    return 0;
}
