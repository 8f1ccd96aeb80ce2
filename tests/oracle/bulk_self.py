#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The bulk program's part, played by the oracle itself through the YAML form: a test of compare.py, of
the generator's two forms, and the pattern for bulk.c. With --wrong it gets one line of the law wrong
(3A090.a.2 over 5.92 instead of from 5.92), which the comparison must notice.

    bulk_self.py [--wrong] DATE... < documents"""

import sys
from fractions import Fraction

import oracle
from read_spec import read_text


def documents(stream):
    lines = []
    for line in stream:
        if line.rstrip("\n") == "---":
            yield "".join(lines)
            lines = []
        else:
            lines.append(line)


def main(args):
    sys.stdin.reconfigure(encoding="utf-8")
    if args[:1] == ["--wrong"]:
        args = args[1:]
        oracle.PD_HIGH += Fraction(1, 10**12)
    for index, text in enumerate(documents(sys.stdin)):
        for date, answer in oracle.evaluate_on(read_text(text), args).items():
            met = [p for p in answer.kleene if answer.tight_verdict(p) == "met"]
            undecided = [p for p in answer.kleene if answer.tight_verdict(p) == "undecided"]
            possible = [f"{s}:{p}" for s, all_ in answer.possible.items() for p in sorted(all_)]
            print(index, date, "MET", *met, "UNDECIDED", *undecided, "POSSIBLE", *possible)


if __name__ == "__main__":
    main(sys.argv[1:])
