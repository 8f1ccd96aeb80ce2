/* SPDX-License-Identifier: Apache-2.0 */
/* A rule set of one definitions file, one rule (or two) and one regime, made from a few lines of each; and
 * what a check with it says. For tests that include <cmocka.h> before. */
#ifndef ECC_TESTS_SMALL_RULES_H
#define ECC_TESTS_SMALL_RULES_H

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "ecc/ecc.h"

#define SMALL_HEAD                                                                                 \
    "in-force: 2020-01-01\nverified-through: 2020-12-31\ntitle: {en: t, zh: t}\n"                  \
    "changes: {en: c, zh: c}\nsource: {mark: primary}\n"
#define SMALL_QUANTITY(id, of, unit, formula)                                                      \
    "  - {id: " id ", of: " of ", name: {en: " id ", zh: " id "}, unit: " unit                     \
    ", meaning: {en: m, zh: m}, source: {mark: primary}, ask: {en: a, zh: a}, formula: " formula   \
    "}\n"
#define SMALL_TABLE                                                                                \
    "tables:\n  - id: width\n    name: {en: width, zh: width}\n    by: format\n    unit: bit\n"    \
    "    rows: {fp64: 64, fp32: 32, tf32: {reading: tf32, full: 32, real: 19}, bf16: 16,\n"        \
    "           fp16: 16, fp8: 8, fp6: 6, fp4: 4, mxfp8: 8, mxfp6: 6, mxfp4: 4, nvfp4: 4,\n"       \
    "           int64: 64, int32: 32, int16: 16, int8: 8, int4: 4, int2: 2, int1: 1}\n"            \
    "  - id: twice\n    name: {en: twice, zh: twice}\n    by: format\n    unit: bit\n"             \
    "    rows: {fp64: 128, fp32: 64, tf32: 64, bf16: 32, fp16: 32, fp8: 16, fp6: 12, fp4: 8,\n"    \
    "           mxfp8: 16, mxfp6: 12, mxfp4: 8, nvfp4: 8, int64: 128, int32: 64, int16: 32,\n"     \
    "           int8: 16, int4: 8, int2: 4, int1: 2}\n"
#define SMALL_READINGS                                                                             \
    "readings:\n  - {id: tf32, question: {en: q, zh: q}, source: {mark: inference},\n"             \
    "     options: [{id: full, name: {en: f, zh: f}}, {id: real, name: {en: r, zh: r}}],\n"        \
    "     taken: full}\n"

struct small_rules {
    const char *quantities; /* lines below `quantities:` */
    const char *clauses;    /* lines below `clauses:` */
    const char *ungated;    /* the same of a second rule, S, which gates nothing; NULL: none */
    const char *third;      /* the same of a third one, T; NULL: none */
    const char *order;      /* lines below `order-of-review:`; NULL: none */
    const char *readings;   /* with its key; NULL: SMALL_READINGS */
    const char *examples;   /* behind `examples:`; NULL: [] */
    const char *parts[3];   /* ./0.yaml and so on, which a specification may contain */
    char files[5][1 << 15];
    ecc_rules *rules;
    ecc_diags *diags;
};

static inline ecc_status small_read(void *user, ecc_str path, ecc_str *out_bytes)
{
    const struct small_rules *small = user;
    static const char *const paths[] = {"x/definitions/2020-01-01.yaml", "x/r/2020-01-01.yaml",
                                        "x/regime.yaml", "x/s/2020-01-01.yaml",
                                        "x/t/2020-01-01.yaml"};
    for (size_t i = 0; i < 5; i++) {
        if (ecc_str_is(path, paths[i])) {
            *out_bytes = ecc_str_of(small->files[i]);
            return ECC_OK;
        }
    }
    return ECC_E_NOT_FOUND;
}

static inline void small_close(struct small_rules *small)
{
    ecc_rules_free(small->rules);
    ecc_diags_free(small->diags);
    small->rules = NULL;
    small->diags = NULL;
}

static inline void small_rule(char file[1 << 15], const char *name, const char *gate,
                              const char *clauses, const char *examples)
{
    snprintf(file, 1 << 15, "ecc: rule/1\nrule: %s\ngate: %s\n%sclauses:\n%sexamples: %s\n", name,
             gate, SMALL_HEAD, clauses, examples != NULL ? examples : "[]");
}

/* The status of loading all of it; what is wrong is in small->diags. */
static inline ecc_status small_load(struct small_rules *small)
{
    static const ecc_str paths[] = {{"x/definitions/2020-01-01.yaml", 29},
                                    {"x/r/2020-01-01.yaml", 19},
                                    {"x/regime.yaml", 13},
                                    {"x/s/2020-01-01.yaml", 19},
                                    {"x/t/2020-01-01.yaml", 19}};
    const char *order = small->order != NULL ? small->order : "  circuit: []\n";
    size_t size = sizeof small->files[0];
    size_t n = 3;
    small_close(small);
    snprintf(small->files[0], size, "ecc: definitions/1\n%s%s%squantities:\n%s", SMALL_HEAD,
             small->readings != NULL ? small->readings : SMALL_READINGS, SMALL_TABLE,
             small->quantities);
    small_rule(small->files[1], "R", "yes", small->clauses, small->examples);
    snprintf(small->files[2], size,
             "ecc: regime/1\nid: x\ntitle: {en: t, zh: t}\nauthority: {en: a, zh: a}\n"
             "order-of-review:\n%sotherwise: {en: o, zh: o}\nnot-legal-advice: {en: n, zh: n}\n",
             order);
    if (small->ungated != NULL) {
        small_rule(small->files[n++], "S", "no", small->ungated, NULL);
    }
    if (small->third != NULL) {
        small_rule(small->files[n++], "T", "no", small->third, NULL);
    }
    assert_int_equal(ecc_diags_new(&small->diags), ECC_OK);
    assert_int_equal(ecc_rules_open_files(paths, n, small_read, small, &small->rules, small->diags),
                     ECC_OK);
    return ecc_rules_load_all(small->rules, small->diags);
}

