"""All SQL: questions to the index, answered as records. Nothing is decided here."""

from __future__ import annotations

from errmap import locate
from errmap.records import Code, Condition, Source, System

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

_CODE = """
SELECT code.system, code.name, aliases, number, message, summary, condition, fit, fit_why, note,
       since, texts, bits, code.id, alias_of, leads, choice, marker,
       source.key, source.title, source.version
FROM code JOIN source ON source.id = code.source """

# A best code first, system by system in the order of output.
_BY_CHOICE = """
JOIN scope ON scope.name = 'all' AND scope.system = code.system
WHERE condition = ? AND choice IS NOT NULL ORDER BY scope.position, choice"""

# What a hit in each column is worth: title, names, messages, words, summary, page.
_WEIGHTS = "12.0, 10.0, 3.0, 30.0, 3.0, 1.0"


class Store:
    """An open index. `problems` are the user's tables that had to be left out of it."""

    def __init__(self) -> None:
        self._connection, self.problems = locate.open_index()

    def __del__(self) -> None:
        """Close the index with the store; Python 3.13 warns of connections that are left open."""
        if hasattr(self, "_connection"):
            self._connection.close()

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """The rows of a query; an index found to be damaged is made anew, once."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except locate.DatabaseError:
            self._connection.close()
            self._connection, self.problems = locate.open_index(rebuild=True)
            return self._connection.execute(sql, values).fetchall()

    def _codes(self, clause: str, values: Sequence[object]) -> list[Code]:
        sources: dict[tuple[str, ...], Source] = {}
        return [_code(row, sources) for row in self._rows(_CODE + clause, values)]

    def meta(self, key: str) -> str:
        """What the index says of itself, such as the "date" of its newest source."""
        return "".join(value for (value,) in self._rows("SELECT value FROM meta WHERE key = ?", (key,)))

    def by_number(self, number: int) -> list[Code]:
        """The codes that have a number, without aliases, in the order of output."""
        if not -(1 << 31) <= number < 1 << 32:
            return []  # no code is so large, and SQLite takes 64 bits at most
        return self._codes("WHERE number = ? AND alias_of IS NULL ORDER BY code.id", (number,))

    def carriers(self, how: str) -> set[str]:
        """The systems whose numbers may be carried inside others in this way."""
        return {id for (id,) in self._rows("SELECT system FROM carried WHERE how = ?", (how,))}

    def layout(self, system: str) -> str | None:
        """How the numbers of a system are put together: "hresult", "ntstatus" or not at all."""
        return next((row[0] for row in self._rows("SELECT layout FROM system WHERE id = ?", (system,))), None)

    def facilities(self, layout: str) -> dict[int, str]:
        """The names of the facilities of a layout by their numbers."""
        return dict(self._rows("SELECT number, name FROM facility WHERE layout = ?", (layout,)))

    def by_name(self, key: str) -> list[Code]:
        """The codes of a name, given in lower case."""
        return self._codes("WHERE code.id IN (SELECT code FROM name WHERE key = ?) ORDER BY code.id", (key,))

    def by_glob(self, pattern: str) -> list[Code]:
        """The codes whose names match a pattern in lower case with *, ? and [...]."""
        return self._codes(
            "WHERE code.id IN (SELECT code FROM name WHERE key GLOB ?) ORDER BY code.id", (pattern,)
        )

    def by_place(self, place: int) -> list[Code]:
        """The code at one place of the order of output, as a list of at most one."""
        return self._codes("WHERE code.id = ?", (place,))

    def of_condition(self, condition: str) -> list[Code]:
        """The codes of a condition, system by system, the best of each system first."""
        return self._codes(_BY_CHOICE, (condition,))

    def of_system(self, system: str) -> list[Code]:
        """All codes of a system by number, aliases behind their codes."""
        return self._codes("WHERE code.system = ? ORDER BY code.id", (system,))

    def aliases_of(self, code: Code) -> list[Code]:
        """The other rows of the same system that share the number of a code."""
        return self._codes(
            "WHERE code.system = ? AND number = ? AND code.id != ? AND choice IS NOT NULL ORDER BY code.id",
            (code.system, code.number, code.place),
        )

    def spelled(self, key: str) -> list[str]:
        """The conditions that a squashed name stands for."""
        return self._conditions_in("spelling", key)

    def printed(self, key: str) -> list[str]:
        """The conditions for which some system prints a phrase, given squashed."""
        return self._conditions_in("phrase", key)

    def _conditions_in(self, table: str, key: str) -> list[str]:
        sql = f"SELECT id FROM {table} JOIN condition ON id = condition WHERE key = ? ORDER BY position"
        return [id for (id,) in self._rows(sql, (key,))]

    def near(self, condition: str) -> list[tuple[str, str]]:
        """The curated nearest conditions, each with the reason."""
        return self._rows("SELECT other, why FROM near WHERE condition = ? ORDER BY position", (condition,))

    def condition(self, id: str) -> Condition | None:
        """A condition by its id."""
        rows = self._rows("SELECT id, posix, area, summary FROM condition WHERE id = ?", (id,))
        return Condition(*rows[0]) if rows else None

    def conditions(self) -> list[Condition]:
        """All conditions, in the order of their table."""
        return [
            Condition(*row)
            for row in self._rows("SELECT id, posix, area, summary FROM condition ORDER BY position")
        ]

    def areas(self) -> dict[str, str]:
        """The areas that conditions belong to, each with its title."""
        return dict(self._rows("SELECT id, title FROM area"))

    def page(self, condition: str) -> str | None:
        """The written page about a condition, as Markdown."""
        return next(
            (text for (text,) in self._rows("SELECT text FROM page WHERE condition = ?", (condition,))),
            None,
        )

    def search(self, words: Iterable[str]) -> list[tuple[str | None, int | None]]:
        """What holds all the words, best first: a condition, or the place of a code without one."""
        query = " ".join(f'"{word}"' for word in words)
        return self._rows(
            "SELECT condition, code FROM search JOIN document ON document.id = search.rowid"
            f" WHERE search MATCH ? ORDER BY bm25(search, {_WEIGHTS}), document.id",
            (query,),
        )

    def scope(self, name: str) -> tuple[str, ...]:
        """The ids of the systems that a name after --os stands for; none if it is unknown."""
        rows = self._rows("SELECT system FROM scope WHERE name = ? ORDER BY position", (name,))
        return tuple(id for (id,) in rows)

    def scope_names(self) -> list[str]:
        """Every name that `scope` knows."""
        return [name for (name,) in self._rows("SELECT DISTINCT name FROM scope")]

    def systems(self) -> list[System]:
        """All systems, in the order of output."""
        sources: dict[str, tuple[Source, ...]] = {}
        for system, *row in self._rows("SELECT system, key, title, version FROM source ORDER BY id"):
            sources[system] = (*sources.get(system, ()), Source._make(row))
        columns = "id, label, column, title, kind, rank, groups, aliases, codes, verified, note"
        systems = []
        for row in self._rows(f"SELECT {columns} FROM system ORDER BY rank, id"):
            names = [tuple(texts.split()) for texts in row[6:8]]
            systems.append(System._make((*row[:6], *names, *row[8:], sources.get(row[0], ()))))
        return systems

    def keys(self) -> list[str]:
        """Every name that can be looked up, as it is written in its table."""
        return [name for (name,) in self._rows("SELECT DISTINCT name FROM code")]


def _code(row: tuple[Any, ...], sources: dict[tuple[str, ...], Source]) -> Code:
    """A code from a row of _CODE; rows of one source share its record."""
    key = row[18:]
    source = sources.get(key)
    if source is None:
        source = sources[key] = Source._make(key)
    place, alias_of, leads, choice, marker = row[13:18]
    flags = (source, place, alias_of is not None, leads == 1, choice, marker == 1)
    aliases = tuple(row[2].split()) if row[2] else ()
    texts = tuple(tuple(line.split("\t")) for line in row[11].split("\n")) if row[11] else ()
    return Code._make((*row[:2], aliases, *row[3:11], texts, row[12], *flags))
