/* SPDX-License-Identifier: Apache-2.0 */
/* Links against what their names say: "PCIe 5.0 x16", "24 x 100 Gb/s"; and memory against the part's name: "80GB". */
#include "base/arena.h"
#include "model/suspect.h"

/* ---- What a name says ---------------------------------------------------------------------- */

static bool skip(ecc_str *text, const char *word)
{
    if (!ecc_str_starts(*text, ecc_str_of(word))) {
        return false;
    }
    *text = ecc_str_slice(*text, ecc_str_of(word).len, text->len);
    return true;
}

/* Nominal rate of a PCIe lane in one direction, by generation [1/4 GB/s]; the law’s note and datasheets round so. */
static const int64_t lane_rates[] = {0, 1, 2, 4, 8, 16, 32};
#define GENERATIONS ((int64_t)(sizeof(lane_rates) / sizeof(lane_rates[0])))

/* "PCIe 5.0 x16", "PCIe Gen5 x16": the rate in one direction. */
static bool read_pcie(ecc_str text, ecc_num *out)
{
    int64_t generation = 0;
    int64_t lanes = 0;
    if (!skip(&text, "PCIe ")) {
        return false;
    }
    (void)(skip(&text, "Gen ") || skip(&text, "Gen"));
    if (!ecc_suspect_take_number(&text, &generation) || generation < 1 ||
        generation >= GENERATIONS) {
        return false;
    }
    (void)skip(&text, ".0");
    return skip(&text, " x") && ecc_suspect_take_number(&text, &lanes) && lanes >= 1 &&
           lanes <= 32 && ecc_num_make(lane_rates[generation] * lanes, 4, out);
}

/* "24 x 100 Gb/s": the rate in one direction. Somewhere in the text. */
static bool read_ports(ecc_str text, ecc_num *out)
{
    while (text.len > 0) {
        int64_t ports = 0;
        int64_t rate = 0;
        if (!ecc_suspect_take_number(&text, &ports)) {
            text = ecc_str_slice(text, 1, text.len);
            continue;
        }
        ecc_str rest = text;
        if (skip(&rest, " x ") && ecc_suspect_take_number(&rest, &rate) &&
            (skip(&rest, " Gb/s") || skip(&rest, " Gbps")) && ports < 10000 && rate < 100000) {
            return ports * rate > 0 && ecc_num_make(ports * rate, 8, out);
        }
    }
    return false;
}

/* ---- Links --------------------------------------------------------------------------------- */

/* `one` is what the name says of one direction. */
static void check_link(struct ecc_suspecting *suspecting, const struct ecc_thing *link,
                       const ecc_num *one)
{
    const struct ecc_fact *bandwidth = ecc_thing_fact(link, "bandwidth");
    const struct ecc_fact *name = ecc_thing_fact(link, "name");
    const bool each = ecc_thing_fact(link, "direction")->as.word == 1;
    const struct ecc_interval said = ecc_interval_exact(one);
    const struct ecc_interval *value = &bandwidth->as.quantity.value;
    const int64_t right = each ? 1 : 2;
    const ecc_arg args[] = {ecc_arg_text("name", name->text),
                            ecc_arg_text("value", ecc_suspect_number(suspecting, value)),
                            ecc_arg_text("one", ecc_suspect_number(suspecting, &said)),
                            ecc_arg_cstr("direction", each ? "each" : "both")};
    if (ecc_is_times(value, &said, each ? 2 : 1)) {
        ecc_suspect(suspecting, ECC_SUSPECT_DIRECTION, ECC_M_suspect_link_direction,
                    bandwidth->span, args, 4);
    } else if (ecc_is_times(value, &said, 8 * right) || ecc_is_times(value, &said, 8)) {
        ecc_suspect(suspecting, ECC_SUSPECT_GIGABITS, ECC_M_suspect_link_gigabits, bandwidth->span,
                    args, 4);
    }
}

void ecc_suspect_links(struct ecc_suspecting *suspecting)
{
    const struct ecc_fact *links = ecc_thing_fact(suspecting->spec->root, "links");
    for (size_t i = 0; links != NULL && i < links->as.list.n; i++) {
        const struct ecc_thing *link = &links->as.list.items[i];
        const struct ecc_fact *name = ecc_thing_fact(link, "name");
        ecc_num one;
        if (name->presence == ECC_GIVEN &&
            (read_pcie(name->text, &one) || read_ports(name->text, &one))) {
            check_link(suspecting, link, &one);
        }
    }
}

/* ---- Memory -------------------------------------------------------------------------------- */

/* "80GB" or "80 GB" in a name. */
static bool read_size(ecc_str text, ecc_num *out)
{
    while (text.len > 0) {
        int64_t size = 0;
        if (!ecc_suspect_take_number(&text, &size)) {
            text = ecc_str_slice(text, 1, text.len);
            continue;
        }
        ecc_str rest = text;
        (void)skip(&rest, " ");
        if (size > 0 && skip(&rest, "GB") && !ecc_str_starts(rest, ECC_STR("/"))) {
            *out = ecc_num_int(size);
            return true;
        }
    }
    return false;
}

void ecc_suspect_memory(struct ecc_suspecting *suspecting)
{
    const struct ecc_fact *memory = ecc_thing_fact(suspecting->spec->root, "memory");
    const struct ecc_fact *capacity = memory != NULL ? ecc_thing_fact(memory->as.record, "capacity")
                                                     : NULL;
    ecc_num size;
    if (capacity == NULL || capacity->presence != ECC_GIVEN ||
        !read_size(suspecting->spec->info.name, &size)) {
        return;
    }
    const struct ecc_interval said = ecc_interval_exact(&size);
    const struct ecc_interval *value = &capacity->as.quantity.value;
    const ecc_arg args[] = {ecc_arg_text("name", suspecting->spec->info.name),
                            ecc_arg_text("value", ecc_suspect_number(suspecting, value)),
                            ecc_arg_text("said", ecc_suspect_number(suspecting, &said))};
    if (ecc_is_times(value, &said, 8) || ecc_is_times(&said, value, 8)) {
        ecc_suspect(suspecting, ECC_SUSPECT_GIGABITS, ECC_M_suspect_size_gigabits, capacity->span,
                    args, 3);
    } else if (ecc_is_times(value, &said, 2) || ecc_is_times(&said, value, 2)) {
        ecc_suspect(suspecting, ECC_SUSPECT_BOARD, ECC_M_suspect_size_board, capacity->span, args,
                    3);
    } else if (ecc_is_above(value, &said, 11, 10) || ecc_is_above(&said, value, 11, 10)) {
        ecc_suspect(suspecting, ECC_SUSPECT_DIFFERS, ECC_M_suspect_size_differs, capacity->span,
                    args, 3);
    }
}
