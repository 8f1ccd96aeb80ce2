/* SPDX-License-Identifier: Apache-2.0 */
/* Prints docs/schema/spec.schema.json from the tables of the loader (model/schema.h, units.def). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/spec_read.h"

/* ---- JSON, two spaces a level -------------------------------------------------------------- */

struct json {
    int depth;
    bool begun; /* something stands on this level already */
};

static void put_string(const char *text)
{
    putchar('"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') {
            putchar('\\');
        }
        putchar(*text);
    }
    putchar('"');
}

static void begin(struct json *json, const char *key)
{
    printf("%s\n%*s", json->begun ? "," : "", 2 * json->depth, "");
    if (key != NULL) {
        put_string(key);
        fputs(": ", stdout);
    }
    json->begun = true;
}

static void open_at(struct json *json, const char *key, char bracket)
{
    begin(json, key);
    putchar(bracket);
    json->depth++;
    json->begun = false;
}

static void close_at(struct json *json, char bracket)
{
    json->depth--;
    printf("\n%*s%c", 2 * json->depth, "", bracket);
    json->begun = true;
}

static void put_text(struct json *json, const char *key, const char *text)
{
    begin(json, key);
    put_string(text);
}

static void put_raw(struct json *json, const char *key, const char *raw)
{
    begin(json, key);
    fputs(raw, stdout);
}

static void put_ref(struct json *json, const char *key, const char *name)
{
    begin(json, key);
    printf("{\"$ref\": \"#/$defs/%s\"}", name);
}

/* ---- Patterns ------------------------------------------------------------------------------ */

#define PATTERN_SIZE 8192

struct pattern {
    char text[PATTERN_SIZE];
    size_t len;
};

static void add(struct pattern *pattern, const char *text)
{
    const size_t len = strlen(text);
    if (len >= sizeof pattern->text - pattern->len) {
        fputs("print_schema: a pattern is too long\n", stderr);
        exit(EXIT_FAILURE);
    }
    memcpy(pattern->text + pattern->len, text, len + 1);
    pattern->len += len;
}

/* The text with what a pattern reads otherwise made plain. */
static void add_plain(struct pattern *pattern, ecc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char byte[] = {text.ptr[i], '\0'};
        add(pattern, strchr("\\^$.|?*+()[]{}/", byte[0]) != NULL ? "\\" : "");
        add(pattern, byte);
    }
}

struct unit_row {
    const char *symbol;
    const char *aliases;
    struct ecc_dim dim;
};

