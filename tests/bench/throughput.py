"""A million codes on stdin, 5,000 of them distinct: inputs per second and peak memory.

python tests/bench/throughput.py
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ERRMAP = str(Path(sys.executable).parent / "errmap")
INPUTS, DISTINCT = 1_000_000, 5_000


def main() -> None:
    """Print a line for each streamed format (design: 200,000 inputs/s, below 100 MB)."""
    random.seed(1)
    listed = subprocess.run([ERRMAP, "list", "--os", "linux"], capture_output=True, text=True, check=True)
    known = [line.split("\t")[0] for line in listed.stdout.splitlines()]
    known += [f"0x{number:x}" for number in range(1, 134)] + [f"-{number}" for number in range(1, 134)]
    distinct = (known + [str(number) for number in range(1, DISTINCT)])[:DISTINCT]
    with tempfile.TemporaryFile("w+") as file:
        file.writelines(f"{random.choice(distinct)}\n" for _ in range(INPUTS))
        for form in ("--plain", "--jsonl", "--json"):
            file.seek(0)
            start = time.perf_counter()
            # Many of the numbers are no codes, and so there is a message for each on stderr.
            subprocess.run(
                [ERRMAP, "lookup", "-", form],
                stdin=file,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            seconds = time.perf_counter() - start
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"lookup - {form:8} {INPUTS / seconds:10,.0f} inputs/s, at most {peak:.0f} MB so far")


if __name__ == "__main__":
    main()
