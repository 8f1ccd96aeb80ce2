/* SPDX-License-Identifier: Apache-2.0 */
/* All that a check says, written out: things, entries, paragraphs, facts that decide, readings, findings; each with
 * its names and its place, under three rules of which only the first gates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "small_rules.h"

/* ---- The result as text ------------------------------------------------------------------------ */

static void put(struct ecc_buf *out, const char *before, ecc_str text)
{
    ecc_buf_puts(out, before);
    ecc_buf_add(out, text);
}

static void put_count(struct ecc_buf *out, const char *before, size_t n)
{
    char text[64];
    snprintf(text, sizeof text, "%s%zu", before, n);
    ecc_buf_puts(out, text);
}

static void put_both(struct ecc_buf *out, const char *before, const ecc_bilingual *text)
{
    put(out, before, text->in[ECC_ENGLISH]);
    put(out, "|", text->in[ECC_CHINESE]);
}

static void put_range(struct ecc_buf *out, const char *before, const ecc_range *range)
{
    char text[256];
    small_range(range, text);
    put(out, before, ecc_str_of(text));
}

static void put_place(struct ecc_buf *out, ecc_position at)
{
    put(out, " at ", at.file);
    put_count(out, ":", at.line);
    put_count(out, ":", at.column);
}

static void put_paragraphs(struct ecc_buf *out, ecc_tri gate, const ecc_paragraph *list, size_t n)
{
    put(out, "", ecc_str_of(small_word(gate)));
    for (size_t i = 0; i < n; i++) {
        put(out, i == 0 ? ": " : ", ", list[i].id);
        put_both(out, " (", &list[i].heading);
        ecc_buf_puts(out, list[i].gate ? ") gates" : ")");
    }
}

/* The clause and those below it, without what test_explain.c looks at. */
static void put_clause(struct ecc_buf *out, const ecc_node *node)
{
    put(out, " ", node->id.len > 0 ? node->id : ECC_STR("-"));
    put(out, " ", ecc_str_of(small_word(node->verdict)));
    ecc_buf_puts(out, node->by_cases ? " by cases" : "");
    for (size_t i = 0; i < node->n_children; i++) {
        ecc_buf_puts(out, i == 0 ? " (" : ",");
        put_clause(out, &node->children[i]);
    }
    ecc_buf_puts(out, node->n_children > 0 ? ")" : "");
}

static void put_entry(struct ecc_buf *out, const ecc_entry *entry)
{
    put(out, "  ", entry->rule->rule);
    put(out, " ", ecc_str_of(small_word(entry->verdict)));
    assert_true(entry->applies);
    for (size_t i = 0; i < entry->n_paragraphs; i++) {
        ecc_buf_puts(out, i == 0 ? ":" : ",");
        put_clause(out, &entry->paragraphs[i]);
    }
    for (size_t i = 0; i < entry->n_questions; i++) {
        put(out, i == 0 ? "; asks " : ", ", entry->questions[i].id);
    }
    for (size_t i = 0; i < entry->n_scopes; i++) {
        put_both(out, "; for ", &entry->scopes[i].text);
    }
    ecc_buf_puts(out, "\n");
}

static void put_subject(struct ecc_buf *out, const ecc_subject *subject)
{
    put(out, "", subject->kind);
    put(out, " ", subject->spec->name);
    put(out, " under ", subject->regime);
    ecc_buf_puts(out, subject->inside ? " inside" : "");
    ecc_buf_puts(out, subject->open ? " open" : "");
    put_range(out, " ", &subject->count);
    put(out, " sold so: ", ecc_str_of(small_word(subject->sold_so)));
    put_both(out, " else ", &subject->otherwise);
    ecc_buf_puts(out, "\n  ");
    put_paragraphs(out, subject->gate, subject->possible, subject->n_possible);
    ecc_buf_puts(out, "\n");
    for (size_t i = 0; i < subject->n_entries; i++) {
        put_entry(out, &subject->entries[i]);
    }
    for (size_t i = 0; i < subject->n_quantities; i++) {
        put(out, "  ", subject->quantities[i].definition->id);
        put_range(out, " ", &subject->quantities[i].value);
        put_count(out, " of ", (size_t)subject->quantities[i].derivation->n_children);
        ecc_buf_puts(out, "\n");
    }
}

static void put_deciding(struct ecc_buf *out, const ecc_deciding *fact)
{
    put(out, fact->alone ? "alone " : "fact ", fact->subject->spec->name);
    put(out, " ", fact->path);
    put(out, " ", fact->quantity != NULL ? fact->quantity->id : ECC_STR("-"));
    put_both(out, " ", &fact->name);
    put_both(out, " ask ", &fact->ask);
    put(out, " ", fact->unit);
    put_place(out, fact->at);
    for (size_t i = 0; i < fact->n_pieces; i++) {
        ecc_buf_puts(out, "\n  ");
        if (fact->pieces[i].word.len > 0) {
            put(out, "", fact->pieces[i].word);
        } else {
            put_range(out, "", &fact->pieces[i].range);
        }
        ecc_buf_puts(out, " ");
        put_paragraphs(out, fact->pieces[i].gate, fact->pieces[i].possible,
                       fact->pieces[i].n_possible);
    }
    ecc_buf_puts(out, "\n");
}

