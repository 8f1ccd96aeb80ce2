/* SPDX-License-Identifier: Apache-2.0 */
/* The command line that the public TUF conformance suite asks of a client, on top of the workflow
 * that "ecc rules update" runs. Exit status 0 or 1. See README.md. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "pack/net.h"
#include "pack/refresh.h"
#include "pack/state.h"

#define NAMES_CAP 64

struct arguments {
    const char *metadata_dir;
    const char *metadata_url;
    const char *target_dir;
    const char *target_url;
    const char *names[NAMES_CAP];
    size_t n_names;
    const char *command;
    const char *root;
};

struct client {
    struct ecc_arena *arena;
    struct ecc_crypto *crypto;
    struct ecc_dir metadata;
    struct ecc_net *net;
    struct ecc_net_source addresses;
    struct ecc_fetcher fetcher;
    struct ecc_store store;
    struct ecc_trusted trusted;
    struct ecc_diags *diags;
};

static bool read_arguments(int argc, char **argv, struct arguments *out)
{
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        const bool option = strncmp(word, "--", 2) == 0;
        if (option && value == NULL) {
            return false;
        }
        if (strcmp(word, "--metadata-dir") == 0) {
            out->metadata_dir = value;
        } else if (strcmp(word, "--metadata-url") == 0) {
            out->metadata_url = value;
        } else if (strcmp(word, "--target-dir") == 0) {
            out->target_dir = value;
        } else if (strcmp(word, "--target-base-url") == 0) {
            out->target_url = value;
        } else if (strcmp(word, "--target-name") == 0 && out->n_names < NAMES_CAP) {
            out->names[out->n_names++] = value;
        } else if (option) {
            return false;
        } else if (out->command == NULL) {
            out->command = word;
        } else {
            out->root = word;
        }
        i += option ? 1 : 0;
    }
    return out->command != NULL && out->metadata_dir != NULL;
}

static ecc_status init(struct client *client, const char *root)
{
    char directory[4096];
    const char *slash = strrchr(root, '/');
    const char *name = slash == NULL ? root : slash + 1;
    struct ecc_dir dir = {.fd = -1};
    ecc_str bytes = {NULL, 0};
    (void)snprintf(directory, sizeof directory, "%.*s", slash == NULL ? 1 : (int)(slash - root),
                   slash == NULL ? "." : root);
    TRY(ecc_dir_open(directory, &dir, client->diags));
    const ecc_status status = ecc_pack_file_read(&dir, ecc_str_of(name), ECC_ROOT_CAP,
                                                 client->arena, &bytes, client->diags);
    ecc_dir_close(&dir);
    TRY(status);
    return ecc_store_save(&client->metadata, ECC_STR("root.json"), bytes, client->diags);
}

static ecc_status refresh(struct client *client, const struct arguments *arguments)
{
    const struct ecc_net_options options = {.connect_seconds = 0};
    ecc_str anchor = {NULL, 0};
    TRY(ecc_store_load(&client->metadata, ECC_STR("root.json"), ECC_ROOT_CAP, client->arena,
                       &anchor, client->diags));
    TRY(ecc_crypto_open(client->arena, ECC_CRYPTO_APART, &client->crypto));
    TRY(ecc_net_open(client->arena, &options, &client->net, client->diags));
    client->addresses = (struct ecc_net_source){client->net, ecc_str_of(arguments->metadata_url),
                                                ecc_str_of(arguments->target_url)};
    client->fetcher = (struct ecc_fetcher){ecc_net_metadata, ecc_net_target, &client->addresses};
    client->store = (struct ecc_store){ecc_store_load, ecc_store_save, ecc_store_remove, false,
                                       &client->metadata};
    client->trusted = (struct ecc_trusted){.arena = client->arena,
                                           .crypto = client->crypto,
                                           .fetcher = &client->fetcher,
                                           .store = &client->store,
                                           .policy = {.now = (int64_t)time(NULL)}};
    return ecc_trusted_refresh(&client->trusted, anchor, true, client->diags);
}

static ecc_status download(struct client *client, const struct ecc_dir *dir, ecc_str name)
{
    const struct ecc_target *target = NULL;
    ecc_str bytes = {NULL, 0};
    TRY(ecc_trusted_find(&client->trusted, name, &target, NULL, client->diags));
    const ecc_status cached = ecc_pack_file_read(dir, name, (size_t)target->length, client->arena,
                                                 &bytes, client->trusted.quiet);
    if (cached == ECC_OK && ecc_hashes_check(client->crypto, name, bytes, target->length,
                                             &target->hashes, client->trusted.quiet) == ECC_OK) {
        return ECC_OK;
    }
    TRY(ecc_trusted_read(&client->trusted, target, client->arena, &bytes, client->diags));
    return ecc_pack_file_write(dir, name, bytes, 0644, client->diags);
}

static ecc_status download_all(struct client *client, const struct arguments *arguments)
{
    struct ecc_dir dir = {.fd = -1};
    TRY(ecc_dir_make(arguments->target_dir, &dir, client->diags));
    ecc_status status = ECC_OK;
    for (size_t i = 0; i < arguments->n_names && status == ECC_OK; i++) {
        status = download(client, &dir, ecc_str_of(arguments->names[i]));
    }
    ecc_dir_close(&dir);
    return status;
}

static ecc_status run(struct client *client, const struct arguments *arguments)
{
    TRY(ecc_dir_make(arguments->metadata_dir, &client->metadata, client->diags));
    if (strcmp(arguments->command, "init") == 0 && arguments->root != NULL) {
        return init(client, arguments->root);
    }
    if (arguments->metadata_url == NULL) {
        return ECC_E_USAGE;
    }
    if (strcmp(arguments->command, "refresh") == 0) {
        return refresh(client, arguments);
    }
    if (strcmp(arguments->command, "download") == 0 && arguments->target_dir != NULL &&
        arguments->target_url != NULL && arguments->n_names > 0) {
        TRY(refresh(client, arguments));
        return download_all(client, arguments);
    }
    return ECC_E_USAGE;
}

static void show(const struct ecc_diags *diags)
{
    ecc_words *words = NULL;
    if (ecc_words_new(ECC_ENGLISH, &words) != ECC_OK) {
        return;
    }
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        const ecc_diag diag = ecc_diags_at(diags, i);
        const ecc_str text = ecc_words_diag(words, &diag);
        (void)fprintf(stderr, "%s: %.*s\n", diag.id, (int)text.len, text.ptr);
    }
    ecc_words_free(words);
}

int main(int argc, char **argv)
{
    struct arguments arguments = {.command = NULL};
    struct client client = {.arena = ecc_arena_new(0), .metadata = {.fd = -1}};
    if (!read_arguments(argc, argv, &arguments) || client.arena == NULL ||
        ecc_diags_new(&client.diags) != ECC_OK) {
        (void)fputs("usage: see tests/tuf/README.md\n", stderr);
        ecc_arena_free(client.arena);
        return 1;
    }
    const ecc_status status = run(&client, &arguments);
    if (status != ECC_OK) {
        show(client.diags);
    }
    ecc_trusted_close(&client.trusted);
    ecc_net_close(client.net);
    ecc_crypto_close(client.crypto);
    ecc_dir_close(&client.metadata);
    ecc_diags_free(client.diags);
    ecc_arena_free(client.arena);
    return status == ECC_OK ? 0 : 1;
}
