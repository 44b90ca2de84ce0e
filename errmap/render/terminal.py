"""Tables for terminals. Only this module imports rich; only terminals pay for it.

No text from an input or a table is read as rich markup: cells are `Text` objects, and control
characters are shown escaped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeVar

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from errmap.listing import Column
from errmap.pages import who
from errmap.records import Answer, Code, Conversion, Converted, Explanation, Line, Match, System
from errmap.render import page
from errmap.render.plain import number, visible

_GAP = 2
_PAGE_WIDTH = 100
_FIRST_COLUMNS = 4
"""So many columns of numbers are shown before the columns of text get more room."""

_COMFORT = 24
"""The width that a column of text should have before more columns of numbers are added."""

_PIECE = 200
_SYSTEMS_WIDTH = 9
_FIT_WIDTH = 12


_Row = TypeVar("_Row")


class Meaning:
    """One line of the table of a lookup: a condition (or a code without one) and its numbers."""

    def __init__(self, answer: Answer, matches: list[Match], cells: Sequence[Code | None]) -> None:
        self.answer = answer
        self.matches = matches
        self.cells = cells


def make_console() -> Console:
    """The console that answers go to.

    rich sees to NO_COLOR and TERM=dumb. On a dumb terminal it assumes 80 columns and ignores
    FORCE_COLOR, so the true width and the wish for colour are handed to it.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_dumb_terminal:
        return console
    width = shutil.get_terminal_size().columns
    forced: Literal["standard"] | None = (
        "standard" if os.environ.get("FORCE_COLOR") and not os.environ.get("NO_COLOR") else None
    )
    return Console(highlight=False, markup=False, emoji=False, width=width, color_system=forced)


def lookup(
    meanings: Sequence[Meaning],
    others: Sequence[Answer],
    columns: Sequence[Column],
    all_systems: Sequence[System],
    width: int,
) -> RenderableType:
    """The table of a lookup: a line per meaning, as many columns of numbers as the width has."""
    parts: list[RenderableType] = []
    if meanings:
        parts.append(_lookup_table(meanings, columns, all_systems, width))
    parts += [_text(f"{answer.input.strip()}: {answer.why}") for answer in others]
    return Group(*parts)


