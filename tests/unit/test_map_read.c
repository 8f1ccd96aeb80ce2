/* SPDX-License-Identifier: Apache-2.0 */
/* Files of theirs as items, lists and tables; and items written down as specifications. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "map_told.h"
#include "model/map.h"

#define CHIP  "ecc: map/1\nkind: chip\n"
#define FACTS CHIP "facts:\n  - {to: name, from: n}\n"
#define CELLS CHIP "reads: table\nfacts:\n  - {to: name, from: n}\n"

static ecc_map *load_map(const char *text, ecc_diags **out_diags)
{
    ecc_map *map = NULL;
    assert_int_equal(ecc_diags_new(out_diags), ECC_OK);
    assert_int_equal(ecc_map_load(ECC_STR("map"), ecc_str_of(text), &map, *out_diags), ECC_OK);
    return map;
}

/* ---- Tables as text ------------------------------------------------------------------------ */

enum { ROWS = 40, CELLS_MAX = 400 };

struct sheet {
    ecc_map_row rows[ROWS];
    size_t n;
    ecc_map_cell cells[CELLS_MAX];
    size_t n_cells;
};

/* Commas and ends of lines, and nothing else. */
static void cut(struct sheet *sheet, const char *text)
{
    size_t begin = 0;
    *sheet = (struct sheet){.n = 0};
    for (size_t at = 0; text[at] != '\0'; at++) {
        ecc_map_row *row = &sheet->rows[sheet->n];
        if (text[at] != ',' && text[at] != '\n') {
            continue;
        }
        if (row->n == 0) {
            row->cells = &sheet->cells[sheet->n_cells];
        }
        assert_true(sheet->n_cells < CELLS_MAX);
        sheet->cells[sheet->n_cells++] = (ecc_map_cell){{text + begin, at - begin}, begin, at};
        row->n++;
        begin = at + 1;
        sheet->n += text[at] == '\n';
        assert_true(sheet->n < ROWS);
    }
}

/* "X at 2:1" for each item. */
static void tell_items(struct told *told, const ecc_mapped *mapped)
{
    for (size_t i = 0; i < ecc_mapped_count(mapped); i++) {
        const ecc_item_info info = ecc_mapped_item(mapped, i);
        told_add(told, "; ", told->len > 0 ? 2 : 0);
        told_add(told, info.name.ptr, info.name.len);
        told_add(told, " at ", 4);
        told_place(told, &info.at);
    }
}

struct row {
    const char *label;
    const char *map;
    const char *file;
    const char *data;
    const char *told; /* what is told, then the items */
};

static ecc_status read_data(const ecc_map *map, const struct row *row, ecc_mapped **out,
                            ecc_diags *diags)
{
    static struct sheet sheet;
    const ecc_str file = ecc_str_of(row->file);
    const ecc_str data = ecc_str_of(row->data);
    if (!ecc_map_reads_table(map)) {
        return ecc_map_yaml(map, file, data, out, diags);
    }
    cut(&sheet, row->data);
    return ecc_map_table(map, file, data, sheet.rows, sheet.n, out, diags);
}

static void compare(const struct row *rows, size_t n)
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        ecc_diags *diags = NULL;
        ecc_mapped *mapped = NULL;
        struct told told = {.len = 0};
        ecc_map *map = load_map(rows[i].map, &diags);
        const ecc_status status = read_data(map, &rows[i], &mapped, diags);
        assert_int_equal(status == ECC_OK, mapped != NULL);
        assert_int_equal(status == ECC_OK, ecc_diags_errors(diags) == 0);
        told_diags(&told, diags);
        if (mapped != NULL) {
            tell_items(&told, mapped);
        }
        wrong += told_differs(&told, rows[i].label, rows[i].told);
        ecc_mapped_free(mapped);
        ecc_map_free(map);
        ecc_diags_free(diags);
    }
    assert_int_equal(wrong, 0);
}
#define COMPARE(rows) compare((rows), sizeof(rows) / sizeof(rows)[0])

/* ---- Lists --------------------------------------------------------------------------------- */

