#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Does the library export what the public header declares, no more and no less, and does it keep no
# state? Usage: symbols.sh LIBRARY HEADER
set -eu
LC_ALL=C
export LC_ALL
library=$1
header=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The first name before a bracket in each declaration.
sed '/^#/d; s|/\*.*||' "$header" | tr '\n' ' ' | grep -o 'ECC_API [^;]*;' | sed 's/(.*//; s/.*[ *]//' | sort > "$work/declared"
# What sanitizers and the start files add is not ours.
nm -D --defined-only "$library" | awk '{ print $NF }' | sed 's/@.*//' |
    grep -v -E '^(_init|_fini|__(asan|ubsan|odr_asan|gcov|llvm|sancov|start_|stop_).*|gcov_.*)$' | sort > "$work/exported"

if ! diff "$work/declared" "$work/exported" > "$work/difference"; then
    sed -n 's/^< \(.*\)/declared in the header, not exported: \1/p; s/^> \(.*\)/exported, not declared in the header: \1/p' "$work/difference"
    exit 1
fi
echo "$(wc -l < "$work/declared") functions"
