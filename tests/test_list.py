"""Lists of one system and comparisons of several."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran

DATA = Path(__file__).parent / "data"


def test_the_list_of_linux_is_that_of_errno(run: Callable[..., Ran]) -> None:
    """Names, numbers and texts equal what errno -l of moreutils prints on Debian 12."""
    expected = [line.split(" ", 2) for line in (DATA / "errno-l-debian12.txt").read_text().splitlines()]
    expected.sort(key=lambda fields: int(fields[1]))
    assert [line.split("\t") for line in run("list", "--os", "linux").out.splitlines()] == expected
    assert len(expected) == 134


def test_the_list_of_macos_has_all_its_names(run: Callable[..., Ran]) -> None:
    """macOS has 109 names, ELAST among them."""
    names = [line.split("\t")[0] for line in run("list", "--os", "osx").out.splitlines()]
    assert len(names) == len(set(names)) == 109
    assert "ELAST" in names


def test_several_systems_make_a_column_each(run: Callable[..., Ran]) -> None:
    """A line per meaning: its name, then the numbers in the order of --os, a dash for none."""
    lines = run("list", "--os", "macos,linux", "--os", "winsock").out.splitlines()
    assert "ECONNREFUSED\t61\t111\t10061" in lines
    assert "ERFKILL\t-\t132\t-" in lines
    assert "EAGAIN\t35\t11\t-" in lines
    assert "EWOULDBLOCK\t35\t11\t10035" in lines


def test_no_code_is_lost_in_a_comparison(run: Callable[..., Ran]) -> None:
    """Every number of every system stands somewhere in the list of all."""
    elements = json.loads(run("list", "--json").out)
    shown = {(system, code["number"]) for e in elements for system, code in e["codes"].items() if code}
    for system in json.loads(run("list", "--systems", "--json").out):
        codes = json.loads(run("list", "--os", system["id"], "--json").out)
        assert len(codes) == system["codes"]
        assert {(system["id"], code["number"]) for code in codes} <= shown


def test_differ_keeps_only_lines_whose_numbers_differ(run: Callable[..., Ran]) -> None:
    """EPERM is 1 everywhere and disappears; EAGAIN differs and stays."""
    names = [line.split("\t")[0] for line in run("list", "--os", "linux,macos", "--differ").out.splitlines()]
    assert "EPERM" not in names and "ERFKILL" not in names
    assert "EAGAIN" in names


def test_differ_needs_something_to_compare(run: Callable[..., Ran]) -> None:
    """--differ with one system is wrong usage."""
    ran = run("list", "--os", "linux", "--differ")
    assert (ran.out, ran.status) == ("", 2)


def test_search_keeps_lines_with_all_words(run: Callable[..., Ran]) -> None:
    """--search looks at names, texts and summaries, in lists of one system and of several."""
    assert "EMFILE\t24\tToo many open files" in run("list", "--os", "linux", "--search", "open files").out
    assert (
        run("list", "--os", "linux,macos", "--search", "refused").out.splitlines()[0]
        == "ECONNREFUSED\t111\t61"
    )


def test_an_empty_list_is_a_miss(run: Callable[..., Ran]) -> None:
    """A search without a hit prints nothing on stdout and exits with 1."""
    ran = run("list", "--search", "xyzzy")
    assert (ran.out, ran.status) == ("", 1)
    assert ran.err


def test_area_keeps_one_area(run: Callable[..., Ran]) -> None:
    """--area net keeps sockets and leaves files out; an unknown area names the known ones."""
    names = [line.split("\t")[0] for line in run("list", "--area", "net").out.splitlines()]
    assert "ECONNREFUSED" in names and "ENOSPC" not in names
    ran = run("list", "--area", "nett")
    assert ran.status == 2 and "net" in ran.err


def test_systems_lists_the_systems_themselves(run: Callable[..., Ran]) -> None:
    """Id, kind, number of codes, title, source and how it was verified, in the order of output."""
    rows = [line.split("\t") for line in run("list", "--systems").out.splitlines()]
    assert rows[0][:3] == ["linux", "os", "134"]
    assert all(len(row) == 6 and row[4] and row[5] != "-" for row in rows)


def test_systems_stands_alone(run: Callable[..., Ran]) -> None:
    """--systems with a filter is wrong usage, not a filter ignored."""
    assert run("list", "--systems", "--area", "net").status == 2


@pytest.mark.parametrize("form", ["--csv", "--markdown"])
def test_lists_have_headings_in_csv_and_markdown(run: Callable[..., Ran], form: str) -> None:
    """The first line names the columns."""
    heading = run("list", "--os", "linux,macos", form).out.splitlines()[0]
    assert [cell.strip() for cell in heading.strip("| ").replace("|", ",").split(",")] == [
        "name",
        "condition",
        "linux",
        "macos",
    ]
