#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""From a YAML specification (docs/spec-format.md) to the oracle's JSON form, by a reader of its own.

It reads as much YAML as the format allows and files in this project use; it checks little, since every
file also goes through the real reader. What the rules do not need (names, sources, notes) is left out.

    read_spec.py FILE... > specs.jsonl"""

import json
import os
import re
import sys
import unicodedata
from fractions import Fraction


# ---- YAML: block and flow maps and lists, of texts ----

def without_comment(line):
    quote = None
    for i, ch in enumerate(line):
        if quote:
            quote = None if ch == quote else quote
        elif ch in "\"'" and (i == 0 or line[i - 1] in " [{,:"):
            quote = ch
        elif ch == "#" and (i == 0 or line[i - 1] in " \t"):
            return line[:i].rstrip()
    return line.rstrip()


KEY = re.compile(r"""([^\s'"{}\[\],#&*!|>%@`-][^:{}\[\],#]*?|-[^\s:][^:]*?|"[^"]*"|'[^']*')\s*:(?=\s|$)""")


class Block:
    """The lines of a document, read by indentation."""

    def __init__(self, text):
        lines = map(without_comment, text.split("\n"))
        self.lines = [(len(l) - len(l.lstrip(" ")), l.strip()) for l in lines
                      if l.strip() and l.strip() not in ("---", "...")]
        self.at = 0

    def more(self, indent):
        return self.at < len(self.lines) and self.lines[self.at][0] >= indent

    def value(self, indent):
        """The map or list whose lines stand at `indent` or deeper; unknown when there is none."""
        if not self.more(indent):
            return None
        own, first = self.lines[self.at]
        if first == "-" or first.startswith("- "):
            return self.sequence(own)
        return self.mapping(own) if KEY.match(first) else self.scalar(own)

    def sequence(self, indent):
        result = []
        while self.more(indent) and self.lines[self.at][0] == indent and re.match(r"-( |$)", self.lines[self.at][1]):
            rest = self.lines[self.at][1][1:]
            if not rest.strip():
                self.at += 1
                result.append(self.value(indent + 1))
                continue
            inner = indent + 1 + len(rest) - len(rest.lstrip(" "))
            self.lines[self.at] = (inner, rest.strip())
            result.append(self.value(indent + 1))
        return result

    def mapping(self, indent):
        result = {}
        while self.more(indent) and self.lines[self.at][0] == indent:
            text = self.lines[self.at][1]
            key = KEY.match(text)
            if not key:
                raise ValueError(f"not a key: {text}")
            rest = text[key.end():].strip()
            name = key[1].strip("\"'")
            if rest:
                self.lines[self.at] = (indent + 1, rest)
                result[name] = self.scalar(indent + 1)
                continue
            self.at += 1
            if self.more(indent) and self.lines[self.at][0] == indent \
                    and re.match(r"-( |$)", self.lines[self.at][1]):
                result[name] = self.sequence(indent)
            else:
                result[name] = self.value(indent + 1)
        return result

    def scalar(self, indent):
        """A flow value, or a text that may go on over lines."""
        text = self.lines[self.at][1]
        self.at += 1
        while self.more(indent):
            text += " " + self.lines[self.at][1]
            self.at += 1
        return flow(text) if text[0] in "[{" else text.strip("\"'")


def flow(text):
    value, rest = flow_value(text)
    if rest.strip():
        raise ValueError(f"after a flow value: {rest}")
    return value


def flow_value(text):
    text = text.lstrip()
    if text[:1] == "[":
        result, text = [], text[1:].lstrip()
        while text[:1] != "]":
            item, text = flow_value(text)
            result.append(item)
            text = text.lstrip()
            text = text[1:].lstrip() if text[:1] == "," else text
        return result, text[1:]
    if text[:1] == "{":
        result, text = {}, text[1:].lstrip()
        while text[:1] != "}":
            key = KEY.match(text)
            if not key:
                raise ValueError(f"not a key: {text}")
            item, text = flow_value(text[key.end():])
            result[key[1].strip("\"'")] = item
            text = text.lstrip()
            text = text[1:].lstrip() if text[:1] == "," else text
        return result, text[1:]
    if text[:1] in ("\"", "'"):
        end = text.index(text[0], 1)
        return text[1:end], text[end + 1:]
    plain = re.match(r"[^,\[\]{}]*", text)[0]
    return plain.strip(), text[len(plain):]


# ---- numbers with units, to the coherent units TOPS, GB/s, mm2 ----

UNITS = {
    "TOPS": 1, "TFLOPS": 1, "POPS": 1000, "PFLOPS": 1000, "EOPS": 10**6, "EFLOPS": 10**6,
    "GOPS": Fraction(1, 1000), "GFLOPS": Fraction(1, 1000),
    "GB/s": 1, "TB/s": 1000, "PB/s": 10**6, "MB/s": Fraction(1, 1000),
    "Gb/s": Fraction(1, 8), "Tb/s": 125, "Mb/s": Fraction(1, 8000),
    "mm2": 1, "平方毫米": 1, "cm2": 100, "": 1,
}
DIGITS = r"(\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?)"
SOMEWHERE = re.compile(DIGITS + r"\s*(\D*?)\s*\.\.\s*" + DIGITS + r"\s*(\D.*)?$")
BOUND = re.compile(r"(>=|<=|>|<|≥|≤|~|约|)\s*" + DIGITS + r"\s*(.*)$")


def decimal(value):
    """An exact decimal where there is one."""
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
        if digits > 60:
            return str(value)
    whole = str(int(value * 10**digits)).rjust(digits + 1, "0")
    return whole[:-digits] + "." + whole[-digits:] if digits else whole


def in_unit(digits, unit):
    return Fraction(digits.replace(",", "")) * UNITS[unit.strip()]


def number(text):
    text = unicodedata.normalize("NFKC", text).strip()  # full-width digits, superscript two
    if text in ("unknown", "未知"):
        return "unknown"
    found = SOMEWHERE.match(text)
    if found:
        unit = found[4] or ""
        return {"lo": decimal(in_unit(found[1], found[2] or unit)), "hi": decimal(in_unit(found[3], unit))}
    found = BOUND.match(text)
    if not found:
        raise ValueError(f"not a number: {text}")
    value, how = in_unit(found[2], found[3]), found[1]
    if how == "":
        return decimal(value)
    if how in "~约":
        return {"lo": decimal(value * Fraction(95, 100)), "hi": decimal(value * Fraction(105, 100))}
    side = "lo" if how in (">=", ">", "≥") else "hi"
    return {side: decimal(value), **({side + "_open": True} if how in "<>" else {})}


# ---- the format ----

UNKNOWN = ("unknown", "未知", None)
YES_NO = {"yes": True, "是": True, "no": False, "否": False, "unknown": "unknown", "未知": "unknown"}


def word(text):
    return "unknown" if text in UNKNOWN else text


def fields(source, readers):
    return {k: read(source[k]) for k, read in readers.items() if k in source}


def listed(read):
    def read_list(source):
        if source in UNKNOWN:
            return "unknown"
        known = [x for x in source if x not in UNKNOWN]
        return {"entries": [read(x) for x in known], "open": len(known) < len(source)}
    return read_list


def peaks(source):
    if source in UNKNOWN:
        return "unknown"
    return {"formats": {k: number(v) for k, v in source.items() if k != "others"},
            "open": "others" in source}


def mapping(readers):
    return lambda source: "unknown" if source in UNKNOWN else fields(source, readers)


DATACENTER = mapping({"designed": YES_NO.get, "marketed": YES_NO.get})
CHIP = {
    "sold-as": word,
    "datacenter": DATACENTER,
    "logic-dies": listed(mapping({"area": number, "transistors": word, "count": number})),
    "processing-units": listed(mapping({"kind": word, "peaks": peaks})),
    "links": listed(mapping({"bandwidth": number, "direction": word, "programmable-to": number,
                             "within-package": YES_NO.get})),
    "declared": mapping({"tpp": number, "performance-density": number}),
}
MEMORY = {"bandwidth": number, "area": number, "co-packaged-with": word}


def convert(source, resolve):
    """`resolve(reference)` gives the source of an item and its own resolver."""
    kind = source["ecc"]
    if kind == "chip/1":
        return {"ecc": kind, **fields(source, CHIP)}
    if kind == "memory/1":
        return {"ecc": kind, **fields(source, MEMORY)}

    def part(entry):
        item, deeper = resolve(entry["item"])
        return {"item": convert(item, deeper), **fields(entry, {"count": number})}
    return {"ecc": kind, **fields(source, {"datacenter": DATACENTER, "contains": listed(part)})}


def read_text(text, resolve=None):
    return convert(Block(text).value(0), resolve)


def resolver(path, root):
    """References of the file at `path`: relative to it, or a catalogue id below `root`."""
    def resolve(reference):
        base = os.path.dirname(path) if reference.startswith(".") else root
        target = os.path.join(base, reference)
        target += "" if target.endswith(".yaml") else ".yaml"
        with open(target, encoding="utf-8") as file:
            return Block(file.read()).value(0), resolver(target, root)
    return resolve


def read_file(path, root):
    with open(path, encoding="utf-8") as file:
        return read_text(file.read(), resolver(path, root))


def main(paths):
    for path in paths:
        print(json.dumps(read_file(path, os.getcwd()), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
