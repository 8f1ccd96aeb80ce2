# SPDX-License-Identifier: Apache-2.0
"""The mutants of a rule file: everything that a verdict hangs on, changed one at a time.

The files are narrow YAML, a key or a small flow map to the line, so that mutants are made of lines by
patterns. What is not mutated: headings, notes, citations, scopes, questions and examples, which no verdict
hangs on."""
import os
import re
from decimal import Decimal

COMPARISONS = ("at-least", "more-than", "at-most", "less-than")
KINDS = ("circuit", "memory", "assembly")
WORDS = {  # of the specification format
    "kind": ("digital-processor", "digital-primitive", "analog-primitive"),
    "transistors": ("planar", "non-planar"),
    "role": ("compute", "other"),
    "within-package": ("yes", "no"),
    "is": ("yes", "no", "processor", "interface", "nothing"),
}
# Each has the same dimension, or one that loading must refuse.
UNITS = {
    "GB/s": ("Gb/s", "TB/s", "GB"),
    "TOPS": ("POPS", "GOPS", "TOPS*bit"),
    "TOPS*bit": ("POPS*bit", "TOPS"),
    "TOPS*bit/mm2": ("TOPS*bit/cm2", "TOPS*bit"),
    "GB/s/mm2": ("Gb/s/mm2", "GB/s/cm2", "GB/s"),
    "mm2": ("cm2", "TOPS"),
    "bit": ("1", "TOPS"),
    "1": ("bit",),
}
FORMULA_WORDS = {
    "sum": ("highest",),
    "highest": ("sum",),
    "total": ("highest-of", "product"),
    "highest-of": ("total", "product"),
    "product": ("total", "ratio", "highest-of"),
    "ratio": ("product", "total"),
}


class Mutant:
    def __init__(self, path, line, sort, what, lines, new_path=None):
        self.path, self.line, self.sort, self.what = path, line, sort, what
        self.new_path = new_path or path
        self.bytes = "".join(lines).encode("utf-8") if lines is not None else b""

    def key(self):
        """By which equivalent.txt names it: without the number of the line, which moves."""
        return f"{self.path} | {self.sort} | {self.what}"


def sections(lines):
    """For each line the top-level key it stands under, and whether it belongs to a formula."""
    top, formula = "", -1
    for line in lines:
        indent = len(line) - len(line.lstrip())
        key = re.match(r"([a-z-]+):", line)
        top = key.group(1) if key else top
        if indent <= formula and line.strip():
            formula = -1
        if re.match(r" +formula:", line):
            formula = indent
        yield top, formula >= 0


def tiny(number):
    return ("1",) if "." not in number and int(number) < 10 else ("0.000000001",)


def numbers(text):
    """Neighbours of a number: a tiny bit away on both sides, twice, half."""
    value = Decimal(text)
    for step in tiny(text):
        yield str(value + Decimal(step))
        yield str(value - Decimal(step))
    yield str(value * 2)
    yield str((value / 2).normalize().__format__("f"))


