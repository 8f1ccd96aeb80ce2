/* SPDX-License-Identifier: Apache-2.0 */
/* Setting one value by its path: see edit.h. */
#include "doc/edit.h"

#include "base/arena.h"
#include "doc/path.h"

static ecc_status report(struct ecc_diags *diags, enum ecc_message_id id, struct ecc_span span)
{
    const ecc_str text = ecc_str_slice(span.source->bytes, span.begin, span.end);
    ecc_diag_add(diags, id, span, ECC_ARGS(ecc_arg_text("text", text)));
    return ECC_E_INVALID;
}

static ecc_status read_value(struct ecc_arena *arena, struct ecc_span span,
                             const struct ecc_yaml **out, struct ecc_diags *diags)
{
    const ecc_str bytes = ecc_str_slice(span.source->bytes, span.begin, span.end);
    if (bytes.len > 0 && (bytes.ptr[0] == '[' || bytes.ptr[0] == '{')) {
        const struct ecc_source *inner = ecc_source_new(arena, span.source->name, bytes);
        return inner != NULL ? ecc_yaml_parse(arena, inner, out, diags) : ECC_E_NOMEM;
    }
    struct ecc_yaml *value = ECC_NEW(arena, struct ecc_yaml);
    if (value == NULL) {
        return ECC_E_NOMEM;
    }
    *value = (struct ecc_yaml){.span = span, .text = ecc_str_trim(bytes)};
    *out = value;
    return ECC_OK;
}

ecc_status ecc_yaml_set(struct ecc_arena *arena, const struct ecc_yaml *root,
                        const struct ecc_source *setting, const struct ecc_yaml **out_root,
                        struct ecc_diags *diags)
{
    const size_t len = setting->bytes.len;
    size_t equals = 0;
    while (equals < len && setting->bytes.ptr[equals] != '=') {
        equals++;
    }
    const struct ecc_span left = {setting, 0, equals};
    struct ecc_yaml_path path;
    const ecc_status read = equals < len
                                ? ecc_yaml_path_read(
                                      arena, ecc_str_slice(setting->bytes, 0, equals), left, &path)
                                : ECC_E_INVALID;
    if (read != ECC_OK) {
        return read == ECC_E_INVALID ? report(diags, ECC_M_edit_bad_path, left) : read;
    }
    const struct ecc_span right = {setting, equals + 1, len};
    const struct ecc_yaml *value = NULL;
    const struct ecc_yaml_step *step = NULL;
    TRY(read_value(arena, right, &value, diags));
    const ecc_status status = ecc_yaml_path_put(arena, root, &path, value, NULL, out_root, &step);
    return status == ECC_E_INVALID ? report(diags, ECC_M_edit_no_place, step->span) : status;
}
