"""Does a lookup take longer when there is more to look into? Tables ten times as large, compared.

    python tests/bench/growth.py [ROUNDS]

Copies the package of the checkout twice into a temporary folder, once with its own tables and once with ten
times as many codes (as one synthetic system per real one and copy), builds both indexes, and lets
processes of both take turns.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FACTOR = 10


def make(folder: Path, factor: int) -> Path:
    """An installed-like copy of errmap with `factor` times as many tables."""
    shutil.copytree(ROOT / "errmap", folder / "errmap", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tables", folder / "errmap" / "tables")
    systems = folder / "errmap" / "tables" / "systems"
    for path in list(systems.glob("*.toml")):
        for copy in range(1, factor):
            lines = [line for line in path.read_text().splitlines(True) if not line.startswith("aliases = ")]
            text = "".join(lines).replace(f'id = "{path.stem}"', f'id = "{path.stem}-x{copy}"', 1)
            (systems / f"{path.stem}-x{copy}.toml").write_text(text)
    code = (
        "import sys; from errmap.build import load_all, write_index\n"
        "write_index(load_all(sys.argv[1], None)[0], sys.argv[2], {}).close()"
    )
    index = folder / "errmap" / "index.sqlite"
    command = [sys.executable, "-c", code, str(folder / "errmap" / "tables"), str(index)]
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "PYTHONPATH": str(folder)})
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(folder)], check=True)
    return index


def main(rounds: int) -> None:
    """Print the sizes of both indexes, the medians of a lookup in each, and the growth."""
    with tempfile.TemporaryDirectory() as name:
        homes = {}
        for factor in (1, FACTOR):
            folder = Path(name) / str(factor)
            index = make(folder, factor)
            homes[factor] = folder
            print(f"{factor:3} x: index of {index.stat().st_size / 1e6:.1f} MB")
        times: dict[int, list[float]] = {factor: [] for factor in homes}
        run = "import sys; sys.argv = ['errmap', 'lookup', '10061']; from errmap.__main__ import run; run()"
        for _ in range(rounds):
            for factor, folder in homes.items():
                start = time.perf_counter()
                subprocess.run(
                    [sys.executable, "-c", run], cwd=folder, stdout=subprocess.PIPE, check=True,
                    env={**os.environ, "PYTHONPATH": str(folder)},
                )  # fmt: skip
                times[factor].append(time.perf_counter() - start)
        small, large = (statistics.median(times[factor]) for factor in (1, FACTOR))
        medians = f"{small * 1000:.1f} ms and {large * 1000:.1f} ms"
        print(f"lookup 10061: {medians}: {large / small - 1:+.1%} (allowed +10%)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
