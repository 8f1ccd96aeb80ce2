/* SPDX-License-Identifier: Apache-2.0 */
/* A run of the program: what was asked, where it goes, how it ends; and the table of commands. */
#ifndef ECC_CLI_CLI_H
#define ECC_CLI_CLI_H

#include "config.h"
#include "mapping.h"
#include "opt.h"
#include "progress.h"
#include "render.h"

/* How a run ends. A script that takes everything but 0 for "do not ship" is safe. */
enum ecc_exit {
    ECC_EXIT_CLEAR = 0,      /* nothing controlled */
    ECC_EXIT_CONTROLLED = 1, /* something controlled */
    ECC_EXIT_UNDECIDED = 2,
    ECC_EXIT_GATE = 3,       /* nothing of that, but the configuration asks for more */
    ECC_EXIT_USAGE = 64,     /* the command line is wrong */
    ECC_EXIT_DATA = 65,      /* an input has errors */
    ECC_EXIT_NO_INPUT = 66,  /* an input is not there */
    ECC_EXIT_UNTRUSTED = 69, /* the rules are not vouched for */
    ECC_EXIT_BUG = 70,       /* the program is at fault */
    ECC_EXIT_IO = 74         /* reading or writing failed, or memory ran out */
};

/* Of several, the worst: nothing controlled, the gate, undecided, controlled, no input, bad data, I/O,
 * untrusted, usage, bug. A definite answer counts more than an open one, and what could not be
 * answered more than either. */
enum ecc_exit ecc_exit_worst(enum ecc_exit a, enum ecc_exit b);
enum ecc_exit ecc_exit_of_status(ecc_status status);
enum ecc_exit ecc_exit_of_verdict(ecc_tri controlled);

struct ecc_cli {
    const struct ecc_command *commands; /* all of them */
    size_t n_commands;
    const struct ecc_command *command;
    struct ecc_options options;
    struct ecc_setup setup;
    struct ecc_mappings maps;
    ecc_date today;
    const char **args; /* after the command's name */
    size_t n_args;
    ecc_words *words;
    struct ecc_pool pool; /* for the whole run */
    struct ecc_pool work; /* for one result; see ecc_cli_reset() */
    struct ecc_out out;
    struct ecc_out err;
    struct ecc_page page;   /* of standard output; its pool is `work` */
    struct ecc_page errors; /* of standard error */
    struct ecc_progress progress;
    ecc_diags *diags;
    ecc_makers *makers; /* NULL until they are asked for */
    ecc_trust *trust;   /* what the rules are read from; NULL until they are */
};

struct ecc_command {
    const char *group; /* "rules", or NULL */
    const char *name;
    enum ecc_word args; /* as usage shows them */
    size_t least;       /* arguments */
    size_t most;
    unsigned takes; /* of ecc_takes */
    enum ecc_word summary;
    enum ecc_word help;
    enum ecc_exit (*run)(struct ecc_cli *cli);
};

enum ecc_exit ecc_cmd_check(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_explain(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_init(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_history(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_report(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_screen(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_compare(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_alternatives(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_impact(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_list(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_show(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_diff(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_test(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_lint(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_readings(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_preview(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_verify(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_update(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_keygen(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_root(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_rotate(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_delegate(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_rules_sign(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_specs_list(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_specs_show(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_specs_search(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_specs_lint(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_specs_import(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_completion(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_doctor(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_manual(struct ecc_cli *cli);
enum ecc_exit ecc_cmd_version(struct ecc_cli *cli);

/* ---- What the commands share ---------------------------------------------------------------- */

/* Give back what one result needed. */
void ecc_cli_reset(struct ecc_cli *cli);
/* The verdict under each version of the law; its moments are in cli->pool. On failure it has been
 * told. To be freed in any case. */
enum ecc_exit ecc_history_make(struct ecc_cli *cli, ecc_rules *rules, const ecc_spec *spec,
                               struct ecc_history *out_history);
void ecc_history_free(const struct ecc_history *history);
/* Long work begins, of so many pieces; say so unless the results are on the terminal already. */
void ecc_cli_progress(struct ecc_cli *cli, size_t total);
/* "ecc: error: SENTENCE" on standard error. */
void ecc_cli_error(struct ecc_cli *cli, ecc_str sentence);
/* Show what is in cli->diags, and empty it. When `status` is a failure that no diagnostic explains,
 * say what it is, of `subject` (a file, a rule; may be empty). The exit status it means. */
enum ecc_exit ecc_cli_report(struct ecc_cli *cli, ecc_status status, ecc_str subject);
/* The rule set that the options name, which somebody vouches for. On failure it has been told. What it is read
 * from stays open until the run ends. */
enum ecc_exit ecc_cli_rules(struct ecc_cli *cli, ecc_rules **out_rules);
/* The makers, for the page to speak of. */
enum ecc_exit ecc_cli_makers(struct ecc_cli *cli);
/* The same for those who write rules: a directory of --rules is read as it is, vouched for or not. */
enum ecc_exit ecc_cli_draft_rules(struct ecc_cli *cli, ecc_rules **out_rules);

#endif
