"""Small tables for tests: written as TOML text, read by the real loader, asked through the real store."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from errmap.loader import load_folder
from errmap.rows import Problem, Tables
from errmap.store import Store

SOURCE = 's = { title = "A header", version = "1", licence = "free" }'


def system(*rows: str, id: str = "one", keys: Sequence[str] = (), sources: str = SOURCE) -> str:
    """The text of a system's table that has nothing wrong: its first key is on line 6, its first row on 9.

    Each of `keys` moves the rows down by a line.
    """
    head = ["format = 1", "[system]", f'id = "{id}"', 'title = "A system"', 'kind = "os"']
    return "\n".join([*head, *keys, "[sources]", sources, "[codes]", *rows, ""])


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files, given as {path relative to the folder: text}, byte for byte as they are given."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def load(folder: Path, files: Mapping[str, str]) -> Tables:
    """The tables in files that are of the right shape."""
    write(folder, files)
    tables, problems = load_folder(str(folder))
    assert problems == []
    return tables


def shown(problems: Sequence[Problem], folder: Path) -> list[str]:
    """Problems as a user reads them, with paths relative to the folder."""
    names = (os.path.relpath(problem.path, folder).replace(os.sep, "/") for problem in problems)
    return [str(replace(problem, path=name)) for problem, name in zip(problems, names, strict=True)]


class MemoryStore(Store):
    """The store's questions to an index at hand; an error is an error, never a reason to open another."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.problems: list[str] = []
        self.asked: list[tuple[str, Sequence[object]]] = []

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        self.asked.append((sql, values))
        return self._connection.execute(sql, values).fetchall()
