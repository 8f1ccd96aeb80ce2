#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Fuzzes each target, one after the other, for the given number of seconds each, and says what was found:
#
#   tests/fuzz/overnight.sh libfuzzer|afl SECONDS [TARGET...]
#
# What is found lies in build/fuzz/found/<target> or build/afl/found/<target>; new inputs are kept there
# between runs. Ends with 1 when an input crashed, hung or leaked. To repeat one with any build:
# build/dev/tests/fuzz/fuzz_<target> --as-is INPUT
set -euo pipefail
cd "$(dirname "$0")/../.."

usage() {
    sed -n '3,9s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

(($# >= 2)) || usage
engine=$1 seconds=$2
shift 2
case $engine in
    libfuzzer) preset=fuzz ;;
    afl) preset=afl ;;
    *) usage ;;
esac
[[ $seconds =~ ^[0-9]+$ ]] || usage
targets=("$@")
((${#targets[@]} > 0)) || mapfile -t targets < <(ls tests/fuzz/fuzz_*.c | sed 's/.*fuzz_\(.*\)\.c/\1/')

cmake --preset $preset > /dev/null
cmake --build --preset $preset --target "${targets[@]/#/fuzz_}"

# Files of specifications serve where a target has no corpus of its own.
corpus_of() {
    if [[ -d tests/fuzz/corpus/$1 ]]; then
        echo "tests/fuzz/corpus/$1"
    else
        printf '%s\n' tests/errors tests/schema/valid tests/schema/invalid
    fi
}

dictionary_of() {
    local own=tests/fuzz/$1.dict
    [[ -f $own ]] && echo "$own" || echo tests/fuzz/yaml.dict
}

run_libfuzzer() {
    local target=$1 found=$2 log=$2/log status=0
    local -a corpus
    mapfile -t corpus < <(corpus_of "$target")
    mkdir -p "$found/corpus"
    "build/$preset/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 -max_len=16384 \
        -dict="$(dictionary_of "$target")" -artifact_prefix="$found/" -print_final_stats=1 \
        "$found/corpus" "${corpus[@]}" > "$log" 2>&1 || status=1
    printf '%-10s %s executions, %s inputs, %s\n' "$target" \
        "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
        "$(ls "$found/corpus" | wc -l)" \
        "$( ((status == 0)) && echo 'no finding' || grep -m 1 -E 'ERROR|SUMMARY' "$log")"
    return $status
}

# afl-fuzz wants one folder of files with different names, and drops by itself what adds nothing.
gather() {
    local seeds=$2 n=0
    rm -rf "$seeds"
    mkdir -p "$seeds"
    while read -r file; do
        cp "$file" "$seeds/$((n++))"
    done < <(corpus_of "$1" | xargs -I '{}' find '{}' -type f -size -64k)
}

run_afl() {
    local target=$1 found=$2 stats
    gather "$target" "$found/seeds"
    # Where a run has been before, it goes on.
    AFL_AUTORESUME=1 AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 \
        afl-fuzz -V "$seconds" -t 10000 -m none -i "$found/seeds" -o "$found" -x "$(dictionary_of "$target")" \
        -- "build/$preset/tests/fuzz/fuzz_$target" > "$found/log" 2>&1 || {
        tail -n 20 "$found/log"
        return 1
    }
    stats=$found/default/fuzzer_stats
    printf '%-10s %s executions, %s inputs, %s crashes, %s hangs\n' "$target" \
        "$(sed -n 's/^execs_done *: *//p' "$stats")" "$(sed -n 's/^corpus_count *: *//p' "$stats")" \
        "$(sed -n 's/^saved_crashes *: *//p' "$stats")" "$(sed -n 's/^saved_hangs *: *//p' "$stats")"
    grep -q '^saved_crashes *: 0$' "$stats" && grep -q '^saved_hangs *: 0$' "$stats"
}

failed=0
for target in "${targets[@]}"; do
    found=build/$preset/found/$target
    mkdir -p "$found"
    "run_$engine" "$target" "$found" || failed=1
done
exit $failed
