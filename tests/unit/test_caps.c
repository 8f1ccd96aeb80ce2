/* SPDX-License-Identifier: Apache-2.0 */
/* Caps on what specifications and rule files say (docs/limits.md): as many as that are taken, one more is refused, and
 * said why. Those of bytes below a file have tests with what reads them. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "eval/readings.h"
#include "pack/author.h"
#include "pack/file.h"
#include "pack/refresh.h"
#include "pack/tree.h"
#include "small_rules.h"

#define CHIP  "ecc: chip/1\nname: x\n"
#define BOARD "ecc: board/1\nname: x\ncontains: [{item: ./%zu.yaml}"

static char text[(size_t)1 << 21]; /* the specification, or the readings of the definitions */
static size_t len;
static size_t n_files; /* of a chain, each of which contains the next */

static void put(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    len += (size_t)vsnprintf(text + len, sizeof text - len, format, args);
    va_end(args);
    assert_true(len < sizeof text);
}

static void repeat(const char *what, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        put("%s", what);
    }
}

/* ---- What is written ------------------------------------------------------------------------- */

static void bytes_of_a_file(size_t n)
{
    put(CHIP "#");
    repeat("x", n - len - 1);
    put("\n");
}

static void digits_of_a_number(size_t n)
{
    put(CHIP "declared: {tpp: \"");
    repeat("7", n);
    put(" TOPS*bit\"}\n");
}

static void powers_of_ten(size_t n)
{
    put(CHIP "declared: {tpp: \"1e%zu TOPS*bit\"}\n", n);
}

static void bytes_of_a_figure(size_t n)
{
    put(CHIP "declared: {tpp: \"7");
    repeat(" ", n - strlen("7TOPS*bit"));
    put("TOPS*bit\"}\n");
}

static void references_to_parts(size_t n)
{
    n_files = 0;
    put(BOARD, n);
    repeat(", {item: ./x.yaml}", n - 1);
    put("]\n");
}

static void files_in_a_chain(size_t n)
{
    n_files = n - 1;
    put(BOARD "]\n", (size_t)1);
}

/* "./3.yaml" is the fourth of a chain: it contains the next, and the last is a chip. */
static ecc_status resolve(void *user, ecc_str from, ecc_str ref, ecc_str *out_name,
                          ecc_str *out_bytes)
{
    (void)user;
    (void)from;
    static char files[64][128];
    const size_t at = (size_t)strtoul(ref.ptr + 2, NULL, 10);
    *out_name = ecc_str_slice(ref, 2, ref.len);
    *out_bytes = ECC_STR(CHIP);
    if (at < n_files) {
        snprintf(files[at], sizeof files[at], BOARD "]\n", at + 1);
        *out_bytes = ecc_str_of(files[at]);
    }
    return ECC_OK;
}

/* The id of the first message, for the test. */
static char said[64];

static void note(const ecc_diags *diags)
{
    snprintf(said, sizeof said, "%s", ecc_diags_count(diags) > 0 ? ecc_diags_at(diags, 0).id : "");
}

static ecc_status load_specification(void)
{
    ecc_spec *spec = NULL;
    ecc_diags *diags = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    const ecc_status status = ecc_spec_load(ECC_STR("0.yaml"), (ecc_str){text, len}, resolve, NULL,
                                            &spec, diags);
    note(diags);
    ecc_spec_free(spec);
    ecc_diags_free(diags);
    return status;
}

/* ---- What the law says ----------------------------------------------------------------------- */

static void put_reading(size_t number, size_t options)
{
    static const char *const first = "tf32"; /* that the table of formats asks for */
    put("  - {id: ");
    put(number == 0 ? first : "r%zu", number);
    put(", question: {en: q, zh: q}, source: {mark: inference}, taken: %s, options: [",
        number == 0 ? "full" : "a0");
    for (size_t i = 0; i < options; i++) {
        static const char *const names[] = {"full", "real"};
        put(i == 0 ? "{id: " : ", {id: ");
        put(number == 0 && i < 2 ? names[i] : "a%zu", i);
        put(", name: {en: a, zh: a}}");
    }
    put("]}\n");
}

static void open_questions(size_t n)
{
    put("readings:\n");
    for (size_t i = 0; i < n; i++) {
        put_reading(i, 2);
    }
}

static void answers_to_a_question(size_t n)
{
    put("readings:\n");
    put_reading(0, 2);
    put_reading(1, n);
}

