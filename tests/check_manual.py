#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The manual page names what --help names, and nothing else: commands, options, exit statuses.

    check_manual.py ECC ecc.1
"""
import re
import subprocess
import sys


def help_of(ecc, *words):
    done = subprocess.run([ecc, "help", *words, "--lang", "en"], capture_output=True, text=True, check=True)
    return done.stdout


def section(text, heading):
    """The lines under a heading of --help, up to the next empty line."""
    return text.split("\n" + heading + "\n", 1)[1].split("\n\n", 1)[0].splitlines()


def from_help(ecc):
    overview = help_of(ecc)
    commands = set()
    options = set()
    for line in section(overview, "Commands"):
        found = re.match(r"  (rules|specs) ([a-z]+)|  ([a-z]+)", line)
        if found:
            commands.add((f"{found.group(1)} {found.group(2)}" if found.group(1) else found.group(3)))
    statuses = set()
    for command in commands:
        text = help_of(ecc, *command.split())
        options.update(re.findall(r"(?:^  (-[a-zA-Z]), |^      )(--[a-z-]+)", text, re.M))
        statuses.update(re.findall(r"^ +(\d+)  ", "\n".join(section(text, "Exit status")), re.M))
    flat = {name for pair in options for name in pair if name}
    return commands, flat, statuses


def from_manual(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    commands = set()
    for line in re.findall(r"^\.It Cm (.*)$", text, re.M):
        words = line.split()
        commands.add(" ".join(words[:2]) if words[0] in ("rules", "specs") else words[0])
    options = set()
    for line in re.findall(r"^\.It (Fl .*)$", text, re.M):
        options.update("-" + name for name in re.findall(r"Fl (-?[a-zA-Z-]+)", line))
    statuses = set(re.findall(r"^\.It (\d+)$", text, re.M))
    return commands, options, statuses


def main():
    ecc, manual = sys.argv[1:]
    status = 0
    for what, said, written in zip(("command", "option", "exit status"), from_help(ecc), from_manual(manual)):
        for name in sorted(said - written):
            print(f"{manual}: the {what} {name} is missing")
            status = 1
        for name in sorted(written - said):
            print(f"{manual}: there is no {what} {name}")
            status = 1
        print(f"{len(said)} {what} names in --help, {len(written)} in the manual")
        status = status or not said
    sys.exit(status)


if __name__ == "__main__":
    main()
