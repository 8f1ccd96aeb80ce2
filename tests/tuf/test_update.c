/* SPDX-License-Identifier: Apache-2.0 */
/* Updates from a directory: whatever is done to the source, to the state, or to the program while
 * it works, what is in use is an old set or a new one, whole. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/ptrace.h>
#endif

#include <cmocka.h>

#include "disk.h"

#define A "us-ear/a/2023-01-01.yaml"

static struct disk the_disk;

static int set_up(void **state)
{
    disk_open(&the_disk);
    *state = &the_disk;
    return 0;
}

static int tear_down(void **state)
{
    disk_close(*state);
    return 0;
}

static ecc_update updates(struct disk *disk)
{
    ecc_update update = {.changed = false};
    const ecc_status status = disk_update(disk, disk->rules, &update);
    assert_string_equal(disk_said(disk), "");
    assert_int_equal(status, ECC_OK);
    return update;
}

static void refuses(struct disk *disk, ecc_status status, const char *id)
{
    ecc_update update = {.changed = false};
    assert_int_equal(disk_update(disk, disk->rules, &update), status);
    assert_string_equal(disk_said(disk), id);
    assert_false(update.changed);
}

static void publish(struct disk *disk, const char *bytes)
{
    disk_put(disk, A, bytes);
    disk_sign(disk);
}

/* ---- By the book --------------------------------------------------------------------------- */

static void takes_newer_sets_into_use(void **state)
{
    struct disk *disk = *state;
    ecc_update update = updates(disk);
    assert_true(update.changed);
    assert_int_equal(update.version, 1);
    assert_int_equal(update.n_files, 3);
    assert_int_equal(update.expires.year, 2027);
    disk_expect(disk, "set 1");
    assert_false(updates(disk).changed);
    publish(disk, "set 2");
    disk_put(disk, "us-ear/b/2023-01-01.yaml", NULL);
    disk_put(disk, "us-ear/c/2023-01-01.yaml", "c: 1\n");
    disk_sign(disk);
    update = updates(disk);
    assert_true(update.changed);
    assert_int_equal(update.version, 3);
    disk_expect(disk, "set 2");
}

static void takes_addresses_of_files(void **state)
{
    struct disk *disk = *state;
    ecc_update update = {.changed = false};
    char from[160];
    (void)snprintf(from, sizeof from, "file://%s", disk->rules);
    from[strlen(from) - 1] = '\0'; /* "rules" with its last letter percent-encoded */
    (void)strcat(from, "%73");
    assert_int_equal(disk_update(disk, from, &update), ECC_OK);
    assert_true(update.changed);
    disk_expect(disk, "set 1");
    assert_int_equal(disk_update(disk, "/tmp/ecc-there-is-no-such-directory", &update),
                     ECC_E_NOT_FOUND);
    assert_string_equal(disk_said(disk), "trust.no-directory");
}

/* Three people sign a new root; until the second has, the one before it holds. */
static void follows_new_roots_from_the_first(void **state)
{
    static const char *const first[] = {"root", "targets", "online"};
    static const char *const second[] = {"bo"};
    struct disk *disk = *state;
    (void)updates(disk);
    disk_key(disk, "bo", ECC_KEY_TYPE_ECDSA);
    disk_key(disk, "new-online", ECC_KEY_TYPE_RSA);
    assert_int_equal(disk_root(disk, ECC_ROOT_ADD, "root", "bo.pub", 0), 2);
    assert_int_equal(disk_root(disk, ECC_ROOT_THRESHOLD, "root", "", 2), 2);
    disk_put(disk, A, "set 2");
    assert_false(disk_sign_with(disk, first, 3));
    refuses(disk, ECC_E_UNTRUSTED, "trust.signatures"); /* a draft is not to be published */
    disk_expect(disk, "set 1");
    assert_true(disk_sign_with(disk, second, 1));
    assert_true(updates(disk).changed);
    disk_expect(disk, "set 2");
    /* the next one takes the online key away: what it signed is signed anew */
    assert_int_equal(disk_root(disk, ECC_ROOT_ADD, "timestamp", "new-online.pub", 0), 3);
    const ecc_root_verb verb = ECC_ROOT_THRESHOLD;
    assert_int_equal(disk_root(disk, verb, "timestamp", "", 2), 3);
    static const char *const all[] = {"root", "bo", "online", "new-online"};
    assert_true(disk_sign_with(disk, all, 4));
    assert_true(updates(disk).changed);
    assert_false(updates(disk).changed);
    disk_expect(disk, "set 2"); /* from root 1, which is what this client began with */
}