static void paragraphs_in_the_order_of_review(size_t n)
{
    put("  circuit: [R.a");
    repeat(", R.a", n - 1);
    put("]\n");
}

static struct small_rules small;

static ecc_status load_rules(const char *readings, const char *order)
{
    small.quantities = SMALL_QUANTITY("tpp", "circuit", "TOPS*bit", "declared.tpp");
    small.clauses =
        "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: tpp, at-least: 1 TOPS*bit}\n";
    small.readings = readings;
    small.order = order;
    const ecc_status status = small_load(&small);
    note(small.diags);
    small_close(&small);
    return status;
}

static ecc_status load_readings(void)
{
    return load_rules(text, NULL);
}

static ecc_status load_review(void)
{
    return load_rules(NULL, text);
}

/* ---- At the cap, and one more ---------------------------------------------------------------- */

static const struct cap {
    void (*write)(size_t n);
    size_t cap;
    ecc_status (*load)(void);
    const char *id;
} caps[] = {
    {bytes_of_a_file, (size_t)1 << 20, load_specification, "file.too-large"},
    {digits_of_a_number, 30, load_specification, "quantity.too-many-digits"},
    {powers_of_ten, 30, load_specification, "quantity.exponent"},
    {bytes_of_a_figure, 200, load_specification, "quantity.not-number"},
    {references_to_parts, 1024, load_specification, "spec.item-limit"},
    {files_in_a_chain, 16, load_specification, "spec.item-depth"},
    {open_questions, 16, load_readings, "rule.too-many-readings"},
    {answers_to_a_question, 4, load_readings, "rule.reading-options"},
    {paragraphs_in_the_order_of_review, 63, load_review, "rule.long-review"},
};

static ecc_status load(const struct cap *cap, size_t n)
{
    len = 0;
    cap->write(n);
    return cap->load();
}

static void takes_as_many_and_no_more(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof caps / sizeof caps[0]; i++) {
        const ecc_status at = load(&caps[i], caps[i].cap);
        if (at != ECC_OK || said[0] != '\0') {
            fail_msg("%s: refuses %zu: %d, %s", caps[i].id, caps[i].cap, (int)at, said);
        }
        assert_int_not_equal(load(&caps[i], caps[i].cap + 1), ECC_OK);
        assert_string_equal(said, caps[i].id);
    }
}

/* The last of the longest order of review has its bit, and so has “none of them”. */
static void the_longest_order_of_review_is_kept(void **state)
{
    (void)state;
    static char clauses[1 << 14];
    static char order[1 << 11] = "  circuit: [";
    for (int i = 0; i < ECC_REVIEW_CAP; i++) {
        snprintf(clauses + strlen(clauses), sizeof clauses - strlen(clauses),
                 "  - {id: a%d, for: circuit, heading: {en: h, zh: h}, compare: tpp, at-least: %d "
                 "TOPS*bit}\n",
                 i, ECC_REVIEW_CAP - i);
        snprintf(order + strlen(order), sizeof order - strlen(order), i == 0 ? "R.a%d" : ", R.a%d",
                 i);
    }
    strcat(order, "]\n");
    small.quantities = SMALL_QUANTITY("tpp", "circuit", "TOPS*bit", "declared.tpp");
    small.clauses = clauses;
    small.order = order;
    small.readings = NULL;
    small_open(&small);
    static const char *const specs[] = {CHIP "declared: {tpp: 1}", CHIP "declared: {tpp: 0.5}"};
    static const char *const ids[] = {"R.a62", ""};
    for (size_t i = 0; i < 2; i++) {
        struct small_check check;
        assert_int_equal(small_check(&small, specs[i], NULL, &check), ECC_OK);
        const ecc_subject *subject = &check.result->subjects[0];
        assert_int_equal(subject->n_possible, 1);
        assert_true(ecc_str_is(subject->possible[0].id, ids[i]));
        assert_int_equal(check.result->controlled, i == 0 ? ECC_TRUE : ECC_FALSE);
        small_done(&check);
    }
    small_close(&small);
}

