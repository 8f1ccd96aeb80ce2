/* SPDX-License-Identifier: Apache-2.0 */
/* The clause tree of a rule file. A clause with `unless` becomes "all of: its test, not the exclusion",
 * so evaluation knows no special case. Recursion is bounded by the depth cap of doc/yaml.h. */
#include "base/arena.h"
#include "doc/bind.h"
#include "model/quantity.h"
#include "model/rule_loading.h"

/* What a clause hands down to the tests inside it. */
struct around {
    ecc_citation source;
    enum ecc_subject_kind of;
    bool top;
};

static const struct ecc_test *load_test(struct ecc_rule_loading *loading,
                                        const struct ecc_yaml *node, const struct around *around);

ecc_str ecc_rule_full_id(const struct ecc_rule_loading *loading, ecc_str label)
{
    struct ecc_buf buf;
    ecc_buf_init(&buf, loading->arena);
    ecc_buf_add(&buf, loading->rule);
    ecc_buf_putc(&buf, label.len > 0 && label.ptr[0] >= 'a' && label.ptr[0] <= 'z' ? '.' : ' ');
    ecc_buf_add(&buf, label);
    return ecc_buf_str(&buf);
}

static bool load_children(struct ecc_rule_loading *loading, struct ecc_reader *reader,
                          const struct ecc_yaml *list, const char *key, const struct around *around,
                          struct ecc_test *test)
{
    if (list->kind != ECC_YAML_LIST) {
        ecc_reader_error(reader, ECC_M_bind_list_wanted, list->span,
                         ECC_ARGS(ecc_arg_cstr("key", key)));
        return false;
    }
    if (list->n == 0) {
        ecc_reader_error(reader, ECC_M_rule_empty_list, list->span,
                         ECC_ARGS(ecc_arg_cstr("key", key)));
        return false;
    }
    const struct ecc_test **children = ECC_NEW_ARRAY(loading->arena, list->n,
                                                     const struct ecc_test *);
    bool good = children != NULL;
    for (size_t i = 0; children != NULL && i < list->n; i++) {
        children[i] = load_test(loading, list->items[i], around);
        good = children[i] != NULL && good;
    }
    test->children = children;
    test->n_children = list->n;
    return good;
}

static bool load_only_child(struct ecc_rule_loading *loading, const struct ecc_yaml *node,
                            const struct around *around, struct ecc_test *test)
{
    const struct ecc_test **child = ECC_NEW(loading->arena, const struct ecc_test *);
    if (child == NULL || (child[0] = load_test(loading, node, around)) == NULL) {
        return false;
    }
    test->children = child;
    test->n_children = 1;
    return true;
}

static bool find_quantity(struct ecc_rule_loading *loading, struct ecc_reader *reader,
                          const struct ecc_yaml *node, struct ecc_test *test)
{
    const char *known[ECC_READER_KEYS];
    size_t n = 0;
    const struct ecc_definitions *definitions = loading->definitions;
    for (size_t i = 0; i < definitions->n_quantities; i++) {
        const struct ecc_quantity_def *quantity = &definitions->quantities[i];
        if (node->kind == ECC_YAML_SCALAR && ecc_str_eq(quantity->info.id, node->text)) {
            if (quantity->of != test->of) {
                ecc_reader_error(reader, ECC_M_rule_wrong_subject, node->span,
                                 ECC_ARGS(ecc_arg_text("id", node->text),
                                          ecc_arg_cstr("wanted", ecc_subject_words[test->of]),
                                          ecc_arg_cstr("found", ecc_subject_words[quantity->of])));
                return false;
            }
            test->quantity = i;
            test->definition = quantity;
            return true;
        }
        if (n < ECC_READER_KEYS) {
            known[n++] = quantity->info.id.ptr;
        }
    }
    ecc_str guess = ecc_bind_guess(node->text, known, n);
    ecc_reader_error(reader, ECC_M_rule_unknown_quantity, node->span,
                     ECC_ARGS(ecc_arg_text("id", node->text),
                              ecc_arg_text("guess", guess.len > 0 ? guess : ECC_STR("none"))));
    return false;
}

