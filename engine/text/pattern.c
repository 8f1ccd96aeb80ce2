/* SPDX-License-Identifier: Apache-2.0 */
/* A pattern is walked once and written as it is walked; branches that are not chosen are walked
 * with the pen lifted, so their syntax is checked all the same. */
#include "text/pattern.h"

#include <stdio.h>

#include "text/text.h"

struct writer {
    ecc_words *words;
    const ecc_arg *args;
    size_t n_args;
    ecc_str pattern;
    size_t at;
    struct ecc_buf *out;
    bool pen_up;
};

/* What surrounds a message: how deep it lies, and the number that "#" stands for. */
struct scope {
    size_t depth;
    const ecc_arg *number; /* NULL: "#" is text */
};

static bool write_message(struct writer *writer, struct scope scope);

static const ecc_arg *find_arg(const struct writer *writer, ecc_str name)
{
    for (size_t i = 0; i < writer->n_args; i++) {
        if (ecc_str_is(name, writer->args[i].name)) {
            return &writer->args[i];
        }
    }
    return NULL;
}

static void put(struct writer *writer, ecc_str text)
{
    if (!writer->pen_up) {
        ecc_buf_add(writer->out, text);
    }
}

static bool at_end(const struct writer *writer)
{
    return writer->at == writer->pattern.len;
}

static bool is_white(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t';
}

static bool is_delimiter(char byte)
{
    return is_white(byte) || byte == '{' || byte == '}' || byte == ',';
}

static void skip_white(struct writer *writer)
{
    while (!at_end(writer) && is_white(writer->pattern.ptr[writer->at])) {
        writer->at++;
    }
}

static ecc_str take_word(struct writer *writer)
{
    skip_white(writer);
    const size_t begin = writer->at;
    while (!at_end(writer) && !is_delimiter(writer->pattern.ptr[writer->at])) {
        writer->at++;
    }
    const ecc_str word = ecc_str_slice(writer->pattern, begin, writer->at);
    skip_white(writer);
    return word;
}

static bool take_byte(struct writer *writer, char byte)
{
    if (at_end(writer) || writer->pattern.ptr[writer->at] != byte) {
        return false;
    }
    writer->at++;
    return true;
}

static void put_plain(struct writer *writer, const ecc_arg *arg)
{
    if (arg->kind == ECC_ARG_TEXT) {
        put(writer, arg->text);
        return;
    }
    char digits[24];
    (void)snprintf(digits, sizeof digits, "%lld", arg->integer);
    put(writer, ecc_str_of(digits));
}

static void put_number(struct writer *writer, const ecc_arg *arg)
{
    if (arg->kind == ECC_ARG_TEXT) {
        put(writer, arg->text);
    } else if (!writer->pen_up) {
        ecc_words_put_integer(writer->words, arg->integer, writer->out);
    }
}

static void put_missing(struct writer *writer, ecc_str name)
{
    put(writer, ECC_STR("{"));
    put(writer, name);
    put(writer, ECC_STR("}"));
}

/* "=5" in a plural, which goes before the categories. */
static bool is_exactly(ecc_str selector, const ecc_arg *arg)
{
    char exact[24];
    if (arg == NULL || arg->kind != ECC_ARG_INTEGER) {
        return false;
    }
    (void)snprintf(exact, sizeof exact, "=%lld", arg->integer);
    return ecc_str_is(selector, exact);
}

/* The word that chooses a branch: a text itself, or the plural category of a number. */
static ecc_str chooser(struct writer *writer, const ecc_arg *arg, bool plural)
{
    if (arg == NULL || writer->pen_up || (arg->kind == ECC_ARG_TEXT && plural)) {
        return ECC_STR("other");
    }
    if (plural) {
        return ecc_words_plural(writer->words, arg->integer);
    }
    return arg->kind == ECC_ARG_TEXT ? arg->text : ECC_STR("other");
}

