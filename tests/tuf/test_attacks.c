/* SPDX-License-Identifier: Apache-2.0 */
/* What an attacker can do who holds the network or a key, and what comes of it: each is refused
 * with a reason, and what was trusted before stays. */
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
    repo_add(&scene->repo, "us-ear/x/2023-01-01.yaml", "rule: x\n");
    repo_publish_all(&scene->repo);
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
    const ecc_status status = client_refresh(&scene->client, NOW, false);
    assert_string_equal(client_said(&scene->client), "");
    assert_int_equal(status, ECC_OK);
}

static void refuses(struct scene *scene, const char *id)
{
    assert_int_equal(client_refresh(&scene->client, NOW, false), ECC_E_UNTRUSTED);
    assert_string_equal(client_said(&scene->client), id);
}

static void expect_versions(struct scene *scene, int64_t root, int64_t timestamp, int64_t snapshot,
                            int64_t targets)
{
    assert_int_equal(client_version(&scene->client, "root.json"), root);
    assert_int_equal(client_version(&scene->client, "timestamp.json"), timestamp);
    assert_int_equal(client_version(&scene->client, "snapshot.json"), snapshot);
    assert_int_equal(client_version(&scene->client, "targets.json"), targets);
}

static void publish_at(struct repo *repo, enum ecc_role role, int64_t version)
{
    repo->roles[role].version = version;
    repo_publish(repo, role);
}

/* ---- What is as it should be --------------------------------------------------------------- */

static void takes_what_is_right(void **state)
{
    struct scene *scene = *state;
    ecc_str bytes = {NULL, 0};
    accepts(scene);
    assert_int_equal(client_read(&scene->client, "us-ear/x/2023-01-01.yaml", &bytes), ECC_OK);
    assert_true(ecc_str_is(bytes, "rule: x\n"));
    assert_int_equal(client_read(&scene->client, "us-ear/y/2023-01-01.yaml", &bytes),
                     ECC_E_NOT_FOUND);
    assert_string_equal(scene->repo.requests,
                        "2.root.json timestamp.json snapshot.json targets.json ");
    expect_versions(scene, 0, 1, 1, 1);
    accepts(scene); /* nothing new: nothing but the question */
    assert_string_equal(scene->repo.requests,
                        "2.root.json timestamp.json snapshot.json targets.json "
                        "2.root.json timestamp.json ");
}

static void takes_consistent_snapshots(void **state)
{
    struct scene *scene = *state;
    ecc_str bytes = {NULL, 0};
    scene->repo.consistent = true;
    repo_publish_all(&scene->repo);
    files_remove(&scene->repo.metadata, "snapshot.json");
    files_remove(&scene->repo.metadata, "targets.json");
    files_remove(&scene->repo.targets, "us-ear/x/2023-01-01.yaml");
    accepts(scene);
    assert_int_equal(client_read(&scene->client, "us-ear/x/2023-01-01.yaml", &bytes), ECC_OK);
    assert_string_equal(scene->repo.requests,
                        "2.root.json 3.root.json timestamp.json 2.snapshot.json 2.targets.json ");
    expect_versions(scene, 2, 2, 2, 2);
}

static void takes_sets_without_hashes(void **state)
{
    struct scene *scene = *state;
    scene->repo.with_hashes = false;
    repo_publish_set(&scene->repo);
    accepts(scene);
    repo_publish_set(&scene->repo);
    accepts(scene);
    expect_versions(scene, 0, 3, 3, 3);
}

static void keeps_to_known_versions_of_the_specification(void **state)
{
    struct scene *scene = *state;
    static const char *const good[] = {"1.0", "1.0.0", "1.0.99", "1.2.3"};
    static const char *const bad[] = {"2.0.0", "1", "", "1.", "1..0", "10.0", "1.x"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        scene->repo.spec_version = good[i];
        repo_publish_set(&scene->repo);
        accepts(scene);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        scene->repo.spec_version = bad[i];
        repo_publish_set(&scene->repo);
        refuses(scene, "trust.field");
    }
    expect_versions(scene, 0, 5, 5, 5);
}

/* ---- Old for new --------------------------------------------------------------------------- */

