"""Lists: the codes of one system, or one line per meaning across several."""

from __future__ import annotations

from errmap import registry
from errmap.errors import ErrmapError
from errmap.inputs import words
from errmap.records import Code, Line, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from errmap.store import Store


class Column(NamedTuple):
    """A column of numbers across systems: its heading and the systems that share it."""

    title: str
    systems: tuple[str, ...]


class Filter(NamedTuple):
    """What a list is narrowed to: places of codes and conditions; None for everything."""

    conditions: frozenset[str] | None
    places: frozenset[int]


def make_filter(store: Store, systems: Iterable[str], search: str | None, area: str | None) -> Filter:
    """The conditions (and codes without one) that belong to an area and hold all words of a search.

    A word counts wherever it begins a word of a name, text or summary of the listed systems' codes,
    or of the condition. Raises ErrmapError for an area that does not exist, or a search without words.
    """
    if search is None and area is None:
        return Filter(None, frozenset())
    conditions = {condition.id: condition for condition in store.conditions()}
    if area is not None:
        areas = store.areas()
        if area not in areas:
            raise ErrmapError(f"no area is called {area!r}; there are {', '.join(areas)}")
        conditions = {id: each for id, each in conditions.items() if each.area == area}
    if search is None:
        return Filter(frozenset(conditions), frozenset())
    wanted = words(search)
    if not wanted:
        raise ErrmapError("--search needs words to look for")
    hits = [code for id in systems for code in store.of_system(id) if _has_words(code, wanted)]
    found = {code.condition for code in hits if code.condition in conditions}
    places = frozenset(code.place for code in hits if code.condition is None and area is None)
    return Filter(frozenset(id for id in found if id is not None), places)


def _has_words(code: Code, wanted: tuple[str, ...]) -> bool:
    """Whether each of the words begins a word of what is known of a code."""
    texts = (code.name, code.message, code.summary, code.condition, *(text for _, text in code.texts))
    known = words(" ".join(filter(None, texts)))
    return all(any(each.startswith(word) for each in known) for word in wanted)


def codes(store: Store, system: str, wanted: Filter) -> list[Code]:
    """The codes of one system by number, aliases behind their codes."""
    return [code for code in store.of_system(system) if _wanted(code, wanted)]


def _wanted(code: Code, wanted: Filter) -> bool:
    return wanted.conditions is None or code.condition in wanted.conditions or code.place in wanted.places


def lines(store: Store, systems: tuple[str, ...], wanted: Filter, differ: bool = False) -> list[Line]:
    """One line per meaning, with the code of each system that means just that, in the first's order.

    Codes that fit the meaning only roughly, further codes of a system for it, and codes without a
    condition get lines of their own. With `differ`, only the lines whose numbers differ between the systems.
    """
    columns = {system: index for index, system in enumerate(systems)}
    posix = {condition.id: condition.posix for condition in store.conditions()}
    rows: dict[str | int, list[Code | None]] = {}
    for system in systems:
        for code in codes(store, system, wanted):
            if code.condition is None or code.choice is None:
                key: str | int = code.place
                if code.alias:
                    continue
            else:
                key = code.condition if code.choice == 0 and code.fit == "exact" else code.place
            rows.setdefault(key, [None] * len(systems))[columns[system]] = code
    found = [_line(key, tuple(cells), posix) for key, cells in rows.items()]
    if differ:
        found = [line for line in found if len({cell.number for cell in line.codes if cell}) > 1]
    return sorted(found, key=_place)


def _line(key: str | int, cells: tuple[Code | None, ...], posix: dict[str, str | None]) -> Line:
    first = next(filter(None, cells))
    name = posix.get(key) if isinstance(key, str) else None
    return Line._make((first.condition, name or first.name, cells))


def _place(line: Line) -> tuple[int, int]:
    for index, cell in enumerate(line.codes):
        if cell is not None:
            return index, cell.place
    raise AssertionError("a line without a code")


def columns(store: Store) -> list[Column]:
    """The columns that tables across all systems have, in the order of output."""
    grouped: dict[str, list[str]] = {}
    for system in store.systems():
        grouped.setdefault(system.column, []).append(system.id)
    return [Column(title, tuple(ids)) for title, ids in grouped.items()]


def columns_of(store: Store, systems: Iterable[str]) -> list[Column]:
    """One column for each of the systems, in their order."""
    labels = {system.id: system.label for system in store.systems()}
    return [Column(labels[id], (id,)) for id in systems]


def across(store: Store, condition: str | None, columns: Iterable[Column]) -> list[Code | None]:
    """The best code of each column for a condition: one that leads its group, else the first."""
    found = store.of_condition(condition) if condition is not None else []
    return [_leading((code for code in found if code.choice == 0), column) for column in columns]


def merged(line: Line, columns: Iterable[Column]) -> Line:
    """A line across systems with one code for each column."""
    found = [code for code in line.codes if code is not None]
    return Line(line.condition, line.name, tuple(_leading(found, column) for column in columns))


def _leading(codes: Iterable[Code], column: Column) -> Code | None:
    """The code that stands in a column: one that leads its group, else the first in output order."""
    here = [code for code in codes if code.system in column.systems]
    return min(here, key=lambda code: (not code.leads, code.place), default=None)


def default_systems(store: Store) -> tuple[str, ...]:
    """All systems, in the order of output."""
    return registry.scope(store, ["all"]) or ()
