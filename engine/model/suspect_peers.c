/* SPDX-License-Identifier: Apache-2.0 */
/* A specification against others: parts with the same die do not do exactly two or four times as much; and a part does
 * what the catalogue's part of the same name does. */
#include <assert.h>

#include "base/arena.h"
#include "base/unicode.h"
#include "model/suspect.h"

/* ---- The same die -------------------------------------------------------------------------- */

static ecc_str die_name(const ecc_spec *spec)
{
    const struct ecc_fact *dies = ecc_thing_fact(spec->root, "logic-dies");
    if (dies == NULL || dies->as.list.n == 0) {
        return (ecc_str){NULL, 0};
    }
    const struct ecc_fact *name = ecc_thing_fact(&dies->as.list.items[0], "name");
    return name->presence == ECC_GIVEN ? name->text : (ecc_str){NULL, 0};
}

static bool has_same_die(const ecc_spec *a, const ecc_spec *b)
{
    const ecc_str die = die_name(a);
    return die.len > 0 && ecc_str_eq(die, die_name(b)) &&
           ecc_str_eq(a->info.vendor, b->info.vendor);
}

/* Is the figure of that id exactly `times` the peer's? */
static bool figure_is_times(const struct ecc_suspecting *suspecting, const struct ecc_peer *peer,
                            ecc_str id, int64_t times)
{
    const struct ecc_figure_value *own = ecc_figure_find(suspecting->figures, id);
    const struct ecc_figure_value *other = ecc_figure_find(peer->figures, id);
    assert(own != NULL); /* a rate of its own, or the memory, which every chip has */
    return other != NULL && ecc_is_times(&own->value, &other->value, times);
}

static bool is_dense_rate(const struct ecc_figure_value *figure)
{
    return ecc_str_is(figure->shown.unit, "TOPS") && !figure->shown.sparse;
}

/* The first dense rate that is exactly 2 or 4 times the peer's. */
static const struct ecc_figure_value *multiplied(const struct ecc_suspecting *suspecting,
                                                 const struct ecc_peer *peer, int64_t *out_times)
{
    for (size_t i = 0; i < suspecting->figures->n; i++) {
        const struct ecc_figure_value *own = &suspecting->figures->items[i];
        for (int64_t times = 2; times <= 4; times += 2) {
            if (is_dense_rate(own) && figure_is_times(suspecting, peer, own->shown.id, times)) {
                *out_times = times;
                return own;
            }
        }
    }
    return NULL;
}

/* Has it as many times more dies? Then it does as many times more, and nobody wonders. */
static bool has_more_dies(const ecc_spec *own, const ecc_spec *other, int64_t times)
{
    const struct ecc_fact *own_dies = ecc_thing_fact(own->root, "logic-dies");
    const struct ecc_fact *other_dies = ecc_thing_fact(other->root, "logic-dies");
    const struct ecc_fact *own_count = ecc_thing_fact(&own_dies->as.list.items[0], "count");
    const struct ecc_fact *other_count = ecc_thing_fact(&other_dies->as.list.items[0], "count");
    return ecc_is_times(&own_count->as.quantity.value, &other_count->as.quantity.value, times);
}

/* A part with the same die that does exactly 2 or 4 times less. */
struct sibling {
    const struct ecc_peer *peer;
    const struct ecc_figure_value *rate;
    int64_t times;
    bool board; /* its memory is as many times smaller: then several of it are meant */
};

static struct sibling compare_sibling(const struct ecc_suspecting *suspecting,
                                      const struct ecc_peer *peer)
{
    struct sibling sibling = {.peer = peer};
    sibling.rate = multiplied(suspecting, peer, &sibling.times);
    if (sibling.rate == NULL || has_more_dies(suspecting->spec, peer->spec, sibling.times)) {
        return (struct sibling){.peer = NULL};
    }
    sibling.board = figure_is_times(suspecting, peer, ECC_STR("memory.capacity"), sibling.times);
    return sibling;
}

/* The file that a part of the catalogue is made of: "nvidia/l4", "specs/nvidia/l4.yaml". */
static bool is_itself(const ecc_spec *spec, const struct ecc_peer *peer)
{
    ecc_str name = spec->source->name;
    if (ecc_str_ends(name, ECC_STR(".yaml"))) {
        name = ecc_str_slice(name, 0, name.len - sizeof(".yaml") + 1);
    }
    return ecc_str_eq(name, peer->id) ||
           (ecc_str_ends(name, peer->id) && name.ptr[name.len - peer->id.len - 1] == '/');
}

/* One finding is enough for one mistake; a sibling whose memory fits as well explains it best. */
static void check_siblings(struct ecc_suspecting *suspecting, const struct ecc_peer *namesake)
{
    struct sibling best = {.peer = NULL};
    for (size_t i = 0; i < suspecting->n_peers && !best.board; i++) {
        const struct ecc_peer *peer = &suspecting->peers[i];
        if (peer == namesake || is_itself(suspecting->spec, peer) ||
            !has_same_die(suspecting->spec, peer->spec)) {
            continue;
        }
        const struct sibling sibling = compare_sibling(suspecting, peer);
        if (sibling.peer != NULL && (best.peer == NULL || sibling.board)) {
            best = sibling;
        }
    }
    if (best.peer == NULL) {
        return;
    }
    const ecc_arg args[] = {ecc_arg_text("format", best.rate->shown.id),
                            ecc_arg_text("rate", ecc_suspect_number(suspecting, &best.rate->value)),
                            ecc_arg_integer("times", best.times),
                            ecc_arg_text("peer", best.peer->spec->info.name),
                            ecc_arg_text("id", best.peer->id),
                            ecc_arg_text("die", die_name(best.peer->spec))};
    ecc_suspect(suspecting, best.board ? ECC_SUSPECT_BOARD : ECC_SUSPECT_SPARSE,
                best.board ? ECC_M_suspect_sibling_board : ECC_M_suspect_sibling_sparse,
                best.rate->span, args, sizeof(args) / sizeof(args[0]));
}

