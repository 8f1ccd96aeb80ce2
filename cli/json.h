/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON writer: two spaces a level, commas and quotation marks by itself. It cannot fail; the sink
 * remembers. Used by every format that is JSON. */
#ifndef ECC_CLI_JSON_H
#define ECC_CLI_JSON_H

#include "out.h"

/* Deepest nesting; opening more is a mistake of the program. A clause tree uses two levels for each of
 * its own, and a rule file is at most 32 levels deep. */
#define ECC_JSON_DEPTH 128

struct ecc_json {
    struct ecc_out *out;
    size_t depth;
    bool filled[ECC_JSON_DEPTH]; /* the level holds something already */
    bool after_key;
    bool one_line; /* no line ends but the last */
};

void ecc_json_init(struct ecc_json *json, struct ecc_out *out);
void ecc_json_object(struct ecc_json *json);
void ecc_json_array(struct ecc_json *json);
void ecc_json_end_object(struct ecc_json *json);
void ecc_json_end_array(struct ecc_json *json); /* at depth 0 both end the document's last line */
void ecc_json_key(struct ecc_json *json, const char *key);
void ecc_json_str(struct ecc_json *json, ecc_str text);
void ecc_json_bool(struct ecc_json *json, bool value);
void ecc_json_size(struct ecc_json *json, size_t value);
void ecc_json_integer(struct ecc_json *json, long long value);
void ecc_json_null(struct ecc_json *json);

/* A member of an object. */
void ecc_json_put(struct ecc_json *json, const char *key, ecc_str text);
void ecc_json_put_cstr(struct ecc_json *json, const char *key, const char *text);
void ecc_json_put_bool(struct ecc_json *json, const char *key, bool value);
void ecc_json_put_size(struct ecc_json *json, const char *key, size_t value);

#endif
