/* SPDX-License-Identifier: Apache-2.0 */
/* Who may speak for which path: patterns, order, ends, cycles, and roles that say more than they
 * may. */
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
};
static struct scene the_scene; /* large */

static int set_up(void **state)
{
    struct scene *scene = &the_scene;
    repo_open(&scene->repo);
    scene->repo.roles[ECC_ROLE_ROOT].version = 1;
    repo_publish(&scene->repo, ECC_ROLE_ROOT);
    client_open(&scene->client, &scene->repo);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    client_close(&scene->client);
    repo_close(&scene->repo);
    return 0;
}

static void accepts(struct scene *scene)
{
    repo_publish_set(&scene->repo);
    const ecc_status status = client_refresh(&scene->client, NOW, false);
    assert_string_equal(client_said(&scene->client), "");
    assert_int_equal(status, ECC_OK);
}

/* "targets" with these paths, each file holding the name of the role. */
static struct ecc_pack_json *files_of(struct scene *scene, const char *role, const char *paths)
{
    struct ecc_pack_json *targets = ecc_pack_json_object(scene->repo.arena);
    size_t begin = 0;
    for (size_t i = 0; i <= strlen(paths); i++) {
        if (paths[i] == ' ' || paths[i] == '\0') {
            const ecc_str path = {paths + begin, i - begin};
            assert_true(ecc_pack_json_set(scene->repo.arena, targets, path,
                                          target_json(&scene->repo, ecc_str_of(role))));
            begin = i + 1;
        }
    }
    return targets;
}

/* Whose file it is that is found; "" when nobody has one. */
static const char *finds(struct scene *scene, const char *path)
{
    const struct ecc_target *target = NULL;
    ecc_str role = {NULL, 0};
    const ecc_status status = ecc_trusted_find(&scene->client.trusted, ecc_str_of(path), &target,
                                               &role, scene->client.diags);
    if (status == ECC_E_NOT_FOUND) {
        return "";
    }
    assert_int_equal(status, ECC_OK);
    assert_true(ecc_str_is(target->path, path));
    return ecc_arena_str(scene->repo.arena, role).ptr;
}

static void refused(struct scene *scene, const char *path, const char *id)
{
    const struct ecc_target *target = NULL;
    assert_int_equal(ecc_trusted_find(&scene->client.trusted, ecc_str_of(path), &target, NULL,
                                      scene->client.diags),
                     ECC_E_UNTRUSTED);
    assert_string_equal(client_said(&scene->client), id);
    assert_null(target);
}

/* ---- Patterns ------------------------------------------------------------------------------ */

static void matches_patterns(void **state)
{
    static const struct {
        const char *pattern;
        const char *path;
        bool matches;
    } cases[] = {
        {"targets/*.tgz", "targets/foo.tgz", true},
        {"targets/*.tgz", "targets/foo.txt", false},
        {"foo-version-?.tgz", "foo-version-2.tgz", true},
        {"foo-version-?.tgz", "foo-version-alpha.tgz", false},
        {"*.tgz", "foo.tgz", true},
        {"*.tgz", "targets/foo.tgz", false},
        {"foo.tgz", "foo.tgz", true},
        {"foo.tgz", "foo.tgzz", false},
        {"*", "", true},
        {"*", "a/b", false},
        {"*/*", "a/b", true},
        {"*/*", "a/b/c", false},
        {"a?c", "a/c", false},
        {"a?c", "a中c", true},
        {"?", "中", true},
        {"*.md", "README.MD", false},
        {"a*b*c", "axxbyyc", true},
        {"a*b*c", "axxbyy", false},
        {"**", "abc", true},
        {"a[bc]", "ab", false},
        {"a[bc]", "a[bc]", true},
        {"", "", true},
        {"", "a", false},
        {"*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(ecc_path_matches(ecc_str_of(cases[i].path), ecc_str_of(cases[i].pattern)),
                         cases[i].matches);
    }
}

/* ---- Who speaks ---------------------------------------------------------------------------- */