/* Ten questions of two answers are all tried; of eleven, half of the combinations are not, and nothing is said of them. */
static void combinations_that_were_not_tried_are_not_vouched_for(void **state)
{
    (void)state;
    for (size_t n = 10; n <= 11; n++) {
        len = 0;
        open_questions(n);
        small.quantities = SMALL_QUANTITY("tpp", "circuit", "TOPS*bit", "declared.tpp");
        small.clauses = "  - {id: a, for: circuit, heading: {en: h, zh: h}, compare: tpp, "
                        "at-least: 1 TOPS*bit}\n";
        small.order = "  circuit: [R.a]\n";
        small.readings = text;
        small_open(&small);
        struct small_check check;
        ecc_check_options options = ECC_CHECK_OPTIONS_INIT;
        options.all_readings = true;
        assert_int_equal(small_check(&small, CHIP "declared: {tpp: 2}", &options, &check), ECC_OK);
        assert_int_equal(check.result->n_combinations, 1); /* all tried lead to the same */
        assert_int_equal(check.result->combinations_cut, n == 11);
        small_done(&check);
        small_close(&small);
    }
}

/* ---- What an update brings --------------------------------------------------------------------- */

/* All metadata and rule files are read through one function, which is told how large each may be. */
static void files_of_an_update(void **state)
{
    (void)state;
    static const size_t sizes[] = {ECC_TIMESTAMP_CAP, ECC_ROOT_CAP, ECC_SNAPSHOT_CAP,
                                   ECC_TARGETS_CAP, ECC_TARGET_CAP};
    char folder[] = "caps-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct ecc_arena *arena = ecc_arena_new(0);
    ecc_diags *diags = NULL;
    struct ecc_dir dir;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(ecc_dir_open(folder, &dir, diags), ECC_OK);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        for (size_t more = 0; more < 2; more++) {
            ecc_str bytes = {NULL, 0};
            const int file = openat(dir.fd, "x", O_CREAT | O_WRONLY | O_TRUNC, 0600);
            assert_true(file >= 0 && ftruncate(file, (off_t)(sizes[i] + more)) == 0 &&
                        close(file) == 0);
            ecc_arena_reset(arena);
            assert_int_equal(ecc_pack_file_read(&dir, ECC_STR("x"), sizes[i], arena, &bytes, diags),
                             more == 0 ? ECC_OK : ECC_E_LIMIT);
            assert_int_equal(bytes.len, more == 0 ? sizes[i] : 0);
            assert_int_equal(ecc_diags_count(diags), i + more);
        }
    }
    note(diags);
    assert_string_equal(said, "trust.too-large");
    assert_int_equal(unlinkat(dir.fd, "x", 0), 0);
    ecc_dir_close(&dir);
    assert_int_equal(rmdir(folder), 0);
    ecc_diags_free(diags);
    ecc_arena_free(arena);
}

static ecc_str repeated(char *out, const char *what, size_t n)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        memcpy(out + at, what, strlen(what));
        at += strlen(what);
    }
    return (ecc_str){out, at};
}

static void bytes_and_names_of_a_path(void **state)
{
    (void)state;
    static char path[2048];
    assert_true(ecc_path_is_safe(repeated(path, "a", 200)));
    assert_false(ecc_path_is_safe(repeated(path, "a", 201)));
    /* 31 names of 33 bytes, and the last */
    (void)repeated(path, "abcdefghijklmnopqrstuvwxyz0123456/", 30);
    memset(path + 1020, 'z', 5);
    assert_true(ecc_path_is_safe((ecc_str){path, 1024}));
    assert_false(ecc_path_is_safe((ecc_str){path, 1025}));
    const ecc_str deep = repeated(path, "a/", 33);
    assert_true(ecc_path_is_safe(ecc_str_slice(deep, 0, 63)));
    assert_false(ecc_path_is_safe(ecc_str_slice(deep, 0, 65)));
}

static void remove_folder(const char *path)
{
    char parent[32];
    const char *name = strrchr(path, '/') + 1;
    struct ecc_dir dir;
    ecc_diags *diags = NULL;
    (void)snprintf(parent, sizeof parent, "%.*s", (int)(name - path), path);
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(ecc_dir_open(parent, &dir, diags), ECC_OK);
    assert_int_equal(ecc_dir_remove(&dir, ecc_str_of(name), diags), ECC_OK);
    ecc_dir_close(&dir);
    ecc_diags_free(diags);
}

