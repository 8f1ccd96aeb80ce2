/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of docs/spec-format.md: a row for each key, in the order of that document. The key
 * `ecc` is the loader's own. */
#include "model/schema.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])
#define RECORD(label, rows)                                                                        \
    {                                                                                              \
        .name = (label), .fields = (rows), .n_fields = COUNT_OF(rows)                              \
    }

/* ---- Words --------------------------------------------------------------------------------- */

const char *const ecc_number_formats[] = {
    "fp64",  "fp32",  "tf32",  "bf16",  "fp16",  "fp8",  "fp6",  "fp4",  "mxfp8", "mxfp6",
    "mxfp4", "nvfp4", "int64", "int32", "int16", "int8", "int4", "int2", "int1",  NULL,
};

static const char *const sold_as_words[] = {"chip", "module", "card", NULL};
static const char *const role_words[] = {"compute", "other", NULL};
static const char *const transistor_words[] = {"planar", "non-planar", NULL};
static const char *const unit_words[] = {"digital-processor", "digital-primitive",
                                         "analog-primitive", NULL};
static const char *const direction_words[] = {"both", "each", NULL};
static const char *const form_words[] = {"stack", "package", NULL};
static const char *const company_words[] = {"nothing", "interface", "processor", NULL};
const char *const ecc_suspicion_words[] = {
    "sparse-as-dense", "one-direction",     "gigabits", "vector-rate", "board-for-chip",
    "doubled-tpp",     "area-over-reticle", "differs",  NULL,
};
static const char *const mark_words[] = {"A", "B", "C", "D", NULL};

/* ---- Parts of a chip ----------------------------------------------------------------------- */

static const struct ecc_field peak_fields[] = {
    [ECC_PEAK_FORMAT] = {.key = "format",
                         .kind = ECC_FACT_WORD,
                         .flags = ECC_FIELD_REQUIRED,
                         .words = ecc_number_formats,
                         .name = {"number format", "数字格式"}},
    [ECC_PEAK_WITH] = {.key = "with",
                       .kind = ECC_FACT_WORD,
                       .flags = ECC_FIELD_OPTIONAL,
                       .words = ecc_number_formats,
                       .name = {"number format of the other input", "另一输入的数字格式"}},
    [ECC_PEAK_RATE] = {.key = "rate",
                       .kind = ECC_FACT_QUANTITY,
                       .dim = ECC_DIM_RATE_INIT,
                       .name = {"peak rate", "峰值算力"}},
};
_Static_assert(COUNT_OF(peak_fields) == ECC_PEAK_FIELDS, "a row for each part of a peak");
const struct ecc_record ecc_peak_record = RECORD("peak", peak_fields);

static const struct ecc_field die_fields[] = {
    {.key = "name", .kind = ECC_FACT_TEXT, .name = {"name of the logic die", "逻辑裸片名称"}},
    {.key = "area",
     .kind = ECC_FACT_QUANTITY,
     .flags = ECC_FIELD_POSITIVE,
     .dim = ECC_DIM_AREA_INIT,
     .name = {"area of the logic die", "逻辑裸片面积"}},
    {.key = "node", .kind = ECC_FACT_TEXT, .name = {"process node", "制程节点"}},
    {.key = "transistors",
     .kind = ECC_FACT_WORD,
     .words = transistor_words,
     .name = {"kind of transistors", "晶体管类型"}},
    {.key = "role",
     .kind = ECC_FACT_WORD,
     .words = role_words,
     .fallback = "compute",
     .name = {"what the logic die does", "逻辑裸片的作用"}},
    {.key = "count",
     .kind = ECC_FACT_QUANTITY,
     .flags = ECC_FIELD_COUNT | ECC_FIELD_POSITIVE,
     .fallback = "1",
     .name = {"number of such logic dies", "此类逻辑裸片的数量"}},
};
static const struct ecc_record die_record = RECORD("logic-die", die_fields);

