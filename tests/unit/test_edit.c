/* SPDX-License-Identifier: Apache-2.0 */
/* What-if settings: where they lead, what they add, and what they refuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/diag.h"
#include "model/spec.h"

static const char chip[] = "ecc: chip/1\n"
                           "name: x\n"
                           "logic-dies:\n"
                           "  - {name: a, area: unknown}\n"
                           "links: unknown\n";

struct row {
    const char *setting;
    const char *path;  /* of the fact that is then there; NULL: refused */
    const char *value; /* of it; or the id of the diagnostic */
};

static const struct row rows[] = {
    {"logic-dies[0].area=600 mm2", "logic-dies[0].area", "600 mm2"},
    {"logic-dies[0].area= >= 600 mm2", "logic-dies[0].area", ">= 600 mm2"},
    {"logic-dies[1].area=10 mm2", "logic-dies[1].area", "10 mm2"},
    {"datacenter.designed=yes", "datacenter.designed", "yes"},
    {"links[0].bandwidth=64 GB/s", "links[0].bandwidth", "64 GB/s"},
    {"links=[]", "links", "[]"},
    {"links=[{bandwidth: 64 GB/s}]", "links[0].bandwidth", "64 GB/s"},
    {"name=y", "name", "y"},
    {"declared.tpp=4800", "declared.tpp", "4800"},
    {"logic-dies[0].area", NULL, "edit.bad-path"},
    {"=5", NULL, "edit.bad-path"},
    {"a..b=5", NULL, "edit.bad-path"},
    {"[0]=5", NULL, "edit.bad-path"},
    {"logic-dies[0=5", NULL, "edit.bad-path"},
    {"logic-dies[]=5", NULL, "edit.bad-path"},
    {"logic-dies[2].area=5 mm2", NULL, "edit.no-place"},
    {"logic-dies.area=5 mm2", NULL, "edit.no-place"},
    {"name[0]=5", NULL, "edit.no-place"},
    {"logic-dies[0].aera=5 mm2", NULL, "spec.unknown-key"},
    {"logic-dies[0].area=5 GB", NULL, "quantity.dimension"},
    {"links=[", NULL, "yaml.syntax"},
};

static ecc_spec *load(const char *setting, ecc_diags *diags)
{
    ecc_spec *spec = NULL;
    ecc_str text = ecc_str_of(setting);
    ecc_status status = ecc_spec_load_variant(ECC_STR("x.yaml"), ecc_str_of(chip), &text, 1, NULL,
                                              NULL, &spec, diags);
    assert_int_equal(status == ECC_OK, spec != NULL);
    return spec;
}

static void assert_fact(const ecc_spec *spec, const struct row *row)
{
    const ecc_fact_view *facts = NULL;
    size_t n = ecc_spec_facts(spec, &facts);
    for (size_t i = 0; i < n; i++) {
        if (ecc_str_is(facts[i].path, row->path)) {
            assert_true(ecc_str_is(facts[i].value, row->value));
            return;
        }
    }
    fail_msg("%s: no fact %s", row->setting, row->path);
}

static void settings_lead_where_they_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ecc_diags *diags = NULL;
        assert_int_equal(ecc_diags_new(&diags), ECC_OK);
        ecc_spec *spec = load(rows[i].setting, diags);
        if (rows[i].path != NULL) {
            assert_non_null(spec);
            assert_fact(spec, &rows[i]);
        } else {
            assert_null(spec);
            ecc_diag diag = ecc_diags_at(diags, 0);
            assert_string_equal(diag.id, rows[i].value);
            assert_true(ecc_str_is(diag.at.file, "--set"));
        }
        ecc_spec_free(spec);
        ecc_diags_free(diags);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(settings_lead_where_they_say)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
