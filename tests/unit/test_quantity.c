/* SPDX-License-Identifier: Apache-2.0 */
/* Quantities: what each way of writing means, and the one diagnostic that each wrong way gets. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "guarded.h"
#include "model/quantity.h"
#include "model/quantity_number.h"

#define RATE                                                                                       \
    {                                                                                              \
        .dim = ECC_DIM_RATE_INIT                                                                   \
    }
#define BANDWIDTH                                                                                  \
    {                                                                                              \
        .dim = ECC_DIM_BANDWIDTH_INIT                                                              \
    }
#define AREA                                                                                       \
    {                                                                                              \
        .dim = ECC_DIM_AREA_INIT, .positive = true                                                 \
    }
#define DATA                                                                                       \
    {                                                                                              \
        .dim = ECC_DIM_DATA_INIT                                                                   \
    }
#define BITS                                                                                       \
    {                                                                                              \
        .dim = ECC_DIM_BITS_INIT                                                                   \
    }
#define POWER                                                                                      \
    {                                                                                              \
        .dim = ECC_DIM_POWER_INIT                                                                  \
    }
#define COUNT                                                                                      \
    {                                                                                              \
        .integer = true                                                                            \
    }
#define COUNT_ABOVE_ZERO                                                                           \
    {                                                                                              \
        .integer = true, .positive = true                                                          \
    }
#define TPP_BARE                                                                                   \
    {                                                                                              \
        .dim = ECC_DIM_TPP_INIT, .bare = true                                                      \
    }
#define TPP_EXACT                                                                                  \
    {                                                                                              \
        .dim = ECC_DIM_TPP_INIT, .exact_only = true                                                \
    }
#define PURE                                                                                       \
    {                                                                                              \
        .dim = ECC_DIM_NONE_INIT                                                                   \
    }

static struct ecc_diags *new_diags(void)
{
    ecc_diags *diags = NULL;
    assert_int_equal(ecc_diags_new(&diags), ECC_OK);
    return diags;
}

static ecc_num exact(const char *text)
{
    ecc_num out;
    assert_true(ecc_num_parse_exact(ecc_str_of(text), &out));
    return out;
}

/* "[814 814]", "(0 900)", "[392 inf)": the interval in the coherent unit. */
static void print_interval(const struct ecc_interval *value, struct ecc_buf *out)
{
    ecc_buf_putc(out, value->lo_open ? '(' : '[');
    ecc_num_print_exact(&value->lo, out);
    ecc_buf_putc(out, ' ');
    if (value->hi_inf) {
        ecc_buf_puts(out, "inf");
    } else {
        ecc_num_print_exact(&value->hi, out);
    }
    ecc_buf_putc(out, value->hi_open ? ')' : ']');
}

struct good {
    const char *text;
    struct ecc_quantity_want want;
    const char *interval;
    const char *unit;
};

