/* SPDX-License-Identifier: Apache-2.0 */
/* What a SPEC on the command line stands for, and its bytes.
 *
 * SPEC is "-" (standard input), a file, a directory (all of its specifications, however deep), or
 * an id of the built-in catalogue or the start of exactly one. The file system is asked first. */
#ifndef ECC_CLI_INPUT_H
#define ECC_CLI_INPUT_H

#include "cli.h"

enum ecc_input_kind {
    ECC_INPUT_FILE,
    ECC_INPUT_STDIN,
    ECC_INPUT_PART,   /* of the catalogue */
    ECC_INPUT_ITEM,   /* of a file that is read through a mapping */
    ECC_INPUT_NOTHING /* there is no such thing; `problem` says it */
};

struct ecc_input {
    enum ecc_input_kind kind;
    const char *path;   /* as given; the id of a PART; "chips.csv#NAME" of an ITEM */
    const char *file;   /* FILE, ITEM: the file's path */
    size_t part;        /* PART: index */
    const ecc_map *map; /* FILE, STDIN: it could not be read through this; loading it says why */
    ecc_str bytes;      /* of such a STDIN */
    ecc_mapped *mapped; /* ITEM: its file */
    size_t index;       /* ITEM: in its file */
    bool listed;        /* found in a directory: skipped unless its first key is "ecc" */
    ecc_str problem;    /* NOTHING: lives as long as the list */
};

struct ecc_inputs {
    struct ecc_input
        *items; /* in the order given; files of a directory in the order of their names */
    size_t n;
    size_t cap;
    bool several; /* a directory or more than one SPEC was asked for */
};

/* In cli->pool. */
void ecc_inputs_find(struct ecc_cli *cli, const char **args, size_t n_args,
                     struct ecc_inputs *inputs);

/* What came of one input. */
struct ecc_loaded {
    enum ecc_exit exit; /* ECC_EXIT_CLEAR: loaded, or skipped */
    ecc_status status;
    const ecc_spec *spec; /* NULL after a failure and when skipped */
    bool skipped;         /* not a specification, and only found in a directory */
    ecc_str
        problem; /* a failure that no diagnostic in cli->diags tells; else empty. In cli->work */
    ecc_spec *owned;
};
/* Diagnostics go to cli->diags and are not shown. */
struct ecc_loaded ecc_input_load(struct ecc_cli *cli, const struct ecc_input *input);
void ecc_loaded_free(struct ecc_loaded *loaded);
/* Show why: the problem, or the diagnostics. Returns loaded->exit. */
enum ecc_exit ecc_loaded_tell(struct ecc_cli *cli, const struct ecc_input *input,
                              const struct ecc_loaded *loaded);

/* Why a directory could not be walked, by what ecc_files_below() gives. */
ecc_str ecc_input_unwalked(struct ecc_cli *cli, const char *path, int error);
/* Why a file could not be read. */
struct ecc_file;
struct ecc_loaded ecc_input_unreadable(struct ecc_cli *cli, const char *path,
                                       const struct ecc_file *file);
/* Say that there was nothing to read at all. */
enum ecc_exit ecc_input_none(struct ecc_cli *cli);

/* The one SPEC of a command that takes one; on failure it has been told. */
enum ecc_exit ecc_input_one(struct ecc_cli *cli, struct ecc_loaded *out_loaded);

#endif
