#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the Debian packages twice, in directories of different names, and the tarball, and looks at them:
# the same bytes both times, nothing that lintian refuses, a tree that works where it is unpacked.
#
#   packages.sh SOURCE_DIR OUT_DIR          OUT_DIR gets the packages
set -eu
source=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
SOURCE_DATE_EPOCH=1790000000
export SOURCE_DATE_EPOCH

fail() {
    echo "packages.sh: $1" >&2
    exit 1
}

# Builds in the source's copy $1 with the preset $2.
build() {
    if ! (cd "$1" && cmake --workflow --preset "$2") > "$work/log" 2>&1; then
        cat "$work/log" >&2
        fail "$2 does not build"
    fi
}

mkdir -p "$work/one" "$work/a-longer"
(cd "$source" && tar c --exclude=./build --exclude=./.git .) | tar x -C "$work/one"
cp -a "$work/one" "$work/a-longer/name"
build "$work/one" debian
build "$work/a-longer/name" debian
build "$work/one" tarball

echo "== the same bytes"
rm -f "$out"/*.deb "$out"/*.tar.gz
for file in "$work"/one/build/debian/ecc "$work"/one/build/debian/engine/libecc.so.*.*.* \
    "$work"/one/build/debian/*.deb; do
    cmp "$file" "$work/a-longer/name${file#"$work/one"}" || fail "${file##*/} differs"
    echo "${file##*/}"
done
cp "$work"/one/build/debian/*.deb "$work"/one/build/tarball/*.tar.gz "$out"
(cd "$out" && ls -l -- *.deb *.tar.gz)
if strings -a "$work/one/build/debian/ecc" "$work"/one/build/debian/engine/libecc.so.*.*.* | grep -F "$work"; then
    fail "a path of the build is in what was built"
fi

for file in "$out"/*.deb; do
    dpkg-deb -f "$file" Description | head -n 1 | grep -q '^export-control verdicts' ||
        fail "${file##*/}: the first line of its description is another"
done

echo "== lintian"
lintian --allow-root --fail-on error,warning "$out"/*.deb

echo "== the tarball"
mkdir "$work/else where"
tar x -C "$work/else where" -f "$out"/ecc-*.tar.gz
program=$(echo "$work/else where"/*/bin/ecc)
status=0
env -i LANG=C.UTF-8 HOME="$work" "$program" check nvidia/h800-sxm5-80gb > "$work/said" || status=$?
[ "$status" -eq 1 ] || fail "the unpacked program says $status"
grep -q '^CONTROLLED' "$work/said" || fail "the unpacked program does not say CONTROLLED"
echo "the program runs where it is unpacked"