static void refuses_an_older_timestamp(void **state)
{
    struct scene *scene = *state;
    const ecc_str old = files_get(&scene->repo.metadata, "timestamp.json");
    repo_publish_set(&scene->repo);
    accepts(scene);
    files_put(&scene->repo.metadata, "timestamp.json", old);
    refuses(scene, "trust.rollback");
    expect_versions(scene, 0, 2, 2, 2);
}

static void refuses_an_older_snapshot(void **state)
{
    struct scene *scene = *state;
    repo_publish_set(&scene->repo);
    accepts(scene);
    publish_at(&scene->repo, ECC_ROLE_SNAPSHOT, 1);
    publish_at(&scene->repo, ECC_ROLE_TIMESTAMP, 3);
    refuses(scene, "trust.rollback");
    expect_versions(scene, 0, 2, 2, 2);
}

static void refuses_older_targets(void **state)
{
    struct scene *scene = *state;
    repo_publish_set(&scene->repo);
    accepts(scene);
    publish_at(&scene->repo, ECC_ROLE_TARGETS, 1);
    publish_at(&scene->repo, ECC_ROLE_SNAPSHOT, 3);
    publish_at(&scene->repo, ECC_ROLE_TIMESTAMP, 3);
    refuses(scene, "trust.rollback");
    expect_versions(scene, 0, 3, 2, 2);
}

static void refuses_a_snapshot_that_drops_a_role(void **state)
{
    struct scene *scene = *state;
    struct ecc_secret *key = repo_key(&scene->repo);
    scene->repo.delegations = repo_delegate(&scene->repo, NULL, "team", "paths", "team/*", false,
                                            key);
    repo_publish_delegated(&scene->repo, "team", key, NULL, NULL, 1);
    repo_publish_set(&scene->repo);
    accepts(scene);
    ecc_pack_json_remove(scene->repo.meta, ECC_STR("team.json"));
    publish_at(&scene->repo, ECC_ROLE_SNAPSHOT, 3);
    publish_at(&scene->repo, ECC_ROLE_TIMESTAMP, 3);
    refuses(scene, "trust.dropped");
    expect_versions(scene, 0, 3, 2, 2);
}

static void an_older_root_cannot_be_slipped_in(void **state)
{
    struct scene *scene = *state;
    const ecc_str first = files_get(&scene->repo.metadata, "1.root.json");
    publish_at(&scene->repo, ECC_ROLE_ROOT, 2);
    publish_at(&scene->repo, ECC_ROLE_ROOT, 3);
    accepts(scene);
    files_put(&scene->repo.metadata, "4.root.json", first);
    refuses(scene, "trust.root-version");
    expect_versions(scene, 3, 1, 1, 1);
    /* nor by taking the newer ones away: they are remembered */
    files_remove(&scene->repo.metadata, "2.root.json");
    files_remove(&scene->repo.metadata, "3.root.json");
    files_remove(&scene->repo.metadata, "4.root.json");
    accepts(scene);
    assert_int_equal(scene->client.trusted.root->version, 3);
}

static void roots_follow_each_other_one_by_one(void **state)
{
    struct scene *scene = *state;
    publish_at(&scene->repo, ECC_ROLE_ROOT, 3);
    files_put(&scene->repo.metadata, "2.root.json",
              files_get(&scene->repo.metadata, "3.root.json"));
    refuses(scene, "trust.root-version");
    expect_versions(scene, 0, 0, 0, 0);
}

/* ---- Expired ------------------------------------------------------------------------------- */

static void refuses_what_has_expired(void **state)
{
    struct scene *scene = *state;
    accepts(scene);
    for (enum ecc_role role = ECC_ROLE_TIMESTAMP; role < ECC_ROLES; role++) {
        scene->repo.roles[role].expires = NOW; /* not a second more */
        repo_publish_set(&scene->repo);
        refuses(scene, "trust.expired");
        scene->repo.roles[role].expires = NOW + 1;
        repo_publish_set(&scene->repo);
        accepts(scene);
    }
}

static void an_expired_root_ends_it_but_is_remembered(void **state)
{
    struct scene *scene = *state;
    accepts(scene);
    scene->repo.roles[ECC_ROLE_ROOT].expires = NOW - 1;
    publish_at(&scene->repo, ECC_ROLE_ROOT, 2);
    refuses(scene, "trust.expired");
    expect_versions(scene, 2, 1, 1, 1);
    scene->repo.roles[ECC_ROLE_ROOT].expires = LATER; /* one in the middle may have expired */
    publish_at(&scene->repo, ECC_ROLE_ROOT, 3);
    accepts(scene);
}

