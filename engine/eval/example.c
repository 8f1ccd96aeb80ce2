/* SPDX-License-Identifier: Apache-2.0 */
/* The examples of a rule file, run: a part of the catalogue, or a thing of which only what is given is
 * known. */
#include <assert.h>

#include "base/arena.h"
#include "doc/bind.h"
#include "eval/test_eval.h"
#include "model/quantity.h"
#include "model/rules.h"

struct running {
    const struct ecc_law *law;
    const struct ecc_rule *rule;
    struct ecc_arena *arena;
    ecc_read_fn spec_of;
    void *user;
    struct ecc_diags *diags;
};

/* ---- given: {tpp: 4800 TOPS*bit, datacenter.designed: no} ------------------------------------------- */

static bool assume_quantity(struct running *running, const struct ecc_yaml *value,
                            const struct ecc_quantity_def *definition, struct ecc_assumption *out)
{
    struct ecc_quantity_want want = {.dim = definition->dim,
                                     .integer = ecc_dim_is_none(definition->dim)};
    struct ecc_reader reader = {.arena = running->arena, .diags = running->diags};
    struct ecc_quantity read;
    ecc_str text;
    if (!ecc_bind_text(&reader, value, &text) ||
        ecc_quantity_parse(running->arena, text, value->span, &want, &read, running->diags) !=
            ECC_OK) {
        return false;
    }
    out->about_quantity = true;
    out->range = read.value;
    out->replaces = true;
    return true;
}

static bool assume_fact(struct running *running, const struct ecc_yaml *key,
                        const struct ecc_yaml *value, const struct ecc_world_subject *subject,
                        struct ecc_assumption *out)
{
    struct ecc_reader reader = {.arena = running->arena, .diags = running->diags};
    struct ecc_path path;
    uint32_t accepts;
    if (!ecc_path_read(&reader, key->text, key->span, subject->thing->record, &path) ||
        !ecc_accepts_read(&reader, value, path.last, &accepts)) {
        return false;
    }
    out->fact = ecc_fact_at(subject->thing, &path, NULL);
    while ((accepts >> out->word & 1) == 0) {
        out->word++;
    }
    return true;
}

/* Each pair of `given` as an assumption about the circuit or memory of the world. */
static bool assume(struct running *running, const struct ecc_world *world,
                   const struct ecc_yaml *given, const struct ecc_assumption **out)
{
    const size_t subject = 0; /* of a chip or a memory the thing itself stands first */
    assert(world->subjects[subject].thing != NULL);
    struct ecc_assumption *list = ECC_NEW_ARRAY(running->arena, given->n, struct ecc_assumption);
    if (list == NULL) {
        return false;
    }
    const struct ecc_definitions *definitions = running->law->definitions;
    for (size_t i = 0; i < given->n; i++) {
        size_t quantity = 0;
        while (quantity < definitions->n_quantities &&
               !ecc_str_eq(definitions->quantities[quantity].info.id, given->keys[i]->text)) {
            quantity++;
        }
        list[i] = (struct ecc_assumption){.subject = subject, .quantity = quantity, .next = *out};
        bool good = quantity < definitions->n_quantities
                        ? assume_quantity(running, given->items[i],
                                          &definitions->quantities[quantity], &list[i])
                        : assume_fact(running, given->keys[i], given->items[i],
                                      &world->subjects[subject], &list[i]);
        if (!good) {
            return false;
        }
        *out = &list[i];
    }
    return true;
}

/* ---- One example -------------------------------------------------------------------------------------- */

/* Of the thing that an example with `given` is about, nothing is known but that it exists, and that it is
 * sold as an assembly where an assembly is asked about. */
static ecc_status load_blank(const struct ecc_test *clause, struct ecc_spec **out,
                             struct ecc_diags *diags)
{
    static const ecc_str blanks[ECC_SUBJECT_KINDS] = {
        [ECC_CIRCUIT] = {"ecc: chip/1\nname: example\n", 26},
        [ECC_MEMORY] = {"ecc: memory/1\nname: example\n", 28},
        [ECC_ASSEMBLY] = {"ecc: chip/1\nname: example\nsold-as: module\n", 42}};
    return ecc_spec_load(ECC_STR("example"), blanks[clause->of], NULL, NULL, out, diags);
}

