#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Mutates every operator of the engine's core, one at a time, and tells which mutants no test notices.

    mutate_engine.py --source DIR --build DIR [--every N] [--only PATH...] [--resume]

The project is copied, the core is rewritten with all mutants in it (mutants_engine.py), and built once, with its tests.
A run of each test without a mutant tells which places it comes by. Then for each mutant those tests are run that come
by its place, the quick ones first, until one fails: that one killed it, also when it hangs. What no test comes by, or
no test minds, survives, and must be named in equivalent_engine.txt with the reason why it changes nothing.

--limit S runs only tests that take no longer than S seconds of processor time, and the unit test of the mutated file: to find quickly
what is killed easily.
--every N takes each nth mutant, and --minutes M as many as fit; both are said. --resume keeps what earlier runs of the same build directory found killed,
as long as the mutated line is the same; what survived is tried again. Needs clang's Python bindings (Debian:
python3-clang-19)."""
import argparse
import glob
import json
import math
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter

sys.dont_write_bytecode = True
from mutants_engine import File, set_library  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
CORE = ("eval/*.c", "eval/tri.h", "model/interval.c", "model/formula*.c", "model/quantity*.c", "model/unit.c",
        "model/need.c", "model/law.c", "base/num*.c", "base/wide.c", "base/date.c")
LEFT_OUT = {".git", "build", ".cache"}
# The tests that are run, by their names: each group before the next, and in a group the quick ones before the slow.
GROUPS = ((r"unit\.", r"rules\.bad", r"errors\.", r"laws\.tri"),
          (r"mutation\.values", r"effect\.matrix", r"oracle\.", r"schema\.", r"rules\.wrong-nodes"),
          (r"laws\.random", r"laws\.partitions", r"cases\.golden"))
ALIVE = ("survived", "not reached")
ALSO_OF = {"budgets": ("formula_eval", "outcome", "solve")}  # slow: what is given up
SMALL = {"ECC_LAWS_COUNT": "16", "ECC_NUM_ROUNDS": "4000"}
FEWER = {"5000": "400"}  # words of commands: the oracle's count
SKIPPED = r"unit\.test_(keys|json|match|line|version|edit|arena|yaml)|oracle\.unit"  # about other things


# ---- the mutated project ----

def write_if_new(path, text):
    """So that only what changed is compiled again."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if not os.path.exists(path) or open(path, encoding="utf-8").read() != text:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def same(a, b):
    """Are they the same link, or files of the same bytes?"""
    if os.path.islink(a) or os.path.islink(b) or not os.path.exists(b):
        return os.path.islink(a) and os.path.islink(b) and os.readlink(a) == os.readlink(b)
    with open(a, "rb") as one, open(b, "rb") as other:
        return one.read() == other.read()


def remove_gone(source, target):
    """What the project had at the last run and has no longer; CMake would find it."""
    for folder, folders, names in os.walk(target):
        own = os.path.relpath(folder, target)
        for name in names:
            if name != "mutant.h" and not os.path.lexists(os.path.join(source, own, name)):
                os.unlink(os.path.join(folder, name))


def copy_tree(source, target, rewritten):
    remove_gone(source, target)
    for folder, folders, names in os.walk(source):
        folders[:] = [f for f in folders if f not in LEFT_OUT]
        for name in [*names, *(f for f in folders if os.path.islink(os.path.join(folder, f)))]:
            path = os.path.join(folder, name)
            own = os.path.relpath(path, source)
            to = os.path.join(target, own)
            if own in rewritten or same(path, to):
                continue
            os.makedirs(os.path.dirname(to), exist_ok=True)
            if os.path.lexists(to):
                os.unlink(to)
            shutil.copy(path, to, follow_symlinks=False)


def find_mutants(source):
    """The rewritten files by their paths, and the mutants."""
    include = glob.glob("/usr/lib/llvm-*/lib/clang/*/include")
    engine = os.path.join(source, "engine")
    arguments = ["-std=c11", f"-I{engine}", f"-I{engine}/include", *(f"-isystem{i}" for i in sorted(include)[-1:])]
    rewritten, mutants = {}, []
    for pattern in CORE:
        for path in sorted(glob.glob(os.path.join(engine, pattern))):
            name = os.path.relpath(path, source)
            with open(path, encoding="utf-8") as text:
                file = File(path, text.read(), len(mutants))
            file.find(arguments)
            for mutant in file.mutants:
                mutant.path, mutant.key = name, mutant.key.replace(path, name, 1)
            mutants += file.mutants
            rewritten[name] = file.rewritten()
    return rewritten, mutants


