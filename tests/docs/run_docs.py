#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The examples of the documents, run.

    run_docs.py ECC FILE...            compare
    run_docs.py --accept ECC FILE...   write what came out into the documents, after showing the difference

A ```console block holds commands after "$ " and what they print. "ecc" is the program under test, run where
the repository's root is, with the date fixed by --as-of in the command. A line "[...]" stands for any lines. A
line "(exit N)" is the exit status when it is not 0. A ```yaml block that begins with "ecc: chip/1" or another
header of a specification must be one that reads without errors."""

import argparse
import difflib
import re
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r"^```(console|yaml)\n(.*?)^```$", re.M | re.S)
SPEC = re.compile(r"ecc: (chip|memory|board|system)/1\n")


def run(command, ecc, root, text=None):
    words = command.replace("ecc ", f"'{ecc}' ", 1)
    done = subprocess.run(["sh", "-c", words], cwd=root, input=text, capture_output=True, encoding="utf-8",
                          env={"LC_ALL": "C.UTF-8", "COLUMNS": "80", "PATH": "/usr/bin:/bin"}, check=False)
    out = done.stdout + done.stderr
    return out + (f"(exit {done.returncode})\n" if done.returncode else "")


def matches(expected, actual):
    """Does the output fit, "[...]" standing for any lines?"""
    pattern = "".join("(?:.*\n)*?" if line == "[...]\n" else re.escape(line)
                      for line in expected.splitlines(keepends=True))
    return re.fullmatch(pattern, actual) is not None


def commands(block):
    """(command, expected output) of a console block."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.M)
    return list(zip(parts[1::2], parts[2::2]))


class Checker:
    def __init__(self, ecc, root, accept):
        self.ecc, self.root, self.accept = ecc, root, accept
        self.failed, self.ran = 0, 0

    def console(self, name, block):
        out = ""
        for command, expected in commands(block):
            self.ran += 1
            actual = run(command, self.ecc, self.root)
            if not matches(expected, actual):
                self.failed += 1
                sys.stdout.writelines(difflib.unified_diff(
                    expected.splitlines(keepends=True), actual.splitlines(keepends=True),
                    f"{name}: {command}", "what it prints"))
                expected = actual
            out += f"$ {command}\n{expected}"
        return out

    def yaml(self, name, block):
        if SPEC.match(block):
            self.ran += 1
            said = run("ecc specs lint -", self.ecc, self.root, block)
            if "(exit" in said:
                self.failed += 1
                print(f"{name}: a specification that does not read\n{said}")

    def check(self, path):
        text = path.read_text(encoding="utf-8")

        def replace(match):
            kind, block = match.groups()
            if kind == "yaml":
                self.yaml(path.name, block)
                return match.group(0)
            return f"```console\n{self.console(path.name, block)}```"

        new = BLOCK.sub(replace, text)
        if self.accept and new != text:
            path.write_text(new, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("ecc")
    parser.add_argument("files", nargs="+", type=Path)
    args = parser.parse_args()
    checker = Checker(Path(args.ecc).resolve(), Path(__file__).resolve().parents[2], args.accept)
    for path in args.files:
        checker.check(path)
    print(f"{checker.ran} examples run, {checker.failed} differ")
    return 1 if not checker.ran or (checker.failed and not args.accept) else 0


if __name__ == "__main__":
    sys.exit(main())
