/* SPDX-License-Identifier: Apache-2.0 */
/* Caps on what metadata lists and leads to (docs/limits.md): as many as that are taken, one more is refused with an error
 * that says how many may be, and of what was refused nothing is kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "repo.h"

struct scene {
    struct repo repo;
    struct client client;
    char last[32]; /* the file that is there only if all are taken */
};
static struct scene the_scene; /* large */

/* ---- What is published ----------------------------------------------------------------------- */

static struct ecc_pack_json *one_target(struct repo *repo, const char *path)
{
    struct ecc_pack_json *targets = ecc_pack_json_object(repo->arena);
    put(repo, targets, path, target_json(repo, ecc_str_of(path)));
    files_put(&repo->targets, path, ecc_str_of(path));
    return targets;
}

static void signatures_of_a_file(struct scene *scene, size_t n)
{
    struct repo *repo = &scene->repo;
    struct ecc_pack_json *tree = NULL;
    struct ecc_buf bytes;
    repo_publish_set(repo);
    assert_int_equal(ecc_pack_json_parse(repo->arena, ECC_STR("targets.json"),
                                         files_get(&repo->metadata, "targets.json"), &tree,
                                         scene->client.diags),
                     ECC_OK);
    for (size_t i = 1; i < n; i++) {
        char id[65];
        struct ecc_pack_json *signature = ecc_pack_json_object(repo->arena);
        (void)snprintf(id, sizeof id, "%064zx", i);
        put(repo, signature, "keyid", text_json(repo, id));
        put(repo, signature, "sig", text_json(repo, "00"));
        assert_true(
            ecc_pack_json_append(repo->arena, ecc_pack_json_get(tree, "signatures"), signature));
    }
    ecc_buf_init(&bytes, repo->arena);
    ecc_pack_json_print(tree, &bytes);
    files_put(&repo->metadata, "targets.json", ecc_buf_str(&bytes));
}

/* Each for its own path, and only the last of them has been signed. */
static void delegations_in_a_file(struct scene *scene, size_t n)
{
    struct repo *repo = &scene->repo;
    struct ecc_secret *key = repo_key(repo);
    for (size_t i = 0; i < n; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "r%zu", i);
        repo->delegations = repo_delegate(repo, repo->delegations, name, "paths", name, false, key);
    }
    (void)snprintf(scene->last, sizeof scene->last, "r%zu", n - 1);
    repo_publish_delegated(repo, scene->last, key, one_target(repo, scene->last), NULL, 1);
    repo_publish_set(repo);
}

/* The top role is one of them. */
static void roles_in_all(struct scene *scene, size_t n)
{
    struct repo *repo = &scene->repo;
    struct ecc_secret *key = repo_key(repo);
    for (size_t i = 1; i < n; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "r%zu", i);
        repo->delegations = repo_delegate(repo, repo->delegations, name, "paths", name, false, key);
        repo_publish_delegated(repo, name, key, one_target(repo, name), NULL, 1);
    }
    (void)snprintf(scene->last, sizeof scene->last, "r%zu", n - 1);
    repo_publish_set(repo);
}

/* A chain of which the top role is the first, and the last has the file. */
static void roles_looked_into(struct scene *scene, size_t n)
{
    struct repo *repo = &scene->repo;
    struct ecc_secret *key = repo_key(repo);
    (void)strcpy(scene->last, "file");
    for (size_t i = n - 1; i > 0; i--) {
        char name[32];
        (void)snprintf(name, sizeof name, "r%zu", i);
        repo_publish_delegated(repo, name, key, i == n - 1 ? one_target(repo, "file") : NULL,
                               repo->delegations, 1);
        repo->delegations = repo_delegate(repo, NULL, name, "paths", "*", false, key);
    }
    repo_publish_set(repo);
}

static void roots(struct scene *scene, size_t n)
{
    struct repo *repo = &scene->repo;
    repo_publish_set(repo);
    for (size_t i = 0; i < n; i++) {
        repo->roles[ECC_ROLE_ROOT].version++;
        repo_publish(repo, ECC_ROLE_ROOT);
    }
}

static void bytes_of_a_rule_file(struct scene *scene, size_t n)
{
    char *bytes = ecc_arena_alloc(scene->repo.arena, n + 1);
    assert_non_null(bytes);
    memset(bytes, '#', n);
    bytes[n] = '\0';
    (void)strcpy(scene->last, "a/long.yaml");
    repo_add(&scene->repo, scene->last, bytes);
    repo_publish_set(&scene->repo);
}

/* ---- At the cap, and one more ---------------------------------------------------------------- */

/* How far a client comes. */
enum step { REFRESH, FIND, PATHS, READ };

struct cap {
    void (*publish)(struct scene *scene, size_t n);
    size_t cap;
    enum step refused_at; /* one more */
    const char *id;
    const char *shown;  /* the cap, as words show it */
    enum step taken_to; /* as many as the cap */
};

static const struct cap caps[] = {
    {signatures_of_a_file, 1024, REFRESH, "trust.list-long", "1,024", READ},
    {delegations_in_a_file, 4096, REFRESH, "trust.list-long", "4,096", FIND},
    {roles_in_all, 256, PATHS, "trust.roles", "256", READ},
    {roles_looked_into, 32, FIND, "trust.visits", "32", READ},
    {roots, 1024, REFRESH, "trust.roots", "1,024", READ},
    {bytes_of_a_rule_file, (size_t)16 << 20, READ, "trust.too-large", "16,777,216", READ},
};