static void put_reading(struct ecc_buf *out, const ecc_reading_view *reading)
{
    put(out, "reading ", reading->id);
    put_both(out, " ", &reading->question);
    put_count(out, " used ", reading->used);
    put_count(out, " taken ", reading->taken);
    put_count(out, " mark ", (size_t)reading->source.mark);
    for (size_t i = 0; i < reading->n_options; i++) {
        put(out, "\n  ", reading->options[i].id);
        put_both(out, " ", &reading->options[i].name);
        ecc_buf_puts(out, " ");
        put_paragraphs(out, reading->options[i].gate, reading->options[i].possible,
                       reading->options[i].n_possible);
    }
    ecc_buf_puts(out, "\n");
}

static void put_finding(struct ecc_buf *out, const ecc_finding *finding)
{
    ecc_buf_puts(out, finding->id);
    for (size_t i = 0; i < finding->n_args; i++) {
        put(out, " ", ecc_str_of(finding->args[i].name));
        if (finding->args[i].kind == ECC_ARG_INTEGER) {
            put_count(out, "=", (size_t)finding->args[i].integer);
        } else {
            put(out, "=", finding->args[i].text);
        }
    }
    if (finding->at.file.len > 0) {
        put_place(out, finding->at);
        put_both(out, " ", &finding->text);
    }
    ecc_buf_puts(out, "\n");
}

static void put_date(struct ecc_buf *out, const char *before, ecc_date date)
{
    put_count(out, before, (size_t)date.year);
    put_count(out, "-", (size_t)date.month);
    put_count(out, "-", (size_t)date.day);
}

static void put_result(struct ecc_buf *out, const ecc_result *result)
{
    put(out, "", result->spec->name);
    put_date(out, " on ", result->as_of);
    put_date(out, " through ", result->verified_through);
    ecc_buf_puts(out, result->beyond_verified ? " beyond: " : ": ");
    ecc_buf_puts(out, small_word(result->controlled));
    put_both(out, " ", &result->not_advice);
    ecc_buf_puts(out, "\n");
    for (size_t i = 0; i < result->n_subjects; i++) {
        put_subject(out, &result->subjects[i]);
    }
    for (size_t i = 0; i < result->n_deciding; i++) {
        put_deciding(out, &result->deciding[i]);
    }
    for (size_t i = 0; i < result->n_sets; i++) {
        put(out, "set of ", result->sets[i].subject->spec->name);
        for (size_t j = 0; j < result->sets[i].n_facts; j++) {
            put_count(out, j == 0 ? ": " : ", ", result->sets[i].facts[j]);
        }
        ecc_buf_puts(out, "\n");
    }
    for (size_t i = 0; i < result->n_readings; i++) {
        put_reading(out, &result->readings[i]);
    }
    for (size_t i = 0; i < result->n_combinations; i++) {
        put_count(out, "combined ", result->combinations[i].n);
        ecc_buf_puts(out, result->combinations_cut ? " and more " : " ");
        put_paragraphs(out, result->combinations[i].gate, result->combinations[i].possible,
                       result->combinations[i].n_possible);
        ecc_buf_puts(out, "\n");
    }
    for (size_t i = 0; i < result->n_findings; i++) {
        put_finding(out, &result->findings[i]);
    }
}

/* ---- The rules ----------------------------------------------------------------------------------- */

static const char quantities[] =
    "  - {id: tpp, of: circuit, name: {en: tpp en, zh: tpp zh}, unit: TOPS*bit, meaning: {en: m, "
    "zh: m}, source: {mark: primary}, symbol: T, ask: {en: ask tpp, zh: ask tpp zh}, not-counted: "
    "[{fact: links.bandwidth, because: {en: links.bandwidth en, zh: links.bandwidth zh}}, {fact: "
    "processing-units.sparse, because: {en: processing-units.sparse en, zh: "
    "processing-units.sparse zh}}], formula: {first: [declared.tpp, {product: [memory.bandwidth, 1 "
    "TOPS*bit*s/GB]}]}}\n"
    "  - {id: twin, of: circuit, name: {en: twin en, zh: twin zh}, unit: TOPS*bit, meaning: {en: "
    "m, zh: m}, source: {mark: primary}, formula: {product: [1, {quantity: tpp}]}}\n"
    "  - {id: area, of: circuit, name: {en: area en, zh: area zh}, unit: mm2, meaning: {en: m, zh: "
    "m}, source: {mark: primary}, ask: {en: ask area, zh: ask area zh}, not-counted: [{fact: "
    "links.bandwidth, because: {en: links.bandwidth en, zh: links.bandwidth zh}}], formula: {sum: "
    "logic-dies, of: area}}\n"
    "  - {id: units, of: circuit, name: {en: units en, zh: units zh}, unit: 1, meaning: {en: m, "
    "zh: m}, source: {mark: primary}, ask: {en: ask units, zh: ask units zh}, formula: {count: "
    "processing-units}}\n"
    "  - {id: stack, of: memory, name: {en: stack en, zh: stack zh}, unit: GB/s, meaning: {en: m, "
    "zh: m}, source: {mark: primary}, ask: {en: ask stack, zh: ask stack zh}, formula: bandwidth}\n"
    "  - {id: turned, of: circuit, name: {en: turned en, zh: turned zh}, unit: GB/s, meaning: {en: "
    "m, zh: m}, source: {mark: primary}, formula: {reading: tf32, full: memory.bandwidth, real: 1 "
    "GB/s}}\n"
    "  - {id: power, of: circuit, name: {en: power en, zh: power zh}, unit: W, meaning: {en: m, "
    "zh: m}, source: {mark: primary}, ask: {en: ask power, zh: ask power zh}, formula: power}\n";

