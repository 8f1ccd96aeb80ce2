/* SPDX-License-Identifier: Apache-2.0 */
/* Formulas of definitions: from the tree of the file to expressions with resolved facts and checked
 * dimensions. Recursion is bounded by the depth cap of doc/yaml.h. */
#include <string.h>

#include "base/arena.h"
#include "doc/bind.h"
#include "model/quantity.h"
#include "model/rule.h"

static const struct ecc_expr *load(const struct ecc_formula_scope *scope,
                                   const struct ecc_yaml *node, const struct ecc_record *record);

static struct ecc_expr *new_expr(const struct ecc_formula_scope *scope, enum ecc_expr_kind kind,
                                 const struct ecc_yaml *node)
{
    struct ecc_expr *expr = ECC_NEW(scope->arena, struct ecc_expr);
    if (expr != NULL) {
        expr->kind = kind;
        expr->span = node->span;
    }
    return expr;
}

/* A reader on nothing, for the functions that report through one. */
static struct ecc_reader bare_reader(const struct ecc_formula_scope *scope)
{
    return (struct ecc_reader){.arena = scope->arena, .diags = scope->diags};
}

static void report_dimension(const struct ecc_formula_scope *scope, struct ecc_span span,
                             struct ecc_dim found, struct ecc_dim wanted)
{
    ecc_str found_text = ecc_dim_unit_text(scope->arena, found);
    ecc_str wanted_text = ecc_dim_unit_text(scope->arena, wanted);
    ecc_diag_add(
        scope->diags, ECC_M_rule_dimension, span,
        ECC_ARGS(ecc_arg_text("found", found_text.len > 0 ? found_text : ECC_STR("1")),
                 ecc_arg_text("wanted", wanted_text.len > 0 ? wanted_text : ECC_STR("1"))));
}

static bool same_dimension(const struct ecc_formula_scope *scope, const struct ecc_expr *expr,
                           struct ecc_dim wanted)
{
    if (ecc_dim_eq(expr->dim, wanted)) {
        return true;
    }
    report_dimension(scope, expr->span, expr->dim, wanted);
    return false;
}

/* "8 bit" or "2": an exact number. */
static const struct ecc_expr *load_constant(const struct ecc_formula_scope *scope,
                                            const struct ecc_yaml *node)
{
    struct ecc_expr *expr = new_expr(scope, ECC_EXPR_CONSTANT, node);
    if (expr == NULL) {
        return NULL;
    }
    if (ecc_num_parse(node->text, &expr->constant)) {
        return expr;
    }
    struct ecc_unit unit;
    const size_t space = strcspn(node->text.ptr, " "); /* arena text ends in a NUL */
    ecc_str unit_text = ecc_str_trim(ecc_str_slice(node->text, space, node->text.len));
    if (!ecc_num_parse(ecc_str_slice(node->text, 0, space), &expr->constant) ||
        !ecc_unit_parse(scope->arena, unit_text, &unit, NULL) ||
        !ecc_num_mul(&expr->constant, &unit.scale, &expr->constant)) {
        ecc_diag_add(scope->diags, ECC_M_rule_formula, node->span, ECC_NO_ARGS);
        return NULL;
    }
    expr->dim = unit.dim;
    return expr;
}

static const struct ecc_expr *load_fact(const struct ecc_formula_scope *scope,
                                        const struct ecc_yaml *node,
                                        const struct ecc_record *record)
{
    struct ecc_reader reader = bare_reader(scope);
    struct ecc_expr *expr = new_expr(scope, ECC_EXPR_FACT, node);
    if (expr == NULL || !ecc_path_read(&reader, node->text, node->span, record, &expr->path)) {
        return NULL;
    }
    if (expr->path.last->kind != ECC_FACT_QUANTITY) {
        ecc_diag_add(scope->diags, ECC_M_rule_fact_kind, node->span,
                     ECC_ARGS(ecc_arg_text("path", node->text)));
        return NULL;
    }
    expr->dim = expr->path.last->dim;
    return expr;
}

static const struct ecc_expr *load_scalar(const struct ecc_formula_scope *scope,
                                          const struct ecc_yaml *node,
                                          const struct ecc_record *record)
{
    const char first = node->text.ptr[0]; /* a NUL where there is no text */
    return first >= '0' && first <= '9' ? load_constant(scope, node)
                                        : load_fact(scope, node, record);
}