/* Metadata of a role with an unknown field, which is kept, so that its file has as many bytes. */
static ecc_status save_metadata(struct ecc_author *author, enum ecc_role role, size_t n)
{
    static const char *const members[ECC_ROLES] = {
        [ECC_ROLE_ROOT] = ("{\"keys\": {}, \"roles\": {\"root\": R, \"timestamp\": R, "
                           "\"snapshot\": R, \"targets\": R}}"),
        [ECC_ROLE_TIMESTAMP] = "{\"meta\": {\"snapshot.json\": {\"version\": 1}}}",
        [ECC_ROLE_SNAPSHOT] = "{\"meta\": {\"targets.json\": {\"version\": 1}}}",
        [ECC_ROLE_TARGETS] = "{\"targets\": {}}",
    };
    static char padding[(size_t)6 << 20];
    struct ecc_pack_json *content = NULL;
    const struct ecc_metadata *written = NULL;
    struct ecc_buf json;
    struct ecc_buf printed;
    ecc_buf_init(&json, author->arena);
    for (const char *at = members[role]; *at != '\0'; at++) {
        if (*at == 'R') {
            ecc_buf_puts(&json, "{\"keyids\": [], \"threshold\": 1}");
        } else {
            ecc_buf_putc(&json, *at);
        }
    }
    assert_int_equal(ecc_pack_json_parse(author->arena, ECC_STR("x"), ecc_buf_str(&json), &content,
                                         author->diags),
                     ECC_OK);
    assert_true(ecc_author_common(author, content, role, 1, 2000000000) &&
                ecc_pack_json_set_text(author->arena, content, "x", ECC_STR("")));
    const struct ecc_pack_json *tree = ecc_author_envelope(author, content);
    ecc_buf_init(&printed, author->arena);
    ecc_pack_json_print(tree, &printed);
    memset(padding, 'x', sizeof padding);
    assert_true(ecc_pack_json_set_text(author->arena, content, "x",
                                       (ecc_str){padding, n - ecc_buf_str(&printed).len}));
    return ecc_author_save(author, role, ECC_STR("x.json"), tree, &written);
}

/* Nobody signs what nobody reads. */
static void bytes_of_metadata_that_is_signed(void **state)
{
    (void)state;
    static const size_t sizes[ECC_ROLES] = {
        [ECC_ROLE_ROOT] = (size_t)512 << 10,
        [ECC_ROLE_TIMESTAMP] = (size_t)64 << 10,
        [ECC_ROLE_SNAPSHOT] = (size_t)2 << 20,
        [ECC_ROLE_TARGETS] = (size_t)5 << 20,
    };
    for (enum ecc_role role = ECC_ROLE_ROOT; role < ECC_ROLES; role++) {
        char folder[] = "/tmp/ecc-caps-XXXXXX";
        char path[64];
        struct stat about;
        struct ecc_author *author = NULL;
        const struct ecc_metadata *read = NULL;
        ecc_diags *diags = NULL;
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        assert_non_null(mkdtemp(folder));
        (void)snprintf(path, sizeof path, "%s/metadata/x.json", folder);
        assert_int_equal(ecc_author_open(folder, false, false, 0, &author, diags), ECC_OK);
        assert_int_equal(save_metadata(author, role, sizes[role] + 1), ECC_E_LIMIT);
        note(diags);
        assert_string_equal(said, "trust.file-full");
        assert_int_not_equal(stat(path, &about), 0);
        assert_int_equal(save_metadata(author, role, sizes[role]), ECC_OK);
        assert_int_equal(stat(path, &about), 0);
        assert_int_equal(about.st_size, sizes[role]);
        assert_int_equal(ecc_author_load(author, role, ECC_STR("x.json"), &read), ECC_OK);
        assert_non_null(read);
        ecc_author_close(author);
        remove_folder(folder);
        ecc_diags_free(diags);
    }
}

/* The top role counts. */
static void delegations_that_are_made(void **state)
{
    (void)state;
    enum { CAP = 256 };
    char folder[] = "/dev/shm/ecc-caps-XXXXXX";
    struct ecc_author *author = NULL;
    struct ecc_secret *secret = NULL;
    const struct ecc_metadata *read = NULL;
    ecc_diags *diags = NULL;
    char name[16];
    if (access("/dev/shm", W_OK) != 0) {
        skip(); /* each is written to the disk */
    }
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_non_null(mkdtemp(folder));
    assert_int_equal(ecc_author_open(folder, false, false, 0, &author, diags), ECC_OK);
    assert_int_equal(ecc_secret_generate(author->arena, author->crypto, ECC_KEY_ED25519, &secret),
                     ECC_OK);
    const ecc_str id = ecc_secret_id(secret);
    const struct ecc_pack_json *object = ecc_secret_object(secret);
    const ecc_str path = ECC_STR("a");
    for (size_t i = 1; i <= CAP; i++) {
        (void)snprintf(name, sizeof name, "r%zu", i);
        const struct ecc_delegation_change change = {
            ecc_arena_str(author->arena, ecc_str_of(name)), &path, 1, &object, &id, 1, 1};
        assert_int_equal(ecc_author_delegate(author, &change), i < CAP ? ECC_OK : ECC_E_LIMIT);
    }
    note(diags);
    assert_string_equal(said, "trust.roles");
    assert_int_equal(ecc_author_load(author, ECC_ROLE_TARGETS, ECC_STR("targets.json"), &read),
                     ECC_OK);
    assert_int_equal(read->n_delegations, CAP - 1);
    ecc_secret_close(secret);
    ecc_author_close(author);
    ecc_diags_free(diags);
    remove_folder(folder);
}

