"""The user's own tables: added, winning, and left out when broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Ran, Spawn

PLAN9 = """\
format = 1

[system]
id = "plan9"
label = "Plan 9"
title = "Plan 9 from User Space"
kind = "os"
rank = 500
groups = ["unix", "toys"]
aliases = ["p9"]

[sources.made-up]
title = "A table made for this test"
version = "2026-11-20"
licence = "MIT"

[codes]
EPERM        = { number = 1, condition = "operation_not_permitted", src = "made-up", message = "No" }
ECONNREFUSED = { number = 7777, condition = "connection_refused", src = "made-up", message = "Go away" }
EGONE        = { alias = "ECONNREFUSED", src = "made-up" }
EODD         = { number = 7778, src = "made-up", message = "Oddly coloured" }
"""

LINUX = """\
format = 1
[system]
id = "linux"
[sources.mine]
title = "My kernel"
version = "1"
licence = "MIT"
[codes]
ECONNREFUSED = { number = 111, condition = "connection_refused", src = "mine", message = "Nobody home" }
EMINE        = { number = 54444, src = "mine", message = "Mine alone" }
"""


@pytest.fixture
def plan9(user_tables: Path) -> None:
    """A user's table of a system that errmap does not know."""
    (user_tables / "systems" / "plan9.toml").write_text(PLAN9)


@pytest.mark.usefixtures("plan9")
def test_a_new_system_is_one_file_and_takes_part_in_everything(run: Callable[..., Ran]) -> None:
    """Lookup, list, convert, explain, groups and searches know the new system at once."""
    assert "plan9\tECONNREFUSED\t7777\tGo away\n" in run("lookup", "econnrefused").out
    assert run("lookup", "p9:EGONE").out == "plan9\tEGONE\t7777\tGo away\n"
    assert run("lookup", "oddly coloured").out == "plan9\tEODD\t7778\tOddly coloured\n"
    assert run("list", "--os", "plan9").out.splitlines()[0] == "EPERM\t1\tNo"
    assert "ECONNREFUSED\t111\t7777" in run("list", "--os", "linux,plan9").out
    assert run("convert", "10061", "--to", "plan9", "--number").out == "7777\n"
    assert run("convert", "7777", "--to", "macos", "--name").out == "ECONNREFUSED\n"
    assert run("convert", "EPERM", "--to", "toys").out == "plan9\tEPERM\t1\texact\n"
    assert "**7777** Plan 9" in run("explain", "ECONNREFUSED").out
    assert "- Plan 9: A table made for this test; 2026-11-20" in run("explain", "plan9:7777").out
    assert "Oddly coloured" in run("explain", "EODD").out
    assert "plan9\tos\t4\tPlan 9 from User Space" in run("list", "--systems").out


@pytest.mark.usefixtures("plan9")
def test_a_code_without_a_condition_is_found_but_not_converted(run: Callable[..., Ran]) -> None:
    """Nothing is guessed about what an unknown code means elsewhere."""
    assert run("lookup", "7778").status == 0
    ran = run("convert", "7778", "--to", "linux")
    assert (ran.out, ran.status) == ("", 1)
    assert "nothing is known to mean the same as EODD" in ran.err


def test_a_user_row_wins_over_a_bundled_row(user_tables: Path, run: Callable[..., Ran]) -> None:
    """A file for a known system adds rows and replaces those of the same name."""
    (user_tables / "systems" / "linux.toml").write_text(LINUX)
    assert run("lookup", "linux:111").out == "linux\tECONNREFUSED\t111\tNobody home\n"
    assert run("lookup", "54444").out == "linux\tEMINE\t54444\tMine alone\n"
    assert run("lookup", "linux:EPERM").out == "linux\tEPERM\t1\tOperation not permitted\n"
    assert len(run("list", "--os", "linux").out.splitlines()) == 135
    (code,) = json.loads(run("lookup", "linux:111", "--json").out)[0]["matches"]
    assert code["source"] == {"id": "mine", "title": "My kernel", "version": "1"}


