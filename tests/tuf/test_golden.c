/* SPDX-License-Identifier: Apache-2.0 */
/* Repositories that stand still: one made with the reference implementation of The Update Framework
 * (two roots, all kinds of keys, consistent snapshots, a delegation, unusual texts), and the
 * official rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "builtin.h"
#include "disk.h"
#include "pack/pack.h"

#define REFERENCE ECC_SOURCE_DIR "/tests/tuf/golden/reference"
#define OFFICIAL  ECC_SOURCE_DIR "/rules"
#define DAY                                                                                        \
    ((int64_t)1796083200) /* 2026-12-01: later than the last signature, before anything expires */

struct scene {
    ecc_diags *diags;
    char root[65536];
};
static struct scene the_scene; /* large */

static int set_up(void **state)
{
    *state = &the_scene;
    return ecc_diags_new(&the_scene.diags) == ECC_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    ecc_diags_free(scene->diags);
    return 0;
}

static const char *said(const struct scene *scene)
{
    return ecc_diags_count(scene->diags) == 0 ? "" : ecc_diags_at(scene->diags, 0).id;
}

static ecc_trust *open_set(struct scene *scene, const char *directory)
{
    char path[1024];
    ecc_trust_options options = ECC_TRUST_OPTIONS_INIT;
    ecc_trust *trust = NULL;
    (void)snprintf(path, sizeof path, "%s/metadata/1.root.json", directory);
    options.root = (ecc_str){scene->root, disk_read(path, scene->root, sizeof scene->root)};
    options.now = DAY;
    options.directory = directory;
    options.own_process = true; /* as the program does; all kinds of keys have to work so */
    const ecc_status status = ecc_trust_open(&options, &trust, scene->diags);
    assert_string_equal(said(scene), "");
    assert_int_equal(status, ECC_OK);
    return trust;
}

static void reads_what_the_reference_implementation_wrote(void **state)
{
    static const struct {
        const char *path;
        const char *bytes;
    } files[] = {{"team/2023-01-01.yaml", "t: 1\n"}, {"us-ear/a/2023-01-01.yaml", "x: é\n"}};
    struct scene *scene = *state;
    ecc_trust *trust = open_set(scene, REFERENCE);
    const ecc_str *paths = NULL;
    const ecc_trust_role *roles = NULL;
    size_t n = 0;
    assert_int_equal(ecc_trust_verify(trust, scene->diags), ECC_OK);
    assert_int_equal(ecc_trust_paths(trust, &paths), 2);
    for (size_t i = 0; i < 2; i++) {
        ecc_str bytes = {NULL, 0};
        assert_int_equal(ecc_trust_read(trust, paths[i], &bytes), ECC_OK);
        assert_true(ecc_str_is(paths[i], files[i].path));
        assert_true(ecc_str_is(bytes, files[i].bytes));
    }
    assert_int_equal(ecc_trust_roles(trust, &roles, &n), ECC_OK);
    assert_int_equal(n, 5);
    static const long long versions[] = {2, 9, 4, 3, 5};
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(roles[i].version, versions[i]);
        assert_int_equal(roles[i].n_signed_by, roles[i].n_keys);
        assert_int_equal(roles[i].expires.year, 2199);
        assert_false(roles[i].expired);
    }
    assert_true(ecc_str_is(roles[4].name, "a team"));
    assert_true(ecc_str_is(roles[4].delegator, "targets"));
    ecc_trust_free(trust);
}

/* Sign again (ecc rules sign) when this fails: a rule file and what was signed are not the same. */
static void the_official_rules_are_signed_as_they_are(void **state)
{
    struct scene *scene = *state;
    ecc_trust *trust = open_set(scene, OFFICIAL);
    const ecc_status status = ecc_trust_verify(trust, scene->diags);
    assert_string_equal(said(scene), "");
    assert_int_equal(status, ECC_OK);
    ecc_trust_free(trust);
}

/* The root that is compiled in is not asked for its own signatures in every run; so it is here. */
static void the_root_that_is_built_in_signed_itself(void **state)
{
    struct scene *scene = *state;
    char file[65536];
    const ecc_str anchor = ecc_pack_anchor(&ecc_builtin_rules);
    const struct ecc_metadata *root = NULL;
    struct ecc_crypto *crypto = NULL;
    struct ecc_arena *arena = ecc_arena_new(0);
    assert_int_equal(disk_read(OFFICIAL "/metadata/1.root.json", file, sizeof file), anchor.len);
    assert_memory_equal(file, anchor.ptr, anchor.len);
    assert_int_equal(ecc_crypto_open(arena, ECC_CRYPTO_APART, &crypto), ECC_OK);
    assert_int_equal(ecc_metadata_parse(arena, crypto, ECC_ROLE_ROOT, ECC_STR("root.json"), anchor,
                                        &root, scene->diags),
                     ECC_OK);
    assert_int_equal(ecc_metadata_verify(crypto, root, root->keys, root->n_keys,
                                         &root->signers[ECC_ROLE_ROOT], scene->diags),
                     ECC_OK);
    assert_int_equal(root->version, 1);
    ecc_crypto_close(crypto);
    ecc_arena_free(arena);
}

/* What is compiled in is verified like any other set, and is the one in the source tree. */
static void the_built_in_set_is_the_official_one(void **state)
{
    struct scene *scene = *state;
    ecc_trust_options options = ECC_TRUST_OPTIONS_INIT;
    ecc_trust *builtin = NULL;
    ecc_trust *official = open_set(scene, OFFICIAL);
    const ecc_str *paths = NULL;
    const ecc_str *same = NULL;
    options.now = DAY;
    assert_int_equal(ecc_trust_open(&options, &builtin, scene->diags), ECC_OK);
    assert_int_equal(ecc_trust_verify(builtin, scene->diags), ECC_OK);
    const size_t n = ecc_trust_paths(builtin, &paths);
    assert_int_equal(ecc_trust_paths(official, &same), n);
    for (size_t i = 0; i < n; i++) {
        ecc_str left = {NULL, 0};
        ecc_str right = {NULL, 0};
        assert_true(ecc_str_eq(paths[i], same[i]));
        assert_int_equal(ecc_trust_read(builtin, paths[i], &left), ECC_OK);
        assert_int_equal(ecc_trust_read(official, paths[i], &right), ECC_OK);
        assert_true(ecc_str_eq(left, right));
    }
    ecc_trust_free(builtin);
    ecc_trust_free(official);
}

/* Nobody signs for the official rules with a key of somebody else. */
static void other_roots_do_not_pass(void **state)
{
    struct scene *scene = *state;
    ecc_trust_options options = ECC_TRUST_OPTIONS_INIT;
    ecc_trust *trust = NULL;
    options.now = DAY;
    options.directory = REFERENCE; /* against the root that is built in */
    assert_int_equal(ecc_trust_open(&options, &trust, scene->diags), ECC_E_UNTRUSTED);
    assert_string_equal(said(scene), "trust.signatures");
    assert_null(trust);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_what_the_reference_implementation_wrote, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_official_rules_are_signed_as_they_are, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_root_that_is_built_in_signed_itself, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_built_in_set_is_the_official_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_roots_do_not_pass, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
