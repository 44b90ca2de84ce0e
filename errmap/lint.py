"""Rules over loaded tables. Each rule is a function from tables to the problems it finds.

A problem names the file and line and says how to mend it. `check` runs them all; the build stops
at the first table that has one.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from errmap.rows import ConditionRow, Page, Problem, Row, SystemTable, Tables

KINDS = ("os", "api", "runtime")
FITS = ("exact", "wider", "narrower", "close")
HEADINGS = ("When you see it", "Usual causes", "What to try", "Telling it apart", "See also")
"""The sections of a page of explanation, in their order."""

CARRIED = ("hresult-win32", "hresult-nt", "ntstatus-win32")
"""The ways in which a system's numbers can be carried inside other numbers."""

MAX_SUMMARY = 120
_SYSTEM_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SCOPE_NAME = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_CONDITION_ID = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_CODE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

_ROW_TEXTS = ("message", "summary", "note", "why", "since")

Rule = Callable[[Tables], Iterator[Problem]]


def check(tables: Tables, rules: Iterable[Rule] | None = None) -> list[Problem]:
    """The problems that the rules find (all of them, unless some are named), by file and line."""
    found = (problem for rule in rules or RULES for problem in rule(tables))
    return sorted(found, key=lambda problem: (problem.path, problem.line))


def _at(where: Row | ConditionRow, text: str) -> Problem:
    return Problem(where.path, where.line, 1, text)


def _in_system(system: SystemTable, key: str, text: str) -> Problem:
    return Problem(system.path, system.lines.get(key, 1), 1, text)


def _rows(tables: Tables) -> Iterator[tuple[SystemTable, Row]]:
    for system in tables.systems.values():
        for row in system.rows.values():
            yield system, row


def system_keys(tables: Tables) -> Iterator[Problem]:
    """A system has a lower-case id equal to its file's name, a title and a kind."""
    for system in tables.systems.values():
        if os.path.basename(system.path) != f"{system.id}.toml":
            yield _in_system(system, "id", f"id is {system.id!r}; name the file {system.id}.toml")
        if not _SYSTEM_ID.fullmatch(system.id):
            yield _in_system(system, "id", f"id {system.id!r} should be lower-case words joined by '-'")
        if not system.title:
            yield _in_system(system, "id", "the system lacks 'title'")
        if system.kind not in KINDS:
            yield _in_system(system, "kind", f"kind {system.kind!r} should be one of {', '.join(KINDS)}")


def numbering(tables: Tables) -> Iterator[Problem]:
    """What a system says of its numbers as a whole uses known words: layout, carried, bits, leads."""
    for system in tables.systems.values():
        if system.layout not in (None, "hresult", "ntstatus"):
            yield _in_system(system, "layout", f"layout {system.layout!r} should be hresult or ntstatus")
        for how in system.carried:
            if how not in CARRIED:
                yield _in_system(system, "carried", f"carried names {how!r}; known are {', '.join(CARRIED)}")
        if system.bits not in (0, 32):
            yield _in_system(system, "bits", f"bits is {system.bits}; only 32 is known")
        for area in system.leads:
            if area not in tables.areas:
                yield _in_system(system, "leads", f"leads names the unknown area {area!r}")


def scope_words(tables: Tables) -> Iterator[Problem]:
    """Aliases and groups can be typed after --os: lower-case words, each named once."""
    for system in tables.systems.values():
        for key in ("aliases", "groups"):
            names = getattr(system, key)
            for name in dict.fromkeys(names):
                if not _SCOPE_NAME.fullmatch(name):
                    yield _in_system(system, key, f"{name!r} should be lower-case words joined by '-' or '_'")
                elif names.count(name) > 1:
                    yield _in_system(system, key, f"{name!r} is named more than once")


def scope_names(tables: Tables) -> Iterator[Problem]:
    """A name after --os means one thing: a system, or a group, never both."""
    owners: dict[str, str] = {"all": "every system", "near": "a keyword", "condition": "a keyword"}
    for system in tables.systems.values():
        for name in (system.id, *system.aliases):
            if name in owners:
                key = "id" if name == system.id and owners[name] != f"the system {name}" else "aliases"
                yield _in_system(system, key, f"{name!r} already stands for {owners[name]}")
            owners[name] = f"the system {system.id}"
    for system in tables.systems.values():
        for group in system.groups:
            if group in owners:
                yield _in_system(system, "groups", f"group {group!r} already stands for {owners[group]}")


