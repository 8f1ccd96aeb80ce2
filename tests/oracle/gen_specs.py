#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random specifications, crowded around the lines of the law, the same one in YAML and in JSON.

The same seed gives the same specifications. Numbers are whole multiples of 1e-9, written out exactly:
an area of a whole number of tenths times a density of hundredths is a TPP in thousandths, which every
bit length that is a power of two divides exactly, so that a spec can stand on a line to the last digit.

    gen_specs.py --seed 7 --count 1000 --format yaml     documents, each ended by a line ---
    gen_specs.py --seed 7 --count 1000 --format json     one line each
    gen_specs.py --seed 7 --count 1000 --yaml-to F --json-to G"""

import argparse
import random
import sys

UNIT = 10**9
TPP_LINES = (1600, 2400, 4800)
PD_LINES = (592, 320, 160)  # in hundredths
# TPP and area (in tenths) where a line of TPP crosses a line of density
CORNERS = ((1600, 5000), (1600, 10000), (2400, 7500), (2400, 15000), (4800, 15000), (4800, 30000))
STEPS = (0, 0, 0, 0, 1, -1, 8, -8, 1000, -1000)  # thousandths of TPP beside a line
BITS = {"fp64": 64, "fp32": 32, "tf32": 32, "bf16": 16, "fp16": 16, "fp8": 8, "fp4": 4, "mxfp8": 8,
        "mxfp4": 4, "nvfp4": 4, "int64": 64, "int32": 32, "int16": 16, "int8": 8, "int4": 4, "int2": 2,
        "int1": 1, "int4xfp16": 16, "fp4xfp8": 8, "int8xfp16": 16}
FORMATS = tuple((name, bits, "TOPS" if name.startswith("int") else "TFLOPS")
                for name, bits in BITS.items()) + (("fp16", 16, "TFLOPS"), ("int8", 8, "TOPS")) * 6
SIX_BITS = (("fp6", 6, "TFLOPS"), ("mxfp6", 6, "TFLOPS"))
KINDS = ("digital-processor",) * 8 + ("digital-primitive", "analog-primitive")
AREA_UNITS = ("mm2",) * 6 + ("mm²", "平方毫米")
TRUTH = (("yes", "true"), ("no", "false"), ("no", "false"), ("unknown", '"unknown"'))
SOLD = ("chip", "module", "card", "card", "")


def dec(n, scale=UNIT, places=9):
    whole, part = divmod(n, scale)
    return f"{whole}.{part:0{places}d}".rstrip("0") if part else str(whole)


class Maker:
    """specs() yields pairs of texts, YAML and JSON."""

    def __init__(self, seed):
        self.rnd = random.Random(seed).random
        self.fuzz = 0.0  # how often a fact of this spec is not exactly known

    def pick(self, choices):
        return choices[int(self.rnd() * len(choices))]

    def whole(self, lo, hi):
        return lo + int(self.rnd() * (hi - lo + 1))

    def fact(self, n, unit):
        """One number, in both forms."""
        if self.rnd() >= self.fuzz:
            text = dec(n)
            return (f"{text} {unit}" if unit else text), f'"{text}"'
        return self.vague(n, unit)

    def vague(self, n, unit):
        """Unknown, about, a range or a bound, with the exact number as an end, or inside."""
        how, text, tail = int(self.rnd() * 9), dec(n), f" {unit}" if unit else ""
        if how < 2:
            return "unknown", '"unknown"'
        if how == 2 and n:
            lo, hi = dec(n * 95, 100 * UNIT, 11), dec(n * 105, 100 * UNIT, 11)
            return self.pick(("~", "约")) + text + tail, f'{{"lo":"{lo}","hi":"{hi}"}}'
        if how == 3:
            return f'"> {text}{tail}"', f'{{"lo":"{text}","lo_open":true}}'
        if how == 4:
            return self.pick(('">= {}"', "≥ {}")).format(text + tail), f'{{"lo":"{text}"}}'
        if how == 5 and n:
            return f'"< {text}{tail}"', f'{{"hi":"{text}","hi_open":true}}'
        if how == 6:
            return self.pick(('"<= {}"', "≤ {}")).format(text + tail), f'{{"hi":"{text}"}}'
        width = n // self.pick((1000, 100, 10, 2)) + 1
        lo, hi = self.pick(((n, n + width), (n - width, n), (n - width, n + width)))
        lo, hi = dec(max(lo, 1)), dec(max(hi, 1))
        return f"{lo}..{hi}{tail}", f'{{"lo":"{lo}","hi":"{hi}"}}'

    # ---- the chip ----

    def silicon(self):
        """TPP in thousandths, area in tenths of mm2."""
        rnd = self.rnd
        mode = rnd()
        if mode < 0.40:
            line = self.pick(PD_LINES)
            area = self.pick(TPP_LINES) * 1000 // line + self.whole(-40, 400)
            return max(area * line + self.pick(STEPS), 1), area
        if mode < 0.50:
            tpp, area = self.pick(CORNERS)
            return tpp * 1000 + self.pick(STEPS), area + self.pick((0, 0, 0, 1, -1))
        if mode < 0.80:
            return self.pick(TPP_LINES) * 1000 + self.pick(STEPS), self.whole(2000, 31000)
        if mode < 0.87:  # around 8 TOPS
            return self.pick((8, 16, 32, 64, 128, 512)) * 1000 + self.pick(STEPS), self.whole(100, 5000)
        return self.whole(1, 20000000), self.whole(10, 20000)

    def units(self, tpp):
        """`tpp` shared out over processing units."""
        rnd = self.rnd
        shares = [tpp]
        while rnd() < 0.25 and shares[-1] > 1:
            part = self.whole(1, shares[-1] - 1)
            shares[-1] -= part
            shares.append(part)
        yaml, json = [], []
        for share in shares:
            kind = self.pick(KINDS)
            y, j = self.peaks(share)
            yaml.append(f"  - kind: {kind}\n    peaks: {y}\n")
            json.append(f'{{"kind":"{kind}","peaks":{j}}}')
        return self.may_lack("processing-units", yaml, json, "  - unknown\n")

    def peaks(self, share):
        rnd = self.rnd
        name, bits, unit = self.pick(FORMATS)
        if share % 3 == 0 and rnd() < 0.1:
            name, bits, unit = self.pick(SIX_BITS)
        y, j = self.fact(share * 1000000 // bits, unit)
        yaml, json, used = [f"{name}: {y}"], [f'"{name}":{j}'], {name}
        while rnd() < 0.4:
            name, bits, unit = self.pick(FORMATS)
            if name in used:
                continue
            used.add(name)
            y, j = self.fact(share * 1000000 // bits // self.pick((1, 1, 2, 3)), unit)
            yaml.append(f"{name}: {y}")
            json.append(f'"{name}":{j}')
        more = rnd() < self.fuzz * 0.2
        if more:
            yaml.append("others: unknown")
        end = ',"open":true}' if more else "}"
        return "{" + ", ".join(yaml) + "}", '{"formats":{' + ",".join(json) + "}" + end

    def dies(self, area):
        """`area` (tenths of mm2) shared out over non-planar dies; planar ones beside them."""
        rnd = self.rnd
        left = area * 100000000
        yaml, json = [], []
        while left:
            part = left
            if left > 1000 and rnd() < 0.25:
                part = left * self.whole(1, 9) // 10
            count = self.pick((2, 4, 5, 8)) if rnd() < 0.2 else 1
            if count > 1 and part % count:
                count = 1
            left -= part
            self.die(part // count, count, "non-planar", yaml, json)
        if rnd() < 0.12:
            self.die(self.whole(1, 9000) * 100000000, 1, "planar", yaml, json)
        if rnd() < 0.01:  # only planar dies, or none: an area of zero
            yaml, json = [], []
            if rnd() < 0.7:
                self.die(self.whole(1, 9000) * 100000000, 1, "planar", yaml, json)
        return self.may_lack("logic-dies", yaml, json, "  - unknown\n")

    def die(self, area, count, transistors, yaml, json):
        y, j = self.fact(area, self.pick(AREA_UNITS))
        y, j = f"area: {y}", f'"area":{j}'
        doubt = self.rnd()
        if doubt < self.fuzz * 0.1:
            y, j = y + ", transistors: unknown", j + ',"transistors":"unknown"'
        elif doubt >= self.fuzz * 0.2:
            y, j = y + f", transistors: {transistors}", j + f',"transistors":"{transistors}"'
        if count > 1:
            if doubt > 1 - self.fuzz * 0.2:
                y, j = y + f", count: {count}..{count + 3}", j + f',"count":{{"lo":"{count}","hi":"{count + 3}"}}'
            else:
                y, j = y + f", count: {count}", j + f',"count":"{count}"'
        yaml.append(f"  - {{{y}}}\n")
        json.append(f"{{{j}}}")

    def links(self):
        rnd = self.rnd
        mode = rnd()
        if mode < 0.6:
            left = self.pick((600, 150)) * UNIT + self.pick((0, 0, 0, 1, -1, UNIT, -UNIT))
        else:
            left = self.whole(1, 1800) * UNIT
        yaml, json = [], []
        while left and mode > 0.02:  # else there are none
            part = left if left < 1000 or rnd() < 0.6 else left * self.whole(1, 9) // 10
            left -= part
            self.link(part, yaml, json)
        if rnd() < 0.06:
            self.link(self.whole(1, 900) * UNIT, yaml, json, inside=True)
        return self.may_lack("links", yaml, json, "  - unknown\n")

    def link(self, rate, yaml, json, inside=False):
        """A link whose both directions together have the rate."""
        rnd = self.rnd
        each = rnd() < 0.3 and rate % 2 == 0
        rate = rate // 2 if each else rate
        y = j = ""
        if rnd() < 0.08:  # capped by firmware
            py, pj = self.fact(rate, "GB/s")
            y, j = f", programmable-to: {py}", f',"programmable-to":{pj}'
            rate = rate * self.whole(1, 10) // 10
        if rnd() < 0.9 or self.fuzz == 0:
            by, bj = self.bandwidth(rate)
            y, j = f", bandwidth: {by}" + y, f',"bandwidth":{bj}' + j
        if rnd() >= self.fuzz * 0.2:
            word = "each" if each else "both"
            y, j = y + f", direction: {word}", j + f',"direction":"{word}"'
        if inside:
            y, j = y + ", within-package: yes", j + ',"within-package":true'
        elif rnd() < 0.03:
            yes = ("unknown", '"unknown"') if rnd() < self.fuzz else ("no", "false")
            y, j = y + f", within-package: {yes[0]}", j + f',"within-package":{yes[1]}'
        yaml.append(f"  - {{{'name: x' + y}}}\n")
        json.append(f"{{{j[1:]}}}")

    def bandwidth(self, rate):
        """Now and then in another unit, exactly."""
        other = self.rnd()
        if other < 0.9:
            return self.fact(rate, "GB/s")
        text = f'"{dec(rate)}"'
        if other < 0.95:
            return f"{dec(rate * 8)} Gb/s", text
        return f"{dec(rate, 1000 * UNIT, 12)} TB/s", text

    def may_lack(self, key, yaml, json, entry):
        """A list; with an entry `unknown`, or left out, or said to be unknown."""
        doubt = self.rnd()
        if doubt < self.fuzz * 0.10:
            return "", ""
        if doubt < self.fuzz * 0.14:
            return f"{key}: unknown\n", f',"{key}":"unknown"'
        more = doubt < self.fuzz * 0.24
        if more:
            yaml = yaml + [entry]
        body = "\n" + "".join(yaml) if yaml else " []\n"
        return f"{key}:{body}", f',"{key}":{{"entries":[{",".join(json)}],"open":{str(more).lower()}}}'

    def use(self):
        """Datacenters: for them, not for them, half said, or not said."""
        mode = self.rnd()
        if mode < 0.35:
            designed = marketed = TRUTH[0]
        elif mode < 0.65:
            designed = marketed = TRUTH[1]
        elif mode < 0.95:
            designed, marketed = self.pick(TRUTH), self.pick(TRUTH)
        else:
            return ("", "") if mode < 0.98 else \
                ("datacenter: {designed: no}\n", ',"datacenter":{"designed":false}')
        return (f"datacenter: {{designed: {designed[0]}, marketed: {marketed[0]}}}\n",
                f',"datacenter":{{"designed":{designed[1]},"marketed":{marketed[1]}}}')

    def declared(self, tpp):
        n = (self.pick(TPP_LINES) * 1000 + self.pick(STEPS)) if self.rnd() < 0.7 else tpp + self.pick(STEPS)
        y, j = self.fact(max(n, 1) * 1000000, "")
        if self.rnd() < 0.2:  # published, but not what the rule computes
            return (f"declared: {{tpp: {y}, performance-density: 3.2}}\n",
                    f',"declared":{{"tpp":{j},"performance-density":"3.2"}}')
        return f"declared: {{tpp: {y}}}\n", f',"declared":{{"tpp":{j}}}'

    def chip(self):
        rnd = self.rnd
        tpp, area = self.silicon()
        parts = [self.use(), self.dies(area), self.units(tpp), self.links()]
        sold = self.pick(SOLD)
        if sold:
            parts.append((f"sold-as: {sold}\n", f',"sold-as":"{sold}"'))
        if rnd() < 0.07:
            parts.append(self.declared(tpp))
        if rnd() < 0.05:
            parts.append(("memory: {type: HBM3, capacity: 80 GB, bandwidth: 3350 GB/s}\n", ""))
        yaml, json = zip(*parts)
        return ("ecc: chip/1\nname: x\n" + "".join(yaml), '{"ecc":"chip/1"' + "".join(json) + "}")

    def memory(self):
        """A stack whose density is on or near 2 GB/s per mm2."""
        area = self.whole(500, 2000)  # tenths of mm2
        rate = area * 2 * UNIT // 10 + self.pick((0, 0, 1, -1, UNIT, -UNIT, 500 * UNIT))
        (ay, aj), (by, bj) = self.fact(area * UNIT // 10, "mm2"), self.bandwidth(rate)
        y, j = f"ecc: memory/1\nname: x\narea: {ay}\nbandwidth: {by}\n", f'"area":{aj},"bandwidth":{bj}'
        beside = self.pick(("nothing", "nothing", "interface", "processor", "unknown", ""))
        if beside:
            y, j = y + f"co-packaged-with: {beside}\n", j + f',"co-packaged-with":"{beside}"'
        return y, f'{{"ecc":"memory/1",{j}}}'

    def specs(self, count):
        for _ in range(count):
            self.fuzz = self.pick((0.0, 0.0, 0.1, 0.3, 0.7))
            yield self.memory() if self.rnd() < 0.04 else self.chip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--format", choices=("yaml", "json"), default="yaml")
    parser.add_argument("--yaml-to", type=argparse.FileType("w", encoding="utf-8"))
    parser.add_argument("--json-to", type=argparse.FileType("w", encoding="utf-8"))
    args = parser.parse_args()
    yaml_to, json_to = args.yaml_to, args.json_to
    if not (yaml_to or json_to):
        sys.stdout.reconfigure(encoding="utf-8")
        yaml_to, json_to = (sys.stdout, None) if args.format == "yaml" else (None, sys.stdout)
    for yaml, json in Maker(args.seed).specs(args.count):
        if yaml_to:
            yaml_to.write(yaml + "---\n")
        if json_to:
            json_to.write(json + "\n")


if __name__ == "__main__":
    main()