/* What another tool made is not taken apart. */
static void hashed_bins_are_not_written(void **state)
{
    static const char bins[] =
        "{\"signatures\": [], \"signed\": {\"_type\": \"targets\", \"spec_version\": \"1.0.31\", "
        "\"version\": 1, \"expires\": \"2030-01-01T00:00:00Z\", \"targets\": {}, \"delegations\": "
        "{\"keys\": {}, \"succinct_roles\": {\"keyids\": [], \"threshold\": 1, \"bit_length\": 3, "
        "\"name_prefix\": \"bin\"}}}}";
    static char after[1024];
    struct disk *disk = *state;
    const char *path = "us-ear";
    char key[128];
    char file[128];
    const char *keys[] = {key};
    disk_path(disk, "targets.pub", key, sizeof key);
    disk_path(disk, "rules/metadata/targets.json", file, sizeof file);
    disk_put(disk, "metadata/targets.json", bins);
    assert_int_equal(
        ecc_repository_delegate(disk->rules, DISK_NOW, "team", &path, 1, keys, 1, 1, disk->diags),
        ECC_E_INVALID);
    assert_string_equal(disk_said(disk), "trust.bins");
    (void)disk_read(file, after, sizeof after);
    assert_string_equal(after, bins);
}

/* ---- The source lies ----------------------------------------------------------------------- */

static void refuses_a_file_that_was_changed(void **state)
{
    struct disk *disk = *state;
    (void)updates(disk);
    publish(disk, "set 2");
    disk_put(disk, A, "set X");
    refuses(disk, ECC_E_UNTRUSTED, "trust.hash");
    disk_expect(disk, "set 1");
    disk_put(disk, A, NULL);
    refuses(disk, ECC_E_UNTRUSTED, "trust.missing");
    disk_expect(disk, "set 1");
    disk_put(disk, A, "set 2");
    assert_true(updates(disk).changed);
    disk_expect(disk, "set 2");
}

static void refuses_an_older_set(void **state)
{
    struct disk *disk = *state;
    static const char *const names[] = {"rules/metadata/timestamp.json",
                                        "rules/metadata/snapshot.json",
                                        "rules/metadata/targets.json"};
    static char old[3][32768];
    size_t len[3];
    char path[128];
    (void)updates(disk);
    for (size_t i = 0; i < 3; i++) {
        disk_path(disk, names[i], path, sizeof path);
        len[i] = disk_read(path, old[i], sizeof old[i]);
    }
    publish(disk, "set 2");
    (void)updates(disk);
    disk_put(disk, A, "set 1");
    for (size_t i = 0; i < 3; i++) {
        disk_path(disk, names[i], path, sizeof path);
        disk_write(path, old[i], len[i]);
    }
    refuses(disk, ECC_E_UNTRUSTED, "trust.rollback");
    disk_expect(disk, "set 2");
}

static void a_root_of_others_is_refused(void **state)
{
    struct disk *disk = *state;
    static struct disk other;
    (void)updates(disk);
    disk_open(&other);
    ecc_update update = {.changed = false};
    assert_int_equal(disk_update(disk, other.rules, &update), ECC_E_UNTRUSTED);
    assert_string_equal(disk_said(disk), "trust.signatures");
    disk_close(&other);
    disk_expect(disk, "set 1");
}

/* ---- The state is damaged ------------------------------------------------------------------ */

static void every_byte_of_a_file_counts(void **state)
{
    struct disk *disk = *state;
    char path[160];
    char whole[256];
    (void)updates(disk);
    disk_path(disk, "state/sets/1/" A, path, sizeof path);
    const size_t len = disk_read(path, whole, sizeof whole);
    for (size_t i = 0; i < len; i++) {
        for (int bit = 0; bit < 8; bit++) {
            whole[i] = (char)(whole[i] ^ (1 << bit));
            disk_write(path, whole, len);
            disk_expect(disk, "trust.hash");
            whole[i] = (char)(whole[i] ^ (1 << bit));
        }
    }
    disk_write(path, whole, len - 1);
    disk_expect(disk, "trust.length");
    disk_write(path, whole, len);
    disk_expect(disk, "set 1");
    disk_write(path, "set 9", 5);
    assert_true(updates(disk).changed); /* what is damaged is written anew */
    disk_expect(disk, "set 1");
}

