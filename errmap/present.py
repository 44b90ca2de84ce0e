"""Answers that are shown all together: tables for terminals, CSV and Markdown, and lists."""

from __future__ import annotations

from errmap import listing, registry
from errmap.render import grid, plain
from errmap.streams import write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from rich.console import RenderableType

    from errmap.records import Answer, Code, Conversion, Explanation, Line, System
    from errmap.store import Store

    Table = Callable[[int], RenderableType | Iterator[RenderableType]]


def lookup(store: Store, answers: Sequence[Answer], systems: tuple[str, ...] | None, form: str) -> None:
    """Show looked-up codes: on a terminal a line per meaning with its numbers across systems."""

    def table(width: int) -> RenderableType:
        from errmap.render import terminal

        columns = listing.columns(store) if systems is None else listing.columns_of(store, systems)
        meanings = [
            terminal.Meaning(answer, matches, listing.across(store, matches[0].code.condition, columns))
            for answer in answers
            for matches in registry.by_meaning(answer.matches)
        ]
        others = [answer for answer in answers if answer.why and answer.status != "not_found"]
        return terminal.lookup(meanings, others, columns, store.systems(), width)

    if form == "table":
        if any(answer.status != "not_found" for answer in answers):
            _print(table)
    else:
        _grid(form, grid.LOOKUP, grid.answers(answers))


def convert(store: Store, conversions: Sequence[Conversion], form: str) -> None:
    """Show converted codes."""
    found = [conversion for conversion in conversions if conversion.matches]

    def table(width: int) -> RenderableType:
        from errmap.render import terminal

        labels = {system.id: system.label for system in store.systems()}
        return terminal.conversion(found, labels, width)

    if form != "table":
        _grid(form, grid.CONVERT, grid.conversions(found))
    elif found:
        _print(table)


def codes(codes: Sequence[Code], form: str) -> None:
    """Show the codes of one system."""

    def table(width: int) -> Iterator[RenderableType]:
        from errmap.render import terminal

        return terminal.codes(codes, width)

    def elements() -> Iterator[Any]:
        from errmap.render import jsontext

        return map(jsontext.code, codes)

    _show(form, map(plain.code, codes), elements, grid.CODES, lambda: grid.codes(codes), table)


def lines(store: Store, lines: Sequence[Line], systems: tuple[str, ...], everything: bool, form: str) -> None:
    """Show a line per meaning; a terminal's table of everything has one column for Windows."""

    def table(width: int) -> Iterator[RenderableType]:
        from errmap.render import terminal

        if not everything:
            return terminal.lines(lines, listing.columns_of(store, systems), width)
        columns = listing.columns(store)
        return terminal.lines([listing.merged(line, columns) for line in lines], columns, width)

    def elements() -> Iterator[Any]:
        from errmap.render import jsontext

        return (jsontext.line(line, systems) for line in lines)

    heading = ("name", "condition", *systems)
    _show(form, map(plain.line, lines), elements, heading, lambda: grid.lines(lines), table)


def systems(systems: Sequence[System], form: str) -> None:
    """Show the systems themselves."""

    def table(_width: int) -> RenderableType:
        from errmap.render import terminal

        return terminal.systems(systems)

    def elements() -> Iterator[Any]:
        from errmap.render import jsontext

        return map(jsontext.system, systems)

    _show(form, map(plain.system, systems), elements, grid.SYSTEMS, lambda: grid.systems(systems), table)


def explain(store: Store, pages: Sequence[Explanation]) -> None:
    """Show pages of explanation on a terminal."""
    found = [page for page in pages if page.status == "found"]

    def table(width: int) -> RenderableType:
        from errmap.render import terminal

        return terminal.explanation(found, store.systems(), width)

    for page in pages:
        if page.status == "not_an_error":
            write(f"{page.why}\n")
    if found:
        _print(table)


def _show(
    form: str,
    texts: Iterable[str],
    elements: Callable[[], Iterator[Any]],
    heading: Sequence[str],
    cells: Callable[[], Iterable[Sequence[str]]],
    table: Table,
) -> None:
    """Write a list in any of the formats."""
    if form == "plain":
        write("".join(texts))
    elif form == "table":
        _print(table)
    elif form in ("json", "jsonl"):
        from errmap.render.jsontext import dumps

        lines = map(dumps, elements())
        write("[" + ",\n".join(lines) + "]\n" if form == "json" else "".join(f"{line}\n" for line in lines))
    else:
        _grid(form, heading, cells())


def _grid(form: str, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    write(grid.csv(heading, rows) if form == "csv" else grid.markdown(heading, rows))


def _print(table: Table) -> None:
    """Print a table, or the pieces of a long one as they are made."""
    from collections.abc import Iterator

    from errmap.render import terminal

    console = terminal.make_console()
    made = table(console.width)
    for piece in made if isinstance(made, Iterator) else [made]:
        console.print(piece)
