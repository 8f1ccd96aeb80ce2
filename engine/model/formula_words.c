/* SPDX-License-Identifier: Apache-2.0 */
/* A formula in words, made from the formula itself, so that what is printed is what is computed. */
#include "base/arena.h"
#include "model/rule.h"

struct writer {
    struct ecc_buf buf;
    ecc_language language;
    const struct ecc_quantity_def *quantities;
    const struct ecc_reading *readings;
};

static void write_expr(struct writer *writer, const struct ecc_expr *expr, bool bracket);

static void put(struct writer *writer, const char *english, const char *chinese)
{
    ecc_buf_puts(&writer->buf, writer->language == ECC_CHINESE ? chinese : english);
}

static void put_name(struct writer *writer, const struct ecc_field *field)
{
    ecc_buf_puts(&writer->buf, field->name[writer->language]);
}

/* Is it of several parts, which would be read with what stands round them? */
static bool is_loose(const struct ecc_expr *expr)
{
    return expr->kind == ECC_EXPR_TOTAL || expr->kind == ECC_EXPR_RATIO ||
           expr->kind == ECC_EXPR_BY || expr->kind == ECC_EXPR_FIRST;
}

/* "the higher of a, b": would what follows be read as part of it? */
static bool runs_on(const struct ecc_expr *expr)
{
    while (expr->kind == ECC_EXPR_PRODUCT) {
        expr = expr->children[expr->n_children - 1];
    }
    return expr->kind == ECC_EXPR_HIGHEST_OF || expr->kind == ECC_EXPR_SUM ||
           expr->kind == ECC_EXPR_HIGHEST || expr->kind == ECC_EXPR_COUNT;
}

static void put_operands(struct writer *writer, const struct ecc_expr *expr, const char *english,
                         const char *chinese)
{
    for (size_t i = 0; i < expr->n_children; i++) {
        const struct ecc_expr *child = expr->children[i];
        const bool divides = expr->kind == ECC_EXPR_RATIO && i > 0;
        const bool followed = i + 1 < expr->n_children;
        put(writer, i > 0 ? english : "", i > 0 ? chinese : "");
        write_expr(writer, child,
                   is_loose(child) || (divides && child->kind == ECC_EXPR_PRODUCT) ||
                       (followed && runs_on(child)));
    }
}

static void put_where(struct writer *writer, const struct ecc_expr *expr)
{
    static const char *const yesno[] = {"no", "yes", NULL};
    for (size_t i = 0; i < expr->n_where; i++) {
        const struct ecc_field *field = expr->where[i].path.last;
        const char *const *words = field->kind == ECC_FACT_YESNO ? yesno : field->words;
        put(writer, " (", "（");
        put_name(writer, field);
        put(writer, ": ", "：");
        bool first = true;
        for (unsigned word = 0; words[word] != NULL; word++) {
            if ((expr->where[i].accepts >> word & 1) != 0) {
                put(writer, first ? "" : ", ", first ? "" : "、");
                ecc_buf_puts(&writer->buf, words[word]);
                first = false;
            }
        }
        put(writer, ")", "）");
    }
}

static void put_over_list(struct writer *writer, const struct ecc_expr *expr)
{
    bool sum = expr->kind == ECC_EXPR_SUM;
    if (expr->kind == ECC_EXPR_COUNT) {
        put(writer, "number of: ", "数目：");
        put_name(writer, expr->path.last);
        put_where(writer, expr);
        return;
    }
    if (writer->language == ECC_CHINESE) {
        ecc_buf_puts(&writer->buf, "对各");
        put_name(writer, expr->path.last);
        put_where(writer, expr);
        ecc_buf_puts(&writer->buf, sum ? "求和：" : "取最高：");
    } else {
        ecc_buf_puts(&writer->buf, sum ? "sum over " : "highest over ");
        put_name(writer, expr->path.last);
        put_where(writer, expr);
        ecc_buf_puts(&writer->buf, " of ");
    }
    write_expr(writer, expr->children[0], is_loose(expr->children[0]));
}

