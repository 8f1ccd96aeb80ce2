#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The hooks with the real pre-commit in a real repository. Usage: precommit.sh HOOK ECC SOURCE_DIR
# HOOK is "ecc" (an installed program) or "ecc-build" (built from source by the hook).
set -eu
hook=$1
ecc=$2
source=$3
if ! command -v pre-commit > /dev/null || ! command -v git > /dev/null; then
    echo 'git and pre-commit are needed: apt-get install git pre-commit'
    exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Nothing of the person who runs this: no settings, no cache, no network.
export HOME="$work/home" PRE_COMMIT_HOME="$work/cache" GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8
export http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE ECC_CONFIG ECC_AS_OF ECC_LANG ECC_FAIL_ON ECC_BASELINE ECC_RULES 2> /dev/null || true
mkdir -p "$HOME" "$work/bin"
ln -s "$ecc" "$work/bin/ecc"
[ "$hook" = ecc-build ] || export PATH="$work/bin:$PATH"
git config --global user.name Tester
git config --global user.email tester@example.org
git config --global init.defaultBranch main
failed=0

say() {
    failed=1
    echo "FAILED: $*"
    sed 's/^/    /' "$work/out"
}

# must_commit MESSAGE, must_refuse MESSAGE: a commit through the hook, or none
must_commit() {
    git add -A
    git commit -q -m "$1" > "$work/out" 2>&1 || say "$1: refused"
}

must_refuse() {
    git add -A
    if git commit -q -m "$1" > "$work/out" 2>&1; then
        say "$1: committed"
    fi
}

must_say() {
    grep -q -F -e "$1" "$work/out" || say "does not say: $1"
}

must_not_say() {
    if grep -q -F -e "$1" "$work/out"; then
        say "says: $1"
    fi
}

# The hooks as their repository has them.
mkdir "$work/hooks"
cp -R "$source/.pre-commit-hooks.yaml" "$source/CMakeLists.txt" "$source/cmake" "$source/engine" "$source/cli" \
    "$source/rules" "$source/specs" "$source/LICENSE" "$source/README.md" "$source/docs" "$work/hooks/"
git -C "$work/hooks" init -q
git -C "$work/hooks" add -A
git -C "$work/hooks" commit -q -m hooks
git -C "$work/hooks" tag v1

mkdir "$work/demo"
cd "$work/demo"
git init -q
cat > .pre-commit-config.yaml << EOF
repos:
  - repo: $work/hooks
    rev: v1
    hooks:
      - id: $hook
EOF
cat > .ecc.yaml << 'EOF'
ecc-config: 1
as-of: 2026-07-10
fail-on: undecided
EOF
pre-commit install > "$work/out" 2>&1 || say "pre-commit install"

mkdir specs
cp "$source/tests/formats/specs/clean.yaml" specs/clean.yaml
must_commit 'a clean specification'

printf 'on: push\njobs: [a, b]\n' > workflow.yaml
printf '%%TAG ! tag:example.org,2000:\n--- !thing\nfoo: &a [1]\nbar: *a\n' > foreign.yaml
must_commit 'YAML of others'

cp "$source/specs/nvidia/h800-sxm5-80gb.yaml" specs/h800.yaml
must_refuse 'the H800'
must_say 'CONTROLLED  3A090.a'
must_say 'specs/h800.yaml fails by 3A090.a'
must_say 'ecc explain specs/h800.yaml'
must_say 'write a waiver into .ecc.yaml'
must_say 'paragraph: 4A090.a'
must_not_say 'foreign.yaml'

cat >> .ecc.yaml << 'EOF'
waivers:
  - {part: specs/h800.yaml, paragraph: 3A090.a, reason: licence D1, approver: A. Person, expires: 2099-12-31}
  - {part: specs/h800.yaml, paragraph: 4A090.a, reason: licence D1, approver: A. Person, expires: 2099-12-31}
EOF
must_commit 'the H800 with waivers'

cp "$source/tests/formats/specs/open.yaml" specs/open.yaml
must_refuse 'an undecided specification'
must_say 'UNDECIDED'
git rm -q --cached specs/open.yaml && rm specs/open.yaml

printf 'ecc: chip/1\nname: Broken\nare: 5 mm2\n' > specs/broken.yaml
must_refuse 'a broken specification'
must_say 'specs/broken.yaml:3:1'
git rm -q --cached specs/broken.yaml && rm specs/broken.yaml

if [ "$hook" = ecc ]; then
    # A program that crashes is no clearance.
    rm "$work/bin/ecc"
    printf '#!/bin/sh\nkill -SEGV $$\n' > "$work/bin/ecc"
    chmod +x "$work/bin/ecc"
    if pre-commit run "$hook" --all-files > "$work/out" 2>&1; then
        say 'a crash passes'
    fi
    ln -sf "$ecc" "$work/bin/ecc"
fi

pre-commit run "$hook" --files specs/clean.yaml foreign.yaml > "$work/out" 2>&1 || say '--files of what is clean'
pre-commit run "$hook" --all-files > "$work/out" 2>&1 || say '--all-files'
sed -i 's/expires: 2099/expires: 2020/' .ecc.yaml
if pre-commit run "$hook" --all-files > "$work/out" 2>&1; then
    say 'expired waivers pass'
fi
must_say 'expired on 2020-12-31'
sed -i 's/expires: 2020/expires: 2099/' .ecc.yaml

# How long a thousand take; printed, since machines differ.
mkdir many
i=0
while [ $i -lt 1000 ]; do
    sed "s/^name: .*/name: Part $i/" specs/clean.yaml > many/part$i.yaml
    i=$((i + 1))
done
git add -A
begin=$(date +%s%N)
pre-commit run "$hook" --all-files > "$work/out" 2>&1 || say 'a thousand files'
end=$(date +%s%N)
begin_ecc=$(date +%s%N)
"$ecc" check --quiet || say 'a thousand files without pre-commit'
end_ecc=$(date +%s%N)
echo "1,000 files: $(((end - begin) / 1000000)) ms through pre-commit, $(((end_ecc - begin_ecc) / 1000000)) ms by ecc itself"
[ "$(git log --format=%s | wc -l)" -eq 3 ] || say 'the demo repository has other commits than expected'
exit $failed