static const struct ecc_field unit_fields[] = {
    {.key = "name", .kind = ECC_FACT_TEXT, .name = {"name of the processing unit", "处理单元名称"}},
    {.key = "kind",
     .kind = ECC_FACT_WORD,
     .flags = ECC_FIELD_REQUIRED,
     .words = unit_words,
     .name = {"kind of processing unit", "处理单元类型"}},
    {.key = "peaks",
     .kind = ECC_FACT_TABLE,
     .of = &ecc_peak_record,
     .name = {"dense peak rates", "稠密峰值算力"}},
    {.key = "sparse",
     .kind = ECC_FACT_TABLE,
     .flags = ECC_FIELD_OPTIONAL,
     .of = &ecc_peak_record,
     .name = {"rates with sparsity", "稀疏算力"}},
};
static const struct ecc_record unit_record = RECORD("processing-unit", unit_fields);

static const struct ecc_field datacenter_fields[] = {
    {.key = "designed",
     .kind = ECC_FACT_YESNO,
     .name = {"designed for datacenters", "是否为数据中心设计"}},
    {.key = "marketed",
     .kind = ECC_FACT_YESNO,
     .name = {"marketed for datacenters", "是否面向数据中心销售"}},
};
static const struct ecc_record datacenter_record = RECORD("datacenter", datacenter_fields);

static const struct ecc_field attached_fields[] = {
    {.key = "type", .kind = ECC_FACT_TEXT, .name = {"type of memory", "存储器类型"}},
    {.key = "capacity",
     .kind = ECC_FACT_QUANTITY,
     .dim = ECC_DIM_DATA_INIT,
     .name = {"memory capacity", "存储容量"}},
    {.key = "bandwidth",
     .kind = ECC_FACT_QUANTITY,
     .dim = ECC_DIM_BANDWIDTH_INIT,
     .name = {"memory bandwidth", "存储带宽"}},
};
static const struct ecc_record attached_record = RECORD("attached-memory", attached_fields);

static const struct ecc_field link_fields[] = {
    {.key = "name", .kind = ECC_FACT_TEXT, .name = {"name of the link", "互连名称"}},
    {.key = "bandwidth",
     .kind = ECC_FACT_QUANTITY,
     .dim = ECC_DIM_BANDWIDTH_INIT,
     .name = {"bandwidth of the link", "互连带宽"}},
    {.key = "direction",
     .kind = ECC_FACT_WORD,
     .words = direction_words,
     .name = {"whether the bandwidth adds both directions", "带宽是双向合计还是单向"}},
    {.key = "programmable-to",
     .kind = ECC_FACT_QUANTITY,
     .flags = ECC_FIELD_OPTIONAL,
     .dim = ECC_DIM_BANDWIDTH_INIT,
     .name = {"bandwidth the link could be set to", "互连可设定到的带宽"}},
    {.key = "within-package",
     .kind = ECC_FACT_YESNO,
     .fallback = "no",
     .name = {"whether the link ends inside the package", "互连是否止于封装之内"}},
};
static const struct ecc_record link_record = RECORD("link", link_fields);

static const struct ecc_field declared_fields[] = {
    {.key = "tpp",
     .kind = ECC_FACT_QUANTITY,
     .flags = ECC_FIELD_BARE | ECC_FIELD_OPTIONAL,
     .dim = ECC_DIM_TPP_INIT,
     .name = {"TPP as the manufacturer declares it", "制造商公布的 TPP"}},
    {.key = "performance-density",
     .kind = ECC_FACT_QUANTITY,
     .flags = ECC_FIELD_BARE | ECC_FIELD_OPTIONAL,
     .dim = ECC_DIM_DENSITY_INIT,
     .name = {"performance density as the manufacturer declares it", "制造商公布的性能密度"}},
    {.key = "eccn",
     .kind = ECC_FACT_TEXT,
     .flags = ECC_FIELD_OPTIONAL,
     .name = {"entry that the manufacturer declares", "制造商公布的管制编码"}},
};
static const struct ecc_record declared_record = RECORD("declared", declared_fields);