/* A freeze: the same good set for ever. */
static void time_alone_ends_trust(void **state)
{
    struct scene *scene = *state;
    accepts(scene);
    assert_int_equal(client_refresh(&scene->client, LATER, false), ECC_E_UNTRUSTED);
    assert_string_equal(client_said(&scene->client), "trust.expired");
}

static void a_local_set_may_be_stale_but_not_expired(void **state)
{
    struct scene *scene = *state;
    scene->repo.roles[ECC_ROLE_TIMESTAMP].expires = NOW - 1;
    scene->repo.roles[ECC_ROLE_SNAPSHOT].expires = NOW - 1;
    repo_publish_set(&scene->repo);
    assert_int_equal(client_refresh(&scene->client, NOW, true), ECC_OK);
    scene->repo.roles[ECC_ROLE_TARGETS].expires = NOW - 1;
    repo_publish_set(&scene->repo);
    assert_int_equal(client_refresh(&scene->client, NOW, true), ECC_E_UNTRUSTED);
    assert_string_equal(client_said(&scene->client), "trust.expired");
    scene->repo.roles[ECC_ROLE_TARGETS].expires = LATER;
    scene->repo.roles[ECC_ROLE_ROOT].expires = NOW - 1;
    repo_publish_all(&scene->repo);
    assert_int_equal(client_refresh(&scene->client, NOW, true), ECC_E_UNTRUSTED);
    assert_string_equal(client_said(&scene->client), "trust.expired");
}

/* ---- Signatures ---------------------------------------------------------------------------- */

static void refuses_too_few_signatures(void **state)
{
    struct scene *scene = *state;
    for (enum ecc_role role = ECC_ROLE_TIMESTAMP; role < ECC_ROLES; role++) {
        struct role *at = &scene->repo.roles[role];
        at->listed = 3;
        at->threshold = 2;
        at->to = 2;
        repo_publish_all(&scene->repo);
        accepts(scene);
        at->to = 1;
        repo_publish_set(&scene->repo);
        refuses(scene, "trust.signatures");
        at->from = 2; /* one that may sign and one that may not */
        at->to = 4;
        repo_publish_set(&scene->repo);
        refuses(scene, "trust.signatures");
        at->from = 0;
        at->to = 2;
        repo_publish_set(&scene->repo);
        accepts(scene);
    }
}

static void a_new_root_needs_the_old_keys_and_its_own(void **state)
{
    struct scene *scene = *state;
    struct role *root = &scene->repo.roles[ECC_ROLE_ROOT];
    accepts(scene);
    struct ecc_secret *old = root->keys[0];
    struct ecc_secret *new = root->keys[1];
    root->keys[0] = new; /* by the new keys only */
    publish_at(&scene->repo, ECC_ROLE_ROOT, 2);
    refuses(scene, "trust.signatures");
    root->keys[1] = old;
    root->from = 1; /* by the old ones only */
    root->to = 2;
    repo_publish(&scene->repo, ECC_ROLE_ROOT);
    refuses(scene, "trust.signatures");
    expect_versions(scene, 0, 1, 1, 1);
    root->from = 0; /* by both */
    repo_publish(&scene->repo, ECC_ROLE_ROOT);
    accepts(scene);
    expect_versions(scene, 2, 1, 1, 1);
}

/* The tree of a file that was published. */
static struct ecc_pack_json *tree_of(struct scene *scene, const char *name)
{
    struct ecc_pack_json *tree = NULL;
    assert_int_equal(ecc_pack_json_parse(scene->repo.arena, ecc_str_of(name),
                                         files_get(&scene->repo.metadata, name), &tree,
                                         scene->client.diags),
                     ECC_OK);
    return tree;
}

static void put_tree(struct scene *scene, const char *name, const struct ecc_pack_json *tree)
{
    struct ecc_buf bytes;
    ecc_buf_init(&bytes, scene->repo.arena);
    ecc_pack_json_print(tree, &bytes);
    files_put(&scene->repo.metadata, name, ecc_buf_str(&bytes));
}

