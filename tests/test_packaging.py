"""The wheel: what is in it, and that it answers without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the checkout, without a network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_what_it_should(wheel: Path) -> None:
    """Package, index, tables and man pages; no maintainers' commands, no tests, no caches."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    package = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "errmap").rglob("*")
        if path.is_file() and "_dev" not in path.parts and "__pycache__" not in path.parts
    }
    tables = {f"errmap/{path.relative_to(ROOT)}" for path in (ROOT / "tables").rglob("*") if path.is_file()}
    data = "errmap-0.1.0.data/data/share"
    pages = {f"{data}/{path.relative_to(ROOT)}" for path in (ROOT / "man").rglob("*.[15]")}
    info = {f"errmap-0.1.0.dist-info/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt")}
    assert names == package | tables | pages | info | {
        "errmap/index.sqlite",
        "errmap-0.1.0.dist-info/licenses/LICENSE",
    }


def test_the_wheel_is_small(wheel: Path) -> None:
    """All tables and their index take less than 3 MB."""
    assert wheel.stat().st_size < 3_000_000


def test_building_leaves_the_checkout_as_it_was(wheel: Path) -> None:
    """No index is left in the tree, where it could be taken for data."""
    assert wheel.exists()
    assert not list((ROOT / "errmap").glob("*.sqlite"))


def test_the_installed_wheel_answers_without_cache_and_checkout(wheel: Path, tmp_path: Path) -> None:
    """Unpacked into a read-only place, with nowhere to write to, it gives the right answer."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("XDG")}
    environment |= {"HOME": "/proc/nonexistent", "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    for arguments in (["lookup", "10061"], ["convert", "ECONNREFUSED", "--to", "windows"]):
        ran = subprocess.run(
            [sys.executable, "-P", "-m", "errmap", *arguments] if sys.version_info >= (3, 11) else
            [sys.executable, "-m", "errmap", *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True,
        )  # fmt: skip
        assert ran.returncode == 0 and "\tWSAECONNREFUSED\t10061\t" in ran.stdout
    code = "import errmap; print(errmap.__file__)"
    where = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert where.stdout.startswith(str(tmp_path))


def test_a_damaged_packaged_index_is_done_without(wheel: Path, tmp_path: Path) -> None:
    """The tables in the wheel are enough to answer."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    for damage in (b"", b"garbage" * 5000):
        (tmp_path / "errmap" / "index.sqlite").write_bytes(damage)
        ran = subprocess.run(
            [sys.executable, "-m", "errmap", "lookup", "10061"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
        )
        assert (ran.returncode, ran.stderr) == (0, "") and "WSAECONNREFUSED" in ran.stdout
