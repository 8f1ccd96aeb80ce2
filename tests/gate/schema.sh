#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what schema.js needs into the build directory, once, and runs it. Usage: schema.sh SOURCE_DIR BUILD_DIR ECC
set -eu
. "$1/tests/node.sh"
need 'nodejs npm' node npm
install_node "$1/tests/schema" "$2"
NODE_PATH=$2/node_modules node "$1/tests/gate/schema.js" "$1" "$3"
