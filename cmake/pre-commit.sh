#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The hook ecc-build: builds ecc beside this file when that has not been done, and checks the files it is given.
# Nothing is fetched; what must be installed stands in docs/gate.md.
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
build=$source/build/pre-commit
if [ ! -x "$build/ecc" ]; then
    if ! command -v cmake > /dev/null; then
        echo 'ecc-build needs cmake, a C compiler, and the libraries that the README of ecc lists' >&2
        exit 1
    fi
    log=$source/build/pre-commit.log
    mkdir -p "$build"
    if ! { cmake -S "$source" -B "$build" -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF &&
        cmake --build "$build" --target ecc-cli --parallel 2; } > "$log" 2>&1; then
        tail -n 20 "$log" >&2
        echo "ecc could not be built; the whole of what was said is in $log" >&2
        exit 1
    fi
fi
# No exec: pre-commit takes a program that dies of a signal for one that passed; a shell makes a status of it.
"$build/ecc" check --specs-only "$@" || exit $?
