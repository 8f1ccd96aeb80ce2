/* SPDX-License-Identifier: Apache-2.0 */
/* The gate: what fails a run, by the configuration, its waivers, and the baseline. It changes no
 * verdict. */
#ifndef ECC_CLI_GATE_H
#define ECC_CLI_GATE_H

#include "baseline.h"
#include "cli.h"

struct ecc_gate {
    struct ecc_cli *cli;
    const ecc_config_view *view;  /* may be NULL */
    const ecc_config_view *known; /* may be NULL */
    bool *used;                   /* a waiver applied */
    bool *seen;                   /* the part of a waiver was checked */
    bool *found;                  /* what a row of the baseline knows is still there */
    bool whole; /* everything below the configuration was asked for, so what was not seen is gone */
    struct ecc_baseline written; /* for --write-baseline */
};

/* Refuses rules that are not the ones the configuration asks for; that has been told then. */
enum ecc_exit ecc_gate_open(struct ecc_gate *gate, struct ecc_cli *cli, ecc_rules *rules,
                            bool whole);
/* Sets the states of the notices. `code` is what loading and evaluating came to; the exit status of
 * the input. */
enum ecc_exit ecc_gate_judge(struct ecc_gate *gate, struct ecc_item *item, enum ecc_exit code);
/* What there is to say about the run: waivers that are expired or unused; and the exit status it
 * means. */
enum ecc_exit ecc_gate_close(struct ecc_gate *gate, struct ecc_notices *out_notices);

#endif