static void lists(void **state)
{
    (void)state;
    static const char map[] = FACTS "items: a.l\n";
    static const struct row rows[] = {
        {"the file is the item", FACTS, "f", "n: X\n", "X at f:1:1"},
        {"no YAML", FACTS, "f", "n: [\n", "f:2:1 yaml.syntax"},
        {"a list", map, "f", "a:\n  l:\n    - n: X\n    - {n: Y}\n", "X at f:3:7; Y at f:4:7"},
        {"an empty list", map, "f", "a: {l: []}\n", ""},
        {"no list", map, "f", "a: {l: {n: X}}\n", "f:1:9 map.no-items as map:5:8"},
        {"nothing there", map, "f", "a: {m: []}\n", "f:1:5 map.no-items as map:5:8"},
        {"keys and values, without any", map, "f", "a: {}\n", "f:1:4 map.no-items as map:5:8"},
        {"a text on the way", map, "f", "a: l\n", "f:1:4 map.no-items as map:5:8"},
        {"a list on the way", map, "f", "a: [l]\n", "f:1:4 map.no-items as map:5:8"},
        {"another kind of file: csv", map, "f.csv", "a: {l: []}\n", "map:1:6 map.wrong-reads"},
        {"another kind of file: tsv", map, "f.tsv", "a: {l: []}\n", "map:1:6 map.wrong-reads"},
        {"a name by a constant",
         CHIP "items: l\nconstants: {name: C}\nfacts:\n  - {to: vendor, from: v}\n", "f",
         "l: [{v: 1}]\n", "C at f:1:5"},
        {"no name", CHIP "items: l\nconstants: {vendor: C}\nfacts:\n  - {to: name, from: n}\n", "f",
         "l: [{v: 1}, {n: ~}, {n: [X]}, X]\n", " at f:1:5;  at f:1:13;  at f:1:21;  at f:1:31"},
        {"a name by the second fact",
         CHIP "items: l\nfacts:\n  - {to: vendor, from: v}\n  - {to: name, from: n}\n", "f",
         "l: [{n: A}]\n", "A at f:1:5"},
        {"a name by words",
         CHIP "items: l\nfacts:\n  - {to: name, from: n, words: {\"A \": Alpha}}\n", "f",
         "l: [{n: A}, {n: B}]\n", "Alpha at f:1:5; B at f:1:13"},
        {"a name that is no place",
         CHIP "items: l\nconstants: {name: C}\nfacts:\n"
              "  - {to: \"links[0].name\", from: n}\n  - {to: power, between: [l, h], unit: W}\n",
         "f", "l: [{n: A}]\n", "C at f:1:5"},
    };
    COMPARE(rows);
}

static void many_or_one(void **state)
{
    (void)state;
    static const struct {
        const char *map;
        const char *data;
        bool many;
    } rows[] = {{FACTS, "n: X\n", false},
                {FACTS "items: l\n", "l: [{n: X}]\n", true},
                {CELLS, "n\nX\n", true}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ecc_diags *diags = NULL;
        ecc_mapped *mapped = NULL;
        ecc_map *map = load_map(rows[i].map, &diags);
        const struct row row = {.file = "f", .data = rows[i].data};
        assert_int_equal(read_data(map, &row, &mapped, diags), ECC_OK);
        assert_int_equal(ecc_mapped_has_many(mapped), rows[i].many);
        assert_int_equal(ecc_mapped_count(mapped), 1);
        ecc_mapped_free(mapped);
        ecc_map_free(map);
        ecc_diags_free(diags);
    }
    ecc_mapped_free(NULL);
}

/* ---- Tables -------------------------------------------------------------------------------- */

