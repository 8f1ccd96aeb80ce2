#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random specifications, judged by ecc and by the oracle; every disagreement is shown and fails.

    compare.py --bulk PROGRAM --count 1000000           random specifications
    compare.py --bulk PROGRAM --catalogue specs         files that there are

What fails: ecc decides otherwise than the oracle (wrong), decides what some completion decides
otherwise (rash), or leaves open what plain three-valued logic decides (weak). With --tight also: leaves
open what all completions agree on (loose); otherwise that is counted only."""

import argparse
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import Counter

from gen_specs import Maker
from oracle import CLAUSES, PARAGRAPHS, evaluate_on, version_on
from read_spec import read_file

DATES = ("2022-10-21", "2023-11-17", "2024-12-02", "2026-07-10")
FAILS = ("wrong", "rash", "weak", "error")
PROGRESS = 100000


# ---- what ecc says: the only place that knows its output ----

def read_bulk_line(line):
    """'<index> <date> MET id... UNDECIDED id... [POSSIBLE subject:id...]' or '<index> <date> ERROR text'."""
    index, date, head, *words = line.split()
    if head == "ERROR":
        return int(index), date, None
    said = {"MET": set(), "UNDECIDED": set(), "POSSIBLE": set()}
    part = said[head]
    for text in words:
        if text in said:
            part = said[text]
        else:
            part.add(text)
    return int(index), date, said


# ---- running ecc ----

def run_bulk(command, dates, specs):
    """Yields (yaml, spec, date, said). The documents are written while the answers are read."""
    process = subprocess.Popen([*command, *dates], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               text=True, encoding="utf-8")
    sent = queue.Queue(maxsize=20000)

    def write():
        try:
            for yaml, spec in specs:
                sent.put((yaml, spec))
                process.stdin.write(yaml + "---\n")
            process.stdin.close()
        except BrokenPipeError:
            pass
        sent.put(None)

    threading.Thread(target=write, daemon=True).start()
    at, index = sent.get(), 0
    while at is not None:
        for date in dates:
            line = process.stdout.readline()
            if not line:
                raise SystemExit(f"the bulk program ended at document {index} (status {process.wait()})")
            if read_bulk_line(line)[:2] != (index, date):
                raise SystemExit(f"expected document {index} on {date}, got: {line.rstrip()}")
            yield at[0], at[1], date, read_bulk_line(line)[2]
        at, index = sent.get(), index + 1
    if process.stdout.readline() or process.wait():
        raise SystemExit("the bulk program said more than it was asked, or failed")


def catalogue(root):
    """The files below a folder, as (yaml, spec)."""
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            if name.endswith(".yaml"):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as file:
                    yield file.read(), read_file(path, root)


# ---- judging ----

def verdict_of(said, paragraph):
    if paragraph in said["MET"]:
        return "met"
    return "undecided" if paragraph in said["UNDECIDED"] else "not-met"


def judge(answer, paragraph, ecc):
    """None where ecc is right; else the kind of disagreement."""
    kleene, tight = answer.verdict(paragraph), answer.tight_verdict(paragraph)
    if ecc == "undecided":
        if kleene != "undecided":
            return "weak"
        return None if tight == "undecided" else "loose"
    if tight == "undecided":
        return "rash" if answer.exact else None
    return None if ecc == tight else "wrong"


def judge_possible(answer, said):
    """The sets of classifications, where ecc gives them and the oracle's are exact and have values."""
    for subject, ours in answer.possible.items():
        theirs = {p.split(":", 1)[1] for p in said["POSSIBLE"] if p.startswith(subject + ":")}
        if theirs and answer.exact and "undetermined" not in ours and theirs != ours:
            yield subject, " ".join(sorted(ours)), " ".join(sorted(theirs))


def disagreements(answer, said, ids):
    """Yields (kind, what, the oracle's word, ecc's word)."""
    if said is None:
        yield "error", "specification", "read", "refused"
        return
    for paragraph in ids:
        ecc = verdict_of(said, paragraph)
        kind = judge(answer, paragraph, ecc)
        if kind:
            yield kind, paragraph, answer.tight_verdict(paragraph), ecc
    for subject, ours, theirs in judge_possible(answer, said):
        yield "loose" if theirs > ours else "wrong", subject, ours, theirs


def ids_on(date, skip):
    """The paragraphs and clauses that are compared; those of 3A991.p by themselves only by wish."""
    return [p for p in PARAGRAPHS + CLAUSES[version_on(date)] if p not in skip]


class Tally:
    def __init__(self, show, fails):
        self.show, self.fails = show, fails
        self.checked, self.found = 0, Counter()

    def add(self, yaml, date, found):
        self.checked += 1
        for kind, what, ours, theirs in found:
            key = (kind, date, what, ours, theirs)
            self.found[key] += 1
            if kind in self.fails and self.found[key] == 1 and self.show > 0:
                self.show -= 1
                print(f"{kind}: {what} on {date}: oracle {ours}, ecc {theirs}\n{yaml}", flush=True)

    def progress(self, seconds):
        """So that a run of hours that is cut off has still shown something."""
        if self.checked % PROGRESS == 0:
            failed = sum(n for key, n in self.found.items() if key[0] in self.fails)
            print(f"{self.checked} answers in {seconds:.0f} s, {failed} disagree", file=sys.stderr, flush=True)

    def report(self, seconds):
        for (kind, date, what, ours, theirs), n in sorted(self.found.items()):
            print(f"{n:9} {kind:6} {date} {what}: oracle {ours}, ecc {theirs}")
        failed = sum(n for key, n in self.found.items() if key[0] in self.fails)
        print(f"{self.checked} answers compared in {seconds:.0f} s, {failed} disagree, "
              f"{sum(self.found.values()) - failed} are less tight than could be")
        return failed


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bulk", required=True,
                        help="the program that reads documents and prints lines (README.md)")
    parser.add_argument("--catalogue", help="compare the files below this folder")
    parser.add_argument("--dates", default=",".join(DATES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--show", type=int, default=5, help="how many disagreements to print whole")
    parser.add_argument("--skip", default="3A991.p.1,3A991.p.2", help="paragraphs to leave out")
    parser.add_argument("--tight", action="store_true", help="what all completions agree on must be decided")
    return parser.parse_args()


def main():
    args = arguments()
    dates, skip = args.dates.split(","), args.skip.split(",")
    if args.catalogue:
        specs = catalogue(args.catalogue)
    else:
        specs = ((yaml, json.loads(text)) for yaml, text in Maker(args.seed).specs(args.count))
    answers = run_bulk(args.bulk.split(), dates, specs)
    ids = {d: ids_on(d, skip) for d in dates}
    tally = Tally(args.show, FAILS + (("loose",) if args.tight else ()))
    started, last, expected = time.monotonic(), None, {}
    for yaml, spec, date, said in answers:
        if spec is not last:
            last, expected = spec, evaluate_on(spec, dates)
        tally.add(yaml, date, disagreements(expected[date], said, ids[date]))
        tally.progress(time.monotonic() - started)
    return 1 if tally.report(time.monotonic() - started) or not tally.checked else 0


if __name__ == "__main__":
    sys.exit(main())
