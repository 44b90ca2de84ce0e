"""Tables become the index: one SQLite file that answers every question with indexed queries.

The layout of the index is private to `errmap.build` and `errmap.store`; SCHEMA changes with it.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from errmap import lint
from errmap.errors import ErrmapError
from errmap.inputs import squash
from errmap.loader import load_folder
from errmap.locate import SCHEMA
from errmap.records import Source
from errmap.rows import Problem, Row, SystemTable, Tables

_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")

_LAYOUT = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE system(
    id TEXT PRIMARY KEY, label TEXT, column TEXT, title TEXT, kind TEXT, rank INTEGER,
    groups TEXT, aliases TEXT, codes INTEGER, verified TEXT, note TEXT, layout TEXT) WITHOUT ROWID;
-- The systems whose numbers are found inside HRESULTs and NTSTATUSes.
CREATE TABLE carried(how TEXT, system TEXT, PRIMARY KEY(how, system)) WITHOUT ROWID;
CREATE TABLE facility(layout TEXT, number INTEGER, name TEXT, PRIMARY KEY(layout, number)) WITHOUT ROWID;
-- Names that stand for systems: ids, aliases, groups and "all", in the order of output.
CREATE TABLE scope(name TEXT, position INTEGER, system TEXT, PRIMARY KEY(name, position)) WITHOUT ROWID;
CREATE TABLE source(id INTEGER PRIMARY KEY, system TEXT, key TEXT, title TEXT, version TEXT);
-- Ids follow the order of output: rank of the system, number, code before alias.
CREATE TABLE code(
    id INTEGER PRIMARY KEY, system TEXT, name TEXT, aliases TEXT, number INTEGER, message TEXT,
    summary TEXT, condition TEXT, fit TEXT, fit_why TEXT, note TEXT,
    since TEXT, texts TEXT, bits INTEGER, source INTEGER,
    alias_of INTEGER,   -- the code whose number an alias shares, else NULL
    choice INTEGER,     -- 0 for the best code of its system for its condition; NULL: never an answer
    leads INTEGER,      -- 1 where the system comes first in its groups for this condition
    marker INTEGER);
CREATE TABLE name(key TEXT, code INTEGER, PRIMARY KEY(key, code)) WITHOUT ROWID;
CREATE TABLE condition(
    id TEXT PRIMARY KEY, position INTEGER, posix TEXT, area TEXT, summary TEXT) WITHOUT ROWID;
CREATE TABLE area(id TEXT PRIMARY KEY, title TEXT) WITHOUT ROWID;
CREATE TABLE spelling(key TEXT, condition TEXT, PRIMARY KEY(key, condition)) WITHOUT ROWID;
-- What systems print for a condition, squashed like a spelling.
CREATE TABLE phrase(key TEXT, condition TEXT, PRIMARY KEY(key, condition)) WITHOUT ROWID;
CREATE TABLE near(
    condition TEXT, position INTEGER, other TEXT, why TEXT, PRIMARY KEY(condition, position)) WITHOUT ROWID;
CREATE TABLE page(condition TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID;
CREATE TABLE document(id INTEGER PRIMARY KEY, condition TEXT, code INTEGER);
CREATE VIRTUAL TABLE search USING fts5(
    title, names, messages, words, summary, page, content='', tokenize='porter unicode61');
"""

_INDEXES = """
CREATE INDEX code_number ON code(number);
CREATE INDEX code_condition ON code(condition, system);
CREATE INDEX code_system ON code(system);
"""


def load_all(bundled: str, user: str | None) -> tuple[Tables, list[Problem]]:
    """The bundled tables, then the user's over them.

    Problems in bundled tables stop everything: they raise ErrmapError. A user's file with problems
    is left out, and its problems are handed back.
    """
    tables, problems = load_folder(bundled)
    problems = problems or lint.check(tables)
    if problems:
        raise ErrmapError("the bundled tables are broken:\n" + "\n".join(map(str, problems)))
    if user is None:
        return tables, []
    return load_folder(user, tables, lambda loaded: lint.check(loaded, lint.USER_RULES))