static const char gated[] =
    "  - {id: a, for: circuit, heading: {en: a en, zh: a zh}, any: [{compare: tpp, at-least: 4800 "
    "TOPS*bit}, {compare: twin, at-least: 4800 TOPS*bit}]}\n"
    "  - {id: b, for: circuit, heading: {en: b en, zh: b zh}, unless: [Note], all: [{fact: "
    "datacenter.designed, is: yes}, {id: b.1, heading: {en: b.1 en, zh: b.1 zh}, any: [{compare: "
    "area, at-least: 100 mm2}, {compare: area, less-than: 100 mm2}]}, {id: b.2, heading: {en: b.2 "
    "en, zh: b.2 zh}, not: {all: [{compare: area, at-least: 100 mm2}, {compare: area, less-than: "
    "100 mm2}]}}]}\n"
    "  - {id: Note, for: circuit, heading: {en: Note en, zh: Note zh}, exclusion: yes, compare: "
    "tpp, less-than: 1600 TOPS*bit}\n"
    "  - {id: p, for: circuit, heading: {en: p en, zh: p zh}, any: [{compare: power, at-least: "
    "5000 W}, {compare: units, at-least: 3}]}\n"
    "  - {id: q, for: memory, heading: {en: q en, zh: q zh}, compare: stack, at-least: 3 GB/s}\n"
    "questions:\n"
    "  - {id: ra, to: {en: t, zh: t}, ask: {en: a, zh: a}, when: always, source: {mark: primary}}\n"
    "  - {id: rp, to: {en: t, zh: t}, ask: {en: a, zh: a}, when: possible, source: {mark: "
    "primary}}\n"
    "  - {id: rm, to: {en: t, zh: t}, ask: {en: a, zh: a}, when: met, source: {mark: primary}}\n"
    "scope:\n"
    "  - {for: [a], text: {en: gated, zh: gated zh}, source: {mark: primary}}\n";

static const char ungated[] =
    "  - {id: c, for: circuit, heading: {en: c en, zh: c zh}, compare: turned, at-least: 1000 "
    "GB/s}\n"
    "  - {id: m, for: memory, heading: {en: m en, zh: m zh}, compare: stack, at-least: 2.8 GB/s}\n"
    "  - {id: k, for: assembly, heading: {en: k en, zh: k zh}, contains: circuit, meets: R.a}\n"
    "questions:\n"
    "  - {id: sa, to: {en: t, zh: t}, ask: {en: a, zh: a}, when: always, source: {mark: primary}}\n"
    "  - {id: sm, to: {en: t, zh: t}, ask: {en: a, zh: a}, when: met, source: {mark: primary}}\n"
    "scope:\n"
    "  - {text: {en: all, zh: all zh}, source: {mark: primary}}\n"
    "  - {for: [m], text: {en: some, zh: some zh}, source: {mark: primary}}\n";

static const char third[] = "  - {id: t, for: circuit, heading: {en: t en, zh: t zh}, compare: "
                            "turned, at-least: 50000 GB/s}\n";

static const char order[] = "  circuit: [R.a, T.t, S.c, R.b, R.p]\n"
                            "  memory: [S.m]\n"
                            "  assembly: [S.k]\n";

static const char readings[] =
    "readings:\n"
    "  - {id: tf32, question: {en: q, zh: q zh}, source: {mark: inference},\n"
    "     options: [{id: full, name: {en: f, zh: f zh}}, {id: real, name: {en: r, zh: r zh}}],\n"
    "     taken: full}\n"
    "  - {id: idle, question: {en: i, zh: i}, source: {mark: inference},\n"
    "     options: [{id: x, name: {en: x, zh: x}}, {id: y, name: {en: y, zh: y}}], taken: y}\n";