static const struct good good_cases[] = {
    /* plain numbers, and spaces */
    {"814 mm2", AREA, "[814 814]", "mm2"},
    {"814mm2", AREA, "[814 814]", "mm2"},
    {"  814\t mm2 ", AREA, "[814 814]", "mm2"},
    {"989.4 TFLOPS", RATE, "[989.4 989.4]", "TFLOPS"},
    {"0.5 TB/s", BANDWIDTH, "[500 500]", "TB/s"},
    {"3.35 TB/s", BANDWIDTH, "[3350 3350]", "TB/s"},
    {"1600 Gb/s", BANDWIDTH, "[200 200]", "Gb/s"},
    {"400 GB\t/ \ts", BANDWIDTH, "[400 400]", "GB/s"},
    {"400 Gbps", BANDWIDTH, "[50 50]", "Gb/s"},
    {"0 GB/s", BANDWIDTH, "[0 0]", "GB/s"},
    {"0.0 GB/s", BANDWIDTH, "[0 0]", "GB/s"},
    {"80 GB", DATA, "[80 80]", "GB"},
    {"80 GiB", DATA, "[85.89934592 85.89934592]", "GiB"},
    {"8 bit", BITS, "[8 8]", "bit"},
    {"700 W", POWER, "[700 700]", "W"},
    {"1.2 kW", POWER, "[1200 1200]", "kW"},
    {"2.4 PFLOPS", RATE, "[2400 2400]", "PFLOPS"},
    {"5EFLOPS", RATE, "[5000000 5000000]", "EFLOPS"},
    {"312 MacTOPS", RATE, "[624 624]", "MacTOPS"},
    {"0B", DATA, "[0 0]", "B"},
    /* grouping, exponents, size */
    {"1,979 TFLOPS", RATE, "[1979 1979]", "TFLOPS"},
    {"1,234,567.5 TOPS", RATE, "[1234567.5 1234567.5]", "TOPS"},
    {"12,345 TOPS", RATE, "[12345 12345]", "TOPS"},
    {"123,456 TOPS", RATE, "[123456 123456]", "TOPS"},
    {"1e3 TFLOPS", RATE, "[1000 1000]", "TFLOPS"},
    {"1E+3TFLOPS", RATE, "[1000 1000]", "TFLOPS"},
    {"25e-1 TFLOPS", RATE, "[2.5 2.5]", "TFLOPS"},
    {"1,000e3 TFLOPS", RATE, "[1000000 1000000]", "TFLOPS"},
    {"123456789012345678901234567890 TOPS", RATE,
     "[123456789012345678901234567890 123456789012345678901234567890]", "TOPS"},
    {"1e30 TOPS", RATE, "[1000000000000000000000000000000 1000000000000000000000000000000]",
     "TOPS"},
    /* scripts */
    {"１６００ GB/s", BANDWIDTH, "[1600 1600]", "GB/s"},
    {"１，９７９．５　ＴＦＬＯＰＳ", RATE, "[1979.5 1979.5]", "TFLOPS"},
    {"814 mm²", AREA, "[814 814]", "mm2"},
    {"814㎟", AREA, "[814 814]", "mm2"},
    {"814 毫米²", AREA, "[814 814]", "mm2"},
    {"8.14 平方厘米", AREA, "[814 814]", "cm2"},
    {"814 平方毫米", AREA, "[814 814]", "mm2"},
    {"814000000 µm²", AREA, "[814 814]", "um2"},
    {"600 GB/秒", BANDWIDTH, "[600 600]", "GB/s"},
    {"600\xC2\xA0GB/s", BANDWIDTH, "[600 600]", "GB/s"},
    {"600 GB·s⁻¹", BANDWIDTH, "[600 600]", "GB/s"},
    {"1.2万 TOPS", RATE, "[12000 12000]", "TOPS"},
    {"3亿TOPS", RATE, "[300000000 300000000]", "TOPS"},
    {"2万亿 TOPS", RATE, "[2000000000000 2000000000000]", "TOPS"},
    {"115000000000000000000000000000e30万亿 PB", DATA,
     "[115000000000000000000000000000000000000000000000000000000000000000000000000000 "
     "115000000000000000000000000000000000000000000000000000000000000000000000000000]",
     "PB"},
    {"400 瓦", POWER, "[400 400]", "W"},
    /* about */
    {"~814 mm2", AREA, "[773.3 854.7]", "mm2"},
    {"~ 814 mm2", AREA, "[773.3 854.7]", "mm2"},
    {"～814 mm2", AREA, "[773.3 854.7]", "mm2"},
    {"约814 mm2", AREA, "[773.3 854.7]", "mm2"},
    {"约 1,600 TOPS", RATE, "[1520 1680]", "TOPS"},
    {"~0 GB/s", BANDWIDTH, "[0 0]", "GB/s"},
    /* ranges */
    {"600..700 mm2", AREA, "[600 700]", "mm2"},
    {"600 .. 700 mm2", AREA, "[600 700]", "mm2"},
    {"600..700mm2", AREA, "[600 700]", "mm2"},
    {"0.5..1.5 TB/s", BANDWIDTH, "[500 1500]", "TB/s"},
    {"1,000..2,000 TOPS", RATE, "[1000 2000]", "TOPS"},
    {"700..700 mm2", AREA, "[700 700]", "mm2"},
    {"0..700 GB/s", BANDWIDTH, "[0 700]", "GB/s"},
    {"1e2..1e3 TOPS", RATE, "[100 1000]", "TOPS"},
    {"1.1万..1.2万 TOPS", RATE, "[11000 12000]", "TOPS"},
    /* limits */
    {">= 392 GB/s", BANDWIDTH, "[392 inf)", "GB/s"},
    {">=392GB/s", BANDWIDTH, "[392 inf)", "GB/s"},
    {">=\t392 GB/s", BANDWIDTH, "[392 inf)", "GB/s"},
    {"≥ 392 GB/s", BANDWIDTH, "[392 inf)", "GB/s"},
    {"≧ 392 GB/s", BANDWIDTH, "[392 inf)", "GB/s"},
    {"＞＝392 GB/s", BANDWIDTH, "[392 inf)", "GB/s"},
    {"> 392 GB/s", BANDWIDTH, "(392 inf)", "GB/s"},
    {"<= 900 GB/s", BANDWIDTH, "[0 900]", "GB/s"},
    {"≤ 900 mm2", AREA, "(0 900]", "mm2"},
    {"≦ 900 mm2", AREA, "(0 900]", "mm2"},
    {"< 900 mm2", AREA, "(0 900)", "mm2"},
    {"< 900 GB/s", BANDWIDTH, "[0 900)", "GB/s"},
    {"<= 0 GB/s", BANDWIDTH, "[0 0]", "GB/s"},
    {">= 0 GB/s", BANDWIDTH, "[0 inf)", "GB/s"},
    {"> 0 mm2", AREA, "(0 inf)", "mm2"},
    {">= 1.5 TB/s", BANDWIDTH, "[1500 inf)", "TB/s"},
    /* not known */
    {"unknown", AREA, "(0 inf)", "mm2"},
    {" unknown ", BANDWIDTH, "[0 inf)", "GB/s"},
    {"未知", RATE, "[0 inf)", "TOPS"},
    {"不详", RATE, "[0 inf)", "TOPS"},
    {"unknown", COUNT, "[0 inf)", ""},
    {"unknown", COUNT_ABOVE_ZERO, "[1 inf)", ""},
    /* counts */
    {"8", COUNT, "[8 8]", ""},
    {"0", COUNT, "[0 0]", ""},
    {"1,024", COUNT, "[1024 1024]", ""},
    {"８", COUNT, "[8 8]", ""},
    {"31..127", COUNT, "[31 127]", ""},
    {">= 8", COUNT, "[8 inf)", ""},
    {"> 8", COUNT, "[9 inf)", ""},
    {"<= 8", COUNT, "[0 8]", ""},
    {"< 8", COUNT, "[0 7]", ""},
    {"< 8", COUNT_ABOVE_ZERO, "[1 7]", ""},
    {"> 0", COUNT_ABOVE_ZERO, "[1 inf)", ""},
    /* bare, pure and exact */
    {"15840", TPP_BARE, "[15840 15840]", "TOPS*bit"},
    {"~15840", TPP_BARE, "[15048 16632]", "TOPS*bit"},
    {"15.84 POPS*bit", TPP_BARE, "[15840 15840]", "POPS*bit"},
    {"4800 TOPS*bit", TPP_EXACT, "[4800 4800]", "TOPS*bit"},
    {"4799.999999999 TOPS*bit", TPP_EXACT, "[4799.999999999 4799.999999999]", "TOPS*bit"},
    {"0.5", PURE, "[0.5 0.5]", ""}};

