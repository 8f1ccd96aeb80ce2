#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# exit_status.sh ECC RULES: what is done to a copy of RULES (which are those built in) ends every command that uses
# them with 69 and a message, and no verdict; with nothing done to it they work.
set -u
ecc=$1
rules=$2
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
XDG_DATA_HOME=$work/data
export XDG_DATA_HOME
part=nvidia/h800-sxm5-80gb
day=2024-01-01
rule=us-ear/3a090/2023-11-17.yaml
failed=0

fresh() {
    rm -rf "$work/set"
    cp -r "$rules" "$work/set"
}

# expect STATUS WHAT COMMAND...
expect() {
    wanted=$1
    what=$2
    shift 2
    "$ecc" "$@" --lang en >"$work/out" 2>"$work/err"
    got=$?
    if [ "$got" -ne "$wanted" ]; then
        echo "$what: ecc $*: exit status $got, not $wanted"
        cat "$work/err"
        failed=1
    elif [ "$wanted" -eq 69 ] && { [ ! -s "$work/err" ] || [ -s "$work/out" ]; }; then
        echo "$what: ecc $*: says nothing, or says too much"
        cat "$work/out"
        failed=1
    fi
}

refused() {
    expect 69 "$1" check "$part" --as-of "$day" --rules "$work/set"
    expect 69 "$1" rules verify --rules "$work/set"
}

fresh
expect 1 "as it is" check "$part" --as-of "$day" --rules "$work/set"
expect 0 "as it is" rules verify --rules "$work/set"
expect 0 "as it is" rules update --from "$work/set" --state "$work/state"
expect 1 "after an update" check "$part" --as-of "$day" --state "$work/state"

for name in timestamp snapshot targets; do
    fresh
    sed -i.orig 's/"version": [0-9]*$/"version": 999/' "$work/set/metadata/$name.json"
    refused "another version in $name.json"
    fresh
    rm "$work/set/metadata/$name.json"
    refused "no $name.json"
    fresh
    head -c 300 "$rules/metadata/$name.json" >"$work/set/metadata/$name.json"
    refused "half of $name.json"
done
fresh
sed -i.orig 's/4800/9600/' "$work/set/$rule"
refused "another threshold in a rule"
expect 69 "another threshold in a rule" rules update --from "$work/set" --state "$work/other"
expect 1 "after an update that was refused" check "$part" --as-of "$day" --state "$work/other"
fresh
rm "$work/set/$rule"
refused "no rule"
fresh
mv "$work/set/$rule" "$work/elsewhere.yaml"
ln -s "$work/elsewhere.yaml" "$work/set/$rule"
refused "a link in the place of a rule"
fresh
printf '{}' >"$work/root.json"
expect 69 "no root" check "$part" --rules "$work/set" --trust "$work/root.json"
printf 'x' >>"$work/state/sets/1/$rule"
expect 69 "a longer rule in use" check "$part" --as-of "$day" --state "$work/state"
exit $failed
