/* SPDX-License-Identifier: Apache-2.0 */
/* Figures that look as public tables go wrong. A check reads facts and reports; what the file says under `reviewed`
 * keeps quiet. No law is involved, and no verdict depends on it. */
#ifndef ECC_MODEL_SUSPECT_H
#define ECC_MODEL_SUSPECT_H

#include "model/figure.h"

/* In the order of ecc_suspicion_words. */
enum ecc_suspicion {
    ECC_SUSPECT_SPARSE,
    ECC_SUSPECT_DIRECTION,
    ECC_SUSPECT_GIGABITS,
    ECC_SUSPECT_VECTOR,
    ECC_SUSPECT_BOARD,
    ECC_SUSPECT_TPP,
    ECC_SUSPECT_AREA,
    ECC_SUSPECT_DIFFERS,
    ECC_SUSPICIONS
};

/* A part to hold others against. */
struct ecc_peer {
    ecc_str id;
    const ecc_spec *spec;
    const struct ecc_figures *figures;
};

struct ecc_suspecting {
    struct ecc_arena *arena;
    const ecc_spec *spec;
    const struct ecc_figures *figures;
    const struct ecc_peer *peers;
    size_t n_peers;
    struct ecc_diags *diags;
    bool found[ECC_SUSPICIONS];
    bool settled[ECC_SUSPICIONS];
};

/* Reports unless it is settled. */
void ecc_suspect(struct ecc_suspecting *suspecting, enum ecc_suspicion kind,
                 enum ecc_message_id message, struct ecc_span span, const ecc_arg *args,
                 size_t n_args);
/* Is the exact value `a` exactly `times` times the exact value `b`? Never of zero. */
bool ecc_is_times(const struct ecc_interval *a, const struct ecc_interval *b, int64_t times);
/* Is `a`, with both ends, above `b` times `num`/`den`? */
bool ecc_is_above(const struct ecc_interval *a, const struct ecc_interval *b, int64_t num,
                  uint64_t den);
/* What was put together. A finding without its text would say less than it should: a failure is remembered, and the
 * whole ends with ECC_E_NOMEM. */
ecc_str ecc_suspect_text(const struct ecc_suspecting *suspecting, const struct ecc_buf *buf);
/* A number for a message. */
ecc_str ecc_suspect_number(const struct ecc_suspecting *suspecting,
                           const struct ecc_interval *value);
/* A whole number and what follows it: at the start of *text, which moves past it. */
bool ecc_suspect_take_number(ecc_str *text, int64_t *out);

/* suspect_links.c: links against what their names say; memory against the part's name. */
void ecc_suspect_links(struct ecc_suspecting *suspecting);
void ecc_suspect_memory(struct ecc_suspecting *suspecting);
/* suspect_peers.c: against parts with the same die, and against the catalogue's part of that name. */
ecc_status ecc_suspect_peers(struct ecc_suspecting *suspecting);

/* All of it. */
ecc_status ecc_suspect_all(struct ecc_suspecting *suspecting);

#endif
