/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of sentences: see phrase.h. */
#include "phrase.h"

#include <stdio.h>
#include <string.h>

/* Figures with at most this many digits are shown whole; longer ones are cut after DIGITS_CUT. */
#define DIGITS_WHOLE 15
#define DIGITS_CUT   6
/* As many as the engine gives. It rounds to the nearest; the digits are then cut here. */
#define DIGITS_MOST 30

/* ---- Numbers and units ---------------------------------------------------------------------- */

/* Bytes up to the end of the `most`th significant digit, but not less than the whole part;
 * *out_digits is how many significant digits there are up to there. */
static size_t cut_at(ecc_str text, size_t most, size_t *out_digits)
{
    size_t significant = 0;
    bool fraction = false;
    size_t i = 0;
    for (; i < text.len && !(fraction && significant >= most); i++) {
        const bool digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        const bool leading = significant == 0 && text.ptr[i] == '0';
        fraction = fraction || text.ptr[i] == '.';
        significant += digit && !leading ? 1 : 0;
    }
    *out_digits = significant;
    return i;
}

ecc_str ecc_phrase_number(struct ecc_page *page, const ecc_number *number)
{
    bool exact = false;
    size_t digits = 0;
    const ecc_str text = ecc_words_number(page->words, number, DIGITS_MOST, &exact);
    if (exact && cut_at(text, DIGITS_WHOLE, &digits) == text.len) {
        return text;
    }
    const size_t end = cut_at(text, DIGITS_CUT, &digits);
    if (!exact && end == text.len) {
        /* Thirty digits rounded to a few: the value lies that close to a round one. Which side it
         * is on shows only when it is written out. */
        return ecc_number_exact(page->words, number);
    }
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_raw(&out, (ecc_str){text.ptr, end});
    ecc_out_puts(&out, "…");
    return ecc_out_take(&out, page->pool);
}

ecc_str ecc_phrase_unit(struct ecc_page *page, ecc_str unit)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    for (size_t i = 0; i < unit.len; i++) {
        const bool square = unit.ptr[i] == '2' && i >= 2 && unit.ptr[i - 1] == 'm' &&
                            unit.ptr[i - 2] == 'm';
        if (unit.ptr[i] == '*') {
            ecc_out_puts(&out, "·");
        } else if (square) {
            ecc_out_puts(&out, "²");
        } else {
            ecc_out_raw(&out, (ecc_str){unit.ptr + i, 1});
        }
    }
    return ecc_out_take(&out, page->pool);
}

bool ecc_phrase_is_count(ecc_str unit)
{
    return unit.len == 0 || ecc_text_is(unit, "1");
}

static ecc_str with_unit(struct ecc_page *page, ecc_str number, ecc_str unit)
{
    if (ecc_phrase_is_count(unit)) {
        return number;
    }
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_raw(&out, number);
    ecc_out_puts(&out, " ");
    ecc_out_raw(&out, ecc_phrase_unit(page, unit));
    return ecc_out_take(&out, page->pool);
}

ecc_str ecc_phrase_quantity(struct ecc_page *page, const ecc_number *number, ecc_str unit)
{
    return with_unit(page, ecc_phrase_number(page, number), unit);
}

/* ---- Ranges and lines ----------------------------------------------------------------------- */

static bool is_zero(struct ecc_page *page, const ecc_number *number)
{
    return number != NULL && ecc_text_is(ecc_number_exact(page->words, number), "0");
}

