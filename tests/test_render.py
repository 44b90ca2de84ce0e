"""What reaches a reader: tables, and texts that cannot steer a terminal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, Group

from errmap import conversion, listing, registry
from errmap.records import Answer
from errmap.render import grid, jsontext, plain, terminal
from errmap.store import Store
from tests.conftest import Ran

Text = st.text(st.characters(codec="utf-8"))
Json = st.recursive(
    st.none() | st.booleans() | st.integers() | Text,
    lambda inner: st.lists(inner) | st.dictionaries(Text, inner),
)


@given(Json)
def test_the_json_writer_writes_what_the_library_reads(value: object) -> None:
    """Any value of the contract's types survives a round trip through the quick writer."""
    assert json.loads(jsontext.dumps(value)) == value


def test_the_json_writer_escapes_lone_surrogates() -> None:
    """An input that was no UTF-8 becomes an escape, which is still JSON."""
    assert json.loads(jsontext.dumps("\udcff")) == "\udcff"
    assert jsontext.dumps("\udcff").isascii()


@given(st.text())
def test_no_control_character_is_shown_raw(text: str) -> None:
    """A text made visible is printable, and printable text is left alone."""
    assert plain.visible(text).isprintable()
    if text.isprintable():
        assert plain.visible(text) == text


@given(st.lists(st.text(st.characters(exclude_characters="\r\n"), max_size=20), min_size=1, max_size=4))
def test_a_markdown_row_keeps_its_cells(cells: list[str]) -> None:
    """No text of a cell can open another cell or begin a line."""
    lines = grid.markdown(["x"] * len(cells), [cells]).splitlines()
    assert len(lines) == 3
    assert lines[2].replace("\\\\", "").replace("\\|", "").count("|") == len(cells) + 1


def test_csv_can_be_read_back(run: Callable[..., Ran]) -> None:
    """The CSV of a lookup has a heading and one row per match."""
    rows = list(csv.DictReader(io.StringIO(run("lookup", "35", "10061", "--csv").out)))
    assert {row["input"] for row in rows} == {"35", "10061"}
    assert {"system": "winsock", "name": "WSAECONNREFUSED", "number": "10061"}.items() <= rows[-1].items()


def shown(renderable: object, width: int) -> str:
    """What a terminal of that width shows."""
    console = Console(
        width=width, file=io.StringIO(), force_terminal=True, color_system=None, _environ={}, highlight=False
    )
    console.print(renderable)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    assert all(len(line) <= width for line in text.splitlines())
    return text


def lookup_table(store: Store, answers: list[Answer], width: int) -> str:
    """The table of some lookups."""
    columns = listing.columns(store)
    meanings = [
        terminal.Meaning(answer, [match], listing.across(store, match.code.condition, columns))
        for answer in answers
        for match in answer.matches
    ]
    return shown(terminal.lookup(meanings, [], columns, store.systems(), width), width)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("width", [60, 72, 80, 100, 140, 200])
def test_no_name_or_number_is_cut_off_in_a_lookup(store: Store, width: int) -> None:
    """At every width, each code's name and number can be read in full, if need be folded."""
    for system in ("linux", "winsock", "hpux"):
        for code in store.of_system(system):
            answer = registry.lookup(store, f"{system}:{code.name}")
            text = lookup_table(store, [answer], width)
            assert code.name in text
            assert "…" not in text


@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_name_or_number_is_cut_off_with_several_inputs(store: Store, width: int) -> None:
    """With a column for the inputs there is less room, and still nothing is lost."""
    names = ["WSA_IPSEC_NAME_POLICY_ERROR", "35", "WSA_QOS_TRAFFIC_CTRL_ERROR"]
    text = lookup_table(store, [registry.lookup(store, name) for name in names], width)
    for name in ("WSA_IPSEC_NAME_POLICY_ERROR", "EDEADLK", "EAGAIN", "WSA_QOS_TRAFFIC_CTRL_ERROR"):
        assert name in squeezed(text) or name in text
    assert "…" not in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_lists_and_conversions_show_every_name_and_number(store: Store, width: int) -> None:
    """The tables of list and convert hold each name and number in full."""
    labels = {system.id: system.label for system in store.systems()}
    for code in store.of_system("winsock"):
        if code.choice is None:
            continue
        found = conversion.convert(store, code.name, tuple(labels))
        text = shown(terminal.conversion(found, labels, width), width)
        for match in found[0].matches:
            assert squeezed(match.code.name) in squeezed(text) or len(match.code.name) > width // 5
            assert str(match.code.number) in text
    text = shown(Group(*terminal.codes(store.of_system("winsock"), width)), width)
    for code in store.of_system("winsock"):
        assert code.name in text and str(code.number) in text


def test_the_first_columns_are_those_of_the_design(store: Store) -> None:
    """Eighty columns show Linux, macOS, FreeBSD and Windows; a wide terminal shows more."""
    answer = registry.lookup(store, "ECONNREFUSED")
    narrow, wide = (lookup_table(store, [answer], width).splitlines()[0] for width in (80, 160))
    assert narrow.split() == ["Code", "Systems", "Linux", "macOS", "FreeBSD", "Windows"]
    assert wide.split()[:6] == narrow.split() and "HP-UX" in wide


def test_markup_and_escapes_of_inputs_are_inert(run: Callable[..., Ran], store: Store) -> None:
    """Rich markup is shown as it is, control characters as escapes, on stderr and in tables."""
    for text in ("[bold]x[/bold]", "[/xyzzy]", "\x1b[31mred", "a\tb\nc", "\u202eevil"):
        ran = run("lookup", text)
        assert all(line.isprintable() for line in ran.err.splitlines())
        assert "\x1b" not in ran.out + ran.err
        bad = Answer(text, "not_an_error", (), text)
        table = shown(terminal.lookup([], [bad], [], [], 80), 80)
        assert "\x1b[31m" not in table and "\u202e" not in table
        assert text not in ("[bold]x[/bold]", "[/xyzzy]") or text in table
