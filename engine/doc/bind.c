/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of a map to values, with every mistake reported at its place. */
#include "doc/bind.h"

#include "base/arena.h"
#include "base/date.h"

void ecc_reader_open(struct ecc_reader *reader, struct ecc_arena *arena,
                     const struct ecc_yaml *node, struct ecc_diags *diags)
{
    *reader = (struct ecc_reader){.arena = arena, .diags = diags, .map = node};
    if (node->kind != ECC_YAML_MAP) {
        reader->map = NULL;
        ecc_reader_error(reader, ECC_M_bind_map_wanted, node->span, ECC_NO_ARGS);
    }
}

void ecc_reader_error(struct ecc_reader *reader, enum ecc_message_id id, struct ecc_span span,
                      const ecc_arg *args, size_t n_args)
{
    reader->failed = true;
    ecc_diag_add(reader->diags, id, span, args, n_args);
}

ecc_str ecc_bind_guess(ecc_str text, const char *const *words, size_t n_words)
{
    size_t best = text.len / 3 + 1; /* a third of the letters may differ */
    ecc_str guess = {0};
    for (size_t i = 0; i < n_words; i++) {
        size_t distance = ecc_str_distance(text, ecc_str_of(words[i]), best);
        if (distance < best || (distance == best && guess.len == 0)) {
            best = distance;
            guess = ecc_str_of(words[i]);
        }
    }
    return guess;
}

static bool was_asked(const struct ecc_reader *reader, ecc_str key)
{
    for (size_t i = 0; i < reader->n_asked; i++) {
        if (ecc_str_is(key, reader->asked[i])) {
            return true;
        }
    }
    return false;
}

static ecc_str asked_keys(const struct ecc_reader *reader)
{
    struct ecc_buf list;
    ecc_buf_init(&list, reader->arena);
    for (size_t i = 0; i < reader->n_asked; i++) {
        ecc_buf_puts(&list, i > 0 ? ", " : "");
        ecc_buf_puts(&list, reader->asked[i]);
    }
    return ecc_buf_str(&list);
}

bool ecc_reader_close(struct ecc_reader *reader)
{
    if (reader->map == NULL) {
        return false;
    }
    for (size_t i = 0; i < reader->map->n; i++) {
        const struct ecc_yaml *key = reader->map->keys[i];
        if (was_asked(reader, key->text)) {
            continue;
        }
        ecc_str guess = ecc_bind_guess(key->text, reader->asked, reader->n_asked);
        if (guess.len > 0) {
            ecc_reader_error(
                reader, ECC_M_bind_unknown_key_near, key->span,
                ECC_ARGS(ecc_arg_text("key", key->text), ecc_arg_text("guess", guess)));
        } else {
            ecc_reader_error(reader, ECC_M_bind_unknown_key, key->span,
                             ECC_ARGS(ecc_arg_text("key", key->text),
                                      ecc_arg_text("known", asked_keys(reader))));
        }
    }
    return !reader->failed;
}

const struct ecc_yaml *ecc_reader_get(struct ecc_reader *reader, const char *key, bool required)
{
    if (reader->n_asked < ECC_READER_KEYS) {
        reader->asked[reader->n_asked++] = key;
    }
    if (reader->map == NULL) {
        return NULL;
    }
    const struct ecc_yaml *value = ecc_yaml_get(reader->map, key, NULL);
    if (value == NULL && required) {
        struct ecc_span span = reader->map->n > 0 ? reader->map->keys[0]->span : reader->map->span;
        ecc_reader_error(reader, ECC_M_bind_missing_key, span, ECC_ARGS(ecc_arg_cstr("key", key)));
    }
    return value;
}

bool ecc_bind_text(struct ecc_reader *reader, const struct ecc_yaml *node, ecc_str *out)
{
    if (node->kind != ECC_YAML_SCALAR) {
        ecc_reader_error(reader, ECC_M_bind_text_wanted, node->span, ECC_NO_ARGS);
        return false;
    }
    *out = node->text;
    return true;
}

bool ecc_bind_bilingual(struct ecc_reader *reader, const struct ecc_yaml *node, ecc_bilingual *out)
{
    static const char *const keys[ECC_LANGUAGES] = {[ECC_ENGLISH] = "en", [ECC_CHINESE] = "zh"};
    struct ecc_reader inner;
    ecc_reader_open(&inner, reader->arena, node, reader->diags);
    ecc_bilingual read = {0};
    for (int language = 0; language < ECC_LANGUAGES; language++) {
        ecc_reader_text(&inner, keys[language], true, &read.in[language]);
    }
    if (!ecc_reader_close(&inner)) {
        reader->failed = true;
        return false;
    }
    *out = read;
    return true;
}

