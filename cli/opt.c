/* SPDX-License-Identifier: Apache-2.0 */
/* Options: see opt.h. */
#include "opt.h"

#include <stdio.h>
#include <string.h>

#include "near.h"
#include "render.h"

static const char *const languages[] = {"en", "zh", NULL};
/* In the order of ecc_fail_on. */
static const char *const fail_on[] = {"undecided", "controlled", "near-line", "none", NULL};
static const char *const colours[] = {"auto", "always", "never", NULL};
static const char *const key_types[] = {"ed25519", "ecdsa", "rsa", NULL};

#define AT(member) offsetof(struct ecc_options, member)
#define NO_VALUE   ECC_WORDS

const struct ecc_opt ecc_opts[] = {
    {"as-of", 0, ECC_OPT_DATE, ECC_TAKES_AS_OF, AT(as_of), NULL, ECC_W_value_date, ECC_W_opt_as_of},
    {"lang", 0, ECC_OPT_CHOICE, ECC_TAKES_ALWAYS, AT(language), languages, NO_VALUE,
     ECC_W_opt_lang},
    {"format", 0, ECC_OPT_CHOICE, ECC_TAKES_FORMAT, AT(format), ecc_format_names, NO_VALUE,
     ECC_W_opt_format},
    {"json", 0, ECC_OPT_FLAG, ECC_TAKES_FORMAT, AT(json), NULL, NO_VALUE, ECC_W_opt_json},
    {"output", 'o', ECC_OPT_TEXT, ECC_TAKES_OUTPUT, AT(output), NULL, ECC_W_value_file,
     ECC_W_opt_output},
    {"rules", 0, ECC_OPT_TEXT, ECC_TAKES_RULES, AT(rules), NULL, ECC_W_value_dir, ECC_W_opt_rules},
    {"trust", 0, ECC_OPT_TEXT, ECC_TAKES_TRUST, AT(trust), NULL, ECC_W_value_file, ECC_W_opt_trust},
    {"state", 0, ECC_OPT_TEXT, ECC_TAKES_TRUST, AT(state), NULL, ECC_W_value_dir, ECC_W_opt_state},
    {"require-fresh", 0, ECC_OPT_FLAG, ECC_TAKES_FRESH, AT(require_fresh), NULL, NO_VALUE,
     ECC_W_opt_require_fresh},
    {"from", 0, ECC_OPT_TEXT, ECC_TAKES_FROM, AT(from), NULL, ECC_W_value_source, ECC_W_opt_from},
    {"type", 0, ECC_OPT_CHOICE, ECC_TAKES_TYPE, AT(key_type), key_types, NO_VALUE, ECC_W_opt_type},
    {"renew", 0, ECC_OPT_FLAG, ECC_TAKES_RENEW, AT(renew), NULL, NO_VALUE, ECC_W_opt_renew},
    {"verbose", 'v', ECC_OPT_FLAG, ECC_TAKES_VERBOSE, AT(verbose), NULL, NO_VALUE,
     ECC_W_opt_verbose},
    {"set", 0, ECC_OPT_TEXTS, ECC_TAKES_WHAT_IF, AT(settings), NULL, ECC_W_value_setting,
     ECC_W_opt_set},
    {"reading", 0, ECC_OPT_TEXTS, ECC_TAKES_WHAT_IF, AT(readings), NULL, ECC_W_value_reading,
     ECC_W_opt_reading},
    {"near", 0, ECC_OPT_PERCENT, ECC_TAKES_WHAT_IF, AT(near), NULL, ECC_W_value_percent,
     ECC_W_opt_near},
    {"fail-on", 0, ECC_OPT_CHOICE, ECC_TAKES_GATE, AT(fail_on), fail_on, NO_VALUE,
     ECC_W_opt_fail_on},
    {"config", 0, ECC_OPT_TEXT, ECC_TAKES_GATE, AT(config), NULL, ECC_W_value_file,
     ECC_W_opt_config},
    {"baseline", 0, ECC_OPT_TEXT, ECC_TAKES_GATE, AT(baseline), NULL, ECC_W_value_file,
     ECC_W_opt_baseline},
    {"write-baseline", 0, ECC_OPT_TEXT, ECC_TAKES_GATE, AT(write_baseline), NULL, ECC_W_value_file,
     ECC_W_opt_write_baseline},
    {"specs-only", 0, ECC_OPT_FLAG, ECC_TAKES_GATE, AT(specs_only), NULL, NO_VALUE,
     ECC_W_opt_specs_only},
    {"column", 0, ECC_OPT_TEXTS, ECC_TAKES_TABLE, AT(columns), NULL, ECC_W_value_column,
     ECC_W_opt_column},
    {"encoding", 0, ECC_OPT_TEXT, ECC_TAKES_TABLE, AT(encoding), NULL, ECC_W_value_encoding,
     ECC_W_opt_encoding},
    {"separator", 0, ECC_OPT_TEXT, ECC_TAKES_TABLE, AT(separator), NULL, ECC_W_value_separator,
     ECC_W_opt_separator},
    {"force", 0, ECC_OPT_FLAG, ECC_TAKES_FORCE, AT(force), NULL, NO_VALUE, ECC_W_opt_force},
    {"origin", 0, ECC_OPT_TEXT, ECC_TAKES_OFFERS, AT(origin), NULL, ECC_W_value_country,
     ECC_W_opt_origin},
    {"need", 0, ECC_OPT_TEXTS, ECC_TAKES_OFFERS, AT(needs), NULL, ECC_W_value_need, ECC_W_opt_need},
    {"all", 0, ECC_OPT_FLAG, ECC_TAKES_OFFERS, AT(all), NULL, NO_VALUE, ECC_W_opt_all},
    {"specs", 0, ECC_OPT_TEXTS, ECC_TAKES_SPECS, AT(specs), NULL, ECC_W_value_path,
     ECC_W_opt_specs},
    {"map", 0, ECC_OPT_TEXT, ECC_TAKES_MAP, AT(map), NULL, ECC_W_value_file, ECC_W_opt_map},
    {"into", 0, ECC_OPT_TEXT, ECC_TAKES_INTO, AT(into), NULL, ECC_W_value_dir, ECC_W_opt_into},
    {"quiet", 'q', ECC_OPT_FLAG, ECC_TAKES_QUIET, AT(quiet), NULL, NO_VALUE, ECC_W_opt_quiet},
    {"color", 0, ECC_OPT_CHOICE, ECC_TAKES_ALWAYS, AT(colour), colours, NO_VALUE, ECC_W_opt_color},
    {"help", 'h', ECC_OPT_FLAG, ECC_TAKES_ALWAYS, AT(help), NULL, NO_VALUE, ECC_W_opt_help},
    {"version", 'V', ECC_OPT_FLAG, ECC_TAKES_ALWAYS, AT(version), NULL, NO_VALUE,
     ECC_W_opt_version},
};
const size_t ecc_n_opts = sizeof(ecc_opts) / sizeof(ecc_opts[0]);