static const struct unit_row unit_rows[] = {
#define ECC_UNIT(symbol_, aliases_, dimension_, num_, den_)                                        \
    {.symbol = (symbol_), .aliases = (aliases_), .dim = ECC_DIM_##dimension_##_INIT},
#include "model/units.def"
#undef ECC_UNIT
};

/* "GB|Gbyte|..." for the rows of a dimension. */
static void add_rows(struct pattern *pattern, struct ecc_dim dim)
{
    const char *between = "";
    for (size_t i = 0; i < sizeof unit_rows / sizeof unit_rows[0]; i++) {
        if (!ecc_dim_eq(unit_rows[i].dim, dim)) {
            continue;
        }
        add(pattern, between);
        add_plain(pattern, ecc_str_of(unit_rows[i].symbol));
        for (const char *alias = unit_rows[i].aliases; *alias != '\0';) {
            const size_t len = strcspn(alias, " ");
            add(pattern, "|");
            add_plain(pattern, (ecc_str){alias, len});
            alias += len + strspn(alias + len, " ");
        }
        between = "|";
    }
}

/* The units that specifications use for a dimension: its rows, and the quotients, powers and
 * products that data sheets write. */
static void add_units(struct pattern *pattern, struct ecc_dim dim)
{
    add(pattern, "(?:");
    if (ecc_dim_eq(dim, ECC_DIM_TPP) || ecc_dim_eq(dim, ECC_DIM_DENSITY)) {
        add(pattern, "(?:");
        add_rows(pattern, ECC_DIM_RATE);
        add(pattern, ") *[*·×⋅] *(?:");
        add_rows(pattern, ECC_DIM_BITS);
        add(pattern, ")");
        if (ecc_dim_eq(dim, ECC_DIM_DENSITY)) {
            add(pattern, " *\\/ *");
            add_units(pattern, ECC_DIM_AREA);
        }
    } else {
        add_rows(pattern, dim);
    }
    if (ecc_dim_eq(dim, ECC_DIM_AREA)) {
        add(pattern, "|(?:");
        add_rows(pattern, ECC_DIM_LENGTH);
        add(pattern, ")(?:2|²|\\^2)");
    } else if (ecc_dim_eq(dim, ECC_DIM_RATE) || ecc_dim_eq(dim, ECC_DIM_BANDWIDTH)) {
        add(pattern, "|(?:");
        add_rows(pattern, ecc_dim_mul(dim, (struct ecc_dim){.second = 1}));
        add(pattern, ") *\\/ *(?:");
        add_rows(pattern, (struct ecc_dim){.second = 1});
        add(pattern, ")");
    }
    add(pattern, ")");
}

#define DIGIT  "[0-9０-９]"
#define FIRST  "[1-9１-９]"
#define WHOLE  "(?:0|０|" FIRST DIGIT "{0,2}(?:[,，]" DIGIT "{3})+|" FIRST DIGIT "*)"
#define LIMITS "(?:>=|<=|≥|≤|≧|≦|>|<|＞|＜)"

static void add_number(struct pattern *pattern, bool integer)
{
    add(pattern, WHOLE);
    if (!integer) {
        add(pattern, "(?:[.．]" DIGIT "+)?(?:[eE][+-]?[0-9]{1,2})?");
    }
    add(pattern, "(?:万亿|万|亿)?");
}

/* Everything that model/quantity.h reads for this field and that somebody might write. */
static void add_quantity(struct pattern *pattern, const struct ecc_field *field)
{
    const bool counts = (field->flags & ECC_FIELD_COUNT) != 0;
    add(pattern, "^\\s*(?:unknown|未知|");
    if ((field->flags & ECC_FIELD_POSITIVE) != 0) {
        add(pattern,
            "(?!(?:~|～|约|>=|<=|≥|≤|<)?\\s*[0０](?:[.．][0０]+)?(?![.．]?[0-9０-９]|[,，]))");
    }
    add(pattern, "(?:(?:");
    add(pattern, counts ? "" : "~|～|约|");
    add(pattern, LIMITS ")?\\s*");
    add_number(pattern, counts);
    add(pattern, "|");
    add_number(pattern, counts);
    add(pattern, "\\s*\\.\\.\\s*");
    add_number(pattern, counts);
    add(pattern, ")");
    if (!counts) {
        add(pattern, "\\s*");
        add_units(pattern, field->dim);
        add(pattern, (field->flags & ECC_FIELD_BARE) != 0 ? "?" : "");
    }
    add(pattern, ")\\s*$");
}

static void add_formats(struct pattern *pattern)
{
    for (size_t i = 0; ecc_number_formats[i] != NULL; i++) {
        add(pattern, i > 0 ? "|" : "");
        add(pattern, ecc_number_formats[i]);
    }
}

static void add_keys(struct pattern *pattern, const struct ecc_record *record)
{
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct ecc_field *field = &record->fields[i];
        add(pattern, field->key);
        add(pattern, "|");
        if (field->of != NULL && field->kind != ECC_FACT_TABLE) {
            add_keys(pattern, field->of);
        }
    }
}

/* ---- Values -------------------------------------------------------------------------------- */

static bool is_required(const struct ecc_field *field)
{
    return (field->flags & ECC_FIELD_REQUIRED) != 0;
}

/* Anything but nothing; a text in YAML may look like a number. */
static void put_text_value(struct json *json, const struct ecc_field *field)
{
    put_raw(json, "type", "[\"string\", \"number\", \"boolean\"]");
    put_text(json, "pattern", is_required(field) ? "^(?!(?:unknown|未知)$)[^]*\\S" : "\\S");
}

static void put_entry(struct json *json, const char *key, const struct ecc_field *field)
{
    struct pattern pattern = {.len = 0};
    open_at(json, key, '{');
    if ((field->flags & ECC_FIELD_URL) != 0) {
        put_text(json, "type", "string");
        put_text(json, "pattern", "^https?:\\/\\/[^ \\t\\n]+$");
    } else if ((field->flags & ECC_FIELD_KEYS) != 0) {
        /* Any key of any kind of specification; the loader knows which belongs where. */
        add(&pattern, "^(?:");
        for (size_t i = 0; i < ECC_SPEC_KINDS; i++) {
            add_keys(&pattern, ecc_spec_records[i]);
        }
        pattern.len--;
        add(&pattern, ")(?:\\.[a-z0-9-]+)*$");
        put_text(json, "type", "string");
        put_text(json, "pattern", pattern.text);
    } else {
        put_raw(json, "type", "[\"string\", \"number\", \"boolean\"]");
        put_text(json, "pattern", "\\S");
    }
    close_at(json, '}');
}

