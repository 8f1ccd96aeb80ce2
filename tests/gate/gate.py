#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The gate: what the configuration, the environment, waivers, severities and a baseline make of a check.

Usage: gate.py ECC SOURCE_DIR. Every case says its files, its command and what must come of it.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

problems = []
CONTROLLED, UNDECIDED, CLEAN, NEAR, LESSER = "h.yaml", "open.yaml", "clean.yaml", "near.yaml", "lesser.yaml"
WAIVER = "  - {{part: {part}, paragraph: {paragraph}, reason: licence D1, approver: A. Person, expires: {expires}}}\n"


class Repository:
    def __init__(self, ecc, source):
        self.ecc, self.root = ecc, tempfile.mkdtemp()
        os.makedirs(os.path.join(self.root, ".git"))
        os.makedirs(os.path.join(self.root, "specs", "deep"))
        specs = os.path.join(source, "tests", "formats", "specs")
        for name in (UNDECIDED, CLEAN, NEAR, LESSER):
            shutil.copy(os.path.join(specs, name), os.path.join(self.root, "specs", name))
        shutil.copy(os.path.join(source, "specs", "nvidia", "h800-sxm5-80gb.yaml"),
                    os.path.join(self.root, "specs", CONTROLLED))
        self.write("specs/foreign.yaml", "on: push\n")

    def write(self, name, text):
        with open(os.path.join(self.root, name), "w", encoding="utf-8") as file:
            file.write(text)

    def config(self, text):
        self.write(".ecc.yaml", "ecc-config: 1\nas-of: 2026-07-10\n" + text)

    def read(self, name):
        with open(os.path.join(self.root, name), encoding="utf-8") as file:
            return file.read()

    def run(self, *args, below=".", env=None):
        done = subprocess.run([self.ecc, *args], cwd=os.path.join(self.root, below), capture_output=True, timeout=60,
                              check=False, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **(env or {})})
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    def states(self, *args, **more):
        status, out, _ = self.run("check", *args, "--format", "json", **more)
        document = json.loads(out)
        told = {(os.path.basename(r["input"]), n["rule"]): n["state"] for r in document["results"] for n in r["notices"]}
        told.update({("run", n["rule"]): n["state"] for n in document["notices"]})
        return status, told, document


def expect(what, ours, theirs):
    if ours != theirs:
        problems.append(f"{what}: {ours!r} is not {theirs!r}")


def holds(what, text, *wanted):
    for part in wanted:
        if part not in text:
            problems.append(f"{what}: does not say {part!r}: {text!r}")


def fail_on(repo):
    table = {"controlled": (1, 0, 0), "undecided": (1, 2, 0), "near-line": (1, 2, 0), "none": (0, 0, 0)}
    for level, statuses in table.items():
        repo.config(f"fail-on: {level}\n")
        for name, status in zip((CONTROLLED, UNDECIDED, CLEAN), statuses):
            expect(f"fail-on {level}: {name}", repo.run("check", f"specs/{name}")[0], status)
            expect(f"--fail-on {level}: {name}", repo.run("check", f"specs/{name}", "--config", "none", "--fail-on", level)[0],
                   status)
        repo.config("severity:\n  - {paragraph: 3A090, level: ignore, reason: to see the line alone}\n"
                    f"fail-on: {level}\n")
        expect(f"fail-on {level}: near a line", repo.run("check", f"specs/{NEAR}")[0], 3 if level == "near-line" else 0)


def precedence(repo):
    repo.config("fail-on: none\nlanguage: zh\n")
    expect("the file", repo.run("check", "specs/h.yaml")[0], 0)
    holds("the file's language", repo.run("check", "specs/h.yaml")[1], "受管制")
    expect("the environment over the file", repo.run("check", "specs/h.yaml", env={"ECC_FAIL_ON": "controlled"})[0], 1)
    expect("the command line over the environment",
           repo.run("check", "specs/h.yaml", "--fail-on", "none", env={"ECC_FAIL_ON": "controlled"})[0], 0)
    holds("the environment's language", repo.run("check", "specs/h.yaml", env={"ECC_LANG": "en"})[1], "CONTROLLED")
    repo.config("fail-on: undecided\n")
    expect("the day of the file", json.loads(repo.run("check", "specs/h.yaml", "--format", "json")[1])["as-of"], "2026-07-10")
    status, out, _ = repo.run("check", "specs/h.yaml", "--format", "json", env={"ECC_AS_OF": "2023-01-01"})
    expect("the day of the environment", (status, json.loads(out)["as-of"]), (0, "2023-01-01"))
    status, out, _ = repo.run("check", "specs/h.yaml", "--format", "json", "--as-of", "2023-11-17", env={"ECC_AS_OF": "2023-01-01"})
    expect("the day of the command line", (status, json.loads(out)["as-of"]), (1, "2023-11-17"))
    status, _, err = repo.run("check", "specs/h.yaml", env={"ECC_AS_OF": "soon"})
    expect("a wrong variable", status, 64)
    holds("a wrong variable", err, "ECC_AS_OF", "soon")


