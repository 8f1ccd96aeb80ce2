#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what schema.js needs into the build directory, once, and runs it. Usage: schema.sh SOURCE_DIR BUILD_DIR ECC
set -eu
lock=$1/tests/schema/package-lock.json
if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
    echo 'node and npm are needed: apt-get install nodejs npm'
    exit 1
fi
mkdir -p "$2"
if ! cmp -s "$lock" "$2/installed.json"; then
    cp "$1/tests/schema/package.json" "$lock" "$2/"
    (cd "$2" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp "$lock" "$2/installed.json"
fi
NODE_PATH=$2/node_modules node "$1/tests/gate/schema.js" "$1" "$3"
