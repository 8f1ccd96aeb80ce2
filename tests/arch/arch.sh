#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The rules of the house that a program can check. Usage: arch.sh CHECK ROOT
# Prints each breach as file:line:what; status 1 when there is one.
# Lists of files are split into words throughout: no file of the tree has a space in its name.
# shellcheck disable=SC2046,SC2086
set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
check=$1
cd "$2" || exit 2

code() {
    for file in "$@"; do
        if [ -f "$file" ]; then
            awk -f "$here/code.awk" "$file"
        fi
    done
}

engine_files() {
    find engine -name '*.c' -o -name '*.h' | sort
}

cli_files() {
    find cli -name '*.c' -o -name '*.h' | sort
}

# file:line:header, for headers in quotes or in angle brackets
includes() {
    code $1 | sed -n 's/^\([^:]*:[0-9]*\):[ \t]*#[ \t]*include[ \t]*\(["<].*[">]\).*/\1:\2/p'
}

# Lines of `code` that hold one of the words $1 as a whole word, followed by $2, except in files that
# match $3.
words() {
    grep -E "^[^:]*:[0-9]*:(.*[^A-Za-z0-9_])?($1)$2" | grep -v -E "^($3):"
}

# base <- doc <- pack <- model <- eval; text beside them, on base and doc, and match, on base; the files
# at the top of engine/ use all of them. Everybody may see the public header and the built-in files.
layers() {
    includes "$(engine_files)" | awk -F: '
    BEGIN {
        below["base"] = " base "
        below["doc"] = " base doc "
        below["pack"] = " base doc pack "
        below["model"] = " base doc pack model "
        below["eval"] = " base doc pack model eval "
        below["text"] = " base doc text "
        below["match"] = " base match "
        below["top"] = " base doc pack model eval text match "
    }
    $3 ~ /^"/ {
        name = $3
        gsub(/"/, "", name)
        if (name == "ecc/ecc.h" || name == "builtin.h") { next }
        if (name ~ /^text\/messages(\.def|\/[a-z]+\.def)$/) { next } # ids only; words are made in text/
        n = split($1, from, "/")
        layer = n == 2 ? "top" : from[2]
        split(name, to, "/")
        if (index(below[layer], " " to[1] " ") == 0) {
            print $1 ":" $2 ": " layer " must not include " $3
        }
    }'
}

# What is not in the C library is seen by one file each. (stdio is there for snprintf; printing is banned
# below.)
third_party() {
    includes "$(engine_files)" | awk -F: '
    BEGIN {
        n = split("assert errno inttypes limits stdarg stdbool stddef stdint stdio stdlib string", std, " ")
        for (i = 1; i <= n; i++) { free["<" std[i] ".h>"] = 1 }
        only["<yaml.h>"] = " engine/doc/yaml.c "
        only["<openssl/"] = " engine/pack/key.c "
        only["<jansson.h>"] = " engine/pack/json.c "
        only["<unicode/"] = " engine/base/unicode.c engine/base/translit.c engine/text/text.c "
        only["<curl/"] = " engine/pack/net.c "
        only["<dlfcn.h>"] = " engine/pack/net.c "
        n = split("dirent fcntl unistd sys/stat sys/types", posix, " ")
        for (i = 1; i <= n; i++) { only["<" posix[i] ".h>"] = " engine/pack/file.c engine/pack/state.c " }
    }
    $3 ~ /^</ && !($3 in free) {
        allowed = ""
        for (prefix in only) {
            if (index($3, prefix) == 1) { allowed = only[prefix] }
        }
        if (index(allowed, " " $1 " ") == 0) { print $1 ":" $2 ": " $3 " does not belong here" }
    }'
}

# The program is a client of the public header.
cli_includes() {
    includes "$(cli_files)" | awk -F: '
    $3 ~ /^"/ {
        name = $3
        gsub(/"/, "", name)
        if (name ~ /\// || (getline line < ("cli/" name)) < 0) {
            print $1 ":" $2 ": " $3 " is not a file of cli/"
        }
        close("cli/" name)
    }
    $3 ~ /^<(yaml|openssl|jansson|unicode|curl)/ { print $1 ":" $2 ": " $3 " belongs to the engine" }'
}

