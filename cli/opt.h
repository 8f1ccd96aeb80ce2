/* SPDX-License-Identifier: Apache-2.0 */
/* Options: one table from which parsing, usage, help and their checks follow. */
#ifndef ECC_CLI_OPT_H
#define ECC_CLI_OPT_H

#include "term.h"

/* An option that may be given several times. */
#define ECC_TEXTS_CAP 32
struct ecc_texts {
    const char *items[ECC_TEXTS_CAP];
    size_t n;
};

/* No format was asked for. */
#define ECC_FORMAT_FIRST ((size_t)-1)

/* What was asked for on the command line. */
struct ecc_options {
    size_t language;    /* an ecc_language */
    size_t format;      /* index into ecc_formats; ECC_FORMAT_FIRST: the first that fits */
    size_t colour;      /* an ecc_colour */
    ecc_date as_of;     /* not set: today */
    const char *rules;  /* directory; NULL: the built-in set */
    const char *output; /* file; NULL: standard output */
    const char *trust;  /* root.json; NULL: the built-in one */
    const char *state;  /* directory of updates; NULL: the user's */
    const char *from;   /* where updates come from */
    size_t key_type;    /* index of --type */
    bool require_fresh;
    bool renew;
    bool verbose;
    struct ecc_texts settings; /* "logic-dies[0].area=600 mm2" */
    struct ecc_texts readings; /* "tf32-width=19", or "all" */
    struct ecc_texts columns;  /* "name=3" */
    const char *encoding;      /* of a table; NULL: found out */
    const char *separator;     /* of a table; NULL: found out */
    size_t near;               /* per cent; 0: the library's own band */
    size_t fail_on;            /* an ecc_fail_on */
    const char *config;        /* file, or "none"; NULL: to be looked for */
    const char *baseline;
    const char *write_baseline;
    bool specs_only;
    bool force;
    const char *origin;     /* of a vendor; NULL: any */
    struct ecc_texts needs; /* of a buyer */
    struct ecc_texts specs; /* instead of the catalogue */
    const char *map;        /* a mapping; NULL: none */
    const char *into;       /* a directory; NULL: standard output */
    bool all;
    bool json;
    bool quiet;
    bool help;
    bool version;
};

/* Which commands take an option: a command lists the bits it takes. */
enum ecc_takes {
    ECC_TAKES_ALWAYS = 0,
    ECC_TAKES_WHAT_IF = 65536, /* other values, other readings, another band */
    ECC_TAKES_AS_OF = 1,
    ECC_TAKES_RULES = 2,
    ECC_TAKES_FORMAT = 4,
    ECC_TAKES_QUIET = 8,
    ECC_TAKES_OUTPUT = 16,
    ECC_TAKES_DOCUMENTS = 131072, /* formats that are documents, and nothing else */
    ECC_TAKES_RESULTS = 32,       /* formats that show results of checks and nothing else */
    ECC_TAKES_TRUST = 64,
    ECC_TAKES_FRESH = 128,
    ECC_TAKES_FROM = 256,
    ECC_TAKES_VERBOSE = 512,
    ECC_TAKES_TYPE = 1024,
    ECC_TAKES_RENEW = 2048,
    ECC_TAKES_TABLE = 4096,  /* how a table is read */
    ECC_TAKES_GATE = 524288, /* configuration, waivers, baseline */
    ECC_TAKES_FORCE = 1048576,
    ECC_TAKES_SHEETS = 4194304, /* formats that show tables */
    ECC_TAKES_OFFERS = 8388608, /* of whom, what is needed, how many */
    ECC_TAKES_SPECS = 16777216,
    ECC_TAKES_MAP = 33554432, /* files of another shape */
    ECC_TAKES_INTO = 67108864
};

enum ecc_opt_kind {
    ECC_OPT_FLAG,
    ECC_OPT_CHOICE,
    ECC_OPT_TEXT,
    ECC_OPT_TEXTS,
    ECC_OPT_PERCENT,
    ECC_OPT_DATE
};

struct ecc_opt {
    const char *name; /* without the hyphens */
    char letter;      /* 0: none */
    enum ecc_opt_kind kind;
    unsigned takes;             /* one of ecc_takes */
    size_t offset;              /* into struct ecc_options */
    const char *const *choices; /* CHOICE: NULL-terminated; the index is stored */
    enum ecc_word value;        /* TEXT, DATE: what stands for the value in help */
    enum ecc_word help;
};
extern const struct ecc_opt ecc_opts[];
extern const size_t ecc_n_opts;

/* The first mistake on a command line. */
struct ecc_opt_error {
    bool found;
    enum ecc_word word;
    ecc_str option; /* as typed, or "--as-of" */
    ecc_str value;  /* what was given, or what is near */
    ecc_str list;   /* what is possible */
};

/* Options may stand anywhere before "--". The other arguments are gathered in `args` (room for
 * argc). `given` gets a bit for each row of the table that was used. Goes on after a mistake, so
 * that the language is known when it is told. */
void ecc_opt_parse(int argc, char **argv, struct ecc_options *options, struct ecc_pool *pool,
                   const char **args, size_t *out_n_args, unsigned long *out_given,
                   struct ecc_opt_error *error);
/* One option that stands elsewhere than on a command line. */
void ecc_opt_set(const struct ecc_opt *row, const char *value, struct ecc_options *options,
                 struct ecc_pool *pool, struct ecc_opt_error *error);
/* A used option that the command does not take becomes the error. */
void ecc_opt_check(unsigned takes, unsigned long given, struct ecc_opt_error *error,
                   struct ecc_pool *pool);
/* The options of a command, for its help. */
void ecc_opt_help(struct ecc_page *page, unsigned takes);

#endif
