/* SPDX-License-Identifier: Apache-2.0 */
/* Intervals against a naive model: points. Arithmetic must contain every result of sampled points,
 * reach its closed ends, approach and never reach its open ones; sets and comparisons must agree with
 * membership of a grid finer than the ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/interval.h"

#define GRID_MAX    400
#define SAMPLES_MAX 12

static ecc_num ratio(int64_t num, uint64_t den)
{
    ecc_num out;
    assert_true(ecc_num_make(num, den, &out));
    return out;
}

/* Every interval with ends among `ends` halves, all openness, bounded and not. */
struct grid {
    struct ecc_interval all[GRID_MAX];
    size_t n;
};

static void make_grid(struct grid *grid)
{
    static const int64_t ends[] = {0, 1, 2, 3, 6}; /* halves */
    grid->n = 0;
    for (size_t i = 0; i < 5; i++) {
        const ecc_num lo = ratio(ends[i], 2);
        for (int open = 0; open < 2; open++) {
            grid->all[grid->n++] = ecc_interval_at_least(&lo, open != 0);
        }
        for (size_t j = i; j < 5; j++) {
            const ecc_num hi = ratio(ends[j], 2);
            for (int open = 0; open < 4; open++) {
                const struct ecc_interval made = ecc_interval_between(&lo, (open & 1) != 0, &hi,
                                                                      (open & 2) != 0);
                assert_int_equal(ecc_interval_is_empty(&made), i == j && open != 0);
                assert_int_equal(ecc_interval_is_exact(&made), i == j && open == 0);
                if (!ecc_interval_is_empty(&made)) {
                    assert_true(grid->n < GRID_MAX);
                    grid->all[grid->n++] = made;
                }
            }
        }
    }
}

struct samples {
    ecc_num at[SAMPLES_MAX];
    size_t n;
};

static void sample(struct samples *samples, const struct ecc_interval *from, ecc_num value)
{
    if (ecc_interval_has(from, &value)) {
        samples->at[samples->n++] = value;
    }
}

/* Ends where they belong, points very near both ends, one in the middle, far ones where unbounded. */
static struct samples samples_of(const struct ecc_interval *a)
{
    struct samples out = {.n = 0};
    const ecc_num near = ratio(1, 1000000000000);
    const ecc_num far = ratio(1000000000000, 1);
    ecc_num value;
    sample(&out, a, a->lo);
    assert_true(ecc_num_add(&a->lo, &near, &value));
    sample(&out, a, value);
    if (a->hi_inf) {
        sample(&out, a, ratio(5, 1));
        sample(&out, a, far);
    } else {
        sample(&out, a, a->hi);
        assert_true(ecc_num_sub(&a->hi, &near, &value));
        sample(&out, a, value);
        assert_true(ecc_num_add(&a->hi, &a->lo, &value));
        const ecc_num half = ratio(1, 2);
        assert_true(ecc_num_mul(&value, &half, &value));
        sample(&out, a, value);
    }
    assert_true(out.n > 0);
    return out;
}

enum operation { ADD, MUL, DIV, MAX, OPERATIONS };

/* False where there is no result. */
static bool apply_num(enum operation operation, const ecc_num *x, const ecc_num *y, ecc_num *out)
{
    if (operation == ADD) {
        return ecc_num_add(x, y, out);
    }
    if (operation == MUL) {
        return ecc_num_mul(x, y, out);
    }
    if (operation == DIV) {
        return ecc_num_div(x, y, out);
    }
    *out = ecc_num_cmp(x, y) >= 0 ? *x : *y;
    return true;
}

static bool apply(enum operation operation, const struct ecc_interval *a,
                  const struct ecc_interval *b, struct ecc_interval *out)
{
    if (operation == ADD) {
        return ecc_interval_add(a, b, out);
    }
    if (operation == MUL) {
        return ecc_interval_mul(a, b, out);
    }
    if (operation == DIV) {
        return ecc_interval_div(a, b, out);
    }
    *out = ecc_interval_max(a, b);
    return true;
}

static bool is_near(const ecc_num *a, const ecc_num *b)
{
    const ecc_num near = ratio(1, 1000000);
    ecc_num distance;
    assert_true(ecc_num_sub(a, b, &distance));
    distance.sign = distance.sign < 0 ? -distance.sign : distance.sign;
    return ecc_num_cmp(&distance, &near) < 0;
}

struct seen {
    bool lo; /* the lower end itself was met */
    bool lo_near;
    bool hi;
    bool hi_near; /* for an unbounded one: something very large */
};

