/* SPDX-License-Identifier: Apache-2.0 */
/* Figures that look as public tables go wrong: each mistake is found, what is right is left alone, and a settled
 * finding is quiet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "ecc/ecc.h"
#include "model/suspect.h"

#define IDS 256

/* The ids of what is found, in the order of the file: "suspect.a suspect.b". */
static void find_as(const char *file, const char *text, const ecc_peers *peers, char ids[IDS])
{
    ecc_diags *diags = NULL;
    ecc_spec *spec = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    const ecc_status status = ecc_spec_load(ecc_str_of(file), ecc_str_of(text), NULL, NULL, &spec,
                                            diags);
    if (status != ECC_OK) {
        fail_msg("%s: %s", ecc_diags_at(diags, 0).id, text);
    }
    assert_int_equal(ecc_spec_suspicions(spec, peers, diags), ECC_OK);
    ids[0] = '\0';
    for (size_t i = 0; i < ecc_diags_count(diags); i++) {
        const ecc_diag diag = ecc_diags_at(diags, i);
        assert_int_equal(diag.severity, ECC_SEVERITY_WARNING);
        assert_true(diag.at.line > 0);
        const size_t n = strlen(ids);
        (void)snprintf(ids + n, IDS - n, "%s%s", n > 0 ? " " : "", diag.id);
    }
    ecc_spec_free(spec);
    ecc_diags_free(diags);
}

static void check_as(const char *file, const char *text, const ecc_peers *peers,
                     const char *expected)
{
    char ids[IDS];
    find_as(file, text, peers, ids);
    if (strcmp(ids, expected) != 0) {
        fail_msg("found “%s”, expected “%s” in %s:\n%s", ids, expected, file, text);
    }
}

static void check(const char *text, const ecc_peers *peers, const char *expected)
{
    check_as("mine.yaml", text, peers, expected);
}

#define CHIP     "ecc: chip/1\nname: A\n"
#define UNIT(it) CHIP "processing-units:\n  - {kind: digital-processor, " it "}\n"
#define LINK(it) CHIP "links:\n  - {" it "}\n"