static ecc_str bounded(struct ecc_page *page, const ecc_range *range, ecc_str unit)
{
    const bool low = range->lo != NULL && !is_zero(page, range->lo);
    if (range->exact && range->lo != NULL) {
        return ecc_phrase_quantity(page, range->lo, unit);
    }
    if (low && range->hi != NULL) {
        return ecc_say(page->words, ECC_W_range_both,
                       ECC_WITH(ecc_with("low", ecc_phrase_number(page, range->lo)),
                                ecc_with("high", ecc_phrase_quantity(page, range->hi, unit))));
    }
    if (low) {
        return ecc_say(page->words, range->lo_open ? ECC_W_range_above : ECC_W_range_least,
                       ECC_WITH(ecc_with("x", ecc_phrase_quantity(page, range->lo, unit))));
    }
    if (range->hi != NULL) {
        return ecc_say(page->words, range->hi_open ? ECC_W_range_below : ECC_W_range_most,
                       ECC_WITH(ecc_with("x", ecc_phrase_quantity(page, range->hi, unit))));
    }
    return ecc_word(page->words, ECC_W_range_unknown);
}

ecc_str ecc_phrase_range(struct ecc_page *page, const ecc_range *range, ecc_str unit)
{
    const ecc_str text = bounded(page, range, unit);
    if (!range->undefined) {
        return text;
    }
    return ecc_say(page->words, ECC_W_range_undefined, ECC_WITH(ecc_with("range", text)));
}

static const enum ecc_word operators[] = {
    [ECC_AT_LEAST] = ECC_W_at_least, [ECC_MORE_THAN] = ECC_W_more_than,
    [ECC_AT_MOST] = ECC_W_at_most,   [ECC_LESS_THAN] = ECC_W_less_than,
    [ECC_IS] = ECC_W_exactly,
};

ecc_str ecc_phrase_line(struct ecc_page *page, ecc_operator op, const ecc_number *threshold,
                        ecc_str unit)
{
    return ecc_say(page->words, operators[op],
                   ECC_WITH(ecc_with("x", ecc_phrase_quantity(page, threshold, unit))));
}

ecc_str ecc_phrase_piece(struct ecc_page *page, const ecc_range *range, ecc_str unit)
{
    if (range->exact && range->lo != NULL) {
        return ecc_phrase_line(page, ECC_IS, range->lo, unit);
    }
    const bool low = range->lo != NULL && !(is_zero(page, range->lo) && range->hi != NULL);
    const ecc_str from = low ? ecc_phrase_quantity(page, range->lo, unit) : (ecc_str){0};
    const ecc_str to = range->hi != NULL ? ecc_phrase_quantity(page, range->hi, unit)
                                         : (ecc_str){0};
    enum ecc_word word = ECC_W_range_unknown;
    if (low && range->hi != NULL) {
        static const enum ecc_word words[2][2] = {
            {ECC_W_piece_from_to, ECC_W_piece_from_below},
            {ECC_W_piece_above_to, ECC_W_piece_above_below},
        };
        word = words[range->lo_open ? 1 : 0][range->hi_open ? 1 : 0];
    } else if (low) {
        word = range->lo_open ? ECC_W_piece_above : ECC_W_piece_from;
    } else if (range->hi != NULL) {
        word = range->hi_open ? ECC_W_piece_below : ECC_W_piece_to;
    }
    return ecc_say(page->words, word, ECC_WITH(ecc_with("low", from), ecc_with("high", to)));
}