static const struct ecc_expr *load_quantity(const struct ecc_formula_scope *scope,
                                            const struct ecc_yaml *node,
                                            const struct ecc_yaml *value,
                                            const struct ecc_record *record)
{
    const char *known[ECC_READER_KEYS];
    size_t n = 0;
    for (size_t i = 0; i < scope->n_quantities; i++) {
        const struct ecc_quantity_def *quantity = &scope->quantities[i];
        if (ecc_subject_record(quantity->of) != record) {
            continue;
        }
        if (ecc_str_eq(quantity->info.id, value->text)) { /* a list has no text, an id has */
            struct ecc_expr *expr = new_expr(scope, ECC_EXPR_QUANTITY, node);
            if (expr != NULL) {
                expr->quantity = i;
                expr->dim = quantity->dim;
            }
            return expr;
        }
        if (n < ECC_READER_KEYS) {
            known[n++] = quantity->info.id.ptr; /* arena text ends in a NUL */
        }
    }
    ecc_str guess = ecc_bind_guess(value->text, known, n);
    ecc_diag_add(scope->diags, ECC_M_rule_unknown_quantity, value->span,
                 ECC_ARGS(ecc_arg_text("id", value->text),
                          ecc_arg_text("guess", guess.len > 0 ? guess : ECC_STR("none"))));
    return NULL;
}

static const struct ecc_expr *load_table(const struct ecc_formula_scope *scope,
                                         const struct ecc_yaml *node, const struct ecc_yaml *value,
                                         const struct ecc_record *record)
{
    struct ecc_reader reader;
    static const char *const pairs[] = {"larger", "smaller", NULL};
    struct ecc_expr *expr = new_expr(scope, ECC_EXPR_TABLE, node);
    int pair = 0;
    ecc_reader_open(&reader, scope->arena, node, scope->diags);
    ecc_reader_get(&reader, "table", true);
    ecc_reader_word(&reader, "of-pair", false, pairs, &pair);
    if (!ecc_reader_close(&reader) || expr == NULL ||
        !ecc_path_read(&reader, ECC_STR("format"), node->span, record, &expr->format) ||
        !ecc_path_read(&reader, ECC_STR("with"), node->span, record, &expr->with)) {
        return NULL;
    }
    for (size_t i = 0; i < scope->n_tables; i++) {
        if (ecc_str_eq(scope->tables[i].id, value->text)) {
            expr->table = &scope->tables[i];
            expr->dim = expr->table->dim;
            expr->smaller = pair == 1;
            return expr;
        }
    }
    ecc_diag_add(scope->diags, ECC_M_rule_unknown_table, value->span,
                 ECC_ARGS(ecc_arg_text("id", value->text)));
    return NULL;
}

static bool load_operands(const struct ecc_formula_scope *scope, const char *key,
                          const struct ecc_yaml *list, const struct ecc_record *record,
                          struct ecc_expr *expr)
{
    bool right_count = list->kind == ECC_YAML_LIST && list->n >= 2 &&
                       (expr->kind != ECC_EXPR_RATIO || list->n == 2);
    if (!right_count) {
        ecc_diag_add(scope->diags, ECC_M_rule_formula_count, list->span,
                     ECC_ARGS(ecc_arg_cstr("key", key)));
        return false;
    }
    const struct ecc_expr **children = ECC_NEW_ARRAY(scope->arena, list->n,
                                                     const struct ecc_expr *);
    bool good = children != NULL;
    for (size_t i = 0; children != NULL && i < list->n; i++) {
        children[i] = load(scope, list->items[i], record);
        good = children[i] != NULL && good;
    }
    expr->children = children;
    expr->n_children = list->n;
    return good;
}

static bool combine_dimensions(const struct ecc_formula_scope *scope, struct ecc_expr *expr)
{
    expr->dim = expr->children[0]->dim;
    bool good = true;
    for (size_t i = 1; i < expr->n_children; i++) {
        const struct ecc_expr *child = expr->children[i];
        if (expr->kind == ECC_EXPR_PRODUCT) {
            expr->dim = ecc_dim_mul(expr->dim, child->dim);
        } else if (expr->kind == ECC_EXPR_RATIO) {
            expr->dim = ecc_dim_div(expr->dim, child->dim);
        } else {
            good = same_dimension(scope, child, expr->dim) && good;
        }
    }
    return good;
}

static bool load_where(const struct ecc_formula_scope *scope, const struct ecc_yaml *node,
                       const struct ecc_record *record, struct ecc_expr *expr)
{
    struct ecc_reader reader;
    ecc_reader_open(&reader, scope->arena, node, scope->diags);
    if (reader.map == NULL) {
        return false;
    }
    struct ecc_where *where = ECC_NEW_ARRAY(scope->arena, node->n, struct ecc_where);
    if (where == NULL) {
        return false;
    }
    for (size_t i = 0; i < node->n; i++) {
        if (ecc_path_read(&reader, node->keys[i]->text, node->keys[i]->span, record,
                          &where[i].path)) {
            ecc_accepts_read(&reader, node->items[i], where[i].path.last, &where[i].accepts);
        }
    }
    expr->where = where;
    expr->n_where = node->n;
    return !reader.failed;
}