def _lookup_table(
    meanings: Sequence[Meaning], columns: Sequence[Column], all_systems: Sequence[System], width: int
) -> Table:
    inputs = [_text(meaning.answer.input.strip()) for meaning in meanings]
    names = [_names(meaning.matches) for meaning in meanings]
    systems = [who([match.code.system for match in meaning.matches], all_systems) for meaning in meanings]
    many = len({text.plain for text in inputs}) > 1
    table = _table()
    if many:
        widest = min(max(*map(len, inputs), len("Input")), max(width // 4, 12))
        table.add_column("Input", overflow="fold", width=widest)
        width -= widest + _GAP
    longest = min(max(len(name) for each in names for name in each), width * 2 // 3)
    rows = [meaning.cells for meaning in meanings]
    shown = _fitting(columns[:_FIRST_COLUMNS], rows, width - longest - _SYSTEMS_WIDTH - _GAP)
    if shown == _FIRST_COLUMNS:
        comfort = max(longest, _COMFORT) + _COMFORT + _GAP
        shown = max(shown, _fitting(columns, rows, width - comfort))
    width -= sum(_width(column, index, rows) + _GAP for index, column in enumerate(columns[:shown])) + _GAP
    code = max(longest, min(_COMFORT, width - _SYSTEMS_WIDTH))
    table.add_column("Code", overflow="fold", width=code)
    table.add_column("Systems", width=max(min(width - code, max(map(len, systems))), _SYSTEMS_WIDTH))
    for column in columns[:shown]:
        table.add_column(column.title, justify="right", no_wrap=True)
    for text, meaning, each, where in zip(inputs, meanings, names, systems, strict=True):
        cells = map(_number, meaning.cells[:shown])
        table.add_row(*([text] if many else []), _code(meaning.matches, each), _text(where), *cells)
    return table


def _names(matches: Sequence[Match]) -> list[str]:
    """The names of the matched codes, then the aliases of the first with an equals sign."""
    names = list(dict.fromkeys(match.code.name for match in matches))
    return names + [f"= {alias}" for alias in matches[0].code.aliases if alias not in names]


def _code(matches: Sequence[Match], names: Sequence[str]) -> Text:
    """The names, the message below them, and how the input was read where that is not plain."""
    first = matches[0]
    text = _text("\n".join(names), "bold cyan")
    text.append("\n" + visible(first.code.message or first.code.summary or ""), "dim")
    if first.why and first.reading not in ("search", "name"):
        text.append("\n" + visible(first.why), "dim italic")
    return text


def _number(code: Code | None) -> Text:
    return _text(number(code), "dim" if code is None else "")


def _fitting(columns: Sequence[Column], rows: Sequence[Sequence[Code | None]], width: int) -> int:
    """How many columns of numbers fit into a width."""
    for index, column in enumerate(columns):
        width -= _width(column, index, rows) + _GAP
        if width < 0:
            return index
    return len(columns)


def _width(column: Column, index: int, rows: Sequence[Sequence[Code | None]]) -> int:
    """The width of a column of numbers."""
    return max(len(column.title), *(len(number(row[index])) for row in rows))


def conversion(conversions: Sequence[Conversion], labels: dict[str, str], width: int) -> RenderableType:
    """A table for each meaning of the source: a line for each code of the target."""
    matches = [match for each in conversions for match in each.matches]
    numbers = max(*(len(number(match.code)) for match in matches), len("Number"))
    systems = max(*(len(labels[match.code.system]) for match in matches), len("System"))
    rest = width - numbers - systems - 3 * _GAP
    names = min(max(len(match.code.name) for match in matches), rest - _FIT_WIDTH)
    parts: list[RenderableType] = []
    for each in conversions:
        if origin := each.source:
            aliases = "".join(f" = {alias}" for alias in origin.aliases)
            title = Text("\n" if parts else "")
            title.append(visible(f"{labels[origin.system]} {number(origin)}  "), "bold")
            title.append(visible(f"{origin.name}{aliases}"), "bold cyan")
            parts.append(title)
        table = _table()
        table.add_column("System", width=systems)
        table.add_column("Name", overflow="fold", width=names)
        table.add_column("Number", justify="right", width=numbers)
        table.add_column("Fit", overflow="fold", max_width=rest - names)
        notes = list(dict.fromkeys(match.why for match in each.matches if match.why))
        for match in each.matches:
            cells = (
                _text(match.code.name, "bold cyan"),
                _text(number(match.code), "bold"),
                _fit(match, notes),
            )
            table.add_row(_text(labels[match.code.system]), *cells)
        parts.append(table)
        parts += [_text(f"({index}) {note}", "dim") for index, note in enumerate(notes, 1)]
    return Group(*parts)


def _fit(match: Converted, notes: Sequence[str]) -> Text:
    """How well a code fits, with the number of the note that says why."""
    exact = match.via == "condition" and match.fit == "exact"
    text = _text(match.fit if match.via == "condition" else match.via, "green" if exact else "yellow")
    if match.why:
        text.append(f" ({notes.index(match.why) + 1})", "dim")
    return text


def codes(codes: Sequence[Code], width: int) -> Iterator[RenderableType]:
    """The table of one system's codes, in pieces: a long one begins to show at once."""
    longest = max((len(code.name) for code in codes), default=0)
    numbers = max((len(number(code)) for code in codes), default=0)
    names = max(min(longest, width * 3 // 5), len("Name"))
    for part in _pieces(codes):
        table = _table(show_header=part[0] is codes[0])
        table.add_column("Name", overflow="fold", width=names)
        table.add_column("Number", justify="right", no_wrap=True, width=max(numbers, len("Number")))
        table.add_column("Message", overflow="fold")
        for code in part:
            style = "cyan" if code.alias else "bold cyan"
            table.add_row(_text(code.name, style), _number(code), _text(code.message or code.summary or ""))
        yield table


def lines(lines: Sequence[Line], columns: Sequence[Column], width: int) -> Iterator[RenderableType]:
    """The table of several systems' numbers, in pieces, with as many columns as the width has."""
    longest = max((len(line.name) for line in lines), default=0)
    rows = [line.codes for line in lines] or [(None,) * len(columns)]
    shown = _fitting(columns, rows, width - min(longest, _COMFORT))
    widths = [_width(column, index, rows) for index, column in enumerate(columns[:shown])]
    longest = min(longest, width - sum(each + _GAP for each in widths))
    for part in _pieces(lines):
        table = _table(show_header=part[0] is lines[0])
        table.add_column("Name", overflow="fold", width=longest)
        for column, each in zip(columns, widths, strict=False):
            table.add_column(column.title, justify="right", no_wrap=True, width=each)
        for line in part:
            table.add_row(_text(line.name, "bold cyan"), *map(_number, line.codes[:shown]))
        yield table
    if shown < len(columns):
        hidden = ", ".join(column.title for column in columns[shown:])
        yield _text(f"Not shown for want of width: {hidden}. Choose systems with --os.", "dim")


def _pieces(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """Rows in pieces that are quickly laid out."""
    for start in range(0, len(rows), _PIECE):
        yield rows[start : start + _PIECE]


def systems(systems: Iterable[System]) -> RenderableType:
    """The table of the systems themselves."""
    table = _table()
    table.add_column("System", overflow="fold")
    table.add_column("Kind", no_wrap=True)
    table.add_column("Codes", justify="right", no_wrap=True)
    table.add_column("Title and source", overflow="fold")
    for system in systems:
        name = _text(system.id, "bold cyan")
        if system.aliases:
            name.append("\n" + visible(", ".join(system.aliases)), "dim")
        about = _text(system.title)
        for source in system.sources:
            about.append(f"\n{visible(source.title)}, {visible(source.version)}", "dim")
        if system.verified:
            about.append(f"\nVerified: {visible(system.verified)}", "dim")
        table.add_row(name, system.kind, str(system.codes), about)
    return table


def explanation(pages: Iterable[Explanation], all_systems: Sequence[System], width: int) -> RenderableType:
    """The pages of `explain`, no wider than is good to read."""
    from rich.constrain import Constrain
    from rich.markdown import Markdown

    texts = [Markdown(page.markdown(each, all_systems), hyperlinks=False) for each in pages]
    return Constrain(Group(*texts), min(width, _PAGE_WIDTH))


def _table(show_header: bool = True) -> Table:
    return Table(
        box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold",
        show_header=show_header,
    )  # fmt: skip


def _text(text: str, style: str = "") -> Text:
    return Text("\n".join(visible(part) for part in text.split("\n")), style)
