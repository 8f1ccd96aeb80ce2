#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program's own words: every row is used, both languages take the same arguments, and no apostrophe breaks a pattern.

    check_words.py CLI_DIRECTORY
"""
import glob
import os
import re
import sys

ROW = re.compile(r"^ECC_WORD\((\w+),(.*?)\)$", re.M | re.S)
TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


def texts_of(body):
    """The two texts of a row: string literals that stand side by side are one."""
    texts = []
    end = None
    for found in TEXT.finditer(body):
        between = body[end:found.start()] if end is not None else ","
        if "," in between:
            texts.append(found.group(1))
        else:
            texts[-1] += found.group(1)
        end = found.end()
    return texts


def arguments(text):
    return set(re.findall(r"\{([a-z]+)[,}]", text))


def main():
    directory = sys.argv[1]
    used = set()
    for path in glob.glob(os.path.join(directory, "*.c")):
        with open(path, encoding="utf-8") as file:
            used.update(re.findall(r"\bECC_W_(\w+)", file.read()))
    findings = []
    rows = 0
    for path in sorted(glob.glob(os.path.join(directory, "words", "*.def"))):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        found = ROW.findall(text)
        if len(found) != text.count("\nECC_WORD("):
            findings.append(f"{path}: a row that cannot be read")
        for name, body in found:
            rows += 1
            texts = texts_of(body)
            if len(texts) != 2:
                findings.append(f"{path}: {name} has {len(texts)} texts")
                continue
            if arguments(texts[0]) != arguments(texts[1]):
                findings.append(f"{path}: {name} takes other arguments in Chinese")
            if any("'" in one for one in texts):
                findings.append(f"{path}: {name} holds a straight apostrophe")
            if bool(texts[0]) != bool(texts[1]):
                findings.append(f"{path}: {name} is empty in one language")
            if name not in used:
                findings.append(f"{path}: {name} is not used")
    print("\n".join([*findings, f"{rows} rows"]))
    sys.exit(1 if findings or rows == 0 else 0)


if __name__ == "__main__":
    main()
