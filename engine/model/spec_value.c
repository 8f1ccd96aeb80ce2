/* SPDX-License-Identifier: Apache-2.0 */
/* Readers of facts that are one value, or a list of texts. */
#include "model/spec_read.h"

#include <assert.h>

#include "base/arena.h"
#include "base/date.h"
#include "doc/bind.h"

/* ---- Words for messages -------------------------------------------------------------------- */

ecc_str ecc_spec_guess(ecc_str text, const char *const *words, size_t n_words)
{
    for (size_t i = 0; i < n_words; i++) {
        if (ecc_str_same_but_for_case(text, ecc_str_of(words[i]))) {
            return ecc_str_of(words[i]);
        }
    }
    if (text.len < 3) { /* any two letters are near any other two */
        return ECC_STR("none");
    }
    const ecc_str guess = ecc_bind_guess(text, words, n_words);
    return guess.len > 0 ? guess : ECC_STR("none");
}

ecc_str ecc_spec_list(struct ecc_arena *arena, const char *const *words, size_t n_words)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    for (size_t i = 0; i < n_words; i++) {
        ecc_buf_puts(&buf, i > 0 ? ", " : "");
        ecc_buf_puts(&buf, words[i]);
    }
    return ecc_buf_str(&buf);
}

static size_t count_words(const char *const *words)
{
    size_t n = 0;
    while (words[n] != NULL) {
        n++;
    }
    return n;
}

void ecc_spec_wrong_kind(struct ecc_spec_loader *loader, const char *key,
                         const struct ecc_yaml *node, const char *wanted)
{
    static const char *const kinds[] = {
        [ECC_YAML_SCALAR] = "text",
        [ECC_YAML_LIST] = "list",
        [ECC_YAML_MAP] = "map",
    };
    ecc_diag_add(loader->diags, ECC_M_spec_wrong_kind, node->span,
                 ECC_ARGS(ecc_arg_cstr("key", key), ecc_arg_cstr("wanted", wanted),
                          ecc_arg_cstr("found", kinds[node->kind])));
}

void ecc_spec_empty_value(struct ecc_spec_loader *loader, const char *key, struct ecc_span span)
{
    ecc_diag_add(loader->diags, ECC_M_spec_empty_value, span, ECC_ARGS(ecc_arg_cstr("key", key)));
}

/* ---- Scalars ------------------------------------------------------------------------------- */

bool ecc_spec_is_unknown(const struct ecc_yaml *node)
{
    return node->kind == ECC_YAML_SCALAR &&
           (ecc_str_is(node->text, "unknown") || ecc_str_is(node->text, "未知"));
}

/* What other YAML readers take for "nothing": here it is a value that somebody forgot. */
static bool is_nothing(const struct ecc_yaml *node)
{
    static const char *const nulls[] = {"~", "null", "Null", "NULL", NULL};
    return ecc_str_trim(node->text).len == 0 ||
           (!node->quoted && ecc_word_find(nulls, node->text) >= 0);
}

bool ecc_spec_scalar(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                     struct ecc_fact *fact)
{
    const char *key = fact->field->key;
    if (node->kind != ECC_YAML_SCALAR) {
        ecc_spec_wrong_kind(loader, key, node, "text");
        return false;
    }
    if (is_nothing(node)) {
        ecc_spec_empty_value(loader, key, node->span);
        return false;
    }
    fact->text = node->text;
    if (ecc_spec_is_unknown(node)) {
        fact->presence = ECC_GIVEN_UNKNOWN;
        if ((fact->field->flags & ECC_FIELD_REQUIRED) != 0) {
            ecc_diag_add(loader->diags, ECC_M_spec_required_unknown, node->span,
                         ECC_ARGS(ecc_arg_cstr("key", key)));
        }
    }
    return true;
}

ecc_status ecc_spec_read_text(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                              ecc_str path, struct ecc_fact *fact)
{
    (void)path;
    (void)ecc_spec_scalar(loader, node, fact);
    return ECC_OK;
}

/* The code in capitals, where that is one. */
static ecc_str guess_country(ecc_str text, char out[2])
{
    if (text.len != 2) {
        return ECC_STR("none");
    }
    for (size_t i = 0; i < 2; i++) {
        const char byte = text.ptr[i];
        out[i] = byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte;
    }
    const ecc_str code = {out, 2};
    if (ecc_str_is(code, "UK")) { /* reserved, and what people say */
        return ECC_STR("GB");
    }
    return ecc_country_is_code(code) ? code : ECC_STR("none");
}

