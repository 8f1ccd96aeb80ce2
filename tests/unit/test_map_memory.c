/* SPDX-License-Identifier: Apache-2.0 */
/* Every allocation failed in turn, in all that is done with a mapping: either it says that memory ran out, or the answer
 * is the one it would have been. The linker puts these functions before those of base/arena.c (--wrap). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "map_told.h"
#include "model/map.h"

/* The names that the linker asks for. */
void *__real_ecc_arena_alloc(struct ecc_arena *arena, size_t size);
void *__real_ecc_arena_array(struct ecc_arena *arena, size_t n, size_t size);
ecc_str __real_ecc_arena_str(struct ecc_arena *arena, ecc_str text);
struct ecc_arena *__real_ecc_arena_new(size_t cap);
void *__wrap_ecc_arena_alloc(struct ecc_arena *arena, size_t size);
void *__wrap_ecc_arena_array(struct ecc_arena *arena, size_t n, size_t size);
ecc_str __wrap_ecc_arena_str(struct ecc_arena *arena, ecc_str text);
struct ecc_arena *__wrap_ecc_arena_new(size_t cap);

static size_t left; /* calls until one fails; 0: none fails */
static size_t made;

static bool fails(void)
{
    made++;
    return left > 0 && --left == 0;
}

void *__wrap_ecc_arena_alloc(struct ecc_arena *arena, size_t size)
{
    return fails() ? NULL : __real_ecc_arena_alloc(arena, size);
}

void *__wrap_ecc_arena_array(struct ecc_arena *arena, size_t n, size_t size)
{
    return fails() ? NULL : __real_ecc_arena_array(arena, n, size);
}

ecc_str __wrap_ecc_arena_str(struct ecc_arena *arena, ecc_str text)
{
    return fails() ? (ecc_str){NULL, 0} : __real_ecc_arena_str(arena, text);
}

struct ecc_arena *__wrap_ecc_arena_new(size_t cap)
{
    return fails() ? NULL : __real_ecc_arena_new(cap);
}

/* ---- What is done --------------------------------------------------------------------------- */

#define CHIP  "ecc: map/1\nkind: chip\n"
#define FACTS CHIP "facts:\n  - {to: name, from: n}\n"

struct row {
    const char *label;
    const char *map;
    const char *data; /* of a table: a mark may begin a cell, a comma ends it; rows are lines */
};

static const struct row rows[] = {
    {"all that there is",
     CHIP "strict: yes\nmissing: [n/a]\nwhere: {t: [\"\", a]}\nignored: [[u, \"v.w\"]]\n"
          "constants: {processing-units: [{kind: digital-processor}], vendor: V}\nfacts:\n"
          "  - {to: name, from: n}\n  - {to: aliases, from: a, words: {A: Alpha, B: Beta}}\n"
          "  - {to: sold-as, from: s, words: {SXM: module}}\n"
          "  - {to: \"logic-dies[0].area\", from: \"d[0].mm2\", unit: mm2}\n"
          "  - {to: \"logic-dies[1].area\", from: \"d[1].mm2\", unit: mm2, if-missing: none}\n"
          "  - {to: power, between: [p.l, p.h], unit: W}\n"
          "  - {to: memory.capacity, from: m, unit: GB}\n"
          "  - {to: \"processing-units[0].peaks\", each: r, key: f, from: v, unit: TOPS,\n"
          "     where: {s: \"\"}, words: {half: fp16, byte: int8}}\n"
          "  - {to: \"processing-units[0].sparse\", each: r, key: f, from: v, unit: TOPS,\n"
          "     where: {s: \"2:4\"}, words: {half: fp16, byte: int8}, if-missing: none}\n"
          "  - {to: links, each: l, ignored: [k], facts: [{to: name, from: n},\n"
          "     {to: bandwidth, from: b, unit: GB/s}], constants: {direction: both}}\n"
          "  - {to: sources, each: q, if-missing: none, facts: [{to: for, from: f}]}\n",
     "n: X\na: [A, B]\ns: SXM\nd: [{mm2: 100}]\np: {l: 1, h: 2}\nm: n/a\n"
     "r: [{f: half, v: 1}, {f: half, v: 2, s: \"2:4\"}, {f: byte}]\n"
     "l: [{n: \"L#\", b: 1, k: 0}, ~]\nu: {v.w: 1}\n"},
    {"ends with units", FACTS "  - {to: power, between: [l, h], unit: W}\nitems: i\n",
     "i: [{n: A, l: 1}, {n: B, h: 2}, {n: C, l: 1 W, h: 2}, {n: D, l: 1, h: 2 W}]\n"},
    {"numbers in another script",
     FACTS "  - {to: power, from: p, unit: W}\n  - {to: memory.capacity, from: m}\n"
           "  - {to: \"logic-dies[0].area\", between: [l, h], unit: mm2}\n",
     "n: 芯片\np: 1.2万\nm: １０ GB\nl: ～１\nh: １万\n"},
    {"rates by keys",
     FACTS "  - {to: processing-units, each: u, constants: {kind: digital-processor},\n"
           "     facts: [{to: peaks, each: r, unit: TOPS}]}\n",
     "n: X\nu: [{r: {fp16: 1, int8: ~}}]\n"},
    {"a table",
     CHIP "reads: table\nstrict: yes\nwhere: {t: a}\nfacts:\n  - {to: name, from: n}\n"
          "  - {to: power, from: p, unit: W}\n",
     "chips,\nn,p,t,\n\"X,1,a,\nY,2,b,\nZ,,a,\n"},
    {"a table with mistakes", CHIP "reads: table\nfacts:\n  - {to: name, from: name}\n",
     "nam,n,n,\nX,Y,Z,W,\n"},
    {"a table without rows", CHIP "reads: table\nfacts:\n  - {to: name, from: name}\n", ""},
    {"mistakes of a mapping",
     FACTS
     "  - {to: links, from: a}\n  - {to: memory, from: a}\n  - {to: vender, from: a}\n"
     "  - {to: vendor, from: \"a.\"}\n  - {to: origin, from: [\"a\", [b]]}\n"
     "  - {to: power, between: [a], unit: GB}\n  - {to: \"links[0]\", from: a, if-missing: x}\n"
     "  - {to: sold-as, from: a, words: {b: box}}\n"
     "  - {to: \"processing-units[0].peaks\", from: a}\n"
     "constants: {vendors: [V]}\nitems: []\nkinds: 1\n",
     ""},
    {"mistakes of a whole mapping",
     FACTS "  - {to: name, from: a}\n  - {to: \"links[1].name\", from: a}\n", ""},
    {"mistakes of an item",
     CHIP "strict: yes\nconstants: {processing-units: [{kind: digital-processor}]}\nfacts:\n"
          "  - {to: name, from: nam.x}\n  - {to: vendor, from: v, words: {A: B}}\n"
          "  - {to: power, from: p}\n  - {to: aliases, from: a.b}\n  - {to: released, from: a.c}\n"
          "  - {to: \"processing-units[0].peaks\", each: r, key: f, from: v, unit: TOPS}\n"
          "  - {to: links, each: l, facts: [{to: name, from: n}]}\n",
     "name: X\nnam: {xx: 1}\nv: C\np: 1\na: 1\nr: [{v: 1}, {f: fp16}, {f: fp16}, 1]\nl: [{n: "
     "[]}]\n"},
    {"no items", FACTS "items: a\n", "b: 1\n"},
};