static bool has_nonzero_digit(ecc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '1' && text.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

ecc_str ecc_phrase_margin(struct ecc_page *page, const ecc_node *node)
{
    if (node->kind != ECC_NODE_COMPARE || node->margin == NULL || ecc_phrase_is_count(node->unit)) {
        return (ecc_str){0};
    }
    if (is_zero(page, node->margin)) {
        return ecc_word(page->words, ECC_W_margin_none);
    }
    if (node->margin_ratio == NULL) {
        return (ecc_str){0};
    }
    /* As many decimals as it takes not to say that a value beside the line is on it, within reason.
     */
    ecc_str text = {0};
    for (unsigned fraction = 1; fraction <= 3; fraction += 2) {
        text = ecc_words_percent(page->words, node->margin_ratio, fraction);
        if (has_nonzero_digit(text)) {
            return text;
        }
    }
    const bool above = ecc_text_starts(text, "+");
    return ecc_word(page->words, above ? ECC_W_margin_above : ECC_W_margin_below);
}

/* ---- Tests ---------------------------------------------------------------------------------- */

static ecc_str phrase_compare(struct ecc_page *page, const ecc_node *node)
{
    const ecc_definition *definition = node->definition;
    /* What has a symbol is a bare number in the law: "a TPP of 4800 or more". */
    const bool bare = definition != NULL && definition->symbol.len > 0;
    const ecc_str unit = bare ? (ecc_str){0} : node->unit;
    const ecc_str name = definition == NULL ? node->quantity
                         : bare             ? definition->symbol
                                            : ecc_in(page, &definition->name);
    if (node->value == NULL) {
        return ecc_say(
            page->words, ECC_W_test_compare_shown,
            ECC_WITH(ecc_with("name", name),
                     ecc_with("line", ecc_phrase_line(page, node->op, node->threshold, unit))));
    }
    const ecc_str value = ecc_phrase_range(page, &node->value->value, unit);
    const ecc_str line = ecc_phrase_line(page, node->op, node->threshold, (ecc_str){0});
    return ecc_say(
        page->words, ECC_W_test_compare,
        ECC_WITH(ecc_with("name", name), ecc_with("value", value), ecc_with("line", line)));
}

/* The two words that mean the same in every file; others are the file's own. */
ecc_str ecc_phrase_word(struct ecc_page *page, ecc_str word)
{
    return ecc_text_is(word, "yes")  ? ecc_word(page->words, ECC_W_yes)
           : ecc_text_is(word, "no") ? ecc_word(page->words, ECC_W_no)
                                     : word;
}

static const struct {
    const char *word;
    enum ecc_word says;
} fact_words[] = {
    {"planar", ECC_W_fact_word_planar},
    {"non-planar", ECC_W_fact_word_non_planar},
    {"compute", ECC_W_fact_word_compute},
    {"other", ECC_W_fact_word_other},
    {"digital-processor", ECC_W_fact_word_digital_processor},
    {"digital-primitive", ECC_W_fact_word_digital_primitive},
    {"analog-primitive", ECC_W_fact_word_analog_primitive},
    {"both", ECC_W_fact_word_both},
    {"each", ECC_W_fact_word_each},
    {"stack", ECC_W_fact_word_stack},
    {"package", ECC_W_fact_word_package},
    {"nothing", ECC_W_fact_word_nothing},
    {"interface", ECC_W_fact_word_interface},
    {"processor", ECC_W_fact_word_processor},
    {"chip", ECC_W_fact_word_chip},
    {"module", ECC_W_fact_word_module},
    {"card", ECC_W_fact_word_card},
};

ecc_str ecc_phrase_choice(struct ecc_page *page, ecc_str word)
{
    for (size_t i = 0; i < sizeof fact_words / sizeof fact_words[0]; i++) {
        if (ecc_text_is(word, fact_words[i].word)) {
            return ecc_word(page->words, fact_words[i].says);
        }
    }
    return ecc_phrase_word(page, word);
}

static ecc_str phrase_fact(struct ecc_page *page, const ecc_node *node)
{
    const bool evaluated = node->actual.len > 0 || node->fact_at.file.len > 0;
    const ecc_str actual = node->actual.len > 0 ? ecc_phrase_word(page, node->actual)
                                                : ecc_word(page->words, ECC_W_fact_missing);
    return ecc_say(page->words, evaluated ? ECC_W_test_fact : ECC_W_test_fact_shown,
                   ECC_WITH(ecc_with("fact", ecc_in(page, &node->fact_name)),
                            ecc_with("expected", ecc_phrase_word(page, node->expected)),
                            ecc_with("actual", actual)));
}

static enum ecc_word kind_word(ecc_str kind)
{
    return ecc_text_is(kind, "memory")     ? ECC_W_a_memory
           : ecc_text_is(kind, "assembly") ? ECC_W_an_assembly
                                           : ECC_W_a_circuit;
}

ecc_str ecc_phrase_test(struct ecc_page *page, const ecc_node *node)
{
    switch (node->kind) {
    case ECC_NODE_ALL:
        return ecc_word(page->words, node->n_children == 2 ? ECC_W_test_both : ECC_W_test_all);
    case ECC_NODE_ANY:
        return ecc_word(page->words, ECC_W_test_any);
    case ECC_NODE_NOT:
        return ecc_word(page->words, ECC_W_test_not);
    case ECC_NODE_COMPARE:
        return phrase_compare(page, node);
    case ECC_NODE_FACT:
        return phrase_fact(page, node);
    case ECC_NODE_MEETS:
        return ecc_say(page->words, ECC_W_test_meets, ECC_WITH(ecc_with("target", node->target)));
    case ECC_NODE_CONTAINS:
        break;
    }
    return ecc_say(page->words, ECC_W_test_contains,
                   ECC_WITH(ecc_with("thing", ecc_word(page->words, kind_word(node->target)))));
}

enum ecc_word ecc_phrase_verdict(const ecc_node *node)
{
    switch (node->verdict) {
    case ECC_TRUE:
        return node->exclusion ? ECC_W_excludes : ECC_W_met;
    case ECC_FALSE:
        return node->exclusion ? ECC_W_not_excludes : ECC_W_not_met;
    case ECC_UNKNOWN:
        break;
    }
    return ECC_W_undecided;
}

enum ecc_style ecc_phrase_style(ecc_tri verdict)
{
    return verdict == ECC_TRUE ? ECC_BAD : verdict == ECC_FALSE ? ECC_GOOD : ECC_OPEN;
}

/* ---- Names ---------------------------------------------------------------------------------- */

/* A space parts Chinese from Latin letters, and not Chinese from Chinese: "a.1 和 a.2", "面积和速率". */
static ecc_str joined_by(ecc_str word, ecc_str before, ecc_str after)
{
    if (word.len > 1 && word.ptr[0] == ' ' && before.len > 0 &&
        (unsigned char)before.ptr[before.len - 1] >= 0x80) {
        word.ptr++;
        word.len--;
    }
    if (word.len > 1 && word.ptr[word.len - 1] == ' ' && after.len > 0 &&
        (unsigned char)after.ptr[0] >= 0x80) {
        word.len--;
    }
    return word;
}

ecc_str ecc_phrase_list(struct ecc_page *page, const ecc_str *items, size_t n,
                        enum ecc_word between, enum ecc_word last)
{
    const bool chinese = ecc_words_language(page->words) == ECC_CHINESE;
    struct ecc_out out;
    ecc_out_memory(&out);
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            const ecc_str word = ecc_word(page->words, i + 1 == n ? last : between);
            ecc_out_raw(&out, chinese ? joined_by(word, items[i - 1], items[i]) : word);
        }
        ecc_out_raw(&out, items[i]);
    }
    return ecc_out_take(&out, page->pool);
}

