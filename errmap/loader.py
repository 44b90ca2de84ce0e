"""TOML and Markdown files become checked tables. Only this module imports tomli.

The loader checks the shape of a file: its syntax, its keys and their types. What the rows say is
the business of `errmap.lint`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import tomli

from errmap import schema
from errmap.records import Source
from errmap.rows import ConditionRow, Near, Page, Problem, Row, SystemTable, Tables

FORMAT = 1
"""The version of the table format that this program reads (`format = 1`)."""


class BrokenTable(Exception):
    """A file that cannot be read as a table; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class MissingBase(BrokenTable):
    """The system that a variant extends has not been loaded (yet)."""


def table_files(folder: str) -> Iterator[str]:
    """The paths of the tables in a folder, relative to it, in the order they are read."""
    for name in ("conditions.toml", "facilities.toml"):
        if os.path.isfile(os.path.join(folder, name)):
            yield name
    for kind, ending in (("systems", ".toml"), ("explain", ".md")):
        try:
            names = sorted(os.listdir(os.path.join(folder, kind)))
        except OSError:
            continue
        for name in names:
            if name.endswith(ending) and not name.startswith("."):
                yield f"{kind}/{name}"


def _unreadable(folder: str) -> Iterator[Problem]:
    """The parts of a folder of tables that are there and cannot be listed."""
    for kind in ("systems", "explain"):
        path = os.path.join(folder, kind)
        try:
            os.listdir(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            yield Problem(path, 1, 1, f"cannot be read: {error.strerror}")


def load_file(folder: str, name: str, tables: Tables) -> Tables:
    """The tables with one more file read into them; a row that is there already is replaced.

    Raises BrokenTable where the file cannot be read or is not of the right shape.
    """
    path = os.path.join(folder, name)
    try:
        with open(path, "rb") as file:
            text = file.read().decode()
    except OSError as error:
        raise BrokenTable([Problem(path, 1, 1, f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError as error:
        raise BrokenTable([Problem(path, 1, 1, f"is not UTF-8 text: byte {error.start}")]) from None
    if name.startswith("explain/"):
        page = Page(name[len("explain/") : -len(".md")], path, text.replace("\r\n", "\n"))
        return replace(tables, pages={**tables.pages, page.condition: page})
    document = _Document(path, text)
    if name == "conditions.toml":
        return _load_conditions(document, tables)
    if name == "facilities.toml":
        return _load_facilities(document, tables)
    return _load_system(document, tables)


def load_folder(
    folder: str,
    tables: Tables | None = None,
    check: Callable[[Tables], list[Problem]] | None = None,
) -> tuple[Tables, list[Problem]]:
    """All tables of a folder, read into the given ones, and the problems met on the way.

    A broken file is left out as a whole, and so is one after which `check` finds problems. A
    variant waits until the system it extends is there.
    """
    tables, problems = tables or Tables(), list(_unreadable(folder))
    waiting = list(table_files(folder))
    while waiting:
        again: list[tuple[str, MissingBase]] = []
        for name in waiting:
            try:
                loaded = load_file(folder, name, tables)
            except MissingBase as missing:
                again.append((name, missing))
            except BrokenTable as broken:
                problems += broken.problems
            else:
                found = check(loaded) if check else []
                problems += (_blamed(problem, os.path.join(folder, name)) for problem in found)
                tables = tables if found else loaded
        if len(again) == len(waiting):
            problems += [problem for _, missing in again for problem in missing.problems]
            break
        waiting = [name for name, _ in again]
    return tables, problems


def _blamed(problem: Problem, path: str) -> Problem:
    """A problem that a file brought with it, told of that file even if it shows in another."""
    if problem.path == path:
        return problem
    return Problem(path, 1, 1, f"does not go with {problem.path}:{problem.line}: {problem.text}")


class _Document:
    """A parsed TOML file with the line of every key, and the problems found in it so far."""

    _HEADER = re.compile(r"\[\[?([^\[\]]+)\]")
    _ASSIGNMENT = re.compile(r"""((?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w.-]|[ \t](?=[ \t]*[\w.'"=-]))+)=""")
    _PART = re.compile(r"""["']([^"']*)["']|([\w-]+)""")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        try:
            self.data: dict[str, Any] = tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            found = Problem(path, error.lineno, error.colno, f"is not TOML: {error.msg}")
            raise BrokenTable([found]) from None
        except (ValueError, RecursionError) as error:
            raise BrokenTable([Problem(path, 1, 1, f"is not TOML that can be read: {error}")]) from None
        self._lines: dict[tuple[str, ...], int] = {}
        header: tuple[str, ...] = ()
        for number, line in enumerate(text.split("\n"), 1):
            line = line.strip()
            if match := self._HEADER.match(line):
                header = self._parts(match[1])
                self._lines.setdefault(header, number)
            elif match := self._ASSIGNMENT.match(line):
                self._lines.setdefault((*header, *self._parts(match[1])), number)

    def _parts(self, key: str) -> tuple[str, ...]:
        return tuple(quoted or bare for quoted, bare in self._PART.findall(key))

    def line(self, *keys: str) -> int:
        """The line of a key, or of the nearest table around it."""
        while keys:
            if line := self._lines.get(keys):
                return line
            keys = keys[:-1]
        return 1

    def problem(self, text: str, *keys: str) -> None:
        self.problems.append(Problem(self.path, self.line(*keys), 1, text))

    def check(self, value: Any, keys: schema.Keys, *at: str) -> dict[str, Any]:
        """The items of a table that are as they should be; the rest become problems."""
        if not isinstance(value, dict):
            self.problem(f"{'.'.join(at)} should be a table", *at)
            return {}
        good = {}
        for key, item in value.items():
            if key not in keys:
                self.problem(f"unknown key {key!r}; known are {', '.join(keys)}", *at, key)
            elif not schema.is_kind(item, keys[key][0]):
                self.problem(f"{key} should be {keys[key][0]}", *at, key)
            else:
                good[key] = tuple(item) if keys[key][0] == schema.TEXTS else item
        for key, (_, required) in keys.items():
            if required and key not in value:
                self.problem(f"{'.'.join(at) or 'the file'} lacks {key!r}", *at)
        return good

    def done(self) -> None:
        if self.problems:
            raise BrokenTable(self.problems)


def _load_conditions(document: _Document, tables: Tables) -> Tables:
    data = document.check(document.data, schema.CONDITION_FILE)
    _check_format(document, data)
    for id, title in data.get("areas", {}).items():
        if not isinstance(title, str):
            document.problem(f"{id} should be a text", "areas", id)
    found = {id: _condition(document, id, value) for id, value in data.get("conditions", {}).items()}
    document.done()
    rows = {
        id: ConditionRow(id, document.path, document.line("conditions", id), near=near, **items)
        for id, (items, near) in found.items()
    }
    return replace(
        tables,
        areas={**tables.areas, **data.get("areas", {})},
        conditions={**tables.conditions, **rows},
    )


def _condition(document: _Document, id: str, value: Any) -> tuple[dict[str, Any], tuple[Near, ...]]:
    """The checked keys of one condition, those of its near conditions apart."""
    at = ("conditions", id)
    items = document.check(value, schema.CONDITION, *at)
    problems = len(document.problems)
    checked = [document.check(item, schema.NEAR, *at, "near") for item in items.pop("near", [])]
    return items, tuple(Near(**item) for item in checked) if len(document.problems) == problems else ()


def _load_facilities(document: _Document, tables: Tables) -> Tables:
    data = document.check(document.data, schema.FACILITY_FILE)
    _check_format(document, data)
    facilities = {layout: dict(names) for layout, names in tables.facilities.items()}
    for layout in ("hresult", "ntstatus"):
        for number, name in data.get(layout, {}).items():
            known = len(number) < 5 and number.isdecimal() and int(number) < 1 << 12
            if not (known and isinstance(name, str) and name.isprintable()):
                document.problem(f"{number} should be a number with a name", layout, number)
                continue
            facilities.setdefault(layout, {})[int(number)] = name
    document.done()
    return replace(tables, facilities=facilities)


def _load_system(document: _Document, tables: Tables) -> Tables:
    data = document.check(document.data, schema.SYSTEM_FILE)
    _check_format(document, data)
    keys = document.check(data.get("system", {}), schema.SYSTEM, "system")
    sources = {
        id: document.check(value, schema.SOURCE, "sources", id)
        for id, value in data.get("sources", {}).items()
    }
    rows = {
        name: document.check(value, schema.CODE, "codes", name)
        for name, value in data.get("codes", {}).items()
    }
    document.done()
    base = tables.systems.get(keys["id"])
    if base is None and "extends" in keys:
        base = _extended(document, keys, tables)
    start = base or SystemTable(document.path, keys["id"])
    lines = {key: document.line("system", key) for key in keys}
    lines |= {f"sources.{id}": document.line("sources", id) for id in sources}
    table = replace(
        start, path=document.path, lines=lines, sources=sources, **keys,
        rows={**start.rows, **{n: _row(document, n, row, sources) for n, row in rows.items()}},
    )  # fmt: skip
    return replace(tables, systems={**tables.systems, table.id: table})


def _extended(document: _Document, keys: Mapping[str, Any], tables: Tables) -> SystemTable:
    """The system that a variant starts from: the rows of its base under its own id."""
    base = tables.systems.get(keys["extends"])
    if base is None:
        text = f"extends {keys['extends']!r}, but there is no such system"
        raise MissingBase([Problem(document.path, document.line("system", "extends"), 1, text)])
    return replace(
        base, label="", column="", title="", rank=SystemTable.rank, aliases=(), verified=None, note=None
    )


def _row(document: _Document, name: str, items: Mapping[str, Any], sources: Mapping[str, Any]) -> Row:
    """A row with its source; an undefined source is left to the lint, which says what to do."""
    given = sources.get(items["src"])
    source = Source(items["src"], given["title"], given["version"]) if given else None
    return Row(name, document.path, document.line("codes", name), source=source, **items)


def _check_format(document: _Document, data: Mapping[str, Any]) -> None:
    if data.get("format", FORMAT) != FORMAT:
        document.problem(f"format {data['format']} is unknown; this errmap reads format {FORMAT}", "format")