static ecc_status load_part(struct running *running, const struct ecc_rule_example *example,
                            struct ecc_spec **out)
{
    ecc_str bytes;
    ecc_status status = running->spec_of(running->user, example->part, &bytes);
    if (status == ECC_E_NOT_FOUND) {
        ecc_diag_add(running->diags, ECC_M_rule_example_part, example->node->span,
                     ECC_ARGS(ecc_arg_text("part", example->part)));
        return ECC_E_INVALID;
    }
    TRY(status);
    return ecc_spec_load(example->part, bytes, NULL, NULL, out, running->diags);
}

static ecc_status evaluate(struct running *running, const struct ecc_rule_example *example,
                           const struct ecc_spec *spec, ecc_tri *out)
{
    struct ecc_world world;
    TRY(ecc_world_init(running->arena, running->law, spec, &world));
    size_t subject = 0;
    while (subject < world.n_subjects && world.subjects[subject].kind != example->clause->of) {
        subject++;
    }
    if (subject == world.n_subjects) {
        ecc_diag_add(running->diags, ECC_M_rule_example_subject, example->node->span,
                     ECC_ARGS(ecc_arg_text("part", example->part),
                              ecc_arg_text("clause", example->clause->id)));
        return ECC_E_INVALID;
    }
    const struct ecc_assumption *assumptions = NULL;
    if (example->given != NULL && !assume(running, &world, example->given, &assumptions)) {
        return ECC_E_INVALID;
    }
    struct ecc_view view;
    TRY(ecc_view_init(&view, &world, running->arena, assumptions));
    return ecc_test_verdict(&view, subject, example->clause, out);
}

static ecc_str label_of(struct running *running, const struct ecc_rule_example *example)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, running->arena);
    ecc_buf_add(&buf, example->part);
    for (size_t i = 0; example->given != NULL && i < example->given->n; i++) {
        ecc_buf_puts(&buf, i > 0 ? ", " : "");
        ecc_buf_add(&buf, example->given->keys[i]->text);
        ecc_buf_puts(&buf, ": ");
        ecc_buf_add(&buf, example->given->items[i]->text);
    }
    return ecc_buf_str(&buf);
}

static ecc_status run(struct running *running, const struct ecc_rule_example *example,
                      ecc_example *out)
{
    struct ecc_spec *spec = NULL;
    ecc_status status = example->given != NULL ? load_blank(example->clause, &spec, running->diags)
                                               : load_part(running, example, &spec);
    if (status == ECC_OK) {
        status = evaluate(running, example, spec, &out->actual);
        ecc_spec_free(spec);
    }
    out->ran = status == ECC_OK;
    if (out->ran && out->actual != out->expected) {
        static const char *const words[] = {"not-met", "undecided", "met"};
        ecc_diag_add(running->diags, ECC_M_rule_example_failed, example->node->span,
                     ECC_ARGS(ecc_arg_text("clause", example->clause->id),
                              ecc_arg_cstr("expected", words[out->expected + 1]),
                              ecc_arg_cstr("actual", words[out->actual + 1])));
        status = ECC_E_INVALID;
    }
    return status;
}

ecc_status ecc_rules_test(ecc_rules *rules, size_t index, ecc_read_fn spec_of,
                          ecc_example_fn report, void *user, ecc_diags *diags)
{
    const struct ecc_laws *laws = NULL;
    struct running running = {.spec_of = spec_of, .user = user, .diags = diags};
    TRY(ecc_rules_compiled(rules, index, &laws, &running.law, &running.rule, diags));
    running.arena = ecc_arena_new(0);
    if (running.arena == NULL) {
        return ECC_E_NOMEM;
    }
    ecc_status result = ECC_OK;
    for (size_t i = 0; i < running.rule->n_examples; i++) {
        const struct ecc_rule_example *example = &running.rule->examples[i];
        if (example->given == NULL && spec_of == NULL) {
            continue; /* nobody to ask for parts */
        }
        ecc_example out = {.clause = example->clause->id,
                           .at = ecc_span_position(example->node->span),
                           .label = label_of(&running, example),
                           .expected = example->expect};
        ecc_status status = run(&running, example, &out);
        result = result == ECC_OK ? status : result;
        if (report != NULL) {
            report(user, &out);
        }
    }
    ecc_arena_free(running.arena);
    return result;
}
