/* SPDX-License-Identifier: Apache-2.0 */
/* Links on a terminal: see hyperlink.h. */
#define _POSIX_C_SOURCE 200809L

#include "hyperlink.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A terminal says who it is in a variable: by a word, or by a version from some number on. */
struct known {
    const char *variable;
    const char *word; /* NULL: `least` counts */
    unsigned long least;
};

static const struct known known[] = {
    {"VTE_VERSION", NULL, 5001}, /* GNOME Terminal and its relatives; 0.50.0 crashed over them */
    {"WT_SESSION", NULL, 0},     /* Windows Terminal */
    {"DOMTERM", NULL, 0},          {"TERM_PROGRAM", "iTerm.app", 0}, {"TERM_PROGRAM", "WezTerm", 0},
    {"TERM_PROGRAM", "vscode", 0}, {"TERM_PROGRAM", "ghostty", 0},   {"TERM_PROGRAM", "mintty", 0},
    {"TERM_PROGRAM", "Hyper", 0},  {"TERM", "xterm-kitty", 0},       {"TERM", "xterm-ghostty", 0},
    {"TERM", "wezterm", 0},        {"TERM", "alacritty", 0},         {"TERM", "foot", 0},
    {"TERM", "contour", 0},
};

/* Programs that stand between and need not pass links on. */
static const char *const multiplexers[] = {"TMUX", "STY"};

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

static bool is_known(const struct known *terminal)
{
    const char *value = variable(terminal->variable);
    if (value == NULL) {
        return false;
    }
    return terminal->word != NULL
               ? strcmp(value, terminal->word) == 0
               : terminal->least == 0 || strtoul(value, NULL, 10) >= terminal->least;
}

bool ecc_hyperlink_taken(int fd)
{
    const char *forced = variable("FORCE_HYPERLINK");
    if (forced != NULL) {
        return strcmp(forced, "0") != 0;
    }
    const char *term = variable("TERM");
    if (term == NULL || strcmp(term, "dumb") == 0 || isatty(fd) == 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof(multiplexers) / sizeof(multiplexers[0]); i++) {
        if (variable(multiplexers[i]) != NULL) {
            return false;
        }
    }
    bool found = false;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]) && !found; i++) {
        found = is_known(&known[i]);
    }
    return found;
}

bool ecc_hyperlink_is_fit(ecc_str url)
{
    bool fit = ecc_text_starts(url, "https://") || ecc_text_starts(url, "http://");
    for (size_t i = 0; i < url.len; i++) {
        fit = fit && url.ptr[i] > ' ' && url.ptr[i] < 0x7f;
    }
    return fit;
}

void ecc_hyperlink_open(struct ecc_out *out, ecc_str url)
{
    ecc_out_puts(out, "\033]8;;");
    ecc_out_raw(out, url);
    ecc_out_puts(out, "\033\\");
}

void ecc_hyperlink_close(struct ecc_out *out)
{
    ecc_out_puts(out, "\033]8;;\033\\");
}