static void test_rates(void **state)
{
    static const struct {
        const char *text;
        const char *found;
    } cases[] = {
        {UNIT("peaks: {fp16: 100 TFLOPS, int8: 200 TOPS}, sparse: {fp16: 200 TFLOPS, int8: 400 "
              "TOPS}"),
         ""},
        {UNIT("peaks: {fp16: 200 TFLOPS}, sparse: {fp16: 200 TFLOPS}"), "suspect.same-as-sparse"},
        {UNIT("peaks: {fp16: 100 TFLOPS, int8: 400 TOPS}"), "suspect.four-times"},
        {UNIT("peaks: {fp16: 100 TFLOPS, int8: 399 TOPS}"), ""},
        {UNIT("peaks: {fp16: ~100 TFLOPS, int8: 400 TOPS}"),
         ""}, /* no pattern in what is not exact */
        {UNIT("peaks: {int8: 100 TOPS, int4: 400 TOPS}"), "suspect.four-times"},
        {UNIT("peaks: {tf32: 100 TFLOPS, fp16: 200 TFLOPS}"), ""},
        {UNIT("peaks: {tf32: 100 TFLOPS, fp16: 100 TFLOPS}"), ""},
        {UNIT("peaks: {tf32: 100 TFLOPS, fp16: 60 TFLOPS}"), "suspect.below-tf32"},
        {UNIT("peaks: {fp16: 78 TFLOPS, int8: 624 TOPS}"), "suspect.eight-times"},
        {UNIT("peaks: {fp16: 0 TFLOPS, int8: 624 TOPS}"), ""},
        /* zero is no pattern, and a pair of formats is like no other; rates of one table only */
        {UNIT("peaks: {fp16: 0 TFLOPS, int8: 0 TOPS}, sparse: {fp16: 0 TFLOPS}"), ""},
        {UNIT("peaks: {fp16: 200 TFLOPS}, sparse: {fp16xint4: 200 TFLOPS}"), ""},
        {UNIT("peaks: {int8: 200 TOPS}, sparse: {fp16: 200 TFLOPS}"), ""},
        {UNIT("peaks: {fp16: 200 TFLOPS}, sparse: {fp16: ~200 TFLOPS}"), ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        check(cases[i].text, NULL, cases[i].found);
    }
}

static void test_links(void **state)
{
    static const struct {
        const char *text;
        const char *found;
    } cases[] = {
        {LINK("name: PCIe 5.0 x16, bandwidth: 128 GB/s, direction: both"), ""},
        {LINK("name: PCIe 5.0 x16, bandwidth: 64 GB/s, direction: each"), ""},
        {LINK("name: PCIe 5.0 x16, bandwidth: 64 GB/s, direction: both"), "suspect.link-direction"},
        {LINK("name: PCIe Gen5 x16, bandwidth: 128 GB/s, direction: each"),
         "suspect.link-direction"},
        {LINK("name: PCIe 3.0 x16, bandwidth: 32 GB/s, direction: both"), ""},
        {LINK("name: PCIe 4.0 x8, bandwidth: 32 GB/s, direction: both"), ""},
        {LINK("name: PCIe 9.0 x16, bandwidth: 64 GB/s, direction: both"), ""},
        {LINK("name: PCIe, bandwidth: 64 GB/s, direction: both"), ""},
        {LINK("bandwidth: 64 GB/s, direction: both"), ""},
        {LINK("name: PCIe Gen 5 x16, bandwidth: 64 GB/s, direction: both"),
         "suspect.link-direction"},
        /* what is no PCIe name says nothing */
        {LINK("name: PCIe x16, bandwidth: 64 GB/s, direction: both"), ""},
        {LINK("name: PCIe 0 x16, bandwidth: 64 GB/s, direction: both"), ""},
        {LINK("name: PCIe 5.0, bandwidth: 64 GB/s, direction: both"), ""},
        {LINK("name: PCIe 5.0 xyz, bandwidth: 64 GB/s, direction: both"), ""},
        {LINK("name: PCIe 5.0 x0, bandwidth: 64 GB/s, direction: both"), ""},
        {LINK("name: PCIe 5.0 x64, bandwidth: 256 GB/s, direction: both"), ""},
        {LINK("name: PCIe 5.0 x16, bandwidth: 512 GB/s, direction: each"), "suspect.link-gigabits"},
        {LINK("name: PCIe 5.0 x16, bandwidth: 512 GB/s, direction: both"), "suspect.link-gigabits"},
        {LINK("name: \"24 x 100 Gbps\", bandwidth: 300 GB/s, direction: both"),
         "suspect.link-direction"},
        {LINK("name: \"24 x 100 GB/s\", bandwidth: 300 GB/s, direction: both"), ""},
        {LINK("name: \"24 x many Gb/s\", bandwidth: 300 GB/s, direction: both"), ""},
        {LINK("name: \"0 x 100 Gb/s\", bandwidth: 300 GB/s, direction: both"), ""},
        {LINK("name: \"10000 x 1 Gb/s\", bandwidth: 1250 GB/s, direction: both"), ""},
        {LINK("name: \"1 x 100000 Gb/s\", bandwidth: 12500 GB/s, direction: both"), ""},
        {LINK("name: \"24 x 100 Gb/s\", bandwidth: 600 GB/s, direction: both"), ""},
        {LINK("name: \"24 x 100 Gb/s\", bandwidth: 300 GB/s, direction: both"),
         "suspect.link-direction"},
        {LINK("name: \"24 x 100 Gb/s\", bandwidth: 2400 GB/s, direction: both"),
         "suspect.link-gigabits"},
        {LINK("name: \"RoCE v2, 2 x 100 Gb/s\", bandwidth: 400 Gb/s, direction: both"), ""},
        {LINK("name: \"ports 24 x\", bandwidth: 1 GB/s, direction: both"), ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        check(cases[i].text, NULL, cases[i].found);
    }
}

#define MEMORY(name, size) "ecc: chip/1\nname: " name "\nmemory: {capacity: " size "}\n"

static void test_memory(void **state)
{
    static const struct {
        const char *text;
        const char *found;
    } cases[] = {
        {MEMORY("A 80GB", "80 GB"), ""},
        {MEMORY("A 80 GB", "80 Gb"), "suspect.size-gigabits"},
        {MEMORY("A 80GB", "640 GB"), "suspect.size-gigabits"},
        {MEMORY("A 94GB", "188 GB"), "suspect.size-board"},
        {MEMORY("A 96GB", "48 GB"), "suspect.size-board"},
        {MEMORY("A 96GB", "64 GB"), "suspect.size-differs"},
        {MEMORY("A 96GB", "~96 GB"), ""},
        {MEMORY("A800", "80 GB"), ""},
        {MEMORY("A 900GB/s", "80 GB"), ""},
        {MEMORY("A 0GB", "80 GB"), ""},
        {MEMORY("A 80GB", "'>= 20 GB'"), ""}, /* it may be */
        {MEMORY("A 60GB", "80 GB"), "suspect.size-differs"},
        {MEMORY("A 1234567890123GB", "80 GB"), "suspect.size-differs"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        check(cases[i].text, NULL, cases[i].found);
    }
}

static void test_area_and_tpp(void **state)
{
    (void)state;
    check(CHIP "logic-dies:\n  - {area: 858 mm2}\n", NULL, "");
    check(CHIP "logic-dies:\n  - {area: 858.01 mm2}\n", NULL, "suspect.over-reticle");
    check(CHIP "logic-dies:\n  - {area: 814 mm2, count: 2}\n", NULL, "");
    check(CHIP "logic-dies:\n  - {area: 800..900 mm2}\n", NULL, "");
    check(CHIP "logic-dies:\n  - {area: 1000.123456789 mm2}\n", NULL, "suspect.over-reticle");
    check(CHIP "logic-dies:\n  - {area: '> 1000 mm2'}\n", NULL, "suspect.over-reticle");
    check(CHIP "processing-units: []\ndeclared: {tpp: 1600}\n", NULL, "");
    check(UNIT("peaks: {fp16xint4: 100 TFLOPS}") "declared: {tpp: 3200}\n", NULL,
          "suspect.declared-tpp"); /* 100 at 16 bits */
    check(UNIT("peaks: {fp16: '>= 100 TFLOPS'}") "declared: {tpp: 3200}\n", NULL, "");
    check(UNIT("peaks: {fp16: 100 TFLOPS}") "declared: {tpp: 1600}\n", NULL, "");
    check(UNIT("peaks: {fp16: 100 TFLOPS}") "declared: {tpp: 1700}\n", NULL, "");
    check(UNIT("peaks: {fp16: 100 TFLOPS}") "declared: {tpp: 3200}\n", NULL,
          "suspect.declared-tpp");
    check(UNIT("peaks: {fp16: 100 TFLOPS}") "declared: {tpp: 800}\n", NULL, "suspect.declared-tpp");
    check(UNIT("peaks: {fp16: 100 TFLOPS, others: unknown}") "declared: {tpp: 3200}\n", NULL, "");
    check(UNIT("peaks: {mxfp8: 100 TFLOPS, int4xfp16: 90 TOPS}") "declared: {tpp: 1440}\n", NULL,
          "");
}

#define REVIEW(finding)                                                                            \
    "reviewed:\n  - finding: " finding "\n    notes: [{en: Because., zh: 因为。}]\n"

static void test_settled(void **state)
{
    (void)state;
    check(CHIP "logic-dies:\n  - {area: 46225 mm2}\n" REVIEW("area-over-reticle"), NULL, "");
    check(CHIP "logic-dies:\n  - {area: 46225 mm2}\n" REVIEW("gigabits"), NULL,
          "suspect.over-reticle suspect.nothing-to-settle");
    check(CHIP "logic-dies:\n  - {area: 100 mm2}\n" REVIEW("area-over-reticle"), NULL,
          "suspect.nothing-to-settle");
}

/* ---- Against the catalogue ----------------------------------------------------------------- */

static int load_peers(void **out)
{
    ecc_diags *diags = NULL;
    ecc_peers *peers = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(ecc_peers_new(&peers, diags), ECC_OK);
    ecc_diags_free(diags);
    *out = peers;
    return 0;
}

static int free_peers(void **state)
{
    ecc_peers_free(*state);
    return 0;
}

#define H800(peaks, rest)                                                                          \
    "ecc: chip/1\nname: NVIDIA H800 SXM5 80GB\nvendor: NVIDIA\nprocessing-units:\n  - {kind: "     \
    "digital-processor, "                                                                          \
    "peaks: {" peaks "}}\n" rest

static void test_namesake(void **state)
{
    static const struct {
        const char *text;
        const char *found;
    } cases[] = {
        {H800("fp16: 989.4 TFLOPS", ""), ""},
        {H800("fp16: 990 TFLOPS", ""), ""},
        {H800("fp16: 1979 TFLOPS", ""), "suspect.their-sparse"},
        {H800("fp16: 700 TFLOPS", ""), "suspect.differs"},
        {H800("fp16: unknown", ""), ""},
        {H800("fp16: 989.4 TFLOPS", "memory: {bandwidth: 3350 Gb/s}\n"),
         "suspect.differs-gigabits"},
        {H800("fp16: 989.4 TFLOPS", "memory: {bandwidth: 2.0 TB/s}\n"), "suspect.differs"},
        {H800("fp16: 989.4 TFLOPS",
              "links:\n  - {name: all, bandwidth: 264 GB/s, direction: both}\n"),
         "suspect.differs-direction"},
        {H800("fp16: 989.4 TFLOPS", "logic-dies:\n  - {area: 700 mm2}\n"), "suspect.differs"},
        {H800("fp16: 3000 TFLOPS", ""), "suspect.differs"},  /* above what sparsity gives, too */
        {H800("fp64: 5 TFLOPS", ""), "suspect.differs"},     /* there is none with sparsity */
        {H800("fp16: 989.4 TFLOPS, fp4: 5 TFLOPS", ""), ""}, /* the catalogue has no such format */
        {H800("fp16: 989.4 TFLOPS", "memory: {bandwidth: 26800 GB/s}\n"),
         "suspect.differs-gigabits"},
        {H800("fp16: 989.4 TFLOPS",
              "links:\n  - {name: all, bandwidth: 1056 GB/s, direction: both}\n"),
         "suspect.differs-direction"},
        {H800("fp16: 989.4 TFLOPS",
              "links:\n  - {name: all, bandwidth: 100 GB/s, direction: both}\n"),
         "suspect.differs"},
        {"ecc: board/1\nname: NVIDIA H800 SXM5 80GB\npower: 5 W\n", ""}, /* another kind of thing */
        {"ecc: chip/1\nname: '—'\npower: 5 W\n", ""}, /* a name without letters */
        {"ecc: chip/1\nname: HBM2 stack\npower: 5 W\n", ""},
        /* what a memory and a system say of themselves */
        {"ecc: memory/1\nname: HBM2 stack\nbandwidth: 307 GB/s\n", ""},
        {"ecc: memory/1\nname: HBM2 stack\ncapacity: 500 GB\n",
         ""}, /* the catalogue does not say */
        {H800("fp16: 989.4 TFLOPS}, sparse: {fp16: 5000 TFLOPS", ""), ""},
        {"ecc: memory/1\nname: HBM2\nbandwidth: 900 GB/s\n", "suspect.differs"},
        {"ecc: system/1\nname: Atlas 800 9000\ncontains:\n  - {item: "
         "huawei/ascend-910-2019, count: 8}\n",
         ""},
        {"ecc: system/1\nname: Atlas 800 9000\ncontains:\n  - {item: "
         "huawei/ascend-910-2019, count: 4}\n",
         "suspect.differs suspect.differs suspect.differs suspect.differs"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        check(cases[i].text, *state, cases[i].found);
    }
    /* the catalogue's own file is not held against itself, wherever it stands */
    static const char *const own[] = {"nvidia/h800-sxm5-80gb", "nvidia/h800-sxm5-80gb.yaml",
                                      "specs/nvidia/h800-sxm5-80gb.yaml"};
    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
        check_as(own[i], H800("fp16: 700 TFLOPS", ""), *state, "");
    }
    check_as("my-nvidia/h800-sxm5-80gb.yaml", H800("fp16: 700 TFLOPS", ""), *state,
             "suspect.differs");
}

#define GH100(name, peaks, rest)                                                                   \
    "ecc: chip/1\nname: " name                                                                     \
    "\nvendor: NVIDIA\nlogic-dies:\n  - {name: GH100}\nprocessing-units:\n  - "                    \
    "{kind: digital-processor, peaks: {" peaks "}}\n" rest

static void test_siblings(void **state)
{
    /* what is not given is no pattern; a die of that name does not make an order of the catalogue */
    check("ecc: chip/1\nname: H999\nvendor: NVIDIA\nlogic-dies:\n  - {name: GH100}\n", *state, "");
    check(GH100("H999", "fp16: unknown", ""), *state, "");
    check_as("specs/nvidia/h800-sxm5-80gb.yaml", GH100("H999", "fp16: 1978.8 TFLOPS", ""), *state,
             "suspect.sibling-sparse"); /* the H100 has that die as well */
    check(GH100("H999", "fp16: ~1978.8 TFLOPS", ""), *state, "");
    check("ecc: memory/1\nname: H999\nvendor: NVIDIA\n", *state, "");
    check(GH100("H999", "fp16: 989.4 TFLOPS", ""), *state, "");
    check(GH100("H999", "fp16: 1978.8 TFLOPS", ""), *state, "suspect.sibling-sparse");
    check(GH100("H999", "fp16: 1978.8 TFLOPS", "memory: {capacity: 160 GB}\n"), *state,
          "suspect.sibling-board");
    check("ecc: chip/1\nname: H999\nvendor: NVIDIA\nlogic-dies:\n  - {name: GH100, count: "
          "2}\nprocessing-units:\n"
          "  - {kind: digital-processor, peaks: {fp16: 1978.8 TFLOPS}}\n",
          *state, ""); /* two dies do twice as much */
    check("ecc: chip/1\nname: H999\nvendor: Others\nlogic-dies:\n  - {name: "
          "GH100}\nprocessing-units:\n"
          "  - {kind: digital-processor, peaks: {fp16: 1978.8 TFLOPS}}\n",
          *state, "");
}

/* Nothing in the catalogue is suspicious and not settled, and every settlement settles something. */
static void test_catalogue(void **state)
{
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        ecc_diags *diags = NULL;
        ecc_spec *spec = NULL;
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        assert_int_equal(
            ecc_spec_load(ecc_catalogue_id(i), ecc_catalogue_bytes(i), NULL, NULL, &spec, diags),
            ECC_OK);
        assert_int_equal(ecc_spec_suspicions(spec, *state, diags), ECC_OK);
        if (ecc_diags_count(diags) > 0) {
            fail_msg("%.*s: %s", (int)ecc_catalogue_id(i).len, ecc_catalogue_id(i).ptr,
                     ecc_diags_at(diags, 0).id);
        }
        ecc_spec_free(spec);
        ecc_diags_free(diags);
    }
}

static void test_words_and_kinds(void **state)
{
    static const char *const words[ECC_SUSPICIONS] = {
        [ECC_SUSPECT_SPARSE] = "sparse-as-dense", [ECC_SUSPECT_DIRECTION] = "one-direction",
        [ECC_SUSPECT_GIGABITS] = "gigabits",      [ECC_SUSPECT_VECTOR] = "vector-rate",
        [ECC_SUSPECT_BOARD] = "board-for-chip",   [ECC_SUSPECT_TPP] = "doubled-tpp",
        [ECC_SUSPECT_AREA] = "area-over-reticle", [ECC_SUSPECT_DIFFERS] = "differs",
    };
    (void)state;
    for (size_t i = 0; i < ECC_SUSPICIONS; i++) {
        assert_string_equal(ecc_suspicion_words[i], words[i]);
    }
    assert_null(ecc_suspicion_words[ECC_SUSPICIONS]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rates),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_area_and_tpp),
        cmocka_unit_test(test_settled),
        cmocka_unit_test(test_words_and_kinds),
        cmocka_unit_test_setup_teardown(test_namesake, load_peers, free_peers),
        cmocka_unit_test_setup_teardown(test_siblings, load_peers, free_peers),
        cmocka_unit_test_setup_teardown(test_catalogue, load_peers, free_peers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