static void one_key_signs_once(void **state)
{
    struct scene *scene = *state;
    struct role *timestamp = &scene->repo.roles[ECC_ROLE_TIMESTAMP];
    timestamp->listed = 3;
    timestamp->threshold = 2;
    repo_publish_all(&scene->repo);
    struct ecc_pack_json *tree = tree_of(scene, "timestamp.json");
    struct ecc_pack_json *signatures = ecc_pack_json_get(tree, "signatures");
    assert_true(ecc_pack_json_append(scene->repo.arena, signatures, signatures->items[0]));
    put_tree(scene, "timestamp.json", tree);
    refuses(scene, "trust.signature-twice");
}

/* The same public key under two ids, each id right: an unknown field makes the difference. */
static void one_key_under_two_ids_counts_once(void **state)
{
    struct scene *scene = *state;
    struct repo *repo = &scene->repo;
    struct ecc_arena *arena = repo->arena;
    struct role *timestamp = &repo->roles[ECC_ROLE_TIMESTAMP];
    struct ecc_pack_json *twin = ecc_pack_json_object(arena);
    const struct ecc_pack_json *object = ecc_secret_object(timestamp->keys[0]);
    struct ecc_buf canonical;
    char id[ECC_HASH_HEX];
    for (size_t i = 0; i < object->n; i++) {
        assert_true(ecc_pack_json_set(arena, twin, object->names[i], object->items[i]));
    }
    put(repo, twin, "x-name", text_json(repo, "twin"));
    ecc_buf_init(&canonical, arena);
    ecc_pack_json_canonical(twin, &canonical);
    assert_true(ecc_hash_hex(repo->crypto, ECC_SHA256, ecc_buf_str(&canonical), id));
    timestamp->threshold = 2;
    timestamp->listed = 2;
    repo->roles[ECC_ROLE_ROOT].version = 2;
    repo_publish(repo, ECC_ROLE_ROOT);
    struct ecc_pack_json *root = ecc_pack_json_get(tree_of(scene, "2.root.json"), "signed");
    put(repo, ecc_pack_json_get(root, "keys"), id, twin);
    assert_true(ecc_pack_json_append(
        arena,
        ecc_pack_json_get(ecc_pack_json_get(ecc_pack_json_get(root, "roles"), "timestamp"),
                          "keyids"),
        text_json(repo, id)));
    files_put(&repo->metadata, "2.root.json",
              repo_sign(repo, root, repo->roles[ECC_ROLE_ROOT].keys, 1));
    publish_at(repo, ECC_ROLE_TIMESTAMP, 2);
    struct ecc_pack_json *tree = tree_of(scene, "timestamp.json");
    struct ecc_pack_json *signatures = ecc_pack_json_get(tree, "signatures");
    struct ecc_pack_json *again = ecc_pack_json_object(arena);
    put(repo, again, "keyid", text_json(repo, id));
    put(repo, again, "sig", ecc_pack_json_get(signatures->items[0], "sig"));
    assert_true(ecc_pack_json_append(arena, signatures, again));
    put_tree(scene, "timestamp.json", tree);
    refuses(scene, "trust.signatures");
    timestamp->to = 2; /* a second key makes it right: the twin is no harm */
    publish_at(repo, ECC_ROLE_TIMESTAMP, 3);
    accepts(scene);
}

static void a_threshold_of_nothing_is_refused(void **state)
{
    struct scene *scene = *state;
    scene->repo.roles[ECC_ROLE_TARGETS].threshold = 0;
    scene->repo.roles[ECC_ROLE_TARGETS].to = 0;
    repo_publish_all(&scene->repo);
    refuses(scene, "trust.field");
    expect_versions(scene, 0, 0, 0, 0);
}

static void one_role_does_not_pass_for_another(void **state)
{
    struct scene *scene = *state;
    scene->repo.type = "snapshot";
    publish_at(&scene->repo, ECC_ROLE_TIMESTAMP, 2);
    refuses(scene, "trust.type");
}

/* ---- Mixed, cut, endless ------------------------------------------------------------------- */