static void look(const struct ecc_interval *result, const ecc_num *value, struct seen *seen)
{
    const ecc_num large = ratio(1000000, 1);
    assert_true(ecc_interval_has(result, value));
    seen->lo |= ecc_num_cmp(value, &result->lo) == 0;
    seen->lo_near |= is_near(value, &result->lo);
    if (result->hi_inf) {
        seen->hi_near |= ecc_num_cmp(value, &large) > 0;
    } else {
        seen->hi |= ecc_num_cmp(value, &result->hi) == 0;
        seen->hi_near |= is_near(value, &result->hi);
    }
}

static void check_arithmetic(enum operation operation, const struct ecc_interval *a,
                             const struct ecc_interval *b)
{
    const ecc_num nowhere = ratio(123456789, 7); /* what a result that is not written would hold */
    struct ecc_interval result = ecc_interval_exact(&nowhere);
    const struct samples xs = samples_of(a);
    const struct samples ys = samples_of(b);
    struct seen seen = {.lo = false};
    if (!apply(operation, a, b, &result)) {
        assert_int_equal(operation, DIV);
        assert_true(ecc_interval_is_exact(b) && b->lo.sign == 0);
        return;
    }
    for (size_t i = 0; i < xs.n; i++) {
        for (size_t j = 0; j < ys.n; j++) {
            ecc_num value;
            if (apply_num(operation, &xs.at[i], &ys.at[j], &value)) {
                look(&result, &value, &seen);
            }
        }
    }
    assert_true(seen.lo_near && seen.hi_near);
    assert_int_equal(seen.lo, !result.lo_open);
    assert_int_equal(seen.hi, !result.hi_open);
}

