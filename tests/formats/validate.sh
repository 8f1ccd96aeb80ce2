#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the validators into the build directory, once, and runs them over the outputs of compare.py.
# Usage: validate.sh SOURCE_DIR BUILD_DIR OUTPUT_DIR
set -eu
here=$1/tests/formats
. "$1/tests/node.sh"
need 'nodejs npm libxml2-utils' node npm xmllint
install_node "$here" "$2"
chmod +x "$2/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool" # what its install script would do
xmllint --noout --schema "$here/junit.xsd" "$3"/*.junit 2>&1 | grep -v ' validates$' && exit 1
NODE_PATH=$2/node_modules node "$here/validate.js" "$1" "$3" "$2/node_modules"
NODE_PATH=$2/node_modules node "$here/readers.js" "$3"
