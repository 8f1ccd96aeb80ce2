#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the program says of itself: ecc version against the source, ecc doctor in health and in sickness.

    check_about.py ECC SOURCE_DIR
"""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

FAILED = []


def expect(what, holds):
    if not holds:
        FAILED.append(what)


def run(ecc, *words, cwd=None, **variables):
    clean = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", **variables}
    return subprocess.run([ecc, *words], capture_output=True, text=True, cwd=cwd,
                          env={name: value for name, value in clean.items() if value is not None})


def states(done):
    return {check["check"]: check["state"] for check in json.loads(done.stdout)["checks"]}


def digest_of(directory):
    """As sha256sum would: a line for each rule file, in order of path."""
    lines = []
    for folder, _, names in os.walk(directory):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), directory)
            if name.endswith(".yaml") and not path.startswith("metadata"):
                with open(os.path.join(directory, path), "rb") as file:
                    lines.append((path, hashlib.sha256(file.read()).hexdigest()))
    return hashlib.sha256("".join(f"{digest}  {path}\n" for path, digest in sorted(lines)).encode()).hexdigest()


def check_version(ecc, source):
    rules = os.path.join(source, "rules")
    with open(os.path.join(source, "engine/include/ecc/ecc.h"), encoding="utf-8") as file:
        version = re.search(r'#define ECC_VERSION "(.*)"', file.read()).group(1)
    about = json.loads(run(ecc, "version", "--json").stdout)
    expect("the version is that of the header", about["program"]["version"] == version)
    expect("the digest is that of the rule files", about["rules"]["digest"] == "sha256:" + digest_of(rules))
    there = {path for path in (os.path.relpath(os.path.join(folder, name), rules)
                               for folder, _, names in os.walk(rules) for name in names)
             if re.search(r"/\d{4}-\d\d-\d\d\.yaml$", path)}
    expect("every version of every rule is named", {one["path"] for one in about["rules"]["versions"]} == there)
    expect("the rule set's version is the newest first day",
           about["rules"]["version"] == max(one["from"] for one in about["rules"]["versions"]))
    expect("the day of verification is no later than that of any version in force",
           about["rules"]["verified-through"] <= min(one["verified-through"] for one in about["rules"]["versions"]
                                                     if one["until"] is None))
    expect("the root is named", any(role["role"] == "root" and role["version"] >= 1 for role in about["trust"]))
    expect("libraries have versions", set(about["libraries"]) == {"ICU", "Jansson", "libyaml", "OpenSSL"} and
           all(re.match(r"\d+\.\d", one) for one in about["libraries"].values()))
    for language in ("en", "zh"):
        text = run(ecc, "version", "--lang", language).stdout
        expect(f"the text says the same ({language})",
               about["rules"]["digest"] in text and text.startswith(f"ecc {version}\n"))
    here = json.loads(run(ecc, "version", "--json", "--rules", "rules", cwd=source).stdout)
    expect("a directory's digest is the same", here["rules"]["digest"] == about["rules"]["digest"])
    expect("a directory is named", here["rules"]["place"] == "rules")


def check_health(ecc, source, directory):
    done = run(ecc, "doctor", "--json", cwd=directory)
    expect("nothing is wrong here", done.returncode == 0 and "bad" not in states(done).values())
    expect("everything is looked at", set(states(done)) == {
        "program", "rules", "law", "trust", "updates", "catalogue", "configuration", "language", "encoding", "icu",
        "terminal"})
    expect("UTF-8 is seen", states(done)["encoding"] == "ok")
    done = run(ecc, "doctor", "--json", cwd=directory, LC_ALL="en_US.ISO-8859-1")
    expect("another encoding is a hint and no failure", states(done)["encoding"] == "hint" and done.returncode == 0)
    done = run(ecc, "doctor", "--json", cwd=directory, LC_ALL=None, HOME=None)
    expect("no place for updates is a hint", states(done)["updates"] == "hint" and done.returncode == 0)
    for variables, words in (({"LC_ALL": None, "LANG": "zh_CN.UTF-8"}, "中文，依据 LANG：zh_CN.UTF-8"),
                             ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "English, as LC_ALL says: C.UTF-8"),
                             ({"LC_ALL": None}, "English, since no locale is set"),
                             ({"LC_ALL": "C.UTF-8", "ECC_LANG": "zh"}, "中文，依据选项或配置")):
        expect(f"the language and why: {words}", words in run(ecc, "doctor", cwd=directory, **variables).stdout)


def check_sickness(ecc, source, directory):
    with open(os.path.join(directory, ".ecc.yaml"), "w", encoding="utf-8") as file:
        file.write("unknown: [\n")
    done = run(ecc, "doctor", "--json", cwd=directory)
    expect("a broken configuration is 65", done.returncode == 65 and states(done)["configuration"] == "bad")
    os.remove(os.path.join(directory, ".ecc.yaml"))

    rules = os.path.join(directory, "rules")
    shutil.copytree(os.path.join(source, "rules"), rules)
    done = run(ecc, "doctor", "--json", "--rules", rules)
    expect("a copy of the rules is as good", done.returncode == 0)
    for folder, _, names in os.walk(rules):
        for name in names:
            if name == "2023-11-17.yaml":
                with open(os.path.join(folder, name), "a", encoding="utf-8") as file:
                    file.write("# changed\n")
    done = run(ecc, "doctor", "--json", "--rules", rules)
    expect("changed rules are 69", done.returncode == 69 and "bad" in (states(done).get("trust"), states(done).get("rules")))
    expect("and it is told which", "2023-11-17.yaml" in done.stderr)
    shutil.rmtree(os.path.join(rules, "metadata"))
    done = run(ecc, "doctor", "--json", "--rules", rules)
    expect("rules without signatures are 69", done.returncode == 69 and states(done)["trust"] == "bad")


def main():
    ecc, source = (os.path.abspath(path) for path in sys.argv[1:])
    check_version(ecc, source)
    with tempfile.TemporaryDirectory() as directory:
        check_health(ecc, source, directory)
        check_sickness(ecc, source, directory)
    for what in FAILED:
        print(f"does not hold: {what}")
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
