/* SPDX-License-Identifier: Apache-2.0 */
/* Words and names that the formats of `ecc screen` share: see screen.h. */
#include <string.h>

#include "phrase.h"
#include "screen.h"
#include "text.h"

/* ---- Names for machines -------------------------------------------------------------------- */

struct outcome {
    const char *verdict;
    enum ecc_word word;
    enum ecc_exit exit;
};
static const struct outcome outcomes[ECC_OUTCOMES] = {
    [ECC_OUTCOME_CONTROLLED] = {"controlled", ECC_W_controlled, ECC_EXIT_CONTROLLED},
    [ECC_OUTCOME_UNDECIDED] = {"undecided", ECC_W_undecided_whole, ECC_EXIT_UNDECIDED},
    [ECC_OUTCOME_CLEAR] = {"not-controlled", ECC_W_not_controlled, ECC_EXIT_CLEAR},
    [ECC_OUTCOME_LOOKALIKE] = {"undecided", ECC_W_screen_lookalike, ECC_EXIT_UNDECIDED},
    [ECC_OUTCOME_UNMATCHED] = {"undecided", ECC_W_screen_unmatched, ECC_EXIT_UNDECIDED},
};

enum ecc_word ecc_screen_outcome_word(enum ecc_outcome outcome)
{
    return outcomes[outcome].word;
}

const char *ecc_screen_verdict(enum ecc_outcome outcome)
{
    return outcomes[outcome].verdict;
}

enum ecc_exit ecc_screen_exit(enum ecc_outcome outcome)
{
    return outcomes[outcome].exit;
}

const char *ecc_screen_match(const struct ecc_screened_line *line)
{
    static const char *const names[] = {[ECC_FOUND_NOTHING] = "nothing",
                                        [ECC_FOUND_ONE] = "one",
                                        [ECC_FOUND_SEVERAL] = "several",
                                        [ECC_FOUND_LOOKALIKE] = "looks-like"};
    return names[line->matches != NULL ? line->matches->found : ECC_FOUND_NOTHING];
}

struct confidence {
    const char *name;
    enum ecc_word word;
};
static const struct confidence confidences[] = {
    [ECC_CONFIDENCE_NEAR] = {"near", ECC_W_screen_near},
    [ECC_CONFIDENCE_LOOKS_LIKE] = {"looks-like", ECC_W_screen_looks_like},
    [ECC_CONFIDENCE_PARTIAL] = {"partial", ECC_W_screen_partial},
    [ECC_CONFIDENCE_MODEL] = {"model", ECC_W_screen_model},
    [ECC_CONFIDENCE_SAME] = {"same", ECC_W_screen_same},
    [ECC_CONFIDENCE_EXACT] = {"exact", ECC_W_screen_exact},
};

const char *ecc_screen_confidence(ecc_confidence confidence)
{
    return confidences[confidence].name;
}

enum ecc_word ecc_screen_confidence_word(ecc_confidence confidence)
{
    return confidences[confidence].word;
}

const char *ecc_screen_role(enum ecc_role role)
{
    static const char *const names[ECC_ROLES] = {[ECC_ROLE_NAME] = "name",
                                                 [ECC_ROLE_QUANTITY] = "quantity",
                                                 [ECC_ROLE_PRICE] = "price",
                                                 [ECC_ROLE_SUPPLIER] = "supplier",
                                                 [ECC_ROLE_DESCRIPTION] = "description"};
    return names[role];
}

/* ---- Remarks ------------------------------------------------------------------------------- */

static size_t first_line(ecc_str text)
{
    const char *end = text.len > 0 ? memchr(text.ptr, '\n', text.len) : NULL;
    return end != NULL ? (size_t)(end - text.ptr) : text.len;
}

ecc_str ecc_screen_remark(struct ecc_screening *screening, const ecc_remark *remark)
{
    const ecc_str text = ecc_words_say(screening->page->words, remark->id, remark->args,
                                       remark->n_args);
    return (ecc_str){text.ptr, first_line(text)};
}

ecc_str ecc_screen_remedy(struct ecc_screening *screening, const ecc_remark *remark)
{
    const ecc_str text = ecc_words_say(screening->page->words, remark->id, remark->args,
                                       remark->n_args);
    const size_t n = first_line(text);
    return n < text.len ? (ecc_str){text.ptr + n + 1, text.len - n - 1} : (ecc_str){NULL, 0};
}

ecc_str ecc_screen_reasons(struct ecc_screening *screening, const ecc_candidate *candidate)
{
    struct ecc_page *page = screening->page;
    ecc_str *items = ECC_POOL_ARRAY(page->pool, candidate->n_reasons, ecc_str);
    size_t n = 0;
    for (; items != NULL && n < candidate->n_reasons; n++) {
        items[n] = ecc_screen_remark(screening, &candidate->reasons[n]);
    }
    return ecc_phrase_list(page, items, n, ECC_W_list_semicolon, ECC_W_list_semicolon);
}

