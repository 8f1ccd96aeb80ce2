/* SPDX-License-Identifier: Apache-2.0 */
/* The catalogue, loaded, and what it and a file by itself give reason to doubt. */
#include "base/arena.h"
#include "model/suspect.h"

struct ecc_peers { /* ecc_peers of the public header */
    struct ecc_arena *arena;
    struct ecc_peer *items;
    ecc_spec **specs;
    ecc_figures **figures;
    size_t n;
};

static ecc_status add_peer(struct ecc_peers *peers, size_t part, ecc_diags *diags)
{
    ecc_spec *spec = NULL;
    ecc_figures *figures = NULL;
    TRY(ecc_spec_load(ecc_catalogue_id(part), ecc_catalogue_bytes(part), NULL, NULL, &spec, diags));
    const ecc_status status = ecc_figures_new(spec, &figures);
    if (status != ECC_OK) {
        ecc_spec_free(spec);
        return status;
    }
    peers->specs[peers->n] = spec;
    peers->figures[peers->n] = figures;
    peers->items[peers->n++] = (struct ecc_peer){ecc_catalogue_id(part), spec, figures};
    return ECC_OK;
}

static ecc_status load_all(struct ecc_peers *peers, ecc_diags *diags)
{
    const size_t n = ecc_catalogue_count();
    peers->items = ECC_NEW_ARRAY(peers->arena, n, struct ecc_peer);
    peers->specs = ECC_NEW_ARRAY(peers->arena, n, ecc_spec *);
    peers->figures = ECC_NEW_ARRAY(peers->arena, n, ecc_figures *);
    if (peers->items == NULL || peers->specs == NULL || peers->figures == NULL) {
        return ECC_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        TRY(add_peer(peers, i, diags));
    }
    return ECC_OK;
}

ecc_status ecc_peers_new(ecc_peers **out_peers, ecc_diags *diags)
{
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_peers *peers = arena != NULL ? ECC_NEW(arena, struct ecc_peers) : NULL;
    if (peers == NULL) {
        ecc_arena_free(arena);
        return ECC_E_NOMEM;
    }
    *peers = (struct ecc_peers){.arena = arena};
    const ecc_status status = load_all(peers, diags);
    if (status != ECC_OK) {
        ecc_peers_free(peers);
        return status;
    }
    *out_peers = peers;
    return ECC_OK;
}

void ecc_peers_free(ecc_peers *peers)
{
    if (peers == NULL) {
        return;
    }
    for (size_t i = 0; i < peers->n; i++) {
        ecc_figures_free(peers->figures[i]);
        ecc_spec_free(peers->specs[i]);
    }
    ecc_arena_free(peers->arena);
}

ecc_status ecc_spec_suspicions(const ecc_spec *spec, const ecc_peers *peers, ecc_diags *diags)
{
    ecc_figures *figures = NULL;
    TRY(ecc_figures_new(spec, &figures));
    struct ecc_suspecting suspecting = {.arena = figures->arena,
                                        .spec = spec,
                                        .figures = figures,
                                        .peers = peers != NULL ? peers->items : NULL,
                                        .n_peers = peers != NULL ? peers->n : 0,
                                        .diags = diags};
    const ecc_status status = ecc_suspect_all(&suspecting);
    ecc_figures_free(figures);
    return status;
}
