#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the validators into the build directory, once, and runs them over the outputs of compare.py.
# Usage: validate.sh SOURCE_DIR BUILD_DIR OUTPUT_DIR
set -eu
here=$1/tests/formats
for program in node npm xmllint; do
    if ! command -v $program > /dev/null; then
        echo 'node, npm and xmllint are needed: apt-get install nodejs npm libxml2-utils'
        exit 1
    fi
done
mkdir -p "$2"
if ! cmp -s "$here/package-lock.json" "$2/installed.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$2/"
    (cd "$2" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    chmod +x "$2/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool" # what its install script would do
    cp "$here/package-lock.json" "$2/installed.json"
fi
xmllint --noout --schema "$here/junit.xsd" "$3"/*.junit 2>&1 | grep -v ' validates$' && exit 1
NODE_PATH=$2/node_modules node "$here/validate.js" "$1" "$3" "$2/node_modules"
NODE_PATH=$2/node_modules node "$here/readers.js" "$3"