static void open_scene(struct scene *scene)
{
    repo_open(&scene->repo);
    scene->repo.with_hashes = false;
    scene->repo.roles[ECC_ROLE_ROOT].version = 1;
    repo_publish(&scene->repo, ECC_ROLE_ROOT);
    client_open(&scene->client, &scene->repo);
    repo_add(&scene->repo, "a/x.yaml", "rule: x\n");
    (void)strcpy(scene->last, "a/x.yaml");
}

static void close_scene(struct scene *scene)
{
    client_close(&scene->client);
    repo_close(&scene->repo);
}

static ecc_status do_step(struct scene *scene, enum step step)
{
    struct client *client = &scene->client;
    const struct ecc_target *target = NULL;
    const ecc_str *paths = NULL;
    ecc_str bytes = {NULL, 0};
    size_t n = 0;
    ecc_status status = ECC_E_USAGE;
    switch (step) {
    case REFRESH:
        return client_refresh(client, NOW, false);
    case FIND:
        status = ecc_trusted_find(&client->trusted, ecc_str_of(scene->last), &target, NULL,
                                  client->diags);
        assert_int_equal(target != NULL, status == ECC_OK);
        return status;
    case PATHS:
        status = ecc_trusted_paths(&client->trusted, &paths, &n, client->diags);
        assert_int_equal(paths != NULL, status == ECC_OK);
        return status;
    case READ:
        status = client_read(client, scene->last, &bytes);
        assert_int_equal(bytes.ptr != NULL, status == ECC_OK);
        return status;
    }
    return status;
}

static void takes(struct scene *scene, const struct cap *cap)
{
    open_scene(scene);
    cap->publish(scene, cap->cap);
    for (enum step step = REFRESH; step <= cap->taken_to; step++) {
        const ecc_status status = do_step(scene, step);
        if (status != ECC_OK) {
            fail_msg("%s: refuses %zu: %d, %s", cap->id, cap->cap, (int)status,
                     client_said(&scene->client));
        }
    }
    assert_string_equal(client_said(&scene->client), "");
    close_scene(scene);
}

/* In every language the message says how many may be. */
static void expect_words(const struct client *client, const struct cap *cap)
{
    static const ecc_language languages[] = {ECC_ENGLISH, ECC_CHINESE};
    assert_int_equal(ecc_diags_count(client->diags), 1);
    const ecc_diag diag = ecc_diags_at(client->diags, 0);
    assert_string_equal(diag.id, cap->id);
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        ecc_words *words = NULL;
        assert_int_equal(ecc_words_new(languages[i], &words), ECC_OK);
        const ecc_str text = ecc_words_diag(words, &diag);
        char copy[1024];
        (void)snprintf(copy, sizeof copy, "%.*s", (int)text.len, text.ptr);
        if (strstr(copy, cap->shown) == NULL) {
            fail_msg("%s does not say %s: %s", cap->id, cap->shown, copy);
        }
        ecc_words_free(words);
    }
}

/* The role whose metadata is over the cap, and those that came before it. */
static void expect_nothing_kept(const struct client *client, const struct cap *cap)
{
    assert_int_equal(client_version(client, "targets.json"), 0);
    if (cap->publish == roots) { /* each is signed by the one before it: as far as the cap */
        assert_int_equal(client_version(client, "root.json"), 1 + (int64_t)cap->cap);
        assert_int_equal(client_version(client, "timestamp.json"), 0);
    }
}

static void refuses_one_more(struct scene *scene, const struct cap *cap)
{
    open_scene(scene);
    cap->publish(scene, cap->cap + 1);
    for (enum step step = REFRESH; step < cap->refused_at; step++) {
        if (step != PATHS) {
            assert_int_equal(do_step(scene, step), ECC_OK);
        }
    }
    assert_int_equal(do_step(scene, cap->refused_at), ECC_E_UNTRUSTED);
    expect_words(&scene->client, cap);
    if (cap->refused_at == REFRESH) {
        expect_nothing_kept(&scene->client, cap);
        assert_int_equal(do_step(scene, REFRESH), ECC_E_UNTRUSTED); /* nor the next time */
        assert_string_equal(client_said(&scene->client), cap->id);
    }
    close_scene(scene);
}

static void takes_as_many_and_no_more(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof caps / sizeof caps[0]; i++) {
        takes(&the_scene, &caps[i]);
        refuses_one_more(&the_scene, &caps[i]);
    }
}

/* A file that nobody was found for in time is not left out of the set without a word. */
static void no_file_is_passed_over(void **state)
{
    struct scene *scene = &the_scene;
    (void)state;
    open_scene(scene);
    roles_looked_into(scene, 33);
    assert_int_equal(do_step(scene, REFRESH), ECC_OK);
    assert_int_equal(do_step(scene, PATHS), ECC_E_UNTRUSTED);
    assert_string_equal(client_said(&scene->client), "trust.visits");
    close_scene(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_as_many_and_no_more),
        cmocka_unit_test(no_file_is_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
