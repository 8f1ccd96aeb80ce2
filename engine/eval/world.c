/* SPDX-License-Identifier: Apache-2.0 */
/* From a specification to the things that are evaluated. Recursion follows `contains`, whose depth and
 * number the specification loader caps. */
#include "eval/world.h"

#include <assert.h>

#include "base/arena.h"
#include "eval/tri.h"

struct building {
    struct ecc_world *world;
    bool open;
};

static enum ecc_subject_kind subject_kind(const struct ecc_spec *spec)
{
    static const enum ecc_subject_kind kinds[ECC_SPEC_KINDS] = {[ECC_SPEC_CHIP] = ECC_CIRCUIT,
                                                                [ECC_SPEC_MEMORY] = ECC_MEMORY,
                                                                [ECC_SPEC_BOARD] = ECC_ASSEMBLY,
                                                                [ECC_SPEC_SYSTEM] = ECC_ASSEMBLY};
    return kinds[spec->kind];
}

static size_t count_parts(const struct ecc_spec *spec)
{
    size_t n = 1;
    for (size_t i = 0; i < spec->n_parts; i++) {
        n += count_parts(spec->parts[i].spec);
    }
    return n;
}

static struct ecc_interval one(void)
{
    ecc_num number = ecc_num_int(1);
    return ecc_interval_exact(&number);
}

/* The same file, however often it is contained, is one subject: it is read once. */
static struct ecc_world_subject *find_subject(struct ecc_world *world, const struct ecc_spec *spec)
{
    for (size_t i = 0; i < world->n_subjects; i++) {
        if (world->subjects[i].spec == spec) {
            return &world->subjects[i];
        }
    }
    return NULL;
}

static ecc_status add_inside(struct building *building, const struct ecc_spec *spec,
                             const struct ecc_interval *count)
{
    enum ecc_subject_kind kind = subject_kind(spec);
    if (kind != ECC_ASSEMBLY) {
        struct ecc_world_subject *known = find_subject(building->world, spec);
        if (known != NULL) {
            return ecc_interval_add(&known->count, count, &known->count) ? ECC_OK : ECC_E_LIMIT;
        }
        building->world->subjects[building->world->n_subjects++] = (struct ecc_world_subject){
            .kind = kind, .spec = spec, .thing = spec->root, .count = *count, .inside = true};
        return ECC_OK;
    }
    if (spec->parts_open) {
        building->open = true;
    }
    for (size_t i = 0; i < spec->n_parts; i++) {
        struct ecc_interval total;
        if (!ecc_interval_mul(count, &spec->parts[i].count, &total)) {
            return ECC_E_LIMIT;
        }
        TRY(add_inside(building, spec->parts[i].spec, &total));
    }
    return ECC_OK;
}

/* A chip that is sold as a module or card is an assembly that contains the circuit. */
static ecc_tri sold_as_assembly(const struct ecc_spec *spec)
{
    size_t index = ecc_record_find(spec->root->record, ECC_STR("sold-as"));
    const struct ecc_fact *fact = &spec->root->facts[index];
    if (fact->as.word < 0) {
        return ECC_UNKNOWN;
    }
    return ecc_tri_of(!ecc_str_is(ecc_str_of(fact->field->words[fact->as.word]), "chip"));
}

static ecc_status list_contained(struct ecc_arena *arena, struct ecc_world *world, size_t assembly)
{
    size_t *contained = ECC_NEW_ARRAY(arena, world->n_subjects, size_t);
    if (contained == NULL) {
        return ECC_E_NOMEM;
    }
    size_t n = 0;
    for (size_t i = 0; i < world->n_subjects; i++) {
        if (i != assembly) {
            contained[n++] = i;
        }
    }
    world->subjects[assembly].contained = contained;
    world->subjects[assembly].n_contained = n;
    return ECC_OK;
}

ecc_status ecc_world_init(struct ecc_arena *arena, const struct ecc_law *law,
                          const struct ecc_spec *spec, struct ecc_world *out)
{
    struct ecc_world world = {.law = law};
    assert(law->definitions->n_readings <= ECC_READINGS_CAP);
    for (size_t i = 0; i < law->definitions->n_readings; i++) {
        world.readings[i] = (unsigned char)law->definitions->readings[i].taken;
    }
    size_t cap = count_parts(spec) + 1;
    world.subjects = ECC_NEW_ARRAY(arena, cap, struct ecc_world_subject);
    if (world.subjects == NULL) {
        return ECC_E_NOMEM;
    }
    enum ecc_subject_kind kind = subject_kind(spec);
    struct ecc_world_subject assembly = {
        .kind = ECC_ASSEMBLY, .spec = spec, .count = one(), .sold_so = ECC_TRUE};
    struct building building = {.world = &world};
    size_t at = 0;
    if (kind == ECC_ASSEMBLY) {
        world.subjects[world.n_subjects++] = assembly;
        struct ecc_interval count = one();
        TRY(add_inside(&building, spec, &count));
        world.subjects[0].open = building.open;
    } else {
        world.subjects[world.n_subjects++] = (struct ecc_world_subject){
            .kind = kind, .spec = spec, .thing = spec->root, .count = one(), .sold_so = ECC_TRUE};
        assembly.sold_so = kind == ECC_CIRCUIT ? sold_as_assembly(spec) : ECC_FALSE;
        if (assembly.sold_so != ECC_FALSE) {
            at = world.n_subjects;
            world.subjects[world.n_subjects++] = assembly;
        }
    }
    if (world.subjects[at].kind == ECC_ASSEMBLY) {
        TRY(list_contained(arena, &world, at));
    }
    *out = world;
    return ECC_OK;
}
