/* SPDX-License-Identifier: Apache-2.0 */
/* Updates over HTTP from a server that this test runs: one that serves, and ones that never end,
 * dawdle, stop in the middle, redirect, or answer with errors. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "disk.h"

enum mode { SERVE, LATE, ENDLESS, DAWDLE, SILENT, CUT, BROKEN, ROUND, TO_FILE };

struct server {
    pid_t pid;
    int port;
};

/* ---- The server ---------------------------------------------------------------------------- */

static void say(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        const ssize_t n = write(fd, bytes, len);
        if (n <= 0) {
            return;
        }
        bytes += n;
        len -= (size_t)n;
    }
}

static void say_text(int fd, const char *text)
{
    say(fd, text, strlen(text));
}

static void wait_ms(long ms)
{
    const struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    (void)nanosleep(&time, NULL);
}

static void serve_file(int fd, const char *root, const char *path, bool cut)
{
    char name[512];
    char bytes[65536];
    char head[128];
    (void)snprintf(name, sizeof name, "%s%s", root, path);
    FILE *file = fopen(name, "rb");
    if (file == NULL) {
        say_text(fd,
                 "HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno\n");
        return;
    }
    const size_t len = fread(bytes, 1, sizeof bytes, file);
    (void)fclose(file);
    (void)snprintf(head, sizeof head,
                   "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n", len);
    say_text(fd, head);
    say(fd, bytes, cut ? len / 2 : len);
}

/* Bytes of a file that does not end; nobody who has a limit listens for long. */
static void serve_for_ever(int fd, long pause_ms)
{
    char bytes[4096];
    memset(bytes, ' ', sizeof bytes);
    say_text(fd, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    for (int i = 0; i < 100000; i++) {
        if (write(fd, bytes, pause_ms > 0 ? 1 : sizeof bytes) <= 0) {
            return;
        }
        wait_ms(pause_ms);
    }
}

static void answer(int fd, const char *root, const char *path, enum mode mode, int port)
{
    char head[768];
    const bool is_root = strstr(path, "root.json") != NULL;
    if (mode == SERVE || mode == LATE || (is_root && mode != ROUND)) {
        wait_ms(mode == LATE ? 600 : 0);
        serve_file(fd, root, path, false);
    } else if (mode == ENDLESS) {
        serve_for_ever(fd, 0);
    } else if (mode == DAWDLE) {
        serve_for_ever(fd, 200);
    } else if (mode == SILENT) {
        wait_ms(20000);
    } else if (mode == CUT) {
        serve_file(fd, root, path, true);
    } else if (mode == BROKEN) {
        say_text(fd, "HTTP/1.1 500 Oh no\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    } else {
        (void)snprintf(head, sizeof head,
                       "HTTP/1.1 302 Found\r\nLocation: %s%d%s\r\nContent-Length: 0\r\n\r\n",
                       mode == ROUND ? "http://127.0.0.1:" : "file:///etc/passwd?", port, path);
        say_text(fd, head);
    }
}

static void handle(int fd, const char *root, enum mode mode, int port)
{
    char request[2048];
    char path[512] = "";
    size_t len = 0;
    while (len < sizeof request - 1) {
        const ssize_t n = read(fd, request + len, sizeof request - 1 - len);
        if (n <= 0) {
            return;
        }
        len += (size_t)n;
        request[len] = '\0';
        if (strstr(request, "\r\n\r\n") != NULL) {
            break;
        }
    }
    if (sscanf(request, "GET %511s HTTP", path) == 1) {
        answer(fd, root, path, mode, port);
    }
}

static void run_server(int listening, const char *root, enum mode mode, int port)
{
    (void)signal(SIGPIPE, SIG_IGN);
    for (;;) {
        const int fd = accept(listening, NULL, NULL);
        if (fd >= 0) {
            handle(fd, root, mode, port);
            (void)close(fd);
        }
    }
}

static struct server start(const struct disk *disk, enum mode mode)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof address;
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 16), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &len), 0);
    struct server server = {.port = ntohs(address.sin_port)};
    server.pid = fork();
    if (server.pid == 0) {
        run_server(fd, disk->rules, mode, server.port);
    }
    (void)close(fd);
    return server;
}

static void stop(struct server server)
{
    (void)kill(server.pid, SIGKILL);
    (void)waitpid(server.pid, NULL, 0);
}

/* ---- The tests ----------------------------------------------------------------------------- */

static struct disk the_disk;

static int set_up(void **state)
{
    (void)setenv("no_proxy", "127.0.0.1", 1);
    disk_open(&the_disk);
    *state = &the_disk;
    return 0;
}

