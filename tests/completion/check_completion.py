#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Completions in the shells themselves: what is typed, what must be offered, what must not.

    check_completion.py ECC SHELL

Exit status 77 when the shell is not installed. zsh is typed into, on a terminal of its own.
"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

# typed, offered, not offered
CASES = [
    ("ecc che", {"check"}, {"history"}),
    ("ecc rules d", {"diff", "delegate"}, {"list", "check"}),
    ("ecc specs s", {"show", "search"}, {"list"}),
    ("ecc completion ", {"bash", "zsh", "fish"}, {"check"}),
    ("ecc check nvidia/h800", {"nvidia/h800-sxm5-80gb", "nvidia/h800-pcie-80gb"}, {"nvidia/a100-sxm4-80gb"}),
    ("ecc rules show 3A090@2023", {"3A090@2023-11-17"}, {"3A090@2022-10-21"}),
    ("ecc rules list --format ", {"text", "json"}, {"sarif", "html"}),
    ("ecc check --format s", {"sarif"}, {"json"}),
    ("ecc check --format=s", {"sarif"}, {"json"}),
    ("ecc report --format ", {"html", "svg"}, {"json"}),
    ("ecc --lang zh his", {"history"}, {"check"}),
    ("ecc check --as-of 2023-11-17 --qu", {"--quiet"}, {"--as-of"}),
    ("ecc specs lint --", {"--lang"}, {"--as-of", "--format"}),
    ("ecc check one-", {"one-file.yaml"}, {"another.yaml"}),
    ("ecc manual rul", {"rules"}, {"check"}),
]


def bash(script, typed):
    program = ('source "$1"; COMP_LINE=$2 COMP_POINT=${#2} COMPREPLY=(); _ecc 2>/dev/null; '
               'printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "--norc", "-c", program, "-", script, typed], capture_output=True, text=True, check=True)
    # readline puts the answers behind the last "=", "@" or ":" of what was typed
    stem = re.sub(r"[^=@:]*$", "", typed.split()[-1]) if not typed.endswith(" ") else ""
    return {line if line.startswith("-") else (stem + line).split("=")[-1] for line in done.stdout.split()}


def fish(script, typed):
    done = subprocess.run(["fish", "--no-config", "-c", f"source {script}; complete -C '{typed}'"],
                          capture_output=True, text=True, check=True)
    return {line.split("\t")[0].split("=")[-1] for line in done.stdout.splitlines()}


def read_until(fd, mark, seconds=20):
    text = b""
    end = time.monotonic() + seconds
    while mark not in text and time.monotonic() < end:
        if select.select([fd], [], [], 0.2)[0]:
            try:
                text += os.read(fd, 65536)
            except OSError:
                break
    return text.decode(errors="replace")


class Zsh:
    """A shell on a terminal; what compadd is given is written to a file instead of the screen."""

    SETUP = r"""
unsetopt zle_bracketed_paste; PS1='ready> '; autoload -U compinit; compinit -u -D; source "$ECC_SCRIPT"
compadd() {
    # the builtin keeps the matches in an array, as it would show them
    if (( ${@[(I)-O]} || ${@[(I)-A]} || ${@[(I)-D]} )); then builtin compadd "$@"; return; fi
    local -a found; builtin compadd -O found "$@"; print -rl -- $found >> "$ECC_FOUND"; builtin compadd "$@"
}
zstyle ':completion:*' list-prompt ''; LISTMAX=10000; print set-""up
"""

    def __init__(self, script, directory):
        self.found = os.path.join(directory, "found")
        setup = os.path.join(directory, "setup.zsh")
        with open(setup, "w", encoding="utf-8") as file:
            file.write(self.SETUP)
        pid, self.fd = pty.fork()
        if pid == 0:
            os.environ.update(TERM="xterm", ECC_SCRIPT=script, ECC_FOUND=self.found)
            os.execvp("zsh", ["zsh", "-f", "-i"])
        self.pid = pid
        os.write(self.fd, f"source {setup}\n".encode())
        read_until(self.fd, b"set-up\r\n")
        read_until(self.fd, b"ready> ")

    def __call__(self, _, typed):
        open(self.found, "w", encoding="utf-8").close()
        os.write(self.fd, typed.encode() + b"\t")
        last = -1
        for _ in range(100):  # until nothing is added any more
            time.sleep(0.1)
            size = os.path.getsize(self.found)
            if size == last and size > 0:
                break
            last = size
        os.write(self.fd, b"\x03")
        read_until(self.fd, b"ready> ")
        with open(self.found, encoding="utf-8") as file:
            return set(file.read().split())

    def close(self):
        os.write(self.fd, b"\x03exit\n")
        os.close(self.fd)
        os.waitpid(self.pid, 0)


def main():
    ecc, shell = sys.argv[1:]
    ecc = os.path.abspath(ecc)
    if shutil.which(shell) is None:
        print(f"{shell} is not installed")
        sys.exit(77)
    failures = 0
    with tempfile.TemporaryDirectory() as directory:
        os.chdir(directory)
        for name in ("one-file.yaml", "another.yaml"):
            open(name, "w", encoding="utf-8").close()
        script = os.path.join(directory, "script." + shell)
        subprocess.run([ecc, "completion", shell, "--lang", "en", "-o", script], check=True)
        complete = {"bash": bash, "fish": fish}.get(shell) or Zsh(script, directory)
        for typed, offered, refused in CASES:
            found = complete(script, typed)
            missing, wrong = offered - found, refused & found
            if missing or wrong:
                failures += 1
                print(f"{shell}: “{typed}”: not offered: {sorted(missing)}; offered: {sorted(wrong)}; all: {sorted(found)[:12]}")
        if shell == "zsh":
            complete.close()
    print(f"{shell}: {len(CASES)} lines typed, {failures} wrong")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