def build(args, rewritten):
    copy = os.path.join(args.build, "source")
    copy_tree(args.source, copy, rewritten)
    for name, text in rewritten.items():
        write_if_new(os.path.join(copy, name), text)
    shutil.copy(os.path.join(HERE, "mutant.h"), os.path.join(copy, "engine", "mutant.h"))
    out = os.path.join(args.build, "out")
    log = os.path.join(args.build, "build.log")
    with open(log, "w", encoding="utf-8") as file:
        for command in (["cmake", "-S", copy, "-B", out, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_COMPILER=gcc",
                         "-DCMAKE_C_FLAGS_DEBUG=-O1 -w", "-DECC_WERROR=OFF"], ["cmake", "--build", out]):
            if subprocess.run(command, stdout=file, stderr=file, check=False).returncode != 0:
                raise SystemExit(f"the mutated project does not build; see {log}")
    return out


# ---- the tests ----

class Test:
    def __init__(self, name, command, folder, group):
        self.name, self.command, self.folder, self.group = name, command, folder, group
        self.seconds = 0.0
        self.lock = threading.Lock()  # one at a time: it may write a file beside it

    def run(self, number, seen=None):
        """Did it pass? One that hangs did not: after some multiple of the time that it takes, in processor time, for the
        machine may be busy."""
        limit = 2 + math.ceil(8 * self.seconds) if self.seconds else 600
        environment = {**os.environ, **SMALL, "ECC_MUTANT_OPTIONS": f"{number} {seen}" if seen else str(number)}
        with self.lock, tempfile.TemporaryFile() as nothing:
            process = subprocess.Popen(["prlimit", f"--cpu={limit}", *self.command], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                                       stdout=nothing, stderr=nothing, start_new_session=True)
            try:
                return process.wait(60 + 8 * limit) == 0
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.wait()
                return False


def find_tests(out):
    said = subprocess.run(["ctest", "--test-dir", out, "--show-only=json-v1"], capture_output=True, check=True).stdout
    tests = [Test("rules.examples", [os.path.join(out, "ecc"), "rules", "test"], out, 1)]
    for test in json.loads(said)["tests"]:
        groups = [i for i, names in enumerate(GROUPS) if re.match("|".join(names), test["name"])]
        if groups and not re.match(SKIPPED, test["name"]) and "command" in test:
            folder = {p["name"]: p["value"] for p in test["properties"]}.get("WORKING_DIRECTORY", out)
            command = [FEWER.get(word, word) for word in test["command"]]
            tests.append(Test(test["name"], command, folder, groups[0]))
    return tests


def processor_time():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def see(tests, mutants, args):
    """Runs each test without a mutant; what places does it come by, and how long does it take?"""
    path = os.path.join(args.build, "seen")
    for test in tests:
        with open(path, "wb") as file:
            file.write(bytes(len(mutants)))
        started = processor_time()
        if not test.run(-1, path):
            raise SystemExit(f"{test.name} fails without a mutant: {' '.join(test.command)}")
        test.seconds = processor_time() - started
        with open(path, "rb") as file:
            seen = file.read()
        for mutant in mutants:
            if seen[mutant.number] and (test.seconds <= args.limit or is_own(test, mutant)):
                mutant.seen_by.append(test)
    print(f"{sum(t.seconds for t in tests):.0f} s for all tests without a mutant: " +
          ", ".join(f"{t.name} {t.seconds:.1f}" for t in sorted(tests, key=lambda t: -t.seconds)[:30]), flush=True)
    for mutant in mutants:
        mutant.seen_by.sort(key=lambda t: (t.seconds > args.limit, t.group, t.seconds))


def is_own(test, mutant):
    """Is it the unit test of the mutated file, as test_num is of num.c and num_text.c?"""
    stem = os.path.basename(mutant.path).split(".")[0]
    name = re.fullmatch(r"unit\.test_(\w+)", test.name)
    return name is not None and (stem.startswith(name[1]) or stem in ALSO_OF.get(name[1], ()))


def fate(mutant, killers):
    """`killers` holds for each function the tests that killed its mutants: they are asked first."""
    known = killers.setdefault((mutant.path, mutant.function), [])
    for test in sorted(mutant.seen_by, key=lambda t: t not in known):
        if not test.run(mutant.number):
            if test not in known:
                known.append(test)
            return test.name
    return "survived" if mutant.seen_by else "not reached"


# ---- all of them ----

