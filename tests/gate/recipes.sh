#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what recipes.js needs into the build directory, once, and runs it. Usage: recipes.sh SOURCE_DIR BUILD_DIR ECC
set -eu
here=$1/tests/gate
. "$1/tests/node.sh"
need 'nodejs npm git pre-commit' node npm git pre-commit
install_node "$here" "$2"
pre-commit validate-manifest "$1/.pre-commit-hooks.yaml"
NODE_PATH=$2/node_modules node "$here/recipes.js" "$1" "$2/node_modules" "$3"