static const struct ecc_field source_fields[] = {
    {.key = "for",
     .kind = ECC_FACT_TEXTS,
     .flags = ECC_FIELD_REQUIRED | ECC_FIELD_KEYS,
     .name = {"keys that the source backs", "来源所支持的键"}},
    {.key = "mark",
     .kind = ECC_FACT_WORD,
     .flags = ECC_FIELD_OPTIONAL,
     .words = mark_words,
     .name = {"how far the source can be relied on", "来源的可信程度"}},
    {.key = "urls",
     .kind = ECC_FACT_TEXTS,
     .flags = ECC_FIELD_OPTIONAL | ECC_FIELD_URL,
     .name = {"addresses of the source", "来源网址"}},
    {.key = "note",
     .kind = ECC_FACT_TEXT,
     .flags = ECC_FIELD_OPTIONAL,
     .name = {"note on the source", "来源说明"}},
};
static const struct ecc_record source_record = RECORD("source", source_fields);

static const struct ecc_field review_fields[] = {
    {.key = "finding",
     .kind = ECC_FACT_WORD,
     .flags = ECC_FIELD_REQUIRED,
     .words = ecc_suspicion_words,
     .name = {"what looks suspicious", "可疑之处"}},
    {.key = "notes",
     .kind = ECC_FACT_BILINGUAL,
     .flags = ECC_FIELD_REQUIRED,
     .name = {"why the figure is right", "数值无误的理由"}},
};
static const struct ecc_record review_record = RECORD("review", review_fields);

/* ---- The four kinds of specification ------------------------------------------------------- */

/* Rows that every kind has, word for word the same. */
#define NAMES                                                                                      \
    {.key = "name", .kind = ECC_FACT_TEXT, .flags = ECC_FIELD_REQUIRED, .name = {"name", "名称"}}, \
        {.key = "aliases",                                                                         \
         .kind = ECC_FACT_TEXTS,                                                                   \
         .flags = ECC_FIELD_OPTIONAL,                                                              \
         .name = {"other names", "别名"}},                                                         \
        {.key = "vendor", .kind = ECC_FACT_TEXT, .name = {"vendor", "厂商"}},                      \
    {                                                                                              \
        .key = "origin", .kind = ECC_FACT_COUNTRY, .name = {                                       \
            "country of the vendor",                                                               \
            "厂商所在国家或地区"                                                          \
        }                                                                                          \
    }
#define DATACENTER                                                                                 \
    {                                                                                              \
        .key = "datacenter", .kind = ECC_FACT_RECORD, .of = &datacenter_record, .name = {          \
            "whether it is for datacenters",                                                       \
            "是否用于数据中心"                                                             \
        }                                                                                          \
    }
#define RELEASED                                                                                   \
    {                                                                                              \
        .key = "released", .kind = ECC_FACT_DATE, .name = { "day of release", "发布日期" }         \
    }
#define POWER_ROW                                                                                  \
    {                                                                                              \
        .key = "power", .kind = ECC_FACT_QUANTITY, .dim = ECC_DIM_POWER_INIT, .name = {            \
            "power",                                                                               \
            "功耗"                                                                               \
        }                                                                                          \
    }
#define PAPERS                                                                                     \
    {.key = "sources",                                                                             \
     .kind = ECC_FACT_LIST,                                                                        \
     .flags = ECC_FIELD_OPTIONAL,                                                                  \
     .of = &source_record,                                                                         \
     .name = {"sources of the figures", "数据来源"}},                                              \
        {.key = "reviewed",                                                                        \
         .kind = ECC_FACT_LIST,                                                                    \
         .flags = ECC_FIELD_OPTIONAL,                                                              \
         .of = &review_record,                                                                     \
         .name = {"suspicious figures that are right", "已核实无误的可疑数值"}},                   \
    {                                                                                              \
        .key = "notes", .kind = ECC_FACT_BILINGUAL, .flags = ECC_FIELD_OPTIONAL, .name = {         \
            "notes",                                                                               \
            "备注"                                                                               \
        }                                                                                          \
    }

