/* SPDX-License-Identifier: Apache-2.0 */
/* A tree with one value changed. The original stays as it is; what did not change is shared. */
#ifndef ECC_DOC_EDIT_H
#define ECC_DOC_EDIT_H

#include "doc/yaml.h"

/* `setting` is the text "logic-dies[0].area=600 mm2" as a source of its own, so that mistakes in it have a
 * place. A missing key is added; index n of a list of n appends; "unknown" gives way to what is put inside it.
 * A value that begins with [ or { is read as YAML. ECC_E_INVALID with a diagnostic: no path, no such place. */
ecc_status ecc_yaml_set(struct ecc_arena *arena, const struct ecc_yaml *root,
                        const struct ecc_source *setting, const struct ecc_yaml **out_root,
                        struct ecc_diags *diags);

#endif