def finding(repo):
    repo.config("fail-on: none\n")
    expect("from below", repo.run("check", "../h.yaml", below="specs/deep")[0], 0)
    expect("ECC_CONFIG=none", repo.run("check", "specs/h.yaml", env={"ECC_CONFIG": "none"})[0], 1)
    os.makedirs(os.path.join(repo.root, "inner", ".git"), exist_ok=True)
    shutil.copy(os.path.join(repo.root, "specs", CONTROLLED), os.path.join(repo.root, "inner", CONTROLLED))
    expect("the search ends at a repository", repo.run("check", "h.yaml", "--as-of", "2026-07-10", below="inner")[0], 1)
    shutil.rmtree(os.path.join(repo.root, "inner"))
    os.rename(os.path.join(repo.root, ".git"), os.path.join(repo.root, "git"))
    expect("without a repository only the directory itself", repo.run("check", "h.yaml", "--as-of", "2026-07-10", below="specs")[0], 1)
    expect("without a repository, there", repo.run("check", "specs/h.yaml")[0], 0)
    os.rename(os.path.join(repo.root, "git"), os.path.join(repo.root, ".git"))
    repo.write("other.yaml", "ecc-config: 1\nfail-on: controlled\nas-of: 2026-07-10\n")
    expect("--config", repo.run("check", "specs/open.yaml", "--config", "other.yaml")[0], 0)
    status, _, err = repo.run("check", "specs/open.yaml", "--config", "nothing.yaml")
    expect("--config that is not there", status, 66)
    holds("--config that is not there", err, "nothing.yaml")
    os.remove(os.path.join(repo.root, "other.yaml"))


def mistakes(repo):
    table = [
        ("fail_on: none\n", ".ecc.yaml:3:1:", "fail-on"),
        ("fail-on: never\n", ".ecc.yaml:3:10:", "near-line"),
        ("waivers: [{part: a, paragraph: b, reason: '', approver: c, expires: 2030-01-01}]\n", ".ecc.yaml:3:", "reason"),
        ("waivers: [{part: a, paragraph: b, approver: c, expires: 2030-01-01}]\n", ".ecc.yaml:3:", "reason"),
        ("waivers: [{part: a, paragraph: b, reason: r, approver: c, expires: soon}]\n", ".ecc.yaml:3:", "soon"),
        ("severity: [{paragraph: 3A090.a, level: ignore}]\n", ".ecc.yaml:3:", "reason"),
        ("rules: {digest: sha256:12}\n", ".ecc.yaml:3:", "64"),
        ("include: specs\n", ".ecc.yaml:3:", "include"),
        ("waivers: *x\n", ".ecc.yaml:3:", "*"),
    ]
    for text, *wanted in table:
        repo.config(text)
        status, out, err = repo.run("check", "specs/clean.yaml")
        expect(f"{text!r}: status", (status, out), (65, ""))
        holds(repr(text), err, *wanted)
    repo.write(".ecc.yaml", "ecc-config: 2\n")
    status, _, err = repo.run("check", "specs/clean.yaml")
    expect("a newer file", status, 65)
    holds("a newer file", err, "ecc-config: 1")
    expect("commands that do not look at a day still run", repo.run("specs", "list", "nvidia/h800")[0], 0)


def selection(repo):
    def seen(text, *args, **more):
        repo.config(text)
        return sorted(r["input"] for r in repo.states(*args, **more)[2]["results"])
    names = ["specs/" + name for name in (CLEAN, CONTROLLED, LESSER, NEAR, UNDECIDED)]
    expect("everything", seen(""), sorted(names))
    expect("include", seen("include: ['specs/[x].yaml', 'specs/c*.yaml', '**/open.yaml']\n"), ["specs/clean.yaml", "specs/open.yaml"])
    expect("exclude", seen("exclude: [specs/h.yaml, '**/n?ar.yaml']\n"), ["specs/clean.yaml", "specs/lesser.yaml", "specs/open.yaml"])
    expect("a directory", seen("exclude: [specs/]\n", "specs/clean.yaml"), ["specs/clean.yaml"])
    expect("from below", seen("", below="specs/deep"), sorted("../../" + name for name in names))
    repo.config("exclude: [specs/h.yaml]\n")
    expect("named is named", repo.run("check", "specs/h.yaml")[0], 1)
    expect("--specs-only lets the configuration choose", repo.run("check", "--specs-only", "specs/h.yaml", "specs/foreign.yaml")[0], 0)
    expect("nothing at all", repo.run("check", "--specs-only", "specs/foreign.yaml")[0], 0)
    os.remove(os.path.join(repo.root, ".ecc.yaml"))
    status, _, err = repo.run("check")
    expect("nothing named and no configuration", status, 64)
    holds("nothing named and no configuration", err, "ecc init")


