/* SPDX-License-Identifier: Apache-2.0 */
/* ecc_check(): the result tree that every format is rendered from. Whatever a format shows is worked out
 * here; a renderer computes nothing. */
#include "base/arena.h"
#include "base/date.h"
#include "eval/deciding.h"
#include "eval/findings.h"
#include "eval/outcome.h"
#include "eval/readings.h"
#include "eval/test_eval.h"
#include "eval/tri.h"
#include "model/rules.h"

/* The public result is the first member, so that its address is the box's. */
struct result_box {
    ecc_result result;
    struct ecc_arena *arena;
};

struct checking {
    const ecc_check_options *options;
    struct ecc_world *world;
    struct ecc_arena *arena; /* of the result */
    struct ecc_arena *scratch;
    struct ecc_view view;
    ecc_quantity_view **values; /* by subject, by quantity */
    ecc_subject *subjects;      /* public, by subject of the world */
    ecc_outcomes *outcomes;
};

/* ---- Quantities ------------------------------------------------------------------------------------ */

static ecc_status put_quantity(struct checking *checking, size_t subject, size_t quantity,
                               ecc_quantity_view *out)
{
    const struct ecc_quantity_def *definition =
        &checking->world->law->definitions->quantities[quantity];
    const struct ecc_value *value = NULL;
    TRY(ecc_view_quantity(&checking->view, subject, quantity, &value));
    out->definition = &definition->info;
    TRY(ecc_range_of(checking->arena, value, &definition->scale, &out->value));
    return ecc_derive(&checking->view, subject, quantity, checking->arena, &out->derivation);
}

static ecc_status put_quantities(struct checking *checking, size_t subject)
{
    const struct ecc_definitions *definitions = checking->world->law->definitions;
    size_t n = definitions->n_quantities;
    ecc_quantity_view *all = ECC_NEW_ARRAY(checking->arena, n, ecc_quantity_view);
    ecc_quantity_view *shown = ECC_NEW_ARRAY(checking->arena, n, ecc_quantity_view);
    if (all == NULL || shown == NULL) {
        return ECC_E_NOMEM;
    }
    ecc_subject *out = &checking->subjects[subject];
    for (size_t i = 0; i < n; i++) {
        if (definitions->quantities[i].of == checking->world->subjects[subject].kind) {
            TRY(put_quantity(checking, subject, i, &all[i]));
            shown[out->n_quantities++] = all[i];
        }
    }
    out->quantities = shown;
    checking->values[subject] = all;
    return ECC_OK;
}

/* ---- Entries ----------------------------------------------------------------------------------------- */

static bool question_applies(enum ecc_when when, ecc_tri verdict)
{
    switch (when) {
    case ECC_WHEN_ALWAYS:
        return true;
    case ECC_WHEN_MET:
        return verdict == ECC_TRUE;
    case ECC_WHEN_POSSIBLE:
        return verdict != ECC_FALSE;
    }
    return true;
}

static ecc_status put_questions(struct checking *checking, const struct ecc_rule *rule,
                                ecc_entry *entry)
{
    ecc_question *questions = ECC_NEW_ARRAY(checking->arena, rule->n_questions, ecc_question);
    if (questions == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < rule->n_questions; i++) {
        if (question_applies(rule->questions[i].when, entry->verdict)) {
            questions[entry->n_questions++] = rule->questions[i].view;
        }
    }
    entry->questions = questions;
    return ECC_OK;
}

/* Numbered clauses that three-valued evaluation leaves open and every completion decides alike; those below a decided
 * clause too. What stands round a clause must not matter to it: else one that is met by cases would be undecided again
 * as soon as a figure decides the clause around it, and saying more would have undone a verdict. */
static ecc_status decide_by_cases(struct checking *checking, size_t subject,
                                  const struct ecc_test *test, ecc_node *node)
{
    if (node->verdict == ECC_UNKNOWN && test->id.len > 0) {
        TRY(ecc_outcomes_clause(checking->world, subject, test, checking->scratch, &node->verdict));
        node->by_cases = node->verdict != ECC_UNKNOWN;
    }
    /* The children of CONTAINS are about another subject, which has entries of its own. */
    for (size_t i = 0; test->kind != ECC_NODE_CONTAINS && i < test->n_children; i++) {
        TRY(decide_by_cases(checking, subject, test->children[i], (ecc_node *)&node->children[i]));
    }
    return ECC_OK;
}