/* ---- Parts --------------------------------------------------------------------------------- */

ecc_str ecc_screen_paragraphs(struct ecc_screening *screening, const struct ecc_screened_part *part)
{
    ecc_str *items = ECC_POOL_ARRAY(screening->page->pool, part->n_subjects, ecc_str);
    size_t n = 0;
    for (size_t i = 0; items != NULL && i < part->n_subjects; i++) {
        bool told = false;
        for (size_t j = 0; j < n && !told; j++) {
            told = ecc_text_same(items[j], part->subjects[i].paragraphs);
        }
        if (!told) {
            items[n++] = part->subjects[i].paragraphs;
        }
    }
    return ecc_phrase_list(screening->page, items, n, ECC_W_list_semicolon, ECC_W_list_semicolon);
}

ecc_str ecc_screen_own_ask(const struct ecc_screened_line *line)
{
    const bool asks_first = line->matches == NULL || line->matches->n_candidates != 1 ||
                            line->outcome == ECC_OUTCOME_LOOKALIKE ||
                            line->matches->candidates[0].confidence <= ECC_CONFIDENCE_PARTIAL;
    return line->n_asks > 0 && asks_first ? line->asks[0] : (ecc_str){NULL, 0};
}

struct ecc_party_list ecc_screen_parties(struct ecc_screening *screening)
{
    struct ecc_party_list list = {.n = 0};
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        const struct ecc_screened_part *part = &screening->parts[i];
        if (part->known) {
            ecc_party_add(screening->page, &list, part->vendor, part->name);
        }
    }
    return list;
}

/* ---- The table ----------------------------------------------------------------------------- */

static ecc_str separator_name(struct ecc_screening *screening)
{
    const char separator[] = {screening->table->separator, '\0'};
    switch (separator[0]) {
    case ',':
        return ecc_word(screening->page->words, ECC_W_screen_comma);
    case ';':
        return ecc_word(screening->page->words, ECC_W_screen_semicolon);
    case '\t':
        return ecc_word(screening->page->words, ECC_W_screen_tab);
    default:
        break;
    }
    return ecc_say(screening->page->words, ECC_W_screen_other_separator,
                   ECC_WITH(ecc_with("separator", ecc_text_of(separator))));
}

static ecc_str columns_list(struct ecc_screening *screening)
{
    static const enum ecc_word roles[ECC_ROLES] = {
        [ECC_ROLE_NAME] = ECC_W_screen_name,
        [ECC_ROLE_QUANTITY] = ECC_W_screen_quantity,
        [ECC_ROLE_PRICE] = ECC_W_screen_price,
        [ECC_ROLE_SUPPLIER] = ECC_W_screen_supplier,
        [ECC_ROLE_DESCRIPTION] = ECC_W_screen_description};
    struct ecc_page *page = screening->page;
    const struct ecc_columns *columns = screening->columns;
    ecc_str items[ECC_ROLES];
    size_t n = 0;
    for (size_t role = 0; role < ECC_ROLES; role++) {
        if (columns->at[role] == ECC_NO_COLUMN) {
            continue;
        }
        const bool headed = columns->headers[role].len > 0;
        items[n++] = ecc_say(page->words, headed ? ECC_W_screen_column : ECC_W_screen_column_number,
                             ECC_WITH(ecc_with("role", ecc_word(page->words, roles[role])),
                                      ecc_with("header", columns->headers[role]),
                                      ecc_with_size("column", columns->at[role] + 1)));
    }
    return ecc_phrase_list(page, items, n, ECC_W_list_comma, ECC_W_list_comma);
}

ecc_str ecc_screen_about_table(struct ecc_screening *screening)
{
    const struct ecc_table *table = screening->table;
    struct ecc_page *page = screening->page;
    const ecc_arg args[] = {
        ecc_with("encoding", table->encoding.name),
        ecc_with("how", ecc_word(page->words, !table->encoding.detected ? ECC_W_screen_as_asked
                                              : table->encoding.marked  ? ECC_W_screen_by_mark
                                                                        : ECC_W_screen_by_bytes)),
        ecc_with("separator", table->separated ? separator_name(screening)
                                               : ecc_word(page->words, ECC_W_screen_no_separator)),
        ecc_with_size("line", screening->columns->header_line),
        ecc_with("columns", columns_list(screening))};
    return ecc_say(page->words, ECC_W_screen_table, args, sizeof(args) / sizeof(args[0]));
}

ecc_str ecc_screen_verified(struct ecc_screening *screening)
{
    struct ecc_page *page = screening->page;
    if (screening->verified_through.year == 0) {
        return (ecc_str){NULL, 0};
    }
    return ecc_say(page->words,
                   screening->beyond_verified ? ECC_W_screen_beyond : ECC_W_history_end,
                   ECC_WITH(ecc_with("through", ecc_phrase_date(page, screening->verified_through)),
                            ecc_with("date", ecc_phrase_date(page, screening->as_of))));
}
