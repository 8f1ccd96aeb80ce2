/* SPDX-License-Identifier: Apache-2.0 */
/* Options and environment become what the library is asked: see trust.h. */
#define _POSIX_C_SOURCE 200809L

#include "trust.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "file.h"

int64_t ecc_trust_now(void)
{
    return (int64_t)time(NULL);
}

enum ecc_exit ecc_trust_root(struct ecc_cli *cli, ecc_str *out_root)
{
    *out_root = (ecc_str){NULL, 0};
    if (cli->options.trust == NULL) {
        return ECC_EXIT_CLEAR;
    }
    const struct ecc_file file = ecc_file_read(&cli->pool, cli->options.trust);
    if (file.result == ECC_FILE_OK && file.bytes.len > 0) {
        *out_root = file.bytes;
        return ECC_EXIT_CLEAR;
    }
    ecc_cli_error(cli, ecc_say(cli->words, ECC_W_trust_no_root,
                               ECC_WITH(ecc_with("path", ecc_text_of(cli->options.trust)))));
    return ECC_EXIT_NO_INPUT;
}

static const char *join(struct ecc_cli *cli, const char *directory, const char *below)
{
    struct ecc_out path;
    ecc_out_memory(&path);
    ecc_out_puts(&path, directory);
    ecc_out_puts(&path, below);
    const ecc_str text = ecc_pool_str(&cli->pool, ecc_out_bytes(&path));
    (void)ecc_out_close(&path);
    return text.len > 0 ? text.ptr : NULL;
}

/* The XDG base directory specification: a relative path counts as not set. */
const char *ecc_trust_state(struct ecc_cli *cli)
{
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    if (cli->options.state != NULL) {
        return cli->options.state;
    }
    if (data != NULL && data[0] == '/') {
        return join(cli, data, "/ecc/rules");
    }
    return home != NULL && home[0] == '/' ? join(cli, home, "/.local/share/ecc/rules") : NULL;
}

enum ecc_exit ecc_cli_trust(struct ecc_cli *cli, ecc_trust **out_trust)
{
    ecc_trust_options options = ECC_TRUST_OPTIONS_INIT;
    const enum ecc_exit code = ecc_trust_root(cli, &options.root);
    if (code != ECC_EXIT_CLEAR) {
        return code;
    }
    options.now = ecc_trust_now();
    options.directory = cli->options.rules;
    options.state = ecc_trust_state(cli);
    options.require_fresh = cli->options.require_fresh;
    options.own_process = true; /* updating and signing come another way, and need all of OpenSSL */
    const ecc_status status = ecc_trust_open(&options, out_trust, cli->diags);
    const char *place = options.directory != NULL ? options.directory : "";
    return status == ECC_OK ? ECC_EXIT_CLEAR : ecc_cli_report(cli, status, ecc_text_of(place));
}
