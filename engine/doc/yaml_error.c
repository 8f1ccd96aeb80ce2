/* SPDX-License-Identifier: Apache-2.0 */
/* From libyaml's sentences (0.2.5) to diagnostics that point at the cause rather than at the place
 * where the reader gave up. A sentence that is not in the table comes out as yaml.syntax, quoted.
 */
#include "doc/yaml_error.h"

#include <string.h>

#include "base/str.h"
#include "base/unicode.h"

typedef void explain_fn(const struct ecc_yaml_problem *problem, struct ecc_diags *diags);

static bool is_break(char byte)
{
    return byte == '\n' || byte == '\r';
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || is_break(byte);
}

static size_t line_begin(ecc_str bytes, size_t at)
{
    while (at > 0 && !is_break(bytes.ptr[at - 1])) {
        at--;
    }
    return at;
}

/* The rest of the line from `at`, without trailing blanks. */
static struct ecc_span rest_of_line(const struct ecc_source *source, size_t at)
{
    const ecc_str bytes = source->bytes;
    size_t end = at;
    while (end < bytes.len && !is_break(bytes.ptr[end])) {
        end++;
    }
    while (end > at && is_space(bytes.ptr[end - 1])) {
        end--;
    }
    return (struct ecc_span){source, at, end};
}

/* From `at` to the next blank. */
static struct ecc_span word(const struct ecc_source *source, size_t at)
{
    size_t end = at;
    while (end < source->bytes.len && !is_space(source->bytes.ptr[end])) {
        end++;
    }
    return (struct ecc_span){source, at, end};
}

/* The one character at `at`; nothing at a line's end. */
static struct ecc_span character(const struct ecc_source *source, size_t at)
{
    size_t end = at;
    if (at < source->bytes.len && !is_break(source->bytes.ptr[at])) {
        (void)ecc_utf8_next(source->bytes, &end);
    }
    return (struct ecc_span){source, at, end};
}

static ecc_str text_of(struct ecc_span span)
{
    return ecc_str_slice(span.source->bytes, span.begin, span.end);
}

static bool first_in_line(ecc_str bytes, size_t at)
{
    const size_t begin = line_begin(bytes, at);
    return ecc_str_trim(ecc_str_slice(bytes, begin, at)).len == 0;
}

/* Whether text[begin, end) holds a colon that ends a key: before a blank or the end. */
static bool has_key(ecc_str bytes, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        if (bytes.ptr[i] == ':' && (i + 1 == end || is_space(bytes.ptr[i + 1]))) {
            return true;
        }
    }
    return false;
}

/* The last line above the one at `at` that says something; false when there is none. */
static bool line_above(const struct ecc_source *source, size_t at, struct ecc_span *out)
{
    const ecc_str bytes = source->bytes;
    size_t begin = line_begin(bytes, at);
    while (begin > 0) {
        begin = line_begin(bytes, begin - 1);
        struct ecc_span line = rest_of_line(source, begin);
        while (line.begin < line.end && is_space(bytes.ptr[line.begin])) {
            line.begin++;
        }
        if (line.begin < line.end && bytes.ptr[line.begin] != '#') {
            *out = line;
            return true;
        }
    }
    return false;
}

static void say_tab(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    ecc_diag_add(diags, ECC_M_yaml_tab, character(problem->source, problem->at), ECC_NO_ARGS);
}

static void say_missing_colon(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    ecc_diag_add(diags, ECC_M_yaml_missing_colon,
                 rest_of_line(problem->source, problem->context_at), ECC_NO_ARGS);
}

/* A colon that can end no key. Three slips lead here: two colons in one line; a line above without
 * its colon, which then reads on into this one; a line indented below a value that is already
 * there. */
static void say_stray_colon(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    const struct ecc_source *source = problem->source;
    const size_t begin = line_begin(source->bytes, problem->at);
    struct ecc_span above;
    if (has_key(source->bytes, begin, problem->at)) {
        ecc_diag_add(diags, ECC_M_yaml_colon_in_value, character(source, problem->at), ECC_NO_ARGS);
    } else if (line_above(source, problem->at, &above) &&
               !has_key(source->bytes, above.begin, above.end)) {
        ecc_diag_add(diags, ECC_M_yaml_missing_colon, above, ECC_NO_ARGS);
    } else {
        ecc_diag_add(diags, ECC_M_yaml_indentation, rest_of_line(source, begin), ECC_NO_ARGS);
    }
}

/* Something that continues neither the map or list it stands in nor one around it. */
static void say_stray_text(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    const struct ecc_span rest = rest_of_line(problem->source, problem->at);
    const bool first = first_in_line(problem->source->bytes, problem->at);
    ecc_diag_add(diags, first ? ECC_M_yaml_indentation : ECC_M_yaml_extra_text, rest, ECC_NO_ARGS);
}

static void say_bad_start(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    const struct ecc_span span = character(problem->source, problem->at);
    if (ecc_str_is(text_of(span), "\t")) {
        say_tab(problem, diags);
        return;
    }
    ecc_diag_add(diags, ECC_M_yaml_reserved_character, span,
                 ECC_ARGS(ecc_arg_text("character", text_of(span))));
}