MAPPING = """ecc: map/1
kind: chip
{more}constants: {{processing-units: [{{kind: digital-processor}}]}}
facts:
  - {{to: name, from: model}}
  - {{to: "processing-units[0].peaks.fp16", from: {rate}, unit: TFLOPS}}
"""


def maps(repo):
    """Files of another shape: which are read through which mapping."""
    os.makedirs(os.path.join(repo.root, "hw"))
    repo.write("hw/list.yaml", "chips:\n  - {model: Big, tflops: 1000}\n  - {model: Small, tflops: 1}\n")
    repo.write("hw/table.csv", "model,TFLOPS\nBig,1000\nSmall,1\n")
    repo.write("hw/notes.csv", "a,b\n1,2\n")
    repo.write("list.map.yaml", MAPPING.format(more="items: chips\n", rate="tflops"))
    repo.write("table.map.yaml", MAPPING.format(more="reads: table\n", rate="TFLOPS"))
    rows = """exclude: [specs/]
maps:
  - {files: "hw/*.yaml", map: list.map.yaml}
  - {files: "hw/table.csv", map: table.map.yaml}
"""
    repo.config(rows)
    items = ["hw/list.yaml#Big", "hw/list.yaml#Small", "hw/table.csv#Big", "hw/table.csv#Small"]
    status, _, document = repo.states()
    expect("maps: everything", sorted(r["input"] for r in document["results"]), items)
    expect("maps: controlled", status, 1)
    _, _, document = repo.states(below="hw")
    expect("maps: from below", sorted(r["input"] for r in document["results"]), [f"../{item}" for item in items])
    expect("maps: --specs-only", repo.run("check", "--specs-only", "hw/list.yaml", "list.map.yaml", "specs/foreign.yaml")[0], 1)
    expect("maps: one item", repo.run("check", "hw/table.csv#Small", "--fail-on", "controlled", "--quiet")[0], 0)
    repo.config(rows + "include: ['hw/*.csv']\n")
    _, _, document = repo.states()
    expect("maps: include", sorted(r["input"] for r in document["results"]), items[2:])
    late = "2099-01-01"
    repo.config(rows + "waivers:\n" + "".join(
        WAIVER.format(part=item, paragraph=paragraph, expires=late)
        for item in (items[0], items[2]) for paragraph in ("3A090.a", "4A090.a")))
    _, told, _ = repo.states("--fail-on", "controlled")
    expect("maps: waived", {state for (part, rule), state in told.items() if "#Big" in part and rule == "3A090.a"}, {"waived"})
    repo.config(rows.replace("list.map", "none.map"))
    status, _, err = repo.run("check")
    expect("maps: no such mapping", status, 66)
    holds("maps: no such mapping", err, "none.map.yaml")
    repo.write("hw/list.yaml", "chips: 3\n")
    repo.config(rows)
    status, _, err = repo.run("check")
    expect("maps: a file that does not fit", status, 65)
    holds("maps: a file that does not fit", err, "hw/list.yaml:1:8", "list.map.yaml:3:8")


