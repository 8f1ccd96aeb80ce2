/* SPDX-License-Identifier: Apache-2.0 */
/* See disk.h. */
#include "disk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define KEEP "us-ear/a/2023-01-01.yaml"

/* ---- Files --------------------------------------------------------------------------------- */

void disk_path(const struct disk *disk, const char *below, char *out, size_t size)
{
    assert_true(snprintf(out, size, "%s/%s", disk->top, below) < (int)size);
}

size_t disk_read(const char *path, char *out, size_t size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    const size_t len = fread(out, 1, size, file);
    assert_true(len < size);
    out[len] = '\0';
    (void)fclose(file);
    return len;
}

void disk_write(const char *path, const char *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

void disk_put(const struct disk *disk, const char *path, const char *bytes)
{
    char file[256];
    disk_path(disk, "rules/", file, sizeof file);
    size_t at = strlen(file);
    assert_true(at + strlen(path) < sizeof file);
    for (size_t i = 0; path[i] != '\0'; i++) {
        if (path[i] == '/') {
            file[at] = '\0';
            (void)mkdir(file, 0755);
        }
        file[at++] = path[i];
    }
    file[at] = '\0';
    if (bytes == NULL) {
        assert_int_equal(unlink(file), 0);
    } else {
        disk_write(file, bytes, strlen(bytes));
    }
}

static void remove_tree(const char *path)
{
    const pid_t child = fork();
    if (child == 0) {
        (void)execlp("rm", "rm", "-rf", "--", path, (char *)NULL);
        _exit(127);
    }
    (void)waitpid(child, NULL, 0);
}

/* ---- Signing ------------------------------------------------------------------------------- */

static int no_passphrase(void *user, ecc_str key, bool fresh, char *buffer, int size)
{
    (void)user;
    (void)key;
    (void)fresh;
    (void)buffer;
    (void)size;
    return 0;
}

static void ignore(void *user, const ecc_signing *signing)
{
    (void)user;
    (void)signing;
}

bool disk_sign_with(struct disk *disk, const char *const *names, size_t n)
{
    char files[4][128];
    const char *keys[4] = {files[0], files[1], files[2], files[3]};
    bool complete = false;
    ecc_sign_options options = ECC_SIGN_OPTIONS_INIT;
    for (size_t i = 0; i < n; i++) {
        disk_path(disk, names[i], files[i], sizeof files[i]);
        (void)strcat(files[i], ".pem");
    }
    options.now = DISK_NOW;
    options.keys = keys;
    options.n_keys = n;
    options.ask = no_passphrase;
    assert_int_equal(ecc_repository_sign(disk->rules, &options, ignore, &complete, disk->diags),
                     ECC_OK);
    return complete;
}

void disk_sign(struct disk *disk)
{
    static const char *const names[] = {"targets", "online"};
    assert_true(disk_sign_with(disk, names, 2));
}

void disk_key(struct disk *disk, const char *name, ecc_key_type type)
{
    char path[128];
    disk_path(disk, name, path, sizeof path);
    assert_int_equal(ecc_key_make(path, type, no_passphrase, NULL, disk->diags), ECC_OK);
}

long long disk_root(struct disk *disk, ecc_root_verb verb, const char *role, const char *what,
                    int64_t number)
{
    char file[128];
    long long version = 0;
    disk_path(disk, what, file, sizeof file);
    const ecc_root_change change = {verb, role, verb == ECC_ROOT_ADD ? file : what, number};
    assert_int_equal(ecc_repository_root(disk->rules, DISK_NOW, &change, 1, &version, disk->diags),
                     ECC_OK);
    return version;
}

static void make_root(struct disk *disk)
{
    static const char *const names[] = {"root", "targets", "online"};
    static const char *const roles[] = {"root", "targets", "snapshot", "timestamp"};
    static const size_t key_of[] = {0, 1, 2, 2};
    char files[3][128];
    ecc_root_change changes[4];
    long long version = 0;
    for (size_t i = 0; i < 3; i++) {
        disk_key(disk, names[i], ECC_KEY_TYPE_ED25519);
        disk_path(disk, names[i], files[i], sizeof files[i]);
        (void)strcat(files[i], ".pub");
    }
    for (size_t i = 0; i < 4; i++) {
        changes[i] = (ecc_root_change){ECC_ROOT_ADD, roles[i], files[key_of[i]], 0};
    }
    assert_int_equal(ecc_repository_root(disk->rules, DISK_NOW, changes, 4, &version, disk->diags),
                     ECC_OK);
    assert_int_equal(version, 1);
}

void disk_open(struct disk *disk)
{
    static const char *const names[] = {"root", "targets", "online"};
    *disk = (struct disk){.top = "/tmp/ecc-tuf-XXXXXX"};
    if (access("/dev/shm", W_OK) == 0) { /* in memory, where a sync costs nothing */
        (void)strcpy(disk->top, "/dev/shm/ecc-tuf-XXXXXX");
    }
    assert_int_equal(ecc_diags_new(&disk->diags), ECC_OK);
    assert_non_null(mkdtemp(disk->top));
    disk_path(disk, "rules", disk->rules, sizeof disk->rules);
    disk_path(disk, "state", disk->state, sizeof disk->state);
    make_root(disk);
    disk_put(disk, "us-ear/regime.yaml", "regime: us-ear\n");
    disk_put(disk, KEEP, "set 1");
    disk_put(disk, "us-ear/b/2023-01-01.yaml", "b: 1\n");
    assert_true(disk_sign_with(disk, names, 3));
    char root[128];
    disk_path(disk, "rules/metadata/1.root.json", root, sizeof root);
    disk->root_len = disk_read(root, disk->root, sizeof disk->root);
}

void disk_close(struct disk *disk)
{
    remove_tree(disk->top);
    ecc_diags_free(disk->diags);
}

/* ---- Using --------------------------------------------------------------------------------- */

ecc_status disk_update(struct disk *disk, const char *from, ecc_update *out)
{
    ecc_update_options options = ECC_UPDATE_OPTIONS_INIT;
    options.now = DISK_NOW;
    options.from = from;
    options.state = disk->state;
    options.root = (ecc_str){disk->root, disk->root_len};
    options.connect_seconds = 5;
    options.stall_seconds = 2;
    options.total_seconds = 4;
    options.budget_seconds = disk->budget_seconds;
    ecc_diags_clear(disk->diags);
    const ecc_status status = ecc_rules_update(&options, out, disk->diags);
    assert_int_equal(status == ECC_OK, ecc_diags_errors(disk->diags) == 0);
    return status;
}

const char *disk_said(const struct disk *disk)
{
    return ecc_diags_count(disk->diags) == 0 ? "" : ecc_diags_at(disk->diags, 0).id;
}

void disk_in_use(struct disk *disk, char *out, size_t size)
{
    ecc_trust_options options = ECC_TRUST_OPTIONS_INIT;
    ecc_trust *trust = NULL;
    ecc_str bytes = {NULL, 0};
    options.now = DISK_NOW;
    options.state = disk->state;
    options.root = (ecc_str){disk->root, disk->root_len};
    ecc_diags_clear(disk->diags);
    ecc_status status = ecc_trust_open(&options, &trust, disk->diags);
    if (status == ECC_OK) {
        status = ecc_trust_verify(trust, disk->diags);
    }
    if (status == ECC_OK) {
        status = ecc_trust_read(trust, (ecc_str){KEEP, sizeof KEEP - 1}, &bytes);
    }
    (void)snprintf(out, size, "%.*s", status == ECC_OK ? (int)bytes.len : 200,
                   status == ECC_OK ? bytes.ptr : disk_said(disk));
    ecc_trust_free(trust);
}

void disk_expect(struct disk *disk, const char *what)
{
    char found[256];
    disk_in_use(disk, found, sizeof found);
    assert_string_equal(found, what);
}
