/* SPDX-License-Identifier: Apache-2.0 */
/* A name as it was written: what deceives in it, and its atoms. */
#ifndef ECC_MATCH_QUERY_H
#define ECC_MATCH_QUERY_H

#include "match/index.h"

#define ECC_WARNINGS 4

struct ecc_query {
    ecc_str raw;   /* without spaces around it */
    ecc_str text;  /* NFKC, without invisible characters, look-alikes replaced */
    bool *spoofed; /* for each byte of `text` */
    struct ecc_atoms atoms;
    uint32_t *words; /* the atoms' numbers in the index */
    ecc_str key;
    bool turned; /* has characters that change the direction of writing */
    ecc_remark warnings[ECC_WARNINGS];
    size_t n_warnings;
};

/* `name` is valid UTF-8. False when out of memory. */
bool ecc_query_read(const struct ecc_index *index, struct ecc_arena *arena, ecc_str name,
                    struct ecc_query *out_query);
/* Read again with letters taken for digits, as in "H1OO". *out_changed says whether there are any.
 */
bool ecc_query_digits(const struct ecc_index *index, struct ecc_arena *arena,
                      const struct ecc_query *query, struct ecc_query *out_query,
                      bool *out_changed);
/* The same with Chinese as pinyin. */
bool ecc_query_pinyin(const struct ecc_index *index, struct ecc_arena *arena,
                      const struct ecc_query *query, struct ecc_query *out_query,
                      bool *out_changed);

/* A remark; NULL id when out of memory. The arguments are copied, their texts are not. */
ecc_remark ecc_remark_new(struct ecc_arena *arena, const char *id, const ecc_arg *args,
                          size_t n_args);

#endif
