/* SPDX-License-Identifier: Apache-2.0 */
/* One part in the report: the verdict in a sentence, then everything behind it. */
#include "diag.h"
#include "html.h"

/* ---- Verdict ------------------------------------------------------------------------------- */

/* "3A090.a, the circuit, by a.1 and a.2" */
static ecc_str describe(struct ecc_page *page, const ecc_subject *subject)
{
    const ecc_node *clause = subject->n_possible == 1
                                 ? ecc_find_clause(subject, subject->possible[0].id)
                                 : NULL;
    const ecc_str by = clause != NULL ? ecc_phrase_by(page, clause) : (ecc_str){0};
    const ecc_str paragraphs = ecc_phrase_paragraphs(page, subject->possible, subject->n_possible);
    return ecc_say(page->words, ECC_W_report_classified,
                   ECC_WITH(ecc_with("paragraphs", paragraphs),
                            ecc_with("subject", ecc_phrase_subject(page, subject)),
                            ecc_with("by", by), ecc_with_size("told", by.len > 0 ? 1 : 0)));
}

static ecc_str sentence(struct ecc_page *page, const ecc_result *result)
{
    ecc_str *items = ECC_POOL_ARRAY(page->pool, result->n_subjects, ecc_str);
    size_t n = 0;
    for (size_t i = 0; items != NULL && i < result->n_subjects; i++) {
        if (!ecc_html_is_idle(&result->subjects[i])) {
            items[n++] = describe(page, &result->subjects[i]);
        }
    }
    const enum ecc_word word = result->controlled == ECC_TRUE    ? ECC_W_report_is_controlled
                               : result->controlled == ECC_FALSE ? ECC_W_report_is_clear
                                                                 : ECC_W_report_is_open;
    const ecc_str list = ecc_phrase_list(page, items, n, ECC_W_list_semicolon,
                                         ECC_W_list_semicolon);
    return ecc_say(page->words, word,
                   ECC_WITH(ecc_with("date", ecc_words_date(page->words, result->as_of)),
                            ecc_with("name", result->spec->name), ecc_with("list", list)));
}

static void put_paragraph_headings(struct ecc_page *page, const ecc_result *result)
{
    ecc_html_raw(page, "<dl class=\"possible\">\n");
    for (size_t i = 0; i < result->n_subjects; i++) {
        const ecc_subject *subject = &result->subjects[i];
        for (size_t j = 0; j < subject->n_possible && !ecc_html_is_idle(subject); j++) {
            const ecc_paragraph *paragraph = &subject->possible[j];
            const bool none = paragraph->id.len == 0;
            ecc_html_put(page, "<dt>",
                         none ? ecc_word(page->words, ECC_W_none_of_the_paragraphs) : paragraph->id,
                         " <span class=\"who\">");
            ecc_html_put(page, "", ecc_phrase_subject(page, subject), "</span></dt>");
            ecc_html_put(page, "<dd>",
                         ecc_in(page, none ? &subject->otherwise : &paragraph->heading), "</dd>\n");
        }
    }
    ecc_html_raw(page, "</dl>\n");
}

static void put_verified(struct ecc_page *page, const ecc_result *result)
{
    const ecc_arg args[] = {ecc_with("through", ecc_phrase_date(page, result->verified_through)),
                            ecc_with("date", ecc_phrase_date(page, result->as_of))};
    ecc_html_put(page, result->beyond_verified ? "<p class=\"warning\">" : "<p>",
                 ecc_say(page->words,
                         result->beyond_verified ? ECC_W_report_beyond : ECC_W_report_verified,
                         args, 2),
                 "</p>\n");
}

/* ---- Beside it ----------------------------------------------------------------------------- */