/* Does some subject have facts that bear on it, and no set of them that decides it? */
static bool lacks_set(const ecc_result *result)
{
    for (size_t i = 0; i < result->n_deciding; i++) {
        size_t j = 0;
        while (j < result->n_sets && result->sets[j].subject != result->deciding[i].subject) {
            j++;
        }
        if (j == result->n_sets) {
            return true;
        }
    }
    return false;
}

size_t ecc_phrase_sets(struct ecc_page *page, const ecc_result *result, const ecc_str **out)
{
    ecc_str *said = ECC_POOL_ARRAY(page->pool, result->n_sets + 1, ecc_str);
    size_t n = 0;
    for (size_t i = 0; said != NULL && i < result->n_sets; i++) {
        const ecc_deciding_set *set = &result->sets[i];
        ecc_str *names = ECC_POOL_ARRAY(page->pool, set->n_facts, ecc_str);
        if (set->n_facts < 2 || names == NULL) {
            continue; /* what decides alone says so itself */
        }
        for (size_t j = 0; j < set->n_facts; j++) {
            names[j] = ecc_in(page, &result->deciding[set->facts[j]].name);
        }
        const ecc_str list = ecc_phrase_list(page, names, set->n_facts, ECC_W_list_comma,
                                             ECC_W_list_and);
        said[n++] = ecc_say(page->words, ECC_W_deciding_set, ECC_WITH(ecc_with("names", list)));
    }
    if (said != NULL && lacks_set(result)) {
        said[n++] = ecc_word(page->words, ECC_W_deciding_no_set);
    }
    *out = said;
    return n;
}