static void a_role_speaks_for_its_own_paths_only(void **state)
{
    struct scene *scene = *state;
    struct repo *repo = &scene->repo;
    struct ecc_secret *key = repo_key(repo);
    repo->delegations = repo_delegate(repo, NULL, "team", "paths", "team/*", false, key);
    repo_publish_delegated(repo, "team", key, files_of(scene, "team", "team/a us-ear/a team/b/c"),
                           NULL, 1);
    accepts(scene);
    assert_string_equal(finds(scene, "team/a"), "team");
    assert_string_equal(finds(scene, "us-ear/a"), "");
    assert_string_equal(finds(scene, "team/b/c"), "");
    const ecc_str *paths = NULL;
    size_t n = 0;
    assert_int_equal(ecc_trusted_paths(&scene->client.trusted, &paths, &n, scene->client.diags),
                     ECC_OK);
    assert_int_equal(n, 1);
    assert_true(ecc_str_is(paths[0], "team/a"));
}

static void every_role_on_the_way_has_to_speak_for_the_path(void **state)
{
    struct scene *scene = *state;
    struct repo *repo = &scene->repo;
    struct ecc_secret *a = repo_key(repo);
    struct ecc_secret *b = repo_key(repo);
    repo->delegations = repo_delegate(repo, NULL, "a", "paths", "a/*", false, a);
    struct ecc_pack_json *below = repo_delegate(repo, NULL, "b", "paths", "*/*", false, b);
    repo_publish_delegated(repo, "b", b, files_of(scene, "b", "a/x c/x"), NULL, 1);
    repo_publish_delegated(repo, "a", a, NULL, below, 1);
    accepts(scene);
    assert_string_equal(finds(scene, "a/x"), "b");
    assert_string_equal(finds(scene, "c/x"), "");
}

static void the_first_in_order_wins(void **state)
{
    struct scene *scene = *state;
    struct repo *repo = &scene->repo;
    struct ecc_secret *key = repo_key(repo);
    repo_add(repo, "x/top", "targets");
    repo->delegations = repo_delegate(repo, NULL, "one", "paths", "x/*", false, key);
    repo_delegate(repo, repo->delegations, "two", "paths", "x/*", false, key);
    repo_publish_delegated(repo, "one", key, files_of(scene, "one", "x/both x/one x/top"), NULL, 1);
    repo_publish_delegated(repo, "two", key, files_of(scene, "two", "x/both x/two x/top"), NULL, 1);
    accepts(scene);
    assert_string_equal(finds(scene, "x/top"), "targets");
    assert_string_equal(finds(scene, "x/both"), "one");
    assert_string_equal(finds(scene, "x/one"), "one");
    assert_string_equal(finds(scene, "x/two"), "two");
}

static void a_terminating_delegation_ends_the_search(void **state)
{
    struct scene *scene = *state;
    struct repo *repo = &scene->repo;
    struct ecc_secret *key = repo_key(repo);
    repo->delegations = repo_delegate(repo, NULL, "one", "paths", "x/*", true, key);
    repo_delegate(repo, repo->delegations, "two", "paths", "*/*", false, key);
    struct ecc_pack_json *below = repo_delegate(repo, NULL, "under", "paths", "x/u*", false, key);
    repo_publish_delegated(repo, "under", key, files_of(scene, "under", "x/under"), NULL, 1);
    repo_publish_delegated(repo, "one", key, files_of(scene, "one", "x/one"), below, 1);
    repo_publish_delegated(repo, "two", key, files_of(scene, "two", "x/two y/two"), NULL, 1);
    accepts(scene);
    assert_string_equal(finds(scene, "x/one"), "one");
    assert_string_equal(finds(scene, "x/under"), "under");
    assert_string_equal(finds(scene, "x/two"), "");
    assert_string_equal(finds(scene, "y/two"), "two");
}

