#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a terminal gets: every line of the whole catalogue fits 80 columns, colour follows the verdict, and citations are
links on the terminals that take links, and on no other.

    check_terminal.py ECC
"""
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

from pseudo_terminal import on_terminal

WIDTH = 80
DAYS = ("2023-01-01", "2026-09-24")
LINK = re.compile(r"\033\]8;[^;]*;([^\033]*)\033\\")
STYLE = re.compile(r"\033\[([0-9;]*)m")
COLOURS = {"controlled": "1;31", "not-controlled": "32", "undecided": "33"}
WORDS = {"en": {"controlled": "CONTROLLED", "not-controlled": "NOT CONTROLLED", "undecided": "UNDECIDED"},
         "zh": {"controlled": "受管制", "not-controlled": "未受管制", "undecided": "无法判定"}}
PARTS = {"controlled": "nvidia/h800-sxm5-80gb", "not-controlled": "nvidia/h20-sxm-96gb", "undecided": "cambricon/mlu370-x8"}
failed = []


def expect(what, holds):
    if not holds:
        failed.append(what)


def columns(text):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


def run(ecc, *words, **variables):
    clean = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", **variables}
    return subprocess.run([ecc, *words], capture_output=True, env=clean, check=False).stdout.decode("utf-8")


def shown(ecc, *words, **variables):
    """What arrives on a terminal that is the standard output."""
    clean = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "COLUMNS": str(WIDTH), **variables}
    text, _ = on_terminal([ecc, *words], clean, stderr=subprocess.DEVNULL)
    return text.replace("\r\n", "\n")


def check_width(ecc):
    """An address is never broken, so that it can be copied; everything else fits."""
    parts = [line.split()[0] for line in run(ecc, "specs", "list", "--lang", "en").splitlines()]
    parts = [part for part in parts if "/" in part]
    expect("the catalogue is there", len(parts) > 100)
    commands = [["check", *parts, "--as-of", day] for day in DAYS] + [["explain", *parts, "--as-of", DAYS[1]]]
    commands += [["history", part] for part in parts[::9]] + [["specs", "show", part] for part in parts[::9]]
    commands += [["alternatives", part, "--as-of", DAYS[1]] for part in parts[::9]]
    commands += [["compare", *parts[i:i + 2 + i % 3]] for i in range(0, len(parts), 17)]
    commands += [["rules", "list"], ["rules", "diff", "3A090@2022-10-21", "3A090@2023-11-17"], ["specs", "list"],
                 ["rules", "show", "3A090"], ["rules", "show", "definitions"], ["doctor"], ["version"], ["help"],
                 ["rules", "impact", "3A090@2022-10-21", "3A090@2023-11-17"]]
    names = re.findall(r"^  ((?:[a-z]+ )?[a-z]+)\b(?: |$)", run(ecc, "help", "--lang", "en").split("\nCommands\n")[1]
                       .split("\n\n")[0], re.M)
    expect("commands are found", len(names) > 25)
    commands += [["help", *name.split()] for name in names]
    n = 0
    for language in ("en", "zh"):
        for command in commands:
            text = run(ecc, *command, "--lang", language)
            expect(f"{command[:2]} says something ({language})", len(text) > 0)
            for line in text.splitlines():
                n += 1
                without = re.sub(r"https?://\S+$", "", line)
                if columns(line) > WIDTH and (without == line or columns(without) > WIDTH):
                    expect(f"{columns(line)} columns, {language}, {command[:2]}: {line}", False)
    print(f"{n} lines")


def check_excerpt(ecc):
    """A long line of a file is cut to what fits, with the place under its caret."""
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "x.yaml")
        for filler in ("一段很长的说明文字", "a long explanation "):
            with open(path, "w", encoding="utf-8") as file:
                file.write(f"ecc: chip/1\nname: {filler * 12}\nnotes: [{{note: {filler * 6}}}, {{noet: {filler * 12}}}]\n")
            done = subprocess.run([ecc, "check", path, "--lang", "en"], capture_output=True, check=False)
            lines = done.stderr.decode("utf-8").splitlines()
            excerpts = [i for i, line in enumerate(lines) if re.match(r" *\d+ \| ", line)]
            expect(f"an excerpt is shown: {lines}", len(excerpts) > 0)
            for i in excerpts:
                expect(f"{columns(lines[i])} columns: {lines[i]}", columns(lines[i]) <= WIDTH)
                below = columns(lines[i + 1].split("^")[0])
                at = next(k for k in range(len(lines[i])) if columns(lines[i][:k + 1]) > below)
                expect(f"the caret of {lines[i]}", lines[i][at:].startswith(("{note:", "{noet:", "note", "noet")))


def check_colour(ecc):
    for language, words in WORDS.items():
        for verdict, part in PARTS.items():
            command = ["check", part, "--lang", language, "--as-of", DAYS[1]]
            text = shown(ecc, *command, TERM="xterm")
            expect(f"{part} has its colour ({language})", f"\033[{COLOURS[verdict]}m{words[verdict]}\033[0m" in text)
            expect(f"every style ends ({language})", [code for code in STYLE.findall(text)][1::2].count("0") * 2 ==
                   len(STYLE.findall(text)))
            plain = run(ecc, *command)
            expect(f"colour changes no word ({language})", STYLE.sub("", text) == plain)
            expect(f"NO_COLOR ({language})", shown(ecc, *command, TERM="xterm", NO_COLOR="1") == plain)
            expect(f"TERM=dumb ({language})", shown(ecc, *command, TERM="dumb") == plain)
            expect(f"--color never ({language})", shown(ecc, *command, "--color", "never", TERM="xterm") == plain)


def check_links(ecc):
    taken = ({"TERM": "xterm-kitty"}, {"TERM": "xterm-256color", "VTE_VERSION": "6800"},
             {"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, {"TERM": "xterm-256color", "WT_SESSION": "1"},
             {"TERM": "xterm", "FORCE_HYPERLINK": "1"})
    refused = ({"TERM": "xterm"}, {"TERM": "dumb", "VTE_VERSION": "6800"}, {"TERM": "xterm", "VTE_VERSION": "4800"},
               {"TERM": "xterm", "TERM_PROGRAM": "Apple_Terminal"}, {"TERM": "screen", "VTE_VERSION": "6800", "TMUX": "x"},
               {"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, {})
    for command in (["check", PARTS["controlled"]], ["explain", PARTS["controlled"]], ["rules", "show", "3A090"]):
        plain = run(ecc, *command, "--lang", "en")
        for variables in taken:
            text = shown(ecc, *command, "--lang", "en", "--color", "never", **variables)
            addresses = LINK.findall(text)
            where = f"{command[:2]}, {variables}"
            expect(f"{where}: there are links to the source of law",
                   any(address.startswith("https://www.ecfr.gov/") for address in addresses))
            expect(f"{where}: what is opened is closed", all(addresses[0::2]) and not any(addresses[1::2]))
            expect(f"{where}: on its own line", all(len(LINK.findall(line)) % 2 == 0 for line in text.split("\n")))
            expect(f"{where}: the same words, but for addresses", [line.strip() for line in LINK.sub("", text).split("\n")] ==
                   [line.strip() for line in plain.split("\n") if not line.strip().startswith("http")])
        for variables in refused:
            text = shown(ecc, *command, "--lang", "en", "--color", "never", **variables)
            expect(f"{command[:2]}, {variables}: no links", text == plain)
        expect(f"{command[:2]}: no links in a file", "\033" not in run(ecc, *command, TERM="xterm-kitty"))


def main():
    ecc = os.path.abspath(sys.argv[1])
    check_width(ecc)
    check_excerpt(ecc)
    check_colour(ecc)
    check_links(ecc)
    for what in failed[:40]:
        print(f"does not hold: {what}")
    print(f"{len(failed)} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
