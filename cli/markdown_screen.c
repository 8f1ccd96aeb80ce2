/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc screen` as Markdown: a table of the lines, then the sums. */
#include "party.h"
#include "phrase.h"
#include "screen.h"
#include "text.h"

static void put_row(struct ecc_page *page, const ecc_str *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ecc_out_puts(page->out, i == 0 ? "| " : " | ");
        ecc_markdown_lines(page, page->out, cells[i]);
    }
    ecc_out_puts(page->out, " |\n");
}

static void put_heads(struct ecc_page *page, const enum ecc_word *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ecc_out_puts(page->out, i == 0 ? "| " : " | ");
        ecc_markdown_lines(page, page->out, ecc_word(page->words, words[i]));
    }
    ecc_out_puts(page->out, " |\n");
    for (size_t i = 0; i < n; i++) {
        ecc_out_puts(page->out, i == 0 ? "| ---" : " | ---");
    }
    ecc_out_puts(page->out, " |\n");
}

static void put_paragraph(struct ecc_page *page, ecc_str text)
{
    if (text.len > 0) {
        ecc_markdown_lines(page, page->out, text);
        ecc_out_puts(page->out, "\n\n");
    }
}

static void begin(struct ecc_screening *screening)
{
    static const enum ecc_word heads[] = {
        ECC_W_screen_line,     ECC_W_screen_name,        ECC_W_screen_quantity, ECC_W_screen_price,
        ECC_W_screen_supplier, ECC_W_screen_description, ECC_W_md_verdict,      ECC_W_screen_match,
        ECC_W_md_paragraphs,   ECC_W_screen_ask};
    struct ecc_page *page = screening->page;
    ecc_out_puts(page->out, "# ");
    put_paragraph(page,
                  ecc_say(page->words, ECC_W_screen_title,
                          ECC_WITH(ecc_with("path", screening->input),
                                   ecc_with("date", ecc_phrase_date(page, screening->as_of)))));
    put_paragraph(page, ecc_screen_about_table(screening));
    put_heads(page, heads, sizeof(heads) / sizeof(heads[0]));
}

/* What the name is taken for: a part a line, with its verdict when they differ; or what is near. */
static void put_matches(struct ecc_screening *screening, const ecc_matches *matches,
                        const struct ecc_screened_line *line, struct ecc_out *out)
{
    struct ecc_page *page = screening->page;
    for (size_t i = 0; i < matches->n_warnings; i++) {
        ecc_out_raw(out, ecc_screen_remark(screening, &matches->warnings[i]));
        ecc_out_puts(out, "\n");
    }
    for (size_t i = 0; i < matches->n_candidates; i++) {
        const ecc_candidate *candidate = &matches->candidates[i];
        const ecc_tri controlled = line->parts[i]->controlled;
        const enum ecc_word detail = line->differ || line->unsure
                                         ? ecc_text_verdict_word(controlled)
                                         : ecc_screen_confidence_word(candidate->confidence);
        ecc_out_puts(out, i > 0 ? "\n" : "");
        ecc_out_raw(out, ecc_say(page->words, ECC_W_with_detail,
                                 ECC_WITH(ecc_with("value", candidate->id),
                                          ecc_with("detail", ecc_word(page->words, detail)))));
    }
    for (size_t i = 0; i < matches->n_suggestions && matches->n_candidates == 0; i++) {
        ecc_out_puts(out, i > 0 ? "\n" : "");
        ecc_out_raw(out, ecc_say(page->words, ECC_W_screen_perhaps,
                                 ECC_WITH(ecc_with("part", matches->suggestions[i].id))));
    }
}

static ecc_str paragraphs_of(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    struct ecc_out out;
    ecc_str last = {NULL, 0};
    ecc_out_memory(&out);
    for (size_t i = 0; line->matches != NULL && i < line->matches->n_candidates; i++) {
        const ecc_str text = ecc_screen_paragraphs(screening, line->parts[i]);
        if (!ecc_text_same(text, last)) {
            ecc_out_puts(&out, i > 0 ? "\n" : "");
            ecc_out_raw(&out, text);
        }
        last = text;
    }
    return ecc_out_take(&out, screening->page->pool);
}

static ecc_str asks_of(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    for (size_t i = 0; i < line->n_asks; i++) {
        ecc_out_puts(&out, i > 0 ? "\n" : "");
        ecc_out_raw(&out, line->asks[i]);
    }
    return ecc_out_take(&out, screening->page->pool);
}

static void put_line(struct ecc_screening *screening, const struct ecc_screened_line *line)
{
    struct ecc_page *page = screening->page;
    struct ecc_out number;
    struct ecc_out match;
    ecc_out_memory(&number);
    ecc_out_size(&number, line->line);
    ecc_out_memory(&match);
    if (line->matches != NULL) {
        put_matches(screening, line->matches, line, &match);
    } else {
        ecc_out_raw(&match, line->problem);
    }
    const ecc_str cells[] = {ecc_out_take(&number, page->pool),
                             line->cells[ECC_ROLE_NAME],
                             line->cells[ECC_ROLE_QUANTITY],
                             line->cells[ECC_ROLE_PRICE],
                             line->cells[ECC_ROLE_SUPPLIER],
                             line->cells[ECC_ROLE_DESCRIPTION],
                             ecc_word(page->words, ecc_screen_outcome_word(line->outcome)),
                             ecc_out_take(&match, page->pool),
                             paragraphs_of(screening, line),
                             asks_of(screening, line)};
    put_row(page, cells, sizeof(cells) / sizeof(cells[0]));
}

static void put_sum(struct ecc_screening *screening, ecc_str label, const struct ecc_place *sum)
{
    ecc_str cells[1 + ECC_SUM_COLUMNS] = {label};
    const size_t n = ecc_screen_sum_cells(screening, sum, cells + 1);
    put_row(screening->page, cells, 1 + n);
}

static void put_sums(struct ecc_screening *screening)
{
    struct ecc_page *page = screening->page;
    ecc_str heads[1 + ECC_SUM_COLUMNS] = {ecc_word(page->words, ECC_W_md_verdict)};
    const size_t n = ecc_screen_sum_heads(screening, heads + 1);
    put_row(page, heads, 1 + n);
    for (size_t i = 0; i < 1 + n; i++) {
        ecc_out_puts(page->out, i == 0 ? "| ---" : " | ---");
    }
    ecc_out_puts(page->out, " |\n");
    for (enum ecc_outcome outcome = ECC_OUTCOME_CONTROLLED; outcome < ECC_OUTCOMES; outcome++) {
        put_sum(screening, ecc_word(page->words, ecc_screen_outcome_word(outcome)),
                &screening->sums[outcome]);
    }
    put_sum(screening, ecc_word(page->words, ECC_W_screen_all), &screening->all);
    ecc_out_puts(page->out, "\n");
    put_paragraph(page, ecc_screen_uncounted(screening));
    put_paragraph(page, ecc_screen_unpriced(screening));
}

static void put_parties(struct ecc_screening *screening)
{
    struct ecc_page *page = screening->page;
    const struct ecc_party_list list = ecc_screen_parties(screening);
    if (list.n == 0) {
        return;
    }
    ecc_out_puts(page->out, "## ");
    put_paragraph(page, ecc_word(page->words, ECC_W_heading_apart));
    for (size_t i = 0; i <= list.n; i++) {
        ecc_out_puts(page->out, "- ");
        ecc_markdown_lines(page, page->out, i < list.n ? list.lines[i] : ecc_party_copy(page));
        ecc_out_puts(page->out, "\n");
    }
    ecc_out_puts(page->out, "\n");
}

static void end(struct ecc_screening *screening)
{
    struct ecc_page *page = screening->page;
    ecc_out_puts(page->out, "\n## ");
    put_paragraph(
        page, ecc_say(page->words, screening->complete ? ECC_W_screen_sums : ECC_W_screen_sums_part,
                      ECC_WITH(ecc_with("date", ecc_phrase_date(page, screening->as_of)))));
    put_sums(screening);
    put_paragraph(page, ecc_word(page->words, ECC_W_screen_open));
    put_parties(screening);
    put_paragraph(page, ecc_screen_verified(screening));
    put_paragraph(page, ecc_in(page, &screening->not_advice));
}

const struct ecc_screen_format ecc_screen_markdown = {false, begin, put_line, end};
