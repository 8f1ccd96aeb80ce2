#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lets every allocation and every call on a file fail in turn, and looks at how ecc takes it.

    fault.py --ecc ECC --preload FAULT.so [--every N] [--all] [CASE...]

What must hold for each failure:
- no crash and no hang (a crash inside ICU is ICU's own and counted by itself, and so is a date that ICU writes
  in another way when it has no memory, without a word; the verdict and the status are not ICU's);
- the program ends as it would have (status and standard output to the byte: the failure did not matter), or with
  74; with 69 or 66 where the rules or an input could not be read, with 65 where what a board refers to could not,
  which is told at the reference. Never 0, 1 or 2 with other words;
- a file that was asked for with -o is not there, or is the old one, or is the new one, whole; nothing else is left;
- an interrupted or a short read or write changes nothing at all."""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
FORGIVEN = 99
# name: (arguments, every how many ways to an allocation by default, is standard input used)
CASES = {
    "check-file": ("check parts/h800.yaml --as-of 2026-09-24", 1),
    "check-json": ("check parts/open.yaml --as-of 2026-09-24 --format json", 7),
    "check-zh": ("check parts/open.yaml --as-of 2026-09-24 --lang zh", 7),
    "check-directory": ("check parts --as-of 2026-09-24", 7),
    "check-catalogue": ("check nvidia/h100-sxm5-80gb --as-of 2026-09-24", 7),
    "check-board": ("check parts/board.yaml --as-of 2026-09-24", 7),
    "check-bad": ("check bad.yaml --as-of 2026-09-24", 7),
    "check-stdin": ("check - --as-of 2026-09-24", 7),
    "check-clear": ("check parts/clear.yaml --as-of 2026-09-24", 3),
    "explain": ("explain parts/h800.yaml --as-of 2026-09-24", 11),
    "history": ("history nvidia/h800-sxm5-80gb", 11),
    "rules-test": ("rules test 4A994@2022-10-21", 11),
    "rules-show": ("rules show 3A090 --as-of 2026-09-24", 11),
    "rules-diff": ("rules diff 3A090@2022-10-21 3A090@2023-11-17", 11),
    "screen-text": ("screen bill.csv --as-of 2026-09-24", 23),
    "screen-html": ("screen bill.csv --as-of 2026-09-24 --format html", 23),
    "specs-search": ("specs search h800", 11),
}
OUTPUT = "check parts/clear.yaml parts/h800.yaml --as-of 2026-09-24 -o out.txt"
# What it may leave where one input could not be read: a whole report of the others.
OTHERS = tuple(OUTPUT.replace(part, "parts/none.yaml") for part in ("parts/clear.yaml", "parts/h800.yaml"))
# What a failure may turn into, besides nothing: I/O or memory; no input; rules that nobody vouches for, which
# is what metadata looks like that could not be read whole.
STATUSES = {"memory": (74, 69), "file": (74, 69, 66, 65)}


class Run:
    def __init__(self, args, work):
        self.args, self.work = args, work
        self.bad, self.counts = [], Counter()

    def environment(self, **more):
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": self.work, "LD_PRELOAD": self.args.preload,
                "ECC_FAULT_SPARE": "libcrypto", "ECC_FAULT_FORGIVE": "libicu",
                "ECC_FAULT_LOG": os.path.join(self.work, "log"), **{k: str(v) for k, v in more.items()}}

    def run(self, command, out, err, **environment):
        with open(os.path.join(HERE, "parts", "h800.yaml"), "rb") as given, open(out, "wb") as said, \
                open(err, "wb") as errors:
            done = subprocess.run([self.args.ecc, *command.split()], cwd=self.work, stdin=given, stdout=said,
                                  stderr=errors, env=self.environment(**environment), timeout=3600, check=False)
        with open(os.path.join(self.work, "log"), encoding="ascii") as log:
            return done.returncode, [line.split() for line in log]

    def find(self, name, what, detail):
        self.bad.append((name, what, detail))

    def judge(self, name, kind, where, status, said, clean):
        """One failure: `status` is negative for a signal."""
        if status == FORGIVEN:
            self.counts["ICU's own crash"] += 1
        elif status < 0:
            self.find(name, where, f"signal {-status}")
        elif status == clean[0] and said == clean[1]:
            self.counts["no matter"] += 1
        elif kind in ("interrupt", "short"):
            self.find(name, where, f"status {status} instead of {clean[0]}, or other words")
        elif status in STATUSES[kind]:
            self.counts[f"status {status}"] += 1
        elif status == clean[0] and "+" in where:
            self.counts["ICU says it otherwise"] += 1
        else:
            said_so = "the same" if said == clean[1] else "something else"
            self.find(name, where, f"status {status}, said {said_so}")
            self.keep(name, where, said)

    def keep(self, name, where, said):
        """What it said wrongly, for those who look for the reason."""
        if self.args.keep:
            os.makedirs(self.args.keep, exist_ok=True)
            with open(os.path.join(self.args.keep, f"{name} {where}"), "wb") as file:
                file.write(said or b"")

    def sites(self, name, command, kind, every):
        """All failures in one run, by doubling the process."""
        folder = os.path.join(self.work, "sites")
        os.mkdir(folder)
        out = os.path.join(folder, "clean.out")
        status, log = self.run(command, out, os.path.join(folder, "clean.err"), ECC_FAULT_KIND=kind,
                               ECC_FAULT_SITES=folder, ECC_FAULT_EVERY=every)
        with open(out, "rb") as file:
            clean = (status, file.read())
        for number, call, at, raw in log[:-1]:
            with open(os.path.join(folder, number + ".out"), "rb") as file:
                said = file.read()
            code = -(int(raw) & 127) if int(raw) & 127 else int(raw) >> 8
            self.judge(name, kind, f"{call} number {at}", code, said, clean)
        shutil.rmtree(folder)
        return len(log) - 1, log[-1][0]

    def one_by_one(self, name, command, kind, before=None, stride=1, also=()):
        """A run for each failure, for what must be looked at between them: the file it leaves."""
        out, err = os.path.join(self.work, "out"), os.path.join(self.work, "err")
        state = self.prepare(before)
        parts = [self.report_of(c) for c in also]
        self.prepare(before)
        status, log = self.run(command, out, err, ECC_FAULT_KIND=kind, ECC_FAULT_AT=0)
        clean, whole, runs = (status, self.read("out")), self.read("out.txt"), 0
        for at in range(1, int(log[-1][0]) + 1, stride):
            self.prepare(before)
            status, log = self.run(command, out, err, ECC_FAULT_KIND=kind, ECC_FAULT_AT=at)
            call, runs = log[-1][1] if log else "?", runs + 1
            self.judge(name, kind, f"{call} number {at}", status, self.read("out"), clean)
            left = self.read("out.txt")
            if left not in (before, whole, *parts) or (status == clean[0] and left != whole):
                self.find(name, f"{call} number {at}", f"status {status}, and out.txt is neither the old nor the new one")
            others = set(os.listdir(self.work)) - state - {"out.txt", "out", "err", "log"}
            if others and call != "unlink":
                self.find(name, f"{call} number {at}", f"leaves {' '.join(sorted(others))}")
        return runs, log[-1][0]

    def report_of(self, command):
        """What -o leaves when nothing fails."""
        self.run(command, os.path.join(self.work, "out"), os.path.join(self.work, "err"), ECC_FAULT_AT=0)
        return self.read("out.txt")

    def prepare(self, before):
        for name in os.listdir(self.work):
            if name.startswith("out.txt"):
                os.unlink(os.path.join(self.work, name))
        if before is not None:
            with open(os.path.join(self.work, "out.txt"), "wb") as file:
                file.write(before)
        return set(os.listdir(self.work))

    def read(self, name):
        path = os.path.join(self.work, name)
        if not os.path.exists(path):
            return None
        with open(path, "rb") as file:
            return file.read()


def one_case(run, args, name):
    command, every = CASES[name]
    for kind in ("file", "interrupt", "short", "memory"):
        started = time.monotonic()
        if kind == "memory":
            tried, calls = run.sites(name, command, kind, 1 if args.all else every * args.every)
        else:
            tried, calls = run.one_by_one(name, command, kind)
        print(f"{name:16} {kind:10} {tried:6} failures of {calls:>7} calls, {time.monotonic() - started:5.1f} s",
              flush=True)


def output_case(run, args):
    for before in (None, b"the old one\n"):
        for kind in ("file", "interrupt", "short", "memory"):
            stride = 1 if kind != "memory" else (101 if args.all else 4001 * args.every)
            tried, calls = run.one_by_one("output", OUTPUT, kind, before, stride, OTHERS)
            print(f"{'output':16} {kind:10} {tried:6} failures of {calls:>7} calls", flush=True)


def init_case(run):
    """Each of the two files is not there, the old one, or the new one, whole; and somebody else's hooks stay as they
    are, although --force is given."""
    theirs = {".ecc.yaml": b"# old\n", ".pre-commit-config.yaml": b"# somebody else's\n"}
    out, err = os.path.join(run.work, "out"), os.path.join(run.work, "err")

    def after(before, kind, at):
        for name in theirs:
            path = os.path.join(run.work, name)
            if os.path.exists(path):
                os.unlink(path)
            if before:
                with open(path, "wb") as file:
                    file.write(before[name])
        status, log = run.run("init --force", out, err, ECC_FAULT_KIND=kind, ECC_FAULT_AT=at)
        return status, {name: run.read(name) for name in theirs}, log

    for before in ({}, theirs):
        for kind in ("file", "interrupt", "short"):
            status, whole, log = after(before, kind, 0)
            clean, calls = (status, run.read("out")), int(log[-1][0])
            for at in range(1, calls + 1):
                status, left, log = after(before, kind, at)
                where = f"{log[-1][1] if log else '?'} number {at}"
                run.judge("init", kind, where, status, run.read("out"), clean)
                halves = [name for name in theirs if left[name] not in (before.get(name), whole[name])]
                if halves or (status == clean[0] and left != whole):
                    run.find("init", where, f"status {status}, and {' '.join(halves)} is not what it should be")
            print(f"{'init':16} {kind:10} {calls:6} failures of {calls:>7} calls", flush=True)
    for name in theirs:
        os.unlink(os.path.join(run.work, name))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ecc", required=True)
    parser.add_argument("--preload", required=True)
    parser.add_argument("--every", type=int, default=1, help="of the ways to an allocation only each nth")
    parser.add_argument("--all", action="store_true", help="every way of every command (also: ECC_FAULT_ALL=1)")
    parser.add_argument("--keep", help="a directory for what was said wrongly")
    parser.add_argument("cases", nargs="*")
    args = parser.parse_args()
    args.ecc, args.preload = os.path.abspath(args.ecc), os.path.abspath(args.preload)
    args.all = args.all or os.environ.get("ECC_FAULT_ALL") == "1"
    with tempfile.TemporaryDirectory() as work:
        shutil.copytree(os.path.join(HERE, "parts"), os.path.join(work, "parts"))
        for name in ("bad.yaml", "bill.csv"):
            shutil.copy(os.path.join(HERE, name), work)
        run = Run(args, work)
        for name in CASES:
            if not args.cases or name in args.cases:
                one_case(run, args, name)
        if not args.cases or "output" in args.cases:
            output_case(run, args)
        if not args.cases or "init" in args.cases:
            init_case(run)
    for name, where, detail in run.bad:
        print(f"{name}: {where}: {detail}")
    total = sum(run.counts.values()) + len(run.bad)
    print(f"{total} failures: " + ", ".join(f"{n} {what}" for what, n in sorted(run.counts.items())) +
          f"; {len(run.bad)} wrong")
    return 1 if run.bad or not total else 0


if __name__ == "__main__":
    sys.exit(main())
