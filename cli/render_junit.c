/* SPDX-License-Identifier: Apache-2.0 */
/* The format "junit": each input is a test case. What fails the check is a failure, what could not
 * be checked an error, what was waived stands in the test case's output. The elements are those
 * that Jenkins' and GitLab's readers know. */
#include "diag.h"
#include "phrase.h"
#include "render.h"

struct junit {
    struct ecc_out body; /* test cases; their numbers stand before them */
    size_t tests;
    size_t failures;
    size_t errors;
};

/* ---- XML ----------------------------------------------------------------------------------- */

/* Text that a reader of XML 1.0 accepts: markup escaped, what is no character of XML replaced. Line
 * ends are kept, in an attribute as references. */
static void put_xml(struct ecc_out *out, ecc_str text, bool attribute)
{
    size_t i = 0;
    while (i < text.len) {
        const size_t len = ecc_text_char((ecc_str){text.ptr + i, text.len - i});
        const char c = text.ptr[i];
        const bool control = (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 127;
        const char *code = c == '&'                 ? "&amp;"
                           : c == '<'               ? "&lt;"
                           : c == '>'               ? "&gt;"
                           : c == '"' && attribute  ? "&quot;"
                           : c == '\n' && attribute ? "&#10;"
                           : c == '\t' && attribute ? "&#9;"
                           : len == 0 || control    ? "\xef\xbf\xbd"
                                                    : NULL;
        const ecc_str character = {text.ptr + i, len == 0 ? 1 : len};
        /* U+FFFE and U+FFFF are no characters */
        const bool none = len == 3 && c == '\xef' && text.ptr[i + 1] == '\xbf' &&
                          (text.ptr[i + 2] == '\xbe' || text.ptr[i + 2] == '\xbf');
        ecc_out_raw(out, code != NULL ? ecc_text_of(code)
                         : none       ? ECC_LITERAL("\xef\xbf\xbd")
                                      : character);
        i += character.len;
    }
}

static void put_attribute(struct ecc_out *out, const char *name, ecc_str value)
{
    ecc_out_puts(out, " ");
    ecc_out_puts(out, name);
    ecc_out_puts(out, "=\"");
    put_xml(out, value, true);
    ecc_out_puts(out, "\"");
}

static void put_number(struct ecc_out *out, const char *name, size_t value)
{
    ecc_out_puts(out, " ");
    ecc_out_puts(out, name);
    ecc_out_puts(out, "=\"");
    ecc_out_size(out, value);
    ecc_out_puts(out, "\"");
}

static void put_property(struct ecc_out *out, ecc_str name, ecc_str value)
{
    ecc_out_puts(out, "        <property");
    put_attribute(out, "name", name);
    put_attribute(out, "value", value);
    ecc_out_puts(out, "/>\n");
}

/* ---- Test cases ---------------------------------------------------------------------------- */

static ecc_str joined(struct ecc_page *page, ecc_str a, const char *between, ecc_str b)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_raw(&out, a);
    ecc_out_puts(&out, between);
    ecc_out_raw(&out, b);
    return ecc_out_take(&out, page->pool);
}

static void put_properties(struct ecc_render *render, struct ecc_out *out,
                           const struct ecc_item *item)
{
    struct ecc_page *page = render->page;
    struct ecc_out status;
    ecc_out_memory(&status);
    ecc_out_size(&status, (size_t)item->exit);
    ecc_out_puts(out, "      <properties>\n");
    put_property(out, ECC_LITERAL("verdict"), ecc_text_of(ecc_exact_verdict(item)));
    put_property(out, ECC_LITERAL("exit-status"), ecc_out_take(&status, page->pool));
    for (size_t i = 0; item->result != NULL && i < item->result->n_subjects; i++) {
        const ecc_subject *subject = &item->result->subjects[i];
        const ecc_str what = joined(page, subject->kind, ":", subject->spec->name);
        put_property(out, joined(page, ECC_LITERAL("paragraphs"), ":", what),
                     ecc_exact_paragraphs(page, subject->possible, subject->n_possible));
        for (size_t j = 0; j < subject->n_quantities; j++) {
            const ecc_quantity_view *quantity = &subject->quantities[j];
            put_property(out, joined(page, quantity->definition->id, ":", what),
                         ecc_exact_range(page, &quantity->value));
        }
    }
    ecc_out_puts(out, "      </properties>\n");
}

static bool is_error(const struct ecc_notice *notice)
{
    return notice->kind == ECC_NOTICE_DIAGNOSTIC || notice->kind == ECC_NOTICE_PROBLEM;
}

static void put_whole(struct ecc_page *page, struct ecc_out *out, const struct ecc_notice *notice)
{
    put_xml(out, ecc_diag_place(page->pool, &notice->at), false);
    ecc_out_puts(out, "\n");
    put_xml(out, notice->text, false);
    const ecc_str state = ecc_notice_state_text(page, notice);
    ecc_out_puts(out, state.len > 0 ? "\n" : "");
    put_xml(out, state, false);
}

