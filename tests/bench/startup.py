"""Whole-process times of errmap against bare interpreters, as ratios of medians of one run.

    python tests/bench/startup.py [ROUNDS]

Run it with the interpreter of an environment that errmap is installed in. The processes take turns,
so that a machine's moods fall on all of them alike.
"""

from __future__ import annotations

import os
import pty
import statistics
import subprocess
import sys
import time
from pathlib import Path

ERRMAP = str(Path(sys.executable).parent / "errmap")

BASES = {
    "python -c pass": ["-c", "pass"],
    "import click": ["-c", "import click"],
    "import click, rich": ["-c", "import click, rich.console, rich.table"],
}

# What is timed, against what, and the ratio that the design allows.
CASES = [
    ("lookup 10061", ["lookup", "10061"], False, "python -c pass", 2.2),
    ("lookup 10061 --json", ["lookup", "10061", "--json"], False, "python -c pass", 2.2),
    ("10061", ["10061"], False, "python -c pass", 2.2),
    (
        "convert --number",
        ["convert", "ECONNREFUSED", "--to", "macos", "--number"],
        False,
        "python -c pass",
        2.2,
    ),
    ("lookup --csv (click)", ["lookup", "10061", "--csv"], False, "import click", 1.4),
    ("list --os linux (click)", ["list", "--os", "linux"], False, "import click", 1.4),
    ("lookup 10061 on a terminal", ["lookup", "10061"], True, "import click, rich", 1.4),
]


def once(command: list[str], terminal: bool) -> float:
    """The seconds that one process takes, its output thrown away."""
    start = time.perf_counter()
    if terminal:
        run_on_terminal(command)
    else:
        subprocess.run(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def run_on_terminal(command: list[str]) -> None:
    """Run a process whose output is a terminal, and read all of it."""
    master, slave = pty.openpty()
    process = subprocess.Popen(command, stdout=slave, stdin=slave, close_fds=True)
    os.close(slave)
    try:
        while os.read(master, 65536):
            pass
    except OSError:  # the end of a terminal, on Linux
        pass
    os.close(master)
    if process.wait():
        raise SystemExit(f"{command} failed")


def main(rounds: int) -> None:
    """Time everything in turn and print the medians and their ratios."""
    times: dict[str, list[float]] = {name: [] for name in (*BASES, *(case[0] for case in CASES))}
    for _ in range(rounds):
        for name, arguments in BASES.items():
            times[name].append(once([sys.executable, *arguments], False))
        for name, arguments, terminal, _, _ in CASES:
            times[name].append(once([ERRMAP, *arguments], terminal))
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name in BASES:
        print(f"{name:32} {medians[name] * 1000:7.1f} ms")
    for name, _, _, base, allowed in CASES:
        ratio = medians[name] / medians[base]
        print(f"{name:32} {medians[name] * 1000:7.1f} ms  {ratio:4.2f} x {base} (allowed {allowed})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
