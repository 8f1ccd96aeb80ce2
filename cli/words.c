/* SPDX-License-Identifier: Apache-2.0 */
/* The program's own words: see words.h. */
#include "words.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

static const char *const rows[ECC_WORDS][ECC_LANGUAGES] = {
#define ECC_WORD(name, english, chinese) [ECC_W_##name] = {english, chinese},
#include "words.def"
#undef ECC_WORD
};

const char *ecc_word_pattern(enum ecc_word word, ecc_language language)
{
    return rows[word][language];
}

ecc_str ecc_word(const ecc_words *words, enum ecc_word word)
{
    const char *text = rows[word][ecc_words_language(words)];
    return (ecc_str){text, strlen(text)};
}

ecc_str ecc_say(ecc_words *words, enum ecc_word word, const ecc_arg *args, size_t n_args)
{
    return ecc_words_format(words, rows[word][ecc_words_language(words)], args, n_args);
}

ecc_arg ecc_with(const char *name, ecc_str text)
{
    return (ecc_arg){.name = name, .kind = ECC_ARG_TEXT, .text = text};
}

ecc_arg ecc_with_size(const char *name, size_t number)
{
    const long long integer = number > LLONG_MAX ? LLONG_MAX : (long long)number;
    return (ecc_arg){.name = name, .kind = ECC_ARG_INTEGER, .integer = integer};
}
