/* SPDX-License-Identifier: Apache-2.0 */
/* Asking for a passphrase. It is never written anywhere, and stays in the library's own buffer. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "trust.h"

#define TRIES   3
#define LONGEST 1024

enum { NOTHING = -1, TOO_LONG = -2 }; /* instead of a length */

/* A line without its end: its length; NOTHING at the end of the file, and on an error. */
static int read_line(int fd, char *buffer, int size)
{
    int len = 0;
    for (;;) {
        char byte = 0;
        const ssize_t n = read(fd, &byte, 1);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return n == 0 && len > 0 ? len : NOTHING;
        }
        if (byte == '\n') {
            return len;
        }
        if (len == size - 1) {
            return TOO_LONG;
        }
        buffer[len++] = byte;
    }
}

static void wipe(char *buffer, size_t size)
{
    volatile char *at = buffer; /* not to be optimised away */
    while (size > 0) {
        at[--size] = '\0';
    }
}

static void put(int fd, ecc_str text)
{
    if (write(fd, text.ptr, text.len) < 0) {
        return; /* a question that nobody sees gets no answer: nothing else to do */
    }
}

/* With the terminal's echo off, and on again afterwards. */
static int ask_once(struct ecc_cli *cli, int terminal, enum ecc_word question, ecc_str key,
                    char *buffer, int size)
{
    struct termios before;
    if (tcgetattr(terminal, &before) != 0) {
        return NOTHING;
    }
    struct termios silent = before;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    put(terminal,
        ecc_say(cli->words, question, ECC_WITH(ecc_with("key", ecc_text_clean(&cli->pool, key)))));
    (void)tcsetattr(terminal, TCSAFLUSH, &silent);
    const int len = read_line(terminal, buffer, size);
    (void)tcsetattr(terminal, TCSAFLUSH, &before);
    put(terminal, ECC_LITERAL("\n"));
    return len;
}

/* A new passphrase is asked for twice. */
static int ask(struct ecc_cli *cli, int terminal, ecc_str key, bool fresh, char *buffer, int size)
{
    for (int i = 0; i < TRIES; i++) {
        char again[LONGEST];
        const int len = ask_once(cli, terminal, fresh ? ECC_W_passphrase_new : ECC_W_passphrase,
                                 key, buffer, size);
        if (!fresh || len < 0) {
            return len;
        }
        const int repeated = ask_once(cli, terminal, ECC_W_passphrase_again, key, again,
                                      (int)sizeof(again));
        const bool same = repeated == len && memcmp(buffer, again, (size_t)len) == 0;
        wipe(again, sizeof(again));
        if (same && len > 0) {
            return len;
        }
        put(terminal,
            ecc_word(cli->words, len == 0 ? ECC_W_passphrase_empty : ECC_W_passphrase_differs));
        put(terminal, ECC_LITERAL("\n"));
    }
    return NOTHING;
}

static int copy(const char *text, char *buffer, int size)
{
    const size_t len = strlen(text);
    if (len >= (size_t)size) {
        return TOO_LONG;
    }
    memcpy(buffer, text, len);
    return (int)len;
}

static int from_terminal(struct ecc_cli *cli, ecc_str key, bool fresh, char *buffer, int size)
{
    const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0) {
        ecc_cli_error(cli, ecc_word(cli->words, ECC_W_passphrase_nowhere));
        return NOTHING;
    }
    const int len = ask(cli, terminal, key, fresh, buffer, size);
    (void)close(terminal);
    return len;
}

static int from_descriptor(struct ecc_cli *cli, const char *number, ecc_str key, char *buffer,
                           int size)
{
    const int len = read_line((int)strtol(number, NULL, 10), buffer, size);
    if (len == NOTHING) {
        ecc_cli_error(
            cli,
            ecc_say(cli->words, ECC_W_passphrase_none,
                    ECC_WITH(ecc_with("key", ecc_text_clean(&cli->pool, key)),
                             ecc_with("number", ecc_text_clean(&cli->pool, ecc_text_of(number))))));
    }
    return len;
}

int ecc_passphrase(void *user, ecc_str key, bool fresh, char *buffer, int size)
{
    struct ecc_cli *cli = user;
    const char *descriptor = getenv("ECC_PASSPHRASE_FD");
    const char *text = getenv("ECC_PASSPHRASE");
    const int len = descriptor != NULL && descriptor[0] != '\0'
                        ? from_descriptor(cli, descriptor, key, buffer, size)
                    : text != NULL ? copy(text, buffer, size)
                                   : from_terminal(cli, key, fresh, buffer, size);
    if (len == TOO_LONG) {
        ecc_cli_error(cli, ecc_say(cli->words, ECC_W_passphrase_long,
                                   ECC_WITH(ecc_with("key", ecc_text_clean(&cli->pool, key)),
                                            ecc_with_size("max", (size_t)size - 1))));
    }
    return len >= 0 ? len : NOTHING;
}
