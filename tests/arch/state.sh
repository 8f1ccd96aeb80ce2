#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# No object of the engine may hold data that can change: no globals, no static variables.
# Usage: state.sh OBJECT...
set -eu
breaches=$(mktemp)
trap 'rm -f "$breaches"' EXIT
for object in "$@"; do
    # Tables of pointers are constant, but relocated: .data.rel.ro is theirs.
    objdump -t "$object" | awk -v object="$(basename "$object")" '
    $NF !~ /^\./ && NF >= 5 {
        for (i = 1; i < NF; i++) {
            if (($i == "*COM*" || $i ~ /^\.(data|bss|tdata|tbss)/) && $i !~ /^\.data\.rel\.ro/) {
                print object ": " $NF " in " $i
            }
        }
    }'
done > "$breaches"
cat "$breaches"
[ ! -s "$breaches" ]