static ecc_status put_entry(struct checking *checking, size_t subject, const struct ecc_rule *rule,
                            ecc_entry *entry)
{
    enum ecc_subject_kind kind = checking->world->subjects[subject].kind;
    ecc_node *paragraphs = ECC_NEW_ARRAY(checking->arena, rule->n_clauses, ecc_node);
    if (paragraphs == NULL) {
        return ECC_E_NOMEM;
    }
    *entry = (ecc_entry){.rule = &rule->info,
                         .verdict = ECC_FALSE,
                         .scopes = rule->scopes,
                         .n_scopes = rule->n_scopes};
    for (size_t i = 0; i < rule->n_clauses; i++) {
        const struct ecc_test *clause = rule->clauses[i];
        if (clause->of != kind || clause->exclusion) {
            continue;
        }
        ecc_node *node = &paragraphs[entry->n_paragraphs++];
        TRY(ecc_test_explain(&checking->view, subject, clause, checking->arena, checking->values,
                             node));
        TRY(decide_by_cases(checking, subject, clause, node));
        entry->verdict = ecc_tri_or(entry->verdict, node->verdict);
    }
    entry->applies = entry->n_paragraphs > 0;
    entry->paragraphs = paragraphs;
    return put_questions(checking, rule, entry);
}

/* Entries stand in the order of review of their first paragraph; rules outside it come last. */
static size_t review_rank(const struct ecc_law *law, enum ecc_subject_kind kind,
                          const struct ecc_rule *rule)
{
    for (size_t i = 0; i < law->n_review[kind]; i++) {
        if (law->review_rule[kind][i] == rule) {
            return i;
        }
    }
    return law->n_review[kind];
}

static ecc_status put_entries(struct checking *checking, size_t subject)
{
    const struct ecc_law *law = checking->world->law;
    enum ecc_subject_kind kind = checking->world->subjects[subject].kind;
    ecc_entry *entries = ECC_NEW_ARRAY(checking->arena, law->n_rules, ecc_entry);
    if (entries == NULL) {
        return ECC_E_NOMEM;
    }
    ecc_subject *out = &checking->subjects[subject];
    for (size_t rank = 0; rank <= law->n_review[kind]; rank++) {
        for (size_t i = 0; i < law->n_rules; i++) {
            if (review_rank(law, kind, law->rules[i]) != rank) {
                continue;
            }
            ecc_entry *entry = &entries[out->n_entries];
            TRY(put_entry(checking, subject, law->rules[i], entry));
            out->n_entries += entry->applies ? 1 : 0; /* else the next takes its place */
        }
    }
    out->entries = entries;
    return ECC_OK;
}

/* ---- Classification ---------------------------------------------------------------------------------- */

static ecc_status put_possible(struct checking *checking, size_t subject, ecc_outcomes outcomes,
                               const ecc_paragraph **out, size_t *out_n)
{
    const struct ecc_law *law = checking->world->law;
    enum ecc_subject_kind kind = checking->world->subjects[subject].kind;
    ecc_paragraph *list = ECC_NEW_ARRAY(checking->arena, law->n_review[kind] + 1, ecc_paragraph);
    if (list == NULL) {
        return ECC_E_NOMEM;
    }
    size_t n = 0;
    for (size_t i = 0; i <= law->n_review[kind]; i++) {
        if ((outcomes >> i & 1) == 0) {
            continue;
        }
        if (i < law->n_review[kind]) {
            list[n].id = law->review[kind][i]->id;
            list[n].heading = law->review[kind][i]->heading;
            list[n].gate = law->review_rule[kind][i]->info.gate;
        } else {
            list[n].heading = law->regime->otherwise;
        }
        n++;
    }
    *out = list;
    *out_n = n;
    return ECC_OK;
}

