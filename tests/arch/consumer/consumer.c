/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody else's program looks like: the installed header and library, nothing more. */
#include <ecc/ecc.h>

#include <stdio.h>
#include <string.h>

int main(void)
{
    const char *version = ecc_version();
    printf("libecc %s, %zu parts in the catalogue\n", version, ecc_catalogue_count());
    return strcmp(version, ECC_VERSION) == 0 ? 0 : 1;
}
