/* SPDX-License-Identifier: Apache-2.0 */
/* Opening a table and finding its columns: see table.h. */
#include "table.h"

#include <stdint.h>
#include <string.h>

#include "table_csv.h"

/* A header stands among the first rows; above it there may be a title. */
#define HEADER_ROWS 20
#define KEY_BYTES   128

/* ---- Opening ------------------------------------------------------------------------------- */

static bool begins(ecc_str bytes, const char *magic, size_t n)
{
    return bytes.len >= n && memcmp(bytes.ptr, magic, n) == 0;
}

/* Spreadsheet files: .xlsx and .ods are ZIP archives, .xls is a compound file. */
static bool is_spreadsheet(ecc_str sample)
{
    return begins(sample, "PK\x03\x04", 4) || begins(sample, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
}

static bool fail_text(struct ecc_table *table, const char *id, const char *name, ecc_str text)
{
    (void)ecc_table_fail(table, id, 0, 0, 0);
    table->problem.args[table->problem.n_args++] = (ecc_arg){.name = name, .text = text};
    return false;
}

static bool open_encoding(struct ecc_table *table, ecc_bytes_fn read, void *user, const char *name)
{
    const enum ecc_encoding_result result = ecc_encoding_open(&table->encoding, table->pool, read,
                                                              user, name);
    if (result != ECC_ENCODING_IO && is_spreadsheet(ecc_encoding_sample(&table->encoding))) {
        return ecc_table_fail(table, "table.spreadsheet", 0, 0, 0);
    }
    switch (result) {
    case ECC_ENCODING_TEXT:
    case ECC_ENCODING_END:
        return true;
    case ECC_ENCODING_NAME:
        return fail_text(table, "table.encoding-name", "encoding", ecc_text_of(name));
    case ECC_ENCODING_IO:
        return fail_text(table, "table.unreadable", "why",
                         ecc_text_of(strerror(table->encoding.error)));
    case ECC_ENCODING_UNKNOWN:
    case ECC_ENCODING_BROKEN:
        break;
    }
    return ecc_table_fail(table, "table.encoding-unknown", 0, 0, 0);
}

bool ecc_table_open(struct ecc_table *table, struct ecc_pool *pool, ecc_bytes_fn read, void *user,
                    const char *encoding, char separator)
{
    *table = (struct ecc_table){.pool = pool};
    table->bytes = ECC_POOL_ARRAY(pool, ECC_TABLE_BYTES, char);
    table->cells = ECC_POOL_ARRAY(pool, ECC_TABLE_COLUMNS, ecc_str);
    table->places = ECC_POOL_ARRAY(pool, ECC_TABLE_COLUMNS, struct ecc_cell_place);
    if (table->bytes == NULL || table->cells == NULL || table->places == NULL) {
        return fail_text(table, "table.unreadable", "why", ECC_LITERAL("out of memory"));
    }
    return open_encoding(table, read, user, encoding) && ecc_table_begin(table, separator);
}

void ecc_table_close(struct ecc_table *table)
{
    ecc_encoding_close(&table->encoding);
}

void ecc_table_keep(struct ecc_table *table, struct ecc_out *out)
{
    table->keep = out;
    ecc_out_raw(out, table->piece);
}

enum ecc_table_result ecc_table_next(struct ecc_table *table, struct ecc_row *out_row)
{
    enum ecc_table_result result = ECC_TABLE_ROW;
    if (!table->again) {
        result = ecc_table_read(table);
    }
    table->again = false;
    if (result == ECC_TABLE_ROW) {
        *out_row = table->row;
    }
    return result;
}

ecc_str ecc_row_cell(const struct ecc_row *row, size_t column)
{
    return column < row->n ? row->cells[column] : (ecc_str){NULL, 0};
}

/* ---- Columns ------------------------------------------------------------------------------- */

struct header {
    enum ecc_role role;
    bool begins;      /* a header that only begins so is one too: "单价（元）" */
    const char *keys; /* as ecc_text_key() gives them, separated by spaces; the best first */
};

/* Of two columns of one role the one whose row stands higher counts. */
static const struct header headers[] = {
    {ECC_ROLE_NAME, true, "器件型号 产品型号 芯片型号 规格型号 型号规格 物料型号 部件型号 型号"},
    {ECC_ROLE_NAME, true,
     "manufacturerpartnumber mfrpartnumber mfgpartnumber vendorpartnumber supplierpartnumber "
     "partnumber modelnumber"},
    {ECC_ROLE_NAME, false, "mpn mfrpn partno part parts model modelno device chip gpu accelerator"},
    {ECC_ROLE_NAME, true,
     "器件名称 器件 芯片名称 产品名称 物料名称 部件名称 设备名称 货物名称 商品名称 名称 品名 "
     "加速卡"},
    {ECC_ROLE_NAME, false, "partname productname itemname product item name material component"},
    {ECC_ROLE_NAME, true, "料号 物料编码 物料号 零件号 部件号 物料 产品"},
    {ECC_ROLE_QUANTITY, true, "数量 采购数量 需求数量 用量 数目 件数"},
    {ECC_ROLE_QUANTITY, true, "quantity qty"},
    {ECC_ROLE_QUANTITY, false, "count amount units pcs"},
    {ECC_ROLE_PRICE, true, "单价 含税单价 未税单价 不含税单价 价格 报价"},
    {ECC_ROLE_PRICE, true, "unitprice unitcost price"},
    {ECC_ROLE_PRICE, false, "cost"},
    {ECC_ROLE_SUPPLIER, true, "供应商 供货商 供方 经销商 代理商 卖方 厂家 来源"},
    {ECC_ROLE_SUPPLIER, true, "supplier vendor distributor seller"},
    {ECC_ROLE_SUPPLIER, false, "source"},
    {ECC_ROLE_DESCRIPTION, true, "描述 说明 产品描述 物料描述 规格描述 备注 规格"},
    {ECC_ROLE_DESCRIPTION, true, "description"},
    {ECC_ROLE_DESCRIPTION, false, "desc details remark remarks comment notes note"},
};
#define N_HEADERS (sizeof(headers) / sizeof(headers[0]))

/* The key of a cell in `buffer`; empty when it is too long to be a header. A column that is not seen for want of memory
 * is remembered in the pool. */
static ecc_str key_of(struct ecc_pool *pool, ecc_str cell, char *buffer)
{
    size_t n = 0;
    const ecc_status status = cell.len > KEY_BYTES ? ECC_E_LIMIT
                                                   : ecc_text_key(cell, buffer, KEY_BYTES, &n);
    pool->failed = pool->failed || status == ECC_E_NOMEM;
    return (ecc_str){buffer, status == ECC_OK ? n : 0};
}

/* The length of the longest key of `header` that the cell is, or begins with; 0 when there is none.
 */
static size_t fit(ecc_str key, const struct header *header)
{
    size_t best = 0;
    const char *at = header->keys;
    while (key.len > 0 && *at != '\0') {
        const size_t len = strcspn(at, " ");
        const bool fits = header->begins ? key.len >= len : key.len == len;
        if (fits && len > best && memcmp(key.ptr, at, len) == 0) {
            best = len;
        }
        at += at[len] == ' ' ? len + 1 : len;
    }
    return best;
}

/* The row of the table above that a cell fits best: "产品描述" is a description, and "产品" a name.
 */
static size_t rank_of(struct ecc_pool *pool, ecc_str cell)
{
    char buffer[KEY_BYTES];
    const ecc_str key = key_of(pool, cell, buffer);
    size_t best = 0;
    size_t rank = N_HEADERS;
    for (size_t i = 0; i < N_HEADERS; i++) {
        const size_t len = fit(key, &headers[i]);
        if (len > best) {
            best = len;
            rank = i;
        }
    }
    return rank;
}

static void find_roles(struct ecc_pool *pool, const struct ecc_row *row,
                       struct ecc_columns *columns)
{
    size_t ranks[ECC_ROLES];
    for (size_t role = 0; role < ECC_ROLES; role++) {
        columns->at[role] = ECC_NO_COLUMN;
        ranks[role] = N_HEADERS;
    }
    for (size_t i = 0; i < row->n; i++) {
        const size_t rank = rank_of(pool, row->cells[i]);
        if (rank < N_HEADERS && rank < ranks[headers[rank].role]) {
            ranks[headers[rank].role] = rank;
            columns->at[headers[rank].role] = i;
        }
    }
}

/* A column by its number, from 1. */
static size_t by_number(const char *asked)
{
    size_t number = 0;
    for (const char *at = asked; *at != '\0'; at++) {
        if (*at < '0' || *at > '9' || number > ECC_TABLE_COLUMNS) {
            return ECC_NO_COLUMN;
        }
        number = number * 10 + (size_t)(*at - '0');
    }
    return number == 0 || number > ECC_TABLE_COLUMNS ? ECC_NO_COLUMN : number - 1;
}

static size_t by_text(struct ecc_pool *pool, const struct ecc_row *row, const char *asked)
{
    char wanted_buffer[KEY_BYTES];
    char buffer[KEY_BYTES];
    const ecc_str wanted = key_of(pool, ecc_text_of(asked), wanted_buffer);
    for (size_t i = 0; i < row->n && wanted.len > 0; i++) {
        if (ecc_text_same(key_of(pool, row->cells[i], buffer), wanted)) {
            return i;
        }
    }
    return ECC_NO_COLUMN;
}

/* Is this row a header, and which columns does it give? */
static bool is_header(struct ecc_pool *pool, const struct ecc_row *row,
                      const char *const asked[ECC_ROLES], struct ecc_columns *columns)
{
    bool header = true;
    bool named = false;
    find_roles(pool, row, columns);
    for (size_t role = 0; role < ECC_ROLES; role++) {
        if (asked[role] == NULL) {
            continue;
        }
        const size_t number = by_number(asked[role]);
        const size_t column = number != ECC_NO_COLUMN ? number : by_text(pool, row, asked[role]);
        named = named || (number == ECC_NO_COLUMN && column != ECC_NO_COLUMN);
        header = header && column != ECC_NO_COLUMN;
        columns->at[role] = column;
    }
    const size_t name = columns->at[ECC_ROLE_NAME];
    /* A column that is asked for by number may stand in a table without a header. */
    return header && name != ECC_NO_COLUMN &&
           (named || asked[ECC_ROLE_NAME] == NULL ||
            rank_of(pool, ecc_row_cell(row, name)) < N_HEADERS);
}

/* May the table do without a header: its columns are asked for by number, or it has only one? */
static bool is_headless(const struct ecc_table *table, const struct ecc_row *row,
                        const char *const asked[ECC_ROLES], struct ecc_columns *columns)
{
    for (size_t role = 0; role < ECC_ROLES; role++) {
        columns->at[role] = asked[role] == NULL ? ECC_NO_COLUMN : by_number(asked[role]);
        if (asked[role] != NULL && columns->at[role] == ECC_NO_COLUMN) {
            return false;
        }
    }
    if (asked[ECC_ROLE_NAME] == NULL && row->n == 1 && !table->separated) {
        columns->at[ECC_ROLE_NAME] = 0;
    }
    return columns->at[ECC_ROLE_NAME] != ECC_NO_COLUMN;
}

/* The cells of a row for a message: "a, b, c". */
static ecc_str list_of(struct ecc_table *table, const struct ecc_row *row)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    for (size_t i = 0; i < row->n && i < 12; i++) {
        ecc_out_puts(&out, i > 0 ? ", " : "");
        const size_t n = row->cells[i].len < 60 ? row->cells[i].len : 60;
        ecc_out_text(&out, (ecc_str){row->cells[i].ptr, n});
    }
    ecc_out_puts(&out, row->n > 12 ? ", …" : "");
    return ecc_out_take(&out, table->pool);
}