def waivers(repo):
    def with_waivers(*rows):
        repo.config("waivers:\n" + "".join(WAIVER.format(part=p, paragraph=q, expires=e) for p, q, e in rows))
    late, past = "2099-01-01", "2020-01-01"
    with_waivers(("specs/h.yaml", "3A090.a", late), ("specs/h.yaml", "4A090", late))
    status, told, document = repo.states("specs/h.yaml")
    expect("waived", (status, told[("h.yaml", "3A090.a")], told[("h.yaml", "4A090.a")]), (0, "waived", "waived"))
    expect("the verdict stays", document["results"][0]["verdict"], "controlled")
    holds("the reason is told", repo.run("check", "specs/h.yaml")[1], "licence D1", "A. Person", "2099-01-01", "CONTROLLED")
    sarif = json.loads(repo.run("check", "specs/h.yaml", "--format", "sarif")[1])["runs"][0]["results"]
    expect("sarif", [(r["level"], r["suppressions"][0]["kind"]) for r in sarif], [("note", "external")] * 2)
    holds("junit", repo.run("check", "specs/h.yaml", "--format", "junit")[1], 'failures="0"', "licence D1")
    holds("github", repo.run("check", "specs/h.yaml", "--format", "github")[1], "::notice file=specs/h.yaml")
    holds("csv", repo.run("check", "specs/h.yaml", "--format", "csv")[1], ",waived,")
    with_waivers(("NVIDIA H800 SXM5 80GB", "3A090", late), ("specs/h.yaml", "4A090", late))
    expect("by name", repo.run("check", "specs/h.yaml")[0], 0)
    with_waivers(("nvidia/h800-sxm5-80gb", "3A090", late), ("nvidia/h800-sxm5-80gb", "4A090", late))
    expect("by id", repo.run("check", "nvidia/h800-sxm5-80gb")[0], 0)
    with_waivers(("specs/h.yaml", "3A09", late), ("specs/h.yaml", "4A090", late))
    status, told, _ = repo.states("specs/h.yaml")
    expect("a paragraph is no prefix of letters", (status, told[("run", "gate.waiver-unused")]), (1, "fails"))
    with_waivers(("specs/open.yaml", "3A090.a", late), ("specs/open.yaml", "4A090", late))
    expect("undecided: every possible paragraph must be waived", repo.run("check", "specs/open.yaml")[0], 2)
    with_waivers(("specs/open.yaml", "3A090", late), ("specs/open.yaml", "4A090", late))
    expect("undecided, waived", repo.run("check", "specs/open.yaml")[0], 0)
    with_waivers(("specs/h.yaml", "3A090", past), ("specs/h.yaml", "4A090", late))
    status, told, _ = repo.states("specs/h.yaml")
    expect("expired", (status, told[("h.yaml", "3A090.a")], told[("run", "gate.waiver-expired")]), (1, "fails", "fails"))
    with_waivers(("specs/clean.yaml", "3A090", past))
    status, out, _ = repo.run("check", "specs/clean.yaml")
    expect("an expired waiver fails by itself", status, 3)
    holds("an expired waiver", out, ".ecc.yaml:4:5", "2020-01-01", "A. Person")
    with_waivers(("specs/clean.yaml", "3A090", late))
    expect("unused", repo.run("check", "specs/clean.yaml")[0], 3)
    expect("not asked of what was not checked", repo.run("check", "specs/lesser.yaml")[0], 0)
    with_waivers(("specs/gone.yaml", "3A090", late))
    status, told, _ = repo.states()
    expect("a part that is gone", told[("run", "gate.waiver-unused")], "fails")
    repo.config("fail-on: none\nwaivers:\n" + WAIVER.format(part="specs/clean.yaml", paragraph="3A090", expires=past))
    expect("fail-on none", repo.run("check", "specs/clean.yaml")[0], 0)


def severities(repo):
    repo.config("severity:\n  - {paragraph: 3A090, level: ignore, reason: seen by counsel}\n  - {paragraph: 3A090.a, level: error}\n"
                "  - {paragraph: 4A090.a, level: warning, reason: later}\n  - {paragraph: 3A991.p, level: error}\n")
    status, told, _ = repo.states("specs/h.yaml")
    expect("the closest row holds", (status, told[("h.yaml", "3A090.a")], told[("h.yaml", "4A090.a")]), (1, "fails", "warns"))
    status, told, _ = repo.states("specs/lesser.yaml")
    expect("a lesser entry as an error", (status, told[("lesser.yaml", "3A991.p")]), (3, "fails"))
    holds("a warning", repo.run("check", "specs/h.yaml", "--format", "github")[1], "::warning file=specs/h.yaml", "title=4A090.a")


