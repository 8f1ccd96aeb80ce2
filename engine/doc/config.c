/* SPDX-License-Identifier: Apache-2.0 */
/* Configuration and baseline: see config.h. */
#include "doc/config.h"

#include <string.h>

#include "base/arena.h"

static const char *const fail_words[] = {"undecided", "controlled", "near-line", "none", NULL};
static const char *const severity_words[] = {"error", "warning", "ignore", NULL};
static const char *const language_words[] = {"en", "zh", NULL};
static const char *const verdict_words[] = {"controlled", "undecided", "near-line", "listed", NULL};

/* ---- Parts --------------------------------------------------------------------------------- */

/* A text that is a version: "1". A newer one is told as such. */
static bool read_version(struct ecc_reader *reader, const char *key)
{
    const struct ecc_yaml *node = ecc_reader_get(reader, key, true);
    ecc_str text = {0};
    if (node == NULL || !ecc_bind_text(reader, node, &text)) {
        return false;
    }
    if (!ecc_str_is(text, "1")) {
        ecc_reader_error(reader, ECC_M_config_version, node->span,
                         ECC_ARGS(ecc_arg_cstr("key", key), ecc_arg_text("text", text)));
        return false;
    }
    return true;
}

/* A text that may not be empty. */
static void read_said(struct ecc_reader *reader, const char *key, bool required, ecc_str *out)
{
    const struct ecc_yaml *node = ecc_reader_get(reader, key, required);
    if (node != NULL && ecc_bind_text(reader, node, out) && ecc_str_trim(*out).len == 0) {
        ecc_reader_error(reader, ECC_M_bind_empty_text, node->span,
                         ECC_ARGS(ecc_arg_cstr("key", key)));
    }
}

static void read_waiver(struct ecc_reader *outer, const struct ecc_yaml *node, ecc_waiver *out)
{
    struct ecc_reader reader;
    ecc_reader_open(&reader, outer->arena, node, outer->diags);
    out->at = ecc_span_position(node->span);
    read_said(&reader, "part", true, &out->part);
    read_said(&reader, "paragraph", true, &out->paragraph);
    read_said(&reader, "reason", true, &out->reason);
    read_said(&reader, "approver", true, &out->approver);
    (void)ecc_reader_date(&reader, "expires", true, &out->expires);
    outer->failed = !ecc_reader_close(&reader) || outer->failed;
}

static void read_severity(struct ecc_reader *outer, const struct ecc_yaml *node,
                          ecc_paragraph_level *out)
{
    struct ecc_reader reader;
    int level = 0;
    ecc_reader_open(&reader, outer->arena, node, outer->diags);
    out->at = ecc_span_position(node->span);
    read_said(&reader, "paragraph", true, &out->paragraph);
    const bool known = ecc_reader_word(&reader, "level", true, severity_words, &level);
    read_said(&reader, "reason", known && level == ECC_LEVEL_IGNORE, &out->reason);
    out->level = (ecc_level)level;
    outer->failed = !ecc_reader_close(&reader) || outer->failed;
}

static bool is_digest(ecc_str text)
{
    if (!ecc_str_starts(text, ECC_STR("sha256:")) || text.len != 7 + 64) {
        return false;
    }
    for (size_t i = 7; i < text.len; i++) {
        const char c = text.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return false;
        }
    }
    return true;
}

static void read_pin(struct ecc_reader *outer, const struct ecc_yaml *node, ecc_config_view *out)
{
    struct ecc_reader reader;
    ecc_reader_open(&reader, outer->arena, node, outer->diags);
    out->pin_at = ecc_span_position(node->span);
    (void)ecc_reader_date(&reader, "version", false, &out->pin_version);
    const struct ecc_yaml *digest = ecc_reader_get(&reader, "digest", false);
    if (digest != NULL && ecc_bind_text(&reader, digest, &out->pin_digest) &&
        !is_digest(out->pin_digest)) {
        ecc_reader_error(&reader, ECC_M_config_digest, digest->span, ECC_NO_ARGS);
    }
    outer->failed = !ecc_reader_close(&reader) || outer->failed;
}

static void read_as_of(struct ecc_reader *reader, ecc_config_view *out)
{
    const struct ecc_yaml *node = ecc_reader_get(reader, "as-of", false);
    if (node != NULL && !(node->kind == ECC_YAML_SCALAR && ecc_str_is(node->text, "today"))) {
        (void)ecc_bind_date(reader, node, &out->as_of);
    }
}

static void read_lists(struct ecc_reader *reader, ecc_config_view *out)
{
    const struct ecc_yaml *waivers = ecc_reader_list(reader, "waivers", false);
    const struct ecc_yaml *levels = ecc_reader_list(reader, "severity", false);
    ecc_waiver *waived = waivers != NULL ? ECC_NEW_ARRAY(reader->arena, waivers->n, ecc_waiver)
                                         : NULL;
    ecc_paragraph_level *level = levels != NULL
                                     ? ECC_NEW_ARRAY(reader->arena, levels->n, ecc_paragraph_level)
                                     : NULL;
    reader->failed = reader->failed || (waivers != NULL && waived == NULL) ||
                     (levels != NULL &&
                      level == NULL); /* out of memory: not as if there were none */
    for (size_t i = 0; waived != NULL && i < waivers->n; i++) {
        read_waiver(reader, waivers->items[i], &waived[i]);
        out->waivers = waived;
        out->n_waivers = i + 1;
    }
    for (size_t i = 0; level != NULL && i < levels->n; i++) {
        read_severity(reader, levels->items[i], &level[i]);
        out->levels = level;
        out->n_levels = i + 1;
    }
}

