/* SPDX-License-Identifier: Apache-2.0 */
/* The catalogue of parts that is built into the library. */
#include <assert.h>

#include "base/str.h"
#include "builtin.h"

static ecc_str id_at(size_t index)
{
    return ecc_str_of(ecc_builtin_specs.files[index].path);
}

size_t ecc_catalogue_count(void)
{
    return ecc_builtin_specs.n_files;
}

ecc_str ecc_catalogue_id(size_t index)
{
    assert(index < ecc_builtin_specs.n_files);
    return id_at(index);
}

ecc_str ecc_catalogue_bytes(size_t index)
{
    assert(index < ecc_builtin_specs.n_files);
    const struct ecc_builtin_file *file = &ecc_builtin_specs.files[index];
    return (ecc_str){(const char *)file->bytes, file->len};
}

/* Index of the first id that is not below `id`. */
static size_t lower_bound(ecc_str id)
{
    size_t low = 0;
    size_t high = ecc_builtin_specs.n_files;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (ecc_str_cmp(id_at(middle), id) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* Does a name end where the text was cut? "h800-sxm" of "h800-sxm5" does; "l40" of "l40s" does not,
 * that is another part; nor does "h8" of "h800". */
static bool is_boundary(ecc_str id, size_t at)
{
    const char before = id.ptr[at - 1];
    const char after = id.ptr[at];
    return (!is_letter(after) && !is_digit(after)) || (is_letter(before) && is_digit(after)) ||
           (!is_letter(before) && !is_digit(before));
}

static bool begins_so(ecc_str id, ecc_str start)
{
    return id.len > start.len && ecc_str_starts(id, start) && is_boundary(id, start.len);
}

ecc_status ecc_catalogue_find(ecc_str id, size_t *out_index, size_t *out_first, size_t *out_n)
{
    size_t first = lower_bound(id);
    size_t n = 0;
    if (first < ecc_builtin_specs.n_files && ecc_str_eq(id_at(first), id)) {
        n = 1;
    } else if (id.len > 0) {
        /* The ids that begin so lie together: what may follow sorts below what may not. */
        while (first + n < ecc_builtin_specs.n_files && begins_so(id_at(first + n), id)) {
            n++;
        }
    }
    if (out_first != NULL) {
        *out_first = n > 0 ? first : 0;
    }
    if (out_n != NULL) {
        *out_n = n;
    }
    if (n != 1) {
        return ECC_E_NOT_FOUND;
    }
    *out_index = first;
    return ECC_OK;
}
