/* SPDX-License-Identifier: Apache-2.0 */
/* Tables as spreadsheets write them, and as they do not. */
#define _POSIX_C_SOURCE 200809L

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

#include "../../cli/encoding.c"
#include "../../cli/out.c"
#include "../../cli/table.c"
#include "../../cli/table_csv.c"

struct bytes {
    ecc_str text;
    size_t at;
    size_t step;
    size_t repeats; /* the last `text.len - again` bytes come so often */
    size_t again;
};

static long give_bytes(void *user, char *buffer, size_t cap)
{
    struct bytes *bytes = user;
    if (bytes->at == bytes->text.len && bytes->repeats > 0) {
        bytes->repeats--;
        bytes->at = bytes->again;
    }
    size_t n = bytes->text.len - bytes->at;
    n = n < cap ? n : cap;
    n = n < bytes->step ? n : bytes->step;
    memcpy(buffer, bytes->text.ptr + bytes->at, n);
    bytes->at += n;
    return (long)n;
}

/* The rows as "line:cell|cell" joined with a space, or the problem as "!id line column". */
static void dump(ecc_str text, size_t step, const char *encoding, char separator, char *out,
                 size_t cap)
{
    struct bytes bytes = {.text = text, .step = step};
    struct ecc_pool pool = {0};
    struct ecc_table table;
    struct ecc_row row;
    size_t n = 0;
    out[0] = '\0';
    enum ecc_table_result result = ecc_table_open(&table, &pool, give_bytes, &bytes, encoding,
                                                  separator)
                                       ? ecc_table_next(&table, &row)
                                       : ECC_TABLE_FAILED;
    while (result == ECC_TABLE_ROW) {
        n += (size_t)snprintf(out + n, cap - n, "%s%zu:", n > 0 ? " " : "", row.line);
        for (size_t i = 0; i < row.n; i++) {
            n += (size_t)snprintf(out + n, cap - n, "%s%.*s", i > 0 ? "|" : "",
                                  (int)row.cells[i].len, row.cells[i].ptr);
        }
        result = ecc_table_next(&table, &row);
    }
    if (result == ECC_TABLE_FAILED) {
        n += (size_t)snprintf(out + n, cap - n, "%s!%s", n > 0 ? " " : "", table.problem.id);
        for (size_t i = 0; i < table.problem.n_args; i++) {
            if (table.problem.args[i].kind == ECC_ARG_INTEGER) {
                n += (size_t)snprintf(out + n, cap - n, " %lld", table.problem.args[i].integer);
            }
        }
    }
    ecc_table_close(&table);
    ecc_pool_free(&pool);
}

static void check(const char *text, size_t len, const char *expected)
{
    static const size_t steps[] = {1, 2, 3, 65536};
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        char out[4096];
        dump((ecc_str){text, len}, steps[i], NULL, 0, out, sizeof(out));
        assert_string_equal(out, expected);
    }
}

#define CHECK(text, expected) check((text), sizeof(text) - 1, (expected))

static void reads_rows(void **state)
{
    (void)state;
    CHECK("", "");
    CHECK("\n\n", "");
    CHECK("a", "1:a");
    CHECK("a,b\n1,2\n", "1:a|b 2:1|2");
    CHECK("a,b\r\n1,2\r\n", "1:a|b 2:1|2");
    CHECK("a,b\r1,2", "1:a|b 2:1|2");
    CHECK("a,b\n\n , \n1,2", "1:a|b 4:1|2");
    CHECK("a,b,\n,,3\n", "1:a|b| 2:||3");
    CHECK("\xEF\xBB\xBF"
          "型号,数量\nA800,8\n",
          "1:型号|数量 2:A800|8");
}

