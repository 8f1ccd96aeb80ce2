/* SPDX-License-Identifier: Apache-2.0 */
/* The program's own words: headings, help, usage errors. The engine's messages are the engine's. */
#ifndef ECC_CLI_WORDS_H
#define ECC_CLI_WORDS_H

#include <ecc/ecc.h>

enum ecc_word {
#define ECC_WORD(name, english, chinese) ECC_W_##name,
#include "words.def"
#undef ECC_WORD
    ECC_WORDS
};

/* The row as it stands, an ICU message pattern; for what has no ecc_words yet. */
const char *ecc_word_pattern(enum ecc_word word, ecc_language language);
/* A word without arguments. Static. */
ecc_str ecc_word(const ecc_words *words, enum ecc_word word);
/* A sentence with arguments: ecc_say(words, ECC_W_x, ECC_WITH(ecc_with("name", text))). Lives until
 * ecc_words_reset(). */
ecc_str ecc_say(ecc_words *words, enum ecc_word word, const ecc_arg *args, size_t n_args);

#define ECC_WITH(...)                                                                              \
    (const ecc_arg[]){__VA_ARGS__}, sizeof((const ecc_arg[]){__VA_ARGS__}) / sizeof(ecc_arg)

ecc_arg ecc_with(const char *name, ecc_str text);
ecc_arg ecc_with_size(const char *name, size_t number);

#endif
