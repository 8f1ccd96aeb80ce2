/* SPDX-License-Identifier: Apache-2.0 */
/* What a repository says about its checks (.ecc.yaml), and what it has accepted (a baseline): files of the house's
 * YAML, read strictly. The shapes are those of the public header. */
#ifndef ECC_DOC_CONFIG_H
#define ECC_DOC_CONFIG_H

#include "doc/bind.h"

struct ecc_config { /* ecc_config of the public header */
    struct ecc_arena *arena;
    ecc_config_view view;
};

#endif
