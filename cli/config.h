/* SPDX-License-Identifier: Apache-2.0 */
/* What a run is told besides its command line: the environment (ECC_*) and .ecc.yaml. The command
 * line goes over the environment, the environment over the file. */
#ifndef ECC_CLI_CONFIG_H
#define ECC_CLI_CONFIG_H

#include "opt.h"

#define ECC_CONFIG_NAME ".ecc.yaml"

struct ecc_setup {
    const ecc_config_view *view;  /* NULL: there is no configuration */
    const ecc_config_view *known; /* NULL: there is no baseline */
    ecc_str
        root; /* directory that paths are told from: of the configuration, else the repository's */
    ecc_str here;     /* the current directory as seen from there: "", "a/b/" */
    ecc_diags *diags; /* what is wrong with the files */
    ecc_str problem;  /* a file that cannot be read at all */
    int error;        /* its errno; 0: there is no such file */
    ecc_config *owned;
    ecc_config *owned_known;
};

/* Options that the command line did not give, from the environment; their bits join `given`. The
 * names of mistakes are those of the variables. */
void ecc_setup_environment(struct ecc_options *options, struct ecc_pool *pool, unsigned long *given,
                           struct ecc_opt_error *error);
/* Finds and reads the configuration and the baseline, and sets the options that are not in `given`.
 * What goes wrong is kept in `setup`. False when there is no memory. */
bool ecc_setup_read(struct ecc_setup *setup, struct ecc_options *options, struct ecc_pool *pool,
                    unsigned long given);
bool ecc_setup_is_good(const struct ecc_setup *setup);
void ecc_setup_free(struct ecc_setup *setup);

/* A path as seen from the root; as it is when it does not lie below. */
ecc_str ecc_setup_path(const struct ecc_setup *setup, struct ecc_pool *pool, ecc_str path);
/* Do include and exclude let it pass? `path` as seen from the root. */
bool ecc_setup_wants(const struct ecc_setup *setup, ecc_str path);

#endif
