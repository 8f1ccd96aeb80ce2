/* SPDX-License-Identifier: Apache-2.0 */
/* A whole refresh, one file of which is the fuzzer's.
 *
 * The first byte says which: 0 to 4, the next root, timestamp, snapshot, targets, or a delegated
 * role; the second how: "s", what follows is signed as it is by the right key, so that the fuzzer
 * gets past the signatures; anything else, it is the file. All other files come from the corpus of
 * one small repository, which is made at the first run. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "pack/refresh.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NOW ((int64_t)1800000000)

/* The private key is 00 01 02 ... 1f: known to everybody, and good for nothing else. */
static const char pem[] = "-----BEGIN PRIVATE KEY-----\n"
                          "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
                          "-----END PRIVATE KEY-----\n";
#define ID "63d00ee3cf4f5c61ad94efa696c68f13b608fe56ecea13fb144a6fd18e9235b9"
#define KEY                                                                                        \
    "\"keys\":{\"" ID "\":{\"keytype\":\"ed25519\",\"scheme\":\"ed25519\",\"keyval\":{\"public\":" \
    "\"03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8\"}}}"
#define SIGNERS "\"keyids\":[\"" ID "\"],\"threshold\":1"
#define COMMON  "\"spec_version\":\"1.0.31\",\"expires\":\"2037-01-01T00:00:00Z\","
#define ROOT(version)                                                                              \
    "{\"_type\":\"root\"," COMMON "\"version\":" version ",\"consistent_snapshot\":false," KEY     \
    ",\"roles\":{\"root\":{" SIGNERS "},\"timestamp\":{" SIGNERS "},\"snapshot\":{" SIGNERS        \
    "},\"targets\":{" SIGNERS "}}}"

enum { NEXT, TIMESTAMP, SNAPSHOT, TARGETS, DELEGATED, FILES };
static const char *const names[FILES] = {"2.root.json", "timestamp.json", "snapshot.json",
                                         "targets.json", "team.json"};
static const char *const contents[FILES] = {
    NULL, /* not there */
    "{\"_type\":\"timestamp\"," COMMON
    "\"version\":1,\"meta\":{\"snapshot.json\":{\"version\":1}}}",
    "{\"_type\":\"snapshot\"," COMMON
    "\"version\":1,\"meta\":{\"targets.json\":{\"version\":1},\"team.json\":{\"version\":1}}}",
    "{\"_type\":\"targets\"," COMMON "\"version\":1,\"targets\":{},\"delegations\":{" KEY
    ",\"roles\":[{\"name\":\"team\",\"paths\":[\"team/*\"],\"terminating\":false," SIGNERS "}]}}",
    "{\"_type\":\"targets\"," COMMON
    "\"version\":1,\"targets\":{\"team/a\":{\"length\":1,\"hashes\":{"
    "\"sha256\":\"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\"}}}}",
};

struct scene {
    struct ecc_arena *arena;
    struct ecc_crypto *crypto;
    struct ecc_secret *key;
    ecc_diags *diags;
    ecc_str files[FILES];
    ecc_str anchor;
};

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static int no_answer(void *user, ecc_str key, bool fresh, char *buffer, int size)
{
    (void)user;
    (void)key;
    (void)fresh;
    (void)buffer;
    (void)size;
    return -1;
}

/* An envelope around JSON; empty when it is none. */
static ecc_str sign(struct scene *scene, ecc_str content)
{
    struct ecc_pack_json *value = NULL;
    struct ecc_buf canonical;
    struct ecc_buf out;
    ecc_str hex = {NULL, 0};
    if (ecc_pack_json_parse(scene->arena, ECC_STR("content"), content, &value, scene->diags) !=
        ECC_OK) {
        ecc_diags_clear(scene->diags);
        return (ecc_str){NULL, 0};
    }
    ecc_buf_init(&canonical, scene->arena);
    ecc_buf_init(&out, scene->arena);
    ecc_pack_json_canonical(value, &canonical);
    check(ecc_secret_sign(scene->arena, scene->key, ecc_buf_str(&canonical), &hex) == ECC_OK);
    ecc_buf_puts(&out, "{\"signatures\":[{\"keyid\":\"" ID "\",\"sig\":\"");
    ecc_buf_add(&out, hex);
    ecc_buf_puts(&out, "\"}],\"signed\":");
    ecc_buf_add(&out, content);
    ecc_buf_puts(&out, "}");
    return ecc_buf_str(&out);
}