/* {sum: list, where: {...}, of: formula}, and highest and count alike. */
static const struct ecc_expr *load_over_list(const struct ecc_formula_scope *scope,
                                             enum ecc_expr_kind kind, const char *key,
                                             const struct ecc_yaml *node,
                                             const struct ecc_record *record)
{
    struct ecc_reader reader;
    ecc_reader_open(&reader, scope->arena, node, scope->diags);
    struct ecc_expr *expr = new_expr(scope, kind, node);
    const struct ecc_yaml *list = ecc_reader_get(&reader, key, true);
    const struct ecc_yaml *where = ecc_reader_get(&reader, "where", false);
    const struct ecc_yaml *of = kind != ECC_EXPR_COUNT ? ecc_reader_get(&reader, "of", true) : NULL;
    ecc_str path;
    if (!ecc_reader_close(&reader) || expr == NULL || !ecc_bind_text(&reader, list, &path) ||
        !ecc_path_read(&reader, path, list->span, record, &expr->path)) {
        return NULL;
    }
    const struct ecc_field *field = expr->path.last;
    if (field->kind != ECC_FACT_LIST && field->kind != ECC_FACT_TABLE) {
        ecc_diag_add(scope->diags, ECC_M_rule_fact_kind, list->span,
                     ECC_ARGS(ecc_arg_text("path", path)));
        return NULL;
    }
    if (where != NULL && !load_where(scope, where, field->of, expr)) {
        return NULL;
    }
    if (kind == ECC_EXPR_COUNT) {
        return expr;
    }
    const struct ecc_expr **child = ECC_NEW(scope->arena, const struct ecc_expr *);
    if (child == NULL || (child[0] = load(scope, of, field->of)) == NULL) {
        return NULL;
    }
    expr->children = child;
    expr->n_children = 1;
    expr->dim = child[0]->dim;
    return expr;
}

/* {by: direction, both: bandwidth, each: {...}}: a formula for each word of the fact. */
static const struct ecc_expr *load_by(const struct ecc_formula_scope *scope,
                                      const struct ecc_yaml *node, const struct ecc_record *record)
{
    struct ecc_reader reader;
    ecc_reader_open(&reader, scope->arena, node, scope->diags);
    struct ecc_expr *expr = new_expr(scope, ECC_EXPR_BY, node);
    ecc_str path;
    if (expr == NULL || !ecc_reader_text(&reader, "by", true, &path) ||
        !ecc_path_read(&reader, path, ecc_yaml_get(node, "by", NULL)->span, record, &expr->path)) {
        return NULL;
    }
    if (expr->path.last->kind != ECC_FACT_WORD) {
        ecc_diag_add(scope->diags, ECC_M_rule_fact_kind, node->span,
                     ECC_ARGS(ecc_arg_text("path", path)));
        return NULL;
    }
    const char *const *words = expr->path.last->words;
    size_t n = 0;
    while (words[n] != NULL) {
        n++;
    }
    const struct ecc_expr **children = ECC_NEW_ARRAY(scope->arena, n, const struct ecc_expr *);
    bool good = children != NULL;
    for (size_t i = 0; children != NULL && i < n; i++) {
        const struct ecc_yaml *branch = ecc_reader_get(&reader, words[i], true);
        children[i] = branch != NULL ? load(scope, branch, record) : NULL;
        good = children[i] != NULL && good;
    }
    if (!ecc_reader_close(&reader) || !good) {
        return NULL;
    }
    expr->children = children;
    expr->n_children = n;
    return combine_dimensions(scope, expr) ? expr : NULL;
}

size_t ecc_reading_find(const struct ecc_reading *readings, size_t n_readings, ecc_str id)
{
    size_t i = 0;
    while (i < n_readings && !ecc_str_eq(readings[i].id, id)) {
        i++;
    }
    return i;
}