static void reads_what_people_write(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_diags *diags = new_diags();
    for (size_t i = 0; i < sizeof good_cases / sizeof good_cases[0]; i++) {
        const struct good *wanted = &good_cases[i];
        struct ecc_quantity read;
        struct ecc_buf buf;
        if (ecc_quantity_parse(arena, ecc_str_of(wanted->text), ecc_span_none(), &wanted->want,
                               &read, diags) != ECC_OK) {
            fail_msg("“%s” is refused", wanted->text);
        }
        ecc_buf_init(&buf, arena);
        print_interval(&read.value, &buf);
        if (!ecc_str_is(ecc_buf_str(&buf), wanted->interval)) {
            fail_msg("“%s” is %.*s", wanted->text, (int)buf.len, buf.ptr);
        }
        assert_true(ecc_str_is(read.unit_text, wanted->unit));
        assert_true(ecc_dim_eq(read.dim, wanted->want.dim));
    }
    assert_int_equal(ecc_diags_count(diags), 0);
    ecc_diags_free(diags);
    ecc_arena_free(arena);
}

static void says_how_it_was_written(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_diags *diags = new_diags();
    const struct ecc_quantity_want want = BANDWIDTH;
    struct ecc_quantity read;
    assert_int_equal(
        ecc_quantity_parse(arena, ECC_STR("约 3.35 TB/s"), ecc_span_none(), &want, &read, diags),
        ECC_OK);
    const ecc_num scale = exact("1000");
    assert_true(read.approximate && !read.unknown);
    assert_int_equal(ecc_num_cmp(&read.unit_scale, &scale), 0);
    assert_int_equal(
        ecc_quantity_parse(arena, ECC_STR("不详"), ecc_span_none(), &want, &read, diags), ECC_OK);
    const ecc_num one = ecc_num_int(1);
    assert_true(read.unknown && !read.approximate);
    assert_int_equal(ecc_num_cmp(&read.unit_scale, &one), 0);
    assert_int_equal(
        ecc_quantity_parse(arena, ECC_STR(">= 1 TB/s"), ecc_span_none(), &want, &read, diags),
        ECC_OK);
    assert_true(!read.unknown && !read.approximate);
    ecc_diags_free(diags);
    ecc_arena_free(arena);
}

struct bad {
    const char *text;
    struct ecc_quantity_want want;
    enum ecc_message_id message;
    const char *argument; /* the first one's text */
};