static void put_findings(struct ecc_page *page, const ecc_result *result)
{
    if (result->n_findings > 0) {
        ecc_html_word(page, "<h3>", ECC_W_heading_findings, "</h3>\n<ul class=\"findings\">\n");
    }
    for (size_t i = 0; i < result->n_findings; i++) {
        const ecc_finding *finding = &result->findings[i];
        const ecc_str own = ecc_in(page, &finding->text);
        const ecc_str text = own.len > 0 ? own
                                         : ecc_words_say(page->words, finding->id, finding->args,
                                                         finding->n_args);
        size_t end = 0;
        while (end < text.len && text.ptr[end] != '\n') {
            end++;
        }
        ecc_html_put(page, "<li>", (ecc_str){text.ptr, end}, "");
        if (end < text.len) {
            ecc_html_put(page, "<br>", (ecc_str){text.ptr + end + 1, text.len - end - 1}, "");
        }
        ecc_html_maybe(page, " <span class=\"place\">", ecc_diag_place(page->pool, &finding->at),
                       "</span>");
        ecc_html_raw(page, "</li>\n");
    }
    ecc_html_raw(page, result->n_findings > 0 ? "</ul>\n" : "");
}

static void put_reading(struct ecc_page *page, const ecc_reading_view *reading)
{
    ecc_html_put(page, "<li><p>", ecc_in(page, &reading->question), "</p>\n<ul>\n");
    for (size_t i = 0; i < reading->n_options; i++) {
        const ecc_reading_option *option = &reading->options[i];
        const ecc_arg args[] = {
            ecc_with("name", ecc_in(page, &option->name)),
            ecc_with("outcome", ecc_phrase_paragraphs(page, option->possible, option->n_possible))};
        const bool used = i == reading->used;
        ecc_html_put(page, "<li>",
                     ecc_say(page->words, used ? ECC_W_reading_used : ECC_W_reading_other, args, 2),
                     "</li>\n");
    }
    ecc_html_raw(page, "</ul>\n<p class=\"source\">");
    ecc_html_citation(page, &reading->source);
    ecc_html_raw(page, "</p></li>\n");
}

static void put_readings(struct ecc_page *page, const ecc_result *result)
{
    if (result->n_readings == 0) {
        return;
    }
    ecc_html_word(page, "<h3>", ECC_W_heading_readings, "</h3>\n<ul>\n");
    for (size_t i = 0; i < result->n_readings; i++) {
        put_reading(page, &result->readings[i]);
    }
    ecc_html_raw(page, "</ul>\n");
}

