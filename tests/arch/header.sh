#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Does the public header compile alone, as C and as C++? Usage: header.sh COMPILER INCLUDE_DIR
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo '#include <ecc/ecc.h>' > "$work/alone.c"
"$1" -x c -std=c11 -Wall -Wextra -pedantic -Werror -I"$2" -c "$work/alone.c" -o "$work/alone.o"
"$1" -x c++ -std=c++11 -Wall -Wextra -pedantic -Werror -I"$2" -c "$work/alone.c" -o "$work/alone.o"