static const struct bad bad_cases[] = {
    {"", RATE, ECC_M_quantity_empty, NULL},
    {" ", RATE, ECC_M_quantity_empty, NULL},
    {"   ", RATE, ECC_M_quantity_empty, NULL},
    {"　", RATE, ECC_M_quantity_empty, NULL},

    {"fast", RATE, ECC_M_quantity_not_number, "fast"},
    {"about 5 TOPS", RATE, ECC_M_quantity_not_number, "about"},
    {"Unknown", RATE, ECC_M_quantity_not_number, "Unknown"},
    {"unknown TOPS", RATE, ECC_M_quantity_not_number, "unknown"},
    {"n/a", RATE, ECC_M_quantity_not_number, "n/a"},
    {"~", RATE, ECC_M_quantity_not_number, "~"},
    {">=", RATE, ECC_M_quantity_not_number, ">="},
    {"=> 5 TOPS", RATE, ECC_M_quantity_not_number, "=>"},
    {"~~5 TOPS", RATE, ECC_M_quantity_not_number, "~5"},
    {"+5 TOPS", RATE, ECC_M_quantity_not_number, "+5"},
    {"-", RATE, ECC_M_quantity_not_number, "-"},
    {".", RATE, ECC_M_quantity_not_number, "."},
    {"TOPS", RATE, ECC_M_quantity_not_number, "TOPS"},
    {"1.2.3 TOPS", RATE, ECC_M_quantity_not_number, "1.2.3"},
    {"1e3.5 TOPS", RATE, ECC_M_quantity_not_number, "1e3.5"},
    {"1e3,5 TOPS", RATE, ECC_M_quantity_not_number, "1e3,5"},
    {"1万2 TOPS", RATE, ECC_M_quantity_not_number, "1万2"},
    {"info", RATE, ECC_M_quantity_not_number, "info"},
    {"infa", RATE, ECC_M_quantity_not_number, "infa"},
    {"infZ", RATE, ECC_M_quantity_not_number, "infZ"},
    {"infinit", RATE, ECC_M_quantity_not_number, "infinit"},
    {"nano", RATE, ECC_M_quantity_not_number, "nano"},
    {"一千 TOPS", RATE, ECC_M_quantity_not_number, "一千"},
    {"٣ TOPS", RATE, ECC_M_quantity_not_number, "٣"},
    {"1...", RATE, ECC_M_quantity_not_number, "."},
    {"\x01", RATE, ECC_M_quantity_not_number, "\x01"},

    {"10³ TOPS", RATE, ECC_M_quantity_raised, "10³ TOPS"},
    {"2×10³ TOPS", RATE, ECC_M_quantity_raised, NULL},
    {"１０³ TOPS", RATE, ECC_M_quantity_raised, NULL},
    {"10⁻³ TOPS", RATE, ECC_M_quantity_raised, NULL},
    {"1½ TB/s", BANDWIDTH, ECC_M_quantity_raised, NULL},
    {"① TB/s", BANDWIDTH, ECC_M_quantity_raised, NULL},
    {"8₁₀", COUNT, ECC_M_quantity_raised, NULL},
    {"𝟏𝟎³", COUNT, ECC_M_quantity_raised, NULL},

    {"-5 TOPS", RATE, ECC_M_quantity_negative, "-5"},
    {"- 5 TOPS", RATE, ECC_M_quantity_negative, "- 5"},
    {"−5 TOPS", RATE, ECC_M_quantity_negative, "−5"},
    {"-0.5 TOPS", RATE, ECC_M_quantity_negative, "-0.5"},
    {"-.5 TOPS", RATE, ECC_M_quantity_negative, "-.5"},
    {"- .5 TOPS", RATE, ECC_M_quantity_negative, "- .5"},
    {"-. 5 TOPS", RATE, ECC_M_quantity_negative, "-."},
    {">= -5 TOPS", RATE, ECC_M_quantity_negative, "-5"},
    {"1..-5 TOPS", RATE, ECC_M_quantity_negative, "-5"},

    {"0 mm2", AREA, ECC_M_quantity_zero, "0 mm2"},
    {"0.0 mm2", AREA, ECC_M_quantity_zero, NULL},
    {"~0 mm2", AREA, ECC_M_quantity_zero, NULL},
    {"0..700 mm2", AREA, ECC_M_quantity_zero, NULL},
    {">= 0 mm2", AREA, ECC_M_quantity_zero, NULL},
    {"<= 0 mm2", AREA, ECC_M_quantity_zero, NULL},
    {"< 0 mm2", AREA, ECC_M_quantity_zero, NULL},
    {"0", COUNT_ABOVE_ZERO, ECC_M_quantity_zero, NULL},

    {"0640 mm2", AREA, ECC_M_quantity_leading_zero, "0640"},
    {"00 mm2", AREA, ECC_M_quantity_leading_zero, "00"},
    {"00.5 mm2", AREA, ECC_M_quantity_leading_zero, "00.5"},
    {"00b1 mm2", AREA, ECC_M_quantity_leading_zero, "00b1"},
    {"1..07 mm2", AREA, ECC_M_quantity_leading_zero, "07"},

    {"1_000 TOPS", RATE, ECC_M_quantity_underscore, "1_000"},
    {"1.0_0 TOPS", RATE, ECC_M_quantity_underscore, "1.0_0"},
    {"1,000_0 TOPS", RATE, ECC_M_quantity_underscore, NULL},
    {"1e1_0 TOPS", RATE, ECC_M_quantity_underscore, NULL},
    {"0_7 TOPS", RATE, ECC_M_quantity_underscore, "0_7"},

    {"10:40", COUNT, ECC_M_quantity_base_sixty, "10:40"},
    {"08:30 TOPS", RATE, ECC_M_quantity_base_sixty, "08:30"},
    {"1:2:3", COUNT, ECC_M_quantity_base_sixty, "1:2:3"},

    {"0x1F TOPS", RATE, ECC_M_quantity_other_base, "0x1F"},
    {"0o17 TOPS", RATE, ECC_M_quantity_other_base, "0o17"},
    {"0b101", COUNT, ECC_M_quantity_other_base, "0b101"},

    {".5 TOPS", RATE, ECC_M_quantity_bare_point, ".5"},
    {"5. TOPS", RATE, ECC_M_quantity_bare_point, "5."},
    {"5.TOPS", RATE, ECC_M_quantity_bare_point, "5.TOPS"},
    {"1...5 TOPS", RATE, ECC_M_quantity_range_form, NULL},
    {"1.. .5 TOPS", RATE, ECC_M_quantity_bare_point, ".5"},

    {"inf", RATE, ECC_M_quantity_not_finite, "inf"},
    {".inf", RATE, ECC_M_quantity_not_finite, ".inf"},
    {"-.inf", RATE, ECC_M_quantity_not_finite, "-.inf"},
    {"+Inf TOPS", RATE, ECC_M_quantity_not_finite, "+Inf"},
    {"Infinity", RATE, ECC_M_quantity_not_finite, NULL},
    {".nan", RATE, ECC_M_quantity_not_finite, NULL},
    {"NaN", RATE, ECC_M_quantity_not_finite, NULL},
    {"∞", RATE, ECC_M_quantity_not_finite, NULL},
    {"-∞ TOPS", RATE, ECC_M_quantity_not_finite, NULL},
    {"<= inf TOPS", RATE, ECC_M_quantity_not_finite, "inf"},

    {"50%", RATE, ECC_M_quantity_percent, "50%"},
    {"50 % TOPS", RATE, ECC_M_quantity_percent, NULL},
    {"５０％", COUNT, ECC_M_quantity_percent, NULL},
    {"5‰", RATE, ECC_M_quantity_percent, NULL},

    {"1,97 TFLOPS", RATE, ECC_M_quantity_grouping, "1,97"},
    {"1,9795 TFLOPS", RATE, ECC_M_quantity_grouping, NULL},
    {"1979,5 TFLOPS", RATE, ECC_M_quantity_grouping, NULL},
    {"1234,567 TFLOPS", RATE, ECC_M_quantity_grouping, NULL},
    {"0,123 TFLOPS", RATE, ECC_M_quantity_grouping, NULL},
    {"012,345 TFLOPS", RATE, ECC_M_quantity_grouping, NULL},
    {"12,34,567 TFLOPS", RATE, ECC_M_quantity_grouping, NULL},
    {"1,234,56 TFLOPS", RATE, ECC_M_quantity_grouping, NULL},
    {"1,979, TFLOPS", RATE, ECC_M_quantity_grouping, NULL},
    {"1.979,4 TFLOPS", RATE, ECC_M_quantity_grouping, NULL},
    {"1, 979 TFLOPS", RATE, ECC_M_quantity_grouping, NULL},
    {"1 979 TFLOPS", RATE, ECC_M_quantity_grouping, "1 979"},
    {"1\t979\tTFLOPS", RATE, ECC_M_quantity_grouping, "1\t979"},
    {"1\xC2\xA0"
     "979 TFLOPS",
     RATE, ECC_M_quantity_grouping, NULL},
    {"1\xE2\x80\xAF"
     "979 TFLOPS",
     RATE, ECC_M_quantity_grouping, NULL},
    {"1'979 TFLOPS", RATE, ECC_M_quantity_grouping, NULL},
    {"1’979 TFLOPS", RATE, ECC_M_quantity_grouping, NULL},

    {"1234567890123456789012345678901 TOPS", RATE, ECC_M_quantity_digits, NULL},
    {"0.1234567890123456789012345678901 TOPS", RATE, ECC_M_quantity_digits, NULL},
    {"1.000000000000000000000000000000000 TOPS", RATE, ECC_M_quantity_digits, NULL},

    {"1e31 TOPS", RATE, ECC_M_quantity_exponent, "1e31"},
    {"1e-31 TOPS", RATE, ECC_M_quantity_exponent, NULL},
    {"1e99999999999999999999 TOPS", RATE, ECC_M_quantity_exponent, NULL},
    {"0.0000000000000000000000000000000000000000000000000000000000001 TOPS", RATE,
     ECC_M_quantity_exponent, NULL},

    {"999999999999999999999999999999e30万亿 PB*PB/B", DATA, ECC_M_quantity_too_large, NULL},
    {"1..999999999999999999999999999999e30万亿 PB*PB/B", DATA, ECC_M_quantity_too_large, NULL},
    {"~115000000000000000000000000000e30万亿 PB", DATA, ECC_M_quantity_too_large, NULL},
    {"~0.0000000000000000000000000000000000000000000003e-30 GB", DATA, ECC_M_quantity_too_large,
     NULL}, /* 57 / (2 * 10^77) is too small */

    {"700..600 mm2", AREA, ECC_M_quantity_range_order, "700"},
    {"1万..9000 TOPS", RATE, ECC_M_quantity_range_order, "1万"},
    {"9..8", COUNT, ECC_M_quantity_range_order, "9"},

    {"< 0 GB/s", BANDWIDTH, ECC_M_quantity_range_empty, "< 0 GB/s"},
    {"< 0", COUNT, ECC_M_quantity_range_empty, NULL},
    {"< 1", COUNT_ABOVE_ZERO, ECC_M_quantity_range_empty, NULL},

    {"600-700 mm2", AREA, ECC_M_quantity_range_form, "600-700 mm2"},
    {"600 - 700 mm2", AREA, ECC_M_quantity_range_form, NULL},
    {"600–700 mm2", AREA, ECC_M_quantity_range_form, NULL},
    {"600—700 mm2", AREA, ECC_M_quantity_range_form, NULL},
    {"600~700 mm2", AREA, ECC_M_quantity_range_form, NULL},
    {"600～700 mm2", AREA, ECC_M_quantity_range_form, NULL},
    {"600…700 mm2", AREA, ECC_M_quantity_range_form, NULL},
    {"600...700 mm2", AREA, ECC_M_quantity_range_form, NULL},
    {"600至700 mm2", AREA, ECC_M_quantity_range_form, NULL},
    {"600到700 mm2", AREA, ECC_M_quantity_range_form, NULL},
    {"600 to 700 mm2", AREA, ECC_M_quantity_range_form, NULL},
    {"650±50 mm2", AREA, ECC_M_quantity_range_form, NULL},
    {"650 +/- 50 mm2", AREA, ECC_M_quantity_range_form, NULL},
    {"600 mm2..700 mm2", AREA, ECC_M_quantity_range_form, NULL},
    {"600 mm2..", AREA, ECC_M_quantity_range_form, NULL},
    {"1..2..3 mm2", AREA, ECC_M_quantity_range_form, NULL},

    {"600.. mm2", AREA, ECC_M_quantity_range_half, NULL},
    {"600..", AREA, ECC_M_quantity_range_half, "600.."},
    {"..700 mm2", AREA, ECC_M_quantity_range_half, "..700"},
    {"600..unknown mm2", AREA, ECC_M_quantity_range_half, NULL},

    {"~600..700 mm2", AREA, ECC_M_quantity_range_mixed, "~600..700 mm2"},
    {">= 600..700 mm2", AREA, ECC_M_quantity_range_mixed, NULL},

    {"1600", BANDWIDTH, ECC_M_quantity_no_unit, "1600"},
    {"~814", AREA, ECC_M_quantity_no_unit, "814"},
    {"600..700", AREA, ECC_M_quantity_no_unit, "600..700"},
    {"4800", TPP_EXACT, ECC_M_quantity_no_unit, "4800"},

    {"5 parsec", RATE, ECC_M_quantity_unknown_unit, "parsec"},
    {"5 KTOPS", RATE, ECC_M_quantity_unknown_unit, "KTOPS"},
    {"8 万 TOPS", RATE, ECC_M_quantity_unknown_unit, "万 TOPS"},
    {"1e TOPS", RATE, ECC_M_quantity_unknown_unit, "e TOPS"},
    {"5 b/s", BANDWIDTH, ECC_M_quantity_unknown_unit, "b/s"},

    {"5 \xC2\x80²", AREA, ECC_M_quantity_unknown_unit, NULL}, /* the first that is no ASCII */
    {"5b1 TOPS", RATE, ECC_M_quantity_unknown_unit, "b1 TOPS"},
    {"0x GB/s", BANDWIDTH, ECC_M_quantity_unknown_unit, "x GB/s"},
    {"0x", BANDWIDTH, ECC_M_quantity_unknown_unit, "x"},
    {"5 GB.parsec", BANDWIDTH, ECC_M_quantity_unknown_unit, "GB.parsec"},
    {"5:x GB/s", BANDWIDTH, ECC_M_quantity_unknown_unit, ":x GB/s"},
    {"0xZ GB/s", BANDWIDTH, ECC_M_quantity_unknown_unit, "xZ GB/s"},
    {"5 KB^9*KB^9*KB^9*kib^9", BANDWIDTH, ECC_M_quantity_unknown_unit,
     NULL}, /* too small for a number */
    {"400 GB/s\tper chip", BANDWIDTH, ECC_M_quantity_unknown_unit, NULL},
    {"inf{ GB/s", BANDWIDTH, ECC_M_quantity_not_finite, "inf{"},

    {"5 tops", RATE, ECC_M_quantity_unknown_unit_near, "tops"},
    {"5 MM2", AREA, ECC_M_quantity_unknown_unit_near, "MM2"},
    {"5 TOPS*Bit", TPP_EXACT, ECC_M_quantity_unknown_unit_near, "TOPS*Bit"},

    {"400 gb/s", BANDWIDTH, ECC_M_quantity_ambiguous_unit, "gb/s"},
    {"400 GBPS", BANDWIDTH, ECC_M_quantity_ambiguous_unit, "GBPS"},
    {"400 mb/s", BANDWIDTH, ECC_M_quantity_ambiguous_unit, "mb/s"},

    {"32 GT/s", BANDWIDTH, ECC_M_quantity_transfers, "GT/s"},
    {"6400 MT/s", BANDWIDTH, ECC_M_quantity_transfers, "MT/s"},

    {"814 TFLOPS", AREA, ECC_M_quantity_dimension, "TFLOPS"},
    {"400 GB", BANDWIDTH, ECC_M_quantity_dimension, "GB"},
    {"400 mm", AREA, ECC_M_quantity_dimension, "mm"},
    {"4800 TOPS", TPP_EXACT, ECC_M_quantity_dimension, "TOPS"},
    {"80 TOP", RATE, ECC_M_quantity_dimension, "TOP"},
    {"400 bit/s", BANDWIDTH, ECC_M_quantity_dimension, "bit/s"},
    {"5 GB/GB", RATE, ECC_M_quantity_dimension, "GB/GB"},

    {"8 GB/s", COUNT, ECC_M_quantity_unit_unwanted, "GB/s"},
    {"8 个", COUNT, ECC_M_quantity_unit_unwanted, "个"},
    {"8x", COUNT, ECC_M_quantity_unit_unwanted, "x"},
    {"5 W", PURE, ECC_M_quantity_unit_unwanted, "W"},

    {"814 mm2 (estimate)", AREA, ECC_M_quantity_trailing, "(estimate)"},
    {"400 GB / s per chip", BANDWIDTH, ECC_M_quantity_trailing, "per chip"},
    {"989.4 TFLOPS dense", RATE, ECC_M_quantity_trailing, "dense"},

    {"8.5", COUNT, ECC_M_quantity_not_whole, "8.5"},
    {"1..2.5", COUNT, ECC_M_quantity_not_whole, "2.5"},
    {"> 8.5", COUNT, ECC_M_quantity_not_whole, "8.5"},
    {"1e-1", COUNT, ECC_M_quantity_not_whole, "1e-1"},

    {"~8", COUNT, ECC_M_quantity_count_about, "~8"},
    {"约8", COUNT, ECC_M_quantity_count_about, "约8"},

    {"~4800 TOPS*bit", TPP_EXACT, ECC_M_quantity_inexact, "~4800 TOPS*bit"},
    {"4800..4900 TOPS*bit", TPP_EXACT, ECC_M_quantity_inexact, NULL},
    {">= 4800 TOPS*bit", TPP_EXACT, ECC_M_quantity_inexact, NULL},
    {"unknown", TPP_EXACT, ECC_M_quantity_inexact, "unknown"}};