static void computes_like_points(void **state)
{
    (void)state;
    static struct grid grid;
    make_grid(&grid);
    for (size_t i = 0; i < grid.n; i++) {
        for (size_t j = 0; j < grid.n; j++) {
            for (int operation = 0; operation < OPERATIONS; operation++) {
                check_arithmetic((enum operation)operation, &grid.all[i], &grid.all[j]);
            }
        }
    }
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static struct ecc_interval random_interval(uint64_t *seed)
{
    for (;;) {
        const ecc_num lo = ratio((int64_t)(next_random(seed) % 40), 1 + next_random(seed) % 12);
        const ecc_num hi = ratio((int64_t)(next_random(seed) % 90), 1 + next_random(seed) % 12);
        const uint64_t open = next_random(seed);
        const struct ecc_interval made = open % 5 == 0
                                             ? ecc_interval_at_least(&lo, (open & 64) != 0)
                                             : ecc_interval_between(&lo, (open & 64) != 0, &hi,
                                                                    (open & 128) != 0);
        if (!ecc_interval_is_empty(&made)) {
            return made;
        }
    }
}

static void computes_like_points_at_random(void **state)
{
    (void)state;
    uint64_t seed = 4090;
    for (size_t i = 0; i < 5000; i++) {
        const struct ecc_interval a = random_interval(&seed);
        const struct ecc_interval b = random_interval(&seed);
        for (int operation = 0; operation < OPERATIONS; operation++) {
            check_arithmetic((enum operation)operation, &a, &b);
        }
    }
}

/* Eighths: between any two ends or limits there is one. Beyond all ends, up to 5. */
#define PROBES 41

static void check_sets(const struct ecc_interval *a, const struct ecc_interval *b)
{
    bool in_a[PROBES];
    bool in_b[PROBES];
    bool within = true;
    bool meets = false;
    size_t first = PROBES;
    size_t last = 0;
    for (size_t i = 0; i < PROBES; i++) {
        const ecc_num probe = ratio((int64_t)i, 8);
        in_a[i] = ecc_interval_has(a, &probe);
        in_b[i] = ecc_interval_has(b, &probe);
        within = within && (!in_a[i] || in_b[i]);
        meets = meets || (in_a[i] && in_b[i]);
        if (in_a[i] || in_b[i]) {
            first = first == PROBES ? i : first;
            last = i;
        }
    }
    assert_int_equal(ecc_interval_within(a, b), within);
    struct ecc_interval both;
    assert_int_equal(ecc_interval_meet(a, b, &both), meets);
    const struct ecc_interval hull = ecc_interval_hull(a, b);
    assert_int_equal(hull.hi_inf, a->hi_inf || b->hi_inf);
    for (size_t i = 0; i < PROBES; i++) {
        const ecc_num probe = ratio((int64_t)i, 8);
        assert_int_equal(ecc_interval_has(&hull, &probe), i >= first && i <= last);
        if (meets) {
            assert_int_equal(ecc_interval_has(&both, &probe), in_a[i] && in_b[i]);
        }
    }
    if (meets) {
        assert_int_equal(both.hi_inf, a->hi_inf && b->hi_inf);
    }
}

static void combines_like_sets(void **state)
{
    (void)state;
    static struct grid grid;
    make_grid(&grid);
    for (size_t i = 0; i < grid.n; i++) {
        for (size_t j = 0; j < grid.n; j++) {
            check_sets(&grid.all[i], &grid.all[j]);
        }
    }
}

static ecc_tri verdict(size_t satisfying, size_t members)
{
    if (satisfying == members) {
        return ECC_TRUE;
    }
    return satisfying == 0 ? ECC_FALSE : ECC_UNKNOWN;
}

static void check_comparisons(const struct ecc_interval *a, const ecc_num *limit)
{
    size_t members = 0;
    size_t at_least = 0;
    size_t more_than = 0;
    for (size_t i = 0; i < PROBES; i++) {
        const ecc_num probe = ratio((int64_t)i, 8);
        if (ecc_interval_has(a, &probe)) {
            members++;
            at_least += ecc_num_cmp(&probe, limit) >= 0;
            more_than += ecc_num_cmp(&probe, limit) > 0;
        }
    }
    assert_true(members > 0);
    assert_int_equal(ecc_interval_at_least_num(a, limit), verdict(at_least, members));
    assert_int_equal(ecc_interval_more_than_num(a, limit), verdict(more_than, members));
    assert_int_equal(ecc_interval_at_most_num(a, limit), verdict(members - more_than, members));
    assert_int_equal(ecc_interval_less_than_num(a, limit), verdict(members - at_least, members));
}

static void compares_like_points(void **state)
{
    (void)state;
    static struct grid grid;
    make_grid(&grid);
    for (size_t i = 0; i < grid.n; i++) {
        for (int64_t quarters = 0; quarters <= 16; quarters++) {
            const ecc_num limit = ratio(quarters, 4);
            check_comparisons(&grid.all[i], &limit);
        }
    }
}

static void knows_exact_values(void **state)
{
    (void)state;
    static struct grid grid;
    make_grid(&grid);
    const ecc_num area = ratio(814, 1);
    const ecc_num more = ratio(815, 1);
    const struct ecc_interval exact = ecc_interval_exact(&area);
    assert_true(ecc_interval_is_exact(&exact));
    assert_true(ecc_interval_has(&exact, &area));
    assert_false(ecc_interval_has(&exact, &more));
    for (size_t i = 0; i < grid.n; i++) {
        const struct ecc_interval *a = &grid.all[i];
        assert_int_equal(ecc_interval_is_exact(a), !a->hi_inf && ecc_num_cmp(&a->lo, &a->hi) == 0);
    }
    const struct ecc_interval upside_down = ecc_interval_between(&more, false, &area, false);
    assert_true(ecc_interval_is_empty(&upside_down));
}

/* A number that does not fit is refused, in either end, and the output keeps what it had. */
static void refuses_what_does_not_fit(void **state)
{
    (void)state;
    ecc_num huge = ratio(2, 1);
    for (unsigned i = 0; i < 7; i++) { /* 2^128 */
        assert_true(ecc_num_mul(&huge, &huge, &huge));
    }
    ecc_num huger;
    const ecc_num top_half = ratio(INT64_MAX, 1);
    assert_true(ecc_num_mul(&huge, &top_half, &huger));
    assert_true(ecc_num_mul(&huger, &top_half, &huger)); /* a little below 2^254 */
    const ecc_num one = ratio(1, 1);
    const struct ecc_interval large = ecc_interval_exact(&huger);
    const struct ecc_interval wide = ecc_interval_between(&one, false, &huger, false);
    const struct ecc_interval unbounded = ecc_interval_at_least(&huger, false);
    struct ecc_interval small = ecc_interval_exact(&one);
    assert_true(ecc_interval_div(&small, &wide, &small));
    struct ecc_interval out = ecc_interval_exact(&one);
    assert_false(ecc_interval_mul(&large, &large, &out));
    assert_false(ecc_interval_mul(&wide, &wide, &out));
    assert_false(ecc_interval_mul(&unbounded, &large, &out));
    assert_false(ecc_interval_div(&large, &small, &out));
    assert_false(ecc_interval_div(&small, &large, &out));
    struct ecc_interval sum = wide;
    while (ecc_interval_add(&sum, &sum, &sum)) {
        assert_true(ecc_num_cmp(&sum.hi, &huger) > 0);
    }
    sum = unbounded;
    while (ecc_interval_add(&sum, &sum, &sum)) {
        assert_true(sum.hi_inf);
    }
    assert_true(ecc_interval_is_exact(&out));
    assert_int_equal(ecc_num_cmp(&out.lo, &one), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(computes_like_points), cmocka_unit_test(computes_like_points_at_random),
        cmocka_unit_test(combines_like_sets),   cmocka_unit_test(compares_like_points),
        cmocka_unit_test(knows_exact_values),   cmocka_unit_test(refuses_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
