#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what recipes.js needs into the build directory, once, and runs it. Usage: recipes.sh SOURCE_DIR BUILD_DIR ECC
set -eu
here=$1/tests/gate
for program in node npm git pre-commit; do
    if ! command -v $program > /dev/null; then
        echo 'node, npm, git and pre-commit are needed: apt-get install nodejs npm git pre-commit'
        exit 1
    fi
done
mkdir -p "$2"
if ! cmp -s "$here/package-lock.json" "$2/installed.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$2/"
    (cd "$2" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp "$here/package-lock.json" "$2/installed.json"
fi
pre-commit validate-manifest "$1/.pre-commit-hooks.yaml"
NODE_PATH=$2/node_modules node "$here/recipes.js" "$1" "$2/node_modules" "$3"