/* {reading: tf32-width, "32": formula, "19": formula}: a formula for each option. */
static const struct ecc_expr *load_reading(const struct ecc_formula_scope *scope,
                                           const struct ecc_yaml *node,
                                           const struct ecc_record *record)
{
    struct ecc_reader reader;
    ecc_reader_open(&reader, scope->arena, node, scope->diags);
    struct ecc_expr *expr = new_expr(scope, ECC_EXPR_READING, node);
    ecc_str id;
    if (expr == NULL || !ecc_reader_text(&reader, "reading", true, &id)) {
        return NULL;
    }
    expr->reading = ecc_reading_find(scope->readings, scope->n_readings, id);
    if (expr->reading == scope->n_readings) {
        ecc_diag_add(scope->diags, ECC_M_rule_unknown_reading, node->span,
                     ECC_ARGS(ecc_arg_text("id", id)));
        return NULL;
    }
    const struct ecc_reading *reading = &scope->readings[expr->reading];
    const struct ecc_expr **children = ECC_NEW_ARRAY(scope->arena, reading->n_options,
                                                     const struct ecc_expr *);
    bool good = children != NULL;
    for (size_t i = 0; children != NULL && i < reading->n_options; i++) {
        const struct ecc_yaml *option = ecc_reader_get(&reader, reading->options[i].ptr, true);
        children[i] = option != NULL ? load(scope, option, record) : NULL;
        good = children[i] != NULL && good;
    }
    if (!ecc_reader_close(&reader) || !good) {
        return NULL;
    }
    expr->children = children;
    expr->n_children = reading->n_options;
    return combine_dimensions(scope, expr) ? expr : NULL;
}

/* {ratio: [x, y], by-zero: unbounded}: a ratio may say what it is where its divisor is zero. */
static bool load_by_zero(const struct ecc_formula_scope *scope, const struct ecc_yaml *node,
                         const char *key, struct ecc_expr *expr)
{
    static const char *const words[] = {[ECC_BY_ZERO_UNDECIDED] = "undecided",
                                        [ECC_BY_ZERO_ZERO] = "zero",
                                        [ECC_BY_ZERO_UNBOUNDED] = "unbounded",
                                        NULL};
    struct ecc_reader reader;
    ecc_reader_open(&reader, scope->arena, node, scope->diags);
    ecc_reader_get(&reader, key, true);
    int word = 0;
    if (expr->kind == ECC_EXPR_RATIO) {
        ecc_reader_word(&reader, "by-zero", false, words, &word);
    }
    expr->by_zero = (enum ecc_by_zero)word;
    return ecc_reader_close(&reader);
}

static const struct ecc_expr *load_map(const struct ecc_formula_scope *scope,
                                       const struct ecc_yaml *node, const struct ecc_record *record)
{
    static const struct {
        const char *key;
        enum ecc_expr_kind kind;
        bool over_list;
    } forms[] = {
        {"product", ECC_EXPR_PRODUCT, false}, {"ratio", ECC_EXPR_RATIO, false},
        {"total", ECC_EXPR_TOTAL, false},     {"highest-of", ECC_EXPR_HIGHEST_OF, false},
        {"first", ECC_EXPR_FIRST, false},     {"sum", ECC_EXPR_SUM, true},
        {"highest", ECC_EXPR_HIGHEST, true},  {"count", ECC_EXPR_COUNT, true},
        {NULL, ECC_EXPR_COUNT, false},
    };
    if (ecc_yaml_get(node, "by", NULL) != NULL) { /* first: its words may be named like a form */
        return load_by(scope, node, record);
    }
    if (ecc_yaml_get(node, "reading", NULL) != NULL) {
        return load_reading(scope, node, record);
    }
    for (size_t i = 0; forms[i].key != NULL; i++) {
        const struct ecc_yaml *value = ecc_yaml_get(node, forms[i].key, NULL);
        if (value == NULL) {
            continue;
        }
        if (forms[i].over_list) {
            return load_over_list(scope, forms[i].kind, forms[i].key, node, record);
        }
        struct ecc_expr *expr = new_expr(scope, forms[i].kind, node);
        if (expr == NULL || !load_by_zero(scope, node, forms[i].key, expr)) {
            return NULL;
        }
        bool good = load_operands(scope, forms[i].key, value, record, expr);
        return good && combine_dimensions(scope, expr) ? expr : NULL;
    }
    if (node->n == 1 && ecc_str_is(node->keys[0]->text, "quantity")) {
        return load_quantity(scope, node, node->items[0], record);
    }
    if (ecc_yaml_get(node, "table", NULL) != NULL) {
        return load_table(scope, node, ecc_yaml_get(node, "table", NULL), record);
    }

    ecc_diag_add(scope->diags, ECC_M_rule_formula, node->span, ECC_NO_ARGS);
    return NULL;
}

static const struct ecc_expr *load(const struct ecc_formula_scope *scope,
                                   const struct ecc_yaml *node, const struct ecc_record *record)
{
    switch (node->kind) {
    case ECC_YAML_SCALAR:
        return load_scalar(scope, node, record);
    case ECC_YAML_MAP:
        return load_map(scope, node, record);
    case ECC_YAML_LIST:
        break;
    }
    ecc_diag_add(scope->diags, ECC_M_rule_formula, node->span, ECC_NO_ARGS);
    return NULL;
}

const struct ecc_expr *ecc_formula_load(const struct ecc_formula_scope *scope,
                                        const struct ecc_yaml *node,
                                        const struct ecc_record *record)
{
    return load(scope, node, record);
}