static void finds_the_separator(void **state)
{
    (void)state;
    CHECK("part;qty;price\nA;1;2,50\nB;2;3,50\n", "1:part|qty|price 2:A|1|2,50 3:B|2|3,50");
    CHECK("part\tqty\nA, B\t1\n", "1:part|qty 2:A, B|1");
    CHECK("sep=;\npart;qty\r\nA;1\r\n", "2:part|qty 3:A|1");
    CHECK("sep=;\r\npart;qty\r\nA;1\r\n", "2:part|qty 3:A|1");
    CHECK("Bill\n\npart;qty;x\nA;1;2\nB;1;2\n", "1:Bill 3:part|qty|x 4:A|1|2 5:B|1|2");
    CHECK("\"a;b;c\",1\n\"d;e;f\",2\n", "1:a;b;c|1 2:d;e;f|2");
    char out[256];
    dump(ECC_STR("a|b,c\n"), 64, NULL, '|', out, sizeof(out));
    assert_string_equal(out, "1:a|b,c");
}

static void reads_quotes(void **state)
{
    (void)state;
    CHECK("\"a\",\"b,c\"\n", "1:a|b,c");
    CHECK("\"say \"\"x\"\"\",2\n", "1:say \"x\"|2");
    CHECK("\"two\nlines\",2\nnext,3\n", "1:two\nlines|2 3:next|3");
    CHECK("24\" rack,1\n", "1:24\" rack|1");
    CHECK("\"\",1\n", "1:|1");
    CHECK("\"a\" ,1\n", "1:a|1");
    CHECK("x,\"end\"", "1:x|end");
    CHECK("=\"0042\",1\n", "1:0042|1");
    CHECK("\"=\"\"A800\"\"\",1\n", "1:A800|1");
    CHECK("=A1+B1,1\n", "1:=A1+B1|1");
}

static void says_where_it_breaks(void **state)
{
    (void)state;
    CHECK("a,b\nc,\"d\"e\n", "1:a|b !table.after-quote 2 6");
    CHECK("a,b\n型号,\"d\nx\n", "1:a|b !table.unclosed-quote 2 4");
    CHECK("a,b\nc\0d,e\n", "1:a|b !table.nul 2 2");
    CHECK("PK\x03\x04"
          "aaaa",
          "!table.spreadsheet");
    CHECK("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
          "aaaa",
          "!table.spreadsheet");
    char out[256];
    dump(ECC_STR("a,b\n甲\xFF,1\n"), 64, "utf-8", 0, out, sizeof(out));
    assert_string_equal(out, "1:a|b !table.not-encoded 2 2");
    dump(ECC_STR("a"), 64, "ebcdic", 0, out, sizeof(out));
    assert_string_equal(out, "!table.encoding-name");
    dump(ECC_STR("caf\xE9 d'\xE9t\xE9\n"), 64, NULL, 0, out, sizeof(out));
    assert_string_equal(out, "!table.encoding-unknown");
    dump(ECC_STR("caf\xE9\n"), 64, "windows-1252", 0, out, sizeof(out));
    assert_string_equal(out, "1:café");
    dump(ECC_STR("\xA4\xA4"), 64, "big5", 0, out, sizeof(out));
    assert_string_equal(out, "1:中");
}

static void recognises_encodings(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
        const char *name;
        size_t mark;
    } cases[] = {
        {"plain", 5, "utf-8", 0},
        {"", 0, "utf-8", 0},
        {"\xEF\xBB\xBFx", 4, "utf-8", 3},
        {"\xFF\xFEx\0", 4, "utf-16le", 2},
        {"\xFE\xFF\0x", 4, "utf-16be", 2},
        {"p\0a\0r\0t\0", 8, "utf-16le", 0},
        {"\0p\0a\0r\0t", 8, "utf-16be", 0},
        {"\xD0\xCD\xBA\xC5,\xCA\xFD\xC1\xBF\n", 10, "gb18030", 0},
        {"型号", 6, "utf-8", 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ecc_str name = {NULL, 0};
        size_t mark = 99;
        assert_int_equal(ecc_text_detect((ecc_str){cases[i].bytes, cases[i].n}, true, &name, &mark),
                         ECC_OK);
        assert_true(ecc_str_is(name, cases[i].name));
        assert_int_equal(mark, cases[i].mark);
    }
    /* "Müller" and "Café" in Latin-1 are no Chinese; "輝達" among common characters is. */
    ecc_str found = {NULL, 0};
    size_t none = 0;
    assert_int_equal(ecc_text_detect(ECC_STR("H100,M\xFCller"), true, &found, &none),
                     ECC_E_NOT_FOUND);
    assert_int_equal(ecc_text_detect(ECC_STR("Caf\xE9,1"), true, &found, &none), ECC_E_NOT_FOUND);
    assert_int_equal(ecc_text_detect(ECC_STR("\xD0\xCD\xBA\xC5\n\xDDx\xDF_"), true, &found, &none),
                     ECC_OK);
    assert_true(ecc_str_is(found, "gb18030"));
    /* A sample may end inside a character; a file may not. */
    ecc_str name = {NULL, 0};
    size_t mark = 0;
    assert_int_equal(ecc_text_detect(ECC_STR("型\xE5\x8F"), false, &name, &mark), ECC_OK);
    assert_true(ecc_str_is(name, "utf-8"));
    assert_int_equal(ecc_text_detect(ECC_STR("型\xE5\x8F"), true, &name, &mark), ECC_E_NOT_FOUND);
}