#define N_BAD (sizeof bad_cases / sizeof bad_cases[0])

/* The arguments are the ones of the row, in its order. */
static void assert_arguments(const struct ecc_diag_entry *entry)
{
    const char *names = ecc_message_row(entry->id)->args;
    for (size_t i = 0; i < entry->n_args; i++) {
        const size_t len = strcspn(names, " ");
        assert_int_equal(strlen(entry->args[i].name), len);
        assert_memory_equal(entry->args[i].name, names, len);
        names += len;
        names += strspn(names, " ");
        assert_true(entry->args[i].kind == ECC_ARG_INTEGER || entry->args[i].text.len > 0);
    }
    assert_int_equal(*names, '\0');
}

static void refuses_with_one_diagnostic(void **state)
{
    (void)state;
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_diags *diags = new_diags();
    const struct ecc_source *source = ecc_source_new(arena, ECC_STR("x.yaml"),
                                                     ECC_STR("area: here"));
    const struct ecc_span span = {source, 6, 10};
    for (size_t i = 0; i < N_BAD; i++) {
        const struct bad *wanted = &bad_cases[i];
        struct ecc_quantity read = {.unit_text = ECC_STR("untouched")};
        const ecc_status status = ecc_quantity_parse(arena, ecc_str_of(wanted->text), span,
                                                     &wanted->want, &read, diags);
        if (status != ECC_E_INVALID || diags->n != 1) {
            fail_msg("“%s” gives status %d, %zu diagnostics", wanted->text, (int)status, diags->n);
        }
        const struct ecc_diag_entry *entry = diags->first;
        if (entry->id != wanted->message) {
            fail_msg("“%s” is %s", wanted->text, ecc_message_row(entry->id)->id);
        }
        if (wanted->argument != NULL && !ecc_str_is(entry->args[0].text, wanted->argument)) {
            fail_msg("“%s” names “%.*s”", wanted->text, (int)entry->args[0].text.len,
                     entry->args[0].text.ptr);
        }
        assert_arguments(entry);
        assert_int_equal(entry->begin, 6);
        assert_true(ecc_str_is(read.unit_text, "untouched"));
        ecc_diags_clear(diags);
    }
    ecc_diags_free(diags);
    ecc_arena_free(arena);
}

