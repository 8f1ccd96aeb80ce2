#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Progress is told on a terminal and nowhere else, and leaves nothing behind.

    check_progress.py ECC SPEC
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from pseudo_terminal import on_terminal

FILES = 250


def told_on_terminal(command, stdout, term="xterm"):
    """What arrives on a terminal that is the standard error, and the standard output when `stdout` is None."""
    return on_terminal(command, {**os.environ, "TERM": term, "LC_ALL": "C.UTF-8"}, stdout=stdout)


def screen(text):
    """The lines that are left when carriage returns and erasing have done their work."""
    lines, line, at = [], "", 0
    for token in re.findall(r"\033\[K|\033\[[0-9;]*m|\r\n|\r|\n|[^\r\n\033]", text):
        if token == "\033[K":
            line = line[:at]
        elif token == "\r":
            at = 0
        elif token in ("\n", "\r\n"):
            lines.append(line)
            line, at = "", 0
        elif not token.startswith("\033"):
            line = line[:at] + token + line[at + 1:]
            at += 1
    return [*lines, line] if line else lines


def main():
    ecc, spec = sys.argv[1:]
    failed = []

    def expect(what, holds):
        if not holds:
            failed.append(what)

    with tempfile.TemporaryDirectory() as directory:
        for i in range(FILES):
            shutil.copy(spec, os.path.join(directory, f"part-{i:04}.yaml"))
        check = [ecc, "check", directory, "--lang", "en"]

        text, status = told_on_terminal(check, subprocess.DEVNULL)
        told = [int(number) for number in re.findall(rf"\r(?:\033\[\d*m)?(\d+) of {FILES}", text)]
        expect("progress is told on a terminal", len(told) >= 50)
        expect("it goes up", told == sorted(set(told)))
        expect("it does so for each per cent, not for each file", len(told) <= 101)
        expect("nothing is left of it", screen(text) == [])
        expect("the status is that of the check", status == 1)

        with open(os.path.join(directory, "part-0100.yaml"), "w", encoding="utf-8") as file:
            file.write("ecc: chip/1\nname: [\n")
        text, status = told_on_terminal(check, subprocess.DEVNULL)
        left = screen(text)
        expect("an error stands by itself", any("part-0100.yaml:" in line for line in left))
        expect("and nothing of the progress in it", not any(re.search(rf"\d+ of {FILES}", line) for line in left))
        expect("the status is that of the error", status == 65)

        text, _ = told_on_terminal([*check, "--quiet"], subprocess.DEVNULL)
        expect("no progress with --quiet", f"of {FILES}" not in text)
        text, _ = told_on_terminal(check, None)
        expect("none among the results", f"of {FILES}" not in text)
        text, _ = told_on_terminal(check, subprocess.DEVNULL, term="dumb")
        expect("none on a terminal that cannot move", f"of {FILES}" not in text)
        done = subprocess.run(check, capture_output=True, text=True, env={**os.environ, "TERM": "xterm"})
        expect("none in a file", f"of {FILES}" not in done.stderr)
        text, _ = told_on_terminal([ecc, "check", spec, "--lang", "en"], subprocess.DEVNULL)
        expect("none for one file", " of " not in text)
        bill = os.path.join(directory, "bill.csv")
        with open(bill, "w", encoding="utf-8") as file:
            file.write("Part,Quantity\n" + "A800,2\nL40 48GB,1\n" * 500)
        words = [ecc, "screen", bill, "--lang", "en", "--as-of", "2026-09-24", "--format", "csv"]
        text, status = told_on_terminal(words, subprocess.DEVNULL)
        expect("a bill is told by its lines", re.findall(r"(\d+) lines", text) == ["256", "512", "768"])
        expect("nothing is left of that either", screen(text) == [] and status == 1)
        text, _ = told_on_terminal(words, subprocess.DEVNULL, term="dumb")
        expect("no lines on a terminal that cannot move", text == "")
        text, _ = told_on_terminal([*words, "--quiet"], subprocess.DEVNULL)
        expect("no lines with --quiet", text == "")
        text, _ = told_on_terminal(words, None)
        expect("no lines among the results", "256 lines" not in text)
    for what in failed:
        print(f"does not hold: {what}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
