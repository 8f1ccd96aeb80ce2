# SPDX-License-Identifier: Apache-2.0
"""From the JSON form of a specification (README.md) to the quantities that the rules speak of.

Missing is unknown, and unknown is never zero, no or none. Keys that the form does not have are errors,
so that a mistake in a generator cannot pass for a missing fact."""

import re
from fractions import Fraction

from intervals import (ABOVE_ZERO, ANY, Interval, ZERO, counted, highest, hull, merged, or_more,
                       sum_of_pieces, times, total)

# ---- readings of open questions; each is one line to change, to see whether it explains a difference ----

TF32_BITS = 32  # the nominal width, not the 19 bits that are stored
# The 2023 text sums "all processing units on the IC"; only the chapeau asks for a digital one.
ANALOG_UNITS_COUNT = True
# Links that end at another die of the package do not leave the integrated circuit.
LINKS_WITHIN_PACKAGE_COUNT = True
# "or is programmable to have" stands in 3A090 of 2022; 3A991.p.2 asks for the rate there is.
PROGRAMMABLE_COUNTS_FOR_P2 = False

# Bit length of the larger input of the multiplication (Technical Note 1.c / 2 to 3A090; block formats: the
# element, without the shared scale).
BITS = {
    "fp64": 64, "fp32": 32, "tf32": TF32_BITS, "bf16": 16, "fp16": 16, "fp8": 8, "fp6": 6, "fp4": 4,
    "mxfp8": 8, "mxfp6": 6, "mxfp4": 4, "nvfp4": 4,
    "int64": 64, "int32": 32, "int16": 16, "int8": 8, "int4": 4, "int2": 2, "int1": 1,
}


def bits_of(number_format):
    parts = re.fullmatch(r"([a-z]+\d+)x([a-z]+\d+)", number_format)
    if parts and parts[1] in BITS and parts[2] in BITS:
        return max(BITS[parts[1]], BITS[parts[2]])  # mixed widths: the larger input
    return BITS[number_format]


# ---- reading ----

def only(obj, *keys):
    odd = set(obj) - set(keys)
    if odd:
        raise ValueError("no such key: " + ", ".join(sorted(odd)))
    return obj


def given(obj, key):
    value = obj.get(key)
    return None if value == "unknown" else value


def number(value, unknown=ANY):
    """A decimal string, an interval, or None; `unknown` is the quantity's whole domain."""
    if value is None:
        return unknown
    if isinstance(value, str):
        exact = Fraction(value)
        return Interval(exact, exact)
    only(value, "lo", "hi", "lo_open", "hi_open")
    lo, hi = value.get("lo"), value.get("hi")
    low = unknown if lo is None else Interval(Fraction(lo), None, value.get("lo_open", False))
    if hi is None:
        return low
    return Interval(low.lo, Fraction(hi), low.lo_open, value.get("hi_open", False))


ONE = Interval(Fraction(1), Fraction(1))
ONE_OR_MORE = Interval(Fraction(1), None)


def count_of(obj):
    """Not given is one; given as unknown is some whole number from one, since the thing is listed."""
    return ONE if "count" not in obj else number(given(obj, "count"), ONE_OR_MORE)


def entries(obj, key):
    """(list, may lack some): a list that is not given has none and may lack all."""
    value = given(obj, key)
    if value is None:
        return [], True
    only(value, "entries", "open")
    return value["entries"], value.get("open", False)


def yes_no(obj, key, default=None):
    if key not in obj:
        return default
    value = given(obj, key)
    if value not in (True, False, None):
        raise ValueError(f"{key} is yes, no or unknown")
    return value


# ---- quantities ----