/* Every row of quantity.def stands in the table above. */
static void every_message_has_a_case(void **state)
{
    (void)state;
    for (size_t id = 0; id < ECC_M_COUNT; id++) {
        const struct ecc_message_row *row = ecc_message_row((enum ecc_message_id)id);
        bool found = strncmp(row->id, "quantity.", strlen("quantity.")) != 0;
        for (size_t i = 0; !found && i < N_BAD; i++) {
            found = bad_cases[i].message == (enum ecc_message_id)id;
        }
        if (!found) {
            fail_msg("%s (row %zu) is never asked for", row->id, id);
        }
    }
}

static void proposes_units(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct ecc_quantity_want want;
        const char *proposal; /* the second argument */
    } cases[] = {{"5", RATE, "TOPS, TFLOPS, PFLOPS"},
                 {"5", BANDWIDTH, "GB/s, TB/s, Gb/s"},
                 {"5", AREA, "mm2, cm2"},
                 {"5", DATA, "GB, TB, GiB"},
                 {"5", POWER, "W, kW"},
                 {"5", BITS, "bit"},
                 {"5", TPP_EXACT, "TOPS*bit"},
                 {"5 GT/s", BANDWIDTH, "GB/s, TB/s, Gb/s"},
                 {"5 TOPS", AREA, "mm2, cm2"},
                 {"5 gb/s", BANDWIDTH, "GB/s, Gb/s"},
                 {"5 tflops", RATE, "TFLOPS"}};
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_diags *diags = new_diags();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ecc_quantity read;
        assert_int_equal(ecc_quantity_parse(arena, ecc_str_of(cases[i].text), ecc_span_none(),
                                            &cases[i].want, &read, diags),
                         ECC_E_INVALID);
        assert_true(ecc_str_is(diags->first->args[1].text, cases[i].proposal));
        ecc_diags_clear(diags);
    }
    ecc_diags_free(diags);
    ecc_arena_free(arena);
}