static void keeps_its_limits(void **state)
{
    (void)state;
    static char long_cell[ECC_TABLE_CELL + 64];
    memset(long_cell, 'x', sizeof(long_cell));
    char out[ECC_TABLE_CELL + 256];
    dump((ecc_str){long_cell, ECC_TABLE_CELL}, 65536, NULL, 0, out, sizeof(out));
    assert_int_equal(strlen(out), ECC_TABLE_CELL + 2);
    dump((ecc_str){long_cell, ECC_TABLE_CELL + 1}, 65536, NULL, 0, out, sizeof(out));
    assert_string_equal(out, "!table.cell-long 1 32769 32768");
    memcpy(long_cell, "a,\"b", 4);
    dump((ecc_str){long_cell, sizeof(long_cell)}, 65536, NULL, 0, out, sizeof(out));
    assert_string_equal(out, "!table.cell-long 1 3 32768");
    static char columns[ECC_TABLE_COLUMNS + 1];
    memset(columns, ',', sizeof(columns));
    columns[0] = 'a';
    dump((ecc_str){columns, ECC_TABLE_COLUMNS}, 65536, NULL, 0, out, sizeof(out));
    assert_memory_equal(out, "1:a|", 4);
    dump((ecc_str){columns, ECC_TABLE_COLUMNS + 1}, 65536, NULL, 0, out, sizeof(out));
    assert_string_equal(out, "!table.columns-many 1 1024");
    memset(long_cell, 'x', sizeof(long_cell));
    for (size_t i = 999; i < sizeof(long_cell); i += 1000) {
        long_cell[i] = ',';
    }
    struct bytes bytes = {.text = {long_cell, 32000}, .step = 65536, .repeats = 10};
    struct ecc_pool pool = {0};
    struct ecc_table table;
    struct ecc_row row;
    assert_true(ecc_table_open(&table, &pool, give_bytes, &bytes, NULL, 0));
    assert_int_equal(ecc_table_next(&table, &row), ECC_TABLE_FAILED);
    assert_string_equal(table.problem.id, "table.row-long");
    assert_int_equal(ecc_table_next(&table, &row), ECC_TABLE_FAILED);
    ecc_table_close(&table);
    ecc_pool_free(&pool);
}

/* A million rows, and no more; the memory of the pool does not grow with them. */
static void counts_rows(void **state)
{
    (void)state;
    struct bytes bytes = {
        .text = ECC_STR("part,qty\nA800,1\n"), .step = 65536, .again = 9, .repeats = 1000001};
    static const char *const asked[ECC_ROLES] = {NULL, NULL, NULL, NULL, NULL};
    struct ecc_pool pool = {0};
    struct ecc_table table;
    struct ecc_columns columns;
    struct ecc_row row;
    assert_true(ecc_table_open(&table, &pool, give_bytes, &bytes, NULL, 0));
    assert_true(ecc_table_columns(&table, asked, &columns));
    const struct ecc_pool_block *block = pool.first;
    size_t n = 1;
    while (ecc_table_next(&table, &row) == ECC_TABLE_ROW) {
        n++;
    }
    assert_int_equal(n, ECC_TABLE_ROWS);
    assert_string_equal(table.problem.id, "table.rows-many");
    assert_ptr_equal(pool.first, block);
    ecc_table_close(&table);
    ecc_pool_free(&pool);
}

