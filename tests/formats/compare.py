#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the formats say about the same inputs is the same: verdict, paragraphs, exit status, exact numbers, places.

Usage: compare.py ECC OUTPUT_DIR. The outputs stay in OUTPUT_DIR for the validators (validate.js, xmllint).
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))
SPECS = ["clean.yaml", "open.yaml", "near.yaml", "hostile.yaml", "lesser.yaml", "broken.yaml", "host.yaml", "missing.yaml"]
INPUTS = ["nvidia/h800-sxm5-80gb"] + [os.path.join("specs", name) for name in SPECS]
WHAT_IF = ["--reading", "all", "--set", "logic-dies[0].area=900 mm2"]
FORMATS = ["json", "ndjson", "sarif", "junit", "github", "csv", "markdown", "text"]
WORDS = {
    "en": {"controlled": "CONTROLLED", "not-controlled": "NOT CONTROLLED", "undecided": "UNDECIDED",
           "failed": "COULD NOT BE CHECKED"},
    "zh": {"controlled": "受管制", "not-controlled": "未受管制", "undecided": "无法判定", "failed": "未能检查"},
}
problems = []


def expect(what, ours, theirs):
    if ours != theirs:
        problems.append(f"{what}: {ours!r} is not {theirs!r}")


def run(ecc, form, language, as_of, inputs, config):
    command = [ecc, "check", *inputs, "--format", form, "--lang", language, "--as-of", as_of, "--config", config]
    done = subprocess.run(command, cwd=HERE, capture_output=True, timeout=60, check=False,
                          env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"})
    return done.returncode, done.stdout.decode("utf-8")


def exact(value):
    """A range of the format json in the notation of the others."""
    low, high = value["low"], value["high"]
    if value["exact"]:
        return low
    above = low is not None and (low != "0" or value["low-open"])
    if above and high is not None:
        return ("(" if value["low-open"] else "[") + f"{low},{high}" + (")" if value["high-open"] else "]")
    if above:
        return (">" if value["low-open"] else ">=") + low
    if high is not None:
        return ("<" if value["high-open"] else "<=") + high
    return ""


def paragraphs(subject):
    return "; ".join(entry["paragraph"] or "none" for entry in subject["possible"])


def verdict(result):
    return result.get("verdict", "failed")


def quantities(subject):
    return {entry["definition"]["id"]: exact(entry["value"]) for entry in subject["quantities"]}


EXCUSED = {"waived", "ignored", "known"}


def level(notice):
    """What is excused is a note, whatever it would be otherwise."""
    return "note" if notice["state"] in EXCUSED else notice["severity"]


def with_state(notice, message):
    """The message, when it is the notice's text and, after it, what excuses it; else the text alone."""
    text, _, more = message.partition(notice["text"])
    excused = notice["state"] in EXCUSED | {"warns"}
    return message if not text and bool(more) == excused and (notice.get("excuse") or "") in more else notice["text"]


def check_ndjson(where, text, document):
    lines = [json.loads(line) for line in text.splitlines()]
    expect(f"{where}: lines", len(lines), len(document["results"]) + 1)
    for line, result in zip(lines, document["results"]):
        expect(f"{where}: {result['input']}", {key: line[key] for key in result}, result)
    expect(f"{where}: totals", lines[-1]["totals"], document["totals"])
    expect(f"{where}: exit status", lines[-1]["exit-status"], document["exit-status"])


def check_sarif(where, text, document):
    one_run = json.loads(text)["runs"][0]
    rules = [rule["id"] for rule in one_run["tool"]["driver"]["rules"]]
    expect(f"{where}: exit code", one_run["invocations"][0]["exitCode"], document["exit-status"])
    expect(f"{where}: totals", one_run["properties"]["totals"], document["totals"])
    told, of_run = {}, []
    for entry in one_run["results"]:
        expect(f"{where}: rule of {entry['ruleId']}", rules[entry["ruleIndex"]], entry["ruleId"])
        if "input" in entry.get("properties", {}):
            told.setdefault(entry["properties"]["input"], []).append(entry)
        else:
            of_run.append((entry["ruleId"], entry["level"], entry["message"]["text"],
                           entry["locations"][0]["physicalLocation"]["region"]["startLine"]))
    expect(f"{where}: what is said of the run", of_run,
           [(n["rule"], level(n), n["text"], n["at"]["line"]) for n in document["notices"]])
    expect(f"{where}: inputs", sorted(told), sorted(r["input"] for r in document["results"] if r["notices"]))
    for result in document["results"]:
        entries = told.get(result["input"], [])
        expect(f"{where}: {result['input']}: rules", [e["ruleId"] for e in entries],
               [n["rule"] for n in result["notices"]])
        expect(f"{where}: {result['input']}: levels", [e["level"] for e in entries],
               [level(n) for n in result["notices"]])
        expect(f"{where}: {result['input']}: suppressed", [bool(e.get("suppressions")) for e in entries],
               [n["state"] in EXCUSED for n in result["notices"]])
        for entry, notice in zip(entries, result["notices"]):
            said = entry["properties"]
            region = entry["locations"][0]["physicalLocation"]["region"]
            expect(f"{where}: text", entry["message"]["text"], notice["text"])
            if notice["state"] in EXCUSED:
                reason = entry["suppressions"][0]["justification"]
                expect(f"{where}: why {notice['rule']} is {notice['state']}", (notice["excuse"] or "") in reason, True)
            expect(f"{where}: line", region["startLine"], notice["at"]["line"])
            expect(f"{where}: column", region["startColumn"], notice["at"]["column"])
            expect(f"{where}: verdict", said["verdict"], verdict(result))
            expect(f"{where}: exit status", said["exit-status"], result["exit-status"])
            if "quantities" in said and "subjects" in result:
                ours = {q["id"]: q["value"] for q in said["quantities"]}
                expect(f"{where}: quantities of {result['input']}",
                       (said["paragraphs"], ours) in [(paragraphs(s), quantities(s)) for s in result["subjects"]],
                       True)


def check_junit(where, text, document):
    suite = xml.etree.ElementTree.fromstring(text.encode("utf-8")).find("testsuite")
    cases = suite.findall("testcase")
    of_run = cases[len(document["results"]):]
    expect(f"{where}: what is said of the run", [f"{n['at']['file']}:{n['at']['line']}" in "".join(c.itertext())
                                                 for c in of_run for n in document["notices"]],
           [True for _ in document["notices"]])
    expect(f"{where}: cases", [case.get("name") for case in cases[:len(document["results"])]],
           [r["input"] for r in document["results"]])
    expect(f"{where}: tests", int(suite.get("tests")), len(cases))
    expect(f"{where}: failures", int(suite.get("failures")), len(suite.findall("testcase/failure")))
    expect(f"{where}: errors", int(suite.get("errors")), len(suite.findall("testcase/error")))
    expect(f"{where}: errors", int(suite.get("errors")), document["totals"]["failed"])
    for case, result in zip(cases, document["results"]):
        said = {p.get("name"): p.get("value") for p in case.findall("properties/property")}
        expect(f"{where}: verdict", said["verdict"], verdict(result))
        expect(f"{where}: exit status", int(said["exit-status"]), result["exit-status"])
        for subject in result.get("subjects", []):
            name = f"{subject['kind']}:{subject['name']}"
            expect(f"{where}: paragraphs of {name}", said[f"paragraphs:{name}"], paragraphs(subject))
            for quantity, value in quantities(subject).items():
                expect(f"{where}: {quantity} of {name}", said[f"{quantity}:{name}"], value)
        failed = case.find("failure") if "verdict" in result else case.find("error")
        expect(f"{where}: {result['input']} fails", failed is not None, result["exit-status"] != 0)


def check_github(where, text, document):
    pattern = re.compile(r"::(error|warning|notice) file=([^,]*)(?:,line=(\d+))?(?:,endLine=\d+)?(?:,col=(\d+))?"
                         r"(?:,endColumn=\d+)?,title=([^,:]*)::(.*)")
    lines = text.splitlines()
    notices = [n for r in document["results"] for n in r["notices"] if n["kind"] != "listed" or n["state"] == "warns"]
    notices += document["notices"]
    expect(f"{where}: lines", len(lines), len(notices) + 1)

    def unescape(part):
        for code, character in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            part = part.replace(code, character)
        return part
    for line, notice in zip(lines, notices):
        match = pattern.fullmatch(line)
        if match is None:
            problems.append(f"{where}: no command: {line}")
            continue
        command = {"note": "notice"}.get(level(notice), level(notice))
        at = notice["at"]
        column = str(at["column"]) if at["end-line"] == at["line"] else ""  # columns are for one line
        expect(f"{where}: command", [unescape(part or "") for part in match.groups()],
               [command, at["file"], str(at["line"]), column, notice["rule"], with_state(notice, unescape(match.group(6)))])
    expect(f"{where}: only commands and the totals", [line for line in lines[:-1] if not line.startswith("::")], [])


def check_csv(where, text, document):
    expect(f"{where}: every line ends as RFC 4180 says", text.count("\n"), text.count("\r\n"))
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    expected = [(r, s) for r in document["results"] for s in r.get("subjects", [None])]
    expect(f"{where}: rows", len(rows), len(expected))
    for row, (result, subject) in zip(rows, expected):
        expect(f"{where}: no formula in {result['input']}",
               [cell for cell in row.values() if cell and cell[0] in "=+-@\t\r"], [])
        expect(f"{where}: input", row["input"], result["input"])
        expect(f"{where}: verdict", row["verdict"], verdict(result))
        expect(f"{where}: exit status", int(row["exit-status"]), result["exit-status"])
        if subject is None:
            continue
        states = [n["state"] for n in result["notices"] if n["key"].endswith(f"|{subject['kind']}|{subject['name']}")]
        expect(f"{where}: state of {result['input']}, {subject['name']}", row["state"], states[0] if states else "")
        expect(f"{where}: paragraphs", row["paragraphs"], paragraphs(subject))
        expect(f"{where}: controlled", row["controlled"], subject["controlled"])
        ours = {name.split(" (")[0]: value for name, value in list(row.items())[16:] if value}
        expect(f"{where}: quantities", ours, {k: v for k, v in quantities(subject).items() if v})


def plain(cell):
    cell = re.sub(r"\\(.)", r"\1", cell.strip().strip("*"))
    for code, character in (("&#58;", ":"), ("&#64;", "@"), ("&#35;", "#"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        cell = cell.replace(code, character)
    return cell


def check_markdown(where, text, document, language):
    lines = text.splitlines()
    said = [plain(line[2:]) for line in lines if line.startswith("- ")]
    for notice in document["notices"] + [n for r in document["results"] for n in r["notices"]]:
        first = notice["text"].split("\n")[0]
        expect(f"{where}: {notice['rule']} is told", any(line.startswith(first) for line in said), True)
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines if line.startswith("|")]
    table = rows[2:2 + len(document["results"])]
    for row, result in zip(table, document["results"]):
        expect(f"{where}: columns", len(row), 4)
        expect(f"{where}: name", plain(row[0]), result.get("specification", {}).get("name", result["input"]))
        expect(f"{where}: input", plain(row[1]), result["input"])
        expect(f"{where}: verdict", plain(row[2]), WORDS[language][verdict(result)])
        for subject in result.get("subjects", []):
            for entry in subject["possible"]:
                if subject["sold-so"] != "no" and entry["paragraph"] and entry["paragraph"] not in plain(row[3]):
                    problems.append(f"{where}: {entry['paragraph']} is not told of {result['input']}")
    numbers = [plain(row[2]) for row in rows if len(row) == 5]
    numbers = [number for number in numbers if re.search(r"[0-9]", number)]
    expect(f"{where}: numbers", numbers,
           [v for r in document["results"] for s in r.get("subjects", []) for v in quantities(s).values() if v])


def check_text(where, text, document, language):
    text = re.sub(r"\s", "", text)  # lines are broken to fit
    for result in document["results"]:
        if "verdict" not in result:
            continue
        name = re.sub(r"\s", "", result["specification"]["name"])
        at = text.find(name[:30])  # the date stands at the end of the first line
        expect(f"{where}: {name} is told", at >= 0, True)
        expect(f"{where}: {name}: verdict", WORDS[language][result["verdict"]].replace(" ", "") in text[at:at + 600], True)


def check_beyond(where, said, as_of, document):
    """A day after the last one for which the rules are known to hold is said in every format for people and gates."""
    through = min((r["verified-through"] for r in document["results"] if "verdict" in r), default=as_of)
    for form in ("text", "markdown", "github", "junit", "sarif"):
        expect(f"{where}.{form}: says through which day the rules are known", as_of <= through or through in said[form][1], True)


def one(ecc, outputs, language, as_of, inputs, label, config="none"):
    said = {form: run(ecc, form, language, as_of, inputs, config) for form in FORMATS}
    for form, (_, text) in said.items():
        with open(os.path.join(outputs, f"{label}.{language}.{form}"), "w", encoding="utf-8", newline="") as file:
            file.write(text)
    document = json.loads(said["json"][1])
    where = f"{label}.{language}"
    for form, (status, _) in said.items():
        expect(f"{where}.{form}: exit status", status, document["exit-status"])
    check_ndjson(f"{where}.ndjson", said["ndjson"][1], document)
    check_sarif(f"{where}.sarif", said["sarif"][1], document)
    check_junit(f"{where}.junit", said["junit"][1], document)
    check_github(f"{where}.github", said["github"][1], document)
    check_csv(f"{where}.csv", said["csv"][1], document)
    check_markdown(f"{where}.markdown", said["markdown"][1], document, language)
    check_text(f"{where}.text", said["text"][1], document, language)
    check_beyond(where, said, as_of, document)
    return document


def same_without_words(ecc, outputs):
    """Fingerprints do not depend on the language, the day, or where a line stands."""
    def prints(label, language):
        with open(os.path.join(outputs, f"{label}.{language}.sarif"), encoding="utf-8") as file:
            return [(r["ruleId"], r["fingerprints"]["ecc/v1"]) for r in json.load(file)["runs"][0]["results"]]
    expect("fingerprints in both languages", prints("all", "en"), prints("all", "zh"))
    found = [value for _, value in prints("all", "en")]
    expect("fingerprints differ from each other", len(set(found)), len(found))
    with open(os.path.join(HERE, "specs", "near.yaml"), encoding="utf-8") as file:
        lines = file.read().split("\n", 1)
    moved = os.path.join(outputs, "moved")
    os.makedirs(moved, exist_ok=True)
    for name, text in (("near.yaml", "\n".join(lines)), ("moved.yaml", lines[0] + "\n\n# moved\n" + lines[1])):
        with open(os.path.join(moved, name), "w", encoding="utf-8") as file:
            file.write(text)
    results = []
    for name in ("near.yaml", "moved.yaml"):
        os.replace(os.path.join(moved, name), os.path.join(moved, "spec.yaml"))
        done = subprocess.run([ecc, "check", "spec.yaml", "--format", "sarif", "--as-of", "2026-07-10"], cwd=moved,
                              capture_output=True, timeout=60, check=False)
        results.append(json.loads(done.stdout)["runs"][0]["results"])
    expect("fingerprints of what moved", [r["fingerprints"] for r in results[0]], [r["fingerprints"] for r in results[1]])
    expect("it moved", [r["locations"] for r in results[0]] == [r["locations"] for r in results[1]], False)


def main():
    ecc, outputs = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    os.makedirs(outputs, exist_ok=True)
    seen = set()
    for language in ("en", "zh"):
        document = one(ecc, outputs, language, "2026-07-10", INPUTS, "all")
        seen |= {verdict(result) for result in document["results"]}
        seen |= {n["kind"] for result in document["results"] for n in result["notices"]}
        one(ecc, outputs, language, "2022-12-01", INPUTS, "old")
        one(ecc, outputs, language, "2026-07-10", ["specs/clean.yaml"], "clean")
        one(ecc, outputs, language, "2027-01-01", INPUTS, "late")
        one(ecc, outputs, language, "2026-07-10", ["specs"], "tree")
        gated = one(ecc, outputs, language, "2026-07-10", INPUTS, "gate", "gate.yaml")
        seen |= {n["state"] for result in gated["results"] for n in result["notices"]}
        seen |= {n["rule"] for n in gated["notices"]}
        one(ecc, outputs, language, "2026-07-10", [*INPUTS[:2], *WHAT_IF], "what-if")
    for what in ("controlled", "undecided", "not-controlled", "failed", "near-line", "diagnostic", "problem", "listed",
                 "fails", "warns", "waived", "ignored", "gate.waiver-expired", "gate.waiver-unused"):
        expect(f"the inputs show what is {what}", what in seen, True)
    same_without_words(ecc, outputs)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} differences")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
