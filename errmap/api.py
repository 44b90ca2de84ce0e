"""The Python interface: the answers of the commands as immutable records.

    >>> import errmap
    >>> [match.code.name for match in errmap.lookup("10061").matches]
    ['WSAECONNREFUSED']

Inputs may be texts or integers. `systems`, `to` and `source` take what `--os` takes: ids, aliases
and groups, as one text with commas or as several texts. An unknown one raises `ErrmapError`.
"""

from __future__ import annotations

from errmap import conversion, pages, registry
from errmap.store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from errmap.records import Answer, Conversion, Explanation, System

_open: list[Store] = []


def _store() -> Store:
    """The store, opened once for all calls."""
    if not _open:
        _open.append(Store())
    return _open[0]


def _scope(names: str | Iterable[str] | None) -> tuple[str, ...] | None:
    if names is None:
        return None
    return registry.scope(_store(), [names] if isinstance(names, str) else list(names))


def lookup(code: str | int, *, systems: str | Iterable[str] | None = None) -> Answer:
    """Every meaning of a number, a name or some words, best first."""
    return registry.lookup(_store(), str(code), _scope(systems))


def convert(
    code: str | int, *, to: str | Iterable[str] = "all", source: str | Iterable[str] | None = None
) -> tuple[Conversion, ...]:
    """The codes on other systems for each meaning of an input; `source` says where it comes from."""
    return conversion.convert(_store(), str(code), _scope(to) or (), _scope(source))


def explain(code: str | int, *, systems: str | Iterable[str] | None = None) -> tuple[Explanation, ...]:
    """The page of explanation for each meaning of an input."""
    return pages.explain(_store(), str(code), _scope(systems))


def systems() -> tuple[System, ...]:
    """All systems, in the order of output."""
    return tuple(_store().systems())