# Functions without a bound, with hidden state, or that depend on the locale.
banned() {
    always='strcpy|strcat|stpcpy|sprintf|vsprintf|strtok|strtok_r|atoi|atol|atoll|atof|strtod|strtof|strtold|scanf|sscanf|fscanf|gets|alloca|tmpnam|mktemp|rand|srand|system|popen|asprintf|setjmp|longjmp'
    engine='printf|fprintf|puts|fputs|putchar|putc|fputc|fopen|exit|abort|_Exit|getenv|setlocale|time|clock|localtime|gmtime|getcwd|signal'
    code $(engine_files) $(cli_files) | words "$always" '[ \t]*\(' none
    code $(engine_files) | words "$engine" '[ \t]*\(' none
}

# Memory comes from arenas; foreign libraries hand out memory of their own in pack/.
allocation() {
    calls='malloc|calloc|realloc|reallocarray|aligned_alloc|strdup|strndup|free'
    code $(engine_files) | words "$calls" '[ \t]*\(' 'engine/base/arena\.c|engine/pack/(json|net|key)\.c'
    code $(cli_files) | words "$calls" '[ \t]*\(' 'cli/out\.c'
}

# No floating point, not even on the way.
floating_point() {
    code $(engine_files) | words 'double|float|strtod|strtof|strtold|DBL_[A-Z]*|FLT_[A-Z]*' '([^A-Za-z0-9_]|$)' none
}

# A source that is not in a list is not built, and nobody would notice.
listed() {
    for dir in engine cli; do
        sed 's/#.*//' "$dir/CMakeLists.txt" | tr -s '[:blank:]()' '\n' | grep '\.c$' | sort > "$work/listed"
        (cd "$dir" && find . -name '*.c' | sed 's|^\./||' | sort) > "$work/there"
        comm -13 "$work/listed" "$work/there" | sed "s|\$|: is not listed in $dir/CMakeLists.txt|; s|^|$dir/|"
        sort "$work/listed" | uniq -d | sed "s|^|$dir/CMakeLists.txt: lists twice: |"
    done
}

# Every source says its licence, and none leaves work for later.
headers_and_marks() {
    for file in $(engine_files) $(cli_files) $(find tests cmake -name '*.c' -o -name '*.h'); do
        head -n 1 "$file" | grep -q -F 'SPDX-License-Identifier: Apache-2.0' ||
            echo "$file:1: the first line must say the licence"
    done
    grep -n -E '(^|[^A-Za-z0-9_])(TODO|FIXME|XXX|HACK)([^A-Za-z0-9_]|$)' $(engine_files) $(cli_files)
}

# A function fits a screen: 70 lines from brace to brace, with the house's layout. A file has at most 800
# lines; the public header is the manual, and may be longer.
function_length() {
    awk '
    function too_long() { if (lines > 800 && name !~ /include\/ecc\/ecc\.h$/) { print name ": a file of " lines " lines" } }
    FNR == 1 { too_long(); begin = 0 }
    { name = FILENAME; lines = FNR }
    /^\{/ { begin = FNR }
    /^\}/ && begin > 0 {
        if (FNR - begin + 1 > 70) { print FILENAME ":" begin ": a function of " FNR - begin + 1 " lines" }
        begin = 0
    }
    END { too_long() }' $(engine_files) $(cli_files)
}

# The public header stands on three headers of C and nothing else.
public_header() {
    includes engine/include/ecc/ecc.h | awk -F: '
    $3 !~ /^<(stdbool|stddef|stdint)\.h>$/ { print $1 ":" $2 ": " $3 " in the public header" }'
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $check in
layers | third_party | cli_includes | banned | allocation | floating_point | listed | headers_and_marks | \
    function_length | public_header)
    $check > "$work/breaches" 2>&1
    ;;
*)
    echo "arch.sh: no check \"$check\"" >&2
    exit 2
    ;;
esac
cat "$work/breaches"
[ ! -s "$work/breaches" ]