static void tables(void **state)
{
    (void)state;
    static const char map[] = CELLS "  - {to: power, from: p (W), unit: W}\n"
                                    "  - {to: vendor, from: v}\n  - {to: released, from: day}\n";
    static const struct row rows[] = {
        {"rows", map, "f", "n,p (W),v,day\nX,1,V,\nY,2,W,\n", "X at f:2:1; Y at f:3:1"},
        {"columns in another order", map, "f", "v,q,day, n ,p (W)\nV,Q,,X,1\n", "X at f:2:1"},
        {"no rows", map, "f", "n,p (W),v,day\n", ""},
        {"nothing", map, "f", "", "f:1:1 file.empty"},
        {"a title above", map, "f", "chips\n\nn,p (W),v,day\nX,1,V,\n", "X at f:4:1"},
        {"half of the columns are enough to see the header", map, "f", "chips\nn,p (W)\nX,1\n",
         "f:2:1 map.no-column as map:7:24; f:2:1 map.no-column as map:8:26"},
        {"with fewer, the first row is the header", map, "f", "chips\nn,p\nX,1\n",
         "f:1:1 map.no-column as map:5:22; f:1:1 map.no-column as map:6:23; f:1:1 map.no-column as "
         "map:7:24; f:1:1 map.no-column as map:8:26; f:2:3 map.row-long; f:3:3 map.row-long"},
        {"a title with a column of three",
         CELLS "  - {to: vendor, from: v}\n  - {to: power, from: p, unit: W}\n", "f",
         "n\nn,v,p\nX,V,1\n", "X at f:3:1"},
        {"a title with a column again and again", map, "f", "n,n,n,n\nn,p (W),v,day\nX,1,V,\n",
         "X at f:3:1"},
        {"the first twenty rows are looked at", map, "f",
         "t\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nn,p (W),v,day\nX,1,V,\n",
         "X at f:21:1"},
        {"and no more", map, "f",
         "t\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nt\nn,p (W),v,day\nX,1,V,\n",
         "f:1:1 map.no-column as map:5:22; f:1:1 map.no-column as map:6:23; f:1:1 map.no-column as "
         "map:7:24; f:1:1 map.no-column as map:8:26; f:21:3 map.row-long; f:22:3 map.row-long"},
        {"a missing column", map, "f", "n,v,day\nX,V,\n", "f:1:1 map.no-column as map:6:23"},
        {"a column that is nearly so called", map, "f", "n,p [W],v,day\nX,1,V,\n",
         "f:1:1 map.no-column as map:6:23"},
        {"a column with more to its name", map, "f", "n,p (W),v,day of release\nX,1,V,\n",
         "f:1:1 map.no-column as map:8:26"},
        {"a column with less to its name", map, "f", "n,p (,v,day\nX,1,V,\n",
         "f:1:1 map.no-column as map:6:23"},
        {"a column twice", map, "f", "n,p (W),v,day,n,n\nX,1,V,\n",
         "f:1:15 map.column-twice as f:1:1; f:1:17 map.column-twice as f:1:1"},
        {"another column twice", map, "f", "n,p (W),v,day,a,a\nX,1,V,\n", "X at f:2:1"},
        {"a short row", map, "f", "n,p (W),v,day\nX\n", "X at f:2:1"},
        {"a long row of which the rest is empty", map, "f", "n,p (W),v,day\nX,1,V,,, \n",
         "X at f:2:1"},
        {"a long row", map, "f", "n,p (W),v,day\nX,1,V,, ,a,b\nY,1,V,,c\n",
         "f:2:10 map.row-long; f:3:8 map.row-long"},
        {"an empty row", map, "f", "n,p (W),v,day\n\nX,1,V,\n", " at f:2:1; X at f:3:1"},
        {"another kind of file: yaml", map, "f.yaml", "n,p (W),v,day\n", "map:3:8 map.wrong-reads"},
        {"another kind of file: yml", map, "f.yml", "n,p (W),v,day\n", "map:3:8 map.wrong-reads"},
        {"another kind of file: json", map, "f.json", "n,p (W),v,day\n", "map:3:8 map.wrong-reads"},
        {"a control character", map, "f", "n,p (W),v,day\nX\001,1,V,\n",
         "f:2:2 file.forbidden-character"},
        {"some rows", CELLS "where: {t: [a, b]}\n", "f", "n,t\nX,a\nY,c\nZ, b \n",
         "map:6:8 map.passed-over; X at f:2:1; Z at f:4:1"},
        {"no column of where", CELLS "where: {t: [a, b]}\n", "f", "n,u\nX,a\n",
         "f:1:1 map.no-column as map:6:9"},
        {"strict", CELLS "strict: yes\nignored: [t, u]\n", "f", "n,t\nX,a\n", "X at f:2:1"},
        {"strict, with a column more", CELLS "strict: yes\nignored: [t]\n", "f", "n,t,u\nX,a,b\n",
         "f:1:5 map.unmapped"},
        {"what is ignored may stand there twice", CELLS "ignored: [t]\n", "f", "n,t,t\nX,a,b\n",
         "X at f:2:1"},
        {"constants only", CHIP "reads: table\nconstants: {name: C}\nfacts: []\n", "f", "t\na\n",
         "C at f:2:1"},
    };
    COMPARE(rows);
}

