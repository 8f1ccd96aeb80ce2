#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The manual pages say what --help says, to the letter and in both languages; the environment is that of the source.

    check_manual.py ECC CLI_DIRECTORY

Each page comes from "ecc manual", as the packages install it. Where mandoc is installed it must accept the pages.
"""
import glob
import os
import re
import shutil
import subprocess
import sys

HEADINGS = {"en": ("Commands", "Options", "Exit status"), "zh": ("命令", "选项", "退出状态")}
OF_LIBRARIES = {"https_proxy", "http_proxy", "all_proxy", "no_proxy", "OPENSSL_CONF"}  # read by curl and OpenSSL


def run(ecc, *words):
    return subprocess.run([ecc, *words], capture_output=True, text=True, check=True).stdout


def squeeze(text):
    return re.sub(r"\s", "", text)


def plain(text):
    """mdoc text as it is read: escapes resolved."""
    for escape, meaning in ((r"\&", ""), (r"\:", ""), (r"\-", "-"), (r"\(dq", '"'), (r"\e", "\\")):
        text = text.replace(escape, meaning)
    return text


def sections(page):
    parts = re.split(r"^\.Sh (.*)\n", page, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def read(section):
    """The words of a section, without what is there for the layout."""
    lines = []
    for line in section.splitlines():
        if line.startswith(".It "):
            label = re.sub(r"\b(Fl )", "-", line[4:])
            lines.append(re.sub(r"(^| )(Cm|Ar) ", " ", label))
        elif not line.startswith("."):
            lines.append(line)
    return squeeze(plain("\n".join(lines)))


def help_section(text, heading):
    found = text.split("\n" + heading + "\n", 1)
    return found[1].split("\n\n", 1)[0] if len(found) == 2 else ""


class Findings:
    def __init__(self):
        self.n = 0
        self.compared = 0

    def tell(self, text):
        self.n += 1
        print(text)

    def compare(self, what, said, written):
        self.compared += 1
        if not said:
            self.tell(f"{what}: --help says nothing")
        elif said != written:
            at = len(os.path.commonprefix([said, written]))
            self.tell(f"{what}: --help says “{said[at:at + 40]}” where the page says “{written[at:at + 40]}”")


def check_command(ecc, language, name, findings):
    text = run(ecc, "help", *name.split(), "--lang", language)
    page = sections(run(ecc, "manual", *name.split(), "--lang", language))
    _, options, statuses = HEADINGS[language]
    usage, body = text.split("\n\n", 1)
    where = f"{language}: {name}"
    findings.compare(f"{where}: description", squeeze(body.split("\n" + options + "\n", 1)[0]), read(page["DESCRIPTION"]))
    findings.compare(f"{where}: options", squeeze(help_section(text, options)), read(page["OPTIONS"]))
    findings.compare(f"{where}: exit status", squeeze(text.split("\n" + statuses + "\n", 1)[1]), read(page["EXIT STATUS"]))
    arguments = squeeze(usage).replace(squeeze("ecc " + name), "", 1).rsplit("[", 1)[0]
    synopsis = page["SYNOPSIS"]
    written = "".join(f"[{line[7:]}]" if line.startswith(".Op") else line[4:]
                      for line in synopsis.splitlines() if re.match(r"\.(Op )?Ar ", line))
    findings.compare(f"{where}: arguments", "." + arguments, "." + squeeze(plain(written)))
    if not re.search(r"^\.Cm " + re.escape(name) + "$", synopsis, re.M):
        findings.tell(f"{where}: the synopsis does not name the command")


def check_program(ecc, language, findings):
    """The page of the program; gives back the names of the commands."""
    page = sections(run(ecc, "manual", "--lang", language))
    commands = help_section(run(ecc, "help", "--lang", language), HEADINGS[language][0])
    findings.compare(f"{language}: commands", squeeze(commands), read(page["COMMANDS"]))
    references = re.findall(r"^\.Xr ecc-(\S+) 1", page["SEE ALSO"], re.M)
    names = [plain(line).split(" Ar ")[0] for line in re.findall(r"^\.It Cm (.*)$", page["COMMANDS"], re.M)]
    if sorted(references) != sorted(name.replace(" ", "-") for name in names):
        findings.tell(f"{language}: SEE ALSO does not name the page of every command")
    said = set()
    for name in names:
        text = run(ecc, "help", *name.split(), "--lang", language)
        said.update(re.findall(r"^  (?:-\w, |    )(--[a-z-]+)", help_section(text, HEADINGS[language][1]), re.M))
    written = {"-" + name for name in re.findall(r"Fl (-[a-z-]+)", plain(page["OPTIONS"]))}
    for name in sorted(said ^ written):
        findings.tell(f"{language}: the option {name} is not both in --help and on the page")
    return names


def check_environment(ecc, directory, findings):
    written = set(re.findall(r"[A-Za-z_]{4,}", " ".join(re.findall(r"^\.It Ev (.*)$", run(ecc, "manual"), re.M))))
    used = set()
    for path in glob.glob(os.path.join(directory, "*.c")):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        if "getenv(" in text:
            used.update(re.findall(r'"([A-Z][A-Z_]{3,})"', text))
    for name in sorted(used - written):
        findings.tell(f"the page does not name the variable {name}")
    for name in sorted(written - used - OF_LIBRARIES):
        findings.tell(f"nothing reads the variable {name}")


def check_lint(ecc, names, findings):
    if shutil.which("mandoc") is None:
        findings.tell("mandoc is not installed: apt-get install mandoc")
        return
    for language, level in (("en", "style"), ("zh", "warning")):
        for name in ["", *names]:
            page = run(ecc, "manual", *name.split(), "--lang", language)
            done = subprocess.run(["mandoc", "-T", "lint", "-W", level], input=page, capture_output=True, text=True)
            for line in done.stdout.splitlines():
                if "referenced manual not found: Xr ecc" not in line:
                    findings.tell(f"{language}: ecc {name}: {line}")


def main():
    ecc, directory = sys.argv[1:]
    findings = Findings()
    for language in HEADINGS:
        names = check_program(ecc, language, findings)
        for name in names:
            check_command(ecc, language, name, findings)
    check_environment(ecc, directory, findings)
    check_lint(ecc, names, findings)
    print(f"{findings.compared} comparisons, {findings.n} findings")
    sys.exit(1 if findings.n > 0 or findings.compared < 50 else 0)


if __name__ == "__main__":
    main()
