/* SPDX-License-Identifier: Apache-2.0 */
/* Makers: who is found, who is not, and which notes go with which part; and what a file of them may not say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "ecc/ecc.h"

struct row {
    const char *vendor;
    const char *part;
    ecc_listing listing;
    const char *notes; /* the beginning of the notice of each */
};
static const struct row rows[] = {
    {"Huawei", "Huawei Ascend 310", ECC_LISTING_ENTRY, "84 FR 22961|"},
    {"huawei", "", ECC_LISTING_ENTRY, "84 FR 22961|"},
    {"华为技术有限公司", "昇腾910B3", ECC_LISTING_ENTRY, "84 FR 22961|BIS, 13 May 2025|"},
    {"Huawei Technologies", "Ascend 910C", ECC_LISTING_ENTRY, "84 FR 22961|BIS, 13 May 2025|"},
    {"Huawei", "Ascend 910", ECC_LISTING_ENTRY, "84 FR 22961|"},
    {"Huawei~x", "", ECC_LISTING_ENTRY, "84 FR 22961|"},
    {"Huaweix", "Ascend 910B", ECC_LISTING_NOT_LOOKED_UP, ""},
    {"Cambricon", "MLU370-X8", ECC_LISTING_ENTRY, "87 FR 77505|"},
    {"寒武纪", "", ECC_LISTING_ENTRY, "87 FR 77505|"},
    {"Moore Threads", "", ECC_LISTING_ENTRY, "88 FR 71992|"},
    {"Moore", "", ECC_LISTING_NOT_LOOKED_UP, ""},
    {"Biren", "", ECC_LISTING_ENTRY, "88 FR 71992|"},
    {"Hygon", "", ECC_LISTING_ENTRY, "84 FR 29373|"},
    {"MetaX", "MetaX C500 OAM", ECC_LISTING_NO_ENTRY, ""},
    {"Enflame", "", ECC_LISTING_NO_ENTRY, ""},
    {"Iluvatar CoreX", "", ECC_LISTING_NO_ENTRY, ""},
    {"Baidu Kunlunxin", "", ECC_LISTING_NO_ENTRY, ""},
    {"Alibaba T-Head", "", ECC_LISTING_NO_ENTRY, ""},
    {"Jingjia Micro", "", ECC_LISTING_NOT_LOOKED_UP, ""},
    {"NVIDIA", "NVIDIA H20 SXM 96GB", ECC_LISTING_NOT_LOOKED_UP, "is-informed letters, 9|"},
    {"NVIDIA", "NVIDIA H200 NVL 141GB", ECC_LISTING_NOT_LOOKED_UP, ""},
    {"NVIDIA", "GH100", ECC_LISTING_NOT_LOOKED_UP, ""},
    {"NVIDIA", "NVIDIA A100 SXM4 80GB", ECC_LISTING_NOT_LOOKED_UP, "is-informed letter, 26|"},
    {"NVIDIA", "NVIDIA A100X", ECC_LISTING_NOT_LOOKED_UP, "is-informed letter, 26|"},
    {"AMD", "AMD Instinct MI308X", ECC_LISTING_NOT_LOOKED_UP, "is-informed letter, 15|"},
    {"AMD", "AMD Instinct MI300X", ECC_LISTING_NOT_LOOKED_UP, ""},
    {"", "Ascend 910B", ECC_LISTING_NOT_LOOKED_UP, ""},
};

static ecc_makers *builtin(void)
{
    ecc_makers *makers = NULL;
    ecc_diags *diags = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    const ecc_status status = ecc_makers_builtin(&makers, diags);
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        const ecc_diag said = ecc_diags_at(diags, i);
        print_error("engine/model/makers.yaml:%zu:%zu: %s\n", said.at.line, said.at.column,
                    said.id);
    }
    assert_int_equal(status, ECC_OK);
    assert_int_equal(ecc_diags_count(diags), 0);
    ecc_diags_free(diags);
    return makers;
}

static void test_rows(void **state)
{
    (void)state;
    ecc_makers *makers = builtin();
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct row *row = &rows[i];
        const ecc_party party = ecc_party_of(makers, ecc_str_of(row->vendor),
                                             ecc_str_of(row->part));
        if (party.listing != row->listing) {
            fail_msg("%s: %d, not %d", row->vendor, (int)party.listing, (int)row->listing);
        }
        const char *rest = row->notes;
        for (size_t j = 0; j < party.n_notes; j++) {
            const ecc_str notice = party.notes[j]->source.notice;
            const size_t n = strcspn(rest, "|");
            if (n == 0 || n > notice.len || memcmp(notice.ptr, rest, n) != 0) {
                fail_msg("%s, %s: a note of %.*s", row->vendor, row->part, (int)notice.len,
                         notice.ptr);
            }
            rest += n + 1;
        }
        if (*rest != '\0') {
            fail_msg("%s, %s: no note of %s", row->vendor, row->part, rest);
        }
    }
    ecc_makers_free(makers);
}