static void put_texts(struct json *json, const struct ecc_field *field)
{
    open_at(json, "anyOf", '[');
    if (!is_required(field)) {
        put_ref(json, NULL, "unknown");
    }
    put_entry(json, NULL, field);
    open_at(json, NULL, '{');
    put_text(json, "type", "array");
    put_entry(json, "items", field);
    if (is_required(field)) {
        put_raw(json, "minItems", "1");
    }
    close_at(json, '}');
    close_at(json, ']');
}

static void put_words(struct json *json, const char *const *words, const struct ecc_field *field)
{
    open_at(json, "enum", '[');
    for (size_t i = 0; words[i] != NULL; i++) {
        put_text(json, NULL, words[i]);
    }
    if (!is_required(field)) {
        put_text(json, NULL, "unknown");
        put_text(json, NULL, "未知");
    }
    close_at(json, ']');
}

static void put_countries(struct json *json)
{
    struct pattern pattern = {.len = 0};
    add(&pattern, "^(?:unknown|未知");
    for (char a = 'A'; a <= 'Z'; a++) {
        for (char b = 'A'; b <= 'Z'; b++) {
            const char code[] = {a, b, '\0'};
            if (ecc_country_is_code(ecc_str_of(code))) {
                add(&pattern, "|");
                add(&pattern, code);
            }
        }
    }
    add(&pattern, ")$");
    put_text(json, "type", "string");
    put_text(json, "pattern", pattern.text);
}

static void put_quantity(struct json *json, const struct ecc_field *field)
{
    struct pattern pattern = {.len = 0};
    add_quantity(&pattern, field);
    const bool counts = (field->flags & ECC_FIELD_COUNT) != 0;
    if (!counts && (field->flags & ECC_FIELD_BARE) == 0) {
        put_text(json, "type", "string");
        put_text(json, "pattern", pattern.text);
        return;
    }
    /* Without a unit it is a number to a YAML reader. */
    put_raw(json, "type", counts ? "[\"integer\", \"string\"]" : "[\"number\", \"string\"]");
    put_raw(json, "minimum", counts ? "1" : "0");
    put_text(json, "pattern", pattern.text);
}

static void put_table(struct json *json, const struct ecc_field *field)
{
    struct pattern key = {.len = 0};
    add(&key, "^(?:");
    add_formats(&key);
    add(&key, ")(?:x(?:");
    add_formats(&key);
    add(&key, "))?$");
    open_at(json, "anyOf", '[');
    put_ref(json, NULL, "unknown");
    open_at(json, NULL, '{');
    put_text(json, "type", "object");
    put_raw(json, "minProperties", "1");
    open_at(json, "properties", '{');
    put_ref(json, "others", "unknown");
    close_at(json, '}');
    open_at(json, "patternProperties", '{');
    open_at(json, key.text, '{');
    put_quantity(json, &field->of->fields[ECC_PEAK_RATE]);
    close_at(json, '}');
    close_at(json, '}');
    put_raw(json, "additionalProperties", "false");
    close_at(json, '}');
    close_at(json, ']');
}

static void put_list(struct json *json, const struct ecc_field *field)
{
    open_at(json, "anyOf", '[');
    put_ref(json, NULL, "unknown");
    open_at(json, NULL, '{');
    put_text(json, "type", "array");
    open_at(json, "items", '{');
    open_at(json, "anyOf", '[');
    put_ref(json, NULL, field->of->name);
    put_ref(json, NULL, "unknown");
    close_at(json, ']');
    close_at(json, '}');
    close_at(json, '}');
    close_at(json, ']');
}

static void put_notes(struct json *json)
{
    put_text(json, "type", "array");
    open_at(json, "items", '{');
    put_text(json, "type", "object");
    put_raw(json, "minProperties", "1");
    open_at(json, "properties", '{');
    put_ref(json, "en", "text");
    put_ref(json, "zh", "text");
    close_at(json, '}');
    put_raw(json, "additionalProperties", "false");
    close_at(json, '}');
}

static void put_value(struct json *json, const struct ecc_field *field)
{
    static const char *const yesno[] = {"yes", "no", "是", "否", NULL};
    switch (field->kind) {
    case ECC_FACT_TEXT:
        put_text_value(json, field);
        break;
    case ECC_FACT_TEXTS:
        put_texts(json, field);
        break;
    case ECC_FACT_BILINGUAL:
        put_notes(json);
        break;
    case ECC_FACT_COUNTRY:
        put_countries(json);
        break;
    case ECC_FACT_DATE:
        put_text(json, "type", "string");
        put_text(json, "pattern",
                 "^(?:unknown|未知|(?:19|2[01])[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|"
                 "3[01])|"
                 "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9])))$");
        break;
    case ECC_FACT_YESNO:
        put_words(json, yesno, field);
        break;
    case ECC_FACT_WORD:
        put_words(json, field->words, field);
        break;
    case ECC_FACT_QUANTITY:
        put_quantity(json, field);
        break;
    case ECC_FACT_RECORD:
        open_at(json, "anyOf", '[');
        put_ref(json, NULL, field->of->name);
        put_ref(json, NULL, "unknown");
        close_at(json, ']');
        break;
    case ECC_FACT_LIST:
        put_list(json, field);
        break;
    case ECC_FACT_TABLE:
        put_table(json, field);
        break;
    case ECC_FACT_ITEM:
        put_text(json, "type", "string");
        put_text(json, "pattern",
                 "^(?:\\.\\.?\\/(?:[^\\\\\\n\\/]+\\/)*[^\\\\\\n\\/]*[^\\\\\\n\\/.]|"
                 "(?!.*\\.ya?ml$)[a-z0-9][a-z0-9.-]*(?:\\/[a-z0-9][a-z0-9.-]*)+)$");
        break;
    }
}