static ecc_status give_metadata(void *user, ecc_str name, size_t max, struct ecc_arena *arena,
                                ecc_str *out, ecc_diags *diags)
{
    const struct scene *scene = user;
    (void)arena;
    for (size_t i = 0; i < FILES; i++) {
        if (ecc_str_is(name, names[i]) && scene->files[i].ptr != NULL) {
            if (scene->files[i].len > max) {
                ecc_diag_add(
                    diags, ECC_M_trust_too_large, ecc_span_none(),
                    ECC_ARGS(ecc_arg_text("file", name), ecc_arg_integer("max", (long long)max)));
                return ECC_E_LIMIT;
            }
            *out = scene->files[i];
            return ECC_OK;
        }
    }
    return ECC_E_NOT_FOUND;
}

/* Every file is "x"; its name must never lead out. */
static ecc_status give_target(void *user, ecc_str path, size_t max, struct ecc_arena *arena,
                              ecc_str *out, ecc_diags *diags)
{
    (void)user;
    (void)max;
    (void)arena;
    (void)diags;
    check(path.len > 0 && path.ptr[0] != '/' && !ecc_str_starts(path, ECC_STR("../")));
    *out = ECC_STR("x");
    return ECC_OK;
}

static void check_trusted(struct ecc_trusted *trusted, ecc_diags *diags)
{
    const ecc_str *paths = NULL;
    size_t n = 0;
    check(trusted->root->expires > NOW && trusted->timestamp->expires > NOW);
    check(trusted->snapshot->expires > NOW && trusted->targets->expires > NOW);
    if (ecc_trusted_paths(trusted, &paths, &n, diags) != ECC_OK) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const struct ecc_target *target = NULL;
        ecc_str bytes = {NULL, 0};
        check(ecc_trusted_find(trusted, paths[i], &target, NULL, diags) == ECC_OK);
        check(ecc_str_eq(target->path, paths[i]));
        if (ecc_trusted_read(trusted, target, trusted->arena, &bytes, diags) == ECC_OK) {
            check(target->length == 1 && bytes.len == 1);
        }
    }
}

/* What is the same in every run, made once: it is slower than all the rest. */
static const struct scene *scene_of_all_runs(void)
{
    static struct scene scene = {.arena = NULL};
    if (scene.arena != NULL) {
        return &scene;
    }
    scene.arena = ecc_arena_new(0);
    check(scene.arena != NULL && ecc_diags_new(&scene.diags) == ECC_OK &&
          ecc_crypto_open(scene.arena, ECC_CRYPTO_APART, &scene.crypto) == ECC_OK &&
          ecc_secret_from_pem(scene.arena, scene.crypto, ECC_STR("key"), ecc_str_of(pem), no_answer,
                              NULL, &scene.key, scene.diags) == ECC_OK);
    for (size_t i = 0; i < FILES; i++) {
        scene.files[i] = contents[i] != NULL ? sign(&scene, ecc_str_of(contents[i]))
                                             : (ecc_str){NULL, 0};
        check((scene.files[i].ptr != NULL) == (contents[i] != NULL));
    }
    scene.anchor = sign(&scene, ECC_STR(ROOT("1")));
    return &scene;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct scene scene = *scene_of_all_runs();
    scene.arena = ecc_arena_new((size_t)128 << 20);
    scene.diags = NULL;
    check(scene.arena != NULL && ecc_diags_new(&scene.diags) == ECC_OK);
    if (size >= 2) {
        const ecc_str rest = {(const char *)data + 2, size - 2};
        scene.files[data[0] % FILES] = data[1] == 's' ? sign(&scene, rest) : rest;
    }
    const struct ecc_fetcher fetcher = {give_metadata, give_target, &scene};
    struct ecc_trusted trusted = {
        .arena = scene.arena, .crypto = scene.crypto, .fetcher = &fetcher, .policy = {.now = NOW}};
    const ecc_status status = ecc_trusted_refresh(&trusted, scene.anchor, true, scene.diags);
    check(status == ECC_OK || status == ECC_E_UNTRUSTED);
    check((status == ECC_OK) == (ecc_diags_errors(scene.diags) == 0));
    if (status == ECC_OK) {
        check_trusted(&trusted, scene.diags);
    }
    ecc_trusted_close(&trusted);
    ecc_diags_free(scene.diags);
    ecc_arena_free(scene.arena);
    return 0;
}