def write_index(tables: Tables, path: str, meta: dict[str, str]) -> sqlite3.Connection:
    """Compile tables into a new database at `path` (":memory:" for none on disk); left open."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _LAYOUT)
    connection.execute("BEGIN")
    _Writer(connection, tables).write()
    items = {"schema": SCHEMA, "date": table_date(tables), **meta}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", items.items())
    connection.execute("COMMIT")
    connection.executescript(_INDEXES + "ANALYZE;")
    return connection


def table_date(tables: Tables) -> str:
    """The newest date (YYYY-MM-DD) that a source of the tables names, or "undated"."""
    versions = (source["version"] for system in tables.systems.values() for source in system.sources.values())
    return max((date for text in versions for date in _DATE.findall(text)), default="undated")


class _Writer:
    """Writes tables into an empty index; keeps the ids that rows refer to each other by."""

    def __init__(self, connection: sqlite3.Connection, tables: Tables) -> None:
        self.connection = connection
        self.tables = tables
        self.systems = sorted(tables.systems.values(), key=lambda system: (system.rank, system.id))
        self.codes = 0
        self.source_ids: dict[tuple[str, Source], int] = {}
        self.names: dict[str, list[str]] = defaultdict(list)
        self.messages: dict[str, set[str]] = defaultdict(set)

    def insert(self, table: str, *values: object) -> None:
        marks = ", ".join("?" * len(values))
        self.connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)

    def write(self) -> None:
        for system in self.systems:
            self.write_system(system)
        self.write_scopes()
        for id, title in self.tables.areas.items():
            self.insert("area", id, title)
        self.write_conditions()
        for layout, names in self.tables.facilities.items():
            for number, name in names.items():
                self.insert("facility", layout, number, name)
        for page in self.tables.pages.values():
            self.insert("page", page.condition, page.text)

    def write_system(self, system: SystemTable) -> None:
        label = system.label or system.title
        self.insert(
            "system", system.id, label, system.column or label, system.title, system.kind, system.rank,
            " ".join(system.groups), " ".join(system.aliases), len(system.rows), system.verified, system.note,
            system.layout,
        )  # fmt: skip
        for how in system.carried:
            self.insert("carried", how, system.id)
        names = _names_by_code(system)
        choices = _choices(system)
        ids: dict[str, int] = {}
        for row in _in_order(system):
            self.codes += 1
            ids[row.name] = self.codes
            code = _effective(row, system)
            others = [name for name in names[row.alias or row.name] if name != row.name]
            condition = self.tables.conditions.get(code.condition or "")
            leads = condition is not None and condition.area in system.leads
            summary = row.summary or code.summary or (condition.summary if condition else None)
            self.insert(
                "code", self.codes, system.id, row.name, " ".join(others), code.number, code.message,
                summary, code.condition, code.fit, code.why, row.note, row.since,
                "\n".join(f"{name}\t{text}" for name, text in row.texts.items()), system.bits,
                self.source_id(system, row), ids.get(row.alias or ""), choices.get(row.name), int(leads),
                int(row.marker),
            )  # fmt: skip
            self.insert("name", row.name.lower(), self.codes)
            self.remember(row, code, system)

    def remember(self, row: Row, code: Row, system: SystemTable) -> None:
        """Keep what a search should find a condition by; a code without one stands for itself."""
        texts = {text for text in (code.message, row.summary, *row.texts.values()) if text}
        if code.condition is not None:
            self.names[code.condition].append(row.name)
            self.messages[code.condition] |= texts
        elif not row.marker:
            self.write_document(None, "", [row.name], sorted(texts), "", "", "")

    def source_id(self, system: SystemTable, row: Row) -> int:
        assert row.source is not None
        key = (system.id, row.source)
        if key not in self.source_ids:
            self.source_ids[key] = len(self.source_ids) + 1
            self.insert("source", self.source_ids[key], system.id, *row.source)
        return self.source_ids[key]

    def write_scopes(self) -> None:
        scopes: dict[str, list[str]] = defaultdict(list)
        for system in self.systems:
            for name in ("all", system.id, *system.aliases, *system.groups):
                scopes[name].append(system.id)
        for name, ids in scopes.items():
            for position, id in enumerate(ids):
                self.insert("scope", name, position, id)

    def write_conditions(self) -> None:
        for position, row in enumerate(self.tables.conditions.values()):
            self.insert("condition", row.id, position, row.posix, row.area, row.summary)
            for key in dict.fromkeys(map(squash, (row.id, *row.names))):
                self.insert("spelling", key, row.id)
            for key in sorted(set(map(squash, self.messages[row.id]))):
                self.insert("phrase", key, row.id)
            for place, near in enumerate(row.near):
                self.insert("near", row.id, place, near.condition, near.why)
            page = self.tables.pages.get(row.id)
            names = [*dict.fromkeys(self.names[row.id]), *row.names]
            self.write_document(
                row.id, row.id.replace("_", " "), names, sorted(self.messages[row.id]), row.words,
                row.summary, page.text if page else "",
            )  # fmt: skip

    def write_document(
        self, condition: str | None, title: str, names: Iterable[str], messages: Iterable[str],
        words: str, summary: str, page: str,
    ) -> None:  # fmt: skip
        code = None if condition else self.codes
        cursor = self.connection.execute(
            "INSERT INTO document(condition, code) VALUES (?, ?)", (condition, code)
        )
        columns = (" ".join(names).replace("_", " "), " / ".join(messages), words, summary, page)
        self.connection.execute(
            "INSERT INTO search(rowid, title, names, messages, words, summary, page)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (cursor.lastrowid, title, *columns),
        )


def _in_order(system: SystemTable) -> list[Row]:
    """Rows by number; aliases follow their code; names without numbers come last, as written."""

    def place(row: Row) -> tuple[bool, int, bool]:
        number = _effective(row, system).number
        return (number is None, number or 0, row.alias is not None)

    return sorted(system.rows.values(), key=place)


def _effective(row: Row, system: SystemTable) -> Row:
    """A row with what an alias takes over from its code: number, message, condition."""
    if row.alias is None:
        return row
    code = system.rows[row.alias]
    own = row if row.condition else code
    return Row(
        row.name, row.path, row.line, number=code.number, message=row.message or code.message,
        summary=code.summary, condition=None if row.marker else own.condition, fit=own.fit, why=own.why,
    )  # fmt: skip


def _names_by_code(system: SystemTable) -> dict[str, list[str]]:
    """All names of each number, the code's own first; markers are no names."""
    names = {row.name: [row.name] for row in system.rows.values() if row.alias is None}
    for row in system.rows.values():
        if row.alias is not None and not row.marker:
            names[row.alias].append(row.name)
    return names


def _choices(system: SystemTable) -> dict[str, int]:
    """The rank of each code among those of its condition; rows that never answer have none."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in _in_order(system):
        if row.condition is not None and not row.marker:
            rows[row.condition].append(row)
    return {row.name: rank for same in rows.values() for rank, row in _ranked(same)}


def _ranked(rows: list[Row]) -> Iterator[tuple[int, Row]]:
    ordered = sorted(rows, key=lambda row: (not row.preferred, lint.FITS.index(row.fit)))
    return enumerate(ordered)