static void files_that_nobody_vouches_for_are_not_used(void **state)
{
    struct disk *disk = *state;
    char path[160];
    (void)updates(disk);
    disk_path(disk, "state/sets/1/us-ear/a/2024-01-01.yaml", path, sizeof path);
    disk_write(path, "set 9", 5);
    disk_expect(disk, "trust.stray");
}

static void replace_by_link(const struct disk *disk, const char *name)
{
    char path[160];
    char away[160];
    disk_path(disk, name, path, sizeof path);
    disk_path(disk, "away", away, sizeof away);
    assert_int_equal(rename(path, away), 0);
    assert_int_equal(symlink(away, path), 0);
}

static void put_back(const struct disk *disk, const char *name)
{
    char path[160];
    char away[160];
    disk_path(disk, name, path, sizeof path);
    disk_path(disk, "away", away, sizeof away);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rename(away, path), 0);
}

static void links_are_not_followed(void **state)
{
    static const char *const in_use[] = {"state/current",
                                         "state/sets",
                                         "state/sets/1",
                                         "state/sets/1/metadata",
                                         "state/sets/1/metadata/targets.json",
                                         "state/sets/1/us-ear",
                                         "state/sets/1/us-ear/a/2023-01-01.yaml"};
    static const char *const written[] = {"state/current", "state/sets", "state/metadata",
                                          "state/lock"};
    static const char *const source[] = {"rules/metadata", "rules/metadata/timestamp.json",
                                         "rules/us-ear/a", "rules/us-ear/a/2023-01-01.yaml"};
    struct disk *disk = *state;
    (void)updates(disk);
    for (size_t i = 0; i < sizeof in_use / sizeof in_use[0]; i++) {
        replace_by_link(disk, in_use[i]);
        disk_expect(disk, "trust.link");
        put_back(disk, in_use[i]);
    }
    publish(disk, "set 2");
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++) {
        replace_by_link(disk, written[i]);
        refuses(disk, ECC_E_UNTRUSTED, "trust.link");
        put_back(disk, written[i]);
        disk_expect(disk, "set 1");
    }
    for (size_t i = 0; i < sizeof source / sizeof source[0]; i++) {
        replace_by_link(disk, source[i]);
        refuses(disk, ECC_E_UNTRUSTED, "trust.link");
        put_back(disk, source[i]);
        disk_expect(disk, "set 1");
    }
    assert_true(updates(disk).changed);
}

static void two_updates_do_not_meet(void **state)
{
    struct disk *disk = *state;
    char path[160];
    char byte = 0;
    int ready[2];
    int done[2];
    (void)updates(disk);
    disk_path(disk, "state/lock", path, sizeof path);
    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(done), 0);
    const pid_t child = fork();
    if (child == 0) {
        const struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
        const int fd = open(path, O_RDWR);
        const bool locked = fd >= 0 && fcntl(fd, F_SETLK, &whole) == 0;
        (void)!write(ready[1], locked ? "y" : "n", 1);
        (void)!read(done[0], &byte, 1);
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    refuses(disk, ECC_E_IO, "trust.busy");
    disk_expect(disk, "set 1");
    assert_int_equal(write(done[1], "x", 1), 1);
    (void)waitpid(child, NULL, 0);
    assert_false(updates(disk).changed);
}

/* ---- Verified bytes are the bytes that are used -------------------------------------------- */

static void what_was_verified_is_what_is_handed_out(void **state)
{
    struct disk *disk = *state;
    ecc_trust_options options = ECC_TRUST_OPTIONS_INIT;
    ecc_trust *trust = NULL;
    ecc_str bytes = {NULL, 0};
    options.now = DISK_NOW;
    options.directory = disk->rules;
    options.root = (ecc_str){disk->root, disk->root_len};
    assert_int_equal(ecc_trust_open(&options, &trust, disk->diags), ECC_OK);
    assert_int_equal(ecc_trust_read(trust, (ecc_str){A, sizeof A - 1}, &bytes), ECC_OK);
    disk_put(disk, A, "set X"); /* swapped after it was read: what was read stays */
    assert_int_equal(bytes.len, 5);
    assert_memory_equal(bytes.ptr, "set 1", 5);
    /* swapped before: not handed out */
    assert_int_equal(ecc_trust_read(trust, (ecc_str){A, sizeof A - 1}, &bytes), ECC_E_UNTRUSTED);
    assert_string_equal(disk_said(disk), "trust.hash");
    assert_memory_equal(bytes.ptr, "set 1", 5);
    /* nothing of what nobody vouches for */
    disk_put(disk, "us-ear/z/2023-01-01.yaml", "z: 1\n");
    assert_int_equal(ecc_trust_read(trust, (ecc_str){"us-ear/z/2023-01-01.yaml", 24}, &bytes),
                     ECC_E_NOT_FOUND);
    ecc_trust_free(trust);
}

