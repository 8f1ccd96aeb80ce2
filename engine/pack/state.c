/* SPDX-License-Identifier: Apache-2.0 */
/* The order of steps is what makes this safe: a set is written and synced in full before `current`
 * is replaced, and nothing that `current` may name is touched. */
#include "pack/state.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/arena.h"

#define NUMBER_DIGITS 15
#define CURRENT_CAP   64

/* ---- A directory as a store ---------------------------------------------------------------- */

ecc_status ecc_store_load(void *user, ecc_str name, size_t max, struct ecc_arena *arena,
                          ecc_str *out, struct ecc_diags *diags)
{
    return ecc_pack_file_read(user, name, max, arena, out, diags);
}

ecc_status ecc_store_save(void *user, ecc_str name, ecc_str bytes, struct ecc_diags *diags)
{
    return ecc_pack_file_write(user, name, bytes, 0644, diags);
}

ecc_status ecc_store_remove(void *user, ecc_str name, struct ecc_diags *diags)
{
    return ecc_pack_file_remove(user, name, diags);
}

/* ---- Sets ---------------------------------------------------------------------------------- */

/* 0 when `text` is no number as sets have it. */
static uint64_t number_of(ecc_str text)
{
    uint64_t number = 0;
    if (text.len == 0 || text.len > NUMBER_DIGITS || text.ptr[0] == '0') {
        return 0;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return 0;
        }
        number = number * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    return number;
}

/* The number in `current`; 0 when there is none, or none that was written here. */
static ecc_status read_current(const struct ecc_dir *dir, struct ecc_arena *arena, uint64_t *out,
                               struct ecc_diags *diags)
{
    ecc_str text = {NULL, 0};
    const ecc_status status = ecc_pack_file_read(dir, ECC_STR("current"), CURRENT_CAP, arena, &text,
                                                 diags);
    if (status != ECC_OK && status != ECC_E_NOT_FOUND) {
        return status;
    }
    *out = text.len > 0 && text.ptr[text.len - 1] == '\n'
               ? number_of(ecc_str_slice(text, 0, text.len - 1))
               : 0;
    return ECC_OK;
}

static ecc_status path_of_set(struct ecc_arena *arena, uint64_t number, ecc_str *out)
{
    struct ecc_buf path;
    ecc_buf_init(&path, arena);
    ecc_buf_puts(&path, "sets/");
    ecc_buf_put_size(&path, (size_t)number);
    *out = ecc_buf_str(&path);
    return path.failed ? ECC_E_NOMEM : ECC_OK;
}

ecc_status ecc_state_current(const struct ecc_dir *dir, struct ecc_arena *arena,
                             struct ecc_dir *out, struct ecc_diags *diags)
{
    uint64_t number = 0;
    ecc_str path = {NULL, 0};
    TRY(read_current(dir, arena, &number, diags));
    if (number == 0) {
        return ECC_E_NOT_FOUND;
    }
    TRY(path_of_set(arena, number, &path));
    return ecc_dir_open_in(dir, path, false, out, diags);
}

ecc_status ecc_state_begin(struct ecc_state *state, struct ecc_arena *arena, struct ecc_dir *out,
                           ecc_str *out_name, struct ecc_diags *diags)
{
    uint64_t number = 0;
    ecc_str path = {NULL, 0};
    TRY(read_current(&state->dir, arena, &number, diags));
    TRY(path_of_set(arena, number + 1, &path));
    TRY(ecc_dir_open_in(&state->dir, path, true, out, diags));
    *out_name = ecc_str_slice(path, sizeof "sets/" - 1, path.len);
    return ECC_OK;
}

/* ---- Clearing away ------------------------------------------------------------------------- */

struct sweep {
    const struct ecc_dir *dir;
    struct ecc_diags *diags;
    uint64_t current; /* sets this one and the one before it stay */
    ecc_status status;
};

static bool sweep_set(void *user, ecc_str name, bool is_dir)
{
    struct sweep *sweep = user;
    const uint64_t number = number_of(name);
    if (is_dir && number != 0 && (number == sweep->current || number + 1 == sweep->current)) {
        return true;
    }
    sweep->status = is_dir ? ecc_dir_remove(sweep->dir, name, sweep->diags)
                           : ecc_pack_file_remove(sweep->dir, name, sweep->diags);
    return sweep->status == ECC_OK;
}

