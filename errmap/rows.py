"""What tables hold once they are loaded: rows, systems, conditions, pages, and their problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from errmap.records import Source


@dataclass(frozen=True)
class Problem:
    """Something wrong in a table: where it is and, in one line, what to do about it."""

    path: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.text}"


@dataclass(frozen=True)
class Row:
    """One code as it stands in a table; `path` and `line` say where."""

    name: str
    path: str
    line: int
    number: int | None = None
    alias: str | None = None
    condition: str | None = None
    fit: str = "exact"
    why: str | None = None
    preferred: bool = False
    marker: bool = False
    src: str = ""
    message: str | None = None
    summary: str | None = None
    note: str | None = None
    since: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    source: Source | None = None


@dataclass(frozen=True)
class SystemTable:
    """One systems/<id>.toml: the `[system]` keys, the sources, the rows by name."""

    path: str
    id: str
    label: str = ""
    column: str = ""
    title: str = ""
    kind: str = ""
    rank: int = 900
    groups: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    layout: str | None = None
    bits: int = 0
    extends: str | None = None
    verified: str | None = None
    note: str | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: Mapping[str, Row] = field(default_factory=dict)


@dataclass(frozen=True)
class Near:
    """A condition to fall back on where a system lacks another, and why it is the nearest."""

    condition: str
    why: str


@dataclass(frozen=True)
class ConditionRow:
    """One condition as it stands in conditions.toml."""

    id: str
    path: str
    line: int
    area: str
    summary: str
    posix: str | None = None
    names: tuple[str, ...] = ()
    words: str = ""
    near: tuple[Near, ...] = ()


@dataclass(frozen=True)
class Page:
    """One explain/<condition>.md."""

    condition: str
    path: str
    text: str


@dataclass(frozen=True)
class Tables:
    """Everything that was loaded, keyed by id."""

    systems: Mapping[str, SystemTable] = field(default_factory=dict)
    conditions: Mapping[str, ConditionRow] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    facilities: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
