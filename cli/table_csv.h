/* SPDX-License-Identifier: Apache-2.0 */
/* What table.c asks of table_csv.c. */
#ifndef ECC_CLI_TABLE_CSV_H
#define ECC_CLI_TABLE_CSV_H

#include "table.h"

/* The first piece of text, and the separator: `separator`, or 0 to find it out. */
bool ecc_table_begin(struct ecc_table *table, char separator);
/* The next row, in table->row. */
enum ecc_table_result ecc_table_read(struct ecc_table *table);
/* Sets the problem; an argument that is 0 is left out. Always false. */
bool ecc_table_fail(struct ecc_table *table, const char *id, size_t line, size_t column,
                    size_t limit);

#endif