bool ecc_bind_date(struct ecc_reader *reader, const struct ecc_yaml *node, ecc_date *out)
{
    ecc_str text;
    if (!ecc_bind_text(reader, node, &text)) {
        return false;
    }
    if (!ecc_date_parse(text, out)) {
        ecc_reader_error(reader, ECC_M_bind_bad_date, node->span,
                         ECC_ARGS(ecc_arg_text("text", text)));
        return false;
    }
    return true;
}

bool ecc_reader_text(struct ecc_reader *reader, const char *key, bool required, ecc_str *out)
{
    const struct ecc_yaml *node = ecc_reader_get(reader, key, required);
    ecc_str text;
    if (node == NULL || !ecc_bind_text(reader, node, &text)) {
        return false;
    }
    if (text.len == 0) {
        ecc_reader_error(reader, ECC_M_bind_empty_text, node->span,
                         ECC_ARGS(ecc_arg_cstr("key", key)));
        return false;
    }
    *out = text;
    return true;
}

bool ecc_reader_bilingual(struct ecc_reader *reader, const char *key, bool required,
                          ecc_bilingual *out)
{
    const struct ecc_yaml *node = ecc_reader_get(reader, key, required);
    return node != NULL && ecc_bind_bilingual(reader, node, out);
}

bool ecc_reader_date(struct ecc_reader *reader, const char *key, bool required, ecc_date *out)
{
    const struct ecc_yaml *node = ecc_reader_get(reader, key, required);
    return node != NULL && ecc_bind_date(reader, node, out);
}

bool ecc_reader_word(struct ecc_reader *reader, const char *key, bool required,
                     const char *const *words, int *out)
{
    const struct ecc_yaml *node = ecc_reader_get(reader, key, required);
    ecc_str text;
    if (node == NULL || !ecc_bind_text(reader, node, &text)) {
        return false;
    }
    struct ecc_buf list;
    ecc_buf_init(&list, reader->arena);
    for (int i = 0; words[i] != NULL; i++) {
        if (ecc_str_is(text, words[i])) {
            *out = i;
            return true;
        }
        ecc_buf_puts(&list, i > 0 ? ", " : "");
        ecc_buf_puts(&list, words[i]);
    }
    ecc_reader_error(
        reader, ECC_M_bind_bad_word, node->span,
        ECC_ARGS(ecc_arg_text("word", text), ecc_arg_text("words", ecc_buf_str(&list))));
    return false;
}

bool ecc_reader_yesno(struct ecc_reader *reader, const char *key, bool required, bool *out)
{
    static const char *const words[] = {"no", "yes", NULL};
    int word = 0;
    if (!ecc_reader_word(reader, key, required, words, &word)) {
        return false;
    }
    *out = word == 1;
    return true;
}

const struct ecc_yaml *ecc_reader_list(struct ecc_reader *reader, const char *key, bool required)
{
    const struct ecc_yaml *node = ecc_reader_get(reader, key, required);
    if (node != NULL && node->kind != ECC_YAML_LIST) {
        ecc_reader_error(reader, ECC_M_bind_list_wanted, node->span,
                         ECC_ARGS(ecc_arg_cstr("key", key)));
        return NULL;
    }
    return node;
}

const ecc_str *ecc_reader_texts(struct ecc_reader *reader, const char *key, bool required,
                                size_t *out_n)
{
    const struct ecc_yaml *list = ecc_reader_list(reader, key, required);
    ecc_str *texts = list != NULL ? ECC_NEW_ARRAY(reader->arena, list->n, ecc_str) : NULL;
    if (texts == NULL) {
        reader->failed = reader->failed ||
                         list != NULL; /* out of memory: not as if it were absent */
        return NULL;
    }
    for (size_t i = 0; i < list->n; i++) {
        if (ecc_bind_text(reader, list->items[i], &texts[i]) && texts[i].len == 0) {
            ecc_reader_error(reader, ECC_M_bind_empty_text, list->items[i]->span,
                             ECC_ARGS(ecc_arg_cstr("key", key)));
        }
    }
    *out_n = list->n;
    return texts;
}