static void refuses_a_mixture_of_sets(void **state)
{
    struct scene *scene = *state;
    const ecc_str targets = files_get(&scene->repo.metadata, "targets.json");
    const ecc_str snapshot = files_get(&scene->repo.metadata, "snapshot.json");
    repo_publish_set(&scene->repo);
    const ecc_str new_snapshot = files_get(&scene->repo.metadata, "snapshot.json");
    files_put(&scene->repo.metadata, "snapshot.json", snapshot);
    refuses(scene, "trust.hash");
    files_put(&scene->repo.metadata, "snapshot.json", new_snapshot);
    files_put(&scene->repo.metadata, "targets.json", targets);
    refuses(scene, "trust.hash");
    repo_add(&scene->repo, "us-ear/y/2024-01-01.yaml", "rule: y\n");
    repo_publish_set(&scene->repo);
    files_put(&scene->repo.metadata, "targets.json", targets);
    refuses(scene, "trust.length");
    scene->repo.with_hashes = false; /* then the versions tell */
    repo_publish_set(&scene->repo);
    files_put(&scene->repo.metadata, "targets.json", targets);
    refuses(scene, "trust.version");
    repo_publish_set(&scene->repo);
    files_put(&scene->repo.metadata, "snapshot.json", snapshot);
    refuses(scene, "trust.version");
}

static void refuses_what_does_not_come_whole(void **state)
{
    static const char *const names[] = {"timestamp.json", "snapshot.json", "targets.json"};
    struct scene *scene = *state;
    scene->repo.with_hashes = false;
    repo_publish_set(&scene->repo);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const ecc_str whole = files_get(&scene->repo.metadata, names[i]);
        files_put(&scene->repo.metadata, names[i], (ecc_str){whole.ptr, whole.len / 2});
        refuses(scene, "trust.json-cut");
        files_put(&scene->repo.metadata, names[i], (ecc_str){whole.ptr, 0});
        refuses(scene, "trust.json-cut");
        files_remove(&scene->repo.metadata, names[i]);
        refuses(scene, "trust.missing");
        files_put(&scene->repo.metadata, names[i], whole);
    }
    accepts(scene);
}

static void refuses_what_is_larger_than_it_may_be(void **state)
{
    static const char *const names[] = {"2.root.json", "timestamp.json", "snapshot.json",
                                        "targets.json"};
    struct scene *scene = *state;
    char *endless = ecc_arena_alloc(scene->repo.arena, 2 * ECC_TARGETS_CAP);
    memset(endless, ' ', 2 * ECC_TARGETS_CAP);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const ecc_str whole = files_get(&scene->repo.metadata, names[i]);
        files_put(&scene->repo.metadata, names[i], (ecc_str){endless, 2 * ECC_TARGETS_CAP});
        refuses(scene, "trust.too-large");
        if (whole.ptr == NULL) {
            files_remove(&scene->repo.metadata, names[i]);
        } else {
            files_put(&scene->repo.metadata, names[i], whole);
        }
    }
    accepts(scene);
}

static void refuses_wrong_files(void **state)
{
    static const char path[] = "us-ear/x/2023-01-01.yaml";
    struct scene *scene = *state;
    ecc_str bytes = {NULL, 0};
    static const struct {
        const char *bytes;
        const char *id;
    } cases[] = {{"rule: y\n", "trust.hash"},
                 {"rule: x", "trust.length"},
                 {"rule: x\n\n", "trust.too-large"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        accepts(scene);
        files_put(&scene->repo.targets, path, ecc_str_of(cases[i].bytes));
        assert_int_equal(client_read(&scene->client, path, &bytes), ECC_E_UNTRUSTED);
        assert_string_equal(client_said(&scene->client), cases[i].id);
        assert_null(bytes.ptr);
    }
    files_remove(&scene->repo.targets, path);
    accepts(scene);
    assert_int_equal(client_read(&scene->client, path, &bytes), ECC_E_UNTRUSTED);
    assert_string_equal(client_said(&scene->client), "trust.missing");
}

static void hashes_of_unknown_kinds_do_not_count(void **state)
{
    static const char path[] = "us-ear/x/2023-01-01.yaml";
    struct scene *scene = *state;
    ecc_str bytes = {NULL, 0};
    struct ecc_pack_json *hashes = ecc_pack_json_get(ecc_pack_json_get(scene->repo.listed, path),
                                                     "hashes");
    put(&scene->repo, hashes, "blake9", text_json(&scene->repo, "00"));
    ecc_pack_json_remove(hashes, ECC_STR("sha256"));
    repo_publish_set(&scene->repo);
    accepts(scene);
    assert_int_equal(client_read(&scene->client, path, &bytes), ECC_OK);
    ecc_pack_json_remove(hashes, ECC_STR("sha512"));
    repo_publish_set(&scene->repo);
    accepts(scene);
    assert_int_equal(client_read(&scene->client, path, &bytes), ECC_E_UNTRUSTED);
    assert_string_equal(client_said(&scene->client), "trust.hash-kind");
}

static void paths_do_not_lead_out(void **state)
{
    static const char *const bad[] = {"../x.yaml", "a/../../x.yaml", "/etc/x.yaml",
                                      "a//x.yaml", "./x.yaml",       "a/x.yaml/",
                                      "a\\x.yaml", "a/\x01.yaml",    ".."};
    struct scene *scene = *state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        put(&scene->repo, scene->repo.listed, bad[i], target_json(&scene->repo, ECC_STR("x")));
        files_put(&scene->repo.targets, bad[i], ECC_STR("x"));
    }
    repo_publish_set(&scene->repo);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ecc_str bytes = {NULL, 0};
        accepts(scene);
        assert_int_equal(client_read(&scene->client, bad[i], &bytes), ECC_E_UNTRUSTED);
        assert_string_equal(client_said(&scene->client), "trust.path");
    }
}

