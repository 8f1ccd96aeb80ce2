#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Figures of llvm-cov's export: a table of branches and conditions by file, or what is missing.

    figures.py report|missing EXPORT
"""
import json
import re
import sys


CORE = re.compile(r"(?:^|/)(engine/(?:eval/.*|model/.*|base/(?:num|num_text|wide))\.[ch])$")


SOURCES = {}


def source_line(name, line):
    if name not in SOURCES:
        with open(name, encoding="utf-8") as file:
            SOURCES[name] = file.read().split("\n")
    return SOURCES[name][line - 1].strip()


def cannot_be(name, line):
    """What no test can do. A switch over an enum has no default: the compiler finds a word that is left out
    (-Wswitch-enum), and llvm counts the missing default as a branch. An assert says what cannot be otherwise."""
    return source_line(name, line).startswith(("switch (", "assert("))


def core_name(function, file_id):
    """The path from the top of the source, or None outside the core."""
    found = CORE.search(function["filenames"][file_id])
    return found.group(1) if found else None


def collect(export):
    """Counts of each side of each branch, and whether each condition is shown to matter: by file and place,
    summed over the programs and the copies of inline functions."""
    taken, conditions = {}, {}
    for function in export["data"][0]["functions"]:
        for line, column, _, _, yes, no, file_id in (b[:7] for b in function["branches"]):
            name = core_name(function, file_id)
            if name is None or cannot_be(name, line):
                continue
            place = taken.setdefault(name, {})
            for side, count in (("true", yes), ("false", no)):
                key = (line, column, side)
                place[key] = place.get(key, 0) + count
        for record in function.get("mcdc_records", []):
            line, column, _, _, file_id = record[0], record[1], record[2], record[3], record[4]
            name = core_name(function, file_id)
            if name is None or cannot_be(name, line):
                continue
            place = conditions.setdefault(name, {})
            for index, shown in enumerate(record[-1]):
                key = (line, column, index + 1)
                place[key] = place.get(key, False) or bool(shown)
    return taken, conditions


def share(good, total):
    return "100.00 %" if good == total else "%.2f %%" % (100.0 * good / total)


def report(taken, conditions):
    row = "%-36s %6s %8s %10s   %6s %8s %10s"
    print(row % ("file", "taken", "branches", "", "shown", "conditions", ""))
    sums = [0, 0, 0, 0]
    for name in sorted(taken):
        good = sum(1 for count in taken[name].values() if count > 0)
        shown = sum(conditions.get(name, {}).values())
        cells = [good, len(taken[name]), shown, len(conditions.get(name, {}))]
        sums = [a + b for a, b in zip(sums, cells)]
        print(row % (name, cells[0], cells[1], share(cells[0], cells[1]), cells[2], cells[3],
                     share(cells[2], cells[3]) if cells[3] else ""))
    print(row % ("all", sums[0], sums[1], share(sums[0], sums[1]), sums[2], sums[3],
                 share(sums[2], sums[3])))


def missing(taken, conditions):
    for name in sorted(taken):
        lines = SOURCES[name]
        found = {}
        for (line, column, side), count in taken[name].items():
            if count == 0:
                found.setdefault(line, []).append("never %s at %d" % (side, column))
        for (line, column, index), shown in conditions.get(name, {}).items():
            if not shown:
                found.setdefault(line, []).append("condition %d not shown" % index)
        for line in sorted(found):
            print("%s:%d: %s\n    %s" % (name, line, ", ".join(found[line]), lines[line - 1].strip()))


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        taken, conditions = collect(json.load(file))
    (missing if sys.argv[1] == "missing" else report)(taken, conditions)


main()
