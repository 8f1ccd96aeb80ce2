#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The areas of the plot against the engine: circuits on every line, a hair beside it and between the lines are
classified by `ecc check`, and must lie where the report's table of areas, and its drawing, say.

    regions.py ECC
"""
import fractions
import html
import json
import math
import os
import re
import subprocess
import sys
import tempfile

Fraction = fractions.Fraction
HAIR = Fraction(1, 1000)

# A circuit of given figures: bit length x TOPS, area of its die, rate of its links.
SPEC = """ecc: chip/1
name: test {name}
sold-as: chip
datacenter: {{designed: {datacenter}, marketed: {datacenter}}}
logic-dies:
  - {{name: die, area: {area} mm2, transistors: non-planar}}
processing-units:
  - {{name: unit, kind: digital-processor, peaks: {{int8: {tops} TOPS}}}}
links:
  - {{name: link, bandwidth: {rate} GB/s, direction: both}}
"""


def decimal(number):
    """The number in decimals; None when they do not end."""
    denominator = number.denominator
    places = 0
    while denominator > 1 and places < 20:
        denominator = denominator // math.gcd(denominator, 10)
        places += 1
    if denominator != 1:
        return None
    digits = str(number.numerator * 10 ** places // number.denominator).rjust(places + 1, "0")
    return digits[:-places] + "." + digits[-places:] if places else digits


def piece(text):
    """A test of membership, from the words of the report."""
    text = text.replace(",", "")
    number = r"([0-9.]+)"
    forms = [
        (f"from {number} to below {number}", lambda v, a, b: a <= v < b),
        (f"from {number} up to and including {number}", lambda v, a, b: a <= v <= b),
        (f"above {number} and below {number}", lambda v, a, b: a < v < b),
        (f"above {number} up to and including {number}", lambda v, a, b: a < v <= b),
        (f"{number} and above", lambda v, a: v >= a),
        (f"above {number}", lambda v, a: v > a),
        (f"below {number}", lambda v, a: v < a),
        (f"up to and including {number}", lambda v, a: v <= a),
        ("any value", lambda v: True),
    ]
    for form, holds in forms:
        match = re.fullmatch(form, text)
        if match:
            ends = [Fraction(end) for end in match.groups()]
            return (lambda value: holds(value, *ends)), ends
    raise ValueError(f"not understood: {text}")


def regions_of(report):
    """[(paragraph, unless, test of y, test of x)], and the lines at y and x."""
    table = re.search(r"The areas of the plot as a table</caption>(.*?)</table>", report, re.S).group(1)
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>\s*<td>(.*?)</td>\s*<td>(.*?)</td></tr>', table, re.S)
    regions, lines = [], (set(), set())
    for name, y, x in rows:
        (test_y, ends_y), (test_x, ends_x) = piece(html.unescape(y)), piece(html.unescape(x))
        lines[0].update(ends_y)
        lines[1].update(ends_x)
        regions.append((name.split(" ")[0], "unless" in name, test_y, test_x))
    return regions, lines


def samples(lines):
    """On each line, a hair beside it, and in the gaps."""
    values = sorted(lines)
    points = {values[0] / 2, values[-1] * 2}
    for line in values:
        points.update({line, line - HAIR, line + HAIR})
    for low, high in zip(values, values[1:]):
        points.add((low + high) / 2)
    # Multiples of 37 meet a density of 5.92 exactly: 37/6.25 = 5.92.
    points.update(Fraction(37 * n) for n in (40, 48, 80, 128, 140) if values[0] > 100)
    return sorted(points)


def place(point, regions, datacenter):
    y, x = point
    for paragraph, unless, test_y, test_x in regions:
        if test_y(y) and test_x(x):
            return paragraph if datacenter or not unless else None
    return None


def specs_2023(lines):
    """TPP at y, density at x."""
    for tpp in samples(lines[0]):
        for density in samples(lines[1]):
            area = tpp / density
            if decimal(area) is None:
                area = Fraction(round(area * 10 ** 6), 10 ** 6)
            yield (tpp, tpp / area), {"area": decimal(area), "tops": decimal(tpp / 8), "rate": "10"}


def specs_2022(lines):
    """Rate of inputs and outputs at y, bit length x TOPS at x."""
    for rate in samples(lines[0]):
        for bits in samples(lines[1]):
            yield (rate, bits), {"area": "800", "tops": decimal(bits / 8), "rate": decimal(rate)}


def run(ecc, *words):
    return subprocess.run([ecc, *words], capture_output=True, timeout=600).stdout.decode("utf-8")


def check_day(ecc, date, make):
    wrong = 0
    with tempfile.TemporaryDirectory() as work:
        probe = os.path.join(work, "probe.yaml")
        with open(probe, "w", encoding="utf-8") as file:
            file.write(SPEC.format(name="probe", datacenter="yes", area=800, tops=600, rate=600))
        report = run(ecc, "report", probe, "--as-of", date, "--lang", "en")
        os.remove(probe)
        regions, lines = regions_of(report)
        expected = {}
        for datacenter in ("yes", "no"):
            for point, facts in make(lines):
                name = f"{len(expected):05d}"
                expected[name] = (point, place(point, regions, datacenter == "yes"), datacenter)
                with open(os.path.join(work, name + ".yaml"), "w", encoding="utf-8") as file:
                    file.write(SPEC.format(name=name, datacenter=datacenter, **facts))
        results = json.loads(run(ecc, "check", work, "--as-of", date, "--format", "json"))["results"]
        for result in results:
            name = os.path.basename(result["input"])[:-5]
            circuit = next(s for s in result["subjects"] if s["kind"] == "circuit")
            possible = [p["paragraph"] if p["gate"] else None for p in circuit["possible"]]
            point, paragraph, datacenter = expected.pop(name)
            if possible != [paragraph]:
                wrong += 1
                print(f"{date}, datacenter {datacenter}: at {[str(v) for v in point]} the plot has {paragraph}, "
                      f"the engine {possible}")
        wrong += len(expected)
        met = {paragraph for paragraph, _, _, _ in regions}
        print(f"{date}: {len(results)} circuits, {len(regions)} areas of {sorted(met)}, {wrong} wrong")
    return wrong + check_drawing(report, regions, lines)


def axis(report, pattern):
    """Places of the figures along an axis: {figure: coordinate}."""
    return {Fraction(figure.replace(",", "")): float(at) for at, figure in re.findall(pattern, report)}


def check_drawing(report, regions, lines):
    """Every edge of an area is drawn where the scale beside it says."""
    drawing = re.search(r'<svg[^>]*class="plane[^>]*.*?</svg>', report, re.S).group(0)
    along_y = axis(drawing, r'class="limit" text-anchor="start" x="[0-9.]+" y="([0-9.]+)">([0-9.,]+)<')
    along_x = axis(drawing, r'class="limit" text-anchor="middle" x="([0-9.]+)" y="[0-9.]+">([0-9.,]+)<')
    ticks_x = axis(drawing, r'class="tick" text-anchor="middle" x="([0-9.]+)" y="[0-9.]+">([0-9.,]+)<')
    wrong = [] if set(along_y) == lines[0] and set(along_x) == lines[1] else ["not every line has its figure"]
    (low, low_at), (high, high_at) = min(ticks_x.items()), max(ticks_x.items())
    for line, at in along_x.items():
        share = math.log(line / low) / math.log(high / low)
        if abs(low_at + share * (high_at - low_at) - at) > 0.2:
            wrong.append(f"the line at {line} is drawn at {at}")
    edges = {float(v) for v in re.findall(r'class="edge[^>]*? x1="([0-9.]+)"', drawing)}
    for line, at in along_x.items():
        if not any(abs(edge - at) < 0.2 for edge in edges):
            wrong.append(f"no edge at {line}")
    for fault in wrong:
        print("drawing:", fault)
    return len(wrong)


def main():
    ecc = os.path.abspath(sys.argv[1])
    wrong = check_day(ecc, "2023-01-01", specs_2022)
    for date in ("2023-11-17", "2024-12-02", "2026-07-10"):
        wrong += check_day(ecc, date, specs_2023)
    return 1 if wrong else 0


sys.exit(main())
