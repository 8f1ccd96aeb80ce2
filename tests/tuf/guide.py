#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The guide to signing, done: every ```sh block of the document, in order, as one script that stops at the first failure.

    guide.py ECC RULES signing.md
"""
import os
import re
import subprocess
import sys
import tempfile


def main():
    ecc, rules, document = (os.path.abspath(word) for word in sys.argv[1:])
    with open(document, encoding="utf-8") as file:
        blocks = re.findall(r"^```sh\n(.*?)^```$", file.read(), re.M | re.S)
    with tempfile.TemporaryDirectory() as work:
        os.mkdir(work + "/bin")
        os.symlink(ecc, work + "/bin/ecc")
        os.mkdir(work + "/desk")
        environment = {
            "PATH": work + "/bin:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "HOME": work,
            "XDG_DATA_HOME": work + "/data",
            "OFFICIAL_RULES": rules,
            "ECC_PASSPHRASE": "correct horse battery staple",
        }
        done = subprocess.run(["sh", "-eux"], input="".join(blocks), cwd=work + "/desk", env=environment,
                              capture_output=True, encoding="utf-8", check=False)
        private = [name for name in os.listdir(work + "/desk") if name.endswith(".pem")]
        for name in private:
            with open(work + "/desk/" + name, encoding="ascii") as file:
                if "BEGIN ENCRYPTED PRIVATE KEY" not in file.read():
                    print(name, "is not encrypted")
                    return 1
    if done.returncode != 0 or len(blocks) < 6 or len(private) < 4:
        print(done.stdout, done.stderr, f"exit status {done.returncode}, {len(blocks)} blocks", sep="\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