/* ---- The same name ------------------------------------------------------------------------- */

/* A rate against the rate with sparsity that the catalogue gives for it. */
static bool is_their_sparse(const struct ecc_suspecting *suspecting, const struct ecc_peer *peer,
                            const struct ecc_figure_value *own)
{
    struct ecc_buf id;
    ecc_buf_init(&id, suspecting->arena);
    ecc_buf_puts(&id, "sparse.");
    ecc_buf_add(&id, own->shown.id);
    const struct ecc_figure_value *sparse = ecc_figure_find(peer->figures,
                                                            ecc_suspect_text(suspecting, &id));
    return sparse != NULL && !ecc_is_above(&own->value, &sparse->value, 101, 100) &&
           !ecc_is_above(&sparse->value, &own->value, 101, 100);
}

struct difference {
    enum ecc_suspicion kind;
    enum ecc_message_id message;
};

/* Which mistake turns their figure into this one. */
static struct difference name_mistake(const struct ecc_suspecting *suspecting,
                                      const struct ecc_peer *peer,
                                      const struct ecc_figure_value *own,
                                      const struct ecc_figure_value *other)
{
    const bool doubled = ecc_is_times(&own->value, &other->value, 2) ||
                         ecc_is_times(&other->value, &own->value, 2);
    const bool bits = ecc_is_times(&own->value, &other->value, 8) ||
                      ecc_is_times(&other->value, &own->value, 8);
    if (is_dense_rate(own) && is_their_sparse(suspecting, peer, own)) {
        return (struct difference){ECC_SUSPECT_SPARSE, ECC_M_suspect_their_sparse};
    }
    if (!is_dense_rate(own) && bits) {
        return (struct difference){ECC_SUSPECT_GIGABITS, ECC_M_suspect_differs_gigabits};
    }
    if (ecc_str_is(own->shown.id, "io") && doubled) {
        return (struct difference){ECC_SUSPECT_DIRECTION, ECC_M_suspect_differs_direction};
    }
    return (struct difference){ECC_SUSPECT_DIFFERS, ECC_M_suspect_differs};
}

static void check_namesake(struct ecc_suspecting *suspecting, const struct ecc_peer *peer)
{
    for (size_t i = 0; i < suspecting->figures->n; i++) {
        const struct ecc_figure_value *own = &suspecting->figures->items[i];
        const struct ecc_figure_value *other = ecc_figure_find(peer->figures, own->shown.id);
        const bool compared = other != NULL && own->shown.known && other->shown.known &&
                              !own->shown.sparse;
        if (!compared || (!ecc_is_above(&own->value, &other->value, 11, 10) &&
                          !ecc_is_above(&other->value, &own->value, 11, 10))) {
            continue;
        }
        const struct difference difference = name_mistake(suspecting, peer, own, other);
        ecc_suspect(suspecting, difference.kind, difference.message, own->span,
                    ECC_ARGS(ecc_arg_text("figure", own->shown.id),
                             ecc_arg_text("value", ecc_suspect_number(suspecting, &own->value)),
                             ecc_arg_text("theirs", ecc_suspect_number(suspecting, &other->value)),
                             ecc_arg_text("unit", own->shown.unit), ecc_arg_text("id", peer->id)));
    }
}

static ecc_status name_is(const struct ecc_suspecting *suspecting, ecc_str name, ecc_str key,
                          bool *out)
{
    const ecc_str other = ecc_unicode_name_key(suspecting->arena, name);
    if (other.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    *out = key.len > 0 && ecc_str_eq(other, key);
    return ECC_OK;
}

/* Is it the part's name, or one of its other names? */
static ecc_status is_called(const struct ecc_suspecting *suspecting, const ecc_spec *spec,
                            ecc_str key, bool *out)
{
    *out = false;
    TRY(name_is(suspecting, spec->info.name, key, out));
    for (size_t i = 0; i < spec->info.n_aliases && !*out; i++) {
        TRY(name_is(suspecting, spec->info.aliases[i], key, out));
    }
    return ECC_OK;
}

/* ---- The whole ----------------------------------------------------------------------------- */

/* The one part of the catalogue with that name; a name of several is nobody's. */
static ecc_status find_namesake(const struct ecc_suspecting *suspecting,
                                const struct ecc_peer **out)
{
    const ecc_str key = ecc_unicode_name_key(suspecting->arena, suspecting->spec->info.name);
    size_t n = 0;
    if (key.ptr == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < suspecting->n_peers; i++) {
        const struct ecc_peer *peer = &suspecting->peers[i];
        bool called = false;
        TRY(is_called(suspecting, peer->spec, key, &called));
        if (called && peer->spec->kind == suspecting->spec->kind) {
            *out = peer;
            n++;
        }
    }
    *out = n == 1 ? *out : NULL;
    return ECC_OK;
}

ecc_status ecc_suspect_peers(struct ecc_suspecting *suspecting)
{
    const struct ecc_peer *namesake = NULL;
    TRY(find_namesake(suspecting, &namesake));
    if (namesake != NULL && !is_itself(suspecting->spec, namesake)) {
        check_namesake(suspecting, namesake);
    }
    check_siblings(suspecting, namesake);
    return ECC_OK;
}