static void cycles_end(void **state)
{
    struct scene *scene = *state;
    struct repo *repo = &scene->repo;
    struct ecc_secret *key = repo_key(repo);
    repo->delegations = repo_delegate(repo, NULL, "a", "paths", "*", false, key);
    repo_publish_delegated(repo, "a", key, NULL,
                           repo_delegate(repo, NULL, "b", "paths", "*", false, key), 1);
    repo_publish_delegated(repo, "b", key, files_of(scene, "b", "x"),
                           repo_delegate(repo, NULL, "a", "paths", "*", false, key), 1);
    accepts(scene);
    assert_string_equal(finds(scene, "x"), "b");
    assert_string_equal(finds(scene, "y"), "");
    const ecc_str *paths = NULL;
    size_t n = 0;
    assert_int_equal(ecc_trusted_paths(&scene->client.trusted, &paths, &n, scene->client.diags),
                     ECC_OK);
    assert_int_equal(n, 1);
}

/* A chain that goes on and on is given up, and nothing is fetched beyond. */
static void long_chains_are_given_up(void **state)
{
    struct scene *scene = *state;
    struct repo *repo = &scene->repo;
    struct ecc_secret *key = repo_key(repo);
    struct ecc_pack_json *below = NULL;
    for (int i = 60; i >= 0; i--) {
        char name[16];
        char path[16];
        (void)snprintf(name, sizeof name, "r%d", i);
        (void)snprintf(path, sizeof path, "f%d", i);
        repo_publish_delegated(repo, name, key, files_of(scene, name, path), below, 1);
        below = repo_delegate(repo, NULL, name, "paths", "*", false, key);
    }
    repo->delegations = below;
    accepts(scene);
    assert_string_equal(finds(scene, "f0"), "r0");
    assert_string_equal(finds(scene, "f30"), "r30"); /* targets and r0 to r30: 32 */
    refused(scene, "f31", "trust.visits");
    assert_null(strstr(repo->requests, "r31.json"));
}

static void hashes_of_paths_choose(void **state)
{
    struct scene *scene = *state;
    struct repo *repo = &scene->repo;
    struct ecc_secret *key = repo_key(repo);
    /* SHA-256 of "a" begins with ca97, that of "b" with 3e23 */
    repo->delegations = repo_delegate(repo, NULL, "one", "path_hash_prefixes", "CA9", false, key);
    repo_delegate(repo, repo->delegations, "two", "path_hash_prefixes", "3", false, key);
    repo_publish_delegated(repo, "one", key, files_of(scene, "one", "a b"), NULL, 1);
    repo_publish_delegated(repo, "two", key, files_of(scene, "two", "a b"), NULL, 1);
    accepts(scene);
    assert_string_equal(finds(scene, "a"), "one");
    assert_string_equal(finds(scene, "b"), "two");
    assert_string_equal(finds(scene, "c"), "");
}

static void bins_choose(void **state)
{
    struct scene *scene = *state;
    struct repo *repo = &scene->repo;
    struct ecc_arena *arena = repo->arena;
    struct ecc_secret *key = repo_key(repo);
    /* with three bits, "a" (ca97...) is in bin 6 and "b" (3e23...) in bin 1 */
    repo->delegations = repo_delegate(repo, NULL, "x", "paths", "*", false, key);
    struct ecc_pack_json *role = ecc_pack_json_get(repo->delegations, "roles")->items[0];
    ecc_pack_json_remove(role, ECC_STR("name"));
    ecc_pack_json_remove(role, ECC_STR("paths"));
    ecc_pack_json_remove(role, ECC_STR("terminating"));
    put(repo, role, "bit_length", ecc_pack_json_integer(arena, 3));
    put(repo, role, "name_prefix", text_json(repo, "bin"));
    put(repo, repo->delegations, "succinct_roles", role);
    ecc_pack_json_remove(repo->delegations, ECC_STR("roles"));
    for (int i = 0; i < 8; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "bin-%d", i);
        repo_publish_delegated(repo, name, key, files_of(scene, name, i == 6 ? "a" : "b"), NULL, 1);
    }
    accepts(scene);
    assert_string_equal(finds(scene, "a"), "bin-6");
    assert_string_equal(finds(scene, "b"), "bin-1");
    assert_string_equal(finds(scene, "c"), "");
    const ecc_str *paths = NULL;
    size_t n = 0;
    assert_int_equal(ecc_trusted_paths(&scene->client.trusted, &paths, &n, scene->client.diags),
                     ECC_OK);
    assert_int_equal(n, 2);
}