/* Where the bodies of the branches begin that may be chosen; 0: there is none. */
struct branches {
    size_t exact;
    size_t named;
    size_t other;
};

static bool scan_branches(struct writer *writer, const ecc_arg *arg, bool plural,
                          struct scope inner, struct branches *out)
{
    const ecc_str wanted = chooser(writer, arg, plural);
    const bool pen_was_up = writer->pen_up;
    writer->pen_up = true;
    while (!at_end(writer) && writer->pattern.ptr[writer->at] != '}') {
        const ecc_str selector = take_word(writer);
        if (selector.len == 0 || !take_byte(writer, '{')) {
            return false;
        }
        if (plural && is_exactly(selector, arg)) {
            out->exact = writer->at;
        }
        if (ecc_str_eq(selector, wanted)) {
            out->named = writer->at;
        }
        if (ecc_str_is(selector, "other")) {
            out->other = writer->at;
        }
        if (!write_message(writer, inner) || !take_byte(writer, '}')) {
            return false;
        }
        skip_white(writer);
    }
    writer->pen_up = pen_was_up;
    return out->other != 0;
}

static bool write_choice(struct writer *writer, const ecc_arg *arg, bool plural, struct scope scope)
{
    const struct scope inner = {scope.depth + 1, plural ? arg : scope.number};
    struct branches branches = {0, 0, 0};
    skip_white(writer);
    if (!scan_branches(writer, arg, plural, inner, &branches)) {
        return false;
    }
    const size_t end = writer->at;
    writer->at = branches.exact != 0   ? branches.exact
                 : branches.named != 0 ? branches.named
                                       : branches.other;
    const bool written = write_message(writer, inner);
    writer->at = end;
    return written;
}

/* From behind the opening brace to behind the closing one. */
static bool write_argument(struct writer *writer, struct scope scope)
{
    const ecc_str name = take_word(writer);
    const ecc_arg *arg = find_arg(writer, name);
    if (name.len == 0) {
        return false;
    }
    if (take_byte(writer, '}')) {
        if (arg == NULL) {
            put_missing(writer, name);
        } else {
            put_plain(writer, arg);
        }
        return true;
    }
    if (!take_byte(writer, ',')) {
        return false;
    }
    const ecc_str type = take_word(writer);
    if (ecc_str_is(type, "number")) {
        if (arg == NULL) {
            put_missing(writer, name);
        } else {
            put_number(writer, arg);
        }
    } else {
        const bool plural = ecc_str_is(type, "plural");
        if ((!plural && !ecc_str_is(type, "select")) || !take_byte(writer, ',') ||
            !write_choice(writer, arg, plural, scope)) {
            return false;
        }
    }
    return take_byte(writer, '}');
}

/* Up to the end, or to the closing brace that belongs to what is around. */
static bool write_message(struct writer *writer, struct scope scope)
{
    if (scope.depth > ECC_PATTERN_DEPTH) {
        return false;
    }
    while (!at_end(writer) && writer->pattern.ptr[writer->at] != '}') {
        const size_t begin = writer->at;
        while (!at_end(writer) && writer->pattern.ptr[writer->at] != '{' &&
               writer->pattern.ptr[writer->at] != '}' && writer->pattern.ptr[writer->at] != '#') {
            writer->at++;
        }
        put(writer, ecc_str_slice(writer->pattern, begin, writer->at));
        if (take_byte(writer, '#')) {
            if (scope.number != NULL) {
                put_number(writer, scope.number);
            } else {
                put(writer, ECC_STR("#"));
            }
        } else if (take_byte(writer, '{') && !write_argument(writer, scope)) {
            return false;
        }
    }
    return true;
}

bool ecc_pattern_write(ecc_words *words, ecc_str pattern, const ecc_arg *args, size_t n_args,
                       struct ecc_buf *out)
{
    struct writer writer = {
        .words = words, .args = args, .n_args = n_args, .pattern = pattern, .out = out};
    return write_message(&writer, (struct scope){0, NULL}) && at_end(&writer);
}