/* "*" and "&" with no name behind them. */
static void say_bad_anchor(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    const struct ecc_span span = character(problem->source, problem->context_at);
    ecc_diag_add(diags, ECC_M_yaml_reserved_character, span,
                 ECC_ARGS(ecc_arg_text("character", text_of(span))));
}

static void say_tag(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    const struct ecc_span span = word(problem->source, problem->context_at);
    ecc_diag_add(diags, ECC_M_yaml_tag, span, ECC_ARGS(ecc_arg_text("tag", text_of(span))));
}

static void say_directive(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    ecc_diag_add(diags, ECC_M_yaml_directive,
                 rest_of_line(problem->source, line_begin(problem->source->bytes, problem->at)),
                 ECC_NO_ARGS);
}

static void say_unclosed_quote(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    ecc_diag_add(diags, ECC_M_yaml_unclosed_quote, character(problem->source, problem->context_at),
                 ECC_NO_ARGS);
}

static void say_unclosed_bracket(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    ecc_diag_add2(diags, ECC_M_yaml_unclosed_bracket,
                  character(problem->source, problem->context_at),
                  character(problem->source, problem->at), ECC_NO_ARGS);
}

/* The reader may have gone past the backslash to the digits. */
static void say_escape(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    size_t begin = problem->at;
    while (begin > problem->context_at &&
           (begin >= problem->source->bytes.len || problem->source->bytes.ptr[begin] != '\\')) {
        begin--;
    }
    const struct ecc_span backslash = character(problem->source, begin);
    const struct ecc_span letter = character(problem->source, backslash.end);
    ecc_diag_add(diags, ECC_M_yaml_escape, ecc_span_join(backslash, letter), ECC_NO_ARGS);
}

static void say_dash(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    ecc_diag_add(diags, ECC_M_yaml_dash, character(problem->source, problem->at), ECC_NO_ARGS);
}

static void say_block_text(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    ecc_diag_add(diags, ECC_M_yaml_block_text, rest_of_line(problem->source, problem->context_at),
                 ECC_NO_ARGS);
}

static void say_complex_key(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    ecc_diag_add(diags, ECC_M_yaml_complex_key, character(problem->source, problem->at),
                 ECC_NO_ARGS);
}

static void say_as_it_is(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    ecc_diag_add(diags, ECC_M_yaml_syntax, character(problem->source, problem->at),
                 ECC_ARGS(ecc_arg_cstr("problem", problem->problem)));
}

/* The first row that fits counts; NULL fits everything. */
static const struct {
    const char *context;
    const char *problem;
    explain_fn *say;
} explanations[] = {
    {NULL, "found a tab character that violates indentation", say_tab},
    {NULL, "found a tab character where an indentation space is expected", say_tab},
    {NULL, "could not find expected ':'", say_missing_colon},
    {NULL, "mapping values are not allowed in this context", say_stray_colon},
    {NULL, "mapping keys are not allowed in this context", say_complex_key},
    {NULL, "block sequence entries are not allowed in this context", say_dash},
    {NULL, "found character that cannot start any token", say_bad_start},
    {NULL, "did not find expected key", say_stray_text},
    {NULL, "did not find expected '-' indicator", say_stray_text},
    {NULL, "did not find expected <document start>", say_stray_text},
    {NULL, "did not find expected ',' or ']'", say_unclosed_bracket},
    {NULL, "did not find expected ',' or '}'", say_unclosed_bracket},
    {"while scanning a quoted scalar", "found unexpected end of stream", say_unclosed_quote},
    {"while scanning a quoted scalar", "found unexpected document indicator", say_unclosed_quote},
    {"while parsing a quoted scalar", NULL, say_escape},
    {"while scanning a block scalar", NULL, say_block_text},
    {"while scanning an anchor", NULL, say_bad_anchor},
    {"while scanning an alias", NULL, say_bad_anchor},
    {"while scanning a tag", NULL, say_tag},
    {"while parsing a tag", NULL, say_tag},
    {NULL, "found undefined tag handle", say_tag},
    {"while scanning a directive", NULL, say_directive},
    {"while scanning a %YAML directive", NULL, say_directive},
    {"while scanning a %TAG directive", NULL, say_directive},
    {"while parsing a %TAG directive", NULL, say_directive},
    {NULL, "found incompatible YAML document", say_directive},
    {NULL, "found duplicate %YAML directive", say_directive},
    {NULL, "found duplicate %TAG directive", say_directive},
    {NULL, NULL, say_as_it_is},
};

static bool fits(const char *wanted, const char *text)
{
    return wanted == NULL || strcmp(wanted, text) == 0;
}

void ecc_yaml_explain(const struct ecc_yaml_problem *problem, struct ecc_diags *diags)
{
    size_t row = 0;
    while (!fits(explanations[row].context, problem->context) ||
           !fits(explanations[row].problem, problem->problem)) {
        row++;
    }
    explanations[row].say(problem, diags);
}