def baselines(repo):
    repo.config("")
    status, _, _ = repo.run("check", "--write-baseline", "known.yaml")
    expect("writing passes", status, 0)
    first = repo.read("known.yaml")
    holds("the baseline", first, "ecc-baseline: 1", "specs/h.yaml|3A090.a|circuit|NVIDIA H800 SXM5 80GB", "verdict: undecided")
    expect("known", repo.run("check", "--baseline", "known.yaml")[0], 0)
    expect("known, from below", repo.run("check", "--baseline", "../../known.yaml", below="specs/deep")[0], 0)
    repo.config("baseline: known.yaml\n")
    expect("named in the configuration", repo.run("check")[0], 0)
    repo.write("specs/new.yaml", repo.read("specs/near.yaml").replace("Just above", "New"))
    status, told, _ = repo.states()
    expect("only what is new fails", (status, sorted(k for k, v in told.items() if v == "fails")), (1, [("new.yaml", "3A090.a")]))
    os.remove(os.path.join(repo.root, "specs/new.yaml"))
    old = repo.read("specs/open.yaml")
    repo.write("specs/open.yaml", old.replace("processing-units:", "logic-dies:\n  - {area: 300 mm2, transistors: non-planar}\nprocessing-units:"))
    expect("what was undecided and is controlled is new", repo.run("check")[0], 1)
    repo.write("specs/open.yaml", old)
    os.rename(os.path.join(repo.root, "specs/near.yaml"), os.path.join(repo.root, "near.txt"))
    status, told, _ = repo.states()
    expect("what is gone is told", (status, told[("run", "gate.baseline-stale")]), (0, "told"))
    os.rename(os.path.join(repo.root, "near.txt"), os.path.join(repo.root, "specs/near.yaml"))
    repo.run("check", "--write-baseline", "known.yaml")
    expect("written again, the same", repo.read("known.yaml"), first)
    repo.write("known.yaml", "ecc-baseline: 1\nknown:\n  - {verdict: maybe, key: x}\n")
    status, _, err = repo.run("check")
    expect("a broken baseline", status, 65)
    holds("a broken baseline", err, "known.yaml:3", "controlled")


def pins(repo):
    repo.config(f"rules: {{digest: 'sha256:{'0' * 64}'}}\n")
    status, out, err = repo.run("check", "specs/clean.yaml")
    expect("other rules", (status, out), (69, ""))
    digest = "".join(err.split()).split("theseare")[1][:64]
    repo.config(f"rules: {{version: 2026-07-10, digest: 'sha256:{digest}'}}\n")
    expect("these rules", repo.run("check", "specs/clean.yaml")[0], 0)
    repo.config("rules: {version: 2025-01-01}\n")
    status, _, err = repo.run("check", "specs/clean.yaml")
    expect("another version", status, 69)
    holds("another version", err, "2025-01-01", "2026-07-10", ".ecc.yaml")


def init(repo):
    for language, other, words in (("en", "zh", "export control"), ("zh", "en", "出口管制")):
        for name in (".ecc.yaml", ".pre-commit-config.yaml"):
            if os.path.exists(os.path.join(repo.root, name)):
                os.remove(os.path.join(repo.root, name))
        expect(f"init {language}", repo.run("init", "--lang", language)[0], 0)
        expect(f"what init {language} writes can be used", repo.run("check", "specs/clean.yaml")[0], 0)
        holds(f"the hook in {language}", repo.read(".pre-commit-config.yaml"), "id: ecc", words, "ecc check --specs-only")
        out = repo.run("init", "--lang", other, "--force")[1]
        expect(f"the hook in {language} is known as ours", "id: ecc" in out, False)
    repo.write(".ecc.yaml", "ecc-config: 1\nfail-on: none\n")
    repo.write(".pre-commit-config.yaml", "repos: []\n")
    status, out, _ = repo.run("init")
    expect("init again", status, 64)
    holds("init again shows the entry", out, "id: ecc")
    expect("nothing was replaced", (repo.read(".ecc.yaml"), repo.read(".pre-commit-config.yaml")),
           ("ecc-config: 1\nfail-on: none\n", "repos: []\n"))
    expect("--force", repo.run("init", "--force")[0], 0)
    expect("another’s hooks stay even so", repo.read(".pre-commit-config.yaml"), "repos: []\n")
    holds("--force", repo.read(".ecc.yaml"), "fail-on: undecided")


def recorded(repo):
    repo.config("destination: 上海 / CN\nfail-on: controlled\n")
    document = json.loads(repo.run("check", "specs/h.yaml", "--format", "json")[1])
    expect("the gate is told", document["gate"], {"config": ".ecc.yaml", "destination": "上海 / CN", "fail-on": "controlled"})
    holds("the destination is told", repo.run("check", "specs/h.yaml")[1], "上海 / CN")


def main():
    ecc, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    groups = [fail_on, precedence, finding, mistakes, selection, maps, waivers, severities, baselines, pins, recorded, init]
    for group in groups:
        repo = Repository(ecc, source)
        before = len(problems)
        group(repo)
        problems[before:] = [f"{group.__name__}: {problem}" for problem in problems[before:]]
        shutil.rmtree(repo.root)
    for problem in problems:
        print(problem)
    print(f"{len(groups)} groups, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