def sources(tables: Tables) -> Iterator[Problem]:
    """Every row's source is described, and every described source is used."""
    for _, row in _rows(tables):
        if row.source is None:
            yield _at(row, f"{row.name}: src {row.src!r} is not described; add [sources.{row.src}]")
    for system in tables.systems.values():
        used = {row.src for row in system.rows.values() if row.path == system.path}
        for id in system.sources:
            if id not in used:
                yield _in_system(system, f"sources.{id}", f"source {id!r} is used by no row; remove it")


def numbers(tables: Tables) -> Iterator[Problem]:
    """A row has a number or is an alias; the number fits 32 bits and is given once."""
    for system in tables.systems.values():
        taken: dict[int, Row] = {}
        for row in system.rows.values():
            if row.number is not None and row.alias is not None:
                yield _at(row, f"{row.name}: an alias has the number of {row.alias}; remove 'number'")
            elif row.number is None:
                if row.alias is None and system.kind != "runtime":
                    yield _at(row, f"{row.name}: lacks 'number' or 'alias'")
            elif not -(1 << 31) <= row.number < 1 << 32:
                yield _at(row, f"{row.name}: {row.number} does not fit 32 bits")
            elif other := taken.get(row.number):
                fix = f'write alias = "{other.name}" instead'
                yield _at(row, f"{row.name}: {row.number} is the number of {other.name}; {fix}")
            else:
                taken[row.number] = row


def alias_targets(tables: Tables) -> Iterator[Problem]:
    """An alias points at a row of its system that is no alias."""
    for system, row in _rows(tables):
        if row.alias is None:
            continue
        target = system.rows.get(row.alias)
        if target is None:
            yield _at(row, f"{row.name}: alias of {row.alias!r}, which {system.id} does not have")
        elif target.alias is not None:
            yield _at(row, f"{row.name}: {row.alias} is an alias itself; name {target.alias}")


def order(tables: Tables) -> Iterator[Problem]:
    """Rows stand in the order of their numbers, an alias after its code."""
    for system in tables.systems.values():
        last: tuple[int, bool] | None = None
        for row in system.rows.values():
            target = row if row.alias is None else system.rows.get(row.alias, row)
            if row.path != system.path or target.number is None or system.extends:
                continue
            place = (target.number, row.alias is not None)
            if last is not None and place < last:
                yield _at(
                    row,
                    f"{row.name}: {target.number} comes after {last[0]}; sort the rows by number",
                )
            last = place


def conditions_of_rows(tables: Tables) -> Iterator[Problem]:
    """A row's condition exists, its fit is a known word, and an inexact fit says why."""
    for _, row in _rows(tables):
        if row.condition is not None and row.condition not in tables.conditions:
            yield _at(row, f"{row.name}: unknown condition {row.condition!r}")
        if row.fit not in FITS:
            yield _at(row, f"{row.name}: fit {row.fit!r} should be one of {', '.join(FITS)}")
        elif row.fit != "exact" and not (row.why and row.condition):
            yield _at(row, f"{row.name}: fit {row.fit!r} needs a condition and a 'why'")
        elif row.preferred and (row.fit != "exact" or row.condition is None):
            yield _at(row, f"{row.name}: only an exact code of a condition can be preferred")
        elif row.marker and row.condition is not None:
            yield _at(row, f"{row.name}: a marker is no error and has no condition")
        elif row.fit == "exact" and row.why:
            yield _at(row, f"{row.name}: an exact fit needs no 'why'")


def preferred(tables: Tables) -> Iterator[Problem]:
    """Where a system has several exact codes for a condition, just one is preferred."""
    for system in tables.systems.values():
        rows = defaultdict(list)
        for row in system.rows.values():
            if row.condition and row.fit == "exact":
                rows[row.condition].append(row)
        for condition, same in rows.items():
            chosen = [row for row in same if row.preferred]
            if len(same) > 1 and len(chosen) != 1:
                names = ", ".join(row.name for row in same)
                yield _at(same[-1], f"{names} all mean {condition}; mark one of them preferred = true")
            if len(same) == 1 and chosen:
                yield _at(same[0], f"{same[0].name}: preferred over nothing; remove 'preferred'")