static void put_by(struct writer *writer, const struct ecc_expr *expr)
{
    for (size_t i = 0; i < expr->n_children; i++) {
        put(writer, i > 0 ? "; " : "", i > 0 ? "；" : "");
        write_expr(writer, expr->children[i], is_loose(expr->children[i]));
        put(writer, " (", "（");
        ecc_buf_puts(&writer->buf, expr->path.last->key);
        ecc_buf_puts(&writer->buf, ": ");
        ecc_buf_puts(&writer->buf, expr->path.last->words[i]);
        put(writer, ")", "）");
    }
}

/* The option that is taken, and that others are held. */
static void put_reading(struct writer *writer, const struct ecc_expr *expr)
{
    const struct ecc_reading *reading = &writer->readings[expr->reading];
    const struct ecc_expr *taken = expr->children[reading->taken];
    write_expr(writer, taken, is_loose(taken));
    put(writer, " [reading ", "〔读法 ");
    ecc_buf_add(&writer->buf, reading->id);
    ecc_buf_putc(&writer->buf, '=');
    ecc_buf_add(&writer->buf, reading->options[reading->taken]);
    put(writer, "]", "〕");
}

static void put_constant(struct writer *writer, const struct ecc_expr *expr)
{
    ecc_num_print_exact(&expr->constant, &writer->buf);
    ecc_str unit = ecc_dim_unit_text(writer->buf.arena, expr->dim);
    if (unit.len > 0) {
        ecc_buf_putc(&writer->buf, ' ');
        ecc_buf_add(&writer->buf, unit);
    }
}

static void write_expr(struct writer *writer, const struct ecc_expr *expr, bool bracket)
{
    put(writer, bracket ? "(" : "", bracket ? "（" : "");
    switch (expr->kind) {
    case ECC_EXPR_FACT:
        put_name(writer, expr->path.last);
        break;
    case ECC_EXPR_CONSTANT:
        put_constant(writer, expr);
        break;
    case ECC_EXPR_QUANTITY:
        ecc_buf_add(&writer->buf,
                    writer->quantities[expr->quantity].info.name.in[writer->language]);
        break;
    case ECC_EXPR_TABLE:
        ecc_buf_add(&writer->buf, expr->table->name.in[writer->language]);
        break;
    case ECC_EXPR_PRODUCT:
        put_operands(writer, expr, " × ", " × ");
        break;
    case ECC_EXPR_RATIO:
        put_operands(writer, expr, " / ", " / ");
        break;
    case ECC_EXPR_TOTAL:
        put_operands(writer, expr, " + ", " + ");
        break;
    case ECC_EXPR_HIGHEST_OF:
        put(writer, "the higher of ", "取较高者：");
        put_operands(writer, expr, ", ", "，");
        break;
    case ECC_EXPR_FIRST:
        put_operands(writer, expr, "; where that is not given, ", "；未给出时，");
        break;
    case ECC_EXPR_SUM:
    case ECC_EXPR_HIGHEST:
    case ECC_EXPR_COUNT:
        put_over_list(writer, expr);
        break;
    case ECC_EXPR_BY:
        put_by(writer, expr);
        break;
    case ECC_EXPR_READING:
        put_reading(writer, expr);
        break;
    }
    put(writer, bracket ? ")" : "", bracket ? "）" : "");
}

ecc_bilingual ecc_formula_words(struct ecc_arena *arena, const struct ecc_expr *formula,
                                const struct ecc_quantity_def *quantities,
                                const struct ecc_reading *readings)
{
    ecc_bilingual words;
    for (int language = 0; language < ECC_LANGUAGES; language++) {
        struct writer writer = {
            .language = (ecc_language)language, .quantities = quantities, .readings = readings};
        ecc_buf_init(&writer.buf, arena);
        write_expr(&writer, formula, false);
        words.in[language] = ecc_buf_str(&writer.buf);
    }
    return words;
}
