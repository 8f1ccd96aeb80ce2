#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what agree.js needs into the build directory, once, and runs it.
# Usage: agree.sh SOURCE_DIR BUILD_DIR SPEC_VERDICTS
set -eu
here=$1/tests/schema
if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
    echo 'node and npm are needed: apt-get install nodejs npm'
    exit 1
fi
mkdir -p "$2"
if ! cmp -s "$here/package-lock.json" "$2/installed.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$2/"
    (cd "$2" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp "$here/package-lock.json" "$2/installed.json"
fi
NODE_PATH=$2/node_modules node "$here/agree.js" "$1" "$3"