static void read_maps(struct ecc_reader *reader, ecc_config_view *out)
{
    const struct ecc_yaml *list = ecc_reader_list(reader, "maps", false);
    ecc_config_map *maps = list != NULL ? ECC_NEW_ARRAY(reader->arena, list->n, ecc_config_map)
                                        : NULL;
    reader->failed = reader->failed || (list != NULL && maps == NULL);
    for (size_t i = 0; maps != NULL && i < list->n; i++) {
        struct ecc_reader inner;
        ecc_reader_open(&inner, reader->arena, list->items[i], reader->diags);
        maps[i].at = ecc_span_position(list->items[i]->span);
        read_said(&inner, "files", true, &maps[i].files);
        read_said(&inner, "map", true, &maps[i].map);
        reader->failed = !ecc_reader_close(&inner) || reader->failed;
        out->maps = maps;
        out->n_maps = i + 1;
    }
}

static bool bind_config(struct ecc_arena *arena, const struct ecc_yaml *root, ecc_config_view *out,
                        struct ecc_diags *diags)
{
    struct ecc_reader reader;
    int word = 0;
    ecc_reader_open(&reader, arena, root, diags);
    (void)read_version(&reader, "ecc-config");
    read_as_of(&reader, out);
    read_said(&reader, "destination", false, &out->destination);
    out->has_language = ecc_reader_word(&reader, "language", false, language_words, &word);
    out->language = (ecc_language)word;
    word = 0;
    out->has_fail_on = ecc_reader_word(&reader, "fail-on", false, fail_words, &word);
    out->fail_on = (ecc_fail_on)word;
    out->include = ecc_reader_texts(&reader, "include", false, &out->n_include);
    out->exclude = ecc_reader_texts(&reader, "exclude", false, &out->n_exclude);
    read_said(&reader, "baseline", false, &out->baseline);
    const struct ecc_yaml *pin = ecc_reader_get(&reader, "rules", false);
    if (pin != NULL) {
        read_pin(&reader, pin, out);
    }
    read_lists(&reader, out);
    read_maps(&reader, out);
    return ecc_reader_close(&reader);
}

/* ---- Baselines ----------------------------------------------------------------------------- */

static bool bind_baseline(struct ecc_arena *arena, const struct ecc_yaml *root,
                          ecc_config_view *out, struct ecc_diags *diags)
{
    struct ecc_reader reader;
    ecc_reader_open(&reader, arena, root, diags);
    (void)read_version(&reader, "ecc-baseline");
    const struct ecc_yaml *list = ecc_reader_list(&reader, "known", true);
    ecc_known *known = list != NULL ? ECC_NEW_ARRAY(arena, list->n, ecc_known) : NULL;
    reader.failed = reader.failed || (list != NULL && known == NULL);
    for (size_t i = 0; known != NULL && i < list->n; i++) {
        struct ecc_reader inner;
        int verdict = 0;
        ecc_reader_open(&inner, arena, list->items[i], diags);
        known[i].at = ecc_span_position(list->items[i]->span);
        (void)ecc_reader_word(&inner, "verdict", true, verdict_words, &verdict);
        known[i].verdict = ecc_str_of(verdict_words[verdict]);
        read_said(&inner, "key", true, &known[i].key);
        reader.failed = !ecc_reader_close(&inner) || reader.failed;
        out->known = known;
        out->n_known = i + 1;
    }
    return ecc_reader_close(&reader);
}

/* ---- Loading ------------------------------------------------------------------------------- */

typedef bool (*bind_fn)(struct ecc_arena *arena, const struct ecc_yaml *root, ecc_config_view *out,
                        struct ecc_diags *diags);

static ecc_status load(struct ecc_config *config, ecc_str name, ecc_str bytes, bind_fn bind,
                       struct ecc_diags *diags)
{
    const ecc_str copy = ecc_arena_str(config->arena, bytes);
    const ecc_str called = ecc_arena_str(config->arena, name);
    const struct ecc_source *source = copy.ptr != NULL && called.ptr != NULL
                                          ? ecc_source_new(config->arena, called, copy)
                                          : NULL;
    const struct ecc_yaml *root = NULL;
    if (source == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_yaml_parse(config->arena, source, &root, diags));
    config->view.file = called;
    return bind(config->arena, root, &config->view, diags) ? ECC_OK : ECC_E_INVALID;
}

static ecc_status open_with(ecc_str name, ecc_str bytes, bind_fn bind, ecc_config **out_config,
                            ecc_diags *diags)
{
    if (out_config == NULL || diags == NULL) {
        return ECC_E_USAGE;
    }
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_config *config = arena != NULL ? ECC_NEW(arena, struct ecc_config) : NULL;
    if (config == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    config->arena = arena;
    const ecc_status status = load(config, name, bytes, bind, diags);
    if (status != ECC_OK) {
        ecc_arena_free(arena);
        return status;
    }
    *out_config = config;
    return ECC_OK;
}

ecc_status ecc_config_load(ecc_str name, ecc_str bytes, ecc_config **out_config, ecc_diags *diags)
{
    return open_with(name, bytes, bind_config, out_config, diags);
}

ecc_status ecc_baseline_load(ecc_str name, ecc_str bytes, ecc_config **out_config, ecc_diags *diags)
{
    return open_with(name, bytes, bind_baseline, out_config, diags);
}

void ecc_config_free(ecc_config *config)
{
    if (config != NULL) {
        ecc_arena_free(config->arena);
    }
}

const ecc_config_view *ecc_config_about(const ecc_config *config)
{
    return &config->view;
}