static ecc_status put_subject(struct checking *checking, size_t index)
{
    static const ecc_num *const no_scale = NULL;
    const struct ecc_world_subject *subject = &checking->world->subjects[index];
    ecc_subject *out = &checking->subjects[index];
    out->kind = ecc_str_of(ecc_subject_words[subject->kind]);
    out->regime = checking->world->law->regime->id;
    out->otherwise = checking->world->law->regime->otherwise;
    out->spec = &subject->spec->info;
    out->inside = subject->inside;
    out->sold_so = subject->sold_so;
    out->open = subject->open;
    struct ecc_value count = {.range = subject->count};
    TRY(ecc_range_of(checking->arena, &count, no_scale, &out->count));
    TRY(ecc_outcomes_of(checking->world, index, NULL, checking->scratch,
                        &checking->outcomes[index]));
    out->gate = ecc_tri_and(subject->kind == ECC_ASSEMBLY ? subject->sold_so : ECC_TRUE,
                            ecc_outcomes_gate(checking->world, index, checking->outcomes[index]));
    return put_possible(checking, index, checking->outcomes[index], &out->possible,
                        &out->n_possible);
}

/* ---- Deciding facts ---------------------------------------------------------------------------------- */

/* The first leaf that is missing or inexact: where a reader would write the value. */
static const ecc_step *missing_leaf(const ecc_step *step)
{
    if (step->n_children == 0) {
        bool leaf = step->kind == ECC_STEP_MISSING || step->kind == ECC_STEP_FACT;
        return leaf && !step->value.exact ? step : NULL;
    }
    for (size_t i = 0; i < step->n_children; i++) {
        const ecc_step *found = missing_leaf(&step->children[i]);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

static ecc_status put_piece(struct checking *checking, const struct ecc_deciding_fact *fact,
                            size_t index, ecc_piece *out)
{
    const struct ecc_deciding_piece *piece = &fact->pieces[index];
    if (fact->definition != NULL) {
        struct ecc_value value = {.range = piece->range};
        TRY(ecc_range_of(checking->arena, &value, &fact->definition->scale, &out->range));
    } else if (fact->fact->field->kind == ECC_FACT_QUANTITY) {
        struct ecc_value value = {.range = piece->range};
        TRY(ecc_range_of(checking->arena, &value, NULL, &out->range));
    } else {
        static const char *const yesno[] = {"no", "yes"};
        bool word = fact->fact->field->kind == ECC_FACT_WORD;
        out->word = ecc_str_of(word ? fact->fact->field->words[piece->word] : yesno[piece->word]);
    }
    out->gate = ecc_outcomes_gate(checking->world, fact->subject, piece->outcomes);
    return put_possible(checking, fact->subject, piece->outcomes, &out->possible, &out->n_possible);
}

static ecc_status put_deciding(struct checking *checking, const struct ecc_deciding_fact *fact,
                               ecc_deciding *out)
{
    out->subject = &checking->subjects[fact->subject];
    out->alone = fact->alone;
    if (fact->definition != NULL) {
        const ecc_quantity_view *view = &checking->values[fact->subject][fact->quantity];
        const ecc_step *leaf = missing_leaf(view->derivation);
        out->path = leaf != NULL ? leaf->label : fact->definition->info.id;
        out->at = leaf != NULL ? leaf->at : (ecc_position){.line = 0};
        out->quantity = &fact->definition->info;
        out->name = fact->definition->info.name;
        out->ask = fact->definition->ask;
        out->unit = fact->definition->info.unit;
    } else {
        out->path = ecc_fact_path(checking->arena, fact->holder, fact->fact);
        out->unit = ecc_dim_unit_text(checking->arena, fact->fact->field->dim);
        out->at = ecc_span_position(fact->fact->span);
        for (int language = 0; language < ECC_LANGUAGES; language++) {
            out->name.in[language] = ecc_str_of(fact->fact->field->name[language]);
        }
    }
    ecc_piece *pieces = ECC_NEW_ARRAY(checking->arena, fact->n_pieces, ecc_piece);
    if (pieces == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < fact->n_pieces; i++) {
        TRY(put_piece(checking, fact, i, &pieces[i]));
    }
    out->pieces = pieces;
    out->n_pieces = fact->n_pieces;
    return ECC_OK;
}

/* `first` is the index of the subject's first fact among all. */
static ecc_status put_sets(struct checking *checking, size_t subject,
                           const struct ecc_deciding_list *found, size_t first,
                           struct ecc_growing *list)
{
    for (size_t i = 0; i < found->n_groups; i++) {
        const struct ecc_deciding_group *group = &found->groups[i];
        ecc_deciding_set *set = ecc_grow(list);
        size_t *indexes = ECC_NEW_ARRAY(checking->arena, group->n, size_t);
        if (set == NULL || indexes == NULL) {
            return ECC_E_NOMEM;
        }
        for (size_t j = 0; j < group->n; j++) {
            indexes[j] = first + group->facts[j];
        }
        *set = (ecc_deciding_set){
            .subject = &checking->subjects[subject], .facts = indexes, .n_facts = group->n};
    }
    return ECC_OK;
}

static ecc_status put_all_deciding(struct checking *checking, struct ecc_growing *list,
                                   struct ecc_growing *sets)
{
    for (size_t i = 0; i < checking->world->n_subjects; i++) {
        if (checking->world->subjects[i].thing == NULL ||
            ecc_outcomes_decided(checking->outcomes[i])) {
            continue;
        }
        struct ecc_deciding_list found;
        TRY(ecc_deciding_facts(checking->world, i, checking->scratch, checking->arena, &found));
        TRY(put_sets(checking, i, &found, list->n, sets));
        for (size_t j = 0; j < found.n_facts; j++) {
            ecc_deciding *out = ecc_grow(list);
            if (out == NULL) {
                return ECC_E_NOMEM;
            }
            TRY(put_deciding(checking, &found.facts[j], out));
        }
    }
    return ECC_OK;
}

/* Of the result, over all regimes. */
struct lists {
    struct ecc_growing subjects;
    struct ecc_growing deciding;
    struct ecc_growing sets;
    struct ecc_growing readings;
    struct ecc_growing combinations;
    struct ecc_growing findings;
};

/* ---- Readings ----------------------------------------------------------------------------------------- */

/* Of one law; false: it has no such reading, or no such option. */
static bool find_option(const struct ecc_definitions *definitions, const ecc_reading_choice *choice,
                        size_t *out_reading, size_t *out_option)
{
    const size_t index = ecc_reading_find(definitions->readings, definitions->n_readings,
                                          choice->reading);
    const size_t n = index < definitions->n_readings ? definitions->readings[index].n_options : 0;
    for (size_t option = 0; option < n; option++) {
        if (ecc_str_eq(definitions->readings[index].options[option], choice->option)) {
            *out_reading = index;
            *out_option = option;
            return true;
        }
    }
    return false;
}

/* The answers that the caller gives to the open questions of some law. */
static ecc_status look_for_readings(const struct ecc_laws *laws, const ecc_check_options *options,
                                    struct ecc_diags *diags)
{
    for (size_t i = 0; i < options->n_readings; i++) {
        const ecc_reading_choice *choice = &options->readings[i];
        bool found = false;
        for (size_t j = 0; j < laws->n; j++) {
            size_t reading = 0;
            size_t option = 0;
            found = found || find_option(laws->laws[j].definitions, choice, &reading, &option);
        }
        if (!found) {
            ecc_diag_add(diags, ECC_M_check_no_reading, ecc_span_none(),
                         ECC_ARGS(ecc_arg_text("reading", choice->reading),
                                  ecc_arg_text("option", choice->option)));
            return ECC_E_NOT_FOUND;
        }
    }
    return ECC_OK;
}

/* Those of them that are about this law. */
static void choose_readings(const ecc_check_options *options, struct ecc_world *world)
{
    for (size_t i = 0; i < options->n_readings; i++) {
        size_t reading = 0;
        size_t option = 0;
        if (find_option(world->law->definitions, &options->readings[i], &reading, &option)) {
            world->readings[reading] = (unsigned char)option;
        }
    }
}

static ecc_status put_reading(struct checking *checking, size_t index,
                              const struct ecc_reading_effect *effect, ecc_reading_view *out)
{
    const struct ecc_reading *reading = &checking->world->law->definitions->readings[index];
    ecc_reading_option *options = ECC_NEW_ARRAY(checking->arena, reading->n_options,
                                                ecc_reading_option);
    if (options == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < reading->n_options; i++) {
        options[i].id = reading->options[i];
        options[i].name = reading->names[i];
        options[i].gate = ecc_outcomes_gate(checking->world, 0, effect->outcomes[i]);
        TRY(put_possible(checking, 0, effect->outcomes[i], &options[i].possible,
                         &options[i].n_possible));
    }
    *out = (ecc_reading_view){.id = reading->id,
                              .question = reading->question,
                              .source = reading->source,
                              .options = options,
                              .n_options = reading->n_options,
                              .used = checking->world->readings[index],
                              .taken = reading->taken};
    return ECC_OK;
}

static ecc_status put_combinations(struct checking *checking,
                                   const struct ecc_reading_effects *effects,
                                   struct ecc_growing *list)
{
    for (size_t i = 0; i < effects->n_groups; i++) {
        const struct ecc_reading_group *group = &effects->groups[i];
        ecc_combined *out = ecc_grow(list);
        if (out == NULL) {
            return ECC_E_NOMEM;
        }
        out->n = group->n;
        out->gate = ecc_outcomes_gate(checking->world, 0, group->outcomes);
        TRY(put_possible(checking, 0, group->outcomes, &out->possible, &out->n_possible));
    }
    return ECC_OK;
}

/* The readings that matter for what was checked, as it stands first among the subjects. */
static ecc_status put_readings(struct checking *checking, ecc_result *result, struct lists *lists)
{
    struct ecc_reading_effects *effects = ECC_NEW(checking->scratch, struct ecc_reading_effects);
    if (effects == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_readings_try(checking->world, 0, checking->options->all_readings, checking->scratch,
                         effects));
    for (size_t i = 0; i < checking->world->law->definitions->n_readings; i++) {
        if (!effects->readings[i].matters) {
            continue;
        }
        ecc_reading_view *view = ecc_grow(&lists->readings);
        if (view == NULL) {
            return ECC_E_NOMEM;
        }
        TRY(put_reading(checking, i, &effects->readings[i], view));
    }
    if (effects->cut) {
        result->combinations_cut = true;
    }
    return put_combinations(checking, effects, &lists->combinations);
}

/* ---- The whole ------------------------------------------------------------------------------------------ */

/* One regime: its subjects join those of the others. */
struct request {
    const struct ecc_spec *spec;
    const ecc_check_options *options;
};

static ecc_status put_findings(struct checking *checking, struct ecc_growing *list)
{
    unsigned percent = checking->options->near_percent;
    struct ecc_finding_scope scope = {.world = checking->world,
                                      .subjects = checking->subjects,
                                      .outcomes = checking->outcomes,
                                      .near_percent = percent != 0 ? percent
                                                                   : ECC_NEAR_LINE_PERCENT,
                                      .scratch = checking->scratch,
                                      .arena = checking->arena};
    return ecc_findings_put(&scope, list);
}

/* An assembly whose list is open may hold what is not listed, and that may be controlled, whatever is known of the rest.
 * Nothing else would say so where no rule about assemblies asks what they contain. */
static ecc_tri gate_of_unlisted(const struct ecc_world *world)
{
    static const enum ecc_subject_kind kinds[] = {ECC_CIRCUIT, ECC_MEMORY};
    for (size_t i = 0; world->subjects[0].open && i < sizeof kinds / sizeof kinds[0]; i++) {
        for (size_t j = 0; j < world->law->n_review[kinds[i]]; j++) {
            if (world->law->review_rule[kinds[i]][j]->info.gate) {
                return ECC_UNKNOWN;
            }
        }
    }
    return ECC_FALSE;
}

static ecc_status check_law(struct result_box *box, struct ecc_arena *scratch,
                            const struct ecc_law *law, const struct request *request,
                            struct lists *lists)
{
    struct ecc_world *world = ECC_NEW(box->arena, struct ecc_world);
    if (world == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_world_init(box->arena, law, request->spec, world));
    choose_readings(request->options, world);
    struct checking checking = {
        .options = request->options, .world = world, .arena = box->arena, .scratch = scratch};
    size_t n = world->n_subjects;
    checking.values = ECC_NEW_ARRAY(box->arena, n, ecc_quantity_view *);
    checking.subjects = ECC_NEW_ARRAY(box->arena, n, ecc_subject);
    checking.outcomes = ECC_NEW_ARRAY(box->arena, n, ecc_outcomes);
    if (checking.values == NULL || checking.subjects == NULL || checking.outcomes == NULL) {
        return ECC_E_NOMEM;
    }
    TRY(ecc_view_init(&checking.view, world, scratch, NULL));
    for (size_t i = 0; i < n; i++) {
        if (world->subjects[i].thing != NULL) {
            TRY(put_quantities(&checking, i));
        }
    }
    for (size_t i = 0; i < n; i++) {
        TRY(put_entries(&checking, i));
        TRY(put_subject(&checking, i));
        box->result.controlled = ecc_tri_or(box->result.controlled, checking.subjects[i].gate);
    }
    box->result.controlled = ecc_tri_or(box->result.controlled, gate_of_unlisted(world));
    TRY(put_all_deciding(&checking, &lists->deciding, &lists->sets));
    TRY(put_readings(&checking, &box->result, lists));
    TRY(put_findings(&checking, &lists->findings));
    for (size_t i = 0; i < n; i++) {
        ecc_subject *out = ecc_grow(&lists->subjects);
        if (out == NULL) {
            return ECC_E_NOMEM;
        }
        *out = checking.subjects[i];
    }
    box->result.not_advice = law->regime->not_advice;
    return ECC_OK;
}

static ecc_status check_laws(struct result_box *box, const struct ecc_laws *laws,
                             const struct request *request)
{
    struct ecc_arena *scratch = ecc_arena_new(0);
    if (scratch == NULL) {
        return ECC_E_NOMEM;
    }
    struct lists lists = {.subjects = {.arena = box->arena, .size = sizeof(ecc_subject)},
                          .deciding = {.arena = box->arena, .size = sizeof(ecc_deciding)},
                          .sets = {.arena = box->arena, .size = sizeof(ecc_deciding_set)},
                          .readings = {.arena = box->arena, .size = sizeof(ecc_reading_view)},
                          .combinations = {.arena = box->arena, .size = sizeof(ecc_combined)},
                          .findings = {.arena = box->arena, .size = sizeof(ecc_finding)}};
    ecc_status status = ECC_OK;
    for (size_t i = 0; status == ECC_OK && i < laws->n; i++) {
        status = check_law(box, scratch, &laws->laws[i], request, &lists);
    }
    ecc_arena_free(scratch);
    ecc_result *result = &box->result;
    result->subjects = (const ecc_subject *)(const void *)lists.subjects.items;
    result->n_subjects = lists.subjects.n;
    result->deciding = (const ecc_deciding *)(const void *)lists.deciding.items;
    result->n_deciding = lists.deciding.n;
    result->sets = (const ecc_deciding_set *)(const void *)lists.sets.items;
    result->n_sets = lists.sets.n;
    result->readings = (const ecc_reading_view *)(const void *)lists.readings.items;
    result->n_readings = lists.readings.n;
    result->combinations = (const ecc_combined *)(const void *)lists.combinations.items;
    result->n_combinations = lists.combinations.n;
    result->findings = (const ecc_finding *)(const void *)lists.findings.items;
    result->n_findings = lists.findings.n;
    return status;
}

ecc_status ecc_check(ecc_rules *rules, const ecc_spec *spec, const ecc_check_options *options,
                     const ecc_result **out_result, ecc_diags *diags)
{
    if (rules == NULL || spec == NULL || options == NULL || out_result == NULL || diags == NULL ||
        options->struct_size != sizeof(*options) || !ecc_date_is_set(options->as_of)) {
        return ECC_E_USAGE;
    }
    const struct ecc_laws *laws = NULL;
    TRY(ecc_rules_laws(rules, options->as_of, &laws, diags));
    TRY(look_for_readings(laws, options, diags));
    struct ecc_arena *arena = ecc_arena_new(0);
    struct result_box *box = arena != NULL ? ECC_NEW(arena, struct result_box) : NULL;
    if (box == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    box->arena = arena;
    box->result = (ecc_result){
        .spec = &spec->info,
        .as_of = options->as_of,
        .verified_through = laws->verified_through,
        .beyond_verified = ecc_date_cmp(options->as_of, laws->verified_through) > 0,
        .controlled = ECC_FALSE};
    struct request request = {.spec = spec, .options = options};
    ecc_status status = check_laws(box, laws, &request);
    if (status != ECC_OK) {
        ecc_arena_free(arena);
        return status;
    }
    *out_result = &box->result;
    return ECC_OK;
}

void ecc_result_free(const ecc_result *result)
{
    if (result != NULL) {
        ecc_arena_free(((const struct result_box *)(const void *)result)->arena);
    }
}
