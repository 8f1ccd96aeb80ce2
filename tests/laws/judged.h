/* SPDX-License-Identifier: Apache-2.0 */
/* What the engine says of a specimen, and how two answers compare. */
#ifndef ECC_LAWS_JUDGED_H
#define ECC_LAWS_JUDGED_H

#include "ecc/ecc.h"
#include "specimen.h"

/* A specimen loaded from its own text and checked. */
struct judged {
    const struct specimen *specimen;
    ecc_str text;
    ecc_spec *spec;
    const ecc_result *result;
};

/* A case: what is common to the answers that are compared. */
struct bench {
    struct ecc_arena *arena;
    ecc_rules *rules;
    ecc_date day;
    ecc_reading_choice readings[16]; /* other answers than the rule set takes */
    size_t n_readings;
    char complaint[512]; /* why a law does not hold, or why something did not load */
};

/* False with a complaint when it does not load or cannot be checked. */
bool judge(struct bench *bench, const struct specimen *specimen, const struct style *style,
           struct judged *out);
/* The same specimen with some values set: "logic-dies[0].area=600 mm2". */
bool judge_variant(struct bench *bench, const struct judged *original, const ecc_str *settings,
                   size_t n_settings, struct judged *out);
void judged_free(struct judged *judged);
/* Choose other answers to some of the open questions of the law. */
bool bench_choose_readings(struct bench *bench, struct dice *dice);
/* Always false, for `return`. */
bool bench_complain(struct bench *bench, const char *format, ...);

/* Everything that `vague` decides, `precise` decides in the same way, and every quantity of
 * `precise` lies within that of `vague`. False with a complaint. */
bool judged_refines(struct bench *bench, const struct judged *vague, const struct judged *precise);
/* The same answer: verdicts, values, margins, possible paragraphs, deciding facts and their pieces.
 * Places in the file may differ; with `order`, the order of subjects too. */
bool judged_same(struct bench *bench, const struct judged *a, const struct judged *b, bool order);
/* No quantity has fallen at either end. */
bool judged_not_lower(struct bench *bench, const struct judged *before, const struct judged *after);

#endif
