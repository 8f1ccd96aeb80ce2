#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/limits.md says what the code does: each figure is that of a constant, each message exists, each test is there.

limits.py ROOT
"""
import pathlib
import re
import sys

METADATA = [f"engine/pack/refresh.h ECC_{role}_CAP" for role in ("ROOT", "TIMESTAMP", "SNAPSHOT", "TARGETS")]
# Row by row: for each figure, in order, the constants that it is.
SAME_AS = {
    "a file": ["engine/doc/yaml.h ECC_YAML_MAX_BYTES", "cli/file.h ECC_FILE_LIMIT"],
    "levels of a file": ["engine/doc/yaml.h ECC_YAML_MAX_DEPTH"],
    "values of a file": ["engine/doc/yaml.h ECC_YAML_MAX_NODES"],
    "a figure, with its unit": ["engine/model/quantity.c TEXT_MAX"],
    "digits of a number": ["engine/base/num.h ECC_NUM_DIGITS"],
    "powers of ten of a number": ["engine/base/num.h ECC_NUM_EXPONENT"],
    "numerator and denominator of what is computed": ["engine/base/num.h 64*ECC_NUM_LIMBS"],
    "references to other specifications, in all": ["engine/model/spec_item.c MAX_REFERENCES"],
    "specifications that contain one another": ["engine/model/spec_item.c MAX_DEPTH"],
    "open questions (readings) of a law": ["engine/model/rule.h ECC_READINGS_CAP"],
    "answers to one of them": ["engine/model/rule.h ECC_READING_OPTIONS_CAP"],
    "paragraphs in an order of review, for one kind of thing": ["engine/model/rule.h ECC_REVIEW_CAP"],
    "messages about one file": ["engine/base/diag.h ECC_DIAG_CAP"],
    "a message's line of the file": ["engine/base/diag.h ECC_DIAG_LINE_CAP"],
    "pieces that an undecided verdict is split into": ["engine/eval/outcome.h ECC_OUTCOME_BUDGET"],
    "combinations of answers to open questions (`--reading all`)": ["engine/eval/readings.h ECC_READINGS_COMBINATIONS"],
    "memory of a file, a rule set, a check": ["engine/base/arena.c DEFAULT_CAP"],
    "a cell": ["cli/table.h ECC_TABLE_CELL"],
    "columns": ["cli/table.h ECC_TABLE_COLUMNS"],
    "a row": ["cli/table.h ECC_TABLE_BYTES"],
    "rows": ["cli/table.h ECC_TABLE_ROWS"],
    "a name that is looked up": ["engine/include/ecc/ecc.h ECC_NAME_MAX"],
    "facts in a list of facts": ["engine/model/map.h ECC_MAP_MAX_FACTS"],
    "items of a file": ["engine/model/map.h ECC_MAP_MAX_ITEMS"],
    "cells of a table": ["engine/model/map.h ECC_MAP_MAX_CELLS"],
    "the text of a table, in UTF-8": ["engine/model/map.h ECC_MAP_MAX_TABLE"],
    "levels of a directory that is checked": ["cli/file.h ECC_WALK_LEVELS"],
    "entries of it, in all": ["cli/file.h ECC_WALK_ENTRIES"],
    "an option that may be repeated (`--set`, `--reading`)": ["cli/opt.h ECC_TEXTS_CAP"],
    "root, timestamp, snapshot, targets": METADATA,
    "the same, when you sign them": METADATA,
    "a rule file, whatever the metadata say": ["engine/pack/refresh.h ECC_TARGET_CAP"],
    "levels of JSON": ["engine/pack/json.h ECC_JSON_MAX_DEPTH"],
    "signatures of one file of metadata; delegations in it": [
        "engine/pack/metadata_read.c SIGNATURES_CAP", "engine/pack/metadata_read.c DELEGATIONS_CAP"],
    "roots after the one that is trusted to begin with": ["engine/pack/refresh.h ECC_ROOTS_CAP"],
    "roles that sign for files, the top one too": ["engine/pack/refresh.h ECC_ROLES_CAP"],
    "of these, looked into for one file": ["engine/pack/refresh.h ECC_VISITS_CAP"],
    "a path; a name in it; names in it": [f"engine/pack/file.c {name}_CAP" for name in ("PATH", "PART", "PARTS")],
    "an RSA key": ["engine/pack/key.c RSA_LEAST_BITS", "engine/pack/key.c RSA_MOST_BITS"],
    "files and directories of a rule directory": ["engine/pack/tree.c ENTRIES_CAP"],
    "a key file": ["engine/pack/trust_author.c KEY_FILE_CAP"],
    "a passphrase": ["engine/pack/key.c PASSPHRASE_CAP-1"],
    "a file over the network; all of them": ["engine/pack/net.c TOTAL_SECONDS", "engine/pack/net.c BUDGET_SECONDS"],
}
UNITS = {"KiB": 1 << 10, "MiB": 1 << 20, "minutes": 60}


def constant(root, where):
    """What `FILE EXPRESSION` comes to; the names in the expression are macros of the file."""
    file, expression = where.split(" ", 1)
    text = re.sub(r"\\\n", "", (root / file).read_text())

    def of(match):
        found = re.search(rf"^#define {match[0]}[ \t]+(.*?)[ \t]*(?:/\*.*)?$", text, re.M)
        if found is None:
            sys.exit(f"{file} has no {match[0]}")
        value = re.sub(r"\((?:size_t|long)\)|(?<=\d)[UL]+", "", found[1])
        if not re.fullmatch(r"[\d\s()<*/+-]+", value):
            sys.exit(f"{file}: {match[0]} is not a number: {value}")
        return str(eval(value))  # digits and operators only, by the line above

    return eval(re.sub(r"[A-Z][A-Z_]+", of, expression))


def figures(cell):
    """The numbers of a cell, in bytes or seconds where it has a unit of either."""
    return [int(number.replace(",", "")) * UNITS.get(unit, 1)
            for number, unit in re.findall(r"(\d[\d,]*\d|\d)(?: ([A-Za-z]+))?", cell)]


def rows(text):
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0] not in ("what", "---"):
            yield cells


def breaches(root):
    text = (root / "docs/limits.md").read_text()
    words = "".join(path.read_text() for folder in ("engine", "cli") for path in (root / folder).rglob("*.*")
                    if path.suffix in (".c", ".def"))
    seen = set()
    for what, at_most, beyond, test in rows(text):
        seen.add(what)
        if what not in SAME_AS:
            yield f"“{what}”: which constant is it? (SAME_AS)"
            continue
        wanted = [constant(root, where) for where in SAME_AS[what]]
        if figures(at_most) != wanted:
            yield f"“{what}”: {at_most}, but the code has {wanted}: {SAME_AS[what]}"
        for message in re.findall(r"`([a-z]+\.[a-z-]+)`", beyond):
            if f'"{message}"' not in words:
                yield f"“{what}”: there is no message {message}"
        tests = re.findall(r"`([^`]+)`", test)
        for path in tests:
            if not (root / "tests" / path).is_file():
                yield f"“{what}”: there is no tests/{path}"
        if not tests:
            yield f"“{what}” has no test"
    for what in SAME_AS.keys() - seen:
        yield f"“{what}” is not in docs/limits.md"


def main():
    found = list(breaches(pathlib.Path(sys.argv[1])))
    for breach in found:
        print(f"docs/limits.md: {breach}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