ecc_status ecc_spec_read_country(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                                 ecc_str path, struct ecc_fact *fact)
{
    (void)path;
    if (ecc_spec_scalar(loader, node, fact) && fact->presence == ECC_GIVEN &&
        !ecc_country_is_code(node->text)) {
        char code[2];
        ecc_diag_add(loader->diags, ECC_M_spec_bad_country, node->span,
                     ECC_ARGS(ecc_arg_text("text", node->text),
                              ecc_arg_text("guess", guess_country(node->text, code))));
    }
    return ECC_OK;
}

ecc_status ecc_spec_read_date(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                              ecc_str path, struct ecc_fact *fact)
{
    (void)path;
    if (ecc_spec_scalar(loader, node, fact) && fact->presence == ECC_GIVEN &&
        !ecc_date_parse(node->text, &fact->as.date)) {
        ecc_diag_add(
            loader->diags, ECC_M_spec_bad_date, node->span,
            ECC_ARGS(ecc_arg_cstr("key", fact->field->key), ecc_arg_text("text", node->text)));
    }
    return ECC_OK;
}

ecc_status ecc_spec_read_yesno(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                               ecc_str path, struct ecc_fact *fact)
{
    static const struct {
        const char *text;
        const char *meant; /* NULL: this is how it is written */
        ecc_tri value;
    } words[] = {
        {"yes", NULL, ECC_TRUE},   {"no", NULL, ECC_FALSE},   {"是", NULL, ECC_TRUE},
        {"否", NULL, ECC_FALSE},   {"true", "yes", ECC_TRUE}, {"false", "no", ECC_FALSE},
        {"on", "yes", ECC_TRUE},   {"off", "no", ECC_FALSE},  {"y", "yes", ECC_TRUE},
        {"n", "no", ECC_FALSE},    {"1", "yes", ECC_TRUE},    {"0", "no", ECC_FALSE},
        {"不是", "否", ECC_FALSE}, {"有", "是", ECC_TRUE},
    };
    (void)path;
    if (!ecc_spec_scalar(loader, node, fact) || fact->presence != ECC_GIVEN) {
        return ECC_OK;
    }
    const char *guess = "none";
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (words[i].meant == NULL && ecc_str_is(node->text, words[i].text)) {
            fact->as.yesno = words[i].value;
            return ECC_OK;
        }
        if (ecc_str_same_but_for_case(node->text, ecc_str_of(words[i].text))) {
            guess = words[i].meant != NULL ? words[i].meant : words[i].text;
        }
    }
    ecc_diag_add(loader->diags, ECC_M_spec_bad_yesno, node->span,
                 ECC_ARGS(ecc_arg_cstr("key", fact->field->key), ecc_arg_text("word", node->text),
                          ecc_arg_cstr("guess", guess)));
    return ECC_OK;
}

ecc_status ecc_spec_read_word(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                              ecc_str path, struct ecc_fact *fact)
{
    (void)path;
    const char *const *words = fact->field->words;
    fact->as.word = -1;
    if (!ecc_spec_scalar(loader, node, fact) || fact->presence != ECC_GIVEN) {
        return ECC_OK;
    }
    fact->as.word = ecc_word_find(words, node->text);
    if (fact->as.word < 0) {
        const size_t n = count_words(words);
        ecc_diag_add(loader->diags, ECC_M_spec_bad_word, node->span,
                     ECC_ARGS(ecc_arg_cstr("key", fact->field->key),
                              ecc_arg_text("word", node->text),
                              ecc_arg_text("guess", ecc_spec_guess(node->text, words, n)),
                              ecc_arg_text("known", ecc_spec_list(loader->arena, words, n))));
    }
    return ECC_OK;
}

/* ---- Quantities ---------------------------------------------------------------------------- */

static struct ecc_quantity_want want_of(const struct ecc_field *field)
{
    return (struct ecc_quantity_want){
        .dim = field->dim,
        .positive = (field->flags & ECC_FIELD_POSITIVE) != 0,
        .integer = (field->flags & ECC_FIELD_COUNT) != 0,
        .bare = (field->flags & ECC_FIELD_BARE) != 0,
    };
}