ecc_str ecc_phrase_date(struct ecc_page *page, ecc_date date)
{
    char text[40];
    if (date.year == 0) {
        return (ecc_str){0};
    }
    (void)snprintf(text, sizeof(text), "%04d-%02d-%02d", date.year, date.month, date.day);
    return ecc_pool_str(page->pool, ecc_text_of(text));
}

ecc_str ecc_phrase_rule(struct ecc_page *page, const ecc_rule_info *rule)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_raw(&out, rule->rule);
    ecc_out_puts(&out, "@");
    ecc_out_raw(&out, ecc_phrase_date(page, rule->from));
    return ecc_out_take(&out, page->pool);
}

static const enum ecc_word marks[] = {
    [ECC_MARK_PRIMARY] = ECC_W_mark_primary,     [ECC_MARK_QUOTED] = ECC_W_mark_quoted,
    [ECC_MARK_SECONDARY] = ECC_W_mark_secondary, [ECC_MARK_MEMORY] = ECC_W_mark_memory,
    [ECC_MARK_INFERENCE] = ECC_W_mark_inference,
};

ecc_str ecc_phrase_citation(struct ecc_page *page, const ecc_citation *citation)
{
    ecc_str parts[2];
    size_t n = 0;
    if (citation->notice.len > 0) {
        parts[n++] = citation->notice;
    }
    if (citation->cfr.len > 0) {
        parts[n++] = citation->cfr;
    }
    const ecc_str where = ecc_phrase_list(page, parts, n, ECC_W_list_semicolon,
                                          ECC_W_list_semicolon);
    return ecc_say(page->words, ECC_W_citation,
                   ECC_WITH(ecc_with("where", where),
                            ecc_with("mark", ecc_word(page->words, marks[citation->mark]))));
}

ecc_str ecc_phrase_paragraphs(struct ecc_page *page, const ecc_paragraph *possible, size_t n)
{
    ecc_str *names = ECC_POOL_ARRAY(page->pool, n, ecc_str);
    if (names == NULL) {
        return (ecc_str){0};
    }
    for (size_t i = 0; i < n; i++) {
        const enum ecc_word none = n > 1 ? ECC_W_none_of_them : ECC_W_none_of_the_paragraphs;
        names[i] = possible[i].id.len > 0 ? possible[i].id : ecc_word(page->words, none);
    }
    return ecc_phrase_list(page, names, n, ECC_W_list_comma, ECC_W_list_or);
}

/* How an assembly is sold: the words for its kind. */
static enum ecc_word sold_word(const ecc_subject *subject)
{
    const ecc_spec_info *spec = subject->spec;
    if (ecc_text_is(spec->kind, "board")) {
        return ECC_W_subject_board;
    }
    if (ecc_text_is(spec->kind, "system")) {
        return ECC_W_subject_system;
    }
    switch (subject->sold_so) {
    case ECC_TRUE:
        return ecc_text_is(spec->sold_as, "card") ? ECC_W_subject_card : ECC_W_subject_module;
    case ECC_FALSE:
        return ECC_W_subject_unsold;
    case ECC_UNKNOWN:
        break;
    }
    return ECC_W_subject_if_sold;
}

