"""The cached index: used when it is right, made anew when it is not, and never in the way."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from errmap import locate
from tests.conftest import ROOT

RIGHT = b"winsock\tWSAECONNREFUSED\t10061\tThe machine answered, but nothing listens on that port.\n"

Ask = Callable[..., None]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own; gives the path of the index in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = locate.cache_path(str(ROOT / "tables"), None)
    assert path is not None
    return Path(path)


def ask(**variables: str) -> None:
    """Ask errmap in a process of its own, and expect the right answer without a word on stderr."""
    ran = subprocess.run(
        [sys.executable, "-m", "errmap", "lookup", "10061"],
        capture_output=True,
        env={**os.environ, **variables},
    )
    assert (ran.stdout, ran.stderr, ran.returncode) == (RIGHT, b"", 0)


def test_the_index_is_made_once_and_kept_private(cache: Path) -> None:
    """The first run leaves one file, for the user's eyes only; the second uses it as it is."""
    ask()
    before = cache.stat()
    ask()
    assert cache.stat() == before or cache.stat().st_ino == before.st_ino
    assert before.st_mode & 0o077 == 0
    assert [path.name for path in cache.parent.iterdir()] == [cache.name]


@pytest.mark.parametrize(
    "damage", ["empty", "garbage", "truncated", "zeroed", "one byte", "other database", "folder"]
)
def test_a_damaged_index_is_made_anew(cache: Path, damage: str) -> None:
    """Whatever happened to the cached file, the answer is right and the file is mended."""
    ask()
    good = cache.read_bytes()
    if damage == "folder":
        cache.unlink()
        cache.mkdir()
    elif damage == "other database":
        cache.unlink()
        with closing(sqlite3.connect(cache)) as other:
            other.execute("CREATE TABLE meta(key, value)")
    else:
        half = len(good) // 2
        cache.write_bytes(
            {
                "empty": b"",
                "garbage": b"garbage" * 1000,
                "truncated": good[:half],
                "zeroed": good[:4096] + bytes(len(good) - 4096),
                "one byte": good[:half] + bytes([good[half] ^ 1]) + good[half + 1 :],
            }[damage]
        )
    ask()
    ask()


def test_damage_that_shows_only_later_is_survived(cache: Path) -> None:
    """An index whose pages turn out to be broken during a query is replaced in mid-run."""
    ask()
    good = cache.read_bytes()
    times = cache.stat()
    page = int.from_bytes(good[16:18], "big")
    cache.write_bytes(good[: 2 * page] + b"\xff" * (len(good) - 2 * page))
    os.utime(cache, ns=(times.st_mtime_ns, times.st_mtime_ns))
    ask()


def test_a_deleted_index_is_made_anew(cache: Path) -> None:
    """Removing the cache costs time, nothing else."""
    ask()
    shutil.rmtree(cache.parent)
    ask()
    assert cache.exists()


def test_an_index_of_another_version_is_not_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stamp holds the program's version and the layout's."""
    stamp = locate.make_stamp(str(ROOT / "tables"), None)
    monkeypatch.setattr(locate, "__version__", "0.0.0")
    assert locate.make_stamp(str(ROOT / "tables"), None) != stamp


@pytest.mark.parametrize("change", ["older time", "newer time", "new file", "gone"])
def test_the_stamp_changes_with_any_change_of_a_table(tmp_path: Path, change: str) -> None:
    """Equality counts, not age: an older file is as different as a newer one."""
    (tmp_path / "systems").mkdir()
    table = tmp_path / "systems" / "x.toml"
    table.write_text("format = 1\n")
    before = locate.make_stamp(str(tmp_path))
    status = table.stat()
    if change == "new file":
        (tmp_path / "systems" / "y.toml").write_text("")
    elif change == "gone":
        table.unlink()
    else:
        shift = -(10**9) if change == "older time" else 10**9
        os.utime(table, ns=(status.st_atime_ns, status.st_mtime_ns + shift))
    assert locate.make_stamp(str(tmp_path)) != before


def test_no_home_no_cache_no_problem(tmp_path: Path) -> None:
    """Without a HOME, with one that does not exist, or with one that is a file, errmap answers."""
    environment = {
        k: v for k, v in os.environ.items() if k not in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")
    }
    for home in ({}, {"HOME": "/proc/nonexistent"}, {"HOME": "/dev/null"}, {"HOME": ""}):
        ran = subprocess.run(
            [sys.executable, "-m", "errmap", "lookup", "10061"],
            capture_output=True,
            env={**environment, **home},
        )
        assert (ran.stdout, ran.stderr, ran.returncode) == (RIGHT, b"", 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which this system lacks")
def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """A cache folder that is a file stands in nobody's way."""
    (tmp_path / "file").write_text("")
    ask(XDG_CACHE_HOME=str(tmp_path / "file"))


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may write everywhere")
def test_a_read_only_cache_folder_is_done_without(tmp_path: Path) -> None:
    """No write permission, no cache, same answer."""
    (tmp_path / "cache").mkdir(mode=0o500)
    ask(XDG_CACHE_HOME=str(tmp_path / "cache"))


def test_a_relative_cache_folder_is_ignored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The XDG specification says so."""
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    path = locate.cache_path("/tables", None)
    assert path is not None and path.startswith(f"{tmp_path}/")


@pytest.mark.parametrize(
    ("platform", "variables", "cache", "config"),
    [
        ("linux", {"HOME": "/h"}, "/h/.cache/errmap", "/h/.config"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Caches/errmap", "/h/Library/Application Support"),
        ("darwin", {"HOME": "/h", "XDG_CACHE_HOME": "/c", "XDG_CONFIG_HOME": "/x"}, "/c/errmap", "/x"),
        ("win32", {"LOCALAPPDATA": "/local", "APPDATA": "/roaming"}, "/local/errmap", "/roaming"),
    ],
)
def test_every_platform_has_its_own_folders(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], cache: str, config: str
) -> None:
    """XDG on Unix, Library on macOS, the AppData folders on Windows."""
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    asked: list[str] = []
    monkeypatch.setattr(locate.os.path, "isdir", lambda path: asked.append(path) or True)
    path = locate.cache_path("/tables", None)
    assert path is not None and os.path.dirname(path) == cache
    assert locate.user_folder() == asked[-1] == f"{config}/errmap/tables"


@pytest.mark.slow
def test_fifty_first_runs_at_once_all_answer(cache: Path) -> None:
    """Processes that make the index at the same time do not disturb each other."""
    command = [sys.executable, "-m", "errmap", "lookup", "10061"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(50)]
    for process in runs:
        assert process.communicate(timeout=300) == (RIGHT, b"")
        assert process.returncode == 0
    assert [path.name for path in cache.parent.iterdir()] == [cache.name]


@pytest.mark.slow
def test_a_killed_first_run_leaves_nothing_that_answers_wrong(cache: Path) -> None:
    """Killed at any moment of making the index, errmap is right the next time."""
    command = [sys.executable, "-m", "errmap", "lookup", "10061"]
    for delay in (0.02, 0.05, 0.08, 0.1, 0.12, 0.15):
        shutil.rmtree(cache.parent, ignore_errors=True)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        time.sleep(delay)
        process.kill()
        process.wait()
        ask()
