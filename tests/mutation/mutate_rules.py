#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Mutates every shipped rule file, one thing at a time, and tells which mutants no test notices.

    mutate_rules.py --judge RUN_RULES --ecc ECC [--rules DIR] [--every N] [--list]

A mutant is killed when loading refuses it; else when an example of a rule file fails, lint objects, a part of
the catalogue moves (the effect matrix), a quantity of a specimen does under some reading (values.txt), or one of
some random specifications (those the oracle is compared with); else when a command says something else (the
golden cases). One that survives must be named in equivalent.txt with the reason why it changes nothing.
Every line there must name a survivor, and nothing else."""
import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "oracle"))
sys.dont_write_bytecode = True
from gen_specs import Maker  # noqa: E402
from mutants_rules import Mutant, all_mutants  # noqa: E402

KILLERS = ("refused", "examples", "lint", "effect", "values", "random", "golden", "crashed")
# The golden cases that print rules and not verdicts alone.
COMMANDS = ("rules list", "rules list --format json", "rules show 3A090@2022-10-21",
            "rules show 4A090 --as-of 2026-09-24", "rules show definitions@2022-10-21",
            "rules diff 3A090@2024-12-02 3A090@2026-07-10")


def read_rules(root):
    texts = {}
    for folder, _, names in os.walk(root):
        for name in names:
            if name.endswith(".yaml"):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8", newline="") as file:
                    texts[os.path.relpath(path, root)] = file.read()
    return texts


def write_random(path, count):
    """As the oracle is compared with."""
    with open(path, "w", encoding="utf-8") as file:
        for yaml, _ in Maker(20221021).specs(count):
            file.write(yaml + "---\n")


def span(mutant, texts):
    """From when until when the file of a mutant counts: all days when it is a date that is mutated."""
    if mutant.sort in ("date", "order"):
        return 0, 99999999
    versions = sorted(p for p in texts if os.path.dirname(p) == os.path.dirname(mutant.path))
    days = [int(re.sub(r"\D", "", os.path.basename(p))) for p in versions]
    at = versions.index(mutant.path)
    return days[at], (days + [99999999])[at + 1]


def judge_all(args, mutants, texts, random):
    """The word of each mutant, by as many processes as there are processors."""
    words = [None] * len(mutants)

    def work(start, step):
        process = subprocess.Popen([args.judge, args.rules, "judge", os.path.join(HERE, "specimens.txt"), random,
                                    *sorted(texts)],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for index in range(start, len(mutants), step):
            mutant = mutants[index]
            begin, end = span(mutant, texts)
            head = f"{mutant.path} {mutant.new_path} {begin} {end} {len(mutant.bytes)}\n"
            process.stdin.write(head.encode() + mutant.bytes)
            process.stdin.flush()
            words[index] = process.stdout.readline().decode().strip()
        process.stdin.close()
        process.wait()

    n = args.jobs
    threads = [threading.Thread(target=work, args=(i, n)) for i in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if None in words or "" in words:
        raise SystemExit("the judge ended early")
    return words


def say(ecc, folder):
    """What the commands print with the rules of a folder."""
    said = []
    for command in COMMANDS:
        done = subprocess.run([ecc, *command.split(), "--rules", folder], capture_output=True, check=False,
                              env={"LC_ALL": "C.UTF-8"})
        said.append((done.returncode, done.stdout))
    return said


def write_rules(folder, texts, mutant=None):
    for path, text in texts.items():
        content = text.encode("utf-8")
        if mutant and path == mutant.path:
            path, content = mutant.new_path, mutant.bytes
        if content:
            os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
            with open(os.path.join(folder, path), "wb") as file:
                file.write(content)


def ask_commands(args, mutants, words, texts):
    with tempfile.TemporaryDirectory() as work:
        plain = os.path.join(work, "plain")
        write_rules(plain, texts)
        expected = say(args.ecc, plain)
        if any(status != 0 for status, _ in expected):
            raise SystemExit("a command cannot print the rules themselves")
        expected = [(status, out.replace(plain.encode(), b"RULES")) for status, out in expected]
        for index, mutant in enumerate(mutants):
            if words[index] == "survived":
                folder = os.path.join(work, str(index))
                write_rules(folder, texts, mutant)
                said = [(status, out.replace(folder.encode(), b"RULES")) for status, out in say(args.ecc, folder)]
                words[index] = "survived" if said == expected else "golden"


def read_equivalent():
    """Keys of mutants; the reason stands above them."""
    keys = []
    with open(os.path.join(HERE, "equivalent.txt"), encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                keys.append(line.rstrip("\n"))
    return keys


def report(args, mutants, words):
    known = read_equivalent()
    survivors = [m for m, word in zip(mutants, words) if word == "survived"]
    equivalent = [m for m in survivors if m.key() in known]
    holes = [m for m in survivors if m not in equivalent]
    needless = set(known) - {m.key() for m in survivors} if args.every == 1 else set()
    by_sort = Counter((m.sort, word) for m, word in zip(mutants, words))
    print(f"{'':14}" + "".join(f"{w:>10}" for w in (*KILLERS, "survived")))
    for sort in sorted({m.sort for m in mutants}):
        print(f"{sort:14}" + "".join(f"{by_sort[sort, w] or '':>10}" for w in (*KILLERS, "survived")))
    counts = Counter(words)
    print(f"{'all':14}" + "".join(f"{counts[w] or '':>10}" for w in (*KILLERS, "survived")))
    for mutant in holes:
        print(f"survived: {mutant.path}:{mutant.line}\n  {mutant.key()}")
    for key in sorted(needless):
        print(f"equivalent.txt names what is killed, or is no mutant: {key}")
    killed = len(mutants) - len(survivors)
    print(f"{len(mutants)} mutants, {killed} killed, {len(equivalent)} equivalent, {len(holes)} survive; "
          f"{killed / (len(mutants) - len(equivalent)):.2%} of those that change anything")
    return 1 if holes or needless or counts["crashed"] else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", required=True)
    parser.add_argument("--ecc", required=True)
    parser.add_argument("--rules", default=os.path.join(HERE, "..", "..", "rules"))
    parser.add_argument("--random", type=int, default=300, help="how many random specifications")
    parser.add_argument("--every", type=int, default=1, help="only the nth, 2nth, 3nth ... mutant")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--list", action="store_true", help="print the fate of every mutant")
    args = parser.parse_args()
    texts = read_rules(args.rules)
    path = sorted(texts)[0]
    unmutated = Mutant(path, 0, "control", "nothing is changed", [texts[path]])
    mutants = [unmutated, *list(all_mutants(texts))[::args.every]]
    with tempfile.TemporaryDirectory() as work:
        random = os.path.join(work, "random")
        write_random(random, args.random)
        words = judge_all(args, mutants, texts, random)
    ask_commands(args, mutants, words, texts)
    if words[0] != "survived":
        raise SystemExit(f"the rules themselves do not survive: {words[0]}")
    mutants, words = mutants[1:], words[1:]
    if args.list:
        for mutant, word in zip(mutants, words):
            print(f"{word:9} {mutant.line:4} {mutant.key()}")
    return report(args, mutants, words)


if __name__ == "__main__":
    sys.exit(main())