ecc_str ecc_phrase_subject(struct ecc_page *page, const ecc_subject *subject)
{
    if (subject->inside) {
        const bool counted = subject->count.lo != NULL || subject->count.hi != NULL;
        return ecc_say(
            page->words, counted ? ECC_W_subject_inside_count : ECC_W_subject_inside,
            ECC_WITH(ecc_with("name", subject->spec->name),
                     ecc_with("count", ecc_phrase_range(page, &subject->count, (ecc_str){0}))));
    }
    if (ecc_text_is(subject->kind, "assembly")) {
        return ecc_word(page->words, sold_word(subject));
    }
    return ecc_word(page->words, ecc_text_is(subject->kind, "memory") ? ECC_W_subject_memory
                                                                      : ECC_W_subject_circuit);
}

/* ---- Clauses -------------------------------------------------------------------------------- */

struct labels {
    ecc_str items[16];
    size_t n;
};

/* The clauses with a number that stand as alternatives and are met. Recursion: the depth of a
 * clause. */
static void gather_met(const ecc_node *node, bool alternative, struct labels *labels)
{
    if (node->verdict != ECC_TRUE || node->exclusion) {
        return;
    }
    if (alternative && node->label.len > 0) {
        if (labels->n < sizeof(labels->items) / sizeof(labels->items[0])) {
            labels->items[labels->n++] = node->label;
        }
        return;
    }
    for (size_t i = 0; i < node->n_children; i++) {
        gather_met(&node->children[i], node->kind == ECC_NODE_ANY || alternative, labels);
    }
}

ecc_str ecc_phrase_by(struct ecc_page *page, const ecc_node *paragraph)
{
    struct labels labels = {.n = 0};
    gather_met(paragraph, false, &labels);
    return ecc_phrase_list(page, labels.items, labels.n, ECC_W_list_comma, ECC_W_list_and);
}

/* Recursion: the depth of a clause. */
static const ecc_node *find_below(const ecc_node *nodes, size_t n, ecc_str id)
{
    for (size_t i = 0; i < n; i++) {
        if (ecc_text_same(nodes[i].id, id)) {
            return &nodes[i];
        }
        const ecc_node *below = find_below(nodes[i].children, nodes[i].n_children, id);
        if (below != NULL) {
            return below;
        }
    }
    return NULL;
}

const ecc_node *ecc_find_clause(const ecc_subject *subject, ecc_str id)
{
    for (size_t i = 0; i < subject->n_entries && id.len > 0; i++) {
        const ecc_entry *entry = &subject->entries[i];
        const ecc_node *node = find_below(entry->paragraphs, entry->n_paragraphs, id);
        if (node != NULL) {
            return node;
        }
    }
    return NULL;
}

/* ---- Derivations ---------------------------------------------------------------------------- */

/* The child that gives the value, where one does. */
static const ecc_step *chosen_child(const ecc_step *step)
{
    for (size_t i = 0; i < step->n_children; i++) {
        if (step->children[i].chosen && !step->children[i].excluded) {
            return &step->children[i];
        }
    }
    return NULL;
}

struct deriving {
    struct ecc_page *page;
    ecc_str own; /* name of the thing itself, which a detail need not repeat */
};

static ecc_str leaf(const struct deriving *deriving, const ecc_step *step)
{
    struct ecc_page *page = deriving->page;
    const ecc_str value = step->kind == ECC_STEP_MISSING && !step->value.exact
                              ? ecc_word(page->words, ECC_W_range_unknown)
                              : ecc_phrase_range(page, &step->value, step->unit);
    const bool bare = step->detail.len == 0 || ecc_text_same(step->detail, deriving->own);
    if (bare || step->kind == ECC_STEP_CONSTANT) {
        return value;
    }
    return ecc_say(page->words, ECC_W_with_detail,
                   ECC_WITH(ecc_with("value", value), ecc_with("detail", step->detail)));
}

/* A factor of one says nothing: "814 mm² × 1". */
static bool is_one(struct ecc_page *page, const ecc_step *step)
{
    return ecc_phrase_is_count(step->unit) && step->value.exact && step->value.lo != NULL &&
           ecc_text_is(ecc_number_exact(page->words, step->value.lo), "1");
}

static ecc_str derive(const struct deriving *deriving, const ecc_step *step, bool inner);

