# SPDX-License-Identifier: Apache-2.0
# For the tests that need node and packages of it; to be sourced.

# need "PACKAGES" PROGRAM...: ends the test, and says what to install, where a program is not there.
need() {
    packages=$1
    shift
    for program in "$@"; do
        if ! command -v "$program" > /dev/null; then
            echo "$program is needed: apt-get install $packages"
            exit 1
        fi
    done
}

# install_node FOLDER INTO: what FOLDER/package-lock.json names, once.
install_node() {
    mkdir -p "$2"
    if ! cmp -s "$1/package-lock.json" "$2/installed.json"; then
        cp "$1/package.json" "$1/package-lock.json" "$2/"
        (cd "$2" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
        cp "$1/package-lock.json" "$2/installed.json"
    fi
}