/* ---- Parsing -------------------------------------------------------------------------------- */

struct parse {
    struct ecc_options *options;
    struct ecc_pool *pool;
    struct ecc_opt_error *error;
};

static ecc_str long_name(struct ecc_pool *pool, const struct ecc_opt *row)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    ecc_out_puts(&out, "--");
    ecc_out_puts(&out, row->name);
    return ecc_out_take(&out, pool);
}

static void fail(struct parse *parse, enum ecc_word word, ecc_str option, ecc_str value,
                 ecc_str list)
{
    if (!parse->error->found) {
        *parse->error = (struct ecc_opt_error){true, word, option, value, list};
    }
}

static ecc_str choice_list(struct ecc_pool *pool, const char *const *choices, const char *between)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    for (size_t i = 0; choices[i] != NULL; i++) {
        ecc_out_puts(&out, i == 0 ? "" : between);
        ecc_out_puts(&out, choices[i]);
    }
    return ecc_out_take(&out, pool);
}

static void store_choice(struct parse *parse, const struct ecc_opt *row, const char *value)
{
    size_t *field = (size_t *)(void *)((char *)parse->options + row->offset);
    for (size_t i = 0; row->choices[i] != NULL; i++) {
        if (strcmp(row->choices[i], value) == 0) {
            *field = i;
            return;
        }
    }
    fail(parse, ECC_W_usage_choice, long_name(parse->pool, row), ecc_text_of(value),
         choice_list(parse->pool, row->choices, ", "));
}