static int tear_down(void **state)
{
    disk_close(*state);
    return 0;
}

static ecc_status update_from(struct disk *disk, enum mode mode, ecc_update *out)
{
    char from[64];
    const struct server server = start(disk, mode);
    (void)snprintf(from, sizeof from, "http://127.0.0.1:%d", server.port);
    const ecc_status status = disk_update(disk, from, out);
    stop(server);
    return status;
}

static void updates_over_http(void **state)
{
    struct disk *disk = *state;
    ecc_update update = {.changed = false};
    assert_int_equal(update_from(disk, SERVE, &update), ECC_OK);
    assert_true(update.changed);
    disk_expect(disk, "set 1");
    disk_put(disk, "us-ear/a/2023-01-01.yaml", "set 2");
    disk_put(disk, "us-ear/d é/2023-01-01.yaml", "d: 1\n"); /* a name that has to be encoded */
    disk_sign(disk);
    disk_put(disk, "us-ear/d%20%C3%A9/2023-01-01.yaml",
             "d: 1\n"); /* and a server that does not decode */
    assert_int_equal(update_from(disk, SERVE, &update), ECC_OK);
    assert_true(update.changed);
    disk_expect(disk, "set 2");
}

static void refuses_bad_servers(void **state)
{
    static const struct {
        enum mode mode;
        ecc_status status;
        const char *id;
    } cases[] = {
        {ENDLESS, ECC_E_UNTRUSTED, "trust.too-large"},
        {DAWDLE, ECC_E_UNTRUSTED, "trust.net-slow"},
        {SILENT, ECC_E_UNTRUSTED, "trust.net-slow"},
        {CUT, ECC_E_UNTRUSTED, "trust.net-cut"},
        {BROKEN, ECC_E_IO, "trust.net-status"},
        {ROUND, ECC_E_IO, "trust.net"},
        {TO_FILE, ECC_E_IO, "trust.net"},
    };
    struct disk *disk = *state;
    ecc_update update = {.changed = false};
    assert_int_equal(update_from(disk, SERVE, &update), ECC_OK);
    disk_put(disk, "us-ear/a/2023-01-01.yaml", "set 2");
    disk_sign(disk);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct timespec begin;
        struct timespec end;
        (void)clock_gettime(CLOCK_MONOTONIC, &begin);
        const ecc_status status = update_from(disk, cases[i].mode, &update);
        (void)clock_gettime(CLOCK_MONOTONIC, &end);
        assert_string_equal(disk_said(disk), cases[i].id);
        assert_int_equal(status, cases[i].status);
        assert_true(end.tv_sec - begin.tv_sec < 15);
        disk_expect(disk, "set 1");
    }
    assert_int_equal(update_from(disk, SERVE, &update), ECC_OK);
    disk_expect(disk, "set 2");
}

/* Each file comes in time, and all of them do not. */
static void all_files_have_a_time_together(void **state)
{
    struct disk *disk = *state;
    ecc_update update = {.changed = false};
    assert_int_equal(update_from(disk, SERVE, &update), ECC_OK);
    disk_put(disk, "us-ear/a/2023-01-01.yaml", "set 2");
    disk_sign(disk);
    disk->budget_seconds = 2;
    assert_int_equal(update_from(disk, LATE, &update), ECC_E_UNTRUSTED);
    assert_string_equal(disk_said(disk), "trust.net-slow");
    disk_expect(disk, "set 1");
    disk->budget_seconds = 60;
    assert_int_equal(update_from(disk, LATE, &update), ECC_OK);
    assert_true(update.changed);
    disk_expect(disk, "set 2");
}

static void says_when_nobody_answers(void **state)
{
    struct disk *disk = *state;
    ecc_update update = {.changed = false};
    char from[80];
    const struct server server = start(disk, SERVE);
    stop(server);
    (void)snprintf(from, sizeof from, "http://somebody:secret@127.0.0.1:%d/", server.port);
    assert_int_equal(disk_update(disk, from, &update), ECC_E_IO);
    assert_string_equal(disk_said(disk), "trust.net");
    const ecc_diag diag = ecc_diags_at(disk->diags, 0);
    for (size_t i = 0; i < diag.n_args; i++) {
        char text[256];
        (void)snprintf(text, sizeof text, "%.*s", (int)diag.args[i].text.len,
                       diag.args[i].text.ptr);
        assert_null(strstr(text, "secret"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(updates_over_http, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_bad_servers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_files_have_a_time_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(says_when_nobody_answers, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
