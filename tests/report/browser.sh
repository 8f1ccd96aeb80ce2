#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes reports and looks at them with Chromium. Status 77 (skipped) where there is no Chromium.
# Usage: browser.sh ECC SOURCE_DIR BUILD_DIR
set -eu
ecc=$1
source=$2
build=$3
here=$source/tests/report
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$chromium" ] || ! command -v node > /dev/null || ! command -v npm > /dev/null; then
    echo 'skipped: chromium, node and npm are needed: apt-get install chromium'
    exit 77
fi
mkdir -p "$build/out"
. "$source/tests/node.sh"
install_node "$here" "$build/node"

# report NAME LANGUAGE DATE SPEC...: a verdict of each kind is a success here.
report() {
    name=$1
    language=$2
    date=$3
    shift 3
    status=0
    "$ecc" report "$@" --lang "$language" --as-of "$date" -o "$build/out/$name.html" || status=$?
    [ "$status" -le 2 ] || exit "$status"
}

cd "$source"
for language in en zh; do
    report "$language" "$language" 2026-10-01 specs/nvidia/h800-sxm5-80gb.yaml specs/cambricon/mlu370-x8.yaml \
        specs/jedec/hbm3-stack.yaml
done
report en-2022 en 2023-01-01 specs/nvidia/a100-sxm4-80gb.yaml specs/amd/mi308x.yaml
report zh-hostile zh 2024-01-01 tests/report/specs/hostile.yaml
# The same table in both languages; its name in the document is relative.
for language in en zh; do
    status=0
    "$ecc" screen tests/bom/bill.csv --lang "$language" --as-of 2026-09-24 --format html \
        -o "$build/out/screen-$language.html" || status=$?
    [ "$status" -le 2 ] || exit "$status"
done
cd "$build/out"
NODE_PATH=$build/node/node_modules node "$here/browser.js" "$chromium" "$build/out" en.html zh.html en-2022.html \
    zh-hostile.html screen-en.html screen-zh.html

# Another parser's opinion, where it is installed. It knows nothing of SVG, of which it warns.
if command -v tidy > /dev/null; then
    for file in *.html; do
        tidy -q -e --gnu-emacs yes --drop-empty-elements no "$file" 2>&1 | grep -v 'proprietary attribute "id"' && exit 1
    done
    echo 'ok     tidy has no objection'
fi