/* A text that is no quantity is reported, and does not end the load. */
static ecc_status parse_quantity(struct ecc_spec_loader *loader, ecc_str text,
                                 struct ecc_fact *fact)
{
    const struct ecc_quantity_want want = want_of(fact->field);
    const ecc_status status = ecc_quantity_parse(loader->arena, text, fact->span, &want,
                                                 &fact->as.quantity, loader->diags);
    return status == ECC_E_NOMEM ? ECC_E_NOMEM : ECC_OK;
}

ecc_status ecc_spec_read_quantity(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                                  ecc_str path, struct ecc_fact *fact)
{
    (void)path;
    if (!ecc_spec_scalar(loader, node, fact)) {
        return ECC_OK;
    }
    TRY(parse_quantity(loader, node->text, fact));
    if (fact->as.quantity.unknown) {
        fact->presence = ECC_GIVEN_UNKNOWN;
    }
    return ECC_OK;
}

ecc_status ecc_spec_absent_quantity(struct ecc_spec_loader *loader, struct ecc_fact *fact)
{
    const char *fallback = fact->field->fallback;
    return parse_quantity(loader, ecc_str_of(fallback != NULL ? fallback : "unknown"), fact);
}

/* ---- Texts --------------------------------------------------------------------------------- */

/* "memory.bandwidth", counted from this record. */
static bool is_path_from(const struct ecc_record *record, ecc_str path)
{
    size_t end = 0;
    while (end < path.len && path.ptr[end] != '.') {
        end++;
    }
    const size_t i = ecc_record_find(record, ecc_str_slice(path, 0, end));
    if (i == record->n_fields || end == path.len) {
        return i < record->n_fields;
    }
    const struct ecc_field *field = &record->fields[i];
    const ecc_str rest = ecc_str_slice(path, end + 1, path.len);
    if (field->kind == ECC_FACT_TABLE) {
        return ecc_word_find(ecc_number_formats, rest) >= 0;
    }
    return field->of != NULL && is_path_from(field->of, rest);
}

/* The same, counted from this record or any record inside it: "area" is clear enough. */
static bool is_key_within(const struct ecc_record *record, ecc_str path)
{
    bool found = is_path_from(record, path);
    for (size_t i = 0; !found && i < record->n_fields; i++) {
        const struct ecc_field *field = &record->fields[i];
        found = field->of != NULL && field->kind != ECC_FACT_TABLE &&
                is_key_within(field->of, path);
    }
    return found;
}

#define KEYS_MAX 64

static size_t collect_keys(const struct ecc_record *record, const char *keys[KEYS_MAX], size_t n)
{
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct ecc_field *field = &record->fields[i];
        assert(n < KEYS_MAX);
        keys[n++] = field->key;
        if (field->of != NULL && field->kind != ECC_FACT_TABLE) {
            n = collect_keys(field->of, keys, n);
        }
    }
    return n;
}

static void check_key(struct ecc_spec_loader *loader, const struct ecc_yaml *node)
{
    const struct ecc_record *root = ecc_spec_records[loader->frame->kind];
    if (is_key_within(root, node->text)) {
        return;
    }
    const char *keys[KEYS_MAX];
    const size_t n = collect_keys(root, keys, 0);
    ecc_diag_add(loader->diags, ECC_M_spec_source_key, node->span,
                 ECC_ARGS(ecc_arg_text("text", node->text),
                          ecc_arg_text("guess", ecc_spec_guess(node->text, keys, n))));
}

static void check_url(struct ecc_spec_loader *loader, const struct ecc_yaml *node)
{
    const ecc_str https = ECC_STR("https://");
    const ecc_str http = ECC_STR("http://");
    const bool secure = ecc_str_starts(node->text, https);
    bool good = (secure && node->text.len > https.len) ||
                (ecc_str_starts(node->text, http) && node->text.len > http.len);
    for (size_t i = 0; i < node->text.len; i++) {
        good = good && node->text.ptr[i] != ' ' && node->text.ptr[i] != '\t' &&
               node->text.ptr[i] != '\n';
    }
    if (!good) {
        ecc_diag_add(loader->diags, ECC_M_spec_bad_url, node->span,
                     ECC_ARGS(ecc_arg_text("text", node->text)));
    }
}

