#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The screening of a bill as a document, without a browser: whole, harmless, and the same as the JSON says.

    screening.py ECC SOURCE_DIR              compare
    screening.py ECC SOURCE_DIR --accept     write the outlines that are compared
"""
import difflib
import html
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile

from document import Document, faults_of

BADGES = {"controlled": "bad", "not-controlled": "good", "undecided": "open"}
HOSTILE = """Part,Quantity,Price,Supplier,Remark
"<script>alert(1)</script>",1,"<b>9</b>","</td></tr></table>","<img src=x onerror=alert(1)>"
"H100\u202e SXM",2,"'""><i>",x,"a
b"
\u041d100 SXM,3,,,
=cmd|x,4,,,
"""


class Tests:
    def __init__(self, ecc, source, accept):
        self.ecc = ecc
        self.source = source
        self.accept = accept
        self.failed = 0

    def screen(self, table, *words):
        done = subprocess.run([self.ecc, "screen", os.path.basename(table), "--as-of", "2026-09-24", *words],
                              cwd=os.path.dirname(os.path.abspath(table)), capture_output=True, timeout=300)
        return done.stdout.decode("utf-8"), done.returncode

    def check(self, what, faults):
        faults = list(faults)
        self.failed += len(faults) > 0
        print("FAILED" if faults else "ok    ", what)
        for fault in faults[:20]:
            print("       ", fault)

    def bill(self):
        """The bill of sixty lines, in both languages."""
        table = os.path.join(self.source, "tests", "bom", "bill.csv")
        documents = []
        for language in ("en", "zh"):
            text, status = self.screen(table, "--lang", language, "--format", "html")
            said = json.loads(self.screen(table, "--lang", language, "--format", "json")[0])
            documents.append(Document(text))
            self.check(f"whole, {language}", faults_of(documents[-1]))
            self.check(f"exit status, {language}", [] if status == said["exit-status"] == 1 else [status])
            self.check(f"the lines are those of the JSON, {language}", different_lines(text, said))
            self.check(f"the parts are those of the JSON, {language}", different_parts(text, said))
        same = documents[0].tags == documents[1].tags and documents[0].ids == documents[1].ids
        self.check("the same in both languages", [] if same else ["the tags differ"])

    def hostile(self):
        with tempfile.TemporaryDirectory() as work:
            name = "a<script>'&.csv"
            with open(os.path.join(work, name), "w", encoding="utf-8") as file:
                file.write(HOSTILE)
            for language in ("en", "zh"):
                text, _ = self.screen(os.path.join(work, name), "--lang", language, "--format", "html")
                document = Document(text)
                words = "".join(document.words)
                self.check(f"hostile texts stay texts, {language}", faults_of(document))
                self.check("and are shown", (w for w in ("<script>alert(1)</script>", "</td></tr></table>",
                                                         "<img src=x onerror=alert(1)>", "U+041D", "H100<U+202E> SXM",
                                                         "a<script>'&.csv") if w not in words))
                self.check("without what turns or hides", [c for c in text if c in "\u202e\x1b\u2066"])
                policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
                self.check("its policy allows nothing", [] if policy in text else ["the policy is another"])

    def cut(self):
        """A mistake in the table: what came before it, and that it is not the whole."""
        with tempfile.TemporaryDirectory() as work:
            path = os.path.join(work, "cut.csv")
            with open(path, "w", encoding="utf-8") as file:
                file.write('Part,Qty\nH100 80GB PCIe,1\n"A800,2\n')
            text, status = self.screen(path, "--lang", "en", "--format", "html")
            self.check("a table with a mistake", faults_of(Document(text)))
            self.check("it is told", [] if status == 65 and "has a mistake" in text else [status])

    def outlines(self):
        """What stands where, as a person reads it, for review in a difference."""
        table = os.path.join(self.source, "tests", "cases", "screen-formats", "bill.csv")
        for language in ("en", "zh"):
            text, _ = self.screen(table, "--lang", language, "--format", "html")
            now = outline(text)
            path = os.path.join(self.source, "tests", "report", f"screening.{language}.txt")
            if self.accept:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(now)
            with open(path, encoding="utf-8") as file:
                before = file.read()
            self.check(f"the outline, {language}", difflib.unified_diff(before.splitlines(), now.splitlines(),
                                                                       "before", "now", lineterm="", n=1))


def rows_of(text):
    """Line number, badge and links of each row."""
    for row in re.findall(r'<tr id="line-(\d+)">(.*?)</tr>', text, re.S):
        badge = re.search(r'class="outcome".*?class="badge (\w+)"', row[1], re.S).group(1)
        yield int(row[0]), badge, re.findall(r'href="#part-([^"]+)"', row[1])


def slug(part):
    return re.sub("[^0-9A-Za-z]", "-", part)


def different_lines(text, said):
    wanted = [(line["line"], BADGES[line["verdict"]], [slug(c["part"]) for c in line["candidates"]])
              for line in said["lines"]]
    found = list(rows_of(text))
    if len(wanted) != len(found):
        yield f"{len(found)} rows for {len(wanted)} lines"
    for one, other in zip(wanted, found):
        if one != other:
            yield f"{other}, not {one}"
    plain = html.unescape(re.sub("<[^>]*>", "", text))
    for line in said["lines"]:
        for warning in line["warnings"]:
            if warning["text"] not in plain:
                yield f"line {line['line']}: {warning['text']}"
        for near in [] if line["candidates"] else line["suggestions"]:
            if near["part"] not in plain:
                yield f"line {line['line']}: {near['part']}"


def different_parts(text, said):
    """Each part once, with everything that decides it and all that is to be asked."""
    parts = {c["part"]: c for line in said["lines"] for c in line["candidates"]}
    sections = dict(re.findall(r'<section class="part-short" id="part-([^"]+)">(.*?)</section>', text, re.S))
    if sorted(sections) != sorted(slug(part) for part in parts):
        yield f"sections {sorted(sections)}"
        return
    for part, candidate in parts.items():
        plain = html.unescape(re.sub("<[^>]*>", "", sections[slug(part)]))
        if f'class="badge {BADGES[candidate["verdict"]]}"' not in sections[slug(part)]:
            yield f"{part}: another verdict"
        for note in candidate["maker"]["notes"]:
            if note["text"] not in plain or note["source"]["notice"] not in plain:
                yield f"{part}: {note['text']}"
        for subject in candidate["subjects"]:
            for sentence in subject["deciding"] if subject["controlled"] != "no" else []:
                if sentence not in plain and re.split("[:：]", sentence, maxsplit=1)[1].strip() not in plain:
                    yield f"{part}: {sentence}"


BLOCKS = {"h1", "h2", "h3", "h4", "p", "li", "tr", "dt", "dd", "caption", "title"}


class Outline(html.parser.HTMLParser):
    """A line for each block, with the tag and the text; cells apart."""

    def __init__(self):
        super().__init__()
        self.lines = []
        self.hidden = 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag == "style"
        if tag in BLOCKS:
            name = dict(attrs).get("id") or dict(attrs).get("class")
            self.lines.append(tag + (f" {name}" if name else "") + ":")
        elif tag in ("td", "th") and self.lines:
            self.lines.append("  |")

    def handle_endtag(self, tag):
        self.hidden -= tag == "style"

    def handle_data(self, data):
        words = data.strip()
        if words and self.lines and not self.hidden:
            self.lines[-1] += " " + words


def outline(text):
    parser = Outline()
    parser.feed(text)
    return "".join(line + "\n" for line in parser.lines)


def main():
    tests = Tests(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), "--accept" in sys.argv)
    tests.bill()
    tests.hostile()
    tests.cut()
    tests.outlines()
    return 1 if tests.failed else 0


sys.exit(main())
