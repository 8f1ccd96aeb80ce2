# SPDX-License-Identifier: Apache-2.0
"""Runs a command on a terminal that is none."""
import os
import pty
import subprocess


def on_terminal(command, environment, stdout=None, stderr=None):
    """What arrives there, and the status. The standard output and error that are None are the terminal."""
    main, other = pty.openpty()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=other if stdout is None else stdout,
                               stderr=other if stderr is None else stderr, env=environment)
    os.close(other)
    text = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        text += piece
    process.wait()
    os.close(main)
    return text.decode("utf-8"), process.returncode
