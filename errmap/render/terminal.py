"""Tables for terminals. Only this module imports rich; only terminals pay for it.

No text from an input or a table is read as rich markup: cells are `Text` objects, and control
characters are shown escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from errmap.listing import Column
from errmap.records import Answer, Code, Conversion, Converted, Explanation, Line, Match, System
from errmap.render import page
from errmap.render.plain import number, visible

_MIN_SYSTEMS_WIDTH = 12
_PADDING = 2
_PAGE_WIDTH = 100


class Meaning:
    """One line of the table of a lookup: a condition (or a code without one) and its numbers."""

    def __init__(self, answer: Answer, matches: list[Match], cells: Sequence[Code | None]) -> None:
        self.answer = answer
        self.matches = matches
        self.cells = cells


def make_console(**options: object) -> Console:
    """The console that answers go to. NO_COLOR, FORCE_COLOR and TERM=dumb are rich's business."""
    return Console(highlight=False, markup=False, emoji=False, **options)  # type: ignore[arg-type]


def lookup(
    meanings: Sequence[Meaning],
    others: Sequence[Answer],
    columns: Sequence[Column],
    labels: dict[str, str],
    width: int,
) -> RenderableType:
    """The table of a lookup: a line per meaning, as many columns of numbers as the width has."""
    parts: list[RenderableType] = []
    if meanings:
        parts.append(_lookup_table(meanings, columns, labels, width))
    parts += [_text(f"{answer.input.strip()}: {answer.why}") for answer in others]
    return Group(*parts)


def _lookup_table(
    meanings: Sequence[Meaning], columns: Sequence[Column], labels: dict[str, str], width: int
) -> Table:
    many = len({id(meaning.answer) for meaning in meanings}) > 1
    codes = [_names_and_message(meaning.matches) for meaning in meanings]
    longest = max(cell_width for _, cell_width in codes)
    used = longest + _MIN_SYSTEMS_WIDTH + 2 * _PADDING
    inputs = [_text(meaning.answer.input.strip()) for meaning in meanings]
    if many:
        used += max(max(len(text) for text in inputs), len("Input")) + _PADDING
    shown = _fitting(columns, [meaning.cells for meaning in meanings], width - used)
    table = _table()
    if many:
        table.add_column("Input", overflow="fold")
    table.add_column("Code", overflow="fold", min_width=min(longest, width // 2))
    table.add_column("Means that on", overflow="fold", min_width=_MIN_SYSTEMS_WIDTH)
    for column in columns[:shown]:
        table.add_column(column.title, justify="right", no_wrap=True)
    for meaning, (code, _), text in zip(meanings, codes, inputs, strict=True):
        where = _text(
            ", ".join(dict.fromkeys(labels[match.code.system] for match in meaning.matches))
        )
        cells = [
            _text(number(cell), "dim" if cell is None else "") for cell in meaning.cells[:shown]
        ]
        table.add_row(*([text] if many else []), code, where, *cells)
    return table


def _names_and_message(matches: Sequence[Match]) -> tuple[Text, int]:
    """The names of the matched codes with their message below, and the width the names need."""
    names = list(dict.fromkeys(match.code.name for match in matches))
    first = matches[0].code
    text = Text()
    text.append("\n".join(map(visible, names)), "bold cyan")
    for alias in first.aliases:
        if alias not in names:
            text.append(f"\n= {visible(alias)}", "cyan")
    text.append("\n" + visible(first.message or first.summary or ""), "dim")
    if (why := matches[0].why) and matches[0].reading not in ("search", "name"):
        text.append("\n" + visible(why), "dim italic")
    return text, max(map(len, names))


def _fitting(columns: Sequence[Column], rows: Sequence[Sequence[Code | None]], width: int) -> int:
    """How many columns of numbers fit into a width."""
    for index, column in enumerate(columns):
        width -= max(len(column.title), *(len(number(row[index])) for row in rows)) + _PADDING
        if width < 0:
            return index
    return len(columns)


def conversion(conversions: Sequence[Conversion], labels: dict[str, str]) -> RenderableType:
    """The table of a conversion: the source once, then a line for each code of the target."""
    table = _table()
    table.add_column("From", overflow="fold")
    table.add_column("System", overflow="fold")
    table.add_column("Name", overflow="fold")
    table.add_column("Number", justify="right", no_wrap=True)
    table.add_column("Fit", overflow="fold")
    for each in conversions:
        origin = each.source
        for index, match in enumerate(each.matches):
            source = (
                f"{origin.name}\n{labels[origin.system]} {number(origin)}"
                if origin and not index
                else ""
            )
            last = index == len(each.matches) - 1
            table.add_row(
                _text(source), _text(labels[match.code.system]), _text(match.code.name, "bold cyan"),
                _text(number(match.code), "bold"), _fit(match), end_section=last,
            )  # fmt: skip
    return table


def _fit(match: Converted) -> Text:
    if match.via == "condition" and match.fit == "exact":
        text = _text("exact", "green")
    else:
        text = _text(match.fit if match.via == "condition" else match.via, "yellow")
    if match.why:
        text.append(f": {visible(match.why)}", "dim")
    return text


def codes(codes: Iterable[Code]) -> RenderableType:
    """The table of one system's codes."""
    table = _table()
    table.add_column("Name", overflow="fold")
    table.add_column("Number", justify="right", no_wrap=True)
    table.add_column("Message", overflow="fold")
    for code in codes:
        message = code.message or code.summary or ""
        style = "cyan" if code.alias else "bold cyan"
        table.add_row(_text(code.name, style), _text(number(code)), _text(message))
    return table


def lines(lines: Sequence[Line], columns: Sequence[Column], width: int) -> RenderableType:
    """The table of several systems' numbers: as many columns as the width has, the first ones first."""
    longest = max((len(line.name) for line in lines), default=0)
    shown = _fitting(
        columns,
        [line.codes for line in lines] or [[None] * len(columns)],
        width - longest - _PADDING,
    )
    table = _table()
    table.add_column("Name", overflow="fold")
    for column in columns[:shown]:
        table.add_column(column.title, justify="right", no_wrap=True)
    for line in lines:
        cells = [_text(number(cell), "dim" if cell is None else "") for cell in line.codes[:shown]]
        table.add_row(_text(line.name, "bold cyan"), *cells)
    if shown == len(columns):
        return table
    hidden = ", ".join(column.title for column in columns[shown:])
    return Group(
        table, _text(f"Not shown for want of width: {hidden}. Choose systems with --os.", "dim")
    )


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
        table.add_row(name, system.kind, str(system.codes), about)
    return table


def explanation(
    pages: Iterable[Explanation], all_systems: Sequence[System], width: int
) -> RenderableType:
    """The pages of `explain`, no wider than is good to read."""
    from rich.constrain import Constrain
    from rich.markdown import Markdown

    texts = [Markdown(page.markdown(each, all_systems), hyperlinks=False) for each in pages]
    return Constrain(Group(*texts), min(width, _PAGE_WIDTH))


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")


def _text(text: str, style: str = "") -> Text:
    return Text("\n".join(visible(part) for part in text.split("\n")), style)