static bool load_compare(struct ecc_rule_loading *loading, struct ecc_reader *reader,
                         const struct ecc_yaml *node, struct ecc_test *test)
{
    static const char *const operators[] = {[ECC_AT_LEAST] = "at-least",
                                            [ECC_MORE_THAN] = "more-than",
                                            [ECC_AT_MOST] = "at-most",
                                            [ECC_LESS_THAN] = "less-than"};
    const struct ecc_yaml *threshold = NULL;
    size_t n = 0;
    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
        const struct ecc_yaml *found = ecc_reader_get(reader, operators[i], false);
        if (found != NULL) {
            threshold = found;
            test->op = (ecc_operator)i;
            n++;
        }
    }
    if (n != 1) {
        ecc_reader_error(reader, ECC_M_rule_one_operator, node->span, ECC_NO_ARGS);
        return false;
    }
    if (!find_quantity(loading, reader, node, test)) {
        return false;
    }
    struct ecc_quantity_want want = {.dim = test->definition->dim, .exact_only = true};
    struct ecc_quantity read;
    if (threshold->kind != ECC_YAML_SCALAR) {
        ecc_reader_error(reader, ECC_M_rule_inexact, threshold->span, ECC_NO_ARGS);
        return false;
    }
    want.integer = ecc_dim_is_none(want.dim);
    if (ecc_quantity_parse(loading->arena, threshold->text, threshold->span, &want, &read,
                           loading->diags) != ECC_OK) {
        reader->failed = true;
        return false;
    }
    test->threshold = read.value.lo;
    return true;
}

static bool load_fact(struct ecc_reader *reader, const struct ecc_yaml *node, struct ecc_test *test)
{
    const struct ecc_yaml *is = ecc_reader_get(reader, "is", true);
    ecc_str path;
    return is != NULL && ecc_bind_text(reader, node, &path) &&
           ecc_path_read(reader, path, node->span, ecc_subject_record(test->of), &test->fact) &&
           ecc_accepts_read(reader, is, test->fact.last, &test->accepts);
}

static bool load_meets(struct ecc_reader *reader, const struct ecc_yaml *node,
                       struct ecc_test *test)
{
    return ecc_bind_text(reader, node, &test->target);
}

/* {contains: circuit, meets: 3A090.a}: the test stands beside the key. */
static bool load_contains(struct ecc_rule_loading *loading, struct ecc_reader *reader,
                          const struct ecc_yaml *node, const struct around *around,
                          struct ecc_test *test);

/* The test of a node: exactly one of the kinds. `skip` is a key that was dealt with by the caller. */
static bool load_kind(struct ecc_rule_loading *loading, struct ecc_reader *reader,
                      const struct around *around, bool inside_contains, struct ecc_test *test)
{
    static const struct {
        const char *key;
        ecc_node_kind kind;
    } kinds[] = {{"contains", ECC_NODE_CONTAINS}, {"all", ECC_NODE_ALL},
                 {"any", ECC_NODE_ANY},           {"not", ECC_NODE_NOT},
                 {"compare", ECC_NODE_COMPARE},   {"fact", ECC_NODE_FACT},
                 {"meets", ECC_NODE_MEETS}};
    const struct ecc_yaml *value = NULL;
    size_t found = 0;
    size_t first = inside_contains ? 1 : 0;
    size_t last = sizeof(kinds) / sizeof(kinds[0]);
    for (size_t i = first; i < last; i++) {
        const struct ecc_yaml *here = ecc_reader_get(reader, kinds[i].key, false);
        if (here != NULL) {
            value = here;
            test->kind = kinds[i].kind;
            found++;
            if (i == 0) {
                break; /* what stands beside `contains` is the test inside it */
            }
        }
    }
    if (found != 1) {
        ecc_reader_error(reader, ECC_M_rule_one_test, reader->map->span, ECC_NO_ARGS);
        return false;
    }
    struct around inner = {.source = test->source, .of = test->of};
    switch (test->kind) {
    case ECC_NODE_ALL:
        return load_children(loading, reader, value, "all", &inner, test);
    case ECC_NODE_ANY:
        return load_children(loading, reader, value, "any", &inner, test);
    case ECC_NODE_NOT:
        return load_only_child(loading, value, &inner, test);
    case ECC_NODE_COMPARE:
        return load_compare(loading, reader, value, test);
    case ECC_NODE_FACT:
        return load_fact(reader, value, test);
    case ECC_NODE_MEETS:
        return load_meets(reader, value, test);
    case ECC_NODE_CONTAINS:
        return load_contains(loading, reader, value, around, test);
    }
    return false;
}