def test_a_new_condition_ties_codes_together(user_tables: Path, run: Callable[..., Ran]) -> None:
    """The user may add conditions and pages, too."""
    (user_tables / "conditions.toml").write_text(
        'format = 1\n[conditions.oddly_coloured]\narea = "call"\nsummary = "The colour is odd."\n'
    )
    table = PLAN9.replace(
        "EODD         = { number = 7778,", 'EODD = { number = 7778, condition = "oddly_coloured",'
    )
    (user_tables / "systems" / "plan9.toml").write_text(table)
    assert "The colour is odd." in run("explain", "7778").out
    assert run("lookup", "oddly_coloured").out == "plan9\tEODD\t7778\tOddly coloured\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("format = 1\n[system\n", ":2:8: is not TOML: "),
        (PLAN9.replace("rank = 500", "rnak = 500"), ":8:1: unknown key 'rnak'"),
        (PLAN9.replace("number = 7778", 'number = "7778"'), ":21:1: number should be a whole number"),
        (
            PLAN9.replace('"connection_refused"', '"conection_refused"'),
            ":19:1: ECONNREFUSED: unknown condition",
        ),
        (PLAN9.replace("number = 7778", "number = 7777"), ":21:1: EODD: 7777 is the number of ECONNREFUSED"),
        (PLAN9.replace('"unix", "toys"', '"linux"'), "group 'linux' already stands for"),
        ("\x00", ":1:1: is not TOML: "),
    ],
)
def test_a_broken_table_is_named_once_and_the_rest_answers(
    user_tables: Path, run: Callable[..., Ran], text: str, problem: str
) -> None:
    """path:line:column says what is wrong; other tables, the user's own too, still count."""
    (user_tables / "systems" / "plan9.toml").write_text(text)
    (user_tables / "systems" / "linux.toml").write_text(LINUX)
    for _ in range(2):  # made, and then from the cache
        ran = run("lookup", "10061", "54444", "7778")
        assert [line.split("\t")[0] for line in ran.out.splitlines()] == ["winsock", "linux"]
        message, miss = ran.err.splitlines()
        assert message.startswith(f"errmap: {user_tables}/systems/plan9.toml:")
        assert problem in message
        assert "7778" in miss


def test_bytes_that_are_no_text_are_a_broken_table(user_tables: Path, run: Callable[..., Ran]) -> None:
    """A binary file among the tables is named and left out."""
    (user_tables / "systems" / "plan9.toml").write_bytes(b"\xff\xfe")
    ran = run("lookup", "10061")
    assert "is not UTF-8" in ran.err and ran.status == 0


def test_a_change_is_seen_at_once(user_tables: Path, run: Callable[..., Ran]) -> None:
    """Adding, changing and removing a table shows in the next answer."""
    path = user_tables / "systems" / "plan9.toml"
    assert run("lookup", "7777").status == 1
    path.write_text(PLAN9)
    assert run("lookup", "7777").status == 0
    path.write_text(PLAN9.replace("7777", "7779"))
    assert run("lookup", "7779").status == 0
    path.unlink()
    assert run("lookup", "7779").status == 1


def test_a_folder_that_is_named_and_not_there_is_an_error(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables that the user asked for are never silently done without."""
    monkeypatch.setenv("ERRMAP_TABLES", "/proc/nonexistent")
    ran = run("lookup", "10061")
    assert (ran.out, ran.status) == ("", 2)
    assert ran.err == "errmap: ERRMAP_TABLES names '/proc/nonexistent', which is no folder that can be read\n"


def test_the_configuration_folder_is_looked_at(tmp_path: Path, run: Callable[..., Ran]) -> None:
    """$XDG_CONFIG_HOME/errmap/tables needs no variable of its own."""
    folder = tmp_path / "config" / "errmap" / "tables" / "systems"
    folder.mkdir(parents=True)
    (folder / "plan9.toml").write_text(PLAN9)
    assert run("lookup", "7777").out == "plan9\tECONNREFUSED\t7777\tGo away\n"


def test_a_new_bundled_system_needs_no_python(tmp_path: Path, spawn: Spawn) -> None:
    """A copy of the project with one more file in tables/systems knows one more system."""
    copy = tmp_path / "copy"
    for name in ("errmap", "tables"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "tables" / "systems" / "plan9.toml").write_text(PLAN9)
    for arguments in (("lookup", "7777"), ("convert", "10061", "--to", "plan9"), ("list", "--os", "plan9")):
        ran = spawn(*arguments, cwd=copy, PYTHONPATH=str(copy))
        assert (ran.returncode, ran.stderr) == (0, b"") and b"7777" in ran.stdout
    assert b"**7777** Plan 9" in spawn("explain", "plan9:7777", cwd=copy, PYTHONPATH=str(copy)).stdout
    assert b"plan9\tos\t4" in spawn("list", "--systems", cwd=copy, PYTHONPATH=str(copy)).stdout
