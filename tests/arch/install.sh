#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Can a stranger's program use what was installed, by CMake and by pkg-config?
# Usage: install.sh BUILD_DIR CONSUMER_DIR COMPILER
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$1" --prefix "$work/usr" > /dev/null
"$work/usr/bin/ecc" --version

cmake -G Ninja -S "$2" -B "$work/build" -DCMAKE_PREFIX_PATH="$work/usr" -DCMAKE_C_COMPILER="$3" > /dev/null
cmake --build "$work/build" > /dev/null
"$work/build/consumer"

pc=$(dirname "$(find "$work/usr" -name ecc.pc)")
PKG_CONFIG_PATH=$pc
export PKG_CONFIG_PATH
# shellcheck disable=SC2046
"$3" $(pkg-config --cflags ecc) "$2/consumer.c" -o "$work/consumer" $(pkg-config --libs ecc)
LD_LIBRARY_PATH=$(pkg-config --variable=libdir ecc) "$work/consumer"