class File:
    """A rule file as lines, and what is known of its set: quantities, clauses, readings."""

    def __init__(self, path, text, world):
        self.path, self.world = path, world
        self.lines = text.splitlines(keepends=True)
        self.where = list(sections(self.lines))

    def replace(self, index, sort, old, new, begin, end):
        line = self.lines[index]
        lines = self.lines[:index] + [line[:begin] + new + line[end:]] + self.lines[index + 1:]
        context = line.strip()
        return Mutant(self.path, index + 1, sort, f"{context} | {old or '(nothing)'} -> {new or '(nothing)'}", lines)

    def each(self, section, pattern, in_formula=None):
        for index, line in enumerate(self.lines):
            top, formula = self.where[index]
            if top == section and (in_formula is None or formula == in_formula):
                for match in re.finditer(pattern, line):
                    yield index, match

    def swap(self, sort, section, pattern, options, in_formula=None):
        """The first group of the pattern, in turn each other of the options (a function of the text)."""
        for index, match in self.each(section, pattern, in_formula):
            old = match.group(1)
            for new in options(old):
                if new != old:
                    yield self.replace(index, sort, old, new, match.start(1), match.end(1))

    def without_line(self, index, sort):
        lines = self.lines[:index] + self.lines[index + 1:]
        return Mutant(self.path, index + 1, sort, f"{self.lines[index].strip()} | left out", lines)

    # ---- clauses ----

    def clauses(self):
        section = "clauses"
        threshold = r"(?:at-least|more-than|at-most|less-than): "
        yield from self.swap("threshold", section, threshold + r"([0-9.]+)", numbers)
        yield from self.swap("operator", section, r"(at-least|more-than|at-most|less-than):", lambda _: COMPARISONS)
        yield from self.swap("unit", section, threshold + r"[0-9.]+ ([^ ,}\n]+)", lambda u: UNITS[u])
        yield from self.swap("all/any", section, r"\b(all|any):", lambda _: ("all", "any"))
        yield from self.swap("reference", section, r"compare: ([a-z-]+)", lambda _: self.world.on(self.path))
        yield from self.swap("reference", section, r"meets: ([^ ,}\n]+)", lambda _: self.world.paragraphs)
        yield from self.swap("reference", section, r"contains: ([a-z]+)", lambda _: KINDS)
        yield from self.swap("reference", section, r"^    for: ([a-z]+)", lambda _: KINDS)
        yield from self.swap("reference", section, r"fact: ([a-z.-]+)",
                             lambda _: ("datacenter.designed", "datacenter.marketed"))
        yield from self.swap("word", section, r"\bis: ([a-z-]+)", lambda _: WORDS["is"])
        yield from self.swap("exclusion", section, r"unless: \[(.*)\]", lambda _: self.world.exclusions)
        yield from self.swap("exclusion", section, r"exclusion: (yes|no)", lambda _: ("yes", "no"))
        yield from self.swap("negation", section, r"- (not: )\{meets", lambda _: ("",))
        for index, _ in self.each(section, r"^    (unless|exclusion): "):
            yield self.without_line(index, "exclusion")
        for index, _ in self.each(section, r"^ +- (\{(compare|fact|meets)|not:)"):
            yield self.without_line(index, "test")

    # ---- definitions ----

    def readings(self):
        for index, match in self.each("readings", r"^    taken: \"(.*)\""):
            options = []
            for line in reversed(self.lines[:index]):
                option = re.match(r" +- \{id: \"(.*?)\"", line)
                if option:
                    options.append(option.group(1))
                elif "options:" in line:
                    break
            for new in options:
                if new != match.group(1):
                    yield self.replace(index, "reading", match.group(1), new, match.start(1), match.end(1))

    def tables(self):
        yield from self.swap("table", "tables", r"^      [a-z0-9]+: ([0-9]+)$",
                             lambda n: (str(int(n) + 1), str(int(n) - 1), str(int(n) * 2)))
        yield from self.swap("table", "tables", r"\"[0-9]+\": ([0-9]+)", lambda n: (str(int(n) + 1), str(int(n) - 1)))
        yield from self.swap("unit", "tables", r"^    unit: ([^ \n]+)", lambda u: UNITS[u])
        for index, _ in self.each("tables", r"^      [a-z0-9]+: (?:[0-9]+|\{)"):
            yield self.without_line(index, "table")

    def drop_words(self):
        """Filters: dropped whole, and each word of their lists dropped, added or replaced."""
        section = "quantities"
        for index, match in self.each(section, r"(, )?where: \{[^}]*\}", True):
            if self.lines[index].strip() == match.group(0):
                yield self.without_line(index, "filter")
            else:
                yield self.replace(index, "filter", match.group(0), "", match.start(), match.end())
        for index, match in self.each(section, r"(?<=[{ ])([a-z-]+): \[([a-z, -]+)\]", True):
            key, words = match.group(1), match.group(2).split(", ")
            if key not in WORDS:
                continue
            lists = [[w for w in words if w != word] for word in words]
            lists += [words + [w] for w in WORDS[key] if w not in words]
            lists += [[w] for w in WORDS[key] if w not in words]
            for new in lists:
                yield self.replace(index, "filter", match.group(2), ", ".join(new), match.start(2), match.end(2))

    def drop_operands(self):
        for index, match in self.each("quantities", r"\[((?:[a-z0-9.-]+|\{[^{}]*\})(?:, (?:[a-z0-9.-]+|\{.*\}))+)\]", True):
            if re.search(r"(kind|transistors|role|within-package): $", self.lines[index][:match.start()]):
                continue
            first, rest = re.match(r"([a-z0-9.-]+|\{[^{}]*\}), (.*)$", match.group(1)).groups()
            for new in (first, rest, f"{rest}, {first}"):
                yield self.replace(index, "operand", match.group(1), new, match.start(1), match.end(1))
        for index, match in self.each("quantities", r"^ +- (?:rate|[0-9]+ bit|declared\.tpp|\{quantity: [a-z-]+\})$", True):
            yield self.without_line(index, "operand")

    def formulas(self):
        section = "quantities"
        for word, others in FORMULA_WORDS.items():
            yield from self.swap("formula word", section, rf"(?<![\w-])({word}):(?= [\[a-z{{]|\n)", lambda _: others, True)
        yield from self.swap("formula word", section, r"\b(both|each):", lambda _: ("both", "each"), True)
        yield from self.swap("by zero", section, r"by-zero: (\w+)", lambda _: ("zero", "unbounded"), True)
        yield from self.swap("by zero", section, r"(, by-zero: \w+)", lambda _: ("",), True)
        yield from self.swap("constant", section, r"(?<=\[)([0-9]+)(?=,)", lambda n: ("1", "3", "4"), True)
        yield from self.swap("constant", section, r"- ([0-9]+) bit", lambda n: ("7", "9", "16"), True)
        yield from self.swap("table", section, r"\{table: bit-length(, of-pair: smaller)?\}",
                             lambda pair: ("",) if pair else (), True)
        yield from self.swap("reference", section, r"quantity: ([a-z-]+)", lambda _: self.world.on(self.path), True)
        yield from self.swap("operand", section, r"(?<![\w-])(bandwidth|programmable-to)(?![\w-])",
                             lambda _: ("bandwidth", "programmable-to"), True)
        yield from self.swap("operand", section, r"(?<![\w-])(area|count)(?![\w:-])", lambda _: ("area", "count"), True)
        yield from self.swap("reading", section, r"reading: ([a-z-]+)", lambda _: self.world.readings, True)
        yield from self.drop_words()
        yield from self.drop_operands()
        yield from self.swap("table", section, r"\{table: bit-length(\})", lambda _: (", of-pair: smaller}",), True)

    def reading_branches(self):
        """The branches of a formula's reading, two that stand next to each other exchanged."""
        names = {"larger": "smaller", "count": "leave-out", "all": "compute", "undecided": "none", "none": "unbounded",
                 "sum": "highest"}
        for index, match in self.each("quantities", r"^ +(larger|count|all|undecided|none|sum):", True):
            indent = len(self.lines[index]) - len(self.lines[index].lstrip())
            before = "".join(self.lines[max(0, index - 4):index])
            other = names[match.group(1)]
            if f"{' ' * indent}reading: " not in before and f"- reading: " not in before:
                continue
            for later in range(index + 1, len(self.lines)):
                if re.match(rf" {{{indent}}}{other}:", self.lines[later]) and self.where[later][1]:
                    lines = list(self.lines)
                    lines[index] = lines[index].replace(match.group(1) + ":", other + ":", 1)
                    lines[later] = lines[later].replace(other + ":", match.group(1) + ":", 1)
                    yield Mutant(self.path, index + 1, "reading", f"{match.group(1)} <-> {other} of {self.quantity_at(index)}", lines)
                    break

    def quantity_at(self, index):
        return next(m.group(1) for m in (re.match(r"  - id: (.*)", line) for line in reversed(self.lines[:index])) if m)

    def definitions(self):
        yield from self.readings()
        yield from self.tables()
        yield from self.swap("unit", "quantities", r"^    unit: ([^ \n]+)", lambda u: UNITS[u])
        yield from self.swap("reference", "quantities", r"^    of: ([a-z]+)", lambda _: KINDS)
        yield from self.formulas()
        yield from self.reading_branches()

    # ---- every file ----

    def dates(self):
        day = re.search(r"(\d{4}-\d{2}-)(\d{2})\.yaml$", self.path)
        for step in (-1, 1):
            new = f"{day.group(1)}{int(day.group(2)) + step:02d}"
            lines = [re.sub(r"^in-force: .*", f"in-force: {new}", line) for line in self.lines]
            yield Mutant(self.path, 2, "date", f"in-force {new}, not the name of the file", lines)
            yield Mutant(self.path, 2, "date", f"in-force {new}", lines,
                         self.path.replace(day.group(0), new + ".yaml"))
        yield from self.swap("date", "verified-through", r"^verified-through: (.*)$", lambda _: ("2026-09-23", "2026-09-25"))
        yield Mutant(self.path, 1, "date", "the whole version | left out", None)

    def regime(self):
        for index, match in self.each("order-of-review", r"\[(.*)\]"):
            ids = match.group(1).split(", ")
            lists = [ids[:i] + ids[i + 1:] for i in range(len(ids))]
            lists += [ids[:i] + [ids[i + 1], ids[i]] + ids[i + 2:] for i in range(len(ids) - 1)]
            for new in lists:
                yield self.replace(index, "order", match.group(1), ", ".join(new), match.start(1), match.end(1))
        yield from self.swap("order", "order-of-review", r"^  ([a-z]+):", lambda _: KINDS)
        yield Mutant(self.path, 1, "order", "the whole regime | left out", None)

    def mutants(self):
        if self.path.endswith("regime.yaml"):
            yield from self.regime()
            return
        yield from self.swap("gate", "gate", r"^gate: (yes|no)", lambda _: ("yes", "no"))
        yield from self.clauses()
        yield from self.definitions()
        yield from self.dates()