/* The column that was probably meant. */
static void guesses(void **state)
{
    (void)state;
    static const struct {
        const char *column;
        const char *header;
        const char *guess;
    } rows[] = {
        {"Memory", "n,Memory,Power\n", NULL},
        {"Memory", "n,Memroy,Power\n", "Memroy"},
        {"Memory", "Memroy,n\n", "Memroy"},
        {"Memory", "Memory (GB),n\n", "Memory (GB)"},
        {"Memory", "n,Mem\n", "Mem"},
        {"Memory", "n,Power,Memory (GB)\n", "Memory (GB)"},
        {"Memory (GB)", "n,Power,Memory\n", "Memory"},
        {"Memory", "n,Memory (GB),Memory (bit)\n", "Memory (GB)"},
        {"Memory", "n,Power\n", "none"},
        {"Memory capacity", "n,Mem\n", "Mem"},
        {"Memory capacity", "n,Me\n", "none"},
        {"Memory", "n,Me\n", "none"},
        {"Memory", "n,\n", "none"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[256];
        ecc_diags *diags = NULL;
        ecc_mapped *mapped = NULL;
        assert_true(snprintf(text, sizeof text, CELLS "  - {to: vendor, from: %s}\n",
                             rows[i].column) < (int)sizeof text);
        ecc_map *map = load_map(text, &diags);
        const struct row row = {.file = "f", .data = rows[i].header};
        assert_int_equal(read_data(map, &row, &mapped, diags),
                         rows[i].guess == NULL ? ECC_OK : ECC_E_INVALID);
        if (rows[i].guess != NULL) {
            const ecc_diag diag = ecc_diags_at(diags, 0);
            assert_string_equal(diag.id, "map.no-column");
            assert_string_equal(diag.args[1].name, "guess");
            if (!ecc_str_is(diag.args[1].text, rows[i].guess)) {
                fail_msg("%s: %.*s", rows[i].header, (int)diag.args[1].text.len,
                         diag.args[1].text.ptr);
            }
        }
        ecc_mapped_free(mapped);
        ecc_map_free(map);
        ecc_diags_free(diags);
    }
}

/* Places and texts as the caller gives them. */
static void cells(void **state)
{
    (void)state;
    static const char text[] = "n\nXY\n";
    const struct {
        const char *label;
        ecc_map_cell cell;
        ecc_status status;
        const char *name;
    } rows[] = {
        {"as it stands", {ECC_STR("XY"), 2, 4}, ECC_OK, "XY"},
        {"otherwise", {ECC_STR("Z"), 2, 4}, ECC_OK, "Z"},
        {"longer than the rest", {ECC_STR("XY and more"), 2, 4}, ECC_OK, "XY and more"},
        {"without a pointer", {{NULL, 0}, 2, 4}, ECC_OK, ""},
        {"at the end", {ECC_STR("Z"), 5, 5}, ECC_OK, "Z"},
        {"null is a text", {ECC_STR("null"), 2, 4}, ECC_OK, "null"},
        {"behind the end", {ECC_STR("Z"), 5, 6}, ECC_E_USAGE, ""},
        {"an end before its beginning, in front of a good cell",
         {ECC_STR("Z"), 3, 2},
         ECC_E_USAGE,
         ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const ecc_map_cell header = {ECC_STR("n"), 0, 1};
        const ecc_map_cell pair[] = {rows[i].cell, {ECC_STR(""), 4, 4}};
        const ecc_map_row both[] = {{&header, 1}, {pair, 2}};
        ecc_diags *diags = NULL;
        ecc_mapped *mapped = NULL;
        ecc_map *map = load_map(CELLS, &diags);
        const ecc_status status = ecc_map_table(map, ECC_STR("f"), ecc_str_of(text), both, 2,
                                                &mapped, diags);
        assert_int_equal(status, rows[i].status);
        if (mapped != NULL && !ecc_str_is(ecc_mapped_item(mapped, 0).name, rows[i].name)) {
            fail_msg("%s", rows[i].label);
        }
        ecc_mapped_free(mapped);
        ecc_map_free(map);
        ecc_diags_free(diags);
    }
}

static void every_cell_is_looked_at(void **state)
{
    (void)state;
    const ecc_map_cell header[] = {{ECC_STR("n"), 0, 1}, {ECC_STR("a"), 0, 1}};
    const ecc_map_cell cells_of_row[] = {{ECC_STR("X"), 0, 1}, {ECC_STR("Y"), 1, 8}};
    const ecc_map_row rows[] = {{header, 2}, {cells_of_row, 2}};
    ecc_diags *diags = NULL;
    ecc_mapped *mapped = NULL;
    ecc_map *map = load_map(CELLS, &diags);
    assert_int_equal(ecc_map_table(map, ECC_STR("f"), ECC_STR("n\n"), rows, 2, &mapped, diags),
                     ECC_E_USAGE);
    assert_int_equal(
        ecc_map_table(map, ECC_STR("f"), ECC_STR("n,a\nX,Y\n"), rows, 2, &mapped, diags), ECC_OK);
    const ecc_item_info info = ecc_mapped_item(mapped, 0);
    assert_int_equal(info.at.line, 1); /* from the first cell to the end of the last */
    assert_int_equal(info.at.column, 1);
    assert_int_equal(info.at.end_line, 3);
    assert_int_equal(info.at.end_column, 1);
    ecc_mapped_free(mapped);
    ecc_map_free(map);
    ecc_diags_free(diags);
}

static void an_empty_row_is_no_row(void **state)
{
    (void)state;
    const ecc_map_cell header = {ECC_STR("n"), 0, 1};
    const ecc_map_row rows[] = {{&header, 1}, {NULL, 0}};
    ecc_diags *diags = NULL;
    ecc_mapped *mapped = NULL;
    ecc_map *map = load_map(CELLS, &diags);
    assert_int_equal(ecc_map_table(map, ECC_STR("f"), ECC_STR("n\n"), rows, 2, &mapped, diags),
                     ECC_E_USAGE);
    assert_null(mapped);
    ecc_map_free(map);
    ecc_diags_free(diags);
}

static void too_many_rows(void **state)
{
    (void)state;
    static const struct {
        size_t n;
        ecc_status status;
    } rows[] = {{10000, ECC_OK}, {10001, ECC_E_LIMIT}};
    const ecc_map_cell cell = {ECC_STR("n"), 0, 1};
    ecc_map_row *all = malloc(10001 * sizeof *all);
    assert_non_null(all);
    for (size_t i = 0; i < 10001; i++) {
        all[i] = (ecc_map_row){&cell, 1};
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct told told = {.len = 0};
        ecc_diags *diags = NULL;
        ecc_mapped *mapped = NULL;
        ecc_map *map = load_map(CELLS, &diags);
        assert_int_equal(
            ecc_map_table(map, ECC_STR("f"), ECC_STR("n"), all, rows[i].n, &mapped, diags),
            rows[i].status);
        told_diags(&told, diags);
        assert_string_equal(told.text, rows[i].status == ECC_OK ? "" : "f:1:1 map.too-many");
        ecc_mapped_free(mapped);
        ecc_map_free(map);
        ecc_diags_free(diags);
    }
    free(all);
}

/* ---- Written down -------------------------------------------------------------------------- */

struct written {
    const char *label;
    const char *map;
    const char *file;
    const char *data;
    const char *text; /* behind the header and the comment */
};

static const struct written writings[] = {
    {"a name", FACTS, "f", "n: X\n", "name: X\n"},
    {"keys in our order", CHIP "facts:\n  - {to: vendor, from: v}\n  - {to: name, from: n}\n", "f",
     "n: X\nv: V\n", "name: X\nvendor: V\n"},
    {"quotation marks are left out where they can be", FACTS, "f", "n: \"aZ09 ._/+-()\"\n",
     "name: aZ09 ._/+-()\n"},
    {"a small letter at the end of the alphabet", FACTS, "f", "n: zA\n", "name: zA\n"},
    {"a digit", FACTS, "f", "n: 9X\n", "name: 9X\n"},
    {"a mark in front", FACTS, "f", "n: (X)\n", "name: \"(X)\"\n"},
    {"a mark between the letters", FACTS, "f", "n: \"A[`{:@/x\"\n", "name: \"A[`{:@/x\"\n"},
    {"first letters that are none", FACTS, "f", "n: \"`\"\n", "name: \"`\"\n"},
    {"a mark behind the capital letters", FACTS, "f", "n: \"[\"\n", "name: \"[\"\n"},
    {"a mark behind the small letters", FACTS, "f", "n: \"{\"\n", "name: \"{\"\n"},
    {"a mark behind the digits", FACTS, "f", "n: \":\"\n", "name: \":\"\n"},
    {"null is a text", FACTS, "f", "n: \"null\"\n", "name: \"null\"\n"},
    {"a blank at the end", CHIP "facts:\n  - {to: name, from: n, words: {X: \"Y \"}}\n", "f",
     "n: X\n", "name: \"Y \"\n"},
    {"what is escaped",
     CHIP "facts:\n  - {to: name, from: n, words: {X: \"a\\\"\\\\\\n\\r\\tb\"}}\n", "f", "n: X\n",
     "name: \"a\\\"\\\\\\n\\r\\tb\"\n"},
    {"another script", FACTS, "f", "n: 芯片\n", "name: \"芯片\"\n"},
    {"an empty list", FACTS "  - {to: links, each: l, facts: [{to: name, from: n}]}\n", "f",
     "n: X\nl: []\n", "name: X\nlinks: []\n"},
    {"keys and values without any", FACTS "constants: {links: [{}]}\n", "f", "n: X\n",
     "name: X\nlinks:\n  - {}\n"},
    {"lists, keys and values",
     FACTS "  - {to: aliases, from: a}\n"
           "constants: {links: [{name: A, direction: both}, unknown], memory: {type: HBM}}\n",
     "f", "n: X\na: [B, \"C#\"]\n",
     "name: X\naliases:\n  - B\n  - \"C#\"\nmemory:\n  type: HBM\nlinks:\n  - name: A\n"
     "    direction: both\n  - unknown\n"},
    {"a list in an entry", FACTS "constants: {sources: [{for: [power, links], mark: A}]}\n", "f",
     "n: X\n", "name: X\nsources:\n  - for:\n      - power\n      - links\n    mark: A\n"},
};

static void written_down(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof writings / sizeof writings[0]; i++) {
        const struct written *row = &writings[i];
        struct told wanted = {.len = 0};
        struct told told = {.len = 0};
        ecc_diags *diags = NULL;
        ecc_mapped *mapped = NULL;
        ecc_spec *spec = NULL;
        ecc_str text = {NULL, 0};
        static const char head[] = "ecc: chip/1\n# From f:1, by map\n";
        ecc_map *map = load_map(row->map, &diags);
        assert_int_equal(
            ecc_map_yaml(map, ecc_str_of(row->file), ecc_str_of(row->data), &mapped, diags),
            ECC_OK);
        assert_int_equal(ecc_mapped_write(mapped, 1, &text, diags), ECC_E_USAGE);
        assert_int_equal(ecc_mapped_write(mapped, 0, &text, diags), ECC_OK);
        told_add(&wanted, head, sizeof head - 1);
        told_add(&wanted, row->text, strlen(row->text));
        told_add(&told, text.ptr, text.len);
        wrong += told_differs(&told, row->label, wanted.text);
        assert_int_equal(ecc_spec_load(ECC_STR("f"), text, NULL, NULL, &spec, diags), ECC_OK);
        ecc_spec_free(spec);
        ecc_mapped_free(mapped);
        ecc_map_free(map);
        ecc_diags_free(diags);
    }
    assert_int_equal(wrong, 0);
}

/* A table is read by its rows, and each loads with its place. */
static void rows_are_specifications(void **state)
{
    (void)state;
    struct told told = {.len = 0};
    ecc_diags *diags = NULL;
    ecc_mapped *mapped = NULL;
    ecc_map *map = load_map(CELLS "  - {to: power, from: p, unit: W}\nstrict: yes\n", &diags);
    const struct row row = {.file = "f", .data = "n,p\nX,1\nY,\nZ,2 kW\n"};
    assert_int_equal(read_data(map, &row, &mapped, diags), ECC_OK);
    for (size_t i = 0; i < 3; i++) {
        ecc_spec *spec = NULL;
        assert_int_equal(ecc_mapped_load(mapped, i, NULL, 0, NULL, NULL, &spec, diags), ECC_OK);
        told_facts(&told, spec);
        ecc_spec_free(spec);
    }
    assert_string_equal(told.text, "name=X; power=1 W; name=Y; power=unknown; name=Z; power=2 kW");
    ecc_mapped_free(mapped);
    ecc_map_free(map);
    ecc_diags_free(diags);
}

/* What a specification may not say is said all the same, in YAML. */
static void an_empty_text(void **state)
{
    (void)state;
    ecc_diags *diags = NULL;
    ecc_mapped *mapped = NULL;
    ecc_str text = {NULL, 0};
    ecc_map *map = load_map(FACTS "  - {to: aliases, from: a}\n", &diags);
    assert_int_equal(
        ecc_map_yaml(map, ECC_STR("f"), ECC_STR("n: X\na: [A, \"\"]\n"), &mapped, diags), ECC_OK);
    assert_int_equal(ecc_mapped_write(mapped, 0, &text, diags), ECC_OK);
    assert_true(
        ecc_str_is(text, "ecc: chip/1\n# From f:1, by map\nname: X\naliases:\n  - A\n  - \"\"\n"));
    ecc_mapped_free(mapped);
    ecc_map_free(map);
    ecc_diags_free(diags);
}

/* A comment ends with its line, whatever the file is called. */
static void the_comment(void **state)
{
    (void)state;
    ecc_diags *diags = NULL;
    ecc_mapped *mapped = NULL;
    ecc_str text = {NULL, 0};
    ecc_map *map = load_map(FACTS "items: l\n", &diags);
    assert_int_equal(ecc_map_yaml(map, ECC_STR("a\nb: \x7F\xE8\x8A\xAF"),
                                  ECC_STR("l:\n  - {n: X}\n  - {n: Y}\n"), &mapped, diags),
                     ECC_OK);
    assert_int_equal(ecc_mapped_write(mapped, 1, &text, diags), ECC_OK);
    assert_true(ecc_str_is(text, "ecc: chip/1\n# From a?b: ?\xE8\x8A\xAF:3, by map\nname: Y\n"));
    ecc_mapped_free(mapped);
    ecc_map_free(map);
    ecc_diags_free(diags);
}

static void mistakes_are_not_written(void **state)
{
    (void)state;
    struct told told = {.len = 0};
    ecc_diags *diags = NULL;
    ecc_mapped *mapped = NULL;
    ecc_str text = {NULL, 0};
    ecc_map *map = load_map(FACTS, &diags);
    assert_int_equal(ecc_map_yaml(map, ECC_STR("f"), ECC_STR("n: [X]\n"), &mapped, diags), ECC_OK);
    assert_int_equal(ecc_mapped_write(mapped, 0, &text, diags), ECC_E_INVALID);
    assert_null(text.ptr);
    told_diags(&told, diags);
    assert_string_equal(told.text, "f:1:4 map.not-a-value as map:4:10");
    ecc_mapped_free(mapped);
    ecc_map_free(map);
    ecc_diags_free(diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists),
        cmocka_unit_test(many_or_one),
        cmocka_unit_test(tables),
        cmocka_unit_test(cells),
        cmocka_unit_test(guesses),
        cmocka_unit_test(an_empty_row_is_no_row),
        cmocka_unit_test(every_cell_is_looked_at),
        cmocka_unit_test(too_many_rows),
        cmocka_unit_test(written_down),
        cmocka_unit_test(the_comment),
        cmocka_unit_test(rows_are_specifications),
        cmocka_unit_test(an_empty_text),
        cmocka_unit_test(mistakes_are_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
