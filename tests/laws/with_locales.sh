#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a program with two locales at hand that are unlike C: German writes 1,5 for 1.5, Turkish has another
# small letter for I. They are compiled here, so that no machine needs them installed.
set -eu
for language in de_DE tr_TR; do
    [ -d "locales/$language.UTF-8" ] && continue
    mkdir -p locales
    localedef -i "$language" -f UTF-8 "locales/$language.UTF-8" 2> locales/log || {
        cat locales/log
        echo "with_locales: localedef cannot make $language (Debian has it in the package locales)"
        exit 1
    }
done
LOCPATH=$PWD/locales
export LOCPATH
exec "$@"
