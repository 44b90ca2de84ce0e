"""The real tables: every lint rule over every row, and what the design asks of the data."""

from __future__ import annotations

import pytest

from errmap import lint
from errmap.loader import load_folder
from errmap.rows import Tables
from tests.conftest import FACTS, TABLES


@pytest.fixture(scope="module")
def tables() -> Tables:
    """The bundled tables."""
    loaded, problems = load_folder(str(TABLES))
    assert problems == []
    return loaded


@pytest.mark.parametrize("rule", lint.RULES, ids=lambda rule: rule.__name__)
def test_the_real_tables_keep_every_rule(tables: Tables, rule: lint.Rule) -> None:
    """No rule finds a problem; a failure names file and line and how to mend it."""
    assert [str(problem) for problem in rule(tables)] == []


def test_no_table_is_missing(tables: Tables) -> None:
    """The systems of the foundation are there, each with not fewer rows than it had."""
    least = {"linux": 134, "macos": 109, "freebsd": 100, "netbsd": 100, "openbsd": 97, "dragonfly": 99,
             "solaris": 122, "illumos": 122, "aix": 113, "hpux": 102, "winsock": 98, "crt": 81}  # fmt: skip
    for system, count in least.items():
        assert len(tables.systems[system].rows) >= count


def test_every_code_of_an_operating_system_has_a_condition(tables: Tables) -> None:
    """Whatever Unix can report, errmap can convert; only aliases and markers go without."""
    for system in tables.systems.values():
        for row in system.rows.values() if system.kind == "os" else ():
            assert row.condition or row.alias or row.marker, f"{system.id} {row.name}"


def test_every_condition_is_used(tables: Tables) -> None:
    """A condition that no code has is a leftover."""
    used = {row.condition for system in tables.systems.values() for row in system.rows.values()}
    assert set(tables.conditions) <= used


def test_one_name_means_one_thing_but_for_known_exceptions(tables: Tables) -> None:
    """The same E-name has the same condition everywhere, save where systems really differ."""
    exceptions = {"EREMOTE"}
    meanings: dict[str, set[str]] = {}
    for system in tables.systems.values():
        for row in system.rows.values():
            if row.condition:
                meanings.setdefault(row.name, set()).add(row.condition)
    assert {name for name, found in meanings.items() if len(found) > 1} == exceptions


def test_every_posix_name_has_its_condition(tables: Tables) -> None:
    """All names of POSIX.1-2024 and those it removed are conditions' POSIX names."""
    path = FACTS / "systems" / "posix.tsv"
    if not path.exists():
        pytest.skip(f"THE FACTS ARE NOT HERE: {path} does not exist, nothing was compared")
    names = {line.split("\t")[0] for line in path.read_text().splitlines() if line and line[0] != "#"}
    assert {row.posix for row in tables.conditions.values() if row.posix} == names


def test_a_posix_name_is_the_name_of_its_condition_on_every_unix(tables: Tables) -> None:
    """ENOENT has no_such_file_or_directory wherever it exists."""
    posix = {row.posix: row.id for row in tables.conditions.values() if row.posix}
    for system in tables.systems.values():
        for row in system.rows.values():
            if row.name in posix and row.condition:
                assert row.condition == posix[row.name], f"{system.id} {row.name}"


def test_winsock_codes_have_summaries_of_our_own(tables: Tables) -> None:
    """Each has a line that is neither missing nor just its name in lower case."""
    for row in tables.systems["winsock"].rows.values():
        assert row.summary and len(row.summary) <= 80
        assert row.message is None