/* ---- What is refused ----------------------------------------------------------------------- */

static void a_role_signed_by_others_is_refused(void **state)
{
    struct scene *scene = *state;
    struct repo *repo = &scene->repo;
    struct ecc_secret *key = repo_key(repo);
    repo->delegations = repo_delegate(repo, NULL, "team", "paths", "team/*", false, key);
    repo_publish_delegated(repo, "team", repo_key(repo), files_of(scene, "team", "team/a"), NULL,
                           1);
    accepts(scene);
    refused(scene, "team/a", "trust.signatures");
    assert_string_equal(finds(scene, "other/a"), ""); /* for which it is not asked */
}

static void a_role_that_snapshot_does_not_list_is_refused(void **state)
{
    struct scene *scene = *state;
    struct repo *repo = &scene->repo;
    struct ecc_secret *key = repo_key(repo);
    repo->delegations = repo_delegate(repo, NULL, "team", "paths", "team/*", false, key);
    accepts(scene);
    refused(scene, "team/a", "trust.not-listed");
    assert_null(strstr(repo->requests, "team.json"));
}

/* Right by way of one role says nothing about the way through another. */
static void each_way_to_a_role_is_verified_by_itself(void **state)
{
    struct scene *scene = *state;
    struct repo *repo = &scene->repo;
    struct ecc_secret *key = repo_key(repo);
    struct ecc_secret *other = repo_key(repo);
    repo->delegations = repo_delegate(repo, NULL, "a", "paths", "a/*", false, key);
    repo_delegate(repo, repo->delegations, "b", "paths", "b/*", false, key);
    repo_publish_delegated(repo, "release", key, files_of(scene, "release", "a/x b/x"), NULL, 1);
    repo_publish_delegated(repo, "a", key, NULL,
                           repo_delegate(repo, NULL, "release", "paths", "a/*", false, key), 1);
    repo_publish_delegated(repo, "b", key, NULL,
                           repo_delegate(repo, NULL, "release", "paths", "b/*", false, other), 1);
    accepts(scene);
    assert_string_equal(finds(scene, "a/x"), "release");
    refused(scene, "b/x", "trust.signatures");
}

static void names_of_roles_do_no_harm(void **state)
{
    static const char *const names[] = {"../team", "/etc/team", "a b", "?", "中", "%2e"};
    static const char *const files[] = {"..%2Fteam", "%2Fetc%2Fteam", "a%20b",
                                        "%3F",       "%E4%B8%AD",     "%252e"};
    struct scene *scene = *state;
    struct repo *repo = &scene->repo;
    struct ecc_secret *key = repo_key(repo);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char file[64];
        char path[64];
        char listed[64];
        (void)snprintf(path, sizeof path, "p%zu", i);
        (void)snprintf(file, sizeof file, "%s.json", files[i]);
        (void)snprintf(listed, sizeof listed, "%s.json", names[i]);
        repo->delegations = repo_delegate(repo, repo->delegations, names[i], "paths", path, false,
                                          key);
        repo_publish_delegated(repo, files[i], key, files_of(scene, names[i], path), NULL, 1);
        put(repo, repo->meta, listed, ecc_pack_json_get(repo->meta, file));
        ecc_pack_json_remove(repo->meta, ecc_str_of(file));
    }
    accepts(scene);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[64];
        (void)snprintf(path, sizeof path, "p%zu", i);
        assert_string_equal(finds(scene, path), names[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_patterns),
        cmocka_unit_test_setup_teardown(a_role_speaks_for_its_own_paths_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_role_on_the_way_has_to_speak_for_the_path, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_first_in_order_wins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_terminating_delegation_ends_the_search, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(cycles_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_chains_are_given_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hashes_of_paths_choose, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bins_choose, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_role_signed_by_others_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_role_that_snapshot_does_not_list_is_refused, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(each_way_to_a_role_is_verified_by_itself, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(names_of_roles_do_no_harm, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