/* A test case fails once: by its first notice; the others stand in its text. */
static void put_failure(struct ecc_render *render, struct junit *junit,
                        const struct ecc_notices *notices)
{
    struct ecc_out *out = &junit->body;
    const struct ecc_notice *first = NULL;
    for (size_t i = 0; i < notices->n && first == NULL; i++) {
        first = notices->items[i].state == ECC_NOTICE_FAILS ? &notices->items[i] : NULL;
    }
    if (first == NULL) {
        return;
    }
    *(is_error(first) ? &junit->errors : &junit->failures) += 1;
    ecc_out_puts(out, is_error(first) ? "      <error" : "      <failure");
    put_attribute(out, "type", first->rule);
    put_attribute(out, "message", first->title);
    ecc_out_puts(out, ">");
    for (size_t i = 0; i < notices->n; i++) {
        if (notices->items[i].state == ECC_NOTICE_FAILS) {
            ecc_out_puts(out, &notices->items[i] == first ? "" : "\n\n");
            put_whole(render->page, out, &notices->items[i]);
        }
    }
    ecc_out_puts(out, is_error(first) ? "</error>\n" : "</failure>\n");
}

static void put_output(struct ecc_render *render, struct ecc_out *out,
                       const struct ecc_notices *notices)
{
    size_t told = 0;
    for (size_t i = 0; i < notices->n; i++) {
        if (notices->items[i].state != ECC_NOTICE_FAILS) {
            ecc_out_puts(out, told++ == 0 ? "      <system-out>" : "\n\n");
            put_whole(render->page, out, &notices->items[i]);
        }
    }
    ecc_out_puts(out, told > 0 ? "</system-out>\n" : "");
}

void ecc_junit_begin(struct ecc_render *render)
{
    struct junit *junit = ECC_POOL_ARRAY(render->keep, 1, struct junit);
    if (junit != NULL) {
        ecc_out_memory(&junit->body);
    }
    render->state = junit;
}

void ecc_junit_item(struct ecc_render *render, const struct ecc_item *item)
{
    struct junit *junit = render->state;
    if (junit == NULL) {
        return;
    }
    struct ecc_out *out = &junit->body;
    const ecc_spec_info *spec = item->spec != NULL ? ecc_spec_about(item->spec) : NULL;
    junit->tests++;
    ecc_out_puts(out, "    <testcase");
    put_attribute(out, "classname", spec != NULL ? spec->kind : ECC_LITERAL("input"));
    put_attribute(out, "name", item->input);
    put_attribute(out, "file", spec != NULL ? spec->file : item->input);
    ecc_out_puts(out, " time=\"0\">\n");
    put_properties(render, out, item);
    put_failure(render, junit, &item->notices);
    put_output(render, out, &item->notices);
    ecc_out_puts(out, "    </testcase>\n");
}

/* What is about the run: a test case of its own. */
static void put_run(struct ecc_render *render, struct junit *junit, const struct ecc_totals *totals)
{
    if (totals->notices.n == 0) {
        return;
    }
    junit->tests++;
    ecc_out_puts(&junit->body, "    <testcase classname=\"gate\" name=\"gate\" time=\"0\">\n");
    put_failure(render, junit, &totals->notices);
    put_output(render, &junit->body, &totals->notices);
    ecc_out_puts(&junit->body, "    </testcase>\n");
}

void ecc_junit_end(struct ecc_render *render, const struct ecc_totals *totals, bool several)
{
    struct junit *junit = render->state;
    struct ecc_out *out = render->page->out;
    (void)several;
    if (junit == NULL) {
        return;
    }
    put_run(render, junit, totals);
    ecc_out_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    for (size_t i = 0; i < 2; i++) {
        put_attribute(out, "name", ECC_LITERAL("ecc"));
        put_number(out, "tests", junit->tests);
        put_number(out, "failures", junit->failures);
        put_number(out, "errors", junit->errors);
        ecc_out_puts(out, i == 0 ? " time=\"0\">\n  <testsuite" : " skipped=\"0\" time=\"0\">\n");
    }
    ecc_out_puts(out, "    <properties>\n  ");
    put_property(out, ECC_LITERAL("as-of"), ecc_phrase_date(render->page, render->as_of));
    if (totals->verified_through.year != 0) {
        ecc_out_puts(out, "  ");
        put_property(out, ECC_LITERAL("verified-through"),
                     ecc_phrase_date(render->page, totals->verified_through));
    }
    ecc_out_puts(out, "    </properties>\n");
    ecc_out_raw(out, ecc_out_take(&junit->body, render->keep));
    ecc_out_puts(out, "  </testsuite>\n</testsuites>\n");
}