static void store_text(struct parse *parse, const struct ecc_opt *row, struct ecc_texts *texts,
                       const char *value)
{
    if (texts->n == ECC_TEXTS_CAP) {
        char most[16];
        (void)snprintf(most, sizeof(most), "%d", ECC_TEXTS_CAP);
        fail(parse, ECC_W_usage_often, long_name(parse->pool, row),
             ecc_pool_str(parse->pool, ecc_text_of(most)), (ecc_str){0});
        return;
    }
    texts->items[texts->n++] = value;
}

/* A whole number from 1 to 50, with or without the sign. */
static void store_percent(struct parse *parse, const struct ecc_opt *row, size_t *field,
                          const char *value)
{
    size_t number = 0;
    size_t i = 0;
    for (; value[i] >= '0' && value[i] <= '9' && number <= 50; i++) {
        number = number * 10 + (size_t)(value[i] - '0');
    }
    const bool ends = strcmp(value + i, "") == 0 || strcmp(value + i, "%") == 0;
    if (i == 0 || number < 1 || number > 50 || !ends) {
        fail(parse, ECC_W_usage_percent, long_name(parse->pool, row), ecc_text_of(value),
             (ecc_str){0});
        return;
    }
    *field = number;
}

static void store(struct parse *parse, const struct ecc_opt *row, const char *value)
{
    void *field = (char *)parse->options + row->offset;
    switch (row->kind) {
    case ECC_OPT_FLAG:
        *(bool *)field = true;
        break;
    case ECC_OPT_CHOICE:
        store_choice(parse, row, value);
        break;
    case ECC_OPT_TEXT:
        *(const char **)field = value;
        break;
    case ECC_OPT_TEXTS:
        store_text(parse, row, field, value);
        break;
    case ECC_OPT_PERCENT:
        store_percent(parse, row, field, value);
        break;
    case ECC_OPT_DATE:
        if (!ecc_date_parse(ecc_text_of(value), (ecc_date *)field)) {
            fail(parse, ECC_W_usage_date, long_name(parse->pool, row), ecc_text_of(value),
                 (ecc_str){0});
        }
        break;
    }
}

void ecc_opt_set(const struct ecc_opt *row, const char *value, struct ecc_options *options,
                 struct ecc_pool *pool, struct ecc_opt_error *error)
{
    struct parse parse = {options, pool, error};
    store(&parse, row, value);
}

static const struct ecc_opt *find_long(ecc_str name)
{
    for (size_t i = 0; i < ecc_n_opts; i++) {
        if (ecc_text_is(name, ecc_opts[i].name)) {
            return &ecc_opts[i];
        }
    }
    return NULL;
}

static const struct ecc_opt *find_letter(char letter)
{
    for (size_t i = 0; i < ecc_n_opts; i++) {
        if (ecc_opts[i].letter == letter) {
            return &ecc_opts[i];
        }
    }
    return NULL;
}

static void unknown_option(struct parse *parse, const char *typed, ecc_str name)
{
    ecc_str names[64];
    size_t n = 0;
    for (; n < ecc_n_opts && n < sizeof(names) / sizeof(names[0]); n++) {
        names[n] = ecc_text_of(ecc_opts[n].name);
    }
    const size_t near = ecc_near_find(name, names, n);
    if (near < n) {
        fail(parse, ECC_W_usage_option_near, ecc_text_of(typed),
             long_name(parse->pool, &ecc_opts[near]), (ecc_str){0});
    } else {
        fail(parse, ECC_W_usage_option, ecc_text_of(typed), (ecc_str){0}, (ecc_str){0});
    }
}

/* One option at `argv[*i]`; moves *i over a value that stands by itself. The row, NULL after a
 * mistake. */
