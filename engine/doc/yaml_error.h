/* SPDX-License-Identifier: Apache-2.0 */
/* What the YAML library complains of, said in the words of people who write files. Knows the
 * library's sentences, not the library. */
#ifndef ECC_DOC_YAML_ERROR_H
#define ECC_DOC_YAML_ERROR_H

#include <stddef.h>

#include "base/diag.h"

struct ecc_yaml_problem {
    const struct ecc_source *source;
    const char *problem; /* "could not find expected ':'" */
    const char *context; /* "while scanning a simple key"; "" when the library gives none */
    size_t at;           /* byte offset of the problem */
    size_t context_at;   /* byte offset where what could not be read began; `at` without context */
};

/* Adds exactly one diagnostic. */
void ecc_yaml_explain(const struct ecc_yaml_problem *problem, struct ecc_diags *diags);

#endif
