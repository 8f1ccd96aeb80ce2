#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden cases of the command line: tests/cases/NAME/.

    cmd              what is run, a line each: arguments of ecc, or "show FILE" to print a file that was written
    exit             the exit status of the last one
    stdin            standard input, when there is any
    formats          the formats compared besides text: "json"
    expected.txt     standard output, then standard error under a line of its own; in English
    expected.zh.txt  the same in Chinese; expected.json and expected.zh.json likewise
    anything else    files the commands read

    run_cases.py ECC [CASE...]             compare; the difference of each failure is shown
    run_cases.py ECC --accept [CASE...]    show the differences, and take what is said now
"""
import difflib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases")
LANGUAGES = (("en", ""), ("zh", ".zh"))
SUFFIXES = {"text": "txt", "json": "json", "csv": "csv", "markdown": "md"}
ERRORS = "==== standard error\n"


def read(path, default=""):
    if not os.path.exists(path):
        return default
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def run_line(ecc, line, language, form, stdin, work):
    """One line of cmd: (what it says, exit status)."""
    words = shlex.split(line)
    if words[0] == "show":
        return read(os.path.join(work, words[1]), "no such file\n"), 0
    command = [ecc, *words, "--lang", language]
    if form != "text":
        command += ["--format", form]
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    for name in os.environ:  # sanitizers and valgrind are told by the caller
        if name.endswith("_OPTIONS"):
            environment[name] = os.environ[name]
    done = subprocess.run(command, cwd=work, env=environment, input=stdin.encode(),
                          capture_output=True, timeout=120)
    said = done.stdout.decode("utf-8")
    errors = done.stderr.decode("utf-8")
    if form == "json" and said:
        json.loads(said)
    return said + (ERRORS + errors if errors else ""), done.returncode


def run_case(ecc, case, language, form):
    """The whole of a case in a copy of its directory."""
    with tempfile.TemporaryDirectory() as scratch:
        work = os.path.join(scratch, "case")
        shutil.copytree(case, work, symlinks=True)
        said, status = "", 0
        for line in read(os.path.join(case, "cmd")).splitlines():
            text, status = run_line(ecc, line, language, form, read(os.path.join(case, "stdin")), work)
            said += text
        return said, status


def difference(before, after, name):
    lines = difflib.unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True),
                                 name, name + " (now)")
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def compare(path, said, accept):
    """True when the golden file says the same; shows the difference else."""
    expected = read(path)
    if os.path.exists(path) and expected == said:
        return True
    sys.stdout.write(difference(expected, said, os.path.relpath(path, CASES)))
    if accept:
        write(path, said)
    return False


def check_case(ecc, name, accept):
    """The number of comparisons, and of failures."""
    case = os.path.join(CASES, name)
    forms = ["text", *read(os.path.join(case, "formats")).split()]
    compared = failed = 0
    for form in forms:
        for language, infix in LANGUAGES:
            said, status = run_case(ecc, case, language, form)
            golden = os.path.join(case, "expected" + infix + "." + SUFFIXES[form])
            same = compare(golden, said, accept)
            same = compare(os.path.join(case, "exit"), f"{status}\n", accept) and same
            compared += 1
            failed += 0 if same else 1
    return compared, failed


def main():
    args = [arg for arg in sys.argv[1:] if arg != "--accept"]
    accept = len(args) + 1 != len(sys.argv)
    if not args:
        sys.exit(__doc__)
    ecc = os.path.abspath(args[0])
    names = args[1:] or sorted(entry for entry in os.listdir(CASES)
                               if os.path.isdir(os.path.join(CASES, entry)))
    compared = failed = 0
    for name in names:
        one, bad = check_case(ecc, name, accept)
        compared += one
        failed += bad
        if bad and not accept:
            print(f"FAILED {name}")
    print(f"{len(names)} cases, {compared} comparisons, {failed} " + ("accepted" if accept else "failed"))
    sys.exit(1 if failed and not accept or compared == 0 else 0)


if __name__ == "__main__":
    main()