static bool load_contains(struct ecc_rule_loading *loading, struct ecc_reader *reader,
                          const struct ecc_yaml *node, const struct around *around,
                          struct ecc_test *test)
{
    ecc_str word;
    if (!ecc_bind_text(reader, node, &word)) {
        return false;
    }
    int kind = ecc_word_find(ecc_subject_words, word);
    if (kind != ECC_CIRCUIT && kind != ECC_MEMORY) {
        ecc_reader_error(
            reader, ECC_M_bind_bad_word, node->span,
            ECC_ARGS(ecc_arg_text("word", word), ecc_arg_cstr("words", "circuit, memory")));
        return false;
    }
    test->contained = (enum ecc_subject_kind)kind;
    test->target = word;
    struct ecc_test *child = ECC_NEW(loading->arena, struct ecc_test);
    const struct ecc_test **children = ECC_NEW(loading->arena, const struct ecc_test *);
    if (child == NULL || children == NULL) {
        return false;
    }
    child->span = node->span;
    child->source = test->source;
    child->of = test->contained;
    children[0] = child;
    test->children = children;
    test->n_children = 1;
    return load_kind(loading, reader, around, true, child);
}

static void load_head(struct ecc_rule_loading *loading, struct ecc_reader *reader,
                      const struct around *around, struct ecc_test *test)
{
    test->source = around->source;
    ecc_citation_read(reader, "source", false, &test->source);
    ecc_notes_read(reader, "notes", &test->notes, &test->n_notes);
    ecc_reader_yesno(reader, "exclusion", false, &test->exclusion);
    bool named = ecc_reader_text(reader, "id", around->top, &test->label);
    bool headed = ecc_reader_bilingual(reader, "heading", false, &test->heading);
    if (named && !headed) {
        ecc_reader_error(reader, ECC_M_rule_no_heading, test->span,
                         ECC_ARGS(ecc_arg_text("id", test->label)));
    }
    if (named) {
        test->id = ecc_rule_full_id(loading, test->label);
    }
    test->of = around->of;
    int of = 0;
    if (ecc_reader_word(reader, "for", false, ecc_subject_words, &of)) {
        test->of = (enum ecc_subject_kind)of;
    } else if (around->top) {
        ecc_reader_error(reader, ECC_M_rule_no_for, test->span,
                         ECC_ARGS(ecc_arg_text("id", test->label)));
    }
}

static const struct ecc_test *load_test(struct ecc_rule_loading *loading,
                                        const struct ecc_yaml *node, const struct around *around)
{
    struct ecc_test *test = ECC_NEW(loading->arena, struct ecc_test);
    if (test == NULL) {
        loading->failed = true;
        return NULL;
    }
    test->span = node->span;
    struct ecc_reader reader;
    ecc_reader_open(&reader, loading->arena, node, loading->diags);
    if (reader.map == NULL) {
        loading->failed = true;
        return NULL;
    }
    load_head(loading, &reader, around, test);
    if (around->top) {
        ecc_reader_get(&reader, "unless",
                       false); /* wire_exclusions() reads it, when all are known */
    }
    bool good = load_kind(loading, &reader, around, false, test);
    if (!ecc_reader_close(&reader) || !good) {
        loading->failed = true;
        return NULL;
    }
    return test;
}

/* ---- Exclusions ---------------------------------------------------------------------------- */

static struct ecc_test *find_top(struct ecc_test *const *clauses, size_t n, ecc_str label)
{
    for (size_t i = 0; i < n; i++) {
        if (clauses[i] != NULL && ecc_str_eq(clauses[i]->label, label)) {
            return clauses[i];
        }
    }
    return NULL;
}

static const struct ecc_test *negation(struct ecc_rule_loading *loading,
                                       const struct ecc_test *exclusion)
{
    struct ecc_test *not_it = ECC_NEW(loading->arena, struct ecc_test);
    const struct ecc_test **child = ECC_NEW(loading->arena, const struct ecc_test *);
    if (not_it == NULL || child == NULL) {
        return NULL;
    }
    child[0] = exclusion;
    *not_it = (struct ecc_test){.kind = ECC_NODE_NOT,
                                .span = exclusion->span,
                                .source = exclusion->source,
                                .of = exclusion->of,
                                .children = child,
                                .n_children = 1};
    return not_it;
}

