"""Write the [codes] of a system's table from a facts file (NAME, NUMBER, MESSAGE; tabs between).

    python -m errmap._dev.import_facts FACTS.tsv tables/systems/ID.toml

Names, numbers and messages come from the facts; whatever people have curated on a row (condition,
fit, why, summary, note, src) is kept. A new row gets the condition that the same name has in the
other tables, and the table's first source: review both before you commit.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import tomli

_KEYS = (
    "number",
    "alias",
    "condition",
    "fit",
    "why",
    "preferred",
    "marker",
    "src",
    "message",
    "texts",
    "summary",
    "note",
    "since",
)


class Fact(NamedTuple):
    """A line of a facts file."""

    name: str
    number: int
    message: str


def read_facts(path: Path) -> list[Fact]:
    """The facts of a file, sorted by number, otherwise in the file's order."""
    facts = []
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            name, number, *rest = line.split("\t")
            facts.append(Fact(name, int(number), rest[0] if rest else ""))
    return sorted(facts, key=lambda fact: fact.number)


def rows(facts: Iterable[Fact], curated: Mapping[str, Any], guesses: Mapping[str, str], src: str) -> str:
    """The lines of a [codes] table for the facts, with the keys that people have curated."""
    first: dict[int, Fact] = {}
    items: dict[str, dict[str, Any]] = {}
    for fact in facts:
        code = first.setdefault(fact.number, fact)
        row = {key: value for key, value in curated.get(fact.name, {}).items() if key in _KEYS}
        row.setdefault("src", src)
        if fact.name not in curated and fact.name in guesses:
            row["condition"] = guesses[fact.name]
        if code is fact:
            row["number"] = fact.number
        else:
            row["alias"] = code.name
            if row.get("condition") == items[code.name].get("condition"):
                row.pop("condition", None)
        if fact.message and (code is fact or fact.message != code.message):
            row["message"] = fact.message
        items[fact.name] = row
    width = max(map(len, items))
    return "".join(f"{name:{width}} = {_inline(row)}\n" for name, row in items.items())


def _inline(row: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{key} = {_value(row[key])}" for key in _KEYS if key in row) + " }"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def guess_conditions(folder: Path) -> dict[str, str]:
    """The condition that each name has in the first of the tables that holds it."""
    guesses: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        codes = tomli.loads(path.read_text()).get("codes", {})
        for name, row in codes.items():
            if condition := row.get("condition") or codes.get(row.get("alias"), {}).get("condition"):
                guesses.setdefault(name, condition)
    return guesses


def main(facts_path: Path, table_path: Path) -> None:
    """Rewrite the [codes] of one table."""
    head, _, _ = table_path.read_text().partition("[codes]\n")
    table = tomli.loads(table_path.read_text())
    src = next(iter(table["sources"]))
    lines = rows(read_facts(facts_path), table.get("codes", {}), guess_conditions(table_path.parent), src)
    table_path.write_text(f"{head}[codes]\n{lines}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
