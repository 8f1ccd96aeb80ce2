/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON writer: see json.h. */
#include "json.h"

#include <assert.h>
#include <stdio.h>

void ecc_json_init(struct ecc_json *json, struct ecc_out *out)
{
    *json = (struct ecc_json){.out = out};
}

static void new_line(struct ecc_json *json)
{
    if (json->one_line) {
        return;
    }
    ecc_out_puts(json->out, "\n");
    ecc_out_pad(json->out, 2 * json->depth);
}

/* What stands before a value: nothing after a key, else a comma and a line. */
static void before_value(struct ecc_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->depth == 0) {
        return;
    }
    if (json->filled[json->depth - 1]) {
        ecc_out_puts(json->out, ",");
    }
    json->filled[json->depth - 1] = true;
    new_line(json);
}

static void open_level(struct ecc_json *json, const char *bracket)
{
    before_value(json);
    assert(json->depth < ECC_JSON_DEPTH);
    json->filled[json->depth] = false;
    json->depth++;
    ecc_out_puts(json->out, bracket);
}

static void close_level(struct ecc_json *json, const char *bracket)
{
    assert(json->depth > 0 && !json->after_key);
    json->depth--;
    if (json->filled[json->depth]) {
        new_line(json);
    }
    ecc_out_puts(json->out, bracket);
    if (json->depth == 0) {
        ecc_out_puts(json->out, "\n");
    }
}

void ecc_json_object(struct ecc_json *json)
{
    open_level(json, "{");
}

void ecc_json_array(struct ecc_json *json)
{
    open_level(json, "[");
}

void ecc_json_end_object(struct ecc_json *json)
{
    close_level(json, "}");
}

void ecc_json_end_array(struct ecc_json *json)
{
    close_level(json, "]");
}

void ecc_json_key(struct ecc_json *json, const char *key)
{
    before_value(json);
    ecc_out_json_str(json->out, ecc_text_of(key));
    ecc_out_puts(json->out, json->one_line ? ":" : ": ");
    json->after_key = true;
}

void ecc_json_str(struct ecc_json *json, ecc_str text)
{
    before_value(json);
    ecc_out_json_str(json->out, text);
}

void ecc_json_bool(struct ecc_json *json, bool value)
{
    before_value(json);
    ecc_out_puts(json->out, value ? "true" : "false");
}

void ecc_json_size(struct ecc_json *json, size_t value)
{
    before_value(json);
    ecc_out_size(json->out, value);
}

void ecc_json_integer(struct ecc_json *json, long long value)
{
    char text[32];
    before_value(json);
    (void)snprintf(text, sizeof(text), "%lld", value);
    ecc_out_puts(json->out, text);
}

void ecc_json_null(struct ecc_json *json)
{
    before_value(json);
    ecc_out_puts(json->out, "null");
}

void ecc_json_put(struct ecc_json *json, const char *key, ecc_str text)
{
    ecc_json_key(json, key);
    ecc_json_str(json, text);
}

void ecc_json_put_cstr(struct ecc_json *json, const char *key, const char *text)
{
    ecc_json_put(json, key, ecc_text_of(text));
}

void ecc_json_put_bool(struct ecc_json *json, const char *key, bool value)
{
    ecc_json_key(json, key);
    ecc_json_bool(json, value);
}

void ecc_json_put_size(struct ecc_json *json, const char *key, size_t value)
{
    ecc_json_key(json, key);
    ecc_json_size(json, value);
}