class Results:
    """What became of each mutant, kept as it becomes known: a run of hours may be cut off."""

    def __init__(self, args):
        self.path = os.path.join(args.build, "results.jsonl")
        self.known = {}
        self.lock = threading.Lock()
        if args.resume and os.path.exists(self.path):
            with open(self.path, encoding="utf-8") as file:
                self.known = dict(map(json.loads, file))
        self.known = {k: w for k, w in self.known.items() if w not in ALIVE}
        with open(self.path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in self.known.items())

    def add(self, mutant, word):
        with self.lock, open(self.path, "a", encoding="utf-8") as file:
            self.known[mutant.key] = word
            file.write(json.dumps((mutant.key, word), ensure_ascii=False) + "\n")


def choose(args, mutants):
    """PATH or PATH=N, the nth of those that match: in the order of these words, each mutant once."""
    chosen = {}
    for word in args.only:
        path, _, every = word.partition("=")
        matching = [m for m in mutants if re.search(path, m.path)]
        chosen.update(dict.fromkeys(matching[::int(every or args.every)]))
    return list(chosen)


def run_all(args, mutants, results):
    equivalent = set(read_equivalent())
    left = sorted((m for m in mutants if m.key not in results.known), key=lambda m: m.key in equivalent)
    killers = {}
    started = time.monotonic()
    waiting = iter(enumerate(left))
    lock = threading.Lock()

    def work():
        while True:
            with lock:
                at, mutant = next(waiting, (None, None))
            if mutant is None or time.monotonic() - started > 60 * args.minutes:
                return
            results.add(mutant, fate(mutant, killers))
            if (at + 1) % 100 == 0:
                print(f"{at + 1} of {len(left)} in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)

    threads = [threading.Thread(target=work) for _ in range(args.jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def read_equivalent():
    with open(os.path.join(HERE, "equivalent_engine.txt"), encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]


def report(args, n_all, mutants, results):
    words = {m.key: results.known[m.key] for m in mutants}
    known = set(read_equivalent())
    alive = [m for m in mutants if words[m.key] in ALIVE]
    holes = [m for m in alive if m.key not in known]
    whole = len(mutants) == n_all
    needless = (known - {m.key for m in alive}) if whole else set()
    for mutant in holes:
        print(f"{words[mutant.key]}: {mutant.path}:{mutant.line}\n  {mutant.key}")
    for key in sorted(needless):
        print(f"equivalent_engine.txt names what is killed, or is no mutant: {key}")
    for name, n in Counter(w for w in words.values() if w not in ALIVE).most_common():
        print(f"{n:7} killed by {name}")
    by_file = Counter(m.path for m in mutants)
    for path in sorted(by_file):
        own = [m for m in mutants if m.path == path]
        dead = sum(1 for m in own if m not in alive)
        print(f"{path:32} {len(own):5} mutants, {dead:5} killed, "
              f"{sum(1 for m in own if m in holes):4} survive")
    killed, equivalent = len(mutants) - len(alive), len(alive) - len(holes)
    print(f"{len(mutants)} of {n_all} mutants tried, {killed} killed, {equivalent} equivalent, {len(holes)} survive; "
          f"{killed / max(1, len(mutants) - equivalent):.2%} of those that change anything")
    return 1 if holes or needless else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", default=os.path.join(HERE, "..", ".."))
    parser.add_argument("--build", required=True, help="a directory of its own")
    parser.add_argument("--every", type=int, default=1, help="only the nth, 2nth, 3nth ... mutant")
    parser.add_argument("--only", nargs="+", default=[""], help="only files whose paths match, in this order; PATH=N: each nth of them")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so many")
    parser.add_argument("--limit", type=float, default=1e9, help="leave out tests that take longer, in seconds")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--count", action="store_true", help="only say how many there are")
    parser.add_argument("--libclang")
    args = parser.parse_args()
    set_library(args.libclang)
    args.source, args.build = os.path.abspath(args.source), os.path.abspath(args.build)
    rewritten, every_mutant = find_mutants(args.source)
    print(f"{len(every_mutant)} mutants in {len(rewritten)} files: " +
          ", ".join(f"{n} {s}" for s, n in Counter(m.sort for m in every_mutant).most_common()), flush=True)
    if args.count:
        return 0
    tests = find_tests(build(args, rewritten))
    see(tests, every_mutant, args)
    mutants = choose(args, every_mutant)
    results = Results(args)
    run_all(args, mutants, results)
    mutants = [m for m in mutants if m.key in results.known]
    return report(args, len(every_mutant), mutants, results)


if __name__ == "__main__":
    sys.exit(main())
