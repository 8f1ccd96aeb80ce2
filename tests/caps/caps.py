#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The caps of the command line (docs/limits.md): as many as that are taken, one more is refused.

caps.py ECC
"""
import os
import pathlib
import subprocess
import sys
import tempfile

CLEAR, USAGE, DATA, NO_INPUT = 0, 64, 65, 66
CHIP = "ecc: chip/1\nname: x\nsold-as: chip\ndeclared: {tpp: 1}\nprocessing-units: []\nlogic-dies: []\nlinks: []\n"


def bytes_of_a_file(folder, n):
    path = folder / f"{n}.yaml"
    path.write_text(CHIP + "#" + "x" * (n - len(CHIP) - 2) + "\n")
    return [path]


def levels_of_a_directory(folder, n):
    inner = folder / f"levels-{n}"
    root = inner
    for _ in range(n):
        inner = inner / "d"
    inner.mkdir(parents=True)
    (inner / "chip.yaml").write_text(CHIP)
    return [root]


def entries_of_a_directory(folder, n):
    root = folder / "entries"
    root.mkdir(exist_ok=True)
    (root / "chip.yaml").write_text(CHIP)
    for i in range(len(os.listdir(root)), n):
        os.mknod(root / str(i))
    return [root]


def settings(folder, n):
    path = folder / "chip.yaml"
    path.write_text(CHIP)
    return [path] + ["--set", "declared.tpp=1 TOPS*bit"] * n


CAPS = [
    (bytes_of_a_file, 1 << 20, DATA, "1,048,576"),
    (levels_of_a_directory, 32, None, ""),
    (entries_of_a_directory, 100000, None, ""),
    (settings, 32, USAGE, "--set"),
]


def run(ecc, arguments):
    command = [ecc, "check", "--lang", "en", "--fail-on", "controlled", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=600)


def main():
    ecc = sys.argv[1]
    wrong = 0
    for write, cap, status, words in CAPS:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            at = run(ecc, write(folder, cap))
            over = run(ecc, write(folder, cap + 1))
        refused = over.returncode == status if status is not None else over.returncode > USAGE
        if at.returncode != CLEAR or not refused or words not in over.stderr or not over.stderr:
            wrong += 1
            print(f"{write.__name__}: {cap}: {at.returncode}, one more: {over.returncode}\n{at.stderr}{over.stderr}")
    print(f"{len(CAPS)} caps, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