static ecc_str derive_children(const struct deriving *deriving, const ecc_step *step,
                               const char *sign, bool inner)
{
    struct ecc_page *page = deriving->page;
    struct ecc_out out;
    ecc_out_memory(&out);
    size_t n = 0;
    bool several = false;
    for (size_t i = 0; i < step->n_children; i++) {
        const ecc_step *child = &step->children[i];
        const bool idle = step->kind == ECC_STEP_PRODUCT && step->n_children > 1 &&
                          is_one(page, child);
        if (child->excluded || idle) {
            continue;
        }
        several = n > 0;
        ecc_out_puts(&out, n++ > 0 ? sign : "");
        ecc_out_raw(&out, derive(deriving, child, step->n_children > 1));
    }
    const bool grouped = inner && several && step->kind == ECC_STEP_SUM;
    const ecc_str text = ecc_out_take(&out, page->pool);
    if (n == 0) {
        return leaf(deriving, step);
    }
    if (!grouped) {
        return text;
    }
    return ecc_say(page->words, ECC_W_grouped, ECC_WITH(ecc_with("text", text)));
}

static bool same_upper_end(struct ecc_page *page, const ecc_range *a, const ecc_range *b)
{
    if (a->hi == NULL || b->hi == NULL) {
        return a->hi == b->hi;
    }
    return ecc_text_same(ecc_number_exact(page->words, a->hi),
                         ecc_number_exact(page->words, b->hi));
}

/* The highest of several: the one that reaches the lower end; and that another may come out higher, where the upper end
 * is not its own. */
static ecc_str derive_highest(const struct deriving *deriving, const ecc_step *step,
                              const ecc_step *chosen, bool inner)
{
    struct ecc_page *page = deriving->page;
    if (same_upper_end(page, &step->value, &chosen->value)) {
        return derive(deriving, chosen, inner);
    }
    return ecc_say(page->words, inner ? ECC_W_highest_grouped : ECC_W_highest_open,
                   ECC_WITH(ecc_with("text", derive(deriving, chosen, false))));
}

/* Recursion: the depth of a formula. */
static ecc_str derive(const struct deriving *deriving, const ecc_step *step, bool inner)
{
    const ecc_step *chosen = NULL;
    switch (step->kind) {
    case ECC_STEP_FACT:
    case ECC_STEP_MISSING:
    case ECC_STEP_CONSTANT:
    case ECC_STEP_COUNT:
        return leaf(deriving, step);
    case ECC_STEP_QUANTITY:
        return ecc_phrase_range(deriving->page, &step->value, step->unit);
    case ECC_STEP_SUM:
        return derive_children(deriving, step, " + ", inner);
    case ECC_STEP_PRODUCT:
        return derive_children(deriving, step, " × ", inner);
    case ECC_STEP_RATIO:
        return derive_children(deriving, step, " / ", inner);
    case ECC_STEP_HIGHEST:
        chosen = chosen_child(step);
        return chosen != NULL ? derive_highest(deriving, step, chosen, inner)
                              : leaf(deriving, step);
    case ECC_STEP_FIRST:
        break;
    }
    chosen = chosen_child(step);
    return chosen != NULL ? derive(deriving, chosen, inner) : leaf(deriving, step);
}

ecc_str ecc_phrase_derivation(struct ecc_page *page, const ecc_step *step, ecc_str own)
{
    const struct deriving deriving = {page, own};
    return derive(&deriving, step, false);
}

/* Recursion: the depth of a formula. */
ecc_position ecc_phrase_origin(const ecc_step *step)
{
    const ecc_step *chosen = chosen_child(step);
    if (chosen != NULL) {
        return ecc_phrase_origin(chosen);
    }
    for (size_t i = 0; i < step->n_children; i++) {
        const ecc_position at = step->children[i].excluded ? (ecc_position){0}
                                                           : ecc_phrase_origin(&step->children[i]);
        if (at.file.len > 0) {
            return at;
        }
    }
    return step->at;
}
