#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Branch and MC/DC coverage of the engine's core by its own tests: eval, model, and exact numbers.
#
#   run.sh SOURCE BUILD [missing]
#
# BUILD is configured with clang-19 (Debian: clang-19 llvm-19). "missing" lists every branch that no test takes
# and every condition that none shows to matter. ECC_LAWS_COUNT sets how many random cases take part.
set -eu
source=$1
build=$2
what=${3:-report}
for tool in clang-19 llvm-profdata-19 llvm-cov-19; do
    command -v $tool > /dev/null || {
        echo "coverage: $tool is not installed; Debian and Ubuntu have it in clang-19 and llvm-19" >&2
        exit 1
    }
done
mkdir -p "$build"
build=$(cd "$build" && pwd)
flags="-O0 -g -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc"

cmake -S "$source" -B "$build" -G Ninja -DCMAKE_C_COMPILER=clang-19 -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_C_FLAGS_DEBUG="$flags" > "$build/configure.log" || { cat "$build/configure.log"; exit 1; }
cmake --build "$build" > "$build/build.log" || { tail -40 "$build/build.log"; exit 1; }

rm -rf "$build/profiles"
mkdir "$build/profiles"
LLVM_PROFILE_FILE="$build/profiles/%p-%m.profraw"
export LLVM_PROFILE_FILE
(cd "$build" && ctest -R '^(unit|laws|rules|errors|effect)\.' > test.log) || {
    grep -E 'Failed|Not Run' "$build/test.log"
    echo "coverage: the figures below are of a run with failing tests"
}
llvm-profdata-19 merge -sparse -o "$build/all.profdata" "$build"/profiles/*.profraw
rm -rf "$build/profiles"

# One program holds every function of the engine; the counts are those of all programs.
cd "$source"
llvm-cov-19 export "$build/tests/laws/laws" -instr-profile="$build/all.profdata" \
    > "$build/export.json"
python3 tests/coverage/figures.py "$what" "$build/export.json"
