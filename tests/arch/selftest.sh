#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Can the checks of arch.sh fail? Each gets a small tree with its breach, and the same without.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failed=0

fresh() {
    rm -rf "$tree"
    for dir in engine/base engine/doc engine/pack engine/model engine/eval engine/text engine/include/ecc cli tests cmake; do
        mkdir -p "$tree/$dir"
    done
    licence='/* SPDX-License-Identifier: Apache-2.0 */'
    for name in engine/base/a.c engine/doc/b.c engine/pack/c.c engine/model/d.c engine/eval/e.c engine/text/f.c \
        engine/ecc.c cli/main.c; do
        echo "$licence" > "$tree/$name"
    done
    printf '%s\n#include <stdint.h>\n' "$licence" > "$tree/engine/include/ecc/ecc.h"
    echo 'set(x base/a.c doc/b.c pack/c.c model/d.c eval/e.c text/f.c ecc.c)' > "$tree/engine/CMakeLists.txt"
    echo 'set(x main.c)' > "$tree/cli/CMakeLists.txt"
}

# breach CHECK FILE TEXT...: the text, added to the file, must be reported by the check, and only then
breach() {
    check=$1
    file=$2
    shift 2
    fresh
    if ! sh "$here/arch.sh" "$check" "$tree" > "$tree/out"; then
        echo "$check: reports a clean tree:" && cat "$tree/out"
        failed=1
    fi
    printf '%s\n' "$@" >> "$tree/$file"
    if sh "$here/arch.sh" "$check" "$tree" > "$tree/out" || ! grep -q -F "$file" "$tree/out"; then
        echo "$check: does not report $file: $*"
        failed=1
    fi
}

# fine CHECK FILE TEXT...: must not be reported
fine() {
    check=$1
    file=$2
    shift 2
    fresh
    printf '%s\n' "$@" >> "$tree/$file"
    if ! sh "$here/arch.sh" "$check" "$tree" > "$tree/out"; then
        echo "$check: reports what is allowed in $file: $*" && cat "$tree/out"
        failed=1
    fi
}

breach layers engine/base/a.c '#include "doc/yaml.h"'
breach layers engine/doc/b.c '#include "model/spec.h"'
breach layers engine/pack/c.c '#include "model/spec.h"'
breach layers engine/model/d.c '#  include "eval/world.h"'
breach layers engine/eval/e.c '#include "text/text.h"'
breach layers engine/text/f.c '#include "model/spec.h"'
fine layers engine/eval/e.c '#include "base/arena.h"' '/* #include "text/text.h" */'
fine layers engine/ecc.c '#include "text/text.h"' '#include "eval/world.h"'
breach third_party engine/doc/b.c '#include <yaml.h>'
breach third_party engine/base/a.c '#include <unicode/uchar.h>'
breach third_party engine/model/d.c '#include <unistd.h>'
fine third_party engine/model/d.c '#include <string.h>'
breach cli_includes cli/main.c '#include "base/arena.h"'
breach cli_includes cli/main.c '#include <jansson.h>'
fine cli_includes cli/main.c '#include <ecc/ecc.h>' '#include "main.c"'
breach banned engine/base/a.c 'int f(char *a) { return atoi (a); }'
breach banned cli/main.c 'void f(char *a) { strcpy(a, a); }'
breach banned engine/doc/b.c 'void f(void) { printf("x"); }'
fine banned engine/doc/b.c 'void f(void) { snprintf(a, 3, "printf("); } // printf(' 'x("/*"); /* exit(1) */'
fine banned cli/main.c 'int main(void) { printf("x"); }'
breach allocation engine/model/d.c 'void *f(void) { return malloc(3); }'
breach allocation cli/main.c 'void f(void *p) { free(p); }'
fine allocation engine/model/d.c 'void f(void *p) { ecc_arena_free(p); } /* malloc(3) */'
breach floating_point engine/eval/e.c 'static double x;'
fine floating_point engine/eval/e.c '/* double */ static int doubles; static const char *s = "float";'
breach headers_and_marks engine/eval/e.c '/* TODO: more */'
breach public_header engine/include/ecc/ecc.h '#include <stdio.h>'
breach function_length engine/eval/e.c '{' "$(yes 'x;' | head -n 70)" '}'
fine function_length engine/eval/e.c '{' "$(yes 'x;' | head -n 60)" '}'
breach function_length engine/eval/e.c "$(yes 'int x;' | head -n 900)"

fresh
echo x > "$tree/engine/eval/new.c"
sh "$here/arch.sh" listed "$tree" | grep -q 'engine/eval/new.c: is not listed' || { echo 'listed: misses new.c'; failed=1; }
fresh
sh "$here/arch.sh" listed "$tree" || { echo 'listed: reports a clean tree'; failed=1; }
echo x > "$tree/engine/eval/new.c"
sh "$here/arch.sh" headers_and_marks "$tree" | grep -q 'new.c:1' || { echo 'headers: misses new.c'; failed=1; }

exit $failed
