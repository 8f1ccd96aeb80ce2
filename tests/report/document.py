#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The report as a document, without a browser: is it whole, harmless, the same twice, the same in both languages?

    document.py ECC SOURCE_DIR
"""
import html.parser
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

VOID = {"meta", "br", "link", "img", "input", "hr"}
SHAPES = {"line", "rect", "path", "circle"}  # closed by "/>" in a drawing
PARTS = ["nvidia/h800-sxm5-80gb", "nvidia/h20-sxm-96gb", "nvidia/rtx-4090.yaml", "huawei/ascend-910b4",
         "cambricon/mlu370-x8.yaml", "jedec/hbm3-stack"]
# What the report may consist of. Anything that runs, loads or asks is not among it.
TAGS = set("""html head meta title style body a header h1 h2 h3 h4 p nav ul li main section div table caption thead
tbody tr th td br span b strong bdi details summary dl dt dd figure figcaption footer svg desc defs pattern rect line
text g path circle""".split())
ATTRIBUTES = set("""lang charset http-equiv content name class href rel id aria-label aria-labelledby aria-hidden role
scope rowspan colspan open xmlns viewbox x y x1 y1 x2 y2 width height cx cy r d transform text-anchor fill
patternunits patterntransform data-head""".split())


class Document(html.parser.HTMLParser):
    """Keeps the tags in order, and says where they do not fit together."""

    def __init__(self, text):
        super().__init__()
        self.stack = []
        self.tags = []
        self.ids = []
        self.links = []
        self.headings = []
        self.faults = []
        self.words = []
        self.feed(text)
        self.close()
        if self.stack:
            self.faults.append(f"never closed: {self.stack}")

    def handle_starttag(self, tag, attrs):
        self.handle_any(tag, attrs)
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        if tag not in SHAPES:
            self.faults.append(f"<{tag}/> outside a drawing")
        self.handle_any(tag, attrs)

    def handle_any(self, tag, attrs):
        self.tags.append(tag)
        attributes = dict(attrs)
        if tag not in TAGS:
            self.faults.append(f"line {self.getpos()[0]}: <{tag}> is not a tag of the report")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.faults.append(f"line {self.getpos()[0]}: {name}= is not an attribute of the report")
            if name == "href" and not re.match(r"(#|https?://)", value):
                self.faults.append(f"line {self.getpos()[0]}: a link to {value!r}")
        if len(attributes) != len(attrs):
            self.faults.append(f"line {self.getpos()[0]}: an attribute twice")
        if tag == "th" and "scope" not in attributes:
            self.faults.append(f"line {self.getpos()[0]}: a header of no scope")
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if "href" in attributes:
            self.links.append(attributes["href"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        if not self.stack or self.stack[-1] != tag:
            self.faults.append(f"line {self.getpos()[0]}: </{tag}> after {self.stack[-3:]}")
        else:
            self.stack.pop()

    def handle_data(self, data):
        if not self.stack or self.stack[-1] not in ("style", "title"):
            self.words.append(data)


def faults_of(document):
    yield from document.faults
    for identity in sorted({i for i in document.ids if document.ids.count(i) > 1}):
        yield f"two things have the id {identity}"
    for link in document.links:
        if link.startswith("#") and link[1:] not in document.ids:
            yield f"{link} leads nowhere"
    if document.headings[:1] != [1] or document.headings.count(1) != 1:
        yield f"headings begin {document.headings[:3]}"
    for before, after in zip(document.headings, document.headings[1:]):
        if after > before + 1:
            yield f"a heading {after} after a heading {before}"
    for tag in ("main", "header", "footer", "nav"):
        if document.tags.count(tag) != 1:
            yield f"{document.tags.count(tag)} <{tag}>"
    if document.tags.count("table") != document.tags.count("caption"):
        yield "a table without a caption"


class Tests:
    def __init__(self, ecc, source):
        self.ecc = ecc
        self.source = source
        self.failed = 0

    def report(self, *words, cwd=None):
        done = subprocess.run([self.ecc, "report", *words], cwd=cwd or os.path.join(self.source, "specs"),
                              capture_output=True, timeout=300)
        return done.stdout.decode("utf-8"), done.returncode, done.stderr.decode("utf-8")

    def check(self, what, faults):
        faults = list(faults)
        self.failed += len(faults) > 0
        print("FAILED" if faults else "ok    ", what)
        for fault in faults[:20]:
            print("       ", fault)

    def both_languages(self, date):
        documents = []
        for language in ("en", "zh"):
            text, _, _ = self.report(*PARTS, "--as-of", date, "--lang", language)
            documents.append(Document(text))
            self.check(f"whole, {language}, {date}", faults_of(documents[-1]))
        # Drawings leave out what there is no room for, and that depends on the words.
        tags = [[tag for tag in d.tags if tag not in ("text", "line")] for d in documents]
        same = tags[0] == tags[1] and documents[0].ids == documents[1].ids
        self.check(f"the same in both languages, {date}", [] if same else ["the tags differ"])

    def whole_and_alike(self):
        text, status, _ = self.report(*PARTS, "--as-of", "2024-01-01")
        again, _, _ = self.report(*PARTS, "--as-of", "2024-01-01")
        self.check("the same bytes twice", [] if text == again else ["they differ"])
        self.check("exit status of the worst part", [] if status == 1 else [status])
        policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        self.check("its policy allows nothing", [] if policy in text else ["the policy is another"])
        for date, beyond in (("2024-01-01", False), ("2099-01-01", True)):
            said = "is not in this report" in self.report(PARTS[0], "--as-of", date)[0]
            self.check(f"beyond what is verified: {beyond}", [] if said == beyond else [said])

    def hostile(self):
        spec = os.path.join(self.source, "tests", "report", "specs", "hostile.yaml")
        with open(spec, encoding="utf-8") as file:
            content = file.read()
        with tempfile.TemporaryDirectory() as work:
            # A name of a file can hold what a file cannot.
            name = "a<script>\u202e\"'&\x1b[31m.yaml"
            for path in (name, "broken<b>.yaml"):
                with open(os.path.join(work, path), "w", encoding="utf-8") as file:
                    file.write(content if path == name else "ecc: chip/1\n\"<i>key</i>\": \"<script>\"\n")
            for language in ("en", "zh"):
                text, status, _ = self.report(".", "--lang", language, cwd=work)
                document = Document(text)
                words = "".join(document.words)
                self.check(f"hostile texts stay texts, {language}", faults_of(document))
                self.check("and are shown", (w for w in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
                                                         "a<script><U+202E>") if w not in words))
                unsafe = [c for c in text if c in "\u202e\x1b\u2066"]
                self.check("without what turns or hides", unsafe)
                self.check("a file that cannot be used is named", [] if "broken<b>.yaml" in words and status == 65
                           else ["it is not"])
                drawing, _, _ = self.report(name, "--lang", language, "--format", "svg", cwd=work)
                self.drawing(drawing, f"a drawing with hostile texts, {language}")

    def drawing(self, text, what):
        try:
            root = xml.etree.ElementTree.fromstring(text)
        except xml.etree.ElementTree.ParseError as error:
            self.check(what, [error])
            return
        tags = {element.tag.split("}")[1] for element in root.iter()}
        allowed = {"svg", "title", "desc", "style", "rect", "defs", "pattern", "line", "text", "g", "path", "circle"}
        children = [child.tag.split("}")[1] for child in root[:2]]
        self.check(what, [f"tags {tags - allowed}"] if tags - allowed else
                   [] if children == ["title", "desc"] else [f"begins with {children}"])

    def crossed(self, text, what):
        """No bar, edge of a box or sign lies across the name of an area."""
        root = xml.etree.ElementTree.fromstring(text)
        number = lambda element, name: float(element.get(name))
        strokes = []
        for element in root.iter():
            kind = (element.get("class") or "").split(" ")[0]
            if kind == "bar":
                strokes.append((number(element, "x1"), number(element, "y1"), number(element, "x2"), number(element, "y2")))
            elif kind == "box":
                x, y, width, height = (number(element, name) for name in ("x", "y", "width", "height"))
                strokes += [(x, y, x + width, y), (x, y + height, x + width, y + height), (x, y, x, y + height),
                            (x + width, y, x + width, y + height)]
        names = [e for e in root.iter() if e.get("class") == "name"]
        faults = [] if strokes and names else ["the drawing has no bars or no names"]
        for name in names:
            left, foot = number(name, "x"), number(name, "y")
            right, top = left + 7 * len(name.text), foot - 10
            for x1, y1, x2, y2 in strokes:
                if min(x1, x2) < right and left < max(x1, x2) and min(y1, y2) < foot and top < max(y1, y2):
                    faults.append(f"{name.text} at {left}, {foot} lies under {(x1, y1, x2, y2)}")
        self.check(what, faults)

    def names_of_areas(self):
        for language in ("en", "zh"):
            text, _, _ = self.report("huawei/ascend-910-2019", "cambricon/mlu370-x8", "nvidia/h20-sxm-96gb",
                                     "--as-of", "2026-08-01", "--lang", language, "--format", "svg")
            self.crossed(text, f"names of areas are free, {language}")

    def whole_catalogue(self):
        """Numbers and names of areas do not lie over each other, however many parts there are."""
        text, _, _ = self.report("../specs", "--as-of", "2026-08-01", "--lang", "en", "--format", "svg")
        root = xml.etree.ElementTree.fromstring(text)
        boxes = []
        for element in root.iter():
            if element.get("class") in ("number", "name"):
                left, foot = float(element.get("x")), float(element.get("y"))
                boxes.append((left, foot - 9, left + 6 * len(element.text), foot, element.text))
        faults = [] if len(boxes) > 30 else [f"only {len(boxes)} texts"]
        for i, a in enumerate(boxes):
            faults += [f"{a[4]} over {b[4]}" for b in boxes[:i]
                       if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]
        self.check("no text over another with the whole catalogue", faults)

    def spaces(self):
        """Chinese has no space between two of its own characters."""
        text, _, _ = self.report(*PARTS, "--as-of", "2026-08-01", "--lang", "zh")
        words = Document(text).words
        self.check("lists in Chinese", {w for w in words for sign in ("和", "或", "与") if re.search(
            f"[\u4e00-\u9fff] {sign} |{sign} [\u4e00-\u9fff]", w)})

    def drawings(self):
        for date in ("2023-01-01", "2024-01-01"):
            for language in ("en", "zh"):
                text, _, _ = self.report(*PARTS, "--as-of", date, "--lang", language, "--format", "svg")
                self.drawing(text, f"a drawing, {language}, {date}")

    def output(self):
        with tempfile.TemporaryDirectory() as work:
            path = os.path.join(work, "report.html")
            said, _, _ = self.report(PARTS[0], "-o", path)
            with open(path, encoding="utf-8") as file:
                whole = file.read()
            self.check("into a file", [] if said == "" and whole.endswith("</html>\n") else ["it is not whole"])
            self.check("and no other", [] if os.listdir(work) == ["report.html"] else os.listdir(work))
            _, status, errors = self.report(PARTS[0], "-o", os.path.join(work, "no", "report.html"))
            self.check("a place that is not there", [] if status == 74 and errors else [status])


def main():
    tests = Tests(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]))
    tests.whole_and_alike()
    tests.both_languages("2023-01-01")
    tests.both_languages("2026-08-01")
    tests.hostile()
    tests.drawings()
    tests.names_of_areas()
    tests.whole_catalogue()
    tests.spaces()
    tests.output()
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