struct row {
    const char *spec;
    const ecc_reading_choice *choice; /* NULL: none */
    const char *expected;
};

static void expect(struct small_rules *small, const struct row *row)
{
    struct small_check check;
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_buf buf;
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    options.all_readings = true;
    options.readings = row->choice;
    options.n_readings = row->choice != NULL ? 1 : 0;
    ecc_buf_init(&buf, arena);
    assert_int_equal(small_check(small, row->spec, &options, &check), ECC_OK);
    put_result(&buf, check.result);
    ecc_buf_putc(&buf, 0);
    if (strcmp(ecc_buf_str(&buf).ptr, row->expected) != 0) {
        fprintf(stderr, "%s", ecc_buf_str(&buf).ptr);
        fail_msg("that is not what is said of\n%s", row->spec);
    }
    small_done(&check);
    ecc_arena_free(arena);
}

#define CHIP "ecc: chip/1\nname: x\n"
#define KNOWN                                                                                      \
    CHIP "sold-as: chip\npower: 4800 W\nprocessing-units: [{kind: digital-processor, sparse: "     \
         "{fp16: 1 TOPS}}]\n"

static const ecc_reading_choice real = {{"tf32", 4}, {"real", 4}};
static const ecc_reading_choice full = {{"tf32", 4}, {"full", 4}};