/* The deepest file that there may be does not keep its set from being taken away. */
static void the_deepest_path_is_removed_again(void **state)
{
    (void)state;
    char folder[] = "/tmp/ecc-caps-XXXXXX";
    char path[64];
    struct ecc_dir dir;
    ecc_diags *diags = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_non_null(mkdtemp(folder));
    assert_int_equal(ecc_dir_open(folder, &dir, diags), ECC_OK);
    const ecc_str deep = ecc_str_slice(repeated(path, "a/", 32), 0, 63);
    assert_int_equal(ecc_pack_file_write(&dir, deep, ECC_STR("x"), 0600, diags), ECC_OK);
    ecc_dir_close(&dir);
    remove_folder(folder);
    assert_int_not_equal(access(folder, F_OK), 0);
    ecc_diags_free(diags);
}

static ecc_status list_files(const char *folder, size_t *out_n)
{
    const ecc_str *paths = NULL;
    struct ecc_arena *arena = ecc_arena_new(0);
    ecc_diags *diags = NULL;
    struct ecc_dir dir;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(ecc_dir_open(folder, &dir, diags), ECC_OK);
    *out_n = 0;
    const ecc_status status = ecc_tree_list(&dir, ".yaml", arena, &paths, out_n, diags);
    note(diags);
    ecc_dir_close(&dir);
    ecc_diags_free(diags);
    ecc_arena_free(arena);
    return status;
}

static void touch(int folder, const char *name)
{
    const int file = openat(folder, name, O_CREAT | O_WRONLY, 0600);
    assert_true(file >= 0 && close(file) == 0);
}

/* Directories count, and what is no rule file does not. */
static void entries_of_a_rule_directory(void **state)
{
    (void)state;
    enum { CAP = 20000, DIRS = 4 };
    char folder[] = "/tmp/ecc-caps-XXXXXX";
    char name[32];
    size_t n = 0;
    assert_non_null(mkdtemp(folder));
    const int top = open(folder, O_RDONLY | O_DIRECTORY);
    assert_true(top >= 0);
    for (int i = 0; i < DIRS; i++) {
        (void)snprintf(name, sizeof name, "%d", i);
        assert_int_equal(mkdirat(top, name, 0700), 0);
    }
    for (int i = 0; i < CAP - DIRS; i++) {
        (void)snprintf(name, sizeof name, "%d/%d.yaml", i % DIRS, i);
        touch(top, name);
    }
    touch(top, "0/notes.txt");
    assert_int_equal(list_files(folder, &n), ECC_OK);
    assert_int_equal(n, CAP - DIRS);
    touch(top, "0/more.yaml");
    assert_int_equal(list_files(folder, &n), ECC_E_LIMIT);
    assert_string_equal(said, "trust.too-many");
    assert_int_equal(n, 0);
    assert_int_equal(unlinkat(top, "0/more.yaml", 0), 0);
    assert_int_equal(mkdirat(top, "more", 0700), 0);
    assert_int_equal(list_files(folder, &n), ECC_E_LIMIT);
    (void)close(top);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_as_many_and_no_more),
        cmocka_unit_test(the_longest_order_of_review_is_kept),
        cmocka_unit_test(combinations_that_were_not_tried_are_not_vouched_for),
        cmocka_unit_test(files_of_an_update),
        cmocka_unit_test(entries_of_a_rule_directory),
        cmocka_unit_test(bytes_and_names_of_a_path),
        cmocka_unit_test(bytes_of_metadata_that_is_signed),
        cmocka_unit_test(delegations_that_are_made),
        cmocka_unit_test(the_deepest_path_is_removed_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
