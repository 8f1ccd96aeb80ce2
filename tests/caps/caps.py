#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The caps of the command line (docs/limits.md): as many as that are taken, one more is refused with a message that names
the cap, in both languages, and writes nothing.

caps.py ECC
"""
import os
import pathlib
import subprocess
import sys
import tempfile

CLEAR, USAGE, DATA, NO_INPUT = 0, 64, 65, 66
CHIP = "ecc: chip/1\nname: x\nsold-as: chip\ndeclared: {tpp: 1}\nprocessing-units: []\nlogic-dies: []\nlinks: []\n"
ROLES = "root", "targets", "snapshot", "timestamp"
ecc = sys.argv[1]


def run(arguments, typed="", **environment):
    return subprocess.run([ecc, *map(str, arguments)], capture_output=True, text=True, input=typed, timeout=600,
                          env={**os.environ, "ECC_PASSPHRASE": "", **environment})


def check(*arguments):
    return [["check", "--fail-on", "controlled", *arguments], {}]


# Each writes what has `n` of something, and gives the command that reads it, with its environment and what is typed.

def bytes_of_a_file(folder, n):
    path = folder / f"{n}.yaml"
    path.write_text(CHIP + "#" + "x" * (n - len(CHIP) - 2) + "\n")
    return check(path)


def levels_of_a_directory(folder, n):
    inner = folder / f"levels-{n}"
    root = inner
    for _ in range(n):
        inner = inner / "d"
    inner.mkdir(parents=True)
    (inner / "chip.yaml").write_text(CHIP)
    return check(root)


def entries_of_a_directory(folder, n):
    root = folder / "entries"
    root.mkdir(exist_ok=True)
    (root / "chip.yaml").write_text(CHIP)
    for i in range(len(os.listdir(root)), n):
        os.mknod(root / str(i))
    return check(root)


def settings(folder, n):
    path = folder / "chip.yaml"
    path.write_text(CHIP)
    return check(path, *["--set", "declared.tpp=1 TOPS*bit"] * n)


def bytes_of_a_public_key(folder, n):
    """Text before the key is a remark."""
    assert run(["rules", "keygen", folder / f"key-{n}"]).returncode == CLEAR
    path = folder / f"key-{n}.pub"
    path.write_bytes(b"#" * (n - 1 - path.stat().st_size) + b"\n" + path.read_bytes())
    rules = folder / f"set-{n}"
    rules.mkdir()
    return [["rules", "root", rules, *(f"{role}+{path}" for role in ROLES)], {}]


def bytes_of_a_private_key(folder, n):
    path = folder / f"key-{n}"
    assert run(["rules", "keygen", path]).returncode == CLEAR
    rules = folder / f"set-{n}"
    rules.mkdir()
    assert run(["rules", "root", rules, *(f"{role}+{path}.pub" for role in ROLES)]).returncode == CLEAR
    (rules / "regime.yaml").write_text("x")
    path = path.with_suffix(".pem")
    path.write_bytes(b"#" * (n - 1 - path.stat().st_size) + b"\n" + path.read_bytes())
    return [["rules", "sign", rules, path], {}]


def bytes_of_a_new_passphrase(folder, n):
    return [["rules", "keygen", folder / f"key-{n}"], {"ECC_PASSPHRASE": "x" * n}]


def bytes_of_a_passphrase_line(folder, n):
    return [["rules", "keygen", folder / f"key-{n}"], {"ECC_PASSPHRASE_FD": "0", "typed": "x" * n + "\n"}]


CAPS = [
    (bytes_of_a_file, 1 << 20, DATA, "1,048,576"),
    (levels_of_a_directory, 32, NO_INPUT, "32"),
    (entries_of_a_directory, 100000, NO_INPUT, "100,000"),
    (settings, 32, USAGE, "32"),
    (bytes_of_a_public_key, 64 << 10, DATA, "65,536"),
    (bytes_of_a_private_key, 64 << 10, DATA, "65,536"),
    (bytes_of_a_new_passphrase, 1023, USAGE, "1,023"),
    (bytes_of_a_passphrase_line, 1023, USAGE, "1,023"),
]


def tree(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def wrongs(write, cap, status, words):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        arguments, environment = write(folder, cap)
        at = run(arguments, **environment)
        if at.returncode != CLEAR:
            yield f"{cap}: {at.returncode}\n{at.stderr}"
        arguments, environment = write(folder, cap + 1)
        before = tree(folder)
        for language in "en", "zh":
            over = run([*arguments, "--lang", language], **environment)
            if over.returncode != status or f" {words} " not in " ".join(over.stderr.split()):
                yield f"one more: {over.returncode}\n{over.stdout}{over.stderr}"
        if tree(folder) != before:
            yield "one more: something was written"


def main():
    wrong = 0
    for cap in CAPS:
        for what in wrongs(*cap):
            wrong += 1
            print(f"{cap[0].__name__}: {what}")
    print(f"{len(CAPS)} caps, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