/* ---- Records ------------------------------------------------------------------------------- */

static bool is_root(const struct ecc_record *record)
{
    for (size_t i = 0; i < ECC_SPEC_KINDS; i++) {
        if (ecc_spec_records[i] == record) {
            return true;
        }
    }
    return false;
}

static void put_record(struct json *json, const struct ecc_record *record)
{
    open_at(json, record->name, '{');
    put_text(json, "type", "object");
    open_at(json, "properties", '{');
    if (is_root(record)) {
        put_raw(json, "ecc", "true");
    }
    for (size_t i = 0; i < record->n_fields; i++) {
        open_at(json, record->fields[i].key, '{');
        put_text(json, "description", record->fields[i].name[ECC_ENGLISH]);
        put_value(json, &record->fields[i]);
        close_at(json, '}');
    }
    close_at(json, '}');
    open_at(json, "required", '[');
    for (size_t i = 0; i < record->n_fields; i++) {
        if (is_required(&record->fields[i])) {
            put_text(json, NULL, record->fields[i].key);
        }
    }
    close_at(json, ']');
    put_raw(json, "additionalProperties", "false");
    close_at(json, '}');
}

#define RECORDS_MAX 32

/* Each record once, before the one that uses it. */
static void put_records(struct json *json, const struct ecc_record *record,
                        const struct ecc_record *done[RECORDS_MAX], size_t *n_done)
{
    for (size_t i = 0; i < *n_done; i++) {
        if (done[i] == record) {
            return;
        }
    }
    done[(*n_done)++] = record;
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct ecc_field *field = &record->fields[i];
        if (field->of != NULL && field->kind != ECC_FACT_TABLE) {
            put_records(json, field->of, done, n_done);
        }
    }
    put_record(json, record);
}

static void put_kinds(struct json *json)
{
    open_at(json, "properties", '{');
    open_at(json, "ecc", '{');
    put_text(json, "description", "what this file describes; the first key");
    open_at(json, "enum", '[');
    for (size_t i = 0; i < ECC_SPEC_KINDS; i++) {
        put_text(json, NULL, ecc_spec_headers[i]);
    }
    close_at(json, ']');
    close_at(json, '}');
    close_at(json, '}');
    open_at(json, "allOf", '[');
    for (size_t i = 0; i < ECC_SPEC_KINDS; i++) {
        open_at(json, NULL, '{');
        begin(json, "if");
        printf("{\"properties\": {\"ecc\": {\"const\": \"%s\"}}}", ecc_spec_headers[i]);
        put_ref(json, "then", ecc_spec_records[i]->name);
        close_at(json, '}');
    }
    close_at(json, ']');
}

int main(void)
{
    struct json json = {.depth = 0};
    const struct ecc_record *done[RECORDS_MAX];
    size_t n_done = 0;
    putchar('{');
    json.depth = 1;
    put_text(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
    put_text(&json, "$id", "urn:ecc:spec:1");
    put_text(&json, "title", "Specification of a chip, a memory, a board or a system");
    put_text(&json, "description",
             "Written from the tables of the loader; docs/spec-format.md explains the format.");
    put_text(&json, "type", "object");
    put_raw(&json, "required", "[\"ecc\"]");
    put_kinds(&json);
    open_at(&json, "$defs", '{');
    put_raw(&json, "unknown", "{\"enum\": [\"unknown\", \"未知\"]}");
    put_raw(&json, "text",
            "{\"type\": [\"string\", \"number\", \"boolean\"], \"pattern\": \"\\\\S\"}");
    for (size_t i = 0; i < ECC_SPEC_KINDS; i++) {
        put_records(&json, ecc_spec_records[i], done, &n_done);
    }
    close_at(&json, '}');
    close_at(&json, '}');
    putchar('\n');
    return ferror(stdout) != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