static const struct ecc_field chip_fields[] = {
    NAMES,
    {.key = "sold-as",
     .kind = ECC_FACT_WORD,
     .words = sold_as_words,
     .name = {"what it is sold as", "销售形态"}},
    DATACENTER,
    RELEASED,
    {.key = "logic-dies",
     .kind = ECC_FACT_LIST,
     .of = &die_record,
     .name = {"logic dies", "逻辑裸片"}},
    {.key = "processing-units",
     .kind = ECC_FACT_LIST,
     .of = &unit_record,
     .name = {"processing units", "处理单元"}},
    {.key = "memory",
     .kind = ECC_FACT_RECORD,
     .of = &attached_record,
     .name = {"attached volatile memory", "所连易失性存储器"}},
    {.key = "links",
     .kind = ECC_FACT_LIST,
     .of = &link_record,
     .name = {"links in and out", "对外互连"}},
    POWER_ROW,
    {.key = "declared",
     .kind = ECC_FACT_RECORD,
     .flags = ECC_FIELD_OPTIONAL,
     .of = &declared_record,
     .name = {"what the manufacturer declares", "制造商公布的数据"}},
    PAPERS,
};

static const struct ecc_field memory_fields[] = {
    NAMES,
    RELEASED,
    {.key = "type", .kind = ECC_FACT_TEXT, .name = {"type of memory", "存储器类型"}},
    {.key = "form",
     .kind = ECC_FACT_WORD,
     .words = form_words,
     .name = {"what bandwidth and area are of", "带宽与面积所指的对象"}},
    {.key = "bandwidth",
     .kind = ECC_FACT_QUANTITY,
     .dim = ECC_DIM_BANDWIDTH_INIT,
     .name = {"memory bandwidth", "存储带宽"}},
    {.key = "area",
     .kind = ECC_FACT_QUANTITY,
     .flags = ECC_FIELD_POSITIVE,
     .dim = ECC_DIM_AREA_INIT,
     .name = {"area of the stack or package", "堆叠或封装的面积"}},
    {.key = "capacity",
     .kind = ECC_FACT_QUANTITY,
     .dim = ECC_DIM_DATA_INIT,
     .name = {"memory capacity", "存储容量"}},
    {.key = "co-packaged-with",
     .kind = ECC_FACT_WORD,
     .words = company_words,
     .name = {"what shares the package", "同一封装内的其他电路"}},
    PAPERS,
};

static const struct ecc_field part_fields[] = {
    {.key = "item",
     .kind = ECC_FACT_ITEM,
     .flags = ECC_FIELD_REQUIRED,
     .name = {"what is contained", "所含物项"}},
    {.key = "count",
     .kind = ECC_FACT_QUANTITY,
     .flags = ECC_FIELD_COUNT | ECC_FIELD_POSITIVE,
     .fallback = "1",
     .name = {"how many", "数量"}},
};
static const struct ecc_record part_record = RECORD("part", part_fields);

static const struct ecc_field assembly_fields[] = {
    NAMES,
    DATACENTER,
    RELEASED,
    POWER_ROW,
    {.key = "contains",
     .kind = ECC_FACT_LIST,
     .of = &part_record,
     .name = {"what is on or in it", "所含物项清单"}},
    PAPERS,
};

static const struct ecc_record chip_record = RECORD("chip", chip_fields);
static const struct ecc_record memory_record = RECORD("memory", memory_fields);
static const struct ecc_record board_record = RECORD("board", assembly_fields);
static const struct ecc_record system_record = RECORD("system", assembly_fields);

const struct ecc_record *const ecc_spec_records[ECC_SPEC_KINDS] = {
    [ECC_SPEC_CHIP] = &chip_record,
    [ECC_SPEC_MEMORY] = &memory_record,
    [ECC_SPEC_BOARD] = &board_record,
    [ECC_SPEC_SYSTEM] = &system_record,
};

const char *const ecc_spec_headers[ECC_SPEC_KINDS] = {
    [ECC_SPEC_CHIP] = "chip/1",
    [ECC_SPEC_MEMORY] = "memory/1",
    [ECC_SPEC_BOARD] = "board/1",
    [ECC_SPEC_SYSTEM] = "system/1",
};

/* ---- Looking up ---------------------------------------------------------------------------- */

size_t ecc_record_find(const struct ecc_record *record, ecc_str key)
{
    size_t i = 0;
    while (i < record->n_fields && !ecc_str_is(key, record->fields[i].key)) {
        i++;
    }
    return i;
}

int ecc_word_find(const char *const *words, ecc_str word)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (ecc_str_is(word, words[i])) {
            return i;
        }
    }
    return -1;
}