class Circuit:
    """What is known of one integrated circuit."""

    def __init__(self, chip):
        only(chip, "ecc", "sold-as", "datacenter", "logic-dies", "processing-units", "links", "declared")
        self.exact = True  # the pieces are the very set of possible values
        self.read_datacenter(given(chip, "datacenter") or {})
        self.read_units(*entries(chip, "processing-units"))
        self.read_declared(given(chip, "declared") or {})
        self.read_dies(*entries(chip, "logic-dies"))
        self.read_links(*entries(chip, "links"))

    def read_datacenter(self, use):
        only(use, "designed", "marketed")
        self.designed, self.marketed = yes_no(use, "designed"), yes_no(use, "marketed")

    def read_units(self, units, more):
        figures = {"digital-processor": [], "digital-primitive": [], "analog-primitive": []}
        tpp, tops = [], []
        for unit in units:
            only(unit, "kind", "peaks")
            weighted, plain = unit_peaks(unit)
            analog = unit["kind"] == "analog-primitive"
            # 3A090.a.3 of 2022 (87 FR 62186): analog and multi-level units count 8 for each operation.
            figures[unit["kind"]].append(times(plain, 8) if analog else weighted)
            tops.append(plain)
            if ANALOG_UNITS_COUNT or not analog:
                tpp.append(weighted)
        sums = [total(tpp), total(tops)] + [total(f) for f in figures.values()]
        if more:
            sums = [or_more(q) for q in sums]
        self.tpp, self.tops, self.processors, self.primitives, self.analogs = sums
        self.figures = total(sums[2:])
        digital = figures["digital-processor"] or figures["digital-primitive"]
        self.digital = True if digital else (None if more else False)

    def read_declared(self, declared):
        """A TPP that the manufacturer publishes stands for the datasheet's product."""
        only(declared, "tpp", "performance-density")
        self.tpp_declared = "tpp" in declared  # "unknown" too: there is a claim, and it may be any
        if self.tpp_declared:
            self.tpp = number(given(declared, "tpp"))

    def read_dies(self, dies, more):
        parts = [(ANY,)] if more else []
        for die in dies:
            only(die, "area", "transistors", "count")
            kind = given(die, "transistors")
            if kind not in ("planar", "non-planar", None):
                raise ValueError(f"no such transistors: {kind}")
            if kind == "planar":
                continue
            pieces, exact = counted(number(given(die, "area"), ABOVE_ZERO), count_of(die))
            self.exact = self.exact and exact
            parts.append(pieces if kind else merged((ZERO,) + pieces))
        self.areas, exact = sum_of_pieces(parts)
        self.exact = self.exact and exact
        self.area = hull(self.areas)

    def read_links(self, links, more):
        rates = [[(ANY,)] if more else [] for _ in range(2)]  # as set; as programmable
        programmable = False
        for link in links:
            only(link, "bandwidth", "direction", "programmable-to", "within-package")
            rate = number(given(link, "bandwidth"))
            most = rate
            if "programmable-to" in link:
                programmable = True
                most = highest([rate, number(given(link, "programmable-to"))])
            for i, q in enumerate((rate, most)):
                rates[i].append(link_pieces(link, q))
        self.ios, exact = sum_of_pieces(rates[0])
        self.programmable_ios, exact_too = sum_of_pieces(rates[1])
        self.exact = self.exact and exact and exact_too
        self.io, self.programmable_io = hull(self.ios), hull(self.programmable_ios)
        self.io_differs = programmable
        if PROGRAMMABLE_COUNTS_FOR_P2:
            self.ios, self.io, self.io_differs = self.programmable_ios, self.programmable_io, False


def unit_peaks(unit):
    """The highest rate x bits and the highest rate of one unit, over its number formats."""
    peaks = given(unit, "peaks")
    if peaks is None:
        return ANY, ANY
    only(peaks, "formats", "open")
    rates = {name: number(None if v == "unknown" else v) for name, v in peaks["formats"].items()}
    weighted = highest([times(q, bits_of(name)) for name, q in rates.items()])
    plain = highest(list(rates.values()))
    return (or_more(weighted), or_more(plain)) if peaks.get("open", False) else (weighted, plain)


def link_pieces(link, rate):
    """Both directions of a link, with the gaps that an unknown direction or end leaves."""
    direction = given(link, "direction")
    if direction not in ("both", "each", None):
        raise ValueError(f"no such direction: {direction}")
    factors = {"both": (1,), "each": (2,), None: (1, 2)}[direction]
    pieces = [times(rate, n) for n in factors]
    within = yes_no(link, "within-package", default=False)
    if LINKS_WITHIN_PACKAGE_COUNT or within is False:
        return merged(pieces)
    return (ZERO,) if within else merged([ZERO] + pieces)