class World:
    """What references may name: quantities of the day, paragraphs and exclusions of any day."""

    def __init__(self, texts):
        self.quantities = {}  # by the day from which they are defined
        self.paragraphs, self.exclusions, self.readings = [], [], []
        for path, text in texts.items():
            self.learn(path, text)
        for names in (self.paragraphs, self.exclusions, self.readings):
            names[:] = sorted(set(names))

    def learn(self, path, text):
        if "/definitions/" in path:
            quantities = text.split("\nquantities:", 1)[1]
            self.quantities[os.path.basename(path)] = re.findall(r"^  - id: (.*)$", quantities, re.M)
            self.readings += re.findall(r"^  - id: (.*)$", text.split("\ntables:", 1)[0], re.M)
        elif "\nclauses:" in text:
            rule = re.search(r"^rule: (.*)$", text, re.M).group(1)
            clauses = re.split(r"\n(?:scope|questions|examples):", text.split("\nclauses:", 1)[1])[0]
            self.paragraphs += [f"{rule}.{i}" for i in re.findall(r"^  - id: ([a-z]+)$", clauses, re.M)]
            self.exclusions += re.findall(r"^  - id: (.*)\n    for: .*\n    exclusion: yes", clauses, re.M)


    def on(self, path):
        """The quantities that are defined on the day of a file, and one that never is."""
        day = max(d for d in self.quantities if d <= os.path.basename(path))
        return [*self.quantities[day], "no-such-quantity"]


def all_mutants(texts):
    world = World(texts)
    for path in sorted(texts):
        seen = set()
        for mutant in File(path, texts[path], world).mutants():
            content = (mutant.new_path, mutant.bytes)
            if content not in seen and mutant.bytes != texts[path].encode("utf-8"):
                seen.add(content)
                yield mutant