static const struct row rows[] = {
    {CHIP, NULL,
     "x on 2020-6-1 through 2020-12-31: undecided n|n\n"
     "circuit x under x [1, 1] sold so: yes else o|o\n"
     "  undecided: R.a (a en|a zh) gates, T.t (t en|t zh), S.c (c en|c zh), R.b (b en|b zh) gates, "
     "R.p (p en|p zh) gates,  (o|o)\n"
     "  R undecided: R.a undecided ( - undecided, - undecided), R.b undecided ( - undecided, R.b.1 "
     "yes by cases ( - undecided, - undecided), R.b.2 yes by cases ( - undecided ( - undecided, - "
     "undecided)), - undecided ( R Note undecided)), R.p undecided ( - undecided, - undecided); "
     "asks ra, rp; for gated|gated zh\n"
     "  T undecided: T.t undecided\n"
     "  S undecided: S.c undecided; asks sa; for all|all zh; for some|some zh\n"
     "  tpp [0, ...) of 2\n"
     "  twin [0, ...) of 2\n"
     "  area [0, ...) of 1\n"
     "  units [0, ...) of 0\n"
     "  turned [0, ...) of 0\n"
     "  power [0, ...) of 0\n"
     "assembly x under x [1, 1] sold so: undecided else o|o\n"
     "  no: S.k (k en|k zh),  (o|o)\n"
     "  S undecided: S.k undecided ( - undecided); asks sa; for all|all zh; for some|some zh\n"
     "fact x memory.bandwidth tpp tpp en|tpp zh ask ask tpp|ask tpp zh TOPS*bit at spec.yaml:1:1\n"
     "  [0, 1600) undecided: T.t (t en|t zh), S.c (c en|c zh), R.p (p en|p zh) gates,  (o|o)\n"
     "  [1600, 4800) undecided: T.t (t en|t zh), S.c (c en|c zh), R.b (b en|b zh) gates, R.p (p "
     "en|p zh) gates,  (o|o)\n"
     "  [4800, ...) yes: R.a (a en|a zh) gates\n"
     "fact x memory.bandwidth - memory bandwidth|存储带宽 ask | GB/s at spec.yaml:1:1\n"
     "  [0, 1000) undecided: R.p (p en|p zh) gates,  (o|o)\n"
     "  [1000, 4800) no: S.c (c en|c zh)\n"
     "  [4800, ...) yes: R.a (a en|a zh) gates\n"
     "fact x units units units en|units zh ask ask units|ask units zh  at :0:0\n"
     "  [0, 3) undecided: R.a (a en|a zh) gates, T.t (t en|t zh), S.c (c en|c zh), R.b (b en|b zh) "
     "gates, R.p (p en|p zh) gates,  (o|o)\n"
     "  [3, ...) undecided: R.a (a en|a zh) gates, T.t (t en|t zh), S.c (c en|c zh), R.b (b en|b "
     "zh) gates, R.p (p en|p zh) gates\n"
     "fact x power power power en|power zh ask ask power|ask power zh W at spec.yaml:1:1\n"
     "  [0, 5000) undecided: R.a (a en|a zh) gates, T.t (t en|t zh), S.c (c en|c zh), R.b (b en|b "
     "zh) gates, R.p (p en|p zh) gates,  (o|o)\n"
     "  [5000, ...) undecided: R.a (a en|a zh) gates, T.t (t en|t zh), S.c (c en|c zh), R.b (b "
     "en|b zh) gates, R.p (p en|p zh) gates\n"
     "fact x datacenter.designed - designed for datacenters|是否为数据中心设计 ask |  at "
     "spec.yaml:1:1\n"
     "  no undecided: R.a (a en|a zh) gates, T.t (t en|t zh), S.c (c en|c zh), R.p (p en|p zh) "
     "gates,  (o|o)\n"
     "  yes undecided: R.a (a en|a zh) gates, T.t (t en|t zh), S.c (c en|c zh), R.b (b en|b zh) "
     "gates, R.p (p en|p zh) gates,  (o|o)\n"
     "reading tf32 q|q zh used 0 taken 0 mark 4\n"
     "  full f|f zh undecided: R.a (a en|a zh) gates, T.t (t en|t zh), S.c (c en|c zh), R.b (b "
     "en|b zh) gates, R.p (p en|p zh) gates,  (o|o)\n"
     "  real r|r zh undecided: R.a (a en|a zh) gates, R.b (b en|b zh) gates, R.p (p en|p zh) "
     "gates,  (o|o)\n"
     "combined 2 undecided: R.a (a en|a zh) gates, T.t (t en|t zh), S.c (c en|c zh), R.b (b en|b "
     "zh) gates, R.p (p en|p zh) gates,  (o|o)\n"
     "combined 2 undecided: R.a (a en|a zh) gates, R.b (b en|b zh) gates, R.p (p en|p zh) gates,  "
     "(o|o)\n"
     "finding.sold-as\n"},
    /* near lines; a declared figure that leads elsewhere; what is given and does not count */
    {KNOWN "declared: {tpp: 4700.123456789}\nmemory: {bandwidth: 4900 GB/s}\ndatacenter: "
           "{designed: no}\nlogic-dies: [{area: 1 mm2}, unknown]\nlinks: [{bandwidth: 1 GB/s}]",
     NULL,
     "x on 2020-6-1 through 2020-12-31: no n|n\n"
     "circuit x under x [1, 1] sold so: yes else o|o\n"
     "  no: S.c (c en|c zh)\n"
     "  R no: R.a no ( - no, - no), R.b no ( - no, R.b.1 yes by cases ( - undecided, - undecided), "
     "R.b.2 yes by cases ( - undecided ( - undecided, - undecided)), - yes ( R Note no)), R.p no ( "
     "- no, - no); asks ra; for gated|gated zh\n"
     "  T no: T.t no\n"
     "  S yes: S.c yes; asks sa, sm; for all|all zh; for some|some zh\n"
     "  tpp [4700.123456789, 4700.123456789] of 2\n"
     "  twin [4700.123456789, 4700.123456789] of 2\n"
     "  area [1, ...) of 2\n"
     "  units [1, 1] of 0\n"
     "  turned [4900, 4900] of 0\n"
     "  power [4800, 4800] of 0\n"
     "reading tf32 q|q zh used 0 taken 0 mark 4\n"
     "  full f|f zh no: S.c (c en|c zh)\n"
     "  real r|r zh no:  (o|o)\n"
     "combined 2 no: S.c (c en|c zh)\n"
     "combined 2 no:  (o|o)\n"
     "finding.near-line quantity=T value=4700.12345678… line=4800 percent=6\n"
     "finding.near-line quantity=twin value=4700.12345678… line=4800 percent=6\n"
     "finding.near-line quantity=power value=4800 line=5000 percent=6\n"
     "finding.declared-differs quantity=T declared=4700.12345678… computed=4900 outcome=S.c "
     "other=R.a\n"
     "finding.not-counted fact=links[0].bandwidth at spec.yaml:10:21 links.bandwidth "
     "en|links.bandwidth zh\n"},
    {KNOWN "declared: {tpp: 5000}\nmemory: {bandwidth: 900..2000 GB/s}\ndatacenter: {designed: "
           "yes}\nlogic-dies: [{area: 1 mm2}]",
     NULL,
     "x on 2020-6-1 through 2020-12-31: yes n|n\n"
     "circuit x under x [1, 1] sold so: yes else o|o\n"
     "  yes: R.a (a en|a zh) gates\n"
     "  R yes: R.a yes ( - yes, - yes), R.b yes ( - yes, R.b.1 yes ( - no, - yes), R.b.2 yes ( - "
     "no ( - no, - yes)), - yes ( R Note no)), R.p no ( - no, - no); asks ra, rp, rm; for "
     "gated|gated zh\n"
     "  T no: T.t no\n"
     "  S undecided: S.c undecided; asks sa; for all|all zh; for some|some zh\n"
     "  tpp [5000, 5000] of 2\n"
     "  twin [5000, 5000] of 2\n"
     "  area [1, 1] of 1\n"
     "  units [1, 1] of 0\n"
     "  turned [900, 2000] of 0\n"
     "  power [4800, 4800] of 0\n"
     "combined 4 yes: R.a (a en|a zh) gates\n"
     "finding.near-line quantity=T value=5000 line=4800 percent=6\n"
     "finding.near-line quantity=twin value=5000 line=4800 percent=6\n"
     "finding.near-line quantity=power value=4800 line=5000 percent=6\n"
     "finding.declared-differs quantity=T declared=5000 computed=900–2000 outcome=R.a other=S.c / "
     "R.b / –\n"},
    {KNOWN "declared: {tpp: 1000}\nmemory: {bandwidth: '>= 1500 GB/s'}\ndatacenter: {designed: "
           "no}\nlogic-dies: [{area: 1 mm2}]",
     NULL,
     "x on 2020-6-1 through 2020-12-31: no n|n\n"
     "circuit x under x [1, 1] sold so: yes else o|o\n"
     "  no: T.t (t en|t zh), S.c (c en|c zh)\n"
     "  R no: R.a no ( - no, - no), R.b no ( - no, R.b.1 yes ( - no, - yes), R.b.2 yes ( - no ( - "
     "no, - yes)), - no ( R Note yes)), R.p no ( - no, - no); asks ra; for gated|gated zh\n"
     "  T undecided: T.t undecided\n"
     "  S yes: S.c yes; asks sa, sm; for all|all zh; for some|some zh\n"
     "  tpp [1000, 1000] of 2\n"
     "  twin [1000, 1000] of 2\n"
     "  area [1, 1] of 1\n"
     "  units [1, 1] of 0\n"
     "  turned [1500, ...) of 0\n"
     "  power [4800, 4800] of 0\n"
     "reading tf32 q|q zh used 0 taken 0 mark 4\n"
     "  full f|f zh no: T.t (t en|t zh), S.c (c en|c zh)\n"
     "  real r|r zh no:  (o|o)\n"
     "combined 2 no: T.t (t en|t zh), S.c (c en|c zh)\n"
     "combined 2 no:  (o|o)\n"
     "finding.near-line quantity=power value=4800 line=5000 percent=6\n"
     "finding.declared-differs quantity=T declared=1000 computed=>= 1500 outcome=T.t / S.c "
     "other=R.a / T.t / S.c\n"},
    {KNOWN "memory: {bandwidth: 980 GB/s}\ndatacenter: {designed: no}\nlogic-dies: [{area: 1 mm2}]",
     &full,
     "x on 2020-6-1 through 2020-12-31: no n|n\n"
     "circuit x under x [1, 1] sold so: yes else o|o\n"
     "  no:  (o|o)\n"
     "  R no: R.a no ( - no, - no), R.b no ( - no, R.b.1 yes ( - no, - yes), R.b.2 yes ( - no ( - "
     "no, - yes)), - no ( R Note yes)), R.p no ( - no, - no); asks ra; for gated|gated zh\n"
     "  T no: T.t no\n"
     "  S no: S.c no; asks sa; for all|all zh; for some|some zh\n"
     "  tpp [980, 980] of 2\n"
     "  twin [980, 980] of 2\n"
     "  area [1, 1] of 1\n"
     "  units [1, 1] of 0\n"
     "  turned [980, 980] of 0\n"
     "  power [4800, 4800] of 0\n"
     "combined 4 no:  (o|o)\n"
     "finding.near-line quantity=power value=4800 line=5000 percent=6\n"},
    /* what is given and does not count, twice; another answer */
    {KNOWN "memory: {bandwidth: 980..990 GB/s}\ndatacenter: {designed: yes}\nlogic-dies: [{area: 1 "
           "mm2}, {area: 2..3 mm2}]\nlinks: [{name: a}, {bandwidth: 1 GB/s}]\n",
     &real,
     "x on 2020-6-1 through 2020-12-31: no n|n\n"
     "circuit x under x [1, 1] sold so: yes else o|o\n"
     "  no:  (o|o)\n"
     "  R no: R.a no ( - no, - no), R.b no ( - yes, R.b.1 yes ( - no, - yes), R.b.2 yes ( - no ( - "
     "no, - yes)), - no ( R Note yes)), R.p no ( - no, - no); asks ra; for gated|gated zh\n"
     "  T no: T.t no\n"
     "  S no: S.c no; asks sa; for all|all zh; for some|some zh\n"
     "  tpp [980, 990] of 2\n"
     "  twin [980, 990] of 2\n"
     "  area [3, 4] of 2\n"
     "  units [1, 1] of 0\n"
     "  turned [1, 1] of 0\n"
     "  power [4800, 4800] of 0\n"
     "combined 4 no:  (o|o)\n"
     "finding.near-line quantity=power value=4800 line=5000 percent=6\n"
     "finding.not-counted fact=links[1].bandwidth at spec.yaml:9:32 links.bandwidth "
     "en|links.bandwidth zh\n"
     "finding.not-counted fact=processing-units[0].sparse at spec.yaml:5:54 "
     "processing-units.sparse en|processing-units.sparse zh\n"},
    /* what is inside */
    {"ecc: board/1\nname: y\ncontains: [{item: ./0.yaml, count: 2}, {item: ./1.yaml}, {item: "
     "./2.yaml, count: 3..4}, unknown]\n",
     NULL,
     "y on 2020-6-1 through 2020-12-31: yes n|n\n"
     "assembly y under x open [1, 1] sold so: yes else o|o\n"
     "  no: S.k (k en|k zh)\n"
     "  S yes: S.k yes ( - yes, - no); asks sa, sm; for all|all zh; for some|some zh\n"
     "circuit x under x inside [2, 2] sold so: undecided else o|o\n"
     "  yes: R.a (a en|a zh) gates\n"
     "  R yes: R.a yes ( - yes, - yes), R.b undecided ( - undecided, R.b.1 yes by cases ( - "
     "undecided, - undecided), R.b.2 yes by cases ( - undecided ( - undecided, - undecided)), - "
     "yes ( R Note no)), R.p undecided ( - undecided, - undecided); asks ra, rp, rm; for "
     "gated|gated zh\n"
     "  T undecided: T.t undecided\n"
     "  S undecided: S.c undecided; asks sa; for all|all zh; for some|some zh\n"
     "  tpp [5000, 5000] of 2\n"
     "  twin [5000, 5000] of 2\n"
     "  area [0, ...) of 1\n"
     "  units [0, ...) of 0\n"
     "  turned [0, ...) of 0\n"
     "  power [0, ...) of 0\n"
     "circuit w under x inside [1, 1] sold so: undecided else o|o\n"
     "  undecided: R.p (p en|p zh) gates,  (o|o)\n"
     "  R undecided: R.a no ( - no, - no), R.b no ( - undecided, R.b.1 yes by cases ( - undecided, "
     "- undecided), R.b.2 yes by cases ( - undecided ( - undecided, - undecided)), - no ( R Note "
     "yes)), R.p undecided ( - undecided, - undecided); asks ra, rp; for gated|gated zh\n"
     "  T no: T.t no\n"
     "  S no: S.c no; asks sa; for all|all zh; for some|some zh\n"
     "  tpp [2, 2] of 2\n"
     "  twin [2, 2] of 2\n"
     "  area [0, ...) of 1\n"
     "  units [0, ...) of 0\n"
     "  turned [2, 2] of 0\n"
     "  power [0, ...) of 0\n"
     "memory v under x inside [3, 4] sold so: undecided else o|o\n"
     "  no: S.m (m en|m zh),  (o|o)\n"
     "  S undecided: S.m undecided; asks sa; for all|all zh; for some|some zh\n"
     "  R no: R.q no; asks ra; for gated|gated zh\n"
     "  stack [1.5, 2.85] of 0\n"
     "fact w units units units en|units zh ask ask units|ask units zh  at :0:0\n"
     "  [0, 3) undecided: R.p (p en|p zh) gates,  (o|o)\n"
     "  [3, ...) yes: R.p (p en|p zh) gates\n"
     "fact w power power power en|power zh ask ask power|ask power zh W at ./1.yaml:1:1\n"
     "  [0, 5000) undecided: R.p (p en|p zh) gates,  (o|o)\n"
     "  [5000, ...) yes: R.p (p en|p zh) gates\n"
     "alone v bandwidth stack stack en|stack zh ask ask stack|ask stack zh GB/s at ./2.yaml:3:12\n"
     "  [1.5, 2.8) no:  (o|o)\n"
     "  [2.8, 2.85] no: S.m (m en|m zh)\n"
     "set of w: 0, 1\n"
     "set of v: 2\n"
     "combined 4 no: S.k (k en|k zh)\n"
     "finding.contents-open\n"
     "finding.near-line quantity=T value=5000 line=4800 percent=6\n"
     "finding.near-line quantity=twin value=5000 line=4800 percent=6\n"},
    {"ecc: memory/1\nname: z\nbandwidth: 2.9 GB/s\n", NULL,
     "z on 2020-6-1 through 2020-12-31: no n|n\n"
     "memory z under x [1, 1] sold so: yes else o|o\n"
     "  no: S.m (m en|m zh)\n"
     "  S yes: S.m yes; asks sa, sm; for all|all zh; for some|some zh\n"
     "  R no: R.q no; asks ra; for gated|gated zh\n"
     "  stack [2.9, 2.9] of 0\n"
     "combined 4 no: S.m (m en|m zh)\n"
     "finding.near-line quantity=stack value=2.9 line=3 percent=6\n"},
};

