/* SPDX-License-Identifier: Apache-2.0 */
/* What the library says of itself: versions, and the digest that names a rule set. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "ecc/ecc.h"

/* Two files, given in the wrong order; the digest was made with sha256sum:
 *   cd rules && find . -name '*.yaml' -printf '%P\n' | LC_ALL=C sort | xargs sha256sum | sha256sum */
static const char *const paths[] = {"us-ear/regime.yaml", "us-ear/3a090/2023-11-17.yaml"};
static const char *const bytes[] = {"ecc: regime/1\n", "ecc: rule/1\n"};
#define DIGEST "836638e256aa68f749e11c9169c65b315e633a9dce5fceec9ae3bba4efa0c985"

static ecc_status read_file(void *user, ecc_str path, ecc_str *out_bytes)
{
    const char *const *texts = user;
    for (size_t i = 0; i < 2; i++) {
        if (ecc_str_is(path, paths[i])) {
            *out_bytes = ecc_str_of(texts[i]);
            return ECC_OK;
        }
    }
    return ECC_E_NOT_FOUND;
}

static void digest_of(const char *const *texts, char out[ECC_DIGEST_SIZE])
{
    ecc_diags *diags = NULL;
    ecc_rules *rules = NULL;
    const ecc_str list[] = {ecc_str_of(paths[0]), ecc_str_of(paths[1])};
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(ecc_rules_open_files(list, 2, read_file, (void *)(size_t)texts, &rules, diags),
                     ECC_OK);
    assert_int_equal(ecc_rules_digest(rules, out, diags), ECC_OK);
    ecc_rules_free(rules);
    ecc_diags_free(diags);
}

static void digest_is_that_of_sha256sum(void **state)
{
    (void)state;
    char digest[ECC_DIGEST_SIZE];
    digest_of(bytes, digest);
    assert_string_equal(digest, DIGEST);
}

static void digest_tells_one_byte(void **state)
{
    (void)state;
    char digest[ECC_DIGEST_SIZE];
    const char *const other[] = {bytes[0], "ecc: rule/1 \n"};
    digest_of(other, digest);
    assert_string_not_equal(digest, DIGEST);
}

static void digest_needs_every_file(void **state)
{
    (void)state;
    ecc_diags *diags = NULL;
    ecc_rules *rules = NULL;
    char digest[ECC_DIGEST_SIZE] = "untouched";
    const ecc_str list[] = {ecc_str_of(paths[0]), ecc_str_of("us-ear/3a090/2022-10-21.yaml")};
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    assert_int_equal(ecc_rules_open_files(list, 2, read_file, (void *)(size_t)bytes, &rules, diags),
                     ECC_OK);
    assert_int_equal(ecc_rules_digest(rules, digest, diags), ECC_E_NOT_FOUND);
    assert_string_equal(digest, "untouched");
    ecc_rules_free(rules);
    ecc_diags_free(diags);
}

static void libraries_have_versions(void **state)
{
    (void)state;
    ecc_library libraries[ECC_LIBRARIES];
    ecc_libraries(libraries);
    for (size_t i = 0; i < ECC_LIBRARIES; i++) {
        assert_true(strlen(libraries[i].name) > 0);
        assert_true(libraries[i].version[0] >= '0' && libraries[i].version[0] <= '9');
        assert_non_null(strchr(libraries[i].version, '.'));
    }
    assert_string_equal(ecc_version(), ECC_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digest_is_that_of_sha256sum),
        cmocka_unit_test(digest_tells_one_byte),
        cmocka_unit_test(digest_needs_every_file),
        cmocka_unit_test(libraries_have_versions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