/* Has the same question been listed already, of an earlier entry of this part? */
static bool is_listed(const ecc_result *result, size_t subject, size_t entry, ecc_str id)
{
    for (size_t i = 0; i <= subject; i++) {
        const size_t n = i == subject ? entry : result->subjects[i].n_entries;
        for (size_t j = 0; j < n; j++) {
            const ecc_entry *other = &result->subjects[i].entries[j];
            for (size_t k = 0; k < other->n_questions; k++) {
                if (ecc_text_same(other->questions[k].id, id)) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Up to the first question mark. */
static ecc_str first_question(ecc_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const ecc_str rest = {text.ptr + i, text.len - i};
        if (ecc_text_starts(rest, "?") || ecc_text_starts(rest, "？")) {
            return (ecc_str){text.ptr, i + ecc_text_char(rest)};
        }
    }
    return text;
}

static void put_question(struct ecc_page *page, const ecc_question *question)
{
    ecc_html_raw(page, "<li><a");
    ecc_html_attr(page, "href", ecc_html_id(page, "#q-", question->id));
    ecc_html_put(page, ">", first_question(ecc_in(page, &question->text)), "</a> ");
    ecc_html_put(page, "<span class=\"who\">", ecc_in(page, &question->to), "</span></li>\n");
}

/* The questions themselves are at the end of the report, once. */
static void put_questions(struct ecc_page *page, const ecc_result *result)
{
    size_t n = 0;
    for (size_t i = 0; i < result->n_subjects; i++) {
        for (size_t j = 0; j < result->subjects[i].n_entries; j++) {
            const ecc_entry *entry = &result->subjects[i].entries[j];
            for (size_t k = 0; k < entry->n_questions; k++) {
                const ecc_question *question = &entry->questions[k];
                if (is_listed(result, i, j, question->id)) {
                    continue;
                }
                if (n++ == 0) {
                    ecc_html_word(page, "<h3>", ECC_W_report_open_questions, "</h3>\n<ul>\n");
                }
                put_question(page, question);
            }
        }
    }
    ecc_html_raw(page, n > 0 ? "</ul>\n" : "");
}

/* ---- The file ------------------------------------------------------------------------------ */

static void put_notes(struct ecc_page *page, const ecc_spec_info *spec)
{
    if (spec->n_notes > 0) {
        ecc_html_word(page, "<h3>", ECC_W_heading_spec_notes, "</h3>\n<ul>\n");
    }
    for (size_t i = 0; i < spec->n_notes; i++) {
        ecc_html_put(page, "<li>", ecc_in(page, &spec->notes[i]), "</li>\n");
    }
    ecc_html_raw(page, spec->n_notes > 0 ? "</ul>\n" : "");
}

static void put_facts(struct ecc_page *page, const struct ecc_item *item)
{
    const ecc_fact_view *facts = NULL;
    const size_t n = ecc_spec_facts(item->spec, &facts);
    const ecc_str title = ecc_say(page->words, ECC_W_heading_facts,
                                  ECC_WITH(ecc_with("file", item->result->spec->file)));
    ecc_html_put(page, "<details class=\"facts\"><summary>", title,
                 "</summary>\n<div class=\"scroll\"><table>\n<caption class=\"hidden\">");
    ecc_html_put(page, "", title, "</caption>\n<thead><tr>");
    ecc_html_word(page, "<th scope=\"col\">", ECC_W_report_line, "</th>");
    ecc_html_word(page, "<th scope=\"col\">", ECC_W_report_fact, "</th>");
    ecc_html_word(page, "<th scope=\"col\">", ECC_W_report_value, "</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < n; i++) {
        ecc_html_raw(page, "<tr><td class=\"figure\">");
        ecc_html_size(page, facts[i].at.line);
        ecc_html_put(page, "</td><th scope=\"row\">", facts[i].path, "</th><td><bdi>");
        ecc_html_link(page, facts[i].value, facts[i].value);
        ecc_html_raw(page, "</bdi></td></tr>\n");
    }
    ecc_html_raw(page, "</tbody></table></div></details>\n");
}

static void open_part(struct ecc_page *page, size_t index, ecc_str name)
{
    ecc_html_raw(page, "<section class=\"part\" id=\"part-");
    ecc_html_size(page, index + 1);
    ecc_html_raw(page, "\"><h2><span class=\"number\">");
    ecc_html_size(page, index + 1);
    ecc_html_put(page, "</span> <bdi>", name, "</bdi></h2>\n");
}

void ecc_html_part(struct ecc_page *page, const struct ecc_report *report, size_t index)
{
    const struct ecc_report_part *part = &report->parts[index];
    const ecc_result *result = part->item.result;
    if (result == NULL) {
        open_part(page, index, part->item.input);
        ecc_html_word(page, "<p class=\"warning\">", ECC_W_report_failed, " ");
        ecc_html_put(page, "", part->item.problem, "</p></section>\n");
        return;
    }
    open_part(page, index, result->spec->name);
    ecc_html_raw(page, "<p class=\"verdict-line\">");
    ecc_html_badge(page, result->controlled);
    ecc_html_put(page, " ", sentence(page, result), "</p>\n");
    put_verified(page, result);
    put_paragraph_headings(page, result);
    put_findings(page, result);
    ecc_html_deciding(page, result);
    put_readings(page, result);
    for (size_t i = 0; i < result->n_subjects; i++) {
        ecc_html_clauses(page, &result->subjects[i]);
    }
    ecc_html_word(page, "<p class=\"group\">", ECC_W_report_margins, "</p>\n");
    ecc_html_numbers(page, result);
    ecc_html_timeline(page, part);
    put_questions(page, result);
    put_notes(page, result->spec);
    put_facts(page, &part->item);
    ecc_html_raw(page, "</section>\n");
}