/* Whoever is listed has the entry as the first note, with its source, in both languages. */
static void test_catalogue(void **state)
{
    (void)state;
    size_t listed = 0;
    ecc_makers *makers = builtin();
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        ecc_spec *spec = NULL;
        ecc_diags *diags = NULL;
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        const ecc_status status = ecc_spec_load(ecc_catalogue_id(i), ecc_catalogue_bytes(i), NULL,
                                                NULL, &spec, diags);
        if (status == ECC_OK) {
            const ecc_spec_info *info = ecc_spec_about(spec);
            const ecc_party party = ecc_party_of(makers, info->vendor, info->name);
            assert_int_equal(party.copy.year, 2026);
            if (party.listing == ECC_LISTING_ENTRY) {
                listed++;
                assert_true(party.n_notes > 0);
                assert_true(party.notes[0]->source.notice.len > 0);
                assert_true(ecc_str_is(party.notes[0]->source.cfr, "15 CFR 744 Supp. 4"));
            }
            for (size_t j = 0; j < party.n_notes; j++) {
                assert_true(party.notes[j]->text.in[ECC_ENGLISH].len > 0);
                assert_true(party.notes[j]->text.in[ECC_CHINESE].len > 0);
            }
        }
        ecc_spec_free(spec);
        ecc_diags_free(diags);
    }
    assert_true(listed > 20);
    ecc_makers_free(makers);
}

/* ---- Files ------------------------------------------------------------------------------------- */

#define HEAD "ecc: makers/1\ncopy: 2026-07-31\nmakers:\n"
#define NOTE "{note: {en: e, zh: z}, source: {notice: n, mark: primary}}"

static const struct {
    const char *file;
    const char *id; /* of the only message; NULL: there is none */
    size_t line;
    size_t column;
} files[] = {
    {HEAD "  - {names: [A], entity-list: no-entry}\n", NULL, 0, 0},
    {HEAD "  - {names: [A], entity-list: entry, notes: [" NOTE "]}\n", NULL, 0, 0},
    {HEAD "  - {names: [A], notes: [" NOTE ", " NOTE ", " NOTE ", " NOTE "]}\n", NULL, 0, 0},
    {HEAD "  - {names: [A], notes: [" NOTE ", " NOTE ", " NOTE ", " NOTE ",\n    " NOTE "]}\n",
     "maker.many-notes", 5, 5},
    {HEAD "  - {names: [Moore]}\n  - {names: [Moo, Moore Threads]}\n", "maker.name-twice", 5, 19},
    {HEAD "  - {names: [Moore Threads]}\n  - {names: [moore]}\n", "maker.name-twice", 5, 14},
    {HEAD "  - {names: [Moore]}\n  - {names: [Moo, Moores]}\n", NULL, 0, 0},
    {HEAD "  - {names: [A, A b]}\n", NULL, 0, 0},
    {HEAD "  - {names: [A], entity-list: entry}\n", "maker.entry-untold", 4, 5},
    {HEAD "  - names: [A]\n    entity-list: entry\n    notes:\n      - parts: [x]\n"
          "        note: {en: e, zh: z}\n        source: {mark: memory}\n",
     "maker.entry-untold", 4, 5},
    {HEAD "  - {names: [A], entity-list: maybe}\n", "bind.bad-word", 4, 31},
    {HEAD "  - {names: [A], entity: entry}\n", "bind.unknown-key", 4, 18},
    {HEAD "  - {names: [A, '']}\n", "bind.empty-text", 4, 17},
    {HEAD "  - {names: A}\n", "bind.list-wanted", 4, 13},
    {HEAD "  - {entity-list: no-entry}\n", "bind.missing-key", 4, 6},
    {HEAD "  - {names: [A], notes: [{source: {mark: memory}}]}\n", "bind.missing-key", 4, 27},
    {HEAD "  - {names: [A], notes: [{note: {en: e, zh: z}}]}\n", "bind.missing-key", 4, 27},
    {HEAD "  - {names: [A], notes: [{note: {en: e}, source: {mark: memory}}]}\n",
     "bind.missing-key", 4, 34},
    {HEAD "  - A\n", "bind.map-wanted", 4, 5},
    {"ecc: makers/2\ncopy: 2026-07-31\nmakers: []\n", "rule.wrong-header", 1, 6},
    {"ecc: makers/1\nmakers: []\n", "bind.missing-key", 1, 1},
    {"copy: 2026-07-31\nmakers: []\n", "bind.missing-key", 1, 1},
    {"ecc: makers/1\ncopy: 31 July\nmakers: []\n", "bind.bad-date", 2, 7},
    {"ecc: makers/1\ncopy: 2026-07-31\n", "bind.missing-key", 1, 1},
};

static void test_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        ecc_makers *makers = NULL;
        ecc_diags *diags = NULL;
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        const ecc_status status = ecc_makers_load(ECC_STR("m.yaml"), ecc_str_of(files[i].file),
                                                  &makers, diags);
        const ecc_diag said = ecc_diags_count(diags) > 0 ? ecc_diags_at(diags, 0) : (ecc_diag){0};
        const char *id = said.id != NULL ? said.id : "nothing";
        if (files[i].id == NULL
                ? status != ECC_OK || said.id != NULL
                : status != ECC_E_INVALID || strcmp(id, files[i].id) != 0 ||
                      ecc_diags_count(diags) != 1 || said.at.line != files[i].line ||
                      said.at.column != files[i].column) {
            fail_msg("%s: %d, %s at %zu:%zu, %zu in all", files[i].file, (int)status, id,
                     said.at.line, said.at.column, ecc_diags_count(diags));
        }
        assert_int_equal(makers != NULL, status == ECC_OK);
        ecc_makers_free(makers);
        ecc_diags_free(diags);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows),
                                       cmocka_unit_test(test_catalogue),
                                       cmocka_unit_test(test_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