static bool is_bare(struct ecc_arena *arena, ecc_str text)
{
    bool bare = true; /* what stood there before is no answer */
    assert_int_equal(ecc_quantity_is_bare(arena, text, &bare), ECC_OK);
    return bare;
}

/* What stands before and behind a text is not looked at. */
static void reads_nothing_beside_its_text(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",      "5",     " 5 ",     "600..",    ">=",    "-",    "−",     ".",    "0",
        "0x",    "1,",    "1,000",   "1.",       "1.5",   "1e",   "1e+",   "1e+5", "1_",
        "1:",    "1 ",    "inf",     "+",        "+inf",  ".inf", "∞",     "5 G.", "5 GB",
        "5 GB ", "1万",   "5%",      "unknown",  "5 .",   "1..2", "600 -", "5 m²", "5²",
        "5.",    "5..",   "5e5",     "1'",       "5\xC2", "5 to", "~",     "约",   "5 GT/s",
        "5 b",   "5 B s", "5 MM^22", "5 GB/s t", "-.",    "- 5",  "-0.5"};
    char *page = guarded_new();
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_diags *diags = new_diags();
    const struct ecc_quantity_want want = BANDWIDTH;
    for (size_t i = 0; i < 2 * (sizeof texts / sizeof texts[0]); i++) {
        const ecc_str plain = ecc_str_of(texts[i / 2]);
        const ecc_str text = guarded_put(page, texts[i / 2], i % 2 != 0);
        struct ecc_quantity read;
        const ecc_status status = ecc_quantity_parse(arena, plain, ecc_span_none(), &want, &read,
                                                     diags);
        assert_int_equal(ecc_quantity_parse(arena, text, ecc_span_none(), &want, &read, diags),
                         status);
        assert_int_equal(is_bare(arena, text), is_bare(arena, plain));
        if (status != ECC_OK) {
            assert_int_equal(diags->n, 2);
            assert_int_equal(diags->first->id, diags->first->next->id);
        }
        ecc_diags_clear(diags);
    }
    /* No text at all is an empty one. */
    struct ecc_quantity read;
    assert_int_equal(
        ecc_quantity_parse(arena, (ecc_str){NULL, 0}, ecc_span_none(), &want, &read, diags),
        ECC_E_INVALID);
    assert_int_equal(diags->first->id, ECC_M_quantity_empty);
    ecc_diags_free(diags);
    ecc_arena_free(arena);
    guarded_free(page);
}

