/* SPDX-License-Identifier: Apache-2.0 */
/* Makers: who is found, who is not, and which notes go with which part. */
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

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct row *row = &rows[i];
        const ecc_party party = ecc_party_of(ecc_str_of(row->vendor), ecc_str_of(row->part));
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
}

/* Whoever is listed has the entry as the first note, with its source, in both languages. */
static void test_catalogue(void **state)
{
    (void)state;
    size_t listed = 0;
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        ecc_spec *spec = NULL;
        ecc_diags *diags = NULL;
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        const ecc_status status = ecc_spec_load(ecc_catalogue_id(i), ecc_catalogue_bytes(i), NULL,
                                                NULL, &spec, diags);
        if (status == ECC_OK) {
            const ecc_spec_info *info = ecc_spec_about(spec);
            const ecc_party party = ecc_party_of(info->vendor, info->name);
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
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows),
                                       cmocka_unit_test(test_catalogue)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