static inline void small_open(struct small_rules *small)
{
    if (small_load(small) != ECC_OK) {
        ecc_diag diag = ecc_diags_at(small->diags, 0);
        fail_msg("%.*s:%zu:%zu: %s: %.*s", (int)diag.at.file.len, diag.at.file.ptr, diag.at.line,
                 diag.at.column, diag.id, (int)diag.at.excerpt.len, diag.at.excerpt.ptr);
    }
}

struct small_check {
    ecc_spec *spec;
    const ecc_result *result;
};

static inline ecc_status small_resolve(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                                       ecc_str *out_bytes)
{
    const struct small_rules *small = user;
    static const char *const names[] = {"./0.yaml", "./1.yaml", "./2.yaml"};
    (void)from;
    for (size_t i = 0; i < 3; i++) {
        if (ecc_str_is(ref, names[i]) && small->parts[i] != NULL) {
            *out_name = ecc_str_of(names[i]);
            *out_bytes = ecc_str_of(small->parts[i]);
            return ECC_OK;
        }
    }
    return ECC_E_NOT_FOUND;
}

static inline ecc_status small_check(struct small_rules *small, const char *spec,
                                     const ecc_check_options *options, struct small_check *out)
{
    ecc_check_options plain = ECC_CHECK_OPTIONS_INIT;
    plain = options != NULL ? *options : plain;
    plain.as_of = (ecc_date){2020, 6, 1};
    *out = (struct small_check){.spec = NULL};
    if (ecc_spec_load(ECC_STR("spec.yaml"), ecc_str_of(spec), small_resolve, small, &out->spec,
                      small->diags) != ECC_OK) {
        fail_msg("the specification does not load:\n%s", spec);
    }
    return ecc_check(small->rules, out->spec, &plain, &out->result, small->diags);
}

static inline void small_done(struct small_check *check)
{
    ecc_result_free(check->result);
    ecc_spec_free(check->spec);
}

/* "[1600, 2400)", "[0, ...)", with "?" when there may be no value. */
static inline void small_range(const ecc_range *range, char out[256])
{
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_buf buf;
    ecc_buf_init(&buf, arena);
    ecc_buf_puts(&buf, range->lo_open ? "(" : "[");
    ecc_num_print_exact(range->lo, &buf);
    ecc_buf_puts(&buf, ", ");
    if (range->hi != NULL) {
        ecc_num_print_exact(range->hi, &buf);
    } else {
        ecc_buf_puts(&buf, "...");
    }
    ecc_buf_puts(&buf, range->hi_open ? ")" : "]");
    ecc_buf_puts(&buf, range->undefined ? "?" : "");
    snprintf(out, 256, "%.*s", (int)buf.len, buf.ptr);
    ecc_arena_free(arena);
}

/* "rule.dimension `1 mm2` found=mm2 wanted=GB/s; ": of every message the name, the text that it is about, and
 * what it says of it. */
static inline void small_said(const ecc_diags *diags, char *out, size_t size)
{
    out[0] = '\0';
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        const ecc_diag diag = ecc_diags_at(diags, i);
        const size_t end = diag.at.end_line == diag.at.line ? diag.at.end_column - 1
                                                            : diag.at.excerpt.len;
        size_t len = strlen(out);
        len += (size_t)snprintf(out + len, size - len, "%s `%.*s`", diag.id,
                                (int)(end - (diag.at.column - 1)),
                                diag.at.excerpt.ptr + diag.at.column - 1);
        for (size_t j = 0; j < diag.n_args; j++) {
            len += (size_t)snprintf(out + len, size - len, " %s=%.*s", diag.args[j].name,
                                    (int)diag.args[j].text.len, diag.args[j].text.ptr);
        }
        snprintf(out + len, size - len, "; ");
    }
}

/* The check's answer in a word. */
static inline const char *small_word(ecc_tri verdict)
{
    return verdict == ECC_TRUE ? "yes" : verdict == ECC_FALSE ? "no" : "undecided";
}

/* "tpp, area+designed": each smallest set. */
static inline void small_sets(const ecc_result *result, char out[512])
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < result->n_sets; i++) {
        for (size_t j = 0; j < result->sets[i].n_facts; j++) {
            const ecc_deciding *fact = &result->deciding[result->sets[i].facts[j]];
            len += (size_t)snprintf(out + len, 512 - len, "%s%.*s",
                                    j > 0   ? "+"
                                    : i > 0 ? ", "
                                            : "",
                                    (int)fact->path.len, fact->path.ptr);
        }
    }
}

#endif