static const struct ecc_opt *parse_one(struct parse *parse, int argc, char **argv, int *i)
{
    const char *typed = argv[*i];
    const bool is_long = typed[1] == '-';
    const char *equals = is_long ? strchr(typed, '=') : NULL;
    const char *end = equals != NULL ? equals : typed + strlen(typed);
    const ecc_str name = {typed + (is_long ? 2 : 1), (size_t)(end - typed) - (is_long ? 2 : 1)};
    const struct ecc_opt *row = is_long        ? find_long(name)
                                : name.len > 0 ? find_letter(name.ptr[0])
                                               : NULL;
    if (row == NULL) {
        unknown_option(parse, typed, name);
        return NULL;
    }
    const char *attached = equals != NULL             ? equals + 1
                           : !is_long && name.len > 1 ? typed + 2
                                                      : NULL;
    if (row->kind == ECC_OPT_FLAG && attached != NULL) {
        fail(parse, ECC_W_usage_no_value, ecc_text_of(typed), (ecc_str){0}, (ecc_str){0});
        return NULL;
    }
    if (row->kind != ECC_OPT_FLAG && attached == NULL) {
        if (*i + 1 >= argc) {
            fail(parse, ECC_W_usage_value, long_name(parse->pool, row), (ecc_str){0}, (ecc_str){0});
            return NULL;
        }
        *i += 1;
        attached = argv[*i];
    }
    store(parse, row, attached);
    return row;
}

void ecc_opt_parse(int argc, char **argv, struct ecc_options *options, struct ecc_pool *pool,
                   const char **args, size_t *out_n_args, unsigned long *out_given,
                   struct ecc_opt_error *error)
{
    struct parse parse = {options, pool, error};
    bool ended = false;
    *out_n_args = 0;
    *out_given = 0;
    for (int i = 1; i < argc; i++) {
        const bool option = !ended && argv[i][0] == '-' && argv[i][1] != '\0';
        if (option && strcmp(argv[i], "--") == 0) {
            ended = true;
        } else if (option) {
            const struct ecc_opt *row = parse_one(&parse, argc, argv, &i);
            *out_given |= row != NULL ? 1ul << (row - ecc_opts) : 0;
        } else {
            args[(*out_n_args)++] = argv[i];
        }
    }
}

void ecc_opt_check(unsigned takes, unsigned long given, struct ecc_opt_error *error,
                   struct ecc_pool *pool)
{
    for (size_t i = 0; i < ecc_n_opts && !error->found; i++) {
        if ((given & (1ul << i)) != 0 && (ecc_opts[i].takes & ~takes) != 0) {
            *error = (struct ecc_opt_error){.found = true,
                                            .word = ECC_W_usage_not_taken,
                                            .option = long_name(pool, &ecc_opts[i])};
        }
    }
}

/* ---- Help ----------------------------------------------------------------------------------- */

/* The choices of an option, without the formats that are not for a command that takes these. */
static ecc_str fitting_choices(struct ecc_pool *pool, const struct ecc_opt *row, unsigned takes)
{
    size_t n = 0;
    while (row->choices[n] != NULL) {
        n++;
    }
    const char **fitting = ECC_POOL_ARRAY(pool, n + 1, const char *);
    for (size_t i = 0, kept = 0; fitting != NULL && i < n; i++) {
        if (row->choices != ecc_format_names || ecc_format_fits(i, takes)) {
            fitting[kept++] = row->choices[i];
        }
    }
    return fitting != NULL ? choice_list(pool, fitting, "|") : (ecc_str){0};
}

static ecc_str option_label(struct ecc_page *page, const struct ecc_opt *row, unsigned takes)
{
    struct ecc_out out;
    ecc_out_memory(&out);
    const char letter[] = {'-', row->letter, ',', ' ', '\0'};
    ecc_out_puts(&out, row->letter != 0 ? letter : "    ");
    ecc_out_puts(&out, "--");
    ecc_out_puts(&out, row->name);
    if (row->kind == ECC_OPT_CHOICE) {
        ecc_out_puts(&out, " ");
        ecc_out_raw(&out, fitting_choices(page->pool, row, takes));
    } else if (row->kind != ECC_OPT_FLAG) {
        ecc_out_puts(&out, " ");
        ecc_out_raw(&out, ecc_word(page->words, row->value));
    }
    return ecc_out_take(&out, page->pool);
}

void ecc_opt_help(struct ecc_page *page, unsigned takes)
{
    for (size_t i = 0; i < ecc_n_opts; i++) {
        if ((ecc_opts[i].takes & ~takes) == 0) {
            ecc_term_item(page, 2, 34, option_label(page, &ecc_opts[i], takes),
                          ecc_word(page->words, ecc_opts[i].help));
        }
    }
}