def texts(tables: Tables) -> Iterator[Problem]:
    """Names are plain identifiers; texts are printable, without tabs and line breaks."""
    for _, row in _rows(tables):
        if not _CODE_NAME.fullmatch(row.name):
            yield _at(row, f"{row.name!r} is no name of a code")
        for key, text in (*((key, getattr(row, key)) for key in _ROW_TEXTS), *row.texts.items()):
            if text is not None and not (isinstance(text, str) and text and text.isprintable()):
                yield _at(row, f"{row.name}: {key} should be one line of printable text")
        if row.summary and len(row.summary) > MAX_SUMMARY:
            yield _at(row, f"{row.name}: summary is longer than {MAX_SUMMARY} characters")
    for system in tables.systems.values():
        for text in (system.title, system.label, system.column, system.verified or "", system.note or ""):
            if not text.isprintable():
                yield _in_system(system, "title", "title, label and note should be printable text")


def source_texts(tables: Tables) -> Iterator[Problem]:
    """Sources are described in printable text: their titles and versions reach terminals."""
    for system in tables.systems.values():
        for id, source in system.sources.items():
            if not all(text.isprintable() for text in source.values()):
                yield _in_system(
                    system, f"sources.{id}", f"source {id!r} should be described in printable text"
                )


def conditions(tables: Tables) -> Iterator[Problem]:
    """A condition has a snake_case id, a known area and a one-line summary."""
    posix: dict[str, str] = {}
    for row in tables.conditions.values():
        if not _CONDITION_ID.fullmatch(row.id):
            yield _at(row, f"id {row.id!r} should be lower-case words joined by '_'")
        if row.area not in tables.areas:
            yield _at(row, f"{row.id}: unknown area {row.area!r}; known are {', '.join(tables.areas)}")
        if not (row.summary.isprintable() and row.summary.endswith(".")):
            yield _at(row, f"{row.id}: summary should be one sentence, with its full stop")
        if len(row.summary) > MAX_SUMMARY:
            yield _at(row, f"{row.id}: summary is longer than {MAX_SUMMARY} characters")
        if row.posix in posix:
            yield _at(row, f"{row.id}: {row.posix} is already the POSIX name of {posix[row.posix]}")
        if row.posix:
            posix[row.posix] = row.id


def nears(tables: Tables) -> Iterator[Problem]:
    """A near condition exists, is another one, and says why."""
    for row in tables.conditions.values():
        for near in row.near:
            if near.condition not in tables.conditions or near.condition == row.id:
                yield _at(row, f"{row.id}: near names {near.condition!r}, which is no other condition")
            if not (near.why and near.why.isprintable()):
                yield _at(row, f"{row.id}: near {near.condition} needs a one-line 'why'")


def pages(tables: Tables) -> Iterator[Problem]:
    """A page explains a condition: one sentence, then the fixed sections in their order."""
    for page in tables.pages.values():
        lines = page.text.splitlines()
        if page.condition not in tables.conditions:
            yield Problem(page.path, 1, 1, f"no condition is called {page.condition!r}; rename the page")
        if not lines or lines[0].startswith("#") or not page.text.split("\n\n")[0].endswith("."):
            yield Problem(page.path, 1, 1, "a page begins with one plain sentence and its full stop")
        if not all(line.isprintable() for line in lines):
            yield Problem(page.path, 1, 1, "a page holds printable text only, without tabs")
        yield from _headings(page)


def _headings(page: Page) -> Iterable[Problem]:
    found = [line[3:].strip() for line in page.text.splitlines() if line.startswith("## ")]
    if tuple(found) != HEADINGS:
        yield Problem(page.path, 1, 1, f"the headings should be: {', '.join(HEADINGS)}")


RULES: tuple[Rule, ...] = (
    system_keys, numbering, scope_words, scope_names, sources, numbers, alias_targets, order,
    conditions_of_rows, preferred, texts, source_texts, conditions, nears, pages,
)  # fmt: skip

USER_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule is not order)
"""What a user's table must keep: everything but the order of its rows."""
