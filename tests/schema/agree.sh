#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what agree.js needs into the build directory, once, and runs it.
# Usage: agree.sh SOURCE_DIR BUILD_DIR SPEC_VERDICTS
set -eu
here=$1/tests/schema
. "$1/tests/node.sh"
need 'nodejs npm' node npm
install_node "$here" "$2"
NODE_PATH=$2/node_modules node "$here/agree.js" "$1" "$3"