/* ---- Recovery ------------------------------------------------------------------------------ */

/* Keys were stolen and version numbers driven up; new keys make the old numbers count again. */
static void recovers_from_numbers_driven_up(void **state)
{
    struct scene *scene = *state;
    scene->repo.roles[ECC_ROLE_TARGETS].version = 1000;
    scene->repo.roles[ECC_ROLE_SNAPSHOT].version = 2000;
    scene->repo.roles[ECC_ROLE_TIMESTAMP].version = 3000;
    repo_publish_set(&scene->repo);
    accepts(scene);
    repo_rotate(&scene->repo, ECC_ROLE_SNAPSHOT);
    repo_rotate(&scene->repo, ECC_ROLE_TIMESTAMP);
    scene->repo.roles[ECC_ROLE_TARGETS].version = 1;
    scene->repo.roles[ECC_ROLE_SNAPSHOT].version = 1;
    scene->repo.roles[ECC_ROLE_TIMESTAMP].version = 1;
    repo_publish_all(&scene->repo);
    accepts(scene);
    expect_versions(scene, 2, 2, 2, 2);
}

/* Also when one of several keys goes and the others could still vouch for what was. */
static void a_key_taken_away_forgets_what_it_may_have_signed(void **state)
{
    struct scene *scene = *state;
    struct role *timestamp = &scene->repo.roles[ECC_ROLE_TIMESTAMP];
    timestamp->listed = 2;
    timestamp->to = 2;
    timestamp->version = 500;
    repo_publish_all(&scene->repo);
    accepts(scene);
    timestamp->keys[1] = timestamp->keys[0]; /* the second of the two goes; the first signed too */
    timestamp->listed = 1;
    timestamp->to = 1;
    timestamp->version = 1;
    repo_publish_all(&scene->repo);
    accepts(scene);
    expect_versions(scene, 3, 2, 3, 3);
}

/* A new key beside the old ones takes nothing back. */
static void a_key_added_forgets_nothing(void **state)
{
    struct scene *scene = *state;
    accepts(scene);
    repo_publish_set(&scene->repo);
    accepts(scene);
    scene->repo.roles[ECC_ROLE_TIMESTAMP].listed = 2;
    publish_at(&scene->repo, ECC_ROLE_ROOT, 2);
    publish_at(&scene->repo, ECC_ROLE_TIMESTAMP, 1);
    refuses(scene, "trust.rollback");
}

/* ---- Bits ---------------------------------------------------------------------------------- */

/* Whatever single bit is turned: it is refused, or what is trusted is the same to the byte (the
 * case of a hexadecimal digit of a signature says nothing). */
