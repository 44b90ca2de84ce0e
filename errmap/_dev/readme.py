"""Run the README's console examples and bring their output up to date.

python -m errmap._dev.readme            rewrite README.md
python -m errmap._dev.readme --check    only say what is stale (status 1)
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_CONSOLE = re.compile(r"```console\n\$ (errmap [^\n]*)\n(.*?)```", re.DOTALL)
_TABLE = re.compile(r"<!-- table: (errmap [^\n]*) -->\n```text\n(.*?)```", re.DOTALL)


def refreshed(text: str) -> str:
    """The README with the output that its examples have now."""
    text = _CONSOLE.sub(lambda m: f"```console\n$ {m[1]}\n{_output(m[1])}```", text)
    return _TABLE.sub(lambda m: f"<!-- table: {m[1]} -->\n```text\n{_table(m[1])}```", text)


def _output(command: str) -> str:
    ran = _run(command)
    status = f"[exit status {ran.returncode}]\n" if ran.returncode else ""
    return ran.stdout + ran.stderr + status


def _run(command: str) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-m", "errmap", *shlex.split(command)[1:]]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(
        arguments, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=environment
    )


def _table(command: str) -> str:
    """What an 80-column terminal shows for a lookup, without colours."""
    import io
    from contextlib import redirect_stdout

    from errmap import commands

    words = shlex.split(command)[2:]
    out = io.StringIO()
    columns, os.environ["COLUMNS"] = os.environ.get("COLUMNS"), "80"
    try:
        with redirect_stdout(out):
            commands.lookup(words, (), "table")
    finally:
        del os.environ["COLUMNS"]
        if columns is not None:
            os.environ["COLUMNS"] = columns
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def main(check: bool) -> int:
    """Rewrite the README, or only compare it."""
    path = ROOT / "README.md"
    old = path.read_text()
    new = refreshed(old)
    if old == new:
        return 0
    if check:
        print("README.md is stale; run: python -m errmap._dev.readme")
        return 1
    path.write_text(new)
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