static bool no_columns(struct ecc_table *table, const char *const asked[ECC_ROLES], ecc_str first)
{
    for (size_t role = 0; role < ECC_ROLES; role++) {
        if (asked[role] != NULL && by_number(asked[role]) == ECC_NO_COLUMN) {
            (void)fail_text(table, "table.no-column", "name", ecc_text_of(asked[role]));
            table->problem.args[table->problem.n_args++] = (ecc_arg){.name = "columns",
                                                                     .text = first};
            return false;
        }
    }
    return fail_text(table, "table.no-names", "columns", first);
}

static void keep_headers(struct ecc_table *table, const struct ecc_row *row,
                         struct ecc_columns *columns)
{
    for (size_t role = 0; role < ECC_ROLES; role++) {
        columns->headers[role] = columns->header_line == 0
                                     ? (ecc_str){NULL, 0}
                                     : ecc_pool_str(table->pool,
                                                    ecc_row_cell(row, columns->at[role]));
    }
}

bool ecc_table_columns(struct ecc_table *table, const char *const asked[ECC_ROLES],
                       struct ecc_columns *out_columns)
{
    struct ecc_columns columns = {.header_line = 0};
    struct ecc_row row = {.line = 0};
    ecc_str first = {NULL, 0};
    for (size_t i = 0; i < HEADER_ROWS; i++) {
        const enum ecc_table_result result = ecc_table_next(table, &row);
        if (result == ECC_TABLE_FAILED) {
            return false;
        }
        if (result == ECC_TABLE_END) {
            break;
        }
        first = i == 0 ? list_of(table, &row) : first;
        if (is_header(table->pool, &row, asked, &columns)) {
            columns.header_line = row.line;
            columns.n_before = i;
        } else if (i == 0 && is_headless(table, &row, asked, &columns)) {
            table->again = true;
        } else {
            continue;
        }
        keep_headers(table, &row, &columns);
        *out_columns = columns;
        return true;
    }
    if (table->pool->failed) {
        return fail_text(table, "table.unreadable", "why", ECC_LITERAL("out of memory"));
    }
    return first.ptr == NULL ? ecc_table_fail(table, "table.empty", 0, 0, 0)
                             : no_columns(table, asked, first);
}
