#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Is the schema in docs/ what the tables say now? Usage: unchanged.sh PRINT_SCHEMA COMMITTED
set -eu
printed=$(mktemp)
trap 'rm -f "$printed"' EXIT
"$1" > "$printed"
if ! diff -u "$2" "$printed"; then
    echo "The tables have changed. Look at the difference, then: $1 > $2"
    exit 1
fi
