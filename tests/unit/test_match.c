/* SPDX-License-Identifier: Apache-2.0 */
/* Names as suppliers write them: the bill of tests/bom in five encodings, and what the matching
 * must never do. */
#define _POSIX_C_SOURCE 200809L

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>

#include <cmocka.h>

#include "base/str.h"
#include "base/unicode.h"
#include "match/finder.h"

#include "../../cli/encoding.c"
#include "../../cli/out.c"
#include "../../cli/table.c"
#include "../../cli/table_csv.c"

#define BILL_LINES 60

static const char *const founds[] = {"nothing", "one", "several", "lookalike"};
static const char *const confidences[] = {"near",  "looks-like", "partial",
                                          "model", "same",       "exact"};

/* ---- Files --------------------------------------------------------------------------------- */

static char *read_file(const char *name, size_t *out_n)
{
    char path[1024];
    (void)snprintf(path, sizeof(path), "%s/tests/bom/%s", ECC_SOURCE_DIR, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = calloc(1, 65536);
    assert_non_null(bytes);
    *out_n = fread(bytes, 1, 65535, file);
    assert_true(*out_n > 0 && *out_n < 65535);
    assert_int_equal(fclose(file), 0);
    return bytes;
}

struct bytes {
    const char *ptr;
    size_t n;
    size_t at;
    size_t step; /* at most so many at once */
};

static long give_bytes(void *user, char *buffer, size_t cap)
{
    struct bytes *bytes = user;
    size_t n = bytes->n - bytes->at;
    n = n < cap ? n : cap;
    n = n < bytes->step ? n : bytes->step;
    memcpy(buffer, bytes->ptr + bytes->at, n);
    bytes->at += n;
    return (long)n;
}

/* ---- One line ------------------------------------------------------------------------------ */

static void join(char *out, size_t cap, const char *text, size_t n)
{
    const size_t len = strlen(out);
    assert_true(len + n + 2 < cap);
    if (len > 0) {
        out[len] = ',';
    }
    memcpy(out + len + (len > 0 ? 1 : 0), text, n);
}

/* What expected.tsv says of a line. */
static void put_match(size_t number, const ecc_matches *matches, char *line, size_t cap)
{
    char ids[1024] = "";
    char warnings[1024] = "";
    for (size_t i = 0; i < matches->n_candidates; i++) {
        join(ids, sizeof(ids), matches->candidates[i].id.ptr, matches->candidates[i].id.len);
    }
    for (size_t i = 0; i < matches->n_warnings; i++) {
        join(warnings, sizeof(warnings), matches->warnings[i].id, strlen(matches->warnings[i].id));
    }
    (void)snprintf(line, cap, "%zu\t%s\t%s\t%s\t%s", number, founds[matches->found],
                   matches->n_candidates > 0 ? confidences[matches->candidates[0].confidence] : "-",
                   ids[0] == '\0' ? "-" : ids, warnings[0] == '\0' ? "-" : warnings);
}

static void check_bill(ecc_finder *finder, const char *bytes, size_t n, const char *encoding,
                       size_t step)
{
    size_t n_expected = 0;
    char *expected = read_file("expected.tsv", &n_expected);
    static const char *const asked[ECC_ROLES] = {NULL, NULL, NULL, NULL, NULL};
    struct bytes source = {.ptr = bytes, .n = n, .step = step};
    struct ecc_pool pool = {0};
    struct ecc_table table;
    struct ecc_columns columns;
    struct ecc_row row;
    assert_true(ecc_table_open(&table, &pool, give_bytes, &source, NULL, 0));
    assert_true(ecc_text_is(table.encoding.name, encoding));
    assert_true(ecc_table_columns(&table, asked, &columns));
    assert_int_equal(columns.at[ECC_ROLE_NAME], 1);
    assert_int_equal(columns.at[ECC_ROLE_QUANTITY], 2);
    assert_int_equal(columns.at[ECC_ROLE_PRICE], 3);
    assert_int_equal(columns.at[ECC_ROLE_SUPPLIER], 4);
    size_t number = 0;
    const char *at = expected;
    while (ecc_table_next(&table, &row) == ECC_TABLE_ROW) {
        char line[4096];
        const ecc_matches *matches = NULL;
        assert_int_equal(ecc_match(finder, ecc_row_cell(&row, columns.at[ECC_ROLE_NAME]), &matches),
                         ECC_OK);
        put_match(++number, matches, line, sizeof(line));
        const size_t len = strcspn(at, "\n");
        char wanted[4096];
        (void)snprintf(wanted, sizeof(wanted), "%.*s", (int)len, at);
        assert_string_equal(line, wanted);
        at += len + 1;
    }
    assert_null(table.problem.id);
    assert_int_equal(number, BILL_LINES);
    ecc_table_close(&table);
    ecc_pool_free(&pool);
    free(expected);
}

static void reads_the_bill(void **state)
{
    size_t n = 0;
    char *bytes = read_file("bill.csv", &n);
    check_bill(*state, bytes, n, "utf-8", 65536);
    check_bill(*state, bytes, n, "utf-8", 7);
    char *marked = calloc(1, n + 3);
    assert_non_null(marked);
    memcpy(marked, "\xEF\xBB\xBF", 3);
    memcpy(marked + 3, bytes, n);
    check_bill(*state, marked, n + 3, "utf-8", 65536);
    free(marked);
    free(bytes);
}

static void reads_the_bill_in_other_encodings(void **state)
{
    static const struct {
        const char *icu;
        const char *name;
        const char *mark;
        size_t n_mark;
    } variants[] = {
        {"UTF-16LE", "utf-16le", "\xFF\xFE", 2}, {"UTF-16BE", "utf-16be", "\xFE\xFF", 2},
        {"UTF-16LE", "utf-16le", "", 0},         {"UTF-16BE", "utf-16be", "", 0},
        {"gb18030", "gb18030", "", 0},
    };
    size_t n = 0;
    char *bytes = read_file("bill.csv", &n);
    for (size_t i = 0; i < sizeof(variants) / sizeof(variants[0]); i++) {
        char other[65536];
        UErrorCode status = U_ZERO_ERROR;
        memcpy(other, variants[i].mark, variants[i].n_mark);
        const int32_t len = ucnv_convert(variants[i].icu, "UTF-8", other + variants[i].n_mark,
                                         (int32_t)(sizeof(other) - variants[i].n_mark), bytes,
                                         (int32_t)n, &status);
        assert_true(U_SUCCESS(status));
        check_bill(*state, other, variants[i].n_mark + (size_t)len, variants[i].name, 65536);
        check_bill(*state, other, variants[i].n_mark + (size_t)len, variants[i].name, 5);
    }
    free(bytes);
}

/* ---- What must hold of any name ------------------------------------------------------------ */

static const ecc_matches *match(ecc_finder *finder, const char *name)
{
    const ecc_matches *matches = NULL;
    assert_int_equal(ecc_match(finder, ecc_str_of(name), &matches), ECC_OK);
    return matches;
}

static bool has_candidate(const ecc_matches *matches, ecc_str id)
{
    for (size_t i = 0; i < matches->n_candidates; i++) {
        if (ecc_str_eq(matches->candidates[i].id, id)) {
            return true;
        }
    }
    return false;
}

static bool has_reason(const ecc_candidate *candidate, const char *id)
{
    for (size_t i = 0; i < candidate->n_reasons; i++) {
        if (strcmp(candidate->reasons[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

/* Every part is found by its id alone, and by its name and each alias at least among others. */
static void finds_every_part(void **state)
{
    for (size_t i = 0; i < ecc_catalogue_count(); i++) {
        const ecc_str id = ecc_catalogue_id(i);
        const ecc_matches *matches = NULL;
        assert_int_equal(ecc_match(*state, id, &matches), ECC_OK);
        assert_int_equal(matches->found, ECC_FOUND_ONE);
        assert_int_equal(matches->candidates[0].part, i);
        ecc_diags *diags = NULL;
        ecc_spec *spec = NULL;
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        assert_int_equal(ecc_spec_load(id, ecc_catalogue_bytes(i), NULL, NULL, &spec, diags),
                         ECC_OK);
        const ecc_spec_info *about = ecc_spec_about(spec);
        assert_int_equal(ecc_match(*state, about->name, &matches), ECC_OK);
        if (!has_candidate(matches, id)) {
            fail_msg("%.*s is not found by its name", (int)id.len, id.ptr);
        }
        for (size_t k = 0; k < about->n_aliases; k++) {
            assert_int_equal(ecc_match(*state, about->aliases[k], &matches), ECC_OK);
            if (!has_candidate(matches, id)) {
                fail_msg("%.*s is not found by “%.*s”", (int)id.len, id.ptr,
                         (int)about->aliases[k].len, about->aliases[k].ptr);
            }
        }
        ecc_spec_free(spec);
        ecc_diags_free(diags);
    }
}

/* Replacing a letter of any name by one of another script that looks like it never gives a plain
 * match. */
static void never_takes_a_lookalike(void **state)
{
    static const struct {
        char letter;
        const char *other;
    } pairs[] = {{'H', "Н"}, {'A', "А"}, {'B', "В"}, {'T', "Т"}, {'M', "М"}, {'C', "С"},
                 {'P', "Р"}, {'X', "Х"}, {'K', "К"}, {'S', "Ѕ"}, {'a', "а"}, {'A', "Α"}};
    static const char *const names[] = {"H100 SXM5", "A100 80GB PCIe", "B200",      "T4",
                                        "MI300X",    "MTT S4000",      "RTX 4090",  "K100",
                                        "BR104",     "C500",           "MLU370-X8", "Ascend 910B1",
                                        "PPU",       "Kunlun P800",    "H800 PCIe"};
    size_t tried = 0;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        for (size_t k = 0; k < sizeof(pairs) / sizeof(pairs[0]); k++) {
            const char *at = strchr(names[i], pairs[k].letter);
            if (at == NULL) {
                continue;
            }
            char name[128];
            (void)snprintf(name, sizeof(name), "%.*s%s%s", (int)(at - names[i]), names[i],
                           pairs[k].other, at + 1);
            const ecc_matches *matches = match(*state, name);
            if (matches->found != ECC_FOUND_LOOKALIKE && matches->found != ECC_FOUND_NOTHING) {
                fail_msg("“%s” is taken for %.*s", name, (int)matches->candidates[0].id.len,
                         matches->candidates[0].id.ptr);
            }
            assert_true(matches->n_warnings > 0);
            tried++;
        }
    }
    assert_true(tried > 20);
}

static void warns_with_code_points(void **state)
{
    const ecc_matches *matches = match(*state, "\xD0\x9D"
                                               "100");
    assert_int_equal(matches->found, ECC_FOUND_LOOKALIKE);
    assert_int_equal(matches->n_warnings, 1);
    assert_string_equal(matches->warnings[0].id, "match.lookalike-characters");
    assert_true(ecc_str_is(matches->warnings[0].args[0].text, "U+041D CYRILLIC CAPITAL LETTER EN"));
    assert_int_equal(matches->candidates[0].confidence, ECC_CONFIDENCE_LOOKS_LIKE);
    matches = match(*state, "A\xE2\x80\x8B"
                            "800");
    assert_int_equal(matches->found, ECC_FOUND_SEVERAL);
    assert_string_equal(matches->warnings[0].id, "match.invisible-characters");
    assert_true(ecc_str_is(matches->warnings[0].args[0].text, "U+200B ZERO WIDTH SPACE"));
    matches = match(*state, "H100 видеокарта");
    assert_int_equal(matches->found, ECC_FOUND_SEVERAL);
    assert_string_equal(matches->warnings[0].id, "match.mixed-scripts");
    assert_int_equal(match(*state, "英伟达 H100")->n_warnings, 0);
}

static void says_what_speaks_against(void **state)
{
    static const struct {
        const char *name;
        const char *reason;
    } cases[] = {
        {"AMD H100", "match.maker-differs"},   {"Ascend 920", "match.family-differs"},
        {"H800 OAM", "match.form-differs"},    {"H100 SXM4", "match.form-differs"},
        {"A100 96GB", "match.memory-differs"}, {"RTX 4090 Ti", "match.says-more"},
        {"H100X", "match.says-more"},          {"H100-PX", "match.says-more"},
        {"H800 服务器", "match.kind-differs"}, {"H800 散热器", "match.accessory"},
        {"4090", "match.only-number"},         {"RTX 6000", "match.says-less"},
        {"MTT S40000", "match.spelling"},      {"MLU3700", "match.spelling"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const ecc_matches *matches = match(*state, cases[i].name);
        if (matches->found != ECC_FOUND_NOTHING || matches->n_suggestions == 0 ||
            !has_reason(&matches->suggestions[0], cases[i].reason)) {
            fail_msg("“%s” does not say %s", cases[i].name, cases[i].reason);
        }
    }
}

/* Other things that have a part's model number as a piece of theirs. */
static void leaves_other_things_alone(void **state)
{
    static const char *const names[] = {
        "",     " ",        "A6000", "GTX 6000", "XH100",     "H1000",  "H10",        "L400",
        "910",  "100",      "80GB",  "PCIe",     "NVIDIA",    "加速卡", "螺丝 M2×10", "L2 交换机",
        "RJ45", "10uF 25V", "AMD",   "SXM5",     "电源 800W", "T40",    "B20",        "服务器"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const ecc_matches *matches = match(*state, names[i]);
        if (matches->found != ECC_FOUND_NOTHING) {
            fail_msg("“%s” is taken for %.*s", names[i], (int)matches->candidates[0].id.len,
                     matches->candidates[0].id.ptr);
        }
    }
}

/* "nvidia/l40 nvidia/l40s": the candidates in their order; "-" when there are none. */
static void list_ids(const ecc_matches *matches, char *out, size_t cap)
{
    size_t n = 0;
    (void)snprintf(out, cap, "-");
    for (size_t i = 0; i < matches->n_candidates; i++) {
        const ecc_str id = matches->candidates[i].id;
        n += (size_t)snprintf(out + n, cap - n, "%s%.*s", i > 0 ? " " : "", (int)id.len, id.ptr);
        assert_true(n < cap);
    }
}

/* names.tsv: trade marks, dealers' words, part numbers, odd spaces, traditional characters. */
static void reads_the_names(void **state)
{
    size_t n = 0;
    char *const bytes = read_file("names.tsv", &n);
    size_t lines = 0;
    for (char *line = bytes; *line != '\0';) {
        char *fields[4] = {line};
        char *const end = strchr(line, '\n');
        assert_non_null(end);
        *end = '\0';
        for (size_t i = 1; i < 4; i++) {
            char *const tab = strchr(fields[i - 1], '\t');
            assert_non_null(tab);
            *tab = '\0';
            fields[i] = tab + 1;
        }
        const ecc_matches *matches = match(*state, fields[0]);
        char ids[512];
        list_ids(matches, ids, sizeof(ids));
        assert_string_equal(founds[matches->found], fields[1]);
        assert_string_equal(
            matches->n_candidates > 0 ? confidences[matches->candidates[0].confidence] : "-",
            fields[2]);
        assert_string_equal(ids, fields[3]);
        lines++;
        line = end + 1;
    }
    assert_true(lines > 80);
    free(bytes);
}

static void refuses(void **state)
{
    const ecc_matches *matches = NULL;
    char name[ECC_NAME_MAX + 1];
    memset(name, 'A', sizeof(name));
    assert_int_equal(ecc_match(*state, (ecc_str){name, sizeof(name)}, &matches), ECC_E_LIMIT);
    assert_int_equal(ecc_match(*state, ECC_STR("H100\xFF"), &matches), ECC_E_INVALID);
    assert_null(matches);
    assert_int_equal(ecc_match(*state, (ecc_str){name, ECC_NAME_MAX}, &matches), ECC_OK);
}

/* A catalogue of our own: what it does not say stays open. */
static void leaves_open_what_is_not_known(void **state)
{
    (void)state;
    static const ecc_str aliases[] = {{"Zeta9", 5}};
    const struct ecc_part_names parts[] = {
        {.part = 7,
         .id = ECC_STR("acme/zeta9"),
         .kind = ECC_STR("chip"),
         .sold_as = ECC_STR(""),
         .vendor = ECC_STR("Acme"),
         .memory = ECC_STR(""),
         .name = ECC_STR("Acme Zeta9"),
         .aliases = aliases,
         .n_aliases = 1},
        {.part = 8,
         .id = ECC_STR("acme/zeta9-pro"),
         .kind = ECC_STR("chip"),
         .sold_as = ECC_STR("card"),
         .vendor = ECC_STR("Acme"),
         .memory = ECC_STR("90..96.5 GB"),
         .name = ECC_STR("Acme Zeta9 Pro"),
         .aliases = NULL,
         .n_aliases = 0},
    };
    ecc_finder *finder = NULL;
    assert_int_equal(ecc_finder_of(parts, 2, &finder), ECC_OK);
    const ecc_matches *matches = match(finder, "zeta-9 OAM 48G");
    assert_true(has_candidate(matches, ECC_STR("acme/zeta9")));
    assert_true(has_reason(&matches->candidates[0], "match.form-open"));
    assert_true(has_reason(&matches->candidates[0], "match.memory-open"));
    assert_int_equal(matches->candidates[0].part, 7);
    matches = match(finder, "ZETA 9 PRO 97GB");
    assert_int_equal(matches->found, ECC_FOUND_ONE);
    assert_int_equal(matches->candidates[0].part, 8);
    assert_int_equal(match(finder, "Zeta9 Pro 98GB")->found, ECC_FOUND_NOTHING);
    ecc_finder_free(finder);
}

static void keeps_nothing_of_the_line_before(void **state)
{
    for (int i = 0; i < 2000; i++) {
        char name[64];
        (void)snprintf(name, sizeof(name),
                       i % 2 == 0 ? "英伟达 H100 PCIe 80GB %d" : "XQ%d-R 贴片电容", i);
        const ecc_matches *matches = match(*state, name);
        assert_int_equal(matches->found, i % 2 == 0 ? ECC_FOUND_ONE : ECC_FOUND_NOTHING);
    }
}

static int set_up(void **state)
{
    ecc_diags *diags = NULL;
    ecc_finder *finder = NULL;
    if (ecc_diags_new(&diags) != ECC_OK || ecc_finder_new(&finder, diags) != ECC_OK ||
        ecc_diags_errors(diags) > 0) {
        return -1;
    }
    ecc_diags_free(diags);
    *state = finder;
    return 0;
}

static int tear_down(void **state)
{
    ecc_finder_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_bill),
        cmocka_unit_test(reads_the_names),
        cmocka_unit_test(reads_the_bill_in_other_encodings),
        cmocka_unit_test(finds_every_part),
        cmocka_unit_test(never_takes_a_lookalike),
        cmocka_unit_test(warns_with_code_points),
        cmocka_unit_test(says_what_speaks_against),
        cmocka_unit_test(leaves_other_things_alone),
        cmocka_unit_test(refuses),
        cmocka_unit_test(leaves_open_what_is_not_known),
        cmocka_unit_test(keeps_nothing_of_the_line_before),
    };
    return cmocka_run_group_tests_name("match", tests, set_up, tear_down);
}