/* ---- Told in one text ----------------------------------------------------------------------- */

/* ECC_E_NOMEM, when memory ran out at any time: then the rest is not told. */
static ecc_status tell_item(struct told *told, ecc_mapped *mapped, size_t index, ecc_diags *diags)
{
    ecc_spec *spec = NULL;
    ecc_str text = {NULL, 0};
    const ecc_item_info info = ecc_mapped_item(mapped, index);
    ecc_status status = ecc_mapped_load(mapped, index, NULL, 0, NULL, NULL, &spec, diags);
    told_add(told, info.name.ptr, info.name.len);
    told_place(told, &info.at);
    if (spec != NULL) {
        told_facts(told, spec);
    }
    ecc_spec_free(spec);
    if (status == ECC_OK) {
        status = ecc_mapped_write(mapped, index, &text, diags);
        told_add(told, text.ptr, text.len);
    }
    return status;
}

static ecc_status read_table(const ecc_map *map, const char *data, ecc_mapped **out,
                             ecc_diags *diags)
{
    ecc_map_row table[8] = {{NULL, 0}};
    ecc_map_cell cells[32];
    size_t n = 0;
    size_t n_cells = 0;
    size_t begin = 0;
    for (size_t at = 0; data[at] != '\0'; at++) {
        if (data[at] == ',') {
            table[n].cells = table[n].n > 0 ? table[n].cells : &cells[n_cells];
            const size_t mark = data[begin] == '"';
            cells[n_cells++] = (ecc_map_cell){{data + begin + mark, at - begin - mark}, begin, at};
            table[n].n++;
        }
        n += data[at] == '\n';
        begin = data[at] == ',' || data[at] == '\n' ? at + 1 : begin;
    }
    return ecc_map_table(map, ECC_STR("data"), ecc_str_of(data), table, n, out, diags);
}

static ecc_status tell_all(struct told *told, const struct row *row, ecc_diags *diags)
{
    ecc_map *map = NULL;
    ecc_mapped *mapped = NULL;
    ecc_status status = ecc_map_load(ECC_STR("map"), ecc_str_of(row->map), &map, diags);
    assert_int_equal(map != NULL, status == ECC_OK);
    if (status == ECC_OK) {
        status = ecc_map_reads_table(map)
                     ? read_table(map, row->data, &mapped, diags)
                     : ecc_map_yaml(map, ECC_STR("data"), ecc_str_of(row->data), &mapped, diags);
        assert_int_equal(mapped != NULL, status == ECC_OK);
    }
    for (size_t i = 0; mapped != NULL && status != ECC_E_NOMEM && i < ecc_mapped_count(mapped);
         i++) {
        status = tell_item(told, mapped, i, diags);
    }
    told_diags(told, diags);
    ecc_mapped_free(mapped);
    ecc_map_free(map);
    return diags->out_of_memory ? ECC_E_NOMEM : status;
}

static ecc_status run(struct told *told, const struct row *row, size_t at)
{
    ecc_diags *diags = NULL;
    left = 0;
    told->len = 0;
    told->text[0] = '\0';
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    made = 0;
    left = at;
    const ecc_status status = tell_all(told, row, diags);
    left = 0;
    ecc_diags_free(diags);
    return status;
}

static void each_fails_in_turn(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        static struct told whole;
        static struct told told;
        const ecc_status wanted = run(&whole, &rows[i], 0);
        const size_t n = made;
        size_t ran_out = 0;
        assert_int_not_equal(wanted, ECC_E_NOMEM);
        for (size_t at = 1; at <= n; at++) {
            const ecc_status status = run(&told, &rows[i], at);
            ran_out += status == ECC_E_NOMEM;
            if (status != ECC_E_NOMEM && (status != wanted || strcmp(whole.text, told.text) != 0)) {
                print_error("%s: call %zu of %zu fails: status %d,\n  wanted %s\n  found  %s\n",
                            rows[i].label, at, n, (int)status, whole.text, told.text);
                wrong++;
            }
        }
        assert_true(ran_out > n / 2);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_fails_in_turn)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
