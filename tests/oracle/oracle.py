#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A second evaluator of 3A090, 4A090, 3A991.p and 4A994.l, for tests only.

It shares no code and no data with the engine or the rule files: the thresholds below were typed from
the law, each with its paragraph. Numbers are exact fractions, slow and plain. For every paragraph it
gives two answers: the Kleene answer (each comparison on its own interval, joined by three-valued
logic), and the tight answer (what every completion of the missing facts gives, found by trying one
completion in each part into which the law's lines cut the possible values).

    oracle.py DATE... < specs.jsonl        one line of JSON for each spec and date"""

import json
import sys
from fractions import Fraction
from itertools import product

from facts import Circuit, count_of, entries, given, number, only
from intervals import (ABOVE_ZERO, ANY, Interval, all_of, any_of, at_least, more_than, no, ratio,
                       samples)

# ---- the law's figures: 15 CFR 774, Supplement No. 1 ----

IO_2022 = Fraction(600)         # 3A090.a, 87 FR 62186 (Oct 2022): 600 Gbyte/s or more
FIGURE_2022 = Fraction(4800)    # 3A090.a.1 to .a.4, 87 FR 62186: 4800 or more
TPP_A1 = Fraction(4800)         # 3A090.a.1, 88 FR 73458 (Oct 2023): 4800 or more; Note 2; b.1 below it
TPP_LOW = Fraction(1600)        # 3A090.a.2 and .b.2: 1600 or more
TPP_B1 = Fraction(2400)         # 3A090.b.1: 2400 or more
PD_HIGH = Fraction("5.92")      # 3A090.a.2: 5.92 or more; upper end of .b.1 and .b.2, excluded
PD_B2 = Fraction("3.2")         # 3A090.b.2: 3.2 or more
PD_B1 = Fraction("1.6")         # 3A090.b.1: 1.6 or more
MEMORY_DENSITY = Fraction(2)    # 3A090.c, 89 FR 96790 (Dec 2024): greater than 2 GB/s per mm2
TOPS_P1 = Fraction(8)           # 3A991.p.1: 8 TOPS or more
IO_P2 = Fraction(150)           # 3A991.p.2: 150 Gbyte/s or more

# A reading: 4A994.l of 2022 says "exceeds", as 4A090 of 2022 does.
L_STRICT_2022 = True

VERSIONS = (("2022-10-21", 2022), ("2023-11-17", 2023), ("2024-12-02", 2024))  # changes of the tests
DATES = ("2022-10-21", "2023-01-17", "2023-11-17", "2024-04-04", "2024-12-02", "2025-01-13",
         "2025-01-16", "2026-01-15", "2026-07-10")

PARAGRAPHS = ("3A090.a", "3A090.b", "3A090.c", "3A991.p", "4A090.a", "4A090.b", "4A994.l")
CLAUSES = {
    2022: ("3A090.a.1", "3A090.a.2", "3A090.a.3", "3A090.a.4", "3A991.p.1", "3A991.p.2"),
    2023: ("3A090.a.1", "3A090.a.2", "3A090.b.1", "3A090.b.2", "3A991.p.1", "3A991.p.2"),
}
CLAUSES[2024] = CLAUSES[2023]


def version_on(date):
    """The version of the tests in force on a day, None before the first."""
    return max((v for start, v in VERSIONS if start <= date), default=None)


# ---- the law, over truth values: the same text serves intervals and completions ----

def circuit_2022(t):
    """87 FR 62186. An I/O rate and any of four figures; 4A090.a where a circuit exceeds the limits."""
    a = all_of(t["io"], any_of(t["a1"], t["a2"], t["a3"], t["a4"]))
    p = any_of(t["p1"], t["p2"])
    return {
        "3A090.a": a, "3A090.b": False,
        "3A090.a.1": t["a1"], "3A090.a.2": t["a2"], "3A090.a.3": t["a3"], "3A090.a.4": t["a4"],
        "3A991.p.1": t["p1"], "3A991.p.2": t["p2"],
        "3A991.p": all_of(p, no(a)),  # not elsewhere specified
        "limit a": all_of(t["io>"], any_of(t["a1>"], t["a2>"], t["a3>"], t["a4>"])),
        "limit b": False,
        "limit p": any_of(t["p1>"], t["p2>"]) if L_STRICT_2022 else p,
    }


def circuit_2023(t):
    """88 FR 73458, restated unchanged since."""
    # Note 2: neither designed nor marketed for datacenters, and not a TPP of 4800 or more.
    taken_out = all_of(no(t["designed"]), no(t["marketed"]), no(t["a1"]))
    covered = all_of(t["digital"], no(taken_out))  # chapeau: one or more digital processing units
    a = all_of(covered, any_of(t["a1"], t["a2"]))
    b = all_of(covered, any_of(t["b1"], t["b2"]))
    p = any_of(t["p1"], t["p2"])
    return {
        "3A090.a": a, "3A090.b": b,
        "3A090.a.1": t["a1"], "3A090.a.2": t["a2"], "3A090.b.1": t["b1"], "3A090.b.2": t["b2"],
        "3A991.p.1": t["p1"], "3A991.p.2": t["p2"],
        "3A991.p": all_of(p, no(a), no(b)),  # not elsewhere specified
        "limit a": a, "limit b": b,  # Note 4: what Note 2 takes out makes nothing 4A090
        "limit p": p,
    }


LAW = {2022: circuit_2022, 2023: circuit_2023, 2024: circuit_2023}


def assembly(assembled, limits):
    """4A090 and 4A994.l: contains circuits any of which meets the limits. Never a sum over circuits."""
    a, b, p = (all_of(assembled, any_of(*truths)) for truths in zip(*limits, (False,) * 3))
    return {"4A090.a": a, "4A090.b": b, "4A994.l": all_of(p, no(a), no(b))}


def limits_of(circuit):
    return circuit["limit a"], circuit["limit b"], circuit["limit p"]


# ---- the tests of the law on intervals ----

def tests_2022(c):
    figures = {"a1": c.processors, "a2": c.primitives, "a3": c.analogs, "a4": c.figures}
    t = {k: at_least(q, FIGURE_2022) for k, q in figures.items()}
    t.update({k + ">": more_than(q, FIGURE_2022) for k, q in figures.items()})
    t.update({"io": at_least(c.programmable_io, IO_2022), "io>": more_than(c.programmable_io, IO_2022),
              "p1": at_least(c.tops, TOPS_P1), "p1>": more_than(c.tops, TOPS_P1),
              "p2": at_least(c.io, IO_P2), "p2>": more_than(c.io, IO_P2)})
    return t


def silicon_tests(tpp, area):
    """The clauses of 2023 on TPP and die area. Over an area of zero the density has no value."""
    pd = ratio(tpp, area)

    def dense(line):
        return None if pd is None else at_least(pd, line)

    a1, low, high = at_least(tpp, TPP_A1), at_least(tpp, TPP_LOW), dense(PD_HIGH)
    return {"a1": a1,
            "a2": all_of(low, high),
            "b1": all_of(at_least(tpp, TPP_B1), no(a1), dense(PD_B1), no(high)),
            "b2": all_of(low, dense(PD_B2), no(high))}


def tests_2023(c):
    t = silicon_tests(c.tpp, c.area)
    t.update({"digital": c.digital, "designed": c.designed, "marketed": c.marketed,
              "p1": at_least(c.tops, TOPS_P1), "p2": at_least(c.io, IO_P2)})
    return t


TESTS = {2022: tests_2022, 2023: tests_2023, 2024: tests_2023}


# ---- completions: one for each part that the lines of the law cut out ----

def exactly(value):
    return Interval(value, value)


def options(truth):
    return (True, False) if truth is None else (truth,)


def tops_options(c, low_enough):
    """Rates that go with a weighted figure. No format has more than 64 bits, so a figure is at most
    64 x the rate: whoever reaches the figure's line (1600, 4800) is beyond 8 TOPS, and whoever is near 8
    TOPS may stay below the line. Only a figure below the line leaves the rate open."""
    found = samples((c.tops,), (TOPS_P1,))
    return found if low_enough else [x for x in found if x > TOPS_P1]


def io_options(c):
    if not c.io_differs:
        return [(x, x) for x in samples(c.ios, (IO_P2, IO_2022))]
    return [(x, y) for x in samples(c.ios, (IO_P2,)) for y in samples(c.programmable_ios, (IO_2022,))
            if y >= x or at_least(exactly(x), IO_P2) is at_least(exactly(y), IO_P2)]


def completions_2022(c):
    for figure in samples((c.figures,), (FIGURE_2022,)):
        # Each of the figures .a.1 to .a.3 is at most their sum, so .a.4 alone says whether any is met.
        most = {"a1": False, "a2": False, "a3": False, "a4": figure >= FIGURE_2022,
                "a1>": False, "a2>": False, "a3>": False, "a4>": figure > FIGURE_2022}
        for tops, (io, most_io) in product(tops_options(c, figure < FIGURE_2022), io_options(c)):
            yield {**most, "io": most_io >= IO_2022, "io>": most_io > IO_2022,
                   "p1": tops >= TOPS_P1, "p1>": tops > TOPS_P1, "p2": io >= IO_P2, "p2>": io > IO_P2}


def silicon_completions(c):
    """TPP and area: along TPP, the parts change at the thresholds and where a line of density meets an
    end of the area; above each, along the area, at TPP / density."""
    densities = (PD_HIGH, PD_B2, PD_B1)
    ends = [x for q in c.areas for x in (q.lo, q.hi) if x]
    lines = [TPP_LOW, TPP_B1, TPP_A1] + [d * x for d in densities for x in ends]
    for tpp in samples((c.tpp,), lines):
        for area in samples(c.areas, [tpp / d for d in densities if tpp]):
            yield tpp, silicon_tests(exactly(tpp), exactly(area))


def completions_2023(c):
    seen = set()
    for tpp, silicon in silicon_completions(c):
        part = (tpp < TPP_LOW, *silicon.values())
        if part in seen:
            continue
        seen.add(part)
        rates = {x >= TOPS_P1 for x in tops_options(c, c.tpp_declared or tpp < TPP_LOW)}
        for p1, p2, digital, designed, marketed in product(
                rates, {x >= IO_P2 for x in samples(c.ios, (IO_P2,))},
                options(c.digital), options(c.designed), options(c.marketed)):
            yield {**silicon, "p1": p1, "p2": p2,
                   "digital": digital, "designed": designed, "marketed": marketed}


COMPLETIONS = {2022: completions_2022, 2023: completions_2023, 2024: completions_2023}
UNLISTED = [(False,) * 3, (False, False, True), (True, False, True), (False, True, True), (True,) * 3]


def circuit_completions(c, version):
    """Every different outcome of the law for a circuit, as tuples of (paragraph, truth)."""
    return {tuple(LAW[version](t).items()) for t in COMPLETIONS[version](c)}


def circuit_outcomes(c, version, kleene):
    """The same, without trying completions where the Kleene answer leaves nothing open: it is sound
    (test_oracle.py tries them all the same)."""
    return circuit_completions(c, version) if None in kleene.values() else {tuple(kleene.items())}


# ---- answers ----

def strictest(verdicts, order):
    for paragraph in order:
        if verdicts[paragraph] is not False:
            return paragraph if verdicts[paragraph] else "undetermined"
    return "none"


class Answer:
    """kleene: paragraph -> truth. tight: paragraph -> set of truths over all completions (None: no
    value, a density over no area). possible: circuit, assembly -> set of strictest paragraphs.
    exact: False where gaps had to be closed, so that `tight` may hold too much."""

    def __init__(self, version):
        self.kleene = dict.fromkeys(PARAGRAPHS + CLAUSES[version], False)
        self.tight = {}
        self.possible = {"circuit": set(), "assembly": set()}
        self.exact = True

    def add(self, verdicts):
        for paragraph in self.kleene:
            self.tight.setdefault(paragraph, set()).add(verdicts.get(paragraph, False))

    def verdict(self, paragraph):
        return word(self.kleene[paragraph])

    def tight_verdict(self, paragraph):
        truths = self.tight[paragraph]
        return word(next(iter(truths)) if len(truths) == 1 else None)


def word(truth):
    return {True: "met", False: "not-met", None: "undecided"}[truth]


CIRCUIT_ORDER = ("3A090.a", "3A090.b", "3A991.p")
ASSEMBLY_ORDER = ("4A090.a", "4A090.b", "4A994.l")


def answer_chip(chip, version, circuits):
    answer = Answer(version)
    c = circuits.of(chip)
    sold = given(chip, "sold-as")
    if sold not in ("chip", "module", "card", None):
        raise ValueError(f"no such sold-as: {sold}")
    assembled = None if sold is None else sold != "chip"  # a module or card contains the circuit
    kleene = LAW[version](TESTS[version](c))
    as_sold = assembly(assembled, [limits_of(kleene)])
    answer.kleene.update({k: v for k, v in {**kleene, **as_sold}.items() if k in answer.kleene})
    answer.exact = c.exact and not (version == 2022 and c.io_differs)
    for outcome in map(dict, circuit_outcomes(c, version, kleene)):
        answer.possible["circuit"].add(strictest(outcome, CIRCUIT_ORDER))
        for is_one in options(assembled):
            as_sold = assembly(is_one, [limits_of(outcome)])
            answer.add({**outcome, **as_sold})
            if is_one:
                answer.possible["assembly"].add(strictest(as_sold, ASSEMBLY_ORDER))
    if version == 2022:  # completions leave these out; each is a single sum, and so exact by itself
        for clause in ("3A090.a.1", "3A090.a.2", "3A090.a.3"):
            answer.tight[clause] = set(options(kleene[clause]))
    return answer


def answer_memory(memory, version, _circuits):
    """3A090.c, since December 2024. The other paragraphs have no test for a memory."""
    only(memory, "ecc", "bandwidth", "area", "co-packaged-with")
    answer = Answer(version)
    answer.add({})
    if version < 2024:
        return answer
    density = ratio(number(given(memory, "bandwidth"), ANY), number(given(memory, "area"), ABOVE_ZERO))
    beside = given(memory, "co-packaged-with")
    if beside not in ("nothing", "interface", "processor", None):
        raise ValueError(f"no such co-packaged-with: {beside}")
    # With a circuit whose dominant function is processing: judged under .a and .b, not here.
    covered = None if beside is None else beside != "processor"
    truth = all_of(covered, more_than(density, MEMORY_DENSITY))
    answer.kleene["3A090.c"] = truth
    answer.tight["3A090.c"] = set(options(truth))
    return answer


def circuits_in(item, read):
    """(circuits, may contain more) of a board or system, at any depth."""
    only(item, "ecc", "datacenter", "contains")
    listed, more = entries(item, "contains")
    circuits = []
    for part in listed:
        only(part, "item", "count")
        count_of(part)  # any of which: how many there are changes nothing
        inner = part["item"]
        if inner["ecc"] == "chip/1":
            circuits.append(read.of(inner))
        elif inner["ecc"] in ("board/1", "system/1"):
            deeper, open_too = circuits_in(inner, read)
            circuits += deeper
            more = more or open_too
        else:
            only(inner, "ecc", "bandwidth", "area", "co-packaged-with")
    return circuits, more


def answer_assembly(item, version, read):
    answer = Answer(version)
    circuits, more = circuits_in(item, read)
    kleene = [LAW[version](TESTS[version](c)) for c in circuits]
    limits = [limits_of(k) for k in kleene]
    answer.kleene.update(assembly(True, limits + ([(None,) * 3] if more else [])))
    answer.exact = all(c.exact and not (version == 2022 and c.io_differs) for c in circuits)
    joint = {(False,) * 3}
    each = [{limits_of(dict(o)) for o in circuit_outcomes(c, version, k)}
            for c, k in zip(circuits, kleene)]
    for outcomes in each + ([UNLISTED] if more else []):
        joint = {tuple(map(any_of, x, y)) for x in joint for y in outcomes}
    for truths in joint:
        verdicts = assembly(True, [truths])
        answer.add(verdicts)
        answer.possible["assembly"].add(strictest(verdicts, ASSEMBLY_ORDER))
    return answer


ANSWERS = {"chip/1": answer_chip, "memory/1": answer_memory, "board/1": answer_assembly,
           "system/1": answer_assembly}


class Reader:
    """Circuits that have been read, so that several dates read each once."""

    def __init__(self):
        self.known = {}

    def of(self, chip):
        if id(chip) not in self.known:
            self.known[id(chip)] = Circuit(chip)
        return self.known[id(chip)]


def evaluate_on(spec, dates):
    """date -> the answer for a specification (JSON form, parsed) on that day; None before the first
    rule. Days with the same tests share an answer."""
    read, answers = Reader(), {None: None}
    tests = {d: version_on(d) for d in dates}
    if spec["ecc"] != "memory/1":  # 2024 added 3A090.c, for memories, and nothing else
        tests = {d: min(v, 2023) if v else None for d, v in tests.items()}
    for version in set(tests.values()) - {None}:
        answers[version] = ANSWERS[spec["ecc"]](spec, version, read)
    return {d: answers[v] for d, v in tests.items()}


def evaluate(spec, date):
    return evaluate_on(spec, (date,))[date]


def as_json(answer, date):
    return {"date": date,
            "kleene": {p: answer.verdict(p) for p in answer.kleene},
            "tight": {p: answer.tight_verdict(p) for p in answer.kleene},
            "possible": {k: sorted(v) for k, v in answer.possible.items()},
            "exact": answer.exact}


def main(dates):
    for index, line in enumerate(sys.stdin):
        for date, answer in evaluate_on(json.loads(line), dates or DATES).items():
            if answer:
                print(json.dumps({"index": index, **as_json(answer, date)}))


if __name__ == "__main__":
    main(sys.argv[1:])