/* ---- Columns ------------------------------------------------------------------------------- */

/* The columns as "name,quantity,price,supplier,description header-line first-cell", counted from 1,
 * 0 for none. */
static void find_columns(const char *text, const char *name, const char *quantity, char *out,
                         size_t cap)
{
    struct bytes bytes = {.text = ecc_str_of(text), .step = 65536};
    const char *const asked[ECC_ROLES] = {name, quantity, NULL, NULL, NULL};
    struct ecc_pool pool = {0};
    struct ecc_table table;
    struct ecc_columns columns;
    struct ecc_row row = {.line = 0};
    assert_true(ecc_table_open(&table, &pool, give_bytes, &bytes, NULL, 0));
    if (ecc_table_columns(&table, asked, &columns)) {
        (void)ecc_table_next(&table, &row);
        const ecc_str first = ecc_row_cell(&row, columns.at[ECC_ROLE_NAME]);
        (void)snprintf(out, cap, "%zu,%zu,%zu,%zu,%zu %zu %.*s", columns.at[0] + 1,
                       columns.at[1] + 1, columns.at[2] + 1, columns.at[3] + 1, columns.at[4] + 1,
                       columns.header_line, (int)first.len, first.ptr);
    } else {
        (void)snprintf(out, cap, "!%s", table.problem.id);
    }
    ecc_table_close(&table);
    ecc_pool_free(&pool);
}

static void finds_columns(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *name;
        const char *quantity;
        const char *expected;
    } cases[] = {
        {"Part Number,Qty,Unit Price,Supplier,Description\nA,1\n", NULL, NULL, "1,2,3,4,5 1 A"},
        {"序号,型号,数量,单价（元）,供应商名称,备注\n1,A\n", NULL, NULL, "2,3,4,5,6 1 A"},
        {"名称;型号;數量\nx;A\n", NULL, NULL, "2,0,0,0,0 1 A"},
        {"料号,名称\n123,A\n", NULL, NULL, "2,0,0,0,0 1 A"},
        {"产品描述,产品,数量(个)\nx,A\n", NULL, NULL, "2,3,0,0,1 1 A"},
        {"采购清单,,\n2024 年,,\n型号,数量,\nA,1,\n", NULL, NULL, "1,2,0,0,0 3 A"},
        {"ＰＡＲＴ　ＮＯ,QUANTITY\nA,1\n", NULL, NULL, "1,2,0,0,0 1 A"},
        {"A800\nH100\n", NULL, NULL, "1,0,0,0,0 0 A800"},
        {"型号\nH100\n", NULL, NULL, "1,0,0,0,0 1 H100"},
        {"x,A800,8\ny,H100,4\n", "2", "3", "2,3,0,0,0 0 A800"},
        {"编号,型号,数量\ny,H100,4\n", "2", NULL, "2,3,0,0,0 1 H100"},
        {"foo,bar baz\ny,H100\n", "Bar-Baz", NULL, "2,0,0,0,0 1 H100"},
        {"foo,bar\ny,H100\n", NULL, NULL, "!table.no-names"},
        {"foo,bar\ny,H100\n", "nope", NULL, "!table.no-column"},
        {"", NULL, NULL, "!table.empty"},
        {"\n , \n", NULL, NULL, "!table.empty"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char out[256];
        find_columns(cases[i].text, cases[i].name, cases[i].quantity, out, sizeof(out));
        assert_string_equal(out, cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rows),           cmocka_unit_test(finds_the_separator),
        cmocka_unit_test(reads_quotes),         cmocka_unit_test(says_where_it_breaks),
        cmocka_unit_test(recognises_encodings), cmocka_unit_test(keeps_its_limits),
        cmocka_unit_test(counts_rows),          cmocka_unit_test(finds_columns),
    };
    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
