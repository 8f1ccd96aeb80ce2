#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages in a system that has never seen the project, and uses them there. Needs
# root, debootstrap, and a Debian mirror; the system is made once and kept in CACHE_DIR.
#
#   clean_root.sh PACKAGE_DIR CACHE_DIR
set -eu
packages=$(cd "$1" && pwd)
mkdir -p "$2"
cache=$(cd "$2" && pwd)
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap > /dev/null; then
    echo "clean_root.sh: needs root and debootstrap" >&2
    exit 77
fi

if [ ! -e "$cache/bookworm.tar" ]; then
    [ -e "$cache/bookworm/etc/debian_version" ] ||
        debootstrap --variant=minbase bookworm "$cache/bookworm" "$mirror" > "$cache/log" 2>&1 ||
        { tail "$cache/log" >&2 && exit 1; }
    tar c -C "$cache/bookworm" -f "$cache/bookworm.tar" .
    rm -rf "$cache/bookworm"
fi
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
tar x -C "$root" -f "$cache/bookworm.tar"
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp "$packages"/*.deb "$root/tmp"

inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        chroot "$root" "$@"
}
fail() {
    echo "clean_root.sh: $1" >&2
    exit 1
}
# expect STATUS COMMAND...
expect() {
    wanted=$1
    shift
    status=0
    inside "$@" > "$root/said" 2>&1 || status=$?
    if [ "$status" -ne "$wanted" ]; then
        cat "$root/said" >&2
        fail "$*: exit status $status, not $wanted"
    fi
}

echo "== install"
expect 0 apt-get update -q
expect 0 sh -c 'apt-get install -q -y --no-install-recommends /tmp/ecc_*.deb /tmp/libecc0.1_*.deb'
inside dpkg-query -W ecc libecc0.1 libyaml-0-2 libicu72 libssl3 libjansson4

echo "== use"
expect 1 ecc check nvidia/h800-sxm5-80gb
grep -q '^CONTROLLED' "$root/said" || fail "the H800 is not CONTROLLED"
sed -n 1,4p "$root/said"
expect 1 ecc check nvidia/h800-sxm5-80gb --lang zh
expect 0 ecc rules test
expect 0 ecc version
expect 0 ecc doctor
cat "$root/said"

echo "== what came along"
inside dpkg -L ecc > "$root/said"
for file in /usr/share/bash-completion/completions/ecc /usr/share/zsh/vendor-completions/_ecc \
    /usr/share/fish/vendor_completions.d/ecc.fish /usr/share/doc/ecc/copyright \
    /usr/share/doc/ecc/changelog.gz; do
    grep -qx "$file" "$root/said" || fail "$file is missing"
    [ -s "$root$file" ] || fail "$file is empty"
done
# dpkg of a small image leaves manual pages out, so they are looked for in the package.
dpkg-deb -c "$packages"/ecc_*.deb | grep -c '/man1/ecc.*\.1\.gz$' | sed 's/$/ manual pages/'

echo "== build against it"
expect 0 sh -c 'apt-get install -q -y --no-install-recommends /tmp/libecc-dev_*.deb gcc libc6-dev pkg-config'
cat > "$root/tmp/consumer.c" << 'END'
#include <ecc/ecc.h>
#include <string.h>
int main(void)
{
    return strcmp(ecc_version(), ECC_VERSION);
}
END
# shellcheck disable=SC2016
expect 0 sh -c 'cc /tmp/consumer.c -o /tmp/consumer $(pkg-config --cflags --libs ecc) && /tmp/consumer'

echo "== remove"
expect 0 apt-get purge -q -y ecc libecc0.1 libecc-dev
[ -z "$(find "$root/usr" "$root/etc" "$root/var/lib/dpkg/info" -name '*ecc*' -newer "$root/said" -print -quit)" ] ||
    fail "something is left behind"
[ ! -e "$root/usr/bin/ecc" ] || fail "the program is left behind"
echo "clean"