static void no_bit_can_be_turned(void **state)
{
    static const char *const names[] = {"1.root.json", "2.root.json", "timestamp.json",
                                        "snapshot.json", "targets.json"};
    struct scene *scene = *state;
    scene->repo.with_hashes = false;
    repo_publish_all(&scene->repo);
    accepts(scene);
    const struct ecc_trusted *trusted = &scene->client.trusted;
    const ecc_str right[] = {ecc_arena_str(scene->repo.arena, trusted->root->canonical),
                             ecc_arena_str(scene->repo.arena, trusted->timestamp->canonical),
                             ecc_arena_str(scene->repo.arena, trusted->snapshot->canonical),
                             ecc_arena_str(scene->repo.arena, trusted->targets->canonical)};
    size_t n_refused = 0;
    size_t n_same = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const ecc_str whole = files_get(&scene->repo.metadata, names[i]);
        char *turned = ecc_arena_alloc(scene->repo.arena, whole.len);
        for (size_t at = 0; at < whole.len; at++) {
            memcpy(turned, whole.ptr, whole.len);
            turned[at] = (char)(turned[at] ^ (1 << (at % 8)));
            struct files *files = &scene->repo.metadata;
            for (size_t f = 0; f < files->n; f++) {
                if (ecc_str_is(files->items[f].name, names[i])) {
                    files->items[f].bytes = (ecc_str){turned, whole.len};
                }
            }
            client_close(&scene->client);
            client_open(&scene->client, &scene->repo);
            if (client_refresh(&scene->client, NOW, false) == ECC_OK) {
                assert_true(ecc_str_eq(trusted->root->canonical, right[0]));
                assert_true(ecc_str_eq(trusted->timestamp->canonical, right[1]));
                assert_true(ecc_str_eq(trusted->snapshot->canonical, right[2]));
                assert_true(ecc_str_eq(trusted->targets->canonical, right[3]));
                n_same++;
            } else {
                n_refused++;
            }
        }
        files_put(&scene->repo.metadata, names[i], whole);
    }
    assert_true(n_refused > 2000);
    assert_true(n_same < n_refused / 20);
}

/* ---- Memory -------------------------------------------------------------------------------- */

/* With less memory than it takes, a run ends with just that; nothing half-made is trusted. */
static void memory_may_run_out_anywhere(void **state)
{
    struct scene *scene = *state;
    struct client *client = &scene->client;
    size_t n_failed = 0;
    ecc_status status = ECC_E_NOMEM;
    for (size_t cap = 256; status != ECC_OK; cap += 512) {
        struct ecc_arena *arena = ecc_arena_new(cap);
        struct ecc_trusted trusted = {.arena = arena,
                                      .crypto = client->crypto,
                                      .fetcher = &client->fetcher,
                                      .policy = {NOW, false}};
        ecc_str bytes = {NULL, 0};
        const struct ecc_target *target = NULL;
        assert_true(cap < 1000000);
        status = ecc_trusted_refresh(&trusted, client->anchor, true, client->diags);
        if (status == ECC_OK) {
            status = ecc_trusted_find(&trusted, ECC_STR("us-ear/x/2023-01-01.yaml"), &target, NULL,
                                      client->diags);
        }
        if (status == ECC_OK) {
            status = ecc_trusted_read(&trusted, target, arena, &bytes, client->diags);
        }
        assert_true(status == ECC_OK || status == ECC_E_NOMEM);
        assert_int_equal(ecc_diags_count(client->diags), 0);
        n_failed += status == ECC_OK ? 0 : 1;
        ecc_trusted_close(&trusted);
        ecc_arena_free(arena);
    }
    assert_true(n_failed > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(takes_what_is_right, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_consistent_snapshots, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_sets_without_hashes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keeps_to_known_versions_of_the_specification, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_an_older_timestamp, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_an_older_snapshot, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_older_targets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_snapshot_that_drops_a_role, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_older_root_cannot_be_slipped_in, set_up, tear_down),
        cmocka_unit_test_setup_teardown(roots_follow_each_other_one_by_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_has_expired, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_expired_root_ends_it_but_is_remembered, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(time_alone_ends_trust, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_local_set_may_be_stale_but_not_expired, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_too_few_signatures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_new_root_needs_the_old_keys_and_its_own, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(one_key_signs_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_key_under_two_ids_counts_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_threshold_of_nothing_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_role_does_not_pass_for_another, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_mixture_of_sets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_does_not_come_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_larger_than_it_may_be, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_wrong_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hashes_of_unknown_kinds_do_not_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(paths_do_not_lead_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(recovers_from_numbers_driven_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_key_taken_away_forgets_what_it_may_have_signed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_key_added_forgets_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_bit_can_be_turned, set_up, tear_down),
        cmocka_unit_test_setup_teardown(memory_may_run_out_anywhere, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
