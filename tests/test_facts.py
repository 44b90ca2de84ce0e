"""The tables against the project's collected facts, and against the host they run on."""

from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path

import pytest

from errmap.loader import load_folder
from errmap.rows import SystemTable
from tests.conftest import FACTS, TABLES

FILES = {"crt": "windows-crt", "linux-kernel": "linux-kernel-internal", "h-errno": "herrno"}
"""Systems whose facts have another name."""

VENDOR_TEXTS = ("windows-eai", "windows-h-errno")
"""Systems whose facts hold a vendor's sentences, which no table may have."""


def fact_file(system: str) -> Path:
    """The file of facts about a system."""
    if system.endswith("-eai"):
        name = f"eai-{system.removesuffix('-eai')}"
    elif system.endswith("-h-errno"):
        name = f"herrno-{system.removesuffix('-h-errno')}"
    elif system.endswith("-7-2"):
        name = system.replace("-7-2", "-7.2-new")
    else:
        name = FILES.get(system, system)
    return FACTS / "systems" / f"{name}.tsv"


SYSTEMS = sorted(path.stem for path in (TABLES / "systems").glob("*.toml"))


@pytest.fixture(scope="module")
def tables() -> dict[str, SystemTable]:
    """The bundled systems as they stand in their files."""
    loaded, problems = load_folder(str(TABLES))
    assert problems == []
    return dict(loaded.systems)


def facts(path: Path) -> dict[str, tuple[int, str]]:
    """The names of a facts file with their numbers and messages."""
    rows = [line.split("\t") for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return {row[0]: (int(row[1], 0), row[2] if len(row) > 2 else "") for row in rows}


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_row_equals_its_fact(tables: dict[str, SystemTable], system: str) -> None:
    """Names, numbers and messages are those of the facts, all of them and no others."""
    path = fact_file(system)
    if not path.exists():
        pytest.skip(f"THE FACTS ARE NOT HERE: {path} does not exist, nothing was compared")
    rows = tables[system].rows
    expected = facts(path)
    assert set(rows) == set(expected)
    for name, row in rows.items():
        code = rows[row.alias] if row.alias else row
        assert code.number == expected[name][0], name
        said = "" if system in VENDOR_TEXTS else expected[name][1]
        assert (row.message or code.message or "") == said, name


@pytest.mark.skipif(
    sys.platform not in ("linux", "darwin"), reason="the host is no system that is compared here"
)
def test_the_host_agrees_with_its_table(tables: dict[str, SystemTable]) -> None:
    """Every name that this Python knows has the number and, with glibc, the text of the table."""
    rows = tables["linux" if sys.platform == "linux" else "macos"].rows
    compared = 0
    for number, name in errno.errorcode.items():
        if row := rows.get(name):
            code = rows[row.alias] if row.alias else row
            assert code.number == number, name
            if sys.platform == "linux" and os.confstr("CS_GNU_LIBC_VERSION"):
                assert code.message == os.strerror(number), name
            compared += 1
    assert compared > 90


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc's resolver is compared")
def test_the_resolver_of_the_host_agrees_with_its_table(tables: dict[str, SystemTable]) -> None:
    """The EAI_* numbers that this Python's socket module has are those of glibc's table."""
    if not os.confstr("CS_GNU_LIBC_VERSION"):
        pytest.skip("the C library is not glibc")
    rows = tables["linux-eai"].rows
    known = {name: getattr(socket, name) for name in rows if hasattr(socket, name)}
    assert len(known) >= 10
    assert {name: rows[name].number for name in known} == known


# Typed from other places than the tables' sources: RFCs, books, logs that everybody has seen.
ANCHORS = [
    ("linux", "EPERM", 1),
    ("linux", "ECONNREFUSED", 111),
    ("linux", "EHWPOISON", 133),
    ("macos", "EAGAIN", 35),
    ("macos", "EOPNOTSUPP", 102),
    ("freebsd", "ENOTCAPABLE", 93),
    ("netbsd", "ENOTSUP", 86),
    ("openbsd", "ENOTSUP", 91),
    ("solaris", "ETIMEDOUT", 145),
    ("illumos", "ESTALE", 151),
    ("aix", "ECONNREFUSED", 79),
    ("aix", "ENOTEMPTY", 17),
    ("hpux", "EWOULDBLOCK", 246),
    ("winsock", "WSAECONNREFUSED", 10061),
    ("winsock", "WSAHOST_NOT_FOUND", 11001),
    ("winsock", "WSA_IO_PENDING", 997),
    ("crt", "EWOULDBLOCK", 140),
]


@pytest.mark.parametrize(("system", "name", "number"), ANCHORS)
def test_well_known_numbers_are_right(
    tables: dict[str, SystemTable], system: str, name: str, number: int
) -> None:
    """Numbers that many people know by heart stand in the tables as they know them."""
    rows = tables[system].rows
    row = rows[name]
    assert (rows[row.alias] if row.alias else row).number == number