static void says_all_of_it(void **state)
{
    (void)state;
    static struct small_rules small;
    small = (struct small_rules){.quantities = quantities,
                                 .clauses = gated,
                                 .ungated = ungated,
                                 .third = third,
                                 .order = order,
                                 .readings = readings,
                                 .parts = {CHIP "declared: {tpp: 5000}\n",
                                           "ecc: chip/1\nname: w\nmemory: {bandwidth: 2 GB/s}\n",
                                           "ecc: memory/1\nname: v\nbandwidth: 1.5..2.85 GB/s\n"}};
    small_open(&small);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        expect(&small, &rows[i]);
    }
    small_close(&small);
}

/* The same rules once more, as those of a regime y; there the reading that matters to nothing has another name, and a
 * number fits that does not in x. */
static ecc_status read_twice(void *user, ecc_str path, ecc_str *out_bytes)
{
    static char copies[3][1 << 15];
    static const struct {
        const char *path;
        const char *here; /* the first one becomes: */
        const char *there;
    } changes[] = {{"y/regime.yaml", "id: x", "id: y"},
                   {"y/definitions/2020-01-01.yaml", "id: idle", "id: lazy"},
                   {"y/definitions/2020-01-01.yaml", "memory.bandwidth, memory.bandwidth]",
                    "1 GB/s          , 1 GB/s          ]"}};
    char own[64];
    snprintf(own, sizeof own, "x%.*s", (int)path.len - 1, path.ptr + 1);
    const ecc_status status = small_read(user, ecc_str_of(own), out_bytes);
    for (size_t i = 0; i < 3; i++) {
        if (ecc_str_is(path, changes[i].path)) {
            snprintf(copies[i], sizeof copies[i], "%.*s", (int)out_bytes->len, out_bytes->ptr);
            memcpy(strstr(copies[i], changes[i].here), changes[i].there, strlen(changes[i].there));
            *out_bytes = ecc_str_of(copies[i]);
        }
    }
    return status;
}