/* Temporary names begin with a dot. */
static bool sweep_temporary(void *user, ecc_str name, bool is_dir)
{
    struct sweep *sweep = user;
    if (!is_dir && name.ptr[0] == '.') {
        sweep->status = ecc_pack_file_remove(sweep->dir, name, sweep->diags);
    }
    return sweep->status == ECC_OK;
}

static ecc_status sweep(const struct ecc_dir *dir, ecc_entry_fn entry, uint64_t current,
                        struct ecc_diags *diags)
{
    struct sweep sweep = {.dir = dir, .diags = diags, .current = current, .status = ECC_OK};
    TRY(ecc_dir_list(dir, entry, &sweep, diags));
    return sweep.status;
}

static ecc_status sweep_sets(struct ecc_state *state, struct ecc_arena *arena,
                             struct ecc_diags *diags)
{
    uint64_t current = 0;
    struct ecc_dir sets = {.fd = -1};
    TRY(read_current(&state->dir, arena, &current, diags));
    TRY(ecc_dir_open_in(&state->dir, ECC_STR("sets"), true, &sets, diags));
    const ecc_status status = sweep(&sets, sweep_set, current, diags);
    ecc_dir_close(&sets);
    return status;
}

ecc_status ecc_state_commit(struct ecc_state *state, struct ecc_arena *arena,
                            const struct ecc_dir *set, ecc_str name, struct ecc_diags *diags)
{
    struct ecc_buf text;
    struct ecc_dir sets = {.fd = -1};
    ecc_buf_init(&text, arena);
    ecc_buf_add(&text, name);
    ecc_buf_putc(&text, '\n');
    if (text.failed) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_dir_sync(set, diags));
    TRY(ecc_dir_open_in(&state->dir, ECC_STR("sets"), false, &sets, diags));
    const ecc_status synced = ecc_dir_sync(&sets, diags);
    ecc_dir_close(&sets);
    TRY(synced);
    TRY(ecc_pack_file_write(&state->dir, ECC_STR("current"), ecc_buf_str(&text), 0644, diags));
    return sweep_sets(state, arena, diags);
}

/* ---- Opening ------------------------------------------------------------------------------- */

static ecc_status take_lock(struct ecc_state *state, struct ecc_diags *diags)
{
    state->lock = openat(state->dir.fd, "lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (state->lock < 0) {
        return ecc_pack_file_tell(diags, ECC_STR("lock"), errno);
    }
    const struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(state->lock, F_SETLK, &whole) == 0) {
        return ECC_OK;
    }
    ecc_diag_add(diags, ECC_M_trust_busy, ecc_span_none(),
                 ECC_ARGS(ecc_arg_text("file", state->dir.name)));
    return ECC_E_IO;
}

static ecc_status prepare(struct ecc_state *state, struct ecc_diags *diags)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    if (arena == NULL) {
        return ECC_E_NOMEM;
    }
    ecc_status status = take_lock(state, diags);
    if (status == ECC_OK) {
        status = ecc_dir_open_in(&state->dir, ECC_STR("metadata"), true, &state->metadata, diags);
    }
    if (status == ECC_OK) {
        status = sweep(&state->dir, sweep_temporary, 0, diags);
    }
    if (status == ECC_OK) {
        status = sweep(&state->metadata, sweep_temporary, 0, diags);
    }
    if (status == ECC_OK) {
        status = sweep_sets(state, arena, diags);
    }
    ecc_arena_free(arena);
    return status;
}

ecc_status ecc_state_open(const char *path, struct ecc_state *out, struct ecc_diags *diags)
{
    struct ecc_state state = {.dir = {.fd = -1}, .metadata = {.fd = -1}, .lock = -1};
    TRY(ecc_dir_make(path, &state.dir, diags));
    const ecc_status status = prepare(&state, diags);
    if (status != ECC_OK) {
        ecc_state_close(&state);
        return status;
    }
    *out = state;
    return ECC_OK;
}

void ecc_state_close(struct ecc_state *state)
{
    ecc_dir_close(&state->metadata);
    ecc_dir_close(&state->dir);
    if (state->lock >= 0) {
        (void)close(state->lock);
        state->lock = -1;
    }
}