/* ---- Cut off ------------------------------------------------------------------------------- */

static void expect_old_or_new(struct disk *disk)
{
    char found[256];
    disk_in_use(disk, found, sizeof found);
    if (strcmp(found, "set 1") != 0) {
        assert_string_equal(found, "set 2");
    }
}

/* A file may grow no further than `limit` bytes, which is what a full disk looks like. */
static void run_on_a_full_disk(struct disk *disk, rlim_t limit)
{
    const pid_t child = fork();
    if (child == 0) {
        const struct rlimit small = {limit, limit};
        ecc_update update = {.changed = false};
        (void)signal(SIGXFSZ, SIG_IGN);
        (void)setrlimit(RLIMIT_FSIZE, &small);
        const ecc_status status = disk_update(disk, disk->rules, &update);
        _exit(status == ECC_OK ? 0 : strcmp(disk_said(disk), "trust.io-full") == 0 ? 1 : 2);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
}

static void a_full_disk_leaves_the_old_set(void **state)
{
    struct disk *disk = *state;
    (void)updates(disk);
    publish(disk, "set 2");
    static const rlim_t limits[] = {0, 4, 100, 500};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        run_on_a_full_disk(disk, limits[i]);
        disk_expect(disk, "set 1");
    }
    assert_true(updates(disk).changed);
    disk_expect(disk, "set 2");
}

#ifdef __linux__
/* Run an update and kill it when it leaves its n-th system call; between two of them nothing
 * happens that anybody else could see. False: it came to its end. */
static bool run_and_kill(struct disk *disk, long n, bool *out_possible)
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        ecc_update update = {.changed = false};
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) {
            _exit(99);
        }
        (void)raise(SIGSTOP);
        _exit(disk_update(disk, disk->rules, &update) == ECC_OK ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    *out_possible = WIFSTOPPED(status);
    for (long i = 0; WIFSTOPPED(status); i++) { /* it stops on the way in and on the way out */
        const bool last = i == 2 * n + 1;
        (void)(last ? kill(child, SIGKILL) : ptrace(PTRACE_SYSCALL, child, NULL, NULL));
        assert_int_equal(waitpid(child, &status, 0), child);
        if (last) {
            return true;
        }
    }
    assert_int_equal(WEXITSTATUS(status), *out_possible ? 0 : 99);
    return false;
}

static void copy_state(const struct disk *disk, const char *from, const char *to)
{
    char command[256];
    (void)snprintf(command, sizeof command, "rm -rf '%s/%s' && cp -r '%s/%s' '%s/%s'", disk->top,
                   to, disk->top, from, disk->top, to);
    assert_int_equal(system(command), 0);
}

static void killed_anywhere_a_whole_set_stays(void **state)
{
    struct disk *disk = *state;
    bool possible = true;
    long n = 0;
    (void)updates(disk);
    copy_state(disk, "state", "kept");
    publish(disk, "set 2");
    while (run_and_kill(disk, n, &possible)) {
        expect_old_or_new(disk);
        if (n % 16 == 0) { /* and the next update makes it good */
            (void)updates(disk);
            disk_expect(disk, "set 2");
        }
        copy_state(disk, "kept", "state");
        n++;
    }
    if (!possible) {
        skip();
    }
    assert_true(n > 100);
    disk_expect(disk, "set 2");
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(takes_newer_sets_into_use, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_addresses_of_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(follows_new_roots_from_the_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hashed_bins_are_not_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_file_that_was_changed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_an_older_set, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_root_of_others_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_byte_of_a_file_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(files_that_nobody_vouches_for_are_not_used, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(links_are_not_followed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_updates_do_not_meet, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_verified_is_what_is_handed_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_full_disk_leaves_the_old_set, set_up, tear_down),
#ifdef __linux__
        cmocka_unit_test_setup_teardown(killed_anywhere_a_whole_set_stays, set_up, tear_down),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
