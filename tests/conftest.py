"""Every test runs away from the user's home, on a terminal that is none, 80 columns wide."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from errmap import api
from errmap.__main__ import main
from errmap.store import Store

ROOT = Path(__file__).parent.parent
TABLES = ROOT / "tables"
FACTS = ROOT.parent / "shared" / "facts"


Spawn = Callable[..., "subprocess.CompletedProcess[bytes]"]


class Ran(NamedTuple):
    """What a run of errmap gave."""

    out: str
    err: str
    status: int


@pytest.fixture(autouse=True)
def _isolated(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Point every folder and variable that errmap looks at away from the user's own."""
    for name in ("ERRMAP_TABLES", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setattr(api, "_open", [])


@pytest.fixture
def store() -> Store:
    """An open store of the tables of the checkout."""
    return Store()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """A function that runs errmap in this process, its output a pipe."""

    def runner(*arguments: str) -> Ran:
        capsys.readouterr()
        status = main(arguments)
        out, err = capsys.readouterr()
        return Ran(out, err, status)

    return runner


@pytest.fixture
def spawn() -> Spawn:
    """A function that runs errmap in a process of its own, with bytes on its stdin."""

    def runner(
        *arguments: str, stdin: bytes = b"", cwd: Path | None = None, **variables: str
    ) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "errmap", *arguments]
        return subprocess.run(
            command, input=stdin, capture_output=True, env={**os.environ, **variables}, timeout=60, cwd=cwd
        )

    return runner


@pytest.fixture
def user_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for the user's tables that errmap has been told of."""
    folder = tmp_path / "tables"
    (folder / "systems").mkdir(parents=True)
    monkeypatch.setenv("ERRMAP_TABLES", str(folder))
    yield folder