static const char clauses_by_reading[] =
    "  - {id: a, for: circuit, heading: {en: a, zh: a}, compare: turned, at-least: 2 GB/s}\n";

static void asks_every_regime(void **state)
{
    (void)state;
    static const ecc_str paths[] = {
        {"x/definitions/2020-01-01.yaml", 29}, {"x/r/2020-01-01.yaml", 19}, {"x/regime.yaml", 13},
        {"y/definitions/2020-01-01.yaml", 29}, {"y/r/2020-01-01.yaml", 19}, {"y/regime.yaml", 13}};
    static struct small_rules small;
    static char more[1 << 12];
    struct small_check check;
    ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
    static const struct {
        ecc_reading_choice choices[2];
        ecc_status status;
        size_t used[2]; /* of tf32, under each */
    } rows_of_readings[] = {
        {{{{"tf32", 4}, {"real", 4}}, {{"tf32", 4}, {"real", 4}}}, ECC_OK, {1, 1}},
        /* what only one of them asks is no answer to the other */
        {{{{"idle", 4}, {"y", 1}}, {{"lazy", 4}, {"y", 1}}}, ECC_OK, {0, 0}},
        {{{{"idle", 4}, {"x", 1}}, {{"tf32", 4}, {"none", 4}}}, ECC_E_NOT_FOUND, {0, 0}},
        {{{{"busy", 4}, {"x", 1}}, {{"tf32", 4}, {"real", 4}}}, ECC_E_NOT_FOUND, {0, 0}},
    };
    snprintf(
        more, sizeof more,
        "%s" SMALL_QUANTITY("cubed", "circuit", "GB^3/s^3",
                            "{product: [memory.bandwidth, memory.bandwidth, memory.bandwidth]}"),
        quantities);
    small = (struct small_rules){.quantities = more,
                                 .clauses = clauses_by_reading,
                                 .order = "  circuit: [R.a]\n",
                                 .readings = readings};
    small_open(&small);
    ecc_rules_free(small.rules);
    assert_int_equal(ecc_rules_open_files(paths, 6, read_twice, &small, &small.rules, small.diags),
                     ECC_OK);
    assert_int_equal(small_check(&small, KNOWN, NULL, &check), ECC_OK);
    assert_int_equal(check.result->n_subjects, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_true(ecc_str_is(check.result->subjects[i].regime, i == 0 ? "x" : "y"));
        assert_int_equal(check.result->subjects[i].n_entries, 1);
    }
    small_done(&check);
    for (size_t i = 0; i < sizeof rows_of_readings / sizeof rows_of_readings[0]; i++) {
        options.readings = rows_of_readings[i].choices;
        options.n_readings = 2;
        ecc_diags_clear(small.diags);
        const ecc_status status = small_check(&small, KNOWN "memory: {bandwidth: 2 GB/s}", &options,
                                              &check);
        assert_int_equal(status, rows_of_readings[i].status);
        assert_int_equal(ecc_diags_count(small.diags), status == ECC_OK ? 0 : 1);
        for (size_t j = 0; status == ECC_OK && j < 2; j++) {
            assert_int_equal(check.result->n_readings, 2);
            assert_int_equal(check.result->readings[j].used, rows_of_readings[i].used[j]);
        }
        small_done(&check);
    }
    assert_int_equal(
        small_check(&small, KNOWN "memory: {bandwidth: 999999999999999999999999999999e28 GB/s}",
                    NULL, &check),
        ECC_E_LIMIT);
    small_done(&check);
    small_close(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_all_of_it),
        cmocka_unit_test(asks_every_regime),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