static void read_entry(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                       const struct ecc_field *field, ecc_str *out)
{
    if (node->kind != ECC_YAML_SCALAR) {
        ecc_spec_wrong_kind(loader, field->key, node, "text");
        return;
    }
    if (is_nothing(node)) {
        ecc_spec_empty_value(loader, field->key, node->span);
        return;
    }
    *out = node->text;
    if ((field->flags & ECC_FIELD_KEYS) != 0) {
        check_key(loader, node);
    }
    if ((field->flags & ECC_FIELD_URL) != 0) {
        check_url(loader, node);
    }
}

ecc_status ecc_spec_read_texts(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                               ecc_str path, struct ecc_fact *fact)
{
    (void)path;
    const struct ecc_field *field = fact->field;
    if (node->kind == ECC_YAML_MAP) {
        ecc_spec_wrong_kind(loader, field->key, node, "list");
        return ECC_OK;
    }
    if (node->kind == ECC_YAML_SCALAR &&
        (!ecc_spec_scalar(loader, node, fact) || fact->presence != ECC_GIVEN)) {
        return ECC_OK;
    }
    const struct ecc_yaml *const *nodes = node->kind == ECC_YAML_LIST ? node->items : &node;
    const size_t n = node->kind == ECC_YAML_LIST ? node->n : 1;
    if (n == 0 && (field->flags & ECC_FIELD_REQUIRED) != 0) {
        ecc_spec_empty_value(loader, field->key, node->span);
    }
    ecc_str *items = ECC_NEW_ARRAY(loader->arena, n, ecc_str);
    if (items == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        read_entry(loader, nodes[i], field, &items[i]);
    }
    fact->as.texts.items = items;
    fact->as.texts.n = n;
    return ECC_OK;
}

static void unknown_note_key(struct ecc_spec_loader *loader, const struct ecc_yaml *key)
{
    static const char *const keys[ECC_LANGUAGES] = {[ECC_ENGLISH] = "en", [ECC_CHINESE] = "zh"};
    ecc_diag_add(
        loader->diags, ECC_M_spec_unknown_key, key->span,
        ECC_ARGS(ecc_arg_text("key", key->text),
                 ecc_arg_text("guess", ecc_spec_guess(key->text, keys, ECC_LANGUAGES)),
                 ecc_arg_text("known", ecc_spec_list(loader->arena, keys, ECC_LANGUAGES))));
}

/* One language will do in somebody's own file: it is then shown in both. */
static void read_note(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                      const struct ecc_field *field, ecc_bilingual *out)
{
    if (node->kind != ECC_YAML_MAP) {
        ecc_spec_wrong_kind(loader, field->key, node, "entry");
        return;
    }
    const size_t errors = loader->diags->n_errors;
    for (size_t i = 0; i < node->n; i++) {
        const bool english = ecc_str_is(node->keys[i]->text, "en");
        if (english || ecc_str_is(node->keys[i]->text, "zh")) {
            read_entry(loader, node->items[i], field,
                       &out->in[english ? ECC_ENGLISH : ECC_CHINESE]);
        } else {
            unknown_note_key(loader, node->keys[i]);
        }
    }
    if (out->in[ECC_ENGLISH].len == 0) {
        out->in[ECC_ENGLISH] = out->in[ECC_CHINESE];
    }
    if (out->in[ECC_CHINESE].len == 0) {
        out->in[ECC_CHINESE] = out->in[ECC_ENGLISH];
    }
    if (out->in[ECC_ENGLISH].len == 0 && loader->diags->n_errors == errors) {
        ecc_diag_add(loader->diags, ECC_M_spec_empty_note, node->span, ECC_NO_ARGS);
    }
}

ecc_status ecc_spec_read_bilingual(struct ecc_spec_loader *loader, const struct ecc_yaml *node,
                                   ecc_str path, struct ecc_fact *fact)
{
    (void)path;
    if (node->kind != ECC_YAML_LIST) {
        ecc_spec_wrong_kind(loader, fact->field->key, node, "list");
        return ECC_OK;
    }
    ecc_bilingual *items = ECC_NEW_ARRAY(loader->arena, node->n, ecc_bilingual);
    if (items == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < node->n; i++) {
        read_note(loader, node->items[i], fact->field, &items[i]);
    }
    fact->as.bilinguals.items = items;
    fact->as.bilinguals.n = node->n;
    return ECC_OK;
}