/* clause := all of: what it was (its parts, when it was an `all`), not each exclusion. */
static bool wire_one(struct ecc_rule_loading *loading, struct ecc_test *clause,
                     const struct ecc_yaml *unless, struct ecc_test *const *clauses,
                     size_t n_clauses)
{
    bool flat = clause->kind == ECC_NODE_ALL;
    size_t own = flat ? clause->n_children : 1;
    const struct ecc_test **children = ECC_NEW_ARRAY(loading->arena, own + unless->n,
                                                     const struct ecc_test *);
    struct ecc_test *inner = ECC_NEW(loading->arena, struct ecc_test);
    if (children == NULL || inner == NULL) {
        return false;
    }
    for (size_t i = 0; flat && i < own; i++) {
        children[i] = clause->children[i];
    }
    if (!flat) {
        *inner = *clause;
        inner->id = inner->label = (ecc_str){0};
        inner->heading = (ecc_bilingual){0};
        inner->notes = NULL;
        inner->n_notes = 0;
        children[0] = inner;
    }
    for (size_t i = 0; i < unless->n; i++) {
        const struct ecc_yaml *name = unless->items[i];
        const struct ecc_test *exclusion = find_top(clauses, n_clauses, name->text);
        if (exclusion == NULL || !exclusion->exclusion || exclusion->of != clause->of) {
            ecc_diag_add(loading->diags,
                         exclusion == NULL ? ECC_M_rule_unknown_clause : ECC_M_rule_not_exclusion,
                         name->span, ECC_ARGS(ecc_arg_text("id", name->text)));
            return false;
        }
        children[own + i] = negation(loading, exclusion);
        if (children[own + i] == NULL) {
            return false;
        }
    }
    clause->kind = ECC_NODE_ALL;
    clause->children = children;
    clause->n_children = own + unless->n;
    return true;
}

static void wire_exclusions(struct ecc_rule_loading *loading, const struct ecc_yaml *list,
                            struct ecc_test *const *clauses)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct ecc_yaml *unless = clauses[i] != NULL
                                            ? ecc_yaml_get(list->items[i], "unless", NULL)
                                            : NULL;
        if (unless == NULL) {
            continue;
        }
        bool good = unless->kind == ECC_YAML_LIST;
        if (!good) {
            ecc_diag_add(loading->diags, ECC_M_bind_list_wanted, unless->span,
                         ECC_ARGS(ecc_arg_cstr("key", "unless")));
        }
        if (clauses[i]->exclusion) { /* an exclusion of an exclusion would make circles possible */
            ecc_diag_add(loading->diags, ECC_M_rule_circle, unless->span,
                         ECC_ARGS(ecc_arg_text("id", clauses[i]->id)));
            good = false;
        }
        if (!good || !wire_one(loading, clauses[i], unless, clauses, list->n)) {
            loading->failed = true;
        }
    }
}

/* ---- The whole list ------------------------------------------------------------------------ */

/* Exclusions are not wired in yet: each is seen once, in its own place. */
static bool duplicate_below(const struct ecc_test *test, const struct ecc_test *other)
{
    if (test != other && test->id.len > 0 && ecc_str_eq(test->id, other->id)) {
        return true;
    }
    for (size_t i = 0; i < test->n_children; i++) {
        if (duplicate_below(test->children[i], other)) {
            return true;
        }
    }
    return false;
}

static void check_duplicates(struct ecc_rule_loading *loading, const struct ecc_test *test,
                             struct ecc_test *const *clauses, size_t n_clauses)
{
    for (size_t i = 0; test->id.len > 0 && i < n_clauses; i++) {
        if (clauses[i] != NULL && duplicate_below(clauses[i], test)) {
            ecc_diag_add(loading->diags, ECC_M_rule_duplicate_id, test->span,
                         ECC_ARGS(ecc_arg_text("id", test->id)));
            loading->failed = true;
            return;
        }
    }
    for (size_t i = 0; i < test->n_children; i++) {
        check_duplicates(loading, test->children[i], clauses, n_clauses);
    }
}

void ecc_rule_load_clauses(struct ecc_rule_loading *loading, struct ecc_reader *reader,
                           struct ecc_rule *rule)
{
    const struct ecc_yaml *list = ecc_reader_list(reader, "clauses", true);
    if (list == NULL) {
        return;
    }
    struct ecc_test **clauses = ECC_NEW_ARRAY(loading->arena, list->n, struct ecc_test *);
    if (clauses == NULL) {
        loading->failed = true;
        return;
    }
    struct around around = {.source = rule->info.source, .of = ECC_CIRCUIT, .top = true};
    for (size_t i = 0; i < list->n; i++) {
        clauses[i] = (struct ecc_test *)load_test(loading, list->items[i], &around);
    }
    for (size_t i = 0; i < list->n; i++) {
        if (clauses[i] != NULL) {
            check_duplicates(loading, clauses[i], clauses, list->n);
        }
    }
    wire_exclusions(loading, list, clauses);
    rule->clauses = (const struct ecc_test *const *)clauses;
    rule->n_clauses = list->n;
}
