/* SPDX-License-Identifier: Apache-2.0 */
/* `ecc specs` in words. */
#include "diag.h"
#include "party.h"
#include "text.h"

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

void ecc_text_parts(struct ecc_render *render, const struct ecc_part_row *parts, size_t n)
{
    struct ecc_page *page = render->page;
    size_t id = 0;
    for (size_t i = 0; i < n; i++) {
        id = larger(id, ecc_text_width(parts[i].id));
    }
    for (size_t i = 0; i < n; i++) {
        const ecc_spec_info *info = parts[i].info;
        const struct ecc_cell cells[] = {
            {.text = parts[i].id, .width = id},
            {.text = info->origin, .style = ECC_DIM, .width = 2},
            {.text = info->name},
        };
        ecc_term_cells(page, 0, cells, sizeof(cells) / sizeof(cells[0]));
    }
    ecc_term_wrap(page, 0, 0, ECC_DIM,
                  ecc_say(page->words, ECC_W_parts_total, ECC_WITH(ecc_with_size("n", n))));
}

static void put_about(struct ecc_page *page, enum ecc_word label, ecc_str text)
{
    if (text.len > 0) {
        const struct ecc_cell cells[] = {
            {.text = ecc_word(page->words, label), .style = ECC_DIM, .width = 14}, {.text = text}};
        ecc_term_cells(page, 2, cells, 2);
    }
}

static void put_info(struct ecc_page *page, const ecc_spec_info *info)
{
    ecc_term_wrap(page, 0, 0, ECC_BOLD, info->name);
    put_about(page, ECC_W_label_kind, info->kind);
    put_about(page, ECC_W_label_vendor, info->vendor);
    put_about(page, ECC_W_label_origin,
              info->origin.len > 0 ? ecc_words_country(page->words, info->origin) : (ecc_str){0});
    put_about(page, ECC_W_label_sold_as, info->sold_as);
    put_about(page, ECC_W_label_released, ecc_words_date(page->words, info->released));
    put_about(
        page, ECC_W_label_aliases,
        ecc_phrase_list(page, info->aliases, info->n_aliases, ECC_W_list_comma, ECC_W_list_comma));
}

/* The line; and the file, where that is another one: the mapping that the fact comes from. */
static ecc_str line_of(struct ecc_page *page, const ecc_spec_info *info, const ecc_fact_view *fact)
{
    struct ecc_out line;
    ecc_out_memory(&line);
    if (!ecc_text_same(fact->at.file, info->file)) {
        size_t begin = fact->at.file.len;
        while (begin > 0 && fact->at.file.ptr[begin - 1] != '/') {
            begin--;
        }
        ecc_out_raw(&line, (ecc_str){fact->at.file.ptr + begin, fact->at.file.len - begin});
        ecc_out_puts(&line, ":");
    }
    ecc_out_size(&line, fact->at.line);
    return ecc_out_take(&line, page->pool);
}

void ecc_text_part(struct ecc_render *render, const struct ecc_item *item)
{
    struct ecc_page *page = render->page;
    const ecc_spec_info *info = ecc_spec_about(item->spec);
    const ecc_fact_view *facts = NULL;
    const size_t n = ecc_spec_facts(item->spec, &facts);
    put_info(page, info);
    ecc_text_heading(
        page, ecc_say(page->words, ECC_W_heading_facts, ECC_WITH(ecc_with("file", info->file))));
    size_t width = 0;
    size_t line_width = 4;
    for (size_t i = 0; i < n; i++) {
        width = larger(width, ecc_text_width(facts[i].path));
        line_width = larger(line_width, ecc_text_width(line_of(page, info, &facts[i])));
    }
    for (size_t i = 0; i < n; i++) {
        if (ecc_text_starts(facts[i].path, "notes[")) {
            continue; /* told below, in the language asked for */
        }
        const struct ecc_cell cells[] = {
            {.text = line_of(page, info, &facts[i]),
             .style = ECC_DIM,
             .width = line_width,
             .right = true},
            {.text = facts[i].path, .width = width < 44 ? width : 44},
            {.text = facts[i].value},
        };
        ecc_term_cells(page, 0, cells, sizeof(cells) / sizeof(cells[0]));
    }
    if (info->n_notes > 0) {
        ecc_text_heading(page, ecc_word(page->words, ECC_W_heading_spec_notes));
    }
    for (size_t i = 0; i < info->n_notes; i++) {
        ecc_term_item(page, 2, 4, ECC_LITERAL("-"), ecc_in(page, &info->notes[i]));
    }
    struct ecc_party_list list = {.n = 0};
    ecc_party_add(page, &list, info->vendor, info->name);
    ecc_text_parties(page, &list);
}