/* Long texts are refused before anything is done with them. */
static void refuses_long_texts(void **state)
{
    (void)state;
    static char text[100000];
    struct ecc_arena *arena = ecc_arena_new(0);
    struct ecc_diags *diags = new_diags();
    const struct ecc_quantity_want want = RATE;
    struct ecc_quantity read;
    memset(text, '1', sizeof text);
    assert_int_equal(ecc_quantity_parse(arena, (ecc_str){text, sizeof text}, ecc_span_none(), &want,
                                        &read, diags),
                     ECC_E_INVALID);
    assert_int_equal(diags->first->id, ECC_M_quantity_not_number);
    ecc_diags_clear(diags);
    assert_int_equal(
        ecc_quantity_parse(arena, (ecc_str){text, 200}, ecc_span_none(), &want, &read, diags),
        ECC_E_INVALID);
    assert_int_equal(diags->first->id, ECC_M_quantity_digits);
    ecc_diags_free(diags);
    ecc_arena_free(arena);
    /* the reader of numbers has a room of its own */
    struct ecc_number_fault fault;
    ecc_num number;
    size_t at = 0;
    assert_false(ecc_number_read((ecc_str){text, 300}, &at, &number, &fault));
    assert_int_equal(fault.message, ECC_M_quantity_digits);
    memset(text, '0', 300);
    text[1] = '.';
    assert_false(ecc_number_read((ecc_str){text, 300}, &at, &number, &fault));
    assert_int_equal(fault.message, ECC_M_quantity_digits);
    assert_int_equal(at, 0);
}

/* With little memory the answer is the same, or that there was none. */
static void says_when_memory_ran_out(void **state)
{
    (void)state;
    static const struct good cases[] = {
        {"600 GB·s⁻¹", BANDWIDTH, NULL, NULL}, {"15840", TPP_BARE, NULL, NULL},
        {"unknown", TPP_BARE, NULL, NULL},     {"400 gb/s", BANDWIDTH, NULL, NULL},
        {"5", TPP_EXACT, NULL, NULL},          {"5 TOPS", TPP_EXACT, NULL, NULL},
        {"5 xyz", TPP_EXACT, NULL, NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ecc_arena *plenty = ecc_arena_new(0);
        struct ecc_diags *diags = new_diags();
        struct ecc_quantity read;
        const ecc_str text = ecc_str_of(cases[i].text);
        const ecc_status wanted = ecc_quantity_parse(plenty, text, ecc_span_none(), &cases[i].want,
                                                     &read, diags);
        size_t ran_out = 0;
        for (size_t cap = 1; cap < 6000; cap += 8) {
            struct ecc_arena *arena = ecc_arena_new(cap);
            ecc_diags_clear(diags);
            const ecc_status status = ecc_quantity_parse(arena, text, ecc_span_none(),
                                                         &cases[i].want, &read, diags);
            ran_out += status == ECC_E_NOMEM;
            assert_true(status == wanted || status == ECC_E_NOMEM);
            assert_int_equal(diags->n, status == ECC_E_INVALID);
            ecc_arena_free(arena);
        }
        assert_true(ran_out > 0);
        ecc_diags_free(diags);
        ecc_arena_free(plenty);
    }
}

/* What a mapping asks before it writes a unit behind a value of a table. */
static void tells_what_has_no_unit(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool bare;
    } cases[] = {
        {"1600", true},          {" 1600\t", true},   {"1.979E+15", true},  {"1,979.5", true},
        {"1６00", true},         {"1.2万", true},     {"600..700", true},   {"~5", true},
        {">= 5", true},          {"0", true},         {"5 GB/s", false},    {"5GB/s", false},
        {"600..700 mm2", false}, {"5 parsec", false}, {"5%", false},        {"5 TOPS..6", false},
        {"600-700", false},      {"600..", false},    {"~600..700", false}, {"1,97", false},
        {"-5", false},           {"10³", false},      {"GB/s", false},      {"unknown", false},
        {"未知", false},         {"", false},         {" ", false},         {"　", false}};
    static char text[201];
    struct ecc_arena *arena = ecc_arena_new(0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (is_bare(arena, ecc_str_of(cases[i].text)) != cases[i].bare) {
            fail_msg("“%s” is %s", cases[i].text, cases[i].bare ? "not bare" : "bare");
        }
    }
    memset(text, ' ', sizeof text);
    text[0] = '5';
    assert_true(is_bare(arena, (ecc_str){text, 200}));
    assert_false(is_bare(arena, (ecc_str){text, 201}));
    ecc_arena_free(arena);
    arena = ecc_arena_new(1); /* too little to normalise in */
    bool bare = true;
    assert_int_equal(ecc_quantity_is_bare(arena, ECC_STR("１６００"), &bare), ECC_E_NOMEM);
    ecc_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_people_write),
        cmocka_unit_test(says_how_it_was_written),
        cmocka_unit_test(refuses_with_one_diagnostic),
        cmocka_unit_test(every_message_has_a_case),
        cmocka_unit_test(proposes_units),
        cmocka_unit_test(reads_nothing_beside_its_text),
        cmocka_unit_test(refuses_long_texts),
        cmocka_unit_test(says_when_memory_ran_out),
        cmocka_unit_test(tells_what_has_no_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
